"""What a measure is tied to, changed where it is read."""

from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.factories import OrganisatieFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.samenhangen import voeg_samenhang_toe, wijzig_samenhang
from maatregelen.models import Maatregel, Samenhang, Thema
from maatregelen.tests.bewerken import BLAD, ingevuld, regels
from maatregelen.tests.daden import geweigerd
from maatregelen.tests.factories import (
    MaatregelFactory,
    SamenhangFactory,
    ThemaFactory,
    in_handeling,
)

NIEUW = f"{BLAD}samenhang/nieuw/"


@pytest.fixture
def thema(plan: Any) -> Thema:
    return ThemaFactory(plan=plan, code="2", titel="Toegang")


@pytest.fixture
def maatregel(plan: Any, thema: Thema) -> Maatregel:
    return MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def ander(plan: Any, thema: Thema) -> Maatregel:
    return MaatregelFactory(plan=plan, thema=thema, code="1b", titel="Begeleiding op school")


@pytest.fixture
def rij(maatregel: Maatregel) -> Samenhang:
    return SamenhangFactory(maatregel=maatregel, buiten="Wonen", toelichting="Samen.")


@pytest.fixture
def schrijver(
    client: Paginaclient, beleidsadviseur: Gebruiker, maatregel: Maatregel
) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def van(rij: Samenhang) -> str:
    return f"{BLAD}samenhang/{rij.pk}/"


def test_een_verband_met_een_maatregel_staat_op_beide_bladen(
    schrijver: Paginaclient, ander: Maatregel
) -> None:
    gegeven = ingevuld(schrijver.get(NIEUW))
    gegeven |= {"soort": "voorwaarde", "naar": f"maatregel-{ander.pk}", "toelichting": "Eerst 1b."}

    antwoord = schrijver.post(NIEUW, gegeven)

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-samenhang")
    assert vind(schrijver.get(BLAD), "#deel-samenhang li > p:first-child") == [
        "Voorwaarde: 1b Begeleiding op school"
    ]
    assert vind(schrijver.get(BLAD.replace("1a", "1b")), "#deel-samenhang .label") == [
        "staat op dat blad"
    ]


def test_de_regel_noemt_van_een_ander_blad_alleen_de_code(
    schrijver: Paginaclient, ander: Maatregel
) -> None:
    """Who reads this trail may not read the title of every other measure."""
    schrijver.post(NIEUW, {"soort": "inhoud", "naar": f"maatregel-{ander.pk}"})

    assert regels() == [
        {
            "soort": "samenhang toegevoegd",
            "onderwerp": "1a Hulp dichtbij",
            "voor": {},
            "na": {"soort": "inhoud", "met maatregel": "1b"},
            "reden": "",
        }
    ]


def test_een_verband_kan_ook_met_thema_organisatie_of_iets_buiten(
    schrijver: Paginaclient, maatregel: Maatregel, thema: Thema
) -> None:
    groep = OrganisatieFactory(gemeente=maatregel.plan.gemeente, naam="Wijkteam")
    keuzes = [{"naar": f"thema-{thema.pk}"}, {"naar": f"organisatie-{groep.pk}"}]

    for keuze in [*keuzes, {"buiten": "Wonen"}]:
        assert schrijver.post(NIEUW, {"soort": "inhoud"} | keuze).status_code == 303

    assert [
        (rij.naar_thema, rij.naar_organisatie, rij.buiten, rij.volgorde)
        for rij in maatregel.samenhang.all()
    ] == [(thema, None, "", 0), (None, groep, "", 1), (None, None, "Wonen", 2)]


def test_keuze_is_wat_er_in_dit_plan_is(
    schrijver: Paginaclient, ander: Maatregel, thema: Thema
) -> None:
    MaatregelFactory(code="9z", titel="Uit een ander plan")
    OrganisatieFactory(naam="Van elders")

    assert vind(schrijver.get(NIEUW), "#id_naar option") == ["Kies", str(ander), str(thema)]


@pytest.mark.parametrize(
    ("gegeven", "veld", "melding"),
    [
        ({}, "naar", "Kies waarmee het verband is, of schrijf hieronder iets."),
        (
            {"naar": "ander", "buiten": "Wonen"},
            "buiten",
            "Kies iets uit de lijst of schrijf iets, niet allebei.",
        ),
        ({"soort": "", "buiten": "Wonen"}, "soort", "Kies wat voor verband het is."),
    ],
)
def test_een_verband_is_met_een_ding(
    schrijver: Paginaclient, ander: Maatregel, gegeven: dict[str, str], veld: str, melding: str
) -> None:
    voor = Gebeurtenis.objects.count()
    if "naar" in gegeven:
        gegeven = gegeven | {"naar": f"maatregel-{ander.pk}"}

    antwoord = schrijver.post(NIEUW, {"soort": "inhoud", "toelichting": "Samen."} | gegeven)

    assert antwoord.status_code == 422
    assert vind(antwoord, f"#id_{veld}_error") == [f"Fout: {melding}"]
    assert ingevuld(antwoord)["toelichting"] == "Samen."
    assert Gebeurtenis.objects.count() == voor


def test_een_verband_is_te_wijzigen_ook_waarmee_het_is(
    schrijver: Paginaclient, rij: Samenhang, ander: Maatregel
) -> None:
    gegeven = ingevuld(schrijver.get(van(rij)))
    assert (gegeven["soort"], gegeven["naar"], gegeven["buiten"]) == ("inhoud", "", "Wonen")
    gegeven |= {"naar": f"maatregel-{ander.pk}", "buiten": "", "reden": "Preciezer."}

    antwoord = schrijver.post(van(rij), gegeven)

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.naar_maatregel, rij.buiten) == (303, ander, "")
    assert regels() == [
        {
            "soort": "samenhang gewijzigd",
            "onderwerp": "1a Hulp dichtbij, samenhang",
            "voor": {"buiten het plan": "Wonen", "met maatregel": ""},
            "na": {"buiten het plan": "", "met maatregel": "1b"},
            "reden": "Preciezer.",
        }
    ]


def test_wie_tegelijk_iets_anders_kiest_ziet_beide_in_woorden(
    schrijver: Paginaclient, rij: Samenhang, ander: Maatregel, thema: Thema
) -> None:
    gegeven = ingevuld(schrijver.get(van(rij))) | {"naar": f"maatregel-{ander.pk}", "buiten": ""}
    wijzig_samenhang(rij, {"naar_thema_id": thema.pk, "buiten": ""}, door=None)

    antwoord = schrijver.post(van(rij), gegeven)

    assert (antwoord.status_code, ingevuld(antwoord)["naar"]) == (409, f"maatregel-{ander.pk}")
    assert vind(antwoord, ".intussen__tekst") == [str(thema)]


def test_wie_in_het_laatste_ogenblik_wordt_ingehaald_verliest_niets(
    schrijver: Paginaclient, rij: Samenhang, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maatregelen.views import samenhang

    echt = samenhang.wijzig_samenhang

    def ingehaald(*args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(samenhang, "wijzig_samenhang", echt)
        echt(rij, {"toelichting": "Net daarvoor."}, door=None)
        echt(*args, **kwargs)

    gegeven = ingevuld(schrijver.get(van(rij))) | {"toelichting": "Van mij."}
    monkeypatch.setattr(samenhang, "wijzig_samenhang", ingehaald)

    antwoord = schrijver.post(van(rij), gegeven)

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.toelichting) == (409, "Net daarvoor.")
    assert vind(antwoord, ".intussen__tekst") == ["Net daarvoor."]


def test_wat_op_het_andere_blad_staat_is_hier_niet_te_wijzigen(
    schrijver: Paginaclient, maatregel: Maatregel, ander: Maatregel
) -> None:
    hierheen = SamenhangFactory(maatregel=ander, naar_maatregel=maatregel)

    assert schrijver.get(van(hierheen)).status_code == 404
    adressen = kenmerken(schrijver.get(BLAD), "#deel-samenhang a.bewerklink", "href")
    assert adressen == [NIEUW]


def test_wat_het_plan_niet_noemt_en_er_niet_is_heeft_een_weg_naar_het_eerste(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    plan = maatregel.plan
    with in_handeling():
        plan.bladvelden = [{"veld": "doel", "naam": "Doel"}]
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))

    adressen = kenmerken(schrijver.get(BLAD), "section[aria-labelledby=zonder-kop] a", "href")

    assert adressen == [f"{BLAD}resultaten/nieuw/", NIEUW]


def test_organisatie_is_van_de_gemeente(maatregel: Maatregel) -> None:
    elders = OrganisatieFactory(naam="Van elders")
    waarden = {"soort": "inhoud", "naar_organisatie_id": elders.pk}

    with geweigerd("naar_organisatie_id", "Van elders hoort bij een andere gemeente."):
        voeg_samenhang_toe(maatregel, waarden, door=None)


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient,
    plan: Any,
    thema: Thema,
    rij: Samenhang,
    aantal: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(aantal):
        MaatregelFactory(plan=plan, thema=thema)
        OrganisatieFactory(gemeente=plan.gemeente)

    with django_assert_num_queries(11):
        schrijver.get(van(rij))
