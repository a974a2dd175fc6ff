"""Named questions to the reports. Every page starts at `visible_for`."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from jeugdhulp.choices import RolSoort
from jeugdhulp.historie import GevolgdQuerySet
from jeugdhulp.rechten import leesbare_gemeenten, plaatsen, raadslid_in
from rapportage.choices import VOOR_DE_RAAD, Stap

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from jeugdhulp.models import Gebruiker


class RapportageQuerySet(GevolgdQuerySet):
    """Reports."""

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Of the gemeenten whose whole plans she reads those that she writes or that have a frozen
        version; as raadslid those that were offered to the raad."""
        versies = apps.get_model("rapportage", "Rapportversie").objects
        van_dit = versies.visible_for(gebruiker).filter(rapportage=OuterRef("pk"))
        return self.filter(Q(_schrijft(gebruiker, "plan__")) | Exists(van_dit))

    def openbaar(self) -> Self:
        """With an address of its own for everybody, and a version that is public."""
        stappen = apps.get_model("rapportage", "Versiestap").objects
        gezet = stappen.filter(versie__rapportage=OuterRef("pk"), stap=Stap.OPENBAAR)
        return self.filter(~Q(adres=""), Exists(gezet))


def _schrijft(gebruiker: "Gebruiker | AnonymousUser", plan: str) -> Q:
    """Reports that she writes: as beleidsadviseur of the gemeente, or as who chairs the body."""
    if gebruiker.pk is None:
        return Q(pk__in=[])
    adviseur = [
        pk
        for pk, plaats in plaatsen(gebruiker).items()
        if RolSoort.BELEIDSADVISEUR in plaats.rollen and not plaats.extern
    ]
    zit_voor = Q(
        **{
            f"{plan}voorzitter__gebruiker": gebruiker.pk,
            f"{plan}gemeente__in": [
                pk for pk, plaats in plaatsen(gebruiker).items() if plaats.leest_lopend_plan
            ],
        }
    )
    return Q(**{f"{plan}gemeente__in": adviseur}) | zit_voor


class RapportblokQuerySet(GevolgdQuerySet):
    """Blocks of reports."""


class RapportversieQuerySet(models.QuerySet):
    """Frozen versions."""

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Whose writing she does: all, also one whose files are still being made or failed. Of who
        reads the whole plan: those that are ter besluitvorming or further. As raadslid: those that
        were offered to the raad."""
        if gebruiker.pk is None:
            return self.none()
        stappen = apps.get_model("rapportage", "Versiestap").objects
        gezet = stappen.filter(versie=OuterRef("pk"))
        voor_raad = gezet.filter(stap__in=VOOR_DE_RAAD)
        return self.filter(
            _schrijft(gebruiker, "rapportage__plan__")
            | Q(Exists(gezet), rapportage__gemeente__in=leesbare_gemeenten(gebruiker))
            | Q(Exists(voor_raad), rapportage__gemeente__in=raadslid_in(gebruiker))
        )

    def openbaar(self) -> Self:
        """Those that everybody may read: their report has an address, and they are public."""
        stappen = apps.get_model("rapportage", "Versiestap").objects
        gezet = stappen.filter(versie=OuterRef("pk"), stap=Stap.OPENBAAR)
        return self.filter(~Q(rapportage__adres=""), Exists(gezet))


class VersiestapQuerySet(models.QuerySet):
    """Steps of versions."""


class OpmaakQuerySet(models.QuerySet):
    """How the making of versions goes."""


class PublicatieQuerySet(models.QuerySet):
    """Published files."""
