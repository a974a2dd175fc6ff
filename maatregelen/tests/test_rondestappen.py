"""The steps of a round: their order, what closing freezes, and opening again."""

from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.domain.momentopnamen import controleer_momentopnamen
from jeugdhulp.models import Gebeurtenis, Momentopname
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.choices import RondeToestand
from maatregelen.domain.post import rondeontvangers
from maatregelen.domain.ronde import rondes
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.domain.ronde.rondelijst import (
    lees_bevroren,
    lees_lijst,
    lees_open,
    sluitingen,
    weg_van,
)
from maatregelen.domain.ronde.rondes import (
    KIES,
    begin_vergadering,
    bereid_voor,
    heropen_ronde,
    open_geplande_ronde,
    open_ronde,
    sluit_ronde,
)
from maatregelen.domain.stand import mijn
from maatregelen.domain.stand.rust import Rustkeuze
from maatregelen.models import Agendapunt, Bevestiging, Maatregel, Plan, Ronde, Rondestap, Rust
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    RondeFactory,
    RustFactory,
    maak_stand,
)

NIET_GEPLAND = "Deze ronde is niet meer gepland. Kijk hoe zij er nu voor staat."
JANUARI, MAART, MEI = date(2024, 1, 1), date(2024, 3, 1), date(2024, 5, 1)


def soorten(ronde: Ronde) -> list[str]:
    return list(Rondestap.objects.filter(ronde=ronde).values_list("soort", flat=True))


def sluit(ronde: Ronde, **anders: Any) -> Ronde:
    return sluit_ronde(ronde, door=None, overige="overgenomen", **anders)


def test_round_goes_through_its_steps_each_by_whom(plan: Plan) -> None:
    een, ander = GebruikerFactory(first_name="Een"), GebruikerFactory(first_name="Ander")
    MaatregelFactory(plan=plan, code="1a")
    ronde = RondeFactory(plan=plan, peildatum=MAART)

    ronde = open_geplande_ronde(ronde, door=None)
    ronde = bereid_voor(ronde, door=een)
    ronde = begin_vergadering(ronde, door=ander)
    ronde = sluit_ronde(ronde, door=een, overige="overgenomen")

    assert soorten(ronde) == ["geopend", "voorbereid", "vergadering", "gesloten"]
    [rij] = lees_lijst([ronde])
    weg = [(punt.naam, punt.staat, str(punt.stap and punt.stap.door)) for punt in weg_van(rij)]
    assert weg == [
        ("Open voor standen", "klaar", "None"),
        ("Agenda opgesteld", "klaar", str(een)),
        ("Vergadering", "klaar", str(ander)),
        ("Gesloten", "klaar", str(een)),
    ]
    regels = Gebeurtenis.objects.filter(soort__startswith="ronde").order_by("volgnummer")
    assert [rij.soort for rij in regels] == [
        "ronde geopend",
        "ronde: agenda opgesteld",
        "ronde: vergadering begonnen",
        "ronde gesloten",
    ]


def test_opening_on_its_day_takes_the_planned_round(plan: Plan) -> None:
    gepland = RondeFactory(plan=plan, peildatum=MAART)

    assert open_ronde(plan, MAART, door=None) == gepland
    assert plan.rondes.count() == 1


@pytest.mark.parametrize(
    ("toestand", "stap", "fout"),
    [
        ("gepland", bereid_voor, "Deze ronde is nog niet geopend."),
        ("gepland", begin_vergadering, "Deze ronde is nog niet geopend."),
        ("gepland", sluit, "Deze ronde is nog niet geopend."),
        ("open", begin_vergadering, "Stel eerst de agenda op."),
        (
            "open",
            open_geplande_ronde,
            "Deze ronde is niet meer gepland. Kijk hoe zij er nu voor staat.",
        ),
        ("voorbereid", bereid_voor, "De agenda van deze ronde is al opgesteld."),
        ("vergadering", bereid_voor, "De agenda van deze ronde is al opgesteld."),
        ("vergadering", begin_vergadering, "De vergadering is al begonnen."),
        ("gesloten", bereid_voor, "Deze ronde is al gesloten."),
        ("gesloten", begin_vergadering, "Deze ronde is al gesloten."),
        ("gesloten", sluit, "Deze ronde is al gesloten."),
        ("vervallen", sluit, "Deze ronde gaat niet door."),
    ],
)
def test_step_out_of_order_is_refused(plan: Plan, toestand: str, stap: Any, fout: str) -> None:
    ronde = RondeFactory(
        plan=plan, peildatum=MAART, toestand="vervallen" if toestand == "vervallen" else "gepland"
    )
    stappen = {"open": 1, "voorbereid": 2, "vergadering": 3, "gesloten": 4}.get(toestand, 0)
    daden = (open_geplande_ronde, bereid_voor, begin_vergadering, sluit_ronde)
    for daad in daden[:stappen]:
        ronde = daad(ronde, door=None)
    argumenten = {} if stap is sluit else {"door": None}

    with geweigerd("", fout):
        stap(ronde, **argumenten)

    ronde.refresh_from_db()
    assert ronde.toestand == toestand


def test_closing_lays_down_an_agenda_that_was_skipped(plan: Plan) -> None:
    MaatregelFactory(plan=plan, code="1a")
    ronde = sluit(open_ronde(plan, MAART, door=None))

    assert soorten(ronde) == ["geopend", "voorbereid", "gesloten"]
    assert Agendapunt.objects.filter(ronde=ronde).count() == 1
    [sluiting] = sluitingen(ronde)
    beeld = lees_bevroren(sluiting)
    assert beeld is not None
    assert [punt["code"] for punt in beeld["agenda"]] == ["1a"]
    assert [stap["soort"] for stap in beeld["ronde"]["stappen"]] == soorten(ronde)


def test_line_of_closing_holds_what_was_frozen(plan: Plan) -> None:
    ronde = sluit(open_ronde(plan, MAART, door=None))

    momentopname = Momentopname.objects.get(rondestap__ronde=ronde)
    inhoud = Gebeurtenis.objects.get(soort="ronde gesloten").gegevens
    assert inhoud["vingerafdruk"] == momentopname.sha256
    assert controleer_momentopnamen(plan.gemeente) == ""


# A crash leaves nothing half


@pytest.mark.parametrize(
    "breuk",
    [
        "rust.rust_binnen",
        "_bevestig",
        "agenda.leg_vast",
        "zet_stap",
        "lees_rondebeeld",
        "bevries",
        "_schrijf",
        "feiten",
    ],
)
def test_crash_between_two_steps_of_closing_leaves_all_as_it_was(plan: Plan, breuk: str) -> None:
    rust, stil = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b"))
    maak_stand(stil, peildatum=JANUARI)
    ronde = open_ronde(plan, MAART, door=None)
    keuze = {rust.pk: Rustkeuze("Begint later.", tot_en_met=MEI)}
    voor = Gebeurtenis.objects.count()

    with (
        mock.patch.object(*_in_rondes(breuk), side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        sluit(ronde, rusten=keuze)

    ronde.refresh_from_db()
    assert (ronde.toestand, ronde.gesloten_op, soorten(ronde)) == ("open", None, ["geopend"])
    for model in (Bevestiging, Rust, Agendapunt, Momentopname):
        assert model._default_manager.count() == 0
    assert Gebeurtenis.objects.count() == voor
    # And the round goes on as if nothing had happened.
    assert sluit(ronde, rusten=keuze).toestand == "gesloten"
    assert (Bevestiging.objects.count(), Rust.objects.count()) == (1, 1)


def _in_rondes(naam: str) -> tuple[Any, str]:
    *weg, laatste = naam.split(".")
    return (getattr(rondes, weg[0]) if weg else rondes), laatste


@pytest.mark.parametrize(("daad", "stappen"), [(bereid_voor, 1), (begin_vergadering, 2)])
@pytest.mark.parametrize("breuk", ["zet_stap", "_schrijf"])
def test_crash_in_a_step_leaves_the_round_where_it_was(
    plan: Plan, daad: Any, stappen: int, breuk: str
) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    for eerder in (bereid_voor,)[: stappen - 1]:
        ronde = eerder(ronde, door=None)
    toestand = ronde.toestand

    with (
        mock.patch.object(rondes, breuk, side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        daad(ronde, door=None)

    ronde.refresh_from_db()
    assert (ronde.toestand, len(soorten(ronde))) == (toestand, stappen)


# Silence


def test_silence_needs_a_choice(plan: Plan) -> None:
    """Point 10: what nobody delivered is decided by somebody."""
    stil, zonder, rust, klaar, geleverd = (
        MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b", "1c", "1d", "1e")
    )
    maak_stand(stil, peildatum=JANUARI)
    maak_stand(klaar, peildatum=JANUARI, fase="afgerond", tijd="", geld="", resultaat="")
    rondes.rust.laat_rusten(rust, JANUARI, tot_en_met=MEI, reden="Later.", door=None)
    ronde = open_ronde(plan, MAART, door=None)
    maak_stand(geleverd, peildatum=MAART, ronde=ronde)

    with pytest.raises(ValidationError) as fout:
        sluit_ronde(ronde, door=None)

    assert fout.value.message_dict == {
        f"keuze_{stil.pk}": [KIES],
        f"keuze_{zonder.pk}": [KIES],
    }
    keuzes = {stil.pk: "overgenomen", zonder.pk: "overgenomen"}
    assert sluit_ronde(ronde, door=None, keuzes=keuzes).toestand == "gesloten"


def test_rest_is_made_in_the_act_of_closing(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    ronde = open_ronde(plan, MAART, door=None)

    sluit_ronde(ronde, door=None, rusten={maatregel.pk: Rustkeuze("Elders.", tot_en_met=MEI)})

    gemaakt = Gebeurtenis.objects.filter(soort__in=["maatregel rust", "ronde gesloten"])
    assert len({rij.handeling for rij in gemaakt}) == 1
    assert gemaakt.get(soort="maatregel rust").gegevens["na"] == {
        "rust": "vanaf 1 maart 2024, tot en met 1 mei 2024",
        "waarom": "Elders.",
    }
    [sluiting] = sluitingen(ronde)
    beeld = lees_bevroren(sluiting)
    assert beeld is not None
    [deel] = beeld["maatregelen"]
    assert (deel["rust"], deel["lichten"]["totaal"]) == (
        "Rust tot en met 1 mei 2024: Elders.",
        "grijs",
    )


RUSTEN = {
    # From and up to which day, seen from the day of the round and today: whether it rests in it.
    "op de peildatum": (-1, 1, True),
    "sinds kort": (1, 99, True),
    "sinds vandaag": (10, 99, True),
    "daartussen voorbij": (2, 4, False),
    "moet nog beginnen": (11, 99, False),
}


@pytest.mark.parametrize(("van", "tot", "rust"), RUSTEN.values(), ids=[*RUSTEN])
def test_mail_page_and_closing_agree_on_what_rests(
    plan: Plan, van: int, tot: int, rust: bool
) -> None:
    vandaag = kalender.vandaag()
    peildatum = vandaag - timedelta(days=10)
    maatregel = MaatregelFactory(plan=plan, code="1a")
    maak_stand(maatregel, peildatum=peildatum - timedelta(days=30))
    RustFactory(
        maatregel=maatregel,
        van=peildatum + timedelta(days=van),
        tot_en_met=peildatum + timedelta(days=tot),
    )
    ronde = open_ronde(plan, peildatum, door=None)

    alle = Maatregel.objects.all()
    gemaild = rondeontvangers.lees(ronde, vandaag).gemist
    [eigen] = mijn.lees(alle, vandaag)
    [voorgelegd] = lees_open(alle, plan, ronde, vandaag)
    [live] = lees_rondebeeld(ronde, moment=kalender.nu())["maatregelen"]
    try:
        sluit_ronde(ronde, door=None)
    except ValidationError:
        gesloten = False
    else:
        gesloten = True

    wat = (not gemaild, not eigen.te_doen, not voorgelegd.stil, not live["stil"], gesloten)
    assert wat == (rust,) * 5


def test_rest_until_a_step_counts_by_the_day_of_each_plan(plan: Plan) -> None:
    """One page over plans with rounds of different days."""
    vandaag = kalender.vandaag()
    ander = PlanFactory(gemeente=plan.gemeente)
    for hoort, terug in ((plan, 10), (ander, 3)):
        blad = BladFactory(maatregel=MaatregelFactory(plan=hoort))
        stap = MijlpaalFactory(
            blad=blad,
            van=date(2024, 1, 1),
            tot_en_met=date(2099, 12, 31),
            toestand="gereed",
            gereed_op=vandaag - timedelta(days=5),
        )
        RustFactory(maatregel=blad.maatregel, tot_en_met=None, tot_mijlpaal=stap)
        open_ronde(hoort, vandaag - timedelta(days=terug), door=None)

    rijen = {een.maatregel.plan_id: een for een in mijn.lees(Maatregel.objects.all(), vandaag)}

    assert [bool(rijen[een.pk].rust) for een in (plan, ander)] == [True, False]


def test_all_faults_of_resting_are_told_at_once(plan: Plan) -> None:
    een, ander = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b"))
    ronde = open_ronde(plan, MAART, door=None)

    with pytest.raises(ValidationError) as fout:
        sluit(ronde, rusten={een.pk: Rustkeuze(""), ander.pk: Rustkeuze("Elders.")})

    assert sorted(fout.value.message_dict) == sorted([f"reden_{een.pk}", f"keuze_{ander.pk}"])
    assert Rust.objects.count() == 0


def test_the_others_cannot_all_be_confirmed(plan: Plan) -> None:
    ronde = open_ronde(plan, MAART, door=None)

    with geweigerd("", "Alle overige maatregelen kunt u alleen ongewijzigd overnemen."):
        sluit_ronde(ronde, door=None, overige="bevestigd")


# Opening again


def test_reopening_leaves_a_trace_and_closing_again_a_second_snapshot(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    maak_stand(maatregel, peildatum=JANUARI)
    ronde = sluit(open_ronde(plan, MAART, door=None))
    [bevestiging] = Bevestiging.objects.all()

    ronde = heropen_ronde(ronde, reden="De stand kwam die middag.", door=None)
    assert (ronde.toestand, ronde.gesloten_op) == (RondeToestand.VERGADERING, None)
    assert regel() == {
        "soort": "ronde heropend",
        "over": "Plan Jeugd, ronde per 1 maart 2024",
        "voor": {"toestand": "gesloten"},
        "na": {"toestand": "vergadering"},
        "reden": "De stand kwam die middag.",
    }
    stand = maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd="rood")
    ronde = sluit_ronde(ronde, door=None)

    assert soorten(ronde) == ["geopend", "voorbereid", "gesloten", "heropend", "gesloten"]
    # The Bevestiging is changed, and its history keeps what it was.
    nu = Bevestiging.objects.get()
    assert (nu.pk, nu.stand, nu.uitkomst) == (bevestiging.pk, stand, "bevestigd")
    assert [rij.uitkomst for rij in nu.historie.all()] == ["bevestigd", "overgenomen"]
    gelezen = [lees_bevroren(sluiting) for sluiting in sluitingen(ronde)]
    lichten = [beeld["maatregelen"][0]["lichten"]["totaal"] for beeld in gelezen if beeld]
    assert lichten == ["niet_bijgewerkt", "rood"]
    assert controleer_momentopnamen(plan.gemeente) == ""


def test_reopened_round_confirms_nothing_until_it_is_closed_again(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan)
    ronde = open_ronde(plan, MAART, door=None)
    stand = maak_stand(maatregel, peildatum=MAART, ronde=ronde)
    ronde = sluit_ronde(ronde, door=None)
    assert list(maatregel.standen.bevestigd()) == [stand]

    ronde = heropen_ronde(ronde, reden="Nog niet af.", door=None)
    assert list(maatregel.standen.bevestigd()) == []

    sluit_ronde(ronde, door=None)
    assert list(maatregel.standen.bevestigd()) == [stand]


def test_reopening_asks_why(plan: Plan) -> None:
    ronde = sluit(open_ronde(plan, MAART, door=None))

    with geweigerd("reden", "U heropent een gesloten ronde. Schrijf op waarom."):
        heropen_ronde(ronde, reden=" ", door=None)


def test_only_the_last_closed_round_is_reopened_and_none_beside_another(plan: Plan) -> None:
    eerste = sluit(open_ronde(plan, MAART, door=None))
    tweede = sluit(open_ronde(plan, MEI, door=None))
    RondeFactory(plan=plan, peildatum=date(2024, 7, 1))

    with geweigerd(
        "", "De ronde per 1 mei 2024 is later gesloten. Alleen de laatste is te heropenen."
    ):
        heropen_ronde(eerste, reden="Te laat.", door=None)
    heropen_ronde(tweede, reden="Niet af.", door=None)
    with geweigerd("", "De ronde per 1 mei 2024 loopt al. Sluit die eerst."):
        heropen_ronde(eerste, reden="Te laat.", door=None)


def test_open_round_is_not_reopened(plan: Plan) -> None:
    ronde = open_ronde(plan, MAART, door=None)

    with geweigerd("", "Alleen een gesloten ronde is te heropenen."):
        heropen_ronde(ronde, reden="Zomaar.", door=None)


def test_clock_of_all_steps_of_closing_is_one(plan: Plan) -> None:
    ronde = sluit(open_ronde(plan, MAART, door=None))

    stap = Rondestap.objects.get(ronde=ronde, soort="gesloten")
    assert stap.momentopname is not None
    assert ronde.gesloten_op == stap.op == stap.momentopname.gemaakt_op
