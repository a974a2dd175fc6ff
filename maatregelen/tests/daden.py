"""What tests of acts look at: the last line, and the refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp.models import Gebeurtenis


def regel(plaats: int = 0) -> dict[str, Any]:
    """The last line (or so many before it): what, about what, before, after and why."""
    gevonden = Gebeurtenis.objects.order_by("-volgnummer")[plaats]
    inhoud = gevonden.gegevens
    return {
        "soort": gevonden.soort,
        "over": inhoud["onderwerp"],
        "voor": inhoud["voor"],
        "na": inhoud["na"],
        "reden": inhoud["reden"],
    }


@contextmanager
def geweigerd(veld: str, tekst: str) -> Iterator[None]:
    """The act is refused at `veld` ("" is the whole), with exactly `tekst`, and leaves no line."""
    voor = Gebeurtenis.objects.count()
    with pytest.raises(ValidationError) as fout:
        yield
    gegeven = fout.value.message_dict if veld else {"": fout.value.messages}
    assert gegeven == {veld: [tekst]}
    assert Gebeurtenis.objects.count() == voor
