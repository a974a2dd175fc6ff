"""What was agreed: changed, shifted, done, lapsed, and back on the agenda."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory
from maatregelen.domain.ronde.actiepunten import (
    heropen_actiepunt,
    laat_actiepunt_vervallen,
    meld_actiepunt_gereed,
    spreek_af,
    verschuivingen,
    wijzig_actiepunt,
)
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Actiepunt, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import MaatregelFactory, PlanFactory

MAART, APRIL, MEI = date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1)
NIETS = "Er is niets veranderd."


@pytest.fixture
def actiepunt(plan: Plan) -> Actiepunt:
    wie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    return spreek_af(plan, "De offerte opvragen.", wie, APRIL, door=None)


def test_een_ander_doet_het(actiepunt: Actiepunt) -> None:
    ander = PersoonFactory(gemeente=actiepunt.plan.gemeente, naam="Bo de Wit")

    wijzig_actiepunt(actiepunt, {"wie": ander}, door=None)

    actiepunt.refresh_from_db()
    assert actiepunt.wie == ander
    assert regel() == {
        "soort": "actiepunt gewijzigd",
        "over": "Plan Jeugd, “De offerte opvragen.”",
        "voor": {"wie": "Ankie Vos"},
        "na": {"wie": "Bo de Wit"},
        "reden": "",
    }


def test_een_latere_dag_vraagt_een_reden(actiepunt: Actiepunt) -> None:
    with geweigerd("reden", "U verandert de afgesproken dag. Schrijf op waarom."):
        wijzig_actiepunt(actiepunt, {"voor": MEI}, door=None)


def test_een_eerdere_dag_vraagt_geen_reden_en_is_geen_verschuiving(actiepunt: Actiepunt) -> None:
    wijzig_actiepunt(actiepunt, {"voor": MAART}, door=None)

    assert regel()["soort"] == "actiepunt gewijzigd"
    assert verschuivingen([actiepunt]) == {}


@pytest.mark.parametrize("aantal", [1, 3])
def test_verschuivingen_worden_geteld_in_een_query(
    plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    door = GebruikerFactory(username="ineke", first_name="Ineke", last_name="Smit")
    wie = PersoonFactory(gemeente=plan.gemeente)
    punten = [spreek_af(plan, "Bellen.", wie, MAART, door=None) for _ in range(aantal)]
    for punt in punten:
        wijzig_actiepunt(punt, {"voor": APRIL}, door=door, reden="Ziek.")
        wijzig_actiepunt(punt, {"tekst": "Mailen."}, door=door)
        wijzig_actiepunt(punt, {"voor": MEI}, door=door, reden="Nog ziek.")

    with django_assert_num_queries(1):
        gevonden = verschuivingen(punten)

    assert [(een.van, een.naar, een.door, een.reden) for een in gevonden[punten[-1].pk]] == [
        (MAART, APRIL, "Ineke Smit", "Ziek."),
        (APRIL, MEI, "Ineke Smit", "Nog ziek."),
    ]
    assert regel()["soort"] == "actiepunt verschoven"


def test_zonder_verandering_komt_er_geen_regel(actiepunt: Actiepunt) -> None:
    with geweigerd("", NIETS):
        wijzig_actiepunt(actiepunt, {"voor": APRIL}, door=None, reden="Zomaar.")


def test_wie_het_gaat_doen_hoort_bij_de_gemeente(actiepunt: Actiepunt) -> None:
    elders = PersoonFactory(gemeente=PlanFactory().gemeente)

    with geweigerd("wie", "Deze persoon hoort bij een andere gemeente."):
        wijzig_actiepunt(actiepunt, {"wie": elders}, door=None)


def test_wat_intussen_anders_werd_wordt_niet_overschreven(actiepunt: Actiepunt) -> None:
    with pytest.raises(IntussenAndersError):
        wijzig_actiepunt(actiepunt, {"tekst": "Mailen."}, gezien={"tekst": "Bellen."}, door=None)


def test_de_tekst_van_een_gesloten_ronde_staat_vast_de_dag_niet(plan: Plan) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    wie = PersoonFactory(gemeente=plan.gemeente)
    punt = spreek_af(plan, "Bellen.", wie, APRIL, ronde=ronde, door=None)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    with geweigerd(
        "tekst",
        "Dit is afgesproken in de ronde per 1 maart 2024, en die is gesloten. Laat het vervallen en"
        " spreek iets nieuws af.",
    ):
        wijzig_actiepunt(punt, {"tekst": "Mailen."}, door=None)

    assert wijzig_actiepunt(punt, {"voor": MEI}, door=None, reden="Ziek.").voor == MEI


def test_gereed_met_wat_ervan_kwam(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    wie = PersoonFactory(gemeente=plan.gemeente)
    punt = spreek_af(plan, "Bellen.", wie, APRIL, maatregel=maatregel, door=None)

    gereed = meld_actiepunt_gereed(punt, MAART, afdoening="Zij komen in mei.", door=None)

    assert (gereed.toestand, gereed.gereed_op, gereed.afdoening) == (
        "gereed",
        MAART,
        "Zij komen in mei.",
    )
    assert regel() == {
        "soort": "actiepunt gereed",
        "over": "1a Hulp dichtbij huis, “Bellen.”",
        "voor": {"toestand": "open"},
        "na": {
            "toestand": "gereed",
            "gereed op": "1 maart 2024",
            "wat ervan kwam": "Zij komen in mei.",
        },
        "reden": "",
    }


def test_vervallen_bewaart_waarom(actiepunt: Actiepunt) -> None:
    vervallen = laat_actiepunt_vervallen(actiepunt, door=None, reden="Niet meer nodig.")

    assert (vervallen.toestand, vervallen.afdoening) == ("vervallen", "Niet meer nodig.")


def test_wat_gereed_is_verandert_niet_meer(actiepunt: Actiepunt) -> None:
    meld_actiepunt_gereed(actiepunt, MAART, door=None)

    with geweigerd("", "Dit actiepunt is al gereed of vervallen."):
        wijzig_actiepunt(actiepunt, {"tekst": "Mailen."}, door=None)


def test_te_vroeg_gereed_gemeld_gaat_met_een_reden_weer_open(actiepunt: Actiepunt) -> None:
    meld_actiepunt_gereed(actiepunt, MAART, afdoening="Gebeld.", door=None)
    with geweigerd("reden", "U verandert wat is afgesproken. Schrijf op waarom."):
        heropen_actiepunt(actiepunt, door=None, reden="")

    open_ = heropen_actiepunt(actiepunt, door=None, reden="Niemand nam op.")

    assert (open_.toestand, open_.gereed_op, open_.afdoening) == ("open", None, "")
    assert (regel()["soort"], regel()["voor"], regel()["na"]) == (
        "actiepunt weer open",
        {"toestand": "gereed"},
        {"toestand": "open"},
    )
    with geweigerd("", "Dit actiepunt staat al open."):
        heropen_actiepunt(actiepunt, door=None, reden="Nog eens.")


def test_een_veld_dat_er_niet_is_is_een_fout_van_ons(actiepunt: Actiepunt) -> None:
    with pytest.raises(TypeError):
        wijzig_actiepunt(actiepunt, {"toestand": "gereed"}, door=None)
