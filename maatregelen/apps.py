"""The plan side; puts Stand under lock."""

from dataclasses import replace

from django.apps import AppConfig


class MaatregelenConfig(AppConfig):
    """Plans, measures, standen and rounds."""

    name = "maatregelen"
    verbose_name = "Maatregelen"

    def ready(self) -> None:
        from jeugdhulp import (
            controle,
            databaserol,
            eigen_werk,
            overdracht,
            slot,
            taken,
            vrijetekst,
        )
        from jeugdhulp.domain import afschermen
        from maatregelen.domain import overdracht_rijen
        from maatregelen.domain.overdracht import draag_over, werk_van
        from maatregelen.domain.plekken import PLEKKEN
        from maatregelen.domain.post import rondepost
        from maatregelen.domain.ronde import rondeopening
        from maatregelen.domain.stand.bewijs import controleer_standen
        from maatregelen.models import (
            Aanwezigheid,
            Besluitmoment,
            Blad,
            Doelkoppeling,
            Rondebericht,
            Rondestap,
            Vaststelling,
        )
        from maatregelen.models.ronde import STAP_AFSCHERMBAAR
        from maatregelen.models.stand import (
            AFSCHERMBAAR,
            DEEL_AFSCHERMBAAR,
            STANDDELEN,
            Stand,
        )
        from maatregelen.querysets import schrijft_hier_namens, trekt_hier

        controle.registreer(
            "elke stand van zaken: zoals de regel zegt die erbij is geschreven; en de fase van elke"
            " maatregel: die van haar laatste stand",
            controleer_standen,
        )
        overdracht.registreer("maatregelen", overdracht.Leverancier(werk_van, draag_over))
        overdracht.registreer(
            "rollen, risico's en actiepunten",
            overdracht.Leverancier(overdracht_rijen.werk_van, overdracht_rijen.draag_over),
        )
        eigen_werk.registreer(
            eigen_werk.EigenWerk("Mijn maatregelen", "maatregelen:mijn_maatregelen", trekt_hier)
        )
        eigen_werk.registreer(
            eigen_werk.EigenWerk(
                "Namens een trekker",
                "maatregelen:mijn_namens",
                schrijft_hier_namens,
                begint=False,
            )
        )
        afschermen.registreer(*PLEKKEN)
        taken.registreer("geplande rondes openen", rondeopening.open_op_tijd)
        taken.registreer("mail over rondes", rondepost.verstuur_berichten)
        databaserol.eindigt_in_historie(Aanwezigheid, Blad, Doelkoppeling)
        databaserol.blijft(Rondebericht)
        for model in (Vaststelling, Besluitmoment):
            vrijetekst.stel_vrij(
                model, "nummer", reden="besluit- en zaaknummers zijn soms negen cijfers"
            )
        slot.bewaak(slot.met_merk(Stand, AFSCHERMBAAR))
        slot.bewaak(
            replace(
                slot.met_merk(Rondestap, STAP_AFSCHERMBAAR),
                uniek=(("id",), ("momentopname_id",)),
            )
        )
        for deel in STANDDELEN:
            slot.bewaak(slot.met_merk(deel, DEEL_AFSCHERMBAAR))
