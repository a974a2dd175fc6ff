"""Secrets of the demo: readable by their owner alone, whatever was there before."""

import os
import stat
from pathlib import Path

import pytest

from jeugdhulp.geheim import demo_sleutel, schrijf_geheim


def rechten_van(bestand: Path) -> str:
    return oct(stat.S_IMODE(bestand.stat().st_mode))


@pytest.fixture(params=[0o000, 0o022, 0o077])
def _umask(request):
    eerder = os.umask(request.param)
    yield
    os.umask(eerder)


@pytest.mark.usefixtures("_umask")
def test_secret_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    schrijf_geheim(tmp_path / "geheim", "wachtwoord")

    assert rechten_van(tmp_path / "geheim") == "0o600"


def test_secret_replaces_a_file_that_others_could_read(tmp_path):
    bestand = tmp_path / "geheim"
    bestand.write_text("oud")
    bestand.chmod(0o644)

    schrijf_geheim(bestand, "nieuw")

    assert (bestand.read_text(), rechten_van(bestand)) == ("nieuw", "0o600")


def test_secret_does_not_follow_a_link_laid_in_its_place(tmp_path):
    elders = tmp_path / "elders"
    elders.write_text("van iemand anders")
    (tmp_path / "geheim").symlink_to(elders)

    schrijf_geheim(tmp_path / "geheim", "nieuw")

    assert elders.read_text() == "van iemand anders"


def test_folder_of_the_secret_is_made(tmp_path):
    schrijf_geheim(tmp_path / "diep" / "er" / "geheim", "x")

    assert (tmp_path / "diep" / "er" / "geheim").read_text() == "x"


def test_key_of_the_demo_is_made_once_and_then_stays(tmp_path):
    eerste = demo_sleutel(tmp_path / "sleutel")
    tweede = demo_sleutel(tmp_path / "sleutel")

    assert eerste == tweede
    assert (len(eerste), rechten_van(tmp_path / "sleutel")) == (67, "0o600")


def test_two_machines_have_two_keys(tmp_path):
    assert demo_sleutel(tmp_path / "een") != demo_sleutel(tmp_path / "twee")
