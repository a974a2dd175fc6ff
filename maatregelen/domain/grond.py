"""On what ground a plan that was vastgesteld changes: a decision, or the mandate of who does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from jeugdhulp.kalender import datum_voluit
from maatregelen.choices import BesluitmomentSoort, Stadium
from maatregelen.domain import wijzigen
from maatregelen.models import Besluit, Besluitmoment, Plan

# Characters of a subject that fit in a list of choices.
LANGSTE_ONDERWERP = 80
BINNEN_MANDAAT = "binnen mandaat"
# The decision that carries a change in a plan that was vastgesteld, or BINNEN_MANDAAT.
Grond = Besluit | Besluitmoment | str


@dataclass(frozen=True)
class Keuze:
    """A ground one may choose: a key for the form, its words, and what the act gets."""

    sleutel: str
    naam: str
    grond: Grond


def is_nodig(plan: Plan) -> bool:
    """Whether a change of doel, resultaat, investering or dekking names its ground (rule 3)."""
    return plan.stadium == Stadium.VASTGESTELD


def keuzes(plan: Plan) -> Sequence[Keuze]:
    """What a change in this plan can lean on: the mandate, then what was decided, newest first.

    Two queries; none in a plan that needs no ground.
    """
    if not is_nodig(plan):
        return []
    besluiten: list[Besluit | Besluitmoment] = [
        *plan.besluiten.order_by("-genomen_op", "-pk"),
        *plan.besluitmoment_rijen.exclude(soort=BesluitmomentSoort.ADVIES)
        .exclude(genomen_op=None)
        .order_by("-genomen_op", "-pk"),
    ]
    return [
        Keuze(BINNEN_MANDAAT, "Binnen mandaat", BINNEN_MANDAAT),
        *(Keuze(f"{rij._meta.model_name}-{rij.pk}", _naam(rij), rij) for rij in besluiten),
    ]


def in_regel(grond: Grond, plan: Plan) -> dict[str, str]:
    """What the line tells of the ground; ValidationError where one is asked and there is none."""
    if isinstance(grond, str):
        if is_nodig(plan) or grond:
            vraag = (
                "Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of"
                f" schrijf “{BINNEN_MANDAAT}”."
            )
            wijzigen.eis_tekst("op_grond_van", grond, vraag)
        return {"op grond van": grond} if grond else {}
    if grond.plan_id != plan.pk:
        raise ValidationError({"op_grond_van": "Dit besluit gaat over een ander plan."})
    if grond.genomen_op is None:
        raise ValidationError({"op_grond_van": "Dit besluit is nog niet genomen."})
    return {"op grond van": _verteld(grond)}


def _naam(besluit: Besluit | Besluitmoment) -> str:
    """With what it is about, for who knows no numbers."""
    over = besluit.onderwerp if isinstance(besluit, Besluitmoment) else besluit.tekst
    return f"{capfirst(_verteld(besluit))}: {shorten(over, LANGSTE_ONDERWERP, placeholder=' …')}"


def _verteld(besluit: Besluit | Besluitmoment) -> str:
    van_orgaan = isinstance(besluit, Besluitmoment)
    wat = f"besluit van {besluit.orgaan}" if van_orgaan else str(besluit)  # type: ignore[union-attr]
    nummer = f" ({besluit.nummer})" if van_orgaan and besluit.nummer else ""
    dag = datum_voluit(besluit.genomen_op) if besluit.genomen_op else ""
    return f"{wat} van {dag}{nummer}"
