"""Loading a measure: its sheet, its planning and money, and how it stood."""

from datetime import date

from jeugdhulp.kalender import Periode
from maatregelen.domain.stand.standen import Open, Standgegevens, Voortgang, leg_stand_vast
from maatregelen.domain.uitwisselen.bevinding import Json
from maatregelen.domain.uitwisselen.laden_rijen import (
    lees_periode,
    maak_besluitmomenten,
    maak_contextcijfers,
    maak_geld,
    maak_resultaten,
    maak_risicos,
)
from maatregelen.domain.uitwisselen.laden_spoor import schrijf_maatregel
from maatregelen.domain.uitwisselen.lading import Lading, bewaar, op_plek
from maatregelen.domain.uitwisselen.velden import als_kolommen
from maatregelen.models import (
    Besparing,
    Besteding,
    Betrokkenheid,
    Blad,
    Dekking,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    Plan,
    Samenhang,
    Vermelding,
)


def maak_maatregel(lading: Lading, plan: Plan, gegevens: Json, volgorde: int) -> None:
    """One measure, but for what refers to another and for its standen."""
    maatregel = Maatregel(
        plan=plan,
        thema=lading.themas[gegevens["thema"]],
        volgorde=volgorde,
        **als_kolommen("maatregel", gegevens),
    )
    bewaar("", maatregel)
    lading.maatregelen[gegevens["code"]] = maatregel
    _maak_betrokkenen(lading, maatregel, gegevens)
    for blad in gegevens["bladen"]:
        with lading.gemeld():
            _maak_blad(lading, maatregel, blad)
    _maak_planning(lading, gegevens)
    _maak_doelen(lading, maatregel, gegevens)
    maak_resultaten(lading, gegevens, {"maatregel": maatregel})
    waarvan = {"plan": plan, "maatregel": maatregel}
    maak_risicos(lading, gegevens, waarvan)
    maak_besluitmomenten(lading, gegevens, waarvan)
    maak_contextcijfers(lading, gegevens, waarvan)
    for nummer, rij in enumerate(gegevens["besparingen"], start=1):
        besparing = Besparing(maatregel=maatregel, **als_kolommen("besparing", rij))
        lading.probeer(f"besparing {nummer}", besparing)


def verbind_maatregel(lading: Lading, gegevens: Json) -> None:
    """What of a measure refers to others; then its line in the logboek, and its standen."""
    maatregel = lading.maatregelen[gegevens["code"]]
    for blad in gegevens["bladen"]:
        _maak_vermeldingen(lading, gegevens["code"], blad)
    for nummer, rij in enumerate(gegevens["samenhang"]):
        verband = Samenhang(
            maatregel=maatregel,
            naar_maatregel=lading.maatregelen.get(rij["maatregel"]),
            naar_thema=lading.themas.get(rij["thema"]),
            naar_organisatie=lading.organisaties.get(rij["organisatie"]),
            volgorde=nummer,
            **lees_periode(rij["periode"]),
            **als_kolommen("samenhang", rij),
        )
        lading.probeer(f"samenhang {nummer + 1}", verband)
    schrijf_maatregel(lading, maatregel, gegevens)
    for nummer, stand in enumerate(gegevens["standen"], start=1):
        with lading.gemeld(), op_plek(f"stand {nummer}", stand):
            _leg_stand_vast(lading, maatregel, stand)


def _maak_betrokkenen(lading: Lading, maatregel: Maatregel, gegevens: Json) -> None:
    for nummer, rij in enumerate(gegevens["betrokkenen"]):
        betrokkene = Betrokkenheid(
            maatregel=maatregel,
            volgorde=nummer,
            **lading.wie(rij["wie"]),
            **als_kolommen("betrokkene", rij),
        )
        lading.probeer(f"betrokkene {nummer + 1}", betrokkene)


def _maak_doelen(lading: Lading, maatregel: Maatregel, gegevens: Json) -> None:
    for nummer, rij in enumerate(gegevens["doelen"]):
        koppeling = Doelkoppeling(
            maatregel=maatregel,
            doel=lading.doelen[rij["doel"]],
            volgorde=nummer,
            **als_kolommen("doelkoppeling", rij),
        )
        lading.probeer(f"doel {rij['doel']}", koppeling)


def _maak_blad(lading: Lading, maatregel: Maatregel, gegevens: Json) -> None:
    cluster = lading.clusters.get(gegevens["cluster"])
    blad = bewaar("blad", Blad(maatregel=maatregel, cluster=cluster))
    lading.bladen[maatregel.code, gegevens["cluster"]] = blad
    maak_geld(lading, gegevens, {"plan": maatregel.plan, "blad": blad})
    for nummer, rij in enumerate(gegevens["bestedingen"], start=1):
        besteding = Besteding(blad=blad, **als_kolommen("besteding", rij))
        lading.probeer(f"besteding {nummer}", besteding)


def _maak_planning(lading: Lading, gegevens: Json) -> None:
    """The lines of all sheets of a measure; those that repeat another after it, wherever it is."""
    regels = [
        (blad["cluster"], nummer, regel)
        for blad in gegevens["bladen"]
        for nummer, regel in enumerate(blad["planning"])
    ]
    regels.sort(key=lambda deel: deel[2]["zelfde_als"] is not None)
    for cluster, nummer, regel in regels:
        if blad := lading.bladen.get((gegevens["code"], cluster)):
            _maak_regel(lading, blad, regel, nummer)


def _maak_regel(lading: Lading, blad: Blad, regel: Json, nummer: int) -> None:
    """A line of the planning and its steps, which are planned when it is."""
    plek = f"regel {regel['sleutel']}"
    gedeeld = {"blad": blad, **lees_periode(regel["periode"]), **_basis(regel)}
    mijlpaal = Mijlpaal(
        **gedeeld,
        zelfde_als=lading.mijlpalen.get(regel["zelfde_als"]),
        volgorde=nummer,
        **als_kolommen("planningsregel", regel),
    )
    if not lading.probeer(plek, mijlpaal):
        return
    lading.mijlpalen[regel["sleutel"]] = mijlpaal
    for stapnummer, stap in enumerate(regel["stappen"]):
        kolommen = als_kolommen("stap", stap)
        rij = Mijlpaal(**gedeeld, onderdeel_van=mijlpaal, volgorde=stapnummer, **kolommen)
        lading.probeer(f"{plek}, stap {stapnummer + 1}", rij)


def _basis(regel: Json) -> dict[str, date | None]:
    """When it was planned first: what the file says, or else when it is planned now."""
    periode = Periode.uit_uitwisseling(regel["periode"])
    van, tot_en_met = periode.van, periode.tot_en_met
    if regel["basis"]:
        van, tot_en_met = (
            dag and date.fromisoformat(dag)
            for dag in (regel["basis"]["van"], regel["basis"]["tot_en_met"])
        )
    return {"basis_van": van, "basis_tot": tot_en_met}


def _maak_vermeldingen(lading: Lading, code: str, gegevens: Json) -> None:
    for nummer, rij in enumerate(gegevens["vermeldingen"]):
        geld = lading.geld.get(rij["sleutel"])
        blad = lading.bladen.get((code, gegevens["cluster"]))
        if geld and blad:
            vermelding = Vermelding(
                blad=blad,
                investering=geld if isinstance(geld, Investering) else None,
                dekking=geld if isinstance(geld, Dekking) else None,
                volgorde=nummer,
                **als_kolommen("vermelding", rij),
            )
            lading.probeer(f"vermelding {rij['sleutel']}", vermelding)


def _leg_stand_vast(lading: Lading, maatregel: Maatregel, stand: Json) -> None:
    leg_stand_vast(
        maatregel,
        Standgegevens(
            **als_kolommen("stand", stand),
            voortgangsregels=tuple(
                Voortgang(regel["tekst"], regel["fase"], _periode(regel["periode"]))
                for regel in stand["voortgangsregels"]
            ),
            open_einden=tuple(
                Open(
                    einde["tekst"],
                    lading.personen.get(einde["eigenaar"]),
                    _periode(einde["periode"]),
                )
                for einde in stand["open_einden"]
            ),
        ),
        door=lading.door,
        overgenomen=True,
    )


def _periode(gegevens: Json | None) -> Periode | None:
    return None if gegevens is None else Periode.uit_uitwisseling(gegevens)
