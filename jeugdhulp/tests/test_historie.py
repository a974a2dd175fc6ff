"""Going back in time: each row as it was known, once, with who belonged to it then."""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jeugdhulp import kalender, logboek
from jeugdhulp.historie import (
    VerledenGewijzigdError,
    bekend,
    eerst_bekend,
    hang_onder,
    koppel,
    op,
)
from jeugdhulp.models import Organisatie, Persoon
from jeugdhulp.tests.factories import GemeenteFactory, OrganisatieFactory, PersoonFactory
from maatregelen.choices import RondeToestand
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import (
    Betrokkenheid,
    Bevestiging,
    Blad,
    Cluster,
    Maatregel,
    Mijlpaal,
    Plan,
    Ronde,
    Thema,
)
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ThemaFactory,
    in_handeling,
    maak_stand,
)

pytestmark = pytest.mark.django_db
MAART = datetime(2026, 3, 10, 12, tzinfo=UTC)


def om(moment: datetime) -> Any:
    """The clock stands still at `moment`."""
    return time_machine.travel(moment, tick=False)


def wijzig(rij: models.Model, **anders: Any) -> None:
    with in_handeling():
        for veld, waarde in anders.items():
            setattr(rij, veld, waarde)
        rij.save()
        _schrijf(rij)


def verwijder(rij: models.Model) -> None:
    with in_handeling():
        _schrijf(rij)
        rij.delete()


def _schrijf(rij: models.Model) -> None:
    gemeente_id = PlanFactory.create().gemeente_id
    logboek.schrijf("gewijzigd", rij, gemeente_id=gemeente_id, naam="x")


# Every kind of row with a past: how to make one, and what changes.
SOORTEN: list[tuple[Any, type[models.Model], dict[str, Any]]] = [
    (PersoonFactory, Persoon, {"naam": "Nieuwe naam"}),
    (OrganisatieFactory, Organisatie, {"naam": "Nieuwe naam"}),
    (PlanFactory, Plan, {"titel": "Nieuwe titel", "tot_en_met": date(2098, 1, 1)}),
    (ThemaFactory, Thema, {"titel": "Nieuwe titel"}),
    (ClusterFactory, Cluster, {"titel": "Nieuwe titel", "volgorde": 7}),
    (MaatregelFactory, Maatregel, {"titel": "Nieuwe titel", "code": "9z"}),
    (BetrokkenheidFactory, Betrokkenheid, {"deeltaak": "ZIN", "tot_en_met": date(2026, 1, 1)}),
    (MijlpaalFactory, Mijlpaal, {"tekst": "Later", "toestand": "gereed"}),
]


def waarden(rij: models.Model) -> dict[str, Any]:
    return {veld.attname: getattr(rij, veld.attname) for veld in rij._meta.local_fields}


@pytest.mark.parametrize(("fabriek", "model", "anders"), SOORTEN, ids=lambda deel: str(deel)[:30])
def test_a_row_is_what_it_was_at_each_moment(fabriek: Any, model: Any, anders: dict) -> None:
    with om(MAART):
        rij = fabriek()
    eerst = waarden(rij)
    with om(MAART + timedelta(days=1)):
        wijzig(rij, **anders)
    daarna = waarden(rij)
    with om(MAART + timedelta(days=2)):
        verwijder(copy(rij))

    def toen(moment: datetime) -> list[dict[str, Any]]:
        return [waarden(gevonden) for gevonden in op(model, moment, id=rij.pk)]

    assert toen(MAART - timedelta(milliseconds=1)) == []
    assert toen(MAART) == toen(MAART + timedelta(hours=23)) == [eerst]
    assert toen(MAART + timedelta(days=1)) == [daarna]
    assert toen(MAART + timedelta(days=2)) == []


def test_a_round_and_its_confirmations_are_what_they_were(plan: Plan) -> None:
    with om(MAART):
        maatregel = MaatregelFactory(plan=plan)
        ronde = open_ronde(plan, date(2026, 3, 1), door=None)
        maak_stand(maatregel, peildatum=date(2026, 3, 1), ronde=ronde)
    with om(MAART + timedelta(days=1)):
        sluit_ronde(ronde, door=None, overige="overgenomen")

    def toen(moment: datetime) -> tuple[list[str], int]:
        rondes = op(Ronde, moment, plan=plan.pk)
        return [rij.toestand for rij in rondes], len(op(Bevestiging, moment, ronde=ronde.pk))

    assert toen(MAART) == ([RondeToestand.OPEN], 0)
    assert toen(MAART + timedelta(days=1)) == ([RondeToestand.GESLOTEN], 1)


def test_of_two_versions_in_one_moment_the_last_counts_and_once() -> None:
    with om(MAART):
        persoon = PersoonFactory(naam="A")
        wijzig(persoon, naam="B")

    assert [rij.naam for rij in op(Persoon, MAART, id=persoon.pk)] == ["B"]


def test_a_filter_finds_no_older_version_of_a_row_that_changed_out_of_it() -> None:
    with om(MAART):
        rij = BetrokkenheidFactory(rol="trekker")
    with om(MAART + timedelta(days=1)):
        wijzig(rij, rol="uitvoerder")

    assert op(Betrokkenheid, MAART + timedelta(days=1), rol="trekker") == []
    assert op(Betrokkenheid, MAART, rol="trekker") == [rij]


def test_bekend_now_is_the_table_of_today() -> None:
    persoon = PersoonFactory()

    assert list(bekend(Persoon, None).filter(id=persoon.pk)) == [persoon]


def test_op_takes_one_query(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        PersoonFactory()

    with django_assert_num_queries(1):
        assert len(op(Persoon, kalender.nu())) == 3


def test_a_row_of_the_past_refuses_to_be_saved() -> None:
    persoon = PersoonFactory(naam="A")
    [toen] = op(Persoon, kalender.nu(), id=persoon.pk)

    with pytest.raises(VerledenGewijzigdError), in_handeling():
        toen.save()

    assert Persoon.historie.filter(id=persoon.pk).count() == 1


def test_eerst_bekend_is_when_the_row_came() -> None:
    with om(MAART):
        persoon = PersoonFactory()
    wijzig(persoon, naam="Later")

    assert eerst_bekend(persoon) == MAART


def test_children_hang_under_their_parent_of_then_without_a_query(
    django_assert_num_queries: Any,
) -> None:
    with om(MAART):
        een, twee = BladFactory(), BladFactory()
        rij = MijlpaalFactory(blad=een, tekst="eerst")
    with om(MAART + timedelta(days=1)):
        wijzig(rij, blad=twee, tekst="later")
    bladen, mijlpalen = op(Blad, MAART), op(Mijlpaal, MAART)

    hang_onder(bladen, "mijlpalen", mijlpalen)

    with django_assert_num_queries(0):
        assert [[regel.tekst for regel in blad.mijlpalen.all()] for blad in bladen] == [
            ["eerst"],
            [],
        ]
        assert mijlpalen[0].blad is bladen[0]


def test_koppel_takes_the_names_of_then(django_assert_num_queries: Any) -> None:
    with om(MAART):
        betrokkenheid = BetrokkenheidFactory(persoon=PersoonFactory(naam="Vroeger"))
    wijzig(betrokkenheid.persoon, naam="Nu")
    [toen] = op(Betrokkenheid, MAART)

    koppel([toen], "persoon", op(Persoon, MAART))
    koppel([toen], "organisatie", [])

    with django_assert_num_queries(0):
        assert (toen.naam, toen.organisatie) == ("Vroeger", None)


def test_koppel_refuses_a_parent_that_is_missing() -> None:
    rij = BetrokkenheidFactory()
    [toen] = op(Betrokkenheid, kalender.nu(), id=rij.pk)

    with pytest.raises(KeyError):
        koppel([toen], "persoon", [])


@pytest.mark.parametrize(
    ("dag", "einde"),
    [
        (date(2026, 1, 31), "2026-01-31T22:59:59.999Z"),
        (date(2026, 7, 1), "2026-07-01T21:59:59.999Z"),
        (date(2026, 3, 29), "2026-03-29T21:59:59.999Z"),
        (date(2026, 10, 25), "2026-10-25T22:59:59.999Z"),
    ],
)
def test_a_day_ends_in_amsterdam(dag: date, einde: str) -> None:
    """In winter, in summer, and on the days the clock is changed."""
    assert logboek.moment_als_tekst(kalender.einde_van(dag)) == einde


stappen = st.lists(
    st.tuples(
        st.sampled_from(["maak", "wijzig", "verwijder"]),
        st.integers(0, 4),
        st.integers(0, 2),
        st.text("abc", min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=25,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stappen=stappen)
def test_op_equals_a_copy_that_was_kept(db: None, stappen: list) -> None:
    """Rows are made, renamed and deleted, often in one and the same moment; after every step a copy
    is kept. At each moment `op` gives the last copy of that moment."""
    gemeente = GemeenteFactory()
    voor = {rij.pk for rij in Organisatie.objects.all()}
    levend: dict[int, Organisatie] = {}
    kopieen: dict[datetime, dict[int, str]] = {}
    moment = MAART
    for nummer, (daad, welke, dagen, naam) in enumerate(stappen):
        moment += timedelta(days=dagen)
        with om(moment):
            _doe(daad, welke, f"{naam}{nummer}", levend, gemeente)
        kopieen[moment] = {pk: rij.naam for pk, rij in levend.items()}

    gevonden = {
        moment: {rij.pk: rij.naam for rij in op(Organisatie, moment, gemeente=gemeente.pk)}
        for moment in kopieen
    }

    assert gevonden == kopieen
    with om(moment):
        for rij in Organisatie.objects.exclude(pk__in=voor):
            verwijder(rij)


def _doe(daad: str, welke: int, naam: str, levend: dict, gemeente: Any) -> None:
    if daad == "maak" or not levend:
        rij = OrganisatieFactory(gemeente=gemeente, naam=naam)
        levend[rij.pk] = rij
        return
    sleutel = sorted(levend)[welke % len(levend)]
    if daad == "wijzig":
        wijzig(levend[sleutel], naam=naam)
    else:
        verwijder(levend.pop(sleutel))
