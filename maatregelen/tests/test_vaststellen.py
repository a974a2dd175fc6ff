"""A version of a plan becomes vastgesteld."""

import json
from datetime import date
from typing import Any

from jeugdhulp.domain.momentopnamen import controleer_momentopnamen
from jeugdhulp.models import Momentopname
from maatregelen.domain.vaststellen import Genomen, stel_vast
from maatregelen.models import Mijlpaal
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import BladFactory, MaatregelFactory, MijlpaalFactory

COLLEGE = Genomen("college", date(2024, 2, 6), "B24-11")
RAAD = Genomen("gemeenteraad", date(2024, 3, 14))
OPNAME = {"plan": {"titel": "Plan Jeugd"}}


def test_elk_orgaan_krijgt_een_rij_van_dezelfde_versie(plan: Any) -> None:
    rijen = stel_vast(plan, [COLLEGE, RAAD], OPNAME, door=None)

    assert [(rij.versie, rij.orgaan, rij.vastgesteld_op, rij.nummer) for rij in rijen] == [
        (1, "college", date(2024, 2, 6), "B24-11"),
        (1, "gemeenteraad", date(2024, 3, 14), ""),
    ]
    plan.refresh_from_db()
    assert plan.stadium == "vastgesteld"


def test_de_regel_noemt_wie_en_wanneer(plan: Any) -> None:
    stel_vast(plan, [COLLEGE, RAAD], OPNAME, door=None)

    assert regel() == {
        "soort": "plan vastgesteld",
        "over": "Plan Jeugd, versie 1",
        "voor": {},
        "na": {
            "stadium": "vastgesteld",
            "vastgesteld door": [
                "college, 6 februari 2024, B24-11",
                "gemeenteraad, 14 maart 2024",
            ],
            "stappen met een nieuwe basis": 0,
        },
        "reden": "",
    }


def test_het_hele_plan_ligt_vast_en_hoort_bij_zijn_regel(plan: Any) -> None:
    [rij] = stel_vast(plan, [RAAD], OPNAME, door=None)

    [opname] = Momentopname.objects.all()
    assert rij.momentopname == opname
    assert (json.loads(opname.tekst), opname.peildatum) == (OPNAME, date(2024, 3, 14))
    assert controleer_momentopnamen(plan.gemeente) == ""


def test_de_planning_van_nu_wordt_de_basis(plan: Any) -> None:
    mijlpaal = MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan)))
    elders = MijlpaalFactory()

    stel_vast(plan, [RAAD], OPNAME, door=None)

    basis = dict(Mijlpaal.objects.values_list("pk", "basis_tot"))
    assert basis == {mijlpaal.pk: date(2019, 6, 30), elders.pk: None}
    assert regel()["na"]["stappen met een nieuwe basis"] == 1
    assert mijlpaal.historie.count() == 2


def test_opnieuw_vaststellen_geeft_de_volgende_versie(plan: Any) -> None:
    stel_vast(plan, [RAAD], OPNAME, door=None)

    [rij] = stel_vast(plan, [RAAD], OPNAME, door=None)

    assert (rij.versie, Momentopname.objects.count()) == (2, 2)


def test_zonder_besluit_is_niets_vastgesteld(plan: Any) -> None:
    with geweigerd("besluiten", "Noem wie het plan vaststelde, en wanneer."):
        stel_vast(plan, [], OPNAME, door=None)


def test_een_orgaan_besluit_een_keer(plan: Any) -> None:
    with geweigerd("besluiten", "Noem elk orgaan één keer."):
        stel_vast(plan, [RAAD, Genomen(" gemeenteraad", RAAD.dag)], OPNAME, door=None)


def test_een_besluit_van_morgen_is_nog_niet_genomen(plan: Any) -> None:
    with geweigerd("besluiten", "Deze dag moet nog komen; kies vandaag of eerder."):
        stel_vast(plan, [Genomen("raad", date(2099, 1, 1))], OPNAME, door=None)
