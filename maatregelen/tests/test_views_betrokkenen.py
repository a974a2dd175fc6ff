"""Who does what, changed where it is read: appoint, change, end, take over."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis, Gebruiker, Persoon
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.betrokkenen import wijzig_betrokkenheid
from maatregelen.models import Betrokkenheid
from maatregelen.tests.bewerken import BLAD, ingevuld, regels
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory, PlanFactory

NIEUW = f"{BLAD}betrokkenen/nieuw/"
VANDAAG = kalender.vandaag()
WAAROM = "Zij kent de scholen."


@pytest.fixture
def rij(plan: Any) -> Betrokkenheid:
    """Jan is trekker of 1a, since 1 March 2024."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")
    jan = PersoonFactory(gemeente=plan.gemeente, naam="Jan Bos")
    return BetrokkenheidFactory(maatregel=maatregel, persoon=jan, van=date(2024, 3, 1))


@pytest.fixture
def els(plan: Any) -> Persoon:
    return PersoonFactory(gemeente=plan.gemeente, naam="Els de Wit")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, rij: Betrokkenheid) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def van(rij: Betrokkenheid, wat: str = "") -> str:
    return f"{BLAD}betrokkenen/{rij.pk}/{wat}"


def test_wie_uit_de_lijst_een_rol_krijgt_staat_op_het_blad(
    schrijver: Paginaclient, els: Persoon
) -> None:
    gegeven = ingevuld(schrijver.get(NIEUW))
    assert gegeven["van"] == VANDAAG.strftime("%d-%m-%Y")

    antwoord = schrijver.post(
        NIEUW,
        gegeven
        | {"wie": f"persoon-{els.pk}", "rol": "uitvoerder", "deeltaak": "pgb", "reden": WAAROM}
        | {"van": "1 mei 2024", "onbeslist": "True"},
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-betrokkenen")
    assert vind(schrijver.get(BLAD), "#deel-betrokkenen dd") == [
        "Jan Bos Bewerken",
        "Els de Wit (pgb) nog niet besloten Bewerken",
    ]
    na = "uitvoerder (pgb): Els de Wit, nog niet besloten, vanaf 1 mei 2024"
    assert regels() == [
        {
            "soort": "betrokkene aangewezen",
            "onderwerp": "1a Hulp dichtbij",
            "voor": {},
            "na": {"betrokkenen": na},
            "reden": WAAROM,
        }
    ]


def test_een_nieuwe_naam_komt_in_de_lijst_zonder_account(schrijver: Paginaclient) -> None:
    gebruikers = Gebruiker.objects.count()
    gegeven = ingevuld(schrijver.get(NIEUW)) | {"rol": "betrokkene", "reden": WAAROM}

    antwoord = schrijver.post(NIEUW, gegeven | {"naam": "Wijkteam  Oost", "soort": "werkgroep"})

    rij = Betrokkenheid.objects.get(rol="betrokkene")
    assert (antwoord.status_code, str(rij.organisatie)) == (303, "Wijkteam Oost")
    assert [regel["soort"] for regel in regels()] == [
        "organisatie toegevoegd",
        "betrokkene aangewezen",
    ]
    assert Gebruiker.objects.count() == gebruikers


@pytest.mark.parametrize(
    ("gegeven", "veld", "melding"),
    [
        ({}, "wie", "Kies een naam, of vul hieronder een nieuwe in."),
        ({"naam": "Kim"}, "soort", "Kies wat voor naam dit is."),
        (
            {"naam": "JAN BOS", "soort": "persoon"},
            "naam",
            "Jan Bos staat al in de lijst. Kies de naam daar.",
        ),
        (
            {"wie": "jan", "naam": "Kim"},
            "naam",
            "Kies een naam of vul een nieuwe in, niet allebei.",
        ),
        ({"wie": "jan"}, "wie", "Jan Bos heeft deze rol hier al."),
        ({"wie": "jan", "rol": ""}, "rol", "Kies een rol."),
        ({"wie": "jan", "reden": ""}, "reden", "U verandert wie wat doet. Schrijf op waarom."),
    ],
)
def test_wat_niet_klopt_staat_bij_het_veld_en_legt_niets_vast(
    schrijver: Paginaclient, rij: Betrokkenheid, gegeven: dict[str, str], veld: str, melding: str
) -> None:
    voor = Gebeurtenis.objects.count()
    if gegeven.get("wie"):
        gegeven = gegeven | {"wie": f"persoon-{rij.persoon_id}"}
    basis = ingevuld(schrijver.get(NIEUW)) | {"rol": "trekker", "reden": WAAROM}

    antwoord = schrijver.post(NIEUW, basis | gegeven)

    assert antwoord.status_code == 422
    assert vind(antwoord, f"#id_{veld}_error") == [f"Fout: {melding}"]
    assert ingevuld(antwoord)["naam"] == gegeven.get("naam", "")
    assert Gebeurtenis.objects.count() == voor


def test_lijst_heeft_alleen_namen_van_de_gemeente(schrijver: Paginaclient, plan: Any) -> None:
    PersoonFactory(naam="Bo Elders")
    OrganisatieFactory(gemeente=plan.gemeente, naam="Wijkteam Oost")

    antwoord = schrijver.get(NIEUW)

    assert vind(antwoord, "#id_wie option") == ["Kies", "Jan Bos", "Wijkteam Oost"]
    assert kenmerken(antwoord, "#id_wie optgroup", "label") == ["Personen", "Organisaties"]


def test_deeltaak_en_of_het_vaststaat_zijn_te_wijzigen(
    schrijver: Paginaclient, rij: Betrokkenheid
) -> None:
    gegeven = ingevuld(schrijver.get(van(rij))) | {"deeltaak": "pgb", "reden": WAAROM}

    antwoord = schrijver.post(van(rij), gegeven | {"onbeslist": "True"})

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.deeltaak, rij.onbeslist) == (303, "pgb", True)
    assert regels()[0] | {"reden": ""} == {
        "soort": "betrokkenheid gewijzigd",
        "onderwerp": "1a Hulp dichtbij",
        "voor": {"betrokkenen": "trekker: Jan Bos, vanaf 1 maart 2024"},
        "na": {"betrokkenen": "trekker (pgb): Jan Bos, nog niet besloten, vanaf 1 maart 2024"},
        "reden": "",
    }


def test_wie_tegelijk_hetzelfde_verandert_ziet_beide(
    schrijver: Paginaclient, rij: Betrokkenheid, voorzitter: Gebruiker
) -> None:
    gegeven = ingevuld(schrijver.get(van(rij))) | {"deeltaak": "pgb", "onbeslist": "True"}
    ander = {"deeltaak": "zin", "onbeslist": True}
    wijzig_betrokkenheid(rij, ander, door=voorzitter, reden=WAAROM)

    antwoord = schrijver.post(van(rij), gegeven | {"reden": WAAROM})

    assert (antwoord.status_code, ingevuld(antwoord)["deeltaak"]) == (409, "pgb")
    assert vind(antwoord, ".intussen__tekst") == ["zin"]


def test_een_rol_krijgt_een_laatste_dag_en_blijft_bestaan(
    schrijver: Paginaclient, rij: Betrokkenheid
) -> None:
    gisteren = VANDAAG - timedelta(days=1)

    antwoord = schrijver.post(
        van(rij, "einde/"), {"tot_en_met": f"{gisteren:%d-%m-%Y}", "reden": "Andere baan."}
    )

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.tot_en_met) == (303, gisteren)
    assert [regel["soort"] for regel in regels()] == ["betrokkenheid beëindigd"]


@pytest.mark.parametrize(
    ("gegeven", "veld", "melding"),
    [
        ({"reden": ""}, "reden", "U verandert wie wat doet. Schrijf op waarom."),
        ({"tot_en_met": "1-1"}, "tot_en_met", None),
    ],
)
def test_beeindigen_vraagt_een_dag_en_een_reden(
    schrijver: Paginaclient,
    rij: Betrokkenheid,
    gegeven: dict[str, str],
    veld: str,
    melding: str | None,
) -> None:
    basis = {"tot_en_met": "1-5-2024", "reden": "Andere baan."}

    antwoord = schrijver.post(van(rij, "einde/"), basis | gegeven)

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.tot_en_met) == (422, None)
    [fout] = vind(antwoord, f"#id_{veld}_error")
    assert melding is None or fout == f"Fout: {melding}"


def test_els_volgt_jan_op_in_een_handeling(
    schrijver: Paginaclient, rij: Betrokkenheid, els: Persoon
) -> None:
    gegeven = {"wie": f"persoon-{els.pk}", "per": "1 mei 2024", "reden": "Jan stopt."}

    antwoord = schrijver.post(van(rij, "opvolger/"), gegeven)

    assert antwoord.status_code == 303
    assert [
        (wie.naam, wie.rol, wie.van, wie.tot_en_met) for wie in rij.maatregel.betrokkenheden.all()
    ] == [
        ("Jan Bos", "trekker", date(2024, 3, 1), date(2024, 4, 30)),
        ("Els de Wit", "trekker", date(2024, 5, 1), None),
    ]
    assert [(regel["soort"], regel["reden"]) for regel in regels()] == [
        ("betrokkenheid beëindigd", "Jan stopt."),
        ("betrokkene aangewezen", "Jan stopt."),
    ]


def test_opvolgen_gaat_helemaal_of_niet(schrijver: Paginaclient, rij: Betrokkenheid) -> None:
    gegeven = {"naam": "jan bos", "soort": "persoon", "per": "1-5-2024", "reden": "Jan stopt."}

    antwoord = schrijver.post(van(rij, "opvolger/"), gegeven)

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.tot_en_met) == (422, None)
    assert vind(antwoord, "#id_naam_error") == [
        "Fout: Jan Bos staat al in de lijst. Kies de naam daar."
    ]


def test_een_reden_geldt_voor_de_hele_zitting(
    schrijver: Paginaclient, rij: Betrokkenheid, els: Persoon
) -> None:
    schrijver.post(
        van(rij, "opvolger/"),
        {"wie": f"persoon-{els.pk}", "per": "1-5-2024", "reden": "Nieuwe verdeling."},
    )

    assert ingevuld(schrijver.get(NIEUW))["reden"] == "Nieuwe verdeling."


def test_een_rol_bij_een_andere_maatregel_is_hier_niet(
    schrijver: Paginaclient, rij: Betrokkenheid, plan: Any
) -> None:
    ander = BetrokkenheidFactory(maatregel=MaatregelFactory(plan=plan, code="1b"))

    adressen = [van(ander, wat) for wat in ("", "einde/", "opvolger/")]

    assert [schrijver.get(adres).status_code for adres in adressen] == [404] * 3


def test_ook_in_een_plan_dat_voorbij_is_is_een_rol_te_wijzigen(
    client: Paginaclient, beleidsadviseur: Gebruiker, gemeente: Any
) -> None:
    oud = PlanFactory(
        gemeente=gemeente, slug="oud", van=date(2015, 1, 1), tot_en_met=date(2018, 12, 31)
    )
    rij = BetrokkenheidFactory(maatregel=MaatregelFactory(plan=oud, code="1a"))
    client.force_login(beleidsadviseur)

    antwoord = client.post(
        f"/waterstad/oud/maatregelen/1a/betrokkenen/{rij.pk}/einde/",
        {"tot_en_met": "31-12-2018", "reden": "Plan voorbij."},
    )

    assert antwoord.status_code == 303


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient,
    rij: Betrokkenheid,
    plan: Any,
    aantal: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(aantal):
        OrganisatieFactory(gemeente=plan.gemeente)
        BetrokkenheidFactory(maatregel=rij.maatregel)

    with django_assert_num_queries(9):
        schrijver.get(NIEUW)
    with django_assert_num_queries(8):
        schrijver.get(van(rij))


def test_links_staan_er_alleen_voor_wie_mag_wijzigen(
    client: Paginaclient, bestuurder: Gebruiker, rij: Betrokkenheid
) -> None:
    client.force_login(bestuurder)

    assert kenmerken(client.get(BLAD), "#deel-betrokkenen a", "href") == []


def test_een_nieuwe_naam_en_haar_functie_in_een_keer(schrijver: Paginaclient) -> None:
    gegeven = ingevuld(schrijver.get(NIEUW)) | {"rol": "betrokkene", "reden": WAAROM}

    antwoord = schrijver.post(
        NIEUW, gegeven | {"naam": "Kim", "soort": "persoon", "functie": "coach"}
    )

    assert (antwoord.status_code, Persoon.objects.get(naam="Kim").functie) == (303, "coach")


def test_wie_in_de_lijst_staat_krijgt_hier_geen_andere_functie(
    schrijver: Paginaclient, els: Persoon
) -> None:
    gegeven = ingevuld(schrijver.get(NIEUW)) | {"rol": "betrokkene", "reden": WAAROM}

    antwoord = schrijver.post(NIEUW, gegeven | {"wie": f"persoon-{els.pk}", "functie": "coach"})

    assert vind(antwoord, "#id_functie_error") == ["Fout: Vul dit alleen in bij een nieuwe naam."]


def test_de_functie_van_een_mens_is_te_wijzigen_bij_haar_rol(
    schrijver: Paginaclient, rij: Betrokkenheid
) -> None:
    gegeven = ingevuld(schrijver.get(van(rij)))
    assert gegeven["functie"] == ""

    antwoord = schrijver.post(van(rij), gegeven | {"functie": "coach", "reden": WAAROM})

    assert (antwoord.status_code, Persoon.objects.get(naam="Jan Bos").functie) == (303, "coach")
    assert ingevuld(schrijver.get(van(rij)))["functie"] == "coach"


def test_twee_functies_tegelijk_is_een_keuze(schrijver: Paginaclient, rij: Betrokkenheid) -> None:
    gegeven = ingevuld(schrijver.get(van(rij)))
    wijzig_betrokkenheid(rij, {"functie": "adviseur"}, door=None, reden=WAAROM)

    antwoord = schrijver.post(van(rij), gegeven | {"functie": "coach", "reden": WAAROM})

    assert (antwoord.status_code, Persoon.objects.get(naam="Jan Bos").functie) == (409, "adviseur")
    assert "heeft het systeem dit ook veranderd" in vind(antwoord, "#id_functie_error")[0]


def test_bij_een_organisatie_staat_geen_functie(
    schrijver: Paginaclient, rij: Betrokkenheid
) -> None:
    groep = OrganisatieFactory(gemeente=rij.maatregel.plan.gemeente, naam="Wijkteam Oost")
    ander = BetrokkenheidFactory(maatregel=rij.maatregel, persoon=None, organisatie=groep)

    assert "functie" not in ingevuld(schrijver.get(van(ander)))
