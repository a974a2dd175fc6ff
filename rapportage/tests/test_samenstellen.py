"""A report as JSON, as PDF and as page: what every form of it holds, and that it stays the same."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp import kalender
from maatregelen.models import Plan
from maatregelen.tests.factories import MaatregelFactory, maak_stand
from rapportage.blokken.basis import Bron
from rapportage.domain.samenstellen import Kop, als_pdf, als_web, tabellen, verzamel
from rapportage.pdf import controleer_pdf

pytestmark = pytest.mark.django_db
DAG = date(2019, 3, 31)


def gegevens_van(plan: Plan, **bron: Any) -> dict[str, Any]:
    kop = Kop("Voortgangsrapportage", kalender.nu(), "procesregisseur")
    return verzamel(Bron(plan, DAG, DAG, **bron), kop)


def test_it_works_from_end_to_end(plan: Plan) -> None:
    maak_stand(MaatregelFactory(plan=plan), peildatum=DAG, bron="Nota")

    gegevens = gegevens_van(plan)

    assert controleer_pdf(als_pdf(gegevens)) == []
    assert "<h1>Voortgangsrapportage</h1>" in als_web(gegevens)
    assert list(tabellen(gegevens)) == ["Overzicht"]
