"""Het berekende licht voor resultaat: afgesproken resultaten en reeksen met metingen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeugdhulp.stoplicht import ERNST, beoordeel_reeks
from maatregelen.stoplicht import Feiten, Meting, Oordeel, Reeks, Resultaatregel
from maatregelen.stoplicht.resultaat import beoordeel

# How long an example takes says nothing.
eigenschap = settings(deadline=None)
PEILDATUM = date(2019, 7, 15)


def resultaat(toestand: str, **anders: Any) -> Resultaatregel:
    """1a of Het Hogeland, as known on 1 July unless `anders` says otherwise."""
    anders = {"toestand_op": date(2019, 7, 1)} | anders
    return Resultaatregel("OJG bij elke huisartsenpraktijk", toestand, **anders)


def reeks(*waarden: str | None, **anders: Any) -> Reeks:
    """Youths with maatwerk: 1357 at the start, at most 1300 agreed; measured each quarter."""
    dagen = [date(2018, 12, 31), date(2019, 3, 31), date(2019, 6, 30), date(2019, 9, 30)]
    metingen = [
        Meting(dag, Decimal(waarde) if waarde else None, "" if waarde else "te klein aantal")
        for dag, waarde in zip(dagen, waarden, strict=False)
    ]
    anders = {"nulmeting": Decimal(1357), "norm": Decimal(1300), "richting": "afname"} | anders
    return Reeks("jeugdigen met maatwerk", metingen=metingen, **anders)


def reken(*regels: Resultaatregel | Reeks, peildatum: date = PEILDATUM) -> Oordeel:
    return beoordeel(
        Feiten(
            resultaten=[regel for regel in regels if isinstance(regel, Resultaatregel)],
            reeksen=[regel for regel in regels if isinstance(regel, Reeks)],
        ),
        peildatum,
    )


@pytest.mark.parametrize(
    ("regels", "kleur"),
    [
        ([resultaat("bereikt")], "groen"),
        ([resultaat("bereikt", effect_vanaf=date(2020, 1, 1))], "groen"),
        ([resultaat("deels")], "oranje"),
        ([resultaat("deels", effect_vanaf=date(2019, 7, 15))], "oranje"),
        ([resultaat("nog niet", effect_vanaf=date(2019, 7, 15))], "oranje"),
        ([resultaat("nog niet", effect_vanaf=date(2019, 7, 16))], "grijs"),
        ([resultaat("deels", effect_vanaf=date(2019, 7, 16))], "grijs"),
        ([resultaat("nog niet")], "grijs"),
        ([resultaat("niet te meten")], "grijs"),
        ([resultaat("")], "grijs"),
        # Known only after the peildatum: on that day nothing was.
        ([resultaat("bereikt", toestand_op=date(2019, 7, 16))], "grijs"),
        ([resultaat("bereikt", toestand_op=PEILDATUM)], "groen"),
        ([resultaat("bereikt", toestand_op=None)], "groen"),
        ([], "grijs"),
        ([resultaat("bereikt"), resultaat("niet te meten")], "groen"),
        ([resultaat("bereikt"), resultaat("deels")], "oranje"),
    ],
)
def test_resultaten(regels: list[Resultaatregel], kleur: str) -> None:
    assert reken(*regels).licht == kleur


@pytest.mark.parametrize(
    ("regel", "kleur"),
    [
        (reeks("1300"), "groen"),
        (reeks("1299"), "groen"),
        (reeks("1301"), "oranje"),
        (reeks("1357"), "oranje"),
        (reeks("1400"), "oranje"),
        (reeks("1320", "1400"), "oranje"),
        (reeks("1400", "1320"), "oranje"),
        (reeks("1358", "1358"), "rood"),
        (reeks("1400", "1300"), "groen"),
        (reeks("1300", "1400", "1380"), "rood"),
        # The one of 30 September is of after the peildatum.
        (reeks("1320", "1320", "1400", "1400"), "oranje"),
        (reeks(), "grijs"),
        # At the norm, but not by this measure.
        (reeks("1300", effect_vanaf=date(2020, 1, 1)), "grijs"),
        (reeks("1320", effect_vanaf=date(2020, 1, 1)), "grijs"),
        # An older value does not speak for the last period.
        (reeks("1300", None), "grijs"),
        (reeks("1400", None, "1400"), "rood"),
        # Worse before an effect could be seen.
        (reeks("1400", "1400", "1320", effect_vanaf=date(2019, 6, 30)), "oranje"),
        (reeks("1300", "1400", "1400", effect_vanaf=date(2019, 7, 1)), "grijs"),
        (reeks("1300", richting="gelijk"), "grijs"),
        (reeks("1300", richting=""), "grijs"),
        (reeks(None), "grijs"),
        (reeks("1320", norm=None), "grijs"),
        (reeks("1400", "1400", norm=None), "rood"),
        (reeks("1320", nulmeting=None), "oranje"),
        (reeks("1300", nulmeting=None), "groen"),
        (reeks("1320", nulmeting=None, norm=None), "grijs"),
        (reeks("12", nulmeting=Decimal(8), norm=Decimal(12), richting="toename"), "groen"),
        (reeks("10", nulmeting=Decimal(8), norm=Decimal(12), richting="toename"), "oranje"),
        (reeks("7", "7", nulmeting=Decimal(8), norm=Decimal(12), richting="toename"), "rood"),
    ],
)
def test_reeksen(regel: Reeks, kleur: str) -> None:
    assert reken(regel).licht == kleur


@pytest.mark.parametrize(
    ("regel", "tekst"),
    [
        (resultaat("bereikt"), "Bereikt: “OJG bij elke huisartsenpraktijk”."),
        (resultaat("deels"), "Deels bereikt: “OJG bij elke huisartsenpraktijk”."),
        (resultaat("niet te meten"), "Niet te meten: “OJG bij elke huisartsenpraktijk”."),
        (
            resultaat("nog niet"),
            "Nog niet bereikt, en niet bekend wanneer het moet: “OJG bij elke huisartsenpraktijk”.",
        ),
        (
            resultaat("nog niet", effect_vanaf=date(2019, 7, 1)),
            "Nog niet bereikt, te verwachten vanaf 1 juli 2019: “OJG bij elke huisartsenpraktijk”.",
        ),
        (
            resultaat("nog niet", effect_vanaf=date(2020, 1, 1)),
            "Te vroeg, pas te zien vanaf 1 januari 2020: “OJG bij elke huisartsenpraktijk”.",
        ),
        (
            reeks("1320"),
            "“jeugdigen met maatwerk”: 1.320 op 31 december 2018 (norm 1.300, nulmeting 1.357).",
        ),
        (
            reeks("1400", "1400", norm=None),
            "“jeugdigen met maatwerk”: 1.400 op 31 maart 2019 (nulmeting 1.357); twee keer achter"
            " elkaar slechter dan de nulmeting.",
        ),
        (
            reeks("0.5", nulmeting=None, norm=None),
            "“jeugdigen met maatwerk”: 0,5 op 31 december 2018.",
        ),
        (
            reeks("1320", None),
            "“jeugdigen met maatwerk”: geen cijfer van 31 maart 2019 (te klein aantal).",
        ),
        (reeks(), "“jeugdigen met maatwerk”: nog niet gemeten."),
        (
            reeks("1", effect_vanaf=date(2019, 7, 1)),
            "“jeugdigen met maatwerk”: nog niet gemeten sinds 1 juli 2019.",
        ),
        (
            reeks(effect_vanaf=date(2020, 1, 1)),
            "“jeugdigen met maatwerk”: te vroeg, pas te zien vanaf 1 januari 2020.",
        ),
        (
            reeks("1", richting="gelijk"),
            "“jeugdigen met maatwerk”: moet gelijk blijven, dat beoordeelt u zelf.",
        ),
        (
            reeks("1", richting=""),
            "“jeugdigen met maatwerk”: er is niet gezegd welke kant het op moet.",
        ),
    ],
)
def test_de_woorden(regel: Resultaatregel | Reeks, tekst: str) -> None:
    assert [feit.tekst for feit in reken(regel).feiten] == [tekst]


def test_op_de_dag_zelf_telt_het_al() -> None:
    meting = Meting(PEILDATUM, Decimal(1300))

    assert reken(replace(reeks(effect_vanaf=PEILDATUM), metingen=[meting])).licht == "groen"


def test_de_laatste_meting_is_die_van_de_laatste_dag() -> None:
    gemeten = reeks("1300", "1400", "1320")

    assert reken(replace(gemeten, metingen=gemeten.metingen[::-1])) == reken(gemeten)


@eigenschap
@given(
    st.lists(st.integers(-5, 5).map(Decimal), max_size=4),
    st.none() | st.integers(-5, 5).map(Decimal),
    st.none() | st.integers(-5, 5).map(Decimal),
)
def test_meer_of_minder_is_elkaars_spiegel(
    waarden: list[Decimal], nulmeting: Decimal | None, norm: Decimal | None
) -> None:
    omgekeerd = beoordeel_reeks(
        [-waarde for waarde in waarden],
        nulmeting=None if nulmeting is None else -nulmeting,
        norm=None if norm is None else -norm,
        hoger_is_beter=False,
    )

    assert omgekeerd == beoordeel_reeks(
        waarden, nulmeting=nulmeting, norm=norm, hoger_is_beter=True
    )


@eigenschap
@given(
    st.lists(st.integers(-5, 5).map(Decimal), min_size=1, max_size=4),
    st.none() | st.integers(-5, 5).map(Decimal),
    st.integers(-5, 5).map(Decimal),
    st.integers(0, 5),
)
def test_een_betere_laatste_waarde_is_nooit_erger(
    waarden: list[Decimal], nulmeting: Decimal | None, norm: Decimal, erbij: int
) -> None:
    def licht(laatste: Decimal) -> int:
        reeks = [*waarden[:-1], laatste]
        return ERNST.index(
            beoordeel_reeks(reeks, nulmeting=nulmeting, norm=norm, hoger_is_beter=True)
        )

    assert licht(waarden[-1] + erbij) >= licht(waarden[-1])
