"""Gebeurtenis and Ketenkop: the append-only trail. Only `jeugdhulp.logboek` writes them."""

import json
from typing import Any

from django.db import models

from jeugdhulp.querysets import GebeurtenisQuerySet

BEGIN = "0" * 64


class Ketenkop(models.Model):
    """De kop van de keten van een gemeente: de laatste regel en haar hash.

    It is the lock of the chain, taken last, and gives out the volgnummers: a sequence would leave
    gaps.
    """

    gemeente = models.OneToOneField(
        "jeugdhulp.Gemeente", models.PROTECT, related_name="ketenkop", verbose_name="gemeente"
    )
    volgnummer = models.PositiveBigIntegerField("laatste volgnummer", default=0)
    hash = models.CharField("laatste hash", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "ketenkop"
        verbose_name_plural = "ketenkoppen"

    def __str__(self) -> str:
        return f"{self.gemeente.slug}:{self.volgnummer}:{self.hash}"


class Gebeurtenis(models.Model):
    """Eén regel van het logboek: wie, wanneer, wat, voor, na en waarom.

    The database refuses update and delete; only `inhoud` and `zout` may once be emptied, together.
    `regel` is the text that was hashed; the columns repeat it so that it can be searched.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente", models.PROTECT, related_name="gebeurtenissen", verbose_name="gemeente"
    )
    volgnummer = models.PositiveBigIntegerField("volgnummer")
    moment = models.DateTimeField("moment")
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="door",
        help_text="Leeg: het systeem zelf.",
    )
    soort = models.CharField("wat", max_length=40)
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60)
    onderwerp_id = models.BigIntegerField("onderwerp")
    handeling = models.UUIDField("handeling", db_index=True)
    inhoud = models.TextField("inhoud", null=True)  # noqa: DJ001 (NULL is "vernietigd")
    zout = models.CharField("zout", max_length=32, null=True)  # noqa: DJ001
    inhoud_hash = models.CharField("hash van de inhoud", max_length=64)
    vorige_hash = models.CharField("hash van de vorige regel", max_length=64)
    regel = models.TextField("vastgelegde tekst")
    hash = models.CharField("hash", max_length=64)

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_volgnummer", fields=["gemeente", "volgnummer"]
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_heel_of_vernietigd",
                condition=models.Q(inhoud=None, zout=None)
                | models.Q(inhoud__isnull=False, zout__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="gebeurtenis_onderwerp",
                fields=["gemeente", "onderwerp_soort", "onderwerp_id", "-volgnummer"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente_id}:{self.volgnummer}"

    @property
    def gegevens(self) -> dict[str, Any]:
        """The content as a dict (onderwerp, voor, na, reden, kanaal); {} once destroyed."""
        return json.loads(self.inhoud) if self.inhoud else {}
