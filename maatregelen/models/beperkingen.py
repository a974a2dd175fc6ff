"""Constraints that many tables have."""

from collections.abc import Collection
from functools import reduce
from operator import and_, or_

from django.db import DEFAULT_DB_ALIAS, models

Q = models.Q


class InEenKeer(models.Model):
    """Asks the database once whether all check constraints hold, where Django asks each of them
    within a savepoint of its own. Only what does not hold is asked one by one, for its message."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        if exclude or not self._alles_klopt():
            super().validate_constraints(exclude=exclude)  # type: ignore[arg-type]

    def _alles_klopt(self) -> bool:
        """Whether none of them is broken; unknown is not broken. False where there is more to ask
        than checks."""
        beperkingen = self._meta.constraints
        eisen = [Q(rij.condition) for rij in beperkingen if isinstance(rij, models.CheckConstraint)]
        if len(eisen) < len(beperkingen) or not eisen:
            return False
        waarden = {
            veld.name: models.Value(getattr(self, veld.attname), veld)
            for veld in self._meta.local_concrete_fields
        }
        return reduce(and_, eisen).check(waarden, using=self._state.db or DEFAULT_DB_ALIAS)


def in_keuzes(
    veld: str, keuzes: type[models.TextChoices], *, leeg: bool = False
) -> models.CheckConstraint:
    """That `veld` holds one of `keuzes`, or nothing where `leeg`."""
    waarden = [*keuzes.values, *([""] if leeg else [])]
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{veld}_keuze",
        condition=Q(**{f"{veld}__in": waarden}),
        violation_error_message="Deze keuze bestaat niet.",
    )


def precies_een(naam: str, *velden: str, melding: str) -> models.CheckConstraint:
    """That exactly one of these relations is filled."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{naam}",
        condition=_een_van(velden),
        violation_error_message=melding,
    )


def _een_van(velden: tuple[str, ...]) -> Q:
    return reduce(
        or_,
        (Q(**{f"{veld}__isnull": veld != gekozen for veld in velden}) for gekozen in velden),
    )


def hooguit_een(naam: str, *velden: str, melding: str) -> models.CheckConstraint:
    """That at most one of these relations is filled."""
    geen = Q(**{f"{veld}__isnull": True for veld in velden})
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{naam}",
        condition=geen | _een_van(velden),
        violation_error_message=melding,
    )
