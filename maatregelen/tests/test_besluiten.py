"""Decisions of the body, of college and raad, and what was agreed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.test_logboek import echte_databank, in_draad
from maatregelen.domain.maatregel.besluitmomenten import neem_besluitmoment
from maatregelen.domain.ronde.actiepunten import (
    laat_actiepunt_vervallen,
    meld_actiepunt_gereed,
    spreek_af,
)
from maatregelen.domain.ronde.besluiten import (
    doe_besluit_af,
    laat_besluit_lopen,
    leg_besluit_vast,
    trek_besluit_in,
    wijzig_besluit,
)
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Actiepunt, Besluitmoment, Plan
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    MaatregelFactory,
    PlanFactory,
    in_handeling,
)

MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)
MORGEN = "Deze dag moet nog komen; kies vandaag of eerder."


def test_een_besluit_krijgt_het_volgende_nummer_van_zijn_plan(plan: Plan) -> None:
    leg_besluit_vast(PlanFactory(), "Elders.", MAART, [], door=None)

    nummers = [leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None).nummer for _ in "ab"]

    assert nummers == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_vier_schrijvers_tegelijk_krijgen_elk_eigen_nummers(tmp_path: Path) -> None:
    plan = PlanFactory()

    def schrijver(_: int) -> list[int]:
        return [
            leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None).nummer for _ in range(4)
        ]

    with echte_databank(tmp_path), ThreadPoolExecutor(4) as draden:
        gevonden = list(draden.map(in_draad(schrijver), range(4)))

    assert sorted(nummer for deel in gevonden for nummer in deel) == [*range(1, 17)]


def test_een_besluit_staat_bij_plan_en_maatregel(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")

    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [maatregel], door=None)

    na = {"besluit": "Wij stoppen.", "genomen op": "1 maart 2024"}
    codes = {"maatregelen van dit besluit": ["1a Hulp dichtbij huis"]}
    assert [(regel(plaats)["over"], regel(plaats)["na"]) for plaats in (1, 0)] == [
        ("Plan Jeugd, besluit 1", na | codes),
        ("1a Hulp dichtbij huis, besluit 1", na),
    ]
    assert [rij.maatregel for rij in besluit.besluitmaatregelen.all()] == [maatregel]


def test_een_besluit_van_morgen_wordt_geweigerd(plan: Plan) -> None:
    with geweigerd("genomen_op", MORGEN):
        leg_besluit_vast(plan, "Wij gaan door.", date(2099, 1, 1), [], door=None)


def test_een_besluit_zonder_tekst_wordt_geweigerd(plan: Plan) -> None:
    with geweigerd("tekst", "Dit veld kan niet leeg zijn"):
        leg_besluit_vast(plan, "", MAART, [], door=None)


def test_een_besluit_gaat_over_maatregelen_van_het_plan(plan: Plan) -> None:
    elders = MaatregelFactory()

    with geweigerd("maatregelen", "Een van deze maatregelen staat in een ander plan."):
        leg_besluit_vast(plan, "Wij gaan door.", MAART, [elders], door=None)


def test_in_een_gesloten_ronde_komt_geen_besluit_meer(plan: Plan) -> None:
    ronde = sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    with geweigerd("ronde", "Deze ronde is gesloten, of hoort bij een ander plan."):
        leg_besluit_vast(plan, "Wij gaan door.", MAART, [], ronde=ronde, door=None)


def test_een_besluit_zonder_vervolg_is_meteen_afgedaan(plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij stemmen in.", MAART, [], vraagt_vervolg=False, door=None)

    assert (besluit.toestand, besluit.afgedaan_op) == ("afgedaan", MAART)
    assert regel()["na"] == {
        "besluit": "Wij stemmen in.",
        "genomen op": "1 maart 2024",
        "vervolg": "niet nodig",
    }
    assert list(plan.besluiten.lopend()) == []


def test_een_besluit_wijzigen_staat_bij_plan_en_elke_maatregel(plan: Plan) -> None:
    een, twee = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b"))
    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [een], door=None)

    wijzig_besluit(
        besluit, {"tekst": "Wij pauzeren."}, ook_over=[een, twee], door=None, reden="Verduidelijkt."
    )

    besluit.refresh_from_db()
    verschil = {"besluit": "Wij pauzeren.", "gaat ook over": str(twee)}
    assert [regel(plaats) for plaats in (2, 1, 0)] == [
        {
            "soort": "besluit gewijzigd",
            "over": f"{waar}, besluit 1",
            "voor": {"besluit": "Wij stoppen."},
            "na": na,
            "reden": "Verduidelijkt.",
        }
        for waar, na in (
            (plan, verschil | {"maatregelen van dit besluit": [str(een), str(twee)]}),
            (een, verschil),
            (twee, verschil),
        )
    ]
    assert [versie.tekst for versie in besluit.historie.all()] == ["Wij pauzeren.", "Wij stoppen."]


def test_een_besluit_wijzigen_vraagt_een_reden(plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [], door=None)

    with geweigerd("reden", "U verandert wat is besloten. Schrijf op waarom."):
        wijzig_besluit(besluit, {"tekst": "Wij pauzeren."}, door=None, reden=" ")


def test_een_besluit_van_een_gesloten_ronde_blijft_zoals_het_is_genomen(plan: Plan) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [], ronde=ronde, door=None)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    with geweigerd(
        "",
        "Dit besluit hoort bij de ronde per 1 maart 2024, en die is gesloten. Trek het in en leg"
        " een nieuw besluit vast.",
    ):
        wijzig_besluit(besluit, {"tekst": "Wij pauzeren."}, door=None, reden="Toch niet.")
    assert doe_besluit_af(besluit, MEI, door=None).toestand == "afgedaan"


def test_een_besluit_afdoen_met_wat_ervan_kwam(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [maatregel], door=None)
    with geweigerd("afgedaan_op", "Dit besluit is later genomen: op 1 maart 2024."):
        doe_besluit_af(besluit, date(2024, 2, 1), door=None)

    af = doe_besluit_af(besluit, MEI, afdoening="Gestopt per april.", door=None)

    assert (af.toestand, af.afgedaan_op, af.afdoening) == ("afgedaan", MEI, "Gestopt per april.")
    assert regel() == {
        "soort": "besluit afgedaan",
        "over": "1a Hulp dichtbij huis, besluit 1",
        "voor": {"toestand": "loopt"},
        "na": {
            "toestand": "afgedaan",
            "afgedaan op": "1 mei 2024",
            "wat ervan kwam": "Gestopt per april.",
        },
        "reden": "",
    }
    with geweigerd("", "Dit besluit is al afgedaan of ingetrokken."):
        doe_besluit_af(besluit, MEI, door=None)


def test_een_besluit_intrekken_bewaart_waarom_en_verandert_niet_meer(plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [], door=None)
    with geweigerd("reden", "U verandert wat is besloten. Schrijf op waarom."):
        trek_besluit_in(besluit, door=None, reden="")

    weg = trek_besluit_in(besluit, door=None, reden="De raad wil door.")

    assert (weg.toestand, weg.afdoening) == ("ingetrokken", "De raad wil door.")
    assert regel()["reden"] == "De raad wil door."
    with geweigerd("", "Dit besluit is ingetrokken; het verandert niet meer."):
        wijzig_besluit(besluit, {"tekst": "Wij pauzeren."}, door=None, reden="Toch.")


def test_te_vroeg_afgedaan_loopt_met_een_reden_weer(plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij stoppen.", MAART, [], vraagt_vervolg=False, door=None)

    loopt = laat_besluit_lopen(besluit, door=None, reden="De brief is nog niet weg.")

    assert (loopt.toestand, loopt.afgedaan_op) == ("loopt", None)
    assert (regel()["soort"], regel()["voor"]) == ("besluit loopt weer", {"toestand": "afgedaan"})
    with geweigerd("", "Dit besluit loopt al."):
        laat_besluit_lopen(besluit, door=None, reden="Nog eens.")


@pytest.fixture
def besluitmoment(plan: Plan) -> Besluitmoment:
    with in_handeling():
        rij = Besluitmoment(
            plan=plan, orgaan="raad", onderwerp="het budget", periode_soort="onbepaald"
        )
        rij.full_clean()
        rij.save()
        logboek.schrijf("gemaakt", plan, gemeente_id=plan.gemeente_id, naam="x")
    return rij


def test_wat_de_raad_besluit_wordt_opgeschreven(besluitmoment: Besluitmoment) -> None:
    neem_besluitmoment(besluitmoment, MEI, "Akkoord.", "24-017", door=None)

    besluitmoment.refresh_from_db()
    assert (besluitmoment.genomen_op, besluitmoment.nummer) == (MEI, "24-017")
    assert regel() == {
        "soort": "besluit genomen",
        "over": "besluit van raad: het budget",
        "voor": {},
        "na": {"uitkomst": "Akkoord.", "genomen op": "1 mei 2024", "nummer": "24-017"},
        "reden": "",
    }
    assert [versie.uitkomst for versie in besluitmoment.historie.all()] == ["Akkoord.", ""]


def test_een_besluit_heeft_een_uitkomst(besluitmoment: Besluitmoment) -> None:
    with geweigerd("uitkomst", "Schrijf op wat er is besloten."):
        neem_besluitmoment(besluitmoment, MEI, " ", "", door=None)


def test_een_besluit_wordt_een_keer_genomen(besluitmoment: Besluitmoment) -> None:
    neem_besluitmoment(besluitmoment, MEI, "Akkoord.", "", door=None)

    with geweigerd("genomen_op", "Dit besluit is al genomen, op 1 mei 2024."):
        neem_besluitmoment(besluitmoment, MEI, "Toch niet.", "", door=None)


@pytest.fixture
def actiepunt(plan: Plan) -> Actiepunt:
    wie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    return spreek_af(plan, "De offerte opvragen.", wie, MEI, door=None)


def test_een_afspraak_noemt_wie_en_wanneer(actiepunt: Actiepunt) -> None:
    assert regel() == {
        "soort": "actiepunt afgesproken",
        "over": "Plan Jeugd",
        "voor": {},
        "na": {"actie": "De offerte opvragen.", "wie": "Ankie Vos", "voor": "1 mei 2024"},
        "reden": "",
    }


def test_een_afspraak_over_een_maatregel_staat_daar(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")

    spreek_af(
        plan,
        "De offerte opvragen.",
        PersoonFactory(gemeente=plan.gemeente),
        MEI,
        maatregel=maatregel,
        door=None,
    )

    assert regel()["over"] == "1a Hulp dichtbij huis"


def test_wie_iets_doet_hoort_bij_de_gemeente(plan: Plan) -> None:
    bo = PersoonFactory()

    with geweigerd("wie", "Deze persoon hoort bij een andere gemeente."):
        spreek_af(plan, "De offerte opvragen.", bo, MEI, door=None)


def test_een_afspraak_is_gereed_op_een_dag(actiepunt: Actiepunt) -> None:
    meld_actiepunt_gereed(actiepunt, MAART, door=None)

    assert regel() == {
        "soort": "actiepunt gereed",
        "over": "Plan Jeugd, “De offerte opvragen.”",
        "voor": {"toestand": "open"},
        "na": {"toestand": "gereed", "gereed op": "1 maart 2024"},
        "reden": "",
    }


def test_wat_gereed_is_wordt_niet_nog_eens_gereed(actiepunt: Actiepunt) -> None:
    meld_actiepunt_gereed(actiepunt, MAART, door=None)

    with geweigerd("", "Dit actiepunt is al gereed of vervallen."):
        meld_actiepunt_gereed(actiepunt, MAART, door=None)


def test_een_afspraak_laten_vervallen_vraagt_een_reden(actiepunt: Actiepunt) -> None:
    with geweigerd("reden", "U verandert wat is afgesproken. Schrijf op waarom."):
        laat_actiepunt_vervallen(actiepunt, door=None, reden="")


def test_een_vervallen_afspraak_houdt_haar_regel(actiepunt: Actiepunt) -> None:
    laat_actiepunt_vervallen(actiepunt, door=None, reden="Niet meer nodig.")

    assert (regel()["na"], regel()["reden"]) == ({"toestand": "vervallen"}, "Niet meer nodig.")


def test_advies_heet_advies(plan: Any) -> None:
    with in_handeling():
        rij = Besluitmoment(
            plan=plan,
            soort="advies",
            orgaan="adviesraad",
            onderwerp="het plan",
            periode_soort="onbepaald",
        )
        rij.save()
        logboek.schrijf("gemaakt", plan, gemeente_id=plan.gemeente_id, naam="x")

    neem_besluitmoment(rij, MEI, "Positief.", "", verwerking="Overgenomen.", door=None)

    assert (regel()["soort"], regel()["na"]["verwerking"]) == ("advies ontvangen", "Overgenomen.")


def test_een_besluitnummer_dat_op_een_clientnummer_lijkt_is_vast_te_leggen(plan: Plan) -> None:
    moment = BesluitmomentFactory(plan=plan)

    neem_besluitmoment(moment, MAART, "Akkoord.", "123456782", door=None)

    moment.refresh_from_db()
    assert moment.nummer == "123456782"
    assert regel()["na"]["nummer"] == "1’2’3’4’5’6’7’8’2"
