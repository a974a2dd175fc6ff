"""The page of one measure: its stand, who does what, its planning, earlier standen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from jeugdhulp import kalender
from jeugdhulp.opmaak import moment
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import OpenEinde
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BeleidsplanFactory,
    BesluitFactory,
    BesluitmaatregelFactory,
    BesluitmomentFactory,
    BesparingFactory,
    BestedingFactory,
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    ContextcijferFactory,
    DekkingFactory,
    DoelFactory,
    DoelkoppelingFactory,
    InvesteringFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ResultaatFactory,
    RisicoFactory,
    RustFactory,
    SamenhangFactory,
    VermeldingFactory,
    VervallenActiviteitFactory,
    maak_stand,
)
from maatregelen.tests.vol import maak_stand_met_delen, vul_blad

ADRES = "/waterstad/plan-jeugd/maatregelen/1a/"
STAND = "section[aria-labelledby=stand-kop]"
EERDER = "section[aria-labelledby=eerder-kop]"
WIE = "section[aria-labelledby=wie-kop]"
LIJN = "[data-kwartaallijn] > ol > li"
VANDAAG = kalender.vandaag()


@pytest.fixture
def lezer(client, bestuurder):
    """A client of who reads the whole plan and changes nothing."""
    client.force_login(bestuurder)
    return client


@pytest.fixture
def kaal(plan):
    """Measure 1a with nothing yet."""
    return MaatregelFactory(plan=plan, code="1a")


def test_head_names_code_title_theme_phase_and_day(lezer, maatregel):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "h1") == ["1a Hulp dichtbij huis"]
    assert vind(antwoord, "h1 + p") == [
        f"Thema {maatregel.thema} · in uitvoering · per {kalender.datum_voluit(VANDAAG)}"
    ]


def test_stand_shows_total_aspects_text_and_explanation(lezer, kaal):
    maak_stand(kaal, tijd="rood", geld="oranje", tekst="Eerste alinea.")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{STAND} .licht-woord") == [
        "rood: vraagt een besluit",
        "Tijd: rood: vraagt een besluit",
        "Geld: oranje: vraagt aandacht",
        "Resultaat: groen: op koers",
    ]
    assert vind(antwoord, f"{STAND} .tekst") == [
        "Eerste alinea.",
        "De offerte kwam later.",
        "De start schuift op.",
        "Wij bellen de aanbieder elke week.",
    ]


def test_stand_shows_why_it_is_grijs_and_why_the_total_differs(lezer, kaal):
    maak_stand(kaal, geld="grijs", totaal="grijs", afwijking_reden="Het geld bepaalt alles.")

    assert vind(lezer.get(ADRES), f"{STAND} dl > div") == [
        "Waarom een ander totaal Het geld bepaalt alles.",
        "Waarom nog niet te beoordelen nog niet gemeten",
    ]


def test_stand_says_who_entered_it_for_whom_and_that_it_is_a_proposal(lezer, kaal, bestuurder):
    maak_stand(kaal, door=bestuurder, namens="de trekker")

    [voet] = vind(lezer.get(ADRES), f"{STAND} .kaart__voet")

    assert voet.startswith("Vastgelegd door bestuurder, namens de trekker, op ")
    assert "Dit is een voorstel" in voet


def test_stand_names_the_document_it_comes_from(lezer, kaal):
    maak_stand(kaal, bron="Voortgangsrapportage 1")

    [voet] = vind(lezer.get(ADRES), f"{STAND} .kaart__voet")

    assert voet.startswith("Overgenomen uit Voortgangsrapportage 1 op ")


def test_stand_names_the_round_that_confirmed_it(lezer, kaal):
    ronde = open_ronde(kaal.plan, date(2026, 1, 31), door=None)
    maak_stand(kaal, peildatum=date(2026, 1, 31), ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    [voet] = vind(lezer.get(ADRES), f"{STAND} .kaart__voet")

    assert "bevestigd in de ronde per 31 januari 2026" in voet.lower()


def test_stand_that_is_too_old_is_never_green(lezer, kaal):
    maak_stand(kaal, peildatum=VANDAAG - timedelta(days=100))

    woorden = vind(lezer.get(ADRES), f"{STAND} .licht-woord")

    assert woorden == [
        "niet bijgewerkt",
        "Tijd: niet bijgewerkt",
        "Geld: niet bijgewerkt",
        "Resultaat: niet bijgewerkt",
    ]


def test_measure_without_a_stand_says_so_and_is_not_green(lezer, kaal):
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{STAND} .licht-woord") == ["niet bijgewerkt"]
    assert "Er is nog geen stand vastgelegd." in vind(antwoord, f"{STAND} p")


def test_measure_that_has_ended_has_no_lights(lezer, kaal):
    maak_stand(kaal, fase="gestopt")

    assert vind(lezer.get(ADRES), f"{STAND} .licht-woord") == ["beëindigd"]


def test_earlier_standen_stand_newest_first_without_the_current(lezer, kaal):
    for dag, licht in ((1, "groen"), (3, "rood"), (2, "oranje")):
        maak_stand(kaal, peildatum=date(2026, 1, dag), tijd=licht)

    antwoord = lezer.get(ADRES, {"peildatum": "31-1-2026"})

    assert vind(antwoord, "#stand-kop span") == ["per 3 januari 2026"]
    assert vind(antwoord, f"{EERDER} li > p:nth-child(-n+2)") == [
        "2 januari 2026",
        "oranje: vraagt aandacht",
        "1 januari 2026",
        "groen: op koers",
    ]


def test_standen_of_one_day_say_when_they_were_made(lezer, kaal):
    eerste = maak_stand(kaal, peildatum=date(2026, 1, 2))
    maak_stand(kaal, peildatum=date(2026, 1, 2))
    maak_stand(kaal, peildatum=date(2026, 1, 1))

    antwoord = lezer.get(ADRES, {"peildatum": "31-1-2026"})

    assert vind(antwoord, f"{EERDER} li > p:first-child") == [
        f"2 januari 2026, vastgelegd op {moment(eerste.gemaakt_op)}",
        "1 januari 2026",
    ]


def test_earlier_stand_opens_with_its_text_and_explanation(lezer, kaal):
    maak_stand(kaal, peildatum=date(2026, 1, 1), tijd="rood", tekst="Zo was het.")
    maak_stand(kaal, peildatum=date(2026, 1, 2))

    assert vind(lezer.get(ADRES), f"{EERDER} details") == [
        "Stand van zaken per 1 januari 2026 Zo was het. Oorzaak De offerte kwam later."
        " Gevolg De start schuift op. Bijsturing Wij bellen de aanbieder elke week."
    ]


def test_stand_is_marked_as_voorstel_until_a_round_confirms_it(lezer, kaal):
    maak_stand(kaal)

    assert vind(lezer.get(ADRES), f"{STAND} .label") == ["voorstel"]


def test_people_without_a_trekker_say_so(lezer, kaal):
    BetrokkenheidFactory(maatregel=kaal, rol="uitvoerder")

    assert vind(lezer.get(ADRES), f"{WIE} dl > div")[0] == "Trekker nog geen trekker"


@pytest.mark.parametrize(
    ("peildatum", "zin", "merk"),
    [
        ("31-12-2018", ["De peildatum 31 december 2018 valt vóór deze planning."], []),
        ("31-3-2019", [], ["peildatum"]),
        ("1-7-2019", [], ["peildatum"]),
        ("1-10-2019", ["De peildatum 1 oktober 2019 valt na deze planning."], []),
    ],
)
def test_planning_says_where_the_peildatum_falls(lezer, kaal, peildatum, zin, merk):
    MijlpaalFactory(blad=BladFactory(maatregel=kaal))

    antwoord = lezer.get(ADRES, {"peildatum": peildatum})

    assert vind(antwoord, ".kwartaallijn__buiten") == zin
    assert vind(antwoord, ".kwartaal__nu") == merk


def test_planning_explains_only_what_is_on_it(lezer, kaal):
    MijlpaalFactory(blad=BladFactory(maatregel=kaal))

    antwoord = lezer.get(ADRES, {"peildatum": "1-7-2019"})

    assert vind(antwoord, ".kwartaallijn__uitleg li") == ["te laat"]


def test_past_day_shows_the_stand_the_phase_and_the_planning_of_then(lezer, kaal):
    MijlpaalFactory(blad=BladFactory(maatregel=kaal))
    maak_stand(kaal, peildatum=date(2019, 5, 1), fase="in voorbereiding", tijd="rood")
    maak_stand(kaal, fase="afgerond")

    antwoord = lezer.get(ADRES, {"peildatum": "1-6-2019"})

    assert vind(antwoord, f"{STAND} .licht-woord")[0] == "rood: vraagt een besluit"
    assert "in voorbereiding · per 1 juni 2019" in vind(antwoord, "h1 + p")[0]
    assert vind(antwoord, f"{LIJN} .planregel") == ["Afspraken maken, gepland"]


def test_past_day_before_the_first_stand_shows_none(lezer, kaal):
    maak_stand(kaal, fase="afgerond", tekst="Klaar.")

    antwoord = lezer.get(ADRES, {"peildatum": "1-6-2019"})

    assert "Er is nog geen stand vastgelegd." in vind(antwoord, f"{STAND} p")
    assert "gepland · per 1 juni 2019" in vind(antwoord, "h1 + p")[0]


@pytest.mark.parametrize("peildatum", ["morgen", "31-2-2019", "\x00", "1/1"])
def test_day_that_cannot_be_read_is_today(lezer, maatregel, peildatum):
    antwoord = lezer.get(ADRES, {"peildatum": peildatum})

    assert vind(antwoord, "h1 + p .heel") == [kalender.datum_voluit(VANDAAG)]


@pytest.mark.parametrize("peildatum", ["1-1-1990", "31-12-2099", "1-1-0001", "31-12-9999"])
def test_first_and_last_day_there_is_are_stood(lezer, maatregel, peildatum):
    assert lezer.get(ADRES, {"peildatum": peildatum}).status_code == 200


def test_people_stand_by_their_part_trekker_first(lezer, kaal):
    werkgroep = OrganisatieFactory(gemeente=kaal.plan.gemeente, naam="Werkgroep Toegang")
    functie = PersoonFactory(gemeente=kaal.plan.gemeente, naam="Regisseur", soort="functie")
    mens = PersoonFactory(gemeente=kaal.plan.gemeente, naam="J. de Vries")
    BetrokkenheidFactory(maatregel=kaal, persoon=None, organisatie=werkgroep, rol="uitvoerder")
    BetrokkenheidFactory(maatregel=kaal, persoon=functie, onbeslist=True)
    BetrokkenheidFactory(maatregel=kaal, persoon=mens, deeltaak="ZIN")

    assert vind(lezer.get(ADRES), f"{WIE} dl > div") == [
        "Trekker Regisseur, functie nog niet besloten J. de Vries (ZIN)",
        "Uitvoerder Werkgroep Toegang, werkgroep",
    ]


def test_measure_without_people_says_so(lezer, kaal):
    assert vind(lezer.get(ADRES), f"{WIE} p") == ["Er is nog geen trekker."]


@pytest.mark.parametrize(
    ("dag", "trekkers"),
    [
        ("2018-05-01", ["De Jong", "Groep, vanaf 23 november 2026"]),
        ("2026-11-22", ["De Jong", "Groep, vanaf 23 november 2026"]),
        ("2026-11-23", ["Groep"]),
    ],
)
def test_after_a_handover_who_held_a_part_is_gone_and_who_will_has_a_first_day(
    lezer, kaal, dag, trekkers
):
    oud, nieuw = (PersoonFactory(gemeente=kaal.plan.gemeente, naam=n) for n in ("De Jong", "Groep"))
    BetrokkenheidFactory(maatregel=kaal, persoon=oud, tot_en_met=date(2026, 11, 22))
    BetrokkenheidFactory(maatregel=kaal, persoon=nieuw, van=date(2026, 11, 23))

    assert vind(lezer.get(ADRES, {"peildatum": dag}), f"{WIE} dd") == trekkers


def test_planning_runs_over_every_quarter_from_first_to_last(lezer, kaal):
    blad = BladFactory(maatregel=kaal)
    MijlpaalFactory(blad=blad)
    MijlpaalFactory(
        blad=blad,
        tekst="Evalueren",
        van=date(2019, 10, 1),
        tot_en_met=date(2019, 12, 31),
        toestand="gereed",
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, LIJN) == [
        "Q2 2019 Afspraken maken te laat",
        "Q3 2019 Geen stappen in dit kwartaal",
        "Q4 2019 Evalueren, gereed",
    ]


def test_planning_shows_each_cluster_apart(lezer, kaal):
    for titel in ("Prio 1", "Prio 2"):
        cluster = ClusterFactory(plan=kaal.plan, titel=titel)
        MijlpaalFactory(blad=BladFactory(maatregel=kaal, cluster=cluster), tekst=f"Regel {titel}")

    antwoord = lezer.get(ADRES)

    koppen = [kop for kop in vind(antwoord, "h3") if kop.startswith("Planning")]
    assert koppen == ["Planning: Prio 1", "Planning: Prio 2"]
    assert vind(antwoord, ".planregel__tekst") == ["Regel Prio 1", "Regel Prio 2"]


def test_text_becomes_paragraphs_and_lists_and_never_html(lezer, kaal):
    maak_stand(kaal, tekst="Eerst.\n\n- een\n- twee\n\n<script>x()</script> [link](http://x.nl)")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{STAND} .tekst li") == ["een", "twee"]
    assert vind(antwoord, f"{STAND} .tekst p")[-1] == "<script>x()</script> [link](http://x.nl)"
    assert vind(antwoord, f"{STAND} a, {STAND} script") == []


@pytest.mark.parametrize(("code", "buren"), [("1a", ["1b"]), ("1b", ["1a", "1c"]), ("1c", ["1b"])])
def test_neighbours_follow_the_order_of_the_plan(lezer, plan, code, buren):
    for volgorde, naam in ((2, "1c"), (0, "1a"), (1, "1b")):
        MaatregelFactory(plan=plan, code=naam, volgorde=volgorde)

    antwoord = lezer.get(f"/waterstad/plan-jeugd/maatregelen/{code}/")

    assert vind(antwoord, "main nav a b") == buren


def test_neighbours_of_the_externe_are_only_her_own(client, maatregel, externe):
    MaatregelFactory(plan=maatregel.plan, code="1b", volgorde=9)
    client.force_login(externe)

    assert vind(client.get(ADRES), "main nav a b") == []


@pytest.mark.parametrize(
    ("wie", "knoppen"),
    [
        ("bestuurder", ["Afdrukken", "Wijzigingen"]),
        ("trekker", ["Afdrukken", "Wijzigingen", "Nieuwe stand"]),
        ("externe", ["Afdrukken", "Wijzigingen", "Nieuwe stand"]),
        ("voorzitter", ["Afdrukken", "Wijzigingen", "Nieuwe stand"]),
        ("beleidsadviseur", ["Afdrukken", "Wijzigingen", "Nieuwe stand"]),
    ],
)
def test_page_offers_only_what_she_may_do(client, request, maatregel, wie, knoppen):
    client.force_login(request.getfixturevalue(wie))

    assert vind(client.get(ADRES), "main a.knop") == knoppen


def test_crumbs_lead_back_to_the_plan(lezer, maatregel):
    antwoord = lezer.get(ADRES)

    assert kenmerken(antwoord, "nav[aria-label='U bent hier'] a", "href") == [
        "/",
        "/waterstad/plan-jeugd/",
    ]


def test_measure_of_another_plan_is_not_found_here(lezer, maatregel):
    MaatregelFactory(code="9z")

    assert lezer.get("/waterstad/plan-jeugd/maatregelen/9z/").status_code == 404


def deel(veld: str) -> str:
    """Where the parts of the sheet of this kind stand."""
    return f".blad section:is(#deel-{veld}, [id^=deel-{veld}-])"


def test_sheet_has_the_names_and_the_order_of_the_plan(lezer, gemeente):
    namen = {"doel": "Doelstelling", "stand": "Voortgang", "aanleiding": "Reden", "dekking": "Geld"}
    velden = [{"veld": veld, "naam": naam} for veld, naam in namen.items()]
    plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", bladvelden=velden)
    MaatregelFactory(plan=plan, code="1a", doel="Sneller *hulp*.\n\n- dichtbij")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".blad h3") == ["Doelstelling", "Reden", "Geld"]
    assert vind(antwoord, "#stand-kop") == ["Voortgang"]
    assert vind(antwoord, f"{deel('doel')} em, {deel('doel')} li") == ["hulp", "dichtbij"]


def test_part_of_the_sheet_that_is_empty_says_so(lezer, kaal):
    assert vind(lezer.get(ADRES), f"{deel('doelgroep')} p") == ["niet ingevuld"]


def test_what_is_not_on_the_sheet_of_the_plan_and_not_there_has_no_head(lezer, kaal):
    assert vind(lezer.get(ADRES), ".verder h3") == []


def test_money_is_told_with_all_that_belongs_to_it(lezer, kaal):
    blad = BladFactory(maatregel=kaal)
    InvesteringFactory(
        blad=blad,
        omschrijving="Inzet",
        bedrag=140000,
        per="onbekend",
        aanname="jaar",
        alternatief_bedrag=60000,
        letterlijk="140.000,- / 60.000,-",
        twijfel="Welk bedrag geldt?",
    )
    DekkingFactory(
        blad=blad, bron="Reserve", status="voorwaardelijk", voorwaarde="Na de kadernota."
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{deel('investering')} li") == [
        "Inzet € 140.000 onbekend of het per jaar of in totaal is; wij rekenen met per jaar"
        " Ander bedrag in het plan: € 60.000, telt niet mee"
        " In de bron: ‘140.000,- / 60.000,-’ Nog na te gaan: Welk bedrag geldt?"
    ]
    assert vind(antwoord, f"{deel('dekking')} li") == [
        "Reserve voorwaardelijk € 1.000 in totaal Inzet van uren Voorwaarde: Na de kadernota."
    ]


def test_money_that_counts_elsewhere_leads_to_where_it_counts(lezer, kaal):
    ander = MaatregelFactory(plan=kaal.plan, code="3b", titel="Ander")
    gedeeld = InvesteringFactory(blad=BladFactory(maatregel=ander), omschrijving="Samen")
    VermeldingFactory(blad=BladFactory(maatregel=kaal), investering=gedeeld)

    hier = lezer.get(f"{ADRES}?peildatum=2024-03-01")
    daar = lezer.get("/waterstad/plan-jeugd/maatregelen/3b/")

    assert vind(hier, f"{deel('investering')} li") == [
        "Samen € 1.000 in totaal Telt hier niet, maar bij 3b Ander"
    ]
    assert kenmerken(hier, f"{deel('investering')} a", "href") == [
        "/waterstad/plan-jeugd/maatregelen/3b/?peildatum=2024-03-01"
    ]
    assert vind(daar, f"{deel('investering')} li") == [
        "Samen € 1.000 in totaal Ook genoemd bij 1a Hulp dichtbij huis (telt alleen hier)"
    ]


def test_results_say_how_they_are_measured_and_how_far_they_are(lezer, kaal):
    ResultaatFactory(
        maatregel=kaal,
        tekst="Minder verwijzingen",
        soort="effect",
        richting="afname",
        norm="10%",
        nulmeting="812",
        toestand="deels",
        toestand_op=date(2019, 10, 1),
        bewijs="Telling.",
    )

    assert vind(lezer.get(ADRES), f"{deel('resultaten')} li") == [
        "Minder verwijzingen deels bereikt Effect · afname · norm: 10% · nulmeting: 812"
        " Deels bereikt op 1 oktober 2019: Telling."
    ]


def test_ties_stand_on_both_sheets_with_a_link(lezer, kaal):
    ander = MaatregelFactory(plan=kaal.plan, code="3b", titel="Ander")
    SamenhangFactory(maatregel=kaal, soort="voorwaarde", naar_maatregel=ander, toelichting="Eerst.")

    hier, daar = lezer.get(ADRES), lezer.get("/waterstad/plan-jeugd/maatregelen/3b/")

    assert vind(hier, f"{deel('samenhang')} li") == ["Voorwaarde: 3b Ander Eerst."]
    assert vind(daar, f"{deel('samenhang')} li") == [
        "Voorwaarde: 1a Hulp dichtbij huis staat op dat blad Eerst."
    ]
    assert kenmerken(daar, f"{deel('samenhang')} a", "href") == [ADRES]


def test_externe_reads_her_sheet_without_the_names_of_others(client, maatregel, externe):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b", titel="Alleen voor binnen")
    SamenhangFactory(maatregel=maatregel, naar_maatregel=ander)
    gedeeld = InvesteringFactory(blad=BladFactory(maatregel=ander))
    VermeldingFactory(blad=maatregel.bladen.get(), investering=gedeeld)
    client.force_login(externe)

    antwoord = client.get(ADRES)

    assert vind(antwoord, f"{deel('samenhang')} li") == ["Inhoud: een ander blad van dit plan"]
    assert "Alleen voor binnen" not in antwoord.content.decode()


@pytest.mark.parametrize(
    ("wie", "adressen"),
    [("beleidsadviseur", ["/waterstad/beleid/jeugd/#doel-{}"]), ("externe", [])],
)
def test_goals_lead_to_the_beleidsplan_for_who_may_read_it(
    client, request, maatregel, wie, adressen
):
    beleid = BeleidsplanFactory(gemeente=maatregel.plan.gemeente, slug="jeugd")
    doel = DoelFactory(beleidsplan=beleid, code="1.1", titel="Snelle hulp")
    DoelkoppelingFactory(maatregel=maatregel, doel=doel, primair=True)
    client.force_login(request.getfixturevalue(wie))

    antwoord = client.get(ADRES)

    assert vind(antwoord, "section[aria-labelledby=doelen-kop] li") == [
        "1.1 Snelle hulp belangrijkste doel Doel in Beleid Jeugd"
    ]
    assert kenmerken(antwoord, "section[aria-labelledby=doelen-kop] li a", "href") == [
        adres.format(doel.pk) for adres in adressen
    ]


def test_decision_warns_when_execution_does_not_wait_for_it(lezer, kaal):
    besluit = MijlpaalFactory(blad=BladFactory(maatregel=kaal), soort="besluit")
    MijlpaalFactory(blad=besluit.blad, volgorde=1)
    BesluitmomentFactory(maatregel=kaal, mijlpaal=besluit)

    assert vind(lezer.get(ADRES), "section[aria-labelledby=momenten-kop] li") == [
        "Gemeenteraad: Extra geld Nog niet genomen · verwacht: Q2 2019"
        " Let op. De uitvoering is gepland vóór dit besluit: Afspraken maken (Q2 2019)."
    ]


def test_a_decision_of_which_only_the_outcome_is_known_is_not_told_as_open(lezer, kaal):
    BesluitmomentFactory(maatregel=kaal, uitkomst="De huur loopt door.")

    assert vind(lezer.get(ADRES), "section[aria-labelledby=momenten-kop] li") == [
        "Gemeenteraad: Extra geld Genomen, de dag is niet bekend · verwacht: Q2 2019"
        " De huur loopt door."
    ]


def test_what_a_measure_yields_is_four_amounts_and_no_sum(lezer, kaal):
    BesparingFactory(
        maatregel=kaal, verwacht=200000, ingeboekt=0, toerekenbaar=30000, methode="vergelijking"
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "section[aria-labelledby=besparing-kop] dl > div") == [
        "Verwacht € 200.000",
        "Ingeboekt € 0",
        "Gerealiseerd volgens opgave – onbekend",
        "Toe te rekenen € 30.000",
    ]


def test_spending_stands_per_year_with_its_day(lezer, kaal):
    blad = BladFactory(maatregel=kaal)
    BestedingFactory(blad=blad, begroot=140000, uitgegeven=Decimal("61250.50"))

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "section[aria-labelledby=besteding-kop] h4") == ["2019 per 30 juni 2019"]
    assert vind(antwoord, "section[aria-labelledby=besteding-kop] dd") == [
        "€ 140.000",
        "– onbekend",
        "€ 61.250,50",
        "– onbekend",
    ]


def test_rest_of_the_measure_stands_below_the_sheet(lezer, plan):
    rij = MaatregelFactory(
        plan=plan,
        code="1a",
        ondertitel="In elke wijk",
        schaalniveau="regionaal",
        domein="jeugd",
        invloed="geen",
        twijfel="Twee titels.",
    )
    els = PersoonFactory(gemeente=plan.gemeente, naam="Els")
    RisicoFactory(maatregel=rij, gebeurtenis="Er komt niemand", eigenaar=els)
    ContextcijferFactory(maatregel=rij, onderwerp="Jeugdigen", waarde=1234, over="2018")
    BesluitmaatregelFactory(maatregel=rij, besluit=BesluitFactory(plan=plan, nummer=4))
    ActiepuntFactory(maatregel=rij, wie=els, nummer=1)
    VervallenActiviteitFactory(maatregel=rij, bestemming="samengevoegd")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".ondertitel") == ["In elke wijk"]
    assert vind(antwoord, "section[aria-labelledby=twijfel-kop] p") == ["Twee titels."]
    assert vind(antwoord, ".verder .kaart") == [
        "Risico’s Er komt niemand Eigenaar Els",
        "Cijfers uit het plan tellen niet mee als geld Jeugdigen, 2018 1.234",
        "Besluiten en actiepunten Besluit 4, 1 maart 2019 · loopt De start schuift een kwartaal op."
        " Actiepunt 1, Els, voor 1 april 2019 · open De aanbieder bellen",
        "Wat hierin verdergaat Folder maken Er is al een website.",
        "Kenmerken Schaalniveau regionaal Domein jeugd Eigen invloed geen",
    ]


def test_stand_shows_its_lines_and_open_tails(lezer, kaal):
    maak_stand_met_delen(kaal)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{STAND} h3") == [
        "Wat de regels zeggen",
        "Voortgang per onderdeel",
        "Wat nog open staat",
    ]
    assert vind(antwoord, f"{STAND} .lijst > li") == [
        "Onderdeel 0 in uitvoering · Q2 2019",
        f"Rest 0 {OpenEinde.objects.get().eigenaar} · nader te bepalen",
    ]


def test_stand_of_what_is_put_off_says_why_until_what_and_when_to_look_again(lezer, kaal):
    maak_stand(
        kaal,
        fase="uitgesteld",
        uitstel_reden="Er is geen aanbieder.",
        uitstel_voorwaarde="De inkoop is klaar.",
        opnieuw_bekijken_op=date(2027, 3, 1),
    )

    assert vind(lezer.get(ADRES), f"{STAND} dl > div") == [
        "Waarom uitgesteld Er is geen aanbieder.",
        "Verder als De inkoop is klaar.",
        "Opnieuw bekijken op 1 maart 2027",
    ]


def test_stand_says_that_a_measure_rests(lezer, kaal):
    regel = MijlpaalFactory(
        blad=BladFactory(maatregel=kaal), van=None, tot_en_met=None, periode_soort="onbepaald"
    )
    RustFactory(maatregel=kaal, tot_mijlpaal=regel, tot_en_met=None)

    assert vind(lezer.get(ADRES), f"{STAND} dl > div") == [
        "In rust Vanaf 1 januari 2019, tot de stap ‘Afspraken maken’. Begint pas later."
    ]


# Session, user and rights take five; plan, measure and her own part three; light, people and
# planning eight; what else is on the sheet the rest (see `domain.blad`).
@pytest.mark.parametrize("aantal", [1, 3])
def test_page_takes_the_same_queries_for_more_rows(
    client, beleidsadviseur, kaal, aantal, django_assert_num_queries
):
    client.force_login(beleidsadviseur)
    vul_blad(kaal, aantal)
    MaatregelFactory(plan=kaal.plan, compleet=True)

    # Three of these write in the session that she opened it.
    with django_assert_num_queries(51):
        antwoord = client.get(ADRES)

    assert len(vind(antwoord, f"{WIE} dd")) == aantal


def test_maatregel_detail_on_a_past_day_keeps_that_day_in_its_links(client, plan, beleidsadviseur):
    """Crumb and neighbours go on looking at the day that was asked for."""
    for code in ("2a", "2b", "2c"):
        MaatregelFactory(plan=plan, code=code)
    client.force_login(beleidsadviseur)

    antwoord = client.get("/waterstad/plan-jeugd/maatregelen/2b/?peildatum=2024-03-01")

    assert kenmerken(antwoord, ".buren a", "href") == [
        "/waterstad/plan-jeugd/maatregelen/2a/?peildatum=2024-03-01",
        "/waterstad/plan-jeugd/maatregelen/2c/?peildatum=2024-03-01",
    ]
    assert kenmerken(antwoord, ".kruimels a", "href") == [
        "/",
        "/waterstad/plan-jeugd/?peildatum=2024-03-01",
    ]


@pytest.mark.parametrize(("aantal", "rest"), [(4, []), (5, ["Nog 1 eerdere stand"])])
def test_three_earlier_standen_are_open_and_the_rest_is_a_click_away(lezer, kaal, aantal, rest):
    for dagen in range(aantal):
        maak_stand(kaal, peildatum=VANDAAG - timedelta(days=dagen))

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{EERDER} .nog-eerder > summary") == rest
    assert len(vind(antwoord, f"{EERDER} .eerder")) == aantal - 1


def test_links_say_alone_what_they_do(client, plan, beleidsadviseur):
    maatregel = MaatregelFactory(plan=plan, code="1a", compleet=True)
    vul_blad(maatregel, 1)
    client.force_login(beleidsadviseur)

    antwoord = client.get(ADRES)

    woorden = vind(antwoord, "a.bewerklink")
    zinnen = kenmerken(antwoord, "a.bewerklink[hx-get]", "aria-label")
    assert {"Aanpak bewerken", "Investering toevoegen", "Betrokkene toevoegen"} <= set(zinnen)
    # Who speaks to the page says the word that stands there.
    assert all(
        woord.lower() in zin.lower() for woord, zin in zip(woorden, zinnen, strict=False) if zin
    )
    assert sorted(zin for zin in set(zinnen) if zinnen.count(zin) > 1) == []


def test_parts_of_the_sheet_stand_below_a_few_headings(client, plan, beleidsadviseur):
    maatregel = MaatregelFactory(plan=plan, code="1a", compleet=True)
    vul_blad(maatregel, 1)
    client.force_login(beleidsadviseur)

    antwoord = client.get(ADRES)

    koppen = [kop.split(" per ")[0] for kop in vind(antwoord, "main h2")]
    assert koppen == [
        "Stand van zaken",
        "Wie doet wat",
        "Eerdere standen",
        "Het blad",
        "Verder bij maatregel 1a",
    ]
    assert len(vind(antwoord, "main h3")) > 10


def test_form_in_place_stands_as_deep_as_the_part_it_stands_for(client, plan, beleidsadviseur):
    MaatregelFactory(plan=plan, code="1a", compleet=True)
    client.force_login(beleidsadviseur)

    koppen = [
        vind(client.get(f"{ADRES}{naar}", headers={"HX-Request": "true"}), f".deelform h{diep}")
        for naar, diep in (("tekst/aanpak/", 3), ("betrokkenen/nieuw/", 2))
    ]

    assert [len(gevonden) for gevonden in koppen] == [1, 1]


# What the rules say.


def test_why_is_this_light_orange_is_answered_beside_it(lezer, maatregel):
    """The rules of today beside the light of a person, with what decides and the argument."""
    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".regels .berekend__licht") == [
        "Tijd: rood, wijkt af: gegeven is groen",
        "Geld: grijs",
        "Resultaat: grijs",
    ]
    assert vind(antwoord, ".regels .berekend__feiten li")[0] == (
        "Laatste stap niet op tijd klaar (Q2 2019): “Afspraken maken”."
    )
    assert vind(antwoord, ".regels > .zacht") == [
        "Dat zeiden ze ook toen deze stand werd vastgelegd."
    ]
    assert vind(antwoord, f"{STAND} .uitleg-licht div") == [
        "Waarom beter dan de regels De test gaat over iets anders."
    ]


def test_rules_of_today_stand_before_those_of_when_the_stand_was_made(lezer, kaal):
    maak_stand(kaal, peildatum=date(2019, 3, 1))
    MijlpaalFactory(blad=BladFactory(maatregel=kaal))

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".regels > .regels__lijst .berekend__licht")[0] == (
        "Tijd: rood, wijkt af: gegeven is groen"
    )
    assert vind(antwoord, ".regels details summary") == ["Toen deze stand werd vastgelegd"]
    assert vind(antwoord, ".regels details .berekend__licht")[0] == "Tijd: grijs"
    assert vind(antwoord, ".regels > .zacht") == ["Er is nog geen argument bij het betere licht."]


def test_other_facts_are_folded(lezer, maatregel):
    eerder = {"van": date(2019, 1, 1), "tot_en_met": date(2019, 3, 31)}
    MijlpaalFactory(blad=maatregel.bladen.get(), tekst="Beginnen", **eerder)

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".regels > details > summary")[0].startswith("Nog 1 feit")


def test_past_day_shows_what_the_rules_say_of_that_day(lezer, maatregel):
    antwoord = lezer.get(ADRES, {"peildatum": "2019-01-15"})

    assert vind(antwoord, ".regels .berekend__licht")[0] == "Tijd: grijs"


def test_measure_that_has_ended_has_no_rules(lezer, kaal):
    maak_stand(kaal, fase="gestopt")

    assert vind(lezer.get(ADRES), ".regels") == []


def test_measure_without_a_stand_has_rules(lezer, kaal):
    assert vind(lezer.get(ADRES), ".regels .berekend__licht")[0] == "Tijd: grijs"
