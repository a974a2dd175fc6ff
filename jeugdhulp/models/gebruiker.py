"""Gebruiker, Lidmaatschap and Rol: who signs in, where, and as what."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from jeugdhulp.choices import RolSoort
from jeugdhulp.querysets import LidmaatschapQuerySet


class Gebruiker(AbstractUser):
    """Iemand die zich aanmeldt. Wat zij mag, volgt uit haar lidmaatschappen en betrokkenheden."""

    class Meta(AbstractUser.Meta):
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Lidmaatschap(models.Model):
    """Dat een gebruiker bij een gemeente hoort, van een dag tot een dag.

    A colleague without a Rol is a member too: as trekker she reads the plan of her gemeente. An
    external member (`extern`) sees only the measures she is trekker of.
    """

    gebruiker = models.ForeignKey(
        Gebruiker,
        models.PROTECT,
        related_name="lidmaatschappen",
        verbose_name="gebruiker",
        help_text="Wie bij de gemeente hoort.",
    )
    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="lidmaatschappen",
        verbose_name="gemeente",
        help_text="De gemeente waar deze gebruiker bij hoort.",
    )
    extern = models.BooleanField(
        "extern",
        default=False,
        help_text="Werkt niet bij de gemeente en ziet alleen de eigen maatregelen.",
    )
    van = models.DateField("van", help_text="Eerste dag waarop dit geldt.")
    tot_en_met = models.DateField(
        "tot en met", null=True, blank=True, help_text="Laatste dag. Leeg: tot nader bericht."
    )

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_gemeente",
                fields=["gebruiker", "gemeente"],
                violation_error_message="Deze gebruiker hoort al bij deze gemeente.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_volgorde",
                condition=models.Q(tot_en_met=None) | models.Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} bij {self.gemeente}"


class Rol(models.Model):
    """Een rol binnen een lidmaatschap; één gebruiker kan er meer hebben."""

    lidmaatschap = models.ForeignKey(
        Lidmaatschap,
        models.CASCADE,
        related_name="rollen",
        verbose_name="lidmaatschap",
        help_text="Bij welk lidmaatschap deze rol hoort.",
    )
    soort = models.CharField(
        "rol",
        max_length=20,
        choices=RolSoort.choices,
        help_text="Wat de gebruiker in deze gemeente is.",
    )

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["lidmaatschap", "soort"],
                violation_error_message="Deze rol is al gegeven.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(soort__in=RolSoort.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()
