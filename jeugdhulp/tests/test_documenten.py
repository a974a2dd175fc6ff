"""The documents for who runs this: nothing that is gone, and nothing left out."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DOCS = sorted((settings.BASE_DIR / "docs").rglob("*.md"))
VOORBEELDEN = sorted((settings.BASE_DIR / "docs" / "voorbeelden").iterdir())


def tabel_van_instellingen() -> set[str]:
    tekst = (settings.BASE_DIR / "docs" / "beheer.md").read_text()
    return set(re.findall(r"^\| `([A-Z_]+)` \|", tekst, flags=re.MULTILINE))


def test_every_setting_stands_in_the_table() -> None:
    tekst = (settings.BASE_DIR / "jeugdhulp" / "settings.py").read_text()
    gelezen = set(re.findall(r'"((?:JEUGDHULP|DATABASE)_[A-Z_]+)"', tekst))

    assert "JEUGDHULP_SECRET_KEY" in gelezen
    assert gelezen - tabel_van_instellingen() == set()


@pytest.mark.parametrize("document", [*DOCS, *VOORBEELDEN], ids=lambda pad: pad.name)
def test_every_command_named_exists(document: Path) -> None:
    genoemd = re.findall(r"manage\.py ([a-z_]+)", document.read_text())

    assert set(genoemd) - get_commands().keys() == set()


@pytest.mark.parametrize("document", DOCS, ids=lambda pad: pad.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_variables_of_the_examples_are_settings() -> None:
    alles = " ".join(pad.read_text() for pad in VOORBEELDEN)

    assert set(re.findall(r"JEUGDHULP_[A-Z_]+", alles)) - tabel_van_instellingen() == set()
