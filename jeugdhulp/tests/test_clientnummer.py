"""Numbers that may be a BSN. The numbers here are invented and pass the elfproef on purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.clientnummer import MASKER, is_elfproef, maskeer, vind_clientnummer

# 9×1 + 8×2 + 7×3 + 6×4 + 5×5 + 4×6 + 3×7 + 2×8 - 2 = 154 = 14 × 11
BSN = "123456782"


@pytest.mark.parametrize(
    ("cijfers", "goed"),
    [(BSN, True), ("111222333", True), ("123456789", False), ("000000000", False)],
)
def test_elfproef(cijfers: str, goed: bool) -> None:
    assert is_elfproef(cijfers) == goed


@given(st.integers(0, 99_999_999))
def test_of_ten_last_digits_at_most_one_passes(begin: int) -> None:
    """So that a mistake in one digit is always found."""
    goed = [laatste for laatste in range(10) if is_elfproef(f"{begin:08}{laatste}")]

    assert len(goed) <= 1


@pytest.mark.parametrize(
    "tekst",
    [
        BSN,
        f"Gesproken met moeder ({BSN}).",
        f"BSN:{BSN}",
        f"BSN.{BSN}",
        f"de Vries,{BSN},2019",
        f"{BSN}, en verder",
        f"{BSN}.",
        "123.456.782",
        "123 456 782",
        "123-456-782",
        "123\xa0456\xa0782",
        "1234.56.782",
        f"in 2019 {BSN}",
        "tel. 050 123 456 782",
        f"eerst 123456789 en dan {BSN}",
        f"regel een\n{BSN}\nregel drie",
        f"kind{BSN}x",
        "123_456_782",
        "123+456+782",
        "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff12",
        "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0662",
        "¹23456782",
        "12\u200b345\u00ad6782",
        "1\u030123456782",
        "%31%32%33456782",
        "%2531%2532%2533456782",
        "&#49;23456782",
        r"\uff11\uff12\uff13456782",
        f"{'a1' * 15}-{BSN}",
        f"{'0123abcd' * 2}{BSN}",
    ],
)
def test_a_client_number_is_found(tekst: str) -> None:
    assert vind_clientnummer(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "geen getal",
        "123456789",
        "12345678",
        f"{BSN}0",
        f"0{BSN}",
        "€ 1.234.567,82",
        "06-12345678",
        "2019-2020-2021",
        "000000000",
        f"sha256 {'ab' * 20}{BSN}{'cd' * 8}f",
        f"/uitnodiging/c3x1q2-a{BSN}{'b' * 22}/",
        "1234567a-8278-4abc-8abc-0123456789ab",
    ],
)
def test_another_number_is_let_through(tekst: str) -> None:
    assert not vind_clientnummer(tekst)


@given(st.text(), st.text())
def test_what_stands_around_it_does_not_hide_it(voor: str, na: str) -> None:
    assert vind_clientnummer(f"{voor} - {BSN} - {na}")


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("", ""),
        ("50 % van 2019, cliënten", "50 % van 2019, cliënten"),
        ("123456789", "123456789"),
        (f"kind {BSN}.", f"kind {MASKER}."),
        (f"{BSN} en 111.222.333", f"{MASKER} en {MASKER}"),
        ("/x/?q=%31%32%33456782&b=1", f"/x/?q={MASKER}&b=1"),
        ("tel. 050 123 456 782", f"tel. 050 {MASKER}"),
        (f"hash {'ab' * 16} {BSN}", f"hash {'ab' * 16} {MASKER}"),
    ],
)
def test_a_client_number_is_masked_and_the_rest_stays(tekst: str, verwacht: str) -> None:
    assert maskeer(tekst) == verwacht


@given(st.text(alphabet="0123456789 .-/%\u200b\uff11a"))
def test_what_is_masked_holds_no_client_number(tekst: str) -> None:
    assert not vind_clientnummer(maskeer(tekst))
