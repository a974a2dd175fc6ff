"""The shared app: puts the logboek under lock and registers the system checks."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate

from jeugdhulp import kalender


class JeugdhulpConfig(AppConfig):
    """What all apps share."""

    name = "jeugdhulp"
    verbose_name = "Jeugdhulp"

    def ready(self) -> None:
        from jeugdhulp import (
            checks,  # noqa: F401 (they register themselves)
            controle,
            sessie,
            slot,
            taken,
            toegang,
        )
        from jeugdhulp.domain import bronnen, navraag, pogingen, uitnodigen
        from jeugdhulp.domain.momentopnamen import controleer_momentopnamen
        from jeugdhulp.models import Gebeurtenis, Momentopname, Toegangsregel
        from jeugdhulp.models.toegang import MINSTENS_DAGEN

        controle.registreer(
            "de bewaarde gegevens van elk rapport, elke vaststelling en elke gesloten ronde: zoals"
            " de regel zegt die erbij is geschreven",
            controleer_momentopnamen,
        )
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
                vrij=("tekst", "afgeschermd_op"),
                mits="NEW.tekst = '' AND OLD.afgeschermd_op IS NULL"
                " AND NEW.afgeschermd_op IS NOT NULL",
                uniek=(("id",), ("vervangt_id",)),
            )
        )
        slot.bewaak(
            slot.Bewaakt(
                tabel=Toegangsregel._meta.db_table,
                kolommen=slot.kolommen(Toegangsregel),
                bewaardagen=MINSTENS_DAGEN,
            )
        )

        _bewaak_teksten_en_rijen()
        taken.registreer("logboekkoppen naar het systeemlogboek", controle.meld_koppen)
        taken.registreer("logboek controleren", controle.bewaak, elke=taken.DAGELIJKS)
        taken.registreer("sessies opruimen", _ruim_sessies_op, elke=taken.DAGELIJKS)
        taken.registreer("toegangsregels opruimen", toegang.ruim_op, elke=taken.DAGELIJKS)
        taken.registreer("pogingen opruimen", pogingen.ruim_op, elke=taken.DAGELIJKS)
        taken.registreer("uitnodigingen opruimen", uitnodigen.ruim_op, elke=taken.DAGELIJKS)
        taken.registreer("accounts navragen", navraag.vraag_allen, elke=taken.UURLIJKS)
        taken.registreer("aanmeldbronnen nalopen", navraag.loop_na, elke=taken.DAGELIJKS)
        taken.registreer(
            "afmeldberichten opruimen", bronnen.vergeet_afmeldingen, elke=taken.DAGELIJKS
        )
        # Django's own, so that no way in goes without a stamp.
        user_logged_in.connect(sessie.stempel, dispatch_uid="sessie")
        post_migrate.connect(slot.na_migratie, sender=self, dispatch_uid="slot")


def _bewaak_teksten_en_rijen() -> None:
    """Which columns may hold any number, and which rows the application never deletes."""
    from jeugdhulp import databaserol, vrijetekst
    from jeugdhulp.models import (
        Afscherming,
        Gebeurtenis,
        Gebruiker,
        Gemeente,
        Ketenkop,
        Lidmaatschap,
        Momentopname,
        Toegangsregel,
        Verversing,
    )

    databaserol.blijft(Afscherming, Gemeente, Gebruiker, Lidmaatschap, Ketenkop)
    gemaakt = "de toepassing maakt het: een vingerafdruk, of tekst die daarmee vastligt"
    vrijetekst.stel_vrij(
        Gebeurtenis,
        *("inhoud", "zout", "inhoud_hash", "feiten_hash", "vorige_hash", "regel", "hash"),
        reden=f"{gemaakt}; logboek.schrijf toetst de teksten erin",
    )
    vrijetekst.stel_vrij(Ketenkop, "hash", reden=gemaakt)
    vrijetekst.stel_vrij(
        Momentopname,
        *("tekst", "sha256"),
        reden=f"{gemaakt}; de teksten erin zijn bij het invoeren getoetst",
    )
    vrijetekst.stel_vrij(Toegangsregel, "herkomst", reden=gemaakt)
    vrijetekst.stel_vrij(
        Gebruiker, "password", reden="bewaard als hash; niemand kan het teruglezen"
    )
    vrijetekst.stel_vrij(
        Verversing, "token", reden="de toepassing maakt het: versleuteld, niemand typt het"
    )
    vrijetekst.bewaak()


def _ruim_sessies_op() -> str:
    from django.contrib.sessions.models import Session

    aantal, _ = Session.objects.filter(expire_date__lt=kalender.nu()).delete()
    return f"{aantal} verlopen sessies opgeruimd"
