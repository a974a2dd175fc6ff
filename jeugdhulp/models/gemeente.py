"""Gemeente: the tenant."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jeugdhulp.choices import GemeenteSoort
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
        ]

    def __str__(self) -> str:
        return self.naam
