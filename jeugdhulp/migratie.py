"""Squashed migrations: operations that make them quick, and the choice between them and what they
replace.

A squashed migration has the tables of an empty database in one go. What it replaces stays on disk,
for databases and backups that stand halfway.
"""

from collections.abc import Collection, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AlterField,
    CreateModel,
    RemoveConstraint,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation

Wijziging = AddField | AlterField | AddConstraint | RemoveConstraint


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


class WijzigModellen(Operation):
    """Changes of fields and constraints of models that exist, as one step.

    Django makes nearly all models anew for each of them: each is related to the next. To change a
    table it takes that model and the tables it points to, and those alone are made here. So
    nothing in it renames, drops, or changes a key that others point to.
    """

    reduces_to_sql = True
    serialization_expand_args = ["wijzigingen"]

    def __init__(self, wijzigingen: Sequence[Wijziging]):
        self.wijzigingen = wijzigingen

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # As in MaakModellen.
        state.__dict__.pop("apps", None)
        for wijziging in self.wijzigingen:
            wijziging.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for wijziging, voor, na in self._stappen(app_label, from_state):
            wijziging.database_forwards(app_label, schema_editor, voor, na)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        # Backwards `to_state` is what stood before it.
        for wijziging, voor, na in reversed(self._stappen(app_label, to_state)):
            wijziging.database_backwards(app_label, schema_editor, na, voor)

    def _stappen(
        self, app_label: str, begin: ProjectState
    ) -> list[tuple[Wijziging, ProjectState, ProjectState]]:
        """Each change with the little it needs of the state before and after it."""
        geheel, stappen = ProjectState(dict(begin.models)), []
        for wijziging in self.wijzigingen:
            model = (app_label, wijziging.model_name_lower)
            geheel.models[model] = geheel.models[model].clone()
            voor = _uitsnede(geheel, model)
            wijziging.state_forwards(app_label, geheel)
            na = _uitsnede(geheel, model)
            # Columns stand in the order in which their fields were made: a new one last.
            _ = voor.apps, na.apps
            stappen.append((wijziging, voor, na))
        return stappen

    def describe(self) -> str:
        return f"Make {len(self.wijzigingen)} changes"


def _uitsnede(geheel: ProjectState, sleutel: tuple[str, str]) -> ProjectState:
    """A state with one model as it is now, and without their own relations those it points to."""
    klein = ProjectState()
    model = geheel.models[sleutel]
    for veld in model.fields.values():
        if veld.is_relation:
            ander = resolve_relation(veld.related_model, *sleutel)
            if ander != sleutel:
                klein.models[ander] = _los(geheel.models[ander])
    klein.models[sleutel] = model.clone()
    return klein


def _los(model: ModelState) -> ModelState:
    velden = [(naam, veld) for naam, veld in model.fields.items() if not veld.is_relation]
    return ModelState(
        model.app_label, model.name, velden, {"db_table": model.options.get("db_table", "")}
    )


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
