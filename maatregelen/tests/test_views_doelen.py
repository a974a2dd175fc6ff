"""The goals of a measure, chosen where they are read."""

from typing import Any

import pytest

from jeugdhulp import logboek
from jeugdhulp.models import Gebruiker
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.doelkoppelingen import Doelwijziging, wijzig_doelen
from maatregelen.models import Doel, Maatregel
from maatregelen.tests.bewerken import BLAD, regels, stel_vast
from maatregelen.tests.factories import (
    BeleidsplanFactory,
    DoelFactory,
    DoelkoppelingFactory,
    MaatregelFactory,
    in_handeling,
)

DOELEN = f"{BLAD}doelen/"
WAAROM = "Dit past er beter bij."


@pytest.fixture
def doelen(plan: Any) -> list[Doel]:
    """The plan falls under a beleidsplan with A, A1 below it, and B."""
    beleid = BeleidsplanFactory(gemeente=plan.gemeente, titel="Beleid Jeugd")
    with in_handeling():
        plan.beleidsplan = beleid
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam="x")
    boven = DoelFactory(beleidsplan=beleid, code="A", niveau="visie", titel="Gezond", volgorde=0)
    eigen = {"beleidsplan": beleid, "niveau": "doel"}
    return [
        boven,
        DoelFactory(code="A1", titel="Sport", ouder=boven, volgorde=1, **eigen),
        DoelFactory(code="B", titel="Veilig", volgorde=2, **eigen),
    ]


@pytest.fixture
def rij(plan: Any, doelen: list[Doel]) -> Maatregel:
    """1a serves A first of all."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")
    DoelkoppelingFactory(maatregel=maatregel, doel=doelen[0], primair=True)
    return maatregel


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, rij: Maatregel) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def getoond(antwoord: Any) -> dict[str, str]:
    """What a browser would send when she touches nothing."""
    velden = {}
    for veld in elementen(antwoord, ".deelform input[name]"):
        if veld.get("type") != "checkbox":
            velden[veld.get("name")] = veld.get("value", "")
        elif veld.get("checked") is not None:
            velden[veld.get("name")] = "on"
    [eerste] = kenmerken(antwoord, "#id_primair option[selected]", "value")
    return velden | {"primair": eerste or "", "reden": WAAROM}


def veld(doel: Doel) -> str:
    return f"doel_{doel.pk}"


def test_formulier_toont_de_boom_met_eigen_niveaus(
    schrijver: Paginaclient, doelen: list[Doel]
) -> None:
    antwoord = schrijver.get(DOELEN)

    assert vind(antwoord, "fieldset > .doelkeuze > li") == [
        "Visie A Gezond Doel A1 Sport",
        "Doel B Veilig",
    ]
    assert vind(antwoord, ".doelkeuze .doelkeuze > li") == ["Doel A1 Sport"]
    assert kenmerken(antwoord, ".doelkeuze input[checked]", "name") == [veld(doelen[0])]
    assert vind(antwoord, "#id_primair option[selected]") == ["A Gezond"]


def test_een_vinkje_erbij_en_een_ander_belangrijkste(
    schrijver: Paginaclient, doelen: list[Doel]
) -> None:
    gegeven = getoond(schrijver.get(DOELEN))

    antwoord = schrijver.post(
        DOELEN, gegeven | {veld(doelen[1]): "on", "primair": str(doelen[1].pk)}
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-doelen")
    assert [(regel["soort"], regel["na"]) for regel in regels()] == [
        ("doelen gewijzigd", {"doelen": ["A Gezond", "A1 Sport (belangrijkste doel)"]})
    ]
    assert vind(schrijver.get(BLAD), "#deel-doelen li p:first-child") == [
        "A1 Sport belangrijkste doel",
        "A Gezond",
    ]


def test_een_vinkje_weg_en_het_blad_biedt_aan_te_kiezen(
    schrijver: Paginaclient, doelen: list[Doel]
) -> None:
    gegeven = getoond(schrijver.get(DOELEN)) | {"primair": ""}
    del gegeven[veld(doelen[0])]

    antwoord = schrijver.post(DOELEN, gegeven)

    assert antwoord.status_code == 303
    assert vind(schrijver.get(BLAD), "#deel-doelen") == [
        "Doelen van het beleid Bewerken niet ingevuld"
    ]


@pytest.mark.parametrize(
    ("anders", "naam", "melding"),
    [
        ({"reden": ""}, "reden", "U verandert de doelen. Schrijf op waarom."),
        (
            {"primair": "B"},
            "primair",
            "Dit doel heeft geen vinkje. Zet dat erbij, of kies een ander doel.",
        ),
    ],
)
def test_wat_niet_klopt_komt_terug_zoals_het_was(
    schrijver: Paginaclient, doelen: list[Doel], anders: dict[str, str], naam: str, melding: str
) -> None:
    gegeven = getoond(schrijver.get(DOELEN)) | {veld(doelen[1]): "on"} | anders
    if gegeven["primair"] == "B":
        gegeven["primair"] = str(doelen[2].pk)

    antwoord = schrijver.post(DOELEN, gegeven)

    assert (antwoord.status_code, vind(antwoord, f"#id_{naam}_error")) == (
        422,
        [f"Fout: {melding}"],
    )
    assert kenmerken(antwoord, ".doelkeuze input[checked]", "name") == [
        veld(doelen[0]),
        veld(doelen[1]),
    ]


def test_twee_die_iets_anders_aanvinken_krijgen_beide_hun_zin(
    schrijver: Paginaclient, rij: Maatregel, doelen: list[Doel], voorzitter: Gebruiker
) -> None:
    gegeven = getoond(schrijver.get(DOELEN)) | {veld(doelen[1]): "on"}
    ander = Doelwijziging(erbij=[doelen[2]], belangrijkste=doelen[0], was=doelen[0].pk)
    wijzig_doelen(rij, ander, door=voorzitter, reden=WAAROM)

    antwoord = schrijver.post(DOELEN, gegeven)

    assert antwoord.status_code == 303
    assert regels()[0]["na"] == {
        "doelen": ["A Gezond (belangrijkste doel)", "B Veilig", "A1 Sport"]
    }


def test_twee_die_een_ander_belangrijkste_doel_kiezen_zien_beide(
    schrijver: Paginaclient, rij: Maatregel, doelen: list[Doel], voorzitter: Gebruiker
) -> None:
    aan = {veld(doelen[1]): "on", "primair": str(doelen[1].pk)}
    gegeven = getoond(schrijver.get(DOELEN)) | aan
    ander = Doelwijziging(erbij=[doelen[2]], belangrijkste=doelen[2], was=doelen[0].pk)
    wijzig_doelen(rij, ander, door=voorzitter, reden=WAAROM)

    antwoord = schrijver.post(DOELEN, gegeven)
    assert (antwoord.status_code, vind(antwoord, ".intussen__tekst")) == (409, ["B Veilig"])

    nogmaals = schrijver.post(DOELEN, getoond(antwoord))
    assert nogmaals.status_code == 303
    assert regels()[0]["na"]["doelen"] == ["A Gezond", "B Veilig", "A1 Sport (belangrijkste doel)"]


def test_vastgesteld_plan_vraagt_op_grond_waarvan(
    schrijver: Paginaclient, rij: Maatregel, doelen: list[Doel]
) -> None:
    stel_vast(rij.plan)
    gegeven = getoond(schrijver.get(DOELEN)) | {veld(doelen[1]): "on"}

    zonder = schrijver.post(DOELEN, gegeven | {"op_grond_van": ""})
    met = schrijver.post(DOELEN, gegeven | {"op_grond_van": "binnen mandaat"})

    assert (zonder.status_code, met.status_code) == (422, 303)
    assert regels()[0]["na"]["op grond van"] == "binnen mandaat"


def test_zonder_beleidsplan_is_er_niets_te_kiezen(
    client: Paginaclient, beleidsadviseur: Gebruiker, plan: Any
) -> None:
    MaatregelFactory(plan=plan, code="1a")
    client.force_login(beleidsadviseur)

    assert vind(client.get(BLAD), "#deel-doelen") == []
    assert vind(client.get(DOELEN), ".deelform form > p")[:1] == [
        "Dit plan valt niet onder een beleidsplan. Er is geen doel om te kiezen."
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient,
    rij: Maatregel,
    doelen: list[Doel],
    django_assert_num_queries: Any,
    aantal: int,
) -> None:
    for _ in range(aantal):
        DoelkoppelingFactory(
            maatregel=rij, doel=DoelFactory(beleidsplan=doelen[0].beleidsplan, ouder=doelen[1])
        )

    with django_assert_num_queries(9):
        schrijver.get(DOELEN)
