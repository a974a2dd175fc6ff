"""The telling side."""

from django.apps import AppConfig


class RapportageConfig(AppConfig):
    """Reports: composing, rendering, and the demo command."""

    name = "rapportage"
    verbose_name = "Rapportage"
