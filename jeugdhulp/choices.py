"""Choices of the shared models."""

from django.db.models import TextChoices


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
    SPOOR_GEEXPORTEERD = "spoor geëxporteerd", "logboek geëxporteerd"
    BEWIJSSTUK_GEMAAKT = "bewijsstuk gemaakt", "bewijsstuk gemaakt"
    BEHEERDER_GEMAAKT = "beheerder gemaakt", "eerste beheerder gemaakt"
    RESERVEKOPIE_GEMAAKT = "reservekopie gemaakt", "reservekopie gemaakt"
