"""Free text: every text column of our tables refuses a number that may be a BSN.

Guarded by default, so that a new column cannot be forgotten: `bewaak` finds every text column of
our own apps, their history too, and puts a check in `full_clean` (a message at the field) and one
on the way into the database (`save`, `bulk_create`, `update`: the last line of defence). A column
that a computer fills, or that holds a number by its nature, is let off by name and with a reason.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from jeugdhulp.clientnummer import WEIGERING, vind_clientnummer

_SOORTEN = (models.CharField, models.TextField, models.JSONField)
_vrijgesteld: dict[tuple[str, str], str] = {}


def stel_vrij(model: type[models.Model], *velden: str, reden: str) -> None:
    """Let columns off the check; for `AppConfig.ready`. Their history is let off too."""
    for veld in velden:
        _vrijgesteld[model._meta.label, veld] = reden


def is_vrijgesteld(model: type[models.Model], veld: str) -> bool:
    """Whether this column, or the one whose history it keeps, is let off the check."""
    return (getattr(model, "instance_type", model)._meta.label, veld) in _vrijgesteld


def tekstvelden() -> Iterator[Any]:
    """Every column of our own apps that can hold free text; one with choices cannot."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == settings.BASE_DIR:
            for model in app.get_models(include_auto_created=True):
                for veld in model._meta.local_fields:
                    if isinstance(veld, _SOORTEN) and not veld.choices:
                        yield veld


def bewaak() -> None:
    """Put the check on every text column. Once, when all models are loaded."""
    for veld in tekstvelden():
        toets = partial(_toets, veld)
        veld.validators = [*veld.validators, toets]
        veld.get_db_prep_save = partial(_toets_en_bewaar, toets, veld.get_db_prep_save)


def fouten_in(teksten: Mapping[str, object]) -> dict[str, str]:
    """Per key WEIGERING where its text, or a text somewhere inside it, holds a client number."""
    return {naam: WEIGERING for naam, waarde in teksten.items() if heeft_clientnummer(waarde)}


def heeft_clientnummer(waarde: object) -> bool:
    """Whether a text, or any text or key in a list or mapping, holds a client number."""
    if isinstance(waarde, str):
        return vind_clientnummer(waarde)
    if isinstance(waarde, Mapping):
        return any(heeft_clientnummer(deel) for paar in waarde.items() for deel in paar)
    if isinstance(waarde, list | tuple):
        return any(map(heeft_clientnummer, waarde))
    return False


def _toets(veld: Any, waarde: object) -> None:
    if heeft_clientnummer(waarde) and not is_vrijgesteld(veld.model, veld.name):
        raise ValidationError(WEIGERING, code="clientnummer")


def _toets_en_bewaar(toets: Any, bewaar: Any, waarde: Any, connection: Any) -> Any:
    """In the place of `get_db_prep_save` of a column: it is asked for each value that is stored."""
    try:
        toets(waarde)
    except ValidationError as fout:
        # With the name of the column, so that a form shows it there.
        raise ValidationError({toets.args[0].name: fout}) from None
    return bewaar(waarde, connection)
