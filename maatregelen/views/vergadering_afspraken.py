"""What the meeting ends on the spot, and what it was writing when the round closed meanwhile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jeugdhulp.models import Gebruiker
from maatregelen.choices import ActiepuntToestand, BesluitToestand
from maatregelen.domain.ronde import vergadering
from maatregelen.domain.ronde.actiepunten import heropen_actiepunt, meld_actiepunt_gereed
from maatregelen.domain.ronde.besluiten import doe_besluit_af, laat_besluit_lopen
from maatregelen.forms.vergadering import AfdoenForm
from maatregelen.models import Actiepunt, Besluit, Maatregel, Ronde
from maatregelen.views.plan import basis

_LOOPT = (ActiepuntToestand.OPEN, BesluitToestand.LOOPT)
# Not more digits than a number of the database has.
_WAT = re.compile(r"(actie|besluit)([0-9]{1,9})")
# The last part of the names of fields in which somebody writes.
_TEKSTEN = (
    "afdoening argument bijsturing gevolg grijs_reden notitie onderwerp oorzaak reden tekst".split()
)


@dataclass(frozen=True)
class Afspraak:
    """A besluit or actiepunt of one item, with the form that ends it or takes it up again."""

    rij: Any
    # What tells its form from the others of the page.
    wat: str
    form: AfdoenForm

    @property
    def loopt(self) -> bool:
        return self.rij.toestand in _LOOPT

    @property
    def naam(self) -> str:
        return f"{_soortnaam(self.rij)} {self.rij.nummer}"


def lees_afspraken(
    ronde: Ronde, maatregel: Maatregel | None, dag: date, gestuurd: Any
) -> list[Afspraak]:
    """Those of an item, besluiten first; the form that was sent (`gestuurd`) stands at its own."""
    gelezen = vergadering.lees_afspraken(ronde, maatregel, dag)
    rijen: Sequence[Any] = [*gelezen.besluiten, *gelezen.acties]
    return [
        Afspraak(rij, wat, gestuurd if getattr(gestuurd, "prefix", "") == wat else _form(rij, wat))
        for rij in rijen
        for wat in [_wat(rij)]
    ]


def afspraak_voor(
    request: HttpRequest, ronde: Ronde, maatregel: Maatregel | None, wat: str, data: Any
) -> Afspraak:
    """The one that `wat` names, with what was sent; else 404. One query."""
    gevonden = _WAT.fullmatch(wat)
    if gevonden is None:
        raise Http404
    soort, nummer = gevonden.groups()
    bron: Any = Actiepunt if soort == "actie" else Besluit
    veld = "maatregel" if bron is Actiepunt else "besluitmaatregelen__maatregel"
    hier = bron.objects.visible_for(request.user).filter(plan=ronde.plan, **{veld: maatregel})
    rij = get_object_or_404(hier, nummer=int(nummer))
    return Afspraak(rij, wat, _form(rij, wat, data, terug=data.get("doe") == "weer"))


def doe_af(afspraak: Afspraak, dag: date, *, door: Gebruiker) -> str:
    """Do what its valid form says, and say it. ValidationError and IntussenAndersError as the acts
    of the lists themselves."""
    rij, gegeven = afspraak.rij, afspraak.form.cleaned_data
    tekst, is_actie = gegeven["afdoening"], isinstance(rij, Actiepunt)
    gezien: Mapping[str, Any] = {"toestand": gegeven["gezien"]}
    if afspraak.form.terug:
        terug: Any = heropen_actiepunt if is_actie else laat_besluit_lopen
        terug(rij, gezien=gezien, door=door, reden=tekst)
        return f"{afspraak.naam} {'is weer open' if is_actie else 'loopt weer'}."
    af: Any = meld_actiepunt_gereed if is_actie else doe_besluit_af
    af(rij, dag, afdoening=tekst, gezien=gezien, door=door)
    return f"{afspraak.naam} is {'gereed' if is_actie else 'uitgevoerd'}."


def toon_dicht(request: HttpRequest, ronde: Ronde, naar: str) -> HttpResponse:
    """Of a round that does not go on any more: to `naar`, unless somebody was writing. She gets her
    words back, with 409."""
    geschreven = [
        waarde.strip()
        for naam, waarde in request.POST.items()
        if naam.split("-")[-1] in _TEKSTEN and isinstance(waarde, str) and waarde.strip()
    ]
    if not geschreven:
        return redirect(naar)
    context = basis(request, ronde.plan) | {
        "ronde": ronde,
        "geschreven": list(dict.fromkeys(geschreven)),
    }
    return render(
        request, "maatregelen/vergadering_dicht.html", context, status=HTTPStatus.CONFLICT
    )


def _form(rij: Any, wat: str, data: Any = None, *, terug: bool | None = None) -> AfdoenForm:
    if terug is None:
        terug = rij.toestand not in _LOOPT
    return AfdoenForm(data, wat=wat, toestand=rij.toestand, terug=terug)


def _wat(rij: Any) -> str:
    return f"{'actie' if isinstance(rij, Actiepunt) else 'besluit'}{rij.nummer}"


def _soortnaam(rij: Any) -> str:
    return "Actiepunt" if isinstance(rij, Actiepunt) else "Besluit"
