"""The pages of a plan and a measure, zoals bekend op a past day."""

from copy import copy
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Organisatie, Persoon
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import (
    Actiepunt,
    Beleidsplan,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Besparing,
    Besteding,
    Cluster,
    Contextcijfer,
    Dekking,
    Doel,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    Resultaat,
    Risico,
    Rust,
    Samenhang,
    Thema,
    Vermelding,
    VervallenActiviteit,
)
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ThemaFactory,
    in_handeling,
    maak_stand,
    maak_trekker,
)
from maatregelen.tests.vol import vul_blad

PLAN = "/waterstad/plan-jeugd/"
ADRES = f"{PLAN}maatregelen/1a/"
MAART = {"bekend_op": "2026-03-31"}
STAND = "section[aria-labelledby=stand-kop]"
WIE = "section[aria-labelledby=wie-kop]"


def op(maand: int, dag: int = 1) -> Any:
    """The clock stands still at noon (UTC) of this day in 2026."""
    return time_machine.travel(datetime(2026, maand, dag, 12, tzinfo=UTC), tick=False)


def wijzig(rij: Any, **anders: Any) -> None:
    with in_handeling():
        for veld, waarde in anders.items():
            setattr(rij, veld, waarde)
        rij.save()
        _schrijf(rij)


def verwijder(rij: Any) -> None:
    with in_handeling():
        _schrijf(rij)
        copy(rij).delete()


def _schrijf(rij: Any) -> None:
    gemeente_id = PlanFactory().gemeente_id
    logboek.schrijf("gewijzigd", rij, gemeente_id=gemeente_id, naam="x")


@pytest.fixture
def lezer(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def maart(gemeente):
    """Measure 1a as it was entered in March 2026; since then everything about it changed."""
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", titel="Plan Jeugd")
        thema = ThemaFactory(plan=plan, code="1", titel="Toegang")
        cluster = ClusterFactory(plan=plan, titel="Prio 1")
        rij = MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Hulp dichtbij")
        regel = MijlpaalFactory(blad=BladFactory(maatregel=rij, cluster=cluster), tekst="Starten")
        stap = MijlpaalFactory(blad=regel.blad, onderdeel_van=regel, tekst="Bellen")
        els = BetrokkenheidFactory(
            maatregel=rij, persoon=PersoonFactory(gemeente=gemeente, naam="Els")
        )
        maak_stand(rij, tekst="Zo was het in maart.", tijd="oranje")
    with op(4):
        wijzig(plan, titel="Plan Jeugd en Gezin", naam_thema="Vraagstuk")
        wijzig(thema, titel="Toegang en hulp")
        wijzig(cluster, titel="Prio 2")
        wijzig(rij, titel="Hulp in de wijk")
        wijzig(regel, tekst="Later starten", toestand="vervallen")
        verwijder(stap)
        wijzig(els.persoon, naam="Els Jansen")
        jan = PersoonFactory(gemeente=gemeente, naam="Jan")
        BetrokkenheidFactory(maatregel=rij, persoon=jan)
        maak_stand(rij, peildatum=date(2026, 3, 15), tekst="Achteraf was het anders.", tijd="rood")
        maak_stand(rij, tekst="Zo is het in april.")
    return rij


def test_measure_is_shown_as_it_was_known(lezer, maart):
    antwoord = lezer.get(ADRES, MAART)

    assert vind(antwoord, "h1") == ["1a Hulp dichtbij"]
    assert vind(antwoord, "h1 + p") == ["Thema 1 Toegang · in uitvoering · per 31 maart 2026"]
    assert vind(antwoord, f"{STAND} .tekst")[0] == "Zo was het in maart."
    assert vind(antwoord, f"{STAND} .licht-woord")[0] == "oranje: vraagt aandacht"
    assert vind(antwoord, f"{WIE} dd") == ["Els"]
    assert vind(antwoord, "[id^=deel-planning] h3") == ["Planning: Prio 1"]
    assert vind(antwoord, ".planregel__tekst") == ["Starten"]
    assert vind(antwoord, ".planregel details li") == ["Bellen"]


def test_what_became_known_later_about_that_day_is_not_told(lezer, maart):
    """On 15 March it was red, but that was entered in April."""
    wist = {"peildatum": "2026-03-20"}

    toen = vind(lezer.get(ADRES, wist | MAART), f"{STAND} .tekst")[0]
    nu = vind(lezer.get(ADRES, wist), f"{STAND} .tekst")[0]

    assert (toen, nu) == ("Zo was het in maart.", "Achteraf was het anders.")


@pytest.mark.parametrize("adres", [PLAN, ADRES])
def test_past_reads_as_the_page_read_then(client, bestuurder, maart, adres):
    """What was on the page on 10 April, before all changed once more, is on it again."""
    dag = {"peildatum": "2026-04-10"}
    with op(4, 10):
        client.force_login(bestuurder)
        toen = vind(client.get(adres, dag), ".kaart, h1, .tellingen")
    with op(5):
        for rij in (maart, maart.plan, maart.thema):
            wijzig(rij, titel="Weer anders")
        for betrokkenheid in maart.betrokkenheden.all():
            verwijder(betrokkenheid)
        for regel in maart.bladen.get().mijlpalen.all():
            wijzig(regel, tekst="Weer anders", van=date(2030, 4, 1), tot_en_met=date(2030, 6, 30))
        maak_stand(maart, peildatum=date(2026, 4, 9), fase="gestopt")
    client.force_login(bestuurder)

    weer = vind(client.get(adres, dag | {"bekend_op": "2026-04-30"}), ".kaart, h1, .tellingen")

    assert weer == toen
    assert vind(client.get(adres, dag), ".kaart, h1, .tellingen") != toen


# Per model a column that a page shows; what only ties rows together is taken away instead.
_TEKST = {
    Resultaat: "tekst",
    Investering: "omschrijving",
    Dekking: "bron",
    Besteding: "toelichting",
    Besparing: "toelichting",
    Samenhang: "toelichting",
    Doel: "titel",
    Beleidsplan: "titel",
    Risico: "gebeurtenis",
    Besluitmoment: "onderwerp",
    Contextcijfer: "onderwerp",
    Besluit: "tekst",
    Actiepunt: "tekst",
    VervallenActiviteit: "titel",
    Rust: "reden",
    Cluster: "titel",
    Thema: "titel",
    Persoon: "naam",
    Organisatie: "naam",
    Maatregel: "titel",
    Mijlpaal: "tekst",
}


def test_whole_sheet_reads_as_it_read_then(client, bestuurder, gemeente):
    """All that hangs on a measure is changed or taken away in May, and stands there as in April."""
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        vul_blad(MaatregelFactory(plan=plan, code="1a"), 2)
    dag = {"peildatum": "2026-04-10"}
    with op(4, 10):
        client.force_login(bestuurder)
        toen = vind(client.get(ADRES, dag), ".kaart")
    with op(5):
        for model, veld in _TEKST.items():
            for rij in model.objects.all():
                wijzig(rij, **{veld: f"Weer anders {rij.pk}"})
        for model in (Vermelding, Doelkoppeling, Besluitmaatregel):
            for rij in model.objects.all():
                verwijder(rij)
        plan.bladvelden = [{"veld": "doel", "naam": "Weer anders"}]
        wijzig(plan)
    client.force_login(bestuurder)

    weer = vind(client.get(ADRES, dag | {"bekend_op": "2026-04-30"}), ".kaart")

    assert weer == toen
    assert "Weer anders" not in " ".join(toen)
    assert vind(client.get(ADRES, dag), ".blad h3")[0] == "Weer anders"


def test_now_is_shown_without_a_day(client, bestuurder, maart):
    client.force_login(bestuurder)
    antwoord = client.get(ADRES)

    assert vind(antwoord, "h1") == ["1a Hulp in de wijk"]
    assert vind(antwoord, f"{WIE} dd") == ["Els Jansen", "Jan"]


def test_plan_is_shown_as_it_was_known(lezer, maart):
    with op(4, 2):
        MaatregelFactory(plan=maart.plan, code="1b", titel="Nieuw")

    antwoord = lezer.get(PLAN, MAART)

    assert vind(antwoord, "h1 + p") == ["Plan Jeugd · projectgroep"]
    assert vind(antwoord, "tbody th") == ["1a Hulp dichtbij"]
    assert vind(antwoord, "tbody .stoplicht__trekker") == ["Els"]
    assert vind(antwoord, "tbody .stoplicht__bij") == [
        "voorstel, Thema 1, Prio 1, stand van 1 maart 2026"
    ]


@pytest.mark.parametrize("adres", [PLAN, ADRES])
def test_both_days_stand_in_a_sentence_with_the_way_back_to_now(lezer, maart, adres):
    antwoord = lezer.get(adres, {"peildatum": "20-3-2026", "bekend_op": "31-3-2026"})

    assert vind(antwoord, ".dagkeuze__merk") == [
        "U kijkt naar het verleden. Stand per 20 maart 2026, zoals bekend op 31 maart 2026."
        " Wat daarna is ingevoerd of gewijzigd, staat hier niet."
    ]
    assert kenmerken(antwoord, ".dagkeuze a", "href") == [adres]


@pytest.mark.parametrize("adres", [PLAN, ADRES])
def test_past_offers_nothing_that_changes(lezer, maart, adres):
    knoppen = vind(lezer.get(adres, MAART), "main a.knop")

    assert knoppen == (["Afdrukken", "Wijzigingen"] if adres == ADRES else [])


def test_every_link_keeps_both_days(lezer, maart):
    with op(3, 2):
        MaatregelFactory(plan=maart.plan, code="1b", volgorde=9)
    dagen = "?peildatum=2026-03-20&bekend_op=2026-03-31"

    plan, maatregel = lezer.get(f"{PLAN}{dagen}"), lezer.get(f"{ADRES}{dagen}")

    assert kenmerken(plan, "tbody th a", "href") == [
        f"{ADRES}{dagen}",
        f"{PLAN}maatregelen/1b/{dagen}",
    ]
    assert kenmerken(maatregel, ".buren a", "href") == [f"{PLAN}maatregelen/1b/{dagen}"]
    assert kenmerken(maatregel, ".kruimels a", "href")[1:] == [f"{PLAN}{dagen}"]
    assert kenmerken(maatregel, "main a.knop", "href") == [
        f"{ADRES}blad/{dagen}",
        f"{ADRES}wijzigingen/{dagen}&tot=2026-03-31",
    ]


def test_measure_that_has_another_code_now_is_found_where_it_is_now(lezer, maart):
    wijzig(maart, code="2c")

    antwoord = lezer.get(PLAN, MAART)

    assert vind(antwoord, "tbody th a") == ["1a Hulp dichtbij"]
    [adres] = kenmerken(antwoord, "tbody th a", "href")
    assert adres.startswith(f"{PLAN}maatregelen/2c/")
    assert vind(lezer.get(adres), "h1") == ["1a Hulp dichtbij"]


def test_measure_that_is_gone_now_is_told_in_the_plan_of_then(lezer, maart):
    with op(3, 2):
        weg = MaatregelFactory(plan=maart.plan, code="1x", titel="Vergissing")
    verwijder(weg)

    assert vind(lezer.get(PLAN, MAART), "tbody th")[-1] == "1x Vergissing later verwijderd"
    assert len(vind(lezer.get(PLAN), "tbody th")) == 1


def test_externe_sees_only_her_own_measure_of_today(client, maart):
    with op(3, 2):
        MaatregelFactory(plan=maart.plan, code="1b", titel="Alleen voor binnen")
        weg = MaatregelFactory(plan=maart.plan, code="1x", titel="Ook alleen voor binnen")
    verwijder(weg)
    client.force_login(maak_trekker(maart, "externe", extern=True))

    assert vind(client.get(PLAN, MAART), "tbody th") == ["1a Hulp dichtbij"]
    assert vind(client.get(ADRES, MAART), ".buren a") == []
    assert client.get(f"{PLAN}maatregelen/1b/", MAART).status_code == 404


@pytest.mark.parametrize("adres", [PLAN, ADRES])
def test_raadslid_and_buur_find_nothing_in_the_past_either(client, maart, raadslid, buur, adres):
    statussen = []
    for wie in (raadslid, buur):
        client.force_login(wie)
        statussen.append(client.get(adres, MAART).status_code)

    assert statussen == [404, 404]


@pytest.mark.parametrize(
    ("adres", "wat"),
    [(PLAN, "Het plan Plan Jeugd en Gezin"), (ADRES, "Maatregel 1a Hulp in de wijk")],
)
def test_day_before_it_was_there_is_explained(lezer, maart, adres, wat):
    antwoord = lezer.get(adres, {"bekend_op": "28-2-2026"})

    assert antwoord.status_code == 200
    assert vind(antwoord, "h1") == ["Nog niet bekend op 28 februari 2026"]
    [zin] = vind(antwoord, "main .kaart > p:first-child")
    assert zin.startswith(f"{wat} stond op die dag nog niet in deze toepassing.")
    assert zin.endswith("sinds 1 maart 2026.")
    assert kenmerken(antwoord, "main .kaart > p a", "href") == [adres]


def test_measure_that_came_later_than_its_plan_is_explained(lezer, maart):
    with op(4, 2):
        MaatregelFactory(plan=maart.plan, code="1b")

    antwoord = lezer.get(f"{PLAN}maatregelen/1b/", MAART)

    assert vind(antwoord, "h1") == ["Nog niet bekend op 31 maart 2026"]


@pytest.mark.parametrize("dag", ["morgen", "31-2-2026", "\x00", "1-1-2099"])
@pytest.mark.parametrize("adres", [PLAN, ADRES])
def test_day_that_cannot_be_used_is_told_and_shows_now(lezer, maatregel, adres, dag):
    antwoord = lezer.get(adres, {"bekend_op": dag})

    assert vind(antwoord, ".meldingen .melding") == [
        "Let op. De dag bij ‘Zoals bekend op’ is niet te gebruiken; u ziet wat nu bekend is."
    ]
    assert vind(antwoord, ".dagkeuze__merk") == []
    assert len(vind(antwoord, "details[open] .veld__melding")) == 1
    assert vind(antwoord, "title")[0].startswith("Fout: ")
    assert kenmerken(antwoord, "[role=alert][autofocus] a", "href") == ["#dag_bekend_op"]


@pytest.mark.parametrize("vraag", [{}, {"bekend_op": "2026-04-30"}], ids=["nothing", "today"])
def test_now_has_both_days_in_a_sentence_too(client, beleidsadviseur, maart, vraag):
    with op(4, 30):
        client.force_login(beleidsadviseur)
        antwoord = client.get(ADRES, vraag | {"peildatum": "2026-03-20"})

    assert vind(antwoord, ".dagkeuze > p:first-child") == [
        "Stand per 20 maart 2026, zoals bekend op 30 april 2026 (nu)."
    ]


def test_today_is_now(lezer, maatregel):
    antwoord = lezer.get(ADRES, {"bekend_op": kalender.vandaag().isoformat()})

    assert (vind(antwoord, ".dagkeuze__merk"), vind(antwoord, "main a.knop")[-1]) == (
        [],
        "Nieuwe stand",
    )


def test_form_asks_both_days_and_keeps_them(lezer, maart):
    antwoord = lezer.get(ADRES, {"peildatum": "20-3-2026", "bekend_op": "31-3-2026"})

    assert vind(antwoord, ".dagkeuze label") == [
        "Stand per (mag leeg blijven)",
        "Zoals bekend op (mag leeg blijven)",
    ]
    assert kenmerken(antwoord, ".dagkeuze input", "value") == ["20-3-2026", "31-3-2026"]
    assert kenmerken(antwoord, ".dagkeuze form", "method") == ["get"]


def test_day_ends_at_midnight_in_amsterdam(lezer, plan, beleidsadviseur):
    """22:30 UTC on the 31st is already 1 April there."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Eerst")
    for uur, titel in ((21, "Nog in maart"), (22, "Al in april")):
        with time_machine.travel(datetime(2027, 3, 31, uur, 30, tzinfo=UTC), tick=False):
            wijzig(maatregel, titel=titel)

    with time_machine.travel(datetime(2027, 5, 1, tzinfo=UTC), tick=False):
        lezer.force_login(beleidsadviseur)
        antwoord = lezer.get(ADRES, {"bekend_op": "31-3-2027"})

    assert vind(antwoord, "h1") == ["1a Nog in maart"]


def test_round_that_closed_later_confirmed_nothing_yet(lezer, plan):
    with op(3):
        verleden = PlanFactory(gemeente=plan.gemeente, slug="oud")
        maatregel = MaatregelFactory(plan=verleden, code="1a")
        ronde = open_ronde(verleden, date(2026, 3, 1), door=None)
        maak_stand(maatregel, peildatum=date(2026, 3, 1), ronde=ronde)
    with op(4):
        sluit_ronde(ronde, door=None, overige="overgenomen")

    def label(dag: str) -> list[str]:
        adres = "/waterstad/oud/maatregelen/1a/"
        vraag = {"bekend_op": dag, "peildatum": "2026-03-31"}
        return vind(lezer.get(adres, vraag), f"{STAND} .label")

    assert (label("2026-03-31"), label("2026-04-01")) == (["voorstel"], [])


def test_round_of_later_does_not_make_a_light_old(lezer, plan):
    """Closed without a stand of this measure, a round makes it niet bijgewerkt: from then on."""
    with op(3):
        oud = PlanFactory(gemeente=plan.gemeente, slug="oud")
        maak_stand(MaatregelFactory(plan=oud, code="1a"))
    with op(3, 20):
        sluit_ronde(open_ronde(oud, date(2026, 3, 15), door=None), door=None, overige="overgenomen")

    def licht(dag: str) -> str:
        vraag = {"bekend_op": dag, "peildatum": "2026-03-16"}
        return vind(lezer.get("/waterstad/oud/", vraag), "tbody .stoplicht__totaal")[0]

    assert (licht("2026-03-19"), licht("2026-03-20")) == ("groen", "niet bijgewerkt")


def test_plan_that_is_over_now_was_running_then(lezer, gemeente):
    with op(3):
        oud = PlanFactory(gemeente=gemeente, slug="oud", tot_en_met=date(2026, 4, 30))
        maak_stand(MaatregelFactory(plan=oud, code="1a"))

    assert vind(lezer.get("/waterstad/oud/", MAART), "h1") == ["Stoplicht per 31 maart 2026"]
    assert vind(lezer.get("/waterstad/oud/"), "h1") == ["Stoplicht per 1 maart 2026"]


def _vul(plan: Any, aantal: int) -> None:
    for nummer in range(aantal):
        rij = MaatregelFactory(plan=plan, code=f"2{nummer}", compleet=True)
        blad = BladFactory(maatregel=rij, cluster=ClusterFactory(plan=plan))
        MijlpaalFactory(blad=blad, onderdeel_van=MijlpaalFactory(blad=blad))
        BetrokkenheidFactory(maatregel=rij)


# Session, user and rights take five, the plan one and as known then one. The page itself ten: the
# round, measures and standen twice each, thema, betrokkenheid, persoon, blad, cluster, mijlpaal.
@pytest.mark.parametrize("aantal", [1, 3])
def test_plan_takes_the_same_queries_for_more_rows(
    lezer, gemeente, aantal, django_assert_num_queries
):
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        _vul(plan, aantal)

    with django_assert_num_queries(17):
        antwoord = lezer.get(PLAN, MAART)

    assert len(vind(antwoord, "tbody th")) == aantal


@pytest.mark.parametrize("aantal", [1, 3])
def test_measure_takes_the_same_queries_for_more_rows(
    lezer, gemeente, aantal, django_assert_num_queries
):
    with op(3):
        plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd")
        rij = MaatregelFactory(plan=plan, code="1a")
        vul_blad(rij, aantal)
        _vul(plan, aantal)

    # Three of these write in the session that she opened it.
    with django_assert_num_queries(57):
        antwoord = lezer.get(ADRES, MAART)

    assert len(vind(antwoord, f"{WIE} dd")) == aantal
