"""When something happens, as columns: what planning lines, decisions and tails have in common."""

from typing import Any

from django.db import models

from jeugdhulp.kalender import ENKELVOUDIG, Periode, PeriodeSoort
from maatregelen.choices import PERIODE_KEUZES

Q = models.Q
_ZONDER_DAGEN = Q(van=None, tot_en_met=None)
_MET_DAGEN = Q(van__isnull=False, tot_en_met__isnull=False, tot_en_met__gte=models.F("van"))

PERIODE_KLOPT = models.CheckConstraint(
    name="%(app_label)s_%(class)s_periode",
    condition=(
        (Q(periode_soort__in=[*ENKELVOUDIG, PeriodeSoort.REEKS]) & _MET_DAGEN)
        | Q(periode_soort=PeriodeSoort.VANAF, van__isnull=False, tot_en_met=None)
        | Q(periode_soort=PeriodeSoort.TOT, van=None, tot_en_met__isnull=False)
        | (Q(periode_soort__in=[PeriodeSoort.ZONDER_JAAR, PeriodeSoort.ONBEPAALD]) & _ZONDER_DAGEN)
        | (
            Q(periode_soort=PeriodeSoort.HERHALEND)
            & ~Q(herhaling="")
            & (Q(van=None) | Q(tot_en_met=None) | Q(tot_en_met__gte=models.F("van")))
        )
    ),
    violation_error_message="De dagen passen niet bij de vorm van de periode.",
)


class MetPeriode(models.Model):
    """The columns of a Periode. A subclass puts PERIODE_KLOPT among its constraints."""

    periode_soort = models.CharField(
        "vorm van de periode",
        max_length=12,
        choices=PERIODE_KEUZES,
        help_text="Hoe het plan het tijdstip noemt.",
    )
    van = models.DateField(
        "eerste dag", null=True, blank=True, help_text="Eerste dag van de periode."
    )
    tot_en_met = models.DateField(
        "laatste dag", null=True, blank=True, help_text="Laatste dag van de periode."
    )
    herhaling = models.CharField(
        "herhaling", max_length=20, blank=True, help_text="Zoals maandelijks."
    )
    letterlijk = models.CharField(
        "zoals geschreven", max_length=160, blank=True, help_text="Het tijdstip zoals het er staat."
    )

    class Meta:
        abstract = True

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


def periode_kolommen(periode: Periode | None) -> dict[str, Any]:
    """The columns of MetPeriode for `periode`; None is `onbepaald`, without a word."""
    periode = periode or Periode(PeriodeSoort.ONBEPAALD)
    return {
        "periode_soort": periode.soort,
        "van": periode.van,
        "tot_en_met": periode.tot_en_met,
        "herhaling": periode.herhaling,
        "letterlijk": periode.letterlijk,
    }
