"""Ronde, its steps, its agenda, who was there, and what it confirmed."""

from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import (
    LOPENDE_RONDE,
    RONDESTAP_MET_REDEN,
    Behandeling,
    BevestigingUitkomst,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.models.beperkingen import in_keuzes
from maatregelen.querysets import AgendapuntQuerySet, RondeQuerySet

Q = models.Q

# The text of a step that may become the mark; all else of it never changes.
STAP_AFSCHERMBAAR = ("reden",)


class Ronde(models.Model):
    """Eén keer dat het overleg de stand van alle maatregelen bespreekt.

    At most one round of a plan is going on. Closed is read-only; reopening leaves a Rondestap.
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
        max_length=12,
        choices=RondeToestand.choices,
        default=RondeToestand.GEPLAND,
        help_text="Hoe ver de ronde is. Gesloten verandert niet meer.",
    )
    opent_op = models.DateField(
        "gaat open op",
        null=True,
        blank=True,
        help_text="De dag waarop trekkers bericht krijgen.",
    )
    leveren_voor = models.DateField(
        "bijwerken tot en met",
        null=True,
        blank=True,
        help_text="De laatste dag waarop trekkers hun maatregelen bijwerken.",
    )
    vergadering_op = models.DateField(
        "dag van het overleg",
        null=True,
        blank=True,
        help_text="Wanneer het overleg de maatregelen bespreekt.",
    )
    begintijd = models.TimeField(
        "begintijd", null=True, blank=True, help_text="Hoe laat het overleg begint."
    )
    plaats = models.CharField(
        "plaats", max_length=120, blank=True, help_text="Waar het overleg is, zoals een kamer."
    )
    geopend_op = models.DateTimeField(
        "geopend op",
        null=True,
        blank=True,
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
                name="%(app_label)s_%(class)s_een_lopend",
                fields=["plan"],
                condition=Q(toestand__in=LOPENDE_RONDE),
                violation_error_message="Er loopt al een ronde van dit plan.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_peildatum",
                fields=["plan", "peildatum"],
                condition=~Q(toestand=RondeToestand.VERVALLEN),
                violation_error_message="Er is al een ronde op deze peildatum.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_gesloten_op",
                condition=Q(toestand=RondeToestand.GESLOTEN, gesloten_op__isnull=False)
                | ~Q(toestand=RondeToestand.GESLOTEN) & Q(gesloten_op=None),
                violation_error_message="Een gesloten ronde heeft een moment van sluiten.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_geopend_op",
                condition=Q(
                    toestand__in=[RondeToestand.GEPLAND, RondeToestand.VERVALLEN], geopend_op=None
                )
                | Q(
                    toestand__in=[*LOPENDE_RONDE, RondeToestand.GESLOTEN], geopend_op__isnull=False
                ),
                violation_error_message="Een ronde die begon heeft een moment van openen.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_dagen",
                condition=(
                    Q(opent_op=None)
                    | Q(leveren_voor=None)
                    | Q(leveren_voor__gte=models.F("opent_op"))
                )
                & (
                    Q(leveren_voor=None)
                    | Q(vergadering_op=None)
                    | Q(vergadering_op__gte=models.F("leveren_voor"))
                ),
                violation_error_message="Eerst opengaan, dan bijwerken, dan het overleg.",
            ),
        ]

    def __str__(self) -> str:
        return f"ronde per {self.peildatum}"


class Rondestap(models.Model):
    """Wat er met een ronde gebeurde: wat, door wie, wanneer en zo nodig waarom. Insert-only.

    A round that is closed again after reopening has two closing steps, each with its own
    Momentopname.
    """

    ronde = models.ForeignKey(
        Ronde,
        models.PROTECT,
        related_name="stappen",
        verbose_name="ronde",
        help_text="Van welke ronde.",
    )
    soort = models.CharField(
        "wat", max_length=12, choices=RondestapSoort.choices, help_text="Wat er gebeurde."
    )
    op = models.DateTimeField("op", help_text="Wanneer dit gebeurde.")
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="door",
        help_text="Wie het deed. Leeg: het systeem.",
    )
    reden = models.CharField("reden", max_length=300, blank=True, help_text="Waarom.")
    momentopname = models.OneToOneField(
        "jeugdhulp.Momentopname",
        models.PROTECT,
        related_name="rondestap",
        null=True,
        blank=True,
        verbose_name="gegevens",
        help_text="Alleen bij gesloten: alles wat toen voorlag en besloten is.",
    )
    afgeschermd_op = models.DateTimeField(
        "afgeschermd op",
        null=True,
        blank=True,
        help_text="Wanneer er woorden uit zijn weggehaald.",
    )

    class Meta:
        verbose_name = "stap van een ronde"
        verbose_name_plural = "stappen van rondes"
        ordering = ["pk"]
        constraints = [
            in_keuzes("soort", RondestapSoort),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reden",
                condition=~Q(soort__in=RONDESTAP_MET_REDEN) | ~Q(reden=""),
                violation_error_message="Zeg waarom.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_momentopname",
                condition=Q(soort=RondestapSoort.GESLOTEN) | Q(momentopname=None),
                violation_error_message="Alleen bij sluiten wordt de ronde bewaard.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ronde}: {self.get_soort_display()}"


class Agendapunt(models.Model):
    """Wat het overleg in een ronde bespreekt of als hamerstuk vaststelt.

    Of a measure, with the reasons why it is on the agenda as the rules gave them; or a point
    that somebody added.
    """

    ronde = models.ForeignKey(
        Ronde,
        models.PROTECT,
        related_name="agendapunten",
        verbose_name="ronde",
        help_text="Op de agenda van welke ronde.",
    )
    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="agendapunten",
        null=True,
        blank=True,
        verbose_name="maatregel",
        help_text="De maatregel waar het over gaat.",
    )
    onderwerp = models.CharField(
        "onderwerp",
        max_length=200,
        blank=True,
        help_text="Alleen bij een punt dat niet over één maatregel gaat.",
    )
    behandeling = models.CharField(
        "behandeling",
        max_length=10,
        choices=Behandeling.choices,
        help_text="Bespreken, of zonder bespreking vaststellen.",
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", help_text="De plaats op de agenda.")
    redenen = models.JSONField(
        "redenen",
        default=list,
        blank=True,
        help_text="Waarom het op de agenda staat: per reden een soort en een zin.",
    )
    notitie = models.TextField(
        "notitie", blank=True, help_text="Wat er bij dit punt is gezegd of voorbereid."
    )
    besproken_op = models.DateTimeField(
        "besproken op", null=True, blank=True, help_text="Wanneer het overleg dit punt afrondde."
    )
    vervallen = models.BooleanField(
        "van de agenda", default=False, help_text="Of het punt van de agenda is gehaald."
    )

    objects = AgendapuntQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["ronde", "volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["ronde", "maatregel"],
                violation_error_message="Deze maatregel staat al op de agenda.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_waarover",
                condition=Q(maatregel__isnull=False, onderwerp="")
                | Q(maatregel=None) & ~Q(onderwerp=""),
                violation_error_message="Een agendapunt gaat over een maatregel of heeft een"
                " onderwerp.",
            ),
            in_keuzes("behandeling", Behandeling),
        ]

    def __str__(self) -> str:
        return self.onderwerp or str(self.maatregel)


class Aanwezigheid(models.Model):
    """Of iemand bij het overleg van een ronde was."""

    ronde = models.ForeignKey(
        Ronde,
        models.PROTECT,
        related_name="aanwezigheden",
        verbose_name="ronde",
        help_text="Bij het overleg van welke ronde.",
    )
    persoon = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="aanwezigheden",
        verbose_name="wie",
        help_text="Wie.",
    )
    aanwezig = models.BooleanField("aanwezig", help_text="Aanwezig, of met bericht afwezig.")

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"
        ordering = ["ronde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["ronde", "persoon"],
                violation_error_message="Deze persoon staat er al bij.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persoon} bij {self.ronde}"


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
