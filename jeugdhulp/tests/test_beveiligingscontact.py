"""security.txt says whom to tell, until when, and where it stands."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

pytestmark = pytest.mark.django_db


@time_machine.travel(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), tick=False)
def test_the_file_is_as_the_standard_asks(client: Any, settings: Any) -> None:
    settings.BEVEILIGINGSCONTACT = ["mailto:beveiliging@example.org", "https://example.org/melden"]

    antwoord = client.get("/.well-known/security.txt")

    assert antwoord["Content-Type"] == "text/plain; charset=utf-8"
    assert antwoord.content.decode() == (
        "Contact: mailto:beveiliging@example.org\n"
        "Contact: https://example.org/melden\n"
        "Expires: 2027-05-21T00:00:00Z\n"
        "Preferred-Languages: nl, en\n"
        "Canonical: https://testserver/.well-known/security.txt\n"
    )


def test_without_a_contact_there_is_no_file(client: Any, settings: Any) -> None:
    settings.BEVEILIGINGSCONTACT = []

    assert client.get("/.well-known/security.txt").status_code == 404
