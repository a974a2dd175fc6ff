"""Words that should never have been in a report go out of it, and an erratum comes in its place."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.controle import controleer_gemeente
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.tests.test_afschermen import overal
from rapportage.choices import OpmaakToestand, Stap, VersieSoort, Vorm
from rapportage.domain import opmaken, samenstellen, versies
from rapportage.domain.publicaties import nieuwste, openbare, overgenomen_van
from rapportage.domain.rapportages import met_versies, vorige_versies
from rapportage.models import Opmaak, Publicatie, Rapportage, Rapportversie
from rapportage.pdf import controle
from rapportage.tests.bevroren import (
    DAG,
    bevries,
    maak_rapportage,
    publiceer,
    schrijf,
    zet_in_de_plaats,
)

pytestmark = pytest.mark.django_db
NAAM = "Noortje Zandstra"
REDEN = "Er zijn woorden afgeschermd."


@pytest.fixture(autouse=True)
def _makers(monkeypatch: pytest.MonkeyPatch) -> None:
    zet_in_de_plaats(monkeypatch)


@pytest.fixture
def rapportage(maatregel: Any, plan: Any) -> Rapportage:
    """With the name of a client in it."""
    gemaakt = maak_rapportage(plan)
    schrijf(gemaakt, "inleiding", f"Met {NAAM} gaat het goed.")
    return gemaakt


@pytest.fixture
def scherm_af(gemeente: Any, beheerder: Any, beleidsadviseur: Any) -> Any:
    def doe(woorden: str = NAAM) -> None:
        verzoek = vraag_afschermen(
            gemeente, woorden, grond="naam van een cliënt", door=beleidsadviseur
        )
        voer_uit(verzoek, door=beheerder)

    return doe


def in_bestanden(woorden: str) -> list[str]:
    return [rij.naam for rij in Publicatie.objects.all() if woorden.encode() in bytes(rij.inhoud)]


def test_a_public_report_gets_an_erratum(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any
) -> None:
    oud = publiceer(rapportage, tot=Stap.OPENBAAR)
    rapportage.refresh_from_db()
    namen = [rij.naam for rij in oud.publicaties.all()]
    assert len(in_bestanden(NAAM)) == 2

    scherm_af()

    # At once: the words are gone everywhere, and what took their place is known.
    assert (overal(NAAM), in_bestanden(NAAM)) == ({}, [])
    assert {bytes(rij.inhoud) for rij in oud.publicaties.all()} == {b""}
    assert controleer_gemeente(gemeente).fout == ""
    assert openbare(rapportage) is None

    # By the timer: the new files.
    assert opmaken.maak_op() == "1 gemaakt"
    erratum = oud.vervangen_door
    gegevens = json.loads(erratum.momentopname.tekst)
    assert (erratum.nummer, erratum.soort, erratum.reden, erratum.opmaak.toestand) == (
        2,
        VersieSoort.ERRATUM,
        REDEN,
        OpmaakToestand.GEREED,
    )
    assert (gegevens["versie"], gegevens["vervangt"], gegevens["reden"]) == (2, 1, REDEN)
    assert f"Met {AFGESCHERMD} gaat het goed.".encode() in bytes(
        erratum.publicaties.get(vorm=Vorm.PDF).inhoud
    )
    assert [rij.naam for rij in oud.publicaties.all()] == namen
    assert openbare(rapportage) == nieuwste(rapportage) == erratum
    assert list(rapportage.versies.values_list("nummer", flat=True)) == [1, 2]
    assert controleer_gemeente(gemeente).fout == ""


def test_an_erratum_is_as_far_as_what_it_replaces_and_goes_on(
    rapportage: Rapportage, scherm_af: Any
) -> None:
    oud = publiceer(rapportage, tot=Stap.VASTGESTELD)
    scherm_af()
    erratum = oud.vervangen_door

    velden = ("stap", "orgaan", "nummer", "dag", "gemaakt_op", "door")
    assert list(erratum.stappen.values(*velden)) == list(oud.stappen.values(*velden))
    with pytest.raises(ValidationError, match="nog niet gemaakt"):
        versies.zet_stap(
            erratum, Stap.AANGEBODEN, dag=kalender.vandaag(), orgaan="college", door=None
        )
    opmaken.maak_op()
    versies.zet_stap(erratum, Stap.AANGEBODEN, dag=kalender.vandaag(), orgaan="college", door=None)

    assert versies.toestand_van(oud).volgende is None
    assert versies.toestand_van(erratum).stap == Stap.AANGEBODEN
    # What was set before there was an erratum was set on version 1.
    assert [(stap.stap, overgenomen_van(stap, erratum)) for stap in erratum.stappen.all()] == [
        (Stap.TER_BESLUITVORMING, 1),
        (Stap.VASTGESTELD, 1),
        (Stap.AANGEBODEN, None),
    ]
    assert [overgenomen_van(stap, oud) for stap in oud.stappen.all()] == [None, None]


def test_an_erratum_of_an_older_version_does_not_come_before_the_newest(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any
) -> None:
    oud = publiceer(rapportage, tot=Stap.OPENBAAR)
    schrijf(rapportage, "inleiding", "Het gaat goed.")
    nieuw = publiceer(rapportage, reden="Namen weggelaten.")

    scherm_af()
    opmaken.maak_op()

    rapportage.refresh_from_db()
    assert oud.vervangen_door.nummer == 3
    assert nieuwste(rapportage) == nieuw
    assert versies.toestand_van(nieuw).volgende == Stap.VASTGESTELD
    # What everybody reads is still the first, without the words.
    assert openbare(rapportage) == oud.vervangen_door
    assert controleer_gemeente(gemeente).fout == ""


def test_every_version_with_the_words_gets_its_own(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any
) -> None:
    eerste, tweede = publiceer(rapportage), publiceer(rapportage, reden="Een bedrag klopte niet.")

    scherm_af()

    assert opmaken.maak_op() == "2 gemaakt"
    assert [(v.nummer, v.vervangt_id) for v in rapportage.versies.all()][2:] == [
        (3, eerste.pk),
        (4, tweede.pk),
    ]
    assert [
        json.loads(versie.momentopname.tekst)["versie"]
        for versie in rapportage.versies.select_related("momentopname")[2:]
    ] == [3, 4]
    assert nieuwste(rapportage) == tweede.vervangen_door
    assert controleer_gemeente(gemeente).fout == ""


def test_an_erratum_can_get_one_too(rapportage: Rapportage, scherm_af: Any, gemeente: Any) -> None:
    oud = publiceer(rapportage, tot=Stap.OPENBAAR)
    scherm_af()
    # Before its files were made.
    scherm_af("gaat het goed")

    assert opmaken.maak_op() == "1 gemaakt"
    laatste = oud.vervangen_door.vervangen_door
    rapportage.refresh_from_db()
    assert (laatste.nummer, laatste.stappen.count()) == (3, 4)
    assert {overgenomen_van(stap, laatste) for stap in laatste.stappen.all()} == {1}
    assert openbare(rapportage) == nieuwste(rapportage) == laatste
    assert oud.vervangen_door.opmaak.fouten == [
        "De gegevens van deze versie zijn afgeschermd. Er is een erratum."
    ]
    assert controleer_gemeente(gemeente).fout == ""


def test_words_in_a_reason_and_with_a_step_go_too(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any
) -> None:
    publiceer(rapportage)
    schrijf(rapportage, "inleiding", "Het gaat goed.")
    versie = publiceer(rapportage, reden=f"De naam van {NAAM} is eruit.")
    versies.zet_stap(
        versie, Stap.VASTGESTELD, dag=kalender.vandaag(), orgaan=f"college, {NAAM}", door=None
    )

    scherm_af()

    versie.refresh_from_db()
    erratum = versie.vervangen_door
    assert (versie.reden, erratum.reden) == (AFGESCHERMD, REDEN)
    assert {stap.orgaan for stap in erratum.stappen.all()} == {"", AFGESCHERMD}
    assert (overal(NAAM), controleer_gemeente(gemeente).fout) == ({}, "")


def test_a_line_that_lost_its_words_still_holds_what_is_left(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any
) -> None:
    """The title of the report stands in the lines; the reason of the version does not hold it."""
    publiceer(rapportage)
    publiceer(rapportage, reden="Een bedrag klopte niet.")

    scherm_af(rapportage.titel)
    scherm_af(NAAM)

    assert Gebeurtenis.objects.filter(soort="versie van rapport gemaakt", inhoud=None).exists()
    assert controleer_gemeente(gemeente).fout == ""


def test_a_version_that_still_waits_is_made_as_its_erratum_only(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any
) -> None:
    versie = bevries(rapportage)

    scherm_af()

    assert opmaken.maak_op() == "1 gemaakt"
    erratum = versie.vervangen_door
    assert (versie.publicaties.count(), erratum.publicaties.count()) == (0, 4)
    assert [stap.stap for stap in erratum.stappen.all()] == [Stap.TER_BESLUITVORMING]
    with pytest.raises(ValidationError, match="Er is een nieuwere versie"):
        versies.probeer_opnieuw(versie, door=None)
    assert controleer_gemeente(gemeente).fout == ""


def test_what_never_went_out_does_not_go_out_as_an_erratum(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    oud = bevries(rapportage)
    with monkeypatch.context() as fout:
        fout.setattr(controle, "controleer_pdf", lambda pdf: ["Fout."])
        opmaken.maak_op()
    nieuw = publiceer(rapportage, reden="Mislukt.")

    scherm_af()

    assert opmaken.maak_op() == "1 gemaakt"
    assert oud.vervangen_door.opmaak.toestand == OpmaakToestand.MISLUKT
    assert oud.vervangen_door.stappen.count() == 0
    assert nieuw.vervangen_door.opmaak.toestand == OpmaakToestand.GEREED
    assert controleer_gemeente(gemeente).fout == ""


def test_the_version_that_counts_stands_first_and_is_compared_with(
    rapportage: Rapportage, plan: Any, scherm_af: Any
) -> None:
    """Not the erratum of an older one, though it has a higher number."""
    oud = publiceer(rapportage, tot=Stap.OPENBAAR)
    schrijf(rapportage, "inleiding", "Het gaat goed.")
    nieuw = publiceer(rapportage, reden="Namen weggelaten.")

    scherm_af()
    opmaken.maak_op()

    alle = met_versies(Rapportage.objects.all(), Rapportversie.objects.all()).get()
    assert [rij.nummer for rij in alle.lijst_versies] == [2, 3, 1]
    assert list(vorige_versies(plan)) == [nieuw, oud.vervangen_door]


def test_shielded_while_its_files_are_made_nothing_of_it_is_stored(
    rapportage: Rapportage, scherm_af: Any, gemeente: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    versie, gewoon = bevries(rapportage), samenstellen.als_web

    def intussen(gegevens: Any) -> str:
        monkeypatch.setattr(samenstellen, "als_web", gewoon)
        scherm_af()
        return gewoon(gegevens)

    monkeypatch.setattr(samenstellen, "als_web", intussen)
    zin = opmaken.maak_op()

    # The first was void; its erratum came after it in the same run.
    assert (zin, in_bestanden(NAAM), versie.publicaties.count()) == ("1 gemaakt", [], 0)
    assert Opmaak.objects.get(versie=versie).toestand == OpmaakToestand.MISLUKT
    assert controleer_gemeente(gemeente).fout == ""


def test_a_report_without_the_words_stays_as_it_was(
    plan: Any, rapportage: Rapportage, scherm_af: Any
) -> None:
    ander = publiceer(maak_rapportage(plan, peildatum=DAG.replace(month=3)))
    bytes_voor = [bytes(rij.inhoud) for rij in ander.publicaties.all()]
    bevries(rapportage)

    scherm_af()

    assert [bytes(rij.inhoud) for rij in ander.publicaties.all()] == bytes_voor
    assert Rapportversie.objects.filter(rapportage=ander.rapportage).count() == 1
