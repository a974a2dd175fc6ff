"""Who gets a part in a measure, and whose part ends."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from maatregelen.domain.betrokkenen import beeindig_betrokkenheid, wijs_aan
from maatregelen.models import Betrokkenheid, Maatregel
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import MaatregelFactory

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
