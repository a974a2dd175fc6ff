"""Plan, its versions, and the two ways it groups its measures."""

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import BEZETTE_ADRESSEN
from maatregelen.querysets import ClusterQuerySet, PlanQuerySet, ThemaQuerySet


class Plan(models.Model):
    """Een Plan van Aanpak Jeugdhulp: de maatregelen van een gemeente in een periode.

    One row for its whole life; a version is a Vaststelling. It names its own levels and its own
    body, because no two gemeenten use the same words.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="plannen",
        verbose_name="gemeente",
        help_text="De gemeente van wie het plan is.",
    )
    slug = models.SlugField("adres", help_text="Het deel van het webadres dat dit plan aanwijst.")
    titel = models.CharField("titel", max_length=200, help_text="Zoals die op het plan staat.")
    van = models.DateField("van", help_text="Eerste dag van de planperiode.")
    tot_en_met = models.DateField("tot en met", help_text="Laatste dag van de planperiode.")
    ritme_maanden = models.PositiveSmallIntegerField(
        "ritme in maanden",
        default=2,
        help_text="Om de hoeveel maanden het overleg de stand van de maatregelen bespreekt.",
    )
    naam_overleg = models.CharField(
        "naam van het overleg",
        max_length=40,
        default="projectgroep",
        help_text="Het overleg dat de lichten bespreekt, zoals projectgroep of regiegroep.",
    )
    naam_thema = models.CharField(
        "woord voor thema", max_length=40, default="Thema", help_text="Zoals Vraagstuk of Project."
    )
    naam_maatregel = models.CharField(
        "woord voor maatregel",
        max_length=40,
        default="Maatregel",
        help_text="Zoals Maatregel of Deelproject.",
    )
    voorzitter = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="voorzitter",
        help_text="Wie het overleg voorzit.",
    )
    samensteller = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="samensteller",
        help_text="Wie de rapportage maakt, zoals een procesregisseur.",
    )
    opdrachtgever = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="ambtelijk opdrachtgever",
        help_text="Wie namens de organisatie opdracht gaf.",
    )
    bron_titel = models.CharField(
        "bron",
        max_length=200,
        blank=True,
        help_text="Het document waaruit dit plan is overgenomen. Leeg als het hier is gemaakt.",
    )
    bron_datum = models.DateField(
        "datum van de bron",
        null=True,
        blank=True,
        help_text="De datum van dat document.",
    )

    objects = PlanQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["gemeente", "-van", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_adres",
                fields=["gemeente", "slug"],
                violation_error_message="Deze gemeente heeft al een plan op dit adres.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_periode",
                condition=models.Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag van het plan ligt voor de eerste.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ritme",
                condition=models.Q(ritme_maanden__gte=1, ritme_maanden__lte=12),
                violation_error_message="Het ritme is 1 tot en met 12 maanden.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        """An address that the gemeente itself has cannot be that of a plan."""
        if self.slug in BEZETTE_ADRESSEN:
            raise ValidationError({"slug": "Dit adres is al in gebruik; kies een ander."})


class Vaststelling(models.Model):
    """Een versie van een plan: welk orgaan stelde haar vast, wanneer, onder welk nummer.

    The planning at that moment becomes the baseline (`basis_van`, `basis_tot` of each Mijlpaal);
    the whole plan at that moment is in the Momentopname.
    """

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="vaststellingen",
        verbose_name="plan",
        help_text="Van welk plan dit een versie is.",
    )
    versie = models.PositiveSmallIntegerField(
        "versie",
        help_text="Het nummer van de versie.",
    )
    orgaan = models.CharField("orgaan", max_length=80, help_text="Zoals college of gemeenteraad.")
    vastgesteld_op = models.DateField(
        "vastgesteld op",
        help_text="De dag van het besluit.",
    )
    nummer = models.CharField(
        "besluitnummer",
        max_length=80,
        blank=True,
        help_text="Het nummer van het besluit.",
    )
    momentopname = models.OneToOneField(
        "jeugdhulp.Momentopname",
        models.PROTECT,
        related_name="+",
        verbose_name="momentopname",
        help_text="Het hele plan zoals het toen was.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "vaststelling"
        verbose_name_plural = "vaststellingen"
        ordering = ["plan", "versie"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_versie",
                fields=["plan", "versie"],
                violation_error_message="Deze versie is al vastgesteld.",
            )
        ]

    def __str__(self) -> str:
        return f"versie {self.versie}, {self.orgaan}"


class Thema(models.Model):
    """Een inhoudelijke groep maatregelen: vraagstuk, project, groep van beheersmaatregelen."""

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="themas",
        verbose_name="plan",
        help_text="In welk plan het thema staat.",
    )
    code = models.CharField("code", max_length=10, help_text="Zoals 1 of A.")
    titel = models.CharField(
        "titel",
        max_length=200,
        help_text="Zoals die in het plan staat.",
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde",
        default=0,
        help_text="De plaats in het plan.",
    )

    objects = ThemaQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_code",
                fields=["plan", "code"],
                violation_error_message="Deze code is al gebruikt in dit plan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"


class Cluster(models.Model):
    """Een groep naar geld of prioriteit, dwars door de thema's heen."""

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="clusters",
        verbose_name="plan",
        help_text="In welk plan het cluster staat.",
    )
    code = models.CharField(
        "code",
        max_length=10,
        help_text="Zoals 1 of A.",
    )
    titel = models.CharField(
        "titel",
        max_length=200,
        help_text="Zoals die in het plan staat.",
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde",
        default=0,
        help_text="De plaats in het plan.",
    )

    objects = ClusterQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "cluster"
        verbose_name_plural = "clusters"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_code",
                fields=["plan", "code"],
                violation_error_message="Deze code is al gebruikt in dit plan.",
            )
        ]

    def __str__(self) -> str:
        return self.titel
