"""Rondebericht: which mail of a round is for whom, and how its sending stands."""

from datetime import datetime

from django.db import models

from maatregelen.choices import BerichtSoort, BerichtVerval
from maatregelen.models.beperkingen import in_keuzes
from maatregelen.querysets import RondeberichtQuerySet

Q = models.Q


class Rondebericht(models.Model):
    """Dat iemand in een ronde een mail krijgt, en hoe ver die is. Zonder tekst en zonder adres.

    What it says is made when it is sent, of what is true then; one mail may carry several. Only
    `domain.rondepost` writes it.
    """

    ronde = models.ForeignKey(
        "maatregelen.Ronde",
        models.PROTECT,
        related_name="berichten",
        verbose_name="ronde",
        help_text="Van welke ronde.",
    )
    persoon = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="rondeberichten",
        verbose_name="voor",
        help_text="Voor wie.",
    )
    soort = models.CharField(
        "soort", max_length=12, choices=BerichtSoort.choices, help_text="Welke mail het is."
    )
    gemaakt_op = models.DateTimeField("gemaakt op", help_text="Wanneer deze mail nodig werd.")
    pogingen = models.PositiveSmallIntegerField(
        "pogingen", default=0, help_text="Hoe vaak er is geprobeerd om te versturen."
    )
    volgende_op = models.DateTimeField(
        "niet eerder dan",
        null=True,
        blank=True,
        help_text="Na een mislukte poging: wanneer de volgende mag.",
    )
    bezig_tot = models.DateTimeField(
        "bezig tot", null=True, blank=True, help_text="Leeg: niemand is ermee bezig."
    )
    begonnen_op = models.DateTimeField(
        "begonnen op",
        null=True,
        blank=True,
        help_text="Wanneer de mail naar de mailserver ging. Leeg: dat is nog niet gebeurd.",
    )
    gebruiker = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="aan",
        help_text="Het account waar de mail heen ging.",
    )
    verstuurd_op = models.DateTimeField(
        "verstuurd op",
        null=True,
        blank=True,
        help_text="Wanneer de mailserver de mail heeft aangenomen.",
    )
    vervallen_op = models.DateTimeField(
        "vervallen op", null=True, blank=True, help_text="Wanneer de mail niet meer nodig was."
    )
    vervallen_door = models.CharField(
        "vervallen door",
        max_length=14,
        choices=BerichtVerval.choices,
        blank=True,
        help_text="Waarom de mail niet meer nodig was.",
    )

    objects = RondeberichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht over een ronde"
        verbose_name_plural = "berichten over rondes"
        ordering = ["ronde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["ronde", "persoon", "soort"],
                violation_error_message="Dit bericht is er al.",
            ),
            in_keuzes("soort", BerichtSoort),
            in_keuzes("vervallen_door", BerichtVerval, leeg=True),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_begonnen",
                condition=Q(begonnen_op=None, gebruiker=None, verstuurd_op=None)
                | Q(begonnen_op__isnull=False, gebruiker__isnull=False),
                violation_error_message="Een mail begint bij een account, en is dan pas weg.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_vervallen",
                condition=Q(vervallen_op=None, vervallen_door="")
                | Q(vervallen_op__isnull=False, verstuurd_op=None) & ~Q(vervallen_door=""),
                violation_error_message="Wat verviel, heeft een reden en is niet verstuurd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} voor {self.persoon}"

    def is_onzeker(self, nu: datetime) -> bool:
        """Whether it went to the mail server and nobody knows if it got there."""
        bezig = self.bezig_tot is not None and self.bezig_tot > nu
        return self.begonnen_op is not None and self.verstuurd_op is None and not bezig
