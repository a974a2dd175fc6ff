"""Reference data: public lists that every gemeente shares."""

from django.db import models


class Gemeentecode(models.Model):
    """Een gemeente in de lijst van het CBS. Geen gebruiker van deze toepassing.

    Filled by `laad_referentie` from fixtures/referentie/gemeenten.csv: the 342 gemeenten of 2024
    (StatLine 85755NED, Gebieden in Nederland 2024), and those that merged and have a plan of ours.
    """

    cbs_code = models.CharField("CBS-code", max_length=4, unique=True, help_text="Vier cijfers.")
    naam = models.CharField("naam", max_length=120, help_text="Zoals het CBS die schrijft.")
    provincie = models.CharField("provincie", max_length=40, help_text="In welke provincie.")
    tot_en_met = models.DateField(
        "bestond tot en met", null=True, blank=True, help_text="Laatste dag, als zij is opgegaan."
    )
    opgegaan_in = models.CharField(
        "opgegaan in", max_length=4, blank=True, help_text="De CBS-code van haar opvolger."
    )

    class Meta:
        verbose_name = "gemeentecode"
        verbose_name_plural = "gemeentecodes"
        ordering = ["cbs_code"]

    def __str__(self) -> str:
        return f"{self.cbs_code} {self.naam}"
