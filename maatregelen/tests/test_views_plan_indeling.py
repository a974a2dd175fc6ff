"""The thema's and clusters of a plan, on screen, in the plan's own words."""

from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.groepen import wijzig_groep
from maatregelen.models import Plan, Thema
from maatregelen.tests.bewerken import ingevuld, regels
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    ThemaFactory,
    in_handeling,
)

PLAN = "/waterstad/plan-jeugd/"
INDELING = f"{PLAN}indeling/"


@pytest.fixture
def thema(plan: Plan) -> Thema:
    with in_handeling():
        plan.naam_thema, plan.naam_cluster = "Vraagstuk", "Pakket"
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam="x")
    return ThemaFactory(plan=plan, code="1", titel="Toegang")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, thema: Thema) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def test_pagina_telt_per_groep_de_maatregelen(
    schrijver: Paginaclient, plan: Plan, thema: Thema
) -> None:
    cluster = ClusterFactory(plan=plan, code="A", titel="Basis")
    for _ in range(2):
        BladFactory(maatregel=MaatregelFactory(plan=plan, thema=thema), cluster=cluster)

    antwoord = schrijver.get(INDELING)

    assert vind(antwoord, "main h2") == ["Indeling per vraagstuk", "Indeling per pakket"]
    assert vind(antwoord, "main .lijst li") == [
        "1 Toegang 2 × maatregel Bewerken vraagstuk 1",
        "A Basis 2 × maatregel Bewerken pakket A",
    ]
    assert "Indeling" in vind(schrijver.get(PLAN), ".paginakop a.knop")


@pytest.mark.parametrize(
    ("soort", "woord", "code"), [("thema", "Vraagstuk", "2"), ("cluster", "Pakket", "1")]
)
def test_een_groep_erbij(schrijver: Paginaclient, soort: str, woord: str, code: str) -> None:
    antwoord = schrijver.post(f"{INDELING}{soort}/", {"titel": "Veiligheid", "code": ""})

    assert (antwoord.status_code, antwoord.url) == (303, INDELING)
    assert vind(schrijver.get(INDELING), "#meldingen .melding") == [
        f"Gelukt. {woord} is toegevoegd."
    ]
    assert [(regel["soort"], regel["na"]) for regel in regels()] == [
        (f"{soort} toegevoegd", {"code": code, "titel": "Veiligheid"})
    ]


def test_een_bezette_code_staat_bij_het_veld(schrijver: Paginaclient) -> None:
    antwoord = schrijver.post(f"{INDELING}thema/", {"titel": "Veiligheid", "code": "1"})

    assert (antwoord.status_code, vind(antwoord, "#id_code_error")) == (
        422,
        ["Fout: Deze code is al van “Toegang”. Kies een andere."],
    )
    assert kenmerken(antwoord, "[name=titel]", "value") == ["Veiligheid"]


def test_een_andere_naam_vraagt_waarom(schrijver: Paginaclient, thema: Thema) -> None:
    adres = f"{INDELING}thema/{thema.pk}/"
    gegeven = ingevuld(schrijver.get(adres))
    assert (gegeven["titel"], gegeven["code"]) == ("Toegang", "1")

    zonder = schrijver.post(adres, gegeven | {"titel": "Eén loket"})
    met = schrijver.post(adres, gegeven | {"titel": "Eén loket", "reden": "Duidelijker."})

    assert (zonder.status_code, met.status_code, met.url) == (422, 303, INDELING)
    assert regels()[0]["na"] == {"titel": "Eén loket"}


def test_twee_die_dezelfde_naam_veranderen_zien_beide(
    schrijver: Paginaclient, thema: Thema, voorzitter: Gebruiker
) -> None:
    adres = f"{INDELING}thema/{thema.pk}/"
    gegeven = ingevuld(schrijver.get(adres)) | {"titel": "Eén loket", "reden": "Duidelijker."}
    wijzig_groep(thema, {"titel": "Eén deur"}, door=voorzitter, reden="Korter.")

    antwoord = schrijver.post(adres, gegeven)

    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["Eén deur"])
    assert kenmerken(antwoord, "[name=titel]", "value") == ["Eén loket"]


def test_een_thema_van_een_ander_plan_is_hier_niet(schrijver: Paginaclient) -> None:
    assert schrijver.get(f"{INDELING}thema/{ThemaFactory().pk}/").status_code == 404


def test_zonder_thema_leidt_het_formulier_naar_een_nieuw(
    client: Paginaclient, beleidsadviseur: Gebruiker, plan: Plan
) -> None:
    client.force_login(beleidsadviseur)

    antwoord = client.get(f"{PLAN}nieuwe-maatregel/")

    assert vind(antwoord, ".leeg a") == ["Thema toevoegen"]
    assert kenmerken(antwoord, ".leeg a", "href") == [f"{INDELING}thema/"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_paginas_kosten_een_vast_aantal_vragen(
    schrijver: Paginaclient, plan: Plan, thema: Thema, django_assert_num_queries: Any, aantal: int
) -> None:
    for _ in range(aantal):
        BladFactory(
            maatregel=MaatregelFactory(plan=plan, thema=thema), cluster=ClusterFactory(plan=plan)
        )

    with django_assert_num_queries(8):
        schrijver.get(INDELING)
    with django_assert_num_queries(7):
        schrijver.get(f"{INDELING}thema/{thema.pk}/")
    with django_assert_num_queries(6):
        schrijver.get(f"{INDELING}cluster/")
