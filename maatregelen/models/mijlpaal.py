"""Mijlpaal: one line of the planning."""

from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.historie import GevolgdQuerySet, Historie
from maatregelen.choices import MijlpaalSoort, MijlpaalToestand
from maatregelen.models.periode import PERIODE_KLOPT, MetPeriode

Q = models.Q


class Mijlpaal(MetPeriode):
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
            PERIODE_KLOPT,
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

    def clean(self) -> None:
        """The same line stands on another sheet of this measure; a step under a line of its own."""
        zelfde, lijn = self.zelfde_als, self.onderdeel_van
        if zelfde is not None and zelfde.blad.maatregel_id != self.blad.maatregel_id:
            raise ValidationError({"zelfde_als": "Deze regel is van een andere maatregel."})
        if lijn is not None and lijn.blad_id != self.blad_id:
            raise ValidationError({"onderdeel_van": "Deze regel staat op een ander blad."})
