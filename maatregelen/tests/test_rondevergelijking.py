"""What differs between two rounds: readable, the same whatever the order, and a mirror."""

import random
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeugdhulp.verschil import Soort
from maatregelen.rondevergelijking import (
    Afspraakstap,
    Bedrag,
    Lichtstap,
    Maatregelverschil,
    Naam,
    Somstap,
    Stap,
    Vergelijking,
    vergelijk,
)
from maatregelen.stoplicht import BETER, RICHTINGEN, SLECHTER, VOLGORDE

ASPECTEN = ("totaal", "tijd", "geld", "resultaat")
OMGEKEERD = {BETER: SLECHTER, SLECHTER: BETER}
SOMMEN = ("investering", "dekking", "besloten", "bestaand", "uitgegeven", "verwacht")


def som(bedrag: str = "0.00", bekend: int = 0, onbekend: int = 0) -> dict[str, Any]:
    return {"bedrag": bedrag, "bekend": bekend, "onbekend": onbekend}


def geld(jaar: int = 2024, posten: Any = (), **sommen: Any) -> dict[str, Any]:
    return {"jaar": jaar, "posten": list(posten)} | {naam: som() for naam in SOMMEN} | sommen


def post(sleutel: str = "d1", **anders: Any) -> dict[str, Any]:
    gewoon = {
        "soort": "dekking",
        "naam": "reserve",
        "woorden": "€ 10.000, per jaar",
        "bedrag": "10000.00",
        "staat": "bedrag",
        "status": "voorgenomen",
        "waar": "",
    }
    return {"sleutel": sleutel} | gewoon | anders


def regel(sleutel: int = 1, **anders: Any) -> dict[str, Any]:
    gewoon = {
        "tekst": "Kiezen",
        "wanneer": "Q1 2024",
        "van": "2024-01-01",
        "tot_en_met": "2024-03-31",
        "toestand": "gepland",
        "toestand_naam": "gepland",
    }
    return {"sleutel": sleutel} | gewoon | anders


def stand(**teksten: str) -> dict[str, Any]:
    velden = "tekst oorzaak gevolg bijsturing grijs_reden afwijking_reden argument"
    velden += " uitstel_reden uitstel_voorwaarde"
    return dict.fromkeys(velden.split(), "") | teksten


def maatregel(sleutel: int = 1, **anders: Any) -> dict[str, Any]:
    gewoon = {
        "code": f"1{sleutel}",
        "titel": f"Maatregel {sleutel}",
        "thema": {"code": "1", "titel": "Dichtbij"},
        "trekkers": ["Noor"],
        "fase": "in uitvoering",
        "rust": "",
        "lichten": dict.fromkeys(ASPECTEN, "groen"),
        "planning": [regel()],
        "geld": geld(),
        "stand": stand(tekst="Het gaat goed."),
    }
    return {"sleutel": sleutel} | gewoon | anders


def beeld(*maatregelen: dict[str, Any], **anders: Any) -> dict[str, Any]:
    gewoon = {
        "plan": {"aspecten": [{"aspect": naam, "naam": naam.title()} for naam in ASPECTEN[1:]]},
        "maatregelen": list(maatregelen),
        "geld": geld(),
        "besluiten": [],
        "actiepunten": [],
        "tellingen": [],
    }
    return gewoon | anders


def besluit(nummer: int, toestand: str = "loopt", **anders: Any) -> dict[str, Any]:
    return {"nummer": nummer, "tekst": "Kies.", "toestand": toestand, "codes": ["1a"]} | anders


def actiepunt(nummer: int, toestand: str = "open", **anders: Any) -> dict[str, Any]:
    gewoon = {
        "tekst": "Bel.",
        "toestand": toestand,
        "code": "",
        "wie": "Noor",
        "voor": "2024-05-01",
    }
    return {"nummer": nummer} | gewoon | anders


def een(van: dict[str, Any], tot: dict[str, Any]) -> Maatregelverschil:
    [deel] = vergelijk(beeld(van), beeld(tot)).veranderd
    return deel


def test_lights_say_from_what_to_what_and_whether_that_is_better() -> None:
    deel = een(
        maatregel(),
        maatregel(lichten=dict.fromkeys(ASPECTEN, "groen") | {"totaal": "rood", "tijd": "rood"}),
    )

    assert deel.lichten == [
        Lichtstap("totaal", "Totaal", "groen", "rood"),
        Lichtstap("tijd", "Tijd", "groen", "rood"),
    ]
    assert (deel.richting, deel.lichten[0].woorden) == (SLECHTER, ("groen", "rood"))


def test_what_ended_says_so_once() -> None:
    deel = een(maatregel(), maatregel(lichten=dict.fromkeys(ASPECTEN, "geen")))

    assert (len(deel.lichten), deel.label) == (1, "beëindigd")


def test_light_that_was_not_asked_yet_is_neither_better_nor_worse() -> None:
    deel = een(
        maatregel(lichten=dict.fromkeys(ASPECTEN, "groen") | {"geld": ""}),
        maatregel(lichten=dict.fromkeys(ASPECTEN, "groen") | {"geld": "rood"}),
    )

    [stap] = deel.lichten
    assert (stap.richting, stap.woorden) == ("anders", ("niet gevraagd", "rood"))


def test_order_of_trekkers_is_no_difference_and_another_trekker_is() -> None:
    samen = maatregel(trekkers=["Noor", "Bart"])

    assert vergelijk(beeld(samen), beeld(maatregel(trekkers=["Bart", "Noor"]))).is_leeg
    assert een(samen, maatregel(trekkers=["Bart"])).stappen == [
        Stap("Trekker", "Bart, Noor", "Bart")
    ]


def test_planning_line_says_how_far_it_moved_and_what_became_of_it() -> None:
    later = regel(
        wanneer="Q3 2024",
        van="2024-07-01",
        tot_en_met="2024-09-30",
        toestand="gereed",
        toestand_naam="gereed",
    )
    deel = een(
        maatregel(planning=[regel(), regel(2, tekst="Weg")]),
        maatregel(planning=[later, regel(3, tekst="Nieuw")]),
    )

    schoof, nieuw, weg = deel.planning
    assert (schoof.verschoven, schoof.hoe_ver, schoof.toestand) == (
        ("Q1 2024", "Q3 2024"),
        "2 kwartalen later",
        ("gepland", "gereed"),
    )
    assert (nieuw.van, nieuw.tekst, weg.tot, weg.tekst) == (None, "Nieuw", None, "Weg")


def test_money_says_which_row_and_what_of_it() -> None:
    deel = een(
        maatregel(geld=geld(posten=[post()], besloten=som())),
        maatregel(
            geld=geld(posten=[post(status="besloten")], besloten=som("10000.00", 1)),
        ),
    )

    [stap] = deel.geld.posten
    assert (stap.naam, stap.delen) == ("reserve", [("voorgenomen", "besloten")])
    # Without a row there is no amount: that is not nothing.
    assert deel.geld.sommen == [
        Somstap("Waarvan besloten", Bedrag(None, 0), Bedrag(Decimal("10000.00"), 0))
    ]
    assert deel.geld.sommen[0].meer is None


def test_sums_of_two_years_are_not_compared() -> None:
    van, tot = beeld(geld=geld(2024)), beeld(geld=geld(2025, dekking=som("5.00", 1)))

    verschil = vergelijk(van, tot).geld
    assert (verschil.is_leeg, verschil.jaren) == (True, (2024, 2025))


def test_text_says_which_words() -> None:
    [tekst] = een(maatregel(), maatregel(stand=stand(tekst="Het gaat slecht."))).teksten

    anders = [(stuk.soort, stuk.tekst.strip()) for stuk in tekst.stukken if stuk.soort != "gelijk"]
    assert (tekst.naam, anders) == ("Stand", [(Soort.WEG, "goed."), (Soort.NIEUW, "slecht.")])


def test_measure_without_a_stand_before_has_all_of_its_text_new() -> None:
    [tekst] = een(maatregel(stand=None), maatregel()).teksten

    assert (tekst.van, tekst.tot) == ("", "Het gaat goed.")


def test_measure_that_came_or_went_is_no_change() -> None:
    verschil = vergelijk(beeld(maatregel(1), maatregel(2)), beeld(maatregel(2), maatregel(3)))

    assert (verschil.nieuw, verschil.weg, verschil.veranderd) == (
        [Naam(3, "13", "Maatregel 3")],
        [Naam(1, "11", "Maatregel 1")],
        [],
    )


def test_another_code_is_a_difference_and_no_new_measure() -> None:
    assert een(maatregel(), maatregel(code="9z")).stappen == [Stap("Code", "11", "9z")]


@pytest.mark.parametrize(
    ("van", "tot", "wat"),
    [
        ([], [besluit(1)], ["nieuw"]),
        ([], [besluit(1, "afgedaan")], ["nieuw, afgedaan"]),
        ([besluit(1)], [besluit(1, "afgedaan")], ["afgedaan"]),
        ([besluit(1)], [], ["niet meer open"]),
        # It was done then; that it is no longer named is no news.
        ([besluit(1, "afgedaan")], [], [""]),
        ([besluit(1)], [besluit(1)], []),
        ([besluit(1)], [besluit(1, tekst="Kies later.")], ["gewijzigd"]),
    ],
)
def test_besluit_says_what_became_of_it(van: Any, tot: Any, wat: list[str]) -> None:
    verschil = vergelijk(beeld(besluiten=van), beeld(besluiten=tot))

    assert [stap.wat for stap in verschil.besluiten] == wat
    assert verschil.is_leeg == (not any(wat))


def test_actiepunt_that_was_given_another_day_says_so() -> None:
    verschil = vergelijk(
        beeld(actiepunten=[actiepunt(1)]), beeld(actiepunten=[actiepunt(1, voor="2024-06-01")])
    )

    [stap] = verschil.actiepunten
    assert (stap.wat, stap.stappen) == ("gewijzigd", [Stap("Voor", "2024-05-01", "2024-06-01")])


def test_what_went_worse_stands_first() -> None:
    groen, rood = (dict.fromkeys(ASPECTEN, licht) for licht in ("groen", "rood"))
    verschil = vergelijk(
        beeld(maatregel(1), maatregel(2, lichten=rood), maatregel(3)),
        beeld(
            maatregel(1, fase="gepland"), maatregel(2, lichten=groen), maatregel(3, lichten=rood)
        ),
    )

    assert [deel.naam.sleutel for deel in verschil.veranderd] == [3, 2, 1]
    assert verschil.geteld == {"slechter": 1, "anders": 0, "beter": 1, "gelijk": 1}


_woord = st.sampled_from(["", "a", "b c."])
_licht = st.sampled_from(["", *VOLGORDE])


@st.composite
def maatregelen(draw: Any, sleutel: int) -> dict[str, Any]:
    totaal = draw(st.sampled_from(VOLGORDE))
    lichten = {naam: draw(_licht) for naam in ASPECTEN[1:]}
    return maatregel(
        sleutel,
        titel=draw(_woord),
        trekkers=draw(st.lists(st.sampled_from(["Bart", "Noor"]), unique=True)),
        lichten={"totaal": totaal} | lichten,
        planning=[
            regel(nummer, tekst=draw(_woord), toestand=draw(st.sampled_from(["gepland", "gereed"])))
            for nummer in draw(st.sets(st.integers(1, 3)))
        ],
        geld=geld(
            draw(st.sampled_from([2024, 2025])),
            [
                post(f"d{nummer}", status=draw(_woord))
                for nummer in draw(st.sets(st.integers(1, 2)))
            ],
            dekking=som(draw(st.sampled_from(["0.00", "5.00"])), draw(st.integers(0, 1))),
        ),
        stand=draw(st.sampled_from([None, stand(), stand(tekst="Een zin."), stand(oorzaak="b")])),
    )


@st.composite
def beelden(draw: Any) -> dict[str, Any]:
    toestanden = st.sampled_from(["loopt", "afgedaan"])
    return beeld(
        *(draw(maatregelen(sleutel)) for sleutel in draw(st.sets(st.integers(1, 3)))),
        besluiten=[besluit(nr, draw(toestanden)) for nr in draw(st.sets(st.integers(1, 3)))],
        actiepunten=[actiepunt(nr, wie=draw(_woord)) for nr in draw(st.sets(st.integers(1, 2)))],
        tellingen=[{"licht": licht, "aantal": draw(st.integers(0, 3))} for licht in VOLGORDE],
    )


@given(beelden())
def test_round_does_not_differ_from_itself(gegeven: dict[str, Any]) -> None:
    verschil = vergelijk(gegeven, deepcopy(gegeven))

    assert verschil.is_leeg
    assert (verschil.besluiten, verschil.actiepunten) == ([], [])


@given(beelden(), beelden(), st.randoms(use_true_random=False))
def test_order_in_which_it_was_written_does_not_matter(
    van: dict[str, Any], tot: dict[str, Any], los: random.Random
) -> None:
    assert vergelijk(geschud(van, los), geschud(tot, los)) == vergelijk(van, tot)


def geschud(waarde: Any, los: random.Random) -> Any:
    """The same with the keys of every object in another order."""
    if isinstance(waarde, dict):
        namen = list(waarde)
        los.shuffle(namen)
        return {naam: geschud(waarde[naam], los) for naam in namen}
    return [geschud(deel, los) for deel in waarde] if isinstance(waarde, list) else waarde


@given(beelden(), beelden())
def test_comparing_back_is_the_mirror(van: dict[str, Any], tot: dict[str, Any]) -> None:
    heen, terug = vergelijk(van, tot), vergelijk(tot, van)

    assert geordend(terug) == geordend(spiegel(heen, van))
    assert [terug.geteld[welke] for welke in RICHTINGEN] == [
        heen.geteld[OMGEKEERD.get(welke, welke)] for welke in RICHTINGEN
    ]


def om(stap: Any) -> Any:
    return replace(stap, van=stap.tot, tot=stap.van)


def spiegel(heen: Vergelijking, van: dict[str, Any]) -> Vergelijking:
    """With both sides swapped; what goes by one name has that of the other side."""
    namen = {
        rij["sleutel"]: Naam(rij["sleutel"], rij["code"], rij["titel"])
        for rij in van["maatregelen"]
    }
    return replace(
        heen,
        veranderd=[
            replace(
                deel,
                naam=namen[deel.naam.sleutel],
                lichten=[om(stap) for stap in deel.lichten],
                stappen=[om(stap) for stap in deel.stappen],
                planning=[om(stap) for stap in deel.planning],
                teksten=[om(stap) for stap in deel.teksten],
                geld=geld_om(deel.geld),
            )
            for deel in heen.veranderd
        ],
        geteld={},
        nieuw=heen.weg,
        weg=heen.nieuw,
        geld=geld_om(heen.geld),
        besluiten=[afspraak_om(stap) for stap in heen.besluiten],
        actiepunten=[afspraak_om(stap) for stap in heen.actiepunten],
        tellingen=[om(telling) for telling in heen.tellingen],
    )


def geld_om(deel: Any) -> Any:
    return replace(
        deel,
        jaren=deel.jaren[::-1],
        posten=[om(stap) for stap in deel.posten],
        sommen=[om(stap) for stap in deel.sommen],
    )


def afspraak_om(stap: Afspraakstap) -> Afspraakstap:
    return replace(om(stap), stappen=[om(deel) for deel in stap.stappen])


def geordend(verschil: Vergelijking) -> Vergelijking:
    """By key: the order follows the later side."""
    return replace(
        verschil,
        geteld={},
        veranderd=sorted(
            (
                replace(
                    deel,
                    planning=sorted(deel.planning, key=lambda stap: stap.sleutel),
                    geld=replace(
                        deel.geld, posten=sorted(deel.geld.posten, key=lambda stap: stap.sleutel)
                    ),
                )
                for deel in verschil.veranderd
            ),
            key=lambda deel: deel.naam.sleutel,
        ),
        nieuw=sorted(verschil.nieuw, key=lambda naam: naam.sleutel),
        weg=sorted(verschil.weg, key=lambda naam: naam.sleutel),
    )
