"""What the doors keep: second factors, tries, known addresses and invitations."""

import base64
import secrets

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from jeugdhulp.versleuteling import ontsleutel, versleutel

# No signs that look alike on paper.
_TEKENS = "abcdefghjkmnpqrstuvwxyz23456789"
AANTAL_HERSTELCODES = 10


class Codeapp(TOTPDevice):
    """De app van een gebruiker die om de dertig seconden een nieuwe code toont.

    The library's device, with its key locked. It remembers the last code, so each works once.
    """

    class Meta:
        proxy = True
        verbose_name = "codeapp"
        verbose_name_plural = "codeapps"

    @property
    def bin_key(self) -> bytes:
        """The secret itself; OnleesbaarError when our keys do not open it."""
        return ontsleutel(self.key, f"codeapp van {self.user_id}")

    def nieuwe_sleutel(self) -> None:
        """Give it a secret of its own; the caller saves. Needs its user."""
        self.key = versleutel(secrets.token_bytes(20), f"codeapp van {self.user_id}")

    @property
    def sleuteltekst(self) -> str:
        """The secret as people type it, in groups of four."""
        tekst = base64.b32encode(self.bin_key).decode()
        return " ".join(tekst[begin : begin + 4] for begin in range(0, len(tekst), 4))


class Herstelcodes(StaticDevice):
    """De codes op papier voor wie haar app kwijt is; elke code werkt één keer.

    Stored as keyed hashes: who reads the database cannot use them.
    """

    class Meta:
        proxy = True
        verbose_name = "herstelcodes"
        verbose_name_plural = "herstelcodes"

    def maak(self) -> list[str]:
        """Ten new codes, as "abcde-fghjk"; the old ones stop working. Twelve queries."""
        codes = ["".join(secrets.choice(_TEKENS) for _ in range(10)) for _ in range(10)]
        self.token_set.all().delete()
        for code in codes:
            self.token_set.create(token=self._kenmerk(code, settings.SECRET_KEY))
        return [f"{code[:5]}-{code[5:]}" for code in codes]

    def verify_token(self, token: str) -> bool:
        """Whether `token` is one of them, which is then used up. The caller holds the row."""
        code = "".join(teken for teken in token.lower() if teken.isalnum())
        return any(
            super(Herstelcodes, self).verify_token(self._kenmerk(code, sleutel))
            for sleutel in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        )

    def _kenmerk(self, code: str, sleutel: str) -> str:
        hmac = salted_hmac(f"herstelcode van {self.user_id}", code, sleutel, algorithm="sha256")
        return base64.b32encode(hmac.digest()[:10]).decode()


class Poging(models.Model):
    """Eén poging aan een deur, om te tellen. Wat gelukt is, telt niet mee.

    Who and where are keyed hashes: the table gives nobody away.
    """

    sleutel = models.CharField("sleutel", max_length=64, help_text="Welke deur, wie en vanwaar.")
    moment = models.DateTimeField("moment", help_text="Wanneer het was.")

    class Meta:
        verbose_name = "poging"
        verbose_name_plural = "pogingen"
        indexes = [models.Index(name="poging_sleutel_moment", fields=["sleutel", "moment"])]

    def __str__(self) -> str:
        return f"poging op {self.moment:%Y-%m-%d}"


class BekendAdres(models.Model):
    """Een adres waar een gebruiker zich eerder aanmeldde: daar houdt een ander haar niet buiten."""

    gebruiker = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        verbose_name="gebruiker",
        help_text="Wie zich daar aanmeldde.",
    )
    kenmerk = models.CharField("kenmerk", max_length=64, help_text="Van het adres, als kenmerk.")
    laatst_op = models.DateTimeField("laatst op", help_text="De laatste keer dat het lukte.")

    class Meta:
        verbose_name = "bekend adres"
        verbose_name_plural = "bekende adressen"
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_keer", fields=["gebruiker", "kenmerk"]
            )
        ]

    def __str__(self) -> str:
        return f"adres van {self.gebruiker}"


class Uitnodiging(models.Model):
    """Een uitnodiging per mail om bij een gemeente te horen, één keer te gebruiken.

    Only a hash of what stands in the mail is kept. It says what she will be once she accepts;
    whether she has an account already, the gemeente does not learn before that.
    """

    gemeente = models.ForeignKey(
        "jeugdhulp.Gemeente",
        models.PROTECT,
        related_name="uitnodigingen",
        verbose_name="gemeente",
        help_text="Waar zij bij gaat horen.",
    )
    voornaam = models.CharField("voornaam", max_length=60, help_text="Hoe zij heet.")
    achternaam = models.CharField(
        "achternaam", max_length=80, help_text="Met tussenvoegsel, zoals de Vries."
    )
    email = models.EmailField("mailadres", max_length=150, help_text="Waar de mail heen gaat.")
    rollen = models.JSONField("rollen", default=list, blank=True, help_text="Wat zij wordt.")
    extern = models.BooleanField(
        "extern", default=False, help_text="Werkt niet bij de gemeente; ziet alleen het eigene."
    )
    van = models.DateField("van", help_text="Eerste dag waarop zij toegang heeft.")
    tot_en_met = models.DateField(
        "tot en met", null=True, blank=True, help_text="Laatste dag. Leeg: tot nader bericht."
    )
    door = models.ForeignKey(
        "jeugdhulp.Gebruiker",
        models.PROTECT,
        related_name="+",
        verbose_name="door",
        help_text="Wie haar uitnodigde.",
    )
    verstuurd_op = models.DateTimeField("verstuurd op", help_text="De laatste keer.")
    verloopt_op = models.DateTimeField("verloopt op", help_text="Daarna werkt de link niet meer.")
    kenmerk = models.CharField(
        "kenmerk", max_length=64, unique=True, help_text="Hash van wat in de mail staat."
    )
    aangenomen_op = models.DateTimeField("aangenomen op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_een_einde",
                condition=models.Q(aangenomen_op=None) | models.Q(ingetrokken_op=None),
                violation_error_message="Een aangenomen uitnodiging kan niet worden ingetrokken.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_volgorde",
                condition=models.Q(tot_en_met=None) | models.Q(tot_en_met__gte=models.F("van")),
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_een_open",
                fields=["gemeente", "email"],
                condition=models.Q(aangenomen_op=None, ingetrokken_op=None),
                violation_error_message="Er is al een uitnodiging naar dit mailadres.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voornaam} {self.achternaam}"
