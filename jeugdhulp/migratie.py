"""Squashed migrations: an operation that makes them quick, and the choice between them and what
they replace.

A squashed migration has the tables of an empty database in one go. What it replaces stays on disk,
for databases and backups that stand halfway.
"""

from collections.abc import Collection, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class MaakModellen(Operation):
    """Several CreateModels as one step.

    One after the other, Django makes all related models anew for each of them: the work grows with
    the square of their number. As one step they are made once. Within it no order is needed.
    """

    serialization_expand_args = ["modellen"]

    def __init__(self, modellen: Sequence[CreateModel]):
        self.modellen = modellen

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was made of the state before; asked for again, it is made of the whole.
        state.__dict__.pop("apps", None)
        for model in self.modellen:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self.modellen:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self.modellen):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.modellen)} models"


def lader_tot(
    connection: BaseDatabaseWrapper | None, bereikt: Collection[tuple[str, str]]
) -> MigrationLoader:
    """The migrations by which an empty database gets to `bereikt`, (app, name) each: a squashed one
    where all that it replaces is in it, else the ones it replaces.

    Django chooses by what the database has already, and so could not stop halfway a squashed one.
    """
    lader = MigrationLoader(connection, replace_migrations=False)
    for sleutel, migratie in lader.replacements.items():
        if set(migratie.replaces) <= set(bereikt):
            lader.graph.remove_replaced_nodes(sleutel, migratie.replaces)
        else:
            lader.graph.remove_replacement_node(sleutel, migratie.replaces)
    return lader
