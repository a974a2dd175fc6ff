"""Gemeente: the tenant."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jeugdhulp.choices import BEZETTE_ADRESSEN, GemeenteSoort
from jeugdhulp.querysets import GemeenteQuerySet


class Gemeente(models.Model):
    """Een gemeente die met deze toepassing werkt, of een samenwerking van gemeenten.

    The tenant: every root row belongs to exactly one, children go through their plan. What belongs
    to another gemeente does not exist for its users.
    """

    slug = models.SlugField(
        "adres",
        unique=True,
        help_text="Het deel van het webadres dat deze gemeente aanwijst, zoals het-hogeland.",
    )
    naam = models.CharField("naam", max_length=120, help_text="Zoals de gemeente zich noemt.")
    soort = models.CharField(
        "soort",
        max_length=12,
        choices=GemeenteSoort.choices,
        default=GemeenteSoort.GEMEENTE,
        help_text="Een gewone gemeente, of een samenwerking die samen één plan maakt.",
    )
    cbs_code = models.CharField(
        "CBS-code",
        max_length=4,
        blank=True,
        help_text="De vier cijfers van het CBS, zoals 1966. Leeg bij een samenwerking.",
    )
    geldig_van = models.DateField(
        "bestaat vanaf", null=True, blank=True, help_text="Eerste dag. Leeg: altijd al."
    )
    geldig_tot_en_met = models.DateField(
        "bestond tot en met",
        null=True,
        blank=True,
        help_text="Laatste dag, als de gemeente is opgeheven.",
    )
    opvolger = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="voorgangers",
        null=True,
        blank=True,
        verbose_name="opgegaan in",
        help_text="De gemeente die na een herindeling verdergaat. Zij leest de oude plannen.",
    )
    bewaartermijn_jaren = models.PositiveSmallIntegerField(
        "bewaartermijn in jaren",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=(
            "Hoeveel jaar na het einde van een plan de teksten vernietigd mogen worden."
            " Leeg: er wordt niets vernietigd."
        ),
    )
    voorbeeld = models.BooleanField(
        "voorbeeldgegevens",
        default=False,
        help_text="Een verzonnen gemeente; elk scherm en elk rapport zegt dat dan.",
    )

    objects = GemeenteQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["naam", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(soort__in=GemeenteSoort.values),
                violation_error_message="Kies gemeente of samenwerking.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_geldigheid",
                condition=models.Q(geldig_van=None)
                | models.Q(geldig_tot_en_met=None)
                | models.Q(geldig_tot_en_met__gte=models.F("geldig_van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_opvolger",
                condition=models.Q(opvolger=None)
                | (models.Q(geldig_tot_en_met__isnull=False) & ~models.Q(opvolger=models.F("pk"))),
                violation_error_message=(
                    "Alleen een opgeheven gemeente heeft een opvolger, en dat is een andere."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def clean(self) -> None:
        """A gemeente does not stand where the application itself does, and does not merge into what
        merged into itself: each would read the other."""
        if self.slug in BEZETTE_ADRESSEN:
            raise ValidationError({"slug": "Dit adres is al in gebruik; kies een ander."})
        verder, gezien = self.opvolger, {self.pk}
        while verder is not None:
            if verder.pk in gezien:
                raise ValidationError({"opvolger": "Deze gemeente is zelf hierin opgegaan."})
            gezien.add(verder.pk)
            verder = verder.opvolger


class Deelname(models.Model):
    """Dat een gemeente meedoet in een samenwerking. Zij leest de plannen daarvan."""

    samenwerking = models.ForeignKey(
        Gemeente,
        models.PROTECT,
        related_name="deelnemers",
        verbose_name="samenwerking",
        help_text="De samenwerking.",
    )
    gemeente = models.ForeignKey(
        Gemeente,
        models.PROTECT,
        related_name="deelnames",
        verbose_name="gemeente",
        help_text="De gemeente die meedoet.",
    )

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        ordering = ["samenwerking", "gemeente__naam"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["samenwerking", "gemeente"],
                violation_error_message="Deze gemeente doet al mee.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_niet_zichzelf",
                condition=~models.Q(samenwerking=models.F("gemeente")),
                violation_error_message="Een samenwerking doet niet mee in zichzelf.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente_id} in {self.samenwerking_id}"

    def clean(self) -> None:
        """Who takes part reads what is there: that must be a samenwerking."""
        if self.samenwerking.soort != GemeenteSoort.SAMENWERKING:
            raise ValidationError({"samenwerking": "Dit is geen samenwerking."})
