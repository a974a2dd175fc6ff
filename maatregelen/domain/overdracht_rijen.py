"""What somebody owns in a plan besides measures: roles in the plan, risks and actiepunten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from jeugdhulp.overdracht import Opvolgers, Werk
from maatregelen.choices import ActiepuntToestand
from maatregelen.models import Actiepunt, Projectrol, Risico


@dataclass(frozen=True)
class _Soort:
    """Rows of one model that name a person in `veld`, and go over at once."""

    model: type[Model]
    veld: str
    naar_gemeente: str
    wat: Callable[[Any], str]
    waar: Callable[[Any], str]
    alleen: Q

    def rijen(self, gebruiker: Gebruiker, gemeente_id: int) -> Any:
        """Hers, with the person; by pk. One query."""
        van_haar = {f"{self.veld}__gebruiker": gebruiker, self.naar_gemeente: gemeente_id}
        rijen = self.model._default_manager.filter(self.alleen, **van_haar)
        return rijen.select_related(self.veld).order_by("pk")

    def sleutel(self, rij: Model) -> str:
        return f"{self.model._meta.model_name}-{rij.pk}"


SOORTEN = (
    _Soort(
        Projectrol,
        "persoon",
        "plan__gemeente",
        wat=lambda rij: rij.get_rol_display(),
        waar=lambda rij: str(rij.thema or rij.plan),
        alleen=Q(),
    ),
    _Soort(
        Risico,
        "eigenaar",
        "plan__gemeente",
        wat=lambda rij: "eigenaar van een risico",
        waar=lambda rij: rij.gebeurtenis,
        alleen=Q(beeindigd_op=None),
    ),
    _Soort(
        Risico,
        "eigenaar",
        "beleidsplan__gemeente",
        wat=lambda rij: "eigenaar van een risico",
        waar=lambda rij: rij.gebeurtenis,
        alleen=Q(beeindigd_op=None),
    ),
    _Soort(
        Actiepunt,
        "wie",
        "plan__gemeente",
        wat=lambda rij: "actiepunt",
        waar=lambda rij: rij.tekst,
        alleen=Q(toestand=ActiepuntToestand.OPEN),
    ),
)


def werk_van(gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date) -> list[Werk]:
    """Her roles in plans, her risks and her open actiepunten: they have no days of their own, and
    go over at once. Four queries, and two a role."""
    return [
        Werk(soort.sleutel(rij), soort.wat(rij), soort.waar(rij), "gaat meteen over")
        for soort, rij in _van(gebruiker, gemeente_id)
    ]


def draag_over(
    gebruiker: Gebruiker, gemeente_id: int, laatste_dag: date, opvolgers: Opvolgers
) -> None:
    """Put the successor in her place, with a line for each row. Inside a handeling."""
    for soort, rij in _van(gebruiker, gemeente_id):
        was, opvolger = getattr(rij, soort.veld), opvolgers[soort.sleutel(rij)]
        setattr(rij, soort.veld, opvolger)
        rij.save(update_fields=[soort.veld])
        logboek.schrijf(
            "overgedragen",
            rij,
            gemeente_id=gemeente_id,
            naam=f"{soort.wat(rij)}: {soort.waar(rij)}",
            voor={"wie": was.naam},
            na={"wie": opvolger.naam},
        )


def _van(gebruiker: Gebruiker, gemeente_id: int) -> Iterator[tuple[_Soort, Any]]:
    for soort in SOORTEN:
        for rij in soort.rijen(gebruiker, gemeente_id):
            yield soort, rij
