"""Policy: plans and their measures, who does them, when, and how they stand."""

from maatregelen.models.betrokkenheid import Betrokkenheid
from maatregelen.models.maatregel import Blad, Maatregel
from maatregelen.models.mijlpaal import Mijlpaal
from maatregelen.models.plan import Cluster, Plan, Thema, Vaststelling
from maatregelen.models.ronde import Bevestiging, Ronde
from maatregelen.models.stand import Stand

__all__ = [
    "Betrokkenheid",
    "Bevestiging",
    "Blad",
    "Cluster",
    "Maatregel",
    "Mijlpaal",
    "Plan",
    "Ronde",
    "Stand",
    "Thema",
    "Vaststelling",
]
