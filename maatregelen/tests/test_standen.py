"""The one way to change a light."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from jeugdhulp import kalender, logboek
from jeugdhulp.clientnummer import WEIGERING
from jeugdhulp.controle import controleer_keten
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.stand import standen
from maatregelen.domain.stand.standen import Standgegevens, laatste_stand, leg_stand_vast
from maatregelen.models import Maatregel, Stand
from maatregelen.models.stand import TEKSTVELDEN
from maatregelen.tests.factories import UITLEG, MaatregelFactory, maak_stand

DAG = date(2024, 3, 1)
GROEN = {"tijd": "groen", "geld": "groen", "resultaat": "groen"}


@pytest.fixture
def maatregel(plan: Any) -> Maatregel:
    """1a of Waterstad, without a stand."""
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


def gegevens(**anders: Any) -> Standgegevens:
    velden = {"peildatum": DAG, "fase": "in uitvoering", "tekst": "Loopt."} | GROEN
    return Standgegevens(**(velden | anders))


def fouten_van(maatregel: Maatregel, reden: str = "", **anders: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as fout:
        leg_stand_vast(maatregel, gegevens(**anders), door=None, reden=reden)
    return fout.value.message_dict


def sporen(maatregel: Maatregel) -> tuple[int, int, int]:
    """Standen, history rows and lines of a measure."""
    regels = Gebeurtenis.objects.filter(onderwerp_soort="maatregelen.maatregel")
    return maatregel.standen.count(), maatregel.historie.count(), regels.count()


def test_a_stand_leaves_a_line_and_a_history_row_in_one_act(maatregel: Maatregel) -> None:
    door = GebruikerFactory()
    maak_stand(maatregel, peildatum=date(2024, 1, 1), fase="gepland")

    stand = maak_stand(
        maatregel, door=door, peildatum=DAG, tijd="rood", reden="de offerte is te laat"
    )

    regel = Gebeurtenis.objects.latest("volgnummer")
    versie = maatregel.historie.latest()
    inhoud = regel.gegevens
    assert len(inhoud.pop("teksten")) == 64
    assert inhoud == {
        "onderwerp": "1a Hulp dichtbij",
        "voor": {"fase": "gepland", "totaal": "groen", "tijd": "groen"} | dict.fromkeys(UITLEG, ""),
        "na": {"fase": "in uitvoering", "totaal": "rood", "tijd": "rood"} | UITLEG,
        "reden": "de offerte is te laat",
        "kanaal": "scherm",
        "stand": stand.pk,
        "peildatum": "2024-03-01",
        "bron": "",
    }
    assert (regel.soort, regel.onderwerp_id, regel.door) == ("stand vastgelegd", maatregel.pk, door)
    assert (versie.handeling, versie.history_user) == (regel.handeling, door)
    assert (versie.fase, versie.history_change_reason) == ("in uitvoering", "de offerte is te laat")
    assert (stand.door, stand.totaal) == (door, "rood")


def test_the_first_stand_has_nothing_before_it(maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=DAG)

    regel = Gebeurtenis.objects.latest("volgnummer").gegevens
    assert regel["voor"] == {}
    assert (
        regel["na"]
        == {
            "fase": "in uitvoering",
            "tekst": "Het loopt zoals gepland.",
            "totaal": "groen",
        }
        | GROEN
    )


def test_every_stand_makes_its_three_rows(maatregel: Maatregel) -> None:
    """Also when nothing differs from the one before."""
    begin = sporen(maatregel)

    maak_stand(maatregel)
    maak_stand(maatregel)

    assert sporen(maatregel) == tuple(aantal + 2 for aantal in begin)
    assert controleer_keten(maatregel.plan.gemeente).fout == ""


def test_the_total_is_the_worst_light(maatregel: Maatregel) -> None:
    stand = maak_stand(maatregel, tijd="oranje", geld="grijs")

    assert (stand.totaal, stand.tijd, stand.geld, stand.resultaat) == (
        "oranje",
        "oranje",
        "grijs",
        "groen",
    )


def test_what_has_ended_keeps_no_light(maatregel: Maatregel) -> None:
    stand = maak_stand(maatregel, fase="afgerond", tijd="groen")

    assert (stand.totaal, stand.tijd, stand.geld, stand.resultaat) == ("", "", "", "")


def test_the_phase_follows_the_stand(maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=DAG, fase="uitgesteld")

    maatregel.refresh_from_db()
    assert maatregel.fase == "uitgesteld"


def test_an_earlier_peildatum_does_not_change_the_phase(maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=DAG, fase="uitgesteld")

    maak_stand(maatregel, peildatum=DAG - timedelta(days=1), fase="gepland")

    maatregel.refresh_from_db()
    assert maatregel.fase == "uitgesteld"


def test_a_second_stand_on_one_day_wins(maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=DAG, fase="gepland")
    tweede = maak_stand(maatregel, peildatum=DAG, fase="doorlopend")

    maatregel.refresh_from_db()
    assert (laatste_stand(maatregel, DAG), maatregel.fase) == (tweede, "doorlopend")


def test_the_last_stand_up_to_a_day(maatregel: Maatregel) -> None:
    eerste = maak_stand(maatregel, peildatum=DAG)
    laatste = maak_stand(maatregel, peildatum=date(2024, 5, 1))

    assert laatste_stand(maatregel, date(2024, 2, 29)) is None
    assert laatste_stand(maatregel, date(2024, 4, 30)) == eerste
    assert laatste_stand(maatregel, date(2024, 5, 1)) == laatste


def test_an_earlier_stand_is_compared_with_what_was_before_it(maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=date(2024, 1, 1), tijd="rood")
    maak_stand(maatregel, peildatum=date(2024, 6, 1))

    assert sorted(fouten_van(maatregel)) == ["reden"]


def test_orange_without_explanation_is_refused_and_leaves_nothing(maatregel: Maatregel) -> None:
    begin = sporen(maatregel)

    fouten = fouten_van(maatregel, tijd="oranje", fase="doorlopend", oorzaak="x")

    maatregel.refresh_from_db()
    assert sorted(fouten) == ["bijsturing", "gevolg"]
    assert (sporen(maatregel), maatregel.fase) == (begin, "gepland")


def test_a_change_without_reason_is_refused(maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=DAG, tijd="rood")

    assert sorted(fouten_van(maatregel)) == ["reden"]


def test_a_day_to_come_is_refused(maatregel: Maatregel) -> None:
    morgen = kalender.vandaag() + timedelta(days=1)

    assert fouten_van(maatregel, peildatum=morgen) == {
        "peildatum": ["Deze dag moet nog komen; kies vandaag of eerder."]
    }


@pytest.mark.parametrize("veld", TEKSTVELDEN)
def test_a_client_number_is_refused_in_every_text(maatregel: Maatregel, veld: str) -> None:
    assert fouten_van(maatregel, **{veld: "kind 123456782"}) == {veld: [WEIGERING]}


def test_a_client_number_is_refused_in_the_reason(maatregel: Maatregel) -> None:
    assert fouten_van(maatregel, reden="om 123456782") == {"reden": [WEIGERING]}


def test_a_phase_or_light_that_does_not_exist_is_refused(maatregel: Maatregel) -> None:
    assert sorted(fouten_van(maatregel, fase="zomaar")) == ["fase"]
    assert sorted(fouten_van(maatregel, tijd="paars", totaal="groen")) == ["tijd"]


def test_an_act_that_fails_late_leaves_nothing(maatregel: Maatregel) -> None:
    begin = sporen(maatregel)

    def en_dan_mis() -> None:
        with logboek.handeling(door=None):
            maak_stand(maatregel, fase="doorlopend")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        en_dan_mis()

    maatregel.refresh_from_db()
    assert (sporen(maatregel), maatregel.fase) == (begin, "gepland")


def test_a_stand_from_a_document_counts_as_confirmed(maatregel: Maatregel) -> None:
    stand = maak_stand(maatregel, bron="Plan van Aanpak")
    maak_stand(maatregel)

    assert list(Stand.objects.bevestigd()) == [stand]


def test_a_stand_is_not_made_for_a_round_of_another_plan_or_a_closed_one(
    maatregel: Maatregel,
) -> None:
    gesloten = sluit_ronde(
        open_ronde(maatregel.plan, DAG, door=None), door=None, overige="overgenomen"
    )
    elders = open_ronde(MaatregelFactory().plan, DAG, door=None)

    for ronde in (gesloten, elders):
        with pytest.raises(ValidationError, match="gesloten, of hoort bij een ander plan"):
            leg_stand_vast(maatregel, gegevens(), door=None, ronde=ronde)

    assert maatregel.standen.count() == 0


def test_a_stand_for_a_round_takes_its_peildatum(maatregel: Maatregel) -> None:
    ronde = open_ronde(maatregel.plan, DAG, door=None)

    with pytest.raises(ValidationError):
        leg_stand_vast(maatregel, gegevens(peildatum=date(2024, 2, 1)), door=None, ronde=ronde)


# Each row breaks one named constraint of the database, with the domain function passed by.
LEEG = dict.fromkeys(("tijd", "geld", "resultaat", "totaal"), "")
HEEL = GROEN | {"totaal": "groen", "fase": "in uitvoering", "tekst": "Loopt."}
BREUKEN = [
    ("fase", {"fase": "zomaar"}),
    ("lichten", {"totaal": ""}),
    ("lichten", {"tijd": "", "geld": "", "resultaat": ""}),
    ("totaal", {"tijd": "paars", "geld": "", "resultaat": ""}),
    ("lichten", LEEG),
    ("lichten", {"fase": "afgerond"}),
    ("lichten", {"fase": "gestopt"} | LEEG | {"tijd": "groen"}),
    ("tekst", {"tekst": ""}),
    ("uitleg", {"tijd": "rood", "totaal": "rood"}),
    ("uitleg", {"geld": "oranje", "totaal": "oranje"} | UITLEG | {"oorzaak": ""}),
    ("uitleg", {"resultaat": "rood", "totaal": "rood"} | UITLEG | {"gevolg": ""}),
    ("uitleg", {"totaal": "rood", "afwijking_reden": "x"} | UITLEG | {"bijsturing": ""}),
    ("grijs", {"geld": "grijs"}),
    ("grijs", {"totaal": "grijs", "afwijking_reden": "x"}),
    ("argument", {"berekend_tijd": "oranje"}),
    ("argument", {"berekend_totaal": "rood"}),
    ("argument", {"geld": "grijs", "grijs_reden": "x", "berekend_geld": "oranje"}),
    ("argument", {"tijd": "oranje", "totaal": "oranje", "berekend_tijd": "rood"} | UITLEG),
    ("totaal", {"totaal": "grijs", "grijs_reden": "x"}),
    ("totaal", {"tijd": "rood"} | UITLEG),
    ("totaal", {"tijd": "rood", "geld": "oranje", "totaal": "oranje"} | UITLEG),
    ("totaal", {"tijd": "grijs", "geld": "grijs", "resultaat": "grijs", "grijs_reden": "x"}),
]


@pytest.mark.parametrize(("naam", "anders"), BREUKEN)
def test_the_database_refuses_too(maatregel: Maatregel, naam: str, anders: dict[str, str]) -> None:
    stand = Stand(maatregel=maatregel, peildatum=DAG, gemaakt_op=kalender.nu(), **(HEEL | anders))

    with (
        pytest.raises(IntegrityError, match=f"maatregelen_stand_{naam}\\b"),
        transaction.atomic(),
    ):
        stand.save(force_insert=True)


@pytest.mark.parametrize(
    "anders",
    [
        {},
        {"tijd": "rood", "totaal": "rood"} | UITLEG,
        {"tijd": "rood", "totaal": "oranje", "afwijking_reden": "x"} | UITLEG,
        {"geld": "grijs", "grijs_reden": "x"},
        dict.fromkeys((*GROEN, "totaal"), "grijs") | {"grijs_reden": "x"},
        {"fase": "vervallen"} | LEEG,
    ],
)
def test_the_database_takes_what_is_whole(maatregel: Maatregel, anders: dict[str, str]) -> None:
    stand = Stand(maatregel=maatregel, peildatum=DAG, gemaakt_op=kalender.nu(), **(HEEL | anders))

    stand.save(force_insert=True)

    assert list(maatregel.standen.all()) == [stand]


def test_the_database_refuses_what_the_rules_let_through_in_words(
    maatregel: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standen, "wat_ontbreekt", lambda *args, **kwargs: {})
    lichten = {"tijd": "rood", "geld": "groen", "resultaat": "groen"}
    gegevens = Standgegevens(kalender.vandaag(), "in uitvoering", "Het loopt.", **lichten)

    with pytest.raises(ValidationError) as geweigerd:
        leg_stand_vast(maatregel, gegevens, door=None, reden="voor de test")

    assert geweigerd.value.messages == [
        "Bij oranje en rood zijn oorzaak, gevolg en bijsturing verplicht."
    ]
    assert not maatregel.standen.exists()
