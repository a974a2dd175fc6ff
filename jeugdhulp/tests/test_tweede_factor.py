"""The second step of signing in: setting up, using, losing and resetting it."""

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from jeugdhulp import kalender, sessie
from jeugdhulp.domain import tweede_factor
from jeugdhulp.models import Codeapp, Lidmaatschap, Toegangsregel
from jeugdhulp.tests.factories import (
    WACHTWOORD,
    GebruikerFactory,
    GemeenteFactory,
    code_van,
    geef_tweede_factor,
    geef_wachtwoord,
)
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.versleuteling import OnleesbaarError, ontsleutel, versleutel

pytestmark = pytest.mark.django_db


@pytest.fixture
def jansen(gemeente, plan):
    return geef_wachtwoord(
        GebruikerFactory(username="jansen", email="jansen@example.nl", lid_van=gemeente)
    )


def meld_aan(client, naam="jansen", volgende=""):
    gegevens = {"username": naam, "password": WACHTWOORD, "next": volgende}
    return client.post("/aanmelden/", gegevens)


def is_binnen(client):
    return "_auth_user_id" in client.session


def zet_aan(client, gebruiker):
    """Through the screen; returns the recovery codes it showed."""
    client.get("/account/tweede-stap/")
    code = code_van(Codeapp.objects.get(user=gebruiker, confirmed=False))
    return vind(client.post("/account/tweede-stap/", {"code": code}), ".codes code")


def test_password_alone_is_not_enough_for_who_has_a_second_step(client, jansen):
    geef_tweede_factor(jansen)

    antwoord = meld_aan(client)

    assert (antwoord.url, is_binnen(client)) == ("/aanmelden/code/", False)


def test_password_and_code_lead_to_where_she_was_going(client, jansen):
    codeapp = geef_tweede_factor(jansen)
    meld_aan(client, volgende="/waterstad/plan-jeugd/?peildatum=2024-01-01")

    antwoord = client.post("/aanmelden/code/", {"code": code_van(codeapp)})

    assert (antwoord.url, is_binnen(client)) == (
        "/waterstad/plan-jeugd/?peildatum=2024-01-01",
        True,
    )


def test_a_second_step_does_not_lead_to_another_site(client, jansen):
    codeapp = geef_tweede_factor(jansen)
    meld_aan(client, volgende="https://kwaad.example/")

    assert client.post("/aanmelden/code/", {"code": code_van(codeapp)}).url == "/"


def test_a_code_works_once(client, jansen):
    codeapp = geef_tweede_factor(jansen)
    code = code_van(codeapp)
    meld_aan(client)
    client.post("/aanmelden/code/", {"code": code})
    client.post("/afmelden/")
    meld_aan(client)

    antwoord = client.post("/aanmelden/code/", {"code": code})

    assert (antwoord.status_code, is_binnen(client)) == (422, False)


@pytest.mark.parametrize("stappen", [-3, 3])
def test_a_code_of_another_minute_does_not_work(client, jansen, stappen):
    codeapp = geef_tweede_factor(jansen)
    meld_aan(client)

    assert client.post("/aanmelden/code/", {"code": code_van(codeapp, stappen)}).status_code == 422


def test_the_code_of_somebody_else_does_not_work(client, jansen):
    geef_tweede_factor(jansen)
    ander = geef_tweede_factor(GebruikerFactory(username="ander"))
    meld_aan(client)

    assert client.post("/aanmelden/code/", {"code": code_van(ander)}).status_code == 422


def test_codes_cannot_be_tried_for_long(client, jansen):
    codeapp = geef_tweede_factor(jansen)
    goed = code_van(codeapp)
    fout = f"{(int(goed) + 1) % 10**6:06d}"
    meld_aan(client)

    gekregen = [client.post("/aanmelden/code/", {"code": fout}).status_code for _ in range(5)]
    # A fresh password does not start the count anew, and neither does the right code.
    meld_aan(client)
    gekregen.append(client.post("/aanmelden/code/", {"code": goed}).status_code)

    assert (gekregen, is_binnen(client)) == ([422] * 5 + [429], False)


def test_recovery_codes_cannot_be_tried_for_long(client, jansen):
    geef_tweede_factor(jansen)
    meld_aan(client)

    gekregen = [
        client.post("/aanmelden/code/", {"code": f"aaaaa-aaaa{teken}"}).status_code
        for teken in "bcdefg"
    ]

    assert gekregen == [422] * 5 + [429]


def test_password_is_good_for_ten_minutes_of_waiting(client, jansen, monkeypatch):
    codeapp = geef_tweede_factor(jansen)
    meld_aan(client)
    nu = sessie.nu()
    monkeypatch.setattr(sessie, "nu", lambda: nu + 601)

    antwoord = client.post("/aanmelden/code/", {"code": code_van(codeapp)})

    assert (antwoord.url, is_binnen(client)) == ("/aanmelden/", False)


def test_a_password_changed_meanwhile_ends_the_halfway(client, jansen):
    codeapp = geef_tweede_factor(jansen)
    meld_aan(client)
    geef_wachtwoord(jansen, "een-heel-ander-wachtwoord")

    antwoord = client.post("/aanmelden/code/", {"code": code_van(codeapp)})

    assert (antwoord.url, is_binnen(client)) == ("/aanmelden/", False)


def test_the_halfway_has_a_session_key_of_its_own(client, jansen):
    """A key that somebody slipped her before is worth nothing, at either step."""
    codeapp = geef_tweede_factor(jansen)
    s = client.session
    s["iets"] = "van een ander"
    s.save()
    gegeven = client.cookies["sessionid"] = s.session_key
    meld_aan(client)
    halverwege = client.session.session_key
    client.post("/aanmelden/code/", {"code": code_van(codeapp)})

    assert len({gegeven, halverwege, client.session.session_key}) == 3
    assert "iets" not in client.session
    assert "halverwege" not in client.session


def test_setting_up_shows_a_picture_without_anything_inline(client, jansen):
    client.force_login(jansen)

    antwoord = client.get("/account/tweede-stap/")

    [beeld] = kenmerken(antwoord, ".qr", "src")
    assert beeld.startswith("data:image/svg+xml")
    assert "style=" not in unquote(beeld)


def test_setting_up_shows_the_same_secret_until_it_is_confirmed(client, jansen):
    client.force_login(jansen)

    eerste, tweede = (vind(client.get("/account/tweede-stap/"), ".sleutel") for _ in range(2))

    assert eerste == tweede


def test_setting_up_gives_ten_codes_shown_once(client, jansen):
    client.force_login(jansen)

    codes = zet_aan(client, jansen)

    assert [bool(re.fullmatch(r"[a-z2-9]{5}-[a-z2-9]{5}", code)) for code in codes] == [True] * 10
    assert all(codes[0] not in client.get(adres).content.decode() for adres in ADRESSEN)


ADRESSEN = ("/account/", "/account/tweede-stap/", "/account/tweede-stap/codes/")


def test_recovery_codes_can_be_saved_as_a_file_without_asking_the_server(client, jansen):
    client.force_login(jansen)
    client.get("/account/tweede-stap/")
    code = code_van(Codeapp.objects.get(user=jansen))

    antwoord = client.post("/account/tweede-stap/", {"code": code})

    [adres] = kenmerken(antwoord, "a[download]", "href")
    assert unquote(adres).splitlines()[3:] == vind(antwoord, ".codes code")


def test_a_wrong_first_code_sets_nothing_up(client, jansen):
    client.force_login(jansen)
    client.get("/account/tweede-stap/")

    antwoord = client.post("/account/tweede-stap/", {"code": "12345"})

    assert (antwoord.status_code, tweede_factor.heeft_tweede_factor(jansen)) == (422, False)


def test_setting_up_ends_her_other_sessions(client, jansen):
    from jeugdhulp.tests.pagina import Paginaclient

    elders = Paginaclient()
    elders.force_login(jansen)
    client.force_login(jansen)

    zet_aan(client, jansen)

    assert [c.get("/account/").status_code for c in (client, elders)] == [200, 302]


def test_a_recovery_code_works_once(client, jansen):
    client.force_login(jansen)
    codes = zet_aan(client, jansen)
    uitkomsten = []
    for _ in range(2):
        client.post("/afmelden/")
        meld_aan(client)
        # As somebody types it from paper.
        client.post("/aanmelden/code/", {"code": f" {codes[0].upper().replace('-', ' ')}"})
        uitkomsten.append(is_binnen(client))

    assert uitkomsten == [True, False]
    assert tweede_factor.aantal_herstelcodes(jansen) == 9


def test_new_recovery_codes_make_the_old_ones_worthless(client, jansen):
    client.force_login(jansen)
    oud = zet_aan(client, jansen)

    nieuw = vind(client.post("/account/tweede-stap/codes/"), ".codes code")

    assert [tweede_factor.controleer(jansen, codes[0]) for codes in (oud, nieuw)] == [
        "",
        "herstelcode",
    ]


def test_secrets_do_not_rest_in_plain(client, jansen):
    client.force_login(jansen)
    codes = zet_aan(client, jansen)
    rij = Codeapp.objects.get(user=jansen)

    assert rij.bin_key.hex() not in rij.key
    assert rij.sleuteltekst.replace(" ", "") not in rij.key
    kaal = {code.replace("-", "") for code in codes}
    assert not kaal & {
        token.lower() for token in StaticToken.objects.values_list("token", flat=True)
    }


def test_a_secret_copied_to_another_user_does_not_open(jansen):
    rij = geef_tweede_factor(jansen)
    rij.user = GebruikerFactory(username="ander")

    with pytest.raises(OnleesbaarError):
        _ = rij.bin_key


def test_an_old_key_of_the_server_still_opens_and_another_does_not(settings):
    settings.SECRET_KEY = "oud"
    gesloten = versleutel(b"geheim", "van mij")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw", ["oud"]

    assert ontsleutel(gesloten, "van mij") == b"geheim"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(OnleesbaarError):
        ontsleutel(gesloten, "van mij")


@pytest.mark.parametrize("tekst", ["", "geen base64!", "AAAA"])
def test_what_is_no_secret_does_not_open(tekst):
    with pytest.raises(OnleesbaarError):
        ontsleutel(tekst, "van mij")


def test_a_code_still_works_after_the_key_of_the_server_was_changed(client, jansen, settings):
    client.force_login(jansen)
    codes = zet_aan(client, jansen)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een nieuwe sleutel"

    assert tweede_factor.controleer(jansen, codes[0]) == "herstelcode"


@pytest.mark.parametrize("rol", ["beheerder", "controller"])
@pytest.mark.parametrize("adres", ["/", "/account/", "/waterstad/plan-jeugd/maatregelen/1a/stand/"])
def test_who_gives_rights_or_figures_sets_it_up_first(client, gemeente, maatregel, rol, adres):
    client.force_login(GebruikerFactory(lid_van=gemeente, rollen=[rol, "beleidsadviseur"]))

    antwoord = client.get(adres)

    assert (antwoord.status_code, antwoord["Location"]) == (302, reverse("tweede_factor_create"))


def test_a_role_in_another_gemeente_asks_it_everywhere(client, gemeente, plan):
    from jeugdhulp.models import Lidmaatschap, Rol
    from jeugdhulp.tests.factories import GemeenteFactory

    wie = GebruikerFactory(lid_van=gemeente)
    lid = Lidmaatschap.objects.create(
        gebruiker=wie, gemeente=GemeenteFactory(), van=date(2024, 1, 1)
    )
    Rol.objects.create(lidmaatschap=lid, soort="controller")
    client.force_login(wie)

    assert client.get("/waterstad/plan-jeugd/")["Location"] == reverse("tweede_factor_create")


def test_who_must_set_it_up_can_do_that_and_sign_out_and_no_more(client, gemeente):
    wie = GebruikerFactory(lid_van=gemeente, rollen=["controller"])
    client.force_login(wie)

    codes = zet_aan(client, wie)

    assert (len(codes), client.get("/").status_code) == (10, 200)
    assert client.post("/afmelden/").status_code == 302


def test_the_demo_asks_it_of_nobody(client, gemeente, settings):
    settings.DEMO = True
    client.force_login(GebruikerFactory(lid_van=gemeente, rollen=["beheerder"]))

    assert client.get("/").status_code == 200


def test_a_role_without_weight_asks_it_of_nobody(client, jansen):
    client.force_login(jansen)

    assert client.get("/").status_code == 200


def test_who_must_have_it_cannot_switch_it_off(client, controller):
    client.force_login(controller)

    client.post("/account/tweede-stap/uit/")

    assert tweede_factor.heeft_tweede_factor(controller) is True


def test_switching_it_off_leaves_nothing_and_is_noted(client, jansen):
    client.force_login(jansen)
    zet_aan(client, jansen)

    client.post("/account/tweede-stap/uit/")

    assert (tweede_factor.heeft_tweede_factor(jansen), StaticToken.objects.count()) == (False, 0)
    assert list(Toegangsregel.objects.order_by("pk").values_list("soort", flat=True)) == [
        "tweede factor aan",
        "tweede factor uit",
    ]


def test_a_beheerder_takes_away_what_somebody_lost(client, beheerder, gemeente, mailoutbox):
    kwijt = GebruikerFactory(username="kwijt", email="kwijt@example.nl", lid_van=gemeente)
    geef_tweede_factor(kwijt)
    client.force_login(beheerder)
    adres = f"/waterstad/gebruikers/{kwijt.pk}/tweede-stap/"

    statussen = [client.get(adres).status_code, client.post(adres).status_code]

    assert (statussen, tweede_factor.heeft_tweede_factor(kwijt)) == ([200, 302], False)
    assert [bericht.to for bericht in mailoutbox] == [["kwijt@example.nl"]]
    regel = Toegangsregel.objects.latest("pk")
    assert (regel.soort, regel.gebruiker, regel.over) == (
        "tweede factor uit",
        beheerder,
        f"gebruiker {kwijt.pk}, door de beheerder",
    )


@pytest.mark.parametrize(
    ("einde", "elders", "reden"),
    [
        (-1, False, "heeft nu geen toegang bij uw gemeente"),
        (-1, True, "heeft nu geen toegang bij uw gemeente"),
        (0, True, "werkt ook bij een andere gemeente"),
    ],
    ids=["left", "left for another", "works elsewhere too"],
)
def test_what_guards_another_gemeente_is_not_taken_away_here(
    client, beheerder, gemeente, mailoutbox, einde, elders, reden
):
    wie = GebruikerFactory(username="wie", email="wie@example.nl", lid_van=gemeente)
    Lidmaatschap.objects.update_or_create(
        gebruiker=wie,
        gemeente=gemeente,
        defaults={"tot_en_met": kalender.vandaag() + timedelta(days=einde)},
    )
    if elders:
        Lidmaatschap.objects.create(
            gebruiker=wie, gemeente=GemeenteFactory(), van=kalender.vandaag()
        )
    geef_tweede_factor(wie)
    client.force_login(beheerder)

    client.post(f"/waterstad/gebruikers/{wie.pk}/tweede-stap/")

    assert (tweede_factor.heeft_tweede_factor(wie), mailoutbox) == (True, [])
    assert reden in " ".join(vind(client.get(f"/waterstad/gebruikers/{wie.pk}/"), ".melding"))


def test_taking_it_away_ends_the_sessions_that_had_it(client, beheerder, gemeente):
    from jeugdhulp.tests.pagina import Paginaclient

    kwijt = geef_wachtwoord(GebruikerFactory(username="kwijt", lid_van=gemeente))
    codeapp = geef_tweede_factor(kwijt)
    dief = Paginaclient()
    meld_aan(dief, "kwijt")
    dief.post("/aanmelden/code/", {"code": code_van(codeapp)})
    client.force_login(beheerder)

    client.post(f"/waterstad/gebruikers/{kwijt.pk}/tweede-stap/")

    assert dief.get("/account/").status_code == 302


def test_the_second_step_without_the_first_leads_to_the_first(client):
    assert client.get("/aanmelden/code/").url == "/aanmelden/"
