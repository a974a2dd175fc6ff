"""Why something is on the agenda, and in which order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatregelen.agenda import KORT, PLAATS, VOLGORDE, Agendafeiten, Reden, stel_op

ERNST = ("groen", "oranje", "rood")
LICHTEN = (*ERNST, "grijs", "niet_bijgewerkt", "geen", "")
ZINNEN = st.lists(st.sampled_from(["Een zin.", "Nog een zin."]), max_size=2)
LIJSTEN = ("beter", "besluitmomenten", "verschoven", "zonder_dekking", "risicos", "acties")


def _feiten(sleutel: int) -> st.SearchStrategy[Agendafeiten]:
    return st.builds(
        Agendafeiten,
        sleutel=st.just(sleutel),
        volgorde=st.integers(0, 3),
        licht=st.sampled_from(LICHTEN),
        toen=st.sampled_from(LICHTEN),
        niet_bijgewerkt=st.sampled_from(["", "Er is nog nooit een stand vastgelegd."]),
        besluiten=ZINNEN,
        **dict.fromkeys(LIJSTEN, ZINNEN),
    )


AGENDA = st.integers(1, 6).flatmap(lambda aantal: st.tuples(*map(_feiten, range(1, aantal + 1))))


@given(AGENDA, st.data())
def test_the_order_of_the_facts_is_of_no_matter(
    feiten: tuple[Agendafeiten, ...], data: st.DataObject
) -> None:
    door_elkaar = data.draw(st.permutations(feiten))

    assert stel_op(door_elkaar) == stel_op(feiten)


@given(AGENDA, st.data())
def test_a_measure_that_gets_worse_never_goes_down(
    feiten: tuple[Agendafeiten, ...], data: st.DataObject
) -> None:
    feit = data.draw(st.sampled_from(feiten))
    erger = [replace(feit, **{naam: [*getattr(feit, naam), "Erger."]}) for naam in LIJSTEN]
    erger.append(replace(feit, niet_bijgewerkt="Er is nog nooit een stand vastgelegd."))
    if feit.licht in ERNST:
        erger += [replace(feit, licht=licht) for licht in ERNST[ERNST.index(feit.licht) :]]
    nieuw = data.draw(st.sampled_from(erger))

    voor = [rij.sleutel for rij in stel_op(feiten)]
    na = [rij.sleutel for rij in stel_op([nieuw if rij is feit else rij for rij in feiten])]

    assert na.index(feit.sleutel) <= voor.index(feit.sleutel)


@given(AGENDA)
def test_the_first_reason_decides_and_within_it_how_many_there_are(
    feiten: tuple[Agendafeiten, ...],
) -> None:
    agenda = stel_op(feiten)

    eerste = [rij.soorten[0] for rij in agenda if rij.redenen]
    assert eerste == sorted(eerste, key=VOLGORDE.index)
    for soort in VOLGORDE:
        aantallen = [len(set(rij.soorten)) for rij in agenda if rij.soorten[:1] == [soort]]
        assert aantallen == sorted(aantallen, reverse=True)


def test_of_two_that_are_silent_the_one_that_is_also_late_comes_first() -> None:
    stil = "In deze ronde is nog geen stand vastgelegd."
    feiten = [
        Agendafeiten(1, 1, niet_bijgewerkt=stil),
        # Of one kind there may be many: that is one more thing to talk about.
        Agendafeiten(2, 2, niet_bijgewerkt=stil, acties=["A.", "B.", "C."]),
        Agendafeiten(3, 3, niet_bijgewerkt=stil, besluitmomenten=["Te laat."], acties=["A."]),
        # As many reasons: the heavier one goes first, then the order of the plan.
        Agendafeiten(4, 4, niet_bijgewerkt=stil, besluitmomenten=["Te laat."]),
        Agendafeiten(5, 5, niet_bijgewerkt=stil, acties=["A."]),
    ]

    assert [rij.sleutel for rij in stel_op(feiten)] == [3, 4, 2, 5, 1]


def test_the_plan_as_a_whole_comes_after_measures_with_the_same_first_reason() -> None:
    feiten = [
        Agendafeiten(None, acties=["A."], besluiten=["B."]),
        Agendafeiten(1, 1, acties=["A."]),
    ]

    assert [rij.sleutel for rij in stel_op(feiten)] == [1, None]


@given(AGENDA)
def test_every_measure_is_on_it_once_and_without_a_reason_it_is_a_hamerstuk(
    feiten: tuple[Agendafeiten, ...],
) -> None:
    agenda = stel_op(feiten)

    assert sorted(rij.sleutel or 0 for rij in agenda) == sorted(rij.sleutel or 0 for rij in feiten)
    behandelingen = [rij.behandeling for rij in agenda]
    assert behandelingen == sorted(behandelingen)
    assert all((rij.behandeling == "hamerstuk") == (not rij.redenen) for rij in agenda)


def test_the_order_is_that_of_the_reasons() -> None:
    feiten = [
        Agendafeiten(1, 1),
        Agendafeiten(2, 2, besluiten=["Loopt."]),
        Agendafeiten(3, 3, acties=["Te laat."]),
        Agendafeiten(4, 4, risicos=["Nieuw."]),
        Agendafeiten(5, 5, zonder_dekking=["Geen dekking."]),
        Agendafeiten(6, 6, verschoven=["Later."]),
        Agendafeiten(7, 7, besluitmomenten=["Te laat."]),
        Agendafeiten(8, 8, niet_bijgewerkt="Stil."),
        Agendafeiten(9, 9, beter=["Beter."]),
        Agendafeiten(10, 10, licht="oranje", toen="groen"),
        Agendafeiten(11, 11, licht="rood", toen="rood"),
        Agendafeiten(None, besluiten=["Loopt."]),
    ]

    agenda = stel_op(feiten)

    assert [rij.sleutel for rij in agenda] == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, None, 1]
    assert [rij.redenen[0].soort for rij in agenda[:10]] == list(VOLGORDE)
    assert [rij.behandeling for rij in agenda[-2:]] == ["bespreken", "hamerstuk"]


def test_every_reason_has_its_words() -> None:
    assert tuple(PLAATS) == tuple(KORT) == VOLGORDE


def test_an_item_says_all_its_reasons_with_the_first_one_first() -> None:
    feit = Agendafeiten(
        1, licht="rood", toen="groen", rood=["tijd", "geld"], acties=["B.", "A."], beter=["C."]
    )

    [rij] = stel_op([feit])

    assert [(grond.soort, grond.tekst) for grond in rij.redenen] == [
        (Reden.ROOD, "Het licht is rood, door tijd en geld."),
        (Reden.SLECHTER, "Het licht ging van groen naar rood."),
        (Reden.BETER_DAN_BEREKEND, "C."),
        (Reden.ACTIEPUNT, "A."),
        (Reden.ACTIEPUNT, "B."),
    ]


@pytest.mark.parametrize("toen", ["", "grijs", "niet_bijgewerkt", "oranje", "rood", "geen"])
def test_what_cannot_be_compared_or_did_not_worsen_is_no_reason(toen: str) -> None:
    [rij] = stel_op([Agendafeiten(1, licht="oranje", toen=toen)])

    assert rij.redenen == ()


def test_the_plan_as_a_whole_comes_only_with_a_reason() -> None:
    assert stel_op([Agendafeiten(None)]) == []
