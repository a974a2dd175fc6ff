"""What the plan costs per year, what covers it, and how the running year goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jeugdhulp.grafiek.definitie import Cijferstatus, Grafiek, Reeks, Soort
from jeugdhulp.opmaak import euro, opsomming
from maatregelen.choices import DekkingStatus
from maatregelen.domain.dashboard.beeld import Beeld
from maatregelen.geld import Besteed, Cijfers, Som, Tabel, besteed, maak_tabel

# More years than this are too narrow to read beside each other.
MEESTE_JAREN = 12
# From sure to less sure; what was rejected covers nothing.
_STATUSSEN = (
    DekkingStatus.BESLOTEN,
    DekkingStatus.VOORWAARDELIJK,
    DekkingStatus.AANGEVRAAGD,
    DekkingStatus.VOORGENOMEN,
)


@dataclass(frozen=True)
class Geldbeeld:
    """The money of the whole plan; `grafiek` is None where no row has a year."""

    tabel: Tabel
    grafiek: Grafiek | None
    # Of the year of the peildatum.
    besteed: Besteed
    jaar: int
    # Whether there are years before or after those of `tabel`.
    ingekort: bool = False


def per_jaar(beeld: Beeld) -> Geldbeeld:
    """Of all measures, whatever was filtered: money also stands on a thema and the plan. No
    query."""
    geld, jaar = beeld.geld, beeld.peildatum.year
    alle = geld.jaren(beeld.peildatum)
    tabel = maak_tabel(geld.investeringen, geld.dekkingen, alle)
    jaren = _venster(alle, jaar)
    tabel = Tabel(
        [rij for rij in tabel.jaren if rij.jaar in jaren], tabel.daarna, tabel.zonder_jaar
    )
    return Geldbeeld(
        tabel,
        _grafiek(beeld, tabel) if not all(rij.is_leeg for rij in tabel.jaren) else None,
        besteed(geld.bestedingen, jaar, beeld.peildatum),
        jaar,
        ingekort=len(jaren) < len(alle),
    )


def _venster(jaren: range, nu: int) -> range:
    """At most MEESTE_JAREN of them, from two years before `nu` where there are more."""
    if len(jaren) <= MEESTE_JAREN:
        return jaren
    begin = max(jaren[0], min(nu - 2, jaren[-1] - MEESTE_JAREN + 1))
    return range(begin, begin + MEESTE_JAREN)


def _grafiek(beeld: Beeld, tabel: Tabel) -> Grafiek:
    rijen = tabel.jaren
    jaren = [str(rij.jaar) for rij in rijen]
    voorkomend = [
        status for status in _STATUSSEN if any(not rij.per_status[status].is_leeg for rij in rijen)
    ]
    return Grafiek(
        titel="Investering en dekking per jaar",
        periode=jaren[0] if len(jaren) == 1 else f"{jaren[0]} tot en met {jaren[-1]}",
        eenheid="euro",
        indeling="Jaar",
        labels=tuple(jaren),
        reeksen=(
            _reeks("Investering", "reeks-1", rijen, lambda rij: rij.investering),
            *(
                _reeks(
                    f"Dekking, {status.label}", f"reeks-{nummer}", rijen, _van_status(status.value)
                )
                for nummer, status in enumerate(voorkomend, start=2)
            ),
        ),
        soort=Soort.STAAF,
        samenvatting=samenvatting(tabel),
        bron=f"{beeld.plan.titel}, nieuw geld van het hele plan",
        peildatum=beeld.peildatum,
    )


def _van_status(status: str) -> Callable[[Cijfers], Som]:
    return lambda rij: rij.per_status[status]


def _reeks(
    naam: str, rol: str, rijen: Sequence[Cijfers], som_van: Callable[[Cijfers], Som]
) -> Reeks:
    sommen = [som_van(rij) for rij in rijen]
    return Reeks(
        naam, tuple(som.waarde for som in sommen), rol, tuple(_status(som) for som in sommen)
    )


def _status(som: Som) -> Cijferstatus | None:
    """A sum of which a part is unknown is no whole figure; one on an assumption is a guess."""
    if som.waarde is None:
        return Cijferstatus.NIET_BESCHIKBAAR
    if som.onbekend:
        return Cijferstatus.ONVOLLEDIG
    return Cijferstatus.INDICATIEF if som.aannames else None


MEEGETELD = "Met alle dekking die niet is afgewezen, ook die nog niet is besloten"


def samenvatting(tabel: Tabel) -> str:
    """When there is a shortfall, and of when it cannot be said; and what is not in it, because
    nobody knows in which year it falls."""
    heeft_jaren = any(not rij.is_leeg for rij in tabel.jaren)
    zinnen = [_zin_over_jaren(tabel) if heeft_jaren else "", _zin_zonder_jaar(tabel.zonder_jaar)]
    return " ".join(filter(None, zinnen))


def _zin_zonder_jaar(cijfers: Cijfers | None) -> str:
    """ "Zonder jaar en dus niet meegeteld: € 1.000 investering en 1 dekking zonder bedrag." """
    if cijfers is None:
        return ""
    delen = [
        *_zonder_jaar(cijfers.investering, "investering", "investeringen"),
        *_zonder_jaar(cijfers.dekking, "dekking", "keer dekking"),
    ]
    return f"Zonder jaar, en dus niet meegeteld: {opsomming(delen)}." if delen else ""


def _zonder_jaar(som: Som, een: str, meer: str) -> list[str]:
    delen = [f"{euro(som.bedrag)} {een}"] if som.bedrag else []
    if som.onbekend:
        delen.append(f"{som.onbekend} {een if som.onbekend == 1 else meer} zonder bedrag")
    return delen


def _zin_over_jaren(tabel: Tabel) -> str:
    tekorten, onzeker = [], []
    for rij in [*tabel.jaren, *([tabel.daarna] if tabel.daarna else [])]:
        saldo = rij.saldo
        wanneer = f"elk jaar na {tabel.jaren[-1].jaar}" if rij is tabel.daarna else str(rij.jaar)
        if saldo.grens == "deels onbekend" or (saldo.bedrag <= 0 and saldo.kosten_onbekend):
            onzeker.append(wanneer)
        elif saldo.bedrag > 0:
            voor = f"{saldo.grens} " if saldo.grens else ""
            tekorten.append(f"{wanneer} ({voor}{euro(saldo.bedrag)})")
    zin = (
        f"{MEEGETELD}, is er een tekort in {opsomming(tekorten)}"
        if tekorten
        else f"{MEEGETELD}, zien wij in geen enkel jaar een tekort"
    )
    return f"{zin}; niet te zeggen in {opsomming(onzeker)}." if onzeker else f"{zin}."
