"""What a sheet tells besides planning, people and money: results, ties, risks, figures."""

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import (
    Bestemming,
    ResultaatSoort,
    ResultaatToestand,
    Richting,
    SamenhangSoort,
)
from maatregelen.models.beperkingen import hooguit_een, in_keuzes, precies_een
from maatregelen.models.periode import PERIODE_KLOPT, MetPeriode

Q = models.Q


def twijfel_veld() -> models.TextField:
    """What is uncertain, kept and never smoothed."""
    return models.TextField("twijfel", blank=True, help_text="Wat hieraan onzeker is.")


def volgorde_veld() -> models.PositiveSmallIntegerField:
    """The place among its own kind."""
    return models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats in de lijst."
    )


class MetEinde(models.Model):
    """The end of what a sheet tells: from which day it no longer counts, and why. The row stays.

    A subclass puts EINDE_KLOPT among its constraints.
    """

    beeindigd_op = models.DateField(
        "beëindigd op", null=True, blank=True, help_text="Vanaf welke dag het niet meer telt."
    )
    einde_reden = models.TextField(
        "waarom beëindigd", blank=True, help_text="Waarom het niet meer telt."
    )

    class Meta:
        abstract = True


EINDE_KLOPT = models.CheckConstraint(
    name="%(app_label)s_%(class)s_einde",
    condition=Q(beeindigd_op=None, einde_reden="")
    | (Q(beeindigd_op__isnull=False) & ~Q(einde_reden="")),
    violation_error_message="Geef bij een einde de dag en de reden, en alleen dan.",
)


class Resultaat(MetEinde):
    """Een meetbaar resultaat van een maatregel, of wat een beleidsplan bij een doel wil meten."""

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="resultaten",
        null=True,
        blank=True,
        verbose_name="maatregel",
        help_text="Van welke maatregel. Leeg bij een doel.",
    )
    doel = models.ForeignKey(
        "maatregelen.Doel",
        models.PROTECT,
        related_name="resultaten",
        null=True,
        blank=True,
        verbose_name="doel",
        help_text="Van welk doel. Leeg bij een maatregel.",
    )
    tekst = models.CharField("resultaat", max_length=1000, help_text="Wat er dan anders is.")
    soort = models.CharField(
        "soort",
        max_length=10,
        choices=ResultaatSoort.choices,
        blank=True,
        help_text="Iets dat klaar is, iets dat wordt gedaan, of wat het uithaalt.",
    )
    richting = models.CharField(
        "richting",
        max_length=10,
        choices=Richting.choices,
        blank=True,
        help_text="Welke kant het op moet.",
    )
    norm = models.CharField("norm", max_length=200, blank=True, help_text="De streefwaarde.")
    nulmeting = models.CharField(
        "nulmeting", max_length=200, blank=True, help_text="De waarde bij het begin."
    )
    toestand = models.CharField(
        "toestand",
        max_length=14,
        choices=ResultaatToestand.choices,
        default=ResultaatToestand.NOG_NIET,
        help_text="Hoever het is.",
    )
    toestand_op = models.DateField(
        "op", null=True, blank=True, help_text="De dag waar de toestand over gaat."
    )
    bewijs = models.TextField("bewijs", blank=True, help_text="Waaruit dat blijkt.")
    effect_vanaf = models.DateField(
        "effect te zien vanaf",
        null=True,
        blank=True,
        help_text="Vanaf wanneer u een effect kunt verwachten.",
    )
    twijfel = twijfel_veld()
    volgorde = volgorde_veld()

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "resultaat"
        verbose_name_plural = "resultaten"
        ordering = ["volgorde", "pk"]
        constraints = [
            precies_een(
                "waarvan",
                "maatregel",
                "doel",
                melding="Een resultaat is van een maatregel of van een doel.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_bewijs",
                condition=Q(toestand=ResultaatToestand.NOG_NIET) | Q(toestand_op__isnull=False),
                violation_error_message="Zeg op welke dag het resultaat zo was.",
            ),
            in_keuzes("soort", ResultaatSoort, leeg=True),
            in_keuzes("richting", Richting, leeg=True),
            in_keuzes("toestand", ResultaatToestand),
            EINDE_KLOPT,
        ]

    def __str__(self) -> str:
        return self.tekst


class Samenhang(MetPeriode, MetEinde):
    """Een verband van een maatregel met een andere, met een thema, een organisatie of iets buiten.

    It stands on the sheet that says it, and is shown on both. A task for somebody else may have a
    time.
    """

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="samenhang",
        verbose_name="maatregel",
        help_text="Op welk blad het verband staat.",
    )
    soort = models.CharField(
        "soort", max_length=16, choices=SamenhangSoort.choices, help_text="Wat voor verband."
    )
    naar_maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="samenhang_van",
        null=True,
        blank=True,
        verbose_name="met maatregel",
        help_text="De andere maatregel.",
    )
    naar_thema = models.ForeignKey(
        "maatregelen.Thema",
        models.PROTECT,
        related_name="samenhang_van",
        null=True,
        blank=True,
        verbose_name="met thema",
        help_text="Een heel thema.",
    )
    naar_organisatie = models.ForeignKey(
        "jeugdhulp.Organisatie",
        models.PROTECT,
        related_name="samenhang_van",
        null=True,
        blank=True,
        verbose_name="met organisatie",
        help_text="Een werkgroep, partner of afdeling.",
    )
    buiten = models.CharField(
        "buiten het plan", max_length=200, blank=True, help_text="Iets dat niet in het plan staat."
    )
    toelichting = models.TextField("toelichting", blank=True, help_text="Wat het verband is.")
    twijfel = twijfel_veld()
    volgorde = volgorde_veld()

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "samenhang"
        verbose_name_plural = "samenhang"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_een_kant",
                condition=(
                    Q(
                        naar_maatregel__isnull=False,
                        naar_thema=None,
                        naar_organisatie=None,
                        buiten="",
                    )
                    | Q(
                        naar_maatregel=None,
                        naar_thema__isnull=False,
                        naar_organisatie=None,
                        buiten="",
                    )
                    | Q(
                        naar_maatregel=None,
                        naar_thema=None,
                        naar_organisatie__isnull=False,
                        buiten="",
                    )
                    | (
                        Q(naar_maatregel=None, naar_thema=None, naar_organisatie=None)
                        & ~Q(buiten="")
                    )
                ),
                violation_error_message=(
                    "Kies één ding waarmee het verband is: een maatregel, een thema, een"
                    " organisatie of iets buiten het plan."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_niet_zichzelf",
                condition=Q(naar_maatregel=None) | ~Q(naar_maatregel=models.F("maatregel")),
                violation_error_message="Een maatregel hangt niet met zichzelf samen.",
            ),
            PERIODE_KLOPT,
            in_keuzes("soort", SamenhangSoort),
            EINDE_KLOPT,
        ]

    def __str__(self) -> str:
        return self.soort

    def clean(self) -> None:
        """Both sides are of one plan."""
        plan = self.maatregel.plan_id
        if self.naar_maatregel is not None and self.naar_maatregel.plan_id != plan:
            raise ValidationError({"naar_maatregel": "Deze maatregel staat in een ander plan."})
        if self.naar_thema is not None and self.naar_thema.plan_id != plan:
            raise ValidationError({"naar_thema": "Dit thema staat in een ander plan."})


class VanPlanOfBeleid(models.Model):
    """What belongs to a plan or beleidsplan as a whole, or to one measure or goal in it."""

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="%(class)s_rijen",
        null=True,
        blank=True,
        verbose_name="plan",
        help_text="In welk plan. Leeg bij een beleidsplan.",
    )
    beleidsplan = models.ForeignKey(
        "maatregelen.Beleidsplan",
        models.PROTECT,
        related_name="%(class)s_rijen",
        null=True,
        blank=True,
        verbose_name="beleidsplan",
        help_text="In welk beleidsplan. Leeg bij een plan.",
    )
    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="%(class)s_rijen",
        null=True,
        blank=True,
        verbose_name="maatregel",
        help_text="Alleen als het over één maatregel gaat.",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """The measure is of the plan."""
        maatregel = self.maatregel
        if maatregel is not None and maatregel.plan_id != self.plan_id:  # type: ignore[attr-defined]
            raise ValidationError({"maatregel": "Deze maatregel staat in een ander plan."})


class Risico(VanPlanOfBeleid, MetEinde):
    """Wat er mis kan gaan, waardoor, wat dat betekent en wat u eraan doet."""

    doel = models.ForeignKey(
        "maatregelen.Doel",
        models.PROTECT,
        related_name="risicos",
        null=True,
        blank=True,
        verbose_name="doel",
        help_text="Alleen als het over één doel gaat.",
    )
    oorzaak = models.TextField("oorzaak", blank=True, help_text="Waardoor het kan gebeuren.")
    gebeurtenis = models.TextField("risico", help_text="Wat er kan gebeuren.")
    gevolg = models.TextField("gevolg", blank=True, help_text="Wat dat betekent.")
    beheersing = models.TextField("beheersing", blank=True, help_text="Wat u eraan doet.")
    eigenaar = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="risicos",
        null=True,
        blank=True,
        verbose_name="eigenaar",
        help_text="Wie erover gaat.",
    )
    twijfel = twijfel_veld()
    volgorde = volgorde_veld()

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "risico"
        verbose_name_plural = "risico's"
        ordering = ["volgorde", "pk"]
        constraints = [
            precies_een(
                "waarvan",
                "plan",
                "beleidsplan",
                melding="Een risico is van een plan of van een beleidsplan.",
            ),
            hooguit_een("een_plaats", "maatregel", "doel", melding="Kies een maatregel of doel."),
            EINDE_KLOPT,
        ]

    def __str__(self) -> str:
        return self.gebeurtenis


class Contextcijfer(VanPlanOfBeleid):
    """Een getal dat een plan noemt over de doelgroep of de kosten. Het telt nooit mee als geld."""

    onderwerp = models.CharField("onderwerp", max_length=300, help_text="Waarover het gaat.")
    waarde = models.DecimalField(
        "waarde",
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Het getal. Leeg als er alleen woorden staan.",
    )
    eenheid = models.CharField(
        "eenheid", max_length=60, blank=True, help_text="Zoals euro, jeugdigen of procent."
    )
    over = models.CharField(
        "over", max_length=120, blank=True, help_text="De periode of dag waarover het gaat."
    )
    letterlijk = models.CharField(
        "zoals geschreven", max_length=160, blank=True, help_text="Het getal zoals het er staat."
    )
    twijfel = twijfel_veld()
    volgorde = volgorde_veld()

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "contextcijfer"
        verbose_name_plural = "contextcijfers"
        ordering = ["volgorde", "pk"]
        constraints = [
            precies_een(
                "waarvan",
                "plan",
                "beleidsplan",
                melding="Een contextcijfer is van een plan of van een beleidsplan.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_gevuld",
                condition=Q(waarde__isnull=False) | ~Q(letterlijk=""),
                violation_error_message="Geef het getal, of schrijf wat er staat.",
            ),
        ]

    def __str__(self) -> str:
        return self.onderwerp


class VervallenActiviteit(models.Model):
    """Iets dat niet in het plan kwam of eruit ging: waarom, en waar het bleef."""

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="vervallen_activiteiten",
        verbose_name="plan",
        help_text="Van welk plan.",
    )
    titel = models.CharField("activiteit", max_length=300, help_text="Wat er vervallen is.")
    reden = models.TextField("reden", help_text="Waarom.")
    bestemming = models.CharField(
        "wat ervan is geworden",
        max_length=16,
        choices=Bestemming.choices,
        help_text="Vervallen, gewoon werk geworden, samengevoegd of elders ondergebracht.",
    )
    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="vervallen_activiteiten",
        null=True,
        blank=True,
        verbose_name="verder in",
        help_text="De maatregel waarin het verdergaat.",
    )
    elders = models.CharField(
        "verder bij", max_length=200, blank=True, help_text="Waar het buiten het plan verdergaat."
    )
    twijfel = twijfel_veld()
    volgorde = volgorde_veld()

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "vervallen activiteit"
        verbose_name_plural = "vervallen activiteiten"
        ordering = ["volgorde", "pk"]
        constraints = [in_keuzes("bestemming", Bestemming)]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        """The measure it goes on in is of the same plan."""
        if self.maatregel is not None and self.maatregel.plan_id != self.plan_id:
            raise ValidationError({"maatregel": "Deze maatregel staat in een ander plan."})


class Rust(models.Model):
    """Dat een maatregel rust: tot een dag of mijlpaal hoeft niemand een stand te geven.

    For what has not begun or runs elsewhere; it is then not "niet bijgewerkt".
    """

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="rusten",
        verbose_name="maatregel",
        help_text="De maatregel die rust.",
    )
    van = models.DateField("van", help_text="Eerste dag van de rust.")
    tot_en_met = models.DateField(
        "tot en met", null=True, blank=True, help_text="Laatste dag, als die bekend is."
    )
    tot_mijlpaal = models.ForeignKey(
        "maatregelen.Mijlpaal",
        models.PROTECT,
        related_name="rusten",
        null=True,
        blank=True,
        verbose_name="tot mijlpaal",
        help_text="Tot deze stap van de planning begint.",
    )
    reden = models.TextField("reden", help_text="Waarom de maatregel rust.")

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "rust"
        verbose_name_plural = "rusten"
        ordering = ["maatregel", "van", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_einde",
                condition=Q(tot_en_met__isnull=False) | Q(tot_mijlpaal__isnull=False),
                violation_error_message="Zeg tot welke dag of stap de maatregel rust.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_volgorde",
                condition=Q(tot_en_met=None) | Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        ]

    def __str__(self) -> str:
        return f"rust vanaf {self.van}"
