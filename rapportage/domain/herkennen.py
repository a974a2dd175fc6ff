"""Is a file that somebody holds ours, and is it still what counts?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from rapportage.domain.publicaties import plaats, sha256
from rapportage.models import Publicatie, Rapportversie


@dataclass(frozen=True)
class Herkend:
    """A file of ours. `veranderd`: it says so itself, but its bytes are others. `opvolger` is the
    version that counts now, None when this is that one; `weg`: this file was taken away."""

    versie: Rapportversie
    veranderd: bool
    opvolger: Rapportversie | None
    weg: bool = False


def herken(inhoud: bytes) -> Herkend | None:
    """Of which version these bytes are a file; None when they are not ours. A table may be the same
    in two versions: then it is of the one that counts."""
    gelijke = Publicatie.objects.filter(sha256=sha256(inhoud)).defer("inhoud").order_by("-pk")
    namen = "rapportage__gemeente", "momentopname", "vervangt"
    versies = Rapportversie.objects.select_related(*namen)
    gevonden = [
        Herkend(versie, False, _opvolger(versie), weg=rij.afgeschermd_op is not None)
        for rij in gelijke
        for versie in [versies.get(pk=rij.versie_id)]
    ]
    if gevonden:
        return min(gevonden, key=lambda herkend: herkend.opvolger is not None)
    lijkt_op = _lijkt_op(inhoud)
    return Herkend(lijkt_op, True, _opvolger(lijkt_op)) if lijkt_op else None


def _opvolger(versie: Rapportversie) -> Rapportversie | None:
    """The last version of the report that went out, or the erratum in its place; None for that
    version itself. One that was frozen and has no files yet does not count."""
    alle = versie.rapportage.versies.select_related("vervangt").filter(stappen__isnull=False)
    uit = alle.filter(vervangen_door=None).distinct()
    laatste = max(uit, key=plaats, default=None)
    return None if laatste == versie else laatste


def _lijkt_op(inhoud: bytes) -> Rapportversie | None:
    """The version whose title and moment of freezing this PDF carries: both are in its data, and
    programs that change a PDF leave them as they are. An erratum has those of what it replaces:
    the names of the tables inside tell which of them it is."""
    gelezen = _kenmerken(inhoud)
    if gelezen is None:
        return None
    van_toen = Rapportversie.objects.filter(
        vervangt=None,
        gemaakt_op__gte=gelezen.moment,
        gemaakt_op__lt=gelezen.moment + timedelta(seconds=1),
    )
    gevonden = [
        versie
        for eerste in van_toen
        for versie in _met_errata(eerste)
        if _titel(versie) in gelezen.titel
    ]
    namen = Publicatie.objects.filter(naam__in=gelezen.bijlagen, versie__in=gevonden)
    genoemd = namen.values_list("versie", flat=True).first()
    return next((versie for versie in gevonden if versie.pk == genoemd), None) or next(
        iter(gevonden), None
    )


def _met_errata(eerste: Rapportversie) -> Iterator[Rapportversie]:
    """A version, and every erratum that came in its place."""
    rijen = Rapportversie.objects.select_related("rapportage__gemeente", "momentopname", "vervangt")
    versie = rijen.filter(pk=eerste.pk).first()
    while versie is not None:
        yield versie
        versie = rijen.filter(vervangt=versie).first()


def _titel(versie: Rapportversie) -> str:
    tekst = versie.momentopname.tekst
    return str(json.loads(tekst)["titel"]) if tekst else versie.rapportage.titel


@dataclass(frozen=True)
class _Kenmerken:
    titel: str
    moment: datetime
    bijlagen: list[str]


def _kenmerken(inhoud: bytes) -> _Kenmerken | None:
    """What a PDF says of itself; None for anything else."""
    from pikepdf import PdfError
    from pikepdf import open as open_pdf
    from pikepdf.models.metadata import decode_pdf_date

    try:
        with open_pdf(BytesIO(inhoud)) as pdf:
            moment = decode_pdf_date(str(pdf.docinfo.get("/CreationDate", "")))
            titel = str(pdf.docinfo.get("/Title", ""))
            return _Kenmerken(titel, moment.replace(microsecond=0), list(pdf.attachments))
    except (PdfError, ValueError):
        return None
