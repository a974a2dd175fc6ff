"""How the measures of a plan stand on a day."""

from datetime import date
from typing import Any

import pytest

from maatregelen.domain.overzicht import (
    Rij,
    eerst_wat_aandacht_vraagt,
    lijn,
    maak_rijen,
    peil,
    peildatum_van,
    tel,
)
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import VOLGORDE
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)


def rijen(plan: Plan, peildatum: date = MAART, vandaag: date = MAART, **anders: Any) -> list[Rij]:
    return maak_rijen(Maatregel.objects.filter(plan=plan), peil(plan, peildatum, vandaag), **anders)


def rij(plan: Plan, *dagen: date, **anders: Any) -> Rij:
    (gevonden,) = rijen(plan, *dagen, **anders)
    return gevonden


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    """1a of Waterstad, bare."""
    return MaatregelFactory(plan=plan, code="1a")


def test_a_measure_without_a_stand_is_not_updated(plan: Plan, maatregel: Maatregel) -> None:
    gevonden = rij(plan)

    assert (gevonden.lichten.totaal, gevonden.reden, gevonden.herkomst, gevonden.voorstel) == (
        "niet_bijgewerkt",
        "Er is nog geen stand vastgelegd.",
        "",
        False,
    )


@pytest.mark.parametrize(
    ("dag", "totaal", "reden"),
    [
        # The rhythm is two months: 1 January is just recent enough on 1 March.
        (date(2024, 1, 1), "groen", ""),
        (date(2023, 12, 31), "niet_bijgewerkt", "Laatste stand per 31 december 2023: groen."),
    ],
)
def test_before_any_round_a_stand_lasts_one_rhythm(
    plan: Plan, maatregel: Maatregel, dag: date, totaal: str, reden: str
) -> None:
    maak_stand(maatregel, peildatum=dag)

    gevonden = rij(plan)

    assert (gevonden.lichten.totaal, gevonden.reden) == (totaal, reden)


def test_after_a_round_only_that_round_counts(plan: Plan) -> None:
    """b was carried over in it; c has a stand, but none in the round."""
    a, b, c = (MaatregelFactory(plan=plan, code=code, volgorde=n) for n, code in enumerate("abc"))
    maak_stand(b, peildatum=date(2024, 2, 1))
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(a, peildatum=MAART, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    maak_stand(c, peildatum=date(2024, 3, 2))

    gevonden = {rij.maatregel.code: rij.lichten.totaal for rij in rijen(plan, date(2024, 4, 1))}

    assert gevonden == {"a": "groen", "b": "niet_bijgewerkt", "c": "niet_bijgewerkt"}


def test_an_open_round_changes_nothing_yet(plan: Plan, maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=MAART)
    open_ronde(plan, MAART, door=None)

    assert rij(plan).lichten.totaal == "groen"


def test_a_round_after_the_peildatum_is_not_looked_at(plan: Plan, maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=MAART)
    sluit_ronde(open_ronde(plan, MEI, door=None), door=None, overige="overgenomen")

    assert rij(plan).lichten.totaal == "groen"
    assert rij(plan, MEI).lichten.totaal == "niet_bijgewerkt"


def test_the_last_round_counts_and_not_the_one_before(plan: Plan, maatregel: Maatregel) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(maatregel, peildatum=MAART, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    voor = rij(plan, MEI).lichten.totaal
    sluit_ronde(open_ronde(plan, MEI, door=None), door=None, overige="overgenomen")

    assert (voor, rij(plan, MEI).lichten.totaal) == ("groen", "niet_bijgewerkt")


def test_a_plan_that_is_over_is_shown_per_its_last_stand(plan: Plan) -> None:
    oud = PlanFactory(van=date(2019, 1, 1), tot_en_met=date(2020, 12, 31))
    maak_stand(MaatregelFactory(plan=oud), peildatum=date(2019, 6, 30), tijd="rood")

    peildatum = peildatum_van(oud, MAART)

    assert peildatum == date(2019, 6, 30)
    assert rij(oud, peildatum, MAART).lichten.totaal == "rood"


def test_the_day_to_show_a_plan_on(plan: Plan, django_assert_num_queries: Any) -> None:
    oud = PlanFactory(tot_en_met=date(2020, 12, 31))

    assert peildatum_van(oud, MAART) == date(2020, 12, 31)
    with django_assert_num_queries(0):
        assert peildatum_van(plan, MAART) == MAART


def test_the_stand_is_the_last_on_or_before_the_day(plan: Plan, maatregel: Maatregel) -> None:
    eerste = maak_stand(maatregel, peildatum=MAART, tijd="rood")
    maak_stand(maatregel, peildatum=date(2024, 3, 2))

    assert (rij(plan).stand, rij(plan).lichten.totaal) == (eerste, "rood")


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"tijd": "rood", "geld": "grijs", "oorzaak": "te weinig mensen"}, "te weinig mensen"),
        (
            dict.fromkeys(("tijd", "geld", "resultaat"), "grijs") | {"grijs_reden": "te vroeg"},
            "te vroeg",
        ),
        ({"tijd": "oranje", "totaal": "groen", "afwijking_reden": "duurt kort"}, "duurt kort"),
        ({}, ""),
    ],
)
def test_why_follows_from_the_stand(
    plan: Plan, maatregel: Maatregel, anders: dict[str, str], reden: str
) -> None:
    maak_stand(maatregel, peildatum=MAART, **anders)

    assert rij(plan).reden == reden


def test_what_has_ended_says_so_however_long_ago(plan: Plan, maatregel: Maatregel) -> None:
    maak_stand(maatregel, peildatum=date(2020, 1, 1), fase="gestopt")

    assert (rij(plan).lichten.totaal, rij(plan).reden) == ("geen", "Deze maatregel is gestopt.")


def test_where_a_stand_comes_from(plan: Plan, maatregel: Maatregel) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(maatregel, peildatum=MAART, ronde=ronde)
    voorstel = rij(plan)
    sluit_ronde(ronde, door=None, overige="overgenomen")
    bevestigd = rij(plan)
    maak_stand(maatregel, peildatum=MAART, bron="Plan van Aanpak")
    uit_bron = rij(plan)

    assert [
        (gevonden.voorstel, gevonden.herkomst) for gevonden in (voorstel, bevestigd, uit_bron)
    ] == [
        (True, "voorstel, nog niet bevestigd in een ronde"),
        (False, "bevestigd in de ronde per 1 maart 2024"),
        (False, "overgenomen uit Plan van Aanpak"),
    ]


def test_only_confirmed_passes_a_voorstel_by(plan: Plan, maatregel: Maatregel) -> None:
    uit_bron = maak_stand(maatregel, peildatum=date(2024, 2, 1), bron="Plan van Aanpak")
    maak_stand(maatregel, peildatum=MAART, tijd="rood")

    assert rij(plan, alleen_bevestigd=True).stand == uit_bron


def test_late_lines_are_counted_once(plan: Plan, maatregel: Maatregel) -> None:
    """The same line on the blad of a second cluster; and one not late, one done, one dropped."""
    een, twee = (
        BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan)) for _ in range(2)
    )
    laat = MijlpaalFactory(blad=een)
    MijlpaalFactory(blad=twee, zelfde_als=laat)
    MijlpaalFactory(blad=een, tekst="later", van=MEI, tot_en_met=date(2024, 6, 30))
    MijlpaalFactory(blad=een, toestand="gereed")
    MijlpaalFactory(blad=een, toestand="vervallen")
    MijlpaalFactory(blad=een, onderdeel_van=laat, tekst="stap")

    gevonden = rij(plan)

    assert (gevonden.te_laat, gevonden.volgende.tekst) == (1, "later")


def test_the_next_line_is_the_first_that_ends(plan: Plan, maatregel: Maatregel) -> None:
    blad = BladFactory(maatregel=maatregel)
    for tekst, einde in (("juni", 6), ("april", 4), ("mei", 5)):
        MijlpaalFactory(blad=blad, tekst=tekst, van=MAART, tot_en_met=date(2024, einde, 30))
    MijlpaalFactory(blad=blad, tekst="ooit", periode_soort="onbepaald", van=None, tot_en_met=None)

    assert rij(plan).volgende.tekst == "april"


def test_without_planning_there_is_no_next_line(plan: Plan, maatregel: Maatregel) -> None:
    assert (rij(plan).volgende, rij(plan).te_laat) == (None, 0)


def test_trekkers_by_name(plan: Plan, maatregel: Maatregel) -> None:
    tweede = BetrokkenheidFactory(maatregel=maatregel, volgorde=2)
    eerste = BetrokkenheidFactory(maatregel=maatregel, volgorde=1)
    BetrokkenheidFactory(maatregel=maatregel, rol="betrokkene")

    assert rij(plan).trekkers == [eerste.naam, tweede.naam]


def test_who_was_trekker_before_is_none_now(plan: Plan, maatregel: Maatregel) -> None:
    BetrokkenheidFactory(maatregel=maatregel, tot_en_met=date(2023, 12, 31))
    nu = BetrokkenheidFactory(maatregel=maatregel, van=date(2024, 1, 1))

    assert rij(plan).trekkers == [nu.naam]


def van_elk_licht(plan: Plan) -> None:
    """One measure per light, made in the order of the alphabet; two rode, one with a late line."""
    for code, anders in {
        "a": {"fase": "afgerond"},
        "b": {},
        "c": dict.fromkeys(("tijd", "geld", "resultaat"), "grijs"),
        "d": {"peildatum": date(2020, 1, 1)},
        "e": {"tijd": "oranje"},
        "f": {"tijd": "rood"},
        "g": {"tijd": "rood"},
    }.items():
        maatregel = MaatregelFactory(plan=plan, code=code, volgorde=ord(code))
        maak_stand(maatregel, **{"peildatum": MAART} | anders)
        if code == "g":
            MijlpaalFactory(blad=BladFactory(maatregel=maatregel))


def test_what_asks_attention_comes_first(plan: Plan) -> None:
    van_elk_licht(plan)

    gesorteerd = eerst_wat_aandacht_vraagt(rijen(plan))

    assert [rij.maatregel.code for rij in rijen(plan)] == list("abcdefg")
    assert [rij.maatregel.code for rij in gesorteerd] == list("gfedcba")


def test_every_light_is_counted_in_the_order_of_attention(plan: Plan) -> None:
    van_elk_licht(plan)

    geteld = [(telling["licht"], telling["aantal"]) for telling in tel(rijen(plan))]

    assert geteld == list(zip(VOLGORDE, (2, 1, 1, 1, 1, 1), strict=True))


def test_nothing_is_counted_as_nought() -> None:
    assert [telling["aantal"] for telling in tel([])] == [0] * 6


def test_the_line_of_a_blad_has_steps_under_their_line(maatregel: Maatregel) -> None:
    blad = BladFactory(maatregel=maatregel)
    regel = MijlpaalFactory(blad=blad, tekst="Evaluatie")
    MijlpaalFactory(blad=blad, tekst="vragen", onderdeel_van=regel)
    [maatregel] = Maatregel.objects.filter(pk=maatregel.pk).for_overzicht(MAART)

    (vak,) = lijn(maatregel.bladen.all()[0], MAART).kwartalen

    assert [(rij.tekst, rij.stappen) for rij in vak.regels] == [("Evaluatie", ["vragen"])]


@pytest.mark.parametrize("aantal", [1, 3])
def test_an_overview_takes_seven_queries(
    plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    """Two to know what is recent, five for the rows."""
    ronde = open_ronde(plan, MAART, door=None)
    for maatregel in MaatregelFactory.create_batch(aantal, plan=plan, compleet=True):
        maak_stand(maatregel, peildatum=MAART, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    with django_assert_num_queries(7):
        for gevonden in rijen(plan):
            assert [gevonden.trekkers, gevonden.herkomst, gevonden.maatregel.thema.titel]
