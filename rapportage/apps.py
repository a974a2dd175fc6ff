"""The telling side; puts what is frozen under lock."""

from dataclasses import replace

from django.apps import AppConfig


class RapportageConfig(AppConfig):
    """Reports: composing, freezing, publishing, and the demo command."""

    name = "rapportage"
    verbose_name = "Rapportage"

    def ready(self) -> None:
        from jeugdhulp import controle, databaserol, slot, taken, vrijetekst
        from jeugdhulp.domain import afschermen
        from maatregelen.domain import spoor
        from rapportage.domain import erratum
        from rapportage.domain.opmaken import HUUR, maak_op
        from rapportage.domain.plekken import PLEKKEN
        from rapportage.domain.publicaties import controleer_publicaties
        from rapportage.domain.rapportages import in_spoor
        from rapportage.models.publicatie import (
            STAP_AFSCHERMBAAR,
            VERSIE_AFSCHERMBAAR,
            Opmaak,
            Publicatie,
            Rapportversie,
            Versiestap,
        )

        afschermen.registreer(*PLEKKEN, erratum.PLEK)
        erratum.registreer()
        spoor.hoort_bij_plan(in_spoor)
        controle.registreer(
            "elke versie van een rapport, elke stap daarvan en elk bestand: zoals de regel zegt die"
            " erbij is geschreven",
            controleer_publicaties,
        )
        taken.registreer("rapporten opmaken", maak_op, huur=HUUR)
        databaserol.blijft(Opmaak)
        vrijetekst.stel_vrij(
            Versiestap, "nummer", reden="besluit- en zaaknummers zijn soms negen cijfers"
        )
        # What is unique besides the id: else SQLite replaces a row that has another id.
        slot.bewaak(
            replace(
                slot.met_merk(Rapportversie, VERSIE_AFSCHERMBAAR),
                uniek=(
                    ("id",),
                    ("rapportage_id", "nummer"),
                    ("momentopname_id",),
                    ("vervangt_id",),
                ),
            )
        )
        slot.bewaak(
            replace(
                slot.met_merk(Versiestap, STAP_AFSCHERMBAAR),
                uniek=(("id",), ("versie_id", "stap")),
            )
        )
        slot.bewaak(
            slot.Bewaakt(
                tabel=Publicatie._meta.db_table,
                kolommen=slot.kolommen(Publicatie),
                vrij=("inhoud", "afgeschermd_op"),
                mits="length(NEW.inhoud) = 0 AND OLD.afgeschermd_op IS NULL"
                " AND NEW.afgeschermd_op IS NOT NULL",
                uniek=(("id",), ("versie_id", "naam")),
            )
        )
