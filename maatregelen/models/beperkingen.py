"""Constraints that many tables have."""

from functools import reduce
from operator import or_

from django.db import models

Q = models.Q


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
