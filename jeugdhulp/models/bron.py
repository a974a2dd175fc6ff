"""What ties people and roles to the directory of a gemeente: Koppeling and Groeprol; what we ask it
with, Verversing; and what it said once already, Afmeldbericht."""

from django.db import models

from jeugdhulp.choices import RolSoort
from jeugdhulp.querysets import KoppelingQuerySet


class Koppeling(models.Model):
    """Dat een account bij iemand in een aanmeldbron hoort.

    Who she is there is the issuer and its own number for her (`sub`), never her mail address: an
    address moves on to a namesake. Of the number only a hash is kept.
    """

    gebruiker = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="koppelingen",
        verbose_name="gebruiker",
        help_text="Wie zich hiermee aanmeldt.",
    )
    uitgever = models.CharField(
        "uitgever", max_length=255, help_text="Het adres van de aanmeldbron, zoals die zich noemt."
    )
    kenmerk = models.CharField(
        "kenmerk",
        max_length=64,
        unique=True,
        help_text="Hash van de uitgever en het nummer van deze persoon daar.",
    )
    gekoppeld_op = models.DateTimeField("gekoppeld op", help_text="De eerste keer.")
    bevestigd_op = models.DateTimeField(
        "bevestigd op", help_text="Wanneer de aanmeldbron het laatst ja zei."
    )
    geweigerd_op = models.DateTimeField(
        "geweigerd op",
        null=True,
        blank=True,
        help_text="Sinds wanneer de aanmeldbron nee zegt. Leeg: dat deed die niet.",
    )
    objects = KoppelingQuerySet.as_manager()

    class Meta:
        verbose_name = "koppeling"
        verbose_name_plural = "koppelingen"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_per_bron", fields=["gebruiker", "uitgever"]
            )
        ]

    def __str__(self) -> str:
        return f"koppeling van {self.gebruiker}"


class Groeprol(models.Model):
    """Wat iemand wordt die in een groep van de aanmeldbron zit, in deze gemeente.

    Empty `rol`: a colleague without a role, who reads along; with `extern` somebody from outside.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="groeprollen",
        verbose_name="gemeente",
        help_text="Waar dit geldt.",
    )
    groep = models.CharField(
        "groep",
        max_length=200,
        help_text="Zoals de aanmeldbron de groep noemt. Bij Entra ID is dat de object-id.",
    )
    omschrijving = models.CharField(
        "omschrijving", max_length=120, blank=True, help_text="Hoe mensen de groep noemen."
    )
    rol = models.CharField(
        "rol",
        max_length=20,
        choices=RolSoort.choices,
        blank=True,
        help_text="Leeg: een collega zonder rol, die meeleest.",
    )
    extern = models.BooleanField(
        "extern",
        default=False,
        help_text="Werkt niet bij de gemeente en ziet alleen de eigen maatregelen.",
    )

    class Meta:
        verbose_name = "groep met een rol"
        verbose_name_plural = "groepen met een rol"
        ordering = ["omschrijving", "groep", "rol", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer",
                fields=["gemeente", "groep", "rol"],
                violation_error_message="Deze groep heeft deze rol al.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_soort",
                condition=models.Q(rol="") | models.Q(rol__in=RolSoort.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_extern_zonder_rol",
                condition=models.Q(extern=False) | models.Q(rol=""),
                violation_error_message="Iemand van buiten de gemeente krijgt geen rol.",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving or self.groep


class Verversing(models.Model):
    """Waarmee wij de aanmeldbron vragen of iemand nog mag.

    A table of its own, because it is as fleeting as a session: no backup holds it.
    """

    koppeling = models.OneToOneField(
        Koppeling,
        models.CASCADE,
        related_name="verversing",
        verbose_name="koppeling",
        help_text="Over wie het gaat.",
    )
    token = models.TextField(
        "token", help_text="Wat de aanmeldbron daarvoor gaf, versleuteld voor deze koppeling."
    )
    gevraagd_op = models.DateTimeField(
        "gevraagd op",
        null=True,
        blank=True,
        help_text="Wanneer wij begonnen te vragen. Leeg: er is geen vraag onderweg.",
    )

    class Meta:
        verbose_name = "verversing"
        verbose_name_plural = "verversingen"

    def __str__(self) -> str:
        return f"verversing van {self.koppeling_id}"


class Afmeldbericht(models.Model):
    """Een afmelding die een aanmeldbron stuurde, onthouden zolang een tweede keer zou tellen."""

    kenmerk = models.CharField(
        "kenmerk",
        max_length=64,
        unique=True,
        help_text="Hash van de uitgever en het nummer van het bericht.",
    )
    tot = models.DateTimeField("tot", help_text="Daarna is het bericht zelf te oud.")

    class Meta:
        verbose_name = "afmeldbericht"
        verbose_name_plural = "afmeldberichten"

    def __str__(self) -> str:
        return f"afmeldbericht, geldig tot {self.tot:%Y-%m-%d %H:%M}"
