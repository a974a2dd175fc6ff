"""Mijlpaal: one line of the planning."""

from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from jeugdhulp.kalender import ENKELVOUDIG, Periode, PeriodeSoort
from maatregelen.choices import PERIODE_KEUZES, MijlpaalSoort, MijlpaalToestand

Q = models.Q
_ZONDER_DAGEN = Q(van=None, tot_en_met=None)
_MET_DAGEN = Q(van__isnull=False, tot_en_met__isnull=False, tot_en_met__gte=models.F("van"))


class Mijlpaal(models.Model):
    """Eén regel van de planning: wat er gebeurt en wanneer.

    `basis_van` and `basis_tot` are when it was planned in the version that was vastgesteld, or in
    the source document. `zelfde_als` is the same line on another Blad, and counts once.
    """

    blad = models.ForeignKey(
        "maatregelen.Blad",
        models.PROTECT,
        related_name="mijlpalen",
        verbose_name="blad",
        help_text="Op welk blad de regel staat.",
    )
    onderdeel_van = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="stappen",
        null=True,
        blank=True,
        verbose_name="stap van",
        help_text="Bij een stap: de regel waar die onder valt.",
    )
    zelfde_als = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="herhaald_als",
        null=True,
        blank=True,
        verbose_name="zelfde als",
        help_text="Dezelfde regel op een ander blad van deze maatregel; die telt één keer.",
    )
    volgorde = models.PositiveSmallIntegerField(
        "volgorde",
        default=0,
        help_text="De plaats in de planning.",
    )
    tekst = models.CharField(
        "wat",
        max_length=500,
        help_text="Wat er dan gebeurt of klaar is.",
    )
    soort = models.CharField(
        "soort",
        max_length=20,
        choices=MijlpaalSoort.choices,
        default=MijlpaalSoort.ACTIE,
        help_text="Een actie, besluit, meting, evaluatie of oplevering.",
    )
    periode_soort = models.CharField(
        "vorm van de periode",
        max_length=12,
        choices=PERIODE_KEUZES,
        help_text="Hoe het plan het tijdstip noemt.",
    )
    van = models.DateField(
        "eerste dag",
        null=True,
        blank=True,
        help_text="Eerste dag van de periode.",
    )
    tot_en_met = models.DateField(
        "laatste dag",
        null=True,
        blank=True,
        help_text="Laatste dag van de periode.",
    )
    herhaling = models.CharField(
        "herhaling", max_length=20, blank=True, help_text="Zoals maandelijks."
    )
    letterlijk = models.CharField(
        "zoals geschreven", max_length=160, blank=True, help_text="Het tijdstip zoals het er staat."
    )
    basis_van = models.DateField(
        "eerste dag zoals vastgesteld",
        null=True,
        blank=True,
        help_text="Eerste dag in het vastgestelde plan.",
    )
    basis_tot = models.DateField(
        "laatste dag zoals vastgesteld",
        null=True,
        blank=True,
        help_text="Laatste dag in het vastgestelde plan.",
    )
    toestand = models.CharField(
        "toestand",
        max_length=10,
        choices=MijlpaalToestand.choices,
        default=MijlpaalToestand.OPEN,
        help_text="Open, gereed of vervallen.",
    )
    gereed_op = models.DateField(
        "gereed op",
        null=True,
        blank=True,
        help_text="De dag waarop het klaar was.",
    )
    twijfel = models.TextField(
        "twijfel", blank=True, help_text="Wat aan deze regel onzeker is of elkaar tegenspreekt."
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_periode",
                condition=(
                    (Q(periode_soort__in=[*ENKELVOUDIG, PeriodeSoort.REEKS]) & _MET_DAGEN)
                    | Q(periode_soort=PeriodeSoort.VANAF, van__isnull=False, tot_en_met=None)
                    | Q(periode_soort=PeriodeSoort.TOT, van=None, tot_en_met__isnull=False)
                    | (
                        Q(periode_soort__in=[PeriodeSoort.ZONDER_JAAR, PeriodeSoort.ONBEPAALD])
                        & _ZONDER_DAGEN
                    )
                    | (
                        Q(periode_soort=PeriodeSoort.HERHALEND)
                        & ~Q(herhaling="")
                        & (Q(van=None) | Q(tot_en_met=None) | Q(tot_en_met__gte=models.F("van")))
                    )
                ),
                violation_error_message="De dagen passen niet bij de vorm van de periode.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_toestand",
                condition=Q(toestand=MijlpaalToestand.GEREED)
                | Q(
                    toestand__in=[MijlpaalToestand.OPEN, MijlpaalToestand.VERVALLEN],
                    gereed_op=None,
                ),
                violation_error_message="Alleen bij wat gereed is, past een dag van gereedkomen.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=Q(soort__in=MijlpaalSoort.values),
                violation_error_message="Deze soort bestaat niet.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_niet_zichzelf",
                condition=~Q(zelfde_als=models.F("pk")) & ~Q(onderdeel_van=models.F("pk")),
                violation_error_message="Een regel kan niet naar zichzelf verwijzen.",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst

    @property
    def periode(self) -> Periode:
        """When it happens, as the pure Periode."""
        return Periode(
            PeriodeSoort(self.periode_soort),
            self.van,
            self.tot_en_met,
            self.herhaling,
            self.letterlijk,
        )
