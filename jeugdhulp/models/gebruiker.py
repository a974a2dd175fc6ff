"""Gebruiker, Lidmaatschap and Rol: who signs in, where, and as what."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from jeugdhulp.choices import RolSoort
from jeugdhulp.querysets import LidmaatschapQuerySet


class Gebruiker(AbstractUser):
    """Iemand die zich aanmeldt. Wat zij mag, volgt uit haar lidmaatschappen en betrokkenheden.

    Her mail address is hers alone to change: who may change it can ask a new password there, and
    so become her, also in a gemeente that has nothing to do with it.
    """

    zegel = models.PositiveIntegerField(
        "zegel", default=0, help_text="Gaat omhoog als al haar sessies moeten eindigen."
    )
    rechten_versie = models.PositiveIntegerField(
        "versie van de rechten",
        default=0,
        help_text="Gaat omhoog als haar rechten wijzigen; haar sessie krijgt een nieuw kenmerk.",
    )
    oud_medewerker = models.PositiveIntegerField(
        "oud-medewerker",
        null=True,
        blank=True,
        unique=True,
        help_text="Het nummer dat haar naam vervangt nadat zij is vertrokken.",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="%(app_label)s_%(class)s_mailadres",
                condition=~models.Q(email=""),
                violation_error_message="Dit mailadres is al in gebruik.",
            )
        ]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still match; Django calls it for each key it knows."""
        return salted_hmac(
            "jeugdhulp.sessie", f"{self.password}|{self.zegel}", secret=secret, algorithm="sha256"
        ).hexdigest()

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
    uit_groep = models.BooleanField(
        "uit een groep",
        default=False,
        help_text="Begonnen door een groep van de aanmeldbron, en eindigt daar ook mee.",
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
    uit_groep = models.BooleanField(
        "uit een groep",
        default=False,
        help_text="Volgt uit een groep van de aanmeldbron; een beheerder gaf haar niet.",
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
