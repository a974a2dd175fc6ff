"""All rows of a plan or beleidsplan at once: one query a table, whatever the size."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jeugdhulp.models import Organisatie, Persoon
from maatregelen.models import (
    Beleidsplan,
    Besluitmoment,
    Besparing,
    Besteding,
    Betrokkenheid,
    Blad,
    Contextcijfer,
    Dekking,
    Doel,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Plan,
    Projectrol,
    Resultaat,
    Risico,
    Samenhang,
    Stand,
    Thema,
    Vaststelling,
    Vermelding,
    VervallenActiviteit,
    Voortgangsregel,
)

# What a row is under: a kind and an id, such as ("maatregel", 12); ("geheel", 0) is the whole.
Plaats = tuple[str, int]
GEHEEL: Plaats = ("geheel", 0)


@dataclass
class Voorraad:
    """The rows of one plan or beleidsplan, per table and per place, in their own order."""

    _per: dict[tuple[type, Plaats], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def onder(self, model: type, soort: str = "geheel", sleutel: int = 0) -> list[Any]:
        """The rows of `model` at one place."""
        return self._per.get((model, (soort, sleutel)), [])

    def alle(self, model: type) -> list[Any]:
        """All rows of `model`, place after place."""
        return [rij for (soort, _), rijen in self._per.items() if soort is model for rij in rijen]

    def leg_weg(self, rijen: Iterable[Any], plaats: Callable[[Any], Plaats]) -> None:
        for rij in rijen:
            self._per[type(rij), plaats(rij)].append(rij)


def _onder(soort: str) -> Callable[[Any], Plaats]:
    return lambda rij: (soort, getattr(rij, f"{soort}_id"))


def _waar(*soorten: str) -> Callable[[Any], Plaats]:
    """The first of these relations that is filled, or the whole."""

    def plaats(rij: Any) -> Plaats:
        for soort in soorten:
            if (sleutel := getattr(rij, f"{soort}_id")) is not None:
                return soort, sleutel
        return GEHEEL

    return plaats


def van_plan(plan: Plan) -> Voorraad:
    """The rows of a plan. Twenty-two queries."""
    voorraad = Voorraad()
    in_plan: dict[type[Any], Callable[[Any], Plaats]] = {
        Thema: _waar(),
        Maatregel: _waar(),
        Projectrol: _waar(),
        VervallenActiviteit: _waar(),
        Investering: _waar("blad", "thema"),
        Dekking: _waar("blad", "thema"),
        **_VAN_GEHEEL,
    }
    for model, plaats in in_plan.items():
        voorraad.leg_weg(model.objects.filter(plan=plan), plaats)
    voorraad.leg_weg(plan.clusters.all(), _waar())
    van_maatregel = (Blad, Betrokkenheid, Resultaat, Samenhang, Besparing)
    for model in van_maatregel:
        rijen = model.objects.filter(maatregel__plan=plan)
        voorraad.leg_weg(rijen, _onder("maatregel"))
    koppelingen = Doelkoppeling.objects.filter(maatregel__plan=plan).select_related("doel")
    voorraad.leg_weg(koppelingen, _onder("maatregel"))
    standen = Stand.objects.filter(maatregel__plan=plan).order_by("peildatum", "pk")
    voorraad.leg_weg(standen, _onder("maatregel"))
    for deel in (Voortgangsregel, OpenEinde):
        delen = deel.objects.filter(stand__maatregel__plan=plan).order_by("volgorde", "pk")
        voorraad.leg_weg(delen, _onder("stand"))
    mijlpalen = Mijlpaal.objects.filter(blad__maatregel__plan=plan)
    voorraad.leg_weg(mijlpalen, _waar("onderdeel_van", "blad"))
    for model in (Vermelding, Besteding):
        voorraad.leg_weg(model.objects.filter(blad__maatregel__plan=plan), _onder("blad"))
    return voorraad


def van_beleidsplan(beleidsplan: Beleidsplan) -> Voorraad:
    """The rows of a beleidsplan. Six queries."""
    voorraad = Voorraad()
    for model, plaats in _VAN_GEHEEL.items():
        voorraad.leg_weg(model.objects.filter(beleidsplan=beleidsplan), plaats)
    voorraad.leg_weg(Doel.objects.filter(beleidsplan=beleidsplan), _waar())
    resultaten = Resultaat.objects.filter(doel__beleidsplan=beleidsplan)
    voorraad.leg_weg(resultaten, _onder("doel"))
    return voorraad


# What a plan and a beleidsplan both have.
_VAN_GEHEEL: dict[type[Any], Callable[[Any], Plaats]] = {
    Vaststelling: _waar(),
    Risico: _waar("maatregel", "doel"),
    Besluitmoment: _waar("maatregel"),
    Contextcijfer: _waar("maatregel"),
}


def mensen(voorraad: Voorraad, *rollen: int | None) -> tuple[list[Persoon], list[Organisatie]]:
    """Everybody a row names, and the people with these ids. Two queries."""
    personen = {sleutel for sleutel in rollen if sleutel is not None}
    organisaties = {rij.naar_organisatie_id for rij in voorraad.alle(Samenhang)}
    for betrokken in (*voorraad.alle(Betrokkenheid), *voorraad.alle(Projectrol)):
        personen.add(betrokken.persoon_id)
        organisaties.add(betrokken.organisatie_id)
    personen |= {rij.eigenaar_id for rij in voorraad.alle(Risico)}
    personen |= {rij.eigenaar_id for rij in voorraad.alle(OpenEinde)}
    return (
        list(Persoon.objects.filter(pk__in=personen - {None})),
        list(Organisatie.objects.filter(pk__in=organisaties - {None})),
    )
