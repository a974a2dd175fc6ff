"""Laying down the agenda of a round."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.maatregel.planning import schuif_mijlpaal
from maatregelen.domain.ronde import agenda, agendafeiten, agendapunten
from maatregelen.domain.ronde.actiepunten import spreek_af
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Agendapunt, Maatregel, Plan, Ronde
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.dashboards import op
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    RisicoFactory,
    RustFactory,
    in_handeling,
    maak_stand,
)
from maatregelen.tests.geldfactories import InvesteringFactory

pytestmark = pytest.mark.django_db

MAART, MEI = date(2026, 3, 31), date(2026, 5, 31)


@pytest.fixture
def plan(db: None) -> Plan:
    with op(1):
        return PlanFactory(van=date(2026, 1, 1), tot_en_met=date(2028, 12, 31))


def maatregelen(plan: Plan, *codes: str) -> list[Any]:
    with op(1):
        return [
            MaatregelFactory(plan=plan, code=code, volgorde=nummer)
            for nummer, code in enumerate(codes)
        ]


def eerste_ronde(plan: Plan, **standen: str) -> None:
    """A round of March, with a stand of this light per code."""
    with op(4):
        ronde = open_ronde(plan, MAART, door=None)
        for code, licht in standen.items():
            geef(plan, ronde, code, licht)
        sluit_ronde(ronde, door=None, overige="overgenomen")


def geef(plan: Plan, ronde: Ronde, code: str, tijd: str) -> None:
    maatregel = Maatregel.objects.get(plan=plan, code=code)
    maak_stand(maatregel, peildatum=ronde.peildatum, ronde=ronde, tijd=tijd)


def nieuwe_ronde(plan: Plan) -> Ronde:
    return open_ronde(plan, MEI, door=None)


def op_agenda(ronde: Ronde) -> list[tuple[str, str, list[str]]]:
    """What is on it, in order: name, behandeling, and the kinds of its reasons."""
    punten = ronde.agendapunten.filter(vervallen=False).select_related("maatregel")
    return [
        (
            punt.maatregel.code if punt.maatregel else punt.onderwerp,
            punt.behandeling,
            [reden["soort"] for reden in punt.redenen],
        )
        for punt in punten.order_by("volgorde")
    ]


def redenen(ronde: Ronde, code: str) -> list[str]:
    [punt] = ronde.agendapunten.filter(maatregel__code=code)
    return [reden["tekst"] for reden in punt.redenen]


def codes(ronde: Ronde) -> list[str]:
    return [naam for naam, *_ in op_agenda(ronde)]


def test_red_comes_first_then_worse_then_silent_then_the_hamerstukken(plan: Plan) -> None:
    maatregelen(plan, "a", "b", "c", "d")
    eerste_ronde(plan, a="groen", b="groen", c="groen", d="oranje")
    with op(6):
        ronde = nieuwe_ronde(plan)
        geef(plan, ronde, "a", "groen")
        geef(plan, ronde, "c", "oranje")
        geef(plan, ronde, "d", "rood")
        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde) == [
        ("d", "bespreken", ["rood", "slechter"]),
        ("c", "bespreken", ["slechter"]),
        ("b", "bespreken", ["niet bijgewerkt"]),
        ("a", "hamerstuk", []),
    ]
    assert redenen(ronde, "d") == [
        "Het licht is rood, door tijd.",
        "Het licht ging van oranje naar rood.",
    ]
    assert redenen(ronde, "b") == [
        "Nog geen stand in deze ronde; de laatste, van 31 maart 2026, is groen."
    ]
    assert regel() == {
        "soort": "agenda opgesteld",
        "over": "Plan Jeugd, ronde per 31 mei 2026",
        "voor": {},
        "na": {"punten": 4, "te bespreken": 3},
        "reden": "",
    }


def test_the_first_round_has_nothing_to_compare_with(plan: Plan) -> None:
    maatregelen(plan, "a", "b")
    with op(6):
        ronde = nieuwe_ronde(plan)
        geef(plan, ronde, "a", "oranje")
        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde) == [
        ("b", "bespreken", ["niet bijgewerkt"]),
        ("a", "hamerstuk", []),
    ]
    assert redenen(ronde, "b") == ["Er is nog nooit een stand vastgelegd."]


def test_what_the_dashboard_reads_comes_as_a_reason(plan: Plan) -> None:
    [a, b, c, d, e] = maatregelen(plan, "a", "b", "c", "d", "e")
    with op(1):
        stap = MijlpaalFactory(
            blad=BladFactory(maatregel=b), van=date(2026, 7, 1), tot_en_met=date(2026, 9, 30)
        )
        wie = PersoonFactory(gemeente=plan.gemeente, naam="P. Voorbeeld")
        InvesteringFactory(
            blad=BladFactory(maatregel=c), van=date(2026, 1, 1), tot_en_met=date(2026, 12, 31)
        )
    eerste_ronde(plan, a="groen", b="groen", c="groen", d="groen", e="groen")
    with op(5):
        BesluitmomentFactory(maatregel=a, van=date(2026, 4, 1), tot_en_met=date(2026, 5, 15))
        schuif_mijlpaal(
            stap,
            Periode(PeriodeSoort.KWARTAAL, date(2026, 10, 1), date(2026, 12, 31)),
            door=None,
            reden="De offerte kwam later.",
        )
        RisicoFactory(maatregel=d, gebeurtenis="De aanbieder stopt")
        spreek_af(plan, "De raad bellen", wie, date(2026, 5, 20), maatregel=e, door=None)
        leg_besluit_vast(plan, "Wij gaan door.", date(2026, 5, 1), [], door=None)
    with op(6):
        ronde = nieuwe_ronde(plan)
        for code in "abcde":
            geef(plan, ronde, code, "groen")
        agenda.leg_vast(ronde, door=None)

    assert {naam: soorten for naam, _, soorten in op_agenda(ronde)} == {
        "a": ["beter dan berekend", "besluitmoment"],
        "b": ["verschoven"],
        "c": ["beter dan berekend", "dekking"],
        "d": ["risico"],
        "e": ["actiepunt"],
        "Het hele plan": ["besluit"],
    }
    assert redenen(ronde, "a")[1:] == [
        "Besluit nodig (Gemeenteraad), 2 weken te laat: “Extra geld”."
    ]
    assert redenen(ronde, "b") == [
        "Verschoven van Q3 2026 naar Q4 2026, 1 kwartaal later: “Afspraken maken”."
    ]
    assert redenen(ronde, "c")[1:] == ["Voor €\xa01.000 in 2026 is er geen dekking."]
    assert redenen(ronde, "d") == ["Nieuw risico: “De aanbieder stopt”."]
    # Reasons are stored: nobody is named in them.
    assert redenen(ronde, "e") == ["Actiepunt 1, 12 dagen te laat: “De raad bellen”."]


def test_what_was_decided_after_the_day_of_the_round_is_decided(plan: Plan) -> None:
    [a] = maatregelen(plan, "a")
    with op(5):
        BesluitmomentFactory(
            maatregel=a,
            van=date(2026, 4, 1),
            tot_en_met=date(2026, 5, 15),
            genomen_op=date(2026, 6, 3),
            uitkomst="Akkoord.",
        )
    with op(6, 10):
        ronde = nieuwe_ronde(plan)
        geef(plan, ronde, "a", "groen")
        agenda.leg_vast(ronde, door=None)

    # On the day itself it was late: that is what the light is about.
    assert op_agenda(ronde) == [("a", "bespreken", ["beter dan berekend"])]


def test_what_rests_is_no_silence_and_what_ended_is_not_on_it(plan: Plan) -> None:
    [rust, klaar, nu_klaar] = maatregelen(plan, "rust", "klaar", "nu")
    eind: dict[str, Any] = {"fase": "afgerond", "tijd": "", "geld": "", "resultaat": ""}
    with op(4):
        RustFactory(maatregel=rust, van=date(2026, 1, 1))
        maak_stand(klaar, peildatum=date(2026, 4, 1), **eind)
    with op(6):
        ronde = nieuwe_ronde(plan)
        maak_stand(nu_klaar, peildatum=MEI, ronde=ronde, **eind)
        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde) == [("rust", "hamerstuk", []), ("nu", "hamerstuk", [])]


def test_laying_down_again_changes_nothing_and_writes_nothing(plan: Plan) -> None:
    maatregelen(plan, "a", "b")
    with op(6):
        ronde = nieuwe_ronde(plan)
        eerst = agenda.leg_vast(ronde, door=None)
        regels = Gebeurtenis.objects.count()

        assert agenda.leg_vast(ronde, door=None) == eerst

    assert Gebeurtenis.objects.count() == regels
    assert Agendapunt.historie.count() == 2


def wijzig(punt: Agendapunt, **waarden: Any) -> None:
    with in_handeling():
        for veld, waarde in waarden.items():
            setattr(punt, veld, waarde)
        punt.save(update_fields=list(waarden))
        agenda.schrijf("test", punt.ronde)


def punt_van(ronde: Ronde, code: str) -> Agendapunt:
    return ronde.agendapunten.get(maatregel__code=code)


def test_as_long_as_nobody_moved_anything_the_order_follows_the_reasons(plan: Plan) -> None:
    maatregelen(plan, "a", "b", "c")
    with op(6):
        ronde = nieuwe_ronde(plan)
        for code in "abc":
            geef(plan, ronde, code, "groen")
        agenda.leg_vast(ronde, door=None)
        assert codes(ronde) == ["a", "b", "c"]
        geef(plan, ronde, "c", "rood")

        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde)[0] == ("c", "bespreken", ["rood"])


def test_an_order_made_by_hand_stays_and_what_is_new_comes_behind_its_like(plan: Plan) -> None:
    maatregelen(plan, "a", "b", "c")
    with op(6):
        ronde = nieuwe_ronde(plan)
        for code in "abc":
            geef(plan, ronde, code, "rood")
        agenda.leg_vast(ronde, door=None)
        wijzig(punt_van(ronde, "b"), volgorde=0)
        maatregelen(plan, "nieuw")
        geef(plan, ronde, "c", "groen")
        geef(plan, ronde, "nieuw", "groen")

        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde) == [
        ("b", "bespreken", ["rood"]),
        ("a", "bespreken", ["rood"]),
        ("nieuw", "hamerstuk", []),
        ("c", "hamerstuk", []),
    ]


def test_what_people_made_of_an_item_stays(plan: Plan) -> None:
    maatregelen(plan, "a", "b", "c")
    with op(6):
        ronde = nieuwe_ronde(plan)
        for code in "abc":
            geef(plan, ronde, code, "groen")
        agenda.leg_vast(ronde, door=None)
        eigen = Agendapunt(ronde=ronde, onderwerp="Rondvraag", behandeling="bespreken", volgorde=9)
        with in_handeling():
            eigen.save()
            agenda.schrijf("test", ronde)
        wijzig(punt_van(ronde, "a"), notitie="Kort houden.", behandeling="bespreken")
        eraf = {"soort": "van de agenda", "tekst": "Is al besproken."}
        wijzig(punt_van(ronde, "b"), vervallen=True, redenen=[eraf])
        geef(plan, ronde, "b", "rood")

        agenda.leg_vast(ronde, door=None)

    a, b = punt_van(ronde, "a"), punt_van(ronde, "b")
    assert (a.notitie, a.behandeling) == ("Kort houden.", "bespreken")
    assert (b.vervallen, [reden["soort"] for reden in b.redenen]) == (
        True,
        ["rood", "van de agenda"],
    )
    assert codes(ronde) == ["a", "c", "Rondvraag"]


def test_what_was_discussed_keeps_the_reasons_it_was_discussed_for(plan: Plan) -> None:
    maatregelen(plan, "a", "b")
    with op(6):
        ronde = nieuwe_ronde(plan)
        geef(plan, ronde, "a", "groen")
        geef(plan, ronde, "b", "rood")
        agenda.leg_vast(ronde, door=None)
        wijzig(punt_van(ronde, "b"), besproken_op=datetime(2026, 6, 1, 13, tzinfo=UTC))
        geef(plan, ronde, "b", "groen")

        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde) == [("b", "bespreken", ["rood"]), ("a", "hamerstuk", [])]


def test_what_nothing_asks_for_any_more_is_taken_off_and_comes_back(plan: Plan) -> None:
    maatregelen(plan, "a")
    with op(5):
        besluit = leg_besluit_vast(plan, "Wij gaan door.", date(2026, 5, 1), [], door=None)
    with op(6):
        ronde = nieuwe_ronde(plan)
        geef(plan, ronde, "a", "groen")
        agenda.leg_vast(ronde, door=None)
        assert codes(ronde) == ["Het hele plan", "a"]
        zet_besluit(besluit, toestand="afgedaan", afgedaan_op=date(2026, 6, 1))

        agenda.leg_vast(ronde, door=None)
        assert codes(ronde) == ["a"]
        zet_besluit(besluit, toestand="loopt", afgedaan_op=None)

        agenda.leg_vast(ronde, door=None)

    assert op_agenda(ronde)[0] == ("Het hele plan", "bespreken", ["besluit"])


def zet_besluit(besluit: Any, **waarden: Any) -> None:
    with in_handeling():
        for veld, waarde in waarden.items():
            setattr(besluit, veld, waarde)
        besluit.save()
        agenda.schrijf("test", Ronde(plan=besluit.plan, peildatum=MEI))


def test_a_closed_round_keeps_its_agenda(plan: Plan) -> None:
    maatregelen(plan, "a")
    with op(6):
        ronde = sluit_ronde(nieuwe_ronde(plan), door=None, overige="overgenomen")

        with geweigerd("", "Deze ronde loopt niet; de agenda verandert niet meer."):
            agenda.leg_vast(ronde, door=None)


def lees(plan: Plan, ronde: Ronde) -> list[Any]:
    return agenda.lees(Maatregel.objects.filter(plan=plan), plan, ronde, date(2026, 6, 1))


def test_before_it_is_laid_down_the_agenda_is_read_live(plan: Plan) -> None:
    maatregelen(plan, "a", "b")
    with op(6):
        ronde = nieuwe_ronde(plan)
        geef(plan, ronde, "b", "rood")
        live = [(rij.naam, rij.behandeling, rij.redenen) for rij in lees(plan, ronde)]
        assert [rij.punt for rij in lees(plan, ronde)] == [None, None]

        agenda.leg_vast(ronde, door=None)

        assert [(rij.naam, rij.behandeling, rij.redenen) for rij in lees(plan, ronde)] == live
    assert [naam for naam, *_ in live] == ["b Hulp dichtbij huis", "a Hulp dichtbij huis"]


@pytest.mark.parametrize("onderwerp", ["Het hele plan", " het hele Plan"])
def test_nobody_names_an_item_as_the_rules_name_theirs(plan: Plan, onderwerp: str) -> None:
    """It would be taken for theirs, and taken off by the next laying down."""
    with op(6):
        ronde = nieuwe_ronde(plan)
        eigen = agendapunten.voeg_toe(ronde, "Rondvraag", door=None)
        zin = "Zo heet al wat over geen enkele maatregel gaat; kies een ander onderwerp."
        with geweigerd("onderwerp", zin):
            agendapunten.voeg_toe(ronde, onderwerp, door=None)
        with geweigerd("onderwerp", zin):
            agendapunten.wijzig(eigen, {"onderwerp": onderwerp}, door=None)
        agenda.leg_vast(ronde, door=None)

        assert codes(ronde) == ["Rondvraag"]


def test_the_order_of_the_rules_is_put_back_and_nothing_else(plan: Plan) -> None:
    maatregelen(plan, "a", "b", "c")
    with op(6):
        ronde = nieuwe_ronde(plan)
        for code, licht in {"a": "groen", "b": "rood", "c": "rood"}.items():
            geef(plan, ronde, code, licht)
        agenda.leg_vast(ronde, door=None)
        assert codes(ronde) == ["b", "c", "a"]
        [b, c, _] = ronde.agendapunten.order_by("volgorde")
        agendapunten.zet_voor(c, b, door=None)
        agendapunten.voeg_toe(ronde, "Rondvraag", notitie="Kort.", door=None)
        agendapunten.wijzig(c, {"notitie": "Eerst de raad."}, door=None)
        assert codes(ronde) == ["c", "b", "a", "Rondvraag"]
        assert agenda.is_verschoven(ronde.agendapunten.order_by("volgorde"))

        nu = agenda.herstel_volgorde(ronde, door=None)

    assert [punt.volgorde for punt in nu] == [1, 2, 3, 4]
    assert codes(ronde) == ["b", "c", "a", "Rondvraag"]
    assert sorted(ronde.agendapunten.values_list("notitie", flat=True)) == [
        "",
        "",
        "Eerst de raad.",
        "Kort.",
    ]
    assert regel() == {
        "soort": "volgorde van de agenda hersteld",
        "over": "Plan Jeugd, ronde per 31 mei 2026",
        "voor": {"volgorde": ["c", "b", "a", "Rondvraag"]},
        "na": {"volgorde": ["b", "c", "a", "Rondvraag"]},
        "reden": "",
    }
    # Nobody has the order in hand any more: what comes is put where the rules want it.
    assert not agenda.is_verschoven(ronde.agendapunten.order_by("volgorde"))
    regels = Gebeurtenis.objects.count()
    with op(6):
        agenda.herstel_volgorde(ronde, door=None)
    assert Gebeurtenis.objects.count() == regels


def test_the_number_of_queries_does_not_grow(plan: Plan) -> None:
    maatregelen(plan, "a", "b", "c")
    eerste_ronde(plan, a="groen", b="groen", c="groen")

    def geteld(*codes: str) -> int:
        zichtbaar: Any = Maatregel.objects.filter(plan=plan, code__in=codes)
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            agendafeiten.lees(zichtbaar, plan, ronde, date(2026, 6, 1))
        return len(vragen)

    with op(6):
        ronde = nieuwe_ronde(plan)
        assert geteld("a") == geteld("a", "b", "c")
