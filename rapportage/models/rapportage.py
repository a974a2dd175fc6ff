"""Rapportage and its blocks: a report while it is being written."""

from django.db import models

from jeugdhulp.historie import Historie
from rapportage.choices import BlokSoort, RapportSoort
from rapportage.querysets import RapportageQuerySet, RapportblokQuerySet


class Rapportage(models.Model):
    """Een rapport over een plan op één peildatum, voor college en raad.

    What is written here can change until it is frozen; a frozen report is a Rapportversie, and
    from then on these texts are those of the next version.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="+",
        verbose_name="gemeente",
        help_text="De gemeente van wie het rapport is.",
    )
    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="rapportages",
        verbose_name="plan",
        help_text="Het plan waar het rapport over gaat.",
    )
    nummer = models.PositiveIntegerField(
        "nummer", help_text="Telt de rapporten van de gemeente. Het staat in het webadres."
    )
    soort = models.CharField(
        "soort",
        max_length=12,
        choices=RapportSoort.choices,
        default=RapportSoort.VOORTGANG,
        help_text="Wat voor rapport het is.",
    )
    titel = models.CharField(
        "titel",
        max_length=200,
        help_text="Zoals die op het rapport komt, zoals Voortgangsrapportage april 2019.",
    )
    peildatum = models.DateField(
        "peildatum", help_text="Het rapport toont hoe het plan er op deze dag voor stond."
    )
    vorige = models.ForeignKey(
        "rapportage.Rapportversie",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="vergelijken met",
        help_text="De versie van een eerder rapport waar dit rapport mee vergelijkt.",
    )
    met_namen = models.BooleanField(
        "namen van medewerkers",
        default=False,
        help_text=(
            "Zet namen van medewerkers in het rapport, alleen als de gemeente dat heeft besloten."
            " Anders staan er functies, teams en aantallen."
        ),
    )
    adres = models.SlugField(
        "openbaar adres",
        blank=True,
        help_text="Het deel van het webadres waar iedereen het rapport leest. Leeg: nergens.",
    )
    ingetrokken = models.BooleanField(
        "ingetrokken",
        default=False,
        help_text="Er wordt niet verder aan gewerkt. Versies die er al zijn, blijven.",
    )

    objects = RapportageQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporten"
        ordering = ["gemeente", "-peildatum", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_nummer",
                fields=["gemeente", "nummer"],
                violation_error_message="Dit nummer is al gebruikt.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_adres",
                fields=["gemeente", "adres"],
                condition=~models.Q(adres=""),
                violation_error_message="Dit adres is al van een ander rapport.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_peildatum",
                fields=["plan", "soort", "peildatum"],
                condition=models.Q(ingetrokken=False),
                violation_error_message="Er is al een rapport over deze dag.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(soort__in=RapportSoort.values),
                violation_error_message="Dit soort rapport bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Rapportblok(models.Model):
    """Wat iemand bij een blok van een rapport schreef, en of het blok meegaat."""

    rapportage = models.ForeignKey(
        Rapportage,
        models.PROTECT,
        related_name="blokken",
        verbose_name="rapport",
        help_text="Van welk rapport dit blok is.",
    )
    soort = models.CharField(
        "blok", max_length=20, choices=BlokSoort.choices, help_text="Welk deel van het rapport."
    )
    thema = models.ForeignKey(
        "maatregelen.Thema",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="thema",
        help_text="Alleen bij de maatregelen: bij welk thema de tekst hoort.",
    )
    opgenomen = models.BooleanField(
        "staat in het rapport", default=True, help_text="Of dit blok in het rapport komt."
    )
    tekst = models.TextField(
        "tekst", blank=True, help_text="Wat er staat naast de feiten die het programma geeft."
    )

    objects = RapportblokQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "blok van een rapport"
        verbose_name_plural = "blokken van rapporten"
        ordering = ["rapportage", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["rapportage", "soort"],
                condition=models.Q(thema=None),
                violation_error_message="Dit blok is er al.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_thema_een_keer",
                fields=["rapportage", "soort", "thema"],
                violation_error_message="Dit blok is er al.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(soort__in=BlokSoort.values),
                violation_error_message="Dit blok bestaat niet.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_thema",
                condition=models.Q(thema=None) | models.Q(soort=BlokSoort.MAATREGELEN),
                violation_error_message="Alleen bij de maatregelen is er een tekst per thema.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()
