"""The grid as a page: its filter, its size, a text that comes back from a spreadsheet."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from maatregelen.forms import raster as forms
from maatregelen.models import Maatregel, Mijlpaal, Stand
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
)
from maatregelen.tests.geldfactories import DekkingFactory
from maatregelen.tests.rasters import RASTER, WAAROM, kijk_na, leg_vast, velden, wijzig
from maatregelen.views import raster

PLANNING = f"{RASTER}?wat=planning"
QUERIES = {"fase": 15, "planning": 14, "dekking": 14}


@pytest.fixture
def schrijver(client: Any, beleidsadviseur: Any, maatregel: Maatregel) -> Any:
    client.force_login(beleidsadviseur)
    return client


def plak(client: Any, url: str, tekst: str, stap: str = "plakken") -> Any:
    return client.post(url, velden(client.get(url)) | {"plakken": tekst, "stap": stap})


def fouten(antwoord: Any) -> list[str]:
    return vind(antwoord, "[role=alert] li")


def tekst(antwoord: Any) -> str:
    [vak] = elementen(antwoord, "#raster-tekst")
    return (vak.text or "").removeprefix("\n")


def test_plan_leads_to_the_table_with_the_filter_that_is_on(schrijver, maatregel, client, trekker):
    adres = f"/waterstad/plan-jeugd/?thema={maatregel.thema.code}&volgorde=plan"
    assert kenmerken(schrijver.get(adres), ".overzichtknoppen__afdruk a", "href")[0] == (
        f"{RASTER}?thema={maatregel.thema.code}"
    )

    client.force_login(trekker)
    assert not any(
        "raster" in str(url) for url in kenmerken(client.get("/waterstad/plan-jeugd/"), "a", "href")
    )


def test_filter_leaves_out_rows_and_stays_in_the_addresses(schrijver, maatregel, plan):
    ander = MaatregelFactory(plan=plan, code="2a")

    antwoord = schrijver.get(f"{RASTER}?wat=fase&thema={ander.thema.code}")

    assert vind(antwoord, "tbody th b") == ["2a"]
    assert kenmerken(antwoord, "nav.geldkeuze a", "href")[1] == (
        f"{RASTER}?wat=planning&thema={ander.thema.code}"
    )
    assert kenmerken(antwoord, ".chip", "href") == [f"{RASTER}?wat=fase"]


def test_row_that_fell_out_of_the_filter_meanwhile_is_not_lost(schrijver, maatregel, gemeente):
    """Somebody else gave the measure another trekker while she looked at those of this one."""
    eerste = maatregel.betrokkenheden.get()
    url = f"{RASTER}?wat=fase&trekker=p{eerste.persoon_id}"
    anders = {f"rij{maatregel.pk}-fase": "afgerond"}
    geopend = velden(schrijver.get(url)) | anders
    BetrokkenheidFactory(
        maatregel=MaatregelFactory(plan=maatregel.plan, code="2a"), persoon=eerste.persoon
    )
    anna = PersoonFactory(gemeente=gemeente, naam="Anna Bos")
    wijzig(schrijver, RASTER, **{f"rij{maatregel.pk}-trekker": anna.naam})

    antwoord = schrijver.post(url, geopend)

    assert (antwoord.status_code, vind(antwoord, "tbody th b")) == (422, ["1a", "2a"])
    assert velden(antwoord).items() >= anders.items()


def test_nothing_changed_is_said(schrijver):
    antwoord = kijk_na(schrijver, RASTER)

    assert (antwoord.status_code, fouten(antwoord)) == (422, ["U hebt nog niets gewijzigd."])


def test_row_that_is_not_there_is_said(schrijver):
    antwoord = kijk_na(schrijver, RASTER, **{"rij999999-fase": "doorlopend"})

    assert fouten(antwoord) == ["Een rij die u wijzigde, staat niet meer in deze tabel."]


def test_client_number_is_refused_at_its_cell(schrijver, maatregel):
    lijn = Mijlpaal.objects.get(blad__maatregel=maatregel)

    antwoord = kijk_na(schrijver, PLANNING, **{f"rij{lijn.pk}-tekst": "Gesprek 111222333"})

    assert antwoord.status_code == 422
    assert kenmerken(antwoord, "[role=alert] a", "href") == [f"#id_rij{lijn.pk}-tekst"]


def test_reason_is_asked_once_in_a_sitting(schrijver, maatregel):
    lijn = Mijlpaal.objects.get(blad__maatregel=maatregel)
    wijzig(schrijver, PLANNING, **{f"rij{lijn.pk}-tekst": "Praten"})

    nagekeken = kijk_na(schrijver, PLANNING, **{f"rij{lijn.pk}-tekst": "Bellen"})

    assert velden(nagekeken)["reden"] == WAAROM


def test_plan_that_is_over_can_be_changed(client, beleidsadviseur, gemeente):
    plan = PlanFactory(
        gemeente=gemeente, slug="oud", van=date(2015, 1, 1), tot_en_met=date(2018, 12, 31)
    )
    lijn = MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a")))
    client.force_login(beleidsadviseur)
    url = "/waterstad/oud/raster/?wat=planning"

    assert wijzig(client, url, **{f"rij{lijn.pk}-tekst": "Praten"}).status_code == 303


def test_empty_plan_says_so(client, beleidsadviseur, plan):
    client.force_login(beleidsadviseur)

    assert vind(client.get(RASTER), ".leeg__kop") == ["Hier valt nog niets te bewerken."]


# --- A text from a spreadsheet -----------------------------------------------------------------


def test_table_as_text_comes_back_to_its_rows(schrijver, maatregel):
    lijn = Mijlpaal.objects.get(blad__maatregel=maatregel)
    begin = tekst(schrijver.get(PLANNING))
    assert begin.splitlines() == [
        "Nr\tCode\tRegel\tTitel\tWanneer\tWat\tToestand\tGereed op",
        f"{lijn.pk}\t1a\t1a, regel 1\tHulp dichtbij huis\tQ2 2019\tAfspraken maken\topen\t",
    ]

    antwoord = plak(
        schrijver, PLANNING, begin.replace("Q2 2019", "q3 19").replace("open", "Gereed")
    )

    assert antwoord.status_code == 200
    assert (
        velden(antwoord).items()
        >= {
            f"rij{lijn.pk}-periode": "q3 19",
            f"rij{lijn.pk}-toestand": "gereed",
            "plakken": "",
        }.items()
    )
    assert len(vind(antwoord, ".cel--anders")) == 2
    nagekeken = schrijver.post(PLANNING, velden(antwoord))
    assert leg_vast(schrijver, PLANNING, nagekeken).status_code == 303
    lijn.refresh_from_db()
    assert (lijn.periode.voluit(), lijn.toestand) == ("Q3 2019", "gereed")


def test_paste_and_check_in_one_go_by_code_alone(schrijver, maatregel):
    antwoord = plak(schrijver, RASTER, "Code;Fase\r\n1A;Doorlopend\r\n", stap="nakijken")

    assert vind(antwoord, ".nakijktabel td")[:2] == ["Fase", "in uitvoering"]
    assert vind(antwoord, ".nakijktabel td > b") == ["doorlopend"]


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("Fase", "Plak minstens twee regels: de namen van de kolommen en een rij."),
        (
            "Code\tKleur\n1a\tx",
            "Regel 1: de kolom “Kleur” is er hier niet. Er zijn: Nr, Code, Fase,",
        ),
        ("Code\tFase\tFase\n1a\tx\ty", "Regel 1: de kolom “fase” staat er twee keer."),
        ("Titel\tFase\nx\ty", "Regel 1: zet in de eerste kolom Nr of Code,"),
        ("Code\tFase\n9z\tgestopt", "Regel 2: 9z staat niet in deze tabel."),
        ("Nr\tFase\n0\tgestopt", "Regel 2: nr 0 staat niet in deze tabel."),
        ("Code\tFase\n\tgestopt", "Regel 2: hier staat geen nr en geen code."),
        ("Code\tFase\n1a\tgestopt\n1a\tgestopt", "Regel 3: 1a staat er twee keer."),
        ("Code\tFase\n1a\tgestopt\tx", "Regel 2: deze regel heeft meer cellen dan er kolommen"),
        ("Code\tFase\n1a\tloopt", "Regel 2, kolom Fase: “loopt” is geen keuze. Kies uit: gepland,"),
    ],
)
def test_text_that_cannot_be_used_is_refused_with_line_and_column(schrijver, tekst, melding):
    antwoord = plak(schrijver, RASTER, tekst)

    assert (antwoord.status_code, len(fouten(antwoord))) == (422, 1)
    assert fouten(antwoord)[0].startswith(f"Plakken uit Excel: {melding}")
    assert velden(antwoord)["plakken"] == tekst
    assert Stand.objects.count() == 2


def test_number_of_another_measure_is_refused(schrijver, maatregel):
    antwoord = plak(schrijver, RASTER, f"Nr\tCode\tFase\n{maatregel.pk}\t2a\tgestopt")

    assert fouten(antwoord) == [
        f"Plakken uit Excel: Regel 2: nr {maatregel.pk} hoort bij 1a, niet bij 2a."
    ]


def test_code_with_more_rows_asks_for_the_number(schrijver, maatregel):
    MijlpaalFactory(blad=maatregel.bladen.get(), volgorde=1)

    assert fouten(plak(schrijver, PLANNING, "Code\tWanneer\n1a\tQ3 2019")) == [
        "Plakken uit Excel: Regel 2: 1a heeft hier 2 rijen. Zet in een kolom Nr welke het is."
    ]


def test_text_that_a_spreadsheet_would_compute_is_guarded_both_ways(schrijver, maatregel):
    lijn = MijlpaalFactory(blad=maatregel.bladen.get(), tekst="=1+1", volgorde=1)
    begin = tekst(schrijver.get(PLANNING))
    assert "\t'=1+1\t" in begin

    antwoord = plak(schrijver, PLANNING, begin.replace("Afspraken maken", "Bellen"))

    assert velden(antwoord)[f"rij{lijn.pk}-tekst"] == "=1+1"
    assert len(vind(antwoord, ".cel--anders")) == 1


# --- Size --------------------------------------------------------------------------------------


@pytest.mark.parametrize("wat", ["fase", "planning", "dekking"])
@pytest.mark.parametrize("aantal", [1, 3])
def test_table_costs_the_same_for_one_measure_and_three(
    schrijver, maatregel, plan, wat, aantal, django_assert_num_queries
):
    for nummer in range(aantal):
        ander = MaatregelFactory(plan=plan, code=f"9{nummer}", compleet=True)
        blad = ander.bladen.get()
        DekkingFactory(blad=blad)
        BladFactory(maatregel=ander, cluster=ClusterFactory(plan=plan))
    url = f"{RASTER}?wat={wat}"
    schrijver.get(url)

    with django_assert_num_queries(QUERIES[wat]):
        schrijver.get(url)


def test_more_rows_than_a_form_may_send_are_not_all_shown(schrijver, plan, monkeypatch):
    monkeypatch.setattr(raster, "MEESTE_RIJEN", 1)
    MaatregelFactory(plan=plan, code="2a")

    antwoord = schrijver.get(RASTER)

    assert len(vind(antwoord, "tbody tr")) == 1
    assert vind(antwoord, ".melding--let-op") == [
        "Deze tabel heeft 2 rijen. U ziet de eerste 1. Kies hierboven een deel van de maatregelen."
    ]


def test_more_rows_than_one_act_should_hold_are_refused(schrijver, maatregel, plan, monkeypatch):
    monkeypatch.setattr(forms, "MEESTE_RIJEN", 1)
    ander = MaatregelFactory(plan=plan, code="2a")

    antwoord = kijk_na(
        schrijver,
        RASTER,
        **{f"rij{rij.pk}-fase": "gestopt" for rij in (maatregel, ander)},
    )

    assert fouten(antwoord) == [
        "U wijzigt 2 rijen. Leg er hooguit 1 in één keer vast; kies bijvoorbeeld eerst één thema."
    ]


def test_most_rows_that_are_shown_fit_in_one_request():
    most_columns = 5
    cell_and_what_it_was = 2

    assert (
        raster.MEESTE_RIJEN * most_columns * cell_and_what_it_was + 50
        < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    )


def test_hundred_measures_are_sent_and_one_change_is_one_stand(schrijver, plan, maatregel):
    for nummer in range(99):
        MaatregelFactory(plan=plan, thema=maatregel.thema, code=f"x{nummer}")
    voor = Stand.objects.count()

    wijzig(schrijver, RASTER, **{f"rij{maatregel.pk}-fase": "doorlopend"})

    assert Stand.objects.count() == voor + 1
