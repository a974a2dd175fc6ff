"""Shifting a line of the planning, saying it is done, letting it lapse."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain.planning import (
    laat_mijlpaal_vervallen,
    meld_mijlpaal_gereed,
    schuif_mijlpaal,
)
from maatregelen.models import Mijlpaal
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
)

Q4 = Periode(PeriodeSoort.KWARTAAL, date(2019, 10, 1), date(2019, 12, 31))
WAAROM = "De aanbesteding duurt langer."


@pytest.fixture
def mijlpaal(plan: Any) -> Mijlpaal:
    """“Afspraken maken” of 1a, planned in Q2 2019 and so in the baseline."""
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))
    return MijlpaalFactory(
        blad=blad, basis_van=date(2019, 4, 1), basis_tot=date(2019, 6, 30), volgorde=1
    )


def test_schuiven_laat_de_basis_staan(mijlpaal: Mijlpaal) -> None:
    schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)

    mijlpaal.refresh_from_db()
    assert mijlpaal.periode == Q4
    assert (mijlpaal.basis_van, mijlpaal.basis_tot) == (date(2019, 4, 1), date(2019, 6, 30))
    assert [versie.tot_en_met for versie in mijlpaal.historie.all()] == [
        date(2019, 12, 31),
        date(2019, 6, 30),
    ]


def test_schuiven_schrijft_van_en_naar_met_reden(mijlpaal: Mijlpaal) -> None:
    door = GebruikerFactory()

    schuif_mijlpaal(mijlpaal, Q4, door=door, reden=WAAROM)

    assert regel() == {
        "soort": "planning verschoven",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"planning": "Q2 2019"},
        "na": {"planning": "Q4 2019"},
        "reden": WAAROM,
    }
    laatste = Gebeurtenis.objects.order_by("-volgnummer").first()
    assert laatste is not None
    assert (laatste.door, laatste.onderwerp_id) == (door, mijlpaal.blad.maatregel_id)


def test_schuiven_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        schuif_mijlpaal(mijlpaal, Q4, door=None, reden=" ")


def test_schuiven_naar_hetzelfde_moment_is_niets(mijlpaal: Mijlpaal) -> None:
    with geweigerd("periode", "Deze stap staat al op dit moment. Kies een ander."):
        schuif_mijlpaal(mijlpaal, mijlpaal.periode, door=None, reden=WAAROM)


def test_schuiven_vraagt_een_jaar(mijlpaal: Mijlpaal) -> None:
    zonder_jaar = Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4")

    with geweigerd("periode", "Kies ook een jaar."):
        schuif_mijlpaal(mijlpaal, zonder_jaar, door=None, reden=WAAROM)


def test_dezelfde_regel_op_een_ander_blad_schuift_mee(mijlpaal: Mijlpaal, plan: Any) -> None:
    ander = BladFactory(maatregel=mijlpaal.blad.maatregel, cluster=ClusterFactory(plan=plan))
    zelfde = MijlpaalFactory(blad=ander, zelfde_als=mijlpaal)

    schuif_mijlpaal(zelfde, Q4, door=None, reden=WAAROM)

    assert [rij.periode for rij in Mijlpaal.objects.order_by("pk")] == [Q4, Q4]
    assert (regel()["soort"], regel(1)["soort"]) == ("planning verschoven", "gemaakt")


def test_stappen_met_dezelfde_dagen_schuiven_mee(mijlpaal: Mijlpaal) -> None:
    mee = MijlpaalFactory(blad=mijlpaal.blad, onderdeel_van=mijlpaal)
    eigen = MijlpaalFactory(
        blad=mijlpaal.blad,
        onderdeel_van=mijlpaal,
        periode_soort="maand",
        tot_en_met=date(2019, 4, 30),
    )

    schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)

    mee.refresh_from_db()
    eigen.refresh_from_db()
    assert (mee.tot_en_met, eigen.tot_en_met) == (date(2019, 12, 31), date(2019, 4, 30))


def test_gereed_heeft_een_dag_en_een_regel(mijlpaal: Mijlpaal) -> None:
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    mijlpaal.refresh_from_db()
    assert (mijlpaal.toestand, mijlpaal.gereed_op) == ("gereed", date(2019, 5, 15))
    assert regel() == {
        "soort": "mijlpaal gereed",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"toestand": "open"},
        "na": {"toestand": "gereed", "gereed op": "15 mei 2019"},
        "reden": "",
    }


def test_gereed_kan_niet_morgen_zijn(mijlpaal: Mijlpaal) -> None:
    with geweigerd("gereed_op", "Deze dag moet nog komen; kies vandaag of eerder."):
        meld_mijlpaal_gereed(mijlpaal, date(2099, 1, 1), door=None)


def test_wat_gereed_is_schuift_niet_meer(mijlpaal: Mijlpaal) -> None:
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    with geweigerd("", "Deze stap is al gereed of vervallen; hij verandert niet meer."):
        schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)


def test_vervallen_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        laat_mijlpaal_vervallen(mijlpaal, door=None, reden="")


def test_vervallen_blijft_staan_met_een_regel(mijlpaal: Mijlpaal) -> None:
    laat_mijlpaal_vervallen(mijlpaal, door=None, reden="De regio doet dit.")

    mijlpaal.refresh_from_db()
    assert mijlpaal.toestand == "vervallen"
    assert regel() == {
        "soort": "mijlpaal vervallen",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"toestand": "open"},
        "na": {"toestand": "vervallen"},
        "reden": "De regio doet dit.",
    }
