"""The tables of what is told."""

from rapportage.models.publicatie import Opmaak, Publicatie, Rapportversie, Versiestap
from rapportage.models.rapportage import Rapportage, Rapportblok

__all__ = [
    "Opmaak",
    "Publicatie",
    "Rapportage",
    "Rapportblok",
    "Rapportversie",
    "Versiestap",
]
