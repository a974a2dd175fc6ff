"""The one way to note a step of a round."""

from datetime import datetime

from jeugdhulp import kalender
from jeugdhulp.models import Gebruiker, Momentopname
from maatregelen.choices import RondestapSoort
from maatregelen.domain import wijzigen
from maatregelen.models import Ronde, Rondestap


def zet_stap(
    ronde: Ronde,
    soort: RondestapSoort,
    door: Gebruiker | None,
    *,
    reden: str = "",
    op: datetime | None = None,
    momentopname: Momentopname | None = None,
) -> None:
    """Note what was done with `ronde`, by whom, and why where that is asked; on closing with what
    was frozen. Part of the act that does it."""
    wijzigen.bewaar(
        Rondestap(
            ronde=ronde,
            soort=soort,
            op=op or kalender.nu(),
            door=door,
            reden=reden,
            momentopname=momentopname,
        )
    )
