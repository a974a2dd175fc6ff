"""Risks of a measure, changed where they are read."""

from typing import Any

import pytest

from jeugdhulp.models import Gebeurtenis, Gebruiker, Persoon
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.risicos import voeg_risico_toe, wijzig_risico
from maatregelen.models import Maatregel, Risico
from maatregelen.tests.bewerken import BLAD, ingevuld, regels
from maatregelen.tests.daden import geweigerd
from maatregelen.tests.factories import MaatregelFactory, RisicoFactory

NIEUW = f"{BLAD}risicos/nieuw/"


@pytest.fixture
def maatregel(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def kim(plan: Any) -> Persoon:
    return PersoonFactory(gemeente=plan.gemeente, naam="Kim Bos")


@pytest.fixture
def rij(maatregel: Maatregel) -> Risico:
    return RisicoFactory(maatregel=maatregel, gebeurtenis="Er komt niemand", oorzaak="Te ver weg")


@pytest.fixture
def schrijver(
    client: Paginaclient, beleidsadviseur: Gebruiker, maatregel: Maatregel
) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def van(rij: Risico) -> str:
    return f"{BLAD}risicos/{rij.pk}/"


def test_een_risico_komt_op_het_blad_met_een_regel(schrijver: Paginaclient, kim: Persoon) -> None:
    gegeven = ingevuld(schrijver.get(NIEUW))
    gegeven |= {"gebeurtenis": "Er komt niemand", "gevolg": "Geld blijft over"}

    antwoord = schrijver.post(NIEUW, gegeven | {"eigenaar_id": str(kim.pk)})

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-risicos")
    assert vind(schrijver.get(BLAD), "#deel-risicos dd") == ["Geld blijft over", "Kim Bos"]
    assert regels() == [
        {
            "soort": "risico toegevoegd",
            "onderwerp": "1a Hulp dichtbij",
            "voor": {},
            "na": {
                "risico": "Er komt niemand",
                "gevolg": "Geld blijft over",
                "eigenaar": "Kim Bos",
            },
            "reden": "",
        }
    ]


def test_een_risico_zegt_wat_er_kan_gebeuren(schrijver: Paginaclient) -> None:
    voor = Gebeurtenis.objects.count()

    antwoord = schrijver.post(NIEUW, {"oorzaak": "Te ver weg"})

    assert antwoord.status_code == 422
    assert vind(antwoord, "#id_gebeurtenis_error") == ["Fout: Schrijf op wat er kan gebeuren."]
    assert ingevuld(antwoord)["oorzaak"] == "Te ver weg"
    assert Gebeurtenis.objects.count() == voor


def test_een_risico_is_te_wijzigen(schrijver: Paginaclient, rij: Risico, kim: Persoon) -> None:
    gegeven = ingevuld(schrijver.get(van(rij)))
    assert gegeven["oorzaak"] == "Te ver weg"

    antwoord = schrijver.post(
        van(rij), gegeven | {"beheersing": "Busje", "eigenaar_id": str(kim.pk), "reden": "Advies."}
    )

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.beheersing, rij.eigenaar) == (303, "Busje", kim)
    assert regels() == [
        {
            "soort": "risico gewijzigd",
            "onderwerp": "1a Hulp dichtbij, risico “Er komt niemand”",
            "voor": {"beheersing": "", "eigenaar": ""},
            "na": {"beheersing": "Busje", "eigenaar": "Kim Bos"},
            "reden": "Advies.",
        }
    ]


def test_wie_tegelijk_een_andere_eigenaar_kiest_ziet_de_naam(
    schrijver: Paginaclient, rij: Risico, kim: Persoon
) -> None:
    jan = PersoonFactory(gemeente=kim.gemeente, naam="Jan Smit")
    gegeven = ingevuld(schrijver.get(van(rij))) | {"eigenaar_id": str(jan.pk)}
    wijzig_risico(rij, {"eigenaar_id": kim.pk}, door=None)

    antwoord = schrijver.post(van(rij), gegeven)

    assert (antwoord.status_code, ingevuld(antwoord)["eigenaar_id"]) == (409, str(jan.pk))
    assert vind(antwoord, ".intussen__tekst") == ["Kim Bos"]


def test_wie_een_ander_veld_verandert_botst_niet(schrijver: Paginaclient, rij: Risico) -> None:
    gegeven = ingevuld(schrijver.get(van(rij))) | {"gevolg": "Geld blijft over"}
    wijzig_risico(rij, {"oorzaak": "Te duur"}, door=None)

    antwoord = schrijver.post(van(rij), gegeven)

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.oorzaak, rij.gevolg) == (303, "Te duur", "Geld blijft over")


def test_eigenaar_is_van_de_gemeente(maatregel: Maatregel) -> None:
    elders = PersoonFactory(naam="Bo Elders")

    with geweigerd("eigenaar_id", "Bo Elders hoort bij een andere gemeente."):
        voeg_risico_toe(maatregel, {"gebeurtenis": "Brand", "eigenaar_id": elders.pk}, door=None)


def test_een_risico_van_het_hele_plan_is_hier_niet(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    assert schrijver.get(van(RisicoFactory(plan=maatregel.plan))).status_code == 404


@pytest.mark.parametrize(("wie", "koppen"), [("beleidsadviseur", 1), ("bestuurder", 0)])
def test_lege_kaart_staat_er_alleen_voor_wie_mag_wijzigen(
    request: Any, client: Paginaclient, maatregel: Maatregel, wie: str, koppen: int
) -> None:
    client.force_login(request.getfixturevalue(wie))

    assert len(kenmerken(client.get(BLAD), "#deel-risicos h3", "id")) == koppen


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient, rij: Risico, kim: Persoon, aantal: int, django_assert_num_queries: Any
) -> None:
    for _ in range(aantal):
        PersoonFactory(gemeente=kim.gemeente)

    with django_assert_num_queries(9):
        schrijver.get(van(rij))
