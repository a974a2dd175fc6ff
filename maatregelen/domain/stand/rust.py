"""A measure rests: nobody needs to give a stand, until a day or until a step is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from jeugdhulp import logboek
from jeugdhulp.handeling import huidige
from jeugdhulp.kalender import dag_van, datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.choices import EINDFASEN, MijlpaalToestand, RondestapSoort, RondeToestand
from maatregelen.domain import wijzigen
from maatregelen.models import Maatregel, Mijlpaal, Ronde, Rondestap, Rust


@dataclass(frozen=True)
class Rustkeuze:
    """Until when a measure rests, and why: a day, or a step that is still open."""

    reden: str
    tot_en_met: date | None = None
    tot_mijlpaal: Mijlpaal | None = None


def rustdag(ronde: Ronde, vandaag: date) -> date:
    """By which day, beside that of the round itself, something rests in it: today, or the day on
    which it was first closed. What rests since then is no part of what is mended. One query, none
    before its meeting."""
    if ronde.toestand in (RondeToestand.OPEN, RondeToestand.VOORBEREID):
        return vandaag
    return eerst_gesloten([ronde.pk]).get(ronde.pk, vandaag)


def eerst_gesloten(rondes: Collection[int]) -> dict[int, date]:
    """Per round (id) the day on which it was first closed, where that was kept. One query."""
    stappen = Rondestap.objects.filter(ronde__in=rondes, soort=RondestapSoort.GESLOTEN)
    # The last to be read is the first that was done.
    rijen = stappen.order_by("-pk").values_list("ronde", "op")
    return {sleutel: dag_van(op) for sleutel, op in rijen}


def laat_rusten(
    maatregel: Maatregel,
    van: date,
    *,
    tot_en_met: date | None = None,
    tot_mijlpaal: Mijlpaal | None = None,
    reden: str,
    door: Gebruiker | None,
) -> Rust:
    """Let a measure rest from `van` up to a day, or up to a step that is still open.

    ValidationError without a reason or an end, for a measure that has ended, a step of another
    measure or one that is not open, or when it rests already in those days.
    """
    keuze = Rustkeuze(reden, tot_en_met, tot_mijlpaal)
    with logboek.handeling(door=door, reden=reden):
        return rust_binnen(maatregel, van, keuze)


def rust_binnen(maatregel: Maatregel, van: date, keuze: Rustkeuze) -> Rust:
    """The same as part of an act that is going on, with a reason of its own: its line tells it."""
    maatregel = wijzigen.vergrendel(maatregel, "plan")
    reden = keuze.reden.strip()
    wijzigen.eis_reden(reden, "of deze maatregel een stand vraagt")
    _eis_kan_rusten(maatregel, keuze.tot_mijlpaal)
    _eis_vrij(maatregel, van, keuze.tot_en_met)
    rij = Rust(
        maatregel=maatregel,
        van=van,
        tot_en_met=keuze.tot_en_met,
        tot_mijlpaal=keuze.tot_mijlpaal,
        reden=reden,
    )
    wijzigen.bewaar(rij)
    na = {"rust": verteld(rij)}
    if reden != huidige().reden.strip():
        na["waarom"] = reden
    wijzigen.schrijf("maatregel rust", maatregel, na=na)
    return rij


def hervat(rust: Rust, dag: date, *, door: Gebruiker | None, reden: str) -> Rust:
    """End a rest sooner: from `dag` on the measure asks a stand again.

    ValidationError without a reason, when the rest had not begun by then, or ends sooner already.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(rust, "maatregel__plan", "tot_mijlpaal")
        wijzigen.eis_reden(handeling.reden, "hoe lang deze maatregel rust")
        laatste = dag - timedelta(days=1)
        if laatste < rij.van:
            begin = datum_voluit(rij.van)
            raise ValidationError({"dag": f"De rust begint op {begin}; kies een latere dag."})
        if rij.tot_en_met is not None and rij.tot_en_met <= laatste:
            raise ValidationError({"dag": "De rust eindigt al eerder."})
        voor = verteld(rij)
        rij.tot_en_met = laatste
        wijzigen.bewaar(rij, "tot_en_met")
        wijzigen.schrijf(
            "maatregel hervat", rij.maatregel, voor={"rust": voor}, na={"rust": verteld(rij)}
        )
    return rij


def verteld(rij: Rust) -> str:
    """From when until when, in words. Reads `tot_mijlpaal`."""
    delen = [f"vanaf {datum_voluit(rij.van)}"]
    if rij.tot_en_met:
        delen.append(f"tot en met {datum_voluit(rij.tot_en_met)}")
    if rij.tot_mijlpaal:
        delen.append(f"tot de stap “{rij.tot_mijlpaal.tekst}”")
    return ", ".join(delen)


def _eis_kan_rusten(maatregel: Maatregel, mijlpaal: Mijlpaal | None) -> None:
    if maatregel.fase in EINDFASEN:
        raise ValidationError(f"Deze maatregel is {maatregel.fase}; zij vraagt geen stand meer.")
    if mijlpaal is None:
        return
    if mijlpaal.blad.maatregel_id != maatregel.pk:
        raise ValidationError({"tot_mijlpaal": "Deze stap hoort bij een andere maatregel."})
    if mijlpaal.toestand != MijlpaalToestand.OPEN:
        raise ValidationError({"tot_mijlpaal": "Deze stap is al gereed of vervallen."})


def _eis_vrij(maatregel: Maatregel, van: date, tot_en_met: date | None) -> None:
    # A rest until a step is over when the step is done, lapsed, or should have been done.
    wacht = Q(tot_mijlpaal__toestand=MijlpaalToestand.OPEN) & (
        Q(tot_mijlpaal__tot_en_met=None) | Q(tot_mijlpaal__tot_en_met__gte=van)
    )
    andere = Rust.objects.filter(
        Q(tot_en_met=None) | Q(tot_en_met__gte=van),
        Q(tot_mijlpaal=None) | wacht,
        maatregel=maatregel,
    )
    if tot_en_met is not None:
        andere = andere.filter(van__lte=tot_en_met)
    if bezet := andere.select_related("tot_mijlpaal").first():
        raise ValidationError({"van": f"Deze maatregel rust al {verteld(bezet)}."})
