"""Changing which decision a measure needs, and registering that it was taken."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.models import Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.besluitmomenten import wijzig_besluitmoment
from maatregelen.models import Besluitmoment, Maatregel, Mijlpaal, Plan
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
)
from maatregelen.tests.test_views_geldform import fouten, getoond, kolommen, regel, vul

BLAD = "/waterstad/plan-jeugd/maatregelen/1a/"
NIEUW = f"{BLAD}besluitmomenten/"
TERUG = f"{BLAD}#deel-besluiten"


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def stap(maatregel: Maatregel) -> Mijlpaal:
    return MijlpaalFactory(blad=BladFactory(maatregel=maatregel), tekst="Voorstel naar de raad")


@pytest.fixture
def rij(maatregel: Maatregel) -> Besluitmoment:
    return BesluitmomentFactory(plan=maatregel.plan, maatregel=maatregel)


@pytest.fixture
def schrijver(
    client: Paginaclient, beleidsadviseur: Gebruiker, maatregel: Maatregel
) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def adres(rij: Besluitmoment) -> str:
    return f"{NIEUW}{rij.pk}/"


def stuur(client: Paginaclient, pad: str, **gegevens: str) -> Any:
    """As `vul`, where no reason is asked."""
    return client.post(pad, getoond(client.get(pad)) | gegevens)


def test_een_besluit_dat_nodig_is(
    schrijver: Paginaclient, maatregel: Maatregel, stap: Mijlpaal
) -> None:
    antwoord = stuur(
        schrijver,
        NIEUW,
        orgaan="Gemeenteraad",
        onderwerp="Extra geld",
        periode="q2 19",
        mijlpaal=str(stap.pk),
    )

    assert (antwoord.status_code, antwoord.url) == (303, TERUG)
    [rij] = Besluitmoment.objects.filter(maatregel=maatregel)
    assert (rij.plan, rij.soort, rij.mijlpaal) == (maatregel.plan, "besluit", stap)
    assert (rij.van, rij.tot_en_met, rij.letterlijk) == (date(2019, 4, 1), date(2019, 6, 30), "")
    assert regel() == {
        "soort": "besluit nodig",
        "over": "besluit van Gemeenteraad: Extra geld",
        "voor": {},
        "na": {
            "orgaan": "Gemeenteraad",
            "onderwerp": "Extra geld",
            "soort": "besluit",
            "verwacht": "Q2 2019",
            "stap": "Voorstel naar de raad",
        },
        "reden": "",
    }


def test_zonder_tijdstip_is_het_nader_te_bepalen(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    stuur(schrijver, NIEUW, orgaan="Raad", onderwerp="Extra geld", soort="advies")

    [rij] = Besluitmoment.objects.filter(maatregel=maatregel)
    assert (rij.soort, rij.periode_soort, rij.periode.voluit()) == (
        "advies",
        "onbepaald",
        "nader te bepalen",
    )


def test_wat_niet_duidelijk_is_wordt_geweigerd_en_blijft_staan(schrijver: Paginaclient) -> None:
    antwoord = stuur(schrijver, NIEUW, orgaan="Raad", periode="Q1 en Q3 2019")

    assert fouten(antwoord) == [
        "Waarover? Dit veld is verplicht.",
        "Wanneer verwacht u het? “Q1 en Q3 2019” noemt er twee. Typ Q1 2019 t/m Q3 2019 voor de"
        " hele tijd, of kies er een.",
    ]
    assert kenmerken(antwoord, "[name=orgaan], [name=periode]", "value") == [
        "Raad",
        "Q1 en Q3 2019",
    ]


def test_formulier_begint_met_wat_er_staat(schrijver: Paginaclient, rij: Besluitmoment) -> None:
    begin = getoond(schrijver.get(adres(rij)))

    assert {naam: waarde for naam, waarde in begin.items() if not naam.startswith("was_")} == {
        "orgaan": "Gemeenteraad",
        "onderwerp": "Extra geld",
        "soort": "besluit",
        "periode": "Q2 2019",
        "mijlpaal": "",
        "gevraagd_op": "",
        "twijfel": "",
        "reden": "",
    }


def test_uitstellen_vraagt_een_reden(
    schrijver: Paginaclient, rij: Besluitmoment, stap: Mijlpaal
) -> None:
    zonder = vul(schrijver, adres(rij), {"periode": "Q4 2019", "reden": ""})
    met = vul(schrijver, adres(rij), {"periode": "Q4 2019", "mijlpaal": str(stap.pk)})

    assert fouten(zonder) == [
        "Waarom verandert het? U verandert welk besluit nodig is. Schrijf op waarom."
    ]
    assert (met.status_code, met.url) == (303, TERUG)
    assert (regel()["soort"], regel()["voor"], regel()["na"]) == (
        "besluit gewijzigd",
        {"verwacht": "Q2 2019", "stap": ""},
        {"verwacht": "Q4 2019", "stap": "Voorstel naar de raad"},
    )
    assert fouten(vul(schrijver, adres(rij), {})) == ["Er is niets veranderd."]


def test_woorden_van_het_plan_blijven_als_niemand_ze_aanraakt(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    rij = BesluitmomentFactory(plan=maatregel.plan, maatregel=maatregel, letterlijk="voor de zomer")

    vul(schrijver, adres(rij), {"orgaan": "College"})

    assert kolommen(rij, "orgaan", "letterlijk") == ("College", "voor de zomer")


def test_stappen_van_een_andere_maatregel_staan_er_niet_bij(
    schrijver: Paginaclient, stap: Mijlpaal, plan: Plan
) -> None:
    ander = MijlpaalFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="1b")))
    MijlpaalFactory(blad=stap.blad, tekst="Gaat niet door", toestand="vervallen")

    keuzes = kenmerken(schrijver.get(NIEUW), "[name=mijlpaal] option", "value")
    antwoord = stuur(
        schrijver, NIEUW, orgaan="Raad", onderwerp="Extra geld", mijlpaal=str(ander.pk)
    )

    assert (keuzes, antwoord.status_code) == (["", str(stap.pk)], 422)


def test_twee_die_hetzelfde_tijdstip_veranderen(
    schrijver: Paginaclient, rij: Besluitmoment, voorzitter: Gebruiker
) -> None:
    begin = getoond(schrijver.get(adres(rij)))
    anders = {**begin, "periode": "2020", "reden": "Later."}
    assert schrijver.post(adres(rij), anders).status_code == 303
    wijzig_besluitmoment(rij, onderwerp="Geld", door=voorzitter, reden="Korter.")

    botsing = schrijver.post(adres(rij), begin | {"periode": "Q4 2019", "reden": "Reces."})

    assert (botsing.status_code, *kolommen(rij, "onderwerp")) == (409, "Geld")
    assert vind(botsing, ".intussen__tekst") == ["2020"]
    assert getoond(botsing)["periode"] == "Q4 2019"
    assert schrijver.post(adres(rij), getoond(botsing)).status_code == 303
    assert kolommen(rij, "onderwerp", "van") == ("Geld", date(2019, 10, 1))


def test_vastleggen_dat_het_is_genomen(schrijver: Paginaclient, rij: Besluitmoment) -> None:
    antwoord = stuur(
        schrijver,
        f"{adres(rij)}genomen/",
        genomen_op="20 juni 2019",
        uitkomst="De raad stemt in.",
        nummer="2019/12",
    )

    assert (antwoord.status_code, antwoord.url) == (303, TERUG)
    assert kolommen(rij, "genomen_op", "nummer") == (date(2019, 6, 20), "2019/12")
    assert (regel()["soort"], regel()["na"]) == (
        "besluit genomen",
        {"uitkomst": "De raad stemt in.", "genomen op": "20 juni 2019", "nummer": "2019/12"},
    )


def test_een_besluitnummer_mag_op_een_clientnummer_lijken(
    schrijver: Paginaclient, rij: Besluitmoment
) -> None:
    """A zaaknummer is sometimes nine digits; any other text is still refused."""
    pad, genomen = f"{adres(rij)}genomen/", {"genomen_op": "20-6-2019"}
    nummer = {"nummer": "123456782"}

    elders = stuur(schrijver, pad, uitkomst="Zie 123456782.", **genomen, **nummer)
    antwoord = stuur(schrijver, pad, uitkomst="De raad stemt in.", **genomen, **nummer)

    assert (elders.status_code, antwoord.status_code) == (422, 303)
    assert kolommen(rij, "nummer") == ("123456782",)


def test_een_besluit_van_morgen_is_nog_niet_genomen(
    schrijver: Paginaclient, rij: Besluitmoment
) -> None:
    antwoord = stuur(
        schrijver, f"{adres(rij)}genomen/", genomen_op="1-1-2099", uitkomst="De raad stemt in."
    )

    assert fouten(antwoord) == [
        "Dag van het besluit of advies: Deze dag moet nog komen; kies vandaag of eerder."
    ]


def test_wat_is_genomen_wordt_verbeterd_met_een_reden(
    schrijver: Paginaclient, rij: Besluitmoment
) -> None:
    pad = f"{adres(rij)}genomen/"
    stuur(schrijver, pad, genomen_op="20-6-2019", uitkomst="De raad stemt in.")

    zonder = vul(schrijver, pad, {"genomen_op": "27-6-2019", "reden": ""})
    met = vul(schrijver, pad, {"genomen_op": "27-6-2019", "reden": "Typefout."})

    assert fouten(zonder) == [
        "Waarom verandert het? U verandert welk besluit nodig is. Schrijf op waarom."
    ]
    assert met.status_code == 303
    assert (regel()["voor"], regel()["na"]) == (
        {"genomen op": "20 juni 2019"},
        {"genomen op": "27 juni 2019"},
    )


def test_wie_wordt_ingehaald_met_de_uitkomst_ziet_die_van_de_ander(
    schrijver: Paginaclient, rij: Besluitmoment
) -> None:
    pad = f"{adres(rij)}genomen/"
    begin = getoond(schrijver.get(pad))
    schrijver.post(pad, begin | {"genomen_op": "20-6-2019", "uitkomst": "Ja."})

    botsing = schrijver.post(pad, begin | {"genomen_op": "20-6-2019", "uitkomst": "Ja, mits."})

    assert (botsing.status_code, *kolommen(rij, "uitkomst")) == (409, "Ja.")
    assert vind(botsing, ".intussen__tekst") == ["Ja."]
    assert vind(botsing, "[name=uitkomst]") == ["Ja, mits."]


def test_een_besluit_van_een_andere_maatregel_is_er_hier_niet(
    schrijver: Paginaclient, plan: Plan
) -> None:
    ander = MaatregelFactory(plan=plan, code="1b")
    rij = BesluitmomentFactory(plan=plan, maatregel=ander)

    paden = (adres(rij), f"{adres(rij)}genomen/")

    assert [schrijver.get(pad).status_code for pad in paden] == [404, 404]


@pytest.mark.parametrize(("wie", "mag"), [("voorzitter", True), ("controller", False)])
def test_wie_mag_wijzigen_vindt_de_weg(
    request: Any, client: Paginaclient, rij: Besluitmoment, wie: str, mag: bool
) -> None:
    client.force_login(request.getfixturevalue(wie))

    links = kenmerken(client.get(BLAD), "#deel-besluiten a.bewerklink", "href")

    assert links == ([NIEUW, adres(rij), f"{adres(rij)}genomen/"] if mag else [])


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient, maatregel: Maatregel, aantal: int, django_assert_num_queries: Any
) -> None:
    blad = BladFactory(maatregel=maatregel)
    rijen = [
        BesluitmomentFactory(
            plan=maatregel.plan, maatregel=maatregel, mijlpaal=MijlpaalFactory(blad=blad)
        )
        for _ in range(aantal)
    ]

    with django_assert_num_queries(9):
        schrijver.get(adres(rijen[0]))
