"""Who gets a part in a measure, and whose part ends."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.domain.personen import NieuweNaam
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from maatregelen.domain.maatregel.betrokkenen import (
    beeindig_betrokkenheid,
    laat_opvolgen,
    wijs_aan,
    wijzig_betrokkenheid,
)
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Betrokkenheid, Maatregel
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory

MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)
WAAROM = "Zij kent de scholen."


@pytest.fixture
def maatregel(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a")


@pytest.fixture
def rol(maatregel: Maatregel) -> Betrokkenheid:
    ankie = PersoonFactory(gemeente=maatregel.plan.gemeente, naam="Ankie Vos")
    return wijs_aan(maatregel, ankie, "trekker", MAART, door=None, reden=WAAROM)


def test_aanwijzen_heeft_een_dag_en_een_regel(rol: Betrokkenheid) -> None:
    assert (rol.van, rol.tot_en_met) == (MAART, None)
    assert regel() == {
        "soort": "betrokkene aangewezen",
        "over": "1a Hulp dichtbij huis",
        "voor": {},
        "na": {"betrokkenen": "trekker: Ankie Vos, vanaf 1 maart 2024"},
        "reden": WAAROM,
    }


def test_ook_een_organisatie_krijgt_een_rol(maatregel: Maatregel) -> None:
    groep = OrganisatieFactory(gemeente=maatregel.plan.gemeente, naam="Werkgroep scholen")

    wijs_aan(maatregel, groep, "uitvoerder", MAART, deeltaak="pgb", door=None, reden=WAAROM)

    verwacht = "uitvoerder (pgb): Werkgroep scholen, vanaf 1 maart 2024"
    assert regel()["na"] == {"betrokkenen": verwacht}


def test_aanwijzen_vraagt_een_reden(maatregel: Maatregel) -> None:
    ankie = PersoonFactory(gemeente=maatregel.plan.gemeente)

    with geweigerd("reden", "U verandert wie wat doet. Schrijf op waarom."):
        wijs_aan(maatregel, ankie, "trekker", MAART, door=None, reden="")


def test_iemand_krijgt_een_rol_een_keer(rol: Betrokkenheid, maatregel: Maatregel) -> None:
    assert rol.persoon is not None
    with geweigerd("persoon", "Ankie Vos heeft deze rol hier al."):
        wijs_aan(maatregel, rol.persoon, "trekker", MEI, door=None, reden=WAAROM)


def test_wie_een_rol_krijgt_hoort_bij_de_gemeente(maatregel: Maatregel) -> None:
    bo = PersoonFactory(naam="Bo Elders")

    with geweigerd("persoon", "Bo Elders hoort bij een andere gemeente."):
        wijs_aan(maatregel, bo, "trekker", MAART, door=None, reden=WAAROM)


def test_beeindigen_laat_zien_hoe_lang_het_duurde(rol: Betrokkenheid) -> None:
    beeindig_betrokkenheid(rol, MEI, door=None, reden="Andere baan.")

    assert regel() == {
        "soort": "betrokkenheid beëindigd",
        "over": "1a Hulp dichtbij huis",
        "voor": {"betrokkenen": "trekker: Ankie Vos, vanaf 1 maart 2024"},
        "na": {"betrokkenen": "trekker: Ankie Vos, vanaf 1 maart 2024, tot en met 1 mei 2024"},
        "reden": "Andere baan.",
    }
    assert [versie.tot_en_met for versie in rol.historie.all()] == [MEI, None]


def test_beeindigen_vraagt_een_reden(rol: Betrokkenheid) -> None:
    with geweigerd("reden", "U verandert wie wat doet. Schrijf op waarom."):
        beeindig_betrokkenheid(rol, MEI, door=None, reden="")


def test_een_rol_eindigt_niet_voor_zij_begon(rol: Betrokkenheid) -> None:
    with geweigerd("", "De laatste dag ligt voor de eerste."):
        beeindig_betrokkenheid(rol, date(2024, 2, 1), door=None, reden="Andere baan.")


def test_een_rol_die_al_eerder_eindigt_wordt_niet_langer(rol: Betrokkenheid) -> None:
    rol = beeindig_betrokkenheid(rol, MAART, door=None, reden="Andere baan.")

    with geweigerd("tot_en_met", "Deze rol eindigt al eerder, of op deze dag."):
        beeindig_betrokkenheid(rol, MEI, door=None, reden="Toch langer.")


def test_wijzigen_noemt_wat_het_was_en_werd(rol: Betrokkenheid) -> None:
    wijzig_betrokkenheid(rol, {"deeltaak": "pgb", "onbeslist": True}, door=None, reden=WAAROM)

    assert regel() == {
        "soort": "betrokkenheid gewijzigd",
        "over": "1a Hulp dichtbij huis",
        "voor": {"betrokkenen": "trekker: Ankie Vos, vanaf 1 maart 2024"},
        "na": {"betrokkenen": "trekker (pgb): Ankie Vos, nog niet besloten, vanaf 1 maart 2024"},
        "reden": WAAROM,
    }


def test_wijzigen_vraagt_een_reden_en_iets_anders(rol: Betrokkenheid) -> None:
    with geweigerd("reden", "U verandert wie wat doet. Schrijf op waarom."):
        wijzig_betrokkenheid(rol, {"deeltaak": "pgb"}, door=None, reden="")
    with geweigerd("", "Er is niets veranderd."):
        wijzig_betrokkenheid(rol, {"deeltaak": ""}, door=None, reden=WAAROM)


def test_wie_en_wanneer_zijn_zo_niet_te_wijzigen(rol: Betrokkenheid) -> None:
    with pytest.raises(TypeError, match="Deze kolommen horen hier niet: tot_en_met"):
        wijzig_betrokkenheid(rol, {"tot_en_met": MEI}, door=None, reden=WAAROM)


def test_opvolgen_neemt_rol_en_deeltaak_over(rol: Betrokkenheid, maatregel: Maatregel) -> None:
    wijzig_betrokkenheid(rol, {"deeltaak": "pgb"}, door=None, reden=WAAROM)
    els = PersoonFactory(gemeente=maatregel.plan.gemeente, naam="Els de Wit")

    nieuw = laat_opvolgen(rol, els, MEI, door=None, reden="Ankie stopt.")

    rol.refresh_from_db()
    assert (rol.tot_en_met, nieuw.van, nieuw.rol, nieuw.deeltaak) == (
        date(2024, 4, 30),
        MEI,
        "trekker",
        "pgb",
    )


def test_wie_al_een_laatste_dag_heeft_is_op_te_volgen_per_de_dag_erna(
    rol: Betrokkenheid,
) -> None:
    beeindig_betrokkenheid(rol, date(2024, 4, 30), door=None, reden="Andere baan.")

    laat_opvolgen(rol, NieuweNaam("Els de Wit", "persoon"), MEI, door=None, reden=WAAROM)

    assert [regel(plaats)["soort"] for plaats in (1, 0)] == [
        "persoon toegevoegd",
        "betrokkene aangewezen",
    ]


@pytest.mark.parametrize(
    ("per", "melding"),
    [
        (MAART, "Ankie Vos begint zelf pas op 1 maart 2024. Kies later."),
        (date(2024, 7, 1), "Ankie Vos houdt al op 1 mei 2024 op. Wijs iemand aan."),
    ],
)
def test_opvolgen_sluit_aan_op_wie_de_rol_had(rol: Betrokkenheid, per: date, melding: str) -> None:
    beeindig_betrokkenheid(rol, MEI, door=None, reden="Andere baan.")

    with geweigerd("per", melding):
        laat_opvolgen(rol, NieuweNaam("Els", "persoon"), per, door=None, reden=WAAROM)


def test_niemand_volgt_zichzelf_op(rol: Betrokkenheid) -> None:
    with geweigerd("wie", "Ankie Vos heeft deze rol al. Kies een ander."):
        laat_opvolgen(rol, rol.wie, MEI, door=None, reden=WAAROM)


@pytest.mark.parametrize("naam", ["Ankie Vos", "ankie  VOS", "A. Vos", "Werkgroep Scholen"])
def test_een_nieuwe_naam_staat_nog_niet_in_de_lijst(maatregel: Maatregel, naam: str) -> None:
    gemeente = maatregel.plan.gemeente
    PersoonFactory(gemeente=gemeente, naam="Ankie Vos", ook_geschreven_als=["A. Vos"])
    OrganisatieFactory(gemeente=gemeente, naam="Werkgroep scholen")
    bekend = "Werkgroep scholen" if "Werk" in naam else "Ankie Vos"

    with geweigerd("naam", f"{bekend} staat al in de lijst. Kies de naam daar."):
        wijs_aan(maatregel, NieuweNaam(naam, "persoon"), "trekker", MAART, door=None, reden=WAAROM)


def test_dezelfde_naam_in_een_andere_gemeente_is_een_ander(maatregel: Maatregel) -> None:
    PersoonFactory(naam="Ankie Vos")

    nieuw = NieuweNaam("Ankie Vos", "functie")
    rij = wijs_aan(maatregel, nieuw, "trekker", MAART, door=None, reden=WAAROM)

    assert (rij.wie.gemeente_id, rij.wie.soort) == (maatregel.plan.gemeente_id, "functie")


@pytest.mark.parametrize("per", [MEI, date(2024, 4, 1)])
def test_een_rol_wordt_niet_twee_keer_overgedragen(rol: Betrokkenheid, per: date) -> None:
    """In another window, or by somebody else: the first successor would stay trekker beside her."""
    laat_opvolgen(rol, NieuweNaam("Els de Wit", "persoon"), MEI, door=None, reden=WAAROM)

    melding = "Ankie Vos droeg deze rol al over, na 30 april 2024. Bekijk het blad."
    with geweigerd("per", melding):
        laat_opvolgen(rol, NieuweNaam("Kim Bos", "persoon"), per, door=None, reden=WAAROM)


@pytest.mark.parametrize(
    ("dagen", "deeltaak", "melding"),
    [
        ((None, None), "pgb", "deze rol met deeltaak “pgb”"),
        ((MAART, MEI), "pgb", "deze rol met deeltaak “pgb”"),
        ((None, MAART), "pgb", "deze rol met deeltaak “pgb”"),
        ((None, None), "", "deze rol"),
    ],
)
def test_wijzigen_geeft_iemand_niet_twee_keer_dezelfde_rol(
    rol: Betrokkenheid, maatregel: Maatregel, dagen: Any, deeltaak: str, melding: str
) -> None:
    """Also where the two share a few days only."""
    eigen = {"maatregel": maatregel, "persoon": rol.persoon, "rol": "trekker"}
    BetrokkenheidFactory(**eigen, deeltaak=deeltaak, van=dagen[0], tot_en_met=dagen[1])
    ander = "zin" if deeltaak == "" else ""
    tweede = BetrokkenheidFactory(**eigen, deeltaak=f"{ander}x", van=MAART)

    with geweigerd("deeltaak", f"Ankie Vos heeft {melding} hier al."):
        wijzig_betrokkenheid(tweede, {"deeltaak": deeltaak}, door=None, reden=WAAROM)


def test_na_elkaar_mag_dezelfde_rol_wel(rol: Betrokkenheid, maatregel: Maatregel) -> None:
    eigen = {"maatregel": maatregel, "persoon": rol.persoon, "rol": "trekker"}
    BetrokkenheidFactory(**eigen, deeltaak="pgb", tot_en_met=date(2024, 2, 29))

    wijzig_betrokkenheid(rol, {"deeltaak": "pgb"}, door=None, reden=WAAROM)

    assert Betrokkenheid.objects.filter(deeltaak="pgb").count() == 2


def test_wat_al_dubbel_stond_blijft_te_wijzigen(rol: Betrokkenheid, maatregel: Maatregel) -> None:
    """Another column of it, that is: a source may have named somebody twice."""
    dubbel = BetrokkenheidFactory(maatregel=maatregel, persoon=rol.persoon, van=MAART)

    wijzig_betrokkenheid(dubbel, {"onbeslist": True}, door=None, reden=WAAROM)

    dubbel.refresh_from_db()
    assert dubbel.onbeslist


def test_een_nieuwe_naam_krijgt_een_functie(maatregel: Maatregel) -> None:
    nieuw = NieuweNaam("Els de Wit", "persoon", " beleidsmedewerker Jeugd ")

    rij = wijs_aan(maatregel, nieuw, "trekker", MAART, door=None, reden=WAAROM)

    assert rij.persoon is not None
    assert rij.persoon.functie == "beleidsmedewerker Jeugd"
    toegevoegd = regel(1)
    assert (toegevoegd["soort"], toegevoegd["na"]) == (
        "persoon toegevoegd",
        {"functie": "beleidsmedewerker Jeugd"},
    )


@pytest.mark.parametrize(
    ("soort", "functie", "melding"),
    [
        ("persoon", "els DE wit, jeugd", "Schrijf hier geen naam, alleen de functie of het team."),
        ("functie", "coach", "Vul dit alleen in bij een mens."),
        ("werkgroep", "coach", "Vul dit alleen in bij een mens."),
    ],
)
def test_een_functie_zegt_niet_wie_het_is(
    maatregel: Maatregel, soort: str, functie: str, melding: str
) -> None:
    nieuw = NieuweNaam("Els de Wit", soort, functie)

    with geweigerd("functie", melding):
        wijs_aan(maatregel, nieuw, "trekker", MAART, door=None, reden=WAAROM)


def test_een_andere_functie_is_van_de_persoon_en_niet_van_de_rol(rol: Betrokkenheid) -> None:
    wijzig_betrokkenheid(rol, {"functie": "coach"}, door=None, reden=WAAROM)

    assert rol.persoon is not None
    rol.persoon.refresh_from_db()
    assert rol.persoon.functie == "coach"
    assert regel() == {
        "soort": "functie gewijzigd",
        "over": "Ankie Vos",
        "voor": {"functie": ""},
        "na": {"functie": "coach"},
        "reden": WAAROM,
    }


def test_functie_en_deeltaak_in_een_keer(rol: Betrokkenheid) -> None:
    wijzig_betrokkenheid(rol, {"functie": "coach", "deeltaak": "pgb"}, door=None, reden=WAAROM)

    assert [regel(plaats)["soort"] for plaats in (1, 0)] == [
        "functie gewijzigd",
        "betrokkenheid gewijzigd",
    ]


def test_een_functie_die_een_ander_intussen_gaf_gaat_niet_verloren(rol: Betrokkenheid) -> None:
    wijzig_betrokkenheid(rol, {"functie": "coach"}, door=None, reden=WAAROM)

    with pytest.raises(IntussenAndersError):
        wijzig_betrokkenheid(
            rol, {"functie": "adviseur"}, gezien={"functie": ""}, door=None, reden=WAAROM
        )


def test_een_organisatie_heeft_geen_functie(maatregel: Maatregel) -> None:
    groep = OrganisatieFactory(gemeente=maatregel.plan.gemeente)
    rij = BetrokkenheidFactory(maatregel=maatregel, persoon=None, organisatie=groep)

    with geweigerd("functie", "Vul dit alleen in bij een mens."):
        wijzig_betrokkenheid(rij, {"functie": "coach"}, door=None, reden=WAAROM)
