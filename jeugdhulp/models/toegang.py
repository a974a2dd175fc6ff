"""Toegangsregel: who signed in, got rights or read what. Only `jeugdhulp.toegang` writes it."""

from django.db import models

from jeugdhulp.querysets import ToegangsregelQuerySet

# What the lock keeps at least; older lines may go, and `verwerk_taken` lets them go later still.
MINSTENS_DAGEN = 180


class Toegangsregel(models.Model):
    """Eén gebeurtenis aan de deur: aanmelden, rechten geven of nemen, inzien, meenemen.

    A table of its own beside the logboek: a failed sign-in must survive a rollback, and a page
    that is only read must not take the lock of a chain. `herkomst` tells lines from one address
    apart without holding the address.
    """

    moment = models.DateTimeField("moment", help_text="Wanneer het gebeurde.")
    # No choices here: each new kind would be a migration, and `noteer` takes nothing else.
    soort = models.CharField("soort", max_length=40, help_text="Wat er gebeurde.")
    gebruiker = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="gebruiker",
        help_text="Wie het deed. Leeg: niet bekend.",
    )
    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="gemeente",
        help_text="Om welke gemeente het ging. Leeg: om geen gemeente in het bijzonder.",
    )
    over = models.CharField(
        "over", max_length=200, blank=True, help_text="Waar het over ging, zoals maatregel 1a."
    )
    herkomst = models.CharField(
        "herkomst",
        max_length=16,
        blank=True,
        help_text="Kenmerk van het adres waar het vandaan kwam; het adres zelf staat er niet.",
    )

    objects = ToegangsregelQuerySet.as_manager()

    class Meta:
        verbose_name = "toegangsregel"
        verbose_name_plural = "toegangsregels"
        ordering = ["-pk"]
        indexes = [models.Index(name="toegang_moment", fields=["moment"])]

    def __str__(self) -> str:
        return f"{self.soort} op {self.moment:%Y-%m-%d}"
