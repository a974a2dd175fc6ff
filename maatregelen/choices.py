"""Choices of the plan side."""

from django.db.models import TextChoices

from jeugdhulp.kalender import PeriodeSoort

# What the code of a measure may hold: it stands in its address.
CODE = r"^[0-9A-Za-z.-]{1,10}\Z"

# Pages of a gemeente stand beside its plans: no plan can have one of these as its address.
BEZETTE_ADRESSEN = (
    "afschermen",
    "begroting",
    "beleid",
    "gebruikers",
    "nieuw-plan",
    "rapporten",
    "toegang",
    "vergaderkalender",
    "wijzigingen",
)


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
    """Where a round is. Closed is read-only; a planned one that is not held lapses."""

    GEPLAND = "gepland", "gepland"
    OPEN = "open", "open"
    VOORBEREID = "voorbereid", "voorbereid"
    VERGADERING = "vergadering", "vergadering"
    GESLOTEN = "gesloten", "gesloten"
    VERVALLEN = "vervallen", "vervallen"


# A round that is going on: a plan has at most one, and standen may be made in it.
LOPENDE_RONDE = (RondeToestand.OPEN, RondeToestand.VOORBEREID, RondeToestand.VERGADERING)


class RondestapSoort(TextChoices):
    """What was done with a round."""

    GEPLAND = "gepland", "gepland"
    VERPLAATST = "verplaatst", "verplaatst"
    VERVALLEN = "vervallen", "vervallen"
    GEOPEND = "geopend", "geopend"
    VOORBEREID = "voorbereid", "agenda opgesteld"
    VERGADERING = "vergadering", "vergadering begonnen"
    GESLOTEN = "gesloten", "gesloten"
    HEROPEND = "heropend", "heropend"


# What nobody does without saying why.
RONDESTAP_MET_REDEN = (
    RondestapSoort.VERPLAATST,
    RondestapSoort.VERVALLEN,
    RondestapSoort.HEROPEND,
)


class BerichtSoort(TextChoices):
    """Which mail of a round: asking, asking once more, and telling another that none came."""

    UITNODIGING = "uitnodiging", "uitnodiging"
    HERINNERING = "herinnering", "herinnering"
    AANMANING = "aanmaning", "bericht aan wie vervangt"


class BerichtVerval(TextChoices):
    """Why a mail of a round did not go out, or does not any more."""

    NIETS_TE_DOEN = "niets te doen", "er is niets meer te doen"
    ONBEREIKBAAR = "onbereikbaar", "niet meer te bereiken"
    DATUM = "datum", "de datum was voorbij"
    RONDE = "ronde", "de ronde vraagt niets meer"


class Behandeling(TextChoices):
    """What the body does with an item of its agenda."""

    BESPREKEN = "bespreken", "bespreken"
    HAMERSTUK = "hamerstuk", "hamerstuk"


class BevestigingUitkomst(TextChoices):
    """How a round dealt with a stand."""

    BEVESTIGD = "bevestigd", "bevestigd"
    OVERGENOMEN = "overgenomen", "ongewijzigd overgenomen, niet bijgewerkt"


class Stadium(TextChoices):
    """Whether a plan or beleidsplan is still a draft; empty when its document does not say."""

    CONCEPT = "concept", "concept"
    VASTGESTELD = "vastgesteld", "vastgesteld"


class Bladveld(TextChoices):
    """The parts of a sheet; a plan gives them its own names and order."""

    AANLEIDING = "aanleiding", "Aanleiding"
    DOEL = "doel", "Doel"
    DOELGROEP = "doelgroep", "Doelgroep"
    AANPAK = "aanpak", "Aanpak"
    EFFECTEN = "effecten", "Effecten en opbrengsten"
    RESULTATEN = "resultaten", "Meetbare resultaten"
    BETROKKENEN = "betrokkenen", "Wie doet wat"
    PLANNING = "planning", "Planning"
    INVESTERING = "investering", "Investering"
    DEKKING = "dekking", "Dekking"
    SAMENHANG = "samenhang", "Samenhang"
    OPMERKINGEN = "opmerkingen", "Opmerkingen"
    STAND = "stand", "Stand van zaken"


# The parts that are one text of the measure itself.
TEKSTVELDEN_VAN_BLAD = (
    Bladveld.AANLEIDING,
    Bladveld.DOEL,
    Bladveld.DOELGROEP,
    Bladveld.AANPAK,
    Bladveld.EFFECTEN,
    Bladveld.OPMERKINGEN,
)


class Schaalniveau(TextChoices):
    """On which level a measure runs; empty when the plan does not say."""

    LOKAAL = "lokaal", "lokaal"
    SUBREGIONAAL = "subregionaal", "subregionaal"
    REGIONAAL = "regionaal", "regionaal"
    PROVINCIAAL = "provinciaal", "provinciaal"
    BOVENREGIONAAL = "bovenregionaal", "bovenregionaal"
    LANDELIJK = "landelijk", "landelijk"


class Domein(TextChoices):
    """Which field of policy a measure is of; empty when the plan does not say."""

    JEUGD = "jeugd", "jeugd"
    SOCIAAL_DOMEIN = "sociaal domein", "sociaal domein"
    ONDERWIJS = "onderwijs", "onderwijs"


class Invloed(TextChoices):
    """How far the gemeente itself can steer a measure; empty when the plan does not say."""

    GEEN = "geen", "geen"
    INDIRECT = "indirect", "indirect"
    DIRECT = "direct", "direct"


class Richting(TextChoices):
    """Which way a figure has to go; empty when the plan does not say."""

    AFNAME = "afname", "afname"
    TOENAME = "toename", "toename"
    GELIJK = "gelijk", "gelijk blijven"


class ProjectrolSoort(TextChoices):
    """The part somebody has in a plan or thema, outside any one measure."""

    PROJECTLEIDER = "projectleider", "projectleider"
    VOORZITTER_WERKGROEP = "voorzitter werkgroep", "voorzitter van de werkgroep"
    LID = "lid van het overleg", "lid van het overleg"
    AANDACHTSFUNCTIONARIS = "aandachtsfunctionaris", "aandachtsfunctionaris"
    PORTEFEUILLEHOUDER = "portefeuillehouder", "portefeuillehouder"
    PROCESREGISSEUR = "procesregisseur", "procesregisseur"
    OPDRACHTGEVER = "opdrachtgever", "opdrachtgever"
    OVERIG = "overig", "overig"


class Aard(TextChoices):
    """Whether money is once or every year; empty when the plan does not say."""

    INCIDENTEEL = "incidenteel", "incidenteel"
    STRUCTUREEL = "structureel", "structureel"


class GeldPer(TextChoices):
    """What an amount is for: each year of its period, or the period as a whole."""

    JAAR = "jaar", "per jaar"
    TOTAAL = "totaal", "in totaal"
    ONBEKEND = "onbekend", "onbekend of het per jaar of in totaal is"


class GeldStaat(TextChoices):
    """What a plan says of an amount. All of these are different, and none of them is 0."""

    BEDRAG = "bedrag", "bedrag"
    UREN = "uren", "alleen uren of fte"
    NIHIL = "nihil", "nihil"
    NVT = "n.v.t.", "niet van toepassing"
    BINNEN_BESTAAND = "binnen bestaand", "binnen bestaande middelen"
    PM = "p.m.", "p.m."
    NTB = "n.t.b.", "nader te bepalen"
    LEEG = "leeg", "niet ingevuld"


# What still has to become an amount.
GELD_ONBEKEND = (GeldStaat.PM, GeldStaat.NTB, GeldStaat.LEEG)


class DekkingStatus(TextChoices):
    """How sure a dekking is."""

    VOORGENOMEN = "voorgenomen", "voorgenomen"
    AANGEVRAAGD = "aangevraagd", "aangevraagd"
    BESLOTEN = "besloten", "besloten"
    VOORWAARDELIJK = "voorwaardelijk", "voorwaardelijk"
    AFGEWEZEN = "afgewezen", "afgewezen"


class ResultaatSoort(TextChoices):
    """What kind of result it is; empty when the plan does not say."""

    PRODUCT = "product", "product"
    PRESTATIE = "prestatie", "prestatie"
    EFFECT = "effect", "effect"


class ResultaatToestand(TextChoices):
    """How far a result is."""

    NOG_NIET = "nog niet", "nog niet bereikt"
    DEELS = "deels", "deels bereikt"
    BEREIKT = "bereikt", "bereikt"
    NIET_TE_METEN = "niet te meten", "niet te meten"


class SamenhangSoort(TextChoices):
    """How a measure is tied to something else."""

    INHOUD = "inhoud", "inhoud"
    VOORWAARDE = "voorwaarde", "voorwaarde"
    INFORMATIE = "informatie", "informatie"
    GEDEELDE_PERSOON = "gedeelde persoon", "gedeelde persoon"
    GEDEELD_BUDGET = "gedeeld budget", "gedeeld budget"
    TAAK_VOOR_ANDER = "taak voor ander", "taak voor een ander"
    PLANNING_ELDERS = "planning elders", "planning staat elders"
    SAMENGEVOEGD = "samengevoegd", "samengevoegd"
    AFGESPLITST = "afgesplitst", "afgesplitst van"


class BesluitmomentSoort(TextChoices):
    """A decision, or the advice of an adviesraad."""

    BESLUIT = "besluit", "besluit"
    ADVIES = "advies", "advies"


class Bestemming(TextChoices):
    """What became of an activity that was dropped."""

    VERVALLEN = "vervallen", "vervallen"
    REGULIER_WERK = "regulier werk", "regulier werk"
    SAMENGEVOEGD = "samengevoegd", "samengevoegd met een maatregel"
    ELDERS = "elders", "elders ondergebracht"


class VergaderdagSoort(TextChoices):
    """What a day or days in the calendar of a gemeente are."""

    COLLEGE = "college", "college"
    RAAD = "raad", "gemeenteraad"
    RECES = "reces", "reces"


class BesluitToestand(TextChoices):
    """Whether a decision still asks something; until then it returns on the agenda."""

    LOOPT = "loopt", "loopt"
    AFGEDAAN = "afgedaan", "afgedaan"
    INGETROKKEN = "ingetrokken", "ingetrokken"


class ActiepuntToestand(TextChoices):
    """Whether what was agreed is done."""

    OPEN = "open", "open"
    GEREED = "gereed", "gereed"
    VERVALLEN = "vervallen", "vervallen"
