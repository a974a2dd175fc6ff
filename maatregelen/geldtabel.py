"""The tables of money as rows of cells, in words: what the template only has to lay out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jeugdhulp.opmaak import STREEP, euro, getal
from maatregelen.choices import Aard, DekkingStatus, GeldPer
from maatregelen.geld import (
    Besteed,
    Capaciteit,
    Cijfers,
    Geldregel,
    Saldo,
    Som,
    Tabel,
    Uren,
    Urenvak,
    einde_aangenomen,
)


@dataclass(frozen=True)
class Cel:
    """What a cell says, what stands small above and below it, and whether it may be quiet."""

    tekst: str
    bij: str = ""
    stil: bool = False
    voor: str = ""
    # Read aloud instead of a dash.
    voorgelezen: str = ""


@dataclass(frozen=True)
class Kolom:
    """A column below the head of its group, and how to make its cell of the figures of a year."""

    groep: str
    kop: str
    cel: Callable[[Cijfers], Cel]


@dataclass(frozen=True)
class Jaarrij:
    """One year of a line."""

    kop: str
    cellen: Sequence[Cel]
    loopt_af: bool = False


def geen(voorgelezen: str = "geen") -> Cel:
    """A dash: there is nothing to tell."""
    return Cel(STREEP, stil=True, voorgelezen=voorgelezen)


def aantal(getal_: int, enkelvoud: str, meervoud: str) -> str:
    """ "1 regel" or "3 regels"."""
    return f"{getal_} {enkelvoud if getal_ == 1 else meervoud}"


def som_cel(som: Som) -> Cel:
    """A sum of new money: "ten minste" where a part is unknown, and how many assumptions."""
    if som.is_leeg:
        return geen()
    if som.onbekend and not som.bedrag:
        return Cel("onbekend", aantal(som.onbekend, "regel", "regels"))
    return Cel(
        euro(som.bedrag),
        aantal(som.aannames, "aanname", "aannames") if som.aannames else "",
        stil=not som.bedrag,
        voor="ten minste" if som.onbekend else "",
    )


def bestaand_cel(som: Som) -> Cel:
    """Money within existing means; often a plan names no amount for it."""
    if som.is_leeg:
        return geen()
    zonder = f"{som.onbekend} zonder bedrag" if som.onbekend else ""
    if not som.bekend:
        return Cel(zonder)
    bij = aantal(som.aannames, "aanname", "aannames") if som.aannames else ""
    return Cel(euro(som.bedrag), bij, voor=f"{zonder} en" if zonder else "")


def saldo_cel(saldo: Saldo, investering: Som, dekking: Som) -> Cel:
    """A shortfall or surplus in words, and how to read it."""
    if not (investering.bedrag or dekking.bedrag):
        if saldo.grens:
            return Cel("nog niet te zeggen")
        return Cel(saldo.woord, stil=True) if investering.bekend else geen("geen bedragen")
    bij = aantal(saldo.aannames, "aanname", "aannames") if saldo.aannames else ""
    bedrag = f"{euro(abs(saldo.bedrag))} " if saldo.bedrag else ""
    return Cel(f"{bedrag}{saldo.woord}", bij, stil=not saldo.bedrag, voor=saldo.grens)


def onbekend_cel(cijfers: Cijfers) -> Cel:
    """How many rows still have to become an amount."""
    dekking = cijfers.dekking.onbekend
    totaal = cijfers.investering.onbekend + dekking
    if not totaal:
        return geen()
    return Cel(str(totaal), f"{dekking} bij dekking" if dekking else "")


def _saldo(cijfers: Cijfers) -> Cel:
    return saldo_cel(cijfers.saldo, cijfers.investering, cijfers.dekking)


def _saldo_besloten(cijfers: Cijfers) -> Cel:
    besloten = cijfers.per_status[DekkingStatus.BESLOTEN]
    return saldo_cel(cijfers.saldo_besloten, cijfers.investering, besloten)


def _per_aard(aard: str) -> Callable[[Cijfers], Cel]:
    return lambda cijfers: som_cel(cijfers.per_aard[aard])


def _per_status(status: str) -> Callable[[Cijfers], Cel]:
    return lambda cijfers: som_cel(cijfers.per_status[status])


def kolommen(tabel: Tabel) -> list[Kolom]:
    """The columns that this plan needs: no column for what it does not have."""
    alle = rijen_van(tabel)
    aarden = [(Aard.INCIDENTEEL.value, "Incidenteel"), (Aard.STRUCTUREEL.value, "Structureel")]
    if any(not rij.per_aard[""].is_leeg for rij in alle):
        aarden.append(("", "Aard onbekend"))
    investering = [Kolom("Investering", kop, _per_aard(aard)) for aard, kop in aarden]
    investering.append(Kolom("Investering", "Totaal", lambda rij: som_cel(rij.investering)))
    dekking = [
        Kolom("Dekking", _statuskop(status), _per_status(status.value))
        for status in DekkingStatus
        if any(not rij.per_status[status].is_leeg for rij in alle)
    ] or [Kolom("Dekking", "Alle dekking", lambda rij: som_cel(rij.dekking))]
    verschil = [
        Kolom("Tekort of overschot", "Met alle dekking", _saldo),
        Kolom("Tekort of overschot", "Alleen besloten dekking", _saldo_besloten),
    ]
    return [*investering, *dekking, *verschil, *_bestaand(alle), _ONBEKEND]


_ONBEKEND = Kolom("Nog niet bekend", "Regels", onbekend_cel)


def _bestaand(rijen: Sequence[Cijfers]) -> list[Kolom]:
    groep = "Binnen bestaande middelen"
    kosten = Kolom(groep, "Kosten", lambda rij: bestaand_cel(rij.bestaand))
    dekking = Kolom(groep, "Dekking", lambda rij: bestaand_cel(rij.bestaande_dekking))
    gevuld = [
        (kosten, any(not rij.bestaand.is_leeg for rij in rijen)),
        (dekking, any(not rij.bestaande_dekking.is_leeg for rij in rijen)),
    ]
    return [kolom for kolom, te_zien in gevuld if te_zien]


def _statuskop(status: DekkingStatus) -> str:
    kop = str(status.label).capitalize()
    return f"{kop}, telt niet" if status == DekkingStatus.AFGEWEZEN else kop


def rijen_van(tabel: Tabel) -> list[Cijfers]:
    """All rows of a table, in the order in which they are shown."""
    return [*tabel.jaren, *filter(None, (tabel.daarna, tabel.zonder_jaar))]


def jaarrijen(
    tabel: Tabel,
    kolommen: Sequence[Kolom],
    *,
    loopt_af: frozenset[int] = frozenset(),
    ook_leeg: bool = True,
) -> list[Jaarrij]:
    """The rows in words; in the years `loopt_af` a dekking ends. `ook_leeg`: years without rows."""
    laatste = tabel.jaren[-1].jaar if tabel.jaren else None
    return [
        Jaarrij(
            _jaarkop(rij.jaar, laatste, is_daarna=rij is tabel.daarna),
            [kolom.cel(rij) for kolom in kolommen],
            rij.jaar in loopt_af,
        )
        for rij in rijen_van(tabel)
        if ook_leeg or not rij.is_leeg
    ]


def _jaarkop(jaar: int | None, laatste: int | None, *, is_daarna: bool) -> str:
    if jaar is None:
        return "Jaar onbekend"
    return f"Elk jaar na {laatste}" if is_daarna else str(jaar)


def besteed_cellen(besteed: Besteed) -> list[Cel]:
    """begroot, verplicht, uitgegeven, verwacht; and over how many sheets they go."""
    sommen = (besteed.begroot, besteed.verplicht, besteed.uitgegeven, besteed.verwacht)
    return [*(_opgave(som) for som in sommen), Cel(str(besteed.bladen))]


def _opgave(som: Som) -> Cel:
    if som.waarde is None:
        return Cel("onbekend")
    bij = f"{som.onbekend} niet opgegeven" if som.onbekend else ""
    return Cel(euro(som.bedrag), bij)


def urenkolommen(capaciteit: Capaciteit) -> list[str]:
    """The heads of the columns that hours need."""
    alle = [vak.uren for vak in capaciteit.vakken] + [capaciteit.zonder_begin]
    return [
        "Nodig, uren per week",
        "In fte",
        *(["Waarvan binnen bestaand"] if any(uren.bestaand for uren in alle) else []),
        *(["Dekking in uren"] if any(uren.gedekt for uren in alle) else []),
        *(["Met uren zonder begin"] if _toont_samen(capaciteit) else []),
    ]


def urenrijen(capaciteit: Capaciteit, uren_per_fte: int) -> list[tuple[str, list[Cel]]]:
    """Per run of quarters its head and cells; last the hours without a first day."""
    koppen = urenkolommen(capaciteit)

    def cellen(uren: Uren, samen: Cel) -> list[Cel]:
        keuze = {
            "Nodig, uren per week": Cel(getal(uren.nodig)),
            "In fte": Cel(getal(uren.nodig / uren_per_fte)),
            "Waarvan binnen bestaand": _uren(uren.bestaand),
            "Dekking in uren": _uren(uren.gedekt),
            "Met uren zonder begin": samen,
        }
        return [keuze[kop] for kop in koppen]

    zonder = capaciteit.zonder_begin
    rijen = [
        (_periode(vak), cellen(vak.uren, Cel(getal(vak.uren.nodig + zonder.nodig))))
        for vak in capaciteit.vakken
    ]
    if zonder != Uren():
        rijen.append(("Geen begin bekend", cellen(zonder, geen("niet van toepassing"))))
    return rijen


def _uren(waarde: Decimal) -> Cel:
    return Cel(getal(waarde)) if waarde else geen()


def _toont_samen(capaciteit: Capaciteit) -> bool:
    return bool(capaciteit.vakken and capaciteit.zonder_begin.nodig)


def _periode(vak: Urenvak) -> str:
    if vak.tot_en_met is None:
        return f"Vanaf {vak.van}"
    return str(vak.van) if vak.van == vak.tot_en_met else f"{vak.van} t/m {vak.tot_en_met}"


def aannamen(rijen: Iterable[Geldregel]) -> Iterable[tuple[Geldregel, str]]:
    """Each row that is counted by an assumption, with that assumption."""
    for rij in rijen:
        zinnen = []
        if rij.bedrag is not None and rij.per == GeldPer.ONBEKEND:
            zinnen.append(
                f"per jaar of in totaal is niet bekend; wij rekenen {GeldPer(rij.aanname).label}"
            )
        if rij.bedrag is not None and einde_aangenomen(rij) and rij.van is not None:
            zinnen.append(f"het einde is niet bekend; wij tellen het alleen in {rij.van.year}")
        if zinnen:
            yield rij, "; ".join(zinnen)
