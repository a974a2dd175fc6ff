"""The one way to change a light."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.clientnummer import WEIGERING, vind_clientnummer
from jeugdhulp.models import Gebruiker
from jeugdhulp.stoplicht import slechtste
from maatregelen.choices import EINDFASEN
from maatregelen.models import Maatregel, Ronde, Stand
from maatregelen.models.stand import TEKSTVELDEN
from maatregelen.stoplicht import ASPECTEN, LICHTEN, wat_ontbreekt

GEVOLGD = ("fase", *LICHTEN, *TEKSTVELDEN)


@dataclass(frozen=True)
class Standgegevens:
    """What somebody says of a measure. `totaal` "" means: the worst of the three lights."""

    peildatum: date
    fase: str
    tekst: str
    tijd: str = ""
    geld: str = ""
    resultaat: str = ""
    totaal: str = ""
    oorzaak: str = ""
    gevolg: str = ""
    bijsturing: str = ""
    grijs_reden: str = ""
    afwijking_reden: str = ""
    namens: str = ""
    bron: str = ""
    letterlijk: str = ""
    twijfel: str = ""

    def ingevuld(self) -> dict[str, Any]:
        """As columns of Stand: the total filled in, and no lights for what has ended."""
        kolommen = asdict(self)
        if self.fase in EINDFASEN:
            return kolommen | dict.fromkeys(LICHTEN, "")
        gegeven = [getattr(self, aspect) for aspect in ASPECTEN]
        if not self.totaal and all(gegeven):
            kolommen["totaal"] = slechtste(gegeven)
        return kolommen


def laatste_stand(maatregel: Maatregel, peildatum: date) -> Stand | None:
    """The last stand by (peildatum, id) up to `peildatum`. One query."""
    return maatregel.standen.filter(peildatum__lte=peildatum).order_by("-peildatum", "-pk").first()


def leg_stand_vast(
    maatregel: Maatregel,
    gegevens: Standgegevens,
    *,
    door: Gebruiker | None,
    reden: str = "",
    ronde: Ronde | None = None,
    kanaal: str = "scherm",
) -> Stand:
    """Make a Stand, in one transaction with the history row of its Maatregel and its Gebeurtenis.

    A stand on or after the last one also sets the phase of the measure. Raises ValidationError per
    field (Dutch) when a light lacks its explanation, a change lacks a reason, the peildatum lies in
    the future, or a text holds a client number; then nothing is stored.
    """
    with logboek.handeling(door=door, reden=reden, kanaal=kanaal) as handeling:
        gesloten = Maatregel.objects.select_for_update(of=("self",)).select_related("plan")
        maatregel = gesloten.get(pk=maatregel.pk)
        vorige = laatste_stand(maatregel, gegevens.peildatum)
        kolommen = gegevens.ingevuld()
        _controleer(kolommen, vorige, handeling.reden)
        stand = Stand(
            maatregel=maatregel, ronde=ronde, door=door, gemaakt_op=kalender.nu(), **kolommen
        )
        stand.full_clean()
        stand.save(force_insert=True)
        _neem_fase_over(maatregel, stand)
        _schrijf_regel(maatregel, stand, vorige)
    return stand


def waarden(stand: Stand | None) -> dict[str, str] | None:
    """The fase and lights of a stand as plain values, for the pure rooms."""
    return None if stand is None else {naam: getattr(stand, naam) for naam in ("fase", *LICHTEN)}


def _controleer(kolommen: dict[str, Any], vorige: Stand | None, reden: str) -> None:
    fouten = wat_ontbreekt(kolommen, vorige=waarden(vorige), reden=reden)
    for veld in TEKSTVELDEN:
        if vind_clientnummer(kolommen[veld]):
            fouten[veld] = WEIGERING
    if vind_clientnummer(reden):
        fouten["reden"] = WEIGERING
    if kolommen["peildatum"] > kalender.vandaag():
        fouten["peildatum"] = "Deze dag moet nog komen; kies vandaag of eerder."
    if fouten:
        raise ValidationError(fouten)


def _neem_fase_over(maatregel: Maatregel, stand: Stand) -> None:
    nieuwste = maatregel.standen.order_by("-peildatum", "-pk").first()
    if nieuwste == stand:
        maatregel.fase = stand.fase
    maatregel.save(update_fields=["fase"])


def _schrijf_regel(maatregel: Maatregel, stand: Stand, vorige: Stand | None) -> None:
    voor = {} if vorige is None else {veld: getattr(vorige, veld) for veld in GEVOLGD}
    na = {veld: getattr(stand, veld) for veld in GEVOLGD}
    anders = [veld for veld in GEVOLGD if voor.get(veld, "") != na[veld]]
    logboek.schrijf(
        "stand vastgelegd",
        maatregel,
        gemeente_id=maatregel.plan.gemeente_id,
        naam=str(maatregel),
        voor={veld: voor[veld] for veld in anders if voor},
        na={veld: na[veld] for veld in anders},
        stand=stand.pk,
        peildatum=stand.peildatum,
        bron=stand.bron,
    )
