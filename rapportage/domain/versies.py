"""A report is frozen, and its versions go their way: college, raad, everybody."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.models import Gebruiker
from jeugdhulp.opmaak import datum
from maatregelen.domain import wijzigen
from rapportage.adres import UITLEG, mag_adres
from rapportage.choices import OpmaakToestand, Stap
from rapportage.domain import samenstellen
from rapportage.domain.gereed import Weegt, wat_ontbreekt
from rapportage.domain.publicaties import (
    STAP_GEZET,
    VERSIE_GEMAAKT,
    feiten_van_stap,
    feiten_van_versie,
    nieuwste,
    plaats,
    teksten_van,
)
from rapportage.models import Opmaak, Rapportage, Rapportversie, Versiestap

LOPEND = (OpmaakToestand.WACHT, OpmaakToestand.BEZIG)
# Steps that somebody took a decision for: by whom is asked.
MET_ORGAAN = (Stap.VASTGESTELD, Stap.AANGEBODEN)
_VOLGORDE = list(Stap)


@dataclass(frozen=True)
class Toestand:
    """How far a version is: its last step, and the one that can be set now. `actueel` says whether
    it is the version that counts."""

    opmaak: Opmaak
    stap: Stap | None
    volgende: Stap | None
    actueel: bool


def toestand_van(versie: Rapportversie) -> Toestand:
    """Four queries."""
    gezet = {Stap(rij.stap) for rij in versie.stappen.all()}
    laatste = next((stap for stap in reversed(_VOLGORDE) if stap in gezet), None)
    actueel = nieuwste(versie.rapportage) == versie
    opmaak = Opmaak.objects.get(versie=versie)
    kan = actueel and opmaak.toestand == OpmaakToestand.GEREED and not versie.rapportage.ingetrokken
    volgende = _na(laatste) if kan and laatste else None
    return Toestand(opmaak, laatste, volgende, actueel)


def _na(stap: Stap) -> Stap | None:
    return next(iter(_VOLGORDE[_VOLGORDE.index(stap) + 1 :]), None)


def bevries_versie(
    rapportage: Rapportage, *, door: Gebruiker | None, opgesteld_door: str, reden: str = ""
) -> Rapportversie:
    """The next version of `rapportage`: its gegevens as they are now, which never change again.
    `opgesteld_door` is a function, not a name. Its files are made later, by `opmaken.maak_op`.

    ValidationError when it was withdrawn, while the files of another version are still made, when
    something is missing (`gereed`), and from version 2 on without a reason.
    """
    with logboek.handeling(door=door, reden=reden):
        rapportage = wijzigen.vergrendel(rapportage, "plan__gemeente", "vorige__momentopname")
        _eis_bevriesbaar(rapportage)
        nummer = volgend_nummer(rapportage)
        if nummer > 1 and not reden.strip():
            raise ValidationError({"reden": "Schrijf op waarom er een nieuwe versie komt."})
        moment = kalender.nu()
        momentopname = bevries(
            samenstellen.stel_samen(
                rapportage,
                moment=moment,
                vandaag=kalender.vandaag(),
                opgesteld_door=opgesteld_door,
                versie=nummer,
                reden=reden.strip(),
            ),
            gemeente_id=rapportage.gemeente_id,
            soort=rapportage.get_soort_display(),
            peildatum=rapportage.peildatum,
            moment=moment,
        )
        momentopname.save(force_insert=True)
        logboek.schrijf(
            "rapport bevroren",
            rapportage,
            gemeente_id=rapportage.gemeente_id,
            naam=str(rapportage),
            na={"versie": nummer, "peildatum": rapportage.peildatum},
            feiten=feiten(momentopname),
            momentopname=momentopname.pk,
            vingerafdruk=momentopname.sha256,
        )
        versie = Rapportversie(
            rapportage=rapportage,
            nummer=nummer,
            momentopname=momentopname,
            reden=reden.strip() if nummer > 1 else "",
            gemaakt_op=moment,
            door=door,
        )
        return bewaar_versie(versie)


def _eis_bevriesbaar(rapportage: Rapportage) -> None:
    if rapportage.ingetrokken:
        raise ValidationError("Dit rapport is ingetrokken. Er komt geen versie meer van.")
    lopend = Opmaak.objects.filter(versie__rapportage=rapportage, toestand__in=LOPEND)
    if nummer := lopend.values_list("versie__nummer", flat=True).first():
        raise ValidationError(
            f"De bestanden van versie {nummer} worden nog gemaakt. Wacht tot dat klaar is."
        )
    gemist = wat_ontbreekt(rapportage, kalender.vandaag())
    if tegen := [rij.zin for rij in gemist if rij.weegt == Weegt.TEGEN]:
        raise ValidationError(tegen)


def volgend_nummer(rapportage: Rapportage) -> int:
    """Of a version to be. One query."""
    return (rapportage.versies.aggregate(laatste=Max("nummer"))["laatste"] or 0) + 1


def bewaar_versie(versie: Rapportversie) -> Rapportversie:
    """Store a version in the act that is going on, with its line, its files still to be made."""
    wijzigen.bewaar(versie)
    Opmaak.objects.create(versie=versie)
    na: dict[str, Any] = {"versie": versie.nummer, "soort": versie.soort}
    if versie.vervangt:
        na["vervangt"] = versie.vervangt.nummer
    if versie.reden:
        na["reden"] = versie.reden
    logboek.schrijf(
        VERSIE_GEMAAKT,
        versie.rapportage,
        gemeente_id=versie.rapportage.gemeente_id,
        naam=str(versie),
        na=na,
        feiten=feiten_van_versie(versie),
        teksten=teksten_van(versie),
    )
    return versie


def zet_stap(
    versie: Rapportversie,
    stap: Stap | str,
    *,
    dag: date,
    orgaan: str = "",
    nummer: str = "",
    adres: str | None = None,
    door: Gebruiker | None,
) -> Versiestap:
    """Register that `versie` came one step further: what others decided or did, on which day. To
    `Stap.OPENBAAR` belongs an `adres`, "" for none; one that was given once stays.

    ValidationError, per field where there is one, when this is not the next step, the files are not
    there, the version is not the one that counts, the day cannot be, or the address says more than
    which report it is.
    """
    stap = Stap(stap)
    with logboek.handeling(door=door):
        rapportage = wijzigen.vergrendel(versie.rapportage, "plan__gemeente")
        versie = Rapportversie.objects.select_related("vervangt").get(pk=versie.pk)
        versie.rapportage = rapportage
        _eis_volgende(versie, stap)
        _eis_dag(versie, stap, dag)
        if stap in MET_ORGAAN:
            wijzigen.eis_tekst("orgaan", orgaan, "Schrijf op wie dit deed.")
        if stap == Stap.OPENBAAR:
            _zet_adres(rapportage, (adres or "").strip())
        rij = Versiestap(
            versie=versie, stap=stap, orgaan=orgaan.strip(), dag=dag, nummer=nummer.strip()
        )
        return bewaar_stap(rij, door=door)


def vertel_stap(
    versie: Rapportversie,
    stap: Stap,
    *,
    dag: date,
    orgaan: str = "",
    nummer: str = "",
    adres: str = "",
    door: Gebruiker | None,
) -> Versiestap:
    """A step in the past of an invented gemeente: her files are made when her story has been told.
    Raises ValueError for a real one, whose versions go no step without their files."""
    rapportage = versie.rapportage
    if not rapportage.gemeente.voorbeeld:
        raise ValueError("Alleen een verzonnen gemeente zet stappen zonder bestanden.")
    with logboek.handeling(door=door):
        rapportage = wijzigen.vergrendel(rapportage, "plan__gemeente")
        _zet_adres(rapportage, adres)
        rij = Versiestap(versie=versie, stap=stap, orgaan=orgaan, dag=dag, nummer=nummer)
        return bewaar_stap(rij, door=door)


def _eis_volgende(versie: Rapportversie, stap: Stap) -> None:
    toestand = toestand_van(versie)
    if versie.rapportage.ingetrokken:
        raise ValidationError("Dit rapport is ingetrokken. Deze versie gaat niet verder.")
    if not toestand.actueel:
        raise ValidationError("Er is een nieuwere versie. Alleen die gaat nog verder.")
    if toestand.opmaak.toestand != OpmaakToestand.GEREED:
        raise ValidationError("De bestanden van deze versie zijn nog niet gemaakt.")
    if stap != toestand.volgende:
        verder = toestand.volgende
        raise ValidationError(
            {"stap": f"De volgende stap is: {verder.label}." if verder else "Verder gaat het niet."}
        )


def _eis_dag(versie: Rapportversie, stap: Stap, dag: date) -> None:
    """Nobody decides on what is not there. A body may adopt a report with changes, which are then
    in a later version: so that day counts from the first version that it could decide on. What is
    offered and made public is this version itself, or the one it is the erratum of."""
    wijzigen.eis_geweest("dag", dag)
    begin = Versiestap.objects.filter(stap=Stap.TER_BESLUITVORMING)
    if stap == Stap.VASTGESTELD:
        begin = begin.filter(versie__rapportage=versie.rapportage)
        waarom = "toen ging het rapport voor het eerst ter besluitvorming"
    else:
        begin = begin.filter(versie=versie)
        waarom = "toen is deze versie bevroren"
    # An erratum has the day of the version that it came in the place of.
    eerste = begin.order_by("dag").values_list("dag", flat=True)[0]
    if dag < eerste:
        raise ValidationError({"dag": f"Kies een dag vanaf {datum(eerste)}: {waarom}."})
    eerdere = versie.stappen.exclude(stap=Stap.TER_BESLUITVORMING)
    laatste = eerdere.order_by("dag").values_list("dag", flat=True).last()
    if laatste and dag < laatste:
        raise ValidationError({"dag": f"De vorige stap was op {datum(laatste)}, dus niet eerder."})


def _zet_adres(rapportage: Rapportage, adres: str) -> None:
    if not adres or adres == rapportage.adres:
        return
    if rapportage.adres:
        raise ValidationError(
            {"adres": f"Iedereen leest dit rapport al op “{rapportage.adres}”. Dat adres blijft."}
        )
    if not mag_adres(adres, rapportage.plan.slug):
        raise ValidationError({"adres": UITLEG})
    rapportage.adres = adres
    wijzigen.bewaar(rapportage, "adres")


def bewaar_stap(rij: Versiestap, *, door: Gebruiker | None) -> Versiestap:
    """Store a step in the act that is going on, with its line."""
    rij.door, rij.gemaakt_op = rij.door or door, rij.gemaakt_op or kalender.nu()
    wijzigen.bewaar(rij)
    rapportage = rij.versie.rapportage
    na: dict[str, Any] = {"stap": Stap(rij.stap).label, "op": rij.dag}
    na |= {"door": rij.orgaan} if rij.orgaan else {}
    na |= {"nummer": rij.nummer} if rij.nummer else {}
    if rij.stap == Stap.OPENBAAR and rapportage.adres:
        na["adres"] = rapportage.adres
    logboek.schrijf(
        STAP_GEZET,
        rij,
        gemeente_id=rapportage.gemeente_id,
        naam=str(rij.versie),
        na=na,
        feiten=feiten_van_stap(rij),
        teksten=teksten_van(rij),
    )
    return rij


def probeer_opnieuw(versie: Rapportversie, *, door: Gebruiker | None) -> None:
    """Have the files of a version made once more, after that failed; ValidationError when it did
    not, or when another version has come in its place."""
    with logboek.handeling(door=door):
        rapportage = wijzigen.vergrendel(versie.rapportage)
        opmaak = Opmaak.objects.select_for_update(of=("self",)).get(versie=versie)
        if opmaak.toestand != OpmaakToestand.MISLUKT:
            raise ValidationError("Het maken van deze versie is niet mislukt.")
        versie = Rapportversie.objects.select_related("vervangt", "momentopname").get(pk=versie.pk)
        actueel = nieuwste(rapportage)
        ingehaald = not versie.stappen.exists() and actueel and plaats(actueel) > plaats(versie)
        if ingehaald or not versie.momentopname.tekst:
            raise ValidationError("Er is een nieuwere versie. Deze wordt niet meer gemaakt.")
        _eis_zelfde_rapport(versie, rapportage)
        opmaak.toestand, opmaak.fouten, opmaak.bezig_tot = OpmaakToestand.WACHT, [], None
        opmaak.klaar, opmaak.bezig_met = 0, ""
        opmaak.save()
        logboek.schrijf(
            "opnieuw maken gevraagd",
            rapportage,
            gemeente_id=rapportage.gemeente_id,
            naam=str(versie),
        )


def _eis_zelfde_rapport(versie: Rapportversie, rapportage: Rapportage) -> None:
    """Title and day of a report may change as long as its versions failed; such a version is then
    one of a report that is not there."""
    gegevens = json.loads(versie.momentopname.tekst)
    was = (gegevens["titel"], versie.momentopname.peildatum)
    if was != (rapportage.titel, rapportage.peildatum):
        raise ValidationError(
            "De titel of peildatum van het rapport is daarna veranderd. Bevries een nieuwe versie."
        )
