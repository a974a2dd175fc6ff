"""Where somebody finds the work that is hers, for the menu and for the first page after signing in.

This app knows no plans. An app that has such a page registers it in `AppConfig.ready`, with the
question whether there is any for the holder of a Lidmaatschap.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Q


@dataclass(frozen=True)
class EigenWerk:
    """A page of one's own. `is_er(dag)` is asked of a Lidmaatschap: OuterRef gives its columns.
    `begint`: whether who has no role starts there."""

    naam: str
    url_naam: str
    is_er: Callable[[date], Exists | Q]
    begint: bool = True


_werk: dict[str, EigenWerk] = {}


def registreer(werk: EigenWerk) -> None:
    """Show this page to who has work on it."""
    _werk[werk.url_naam] = werk


def vragen(dag: date) -> dict[str, Exists | Q]:
    """Per page an annotation of Lidmaatschap, by `kolom`."""
    return {kolom(werk): werk.is_er(dag) for werk in _werk.values()}


def kolom(werk: EigenWerk) -> str:
    """The name of the annotation."""
    return f"werk_{werk.url_naam.replace(':', '_')}"


def alle() -> list[EigenWerk]:
    """The pages, in order of registration."""
    return list(_werk.values())
