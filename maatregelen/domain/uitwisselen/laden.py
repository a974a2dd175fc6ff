"""Loading a file in the exchange format: all of it or nothing, with every fault named at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker, Gemeente
from maatregelen.domain.uitwisselen import laden_blad, laden_grond, laden_spoor
from maatregelen.domain.uitwisselen.bevinding import Bevinding, Json, OngeldigPlanError
from maatregelen.domain.uitwisselen.lading import Lading
from maatregelen.domain.uitwisselen.tabellen import op_werkblad
from maatregelen.domain.uitwisselen.uitwisseling import controleer
from maatregelen.domain.uitwisselen.werkmap import lees_xlsx
from maatregelen.models import Beleidsplan, Doel, Plan


def laad(
    bestand: Json, gemeente: Gemeente, *, door: Gebruiker | None, kanaal: str = "scherm"
) -> Plan | Beleidsplan:
    """Store the plan or beleidsplan of an exchange file under `gemeente`.

    Raises OngeldigPlanError with all findings when the file is wrong, what it leans on is not
    there, or it was loaded before; then nothing is stored.
    """
    beleid = isinstance(bestand, Mapping) and bestand.get("formaat") == "beleidsplan"
    lader = laad_beleidsplan if beleid else laad_plan
    return lader(bestand, gemeente, door=door, kanaal=kanaal)


def laad_werkmap(
    inhoud: bytes, gemeente: Gemeente, *, door: Gebruiker | None, kanaal: str = "scherm"
) -> Plan | Beleidsplan:
    """Store the plan or beleidsplan in an xlsx workbook: as `laad`. A finding says on which sheet
    and row it is, where the format knows that."""
    bestand, plekken = lees_xlsx(inhoud)
    try:
        return laad(bestand, gemeente, door=door, kanaal=kanaal)
    except OngeldigPlanError as fout:
        bevindingen = [op_werkblad(bevinding, plekken) for bevinding in fout.bevindingen]
        raise OngeldigPlanError(bevindingen) from None


def laad_plan(
    bestand: Json, gemeente: Gemeente, *, door: Gebruiker | None, kanaal: str = "scherm"
) -> Plan:
    """Store a plan: as `laad`. The plan, every measure and every stand leave a line."""
    _weiger(_bezwaren(bestand, "plan", gemeente))
    with _lading(bestand["plan"], gemeente, door, kanaal) as lading:
        plan = laden_grond.maak_plan(lading, bestand)
        for volgorde, gegevens in enumerate(bestand["maatregelen"]):
            with lading.gemeld(f"maatregel {gegevens['code']}"):
                laden_blad.maak_maatregel(lading, plan, gegevens, volgorde)
        # What refers to another measure, which may come later in the file.
        laden_grond.verbind_plan(lading, plan, bestand["plan"])
        laden_spoor.schrijf_plan(lading, plan, bestand)
        for gegevens in bestand["maatregelen"]:
            if gegevens["code"] in lading.maatregelen:
                with lading.gemeld(f"maatregel {gegevens['code']}"):
                    laden_blad.verbind_maatregel(lading, gegevens)
    return plan


def laad_beleidsplan(
    bestand: Json, gemeente: Gemeente, *, door: Gebruiker | None, kanaal: str = "scherm"
) -> Beleidsplan:
    """Store a beleidsplan with its goals: as `laad`, with one line in the logboek."""
    _weiger(_bezwaren(bestand, "beleidsplan", gemeente))
    with _lading(bestand["beleidsplan"], gemeente, door, kanaal) as lading:
        beleidsplan = laden_grond.maak_beleidsplan(lading, bestand)
        laden_spoor.schrijf_beleidsplan(lading, beleidsplan, bestand)
    return beleidsplan


@contextmanager
def _lading(
    geheel: Json, gemeente: Gemeente, door: Gebruiker | None, kanaal: str
) -> Iterator[Lading]:
    """One act for the whole file; what was refused takes all of it back."""
    titel = geheel["bron"]["titel"] if geheel["bron"] else geheel["titel"]
    with logboek.handeling(door=door, reden=f"overgenomen uit {titel}", kanaal=kanaal):
        yield (lading := Lading(gemeente, door))
        _weiger(lading.bevindingen)


def _weiger(bevindingen: list[Bevinding]) -> None:
    if bevindingen:
        raise OngeldigPlanError(bevindingen)


def _bezwaren(bestand: Any, soort: str, gemeente: Gemeente) -> list[Bevinding]:
    """What is wrong with the file by itself, and then with it in this gemeente."""
    bevindingen = controleer(bestand)
    if not bevindingen and bestand["formaat"] != soort:
        bevindingen = [Bevinding("formaat", bestand["formaat"], f"dit is geen {soort}")]
    slug = _deel(_deel(bestand, soort), "slug")
    model = Plan if soort == "plan" else Beleidsplan
    if isinstance(slug, str) and model.objects.filter(gemeente=gemeente, slug=slug).exists():
        melding = f"dit {soort} bestaat al; kies een ander adres"
        bevindingen.append(Bevinding(f"{soort}.slug", slug, melding))
    if bevindingen:
        return bevindingen
    return [*_andere_gemeente(bestand, soort, gemeente), *_leunt_op(bestand, soort, gemeente)]


def _deel(waarde: Any, naam: str) -> Any:
    return waarde.get(naam) if isinstance(waarde, Mapping) else None


def _andere_gemeente(bestand: Json, soort: str, gemeente: Gemeente) -> Iterator[Bevinding]:
    slug = bestand["gemeente"]["slug"]
    if slug != gemeente.slug:
        yield Bevinding(
            "gemeente.slug",
            slug,
            f"dit {soort} is niet van {gemeente.naam}; kies de"
            " gemeente van het bestand, of verander daarin de slug",
        )


def _leunt_op(bestand: Json, soort: str, gemeente: Gemeente) -> Iterator[Bevinding]:
    """What has to be in the database already: the predecessor, the beleidsplan and its goals."""
    model: Any = Plan if soort == "plan" else Beleidsplan
    voorganger = bestand[soort]["voorganger"]
    if voorganger and not model.objects.filter(gemeente=gemeente, slug=voorganger).exists():
        melding = f"dit {soort} is er nog niet; laad het eerst"
        yield Bevinding(f"{soort}.voorganger", voorganger, melding)
    if soort == "plan" and (slug := bestand["plan"]["beleidsplan"]):
        if not Beleidsplan.objects.filter(gemeente=gemeente, slug=slug).exists():
            melding = "dit beleidsplan is er nog niet; laad het eerst"
            yield Bevinding("plan.beleidsplan", slug, melding)
            return
        doelen = Doel.objects.filter(beleidsplan__gemeente=gemeente, beleidsplan__slug=slug)
        codes = set(doelen.values_list("code", flat=True))
        for maatregel in bestand["maatregelen"]:
            for koppeling in maatregel["doelen"]:
                if koppeling["doel"] not in codes:
                    plek = f"maatregel {maatregel['code']}, doelen"
                    melding = f"dit doel staat niet in het beleidsplan “{slug}”"
                    yield Bevinding(plek, koppeling["doel"], melding)
