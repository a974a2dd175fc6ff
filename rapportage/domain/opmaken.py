"""Making the files of frozen versions, by the timer and out of sight: PDF, web page and tables.

A version is claimed with one conditional update (a lease, longer with each step), rendered outside
any transaction, checked, and stored in one act. Killed anywhere, it is done again; done twice at
once, only who holds the lease stores.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from jeugdhulp import kalender, logboek
from jeugdhulp.clientnummer import maskeer
from jeugdhulp.csv_uit import als_csv
from jeugdhulp.ods_uit import Cel, als_ods
from rapportage.choices import OpmaakToestand, Stap, Vorm
from rapportage.domain import samenstellen, vormen
from rapportage.domain.publicaties import BESTANDEN_GEMAAKT, feiten_van_bestanden, sha256
from rapportage.domain.versies import bewaar_stap
from rapportage.models import Opmaak, Publicatie, Rapportage, Rapportversie, Versiestap
from rapportage.pdf import controle
from rapportage.pdf.fouten import PdfFout
from rapportage.pdf.maken import Bijlage

log = logging.getLogger(__name__)

# How long one step may take before another takes the version over.
HUUR = timedelta(minutes=10)
# How long after freezing a maker that was killed is still followed by another.
LANGST = timedelta(hours=6)
OPGEGEVEN = "Het maken brak steeds af. Vraag de beheerder of de server genoeg geheugen heeft."
INGETROKKEN = "Het rapport is ingetrokken."
KANAAL = "opmaken"
Bestanden = dict[str, tuple[Vorm, bytes]]


class OvergenomenError(Exception):
    """The lease went to another process: this work is void."""


class AfgekeurdError(Exception):
    """The checks found something; the arguments are Dutch sentences."""


def maak_op() -> str:
    """The task: make the files of every version that waits, or whose maker was killed; says in
    Dutch what it did. Seconds per version."""
    gemaakt = mislukt = 0
    while (werk := _neem()) is not None:
        try:
            if werk.doe():
                gemaakt += 1
            else:
                mislukt += 1
        except OvergenomenError:
            log.warning("rapport overgenomen door een ander proces")
    return f"{gemaakt} gemaakt" + (f", {mislukt} mislukt" if mislukt else "")


def geef_vrij() -> None:
    """Let go of what a process held that is certainly gone. For the demo, where there is only one;
    elsewhere the lease passes by itself."""
    Opmaak.objects.filter(toestand=OpmaakToestand.BEZIG).update(
        toestand=OpmaakToestand.WACHT, bezig_tot=None
    )


def _neem() -> "_Werk | None":
    nu = kalender.nu()
    # Whose maker was killed again and again: the report itself may be too much for the machine.
    Opmaak.objects.filter(
        toestand=OpmaakToestand.BEZIG, bezig_tot__lte=nu, versie__gemaakt_op__lte=nu - LANGST
    ).update(toestand=OpmaakToestand.MISLUKT, bezig_tot=None, bezig_met="", fouten=[OPGEGEVEN])
    vrij = Q(toestand=OpmaakToestand.WACHT) | Q(toestand=OpmaakToestand.BEZIG, bezig_tot__lte=nu)
    for pk in Opmaak.objects.filter(vrij).order_by("pk").values_list("pk", flat=True):
        genomen = Opmaak.objects.filter(vrij, pk=pk).update(
            toestand=OpmaakToestand.BEZIG, bezig_tot=nu + HUUR, bezig_met="", klaar=0, fouten=[]
        )
        if genomen:
            return _Werk(pk, nu + HUUR)
    return None


class _Werk:
    """The making of one version, while its lease (`tot`) is ours."""

    def __init__(self, opmaak_id: int, tot: datetime):
        self.opmaak_id, self.tot = opmaak_id, tot
        rijen = Rapportversie.objects.select_related("momentopname", "rapportage__gemeente")
        self.versie = rijen.get(opmaak=opmaak_id)

    def doe(self) -> bool:
        """Whether its files are there now. What goes wrong is told on its page. Raises
        OvergenomenError."""
        try:
            self._leg_vast(self._maak())
        except OvergenomenError:
            raise
        except AfgekeurdError as fout:
            self._mislukt(list(fout.args))
            return False
        except PdfFout as fout:
            self._mislukt([str(fout)])
            return False
        except Exception as fout:
            log.exception("rapport niet opgemaakt")
            self._mislukt([f"Er ging iets mis bij “{self._bezig_met()}” ({type(fout).__name__})."])
            return False
        return True

    def _maak(self) -> Bestanden:
        self._meld("gegevens lezen", 5)
        gegevens = self._gegevens()
        naam = bestandsnaam(self.versie)
        tabellen = samenstellen.tabellen(gegevens)
        # A table without rows is no file; the workbook does say that it is empty.
        gevuld = {kop: rijen for kop, rijen in tabellen.items() if len(rijen) > 1}
        csv = {f"{naam}-{slugify(kop)}.csv": _csv(rijen) for kop, rijen in gevuld.items()}
        self._meld("pdf maken", 10)
        pdf = samenstellen.als_pdf(gegevens, bijlagen(csv, gevuld))
        self._meld("pdf controleren", 60)
        if bevindingen := controle.controleer_pdf(pdf):
            raise AfgekeurdError(*bevindingen)
        self._meld("webpagina maken", 80)
        web = samenstellen.als_web(gegevens).encode()
        self._meld("tabellen maken", 90)
        ods = als_ods(tabellen, str(self.versie.rapportage))
        return {
            f"{naam}.pdf": (Vorm.PDF, pdf),
            f"{naam}.html": (Vorm.WEB, web),
            f"{naam}.ods": (Vorm.ODS, ods),
            **{csv_naam: (Vorm.CSV, inhoud) for csv_naam, inhoud in csv.items()},
        }

    def _gegevens(self) -> dict[str, Any]:
        if not self.versie.momentopname.tekst:
            raise AfgekeurdError("De gegevens van deze versie zijn afgeschermd.")
        try:
            return vormen.lees(self.versie.momentopname.tekst)
        except vormen.OnbekendeVormError as fout:
            raise AfgekeurdError(*fout.args) from fout

    def _meld(self, bezig_met: str, klaar: int) -> None:
        """Say how far it is, and hold on to it for another while."""
        tot = kalender.nu() + HUUR
        self._zet(bezig_met=bezig_met, klaar=klaar, bezig_tot=tot)
        self.tot = tot

    def _mislukt(self, bevindingen: list[str]) -> None:
        self._zet(
            toestand=OpmaakToestand.MISLUKT,
            bezig_met="",
            bezig_tot=None,
            fouten=[maskeer(bevinding) for bevinding in bevindingen],
        )

    def _zet(self, **velden: Any) -> None:
        if not self._van_ons().update(**velden):
            raise OvergenomenError

    def _van_ons(self) -> Any:
        return Opmaak.objects.filter(
            pk=self.opmaak_id, toestand=OpmaakToestand.BEZIG, bezig_tot=self.tot
        )

    def _bezig_met(self) -> str:
        return str(self._van_ons().values_list("bezig_met", flat=True).first() or "")

    def _leg_vast(self, bestanden: Bestanden) -> None:
        """Store everything in one act: the files, the first step, and that it is done."""
        self._meld("vastleggen", 95)
        with logboek.handeling(door=None, kanaal=KANAAL):
            # Shielding locks this row too: one of both comes first, and the other sees it.
            if not self._van_ons().select_for_update(of=("self",)).exists():
                raise OvergenomenError
            self.versie.momentopname.refresh_from_db()
            self._gegevens()
            _bewaar_bestanden(self.versie, bestanden)
            if not self.versie.stappen.exists():
                self._eis_niet_ingetrokken()
                dag = kalender.dag_van(self.versie.gemaakt_op)
                stap = Versiestap(versie=self.versie, stap=Stap.TER_BESLUITVORMING, dag=dag)
                bewaar_stap(stap, door=None)
            self._zet(toestand=OpmaakToestand.GEREED, bezig_met="", klaar=100, bezig_tot=None)

    def _eis_niet_ingetrokken(self) -> None:
        """What nobody got yet, nobody gets once its report is withdrawn."""
        rijen = Rapportage.objects.select_for_update(of=("self",))
        if rijen.get(pk=self.versie.rapportage_id).ingetrokken:
            raise AfgekeurdError(INGETROKKEN)


def bestandsnaam(versie: Rapportversie) -> str:
    """Without its extension: what the report is, of whom, and which version; no free text."""
    rapportage = versie.rapportage
    # A word before the day: a slug may end in a digit, and would make nine of its eight.
    return (
        f"{rapportage.get_soort_display()}-{rapportage.gemeente.slug}"
        f"-per-{rapportage.peildatum:%Y-%m-%d}-versie-{versie.nummer}"
    )


def _bewaar_bestanden(versie: Rapportversie, bestanden: Bestanden) -> None:
    rijen = [
        Publicatie(
            versie=versie,
            vorm=vorm,
            naam=naam,
            inhoud=inhoud,
            sha256=sha256(inhoud),
            grootte=len(inhoud),
        )
        for naam, (vorm, inhoud) in bestanden.items()
    ]
    for rij in rijen:
        rij.full_clean()
        rij.save(force_insert=True)
    logboek.schrijf(
        BESTANDEN_GEMAAKT,
        versie,
        gemeente_id=versie.rapportage.gemeente_id,
        naam=str(versie),
        na={"bestanden": [f"{rij.naam}: {rij.sha256}" for rij in rijen]},
        feiten=feiten_van_bestanden(versie.pk, rijen),
    )


def _csv(rijen: list[list[Cel]]) -> bytes:
    kop, *rest = rijen
    leeg_gelaten = (["" if cel is None else cel for cel in rij] for rij in rest)
    return b"".join(als_csv(map(str, kop), leeg_gelaten))


def bijlagen(csv: Mapping[str, bytes], koppen: Iterable[str]) -> list[Bijlage]:
    """The tables as they go into the PDF, for who keeps only that; `koppen` in the same order."""
    return [
        Bijlage(naam, inhoud, f"De tabel “{kop}”")
        for (naam, inhoud), kop in zip(csv.items(), koppen, strict=True)
    ]
