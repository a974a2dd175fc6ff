"""When the raad decides about the begroting of a year, and what that means for the light."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.geld.begroting import begrotingen, voeg_begroting_toe, wijzig_begroting
from maatregelen.domain.stand.berekend_licht import bereken_licht
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Besluitmoment, Maatregel, Plan
from maatregelen.tests.factories import maak_stand

JAAR = kalender.vandaag().year
ADRES = "/waterstad/begroting/"
GENOMEN = {"genomen_op": date(JAAR - 1, 11, 5), "uitkomst": "Vastgesteld.", "nummer": "R-12"}


@pytest.fixture
def begroting(gemeente: Gemeente) -> Besluitmoment:
    return voeg_begroting_toe(gemeente, JAAR, {}, door=None)


def test_a_year_is_registered_once_with_one_line_about_the_gemeente(gemeente: Gemeente) -> None:
    verwacht = Periode(PeriodeSoort.DAG, date(JAAR, 11, 5), date(JAAR, 11, 5))

    rij = voeg_begroting_toe(gemeente, JAAR + 1, {"periode": verwacht}, door=None)

    assert (rij.orgaan, rij.soort, rij.begrotingsjaar) == ("raad", "besluit", JAAR + 1)
    regel = Gebeurtenis.objects.get(soort="begroting toegevoegd")
    assert regel.gegevens["onderwerp"] == f"begroting {JAAR + 1}"
    assert regel.gegevens["na"] == {"verwacht": f"5 november {JAAR}"}
    with pytest.raises(ValidationError) as fout:
        voeg_begroting_toe(gemeente, JAAR + 1, {}, door=None)
    assert fout.value.message_dict == {"jaar": [f"De begroting van {JAAR + 1} staat er al."]}


def test_that_the_raad_decided_is_told_with_the_reason(
    gemeente: Gemeente, begroting: Besluitmoment
) -> None:
    wijzig_begroting(gemeente, begroting, GENOMEN, door=None, reden="Besluitenlijst.")

    regel = Gebeurtenis.objects.get(soort="begroting gewijzigd")
    assert regel.gegevens["reden"] == "Besluitenlijst."
    assert regel.gegevens["na"] == {
        "genomen op": f"5 november {JAAR - 1}",
        "uitkomst": "Vastgesteld.",
        "nummer": "R-12",
    }


@pytest.mark.parametrize(
    ("waarden", "reden", "veld"),
    [
        (GENOMEN, "", "reden"),
        ({"genomen_op": date(JAAR - 1, 11, 5)}, "Zo.", "uitkomst"),
        ({"uitkomst": "Vastgesteld."}, "Zo.", "genomen_op"),
        (
            GENOMEN | {"genomen_op": kalender.vandaag() + timedelta(days=1)},
            "Zo.",
            "genomen_op",
        ),
    ],
)
def test_what_is_refused_is_not_stored(
    gemeente: Gemeente,
    begroting: Besluitmoment,
    waarden: dict[str, Any],
    reden: str,
    veld: str,
) -> None:
    with pytest.raises(ValidationError) as fout:
        wijzig_begroting(gemeente, begroting, waarden, door=None, reden=reden)

    assert list(fout.value.message_dict) == [veld]
    begroting.refresh_from_db()
    assert (begroting.genomen_op, begroting.uitkomst) == (None, "")


def test_a_day_that_was_registered_does_not_go_and_nobody_writes_over_another(
    gemeente: Gemeente, begroting: Besluitmoment
) -> None:
    wijzig_begroting(gemeente, begroting, GENOMEN, door=None, reden="Besluitenlijst.")

    leeg = {"genomen_op": None, "uitkomst": ""}
    with pytest.raises(ValidationError, match="Vul de dag in"):
        wijzig_begroting(gemeente, begroting, leeg, door=None, reden="Toch niet.")
    with pytest.raises(IntussenAndersError):
        wijzig_begroting(
            gemeente,
            begroting,
            {"nummer": "R-13"},
            gezien={"nummer": ""},
            door=None,
            reden="Zo.",
        )


def test_money_of_a_running_year_without_a_decision_is_grijs(
    maatregel: Maatregel, gemeente: Gemeente
) -> None:
    """Groen as long as nobody says that the raad still has to decide."""
    stand, vandaag = maak_stand(maatregel), kalender.vandaag()
    begroting = voeg_begroting_toe(gemeente, JAAR, {}, door=None)

    nog_niet = bereken_licht(maatregel, stand, vandaag).geld.feiten
    wijzig_begroting(gemeente, begroting, GENOMEN, door=None, reden="Besluitenlijst.")
    besloten = bereken_licht(maatregel, stand, vandaag).geld.feiten

    zin = f"De begroting van {JAAR} is nog niet besloten."
    assert zin in [feit.tekst for feit in nog_niet]
    assert zin not in [feit.tekst for feit in besloten]


# The pages


@pytest.fixture
def controle(client: Paginaclient, controller: Gebruiker) -> Paginaclient:
    client.force_login(controller)
    return client


def test_controller_registers_a_year_and_later_the_decision(
    controle: Paginaclient, gemeente: Gemeente
) -> None:
    assert "Er is nog geen begroting ingevuld." in " ".join(vind(controle.get(ADRES), "main"))

    erbij = controle.post(f"{ADRES}nieuw/", {"jaar": str(JAAR), "periode": f"november {JAAR - 1}"})
    assert (erbij.status_code, erbij.url) == (302, ADRES)
    assert vind(controle.get(ADRES), "main li p")[0] == (
        f"Nog niet besloten. Verwacht: november {JAAR - 1}."
    )

    form = controle.get(f"{ADRES}{JAAR}/")
    gezien = dict(
        zip(
            kenmerken(form, "input[type=hidden][name^=was_]", "name"),
            kenmerken(form, "input[type=hidden][name^=was_]", "value"),
            strict=True,
        )
    )
    gegeven = {
        "periode": f"november {JAAR - 1}",
        "genomen_op": f"5-11-{JAAR - 1}",
        "uitkomst": "Vastgesteld.",
        "reden": "Besluitenlijst.",
    }
    klaar = controle.post(
        f"{ADRES}{JAAR}/", {naam: waarde or "" for naam, waarde in gezien.items()} | gegeven
    )

    assert (klaar.status_code, klaar.url) == (302, ADRES)
    assert begrotingen(gemeente).get().genomen_op == date(JAAR - 1, 11, 5)
    assert vind(controle.get(ADRES), "main li p")[0] == (
        f"Besloten op 5 november {JAAR - 1}: Vastgesteld."
    )


def test_the_number_of_a_decision_may_look_like_a_client(
    controle: Paginaclient, gemeente: Gemeente
) -> None:
    genomen = {"jaar": str(JAAR), "genomen_op": f"5-11-{JAAR - 1}", "nummer": "123456782"}

    elders = controle.post(f"{ADRES}nieuw/", genomen | {"uitkomst": "Zie 123456782."})
    antwoord = controle.post(f"{ADRES}nieuw/", genomen | {"uitkomst": "Vastgesteld."})

    assert (elders.status_code, antwoord.status_code) == (422, 302)
    assert begrotingen(gemeente).get().nummer == "123456782"


@pytest.mark.parametrize("jaar", ["", "1989", str(JAAR + 3), "volgend jaar"])
def test_a_year_out_of_range_is_refused(
    controle: Paginaclient, gemeente: Gemeente, jaar: str
) -> None:
    antwoord = controle.post(f"{ADRES}nieuw/", {"jaar": jaar})

    assert (antwoord.status_code, begrotingen(gemeente).count()) == (422, 0)


def test_money_of_a_plan_leads_to_the_begroting(controle: Paginaclient, plan: Plan) -> None:
    antwoord = controle.get("/waterstad/plan-jeugd/geld/")

    assert ADRES in kenmerken(antwoord, ".paginakop a", "href")


def test_no_plan_takes_the_address_of_the_begroting(plan: Plan) -> None:
    plan.slug = "begroting"

    with pytest.raises(ValidationError) as fout:
        plan.full_clean()
    assert list(fout.value.message_dict) == ["slug"]
