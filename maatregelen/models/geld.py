"""What a plan costs, what pays for it, and what came of it.

Each row counts at exactly one place: a blad, a thema, or the plan as a whole. What another sheet
says of the same money is a Vermelding, so that counting twice is impossible by shape.
"""

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import Aard, DekkingStatus, GeldPer, GeldStaat
from maatregelen.models.beperkingen import hooguit_een, in_keuzes, precies_een

Q = models.Q


def euros(naam: str, help_text: str) -> models.DecimalField:
    """An amount in euros; None is unknown, 0 is nought."""
    return models.DecimalField(
        naam, max_digits=13, decimal_places=2, null=True, blank=True, help_text=help_text
    )


def hoeveelheid(naam: str, help_text: str) -> models.DecimalField:
    """Hours or fte; None is unknown."""
    return models.DecimalField(
        naam,
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=help_text,
    )


_STAAT_EN_BEDRAG = (
    Q(staat=GeldStaat.BEDRAG, bedrag__isnull=False)
    | Q(staat=GeldStaat.BINNEN_BESTAAND)
    | Q(
        staat__in=[
            GeldStaat.UREN,
            GeldStaat.NIHIL,
            GeldStaat.NVT,
            GeldStaat.PM,
            GeldStaat.NTB,
            GeldStaat.LEEG,
        ],
        bedrag=None,
    )
)
_PER_EN_AANNAME = (
    Q(bedrag=None, per="", aanname="")
    | Q(bedrag__isnull=False, per__in=[GeldPer.JAAR, GeldPer.TOTAAL], aanname="")
    | Q(
        bedrag__isnull=False,
        per=GeldPer.ONBEKEND,
        aanname__in=[GeldPer.JAAR, GeldPer.TOTAAL],
    )
)


class Geldregel(models.Model):
    """What investering and dekking have in common: an amount or hours, in which years, how sure."""

    # What a key in the exchange format ends with: "i1" or "d1".
    letter: ClassVar[str]

    thema = models.ForeignKey(
        "maatregelen.Thema",
        models.PROTECT,
        related_name="%(class)sen",
        null=True,
        blank=True,
        verbose_name="thema",
        help_text="Alleen als het geld voor een heel thema is.",
    )
    blad = models.ForeignKey(
        "maatregelen.Blad",
        models.PROTECT,
        related_name="%(class)sen",
        null=True,
        blank=True,
        verbose_name="blad",
        help_text="Op welk blad het geld telt. Leeg: het geld is voor een thema of het hele plan.",
    )
    omschrijving = models.CharField(
        "waarvoor", max_length=300, blank=True, help_text="In gewone woorden."
    )
    aard = models.CharField(
        "aard",
        max_length=12,
        choices=Aard.choices,
        blank=True,
        help_text="Eenmalig (incidenteel) of elk jaar (structureel).",
    )
    van = models.DateField(
        "vanaf", null=True, blank=True, help_text="Eerste dag. Leeg: geen begin bekend."
    )
    tot_en_met = models.DateField(
        "tot en met",
        null=True,
        blank=True,
        help_text="Laatste dag. Leeg: geen einde bekend; structureel geld loopt door.",
    )
    staat = models.CharField(
        "wat er bekend is",
        max_length=16,
        choices=GeldStaat.choices,
        help_text="Een bedrag, of waarom er geen bedrag is.",
    )
    bedrag = euros("bedrag", "In euro's.")
    per = models.CharField(
        "per",
        max_length=10,
        choices=GeldPer.choices,
        blank=True,
        help_text="Geldt het bedrag voor elk jaar, of voor alle jaren samen?",
    )
    aanname = models.CharField(
        "aanname",
        max_length=10,
        choices=[keuze for keuze in GeldPer.choices if keuze[0] != GeldPer.ONBEKEND],
        blank=True,
        help_text="Waar wij mee rekenen zolang dat onbekend is.",
    )
    alternatief_bedrag = euros("ander bedrag", "Een ander bedrag dat er ook staat. Telt niet mee.")
    uren_per_week = hoeveelheid("uren per week", "Uren per week, naast het bedrag.")
    fte = hoeveelheid("fte", "Formatie, naast het bedrag.")
    letterlijk = models.CharField(
        "zoals geschreven", max_length=160, blank=True, help_text="Het bedrag zoals het er staat."
    )
    twijfel = models.TextField("twijfel", blank=True, help_text="Wat aan deze regel onzeker is.")
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats op het blad."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.omschrijving or self.get_staat_display()  # type: ignore[attr-defined]


def _beperkingen() -> list[models.BaseConstraint]:
    return [
        hooguit_een("een_plaats", "blad", "thema", melding="Geld telt op één plaats."),
        models.CheckConstraint(
            name="%(app_label)s_%(class)s_bedrag",
            condition=_STAAT_EN_BEDRAG,
            violation_error_message="Dit past niet bij elkaar: of er een bedrag is, en welk.",
        ),
        models.CheckConstraint(
            name="%(app_label)s_%(class)s_per",
            condition=_PER_EN_AANNAME,
            violation_error_message=(
                "Zeg bij een bedrag of het per jaar of in totaal is; en alleen als dat onbekend"
                " is, waar wij mee rekenen."
            ),
        ),
        models.CheckConstraint(
            name="%(app_label)s_%(class)s_uren",
            condition=~Q(staat=GeldStaat.UREN)
            | Q(uren_per_week__isnull=False)
            | Q(fte__isnull=False),
            violation_error_message="Geef de uren per week of de fte.",
        ),
        models.CheckConstraint(
            name="%(app_label)s_%(class)s_volgorde",
            condition=Q(van=None) | Q(tot_en_met=None) | Q(tot_en_met__gte=models.F("van")),
            violation_error_message="De laatste dag ligt voor de eerste.",
        ),
        in_keuzes("aard", Aard, leeg=True),
    ]


def _toets_plaats(rij: "Investering | Dekking") -> None:
    """The blad or thema is of the plan the money is of."""
    if rij.blad is not None and rij.blad.maatregel.plan_id != rij.plan_id:
        raise ValidationError({"blad": "Dit blad hoort bij een ander plan."})
    if rij.thema is not None and rij.thema.plan_id != rij.plan_id:
        raise ValidationError({"thema": "Dit thema hoort bij een ander plan."})


class Investering(Geldregel):
    """Wat een maatregel, thema of plan kost, in euro's, uren of fte."""

    letter = "i"

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="investeringen",
        verbose_name="plan",
        help_text="In welk plan het geld telt.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "investering"
        verbose_name_plural = "investeringen"
        ordering = ["volgorde", "pk"]
        constraints = _beperkingen()

    def clean(self) -> None:
        _toets_plaats(self)


class Dekking(Geldregel):
    """Waaruit iets wordt betaald, en hoe zeker dat is."""

    letter = "d"

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="dekkingen",
        verbose_name="plan",
        help_text="In welk plan de dekking telt.",
    )
    bron = models.CharField(
        "bron", max_length=200, help_text="Waar het geld vandaan komt, zoals algemene reserve."
    )
    status = models.CharField(
        "status",
        max_length=16,
        choices=DekkingStatus.choices,
        help_text="Voorgenomen, aangevraagd, besloten, voorwaardelijk of afgewezen.",
    )
    voorwaarde = models.CharField(
        "voorwaarde", max_length=300, blank=True, help_text="Waar de dekking van afhangt."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "dekking"
        verbose_name_plural = "dekkingen"
        ordering = ["volgorde", "pk"]
        constraints = [*_beperkingen(), in_keuzes("status", DekkingStatus)]

    def __str__(self) -> str:
        return self.bron

    def clean(self) -> None:
        _toets_plaats(self)


class Vermelding(models.Model):
    """Dat een blad geld noemt dat ergens anders telt. Het telt hier dus niet."""

    blad = models.ForeignKey(
        "maatregelen.Blad",
        models.PROTECT,
        related_name="vermeldingen",
        verbose_name="blad",
        help_text="Het blad dat het geld ook noemt.",
    )
    investering = models.ForeignKey(
        Investering,
        models.PROTECT,
        related_name="vermeldingen",
        null=True,
        blank=True,
        verbose_name="investering",
        help_text="De investering die elders telt.",
    )
    dekking = models.ForeignKey(
        Dekking,
        models.PROTECT,
        related_name="vermeldingen",
        null=True,
        blank=True,
        verbose_name="dekking",
        help_text="De dekking die elders telt.",
    )
    toelichting = models.CharField(
        "toelichting", max_length=300, blank=True, help_text="Hoe het blad het geld noemt."
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats op het blad."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "vermelding"
        verbose_name_plural = "vermeldingen"
        ordering = ["volgorde", "pk"]
        constraints = [
            precies_een(
                "een_regel",
                "investering",
                "dekking",
                melding="Een vermelding is van een investering of van een dekking.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_investering",
                fields=["blad", "investering"],
                violation_error_message="Dit blad noemt deze investering al.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_dekking",
                fields=["blad", "dekking"],
                violation_error_message="Dit blad noemt deze dekking al.",
            ),
        ]

    def __str__(self) -> str:
        return self.toelichting or "vermelding"

    def clean(self) -> None:
        """What counts on a sheet is not mentioned on it as well."""
        regel = self.investering or self.dekking
        if regel is not None and regel.blad_id == self.blad_id:
            raise ValidationError("Dit geld telt al op dit blad; het hoeft er niet bij te staan.")
        if regel is not None and regel.plan_id != self.blad.maatregel.plan_id:
            raise ValidationError("Dit geld hoort bij een ander plan.")


class Besteding(models.Model):
    """Hoe het geld van een blad er in een jaar voor staat, op een peildatum.

    A later peildatum is a new row, so that the course of a year stays visible; the last counts.
    """

    blad = models.ForeignKey(
        "maatregelen.Blad",
        models.PROTECT,
        related_name="bestedingen",
        verbose_name="blad",
        help_text="Van welk blad het geld is.",
    )
    jaar = models.PositiveSmallIntegerField("jaar", help_text="Het begrotingsjaar.")
    peildatum = models.DateField("peildatum", help_text="De dag waar de bedragen over gaan.")
    begroot = euros("begroot", "Wat er voor het jaar in de begroting staat.")
    verplicht = euros("verplicht", "Wat al in opdrachten vastligt.")
    uitgegeven = euros("uitgegeven", "Wat tot en met de peildatum is uitgegeven.")
    verwacht = euros("verwacht", "Wat u voor het hele jaar verwacht.")
    toelichting = models.CharField(
        "toelichting", max_length=500, blank=True, help_text="Uitleg bij de bedragen."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "besteding"
        verbose_name_plural = "bestedingen"
        ordering = ["jaar", "peildatum", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_dag",
                fields=["blad", "jaar", "peildatum"],
                violation_error_message="Op deze peildatum is de besteding al vastgelegd.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_jaar",
                condition=Q(jaar__gte=1990, jaar__lte=2099),
                violation_error_message="Dit jaar kan niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"besteding {self.jaar} per {self.peildatum}"


class Besparing(models.Model):
    """Wat een maatregel oplevert, in vier bedragen die nooit worden opgeteld."""

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="besparingen",
        verbose_name="maatregel",
        help_text="De maatregel die het oplevert.",
    )
    jaar = models.PositiveSmallIntegerField(
        "jaar", null=True, blank=True, help_text="Het jaar. Leeg als dat niet bekend is."
    )
    verwacht = euros("verwacht", "Wat u ervan verwacht.")
    ingeboekt = euros("ingeboekt", "Wat als taakstelling in de begroting staat.")
    gerealiseerd = euros("gerealiseerd", "Wat volgens opgave is bespaard.")
    toerekenbaar = euros("toerekenbaar", "Wat aan deze maatregel is toe te rekenen.")
    methode = models.CharField(
        "methode", max_length=300, blank=True, help_text="Hoe het toerekenbare bedrag is bepaald."
    )
    zekerheid = models.CharField(
        "zekerheid", max_length=160, blank=True, help_text="Hoe zeker dat bedrag is."
    )
    toelichting = models.CharField(
        "toelichting", max_length=500, blank=True, help_text="Uitleg bij de bedragen."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "besparing"
        verbose_name_plural = "besparingen"
        ordering = ["jaar", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_jaar",
                fields=["maatregel", "jaar"],
                violation_error_message="Voor dit jaar is de besparing al vastgelegd.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_toerekening",
                condition=Q(toerekenbaar=None) | ~Q(methode=""),
                violation_error_message="Zeg hoe u het toerekenbare bedrag bepaalde.",
            ),
        ]

    def __str__(self) -> str:
        return f"besparing {self.jaar or ''}".strip()
