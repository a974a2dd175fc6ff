"""From HTML to an accessible, archivable PDF, and the check that it became one.

The only door to WeasyPrint and pikepdf in this project. Both are slow to import and are therefore
loaded inside the functions that need them.
"""

from rapportage.pdf.bestanden import rapportbestanden
from rapportage.pdf.controle import controleer_normen, controleer_pdf, controleer_structuur
from rapportage.pdf.fouten import PdfFout
from rapportage.pdf.maken import Bijlage, maak_pdf

__all__ = [
    "Bijlage",
    "PdfFout",
    "controleer_normen",
    "controleer_pdf",
    "controleer_structuur",
    "maak_pdf",
    "rapportbestanden",
]
