"""Policy: goals, plans and their measures, money, who does them, when, and how they stand."""

from maatregelen.models.agendasleutel import Agendasleutel
from maatregelen.models.besluit import (
    Actiepunt,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Vergaderdag,
)
from maatregelen.models.betrokkenheid import Betrokkenheid
from maatregelen.models.doel import Beleidsplan, Doel, Doelkoppeling
from maatregelen.models.geld import Besparing, Besteding, Dekking, Investering, Vermelding
from maatregelen.models.inhoud import (
    Contextcijfer,
    Resultaat,
    Risico,
    Rust,
    Samenhang,
    VervallenActiviteit,
)
from maatregelen.models.maatregel import Blad, Maatregel
from maatregelen.models.mijlpaal import Mijlpaal
from maatregelen.models.plan import Cluster, Plan, Projectrol, Thema, Vaststelling
from maatregelen.models.ronde import Aanwezigheid, Agendapunt, Bevestiging, Ronde, Rondestap
from maatregelen.models.rondebericht import Rondebericht
from maatregelen.models.stand import OpenEinde, Stand, Voortgangsregel

__all__ = [
    "Aanwezigheid",
    "Actiepunt",
    "Agendapunt",
    "Agendasleutel",
    "Beleidsplan",
    "Besluit",
    "Besluitmaatregel",
    "Besluitmoment",
    "Besparing",
    "Besteding",
    "Betrokkenheid",
    "Bevestiging",
    "Blad",
    "Cluster",
    "Contextcijfer",
    "Dekking",
    "Doel",
    "Doelkoppeling",
    "Investering",
    "Maatregel",
    "Mijlpaal",
    "OpenEinde",
    "Plan",
    "Projectrol",
    "Resultaat",
    "Risico",
    "Ronde",
    "Rondebericht",
    "Rondestap",
    "Rust",
    "Samenhang",
    "Stand",
    "Thema",
    "Vaststelling",
    "Vergaderdag",
    "Vermelding",
    "VervallenActiviteit",
    "Voortgangsregel",
]
