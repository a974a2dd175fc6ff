"""What the sheet of a measure tells besides its light: parts, money, ties, decisions, stand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jeugdhulp.tests.factories import OrganisatieFactory
from maatregelen.domain.geld.geldpost import Geldpost, looptijd
from maatregelen.domain.maatregel.blad import lees, lees_bladen
from maatregelen.domain.maatregel.bladinhoud import Inhoud, Lezing
from maatregelen.models import Beleidsplan, Dekking, Investering, Maatregel
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    BesparingFactory,
    BestedingFactory,
    BladFactory,
    ClusterFactory,
    DekkingFactory,
    DoelkoppelingFactory,
    InvesteringFactory,
    MaatregelFactory,
    MijlpaalFactory,
    RustFactory,
    SamenhangFactory,
    ThemaFactory,
    VermeldingFactory,
)
from maatregelen.tests.vol import vul_blad

DAG = date(2019, 6, 1)


@pytest.fixture
def maatregel(plan):
    """Measure 1a with one blad and nothing on it."""
    maatregel = MaatregelFactory(plan=plan, code="1a")
    BladFactory(maatregel=maatregel)
    return maatregel


def blad_van(maatregel: Maatregel) -> Any:
    return maatregel.bladen.get()


def inhoud(maatregel: Maatregel, *, peildatum: date = DAG, zonder: str = "") -> Inhoud:
    """The sheet as read by who sees all measures but that with code `zonder`."""
    buren = Maatregel.objects.filter(plan=maatregel.plan).exclude(code=zonder).in_bulk()
    lezing = Lezing(buren, Beleidsplan.objects.all(), peildatum)
    vers = Maatregel.objects.select_related("plan", "thema").get(pk=maatregel.pk)
    return lees(vers, vers.standen.first(), lezing)


def posten(maatregel: Maatregel, veld: str = "investering", **anders: Any) -> list[Geldpost]:
    [deel] = [deel for deel in inhoud(maatregel, **anders).delen if deel.veld == veld]
    return deel.inhoud


def test_onderdelen_staan_in_de_volgorde_en_woorden_van_het_plan(maatregel):
    maatregel.plan.bladvelden = [
        {"veld": "opmerkingen", "naam": "Bijzonderheden"},
        {"veld": "stand", "naam": "Voortgang"},
        {"veld": "doel", "naam": "Doelstelling"},
    ]
    vers = inhoud(_met_plan(maatregel))

    assert [(deel.veld, deel.naam, deel.inhoud) for deel in vers.delen] == [
        ("opmerkingen", "Bijzonderheden", ""),
        ("doel", "Doelstelling", ""),
    ]
    assert vers.namen["stand"] == "Voortgang"


def test_onderdeel_dat_het_plan_niet_noemt_staat_er_alleen_als_het_gevuld_is(plan):
    maatregel = MaatregelFactory(plan=plan, code="1a", aanpak="Wij beginnen klein.")
    MijlpaalFactory(blad=BladFactory(maatregel=maatregel))
    maatregel.plan.bladvelden = [{"veld": "doel", "naam": "Doelstelling"}]

    assert [(deel.veld, deel.naam) for deel in inhoud(_met_plan(maatregel)).delen] == [
        ("doel", "Doelstelling"),
        ("aanpak", "Aanpak"),
        ("planning", "Planning"),
    ]


def _met_plan(maatregel: Maatregel) -> Maatregel:
    from jeugdhulp import logboek
    from maatregelen.tests.factories import in_handeling

    plan = maatregel.plan
    with in_handeling():
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))
    return maatregel


def test_planning_en_geld_staan_per_blad(plan):
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for nummer in (1, 2):
        cluster = ClusterFactory(plan=plan, titel=f"Prio {nummer}", volgorde=nummer)
        blad = BladFactory(maatregel=maatregel, cluster=cluster)
        InvesteringFactory(blad=blad, omschrijving=f"Voor {nummer}")

    delen = [deel for deel in inhoud(maatregel).delen if deel.veld == "investering"]

    assert [(deel.bij, [post.naam for post in deel.inhoud]) for deel in delen] == [
        ("Prio 1", ["Voor 1"]),
        ("Prio 2", ["Voor 2"]),
    ]


@pytest.mark.parametrize(
    ("velden", "hoofd", "kort"),
    [
        (
            {"bedrag": Decimal(140000), "per": "jaar", "aard": "structureel"},
            "€ 140.000",
            ["per jaar", "structureel"],
        ),
        (
            {"bedrag": Decimal("16666.67"), "per": "onbekend", "aanname": "totaal"},
            "€ 16.666,67",
            ["onbekend of het per jaar of in totaal is; wij rekenen met in totaal"],
        ),
        (
            {"bedrag": Decimal(5000), "per": "totaal", "uren_per_week": 8, "fte": Decimal("0.22")},
            "€ 5.000",
            ["in totaal", "8 uur per week, 0,22 fte"],
        ),
        ({"staat": "uren", "fte": Decimal("0.22")}, "0,22 fte", []),
        ({"staat": "uren", "uren_per_week": 8}, "8 uur per week", []),
        ({"staat": "p.m."}, "p.m.", []),
        ({"staat": "n.t.b."}, "nader te bepalen", []),
        ({"staat": "n.v.t."}, "niet van toepassing", []),
        ({"staat": "nihil"}, "nihil", []),
        ({"staat": "leeg"}, "niet ingevuld", []),
        ({"staat": "binnen bestaand"}, "binnen bestaande middelen", []),
        (
            {"staat": "binnen bestaand", "bedrag": Decimal(5000), "per": "jaar"},
            "€ 5.000",
            ["per jaar", "binnen bestaande middelen, dus geen nieuw geld"],
        ),
        ({"bedrag": Decimal(0), "per": "totaal"}, "€ 0", ["in totaal"]),
    ],
)
def test_geld_zegt_hoeveel_of_waarom_er_geen_bedrag_is(velden, hoofd, kort):
    post = Geldpost(Investering(**({"staat": "bedrag"} | velden)))

    assert (post.hoofd.replace("\xa0", " "), post.kort) == (hoofd, kort)


@pytest.mark.parametrize(
    ("van", "tot_en_met", "woorden"),
    [
        (None, None, ""),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 1, 1), date(2021, 12, 31), "2019 t/m 2021"),
        (date(2020, 1, 1), None, "vanaf 2020"),
        (None, date(2021, 12, 31), "tot en met 2021"),
        (date(2019, 7, 1), date(2019, 12, 31), "tweede halfjaar 2019"),
        (date(2019, 7, 1), date(2020, 6, 30), "Q3 2019 t/m Q2 2020"),
    ],
)
def test_looptijd_in_hele_jaren_waar_dat_kan(van, tot_en_met, woorden):
    assert looptijd(van, tot_en_met) == woorden


def test_dekking_zegt_bron_status_voorwaarde_en_waarvoor():
    post = Geldpost(
        Dekking(bron="Reserve", status="voorwaardelijk", voorwaarde="Na besluit", omschrijving="X")
    )

    assert (post.naam, post.status, post.voorwaarde, post.uitleg) == (
        "Reserve",
        "voorwaardelijk",
        "Na besluit",
        "X",
    )


def test_geld_dat_elders_telt_staat_onderaan_met_waar_het_telt(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b", titel="Ander")
    cluster = ClusterFactory(plan=maatregel.plan, titel="Prio 2")
    gedeeld = InvesteringFactory(blad=BladFactory(maatregel=ander, cluster=cluster))
    VermeldingFactory(blad=blad_van(maatregel), investering=gedeeld, toelichting="Ook van ons.")
    InvesteringFactory(blad=blad_van(maatregel), omschrijving="Eigen")

    eigen, genoemd = posten(maatregel)

    assert (eigen.naam, eigen.telt_op) == ("Eigen", None)
    assert (genoemd.rij, genoemd.toelichting) == (gedeeld, "Ook van ons.")
    assert (genoemd.telt_op.maatregel, genoemd.telt_op.woorden) == (ander, "blad Prio 2")


def test_geld_van_thema_en_plan_zegt_dat(maatregel):
    thema = ThemaFactory(plan=maatregel.plan, code="7", titel="Toegang")
    for plek in (thema, None):
        rij = DekkingFactory(plan=maatregel.plan, blad=None, thema=plek)
        VermeldingFactory(blad=blad_van(maatregel), dekking=rij)

    gevonden = posten(maatregel, "dekking")

    assert [post.telt_op.woorden for post in gevonden] == ["thema 7 Toegang", "het hele plan"]


def test_samenhang_met_thema_organisatie_of_iets_buiten_heeft_een_naam(maatregel):
    thema = ThemaFactory(plan=maatregel.plan, code="7", titel="Toegang")
    groep = OrganisatieFactory(gemeente=maatregel.plan.gemeente, naam="Werkgroep Onderwijs")
    for nummer, velden in enumerate(
        ({"naar_thema": thema}, {"naar_organisatie": groep}, {"buiten": "Landelijk programma"})
    ):
        SamenhangFactory(maatregel=maatregel, volgorde=nummer, **velden)

    [deel] = [deel for deel in inhoud(maatregel).delen if deel.veld == "samenhang"]

    assert [verband.naam for verband in deel.inhoud] == [
        "Thema 7 Toegang",
        "Werkgroep Onderwijs",
        "Landelijk programma",
    ]


def test_samenhang_op_een_blad_dat_zij_niet_mag_zien_staat_er_niet(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b")
    SamenhangFactory(maatregel=ander, naar_maatregel=maatregel, toelichting="Van binnen.")

    [deel] = [deel for deel in inhoud(maatregel, zonder="3b").delen if deel.veld == "samenhang"]

    assert deel.inhoud == []


def test_geld_dat_hier_telt_zegt_waar_het_ook_genoemd_is(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b")
    eigen = InvesteringFactory(blad=blad_van(maatregel))
    VermeldingFactory(blad=BladFactory(maatregel=ander), investering=eigen)

    [post] = posten(maatregel)

    assert [plek.maatregel for plek in post.ook_op] == [ander]


def test_geld_op_een_blad_dat_zij_niet_mag_zien_noemt_dat_blad_niet(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b")
    gedeeld = InvesteringFactory(blad=BladFactory(maatregel=ander))
    VermeldingFactory(blad=blad_van(maatregel), investering=gedeeld)

    [post] = posten(maatregel, zonder="3b")

    assert (post.telt_op.maatregel, post.telt_op.woorden) == (None, "een ander blad van dit plan")


def test_samenhang_staat_op_beide_bladen(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b")
    SamenhangFactory(maatregel=maatregel, naar_maatregel=ander)

    def verbanden(van: Maatregel) -> list[tuple[Maatregel | None, bool]]:
        [deel] = [deel for deel in inhoud(van).delen if deel.veld == "samenhang"]
        return [(verband.maatregel, verband.van_ander) for verband in deel.inhoud]

    assert (verbanden(maatregel), verbanden(ander)) == ([(ander, False)], [(maatregel, True)])


def test_samenhang_met_een_thema_staat_op_elk_blad_daarvan(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b")
    SamenhangFactory(maatregel=ander, naar_thema=maatregel.thema)

    [deel] = [deel for deel in inhoud(maatregel).delen if deel.veld == "samenhang"]

    assert [verband.maatregel for verband in deel.inhoud] == [ander]


def test_samenhang_met_een_blad_dat_zij_niet_mag_zien_noemt_dat_blad_niet(maatregel):
    ander = MaatregelFactory(plan=maatregel.plan, code="3b")
    SamenhangFactory(maatregel=maatregel, naar_maatregel=ander)

    [deel] = [deel for deel in inhoud(maatregel, zonder="3b").delen if deel.veld == "samenhang"]

    assert [(rij.maatregel, rij.naam) for rij in deel.inhoud] == [
        (None, "een ander blad van dit plan")
    ]


def test_belangrijkste_doel_staat_vooraan(maatregel):
    eerste, tweede = (
        DoelkoppelingFactory(maatregel=maatregel, volgorde=nummer, primair=nummer == 2)
        for nummer in (1, 2)
    )

    assert [regel.koppeling for regel in inhoud(maatregel).doelen] == [tweede, eerste]


def test_doel_van_een_beleidsplan_dat_zij_niet_mag_lezen_heeft_geen_adres(maatregel):
    DoelkoppelingFactory(maatregel=maatregel)
    lezing = Lezing({}, Beleidsplan.objects.none(), DAG)

    assert [regel.url for regel in lees(maatregel, None, lezing).doelen] == [""]


@pytest.mark.parametrize(
    ("velden", "te_vroeg"),
    [
        ({}, ["Afspraken maken"]),
        ({"van": date(2019, 7, 1), "tot_en_met": date(2019, 9, 30)}, []),
        ({"toestand": "vervallen"}, []),
        ({"soort": "besluit"}, []),
    ],
)
def test_uitvoering_die_niet_op_het_besluit_wacht_wordt_genoemd(maatregel, velden, te_vroeg):
    """The decision is expected in Q2 2019, as is the line that comes after it on the sheet."""
    blad = blad_van(maatregel)
    besluit = MijlpaalFactory(blad=blad, tekst="Besluit", soort="besluit", volgorde=1)
    MijlpaalFactory(blad=blad, volgorde=2, **velden)
    BesluitmomentFactory(maatregel=maatregel, mijlpaal=besluit)

    [moment] = inhoud(maatregel).momenten

    assert [regel.tekst for regel in moment.te_vroeg] == te_vroeg


def test_de_stap_van_het_besluit_zelf_wacht_niet_op_zichzelf(maatregel):
    regel = MijlpaalFactory(blad=blad_van(maatregel))
    BesluitmomentFactory(maatregel=maatregel, mijlpaal=regel)

    assert [list(moment.te_vroeg) for moment in inhoud(maatregel).momenten] == [[]]


def test_wat_boven_het_besluit_staat_bereidt_het_voor(maatregel):
    blad = blad_van(maatregel)
    MijlpaalFactory(blad=blad, tekst="Voorstel schrijven", volgorde=1)
    besluit = MijlpaalFactory(blad=blad, soort="besluit", volgorde=2)
    BesluitmomentFactory(maatregel=maatregel, mijlpaal=besluit)

    assert [list(moment.te_vroeg) for moment in inhoud(maatregel).momenten] == [[]]


def test_een_besluit_zonder_eigen_stap_waarschuwt_niet(maatregel):
    """Nothing says which lines carry it out."""
    MijlpaalFactory(blad=blad_van(maatregel))
    BesluitmomentFactory(maatregel=maatregel)

    assert [list(moment.te_vroeg) for moment in inhoud(maatregel).momenten] == [[]]


def test_een_stap_op_een_ander_blad_volgt_niet_op_het_besluit(maatregel):
    besluit = MijlpaalFactory(blad=blad_van(maatregel), soort="besluit")
    ander = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=maatregel.plan))
    MijlpaalFactory(blad=ander, volgorde=9)
    BesluitmomentFactory(maatregel=maatregel, mijlpaal=besluit)

    assert [list(moment.te_vroeg) for moment in inhoud(maatregel).momenten] == [[]]


def test_op_een_advies_hoeft_de_uitvoering_niet_te_wachten(maatregel):
    besluit = MijlpaalFactory(blad=blad_van(maatregel))
    MijlpaalFactory(blad=besluit.blad, volgorde=1)
    BesluitmomentFactory(maatregel=maatregel, soort="advies", mijlpaal=besluit)

    assert [list(moment.te_vroeg) for moment in inhoud(maatregel).momenten] == [[]]


def test_na_een_genomen_besluit_is_niets_meer_te_vroeg(maatregel):
    besluit = MijlpaalFactory(blad=blad_van(maatregel))
    MijlpaalFactory(blad=besluit.blad, volgorde=1)
    genomen = {"genomen_op": date(2019, 5, 1), "uitkomst": "Akkoord."}
    BesluitmomentFactory(maatregel=maatregel, mijlpaal=besluit, **genomen)

    assert [list(moment.te_vroeg) for moment in inhoud(maatregel).momenten] == [[]]


def test_van_elk_jaar_telt_de_laatste_besteding_tot_en_met_de_peildatum(maatregel):
    blad = blad_van(maatregel)
    for dag in (date(2019, 3, 31), date(2019, 5, 31), date(2019, 6, 30)):
        BestedingFactory(blad=blad, peildatum=dag)
    BestedingFactory(blad=blad, jaar=2018, peildatum=date(2019, 1, 31))

    [(bij, regels)] = inhoud(maatregel).bestedingen

    assert (bij, [(rij.jaar, rij.peildatum) for rij in regels]) == (
        "",
        [(2018, date(2019, 1, 31)), (2019, date(2019, 5, 31))],
    )


def test_besparing_zonder_jaar_staat_achteraan(maatregel):
    for jaar in (None, 2020, 2019):
        BesparingFactory(maatregel=maatregel, jaar=jaar)

    assert [rij.jaar for rij in inhoud(maatregel).besparingen] == [2019, 2020, None]


@pytest.mark.parametrize(
    ("velden", "rust"),
    [
        ({}, True),
        ({"van": date(2019, 6, 1)}, True),
        ({"van": date(2019, 6, 2)}, False),
        ({"tot_en_met": date(2019, 6, 1)}, True),
        ({"tot_en_met": date(2019, 5, 31)}, False),
    ],
)
def test_rust_geldt_op_de_peildatum(maatregel, velden, rust):
    RustFactory(maatregel=maatregel, **velden)

    assert bool(inhoud(maatregel).stand.rust) is rust


@pytest.mark.parametrize(("dag", "rust"), [(date(2019, 3, 31), True), (date(2019, 4, 1), False)])
def test_rust_tot_een_stap_houdt_op_als_die_begint(maatregel, dag, rust):
    regel = MijlpaalFactory(blad=blad_van(maatregel))
    RustFactory(maatregel=maatregel, tot_mijlpaal=regel, tot_en_met=None)

    assert bool(inhoud(maatregel, peildatum=dag).stand.rust) is rust


def test_bladen_samen_gelezen_zijn_gelijk_aan_elk_blad_alleen(plan):
    """Two full sheets of one thema that name each other, and one with nothing."""
    een, twee, leeg = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b", "1c"))
    for rij in (een, twee):
        vul_blad(rij, 2)
    SamenhangFactory(maatregel=een, naar_maatregel=twee)
    SamenhangFactory(maatregel=een, naar_thema=twee.thema)
    VermeldingFactory(blad=een.bladen.first(), investering=_eerste(Investering, twee))
    VermeldingFactory(blad=twee.bladen.first(), dekking=_eerste(Dekking, een))
    buren = Maatregel.objects.filter(plan=plan).in_bulk()
    lezing = Lezing(buren, Beleidsplan.objects.all(), date(2030, 1, 1))
    paren = [(rij, rij.standen.first()) for rij in (een, twee, leeg)]

    samen = lees_bladen(paren, lezing)

    assert samen == {rij.pk: lees(rij, stand, lezing) for rij, stand in paren}
    assert [bool(samen[rij.pk].risicos) for rij, _ in paren] == [True, True, False]


def _eerste(model: Any, maatregel: Maatregel) -> Any:
    return model.objects.filter(blad__maatregel=maatregel).first()
