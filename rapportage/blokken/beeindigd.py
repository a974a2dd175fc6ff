"""The block "beeindigd": what ended or was dropped, why, and where it went."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from jeugdhulp.models import Persoon
from maatregelen.choices import Bestemming, SamenhangSoort
from maatregelen.domain.overzicht import Rij
from maatregelen.models import OpenEinde, Samenhang, VervallenActiviteit
from maatregelen.stoplicht import GEEN
from rapportage.blokken.basis import Blok, Bron
from rapportage.blokken.kern import maatregelankers, noem
from rapportage.choices import BlokSoort


class Beeindigd(Blok):
    """What carries no light any more. A result or risk that ended is the business of who carries
    the measure out, and stays on its sheet."""

    soort = BlokSoort.BEEINDIGD
    geschreven = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts. Three queries besides those of `bron`."""
        geeindigd = [rij for rij in bron.rijen if rij.lichten.totaal == GEEN]
        open_einden = _open_einden(bron, geeindigd)
        namen = _namen(bron)
        verbanden = _verbanden(bron)
        beeindigd = {rij.maatregel.pk for rij in geeindigd}
        return {
            "maatregelen": [
                {
                    **namen[rij.maatregel.pk],
                    "fase": rij.stand.fase,
                    "peildatum": rij.stand.peildatum.isoformat(),
                    "letterlijk": rij.stand.letterlijk,
                    "tekst": rij.stand.tekst,
                    "verder_in": [
                        _andere(verband, bron, namen)
                        for verband in verbanden
                        if verband.maatregel_id == rij.maatregel.pk
                        and verband.soort == SamenhangSoort.SAMENGEVOEGD
                    ],
                    "open_einden": open_einden[rij.stand.pk],
                }
                for rij in geeindigd
                if rij.stand
            ],
            "verbanden": [
                {
                    **namen[verband.maatregel_id],
                    "soort": SamenhangSoort(verband.soort).label,
                    "ander": _andere(verband, bron, namen),
                    "toelichting": verband.toelichting,
                }
                for verband in verbanden
                # Where what ended goes on is told with it.
                if verband.soort == SamenhangSoort.AFGESPLITST
                or verband.maatregel_id not in beeindigd
            ],
            "activiteiten": _activiteiten(bron, namen),
        }


def _namen(bron: Bron) -> dict[int, dict[str, str]]:
    """Per measure (id) how it is called, and its place in the report."""
    plekken = maatregelankers(bron)
    return {
        rij.maatregel.pk: {
            "code": rij.maatregel.code,
            "titel": rij.maatregel.titel,
            "anker": plekken[rij.maatregel.code],
        }
        for rij in bron.rijen
    }


def _open_einden(bron: Bron, rijen: Sequence[Rij]) -> dict[int, list[dict[str, str]]]:
    """Per stand (id) what has yet to be done, when, and by whom. One query."""
    gevonden: dict[int, list[dict[str, str]]] = defaultdict(list)
    standen = [rij.stand.pk for rij in rijen if rij.stand]
    for einde in OpenEinde.objects.filter(stand__in=standen).select_related("eigenaar"):
        gevonden[einde.stand_id].append(
            {
                "tekst": einde.tekst,
                "wie": _wie(einde.eigenaar, met_namen=bron.noemt_mensen),
                "wanneer": einde.periode.voluit(),
            }
        )
    return gevonden


def _wie(eigenaar: Persoon | None, *, met_namen: bool) -> str:
    """By name only where the report names people; "" when nobody is known."""
    return noem(eigenaar, met_namen=met_namen) if eigenaar else ""


def _verbanden(bron: Bron) -> list[Samenhang]:
    """The mergers and splits that hold on the day. One query."""
    soorten = (SamenhangSoort.SAMENGEVOEGD, SamenhangSoort.AFGESPLITST)
    gevonden = Samenhang.objects.filter(maatregel__plan=bron.plan, soort__in=soorten)
    return [
        rij
        for rij in gevonden.select_related("naar_thema", "naar_organisatie")
        if rij.beeindigd_op is None or rij.beeindigd_op > bron.peildatum
    ]


def _andere(verband: Samenhang, bron: Bron, namen: Mapping[int, dict[str, str]]) -> dict[str, str]:
    """The other side of a tie: a measure, or else in words."""
    if verband.naar_maatregel_id is not None:
        return namen[verband.naar_maatregel_id]
    thema = f"{bron.plan.naam_thema} {verband.naar_thema}" if verband.naar_thema else ""
    woorden = verband.buiten or thema or str(verband.naar_organisatie)
    return {"code": "", "titel": woorden, "anker": ""}


def _activiteiten(bron: Bron, namen: Mapping[int, dict[str, str]]) -> list[dict[str, Any]]:
    """What was dropped or went elsewhere, with the reason. One query."""
    return [
        {
            "titel": rij.titel,
            "reden": rij.reden,
            "bestemming": Bestemming(rij.bestemming).label,
            "maatregel": namen[rij.maatregel_id] if rij.maatregel_id else None,
            "elders": rij.elders,
        }
        for rij in VervallenActiviteit.objects.filter(plan=bron.plan)
    ]
