"""Plan, its versions, and the two ways it groups its measures."""

from typing import Any
from unicodedata import category

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import BEZETTE_ADRESSEN, Bladveld, ProjectrolSoort, Stadium
from maatregelen.models.beperkingen import in_keuzes, precies_een
from maatregelen.querysets import ClusterQuerySet, PlanQuerySet, ThemaQuerySet
from maatregelen.stoplicht import ASPECTEN, Drempels


def gewoon_blad() -> list[dict[str, str]]:
    """The sheet of a plan that chose no words of its own: all parts, by their own names."""
    return [{"veld": veld.value, "naam": str(veld.label)} for veld in Bladveld]


def toets_bladvelden(waarde: object) -> None:
    """Raises ValidationError unless it is a list of {veld, naam}, each veld known and once."""
    rijen: list[Any] = waarde if isinstance(waarde, list) else [None]
    goed = all(
        isinstance(rij, dict)
        and rij.keys() == {"veld", "naam"}
        and isinstance(rij["naam"], str)
        and rij["naam"].strip()
        and rij["veld"] in Bladveld.values
        for rij in rijen
    )
    if not goed or len({rij["veld"] for rij in rijen}) < len(rijen):
        raise ValidationError("Geef elk onderdeel van het blad één keer, met een naam.")


def gewone_aspecten() -> list[dict[str, str]]:
    """The lights of a plan that chose none: all three, by their own names."""
    return [{"aspect": aspect, "naam": aspect.capitalize()} for aspect in ASPECTEN]


def toets_aspecten(waarde: object) -> None:
    """Raises ValidationError unless it is a list of {aspect, naam}: one of ASPECTEN at least, each
    once, with a name in which nothing is invisible."""
    rijen: list[Any] = waarde if isinstance(waarde, list) else [None]
    goed = all(
        isinstance(rij, dict)
        and rij.keys() == {"aspect", "naam"}
        and isinstance(rij["naam"], str)
        and 0 < len(rij["naam"].strip()) <= 40
        and not any(category(teken) in ("Cc", "Cf") for teken in rij["naam"])
        and rij["aspect"] in ASPECTEN
        for rij in rijen
    )
    if not rijen or not goed or len({rij["aspect"] for rij in rijen}) < len(rijen):
        raise ValidationError("Geef één, twee of drie lichten, elk één keer en met een naam.")


def toets_maanden(waarde: object) -> None:
    """Raises ValidationError unless it is a list of months, 1 to 12, each once."""
    rijen = waarde if isinstance(waarde, list) else [0]
    if not all(type(maand) is int and 1 <= maand <= 12 for maand in rijen):
        raise ValidationError("Geef maanden als getallen van 1 tot en met 12.")
    if len(set(rijen)) < len(rijen):
        raise ValidationError("Noem elke maand één keer.")


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
        help_text="Wanneer het plan naar verwachting wordt herzien.",
    )
    beleidsplan = models.ForeignKey(
        "maatregelen.Beleidsplan",
        models.PROTECT,
        related_name="plannen",
        null=True,
        blank=True,
        verbose_name="beleidsplan",
        help_text="Het beleidsplan waar dit plan onder valt.",
    )
    voorganger = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="opvolgers",
        null=True,
        blank=True,
        verbose_name="vorige plan",
        help_text="Het plan van de vorige periode.",
    )
    ritme_maanden = models.PositiveSmallIntegerField(
        "ritme in maanden",
        default=2,
        help_text="Om de hoeveel maanden het overleg de stand van de maatregelen bespreekt.",
    )
    rapportmaanden = models.JSONField(
        "maanden van rapportage",
        default=list,
        blank=True,
        validators=[toets_maanden],
        help_text="De maanden waarin college en raad een rapport krijgen, zoals april en oktober.",
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
    naam_cluster = models.CharField(
        "woord voor cluster", max_length=40, default="Cluster", help_text="Zoals Cluster."
    )
    naam_maatregel = models.CharField(
        "woord voor maatregel",
        max_length=40,
        default="Maatregel",
        help_text="Zoals Maatregel of Deelproject.",
    )
    bladvelden = models.JSONField(
        "onderdelen van het blad",
        default=gewoon_blad,
        validators=[toets_bladvelden],
        help_text="De onderdelen van het blad, in de volgorde en met de woorden van dit plan.",
    )
    aspecten = models.JSONField(
        "lichten",
        default=gewone_aspecten,
        validators=[toets_aspecten],
        help_text="Waarover u een licht geeft, in de volgorde en met de woorden van dit plan.",
    )
    drempel_kwartalen = models.PositiveSmallIntegerField(
        "einde schuift op",
        default=Drempels.schuif_kwartalen,
        help_text="Zoveel kwartalen mag het einde opschuiven voor het licht rood wordt.",
    )
    drempel_procent = models.PositiveSmallIntegerField(
        "verwachte uitgaven",
        default=Drempels.overschrijding_procent,
        help_text="Zoveel procent mogen die hoger zijn voor het licht rood wordt.",
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
    twijfel = models.TextField(
        "twijfel", blank=True, help_text="Wat in het document onzeker is of elkaar tegenspreekt."
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
            in_keuzes("stadium", Stadium, leeg=True),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_niet_zichzelf",
                condition=~models.Q(voorganger=models.F("pk")),
                violation_error_message="Een plan is niet zijn eigen voorganger.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        """An address that the gemeente itself has cannot be that of a plan."""
        if self.slug in BEZETTE_ADRESSEN:
            raise ValidationError({"slug": "Dit adres is al in gebruik; kies een ander."})


class Vaststelling(models.Model):
    """Het besluit van één orgaan over een versie van een plan of beleidsplan.

    Four councils that adopt one version are four rows. The planning at that moment becomes the
    baseline (`basis_van`, `basis_tot` of each Mijlpaal); the whole plan at that moment is in the
    Momentopname, which a decision that is known only from a source document does not have.
    """

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="vaststellingen",
        null=True,
        blank=True,
        verbose_name="plan",
        help_text="Van welk plan dit een versie is. Leeg bij een beleidsplan.",
    )
    beleidsplan = models.ForeignKey(
        "maatregelen.Beleidsplan",
        models.PROTECT,
        related_name="vaststellingen",
        null=True,
        blank=True,
        verbose_name="beleidsplan",
        help_text="Van welk beleidsplan dit een versie is. Leeg bij een plan.",
    )
    versie = models.PositiveSmallIntegerField(
        "versie",
        help_text="Het nummer van de versie.",
    )
    orgaan = models.CharField("orgaan", max_length=80, help_text="Zoals college of gemeenteraad.")
    vastgesteld_op = models.DateField(
        "vastgesteld op",
        null=True,
        blank=True,
        help_text="De dag van het besluit. Leeg als de bron geen dag noemt.",
    )
    letterlijk = models.CharField(
        "zoals geschreven", max_length=80, blank=True, help_text="Het tijdstip zoals het er staat."
    )
    nummer = models.CharField(
        "besluitnummer",
        max_length=80,
        blank=True,
        help_text="Het nummer van het besluit.",
    )
    momentopname = models.ForeignKey(
        "jeugdhulp.Momentopname",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="momentopname",
        help_text="Het hele plan zoals het toen was. Leeg als dat niet bewaard is.",
    )
    twijfel = models.TextField("twijfel", blank=True, help_text="Wat aan dit besluit onzeker is.")

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "vaststelling"
        verbose_name_plural = "vaststellingen"
        ordering = ["plan", "beleidsplan", "versie", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_versie",
                fields=["plan", "versie", "orgaan"],
                violation_error_message="Dit orgaan stelde deze versie al vast.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_versie_beleidsplan",
                fields=["beleidsplan", "versie", "orgaan"],
                violation_error_message="Dit orgaan stelde deze versie al vast.",
            ),
            precies_een(
                "waarvan",
                "plan",
                "beleidsplan",
                melding="Een vaststelling is van een plan of van een beleidsplan.",
            ),
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


class Projectrol(models.Model):
    """Dat iemand of een organisatie een rol heeft in een heel plan of thema.

    The project organisation outside the measures: project leaders, members of the body. Not the
    voorzitter, samensteller and opdrachtgever: the plan itself names those.
    """

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="projectrollen",
        verbose_name="plan",
        help_text="In welk plan iemand een rol heeft.",
    )
    thema = models.ForeignKey(
        Thema,
        models.PROTECT,
        related_name="projectrollen",
        null=True,
        blank=True,
        verbose_name="thema",
        help_text="In welk thema. Leeg: in het hele plan.",
    )
    persoon = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="projectrollen",
        null=True,
        blank=True,
        verbose_name="persoon",
        help_text="Wie het is. Leeg bij een organisatie.",
    )
    organisatie = models.ForeignKey(
        "jeugdhulp.Organisatie",
        models.PROTECT,
        related_name="projectrollen",
        null=True,
        blank=True,
        verbose_name="organisatie",
        help_text="Welke organisatie het is. Leeg bij een persoon.",
    )
    rol = models.CharField(
        "rol", max_length=24, choices=ProjectrolSoort.choices, help_text="Wat iemand doet."
    )
    toelichting = models.CharField(
        "toelichting", max_length=300, blank=True, help_text="Wat de rol is, in gewone woorden."
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats in de lijst."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "rol in het plan"
        verbose_name_plural = "rollen in het plan"
        ordering = ["volgorde", "pk"]
        constraints = [
            precies_een(
                "persoon_of_organisatie",
                "persoon",
                "organisatie",
                melding="Kies een persoon of een organisatie, niet allebei.",
            ),
            in_keuzes("rol", ProjectrolSoort),
        ]

    def __str__(self) -> str:
        return self.rol
