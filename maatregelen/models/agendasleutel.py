"""Agendasleutel: what lets a calendar program fetch the rounds of somebody."""

from django.db import models


class Agendasleutel(models.Model):
    """Een geheim webadres waarmee een agenda de rondes van iemand ophaalt.

    The secret itself is kept nowhere, `kenmerk` is its sha256. What it opens is what she may see on
    the day it is used. No trail: like a session it says how somebody comes in, and the register of
    access tells when it was made and withdrawn.
    """

    gebruiker = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="agendasleutels",
        verbose_name="gebruiker",
        help_text="Van wie.",
    )
    plan = models.ForeignKey(
        "maatregelen.Plan",
        models.PROTECT,
        related_name="agendasleutels",
        verbose_name="plan",
        help_text="Van welk plan.",
    )
    kenmerk = models.CharField(
        "kenmerk", max_length=64, unique=True, help_text="Vingerafdruk van het geheim."
    )
    gemaakt_op = models.DateTimeField("gemaakt op", help_text="Wanneer het adres is gemaakt.")

    class Meta:
        verbose_name = "agendasleutel"
        verbose_name_plural = "agendasleutels"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_plan",
                fields=["gebruiker", "plan"],
                violation_error_message="U hebt al een adres voor dit plan.",
            )
        ]

    def __str__(self) -> str:
        return f"agendasleutel van {self.gebruiker_id} voor plan {self.plan_id}"
