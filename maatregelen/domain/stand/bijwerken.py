"""A trekker brings a measure up to date: what is new, that nothing is, which steps are done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.choices import EINDFASEN
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed
from maatregelen.domain.stand.berekend_licht import aspecten_van, bereken_licht
from maatregelen.domain.stand.regellicht import argument_dat_geldt
from maatregelen.domain.stand.standen import (
    Gezien,
    Open,
    Standgegevens,
    Voortgang,
    laatste_stand,
    leg_stand_vast,
)
from maatregelen.models import Maatregel, Mijlpaal, Plan, Ronde, Stand
from maatregelen.stoplicht import ASPECTEN, LICHTEN

# The reason in the trail: a stand that says so was not written anew.
ONGEWIJZIGD = "ongewijzigd bevestigd"
_MEE = (
    "fase",
    *LICHTEN,
    *("tekst", "oorzaak", "gevolg", "bijsturing", "grijs_reden", "afwijking_reden"),
    *("uitstel_reden", "uitstel_voorwaarde", "opnieuw_bekijken_op"),
)


@dataclass(frozen=True)
class Levering:
    """What somebody sends in at once for one measure: a stand, or that it is unchanged, or neither;
    and per step (id) the day it was done. `argument` is for what is unchanged; a stand has its
    own."""

    gegevens: Standgegevens | None = None
    ongewijzigd: bool = False
    argument: str = ""
    reden: str = ""
    gereed: Mapping[int, date] = field(default_factory=dict)


def waarom_niet_ongewijzigd(stand: Stand | None, plan: Plan) -> str:
    """Why the values of this stand cannot be said to hold still, as a sentence; "" if they can.
    `plan` is that of the measure."""
    if stand is None:
        return "Er is nog geen stand. Leg eerst een stand vast."
    if stand.bron:
        return f"De laatste stand komt uit {stand.bron}. Leg een eigen stand vast."
    if stand.afgeschermd_op:
        return "Van de laatste stand zijn teksten weggehaald. Leg een nieuwe stand vast."
    if stand.fase in EINDFASEN:
        return f"Deze maatregel is {stand.fase}; daar valt niets meer te bevestigen."
    gegeven = {aspect for aspect in ASPECTEN if getattr(stand, aspect)}
    if gegeven != {*aspecten_van(plan)}:
        return "Het plan vraagt nu andere lichten dan de laatste stand. Leg een nieuwe stand vast."
    return ""


def overgenomen(stand: Stand, peildatum: date) -> Standgegevens:
    """The values of an earlier stand with its parts, for another day; texts that were taken away
    stay behind, and so does the argument: it goes with what the rules said. Two queries where the
    parts are not loaded."""
    waarden = {veld: getattr(stand, veld) for veld in _MEE}
    waarden |= {veld: "" for veld, waarde in waarden.items() if waarde == AFGESCHERMD}
    if not stand.afwijking_reden:
        # The worst light, also when the plan has chosen other lights since.
        waarden["totaal"] = ""
    regels = [regel for regel in stand.voortgangsregels.all() if regel.tekst != AFGESCHERMD]
    einden = [einde for einde in stand.open_einden.all() if einde.tekst != AFGESCHERMD]
    return Standgegevens(
        peildatum=peildatum,
        voortgangsregels=tuple(
            Voortgang(regel.tekst, regel.fase, regel.periode) for regel in regels
        ),
        open_einden=tuple(Open(einde.tekst, einde.eigenaar, einde.periode) for einde in einden),
        **waarden,
    )


def bevestig_ongewijzigd(
    maatregel: Maatregel,
    *,
    door: Gebruiker | None,
    gezien: Gezien,
    peildatum: date,
    ronde: Ronde | None = None,
    namens: str = "",
    argument: str = "",
) -> Stand:
    """Make a stand with the values of the last one, said to hold on `peildatum` too.

    Its line gives `ONGEWIJZIGD` as the reason. Without an `argument` that of the last stand goes
    along, as long as the rules say the same. Raises ValidationError when there is no stand, when it
    was taken from a document, when texts were taken out of it, when the measure has ended or (at
    "argument") when a light is better than computed now and nothing argues it; and
    IntussenGewijzigdError when `gezien` is no longer the last stand that was made.
    """
    with logboek.handeling(door=door, reden=ONGEWIJZIGD):
        maatregel = wijzigen.vergrendel(maatregel, "plan")
        vorige = laatste_stand(maatregel, peildatum, ronde)
        if vorige is None or waarom_niet_ongewijzigd(vorige, maatregel.plan):
            raise ValidationError(waarom_niet_ongewijzigd(vorige, maatregel.plan))
        if not argument.strip():
            argument = argument_dat_geldt(vorige, bereken_licht(maatregel, vorige, peildatum))
        gegevens = replace(overgenomen(vorige, peildatum), namens=namens, argument=argument)
        return leg_stand_vast(maatregel, gegevens, door=door, ronde=ronde, gezien=gezien)


def lever(
    maatregel: Maatregel,
    levering: Levering,
    *,
    door: Gebruiker | None,
    gezien: Gezien,
    peildatum: date,
    ronde: Ronde | None = None,
    namens: str = "",
) -> Stand | None:
    """Store the steps that are done and a stand as one act: all of it, or nothing. The steps come
    first, so that the computed light of the stand knows of them.

    Raises what `leg_stand_vast`, `bevestig_ongewijzigd` and `meld_mijlpaal_gereed` raise; an error
    about the day of a step stands at `gereed_op_<id>`.
    """
    stand = None
    reden = ONGEWIJZIGD if levering.ongewijzigd else levering.reden
    with logboek.handeling(door=door, reden=reden):
        for mijlpaal_id, dag in sorted(levering.gereed.items()):
            _meld_gereed(maatregel, mijlpaal_id, dag, door)
        if levering.ongewijzigd:
            stand = bevestig_ongewijzigd(
                maatregel,
                door=door,
                gezien=gezien,
                peildatum=peildatum,
                ronde=ronde,
                namens=namens,
                argument=levering.argument,
            )
        elif levering.gegevens is not None:
            gegevens = replace(levering.gegevens, peildatum=peildatum, namens=namens)
            stand = leg_stand_vast(
                maatregel, gegevens, door=door, reden=reden, ronde=ronde, gezien=gezien
            )
    return stand


def _meld_gereed(maatregel: Maatregel, mijlpaal_id: int, dag: date, door: Gebruiker | None) -> None:
    mijlpaal = Mijlpaal.objects.filter(pk=mijlpaal_id, blad__maatregel=maatregel).first()
    if mijlpaal is None:
        raise ValidationError("Deze stap hoort niet bij deze maatregel.")
    try:
        meld_mijlpaal_gereed(mijlpaal, dag, door=door)
    except ValidationError as fout:
        raise ValidationError({f"gereed_op_{mijlpaal_id}": fout.messages}) from fout
