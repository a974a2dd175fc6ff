"""The trail of a measure, a plan and a gemeente: who, when, what, why, newest first."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.controle import VERNIETIGD
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from jeugdhulp.models import Gebeurtenis, Toegangsregel
from jeugdhulp.opmaak import moment
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.spoor import PER_PAGINA
from maatregelen.tests.factories import (
    MaatregelFactory,
    PlanFactory,
    in_handeling,
    maak_stand,
)

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
    sluit_ronde(open_ronde(plan, date(2026, 1, 31), door=None), door=None, overige="overgenomen")

    assert regels(lezer.get(PLAN))[:4] == [
        "Ronde gesloten, Plan Jeugd, ronde per 31 januari 2026",
        "Agenda opgesteld, Plan Jeugd, ronde per 31 januari 2026",
        "Ronde geopend, Plan Jeugd, ronde per 31 januari 2026",
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

    with django_assert_num_queries(11):
        antwoord = lezer.get(PLAN)

    assert len(regels(antwoord)) == 2 * aantal + 1


@pytest.mark.parametrize("aantal", [1, 3])
def test_maatregel_spoor_takes_the_same_queries_for_more_lines(
    lezer, plan, beleidsadviseur, aantal, django_assert_num_queries
):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for _ in range(aantal):
        maak_stand(maatregel, door=beleidsadviseur)

    with django_assert_num_queries(12):
        antwoord = lezer.get(MAATREGEL)

    assert len(regels(antwoord)) == aantal + 1


# Filters.

GEMEENTE = "/waterstad/wijzigingen/"
MIDDAG = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def verhaal(maatregel, trekker):
    """On 10 March 2026 the trekker put 1a on orange, on the 11th the system put 1b on red."""
    ander = MaatregelFactory(plan=maatregel.plan, code="1b", titel="Andere maatregel")
    with time_machine.travel(MIDDAG, tick=False):
        maak_stand(maatregel, tijd="oranje", door=trekker)
    with time_machine.travel(MIDDAG + timedelta(days=1), tick=False):
        maak_stand(ander, tijd="rood")
    return maatregel


STAND_1A = "Stand vastgelegd, per 10 maart 2026, 1a Hulp dichtbij huis"
STAND_1B = "Stand vastgelegd, per 11 maart 2026, 1b Andere maatregel"


@pytest.mark.parametrize("adres", [PLAN, GEMEENTE])
@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ({"van": "10-3-2026", "tot": "10-3-2026"}, [STAND_1A]),
        ({"van": "10-3-2026", "tot": "11-3-2026"}, [STAND_1B, STAND_1A]),
        ({"tot": "2026-03-10"}, [STAND_1A]),
        ({"tot": "9-3-2026"}, []),
        ({"tot": "31-3-2026", "soort": "gemaakt"}, []),
        ({"tot": "31-3-2026", "soort": "stand vastgelegd"}, [STAND_1B, STAND_1A]),
        ({"tot": "31-3-2026", "over": "plan-jeugd/1b"}, [STAND_1B]),
        ({"tot": "31-3-2026", "over": "plan-jeugd/"}, []),
        ({"tot": "31-3-2026", "wie": "systeem"}, [STAND_1B]),
    ],
)
def test_spoor_shows_only_what_was_asked_for(lezer, verhaal, adres, vraag, verwacht):
    assert regels(lezer.get(adres, vraag)) == verwacht


def test_spoor_of_one_person(lezer, verhaal, trekker):
    assert regels(lezer.get(PLAN, {"wie": trekker.pk})) == [STAND_1A]


def test_spoor_counts_what_it_shows_of_what_there_is(lezer, verhaal):
    antwoord = lezer.get(MAATREGEL, {"soort": "stand vastgelegd"})

    assert vind(antwoord, "#spoor-kop") == ["2 van 3 wijzigingen de nieuwste eerst"]
    assert vind(antwoord, "#zeef_soort option") == [
        "Alle soorten",
        "Gemaakt (1)",
        "Stand vastgelegd (2)",
    ]


def test_spoor_offers_who_occurs_and_the_measures_by_name(lezer, verhaal):
    antwoord = lezer.get(PLAN)

    assert [keuze.rpartition(" (")[0] for keuze in vind(antwoord, "#zeef_wie option")[1:]] == [
        "trekker",
        "het systeem",
    ]
    assert vind(antwoord, "#zeef_over option") == [
        "Alles",
        "Het plan zelf",
        "1a Hulp dichtbij huis",
        "1b Andere maatregel",
    ]


def test_spoor_without_a_hit_says_so_and_leads_back(lezer, verhaal):
    antwoord = lezer.get(PLAN, {"tot": "1-1-2020"})

    assert vind(antwoord, ".leeg__kop") == ["Bij deze keuze is er geen wijziging."]
    assert [
        kenmerk
        for kenmerk, tekst in zip(
            kenmerken(antwoord, "main a", "href"), vind(antwoord, "main a"), strict=True
        )
        if tekst == "Wis filters"
    ] == [PLAN]


@pytest.mark.parametrize(
    ("vraag", "melding"),
    [
        ({"soort": "nee"}, "Wat: Deze keuze is er hier niet."),
        ({"over": "plan-jeugd/9z"}, "Waarover: Deze keuze is er hier niet."),
        ({"wie": "x\x00"}, "Wie: Deze keuze is er hier niet."),
        ({"van": "x\x00"}, "Van: Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."),
        (
            {"van": "2-1-2026", "tot": "1-1-2026"},
            "Tot en met: Deze dag ligt voor de dag bij ‘Van’.",
        ),
    ],
)
def test_spoor_says_what_cannot_be_asked_and_shows_the_rest(lezer, maatregel, vraag, melding):
    antwoord = lezer.get(PLAN, vraag)

    assert vind(antwoord, "[role=alert] li") == [melding]
    assert antwoord.status_code == 200


def test_spoor_keeps_the_choice_while_turning_pages(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for _ in range(PER_PAGINA + 1):
        maak_stand(maatregel)

    antwoord = lezer.get(MAATREGEL, {"soort": "stand vastgelegd"})

    assert kenmerken(antwoord, "a[rel=next]", "href") == ["?soort=stand+vastgelegd&pagina=2"]


def test_spoor_leads_back_to_the_days_she_came_from(lezer, maatregel):
    dagen = "?peildatum=2026-03-01&bekend_op=2026-03-02"

    antwoord = lezer.get(f"{MAATREGEL}{dagen}&tot=2026-03-02")

    assert kenmerken(antwoord, ".kruimels a", "href")[1:] == [
        f"/waterstad/plan-jeugd/{dagen}",
        f"/waterstad/plan-jeugd/maatregelen/1a/{dagen}",
    ]
    assert kenmerken(antwoord, "main input[type=hidden]", "value") == ["2026-03-01", "2026-03-02"]


# The gemeente.


def test_gemeente_spoor_shows_every_plan_and_all_else(lezer, maatregel):
    ander = PlanFactory(gemeente=maatregel.plan.gemeente, slug="ander", titel="Ander plan")
    PersoonFactory(gemeente=maatregel.plan.gemeente, naam="Iemand")

    gevonden = regels(lezer.get(GEMEENTE))

    assert gevonden[:2] == ["Gemaakt, Iemand", "Gemaakt, Ander plan"]
    assert regels(lezer.get(GEMEENTE, {"over": ander.slug})) == ["Gemaakt, Ander plan"]


def test_gemeente_spoor_of_a_whole_plan_holds_its_measures(lezer, maatregel):
    gevonden = regels(lezer.get(GEMEENTE, {"over": "plan-jeugd"}))

    assert gevonden[-1] == "Gemaakt, Plan Jeugd"
    assert f"Stand vastgelegd, per {VANDAAG}, 1a Hulp dichtbij huis" in gevonden


def test_gemeente_spoor_of_the_externe_holds_her_own_measure_alone(client, maatregel, externe):
    maak_stand(MaatregelFactory(plan=maatregel.plan, code="1b", titel="Alleen voor binnen"))
    client.force_login(externe)

    onderwerpen = {regel.split(", ")[-1] for regel in regels(client.get(GEMEENTE))}

    assert onderwerpen == {"1a Hulp dichtbij huis"}


def test_list_of_plans_leads_to_the_trail_of_the_gemeente(lezer, maatregel):
    assert kenmerken(lezer.get("/"), ".groep__regel a", "href") == [
        "/waterstad/nieuw-plan/",
        GEMEENTE,
    ]


def test_plan_cannot_have_the_address_of_a_page_of_the_gemeente(gemeente):
    with pytest.raises(ValidationError, match="al in gebruik"):
        PlanFactory(gemeente=gemeente, slug="wijzigingen")


@pytest.mark.parametrize("aantal", [1, 3])
def test_gemeente_spoor_takes_the_same_queries_for_more_plans(
    lezer, gemeente, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        MaatregelFactory(plan=PlanFactory(gemeente=gemeente), compleet=True)

    with django_assert_num_queries(12):
        lezer.get(GEMEENTE)


# What a line says.


def test_long_text_is_told_as_a_difference(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for weken in ("twee", "drie"):
        maak_stand(
            maatregel,
            tekst=f"Het team begint over {weken} weken <b>en</b> telt vier mensen uit de wijk.",
        )

    [verschil] = vind(lezer.get(MAATREGEL), ".verschil")

    assert verschil == (
        "Het team begint over [weg: twee ] [nieuw: drie ] weken <b>en</b> telt vier mensen uit de"
        " wijk."
    )
    assert vind(lezer.get(MAATREGEL), ".verschil del, .verschil ins") == [
        "[weg: twee ]",
        "[nieuw: drie ]",
    ]


def test_texts_with_nothing_in_common_stand_beside_each_other(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    maak_stand(
        maatregel, tekst="De offerte is binnen en wij kunnen volgende maand aan de slag gaan."
    )
    maak_stand(maatregel, tekst="Stilgelegd.")

    antwoord = lezer.get(MAATREGEL)

    assert vind(antwoord, ".verschil") == []
    assert "Stand van zaken De offerte is binnen" in vind(antwoord, "tbody tr")[0]


def test_list_is_told_by_the_lines_that_came_and_went(lezer, maatregel):
    with in_handeling():
        logboek.schrijf(
            "maatregel gewijzigd",
            maatregel,
            gemeente_id=maatregel.plan.gemeente_id,
            naam=str(maatregel),
            voor={"planning": ["Q1", "Q2", "Q3"]},
            na={"planning": ["Q1", "Q2", "Q4"]},
        )

    assert vind(lezer.get(MAATREGEL), ".verschil li") == ["2 regels gelijk", "Weg: Q3", "Nieuw: Q4"]


def test_field_without_a_name_of_ours_is_told_too(lezer, maatregel):
    with in_handeling():
        logboek.schrijf(
            "gekoppeld",
            maatregel,
            gemeente_id=maatregel.plan.gemeente_id,
            naam=str(maatregel),
            na={"nieuw_veld": "waarde"},
        )

    assert vind(lezer.get(MAATREGEL), "ol > li:first-child tbody tr") == ["Nieuw veld waarde"]


def weggehaald() -> str:
    """Who carried it out, and the line that tells so."""
    regel = Gebeurtenis.objects.get(soort=VERNIETIGD)
    nummer = regel.volgnummer
    return f"(weggehaald op {moment(regel.moment)} door {regel.door}, zie regel {nummer})"


def test_destroyed_content_says_so_with_its_ground(lezer, maatregel, beheerder, beleidsadviseur):
    maak_stand(maatregel, tekst="Piet Puk kreeg hulp.")
    verzoek = vraag_afschermen(
        maatregel.plan.gemeente, "Piet Puk", grond="naam van een cliënt", door=beheerder
    )
    voer_uit(verzoek, door=beleidsadviseur)

    antwoord = lezer.get(MAATREGEL)

    assert vind(antwoord, "ol > li:first-child .spoor__reden") == [
        f"Inhoud vernietigd. Grond: naam van een cliënt {weggehaald()}"
    ]
    assert "Piet Puk" not in antwoord.content.decode()


def test_choice_of_a_day_says_how_to_write_it_and_a_bad_one_is_in_the_title(lezer, maatregel):
    antwoord = lezer.get(MAATREGEL, {"van": "morgen"})

    assert vind(antwoord, ".veld__hulp") == ["Zoals 31-3-2019"] * 2
    assert vind(antwoord, "title")[0].startswith("Fout: ")


def test_moment_of_a_restored_backup_is_in_words(lezer, maatregel):
    gemeente = maatregel.plan.gemeente
    na = {"reservekopie van": "2026-11-22T10:52:15.103Z"}
    with logboek.handeling(door=None):
        logboek.schrijf("hersteld", gemeente, gemeente_id=gemeente.pk, naam=gemeente.naam, na=na)

    antwoord = lezer.get("/waterstad/wijzigingen/", {"soort": "hersteld"})

    assert vind(antwoord, "tbody tr") == ["Reservekopie van 22 november 2026, 11:52"]


# The file.


def csv_van(antwoord) -> list[list[str]]:
    tekst = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(tekst), delimiter=";"))


def test_csv_holds_every_column_of_the_choice_oldest_first(lezer, verhaal, trekker):
    antwoord = lezer.get(
        "/waterstad/plan-jeugd/wijzigingen.csv", {"wie": trekker.pk, "soort": "stand vastgelegd"}
    )

    kop, eerste, *_ = csv_van(antwoord)
    regel = Gebeurtenis.objects.get(door=trekker)
    assert dict(zip(kop, eerste, strict=True)) == {
        "volgnummer": str(regel.volgnummer),
        "moment": "10-03-2026 13:00:00",
        "moment (UTC)": "2026-03-10T12:00:00.000Z",
        "wie": "trekker",
        "namens": "",
        "soort": "stand vastgelegd",
        "onderwerp": "1a Hulp dichtbij huis",
        "onderdeel": "Totaal",
        "eerst": "",
        "nu": "oranje",
        "reden": "voor de test",
        "inhoud vernietigd": "",
        "grond": "",
        "via": "scherm",
        "hash": regel.hash,
        "vorige hash": regel.vorige_hash,
    }


def test_csv_has_a_row_for_each_field_and_one_for_a_line_without(lezer, maatregel):
    _, gemaakt, *stand = csv_van(lezer.get("/waterstad/plan-jeugd/maatregelen/1a/wijzigingen.csv"))

    assert (gemaakt[5], gemaakt[7]) == ("gemaakt", "")
    assert [rij[7] for rij in stand] == [
        "Totaal",
        "Tijd",
        "Geld",
        "Resultaat",
        "Fase",
        "Stand van zaken",
        "Waarom beter dan de regels",
    ]


def test_csv_calls_the_lights_as_the_plan_does(lezer, maatregel):
    plan = maatregel.plan
    plan.aspecten = [{"aspect": "tijd", "naam": "Planning"}, {"aspect": "geld", "naam": "Budget"}]
    with logboek.handeling(door=None):
        plan.save()
        logboek.schrijf("x", plan, gemeente_id=plan.gemeente_id, naam="x")

    for adres in ("/waterstad/", "/waterstad/plan-jeugd/", "/waterstad/plan-jeugd/maatregelen/1a/"):
        rijen = csv_van(lezer.get(f"{adres}wijzigingen.csv", {"soort": "stand vastgelegd"}))

        velden = [rij[7] for rij in rijen[1:]]
        assert [veld for veld in velden if veld in ("Planning", "Budget", "Tijd", "Geld")] == [
            "Planning",
            "Budget",
        ]


def test_csv_is_safe_to_open(lezer, plan):
    maak_stand(MaatregelFactory(plan=plan, code="1a"), tekst="=HYPERLINK(0)", reden="+31")

    rijen = csv_van(lezer.get("/waterstad/wijzigingen.csv", {"soort": "stand vastgelegd"}))

    assert (rijen[-1][9], rijen[-1][10]) == ("'=HYPERLINK(0)", "'+31")


def test_csv_says_that_content_was_destroyed(lezer, maatregel, beheerder, beleidsadviseur):
    stand = maak_stand(maatregel, tekst="Piet Puk kreeg hulp.")
    grond = "naam van een cliënt"
    verzoek = vraag_afschermen(maatregel.plan.gemeente, "Piet Puk", grond=grond, door=beheerder)
    voer_uit(verzoek, door=beleidsadviseur)

    kop, *rijen = csv_van(lezer.get("/waterstad/plan-jeugd/wijzigingen.csv"))

    weg = kop.index("inhoud vernietigd")
    kolommen = ("onderwerp", "reden", "inhoud vernietigd", "grond")
    assert [[rij[kop.index(naam)] for naam in kolommen] for rij in rijen if rij[weg]] == [
        [str(stand.maatregel), "", "ja", f"{grond} {weggehaald()}"]
    ]


def test_csv_has_a_good_name_and_is_noted_in_the_register(lezer, maatregel, beleidsadviseur):
    antwoord = lezer.get("/waterstad/plan-jeugd/wijzigingen.csv")

    vandaag = kalender.vandaag().isoformat()
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"
    assert antwoord["Content-Disposition"] == (
        f'attachment; filename="wijzigingen-waterstad-plan-jeugd-{vandaag}.csv"'
    )
    regel = Toegangsregel.objects.get(soort=ToegangSoort.SPOOR_GEEXPORTEERD)
    assert (regel.gebruiker, regel.gemeente, regel.over) == (
        beleidsadviseur,
        maatregel.plan.gemeente,
        "waterstad/plan-jeugd",
    )


def test_csv_of_the_externe_holds_her_own_measure_alone(client, maatregel, externe):
    maak_stand(MaatregelFactory(plan=maatregel.plan, code="1b", titel="Alleen voor binnen"))
    client.force_login(externe)

    rijen = csv_van(client.get("/waterstad/wijzigingen.csv"))

    assert {rij[6] for rij in rijen[1:]} == {"1a Hulp dichtbij huis"}


def test_csv_of_a_choice_that_cannot_be_read_is_told_on_the_page(lezer, maatregel):
    antwoord = lezer.get("/waterstad/wijzigingen.csv", {"van": "x"})

    assert (antwoord.status_code, antwoord.url) == (302, GEMEENTE)
    assert vind(lezer.get(GEMEENTE), ".melding") == [
        "Let op. Deze keuze konden wij niet lezen. Kies opnieuw."
    ]
    assert not Toegangsregel.objects.filter(soort=ToegangSoort.SPOOR_GEEXPORTEERD).exists()


def test_page_links_to_the_file_of_its_choice(lezer, maatregel):
    antwoord = lezer.get(PLAN, {"soort": "stand vastgelegd", "pagina": "1"})

    assert kenmerken(antwoord, "a[download]", "href") == [
        "/waterstad/plan-jeugd/wijzigingen.csv?soort=stand+vastgelegd"
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_csv_takes_the_same_queries_for_more_lines(lezer, plan, aantal, django_assert_num_queries):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for _ in range(aantal):
        maak_stand(maatregel)

    with django_assert_num_queries(13):
        csv_van(lezer.get("/waterstad/plan-jeugd/wijzigingen.csv"))


def test_argument_has_its_name_in_the_trail(lezer, maatregel):
    maak_stand(maatregel, argument="De offerte ligt er.")

    [rij] = vind(lezer.get(MAATREGEL), "ol > li:first-child tbody tr")

    assert rij.startswith("Waarom beter dan de regels ")
    assert rij.endswith("De offerte ligt er.")
