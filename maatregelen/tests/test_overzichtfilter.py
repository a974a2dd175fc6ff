"""Which measures an overview shows and in which order: what fits, what is said, what it costs."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.overzichtfilter import VOLGORDEN
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ThemaFactory,
    in_handeling,
    maak_stand,
)
from maatregelen.tests.test_views_plan import maak_vol
from maatregelen.tests.test_views_verleden import op

PAGINAS = ["/waterstad/plan-jeugd/", "/waterstad/plan-jeugd/overzicht/"]
ADRES, TABEL = PAGINAS
CODES = "tbody th[scope=row] b"


@pytest.fixture
def lezer(client, beleidsadviseur):
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def drie(plan):
    """1a: red, cluster A, thema 1, regionaal, De Vries, a step in 2098. 1b: green, cluster B,
    thema 2, a werkgroep, a step in 2097. 1c: nothing at all."""
    een, twee = (ThemaFactory(plan=plan, code=code, titel=f"Groep {code}") for code in "12")
    a, b = (ClusterFactory(plan=plan, code=code, titel=f"Geld {code}") for code in "AB")
    rood = MaatregelFactory(
        plan=plan, thema=een, code="1a", schaalniveau="regionaal", aanpak="Eén loket", volgorde=1
    )
    groen = MaatregelFactory(plan=plan, thema=twee, code="1b", volgorde=2)
    MaatregelFactory(plan=plan, thema=twee, code="1c", volgorde=3)
    for maatregel, cluster, jaar in ((rood, a, 2098), (groen, b, 2097)):
        MijlpaalFactory(
            blad=BladFactory(maatregel=maatregel, cluster=cluster),
            tekst=f"Meten in {jaar}",
            van=date(jaar, 1, 1),
            tot_en_met=date(jaar, 3, 31),
        )
    persoon = PersoonFactory(gemeente=plan.gemeente, naam="Z. de Vries")
    BetrokkenheidFactory(maatregel=rood, persoon=persoon)
    werkgroep = OrganisatieFactory(gemeente=plan.gemeente, naam="Werkgroep")
    BetrokkenheidFactory(maatregel=groen, persoon=None, organisatie=werkgroep)
    maak_stand(rood, tijd="rood", oorzaak="De raad koos nog niet.")
    maak_stand(groen, fase="doorlopend")
    return {"persoon": f"p{persoon.pk}", "werkgroep": f"o{werkgroep.pk}"}


def codes(antwoord) -> list[str]:
    return vind(antwoord, CODES)


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", "1a 1c 1b"),
        ("licht=rood", "1a"),
        ("licht=niet_bijgewerkt", "1c"),
        ("licht=groen", "1b"),
        ("licht=geen", ""),
        ("thema=1", "1a"),
        ("thema=2", "1c 1b"),
        ("cluster=B", "1b"),
        ("cluster=geen", "1c"),
        ("trekker={persoon}", "1a"),
        ("trekker={werkgroep}", "1b"),
        ("trekker=geen", "1c"),
        ("fase=doorlopend", "1b"),
        ("fase=gepland", "1c"),
        ("schaalniveau=regionaal", "1a"),
        ("schaalniveau=geen", "1c 1b"),
        ("schaalniveau=landelijk", ""),
        ("tekst=EEN+loket", "1a"),
        ("tekst=1b", "1b"),
        ("tekst=meten", "1a 1b"),
        ("tekst=raad+koos", "1a"),
        ("tekst=raad+xylofoon", ""),
        ("thema=2&licht=groen", "1b"),
        ("thema=2&licht=rood", ""),
    ],
)
def test_only_what_fits_all_that_was_chosen_is_shown(lezer, drie, pagina, vraag, verwacht):
    antwoord = lezer.get(f"{pagina}?{vraag.format(**drie)}")

    assert (antwoord.status_code, codes(antwoord)) == (200, verwacht.split())


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.parametrize(
    ("volgorde", "verwacht", "zin"),
    [
        ("", "1a 1c 1b", "bovenaan wat aandacht vraagt"),
        ("aandacht", "1a 1c 1b", "bovenaan wat aandacht vraagt"),
        ("plan", "1a 1b 1c", "in de volgorde van het plan"),
        ("trekker", "1b 1a 1c", "op naam van de trekker"),
        ("stap", "1b 1a 1c", "bovenaan de stap die het eerst komt"),
        ("stand", "1c 1a 1b", "bovenaan de oudste stand"),
    ],
)
def test_order_is_as_chosen_and_said(lezer, drie, pagina, volgorde, verwacht, zin):
    antwoord = lezer.get(pagina, {"volgorde": volgorde})

    assert codes(antwoord) == verwacht.split()
    assert vind(antwoord, ".kaart__bij")[0].endswith(zin)


def test_every_order_can_be_chosen(lezer, drie):
    assert vind(lezer.get(ADRES), "#filter_volgorde option") == [
        woorden for woorden, *_ in VOLGORDEN.values()
    ]


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.parametrize(
    "naam", ["licht", "thema", "cluster", "trekker", "fase", "schaalniveau", "volgorde"]
)
@pytest.mark.parametrize("waarde", ["bestaat-niet", "'; --", "<b>", "9" * 400, "\x00"])
def test_a_value_that_is_not_there_is_said_and_left_out(lezer, drie, pagina, naam, waarde):
    antwoord = lezer.get(pagina, {naam: waarde})

    assert antwoord.status_code == 200
    assert codes(antwoord) == ["1a", "1c", "1b"]
    assert vind(antwoord, ".veld__melding") == ["Fout: Deze keuze is er hier niet."]
    assert vind(antwoord, "title")[0].startswith("Fout: ")
    assert kenmerken(antwoord, "details.zeef", "open") == [""]


@pytest.mark.parametrize(
    ("naam", "melding"),
    [("schaalniveau", "Deze keuze is er hier niet."), ("cluster", "Deze keuze is er hier niet.")],
)
def test_a_value_for_what_this_plan_does_not_have_is_said_too(lezer, plan, naam, melding):
    MaatregelFactory(plan=plan, code="1a")

    antwoord = lezer.get(ADRES, {naam: "xx"})

    assert vind(antwoord, ".veld__melding") == [f"Fout: {melding}"]


def test_too_many_words_are_said(lezer, drie):
    antwoord = lezer.get(ADRES, {"tekst": "x" * 101})

    assert (codes(antwoord), vind(antwoord, ".veld__melding")) == (
        ["1a", "1c", "1b"],
        ["Fout: Gebruik hooguit 100 tekens."],
    )


def test_choices_say_how_often_and_hide_what_this_plan_does_not_have(lezer, plan, drie):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "#filter_thema option") == ["Alle", "1 Groep 1 (1)", "2 Groep 2 (2)"]
    assert vind(antwoord, "#filter_trekker option") == [
        "Alle",
        "nog geen trekker (1)",
        "Werkgroep (1)",
        "Z. de Vries (1)",
    ]
    assert vind(antwoord, "#filter_licht option") == [
        "Alle",
        "rood (1)",
        "oranje (0)",
        "niet bijgewerkt (1)",
        "grijs (0)",
        "groen (1)",
        "beëindigd (0)",
    ]


def test_a_plan_without_clusters_and_levels_offers_no_such_choice(lezer, plan):
    MaatregelFactory(plan=plan, code="1a")

    assert kenmerken(lezer.get(ADRES), ".zeef select", "name") == [
        "licht",
        "thema",
        "trekker",
        "fase",
        "volgorde",
    ]


def test_the_plans_own_words_stand_at_the_fields(lezer, plan, drie):
    ander = PlanFactory(
        gemeente=plan.gemeente, slug="ander", naam_thema="Vraagstuk", naam_cluster="Geldstroom"
    )
    BladFactory(maatregel=MaatregelFactory(plan=ander), cluster=ClusterFactory(plan=ander))

    namen = vind(lezer.get("/waterstad/ander/"), ".zeef label")

    assert namen[:3] == ["Licht", "Vraagstuk", "Geldstroom"]


@pytest.mark.parametrize("pagina", PAGINAS)
def test_what_is_on_stands_there_in_words_and_can_be_taken_off_one_by_one(lezer, drie, pagina):
    vraag = {"licht": "rood", "trekker": drie["persoon"], "tekst": "loket", "volgorde": "plan"}

    antwoord = lezer.get(pagina, vraag)

    assert [chip.rstrip(" ×") for chip in vind(antwoord, ".chip")] == [
        "Haal weg: Trekker: Z. de Vries",
        "Haal weg: Licht: rood",
        "Haal weg: Woorden: ‘loket’",
    ]
    adressen = kenmerken(antwoord, ".chip", "href")
    over = [{naam: w for naam, [w] in parse_qs(urlsplit(url).query).items()} for url in adressen]
    assert over == [
        {naam: waarde for naam, waarde in vraag.items() if naam != weg}
        for weg in ("trekker", "licht", "tekst")
    ]


def test_taking_off_the_last_one_shows_all(lezer, drie):
    [adres] = kenmerken(lezer.get(ADRES, {"licht": "rood"}), ".chip", "href")

    assert codes(lezer.get(adres)) == ["1a", "1c", "1b"]


@pytest.mark.parametrize("pagina", PAGINAS)
def test_number_of_those_shown_and_of_all_is_said(lezer, drie, pagina):
    assert "2 van 3 maatregelen" in vind(lezer.get(pagina, {"thema": "2"}), ".kaart__kop")[0]


@pytest.mark.parametrize("pagina", PAGINAS)
def test_nothing_that_fits_says_so_and_how_to_go_on(lezer, drie, pagina):
    antwoord = lezer.get(pagina, {"thema": "2", "licht": "rood", "volgorde": "plan"})

    assert vind(antwoord, ".leeg__kop") == ["Geen maatregel voldoet aan deze filters samen."]
    assert kenmerken(antwoord, ".leeg a", "href") == [f"{pagina}?volgorde=plan"]


def test_the_fold_is_open_only_where_something_is_on(lezer, drie):
    open_ = [
        kenmerken(lezer.get(ADRES, vraag), "details.zeef", "open")
        for vraag in ({}, {"licht": "rood"}, {"volgorde": "plan"}, {"licht": "x"})
    ]

    assert open_ == [[None], [""], [""], [""]]


def test_counts_go_on_counting_everything_and_lead_to_their_light(lezer, drie):
    antwoord = lezer.get(ADRES, {"licht": "groen"})

    assert [regel.split()[0] for regel in vind(antwoord, ".tellingen > li")] == [
        *"101010",
    ]
    assert kenmerken(antwoord, ".tellingen a", "href") == [
        f"{ADRES}?licht=rood",
        f"{ADRES}?licht=niet_bijgewerkt",
        f"{ADRES}?licht=groen",
    ]
    assert vind(antwoord, ".tellingen [aria-current=true]") == ["groen"]


def test_each_count_leads_to_as_many_measures(lezer, drie):
    antwoord = lezer.get(ADRES)

    for adres in kenmerken(antwoord, ".tellingen a", "href"):
        assert len(codes(lezer.get(adres))) == 1


DAGEN = "peildatum=2024-03-01&bekend_op=2026-03-03"


@pytest.mark.parametrize("pagina", PAGINAS)
def test_days_stay_in_every_address_of_the_filter_and_the_filter_in_that_of_the_days(
    lezer, gemeente, pagina
):
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        MaatregelFactory(plan=plan, code="1a", titel="Toen")

    antwoord = lezer.get(f"{pagina}?{DAGEN}&licht=niet_bijgewerkt")

    assert codes(antwoord) == ["1a"]
    assert kenmerken(antwoord, ".chip", "href") == [f"{pagina}?{DAGEN}"]
    assert kenmerken(antwoord, ".zeef [type=hidden]", "value") == ["2024-03-01", "2026-03-03"]
    assert kenmerken(antwoord, ".dagkeuze [type=hidden]", "name") == ["licht"]
    assert f"{pagina}?licht=niet_bijgewerkt" in kenmerken(antwoord, ".dagkeuze a", "href")
    ander = TABEL if pagina == ADRES else ADRES
    assert f"{ander}?{DAGEN}&licht=niet_bijgewerkt" in kenmerken(antwoord, "main a", "href")


@pytest.mark.parametrize("pagina", PAGINAS)
def test_filter_in_the_past_is_about_what_was_known_then(lezer, gemeente, pagina):
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        thema = ThemaFactory(plan=plan, code="1")
        maatregel = MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Oude naam")
        persoon = PersoonFactory(gemeente=gemeente, naam="Z. de Vries")
        deel = BetrokkenheidFactory(maatregel=maatregel, persoon=persoon)
    with in_handeling():
        maatregel.thema, maatregel.titel = ThemaFactory(plan=plan, code="2"), "Nieuw"
        maatregel.save()
        deel.tot_en_met = date(2020, 1, 1)
        deel.save()
        logboek.schrijf("gewijzigd", maatregel, gemeente_id=gemeente.pk, naam="x")

    def gevonden(**vraag) -> list[str]:
        return codes(lezer.get(pagina, vraag))

    toen = {"bekend_op": "2026-03-03"}
    wie = f"p{persoon.pk}"
    assert gevonden(**toen, thema="1", tekst="oude", trekker=wie) == ["1a"]
    assert gevonden(**toen, tekst="nieuw") == []
    assert gevonden(thema="2", tekst="nieuw", trekker="geen") == ["1a"]


def test_a_trekker_stands_in_the_address_by_number_and_never_by_name(lezer, drie):
    waarden = kenmerken(lezer.get(ADRES), "#filter_trekker option", "value")

    assert sorted(waarden) == sorted(["", "geen", drie["persoon"], drie["werkgroep"]])


def test_externe_can_choose_only_from_her_own_measures(client, maatregel, externe):
    vreemd = PersoonFactory(gemeente=maatregel.plan.gemeente, naam="A. Vreemd")
    BetrokkenheidFactory(maatregel=MaatregelFactory(plan=maatregel.plan, code="9z"), persoon=vreemd)
    client.force_login(externe)

    antwoord = client.get(ADRES, {"trekker": f"p{vreemd.pk}"})

    assert "A. Vreemd" not in antwoord.content.decode()
    assert vind(antwoord, ".veld__melding") == ["Fout: Deze keuze is er hier niet."]


# The same as without a filter: it works on what was read.
@pytest.mark.parametrize(("pagina", "vragen"), [(ADRES, 12), (TABEL, 11)])
@pytest.mark.parametrize("aantal", [1, 3])
def test_it_takes_the_same_queries_for_more_measures(
    lezer, plan, aantal, pagina, vragen, django_assert_num_queries
):
    for nummer in range(aantal):
        maak_vol(plan, f"1{nummer}")

    vraag = {"licht": "groen", "tekst": "m", "volgorde": "stand"}
    with django_assert_num_queries(vragen):
        antwoord = lezer.get(pagina, vraag)

    assert len(codes(antwoord)) == aantal


# The table to print.


def cellen(antwoord) -> list[list[str]]:
    tekst = vind(antwoord, "tbody th, tbody td")
    return [tekst[begin : begin + 5] for begin in range(0, len(tekst), 5)]


def test_table_says_who_when_and_the_light_in_words(lezer, plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    blad = BladFactory(maatregel=maatregel)
    MijlpaalFactory(blad=blad)
    MijlpaalFactory(blad=blad, tekst="Afronden", van=date(2098, 1, 1), tot_en_met=date(2098, 3, 31))
    MijlpaalFactory(blad=blad, tekst="Weg ermee", toestand="vervallen")
    for naam, rol in (
        ("J. de Vries", "trekker"),
        ("M. Bos", "betrokkene"),
        ("A. Os", "uitvoerder"),
    ):
        persoon = PersoonFactory(gemeente=plan.gemeente, naam=naam)
        BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol=rol)
    weg = PersoonFactory(gemeente=plan.gemeente, naam="V. Erleden")
    BetrokkenheidFactory(
        maatregel=maatregel, persoon=weg, rol="betrokkene", tot_en_met=date(2020, 1, 1)
    )
    maak_stand(maatregel, tijd="oranje")

    assert cellen(lezer.get(TABEL)) == [
        [
            "1a Hulp dichtbij huis",
            "J. de Vries",
            "A. Os (uitvoerder) M. Bos (betrokkene)",
            "Q2 2019 Afspraken maken (te laat) Q1 2098 Afronden",
            "oranje (voorstel)",
        ]
    ]


def test_table_says_what_is_not_there(lezer, plan):
    MaatregelFactory(plan=plan, code="1a")

    assert cellen(lezer.get(TABEL)) == [
        [
            "1a Hulp dichtbij huis",
            "nog geen trekker",
            "niemand genoemd",
            "geen planning",
            "niet bijgewerkt",
        ]
    ]


def test_table_of_an_empty_plan_says_so(lezer, plan):
    assert vind(lezer.get(TABEL), ".leeg__kop") == ["Dit plan is nog leeg."]


def test_table_says_its_days_for_who_reads_the_print(lezer, plan):
    vandaag = kalender.datum_voluit(kalender.vandaag())

    assert vind(lezer.get(TABEL), ".dagkeuze p")[0] == (
        f"Stand per {vandaag}, zoals bekend op {vandaag} (nu)."
    )


def test_table_before_the_plan_was_there_says_so(lezer, plan):
    assert "nog niet" in vind(lezer.get(TABEL, {"bekend_op": "2019-01-01"}), "main")[0]


def test_stoplicht_leads_to_the_table_and_the_sheets_with_the_same_choice(lezer, drie):
    antwoord = lezer.get(ADRES, {"licht": "rood"})

    assert kenmerken(antwoord, ".overzichtknoppen__afdruk a", "href") == [
        f"{ADRES}raster/?licht=rood",
        f"{TABEL}?licht=rood",
        f"{ADRES}bladen/?licht=rood",
    ]
