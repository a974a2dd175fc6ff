"""What people type, read strictly: what can be read in two ways is refused, never guessed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp import opmaak
from jeugdhulp.invoer import (
    Bedraginvoer,
    InvoerFout,
    lees_bedrag,
    lees_bedraginvoer,
    lees_dag,
    lees_getal,
    lees_periode,
    schrijf_bedrag,
    schrijf_getal,
)
from jeugdhulp.kalender import LAATSTE, VROEGSTE, Periode, PeriodeSoort, datum_voluit, lees_wanneer

LEZERS = [lees_getal, lees_bedrag, lees_dag, lees_periode]
bedragen = st.decimals(-(10**12), 10**12, places=2)
dagen = st.dates(VROEGSTE, LAATSTE)


def geweigerd(lees: Any, tekst: str, **extra: Any) -> InvoerFout:
    with pytest.raises(InvoerFout) as fout:
        lees(tekst, **extra)
    return fout.value


# --- Numbers


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1.234,56", "1234.56"),
        ("1 234,5", "1234.5"),
        ("1234,5", "1234.5"),
        (",5", "0.5"),
        ("007", "7"),
        ("-5.000", "-5000"),
        ("\u22125.000", "-5000"),
        ("\u2013 5.000", "-5000"),
        ("+5", "5"),
        ("-0", "0"),
        ("1,2000", "1.2"),
        ("  12. ", "12"),
        ("\u200b12", "12"),
    ],
)
def test_a_number(tekst: str, getal: str) -> None:
    assert lees_getal(tekst) == Decimal(getal)


@pytest.mark.parametrize(
    ("tekst", "lezingen"),
    [
        ("50.00", ("50,00", "5.000")),
        ("1.2", ("1,2", "12")),
        ("-1.2", ("-1,2", "-12")),
        (".50", ("0,50", "50")),
        ("1.234.56", ("1.234,56", "123.456")),
        ("1,234", ("1,23", "1.234")),
        ("12,000", ("12,00", "12.000")),
        ("0.500", ("0,50", "500")),
        ("1234.567", ("1.234,57", "1.234.567")),
        ("1,234.56", ("1.234,56",)),
        ("1,234,567", ("1.234.567",)),
        ("1 234.56", ("1.234,56",)),
        ("5.000-", ("-5.000", "5.000")),
        ("(5.000)", ("-5.000",)),
        ("1,2345", ()),
        ("0,234", ()),
        ("12 34", ()),
        ("1.23,45", ()),
        ("12.34.567", ()),
        ("12 mln", ()),
        ("€ 5", ()),
        ("1e3", ()),
        ("--5", ()),
        ("-", ()),
        (",", ()),
        ("", ()),
        ("1\t234", ()),
        ("1\n234", ()),
        ("9" * 16, ()),
        ("9" * 60 + ".5", ()),
        ("1" * 101, ()),
    ],
)
def test_what_is_no_number_or_two(tekst: str, lezingen: tuple[str, ...]) -> None:
    assert geweigerd(lees_getal, tekst).lezingen == lezingen


@pytest.mark.parametrize("tekst", ["١٢", "\uff11\uff12", "1²", "½", "Ⅳ"])
def test_digits_of_another_script_are_no_number(tekst: str) -> None:
    melding = str(geweigerd(lees_getal, tekst))

    assert melding == "Gebruik alleen de cijfers 0 tot en met 9. Typ een getal, zoals 1.234,5."


@pytest.mark.parametrize(
    ("tekst", "decimalen", "getal"),
    [("1,234", 3, "1.234"), ("1,2345", 4, "1.2345"), ("12", 0, "12"), ("12,00", 0, "12")],
)
def test_as_many_decimals_as_there_may_be(tekst: str, decimalen: int, getal: str) -> None:
    assert lees_getal(tekst, decimalen=decimalen) == Decimal(getal)


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("12,5", "“12,5” heeft te veel decimalen. Typ een heel getal."),
        ("12,000", "“12,000” kan 12 of 12.000 zijn. Typ 12 of 12.000."),
        ("acht", "“acht” is geen getal. Typ een heel getal, zoals 1.234."),
    ],
)
def test_a_whole_number_has_no_decimals(tekst: str, melding: str) -> None:
    assert str(geweigerd(lees_getal, tekst, decimalen=0)) == melding


# --- Amounts


@pytest.mark.parametrize(
    ("tekst", "bedrag"),
    [
        ("€ 50.000,-", "50000"),
        ("50.000,--", "50000"),
        ("50.000,\u2014", "50000"),
        ("50.000 ,-", "50000"),
        ("50.000,=", "50000"),
        ("50.000,00", "50000"),
        ("50000", "50000"),
        ("€1.234,56", "1234.56"),
        ("-€ 60.000", "-60000"),
        ("€ -60.000", "-60000"),
        ("EUR 5", "5"),
        ("5 euro", "5"),
        ("5€", "5"),
        ("Euro 5", "5"),
        ("1.234", "1234"),
        ("1,2 mln", "1200000"),
        ("€ 1,2 Mln.", "1200000"),
        ("1,2 miljoen", "1200000"),
        ("1,234 miljoen euro", "1234000"),
        ("-1,2 mln", "-1200000"),
        ("1,23456789 mln", "1234567.89"),
        ("1 mrd", "1000000000"),
        ("140k", "140000"),
        ("140 dzd", "140000"),
        ("€ 140 duizend", "140000"),
    ],
)
def test_an_amount(tekst: str, bedrag: str) -> None:
    assert lees_bedrag(tekst) == Decimal(bedrag)


@pytest.mark.parametrize(
    ("tekst", "lezingen"),
    [
        ("1,234", ("1,23", "1.234")),
        ("1.2", ("1,20", "12")),
        ("1,234.5", ("1.234,50",)),
        ("1.2 mln", ("1.200.000", "12.000.000")),
        ("1.234 mln", ("1.234.000", "1.234.000.000")),
        ("1.2345 k", ("1.234,50", "12.345.000")),
        ("5m", ("5.000", "5.000.000")),
        ("5-", ("-5", "5")),
        ("1,123456789 mln", ()),
        ("1.123456789 mln", ()),
        ("9999999 mrd", ()),
        ("50.000 per jaar", ()),
        ("ca. 5000", ()),
        ("$ 5", ()),
        ("€", ()),
        ("€ € 5", ()),
        (",-", ()),
        ("nihil", ()),
        ("", ()),
    ],
)
def test_what_is_no_amount_or_two(tekst: str, lezingen: tuple[str, ...]) -> None:
    assert geweigerd(lees_bedrag, tekst).lezingen == lezingen


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("50.00", "“50.00” kan € 50,00 of € 5.000 zijn. Typ 50,00 of 5.000."),
        ("-50.00", "“-50.00” kan -€ 50,00 of -€ 5.000 zijn. Typ -50,00 of -5.000."),
        ("1,234.56", "“1,234.56” is niet zeker. Bedoelt u € 1.234,56? Typ 1.234,56."),
        ("nihil", "“nihil” is geen bedrag. Typ een bedrag, zoals 1.234,56 of 50.000."),
    ],
)
def test_a_refused_amount_says_what_was_read_and_what_to_do(tekst: str, melding: str) -> None:
    assert str(geweigerd(lees_bedrag, tekst)) == melding


@given(st.text(alphabet="0123456789.,-() €km", max_size=14))
def test_every_reading_offered_can_be_typed(tekst: str) -> None:
    try:
        lees_bedrag(tekst)
    except InvoerFout as fout:
        for lezing in fout.lezingen:
            lees_bedrag(lezing)


@given(bedragen)
def test_an_amount_on_screen_is_read_back(bedrag: Decimal) -> None:
    assert lees_bedrag(opmaak.euro(bedrag)) == bedrag
    assert lees_bedrag(schrijf_getal(bedrag, 2)) == bedrag
    assert lees_bedrag(schrijf_bedrag(bedrag)) == bedrag


@given(bedragen)
def test_a_number_on_screen_is_read_back(getal: Decimal) -> None:
    assert lees_getal(opmaak.getal(getal)) == getal
    assert lees_getal(schrijf_getal(getal)) == getal


WOORDEN = {"": "leeg", "nihil": "nihil", "n.v.t.": "nvt", "binnen bestaande middelen": "binnen"}


@pytest.mark.parametrize(
    ("tekst", "invoer"),
    [
        ("", Bedraginvoer("leeg")),
        ("Nihil", Bedraginvoer("nihil")),
        ("nvt", Bedraginvoer("nvt")),
        ("N.v.t.", Bedraginvoer("nvt")),
        ("binnen  bestaande middelen", Bedraginvoer("binnen")),
        ("0", Bedraginvoer("bedrag", Decimal(0))),
        ("€ 5.000,-", Bedraginvoer("bedrag", Decimal(5000))),
    ],
)
def test_an_amount_or_the_word_that_stands_for_it(tekst: str, invoer: Bedraginvoer) -> None:
    assert lees_bedraginvoer(tekst, WOORDEN) == invoer


def test_another_word_is_refused_with_those_that_may() -> None:
    melding = str(geweigerd(lees_bedraginvoer, "–", woorden=WOORDEN))

    assert melding == (
        "“–” is geen bedrag. Typ een bedrag, zoals 1.234,56 of 50.000."
        " Of typ nihil, n.v.t. of binnen bestaande middelen."
    )


# --- Days


@pytest.mark.parametrize(
    "tekst",
    [
        "15-11-2019",
        "15/11/2019",
        "15.11.2019",
        "15 11 2019",
        "15 - 11 - 2019",
        "15\u201111\u20112019",
        "2019-11-15",
        "15 november 2019",
        "15 NOVEMBER 2019.",
        "15 nov 2019",
        "15 nov. 2019",
        "15-nov-19",
        "15-11-19",
        "15-11-’19",
    ],
)
def test_a_day(tekst: str) -> None:
    assert lees_dag(tekst) == date(2019, 11, 15)


def test_the_day_stands_before_the_month() -> None:
    assert lees_dag("03-04-2019") == date(2019, 4, 3)


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("11/15/2019", "Maand 15 bestaat niet. Bedoelt u 15 november 2019? Typ dat."),
        ("13-13-2019", "Maand 13 bestaat niet. Typ een maand van 1 t/m 12."),
        ("2-30-2019", "Maand 30 bestaat niet. Typ een maand van 1 t/m 12."),
        ("31-4-2019", "Dag 31 bestaat niet: april 2019 heeft 30 dagen."),
        ("29-2-2019", "Dag 29 bestaat niet: februari 2019 heeft 28 dagen."),
        ("30 februari", "Dag 30 bestaat niet: februari heeft 29 dagen."),
        (
            "15-11-95",
            "Het jaar 95 kan 1995 of 2095 zijn. Typ 15 november 1995 of 15 november 2095.",
        ),
        ("15 november", "Van welk jaar is 15 november? Typ het jaar erbij."),
        ("31-12-1989", "Kies een dag vanaf 1990."),
        ("1-1-2100", "Kies een dag tot en met 2099."),
        (
            "mei 2019",
            "“mei 2019” is geen dag. Schrijf de dag als dag-maand-jaar, zoals 31-3-2019.",
        ),
        ("vandaag", "“vandaag” is geen dag. Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."),
        ("x\0", "Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."),
        ("", "Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."),
        ("1" * 101, "Dit is te lang. Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."),
    ],
)
def test_what_is_no_day(tekst: str, melding: str) -> None:
    assert str(geweigerd(lees_dag, tekst)) == melding


@pytest.mark.parametrize(
    ("tekst", "dag"), [("gisteren", 30), ("Vandaag", 31), ("15-1-19", 15)], ids=str
)
def test_a_day_as_seen_from_today(tekst: str, dag: int) -> None:
    assert lees_dag(tekst, vandaag=date(2019, 1, 31)) == date(2019, 1, dag)


def test_a_day_without_its_year_is_asked_for_with_this_year() -> None:
    fout = geweigerd(lees_dag, "15 nov", vandaag=date(2019, 1, 31))

    assert fout.lezingen == ("15 november 2019",)


@given(dagen)
def test_a_day_on_screen_is_read_back(dag: date) -> None:
    assert lees_dag(datum_voluit(dag)) == dag
    assert lees_dag(f"{dag:%d-%m-%Y}") == dag
    assert lees_dag(dag.isoformat()) == dag


# --- Periods


@pytest.mark.parametrize(
    ("tekst", "soort", "van", "tot_en_met"),
    [
        *(
            (tekst, "kwartaal", "2019-04-01", "2019-06-30")
            for tekst in (
                *("q2 19", "Q2 2019", "2019-Q2", "2019 q2", "Q 2 2019", "q2-2019", "q2 ’19"),
                *(
                    "2e kwartaal 2019",
                    "2de kwartaal van 2019",
                    "tweede kwartaal 2019",
                    "in Q2 2019",
                ),
                *("kw2 2019", "kwartaal 2 van 2019", "kwartaal 2 2019", "2e kw. 2019"),
            )
        ),
        *(
            (tekst, "maand", "2019-05-01", "2019-05-31")
            for tekst in ("mei 2019", "Mei ’19", "05-2019", "5/2019", "2019-05", "mei  2019.")
        ),
        *(
            (tekst, "halfjaar", "2019-01-01", "2019-06-30")
            for tekst in (
                *("eerste helft 2019", "de eerste helft van 2019", "H1 2019", "2019-H1"),
                *("1e halfjaar 2019", "eerste half jaar 2019", "Q1 en Q2 2019"),
                *("1e en 2e kwartaal 2019", "Q1/Q2 2019"),
            )
        ),
        ("15 nov 2019", "dag", "2019-11-15", "2019-11-15"),
        ("op 15-11-19", "dag", "2019-11-15", "2019-11-15"),
        ("2019", "jaar", "2019-01-01", "2019-12-31"),
        ("1 jan 2019 t/m 31 dec 2019", "jaar", "2019-01-01", "2019-12-31"),
        ("2019-10", "maand", "2019-10-01", "2019-10-31"),
        ("2019-2021", "reeks", "2019-01-01", "2021-12-31"),
        ("2019 – 2021", "reeks", "2019-01-01", "2021-12-31"),
        ("van 2019 t/m 2021", "reeks", "2019-01-01", "2021-12-31"),
        ("periode 2019 tot en met 2021", "reeks", "2019-01-01", "2021-12-31"),
        ("Q2 2019 - Q1 2020", "reeks", "2019-04-01", "2020-03-31"),
        ("2019-Q2 - 2020-Q1", "reeks", "2019-04-01", "2020-03-31"),
        ("Q2-Q4 2021", "reeks", "2021-04-01", "2021-12-31"),
        ("mei t/m juli 2019", "reeks", "2019-05-01", "2019-07-31"),
        ("mei-juli 2019", "reeks", "2019-05-01", "2019-07-31"),
        ("1 t/m 5 juli 2019", "reeks", "2019-07-01", "2019-07-05"),
        ("1 mei 2019 t/m Q2 2019", "reeks", "2019-05-01", "2019-06-30"),
        ("1 mei-5 juli 2019", "reeks", "2019-05-01", "2019-07-05"),
        ("1-5-2019 t/m 3-5-2019", "reeks", "2019-05-01", "2019-05-03"),
        ("schooljaar 2019-2020", "reeks", "2019-08-01", "2020-07-31"),
        ("schooljaar 2019/20", "reeks", "2019-08-01", "2020-07-31"),
        ("vanaf Q3 2020", "vanaf", "2020-07-01", None),
        ("vanaf 2020", "vanaf", "2020-01-01", None),
        ("m.i.v. 1 mei 2020", "vanaf", "2020-05-01", None),
        ("2015 e.v.", "vanaf", "2015-01-01", None),
        ("Q1 2019 (vanaf)", "vanaf", "2019-01-01", None),
        ("voor 1 juli 2019", "tot", None, "2019-06-30"),
        ("vóór 2019", "tot", None, "2018-12-31"),
        ("uiterlijk eind 2019", "tot", None, "2019-12-31"),
        ("t/m einde mei 2019", "tot", None, "2019-05-31"),
        ("tot en met Q4 2019", "tot", None, "2019-12-31"),
        ("t/m mei 2019", "tot", None, "2019-05-31"),
        ("uiterlijk 1 juli 2019", "tot", None, "2019-07-01"),
        ("n.t.b.", "onbepaald", None, None),
        ("NTB", "onbepaald", None, None),
        ("Nog nader te bepalen.", "onbepaald", None, None),
        ("", "onbepaald", None, None),
    ],
)
def test_a_period(tekst: str, soort: str, van: str | None, tot_en_met: str | None) -> None:
    gelezen = lees_periode(tekst)

    assert gelezen.soort == soort
    assert (gelezen.van, gelezen.tot_en_met) == tuple(
        dag and date.fromisoformat(dag) for dag in (van, tot_en_met)
    )


@pytest.mark.parametrize(
    ("tekst", "woorden"),
    [
        ("jaarlijks", "jaarlijks"),
        ("Periodiek", "periodiek"),
        ("elk kwartaal 2020", "per kwartaal, 2020"),
        ("elke maand vanaf Q1 2019", "maandelijks, vanaf Q1 2019"),
        ("Eens per week, mei 2019", "wekelijks, mei 2019"),
        ("ieder halfjaar t/m 2020", "halfjaarlijks, tot en met Q4 2020"),
    ],
)
def test_what_recurs(tekst: str, woorden: str) -> None:
    gelezen = lees_periode(tekst)

    assert (gelezen.soort, gelezen.voluit()) == (PeriodeSoort.HERHALEND, woorden)


def test_what_was_typed_is_kept() -> None:
    assert lees_periode(" 2e  kwartaal ’19 ").letterlijk == "2e kwartaal ’19"


@pytest.mark.parametrize(
    ("tekst", "lezingen"),
    [
        ("2019-20", ("2019 t/m 2020", "1 augustus 2019 t/m 31 juli 2020")),
        ("2019-22", ("2019 t/m 2022",)),
        ("2009-11", ("november 2009", "2009 t/m 2011")),
        ("2019/2020", ("2019 t/m 2020", "1 augustus 2019 t/m 31 juli 2020")),
        ("2019/2021", ("2019 t/m 2021",)),
        ("1-2 2019", ("1 februari 2019", "januari t/m februari 2019", "Q1 t/m Q2 2019")),
        ("q2 95", ("Q2 1995", "Q2 2095")),
        ("eind 2019", ("december 2019", "Q4 2019", "2019")),
        ("begin 2019", ("januari 2019", "Q1 2019", "2019")),
        ("medio 2019", ("Q2 2019", "Q3 2019", "2019")),
        ("eind mei 2019", ("31 mei 2019", "mei 2019")),
        ("tot december 2018", ("t/m 31 december 2018", "t/m 30 november 2018")),
        ("mei tot juli 2019", ("1 mei 2019 t/m 31 juli 2019", "1 mei 2019 t/m 30 juni 2019")),
        ("voor Q3 2019", ("t/m 30 juni 2019", "Q3 2019")),
        ("2019-10-2020", ("Q1 2019 t/m 31 oktober 2020", "Q4 2019 t/m Q4 2020")),
        ("per Q1 2019", ("Q1 2019", "vanaf Q1 2019")),
        ("Q1 en Q3 2019", ("Q1 2019 t/m Q3 2019",)),
        ("Q4 t/m Q1 2020", ("Q4 2019 t/m Q1 2020",)),
        ("Q2 2019 t/m Q4", ("Q2 2019 t/m Q4 2019",)),
    ],
)
def test_a_period_of_two_readings_is_refused_with_both(
    tekst: str, lezingen: tuple[str, ...]
) -> None:
    assert geweigerd(lees_periode, tekst).lezingen == lezingen
    for lezing in lezingen:
        lees_periode(lezing)


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("Q4", "Van welk jaar is Q4? Typ het jaar erbij, zoals Q4 2027."),
        ("eerste helft", "Van welk jaar is eerste halfjaar? Typ het jaar erbij, zoals eerste"),
        ("mei", "Van welk jaar is mei? Typ het jaar erbij, zoals mei 2027."),
        ("mei 19", "“mei 19” kan mei 2019 of 19 mei zijn. Typ mei 2019, of 19 mei met het jaar"),
        ("10-11", "“10-11” kan 10 november, oktober t/m november, oktober 2011 of 2010 t/m 2011"),
        ("Q5 2019", "Kwartaal 5 bestaat niet: een jaar heeft vier kwartalen."),
        ("H3 2019", "Halfjaar 3 bestaat niet: een jaar heeft twee halfjaren."),
        ("13-2019", "Maand 13 bestaat niet. Typ een maand van 1 t/m 12."),
        ("31 april 2019", "Dag 31 bestaat niet: april 2019 heeft 30 dagen."),
        ("1989", "Kies een jaar vanaf 1990."),
        ("2021-2019", "“2021-2019”: het einde ligt voor het begin. Typ eerst het begin."),
        ("schooljaar 2019-2021", "“schooljaar 2019-2021” is geen schooljaar."),
        ("Volgt", "“Volgt” is geen dag, maand, kwartaal, halfjaar of jaar. Typ bijvoorbeeld"),
        ("elke maandag", "“elke maandag” is geen dag, maand"),
        ("vanaf", "“vanaf” is geen dag, maand"),
        ("1", "“1” is geen dag, maand"),
        ("x" * 101, "Dit is te lang. Typ bijvoorbeeld"),
        ("Q\uff12 2019", "Gebruik alleen de cijfers 0 tot en met 9."),
    ],
)
def test_what_is_no_period(tekst: str, melding: str) -> None:
    assert str(geweigerd(lees_periode, tekst))[: len(melding)] == melding


grenzen = st.tuples(dagen, st.integers(0, 900)).map(
    lambda paar: (paar[0], min(paar[0] + timedelta(days=paar[1]), LAATSTE))
)
enkel = st.one_of(
    st.builds("{}-{:02}".format, st.integers(1990, 2099), st.integers(1, 12)),
    st.builds("{}-Q{}".format, st.integers(1990, 2099), st.integers(1, 4)),
    st.builds("{}-H{}".format, st.integers(1990, 2099), st.integers(1, 2)),
    st.integers(1990, 2099).map(str),
    dagen.map(str),
)
perioden = st.one_of(
    enkel.map(lambda tekst: Periode(*lees_wanneer(tekst))),
    grenzen.map(lambda paar: lees_periode(f"{paar[0]} t/m {paar[1]}")),
    dagen.map(lambda dag: Periode(PeriodeSoort.VANAF, dag)),
    dagen.map(lambda dag: Periode(PeriodeSoort.TOT, None, dag)),
    st.tuples(
        st.sampled_from(
            ["wekelijks", "maandelijks", "per kwartaal", "halfjaarlijks", "jaarlijks", "periodiek"]
        ),
        st.one_of(
            grenzen,
            st.just((None, None)),
            dagen.map(lambda dag: (dag, None)),
            dagen.map(lambda dag: (None, dag)),
        ),
    ).map(lambda deel: Periode(PeriodeSoort.HERHALEND, *deel[1], deel[0])),
    st.just(Periode(PeriodeSoort.ONBEPAALD)),
)


@given(perioden)
def test_a_period_on_screen_is_read_back(periode: Periode) -> None:
    woorden = periode.voluit()
    gelezen = lees_periode(woorden)

    assert (gelezen.soort, gelezen.van, gelezen.tot_en_met, gelezen.herhaling) == (
        *(periode.soort, periode.van, periode.tot_en_met, periode.herhaling),
    )
    assert gelezen.letterlijk == woorden


STUKJES = [
    *(
        "q",
        "Q2",
        "kw",
        "1e",
        "h1",
        " ",
        "-",
        "/",
        ".",
        ",",
        "'",
        "€",
        "(",
        ")",
        "t/m",
        "tot",
        " en ",
    ),
    *("2019", "19", "95", "0", "1", "31", "13", "mei", "feb", "vanaf ", "voor ", "eind ", "per "),
    *("mln", "k", "m", "elke maand", "schooljaar ", "e.v.", "van ", "99999999999", "\u2212", "é"),
]


@pytest.mark.parametrize("lees", LEZERS)
@given(tekst=st.lists(st.sampled_from(STUKJES), max_size=9).map("".join))
def test_whatever_is_typed_is_read_or_refused_in_words(lees: Any, tekst: str) -> None:
    try:
        lees(tekst)
    except InvoerFout as fout:
        melding = str(fout)
    else:
        return
    assert melding.endswith((".", "?"))
