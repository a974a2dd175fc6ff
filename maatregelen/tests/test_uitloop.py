"""How often and how far a planning line moved since it was agreed."""

from datetime import date

import pytest

from maatregelen.uitloop import Versie, uitloop, verste

MAART, JUNI, DEC = date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("versies", "gevonden"),
    [
        # Nothing was agreed; or nothing moved since.
        ([(None, MAART), (None, JUNI)], None),
        ([(None, MAART), (None, JUNI), (JUNI, JUNI)], None),
        ([(MAART, MAART), (MAART, MAART)], None),
        ([], None),
        ([(MAART, MAART), (MAART, JUNI), (MAART, JUNI), (MAART, DEC)], (2, "3 kwartalen later")),
        ([(MAART, MAART), (MAART, JUNI), (MAART, MAART)], (2, "eind gelijk")),
        ([(JUNI, JUNI), (JUNI, MAART)], (1, "1 kwartaal eerder")),
        # It came in as it was, moved already.
        ([(MAART, DEC)], (1, "3 kwartalen later")),
        ([(MAART, MAART), (MAART, None)], (1, "geen einde meer")),
        # Agreed again: counted from there.
        ([(MAART, MAART), (MAART, JUNI), (JUNI, JUNI), (JUNI, DEC)], (1, "2 kwartalen later")),
    ],
)
def test_counts_since_it_was_agreed(
    versies: list[tuple[date | None, date | None]], gevonden: tuple[int, str] | None
) -> None:
    regel = uitloop("Kiezen", [Versie(*versie) for versie in versies])

    assert (None if regel is None else (regel.keren, regel.hoe_ver)) == gevonden


def test_what_lost_its_end_lies_furthest() -> None:
    regels = [
        uitloop(str(dag), [Versie(MAART, dag)]) for dag in (JUNI, None, DEC, date(2024, 1, 1))
    ]

    assert verste([regel for regel in regels if regel]).wordt is None
    assert verste([regel for regel in regels if regel and regel.wordt]).wordt == DEC
