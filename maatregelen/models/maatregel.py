"""Maatregel and its sheets."""

from functools import lru_cache
from urllib.parse import quote

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from jeugdhulp.historie import Historie
from maatregelen.choices import CODE, Domein, Fase, Invloed, Schaalniveau
from maatregelen.models.beperkingen import in_keuzes
from maatregelen.querysets import BladQuerySet, MaatregelQuerySet


class Maatregel(models.Model):
    """Eén maatregel van een plan: wat de gemeente gaat doen om een doel te bereiken.

    Counted once, whatever the number of its bladen. Its `fase` changes only together with a Stand.
    """

    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="maatregelen",
        verbose_name="plan",
        help_text="In welk plan de maatregel staat.",
    )
    thema = models.ForeignKey(
        "maatregelen.Thema",
        models.PROTECT,
        related_name="maatregelen",
        verbose_name="thema",
        help_text="Onder welk thema de maatregel valt.",
    )
    code = models.CharField(
        "code",
        max_length=10,
        validators=[RegexValidator(CODE, "Gebruik letters, cijfers, punten en streepjes.")],
        help_text="Uniek in het plan, zoals 1a of 2.10.",
    )
    titel = models.CharField("titel", max_length=250, help_text="Zoals die in het plan staat.")
    ondertitel = models.CharField(
        "ondertitel", max_length=500, blank=True, help_text="Een tweede titel, als die er is."
    )
    fase = models.CharField(
        "fase",
        max_length=20,
        choices=Fase.choices,
        default=Fase.GEPLAND,
        help_text="Waar de maatregel is. Verandert alleen met een nieuwe stand.",
    )
    schaalniveau = models.CharField(
        "schaalniveau",
        max_length=16,
        choices=Schaalniveau.choices,
        blank=True,
        help_text="Op welk niveau de maatregel loopt, zoals lokaal of regionaal.",
    )
    domein = models.CharField(
        "domein",
        max_length=16,
        choices=Domein.choices,
        blank=True,
        help_text="Alleen jeugd, of een breder terrein.",
    )
    invloed = models.CharField(
        "eigen invloed",
        max_length=10,
        choices=Invloed.choices,
        blank=True,
        help_text="Hoeveel de gemeente hier zelf over gaat.",
    )
    aanleiding = models.TextField("aanleiding", blank=True, help_text="Waarom deze er is.")
    doel = models.TextField("doel", blank=True, help_text="Wat u ermee wilt bereiken.")
    doelgroep = models.TextField("doelgroep", blank=True, help_text="Voor wie.")
    aanpak = models.TextField("aanpak", blank=True, help_text="Wat u gaat doen.")
    effecten = models.TextField(
        "effecten en opbrengsten", blank=True, help_text="Wat u ervan verwacht."
    )
    opmerkingen = models.TextField("opmerkingen", blank=True, help_text="Wat verder van belang is.")
    twijfel = models.TextField(
        "twijfel", blank=True, help_text="Wat op dit blad onzeker is of elkaar tegenspreekt."
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde",
        default=0,
        help_text="De plaats in het plan.",
    )

    # Annotated by `met_laatste_stand`.
    laatste_stand_id: int | None
    # Annotated by `for_bijwerken`.
    open_ronde_id: int | None
    laatste_gesloten_id: int | None
    laatst_gemaakt_id: int | None
    in_laatste_ronde: bool
    # Annotated by `met_eerdere_stand`.
    eerdere_stand_id: int | None
    # Annotated by `met_rust`.
    rust: dict[str, str | None] | None
    # The code in its address: its own, but for one of the past that of today ("": gone since).
    adres: str

    objects = MaatregelQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "maatregel"
        verbose_name_plural = "maatregelen"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_code",
                fields=["plan", "code"],
                violation_error_message="Deze code is al gebruikt in dit plan.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_code_gevuld",
                condition=~models.Q(code=""),
                violation_error_message="Geef de maatregel een code.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_fase",
                condition=models.Q(fase__in=Fase.values),
                violation_error_message="Deze fase bestaat niet.",
            ),
            in_keuzes("schaalniveau", Schaalniveau, leeg=True),
            in_keuzes("domein", Domein, leeg=True),
            in_keuzes("invloed", Invloed, leeg=True),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"

    def get_absolute_url(self) -> str:
        """Reads `plan.gemeente`: two queries where that is not loaded."""
        return adres_van(self.plan.gemeente.slug, self.plan.slug, getattr(self, "adres", self.code))


def adres_van(gemeente: str, plan: str, code: str) -> str:
    """The address of a measure."""
    return f"{_voor_code(gemeente, plan)}{quote(code)}/"


@lru_cache(maxsize=256)
def _voor_code(gemeente: str, plan: str) -> str:
    """What stands before the code: to ask it for each of 500 rows takes a sixth of their page."""
    return reverse("maatregelen:maatregel_detail", args=[gemeente, plan, "0"]).removesuffix("0/")


class Blad(models.Model):
    """Het blad van een maatregel, in een cluster of zonder. Planning en geld hangen eraan.

    Without clusters a measure has one Blad, invisible on screen.
    """

    maatregel = models.ForeignKey(
        Maatregel,
        models.PROTECT,
        related_name="bladen",
        verbose_name="maatregel",
        help_text="Van welke maatregel dit blad is.",
    )
    cluster = models.ForeignKey(
        "maatregelen.Cluster",
        models.PROTECT,
        related_name="bladen",
        null=True,
        blank=True,
        verbose_name="cluster",
        help_text="In welk cluster. Leeg: het plan heeft geen clusters.",
    )

    objects = BladQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "blad"
        verbose_name_plural = "bladen"
        ordering = ["cluster__volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_cluster",
                fields=["maatregel", "cluster"],
                violation_error_message="Deze maatregel staat al in dit cluster.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_zonder_cluster",
                fields=["maatregel"],
                condition=models.Q(cluster=None),
                violation_error_message="Deze maatregel heeft al een blad zonder cluster.",
            ),
        ]

    def __str__(self) -> str:
        return f"blad {self.pk}"
