"""A report while it is being written: begin one, change it, write its texts, withdraw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from jeugdhulp import logboek
from jeugdhulp.kalender import MAANDNAMEN, datum_voluit
from jeugdhulp.models import Gebruiker
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel import bladrij
from maatregelen.domain.overzicht import peildatum_van
from maatregelen.models import Plan, Thema
from rapportage.choices import BlokSoort, OpmaakToestand
from rapportage.domain import bloklijst, vormen
from rapportage.models import Rapportage, Rapportblok, Rapportversie, Versiestap

KENMERKEN = ("titel", "peildatum", "vorige", "met_namen")
# A version that failed and never went a step went to nobody.
NOOIT_UIT = Q(opmaak__toestand=OpmaakToestand.MISLUKT, stappen=None)
VAST = (
    "Er is al een versie van dit rapport bevroren: titel en peildatum liggen vast. Is er een ander"
    " rapport nodig, begin dan een nieuw."
)
# An erratum stands in the place of its version, also of one whose erratum got an erratum.
NIEUWSTE_EERST = (
    Coalesce("vervangt__vervangt__nummer", "vervangt__nummer", "nummer").desc(),
    F("nummer").desc(),
)
BLOKVELDEN = ("tekst", "opgenomen")
# What a block is before anybody wrote anything.
LEEG: Mapping[str, Any] = {"tekst": "", "opgenomen": True}


@dataclass(frozen=True)
class Begin:
    """What a new report begins with, for who does not choose otherwise."""

    titel: str
    peildatum: date
    vorige: Rapportversie | None
    met_namen: bool


def begin_van(plan: Plan, vandaag: date) -> Begin:
    """The title by the months in which the plan reports, the day that the plan is looked at, the
    newest version of an earlier report, and names where that had them. Two queries; three for a
    plan that is over."""
    peildatum = peildatum_van(plan, vandaag, alleen_bevestigd=True)
    vorige = vorige_versies(plan).filter(rapportage__peildatum__lt=peildatum).first()
    met_namen = vorige is not None and vorige.rapportage.met_namen
    return Begin(_titel(plan, peildatum), peildatum, vorige, met_namen)


def vorige_versies(plan: Plan) -> QuerySet[Rapportversie]:
    """What a report of this plan can be compared with: frozen versions that went to the college,
    newest first, with their report."""
    gezet: QuerySet[Rapportversie] = Rapportversie.objects.filter(
        pk__in=Versiestap.objects.order_by().values("versie")
    )
    van_plan = gezet.filter(rapportage__plan=plan.pk, vervangen_door=None)
    return van_plan.select_related("rapportage").order_by(
        "-rapportage__peildatum", "-rapportage__pk", *NIEUWSTE_EERST
    )


def maak_rapportage(
    plan: Plan,
    *,
    titel: str,
    peildatum: date,
    vorige: Rapportversie | None = None,
    met_namen: bool = False,
    door: Gebruiker | None,
) -> Rapportage:
    """Begin a report of `plan`, without texts, under the next number of the gemeente.

    ValidationError per field: for a day that is still to come or before the plan, one that another
    report is about, or a version to compare with that is not of an earlier report of this plan.
    """
    with logboek.handeling(door=door):
        # Two reports that are begun at once take two numbers.
        wijzigen.vergrendel(plan.gemeente)
        eerdere = Rapportage.objects.filter(gemeente=plan.gemeente_id)
        hoogste = eerdere.aggregate(hoogste=Max("nummer"))["hoogste"] or 0
        rapportage = Rapportage(
            gemeente=plan.gemeente,
            plan=plan,
            nummer=hoogste + 1,
            titel=titel,
            peildatum=peildatum,
            vorige=vorige,
            met_namen=met_namen,
        )
        _eis_dag(rapportage)
        _eis_eerder(rapportage)
        wijzigen.bewaar(rapportage)
        na = {"rapport": rapportage.nummer} | _verteld(rapportage)
        _schrijf("rapport begonnen", rapportage, na=na)
    return rapportage


def wijzig_rapportage(
    rapportage: Rapportage,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
) -> Rapportage:
    """Give columns of `KENMERKEN` another value. Versions that were frozen keep theirs.

    IntussenAndersError when one of `gezien` is not so any more; ValidationError as for a new
    report, when it was withdrawn, when nothing changes, or for another title or day once a version
    was frozen: lists and addresses call that version by them. One whose files failed before anybody
    got it is no such version.
    """
    bladrij.eis_kolommen(waarden, KENMERKEN)
    with logboek.handeling(door=door, reden=reden):
        rij = _te_schrijven(rapportage)
        anders = _met(rij, waarden)
        _eis_zelfde_rapport(rij, waarden)
        _eis_dag(anders)
        _eis_eerder(anders)
        was: date = rij.peildatum
        voor: dict[str, Any]
        na: dict[str, Any]
        voor, na = bladrij.pas_aan(rij, waarden, gezien)
        voor, na = _in_regel(voor, was), _in_regel(na, rij.peildatum)
        _schrijf("rapport gewijzigd", rij, voor=voor, na=na)
    return rij


def _eis_zelfde_rapport(rij: Rapportage, waarden: Mapping[str, Any]) -> None:
    anders = [
        veld
        for veld in ("titel", "peildatum")
        if veld in waarden and waarden[veld] != getattr(rij, veld)
    ]
    if anders and rij.versies.exclude(NOOIT_UIT).exists():
        raise ValidationError(dict.fromkeys(anders, VAST))


def schrijf_blok(
    rapportage: Rapportage,
    soort: BlokSoort,
    thema: Thema | None,
    waarden: Mapping[str, Any],
    *,
    gezien: Mapping[str, Any] | None = None,
    door: Gebruiker | None,
    reden: str = "",
) -> Rapportblok:
    """Write the text of a block, or of one thema in it, or leave the block out (`BLOKVELDEN`).

    The row is made with its first text. The line tells how many words there are and not which:
    only who writes a report reads it before it is frozen. Its earlier texts stay in its history.

    IntussenAndersError when a column is not what its writer saw (`gezien`); ValidationError when
    the report was withdrawn, for a client number, for a block that takes no such thing, or when
    nothing changes.
    """
    bladrij.eis_kolommen(waarden, BLOKVELDEN)
    with logboek.handeling(door=door, reden=reden):
        rij = _te_schrijven(rapportage)
        _eis_blok(rij, soort, thema, waarden)
        blok = rij.blokken.select_for_update(of=("self",)).filter(soort=soort, thema=thema).first()
        if blok is None:
            blok = Rapportblok(rapportage=rij, soort=soort, thema=thema, **LEEG)
        wijzigen.eis_ongewijzigd(blok, gezien or {})
        anders = [veld for veld, waarde in waarden.items() if getattr(blok, veld) != waarde]
        if not anders:
            raise ValidationError("Er is niets veranderd.")
        voor = _geteld(blok, anders)
        for veld in anders:
            setattr(blok, veld, waarden[veld])
        wijzigen.bewaar(blok, *(() if blok.pk is None else anders))
        _schrijf(
            "rapporttekst gewijzigd",
            rij,
            over=bloklijst.naam(soort, thema),
            voor=voor,
            na=_geteld(blok, anders),
        )
    return blok


def trek_in(rapportage: Rapportage, *, door: Gebruiker | None, reden: str) -> Rapportage:
    """Stop working on a report, with a reason. Its frozen versions and its texts stay.

    ValidationError without a reason, or when it was withdrawn already.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = _te_schrijven(rapportage)
        if not handeling.reden.strip():
            raise ValidationError({"reden": "Schrijf op waarom u hiermee stopt."})
        rij.ingetrokken = True
        wijzigen.bewaar(rij, "ingetrokken")
        _schrijf("rapport ingetrokken", rij, na={"rapport": rij.nummer})
    return rij


def vorige_teksten(rapportage: Rapportage) -> dict[tuple[str, str], str]:
    """What the version it is compared with said, per block and code of the thema ("" for the block
    as a whole); {} without one, or where its words were taken away. `vorige__momentopname` is read:
    no query where it is loaded."""
    if rapportage.vorige is None or not rapportage.vorige.momentopname.tekst:
        return {}
    gegevens = vormen.lees(rapportage.vorige.momentopname.tekst)
    teksten = {
        (blok["soort"], rij["thema"]): rij["tekst"]
        for blok in gegevens["blokken"]
        for rij in blok["teksten"]
        if rij["tekst"]
    }
    if punten := gegevens.get("bijlage", {}).get("besluitpunten"):
        teksten[BlokSoort.BESLUITPUNTEN, ""] = punten
    return teksten


def in_spoor(plan: Plan) -> Q:
    """The lines of the logboek about the reports of a plan and what became of them."""
    rijen: tuple[QuerySet[Any], ...] = (
        Rapportage.objects.filter(plan=plan.pk),
        Rapportversie.objects.filter(rapportage__plan=plan.pk),
        Versiestap.objects.filter(versie__rapportage__plan=plan.pk),
    )
    om = Q(pk__in=[])
    for van in rijen:
        sleutels = van.order_by().values("pk")
        om |= Q(onderwerp_soort=van.model._meta.label_lower, onderwerp_id__in=sleutels)
    return om


def met_versies(rapportages: QuerySet[Rapportage], versies: QuerySet[Rapportversie]) -> Any:
    """Reports with their plan, and of `versies` those of each, newest first, with their steps and
    how the making of their files goes (`lijst_versies`). Three queries, two without any version."""
    gevonden = versies.select_related("opmaak", "door", "vervangen_door").order_by(*NIEUWSTE_EERST)
    gevonden = gevonden.prefetch_related("stappen")
    met_plan = rapportages.select_related("gemeente", "plan__gemeente", "plan__voorzitter")
    return met_plan.prefetch_related(
        Prefetch("versies", queryset=gevonden, to_attr="lijst_versies")
    )


def _titel(plan: Plan, peildatum: date) -> str:
    """By the month of reporting that lies nearest to the day; without such months by the day."""
    maand = peildatum.year * 12 + peildatum.month - 1
    jaren = range(peildatum.year - 1, peildatum.year + 2)
    keuze: Sequence[int] = [jaar * 12 + nr - 1 for jaar in jaren for nr in plan.rapportmaanden]
    # Of two that are as near the earlier: a report looks back.
    gekozen = min(sorted(keuze), key=lambda rij: abs(rij - maand), default=maand)
    jaar, nummer = divmod(gekozen, 12)
    return f"Voortgangsrapportage {MAANDNAMEN[nummer]} {jaar}"


def _schrijf(
    soort: str,
    rapportage: Rapportage,
    *,
    over: str = "",
    voor: Mapping[str, Any] | None = None,
    na: Mapping[str, Any] | None = None,
) -> None:
    logboek.schrijf(
        soort,
        rapportage,
        gemeente_id=rapportage.gemeente_id,
        naam=f"{rapportage}, {over}" if over else str(rapportage),
        voor=voor,
        na=na,
    )


def _te_schrijven(rapportage: Rapportage) -> Rapportage:
    """The report, locked, with its plan; ValidationError when it was withdrawn."""
    rij = wijzigen.vergrendel(rapportage, "plan")
    if rij.ingetrokken:
        raise ValidationError("Dit rapport is ingetrokken; er verandert niets meer aan.")
    return rij


def _met(rij: Rapportage, waarden: Mapping[str, Any]) -> Rapportage:
    """A report as it would be, to look at; never stored."""
    kolommen = {veld: waarden.get(veld, getattr(rij, veld)) for veld in KENMERKEN}
    return Rapportage(pk=rij.pk, plan=rij.plan, soort=rij.soort, **kolommen)


def _eis_dag(rapportage: Rapportage) -> None:
    wijzigen.eis_geweest("peildatum", rapportage.peildatum)
    if rapportage.peildatum < rapportage.plan.van:
        begin = datum_voluit(rapportage.plan.van)
        raise ValidationError(
            {"peildatum": f"Deze dag valt voor het begin van het plan ({begin})."}
        )
    ander = Rapportage.objects.filter(
        plan=rapportage.plan,
        soort=rapportage.soort,
        peildatum=rapportage.peildatum,
        ingetrokken=False,
    ).exclude(pk=rapportage.pk)
    if (rij := ander.first()) is not None:
        raise ValidationError(
            {"peildatum": f"Over deze dag gaat al ‘{rij}’ (rapport {rij.nummer}). Werk daaraan."}
        )


def _eis_eerder(rapportage: Rapportage) -> None:
    vorige = rapportage.vorige
    if vorige is None:
        return
    if not vorige_versies(rapportage.plan).filter(pk=vorige.pk).exists():
        raise ValidationError({"vorige": "Kies een versie van een rapport over dit plan."})
    if vorige.rapportage.peildatum >= rapportage.peildatum:
        raise ValidationError({"vorige": "Kies een rapport over een eerdere dag dan dit."})


def _eis_blok(
    rapportage: Rapportage, soort: BlokSoort, thema: Thema | None, waarden: Mapping[str, Any]
) -> None:
    if thema is not None and thema.plan_id != rapportage.plan_id:
        raise ValidationError("Dit thema is van een ander plan.")
    if "tekst" in waarden and not bloklijst.heeft_tekst(soort):
        raise ValidationError("Bij dit deel van het rapport hoort geen tekst.")
    if "opgenomen" in waarden and (thema is not None or not bloklijst.mag_weg(soort)):
        raise ValidationError("Dit deel staat altijd in het rapport.")


def _verteld(rapportage: Rapportage) -> dict[str, Any]:
    """What a line about a new report tells."""
    velden = [veld for veld in KENMERKEN if veld != "met_namen" or rapportage.met_namen]
    return _in_regel(bladrij.gevuld(rapportage, velden), rapportage.peildatum)


def _in_regel(verteld: dict[str, str], peildatum: date) -> dict[str, Any]:
    """As a line holds it: yes and no in words, and the day as a day, which its reader writes."""
    regel: dict[str, Any] = {
        naam: {"True": "ja", "False": "nee"}.get(tekst, tekst) for naam, tekst in verteld.items()
    }
    return regel | ({"peildatum": peildatum} if "peildatum" in regel else {})


def _geteld(blok: Rapportblok, velden: Sequence[str]) -> dict[str, Any]:
    """What a line tells of a block: never its words."""
    alles = {
        "tekst": ("woorden", len(blok.tekst.split())),
        "opgenomen": ("staat in het rapport", "ja" if blok.opgenomen else "nee"),
    }
    return dict(alles[veld] for veld in velden)
