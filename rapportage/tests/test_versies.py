"""Freezing a report, and how its versions go their way."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.controle import controleer_gemeente
from jeugdhulp.models import Gebeurtenis
from rapportage.adres import UITLEG, mag_adres
from rapportage.choices import OpmaakToestand, Stap
from rapportage.domain import opmaken, versies
from rapportage.domain.rapportages import wijzig_rapportage
from rapportage.models import Opmaak, Rapportage, Rapportversie
from rapportage.pdf import controle
from rapportage.tests.bevroren import (
    Klok,
    bevries,
    maak_rapportage,
    publiceer,
    schrijf,
    zet_in_de_plaats,
)

pytestmark = pytest.mark.django_db
APRIL, MEI = date(2024, 4, 30), date(2024, 5, 1)


@pytest.fixture(autouse=True)
def _makers(monkeypatch: pytest.MonkeyPatch) -> None:
    zet_in_de_plaats(monkeypatch)


@pytest.fixture
def rapportage(maatregel: Any, plan: Any) -> Rapportage:
    return maak_rapportage(plan)


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    """Noon on the first of May 2024."""
    stilgezet = Klok(monkeypatch)
    stilgezet.stand = datetime(2024, 5, 1, 12, tzinfo=UTC)
    return stilgezet


def fouten(fout: Any) -> Any:
    return fout.value.message_dict if hasattr(fout.value, "error_dict") else fout.value.messages


def test_freezing_keeps_the_data_and_tells_so(
    rapportage: Rapportage, beleidsadviseur: Any, gemeente: Any
) -> None:
    kop = str(gemeente.ketenkop)

    versie = bevries(rapportage, door=beleidsadviseur)

    gegevens = json.loads(versie.momentopname.tekst)
    assert (versie.nummer, versie.door, versie.reden, versie.opmaak.toestand) == (
        1,
        beleidsadviseur,
        "",
        OpmaakToestand.WACHT,
    )
    assert (gegevens["versie"], gegevens["vervangt"], gegevens["opgesteld_door"]) == (
        1,
        None,
        "beleidsadviseur",
    )
    # The head in the colophon is that of before the act, so that it can be in it.
    assert kop == f"waterstad:{gegevens['kop']['volgnummer']}:{gegevens['kop']['hash']}"
    regels = Gebeurtenis.objects.order_by("-volgnummer")[:2]
    assert [(regel.soort, regel.door) for regel in regels] == [
        ("versie van rapport gemaakt", beleidsadviseur),
        ("rapport bevroren", beleidsadviseur),
    ]
    assert versie.stappen.count() == 0
    assert controleer_gemeente(gemeente).fout == ""


def test_what_is_written_after_freezing_is_of_the_next_version(rapportage: Rapportage) -> None:
    eerste = publiceer(rapportage)
    schrijf(rapportage, "samenvatting", "Het gaat beter.")

    tweede = bevries(rapportage, reden="Nieuwe cijfers van de aanbieder.")

    eerste.momentopname.refresh_from_db()
    assert "Het gaat goed." in eerste.momentopname.tekst
    gegevens = json.loads(tweede.momentopname.tekst)
    assert gegevens["blokken"][1]["teksten"][0]["tekst"] == "Het gaat beter."
    assert (gegevens["versie"], gegevens["vervangt"], gegevens["reden"], tweede.reden) == (
        2,
        1,
        "Nieuwe cijfers van de aanbieder.",
        "Nieuwe cijfers van de aanbieder.",
    )


def test_a_second_version_asks_why(rapportage: Rapportage) -> None:
    publiceer(rapportage)

    with pytest.raises(ValidationError) as fout:
        bevries(rapportage, reden=" ")

    assert fouten(fout) == {"reden": ["Schrijf op waarom er een nieuwe versie komt."]}


@pytest.mark.parametrize("toestand", [OpmaakToestand.WACHT, OpmaakToestand.BEZIG])
def test_not_while_another_version_is_being_made(rapportage: Rapportage, toestand: str) -> None:
    bevries(rapportage)
    Opmaak.objects.update(toestand=toestand)

    with pytest.raises(ValidationError) as fout:
        bevries(rapportage, reden="Sneller.")

    assert fouten(fout) == ["De bestanden van versie 1 worden nog gemaakt. Wacht tot dat klaar is."]
    assert Rapportversie.objects.count() == 1


def test_after_one_that_failed_there_may_be_another(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerste = _mislukte(rapportage, monkeypatch)
    monkeypatch.setattr(controle, "controleer_pdf", lambda pdf: [])

    tweede = publiceer(rapportage, reden="De eerste lukte niet.")

    assert versies.toestand_van(tweede).volgende == Stap.VASTGESTELD
    with pytest.raises(ValidationError) as fout:
        versies.probeer_opnieuw(eerste, door=None)
    assert fouten(fout) == ["Er is een nieuwere versie. Deze wordt niet meer gemaakt."]


def test_not_when_withdrawn(rapportage: Rapportage) -> None:
    Rapportage._base_manager.filter(pk=rapportage.pk).update(ingetrokken=True)

    with pytest.raises(ValidationError) as fout:
        bevries(rapportage)

    assert fouten(fout) == ["Dit rapport is ingetrokken. Er komt geen versie meer van."]


def test_not_without_the_texts_that_it_needs(rapportage: Rapportage) -> None:
    schrijf(rapportage, "inleiding", " ")
    schrijf(rapportage, "samenvatting", "")

    with pytest.raises(ValidationError) as fout:
        bevries(rapportage)

    assert fouten(fout) == [
        "‘Inleiding’ heeft nog geen tekst.",
        "‘Bestuurlijke samenvatting’ heeft nog geen tekst.",
    ]


def test_the_way_of_a_version(rapportage: Rapportage, beleidsadviseur: Any) -> None:
    versie = publiceer(rapportage)
    wegen = [versies.toestand_van(versie).volgende]
    for stap, velden in (
        (Stap.VASTGESTELD, {"orgaan": "college van B en W", "nummer": "Z-24/100"}),
        (Stap.AANGEBODEN, {"orgaan": "college van B en W"}),
        (Stap.OPENBAAR, {"adres": "april-2024"}),
    ):
        versies.zet_stap(versie, stap, dag=kalender.vandaag(), door=beleidsadviseur, **velden)
        wegen.append(versies.toestand_van(versie).volgende)

    assert wegen == [Stap.VASTGESTELD, Stap.AANGEBODEN, Stap.OPENBAAR, None]
    rapportage.refresh_from_db()
    assert (rapportage.adres, list(versie.stappen.values_list("stap", "orgaan", "nummer"))) == (
        "april-2024",
        [
            ("ter besluitvorming", "", ""),
            ("vastgesteld", "college van B en W", "Z-24/100"),
            ("aangeboden", "college van B en W", ""),
            ("openbaar", "", ""),
        ],
    )
    assert controleer_gemeente(rapportage.gemeente).fout == ""


@pytest.mark.parametrize("stap", [Stap.TER_BESLUITVORMING, Stap.AANGEBODEN, Stap.OPENBAAR])
def test_steps_go_in_their_order(rapportage: Rapportage, stap: Stap) -> None:
    versie = publiceer(rapportage)

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(versie, stap, dag=kalender.vandaag(), orgaan="college", door=None)

    assert fouten(fout) == {"stap": ["De volgende stap is: vastgesteld."]}


@pytest.mark.parametrize(
    ("velden", "veld", "melding"),
    [
        ({"orgaan": ""}, "orgaan", "Schrijf op wie dit deed."),
        (
            {"dag": date(2099, 1, 1)},
            "dag",
            "Deze dag moet nog komen; kies vandaag of eerder.",
        ),
    ],
)
def test_a_decision_has_a_body_and_a_day(
    rapportage: Rapportage, velden: Any, veld: str, melding: str
) -> None:
    versie = publiceer(rapportage)

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(
            versie,
            Stap.VASTGESTELD,
            **{"dag": kalender.vandaag(), "orgaan": "college", "door": None} | velden,
        )

    assert fouten(fout) == {veld: [melding]}
    assert versie.stappen.count() == 1


def test_a_step_is_not_before_the_one_it_follows(rapportage: Rapportage, klok: Klok) -> None:
    versie = publiceer(rapportage)
    klok.vooruit(timedelta(days=5))
    versies.zet_stap(versie, Stap.VASTGESTELD, dag=MEI.replace(day=6), orgaan="college", door=None)

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(versie, Stap.AANGEBODEN, dag=MEI, orgaan="college", door=None)

    assert fouten(fout) == {"dag": ["De vorige stap was op 6 mei 2024, dus niet eerder."]}


def test_nobody_decides_on_what_is_not_there(rapportage: Rapportage, klok: Klok) -> None:
    versie = publiceer(rapportage)
    klok.vooruit(timedelta(days=5))

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(versie, Stap.VASTGESTELD, dag=APRIL, orgaan="college", door=None)

    assert fouten(fout) == {
        "dag": [
            "Kies een dag vanaf 1 mei 2024: toen ging het rapport voor het eerst ter"
            " besluitvorming."
        ]
    }
    versies.zet_stap(versie, Stap.VASTGESTELD, dag=MEI, orgaan="college", door=None)


def test_what_was_adopted_with_changes_was_adopted_before_they_were_in_it(
    rapportage: Rapportage, klok: Klok
) -> None:
    publiceer(rapportage)
    klok.vooruit(timedelta(days=5))
    tweede = publiceer(rapportage, reden="Het college wilde een andere inleiding.")
    versies.zet_stap(tweede, Stap.VASTGESTELD, dag=MEI, orgaan="college", door=None)

    # But this version went to the raad, and not before it was there.
    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(
            tweede, Stap.AANGEBODEN, dag=MEI.replace(day=5), orgaan="college", door=None
        )

    assert fouten(fout) == {"dag": ["Kies een dag vanaf 6 mei 2024: toen is deze versie bevroren."]}
    versies.zet_stap(tweede, Stap.AANGEBODEN, dag=MEI.replace(day=6), orgaan="college", door=None)


def test_no_step_before_the_files_are_there(rapportage: Rapportage) -> None:
    versie = bevries(rapportage)

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(
            versie, Stap.VASTGESTELD, dag=kalender.vandaag(), orgaan="college", door=None
        )

    assert fouten(fout) == ["De bestanden van deze versie zijn nog niet gemaakt."]


def test_an_older_version_goes_no_further(rapportage: Rapportage) -> None:
    oud = publiceer(rapportage, tot=Stap.VASTGESTELD)
    nieuw = publiceer(rapportage, reden="Een bedrag klopte niet.")

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(oud, Stap.AANGEBODEN, dag=kalender.vandaag(), orgaan="college", door=None)

    assert fouten(fout) == ["Er is een nieuwere versie. Alleen die gaat nog verder."]
    assert [versies.toestand_van(versie).volgende for versie in (oud, nieuw)] == [
        None,
        Stap.VASTGESTELD,
    ]


def test_an_address_that_everybody_knows_stays(rapportage: Rapportage) -> None:
    publiceer(rapportage, tot=Stap.OPENBAAR)
    tweede = publiceer(rapportage, tot=Stap.AANGEBODEN, reden="Een bedrag klopte niet.")

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(tweede, Stap.OPENBAAR, dag=kalender.vandaag(), adres="anders", door=None)
    versies.zet_stap(tweede, Stap.OPENBAAR, dag=kalender.vandaag(), adres="", door=None)

    rapportage.refresh_from_db()
    assert fouten(fout) == {
        "adres": ["Iedereen leest dit rapport al op “april-2024”. Dat adres blijft."]
    }
    assert rapportage.adres == "april-2024"


def test_an_address_of_another_report_is_refused(plan: Any, rapportage: Rapportage) -> None:
    publiceer(rapportage, tot=Stap.OPENBAAR)
    ander = maak_rapportage(plan, peildatum=date(2024, 3, 1))
    versie = publiceer(ander, tot=Stap.AANGEBODEN)

    with pytest.raises(ValidationError, match="Dit adres is al van een ander rapport"):
        versies.zet_stap(
            versie, Stap.OPENBAAR, dag=kalender.vandaag(), adres="april-2024", door=None
        )

    assert versie.stappen.filter(stap=Stap.OPENBAAR).count() == 0


@pytest.mark.parametrize(
    ("adres", "mag"),
    [
        ("voortgangsrapportage-april-2024", True),
        ("april-2024", True),
        ("rapport-per-1-4-2024", True),
        # Of this plan; for there may be two.
        ("plan-jeugd-q1-2024", True),
        ("noortje-zandstra", False),
        ("april-2024-noortje", False),
        ("111222333", False),
        ("1112-2233-3", False),
        ("11-12-22-333", False),
        ("april--2024", False),
        ("april-2024-", False),
    ],
)
def test_an_address_says_which_report_it_is_and_no_more(adres: str, mag: bool) -> None:
    assert mag_adres(adres, "plan-jeugd") is mag


def test_a_name_in_an_address_is_refused_because_it_stays(rapportage: Rapportage) -> None:
    versie = publiceer(rapportage, tot=Stap.AANGEBODEN)

    with pytest.raises(ValidationError) as fout:
        versies.zet_stap(
            versie, Stap.OPENBAAR, dag=kalender.vandaag(), adres="noortje-zandstra", door=None
        )

    assert fouten(fout) == {"adres": [UITLEG]}
    assert versie.stappen.filter(stap=Stap.OPENBAAR).count() == 0


def _mislukte(rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch) -> Rapportversie:
    monkeypatch.setattr(controle, "controleer_pdf", lambda pdf: ["Tabel 1: er is geen kopcel."])
    versie: Rapportversie = bevries(rapportage)
    assert opmaken.maak_op() == "0 gemaakt, 1 mislukt"
    return versie


def test_what_failed_can_be_tried_again(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch, beleidsadviseur: Any
) -> None:
    versie = _mislukte(rapportage, monkeypatch)
    monkeypatch.setattr(controle, "controleer_pdf", lambda pdf: [])

    versies.probeer_opnieuw(versie, door=beleidsadviseur)
    wacht = Opmaak.objects.get()
    opmaken.maak_op()

    assert (wacht.toestand, wacht.fouten) == (OpmaakToestand.WACHT, [])
    assert Opmaak.objects.get().toestand == OpmaakToestand.GEREED
    with pytest.raises(ValidationError) as fout:
        versies.probeer_opnieuw(versie, door=beleidsadviseur)
    assert fouten(fout) == ["Het maken van deze versie is niet mislukt."]


def test_what_failed_leaves_title_and_day_free(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody got it; and as it was it goes to nobody any more."""
    versie = _mislukte(rapportage, monkeypatch)

    wijzig_rapportage(rapportage, {"titel": "Rapport april 2024"}, door=None)

    with pytest.raises(ValidationError) as fout:
        versies.probeer_opnieuw(versie, door=None)
    assert fouten(fout) == [
        "De titel of peildatum van het rapport is daarna veranderd. Bevries een nieuwe versie."
    ]
    assert Opmaak.objects.get().toestand == OpmaakToestand.MISLUKT


def test_an_erratum_that_failed_keeps_title_and_day(
    rapportage: Rapportage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it came in the place of did go out."""
    publiceer(rapportage)
    Opmaak.objects.update(toestand=OpmaakToestand.MISLUKT)

    with pytest.raises(ValidationError, match="liggen vast"):
        wijzig_rapportage(rapportage, {"titel": "Rapport april 2024"}, door=None)


def test_ter_besluitvorming_is_the_day_it_was_frozen(rapportage: Rapportage) -> None:
    versie = publiceer(rapportage)

    assert versie.stappen.get().dag == kalender.dag_van(versie.gemaakt_op)
