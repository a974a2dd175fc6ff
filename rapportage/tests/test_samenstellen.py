"""A report as JSON, as PDF, as page and as tables: what is in all of them, and what in none."""

import json
import re
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gemeente, Momentopname
from jeugdhulp.tests.factories import GemeenteFactory, PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.uitwisselen.laden import laad_beleidsplan, laad_plan
from maatregelen.models import Maatregel, Plan, Stand
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BesluitmomentFactory,
    BestedingFactory,
    BetrokkenheidFactory,
    BladFactory,
    ContextcijferFactory,
    DekkingFactory,
    InvesteringFactory,
    MaatregelFactory,
    MijlpaalFactory,
    ResultaatFactory,
    RisicoFactory,
    ThemaFactory,
    VermeldingFactory,
    VervallenActiviteitFactory,
    maak_stand,
)
from maatregelen.tests.fixtures_lezen import lees
from rapportage.blokken import VOORTGANG
from rapportage.blokken.basis import Bron
from rapportage.blokken.kern import ankers
from rapportage.choices import BlokSoort, VersieSoort
from rapportage.domain.samenstellen import (
    Kop,
    als_html,
    als_pdf,
    als_web,
    merken,
    stel_samen,
    tabellen,
    verzamel,
)
from rapportage.models import Rapportversie
from rapportage.pdf import controleer_pdf
from rapportage.tests.factories import RapportageFactory, RapportblokFactory, RapportversieFactory

pytestmark = pytest.mark.django_db
DAG = date(2019, 3, 31)


def gegevens_van(plan: Plan, *, versie: int | None = 1, **bron: Any) -> dict[str, Any]:
    kop = Kop("Voortgangsrapportage", kalender.nu(), "procesregisseur", versie=versie)
    gegevens = verzamel(Bron(plan, DAG, DAG, **bron), kop)
    # As it is read back from what was frozen.
    gelezen: dict[str, Any] = json.loads(logboek.canoniek(gegevens))
    return gelezen


def feiten(gegevens: dict[str, Any], soort: str) -> dict[str, Any]:
    (blok,) = (blok for blok in gegevens["blokken"] if blok["soort"] == soort)
    gevonden: dict[str, Any] = blok["feiten"]
    return gevonden


def web(gegevens: dict[str, Any]) -> HttpResponse:
    """The page, to read as one."""
    return HttpResponse(f"<!DOCTYPE html><html><body>{als_web(gegevens)}</body></html>")


def tekst_van(pdf: bytes) -> str:
    bladen = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(blad.extract_text() for blad in bladen).split())


def vormen(gegevens: dict[str, Any]) -> dict[str, str]:
    """Every form that leaves the house, as text."""
    return {
        "json": json.dumps(gegevens, ensure_ascii=False),
        "pdf": tekst_van(als_pdf(gegevens)),
        "web": als_web(gegevens),
        "tabellen": json.dumps(tabellen(gegevens), ensure_ascii=False),
    }


@pytest.fixture
def vol(plan: Plan) -> Maatregel:
    """Measure 1a with what a report tells, and beside it what it never tells ("Canarie")."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij huis")
    blad, gemeente = BladFactory(maatregel=maatregel), plan.gemeente
    mens = PersoonFactory(gemeente=gemeente, naam="Canarie de mens")
    BetrokkenheidFactory(maatregel=maatregel, persoon=mens)
    te_laat = {"van": date(2018, 1, 1), "tot_en_met": date(2018, 3, 31)}
    MijlpaalFactory(blad=blad, twijfel="Canarie bij planning.", **te_laat)
    InvesteringFactory(blad=blad, van=date(2019, 1, 1), twijfel="Canarie bij geld.")
    DekkingFactory(blad=blad, van=date(2019, 1, 1), twijfel="Canarie bij dekking.")
    BestedingFactory(blad=blad, toelichting="Canarie bij besteding.", peildatum=DAG)
    ResultaatFactory(
        maatregel=maatregel,
        norm="10%",
        toestand="deels",
        toestand_op=DAG,
        bewijs="Canarie in het bewijs.",
        twijfel="Canarie bij resultaat.",
    )
    BesluitmomentFactory(plan=plan, maatregel=maatregel, twijfel="Canarie bij besluit.")
    RisicoFactory(plan=plan, maatregel=maatregel, twijfel="Canarie bij risico.")
    ContextcijferFactory(plan=plan, maatregel=maatregel, twijfel="Canarie bij cijfer.")
    ActiepuntFactory(plan=plan, maatregel=maatregel, tekst="Canarie als actie.", wie=mens)
    VervallenActiviteitFactory(plan=plan, twijfel="Canarie bij wat verviel.")
    maak_stand(
        maatregel,
        peildatum=DAG,
        bron="Nota",
        tekst="Het gaat goed.",
        argument="Canarie in het argument.",
        twijfel="Canarie bij de stand.",
        namens="Canarie, mail van 3 maart",
        reden="Canarie als reden.",
    )
    return maatregel


def test_what_is_internal_leaves_in_no_form(vol: Maatregel) -> None:
    stand = Stand.objects.get()
    assert (stand.berekend_tijd, stand.totaal, stand.argument != "") == ("rood", "groen", True)
    berekend = [regel.split(": ", 2)[2] for regel in stand.berekend_feiten.splitlines()]

    for naam, tekst in vormen(gegevens_van(vol.plan)).items():
        gevonden = [woord for woord in ("Canarie", "berekend", *berekend) if woord in tekst]
        assert (naam, gevonden) == (naam, [])
        assert (naam, "Hulp dichtbij huis" in tekst) == (naam, True)


def test_a_werkversie_names_people_and_doubts_but_never_argues(vol: Maatregel) -> None:
    gegevens = gegevens_van(vol.plan, versie=None, werkversie=True)

    for naam, tekst in vormen(gegevens).items():
        assert (naam, "Canarie de mens" in tekst) == (naam, True)
        gevonden = [
            woord
            for woord in ("Canarie in het", "Canarie, mail", "Canarie als reden", "berekend")
            if woord in tekst
        ]
        assert (naam, gevonden) == (naam, [])


def test_names_only_where_the_gemeente_chose_so(vol: Maatregel) -> None:
    gegevens = gegevens_van(vol.plan, met_namen=True)

    (thema,) = feiten(gegevens, "stoplicht")["themas"]
    assert thema["maatregelen"][0]["trekkers"] == "Canarie de mens"
    assert "Canarie bij" not in json.dumps(gegevens)


def test_every_letter_of_a_name_is_printed(plan: Plan) -> None:
    """Letters beyond those of Dutch come from a second file, in two weights as the first."""
    maatregel = MaatregelFactory(plan=plan, titel="Hulp aan huis van Łukasz Özgür")
    mens = PersoonFactory(gemeente=plan.gemeente, naam="Sevda Kaplanoğlu")
    BetrokkenheidFactory(maatregel=maatregel, persoon=mens)

    pdf = als_pdf(gegevens_van(plan, met_namen=True))

    assert controleer_pdf(pdf) == []
    assert "Sevda Kaplanoğlu" in tekst_van(pdf)


@pytest.mark.parametrize(
    ("bron", "versie", "wordt"),
    [
        ({}, 1, []),
        ({}, None, ["CONCEPT"]),
        ({"werkversie": True}, None, ["WERKVERSIE"]),
    ],
)
def test_what_is_no_version_says_so_on_every_page(
    vol: Maatregel, bron: dict[str, Any], versie: int | None, wordt: list[str]
) -> None:
    gegevens = gegevens_van(vol.plan, versie=versie, **bron)

    pdf = pypdf.PdfReader(BytesIO(als_pdf(gegevens)))
    assert merken(gegevens) == wordt
    assert vind(web(gegevens), ".merk strong") == wordt
    for blad in pdf.pages:
        gevonden = re.findall("CONCEPT|WERKVERSIE", blad.extract_text())
        assert sorted(set(gevonden)) == wordt


def test_invented_data_say_so_too(plan: Plan) -> None:
    Gemeente.objects.update(voorbeeld=True)
    plan.gemeente.refresh_from_db()

    assert merken(gegevens_van(plan)) == ["VOORBEELD"]
    assert merken(gegevens_van(plan, versie=None)) == ["CONCEPT", "VOORBEELD"]


def test_the_same_json_gives_the_same_bytes_whatever_happens_afterwards(vol: Maatregel) -> None:
    gegevens = gegevens_van(vol.plan)
    eerst = als_pdf(gegevens), als_web(gegevens), tabellen(gegevens)

    _verander_alles(vol)

    assert (als_pdf(gegevens), als_web(gegevens), tabellen(gegevens)) == eerst
    assert als_web(gegevens_van(vol.plan)) != eerst[1]


def _verander_alles(maatregel: Maatregel) -> None:
    """Rename plan, thema, measure and gemeente, and end what can be ended."""
    plan, thema = maatregel.plan, maatregel.thema
    with logboek.handeling(door=None, reden="voor de test"):
        for rij in (plan, thema, maatregel):
            rij.titel = "Heel anders"
            rij.save()
        plan.naam_thema, plan.aspecten = "Project", [{"aspect": "geld", "naam": "Euro's"}]
        plan.tot_en_met = DAG
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam="x")
    maak_stand(maatregel, peildatum=DAG, fase="gestopt", bron="Nota")
    Gemeente.objects.update(naam="Elders")
    plan.gemeente.refresh_from_db()


def test_queries_do_not_grow(plan: Plan) -> None:
    aantallen = []
    for aantal in (1, 2):
        for _ in range(aantal):
            _gevulde_maatregel(plan)
        rapportage = RapportageFactory(plan=plan, peildatum=DAG + timedelta(days=aantal))
        RapportblokFactory(rapportage=rapportage)
        rapportage = type(rapportage).objects.get(pk=rapportage.pk)
        with CaptureQueriesContext(connection) as vragen:
            stel_samen(rapportage, moment=kalender.nu(), vandaag=DAG, opgesteld_door="x")
        aantallen.append(len(vragen))

    assert plan.maatregelen.count() == 3
    assert aantallen[0] == aantallen[1]


def _gevulde_maatregel(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, compleet=True)
    blad = maatregel.bladen.get()
    InvesteringFactory(blad=blad, van=date(2019, 1, 1))
    DekkingFactory(blad=blad, van=date(2019, 1, 1))
    ResultaatFactory(maatregel=maatregel)
    BesluitmomentFactory(plan=plan, maatregel=maatregel)
    maak_stand(maatregel, peildatum=DAG, tijd="rood", bron="Nota")


@pytest.mark.parametrize("slug", ["het-hogeland", "stadskanaal", "lindervaart"])
def test_reports_of_real_plans_pass_every_check(slug: str) -> None:
    gemeente = GemeenteFactory(slug=slug, naam=slug.title())
    if slug == "lindervaart":
        laad_beleidsplan(lees(slug, "beleidsplan"), gemeente, door=None)
    plan = laad_plan(lees(slug), gemeente, door=None)

    gegevens = gegevens_van(plan, versie=None)

    pdf = als_pdf(gegevens)
    assert controleer_pdf(pdf) == []
    _, onder_titel = pypdf.PdfReader(BytesIO(pdf)).outline
    koppen = [kop.title for kop in onder_titel if not isinstance(kop, list)]
    assert koppen == ["Inhoud", *(blok["kop"] for blok in gegevens["blokken"])]
    assert _sprongen(web(gegevens)) == []
    for rijen in tabellen(gegevens).values():
        assert {len(rij) for rij in rijen} == {len(rijen[0])}


# Blocks.


def test_the_blocks_stand_in_the_order_of_their_kinds_each_once() -> None:
    assert [blok.soort for blok in VOORTGANG if blok.in_rapport] == [
        BlokSoort.INLEIDING,
        BlokSoort.SAMENVATTING,
        BlokSoort.STOPLICHT,
        BlokSoort.VERANDERINGEN,
        BlokSoort.MAATREGELEN,
        BlokSoort.LICHTEN,
        BlokSoort.BEGRIPPEN,
        BlokSoort.GELD,
        BlokSoort.BEEINDIGD,
        BlokSoort.VERANTWOORDING,
    ]
    assert {blok.soort for blok in VOORTGANG} == set(BlokSoort)
    assert [blok.soort for blok in VOORTGANG if blok.verplicht] == [
        BlokSoort.INLEIDING,
        BlokSoort.SAMENVATTING,
    ]


def test_texts_stand_below_the_headings_of_the_report(vol: Maatregel) -> None:
    """Whatever heading somebody types, the outline of page and PDF stays whole."""
    teksten = {
        (BlokSoort.INLEIDING, None): "# Waarom\n\nDe raad vroeg erom.",
        (BlokSoort.MAATREGELEN, vol.thema_id): "# Samen\n\nHet thema loopt.\n\n#\n",
    }
    gegevens = gegevens_van(vol.plan, teksten=teksten)

    blad = web(gegevens)
    assert vind(blad, "#inleiding ~ .tekst h3") == ["Waarom"]
    assert vind(blad, f"#thema-{vol.thema.code} ~ .tekst h4") == ["Samen"]
    assert _sprongen(blad) == []
    assert controleer_pdf(als_pdf(gegevens)) == []


def _sprongen(blad: HttpResponse) -> list[tuple[int, int]]:
    """Where a heading is more than one level deeper than the one before."""
    niveaus = [int(niveau) for niveau in re.findall(r"<h([1-6])", blad.content.decode())]
    assert niveaus.count(1) == 1
    return [(boven, onder) for boven, onder in pairwise(niveaus) if onder > boven + 1]


def test_every_link_of_the_page_leads_to_a_place_of_its_own(vol: Maatregel) -> None:
    blad = web(gegevens_van(vol.plan))

    plekken = kenmerken(blad, "[id]", "id")
    naar = {adres.removeprefix("#") for adres in kenmerken(blad, "a[href^='#']", "href")}
    assert len(plekken) == len(set(plekken))
    assert sorted(naar - set(plekken)) == []


def test_places_follow_from_the_codes(plan: Plan) -> None:
    """So an address of a measure holds in the next report too, whatever comes before it."""
    MaatregelFactory(plan=plan, thema=ThemaFactory(plan=plan, code="B 1"), code="1.a")

    (thema,) = feiten(gegevens_van(plan), "maatregelen")["themas"]
    assert (thema["anker"], thema["maatregelen"][0]["anker"]) == ("thema-B-1", "maatregel-1.a")
    assert ankers("thema", ["1 a", "1/a"]) == {"1 a": "thema-1-a", "1/a": "thema-1-a-2"}


def test_the_word_of_the_plan_for_a_measure_leads_the_heading(plan: Plan) -> None:
    koppen = [blok["kop"] for blok in gegevens_van(plan)["blokken"]]
    assert "De maatregelen" in koppen

    plan.naam_maatregel, plan.naam_thema = "Deelproject", "Project"
    assert "Per project" in [blok["kop"] for blok in gegevens_van(plan)["blokken"]]


def test_what_somebody_left_out_is_out_and_what_is_for_the_college_is_apart(plan: Plan) -> None:
    rapportage = RapportageFactory(plan=plan, peildatum=DAG)
    RapportblokFactory(rapportage=rapportage, soort="besluitpunten", tekst="Besluit dit.")
    RapportblokFactory(rapportage=rapportage, soort="samenvatting", tekst="Kort.", opgenomen=False)

    gegevens = stel_samen(rapportage, moment=kalender.nu(), vandaag=DAG, opgesteld_door="x")

    assert gegevens["bijlage"] == {"besluitpunten": "Besluit dit."}
    assert "Besluit dit." not in als_web(gegevens) + als_html(gegevens)
    # A block that cannot be left out stays.
    (samenvatting,) = (blok for blok in gegevens["blokken"] if blok["soort"] == "samenvatting")
    assert samenvatting["teksten"] == [{"thema": "", "tekst": "Kort."}]


def test_the_summary_compares_with_the_version_before(plan: Plan) -> None:
    een, twee = (MaatregelFactory(plan=plan, code=code, titel="Iets") for code in ("1a", "1b"))
    for maatregel in (een, twee):
        maak_stand(maatregel, peildatum=DAG, bron="Nota")
    oud = RapportversieFactory(
        rapportage=RapportageFactory(plan=plan, peildatum=date(2018, 12, 31), titel="De vorige"),
        gegevens=gegevens_van(plan),
    )
    maak_stand(een, peildatum=DAG, tijd="rood", bron="Nota")
    nieuw = RapportageFactory(plan=plan, peildatum=DAG, vorige=oud)

    gegevens = stel_samen(nieuw, moment=kalender.nu(), vandaag=DAG, opgesteld_door="x")

    stappen = feiten(json.loads(logboek.canoniek(gegevens)), "samenvatting")["sinds"]["stappen"]
    assert stappen == [
        {
            "code": "1a",
            "titel": "Iets",
            "anker": "maatregel-1a",
            "was": "groen",
            "nu": "rood",
            "richting": "slechter",
        }
    ]
    assert vind(web(gegevens), "#samenvatting-sinds + ul li") == [
        "1a Iets: slechter, van groen naar rood"
    ]


def test_of_a_version_that_lost_its_words_the_erratum_is_compared_with(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Iets")
    maak_stand(maatregel, peildatum=DAG, bron="Nota")
    rapport = RapportageFactory(plan=plan, peildatum=date(2018, 12, 31), titel="De vorige")
    oud = RapportversieFactory(rapportage=rapport, gegevens=gegevens_van(plan))
    Momentopname.objects.filter(pk=oud.momentopname_id).update(
        tekst="", afgeschermd_op=kalender.nu()
    )
    RapportversieFactory(
        rapportage=rapport,
        soort=VersieSoort.ERRATUM,
        vervangt=oud,
        gegevens=gegevens_van(plan) | {"titel": "Het erratum"},
    )
    maak_stand(maatregel, peildatum=DAG, tijd="rood", bron="Nota")
    nieuw = RapportageFactory(plan=plan, peildatum=DAG, vorige=Rapportversie.objects.get(pk=oud.pk))

    gegevens = stel_samen(nieuw, moment=kalender.nu(), vandaag=DAG, opgesteld_door="x")

    assert feiten(gegevens, "samenvatting")["sinds"]["titel"] == "Het erratum"


def test_rood_tells_why_and_what_is_asked(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Iets")
    BesluitmomentFactory(plan=plan, maatregel=maatregel)
    maak_stand(maatregel, peildatum=DAG, tijd="rood", bron="Nota", bijsturing="Wij schuiven.")

    assert vind(web(gegevens_van(plan)), "#samenvatting-rood + .uitleg p") == [
        "1a Iets",
        "Waarom: De offerte kwam later.",
        "Bijsturing: Wij schuiven.",
        "Besluit nodig (Gemeenteraad, Q2 2019): Extra geld",
    ]


# Money and results.


def geldregels(gegevens: dict[str, Any], wat: str = ".bladgeld") -> list[str]:
    return vind(web(gegevens), f"{wat} tbody tr")


def test_money_stands_where_it_counts_in_the_words_of_the_sheet(plan: Plan) -> None:
    thema = ThemaFactory(plan=plan, code="1")
    een, twee = (
        BladFactory(maatregel=MaatregelFactory(plan=plan, thema=thema, code=code, titel="Iets"))
        for code in ("1a", "1b")
    )
    gedeeld = InvesteringFactory(blad=een, omschrijving="Samen", alternatief_bedrag=2000)
    VermeldingFactory(blad=twee, investering=gedeeld)
    InvesteringFactory(blad=een, omschrijving="Later", staat="p.m.")
    DekkingFactory(blad=een, status="voorwaardelijk", voorwaarde="als de raad het wil")
    InvesteringFactory(plan=plan, thema=thema, blad=None, omschrijving="Van het thema")
    InvesteringFactory(plan=plan, blad=None, omschrijving="Van het plan")

    gegevens = gegevens_van(plan)

    assert geldregels(gegevens) == [
        "Investering",
        "Van het thema € 1.000 In totaal",
        "Investering",
        "Samen € 1.000 In totaal Ander bedrag in het plan: € 2.000. Dat telt niet mee."
        " Ook genoemd bij 1b Iets; telt alleen hier.",
        "Later p.m.",
        "Dekking",
        "Algemene reserve (voorwaardelijk) € 1.000 In totaal Voor: Inzet van uren"
        " Voorwaarde: als de raad het wil",
        "Investering",
        "Samen € 1.000 In totaal Ander bedrag in het plan: € 2.000. Dat telt niet mee."
        " Telt hier niet mee, maar bij 1a Iets.",
        "Investering",
        "Van het plan € 1.000 In totaal",
    ]
    kop, *rijen = tabellen(gegevens)["Geld"]
    assert kop[5] == "Bedrag in euro"
    assert [(rij[0], rij[3], rij[5], rij[9]) for rij in rijen] == [
        ("Thema 1", "Van het thema", "1000.00", ""),
        ("1a", "Samen", "1000.00", ""),
        ("1a", "Later", None, ""),
        ("1a", "Algemene reserve", "1000.00", ""),
        ("1b", "Samen", "1000.00", "1a Iets"),
        ("Plan als geheel", "Van het plan", "1000.00", ""),
    ]


def test_results_tell_the_norm_and_how_far_and_when(vol: Maatregel) -> None:
    gegevens = gegevens_van(vol.plan)

    assert vind(web(gegevens), ".resultaten tbody tr") == [
        "Minder verwijzingen 10% deels bereikt op 31 maart 2019"
    ]
    assert tabellen(gegevens)["Resultaten"][1] == [
        *("1a", "Hulp dichtbij huis", "Minder verwijzingen", "", "", "10%", "deels bereikt"),
        "2019-03-31",
    ]


def test_all_rows_of_a_table_are_as_wide_as_its_heads(vol: Maatregel) -> None:
    gevonden = tabellen(gegevens_van(vol.plan))

    assert list(gevonden) == [
        *("Overzicht", "Planning", "Geld", "Resultaten", "Veranderingen", "Geld per jaar")
    ]
    for rijen in gevonden.values():
        assert {len(rij) for rij in rijen} == {len(rijen[0])}
    assert gevonden["Overzicht"][1] == [
        *("1a", "Hulp dichtbij huis", f"{vol.thema.code} {vol.thema.titel}", "in uitvoering"),
        *("groen", "groen", "groen", "groen", "een medewerker"),
    ]
