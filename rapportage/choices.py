"""Choices of what is told."""

from django.db.models import TextChoices


class RapportSoort(TextChoices):
    """What kind of report it is."""

    VOORTGANG = "voortgang", "voortgangsrapportage"


class BlokSoort(TextChoices):
    """The blocks of a report, in the order in which they stand."""

    INLEIDING = "inleiding", "Inleiding"
    SAMENVATTING = "samenvatting", "Bestuurlijke samenvatting"
    STOPLICHT = "stoplicht", "Stoplicht"
    VERANDERINGEN = "veranderingen", "Wat er veranderde en wat er is besloten"
    MAATREGELEN = "maatregelen", "De maatregelen"
    LICHTEN = "lichten", "Wat de lichten betekenen"
    BEGRIPPEN = "begrippen", "Begrippen"
    GELD = "geld", "Geld per jaar"
    BEEINDIGD = "beeindigd", "Beëindigd en vervallen"
    VERANTWOORDING = "verantwoording", "Verantwoording"
    # Not in the report: what the college alone gets besides it.
    BESLUITPUNTEN = "besluitpunten", "Besluitpunten voor het college"


class VersieSoort(TextChoices):
    """Why a version was made."""

    GEWOON = "gewoon", "gewone versie"
    ERRATUM = "erratum", "erratum"


class Stap(TextChoices):
    """How far a frozen version is, in this order. Before the first it is a concept."""

    TER_BESLUITVORMING = "ter besluitvorming", "ter besluitvorming"
    VASTGESTELD = "vastgesteld", "vastgesteld"
    AANGEBODEN = "aangeboden", "aangeboden aan de raad"
    OPENBAAR = "openbaar", "openbaar"


# From here on a raadslid reads it.
VOOR_DE_RAAD = (Stap.AANGEBODEN, Stap.OPENBAAR)


class OpmaakToestand(TextChoices):
    """How the making of the files of a version goes."""

    WACHT = "wacht", "wacht"
    BEZIG = "bezig", "bezig"
    GEREED = "gereed", "gereed"
    MISLUKT = "mislukt", "mislukt"


class Vorm(TextChoices):
    """What a published file is."""

    PDF = "pdf", "pdf"
    WEB = "web", "webpagina"
    ODS = "ods", "werkblad"
    CSV = "csv", "tabel"
