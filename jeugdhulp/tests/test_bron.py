"""Signing in with the directory of a gemeente: who comes in, as what, and who does not."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from jeugdhulp import kalender, rechten, sessie
from jeugdhulp.domain.lidmaatschappen import Toegang, pseudonimiseer, wijzig_lidmaatschap
from jeugdhulp.forms.groeprol import GroeprolForm
from jeugdhulp.models import Gebruiker, Groeprol, Koppeling, Lidmaatschap, Rol
from jeugdhulp.tests.directory import (
    bron_bij,
    draaiend,
    els,
    heen,
    is_binnen,
    langs,
    meld_aan,
    rollen_van,
    waarover,
)
from jeugdhulp.tests.factories import (
    WACHTWOORD,
    GebruikerFactory,
    GemeenteFactory,
    code_van,
    geef_tweede_factor,
    geef_wachtwoord,
)
from jeugdhulp.tests.lezen import kenmerken, vind

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still; `klok[0] += …` moves it."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])
    return stand


# Coming in


def test_somebody_new_in_a_known_group_gets_an_account_and_its_roles(client, directory, groep):
    els(directory)

    antwoord = meld_aan(client)

    gebruiker = Gebruiker.objects.get(email="els@waterstad.nl")
    lid = gebruiker.lidmaatschappen.get()
    assert (antwoord.status_code, antwoord["Location"], is_binnen(client)) == (302, "/", True)
    assert (str(gebruiker), gebruiker.username) == ("Els de Vries", "els@waterstad.nl")
    assert (gebruiker.has_usable_password(), rollen_van(gebruiker)) == (False, ["beleidsadviseur"])
    assert (lid.gemeente.slug, lid.van, lid.uit_groep) == ("waterstad", kalender.vandaag(), True)


def test_every_step_stands_in_the_register(client, directory, groep):
    els(directory)

    meld_aan(client)

    wie = f"gebruiker {Gebruiker.objects.get(email='els@waterstad.nl').pk}"
    assert waarover() == [
        ("gekoppeld", "bron waterstad"),
        ("lidmaatschap begonnen", f"{wie}, uit een groep"),
        ("rol gegeven", f"{wie}, beleidsadviseur, uit een groep"),
        ("aangemeld", "bron waterstad"),
    ]


def test_the_question_carries_pkce_state_nonce_and_our_own_address(client, directory, groep):
    vraag = parse_qs(urlsplit(heen(client)).query)

    assert vraag["response_type"] == ["code"]
    assert vraag["redirect_uri"] == ["https://testserver/aanmelden/terug/waterstad/"]
    assert (vraag["code_challenge_method"], vraag["scope"]) == (
        ["S256"],
        ["openid profile email offline_access"],
    )
    assert [len(vraag[naam][0]) for naam in ("code_challenge", "state", "nonce")] == [43, 43, 43]


def test_two_questions_share_nothing(client, groep):
    een, ander = (parse_qs(urlsplit(heen(client)).query) for _ in range(2))

    zelfde = {naam for naam in een if een[naam] == ander[naam]}
    assert zelfde == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "code_challenge_method",
    }


def test_second_time_is_the_same_account_whatever_her_address(client, directory, groep):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    els(directory, email="els.bos@waterstad.nl", family_name="Bos")

    meld_aan(client)

    assert is_binnen(client)
    assert Gebruiker.objects.filter(email__endswith="@waterstad.nl").count() == 1
    assert Koppeling.objects.count() == 1


def test_somebody_in_no_known_group_gets_a_page_and_no_account(client, directory, groep):
    els(directory, groups=["team-wmo"])

    antwoord = meld_aan(client)

    assert (antwoord.status_code, vind(antwoord, "h1")) == (403, ["U komt niet binnen"])
    assert "U zit in geen groep" in antwoord.content.decode()
    assert not Gebruiker.objects.filter(email="els@waterstad.nl").exists()
    assert waarover() == [("aanmelden mislukt", "bron waterstad, geen groep")]


def test_groups_may_stand_in_userinfo_alone(client, directory, groep):
    els(directory)
    directory.claims = {"groups": None}

    meld_aan(client)

    assert is_binnen(client)


@pytest.mark.parametrize("waar", ["claims", "userinfo"], ids=["in het token", "bij userinfo"])
@pytest.mark.parametrize(
    "gezegd", [{"_claim_names": {"groups": "src1"}}, {"hasgroups": True}], ids=str
)
def test_too_many_groups_for_a_token_is_not_taken_for_none(client, directory, groep, waar, gezegd):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    els(directory, groups=None)
    setattr(directory, waar, gezegd)

    antwoord = meld_aan(client)

    assert antwoord.status_code == 400
    assert "zo veel groepen" in antwoord.content.decode()
    assert rollen_van(Gebruiker.objects.get(email="els@waterstad.nl")) == ["beleidsadviseur"]


def test_too_many_groups_say_nothing_of_who_has_roles_of_the_application(
    client, directory, groep, zet_bron
):
    zet_bron(groepen="roles")
    els(directory, groups=None, hasgroups=True, roles=["team-jeugd"])

    meld_aan(client)

    assert is_binnen(client)


@pytest.mark.parametrize("waarde", [12, "groups", ["groups"], None])
def test_claim_names_that_make_no_sense_break_nothing(client, directory, groep, waarde):
    els(directory, _claim_names=waarde)

    meld_aan(client)

    assert is_binnen(client)


def test_who_has_no_group_at_all_is_told_so_where_entra_leaves_the_claim_out(
    client, directory, groep
):
    els(directory, groups=None)

    antwoord = meld_aan(client)

    assert (antwoord.status_code, Koppeling.objects.count()) == (403, 0)
    assert "U zit in geen groep" in antwoord.content.decode()


def test_object_id_of_a_group_gives_its_role(client, directory, groep, gemeente):
    """As the beheerder pasted it: in capitals, between braces."""
    object_id = "2F6C1F6E-0000-4000-8000-AAAAAAAAAAAA"
    form = GroeprolForm({"groep": f"{{{object_id}}}", "wordt": "bestuurder"})
    assert form.is_valid()
    form.groeprol(gemeente).save()
    els(directory, groups=[object_id.lower()])

    meld_aan(client)

    assert rollen_van(Gebruiker.objects.get(email="els@waterstad.nl")) == ["bestuurder"]


def test_person_is_the_number_for_this_application_and_not_the_object_id(client, directory, groep):
    """Entra gives one person another `sub` for each registration; `oid` and `tid` stay, and are
    what a guest has in common with herself elsewhere."""
    vast = {"oid": "7c2e", "tid": "2f6c"}
    els(directory, **vast)
    meld_aan(client)
    client.post("/afmelden/")
    directory.ken("els-2", email="els@waterstad.nl", groups=["team-jeugd"], **vast)

    antwoord = meld_aan(client)

    assert (antwoord.status_code, Koppeling.objects.count()) == (403, 1)
    assert "al in gebruik" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("claims", "verwacht"),
    [
        ({}, "els@waterstad.nl"),
        ({"email_verified": True}, "els@waterstad.nl"),
        ({"email_verified": "true"}, "els@waterstad.nl"),
        ({"xms_edov": True}, "els@waterstad.nl"),
        ({"xms_edov": "1"}, "els@waterstad.nl"),
        ({"email_verified": False}, ""),
        ({"email_verified": "false"}, ""),
        ({"email_verified": 0}, ""),
        ({"xms_edov": False}, ""),
        ({"xms_edov": "0"}, ""),
        ({"email_verified": True, "xms_edov": 0}, ""),
    ],
    ids=str,
)
def test_address_proves_nothing_when_the_directory_itself_says_so(
    client, directory, groep, claims, verwacht
):
    els(directory, **claims)

    meld_aan(client)

    assert Koppeling.objects.get().gebruiker.email == verwacht


@pytest.mark.parametrize(
    ("groepen", "extern", "rollen"),
    [
        (["partners"], True, []),
        (["partners", "team-jeugd"], False, ["beleidsadviseur"]),
        (["lezers"], False, []),
        (["lezers", "financien", "team-jeugd"], False, ["beleidsadviseur", "controller"]),
    ],
)
def test_groups_add_up_and_one_that_says_colleague_is_enough(
    client, directory, groep, gemeente, groepen, extern, rollen
):
    Groeprol.objects.create(gemeente=gemeente, groep="partners", extern=True)
    Groeprol.objects.create(gemeente=gemeente, groep="lezers")
    Groeprol.objects.create(gemeente=gemeente, groep="financien", rol="controller")
    els(directory, groups=groepen)

    meld_aan(client)

    gebruiker = Gebruiker.objects.get(email="els@waterstad.nl")
    assert (gebruiker.lidmaatschappen.get().extern, rollen_van(gebruiker)) == (extern, rollen)


def test_group_of_another_gemeente_gives_nothing_here(client, directory, groep):
    elders = GemeenteFactory(slug="landstad")
    Groeprol.objects.create(gemeente=elders, groep="baas", rol="beheerder")
    els(directory, groups=["baas"])

    antwoord = meld_aan(client)

    assert (antwoord.status_code, Lidmaatschap.objects.filter(gemeente=elders).count()) == (403, 0)


def test_one_directory_may_serve_more_gemeenten_each_with_its_own_table(
    client, directory, groep, zet_bron
):
    elders = GemeenteFactory(slug="landstad")
    zet_bron(gemeenten=["waterstad", "landstad"])
    Groeprol.objects.create(gemeente=elders, groep="team-jeugd", rol="controller")
    els(directory)

    meld_aan(client)

    rollen = Rol.objects.filter(lidmaatschap__gebruiker__email="els@waterstad.nl")
    assert sorted(rollen.values_list("lidmaatschap__gemeente__slug", "soort")) == [
        ("landstad", "controller"),
        ("waterstad", "beleidsadviseur"),
    ]


# Roles follow the groups


def test_what_a_group_gave_goes_with_it_and_what_a_beheerder_gave_stays(client, directory, groep):
    els(directory)
    meld_aan(client)
    gebruiker = Gebruiker.objects.get(email="els@waterstad.nl")
    Rol.objects.create(lidmaatschap=gebruiker.lidmaatschappen.get(), soort="bestuurder")
    els(directory, groups=[])

    client.post("/afmelden/")
    meld_aan(client)

    assert (is_binnen(client), rollen_van(gebruiker)) == (True, ["bestuurder"])


def test_who_is_in_no_group_any_more_has_no_access_from_yesterday(client, directory, groep):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    els(directory, groups=[])

    antwoord = meld_aan(client)

    lid = Lidmaatschap.objects.get(gebruiker__email="els@waterstad.nl")
    gisteren = kalender.vandaag() - timedelta(days=1)
    assert (antwoord.status_code, is_binnen(client)) == (403, False)
    assert (lid.tot_en_met, rollen_van(lid.gebruiker)) == (gisteren, [])
    assert ("lidmaatschap beëindigd", f"gebruiker {lid.gebruiker_id}, uit een groep") in waarover()


def test_back_in_the_group_she_has_access_again(client, directory, groep):
    els(directory)
    meld_aan(client)
    for groepen in ([], ["team-jeugd"]):
        client.post("/afmelden/")
        els(directory, groups=groepen)
        meld_aan(client)

    lid = Lidmaatschap.objects.get(gebruiker__email="els@waterstad.nl")
    assert (is_binnen(client), lid.tot_en_met, rollen_van(lid.gebruiker)) == (
        True,
        None,
        ["beleidsadviseur"],
    )


def test_end_that_a_beheerder_set_stays_whatever_the_groups_say(
    client, directory, groep, beheerder
):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    lid = Lidmaatschap.objects.get(gebruiker__email="els@waterstad.nl")
    gisteren = kalender.vandaag() - timedelta(days=1)
    wijzig_lidmaatschap(lid, Toegang(frozenset(), False, gisteren, gisteren), door=beheerder)

    antwoord = meld_aan(client)

    lid.refresh_from_db()
    assert (antwoord.status_code, lid.tot_en_met, lid.uit_groep) == (403, gisteren, False)


def test_last_beheerder_keeps_that_role_so_that_somebody_can_let_others_in(
    client, directory, groep, gemeente
):
    Groeprol.objects.create(gemeente=gemeente, groep="beheer", rol="beheerder")
    els(directory, groups=["beheer"])
    meld_aan(client)
    client.post("/afmelden/")
    els(directory, groups=[])

    meld_aan(client)

    assert rollen_van(Gebruiker.objects.get(email="els@waterstad.nl")) == ["beheerder"]


# Whose account it is


def test_account_of_this_gemeente_is_tied_at_the_first_sign_in(client, directory, groep, gemeente):
    zij = GebruikerFactory(
        username="els", email="els@waterstad.nl", lid_van=gemeente, rollen=["bestuurder"]
    )
    els(directory, groups=[])

    meld_aan(client)

    assert (is_binnen(client), Koppeling.objects.get().gebruiker) == (True, zij)


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email": "els@elders.nl"},
        {"email": "els@waterstad.nl.kwaad.nl"},
        {"email": "els@sub.waterstad.nl"},
        {"email": None, "preferred_username": "els@waterstad.nl", "upn": "els@waterstad.nl"},
    ],
)
def test_address_that_proves_nothing_ties_nothing(client, directory, groep, gemeente, claims):
    for email in ("els@waterstad.nl", "els@elders.nl"):
        GebruikerFactory(username=email, email=email, lid_van=gemeente, rollen=["beheerder"])
    els(directory, **claims)

    meld_aan(client)

    # Somebody new, without that address and without those roles.
    nieuw = Koppeling.objects.get().gebruiker
    assert (nieuw.email, rollen_van(nieuw)) == ("", ["beleidsadviseur"])
    assert nieuw.username.startswith("waterstad-")


def test_account_that_does_not_belong_here_is_not_tied(client, directory, groep, buur):
    buur.email = "els@waterstad.nl"
    buur.save()
    els(directory)

    antwoord = meld_aan(client)

    assert (antwoord.status_code, Koppeling.objects.count()) == (403, 0)
    assert "al in gebruik" in antwoord.content.decode()


@pytest.mark.parametrize("hoe", ["geëindigd", "nog niet", "uit"])
def test_account_that_does_not_belong_here_today_is_not_tied(
    client, directory, groep, gemeente, hoe
):
    zij = GebruikerFactory(username="els", email="els@waterstad.nl", lid_van=gemeente)
    dag = kalender.vandaag()
    if hoe == "uit":
        Gebruiker.objects.filter(pk=zij.pk).update(is_active=False)
    elif hoe == "nog niet":
        zij.lidmaatschappen.update(van=dag + timedelta(days=1))
    else:
        zij.lidmaatschappen.update(tot_en_met=dag - timedelta(days=1))
    els(directory)

    assert (meld_aan(client).status_code, Koppeling.objects.count()) == (403, 0)


def test_namesake_who_got_her_address_does_not_get_her_account(client, directory, groep):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    directory.ken("els-2", email="els@waterstad.nl", groups=["team-jeugd"])

    antwoord = meld_aan(client)

    assert (antwoord.status_code, Koppeling.objects.count()) == (403, 1)


def test_same_number_at_another_directory_is_somebody_else(client, directory, groep, settings):
    with draaiend() as ander:
        GemeenteFactory(slug="landstad")
        settings.AANMELDBRONNEN = [bron_bij(directory), bron_bij(ander, "landstad")]
        els(directory)
        meld_aan(client)
        client.post("/afmelden/")
        ander.ken("els-1", email="els@waterstad.nl", groups=["team-jeugd"])

        antwoord = meld_aan(client, "landstad")

    assert (antwoord.status_code, Koppeling.objects.count()) == (403, 1)


def test_directory_opens_its_own_gemeente_and_not_what_she_is_elsewhere(
    client, directory, groep, gemeente
):
    """Whoever runs the directory of Waterstad can sign in as her; in Landstad that is nobody."""
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    zij = GebruikerFactory(
        username="els", email="els@waterstad.nl", lid_van=elders, rollen=["beheerder"]
    )
    Lidmaatschap.objects.create(gebruiker=zij, gemeente=gemeente, van=kalender.vandaag())
    els(directory)

    meld_aan(client)

    statussen = [
        client.get(f"/{slug}/gebruikers/").status_code for slug in ("landstad", "waterstad")
    ]
    assert statussen == [404, 403]
    assert vind(client.get("/account/"), "#gemeenten + ul b") == ["Waterstad"]


@pytest.mark.parametrize(
    "adres",
    [
        "/account/wachtwoord/",
        "/account/mailadres/",
        "/account/tweede-stap/",
        "/account/tweede-stap/uit/",
        "/account/tweede-stap/codes/",
    ],
)
@pytest.mark.parametrize("methode", ["get", "post"])
def test_directory_changes_nothing_by_which_one_comes_in_elsewhere(
    client, directory, groep, gemeente, adres, methode
):
    elders = GemeenteFactory(slug="landstad")
    zij = GebruikerFactory(
        username="els", email="els@waterstad.nl", lid_van=elders, rollen=["beheerder"]
    )
    Lidmaatschap.objects.create(gebruiker=zij, gemeente=gemeente, van=kalender.vandaag())
    els(directory)
    meld_aan(client)

    antwoord = getattr(client, methode)(adres)

    assert (antwoord.status_code, vind(antwoord, "h1")) == (403, ["Dit regelt u niet hier"])


# Where she goes on to


@pytest.mark.parametrize(
    ("doel", "verwacht"),
    [
        ("/account/", "/account/"),
        ("https://kwaad.example/", "/"),
        ("//kwaad.example/", "/"),
        ("/\\kwaad.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("https://testserver.kwaad.example/", "/"),
    ],
)
def test_she_goes_on_to_a_page_of_ours_alone(client, directory, groep, doel, verwacht):
    els(directory)

    assert meld_aan(client, vraag=f"?next={doel}")["Location"] == verwacht


def test_who_is_in_already_goes_on(client, groep, beleidsadviseur):
    client.force_login(beleidsadviseur)

    assert heen(client, vraag="?next=/account/") == "/account/"


# The second factor


def beheerder_els(directory, gemeente, **claims):
    Groeprol.objects.create(gemeente=gemeente, groep="beheer", rol="beheerder")
    els(directory, groups=["beheer"], **claims)


@pytest.mark.parametrize(
    ("instelling", "claims", "verwacht"),
    [
        (["mfa"], {"amr": ["pwd", "mfa"]}, "/"),
        (["mfa"], {"amr": ["pwd"]}, "/account/tweede-stap/"),
        (["c1"], {"acrs": ["c1"]}, "/"),
        ("altijd", {}, "/"),
        (["hoog"], {"acr": "hoog"}, "/"),
        ([], {"amr": ["mfa"]}, "/account/tweede-stap/"),
    ],
)
def test_who_needs_a_second_factor_gave_it_there_or_gives_it_here(
    client, directory, groep, gemeente, zet_bron, instelling, claims, verwacht
):
    zet_bron(tweede_stap=instelling)
    beheerder_els(directory, gemeente, **claims)

    meld_aan(client)

    antwoord = client.get("/")
    assert (antwoord["Location"] if antwoord.status_code == 302 else "/") == verwacht


def test_who_has_our_code_is_asked_for_it(client, directory, groep, gemeente):
    zij = GebruikerFactory(
        username="els", email="els@waterstad.nl", lid_van=gemeente, rollen=["beheerder"]
    )
    codeapp = geef_tweede_factor(zij)
    els(directory)

    gevraagd = meld_aan(client, vraag="?next=/account/")
    halverwege = is_binnen(client)
    antwoord = client.post("/aanmelden/code/", {"code": code_van(codeapp)})

    assert (gevraagd["Location"], halverwege) == ("/aanmelden/code/", False)
    assert (antwoord["Location"], is_binnen(client)) == ("/account/", True)
    assert client.session["bron"]["sleutel"] == "waterstad"


def test_role_that_comes_while_she_is_in_asks_what_it_takes(client, directory, groep, gemeente):
    """She has a code, was not asked for it, and now has a role that needs it."""
    els(directory)
    meld_aan(client)
    zij = Gebruiker.objects.get(email="els@waterstad.nl")
    geef_tweede_factor(zij)
    Rol.objects.create(lidmaatschap=zij.lidmaatschappen.get(), soort="controller")

    antwoord = client.get("/account/")

    assert antwoord["Location"] == "/aanmelden/?next=/account/"
    assert not is_binnen(client)


# Passwords beside it


def test_who_is_tied_to_the_directory_does_not_come_in_with_a_password(
    client, directory, groep, gemeente
):
    zij = geef_wachtwoord(
        GebruikerFactory(username="els", email="els@waterstad.nl", lid_van=gemeente)
    )
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")

    antwoord = client.post("/aanmelden/", {"username": "els", "password": WACHTWOORD})

    assert (antwoord.status_code, is_binnen(client)) == (403, False)
    assert kenmerken(antwoord, ".bronnen a", "href") == ["/aanmelden/met/waterstad/"]
    assert waarover(gebruiker=zij)[-1] == ("aanmelden mislukt", "wachtwoord opent hier niets")


@pytest.mark.parametrize(("wachtwoorden", "verwacht"), [(True, 302), (False, 403)])
def test_passwords_close_for_all_others_of_that_gemeente(
    client, groep, gemeente, zet_bron, wachtwoorden, verwacht
):
    zet_bron(wachtwoorden=wachtwoorden, noodaccount="nood")
    geef_wachtwoord(GebruikerFactory(username="kim", lid_van=gemeente))

    antwoord = client.post("/aanmelden/", {"username": "kim", "password": WACHTWOORD})

    assert antwoord.status_code == verwacht


def test_wrong_password_tells_nothing_of_doors(client, groep, gemeente, zet_bron):
    zet_bron(wachtwoorden=False)
    geef_wachtwoord(GebruikerFactory(username="kim", lid_van=gemeente))

    antwoord = client.post("/aanmelden/", {"username": "kim", "password": "iets anders dan dit"})

    assert antwoord.status_code == 200
    assert "horen niet bij elkaar" in antwoord.content.decode()


def test_session_with_a_password_ends_to_open_that_gemeente_the_moment_it_closes(
    client, groep, gemeente, zet_bron
):
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    zij = GebruikerFactory(username="kim", lid_van=gemeente, rollen=["beleidsadviseur"])
    Lidmaatschap.objects.create(gebruiker=zij, gemeente=elders, van=kalender.vandaag())
    client.force_login(zij)
    eerst = client.get("/waterstad/plan-jeugd/").status_code

    zet_bron(wachtwoorden=False)

    assert (eerst, client.get("/waterstad/plan-jeugd/").status_code) == (200, 404)
    assert vind(client.get("/account/"), "#gemeenten + ul b") == ["Landstad"]


@pytest.fixture
def nood(gemeente, zet_bron, directory):
    """The account for emergencies of Waterstad, where passwords are closed."""
    zet_bron(wachtwoorden=False, noodaccount="nood")
    zij = geef_wachtwoord(
        GebruikerFactory(
            username="nood", email="nood@waterstad.nl", lid_van=gemeente, rollen=["beheerder"]
        )
    )
    return zij, geef_tweede_factor(zij)


def test_account_for_emergencies_works_when_the_directory_is_down(client, directory, nood, caplog):
    zij, codeapp = nood
    directory.stuk = {"/.well-known/openid-configuration"}
    dicht = client.get("/aanmelden/met/waterstad/")

    client.post("/aanmelden/", {"username": "nood", "password": WACHTWOORD})
    client.post("/aanmelden/code/", {"code": code_van(codeapp)})

    assert (dicht.status_code, vind(dicht, "h1")) == (503, ["Aanmelden lukt nu niet"])
    assert client.get("/waterstad/gebruikers/").status_code == 200
    assert ("noodaccount gebruikt", "bron waterstad") in waarover(gebruiker=zij)
    assert f"noodaccount gebruikt, gebruiker={zij.pk} bron=waterstad" in caplog.messages


def test_account_for_emergencies_is_not_tied_to_the_directory(client, directory, groep, nood):
    directory.ken("kwaad", email="nood@waterstad.nl", groups=["team-jeugd"])

    assert (meld_aan(client).status_code, Koppeling.objects.count()) == (403, 0)


@pytest.fixture
def binnen(client, directory, groep, klok, settings):
    """Els, signed in; sessions do not end by standing still here."""
    settings.SESSIE_STIL_MINUTEN = 10_000
    els(directory)
    meld_aan(client)
    directory.vragen.clear()
    return Gebruiker.objects.get(email="els@waterstad.nl")


# Out


def test_signing_out_says_that_the_directory_does_not_know(client, directory, binnen):
    antwoord = client.post("/afmelden/", follow=True)

    [adres] = kenmerken(antwoord, "main .knop--hoofd", "href")
    assert (vind(antwoord, "h1"), is_binnen(client)) == (["U bent afgemeld"], False)
    assert adres == (
        f"{directory.uitgever}/logout?client_id=plan-van-aanpak"
        "&post_logout_redirect_uri=https%3A%2F%2Ftestserver%2Faanmelden%2F"
    )


def test_directory_signs_her_out_everywhere(client, directory, binnen):
    antwoord = client.post(
        "/aanmelden/uit/waterstad/", {"logout_token": directory.afmelding("els-1")}
    )

    assert (antwoord.status_code, antwoord["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert not is_binnen(client)
    assert waarover(soort="bron meldt af") == [("bron meldt af", "bron waterstad")]


def test_signing_out_somebody_unknown_is_no_news(client, directory, binnen):
    token = directory.afmelding("iemand-anders")

    assert client.post("/aanmelden/uit/waterstad/", {"logout_token": token}).status_code == 200
    assert is_binnen(client)


@pytest.mark.parametrize(
    "anders",
    [
        {"iss": "https://kwaad.example"},
        {"aud": "iemand-anders"},
        {"exp": 1},
        {"iat": 1},
        {"iat": 4_000_000_000},
        {"events": {}},
        {"events": {"iets": {}}},
        {"events": None},
        {"nonce": "van-een-id-token"},
        {"sub": None},
        {"sub": None, "sid": "alleen-een-sessie"},
        {"jti": None},
        {"iat": float("nan")},
        {"iat": float("nan"), "exp": float("inf")},
        {"iat": float("inf")},
        pytest.param({"iat": -(10**400)}, id="lang geleden"),
        {"exp": float("nan")},
        {"sub": "\ud800"},
        {"jti": "\ud800"},
    ],
    ids=ascii,
)
def test_sign_out_that_is_not_right_signs_nobody_out(client, directory, binnen, anders):
    token = directory.afmelding("els-1", **anders)

    assert client.post("/aanmelden/uit/waterstad/", {"logout_token": token}).status_code == 400
    assert is_binnen(client)


def test_id_token_is_no_sign_out(client, directory, binnen):
    token = directory.id_token("els-1")

    assert client.post("/aanmelden/uit/waterstad/", {"logout_token": token}).status_code == 400
    assert is_binnen(client)


# Once more, before a heavy act


@pytest.fixture
def lang_geleden(client, binnen, klok):
    """Els, who signed in a quarter of an hour ago and wants to set her code up."""
    klok[0] += timedelta(minutes=15)
    return binnen


ZWAAR = "/account/tweede-stap/"


def test_before_a_heavy_act_the_directory_asks_and_the_page_waits(client, lang_geleden, klok):
    gevraagd = client.post(ZWAAR, {"code": "000000"})
    [knop] = kenmerken(gevraagd, "main a.knop", "href")
    te_vroeg = client.post(ZWAAR, {"opnieuw-wijze": "GET"})
    vraag = parse_qs(urlsplit(client.get(knop)["Location"]).query)

    assert (vind(gevraagd, "h1"), te_vroeg.status_code) == (["Bent u het nog?"], 422)
    assert (vraag["prompt"], vraag["max_age"]) == (["login"], ["0"])


def test_after_that_she_goes_on_in_the_same_session(client, directory, lang_geleden, klok):
    [knop] = kenmerken(client.get(ZWAAR), "main a.knop", "href")
    sleutel = client.session.session_key
    directory.claims = {"auth_time": int(klok[0].timestamp())}

    bevestigd = client.get(langs(client.get(knop)["Location"]))
    daarna = client.post(ZWAAR, {"opnieuw-wijze": "GET"})

    assert vind(bevestigd, "h1") == ["U bent opnieuw aangemeld"]
    assert (daarna.status_code, client.session.session_key) == (302, sleutel)
    assert vind(client.get(ZWAAR), "h1") != ["Bent u het nog?"]


@pytest.mark.parametrize(
    ("auth_time", "wie"), [(-3600, "els-1"), (None, "els-1"), (0, "iemand-anders")]
)
def test_old_proof_or_that_of_another_is_none(
    client, directory, lang_geleden, klok, auth_time, wie
):
    [knop] = kenmerken(client.get(ZWAAR), "main a.knop", "href")
    directory.ken(wie, groups=["team-jeugd"])
    op = None if auth_time is None else int(klok[0].timestamp()) + auth_time
    directory.claims = {"auth_time": op}

    antwoord = client.get(langs(client.get(knop)["Location"]))

    assert (antwoord.status_code, vind(client.get(ZWAAR), "h1")) == (400, ["Bent u het nog?"])


@pytest.mark.parametrize(("geleden", "gevraagd"), [(0, False), (3600, True)])
def test_directory_that_let_her_in_on_an_old_proof_is_asked_before_a_heavy_act(
    client, directory, groep, klok, geleden, gevraagd
):
    els(directory)
    directory.claims = {"auth_time": int(klok[0].timestamp()) - geleden}
    meld_aan(client)

    assert (vind(client.get(ZWAAR), "h1") == ["Bent u het nog?"]) is gevraagd


# What it costs where no directory is set up


def test_rights_cost_no_more_without_a_directory(beleidsadviseur, django_assert_num_queries):
    rechten.kwam_binnen(beleidsadviseur, "")

    with django_assert_num_queries(2):
        assert len(rechten.plaatsen(beleidsadviseur)) == 1


@pytest.mark.parametrize(("deur", "aantal"), [("", 3), ("waterstad", 2)])
def test_rights_behind_a_door_cost_a_query_at_most(
    beleidsadviseur, zet_bron, django_assert_num_queries, deur, aantal
):
    rechten.kwam_binnen(beleidsadviseur, deur)

    with django_assert_num_queries(aantal):
        assert len(rechten.plaatsen(beleidsadviseur)) == 1


def test_page_to_sign_in_offers_nothing_more_without_a_directory(client):
    antwoord = client.get("/aanmelden/")

    assert (vind(antwoord, "main h2"), vind(antwoord, ".bronnen")) == ([], [])


def test_page_to_sign_in_offers_the_directory_first_and_keeps_where_she_was_going(client, zet_bron):
    antwoord = client.get("/aanmelden/?next=/account/")

    assert vind(antwoord, "main h2") == ["Met uw werkaccount", "Met een wachtwoord van hier"]
    assert kenmerken(antwoord, ".bronnen a", "href") == [
        "/aanmelden/met/waterstad/?next=%2Faccount%2F"
    ]
    assert "form-action 'self'" in antwoord["Content-Security-Policy"]


def test_session_of_a_directory_has_a_door_and_one_with_a_password_has_none(client, rf, binnen):
    request = rf.get("/")
    request.session = client.session

    assert sessie.bron_van(request) == "waterstad"


# What the beheerder sees


def test_beheerder_sees_who_is_tied_what_came_from_a_group_and_who_is_refused(
    client, directory, groep, beheerder, klok
):
    els(directory)
    meld_aan(client)
    client.post("/afmelden/")
    lid = Lidmaatschap.objects.get(gebruiker__email="els@waterstad.nl")
    client.force_login(beheerder)
    adres = f"/waterstad/gebruikers/{lid.gebruiker_id}/"

    eerst = client.get(adres).content.decode()
    Koppeling.objects.update(geweigerd_op=klok[0])
    daarna = client.get(adres).content.decode()

    assert ("Uit een groep: beleidsadviseur." in eerst, "wordt het geweigerd" in eerst) == (
        True,
        False,
    )
    assert "wordt het geweigerd" in daarna
    rijen = vind(client.get("/waterstad/gebruikers/"), "td[data-kop=Rol]")
    assert rijen == ["beheerder", "beleidsadviseur (uit een groep)"]


def test_page_of_a_colleague_says_nothing_of_directories_where_there_is_none(
    client, gemeente, beheerder
):
    zij = GebruikerFactory(username="kim", lid_van=gemeente)
    client.force_login(beheerder)

    assert vind(client.get(f"/waterstad/gebruikers/{zij.pk}/"), "h2") == [
        "Rollen en toegang",
        "Verder",
    ]


def test_name_that_goes_takes_the_tie_along(client, directory, groep, beheerder):
    els(directory)
    meld_aan(client)
    gebruiker = Gebruiker.objects.get(email="els@waterstad.nl")
    gisteren = kalender.vandaag() - timedelta(days=1)
    gebruiker.lidmaatschappen.update(van=gisteren, tot_en_met=gisteren)

    pseudonimiseer(gebruiker, groep.gemeente_id, door=beheerder)

    assert Koppeling.objects.count() == 0
