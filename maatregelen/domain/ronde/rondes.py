"""The steps of a round: open, prepare, meet, close, and open again what was closed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Momentopname
from jeugdhulp.opmaak import opsomming
from maatregelen.choices import (
    EINDFASEN,
    LOPENDE_RONDE,
    BevestigingUitkomst,
    RondestapSoort,
    RondeToestand,
)
from maatregelen.domain import wijzigen
from maatregelen.domain.ronde import agenda
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.domain.ronde.rondestap import zet_stap
from maatregelen.domain.ronde.rondevorm import Stap
from maatregelen.domain.stand import rust
from maatregelen.domain.stand.rust import Rustkeuze
from maatregelen.models import Bevestiging, Maatregel, Plan, Ronde, Stand

SOORT = "ronde"
KIES = "Van deze maatregel is geen nieuwe stand. Kies wat de ronde ermee doet."
_DICHT = "Deze ronde is al gesloten."


def open_ronde(plan: Plan, peildatum: date, *, door: Gebruiker | None) -> Ronde:
    """Open the round of `peildatum`: the one that was planned for that day, or else a new one.

    ValidationError when one is going on, or when the day is taken, has yet to come or lies before
    that of a closed round.
    """
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(plan)
        gepland = plan.rondes.filter(toestand=RondeToestand.GEPLAND, peildatum=peildatum).first()
        ronde = gepland or Ronde(plan=plan, peildatum=peildatum)
        return _open(ronde, plan, door)


def open_geplande_ronde(ronde: Ronde, *, door: Gebruiker | None) -> Ronde:
    """Open a round that was planned; ValidationError as `open_ronde`, and when it is not planned
    any more."""
    with logboek.handeling(door=door):
        plan = wijzigen.vergrendel(ronde.plan)
        ronde = wijzigen.vergrendel(ronde)
        if ronde.toestand != RondeToestand.GEPLAND:
            raise ValidationError("Deze ronde is niet meer gepland. Kijk hoe zij er nu voor staat.")
        return _open(ronde, plan, door)


def bereid_voor(ronde: Ronde, *, door: Gebruiker | None) -> Ronde:
    """Lay down the agenda; ValidationError unless the round is open and not prepared yet."""
    with _stap(ronde, RondestapSoort.VOORBEREID, door) as ronde:
        if ronde.toestand != RondeToestand.OPEN:
            raise ValidationError(
                "De agenda van deze ronde is al opgesteld."
                if ronde.toestand in LOPENDE_RONDE
                else _niet_aan_de_gang(ronde)
            )
        agenda.leg_vast(ronde, door=door)
        ronde.toestand = RondeToestand.VOORBEREID
    return ronde


def begin_vergadering(ronde: Ronde, *, door: Gebruiker | None) -> Ronde:
    """Begin the meeting; ValidationError unless the agenda is there and it has not begun yet."""
    with _stap(ronde, RondestapSoort.VERGADERING, door) as ronde:
        if ronde.toestand != RondeToestand.VOORBEREID:
            raise ValidationError(
                {
                    RondeToestand.OPEN: "Stel eerst de agenda op.",
                    RondeToestand.VERGADERING: "De vergadering is al begonnen.",
                }.get(RondeToestand(ronde.toestand), _niet_aan_de_gang(ronde))
            )
        ronde.toestand = RondeToestand.VERGADERING
    return ronde


def sluit_ronde(
    ronde: Ronde,
    *,
    door: Gebruiker | None,
    keuzes: Mapping[int, str] | None = None,
    rusten: Mapping[int, Rustkeuze] | None = None,
    overige: str = "",
    gezien: Mapping[int, int | None] | None = None,
) -> Ronde:
    """Close a round in one act: confirm, carry over, let rest, and freeze all of it.

    A stand made for the round is confirmed; `keuzes` says per measure (id) where that differs:
    overgenomen carries over the one before, and the new one stays a voorstel. Where no stand came
    and the measure does not rest, somebody has to choose: overgenomen in `keuzes`, a rest from the
    day of the round in `rusten`, or for all the others at once `overige`="overgenomen". Carried
    over is not confirmed. `gezien` says per measure which stand (id) lay before who closes.

    The agenda is laid down where nobody did so. On closing again after reopening the Bevestigingen
    follow what is decided now, and a second Momentopname comes beside the first.

    Raises ValidationError when the round is not going on, when a choice is missing (at
    `keuze_<id>`) or cannot hold, or when somebody made a stand meanwhile. Then nothing is stored.
    """
    keuzes, rusten = keuzes or {}, rusten or {}
    if overige not in ("", BevestigingUitkomst.OVERGENOMEN):
        raise ValidationError("Alle overige maatregelen kunt u alleen ongewijzigd overnemen.")
    with logboek.handeling(door=door):
        # A stand locks its measure before its round; so does this.
        _vergrendel_maatregelen(ronde, rusten)
        ronde = wijzigen.vergrendel(ronde, "plan")
        if ronde.toestand not in LOPENDE_RONDE:
            raise ValidationError(_niet_aan_de_gang(ronde))
        maatregelen = _maatregelen(ronde)
        _eis_van_plan({*keuzes, *rusten}, maatregelen)
        _eis_gezien(gezien, maatregelen)
        ids = {rij.laatste_stand_id for rij in maatregelen}
        standen = Stand.objects.in_bulk(ids | {rij.eerdere_stand_id for rij in maatregelen})
        _eis_keuze(ronde, maatregelen, standen, {*keuzes, *rusten}, overige)
        _laat_rusten(ronde, maatregelen, rusten)
        eerder = {rij.maatregel_id: rij for rij in ronde.bevestigingen.all()}
        for maatregel in maatregelen:
            keuze = keuzes.get(maatregel.pk, "")
            _bevestig(ronde, maatregel, standen, keuze, eerder.get(maatregel.pk))
        if ronde.toestand == RondeToestand.OPEN:
            agenda.leg_vast(ronde, door=door)
            zet_stap(ronde, RondestapSoort.VOORBEREID, door)
        nu = kalender.nu()
        voor = ronde.toestand
        ronde.toestand, ronde.gesloten_op = RondeToestand.GESLOTEN, nu
        wijzigen.bewaar(ronde, "toestand", "gesloten_op")
        momentopname = _bevries(ronde, door, nu)
        zet_stap(ronde, RondestapSoort.GESLOTEN, door, op=nu, momentopname=momentopname)
        _schrijf("ronde gesloten", ronde, voor, momentopname)
    return ronde


def heropen_ronde(ronde: Ronde, *, reden: str, door: Gebruiker | None) -> Ronde:
    """Take a closed round back into the meeting; what was frozen stays beside it for ever.

    ValidationError without a reason, when it is not closed or not the last that was, or while
    another round goes on.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        wijzigen.vergrendel(ronde.plan)
        ronde = wijzigen.vergrendel(ronde, "plan")
        if not handeling.reden.strip():
            raise ValidationError({"reden": "U heropent een gesloten ronde. Schrijf op waarom."})
        if fout := waarom_niet_heropenen(ronde):
            raise ValidationError(fout)
        ronde.toestand, ronde.gesloten_op = RondeToestand.VERGADERING, None
        wijzigen.bewaar(ronde, "toestand", "gesloten_op")
        zet_stap(ronde, RondestapSoort.HEROPEND, door, reden=handeling.reden.strip())
        _schrijf("ronde heropend", ronde, RondeToestand.GESLOTEN)
    return ronde


def waarom_niet_heropenen(ronde: Ronde) -> str:
    """Why this round cannot be opened again, as a sentence; "" when it can. At most one query."""
    if ronde.toestand != RondeToestand.GESLOTEN:
        return "Alleen een gesloten ronde is te heropenen."
    andere = Ronde.objects.filter(plan=ronde.plan_id).exclude(pk=ronde.pk)
    for ander in andere.filter(toestand__in=[*LOPENDE_RONDE, RondeToestand.GESLOTEN]):
        if ander.toestand in LOPENDE_RONDE:
            dag = datum_voluit(ander.peildatum)
            return f"De ronde per {dag} loopt al. Sluit die eerst."
        if ander.peildatum > ronde.peildatum:
            dag = datum_voluit(ander.peildatum)
            return f"De ronde per {dag} is later gesloten. Alleen de laatste is te heropenen."
    return ""


def _open(ronde: Ronde, plan: Plan, door: Gebruiker | None) -> Ronde:
    wijzigen.eis_geweest("peildatum", ronde.peildatum)
    _eis_na_gesloten(plan, ronde.peildatum)
    voor = ronde.toestand if ronde.pk else ""
    ronde.toestand, ronde.geopend_op = RondeToestand.OPEN, kalender.nu()
    if ronde.pk:
        wijzigen.bewaar(ronde, "toestand", "geopend_op")
    else:
        wijzigen.bewaar(ronde)
    zet_stap(ronde, RondestapSoort.GEOPEND, door)
    _schrijf("ronde geopend", ronde, voor)
    return ronde


@contextmanager
def _stap(ronde: Ronde, soort: RondestapSoort, door: Gebruiker | None) -> Iterator[Ronde]:
    """The locked round, and after the block its new state, its step and its line."""
    with logboek.handeling(door=door):
        ronde = wijzigen.vergrendel(ronde, "plan")
        voor = ronde.toestand
        yield ronde
        wijzigen.bewaar(ronde, "toestand")
        zet_stap(ronde, soort, door)
        _schrijf(f"ronde: {soort.label}", ronde, voor)


def _niet_aan_de_gang(ronde: Ronde) -> str:
    return {
        RondeToestand.GEPLAND: "Deze ronde is nog niet geopend.",
        RondeToestand.VERVALLEN: "Deze ronde gaat niet door.",
    }.get(RondeToestand(ronde.toestand), _DICHT)


def _eis_na_gesloten(plan: Plan, peildatum: date) -> None:
    gesloten = plan.rondes.filter(toestand=RondeToestand.GESLOTEN, peildatum__gt=peildatum)
    if (later := gesloten.order_by("-peildatum").first()) is not None:
        raise ValidationError(
            {
                "peildatum": f"De ronde per {datum_voluit(later.peildatum)} is al gesloten."
                " Kies een latere dag."
            }
        )


def _vergrendel_maatregelen(ronde: Ronde, rusten: Mapping[int, Rustkeuze]) -> None:
    rijen = Maatregel.objects.filter(plan=ronde.plan_id, pk__in=list(rusten)).order_by("pk")
    list(rijen.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _maatregelen(ronde: Ronde) -> list[Maatregel]:
    return list(
        Maatregel.objects.filter(plan=ronde.plan)
        .met_laatste_stand(ronde.peildatum, ronde=ronde)
        .met_eerdere_stand(ronde)
        .met_rust_in_ronde(ronde, rust.rustdag(ronde, kalender.vandaag()))
        .in_volgorde()
    )


def _eis_van_plan(gekozen: set[int], maatregelen: Sequence[Maatregel]) -> None:
    if not gekozen <= {rij.pk for rij in maatregelen}:
        raise ValidationError("U koos iets voor een maatregel die niet in dit plan staat.")


def _eis_gezien(gezien: Mapping[int, int | None] | None, maatregelen: Sequence[Maatregel]) -> None:
    if gezien is None:
        return
    # What had ended was not before her, and is not in it.
    nieuw = [
        rij.code
        for rij in maatregelen
        if rij.pk in gezien and gezien[rij.pk] != rij.laatste_stand_id
    ]
    if nieuw:
        raise ValidationError(
            f"Intussen is er een nieuwe stand van {opsomming(nieuw)}. Kijk de lijst nog eens na."
        )


def _eis_keuze(
    ronde: Ronde,
    maatregelen: Sequence[Maatregel],
    standen: Mapping[int, Stand],
    gekozen: set[int],
    overige: str,
) -> None:
    """Silence is decided by somebody, never by itself."""
    if overige:
        return
    stil = [
        rij
        for rij in maatregelen
        if rij.pk not in gekozen and is_stil(rij, standen.get(rij.laatste_stand_id or 0), ronde)
    ]
    if stil:
        raise ValidationError({f"keuze_{rij.pk}": KIES for rij in stil})


def is_stil(maatregel: Maatregel, stand: Stand | None, ronde: Ronde) -> bool:
    """Whether this round asked a stand and none came; `maatregel` with its `rust`, `stand` the last
    up to its day. What ended asks nothing."""
    if maatregel.rust is not None or (stand is not None and stand.ronde_id == ronde.pk):
        return False
    return (stand.fase if stand else maatregel.fase) not in EINDFASEN


def _laat_rusten(
    ronde: Ronde, maatregelen: Sequence[Maatregel], rusten: Mapping[int, Rustkeuze]
) -> None:
    """Faults at the field of each measure (`reden_<id>` and so on), all of them at once."""
    fouten: dict[str, list[str]] = {}
    for maatregel in maatregelen:
        if (keuze := rusten.get(maatregel.pk)) is None:
            continue
        try:
            rust.rust_binnen(maatregel, ronde.peildatum, keuze)
        except ValidationError as fout:
            for veld, teksten in fout.update_error_dict({}).items():
                naam = veld if veld in ("reden", "tot_en_met", "tot_mijlpaal") else "keuze"
                zinnen = [zin for deel in teksten for zin in deel.messages]
                fouten.setdefault(f"{naam}_{maatregel.pk}", []).extend(zinnen)
    if fouten:
        raise ValidationError(fouten)


def _bevestig(
    ronde: Ronde,
    maatregel: Maatregel,
    standen: Mapping[int, Stand],
    keuze: str,
    eerder: Bevestiging | None,
) -> None:
    stand = standen.get(maatregel.laatste_stand_id or 0)
    gemaakt = stand is not None and stand.ronde_id == ronde.pk
    gewoon = BevestigingUitkomst.BEVESTIGD if gemaakt else BevestigingUitkomst.OVERGENOMEN
    uitkomst = keuze or gewoon
    if uitkomst not in BevestigingUitkomst.values:
        raise ValidationError(f"Kies voor {maatregel.code} bevestigen of overnemen.")
    if uitkomst == BevestigingUitkomst.BEVESTIGD and not gemaakt:
        raise ValidationError(
            f"Van {maatregel.code} is in deze ronde geen stand gemaakt, dus ook niet te bevestigen."
        )
    if uitkomst == BevestigingUitkomst.OVERGENOMEN and gemaakt:
        stand = standen.get(maatregel.eerdere_stand_id or 0)
        if stand is None:
            raise ValidationError(f"Van {maatregel.code} is geen eerdere stand om over te nemen.")
    if stand is None:
        return
    if eerder is None:
        Bevestiging(ronde=ronde, maatregel=maatregel, stand=stand, uitkomst=uitkomst).save()
    elif (eerder.stand_id, eerder.uitkomst) != (stand.pk, uitkomst):
        eerder.stand, eerder.uitkomst = stand, uitkomst
        eerder.save(update_fields=["stand", "uitkomst"])


def _bevries(ronde: Ronde, door: Gebruiker | None, nu: datetime) -> Momentopname:
    sluiting: Stap = {
        "soort": RondestapSoort.GESLOTEN.value,
        "naam": RondestapSoort.GESLOTEN.label,
        "op": nu,
        "door": str(door or "het systeem"),
        "reden": "",
    }
    momentopname = bevries(
        lees_rondebeeld(ronde, moment=nu, sluiting=sluiting),
        gemeente_id=ronde.plan.gemeente_id,
        soort=SOORT,
        peildatum=ronde.peildatum,
        moment=nu,
    )
    momentopname.save(force_insert=True)
    return momentopname


def _schrijf(soort: str, ronde: Ronde, voor: str, momentopname: Momentopname | None = None) -> None:
    extra: dict[str, Any] = {}
    if momentopname is not None:
        extra = {
            "feiten": feiten(momentopname),
            "momentopname": momentopname.pk,
            "vingerafdruk": momentopname.sha256,
        }
    logboek.schrijf(
        soort,
        ronde.plan,
        gemeente_id=ronde.plan.gemeente_id,
        naam=f"{ronde.plan.titel}, ronde per {datum_voluit(ronde.peildatum)}",
        voor={"toestand": voor} if voor else {},
        na={"toestand": ronde.toestand},
        ronde=ronde.pk,
        **extra,
    )
