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
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="ketenkop",
        verbose_name="gemeente",
        help_text="De gemeente van deze keten.",
    )
    volgnummer = models.PositiveBigIntegerField(
        "laatste volgnummer",
        default=0,
        help_text="Het nummer van de laatste regel.",
    )
    hash = models.CharField(
        "laatste hash",
        max_length=64,
        blank=True,
        default="",
        help_text="De vingerafdruk van de laatste regel.",
    )

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
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="gebeurtenissen",
        verbose_name="gemeente",
        help_text="De gemeente van wie deze regel is.",
    )
    volgnummer = models.PositiveBigIntegerField(
        "volgnummer",
        help_text="Nummer in de keten; er ontbreekt er nooit een.",
    )
    moment = models.DateTimeField(
        "moment",
        help_text="Wanneer dit gebeurde, in UTC.",
    )
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="door",
        help_text="Leeg: het systeem zelf.",
    )
    soort = models.CharField(
        "wat",
        max_length=40,
        help_text="Wat er gebeurde, zoals stand vastgelegd.",
    )
    onderwerp_soort = models.CharField(
        "soort onderwerp",
        max_length=60,
        help_text="Waar de regel over gaat: de soort.",
    )
    onderwerp_id = models.BigIntegerField(
        "onderwerp",
        help_text="Waar de regel over gaat: het nummer.",
    )
    handeling = models.UUIDField(
        "handeling",
        db_index=True,
        help_text="Regels van één handeling horen bij elkaar.",
    )
    voorbeeld = models.BooleanField(
        "voorbeeld",
        default=False,
        help_text="Geschreven met een verschoven klok, voor een verzonnen gemeente.",
    )
    inhoud = models.TextField(  # noqa: DJ001 (NULL is "vernietigd")
        "inhoud",
        null=True,
        help_text="Voor, na en waarom. Leeg: vernietigd.",
    )
    zout = models.CharField(  # noqa: DJ001
        "zout",
        max_length=32,
        null=True,
        help_text="Willekeurige tekens voor de vingerafdruk van de inhoud.",
    )
    inhoud_hash = models.CharField(
        "hash van de inhoud",
        max_length=64,
        help_text="Vingerafdruk van zout en inhoud.",
    )
    feiten_hash = models.CharField(
        "hash van de feiten",
        max_length=64,
        blank=True,
        default="",
        help_text="Vingerafdruk van de rij die is vastgelegd, zonder haar teksten.",
    )
    vorige_hash = models.CharField(
        "hash van de vorige regel",
        max_length=64,
        help_text="Vingerafdruk van de regel ervoor.",
    )
    regel = models.TextField(
        "vastgelegde tekst",
        help_text="De tekst waarvan de vingerafdruk is gemaakt.",
    )
    hash = models.CharField(
        "hash",
        max_length=64,
        help_text="Vingerafdruk van deze regel.",
    )

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
