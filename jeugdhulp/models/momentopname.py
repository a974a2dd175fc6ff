"""Momentopname: frozen data."""

from django.db import models


class Momentopname(models.Model):
    """Gegevens zoals ze op een moment waren, los van alles wat daarna verandert.

    Self-contained: names, definitions and texts in full, no ids to follow. `tekst` is the canonical
    JSON as text, so that its sha256 stays what it is on every database.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente", models.PROTECT, related_name="+", verbose_name="gemeente"
    )
    soort = models.CharField("soort", max_length=40)
    peildatum = models.DateField("peildatum", help_text="De dag waar de gegevens over gaan.")
    gemaakt_op = models.DateTimeField("gemaakt op", help_text="Wat het systeem op dat moment wist.")
    tekst = models.TextField("gegevens")
    sha256 = models.CharField("sha256", max_length=64)

    class Meta:
        verbose_name = "momentopname"
        verbose_name_plural = "momentopnamen"

    def __str__(self) -> str:
        return f"{self.soort} per {self.peildatum}"
