"""Opening and closing a round."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Bevestiging, Ronde, Stand
from maatregelen.tests.daden import geweigerd
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_stand

MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)


def uitkomsten(ronde: Ronde) -> dict[str, tuple[Stand, str]]:
    rijen = Bevestiging.objects.filter(ronde=ronde).select_related("maatregel", "stand")
    return {rij.maatregel.code: (rij.stand, rij.uitkomst) for rij in rijen}


def test_opening_and_closing_leave_their_lines(plan: Any) -> None:
    door = GebruikerFactory()

    ronde = sluit_ronde(open_ronde(plan, MAART, door=door), door=door, overige="overgenomen")

    regels = Gebeurtenis.objects.order_by("-volgnummer")[:2]
    assert [(regel.soort, regel.door, regel.gegevens["onderwerp"]) for regel in regels] == [
        ("ronde gesloten", door, "Plan Jeugd, ronde per 1 maart 2024"),
        ("ronde geopend", door, "Plan Jeugd, ronde per 1 maart 2024"),
    ]
    assert (ronde.toestand, ronde.gesloten_op is None) == ("gesloten", False)
    assert [versie.toestand for versie in ronde.historie.all()] == ["gesloten", "open"]


def test_there_is_one_open_round_for_a_plan(plan: Any) -> None:
    open_ronde(plan, MAART, door=None)

    with pytest.raises(ValidationError, match="Er loopt al een ronde"):
        open_ronde(plan, MEI, door=None)


def test_another_plan_has_a_round_of_its_own(plan: Any) -> None:
    open_ronde(plan, MAART, door=None)
    open_ronde(PlanFactory(), MAART, door=None)

    assert Ronde.objects.count() == 2


def test_a_day_has_one_round(plan: Any) -> None:
    sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    with pytest.raises(ValidationError, match="Er is al een ronde op deze peildatum"):
        open_ronde(plan, MAART, door=None)


def test_a_closed_round_cannot_be_closed_again(plan: Any) -> None:
    ronde = sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    with pytest.raises(ValidationError, match="Deze ronde is al gesloten"):
        sluit_ronde(ronde, door=None, overige="overgenomen")


def test_closing_confirms_what_was_made_for_it_and_carries_over_the_rest(plan: Any) -> None:
    gemaakt, oud, _zonder = (MaatregelFactory(plan=plan, code=code) for code in ("a", "b", "c"))
    eerder = maak_stand(oud, peildatum=date(2024, 1, 1))
    ronde = open_ronde(plan, MAART, door=None)
    nu = maak_stand(gemaakt, peildatum=MAART, ronde=ronde)

    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert uitkomsten(ronde) == {"a": (nu, "bevestigd"), "b": (eerder, "overgenomen")}


def test_a_stand_after_the_peildatum_waits_for_the_next_round(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="a")
    eerste = maak_stand(maatregel, peildatum=MAART)
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(maatregel, peildatum=date(2024, 3, 2))

    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert uitkomsten(ronde) == {"a": (eerste, "overgenomen")}


def test_the_last_stand_for_the_round_is_the_one_confirmed(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="a")
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd="rood")
    laatste = maak_stand(maatregel, peildatum=MAART, ronde=ronde)

    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert uitkomsten(ronde) == {"a": (laatste, "bevestigd")}
    assert list(Stand.objects.bevestigd()) == [laatste]


def test_a_round_leaves_other_plans_alone(plan: Any) -> None:
    maak_stand(MaatregelFactory(code="elders"), peildatum=MAART)

    ronde = sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    assert uitkomsten(ronde) == {}


def test_an_open_round_confirms_nothing_yet(plan: Any) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(MaatregelFactory(plan=plan), peildatum=MAART, ronde=ronde)

    assert list(Stand.objects.bevestigd()) == []


def test_a_voorstel_that_is_only_carried_over_is_not_confirmed(plan: Any) -> None:
    """ONTWERP § 4 rule 5: confirmed means other than carried over."""
    maak_stand(MaatregelFactory(plan=plan), peildatum=MAART)

    sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    assert list(Stand.objects.bevestigd()) == []


def test_carried_over_is_a_voorstel_still_on_the_page_as_in_the_report(plan: Any) -> None:
    """Page and report must not differ in what they call confirmed."""
    stand = maak_stand(MaatregelFactory(plan=plan, code="a"), peildatum=date(2024, 2, 1))
    sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    [gevonden] = Stand.objects.met_bevestiging()

    assert (gevonden, gevonden.is_bevestigd, gevonden.bevestigd_in) == (stand, False, None)


# What may not be opened


def test_a_round_is_not_about_a_day_to_come(plan: Any) -> None:
    morgen = kalender.vandaag() + timedelta(days=1)

    with geweigerd("peildatum", "Deze dag moet nog komen; kies vandaag of eerder."):
        open_ronde(plan, morgen, door=None)


def test_a_round_is_not_about_a_day_before_a_closed_one(plan: Any) -> None:
    sluit_ronde(open_ronde(plan, MEI, door=None), door=None, overige="overgenomen")

    with geweigerd("peildatum", "De ronde per 1 mei 2024 is al gesloten. Kies een latere dag."):
        open_ronde(plan, MAART, door=None)


# Choices at closing


def ronde_met_beide(plan: Any) -> tuple[Ronde, Stand, Stand]:
    """An open round with a measure that has an older stand and one made for the round."""
    maatregel = MaatregelFactory(plan=plan, code="a")
    eerder = maak_stand(maatregel, peildatum=date(2024, 1, 1))
    ronde = open_ronde(plan, MAART, door=None)
    return ronde, eerder, maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd="rood")


def test_a_stand_of_the_round_that_is_not_taken_over_stays_a_voorstel(plan: Any) -> None:
    ronde, eerder, nieuw = ronde_met_beide(plan)

    sluit_ronde(ronde, door=None, keuzes={nieuw.maatregel_id: "overgenomen"})

    assert uitkomsten(ronde) == {"a": (eerder, "overgenomen")}
    assert list(Stand.objects.bevestigd()) == []


def test_to_confirm_what_was_made_for_the_round_is_the_usual(plan: Any) -> None:
    ronde, _, nieuw = ronde_met_beide(plan)

    sluit_ronde(ronde, door=None, keuzes={nieuw.maatregel_id: "bevestigd"})

    assert uitkomsten(ronde) == {"a": (nieuw, "bevestigd")}


def test_an_older_stand_cannot_be_confirmed(plan: Any) -> None:
    """Silence is never green: without a new stand there is nothing to confirm."""
    maatregel = MaatregelFactory(plan=plan, code="a")
    maak_stand(maatregel, peildatum=date(2024, 1, 1))
    ronde = open_ronde(plan, MAART, door=None)

    with geweigerd("", "Van a is in deze ronde geen stand gemaakt, dus ook niet te bevestigen."):
        sluit_ronde(ronde, door=None, keuzes={maatregel.pk: "bevestigd"})

    ronde.refresh_from_db()
    assert (ronde.toestand, uitkomsten(ronde)) == ("open", {})


def test_without_an_earlier_stand_there_is_none_to_carry_over(plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="a")
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(maatregel, peildatum=MAART, ronde=ronde)

    with geweigerd("", "Van a is geen eerdere stand om over te nemen."):
        sluit_ronde(ronde, door=None, keuzes={maatregel.pk: "overgenomen"})


def test_a_choice_is_one_of_the_two_and_about_this_plan(plan: Any) -> None:
    ronde, _, nieuw = ronde_met_beide(plan)
    elders = MaatregelFactory()

    with geweigerd("", "Kies voor a bevestigen of overnemen."):
        sluit_ronde(ronde, door=None, keuzes={nieuw.maatregel_id: "misschien"})
    with geweigerd("", "U koos iets voor een maatregel die niet in dit plan staat."):
        sluit_ronde(ronde, door=None, keuzes={elders.pk: "overgenomen"})


def test_who_closes_has_seen_what_she_confirms(plan: Any) -> None:
    """Rule 13: a stand that came after the list was read is not confirmed unseen."""
    ronde, eerder, nieuw = ronde_met_beide(plan)

    with geweigerd("", "Intussen is er een nieuwe stand van a. Kijk de lijst nog eens na."):
        sluit_ronde(ronde, door=None, gezien={nieuw.maatregel_id: eerder.pk})

    sluit_ronde(ronde, door=None, gezien={nieuw.maatregel_id: nieuw.pk})
    assert uitkomsten(ronde) == {"a": (nieuw, "bevestigd")}
