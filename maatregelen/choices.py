"""Choices of the plan side."""

from django.db.models import TextChoices

from jeugdhulp.kalender import PeriodeSoort

# What the code of a measure may hold: it stands in its address.
CODE = r"^[0-9A-Za-z.-]{1,10}\Z"

# Pages of a gemeente stand beside its plans: no plan can have one of these as its address.
BEZETTE_ADRESSEN = ("afschermen", "gebruikers", "toegang", "wijzigingen")


class Fase(TextChoices):
    """Where a measure is. It changes only by a Stand."""

    GEPLAND = "gepland", "gepland"
    IN_VOORBEREIDING = "in voorbereiding", "in voorbereiding"
    IN_UITVOERING = "in uitvoering", "in uitvoering"
    DOORLOPEND = "doorlopend", "doorlopend"
    UITGESTELD = "uitgesteld", "uitgesteld"
    AFGEROND = "afgerond", "afgerond"
    GESTOPT = "gestopt", "gestopt"
    VERVALLEN = "vervallen", "vervallen"


# A measure that has ended carries no light and is counted apart.
EINDFASEN = (Fase.AFGEROND, Fase.GESTOPT, Fase.VERVALLEN)


class BetrokkenheidRol(TextChoices):
    """The part somebody has in a measure."""

    TREKKER = "trekker", "trekker"
    PLAATSVERVANGER = "plaatsvervanger", "plaatsvervanger"
    PROJECTLEIDER = "projectleider", "projectleider"
    VERANTWOORDELIJKE = "verantwoordelijke", "verantwoordelijke"
    UITVOERDER = "uitvoerder", "uitvoerder"
    PORTEFEUILLEHOUDER = "portefeuillehouder", "portefeuillehouder"
    BETROKKENE = "betrokkene", "betrokkene"


class MijlpaalSoort(TextChoices):
    """What kind of line of the planning it is."""

    ACTIE = "actie", "actie"
    BESLUIT = "besluit", "besluit"
    NULMETING = "nulmeting", "nulmeting"
    TUSSENEVALUATIE = "tussenevaluatie", "tussenevaluatie"
    EINDEVALUATIE = "eindevaluatie", "eindevaluatie"
    OPLEVERING = "oplevering", "oplevering"


class MijlpaalToestand(TextChoices):
    """Whether a planning line is done. Lateness follows from its period and the peildatum."""

    OPEN = "open", "open"
    GEREED = "gereed", "gereed"
    VERVALLEN = "vervallen", "vervallen"


PERIODE_KEUZES = [
    (PeriodeSoort.DAG, "dag"),
    (PeriodeSoort.MAAND, "maand"),
    (PeriodeSoort.KWARTAAL, "kwartaal"),
    (PeriodeSoort.HALFJAAR, "halfjaar"),
    (PeriodeSoort.JAAR, "jaar"),
    (PeriodeSoort.REEKS, "van … tot en met …"),
    (PeriodeSoort.VANAF, "vanaf"),
    (PeriodeSoort.TOT, "tot en met"),
    (PeriodeSoort.HERHALEND, "telkens opnieuw"),
    (PeriodeSoort.ZONDER_JAAR, "kwartaal zonder jaar"),
    (PeriodeSoort.ONBEPAALD, "nader te bepalen"),
]


class RondeToestand(TextChoices):
    """Where a round is. Closed is read-only."""

    OPEN = "open", "open"
    GESLOTEN = "gesloten", "gesloten"


class BevestigingUitkomst(TextChoices):
    """How a round dealt with a stand."""

    BEVESTIGD = "bevestigd", "bevestigd"
    OVERGENOMEN = "overgenomen", "ongewijzigd overgenomen, niet bijgewerkt"
