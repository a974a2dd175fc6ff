"""Reference data: loaded as often as you like, and what it is for."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from jeugdhulp.domain.begin import maak_gemeente
from jeugdhulp.domain.referentie import laad_gemeentecodes
from jeugdhulp.models import Gemeente, Gemeentecode

pytestmark = pytest.mark.django_db


def laad() -> str:
    uit = StringIO()
    call_command("laad_referentie", stdout=uit)
    return uit.getvalue().strip()


def klein(map_: Path, *regels: str) -> Path:
    bestand = map_ / "gemeenten.csv"
    kop = "cbs_code,naam,provincie,tot_en_met,opgegaan_in"
    bestand.write_text("\n".join([kop, *regels]), encoding="utf-8")
    return bestand


def test_a_second_time_changes_nothing() -> None:
    assert laad() == "Gemeentecodes van het CBS: 346 nieuw, 0 gewijzigd."
    assert laad() == "Gemeentecodes van het CBS: 0 nieuw, 0 gewijzigd."
    assert Gemeentecode.objects.count() == 346


def test_the_342_gemeenten_of_2024_and_four_that_merged_into_het_hogeland() -> None:
    laad_gemeentecodes()

    opgegaan = Gemeentecode.objects.exclude(opgegaan_in="").values_list("cbs_code", "opgegaan_in")
    assert sorted(opgegaan) == [(code, "1966") for code in ("0005", "0053", "1651", "1663")]
    assert Gemeentecode.objects.filter(opgegaan_in="").count() == 342
    assert str(Gemeentecode.objects.get(cbs_code="0171")) == "0171 Noordoostpolder"


def test_what_changed_in_the_list_changes_in_the_table_and_what_went_stays(tmp_path: Path) -> None:
    laad_gemeentecodes(klein(tmp_path, "0001,Oud,Groningen,,", "0002,Weg,Drenthe,,"))

    geteld = laad_gemeentecodes(klein(tmp_path, "0001,Oud,Groningen,2025-12-31,0003"))

    assert geteld == (0, 1)
    rijen = Gemeentecode.objects.values_list("cbs_code", "opgegaan_in")
    assert sorted(rijen) == [("0001", "0003"), ("0002", "")]


def test_a_list_that_is_wrong_somewhere_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        laad_gemeentecodes(klein(tmp_path, "0001,Een,Groningen,,", "0002,Twee,Drenthe,ooit,"))

    assert Gemeentecode.objects.count() == 0


def test_a_code_of_another_gemeente_is_refused() -> None:
    laad_gemeentecodes()

    with pytest.raises(ValidationError) as fout:
        maak_gemeente("veendam", "Veendam", cbs_code="1966", door=None, kanaal="test")

    assert fout.value.message_dict == {
        "cbs_code": ["CBS-code 1966 is van Het Hogeland, niet van Veendam."]
    }
    assert not Gemeente.objects.filter(slug="veendam").exists()


def test_a_code_that_is_not_in_the_list_is_taken() -> None:
    """The list is of one day; a gemeente of later has a code too."""
    laad_gemeentecodes()

    assert maak_gemeente("nieuw", "Nieuw", cbs_code="9998", door=None, kanaal="test").pk


def test_the_command_knows_in_whose_name() -> None:
    with pytest.raises(CommandError, match="Er is geen gebruiker “niemand”"):
        call_command("laad_referentie", door="niemand")
