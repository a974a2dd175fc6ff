"""Changing money where it is read: as people type it, with a reason, and two people at once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import elementen, kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.geld import geldregels
from maatregelen.domain.geld.geldregels import wijzig_dekking, wijzig_investering
from maatregelen.models import Besparing, Besteding, Blad, Dekking, Investering, Plan
from maatregelen.tests.factories import (
    BesparingFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    VermeldingFactory,
    in_handeling,
)
from maatregelen.tests.geldfactories import (
    BestedingFactory,
    DekkingFactory,
    InvesteringFactory,
    zonder_bedrag,
)

MAATREGEL = "/waterstad/plan-jeugd/maatregelen/1a/"
WAAROM = "De offerte is binnen."


@pytest.fixture
def blad(plan: Plan) -> Blad:
    return BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij"))


@pytest.fixture
def rij(blad: Blad) -> Investering:
    return InvesteringFactory(blad=blad, omschrijving="coaches", bedrag=Decimal(50000))


@pytest.fixture
def schrijver(client: Paginaclient, controller: Gebruiker, blad: Blad) -> Paginaclient:
    client.force_login(controller)
    return client


def adres(rij: Any) -> str:
    deel = rij._meta.model_name
    return f"{MAATREGEL}geld/{deel}/{rij.pk}/" if hasattr(rij, "staat") else f"{deel}/{rij.pk}/"


def getoond(antwoord: Any) -> dict[str, str]:
    """What a browser would send of the form as it is shown."""
    waarden = {}
    for element in elementen(antwoord, ".deelform [name]"):
        naam = element.get("name")
        if element.tag == "select":
            gekozen = element.find("./option[@selected]")
            waarden[naam] = "" if gekozen is None else gekozen.get("value", "")
        elif element.tag == "textarea":
            waarden[naam] = (element.text or "").strip("\n")
        elif naam != "csrfmiddlewaretoken":
            waarden[naam] = element.get("value") or ""
    return waarden


def vul(client: Paginaclient, pad: str, gegevens: Mapping[str, str]) -> Any:
    """Open the form, change these fields, send it."""
    begin = getoond(client.get(pad))
    assert set(gegevens) <= set(begin)
    return client.post(pad, begin | {"reden": WAAROM} | gegevens)


def fouten(antwoord: Any) -> list[str]:
    assert antwoord.status_code == 422
    return vind(antwoord, ".foutoverzicht li")


def kolommen(rij: Any, *namen: str) -> tuple[Any, ...]:
    rij.refresh_from_db()
    return tuple(getattr(rij, naam) for naam in namen)


def regel() -> dict[str, Any]:
    """The last line of Waterstad."""
    gevonden = Gebeurtenis.objects.filter(gemeente__slug="waterstad").latest("volgnummer")
    delen = gevonden.gegevens
    gevraagd = {deel: delen[deel] for deel in ("voor", "na", "reden")}
    return {"soort": gevonden.soort, "over": delen["onderwerp"]} | gevraagd


def zet(plan: Plan, **anders: Any) -> None:
    with in_handeling():
        for veld, waarde in anders.items():
            setattr(plan, veld, waarde)
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))


def test_formulier_begint_met_wat_er_staat(schrijver: Paginaclient, blad: Blad) -> None:
    rij = InvesteringFactory(
        blad=blad,
        omschrijving="coaches",
        aard="structureel",
        bedrag=Decimal("1234.50"),
        per="onbekend",
        aanname="jaar",
        van=date(2020, 7, 1),
        tot_en_met=None,
    )

    begin = getoond(schrijver.get(adres(rij)))

    assert {naam: waarde for naam, waarde in begin.items() if not naam.startswith("was_")} == {
        "omschrijving": "coaches",
        "bedrag": "1.234,50",
        "per": "onbekend-jaar",
        "aard": "structureel",
        "van": "Q3 2020",
        "tot_en_met": "",
        "uren_per_week": "",
        "fte": "",
        "alternatief_bedrag": "",
        "twijfel": "",
        "reden": "",
    }


def test_vastleggen_leidt_terug_naar_de_plek_en_laat_een_regel_na(
    schrijver: Paginaclient, rij: Investering
) -> None:
    antwoord = vul(schrijver, adres(rij), {"bedrag": "1,2 mln", "tot_en_met": "2021"})

    assert (antwoord.status_code, antwoord.url) == (
        303,
        f"{MAATREGEL}#deel-investering-{rij.blad_id}",
    )
    assert [str(bericht) for bericht in get_messages(antwoord.wsgi_request)] == [
        "‘Investering’ van 1a is vastgelegd."
    ]
    assert regel() == {
        "soort": "investering gewijzigd",
        "over": "1a Hulp dichtbij, investering “coaches”",
        "voor": {"bedrag": "€ 50.000,00", "tot_en_met": "31 december 2020"},
        "na": {"bedrag": "€ 1.200.000,00", "tot_en_met": "31 december 2021"},
        "reden": WAAROM,
    }


@pytest.mark.parametrize(
    ("getypt", "staat", "bedrag", "per"),
    [
        ("€ 40.000,-", "bedrag", Decimal(40000), "jaar"),
        ("nihil", "nihil", None, ""),
        ("N.V.T.", "n.v.t.", None, ""),
        ("pm", "p.m.", None, ""),
        ("nader te bepalen", "n.t.b.", None, ""),
        ("binnen bestaande middelen", "binnen bestaand", None, ""),
        ("€ 93.000 binnen bestaande middelen", "binnen bestaand", Decimal(93000), "jaar"),
        ("", "leeg", None, ""),
    ],
)
def test_bedrag_zegt_ook_waarom_het_er_niet_is(
    schrijver: Paginaclient,
    rij: Investering,
    getypt: str,
    staat: str,
    bedrag: Decimal | None,
    per: str,
) -> None:
    antwoord = vul(schrijver, adres(rij), {"bedrag": getypt})

    assert antwoord.status_code == 303
    assert kolommen(rij, "staat", "bedrag", "per", "aanname") == (staat, bedrag, per, "")
    assert fouten(vul(schrijver, adres(rij), {})) == ["Er is niets veranderd."]


def test_wat_twee_bedragen_kan_zijn_wordt_geweigerd_met_allebei(
    schrijver: Paginaclient, rij: Investering
) -> None:
    antwoord = vul(schrijver, adres(rij), {"bedrag": "50.00", "omschrijving": "meer coaches"})

    assert fouten(antwoord) == ["Bedrag: “50.00” kan € 50,00 of € 5.000 zijn. Typ 50,00 of 5.000."]
    assert kenmerken(antwoord, "[name=bedrag], [name=omschrijving]", "value") == [
        "meer coaches",
        "50.00",
    ]


def test_een_woord_dat_geen_bedrag_is_krijgt_de_woorden_die_kunnen(
    schrijver: Paginaclient, rij: Investering
) -> None:
    assert fouten(vul(schrijver, adres(rij), {"bedrag": "veel"})) == [
        "Bedrag: “veel” is geen bedrag. Typ een bedrag, zoals 1.234,56 of 50.000. Of typ nihil,"
        " n.v.t., p.m., n.t.b. of binnen bestaande middelen."
    ]


def test_een_bedrag_zegt_of_het_per_jaar_is(schrijver: Paginaclient, blad: Blad) -> None:
    rij = InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))

    assert fouten(vul(schrijver, adres(rij), {"bedrag": "5"})) == [
        "Het bedrag is: Kies of dit bedrag per jaar of in totaal is."
    ]


def test_uren_zonder_bedrag_zijn_geen_onbekend_bedrag(schrijver: Paginaclient, blad: Blad) -> None:
    rij = InvesteringFactory(blad=blad, **zonder_bedrag("leeg"))

    vul(schrijver, adres(rij), {"uren_per_week": "8,5"})
    met = kolommen(rij, "staat", "bedrag", "uren_per_week")
    vul(schrijver, adres(rij), {"uren_per_week": ""})

    assert met == ("uren", None, Decimal("8.50"))
    assert kolommen(rij, "staat", "uren_per_week") == ("leeg", None)


def test_een_grens_is_een_jaar_kwartaal_of_dag(schrijver: Paginaclient, rij: Investering) -> None:
    vul(schrijver, adres(rij), {"van": "Q3 2020", "tot_en_met": "30-9-2022"})

    assert kolommen(rij, "van", "tot_en_met") == (date(2020, 7, 1), date(2022, 9, 30))
    begin = getoond(schrijver.get(adres(rij)))
    assert (begin["van"], begin["tot_en_met"]) == ("Q3 2020", "Q3 2022")
    assert fouten(vul(schrijver, adres(rij), {"van": "2020 t/m 2021"})) == [
        "Vanaf: Typ een jaar, kwartaal, maand of dag, zoals 2020 of Q3 2020."
    ]


def test_geld_vraagt_een_reden(schrijver: Paginaclient, rij: Investering) -> None:
    assert fouten(vul(schrijver, adres(rij), {"bedrag": "5", "reden": ""})) == [
        "Waarom verandert het? U verandert het geld van het plan. Schrijf op waarom."
    ]


def test_een_vastgesteld_plan_vraagt_waar_het_op_steunt(
    schrijver: Paginaclient, rij: Investering
) -> None:
    zet(rij.plan, stadium="vastgesteld")

    zonder = vul(schrijver, adres(rij), {"bedrag": "5"})
    met = vul(schrijver, adres(rij), {"bedrag": "5", "op_grond_van": "binnen mandaat"})

    assert (zonder.status_code, met.status_code) == (422, 303)
    assert regel()["na"] == {"bedrag": "€ 5,00", "op grond van": "binnen mandaat"}


def test_een_regel_erbij(schrijver: Paginaclient, blad: Blad) -> None:
    antwoord = vul(
        schrijver,
        f"{MAATREGEL}blad/{blad.pk}/dekking/",
        {
            "bron": "reserve jeugd",
            "status": "voorwaardelijk",
            "voorwaarde": "De raad stemt in.",
            "bedrag": "320.000",
            "per": "totaal",
            "aard": "incidenteel",
            "van": "2019",
            "tot_en_met": "2021",
            "fte": "0,5",
        },
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{MAATREGEL}#deel-dekking-{blad.pk}")
    [rij] = Dekking.objects.filter(blad=blad)
    assert (rij.blad, rij.plan) == (blad, blad.maatregel.plan)
    assert regel() == {
        "soort": "dekking toegevoegd",
        "over": "1a Hulp dichtbij, dekking “reserve jeugd”",
        "voor": {},
        "na": {
            "bron": "reserve jeugd",
            "status": "voorwaardelijk",
            "voorwaarde": "De raad stemt in.",
            "aard": "incidenteel",
            "van": "1 januari 2019",
            "tot_en_met": "31 december 2021",
            "staat": "bedrag",
            "bedrag": "€ 320.000,00",
            "per": "in totaal",
            "fte": "0,50",
        },
        "reden": WAAROM,
    }


def test_een_dekking_zegt_waaruit_en_hoe_zeker(schrijver: Paginaclient, blad: Blad) -> None:
    antwoord = vul(schrijver, f"{MAATREGEL}blad/{blad.pk}/dekking/", {"bedrag": "nihil"})

    assert fouten(antwoord) == [
        "Waaruit betaald: Dit veld is verplicht.",
        "Hoe zeker is het? Dit veld is verplicht.",
    ]


def test_een_nieuwe_regel_met_alleen_uren(schrijver: Paginaclient, blad: Blad) -> None:
    vul(schrijver, f"{MAATREGEL}blad/{blad.pk}/investering/", {"uren_per_week": "8"})

    [rij] = Investering.objects.filter(blad=blad)
    assert (rij.staat, rij.uren_per_week) == ("uren", Decimal(8))


@pytest.mark.parametrize(
    ("anders", "open"),
    [({}, []), ({"fte": Decimal("0.5")}, [""]), ({"twijfel": "Klopt dit?"}, [""])],
)
def test_meer_staat_open_als_er_iets_in_staat(
    schrijver: Paginaclient, blad: Blad, anders: dict[str, Any], open: list[str]
) -> None:
    rij = InvesteringFactory(blad=blad, **anders)

    antwoord = schrijver.get(adres(rij))

    assert kenmerken(antwoord, "details.meer[open]", "open") == open
    assert vind(antwoord, "details.meer .veld__label") == [
        "Uren per week (mag leeg blijven)",
        "Fte (mag leeg blijven)",
        "Ander bedrag in het plan (mag leeg blijven)",
        "Nog na te gaan (mag leeg blijven)",
    ]


def test_meer_staat_open_bij_een_fout(schrijver: Paginaclient, rij: Investering) -> None:
    antwoord = vul(schrijver, adres(rij), {"fte": "half"})

    assert kenmerken(antwoord, "details.meer[open]", "open") == [""]


def test_wie_tegelijk_een_ander_veld_verandert_merkt_er_niets_van(
    schrijver: Paginaclient, blad: Blad
) -> None:
    rij = DekkingFactory(blad=blad, status="voorgenomen")
    begin = getoond(schrijver.get(adres(rij)))
    wijzig_dekking(rij, status="besloten", door=None, reden="Raad.")

    antwoord = schrijver.post(adres(rij), begin | {"bedrag": "7", "reden": WAAROM})

    assert antwoord.status_code == 303
    assert kolommen(rij, "status", "bedrag") == ("besloten", Decimal(7))


def test_wie_hetzelfde_bedrag_verandert_ziet_beide_en_kiest(
    schrijver: Paginaclient, rij: Investering, voorzitter: Gebruiker
) -> None:
    begin = getoond(schrijver.get(adres(rij)))
    ander = {"staat": "p.m.", "bedrag": None, "per": ""}
    wijzig_investering(rij, **ander, door=voorzitter, reden="Nog niet zeker.")
    mijn = begin | {"bedrag": "60.000", "reden": WAAROM}

    botsing = schrijver.post(adres(rij), mijn)

    assert (botsing.status_code, *kolommen(rij, "staat")) == (409, "p.m.")
    assert vind(botsing, ".intussen__tekst") == ["p.m."]
    assert vind(botsing, ".intussen__kop")[0].startswith(f"Van {voorzitter}, ")
    nog_eens = getoond(botsing)
    assert (nog_eens["bedrag"], nog_eens["reden"]) == ("60.000", WAAROM)
    # The other took away what an amount needs; she sees that, and chooses.
    assert schrijver.post(adres(rij), nog_eens | {"per": "jaar"}).status_code == 303
    assert kolommen(rij, "staat", "bedrag", "per") == ("bedrag", Decimal(60000), "jaar")


def test_wie_in_het_laatste_ogenblik_wordt_ingehaald_verliest_niets(
    schrijver: Paginaclient, rij: Investering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check of the form and the lock of the act."""
    from maatregelen.views import geldform

    def ingehaald(*args: Any, **kwargs: Any) -> None:
        monkeypatch.setitem(geldform._WIJZIG, "investering", wijzig_investering)
        wijzig_investering(rij, bedrag=Decimal(9), door=None, reden="Net daarvoor.")
        wijzig_investering(*args, **kwargs)

    monkeypatch.setitem(geldform._WIJZIG, "investering", ingehaald)

    antwoord = vul(schrijver, adres(rij), {"bedrag": "60.000"})

    assert (antwoord.status_code, *kolommen(rij, "bedrag")) == (409, Decimal(9))
    assert vind(antwoord, ".intussen__tekst") == ["9"]


def test_geld_verandert_alleen_waar_het_telt(schrijver: Paginaclient, blad: Blad) -> None:
    """A sheet that only mentions it has no link, and no form at its address."""
    plan = blad.maatregel.plan
    elders = InvesteringFactory(blad=BladFactory(maatregel=MaatregelFactory(plan=plan, code="3")))
    VermeldingFactory(blad=blad, investering=elders)

    links = kenmerken(schrijver.get(MAATREGEL), ".geldpost a.bewerklink", "href")

    assert (links, schrijver.get(adres(elders)).status_code) == ([], 404)


@pytest.mark.parametrize("pad", ["geld/planning/1/", "blad/1/besteding/", "geld/investering/0/"])
def test_wat_geen_geld_is_heeft_geen_formulier(
    schrijver: Paginaclient, rij: Investering, pad: str
) -> None:
    assert schrijver.get(f"{MAATREGEL}{pad}").status_code == 404


def test_een_blad_van_een_andere_maatregel_is_er_hier_niet(
    schrijver: Paginaclient, plan: Plan
) -> None:
    ander = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1b"))

    paden = (f"blad/{ander.pk}/investering/", f"besteding/blad/{ander.pk}/")

    assert [schrijver.get(f"{MAATREGEL}{pad}").status_code for pad in paden] == [404, 404]


def test_deel_heet_zoals_het_plan_het_noemt_met_het_cluster(
    schrijver: Paginaclient, plan: Plan, blad: Blad
) -> None:
    zet(plan, bladvelden=[{"veld": "dekking", "naam": "Wie betaalt"}])
    cluster = ClusterFactory(plan=plan, titel="Noord")
    ander = BladFactory(maatregel=blad.maatregel, cluster=cluster)

    antwoord = schrijver.get(f"{MAATREGEL}blad/{ander.pk}/dekking/")

    assert vind(antwoord, ".deelform h2") == ["Wie betaalt, Noord"]


@pytest.mark.parametrize(
    ("wie", "woorden"),
    [
        ("controller", ["Toevoegen", "Bewerken", "Besteding", "Besparing"]),
        ("beleidsadviseur", ["Toevoegen", "Bewerken"]),
        ("bestuurder", []),
    ],
)
def test_ieder_vindt_de_weg_naar_wat_zij_mag_wijzigen(
    request: Any, client: Paginaclient, rij: Investering, wie: str, woorden: list[str]
) -> None:
    client.force_login(request.getfixturevalue(wie))
    delen = {
        "Toevoegen": f"{MAATREGEL}blad/{rij.blad_id}/investering/",
        "Bewerken": adres(rij),
        "Besteding": f"{MAATREGEL}besteding/blad/{rij.blad_id}/",
        "Besparing": f"{MAATREGEL}besparing/",
    }

    links = kenmerken(client.get(MAATREGEL), "a.bewerklink", "href")

    assert [woord for woord, adres in delen.items() if adres in links] == woorden


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient, blad: Blad, aantal: int, django_assert_num_queries: Any
) -> None:
    rijen = [InvesteringFactory(blad=blad) for _ in range(aantal)]

    with django_assert_num_queries(9):
        schrijver.get(adres(rijen[0]))
    with django_assert_num_queries(9):
        schrijver.get(f"{MAATREGEL}blad/{blad.pk}/dekking/")


# --- Besteding ---------------------------------------------------------------------------------


def test_besteding_van_een_nieuwe_peildatum(schrijver: Paginaclient, blad: Blad) -> None:
    BestedingFactory(blad=blad, jaar=2020, begroot=Decimal(1000))
    pad = f"{MAATREGEL}besteding/blad/{blad.pk}/"

    begin = getoond(schrijver.get(pad, {"jaar": "2020"}))
    antwoord = schrijver.post(
        pad, begin | {"peildatum": "31-12-2020", "uitgegeven": "€ 900,-", "verwacht": ""}
    )

    vandaag = f"{kalender.vandaag():%d-%m-%Y}"
    assert (begin["jaar"], begin["begroot"], begin["peildatum"]) == ("2020", "1.000", vandaag)
    assert (antwoord.status_code, antwoord.url) == (303, f"{MAATREGEL}#deel-besteding")
    nieuw = Besteding.objects.get(blad=blad, peildatum=date(2020, 12, 31))
    assert (nieuw.blad, nieuw.begroot, nieuw.uitgegeven, nieuw.verwacht) == (
        blad,
        Decimal(1000),
        Decimal(900),
        None,
    )
    assert regel()["na"] == {"begroot": "€ 1.000,00", "uitgegeven": "€ 900,00"}


@pytest.mark.parametrize(
    ("gegeven", "melding"),
    [
        ({"uitgegeven": ""}, "Geef minstens één bedrag."),
        ({"peildatum": "1-1-2099"}, "Deze dag moet nog komen; kies vandaag of eerder."),
        ({"peildatum": "30-6-2020"}, "Op deze peildatum is de besteding al vastgelegd."),
        ({"jaar": "1066"}, "1990"),
        ({"uitgegeven": "1.2"}, "“1.2” kan € 1,20 of € 12 zijn. Typ 1,20 of 12."),
    ],
)
def test_besteding_weigert_wat_niet_kan(
    schrijver: Paginaclient, blad: Blad, gegeven: dict[str, str], melding: str
) -> None:
    BestedingFactory(blad=blad, begroot=None, uitgegeven=Decimal(5))
    goed = {"jaar": "2020", "peildatum": "1-7-2020", "begroot": "", "uitgegeven": "6"}

    antwoord = schrijver.post(f"{MAATREGEL}besteding/blad/{blad.pk}/", goed | gegeven)

    [fout] = fouten(antwoord)
    assert melding in fout
    assert Besteding.objects.filter(blad=blad).count() == 1


@pytest.mark.parametrize("jaar", ["", "1066", "2100x", "²", "9" * 5000, "2020'"])
def test_een_jaar_in_het_adres_dat_niet_kan_is_dit_jaar(
    schrijver: Paginaclient, blad: Blad, jaar: str
) -> None:
    antwoord = schrijver.get(f"{MAATREGEL}besteding/blad/{blad.pk}/", {"jaar": jaar})

    assert getoond(antwoord)["jaar"] == str(kalender.vandaag().year)


def test_besteding_verbeteren_vraagt_een_reden(schrijver: Paginaclient, blad: Blad) -> None:
    rij = BestedingFactory(blad=blad, begroot=Decimal(1000), uitgegeven=Decimal(500))
    pad = f"{MAATREGEL}besteding/{rij.pk}/"

    zonder = vul(schrijver, pad, {"uitgegeven": "600", "reden": ""})
    met = vul(schrijver, pad, {"uitgegeven": "600", "reden": "Typefout."})

    assert fouten(zonder) == [
        "Waarom verandert het? U verandert een bedrag. Schrijf op waarom.",
    ]
    assert (met.status_code, *kolommen(rij, "begroot", "uitgegeven")) == (
        303,
        Decimal(1000),
        Decimal(600),
    )
    assert regel() == {
        "soort": "besteding verbeterd",
        "over": "1a Hulp dichtbij, besteding 2020",
        "voor": {"uitgegeven": "€ 500,00"},
        "na": {"uitgegeven": "€ 600,00"},
        "reden": "Typefout.",
    }


def test_besteding_houdt_een_bedrag(schrijver: Paginaclient, blad: Blad) -> None:
    rij = BestedingFactory(blad=blad, begroot=None, uitgegeven=Decimal(500))

    antwoord = vul(schrijver, f"{MAATREGEL}besteding/{rij.pk}/", {"uitgegeven": ""})

    assert fouten(antwoord) == ["Geef minstens één bedrag."]
    assert kolommen(rij, "uitgegeven") == (Decimal(500),)


def test_twee_die_dezelfde_besteding_verbeteren(schrijver: Paginaclient, blad: Blad) -> None:
    from maatregelen.domain.geld.geldregels import verbeter_besteding

    rij = BestedingFactory(blad=blad, uitgegeven=Decimal(500))
    pad = f"{MAATREGEL}besteding/{rij.pk}/"
    begin = getoond(schrijver.get(pad))
    verbeter_besteding(rij, uitgegeven=Decimal(700), door=None, reden="Typefout.")

    botsing = schrijver.post(pad, begin | {"uitgegeven": "600", "reden": WAAROM})

    assert (botsing.status_code, vind(botsing, ".intussen__tekst")) == (409, ["700"])


# --- Besparing ---------------------------------------------------------------------------------


def test_besparing_van_een_nieuw_jaar(schrijver: Paginaclient, blad: Blad) -> None:
    antwoord = vul_zonder_reden(
        schrijver, f"{MAATREGEL}besparing/", {"jaar": "2021", "verwacht": "10k"}
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{MAATREGEL}#deel-besparing")
    [rij] = Besparing.objects.filter(maatregel=blad.maatregel)
    assert (rij.jaar, rij.verwacht, rij.ingeboekt) == (2021, Decimal(10000), None)
    assert regel()["na"] == {"verwacht": "€ 10.000,00"}


def vul_zonder_reden(client: Paginaclient, pad: str, gegevens: Mapping[str, str]) -> Any:
    return client.post(pad, getoond(client.get(pad)) | gegevens)


def test_een_jaar_dat_er_al_is_wordt_daar_gewijzigd(schrijver: Paginaclient, blad: Blad) -> None:
    rij = BesparingFactory(maatregel=blad.maatregel, jaar=2021)

    antwoord = vul_zonder_reden(
        schrijver, f"{MAATREGEL}besparing/", {"jaar": "2021", "verwacht": "5"}
    )

    assert fouten(antwoord) == [
        "Jaar: het systeem heeft de besparing van 2021 al vastgelegd. Bewerk die."
    ]
    links = kenmerken(antwoord, "#id_jaar_error a", "href")
    assert links == [f"{MAATREGEL}besparing/{rij.pk}/"]


def test_wie_tegelijk_hetzelfde_jaar_vastlegt_leest_wie_eerst_was(
    schrijver: Paginaclient, blad: Blad, voorzitter: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other is in between reading the years and storing: nothing of either is lost."""
    echt = geldregels.leg_besparing_vast

    def na_een_ander(*args: Any, **kwargs: Any) -> Any:
        echt(blad.maatregel, 2021, verwacht=Decimal(9), door=voorzitter)
        return echt(*args, **kwargs)

    monkeypatch.setattr(geldregels, "leg_besparing_vast", na_een_ander)

    antwoord = vul_zonder_reden(
        schrijver, f"{MAATREGEL}besparing/", {"jaar": "2021", "verwacht": "5"}
    )

    assert (antwoord.status_code, Besparing.objects.get().verwacht) == (422, Decimal(9))
    assert fouten(antwoord) == [
        f"Jaar: {voorzitter} heeft de besparing van 2021 al vastgelegd. Bewerk die."
    ]
    assert kenmerken(antwoord, "[name=verwacht]", "value") == ["5"]


def test_besparing_wijzigen(schrijver: Paginaclient, blad: Blad) -> None:
    rij = BesparingFactory(maatregel=blad.maatregel, jaar=None, verwacht=Decimal(1000))
    pad = f"{MAATREGEL}besparing/{rij.pk}/"

    zonder_methode = vul(schrijver, pad, {"toerekenbaar": "300"})
    met = vul(schrijver, pad, {"toerekenbaar": "300", "methode": "Vergeleken met 2018."})

    assert fouten(zonder_methode) == ["Methode: Zeg hoe u het toe te rekenen bedrag bepaalde."]
    assert met.status_code == 303
    assert (regel()["soort"], regel()["na"], regel()["reden"]) == (
        "besparing gewijzigd",
        {"toerekenbaar": "€ 300,00", "methode": "Vergeleken met 2018."},
        WAAROM,
    )


def test_twee_die_dezelfde_besparing_wijzigen(schrijver: Paginaclient, blad: Blad) -> None:
    from maatregelen.domain.geld.geldregels import leg_besparing_vast

    rij = BesparingFactory(maatregel=blad.maatregel, jaar=2021, verwacht=Decimal(1000))
    pad = f"{MAATREGEL}besparing/{rij.pk}/"
    begin = getoond(schrijver.get(pad))
    leg_besparing_vast(blad.maatregel, 2021, verwacht=Decimal(2000), door=None, reden="Raad.")

    botsing = schrijver.post(pad, begin | {"verwacht": "3.000", "reden": WAAROM})

    assert (botsing.status_code, vind(botsing, ".intussen__tekst")) == (409, ["2.000"])
    assert kolommen(rij, "verwacht") == (Decimal(2000),)


def test_een_plan_dat_voorbij_is_is_nog_te_verbeteren(
    schrijver: Paginaclient, rij: Investering
) -> None:
    zet(rij.plan, van=date(2015, 1, 1), tot_en_met=date(2018, 12, 31))

    assert vul(schrijver, adres(rij), {"bedrag": "5"}).status_code == 303


def test_een_getal_dat_een_client_kan_zijn_komt_er_niet_in(
    schrijver: Paginaclient, rij: Investering
) -> None:
    voor = Gebeurtenis.objects.count()

    antwoord = vul(schrijver, adres(rij), {"omschrijving": "voor 123456782"})

    assert (antwoord.status_code, Gebeurtenis.objects.count()) == (422, voor)
