"""Users and roles managed by the beheerder: her own gemeente, and never the way into another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.domain.lidmaatschappen import Toegang, wijzig_lidmaatschap
from jeugdhulp.domain.vertrek import Vertrek, vertrek
from jeugdhulp.models import Codeapp, Gebeurtenis, Gebruiker, Lidmaatschap, Rol, Toegangsregel
from jeugdhulp.tests.factories import (
    GebruikerFactory,
    GemeenteFactory,
    geef_tweede_factor,
    geef_wachtwoord,
)
from jeugdhulp.tests.lezen import kenmerken, vind

pytestmark = pytest.mark.django_db

VAN = date(2019, 1, 1)


@pytest.fixture
def collega(gemeente):
    return GebruikerFactory(
        username="collega",
        first_name="Kim",
        last_name="Bos",
        email="kim@example.nl",
        lid_van=gemeente,
        rollen=["bestuurder"],
    )


@pytest.fixture
def aan_het_werk(client, beheerder):
    client.force_login(beheerder)
    return client


def adres(gebruiker, wat=""):
    return f"/waterstad/gebruikers/{gebruiker.pk}/{wat}"


def bewaar(client, gebruiker, **anders):
    gegevens = {"van": "2019-01-01", "voornaam": "Kim", "achternaam": "Bos"}
    return client.post(adres(gebruiker), gegevens | anders)


def rollen_van(gebruiker):
    return set(
        Rol.objects.filter(lidmaatschap__gebruiker=gebruiker).values_list("soort", flat=True)
    )


def regels_over(gebruiker):
    regels = Toegangsregel.objects.filter(over__startswith=f"gebruiker {gebruiker.pk}")
    return list(regels.order_by("pk").values_list("soort", "over"))


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_the_same_queries_whatever_its_length(
    aan_het_werk, gemeente, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        GebruikerFactory(lid_van=gemeente, rollen=["bestuurder", "projectgroep"])
    aan_het_werk.get("/waterstad/gebruikers/")

    # session, user, roles (2), second step; gemeente, members, their roles, invitations
    with django_assert_num_queries(9):
        aan_het_werk.get("/waterstad/gebruikers/")


def test_list_says_who_is_what_and_since_when_not(aan_het_werk, gemeente, collega):
    geef_tweede_factor(collega)
    GebruikerFactory(last_name="Aa", email="aa@example.nl", lid_van=gemeente, extern=True)
    weg = GebruikerFactory(last_name="Weg", email="weg@example.nl", lid_van=gemeente)
    Lidmaatschap.objects.filter(gebruiker=weg).update(tot_en_met=date(2024, 1, 31))

    antwoord = aan_het_werk.get("/waterstad/gebruikers/")

    tabellen = [
        vind(antwoord, f"section[aria-labelledby={naam}] tbody tr") for naam in ("leden", "voorbij")
    ]
    assert tabellen[0][1:] == [
        "Aa aa@example.nl van buiten ja nog nooit nee",
        "Kim Bos kim@example.nl bestuurder ja nog nooit ja",
    ]
    assert tabellen[1] == ["Weg geen tot en met 31 januari 2024"]


def test_roles_are_given_and_taken_and_noted(aan_het_werk, collega, beheerder):
    bewaar(aan_het_werk, collega, rollen=["controller", "projectgroep"])

    assert rollen_van(collega) == {"controller", "projectgroep"}
    wie = f"gebruiker {collega.pk}"
    assert regels_over(collega) == [
        ("rol ingetrokken", f"{wie}, bestuurder"),
        ("rol gegeven", f"{wie}, controller"),
        ("rol gegeven", f"{wie}, projectgroep"),
    ]
    assert Toegangsregel.objects.latest("pk").gebruiker == beheerder


def test_saving_without_a_change_notes_nothing(aan_het_werk, collega):
    bewaar(aan_het_werk, collega, rollen=["bestuurder"])

    assert regels_over(collega) == []


def test_an_end_is_noted_and_ends_what_she_may(aan_het_werk, collega, client):
    bewaar(aan_het_werk, collega, rollen=["bestuurder"], tot_en_met="31-01-2024")

    assert regels_over(collega) == [
        ("lidmaatschap beëindigd", f"gebruiker {collega.pk}, tot en met 2024-01-31")
    ]
    aan_het_werk.force_login(collega)
    assert aan_het_werk.get("/waterstad/gebruikers/").status_code == 404


def test_from_outside_nobody_gets_a_role(aan_het_werk, collega):
    antwoord = bewaar(aan_het_werk, collega, rollen=["controller"], extern="on")

    assert (antwoord.status_code, rollen_van(collega)) == (422, {"bestuurder"})


@pytest.mark.parametrize(
    "anders",
    [
        {"rollen": []},
        {"rollen": ["beheerder"], "tot_en_met": "2099-01-01"},
        {"rollen": ["beheerder"], "van": "2098-01-01"},
        {"extern": "on"},
    ],
    ids=["role", "end", "begin", "from outside"],
)
def test_the_last_beheerder_stays(aan_het_werk, beheerder, anders):
    antwoord = bewaar(aan_het_werk, beheerder, **anders)

    assert (antwoord.status_code, rollen_van(beheerder)) == (422, {"beheerder"})
    assert "Er moet een beheerder zonder einddatum overblijven" in " ".join(
        vind(antwoord, "[role=alert] li")
    )


@pytest.mark.parametrize(
    ("hoe", "mag"),
    [
        ({}, True),
        ({"is_active": False}, False),
        ({"extern": True}, False),
        ({"tot_en_met": date(2099, 1, 1)}, False),
        ({"van": date(2098, 1, 1)}, False),
    ],
    ids=["is there", "inactive", "from outside", "ends", "begins later"],
)
def test_a_beheerder_may_go_when_another_is_there_to_stay(
    aan_het_werk, gemeente, beheerder, hoe, mag
):
    ander = GebruikerFactory(
        lid_van=gemeente, rollen=["beheerder"], is_active=hoe.pop("is_active", True)
    )
    if hoe:
        Lidmaatschap.objects.filter(gebruiker=ander).update(**hoe)

    antwoord = bewaar(aan_het_werk, beheerder)

    assert (antwoord.status_code == 302) is mag


def test_a_beheerder_elsewhere_does_not_count(aan_het_werk, beheerder, buur):
    elders = Lidmaatschap.objects.get(gebruiker=buur)
    Rol.objects.create(lidmaatschap=elders, soort="beheerder")

    assert bewaar(aan_het_werk, beheerder).status_code == 422


def test_the_address_of_a_user_is_not_a_beheerders_to_change(aan_het_werk, collega):
    """Whoever may change it can ask a new password there, and be her."""
    bewaar(aan_het_werk, collega, email="beheerder@example.nl", username="x", password="y")

    collega.refresh_from_db()
    assert (collega.email, collega.username) == ("kim@example.nl", "collega")


def test_a_name_is_mended_only_while_she_belongs_here_alone(aan_het_werk, collega):
    bewaar(aan_het_werk, collega, rollen=["bestuurder"], voornaam="Kimberly")
    collega.refresh_from_db()
    hier = collega.first_name
    Lidmaatschap.objects.create(gebruiker=collega, gemeente=GemeenteFactory(), van=VAN)

    bewaar(aan_het_werk, collega, rollen=["bestuurder"], voornaam="Iemand anders")

    collega.refresh_from_db()
    assert (hier, collega.first_name) == ("Kimberly", "Kimberly")
    assert vind(aan_het_werk.get(adres(collega)), "label[for=id_voornaam]") == []


def test_a_changed_name_leaves_the_old_one_in_the_logboek(aan_het_werk, collega, beheerder):
    bewaar(aan_het_werk, collega, rollen=["bestuurder"], voornaam="Kimberly")

    regel = Gebeurtenis.objects.get(soort="naam gewijzigd")
    assert (regel.onderwerp_soort, regel.onderwerp_id, regel.door, regel.gemeente.slug) == (
        "jeugdhulp.gebruiker",
        collega.pk,
        beheerder,
        "waterstad",
    )
    inhoud = regel.gegevens
    assert (inhoud["voor"], inhoud["na"]) == ({"naam": "Kim Bos"}, {"naam": "Kimberly Bos"})
    assert regels_over(collega) == [
        ("lidmaatschap gewijzigd", f"gebruiker {collega.pk}, naam"),
    ]


def test_a_beheerder_does_not_change_her_own_name(aan_het_werk, beheerder, gemeente):
    wens = Toegang(frozenset({"beheerder"}), extern=False, van=VAN, tot_en_met=None)
    lid = Lidmaatschap.objects.get(gebruiker=beheerder)

    with pytest.raises(ValidationError):
        wijzig_lidmaatschap(lid, wens, door=beheerder, naam=("Kim", "Bos"))

    assert vind(aan_het_werk.get(adres(beheerder)), "label[for=id_voornaam]") == []


@pytest.mark.parametrize(
    ("naam", "status"),
    [(("Jo", "Smit"), 422), (("jo ", "SMIT"), 422), (("Jo", "Smid"), 302)],
    ids=str,
)
def test_two_colleagues_do_not_get_one_name(aan_het_werk, gemeente, collega, naam, status):
    GebruikerFactory(first_name="Jo", last_name="Smit", lid_van=gemeente)

    antwoord = bewaar(
        aan_het_werk, collega, rollen=["controller"], voornaam=naam[0], achternaam=naam[1]
    )

    rol = {422: "bestuurder", 302: "controller"}[status]
    assert (antwoord.status_code, rollen_van(collega)) == (status, {rol})


def test_the_name_of_who_left_may_be_used_again(aan_het_werk, gemeente, collega):
    vertrokken(gemeente)

    antwoord = bewaar(aan_het_werk, collega, voornaam="Jan", achternaam="Weg")

    assert antwoord.status_code == 302


def test_the_domain_refuses_a_name_that_is_not_ours(collega, beheerder):
    Lidmaatschap.objects.create(gebruiker=collega, gemeente=GemeenteFactory(), van=VAN)
    lid = Lidmaatschap.objects.get(gebruiker=collega, gemeente__slug="waterstad")
    wens = Toegang(frozenset(), extern=False, van=VAN, tot_en_met=None)

    with pytest.raises(ValidationError):
        wijzig_lidmaatschap(lid, wens, door=beheerder, naam=("Iemand", "anders"))

    assert rollen_van(collega) == {"bestuurder"}


def test_what_a_colleague_is_elsewhere_does_not_show(aan_het_werk, collega, kanarie):
    from jeugdhulp.models import Gemeente

    lid = Lidmaatschap.objects.create(
        gebruiker=collega, gemeente=Gemeente.objects.get(slug=kanarie), van=VAN
    )
    Rol.objects.create(lidmaatschap=lid, soort="controller")

    antwoord = aan_het_werk.get(adres(collega))

    assert kenmerken(antwoord, "input[name=rollen][checked]", "value") == ["bestuurder"]


@pytest.mark.parametrize("wat", ["", "vertrek/", "tweede-stap/", "naam-weg/"])
def test_a_user_of_another_gemeente_does_not_exist(aan_het_werk, buur, wat):
    geef_tweede_factor(buur)

    statussen = [
        aan_het_werk.get(adres(buur, wat)).status_code,
        aan_het_werk.post(adres(buur, wat)).status_code,
    ]

    assert statussen == [404, 404]
    assert Codeapp.objects.filter(user=buur).exists()


def test_heavy_acts_ask_who_she_is_first(aan_het_werk, collega):
    s = aan_het_werk.session
    s["opnieuw"] -= 601
    s.save()
    paden = ["", "vertrek/", "tweede-stap/", "naam-weg/"]
    adressen = [adres(collega, pad) for pad in paden] + ["/waterstad/gebruikers/uitnodigen/"]

    koppen = [vind(aan_het_werk.get(waar), "h1") for waar in adressen]

    assert koppen == [["Bent u het nog?"]] * 5
    assert vind(aan_het_werk.get("/waterstad/gebruikers/"), "h1") == ["Gebruikers"]


def vertrokken(gemeente):
    wie = geef_wachtwoord(
        GebruikerFactory(
            username="weg",
            first_name="Jan",
            last_name="Weg",
            email="weg@example.nl",
            lid_van=gemeente,
        )
    )
    Lidmaatschap.objects.filter(gebruiker=wie).update(
        tot_en_met=kalender.vandaag() - timedelta(days=1)
    )
    return wie


@pytest.mark.parametrize("einde", ["", "2099-01-01"], ids=["no end", "a later end"])
def test_what_ended_does_not_begin_again_without_her(aan_het_werk, gemeente, einde):
    wie = vertrokken(gemeente)
    naam = {"voornaam": "Jan", "achternaam": "Weg"}

    antwoord = bewaar(aan_het_werk, wie, tot_en_met=einde, **naam)

    assert antwoord.status_code == 422
    assert "Nodig deze persoon opnieuw uit." in " ".join(vind(antwoord, "[role=alert] li"))
    gisteren = kalender.vandaag() - timedelta(days=1)
    assert Lidmaatschap.objects.get(gebruiker=wie).tot_en_met == gisteren


def test_leaving_does_not_postpone_an_end(aan_het_werk, gemeente):
    wie = vertrokken(gemeente)
    gisteren = kalender.vandaag() - timedelta(days=1)
    voorstel = kenmerken(aan_het_werk.get(adres(wie, "vertrek/")), "#id_laatste_dag", "value")
    gegevens = {"laatste_dag": kalender.vandaag().isoformat(), "reden": "Andere baan."}

    antwoord = aan_het_werk.post(adres(wie, "vertrek/"), gegevens)

    assert (antwoord.status_code, voorstel) == (422, [gisteren.isoformat()])
    assert Lidmaatschap.objects.get(gebruiker=wie).tot_en_met == gisteren


def test_the_domain_does_not_postpone_an_end_either(gemeente, beheerder):
    lid = Lidmaatschap.objects.get(gebruiker=vertrokken(gemeente))

    with pytest.raises(ValidationError):
        vertrek(lid, Vertrek(kalender.vandaag(), {}, "Andere baan."), door=beheerder)

    assert Lidmaatschap.objects.get(pk=lid.pk).tot_en_met == lid.tot_en_met


def test_a_name_goes_for_good_and_everywhere(aan_het_werk, gemeente):
    wie = vertrokken(gemeente)
    geef_tweede_factor(wie)

    aan_het_werk.post(adres(wie, "naam-weg/"))

    rij = Gebruiker.objects.get(pk=wie.pk)
    assert (str(rij), rij.username, rij.email, rij.is_active, rij.last_login) == (
        "Oud-medewerker 1",
        "oud-medewerker-1",
        "",
        False,
        None,
    )
    assert (rij.has_usable_password(), Codeapp.objects.filter(user=rij).count()) == (False, 0)
    assert regels_over(wie) == [("gepseudonimiseerd", f"gebruiker {wie.pk}")]


def test_numbers_of_those_who_left_go_on(aan_het_werk, gemeente):
    eerste = vertrokken(gemeente)
    aan_het_werk.post(adres(eerste, "naam-weg/"))
    tweede = vertrokken(gemeente)
    aan_het_werk.post(adres(tweede, "naam-weg/"))

    namen = [str(Gebruiker.objects.get(pk=wie.pk)) for wie in (eerste, tweede)]
    assert namen == ["Oud-medewerker 1", "Oud-medewerker 2"]


def test_a_name_stays_while_it_is_needed_anywhere(aan_het_werk, gemeente):
    wie = vertrokken(gemeente)
    Lidmaatschap.objects.create(gebruiker=wie, gemeente=GemeenteFactory(), van=VAN)

    aan_het_werk.post(adres(wie, "naam-weg/"))

    assert str(Gebruiker.objects.get(pk=wie.pk)) == "Jan Weg"


@pytest.mark.parametrize(
    ("dagen", "mag"), [(1, True), (2, False)], ids=["left both that day", "left us first"]
)
def test_a_name_is_taken_away_by_where_she_worked_last(aan_het_werk, gemeente, dagen, mag):
    wie = vertrokken(gemeente)
    gisteren = kalender.vandaag() - timedelta(days=1)
    Lidmaatschap.objects.filter(gebruiker=wie).update(
        tot_en_met=kalender.vandaag() - timedelta(days=dagen)
    )
    Lidmaatschap.objects.create(
        gebruiker=wie, gemeente=GemeenteFactory(), van=VAN, tot_en_met=gisteren
    )
    deur = "a[href$='naam-weg/']"

    getoond = vind(aan_het_werk.get(adres(wie)), deur)
    aan_het_werk.post(adres(wie, "naam-weg/"))

    weg = str(Gebruiker.objects.get(pk=wie.pk)) == "Oud-medewerker 1"
    assert (bool(getoond), weg) == (mag, mag)


def test_a_name_of_who_works_here_stays(aan_het_werk, collega):
    aan_het_werk.post(adres(collega, "naam-weg/"))

    assert str(Gebruiker.objects.get(pk=collega.pk)) == "Kim Bos"


def test_menu_leads_a_beheerder_to_her_users_and_nobody_else(client, beheerder, bestuurder):
    keuze = ".kop__menu a"
    client.force_login(beheerder)
    met = vind(client.get("/"), keuze)
    client.force_login(bestuurder)

    assert (met, vind(client.get("/"), keuze)) == (["Plannen", "Gebruikers"], ["Plannen"])


def test_register_shows_this_gemeente_by_name_and_no_other(aan_het_werk, collega, buur, kanarie):
    """Signing in is to the whole application: only of who belongs here it shows."""
    from jeugdhulp import toegang
    from jeugdhulp.choices import ToegangSoort
    from jeugdhulp.models import Gemeente

    elders = Gemeente.objects.get(slug=kanarie)
    toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=collega)
    toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=buur)
    toegang.noteer(ToegangSoort.ROL_GEGEVEN, gebruiker=collega, gemeente_id=elders.pk)
    toegang.noteer(
        ToegangSoort.ROL_GEGEVEN,
        gebruiker=buur,
        gemeente_id=Gemeente.objects.get(slug="waterstad").pk,
        over=f"gebruiker {collega.pk}, controller",
    )

    antwoord = aan_het_werk.get("/waterstad/toegang/")

    gevonden = [vind(antwoord, f"tbody tr:nth-child({rij}) td") for rij in (1, 2)]
    assert gevonden == [
        ["iemand van buiten deze gemeente", "Rol gegeven", "Kim Bos, controller", "–"],
        ["Kim Bos", "Aangemeld", "–", "–"],
    ]
    assert len(vind(antwoord, "tbody tr")) == 2


@pytest.mark.parametrize(
    ("begin", "einde", "getoond"),
    [(0, 0, 1), (-5, -1, 0), (1, 5, 0)],
    ids=["that day", "left before", "came later"],
)
def test_register_does_not_follow_who_left(aan_het_werk, collega, begin, einde, getoond):
    """She signs in for whom she works for now."""
    from jeugdhulp import toegang
    from jeugdhulp.choices import ToegangSoort

    vandaag = kalender.vandaag()
    Lidmaatschap.objects.filter(gebruiker=collega).update(
        van=vandaag + timedelta(days=begin), tot_en_met=vandaag + timedelta(days=einde)
    )
    toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=collega)

    antwoord = aan_het_werk.get("/waterstad/toegang/")

    assert vind(antwoord, "tbody td:nth-child(2)").count("Kim Bos") == getoond


def test_the_days_of_the_register_are_those_of_amsterdam(gemeente, collega, monkeypatch):
    """Half past midnight here is yesterday in UTC."""
    from jeugdhulp import toegang
    from jeugdhulp.choices import ToegangSoort

    Lidmaatschap.objects.filter(gebruiker=collega).update(van=date(2026, 1, 2))
    for uur in (22, 23):
        moment = datetime(2026, 1, 1, uur, 30, tzinfo=UTC)
        monkeypatch.setattr(kalender, "nu", lambda moment=moment: moment)
        toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=collega)

    regels = Toegangsregel.objects.van_gemeente(gemeente)

    assert [regel.moment.hour for regel in regels] == [23]


@pytest.fixture
def vier_regels(collega, beheerder, gemeente):
    from jeugdhulp import toegang
    from jeugdhulp.choices import ToegangSoort

    toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=collega)
    toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=beheerder)
    for wie in (f"gebruiker {collega.pk}, controller", f"gebruiker {collega.pk}0, controller"):
        toegang.noteer(
            ToegangSoort.ROL_GEGEVEN, gebruiker=beheerder, gemeente_id=gemeente.pk, over=wie
        )


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ({}, 4),
        ({"wie": "collega"}, 2),
        ({"soort": "aangemeld"}, 2),
        ({"soort": "bestaat niet"}, 4),
        ({"dag": "2019-01-01"}, 0),
        ({"dag": "vandaag"}, 4),
        ({"dag": "geen dag"}, 4),
        ({"wie": "collega", "soort": "rol gegeven"}, 1),
    ],
    ids=str,
)
def test_register_is_searched_by_person_kind_and_day(
    aan_het_werk, collega, vier_regels, vraag, aantal
):
    """ "gebruiker 1" is not "gebruiker 10"."""
    als_getypt = {"collega": collega.pk, "vandaag": kalender.vandaag().isoformat()}
    gevraagd = {veld: als_getypt.get(waarde, waarde) for veld, waarde in vraag.items()}

    antwoord = aan_het_werk.get("/waterstad/toegang/", gevraagd)

    assert len(vind(antwoord, "tbody tr")) == aantal


@pytest.mark.parametrize("aantal", [1, 3])
def test_register_takes_the_same_queries_whatever_its_length(
    aan_het_werk, collega, aantal, django_assert_num_queries
):
    from jeugdhulp import toegang
    from jeugdhulp.choices import ToegangSoort

    for _ in range(aantal):
        toegang.noteer(ToegangSoort.AANGEMELD, gebruiker=collega)
    aan_het_werk.get("/waterstad/toegang/")

    # session, user, roles (2), second step; gemeente, count, lines, names, names in the form
    with django_assert_num_queries(10):
        aan_het_werk.get("/waterstad/toegang/")
