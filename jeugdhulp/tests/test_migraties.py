"""Squashed migrations: they stand for exactly what they replace, from wherever a database comes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AlterField, CreateModel, RemoveConstraint
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from jeugdhulp.migratie import MaakModellen, WijzigModellen, lader_tot
from jeugdhulp.tests.klad import Klad

EIGEN = {"jeugdhulp", "maatregelen", "rapportage"}
LANG = lader_tot(None, [])
SAMENGEVAT = sorted(
    (sleutel, migratie) for sleutel, migratie in LANG.replacements.items() if sleutel[0] in EIGEN
)


def in_volgorde(lader: MigrationLoader) -> list[tuple[str, str]]:
    """Ours and those of others, as an empty database gets them."""
    plan: dict[tuple[str, str], None] = {}
    for blad in lader.graph.leaf_nodes():
        plan |= dict.fromkeys(lader.graph.forwards_plan(blad))
    return list(plan)


def kolommen(toestand: ProjectState) -> dict[Any, list[str]]:
    return {sleutel: list(model.fields) for sleutel, model in toestand.models.items()}


def test_every_app_of_ours_has_them() -> None:
    assert {app for (app, _), _ in SAMENGEVAT} == EIGEN


@pytest.mark.parametrize(("sleutel", "migratie"), SAMENGEVAT)
def test_it_replaces_a_row_without_gaps_and_is_called_after_its_ends(
    sleutel: tuple[str, str], migratie: Any
) -> None:
    """The next number of makemigrations comes from that name."""
    app, naam = sleutel
    rij = [een for een in in_volgorde(LANG) if een[0] == app]
    begin = rij.index(migratie.replaces[0])
    eerste, laatste = migratie.replaces[0][1], migratie.replaces[-1][1]

    assert migratie.replaces == rij[begin : begin + len(migratie.replaces)]
    assert naam == f"{eerste[:4]}_squashed_{laatste}"
    assert MigrationAutodetector.parse_number(naam) == int(laatste[:4])


def test_every_way_ends_in_the_same_models() -> None:
    """Through what they replace, through them, and from every migration in between."""
    bedoeld = LANG.project_state()
    stappen = in_volgorde(LANG)
    gezien = set()

    for nummer, (app, _) in enumerate(stappen, 1):
        if app in EIGEN:
            lader = lader_tot(None, stappen[:nummer])
            toestand = lader.project_state()
            assert toestand.models == bedoeld.models
            assert kolommen(toestand) == kolommen(bedoeld)
            assert lader.detect_conflicts() == {}
            lader.graph.ensure_not_cyclic()
            gezien.add(tuple(een for een in in_volgorde(lader) if een[0] in EIGEN))

    kortst = tuple(een for een in in_volgorde(lader) if een[0] in EIGEN)
    assert len(kortst) == min(map(len, gezien))
    assert [sleutel for sleutel, _ in SAMENGEVAT] == sorted(set(kortst) & LANG.replacements.keys())


NAAR_A = models.ForeignKey("proef.A", models.CASCADE)
POSITIEF = models.CheckConstraint(condition=models.Q(aantal__gt=0), name="proef_positief")
MAAK = MaakModellen(
    [
        CreateModel("B", [("id", models.BigAutoField(primary_key=True)), ("a", NAAR_A)]),
        CreateModel(
            "A",
            [("id", models.BigAutoField(primary_key=True)), ("aantal", models.IntegerField())],
            options={"constraints": [POSITIEF]},
        ),
    ]
)
WIJZIG = WijzigModellen(
    [
        RemoveConstraint("a", "proef_positief"),
        AddField("b", "naam", models.CharField(max_length=9, default="x")),
        AddField("b", "zelf", models.ForeignKey("proef.B", models.CASCADE, null=True)),
        AlterField("a", "aantal", models.IntegerField(null=True)),
        AddField("a", "b", models.ForeignKey("proef.B", models.CASCADE, null=True)),
        AddConstraint(
            "b", models.CheckConstraint(condition=~models.Q(naam="y"), name="proef_geen_y")
        ),
    ]
)


@pytest.fixture
def leeg(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """An empty database, outside any transaction."""
    with django_db_blocker.unblock():
        klad = Klad(tmp_path)
        with klad.gebruik(klad.leeg()):
            yield
        klad.ruim_op()


def tabellen() -> dict[str, Any]:
    """Per table its columns in order, whether they may be empty, and its constraints."""
    kijk = connection.introspection
    with connection.cursor() as cursor:
        return {
            naam: (
                [(veld.name, veld.null_ok) for veld in kijk.get_table_description(cursor, naam)],
                sorted(
                    str((rij["columns"], rij["foreign_key"], rij["check"], rij["primary_key"]))
                    for rij in kijk.get_constraints(cursor, naam).values()
                ),
            )
            for naam in kijk.table_names(cursor)
        }


def voer_uit(voor: ProjectState, *stappen: Any) -> ProjectState:
    """The state after these operations, each in a transaction of its own."""
    for stap in stappen:
        na = voor.clone()
        stap.state_forwards("proef", na)
        with connection.schema_editor() as editor:
            stap.database_forwards("proef", editor, voor, na)
        voor = na
    return voor


def test_changes_as_one_step_make_the_tables_that_they_make_one_by_one(leeg: None) -> None:
    gemaakt = voer_uit(ProjectState(), MAAK)
    begin = tabellen()
    los = voer_uit(gemaakt, *WIJZIG.wijzigingen)
    een_voor_een = tabellen()
    with connection.schema_editor() as editor:
        WIJZIG.database_backwards("proef", editor, los, gemaakt)
    terug = tabellen()
    samen = voer_uit(gemaakt, WIJZIG)

    assert (terug, tabellen()) == (begin, een_voor_een)
    assert samen.models == los.models
    assert begin != een_voor_een
