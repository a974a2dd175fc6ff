"""What Dutch people type, read strictly: numbers, amounts, days and periods. Pure.

What can be read in two ways is refused with both readings, never guessed. Spaces that do not break,
other dashes and minus signs, capitals and a full stop at the end make no difference.

Numbers and amounts:

    typed                          read as
    1234  1.234  1 234  1.234,56   1234, 1234, 1234, 1234,56; three digits after a dot are thousands
    1234,5  ,5  -5.000  - 5.000    1234,5  0,5  -5000  -5000
    50.00  1.2  1.234.56           refused: 50,00 or 5.000; 1,2 or 12; 1.234,56 or 123.456
    1,234                          refused when three decimals are too many: 1,23 or 1.234
    0.500  1234.567                refused: 0,50 or 500; 1.234,57 or 1.234.567
    1,234.56  1,234,567  1 234.56  refused: English. One reading is offered
    5.000-  (5.000)                refused: -5.000 or 5.000; -5.000
    12 34  1.23,45  12.34.567      refused: no number
    1,2345                         refused: too many decimals. Nothing is rounded

Amounts only:

    € 50.000,-  50.000,--  EUR 5   50000, 50000, 5; the sign before or after, with or without space
    1,2 mln  1,234 miljoen  1 mrd  1200000, 1234000, 1000000000
    140k  140 dzd  € 140 duizend   140000
    1.234 mln  1.2 mln  50.000 k   refused: the dot before such a word may be a decimal
    5m                             refused: mille or miljoen

Periods (what `lees_periode` reads, beside a day, month, quarter, half-year or year alone):

    mei t/m juli 2019  Q2-Q4 2021  from the first day of the one to the last of the other
    Q1 en Q2 2019                  the same when they touch; Q1 en Q3 2019 is refused
    vanaf 2020  2020 e.v.          without an end
    uiterlijk Q2 2019  t/m 2019    with that quarter or year
    voor 1 juli 2019  vóór Q3 2019 without it; voor Q3 2019 is refused: before it, or for it
    tot juli 2019                  refused: with July or without
    eind 2019  per Q1 2019         refused: December, Q4 or the year; in Q1 or from Q1
    2019-20  2019/2020  2009-10    refused: two years, a school year or a month
    10-11  1-2 2019  mei 19        refused: days, months, quarters or years
    Q4  15 november                refused: of which year?
    elk kwartaal 2020  jaarlijks   recurring, within days or without
    n.t.b.  nader te bepalen       onbepaald

Years of two digits are 2000 to 2089; 90 to 99 can be of two centuries and are refused.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jeugdhulp.kalender import (
    LAATSTE,
    MAANDNAMEN,
    VROEGSTE,
    Periode,
    PeriodeSoort,
    datum_voluit,
    grens_voluit,
    lees_wanneer,
    schrijf_wanneer,
)

LANGST = 100
_HOOGSTE = Decimal(10) ** 15
# Fewer than where Decimal would round.
_MEESTE_CIJFERS = 25
_ALS_STREEP = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ALS_APOSTROF = "\u2018\u2019\u00b4\u0060"
# Comes along with what is pasted, and nobody sees it.
_ONZICHTBAAR = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_GELIJK = str.maketrans(
    {
        **dict.fromkeys(_ALS_STREEP, "-"),
        **dict.fromkeys(_ALS_APOSTROF, "'"),
        **dict.fromkeys(_ONZICHTBAAR, ""),
    }
)

DAG_ALS = "Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."
PERIODE_ALS = "Typ bijvoorbeeld Q2 2019, mei 2019, 1 mei 2019, 2019 of Q2 2019 t/m Q1 2020."


class InvoerFout(ValueError):
    """What was typed and what to do, in Dutch; `lezingen` are the readings offered, to type."""

    def __init__(self, melding: str, lezingen: tuple[str, ...] = ()):
        super().__init__(melding)
        self.lezingen = lezingen


def _keuze(lezingen: tuple[str, ...]) -> str:
    return " of ".join([", ".join(lezingen[:-1]), lezingen[-1]] if lezingen[1:] else lezingen)


def _twee_lezingen(tekst: str, lezingen: tuple[str, ...], teken: str = "") -> InvoerFout:
    """The refusal of what can be read in more ways than one, or in one that needs a second look."""
    lezingen = tuple(dict.fromkeys(lezingen))
    kan = _keuze(tuple(_met_teken(lezing, teken) for lezing in lezingen))
    if len(lezingen) == 1:
        return InvoerFout(f"“{tekst}” is niet zeker. Bedoelt u {kan}? Typ {lezingen[0]}.", lezingen)
    return InvoerFout(f"“{tekst}” kan {kan} zijn. Typ {_keuze(lezingen)}.", lezingen)


def _met_teken(lezing: str, teken: str) -> str:
    return f"-{teken}{lezing[1:]}" if lezing.startswith("-") else teken + lezing


def _schoon(tekst: str, zoals: str) -> str:
    """On one line with single spaces, plain dashes and apostrophes. `zoals` says what is asked."""
    tekst = tekst.strip()
    if len(tekst) > LANGST:
        raise InvoerFout(f"Dit is te lang. {zoals}")
    # A tab or a line stands between two values that were pasted together.
    if any(teken < " " or "\x7f" <= teken < "\xa0" for teken in tekst):
        raise InvoerFout(zoals)
    if any(teken.isnumeric() and not teken.isascii() for teken in tekst):
        raise InvoerFout(f"Gebruik alleen de cijfers 0 tot en met 9. {zoals}")
    return " ".join(tekst.translate(_GELIJK).split())


# --- Numbers -----------------------------------------------------------------------------------

_NEDERLANDS = re.compile(
    r"(?=.)([0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))?(?:,([0-9]+))?"
)
_ENGELS = re.compile(r"([1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+))(?:\.([0-9]+))?")
_MET_PUNT = re.compile(r"([0-9]*(?:\.[0-9]{3})*)\.([0-9]+)")
_TEKEN = re.compile(r"([-+]?) ?(.*)")


def lees_getal(tekst: str, *, decimalen: int = 2) -> Decimal:
    """An exact number with at most `decimalen` decimals. Raises InvoerFout, in Dutch."""
    zoals = "Typ een heel getal, zoals 1.234." if not decimalen else "Typ een getal, zoals 1.234,5."
    return _lees_getal(_schoon(tekst, zoals).rstrip("."), tekst.strip(), decimalen, "", zoals)


def schrijf_getal(waarde: Decimal, decimalen: int | None = None) -> str:
    """ "1.234,5" as `lees_getal` reads it; with all its decimals unless told how many."""
    if decimalen is None:
        decimalen = max(-int(waarde.normalize().as_tuple().exponent), 0)
    return f"{waarde + 0:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))


def _lees_getal(schoon: str, getypt: str, decimalen: int, teken: str, zoals: str) -> Decimal:
    """`teken` stands before the readings offered: "€ " for an amount."""
    if not schoon:
        raise InvoerFout(zoals)
    if sum(teken.isdigit() for teken in schoon) > _MEESTE_CIJFERS:
        raise InvoerFout(f"Dit getal heeft te veel cijfers. {zoals}")
    min_of_plus, cijfers = _TEKEN.fullmatch(schoon).groups()  # type: ignore[union-attr]
    min_of_plus = min_of_plus.replace("+", "")
    if gevonden := _NEDERLANDS.fullmatch(cijfers):
        heel, deel = gevonden[1] or "0", gevonden[2] or ""
        if _past(deel, decimalen):
            return _begrensd(min_of_plus, heel, deel)
        lezingen = _lezingen_komma(cijfers, heel, deel, decimalen)
        if not lezingen:
            hoeveel = f"hooguit {decimalen} decimalen" if decimalen else "een heel getal"
            raise InvoerFout(f"“{getypt}” heeft te veel decimalen. Typ {hoeveel}.")
    else:
        lezingen = _lezingen_punt(cijfers, decimalen, teken) or _lezingen_teken(cijfers)
    if not lezingen:
        raise InvoerFout(f"“{getypt}” is geen {'bedrag' if teken else 'getal'}. {zoals}")
    raise _twee_lezingen(getypt, tuple(_met(min_of_plus, lezing) for lezing in lezingen), teken)


def _met(min_teken: str, lezing: str) -> str:
    return lezing if lezing.startswith("-") else min_teken + lezing


def _past(deel: str, decimalen: int) -> bool:
    # Noughts too many say nothing, but three of them may be thousands.
    return len(deel) <= decimalen or (len(deel) != 3 and not deel[decimalen:].strip("0"))


def _begrensd(min_of_plus: str, heel: str, deel: str) -> Decimal:
    getal = Decimal(f"{heel.replace('.', '').replace(' ', '')}.{deel}")
    if getal >= _HOOGSTE:
        raise InvoerFout("Dit getal is te groot.")
    return -getal if min_of_plus and getal else getal


def _lezingen_komma(cijfers: str, heel: str, deel: str, decimalen: int) -> tuple[str, ...]:
    """1,234: a decimal comma with too many decimals, or English thousands."""
    if _ENGELS.fullmatch(cijfers) is None:
        return ()
    getal = Decimal(f"{heel}.{deel}").quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    return schrijf_getal(getal, decimalen), schrijf_getal(Decimal(heel + deel))


def _lezingen_punt(cijfers: str, decimalen: int, teken: str) -> tuple[str, ...]:
    """50.00, 0.500 and 1,234.56: a dot that is no separator of thousands."""
    if gevonden := _ENGELS.fullmatch(cijfers):
        heel, deel = re.sub("[, ]", "", gevonden[1]), gevonden[2] or ""
        return (_afgerond(heel, deel, decimalen, teken),)
    if gevonden := _MET_PUNT.fullmatch(cijfers):
        heel, deel = gevonden[1].replace(".", "") or "0", gevonden[2]
        return _afgerond(heel, deel, decimalen, teken), schrijf_getal(Decimal(heel + deel))
    return ()


def _afgerond(heel: str, deel: str, decimalen: int, teken: str) -> str:
    # Cents are two or none.
    aantal = decimalen if teken and deel else min(len(deel), decimalen)
    getal = Decimal(f"{heel}.{deel}").quantize(Decimal(1).scaleb(-aantal), ROUND_HALF_UP)
    return schrijf_getal(getal, aantal)


def _lezingen_teken(cijfers: str) -> tuple[str, ...]:
    """5.000- and (5.000): a minus as bookkeepers write it."""
    kern = cijfers.removesuffix("-").removeprefix("(").removesuffix(")").strip()
    if kern == cijfers or not kern or not _NEDERLANDS.fullmatch(kern):
        return ()
    return (f"-{kern}", kern) if cijfers.endswith("-") else (f"-{kern}",)


# --- Amounts -----------------------------------------------------------------------------------

BEDRAG_ALS = "Typ een bedrag, zoals 1.234,56 of 50.000."
_MAAL = {
    **dict.fromkeys(("k", "dzd", "duizend"), 3),
    **dict.fromkeys(("mln", "miljoen"), 6),
    **dict.fromkeys(("mrd", "miljard"), 9),
}
_MET_MAAL = re.compile(r"([^a-z]*[0-9]) ?(k|dzd|duizend|mln|miljoen|mrd|miljard|m)\.?")
_EURO_VOOR = re.compile(r"([-+]?) ?(?:€|eur(?:o|\b)) ?(.*)")
_EURO_NA = re.compile(r"(.*[^ ]) ?(?:€|\b(?:euro|eur)|(?<=[0-9])(?:euro|eur))")
_ZONDER_CENTEN = re.compile(r" ?,(?:-{1,2}|=)$")


@dataclass(frozen=True)
class Bedraginvoer:
    """What stands where an amount is asked: an amount, or a word that says why there is none."""

    staat: str
    bedrag: Decimal | None = None


def lees_bedrag(tekst: str) -> Decimal:
    """Euros, exact to the cent. Raises InvoerFout, in Dutch."""
    getypt = tekst.strip()
    kaal = _zonder_euro(_schoon(tekst, BEDRAG_ALS).lower().rstrip("."))
    if gevonden := _MET_MAAL.fullmatch(kaal):
        return _vermenigvuldigd(gevonden[1], gevonden[2], getypt)
    # A dash for the cents needs an amount before it.
    return _lees_getal(_ZONDER_CENTEN.sub("", kaal), getypt, 2, "€ ", BEDRAG_ALS)


def lees_bedraginvoer(
    tekst: str, woorden: Mapping[str, str], *, met_bedrag: str = "bedrag"
) -> Bedraginvoer:
    """An amount, or one of `woorden` ("n.v.t.", "nihil", "" for nothing typed) with its staat.

    Dots and capitals of a word make no difference. Raises InvoerFout, in Dutch, which names the
    words.
    """
    gezocht = _kaal_woord(_schoon(tekst, BEDRAG_ALS))
    for woord, staat in woorden.items():
        if _kaal_woord(woord) == gezocht:
            return Bedraginvoer(staat)
    try:
        return Bedraginvoer(met_bedrag, lees_bedrag(tekst))
    except InvoerFout as fout:
        mogelijk = tuple(woord for woord in woorden if woord)
        if fout.lezingen or not mogelijk:
            raise
        raise InvoerFout(f"{fout} Of typ {_keuze(mogelijk)}.") from None


def schrijf_bedrag(waarde: Decimal) -> str:
    """ "50.000" or "1.234,50", as `lees_bedrag` reads it."""
    return schrijf_getal(waarde, 0 if waarde == int(waarde) else 2)


def _kaal_woord(tekst: str) -> str:
    return " ".join(tekst.lower().replace(".", "").split())


def _zonder_euro(tekst: str) -> str:
    if gevonden := _EURO_VOOR.fullmatch(tekst):
        return gevonden[1] + gevonden[2]
    if gevonden := _EURO_NA.fullmatch(tekst):
        return gevonden[1]
    return tekst


def _vermenigvuldigd(cijfers: str, woord: str, getypt: str) -> Decimal:
    if woord == "m":
        duizend, miljoen = (_vermenigvuldigd(cijfers, maal, getypt) for maal in ("k", "mln"))
        raise _twee_lezingen(getypt, (schrijf_bedrag(duizend), schrijf_bedrag(miljoen)), "€ ")
    nullen = _MAAL[woord]

    def lees(getal: str) -> Decimal:
        exact = _lees_getal(getal, getypt, nullen + 2, "€ ", BEDRAG_ALS).scaleb(nullen)
        if abs(exact) >= _HOOGSTE:
            raise InvoerFout("Dit getal is te groot.")
        return exact.quantize(Decimal("0.01"))

    if cijfers.count(".") == 1 and "," not in cijfers:
        lezingen = (lees(cijfers.replace(".", ",")), lees(cijfers.replace(".", "")))
        raise _twee_lezingen(getypt, tuple(map(schrijf_bedrag, lezingen)), "€ ")
    return lees(cijfers)


# --- Parts of the calendar -----------------------------------------------------------------------

_MAANDEN = {
    **{naam: nummer for nummer, naam in enumerate(MAANDNAMEN, 1)},
    **{naam[:3]: nummer for nummer, naam in enumerate(MAANDNAMEN, 1)},
    "mrt": 3,
    "sept": 9,
}
_JAAR = r"('? ?[0-9]{2}|[0-9]{4})"
_DAG = re.compile(rf"([0-9]{{1,2}}) ?([-/. ]) ?([0-9]{{1,2}}) ?\2 ?{_JAAR}")
_DAG_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAG_NAAM = re.compile(rf"([0-9]{{1,2}})[ .-]{{0,2}}([a-z]{{3,9}})\.?(?:[ -]?{_JAAR})?")
_MAAND_NAAM = re.compile(rf"([a-z]{{3,9}})\.?(?:(?: van)?[ -]?{_JAAR})?")
_MAAND = re.compile(r"([0-9]{1,2}) ?[-/] ?([0-9]{4})")
_MAAND_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_STUK = re.compile(
    rf"(?:(q|kw|h) ?([0-9])|([0-9])e (kw|h))(?:(?:(?: van)? ?[ /-] ?|(?=')){_JAAR})?"
)
_STUK_JAAR_VOOR = re.compile(r"([0-9]{4}) ?[ /-]? ?(?:(q|kw|h) ?([0-9])|([0-9])e (kw|h))")
_JAAR_ALLEEN = re.compile(r"(?:jaar )?([0-9]{4}|'[0-9]{2})")
_LOS = re.compile(r"([0-9]{1,2})(e?)")


@dataclass(frozen=True)
class _Deel:
    """A day, month, quarter, half-year or year, of which the year may still be unknown; `los` is a
    bare number that takes its meaning from what comes after it."""

    soort: str
    nummer: int = 0
    jaar: int | None = None
    maand: int = 0

    def met_jaar(self, jaar: int | None) -> "_Deel":
        return _Deel(self.soort, self.nummer, jaar, self.maand)

    def __str__(self) -> str:
        wat = {
            "dag": f"{self.nummer} {MAANDNAMEN[self.maand - 1]}",
            "maand": MAANDNAMEN[self.nummer - 1] if self.soort == "maand" else "",
            "kwartaal": f"Q{self.nummer}",
            "halfjaar": f"{'eerste' if self.nummer == 1 else 'tweede'} halfjaar",
        }.get(self.soort, "")
        return f"{wat} {self.jaar or ''}".strip()

    @property
    def dagen(self) -> tuple[date, date]:
        """First and last day; the year is known by now."""
        jaar = self.jaar or 0
        if self.soort == "dag":
            dag = date(jaar, self.maand, self.nummer)
            return dag, dag
        vormen = {"maand": "-{:02}", "kwartaal": "-Q{}", "halfjaar": "-H{}", "jaar": ""}
        return lees_wanneer(f"{jaar}{vormen[self.soort].format(self.nummer)}")[1:]


def _jaartal(cijfers: str | None, deel: _Deel) -> _Deel:
    """`deel` in the year that was typed, if any."""
    if cijfers is None:
        return _bestaand(deel)
    cijfers = cijfers.strip("' ")
    if len(cijfers) == 2:
        if cijfers >= "90":
            lezingen = tuple(str(deel.met_jaar(int(eeuw + cijfers))) for eeuw in ("19", "20"))
            kan = f"Het jaar {cijfers} kan 19{cijfers} of 20{cijfers} zijn."
            raise InvoerFout(f"{kan} Typ {_keuze(lezingen)}.", lezingen)
        cijfers = f"20{cijfers}"
    jaar = int(cijfers)
    if jaar < VROEGSTE.year or jaar > LAATSTE.year:
        wat = "dag" if deel.soort == "dag" else "jaar"
        grens = "vanaf 1990" if jaar < VROEGSTE.year else "tot en met 2099"
        raise InvoerFout(f"Kies een {wat} {grens}.")
    return _bestaand(deel.met_jaar(jaar))


def _maand(nummer: int, dag: int = 0, jaar: str = "") -> int:
    """The month, or a refusal that offers month-day-year read the other way."""
    if 1 <= nummer <= 12:
        return nummer
    melding = f"Maand {nummer} bestaat niet."
    try:
        omgekeerd = lees_dag(f"{nummer}-{dag}-{jaar}") if 1 <= dag <= 12 else None
    except InvoerFout:
        omgekeerd = None
    if omgekeerd is None:
        raise InvoerFout(f"{melding} Typ een maand van 1 t/m 12.")
    bedoeld = datum_voluit(omgekeerd)
    raise InvoerFout(f"{melding} Bedoelt u {bedoeld}? Typ dat.", (bedoeld,))


def _bestaand(deel: _Deel) -> _Deel:
    if deel.soort == "dag":
        # A year that is not known yet may be a leap year.
        aantal = calendar.monthrange(deel.jaar or 2000, deel.maand)[1]
        if not 1 <= deel.nummer <= aantal:
            maand = _Deel("maand", deel.maand, deel.jaar)
            raise InvoerFout(f"Dag {deel.nummer} bestaat niet: {maand} heeft {aantal} dagen.")
    return deel


def _lees_dagdeel(tekst: str) -> _Deel | None:
    if gevonden := _DAG.fullmatch(tekst):
        dag, maand, jaar = int(gevonden[1]), int(gevonden[3]), gevonden[4]
        return _jaartal(jaar, _Deel("dag", dag, maand=_maand(maand, dag, jaar)))
    if gevonden := _DAG_ISO.fullmatch(tekst):
        return _jaartal(gevonden[1], _Deel("dag", int(gevonden[4]), maand=_maand(int(gevonden[3]))))
    if (gevonden := _DAG_NAAM.fullmatch(tekst)) and gevonden[2] in _MAANDEN:
        return _jaartal(gevonden[3], _Deel("dag", int(gevonden[1]), maand=_MAANDEN[gevonden[2]]))
    return None


def lees_dag(tekst: str, *, vandaag: date | None = None) -> date:
    """A day from 1990 to 2099, day before month: 15-11-2019, 15 nov 2019, 2019-11-15, 15-11-19.

    With `vandaag` also gisteren, vandaag and morgen. Raises InvoerFout, in Dutch.
    """
    schoon = _schoon(tekst, DAG_ALS).lower().rstrip(".")
    if not schoon:
        raise InvoerFout(DAG_ALS)
    verschil = {"gisteren": -1, "vandaag": 0, "morgen": 1}.get(schoon)
    if vandaag and verschil is not None:
        return vandaag + timedelta(days=verschil)
    deel = _lees_dagdeel(schoon)
    if deel is None:
        raise InvoerFout(f"“{tekst.strip()}” is geen dag. {DAG_ALS}")
    if deel.jaar is None:
        lezingen = (str(deel.met_jaar(vandaag.year)),) if vandaag else ()
        erbij = f", zoals {lezingen[0]}" if lezingen else ""
        raise InvoerFout(f"Van welk jaar is {deel}? Typ het jaar erbij{erbij}.", lezingen)
    return deel.dagen[0]


def _lees_deel(tekst: str) -> _Deel | None:
    """One day, month, quarter, half-year or year, or a bare number; None when it is none."""
    return _lees_dagdeel(tekst) or _lees_stuk(tekst) or _lees_maand(tekst) or _lees_kaal(tekst)


def _lees_stuk(tekst: str) -> _Deel | None:
    if gevonden := _STUK.fullmatch(tekst):
        soort, nummer, jaar = gevonden[1] or gevonden[4], gevonden[2] or gevonden[3], gevonden[5]
    elif gevonden := _STUK_JAAR_VOOR.fullmatch(tekst):
        soort, nummer, jaar = gevonden[2] or gevonden[5], gevonden[3] or gevonden[4], gevonden[1]
    else:
        return None
    naam, aantal = ("halfjaar", 2) if soort == "h" else ("kwartaal", 4)
    if not 1 <= int(nummer) <= aantal:
        telwoord = "twee halfjaren" if aantal == 2 else "vier kwartalen"
        raise InvoerFout(f"{naam.capitalize()} {nummer} bestaat niet: een jaar heeft {telwoord}.")
    return _jaartal(jaar, _Deel(naam, int(nummer)))


def _lees_maand(tekst: str) -> _Deel | None:
    if (gevonden := _MAAND_NAAM.fullmatch(tekst)) and gevonden[1] in _MAANDEN:
        deel = _Deel("maand", _MAANDEN[gevonden[1]])
        if gevonden[2] and len(gevonden[2]) == 2 and 1 <= int(gevonden[2]) <= 31:
            maand = MAANDNAMEN[deel.nummer - 1]
            dag = f"{int(gevonden[2])} {maand}"
            raise InvoerFout(
                f"“{tekst}” kan {maand} 20{gevonden[2]} of {dag} zijn. Typ {maand} 20{gevonden[2]},"
                f" of {dag} met het jaar erbij.",
                (f"{maand} 20{gevonden[2]}", dag),
            )
        return _jaartal(gevonden[2], deel)
    if gevonden := _MAAND.fullmatch(tekst):
        return _jaartal(gevonden[2], _Deel("maand", _maand(int(gevonden[1]))))
    if gevonden := _MAAND_ISO.fullmatch(tekst):
        return _jaartal(gevonden[1], _Deel("maand", _maand(int(gevonden[2]))))
    return None


def _lees_kaal(tekst: str) -> _Deel | None:
    if gevonden := _JAAR_ALLEEN.fullmatch(tekst):
        return _jaartal(gevonden[1], _Deel("jaar"))
    if gevonden := _LOS.fullmatch(tekst):
        return _Deel("rang" if gevonden[2] else "los", int(gevonden[1]))
    return None


# --- Periods -------------------------------------------------------------------------------------

_ONBEPAALD = {"", "ntb", "nader te bepalen", "nog nader te bepalen", "nog te bepalen", "onbepaald"}
# Every way of writing on the right side becomes the left; whole words, longest first.
_WOORDEN = (
    (" t/m ", ("tot en met", "t/m", "t / m", "t.e.m.", "tem", "tm")),
    ("uiterlijk", ("tot uiterlijk", "niet later dan")),
    ("vanaf", ("met ingang van", "m.i.v.", "miv", "v.a.", "va", "sinds", "start vanaf")),
    ("uiterlijk", ("uiterlijk eind", "uiterlijk einde")),
    (" t/m ", ("tot en met eind", "t/m eind", "t/m einde")),
    ("1e", ("eerste", "1ste")),
    ("2e", ("tweede", "2de")),
    ("3e", ("derde", "3de")),
    ("4e", ("vierde", "4de")),
    ("kw", ("kwartaal", "kwart.", "kw.", "q")),
    ("h", ("halfjaar", "half jaar", "helft")),
)
_GELIJKE_WOORDEN = {woord: naar for naar, woorden in _WOORDEN for woord in woorden}
_WOORD = re.compile(
    r"(?<![a-z0-9.])(?:"
    + "|".join(re.escape(woord) for woord in sorted(_GELIJKE_WOORDEN, key=len, reverse=True))
    + r")(?![a-z0-9.])"
)
_HERHALING = (
    ("wekelijks", "week"),
    ("maandelijks", "maand"),
    ("per kwartaal", "kwartaal"),
    ("halfjaarlijks", "halfjaar"),
    ("jaarlijks", "jaar"),
)
_HERHALEND = {
    "periodiek": "periodiek",
    "driemaandelijks": "per kwartaal",
    **{woord: woord for woord, _ in _HERHALING},
    **{
        f"{telkens} {eenheid}": woord
        for woord, eenheid in _HERHALING
        for telkens in ("elk", "elke", "ieder", "iedere", "per", "eens per", "één keer per")
    },
}
_AANLOOP = re.compile(r"(?:in|op|gedurende|de periode|periode|het|de) (?=.)")
_VERDER = re.compile(r"(.+?)(?: e\.?v\.?| en verder| ?\(vanaf\))")
_TWEE_GETALLEN = re.compile(rf"([0-9]{{1,2}}) ?[-/] ?([0-9]{{1,2}})(?: {_JAAR})?")
_JAAR_EN_KORT = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{2})")
_TWEE_JAREN = re.compile(r"([0-9]{4}) ?/ ?([0-9]{4})")
_SCHOOLJAAR = re.compile(r"schooljaar ([0-9]{4}) ?[-/] ?([0-9]{4}|[0-9]{2})")
_TOT = re.compile(r"(?:(?:van )?(.+) )?tot (.+)")
_SCHEIDING = re.compile(r" ?(t/m|-|/|(?<= )en(?= )) ?")

_VOORBEELDJAAR = 2027
_Dagen = tuple[date | None, date | None]


def lees_periode(tekst: str) -> Periode:
    """When something happens, as plans write it; `letterlijk` keeps what was typed.

    Reads back what `Periode.voluit` writes, to the same days. Nothing typed, "n.t.b." and "nader te
    bepalen" are onbepaald. Raises InvoerFout, in Dutch: also for a quarter without its year.
    """
    klein = _schoon(tekst, PERIODE_ALS).lower().rstrip(". ")
    letterlijk = " ".join(tekst.split())
    if klein.replace(".", "") in _ONBEPAALD:
        return Periode(PeriodeSoort.ONBEPAALD, letterlijk=letterlijk)
    herhaling, rest = _lees_herhaling(klein)
    if herhaling and not rest:
        return Periode(PeriodeSoort.HERHALEND, herhaling=herhaling, letterlijk=letterlijk)
    van, tot_en_met = _lees_grenzen(_gelijkgemaakt(rest), rest if herhaling else letterlijk)
    soort = PeriodeSoort.HERHALEND if herhaling else _soort(van, tot_en_met)
    return Periode(soort, van, tot_en_met, herhaling, letterlijk)


def _gelijkgemaakt(tekst: str) -> str:
    tekst = _WOORD.sub(lambda woord: _GELIJKE_WOORDEN[woord[0]], tekst)
    tekst = " ".join(tekst.split())
    while gevonden := _AANLOOP.match(tekst):
        tekst = tekst[gevonden.end() :]
    return tekst


def _lees_herhaling(tekst: str) -> tuple[str, str]:
    """How often, and what is left; "" when it does not recur."""
    for woord in sorted(_HERHALEND, key=len, reverse=True):
        rest = tekst.removeprefix(woord)
        if rest != tekst and (not rest or rest[0] in " ,"):
            return _HERHALEND[woord], rest.strip(" ,")
    return "", tekst


def _soort(van: date | None, tot_en_met: date | None) -> PeriodeSoort:
    if van is None:
        return PeriodeSoort.TOT
    if tot_en_met is None:
        return PeriodeSoort.VANAF
    try:
        return lees_wanneer(schrijf_wanneer(van, tot_en_met))[0]
    except ValueError:
        return PeriodeSoort.REEKS


def _lees_grenzen(tekst: str, getypt: str) -> _Dagen:
    if gevonden := _VERDER.fullmatch(tekst):
        tekst = f"vanaf {gevonden[1]}"
    woord, _, rest = tekst.partition(" ")
    if woord == "vanaf":
        return _een(rest, getypt)[0], None
    if woord in ("uiterlijk", "t/m"):
        return None, _een(rest, getypt)[1]
    if woord in ("vóór", "voor"):
        return None, _ervoor(woord, rest, getypt)
    if woord in ("begin", "half", "medio", "midden", "eind", "einde", "per"):
        raise _ruw(woord, rest.removeprefix("van "), getypt)
    if gevonden := _TOT.fullmatch(tekst):
        raise _tot(gevonden[1], gevonden[2], getypt)
    _weiger_kort(tekst, getypt)
    if gevonden := _SCHOOLJAAR.fullmatch(tekst):
        return _schooljaar(gevonden[1], gevonden[2], getypt)
    deel = _lees_deel(tekst)
    if deel and deel.soort not in ("los", "rang"):
        return _met_jaar(deel).dagen
    return _lees_reeks(tekst.removeprefix("van "), getypt)


def _geen_periode(getypt: str) -> InvoerFout:
    wat = "geen dag, maand, kwartaal, halfjaar of jaar"
    return InvoerFout(f"“{getypt}” is {wat}. {PERIODE_ALS}")


def _een(tekst: str, getypt: str) -> tuple[date, date]:
    """The days of one part, which knows its year."""
    tekst = _gelijkgemaakt(tekst)
    _weiger_kort(tekst, getypt)
    deel = _lees_deel(tekst)
    if deel is None or deel.soort in ("los", "rang"):
        raise _geen_periode(getypt)
    return _met_jaar(deel).dagen


def _met_jaar(deel: _Deel) -> _Deel:
    if deel.jaar is None:
        voorbeeld = f"{deel} {_VOORBEELDJAAR}"
        raise InvoerFout(f"Van welk jaar is {deel}? Typ het jaar erbij, zoals {voorbeeld}.")
    return deel


def _dag_eerder(dag: date) -> date:
    if dag <= VROEGSTE:
        raise InvoerFout("Kies een dag vanaf 1990.")
    return dag - timedelta(days=1)


def _ervoor(woord: str, rest: str, getypt: str) -> date:
    """The last day before; "voor Q3 2019" without accents may mean meant for Q3."""
    van, tot_en_met = _een(rest, getypt)
    ervoor = _dag_eerder(van)
    if woord == "voor" and van != tot_en_met:
        raise _twee_lezingen(getypt, (f"t/m {datum_voluit(ervoor)}", grens_voluit(van, tot_en_met)))
    return ervoor


def _ruw(woord: str, rest: str, getypt: str) -> InvoerFout:
    """ "eind 2019" and "per Q1 2019" name no days: offer those they may be."""
    van, tot_en_met = _een(rest, getypt)
    heel = grens_voluit(van, tot_en_met)
    if woord == "per":
        return _twee_lezingen(getypt, (heel, f"vanaf {heel}"))
    jaar = van.year
    if heel == str(jaar):
        delen = {"b": ("januari", "Q1"), "e": ("december", "Q4")}.get(woord[0], ("Q2", "Q3"))
        return _twee_lezingen(getypt, (*(f"{deel} {jaar}" for deel in delen), heel))
    randen = {"b": (datum_voluit(van),), "e": (datum_voluit(tot_en_met),)}.get(woord[0], ())
    return _twee_lezingen(getypt, (*randen, heel))


def _tot(begin: str | None, einde: str, getypt: str) -> InvoerFout:
    """ "tot december" is with december for one writer and without for another."""
    van, tot_en_met = _een(einde, getypt)
    lezingen = tuple(f"t/m {datum_voluit(dag)}" for dag in (tot_en_met, _dag_eerder(van)))
    if begin:
        eerste = _lees_deel(begin)
        if eerste is None or eerste.soort in ("los", "rang"):
            return _geen_periode(getypt)
        eerste = eerste if eerste.jaar else _bestaand(eerste.met_jaar(van.year))
        lezingen = tuple(
            f"{datum_voluit(eerste.dagen[0])} t/m {datum_voluit(dag)}"
            for dag in (tot_en_met, _dag_eerder(van))
            if dag >= eerste.dagen[0]
        )
        if not lezingen:
            return _achterstevoren(getypt)
    return _twee_lezingen(getypt, lezingen)


def _weiger_kort(tekst: str, getypt: str) -> None:
    """Refuse what is too short to be read in one way: 10-11, 1-2 2019, 2019-20, 2019/2020."""
    if gevonden := _TWEE_GETALLEN.fullmatch(tekst):
        raise _twee_getallen(int(gevonden[1]), int(gevonden[2]), gevonden[3], getypt)
    if gevonden := _JAAR_EN_KORT.fullmatch(tekst):
        jaar, kort = int(gevonden[1]), int(gevonden[2])
        volgend = jaar - jaar % 100 + kort
        maand = [f"{MAANDNAMEN[kort - 1]} {jaar}"] if 1 <= kort <= 12 else []
        lezingen = (*maand, *(_jaren(jaar, volgend) if jaar < volgend else ()))
        if lezingen[1:] or (lezingen and not maand):
            raise _twee_lezingen(getypt, lezingen)
    if gevonden := _TWEE_JAREN.fullmatch(tekst):
        jaar, volgend = int(gevonden[1]), int(gevonden[2])
        if volgend == jaar + 1:
            raise _twee_lezingen(getypt, _jaren(jaar, volgend))


def _jaren(jaar: int, volgend: int) -> tuple[str, ...]:
    """The readings of two years; two in a row may be a school year."""
    school = f"1 augustus {jaar} t/m 31 juli {volgend}"
    return (f"{jaar} t/m {volgend}", *([school] if volgend == jaar + 1 else []))


def _twee_getallen(een: int, twee: int, jaar: str | None, getypt: str) -> InvoerFout:
    def maand(nummer: int) -> str:
        return MAANDNAMEN[nummer - 1] if 1 <= nummer <= 12 else ""

    lezingen = []
    if 1 <= een <= 31 and maand(twee):
        lezingen.append(f"{een} {maand(twee)}")
    if maand(een) and maand(twee) and een < twee:
        lezingen.append(f"{maand(een)} t/m {maand(twee)}")
        if twee <= 4:
            lezingen.append(f"Q{een} t/m Q{twee}")
    if jaar:
        cijfers = jaar.strip("' ")
        jaartal = cijfers if len(cijfers) == 4 else f"20{cijfers}"
        lezingen = [f"{lezing} {jaartal}" for lezing in lezingen]
        return _twee_lezingen(getypt, tuple(lezingen)) if lezingen else _geen_periode(getypt)
    if maand(een):
        lezingen.append(f"{maand(een)} 20{twee:02}")
    if een < twee:
        lezingen.append(f"20{een:02} t/m 20{twee:02}")
    if not lezingen:
        return _geen_periode(getypt)
    kan = _keuze(tuple(lezingen))
    return InvoerFout(f"“{getypt}” kan {kan} zijn. Typ het voluit, met het jaar.", tuple(lezingen))


def _schooljaar(jaar: str, volgend: str, getypt: str) -> _Dagen:
    if volgend not in (str(int(jaar) + 1), str(int(jaar) + 1)[2:]):
        raise InvoerFout(f"“{getypt}” is geen schooljaar. Typ bijvoorbeeld schooljaar 2019-2020.")
    eerste = _jaartal(jaar, _Deel("jaar")).jaar or 0
    _jaartal(str(eerste + 1), _Deel("jaar"))
    return date(eerste, 8, 1), date(eerste + 1, 7, 31)


def _lees_reeks(tekst: str, getypt: str) -> _Dagen:
    """Two parts with something between them. Tries each place where they can be parted."""
    gelezen: dict[tuple[date, date], None] = {}
    fout: InvoerFout | None = None
    for scheiding in _SCHEIDING.finditer(tekst):
        try:
            links, rechts = (
                _lees_deel(deel)
                for deel in (tekst[: scheiding.start()].strip(), tekst[scheiding.end() :].strip())
            )
            if links and rechts:
                gelezen[_reeks(links, rechts, scheiding[1], getypt)] = None
        except InvoerFout as weigering:
            fout = fout or weigering
    if len(gelezen) > 1:
        raise _twee_lezingen(getypt, tuple(grens_voluit(*dagen) for dagen in gelezen))
    if not gelezen:
        raise fout or _geen_periode(getypt)
    return next(iter(gelezen))


def _reeks(links: _Deel, rechts: _Deel, scheiding: str, getypt: str) -> tuple[date, date]:
    if rechts.soort in ("los", "rang"):
        raise _geen_periode(getypt)
    if links.soort in ("los", "rang"):
        links = _zoals_rechts(links, rechts, getypt)
    if rechts.jaar is None and links.jaar:
        heel = f"{links} t/m {rechts} {links.jaar}"
        raise InvoerFout(f"Van welk jaar is {rechts}? Typ bijvoorbeeld {heel}.", (heel,))
    rechts = _met_jaar(rechts)
    zonder_jaar = links.jaar is None
    links = _bestaand(links.met_jaar(rechts.jaar)) if zonder_jaar else links
    (van, einde_links), (begin_rechts, tot_en_met) = links.dagen, rechts.dagen
    # They may overlap: "1 mei 2019 t/m Q2 2019" is how the screen writes two months.
    if van > tot_en_met:
        raise _achterstevoren(getypt, links, rechts, zonder_jaar)
    if scheiding in ("en", "/") and begin_rechts - einde_links != timedelta(days=1):
        heel = f"{links} t/m {rechts}"
        melding = f"“{getypt}” noemt er twee. Typ {heel} voor de hele tijd, of kies er een."
        raise InvoerFout(melding, (heel,))
    return van, tot_en_met


def _zoals_rechts(links: _Deel, rechts: _Deel, getypt: str) -> _Deel:
    """The 1 of "1 t/m 5 juli 2019", the 1e of "1e en 2e kwartaal 2019"."""
    past = ("dag",) if links.soort == "los" else ("kwartaal", "halfjaar")
    if rechts.soort not in past:
        raise _geen_periode(getypt)
    return _Deel(rechts.soort, links.nummer, rechts.jaar, rechts.maand)


def _achterstevoren(
    getypt: str, links: _Deel | None = None, rechts: _Deel | None = None, zonder_jaar: bool = False
) -> InvoerFout:
    if links and rechts and zonder_jaar and rechts.jaar:
        heel = f"{links.met_jaar(rechts.jaar - 1)} t/m {rechts}"
        return InvoerFout(f"“{getypt}”: het einde ligt voor het begin. Bedoelt u {heel}?", (heel,))
    return InvoerFout(f"“{getypt}”: het einde ligt voor het begin. Typ eerst het begin.")
