"""The shared app: puts the logboek under lock and registers the system checks."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JeugdhulpConfig(AppConfig):
    """What all apps share."""

    name = "jeugdhulp"
    verbose_name = "Jeugdhulp"

    def ready(self) -> None:
        from jeugdhulp import checks, slot  # noqa: F401 (checks register themselves)
        from jeugdhulp.models import Gebeurtenis, Momentopname

        slot.bewaak(
            slot.Bewaakt(
                tabel=Gebeurtenis._meta.db_table,
                kolommen=slot.kolommen(Gebeurtenis),
                vrij=("inhoud", "zout"),
                mits="NEW.inhoud IS NULL AND NEW.zout IS NULL",
                uniek=(("id",), ("gemeente_id", "volgnummer")),
            )
        )
        slot.bewaak(
            slot.Bewaakt(
                tabel=Momentopname._meta.db_table,
                kolommen=slot.kolommen(Momentopname),
                vrij=(),
                mits="1 = 0",
            )
        )
        post_migrate.connect(slot.na_migratie, sender=self, dispatch_uid="slot")
