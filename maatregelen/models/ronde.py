"""Ronde and Bevestiging, in their minimal form."""

from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import BevestigingUitkomst, RondeToestand
from maatregelen.querysets import RondeQuerySet


class Ronde(models.Model):
    """Eén keer dat het overleg de stand van alle maatregelen bespreekt.

    One open round per plan. Closed is read-only.
    """

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="rondes",
        verbose_name="plan",
        help_text="Van welk plan deze ronde is.",
    )
    peildatum = models.DateField("peildatum", help_text="De dag waar de standen over gaan.")
    toestand = models.CharField(
        "toestand",
        max_length=10,
        choices=RondeToestand.choices,
        default=RondeToestand.OPEN,
        help_text="Open of gesloten. Gesloten verandert niet meer.",
    )
    geopend_op = models.DateTimeField(
        "geopend op",
        help_text="Wanneer de ronde openging.",
    )
    gesloten_op = models.DateTimeField(
        "gesloten op",
        null=True,
        blank=True,
        help_text="Wanneer de ronde dichtging.",
    )

    objects = RondeQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        ordering = ["plan", "-peildatum", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_open",
                fields=["plan"],
                condition=models.Q(toestand=RondeToestand.OPEN),
                violation_error_message="Er staat al een ronde open voor dit plan.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_peildatum",
                fields=["plan", "peildatum"],
                violation_error_message="Er is al een ronde op deze peildatum.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_gesloten_op",
                condition=models.Q(toestand=RondeToestand.OPEN, gesloten_op=None)
                | models.Q(toestand=RondeToestand.GESLOTEN, gesloten_op__isnull=False),
                violation_error_message="Een gesloten ronde heeft een moment van sluiten.",
            ),
        ]

    def __str__(self) -> str:
        return f"ronde van {self.peildatum}"


class Bevestiging(models.Model):
    """Welke stand van een maatregel een ronde bevestigde, of ongewijzigd overnam."""

    ronde = models.ForeignKey(
        Ronde,
        models.PROTECT,
        related_name="bevestigingen",
        verbose_name="ronde",
        help_text="De ronde die bevestigde.",
    )
    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="bevestigingen",
        verbose_name="maatregel",
        help_text="De maatregel waar het over gaat.",
    )
    stand = models.ForeignKey(
        "maatregelen.Stand",
        models.PROTECT,
        related_name="bevestigingen",
        verbose_name="stand",
        help_text="De stand die is bevestigd of overgenomen.",
    )
    uitkomst = models.CharField(
        "uitkomst",
        max_length=12,
        choices=BevestigingUitkomst.choices,
        help_text="Bevestigd, of ongewijzigd overgenomen.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "bevestiging"
        verbose_name_plural = "bevestigingen"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_ronde",
                fields=["ronde", "maatregel"],
                violation_error_message="Deze ronde bevestigde al een stand van deze maatregel.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_uitkomst",
                condition=models.Q(uitkomst__in=BevestigingUitkomst.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uitkomst} in ronde {self.ronde_id}"
