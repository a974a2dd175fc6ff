"""Het berekende licht voor tijd: elke cel van de tabel, met stappen uit openbare plannen."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeugdhulp.kalender import Periode, PeriodeSoort, lees_wanneer
from jeugdhulp.stoplicht import ERNST, Licht
from maatregelen.choices import Fase
from maatregelen.kwartaallijn import Planregel
from maatregelen.stoplicht import Besluitregel, Drempels, Feiten, Oordeel
from maatregelen.stoplicht.tijd import beoordeel

# How long an example takes says nothing.
eigenschap = settings(deadline=None)
# In Q3 2019: Q2 is over, Q3 is not.
PEILDATUM = date(2019, 7, 15)


def periode(wanneer: str) -> Periode:
    """ "2019-Q2", "2021-Q2/2021-Q4", "2019-Q3/" (vanaf), "/2020" (tot) or "" (onbepaald)."""
    van, streep, tot = wanneer.partition("/")
    begin = lees_wanneer(van) if van else None
    einde = lees_wanneer(tot)[2] if tot else None
    if not streep:
        return Periode(*begin) if begin else Periode(PeriodeSoort.ONBEPAALD)
    soort = (
        PeriodeSoort.REEKS if begin and einde else PeriodeSoort.VANAF if begin else PeriodeSoort.TOT
    )
    return Periode(soort, begin[1] if begin else None, einde)


def stap(tekst: str, wanneer: str, *, was: str = "", **anders: Any) -> Planregel:
    """A line that is still open; `was` is its period in the vastgestelde planning."""
    if gereed := anders.pop("gereed", ""):
        anders |= {"toestand": "gereed", "gereed_op": date.fromisoformat(gereed)}
    if was:
        anders |= {"basis_van": periode(was).van, "basis_tot": periode(was).tot_en_met}
    anders = {"soort": "actie", "toestand": "open"} | anders
    return Planregel(tekst=tekst, periode=periode(wanneer), **anders)


def besluit(onderwerp: str, wanneer: str, **anders: Any) -> Besluitregel:
    anders = {"orgaan": "de gemeenteraad"} | anders
    return Besluitregel(onderwerp=onderwerp, periode=periode(wanneer), **anders)


def licht(
    *planning: Planregel,
    peildatum: date = PEILDATUM,
    drempels: Drempels | None = None,
    **feiten: Any,
) -> Licht:
    return reken(*planning, peildatum=peildatum, drempels=drempels, **feiten).licht


def reken(
    *planning: Planregel,
    peildatum: date = PEILDATUM,
    drempels: Drempels | None = None,
    **feiten: Any,
) -> Oordeel:
    return beoordeel(Feiten(planning=planning, **feiten), peildatum, drempels or Drempels())


# 1a of Het Hogeland: an evaluation in the college, agreements, and an evaluation at the end.
COLLEGE = stap("evaluatie OJG in college", "2019-Q2", gereed="2019-06-12")
AFSPRAKEN = stap("maken afspraken", "2019-Q4")
EINDE = stap("eindevaluatie", "2021-Q1", soort="eindevaluatie")
LAAT = stap("evaluatie OJG in college", "2019-Q2")


@pytest.mark.parametrize(
    ("planning", "kleur"),
    [
        pytest.param([COLLEGE, AFSPRAKEN, EINDE], "groen", id="wat voorbij is, is klaar"),
        pytest.param([stap("start", "2019-Q3"), EINDE], "groen", id="begonnen, nog niets voorbij"),
        pytest.param(
            [stap("start", "2019-Q4", gereed="2019-07-01"), EINDE], "groen", id="eerder klaar"
        ),
        pytest.param([LAAT, EINDE], "oranje", id="een stap is te laat"),
        pytest.param(
            [stap("start", "2019-Q2", gereed="2019-07-16"), EINDE],
            "oranje",
            id="pas na de peildatum klaar",
        ),
        pytest.param([COLLEGE, LAAT], "rood", id="laatste stap te laat naast een die klaar is"),
        pytest.param([LAAT], "rood", id="de enige stap is het einde"),
        pytest.param([AFSPRAKEN, EINDE], "grijs", id="volgens plan nog niet begonnen"),
        pytest.param([stap("start", "2019-07-15")], "groen", id="begint vandaag"),
        pytest.param([], "grijs", id="geen planning"),
        pytest.param([stap("Volgt", "")], "grijs", id="planning volgt (4a)"),
        pytest.param(
            [
                replace(
                    stap("eerste interne audit", ""),
                    periode=Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q2"),
                )
            ],
            "grijs",
            id="kwartaal zonder jaar (5.4)",
        ),
        pytest.param([replace(LAAT, toestand="vervallen")], "grijs", id="alleen vervallen stappen"),
        pytest.param(
            [replace(LAAT, toestand="vervallen"), COLLEGE, EINDE],
            "groen",
            id="een vervallen stap kan niet te laat zijn",
        ),
        pytest.param([COLLEGE], "groen", id="alles klaar"),
    ],
)
def test_stappen(planning: list[Planregel], kleur: str) -> None:
    assert licht(*planning) == kleur


@pytest.mark.parametrize(
    ("wanneer", "was", "kleur"),
    [
        ("2020-Q4", "2020-Q4", "groen"),
        ("2020-Q3", "2020-Q4", "groen"),
        ("2021-Q1", "2020-Q4", "oranje"),
        ("2021-Q2", "2020-Q4", "oranje"),
        ("2021-Q3", "2020-Q4", "rood"),
        ("2022", "2020-Q4", "rood"),
    ],
)
def test_het_einde_schuift(wanneer: str, was: str, kleur: str) -> None:
    einde = stap("eindevaluatie", wanneer, was=was)

    assert licht(replace(COLLEGE, basis_tot=COLLEGE.periode.tot_en_met), einde) == kleur


@pytest.mark.parametrize(
    ("einde", "kleur"), [("2020-12-31", "groen"), ("2021-01-01", "oranje"), ("2021-07-01", "rood")]
)
def test_over_de_jaarwisseling_telt_een_dag_als_een_kwartaal(einde: str, kleur: str) -> None:
    assert licht(COLLEGE, stap("oplevering", einde, was="2020-10-01")) == kleur


def test_zonder_vastgestelde_planning_schuift_er_niets() -> None:
    assert licht(COLLEGE, stap("eindevaluatie", "2029")) == "groen"


def test_een_stap_die_schuift_zonder_het_einde_is_niet_erg() -> None:
    tussen = stap("tussenevaluatie", "2020-Q4", was="2019-Q4")
    einde = stap("eindevaluatie", "2021-Q1", was="2021-Q1")

    assert licht(COLLEGE, tussen, einde) == "groen"


def test_een_einde_dat_schuift_maar_klaar_is_vraagt_niets_meer() -> None:
    assert licht(stap("oplevering", "2019-Q2", was="2018-Q2", gereed="2019-06-30")) == "groen"


@pytest.mark.parametrize(
    ("drempel", "kleur"), [(0, "rood"), (2, "rood"), (3, "oranje"), (4, "oranje")]
)
def test_een_plan_kiest_zijn_eigen_drempel(drempel: int, kleur: str) -> None:
    einde = stap("eindevaluatie", "2020-Q4", was="2020-Q1")

    assert licht(COLLEGE, einde, drempels=Drempels(schuif_kwartalen=drempel)) == kleur


def test_van_twee_laatste_stappen_moeten_beide_klaar_zijn() -> None:
    klaar = stap("oplevering", "2019-Q2", gereed="2019-06-01")

    assert licht(klaar, LAAT) == "rood"


@pytest.mark.parametrize(("wanneer", "kleur"), [("2019-Q1/", "groen"), ("2019-Q4/", "grijs")])
def test_vanaf_is_nooit_te_laat(wanneer: str, kleur: str) -> None:
    """Scholing "vanaf Q1 2019" (2.4 of Stadskanaal) has begun, and has no end to miss."""
    assert licht(stap("scholing", wanneer)) == kleur


def test_wat_terugkeert_is_nooit_te_laat() -> None:
    """1e of Het Hogeland: every month, from Q1 2019."""
    maandelijks = Periode(
        PeriodeSoort.HERHALEND, date(2019, 1, 1), date(2019, 3, 31), "eens per maand"
    )

    assert licht(Planregel("data-analyse", "actie", maandelijks, "open")) == "groen"


@pytest.mark.parametrize(
    ("peildatum", "kleur"),
    [
        (date(2018, 12, 31), "groen"),
        (date(2019, 1, 1), "oranje"),
        (date(2019, 12, 31), "oranje"),
        (date(2020, 1, 1), "rood"),
    ],
)
def test_op_de_laatste_dag_is_het_nog_op_tijd(peildatum: date, kleur: str) -> None:
    planning = stap("nulmeting", "2018-Q4"), stap("oplevering", "2019-12-31")

    assert licht(*planning, peildatum=peildatum) == kleur


def test_een_plan_dat_jaren_voorbij_is() -> None:
    assert licht(LAAT, EINDE, peildatum=date(2026, 11, 22)) == "rood"
    klaar = [replace(regel, toestand="gereed") for regel in (LAAT, EINDE)]
    assert licht(*klaar, peildatum=date(2026, 11, 22)) == "groen"


# Besluiten: 1d of Het Hogeland, "Q2 2019: besluit gemeenteraad".
RAAD = "onderzoek autisme"


@pytest.mark.parametrize(
    ("regel", "kleur"),
    [
        pytest.param(besluit(RAAD, "2019-Q4"), "groen", id="komt nog"),
        pytest.param(besluit(RAAD, "2019-Q3"), "groen", id="kan deze periode nog"),
        pytest.param(besluit(RAAD, "2019-Q2"), "rood", id="had er moeten zijn"),
        pytest.param(
            besluit(RAAD, "2019-Q2", genomen_op=date(2019, 7, 15)), "groen", id="laat, maar er is"
        ),
        pytest.param(
            besluit(RAAD, "2019-Q2", genomen_op=date(2019, 7, 16)), "rood", id="na de peildatum"
        ),
        pytest.param(
            besluit(RAAD, "2019-Q2", is_advies=True), "oranje", id="een advies houdt niet tegen"
        ),
        pytest.param(
            besluit(RAAD, "2019-Q4", wacht_niet=["start"]), "rood", id="uitvoering voor besluit"
        ),
        pytest.param(
            besluit(RAAD, "2019-Q2", wacht_niet=["start"], genomen_op=date(2019, 6, 1)),
            "groen",
            id="uitvoering na een genomen besluit",
        ),
        pytest.param(besluit(RAAD, "2019-Q4", is_advies=True), "groen", id="advies komt nog"),
        pytest.param(besluit(RAAD, ""), "groen", id="een besluit zonder dag is niet te laat"),
        pytest.param(
            besluit(RAAD, "", wacht_niet=["start"]), "rood", id="uitvoering zonder te weten wanneer"
        ),
    ],
)
def test_besluiten(regel: Besluitregel, kleur: str) -> None:
    assert licht(COLLEGE, AFSPRAKEN, EINDE, besluiten=[regel]) == kleur


@pytest.mark.parametrize(("genomen_op", "kleur"), [(None, "rood"), (date(2019, 7, 1), "groen")])
def test_een_stap_met_besluit_is_klaar_als_het_is_genomen(
    genomen_op: date | None, kleur: str
) -> None:
    regel = stap("besluit gemeenteraad", "2019-Q2", soort="besluit", sleutel=7)
    genomen = besluit(RAAD, "2019-Q2", stap=7, genomen_op=genomen_op)

    assert licht(COLLEGE, regel, EINDE, besluiten=[genomen]) == kleur


def test_een_besluit_dat_alleen_in_de_planning_staat_houdt_ook_tegen() -> None:
    """2.8 of Stadskanaal, in Q3 2018: "besluit over voortzetting huur"."""
    huur = stap("besluit over voortzetting huur", "2018-Q3", soort="besluit")

    assert licht(huur, EINDE) == "rood"


@pytest.mark.parametrize(
    ("opnieuw", "kleur"),
    [
        (None, "rood"),
        (date(2019, 7, 14), "rood"),
        (date(2019, 7, 15), "grijs"),
        (date(2020, 4, 1), "grijs"),
    ],
)
def test_uitgesteld_vraagt_een_nieuwe_dag(opnieuw: date | None, kleur: str) -> None:
    planning = COLLEGE, AFSPRAKEN, EINDE

    assert licht(*planning, fase=Fase.UITGESTELD, opnieuw_bekijken_op=opnieuw) == kleur


def test_een_vervallen_laatste_stap_laat_het_afgesproken_einde_staan() -> None:
    weg = replace(stap("pilot", "2020-Q4", was="2020-Q4"), toestand="vervallen")
    nieuw = stap("oplevering", "2020-Q4")

    assert (
        licht(stap("start", "2019-Q1", was="2019-Q1", gereed="2019-03-01"), weg, nieuw) == "groen"
    )


def test_wat_vervallen_is_schuift_niet_en_wordt_niet_klaar() -> None:
    weg = replace(stap("pilot", "2029", was="2020-Q4", sleutel=7), toestand="vervallen")
    genomen = besluit("de pilot", "2019-Q2", stap=7, genomen_op=date(2019, 6, 1))

    assert licht(COLLEGE, EINDE, replace(weg, basis_tot=date(2021, 3, 31))) == "groen"
    assert licht(weg, besluiten=[genomen]) == "grijs"


def test_een_laatste_stap_zonder_einde_vraagt_een_besluit() -> None:
    assert licht(COLLEGE, stap("pilot", "2020-Q1/", was="2020-Q4")) == "rood"
    einde = stap("eindevaluatie", "2021-Q1", was="2021-Q1")
    assert licht(COLLEGE, stap("tussenstap", "2020-Q1/", was="2019-Q4"), einde) == "groen"


def test_wat_terugkeert_is_geen_einde() -> None:
    elk_jaar = Periode(PeriodeSoort.HERHALEND, None, date(2022, 12, 31), "elk jaar")
    overleg = Planregel("overleg", "actie", elk_jaar, "open", basis_tot=date(2022, 12, 31))

    assert licht(overleg, COLLEGE, LAAT) == "rood"
    assert licht(overleg, COLLEGE, stap("eind", "2020-Q2", was="2020-Q1")) == "oranje"


def test_een_uiterste_dag_zegt_niet_wanneer_het_begint() -> None:
    """2.1 of Stadskanaal: "Loopt door 31-12-2020."."""
    uiterlijk = stap("scholing", "/2020-12-31")

    assert [licht(uiterlijk), licht(uiterlijk, AFSPRAKEN)] == ["groen", "grijs"]


def test_stappen_zonder_datum_die_allemaal_klaar_zijn() -> None:
    """3.3 of Stadskanaal: eleven lines without any quarter."""
    een, twee = stap("a", "", gereed="2019-06-01"), stap("b", "", gereed="2019-06-01")

    assert [licht(een, twee), licht(een, stap("c", ""))] == ["groen", "grijs"]


def test_een_laat_advies_verbergt_geen_late_stap() -> None:
    einde = stap("advies over het plan", "2019-Q2", sleutel=7)
    advies = besluit("het plan", "2019-Q1", stap=7, is_advies=True)

    assert licht(COLLEGE, einde, besluiten=[advies]) == "rood"


def test_een_laat_besluit_staat_er_een_keer() -> None:
    regel = stap("besluit gemeenteraad", "2019-Q2", soort="besluit", sleutel=7)
    gevonden = reken(COLLEGE, regel, EINDE, besluiten=[besluit(RAAD, "2019-Q2", stap=7)])

    assert [feit.tekst for feit in gevonden.feiten] == [
        "Besluit niet op tijd (de gemeenteraad, Q2 2019): “onderzoek autisme”."
    ]


# Woorden.


@pytest.mark.parametrize(
    ("planning", "anders", "tekst"),
    [
        ([COLLEGE, EINDE], {}, "Geen stap is te laat; 1 stap is klaar."),
        ([COLLEGE, COLLEGE, EINDE], {}, "Geen stap is te laat; 2 stappen zijn klaar."),
        ([stap("start", "2019-Q3")], {}, "Er hoefde nog geen stap klaar te zijn."),
        ([AFSPRAKEN], {}, "Begint volgens de planning later (vanaf Q4 2019)."),
        (
            [stap("start", "2019-08-02")],
            {},
            "Begint volgens de planning later (vanaf 2 augustus 2019).",
        ),
        ([], {}, "Er is geen planning met een datum."),
        (
            [LAAT, EINDE],
            {},
            "Niet op tijd klaar (Q2 2019): “evaluatie OJG in college”.",
        ),
        # A full stop in the plan is not doubled; its lines become one. Nothing is cut off.
        (
            [stap("Scholing starten.\nDaarna evalueren.", "2018-Q2/2018-Q3"), EINDE],
            {},
            "Niet op tijd klaar (Q2 2018 t/m Q3 2018): “Scholing starten. Daarna evalueren.”",
        ),
        (
            [stap("een " * 100, "2018"), EINDE],
            {},
            f"Niet op tijd klaar (2018): “{('een ' * 100).strip()}”.",
        ),
        (
            [stap("oplevering", "/2018-12-31")],
            {},
            "Laatste stap niet op tijd klaar (tot en met Q4 2018): “oplevering”.",
        ),
        (
            [stap("pilot", "2020-Q1/", was="2020-Q4")],
            {},
            "De laatste stap heeft geen einde meer (was Q4 2020): “pilot”.",
        ),
        (
            [stap("besluit over huur", "2018-Q3", soort="besluit"), EINDE],
            {},
            "Besluit niet op tijd (Q3 2018): “besluit over huur”.",
        ),
        (
            [EINDE],
            {"besluiten": [besluit("het plan", "2019-06-30", orgaan="raad", is_advies=True)]},
            "Advies niet op tijd (raad, 30 juni 2019): “het plan”.",
        ),
        (
            [EINDE],
            {"besluiten": [besluit(RAAD, "2019-Q4", orgaan="raad", wacht_niet=["start"])]},
            "Een stap begint vóór het besluit “onderzoek autisme” (raad, Q4 2019): “start”.",
        ),
        (
            [stap("eind", "2020-01-02", was="2019-12-31")],
            {},
            "Het einde schuift 1 kwartaal op: van Q4 2019 naar 2 januari 2020.",
        ),
        (
            [stap("eind", "2020", was="2020-Q1")],
            {},
            "Het einde schuift 3 kwartalen op: van Q1 2020 naar Q4 2020.",
        ),
        ([], {"fase": Fase.UITGESTELD}, "Uitgesteld, zonder dag om opnieuw te kijken."),
        (
            [],
            {"fase": Fase.UITGESTELD, "opnieuw_bekijken_op": date(2019, 7, 1)},
            "Uitgesteld; de dag om opnieuw te kijken is voorbij (1 juli 2019).",
        ),
        (
            [],
            {"fase": Fase.UITGESTELD, "opnieuw_bekijken_op": date(2020, 4, 1)},
            "Uitgesteld; opnieuw kijken op 1 april 2020.",
        ),
    ],
)
def test_de_woorden(planning: list[Planregel], anders: dict[str, Any], tekst: str) -> None:
    assert [feit.tekst for feit in reken(*planning, **anders).feiten] == [tekst]


# Eigenschappen.

dagen = st.dates(date(2018, 1, 1), date(2021, 12, 31))


@st.composite
def stappen(draw: st.DrawFn) -> Planregel:
    van, tot = sorted((draw(dagen), draw(dagen)))
    soort = draw(st.sampled_from(["dagen", "vanaf", "tot", "herhalend", "onbepaald"]))
    wanneer = {
        "dagen": Periode(PeriodeSoort.REEKS, van, tot),
        "vanaf": Periode(PeriodeSoort.VANAF, van),
        "tot": Periode(PeriodeSoort.TOT, None, tot),
        "herhalend": Periode(PeriodeSoort.HERHALEND, van, herhaling="elk kwartaal"),
        "onbepaald": Periode(PeriodeSoort.ONBEPAALD),
    }[soort]
    toestand = draw(st.sampled_from(["open", "open", "gereed", "vervallen"]))
    return Planregel(
        tekst=draw(st.sampled_from(["a", "b", "c"])),
        soort=draw(st.sampled_from(["actie", "besluit", "eindevaluatie"])),
        periode=wanneer,
        toestand=toestand,
        gereed_op=draw(st.none() | dagen) if toestand == "gereed" else None,
        basis_tot=draw(st.none() | dagen),
        sleutel=draw(st.none() | st.integers(1, 3)),
    )


@st.composite
def besluiten(draw: st.DrawFn) -> Besluitregel:
    return Besluitregel(
        orgaan=draw(st.sampled_from(["de raad", "het college"])),
        onderwerp=draw(st.sampled_from(["a", "b"])),
        periode=draw(stappen()).periode,
        genomen_op=draw(st.none() | dagen),
        is_advies=draw(st.booleans()),
        stap=draw(st.none() | st.integers(1, 3)),
        wacht_niet=draw(st.lists(st.sampled_from(["x", "y"]), max_size=2)),
    )


feiten = st.builds(
    Feiten,
    fase=st.sampled_from([Fase.IN_UITVOERING, Fase.UITGESTELD, Fase.GEPLAND]),
    opnieuw_bekijken_op=st.none() | dagen,
    planning=st.lists(stappen(), max_size=5),
    besluiten=st.lists(besluiten(), max_size=2),
)


def ernst(oordeel: Oordeel) -> int:
    """0 is worst; what is not judged stands outside (3)."""
    return (*ERNST, Licht.GRIJS).index(oordeel.licht)


def vast_op(gegeven: Feiten, peildatum: date) -> Feiten:
    """The same facts without what happened after the peildatum."""
    return replace(
        gegeven,
        planning=[
            replace(regel, toestand="open", gereed_op=None)
            if regel.gereed_op and regel.gereed_op > peildatum
            else regel
            for regel in gegeven.planning
        ],
        besluiten=[
            replace(regel, genomen_op=None)
            if regel.genomen_op and regel.genomen_op > peildatum
            else regel
            for regel in gegeven.besluiten
        ],
    )


@eigenschap
@given(feiten, dagen, st.integers(1, 900))
def test_wie_wacht_krijgt_nooit_een_beter_licht(gegeven: Feiten, dag: date, later: int) -> None:
    gegeven = vast_op(gegeven, dag)
    nu = beoordeel(gegeven, dag, Drempels())
    straks = beoordeel(gegeven, dag + timedelta(days=later), Drempels())

    assert ernst(straks) <= ernst(nu)


@eigenschap
@given(feiten, dagen, st.data())
def test_iets_klaar_melden_maakt_het_nooit_erger(
    gegeven: Feiten, dag: date, data: st.DataObject
) -> None:
    open_ = [nummer for nummer, regel in enumerate(gegeven.planning) if regel.toestand == "open"]
    if not open_:
        return
    nummer = data.draw(st.sampled_from(open_))
    klaar = list(gegeven.planning)
    klaar[nummer] = replace(klaar[nummer], toestand="gereed", gereed_op=dag)
    eerst = beoordeel(gegeven, dag, Drempels())
    daarna = beoordeel(replace(gegeven, planning=klaar), dag, Drempels())

    # Of what was too early to judge something may turn out to be on course.
    assert ernst(daarna) >= ernst(eerst) or (eerst.licht, daarna.licht) == ("grijs", "groen")


@eigenschap
@given(feiten, dagen, st.integers(0, 8), st.integers(0, 8))
def test_een_ruimere_drempel_maakt_het_nooit_erger(
    gegeven: Feiten, dag: date, drempel: int, ruimer: int
) -> None:
    streng = beoordeel(gegeven, dag, Drempels(schuif_kwartalen=drempel))
    mild = beoordeel(gegeven, dag, Drempels(schuif_kwartalen=drempel + ruimer))

    assert ernst(mild) >= ernst(streng)
