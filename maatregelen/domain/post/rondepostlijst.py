"""Which mails of a round went, wait or will go, and whom none reaches: what its pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jeugdhulp import kalender
from jeugdhulp.opmaak import moment
from maatregelen.choices import BerichtVerval, RondeToestand
from maatregelen.domain.post import rondeontvangers
from maatregelen.domain.post.rondeontvangers import HERINNERING, Ontvangers
from maatregelen.domain.post.rondepost import TUSSEN, gaat_uit
from maatregelen.models import Ronde, Rondebericht

ONZEKER = (
    "niet zeker of deze mail aankwam; die gaat na vijf dagen opnieuw, als dat dan nog nodig is"
)


@dataclass(frozen=True)
class Berichtrij:
    """One message: for whom, which, and how it stands, in words."""

    wie: str
    soort: str
    hoe: str


@dataclass(frozen=True)
class Postlijst:
    """The messages of a round by name, and whom no mail reaches (None: the round asks nothing)."""

    ronde: Ronde
    rijen: Sequence[Berichtrij]
    ontvangers: Ontvangers | None

    @property
    def zonder_datum(self) -> bool:
        """Whether nobody is reminded, because nobody said until when."""
        return self.ontvangers is not None and self.ronde.leveren_voor is None

    @property
    def herinnert_vanaf(self) -> date | None:
        """The first day of the reminder: not before the round opens."""
        if (tot := self.ronde.leveren_voor) is None:
            return None
        return max(tot - HERINNERING, self.ronde.opent_op or date.min)

    @property
    def na_de_dag(self) -> date | None:
        """The day on which who stands in hears it."""
        tot = self.ronde.leveren_voor
        return None if tot is None else tot + timedelta(days=1)


def lees(ronde: Ronde, nu: datetime) -> Postlijst:
    """Of a round (with its plan): what went, and for one that is planned or open who is concerned
    on the day it opens, or now. Seven queries, two for a round that asks nothing any more."""
    vandaag = kalender.dag_van(nu)
    dag = max(ronde.opent_op or vandaag, vandaag)
    gepland = ronde.toestand == RondeToestand.GEPLAND
    ontvangers = None
    if gepland or rondeontvangers.vraagt_nog(ronde, vandaag):
        ontvangers = rondeontvangers.lees(ronde, dag if gepland else vandaag)
    berichten = list(ronde.berichten.select_related("persoon").order_by("persoon__naam", "pk"))
    pas_gegaan = _pas_gegaan(berichten, nu)
    return Postlijst(
        ronde=ronde,
        rijen=[
            Berichtrij(
                rij.persoon.naam,
                rij.get_soort_display(),
                _hoe(rij, nu, pas_gegaan, uit=gaat_uit(ronde)),
            )
            for rij in berichten
        ],
        ontvangers=ontvangers,
    )


def _pas_gegaan(berichten: Sequence[Rondebericht], nu: datetime) -> set[int]:
    """The accounts (id) that got a mail about any round in the last five days. One query, none
    when nobody waits."""
    wachten = {
        rij.persoon.gebruiker_id
        for rij in berichten
        if not rij.verstuurd_op and not rij.vervallen_op and rij.persoon.gebruiker_id
    }
    if not wachten:
        return set()
    na = nu - TUSSEN
    rijen = Rondebericht.objects.filter(gebruiker__in=wachten, begonnen_op__gt=na)
    return set(rijen.values_list("gebruiker", flat=True))


def _hoe(bericht: Rondebericht, nu: datetime, pas_gegaan: set[int], *, uit: bool) -> str:
    if bericht.verstuurd_op is not None:
        return f"verstuurd op {moment(bericht.verstuurd_op)}"
    if bericht.vervallen_op is not None:
        waarom = BerichtVerval(bericht.vervallen_door).label
        aankomst = "misschien wel aangekomen, en niet opnieuw" if bericht.begonnen_op else "niet"
        return f"{aankomst} verstuurd: {waarom}"
    if not uit:
        return "blijft hier: een voorbeeldgemeente verstuurt geen mail"
    if bericht.is_onzeker(nu):
        return ONZEKER
    if bericht.bezig_tot is not None and bericht.bezig_tot > nu:
        return "wordt nu verstuurd"
    if bericht.volgende_op is not None:
        keer = f"{bericht.pogingen} keer"
        return f"nog niet gelukt, {keer} geprobeerd; weer na {moment(bericht.volgende_op)}"
    if bericht.persoon.gebruiker_id in pas_gegaan:
        return "wacht: er ging in de laatste vijf dagen al een mail"
    return "gaat binnen enkele minuten"
