"""Form fields for days, periods, amounts and numbers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import BedragVeld, BesluitnummerVeld, DatumVeld, GetalVeld, PeriodeVeld
from jeugdhulp.kalender import Periode, PeriodeSoort

Q2 = Periode(PeriodeSoort.KWARTAAL, date(2019, 4, 1), date(2019, 6, 30), letterlijk="2e kw")


class Proef(forms.Form):
    dag = DatumVeld(required=False)
    periode = PeriodeVeld(required=False)
    bedrag = BedragVeld(required=False)
    aantal = GetalVeld(decimalen=0, required=False)


def proef(initial: dict[str, Any] | None = None, **data: str) -> Proef:
    return Proef(data, initial=initial or {})


def test_what_is_typed_becomes_a_value() -> None:
    form = proef(dag="15 nov 2019", periode="q2 19", bedrag=" € 50.000,- ", aantal="1.234")

    assert form.is_valid()
    assert form.cleaned_data == {
        "dag": date(2019, 11, 15),
        "periode": Periode(Q2.soort, Q2.van, Q2.tot_en_met, letterlijk="q2 19"),
        "bedrag": Decimal(50000),
        "aantal": Decimal(1234),
    }


def test_nothing_typed_is_nothing() -> None:
    form = proef(dag="", periode=" ", bedrag="", aantal="")

    assert form.is_valid()
    assert form.cleaned_data == dict.fromkeys(("dag", "periode", "bedrag", "aantal"))


def test_what_cannot_be_read_comes_back_with_what_to_do() -> None:
    form = proef(dag="31-4-2019", periode="Q4", bedrag="50.00", aantal="1,5")

    assert form.errors == {
        "dag": ["Dag 31 bestaat niet: april 2019 heeft 30 dagen."],
        "periode": ["Van welk jaar is Q4? Typ het jaar erbij, zoals Q4 2027."],
        "bedrag": ["“50.00” kan € 50,00 of € 5.000 zijn. Typ 50,00 of 5.000."],
        "aantal": ["“1,5” heeft te veel decimalen. Typ een heel getal."],
    }
    assert [form[naam].value() for naam in form.fields] == ["31-4-2019", "Q4", "50.00", "1,5"]


def test_what_is_needed_is_asked_with_an_example() -> None:
    velden = [DatumVeld(), PeriodeVeld(), BedragVeld(), GetalVeld(decimalen=1)]

    assert [veld.error_messages["required"] for veld in velden] == [
        "Vul een dag in, zoals 31-3-2019.",
        "Vul dit in, zoals Q2 2019, mei 2019 of Q2 2019 t/m Q1 2020.",
        "Vul dit in, zoals 1.234,56 of 1,2 mln.",
        "Vul dit in, zoals 1.234,5.",
    ]
    assert all(veld.help_text.startswith("Zoals ") for veld in velden)


def test_a_value_is_shown_as_one_would_type_it() -> None:
    form = Proef(
        initial={"dag": date(2019, 3, 1), "periode": Q2, "bedrag": Decimal("1234.5"), "aantal": 7}
    )

    assert [form[naam].value() for naam in ("periode", "bedrag", "aantal")] == [
        *("Q2 2019", "1.234,50", "7"),
    ]
    assert 'value="01-03-2019"' in str(form["dag"])


@pytest.mark.parametrize("naam", ["dag", "periode", "bedrag", "aantal"])
def test_each_is_one_line_of_text_without_help_of_the_browser(naam: str) -> None:
    html = str(proef(**{naam: "x\0y"})[naam])

    assert ('type="text"' in html, 'autocomplete="off"' in html) == (True, True)
    assert ("inputmode=" in html, 'value="xy"' in html, "\0" in html) == (True, True, False)


@pytest.mark.parametrize(
    ("naam", "was", "getypt", "anders"),
    [
        ("bedrag", Decimal("50000.00"), "€ 50.000,-", False),
        ("bedrag", Decimal("50000.00"), "50.001", True),
        ("bedrag", Decimal("50000.00"), "", True),
        ("bedrag", None, "", False),
        ("bedrag", None, "0", True),
        ("bedrag", Decimal("1.20"), "1.2", True),
        ("aantal", 7, "7", False),
        ("dag", date(2019, 3, 1), "1 maart 2019", False),
        ("dag", date(2019, 3, 1), "2-3-2019", True),
        ("periode", Q2, "2e kwartaal 2019", False),
        ("periode", Q2, "1 april t/m 30 juni 2019", False),
        ("periode", Q2, "Q3 2019", True),
        ("periode", Q2, "jaarlijks Q2 2019", True),
        ("periode", Periode(PeriodeSoort.ONBEPAALD, letterlijk="volgt"), "volgt", False),
        ("periode", Periode(PeriodeSoort.ONBEPAALD, letterlijk="volgt"), "n.t.b.", False),
        ("periode", Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4"), "Q4", False),
        ("periode", Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4"), "n.t.b.", True),
    ],
)
def test_changed_is_another_value_not_other_words(
    naam: str, was: Any, getypt: str, anders: bool
) -> None:
    form = proef({naam: was}, **{naam: getypt})

    assert form.fields[naam].has_changed(was, getypt) == anders


@pytest.mark.parametrize(
    "periode",
    [
        Q2,
        Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4"),
        Periode(PeriodeSoort.ONBEPAALD, letterlijk="volgt"),
        Periode(PeriodeSoort.REEKS, date(2019, 1, 1), date(2019, 6, 30), letterlijk="Q1 en Q2"),
    ],
)
def test_a_period_nobody_touched_stays_as_the_plan_wrote_it(periode: Periode) -> None:
    form = proef({"periode": periode}, periode=periode.voluit())

    assert form.is_valid()
    assert form.cleaned_data["periode"] is periode


class Besluitform(GeenClientnummer, forms.Form):
    nummer = BesluitnummerVeld(label="Nummer")


@pytest.mark.parametrize(
    ("waarde", "mag"),
    [
        ("123456782", True),
        ("Zaak 123456782", True),
        ("moeder van 123456782, vrijdag", False),
        ("raadsbesluit nummer 12 van 2026", True),
    ],
)
def test_number_of_a_decision_may_look_like_a_client_but_a_sentence_may_not(
    waarde: str, mag: bool
) -> None:
    assert Besluitform({"nummer": waarde}).is_valid() == mag
