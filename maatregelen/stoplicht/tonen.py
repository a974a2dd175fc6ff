"""The light that is shown for a measure, and what a stand must explain. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jeugdhulp.kalender import maanden_eerder
from jeugdhulp.stoplicht import Licht, is_beter, slechtste
from maatregelen.choices import EINDFASEN, Fase
from maatregelen.stoplicht.feiten import Drempels

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

# How a light went, in the order of what needs attention first.
SLECHTER, ANDERS, BETER, GELIJK = "slechter", "anders", "beter", "gelijk"
RICHTINGEN = (SLECHTER, ANDERS, BETER, GELIJK)

# Numbers as a sentence has them; from here on figures.
_TELWOORDEN = ("", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_GEWOON = Drempels()


@dataclass(frozen=True)
class Lichten:
    """Four lights as shown: a colour, `niet_bijgewerkt`, or `geen` for what has ended."""

    totaal: str
    tijd: str
    geld: str
    resultaat: str


@dataclass(frozen=True)
class Deellicht:
    """The light of one aspect, by the name that the plan gives it. `licht` "" is none: it was not
    asked yet when the stand was made."""

    aspect: str
    naam: str
    licht: str


def deellichten(
    gekozen: Sequence[Mapping[str, str]], lichten: Any, *, ook_eerdere: bool = False
) -> list[Deellicht]:
    """The lights of a stand (or Lichten) for the aspects that a plan chose, in its order.

    With `ook_eerdere` as one stand tells it: with what the plan no longer asks, by its own name,
    and without what was not asked.
    """
    delen = [
        Deellicht(rij["aspect"], rij["naam"], getattr(lichten, rij["aspect"])) for rij in gekozen
    ]
    if not ook_eerdere:
        return delen
    bekend = {deel.aspect for deel in delen}
    # What is shown for a stand as a whole says nothing of an aspect that is not asked.
    if lichten.totaal not in (NIET_BIJGEWERKT, GEEN):
        delen += [
            Deellicht(aspect, aspect.capitalize(), getattr(lichten, aspect))
            for aspect in ASPECTEN
            if aspect not in bekend
        ]
    return [deel for deel in delen if deel.licht]


def in_zin(naam: str) -> str:
    """The name of an aspect within a sentence: with a small letter, unless it is written as an
    abbreviation."""
    return naam[:1].lower() + naam[1:] if naam[1:] == naam[1:].lower() else naam


def definities(drempels: Drempels = _GEWOON) -> dict[str, dict[str, str]]:
    """What each colour means per aspect, in a plan with these thresholds; shown where the choice is
    made, and in the report."""
    schuift, boven = _schuift(drempels.schuif_kwartalen), _boven(drempels.overschrijding_procent)
    return {
        "tijd": {
            Licht.GROEN: "alle stappen die klaar moesten zijn, zijn klaar",
            Licht.ORANJE: f"een stap is te laat{schuift[0]}",
            Licht.ROOD: f"de einddatum of een nodig besluit is niet gehaald, of {schuift[1]}",
            Licht.GRIJS: "volgens het plan nog niet begonnen, of er is geen planning",
        },
        "geld": {
            Licht.GROEN: (
                "de dekking voor dit jaar is besloten, en de verwachte uitgaven passen erin"
            ),
            Licht.ORANJE: f"de dekking is nog niet besloten{boven[0]}",
            Licht.ROOD: f"de dekking is afgewezen of ontbreekt, of {boven[1]}",
            Licht.GRIJS: "het kost geen eigen geld, of de verwachte uitgaven zijn nog niet bekend",
        },
        "resultaat": {
            Licht.GROEN: "de resultaten die er nu moeten zijn, zijn er",
            Licht.ORANJE: "de resultaten zijn er deels, of liggen tussen de nulmeting en de norm",
            Licht.ROOD: "de resultaten zijn twee keer achter elkaar slechter dan de nulmeting",
            Licht.GRIJS: "het is te vroeg om iets te zien, of het is niet gemeten",
        },
    }


def _schuift(kwartalen: int) -> tuple[str, str]:
    """How far the end may move: what it adds to oranje, and what is rood."""
    if not kwartalen:
        return "", "het einde schuift op"
    telwoord = _TELWOORDEN[kwartalen] if kwartalen < len(_TELWOORDEN) else str(kwartalen)
    zoveel = f"{telwoord} {'kwartaal' if kwartalen == 1 else 'kwartalen'}"
    return (
        f", of het einde schuift hooguit {zoveel} op",
        f"het einde schuift meer dan {zoveel} op",
    )


def _boven(procent: int) -> tuple[str, str]:
    """The same for the expected spending."""
    if not procent:
        return "", "de verwachte uitgaven zijn hoger"
    return (
        f", of de verwachte uitgaven zijn hooguit {procent}% hoger",
        f"de verwachte uitgaven zijn meer dan {procent}% hoger",
    )


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


def richting(toen: str, nu: str) -> str:
    """How a light went. To and from grijs and niet bijgewerkt is neither better nor worse, but to
    grijs from oranje or rood is no improvement either."""
    if toen == nu:
        return GELIJK
    if "grijs" in (toen, nu):
        return ANDERS
    if is_beter(nu, toen):
        return BETER
    return SLECHTER if is_beter(toen, nu) else ANDERS


def waarden(stand: object | None) -> dict[str, str] | None:
    """The fase and lights of a stand as plain values."""
    return None if stand is None else {naam: getattr(stand, naam) for naam in ("fase", *LICHTEN)}


def wat_ontbreekt(
    stand: Mapping[str, str],
    *,
    vorige: Mapping[str, str] | None,
    reden: str,
    aspecten: Sequence[str] = ASPECTEN,
    namen: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Per field of a stand the sentence that says what is still asked; {} when it is complete.

    `stand` has `fase`, the four lights and the texts, and (as `berekend_tijd` …) the computed
    lights, where there are any; `vorige` the fase and lights before it. `aspecten` are those that
    the plan uses, and `namen` how it calls them, where that is otherwise.
    """
    heet = {naam: naam for naam in LICHTEN} | dict(namen or {})
    lichten = {stand[naam] for naam in LICHTEN}
    fouten: dict[str, str] = {}
    if not stand["tekst"].strip():
        fouten["tekst"] = "Schrijf op hoe de maatregel ervoor staat."
    if stand["fase"] not in EINDFASEN:
        fouten |= {
            naam: f"Kies een licht voor {heet[naam]}." for naam in aspecten if not stand[naam]
        }
    if lichten & {Licht.ORANJE, Licht.ROOD}:
        fouten |= _ontbrekende_uitleg(stand)
    if Licht.GRIJS in lichten and not stand["grijs_reden"].strip():
        fouten["grijs_reden"] = "Zeg bij grijs waarom het nog niet te beoordelen is."
    if stand["fase"] == Fase.UITGESTELD:
        fouten |= _ontbrekend_uitstel(stand)
    if _wijkt_af(stand, aspecten) and not stand["afwijking_reden"].strip():
        fouten["afwijking_reden"] = "Het totaal is anders dan het slechtste licht: zeg waarom."
    if not stand.get("argument", "").strip():
        fouten |= _ontbrekend_argument(stand, heet)
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


def _ontbrekend_argument(stand: Mapping[str, str], heet: Mapping[str, str]) -> dict[str, str]:
    berekend = {naam: stand.get(f"berekend_{naam}", "") for naam in LICHTEN}
    if not (beter := beter_dan(stand, berekend)):
        return {}
    # The total follows from them: it is only told where it stands alone.
    delen = [naam for naam in beter if naam in ASPECTEN] or beter
    namen = [heet[naam] if naam in ASPECTEN else "het totaal" for naam in delen]
    kleuren = [berekend[naam] for naam in delen]
    if len(delen) > 1 and len(set(kleuren)) == 1:
        regels = f"zijn {_en(namen)} {kleuren[0]}"
    else:
        regels = "is " + _en([" ".join(deel) for deel in zip(namen, kleuren, strict=True)])
    return {"argument": f"Volgens de regels {regels}. Zeg waarom uw licht toch klopt."}


def _en(delen: Sequence[str]) -> str:
    """As an enumeration: "a, b en c"."""
    *eerste, laatste = delen
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


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
    return stand["fase"] != vorige["fase"] or bool(_andere_lichten(stand, vorige))


def _andere_lichten(stand: Mapping[str, str], vorige: Mapping[str, str]) -> list[str]:
    """Which lights changed. One that the plan asks since, or no more, did not."""
    return [
        naam for naam in LICHTEN if stand[naam] and vorige[naam] and stand[naam] != vorige[naam]
    ]


def _wat_verandert(stand: Mapping[str, str], vorige: Mapping[str, str]) -> str:
    # What ends loses its lights; that is no change of a light to who ends it.
    if stand["fase"] == vorige["fase"]:
        return "een licht"
    if stand["fase"] in EINDFASEN or all(stand[naam] == vorige[naam] for naam in LICHTEN):
        return "de fase"
    return "een licht en de fase"


def _werd_alleen_slechter(stand: Mapping[str, str], vorige: Mapping[str, str]) -> bool:
    anders = _andere_lichten(stand, vorige)
    slechter = [naam for naam in anders if _werd_slechter(stand[naam], van=vorige[naam])]
    return anders == slechter != [] and stand["fase"] == vorige["fase"]


def _werd_slechter(licht: str, *, van: str) -> bool:
    return licht == Licht.ROOD or (licht == Licht.ORANJE and van != Licht.ROOD)
