"""A plan as a workbook: the same plan, and nothing that can do harm."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from maatregelen.domain.uitwisselen.laden import laad_werkmap
from maatregelen.domain.uitwisselen.uitwisseling import OngeldigPlanError, controleer
from maatregelen.domain.uitwisselen.werkmap import MAX_BYTES, MAX_UITGEPAKT, lees_xlsx, schrijf_xlsx
from maatregelen.models import Plan
from maatregelen.tests.fixtures_lezen import lees_voorbeeld
from maatregelen.tests.plannen import plannen
from maatregelen.tests.uitwisselen import elk_bestand, lees_pad, maak_gemeente_van


@elk_bestand
def test_een_werkmap_leest_terug_als_hetzelfde_bestand(pad: Path) -> None:
    bestand = lees_pad(pad)

    gelezen, _ = lees_xlsx(schrijf_xlsx(bestand))

    assert gelezen == bestand


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(plannen())
def test_elk_plan_leest_uit_een_werkmap_terug_als_hetzelfde(bestand: Any) -> None:
    assert controleer(bestand) == []

    gelezen, _ = lees_xlsx(schrijf_xlsx(bestand))

    assert gelezen == bestand


def werkmap(verander: Callable[[Any], None] = lambda werkmap: None) -> bytes:
    """The example of the format as a workbook, changed."""
    geopend = load_workbook(BytesIO(schrijf_xlsx(lees_voorbeeld())))
    verander(geopend)
    geopend.save(uit := BytesIO())
    return uit.getvalue()


def zet(blad: str, cel: str, waarde: Any) -> Callable[[Any], None]:
    return lambda werkmap: werkmap[blad].__setitem__(cel, waarde)


def bevindingen(inhoud: bytes) -> list[str]:
    with pytest.raises(OngeldigPlanError) as fout:
        lees_xlsx(inhoud)
    return [str(bevinding) for bevinding in fout.value.bevindingen]


def test_tekst_die_op_een_formule_lijkt_staat_als_tekst_in_de_cel() -> None:
    bestand = lees_voorbeeld()
    bestand["maatregelen"][0]["titel"] = "=1+1"

    geopend = load_workbook(BytesIO(schrijf_xlsx(bestand)))

    cel = geopend["Maatregelen"]["C2"]
    assert (cel.value, cel.data_type, cel.quotePrefix) == ("=1+1", "s", True)


def test_dagen_en_bedragen_staan_als_zodanig_in_de_cel() -> None:
    geopend = load_workbook(BytesIO(schrijf_xlsx(lees_voorbeeld())))

    koppen = [cel.value for cel in geopend["Bestedingen"][1]]
    rij = dict(zip(koppen, geopend["Bestedingen"][2], strict=True))
    assert rij["peildatum"].is_date
    assert (rij["begroot"].value, rij["begroot"].data_type) == (64000, "n")
    assert rij["uitgegeven"].value == 0
    assert rij["verplicht"].value is None


@pytest.mark.parametrize(
    ("verander", "melding"),
    [
        (
            zet("Maatregelen", "C2", "=HYPERLINK(1)"),
            "werkblad “Maatregelen”, rij 2, kolom 3: hier staat een formule of een fout; zet er de"
            ' uitkomst neer (er staat "=HYPERLINK(1)")',
        ),
        (
            zet("Maatregelen", "C1", "naam"),
            "werkblad “Maatregelen”, rij 1: de kolom “titel” hoort hier één keer (er staat 0)",
        ),
        (
            zet("Maatregelen", "B2", 2.1),
            "werkblad “Maatregelen”, rij 2, kolom “code”: maak van deze cel tekst (opmaak “Tekst”)"
            " en typ de waarde opnieuw (er staat 2.1)",
        ),
        (
            zet("Bladen", "B2", "maatregel 9"),
            "werkblad “Bladen”, rij 2, kolom “hoort bij”: geen rij met dit kenmerk; schrijf over"
            ' waar deze rij bij hoort (er staat "maatregel 9")',
        ),
        (
            zet("Bestedingen", "D2", 0.005),
            "werkblad “Bestedingen”, rij 2, kolom “begroot”: rond dit getal af op twee decimalen"
            " (er staat 0.005)",
        ),
        (
            zet("Bestedingen", "D2", 1e30),
            "werkblad “Bestedingen”, rij 2, kolom “begroot”: dit getal is te groot"
            " (er staat 1e+30)",
        ),
        (
            zet("Plan", "XFD2", "ver weg"),
            "werkblad “Plan”: hooguit 60 kolommen (er staat 2)",
        ),
        (
            zet("Betrokkenen", "E2", "misschien"),
            "werkblad “Betrokkenen”, rij 2, kolom “onbeslist”: schrijf ja of nee"
            ' (er staat "misschien")',
        ),
        (
            zet("Plan", "AZ2", "los"),
            "werkblad “Plan”, rij 2: hier staat iets zonder kop erboven; haal het weg"
            ' (er staat "los")',
        ),
        (
            lambda werkmap: werkmap.create_sheet("Kladblok"),
            "werkblad “Kladblok”: dit werkblad kent het formaat niet; haal het weg (er staat null)",
        ),
        (
            lambda werkmap: werkmap.remove(werkmap["Stappen"]),
            "werkblad “Stappen”: dit werkblad ontbreekt; voeg het toe met zijn koppen, ook als het"
            " leeg is (er staat null)",
        ),
        (
            lambda werkmap: setattr(werkmap["Risicos"], "sheet_state", "hidden"),
            'werkblad “Risicos”: dit werkblad is verborgen; maak het zichtbaar (er staat "hidden")',
        ),
    ],
)
def test_wat_niet_kan_zegt_waar_wat_er_staat_en_wat_te_doen(
    verander: Callable[[Any], None], melding: str
) -> None:
    assert melding in bevindingen(werkmap(verander))


def test_een_werkmap_die_een_mens_opsloeg_is_te_lezen() -> None:
    """A year typed as a number, and a day in a cell of its own kind."""

    def typ(werkmap: Any) -> None:
        werkmap["Investeringen"]["E3"] = 2026
        werkmap["Plan"]["D2"] = datetime(2026, 1, 1)  # noqa: DTZ001

    gelezen, _ = lees_xlsx(werkmap(typ))

    assert gelezen == lees_voorbeeld()


def met_deel(naam: str, inhoud: bytes) -> bytes:
    """The workbook with one part of its zip put in the place of another, or added."""
    with ZipFile(BytesIO(werkmap())) as oud:
        delen = {deel: oud.read(deel) for deel in oud.namelist()} | {naam: inhoud}
    with ZipFile(uit := BytesIO(), "w", ZIP_DEFLATED) as nieuw:
        for deel, waarde in delen.items():
            nieuw.writestr(deel, waarde)
    return uit.getvalue()


MAG_NIET = "macro’s, koppelingen, ingesloten bestanden en een DOCTYPE mogen niet"
BOM = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>"""


@pytest.mark.parametrize(
    "deel", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"]
)
@pytest.mark.parametrize("inhoud", [BOM, BOM.decode().encode("utf-16")])
def test_xml_die_groeit_bij_het_lezen_wordt_geweigerd(deel: str, inhoud: bytes) -> None:
    assert bevindingen(met_deel(deel, inhoud)) == [f'het bestand: {MAG_NIET} (er staat "{deel}")']


@pytest.mark.parametrize(
    "deel", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.docx"]
)
def test_macros_koppelingen_en_ingesloten_bestanden_worden_geweigerd(deel: str) -> None:
    assert bevindingen(met_deel(deel, b"x")) == [f'het bestand: {MAG_NIET} (er staat "{deel}")']


def test_een_werkmap_die_uitgepakt_te_groot_is_wordt_niet_geopend() -> None:
    assert bevindingen(met_deel("groot", b"0" * (MAX_UITGEPAKT + 1)))[0].startswith(
        "het bestand: deze werkmap is uitgepakt te groot"
    )


def test_een_te_groot_bestand_wordt_niet_geopend() -> None:
    assert bevindingen(b"0" * (MAX_BYTES + 1)) == [
        "het bestand: dit bestand is te groot; hooguit 10 MB (er staat 10000001)"
    ]


@pytest.mark.parametrize("inhoud", [b"", b"kenmerk;code", b"PK\x03\x04"])
def test_wat_geen_werkmap_is_wordt_geweigerd(inhoud: bytes) -> None:
    assert bevindingen(inhoud) == [
        "het bestand: dit is geen xlsx-werkmap; bewaar het bestand als xlsx (er staat null)"
    ]


@pytest.mark.django_db
def test_een_fout_in_wat_er_staat_noemt_werkblad_en_rij_en_slaat_niets_op() -> None:
    gemeente = maak_gemeente_van(lees_voorbeeld())

    with pytest.raises(OngeldigPlanError) as fout:
        laad_werkmap(werkmap(zet("Standen", "E2", "klaar")), gemeente, door=None)

    assert "werkblad “Standen”, rij 2, kolom “fase”" in {
        bevinding.plek for bevinding in fout.value.bevindingen
    }
    assert Plan.objects.count() == 0


def test_een_werkmap_met_kapot_ingepakte_delen_wordt_geweigerd() -> None:
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_LZMA) as archief:
        archief.writestr("xl/workbook.xml", "<workbook/>" * 200)
    inhoud = bytearray(uit.getvalue())
    # Past the local header and the properties: the packed data itself.
    inhoud[60:80] = b"\xff" * 20

    assert bevindingen(bytes(inhoud)) == [
        "het bestand: dit is geen xlsx-werkmap; bewaar het bestand als xlsx (er staat null)"
    ]


def test_een_werkmap_van_voor_er_een_einde_was_leest_nog() -> None:
    def zonder_einde(werkmap: Any) -> None:
        for naam in ("Resultaten", "Samenhang", "Risicos"):
            blad = werkmap[naam]
            koppen = [cel.value for cel in blad[1]]
            assert koppen[-2:] == ["beeindigd op", "einde reden"]
            blad.delete_cols(len(koppen) - 1, 2)

    gelezen, _ = lees_xlsx(werkmap(zonder_einde))

    assert gelezen == lees_voorbeeld()


def test_een_einde_staat_als_dag_in_de_werkmap() -> None:
    bestand = lees_voorbeeld()
    einde = {"beeindigd_op": "2024-06-30", "einde_reden": "Telt niet meer."}
    bestand["maatregelen"][0]["samenhang"][0] |= einde

    inhoud = schrijf_xlsx(bestand)

    blad = load_workbook(BytesIO(inhoud))["Samenhang"]
    rij = dict(zip([cel.value for cel in blad[1]], blad[2], strict=True))
    assert (rij["beeindigd op"].is_date, rij["einde reden"].value) == (True, "Telt niet meer.")
    assert lees_xlsx(inhoud)[0] == bestand
