"""Which keys of the exchange format are columns of which table, both ways. Pure.

One list for loading and for exporting, so that neither can forget what the other knows. What
refers to another row, a period and a list stand elsewhere: those are no column by themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jeugdhulp.kalender import (
    ENKELVOUDIG,
    Kwartaal,
    Periode,
    PeriodeSoort,
    lees_wanneer,
    schrijf_wanneer,
)

Json = Mapping[str, Any]

_GELD = (
    "omschrijving aard van:begin tot_en_met:einde staat bedrag:getal per aanname"
    " alternatief_bedrag:getal uren_per_week:getal fte:getal letterlijk twijfel"
)
# An end is told where there is one.
_EINDE = "beeindigd_op?:dag einde_reden?"
# Per part of the format its columns; with a question mark a key that may be absent: then it has
# the usual value of its column. After a colon how the value is written, where that is not the value
# itself.
VELDEN = {
    naam: tuple(velden.split())
    for naam, velden in {
        "gemeente": "slug naam cbs_code soort geldig_van:dag geldig_tot_en_met:dag",
        "deelnemer": "slug naam cbs_code geldig_van:dag geldig_tot_en_met:dag",
        "plan": (
            "slug titel van:dag tot_en_met:dag stadium versienaam ritme_maanden rapportmaanden"
            " naam_overleg naam_thema naam_cluster naam_maatregel bladvelden aspecten?"
            " drempel_kwartalen? drempel_procent? herijking twijfel"
        ),
        "beleidsplan": ("slug titel van:dag tot_en_met:dag stadium versienaam herijking twijfel"),
        "vaststelling": "versie orgaan vastgesteld_op:dag letterlijk nummer twijfel",
        "projectrol": "rol toelichting",
        "vervallen_activiteit": "titel reden bestemming elders twijfel",
        "persoon": "naam soort functie? ook_geschreven_als",
        "organisatie": "naam soort",
        "thema": "code titel",
        "cluster": "code titel",
        "maatregel": (
            "code titel ondertitel fase schaalniveau domein invloed aanleiding doel doelgroep"
            " aanpak effecten opmerkingen twijfel"
        ),
        "doelkoppeling": "primair twijfel",
        "betrokkene": "rol deeltaak onbeslist van:dag tot_en_met:dag",
        "planningsregel": "tekst soort twijfel toestand gereed_op:dag",
        "stap": "tekst toestand gereed_op:dag",
        "investering": _GELD,
        "dekking": f"{_GELD} bron status voorwaarde",
        "vermelding": "toelichting",
        "besteding": (
            "jaar peildatum:dag begroot:getal verplicht:getal uitgegeven:getal verwacht:getal"
            " toelichting"
        ),
        "besparing": (
            "jaar verwacht:getal ingeboekt:getal gerealiseerd:getal toerekenbaar:getal methode"
            " zekerheid toelichting"
        ),
        "resultaat": (
            "tekst soort richting norm nulmeting toestand toestand_op:dag bewijs"
            f" effect_vanaf:begin twijfel {_EINDE}"
        ),
        "samenhang": f"soort buiten toelichting twijfel {_EINDE}",
        "risico": f"oorzaak gebeurtenis gevolg beheersing twijfel {_EINDE}",
        "besluitmoment": (
            "soort orgaan onderwerp gevraagd_op:dag genomen_op:dag uitkomst verwerking nummer"
            " twijfel"
        ),
        "contextcijfer": "onderwerp waarde:getal eenheid over letterlijk twijfel",
        "doelonderdeel": "code niveau titel tekst richting twijfel",
        "stand": (
            "peildatum:dag letterlijk fase twijfel tekst tijd geld resultaat totaal grijs_reden"
            " oorzaak gevolg bijsturing afwijking_reden argument? uitstel_reden uitstel_voorwaarde"
            " opnieuw_bekijken_op:dag namens bron"
        ),
        "voortgangsregel": "tekst fase",
        "open_einde": "tekst",
    }.items()
}


def als_kolommen(deel: str, rij: Json) -> dict[str, Any]:
    """The columns of one object of the file: days as date, amounts as Decimal."""
    return {
        naam: _LEES[vorm](rij[naam])
        for naam, vorm, mag_weg in _velden(deel)
        if naam in rij or not mag_weg
    }


def als_rij(deel: str, bron: Any) -> dict[str, Any]:
    """The keys of one object of the file from the row of the table; the reverse."""
    return {
        naam: _SCHRIJF[vorm](getattr(bron, naam))
        for naam, vorm, mag_weg in _velden(deel)
        if not mag_weg or getattr(bron, naam) != bron._meta.get_field(naam).get_default()
    }


def _velden(deel: str) -> Iterable[tuple[str, str, bool]]:
    """Each with how it is written, and whether it may be absent."""
    for veld in VELDEN[deel]:
        naam, _, vorm = veld.partition(":")
        yield naam.removesuffix("?"), vorm, naam.endswith("?")


def _of_niets(functie: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda waarde: None if waarde is None else functie(waarde)


def begin_van(moment: str) -> date:
    """The first day of a moment; raises ValueError, in Dutch, when it is none."""
    return lees_wanneer(moment)[1]


def einde_van(moment: str) -> date:
    """The last day of a moment; raises ValueError, in Dutch, when it is none."""
    return lees_wanneer(moment)[2]


def schrijf_begin(dag: date) -> str:
    """The widest of year, quarter, month and day that begins on `dag`."""
    if (dag.month, dag.day) == (1, 1):
        return f"{dag:%Y}"
    kwartaal = Kwartaal.van_dag(dag)
    if kwartaal.eerste_dag == dag:
        return f"{kwartaal.jaar}-Q{kwartaal.nummer}"
    return f"{dag:%Y-%m}" if dag.day == 1 else f"{dag:%Y-%m-%d}"


def schrijf_einde(dag: date) -> str:
    """The widest of year, quarter, month and day that ends on `dag`."""
    kwartaal = Kwartaal.van_dag(dag)
    if (dag.month, dag.day) == (12, 31):
        return f"{dag:%Y}"
    if kwartaal.laatste_dag == dag:
        return f"{kwartaal.jaar}-Q{kwartaal.nummer}"
    return f"{dag:%Y-%m}" if (dag + timedelta(days=1)).day == 1 else f"{dag:%Y-%m-%d}"


def schrijf_getal(getal: Decimal) -> str:
    """With a point and two decimals; nought has no sign."""
    return f"{getal + 0:.2f}"


def periode_als_rij(periode: Periode) -> dict[str, Any]:
    """The object of the exchange format for a period."""
    rij: dict[str, Any] = {"soort": str(periode.soort)}
    if periode.soort in ENKELVOUDIG and periode.van and periode.tot_en_met:
        rij["wanneer"] = schrijf_wanneer(periode.van, periode.tot_en_met)
    else:
        if periode.soort == PeriodeSoort.HERHALEND:
            rij["herhaling"] = periode.herhaling
        if periode.van:
            rij["van"] = schrijf_begin(periode.van)
        if periode.tot_en_met:
            rij["tot_en_met"] = schrijf_einde(periode.tot_en_met)
    return rij | {"letterlijk": periode.letterlijk}


def periode_of_niets(periode: Periode) -> dict[str, Any] | None:
    """As `periode_als_rij`; None where nothing is known, not even a word."""
    if periode == Periode(PeriodeSoort.ONBEPAALD):
        return None
    return periode_als_rij(periode)


_LEES: dict[str, Callable[[Any], Any]] = {
    "": lambda waarde: waarde,
    "dag": _of_niets(date.fromisoformat),
    "begin": _of_niets(begin_van),
    "einde": _of_niets(einde_van),
    "getal": _of_niets(Decimal),
}
_SCHRIJF: dict[str, Callable[[Any], Any]] = {
    "": lambda waarde: waarde,
    "dag": _of_niets(date.isoformat),
    "begin": _of_niets(schrijf_begin),
    "einde": _of_niets(schrijf_einde),
    "getal": _of_niets(schrijf_getal),
}
