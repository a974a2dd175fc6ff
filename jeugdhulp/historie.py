"""History of rows: every version of a tracked row, with who, why and in which act.

History says what a row was; the logboek says why it changed. Both carry the `handeling`, so the
two trails can be joined.

`bekend` and `op` go back in time. simple-history's own `as_of` is not used: it gives a row twice
when two versions share a moment, and shows the children of a row as they are today.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from jeugdhulp import handeling, kalender

M = TypeVar("M", bound=models.Model)
# The attribute that marks an instance of the past; it says as known when.
MOMENT = "zoals_bekend_op"


class VerledenGewijzigdError(RuntimeError):
    """A row as it was in the past was saved: it would overwrite what it became."""


class HistorieRegel(models.Model):
    """What every history row carries besides the columns of its own table."""

    handeling = models.UUIDField("handeling", default=handeling.huidige_id, editable=False)

    class Meta:
        abstract = True


class Historie(HistoricalRecords):
    """History that takes who and why from the act that is going on, and refuses to do without."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            bases=(HistorieRegel,),
            history_change_reason_field=models.TextField(blank=True, default=""),
            **kwargs,
        )

    def create_historical_record(
        self, instance: Any, history_type: str, using: str | None = None
    ) -> None:
        if hasattr(instance, MOMENT):
            raise VerledenGewijzigdError(
                f"{type(instance).__name__} {instance.pk} zoals eerder bekend ligt vast."
            )
        handeling.huidige().meld_geschiedenis()
        instance._history_date = kalender.nu()
        super().create_historical_record(instance, history_type, using)

    def get_history_user(self, instance: models.Model) -> Any:
        return handeling.huidige().door

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str:
        return handeling.huidige().reden


class BulkGeweigerdError(RuntimeError):
    """A bulk write on a tracked table: it would leave no history."""


class GevolgdQuerySet(models.QuerySet):
    """Base of the querysets of tracked models: no writing round their history."""

    def _weiger(self, *args: Any, **kwargs: Any) -> Any:
        raise BulkGeweigerdError(
            f"{self.model.__name__} wordt gevolgd: schrijf rij voor rij, met save()."
        )

    update = bulk_create = bulk_update = delete = _weiger


def bekend(model: type[models.Model], moment: datetime | None) -> models.QuerySet[Any]:
    """Rows of a tracked model as the system knew them at `moment` (None: now), one per row.

    A queryset to filter, and to nest in another. Columns have the same names in both times, but
    the key of a row is `id` and never `pk`, and a join leads to the rows of today. What was deleted
    by then is absent.
    """
    if moment is None:
        return model._default_manager.all()
    versies = _versies(model)
    # That no later one exists, and not a rank among the versions: a filter put on a rank would
    # first take away the later versions of a row that changed, and so find its older one.
    later = versies.filter(
        Q(history_date__gt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__gt=OuterRef("history_id")),
        id=OuterRef("id"),
        history_date__lte=moment,
    )
    return versies.filter(~Exists(later), history_date__lte=moment).exclude(history_type="-")


def op(model: type[M], moment: datetime, *eisen: Q, **waar: Any) -> list[M]:
    """The rows that `bekend` knows and that were then as is asked, as instances of `model`.

    In the order of their id; they refuse to be saved. A relation of an instance leads to today
    until `koppel` or `hang_onder` fills it. One query, none where nothing is asked for.
    """
    kolommen = [str(veld.attname) for veld in model._meta.local_concrete_fields]
    waarden = bekend(model, moment).filter(*eisen, **waar).order_by("id").values_list(*kolommen)
    rijen = [model.from_db(DEFAULT_DB_ALIAS, kolommen, rij) for rij in waarden]
    for rij in rijen:
        setattr(rij, MOMENT, moment)
    return rijen


def eerst_bekend(rij: models.Model) -> datetime | None:
    """When the system first knew `rij`; None for a row without history. One query."""
    versies = _versies(type(rij)).filter(id=rij.pk)
    moment: datetime | None = versies.aggregate(eerst=models.Min("history_date"))["eerst"]
    return moment


def koppel(rijen: Iterable[models.Model], veld: str, ouders: Iterable[models.Model]) -> None:
    """Fill relation `veld` of each of `rijen` from `ouders`; KeyError when one is missing."""
    per_id = {ouder.pk: ouder for ouder in ouders}
    for rij in rijen:
        relatie = rij._meta.get_field(veld)
        sleutel = getattr(rij, relatie.attname)  # type: ignore[union-attr]
        ouder = None if sleutel is None else per_id[sleutel]
        relatie.set_cached_value(rij, ouder)  # type: ignore[union-attr]


class Kinderen(list[Any]):
    """Rows that hang under one of another table, read already. Stands where prefetch_related puts a
    queryset, of which making one for each parent costs more than all else; it can be looked
    through, not asked further."""


def hang_onder(ouders: Iterable[models.Model], naam: str, kinderen: Sequence[models.Model]) -> None:
    """Fill the reverse relation `naam` of each of `ouders`, in the order of `kinderen`, as
    prefetch_related does; and of each child the relation back."""
    ouders = list(ouders)
    if not ouders:
        return
    relatie: Any = ouders[0]._meta.get_field(naam).field  # type: ignore[union-attr]
    sleutel, veld = relatie.attname, relatie.name
    per_ouder: dict[Any, Kinderen] = {ouder.pk: Kinderen() for ouder in ouders}
    ouder_van = {ouder.pk: ouder for ouder in ouders}
    for kind in kinderen:
        van = getattr(kind, sleutel)
        if van in per_ouder:
            per_ouder[van].append(kind)
            kind._state.fields_cache[veld] = ouder_van[van]
    for ouder in ouders:
        ouder.__dict__.setdefault("_prefetched_objects_cache", {})[naam] = per_ouder[ouder.pk]


def _versies(model: type[models.Model]) -> models.QuerySet[Any]:
    # Without their own order: a nested query has no use for one.
    versies: models.QuerySet[Any] = model.historie.model._default_manager.order_by()  # type: ignore[attr-defined]
    return versies
