"""Afscherming: what one person asks to remove, and another decides on."""

from django.db import models
from django.db.models import F, Q

from jeugdhulp.choices import AfschermingSoort, AfschermingUitkomst

_OPEN = Q(uitkomst="", besloten_door=None, besloten_op=None)


class Afscherming(models.Model):
    """Een verzoek om inhoud onleesbaar te maken. De één vraagt, een ander voert het uit.

    `woorden` is kept only until somebody decides: it is the very text that must go. What went is
    told by the line that carrying it out leaves in the logboek.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="afschermingen",
        verbose_name="gemeente",
        help_text="De gemeente van wie de gegevens zijn.",
    )
    soort = models.CharField(
        "soort",
        max_length=12,
        choices=AfschermingSoort.choices,
        help_text="Afschermen wat er niet hoort, of vernietigen na de bewaartermijn.",
    )
    woorden = models.TextField(
        "woorden", blank=True, help_text="De woorden die weg moeten. Leeg zodra er besloten is."
    )
    onderwerp_soort = models.CharField(
        "soort onderwerp",
        max_length=60,
        blank=True,
        help_text="Waarvan alles weg moet, zoals een plan. Leeg: overal waar de woorden staan.",
    )
    onderwerp_id = models.PositiveBigIntegerField(
        "nummer van het onderwerp", null=True, blank=True, help_text="Het nummer in die tabel."
    )
    grond = models.TextField(
        "grond", help_text="Waarom dit weg moet, zonder de woorden zelf te herhalen."
    )
    gevraagd_door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        verbose_name="gevraagd door",
        help_text="Wie het verzoek deed.",
    )
    gevraagd_op = models.DateTimeField("gevraagd op", help_text="Wanneer het verzoek is gedaan.")
    besloten_door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="besloten door",
        help_text="Wie het uitvoerde of afwees. Leeg: er is nog niet besloten.",
    )
    besloten_op = models.DateTimeField(
        "besloten op", null=True, blank=True, help_text="Wanneer er is besloten."
    )
    uitkomst = models.CharField(
        "uitkomst",
        max_length=10,
        choices=AfschermingUitkomst.choices,
        blank=True,
        help_text="Uitgevoerd of afgewezen. Leeg: er is nog niet besloten.",
    )

    class Meta:
        verbose_name = "afscherming"
        verbose_name_plural = "afschermingen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_besluit",
                condition=_OPEN
                | (
                    Q(uitkomst__in=AfschermingUitkomst.values, woorden="")
                    & Q(besloten_door__isnull=False, besloten_op__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_twee_mensen",
                condition=~Q(uitkomst=AfschermingUitkomst.UITGEVOERD)
                | ~Q(besloten_door=F("gevraagd_door")),
                violation_error_message="Een ander dan wie het vroeg, voert het uit.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=Q(soort=AfschermingSoort.AFSCHERMEN, onderwerp_id=None)
                | Q(soort=AfschermingSoort.VERNIETIGEN, onderwerp_id__isnull=False, woorden=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}, verzoek {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether nobody decided yet."""
        return not self.uitkomst
