"""Is this file ours, which version is it, and is there a newer one?"""

from datetime import UTC
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from jeugdhulp import kalender
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from rapportage.choices import Stap, Vorm
from rapportage.domain import opmaken, samenstellen
from rapportage.models import Rapportage, Rapportversie
from rapportage.tests.bevroren import (
    bevries,
    maak_rapportage,
    publiceer,
    schrijf,
    zet_in_de_plaats,
)

pytestmark = pytest.mark.django_db
NAAM = "versie {} van “Voortgangsrapportage april 2024” van Waterstad, per 1 april 2024"


@pytest.fixture
def rapportage(maatregel: Any, plan: Any, monkeypatch: pytest.MonkeyPatch) -> Rapportage:
    zet_in_de_plaats(monkeypatch)
    monkeypatch.setattr(samenstellen, "als_pdf", _als_pdf)
    return maak_rapportage(plan)


def _als_pdf(gegevens: Any, bijlagen: Any = ()) -> bytes:
    """A PDF with the marks of one of ours: its title, and the moment its data were frozen."""
    moment = Rapportversie.objects.get(nummer=gegevens["versie"]).gemaakt_op
    uit = BytesIO()
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"] = f"{gegevens['titel']} Plan Jeugd"
        pdf.docinfo["/Subject"] = f"versie {gegevens['versie']}"
        pdf.docinfo["/CreationDate"] = moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        pdf.save(uit)
    return uit.getvalue()


def bestand(versie: Rapportversie, tmp_path: Path, vorm: str = Vorm.PDF) -> Path:
    pad = tmp_path / f"van-de-website.{vorm}"
    pad.write_bytes(bytes(versie.publicaties.get(vorm=vorm).inhoud))
    return pad


def controleer(pad: Path) -> tuple[int, list[str]]:
    """The exit code, and all that is said."""
    uit = StringIO()
    try:
        call_command("controleer_publicatie", str(pad), stdout=uit)
    except CommandError as fout:
        return fout.returncode, [*uit.getvalue().splitlines(), str(fout)]
    return 0, uit.getvalue().splitlines()


@pytest.mark.parametrize("vorm", Vorm.values)
def test_a_file_of_the_newest_version(rapportage: Rapportage, tmp_path: Path, vorm: str) -> None:
    versie = publiceer(rapportage, tot=Stap.VASTGESTELD)

    assert controleer(bestand(versie, tmp_path, vorm)) == (
        0,
        [
            f"Dit bestand is van ons: {NAAM.format(1)}.",
            f"- ter besluitvorming: {kalender.datum_voluit(kalender.vandaag())}",
            f"- vastgesteld: {kalender.datum_voluit(kalender.vandaag())}, college van B en W",
            "Er is geen nieuwere versie.",
        ],
    )


def test_a_newer_version_is_named_with_its_reason(rapportage: Rapportage, tmp_path: Path) -> None:
    oud = publiceer(rapportage)
    publiceer(rapportage, reden="Een bedrag klopte niet.")

    code, zinnen = controleer(bestand(oud, tmp_path))

    assert (code, zinnen[-1]) == (
        3,
        "Er is een nieuwere versie: versie 2 (Een bedrag klopte niet).",
    )


def test_a_table_that_is_the_same_in_two_versions_still_counts(
    rapportage: Rapportage, tmp_path: Path
) -> None:
    oud = publiceer(rapportage)
    publiceer(rapportage, reden="Een bedrag klopte niet.")

    assert controleer(bestand(oud, tmp_path, Vorm.CSV))[0] == 0


def test_what_is_not_out_yet_is_no_newer_version(rapportage: Rapportage, tmp_path: Path) -> None:
    versie = publiceer(rapportage)
    bevries(rapportage, reden="Een bedrag klopte niet.")

    assert controleer(bestand(versie, tmp_path))[0] == 0


def test_an_erratum_came_in_its_place(
    rapportage: Rapportage, tmp_path: Path, gemeente: Any, beheerder: Any, beleidsadviseur: Any
) -> None:
    schrijf(rapportage, "inleiding", "Noortje Zandstra is blij.")
    oud = publiceer(rapportage)
    pad = bestand(oud, tmp_path)
    vraag = vraag_afschermen(gemeente, "Noortje Zandstra", grond="cliënt", door=beleidsadviseur)
    voer_uit(vraag, door=beheerder)
    opmaken.maak_op()

    code, zinnen = controleer(pad)

    assert (code, zinnen[-1]) == (
        3,
        "Er zijn woorden uit weggehaald; dit bestand geven wij niet meer."
        " Er is een erratum: versie 2 (Er zijn woorden afgeschermd).",
    )


def test_a_report_that_was_withdrawn(rapportage: Rapportage, tmp_path: Path) -> None:
    versie = publiceer(rapportage)
    Rapportage._base_manager.update(ingetrokken=True)

    code, zinnen = controleer(bestand(versie, tmp_path))

    assert (code, zinnen[-1]) == (3, "Het rapport is ingetrokken.")


def test_a_pdf_that_somebody_changed(rapportage: Rapportage, tmp_path: Path) -> None:
    pad = bestand(publiceer(rapportage), tmp_path)
    with pikepdf.open(pad, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page()
        pdf.save(pad)

    assert controleer(pad) == (1, [f"Dit bestand lijkt op {NAAM.format(1)}, maar is veranderd."])


@pytest.mark.parametrize("inhoud", [b"", b"niets", b"%PDF-1.7 stuk"])
def test_what_is_not_ours(rapportage: Rapportage, tmp_path: Path, inhoud: bytes) -> None:
    publiceer(rapportage)
    pad = tmp_path / "iets.pdf"
    pad.write_bytes(inhoud)

    assert controleer(pad) == (1, ["Dit bestand is niet van ons."])


def test_a_pdf_of_somebody_else(rapportage: Rapportage, tmp_path: Path) -> None:
    """Made in the same second, even."""
    versie = publiceer(rapportage)
    pad = tmp_path / "jaarverslag.pdf"
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"] = "Jaarverslag"
        pdf.docinfo["/CreationDate"] = versie.gemaakt_op.strftime("D:%Y%m%d%H%M%SZ")
        pdf.save(pad)

    assert controleer(pad) == (1, ["Dit bestand is niet van ons."])


def test_a_file_that_is_not_there(db: None, tmp_path: Path) -> None:
    assert controleer(tmp_path / "weg.pdf") == (
        2,
        ["Dit bestand is niet te lezen (No such file or directory)."],
    )
