"""What is frozen of a report: versions, their steps, and their files. Insert-only, under lock."""

from django.db import models

from rapportage.choices import OpmaakToestand, Stap, VersieSoort, Vorm
from rapportage.models.rapportage import Rapportage
from rapportage.querysets import (
    OpmaakQuerySet,
    PublicatieQuerySet,
    RapportversieQuerySet,
    VersiestapQuerySet,
)

# The texts of these rows that may become the mark; all else never changes.
VERSIE_AFSCHERMBAAR = ("reden",)
STAP_AFSCHERMBAAR = ("orgaan", "nummer")


class Rapportversie(models.Model):
    """Een bevroren versie van een rapport: haar gegevens veranderen niet meer.

    Made of its own Momentopname only. An erratum takes the place of the version whose words were
    shielded; both stay listed.
    """

    rapportage = models.ForeignKey(
        Rapportage,
        models.PROTECT,
        related_name="versies",
        verbose_name="rapport",
        help_text="Van welk rapport dit een versie is.",
    )
    nummer = models.PositiveSmallIntegerField(
        "versie", help_text="Telt de versies van het rapport."
    )
    soort = models.CharField(
        "soort",
        max_length=10,
        choices=VersieSoort.choices,
        default=VersieSoort.GEWOON,
        help_text="Een gewone versie, of een erratum.",
    )
    vervangt = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="vervangen_door",
        null=True,
        blank=True,
        verbose_name="vervangt",
        help_text="Alleen bij een erratum: de versie waarvoor dit in de plaats komt.",
    )
    momentopname = models.OneToOneField(
        "jeugdhulp.Momentopname",
        models.PROTECT,
        related_name="rapportversie",
        verbose_name="gegevens",
        help_text="De gegevens waarvan deze versie is gemaakt.",
    )
    reden = models.CharField(
        "reden",
        max_length=300,
        blank=True,
        help_text="Waarom er een nieuwe versie kwam. Leeg bij de eerste.",
    )
    gemaakt_op = models.DateTimeField("bevroren op", help_text="Wanneer de gegevens zijn bevroren.")
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="door",
        help_text="Wie de versie bevroor. Leeg: het systeem.",
    )

    afgeschermd_op = models.DateTimeField(
        "afgeschermd op",
        null=True,
        blank=True,
        help_text="Wanneer er woorden uit zijn weggehaald.",
    )

    objects = RapportversieQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een rapport"
        verbose_name_plural = "versies van rapporten"
        ordering = ["rapportage", "nummer"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_nummer",
                fields=["rapportage", "nummer"],
                violation_error_message="Deze versie is er al.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_erratum",
                condition=models.Q(soort=VersieSoort.GEWOON, vervangt=None)
                | models.Q(soort=VersieSoort.ERRATUM, vervangt__isnull=False),
                violation_error_message="Een erratum vervangt een eerdere versie.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rapportage}, versie {self.nummer}"


class Opmaak(models.Model):
    """Hoe het maken van de bestanden van een versie gaat. Only `domain.opmaken` writes it.

    No trail: like Taak it says what a machine is doing. That a version is there is told by its
    files and their line in the logboek.
    """

    versie = models.OneToOneField(
        Rapportversie,
        models.PROTECT,
        related_name="opmaak",
        verbose_name="versie",
        help_text="De versie waarvan de bestanden worden gemaakt.",
    )
    toestand = models.CharField(
        "toestand",
        max_length=10,
        choices=OpmaakToestand.choices,
        default=OpmaakToestand.WACHT,
        help_text="Hoe het maken gaat.",
    )
    bezig_met = models.CharField(
        "bezig met", max_length=60, blank=True, help_text="Wat er nu wordt gemaakt."
    )
    klaar = models.PositiveSmallIntegerField(
        "klaar", default=0, help_text="Hoeveel procent van het werk klaar is."
    )
    fouten = models.JSONField(
        "fouten",
        default=list,
        blank=True,
        help_text="Waarom het niet lukte: zinnen van de controle.",
    )
    bezig_tot = models.DateTimeField(
        "bezig tot",
        null=True,
        blank=True,
        help_text="Tot wanneer dit werk van één proces is. Daarna mag een ander het overnemen.",
    )

    objects = OpmaakQuerySet.as_manager()

    class Meta:
        verbose_name = "opmaak"
        verbose_name_plural = "opmaak"
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_toestand",
                condition=models.Q(toestand__in=OpmaakToestand.values),
                violation_error_message="Deze toestand bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.versie}: {self.toestand}"


class Versiestap(models.Model):
    """Dat een versie een stap verder kwam: door wie, op welke dag, onder welk nummer.

    A decision of a body that does not sign in is registered here, not clicked by it. Insert-only.
    """

    versie = models.ForeignKey(
        Rapportversie,
        models.PROTECT,
        related_name="stappen",
        verbose_name="versie",
        help_text="Welke versie verder kwam.",
    )
    stap = models.CharField(
        "stap", max_length=20, choices=Stap.choices, help_text="Hoe ver de versie nu is."
    )
    orgaan = models.CharField(
        "door wie",
        max_length=120,
        blank=True,
        help_text="Wie het besloot of deed, zoals college van B en W.",
    )
    dag = models.DateField("op", help_text="De dag waarop dit gebeurde.")
    nummer = models.CharField(
        "nummer", max_length=60, blank=True, help_text="Het nummer van het besluit of de zaak."
    )
    gemaakt_op = models.DateTimeField("vastgelegd op", help_text="Wanneer dit is ingevoerd.")
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="vastgelegd door",
        help_text="Wie het invoerde. Leeg: het systeem.",
    )

    afgeschermd_op = models.DateTimeField(
        "afgeschermd op",
        null=True,
        blank=True,
        help_text="Wanneer er woorden uit zijn weggehaald.",
    )

    objects = VersiestapQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van een versie"
        verbose_name_plural = "stappen van versies"
        ordering = ["versie", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["versie", "stap"],
                violation_error_message="Deze stap is al gezet.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_stap",
                condition=models.Q(stap__in=Stap.values),
                violation_error_message="Deze stap bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.versie}: {self.stap}"


class Publicatie(models.Model):
    """Een bestand van een bevroren versie, zoals het is uitgegaan. Insert-only."""

    versie = models.ForeignKey(
        Rapportversie,
        models.PROTECT,
        related_name="publicaties",
        verbose_name="versie",
        help_text="Van welke versie dit bestand is.",
    )
    vorm = models.CharField(
        "vorm", max_length=4, choices=Vorm.choices, help_text="Wat voor bestand het is."
    )
    naam = models.CharField(
        "bestandsnaam", max_length=160, help_text="Hoe het bestand heet als iemand het ophaalt."
    )
    inhoud = models.BinaryField(
        "inhoud", help_text="Het bestand zelf. Leeg: weggehaald, er is een erratum."
    )
    sha256 = models.CharField("sha256", max_length=64, help_text="Vingerafdruk van het bestand.")
    grootte = models.PositiveIntegerField("grootte", help_text="In bytes.")
    afgeschermd_op = models.DateTimeField(
        "afgeschermd op",
        null=True,
        blank=True,
        help_text="Wanneer het bestand is weggehaald; het erratum komt ervoor in de plaats.",
    )

    objects = PublicatieQuerySet.as_manager()

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ["versie", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_naam",
                fields=["versie", "naam"],
                violation_error_message="Dit bestand is er al.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_vorm",
                condition=models.Q(vorm__in=Vorm.values),
                violation_error_message="Deze vorm bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam
