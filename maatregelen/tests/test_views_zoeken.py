"""Looking for words: where they are found, by whom, what is shown of it, at what cost."""

from datetime import date, timedelta

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain import zoeken
from maatregelen.domain.overzicht import lichten_nu, maak_rijen, peil
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel
from maatregelen.tests.factories import (
    ActiepuntFactory,
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
    in_handeling,
    maak_stand,
)
from maatregelen.tests.vol import maak_stand_met_delen, vul_blad

ADRES = "/zoeken/"
BLAD = "/waterstad/plan-jeugd/maatregelen/1a/"


@pytest.fixture
def lezer(client, beleidsadviseur):
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def kaal(plan):
    """A measure with nothing on it but one empty blad."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Korter wachten")
    BladFactory(maatregel=maatregel)
    return maatregel


def zoek(client, q, **verder):
    return client.get(ADRES, {"q": q, **verder})


def gevonden(antwoord) -> list[str]:
    return vind(antwoord, ".treffer h3")


def plekken(antwoord) -> list[str]:
    return vind(antwoord, ".treffer__plekken li")


def zet(rij, **waarden) -> None:
    with in_handeling():
        for veld, waarde in waarden.items():
            setattr(rij, veld, waarde)
        rij.save()
        _regel(rij)


def _regel(rij) -> None:
    """What changed has a line; which one is of no matter here."""
    logboek.schrijf(
        "gewijzigd", rij, gemeente_id=Gemeente.objects.get(slug="waterstad").pk, naam="x"
    )


# The word, how the part of the sheet is called, and its place on the page.
PLEKKEN = {
    "ondertitel": (lambda m: zet(m, ondertitel="xylofoon"), "Ondertitel", ""),
    "aanpak": (lambda m: zet(m, aanpak="xylofoon"), "Aanpak", "#deel-aanpak"),
    "twijfel": (lambda m: zet(m, twijfel="xylofoon"), "Nog na te gaan", "#twijfel-kop"),
    "thema": (lambda m: zet(m.thema, titel="xylofoon"), "Thema", ""),
    "plan": (lambda m: zet(m.plan, titel="xylofoon"), "Plan", ""),
    "cluster": (
        lambda m: BladFactory(maatregel=m, cluster=ClusterFactory(plan=m.plan, titel="xylofoon")),
        "Cluster",
        "",
    ),
    "planning": (
        lambda m: MijlpaalFactory(blad=m.bladen.get(), tekst="xylofoon"),
        "Planning",
        "#deel-planning-{blad}",
    ),
    "resultaat": (
        lambda m: ResultaatFactory(maatregel=m, norm="xylofoon"),
        "Meetbare resultaten",
        "#deel-resultaten",
    ),
    "investering": (
        lambda m: InvesteringFactory(blad=m.bladen.get(), omschrijving="xylofoon"),
        "Investering",
        "#deel-investering-{blad}",
    ),
    "dekking": (
        lambda m: DekkingFactory(blad=m.bladen.get(), bron="xylofoon"),
        "Dekking",
        "#deel-dekking-{blad}",
    ),
    "vermelding": (
        lambda m: VermeldingFactory(
            blad=m.bladen.get(),
            investering=InvesteringFactory(plan=m.plan, blad=None),
            toelichting="xylofoon",
        ),
        "Geld op dit blad",
        "#deel-investering-{blad}",
    ),
    "samenhang": (
        lambda m: SamenhangFactory(maatregel=m, buiten="xylofoon"),
        "Samenhang",
        "#deel-samenhang",
    ),
    "doel": (
        lambda m: DoelkoppelingFactory(
            maatregel=m, doel=DoelFactory(titel="xylofoon", beleidsplan__gemeente=m.plan.gemeente)
        ),
        "Doel van het beleid",
        "#doelen-kop",
    ),
    "besluitmoment": (
        lambda m: BesluitmomentFactory(maatregel=m, onderwerp="xylofoon"),
        "Welk besluit is nodig",
        "#momenten-kop",
    ),
    "risico": (
        lambda m: RisicoFactory(maatregel=m, beheersing="xylofoon"),
        "Risico",
        "#risicos-kop",
    ),
    "besteding": (
        lambda m: BestedingFactory(blad=m.bladen.get(), toelichting="xylofoon"),
        "Besteding",
        "#besteding-kop",
    ),
    "besparing": (
        lambda m: BesparingFactory(maatregel=m, methode="xylofoon"),
        "Besparing",
        "#besparing-kop",
    ),
    "contextcijfer": (
        lambda m: ContextcijferFactory(maatregel=m, onderwerp="xylofoon"),
        "Cijfer uit het plan",
        "#context-kop",
    ),
    "besluit": (
        lambda m: BesluitmaatregelFactory(
            maatregel=m, besluit=BesluitFactory(plan=m.plan, tekst="xylofoon")
        ),
        "Besluit van het overleg",
        "#besluiten-kop",
    ),
    "actiepunt": (
        lambda m: ActiepuntFactory(maatregel=m, tekst="xylofoon"),
        "Actie",
        "#besluiten-kop",
    ),
    "vervallen": (
        lambda m: VervallenActiviteitFactory(maatregel=m, reden="xylofoon"),
        "Wat hierin verdergaat",
        "#opgenomen-kop",
    ),
    "stand": (
        lambda m: maak_stand(m, peildatum=date(2026, 3, 1), tekst="xylofoon"),
        "Stand van zaken per 1 maart 2026",
        "#stand-kop",
    ),
}


@pytest.mark.parametrize("waar", PLEKKEN)
def test_a_word_is_found_wherever_it_stands_and_leads_there(lezer, kaal, waar):
    maak, naam, anker = PLEKKEN[waar]
    blad = kaal.bladen.get().pk
    maak(kaal)

    antwoord = zoek(lezer, "XYLOFOON")

    assert gevonden(antwoord) == ["1a Korter wachten"]
    assert vind(antwoord, ".treffer__plekken a") == [naam]
    assert kenmerken(antwoord, ".treffer__plekken a", "href") == [
        f"{BLAD}{anker.format(blad=blad)}"
    ]


@pytest.mark.parametrize("waar", [naam for naam, (*_, anker) in PLEKKEN.items() if anker])
def test_the_place_a_result_leads_to_is_on_the_page(lezer, kaal, waar):
    PLEKKEN[waar][0](kaal)
    [adres] = kenmerken(zoek(lezer, "xylofoon"), ".treffer__plekken a", "href")

    pagina, anker = adres.split("#")

    assert anker in kenmerken(lezer.get(pagina), "[id]", "id")


@pytest.mark.parametrize(
    ("q", "gemerkt"),
    [
        ("1a", []),
        ("KORTER", ["Korter"]),
        ("wachten korter", ["Korter", "wachten"]),
        ("achte", ["achte"]),
    ],
)
def test_code_and_title_are_found_and_the_title_is_marked(lezer, kaal, q, gemerkt):
    antwoord = zoek(lezer, q)

    assert kenmerken(antwoord, ".treffer h3 a", "href") == [BLAD]
    assert vind(antwoord, ".treffer h3 mark") == gemerkt


def test_what_was_found_is_marked_in_title_and_text(lezer, kaal):
    zet(kaal, doel="Niemand wacht langer.")

    antwoord = zoek(lezer, "wacht")

    assert vind(antwoord, "h3 mark, .treffer__plekken mark") == ["wacht", "wacht"]


@pytest.mark.parametrize("getypt", ["een", "ÉÉN", "Één", "één", "EEN"])
@pytest.mark.parametrize("staat_er", ["Één loket", "ÉÉN loket", "een loket", "één loket"])
def test_capitals_and_accents_make_no_difference_in_either_database(lezer, kaal, getypt, staat_er):
    zet(kaal, aanpak=staat_er)

    assert vind(zoek(lezer, f"loket {getypt}"), "mark") == staat_er.split()


@pytest.mark.parametrize(
    ("q", "aantal"),
    [
        ("100%", 1),
        ("5%", 0),
        ("a_b", 1),
        ("acb", 0),
        (r"c:\map", 1),
        ("[x]", 1),
        ("'x'", 1),
        ("^$.*", 0),
    ],
)
def test_signs_stand_for_themselves_in_either_database(lezer, kaal, q, aantal):
    zet(kaal, aanpak=r"Voor 100% a_b op C:\map [x] en ’x’.")

    assert len(gevonden(zoek(lezer, q))) == aantal


def test_every_word_must_stand_on_the_measure_but_not_in_one_place(lezer, plan, kaal):
    MijlpaalFactory(blad=kaal.bladen.get(), tekst="Huisarts bellen")
    MaatregelFactory(plan=plan, code="1b", titel="Wachten op de trein")

    assert gevonden(zoek(lezer, "huisarts wachten")) == ["1a Korter wachten"]


def test_words_of_two_measures_are_not_taken_together(lezer, plan):
    for code, titel in (("1a", "Huisarts"), ("1b", "Wachten")):
        MaatregelFactory(plan=plan, code=code, titel=titel)

    assert gevonden(zoek(lezer, "huisarts wachten")) == []


def test_an_earlier_stand_says_so_and_leads_to_its_day(lezer, kaal):
    maak_stand(kaal, peildatum=date(2026, 1, 1), tekst="Nog een xylofoon.")
    maak_stand(kaal, peildatum=date(2026, 3, 1), tekst="Geen meer.")

    antwoord = zoek(lezer, "xylofoon")

    assert plekken(antwoord) == [
        "Stand van zaken, eerdere stand per 1 januari 2026 Nog een xylofoon."
    ]
    [adres] = kenmerken(antwoord, ".treffer__plekken a", "href")
    assert adres == f"{BLAD}?peildatum=2026-01-01#stand-kop"
    assert "Nog een xylofoon." in lezer.get(adres.split("#")[0]).content.decode()


def test_parts_of_a_stand_are_found_under_its_day(lezer, kaal):
    stand = maak_stand_met_delen(kaal)

    dag = kalender.datum_voluit(stand.peildatum)
    assert plekken(zoek(lezer, "onderdeel")) == [f"Voortgang per {dag} Onderdeel 0"]
    assert plekken(zoek(lezer, "rest")) == [f"Wat nog open staat per {dag} Rest 0"]


def test_parts_are_called_as_the_plan_calls_them(lezer, kaal):
    zet(kaal.plan, bladvelden=[{"veld": "aanpak", "naam": "Hoe pakken wij het aan"}])
    zet(kaal, aanpak="Met een xylofoon.")

    assert vind(zoek(lezer, "xylofoon"), ".treffer__plekken a") == ["Hoe pakken wij het aan"]


def test_what_ended_is_found_by_its_reason_too_and_says_so(lezer, kaal):
    einde = {"beeindigd_op": date(2024, 6, 30), "einde_reden": "Geen xylofoon meer."}
    RisicoFactory(maatregel=kaal, gebeurtenis="Te ver", **einde)

    assert plekken(zoek(lezer, "xylofoon")) == ["Risico, beëindigd Te ver Geen xylofoon meer."]


def test_the_best_places_come_first_and_the_others_are_counted(lezer, kaal):
    for nummer in range(4):
        MijlpaalFactory(blad=kaal.bladen.get(), tekst=f"Xylofoon {nummer}")
    zet(kaal, opmerkingen="Een xylofoon en een trom.")

    antwoord = zoek(lezer, "xylofoon trom")

    assert plekken(antwoord) == [
        "Opmerkingen Een xylofoon en een trom.",
        "Planning Xylofoon 0",
        "Planning Xylofoon 1",
    ]
    assert "en op 2 andere plekken bij deze maatregel" in vind(antwoord, ".treffer p")


def test_what_has_the_words_in_its_title_comes_first(lezer, plan):
    for code, titel, doel in (("1a", "Sport", "Minder wachten"), ("1b", "Minder wachten", "")):
        MaatregelFactory(plan=plan, code=code, titel=titel, doel=doel)

    assert gevonden(zoek(lezer, "wachten")) == ["1b Minder wachten", "1a Sport"]


def test_each_says_its_plan_and_gemeente(lezer, kaal):
    assert vind(zoek(lezer, "korter"), ".treffer__wat > p") == ["Plan Jeugd, Waterstad"]


def test_words_that_were_afgeschermd_are_not_found_any_more(
    lezer, kaal, beheerder, beleidsadviseur
):
    maak_stand(kaal, tekst="Met Noortje Zandstra gaat het goed.", door=beleidsadviseur)
    voor = gevonden(zoek(lezer, "zandstra"))

    verzoek = vraag_afschermen(
        kaal.plan.gemeente, "Noortje Zandstra", grond="naam van een cliënt", door=beleidsadviseur
    )
    voer_uit(verzoek, door=beheerder)

    assert (voor, gevonden(zoek(lezer, "zandstra"))) == (["1a Korter wachten"], [])


def test_externe_finds_her_own_measures_alone(client, plan, maatregel, externe):
    MaatregelFactory(plan=plan, code="9z", titel="Hulp dichtbij de ander")
    client.force_login(externe)

    assert gevonden(zoek(client, "hulp dichtbij")) == ["1a Hulp dichtbij huis"]


def test_explanation_of_a_goal_that_she_cannot_read_finds_nothing(client, maatregel, externe):
    """The sheet shows the title of the goal alone; the rest stands in the beleidsplan."""
    doel = DoelFactory(beleidsplan__gemeente=maatregel.plan.gemeente, tekst="xylofoon")
    DoelkoppelingFactory(maatregel=maatregel, doel=doel)
    client.force_login(externe)

    assert gevonden(zoek(client, "xylofoon")) == []


def test_her_other_gemeente_is_looked_in_too(client, plan, kaal):
    ander = GemeenteFactory(slug="oever", naam="Oeverstad")
    MaatregelFactory(plan=PlanFactory(gemeente=ander), code="2c", titel="Korter wachten")
    wie = GebruikerFactory(lid_van=plan.gemeente, rollen=["bestuurder"])
    wie.lidmaatschappen.create(gemeente=ander, van=date(2020, 1, 1))
    client.force_login(wie)

    assert gevonden(zoek(client, "wachten")) == ["2c Korter wachten", "1a Korter wachten"]


def test_without_words_the_page_says_what_it_looks_in(lezer, kaal):
    for antwoord in (lezer.get(ADRES), zoek(lezer, "  ")):
        assert vind(antwoord, ".leeg__kop") == ["Waar zoekt u naar?"]
        assert gevonden(antwoord) == []


@pytest.mark.parametrize(
    ("q", "melding"),
    [
        ("a", "Typ een woord van minstens twee letters of cijfers."),
        ("a b c", "Typ een woord van minstens twee letters of cijfers."),
        ("x" * 101, "Gebruik hooguit 100 tekens."),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_the_field(lezer, kaal, q, melding):
    antwoord = zoek(lezer, q)

    assert antwoord.status_code == 200
    assert vind(antwoord, ".veld__melding") == [f"Fout: {melding}"]
    assert vind(antwoord, "title") == ["Fout: Zoeken"]
    assert gevonden(antwoord) == []


def test_nothing_found_says_what_to_try(lezer, kaal):
    een, meer = zoek(lezer, "xylofoon"), zoek(lezer, "xylofoon trom")

    assert vind(een, "h2")[0] == "Niets gevonden"
    assert vind(een, ".leeg__kop") == ["Geen maatregel bevat dit woord."]
    assert vind(meer, ".leeg__kop") == ["Geen maatregel bevat al deze woorden."]


def test_more_words_than_the_limit_are_said(lezer, kaal):
    antwoord = zoek(lezer, "korter wachten de het een van op in xylofoon")

    assert "Wij zoeken op de eerste acht woorden." in vind(antwoord, ".melding")[0]


def test_what_was_typed_stands_in_the_field_and_is_escaped(lezer, kaal):
    antwoord = zoek(lezer, '"><script>x()</script>')

    assert kenmerken(antwoord, "#zoek_q", "value") == ['"><script>x()</script>']


def test_texts_are_escaped_round_the_marks(lezer, kaal):
    zet(kaal, doel="<b>Vet</b> & <script>xylofoon</script>")

    antwoord = zoek(lezer, "xylofoon")

    assert vind(antwoord, ".treffer__plekken span") == ["<b>Vet</b> & <script> xylofoon </script>"]


def test_a_client_number_is_refused_before_anything_is_looked_for(lezer, kaal):
    antwoord = zoek(lezer, "111222333")

    assert antwoord.status_code == 400
    assert "Zoek niet op gegevens van cliënten" in vind(antwoord, "main")[0]
    assert "111222333" not in antwoord.content.decode()


@pytest.mark.parametrize("pagina", ["2", "0", "-1", "99", "x", "1" * 400])
def test_a_long_list_comes_in_pages_that_keep_the_words(lezer, plan, monkeypatch, pagina):
    monkeypatch.setattr(zoeken, "PER_PAGINA", 2)
    for code in ("1a", "1b", "1c"):
        MaatregelFactory(plan=plan, code=code, titel="Korter wachten")

    eerste, laatste = zoek(lezer, "wachten"), zoek(lezer, "wachten", pagina=pagina)

    assert vind(eerste, "h2")[0] == "3 maatregelen gevonden"
    assert kenmerken(eerste, ".paginering a", "href") == ["?q=wachten&pagina=2"]
    verwacht = (
        ["1a Korter wachten", "1b Korter wachten"] if pagina == "x" else ["1c Korter wachten"]
    )
    assert gevonden(laatste) == verwacht


# Two for session and user, three for rights, one that finds; for the page one for the measures,
# two for their lights (two more where a round was closed) and one for each table.
@pytest.mark.parametrize("aantal", [1, 3])
def test_it_takes_the_same_queries_for_more_measures_plans_and_rows(
    lezer, gemeente, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        maatregel = MaatregelFactory(plan=PlanFactory(gemeente=gemeente), titel="Xylofoon")
        vul_blad(maatregel, aantal)

    with django_assert_num_queries(9 + len(zoeken.BRONNEN)):
        antwoord = zoek(lezer, "xylofoon e")

    assert len(gevonden(antwoord)) == aantal


def test_it_takes_no_more_queries_for_more_words(lezer, kaal, django_assert_num_queries):
    maak_stand(kaal)

    with django_assert_num_queries(9 + len(zoeken.BRONNEN)):
        zoek(lezer, "korter wachten ko wa")


@pytest.mark.parametrize("met_ronde", [False, True])
def test_its_light_is_that_of_the_stoplicht(plan, met_ronde):
    """Of each kind one: seen or not, resting, ended, of a plan that is over."""
    vandaag = kalender.vandaag()
    gisteren, oud = vandaag - timedelta(days=1), date(2021, 3, 1)
    voorbij = PlanFactory(gemeente=plan.gemeente, tot_en_met=date(2021, 12, 31))
    for van in (plan, voorbij):
        zonder, nieuw, ouder, rust, rust_ouder, klaar = MaatregelFactory.create_batch(6, plan=van)
        for wie in (rust, rust_ouder):
            RustFactory(maatregel=wie)
        for wie in (ouder, rust_ouder):
            maak_stand(wie, peildatum=oud, tijd="rood")
        maak_stand(nieuw, peildatum=oud, tijd="oranje")
        maak_stand(klaar, peildatum=oud, fase="afgerond")
        assert zonder.standen.count() == 0
    if met_ronde:
        ronde = open_ronde(plan, gisteren, door=None)
        maak_stand(plan.maatregelen.all()[1], peildatum=gisteren, ronde=ronde)
        sluit_ronde(ronde, door=None, overige="overgenomen")

    lichten = lichten_nu(
        list(Maatregel.objects.met_laatste_stand(vandaag).met_rust(vandaag).select_related("plan")),
        vandaag,
    )

    for van in (plan, voorbij):
        van_stoplicht = maak_rijen(van.maatregelen.all(), peil(van, vandaag, vandaag))
        assert {rij.maatregel.pk: rij.lichten for rij in van_stoplicht}.items() <= lichten.items()


def test_the_box_stands_in_the_head_of_every_signed_in_page_with_a_label(lezer, kaal):
    for pagina in ("/", BLAD, "/account/", ADRES):
        antwoord = lezer.get(pagina)
        assert kenmerken(antwoord, "header form.kop__zoek", "action") == [ADRES]
        assert vind(antwoord, "header label") == ["Zoek in alle maatregelen"]


def test_who_is_not_signed_in_has_no_box(client):
    assert kenmerken(client.get("/aanmelden/"), "header form", "action") == []


# What she opened last.


def bekeken(antwoord) -> list[str]:
    return vind(antwoord, ".bekeken li a")


def test_what_she_opened_last_comes_first_each_once(lezer, plan):
    for code in ("1a", "1b", "1c"):
        MaatregelFactory(plan=plan, code=code, titel="Hulp")
    for code in ("1a", "1b", "1c", "1a"):
        lezer.get(f"/waterstad/plan-jeugd/maatregelen/{code}/")

    for pagina in ("/", ADRES):
        assert bekeken(lezer.get(pagina)) == ["1a Hulp", "1c Hulp", "1b Hulp"]


def test_no_more_than_eight_are_kept(lezer, plan):
    for nummer in range(9):
        MaatregelFactory(plan=plan, code=f"1{nummer}", titel="Hulp")
        lezer.get(f"/waterstad/plan-jeugd/maatregelen/1{nummer}/")

    assert bekeken(lezer.get("/")) == [f"1{nummer} Hulp" for nummer in range(8, 0, -1)]


def test_before_the_first_nothing_is_shown(lezer, kaal):
    assert vind(lezer.get("/"), ".bekeken") == []


def test_it_goes_when_she_signs_out_and_is_nobody_elses(lezer, kaal, beleidsadviseur, bestuurder):
    lezer.get(BLAD)
    lezer.post("/afmelden/")
    gezien = []
    for wie in (bestuurder, beleidsadviseur):
        lezer.force_login(wie)
        gezien.append(bekeken(lezer.get("/")))

    assert gezien == [[], []]


def test_what_she_may_not_see_any_more_is_not_shown(client, maatregel, externe):
    client.force_login(externe)
    client.get(BLAD)
    voor = bekeken(client.get("/"))

    for rij in maatregel.betrokkenheden.all():
        zet(rij, tot_en_met=kalender.vandaag() - timedelta(days=1))

    assert (voor, bekeken(client.get("/"))) == (["1a Hulp dichtbij huis"], [])


def test_a_measure_that_is_not_hers_to_see_is_not_kept(client, plan, maatregel, externe):
    MaatregelFactory(plan=plan, code="9z")
    client.force_login(externe)

    client.get("/waterstad/plan-jeugd/maatregelen/9z/")

    assert "bekeken" not in client.session


def test_looking_again_at_the_same_measure_writes_nothing(
    lezer, kaal, django_assert_max_num_queries
):
    def schrijft() -> bool:
        with django_assert_max_num_queries(99) as gesteld:
            lezer.get(BLAD)
        return any(vraag["sql"].startswith("UPDATE") for vraag in gesteld.captured_queries)

    assert (schrijft(), schrijft()) == (True, False)


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_takes_one_query_whatever_its_length(
    lezer, plan, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        MaatregelFactory(plan=plan, code=f"1{nummer}")
        BetrokkenheidFactory(maatregel=plan.maatregelen.last())
        lezer.get(f"/waterstad/plan-jeugd/maatregelen/1{nummer}/")

    with django_assert_num_queries(9):
        antwoord = lezer.get("/")

    assert len(bekeken(antwoord)) == aantal


def test_argument_is_found_by_who_may_read_the_plan_and_by_nobody_else(
    lezer, client, raadslid, kaal
):
    MijlpaalFactory(blad=kaal.bladen.get())
    maak_stand(kaal, argument="De offerte ligt bij de notaris.")

    adres = f"{ADRES}?q=notaris"
    gevonden = vind(lezer.get(adres), "main")[0]
    client.force_login(raadslid)

    assert "De offerte ligt bij de notaris." in gevonden
    assert "bij de" not in vind(client.get(adres), "main")[0]
