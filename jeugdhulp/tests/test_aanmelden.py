"""Signing in and out, and what a membership and its roles give."""

from datetime import timedelta

import pytest

from jeugdhulp import kalender
from jeugdhulp.models import Lidmaatschap, Rol
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory, geef_tweede_factor
from jeugdhulp.tests.lezen import kenmerken, vind

WACHTWOORD = "een-lang-wachtwoord"
FOUT = ["Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar."]
PLAN = "/waterstad/plan-jeugd/"


@pytest.fixture
def jansen(gemeente, plan):
    gebruiker = GebruikerFactory(
        username="jansen", first_name="Els", last_name="Jansen", lid_van=gemeente
    )
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    return gebruiker


def meld_aan(client, naam="jansen", wachtwoord=WACHTWOORD, volgende=""):
    gegevens = {"username": naam, "password": wachtwoord, "next": volgende}
    return client.post("/aanmelden/", gegevens)


def is_binnen(client) -> bool:
    return "_auth_user_id" in client.session


def wijzig_lidmaatschap(gebruiker, **velden) -> None:
    Lidmaatschap.objects.filter(gebruiker=gebruiker).update(**velden)


def test_page_to_sign_in_asks_name_and_password(client):
    antwoord = client.get("/aanmelden/")

    assert vind(antwoord, "h1, main label, main button") == [
        "Aanmelden",
        "Gebruikersnaam of mailadres",
        "Wachtwoord",
        "Aanmelden",
    ]


def test_signing_in_leads_to_the_plans(client, jansen):
    antwoord = meld_aan(client)

    assert (antwoord.status_code, antwoord.url, is_binnen(client)) == (302, "/", True)


def test_signing_in_gives_a_new_session_key(client, jansen):
    client.get("/aanmelden/")
    sessie = client.session
    sessie["iets"] = "van voor het aanmelden"
    sessie.save()
    oud = client.cookies["sessionid"] = sessie.session_key

    meld_aan(client)

    assert client.session.session_key != oud


@pytest.mark.parametrize(
    ("naam", "wachtwoord"),
    [("jansen", "verkeerd"), ("bestaat-niet", WACHTWOORD), ("bestaat-niet", "verkeerd")],
)
def test_wrong_password_and_unknown_name_read_the_same(client, jansen, naam, wachtwoord):
    antwoord = meld_aan(client, naam, wachtwoord)

    assert vind(antwoord, "[role=alert] li") == FOUT
    assert is_binnen(client) is False


def test_inactive_user_reads_the_same_and_stays_out(client, jansen):
    jansen.is_active = False
    jansen.save()

    antwoord = meld_aan(client)

    assert (vind(antwoord, "[role=alert] li"), is_binnen(client)) == (FOUT, False)


def test_user_made_inactive_while_signed_in_is_out_at_once(client, jansen):
    meld_aan(client)
    jansen.is_active = False
    jansen.save()

    antwoord = client.get(PLAN)

    assert (antwoord.status_code, antwoord.url) == (302, f"/aanmelden/?next={PLAN}")


def test_wrong_password_keeps_the_name_and_not_the_password(client, jansen):
    antwoord = meld_aan(client, "jansen", "verkeerd")

    assert kenmerken(antwoord, "#id_username, #id_password", "value") == ["jansen", None]


def test_empty_form_says_per_field_what_is_asked(client):
    antwoord = meld_aan(client, "", "")

    assert kenmerken(antwoord, "[role=alert] a", "href") == ["#id_username", "#id_password"]


def test_who_asked_for_a_page_comes_there_after_signing_in(client, jansen):
    gevraagd = client.get(f"{PLAN}?peildatum=31-3-2019")
    formulier = client.get(gevraagd.url)
    [volgende] = kenmerken(formulier, "main input[name=next]", "value")

    antwoord = meld_aan(client, volgende=volgende)

    assert antwoord.url == f"{PLAN}?peildatum=31-3-2019"


@pytest.mark.parametrize(
    "elders",
    [
        "https://kwaad.voorbeeld.nl/",
        "//kwaad.voorbeeld.nl/",
        "/\\kwaad.voorbeeld.nl/",
        "http:///kwaad.voorbeeld.nl/",
        "javascript:alert(1)",
        "\x08//kwaad.voorbeeld.nl/",
    ],
)
def test_next_stays_on_this_site(client, jansen, elders):
    assert meld_aan(client, volgende=elders).url == "/"


def test_next_stays_on_this_site_for_who_is_signed_in_already(client, jansen):
    client.force_login(jansen)

    assert client.get("/aanmelden/", {"next": "https://kwaad.voorbeeld.nl/"}).url == "/"


def test_signing_out_is_by_post_only(client, jansen):
    client.force_login(jansen)

    met_get = client.get("/afmelden/")

    assert (met_get.status_code, is_binnen(client)) == (405, True)


def test_signing_out_ends_the_session(client, jansen):
    client.force_login(jansen)

    antwoord = client.post("/afmelden/")

    assert (antwoord.status_code, antwoord.url, is_binnen(client)) == (302, "/aanmelden/", False)


def test_every_signed_in_page_has_a_button_to_sign_out(client, jansen):
    client.force_login(jansen)

    antwoord = client.get(PLAN)

    assert kenmerken(antwoord, "header form", "action") == ["/zoeken/", "/afmelden/"]
    assert kenmerken(antwoord, "header form", "method") == ["get", "post"]


@pytest.mark.parametrize(
    ("dagen", "status", "plannen"),
    [(0, 200, ["Plan Jeugd"]), (-1, 404, [])],
    ids=["ends today", "ended yesterday"],
)
def test_membership_counts_up_to_and_including_its_last_day(client, jansen, dagen, status, plannen):
    wijzig_lidmaatschap(jansen, tot_en_met=kalender.vandaag() + timedelta(days=dagen))
    client.force_login(jansen)

    assert (client.get(PLAN).status_code, vind(client.get("/"), "main h3")) == (status, plannen)


@pytest.mark.parametrize(
    ("dagen", "status"), [(0, 200), (1, 404)], ids=["begins today", "begins tomorrow"]
)
def test_membership_counts_from_its_first_day(client, jansen, dagen, status):
    wijzig_lidmaatschap(jansen, van=kalender.vandaag() + timedelta(days=dagen))
    client.force_login(jansen)

    assert client.get(PLAN).status_code == status


def test_roles_of_an_ended_membership_give_no_right(client, maatregel, beleidsadviseur):
    wijzig_lidmaatschap(beleidsadviseur, tot_en_met=kalender.vandaag() - timedelta(days=1))
    client.force_login(beleidsadviseur)

    assert client.get(f"{PLAN}maatregelen/1a/stand/").status_code == 404


def test_user_without_any_membership_reads_what_to_do(client, jansen, plan):
    client.force_login(GebruikerFactory(username="nieuw"))

    antwoord = client.get("/")

    assert vind(antwoord, "main h2") == []
    assert vind(antwoord, "main p")[0] == "U heeft nog geen plannen."


def test_head_shows_name_and_roles_in_the_order_of_the_roles(client, jansen):
    lid = Lidmaatschap.objects.get(gebruiker=jansen)
    for soort in ("bestuurder", "projectgroep", "beheerder"):
        Rol.objects.create(lidmaatschap=lid, soort=soort)
    geef_tweede_factor(jansen)
    client.force_login(jansen)

    antwoord = client.get("/")

    [regel] = vind(antwoord, "header .kop__gebruiker p")
    assert regel == "Els Jansen beheerder, lid van de projectgroep, bestuurder"


def test_rights_of_several_roles_add_up(client, plan, jansen):
    lid = Lidmaatschap.objects.get(gebruiker=jansen)
    for soort in ("raadslid", "beleidsadviseur"):
        Rol.objects.create(lidmaatschap=lid, soort=soort)
    client.force_login(jansen)

    assert [client.get(f"{PLAN}{pagina}").status_code for pagina in ("", "werkversie/")] == [
        200,
        200,
    ]


def test_page_of_a_plan_shows_only_the_roles_in_its_gemeente(client, plan, jansen):
    elders = Lidmaatschap.objects.create(
        gebruiker=jansen, gemeente=GemeenteFactory(slug="landstad"), van=kalender.vandaag()
    )
    Rol.objects.create(lidmaatschap=elders, soort="controller")
    client.force_login(jansen)

    antwoord = client.get(PLAN)

    assert "controller" not in " ".join(vind(antwoord, "header"))
