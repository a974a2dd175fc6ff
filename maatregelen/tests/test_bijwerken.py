"""Bringing a measure up to date: unchanged, or with what is new, and steps that are done."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.domain.stand.bijwerken import (
    ONGEWIJZIGD,
    Levering,
    bevestig_ongewijzigd,
    lever,
    overgenomen,
)
from maatregelen.domain.stand.standen import Gezien, IntussenGewijzigdError, Open, Voortgang
from maatregelen.models import Maatregel, Stand
from maatregelen.models.stand import TEKSTVELDEN
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    maak_stand,
)

MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)


@pytest.fixture
def eigen(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a")


def bevestig(maatregel: Maatregel, **anders: Any) -> Stand:
    laatste = maatregel.standen.order_by("pk").last()
    gezien = Gezien(laatste.pk if laatste else None)
    argumenten = {"door": None, "gezien": gezien, "peildatum": MEI} | anders
    return bevestig_ongewijzigd(maatregel, **argumenten)


def test_all_values_hold_on_the_new_day_too(eigen: Maatregel) -> None:
    eerder = maak_stand(
        eigen,
        peildatum=MAART,
        fase="uitgesteld",
        tijd="oranje",
        geld="grijs",
        totaal="groen",
        afwijking_reden="Het komt goed.",
        opnieuw_bekijken_op=date(2024, 9, 1),
    )

    nieuw = bevestig(eigen, namens="de trekker, mail van 2 mei")

    anders = {
        veld.name
        for veld in Stand._meta.concrete_fields
        if getattr(nieuw, veld.attname) != getattr(eerder, veld.attname)
    }
    assert anders == {"id", "peildatum", "gemaakt_op", "namens"}
    assert (nieuw.peildatum, nieuw.namens) == (MEI, "de trekker, mail van 2 mei")


def test_parts_of_the_stand_go_along(eigen: Maatregel) -> None:
    wie = PersoonFactory(gemeente=eigen.plan.gemeente)
    kwartaal = Periode(PeriodeSoort.KWARTAAL, date(2024, 7, 1), date(2024, 9, 30))
    maak_stand(
        eigen,
        peildatum=MAART,
        voortgangsregels=(Voortgang("De folder", "in uitvoering", kwartaal),),
        open_einden=(Open("Nog drukken", wie, kwartaal),),
    )

    nieuw = bevestig(eigen)

    [deel], [einde] = nieuw.voortgangsregels.all(), nieuw.open_einden.all()
    assert (deel.tekst, deel.fase, deel.periode) == ("De folder", "in uitvoering", kwartaal)
    assert (einde.tekst, einde.eigenaar, einde.periode) == ("Nog drukken", wie, kwartaal)


def test_line_says_that_nothing_changed(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART)

    bevestig(eigen)

    geschreven = regel()
    assert (geschreven["soort"], geschreven["reden"]) == ("stand vastgelegd", ONGEWIJZIGD)
    assert (geschreven["voor"], geschreven["na"]) == ({}, {})


def test_stand_is_made_for_the_open_round(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART)
    ronde = open_ronde(eigen.plan, MEI, door=None)

    assert bevestig(eigen, ronde=ronde).ronde == ronde


def test_without_a_stand_there_is_nothing_to_confirm(eigen: Maatregel) -> None:
    with geweigerd("", "Er is nog geen stand. Leg eerst een stand vast."):
        bevestig(eigen)


def test_stand_of_a_document_was_not_hers_to_hold(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART, bron="de rapportage van 2023")

    with geweigerd(
        "", "De laatste stand komt uit de rapportage van 2023. Leg een eigen stand vast."
    ):
        bevestig(eigen)


@pytest.mark.parametrize("fase", ["afgerond", "gestopt", "vervallen"])
def test_what_has_ended_is_not_confirmed_again(eigen: Maatregel, fase: str) -> None:
    maak_stand(eigen, peildatum=MAART, fase=fase)

    with geweigerd("", f"Deze maatregel is {fase}; daar valt niets meer te bevestigen."):
        bevestig(eigen)


def test_who_did_not_see_the_last_stand_confirms_nothing(eigen: Maatregel) -> None:
    eerder = maak_stand(eigen, peildatum=MAART)
    maak_stand(eigen, peildatum=MAART, tijd="rood")
    voor = Gebeurtenis.objects.count()

    with pytest.raises(IntussenGewijzigdError):
        bevestig(eigen, gezien=Gezien(eerder.pk))

    assert Gebeurtenis.objects.count() == voor


def test_mark_of_what_was_taken_away_does_not_go_along(eigen: Maatregel) -> None:
    stand = maak_stand(
        eigen,
        peildatum=MAART,
        tijd="oranje",
        oorzaak=AFGESCHERMD,
        tekst=AFGESCHERMD,
        voortgangsregels=(Voortgang(AFGESCHERMD, "gepland"),),
    )

    mee = overgenomen(stand, MEI)

    assert AFGESCHERMD not in {getattr(mee, veld) for veld in TEKSTVELDEN}
    assert (mee.tekst, mee.oorzaak, mee.voortgangsregels) == ("", "", ())


# Several at once


def test_a_fault_in_a_step_takes_the_stand_back(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART)
    stap = MijlpaalFactory(blad=BladFactory(maatregel=eigen))
    morgen = kalender.vandaag() + timedelta(days=1)
    gezien = Gezien(eigen.standen.get().pk)

    with geweigerd(f"gereed_op_{stap.pk}", "Deze dag moet nog komen; kies vandaag of eerder."):
        lever(
            eigen,
            Levering(ongewijzigd=True, gereed={stap.pk: morgen}),
            door=None,
            gezien=gezien,
            peildatum=MEI,
        )

    assert eigen.standen.count() == 1


def test_computed_light_of_a_stand_knows_the_steps_that_came_with_it(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART)
    stap = MijlpaalFactory(blad=BladFactory(maatregel=eigen))

    stand = lever(
        eigen,
        Levering(ongewijzigd=True, gereed={stap.pk: MAART}),
        door=None,
        gezien=Gezien(eigen.standen.get().pk),
        peildatum=MEI,
    )

    assert stand is not None
    assert stand.berekend_tijd == "groen"


def test_stand_and_steps_leave_lines_of_one_act(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART)
    blad = BladFactory(maatregel=eigen)
    stappen = [MijlpaalFactory(blad=blad, tekst=tekst) for tekst in ("een", "twee")]
    voor = Gebeurtenis.objects.count()

    lever(
        eigen,
        Levering(ongewijzigd=True, gereed=dict.fromkeys([stap.pk for stap in stappen], MAART)),
        door=None,
        gezien=Gezien(eigen.standen.get().pk),
        peildatum=MEI,
    )

    regels = Gebeurtenis.objects.order_by("-volgnummer")[: Gebeurtenis.objects.count() - voor]
    assert [rij.soort for rij in regels] == [
        "stand vastgelegd",
        "mijlpaal gereed",
        "mijlpaal gereed",
    ]
    assert {stap.toestand for stap in blad.mijlpalen.all()} == {"gereed"}


def test_step_of_another_measure_is_refused(eigen: Maatregel) -> None:
    maak_stand(eigen, peildatum=MAART)
    elders = MijlpaalFactory()

    with pytest.raises(ValidationError, match="hoort niet bij deze maatregel"):
        lever(
            eigen,
            Levering(gereed={elders.pk: MAART}),
            door=None,
            gezien=Gezien(None),
            peildatum=MEI,
        )

    elders.refresh_from_db()
    assert elders.toestand == "open"


# What the rules say. On 1 May 2019 the first step is late, on 1 August the last one too.


@pytest.fixture
def te_laat(eigen: Maatregel) -> Maatregel:
    """Groen with an argument for the oranje of the rules on 1 May 2019."""
    blad = BladFactory(maatregel=eigen)
    MijlpaalFactory(blad=blad, tekst="Beginnen", van=date(2019, 1, 1), tot_en_met=date(2019, 3, 31))
    MijlpaalFactory(blad=blad)
    maak_stand(eigen, peildatum=date(2019, 5, 1), argument="De offerte ligt er.")
    return eigen


def test_argument_goes_along_as_long_as_the_rules_say_the_same(te_laat: Maatregel) -> None:
    nieuw = bevestig(te_laat, peildatum=date(2019, 5, 2))

    assert (nieuw.argument, nieuw.berekend_tijd) == ("De offerte ligt er.", "oranje")


def test_unchanged_asks_a_new_argument_once_the_rules_say_something_else(
    te_laat: Maatregel,
) -> None:
    vraag = "Volgens de regels is tijd rood. Zeg waarom uw licht toch klopt."
    with geweigerd("argument", vraag):
        bevestig(te_laat, peildatum=date(2019, 8, 1))

    nieuw = bevestig(te_laat, peildatum=date(2019, 8, 1), argument="Morgen is het af.")

    assert (nieuw.argument, nieuw.berekend_tijd) == ("Morgen is het af.", "rood")


def test_step_that_is_done_may_leave_nothing_to_argue(te_laat: Maatregel) -> None:
    gereed = {stap.pk: date(2019, 7, 1) for stap in te_laat.bladen.get().mijlpalen.all()}

    nieuw = lever(
        te_laat,
        Levering(ongewijzigd=True, gereed=gereed),
        door=None,
        gezien=Gezien(te_laat.standen.get().pk),
        peildatum=date(2019, 8, 1),
    )

    assert nieuw is not None
    assert (nieuw.argument, nieuw.berekend_tijd) == ("", "groen")
