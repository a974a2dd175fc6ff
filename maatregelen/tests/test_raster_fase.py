"""The grid of phase and trekker: what a cell may do, and what it sends on to another page."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.maatregel.betrokkenen import wijs_aan
from maatregelen.domain.rasters.raster_fase import zet_trekker
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Betrokkenheid, Maatregel, Stand
from maatregelen.tests.bewerken import regels
from maatregelen.tests.factories import (
    UITLEG,
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    maak_stand,
)
from maatregelen.tests.rasters import RASTER, WAAROM, kijk_na, leg_vast, velden, wijzig

VANDAAG = kalender.vandaag()


@pytest.fixture
def schrijver(client: Any, beleidsadviseur: Any, maatregel: Maatregel) -> Any:
    client.force_login(beleidsadviseur)
    return client


def cel(maatregel: Maatregel, kolom: str) -> str:
    return f"rij{maatregel.pk}-{kolom}"


def fouten(antwoord: Any) -> list[str]:
    return vind(antwoord, "[role=alert] li")


def test_phase_is_set_by_a_stand_that_keeps_the_lights_and_says_why(schrijver, maatregel):
    maak_stand(maatregel, tijd="oranje", **UITLEG)

    antwoord = wijzig(schrijver, RASTER, **{cel(maatregel, "fase"): "doorlopend"})

    assert (antwoord.status_code, antwoord.url) == (303, RASTER)
    stand = maatregel.standen.first()
    assert (stand.fase, stand.tijd, stand.totaal, stand.oorzaak) == (
        "doorlopend",
        "oranje",
        "oranje",
        UITLEG["oorzaak"],
    )
    eerste = f"De fase is nu: doorlopend (was: in uitvoering). {WAAROM}"
    assert stand.tekst.split("\n\n")[0] == eerste
    maatregel.refresh_from_db()
    assert maatregel.fase == "doorlopend"


def test_check_says_which_lights_stay(schrijver, maatregel):
    nagekeken = kijk_na(schrijver, RASTER, **{cel(maatregel, "fase"): "doorlopend"})

    dag = kalender.datum_voluit(maatregel.standen.first().peildatum)
    assert vind(nagekeken, "tbody .veld__hulp") == [
        f"De lichten blijven zoals op {dag}: totaal groen, tijd groen, geld groen, resultaat"
        " groen. U zegt dat dit nog klopt."
    ]


def test_stand_is_made_for_the_open_round(schrijver, maatregel, plan):
    ronde = open_ronde(plan, VANDAAG, door=None)

    wijzig(schrijver, RASTER, **{cel(maatregel, "fase"): "doorlopend"})

    assert maatregel.standen.first().ronde == ronde


@pytest.mark.parametrize("fase", ["gestopt", "vervallen"])
def test_measure_that_ends_needs_no_lights(schrijver, plan, fase):
    kaal = MaatregelFactory(plan=plan, code="2a")

    antwoord = wijzig(schrijver, RASTER, **{cel(kaal, "fase"): fase})

    assert antwoord.status_code == 303
    kaal.refresh_from_db()
    assert (kaal.fase, kaal.standen.get().totaal) == (fase, "")


def _zonder_stand(maatregel: Maatregel) -> Maatregel:
    return MaatregelFactory(plan=maatregel.plan, code="2a")


def _uit_document(maatregel: Maatregel) -> Maatregel:
    maak_stand(maatregel, bron="Voortgangsrapportage")
    return maatregel


def _beeindigd(maatregel: Maatregel) -> Maatregel:
    maak_stand(maatregel, fase="gestopt", tijd="", geld="", resultaat="", reden="Klaar.")
    return maatregel


def _beter_dan_de_regels(maatregel: Maatregel) -> Maatregel:
    """Groen before its step was late, so without an argument."""
    rij = MaatregelFactory(plan=maatregel.plan, code="2b")
    MijlpaalFactory(blad=BladFactory(maatregel=rij))
    maak_stand(rij, peildatum=date(2019, 3, 1))
    return rij


@pytest.mark.parametrize(
    ("begin", "fase", "waarom"),
    [
        (lambda rij: rij, "uitgesteld", "Bij uitgesteld horen een reden en een voorwaarde."),
        (lambda rij: rij, "afgerond", "Er staat nog 1 stap open."),
        (_zonder_stand, "in uitvoering", "Er is nog geen stand."),
        (_uit_document, "doorlopend", "De laatste stand komt uit Voortgangsrapportage."),
        (_beter_dan_de_regels, "doorlopend", "Een licht is nu beter dan de regels zeggen."),
        (_beeindigd, "in uitvoering", "Een maatregel die gestopt is, heeft geen lichten."),
    ],
)
def test_phase_that_asks_more_leads_to_the_stand(schrijver, maatregel, begin, fase, waarom):
    rij = begin(maatregel)
    voor = Stand.objects.count()

    antwoord = kijk_na(schrijver, RASTER, **{cel(rij, "fase"): fase})

    assert (antwoord.status_code, Stand.objects.count()) == (422, voor)
    assert fouten(antwoord)[0].startswith(f"Fase, {rij.code}: {waarom}")
    adres = f"/waterstad/plan-jeugd/maatregelen/{rij.code}/stand/"
    assert kenmerken(antwoord, ".cel .veld__melding a", "href") == [adres]
    assert velden(antwoord)[cel(rij, "fase")] == fase


def test_stand_of_a_later_day_is_not_passed_by(schrijver, maatregel, plan):
    open_ronde(plan, date(2024, 3, 1), door=None)

    antwoord = kijk_na(schrijver, RASTER, **{cel(maatregel, "fase"): "doorlopend"})

    assert fouten(antwoord)[0].startswith("Fase, 1a: Er is al een stand van een latere dag")


def test_stand_that_came_after_the_check_is_said_and_nothing_is_stored(schrijver, maatregel):
    """She said of other lights that they still hold."""
    nagekeken = kijk_na(schrijver, RASTER, **{cel(maatregel, "fase"): "doorlopend"})
    maak_stand(maatregel, tijd="oranje", reden="Te laat.", **UITLEG)
    voor = Stand.objects.count()

    antwoord = leg_vast(schrijver, RASTER, nagekeken)

    assert (antwoord.status_code, Stand.objects.count()) == (422, voor)
    assert fouten(antwoord)[0].startswith("Fase, 1a: Terwijl u schreef, heeft het systeem op")


def test_same_phase_changed_by_two_is_shown_side_by_side(schrijver, maatregel):
    geopend = velden(schrijver.get(RASTER)) | {cel(maatregel, "fase"): "doorlopend"}
    maak_stand(maatregel, fase="in voorbereiding", reden="Toch nog niet.")

    antwoord = schrijver.post(RASTER, geopend)

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["in voorbereiding"])
    assert schrijver.post(RASTER, velden(antwoord)).status_code == 200


def test_trekker_is_succeeded_from_today(schrijver, maatregel, gemeente):
    eerste = maatregel.betrokkenheden.get().naam
    PersoonFactory(gemeente=gemeente, naam="Anna Bos", ook_geschreven_als=["A. Bos"])

    wijzig(schrijver, RASTER, **{cel(maatregel, "trekker"): "a. bos"})

    rijen = maatregel.betrokkenheden.order_by("pk")
    assert [(rij.naam, rij.van, rij.tot_en_met) for rij in rijen] == [
        (eerste, None, VANDAAG - timedelta(days=1)),
        ("Anna Bos", VANDAAG, None),
    ]
    assert [rij["soort"] for rij in regels()] == [
        "betrokkenheid beëindigd",
        "betrokkene aangewezen",
    ]


def test_vacancy_is_a_name_and_no_trekker_is_empty(schrijver, maatregel, gemeente, plan):
    PersoonFactory(gemeente=gemeente, naam="Vacature", soort="vacature")
    kaal = MaatregelFactory(plan=plan, code="2a")

    wijzig(
        schrijver,
        RASTER,
        **{cel(kaal, "trekker"): "Vacature", cel(maatregel, "trekker"): ""},
    )

    assert kaal.betrokkenheden.get().naam == "Vacature"
    assert maatregel.betrokkenheden.get().tot_en_met == VANDAAG - timedelta(days=1)


@pytest.mark.parametrize(
    ("getypt", "melding"),
    [
        ("Bos", "“Bos” staat niet in de lijst. Bedoelt u Anna Bos of Piet Bos?"),
        ("Ana Bos", "“Ana Bos” staat niet in de lijst. Bedoelt u Anna Bos of Piet Bos?"),
        ("Kim", "“Kim” staat niet in de lijst. Voeg de naam toe op een blad."),
        ("P.B.", "“P.B.” past bij Paul Bakker (persoon) en Piet Bos (persoon). Kies op het blad"),
    ],
)
def test_name_that_is_not_one_is_refused_with_who_may_be_meant(
    schrijver, maatregel, gemeente, getypt, melding
):
    PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    PersoonFactory(gemeente=gemeente, naam="Piet Bos", ook_geschreven_als=["P.B."])
    PersoonFactory(gemeente=gemeente, naam="Paul Bakker", ook_geschreven_als=["P.B."])

    antwoord = kijk_na(schrijver, RASTER, **{cel(maatregel, "trekker"): getypt})

    assert antwoord.status_code == 422
    assert fouten(antwoord)[0].startswith(f"Trekker, 1a: {melding}")
    assert velden(antwoord)[cel(maatregel, "trekker")] == getypt


def test_more_than_one_name_is_shown_and_leads_to_the_sheet(schrijver, maatregel, gemeente):
    eerste = maatregel.betrokkenheden.get().naam
    BetrokkenheidFactory(
        maatregel=maatregel, persoon=PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    )

    antwoord = schrijver.get(RASTER)

    assert vind(antwoord, ".cel--vast") == [f"{eerste}, Anna Bos Wie doet wat bij 1a"]
    assert cel(maatregel, "trekker") not in velden(antwoord)


def test_a_or_b_is_shown_as_undecided(schrijver, maatregel, gemeente):
    eerste = maatregel.betrokkenheden.get().naam
    BetrokkenheidFactory(
        maatregel=maatregel,
        persoon=PersoonFactory(gemeente=gemeente, naam="Anna Bos"),
        onbeslist=True,
    )

    assert vind(schrijver.get(RASTER), ".cel--vast") == [
        f"{eerste} of Anna Bos: nog niet besloten Wie doet wat bij 1a"
    ]


def test_trekker_who_came_in_another_way_meanwhile_is_a_conflict(schrijver, maatregel, gemeente):
    anna = PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    PersoonFactory(gemeente=gemeente, naam="Piet Bos")
    geopend = velden(schrijver.get(RASTER)) | {cel(maatregel, "trekker"): "Piet Bos"}
    was = maatregel.betrokkenheden.get().wie
    zet_trekker(maatregel, anna, was=was, vandaag=VANDAAG, door=None, reden="Ruil.")

    antwoord = schrijver.post(RASTER, geopend)

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["Anna Bos"])


def test_second_trekker_who_came_meanwhile_is_said(schrijver, maatregel, gemeente):
    eerste = maatregel.betrokkenheden.get().naam
    PersoonFactory(gemeente=gemeente, naam="Piet Bos")
    geopend = velden(schrijver.get(RASTER)) | {cel(maatregel, "trekker"): "Piet Bos"}
    anna = PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    wijs_aan(maatregel, anna, "trekker", VANDAAG, door=None, reden="Samen.")

    antwoord = schrijver.post(RASTER, geopend)

    assert (antwoord.status_code, fouten(antwoord)) == (
        422,
        [
            "1a, Trekker: dit is intussen anders en verandert hier niet meer. Er staat nu:"
            f" {eerste}, Anna Bos. U typte: Piet Bos."
        ],
    )


def test_trekker_of_today_is_not_replaced_on_the_same_day(schrijver, maatregel, gemeente):
    PersoonFactory(gemeente=gemeente, naam="Piet Bos")
    kaal = MaatregelFactory(plan=maatregel.plan, code="2a")
    wijs_aan(
        kaal,
        PersoonFactory(gemeente=gemeente, naam="Anna Bos"),
        "trekker",
        VANDAAG,
        door=None,
        reden="Nieuw.",
    )

    antwoord = kijk_na(schrijver, RASTER, **{cel(kaal, "trekker"): "Piet Bos"})

    assert fouten(antwoord) == [
        "Trekker, 2a: Anna Bos is vandaag pas trekker geworden. Wijzig dit vanaf morgen."
    ]


def test_phase_and_trekker_of_many_are_one_act(schrijver, maatregel, plan, gemeente):
    PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    ander = MaatregelFactory(plan=plan, code="2a", compleet=True)

    antwoord = wijzig(
        schrijver,
        RASTER,
        **{
            cel(maatregel, "fase"): "doorlopend",
            cel(ander, "fase"): "doorlopend",
            cel(ander, "trekker"): "Anna Bos",
        },
    )

    assert vind(schrijver.get(antwoord.url), "[role=status]")[0] == (
        "Gelukt. 3 wijzigingen zijn vastgelegd."
    )
    assert [(rij["soort"], rij["reden"]) for rij in regels()] == [
        ("stand vastgelegd", WAAROM),
        ("betrokkenheid beëindigd", WAAROM),
        ("betrokkene aangewezen", WAAROM),
        ("stand vastgelegd", WAAROM),
    ]


def test_one_cell_that_cannot_be_stores_nothing_of_the_others(schrijver, maatregel, plan):
    ander = MaatregelFactory(plan=plan, code="2a", compleet=True)
    nagekeken = kijk_na(schrijver, RASTER, **{cel(maatregel, "fase"): "doorlopend"})
    voor = (Stand.objects.count(), Betrokkenheid.objects.count())

    antwoord = leg_vast(
        schrijver,
        RASTER,
        nagekeken,
        **{cel(ander, "fase"): "uitgesteld", f"was_{cel(ander, 'fase')}": "in uitvoering"},
    )

    assert antwoord.status_code == 422
    assert (Stand.objects.count(), Betrokkenheid.objects.count()) == voor


def test_open_steps_may_lapse_when_it_stops(schrijver, maatregel):
    MijlpaalFactory(blad=maatregel.bladen.get())

    assert wijzig(schrijver, RASTER, **{cel(maatregel, "fase"): "gestopt"}).status_code == 303
