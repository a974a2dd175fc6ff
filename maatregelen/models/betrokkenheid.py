"""Betrokkenheid: who has which part in a measure."""

from datetime import date

from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from jeugdhulp.models import Organisatie, Persoon
from maatregelen.choices import BetrokkenheidRol


class Betrokkenheid(models.Model):
    """Dat iemand of een organisatie een rol heeft bij een maatregel, van een dag tot een dag.

    "A of B" in a plan is two rows with `onbeslist`. Who is trekker today may update the measure.
    """

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="betrokkenheden",
        verbose_name="maatregel",
        help_text="Bij welke maatregel iemand een rol heeft.",
    )
    persoon = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="betrokkenheden",
        null=True,
        blank=True,
        verbose_name="persoon",
        help_text="Wie het is. Leeg bij een organisatie.",
    )
    organisatie = models.ForeignKey(
        "jeugdhulp.Organisatie",
        models.PROTECT,
        related_name="betrokkenheden",
        null=True,
        blank=True,
        verbose_name="organisatie",
        help_text="Welke organisatie het is. Leeg bij een persoon.",
    )
    rol = models.CharField(
        "rol",
        max_length=20,
        choices=BetrokkenheidRol.choices,
        help_text="Wat iemand bij deze maatregel doet.",
    )
    deeltaak = models.CharField(
        "deeltaak", max_length=120, blank=True, help_text="Voor welk deel, zoals ZIN of pgb."
    )
    onbeslist = models.BooleanField(
        "nog niet beslist", default=False, help_text="Het plan noemt meer namen met “of” ertussen."
    )
    van = models.DateField("van", null=True, blank=True, help_text="Leeg: vanaf het begin.")
    tot_en_met = models.DateField(
        "tot en met",
        null=True,
        blank=True,
        help_text="Leeg: tot nader bericht.",
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde",
        default=0,
        help_text="De plaats in de lijst.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "betrokkenheid"
        verbose_name_plural = "betrokkenheden"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_persoon_of_organisatie",
                condition=models.Q(persoon=None, organisatie__isnull=False)
                | models.Q(persoon__isnull=False, organisatie=None),
                violation_error_message="Kies een persoon of een organisatie, niet allebei.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_volgorde",
                condition=models.Q(van=None)
                | models.Q(tot_en_met=None)
                | models.Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_rol",
                condition=models.Q(rol__in=BetrokkenheidRol.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rol} {self.naam}"

    @property
    def wie(self) -> Persoon | Organisatie:
        """Reads `persoon` or `organisatie`: a query where that is not loaded."""
        wie = self.persoon or self.organisatie
        if wie is None:
            raise ValueError("Deze betrokkenheid heeft nog geen persoon of organisatie.")
        return wie

    def geldt_op(self, dag: date) -> bool:
        """Whether it holds on `dag`; an empty begin or end is open."""
        return (self.van or dag) <= dag <= (self.tot_en_met or dag)

    @property
    def naam(self) -> str:
        """Reads `persoon` or `organisatie`: a query where that is not loaded."""
        return self.wie.naam
