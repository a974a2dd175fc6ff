"""Persoon and Organisatie: whom a plan names."""

from django.db import models

from jeugdhulp.choices import OrganisatieSoort, PersoonSoort
from jeugdhulp.historie import GevolgdQuerySet, Historie


class Persoon(models.Model):
    """Iemand die in een plan genoemd wordt: een mens, een functie of een plek die nog leeg is.

    Spelling variants of one person are one row. A link to a Gebruiker makes somebody a trekker
    who can sign in.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="personen",
        verbose_name="gemeente",
        help_text="De gemeente van wie het plan is.",
    )
    naam = models.CharField("naam", max_length=120, help_text="Zoals die in het plan staat.")
    soort = models.CharField(
        "soort",
        max_length=10,
        choices=PersoonSoort.choices,
        default=PersoonSoort.PERSOON,
        help_text="Een mens, een functie, of een vacature.",
    )
    functie = models.CharField(
        "functie",
        max_length=120,
        blank=True,
        help_text="Functie of team van een mens, voor rapporten die geen namen noemen.",
    )
    ook_geschreven_als = models.JSONField(
        "ook geschreven als",
        default=list,
        blank=True,
        help_text="Andere schrijfwijzen in het plan.",
    )
    gebruiker = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="personen",
        null=True,
        blank=True,
        verbose_name="gebruiker",
        help_text="Met welke gebruiker deze persoon zich aanmeldt.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_naam",
                fields=["gemeente", "naam"],
                violation_error_message="Deze naam bestaat al in deze gemeente.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(soort__in=PersoonSoort.values),
                violation_error_message="Kies persoon, functie of vacature.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_alleen_mens_meldt_aan",
                condition=models.Q(soort=PersoonSoort.PERSOON) | models.Q(gebruiker=None),
                violation_error_message="Een functie of vacature kan zich niet aanmelden.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Organisatie(models.Model):
    """Een werkgroep, partner of afdeling met een aandeel in een maatregel."""

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="organisaties",
        verbose_name="gemeente",
        help_text="De gemeente van wie het plan is.",
    )
    naam = models.CharField("naam", max_length=160, help_text="Zoals die in het plan staat.")
    soort = models.CharField(
        "soort",
        max_length=10,
        choices=OrganisatieSoort.choices,
        help_text="Een werkgroep, partner of afdeling.",
    )

    objects = GevolgdQuerySet.as_manager()
    historie = Historie()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_naam",
                fields=["gemeente", "naam"],
                violation_error_message="Deze naam bestaat al in deze gemeente.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(soort__in=OrganisatieSoort.values),
                violation_error_message="Kies werkgroep, partner of afdeling.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam
