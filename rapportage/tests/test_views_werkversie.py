"""Making a werkversie from the browser: what is asked, what comes out, what stays behind."""

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis, Ketenkop, Lidmaatschap, Momentopname, Rol
from jeugdhulp.tests.factories import GemeenteFactory
from jeugdhulp.tests.kanarie import MERK
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, maak_stand

ADRES = "/waterstad/plan-jeugd/werkversie/"
VANDAAG = kalender.vandaag()
DAG = {"peildatum": "31-3-2026"}


@pytest.fixture
def schrijver(client, beleidsadviseur):
    """A client of the beleidsadviseur."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def gevuld(plan):
    """Measure 1a of the plan: confirmed groen by a document, and since then a voorstel rood."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")
    maak_stand(maatregel, peildatum=date(2026, 2, 1), bron="Nota", tekst="Bevestigde tekst.")
    maak_stand(maatregel, peildatum=date(2026, 3, 1), tijd="rood", tekst="Voorgestelde tekst.")
    return maatregel


def tekst_van(antwoord) -> str:
    bladen = pypdf.PdfReader(BytesIO(antwoord.content)).pages
    return " ".join(" ".join(blad.extract_text() for blad in bladen).split())


def wat_er_staat() -> tuple[int, int]:
    return Momentopname.objects.count(), Gebeurtenis.objects.count()


def test_form_asks_the_day_and_starts_today(schrijver, plan):
    antwoord = schrijver.get(ADRES)

    assert vind(antwoord, "main label") == ["Peildatum"]
    assert kenmerken(antwoord, "#id_peildatum", "value") == [f"{VANDAAG:%d-%m-%Y}"]


def test_werkversie_comes_as_a_pdf_with_a_good_name(schrijver, gevuld):
    antwoord = schrijver.post(ADRES, DAG)

    naam = "voortgangsrapportage-waterstad-2026-03-31-werkversie.pdf"
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    assert antwoord["Content-Disposition"] == f'attachment; filename="{naam}"'
    assert antwoord.content[:5] == b"%PDF-"


def test_werkversie_holds_voorstellen_and_says_what_it_is(schrijver, gevuld):
    tekst = tekst_van(schrijver.post(ADRES, DAG))

    woorden = ("Bevestigde tekst.", "Voorgestelde tekst.", "WERKVERSIE")
    assert [woord in tekst for woord in woorden] == [False, True, True]


def test_form_of_a_plan_that_is_over_starts_at_its_last_stand(schrijver, gemeente):
    plan = PlanFactory(gemeente=gemeente, slug="plan-jeugd", tot_en_met=date(2021, 12, 31))
    maak_stand(MaatregelFactory(plan=plan), peildatum=date(2021, 11, 1), bron="Nota")

    assert kenmerken(schrijver.get(ADRES), "#id_peildatum", "value") == ["01-11-2021"]


def test_looking_at_the_form_changes_nothing(schrijver, gevuld):
    voor = wat_er_staat()

    schrijver.get(ADRES, DAG)

    assert wat_er_staat() == voor


def test_werkversie_is_dutch_titled_and_tagged(schrijver, gevuld):
    pdf = pypdf.PdfReader(BytesIO(schrijver.post(ADRES, DAG).content))

    wortel = pdf.root_object
    assert (wortel["/Lang"], wortel["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert pdf.metadata.title == "Voortgangsrapportage Plan Jeugd"


def test_werkversie_is_never_kept_by_a_browser(schrijver, gevuld):
    assert "no-store" in schrijver.post(ADRES, DAG)["Cache-Control"]


def test_werkversie_holds_nothing_of_another_gemeente(schrijver, gevuld):
    antwoord = schrijver.post(ADRES, DAG)

    assert "Hulp dichtbij huis" in tekst_van(antwoord)
    assert (MERK in tekst_van(antwoord), MERK in Momentopname.objects.get().tekst) == (
        False,
        False,
    )


def test_werkversie_freezes_what_it_was_made_of(schrijver, gevuld):
    schrijver.post(ADRES, DAG)

    opname = Momentopname.objects.get()
    gegevens = json.loads(opname.tekst)
    assert (opname.gemeente.slug, opname.soort, opname.peildatum) == (
        "waterstad",
        "voortgangsrapportage",
        date(2026, 3, 31),
    )
    assert opname.sha256 == hashlib.sha256(opname.tekst.encode()).hexdigest()
    assert (gegevens["werkversie"], gegevens["opgesteld_door"]) == (True, "beleidsadviseur")


def test_werkversie_leaves_one_line_with_the_sha256_of_its_bytes(
    schrijver, plan, gevuld, beleidsadviseur
):
    voor = Gebeurtenis.objects.count()

    antwoord = schrijver.post(ADRES, DAG)

    regel = Gebeurtenis.objects.over(plan).first()
    assert (Gebeurtenis.objects.count() - voor, regel.soort) == (1, "rapport gemaakt")
    assert (regel.door, regel.gegevens["momentopname"]) == (
        beleidsadviseur,
        Momentopname.objects.get().pk,
    )
    assert regel.gegevens["na"] == {
        "soort": "werkversie",
        "peildatum": "2026-03-31",
        "sha256": hashlib.sha256(antwoord.content).hexdigest(),
    }


def test_werkversie_prints_the_chain_head_of_before_its_own_line(schrijver, gevuld):
    kop = Ketenkop.objects.get(gemeente__slug="waterstad")

    tekst = tekst_van(schrijver.post(ADRES, DAG))

    assert str(kop) in "".join(tekst.split())


def test_werkversie_is_told_in_the_trail_of_the_plan(schrijver, gevuld):
    schrijver.post(ADRES, DAG)

    [kop, *_] = vind(schrijver.get("/waterstad/plan-jeugd/wijzigingen/"), "main .spoor h3")

    assert kop.startswith("Rapport gemaakt")


def test_werkversie_names_only_the_roles_in_this_gemeente(schrijver, gevuld, beleidsadviseur):
    elders = Lidmaatschap.objects.create(
        gebruiker=beleidsadviseur, gemeente=GemeenteFactory(slug="landstad"), van=VANDAAG
    )
    Rol.objects.create(lidmaatschap=elders, soort="bestuurder")

    schrijver.post(ADRES, DAG)

    opgesteld_door = json.loads(Momentopname.objects.get().tekst)["opgesteld_door"]
    assert opgesteld_door == "beleidsadviseur"


def test_werkversie_by_the_voorzitter_is_by_the_voorzitter(client, gevuld, voorzitter):
    client.force_login(voorzitter)

    client.post(ADRES, DAG)

    assert json.loads(Momentopname.objects.get().tekst)["opgesteld_door"] == "voorzitter"


def test_werkversie_of_an_empty_plan_is_a_report(schrijver, plan):
    antwoord = schrijver.post(ADRES, DAG)

    assert (antwoord.status_code, antwoord.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("dag", ["31-2-2026", "", "ooit"])
def test_bad_input_is_refused_at_its_field_and_makes_nothing(schrijver, gevuld, dag):
    voor = wat_er_staat()

    antwoord = schrijver.post(ADRES, {"peildatum": dag})

    assert (antwoord.status_code, wat_er_staat()) == (422, voor)
    assert kenmerken(antwoord, "[role=alert] a", "href") == ["#id_peildatum"]
    assert kenmerken(antwoord, "#id_peildatum", "value") == [dag or None]


def test_day_that_has_yet_to_come_is_refused(schrijver, gevuld):
    morgen = VANDAAG + timedelta(days=1)

    antwoord = schrijver.post(ADRES, DAG | {"peildatum": f"{morgen:%d-%m-%Y}"})

    assert antwoord.status_code == 422


def test_who_may_not_make_a_report_makes_nothing(client, gevuld, controller):
    client.force_login(controller)
    voor = wat_er_staat()

    antwoord = client.post(ADRES, DAG)

    assert (antwoord.status_code, wat_er_staat()) == (403, voor)


@pytest.mark.parametrize("aantal", [1, 3])
def test_form_takes_the_same_queries_for_more_measures(
    schrijver, plan, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        MaatregelFactory(plan=plan, code=f"1{nummer}", compleet=True)

    with django_assert_num_queries(6):
        schrijver.get(ADRES)


def test_werkversie_takes_the_same_queries_for_more_measures(schrijver, plan):
    """How many the blocks take is held by their own tests."""
    geteld = []
    for nummer in range(3):
        MaatregelFactory(plan=plan, code=f"1{nummer}", compleet=True)
        with CaptureQueriesContext(connection) as vragen:
            assert schrijver.post(ADRES, DAG).status_code == 200
        geteld.append(len(vragen))

    assert geteld[0] == geteld[2]
