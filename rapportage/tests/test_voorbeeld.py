"""The invented gemeente: what its story holds, and that it is true to the rules of the house."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from jeugdhulp import kalender
from jeugdhulp.controle import controleer_gemeente
from jeugdhulp.domain.momentopnamen import controleer_momentopnamen
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Lidmaatschap
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain.geld.geldoverzicht import lees
from maatregelen.domain.overzicht import Rij, maak_rijen, peil
from maatregelen.domain.uitwisselen.uitvoer import exporteer
from maatregelen.domain.uitwisselen.uitwisseling import controleer
from maatregelen.geld import cijfers
from maatregelen.models import (
    Besluitmoment,
    Besteding,
    Blad,
    Dekking,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Plan,
    Ronde,
    Stand,
    Vaststelling,
)
from rapportage.choices import OpmaakToestand, Stap
from rapportage.domain.versies import vertel_stap
from rapportage.domain.voorbeeld import SLUG, VoorbeeldGeweigerdError, agenda, maak_voorbeeld
from rapportage.domain.voorbeeld_tijd import (
    Rooster,
    is_werkdag,
    kwartalen_later,
    schuif_moment,
    verschuif,
)
from rapportage.models import Rapportage, Rapportversie

TOT = date(2026, 11, 22)
FIXTURES = settings.BASE_DIR / "fixtures" / SLUG
MERK = "Voorbeeldgegevens."


@pytest.fixture(scope="module")
def eenmalig(django_db_setup: None, django_db_blocker: Any) -> Iterator[Plan]:
    """The story, made once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        # As in a TestCase: acts may open what must be the outermost transaction.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        uit = StringIO()
        call_command("maak_voorbeeld", "--seed", "1", "--tot", TOT.isoformat(), stdout=uit)
        plan = Plan.objects.select_related("gemeente").get(gemeente__slug=SLUG)
        assert uit.getvalue() == f"Gemaakt: {plan.titel}, tot en met 22 november 2026.\n"
        yield plan
        transaction.set_rollback(True)


@pytest.fixture
def plan(eenmalig: Plan, db: None) -> Plan:
    return eenmalig


@pytest.fixture
def rijen(plan: Plan) -> dict[str, Rij]:
    """Per code how a measure stands on the last day."""
    bron = Maatregel.objects.filter(plan=plan)
    return {rij.maatregel.code: rij for rij in maak_rijen(bron, peil(plan, TOT, TOT))}


def test_de_keten_klopt_en_alles_is_als_voorbeeld_gemerkt(plan: Plan) -> None:
    assert controleer_gemeente(plan.gemeente).fout == ""
    assert controleer_momentopnamen(plan.gemeente) == ""
    regels = Gebeurtenis.objects.filter(gemeente=plan.gemeente)
    assert set(regels.values_list("voorbeeld", flat=True)) == {True}
    assert plan.gemeente.voorbeeld is True


def test_de_regels_staan_op_volgorde_van_tijd_en_eindigen_voor_de_laatste_dag(plan: Plan) -> None:
    momenten = list(
        Gebeurtenis.objects.filter(gemeente=plan.gemeente)
        .order_by("volgnummer")
        .values_list("moment", flat=True)
    )
    assert momenten == sorted(momenten)
    assert kalender.dag_van(momenten[-1]) < TOT
    assert (TOT - kalender.dag_van(momenten[0])).days > 2 * 365


def test_alle_rondes_zijn_gesloten_behalve_de_laatste(plan: Plan) -> None:
    toestanden = Ronde.objects.filter(plan=plan).order_by("peildatum")

    assert [rij.toestand for rij in toestanden] == [
        *["gesloten"] * 12,
        "voorbereid",
        *["gepland"] * 3,
    ]
    laatste = toestanden[12]
    assert laatste.peildatum == date(2026, 10, 31)
    assert 0 < laatste.standen.count() < 18


def test_een_gesloten_ronde_ging_door_alle_stappen_en_de_lopende_heeft_een_agenda(
    plan: Plan,
) -> None:
    rondes = Ronde.objects.filter(plan=plan).order_by("peildatum")

    for ronde in rondes[:12]:
        soorten = [stap.soort for stap in ronde.stappen.order_by("pk")]
        assert soorten == ["geopend", "voorbereid", "vergadering", "gesloten"]
        assert ronde.aanwezigheden.filter(aanwezig=False).count() == 1
        assert ronde.stappen.get(soort="gesloten").momentopname is not None
    behandelingen = rondes[12].agendapunten.values_list("behandeling", flat=True)
    assert {*behandelingen} == {"bespreken", "hamerstuk"}


def test_het_plan_is_vastgesteld_door_college_en_raad(plan: Plan) -> None:
    rijen = Vaststelling.objects.filter(plan=plan).order_by("pk")

    organen = ["college van burgemeester en wethouders", "gemeenteraad"]
    assert [rij.orgaan for rij in rijen] == organen
    assert {rij.momentopname_id for rij in rijen} != {None}


def test_een_totaal_wijkt_met_reden_af_van_het_slechtste_licht(rijen: dict[str, Rij]) -> None:
    stand = rijen["2a"].stand

    assert stand is not None
    assert (stand.totaal, stand.resultaat) == ("groen", "oranje")
    assert stand.afwijking_reden.startswith("Nieuwe beschikkingen voldoen")


def test_wie_zwijgt_is_niet_bijgewerkt_en_wat_rust_niet(rijen: dict[str, Rij]) -> None:
    lichten = {code: rij.lichten.totaal for code, rij in rijen.items()}

    assert len(lichten) == 20
    assert [code for code, licht in lichten.items() if licht == "niet_bijgewerkt"] == ["2d"]
    assert lichten["4b"] == "grijs"
    assert rijen["4b"].reden.startswith("Rust tot en met ")
    assert {*lichten.values()} == {"groen", "oranje", "rood", "grijs", "geen", "niet_bijgewerkt"}


def test_lichten_worden_beter_en_slechter(plan: Plan) -> None:
    standen = Stand.objects.filter(maatregel__plan=plan, maatregel__code="3a")

    totalen = list(standen.order_by("peildatum").values_list("totaal", flat=True))
    assert totalen == ["oranje", *["rood"] * 5, *["oranje"] * 6, "rood"]


def test_er_zijn_veel_verschillende_teksten(plan: Plan) -> None:
    teksten = Counter(Stand.objects.filter(maatregel__plan=plan).values_list("tekst", flat=True))

    assert len(teksten) > 140
    # A trekker who has no news says the same again, but not all year.
    assert max(teksten.values()) < 7


def test_uitgesteld_afgerond_en_gestopt_komen_voor(rijen: dict[str, Rij]) -> None:
    fasen = {code: rijen[code].maatregel.fase for code in ("1c", "1d", "3d")}

    assert fasen == {"1c": "afgerond", "1d": "gestopt", "3d": "uitgesteld"}


def test_wat_afgerond_is_laat_een_staart_met_eigenaar_en_dag(plan: Plan) -> None:
    einden = OpenEinde.objects.filter(stand__maatregel__plan=plan).select_related("eigenaar")

    gevonden = [(rij.eigenaar.naam, rij.tot_en_met) for rij in einden if rij.eigenaar]
    assert [naam for naam, _ in gevonden] == ["Liv Terwisscha", "Yara Boonstra"]
    assert all(dag is not None for _, dag in gevonden)


def test_stappen_zijn_verschoven_en_de_basis_bleef(plan: Plan) -> None:
    verschoven = [
        rij
        for rij in Mijlpaal.objects.filter(blad__maatregel__plan=plan)
        if (rij.basis_van, rij.basis_tot) != (rij.van, rij.tot_en_met)
    ]
    regels = Gebeurtenis.objects.filter(gemeente=plan.gemeente, soort="planning verschoven")

    assert (len(verschoven), regels.count()) == (18, 18)
    assert all(regel.gegevens["reden"] for regel in regels)


def test_een_dekking_werd_pas_besloten_toen_het_jaar_al_liep(plan: Plan) -> None:
    dekking = Dekking.objects.get(
        blad__maatregel__plan=plan, blad__maatregel__code="1b", bron="reserve sociaal domein"
    )
    versies = dekking.historie.order_by("history_date")

    assert [versie.status for versie in versies] == ["voorgenomen", "besloten"]
    assert dekking.van is not None
    assert kalender.dag_van(versies[1].history_date) > dekking.van


def test_besteding_staat_er_per_half_jaar_vanaf_het_eerste_jaar_met_geld(plan: Plan) -> None:
    rijen = Besteding.objects.filter(blad__maatregel__plan=plan)

    dagen = sorted({*rijen.values_list("peildatum", flat=True)})
    assert dagen == [date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30)]
    assert all(rij.uitgegeven <= rij.verwacht for rij in rijen)


def test_de_jaren_van_het_geld_zijn_die_van_het_plan(plan: Plan) -> None:
    geld = lees(plan)

    assert (plan.van, plan.tot_en_met) == (date(2024, 10, 1), date(2028, 9, 30))
    assert geld.jaren(TOT) == range(2025, 2029)


@pytest.mark.parametrize("jaar", [2025, 2026])
def test_begroot_is_wat_het_blad_in_dat_jaar_investeert(plan: Plan, jaar: int) -> None:
    rijen = Besteding.objects.filter(blad__maatregel__plan=plan, jaar=jaar).order_by("peildatum")
    begroot = {rij.blad_id: rij.begroot for rij in rijen}
    plekken = {(blad.maatregel_id, blad.cluster_id) for blad in Blad.objects.filter(pk__in=begroot)}
    regels = [
        regel
        for regel in lees(plan).investeringen
        if (regel.plek.maatregel, regel.plek.cluster) in plekken
    ]

    assert len(begroot) > 8
    assert sum(begroot.values()) == cijfers(regels, (), jaar).investering.bedrag


def test_meer_dan_begroot_wordt_alleen_verwacht_waar_de_tekst_het_zegt(plan: Plan) -> None:
    rijen = Besteding.objects.filter(blad__maatregel__plan=plan, verwacht__gt=F("begroot"))

    gevonden = rijen.order_by("peildatum").values_list("blad__maatregel__code", "peildatum")
    assert list(gevonden) == [("5b", date(2025, 6, 30)), ("3a", date(2026, 6, 30))]
    standen = Stand.objects.filter(maatregel__plan=plan)
    eerst = standen.get(maatregel__code="5b", ronde__peildatum=date(2025, 6, 30))
    daarna = standen.get(maatregel__code="3a", ronde__peildatum=date(2026, 8, 31))
    assert (eerst.geld, "een vijfde hoger" in eerst.gevolg) == ("rood", True)
    assert (daarna.geld, "4% hoger" in daarna.gevolg) == ("oranje", True)


def test_zonder_toezegging_is_er_niets_besteed(plan: Plan) -> None:
    rijen = Besteding.objects.filter(blad__maatregel__plan=plan)

    dagen = {
        code: sorted(rijen.filter(blad__maatregel__code=code).values_list("peildatum", flat=True))
        for code in ("2c", "3d", "5c")
    }
    assert dagen == {
        "2c": [date(2025, 12, 31), date(2026, 6, 30)],
        "3d": [],
        "5c": [date(2026, 6, 30)],
    }


def test_bij_groen_op_tijd_is_niets_te_laat_of_verschoven(
    plan: Plan, rijen: dict[str, Rij]
) -> None:
    groen = [rij for rij in rijen.values() if rij.lichten.tijd == "groen"]
    verschoven = Mijlpaal.objects.filter(
        blad__maatregel__in=[rij.maatregel.pk for rij in groen],
        toestand="open",
        basis_tot__isnull=False,
    ).exclude(basis_tot=F("tot_en_met"))

    assert len(groen) > 8
    assert {rij.maatregel.code: rij.te_laat for rij in groen if rij.te_laat} == {}
    assert list(verschoven.values_list("blad__maatregel__code", "tekst")) == []


def test_bij_groen_op_tijd_was_in_geen_ronde_een_stap_te_laat(plan: Plan) -> None:
    groen = Stand.objects.filter(maatregel__plan=plan, tijd="groen")
    te_laat = [
        (stand.maatregel.code, stand.peildatum, regel.tekst)
        for stand in groen.select_related("maatregel")
        for regel in Mijlpaal.objects.filter(
            blad__maatregel=stand.maatregel_id,
            onderdeel_van=None,
            toestand__in=["open", "gereed"],
            tot_en_met__lt=stand.peildatum,
        )
        if regel.gereed_op is None or regel.gereed_op > stand.peildatum
    ]

    assert groen.count() > 100
    assert te_laat == []


def test_oranje_of_rood_geld_staat_in_elke_tekst(plan: Plan) -> None:
    standen = Stand.objects.filter(maatregel__plan=plan, geld__in=["oranje", "rood"])
    woorden = ("dekking", "geld", "begroot", "reserve", "kosten", "duurder", "prijs")

    zwijgt = [
        (stand.maatregel.code, stand.peildatum)
        for stand in standen.select_related("maatregel")
        if not any(
            woord in f"{stand.tekst} {stand.oorzaak} {stand.gevolg}".lower() for woord in woorden
        )
    ]
    assert standen.count() > 30
    assert zwijgt == []


def test_wat_rood_is_vraagt_een_besluit_met_een_dag(plan: Plan, rijen: dict[str, Rij]) -> None:
    rood = {code for code, rij in rijen.items() if rij.lichten.totaal == "rood"}
    momenten = Besluitmoment.objects.filter(
        maatregel__plan=plan, genomen_op=None, tot_en_met__gt=TOT, van__lte=date(2027, 3, 31)
    )

    assert rood == {"3a", "3d", "4d"}
    assert {*momenten.values_list("maatregel__code", flat=True)} == rood


def test_de_meeste_maatregelen_die_lopen_hebben_een_volgende_stap(
    plan: Plan, rijen: dict[str, Rij]
) -> None:
    lopend = [code for code, rij in rijen.items() if rij.lichten.totaal != "geen"]
    later = Mijlpaal.objects.filter(
        blad__maatregel__plan=plan, toestand="open", tot_en_met__gt=TOT, onderdeel_van=None
    )

    zonder = {*lopend} - {*later.values_list("blad__maatregel__code", flat=True)}
    assert (len(lopend), zonder) == (18, set())


def test_vast_geld_voor_spoedhulp_is_pas_besloten_met_het_besluit(plan: Plan) -> None:
    dekking = Dekking.objects.get(
        blad__maatregel__plan=plan, blad__maatregel__code="4c", aard="structureel"
    )
    moment = Besluitmoment.objects.get(maatregel__plan=plan, maatregel__code="4c")
    versies = dekking.historie.order_by("history_date")

    assert [versie.status for versie in versies] == ["voorgenomen", "besloten"]
    assert kalender.dag_van(versies[1].history_date) == moment.genomen_op


def test_wie_vertrok_droeg_haar_werk_over(plan: Plan) -> None:
    trekkers = Maatregel.objects.get(plan=plan, code="3c").betrokkenheden.filter(rol="trekker")

    namen = [(rij.naam, rij.van is None, rij.tot_en_met is None) for rij in trekkers.order_by("pk")]
    assert namen == [("Joris Wielinga", True, False), ("Sevda Kaplanoğlu", False, True)]
    assert Lidmaatschap.objects.get(gebruiker__last_name="Wielinga").tot_en_met is not None


def test_niemand_uit_het_verhaal_kan_zich_aanmelden(plan: Plan) -> None:
    mensen = Gebruiker.objects.filter(lidmaatschappen__gemeente=plan.gemeente)

    assert [mens.has_usable_password() for mens in mensen] == [False] * 15


def test_het_verhaal_is_uit_te_wisselen(plan: Plan) -> None:
    assert controleer(exporteer(plan)) == []


def test_elke_bladzijde_zegt_dat_het_een_voorbeeld_is(plan: Plan, client: Any) -> None:
    lezer = GebruikerFactory(lid_van=plan.gemeente, rollen=["beleidsadviseur"])
    client.force_login(lezer)
    basis = f"/{SLUG}/plan-jeugdhulp/"
    bladen = [basis, f"{basis}wijzigingen/", f"{basis}rapporten/nieuw/", f"/{SLUG}/wijzigingen/"]
    for code in ("1b", "3a", "4b"):
        eigen = f"{basis}maatregelen/{code}/"
        bladen += [eigen, f"{eigen}wijzigingen/", f"{eigen}stand/", f"{eigen}?bekend_op=2025-06-30"]

    for blad in bladen:
        assert MERK in client.get(blad).content.decode(), blad


def test_er_zijn_twee_bevroren_rapporten_en_een_waaraan_wordt_geschreven(plan: Plan) -> None:
    rijen = Rapportage.objects.filter(plan=plan).order_by("nummer")

    assert [(rij.titel, rij.peildatum, rij.adres) for rij in rijen] == [
        ("Voortgangsrapportage april 2026", date(2026, 2, 28), "april-2026"),
        ("Voortgangsrapportage oktober 2026", date(2026, 8, 31), ""),
        ("Tussenrapportage oktober 2026", date(2026, 10, 31), ""),
    ]
    stappen = [
        [list(versie.stappen.values_list("stap", flat=True)) for versie in rij.versies.all()]
        for rij in rijen
    ]
    assert stappen == [[list(Stap)], [[Stap.TER_BESLUITVORMING]], []]
    eerste, tweede = (rij.versies.get() for rij in rijen[:2])
    assert [rij.vorige for rij in rijen] == [None, eerste, tweede]


def test_de_bestanden_van_de_rapporten_worden_pas_daarna_gemaakt(plan: Plan) -> None:
    versies = Rapportversie.objects.filter(rapportage__plan=plan)

    assert {versie.opmaak.toestand for versie in versies} == {OpmaakToestand.WACHT}
    for versie in versies.select_related("momentopname"):
        gegevens = json.loads(versie.momentopname.tekst)
        lijst = [
            rij for thema in feiten(gegevens, "stoplicht")["themas"] for rij in thema["maatregelen"]
        ]
        assert (gegevens["voorbeeld"], gegevens["versie"], len(lijst)) == (True, 1, 20)


def feiten(gegevens: Any, soort: str) -> Any:
    [blok] = [blok for blok in gegevens["blokken"] if blok["soort"] == soort]
    return blok["feiten"]


def test_een_echte_gemeente_zet_geen_stappen_zonder_bestanden(plan: Plan) -> None:
    versie = Rapportversie.objects.filter(rapportage__plan=plan)[1]
    versie.rapportage.gemeente.voorbeeld = False

    with pytest.raises(ValueError, match="Alleen een verzonnen gemeente"):
        vertel_stap(versie, Stap.VASTGESTELD, dag=TOT, door=None)


def test_een_tweede_keer_verandert_niets(plan: Plan) -> None:
    voor = Gebeurtenis.objects.count()

    with pytest.raises(VoorbeeldGeweigerdError, match="Lindervaart staat al in deze database"):
        maak_voorbeeld(1, TOT)

    assert Gebeurtenis.objects.count() == voor


def test_een_echte_gemeente_wordt_niet_aangeraakt(plan: Plan) -> None:
    Gemeente.objects.filter(slug=SLUG).update(voorbeeld=False)

    with pytest.raises(CommandError, match="is hier geen verzonnen gemeente"):
        call_command("maak_voorbeeld", "--seed", "1")


@pytest.mark.django_db
def test_de_laatste_dag_is_geweest() -> None:
    with pytest.raises(VoorbeeldGeweigerdError, match="Deze dag moet nog komen"):
        maak_voorbeeld(1, kalender.vandaag() + timedelta(days=1))


def test_hetzelfde_getal_en_dezelfde_dag_geven_hetzelfde_verhaal() -> None:
    assert agenda(1, TOT) == agenda(1, TOT)


def test_een_ander_getal_geeft_een_ander_verhaal() -> None:
    assert agenda(1, TOT) != agenda(2, TOT)


def test_er_wordt_gewerkt_op_werkdagen() -> None:
    # What comes before the plan, and the meetings, fall where they fall.
    vrij = [daad for daad in agenda(1, TOT) if daad.wat == "stand"]

    assert [daad for daad in vrij if not is_werkdag(daad.moment.date())] == []


@pytest.mark.parametrize("verder", range(0, 366, 13))
def test_op_elke_dag_past_het_verhaal_in_twee_jaar(verder: int) -> None:
    tot = TOT + timedelta(days=verder)
    daden = agenda(1, tot)

    assert daden == sorted(daden, key=lambda daad: daad.moment)
    assert daden[0].wat == "begin"
    assert daden[-1].moment.date() < tot
    standen = {daad.gegevens["ronde"] for daad in daden if daad.wat == "stand"}
    assert standen == {*range(1, 14)}
    open_ = {daad.gegevens["ronde"]: daad.moment for daad in daden if daad.wat == "open"}
    dicht = {daad.gegevens["ronde"]: daad.moment for daad in daden if daad.wat == "sluit"}
    buiten = [
        daad
        for daad in daden
        if daad.wat in ("stand", "besluit", "actie")
        and not open_[daad.gegevens["ronde"]]
        < daad.moment
        < dicht.get(daad.gegevens["ronde"], datetime.combine(tot, time(), kalender.AMSTERDAM))
    ]
    assert buiten == []


@pytest.mark.parametrize("naam", ["plan", "beleidsplan"])
@pytest.mark.parametrize("kwartalen", [0, 3, 6])
def test_een_verschoven_bestand_klopt(naam: str, kwartalen: int) -> None:
    schema = json.loads((settings.BASE_DIR / "docs" / "uitwisselformaat.schema.json").read_text())
    bestand = verschuif(json.loads((FIXTURES / f"{naam}.json").read_text()), kwartalen)

    jsonschema.validate(bestand, schema)
    assert controleer(bestand) == []


@pytest.mark.parametrize(
    ("moment", "later"),
    [
        ("2024-12-31", "2025-09-30"),
        ("2024-05", "2025-02"),
        ("2024-Q2", "2025-Q1"),
        ("2024-H1", "2024-H2"),
        ("2024", "2025"),
    ],
)
def test_een_moment_schuift_drie_kwartalen_in_zijn_eigen_vorm(moment: str, later: str) -> None:
    assert schuif_moment(moment, 3) == later


def test_het_plan_begint_in_het_kwartaal_van_de_eerste_ronde() -> None:
    eerste = Rooster.maak(1, TOT).peildatum(1)

    assert eerste == date(2024, 10, 31)
    assert schuif_moment("2024-Q1", kwartalen_later(eerste)) == "2024-Q4"
