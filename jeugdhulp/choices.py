"""Choices of the shared models."""

from django.db.models import TextChoices

# Pages and files of the application itself stand beside the gemeenten: none can have such an
# address. What is not a page yet is kept free for it.
BEZETTE_ADRESSEN = (
    "aanmelden",
    "account",
    "afmelden",
    "api",
    "gezond",
    "media",
    "mijn-maatregelen",
    "agenda",
    "openbaar",
    "static",
    "uitnodiging",
    "wachtwoord",
    "zoeken",
)


class GemeenteSoort(TextChoices):
    """A tenant is one gemeente, or several that make a plan together."""

    GEMEENTE = "gemeente", "gemeente"
    SAMENWERKING = "samenwerking", "samenwerking"


class RolSoort(TextChoices):
    """What somebody is in a gemeente. Not trekker: that follows from a Betrokkenheid."""

    BEHEERDER = "beheerder", "beheerder"
    BELEIDSADVISEUR = "beleidsadviseur", "beleidsadviseur"
    PROJECTGROEP = "projectgroep", "lid van de projectgroep"
    CONTROLLER = "controller", "controller"
    BESTUURDER = "bestuurder", "bestuurder"
    RAADSLID = "raadslid", "raadslid"


class PersoonSoort(TextChoices):
    """Whom a plan names: somebody, a function whoever holds it, or a place still empty."""

    PERSOON = "persoon", "persoon"
    FUNCTIE = "functie", "functie"
    VACATURE = "vacature", "vacature"


class OrganisatieSoort(TextChoices):
    """A group with a part in a measure."""

    WERKGROEP = "werkgroep", "werkgroep"
    PARTNER = "partner", "partner"
    AFDELING = "afdeling", "afdeling"


class AfschermingSoort(TextChoices):
    """Why content goes: it should never have been there, or its term of keeping has passed."""

    AFSCHERMEN = "afschermen", "afschermen"
    VERNIETIGEN = "vernietigen", "vernietigen na de bewaartermijn"


class AfschermingUitkomst(TextChoices):
    """What the second person decided."""

    UITGEVOERD = "uitgevoerd", "uitgevoerd"
    AFGEWEZEN = "afgewezen", "afgewezen"


class ToegangSoort(TextChoices):
    """What the register of access knows: who came in, who got rights, who read what."""

    AANGEMELD = "aangemeld", "aangemeld"
    AFGEMELD = "afgemeld", "afgemeld"
    AFGEMELD_OVERAL = "afgemeld overal", "afgemeld op alle apparaten"
    AANMELDEN_MISLUKT = "aanmelden mislukt", "aanmelden mislukt"
    AANMELDEN_GEBLOKKEERD = "aanmelden geblokkeerd", "tijdelijk geblokkeerd"
    WACHTWOORD_GEVRAAGD = "wachtwoord gevraagd", "nieuw wachtwoord gevraagd"
    WACHTWOORD_GEWIJZIGD = "wachtwoord gewijzigd", "wachtwoord gewijzigd"
    MAILADRES_GEWIJZIGD = "mailadres gewijzigd", "mailadres gewijzigd"
    TWEEDE_FACTOR_AAN = "tweede factor aan", "tweede stap ingesteld"
    TWEEDE_FACTOR_UIT = "tweede factor uit", "tweede stap uitgezet"
    HERSTELCODES_GEMAAKT = "herstelcodes gemaakt", "nieuwe herstelcodes gemaakt"
    HERSTELCODE_GEBRUIKT = "herstelcode gebruikt", "herstelcode gebruikt"
    UITGENODIGD = "uitgenodigd", "uitgenodigd"
    UITNODIGING_INGETROKKEN = "uitnodiging ingetrokken", "uitnodiging ingetrokken"
    LIDMAATSCHAP_BEGONNEN = "lidmaatschap begonnen", "toegang begonnen"
    LIDMAATSCHAP_GEWIJZIGD = "lidmaatschap gewijzigd", "toegang gewijzigd"
    LIDMAATSCHAP_BEEINDIGD = "lidmaatschap beëindigd", "toegang beëindigd"
    ROL_GEGEVEN = "rol gegeven", "rol gegeven"
    ROL_INGETROKKEN = "rol ingetrokken", "rol ingetrokken"
    OVERGEDRAGEN = "overgedragen", "werk overgedragen"
    GEPSEUDONIMISEERD = "gepseudonimiseerd", "naam verwijderd"
    SPOOR_GEEXPORTEERD = "spoor geëxporteerd", "logboek geëxporteerd"
    PLAN_GEEXPORTEERD = "plan geëxporteerd", "plan geëxporteerd"
    BEWIJSSTUK_GEMAAKT = "bewijsstuk gemaakt", "bewijsstuk gemaakt"
    BEHEERDER_GEMAAKT = "beheerder gemaakt", "eerste beheerder gemaakt"
    NOODACCOUNT_GEBRUIKT = "noodaccount gebruikt", "noodaccount gebruikt"
    GEKOPPELD = "gekoppeld", "account gekoppeld aan de eigen aanmelding van de gemeente"
    BRON_WEIGERT = "bron weigert", "geweigerd door de eigen aanmelding van de gemeente"
    BRON_MELDT_AF = "bron meldt af", "afgemeld door de eigen aanmelding van de gemeente"
    GROEPROL_GEGEVEN = "groep gekoppeld", "groep aan een rol gekoppeld"
    GROEPROL_INGETROKKEN = "groep losgemaakt", "groep van een rol losgemaakt"
    AGENDA_GEMAAKT = "agenda gemaakt", "adres voor de agenda gemaakt"
    AGENDA_GESTOPT = "agenda gestopt", "adres voor de agenda gestopt"
    RESERVEKOPIE_GEMAAKT = "reservekopie gemaakt", "reservekopie gemaakt"
