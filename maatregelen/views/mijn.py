"""Mijn maatregelen: all that one trekker brings up to date, on one page."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jeugdhulp import kalender
from jeugdhulp.models import Gebruiker, Persoon
from jeugdhulp.rechten import aangemeld, leest_heel_plan, plaatsen, rolnamen
from maatregelen import rechten
from maatregelen.domain.ronde.actiepunten import meld_actiepunt_gereed
from maatregelen.domain.ronde.afspraaklijst import is_te_laat
from maatregelen.domain.stand import mijn
from maatregelen.domain.stand.bijwerken import Levering, lever
from maatregelen.domain.stand.mijn import Eigen
from maatregelen.domain.stand.standen import Gezien, IntussenGewijzigdError
from maatregelen.forms.afspraak import GereedForm
from maatregelen.forms.mijn import MijnForm, NamensForm
from maatregelen.models import Actiepunt, Maatregel, Plan
from maatregelen.querysets import MaatregelQuerySet

# More than so many measures are not all opened at once.
OPEN_TOT = 2


@dataclass(frozen=True)
class Zitting:
    """For whom measures are brought up to date: herself, or the persoon who passed it on."""

    maatregelen: MaatregelQuerySet[Maatregel]
    persoon: Persoon | None = None
    # Who passed it on and how; None for herself, "" while not told yet.
    namens: str | None = None
    # Of these (ids) the ones for whose trekker she stands in.
    vervangt: frozenset[int] = frozenset()

    @property
    def adres(self) -> str:
        """Her page."""
        return self._met(reverse("maatregelen:mijn_maatregelen"))

    def adres_bij(self, eigen: Eigen) -> str:
        """Her page with one measure open and in sight."""
        pk = eigen.maatregel.pk
        return f"{self._met(reverse('maatregelen:mijn_maatregelen'), open=pk)}#maatregel-{pk}"

    def doel(self, eigen: Eigen) -> str:
        """Where the form of a measure goes to."""
        return self._met(reverse("maatregelen:mijn_stand", args=[eigen.maatregel.pk]))

    def _met(self, adres: str, **vraag: int) -> str:
        if self.persoon is not None:
            vraag["namens"] = self.persoon.pk
        return f"{adres}?{urlencode(vraag)}" if vraag else adres


@require_http_methods(["GET", "HEAD", "POST"])
def mijn_maatregelen(request: HttpRequest) -> HttpResponse:
    """Her measures over all plans, first what a round waits for; with `?namens=` those of a persoon
    for whom she may write, and a POST that says who passed it on. The same queries whatever the
    number of measures."""
    zitting = _zitting(request)
    form = None
    if zitting.persoon is None and request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if zitting.persoon is not None:
        gegeven = request.POST if request.method == "POST" else None
        form = NamensForm(gegeven, naam=zitting.persoon.naam, initial=zitting.namens or "")
        if form.is_valid():
            bewaard = request.session.get("namens", {})
            tekst = form.cleaned_data["namens"]
            request.session["namens"] = bewaard | {str(zitting.persoon.pk): tekst}
            return redirect(zitting.adres)
    lijst = mijn.lees(zitting.maatregelen, kalender.vandaag())
    return _toon(request, zitting, lijst, namensform=form)


@require_safe
def mijn_namens(request: HttpRequest) -> HttpResponse:
    """The trekkers for whom she may write, to choose one; nobody for who may write for nobody. One
    query for the names."""
    gebruiker = aangemeld(request)
    personen = mijn.te_kiezen(gebruiker, kalender.vandaag())
    context = {
        "personen": personen,
        "rol": ", ".join(rolnamen(gebruiker)),
        "voorbeeld": bool(personen) and all(een.gemeente.voorbeeld for een in personen),
    }
    return render(request, "maatregelen/mijn_namens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mijn_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what was sent in for one measure, and go on to the next that waits.

    With a fault the whole page comes back with what was typed: 422, or 409 when somebody else was
    first. Asked for without a form (after signing in again) it shows that measure on the page.
    """
    zitting = _zitting(request)
    zichtbaar = get_object_or_404(Maatregel.objects.visible_for(request.user), pk=pk)
    if not zitting.maatregelen.filter(pk=zichtbaar.pk).exists():
        raise PermissionDenied
    # Also when it ended meanwhile: what was typed comes back.
    lijst = mijn.lees(zitting.maatregelen, kalender.vandaag(), ook=pk)
    [eigen] = [een for een in lijst if een.maatregel.pk == pk]
    if request.method != "POST":
        return redirect(zitting.adres_bij(eigen))
    form = MijnForm(request.POST, eigen=eigen, namens=zitting.namens)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        levering = form.levering()
        status = _bewaar(request, zitting, eigen, form, levering)
        if status == HTTPStatus.SEE_OTHER:
            return _verder(request, zitting, lijst, eigen, levering)
    return _toon(request, zitting, lijst, fout=form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def mijn_actiepunt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one's own actiepunt was done. With a fault the whole page comes back, with what was
    typed: 422. Asked for without a form it shows that actiepunt on the page."""
    gebruiker, vandaag = aangemeld(request), kalender.vandaag()
    punt = get_object_or_404(Actiepunt.objects.van_gebruiker(gebruiker), pk=pk)
    hare = _eigen(gebruiker)
    terug = f"{hare.adres}#actiepunten"
    if request.method != "POST":
        return redirect(terug)
    form = GereedForm(request.POST, nummer=punt.pk, vandaag=vandaag)
    if form.is_valid():
        gegeven = form.cleaned_data
        try:
            meld_actiepunt_gereed(
                punt, gegeven["gereed_op"], afdoening=gegeven["afdoening"], door=gebruiker
            )
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, f"Actiepunt {punt.nummer} is gereed gemeld.")
            return redirect(terug)
    lijst = mijn.lees(hare.maatregelen, vandaag)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _toon(request, hare, lijst, actiefout=(punt, form), status=status)


def _eigen(gebruiker: Gebruiker) -> Zitting:
    """What she pulls, and that for which she stands in. One query."""
    zichtbaar = Maatregel.objects.visible_for(gebruiker)
    vervangt = frozenset(zichtbaar.vervangen_door(gebruiker).values_list("pk", flat=True))
    getrokken = zichtbaar.getrokken_door(gebruiker)
    if not vervangt:
        return Zitting(getrokken)
    return Zitting(getrokken | zichtbaar.filter(pk__in=vervangt), vervangt=vervangt)


def _zitting(request: HttpRequest) -> Zitting:
    """Whose measures this request is about. Not to be found is 404, not hers to write for 403."""
    gebruiker = aangemeld(request)
    zichtbaar = Maatregel.objects.visible_for(gebruiker)
    gevraagd = request.GET.get("namens", "")
    if not gevraagd:
        return _eigen(gebruiker)
    if not gevraagd.isascii() or not gevraagd.isdigit() or len(gevraagd) > 18:
        raise Http404
    personen = Persoon.objects.filter(gemeente__in=list(plaatsen(gebruiker)))
    persoon = get_object_or_404(personen, pk=int(gevraagd))
    maatregelen = zichtbaar.getrokken_door_persoon(persoon)
    plannen = Plan.objects.filter(pk__in=maatregelen.order_by().values("plan"))
    gevonden = list(plannen.select_related("voorzitter"))
    if not gevonden and not leest_heel_plan(gebruiker, persoon.gemeente_id):
        raise Http404
    hare = [plan for plan in gevonden if rechten.mag_namens_vastleggen(gebruiker, plan)]
    if not hare:
        raise PermissionDenied
    namens = request.session.get("namens", {}).get(str(persoon.pk), "")
    return Zitting(maatregelen.filter(plan__in=hare), persoon, namens)


def _bewaar(
    request: HttpRequest, zitting: Zitting, eigen: Eigen, form: MijnForm, levering: Levering
) -> HTTPStatus:
    """Store it, or put on the form what is wrong; the status says how it went."""
    namens = form.cleaned_data["namens"] if form.is_namens else ""
    if eigen.maatregel.pk in zitting.vervangt:
        namens = mijn.als_plaatsvervanger(eigen.maatregel, kalender.vandaag())
    try:
        lever(
            eigen.maatregel,
            levering,
            door=aangemeld(request),
            gezien=Gezien(form.cleaned_data["gezien"]),
            peildatum=eigen.peildatum,
            ronde=eigen.ronde,
            namens=namens,
        )
    except IntussenGewijzigdError as fout:
        form.toon_intussen(fout)
        return HTTPStatus.CONFLICT
    except ValidationError as fout:
        form.neem_over(fout)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.SEE_OTHER


def _verder(
    request: HttpRequest, zitting: Zitting, lijst: list[Eigen], eigen: Eigen, levering: Levering
) -> HttpResponse:
    """Say what was done, and go on to the next measure a round waits for."""
    code, aantal = eigen.maatregel.code, len(levering.gereed)
    stappen = f"{aantal} {'stap' if aantal == 1 else 'stappen'} gereed gemeld" if aantal else ""
    if levering.ongewijzigd or levering.gegevens is not None:
        gedaan = "ongewijzigd bevestigd" if levering.ongewijzigd else "vastgelegd"
        bij = f", en {stappen}" if stappen else ""
        messages.success(request, f"De stand van {code} is {gedaan}{bij}.")
        volgende = [
            een
            for een in lijst
            if een.te_doen
            and een.maatregel != eigen.maatregel
            and een.maatregel.pk not in zitting.vervangt
        ]
        return redirect(zitting.adres_bij(volgende[0]) if volgende else zitting.adres)
    if stappen:
        messages.success(request, f"Bij {code}: {stappen}.")
    else:
        messages.info(request, f"Bij {code} is niets veranderd. Kies ‘Ongewijzigd’ als dat klopt.")
    return redirect(zitting.adres_bij(eigen))


def _toon(
    request: HttpRequest,
    zitting: Zitting,
    lijst: list[Eigen],
    *,
    fout: MijnForm | None = None,
    namensform: NamensForm | None = None,
    actiefout: tuple[Actiepunt, GereedForm] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    if zitting.persoon is not None and namensform is None:
        namensform = NamensForm(None, naam=zitting.persoon.naam, initial=zitting.namens or "")
    if namensform is not None and namensform.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    telt = [een for een in lijst if een.telt and een.maatregel.pk not in zitting.vervangt]
    gebruiker = aangemeld(request)
    kaarten, vervangt = _kaarten(request, zitting, lijst, fout)
    context = {
        "zitting": zitting,
        "namensform": namensform,
        # Names the fault in the title of the window.
        "form": fout or namensform or (actiefout[1] if actiefout else None),
        "actiepunten": [] if zitting.persoon else _actiepunten(gebruiker, actiefout),
        "kaarten": kaarten,
        "vervangt": vervangt,
        "aantal": len(telt),
        "geleverd": sum(een.geleverd for een in telt),
        "rol": ", ".join(rolnamen(gebruiker)),
        "voorbeeld": bool(lijst) and all(een.maatregel.plan.gemeente.voorbeeld for een in lijst),
    }
    return render(request, "maatregelen/mijn_maatregelen.html", context, status=status)


def _actiepunten(
    gebruiker: Gebruiker, fout: tuple[Actiepunt, GereedForm] | None
) -> list[dict[str, object]]:
    """Her own that are open, the first due first, each with its form; also the one whose form has
    a fault, when it is not open any more. One query, and one for the measures they are about."""
    vandaag = kalender.vandaag()
    rijen = Actiepunt.objects.van_gebruiker(gebruiker).select_related(
        "plan__gemeente", "maatregel__plan__gemeente"
    )
    gevraagd = rijen.open()
    if fout is not None:
        gevraagd = rijen.filter(Q(pk__in=rijen.open().values("pk")) | Q(pk=fout[0].pk))
        gevraagd = gevraagd.order_by("voor", "nummer")
    over = {punt.maatregel_id for punt in gevraagd if punt.maatregel_id}
    zichtbaar = set(
        Maatregel.objects.visible_for(gebruiker).filter(pk__in=over).values_list("pk", flat=True)
    )
    return [
        {
            "punt": punt,
            "te_laat": is_te_laat(punt, vandaag),
            "ziet_maatregel": punt.maatregel_id in zichtbaar,
            "fout": fout is not None and punt == fout[0],
            "form": fout[1]
            if fout is not None and punt == fout[0]
            else GereedForm(None, nummer=punt.pk, vandaag=vandaag),
        }
        for punt in gevraagd
    ]


def _kaarten(
    request: HttpRequest, zitting: Zitting, lijst: list[Eigen], fout: MijnForm | None
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Per measure what its card shows: her own, and those for which she stands in. The first of her
    own that waits is open, and the one asked for. One query where she stands in."""
    trekkers = mijn.trekkers_van(zitting.vervangt, kalender.vandaag())
    eigen_pks = {een.maatregel.pk for een in lijst} - zitting.vervangt
    gevraagd = fout.eigen.maatregel.pk if fout else request.GET.get("open", "")
    eerste = next((een for een in lijst if een.te_doen and een.maatregel.pk in eigen_pks), None)
    kaarten: list[dict[str, object]] = []
    vervangt: list[dict[str, object]] = []
    for eigen in lijst:
        form = MijnForm(None, eigen=eigen, namens=zitting.namens)
        if fout is not None and fout.eigen is eigen:
            form = fout
        pk = eigen.maatregel.pk
        gekozen, eigen_werk = str(pk) == str(gevraagd), pk in eigen_pks
        (kaarten if eigen_werk else vervangt).append(
            {
                "eigen": eigen,
                "form": form,
                "fout": form is fout,
                "open": gekozen
                or (not gevraagd and eigen is eerste)
                or (eigen_werk and len(eigen_pks) <= OPEN_TOT and not eigen.geleverd),
                "vervangt": not eigen_werk,
                "trekkers": trekkers.get(pk, []),
                "doel": zitting.doel(eigen),
                "adres": zitting.adres_bij(eigen),
            }
        )
    return kaarten, vervangt
