"""Inviting by mail: one link, once, for whose address it is; nothing about accounts elsewhere."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from jeugdhulp import kalender
from jeugdhulp.domain import uitnodigen
from jeugdhulp.models import Gebruiker, Gemeente, Lidmaatschap, Rol, Toegangsregel, Uitnodiging
from jeugdhulp.tests.factories import (
    WACHTWOORD,
    GebruikerFactory,
    GemeenteFactory,
    geef_wachtwoord,
    maak_uitnodiging,
)
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from jeugdhulp.tests.test_logboek import echte_databank, in_draad

pytestmark = pytest.mark.django_db

UITNODIGEN = "/waterstad/gebruikers/uitnodigen/"
WACHTWOORDEN = {"new_password1": WACHTWOORD, "new_password2": WACHTWOORD}


@pytest.fixture
def aan_het_werk(client, beheerder):
    client.force_login(beheerder)
    return client


def nodig_uit(client, email="els@example.nl", **anders):
    gegevens = {
        "voornaam": "Els",
        "achternaam": "de Vries",
        "email": email,
        "van": "2024-01-01",
        "rollen": ["controller"],
    }
    return client.post(UITNODIGEN, gegevens | anders)


def link(bericht):
    return re.search(r"https?://[^/]+(/uitnodiging/\S+)", bericht.body)[1]


def lid(email="els@example.nl"):
    return Lidmaatschap.objects.filter(gebruiker__email=email).values_list(
        "gemeente__slug", "rollen__soort", "extern", "van", "tot_en_met"
    )


def test_invited_she_chooses_a_password_and_is_in(aan_het_werk):
    nodig_uit(aan_het_werk)
    els = Paginaclient()

    els.post(link(mail.outbox[0]), WACHTWOORDEN)
    els.post("/aanmelden/", {"username": "els@example.nl", "password": WACHTWOORD})

    assert list(lid()) == [("waterstad", "controller", False, date(2024, 1, 1), None)]
    assert "_auth_user_id" in els.session
    gebruiker = Gebruiker.objects.get(email="els@example.nl")
    assert (str(gebruiker), gebruiker.username) == ("Els de Vries", "els@example.nl")


def test_what_is_noted_names_nobody(aan_het_werk, beheerder):
    nodig_uit(aan_het_werk)
    Paginaclient().post(link(mail.outbox[0]), WACHTWOORDEN)
    els = Gebruiker.objects.get(email="els@example.nl")
    nummer = Uitnodiging.objects.get().pk

    regels = Toegangsregel.objects.order_by("pk").values_list("soort", "gebruiker", "over")

    assert list(regels) == [
        ("uitgenodigd", beheerder.pk, f"uitnodiging {nummer}, controller"),
        ("lidmaatschap begonnen", els.pk, f"gebruiker {els.pk}"),
        ("rol gegeven", beheerder.pk, f"gebruiker {els.pk}, controller"),
    ]


def test_an_invitation_lets_go_of_her_name_when_it_is_over(aan_het_werk):
    nodig_uit(aan_het_werk)
    Paginaclient().post(link(mail.outbox[0]), WACHTWOORDEN)

    rij = Uitnodiging.objects.get()

    assert (rij.voornaam, rij.achternaam, rij.email) == ("", "", "")


def test_the_mail_has_the_only_copy_of_the_secret(aan_het_werk):
    nodig_uit(aan_het_werk)
    geheim = link(mail.outbox[0]).split("/")[2]

    assert len(geheim) == 43
    assert geheim not in str(list(Uitnodiging.objects.values()))


def test_a_name_in_the_request_does_not_get_into_the_mail(aan_het_werk, settings):
    settings.ALLOWED_HOSTS = ["*"]

    aan_het_werk.post(
        UITNODIGEN,
        {"voornaam": "E", "achternaam": "V", "email": "e@example.nl", "van": "2024-01-01"},
        headers={"host": "kwaad.example"},
    )

    assert "https://testserver/uitnodiging/" in mail.outbox[0].body


def test_the_link_works_once(aan_het_werk):
    nodig_uit(aan_het_werk)
    adres = link(mail.outbox[0])
    els, dief = Paginaclient(), Paginaclient()
    els.post(adres, WACHTWOORDEN)

    antwoorden = [dief.get(adres), dief.post(adres, WACHTWOORDEN)]

    assert [antwoord.status_code for antwoord in antwoorden] == [404, 404]
    assert Gebruiker.objects.filter(email="els@example.nl").count() == 1


@pytest.mark.parametrize(("dagen", "status"), [(7, 404), (6, 200)])
def test_the_link_works_for_seven_days(aan_het_werk, monkeypatch, dagen, status):
    nodig_uit(aan_het_werk)
    straks = kalender.nu() + timedelta(days=dagen)
    monkeypatch.setattr(kalender, "nu", lambda: straks)

    assert Paginaclient().get(link(mail.outbox[0])).status_code == status


def test_sent_again_only_the_newer_link_works(aan_het_werk):
    nodig_uit(aan_het_werk)
    aan_het_werk.post(
        f"/waterstad/gebruikers/uitnodigingen/{Uitnodiging.objects.get().pk}/opnieuw/"
    )

    statussen = [Paginaclient().get(link(bericht)).status_code for bericht in mail.outbox]

    assert statussen == [404, 200]


def test_withdrawn_the_link_stops_and_the_name_goes(aan_het_werk):
    nodig_uit(aan_het_werk)
    rij = Uitnodiging.objects.get()

    aan_het_werk.post(f"/waterstad/gebruikers/uitnodigingen/{rij.pk}/intrekken/")

    rij.refresh_from_db()
    assert Paginaclient().get(link(mail.outbox[0])).status_code == 404
    assert (rij.email, rij.ingetrokken_op is None) == ("", False)


@pytest.mark.parametrize("wat", ["opnieuw", "intrekken"])
def test_what_is_over_cannot_be_sent_or_withdrawn(aan_het_werk, wat):
    nodig_uit(aan_het_werk)
    Paginaclient().post(link(mail.outbox[0]), WACHTWOORDEN)
    pk = Uitnodiging.objects.get().pk

    antwoord = aan_het_werk.post(f"/waterstad/gebruikers/uitnodigingen/{pk}/{wat}/", follow=True)

    assert vind(antwoord, ".melding")[-1].startswith("Niet gelukt.")
    assert len(mail.outbox) == 1


def test_somebody_with_an_account_elsewhere_shows_no_difference_to_the_beheerder(aan_het_werk):
    GebruikerFactory(username="els", email="els@example.nl", lid_van=GemeenteFactory())

    bekend = nodig_uit(aan_het_werk)
    onbekend = nodig_uit(aan_het_werk, "kim@example.nl")
    lijst = vind(
        aan_het_werk.get("/waterstad/gebruikers/"), "section[aria-labelledby=uitnodigingen] li"
    )

    assert bekend.url == onbekend.url
    assert lijst[0].replace("kim@", "els@") == lijst[1]


def test_somebody_with_an_account_signs_in_to_accept(aan_het_werk):
    els = geef_wachtwoord(
        GebruikerFactory(
            username="els", first_name="Elsbeth", email="els@example.nl", lid_van=GemeenteFactory()
        )
    )
    nodig_uit(aan_het_werk)
    adres = link(mail.outbox[0])
    haar = Paginaclient()
    eerst = haar.get(adres)
    # The mail alone does not do, and a password from the link does not become hers.
    haar.post(adres, WACHTWOORDEN)
    zonder = lid().filter(gemeente__slug="waterstad").count()
    haar.force_login(els)

    haar.post(adres)

    assert kenmerken(eerst, "main a.knop", "href") == [f"/aanmelden/?next={adres}"]
    assert (zonder, lid().filter(gemeente__slug="waterstad").count()) == (0, 1)
    els.refresh_from_db()
    assert els.first_name == "Elsbeth"


def test_somebody_else_cannot_accept_it(aan_het_werk, bestuurder):
    GebruikerFactory(username="els", email="els@example.nl")
    nodig_uit(aan_het_werk)
    ander = Paginaclient()
    ander.force_login(bestuurder)

    antwoord = ander.post(link(mail.outbox[0]))

    assert "U bent nu aangemeld met een ander account." in " ".join(vind(antwoord, "main p"))
    assert lid().count() == 0


def test_the_domain_gives_nothing_to_who_it_was_not_for(gemeente, beheerder, bestuurder):
    _, geheim = maak_uitnodiging(gemeente, beheerder)

    with pytest.raises(ValidationError):
        uitnodigen.neem_aan(geheim, gebruiker=bestuurder)

    assert Rol.objects.filter(lidmaatschap__gebruiker=bestuurder).count() == 1


@pytest.fixture
def vertrekkende(gemeente):
    return GebruikerFactory(username="vertrekt", lid_van=gemeente, rollen=["beheerder"])


@pytest.mark.parametrize(
    "hoe",
    [
        {"tot_en_met": date(2024, 6, 1)},
        {"extern": True},
        {"van": date(2098, 1, 1)},
        {"rollen": []},
    ],
    ids=str,
)
def test_what_a_beheerder_sent_ends_with_her(gemeente, vertrekkende, hoe):
    """Checked when it is used: however it came that she is no beheerder any more."""
    _, geheim = maak_uitnodiging(gemeente, vertrekkende)
    haar = Lidmaatschap.objects.filter(gebruiker=vertrekkende)
    if "rollen" in hoe:
        Rol.objects.filter(lidmaatschap__in=haar).delete()
    else:
        haar.update(**hoe)

    gezien = Paginaclient().get(f"/uitnodiging/{geheim}/").status_code
    with pytest.raises(ValidationError):
        uitnodigen.neem_aan(geheim, gebruiker=None, wachtwoord=WACHTWOORD)

    assert (gezien, list(lid())) == (404, [])


def test_a_beheerder_elsewhere_sends_nothing_here(gemeente, vertrekkende):
    _, geheim = maak_uitnodiging(gemeente, vertrekkende)
    Lidmaatschap.objects.filter(gebruiker=vertrekkende).update(gemeente=GemeenteFactory())

    assert uitnodigen.zoek(geheim) is None


@pytest.mark.parametrize("wat", ["leaves", "ended", "another role"])
def test_open_invitations_are_withdrawn_when_she_goes(aan_het_werk, gemeente, vertrekkende, wat):
    uitnodiging, _ = maak_uitnodiging(gemeente, vertrekkende)
    adres, vandaag = f"/waterstad/gebruikers/{vertrekkende.pk}/", kalender.vandaag()
    gisteren = (vandaag - timedelta(days=1)).isoformat()
    if wat == "leaves":
        aan_het_werk.post(f"{adres}vertrek/", {"laatste_dag": gisteren, "reden": "Andere baan."})
    else:
        einde = {"tot_en_met": gisteren} if wat == "ended" else {"rollen": ["bestuurder"]}
        naam = {"voornaam": "Jo", "achternaam": "Smit"}
        aan_het_werk.post(adres, {"van": "2019-01-01"} | naam | einde)

    uitnodiging.refresh_from_db()
    assert (uitnodiging.ingetrokken_op is None, uitnodiging.email) == (False, "")
    noteringen = Toegangsregel.objects.filter(soort="uitnodiging ingetrokken")
    assert [regel.over for regel in noteringen] == [f"uitnodiging {uitnodiging.pk}"]


def test_who_sends_it_again_answers_for_it(aan_het_werk, gemeente, beheerder, vertrekkende):
    uitnodiging, _ = maak_uitnodiging(gemeente, vertrekkende)

    aan_het_werk.post(f"/waterstad/gebruikers/uitnodigingen/{uitnodiging.pk}/opnieuw/")

    uitnodiging.refresh_from_db()
    assert uitnodiging.door == beheerder


def test_an_invitation_does_not_take_the_last_beheerder_away(gemeente, beheerder):
    """Her address became hers after she invited it."""
    _, geheim = maak_uitnodiging(gemeente, beheerder)
    Gebruiker.objects.filter(pk=beheerder.pk).update(email="els@example.nl")
    beheerder.refresh_from_db()

    with pytest.raises(ValidationError):
        uitnodigen.neem_aan(geheim, gebruiker=beheerder)

    assert list(lid()) == [("waterstad", "beheerder", False, date(2019, 1, 1), None)]


def test_a_member_is_not_invited_again(aan_het_werk, gemeente):
    GebruikerFactory(email="els@example.nl", lid_van=gemeente)

    antwoord = nodig_uit(aan_het_werk, "Els@Example.NL")

    assert (antwoord.status_code, mail.outbox) == (422, [])


def test_two_open_invitations_to_one_address_are_one_too_many(aan_het_werk):
    nodig_uit(aan_het_werk)

    antwoord = nodig_uit(aan_het_werk)

    assert vind(antwoord, "[role=alert] li") == ["Er is al een uitnodiging naar dit mailadres."]
    assert len(mail.outbox) == 1


def test_who_left_comes_back_with_what_the_invitation_says(aan_het_werk, gemeente):
    els = GebruikerFactory(email="els@example.nl", lid_van=gemeente, rollen=["beleidsadviseur"])
    Lidmaatschap.objects.filter(gebruiker=els).update(tot_en_met=date(2020, 1, 1))
    nodig_uit(aan_het_werk)
    haar = Paginaclient()
    haar.force_login(els)

    haar.post(link(mail.outbox[0]))

    assert list(lid()) == [("waterstad", "controller", False, date(2024, 1, 1), None)]


def test_a_weak_password_leaves_the_invitation_open(aan_het_werk):
    nodig_uit(aan_het_werk)
    adres = link(mail.outbox[0])

    antwoord = Paginaclient().post(
        adres, {"new_password1": "elsdevries1!", "new_password2": "elsdevries1!"}
    )

    assert (antwoord.status_code, Uitnodiging.objects.get().aangenomen_op) == (422, None)


def test_guessing_links_is_refused():
    client = Paginaclient()

    gekregen = [client.get(f"/uitnodiging/raad-{nummer}/").status_code for nummer in range(31)]

    assert gekregen == [404] * 30 + [429]


def test_a_gemeente_sends_a_hundred_a_day_at_most(aan_het_werk, gemeente):
    from jeugdhulp.domain import pogingen

    for _ in range(100):
        pogingen.tel((pogingen.UITNODIGEN, str(gemeente.pk)))

    assert (nodig_uit(aan_het_werk).status_code, mail.outbox) == (429, [])


def test_a_name_that_is_taken_by_another_account_gives_another_user_name(aan_het_werk):
    GebruikerFactory(username="els@example.nl", email="ander@example.nl")
    nodig_uit(aan_het_werk)

    Paginaclient().post(link(mail.outbox[0]), WACHTWOORDEN)

    gebruiker = Gebruiker.objects.get(email="els@example.nl")
    assert gebruiker.username == f"els@example.nl+{Uitnodiging.objects.get().pk}"


def test_invitations_nobody_answered_let_go_of_names(gemeente, beheerder, monkeypatch):
    maak_uitnodiging(gemeente, beheerder)
    later = kalender.nu() + timedelta(days=37, seconds=1)
    monkeypatch.setattr(kalender, "nu", lambda: later)
    maak_uitnodiging(gemeente, beheerder, email="kim@example.nl")

    verslag = uitnodigen.ruim_op()

    assert verslag == "1 verlopen uitnodigingen opgeruimd"
    assert list(Uitnodiging.objects.order_by("pk").values_list("email", flat=True)) == [
        "",
        "kim@example.nl",
    ]


def test_a_line_in_a_name_does_not_become_a_line_in_the_head_of_a_mail(aan_het_werk, gemeente):
    """The subject names the gemeente; the body alone names people."""
    nodig_uit(aan_het_werk, voornaam="Els\r\nBcc: kwaad@example.nl")

    assert [bericht.recipients() for bericht in mail.outbox] in ([["els@example.nl"]], [])


@pytest.mark.django_db(transaction=True)
def test_two_uses_at_once_make_one_account(tmp_path):
    gemeente = GemeenteFactory()
    beheerder = GebruikerFactory(lid_van=gemeente, rollen=["beheerder"])
    _, geheim = maak_uitnodiging(gemeente, beheerder)

    def gebruik(_: Any) -> str:
        try:
            uitnodigen.neem_aan(geheim, gebruiker=None, wachtwoord=WACHTWOORD)
        except (ValidationError, IntegrityError) as fout:
            return type(fout).__name__
        return "gelukt"

    tel: Callable[[Any], int] = lambda _: Gebruiker.objects.filter(email="els@example.nl").count()  # noqa: E731
    with echte_databank(tmp_path), ThreadPoolExecutor(4) as draden:
        uitkomsten = sorted(draden.map(in_draad(gebruik), range(4)))
        gebruikers = draden.submit(in_draad(tel), 0).result()

    assert (uitkomsten, gebruikers) == (["ValidationError"] * 3 + ["gelukt"], 1)
    assert Gemeente.objects.get() == gemeente
