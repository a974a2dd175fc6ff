"""What a password must be: Django's own rules, told in plain Dutch."""

from typing import Any

from django.contrib.auth import password_validation as regels
from django.core.exceptions import ValidationError


class LangGenoeg(regels.MinimumLengthValidator):
    """At least so many characters; length does more than signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError when it is too short."""
        if len(password) < self.min_length:
            raise ValidationError(f"Dit wachtwoord is te kort: minstens {self.min_length} tekens.")


class NietBekend(regels.CommonPasswordValidator):
    """Not one of the twenty thousand that everybody tries first."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError when it is one of those."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(
                "Dit wachtwoord gebruiken te veel mensen. Kies een ander."
            ) from None


class NietUwNaam(regels.UserAttributeSimilarityValidator):
    """Nothing that follows from who she is."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError when it looks like her name, user name or mail address."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(
                "Dit wachtwoord lijkt op uw naam of mailadres. Kies een ander."
            ) from None
