"""What changed between two frozen reports, by what both of them tell."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.choices import Fase
from maatregelen.stoplicht import VOLGORDE
from rapportage.vergelijken import is_leeg, opname_van, vergelijk

GROEN = dict.fromkeys(("totaal", "tijd", "geld", "resultaat"), "groen")
EINDE = dict.fromkeys(GROEN, "geen")


def stap(sleutel: int = 1, **anders: Any) -> dict[str, Any]:
    return {
        "sleutel": sleutel,
        "cluster": "",
        "tekst": "Starten",
        "van": "2026-04-01",
        "tot_en_met": "2026-06-30",
        "wanneer": "Q2 2026",
        "toestand": "gepland",
    } | anders


def post(
    sleutel: str = "i1", woorden: str = "€ 1.000", waar: str = "", **waarden: Any
) -> dict[str, Any]:
    return {
        "sleutel": sleutel,
        "waar": waar,
        "soort": "investering",
        "naam": "training",
        "woorden": woorden,
        "waarden": {"bedrag": "1000.00", "status": ""} | waarden,
    }


def maatregel(sleutel: int = 1, **anders: Any) -> dict[str, Any]:
    return {
        "sleutel": sleutel,
        "code": f"{sleutel}a",
        "titel": f"Maatregel {sleutel}",
        "anker": f"maatregel-{sleutel}a",
        "fase": "in uitvoering",
        "licht": GROEN,
        "trekkers": "teamleider",
        "reden": "",
        "stappen": [],
        "geld": [],
    } | anders


def opname(*maatregelen: dict[str, Any], **anders: Any) -> dict[str, Any]:
    return {
        "plan": 7,
        "met_namen": False,
        "aspecten": [{"aspect": "tijd", "naam": "Tijd"}],
        "maatregelen": list(maatregelen),
        "geld": [],
        "besluiten": [],
    } | anders


def van_naar(oud: dict[str, Any], nieuw: dict[str, Any]) -> dict[str, Any]:
    """What changed of the one measure that both have."""
    return vergelijk(opname(maatregel(**oud)), opname(maatregel(**nieuw)))


def codes(rijen: list[dict[str, Any]]) -> list[str]:
    return [rij["code"] for rij in rijen]


_WOORD = st.sampled_from("abcdef")
_DAG = st.none() | st.dates().map(str)
_STAP = st.fixed_dictionaries(
    {},
    optional={
        "sleutel": st.integers(1, 4),
        "cluster": _WOORD,
        "tekst": _WOORD,
        "van": _DAG,
        "tot_en_met": _DAG,
        "wanneer": _WOORD,
        "toestand": st.sampled_from(["gereed", "te_laat", "gepland", "vervallen"]),
    },
)
_POST = st.fixed_dictionaries(
    {"woorden": _WOORD},
    optional={
        "sleutel": st.integers(1, 4),
        "waar": _WOORD,
        "soort": _WOORD,
        "naam": _WOORD,
        "waarden": st.dictionaries(st.sampled_from(["bedrag", "status"]), _WOORD),
    },
)
_MAATREGEL = st.fixed_dictionaries(
    {},
    optional={
        "sleutel": st.integers(1, 5),
        "code": _WOORD,
        "titel": _WOORD,
        "fase": st.sampled_from(Fase.values),
        "licht": st.fixed_dictionaries(
            {"totaal": st.sampled_from(VOLGORDE)}, optional={"tijd": st.sampled_from(VOLGORDE)}
        ),
        "trekkers": _WOORD,
        "stappen": st.lists(_STAP, max_size=3),
        "geld": st.lists(_POST, max_size=3),
    },
)
OPNAMEN = st.fixed_dictionaries(
    {"maatregelen": st.lists(_MAATREGEL, max_size=5)},
    optional={
        "plan": st.integers(1, 2),
        "met_namen": st.booleans(),
        "aspecten": st.just([{"aspect": "tijd", "naam": "Tijd"}]),
        "geld": st.lists(_POST, max_size=3),
    },
)


def _uniek(deel: Any) -> Any:
    """As a report is: within a list no two with one sleutel, and each with one or none of them."""
    if isinstance(deel, dict):
        return {naam: _uniek(waarde) for naam, waarde in deel.items()}
    if isinstance(deel, list):
        return [
            {**_uniek(rij), "sleutel": nummer} if isinstance(rij, dict) else rij
            for nummer, rij in enumerate(deel)
        ]
    return deel


@given(OPNAMEN)
def test_nothing_changed_between_a_report_and_itself(een: dict[str, Any]) -> None:
    een = _uniek(een)

    assert is_leeg(vergelijk(een, deepcopy(een)))


@given(OPNAMEN, OPNAMEN)
def test_the_other_way_round_all_goes_the_other_way(
    een: dict[str, Any], ander: dict[str, Any]
) -> None:
    """Whatever the reports leave out: worse is better, new is gone, ended goes on again."""
    heen, terug = vergelijk(een, ander), vergelijk(ander, een)

    for kant, anders in (("slechter", "beter"), ("anders", "anders"), ("gelijk", "gelijk")):
        assert heen["geteld"][kant] == terug["geteld"][anders]
    for kant, anders in (("nieuw", "weg"), ("beeindigd", "hervat")):
        assert len(heen[kant]) == len(terug[anders])
        assert len(heen[anders]) == len(terug[kant])
    for zelfde in ("lichten", "fasen", "namen", "trekkers", "planning", "geld"):
        assert len(heen[zelfde]) == len(terug[zelfde])
    assert heen["niet_te_vergelijken"] == terug["niet_te_vergelijken"]


@given(OPNAMEN, OPNAMEN)
def test_every_measure_is_told_once(een: dict[str, Any], ander: dict[str, Any]) -> None:
    verschil = vergelijk(een, ander)

    gedeeld = len(ander["maatregelen"]) - len(verschil["nieuw"])
    assert len(een["maatregelen"]) - len(verschil["weg"]) == gedeeld >= 0


def test_lights_worse_first_each_with_its_word() -> None:
    rood = {**GROEN, "totaal": "rood", "tijd": "rood"}
    verschil = vergelijk(
        opname(maatregel(1, licht=rood), maatregel(2), maatregel(3)),
        opname(maatregel(1), maatregel(2, licht=rood, reden="De offerte is laat."), maatregel(3)),
    )

    assert [(rij["code"], rij["richting"]) for rij in verschil["lichten"]] == [
        ("2a", "slechter"),
        ("1a", "beter"),
    ]
    slechter = verschil["lichten"][0]
    assert slechter["reden"] == "De offerte is laat."
    assert [(rij["naam"], rij["van_woord"], rij["naar_woord"]) for rij in slechter["stappen"]] == [
        ("Totaal", "groen", "rood"),
        ("Tijd", "groen", "rood"),
    ]
    assert verschil["geteld"] == {"slechter": 1, "anders": 0, "beter": 1, "gelijk": 1}


def test_aspect_that_was_not_asked_then_did_not_change() -> None:
    verschil = van_naar({"licht": {**GROEN, "tijd": ""}}, {})

    assert verschil["lichten"] == []


def test_what_is_out_of_date_is_said_once() -> None:
    verschil = van_naar({}, {"licht": dict.fromkeys(GROEN, "niet_bijgewerkt")})

    [rij] = verschil["lichten"]
    assert rij["richting"] == "anders"
    assert [(stap["naam"], stap["naar_woord"]) for stap in rij["stappen"]] == [
        ("Totaal", "niet bijgewerkt")
    ]


def test_ended_is_said_once_with_its_reason() -> None:
    verschil = van_naar({}, {"fase": "gestopt", "licht": EINDE, "reden": "Geen geld."})

    assert [(rij["fase"], rij["reden"]) for rij in verschil["beeindigd"]] == [
        ("gestopt", "Geen geld.")
    ]
    assert (verschil["lichten"], verschil["fasen"]) == ([], [])
    assert sum(verschil["geteld"].values()) == 0


@pytest.mark.parametrize(
    ("anders", "naam"),
    [
        ({"code": "9z"}, "9z Maatregel 1"),
        ({"titel": "Hulp"}, "1a Hulp"),
        ({"code": "9z", "titel": "Hulp"}, "9z Hulp"),
    ],
)
def test_measure_with_another_name_is_the_same(anders: dict[str, str], naam: str) -> None:
    verschil = van_naar({}, anders)

    assert [(rij["van"], rij["naar"]) for rij in verschil["namen"]] == [("1a Maatregel 1", naam)]
    assert (verschil["nieuw"], verschil["weg"]) == ([], [])


def test_code_that_another_measure_got_is_no_renaming() -> None:
    verschil = vergelijk(opname(maatregel(1, code="1a")), opname(maatregel(2, code="1a")))

    assert (codes(verschil["nieuw"]), codes(verschil["weg"])) == (["1a"], ["1a"])


def zonder_sleutel(**anders: Any) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in maatregel(**anders).items() if naam != "sleutel"}


def test_without_a_key_the_code_counts_before_the_title() -> None:
    oud = opname(zonder_sleutel(code="1a", titel="Hulp"), zonder_sleutel(code="1b", titel="Zorg"))
    nieuw = opname(maatregel(code="1a", titel="Zorg"), maatregel(2, code="2x", titel="Hulp"))

    verschil = vergelijk(oud, nieuw)

    assert [(rij["van"], rij["naar"]) for rij in verschil["namen"]] == [("1a Hulp", "1a Zorg")]
    assert (codes(verschil["nieuw"]), codes(verschil["weg"])) == (["2x"], ["1b"])


def test_without_a_key_or_code_the_title_counts() -> None:
    verschil = vergelijk(
        opname(zonder_sleutel(code="1a", titel="Hulp")), opname(maatregel(code="3c", titel="Hulp"))
    )

    assert [(rij["van"], rij["naar"]) for rij in verschil["namen"]] == [("1a Hulp", "3c Hulp")]


def test_keys_of_another_plan_say_nothing() -> None:
    verschil = vergelijk(
        opname(maatregel(1, code="1a", titel="Hulp"), plan=6),
        opname(maatregel(1, code="2b", titel="Zorg"), maatregel(2, code="1a", titel="Hulp")),
    )

    assert (codes(verschil["nieuw"]), verschil["weg"], verschil["namen"]) == (["2b"], [], [])


def test_shielded_name_is_no_renaming() -> None:
    verschil = van_naar({"titel": f"Hulp van {AFGESCHERMD}"}, {"titel": "Hulp"})

    assert verschil["namen"] == []


def test_trekkers_as_printed_and_not_between_names_and_functions() -> None:
    oud, nieuw = maatregel(), maatregel(trekkers="wijkteam")

    anders = vergelijk(opname(oud), opname(nieuw))
    met_namen = vergelijk(opname(oud, met_namen=True), opname(nieuw))

    assert [(rij["van"], rij["naar"]) for rij in anders["trekkers"]] == [("teamleider", "wijkteam")]
    assert met_namen["trekkers"] == []
    assert met_namen["niet_te_vergelijken"] == ["wie trekker is"]


def test_step_that_moved_also_under_another_name() -> None:
    later = stap(tekst="Beginnen", van="2026-10-01", tot_en_met="2026-12-31", wanneer="Q4 2026")
    verschil = van_naar({"stappen": [stap()]}, {"stappen": [later]})

    [rij] = verschil["planning"]
    assert (rij["tekst"], rij["van"], rij["naar"]) == ("Beginnen", "Q2 2026", "Q4 2026")
    assert rij["hoe_ver"] == "2 kwartalen later"


def test_step_without_days_moved_by_its_words() -> None:
    open_ = {"van": None, "tot_en_met": None}
    oud, nieuw = stap(**open_, wanneer="nader te bepalen"), stap(**open_, wanneer="Q4")

    [rij] = van_naar({"stappen": [oud]}, {"stappen": [nieuw]})["planning"]

    assert (rij["van"], rij["naar"], rij["hoe_ver"]) == ("nader te bepalen", "Q4", "")


def test_step_that_is_done_or_dropped() -> None:
    verschil = van_naar(
        {"stappen": [stap(1), stap(2), stap(3, toestand="gereed")]},
        {
            "stappen": [
                stap(1, toestand="gereed"),
                stap(2, toestand="vervallen"),
                stap(3, toestand="gereed"),
            ]
        },
    )

    assert (len(verschil["gereed"]), len(verschil["vervallen"])) == (1, 1)


def test_money_by_its_values_and_not_by_its_words() -> None:
    zelfde = van_naar({"geld": [post()]}, {"geld": [post(woorden="duizend euro")]})
    anders = van_naar(
        {"geld": [post()]}, {"geld": [post(woorden="€ 2.000", bedrag="2000.00"), post("i2")]}
    )

    assert zelfde["geld"] == []
    assert [(rij["van"], rij["naar"]) for rij in anders["geld"]] == [
        ("€ 1.000", "€ 2.000"),
        (None, "€ 1.000"),
    ]


def test_money_of_what_is_new_and_of_the_plan_itself() -> None:
    verschil = vergelijk(
        opname(geld=[post("i1", waar="Het hele plan")]), opname(maatregel(geld=[post("i2")]))
    )

    assert [(rij["code"], rij["waar"], rij["van"], rij["naar"]) for rij in verschil["geld"]] == [
        ("1a", "", None, "€ 1.000"),
        ("", "Het hele plan", "€ 1.000", None),
    ]


def test_what_an_older_report_does_not_tell_is_not_compared() -> None:
    oud = {"sleutel": 1, "code": "1a", "titel": "Maatregel 1", "licht": GROEN}
    verschil = vergelijk(
        {"plan": 7, "maatregelen": [oud]},
        opname(maatregel(stappen=[stap()], geld=[post()]), met_namen=None),
    )

    assert is_leeg(verschil)
    assert verschil["niet_te_vergelijken"] == [
        "de fase",
        "wie trekker is",
        "de planning",
        "het geld",
    ]


@pytest.mark.parametrize(
    "rapport", [{}, {"blokken": []}, {"blokken": [{"soort": "veranderingen", "feiten": {}}]}]
)
def test_report_that_keeps_nothing_to_compare(rapport: dict[str, Any]) -> None:
    assert opname_van(rapport) is None
