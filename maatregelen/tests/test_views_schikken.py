"""Copying, merging and making a plan, on screen; and what became of a measure."""

from typing import Any

import pytest

from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.samenvoegen import voeg_samen
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ThemaFactory,
    maak_stand,
)
from maatregelen.tests.geldfactories import InvesteringFactory

PLAN = "/waterstad/plan-jeugd/"
BLAD = f"{PLAN}maatregelen/1a/"
KOPIE = f"{BLAD}kopie/"
SAMEN = f"{BLAD}samenvoegen/"
SPLITSEN = f"{BLAD}splitsen/"
NIEUW = "/waterstad/nieuw-plan/"
PLANFORM = {
    "titel": "Plan Jeugd 2030",
    "van": "1-1-2030",
    "tot_en_met": "31 december 2033",
    "naam_overleg": "regiegroep",
    "naam_thema": "Vraagstuk",
    "naam_maatregel": "Maatregel",
}


@pytest.fixture
def rij(plan: Plan) -> Maatregel:
    thema = ThemaFactory(plan=plan, code="1", titel="Toegang")
    return MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def doel(rij: Maatregel) -> Maatregel:
    return MaatregelFactory(plan=rij.plan, thema=rij.thema, code="1b", titel="Eén loket")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, rij: Maatregel) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def regel() -> dict[str, Any]:
    return Gebeurtenis.objects.filter(gemeente__slug="waterstad").latest("volgnummer").gegevens


def test_kopie_leidt_naar_haar_eigen_blad(schrijver: Paginaclient, rij: Maatregel) -> None:
    antwoord = schrijver.post(KOPIE, {"titel": "Nog meer hulp", "thema": rij.thema_id})

    assert (antwoord.status_code, antwoord.url) == (303, f"{PLAN}maatregelen/1b/")
    assert vind(schrijver.get(antwoord.url), "#meldingen .melding") == [
        "Gelukt. Maatregel 1b is gemaakt als kopie van 1a."
    ]
    assert regel()["na"]["kopie van"] == "1a"


def test_kopie_noemt_ook_de_andere_plannen_van_de_gemeente(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    ander = PlanFactory(gemeente=rij.plan.gemeente, titel="Plan Later")
    thema = ThemaFactory(plan=ander, code="1", titel="Elders")

    antwoord = schrijver.get(KOPIE)
    gemaakt = schrijver.post(KOPIE, {"titel": "Hulp", "thema": thema.pk})

    assert kenmerken(antwoord, "#id_thema optgroup", "label") == [
        "Plan Jeugd, 2019-2099",
        "Plan Later, 2019-2099",
    ]
    assert gemaakt.url == f"/waterstad/{ander.slug}/maatregelen/1a/"


def test_voorzitter_kopieert_niet_naar_een_plan_dat_niet_van_haar_is(
    client: Paginaclient, voorzitter: Gebruiker, rij: Maatregel
) -> None:
    thema = ThemaFactory(plan=PlanFactory(gemeente=rij.plan.gemeente), code="1", titel="Elders")
    client.force_login(voorzitter)

    antwoord = client.post(KOPIE, {"titel": "Hulp", "thema": thema.pk})

    assert (antwoord.status_code, vind(antwoord, "#id_thema option")) == (422, ["1 Toegang"])


def test_een_bezette_code_wordt_genoemd(schrijver: Paginaclient, rij: Maatregel) -> None:
    antwoord = schrijver.post(KOPIE, {"titel": "Hulp", "thema": rij.thema_id, "code": "1a"})

    assert (antwoord.status_code, vind(antwoord, "#id_code_error")) == (
        422,
        ["Fout: Deze code is al van “1a Hulp dichtbij”. Kies een andere."],
    )


def test_samenvoegen_zegt_eerst_wat_achterblijft(
    schrijver: Paginaclient, rij: Maatregel, doel: Maatregel
) -> None:
    blad = BladFactory(maatregel=rij)
    MijlpaalFactory(blad=blad)
    InvesteringFactory(plan=rij.plan, blad=blad)

    antwoord = schrijver.get(SAMEN)

    assert vind(antwoord, ".deelform li li") == [
        "Investering: Een training, € 1.000 (per jaar, incidenteel, 2020)"
    ]
    assert kenmerken(antwoord, ".deelform li a", "href") == [
        f"{BLAD}#deel-planning-{blad.pk}",
        f"{BLAD}#deel-investering-{blad.pk}",
    ]
    assert vind(antwoord, "#id_met option") == ["Kies", "1b Eén loket"]


def test_samengevoegd_staat_op_beide_bladen(
    schrijver: Paginaclient, rij: Maatregel, doel: Maatregel
) -> None:
    antwoord = schrijver.post(SAMEN, {"met": doel.pk, "reden": "Zelfde mensen."})

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-kenmerken")
    assert vind(schrijver.get(BLAD), ".vervolg") == [
        "Maatregel 1a is vervallen en gaat verder in 1b Eén loket."
    ]
    assert vind(schrijver.get(f"{PLAN}maatregelen/1b/"), ".vervolg") == [
        "Hierin gaat verder: 1a Hulp dichtbij."
    ]


def test_samenvoegen_vraagt_waarmee_en_waarom(
    schrijver: Paginaclient, rij: Maatregel, doel: Maatregel
) -> None:
    zonder = schrijver.post(SAMEN, {"met": "", "reden": "Zelfde mensen."})
    waarom = schrijver.post(SAMEN, {"met": doel.pk, "reden": ""})

    rij.refresh_from_db()
    assert (zonder.status_code, waarom.status_code, rij.fase) == (422, 422, "gepland")
    assert vind(waarom, "#id_reden_error") == ["Fout: Schrijf op waarom u ze samenvoegt."]


def test_wat_al_eindigde_is_geen_keuze(
    schrijver: Paginaclient, rij: Maatregel, doel: Maatregel
) -> None:
    maak_stand(doel, fase="afgerond")

    assert vind(schrijver.get(SAMEN), "#id_met option") == ["Kies"]
    assert vind(schrijver.get(f"{PLAN}maatregelen/1b/"), ".schikken a") == [
        "Indeling wijzigen",
        "Kopie maken",
    ]


def test_wat_zonder_samenvoegen_eindigde_wijst_naar_waarom(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    maak_stand(rij, fase="gestopt")

    assert vind(schrijver.get(BLAD), ".vervolg") == ["Maatregel 1a is gestopt. Lees waarom."]


def test_wat_weer_loopt_gaat_nergens_anders_verder(
    schrijver: Paginaclient, rij: Maatregel, doel: Maatregel
) -> None:
    """The tie stays on the sheet; it is no end any more."""
    voeg_samen(rij, doel, door=None, reden="Zelfde mensen.")
    maak_stand(rij, fase="in uitvoering", reden="Toch niet.")

    assert [
        vind(schrijver.get(adres), ".vervolg") for adres in (BLAD, f"{PLAN}maatregelen/1b/")
    ] == [
        [],
        [],
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulieren_kosten_een_vast_aantal_vragen(
    schrijver: Paginaclient, rij: Maatregel, django_assert_num_queries: Any, aantal: int
) -> None:
    for _ in range(aantal):
        MijlpaalFactory(blad__maatregel=MaatregelFactory(plan=rij.plan))
        ThemaFactory(plan=PlanFactory(gemeente=rij.plan.gemeente))

    with django_assert_num_queries(9):
        schrijver.get(KOPIE)
    with django_assert_num_queries(11):
        schrijver.get(SAMEN)
    with django_assert_num_queries(14):
        schrijver.get(SPLITSEN)
    with django_assert_num_queries(7):
        schrijver.get(NIEUW)


def test_nieuw_plan_leidt_naar_het_plan(schrijver: Paginaclient) -> None:
    antwoord = schrijver.post(NIEUW, PLANFORM | {"themas": "Toegang\r\n\r\n Veiligheid "})

    assert (antwoord.status_code, antwoord.url) == (303, "/waterstad/plan-jeugd-2030/")
    assert regel()["na"]["thema's"] == ["1 Toegang", "2 Veiligheid"]
    plan = Plan.objects.get(slug="plan-jeugd-2030")
    assert (str(plan.van), str(plan.tot_en_met), plan.stadium) == (
        "2030-01-01",
        "2033-12-31",
        "concept",
    )
    assert vind(schrijver.get(antwoord.url), "#meldingen .melding") == [
        "Gelukt. ‘Plan Jeugd 2030’ is gemaakt, als concept."
    ]


def test_nieuw_plan_als_kopie(schrijver: Paginaclient, rij: Maatregel) -> None:
    antwoord = schrijver.post(NIEUW, PLANFORM | {"voorganger": rij.plan_id})

    assert vind(schrijver.get(antwoord.url), "tbody th[scope=row] a") == ["1a Hulp dichtbij"]
    assert Plan.objects.get(slug="plan-jeugd-2030").voorganger == rij.plan


def test_nieuw_plan_zegt_per_veld_wat_er_niet_klopt(schrijver: Paginaclient) -> None:
    antwoord = schrijver.post(
        NIEUW, PLANFORM | {"titel": "", "tot_en_met": "1-1-2029", "themas": "x" * 201}
    )
    andersom = schrijver.post(NIEUW, PLANFORM | {"tot_en_met": "1-1-2029"})

    assert (antwoord.status_code, andersom.status_code) == (422, 422)
    assert vind(antwoord, "#id_themas_error") == ["Fout: Een thema heeft hooguit 200 tekens."]
    assert vind(andersom, "#id_tot_en_met_error") == [
        "Fout: De laatste dag van het plan ligt voor de eerste."
    ]


@pytest.mark.parametrize(("wie", "ziet"), [("beleidsadviseur", 1), ("voorzitter", 0)])
def test_alleen_de_beleidsadviseur_vindt_nieuw_plan(
    request: Any, client: Paginaclient, rij: Maatregel, wie: str, ziet: int
) -> None:
    client.force_login(request.getfixturevalue(wie))

    assert kenmerken(client.get("/"), ".groep__regel a", "href").count(NIEUW) == ziet


def test_het_eerste_plan_van_een_gemeente_is_te_vinden(
    client: Paginaclient, beleidsadviseur: Gebruiker
) -> None:
    """Without a plan there is no plan to find her gemeente by."""
    client.force_login(beleidsadviseur)

    antwoord = client.get("/")

    assert vind(antwoord, "main h2, main .kaart") == [
        "Waterstad",
        "Deze gemeente heeft nog geen plan.",
    ]
    assert NIEUW in kenmerken(antwoord, ".groep__regel a", "href")


def test_splitsen_leidt_naar_het_nieuwe_blad_en_staat_op_beide(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    gegeven = {"titel": "Alleen de school", "thema": rij.thema_id, "reden": "Te groot."}

    zonder = schrijver.post(SPLITSEN, gegeven | {"reden": ""})
    antwoord = schrijver.post(SPLITSEN, gegeven)

    assert (zonder.status_code, vind(zonder, "#id_reden_error")) == (
        422,
        ["Fout: Schrijf op waarom u splitst."],
    )
    assert (antwoord.status_code, antwoord.url) == (303, f"{PLAN}maatregelen/1b/")
    assert [
        vind(schrijver.get(adres), "#deel-samenhang li p")[0] for adres in (antwoord.url, BLAD)
    ] == [
        "Afgesplitst van: 1a Hulp dichtbij",
        "Hieruit afgesplitst: 1b Alleen de school staat op dat blad",
    ]


def test_splitsen_noemt_wat_op_het_oude_blad_blijft(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    MijlpaalFactory(blad=BladFactory(maatregel=rij))

    assert vind(schrijver.get(SPLITSEN), ".deelform .tekst li") == ["1 open stap"]


@pytest.mark.parametrize(
    ("aantal", "zin"),
    [
        (0, ""),
        (1, " Eén stap lag vóór dit plan: plan die opnieuw."),
        (2, " 2 stappen lagen vóór dit plan: plan die opnieuw."),
    ],
)
def test_kopie_zegt_wat_opnieuw_gepland_moet(
    schrijver: Paginaclient, rij: Maatregel, aantal: int, zin: str
) -> None:
    blad = BladFactory(maatregel=rij)
    for _ in range(aantal):
        MijlpaalFactory(blad=blad)

    plan = schrijver.post(NIEUW, PLANFORM | {"voorganger": rij.plan_id})
    assert vind(schrijver.get(plan.url), "#meldingen .melding") == [
        f"Gelukt. ‘Plan Jeugd 2030’ is gemaakt, als concept.{zin}"
    ]

    thema = Plan.objects.get(slug="plan-jeugd-2030").themas.get()
    kopie = schrijver.post(KOPIE, {"titel": "Hulp", "thema": thema.pk})
    assert vind(schrijver.get(kopie.url), "#meldingen .melding") == [
        f"Gelukt. Maatregel 1b is gemaakt als kopie van 1a.{zin}"
    ]
