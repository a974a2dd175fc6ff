"""Mijn maatregelen: what a trekker finds on it, and the short ways to answer."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Maatregel, Ronde, Stand
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    RustFactory,
    in_handeling,
    maak_stand,
)

ADRES = "/mijn-maatregelen/"
VANDAAG = kalender.vandaag()
GISTEREN = VANDAAG - timedelta(days=1)
DAG = f"{VANDAAG:%d-%m-%Y}"


@pytest.fixture
def invoerder(client: Any, trekker: Any) -> Any:
    """A client of the trekker of 1a."""
    client.force_login(trekker)
    return client


@pytest.fixture
def ronde(maatregel: Any) -> Ronde:
    """An open round of the plan, on a day after the stand of 1a was made."""
    return open_ronde(maatregel.plan, VANDAAG, door=None)


@pytest.fixture
def persoon(trekker: Any) -> Any:
    """Who the trekker is in the plan."""
    return trekker.personen.get()


def trek(trekker: Any, maatregel: Maatregel) -> Maatregel:
    """Let the trekker pull another measure."""
    BetrokkenheidFactory(maatregel=maatregel, persoon=trekker.personen.get())
    return maatregel


def nog_een(trekker: Any, plan: Any, code: str, **anders: Any) -> Maatregel:
    return trek(trekker, MaatregelFactory(plan=plan, code=code, compleet=True, **anders))


def stuur(client: Any, maatregel: Maatregel, doe: str, vraag: str = "", **velden: Any) -> Any:
    """POST the form of a measure as it would go out if it were opened now."""
    laatste = maatregel.standen.order_by("pk").last()
    gegeven = {"gezien": laatste.pk if laatste else "", "doe": doe} | velden
    voor = f"m{maatregel.pk}-"
    data = {f"{voor}{veld}": waarde for veld, waarde in gegeven.items()}
    return client.post(f"{ADRES}{maatregel.pk}/{vraag}", data)


def als_laatste(maatregel: Maatregel) -> dict[str, str]:
    """The fields of the short form as they come filled in, sent as a browser does."""
    stand = maatregel.standen.latest("pk")
    velden = "tijd geld resultaat tekst oorzaak gevolg bijsturing grijs_reden argument".split()
    return {veld: getattr(stand, veld).replace("\n", "\r\n") for veld in velden}


def codes(antwoord: Any) -> list[str]:
    return vind(antwoord, ".mijn__kaart summary h3 b")


def toestanden(antwoord: Any) -> list[str]:
    return vind(antwoord, ".mijn__toestand")


# What is on the page


def test_page_holds_what_she_pulls_today_over_all_plans(
    invoerder: Any, trekker: Any, maatregel: Any, gemeente: Any
) -> None:
    ander_plan = PlanFactory(gemeente=gemeente, van=date(2020, 1, 1), titel="Plan Jeugd 2")
    nog_een(trekker, ander_plan, "7")
    MaatregelFactory(plan=maatregel.plan, code="1b", compleet=True)

    antwoord = invoerder.get(ADRES)

    assert codes(antwoord) == ["1a", "7"]
    assert "Plan Jeugd 2, Waterstad" in vind(antwoord, ".mijn__kaart > p.zacht")[1]


def test_part_of_yesterday_is_hers_no_more(invoerder: Any, maatregel: Any) -> None:
    with in_handeling():
        for rij in maatregel.betrokkenheden.all():
            rij.tot_en_met = GISTEREN
            rij.save()
        logboek.schrijf("x", maatregel, gemeente_id=maatregel.plan.gemeente_id, naam="x")

    assert codes(invoerder.get(ADRES)) == []


def test_what_has_ended_and_plans_that_are_over_are_not_asked(
    invoerder: Any, trekker: Any, maatregel: Any, gemeente: Any
) -> None:
    maak_stand(nog_een(trekker, maatregel.plan, "1b"), fase="afgerond")
    oud = PlanFactory(gemeente=gemeente, tot_en_met=GISTEREN)
    nog_een(trekker, oud, "9")

    assert codes(invoerder.get(ADRES)) == ["1a"]


def test_what_ended_in_the_open_round_still_counts_as_delivered(
    invoerder: Any, maatregel: Any, ronde: Any
) -> None:
    maak_stand(maatregel, fase="afgerond", ronde=ronde)

    antwoord = invoerder.get(ADRES)

    assert (codes(antwoord), toestanden(antwoord)) == (["1a"], ["geleverd"])


def test_who_pulls_nothing_is_told_what_would_stand_here(client: Any, bestuurder: Any) -> None:
    client.force_login(bestuurder)

    antwoord = client.get(ADRES)

    assert vind(antwoord, ".leeg__kop") == ["U trekt nu geen maatregel."]
    assert kenmerken(antwoord, ".leeg a", "href") == ["/"]


def test_card_says_all_four_lights_in_words_and_their_day(invoerder: Any, maatregel: Any) -> None:
    maak_stand(maatregel, tijd="rood", geld="grijs")

    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, ".mijn__lichten li") == [
        "Tijd: rood: vraagt een besluit",
        "Geld: grijs: nog niet te beoordelen",
        "Resultaat: groen: op koers",
        "Totaal: rood: vraagt een besluit",
    ]
    assert vind(antwoord, ".mijn__laatste h4") == [
        f"Laatste stand, {kalender.datum_voluit(VANDAAG)}"
    ]


def test_silence_is_not_green_though_the_last_stand_was(invoerder: Any, maatregel: Any) -> None:
    for dag in (date(2024, 1, 1), date(2024, 3, 1)):
        sluit_ronde(open_ronde(maatregel.plan, dag, door=None), door=None, overige="overgenomen")

    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, "summary > .alleen-voorlezen") == ["niet bijgewerkt"]
    assert vind(antwoord, ".mijn__lichten li")[3] == "Totaal: groen: op koers"


def test_count_says_how_many_are_done_for_the_open_round(
    invoerder: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    klaar = nog_een(trekker, maatregel.plan, "1b")
    maak_stand(klaar, ronde=ronde)
    rust = nog_een(trekker, maatregel.plan, "1c")
    RustFactory(maatregel=rust)
    ander_plan = PlanFactory(gemeente=maatregel.plan.gemeente)
    nog_een(trekker, ander_plan, "2a")

    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, ".mijn__klaar") == ["1 van 2 geleverd voor de ronde die nu open staat."]
    assert dict(zip(codes(antwoord), toestanden(antwoord), strict=True)) == {
        "1a": "nog te doen",
        "1b": "geleverd",
        "1c": "rust",
        "2a": "geen ronde open",
    }
    # What the round waits for comes first, and is the one that is open.
    assert kenmerken(antwoord, "details.mijn__kaart", "open") == ["", None, None, None]


def test_two_measures_are_both_open(invoerder: Any, trekker: Any, maatregel: Any) -> None:
    nog_een(trekker, maatregel.plan, "1b")

    assert kenmerken(invoerder.get(ADRES), "details.mijn__kaart", "open") == ["", ""]


def test_what_was_delivered_is_folded_until_it_is_asked_for(
    invoerder: Any, maatregel: Any, ronde: Any
) -> None:
    maak_stand(maatregel, ronde=ronde)
    adressen = (ADRES, f"{ADRES}?open={maatregel.pk}")

    open_ = [kenmerken(invoerder.get(naar), "details.mijn__kaart", "open") for naar in adressen]

    assert open_ == [[None], [""]]


def test_steps_of_the_past_this_and_the_next_quarter_are_shown(
    invoerder: Any, maatregel: Any
) -> None:
    blad = maatregel.bladen.get()
    volgend = kalender.Kwartaal.van_dag(VANDAAG).volgende
    daarna = volgend.volgende
    for kwartaal in (volgend, daarna):
        MijlpaalFactory(
            blad=blad, tekst=str(kwartaal), van=kwartaal.eerste_dag, tot_en_met=kwartaal.laatste_dag
        )
    MijlpaalFactory(blad=blad, tekst="klaar", toestand="gereed")
    MijlpaalFactory(blad=blad, tekst="ooit", periode_soort="onbepaald", van=None, tot_en_met=None)
    MijlpaalFactory(blad=blad, tekst="telkens", periode_soort="herhalend", herhaling="maandelijks")

    stappen = vind(invoerder.get(ADRES), ".mijn__stap .keuze label")

    assert stappen == [
        "Afspraken maken Q2 2019 · te laat",
        f"{volgend} {kalender.grens_voluit(volgend.eerste_dag, volgend.laatste_dag)}",
    ]


# Every query once, whatever the number of measures: session, user, rights, the six of `lees` and
# the eight of the computed light, once for each plan.
@pytest.mark.parametrize("aantal", [1, 3])
def test_page_takes_the_same_queries_for_more_measures(
    invoerder: Any,
    trekker: Any,
    maatregel: Any,
    ronde: Any,
    aantal: int,
    django_assert_num_queries: Any,
) -> None:
    for nummer in range(1, aantal):
        maak_stand(nog_een(trekker, maatregel.plan, f"2{nummer}"), tijd="rood")

    with django_assert_num_queries(21):
        antwoord = invoerder.get(ADRES)

    assert len(codes(antwoord)) == aantal


# Ongewijzigd


def test_unchanged_makes_a_stand_with_the_same_values_for_the_round(
    invoerder: Any, maatregel: Any, trekker: Any
) -> None:
    eerder = maak_stand(maatregel, tijd="oranje", peildatum=GISTEREN)
    maak_stand(maatregel, tijd="oranje")
    ronde = open_ronde(maatregel.plan, VANDAAG, door=None)

    antwoord = stuur(invoerder, maatregel, "ongewijzigd")

    stand = maatregel.standen.latest("pk")
    velden = "tijd geld resultaat totaal fase tekst oorzaak gevolg bijsturing".split()
    assert [getattr(stand, veld) for veld in velden] == [getattr(eerder, veld) for veld in velden]
    assert (stand.ronde, stand.peildatum, stand.door) == (ronde, VANDAAG, trekker)
    assert (antwoord.status_code, antwoord.url) == (302, ADRES)
    [melding] = vind(invoerder.get(ADRES), "[role=status]")
    assert melding == "Gelukt. De stand van 1a is ongewijzigd bevestigd."


def test_trail_says_that_it_was_said_to_be_unchanged(invoerder: Any, maatregel: Any) -> None:
    stuur(invoerder, maatregel, "ongewijzigd")

    regel = Gebeurtenis.objects.over(maatregel)[0]
    assert (regel.soort, regel.gegevens["reden"]) == ("stand vastgelegd", "ongewijzigd bevestigd")
    spoor = invoerder.get("/waterstad/plan-jeugd/maatregelen/1a/wijzigingen/")
    assert vind(spoor, ".spoor__reden")[0] == "Reden: ongewijzigd bevestigd"


def test_fields_as_they_came_are_no_change(invoerder: Any, maatregel: Any) -> None:
    """A browser writes the end of a line in its own way."""
    maak_stand(maatregel, tekst="Eerst dit.\nDan dat.")

    antwoord = stuur(invoerder, maatregel, "ongewijzigd", **als_laatste(maatregel))

    assert (antwoord.status_code, maatregel.standen.latest("pk").tekst) == (
        302,
        "Eerst dit.\nDan dat.",
    )


def test_unchanged_is_refused_for_what_was_changed_and_nothing_is_lost(
    invoerder: Any, maatregel: Any
) -> None:
    velden = als_laatste(maatregel) | {"tekst": "Toch anders."}

    antwoord = stuur(invoerder, maatregel, "ongewijzigd", **velden)

    assert (antwoord.status_code, maatregel.standen.count()) == (422, 1)
    assert "U heeft hieronder iets veranderd" in vind(antwoord, "[role=alert]")[0]
    assert vind(antwoord, f"#id_m{maatregel.pk}-tekst") == ["Toch anders."]


@pytest.mark.parametrize(
    ("laatste", "zin"),
    [
        (None, "Er is nog geen stand."),
        ({"bron": "het plan van 2019"}, "komt uit het plan van 2019"),
    ],
)
def test_unchanged_is_not_offered_nor_taken_where_it_cannot_hold(
    invoerder: Any, trekker: Any, plan: Any, laatste: Any, zin: str
) -> None:
    eigen = trek(trekker, MaatregelFactory(plan=plan, code="5"))
    if laatste:
        maak_stand(eigen, peildatum=GISTEREN, **laatste)

    antwoord = stuur(invoerder, eigen, "ongewijzigd")

    assert antwoord.status_code == 422
    assert zin in vind(antwoord, "[role=alert]")[0]
    assert f"m{eigen.pk}-doe ongewijzigd" not in knoppen(antwoord)


def knoppen(antwoord: Any) -> list[str]:
    namen = kenmerken(antwoord, "main button", "name")
    waarden = kenmerken(antwoord, "main button", "value")
    return [f"{naam} {waarde}" for naam, waarde in zip(namen, waarden, strict=True)]


def test_what_is_delivered_offers_no_unchanged_again(
    invoerder: Any, maatregel: Any, ronde: Any
) -> None:
    stuur(invoerder, maatregel, "ongewijzigd")

    assert f"m{maatregel.pk}-doe ongewijzigd" not in knoppen(invoerder.get(ADRES))


# The short form


def test_short_form_starts_with_the_last_stand(invoerder: Any, maatregel: Any) -> None:
    maak_stand(maatregel, tijd="oranje", tekst="Zo stond het.")

    antwoord = invoerder.get(ADRES)

    voor = f"#id_m{maatregel.pk}-"
    gekozen = kenmerken(antwoord, "main input[type=radio][checked]", "value")
    assert gekozen == ["oranje", "groen", "groen"]
    assert vind(antwoord, f"{voor}tekst, {voor}oorzaak") == [
        "Zo stond het.",
        "De offerte kwam later.",
    ]
    assert kenmerken(antwoord, "form[data-concept]", "data-concept") == [
        f"/mijn-maatregelen/{maatregel.pk}/"
    ]


def test_change_is_stored_and_the_next_that_waits_comes_in_focus(
    invoerder: Any, trekker: Any, maatregel: Any, ronde: Any
) -> None:
    tweede = nog_een(trekker, maatregel.plan, "1b")
    velden = {"tijd": "rood", "oorzaak": "A", "gevolg": "B", "bijsturing": "C", "reden": "D"}

    antwoord = stuur(invoerder, maatregel, "stand", **als_laatste(maatregel) | velden)

    stand = maatregel.standen.latest("pk")
    assert (stand.tijd, stand.totaal, stand.oorzaak, stand.ronde) == ("rood", "rood", "A", ronde)
    assert antwoord.url == f"{ADRES}?open={tweede.pk}#maatregel-{tweede.pk}"
    pagina = invoerder.get(antwoord.url)
    assert kenmerken(pagina, f"#maatregel-{tweede.pk}", "open") == [""]


def test_fault_brings_the_whole_page_back_with_what_was_typed(
    invoerder: Any, trekker: Any, maatregel: Any
) -> None:
    nog_een(trekker, maatregel.plan, "1b")
    velden = als_laatste(maatregel) | {"tijd": "rood", "gevolg": "Het schuift op."}

    antwoord = stuur(invoerder, maatregel, "stand", **velden)

    voor = f"#id_m{maatregel.pk}-"
    assert (antwoord.status_code, codes(antwoord)) == (422, ["1a", "1b"])
    doelen = kenmerken(antwoord, "[role=alert] a", "href")
    # The cause that is still asked will say why the light changed.
    assert doelen == [f"{voor}oorzaak", f"{voor}bijsturing"]
    assert all(vind(antwoord, doel) for doel in doelen)
    assert "autofocus" in antwoord.content.decode()
    assert vind(antwoord, "title")[0].startswith("Fout: ")
    assert vind(antwoord, f"{voor}gevolg") == ["Het schuift op."]
    open_ = kenmerken(antwoord, f"#maatregel-{maatregel.pk}, .mijn__meer", "open")
    assert open_ == ["", "", None]


def test_cause_of_a_light_that_became_worse_is_the_reason_in_the_trail(
    invoerder: Any, maatregel: Any
) -> None:
    velden = {"tijd": "oranje", "oorzaak": "De offerte kwam later.", "gevolg": "B"}

    stuur(invoerder, maatregel, "stand", **als_laatste(maatregel) | velden | {"bijsturing": "C"})

    regel = Gebeurtenis.objects.latest("pk")
    assert (regel.soort, regel.gegevens["reden"]) == ("stand vastgelegd", "De offerte kwam later.")


@pytest.mark.parametrize(
    ("toen", "velden"),
    [
        # The cause of then; and a light that became better.
        ({"tijd": "oranje"}, {"geld": "rood"}),
        (
            {"tijd": "rood"},
            {"tijd": "oranje", "oorzaak": "Een andere.", "argument": "Het valt mee."},
        ),
        ({}, {"geld": "grijs", "grijs_reden": "Te vroeg."}),
    ],
)
def test_another_change_of_a_light_asks_a_reason_and_says_so_plainly(
    invoerder: Any, maatregel: Any, toen: dict[str, str], velden: dict[str, str]
) -> None:
    maak_stand(maatregel, **toen)

    antwoord = stuur(invoerder, maatregel, "stand", **als_laatste(maatregel) | velden)

    assert vind(antwoord, "[role=alert] li") == [
        "Waarom verandert het? U verandert een licht. Schrijf op waarom."
    ]


def test_total_that_was_argued_stays_until_a_light_changes(invoerder: Any, maatregel: Any) -> None:
    maak_stand(maatregel, tijd="oranje", totaal="groen", afwijking_reden="Het komt goed.")
    stuur(invoerder, maatregel, "stand", **als_laatste(maatregel) | {"tekst": "Nieuw."})
    gebleven = maatregel.standen.latest("pk")

    stuur(
        invoerder, maatregel, "stand", **als_laatste(maatregel) | {"geld": "oranje", "reden": "x"}
    )
    anders = maatregel.standen.latest("pk")

    assert (gebleven.totaal, gebleven.afwijking_reden) == ("groen", "Het komt goed.")
    assert (anders.totaal, anders.afwijking_reden) == ("oranje", "")


def test_explanation_goes_with_the_light_that_asked_it(invoerder: Any, maatregel: Any) -> None:
    maak_stand(maatregel, tijd="oranje")

    velden = als_laatste(maatregel) | {"tijd": "groen", "reden": "De offerte is er."}
    stuur(invoerder, maatregel, "stand", **velden)

    stand = maatregel.standen.latest("pk")
    assert (stand.tijd, stand.oorzaak, stand.gevolg, stand.bijsturing) == ("groen", "", "", "")


def test_enter_in_a_field_stores_what_changed_and_never_says_unchanged(
    invoerder: Any, maatregel: Any
) -> None:
    niets = stuur(invoerder, maatregel, "", **als_laatste(maatregel))
    assert (niets.status_code, maatregel.standen.count()) == (302, 1)

    stuur(invoerder, maatregel, "", **als_laatste(maatregel) | {"tekst": "Nieuw."})

    assert [stand.tekst for stand in maatregel.standen.order_by("-pk")[:1]] == ["Nieuw."]


def test_second_of_two_sees_both_texts_and_loses_nothing(invoerder: Any, maatregel: Any) -> None:
    gezien = maatregel.standen.get().pk
    velden = als_laatste(maatregel) | {"tekst": "Van mij.", "gezien": gezien}
    maak_stand(maatregel, tekst="De eerste was sneller.")

    antwoord = stuur(invoerder, maatregel, "stand", **velden)

    assert (antwoord.status_code, maatregel.standen.count()) == (409, 2)
    assert "Terwijl u schreef" in vind(antwoord, "[role=alert]")[0]
    assert vind(antwoord, f"#id_m{maatregel.pk}-tekst") == ["Van mij."]
    assert "De eerste was sneller." in vind(antwoord, ".mijn__laatste")[0]
    [nu] = kenmerken(antwoord, f"[name=m{maatregel.pk}-gezien]", "value")
    tweede = stuur(invoerder, maatregel, "stand", **velden | {"gezien": nu})
    assert (tweede.status_code, maatregel.standen.latest("pk").tekst) == (302, "Van mij.")


def test_text_typed_while_the_measure_ended_comes_back(invoerder: Any, maatregel: Any) -> None:
    velden = als_laatste(maatregel) | {
        "tekst": "Van mij.",
        "gezien": maatregel.standen.get().pk,
    }
    maak_stand(maatregel, fase="afgerond")

    antwoord = stuur(invoerder, maatregel, "stand", **velden)

    assert antwoord.status_code == 409
    assert vind(antwoord, f"#id_m{maatregel.pk}-tekst") == ["Van mij."]


@pytest.mark.parametrize("veld", ["tekst", "oorzaak", "reden", "grijs_reden", "argument"])
def test_number_that_may_be_a_bsn_is_refused(invoerder: Any, maatregel: Any, veld: str) -> None:
    velden = als_laatste(maatregel) | {veld: "kind 111222333"}

    antwoord = stuur(invoerder, maatregel, "stand", **velden)

    assert (antwoord.status_code, maatregel.standen.count()) == (422, 1)
    assert kenmerken(antwoord, "[role=alert] a", "href") == [f"#id_m{maatregel.pk}-{veld}"]


def test_address_of_a_form_opened_again_shows_the_measure(invoerder: Any, maatregel: Any) -> None:
    """Who had to sign in again comes here without her form."""
    antwoord = invoerder.get(f"{ADRES}{maatregel.pk}/")

    assert antwoord.url == f"{ADRES}?open={maatregel.pk}#maatregel-{maatregel.pk}"


# Steps


def test_step_and_stand_are_stored_as_one_act(invoerder: Any, maatregel: Any) -> None:
    [stap] = maatregel.bladen.get().mijlpalen.all()
    velden = {f"gereed_{stap.pk}": "on", f"gereed_op_{stap.pk}": "1-3-2024"}

    stuur(invoerder, maatregel, "ongewijzigd", **velden)

    stap.refresh_from_db()
    assert (stap.toestand, stap.gereed_op) == ("gereed", date(2024, 3, 1))
    tweede, eerste = Gebeurtenis.objects.over(maatregel)[:2]
    assert [eerste.soort, tweede.soort] == ["mijlpaal gereed", "stand vastgelegd"]


def test_step_alone_makes_no_stand(invoerder: Any, maatregel: Any) -> None:
    [stap] = maatregel.bladen.get().mijlpalen.all()
    velden = {f"gereed_{stap.pk}": "on", f"gereed_op_{stap.pk}": DAG}

    antwoord = stuur(invoerder, maatregel, "stappen", **als_laatste(maatregel) | velden)

    stap.refresh_from_db()
    assert (antwoord.status_code, stap.toestand, maatregel.standen.count()) == (302, "gereed", 1)
    assert vind(invoerder.get(antwoord.url), "[role=status]") == [
        "Gelukt. Bij 1a: 1 stap gereed gemeld."
    ]


@pytest.mark.parametrize("dag", ["1-3-2199", "", "gisteren", "1-1-1980"])
def test_fault_in_a_day_stores_neither_step_nor_stand(
    invoerder: Any, maatregel: Any, dag: str
) -> None:
    [stap] = maatregel.bladen.get().mijlpalen.all()
    velden = {f"gereed_{stap.pk}": "on", f"gereed_op_{stap.pk}": dag}

    antwoord = stuur(invoerder, maatregel, "ongewijzigd", **velden)

    stap.refresh_from_db()
    assert (antwoord.status_code, stap.toestand, maatregel.standen.count()) == (422, "open", 1)
    assert kenmerken(antwoord, "[role=alert] a", "href") == [
        f"#id_m{maatregel.pk}-gereed_op_{stap.pk}"
    ]


def test_day_that_has_yet_to_come_is_refused_by_the_domain_at_its_field(
    invoerder: Any, maatregel: Any
) -> None:
    [stap] = maatregel.bladen.get().mijlpalen.all()
    morgen = VANDAAG + timedelta(days=1)
    velden = {f"gereed_{stap.pk}": "on", f"gereed_op_{stap.pk}": f"{morgen:%d-%m-%Y}"}

    antwoord = stuur(invoerder, maatregel, "ongewijzigd", **velden)

    assert (antwoord.status_code, maatregel.standen.count()) == (422, 1)
    assert "Deze dag moet nog komen" in vind(antwoord, "[role=alert]")[0]


def test_step_that_another_reported_meanwhile_is_said_and_stores_nothing(
    invoerder: Any, maatregel: Any
) -> None:
    velden = {"gereed_999999": "on", "gereed_op_999999": DAG}

    antwoord = stuur(invoerder, maatregel, "ongewijzigd", **velden)

    assert (antwoord.status_code, maatregel.standen.count()) == (422, 1)
    assert "is intussen al gereed of vervallen" in vind(antwoord, "[role=alert]")[0]


# Namens


def test_adviser_finds_the_trekkers_she_may_write_for(
    client: Any, beleidsadviseur: Any, trekker: Any, persoon: Any
) -> None:
    client.force_login(beleidsadviseur)

    antwoord = client.get(f"{ADRES}namens/")

    adressen = kenmerken(antwoord, ".mijn__personen a", "href")
    assert f"{ADRES}?namens={persoon.pk}" in adressen
    assert len(adressen) == 2  # 1a came with a trekker of its own
    pagina = client.get(f"{ADRES}?namens={persoon.pk}")
    assert kenmerken(pagina, ".kruimels a", "href") == ["/", f"{ADRES}namens/"]


def test_from_a_vacancy_comes_no_mail(
    client: Any, beleidsadviseur: Any, maatregel: Any, gemeente: Any
) -> None:
    for soort in ("vacature", "functie"):
        rol = PersoonFactory(gemeente=gemeente, naam=f"Een {soort}", soort=soort)
        BetrokkenheidFactory(maatregel=maatregel, persoon=rol)
    client.force_login(beleidsadviseur)

    namen = vind(client.get(f"{ADRES}namens/"), ".mijn__personen a")

    assert ("Een functie" in namen, "Een vacature" in namen) == (True, False)


def test_who_may_write_for_nobody_sees_no_names(invoerder: Any, maatregel: Any) -> None:
    antwoord = invoerder.get(f"{ADRES}namens/")

    assert vind(antwoord, ".mijn__personen") == []
    assert vind(antwoord, ".leeg__kop") == ["Er is nu niemand voor wie u een stand vastlegt."]


def test_adviser_says_once_who_passed_it_on_and_every_stand_tells(
    client: Any, beleidsadviseur: Any, persoon: Any, maatregel: Any
) -> None:
    client.force_login(beleidsadviseur)
    vraag = f"?namens={persoon.pk}"
    assert vind(client.get(f"{ADRES}{vraag}"), "form[data-stand]") == []

    client.post(f"{ADRES}{vraag}", {"namens": "de trekker, mail van 3 maart"})
    pagina = client.get(f"{ADRES}{vraag}")
    [namens] = kenmerken(pagina, f"[name=m{maatregel.pk}-namens]", "value")
    stuur(client, maatregel, "ongewijzigd", vraag, namens=namens)

    stand = maatregel.standen.latest("pk")
    assert (stand.namens, stand.door) == ("de trekker, mail van 3 maart", beleidsadviseur)


def test_namens_must_be_told(
    client: Any, beleidsadviseur: Any, persoon: Any, maatregel: Any
) -> None:
    client.force_login(beleidsadviseur)
    vraag = f"?namens={persoon.pk}"

    leeg = client.post(f"{ADRES}{vraag}", {"namens": " "})
    zonder = stuur(client, maatregel, "ongewijzigd", vraag)

    assert (leeg.status_code, zonder.status_code, maatregel.standen.count()) == (422, 422, 1)
    assert vind(leeg, "[role=alert] li") == [
        "Wie gaf dit door, en hoe: Schrijf op wie de stand doorgaf, en hoe."
    ]
    assert vind(zonder, "[role=alert] li") == vind(leeg, "[role=alert] li")


def test_own_stand_carries_no_namens(invoerder: Any, maatregel: Any) -> None:
    stuur(invoerder, maatregel, "ongewijzigd", namens="iemand anders")

    assert maatregel.standen.latest("pk").namens == ""


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        ("beleidsadviseur", 200),
        ("voorzitter", 200),
        ("projectgroep", 403),
        ("bestuurder", 403),
        ("trekker", 403),
        ("externe", 403),
        ("buur", 404),
        ("raadslid", 404),
    ],
)
def test_namens_is_for_who_may_write_for_all(
    client: Any, request: Any, persoon: Any, maatregel: Any, wie: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(wie))

    assert client.get(f"{ADRES}?namens={persoon.pk}").status_code == status


@pytest.mark.parametrize("wie", ["0", "x", "-1", "9" * 19, "٣"])
def test_nobody_has_such_a_number(client: Any, beleidsadviseur: Any, wie: str) -> None:
    client.force_login(beleidsadviseur)

    assert client.get(ADRES, {"namens": wie}).status_code == 404


def test_namens_holds_no_measures_of_somebody_else(
    client: Any, beleidsadviseur: Any, persoon: Any, maatregel: Any
) -> None:
    ander = MaatregelFactory(plan=maatregel.plan, code="1b", compleet=True)
    client.force_login(beleidsadviseur)

    antwoord = stuur(client, ander, "ongewijzigd", f"?namens={persoon.pk}", namens="x")

    assert (antwoord.status_code, ander.standen.count()) == (403, 1)


def test_persoon_without_measures_here_is_nobody_to_write_for(
    client: Any, beleidsadviseur: Any, gemeente: Any
) -> None:
    client.force_login(beleidsadviseur)
    leeg = PersoonFactory(gemeente=gemeente, naam="Leeg")

    assert client.get(f"{ADRES}?namens={leeg.pk}").status_code == 403


def test_looking_changes_nothing(invoerder: Any, maatregel: Any) -> None:
    voor = (Stand.objects.count(), Gebeurtenis.objects.count())

    invoerder.get(ADRES)
    invoerder.get(f"{ADRES}{maatregel.pk}/")

    assert (Stand.objects.count(), Gebeurtenis.objects.count()) == voor


# The way to it


@pytest.mark.parametrize(
    ("wie", "menu"),
    [
        ("trekker", ["Plannen", "Mijn maatregelen"]),
        ("externe", ["Plannen", "Mijn maatregelen"]),
        ("beleidsadviseur", ["Plannen", "Namens een trekker"]),
        ("voorzitter", ["Plannen", "Namens een trekker"]),
        ("projectgroep", ["Plannen"]),
        ("bestuurder", ["Plannen"]),
        ("buur", ["Plannen"]),
    ],
)
def test_menu_has_the_pages_on_which_she_has_work(
    client: Any, request: Any, maatregel: Any, wie: str, menu: list[str]
) -> None:
    client.force_login(request.getfixturevalue(wie))

    assert vind(client.get("/account/"), ".kop__menu li") == menu


def test_menu_asks_it_within_the_query_for_roles(
    invoerder: Any, maatregel: Any, django_assert_num_queries: Any
) -> None:
    """Session, user, lidmaatschappen and rollen; the other four are of the list of plans."""
    with django_assert_num_queries(8):
        antwoord = invoerder.get("/")

    assert vind(antwoord, ".kop__menu li") == ["Plannen", "Mijn maatregelen"]


def test_menu_marks_the_page_she_is_on_and_no_other(
    client: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    BetrokkenheidFactory(
        maatregel=maatregel,
        persoon=PersoonFactory(gemeente=maatregel.plan.gemeente, gebruiker=beleidsadviseur),
    )
    client.force_login(beleidsadviseur)

    pagina = client.get(f"{ADRES}namens/")

    assert vind(pagina, ".kop__menu [aria-current]") == ["Namens een trekker"]
    assert len(vind(pagina, ".kop__menu li")) == 3


def test_plan_that_is_over_is_no_reason_to_write_for_others(
    client: Any, beleidsadviseur: Any, gemeente: Any
) -> None:
    PlanFactory(gemeente=gemeente, van=date(2019, 1, 1), tot_en_met=GISTEREN)
    client.force_login(beleidsadviseur)

    assert vind(client.get("/"), ".kop__menu li") == ["Plannen"]


def test_what_has_ended_is_no_reason_for_the_menu(invoerder: Any, maatregel: Any) -> None:
    maak_stand(maatregel, fase="afgerond")

    assert vind(invoerder.get("/"), ".kop__menu li") == ["Plannen"]


def aanmelden(client: Any, wie: Any, doel: str) -> str:
    wie.set_password("een-lang-wachtwoord")
    wie.save()
    gegeven = {"username": wie.username, "password": "een-lang-wachtwoord"}
    return str(client.post(f"/aanmelden/?next={doel}", gegeven).url)


@pytest.mark.parametrize(
    ("wie", "doel", "adres"),
    [
        ("trekker", "/", ADRES),
        ("trekker", "", ADRES),
        ("trekker", "/account/", "/account/"),
        ("bestuurder", "/", "/"),
        ("beleidsadviseur", "/", "/"),
    ],
)
def test_who_is_only_trekker_starts_here(
    client: Any, request: Any, maatregel: Any, wie: str, doel: str, adres: str
) -> None:
    assert aanmelden(client, request.getfixturevalue(wie), doel) == adres


def test_who_has_a_role_too_starts_with_the_plans(
    client: Any, beleidsadviseur: Any, maatregel: Any
) -> None:
    persoon = PersoonFactory(
        gemeente=maatregel.plan.gemeente, naam="Adviseur", gebruiker=beleidsadviseur
    )
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon)

    assert aanmelden(client, beleidsadviseur, "/") == "/"


# What the rules say


@pytest.fixture
def zonder_argument(trekker: Any, maatregel: Any) -> Any:
    """A measure with a groene stand of which the rules say rood by now."""
    rij = trek(trekker, MaatregelFactory(plan=maatregel.plan, code="1b"))
    MijlpaalFactory(blad=BladFactory(maatregel=rij))
    maak_stand(rij, peildatum=date(2019, 3, 1))
    return rij


def test_card_says_where_a_light_is_better_than_the_rules_and_why(
    invoerder: Any, maatregel: Any
) -> None:
    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, ".mijn__beter p") == [
        "Uw licht is beter dan dat van de regels.",
        "Volgens de regels: rood",
        "Laatste stap niet op tijd klaar (Q2 2019): “Afspraken maken”.",
        "Uw argument: De test gaat over iets anders.",
    ]
    voor = f"id_m{maatregel.pk}"
    assert kenmerken(antwoord, "[data-berekend]", "data-berekend") == ["rood", "grijs", "grijs"]
    assert kenmerken(antwoord, "[data-berekend]", "aria-describedby")[0].split() == [
        f"{voor}-tijd_berekend"
    ]


def test_argument_that_holds_goes_along_and_is_not_asked_again(
    invoerder: Any, maatregel: Any, ronde: Any
) -> None:
    antwoord = invoerder.get(ADRES)
    assert len(vind(antwoord, ".mijn__meer [data-bij-beter]")) == 1

    stuur(invoerder, maatregel, "ongewijzigd")

    assert maatregel.standen.get(ronde=ronde).argument == "De test gaat over iets anders."


def test_unchanged_asks_an_argument_beside_the_button_and_takes_it(
    invoerder: Any, zonder_argument: Any, ronde: Any
) -> None:
    kaart = f"#maatregel-{zonder_argument.pk}"
    antwoord = invoerder.get(ADRES)
    assert len(vind(antwoord, f"{kaart} form > [data-bij-beter] + .knoppen")) == 1
    assert vind(antwoord, f"{kaart} .mijn__meer [data-bij-beter]") == []

    zonder = stuur(invoerder, zonder_argument, "ongewijzigd")
    met = stuur(invoerder, zonder_argument, "ongewijzigd", argument="Morgen is het af.")

    veld = f"#id_m{zonder_argument.pk}-argument"
    assert (zonder.status_code, met.status_code) == (422, 302)
    assert kenmerken(zonder, "[role=alert] a", "href") == [veld]
    stand = zonder_argument.standen.get(ronde=ronde)
    assert (stand.argument, stand.berekend_tijd, stand.totaal) == (
        "Morgen is het af.",
        "rood",
        "groen",
    )


def test_argument_for_what_the_rules_said_before_is_not_proposed(
    invoerder: Any, trekker: Any, maatregel: Any
) -> None:
    rij = trek(trekker, MaatregelFactory(plan=maatregel.plan, code="1b"))
    blad = BladFactory(maatregel=rij)
    MijlpaalFactory(blad=blad, van=date(2019, 1, 1), tot_en_met=date(2019, 3, 31))
    MijlpaalFactory(blad=blad)
    maak_stand(rij, peildatum=date(2019, 5, 1), argument="De offerte ligt er.")

    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, f"#id_m{rij.pk}-argument") == [""]
    assert vind(antwoord, f"#id_m{maatregel.pk}-argument") == ["De test gaat over iets anders."]


def test_argument_alone_is_not_lost_with_the_steps(invoerder: Any, zonder_argument: Any) -> None:
    antwoord = stuur(invoerder, zonder_argument, "stappen", argument="Morgen is het af.")

    assert antwoord.status_code == 422
    assert vind(antwoord, f"#id_m{zonder_argument.pk}-argument") == ["Morgen is het af."]


# Who stands in


@pytest.fixture
def vervangen(trekker: Any, maatregel: Any) -> Maatregel:
    """Measure 1b, pulled by Els Bos, for whom the trekker of 1a stands in."""
    rij: Maatregel = MaatregelFactory(plan=maatregel.plan, code="1b")
    maak_stand(rij, peildatum=GISTEREN)
    els = PersoonFactory(gemeente=maatregel.plan.gemeente, naam="Els Bos")
    BetrokkenheidFactory(maatregel=rij, persoon=els, rol="trekker")
    BetrokkenheidFactory(maatregel=rij, persoon=trekker.personen.get(), rol="plaatsvervanger")
    return rij


def test_for_what_she_stands_in_has_a_section_of_its_own(
    invoerder: Any, maatregel: Any, vervangen: Maatregel
) -> None:
    open_ronde(maatregel.plan, VANDAAG, door=None)
    pagina = invoerder.get(ADRES)

    assert codes(pagina) == ["1a", "1b"]
    assert vind(pagina, ".mijn__vervangt h2") == ["U vervangt"]
    [kaart] = vind(pagina, ".mijn__vervangt .mijn__kaart")
    assert ("nog geen stand" in kaart, "Trekker: Els Bos" in kaart) == (True, True)
    assert kenmerken(pagina, ".mijn__vervangt details.mijn__kaart", "open") == [None]
    # She is not asked: only her own counts.
    assert vind(pagina, ".mijn__klaar")[0].startswith("0 van 1 geleverd")


def test_her_stand_says_that_she_stood_in(
    invoerder: Any, trekker: Any, maatregel: Any, vervangen: Maatregel
) -> None:
    ronde = open_ronde(maatregel.plan, VANDAAG, door=None)

    antwoord = stuur(invoerder, vervangen, "ongewijzigd")

    stand = vervangen.standen.latest("pk")
    assert (antwoord.status_code, stand.door, stand.namens, stand.ronde) == (
        302,
        trekker,
        "Els Bos, als plaatsvervanger",
        ronde,
    )


def test_the_full_form_says_so_too_and_leaves_no_choice(
    invoerder: Any, trekker: Any, vervangen: Maatregel
) -> None:
    adres = f"{vervangen.get_absolute_url()}stand/"
    pagina = invoerder.get(adres)
    velden = {
        naam: waarde
        for naam, veld in pagina.context["form"].fields.items()
        if (waarde := pagina.context["form"][naam].value()) not in (None, "") and veld
    }

    invoerder.post(adres, velden | {"peildatum": DAG, "namens": "Iemand anders"})

    assert "Bij deze stand komt te staan: namens Els Bos, als plaatsvervanger." in " ".join(
        vind(pagina, "p")
    )
    assert vervangen.standen.latest("pk").namens == "Els Bos, als plaatsvervanger"


def test_who_only_stands_in_finds_the_page_in_her_menu(
    client: Any, bestuurder: Any, maatregel: Any
) -> None:
    persoon = PersoonFactory(gemeente=maatregel.plan.gemeente, gebruiker=bestuurder)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol="plaatsvervanger")
    client.force_login(bestuurder)

    pagina = client.get(ADRES)

    assert vind(pagina, "h2")[-1] == "U vervangt"
    assert ("U trekt nu geen maatregel" in str(vind(pagina, "h2")), codes(pagina)) == (
        False,
        ["1a"],
    )
    assert "Mijn maatregelen" in vind(pagina, "nav a")


def test_a_light_that_the_meeting_set_says_who_and_when(invoerder: Any, maatregel: Any) -> None:
    ronde = open_ronde(maatregel.plan, VANDAAG, door=None)
    assert vind(invoerder.get(ADRES), ".mijn__laatste > p") == []
    maak_stand(maatregel, peildatum=VANDAAG, ronde=ronde, namens="projectgroep, in de vergadering")

    [zin] = vind(invoerder.get(ADRES), ".mijn__laatste > p")

    assert zin.endswith(f"in het overleg van {kalender.datum_voluit(VANDAAG)}")
