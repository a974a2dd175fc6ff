"""History of rows: every version of a tracked row, with who, why and in which act.

History says what a row was; the logboek says why it changed. Both carry the `handeling`, so the
two trails can be joined.
"""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from jeugdhulp import handeling, kalender


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
