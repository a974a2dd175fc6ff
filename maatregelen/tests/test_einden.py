"""Ties, risks and results that no longer count: ended with a reason, never deleted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender
from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory
from maatregelen.domain import overdracht_rijen
from maatregelen.domain.maatregel import blad, einden
from maatregelen.domain.maatregel.bladteksten import wijzig_bladtekst
from maatregelen.domain.maatregel.resultaten import (
    beeindig_resultaat,
    meld_resultaat,
    wijzig_resultaat,
)
from maatregelen.domain.maatregel.risicos import beeindig_risico, wijzig_risico
from maatregelen.domain.maatregel.samenhangen import beeindig_samenhang, wijzig_samenhang
from maatregelen.models import Beleidsplan, Maatregel, Resultaat, Risico, Samenhang
from maatregelen.tests.bewerken import stel_vast
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    MaatregelFactory,
    ResultaatFactory,
    RisicoFactory,
    SamenhangFactory,
)

DAG = date(2024, 6, 30)
ZONDER_GROND = (
    "Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of schrijf “binnen"
    " mandaat”."
)
AL_BEEINDIGD = "Dit is al beëindigd, op 30 juni 2024. U kunt het niet meer veranderen."


@pytest.fixture
def maatregel(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


def resultaat(maatregel: Maatregel) -> Resultaat:
    return ResultaatFactory(maatregel=maatregel, tekst="Minder verwijzingen", twijfel="Klopt dit?")


def risico(maatregel: Maatregel) -> Risico:
    return RisicoFactory(maatregel=maatregel, gebeurtenis="Er komt niemand", twijfel="Klopt dit?")


def samenhang(maatregel: Maatregel) -> Samenhang:
    return SamenhangFactory(maatregel=maatregel, buiten="Wonen", twijfel="Klopt dit?")


SOORTEN: list[tuple[Any, Any, Any]] = [
    (resultaat, beeindig_resultaat, wijzig_resultaat),
    (risico, beeindig_risico, wijzig_risico),
    (samenhang, beeindig_samenhang, wijzig_samenhang),
]
elke_soort = pytest.mark.parametrize(
    ("maak", "beeindig", "wijzig"), SOORTEN, ids=[maak.__name__ for maak, *_ in SOORTEN]
)


def gelezen(maatregel: Maatregel, moment: datetime | None = None) -> dict[str, tuple[int, int]]:
    """Of each kind how many count and how many ended, as its sheet tells."""
    lezing = blad.Lezing({}, Beleidsplan.objects.all(), DAG, moment)
    inhoud = blad.lees(maatregel, None, lezing)
    delen = {deel.veld: (len(deel.inhoud or ()), len(deel.beeindigd)) for deel in inhoud.delen}
    return {
        "resultaat": delen["resultaten"],
        "samenhang": delen["samenhang"],
        "risico": (len(inhoud.risicos), len(inhoud.beeindigde_risicos)),
    }


@elke_soort
def test_wat_eindigt_blijft_met_dag_en_reden(
    maatregel: Maatregel, maak: Any, beeindig: Any, wijzig: Any
) -> None:
    rij = maak(maatregel)
    assert gelezen(maatregel)[maak.__name__] == (1, 0)

    beeindig(rij, DAG, door=None, reden="Telt niet meer.")

    rij.refresh_from_db()
    assert (rij.beeindigd_op, rij.einde_reden) == (DAG, "Telt niet meer.")
    assert [versie.beeindigd_op for versie in rij.historie.all()] == [DAG, None]
    assert gelezen(maatregel)[maak.__name__] == (0, 1)
    gevonden = regel()
    assert (gevonden["soort"], gevonden["na"], gevonden["reden"]) == (
        f"{maak.__name__} beëindigd",
        {"beëindigd op": "30 juni 2024"},
        "Telt niet meer.",
    )


def test_de_regel_zegt_welk_verband_eindigde(maatregel: Maatregel) -> None:
    beeindig_samenhang(samenhang(maatregel), DAG, door=None, reden="Klaar.")

    assert regel()["voor"] == {
        "soort": "inhoud",
        "buiten het plan": "Wonen",
        "twijfel": "Klopt dit?",
    }


@elke_soort
def test_een_einde_heeft_een_reden_en_een_dag_die_er_was(
    maatregel: Maatregel, maak: Any, beeindig: Any, wijzig: Any
) -> None:
    rij = maak(maatregel)
    morgen = kalender.vandaag() + timedelta(days=1)

    with geweigerd("reden", "Schrijf op waarom dit niet meer telt."):
        beeindig(rij, DAG, door=None, reden=" ")
    with geweigerd("beeindigd_op", "Deze dag moet nog komen; kies vandaag of eerder."):
        beeindig(rij, morgen, door=None, reden="Klaar.")


@elke_soort
def test_wat_beeindigd_is_verandert_niet_meer(
    maatregel: Maatregel, maak: Any, beeindig: Any, wijzig: Any
) -> None:
    rij = maak(maatregel)
    beeindig(rij, DAG, door=None, reden="Telt niet meer.")

    with geweigerd("", AL_BEEINDIGD):
        beeindig(rij, DAG, door=None, reden="Nog eens.")
    with geweigerd("", AL_BEEINDIGD):
        wijzig(rij, {"twijfel": ""}, door=None, reden="Uitgezocht.")


def test_van_een_beeindigd_resultaat_meldt_niemand_meer_iets(maatregel: Maatregel) -> None:
    rij = resultaat(maatregel)
    beeindig_resultaat(rij, DAG, door=None, reden="Telt niet meer.")

    with geweigerd("", AL_BEEINDIGD):
        meld_resultaat(rij, "bereikt", DAG, "Telling.", door=None)


def test_een_resultaat_eindigt_in_een_vastgesteld_plan_op_een_grond(maatregel: Maatregel) -> None:
    rij = resultaat(maatregel)
    stel_vast(maatregel.plan)

    with geweigerd("op_grond_van", ZONDER_GROND):
        beeindig_resultaat(rij, DAG, door=None, reden="Klaar.")
    beeindig_resultaat(rij, DAG, door=None, reden="Klaar.", op_grond_van="binnen mandaat")

    assert regel()["na"] == {"beëindigd op": "30 juni 2024", "op grond van": "binnen mandaat"}


@elke_soort
def test_een_twijfel_gaat_weg_met_wat_eruit_kwam(
    maatregel: Maatregel, maak: Any, beeindig: Any, wijzig: Any
) -> None:
    rij = maak(maatregel)

    with geweigerd("reden", "U verandert wat nog na te gaan was. Schrijf op waarom."):
        wijzig(rij, {"twijfel": ""}, door=None)
    wijzig(rij, {"twijfel": ""}, door=None, reden="Nagevraagd: het klopt.")

    gevonden = regel()
    assert (gevonden["voor"], gevonden["na"], gevonden["reden"]) == (
        {"twijfel": "Klopt dit?"},
        {"twijfel": ""},
        "Nagevraagd: het klopt.",
    )


def test_ook_de_twijfel_van_een_maatregel_gaat_weg_met_een_reden(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a", twijfel="Klopt dit?")

    with geweigerd("reden", "U verandert wat nog na te gaan was. Schrijf op waarom."):
        wijzig_bladtekst(maatregel, {"twijfel": ""}, door=None)
    wijzig_bladtekst(maatregel, {"twijfel": ""}, door=None, reden="Het klopt.")

    maatregel.refresh_from_db()
    assert maatregel.twijfel == ""


def test_een_twijfel_erbij_vraagt_geen_reden(maatregel: Maatregel) -> None:
    rij = RisicoFactory(maatregel=maatregel)

    wijzig_risico(rij, {"twijfel": "Van wanneer is dit?"}, door=None)

    assert regel()["na"] == {"twijfel": "Van wanneer is dit?"}


@elke_soort
def test_zoals_bekend_voor_het_einde_telt_het_nog(
    maatregel: Maatregel, maak: Any, beeindig: Any, wijzig: Any
) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        rij = maak(maatregel)
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False):
        beeindig(rij, DAG, door=None, reden="Telt niet meer.")

    assert gelezen(maatregel, datetime(2026, 4, 1, tzinfo=UTC))[maak.__name__] == (1, 0)
    assert gelezen(maatregel, datetime(2026, 6, 1, tzinfo=UTC))[maak.__name__] == (0, 1)


def test_wie_het_beeindigde_staat_erbij(
    maatregel: Maatregel, django_assert_num_queries: Any
) -> None:
    wie = GebruikerFactory()
    rijen = [risico(maatregel) for _ in range(3)]
    for rij, door in zip(rijen, [wie, None], strict=False):
        beeindig_risico(rij, DAG, door=door, reden="Telt niet meer.")
    vers = list(Risico.objects.order_by("pk"))

    with django_assert_num_queries(1):
        geldend, beeindigd = einden.scheid(vers, None)
    with django_assert_num_queries(0):
        einden.scheid(geldend, None)

    assert geldend == rijen[2:]
    assert [rij.beeindigd_door for rij in beeindigd] == [str(wie), ""]  # type: ignore[attr-defined]


def test_een_beeindigd_risico_draagt_niemand_over(maatregel: Maatregel) -> None:
    wie = GebruikerFactory()
    eigenaar = PersoonFactory(gemeente=maatregel.plan.gemeente, gebruiker=wie)
    rij = RisicoFactory(maatregel=maatregel, eigenaar=eigenaar)
    gemeente = maatregel.plan.gemeente_id
    assert len(overdracht_rijen.werk_van(wie, gemeente, DAG)) == 1

    beeindig_risico(rij, DAG, door=None, reden="Telt niet meer.")

    assert overdracht_rijen.werk_van(wie, gemeente, DAG) == []


def test_een_splitsing_leest_aan_elke_kant_anders(maatregel: Maatregel) -> None:
    deel = MaatregelFactory(plan=maatregel.plan, code="1b", titel="Alleen de school")
    rij = SamenhangFactory(maatregel=deel, naar_maatregel=maatregel, soort="afgesplitst")

    assert [blad.Verband(rij, "", deel, van_ander=kant).soort for kant in (False, True)] == [
        "afgesplitst van",
        "hieruit afgesplitst",
    ]
