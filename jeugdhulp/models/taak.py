"""Taak: how timed work stands. Only `jeugdhulp.taken` writes it."""

from django.db import models


class Taak(models.Model):
    """Werk dat de toepassing op tijd zelf doet, met wanneer het voor het laatst lukte.

    `bezig_tot` is a lease: who runs a task holds it until then, and a run that was killed is
    taken over when it has passed.
    """

    naam = models.CharField("naam", max_length=60, unique=True, help_text="Welk werk.")
    bezig_tot = models.DateTimeField(
        "bezig tot", null=True, blank=True, help_text="Leeg: niemand is ermee bezig."
    )
    gelukt_op = models.DateTimeField(
        "gelukt op", null=True, blank=True, help_text="Leeg: het is nog nooit gelukt."
    )
    volgende_op = models.DateTimeField(
        "volgende keer op", null=True, blank=True, help_text="Leeg: zo gauw het kan."
    )

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"

    def __str__(self) -> str:
        return self.naam
