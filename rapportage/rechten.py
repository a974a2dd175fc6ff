"""Who may do what with a report."""

from maatregelen.rechten import Aanvrager, mag_rapport_maken
from rapportage.models import Rapportage


def mag_rapport_schrijven(gebruiker: Aanvrager, rapportage: Rapportage) -> bool:
    """Write, freeze, register what was decided, publish: the beleidsadviseur and the voorzitter."""
    return mag_rapport_maken(gebruiker, rapportage.plan)
