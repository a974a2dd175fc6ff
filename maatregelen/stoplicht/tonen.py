"""The light that is shown for a measure, and what a stand must explain. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jeugdhulp.kalender import maanden_eerder
from jeugdhulp.stoplicht import Licht, is_beter, slechtste
from maatregelen.choices import EINDFASEN, Fase

ASPECTEN = ("tijd", "geld", "resultaat")
LICHTEN = ("totaal", *ASPECTEN)
NIET_BIJGEWERKT = "niet_bijgewerkt"
GEEN = "geen"

# In the order of what needs attention first.
BETEKENIS: dict[str, tuple[str, str]] = {
    Licht.ROOD: ("rood", "vraagt een besluit"),
    Licht.ORANJE: ("oranje", "vraagt aandacht"),
    NIET_BIJGEWERKT: ("niet bijgewerkt", "geen recente stand"),
    Licht.GRIJS: ("grijs", "nog niet te beoordelen"),
    Licht.GROEN: ("groen", "op koers"),
    GEEN: ("beëindigd", "afgerond, gestopt of vervallen"),
}
VOLGORDE = tuple(str(licht) for licht in BETEKENIS)

# What each colour means per aspect; shown where the choice is made, and in the report.
DEFINITIES: dict[str, dict[str, str]] = {
    "tijd": {
        Licht.GROEN: "alle stappen die klaar moesten zijn, zijn klaar",
        Licht.ORANJE: "een stap is te laat, of het einde schuift hooguit twee kwartalen op",
        Licht.ROOD: (
            "de einddatum of een nodig besluit is niet gehaald, of het einde schuift meer dan twee"
            " kwartalen op"
        ),
        Licht.GRIJS: "volgens het plan nog niet begonnen, of er is geen planning",
    },
    "geld": {
        Licht.GROEN: "de dekking voor dit jaar is besloten, en de verwachte uitgaven passen erin",
        Licht.ORANJE: (
            "de dekking is nog niet besloten, of de verwachte uitgaven zijn hooguit 10% hoger"
        ),
        Licht.ROOD: (
            "de dekking is afgewezen of ontbreekt, of de verwachte uitgaven zijn meer dan 10% hoger"
        ),
        Licht.GRIJS: "het kost geen eigen geld, of de verwachte uitgaven zijn nog niet bekend",
    },
    "resultaat": {
        Licht.GROEN: "de resultaten die er nu moeten zijn, zijn er",
        Licht.ORANJE: "de resultaten zijn er deels, of liggen tussen de nulmeting en de norm",
        Licht.ROOD: "de resultaten zijn twee keer achter elkaar slechter dan de nulmeting",
        Licht.GRIJS: "het is te vroeg om iets te zien, of het is niet gemeten",
    },
}


@dataclass(frozen=True)
class Lichten:
    """Four lights as shown: a colour, `niet_bijgewerkt`, or `geen` for what has ended."""

    totaal: str
    tijd: str
    geld: str
    resultaat: str


def beter_dan(gegeven: Mapping[str, str], berekend: Mapping[str, str]) -> list[str]:
    """Which of LICHTEN somebody gave a better light than the rules do, in their order."""
    return [naam for naam in LICHTEN if is_beter(gegeven[naam], berekend[naam])]


def toon(stand: Mapping[str, str] | None, *, bijgewerkt: bool, rust: bool = False) -> Lichten:
    """The lights to show for the latest stand (a mapping with `fase` and the four lights).

    Silence is never green: without a recent stand all four are `niet_bijgewerkt`. A measure that
    rests shows its last lights, and grijs where it never had any.
    """
    if stand is not None and stand["fase"] in EINDFASEN:
        return Lichten(GEEN, GEEN, GEEN, GEEN)
    if stand is None and rust:
        return Lichten(Licht.GRIJS, Licht.GRIJS, Licht.GRIJS, Licht.GRIJS)
    if stand is None or not bijgewerkt:
        return Lichten(NIET_BIJGEWERKT, NIET_BIJGEWERKT, NIET_BIJGEWERKT, NIET_BIJGEWERKT)
    return Lichten(**{naam: stand[naam] for naam in LICHTEN})


def is_bijgewerkt(
    stand_per: date | None,
    *,
    peildatum: date,
    ritme_maanden: int,
    in_laatste_ronde: bool | None,
    plan_voorbij: bool,
    rust: bool = False,
) -> bool:
    """Whether the last closed round, or before any round the last rhythm, has seen a stand.

    `in_laatste_ronde` is None when no round was closed yet. A plan whose period is over is shown
    per its last stand, so there nothing is out of date; nor is a measure that rests, once it has a
    stand.
    """
    if stand_per is None:
        return False
    if plan_voorbij or rust:
        return True
    if in_laatste_ronde is not None:
        return in_laatste_ronde
    return stand_per >= maanden_eerder(peildatum, ritme_maanden)


def waarden(stand: object | None) -> dict[str, str] | None:
    """The fase and lights of a stand as plain values."""
    return None if stand is None else {naam: getattr(stand, naam) for naam in ("fase", *LICHTEN)}


def wat_ontbreekt(
    stand: Mapping[str, str],
    *,
    vorige: Mapping[str, str] | None,
    reden: str,
    aspecten: Sequence[str] = ASPECTEN,
) -> dict[str, str]:
    """Per field of a stand the sentence that says what is still asked; {} when it is complete.

    `stand` has `fase`, the four lights and the texts, and (as `berekend_tijd` …) the computed
    lights, where there are any; `vorige` the fase and lights before it. `aspecten` are those that
    the plan uses.
    """
    lichten = {stand[naam] for naam in LICHTEN}
    fouten: dict[str, str] = {}
    if not stand["tekst"].strip():
        fouten["tekst"] = "Schrijf op hoe de maatregel ervoor staat."
    if stand["fase"] not in EINDFASEN:
        fouten |= {naam: f"Kies een licht voor {naam}." for naam in aspecten if not stand[naam]}
    if lichten & {Licht.ORANJE, Licht.ROOD}:
        fouten |= _ontbrekende_uitleg(stand)
    if Licht.GRIJS in lichten and not stand["grijs_reden"].strip():
        fouten["grijs_reden"] = "Zeg bij grijs waarom het nog niet te beoordelen is."
    if stand["fase"] == Fase.UITGESTELD:
        fouten |= _ontbrekend_uitstel(stand)
    if _wijkt_af(stand, aspecten) and not stand["afwijking_reden"].strip():
        fouten["afwijking_reden"] = "Het totaal is anders dan het slechtste licht: zeg waarom."
    if not stand.get("argument", "").strip():
        fouten |= _ontbrekend_argument(stand)
    # Who has yet to give a cause is not asked the same thing twice.
    volgt_nog = vorige and "oorzaak" in fouten and _werd_alleen_slechter(stand, vorige)
    if vorige and _veranderd(stand, vorige) and not reden.strip() and not volgt_nog:
        fouten["reden"] = f"U verandert {_wat_verandert(stand, vorige)}. Schrijf op waarom."
    return fouten


def reden_uit_oorzaak(stand: Mapping[str, str], vorige: Mapping[str, str]) -> str:
    """The cause, when that says already why the lights changed, so that nobody is asked twice: each
    light that changed became worse, oranje or rood, the phase is the same and the cause is new.
    Else "". Both have `fase`, the four lights and `oorzaak`.
    """
    oorzaak = stand["oorzaak"].strip()
    nieuw = oorzaak != vorige["oorzaak"].strip()
    return oorzaak if nieuw and _werd_alleen_slechter(stand, vorige) else ""


def _ontbrekend_argument(stand: Mapping[str, str]) -> dict[str, str]:
    berekend = {naam: stand.get(f"berekend_{naam}", "") for naam in LICHTEN}
    if not (beter := beter_dan(stand, berekend)):
        return {}
    regels = " en ".join(f"{berekend[naam]} voor {naam}" for naam in beter)
    return {"argument": f"De regels komen op {regels}. Zeg waarom uw licht toch klopt."}


def _ontbrekende_uitleg(stand: Mapping[str, str]) -> dict[str, str]:
    vragen = {
        "oorzaak": "Schrijf op waardoor het anders loopt; dat moet bij oranje en rood.",
        "gevolg": "Schrijf op wat dat betekent; dat moet bij oranje en rood.",
        "bijsturing": "Schrijf op wat u eraan doet; dat moet bij oranje en rood.",
    }
    return {veld: vraag for veld, vraag in vragen.items() if not stand[veld].strip()}


def _ontbrekend_uitstel(stand: Mapping[str, str]) -> dict[str, str]:
    vragen = {
        "uitstel_reden": "Schrijf op waarom de maatregel is uitgesteld.",
        "uitstel_voorwaarde": "Schrijf op wat er eerst moet gebeuren voor u verdergaat.",
    }
    return {veld: vraag for veld, vraag in vragen.items() if not stand[veld].strip()}


def _wijkt_af(stand: Mapping[str, str], aspecten: Sequence[str]) -> bool:
    lichten = [stand[naam] for naam in aspecten]
    if stand["fase"] in EINDFASEN or not stand["totaal"] or not all(lichten):
        return False
    return stand["totaal"] != slechtste(lichten)


def _veranderd(stand: Mapping[str, str], vorige: Mapping[str, str]) -> bool:
    return any(stand[veld] != vorige[veld] for veld in ("fase", *LICHTEN))


def _wat_verandert(stand: Mapping[str, str], vorige: Mapping[str, str]) -> str:
    # What ends loses its lights; that is no change of a light to who ends it.
    if stand["fase"] == vorige["fase"]:
        return "een licht"
    if stand["fase"] in EINDFASEN or all(stand[naam] == vorige[naam] for naam in LICHTEN):
        return "de fase"
    return "een licht en de fase"


def _werd_alleen_slechter(stand: Mapping[str, str], vorige: Mapping[str, str]) -> bool:
    anders = [naam for naam in LICHTEN if stand[naam] != vorige[naam]]
    slechter = [naam for naam in anders if _werd_slechter(stand[naam], van=vorige[naam])]
    return anders == slechter != [] and stand["fase"] == vorige["fase"]


def _werd_slechter(licht: str, *, van: str) -> bool:
    return licht == Licht.ROOD or (licht == Licht.ORANJE and van != Licht.ROOD)
