"""What is made while a file is loaded, and what was refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from jeugdhulp.models import Gebruiker, Gemeente, Organisatie, Persoon
from maatregelen.domain.uitwisselen.bevinding import Bevinding, OngeldigPlanError
from maatregelen.models import (
    Blad,
    Cluster,
    Dekking,
    Doel,
    Investering,
    Maatregel,
    Mijlpaal,
    Thema,
)

M = TypeVar("M", bound=models.Model)


@dataclass
class Lading:
    """What is made so far, by the keys of the file; `bevindingen` is what was refused.

    A measure and its sheets are missing where they were refused: then nothing is stored at the
    end, and the rest is only tried so that every fault can be named.
    """

    gemeente: Gemeente
    door: Gebruiker | None
    bevindingen: list[Bevinding] = field(default_factory=list)
    personen: dict[str, Persoon] = field(default_factory=dict)
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    themas: dict[str, Thema] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    doelen: dict[str, Doel] = field(default_factory=dict)
    maatregelen: dict[str, Maatregel] = field(default_factory=dict)
    bladen: dict[tuple[str, str | None], Blad] = field(default_factory=dict)
    mijlpalen: dict[str, Mijlpaal] = field(default_factory=dict)
    geld: dict[str, Investering | Dekking] = field(default_factory=dict)
    _waar: list[str] = field(default_factory=list)

    def wie(self, sleutel: str) -> dict[str, Any]:
        """The two columns that say who it is: one of them filled."""
        return {
            "persoon": self.personen.get(sleutel),
            "organisatie": self.organisaties.get(sleutel),
        }

    def naam(self, sleutel: str) -> str:
        """The name behind a key of a person or organisation."""
        gevonden = self.personen.get(sleutel) or self.organisaties.get(sleutel)
        return gevonden.naam if gevonden else sleutel

    @contextmanager
    def gemeld(self, waar: str = "") -> Iterator[None]:
        """Keep what was refused, with where, and go on with the next: all is told at once."""
        self._waar.append(waar)
        try:
            yield
        except OngeldigPlanError as fout:
            self.bevindingen += [
                replace(deel, plek=_plek(*self._waar, deel.plek)) for deel in fout.bevindingen
            ]
        finally:
            self._waar.pop()

    def probeer(self, plek: str, rij: M) -> M | None:
        """Store one row; None where it was refused, which is then kept."""
        with self.gemeld():
            return bewaar(plek, rij)
        return None


def _plek(*delen: str) -> str:
    return ", ".join(deel for deel in delen if deel)


def bewaar(plek: str, rij: M) -> M:
    """Store one row; OngeldigPlanError, with every fault, when its table refuses it.

    The database itself holds the row to its constraints; only what it refuses is asked again which
    rule that was, since Django asks each rule with a query of its own.
    """
    with op_plek(plek, rij.__dict__):
        rij.full_clean(validate_constraints=False)
        try:
            with transaction.atomic():
                rij.save()
        except IntegrityError:
            rij.full_clean()
            raise
    return rij


@contextmanager
def op_plek(plek: str, gelezen: Mapping[str, Any]) -> Iterator[None]:
    """Say where, and what was read, when the rules of the tables or of a stand refuse a row."""
    try:
        yield
    except ValidationError as fout:
        raise OngeldigPlanError(
            [
                Bevinding(
                    plek if veld == NON_FIELD_ERRORS else _plek(plek, veld),
                    gelezen.get(veld),
                    melding,
                )
                for veld, meldingen in fout.message_dict.items()
                for melding in meldingen
            ]
        ) from None
