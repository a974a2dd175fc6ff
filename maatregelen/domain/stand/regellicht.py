"""What the rules say, as it stands beside a light that somebody gives; and its argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jeugdhulp.stoplicht import is_slechter
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.models import Plan, Stand
from maatregelen.stoplicht import LICHTEN, Berekening, Feit, beter_dan, lees_feiten

# So many facts are told at once; the others are a click away.
GETOOND = 3


@dataclass(frozen=True)
class Regellicht:
    """One aspect by the rules: its light ("" for none) and the facts, first what decides it."""

    aspect: str
    naam: str
    licht: str
    feiten: Sequence[Feit]
    # The light that was given, where that is better.
    beter: str = ""

    @property
    def eerst(self) -> Sequence[Feit]:
        """What made it this colour."""
        return [feit for feit in self.feiten if feit.licht == self.licht][:GETOOND]

    @property
    def kort(self) -> Sequence[Feit]:
        """The first of those, for where there is little room."""
        return self.eerst[:1]

    def slechter(self, gegeven: str) -> str:
        """What to say of a light that is given, where it is worse; else "". Nobody has to argue
        for it."""
        if not is_slechter(gegeven, self.licht):
            return ""
        return f"Volgens de regels is het {self.licht}; u geeft {gegeven}."

    @property
    def verder(self) -> Sequence[Feit]:
        return [feit for feit in self.feiten if feit not in self.eerst]


@dataclass(frozen=True)
class Naast:
    """The rules beside the lights of one stand. `aspecten` is empty where they give no light: what
    has ended, or a stand of which nothing was computed."""

    aspecten: Sequence[Regellicht]
    # Which of LICHTEN were given better than the rules make them.
    beter: Sequence[str]
    totaal: str

    @property
    def aantal_verder(self) -> int:
        """How many facts are not told at once."""
        return sum(len(deel.verder) for deel in self.aspecten)

    @property
    def beter_namen(self) -> Sequence[str]:
        """Those of `beter` by the names of the plan."""
        namen = {deel.aspect: deel.naam.lower() for deel in self.aspecten}
        return [namen.get(naam, naam) for naam in self.beter]


def naast(plan: Plan, stand: Stand | None, berekening: Berekening) -> Naast:
    """What the rules say of a measure of `plan`, beside what `stand` gives. No query."""
    feiten = {aspect: deel.feiten for aspect, deel in berekening.per_aspect().items()}
    lichten = {naam: licht.value for naam, licht in berekening.lichten.items()}
    return _naast(plan, stand, lichten, feiten)


def naast_toen(plan: Plan, stand: Stand) -> Naast:
    """What they said when this stand was made, as was stored with it. No query."""
    lichten = {naam: getattr(stand, f"berekend_{naam}") for naam in LICHTEN}
    return _naast(plan, stand, lichten, lees_feiten(stand.berekend_feiten))


def _naast(
    plan: Plan,
    stand: Stand | None,
    lichten: Mapping[str, str],
    feiten: Mapping[str, Sequence[Feit]],
) -> Naast:
    gegeven = {naam: getattr(stand, naam, "") for naam in LICHTEN}
    beter = beter_dan(gegeven, lichten)
    aspecten = [
        Regellicht(
            aspect=(aspect := rij["aspect"]),
            naam=rij["naam"],
            licht=lichten[aspect],
            feiten=tuple(feiten[aspect]),
            beter=gegeven[aspect] if aspect in beter else "",
        )
        for rij in plan.aspecten
        if lichten[rij["aspect"]]
    ]
    return Naast(aspecten, beter, lichten["totaal"])


def argument_dat_geldt(stand: Stand | None, berekening: Berekening) -> str:
    """The argument of a stand, as long as the rules say what they said when it was written; else
    "". No query."""
    if stand is None or stand.argument == AFGESCHERMD:
        return ""
    toen = {naam: getattr(stand, f"berekend_{naam}") for naam in LICHTEN}
    nu = {naam: licht.value for naam, licht in berekening.lichten.items()}
    return stand.argument if toen == nu else ""


def vraagt_argument(stand: Stand | None, berekening: Berekening) -> bool:
    """Whether to say that this stand still holds would need an argument that is not there. Why its
    total is another one argues for that total. No query."""
    if stand is None or argument_dat_geldt(stand, berekening):
        return False
    gegeven = {naam: getattr(stand, naam) for naam in LICHTEN}
    beter = beter_dan(gegeven, berekening.lichten)
    return bool(beter) and not (beter == ["totaal"] and stand.afwijking_reden)
