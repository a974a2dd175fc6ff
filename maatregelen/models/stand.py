"""Stand: how a measure stands on a day, in three lights and a text."""

from datetime import date

from django.db import models

from jeugdhulp.stoplicht import KEUZES, Licht
from maatregelen.choices import EINDFASEN, Fase
from maatregelen.models.beperkingen import in_keuzes
from maatregelen.models.periode import PERIODE_KLOPT, MetPeriode
from maatregelen.querysets import StandDeelQuerySet, StandQuerySet

Q = models.Q
ASPECTEN = ("tijd", "geld", "resultaat")
# What its line in the logboek holds a fingerprint of.
TEKSTVELDEN = (
    "tekst",
    "oorzaak",
    "gevolg",
    "bijsturing",
    "grijs_reden",
    "afwijking_reden",
    "uitstel_reden",
    "uitstel_voorwaarde",
    "namens",
    "twijfel",
    "argument",
)
# Columns that came after the first standen: a stand in which one is empty hashes as it did.
LATER = (
    "argument",
    "berekend_totaal",
    "berekend_tijd",
    "berekend_geld",
    "berekend_resultaat",
    "berekend_feiten",
)
# What may get the mark of afschermen in its place.
AFSCHERMBAAR = (*TEKSTVELDEN, "berekend_feiten", "bron", "letterlijk")


def _een(kleur: str) -> Q:
    return Q(tijd=kleur) | Q(geld=kleur) | Q(resultaat=kleur)


_GEEN_LICHT = Q(tijd="", geld="", resultaat="", totaal="")
# An aspect that the plan does not use has no light; at least one has.
_BEOORDEELD = Q(totaal__in=KEUZES) & ~Q(tijd="", geld="", resultaat="")
_VRAAGT_UITLEG = _een(Licht.ROOD) | _een(Licht.ORANJE) | Q(totaal__in=[Licht.ROOD, Licht.ORANJE])
_SLECHTSTE = (
    (_een(Licht.ROOD) & Q(totaal=Licht.ROOD))
    | (~_een(Licht.ROOD) & _een(Licht.ORANJE) & Q(totaal=Licht.ORANJE))
    | (~_een(Licht.ROOD) & ~_een(Licht.ORANJE) & _een(Licht.GROEN) & Q(totaal=Licht.GROEN))
    | (~_een(Licht.ROOD) & ~_een(Licht.ORANJE) & ~_een(Licht.GROEN) & Q(totaal=Licht.GRIJS))
)


def _beter_dan_berekend() -> Q:
    """One of the lights is better than what the rules computed (`jeugdhulp.stoplicht.is_beter`)."""
    beter = Q()
    for naam in (*ASPECTEN, "totaal"):
        beter |= Q(
            **{
                f"{naam}__in": [Licht.GROEN, Licht.GRIJS],
                f"berekend_{naam}__in": [Licht.ORANJE, Licht.ROOD],
            }
        ) | Q(**{naam: Licht.ORANJE, f"berekend_{naam}": Licht.ROOD})
    return beter


def licht_veld(naam: str) -> models.CharField:
    """One light; "" is a measure that has ended, or an aspect that the plan does not use."""
    return models.CharField(
        naam,
        max_length=6,
        choices=Licht.choices,
        blank=True,
        help_text="Groen, oranje, rood of grijs. Leeg: de maatregel is geëindigd.",
    )


def berekend_veld(naam: str) -> models.CharField:
    """One computed light; "" too where nothing was computed."""
    return models.CharField(
        f"berekend licht: {naam}",
        max_length=6,
        choices=Licht.choices,
        blank=True,
        default="",
        help_text="Wat de regels zeggen. Leeg: er is niets berekend.",
    )


class Stand(models.Model):
    """De stand van zaken van een maatregel op een peildatum.

    Insert-only, so that it is its own history: the database refuses update and delete. The latest
    stand is the last by (peildatum, id). Until a round confirms it, it is a voorstel; a stand
    taken from a source document (`bron`) counts as confirmed by that document.
    """

    maatregel = models.ForeignKey(
        "maatregelen.Maatregel",
        models.PROTECT,
        related_name="standen",
        verbose_name="maatregel",
        help_text="De maatregel waar deze stand over gaat.",
    )
    ronde = models.ForeignKey(
        "maatregelen.Ronde",
        models.PROTECT,
        related_name="standen",
        null=True,
        blank=True,
        verbose_name="ronde",
        help_text="De ronde waarvoor deze stand is gemaakt.",
    )
    peildatum = models.DateField("peildatum", help_text="De dag waar deze stand over gaat.")
    letterlijk = models.CharField(
        "peildatum zoals geschreven", max_length=60, blank=True, help_text="Zoals januari 2019."
    )
    fase = models.CharField(
        "fase",
        max_length=20,
        choices=Fase.choices,
        help_text="Waar de maatregel op deze dag is.",
    )
    tijd = licht_veld("tijd")
    geld = licht_veld("geld")
    resultaat = licht_veld("resultaat")
    totaal = licht_veld("totaal")
    tekst = models.TextField("stand van zaken", help_text="Wat is er gebeurd en wat komt er nu?")
    oorzaak = models.TextField("oorzaak", blank=True, help_text="Waardoor loopt het anders?")
    gevolg = models.TextField("gevolg", blank=True, help_text="Wat betekent dat?")
    bijsturing = models.TextField("bijsturing", blank=True, help_text="Wat doet u eraan?")
    grijs_reden = models.TextField(
        "reden bij grijs", blank=True, help_text="Waarom een licht nog niet te beoordelen is."
    )
    afwijking_reden = models.TextField(
        "reden bij een ander totaal",
        blank=True,
        help_text="Waarom het totaal anders is dan het slechtste van de drie lichten.",
    )
    uitstel_reden = models.TextField(
        "reden van uitstel", blank=True, help_text="Waarom de maatregel is uitgesteld."
    )
    uitstel_voorwaarde = models.TextField(
        "verder als", blank=True, help_text="Wat er eerst moet gebeuren."
    )
    opnieuw_bekijken_op = models.DateField(
        "opnieuw bekijken op", null=True, blank=True, help_text="Wanneer u opnieuw kijkt."
    )
    argument = models.TextField(
        "argument bij een beter licht",
        blank=True,
        default="",
        help_text="Waarom een licht beter is dan wat de regels zeggen.",
    )
    berekend_tijd = berekend_veld("tijd")
    berekend_geld = berekend_veld("geld")
    berekend_resultaat = berekend_veld("resultaat")
    berekend_totaal = berekend_veld("totaal")
    berekend_feiten = models.TextField(
        "feiten bij het berekende licht",
        blank=True,
        default="",
        help_text="Waar het berekende licht uit volgt, één feit per regel.",
    )
    bron = models.CharField(
        "bron", max_length=200, blank=True, help_text="Het document waaruit deze stand komt."
    )
    twijfel = models.TextField("twijfel", blank=True, help_text="Wat aan deze stand onzeker is.")
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="door",
        help_text="Leeg: het systeem zelf.",
    )
    namens = models.CharField(
        "namens",
        max_length=160,
        blank=True,
        help_text="Wie dit doorgaf en hoe, zoals: de trekker, mail van 3 maart.",
    )
    gemaakt_op = models.DateTimeField(
        "vastgelegd op",
        help_text="Wanneer deze stand is ingevoerd.",
    )
    afgeschermd_op = models.DateTimeField(
        "afgeschermd op",
        null=True,
        blank=True,
        help_text="Wanneer de teksten zijn weggehaald.",
    )

    # Annotated by `met_bevestiging`.
    bevestigd_in: date | None

    objects = StandQuerySet.as_manager()

    class Meta:
        verbose_name = "stand"
        verbose_name_plural = "standen"
        ordering = ["-peildatum", "-pk"]
        indexes = [
            models.Index(name="stand_laatste", fields=["maatregel", "-peildatum", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_fase", condition=Q(fase__in=Fase.values)
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_lichten",
                condition=(Q(fase__in=EINDFASEN) & _GEEN_LICHT)
                | (~Q(fase__in=EINDFASEN) & _BEOORDEELD),
                violation_error_message=(
                    "Geef de lichten en een totaal; een afgeronde, gestopte of vervallen"
                    " maatregel heeft geen lichten."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_tekst",
                condition=~Q(tekst=""),
                violation_error_message="Schrijf op hoe de maatregel ervoor staat.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_uitleg",
                condition=~_VRAAGT_UITLEG | ~(Q(oorzaak="") | Q(gevolg="") | Q(bijsturing="")),
                violation_error_message=(
                    "Bij oranje en rood zijn oorzaak, gevolg en bijsturing verplicht."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_grijs",
                condition=~(_een(Licht.GRIJS) | Q(totaal=Licht.GRIJS)) | ~Q(grijs_reden=""),
                violation_error_message="Zeg bij grijs waarom het nog niet te beoordelen is.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_totaal",
                condition=_GEEN_LICHT | _SLECHTSTE | ~Q(afwijking_reden=""),
                violation_error_message=(
                    "Het totaal is anders dan het slechtste licht: zeg waarom."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_argument",
                condition=~_beter_dan_berekend() | ~Q(argument=""),
                violation_error_message=(
                    "Een licht is beter dan wat de regels zeggen: zeg waarom."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_uitstel",
                condition=~Q(fase=Fase.UITGESTELD)
                | ~(Q(uitstel_reden="") | Q(uitstel_voorwaarde="")),
                violation_error_message="Zeg bij uitstel waarom, en wat er eerst moet gebeuren.",
            ),
        ]

    def __str__(self) -> str:
        return f"stand per {self.peildatum}"

    @property
    def is_bevestigd(self) -> bool:
        """Whether a document or a closed round confirmed it; reads `bevestigd_in`."""
        return bool(self.bron) or self.bevestigd_in is not None

    @property
    def door_naam(self) -> str:
        """Who entered it. Reads `door`: a query where that is not loaded."""
        return str(self.door) if self.door else "het systeem"


class Voortgangsregel(MetPeriode):
    """Eén regel van een stand, met een eigen fase en planning. Ligt vast, net als de stand."""

    stand = models.ForeignKey(
        Stand,
        models.PROTECT,
        related_name="voortgangsregels",
        verbose_name="stand",
        help_text="De stand waar deze regel bij hoort.",
    )
    tekst = models.TextField("voortgang", help_text="Hoever het hiermee is.")
    fase = models.CharField(
        "fase", max_length=20, choices=Fase.choices, help_text="Waar dit onderdeel is."
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats in de stand."
    )
    afgeschermd_op = models.DateTimeField(
        "afgeschermd op", null=True, blank=True, help_text="Wanneer de tekst is weggehaald."
    )

    objects = StandDeelQuerySet.as_manager()

    class Meta:
        verbose_name = "voortgangsregel"
        verbose_name_plural = "voortgangsregels"
        ordering = ["stand", "volgorde", "pk"]
        constraints = [PERIODE_KLOPT, in_keuzes("fase", Fase)]

    def __str__(self) -> str:
        return self.tekst


class OpenEinde(MetPeriode):
    """Wat nog moet gebeuren nadat een maatregel is afgerond: wie, en wanneer. Ligt vast."""

    stand = models.ForeignKey(
        Stand,
        models.PROTECT,
        related_name="open_einden",
        verbose_name="stand",
        help_text="De stand die dit open laat.",
    )
    tekst = models.TextField("open einde", help_text="Wat er nog moet gebeuren.")
    eigenaar = models.ForeignKey(
        "jeugdhulp.Persoon",
        models.PROTECT,
        related_name="open_einden",
        null=True,
        blank=True,
        verbose_name="eigenaar",
        help_text="Wie het doet.",
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde", default=0, help_text="De plaats in de stand."
    )
    afgeschermd_op = models.DateTimeField(
        "afgeschermd op", null=True, blank=True, help_text="Wanneer de tekst is weggehaald."
    )

    objects = StandDeelQuerySet.as_manager()

    class Meta:
        verbose_name = "open einde"
        verbose_name_plural = "open einden"
        ordering = ["stand", "volgorde", "pk"]
        constraints = [PERIODE_KLOPT]

    def __str__(self) -> str:
        return self.tekst


# The parts of a stand, and which of their texts may get the mark of afschermen.
STANDDELEN = (Voortgangsregel, OpenEinde)
DEEL_AFSCHERMBAAR = ("tekst", "letterlijk")
