"""An exchange file as an xlsx workbook, and as csv tables in a zip.

What is read may come from anybody: it is held to limits before it is opened, formulas and macros
are refused, and every cell that is written is text, a day or a number, never a formula.
"""

import lzma
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from jeugdhulp.csv_uit import als_csv
from maatregelen.domain.uitwisselen.bevinding import Bevinding, Json, OngeldigPlanError
from maatregelen.domain.uitwisselen.tabellen import Gelezen, Tabel, naar_tabellen, uit_tabellen
from maatregelen.domain.uitwisselen.tabelvorm import BLADNAMEN, Vorm, vormen

UITLEG = "Uitleg"
MAX_BYTES = 10_000_000
MAX_UITGEPAKT = 100_000_000
MAX_DELEN = 300
MAX_RIJEN = 20_000
# The widest sheet we write has fewer; what is beside it is not ours.
MAX_KOLOMMEN = 60
MAX_CELLEN = MAX_RIJEN * MAX_KOLOMMEN
# Parts of a workbook that can run, fetch or hide something.
_GEWEIGERD = re.compile(
    r"vbaProject|macrosheets|externalLinks|embeddings|activeX|ctrlProps|connections\.xml"
    r"|queryTables",
    re.IGNORECASE,
)
_MAG_NIET = "macro’s, koppelingen, ingesloten bestanden en een DOCTYPE mogen niet"
# What a spreadsheet would read as the code of a sign; its underscore is then written as a code.
_CODE = re.compile("_(x[0-9A-Fa-f]{4}_)")
_GECODEERD = re.compile("_x005F_(x[0-9A-Fa-f]{4}_)")
# A zip has a moment for each part; a fixed one, so that the same plan is the same file.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def schrijf_xlsx(bestand: Json) -> bytes:
    """The workbook of an exchange file: a sheet per kind of row, and one that explains them."""
    from openpyxl import Workbook

    werkmap = Workbook()
    werkmap.remove(werkmap.active)
    _schrijf_uitleg(werkmap.create_sheet(UITLEG), bestand["formaat"])
    for tabel in naar_tabellen(bestand):
        _schrijf_blad(werkmap.create_sheet(tabel.naam), tabel)
    uit = BytesIO()
    werkmap.save(uit)
    return uit.getvalue()


def _schrijf_blad(blad: Any, tabel: Tabel) -> None:
    _schrijf_kop(blad, tabel.koppen)
    for nummer, rij in enumerate(tabel.rijen, start=2):
        for kolom, waarde in enumerate(rij, start=1):
            if waarde is not None:
                _zet(blad.cell(nummer, kolom), waarde)


def _schrijf_uitleg(blad: Any, formaat: str) -> None:
    _schrijf_kop(blad, ["werkblad", "kolom", "uitleg"])
    regels = [
        (vorm.naam, kolom.kop, kolom.uitleg)
        for vorm in vormen(formaat).values()
        for kolom in vorm.kolommen
    ]
    for nummer, regel in enumerate(regels, start=2):
        for kolom, waarde in enumerate(regel, start=1):
            _zet(blad.cell(nummer, kolom), waarde)


def _schrijf_kop(blad: Any, koppen: list[str]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for kolom, kop in enumerate(koppen, start=1):
        cel = blad.cell(1, kolom)
        _zet(cel, kop)
        cel.font = Font(bold=True)
        blad.column_dimensions[get_column_letter(kolom)].width = max(12, len(kop) + 2)
    blad.freeze_panes = "A2"


def _zet(cel: Any, waarde: object) -> None:
    """Write one value. Text is text, whatever it begins with."""
    if isinstance(waarde, date):
        cel.value, cel.number_format = waarde, "yyyy-mm-dd"
    elif isinstance(waarde, Decimal):
        cel.value, cel.number_format = waarde, "#,##0.00"
    elif isinstance(waarde, int):
        cel.value = waarde
    else:
        cel.value = _CODE.sub(r"_x005F_\1", str(waarde))
        cel.data_type, cel.number_format, cel.quotePrefix = "s", "@", True


def schrijf_csv(bestand: Json) -> bytes:
    """A zip with a csv for every sheet that has rows, for reading; it cannot be loaded."""
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as archief:
        for tabel in naar_tabellen(bestand):
            if tabel.rijen:
                rijen = (["" if cel is None else cel for cel in rij] for rij in tabel.rijen)
                naam = tabel.naam.lower().replace(" ", "-")
                inhoud = b"".join(als_csv(tabel.koppen, rijen))
                deel = ZipInfo(f"{naam}.csv", _MOMENT)
                archief.writestr(deel, inhoud, compress_type=ZIP_DEFLATED)
    return uit.getvalue()


def lees_xlsx(inhoud: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """The exchange file in a workbook, and per path in that file the sheet and row it came from.

    Raises OngeldigPlanError, with every fault that can be named at once, when it cannot be read.
    What the file says is for `controleer`.
    """
    _weiger(_gevaar(inhoud))
    bladen = _lees_bladen(inhoud)
    formaat = _formaat(bladen)
    gelezen, bevindingen = _op_naam(bladen, formaat)
    _weiger(bevindingen)
    bestand, bevindingen, plekken = uit_tabellen(formaat, gelezen)
    _weiger(bevindingen)
    return bestand, plekken


def _weiger(bevindingen: list[Bevinding]) -> None:
    if bevindingen:
        raise OngeldigPlanError(bevindingen)


def _gevaar(inhoud: bytes) -> list[Bevinding]:
    """Why a workbook is not even opened."""
    plek = "het bestand"
    if len(inhoud) > MAX_BYTES:
        melding = f"dit bestand is te groot; hooguit {MAX_BYTES // 1_000_000} MB"
        return [Bevinding(plek, len(inhoud), melding)]
    try:
        with ZipFile(BytesIO(inhoud)) as archief:
            delen = archief.infolist()
            te_groot = _te_groot(delen)
            groeiend = [] if te_groot else [deel for deel in delen if _groeit(archief, deel)]
    except (
        BadZipFile,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
    ):
        return [Bevinding(plek, None, "dit is geen xlsx-werkmap; bewaar het bestand als xlsx")]
    if te_groot:
        return [Bevinding(plek, len(delen), "deze werkmap is uitgepakt te groot")]
    return [
        Bevinding(plek, deel.filename, _MAG_NIET)
        for deel in delen
        if _GEWEIGERD.search(deel.filename) or deel in groeiend
    ]


def _te_groot(delen: list[ZipInfo]) -> bool:
    return len(delen) > MAX_DELEN or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT


def _groeit(archief: ZipFile, deel: ZipInfo) -> bool:
    """Whether a part declares what XML may repeat without end; no spreadsheet does. Looked at
    here too, because openpyxl has two parsers and only one of them refuses it."""
    inhoud = archief.read(deel).replace(b"\x00", b"")
    return b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud


def _lees_bladen(inhoud: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Per sheet its rows of cells, each as (value, kind), with a mark for what is not allowed."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("Zonder defusedxml leest openpyxl geen bestanden van anderen.")
    try:
        werkmap = openpyxl.load_workbook(BytesIO(inhoud), read_only=True, keep_links=False)
        try:
            return {blad.title: _lees_rijen(blad) for blad in werkmap.worksheets}
        finally:
            werkmap.close()
    except OngeldigPlanError:
        raise
    # It stumbles in as many ways as a file can be broken; none of them is ours to tell apart.
    except Exception as fout:
        melding = "deze werkmap is niet te lezen; open haar en bewaar haar opnieuw als xlsx"
        raise OngeldigPlanError([Bevinding("het bestand", type(fout).__name__, melding)]) from None


def _lees_rijen(blad: Any) -> list[tuple[Any, ...]]:
    plek = f"werkblad “{blad.title}”"
    if blad.sheet_state != "visible":
        _weiger(
            [Bevinding(plek, blad.sheet_state, "dit werkblad is verborgen; maak het zichtbaar")]
        )
    blad.reset_dimensions()
    rijen: list[tuple[Any, ...]] = []
    fouten: list[Bevinding] = []
    cellen = 0
    for nummer, rij in enumerate(blad.iter_rows(), start=1):
        if nummer > MAX_RIJEN:
            _weiger([Bevinding(plek, nummer, f"hooguit {MAX_RIJEN} rijen")])
        # A cell far to the right makes its whole row: a small file can be a large table.
        cellen += len(rij)
        if cellen > MAX_CELLEN or any(cel.value is not None for cel in rij[MAX_KOLOMMEN:]):
            _weiger([Bevinding(plek, nummer, f"hooguit {MAX_KOLOMMEN} kolommen")])
        for cel in rij:
            if cel.value is not None and cel.data_type in {"f", "e"}:
                hier = f"{plek}, rij {nummer}, kolom {cel.column}"
                melding = "hier staat een formule of een fout; zet er de uitkomst neer"
                fouten.append(Bevinding(hier, str(cel.value), melding))
        gevuld = max((plek for plek, cel in enumerate(rij) if cel.value is not None), default=-1)
        rijen.append(tuple(_waarde(cel.value) for cel in rij[: gevuld + 1]))
    _weiger(fouten)
    return rijen


def _waarde(waarde: Any) -> Any:
    return _GECODEERD.sub(r"_\1", waarde) if isinstance(waarde, str) else waarde


def _formaat(bladen: Mapping[str, list[tuple[Any, ...]]]) -> str:
    """Plan or beleidsplan, by the sheet that only one of them has."""
    for formaat in ("beleidsplan", "plan"):
        if BLADNAMEN[formaat] in bladen:
            return formaat
    melding = "er is geen werkblad “Plan” of “Beleidsplan”; begin met een werkmap die u exporteert"
    raise OngeldigPlanError([Bevinding("het bestand", sorted(bladen), melding)])


def _op_naam(
    bladen: Mapping[str, list[tuple[Any, ...]]], formaat: str
) -> tuple[dict[str, Gelezen], list[Bevinding]]:
    """The sheets of the format with their cells by header; each must be there, and no other."""
    gelezen: dict[str, Gelezen] = {}
    fouten = []
    for vorm in vormen(formaat).values():
        rijen = bladen.get(vorm.naam)
        if rijen is None and vorm.mag_weg:
            gelezen[vorm.naam] = Gelezen(vorm.koppen(), [])
            continue
        if rijen is None:
            melding = "dit werkblad ontbreekt; voeg het toe met zijn koppen, ook als het leeg is"
            fouten.append(Bevinding(f"werkblad “{vorm.naam}”", None, melding))
            continue
        koppen = _koppen(rijen)
        fouten += _koppen_kloppen(vorm, koppen)
        fouten += _ernaast(vorm.naam, len(koppen), rijen)
        gelezen[vorm.naam] = Gelezen(koppen, list(_rijen(koppen, rijen)))
        if not vorm.ouders and len(gelezen[vorm.naam].rijen) != 1:
            fouten.append(Bevinding(f"werkblad “{vorm.naam}”", None, "hier hoort één rij"))
    vreemd = set(bladen) - set(gelezen) - {UITLEG}
    fouten += [
        Bevinding(f"werkblad “{naam}”", None, "dit werkblad kent het formaat niet; haal het weg")
        for naam in sorted(vreemd)
    ]
    return gelezen, fouten


def _koppen(rijen: list[tuple[Any, ...]]) -> list[str]:
    koppen = [str(kop or "").strip() for kop in (rijen[0] if rijen else ())]
    while koppen and not koppen[-1]:
        koppen.pop()
    return koppen


def _koppen_kloppen(vorm: Vorm, koppen: list[str]) -> Iterator[Bevinding]:
    plek = f"werkblad “{vorm.naam}”, rij 1"
    verwacht, verplicht = vorm.koppen(), vorm.verplichte_koppen()
    for kop in verwacht:
        if koppen.count(kop) > 1 or (kop in verplicht and kop not in koppen):
            yield Bevinding(plek, koppen.count(kop), f"de kolom “{kop}” hoort hier één keer")
    for kop in koppen:
        if kop not in verwacht:
            yield Bevinding(plek, kop, "deze kolom kent het formaat niet; haal haar weg")


def _ernaast(naam: str, breedte: int, rijen: list[tuple[Any, ...]]) -> Iterator[Bevinding]:
    """What stands beside the last header would be lost."""
    for nummer, rij in enumerate(rijen, start=1):
        for waarde in rij[breedte:]:
            if waarde not in (None, ""):
                melding = "hier staat iets zonder kop erboven; haal het weg"
                yield Bevinding(f"werkblad “{naam}”, rij {nummer}", waarde, melding)


def _rijen(
    koppen: list[str], rijen: list[tuple[Any, ...]]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows with anything in them, and their numbers."""
    for nummer, rij in enumerate(rijen[1:], start=2):
        if any(cel not in (None, "") for cel in rij):
            yield nummer, dict(zip(koppen, rij, strict=False))
