"""The trail of a plan and of a measure: who, when, what, why, newest first."""

from datetime import date

import pytest

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.rondes import open_ronde, sluit_ronde
from maatregelen.domain.spoor import PER_PAGINA
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_stand

PLAN = "/waterstad/plan-jeugd/wijzigingen/"
VANDAAG = kalender.datum_voluit(kalender.vandaag())
MAATREGEL = "/waterstad/plan-jeugd/maatregelen/1a/wijzigingen/"


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


def regels(antwoord) -> list[str]:
    return vind(antwoord, "ol > li h3")[len(vind(antwoord, "nav ol > li h3")) :]


def test_maatregel_spoor_shows_the_newest_line_first(lezer, maatregel):
    maak_stand(maatregel, tijd="oranje", reden="De offerte is te laat.")

    antwoord = lezer.get(MAATREGEL)

    stand = f"Stand vastgelegd, per {VANDAAG}"
    assert regels(antwoord) == [stand, stand, "Gemaakt"]
    assert vind(antwoord, ".spoor__reden")[0] == "Reden: De offerte is te laat."


def test_maatregel_spoor_shows_before_and_after_of_what_changed(lezer, maatregel):
    maak_stand(maatregel, tijd="oranje", reden="De offerte is te laat.")

    rijen = vind(lezer.get(MAATREGEL), "ol > li:first-child tbody tr")

    assert rijen == [
        "Totaal groen oranje",
        "Tijd groen oranje",
        "Oorzaak leeg De offerte kwam later.",
        "Gevolg leeg De start schuift op.",
        "Bijsturing leeg Wij bellen de aanbieder elke week.",
    ]


def test_maatregel_spoor_shows_who_did_it_and_for_whom(lezer, maatregel, trekker):
    trekker.first_name, trekker.last_name = "Els", "Jansen"
    trekker.save()
    maak_stand(maatregel, door=trekker, namens="de werkgroep, mail van 3 maart")

    [wie] = vind(lezer.get(MAATREGEL), "ol > li:first-child .spoor__wie")

    assert wie.endswith("Els Jansen namens de werkgroep, mail van 3 maart")


def test_maatregel_spoor_names_the_system_where_nobody_did_it(lezer, maatregel):
    assert vind(lezer.get(MAATREGEL), ".spoor__wie span:last-child") == ["het systeem"] * 2


def test_maatregel_spoor_shows_number_and_hash_of_each_line(lezer, maatregel):
    laatste = Gebeurtenis.objects.over(maatregel).first()

    assert vind(lezer.get(MAATREGEL), ".spoor__merk")[0] == (
        f"Regel {laatste.volgnummer}, kenmerk {laatste.hash[:12]}"
    )


def test_maatregel_spoor_leaves_out_other_measures(lezer, maatregel):
    andere = MaatregelFactory(plan=maatregel.plan, code="1b")
    maak_stand(andere, tekst="Dit gaat over 1b.")

    # The sentence and not "1b": that also turns up in the hashes that the page prints.
    assert "Dit gaat over 1b." not in vind(lezer.get(MAATREGEL), "main")[0]


def test_maatregel_spoor_escapes_what_people_typed(lezer, maatregel):
    maak_stand(maatregel, tekst="<script>x()</script>", reden="<b>zomaar</b>")

    antwoord = lezer.get(MAATREGEL)

    assert vind(antwoord, ".spoor__reden")[0] == "Reden: <b>zomaar</b>"
    assert vind(antwoord, "main script, main b.x") == []


def test_plan_spoor_names_the_measure_of_each_line_with_a_link(lezer, maatregel):
    antwoord = lezer.get(PLAN)

    assert regels(antwoord)[0] == f"Stand vastgelegd, per {VANDAAG}, 1a Hulp dichtbij huis"
    assert kenmerken(antwoord, "h3 a", "href")[0] == "/waterstad/plan-jeugd/maatregelen/1a/"


def test_plan_spoor_shows_lines_of_plan_and_measures_together(lezer, plan, maatregel):
    sluit_ronde(open_ronde(plan, date(2026, 1, 31), door=None), door=None)

    assert regels(lezer.get(PLAN))[:3] == [
        "Ronde gesloten, Plan Jeugd, ronde van 31 januari 2026",
        "Ronde geopend, Plan Jeugd, ronde van 31 januari 2026",
        f"Stand vastgelegd, per {VANDAAG}, 1a Hulp dichtbij huis",
    ]


def test_plan_spoor_leaves_out_other_plans_of_the_gemeente(lezer, maatregel):
    ander = PlanFactory(gemeente=maatregel.plan.gemeente, titel="Ander plan")
    maak_stand(MaatregelFactory(plan=ander, code="9z", titel="Iets heel anders"))

    inhoud = lezer.get(PLAN).content.decode()

    assert ("Ander plan" in inhoud, "Iets heel anders" in inhoud) == (False, False)


def test_plan_spoor_of_the_externe_leaves_out_the_measure_of_others(client, maatregel, externe):
    maak_stand(MaatregelFactory(plan=maatregel.plan, code="1b", titel="Alleen voor binnen"))
    client.force_login(externe)

    onderwerpen = {regel.split(", ")[-1] for regel in regels(client.get(PLAN))}

    assert onderwerpen == {"1a Hulp dichtbij huis"}


@pytest.mark.parametrize(
    ("pagina", "aantal"), [("1", PER_PAGINA), ("2", 3), ("3", 3), ("0", 3), ("x", PER_PAGINA)]
)
def test_spoor_is_walked_through_in_pages(lezer, plan, pagina, aantal):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for _ in range(PER_PAGINA + 2):
        maak_stand(maatregel)

    assert len(regels(lezer.get(MAATREGEL, {"pagina": pagina}))) == aantal


def test_spoor_links_to_the_next_page_and_says_where_you_are(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for _ in range(PER_PAGINA):
        maak_stand(maatregel)

    antwoord = lezer.get(MAATREGEL)

    assert kenmerken(antwoord, "a[rel=next], a[rel=prev]", "href") == ["?pagina=2"]
    assert vind(antwoord, ".paginering__waar") == ["Bladzijde 1 van 2"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_plan_spoor_takes_the_same_queries_for_more_measures(
    lezer, plan, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        MaatregelFactory(plan=plan, code=f"1{nummer}", compleet=True)

    with django_assert_num_queries(8):
        antwoord = lezer.get(PLAN)

    assert len(regels(antwoord)) == 2 * aantal + 1


@pytest.mark.parametrize("aantal", [1, 3])
def test_maatregel_spoor_takes_the_same_queries_for_more_lines(
    lezer, plan, beleidsadviseur, aantal, django_assert_num_queries
):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for _ in range(aantal):
        maak_stand(maatregel, door=beleidsadviseur)

    with django_assert_num_queries(8):
        antwoord = lezer.get(MAATREGEL)

    assert len(regels(antwoord)) == aantal + 1
