"""Decisions: those that are needed, those that a round took, and what was agreed to do."""

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import (
    ActiepuntToestand,
    BesluitmomentSoort,
    BesluitToestand,
    VergaderdagSoort,
)
from maatregelen.models.beperkingen import in_keuzes, precies_een
from maatregelen.models.inhoud import VanPlanOfBeleid, twijfel_veld, volgorde_veld
from maatregelen.models.periode import PERIODE_KLOPT, MetPeriode
from maatregelen.querysets import ActiepuntQuerySet, BesluitQuerySet

Q = models.Q


class Besluitmoment(VanPlanOfBeleid, MetPeriode):
    """Een besluit of advies dat nodig is: van wie, waarover, wanneer, en wat eruit kwam.

    The period says when it is expected. Of a plan, a beleidsplan, or of the gemeente itself (the
    begrotingsbesluit of a year).
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="besluitmomenten",
        null=True,
        blank=True,
        verbose_name="gemeente",
        help_text="Alleen als het besluit voor alle plannen geldt, zoals de begroting.",
    )
    begrotingsjaar = models.PositiveSmallIntegerField(
        "begrotingsjaar",
        null=True,
        blank=True,
        help_text="Alleen bij het besluit van de raad over de begroting van een jaar.",
    )
    mijlpaal = models.ForeignKey(
        "maatregelen.Mijlpaal",
        models.PROTECT,
        related_name="besluitmomenten",
        null=True,
        blank=True,
        verbose_name="stap",
        help_text="De stap van de planning waar het bij hoort.",
    )
    soort = models.CharField(
        "soort",
        max_length=10,
        choices=BesluitmomentSoort.choices,
        default=BesluitmomentSoort.BESLUIT,
        help_text="Een besluit, of een advies van een adviesraad.",
    )
    orgaan = models.CharField("orgaan", max_length=120, help_text="Zoals college of raad.")
    onderwerp = models.CharField("onderwerp", max_length=500, help_text="Waarover.")
    gevraagd_op = models.DateField(
        "gevraagd op", null=True, blank=True, help_text="Wanneer u het advies vroeg."
    )
    genomen_op = models.DateField(
        "genomen op", null=True, blank=True, help_text="De dag van het besluit of advies."
    )
    uitkomst = models.TextField("uitkomst", blank=True, help_text="Wat er is besloten.")
    verwerking = models.TextField(
        "verwerking", blank=True, help_text="Wat u met het advies hebt gedaan."
    )
    nummer = models.CharField(
        "besluitnummer", max_length=80, blank=True, help_text="Het nummer van het besluit."
    )
    twijfel = twijfel_veld()
    volgorde = volgorde_veld()

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "besluitmoment"
        verbose_name_plural = "besluitmomenten"
        ordering = ["volgorde", "pk"]
        constraints = [
            precies_een(
                "waarvan",
                "plan",
                "beleidsplan",
                "gemeente",
                melding="Een besluit is van een plan, een beleidsplan of de gemeente.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_uitkomst",
                condition=Q(genomen_op=None) | ~Q(uitkomst=""),
                violation_error_message="Schrijf op wat er is besloten.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_begroting",
                condition=Q(begrotingsjaar=None)
                | Q(gemeente__isnull=False, begrotingsjaar__gte=1990, begrotingsjaar__lte=2099),
                violation_error_message="Een begroting is van de gemeente, en van een jaar.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_begroting",
                fields=["gemeente", "begrotingsjaar"],
                violation_error_message="Het besluit over deze begroting staat er al.",
            ),
            PERIODE_KLOPT,
            in_keuzes("soort", BesluitmomentSoort),
        ]

    def __str__(self) -> str:
        return f"{self.orgaan}: {self.onderwerp}"

    def clean(self) -> None:
        """The planning line is of the measure."""
        super().clean()
        if self.mijlpaal is not None and self.mijlpaal.blad.maatregel_id != self.maatregel_id:
            raise ValidationError({"mijlpaal": "Deze stap hoort bij een andere maatregel."})


class Vergaderdag(models.Model):
    """Een dag in de kalender van een gemeente: college, raad, of een reces."""

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="vergaderdagen",
        verbose_name="gemeente",
        help_text="Van welke gemeente.",
    )
    soort = models.CharField(
        "soort", max_length=10, choices=VergaderdagSoort.choices, help_text="Wie vergadert er?"
    )
    van = models.DateField("van", help_text="De dag, of de eerste dag van een reces.")
    tot_en_met = models.DateField("tot en met", help_text="De laatste dag.")
    omschrijving = models.CharField(
        "omschrijving", max_length=120, blank=True, help_text="Zoals zomerreces."
    )
    vervallen = models.BooleanField(
        "vervallen", default=False, help_text="Of deze dag niet doorgaat of een vergissing was."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "vergaderdag"
        verbose_name_plural = "vergaderdagen"
        ordering = ["van", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["gemeente", "soort", "van"],
                violation_error_message="Deze dag staat al in de kalender.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_volgorde",
                condition=Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            in_keuzes("soort", VergaderdagSoort),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.van}"


class Besluit(models.Model):
    """Wat het overleg van een plan besloot, in een ronde of erbuiten."""

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="besluiten",
        verbose_name="plan",
        help_text="Over welk plan het gaat.",
    )
    ronde = models.ForeignKey(
        "maatregelen.Ronde",
        models.PROTECT,
        related_name="besluiten",
        null=True,
        blank=True,
        verbose_name="ronde",
        help_text="In welke ronde het is genomen.",
    )
    nummer = models.PositiveSmallIntegerField("nummer", help_text="Volgnummer in het plan.")
    genomen_op = models.DateField("genomen op", help_text="De dag van het besluit.")
    tekst = models.TextField("besluit", help_text="Wat er is besloten.")
    toestand = models.CharField(
        "toestand",
        max_length=12,
        choices=BesluitToestand.choices,
        default=BesluitToestand.LOOPT,
        help_text="Loopt: het komt terug op de agenda tot het is afgedaan of ingetrokken.",
    )
    afgedaan_op = models.DateField(
        "afgedaan op", null=True, blank=True, help_text="De dag waarop het was uitgevoerd."
    )
    afdoening = models.TextField(
        "afdoening", blank=True, help_text="Wat ervan kwam, of waarom het is ingetrokken."
    )

    objects = BesluitQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["plan", "nummer"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_toestand",
                condition=Q(toestand=BesluitToestand.LOOPT, afgedaan_op=None)
                | Q(toestand=BesluitToestand.AFGEDAAN, afgedaan_op__isnull=False)
                | Q(toestand=BesluitToestand.INGETROKKEN, afgedaan_op=None) & ~Q(afdoening=""),
                violation_error_message="Geef bij afgedaan de dag, en bij ingetrokken waarom.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_nummer",
                fields=["plan", "nummer"],
                violation_error_message="Dit nummer is al gebruikt in dit plan.",
            ),
        ]

    def __str__(self) -> str:
        return f"besluit {self.nummer}"


class Besluitmaatregel(models.Model):
    """Dat een besluit over een maatregel gaat."""

    besluit = models.ForeignKey(
        Besluit,
        models.PROTECT,
        related_name="besluitmaatregelen",
        verbose_name="besluit",
        help_text="Het besluit.",
    )
    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="besluitmaatregelen",
        verbose_name="maatregel",
        help_text="De maatregel waar het over gaat.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "maatregel van een besluit"
        verbose_name_plural = "maatregelen van besluiten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["besluit", "maatregel"],
                violation_error_message="Dit besluit gaat al over deze maatregel.",
            )
        ]

    def __str__(self) -> str:
        return f"maatregel {self.maatregel_id} van besluit {self.besluit_id}"


class Actiepunt(models.Model):
    """Wat het overleg afsprak: wie wat doet, en voor wanneer."""

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="actiepunten",
        verbose_name="plan",
        help_text="Over welk plan het gaat.",
    )
    ronde = models.ForeignKey(
        "maatregelen.Ronde",
        models.PROTECT,
        related_name="actiepunten",
        null=True,
        blank=True,
        verbose_name="ronde",
        help_text="In welke ronde het is afgesproken.",
    )
    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="actiepunten",
        null=True,
        blank=True,
        verbose_name="maatregel",
        help_text="Alleen als het over één maatregel gaat.",
    )
    nummer = models.PositiveSmallIntegerField("nummer", help_text="Volgnummer in het plan.")
    tekst = models.TextField("actie", help_text="Wat er gaat gebeuren.")
    wie = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="actiepunten",
        verbose_name="wie",
        help_text="Wie het doet.",
    )
    voor = models.DateField("voor", help_text="Wanneer het klaar moet zijn.")
    toestand = models.CharField(
        "toestand",
        max_length=10,
        choices=ActiepuntToestand.choices,
        default=ActiepuntToestand.OPEN,
        help_text="Open, gereed of vervallen.",
    )
    gereed_op = models.DateField(
        "gereed op", null=True, blank=True, help_text="De dag waarop het klaar was."
    )
    afdoening = models.TextField(
        "afdoening", blank=True, help_text="Wat ervan kwam, of waarom het verviel."
    )

    objects = ActiepuntQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"
        ordering = ["plan", "voor", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_nummer",
                fields=["plan", "nummer"],
                violation_error_message="Dit nummer is al gebruikt in dit plan.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_toestand",
                condition=Q(toestand=ActiepuntToestand.GEREED, gereed_op__isnull=False)
                | Q(
                    toestand__in=[ActiepuntToestand.OPEN, ActiepuntToestand.VERVALLEN],
                    gereed_op=None,
                ),
                violation_error_message="Geef bij gereed de dag, en alleen dan.",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst

    def clean(self) -> None:
        """The measure is of the plan."""
        if self.maatregel is not None and self.maatregel.plan_id != self.plan_id:
            raise ValidationError({"maatregel": "Deze maatregel staat in een ander plan."})
