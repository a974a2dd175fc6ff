"""The agenda of a round on screen: the order with its reasons, and what people make of it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde import agenda, agendapunten
from maatregelen.domain.ronde.rondes import bereid_voor, open_ronde, sluit_ronde
from maatregelen.models import Agendapunt, Ronde
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import MaatregelFactory, maak_stand

MAART = date(2024, 3, 1)


@pytest.fixture
def leider(client: Any, projectgroep: Any) -> Any:
    """A client of somebody who leads rounds."""
    client.force_login(projectgroep)
    return client


@pytest.fixture
def ronde(plan: Any) -> Ronde:
    """A round with 1a and 1b red, 1c silent and 1d green."""
    ronde = open_ronde(plan, MAART, door=None)
    for volgorde, (code, tijd) in enumerate(
        [("1a", "rood"), ("1b", "rood"), ("1c", ""), ("1d", "groen")]
    ):
        maatregel = MaatregelFactory(plan=plan, code=code, volgorde=volgorde, titel=f"Titel {code}")
        if tijd:
            maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd=tijd)
    return ronde


@pytest.fixture
def bereid(ronde: Ronde) -> Ronde:
    return bereid_voor(ronde, door=None)


def adres(ronde: Ronde, staart: str = "") -> str:
    return f"/waterstad/plan-jeugd/rondes/{ronde.pk}/agenda/{staart}"


def punt(ronde: Ronde, code: str) -> Agendapunt:
    return ronde.agendapunten.get(maatregel__code=code)


def koppen(antwoord: Any) -> list[str]:
    return [kop.split(" ", 1)[-1] for kop in vind(antwoord, ".agendapunt h3 a")]


def codes(ronde: Ronde) -> list[str]:
    punten = ronde.agendapunten.filter(vervallen=False).order_by("behandeling", "volgorde")
    return [rij.maatregel.code if rij.maatregel else rij.onderwerp for rij in punten]


def doe(client: Any, ronde: Ronde, doe: str, code: str, **ook: Any) -> Any:
    return client.post(adres(ronde), {"doe": doe, "punt": punt(ronde, code).pk} | ook, follow=True)


def test_an_open_round_shows_the_agenda_as_it_would_be(leider: Any, ronde: Ronde) -> None:
    antwoord = leider.get(adres(ronde))

    assert vind(antwoord, ".agendapunt h3 a") == [
        "1a Titel 1a",
        "1b Titel 1b",
        "1c Titel 1c",
        "1d Titel 1d",
    ]
    assert vind(antwoord, ".agendapunt__redenen li") == [
        "Het licht is rood, door tijd.",
        "Het licht is rood, door tijd.",
        "Er is nog nooit een stand vastgelegd.",
    ]
    assert vind(antwoord, ".agendapunt button") == []
    assert Agendapunt.objects.count() == 0


def test_who_may_lead_lays_it_down_and_then_moves_items(leider: Any, ronde: Ronde) -> None:
    antwoord = leider.post(adres(ronde), {"doe": "opstellen"}, follow=True)

    ronde.refresh_from_db()
    assert (ronde.toestand, codes(ronde)) == ("voorbereid", ["1a", "1b", "1c", "1d"])
    antwoord = doe(leider, ronde, "omlaag", "1a")
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. 1a staat op plaats 2 van 3."]
    assert codes(ronde) == ["1b", "1a", "1c", "1d"]
    assert regel()["soort"] == "agendapunt verplaatst"
    assert (regel()["voor"], regel()["na"]) == ({"plaats": 1}, {"plaats": 2})


def test_at_the_end_of_a_list_an_item_stays(leider: Any, bereid: Ronde) -> None:
    regels = Gebeurtenis.objects.count()

    antwoord = doe(leider, bereid, "omhoog", "1a")

    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. 1a staat op plaats 1 van 3."]
    assert Gebeurtenis.objects.count() == regels


def test_an_item_is_dragged_before_another_or_to_the_end(leider: Any, bereid: Ronde) -> None:
    doe(leider, bereid, "voor", "1c", voor=punt(bereid, "1a").pk)
    assert codes(bereid) == ["1c", "1a", "1b", "1d"]

    doe(leider, bereid, "voor", "1c", voor="")
    assert codes(bereid) == ["1a", "1b", "1c", "1d"]


def test_two_people_who_move_items_lose_nothing(bereid: Ronde) -> None:
    """Both saw the agenda as it was; each says where one item goes beside another."""
    eerste, tweede = punt(bereid, "1c"), punt(bereid, "1b")

    agendapunten.zet_voor(eerste, punt(bereid, "1a"), door=None)
    agendapunten.verschuif(tweede, 1, door=None)

    assert codes(bereid) == ["1c", "1a", "1b", "1d"]


def test_what_is_discussed_becomes_a_hamerstuk_and_back(leider: Any, bereid: Ronde) -> None:
    antwoord = doe(leider, bereid, "hamerstuk", "1a")
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. 1a is een hamerstuk."]
    assert codes(bereid) == ["1b", "1c", "1a", "1d"]

    antwoord = doe(leider, bereid, "bespreken", "1a")
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. 1a wordt besproken."]
    assert codes(bereid) == ["1a", "1b", "1c", "1d"]


def test_an_item_of_ones_own_comes_at_the_end(leider: Any, bereid: Ronde) -> None:
    antwoord = leider.post(adres(bereid, "nieuw/"), {"onderwerp": "Rondvraag", "notitie": "Kort."})

    nieuw = bereid.agendapunten.get(maatregel=None)
    assert antwoord.headers["Location"] == f"{adres(bereid)}#punt-{nieuw.pk}"
    antwoord = leider.get(adres(bereid))
    assert vind(antwoord, f"#punt-{nieuw.pk} h3, #punt-{nieuw.pk} .tekst") == [
        "Rondvraag eigen punt",
        "Kort.",
    ]
    assert codes(bereid) == ["1a", "1b", "1c", "Rondvraag", "1d"]


def test_an_item_asks_a_subject(leider: Any, bereid: Ronde) -> None:
    antwoord = leider.post(adres(bereid, "nieuw/"), {"onderwerp": ""})

    assert antwoord.status_code == 422
    assert vind(antwoord, ".veld__melding") == ["Fout: Schrijf op waar het over gaat."]


def test_an_item_is_taken_off_with_a_reason_and_put_back(leider: Any, bereid: Ronde) -> None:
    van = punt(bereid, "1b")
    antwoord = leider.post(adres(bereid, f"{van.pk}/"), {"reden": ""})
    assert antwoord.status_code == 422
    assert vind(antwoord, ".veld__melding") == ["Fout: Schrijf op waarom u dit punt eraf haalt."]

    antwoord = leider.post(adres(bereid, f"{van.pk}/"), {"reden": "Volgende keer."}, follow=True)

    assert codes(bereid) == ["1a", "1c", "1d"]
    assert vind(antwoord, f"#punt-{van.pk} p") == ["Volgende keer."]
    assert regel()["reden"] == "Volgende keer."
    doe(leider, bereid, "terug", "1b")
    assert codes(bereid) == ["1a", "1b", "1c", "1d"]
    assert [reden["soort"] for reden in punt(bereid, "1b").redenen] == ["rood"]


def bewerk(client: Any, ronde: Ronde, code: str, notitie: str, was: str = "") -> Any:
    gegeven = {"behandeling": "bespreken", "was_behandeling": "bespreken"}
    gegeven |= {"notitie": notitie, "was_notitie": was}
    return client.post(adres(ronde, f"{punt(ronde, code).pk}/"), gegeven)


def test_a_note_is_written_and_shown(leider: Any, bereid: Ronde) -> None:
    assert bewerk(leider, bereid, "1a", "Eerst de controller.").status_code == 302

    assert vind(leider.get(adres(bereid)), ".agendapunt__notitie .tekst") == [
        "Eerst de controller."
    ]


def test_two_notes_at_once_stand_beside_each_other(leider: Any, bereid: Ronde) -> None:
    bewerk(leider, bereid, "1a", "Van de eerste.")

    antwoord = bewerk(leider, bereid, "1a", "Van de tweede.")

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["Van de eerste."]
    assert vind(antwoord, "textarea") == ["Van de tweede."]
    assert punt(bereid, "1a").notitie == "Van de eerste."


def test_the_subject_of_a_measure_is_no_field(leider: Any, bereid: Ronde) -> None:
    antwoord = leider.get(adres(bereid, f"{punt(bereid, '1a').pk}/"))

    assert "onderwerp" not in kenmerken(antwoord, "main input", "name")


def test_a_note_refuses_a_client_number(leider: Any, bereid: Ronde) -> None:
    antwoord = bewerk(leider, bereid, "1a", "Over 123456782.")

    assert antwoord.status_code == 422
    assert punt(bereid, "1a").notitie == ""


def test_who_may_not_lead_reads_and_finds_no_buttons(
    client: Any, controller: Any, bereid: Ronde
) -> None:
    client.force_login(controller)

    antwoord = client.get(adres(bereid))

    assert len(vind(antwoord, ".agendapunt")) == 4
    assert vind(antwoord, "main button, main .knop") == []
    assert client.post(adres(bereid), {"doe": "opstellen"}).status_code == 403


def test_something_else_than_a_button_changes_nothing(leider: Any, bereid: Ronde) -> None:
    for gegeven in ({"doe": "gooi weg"}, {"doe": "voor", "voor": "9" * 30}):
        antwoord = leider.post(
            adres(bereid), gegeven | {"punt": punt(bereid, "1a").pk}, follow=True
        )
    assert antwoord.status_code == 200
    assert leider.post(adres(bereid), {"doe": "omhoog", "punt": "x"}).status_code == 404


def test_of_what_was_taken_off_the_place_cannot_be_changed(bereid: Ronde) -> None:
    van = agendapunten.haal_eraf(punt(bereid, "1b"), door=None, reden="Later.")

    with geweigerd("", "Dit punt is van de agenda. Zet het eerst terug."):
        agendapunten.verschuif(van, 1, door=None)
    with geweigerd("", "De agenda is intussen veranderd. Kijk nog eens."):
        agendapunten.zet_voor(punt(bereid, "1a"), van, door=None)
    with geweigerd("", "Dit punt is al van de agenda."):
        agendapunten.haal_eraf(van, door=None, reden="Nog eens.")


def test_the_order_of_the_rules_is_put_back_with_a_button(leider: Any, bereid: Ronde) -> None:
    knop = "[value=herstellen]"
    assert vind(leider.get(adres(bereid)), knop) == []
    antwoord = doe(leider, bereid, "omlaag", "1a")
    assert vind(antwoord, knop) == ["Volgorde van de regels herstellen"]

    antwoord = leider.post(adres(bereid), {"doe": "herstellen"}, follow=True)

    assert vind(antwoord, ".melding--gelukt") == [
        "Gelukt. De punten staan weer in de volgorde van de regels."
    ]
    assert codes(bereid) == ["1a", "1b", "1c", "1d"]
    assert vind(antwoord, knop) == []


def test_hamerstukken_are_folded_until_somebody_handles_one(leider: Any, bereid: Ronde) -> None:
    antwoord = leider.get(adres(bereid))
    assert vind(antwoord, "#hamerstukken > summary") == ["1 hamerstuk: 1d"]
    assert kenmerken(antwoord, "#hamerstukken", "open") == [None]

    antwoord = doe(leider, bereid, "hamerstuk", "1a")

    assert kenmerken(antwoord, "#hamerstukken", "open") == [""]


def test_who_was_writing_when_the_round_closed_gets_her_words_back(
    leider: Any, bereid: Ronde
) -> None:
    hier = adres(bereid, "nieuw/")
    sluit_ronde(bereid, door=None, overige="overgenomen")

    antwoord = leider.post(hier, {"onderwerp": "Rondvraag", "notitie": "Kort."})

    assert antwoord.status_code == 409
    assert vind(antwoord, "main li.tekst") == ["Rondvraag", "Kort."]


def test_the_number_of_queries_does_not_grow(leider: Any, plan: Any) -> None:
    def geteld() -> int:
        with CaptureQueriesContext(connection) as vragen:
            leider.get(adres(ronde))
        return len(vragen)

    MaatregelFactory(plan=plan, compleet=True)
    ronde = bereid_voor(open_ronde(plan, MAART, door=None), door=None)
    geteld()
    een = geteld()
    for _ in range(2):
        MaatregelFactory(plan=plan, compleet=True)
    agenda.leg_vast(ronde, door=None)
    assert ronde.agendapunten.count() == 3

    assert geteld() == een
