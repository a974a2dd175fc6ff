"""The plan side; puts Stand under lock."""

from django.apps import AppConfig

from jeugdhulp.wissen import AFGESCHERMD


class MaatregelenConfig(AppConfig):
    """Plans, measures, standen and rounds."""

    name = "maatregelen"
    verbose_name = "Maatregelen"

    def ready(self) -> None:
        from jeugdhulp import controle, overdracht, slot, vrijetekst
        from jeugdhulp.domain import afschermen
        from maatregelen.domain.bewijs import controleer_standen
        from maatregelen.domain.overdracht import draag_over, werk_van
        from maatregelen.domain.plekken import PLEKKEN
        from maatregelen.models import Vaststelling
        from maatregelen.models.stand import AFSCHERMBAAR, Stand

        controle.registreer(
            "elke stand van zaken: zoals de regel zegt die erbij is geschreven; en de fase van elke"
            " maatregel: die van haar laatste stand",
            controleer_standen,
        )
        overdracht.registreer("maatregelen", overdracht.Leverancier(werk_van, draag_over))
        afschermen.registreer(*PLEKKEN)
        vrijetekst.stel_vrij(
            Vaststelling, "nummer", reden="besluit- en zaaknummers zijn soms negen cijfers"
        )
        gelijk_of_gemerkt = " AND ".join(
            f"(NEW.{veld} = OLD.{veld} OR NEW.{veld} = '{AFGESCHERMD}')" for veld in AFSCHERMBAAR
        )
        nieuw_gemerkt = " OR ".join(
            f"(NEW.{veld} = '{AFGESCHERMD}' AND OLD.{veld} <> NEW.{veld})" for veld in AFSCHERMBAAR
        )
        later = "OLD.afgeschermd_op IS NULL OR NEW.afgeschermd_op > OLD.afgeschermd_op"
        slot.bewaak(
            slot.Bewaakt(
                tabel=Stand._meta.db_table,
                kolommen=slot.kolommen(Stand),
                vrij=(*AFSCHERMBAAR, "afgeschermd_op"),
                mits=f"NEW.afgeschermd_op IS NOT NULL AND ({later})"
                f" AND {gelijk_of_gemerkt} AND ({nieuw_gemerkt})",
            )
        )
