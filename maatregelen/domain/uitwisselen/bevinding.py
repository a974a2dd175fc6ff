"""What is wrong in a file of the exchange format, said so that its maker can mend it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jeugdhulp.clientnummer import MASKER, maskeer, vind_clientnummer

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Bevinding:
    """Something wrong in a file: where, what was read, and what to do.

    A client number is masked, and what stood around it, which may be a name, is not repeated:
    what is told here may be copied into a mail or a log.
    """

    plek: str
    waarde: Any
    melding: str

    def __str__(self) -> str:
        getoond = json.dumps(self.waarde, ensure_ascii=False, default=str)
        if vind_clientnummer(getoond):
            getoond = MASKER
        return f"{maskeer(self.plek)}: {maskeer(self.melding)} (er staat {getoond[:80]})"


class OngeldigPlanError(Exception):
    """A file that cannot be loaded; `bevindingen` says all that is wrong with it."""

    def __init__(self, bevindingen: list[Bevinding]):
        super().__init__("\n".join(str(bevinding) for bevinding in bevindingen))
        self.bevindingen = bevindingen
