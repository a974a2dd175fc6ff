"""The one way to change a light."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from jeugdhulp import kalender, logboek
from jeugdhulp.historie import hang_onder
from jeugdhulp.kalender import Periode
from jeugdhulp.models import Gebruiker, Persoon
from jeugdhulp.opmaak import moment
from jeugdhulp.stoplicht import Licht, slechtste
from jeugdhulp.vrijetekst import fouten_in
from maatregelen.choices import EINDFASEN, LOPENDE_RONDE, Fase
from maatregelen.domain.stand import berekend_licht, bewijs
from maatregelen.domain.stand.bewijs import DELEN
from maatregelen.models import Maatregel, OpenEinde, Plan, Ronde, Stand, Voortgangsregel
from maatregelen.models.periode import periode_kolommen
from maatregelen.models.stand import STANDDELEN, TEKSTVELDEN
from maatregelen.stoplicht import ASPECTEN, LICHTEN, beter_dan, waarden, wat_ontbreekt

GEVOLGD = ("fase", *LICHTEN, *TEKSTVELDEN, "opnieuw_bekijken_op")


@dataclass(frozen=True)
class Voortgang:
    """One line of a stand with its own phase and planning."""

    tekst: str
    fase: str
    periode: Periode | None = None


@dataclass(frozen=True)
class Open:
    """What stays open after something ended: who does it, and when."""

    tekst: str
    eigenaar: Persoon | None = None
    periode: Periode | None = None


@dataclass(frozen=True)
class Standgegevens:
    """What somebody says of a measure. `totaal` "" means: the worst of the lights."""

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
    argument: str = ""
    namens: str = ""
    bron: str = ""
    letterlijk: str = ""
    twijfel: str = ""
    uitstel_reden: str = ""
    uitstel_voorwaarde: str = ""
    opnieuw_bekijken_op: date | None = None
    voortgangsregels: tuple[Voortgang, ...] = ()
    open_einden: tuple[Open, ...] = ()

    def ingevuld(self, aspecten: Sequence[str] = ASPECTEN) -> dict[str, Any]:
        """As columns of Stand: the total filled in, no lights for what has ended nor for what is
        not among `aspecten`, and no reason for a grijs, a deviation or an uitstel that is not
        there."""
        kolommen = {
            veld.name: getattr(self, veld.name) for veld in fields(self) if veld.name not in DELEN
        }
        if self.fase != Fase.UITGESTELD:
            kolommen |= {"uitstel_reden": "", "uitstel_voorwaarde": "", "opnieuw_bekijken_op": None}
        gegeven = [getattr(self, aspect) for aspect in aspecten]
        kolommen |= {aspect: "" for aspect in ASPECTEN if aspect not in aspecten}
        if self.fase in EINDFASEN:
            kolommen |= dict.fromkeys(LICHTEN, "")
        elif all(gegeven):
            kolommen["totaal"] = self.totaal or slechtste(gegeven)
        if all(gegeven) or self.fase in EINDFASEN:
            if Licht.GRIJS not in (kolommen[naam] for naam in LICHTEN):
                kolommen["grijs_reden"] = ""
            if self.fase in EINDFASEN or kolommen["totaal"] == slechtste(gegeven):
                kolommen["afwijking_reden"] = ""
        return kolommen

    def gegeven(self) -> list[str]:
        """The aspects that have a light."""
        return [aspect for aspect in ASPECTEN if getattr(self, aspect)]

    def teksten(self) -> dict[str, Any]:
        """Per field what was typed, those of its parts in a list."""
        regels = [regel.tekst for regel in self.voortgangsregels]
        einden = [einde.tekst for einde in self.open_einden]
        return vars(self) | {"voortgangsregels": regels, "open_einden": einden}


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


def laatste_stand(
    maatregel: Maatregel, peildatum: date, ronde: Ronde | None = None
) -> Stand | None:
    """The last stand by (peildatum, id) up to `peildatum`, of those that count in `ronde`. One
    query."""
    standen = maatregel.standen.filter(peildatum__lte=peildatum).voor_ronde(ronde)
    return standen.order_by("-peildatum", "-pk").first()


def leg_stand_vast(
    maatregel: Maatregel,
    gegevens: Standgegevens,
    *,
    door: Gebruiker | None,
    reden: str = "",
    ronde: Ronde | None = None,
    gezien: Gezien | None = None,
    kanaal: str = "scherm",
    overgenomen: bool = False,
) -> Stand:
    """Make a Stand, in one transaction with the history row of its Maatregel and its Gebeurtenis.

    The computed light is stored beside the given one, with its facts; not where the stand is
    `overgenomen` from a file, whose lights were given before this system knew the facts. A stand on
    or after the last one also sets the phase of the measure.

    Raises ValidationError per field (Dutch) when a light lacks its explanation, one is better than
    computed without an argument, a change lacks a reason, the peildatum lies in the future, or a
    text holds a client number; and IntussenGewijzigdError when `gezien` is given and is no longer
    the last stand that was made. Then nothing is stored.
    """
    # Also in what will not be stored: it came from a person who should hear it.
    if geweigerd := fouten_in(gegevens.teksten() | {"reden": reden}):
        raise ValidationError(geweigerd)
    with logboek.handeling(door=door, reden=reden, kanaal=kanaal) as handeling:
        gesloten = Maatregel.objects.select_for_update(of=("self",), no_key=True)
        maatregel = gesloten.select_related("plan").get(pk=maatregel.pk)
        _eis_gezien(maatregel, gezien)
        _eis_open(ronde, maatregel, gegevens.peildatum)
        vorige = laatste_stand(maatregel, gegevens.peildatum, ronde)
        # A document has the lights that its plan asked on that day.
        gevraagd = berekend_licht.aspecten_van(maatregel.plan)
        aspecten = (overgenomen and gegevens.gegeven()) or gevraagd
        kolommen = gegevens.ingevuld(aspecten)
        stand = Stand(
            maatregel=maatregel, ronde=ronde, door=door, gemaakt_op=kalender.nu(), **kolommen
        )
        if not overgenomen:
            kolommen |= _bereken(stand)
        _controleer(kolommen, vorige, handeling.reden, aspecten, maatregel.plan)
        for veld, waarde in kolommen.items():
            setattr(stand, veld, waarde)
        _bewaar(stand)
        _bewaar_delen(stand, gegevens)
        _neem_fase_over(maatregel, stand)
        _schrijf_regel(maatregel, stand, vorige)
    return stand


def _bewaar(stand: Stand) -> None:
    """The database holds the constraints of a stand while it stores it; only when it refuses, each
    is asked which it was. To ask all eight beforehand took half of what a stand costs, with every
    other writer waiting."""
    stand.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            stand.save(force_insert=True)
    except IntegrityError:
        stand.validate_constraints()
        raise


def _bewaar_delen(stand: Stand, gegevens: Standgegevens) -> None:
    delen: list[Voortgangsregel | OpenEinde] = [
        Voortgangsregel(
            stand=stand,
            volgorde=nummer,
            tekst=regel.tekst,
            fase=regel.fase,
            **periode_kolommen(regel.periode),
        )
        for nummer, regel in enumerate(gegevens.voortgangsregels)
    ]
    delen += [
        OpenEinde(
            stand=stand,
            volgorde=nummer,
            tekst=einde.tekst,
            eigenaar=einde.eigenaar,
            **periode_kolommen(einde.periode),
        )
        for nummer, einde in enumerate(gegevens.open_einden)
    ]
    for deel in delen:
        deel.full_clean()
        deel.save(force_insert=True)
    # Just written: its line needs no query to read them again.
    for naam, soort in zip(DELEN, STANDDELEN, strict=True):
        hang_onder([stand], naam, [deel for deel in delen if isinstance(deel, soort)])


def laatst_gemaakt(maatregel: Maatregel) -> Stand | None:
    """The stand that was made last, whatever day it is about. One query."""
    return maatregel.standen.select_related("door").order_by("-pk").first()


def _eis_gezien(maatregel: Maatregel, gezien: Gezien | None) -> None:
    if gezien is None:
        return
    nieuwste = laatst_gemaakt(maatregel)
    if nieuwste is not None and nieuwste.pk != gezien.stand_id:
        raise IntussenGewijzigdError(nieuwste)


def _eis_open(ronde: Ronde | None, maatregel: Maatregel, peildatum: date) -> None:
    if ronde is None:
        return
    nu = Ronde.objects.select_for_update(of=("self",), no_key=True).get(pk=ronde.pk)
    if nu.toestand not in LOPENDE_RONDE or nu.plan_id != maatregel.plan_id:
        raise ValidationError("Deze ronde is gesloten, of hoort bij een ander plan.")
    if nu.peildatum != peildatum:
        raise ValidationError({"peildatum": "Kies de peildatum van de ronde."})


def _bereken(stand: Stand) -> dict[str, str]:
    """The computed light as columns; and an argument that has nothing to argue with goes. Why the
    total is other than the worst light argues for that total too."""
    berekening = berekend_licht.bereken_licht(stand.maatregel, stand, stand.peildatum)
    kolommen = berekend_licht.als_kolommen(berekening)
    beter = beter_dan(vars(stand), berekening.lichten)
    if not beter:
        kolommen["argument"] = ""
    elif beter == ["totaal"] and not stand.argument.strip():
        kolommen["argument"] = stand.afwijking_reden
    return kolommen


def _controleer(
    kolommen: dict[str, Any], vorige: Stand | None, reden: str, aspecten: Sequence[str], plan: Plan
) -> None:
    fouten = wat_ontbreekt(
        kolommen,
        vorige=waarden(vorige),
        reden=reden,
        aspecten=aspecten,
        namen=berekend_licht.namen_van(plan),
    )
    if kolommen["peildatum"] > kalender.vandaag():
        fouten["peildatum"] = "Deze dag moet nog komen; kies vandaag of eerder."
    if kolommen["peildatum"] < kalender.VROEGSTE:
        fouten["peildatum"] = "Deze dag ligt te ver terug; kies een dag vanaf 1990."
    if fouten:
        raise ValidationError(fouten)


def _neem_fase_over(maatregel: Maatregel, stand: Stand) -> None:
    nieuwste = maatregel.standen.order_by("-peildatum", "-pk").values_list("pk", flat=True).first()
    if nieuwste == stand.pk:
        maatregel.fase = stand.fase
    maatregel.save(update_fields=["fase"])


def _verteld(stand: Stand) -> dict[str, Any]:
    """What its line tells of a stand; its parts as text, where it has any."""
    verteld = {veld: getattr(stand, veld) for veld in GEVOLGD}
    if regels := [f"{regel.fase}: {regel.tekst}" for regel in stand.voortgangsregels.all()]:
        verteld["voortgangsregels"] = regels
    if einden := [einde.tekst for einde in stand.open_einden.all()]:
        verteld["open_einden"] = einden
    return verteld


def _schrijf_regel(maatregel: Maatregel, stand: Stand, vorige: Stand | None) -> None:
    voor = {} if vorige is None else _verteld(vorige)
    na = _verteld(stand)
    anders = [veld for veld in na if (voor.get(veld) or "") != (na[veld] or "")]
    logboek.schrijf(
        bewijs.SOORT,
        maatregel,
        gemeente_id=maatregel.plan.gemeente_id,
        naam=str(maatregel),
        voor={veld: voor.get(veld, "") for veld in anders if voor},
        na={veld: na[veld] for veld in anders},
        feiten=bewijs.feiten(stand),
        teksten=bewijs.vingerafdruk(stand),
        stand=stand.pk,
        peildatum=stand.peildatum,
        bron=stand.bron,
    )
