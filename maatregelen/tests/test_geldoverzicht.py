"""Het geld van een plan uit de database: waar elke regel telt, nu en zoals eerder bekend."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from jeugdhulp import logboek
from maatregelen.domain.geld.geldoverzicht import Naam, lees, per_lijn
from maatregelen.geld import PLAN, Cijfers, Plek, cijfers
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    PlanFactory,
    ThemaFactory,
    in_handeling,
)
from maatregelen.tests.geldfactories import (
    BestedingFactory,
    DekkingFactory,
    InvesteringFactory,
    VermeldingFactory,
    vol_blad,
    zonder_bedrag,
)

EIND_2020 = date(2020, 12, 31)
APRIL, MEI = datetime(2026, 4, 1, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC)


def investering(plan: Plan, jaar: int = 2020, moment: datetime | None = None) -> Decimal:
    geld = lees(plan, moment)
    return cijfers(geld.investeringen, geld.dekkingen, jaar).investering.bedrag


def wijzig(rij: Any, **anders: Any) -> None:
    with in_handeling():
        for veld, waarde in anders.items():
            setattr(rij, veld, waarde)
        rij.save()
        logboek.schrijf("gewijzigd", rij, gemeente_id=rij.plan.gemeente_id, naam=str(rij))


def test_regel_telt_op_blad_thema_of_plan(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan)
    cluster = ClusterFactory(plan=plan)
    in_cluster = BladFactory(maatregel=maatregel, cluster=cluster)
    zonder = BladFactory(maatregel=maatregel)
    for plek in ({"blad": in_cluster}, {"blad": zonder}, {"thema": maatregel.thema}, {}):
        InvesteringFactory(**{"blad": None, "plan": plan} | plek)

    gelezen = Maatregel.objects.filter(plan=plan).for_overzicht(EIND_2020)
    assert lees(plan, None, gelezen) == lees(plan)
    assert [regel.plek for regel in lees(plan).investeringen] == [
        Plek(maatregel.thema_id, maatregel.pk, cluster.pk),
        Plek(maatregel.thema_id, maatregel.pk),
        Plek(maatregel.thema_id),
        Plek(),
    ]


def test_elk_veld_van_een_regel_komt_mee(plan: Plan) -> None:
    dekking = DekkingFactory(
        plan=plan,
        blad=None,
        per="onbekend",
        aanname="totaal",
        alternatief_bedrag=Decimal(7),
        uren_per_week=Decimal(8),
        fte=Decimal("0.22"),
        letterlijk="€ 1.000",
    )
    (regel,) = lees(plan).dekkingen
    velden = (
        "staat bedrag per aanname aard van tot_en_met uren_per_week fte alternatief_bedrag"
        " omschrijving letterlijk bron status"
    )

    assert {veld: getattr(regel, veld) for veld in velden.split()} == {
        veld: getattr(dekking, veld) for veld in velden.split()
    }


def test_geld_van_een_ander_plan_telt_niet_mee(plan: Plan) -> None:
    vol_blad(BladFactory(maatregel__plan=PlanFactory(gemeente=plan.gemeente)))

    geld = lees(plan)

    assert (geld.regels, geld.bestedingen, list(geld.namen)) == (
        [],
        [],
        [("zonder cluster", None), PLAN],
    )


def test_vermelding_verandert_geen_enkel_bedrag(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan)
    regel = InvesteringFactory(blad=BladFactory(maatregel=maatregel))
    dekking = DekkingFactory(blad=regel.blad)
    voor = lees(plan)
    ander = MaatregelFactory(plan=plan, code="3b", titel="Kamers")
    for genoemd in ({"investering": regel}, {"dekking": dekking}):
        VermeldingFactory(
            blad=BladFactory(maatregel=ander, cluster=ClusterFactory(plan=plan)), **genoemd
        )

    na = lees(plan)

    assert (na.investeringen, na.dekkingen) == (voor.investeringen, voor.dekkingen)
    naam = Naam("3b (Extra investering)", "Kamers", "3b")
    assert na.vermeld == {("i", regel.pk): [naam], ("d", dekking.pk): [naam]}


def maak_plan(plan: Plan) -> None:
    """Money at every kind of place."""
    themas = [ThemaFactory(plan=plan, code=code) for code in "12"]
    clusters = [ClusterFactory(plan=plan, code=code) for code in "ab"]
    for nummer, thema in enumerate((*themas, themas[0])):
        maatregel = MaatregelFactory(plan=plan, thema=thema, code=f"m-{nummer}")
        for cluster in (*clusters, None)[: nummer + 1]:
            vol_blad(BladFactory(maatregel=maatregel, cluster=cluster))
    vol_blad(BladFactory(maatregel__plan=plan))
    InvesteringFactory(plan=plan, blad=None, thema=themas[0])
    DekkingFactory(plan=plan, blad=None)


@pytest.mark.parametrize("groep", ["thema", "cluster", "maatregel"])
def test_lijnen_tellen_op_tot_het_plan(plan: Plan, groep: str) -> None:
    maak_plan(plan)
    geld = lees(plan)
    jaren = geld.jaren(EIND_2020)

    lijnen = per_lijn(geld, groep, jaren, EIND_2020)

    for plaats, jaar in enumerate(jaren):
        leeg = cijfers([], [], jaar)
        samen = sum((lijn.tabel.jaren[plaats] for lijn in lijnen), leeg)
        assert samen == cijfers(geld.investeringen, geld.dekkingen, jaar)
    zonder_jaar: list[Cijfers] = [
        lijn.tabel.zonder_jaar for lijn in lijnen if lijn.tabel.zonder_jaar
    ]
    assert sum(zonder_jaar, cijfers([], [], None)) == cijfers(
        geld.investeringen, geld.dekkingen, None
    )


def test_lijnen_staan_in_de_volgorde_van_het_plan(plan: Plan) -> None:
    tweede, eerste = (
        MaatregelFactory(plan=plan, code=code, volgorde=volgorde)
        for code, volgorde in (("1b", 2), ("1a", 1))
    )
    DekkingFactory(blad=BladFactory(maatregel=tweede))
    BestedingFactory(blad=BladFactory(maatregel=eerste))
    InvesteringFactory(plan=plan, blad=None)

    lijnen = per_lijn(lees(plan), "maatregel", [2020], EIND_2020)

    assert [lijn.naam.code or lijn.naam.titel for lijn in lijnen] == ["1a", "1b", "Plan als geheel"]


def test_besteding_van_een_lijn_is_die_van_het_jaar_van_de_peildatum(plan: Plan) -> None:
    blad = BladFactory(maatregel__plan=plan)
    BestedingFactory(blad=blad, uitgegeven=Decimal(200), peildatum=date(2020, 3, 31))
    BestedingFactory(blad=blad)
    BestedingFactory(blad=blad, jaar=2021, peildatum=date(2020, 12, 1))

    (lijn,) = per_lijn(lees(plan), "maatregel", [2020], EIND_2020)

    assert (lijn.besteed.bladen, lijn.besteed.uitgegeven.waarde) == (1, 500)
    assert lijn.besteed.verplicht.waarde is None


def test_maatregel_zonder_regel_over_geld_wordt_genoemd(plan: Plan) -> None:
    for code in ("1a", "1b"):
        MaatregelFactory(plan=plan, code=code, titel="Hulp")
    InvesteringFactory(
        blad=BladFactory(maatregel=Maatregel.objects.get(code="1a")), **zonder_bedrag("n.v.t.")
    )

    assert lees(plan).zonder_regel() == [Naam("1b", "Hulp", "1b")]


def test_bedrag_staat_er_zoals_het_toen_bekend_was(plan: Plan) -> None:
    with time_machine.travel(APRIL, tick=False):
        regel = InvesteringFactory(blad=BladFactory(maatregel__plan=plan))
    with time_machine.travel(MEI, tick=False):
        wijzig(regel, bedrag=Decimal(9000))
        InvesteringFactory(plan=plan, blad=None)

    assert (investering(plan, moment=APRIL), investering(plan)) == (1000, 10000)


def test_wat_sindsdien_weg_is_telt_toen_nog_mee_en_heeft_geen_bladzijde_meer(plan: Plan) -> None:
    with time_machine.travel(APRIL, tick=False):
        maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp")
        blad = BladFactory(maatregel=maatregel)
        regel = InvesteringFactory(blad=blad)
    with time_machine.travel(MEI, tick=False), in_handeling():
        logboek.schrijf("verwijderd", regel, gemeente_id=plan.gemeente_id, naam="x")
        for rij in (regel, blad, maatregel):
            rij.delete()

    toen = lees(plan, APRIL)

    assert (investering(plan, moment=APRIL), investering(plan)) == (1000, 0)
    assert [toen.naam_van(regel.plek) for regel in toen.investeringen] == [Naam("1a", "Hulp", "")]


def test_maatregel_heet_zoals_toen_en_staat_op_het_adres_van_nu(plan: Plan) -> None:
    with time_machine.travel(APRIL, tick=False):
        maatregel = MaatregelFactory(plan=plan, code="1a", titel="Hulp")
        InvesteringFactory(blad=BladFactory(maatregel=maatregel))
    with time_machine.travel(MEI, tick=False):
        wijzig(maatregel, code="1z", titel="Anders")

    (regel,) = lees(plan, APRIL).investeringen

    assert lees(plan, APRIL).naam_van(regel.plek) == Naam("1a", "Hulp", "1z")


@pytest.mark.parametrize(("moment", "aantal"), [(None, 8), (datetime(2099, 1, 1, tzinfo=UTC), 9)])
@pytest.mark.parametrize("bladen", [1, 3])
def test_lezen_kost_evenveel_vragen_voor_meer_bladen(
    plan: Plan,
    moment: datetime | None,
    aantal: int,
    bladen: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(bladen):
        vol_blad(BladFactory(maatregel__plan=plan, cluster=ClusterFactory(plan=plan)))

    with django_assert_num_queries(aantal):
        geld = lees(plan, moment)

    assert len(geld.investeringen) == 4 * bladen
