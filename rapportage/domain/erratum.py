"""After words were shielded in what is frozen of a report: an erratum comes in its place."""

import json
from typing import Any

from jeugdhulp import kalender
from jeugdhulp.domain import plekken
from jeugdhulp.domain.afschermen import Bereik, Plek, Verslag
from jeugdhulp.models import Gemeente, Momentopname
from rapportage.choices import OpmaakToestand, VersieSoort
from rapportage.domain.publicaties import TEKSTEN, nu_overgebleven
from rapportage.domain.versies import bewaar_stap, bewaar_versie, volgend_nummer
from rapportage.models import Opmaak, Publicatie, Rapportversie, Versiestap

REDEN = "Er zijn woorden afgeschermd."
NOOIT_UIT = "De versie waarvoor dit in de plaats komt, is nooit uitgegaan."
VERVANGEN = "De gegevens van deze versie zijn afgeschermd. Er is een erratum."


def registreer() -> None:
    """Say in the data of an erratum that it is one."""
    plekken.bewerk_erratum(_zeg_dat_het_een_erratum_is)


def _zeg_dat_het_een_erratum_is(oud: Momentopname, gegevens: dict[str, Any]) -> dict[str, Any]:
    versie = Rapportversie.objects.filter(momentopname=oud).select_related("rapportage").first()
    if versie is None:
        return gegevens
    wachten = Momentopname.objects.filter(
        vervangt__rapportversie__rapportage=versie.rapportage, rapportversie=None
    )
    nummer = volgend_nummer(versie.rapportage) + wachten.count()
    return gegevens | {"versie": nummer, "vervangt": versie.nummer, "reden": REDEN}


def _rond_af(gemeente: Gemeente, verslag: Verslag) -> None:
    """Make the version of every erratum that has none yet, and empty the files it comes for."""
    if rest := nu_overgebleven(gemeente, verslag.regels):
        verslag.feiten[TEKSTEN] = rest
    errata = Momentopname.objects.filter(
        gemeente=gemeente, vervangt__rapportversie__isnull=False, rapportversie=None
    )
    for erratum in errata.order_by("pk"):
        _vervang(erratum)


def _vervang(erratum: Momentopname) -> None:
    rijen = Rapportversie.objects.select_related("rapportage__gemeente")
    oud = rijen.get(momentopname=erratum.vervangt)
    # Who makes its files holds this row at the moment they are stored.
    opmaak = Opmaak.objects.select_for_update(of=("self",)).get(versie=oud)
    # Nobody got it, and nobody is waiting for it.
    nooit_uit = opmaak.toestand == OpmaakToestand.MISLUKT and not oud.stappen.exists()
    if opmaak.toestand != OpmaakToestand.GEREED:
        opmaak.toestand, opmaak.bezig_tot, opmaak.bezig_met = OpmaakToestand.MISLUKT, None, ""
        opmaak.fouten = [VERVANGEN]
        opmaak.save()
    bestanden = Publicatie.objects.filter(versie=oud, afgeschermd_op=None)
    bestanden.update(inhoud=b"", afgeschermd_op=kalender.nu())
    nieuw = bewaar_versie(
        Rapportversie(
            rapportage=oud.rapportage,
            nummer=json.loads(erratum.tekst)["versie"],
            soort=VersieSoort.ERRATUM,
            vervangt=oud,
            momentopname=erratum,
            reden=REDEN,
            gemaakt_op=erratum.gemaakt_op,
            door=None,
        )
    )
    if nooit_uit:
        Opmaak.objects.filter(versie=nieuw).update(
            toestand=OpmaakToestand.MISLUKT, fouten=[NOOIT_UIT]
        )
    for stap in oud.stappen.order_by("pk"):
        kopie = Versiestap(
            versie=nieuw,
            stap=stap.stap,
            orgaan=stap.orgaan,
            dag=stap.dag,
            nummer=stap.nummer,
            gemaakt_op=stap.gemaakt_op,
            door=stap.door,
        )
        bewaar_stap(kopie, door=None)


def _geen(bereik: Bereik) -> tuple[()]:
    return ()


# Has no rows of its own: the words in the files came out of the data, and go with them.
PLEK = Plek(
    naam="bestanden van rapporten",
    rijen=_geen,
    lees=lambda rij: {},
    noem=str,
    wis=lambda rij, nieuw, verslag: None,
    rond_af=_rond_af,
)
