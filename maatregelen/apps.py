"""The plan side; puts Stand under lock."""

from django.apps import AppConfig


class MaatregelenConfig(AppConfig):
    """Plans, measures, standen and rounds."""

    name = "maatregelen"
    verbose_name = "Maatregelen"

    def ready(self) -> None:
        from jeugdhulp import controle, slot
        from maatregelen.domain.bewijs import controleer_standen
        from maatregelen.models.stand import AFGESCHERMD, TEKSTVELDEN, Stand

        controle.registreer(controleer_standen)
        gemerkt = " AND ".join(
            f"(NEW.{veld} = OLD.{veld} OR NEW.{veld} = '{AFGESCHERMD}')" for veld in TEKSTVELDEN
        )
        een_gemerkt = " OR ".join(f"NEW.{veld} = '{AFGESCHERMD}'" for veld in TEKSTVELDEN)
        slot.bewaak(
            slot.Bewaakt(
                tabel=Stand._meta.db_table,
                kolommen=slot.kolommen(Stand),
                vrij=(*TEKSTVELDEN, "afgeschermd_op"),
                mits=f"OLD.afgeschermd_op IS NULL AND NEW.afgeschermd_op IS NOT NULL"
                f" AND {gemerkt} AND ({een_gemerkt})",
            )
        )
