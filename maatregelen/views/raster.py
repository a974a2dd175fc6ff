"""The grid: phase and trekker, planning or dekking of all measures of a plan in one table.

Two steps: what was typed is tried and shown as a list, with the reason asked once; then it is
stored as one act. Both are posts to this one address, which also says what the grid is about and
which measures it shows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.domain import grond
from maatregelen.domain.overzichtfilter import AANDACHT
from maatregelen.domain.rasters import raster_fase, raster_lezen, raster_planning
from maatregelen.domain.rasters.raster import Daad, Rasterrij, Rijwijziging, leg_vast, probeer
from maatregelen.domain.rasters.raster_lezen import DEKKING, FASE, PLANNING, STAPPEN, Dag
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.forms.overzichtfilter import OverzichtfilterForm
from maatregelen.forms.raster import RasterForm
from maatregelen.forms.raster_plakken import als_tekst
from maatregelen.forms.raster_velden import kolommen
from maatregelen.models import Maatregel, Plan
from maatregelen.views.bladrij import schrijver
from maatregelen.views.filter import Filterbeeld
from maatregelen.views.plan import basis, plan_voor
from maatregelen.views.zitting import onthoud_waarom, waarom

# Two fields for a cell, and at most five cells in a row: below DATA_UPLOAD_MAX_NUMBER_FIELDS.
MEESTE_RIJEN = 1000
_NAMEN = {FASE: "Fase en trekker", PLANNING: "Planning", DEKKING: "Dekking"}
# What the trial is told, so that it says only what is wrong with the cells.
_PROEF = "nakijken"
# A column of the grid that is more than one of the table.
_SAMEN = {
    "periode": ("periode_soort", "van", "tot_en_met", "herhaling"),
    "bedrag": ("staat", "bedrag"),
    "per": ("per", "aanname"),
}


@dataclass(frozen=True)
class _Raster:
    """The grid of one request."""

    plan: Plan
    wat: str
    dag: Dag
    filter: Filterbeeld
    rijen: Sequence[Rasterrij]
    form: RasterForm

    def getoond(self) -> list[Rasterrij]:
        """The rows of the measures that the filter leaves; all where there is none."""
        if not self.filter.gezeefd:
            return list(self.rijen)
        over = {rij.maatregel.pk for rij in self.filter.rijen}
        return [rij for rij in self.rijen if rij.maatregel and rij.maatregel.pk in over]


@require_http_methods(["GET", "HEAD", "POST"])
def plan_raster(request: HttpRequest, gemeente: str, plan: str) -> HttpResponse:
    """Show the grid; check what was typed (422 with the faults, 409 beside what somebody else made
    of it); store it. Twelve queries to show it, whatever its size."""
    gevonden = plan_voor(request, gemeente, plan)
    wat = _wat(request, gevonden)
    raster = _lees(request, gevonden, wat)
    if request.method != "POST":
        return _toon(request, raster)
    stap = request.POST.get("stap", "nakijken")
    if not raster.form.is_valid():
        return _toon_fouten(request, raster)
    if stap in ("plakken", "terug"):
        return _toon(request, raster)
    if not raster.form.rijwijzigingen():
        raster.form.add_error(None, "U hebt nog niets gewijzigd.")
        return _toon_fouten(request, raster)
    try:
        if stap == "vastleggen":
            return _leg_vast(request, raster)
        return _toon_nagekeken(request, raster)
    except IntussenAndersError:
        raster = _lees(request, gevonden, wat)
        if raster.form.is_valid():
            raster.form.add_error(None, "Iemand anders legde intussen hetzelfde vast.")
    except ValidationError as fout:
        raster.form.neem_over(fout)
    return _toon_fouten(request, raster)


def _wat(request: HttpRequest, plan: Plan) -> str:
    """What the grid is about: what is asked, or the first that is hers; 403 for what is not."""
    alles = rechten.mag_plan_bewerken(request.user, plan)
    mag = [FASE, PLANNING, DEKKING] if alles else []
    if not alles and rechten.mag_geld_wijzigen(request.user, plan):
        mag = [DEKKING]
    wat = request.GET.get("wat") or (mag or [FASE])[0]
    if wat not in _NAMEN:
        raise Http404
    if wat not in mag:
        raise PermissionDenied
    return wat


def _lees(request: HttpRequest, plan: Plan, wat: str) -> _Raster:
    dag = raster_lezen.lees_dag(plan, kalender.vandaag())
    zichtbaar = Maatregel.objects.filter(plan=plan).visible_for(request.user)
    maatregelen = raster_lezen.lees_maatregelen(zichtbaar, plan, dag)
    zeef = OverzichtfilterForm(request.GET, rijen=maatregelen, plan=plan)
    # The order is that of the plan: cells of one column belong together.
    del zeef.fields["volgorde"]
    keuze, _ = zeef.keuze()
    over = keuze.pas_toe(maatregelen)
    beeld = Filterbeeld(zeef, keuze, AANDACHT, over, len(maatregelen), {"wat": wat})
    rijen = raster_lezen.lees_rijen(wat, plan, maatregelen, dag)
    namen = raster_fase.namen_van(plan.gemeente_id) if wat == FASE else []
    is_post = request.method == "POST"
    form = RasterForm(
        request.POST if is_post else None,
        rijen=rijen,
        kolommen=kolommen(wat, namen),
        initial=waarom(request, plan),
        gronden=grond.keuzes(plan) if wat == DEKKING and is_post else (),
        schrijver=partial(_schrijver, {rij.sleutel: rij for rij in rijen}),
    )
    return _Raster(plan, wat, dag, beeld, rijen, form)


def _schrijver(rijen: dict[str, Rasterrij], naam: str) -> tuple[str, datetime] | None:
    sleutel, _, kolom = naam.partition("-")
    if kolom == "trekker":
        return None
    bron = rijen[sleutel].bron
    gevonden: Any = schrijver(getattr(bron, "maatregel", bron), _SAMEN)(kolom)
    return gevonden  # type: ignore[no-any-return]


def _daad(request: HttpRequest, raster: _Raster, **anders: Any) -> Daad:
    dag = raster.dag
    gezegd = {"reden": _PROEF, "op_grond_van": grond.BINNEN_MANDAAT} | anders
    if raster.wat != DEKKING:
        gezegd["op_grond_van"] = ""
    return Daad(
        aangemeld(request),
        vandaag=dag.vandaag,
        peildatum=dag.peildatum,
        ronde=dag.ronde,
        **gezegd,
    )


def _toon_nagekeken(request: HttpRequest, raster: _Raster) -> HttpResponse:
    """Try it, and list what will change; 422 in the grid for what cannot be."""
    wijzigingen = raster.form.rijwijzigingen()
    opvallend: Callable[[], Sequence[str]] = tuple
    if raster.wat == PLANNING:
        opvallend = raster_planning.wat_opvalt(wijzigingen)
    daad = _daad(request, raster)
    let_op = probeer(STAPPEN[raster.wat](wijzigingen, daad), daad, daarna=opvallend)
    return _toon_lijst(request, raster, wijzigingen, let_op)


def _toon_lijst(
    request: HttpRequest,
    raster: _Raster,
    wijzigingen: Sequence[Rijwijziging],
    let_op: Sequence[str] = (),
) -> HttpResponse:
    form = raster.form
    gezien: dict[int, int] = {}
    if raster.wat == FASE:
        met_fase = [rij.rij.bron.maatregel for rij in wijzigingen if "fase" in rij.waarden]
        gezien = raster_fase.gezien_standen(met_fase)
    rijen = [
        {
            "verschil": verschil,
            "bij": raster_fase.lichten_blijven(verschil.rij, verschil.waarde)
            if verschil.kolom.naam == "fase"
            else "",
            "gezien": gezien.get(verschil.rij.nummer) if verschil.kolom.naam == "fase" else None,
        }
        for verschil in form.verschillen()
    ]
    context = _context(request, raster) | {"verschillen": rijen, "let_op": let_op}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "maatregelen/raster_nakijken.html", context, status=status)


def _leg_vast(request: HttpRequest, raster: _Raster) -> HttpResponse:
    form = raster.form
    wijzigingen = form.rijwijzigingen()
    daad = _daad(request, raster, **form.zin())
    verschillen = len(form.verschillen())
    try:
        leg_vast(STAPPEN[raster.wat](wijzigingen, daad), daad)
    except ValidationError as fout:
        form.neem_over(fout)
        if form.andere_fouten():
            return _toon_fouten(request, raster)
        return _toon_lijst(request, raster, wijzigingen)
    onthoud_waarom(request, raster.plan, form.cleaned_data)
    woord = "wijziging is" if verschillen == 1 else "wijzigingen zijn"
    messages.success(request, f"{verschillen} {woord} vastgelegd.")
    return HttpResponseRedirect(request.get_full_path(), status=HTTPStatus.SEE_OTHER)


def _toon_fouten(request: HttpRequest, raster: _Raster) -> HttpResponse:
    botst = raster.form.botst
    status = HTTPStatus.CONFLICT if botst else HTTPStatus.UNPROCESSABLE_ENTITY
    return _toon(request, raster, status)


def _toon(
    request: HttpRequest, raster: _Raster, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    getoond = raster.getoond()
    rijen = raster.form.schermrijen(getoond[:MEESTE_RIJEN])
    context = _context(request, raster) | {
        "rijen": rijen,
        "kolommen": raster.form.kolommen,
        "tekst": als_tekst(rijen),
        "te_veel": len(getoond) if len(getoond) > MEESTE_RIJEN else 0,
        "meeste": MEESTE_RIJEN,
        "namen": _namen(raster),
    }
    return render(request, "maatregelen/plan_raster.html", context, status=status)


def _namen(raster: _Raster) -> list[str]:
    """What a trekker's cell offers while one types."""
    if raster.wat != FASE:
        return []
    velden: list[Any] = [kolom.maak() for kolom in raster.form.kolommen if kolom.naam == "trekker"]
    return sorted(rij.naam for veld in velden for rij in veld.namen)


def _context(request: HttpRequest, raster: _Raster) -> dict[str, Any]:
    alles = rechten.mag_plan_bewerken(request.user, raster.plan)
    houd = raster.filter.keuze.gekozen
    return basis(request, raster.plan) | {
        "wat": raster.wat,
        "naam": _NAMEN[raster.wat],
        "keuzes": [(wat, woord) for wat, woord in _NAMEN.items() if alles or wat == DEKKING],
        "filter": raster.filter,
        "houd": houd,
        "form": raster.form,
        "adres": request.get_full_path(),
    }
