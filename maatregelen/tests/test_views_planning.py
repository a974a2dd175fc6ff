"""Changing the planning of a blad where it is read: what the form shows, refuses and stores."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp import kalender
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from maatregelen.domain.maatregel.planning import (
    meld_mijlpaal_gereed,
    schuif_mijlpaal,
    voeg_mijlpaal_toe,
    wijzig_mijlpaal,
)
from maatregelen.models import Mijlpaal
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
)
from maatregelen.views import planning

MAATREGEL = "/waterstad/plan-jeugd/maatregelen/1a/"
Q3 = Periode(PeriodeSoort.KWARTAAL, date(2019, 7, 1), date(2019, 9, 30))
Q4 = Periode(PeriodeSoort.KWARTAAL, date(2019, 10, 1), date(2019, 12, 31))
QUERIES = 11
WAAROM = "De aanbesteding duurt langer."


@pytest.fixture
def lijn(maatregel: Any) -> Mijlpaal:
    """The one line of 1a: “Afspraken maken”, open, in Q2 2019."""
    return Mijlpaal.objects.get(blad__maatregel=maatregel)


@pytest.fixture
def schrijver(client: Any, beleidsadviseur: Any) -> Any:
    client.force_login(beleidsadviseur)
    return client


def adres(lijn: Mijlpaal) -> str:
    return f"{MAATREGEL}planning/{lijn.blad_id}/"


def velden(antwoord: Any) -> dict[str, str]:
    """What the form would send if it went out as it is: the fields with their values."""
    gevonden = {}
    for veld in elementen(antwoord, "main form input, main form textarea, main form select"):
        naam = veld.get("name")
        if naam is None or naam == "csrfmiddlewaretoken" or "nieuwplek" in naam:
            continue
        if veld.tag.endswith("select"):
            keuzes = [rij for rij in veld.iter() if rij.tag.endswith("option")]
            gekozen = [rij for rij in keuzes if rij.get("selected") is not None]
            waarde = [*gekozen, *keuzes][0].get("value")
        elif veld.tag.endswith("textarea"):
            waarde = (veld.text or "").strip()
        elif veld.get("type") == "checkbox":
            continue
        else:
            waarde = veld.get("value") or ""
        gevonden[naam] = waarde
    return gevonden


def dien_in(client: Any, lijn: Mijlpaal, **anders: str) -> Any:
    """Open the form and send it with these fields changed; "_" stands for the row of `lijn`."""
    gegevens = velden(client.get(adres(lijn)))
    return client.post(adres(lijn), gegevens | rij(lijn, **anders))


def rij(lijn: Mijlpaal, **waarden: str) -> dict[str, str]:
    eigen = ("periode", "tekst", "soort", "toestand", "gereed_op", "heropenen")
    return {f"rij{lijn.pk}-{veld}" if veld in eigen else veld: w for veld, w in waarden.items()}


def test_form_shows_what_is_stored(schrijver, lijn):
    antwoord = schrijver.get(adres(lijn))

    assert vind(antwoord, ".planrijen > fieldset legend") == [
        "Regel 1: Afspraken maken",
        *["Nieuwe regel"] * 3,
    ]
    getoond = velden(antwoord)
    assert {veld: getoond[f"rij{lijn.pk}-{veld}"] for veld in ("periode", "tekst", "soort")} == {
        "periode": "Q2 2019",
        "tekst": "Afspraken maken",
        "soort": "actie",
    }


def test_typed_period_shifts_the_line_and_goes_back_to_its_place(schrijver, lijn):
    antwoord = dien_in(schrijver, lijn, periode="4e kwartaal 2019", reden=WAAROM)

    assert (antwoord.status_code, antwoord.url) == (
        303,
        f"{MAATREGEL}#deel-planning-{lijn.blad_id}",
    )
    lijn.refresh_from_db()
    assert (lijn.van, lijn.tot_en_met, lijn.letterlijk) == (
        date(2019, 10, 1),
        date(2019, 12, 31),
        "",
    )
    assert vind(schrijver.get(antwoord.url), "[role=status]") == [
        "Gelukt. De planning van 1a is vastgelegd."
    ]


def test_one_save_is_one_act_with_a_line_for_each_change(schrijver, lijn, beleidsadviseur):
    voor = Gebeurtenis.objects.latest("pk").pk

    dien_in(
        schrijver,
        lijn,
        periode="q3 19",
        reden=WAAROM,
        **{"nieuw0-periode": "mei t/m juli 2019", "nieuw0-tekst": "Gesprekken  voeren"},
    )

    nieuw = Gebeurtenis.objects.filter(pk__gt=voor).order_by("pk")
    assert [(rij.soort, rij.door, rij.gegevens["reden"]) for rij in nieuw] == [
        ("planning verschoven", beleidsadviseur, WAAROM),
        ("mijlpaal toegevoegd", beleidsadviseur, WAAROM),
    ]
    assert nieuw[1].gegevens["na"] == {
        "tekst": "Gesprekken voeren",
        "soort": "actie",
        "planning": "1 mei 2019 t/m 31 juli 2019",
        "toestand": "open",
    }


@pytest.mark.parametrize(
    "anders",
    [
        {"periode": "q3 19"},
        {"tekst": "Afspraken nakomen"},
        {"soort": "besluit"},
        {"toestand": "vervallen"},
        {"nieuw0-periode": "q3 19", "nieuw0-tekst": "Gesprekken voeren"},
    ],
    ids=lambda anders: next(iter(anders)),
)
def test_change_of_the_plan_asks_why_and_stores_nothing_without(schrijver, lijn, anders):
    voor = Gebeurtenis.objects.count()

    antwoord = dien_in(schrijver, lijn, **anders)

    assert (antwoord.status_code, Gebeurtenis.objects.count()) == (422, voor)
    assert vind(antwoord, "[role=alert] li") == [
        "Waarom verandert het? U verandert de planning. Schrijf op waarom."
    ]
    assert velden(antwoord).items() >= rij(lijn, **anders).items()


def test_done_asks_no_reason_and_without_a_day_means_today(schrijver, lijn):
    antwoord = dien_in(schrijver, lijn, toestand="gereed")

    lijn.refresh_from_db()
    assert (antwoord.status_code, lijn.toestand, lijn.gereed_op) == (
        303,
        "gereed",
        kalender.vandaag(),
    )


def test_done_on_a_day_that_was_typed(schrijver, lijn):
    dien_in(schrijver, lijn, toestand="gereed", gereed_op="15 mei 2019")

    lijn.refresh_from_db()
    assert lijn.gereed_op == date(2019, 5, 15)


def test_day_without_done_is_asked_about(schrijver, lijn):
    antwoord = dien_in(schrijver, lijn, gereed_op="15-5-2019")

    assert vind(antwoord, "[role=alert] li") == [
        "Toestand, regel 1: U vulde een dag in. Kies ook gereed, of maak de dag leeg."
    ]


def test_day_that_has_yet_to_come_is_refused_at_its_field(schrijver, lijn):
    morgen = kalender.vandaag() + timedelta(days=1)

    antwoord = dien_in(schrijver, lijn, toestand="gereed", gereed_op=f"{morgen:%d-%m-%Y}")

    assert antwoord.status_code == 422
    assert kenmerken(antwoord, "[role=alert] a", "href") == [f"#id_rij{lijn.pk}-gereed_op"]


def test_ambiguous_period_is_refused_with_both_readings_and_stays_as_typed(schrijver, lijn):
    antwoord = dien_in(schrijver, lijn, periode="mei 19", reden=WAAROM)

    assert antwoord.status_code == 422
    assert vind(antwoord, "[role=alert] li") == [
        "Wanneer, regel 1: “mei 19” kan mei 2019 of 19 mei zijn. Typ mei 2019, of 19 mei met het"
        " jaar erbij."
    ]
    assert velden(antwoord)[f"rij{lijn.pk}-periode"] == "mei 19"


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_stored(schrijver, lijn):
    voor = Gebeurtenis.objects.count()

    antwoord = dien_in(
        schrijver, lijn, tekst="", toestand="gereed", **{"nieuw1-tekst": "Gesprekken voeren"}
    )

    assert (antwoord.status_code, Gebeurtenis.objects.count()) == (422, voor)
    assert vind(antwoord, "[role=alert] li") == [
        "Wat, regel 1: Vul in wat er dan gebeurt of klaar is.",
        "Wanneer, nieuwe regel: Vul in wanneer. Weet u het nog niet? Typ n.t.b.",
    ]


def test_nothing_changed_is_said(schrijver, lijn):
    antwoord = dien_in(schrijver, lijn, reden=WAAROM)

    assert (antwoord.status_code, vind(antwoord, "[role=alert] li")) == (
        422,
        ["Er is niets veranderd."],
    )


def test_what_is_not_decided_yet_keeps_its_words(schrijver, lijn):
    dien_in(schrijver, lijn, periode="n.t.b.", reden=WAAROM)

    lijn.refresh_from_db()
    assert (lijn.periode_soort, lijn.van, lijn.letterlijk) == ("onbepaald", None, "n.t.b.")


def test_period_without_a_year_may_stay_as_the_plan_wrote_it(schrijver, lijn):
    MijlpaalFactory(
        blad=lijn.blad, periode_soort="zonder_jaar", van=None, tot_en_met=None, letterlijk="Q4"
    )

    antwoord = dien_in(schrijver, lijn, tekst="Afspraken nakomen", reden=WAAROM)

    assert antwoord.status_code == 303


def test_line_that_is_done_is_text_and_can_be_opened_again_with_a_reason(schrijver, lijn):
    meld_mijlpaal_gereed(lijn, date(2019, 5, 15), door=None)
    antwoord = schrijver.get(adres(lijn))
    assert vind(antwoord, ".planrij__dicht > span")[1:] == [
        "Q2 2019,",
        "Afspraken maken",
        "actie,",
        "gereed op 15 mei 2019",
    ]
    assert [veld for veld in velden(antwoord) if veld.startswith("rij")] == []

    zonder = dien_in(schrijver, lijn, heropenen="on")
    assert (zonder.status_code, vind(zonder, "[role=alert] li")) == (
        422,
        ["Waarom verandert het? U verandert de planning. Schrijf op waarom."],
    )
    dien_in(schrijver, lijn, heropenen="on", reden="Het was een andere regel.")

    lijn.refresh_from_db()
    assert (lijn.toestand, lijn.gereed_op) == ("open", None)


def test_baseline_is_shown_where_it_differs(schrijver, lijn):
    MijlpaalFactory(
        blad=lijn.blad,
        tekst="Gesprekken",
        basis_van=date(2019, 1, 1),
        basis_tot=date(2019, 3, 31),
    )

    assert vind(schrijver.get(adres(lijn)), ".planrij__bij li") == ["Zoals vastgesteld: Q1 2019"]


def test_line_that_stands_on_another_sheet_says_so(schrijver, lijn, plan):
    cluster = ClusterFactory(plan=plan, titel="Huisartsen")
    ander = BladFactory(maatregel=lijn.blad.maatregel, cluster=cluster)
    MijlpaalFactory(blad=ander, zelfde_als=lijn)

    assert vind(schrijver.get(adres(lijn)), ".planrij__bij li") == [
        "Staat ook op Huisartsen; verandert daar mee."
    ]


def test_step_stands_under_its_line(schrijver, lijn):
    MijlpaalFactory(blad=lijn.blad, tekst="Evalueren", volgorde=2)
    MijlpaalFactory(blad=lijn.blad, tekst="Uitnodigen", volgorde=3, onderdeel_van=lijn)

    antwoord = schrijver.get(adres(lijn))

    assert vind(antwoord, ".planrijen > fieldset legend")[:3] == [
        "Regel 1: Afspraken maken",
        "Stap 1.1: Uitnodigen",
        "Regel 2: Evalueren",
    ]


def test_period_before_the_plan_is_stored_with_a_warning(schrijver, lijn):
    antwoord = dien_in(schrijver, lijn, periode="2016", reden=WAAROM)

    assert vind(schrijver.get(antwoord.url), "[role=status] div") == [
        "Let op. “Afspraken maken”: Begint vóór het plan zelf.",
        "Gelukt. De planning van 1a is vastgelegd.",
    ]
    assert vind(schrijver.get(adres(lijn)), ".planrij__bij li") == [
        "Let op. Begint vóór het plan zelf."
    ]


def test_line_before_its_decision_is_stored_with_a_warning(schrijver, lijn):
    besluit = MijlpaalFactory(blad=lijn.blad, tekst="Besluit raad", soort="besluit", volgorde=1)
    uitvoering = MijlpaalFactory(
        blad=lijn.blad,
        tekst="Starten",
        volgorde=2,
        van=date(2019, 7, 1),
        tot_en_met=date(2019, 9, 30),
    )
    BesluitmomentFactory(maatregel=lijn.blad.maatregel, mijlpaal=besluit, orgaan="de raad")
    assert vind(schrijver.get(adres(lijn)), ".planrij__bij li") == []

    antwoord = dien_in(schrijver, uitvoering, periode="q2 19", reden=WAAROM)

    assert vind(schrijver.get(antwoord.url), "[role=status] div")[0] == (
        "Let op. “Starten”: Gepland vóór het besluit van de raad (Q2 2019)."
    )


def test_same_field_changed_by_two_is_shown_side_by_side(schrijver, lijn, voorzitter):
    geopend = velden(schrijver.get(adres(lijn)))
    schuif_mijlpaal(lijn, Q4, door=voorzitter, reden="De raad vroeg het.")

    antwoord = schrijver.post(
        adres(lijn), geopend | rij(lijn, periode="q3 19", tekst="Praten", reden=WAAROM)
    )

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["Q4 2019"]
    nog = velden(antwoord)
    assert (nog[f"rij{lijn.pk}-periode"], nog[f"rij{lijn.pk}-tekst"]) == ("q3 19", "Praten")

    assert schrijver.post(adres(lijn), nog).status_code == 303
    lijn.refresh_from_db()
    assert (lijn.van, lijn.tekst) == (date(2019, 7, 1), "Praten")


def test_another_field_of_the_same_line_is_no_conflict(schrijver, lijn):
    geopend = velden(schrijver.get(adres(lijn)))
    wijzig_mijlpaal(lijn, {"tekst": "Praten"}, door=None, reden=WAAROM)

    antwoord = schrijver.post(adres(lijn), geopend | rij(lijn, periode="q3 19", reden=WAAROM))

    lijn.refresh_from_db()
    assert (antwoord.status_code, lijn.van, lijn.tekst) == (303, date(2019, 7, 1), "Praten")


def test_line_that_was_done_meanwhile_keeps_what_she_typed_and_lets_her_choose(schrijver, lijn):
    geopend = velden(schrijver.get(adres(lijn)))
    meld_mijlpaal_gereed(lijn, date(2019, 5, 15), door=None)

    antwoord = schrijver.post(adres(lijn), geopend | rij(lijn, periode="q3 19", reden=WAAROM))

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["gereed"])
    nog = velden(antwoord)
    assert nog[f"rij{lijn.pk}-periode"] == "q3 19"

    assert schrijver.post(adres(lijn), nog).status_code == 303
    lijn.refresh_from_db()
    assert (lijn.toestand, lijn.van) == ("open", date(2019, 7, 1))


def test_line_that_was_done_meanwhile_and_left_alone_is_no_matter(schrijver, lijn):
    ander = MijlpaalFactory(blad=lijn.blad, tekst="Evalueren", volgorde=1)
    geopend = velden(schrijver.get(adres(lijn)))
    meld_mijlpaal_gereed(lijn, date(2019, 5, 15), door=None)

    antwoord = schrijver.post(adres(lijn), geopend | rij(ander, periode="q3 19", reden=WAAROM))

    ander.refresh_from_db()
    assert (antwoord.status_code, ander.van) == (303, date(2019, 7, 1))


def test_line_that_came_to_be_while_she_wrote_is_no_matter_and_stays(schrijver, lijn):
    geopend = velden(schrijver.get(adres(lijn)))
    erbij = voeg_mijlpaal_toe(lijn.blad, tekst="Bellen", periode=Q4, door=None, reden=WAAROM)

    zonder_reden = schrijver.post(adres(lijn), geopend | rij(lijn, periode="q3 19"))
    assert velden(zonder_reden)[f"rij{erbij.pk}-tekst"] == "Bellen"
    antwoord = schrijver.post(adres(lijn), geopend | rij(lijn, periode="q3 19", reden=WAAROM))

    assert antwoord.status_code == 303
    assert [rij.periode for rij in lijn.blad.mijlpalen.all()] == [Q3, Q4]


def test_same_text_by_two_is_a_conflict_also_between_form_and_lock(schrijver, lijn, monkeypatch):
    """What changes after the form was read is found under the lock, and shown just so."""
    geopend = velden(schrijver.get(adres(lijn)))
    echt = planning.werk_planning_bij

    def net_ervoor(*args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(planning, "werk_planning_bij", echt)
        wijzig_mijlpaal(lijn, {"tekst": "Praten"}, door=None, reden=WAAROM)
        echt(*args, **kwargs)

    monkeypatch.setattr(planning, "werk_planning_bij", net_ervoor)

    antwoord = schrijver.post(adres(lijn), geopend | rij(lijn, tekst="Bellen", reden=WAAROM))

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["Praten"])


def test_more_new_rows_than_stood_ready_come_back_and_are_stored(schrijver, lijn):
    gegevens = {}
    for plek in range(5):
        gegevens |= {f"nieuw{plek}-tekst": f"Stap {plek}", f"nieuw{plek}-periode": "q3 19"}
    antwoord = dien_in(schrijver, lijn, **gegevens)
    assert velden(antwoord).items() >= gegevens.items()

    dien_in(schrijver, lijn, **gegevens, reden=WAAROM)

    assert [rij.tekst for rij in lijn.blad.mijlpalen.all()] == [
        "Afspraken maken",
        *(f"Stap {plek}" for plek in range(5)),
    ]


def test_reason_is_asked_once_in_a_sitting(schrijver, lijn):
    dien_in(schrijver, lijn, periode="q3 19", reden=WAAROM)

    assert velden(schrijver.get(adres(lijn)))["reden"] == WAAROM


def test_works_on_a_plan_that_is_over(schrijver, gemeente):
    plan = PlanFactory(
        gemeente=gemeente, slug="plan-oud", van=date(2015, 1, 1), tot_en_met=date(2018, 12, 31)
    )
    lijn = MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a")))
    url = f"/waterstad/plan-oud/maatregelen/1a/planning/{lijn.blad_id}/"

    gegevens = velden(schrijver.get(url)) | rij(lijn, toestand="gereed")

    assert schrijver.post(url, gegevens).status_code == 303


def test_sheet_of_another_measure_is_not_found(schrijver, lijn, plan):
    ander = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1b"))

    assert schrijver.get(f"{MAATREGEL}planning/{ander.pk}/").status_code == 404


def test_link_to_the_form_stands_at_the_planning_also_where_it_is_empty(schrijver, lijn, plan):
    leeg = BladFactory(maatregel=lijn.blad.maatregel, cluster=ClusterFactory(plan=plan))

    antwoord = schrijver.get(MAATREGEL)

    for blad in (lijn.blad_id, leeg.pk):
        assert kenmerken(antwoord, f"#deel-planning-{blad} a.bewerklink", "href") == [
            f"{MAATREGEL}planning/{blad}/"
        ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_form_costs_the_same_for_one_line_and_three(
    schrijver, lijn, aantal, django_assert_num_queries
):
    MijlpaalFactory.create_batch(aantal - 1, blad=lijn.blad)
    schrijver.get(adres(lijn))

    with django_assert_num_queries(QUERIES):
        schrijver.get(adres(lijn))


def test_saving_one_of_sixty_lines_writes_that_one(schrijver, lijn):
    MijlpaalFactory.create_batch(59, blad=lijn.blad)
    gegevens = velden(schrijver.get(adres(lijn))) | rij(lijn, periode="q3 19", reden=WAAROM)
    geteld = Mijlpaal.historie.count()

    with CaptureQueriesContext(connection) as queries:
        assert schrijver.post(adres(lijn), gegevens).status_code == 303

    schrijft = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert sum("maatregelen_mijlpaal" in sql for sql in schrijft) == 1
    assert Mijlpaal.historie.count() == geteld + 1


def test_more_new_lines_than_one_adds_at_once_are_refused_and_not_left_out(schrijver, lijn):
    rijen = {
        f"nieuw{plek}-{veld}": waarde
        for plek in range(1000, 1201)
        for veld, waarde in (("tekst", "Gesprek"), ("periode", "Q2 2019"))
    }

    antwoord = dien_in(schrijver, lijn, **rijen, reden=WAAROM)

    assert antwoord.status_code == 422
    assert vind(antwoord, ".foutoverzicht li") == ["Voeg niet meer dan 200 regels in één keer toe."]
    assert Mijlpaal.objects.filter(blad=lijn.blad).count() == 1


def test_form_with_more_than_a_thousand_fields_is_read(schrijver, lijn):
    """As many as a round of 500 measures sends."""
    vol = {f"stand_{nummer}": "1" for nummer in range(1100)}

    assert dien_in(schrijver, lijn, **vol).status_code == 422
