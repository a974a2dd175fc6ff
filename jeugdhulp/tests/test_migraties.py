"""Squashed migrations: they stand for exactly what they replace, from wherever a database comes."""

from typing import Any

import pytest
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from jeugdhulp.migratie import lader_tot

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


def test_both_apps_with_tables_have_them() -> None:
    assert {app for (app, _), _ in SAMENGEVAT} == {"jeugdhulp", "maatregelen"}


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

    kortst = min(gezien, key=len)
    assert [sleutel for sleutel, _ in SAMENGEVAT] == sorted(set(kortst) & LANG.replacements.keys())
