"""Entering a stand: what the form shows, asks, refuses and stores."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.maatregel.planning import meld_mijlpaal_gereed
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Stand
from maatregelen.stoplicht import definities
from maatregelen.tests.factories import UITLEG, MaatregelFactory, PlanFactory, maak_stand

MAATREGEL = "/waterstad/plan-jeugd/maatregelen/1a/"
ADRES = f"{MAATREGEL}stand/"
VANDAAG = kalender.vandaag()
GROEN = {
    "peildatum": f"{VANDAAG:%d-%m-%Y}",
    "fase": "in uitvoering",
    "tijd": "groen",
    "geld": "groen",
    "resultaat": "groen",
    "tekst": "Alles loopt.",
    # The one step is late by the rules.
    "argument": "De afspraken zijn er al.",
}
ORANJE = GROEN | UITLEG | {"tijd": "oranje", "reden": "De offerte is te laat."}
TEKSTEN = ("tekst oorzaak gevolg bijsturing grijs_reden afwijking_reden namens reden").split()


@pytest.fixture
def invoerder(client, trekker):
    """A client of the trekker of 1a."""
    client.force_login(trekker)
    return client


def dien_in(client, gegevens):
    """POST the form as it would go out if it were opened now: it knows the last stand made."""
    laatste = Stand.objects.filter(maatregel__code="1a").order_by("pk").last()
    return client.post(ADRES, {"gezien": laatste.pk if laatste else ""} | gegevens)


def fouten(antwoord) -> dict[str, str]:
    """Per field the fault in the summary, found by the link to the field."""
    velden = kenmerken(antwoord, "[role=alert] a", "href")
    regels = vind(antwoord, "[role=alert] li")
    return {
        veld.removeprefix("#id_").removesuffix("_0"): re.split(r"(?<=[:?]) ", regel, maxsplit=1)[1]
        for veld, regel in zip(velden, regels, strict=True)
    }


def geweigerd(client, gegevens) -> dict[str, str]:
    """The faults of a POST that must store nothing at all."""
    voor = (Stand.objects.count(), Gebeurtenis.objects.count())

    antwoord = dien_in(client, gegevens)

    assert (antwoord.status_code, voor) == (
        422,
        (Stand.objects.count(), Gebeurtenis.objects.count()),
    )
    return fouten(antwoord)


def test_green_stand_is_stored_and_told(invoerder, maatregel):
    antwoord = dien_in(invoerder, GROEN)

    assert (antwoord.status_code, antwoord.url) == (302, MAATREGEL)
    assert vind(invoerder.get(antwoord.url), "[role=status]") == [
        "Gelukt. De stand van 1a is vastgelegd."
    ]


def test_stored_stand_holds_what_was_typed_and_who_typed_it(invoerder, maatregel, trekker):
    dien_in(invoerder, ORANJE | {"geld": "grijs", "grijs_reden": "Nog niet bekend."})

    stand = maatregel.standen.first()

    velden = "fase tijd geld resultaat totaal tekst oorzaak grijs_reden bron".split()
    assert {veld: getattr(stand, veld) for veld in velden} == {
        "fase": "in uitvoering",
        "tijd": "oranje",
        "geld": "grijs",
        "resultaat": "groen",
        "totaal": "oranje",
        "tekst": "Alles loopt.",
        "oorzaak": "De offerte kwam later.",
        "grijs_reden": "Nog niet bekend.",
        "bron": "",
    }
    assert (stand.peildatum, stand.door, stand.ronde) == (VANDAAG, trekker, None)


def test_stand_leaves_one_line_in_the_trail(invoerder, maatregel, trekker):
    voor = Gebeurtenis.objects.over(maatregel).count()

    dien_in(invoerder, ORANJE)

    regel, *_ = lijnen = Gebeurtenis.objects.over(maatregel)
    assert (len(lijnen) - voor, regel.soort, regel.door) == (1, "stand vastgelegd", trekker)
    assert regel.gegevens["reden"] == "De offerte is te laat."
    assert (regel.gegevens["voor"]["tijd"], regel.gegevens["na"]["tijd"]) == ("groen", "oranje")


def test_stand_is_read_back_on_the_page_and_in_the_trail(invoerder, maatregel):
    dien_in(invoerder, ORANJE)

    pagina = invoerder.get(MAATREGEL)
    spoor = invoerder.get(f"{MAATREGEL}wijzigingen/")

    assert vind(pagina, "section .licht-woord")[0] == "oranje: vraagt aandacht"
    assert vind(spoor, ".spoor__reden")[0] == "Reden: De offerte is te laat."


def test_stand_sets_the_phase_of_the_measure(invoerder, maatregel):
    dien_in(invoerder, GROEN | {"fase": "doorlopend", "reden": "Het blijft."})

    maatregel.refresh_from_db()
    assert maatregel.fase == "doorlopend"


def test_stand_before_the_last_one_leaves_the_phase_alone(invoerder, maatregel):
    dien_in(invoerder, GROEN | {"peildatum": "1-2-2019", "fase": "doorlopend"})

    maatregel.refresh_from_db()
    assert (maatregel.standen.count(), maatregel.fase) == (2, "in uitvoering")


@pytest.mark.parametrize("ontbreekt", ["oorzaak", "gevolg", "bijsturing"])
@pytest.mark.parametrize("licht", ["oranje", "rood"])
def test_orange_and_red_must_explain_themselves(invoerder, maatregel, licht, ontbreekt):
    gegevens = ORANJE | {"tijd": licht, ontbreekt: " \n"}

    assert list(geweigerd(invoerder, gegevens)) == [ontbreekt]


@pytest.mark.parametrize("ontbreekt", ["uitstel_reden", "uitstel_voorwaarde"])
def test_what_is_put_off_says_why_and_until_what(invoerder, maatregel, ontbreekt):
    gegevens = GROEN | {"fase": "uitgesteld", "reden": "Het kan nog niet."}
    gegevens |= {"uitstel_reden": "Te druk.", "uitstel_voorwaarde": "Eerst een coach."}

    assert list(geweigerd(invoerder, gegevens | {ontbreekt: " "})) == [ontbreekt]


def test_a_stand_that_is_put_off_keeps_reason_condition_and_day(invoerder, maatregel):
    gegevens = GROEN | {"fase": "uitgesteld", "reden": "Het kan nog niet."}
    gegevens |= {"uitstel_reden": "Te druk.", "uitstel_voorwaarde": "Eerst een coach."}

    dien_in(invoerder, gegevens | {"opnieuw_bekijken_op": "1-2-2099"})

    stand = maatregel.standen.latest("pk")
    gelezen = (stand.uitstel_reden, stand.uitstel_voorwaarde, stand.opnieuw_bekijken_op)
    assert gelezen == ("Te druk.", "Eerst een coach.", date(2099, 2, 1))


def test_refused_form_keeps_what_was_typed(invoerder, maatregel):
    gegevens = ORANJE | {"oorzaak": "", "fase": "uitgesteld", "peildatum": "1-3-2026"}

    antwoord = dien_in(invoerder, gegevens)

    gekozen = kenmerken(antwoord, "main input[checked], main option[selected]", "value")
    assert gekozen == ["uitgesteld", "oranje", "groen", "groen", ""]
    assert kenmerken(antwoord, "#id_peildatum, #id_reden", "value") == [
        "1-3-2026",
        "De offerte is te laat.",
    ]
    assert vind(antwoord, "#id_tekst, #id_gevolg") == ["Alles loopt.", "De start schuift op."]


def test_refused_form_links_each_fault_to_a_field_that_is_there(invoerder, maatregel):
    antwoord = dien_in(invoerder, {"tijd": "rood"})

    doelen = kenmerken(antwoord, "[role=alert] a", "href")
    assert sorted(doelen) == ["#id_fase", "#id_peildatum"]
    assert all(vind(antwoord, doel) for doel in doelen)
    assert kenmerken(antwoord, "#id_fase, #id_peildatum", "aria-invalid") == ["true", "true"]
    assert vind(antwoord, "title")[0].startswith("Fout: ")


def test_fault_of_a_light_links_to_its_first_choice(invoerder, maatregel):
    antwoord = dien_in(invoerder, GROEN | {"tijd": "", "reden": "x"})

    [doel] = kenmerken(antwoord, "[role=alert] a", "href")
    assert (doel, kenmerken(antwoord, doel, "value")) == ("#id_tijd_0", ["groen"])


def test_empty_form_asks_all_it_needs_at_once(invoerder, maatregel):
    leeg = {"peildatum": GROEN["peildatum"], "fase": "in uitvoering"}

    # Whether a light changes is known once there is one.
    assert set(geweigerd(invoerder, leeg)) == {"tekst", "tijd", "geld", "resultaat"}


def test_form_without_any_input_is_refused_and_says_why(invoerder, maatregel):
    antwoord = invoerder.post(ADRES, {})

    assert (antwoord.status_code, set(fouten(antwoord))) == (422, {"peildatum", "fase"})


@pytest.mark.parametrize(
    "anders",
    [
        {"tijd": "paars"},
        {"totaal": "blauw"},
        {"fase": "bedacht"},
        {"peildatum": "31-2-2026"},
        {"peildatum": "gisteren"},
        {"tijd": "niet_bijgewerkt"},
        {"tekst": "x" * 5001},
        {"namens": "x" * 161},
        {"reden": "x" * 501},
    ],
    ids=lambda anders: "-".join(anders),
)
def test_tampered_value_is_refused_at_its_field(invoerder, maatregel, anders):
    assert set(geweigerd(invoerder, GROEN | anders)) == set(anders)


def test_text_with_a_null_is_refused(maatregel, trekker):
    client = Client()  # the checking client would refuse the page, which shows what was typed
    client.force_login(trekker)

    antwoord = dien_in(client, GROEN | {"tekst": "nul\x00teken"})

    assert (antwoord.status_code, maatregel.standen.count()) == (422, 1)


def test_columns_that_are_not_in_the_form_cannot_be_set(invoerder, maatregel, bestuurder, trekker):
    erbij = {
        "bron": "Raadsbesluit",
        "door": bestuurder.pk,
        "ronde": "1",
        "maatregel": "999",
        "gemaakt_op": "2019-01-01",
        "afgeschermd_op": "2019-01-01",
        "letterlijk": "ooit",
    }

    dien_in(invoerder, GROEN | erbij)

    stand = maatregel.standen.first()
    assert (stand.bron, stand.letterlijk, stand.door, stand.ronde, stand.afgeschermd_op) == (
        "",
        "",
        trekker,
        None,
        None,
    )
    assert stand.gemaakt_op.year >= 2026


def test_day_that_has_yet_to_come_is_refused(invoerder, maatregel):
    morgen = VANDAAG + timedelta(days=1)

    assert geweigerd(invoerder, GROEN | {"peildatum": f"{morgen:%d-%m-%Y}"}) == {
        "peildatum": "Deze dag moet nog komen; kies vandaag of eerder."
    }


@pytest.mark.parametrize("geschreven", ["31-03-2026", "31/3/2026", "31.3.2026", "2026-03-31"])
def test_day_is_read_as_dutch_people_write_it(invoerder, maatregel, geschreven):
    dien_in(invoerder, GROEN | {"peildatum": geschreven})

    assert maatregel.standen.filter(peildatum=date(2026, 3, 31)).count() == 1


def test_grijs_must_say_why(invoerder, maatregel):
    gegevens = GROEN | {"geld": "grijs", "reden": "Nog geen cijfers."}

    assert list(geweigerd(invoerder, gegevens)) == ["grijs_reden"]


def test_all_grijs_is_grijs(invoerder, maatregel):
    grijs = dict.fromkeys(("tijd", "geld", "resultaat"), "grijs")

    dien_in(invoerder, GROEN | grijs | {"grijs_reden": "Te vroeg.", "reden": "Te vroeg."})

    assert maatregel.standen.first().totaal == "grijs"


@pytest.mark.parametrize("fase", ["afgerond", "gestopt", "vervallen"])
def test_phase_that_ends_clears_the_lights(invoerder, maatregel, fase):
    dien_in(invoerder, GROEN | {"fase": fase, "tijd": "rood", "reden": "Klaar."})

    stand = maatregel.standen.first()
    assert (stand.fase, stand.tijd, stand.geld, stand.resultaat, stand.totaal) == (
        fase,
        "",
        "",
        "",
        "",
    )


@pytest.mark.parametrize("totaal", ["groen", "rood", "grijs"])
def test_total_that_differs_needs_an_argument(invoerder, maatregel, totaal):
    gegevens = ORANJE | {"totaal": totaal, "grijs_reden": "Te vroeg."}

    assert list(geweigerd(invoerder, gegevens)) == ["afwijking_reden"]


def test_total_that_differs_is_stored_with_its_argument(invoerder, maatregel):
    dien_in(invoerder, ORANJE | {"totaal": "groen", "afwijking_reden": "Het komt goed."})

    stand = maatregel.standen.first()
    assert (stand.tijd, stand.totaal, stand.afwijking_reden) == (
        "oranje",
        "groen",
        "Het komt goed.",
    )


@pytest.mark.parametrize(
    "anders",
    [
        {"geld": "grijs", "grijs_reden": "Te vroeg."},
        {"fase": "doorlopend"},
        {"tijd": "oranje", "fase": "doorlopend"},
        # Also when the day cannot be read.
        {"fase": "doorlopend", "peildatum": "gisteren"},
    ],
)
def test_change_of_light_or_phase_needs_a_reason(invoerder, maatregel, anders):
    assert "reden" in geweigerd(invoerder, GROEN | UITLEG | anders)


def test_new_cause_of_a_worse_light_is_its_reason(invoerder, maatregel):
    assert list(geweigerd(invoerder, GROEN | UITLEG | {"tijd": "rood", "peildatum": "x"})) == [
        "peildatum"
    ]

    dien_in(invoerder, GROEN | UITLEG | {"tijd": "rood"})

    [regel] = Gebeurtenis.objects.filter(soort="stand vastgelegd").order_by("-pk")[:1]
    assert regel.gegevens["reden"] == UITLEG["oorzaak"]


def test_first_stand_needs_no_reason(client, plan, beleidsadviseur):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    client.force_login(beleidsadviseur)

    dien_in(client, GROEN)

    assert maatregel.standen.count() == 1


@pytest.mark.parametrize("veld", TEKSTEN)
@pytest.mark.parametrize("nummer", ["111222333", "111.222.333", "1112.22.333", "111 222 333"])
def test_number_that_may_be_a_bsn_is_refused_in_every_text(invoerder, maatregel, veld, nummer):
    gegevens = ORANJE | {"grijs_reden": "-", "geld": "grijs"}

    gevonden = geweigerd(invoerder, gegevens | {veld: f"Zie cliënt {nummer}."})

    assert list(gevonden) == [veld]
    assert "burgerservicenummer" in gevonden[veld]


@pytest.mark.parametrize("nummer", ["111222334", "12345678", "1112223334"])
def test_number_that_cannot_be_a_bsn_is_stored(invoerder, maatregel, nummer):
    dien_in(invoerder, GROEN | {"tekst": f"Zaak {nummer}."})

    assert maatregel.standen.first().tekst == f"Zaak {nummer}."


def test_form_starts_with_the_last_stand_and_today(invoerder, maatregel):
    maak_stand(maatregel, tijd="rood", geld="grijs", tekst="Zo stond het.")

    antwoord = invoerder.get(ADRES)

    gekozen = kenmerken(antwoord, "main input[checked], main option[selected]", "value")
    assert gekozen == ["in uitvoering", "rood", "grijs", "groen", ""]
    assert kenmerken(antwoord, "#id_peildatum", "value") == [f"{VANDAAG:%d-%m-%Y}"]
    assert vind(antwoord, "#id_tekst, #id_grijs_reden") == ["Zo stond het.", "nog niet gemeten"]


def test_form_starts_empty_where_the_last_text_was_taken_away(invoerder, maatregel):
    maak_stand(maatregel, geld="grijs", grijs_reden=AFGESCHERMD, tekst=AFGESCHERMD)

    assert vind(invoerder.get(ADRES), "#id_tekst, #id_grijs_reden") == ["", ""]


def test_form_of_a_plan_that_is_over_says_whose_day_it_starts_with(
    client, beleidsadviseur, gemeente
):
    oud = PlanFactory(gemeente=gemeente, slug="oud", tot_en_met=date(2021, 1, 1))
    maak_stand(MaatregelFactory(plan=oud, code="1a"), peildatum=date(2020, 12, 1))
    client.force_login(beleidsadviseur)

    antwoord = client.get("/waterstad/oud/maatregelen/1a/stand/")

    assert kenmerken(antwoord, "#id_peildatum", "value") == ["01-12-2020"]
    assert vind(antwoord, "#id_peildatum_helptext") == [
        "De dag waar deze stand over gaat."
        " Let op: de periode van dit plan is voorbij; dit is de dag van de laatste stand."
    ]


def test_form_shows_what_each_colour_means_where_it_is_chosen(invoerder, maatregel):
    uitleg = vind(invoerder.get(ADRES), "fieldset small")

    assert len(uitleg) == 12
    assert uitleg[0] == definities()["tijd"]["groen"]


def test_form_shows_earlier_standen_newest_first(invoerder, plan, maatregel):
    maak_stand(maatregel, peildatum=date(2026, 1, 31), tijd="rood")

    vorige = vind(invoerder.get(ADRES), "aside li > p:first-child")

    assert vorige == [kalender.datum_voluit(VANDAAG), "31 januari 2026"]


def test_second_of_two_sees_what_the_first_made_and_keeps_what_she_typed(invoerder, maatregel):
    [gezien] = kenmerken(invoerder.get(ADRES), "input[name=gezien]", "value")
    maak_stand(maatregel, tijd="rood", tekst="De eerste was sneller.")

    antwoord = invoerder.post(ADRES, GROEN | {"gezien": gezien})

    assert (antwoord.status_code, maatregel.standen.count()) == (409, 2)
    assert "Terwijl u schreef" in vind(antwoord, "[role=alert]")[0]
    assert vind(antwoord, "#id_tekst") == ["Alles loopt."]
    assert "De eerste was sneller." in vind(antwoord, "aside")[0]


def test_second_of_two_may_go_on_once_she_has_seen_it(invoerder, maatregel):
    gezien = maatregel.standen.get().pk
    maak_stand(maatregel, tijd="rood")
    eerste = invoerder.post(ADRES, GROEN | {"gezien": gezien})
    [nu_gezien] = kenmerken(eerste, "input[name=gezien]", "value")

    antwoord = invoerder.post(ADRES, GROEN | {"gezien": nu_gezien, "reden": "Toch op koers."})

    assert (antwoord.status_code, maatregel.standen.count()) == (302, 3)


def test_looking_at_the_form_changes_nothing(invoerder, maatregel):
    voor = (Stand.objects.count(), Gebeurtenis.objects.count(), maatregel.historie.count())

    for pagina in ("", "stand/", "wijzigingen/", "stand/?tijd=rood&tekst=x"):
        invoerder.get(f"{MAATREGEL}{pagina}")

    na = (Stand.objects.count(), Gebeurtenis.objects.count(), maatregel.historie.count())
    assert na == voor


def test_who_may_not_enter_a_stand_stores_nothing(client, maatregel, bestuurder):
    client.force_login(bestuurder)

    antwoord = dien_in(client, GROEN)

    assert (antwoord.status_code, maatregel.standen.count()) == (403, 1)


# Session, user and rights take four; plan, measure, her own part and the open round four.
@pytest.mark.parametrize("aantal", [1, 3])
def test_form_takes_the_same_queries_for_more_standen(
    invoerder, maatregel, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        MaatregelFactory(plan=maatregel.plan, code=f"2{nummer}", compleet=True)
        maak_stand(maatregel)

    with django_assert_num_queries(21):
        antwoord = invoerder.get(ADRES)

    assert len(vind(antwoord, "aside li")) == aantal + 1


def test_stand_in_an_open_round_is_made_for_that_round(invoerder, maatregel):
    """The form starts on the day of the round, and the stand counts as delivered for it."""
    ronde = open_ronde(maatregel.plan, date(2024, 3, 1), door=None)
    [peildatum] = kenmerken(invoerder.get(ADRES), "input[name=peildatum]", "value")

    dien_in(invoerder, GROEN | {"peildatum": peildatum})

    stand = Stand.objects.latest("pk")
    assert (peildatum, stand.peildatum, stand.ronde) == ("01-03-2024", ronde.peildatum, ronde)


# What the rules say, beside the choice.


def test_rules_stand_beside_each_choice_with_what_decides(invoerder, maatregel):
    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, ".vak .berekend__licht") == [
        "Volgens de regels: rood",
        "Volgens de regels: grijs",
        "Volgens de regels: grijs",
    ]
    assert vind(antwoord, ".vak .berekend__feiten li")[0] == (
        "Laatste stap niet op tijd klaar (Q2 2019): “Afspraken maken”."
    )
    assert kenmerken(antwoord, "[data-berekend]", "data-berekend") == ["rood", "grijs", "grijs"]


def test_plan_with_fewer_aspects_asks_those_only(invoerder, maatregel):
    maatregel.plan.aspecten = [{"aspect": "tijd", "naam": "Planning"}]
    with logboek.handeling(door=None):
        maatregel.plan.save()
        logboek.schrijf("x", maatregel, gemeente_id=maatregel.plan.gemeente_id, naam="x")

    antwoord = invoerder.get(ADRES)

    assert kenmerken(antwoord, "[data-berekend]", "id") == ["id_tijd"]


def test_better_than_the_rules_asks_why_at_its_field(invoerder, maatregel):
    assert geweigerd(invoerder, GROEN | {"argument": " "}) == {
        "argument": "Volgens de regels is tijd rood. Zeg waarom uw licht toch klopt."
    }


def test_argument_is_stored_with_what_it_argues_against(invoerder, maatregel):
    dien_in(invoerder, GROEN)

    stand = maatregel.standen.latest("pk")
    assert (stand.argument, stand.berekend_tijd) == ("De afspraken zijn er al.", "rood")


def test_argument_starts_with_the_last_one_while_the_rules_say_the_same(invoerder, maatregel):
    maak_stand(maatregel, argument="De offerte ligt er.")

    gelijk = vind(invoerder.get(ADRES), "#id_argument")
    # Now the rules have nothing on time any more: no argument of then.
    [stap] = maatregel.bladen.get().mijlpalen.all()
    meld_mijlpaal_gereed(stap, VANDAAG, door=None)
    anders = vind(invoerder.get(ADRES), "#id_argument")

    assert (gelijk, anders) == (["De offerte ligt er."], [""])


def test_rules_follow_the_day_and_the_phase_that_were_typed(invoerder, maatregel):
    vroeg = dien_in(invoerder, GROEN | {"peildatum": "1-2-2019", "tekst": ""})
    klaar = dien_in(invoerder, GROEN | {"fase": "afgerond", "tekst": ""})

    assert vind(vroeg, ".vak .berekend__licht")[0] == "Volgens de regels: grijs"
    assert vind(klaar, ".vak .berekend__licht") == []


def test_form_begins_with_the_explanation_of_the_last_stand(invoerder, maatregel):
    """Who leaves a light oranje has its explanation before her, as on Mijn maatregelen."""
    maak_stand(maatregel, resultaat="oranje")

    antwoord = invoerder.get(ADRES)

    assert {veld: vind(antwoord, f"textarea[name={veld}]") for veld in UITLEG} == {
        veld: [tekst] for veld, tekst in UITLEG.items()
    }


@pytest.mark.parametrize(
    ("getypt", "bewaard"),
    [
        ({"reden": "Opgelost."}, ""),
        ({"reden": "Opgelost.", "oorzaak": "Het was dit."}, "Het was dit."),
        ({"resultaat": "oranje"}, UITLEG["oorzaak"]),
    ],
)
def test_explanation_that_nothing_asks_for_is_dropped_unless_typed_anew(
    invoerder, maatregel, getypt, bewaard
):
    maak_stand(maatregel, resultaat="oranje")

    assert dien_in(invoerder, GROEN | UITLEG | getypt).status_code == 302
    assert maatregel.standen.order_by("pk").last().oorzaak == bewaard


def test_light_worse_than_the_rules_is_said_and_not_argued(invoerder, maatregel):
    [stap] = maatregel.bladen.get().mijlpalen.all()
    meld_mijlpaal_gereed(stap, VANDAAG, door=None)
    maak_stand(maatregel, tijd="oranje")

    antwoord = invoerder.get(ADRES)

    assert vind(antwoord, "[data-slechter]") == [
        "Volgens de regels is het groen; u geeft oranje.",
        "",
        "",
    ]
    zonder = GROEN | UITLEG | {"tijd": "oranje", "argument": ""}
    assert dien_in(invoerder, zonder).status_code == 302
