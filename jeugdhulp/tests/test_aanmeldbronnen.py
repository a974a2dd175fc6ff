"""What the settings say of a directory: read in full, or refused in words."""

import json
from datetime import timedelta

import pytest

from jeugdhulp import aanmeldbronnen, checks, kalender
from jeugdhulp.aanmeldbronnen import BronFout, bronnen
from jeugdhulp.models import Gebruiker, Lidmaatschap
from jeugdhulp.tests.factories import (
    GebruikerFactory,
    GemeenteFactory,
    geef_tweede_factor,
    geef_wachtwoord,
)
from jeugdhulp.tests.test_koppen import instellingen

GOED = {
    "sleutel": "waterstad",
    "naam": "gemeente Waterstad",
    "gemeenten": ["waterstad"],
    "uitgever": "https://login.example.nl/waterstad/v2.0",
    "client_id": "plan",
    "geheim": "niet-te-raden",
}
MAP_ID = "2f6c1f6e-0000-4000-8000-aaaaaaaaaaaa"


@pytest.fixture
def zet(settings):
    def zet(*ruw):
        settings.AANMELDBRONNEN = list(ruw)

    return zet


def test_what_is_left_out_is_the_careful_choice(zet):
    zet(GOED)

    [bron] = bronnen()

    assert (bron.domeinen, bron.tweede_stap, bron.wachtwoorden_dicht, bron.noodaccount) == (
        frozenset(),
        frozenset(),
        False,
        "",
    )
    assert (bron.groepen, bron.scopes) == ("groups", ("offline_access",))
    assert bron.bevestigd_dagen == 30
    assert not bron.is_eigen_mail("els@waterstad.nl")


def test_entra_names_itself_by_the_number_of_one_organisation(zet):
    zet(GOED | {"uitgever": f"https://login.microsoftonline.com/{MAP_ID}/v2.0"})

    assert MAP_ID in bronnen()[0].uitgever


@pytest.mark.parametrize("dagen", [7, 180])
def test_days_that_a_yes_counts_have_bounds_that_may_be_reached(zet, dagen):
    zet(GOED | {"bevestigd_dagen": dagen})

    assert bronnen()[0].bevestigd_dagen == dagen


def test_secret_may_stand_in_a_file_of_its_own(zet, tmp_path):
    (tmp_path / "geheim").write_text("uit-een-bestand\n")
    zet({**GOED, "geheim_bestand": str(tmp_path / "geheim")})

    assert bronnen()[0].geheim == "uit-een-bestand"


def test_list_may_come_from_a_file(monkeypatch, tmp_path, settings):
    (tmp_path / "bronnen.json").write_text(json.dumps([GOED]))

    gelezen = instellingen(monkeypatch, AANMELDBRONNEN_FILE=str(tmp_path / "bronnen.json"))

    settings.AANMELDBRONNEN = gelezen["AANMELDBRONNEN"]
    assert [bron.sleutel for bron in bronnen()] == ["waterstad"]


@pytest.mark.parametrize(
    ("anders", "woorden"),
    [
        ({"sleutel": "Water Stad"}, "sleutel"),
        ({"sleutel": ""}, "sleutel"),
        ({"naam": " "}, "naam ontbreekt"),
        ({"client_id": 12}, "client_id ontbreekt"),
        ({"gemeenten": []}, "gemeenten ontbreekt"),
        ({"gemeenten": [12]}, "gemeenten is geen lijst"),
        ({"uitgever": "http://login.example.nl/"}, "begint"),
        ({"uitgever": "https:///"}, "begint"),
        ({"uitgever": "https://login.example.nl/?a=b"}, "begint"),
        ({"uitgever": "ftp://127.0.0.1/"}, "begint"),
        ({"geheim": ""}, "geheim of geheim_bestand ontbreekt"),
        ({"geheim_bestand": "/bestaat/niet"}, "niet te lezen"),
        ({"wachtwoorden": "nee"}, "true of false"),
        ({"domeinen": {"a": 1}}, "domeinen is geen lijst"),
        ({"clientid": "typefout"}, "onbekend is clientid"),
        ({"bevestigd_dagen": 6}, "van 7 tot en met 180"),
        ({"bevestigd_dagen": 181}, "van 7 tot en met 180"),
        ({"bevestigd_dagen": "30"}, "heel getal"),
        ({"bevestigd_dagen": True}, "heel getal"),
        ({"bevestigd_dagen": 30.5}, "heel getal"),
        ({"uitgever": "https://login.microsoftonline.com/common/v2.0"}, "MAP-ID"),
        ({"uitgever": "https://login.microsoftonline.com/organizations/v2.0"}, "MAP-ID"),
        ({"uitgever": "https://login.microsoftonline.com/waterstad.nl/v2.0"}, "MAP-ID"),
        ({"uitgever": f"https://login.microsoftonline.com/{MAP_ID}"}, "MAP-ID"),
        ({"uitgever": f"https://login.microsoftonline.com/{MAP_ID}/v2.0/"}, "MAP-ID"),
        ({"uitgever": f"https://sts.windows.net/{MAP_ID}/"}, "MAP-ID"),
    ],
    ids=str,
)
def test_source_described_wrongly_is_refused_in_words(zet, anders, woorden):
    zet({**GOED, **anders})

    with pytest.raises(BronFout, match=woorden):
        bronnen()
    [melding] = checks.bronnen_goed_beschreven(app_configs=None)
    assert (melding.id, woorden in melding.msg) == ("jeugdhulp.E007", True)


@pytest.mark.parametrize(
    "ruw", [({"sleutel": "a"}, {"uitgever": "https://elders.nl"}), ({"uitgever": "https://x.nl"},)]
)
def test_two_that_cannot_be_told_apart_are_refused(zet, ruw):
    zet(GOED, {**GOED, "sleutel": "ander"} | ruw[0] if len(ruw) == 2 else {**GOED, **ruw[0]})

    with pytest.raises(BronFout, match="dezelfde"):
        bronnen()


@pytest.mark.parametrize("ruw", ['[{"sleutel": "a",}]', "tekst", {"sleutel": "a"}, [["waterstad"]]])
def test_what_is_no_list_of_sources_is_refused(settings, ruw):
    settings.AANMELDBRONNEN = ruw

    with pytest.raises(BronFout):
        bronnen()


@pytest.mark.parametrize("niets", ["", "[]", []])
def test_without_sources_nothing_is_said(settings, niets):
    settings.AANMELDBRONNEN = niets

    assert checks.bronnen_goed_beschreven(app_configs=None) == []


def test_source_does_not_tell_its_secret_when_it_is_shown(zet):
    zet(GOED)

    assert "niet-te-raden" not in repr(bronnen())


@pytest.mark.parametrize(
    ("email", "verwacht"),
    [
        ("els@waterstad.nl", True),
        ("els@WATERSTAD.nl", True),
        ("els@sub.waterstad.nl", False),
        ("els@waterstad.nl@kwaad.nl", False),
        ("waterstad.nl", False),
        ("", False),
    ],
)
def test_only_its_own_domain_proves_an_address(zet, email, verwacht):
    zet({**GOED, "domeinen": ["Waterstad.nl"]})

    assert bronnen()[0].is_eigen_mail(email) is verwacht


@pytest.mark.parametrize(
    ("adres", "verwacht"),
    [
        ("https://login.example.nl/", True),
        ("http://127.0.0.1:9400/", True),
        ("http://localhost/", True),
        ("http://127.0.0.1.kwaad.nl/", False),
        ("http://login.example.nl/", False),
        ("//login.example.nl/", False),
        ("", False),
    ],
)
def test_nothing_goes_where_it_can_be_read_on_the_way(adres, verwacht):
    assert aanmeldbronnen.is_veilig(adres) is verwacht


# The account for emergencies


@pytest.fixture
def dicht(zet):
    zet({**GOED, "wachtwoorden": False, "noodaccount": "nood"})


@pytest.fixture
def nood(gemeente):
    zij = GebruikerFactory(username="nood", lid_van=gemeente, rollen=["beheerder"])
    geef_tweede_factor(zij)
    return geef_wachtwoord(zij)


def waarschuwingen():
    return [
        melding.msg.partition(". ")[2]
        for melding in checks.noodaccount_werkt(app_configs=None, databases=["default"])
    ]


@pytest.mark.django_db
def test_account_for_emergencies_that_works_is_silent(dicht, nood):
    assert waarschuwingen() == []


@pytest.mark.django_db
def test_open_passwords_need_none(zet, gemeente):
    zet(GOED)

    assert waarschuwingen() == []


@pytest.mark.django_db
def test_closed_passwords_without_one_warn(zet, gemeente):
    zet({**GOED, "wachtwoorden": False})

    assert waarschuwingen() == ["Er is geen noodaccount."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stuk", "woorden"),
    [
        ("weg", "bestaat niet of heeft geen wachtwoord"),
        ("zonder wachtwoord", "bestaat niet of heeft geen wachtwoord"),
        ("zonder code", "heeft geen code"),
        ("geen beheerder", "is geen beheerder van waterstad"),
        ("geëindigd", "is geen beheerder van waterstad"),
    ],
)
def test_account_for_emergencies_that_does_not_work_warns(dicht, nood, stuk, woorden):
    lid = Lidmaatschap.objects.filter(gebruiker=nood)
    if stuk == "weg":
        Gebruiker.objects.filter(pk=nood.pk).update(is_active=False)
    elif stuk == "zonder wachtwoord":
        nood.set_unusable_password()
        nood.save()
    elif stuk == "zonder code":
        nood.totpdevice_set.all().delete()
    elif stuk == "geen beheerder":
        lid.get().rollen.all().delete()
    else:
        lid.update(tot_en_met=kalender.vandaag() - timedelta(days=1))

    assert [woorden in melding for melding in waarschuwingen()] == [True]


@pytest.mark.django_db
def test_account_for_emergencies_is_beheerder_of_every_gemeente_of_the_source(zet, nood):
    GemeenteFactory(slug="landstad")
    zet(
        {
            **GOED,
            "gemeenten": ["waterstad", "landstad"],
            "wachtwoorden": False,
            "noodaccount": "nood",
        }
    )

    assert waarschuwingen() == ["Het noodaccount nood is geen beheerder van landstad."]
