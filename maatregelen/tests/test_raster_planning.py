"""The grid of planning: every line of the plan in one table."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.maatregel.planning import (
    meld_mijlpaal_gereed,
    schuif_mijlpaal,
    wijzig_mijlpaal,
)
from maatregelen.models import Mijlpaal
from maatregelen.tests.bewerken import regels
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
)
from maatregelen.tests.rasters import RASTER, WAAROM, kijk_na, leg_vast, velden, wijzig

URL = f"{RASTER}?wat=planning"
Q4 = kalender.Periode(kalender.PeriodeSoort.KWARTAAL, date(2019, 10, 1), date(2019, 12, 31))


@pytest.fixture
def lijn(maatregel: Any) -> Mijlpaal:
    """The one line of 1a: “Afspraken maken”, open, in Q2 2019."""
    return Mijlpaal.objects.get(blad__maatregel=maatregel)


@pytest.fixture
def schrijver(client: Any, beleidsadviseur: Any, lijn: Mijlpaal) -> Any:
    client.force_login(beleidsadviseur)
    return client


def cellen(lijn: Mijlpaal, **waarden: str) -> dict[str, str]:
    return {f"rij{lijn.pk}-{kolom}": waarde for kolom, waarde in waarden.items()}


def fouten(antwoord: Any) -> list[str]:
    return vind(antwoord, "[role=alert] li")


def test_every_line_has_its_row_steps_below_it_and_what_is_the_same_once(schrijver, lijn, plan):
    MijlpaalFactory(blad=lijn.blad, tekst="Bellen", onderdeel_van=lijn, volgorde=5)
    ander = BladFactory(maatregel=lijn.blad.maatregel, cluster=ClusterFactory(plan=plan))
    MijlpaalFactory(blad=ander, zelfde_als=lijn)
    MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="2a")))

    assert vind(schrijver.get(URL), "tbody th b") == [
        "1a, regel 1",
        "1a, regel 1.1",
        "2a, regel 1",
    ]


def test_lines_of_two_measures_are_stored_as_one_act(schrijver, lijn, plan):
    ander = MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="2a")))

    antwoord = wijzig(
        schrijver,
        URL,
        **cellen(lijn, periode="3e kwartaal 2019", tekst="Praten"),
        **cellen(ander, periode="4e kwartaal 2019"),
    )

    assert (antwoord.status_code, antwoord.url) == (303, URL)
    assert [(rij["soort"], rij["reden"]) for rij in regels()] == [
        ("mijlpaal gewijzigd", WAAROM),
        ("planning verschoven", WAAROM),
        ("planning verschoven", WAAROM),
    ]
    lijn.refresh_from_db()
    assert (lijn.van, lijn.letterlijk, lijn.tekst) == (date(2019, 7, 1), "", "Praten")


def test_check_lists_was_and_becomes_and_stores_nothing(schrijver, lijn):
    voor = Mijlpaal.historie.count()

    nagekeken = kijk_na(schrijver, URL, **cellen(lijn, periode="q4 19", toestand="gereed"))

    assert (nagekeken.status_code, Mijlpaal.historie.count()) == (200, voor)
    assert vind(nagekeken, ".nakijktabel tbody tr") == [
        "1a, regel 1 Hulp dichtbij huis Wanneer Q2 2019 Q4 2019",
        "1a, regel 1 Hulp dichtbij huis Toestand open gereed",
    ]


def test_check_says_what_comes_to_be_odd(schrijver, lijn):
    nagekeken = kijk_na(schrijver, URL, **cellen(lijn, periode="2016"))

    assert vind(nagekeken, ".melding--let-op") == [
        "Let op. 1a, “Afspraken maken”: Begint vóór het plan zelf."
    ]


def test_reason_is_asked_on_the_page_that_checks(schrijver, lijn):
    nagekeken = kijk_na(schrijver, URL, **cellen(lijn, periode="q4 19"))

    antwoord = leg_vast(schrijver, URL, nagekeken, reden="")

    assert (antwoord.status_code, fouten(antwoord)) == (
        422,
        ["Waarom verandert het? U verandert de planning. Schrijf op waarom."],
    )
    assert leg_vast(schrijver, URL, antwoord).status_code == 303


def test_back_to_the_table_keeps_what_was_typed(schrijver, lijn):
    nagekeken = kijk_na(schrijver, URL, **cellen(lijn, periode="q4 19"))

    terug = schrijver.post(URL, velden(nagekeken) | {"stap": "terug"})

    assert terug.status_code == 200
    assert (
        velden(terug).items()
        >= (cellen(lijn, periode="q4 19") | {f"was_rij{lijn.pk}-periode": "Q2 2019"}).items()
    )
    assert len(vind(terug, ".cel--anders")) == 1


def test_what_is_wrong_stands_at_its_cell_and_stays_as_typed(schrijver, lijn):
    antwoord = kijk_na(
        schrijver, URL, **cellen(lijn, periode="mei 19", tekst="", gereed_op="1-5-2019")
    )

    assert antwoord.status_code == 422
    assert fouten(antwoord) == [
        "Wanneer, 1a, regel 1: “mei 19” kan mei 2019 of 19 mei zijn. Typ mei 2019, of 19 mei met"
        " het jaar erbij.",
        "Wat, 1a, regel 1: Vul in wat er dan gebeurt of klaar is.",
    ]
    assert kenmerken(antwoord, "[role=alert] a", "href")[0] == f"#id_rij{lijn.pk}-periode"
    assert kenmerken(antwoord, f"#id_rij{lijn.pk}-periode", "aria-describedby") == [
        f"id_rij{lijn.pk}-periode_error"
    ]
    assert velden(antwoord)[f"rij{lijn.pk}-periode"] == "mei 19"


def test_day_without_done_and_day_to_come_are_refused_when_checked(schrijver, lijn):
    ander = MijlpaalFactory(blad=lijn.blad, tekst="Bellen", volgorde=1)

    zonder = kijk_na(schrijver, URL, **cellen(lijn, gereed_op="1-5-2019"))
    later = kijk_na(schrijver, URL, **cellen(ander, toestand="gereed", gereed_op="1-5-2090"))

    assert fouten(zonder) == [
        "Gereed op, 1a, regel 1: U vulde een dag in. Kies bij Toestand ook gereed, of maak de dag"
        " leeg."
    ]
    assert fouten(later) == [
        "Gereed op, 1a, regel 2: Deze dag moet nog komen; kies vandaag of eerder."
    ]


def test_done_without_a_day_is_today_and_asks_no_reason(schrijver, lijn):
    nagekeken = kijk_na(schrijver, URL, **cellen(lijn, toestand="gereed"))

    assert leg_vast(schrijver, URL, nagekeken, reden="").status_code == 303
    lijn.refresh_from_db()
    assert (lijn.toestand, lijn.gereed_op) == ("gereed", kalender.vandaag())


def test_line_that_is_done_can_only_be_opened_again(schrijver, lijn):
    meld_mijlpaal_gereed(lijn, date(2019, 5, 15), door=None)
    antwoord = schrijver.get(URL)
    assert vind(antwoord, ".cel--vast") == ["Q2 2019", "Afspraken maken", "15-05-2019"]

    wijzig(schrijver, URL, **cellen(lijn, toestand="open"))

    lijn.refresh_from_db()
    assert (lijn.toestand, lijn.gereed_op) == ("open", None)


def test_same_cell_changed_by_two_is_shown_side_by_side(schrijver, lijn, voorzitter):
    geopend = velden(schrijver.get(URL)) | cellen(lijn, periode="q3 19")
    schuif_mijlpaal(lijn, Q4, door=voorzitter, reden="De raad vroeg het.")

    antwoord = schrijver.post(URL, geopend)

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["Q4 2019"])
    assert vind(antwoord, ".intussen__kop")[0].startswith("Van voorzitter, ")
    assert schrijver.post(URL, velden(antwoord)).status_code == 200


def test_another_cell_of_the_same_line_is_no_conflict(schrijver, lijn):
    geopend = velden(schrijver.get(URL)) | cellen(lijn, periode="q3 19")
    wijzig_mijlpaal(lijn, {"tekst": "Praten"}, door=None, reden=WAAROM)

    nagekeken = schrijver.post(URL, geopend)

    assert leg_vast(schrijver, URL, nagekeken).status_code == 303
    lijn.refresh_from_db()
    assert (lijn.van, lijn.tekst) == (date(2019, 7, 1), "Praten")


def test_change_between_check_and_store_is_a_conflict(schrijver, lijn):
    nagekeken = kijk_na(schrijver, URL, **cellen(lijn, periode="q3 19"))
    schuif_mijlpaal(lijn, Q4, door=None, reden="De raad vroeg het.")

    antwoord = leg_vast(schrijver, URL, nagekeken)

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["Q4 2019"])


def test_line_that_was_done_meanwhile_is_said_with_what_she_typed(schrijver, lijn):
    geopend = velden(schrijver.get(URL)) | cellen(lijn, periode="q3 19")
    meld_mijlpaal_gereed(lijn, date(2019, 5, 15), door=None)

    assert fouten(schrijver.post(URL, geopend)) == [
        "1a, regel 1, Wanneer: dit is intussen anders en verandert hier niet meer. Er staat nu:"
        " Q2 2019. U typte: q3 19."
    ]


def test_period_that_the_plan_wrote_in_words_stays_when_left_alone(schrijver, lijn):
    zonder_jaar = {"periode_soort": "zonder_jaar", "van": None, "tot_en_met": None}
    ander = MijlpaalFactory(blad=lijn.blad, letterlijk="in  Q4", volgorde=1, **zonder_jaar)

    antwoord = wijzig(schrijver, URL, **cellen(ander, tekst="Praten"))

    ander.refresh_from_db()
    assert (antwoord.status_code, ander.letterlijk, ander.tekst) == (303, "in  Q4", "Praten")
