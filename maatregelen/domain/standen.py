"""The one way to change a light."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebruiker
from jeugdhulp.opmaak import moment
from jeugdhulp.stoplicht import Licht, slechtste
from jeugdhulp.vrijetekst import fouten_in
from maatregelen.choices import EINDFASEN, RondeToestand
from maatregelen.domain import bewijs
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
        """As columns of Stand: the total filled in, no lights for what has ended, and no reason
        for a grijs or a deviation that is not there."""
        kolommen = asdict(self)
        gegeven = [getattr(self, aspect) for aspect in ASPECTEN]
        if self.fase in EINDFASEN:
            kolommen |= dict.fromkeys(LICHTEN, "")
        elif all(gegeven):
            kolommen["totaal"] = self.totaal or slechtste(gegeven)
        lichten = [kolommen[naam] for naam in LICHTEN]
        if all(lichten) or self.fase in EINDFASEN:
            if Licht.GRIJS not in lichten:
                kolommen["grijs_reden"] = ""
            if self.fase in EINDFASEN or kolommen["totaal"] == slechtste(gegeven):
                kolommen["afwijking_reden"] = ""
        return kolommen


@dataclass(frozen=True)
class Gezien:
    """Which stand (id, None for none) lay before the writer: the last one made when she began."""

    stand_id: int | None


class IntussenGewijzigdError(ValidationError):
    """Somebody made a stand of this measure while another was writing one."""

    def __init__(self, nieuwe: Stand):
        self.nieuwe = nieuwe
        super().__init__(
            f"Terwijl u schreef, heeft {nieuwe.door_naam} op {moment(nieuwe.gemaakt_op)} een"
            " nieuwe stand vastgelegd. Vergelijk die met uw tekst en leg uw stand daarna zo nodig"
            " opnieuw vast."
        )


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
    gezien: Gezien | None = None,
    kanaal: str = "scherm",
) -> Stand:
    """Make a Stand, in one transaction with the history row of its Maatregel and its Gebeurtenis.

    A stand on or after the last one also sets the phase of the measure. Raises ValidationError per
    field (Dutch) when a light lacks its explanation, a change lacks a reason, the peildatum lies in
    the future, or a text holds a client number; and IntussenGewijzigdError when `gezien` is given
    and is no longer the last stand that was made. Then nothing is stored.
    """
    # Also in what will not be stored: it came from a person who should hear it.
    if geweigerd := fouten_in(asdict(gegevens) | {"reden": reden}):
        raise ValidationError(geweigerd)
    with logboek.handeling(door=door, reden=reden, kanaal=kanaal) as handeling:
        gesloten = Maatregel.objects.select_for_update(of=("self",)).select_related("plan")
        maatregel = gesloten.get(pk=maatregel.pk)
        _eis_gezien(maatregel, gezien)
        _eis_open(ronde, maatregel, gegevens.peildatum)
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


def laatst_gemaakt(maatregel: Maatregel) -> Stand | None:
    """The stand that was made last, whatever day it is about. One query."""
    return maatregel.standen.select_related("door").order_by("-pk").first()


def waarden(stand: Stand | None) -> dict[str, str] | None:
    """The fase and lights of a stand as plain values, for the pure rooms."""
    return None if stand is None else {naam: getattr(stand, naam) for naam in ("fase", *LICHTEN)}


def _eis_gezien(maatregel: Maatregel, gezien: Gezien | None) -> None:
    if gezien is None:
        return
    nieuwste = laatst_gemaakt(maatregel)
    if nieuwste is not None and nieuwste.pk != gezien.stand_id:
        raise IntussenGewijzigdError(nieuwste)


def _eis_open(ronde: Ronde | None, maatregel: Maatregel, peildatum: date) -> None:
    if ronde is None:
        return
    nu = Ronde.objects.select_for_update(of=("self",)).get(pk=ronde.pk)
    if nu.toestand != RondeToestand.OPEN or nu.plan_id != maatregel.plan_id:
        raise ValidationError("Deze ronde is gesloten, of hoort bij een ander plan.")
    if nu.peildatum != peildatum:
        raise ValidationError({"peildatum": "Kies de peildatum van de ronde."})


def _controleer(kolommen: dict[str, Any], vorige: Stand | None, reden: str) -> None:
    fouten = wat_ontbreekt(kolommen, vorige=waarden(vorige), reden=reden)
    if kolommen["peildatum"] > kalender.vandaag():
        fouten["peildatum"] = "Deze dag moet nog komen; kies vandaag of eerder."
    if kolommen["peildatum"] < kalender.VROEGSTE:
        fouten["peildatum"] = "Deze dag ligt te ver terug; kies een dag vanaf 1990."
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
        bewijs.SOORT,
        maatregel,
        gemeente_id=maatregel.plan.gemeente_id,
        naam=str(maatregel),
        voor={veld: voor[veld] for veld in anders if voor},
        na={veld: na[veld] for veld in anders},
        feiten=bewijs.feiten(stand),
        teksten=bewijs.vingerafdruk(stand),
        stand=stand.pk,
        peildatum=stand.peildatum,
        bron=stand.bron,
    )
