"""Planning rounds ahead: acts, pages, and what the calendar program of somebody gets."""

import hashlib
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Koppeling, Toegangsregel
from jeugdhulp.tests.factories import GebruikerFactory
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.ronde.agendafeed import maak_agenda, maak_sleutel, zoek_sleutel
from maatregelen.domain.ronde.rondeopening import open_op_tijd
from maatregelen.domain.ronde.rondeplanning import (
    Geplande,
    afspraken_van,
    laat_ronde_vervallen,
    let_op,
    plan_rondes,
    rapport_zonder_ronde,
    stel_rondes_voor,
    verplaats_ronde,
    wijzig_ritme,
)
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.domain.ronde.vergaderkalender import (
    Dagen,
    Gezet,
    haal_uit_kalender,
    vergaderdagen,
    zet_in_kalender,
)
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Agendasleutel, Plan, Ronde, Vergaderdag
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, RondeFactory, maak_trekker

VANDAAG = kalender.vandaag()
STRAKS = VANDAAG + timedelta(days=30)


def dag(dagen: int) -> date:
    return VANDAAG + timedelta(days=dagen)


@pytest.fixture
def plan(gemeente: Gemeente) -> Plan:
    return PlanFactory(gemeente=gemeente, van=dag(-400), tot_en_met=dag(800), slug="plan-jeugd")


@pytest.fixture
def ronde(plan: Plan) -> Ronde:
    [gemaakt] = plan_rondes(
        plan,
        [Geplande(dag(30), dag(44), dag(51))],
        begintijd=time(13, 30),
        plaats="Kamer 2",
        door=None,
    )
    return gemaakt


@pytest.fixture
def adviseur(kanarie: str, beleidsadviseur: Gebruiker) -> Paginaclient:
    zij = Paginaclient(verboden=kanarie)
    zij.force_login(beleidsadviseur)
    return zij


def velden_van(pagina: Any) -> dict[str, str]:
    """What a browser sends of the fields on this page, as they are."""
    velden = [(rij.get("name"), rij.get("value", "")) for rij in elementen(pagina, "main input")]
    return {naam: waarde for naam, waarde in velden if naam}


def test_a_peildatum_is_chosen_but_lies_after_what_was_opened(plan: Plan) -> None:
    open_ronde(plan, VANDAAG, door=None)
    goed = Geplande(dag(30), dag(44), dag(51), dag(20))

    [ronde] = plan_rondes(plan, [goed], door=None)

    assert (ronde.peildatum, ronde.opent_op) == (dag(20), dag(30))
    for fout in (dag(31), VANDAAG):
        with pytest.raises(ValidationError) as gevonden:
            plan_rondes(plan, [replace(goed, peildatum=fout)], door=None)
        assert [*gevonden.value.message_dict] == ["peildatum"]


def test_a_report_gets_a_round_however_near_another_is(plan: Plan, gemeente: Gemeente) -> None:
    """A meeting just after the college is of no use to the report."""
    eerste = dag(120).replace(day=1)
    college = eerste + timedelta(days=14)
    plan.rapportmaanden = [college.month]
    plan.save_base(raw=True)
    zet_in_kalender(gemeente, "college", [Dagen(college, college)], door=None)
    erna = [college + timedelta(days=dagen) for dagen in (-20, -6, 1)]
    [ronde] = plan_rondes(plan, [Geplande(*erna)], door=None)

    for_report = [
        rij.vergadering_op
        for rij in stel_rondes_voor(plan, afspraken_van(plan), VANDAAG)
        if rij.voor == college
    ]

    assert len(for_report) == 1
    assert for_report[0] < college < ronde.vergadering_op


def test_rounds_are_planned_with_a_step_and_one_line(plan: Plan) -> None:
    wie = GebruikerFactory()

    rondes = plan_rondes(
        plan,
        [Geplande(dag(90), dag(104), dag(111)), Geplande(dag(30), dag(44), dag(51))],
        begintijd=time(9),
        plaats="Raadzaal",
        door=wie,
    )

    assert [
        (rij.toestand, rij.peildatum, rij.vergadering_op, rij.begintijd, rij.plaats)
        for rij in rondes
    ] == [
        ("gepland", dag(30), dag(51), time(9), "Raadzaal"),
        ("gepland", dag(90), dag(111), time(9), "Raadzaal"),
    ]
    assert [(stap.soort, stap.door) for rij in rondes for stap in rij.stappen.all()] == [
        ("gepland", wie),
        ("gepland", wie),
    ]
    [regel] = Gebeurtenis.objects.filter(soort="rondes gepland")
    assert regel.gegevens["na"]["rondes"].startswith(kalender.datum_voluit(dag(30)))


@pytest.mark.parametrize(
    ("dagen", "veld"),
    [
        ((-1, 10, 20), "opent_op"),
        ((10, 5, 20), "leveren_voor"),
        ((10, 20, 15), "vergadering_op"),
    ],
)
def test_days_that_cannot_be_plan_nothing(
    plan: Plan, dagen: tuple[int, int, int], veld: str
) -> None:
    goed = Geplande(dag(30), dag(44), dag(51))

    with pytest.raises(ValidationError) as fout:
        plan_rondes(plan, [goed, Geplande(*map(dag, dagen))], door=None)

    assert [*fout.value.message_dict] == [veld]
    assert not Ronde.objects.exists()


def test_a_day_has_one_round_also_of_those_that_are_planned(plan: Plan, ronde: Ronde) -> None:
    with pytest.raises(ValidationError, match="Er is al een ronde op deze peildatum"):
        plan_rondes(plan, [Geplande(dag(30), dag(31), dag(32))], door=None)


def test_a_round_moves_with_a_reason_that_stays_visible(ronde: Ronde) -> None:
    verplaats_ronde(
        ronde,
        {"opent_op": dag(32), "vergadering_op": dag(60)},
        door=None,
        reden="Het college schoof op.",
    )

    nu = Ronde.objects.get(pk=ronde.pk)
    assert (nu.peildatum, nu.opent_op, nu.leveren_voor, nu.vergadering_op) == (
        dag(32),
        dag(32),
        dag(44),
        dag(60),
    )
    assert [(stap.soort, stap.reden) for stap in nu.stappen.all()] == [
        ("gepland", ""),
        ("verplaatst", "Het college schoof op."),
    ]
    [regel] = Gebeurtenis.objects.filter(soort="ronde verplaatst")
    assert regel.gegevens["voor"] == {
        "peildatum": kalender.datum_voluit(dag(30)),
        "gaat open op": kalender.datum_voluit(dag(30)),
        "overleg op": kalender.datum_voluit(dag(51)),
    }


def test_moving_asks_a_reason_and_a_change_and_what_was_seen(ronde: Ronde) -> None:
    nieuw = {"vergadering_op": dag(60)}
    with pytest.raises(ValidationError, match="Schrijf op waarom"):
        verplaats_ronde(ronde, nieuw, door=None, reden=" ")
    with pytest.raises(ValidationError, match="niets veranderd"):
        verplaats_ronde(ronde, {"plaats": "Kamer 2"}, door=None, reden="Zo.")
    with pytest.raises(IntussenAndersError):
        verplaats_ronde(ronde, nieuw, gezien={"vergadering_op": dag(1)}, door=None, reden="Zo.")
    assert ronde.stappen.count() == 1


def test_a_round_that_opened_keeps_its_first_day(plan: Plan) -> None:
    ronde = open_ronde(plan, VANDAAG, door=None)

    with pytest.raises(ValidationError, match="al open"):
        verplaats_ronde(ronde, {"opent_op": dag(1)}, door=None, reden="Zo.")
    verplaats_ronde(ronde, {"vergadering_op": dag(9)}, door=None, reden="Zo.")

    assert Ronde.objects.get(pk=ronde.pk).vergadering_op == dag(9)


def test_only_a_planned_round_lapses_and_its_day_is_free_again(plan: Plan, ronde: Ronde) -> None:
    laat_ronde_vervallen(ronde, door=None, reden="Niemand is er.")

    assert Ronde.objects.get(pk=ronde.pk).toestand == "vervallen"
    plan_rondes(plan, [Geplande(dag(30), dag(44), dag(51))], door=None)
    open_nu = open_ronde(plan, VANDAAG, door=None)
    with pytest.raises(ValidationError, match="nog niet open"):
        laat_ronde_vervallen(open_nu, door=None, reden="Zo.")


def test_the_proposal_goes_on_after_what_is_planned(plan: Plan) -> None:
    eerste = stel_rondes_voor(plan, afspraken_van(plan), VANDAAG)
    plan_rondes(
        plan,
        [Geplande(rij.opent_op, rij.leveren_voor, rij.vergadering_op) for rij in eerste],
        door=None,
    )

    assert len(eerste) >= 4
    assert stel_rondes_voor(plan, afspraken_van(plan), VANDAAG) == []


def test_no_round_is_proposed_after_the_period_of_the_plan(gemeente: Gemeente) -> None:
    kort = PlanFactory(gemeente=gemeente, van=dag(-100), tot_en_met=dag(70))

    voorstellen = stel_rondes_voor(kort, afspraken_van(kort), VANDAAG)

    assert all(rij.vergadering_op <= dag(70) for rij in voorstellen)


def test_a_report_without_a_round_before_it_is_named(plan: Plan, ronde: Ronde) -> None:
    maand = (VANDAAG.replace(day=1) + timedelta(days=310)).replace(day=1)
    plan.rapportmaanden = [maand.month]

    assert rapport_zonder_ronde(plan, [ronde], [], VANDAAG) == [
        f"{kalender.MAANDNAMEN[maand.month - 1]} {maand.year}"
    ]
    ronde.vergadering_op = maand - timedelta(days=20)
    assert rapport_zonder_ronde(plan, [ronde], [], VANDAAG) == []


def test_a_round_that_was_held_before_a_report_counts(plan: Plan) -> None:
    """What was closed already is a round before the college too."""
    maand = (VANDAAG.replace(day=1) + timedelta(days=40)).replace(day=1)
    plan.rapportmaanden = [maand.month]
    plan.save_base(raw=True)
    gehouden = RondeFactory(
        plan=plan,
        peildatum=dag(-20),
        vergadering_op=dag(-1),
        toestand="gesloten",
        geopend_op=kalender.nu(),
        gesloten_op=kalender.nu(),
    )
    [later] = plan_rondes(plan, [Geplande(dag(90), dag(104), dag(111))], door=None)

    def over_rapport(rondes: list[Ronde]) -> list[str]:
        return [zin for zin in let_op(plan, rondes, VANDAAG) if "rapport" in zin]

    assert over_rapport([later]) == [
        f"Voor het rapport van {kalender.MAANDNAMEN[maand.month - 1]} {maand.year}"
        " is nog geen ronde gepland."
    ]
    assert over_rapport([gehouden, later]) == []


def test_a_round_whose_days_are_past_waits_for_somebody(plan: Plan) -> None:
    """Opened now, nobody could deliver in time and all would count as silent."""
    te_laat = RondeFactory(
        plan=plan,
        peildatum=dag(-30),
        opent_op=dag(-30),
        leveren_voor=dag(-9),
        vergadering_op=dag(-2),
    )

    assert open_op_tijd() == "0 geopend, 1 kan nog niet"

    assert Ronde.objects.get(pk=te_laat.pk).toestand == "gepland"
    assert let_op(plan, [te_laat], VANDAAG) == [
        f"De ronde per {kalender.datum_voluit(dag(-30))} had al open moeten zijn, maar haar dagen"
        " zijn voorbij. Verplaats haar of laat haar vervallen."
    ]


def test_a_gap_is_proposed_anew(plan: Plan) -> None:
    """A round in the middle that lapsed leaves a place, whatever is planned after it."""
    voorstellen = stel_rondes_voor(plan, afspraken_van(plan), VANDAAG)
    rondes = plan_rondes(
        plan,
        [Geplande(rij.opent_op, rij.leveren_voor, rij.vergadering_op) for rij in voorstellen],
        door=None,
    )
    laat_ronde_vervallen(rondes[1], door=None, reden="Te druk.")

    [opnieuw] = stel_rondes_voor(plan, afspraken_van(plan), VANDAAG)

    assert opnieuw.vergadering_op == voorstellen[1].vergadering_op


def test_the_rhythm_changes_with_a_reason(plan: Plan) -> None:
    wijzig_ritme(
        plan, {"ritme_maanden": 3, "rapportmaanden": [4, 10]}, door=None, reden="Rustiger."
    )

    nu = Plan.objects.get(pk=plan.pk)
    assert (nu.ritme_maanden, nu.rapportmaanden) == (3, [4, 10])
    [regel] = Gebeurtenis.objects.filter(soort="ritme gewijzigd")
    assert regel.gegevens["na"] == {"ritme": "3 maanden", "rapport in": "april en oktober"}
    with pytest.raises(ValidationError, match="niets veranderd"):
        wijzig_ritme(plan, {"ritme_maanden": 3}, door=None, reden="Zo.")


# The calendar of college and raad.


def test_days_go_in_once_and_come_back_after_they_were_taken_out(gemeente: Gemeente) -> None:
    dagen = [Dagen(dag(10), dag(10)), Dagen(dag(17), dag(17))]
    assert zet_in_kalender(gemeente, "college", dagen, door=None) == Gezet(dagen, [])
    eerste = vergaderdagen(gemeente).first()
    assert eerste is not None

    haal_uit_kalender(eerste, door=None, reden="Vergissing.")
    assert [rij.van for rij in vergaderdagen(gemeente)] == [dag(17)]
    assert zet_in_kalender(gemeente, "college", dagen, door=None) == Gezet(dagen[:1], dagen[1:])

    assert Vergaderdag.objects.count() == 2
    with pytest.raises(ValidationError, match="staan al in de kalender"):
        zet_in_kalender(gemeente, "college", dagen, door=None)


# Pages.


def test_days_that_stood_there_already_are_named(
    adviseur: Paginaclient, gemeente: Gemeente
) -> None:
    zet_in_kalender(gemeente, "college", [Dagen(date(2099, 4, 14), date(2099, 4, 14))], door=None)

    pagina = adviseur.post(
        "/waterstad/vergaderkalender/",
        {"soort": "college", "dagen": "14-4-2099\n21-4-2099\n28-4-2099\n28-4-2099"},
        follow=True,
    )

    tekst = pagina.content.decode()
    assert "2 dagen staan nu in de kalender." in tekst
    assert "2 dagen stonden er al: 14 april 2099 en 28 april 2099." in tekst


def test_a_sunday_is_asked_about_before_it_goes_in(
    adviseur: Paginaclient, gemeente: Gemeente
) -> None:
    adres = "/waterstad/vergaderkalender/"
    gegeven = {"soort": "raad", "dagen": "14-4-2099\n19-4-2099"}

    antwoord = adviseur.post(adres, gegeven)

    assert antwoord.status_code == 422
    assert "19 april 2099 is een zondag." in antwoord.content.decode()
    [merk] = kenmerken(antwoord, "#id_toch", "value")
    assert not Vergaderdag.objects.exists()
    # A yes to one day is none to another.
    ander = adviseur.post(adres, {**gegeven, "dagen": "26-4-2099", "toch": merk})
    assert ander.status_code == 422
    assert adviseur.post(adres, {**gegeven, "toch": merk}).status_code == 303
    assert vergaderdagen(gemeente).count() == 2


def test_a_reces_may_begin_in_a_weekend(adviseur: Paginaclient, gemeente: Gemeente) -> None:
    antwoord = adviseur.post(
        "/waterstad/vergaderkalender/", {"soort": "reces", "dagen": "18-4-2099 t/m 3-5-2099"}
    )

    assert antwoord.status_code == 303


def test_a_day_in_a_reces_is_asked_about_before_a_round_is_planned(
    adviseur: Paginaclient, plan: Plan, gemeente: Gemeente
) -> None:
    reces = Dagen(date(2099, 4, 18), date(2099, 5, 3), "meireces")
    zet_in_kalender(gemeente, "reces", [reces], door=None)
    adres = "/waterstad/plan-jeugd/rondes/plannen/"
    gegeven = {
        "ronde-TOTAL_FORMS": "1",
        "ronde-INITIAL_FORMS": "1",
        "ronde-0-kies": "on",
        "ronde-0-peildatum": "31-3-2099",
        "ronde-0-opent_op": "1-4-2099",
        "ronde-0-leveren_voor": "20-4-2099",
        "ronde-0-vergadering_op": "5-5-2099",
    }

    antwoord = adviseur.post(adres, gegeven)

    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert (
        "Ronde per 31 maart 2099: De laatste dag om bij te werken valt in het meireces"
        " (20 april 2099)." in tekst
    )
    assert "Het overleg valt op Bevrijdingsdag (5 mei 2099)." in tekst
    assert not Ronde.objects.exists()
    [merk] = kenmerken(antwoord, "#id_toch", "value")
    assert adviseur.post(adres, {**gegeven, "toch": merk}).status_code == 303
    [ronde] = Ronde.objects.all()
    assert (ronde.peildatum, ronde.opent_op) == (date(2099, 3, 31), date(2099, 4, 1))


def test_a_day_in_a_weekend_is_asked_about_before_a_round_moves(
    adviseur: Paginaclient, ronde: Ronde
) -> None:
    adres = f"/waterstad/plan-jeugd/rondes/{ronde.pk}/verplaatsen/"
    gegeven = velden_van(adviseur.get(adres)) | {"reden": "Zo.", "vergadering_op": "19-4-2099"}

    antwoord = adviseur.post(adres, gegeven)

    assert antwoord.status_code == 422
    assert "Het overleg valt in het weekend (19 april 2099)." in antwoord.content.decode()
    [merk] = kenmerken(antwoord, "#id_toch", "value")
    assert adviseur.post(adres, {**gegeven, "toch": merk}).status_code == 303
    assert Ronde.objects.get(pk=ronde.pk).vergadering_op == date(2099, 4, 19)


def test_a_day_that_stays_as_proposed_keeps_its_reason(adviseur: Paginaclient, plan: Plan) -> None:
    adres = "/waterstad/plan-jeugd/rondes/plannen/"
    gegeven = velden_van(adviseur.get(adres)) | {"ronde-0-kies": "on"}
    gegeven["ronde-0-vergadering_op"] = ""

    antwoord = adviseur.post(adres, gegeven)

    assert antwoord.status_code == 422
    assert vind(antwoord, "#id_ronde-0-leveren_voor_helptext") == ["7 dagen voor het overleg"]
    assert vind(antwoord, "#id_ronde-0-vergadering_op_helptext") == []
    assert vind(antwoord, ".foutoverzicht li") == [
        "Ronde 1, overleg: Vul een dag in, of plan deze ronde niet."
    ]


def test_each_act_asks_its_own_question(adviseur: Paginaclient, ronde: Ronde) -> None:
    adres = f"/waterstad/plan-jeugd/rondes/{ronde.pk}"

    assert "Waarom vervalt deze ronde?" in adviseur.get(f"{adres}/vervallen/").content.decode()
    verplaatsen = adviseur.get(f"{adres}/verplaatsen/").content.decode()
    assert "Waarom krijgt de ronde andere dagen" in verplaatsen
    for pagina in ("vervallen", "verplaatsen"):
        assert "Waarom verandert het?" not in adviseur.get(f"{adres}/{pagina}/").content.decode()


def test_a_proposal_says_why_each_day(adviseur: Paginaclient, plan: Plan) -> None:
    tekst = adviseur.get("/waterstad/plan-jeugd/rondes/plannen/").content.decode()

    assert "7 dagen voor het overleg" in tekst
    assert "14 dagen voor de laatste dag om bij te werken" in tekst


def test_days_are_pasted_as_lines(adviseur: Paginaclient, gemeente: Gemeente) -> None:
    antwoord = adviseur.post(
        "/waterstad/vergaderkalender/",
        {"soort": "reces", "dagen": "11-7-2099 t/m 23-8-2099 zomerreces\n\n19 oktober 2099"},
    )

    assert antwoord.status_code == 303
    assert [(rij.van, rij.tot_en_met, rij.omschrijving) for rij in vergaderdagen(gemeente)] == [
        (date(2099, 7, 11), date(2099, 8, 23), "zomerreces"),
        (date(2099, 10, 19), date(2099, 10, 19), ""),
    ]


def test_a_line_that_cannot_be_read_is_named_and_nothing_goes_in(
    adviseur: Paginaclient, gemeente: Gemeente
) -> None:
    antwoord = adviseur.post(
        "/waterstad/vergaderkalender/",
        {
            "soort": "college",
            "dagen": "14-4-2099\ndinsdag\n31-4-2099\n1-5-2099 t/m 2-5-2099\n1-7-2099 t/m 1-7-2199",
        },
    )

    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert "Regel 2: “dinsdag” begint niet met een dag, zoals 14-4-2026." in tekst
    assert "Regel 3: " in tekst
    assert "Regel 5: " in tekst
    assert not Vergaderdag.objects.exists()


def test_rounds_are_planned_from_the_proposal(adviseur: Paginaclient, plan: Plan) -> None:
    adres = "/waterstad/plan-jeugd/rondes/plannen/"
    pagina = adviseur.get(adres)
    velden = [(rij.get("name"), rij.get("value", "on")) for rij in elementen(pagina, "input")]
    gegeven = {naam: waarde for naam, waarde in velden if naam and naam.startswith("ronde-")}
    # The second one not.
    gegeven = {naam: waarde for naam, waarde in gegeven.items() if naam != "ronde-1-kies"}
    gegeven |= {"ronde-0-kies": "on", "begintijd": "13.30", "plaats": "Kamer 1"}

    antwoord = adviseur.post(adres, gegeven)

    assert antwoord.status_code == 303
    aantal = sum(naam.endswith("-kies") for naam in gegeven)
    assert Ronde.objects.filter(begintijd=time(13, 30), plaats="Kamer 1").count() == aantal


def test_a_round_without_a_day_is_said_at_its_field(adviseur: Paginaclient, plan: Plan) -> None:
    gegeven = {
        "ronde-TOTAL_FORMS": "1",
        "ronde-INITIAL_FORMS": "1",
        "ronde-0-kies": "on",
        "ronde-0-opent_op": "",
        "ronde-0-leveren_voor": "3-3-2099",
        "ronde-0-vergadering_op": "3-4-2099",
    }

    antwoord = adviseur.post("/waterstad/plan-jeugd/rondes/plannen/", gegeven)

    assert antwoord.status_code == 422
    assert "Vul een dag in, of plan deze ronde niet." in antwoord.content.decode()


# One's own calendar.


def events(inhoud: bytes) -> list[tuple[str, Any, str]]:
    return [
        (str(event["summary"]), event["dtstart"].dt, str(event["status"]))
        for event in Calendar.from_ical(inhoud).walk("VEVENT")
    ]


def test_a_member_gets_the_days_and_the_meeting(plan: Plan, ronde: Ronde) -> None:
    lid = GebruikerFactory(lid_van=plan.gemeente)

    gevonden = events(maak_agenda(plan, lid))

    assert [(naam, status) for naam, _, status in gevonden] == [
        (f"Ronde gaat open: {plan.titel}", "CONFIRMED"),
        (f"Maatregelen bijgewerkt: {plan.titel}", "CONFIRMED"),
        (f"Projectgroep: {plan.titel}", "CONFIRMED"),
    ]
    assert gevonden[0][1] == dag(30)
    moment = gevonden[2][1].astimezone(kalender.AMSTERDAM)
    assert (moment.date(), moment.time()) == (dag(51), time(13, 30))


def test_from_outside_one_gets_no_meeting(plan: Plan, ronde: Ronde) -> None:
    externe = maak_trekker(MaatregelFactory(plan=plan), "externe", extern=True)

    assert [naam for naam, _, _ in events(maak_agenda(plan, externe))] == [
        f"Ronde gaat open: {plan.titel}",
        f"Maatregelen bijgewerkt: {plan.titel}",
    ]


def test_what_moves_moves_there_and_what_lapses_is_cancelled(plan: Plan, ronde: Ronde) -> None:
    lid = GebruikerFactory(lid_van=plan.gemeente)
    [eerst] = [
        event
        for event in Calendar.from_ical(maak_agenda(plan, lid)).walk("VEVENT")
        if "overleg" in event["uid"]
    ]
    verplaats_ronde(ronde, {"vergadering_op": dag(60)}, door=None, reden="Zo.")
    laat_ronde_vervallen(ronde, door=None, reden="Zo.")

    [daarna] = [
        event
        for event in Calendar.from_ical(maak_agenda(plan, lid)).walk("VEVENT")
        if "overleg" in event["uid"]
    ]
    assert daarna["uid"] == eerst["uid"]
    assert (eerst["sequence"], daarna["sequence"]) == (0, 1)
    assert (eerst["status"], daarna["status"]) == ("CONFIRMED", "CANCELLED")


def test_the_secret_is_kept_nowhere_and_a_new_one_stops_the_old(plan: Plan) -> None:
    lid = GebruikerFactory(lid_van=plan.gemeente)
    oud = maak_sleutel(plan, door=lid)
    nieuw = maak_sleutel(plan, door=lid)

    [rij] = Agendasleutel.objects.all()
    assert rij.kenmerk == hashlib.sha256(nieuw.encode()).hexdigest()
    assert zoek_sleutel(oud) is None
    gevonden = zoek_sleutel(nieuw)
    assert gevonden is not None
    assert gevonden.gebruiker == lid


def test_a_secret_of_who_left_or_lost_the_plan_opens_nothing(plan: Plan) -> None:
    lid = GebruikerFactory(lid_van=plan.gemeente)
    geheim = maak_sleutel(plan, door=lid)
    lid.lidmaatschappen.update(van=dag(-9), tot_en_met=dag(-1))
    assert zoek_sleutel(geheim) is None

    ander = GebruikerFactory(lid_van=plan.gemeente)
    geheim = maak_sleutel(plan, door=ander)
    Gebruiker.objects.filter(pk=ander.pk).update(is_active=False)
    assert zoek_sleutel(geheim) is None


def test_a_secret_of_who_was_not_confirmed_by_her_directory_in_long_opens_nothing(
    plan: Plan, directory: Any, zet_bron: Any
) -> None:
    lid = GebruikerFactory(lid_van=plan.gemeente)
    geheim = maak_sleutel(plan, door=lid)
    koppeling = Koppeling.objects.create(
        gebruiker=lid,
        uitgever=directory.uitgever,
        kenmerk="k",
        gekoppeld_op=kalender.nu(),
        bevestigd_op=kalender.nu() - timedelta(days=29),
    )
    eerst = zoek_sleutel(geheim)
    koppeling.bevestigd_op -= timedelta(days=2)
    koppeling.save()

    assert (eerst is not None, zoek_sleutel(geheim)) == (True, None)


def test_the_address_is_shown_once_and_works_without_signing_in(
    adviseur: Paginaclient, client: Paginaclient, plan: Plan
) -> None:
    adres = "/waterstad/plan-jeugd/rondes/agenda/"
    pagina = adviseur.post(adres, {"stap": "maken"})
    [webadres] = kenmerken(pagina, "#agenda-adres", "value")
    assert webadres is not None
    assert kenmerken(adviseur.get(adres), "#agenda-adres", "value") == []
    pad = "/" + webadres.split("/", 3)[3]

    antwoord = client.get(pad)

    assert antwoord.status_code == 200
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    adviseur.post(adres, {"stap": "stoppen"})
    assert client.get(pad).status_code == 404
    assert list(Toegangsregel.objects.order_by("pk").values_list("soort", flat=True))[-2:] == [
        "agenda gemaakt",
        "agenda gestopt",
    ]
