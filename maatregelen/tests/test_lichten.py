"""A plan chooses its lights, by what names, and from where oranje becomes rood."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.stoplicht import Licht
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.stand.bijwerken import bevestig_ongewijzigd
from maatregelen.domain.stand.lichten import wijzig_lichten
from maatregelen.domain.stand.standen import Gezien, Standgegevens, leg_stand_vast
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.forms.lichten import lichten_van
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import Drempels, Lichten, deellichten, definities, in_zin
from maatregelen.tests.factories import in_handeling, maak_stand

DRIE = [{"aspect": deel, "naam": deel.capitalize()} for deel in ("tijd", "geld", "resultaat")]
TWEE = [{"aspect": "resultaat", "naam": "Effect"}, {"aspect": "tijd", "naam": "Planning"}]
ADRES = "/waterstad/plan-jeugd/lichten/"


def zet(plan: Plan, **velden: Any) -> Plan:
    with in_handeling():
        for veld, waarde in velden.items():
            setattr(plan, veld, waarde)
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam="x")
    return plan


# Pure


@pytest.mark.parametrize(
    ("drempels", "oranje", "rood"),
    [
        (
            Drempels(),
            "een stap is te laat, of het einde schuift hooguit twee kwartalen op",
            "de einddatum of een nodig besluit is niet gehaald, of het einde schuift meer dan twee"
            " kwartalen op",
        ),
        (
            Drempels(schuif_kwartalen=1),
            "een stap is te laat, of het einde schuift hooguit één kwartaal op",
            "de einddatum of een nodig besluit is niet gehaald, of het einde schuift meer dan één"
            " kwartaal op",
        ),
        (
            Drempels(schuif_kwartalen=0),
            "een stap is te laat",
            "de einddatum of een nodig besluit is niet gehaald, of het einde schuift op",
        ),
        (
            Drempels(schuif_kwartalen=11),
            "een stap is te laat, of het einde schuift hooguit 11 kwartalen op",
            "de einddatum of een nodig besluit is niet gehaald, of het einde schuift meer dan 11"
            " kwartalen op",
        ),
    ],
)
def test_what_a_colour_means_follows_the_quarters(
    drempels: Drempels, oranje: str, rood: str
) -> None:
    tijd = definities(drempels)["tijd"]

    assert (tijd[Licht.ORANJE], tijd[Licht.ROOD]) == (oranje, rood)


@pytest.mark.parametrize(
    ("procent", "oranje", "rood"),
    [
        (
            25,
            "de dekking is nog niet besloten, of de verwachte uitgaven zijn hooguit 25% hoger",
            "de dekking is afgewezen of ontbreekt, of de verwachte uitgaven zijn meer dan 25%"
            " hoger",
        ),
        (
            0,
            "de dekking is nog niet besloten",
            "de dekking is afgewezen of ontbreekt, of de verwachte uitgaven zijn hoger",
        ),
    ],
)
def test_what_a_colour_means_follows_the_percentage(procent: int, oranje: str, rood: str) -> None:
    geld = definities(Drempels(overschrijding_procent=procent))["geld"]

    assert (geld[Licht.ORANJE], geld[Licht.ROOD]) == (oranje, rood)


def test_lights_of_a_list_are_those_of_the_plan_and_of_one_stand_also_the_earlier() -> None:
    lichten = Lichten("rood", tijd="groen", geld="rood", resultaat="")

    in_lijst = [(deel.naam, deel.licht) for deel in deellichten(TWEE, lichten)]
    voluit = [(deel.naam, deel.licht) for deel in deellichten(TWEE, lichten, ook_eerdere=True)]

    assert in_lijst == [("Effect", ""), ("Planning", "groen")]
    assert voluit == [("Planning", "groen"), ("Geld", "rood")]


@pytest.mark.parametrize(("naam", "zin"), [("Tijd", "tijd"), ("AVG", "AVG"), ("", "")])
def test_a_name_within_a_sentence(naam: str, zin: str) -> None:
    assert in_zin(naam) == zin


# The act


def test_the_act_leaves_one_line_that_says_before_and_after_in_words(plan: Plan) -> None:
    nieuw = {"aspecten": TWEE, "drempel_kwartalen": 1, "drempel_procent": 25}

    wijzig_lichten(plan, nieuw, door=None, reden="De raad vroeg het.")

    plan.refresh_from_db()
    assert (plan.aspecten, plan.drempel_kwartalen, plan.drempel_procent) == (TWEE, 1, 25)
    regel = Gebeurtenis.objects.get(soort="lichten gewijzigd")
    assert regel.gegevens["voor"] == {
        "lichten": ["Tijd", "Geld", "Resultaat"],
        "einde schuift op": "rood boven 2 kwartalen",
        "verwachte uitgaven": "rood boven 10%",
    }
    assert regel.gegevens["na"] == {
        "lichten": ["Effect (resultaat)", "Planning (tijd)"],
        "einde schuift op": "rood boven 1 kwartaal",
        "verwachte uitgaven": "rood boven 25%",
    }
    assert regel.gegevens["reden"] == "De raad vroeg het."


@pytest.mark.parametrize(
    ("waarden", "reden", "velden"),
    [
        ({"drempel_procent": 25}, " ", ["reden"]),
        ({"drempel_procent": 101}, "Ruimer.", ["drempel_procent"]),
        ({"drempel_kwartalen": -1}, "Strenger.", ["drempel_kwartalen"]),
        ({"drempel_kwartalen": 21}, "Ruimer.", ["drempel_kwartalen"]),
        ({"aspecten": []}, "Minder.", ["aspecten"]),
        (
            {"aspecten": [TWEE[0], {"aspect": "tijd", "naam": "effect"}]},
            "Anders.",
            ["aspecten"],
        ),
        ({"aspecten": [{"aspect": "tijd", "naam": "Totaal"}]}, "Anders.", ["aspecten"]),
        (
            {"aspecten": [{"aspect": "tijd", "naam": "Plan van 648392703"}]},
            "Anders.",
            ["aspecten"],
        ),
    ],
)
def test_what_the_act_refuses_is_not_stored(
    plan: Plan, waarden: dict[str, Any], reden: str, velden: list[str]
) -> None:
    with pytest.raises(ValidationError) as fout:
        wijzig_lichten(plan, waarden, door=None, reden=reden)

    assert list(fout.value.message_dict) == velden
    plan.refresh_from_db()
    assert (plan.aspecten, plan.drempel_kwartalen, plan.drempel_procent) == (DRIE, 2, 10)
    assert Gebeurtenis.objects.filter(soort="lichten gewijzigd").count() == 0


def test_nothing_new_is_refused_and_so_is_what_another_changed_meanwhile(plan: Plan) -> None:
    with pytest.raises(ValidationError, match=r"Er is niets veranderd\."):
        wijzig_lichten(plan, {"drempel_procent": 10}, door=None, reden="Zo.")

    zet(plan, drempel_procent=15)
    with pytest.raises(IntussenAndersError):
        wijzig_lichten(
            plan, {"drempel_procent": 25}, gezien={"drempel_procent": 10}, door=None, reden="Zo."
        )


# Standen of a plan with other lights


def test_a_stand_asks_the_lights_of_the_plan_by_its_names(maatregel: Maatregel) -> None:
    zet(maatregel.plan, aspecten=TWEE)
    vandaag = kalender.vandaag()

    with pytest.raises(ValidationError) as fout:
        leg_stand_vast(
            maatregel, Standgegevens(vandaag, "in uitvoering", "Goed.", tijd="rood"), door=None
        )

    assert fout.value.message_dict["resultaat"] == ["Kies een licht voor effect."]
    assert "geld" not in fout.value.message_dict


def test_dropping_a_light_leaves_earlier_standen_and_asks_a_new_one(maatregel: Maatregel) -> None:
    stand = maak_stand(maatregel, geld="rood")
    wijzig_lichten(maatregel.plan, {"aspecten": TWEE}, door=None, reden="Minder.")

    stand.refresh_from_db()
    assert (stand.geld, stand.totaal) == ("rood", "rood")
    with pytest.raises(ValidationError, match="Het plan vraagt nu andere lichten"):
        bevestig_ongewijzigd(
            maatregel, door=None, gezien=Gezien(stand.pk), peildatum=kalender.vandaag()
        )


# The pages


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def verstuur(client: Paginaclient, plan: Plan, **anders: str) -> HttpResponse:
    """What the form shows now, with `anders` typed over it."""
    was = {veld: str(waarde) for veld, waarde in lichten_van(plan).items()}
    gezien = {f"was_{veld}": waarde for veld, waarde in was.items()}
    return client.post(ADRES, was | gezien | {"reden": "Zo werken wij."} | anders)


def test_form_begins_with_the_lights_of_the_plan_and_says_what_they_mean(
    schrijver: Paginaclient, plan: Plan
) -> None:
    zet(plan, aspecten=TWEE, drempel_kwartalen=1)

    antwoord = schrijver.get(ADRES)

    assert kenmerken(antwoord, "input[name^=naam_]", "value") == ["Planning", "Geld", "Effect"]
    assert vind(antwoord, "option[selected]") == ["tweede", "niet gebruiken", "eerste"]
    assert vind(antwoord, "h3.deelkop") == ["Effect", "Planning"]
    betekenis = " ".join(vind(antwoord, ".deelform .kaal li"))
    assert "meer dan één kwartaal" in betekenis


def test_page_says_that_a_new_name_also_stands_on_standen_of_before(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    zet(maatregel.plan, aspecten=TWEE)

    gezegd = vind(schrijver.get(ADRES), ".paginakop p")[-1]
    assert "Een nieuwe naam ziet u wel ook bij die standen." in gezegd
    pagina = schrijver.get("/waterstad/plan-jeugd/maatregelen/1a/").content.decode()
    assert "Planning" in pagina
    assert "Effect" in pagina


def test_lights_are_stored_in_the_chosen_order_and_read_back_where_the_plan_is_told(
    schrijver: Paginaclient, plan: Plan
) -> None:
    antwoord = verstuur(
        schrijver,
        plan,
        plek_geld="",
        plek_tijd="2",
        plek_resultaat="1",
        naam_tijd="Planning",
        naam_resultaat="Effect",
        drempel_procent="25",
    )

    assert (antwoord.status_code, antwoord.url) == (303, "/waterstad/plan-jeugd/over/#lichten")
    plan.refresh_from_db()
    assert (plan.aspecten, plan.drempel_procent) == (TWEE, 25)
    over = schrijver.get("/waterstad/plan-jeugd/over/")
    assert vind(over, "#lichten h3") == ["Effect", "Planning"]
    assert ADRES in kenmerken(over, "#lichten a", "href")


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        (
            {"plek_tijd": "", "plek_geld": "", "plek_resultaat": ""},
            "Plaats: Gebruik één licht of meer.",
        ),
        ({"plek_geld": "1"}, "Hier staat al een ander licht. Geef elk een eigen plaats."),
        ({"naam_tijd": "\u200b"}, "Geef één, twee of drie lichten, elk één keer en met een naam."),
        (
            {"naam_geld": "\u202eabc"},
            "Geef één, twee of drie lichten, elk één keer en met een naam.",
        ),
        ({"naam_tijd": ""}, "Uw naam voor dit licht: Geef dit licht een naam."),
        ({"naam_tijd": "Geld"}, "Geef elk licht een eigen naam"),
        ({"drempel_procent": "101"}, "100"),
        ({"reden": "", "drempel_procent": "20"}, "Schrijf op waarom"),
    ],
)
def test_what_is_wrong_is_said_and_not_stored(
    schrijver: Paginaclient, plan: Plan, anders: dict[str, str], fout: str
) -> None:
    antwoord = verstuur(schrijver, plan, **anders)

    assert antwoord.status_code == 422
    assert fout.split(": ")[-1] in " ".join(vind(antwoord, ".veld__melding"))
    plan.refresh_from_db()
    assert (plan.aspecten, plan.drempel_procent) == (DRIE, 10)


def test_two_people_who_change_one_name_see_each_other(schrijver: Paginaclient, plan: Plan) -> None:
    was = {veld: str(waarde) for veld, waarde in lichten_van(plan).items()}
    gezien = {f"was_{veld}": waarde for veld, waarde in was.items()}
    wijzig_lichten(
        plan,
        {"aspecten": [{"aspect": "tijd", "naam": "Voortgang"}, *DRIE[1:]]},
        door=None,
        reden="Beter woord.",
    )

    antwoord = schrijver.post(ADRES, was | gezien | {"naam_tijd": "Planning", "reden": "Zo."})

    assert antwoord.status_code == 409
    plan.refresh_from_db()
    assert plan.aspecten[0]["naam"] == "Voortgang"


def test_page_of_one_stand_shows_a_light_that_the_plan_no_longer_asks(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    maak_stand(maatregel, geld="rood")
    zet(maatregel.plan, aspecten=TWEE)

    antwoord = schrijver.get(maatregel.get_absolute_url())

    assert vind(antwoord, ".aspecten b") == ["Effect:", "Planning:", "Geld:"]


def test_list_has_the_columns_of_the_plan_and_says_what_was_not_asked_yet(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    zet(maatregel.plan, aspecten=DRIE[:1])
    maak_stand(maatregel)
    zet(maatregel.plan, aspecten=[{"aspect": "tijd", "naam": "Planning"}, DRIE[1]])

    antwoord = schrijver.get("/waterstad/plan-jeugd/")

    assert vind(antwoord, "thead .midden") == ["Planning", "Geld"]
    assert vind(antwoord, "tbody .midden") == ["groen", "– nog niet gegeven"]


def test_form_of_a_stand_asks_the_lights_of_the_plan_with_its_thresholds(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    zet(maatregel.plan, aspecten=TWEE, drempel_kwartalen=3)

    antwoord = schrijver.get(f"{maatregel.get_absolute_url()}stand/")

    assert vind(antwoord, "fieldset.vak legend") == ["Effect", "Planning", "Totaal"]
    uitleg = vind(antwoord, "[data-licht] small")
    assert [zin for zin in uitleg if "drie kwartalen" in zin] != []
    assert kenmerken(antwoord, "input[name=geld]", "name") == []


def test_trail_of_a_measure_calls_the_lights_as_the_plan_does(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    maak_stand(maatregel)
    zet(maatregel.plan, aspecten=TWEE)

    antwoord = schrijver.get(f"{maatregel.get_absolute_url()}wijzigingen/")

    tekst = " ".join(vind(antwoord, "main"))
    assert "Planning" in tekst
    assert "Effect" in tekst
