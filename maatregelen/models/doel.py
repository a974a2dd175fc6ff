"""Beleidsplan and its tree of goals."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import Richting, Stadium
from maatregelen.models.beperkingen import in_keuzes
from maatregelen.querysets import BeleidsplanQuerySet

# Deeper no plan goes; what walks the tree may count on it.
DIEPTE = 20


class Beleidsplan(models.Model):
    """Het beleid voor jeugdhulp in een periode: de doelen waar plannen onder vallen.

    Like a Plan one row for its whole life; a version is a Vaststelling.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="beleidsplannen",
        verbose_name="gemeente",
        help_text="De gemeente of samenwerking van wie het beleidsplan is.",
    )
    slug = models.SlugField("adres", help_text="Het deel van het webadres van dit beleidsplan.")
    titel = models.CharField("titel", max_length=200, help_text="Zoals die op het plan staat.")
    van = models.DateField("van", help_text="Eerste dag van de periode.")
    tot_en_met = models.DateField("tot en met", help_text="Laatste dag van de periode.")
    stadium = models.CharField(
        "stadium",
        max_length=12,
        choices=Stadium.choices,
        blank=True,
        help_text="Concept of vastgesteld. Leeg als de bron het niet zegt.",
    )
    versienaam = models.CharField(
        "versie",
        max_length=80,
        blank=True,
        help_text="Hoe het document zijn versie noemt, zoals concept 2 oktober.",
    )
    herijking = models.CharField(
        "herijking",
        max_length=160,
        blank=True,
        help_text="Wanneer het beleid naar verwachting wordt herzien.",
    )
    voorganger = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="opvolgers",
        null=True,
        blank=True,
        verbose_name="vorige beleidsplan",
        help_text="Het beleidsplan van de vorige periode.",
    )
    bron_titel = models.CharField(
        "bron",
        max_length=200,
        blank=True,
        help_text="Het document waaruit het is overgenomen. Leeg als het hier is gemaakt.",
    )
    bron_datum = models.DateField(
        "datum van de bron", null=True, blank=True, help_text="De datum van dat document."
    )
    twijfel = models.TextField(
        "twijfel", blank=True, help_text="Wat in het document onzeker is of elkaar tegenspreekt."
    )

    objects = BeleidsplanQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "beleidsplan"
        verbose_name_plural = "beleidsplannen"
        ordering = ["gemeente", "-van", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_adres",
                fields=["gemeente", "slug"],
                violation_error_message="Deze gemeente heeft al een beleidsplan op dit adres.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_periode",
                condition=models.Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_niet_zichzelf",
                condition=~models.Q(voorganger=models.F("pk")),
                violation_error_message="Een beleidsplan is niet zijn eigen voorganger.",
            ),
            in_keuzes("stadium", Stadium, leeg=True),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Reads `gemeente`: a query where that is not loaded."""
        return reverse("maatregelen:beleidsplan_detail", args=[self.gemeente.slug, self.slug])


class Doel(models.Model):
    """Een knoop in de boom van doelen. Het beleidsplan noemt zijn niveaus zelf."""

    beleidsplan = models.ForeignKey(
        Beleidsplan,
        models.PROTECT,
        related_name="doelen",
        verbose_name="beleidsplan",
        help_text="In welk beleidsplan het doel staat.",
    )
    ouder = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="onderliggend",
        null=True,
        blank=True,
        verbose_name="onder",
        help_text="Het doel erboven. Leeg: bovenaan.",
    )
    code = models.CharField("code", max_length=20, help_text="Uniek in het beleidsplan.")
    niveau = models.CharField(
        "niveau", max_length=80, help_text="Zoals visie, doel, speerpunt of effect."
    )
    titel = models.CharField("titel", max_length=300, help_text="Het doel in één zin.")
    tekst = models.TextField("uitleg", blank=True, help_text="Wat ermee bedoeld wordt.")
    richting = models.CharField(
        "richting",
        max_length=10,
        choices=Richting.choices,
        blank=True,
        help_text="Welke kant het op moet. Leeg als dat er niet staat.",
    )
    twijfel = models.TextField("twijfel", blank=True, help_text="Wat aan dit doel onzeker is.")
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats in het beleidsplan."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_code",
                fields=["beleidsplan", "code"],
                violation_error_message="Deze code is al gebruikt in dit beleidsplan.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_niet_zichzelf",
                condition=~models.Q(ouder=models.F("pk")),
                violation_error_message="Een doel valt niet onder zichzelf.",
            ),
            in_keuzes("richting", Richting, leeg=True),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"

    def clean(self) -> None:
        """A goal hangs under a goal of the same beleidsplan, and never under itself."""
        if self.ouder is not None and self.ouder.beleidsplan_id != self.beleidsplan_id:
            raise ValidationError({"ouder": "Dit doel staat in een ander beleidsplan."})
        boven, gezien = self.ouder, {self.pk}
        while boven is not None:
            if boven.pk in gezien:
                raise ValidationError({"ouder": "Dit doel hangt zelf onder dit doel."})
            if len(gezien) > DIEPTE:
                raise ValidationError({"ouder": f"Doelen gaan hooguit {DIEPTE} niveaus diep."})
            gezien.add(boven.pk)
            boven = boven.ouder


class Doelkoppeling(models.Model):
    """Dat een maatregel bijdraagt aan een doel. Hooguit één doel is het belangrijkste."""

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="doelkoppelingen",
        verbose_name="maatregel",
        help_text="De maatregel die bijdraagt.",
    )
    doel = models.ForeignKey(
        Doel,
        models.PROTECT,
        related_name="doelkoppelingen",
        verbose_name="doel",
        help_text="Het doel waaraan de maatregel bijdraagt.",
    )
    primair = models.BooleanField(
        "belangrijkste doel", default=False, help_text="Hooguit één per maatregel."
    )
    twijfel = models.TextField("twijfel", blank=True, help_text="Wat aan dit verband onzeker is.")
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats in de lijst."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "doel van een maatregel"
        verbose_name_plural = "doelen van maatregelen"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["maatregel", "doel"],
                violation_error_message="Deze maatregel draagt al bij aan dit doel.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_primair",
                fields=["maatregel"],
                condition=models.Q(primair=True),
                violation_error_message="Deze maatregel heeft al een belangrijkste doel.",
            ),
        ]

    def __str__(self) -> str:
        return f"doel {self.doel_id}"

    def clean(self) -> None:
        """Measure and goal are of one gemeente: who reads the measure, reads the goal."""
        if self.maatregel.plan.gemeente_id != self.doel.beleidsplan.gemeente_id:
            raise ValidationError({"doel": "Dit doel is van een andere gemeente."})
