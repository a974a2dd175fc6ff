"""The computed light of measures from the database, and what is stored of it with a stand.

What the rules make of the facts is tested at `test_stoplicht_*`.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from jeugdhulp.logboek import hash_van
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed
from maatregelen.domain.stand import bewijs
from maatregelen.domain.stand.berekend_licht import bereken_lichten, lees_feiten
from maatregelen.domain.verleden import Toen, plan_op
from maatregelen.models import Maatregel, Stand
from maatregelen.models.stand import AFSCHERMBAAR, LATER
from maatregelen.stoplicht import Besluitregel, Feit
from maatregelen.stoplicht import lees_feiten as lees_bewaarde_feiten
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ResultaatFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import (
    BestedingFactory,
    DekkingFactory,
    InvesteringFactory,
    VermeldingFactory,
    vol_blad,
)

pytestmark = pytest.mark.django_db
DAG = date(2020, 3, 1)


def feiten(maatregel: Maatregel, dag: date = DAG) -> Any:
    return lees_feiten(maatregel.plan, [maatregel], {}, dag)[maatregel.pk]


def lichten(maatregel: Maatregel, dag: date = DAG) -> dict[str, str]:
    gelezen = bereken_lichten(maatregel.plan, [maatregel], {}, dag)[maatregel.pk]
    return {naam: licht.value for naam, licht in gelezen.lichten.items()}


def test_a_measure_of_which_nothing_is_known_is_grijs() -> None:
    alles = ("totaal", "tijd", "geld", "resultaat")

    assert lichten(MaatregelFactory()) == dict.fromkeys(alles, "grijs")


def test_planning_has_each_line_once_and_no_steps() -> None:
    blad = BladFactory()
    eerste = MijlpaalFactory(blad=blad)
    MijlpaalFactory(blad=blad, zelfde_als=eerste)
    MijlpaalFactory(blad=blad, onderdeel_van=eerste)

    assert [regel.sleutel for regel in feiten(blad.maatregel).planning] == [eerste.pk]


def test_decisions_are_those_of_the_measure_with_the_lines_that_do_not_wait() -> None:
    blad = BladFactory()
    besluit = MijlpaalFactory(blad=blad, soort="besluit", tekst="Raad beslist", volgorde=1)
    MijlpaalFactory(blad=blad, tekst="Beginnen", volgorde=2)
    plan = blad.maatregel.plan
    rij = BesluitmomentFactory(plan=plan, maatregel=blad.maatregel, mijlpaal=besluit)
    BesluitmomentFactory(plan=plan)

    assert feiten(blad.maatregel).besluiten == [
        Besluitregel(
            orgaan="Gemeenteraad",
            onderwerp="Extra geld",
            periode=rij.periode,
            stap=besluit.pk,
            wacht_niet=["Beginnen"],
        )
    ]


@pytest.mark.parametrize(
    ("genomen_op", "besloten"),
    [(None, False), (date(2020, 2, 1), True), (date(2020, 3, 2), False)],
)
def test_begroting_is_decided_from_the_day_the_raad_took_it(
    genomen_op: date | None, besloten: bool
) -> None:
    maatregel = MaatregelFactory()
    uitkomst = "Vastgesteld." if genomen_op else ""
    BesluitmomentFactory(
        plan=None,
        gemeente=maatregel.plan.gemeente,
        begrotingsjaar=2021,
        genomen_op=genomen_op,
        uitkomst=uitkomst,
    )

    assert feiten(maatregel).geld.begroting_besloten == {2021: besloten}


def test_money_is_that_of_its_own_bladen() -> None:
    blad, ander = BladFactory(), BladFactory()
    kosten, dekking = InvesteringFactory(blad=blad), DekkingFactory(blad=blad)
    besteding = BestedingFactory(blad=blad)
    vol_blad(ander)

    geld = feiten(blad.maatregel).geld

    assert [regel.sleutel for regel in geld.investeringen] == [kosten.pk]
    assert [regel.sleutel for regel in geld.dekkingen] == [dekking.pk]
    assert [regel.blad for regel in geld.bestedingen] == [besteding.blad_id]
    assert (geld.elders, geld.dekking_hoger) == ([], False)


@pytest.mark.parametrize(
    ("waar", "status", "hoger"),
    [
        ("plan", "besloten", True),
        ("plan", "afgewezen", False),
        ("thema", "aangevraagd", True),
        ("ander thema", "besloten", False),
    ],
)
def test_dekking_of_the_plan_or_the_thema_stands_above_a_measure(
    waar: str, status: str, hoger: bool
) -> None:
    maatregel = MaatregelFactory()
    anders = MaatregelFactory(plan=maatregel.plan).thema
    thema = {"plan": None, "thema": maatregel.thema, "ander thema": anders}[waar]
    DekkingFactory(plan=maatregel.plan, thema=thema, blad=None, status=status)

    assert feiten(maatregel).geld.dekking_hoger is hoger


def test_money_that_a_sheet_mentions_is_told_without_the_name_of_where_it_counts() -> None:
    elders = InvesteringFactory()
    blad = BladFactory(maatregel=MaatregelFactory(plan=elders.plan))
    VermeldingFactory(blad=blad, investering=elders)

    geld = feiten(blad.maatregel).geld

    assert (geld.investeringen, geld.elders) == ([], ["een ander blad van dit plan"])


def test_result_counts_until_the_day_it_ended() -> None:
    maatregel = MaatregelFactory()
    klaar = {"toestand": "bereikt", "toestand_op": date(2019, 1, 1)}
    ResultaatFactory(maatregel=maatregel, **klaar, beeindigd_op=DAG, einde_reden="Valt weg.")

    assert lichten(maatregel, date(2020, 2, 29))["resultaat"] == "groen"
    assert lichten(maatregel)["resultaat"] == "grijs"


def test_phase_is_that_of_the_stand() -> None:
    maatregel = MijlpaalFactory().blad.maatregel
    geeindigd = Stand(fase="gestopt")

    gevonden = bereken_lichten(maatregel.plan, [maatregel], {maatregel.pk: geeindigd}, DAG)

    assert gevonden[maatregel.pk].totaal == ""


def test_plan_chooses_its_aspects_and_thresholds() -> None:
    plan = PlanFactory(aspecten=[{"aspect": "tijd", "naam": "Planning"}], drempel_kwartalen=4)
    maatregel = MaatregelFactory(plan=plan)
    basis = {"basis_van": date(2019, 4, 1), "basis_tot": date(2019, 6, 30)}
    later = {"van": date(2020, 4, 1), "tot_en_met": date(2020, 6, 30)}
    MijlpaalFactory(blad=BladFactory(maatregel=maatregel), **basis, **later)

    assert lichten(maatregel) == {"totaal": "oranje", "tijd": "oranje", "geld": "", "resultaat": ""}


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(aantal: int, django_assert_num_queries: Any) -> None:
    plan = PlanFactory()
    for _ in range(aantal):
        maatregel = MaatregelFactory(plan=plan)
        blad = BladFactory(maatregel=maatregel)
        MijlpaalFactory(blad=blad)
        vol_blad(blad)
        ResultaatFactory(maatregel=maatregel)
        BesluitmomentFactory(plan=plan, maatregel=maatregel)
    maatregelen = list(Maatregel.objects.all())

    with django_assert_num_queries(8):
        bereken_lichten(plan, maatregelen, {}, DAG)


def test_past_is_judged_by_what_was_known_then() -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        regel = MijlpaalFactory()
    toen = datetime(2026, 3, 31, 12, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        meld_mijlpaal_gereed(regel, date(2019, 6, 1), door=None)
    plan = regel.blad.maatregel.plan
    bron = Toen(plan_op(plan, toen), toen, Maatregel.objects.all())

    [maatregel] = bron.for_overzicht(DAG)
    gevonden = bereken_lichten(bron.plan, [maatregel], {}, DAG, toen)

    assert gevonden[maatregel.pk].tijd.licht == "rood"
    assert lichten(regel.blad.maatregel)["tijd"] == "groen"


# With a stand.


def test_stand_keeps_what_the_rules_said_with_the_facts() -> None:
    maatregel = MijlpaalFactory(tekst="Afspraken: nu").blad.maatregel

    stand = maak_stand(maatregel, peildatum=DAG, tijd="rood", reden="te laat")

    assert (stand.berekend_totaal, stand.berekend_tijd) == ("rood", "rood")
    assert (stand.berekend_geld, stand.berekend_resultaat) == ("grijs", "grijs")
    assert lees_bewaarde_feiten(stand.berekend_feiten)["tijd"] == [
        Feit("rood", "Laatste stap niet op tijd klaar (Q2 2019): “Afspraken: nu”.")  # type: ignore[arg-type]
    ]


def test_better_than_computed_needs_an_argument() -> None:
    maatregel = MijlpaalFactory().blad.maatregel

    with pytest.raises(ValidationError) as fout:
        maak_stand(maatregel, argument="")

    assert fout.value.message_dict == {
        "argument": ["Volgens de regels is tijd rood. Zeg waarom uw licht toch klopt."]
    }
    assert maak_stand(maatregel, argument="Het is af.").argument == "Het is af."


def test_reason_for_another_total_argues_for_that_total_too() -> None:
    rood = {"tijd": "rood", "totaal": "oranje", "afwijking_reden": "Het valt mee."}

    stand = maak_stand(MijlpaalFactory().blad.maatregel, argument="", **rood)

    assert stand.argument == "Het valt mee."


def test_argument_without_anything_to_argue_with_is_not_kept() -> None:
    assert maak_stand(MaatregelFactory(), argument="Het is af.").argument == ""


def test_computed_light_changes_nothing_of_the_given_one() -> None:
    stand = maak_stand(MijlpaalFactory().blad.maatregel)

    assert (stand.totaal, stand.tijd) == ("groen", "groen")


def test_stand_of_before_the_computed_light_keeps_its_hashes() -> None:
    """As they were written to the logboek before these columns were there."""
    stand = maak_stand(MaatregelFactory())
    for veld in LATER:
        setattr(stand, veld, "")
    namen = {veld.attname for veld in Stand._meta.local_fields}
    toen = namen - {*LATER, *AFSCHERMBAAR, "afgeschermd_op"}
    teksten = {*AFSCHERMBAAR} - {*LATER}

    assert bewijs.feiten_hash(stand) == hash_van({veld: getattr(stand, veld) for veld in toen})
    assert bewijs.vingerafdruk(stand) == hash_van({veld: getattr(stand, veld) for veld in teksten})


@pytest.mark.parametrize("veld", LATER)
def test_later_column_counts_once_it_is_filled(veld: str) -> None:
    stand = maak_stand(MaatregelFactory())
    voor = bewijs.feiten_hash(stand), bewijs.vingerafdruk(stand)

    setattr(stand, veld, "rood")

    assert (bewijs.feiten_hash(stand), bewijs.vingerafdruk(stand)) != voor
