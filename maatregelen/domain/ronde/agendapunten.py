"""What people do with the agenda of a round: move items, choose how they are treated, add, take
off, note, and say that they were discussed.

Each act is about one item beside the others as they are now, under the lock of the round: two
people who do it at once both get what they asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebruiker
from maatregelen.agenda import AFGEHAALD
from maatregelen.choices import Behandeling
from maatregelen.domain import wijzigen
from maatregelen.domain.ronde.agenda import HELE_PLAN, schrijf, vergrendel
from maatregelen.models import Agendapunt, Ronde

VELDEN = ("onderwerp", "behandeling", "notitie")


def verschuif(punt: Agendapunt, stap: int, *, door: Gebruiker | None) -> tuple[int, int]:
    """Move an item so many places (up is negative) among those that are treated alike; at the end
    it stays. Gives its place there, from 1, and how many there are."""
    with logboek.handeling(door=door):
        ronde, punt = _vergrendel(punt)
        groep = _groep(ronde, punt)
        van = groep.index(punt)
        naar = min(max(van + stap, 0), len(groep) - 1)
        if naar != van:
            rest = [rij for rij in groep if rij != punt]
            _zet(ronde, punt, groep, [*rest[:naar], punt, *rest[naar:]])
    return naar + 1, len(groep)


def zet_voor(
    punt: Agendapunt, ander: Agendapunt | None, *, door: Gebruiker | None
) -> tuple[int, int]:
    """Place an item before another that is treated alike, or (None) behind all of them. Gives its
    place, as `verschuif`. ValidationError where the other is no longer there."""
    with logboek.handeling(door=door):
        ronde, punt = _vergrendel(punt)
        groep = _groep(ronde, punt)
        rest = [rij for rij in groep if rij != punt]
        if ander is not None and ander not in rest:
            raise ValidationError("De agenda is intussen veranderd. Kijk nog eens.")
        naar = rest.index(ander) if ander is not None else len(rest)
        if groep[naar] != punt:
            _zet(ronde, punt, groep, [*rest[:naar], punt, *rest[naar:]])
    return naar + 1, len(groep)


def voeg_toe(
    ronde: Ronde,
    onderwerp: str,
    *,
    notitie: str = "",
    behandeling: str = Behandeling.BESPREKEN,
    door: Gebruiker | None,
) -> Agendapunt:
    """Add an item that is about no one measure, behind all others. ValidationError without a
    subject, or with that of the rules' own item."""
    with logboek.handeling(door=door):
        ronde = vergrendel(ronde)
        _eis_onderwerp(onderwerp)
        laatste = ronde.agendapunten.order_by("-volgorde").first()
        punt = Agendapunt(
            ronde=ronde,
            onderwerp=onderwerp,
            notitie=notitie,
            behandeling=behandeling,
            volgorde=laatste.volgorde + 1 if laatste else 1,
        )
        wijzigen.bewaar(punt)
        na = {"onderwerp": onderwerp} | ({"notitie": notitie} if notitie else {})
        schrijf("agendapunt toegevoegd", ronde, over=_naam(punt), na=na)
    return punt


def wijzig(
    punt: Agendapunt,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
) -> Agendapunt:
    """Give columns of `VELDEN` another value; nothing is stored where none differs.

    IntussenAndersError when one of `gezien` is not so any more. ValidationError for a column that
    this item has not (the subject of a measure is its title), and for a subject as `voeg_toe`.
    """
    if onbekend := set(waarden) - set(VELDEN):
        raise TypeError(f"Geen veld van een agendapunt: {', '.join(sorted(onbekend))}")
    with logboek.handeling(door=door):
        ronde, punt = _vergrendel(punt)
        wijzigen.eis_ongewijzigd(punt, gezien or {})
        anders = [veld for veld, waarde in waarden.items() if getattr(punt, veld) != waarde]
        if "onderwerp" in anders:
            _eis_onderwerp(waarden["onderwerp"])
        if anders:
            voor = {veld: getattr(punt, veld) for veld in anders}
            for veld in anders:
                setattr(punt, veld, waarden[veld])
            wijzigen.bewaar(punt, *anders)
            na = {veld: getattr(punt, veld) for veld in anders}
            schrijf("agendapunt gewijzigd", ronde, over=_naam(punt), voor=voor, na=na)
    return punt


def haal_eraf(punt: Agendapunt, *, door: Gebruiker | None, reden: str) -> Agendapunt:
    """Take an item off the agenda; it can be put back. ValidationError without a reason, or when it
    is off already."""
    with logboek.handeling(door=door, reden=reden) as handeling:
        ronde, punt = _vergrendel(punt)
        wijzigen.eis_tekst("reden", handeling.reden, "Schrijf op waarom u dit punt eraf haalt.")
        if punt.vervallen:
            raise ValidationError("Dit punt is al van de agenda.")
        punt.redenen = [*punt.redenen, {"soort": AFGEHAALD, "tekst": handeling.reden}]
        punt.vervallen = True
        wijzigen.bewaar(punt, "redenen", "vervallen")
        schrijf("agendapunt eraf gehaald", ronde, over=_naam(punt))
    return punt


def zet_terug(punt: Agendapunt, *, door: Gebruiker | None) -> Agendapunt:
    """Put back what was taken off, in its own place."""
    with logboek.handeling(door=door):
        ronde, punt = _vergrendel(punt)
        if punt.vervallen:
            punt.redenen = [reden for reden in punt.redenen if reden["soort"] != AFGEHAALD]
            punt.vervallen = False
            wijzigen.bewaar(punt, "redenen", "vervallen")
            schrijf("agendapunt teruggezet", ronde, over=_naam(punt))
    return punt


def rond_af(
    punt: Agendapunt,
    waarden: Mapping[str, Any] | None = None,
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
) -> Agendapunt:
    """Say that it was discussed; it keeps the first moment. `waarden` and `gezien` as `wijzig`:
    what was noted with it is stored in the same act, or neither is."""
    with logboek.handeling(door=door):
        if waarden:
            wijzig(punt, waarden, gezien=gezien, door=door)
        ronde, punt = _vergrendel(punt)
        if punt.besproken_op is None:
            _besproken(ronde, [punt], "agendapunt besproken")
    return punt


def bespreek_weer(punt: Agendapunt, *, door: Gebruiker | None) -> Agendapunt:
    """Take it up again: it was not finished after all."""
    with logboek.handeling(door=door):
        ronde, punt = _vergrendel(punt)
        if punt.besproken_op is not None:
            punt.besproken_op = None
            wijzigen.bewaar(punt, "besproken_op")
            schrijf("agendapunt weer open", ronde, over=_naam(punt))
    return punt


def stel_hamerstukken_vast(
    ronde: Ronde, gezien: Sequence[int], *, door: Gebruiker | None
) -> list[Agendapunt]:
    """Settle all hamerstukken at once; `gezien` are those (ids) that lay before the meeting.

    ValidationError when it is another list by now: nobody settles what was not before them.
    """
    with logboek.handeling(door=door):
        ronde = vergrendel(ronde)
        punten = [
            punt
            for punt in _op_agenda(ronde)
            if punt.behandeling == Behandeling.HAMERSTUK and punt.besproken_op is None
        ]
        if {punt.pk for punt in punten} != set(gezien):
            raise ValidationError(
                "Intussen zijn de hamerstukken veranderd. Kijk de lijst nog eens na."
            )
        if punten:
            _besproken(ronde, punten, "hamerstukken vastgesteld")
    return punten


def _besproken(ronde: Ronde, punten: Sequence[Agendapunt], soort: str) -> None:
    for punt in punten:
        punt.besproken_op = kalender.nu()
        wijzigen.bewaar(punt, "besproken_op")
    if len(punten) == 1:
        schrijf(soort, ronde, over=_naam(punten[0]))
    else:
        schrijf(soort, ronde, na={"punten": [_naam(punt) for punt in punten]})


def _eis_onderwerp(tekst: str) -> None:
    wijzigen.eis_tekst("onderwerp", tekst, "Schrijf op waar het over gaat.")
    # By this name the item of the rules is known.
    if tekst.strip().casefold() == HELE_PLAN.casefold():
        zin = "Zo heet al wat over geen enkele maatregel gaat; kies een ander onderwerp."
        raise ValidationError({"onderwerp": zin})


def _vergrendel(punt: Agendapunt) -> tuple[Ronde, Agendapunt]:
    """The round, locked first, and the item as it is now."""
    ronde = vergrendel(punt.ronde)
    return ronde, wijzigen.vergrendel(punt, "maatregel")


def _op_agenda(ronde: Ronde) -> list[Agendapunt]:
    punten = ronde.agendapunten.filter(vervallen=False).select_related("maatregel")
    return list(punten.order_by("volgorde", "pk"))


def _groep(ronde: Ronde, punt: Agendapunt) -> list[Agendapunt]:
    """Those on the agenda that are treated as this one; ValidationError where it is off."""
    if punt.vervallen:
        raise ValidationError("Dit punt is van de agenda. Zet het eerst terug.")
    return [rij for rij in _op_agenda(ronde) if rij.behandeling == punt.behandeling]


def _zet(
    ronde: Ronde, punt: Agendapunt, was: Sequence[Agendapunt], wordt: Sequence[Agendapunt]
) -> None:
    """The same places in the agenda, held in another order."""
    plekken = [rij.volgorde for rij in was]
    for rij, plek in zip(wordt, plekken, strict=True):
        if rij.volgorde != plek:
            rij.volgorde = plek
            wijzigen.bewaar(rij, "volgorde")
    plaats = {"voor": was.index(punt) + 1, "na": wordt.index(punt) + 1}
    schrijf(
        "agendapunt verplaatst",
        ronde,
        over=_naam(punt),
        voor={"plaats": plaats["voor"]},
        na={"plaats": plaats["na"]},
    )


def _naam(punt: Agendapunt) -> str:
    return punt.maatregel.code if punt.maatregel else punt.onderwerp
