"""Momentopname: frozen data."""

from django.db import models


class Momentopname(models.Model):
    """Gegevens zoals ze op een moment waren, los van alles wat daarna verandert.

    Self-contained: names, definitions and texts in full, no ids to follow. `tekst` is the canonical
    JSON as text, so that its sha256 stays what it is on every database.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="+",
        verbose_name="gemeente",
        help_text="De gemeente van wie de gegevens zijn.",
    )
    soort = models.CharField(
        "soort",
        max_length=40,
        help_text="Waarvoor de gegevens zijn bewaard.",
    )
    peildatum = models.DateField("peildatum", help_text="De dag waar de gegevens over gaan.")
    gemaakt_op = models.DateTimeField("gemaakt op", help_text="Wat het systeem op dat moment wist.")
    tekst = models.TextField(
        "gegevens",
        help_text="Alle gegevens als tekst (JSON). Leeg: afgeschermd.",
    )
    sha256 = models.CharField(
        "sha256",
        max_length=64,
        help_text="Vingerafdruk van de tekst.",
    )
    vervangt = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="vervangen_door",
        null=True,
        blank=True,
        verbose_name="vervangt",
        help_text="De momentopname waarvan deze de verbeterde versie is.",
    )
    afgeschermd_op = models.DateTimeField(
        "afgeschermd op",
        null=True,
        blank=True,
        help_text="Wanneer de gegevens zijn weggehaald; de verbeterde versie heeft ze nog.",
    )

    class Meta:
        verbose_name = "momentopname"
        verbose_name_plural = "momentopnamen"

    def __str__(self) -> str:
        return f"{self.soort} per {self.peildatum}"
