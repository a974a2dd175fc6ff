"""Loading a plan: all of it or nothing, and every fault named."""

import json
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from jeugdhulp.controle import controleer_keten
from jeugdhulp.models import Gebeurtenis, Gemeente
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from maatregelen.domain.uitwisselen.laden import laad, laad_plan
from maatregelen.domain.uitwisselen.uitwisseling import OngeldigPlanError
from maatregelen.models import (
    Betrokkenheid,
    Blad,
    Doelkoppeling,
    Maatregel,
    Mijlpaal,
    Plan,
    Stand,
    Vaststelling,
)
from maatregelen.tests.fixtures_lezen import HOOFDMAP, lees, lees_voorbeeld, trekkers
from maatregelen.tests.uitwisselen import elk_bestand, laad_pad, maak_gemeente_van

pytestmark = pytest.mark.django_db
# Read from the documents by hand: measures, bladen, lines, lines counted once, standen.
GETELD = {"het-hogeland": (17, 18, 78, 69, 18), "stadskanaal": (33, 33, 107, 107, 33)}
beide = pytest.mark.parametrize("slug", sorted(GETELD))


def aantallen() -> dict[str, int]:
    """How many rows every table holds, gemeenten and what Django keeps left out."""
    return {
        model.__name__: aantal
        for label in ("jeugdhulp", "maatregelen")
        for model in apps.get_app_config(label).get_models()
        if model is not Gemeente and (aantal := model._base_manager.count())
    }


@beide
def test_the_database_holds_what_the_document_holds(slug: str) -> None:
    """One load, six questions: loading takes more than a second."""
    bestand, gemeente = lees(slug), GemeenteFactory(slug=slug)

    plan = laad_plan(bestand, gemeente, door=None)

    _aantallen_kloppen(plan)
    _planning_is_eigen_basis()
    _bron_kende_geen_lichten(plan)
    _trekkers_kloppen(bestand)
    _fasen_kloppen(bestand)
    _elke_maatregel_en_stand_heeft_een_regel(plan)


def _aantallen_kloppen(plan: Plan) -> None:
    regels = Mijlpaal.objects.filter(blad__maatregel__plan=plan, onderdeel_van=None)
    assert (
        plan.maatregelen.count(),
        Blad.objects.count(),
        regels.count(),
        regels.filter(zelfde_als=None).count(),
        Stand.objects.count(),
    ) == GETELD[plan.gemeente.slug]


def _planning_is_eigen_basis() -> None:
    """And nothing is vastgesteld: the document names no besluit."""
    rijen = Mijlpaal.objects.values_list("van", "tot_en_met", "basis_van", "basis_tot")
    assert [rij for rij in rijen if rij[:2] != rij[2:]] == []
    assert Vaststelling.objects.count() == 0


def _bron_kende_geen_lichten(plan: Plan) -> None:
    aantal = GETELD[plan.gemeente.slug][4]
    standen = Stand.objects.values_list("tijd", "geld", "resultaat", "totaal", "grijs_reden")
    assert Counter(standen) == {("grijs",) * 4 + ("geen licht in de bron",): aantal}
    assert set(Stand.objects.values_list("bron", flat=True)) == {plan.bron_titel}
    assert Stand.objects.bevestigd().count() == aantal


def _trekkers_kloppen(bestand: Any) -> None:
    gevonden: dict[str, set[str]] = {}
    rijen = Betrokkenheid.objects.filter(rol="trekker", persoon__soort="persoon")
    for naam, code in rijen.values_list("persoon__naam", "maatregel__code"):
        gevonden.setdefault(naam, set()).add(code)
    assert gevonden == {naam: set(codes) for naam, codes in trekkers(bestand).items()}
    assert len(gevonden) > 1


def _fasen_kloppen(bestand: Any) -> None:
    assert dict(Maatregel.objects.values_list("code", "fase")) == {
        maatregel["code"]: maatregel["fase"] for maatregel in bestand["maatregelen"]
    }


def _elke_maatregel_en_stand_heeft_een_regel(plan: Plan) -> None:
    maatregelen, *_, standen = GETELD[plan.gemeente.slug]
    regels = Gebeurtenis.objects.all()
    assert Counter(regels.values_list("soort", flat=True)) == {
        "plan overgenomen": 1,
        "maatregel overgenomen": maatregelen,
        "stand vastgelegd": standen,
    }
    assert {regel.gegevens["reden"] for regel in regels} == {f"overgenomen uit {plan.bron_titel}"}
    assert regels.values("handeling").distinct().count() == 1
    assert controleer_keten(plan.gemeente).fout == ""


@elk_bestand
def test_elk_bestand_in_fixtures_is_te_laden(pad: Path) -> None:
    geladen = laad_pad(pad)

    assert controleer_keten(geladen.gemeente).fout == ""


def klein() -> Any:
    """The plan of Het Hogeland with its first five measures, 1a to 1e, that name no other sheet."""
    bestand = lees("het-hogeland")
    maatregelen = bestand["maatregelen"][:5]
    codes = {maatregel["code"] for maatregel in maatregelen} | {None}
    for houder in (bestand["plan"], *maatregelen):
        for lijst in ("vervallen", "samenhang"):
            rijen = houder.get(lijst, [])
            rijen[:] = [rij for rij in rijen if rij["maatregel"] in codes]
    for maatregel in maatregelen:
        for blad in maatregel["bladen"]:
            blad["vermeldingen"] = []
    return bestand | {"maatregelen": maatregelen}


def test_two_plans_of_one_gemeente_share_their_people() -> None:
    eerste = laad_plan(klein(), GemeenteFactory(slug="het-hogeland"), door=None)
    bestand = klein()
    bestand["plan"]["slug"] = "tweede"
    voor = aantallen()

    laad_plan(bestand, eerste.gemeente, door=None)

    na = aantallen()
    assert {naam: na[naam] - voor[naam] for naam in ("Persoon", "Organisatie", "Maatregel")} == {
        "Persoon": 0,
        "Organisatie": 0,
        "Maatregel": 5,
    }


def test_loading_twice_is_refused() -> None:
    plan = laad_plan(klein(), GemeenteFactory(slug="het-hogeland"), door=None)
    voor = aantallen()

    with pytest.raises(OngeldigPlanError) as fout:
        laad_plan(klein(), plan.gemeente, door=None)

    assert [str(bevinding) for bevinding in fout.value.bevindingen] == [
        'plan.slug: dit plan bestaat al; kies een ander adres (er staat "plan-van-aanpak-2019")'
    ]
    assert aantallen() == voor


def test_plan_cannot_be_loaded_where_a_page_of_the_gemeente_stands() -> None:
    """It would be there and nobody could reach it."""
    bestand = klein()
    bestand["plan"]["slug"] = "begroting"

    with pytest.raises(OngeldigPlanError) as fout:
        laad_plan(bestand, GemeenteFactory(slug="het-hogeland"), door=None)

    assert "Dit adres is al in gebruik; kies een ander." in str(fout.value.bevindingen[0])
    assert not Plan.objects.exists()


def zet(plek: str, waarde: Any) -> Callable[[dict[str, Any]], None]:
    """A change of a file: `maatregelen.0.titel` is where."""

    def verander(bestand: Any) -> None:
        *pad, laatste = [int(deel) if deel.isdigit() else deel for deel in plek.split(".")]
        for deel in pad:
            bestand = bestand[deel]
        bestand[laatste] = waarde

    return verander


TE_LANG = "Zorg dat deze waarde niet meer dan {} tekens bevat (het zijn er nu {})."
FOUTEN = [
    (
        [zet("maatregelen.0.thema", "99")],
        ["maatregel 1a, thema: dit verwijst naar iets dat niet in het bestand staat"
         ' (er staat "99")'],
    ),
    (
        [zet("plan.van", "2023-02-30"), zet("maatregelen.3.fase", "klaar")],
        ["maatregelen[4].fase: kies een van gepland, in voorbereiding, in uitvoering, doorlopend,"
         ' uitgesteld, afgerond, gestopt, vervallen (er staat "klaar")',
         'plan.van: deze dag staat niet op de kalender (er staat "2023-02-30")'],
    ),
    # What only the tables and the rules of a stand know, in two measures at once.
    (
        [
            zet("maatregelen.0.bladen.0.planning.0.tekst", "x" * 501),
            zet("maatregelen.4.standen.0.totaal", "groen"),
        ],
        [f'maatregel 1a, regel 1a/1/1, tekst: {TE_LANG.format(500, 501)} (er staat "{"x" * 79})',
         "maatregel 1e, stand 1, afwijking_reden: Het totaal is anders dan het slechtste licht:"
         ' zeg waarom. (er staat "")'],
    ),
    (
        [zet("maatregelen.3.standen.0.tekst", "kind 123456782")],
        ["maatregelen[4].standen[1].tekst: Hier staat een getal van negen cijfers dat een"
         " burgerservicenummer kan zijn. Haal het weg: cliëntgegevens horen niet in het plan."
         ' (er staat •••••••••)'],
    ),
    (
        [zet("maatregelen.3.standen.0.peildatum", "2099-01-01")],
        ["maatregel 1d, stand 1, peildatum: Deze dag moet nog komen; kies vandaag of eerder."
         ' (er staat "2099-01-01")'],
    ),
    (
        [zet("plan.tot_en_met", "2018-01-01")],
        ['plan.tot_en_met: de laatste dag ligt voor de eerste (er staat "2018-01-01")'],
    ),
    (
        [zet("maatregelen.0.bladen.1.cluster", "1")],
        ['maatregel 1a, bladen: dit cluster heeft al een blad (er staat "1")'],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("veranderingen", "meldingen"), FOUTEN)
def test_any_fault_stores_nothing_and_every_fault_is_named(
    veranderingen: list[Any], meldingen: list[str]
) -> None:
    bestand, gemeente = klein(), GemeenteFactory(slug="het-hogeland")
    for verandering in veranderingen:
        verandering(bestand)

    with pytest.raises(OngeldigPlanError) as fout:
        laad_plan(bestand, gemeente, door=None)

    assert [str(bevinding) for bevinding in fout.value.bevindingen] == meldingen
    assert aantallen() == {}


def test_a_plan_of_another_gemeente_is_refused() -> None:
    with pytest.raises(OngeldigPlanError, match="dit plan is niet van Elders"):
        laad_plan(klein(), GemeenteFactory(slug="elders"), door=None)

    assert aantallen() == {}


@pytest.mark.parametrize("bestand", [[], None, "plan", {}, {"plan": []}, {"plan": {"slug": 1}}])
def test_what_is_no_plan_at_all_is_refused(bestand: Any) -> None:
    with pytest.raises(OngeldigPlanError):
        laad_plan(bestand, GemeenteFactory(), door=None)


def draai(*argumenten: str) -> str:
    call_command("laad_plan", *argumenten, stdout=(uit := StringIO()))
    return uit.getvalue()


PLAN = str(HOOFDMAP / "fixtures" / "het-hogeland" / "plan.json")


def test_the_command_loads_in_the_name_of_a_user() -> None:
    GemeenteFactory(slug="het-hogeland")
    door = GebruikerFactory(username="ada")

    gezegd = draai(PLAN, "--gemeente", "het-hogeland", "--door", "ada")

    regel = Gebeurtenis.objects.get(volgnummer=1)
    assert gezegd == "Plan van Aanpak Jeugdhulp: 17 maatregelen geladen.\n"
    assert regel.door == door
    assert regel.gegevens["kanaal"].startswith("opdrachtregel, ")


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (["weg.json", "--gemeente", "het-hogeland"], "weg.json: dit bestand is niet te lezen"),
        ([PLAN, "--gemeente", "nergens"], "Er is geen gemeente “nergens”. Bekend: het-hogeland."),
        (
            [PLAN, "--gemeente", "het-hogeland", "--door", "niemand"],
            "Er is geen gebruiker “niemand”. Kijk de naam na bij --door.",
        ),
        ([PLAN], "Error: the following arguments are required: --gemeente"),
    ],
)
def test_the_command_says_what_is_wrong(argumenten: list[str], melding: str) -> None:
    GemeenteFactory(slug="het-hogeland")

    with pytest.raises(CommandError) as fout:
        draai(*argumenten)

    assert str(fout.value).startswith(melding)
    assert aantallen() == {}


@pytest.mark.parametrize("inhoud", [b"", b"{", b"\xff\xfe", b"Plan van Aanpak"])
def test_the_command_refuses_what_is_no_json(tmp_path: Path, inhoud: bytes) -> None:
    GemeenteFactory(slug="het-hogeland")
    (bestand := tmp_path / "plan.json").write_bytes(inhoud)

    with pytest.raises(CommandError, match=r"plan\.json: dit is geen JSON in UTF-8"):
        draai(str(bestand), "--gemeente", "het-hogeland")


def test_the_command_names_the_faults(tmp_path: Path) -> None:
    GemeenteFactory(slug="het-hogeland")
    gegevens = lees("het-hogeland") | {"versie": 3}
    (bestand := tmp_path / "plan.json").write_text(json.dumps(gegevens), encoding="utf-8")

    with pytest.raises(CommandError) as fout:
        draai(str(bestand), "--gemeente", "het-hogeland")

    assert str(fout.value) == (
        f"{bestand}: er is niets geladen.\n  versie: hier moet 2 staan (er staat 3)"
    )


def met_beleid(*doelen: str) -> tuple[Any, Any]:
    """A beleidsplan with these goals, and the example plan under it: its measure helps goal 1."""
    plan = lees_voorbeeld()
    velden = "slug titel van tot_en_met stadium versienaam voorganger bron herijking".split()
    velden += "vaststellingen risicos besluitmomenten contextcijfers twijfel".split()
    leeg: Any = {"ouder": None, "niveau": "doel", "tekst": "", "richting": "", "twijfel": ""}
    beleid = {
        **{naam: plan[naam] for naam in ("versie", "gemeente", "personen", "organisaties")},
        "formaat": "beleidsplan",
        "beleidsplan": {veld: plan["plan"][veld] for veld in velden} | {"slug": "beleid"},
        "doelen": [
            {"code": code, "titel": f"Doel {code}", **leeg, "resultaten": [], "risicos": []}
            for code in doelen
        ],
    }
    plan["plan"]["beleidsplan"] = "beleid"
    plan["maatregelen"][0]["doelen"] = [{"doel": "1", "primair": True, "twijfel": ""}]
    return beleid, plan


def test_een_plan_leunt_op_de_doelen_van_zijn_beleidsplan() -> None:
    beleid, bestand = met_beleid("1")
    gemeente = maak_gemeente_van(bestand)

    beleidsplan = laad(beleid, gemeente, door=None)
    plan = laad(bestand, gemeente, door=None)

    assert isinstance(plan, Plan)
    assert plan.beleidsplan == beleidsplan
    koppeling = Doelkoppeling.objects.get()
    assert (koppeling.doel.titel, koppeling.primair) == ("Doel 1", True)
    regel = Gebeurtenis.objects.get(soort="beleidsplan overgenomen")
    assert regel.gegevens["na"]["doelen"] == ["doel 1: Doel 1"]


def geweigerd(bestand: Any, gemeente: Gemeente) -> list[tuple[str, str]]:
    with pytest.raises(OngeldigPlanError) as fout:
        laad(bestand, gemeente, door=None)
    return [(bevinding.plek, bevinding.melding) for bevinding in fout.value.bevindingen]


def test_wat_er_nog_niet_is_moet_eerst_geladen_worden() -> None:
    beleid, bestand = met_beleid("2")
    gemeente = maak_gemeente_van(bestand)
    bestand["plan"]["voorganger"] = "vorig-plan"

    assert geweigerd(bestand, gemeente) == [
        ("plan.voorganger", "dit plan is er nog niet; laad het eerst"),
        ("plan.beleidsplan", "dit beleidsplan is er nog niet; laad het eerst"),
    ]
    laad(beleid, gemeente, door=None)
    assert geweigerd(bestand, gemeente)[1:] == [
        ("maatregel 1a, doelen", "dit doel staat niet in het beleidsplan “beleid”")
    ]


def test_de_regel_van_een_maatregel_vertelt_het_geld_leesbaar() -> None:
    bestand = lees_voorbeeld()
    dekking = bestand["maatregelen"][0]["bladen"][0]["dekking"][0]
    dekking["bedrag"] = "123456782.00"

    laad(bestand, maak_gemeente_van(bestand), door=None)

    na = Gebeurtenis.objects.get(soort="maatregel overgenomen").gegevens["na"]
    assert na["investeringen"] == ["schoolcoach: € 64.000,00 per jaar, structureel, vanaf Q1 2026"]
    # Nine digits that could be a client number get other marks between them.
    assert na["dekking"] == [
        "algemene reserve: € 123’456’782,00 per jaar, structureel, vanaf Q1 2026, besloten"
    ]
    assert na["bestedingen"] == [
        "jaar 2026 per 31 maart 2026: begroot € 64.000,00, uitgegeven € 0,00, verwacht € 48.000,00"
    ]


def test_de_basis_is_wat_het_bestand_zegt_en_anders_de_planning_van_nu() -> None:
    bestand = lees_voorbeeld()

    laad(bestand, maak_gemeente_van(bestand), door=None)

    regels = Mijlpaal.objects.filter(onderdeel_van=None).order_by("volgorde")
    assert [(str(regel.basis_van), str(regel.basis_tot)) for regel in regels] == [
        ("2025-10-01", "2025-12-31"),
        ("None", "None"),
    ]


def test_de_opdracht_laadt_ook_een_beleidsplan(tmp_path: Path) -> None:
    beleid, _ = met_beleid("1", "2")
    maak_gemeente_van(beleid)
    (bestand := tmp_path / "beleid.json").write_text(json.dumps(beleid), encoding="utf-8")

    gezegd = draai(str(bestand), "--gemeente", "waterdal")

    assert gezegd == "Plan Jeugdhulp 2026: 2 doelen geladen.\n"


def test_de_regel_van_een_maatregel_noemt_van_een_andere_alleen_de_code() -> None:
    """Who reads the trail of this measure may not see that one."""
    gemeente = GemeenteFactory(slug="het-hogeland")

    laad_plan(lees("het-hogeland"), gemeente, door=None)

    (regel,) = Gebeurtenis.objects.filter(soort="maatregel overgenomen").over(
        Maatregel.objects.get(code="1b")
    )
    assert [deel for deel in regel.gegevens["na"]["samenhang"] if ", 2b" in deel]
    assert "Onderwijs-zorgarrangementen ontwikkelen" not in str(regel.gegevens["na"])
