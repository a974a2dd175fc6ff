"""What a chart may say, its axis, its colours, and its component on a page."""

import json
import re
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.grafiek.beeld import Beeld
from jeugdhulp.grafiek.definitie import (
    Cijferstatus,
    Drempel,
    GrafiekOnvolledig,
    Reeks,
    Soort,
    spannen,
)
from jeugdhulp.grafiek.letters import breedte, regels
from jeugdhulp.grafiek.rollen import LICHTEN, REEKSEN, ROLLEN, WIT, Rol
from jeugdhulp.grafiek.schaal import as_van, stapel, stappen
from jeugdhulp.tests.grafieken import maak_grafiek
from jeugdhulp.tests.pagina import fouten_in

TOKENS = Path(settings.BASE_DIR) / "jeugdhulp/static/jeugdhulp/css/tokens.css"
GROND = "#f5f6f7"


def helderheid(kleur: str) -> float:
    """Relative luminance as WCAG defines it."""
    delen = [int(kleur[plek : plek + 2], 16) / 255 for plek in (1, 3, 5)]
    lineair = [
        deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen
    ]
    return 0.2126 * lineair[0] + 0.7152 * lineair[1] + 0.0722 * lineair[2]


def contrast(een: str, ander: str) -> float:
    laag, hoog = sorted((helderheid(een), helderheid(ander)))
    return (hoog + 0.05) / (laag + 0.05)


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"titel": " "}, "heeft een titel"),
        ({"bron": ""}, "heeft een bron"),
        ({"periode": ""}, "heeft een periode"),
        ({"samenvatting": ""}, "heeft een samenvatting"),
        ({"peildatum": None}, "heeft een peildatum"),
        ({"labels": ()}, "1 tot 60 punten"),
        ({"reeksen": ()}, "1 tot 8 reeksen"),
        ({"labels": ("2023", "2023", "2025")}, "punten heten hetzelfde: 2023"),
        ({"labels": ("2023", "", "2025")}, "Elk punt heeft een naam"),
        ({"reeksen": (Reeks("A", (1, 2)),)}, "A: 2 waarden bij 3 punten"),
        ({"reeksen": (Reeks("A", (1, 2, 3)),) * 2}, "reeksen heten hetzelfde: A"),
        (
            {"reeksen": (Reeks("A", (1, 2, 3)), Reeks("B", (1, 2, 3), "reeks-1"))},
            "rollen heten hetzelfde: reeks-1",
        ),
        ({"liggend": True}, "Alleen staven kunnen liggen"),
        ({"soort": Soort.STAAF, "vanaf_nul": False}, "Staven beginnen bij nul"),
    ],
)
def test_chart_that_says_too_little_is_refused(anders, fout):
    with pytest.raises(GrafiekOnvolledig, match=fout):
        maak_grafiek(**anders)


@pytest.mark.parametrize("waarde", [1.5, True, "3", Decimal("NaN"), Decimal("Infinity")])
def test_only_exact_numbers_are_drawn(waarde):
    with pytest.raises(GrafiekOnvolledig, match="A: "):
        Reeks("A", (waarde,))
    with pytest.raises(GrafiekOnvolledig, match="A: "):
        Drempel("A", waarde)


@pytest.mark.parametrize(
    ("waarde", "status"),
    [
        (3, Cijferstatus.TE_KLEIN),
        (0, Cijferstatus.NIET_BESCHIKBAAR),
        (None, Cijferstatus.VOORLOPIG),
    ],
)
def test_number_that_may_not_be_read_has_no_value(waarde, status):
    with pytest.raises(GrafiekOnvolledig, match="past niet bij de waarde"):
        Reeks("A", (waarde,), "", (status,))


def test_remarks_say_what_is_not_final_and_what_is_missing():
    c = Cijferstatus
    grafiek = maak_grafiek(
        eenheid="procent",
        labels=("2021", "2022", "2023", "2024"),
        reeksen=(
            Reeks("A", (None, None, None, 5)),
            Reeks("B", (1, None, 2, 3), "", (None, c.TE_KLEIN, c.DEFINITIEF, c.VOORLOPIG)),
            Reeks("C", (None,) * 4),
        ),
        drempels=(Drempel("Norm", Decimal("12.5")),),
        vanaf_nul=False,
    )

    assert grafiek.opmerkingen() == [
        "Norm: 12,5\u00a0%.",
        "De as begint niet bij nul.",
        "Voorlopig (open vorm): B (2024).",
        "Te klein aantal: B (2022).",
        "Geen cijfer: A (2021 tot en met 2023); C.",
    ]
    assert grafiek.alt.startswith("Het aantal met verblijf daalt. Norm: 12,5")
    assert grafiek.herkomst == "Bron: CBS. Peildatum: 31 december 2025."


def test_stretches_of_points():
    assert spannen("abcdef", [0, 2, 3, 4]) == "a, c tot en met e"
    assert spannen("abcdef", [0, 1, 5]) == "a, b, f"


@pytest.mark.parametrize(
    ("laag", "hoog", "geheel", "verwacht"),
    [
        ("0", "120", True, "0 25 50 75 100 125"),
        ("0", "3", True, "0 1 2 3"),
        ("0", "3", False, "0 1 2 3"),
        ("0", "1", False, "0 0.2 0.4 0.6 0.8 1.0"),
        ("-12000", "150000", True, "-50000 0 50000 100000 150000"),
        ("0", "0", True, "0 1"),
        ("980", "1000", True, "980 985 990 995 1000"),
        ("5", "5", True, "0 1 2 3 4 5"),
        ("0", "0.004", False, "0.00 0.01"),
    ],
)
def test_steps_are_round(laag, hoog, geheel, verwacht):
    gevonden = stappen(Decimal(laag), Decimal(hoog), geheel=geheel)

    assert gevonden == [Decimal(stap) for stap in verwacht.split()]


@given(
    st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**9), 10**9, places=2), st.booleans()
)
def test_steps_hold_all_and_are_few(een, ander, geheel):
    laag, hoog = sorted((een, ander))
    if geheel:
        laag, hoog = Decimal(int(laag)), Decimal(int(hoog))

    gevonden = stappen(laag, hoog, geheel=geheel)

    assert 2 <= len(gevonden) <= 7
    assert gevonden[0] <= laag <= hoog <= gevonden[-1]
    assert len({tot - van for van, tot in pairwise(gevonden)}) == 1
    assert not geheel or all(stap == int(stap) for stap in gevonden)


def test_pile_goes_up_and_down_from_nought():
    assert stapel([3, None, -2, 4, -1]) == [(0, 0, 3), (2, 0, -2), (3, 3, 7), (4, -2, -3)]


def test_axis_holds_the_threshold_and_the_pile():
    reeksen = (Reeks("A", (3, 4, None)), Reeks("B", (5, None, -2)))

    gestapeld = maak_grafiek(soort=Soort.GESTAPELD, reeksen=reeksen)
    met_norm = maak_grafiek(reeksen=reeksen, drempels=(Drempel("Norm", 40),))

    assert (as_van(gestapeld)[0], as_van(gestapeld)[-1]) == (-2, 8)
    assert (as_van(met_norm)[0], as_van(met_norm)[-1]) == (-10, 40)
    assert as_van(maak_grafiek(reeksen=(Reeks("A", (None,) * 3),))) == []


@given(st.text(min_size=1), st.integers(20, 300))
def test_lines_leave_nothing_out(tekst, ruimte):
    lijnen = regels(tekst, ruimte, 14)

    kaal = tekst.replace(" ", "").replace("-", "")
    assert "".join(lijnen).replace(" ", "").replace("-", "") == kaal
    assert all(breedte(lijn, 14) <= ruimte or len(lijn) <= 3 for lijn in lijnen)


def test_colours_are_the_tokens_of_the_house():
    tokens = dict(
        re.findall(r"--jeugdhulp-((?:reeks|licht)-[\w-]+): (#\w{6});", TOKENS.read_text())
    )

    assert {naam: tokens[naam] for naam in ROLLEN} == {
        naam: rol.kleur for naam, rol in ROLLEN.items()
    }


@pytest.mark.parametrize("naam", ROLLEN)
def test_colour_stands_out_from_the_ground(naam):
    assert contrast(ROLLEN[naam].kleur, WIT) >= 3
    assert contrast(ROLLEN[naam].kleur, GROND) >= 3


def test_neighbours_of_a_grouping_differ_in_lightness():
    for een, ander in pairwise(REEKSEN.values()):
        assert contrast(een.kleur, ander.kleur) >= 3


def _kleurhoek(kleur: str) -> float:
    import colorsys

    return colorsys.rgb_to_hsv(*(int(kleur[plek : plek + 2], 16) / 255 for plek in (1, 3, 5)))[0]


def test_no_grouping_passes_for_a_light():
    assert all(180 <= _kleurhoek(rol.kleur) * 360 <= 310 for rol in REEKSEN.values())


@pytest.mark.parametrize("groep", [REEKSEN, LICHTEN], ids=["reeksen", "lichten"])
def test_without_colour_every_role_is_still_its_own(groep):
    def zonder_kleur(rol: Rol) -> list[object]:
        return [(rol.patroon, rol.letter), rol.streep, (rol.teken, bool(rol.vulling))]

    for een, ander in combinations(groep.values(), 2):
        for eerste, tweede in zip(zonder_kleur(een), zonder_kleur(ander), strict=True):
            assert eerste != tweede


def test_component_is_a_page_part_of_this_house():
    beeld = Beeld(maak_grafiek(titel="</script><script>alert(1)</script>"), "proef")

    html = render_to_string("components/grafiek.html", {"beeld": beeld})

    pagina = f'<!DOCTYPE html><html lang="nl"><title>x</title><h1>x</h1>{html}</html>'
    assert fouten_in(pagina) == []
    assert "<script>" not in html
    assert html.count('role="img"') == 2
    gegevens = re.search(r'id="proef-figuur" type="application/json">(.*?)</script>', html)
    assert gegevens is not None
    assert [spoor["name"] for spoor in json.loads(gegevens[1])["data"]] == [
        "Met verblijf",
        "Zonder verblijf",
    ]


def test_the_two_plotlys_are_of_one_version():
    import plotly.offline

    pakketten = json.loads((Path(settings.BASE_DIR) / ".voorkant/package.json").read_text())

    gevraagd = pakketten["dependencies"]["plotly.js-basic-dist-min"]
    assert plotly.offline.get_plotlyjs_version() == gevraagd


def test_drawing_needs_no_pandas(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)

    beeld = Beeld(replace(maak_grafiek(), titel="Zonder pandas"), "proef")

    assert (len(beeld.figuur["data"]), len(beeld.tabel.rijen)) == (2, 3)
