"""Reading the frozen JSON of a report, whatever version of the program wrote it.

Each shape (`vorm`) has a reader that gives it as the program has it now. Within one shape a key may
be added, where who reads can do without; a key that goes, or comes to mean something else, makes a
new shape, and the reader of the one before learns to give it. What was stored never changes.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]
# What is written now.
VORM = 2


class OnbekendeVormError(Exception):
    """Data that this program cannot read; the argument says so in Dutch."""


def _zoals_nu(gegevens: Json) -> Json:
    return gegevens


# Shape 1 was of a trial that froze no versions.
_LEZERS: Mapping[int, Callable[[Json], Json]] = {VORM: _zoals_nu}


def lees(tekst: str) -> Json:
    """The data of a Momentopname, in the shape of now. Raises OnbekendeVormError."""
    gegevens: Json = json.loads(tekst)
    vorm = gegevens.get("vorm")
    lezer = _LEZERS.get(vorm) if isinstance(vorm, int) else None
    if lezer is None:
        bekend = ", ".join(map(str, _LEZERS))
        raise OnbekendeVormError(
            f"De gegevens van dit rapport hebben vorm {vorm}. Deze versie van het programma leest"
            f" vorm {bekend}. Is het rapport met een nieuwere versie gemaakt, werk het programma"
            " dan bij."
        )
    return lezer(gegevens)
