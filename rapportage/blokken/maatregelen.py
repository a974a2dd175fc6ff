"""The block "maatregelen": per thema every measure: lights, text, planning, money, results."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from jeugdhulp.opmaak import opsomming
from maatregelen.domain.overzicht import Rij, planregels
from maatregelen.kwartaallijn import Vakregel, teken
from maatregelen.models import Blad, Plan
from maatregelen.stoplicht import GEEN, deellichten
from rapportage.blokken.basis import Blok, Bron
from rapportage.blokken.bladdelen import (
    besluiten_nodig,
    geen_geld,
    geld_van_bladen,
    geld_van_geheel,
    geldwoorden,
    open_einden,
    resultaten,
    voortgang,
)
from rapportage.blokken.kern import kern, maatregelankers, per_thema
from rapportage.choices import BlokSoort

_TEKSTEN = (
    "tekst oorzaak gevolg bijsturing grijs_reden afwijking_reden uitstel_reden uitstel_voorwaarde"
).split()


class Maatregelen(Blok):
    """Every measure. With each thema somebody may write a text."""

    soort = BlokSoort.MAATREGELEN
    geschreven = True

    def kop_in(self, plan: Plan) -> str:
        """In the words of the plan; of its own word for a measure there is no plural."""
        eigen = plan.naam_maatregel.lower() != "maatregel"
        return f"Per {plan.naam_thema.lower()}" if eigen else self.kop

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The facts, per thema and measure; money of a thema or of the plan stands there."""
        plekken, geheel = maatregelankers(bron), geld_van_geheel(bron)
        return {
            "geldwoorden": geldwoorden(bron.plan),
            "geld": geheel.get(None, geen_geld()),
            "themas": [
                thema["kop"]
                | {
                    "geld": geheel.get(thema["id"], geen_geld()),
                    "maatregelen": [
                        _maatregel(bron, rij, plekken[rij.maatregel.code]) for rij in thema["rijen"]
                    ],
                }
                for thema in per_thema(bron)
            ],
        }


def _maatregel(bron: Bron, rij: Rij, anker: str) -> dict[str, Any]:
    stand, bladen = rij.stand, rij.maatregel.bladen.all()
    inhoud = bron.bladen[rij.maatregel.pk]
    geld = geld_van_bladen(inhoud)
    eigen = deellichten(bron.plan.aspecten, rij.lichten, ook_eerdere=True)
    return kern(bron, rij, anker) | {
        "cluster": opsomming([blad.cluster.titel for blad in bladen if blad.cluster]),
        # In the table those of the plan, and here in full what its own stand told.
        "alle_deellichten": [asdict(deel) for deel in eigen],
        "peildatum": stand.peildatum.isoformat() if stand else "",
        "peildatum_letterlijk": stand.letterlijk if stand else "",
        "herkomst": rij.herkomst,
        **{veld: getattr(stand, veld, "") for veld in _TEKSTEN},
        "twijfel": stand.twijfel if stand and bron.werkversie else "",
        "opnieuw_bekijken_op": (
            stand.opnieuw_bekijken_op.isoformat() if stand and stand.opnieuw_bekijken_op else ""
        ),
        "rust": rij.reden if rij.maatregel.rust is not None and rij.lichten.totaal != GEEN else "",
        "voortgang": voortgang(inhoud, stand.tekst if stand else ""),
        "open_einden": open_einden(bron, inhoud),
        "besluiten_nodig": besluiten_nodig(inhoud),
        "resultaten": resultaten(inhoud),
        "bladen": [_blad(bron, blad, geld.get(blad.pk, geen_geld())) for blad in bladen],
    }


def _blad(bron: Bron, blad: Blad, geld: Mapping[str, Any]) -> dict[str, Any]:
    regels = [teken(regel, bron.peildatum) for regel in planregels(blad)]
    return {
        "cluster": blad.cluster.titel if blad.cluster else "",
        "planning": [_regel(regel, werkversie=bron.werkversie) for regel in regels],
        "geld": geld,
    }


def _regel(regel: Vakregel, *, werkversie: bool) -> dict[str, Any]:
    return {
        "wanneer": regel.wanneer,
        "tekst": regel.tekst,
        "soort": regel.soort_naam,
        "toestand": regel.toestand_naam,
        "vastgesteld": regel.basis,
        "stappen": list(regel.stappen),
        "twijfel": regel.twijfel if werkversie else "",
    }
