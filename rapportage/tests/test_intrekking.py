"""What the pages say of a report that was withdrawn."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp import kalender
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from jeugdhulp.models import Gebruiker
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.models import Plan
from rapportage.domain.intrekking import Intrekking, intrekking_van, openbare_intrekking
from rapportage.domain.rapportages import trek_in
from rapportage.models import Rapportage
from rapportage.tests.rapporten import maak_rapport

REDEN = "Er stond een verkeerd bedrag in."
# Late in the evening in London is the next day here.
AVOND = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)


@pytest.fixture
def ingetrokken(
    plan: Plan, beleidsadviseur: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> Rapportage:
    rapport = maak_rapport(plan)
    monkeypatch.setattr(kalender, "nu", lambda: AVOND)
    return trek_in(rapport, door=beleidsadviseur, reden=REDEN)


def test_a_withdrawn_report_says_when_by_whom_and_why(
    ingetrokken: Rapportage, beleidsadviseur: Gebruiker
) -> None:
    with CaptureQueriesContext(connection) as vragen:
        gelezen = intrekking_van(ingetrokken)

    assert gelezen == Intrekking(date(2026, 11, 3), str(beleidsadviseur), REDEN)
    assert len(vragen) == 1


def test_to_everybody_it_was_the_gemeente(ingetrokken: Rapportage) -> None:
    assert openbare_intrekking(ingetrokken) == Intrekking(
        date(2026, 11, 3), "de gemeente Waterstad", REDEN
    )


def test_a_report_that_goes_on_says_nothing(plan: Plan) -> None:
    rapport = maak_rapport(plan)

    with CaptureQueriesContext(connection) as vragen:
        assert (intrekking_van(rapport), openbare_intrekking(rapport)) == (None, None)
    assert len(vragen) == 0


def test_a_reason_that_was_shielded_is_read_no_more(
    ingetrokken: Rapportage, beleidsadviseur: Gebruiker, beheerder: Gebruiker
) -> None:
    verzoek = vraag_afschermen(
        ingetrokken.gemeente, "verkeerd bedrag", grond="naam van een cliënt", door=beleidsadviseur
    )

    voer_uit(verzoek, door=beheerder)

    gelezen = intrekking_van(ingetrokken)
    assert gelezen is not None
    assert gelezen.reden == f"Er stond een {AFGESCHERMD} in."
