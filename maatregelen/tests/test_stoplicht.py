"""The light that is shown, and what a stand must explain."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.stoplicht import KEUZES, Licht, slechtste
from maatregelen.choices import EINDFASEN, Fase
from maatregelen.stoplicht import (
    ASPECTEN,
    LICHTEN,
    Lichten,
    is_bijgewerkt,
    reden_uit_oorzaak,
    toon,
    wat_ontbreekt,
)

lichten = st.lists(st.sampled_from(KEUZES), min_size=1, max_size=5)
PEILDATUM = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("gegeven", "uitkomst"),
    [
        (["groen", "oranje", "rood"], "rood"),
        (["groen", "oranje", "grijs"], "oranje"),
        (["groen", "grijs", "grijs"], "groen"),
        (["grijs", "grijs", "grijs"], "grijs"),
    ],
)
def test_the_worst_of_the_judged_lights(gegeven: list[str], uitkomst: str) -> None:
    assert slechtste(gegeven) == uitkomst


@pytest.mark.parametrize("gegeven", [[], [""], ["grijs", ""]])
def test_without_lights_there_is_no_worst(gegeven: list[str]) -> None:
    with pytest.raises(ValueError, match="Geen licht om te vergelijken"):
        slechtste(gegeven)


@given(lichten, st.randoms())
def test_order_makes_no_difference(gegeven: list[str], toeval: Any) -> None:
    gehusseld = gegeven[:]
    toeval.shuffle(gehusseld)

    assert slechtste(gehusseld) == slechtste(gegeven)


@given(lichten)
def test_grijs_has_no_rank(gegeven: list[str]) -> None:
    assert slechtste([*gegeven, "grijs"]) == slechtste(gegeven)


@given(lichten, lichten)
def test_the_worst_of_all_is_the_worst_of_the_worst(een: list[str], twee: list[str]) -> None:
    assert slechtste([*een, *twee]) == slechtste([slechtste(een), slechtste(twee)])


@given(lichten)
def test_more_lights_never_make_it_better(gegeven: list[str]) -> None:
    rang = [Licht.ROOD, Licht.ORANJE, Licht.GROEN, Licht.GRIJS]

    assert all(
        rang.index(slechtste([*gegeven, erbij])) <= rang.index(slechtste(gegeven))
        for erbij in KEUZES
    )


def stand(**anders: str) -> dict[str, str]:
    """A complete groene stand; `anders` replaces what differs."""
    teksten = ("oorzaak", "gevolg", "bijsturing", "grijs_reden", "afwijking_reden")
    groen = dict.fromkeys(LICHTEN, "groen")
    return (
        {"fase": "in uitvoering", "tekst": "Loopt."} | groen | dict.fromkeys(teksten, "") | anders
    )


UITLEG = {"oorzaak": "a", "gevolg": "b", "bijsturing": "c"}
LEEG = dict.fromkeys(LICHTEN, "")


@pytest.mark.parametrize(
    ("anders", "gevraagd"),
    [
        ({}, []),
        ({"tekst": " \n"}, ["tekst"]),
        ({"tijd": "rood", "totaal": "rood"}, ["bijsturing", "gevolg", "oorzaak"]),
        ({"geld": "oranje", "totaal": "oranje"}, ["bijsturing", "gevolg", "oorzaak"]),
        ({"totaal": "rood"} | UITLEG, ["afwijking_reden"]),
        ({"tijd": "rood", "totaal": "rood"} | UITLEG, []),
        ({"tijd": "rood", "totaal": "rood"} | UITLEG | {"gevolg": " "}, ["gevolg"]),
        ({"geld": "grijs"}, ["grijs_reden"]),
        ({"geld": "grijs", "grijs_reden": "te vroeg"}, []),
        (dict.fromkeys(LICHTEN, "grijs"), ["grijs_reden"]),
        ({"tijd": "oranje", "totaal": "groen"} | UITLEG, ["afwijking_reden"]),
        ({"tijd": "oranje", "totaal": "groen", "afwijking_reden": "klein"} | UITLEG, []),
        ({"totaal": "grijs", "grijs_reden": "x"}, ["afwijking_reden"]),
        ({"tijd": "", "geld": ""}, ["geld", "tijd"]),
        ({"fase": "afgerond"} | LEEG, []),
        ({"fase": "gestopt", "tekst": ""} | LEEG, ["tekst"]),
    ],
)
def test_wat_ontbreekt(anders: dict[str, str], gevraagd: list[str]) -> None:
    assert sorted(wat_ontbreekt(stand(**anders), vorige=None, reden="")) == gevraagd


@pytest.mark.parametrize(
    ("vorige", "reden", "gevraagd"),
    [
        ({}, "", []),
        ({"tekst": "Iets anders."}, "", []),
        ({"tijd": "rood"}, "", ["reden"]),
        ({"tijd": "rood"}, " ", ["reden"]),
        ({"tijd": "rood"}, "opgelost", []),
        ({"fase": "gepland"}, "", ["reden"]),
        ({"totaal": "oranje"}, "", ["reden"]),
    ],
)
def test_a_change_asks_why(vorige: dict[str, str], reden: str, gevraagd: list[str]) -> None:
    assert sorted(wat_ontbreekt(stand(), vorige=stand(**vorige), reden=reden)) == gevraagd


def met_uitleg(**anders: str) -> dict[str, str]:
    return stand(**dict.fromkeys(UITLEG, "x") | anders)


@pytest.mark.parametrize(
    ("toen", "nu", "reden"),
    [
        ({}, {"tijd": "oranje", "totaal": "oranje"}, "Krapte."),
        ({"tijd": "grijs"}, {"tijd": "oranje", "totaal": "oranje"}, "Krapte."),
        ({"tijd": "oranje"}, {"tijd": "rood", "totaal": "rood"}, "Krapte."),
        # Nothing changed, it became better, or another thing changed too: that is another reason.
        ({}, {}, ""),
        ({"tijd": "rood", "totaal": "rood"}, {"tijd": "oranje", "totaal": "oranje"}, ""),
        ({"geld": "oranje"}, {"tijd": "oranje", "totaal": "oranje"}, ""),
        ({"fase": "gepland"}, {"tijd": "oranje", "totaal": "oranje"}, ""),
        # The cause of then says nothing about now.
        ({"oorzaak": "Krapte. "}, {"tijd": "oranje", "totaal": "oranje"}, ""),
        ({}, {"tijd": "oranje", "totaal": "oranje", "oorzaak": " "}, ""),
    ],
)
def test_a_new_cause_says_why_a_light_became_worse(
    toen: dict[str, str], nu: dict[str, str], reden: str
) -> None:
    nieuw = met_uitleg(**{"oorzaak": "Krapte."} | nu)

    assert reden_uit_oorzaak(nieuw, met_uitleg(**{"oorzaak": "Ouder."} | toen)) == reden


@pytest.mark.parametrize(
    ("toen", "nu", "verandert"),
    [
        ({}, {"tijd": "grijs"}, "een licht"),
        ({"fase": "gepland"}, {}, "de fase"),
        ({"fase": "gepland"}, {"tijd": "grijs"}, "een licht en de fase"),
        ({}, {"fase": "afgerond"} | dict.fromkeys(LICHTEN, ""), "de fase"),
    ],
)
def test_who_changes_something_hears_what(
    toen: dict[str, str], nu: dict[str, str], verandert: str
) -> None:
    fouten = wat_ontbreekt(stand(**nu), vorige=stand(**toen), reden="")

    assert fouten["reden"] == f"U verandert {verandert}. Schrijf op waarom."


LICHTEN_EN_OORZAAK = st.fixed_dictionaries(
    dict.fromkeys(LICHTEN, st.sampled_from(KEUZES)) | {"oorzaak": st.sampled_from(["", "a", "b"])}
)


@given(LICHTEN_EN_OORZAAK, LICHTEN_EN_OORZAAK, st.sampled_from(["", "omdat"]))
def test_no_change_is_complete_without_a_reason(
    nu: dict[str, str], toen: dict[str, str], getypt: str
) -> None:
    nieuw, vorige = met_uitleg(**nu), met_uitleg(**toen)
    reden = getypt or reden_uit_oorzaak(nieuw, vorige)

    fouten = wat_ontbreekt(nieuw, vorige=vorige, reden=reden)

    anders = any(nu[naam] != toen[naam] for naam in LICHTEN)
    assert not (anders and not reden and fouten == {})


@pytest.mark.parametrize(
    ("regels", "zin"),
    [
        ({"tijd": "rood", "totaal": "rood"}, "is tijd rood"),
        ({"tijd": "oranje", "geld": "oranje", "totaal": "oranje"}, "zijn tijd en geld oranje"),
        ({"tijd": "rood", "geld": "oranje", "totaal": "rood"}, "is tijd rood en geld oranje"),
        (
            {"tijd": "rood", "geld": "oranje", "resultaat": "oranje", "totaal": "rood"},
            "is tijd rood, geld oranje en resultaat oranje",
        ),
        ({"totaal": "oranje"}, "is het totaal oranje"),
    ],
)
def test_what_the_rules_say_is_said_in_good_dutch(regels: dict[str, str], zin: str) -> None:
    berekend = {f"berekend_{naam}": licht for naam, licht in regels.items()}

    [vraag] = wat_ontbreekt(stand() | berekend, vorige=None, reden="").values()

    assert vraag == f"Volgens de regels {zin}. Zeg waarom uw licht toch klopt."


def test_what_is_asked_is_said_in_a_sentence() -> None:
    leeg = stand(tekst="", tijd="rood", geld="grijs", resultaat="")

    zinnen = wat_ontbreekt(leeg, vorige=stand(), reden="").values()

    assert [zin for zin in zinnen if not (zin[0].isupper() and zin.endswith("."))] == []


@given(st.fixed_dictionaries(dict.fromkeys(ASPECTEN, st.sampled_from(KEUZES))))
def test_orange_and_red_always_ask_and_green_never(gegeven: dict[str, str]) -> None:
    totaal = slechtste(gegeven.values())

    gevraagd = set(wat_ontbreekt(stand(**gegeven, totaal=totaal), vorige=None, reden=""))

    verwacht = set(UITLEG) if {"oranje", "rood"} & set(gegeven.values()) else set()
    assert gevraagd == verwacht | ({"grijs_reden"} if "grijs" in gegeven.values() else set())


def test_a_recent_stand_shows_its_lights() -> None:
    gegeven = {"fase": "in uitvoering"} | dict.fromkeys(LICHTEN, "rood") | {"geld": "groen"}

    assert toon(gegeven, bijgewerkt=True) == Lichten("rood", "rood", "groen", "rood")


@pytest.mark.parametrize("gegeven", [None, {"fase": "gepland"} | dict.fromkeys(LICHTEN, "groen")])
def test_silence_is_never_green(gegeven: dict[str, str] | None) -> None:
    assert toon(gegeven, bijgewerkt=False) == Lichten(*["niet_bijgewerkt"] * 4)


def test_what_rests_and_never_had_a_light_is_grijs() -> None:
    assert toon(None, bijgewerkt=False, rust=True) == Lichten(*["grijs"] * 4)


@pytest.mark.parametrize(("per", "uitkomst"), [(date(2020, 1, 1), True), (None, False)])
def test_what_rests_is_not_out_of_date_once_it_has_a_stand(
    per: date | None, uitkomst: bool
) -> None:
    gevonden = is_bijgewerkt(
        per,
        peildatum=PEILDATUM,
        ritme_maanden=2,
        in_laatste_ronde=False,
        plan_voorbij=False,
        rust=True,
    )

    assert gevonden == uitkomst


@pytest.mark.parametrize("fase", EINDFASEN)
@pytest.mark.parametrize("bijgewerkt", [True, False])
def test_what_has_ended_shows_no_light(fase: str, bijgewerkt: bool) -> None:
    assert toon({"fase": fase} | LEEG, bijgewerkt=bijgewerkt) == Lichten(*["geen"] * 4)


def test_the_other_phases_show_a_light() -> None:
    getoond = {
        fase: toon({"fase": fase} | dict.fromkeys(LICHTEN, "groen"), bijgewerkt=True).totaal
        for fase in Fase
        if fase not in EINDFASEN
    }

    assert getoond == dict.fromkeys(list(Fase)[:5], "groen")


@pytest.mark.parametrize(
    ("per", "ronde", "voorbij", "uitkomst"),
    [
        # Never a stand: not even when the plan is over or a round says otherwise.
        (None, True, True, False),
        # Before any round: two months back from 1 March is 1 January.
        (date(2024, 1, 1), None, False, True),
        (date(2023, 12, 31), None, False, False),
        # After a round only that counts.
        (date(2024, 2, 29), False, False, False),
        (date(2020, 1, 1), True, False, True),
        # A plan that is over is shown per its last stand.
        (date(2020, 1, 1), None, True, True),
        (date(2020, 1, 1), False, True, True),
    ],
)
def test_is_bijgewerkt(per: date | None, ronde: bool | None, voorbij: bool, uitkomst: bool) -> None:
    gevonden = is_bijgewerkt(
        per, peildatum=PEILDATUM, ritme_maanden=2, in_laatste_ronde=ronde, plan_voorbij=voorbij
    )

    assert gevonden == uitkomst
