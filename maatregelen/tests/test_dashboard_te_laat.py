"""What is late, what shifted, what is silent, and who has yet to deliver."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.kalender import PeriodeSoort
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.dashboard.te_laat import TeLaat, duur, te_laat
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    RustFactory,
    maak_stand,
)

pytestmark = pytest.mark.django_db
# Eleven days after the last day of the line that the factory makes.
DAG = date(2019, 7, 11)
MAART = datetime(2026, 3, 31, 12, tzinfo=UTC)


def maatregel(plan: Any, code: str = "1a", **anders: Any) -> Any:
    return MaatregelFactory(plan=plan, code=code, **anders)


def late(gelezen: TeLaat) -> list[str]:
    return [
        f"{rij.kaart.rij.maatregel.code} {rij.regel.tekst}: {rij.hoelang}" for rij in gelezen.regels
    ]


def wacht_op(gelezen: TeLaat) -> list[tuple[str, str]]:
    groepen = gelezen.ronde.wacht_op if gelezen.ronde else []
    return [
        (", ".join(groep.trekkers), " ".join(kaart.rij.maatregel.code for kaart in groep.kaarten))
        for groep in groepen
    ]


@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        (1, "1 dag"),
        (14, "14 dagen"),
        (15, "2 weken"),
        (60, "8 weken"),
        (61, "2 maanden"),
        (729, "24 maanden"),
        (730, "2 jaar"),
        (1200, "3 jaar"),
    ],
)
def test_how_long_is_told_in_words(dagen: int, zin: str) -> None:
    assert duur(dagen) == zin


def test_late_lines_stand_longest_first(plan: Any) -> None:
    blad = BladFactory(maatregel=maatregel(plan))
    MijlpaalFactory(blad=blad, tekst="Kort")
    MijlpaalFactory(blad=blad, tekst="Lang", van=date(2019, 1, 1), tot_en_met=date(2019, 3, 31))
    MijlpaalFactory(blad=blad, tekst="Klaar", toestand="gereed")
    MijlpaalFactory(blad=blad, tekst="Vervallen", toestand="vervallen")

    assert late(te_laat(kijk(plan, DAG))) == ["1a Lang: 3 maanden", "1a Kort: 11 dagen"]
    assert late(te_laat(kijk(plan, date(2019, 6, 30)))) == ["1a Lang: 3 maanden"]


@pytest.mark.parametrize(
    ("moment", "telt"),
    [
        (None, False),
        ({}, False),
        ({"genomen_op": date(2019, 7, 1), "uitkomst": "Akkoord."}, False),
        # The decision itself is not late yet: then its line is.
        ({"van": date(2019, 7, 1), "tot_en_met": date(2019, 9, 30)}, True),
    ],
)
def test_a_late_decision_is_told_with_the_decisions(
    plan: Any, moment: dict[str, Any] | None, telt: bool
) -> None:
    stap = MijlpaalFactory(blad__maatregel=maatregel(plan), soort="besluit")
    if moment is not None:
        BesluitmomentFactory(plan=plan, maatregel=stap.blad.maatregel, mijlpaal=stap, **moment)

    assert late(te_laat(kijk(plan, DAG))) == (["1a Afspraken maken: 11 dagen"] if telt else [])


def test_ends_that_moved_stand_with_how_far_the_largest_first(plan: Any) -> None:
    basis = {"basis_van": date(2019, 1, 1), "basis_tot": date(2019, 3, 31)}
    MijlpaalFactory(blad__maatregel=maatregel(plan, "1a", volgorde=1), **basis)
    MijlpaalFactory(
        blad__maatregel=maatregel(plan, "1b", volgorde=2),
        van=date(2019, 10, 1),
        tot_en_met=date(2019, 12, 31),
        **basis,
    )
    MijlpaalFactory(
        blad__maatregel=maatregel(plan, "1c", volgorde=3),
        tekst="Zonder einde",
        periode_soort=PeriodeSoort.VANAF,
        tot_en_met=None,
        **basis,
    )
    MijlpaalFactory(blad__maatregel=maatregel(plan, "1d", volgorde=4))

    assert [
        (rij.kaart.rij.maatregel.code, rij.was, rij.wordt, rij.verschuiving.hoeveel)
        for rij in te_laat(kijk(plan, DAG)).verschoven
    ] == [
        ("1c", "Q1 2019", "", "0 kwartalen"),
        ("1b", "Q1 2019", "Q4 2019", "3 kwartalen"),
        ("1a", "Q1 2019", "Q2 2019", "1 kwartaal"),
    ]


def test_silence_stands_longest_first(plan: Any) -> None:
    for code, dag in (("1a", date(2019, 7, 1)), ("1b", date(2019, 2, 1)), ("1c", date(2018, 1, 1))):
        maak_stand(maatregel(plan, code), peildatum=dag)
    maatregel(plan, "1d")

    stil = te_laat(kijk(plan, DAG)).stil

    assert [kaart.rij.maatregel.code for kaart in stil] == ["1d", "1c", "1b"]


def test_an_open_round_waits_for_who_made_no_stand_and_does_not_rest(plan: Any) -> None:
    femke, karim = (
        PersoonFactory(gemeente=plan.gemeente, naam=naam) for naam in ("Femke", "Karim")
    )
    rijen = [
        maatregel(plan, f"1{letter}", volgorde=nummer) for nummer, letter in enumerate("abcdef")
    ]
    for rij, wie in zip(rijen, (femke, karim, femke, karim, femke), strict=False):
        BetrokkenheidFactory(maatregel=rij, persoon=wie)
    ronde = open_ronde(plan, DAG, door=None)
    maak_stand(rijen[1], peildatum=DAG, ronde=ronde)
    maak_stand(rijen[2], peildatum=DAG)
    RustFactory(maatregel=rijen[3])

    gelezen = te_laat(kijk(plan, kalender.vandaag()))

    assert wacht_op(gelezen) == [("Femke", "1a 1c 1e"), ("", "1f")]
    assert gelezen.ronde is not None
    assert (gelezen.ronde.peildatum, gelezen.ronde.aantal, gelezen.ronde.gevraagd) == (DAG, 4, 5)


def test_a_round_is_open_only_on_the_days_that_it_is(plan: Any) -> None:
    maatregel(plan)
    with op(3, 10):
        open_ronde(plan, date(2026, 3, 1), door=None)

    assert te_laat(kijk(plan, date(2026, 3, 9))).ronde is None
    assert te_laat(kijk(plan, date(2026, 3, 10))).ronde is not None
    assert te_laat(kijk(PlanFactory(), date(2026, 3, 10))).ronde is None


def test_what_ended_is_neither_late_nor_silent_nor_waited_for(plan: Any) -> None:
    klaar = MijlpaalFactory(blad__maatregel=maatregel(plan), basis_tot=date(2019, 3, 31))
    maak_stand(klaar.blad.maatregel, fase="gestopt", peildatum=date(2019, 7, 1))
    with op(3):
        open_ronde(plan, date(2019, 7, 11), door=None)

    gelezen = te_laat(kijk(plan, date(2026, 3, 31)))

    assert (gelezen.regels, gelezen.verschoven, gelezen.stil, wacht_op(gelezen)) == ([], [], [], [])


def test_lateness_and_delivery_are_told_as_they_were_known() -> None:
    with op(3):
        plan = PlanFactory()
        stap = MijlpaalFactory(blad__maatregel=maatregel(plan))
        ronde = open_ronde(plan, date(2026, 3, 1), door=None)
    with op(5):
        meld_mijlpaal_gereed(stap, date(2019, 6, 1), door=None)
        maak_stand(stap.blad.maatregel, peildatum=date(2026, 3, 1), ronde=ronde)
    dag = date(2026, 3, 31)

    toen, nu = te_laat(kijk(plan, dag, MAART)), te_laat(kijk(plan, dag))

    assert (len(toen.regels), wacht_op(toen)) == (1, [("", "1a")])
    assert (len(nu.regels), wacht_op(nu)) == (0, [])
