"""The three writers of a chart say the same: series, order, values, colours."""

import json
from decimal import Decimal
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings

from jeugdhulp.grafiek import plotly, svg, tabel
from jeugdhulp.grafiek.beeld import Beeld
from jeugdhulp.grafiek.definitie import Cijferstatus, Grafiek, Reeks, Soort
from jeugdhulp.grafiek.schaal import as_van
from jeugdhulp.tests.grafieken import Tekening, grafieken, maak_grafiek

# Without shrinking: of charts this big it takes minutes.
FASEN = (Phase.explicit, Phase.reuse, Phase.generate)
BOOSAARDIG = '<script>alert("x")</script> & "\'%{y}'


def floats(waarden: tuple[Decimal | int | None, ...]) -> list[float | None]:
    return [None if waarde is None else float(waarde) for waarde in waarden]


def controleer_plotly(grafiek: Grafiek) -> None:
    """Against the definition, and what is read at a point against the table."""
    sporen = plotly.maak(grafiek)["data"]
    getabeld = tabel.maak(grafiek)

    namen = [grafiek.naam(nummer) for nummer in range(len(grafiek.reeksen))]
    assert [unescape(spoor["name"]) for spoor in sporen] == namen
    assert [kolom.naam for kolom in getabeld.kolommen] == namen
    assert tuple(rij.naam for rij in getabeld.rijen) == grafiek.labels
    for nummer, spoor in enumerate(sporen):
        op, langs = (spoor["x"], spoor["y"]) if grafiek.liggend else (spoor["y"], spoor["x"])
        assert op == floats(grafiek.reeksen[nummer].waarden)
        assert tuple(map(unescape, langs)) == grafiek.labels
        cellen = [rij.cellen[nummer] for rij in getabeld.rijen]
        assert list(map(unescape, spoor["customdata"])) == cellen
        assert spoor["marker"]["line"]["color"] == grafiek.rol(nummer).kleur
        assert f'"{grafiek.rol(nummer).kleur}"' in getabeld.kolommen[nummer].sleutel


def controleer_svg(grafiek: Grafiek, *, smal: bool) -> None:
    """What a ruler finds in the drawing, against the definition and plotly's colours."""
    getekend = Tekening(svg.schrijf(grafiek, smal=smal), grafiek)
    if not as_van(grafiek):
        assert "Er zijn geen cijfers." in getekend.teksten
        return
    assert getekend.namen == [reeks.naam for reeks in grafiek.reeksen]
    for nummer, spoor in enumerate(plotly.maak(grafiek)["data"]):
        gezien = any(grafiek.reeksen[nummer].waarden)
        kleur = spoor["marker"]["line"]["color"]
        assert getekend.kleuren(nummer) in ([{kleur}] if gezien else [{kleur}, set()])
        if grafiek.soort == Soort.LIJN:
            controleer_lijn(getekend, nummer)
        else:
            controleer_balken(getekend, nummer)
            binnen = spoor["marker"].get("pattern", {}).get("bgcolor") or spoor["marker"]["color"]
            gevuld = [
                kleur
                for kleur, waarde in zip(binnen, grafiek.reeksen[nummer].waarden, strict=True)
                if waarde
            ]
            assert getekend.vullingen(nummer) == gevuld


def controleer_lijn(getekend: Tekening, nummer: int) -> None:
    waarden = getekend.grafiek.reeksen[nummer].waarden
    bekend = [float(waarde) for waarde in waarden if waarde is not None]
    gevonden, stukken = getekend.lijn(nummer)

    assert gevonden == pytest.approx(bekend, abs=getekend.marge)
    begin = sum(na is not None and voor is None for voor, na in pairwise((None, *waarden)))
    assert stukken == begin


def controleer_balken(getekend: Tekening, nummer: int) -> None:
    grafiek = getekend.grafiek
    waarden = grafiek.reeksen[nummer].waarden
    if grafiek.soort == Soort.STAAF:
        gevonden = [None if balk is None else sum(balk) for balk in getekend.balken(nummer)]
        verwacht = floats(waarden)
        assert [waarde is None for waarde in gevonden] == [waarde is None for waarde in verwacht]
        assert _nullen(gevonden) == pytest.approx(_nullen(verwacht), abs=getekend.marge)
        return
    stukken = [balk for balk in getekend.balken(nummer) if balk is not None]
    verwacht = [float(waarde) for waarde in waarden if waarde]
    lengten = [abs(tot - van) for van, tot in stukken]
    assert lengten == pytest.approx([abs(waarde) for waarde in verwacht], abs=getekend.marge)
    for (van, tot), waarde in zip(stukken, verwacht, strict=True):
        # What is thinner than a ruler shows lies on neither side.
        assert abs(waarde) < 2 * getekend.marge or (van + tot > 0) == (waarde > 0)


def _nullen(waarden: list[float | None]) -> list[float]:
    return [waarde or 0 for waarde in waarden]


@settings(deadline=None, max_examples=60, phases=FASEN)
@given(grafieken())
def test_three_writers_say_the_same(grafiek):
    controleer_plotly(grafiek)
    controleer_svg(grafiek, smal=False)
    controleer_svg(grafiek, smal=True)


@settings(deadline=None, max_examples=40, phases=FASEN)
@given(grafieken())
def test_drawing_is_safe_and_stays_within_its_edges(grafiek):
    for smal in (False, True):
        geschreven = svg.schrijf(grafiek, smal=smal)
        getekend = Tekening(geschreven, grafiek)

        assert geschreven == svg.schrijf(grafiek, smal=smal)
        assert getekend.buiten() == []
        assert {rij.tag.partition("}")[2] for rij in getekend.wortel.iter()} <= {
            "svg", "title", "desc", "g", "text", "line", "path", "rect", "circle", "polygon",
        }  # fmt: skip
        kenmerken = {naam for rij in getekend.wortel.iter() for naam in rij.attrib}
        assert not {naam for naam in kenmerken if naam == "style" or naam.startswith("on")}


@pytest.mark.parametrize("soort", Soort)
def test_every_name_stands_in_the_drawing_in_its_order(soort):
    namen = ("Kort", "Een heel lange naam met ontwikkelingsstoornissenbehandeling erin", "Laatste")
    grafiek = maak_grafiek(soort=soort, reeksen=tuple(Reeks(naam, (1, 2, 3)) for naam in namen))

    for smal in (False, True):
        tekst = "".join(Tekening(svg.schrijf(grafiek, smal=smal), grafiek).teksten)
        zonder = tekst.replace(" ", "").replace("-", "")
        plekken = [zonder.index(naam.replace(" ", "")) for naam in namen]
        assert plekken == sorted(plekken)


def test_script_in_a_name_is_text_in_all_three():
    grafiek = maak_grafiek(
        titel=BOOSAARDIG,
        labels=(BOOSAARDIG, "b", "c"),
        reeksen=(Reeks(BOOSAARDIG, (1, 2, 3)),),
        bron=BOOSAARDIG,
    )

    getekend = Tekening(svg.schrijf(grafiek), grafiek)

    assert getekend.namen == [BOOSAARDIG]
    assert "<script" not in svg.schrijf(grafiek)
    assert "<script" not in json.dumps(plotly.maak(grafiek))
    assert tabel.maak(grafiek).kolommen[0].naam == BOOSAARDIG
    assert "<script" not in tabel.maak(grafiek).kolommen[0].sleutel


def test_sign_that_xml_cannot_hold_does_not_break_the_drawing():
    grafiek = maak_grafiek(reeksen=(Reeks("A\x00B\x1b\ud800\uffffC\n", (1, 2, 3)),))

    assert Tekening(svg.schrijf(grafiek), grafiek).namen == ["A\ufffdB\ufffd\ufffd\ufffdC "]


def test_table_says_it_in_dutch():
    c = Cijferstatus
    grafiek = maak_grafiek(
        titel="Uitgaven",
        eenheid="euro",
        reeksen=(
            Reeks("Begroot", (1000, Decimal("1234.5"), 0)),
            Reeks("Besteed", (None, None, Decimal("-50")), "", (c.TE_KLEIN, None, c.VOORLOPIG)),
        ),
    )

    gemaakt = tabel.maak(grafiek)

    assert gemaakt.bijschrift == "Uitgaven: 2023 tot en met 2025, in euro"
    assert gemaakt.hoek == "Jaar"
    assert [rij.cellen for rij in gemaakt.rijen] == [
        ("€\u00a01.000", "te klein aantal"),
        ("€\u00a01.234,50", "geen cijfer"),
        ("€\u00a00", "-€\u00a050 (voorlopig)"),
    ]


def test_nought_is_drawn_and_a_gap_is_not():
    grafiek = maak_grafiek(soort=Soort.STAAF, reeksen=(Reeks("A", (0, None, 5)),))

    nul, leeg, vijf = Tekening(svg.schrijf(grafiek), grafiek).balken(0)

    assert (nul, leeg) == (pytest.approx((0, 0), abs=0.01), None)
    assert vijf == pytest.approx((5, 0), abs=0.01)


def test_one_point_between_gaps_has_a_marker():
    grafiek = maak_grafiek(reeksen=(Reeks("A", (None, 3, None)),))

    geschreven = svg.schrijf(grafiek)

    # One in the plane and one beside the name.
    assert geschreven.count("<circle") == 2


@pytest.mark.parametrize("soort", Soort)
def test_made_up_figures_carry_a_watermark_in_both_drawings(soort):
    status = (Cijferstatus.FICTIEF, None, None)
    echt = maak_grafiek(soort=soort, reeksen=(Reeks("A", (1, 2, 3)),))
    verzonnen = maak_grafiek(soort=soort, reeksen=(Reeks("A", (1, 2, 3), "", status),))

    for grafiek, aantal in ((echt, 0), (verzonnen, 1)):
        assert Tekening(svg.schrijf(grafiek), grafiek).teksten.count("FICTIEF") == aantal
        assert json.dumps(plotly.maak(grafiek)).count("FICTIEF") == aantal
    assert "Fictief (open vorm): A (2023)." in verzonnen.opmerkingen()


def test_figure_is_made_once():
    assert plotly.maak(maak_grafiek()) is plotly.maak(maak_grafiek())


@pytest.mark.parametrize("fout", ["", "1a", "a b", 'a"b', "A"])
def test_id_that_cannot_stand_in_a_page_is_refused(fout):
    with pytest.raises(ValueError, match="kan geen id zijn"):
        Beeld(maak_grafiek(), fout)
