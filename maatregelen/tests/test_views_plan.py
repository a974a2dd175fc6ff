"""The list of plans and the stoplicht of one plan: what is shown, in which order, at what cost."""

from datetime import date, timedelta

import pytest

from jeugdhulp import kalender
from jeugdhulp.domain.afschermen import vraag_afschermen
from jeugdhulp.models import Deelname, Lidmaatschap
from jeugdhulp.tests.factories import (
    GebruikerFactory,
    GemeenteFactory,
    OrganisatieFactory,
    PersoonFactory,
)
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    maak_stand,
)

ADRES = "/waterstad/plan-jeugd/"
RIJ = "tbody th[scope=row]"
GISTEREN = kalender.vandaag() - timedelta(days=1)
LANG_GELEDEN = date(2019, 3, 31)


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


def codes(antwoord) -> list[str]:
    return vind(antwoord, f"{RIJ} a b")


def lichten(antwoord) -> list[list[str]]:
    """Per row the four lights in words: totaal, tijd, geld, resultaat."""
    woorden = vind(antwoord, "tbody td svg.licht + span")
    return [woorden[begin : begin + 4] for begin in range(0, len(woorden), 4)]


def maak_vol(plan, code) -> None:
    """A measure with all that could cost a query each."""
    maatregel = MaatregelFactory(plan=plan, code=code, compleet=True)
    for _ in range(2):
        blad = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan))
        MijlpaalFactory(blad=blad, onderdeel_van=MijlpaalFactory(blad=blad))
        BetrokkenheidFactory(maatregel=maatregel)
        maak_stand(maatregel)
    werkgroep = OrganisatieFactory(gemeente=plan.gemeente)
    BetrokkenheidFactory(maatregel=maatregel, persoon=None, organisatie=werkgroep)


def test_plan_list_shows_title_gemeente_period_and_number_of_measures(lezer, plan):
    MaatregelFactory(plan=plan)
    MaatregelFactory(plan=plan)

    assert vind(lezer.get("/"), "main li") == [
        "Plan Jeugd 1 januari 2019 tot en met 31 december 2099 · 2 maatregelen"
    ]


def test_plan_list_shows_the_newest_period_first(lezer, gemeente):
    for jaar in (2019, 2023, 2021):
        PlanFactory(gemeente=gemeente, titel=f"Plan {jaar}", van=date(jaar, 1, 1))

    assert vind(lezer.get("/"), "main h3") == ["Plan 2023", "Plan 2021", "Plan 2019"]


def test_plan_list_links_to_the_plan(lezer, plan):
    assert kenmerken(lezer.get("/"), "main h3 a", "href") == [ADRES]


def test_plan_list_stands_per_gemeente_her_own_first(lezer, gemeente, plan):
    samen = GemeenteFactory(slug="samen", naam="Aan Zee", soort="samenwerking")
    Deelname.objects.create(samenwerking=samen, gemeente=gemeente)
    PlanFactory(gemeente=samen, titel="Plan samen")

    antwoord = lezer.get("/")

    assert vind(antwoord, "main h2, main h3") == [
        "Waterstad",
        "Plan Jeugd",
        "Aan Zee",
        "Plan samen",
    ]


def test_plan_list_says_whose_plans_she_can_only_read(lezer, gemeente, plan):
    oud = GemeenteFactory(
        slug="oud", naam="Oudstad", geldig_tot_en_met=date(2018, 12, 31), opvolger=gemeente
    )
    samen = GemeenteFactory(slug="samen", naam="Samen", soort="samenwerking")
    Deelname.objects.create(samenwerking=samen, gemeente=gemeente)
    for ander in (oud, samen):
        PlanFactory(gemeente=ander)

    assert vind(lezer.get("/"), ".vanwie") == [
        "Plannen van Oudstad, opgegaan in Waterstad. U kunt dit alleen lezen.",
        "Plannen van Samen, een samenwerking van gemeenten. U kunt dit alleen lezen.",
    ]


@pytest.mark.parametrize("pagina", ["", "over/", "wijzigingen/"])
def test_plan_of_a_gemeente_that_merged_says_whose_it_is(lezer, gemeente, pagina):
    oud = GemeenteFactory(
        slug="oud", naam="Oudstad", geldig_tot_en_met=date(2018, 12, 31), opvolger=gemeente
    )
    PlanFactory(gemeente=oud, slug="plan-oud")

    assert vind(lezer.get(f"/oud/plan-oud/{pagina}"), ".vanwie") == [
        "Plan van Oudstad, opgegaan in Waterstad. U kunt dit alleen lezen."
    ]


def test_plan_of_her_own_gemeente_does_not_say_whose_it_is(lezer, plan):
    assert vind(lezer.get(ADRES), ".vanwie") == []


def test_plan_list_shows_the_beleidsplannen_of_a_gemeente(lezer, plan):
    BeleidsplanFactory(gemeente=plan.gemeente, slug="jeugd", titel="Beleid 2019")

    antwoord = lezer.get("/")

    assert vind(antwoord, "main h3, main h4") == ["Plan Jeugd", "Beleidsplannen", "Beleid 2019"]
    assert kenmerken(antwoord, "main h4 a", "href") == ["/waterstad/beleid/jeugd/"]


@pytest.mark.parametrize(
    ("pagina", "hier"),
    [
        ("", "Stoplicht"),
        ("kort/", "In het kort"),
        ("dashboard/", "Dashboard"),
        ("onvolledig/", "Onvolledig"),
        ("geld/", "Geld"),
        ("over/", "Over dit plan"),
        ("rondes/", "Rondes"),
        ("wijzigingen/", "Wijzigingen"),
    ],
)
def test_pages_of_a_plan_stand_side_by_side_and_this_one_is_marked(lezer, plan, pagina, hier):
    antwoord = lezer.get(f"{ADRES}{pagina}")

    namen = ["Stoplicht", "In het kort", "Dashboard", "Onvolledig", "Geld", "Over dit plan"]
    namen += ["Rondes", "Besluiten en actiepunten", "Wijzigingen"]
    assert vind(antwoord, ".planmenu li") == namen
    assert kenmerken(antwoord, ".planmenu a", "href") == [
        ADRES,
        f"{ADRES}kort/",
        f"{ADRES}dashboard/",
        f"{ADRES}onvolledig/",
        f"{ADRES}geld/",
        f"{ADRES}over/",
        f"{ADRES}rondes/",
        f"{ADRES}besluiten/",
        f"{ADRES}wijzigingen/",
    ]
    assert vind(antwoord, ".planmenu [aria-current=page]") == [hier]


@pytest.mark.parametrize("pagina", ["", "geld/", "over/"])
def test_menu_of_a_plan_keeps_the_day_she_looks_at(lezer, plan, pagina):
    antwoord = lezer.get(f"{ADRES}{pagina}?peildatum=2024-03-01")

    assert kenmerken(antwoord, ".planmenu a", "href") == [
        f"{ADRES}?peildatum=2024-03-01",
        f"{ADRES}kort/?peildatum=2024-03-01",
        f"{ADRES}dashboard/?peildatum=2024-03-01",
        f"{ADRES}onvolledig/?peildatum=2024-03-01",
        f"{ADRES}geld/?peildatum=2024-03-01",
        f"{ADRES}over/?peildatum=2024-03-01",
        # A round has a day of its own.
        f"{ADRES}rondes/",
        f"{ADRES}besluiten/",
        f"{ADRES}wijzigingen/?peildatum=2024-03-01",
    ]


def test_menu_of_the_externe_leads_to_nothing_about_the_whole_plan(client, maatregel, externe):
    client.force_login(externe)

    assert vind(client.get(ADRES), ".planmenu li") == ["Stoplicht", "Wijzigingen"]


def test_plan_list_without_plans_says_what_to_do(client, bestuurder):
    """The beleidsadviseur can make one; see test_views_schikken."""
    client.force_login(bestuurder)

    antwoord = client.get("/")

    assert vind(antwoord, "main h2, main li") == []
    assert vind(antwoord, "main p")[0] == "U heeft nog geen plannen."


def test_plan_detail_shows_first_what_needs_attention(lezer, plan):
    groen, oranje, rood, grijs, afgerond, oud, zonder, gestopt = (
        MaatregelFactory(plan=plan, code=code)
        for code in "groen oranje rood grijs afgerond oud zonder gestopt".split()
    )
    maak_stand(groen)
    maak_stand(oranje, geld="oranje")
    maak_stand(rood, tijd="rood", geld="oranje")
    maak_stand(grijs, tijd="grijs", geld="grijs", resultaat="grijs")
    maak_stand(afgerond, fase="afgerond")
    maak_stand(gestopt, fase="gestopt")
    maak_stand(oud, peildatum=LANG_GELEDEN)

    volgorde = codes(lezer.get(ADRES))

    assert zonder.standen.count() == 0
    assert volgorde == "rood oranje oud zonder grijs groen afgerond gestopt".split()


def test_plan_detail_within_a_light_shows_most_late_lines_first(lezer, plan):
    for code, te_laat in (("geen", 0), ("twee", 2), ("een", 1)):
        maatregel = MaatregelFactory(plan=plan, code=code)
        blad = BladFactory(maatregel=maatregel)
        for _ in range(te_laat):
            MijlpaalFactory(blad=blad)
        maak_stand(maatregel)

    assert codes(lezer.get(ADRES)) == ["twee", "een", "geen"]


def test_plan_detail_counts_the_measures_per_light(lezer, plan):
    for code, licht in (("a", "groen"), ("b", "rood"), ("c", "groen")):
        maak_stand(MaatregelFactory(plan=plan, code=code), tijd=licht)
    MaatregelFactory(plan=plan, code="d")

    antwoord = lezer.get(ADRES)

    geteld = [regel.split(" ", 1) for regel in vind(antwoord, ".tellingen > li")]
    assert geteld == [
        ["1", "rood, vraagt een besluit"],
        ["0", "oranje, vraagt aandacht"],
        ["1", "niet bijgewerkt, geen recente stand"],
        ["0", "grijs, nog niet te beoordelen"],
        ["2", "groen, op koers"],
        ["0", "beëindigd, afgerond, gestopt of vervallen"],
    ]


def test_plan_detail_shows_total_and_three_aspects_in_words(lezer, maatregel):
    maak_stand(maatregel, tijd="rood", geld="oranje", resultaat="grijs")

    assert lichten(lezer.get(ADRES)) == [["rood", "rood", "oranje", "grijs"]]


def test_plan_detail_shows_an_argued_total_with_its_argument(lezer, maatregel):
    maak_stand(maatregel, geld="oranje", totaal="groen", afwijking_reden="Het komt goed.")

    antwoord = lezer.get(ADRES)

    assert lichten(antwoord) == [["groen", "groen", "oranje", "groen"]]
    assert vind(antwoord, ".stoplicht__reden") == ["Het komt goed."]


def test_plan_detail_shows_reason_theme_cluster_trekker_and_next_step(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    blad = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan, titel="Prio 1"))
    MijlpaalFactory(blad=blad)
    MijlpaalFactory(blad=blad, tekst="Afronden", van=date(2098, 1, 1), tot_en_met=date(2098, 3, 31))
    for naam in ("J. de Vries", "M. Bos"):
        persoon = PersoonFactory(gemeente=plan.gemeente, naam=naam)
        BetrokkenheidFactory(maatregel=maatregel, persoon=persoon)
    maak_stand(maatregel, tijd="oranje")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "tbody p") == [
        "De offerte kwam later.",
        f"voorstel, Thema {maatregel.thema.code}, Prio 1",
    ]
    assert vind(antwoord, "tbody td")[-2:] == [
        "J. de Vries, M. Bos",
        "1 stap te laat, Q1 2098: Afronden",
    ]


def test_plan_detail_says_what_is_not_there_yet(lezer, plan):
    MaatregelFactory(plan=plan, code="1a")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".stoplicht__reden") == ["Er is nog geen stand vastgelegd."]
    assert vind(antwoord, "tbody td")[-2:] == ["nog geen trekker", "geen stap gepland"]


def test_plan_detail_escapes_what_people_typed(lezer, plan):
    maak_stand(
        MaatregelFactory(plan=plan, code="1a", titel="<b>Vet</b> & <script>x()</script>"),
        tijd="rood",
        oorzaak="<img src=x onerror=x()>",
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, RIJ) == ["1a <b>Vet</b> & <script>x()</script>"]
    assert vind(antwoord, ".stoplicht__reden") == ["<img src=x onerror=x()>"]


def test_plan_detail_links_each_row_to_its_measure(lezer, maatregel):
    assert kenmerken(lezer.get(ADRES), f"{RIJ} a", "href") == [f"{ADRES}maatregelen/1a/"]


def test_plan_detail_of_an_empty_plan_says_so(lezer, plan):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "table") == []
    assert "Dit plan is nog leeg." in vind(antwoord, "main p")


def test_plan_detail_on_a_past_day_shows_the_standen_of_then(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    maak_stand(maatregel, peildatum=LANG_GELEDEN, tijd="rood")
    maak_stand(maatregel)

    toen = lezer.get(ADRES, {"peildatum": "31-3-2019"})
    nu = lezer.get(ADRES)

    assert vind(toen, "h1") == ["Stoplicht per 31 maart 2019"]
    assert (lichten(toen)[0][0], lichten(nu)[0][0]) == ("rood", "groen")


def test_plan_detail_on_the_day_before_the_first_stand_has_none(lezer, plan):
    maak_stand(MaatregelFactory(plan=plan, code="1a"), peildatum=LANG_GELEDEN)

    antwoord = lezer.get(ADRES, {"peildatum": "30-3-2019"})

    assert lichten(antwoord) == [["niet bijgewerkt"] * 4]


def test_plan_detail_on_a_past_day_keeps_that_day_in_its_links(lezer, maatregel):
    antwoord = lezer.get(ADRES, {"peildatum": "31-3-2019"})

    [adres] = kenmerken(antwoord, f"{RIJ} a", "href")
    assert vind(lezer.get(adres), "h1 + p .heel") == ["31 maart 2019"]


@pytest.mark.parametrize(
    "peildatum",
    ["gisteren", "31-2-2019", "2019", "", "'; --", "1-1-0001", "31-12-9999", "\x00", "1" * 5000],
)
def test_plan_detail_on_a_day_that_cannot_be_read_is_about_today(lezer, maatregel, peildatum):
    antwoord = lezer.get(ADRES, {"peildatum": peildatum})

    vandaag = kalender.datum_voluit(kalender.vandaag())
    assert (antwoord.status_code, vind(antwoord, "h1")) == (200, [f"Stoplicht per {vandaag}"])


@pytest.mark.parametrize("peildatum", ["1-1-1990", "31-12-2099"])
def test_plan_detail_stands_the_first_and_the_last_day_there_is(lezer, maatregel, peildatum):
    antwoord = lezer.get(ADRES, {"peildatum": peildatum})

    assert (antwoord.status_code, lichten(antwoord)) == (200, [["niet bijgewerkt"] * 4])


def test_plan_detail_of_a_plan_that_is_over_shows_the_last_standen(lezer, gemeente):
    plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", tot_en_met=date(2021, 12, 31))
    maak_stand(MaatregelFactory(plan=plan, code="1a"), peildatum=date(2021, 11, 1), tijd="rood")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "h1") == ["Stoplicht per 1 november 2021"]
    assert "De planperiode is voorbij." in vind(antwoord, "main")[0]
    assert lichten(antwoord)[0][0] == "rood"


def test_plan_detail_after_a_round_shows_what_it_did_not_see_as_not_updated(lezer, plan):
    gezien, gezwegen = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b"))
    maak_stand(gezwegen, peildatum=GISTEREN)
    ronde = open_ronde(plan, GISTEREN, door=None)
    maak_stand(gezien, peildatum=GISTEREN, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    antwoord = lezer.get(ADRES)

    assert codes(antwoord) == ["1b", "1a"]
    assert [rij[0] for rij in lichten(antwoord)] == ["niet bijgewerkt", "groen"]


def test_plan_detail_marks_a_stand_as_voorstel_until_a_round_confirms_it(lezer, plan, maatregel):
    voor = vind(lezer.get(ADRES), "tbody .label")
    ronde = open_ronde(plan, kalender.vandaag(), door=None)
    maak_stand(maatregel, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert (voor, vind(lezer.get(ADRES), "tbody .label")) == (["voorstel"], [])


@pytest.mark.parametrize(
    ("wie", "knoppen"),
    [
        ("bestuurder", ["In het kort", "Rapporten"]),
        ("trekker", ["Rapporten"]),
        ("beleidsadviseur", ["Indeling", "Maatregel toevoegen", "Rapporten"]),
        ("voorzitter", ["Indeling", "Maatregel toevoegen", "Rapporten"]),
    ],
)
def test_plan_detail_offers_only_what_she_may_do(client, request, maatregel, wie, knoppen):
    client.force_login(request.getfixturevalue(wie))

    assert vind(client.get(ADRES), "main a.knop") == knoppen


def test_plan_detail_says_when_the_data_are_invented(lezer, plan):
    plan.gemeente.voorbeeld = True
    plan.gemeente.save()

    assert vind(lezer.get(ADRES), "header .voorbeeld b") == ["Voorbeeldgegevens."]


def test_plan_list_tells_who_may_decide_that_a_request_of_another_waits(
    client, plan, beheerder, beleidsadviseur, bestuurder
):
    vraag_afschermen(plan.gemeente, "Plan", grond="naam van een cliënt", door=beleidsadviseur)
    gezien = {}
    for wie in (beheerder, beleidsadviseur, bestuurder):
        client.force_login(wie)
        gezien[wie.username] = vind(client.get("/"), "main .wacht")

    assert gezien == {
        "beheerder": ["1 verzoek tot afschermen bij Waterstad wacht op een tweede persoon"],
        "beleidsadviseur": [],
        "bestuurder": [],
    }


@pytest.mark.parametrize("aantal", [1, 3])
def test_plan_list_takes_the_same_queries_for_more_plans(
    lezer, gemeente, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        maak_vol(PlanFactory(gemeente=gemeente), "1a")

    with django_assert_num_queries(8):
        antwoord = lezer.get("/")

    assert len(vind(antwoord, "main h3")) == aantal


@pytest.mark.parametrize("aantal", [1, 3])
def test_plan_detail_takes_the_same_queries_for_more_measures(
    lezer, plan, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        maak_vol(plan, f"1{nummer}")

    with django_assert_num_queries(12):
        antwoord = lezer.get(ADRES)

    assert len(codes(antwoord)) == aantal


def test_what_runs_today_comes_before_what_is_over(client):
    oud, nu = GemeenteFactory(slug="aa", naam="Aadorp"), GemeenteFactory(slug="zz", naam="Zeedorp")
    PlanFactory(gemeente=oud, tot_en_met=date(2020, 12, 31))
    PlanFactory(gemeente=nu)
    wie = GebruikerFactory(lid_van=oud, rollen=["bestuurder"])
    Lidmaatschap.objects.create(gebruiker=wie, gemeente=nu, van=date(2020, 1, 1))
    client.force_login(wie)

    assert vind(client.get("/"), "main h2") == ["Zeedorp", "Aadorp"]


def test_an_invented_gemeente_says_so_in_the_list(client):
    gemeente = GemeenteFactory(naam="Lindedorp", voorbeeld=True)
    PlanFactory(gemeente=gemeente)
    client.force_login(GebruikerFactory(lid_van=gemeente, rollen=["bestuurder"]))

    assert vind(client.get("/"), "main h2") == ["Lindedorp voorbeeldgegevens"]


def test_the_trail_of_a_gemeente_is_a_link_for_who_belongs_to_it(client):
    eigen = GemeenteFactory(slug="nieuw")
    oud = GemeenteFactory(slug="oud", geldig_tot_en_met=date(2018, 12, 31), opvolger=eigen)
    for gemeente in (eigen, oud):
        PlanFactory(gemeente=gemeente)
    client.force_login(GebruikerFactory(lid_van=eigen, rollen=["bestuurder"]))

    antwoord = client.get("/")

    assert kenmerken(antwoord, "main a[href$='/wijzigingen/']", "href") == ["/nieuw/wijzigingen/"]
