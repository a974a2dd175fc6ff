"""A measure as an object of the exchange format."""

from typing import Any

from maatregelen.domain.uitwisselen.uitvoer_rijen import (
    Sleutels,
    besluitmomenten,
    geld,
    op_volgorde,
    rijen,
    risicos,
)
from maatregelen.domain.uitwisselen.velden import als_rij, periode_als_rij, periode_of_niets
from maatregelen.domain.uitwisselen.voorraad import Voorraad
from maatregelen.models import (
    Besparing,
    Besteding,
    Betrokkenheid,
    Blad,
    Contextcijfer,
    Dekking,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Resultaat,
    Samenhang,
    Stand,
    Vermelding,
    Voortgangsregel,
)


def maatregel_als_rij(
    maatregel: Maatregel, voorraad: Voorraad, sleutels: Sleutels
) -> dict[str, Any]:
    """One measure with all of its sheets and standen."""
    hier = ("maatregel", maatregel.pk)
    besparingen = sorted(voorraad.onder(Besparing, *hier), key=_jaar)
    bladen = sorted(
        voorraad.onder(Blad, *hier),
        key=lambda blad: (sleutels.clustervolgorde(blad.cluster_id), blad.pk),
    )
    return op_volgorde(
        "maatregel",
        als_rij("maatregel", maatregel)
        | {
            "thema": sleutels.thema(maatregel.thema_id),
            "doelen": [_doel(rij) for rij in voorraad.onder(Doelkoppeling, *hier)],
            "betrokkenen": [
                op_volgorde("betrokkene", als_rij("betrokkene", rij) | {"wie": sleutels.wie(rij)})
                for rij in voorraad.onder(Betrokkenheid, *hier)
            ],
            "bladen": [_blad(blad, voorraad, sleutels) for blad in bladen],
            "resultaten": rijen("resultaat", voorraad.onder(Resultaat, *hier)),
            "samenhang": [_samenhang(rij, sleutels) for rij in voorraad.onder(Samenhang, *hier)],
            "risicos": risicos(voorraad, sleutels, *hier),
            "besluitmomenten": besluitmomenten(voorraad, sleutels, *hier),
            "contextcijfers": rijen("contextcijfer", voorraad.onder(Contextcijfer, *hier)),
            "besparingen": rijen("besparing", besparingen),
            "standen": [_stand(rij, voorraad, sleutels) for rij in voorraad.onder(Stand, *hier)],
        },
    )


def _jaar(besparing: Besparing) -> tuple[int, int]:
    """A year that is not known comes last, in every database."""
    return (9999 if besparing.jaar is None else besparing.jaar, besparing.pk)


def _doel(koppeling: Doelkoppeling) -> dict[str, Any]:
    rij = als_rij("doelkoppeling", koppeling) | {"doel": koppeling.doel.code}
    return op_volgorde("doelkoppeling", rij)


def _blad(blad: Blad, voorraad: Voorraad, sleutels: Sleutels) -> dict[str, Any]:
    hier = ("blad", blad.pk)
    return op_volgorde(
        "blad",
        {
            "cluster": sleutels.cluster(blad.cluster_id),
            "planning": [
                _regel(rij, voorraad, sleutels) for rij in voorraad.onder(Mijlpaal, *hier)
            ],
            "investeringen": geld("investering", voorraad.onder(Investering, *hier), sleutels),
            "dekking": geld("dekking", voorraad.onder(Dekking, *hier), sleutels),
            "vermeldingen": [
                op_volgorde(
                    "vermelding", als_rij("vermelding", rij) | {"sleutel": _genoemd(rij, sleutels)}
                )
                for rij in voorraad.onder(Vermelding, *hier)
            ],
            "bestedingen": rijen("besteding", voorraad.onder(Besteding, *hier)),
        },
    )


def _genoemd(vermelding: Vermelding, sleutels: Sleutels) -> str:
    if vermelding.investering_id is not None:
        return sleutels.geld_met(Investering, vermelding.investering_id)
    return sleutels.geld_met(Dekking, vermelding.dekking_id)


def _regel(mijlpaal: Mijlpaal, voorraad: Voorraad, sleutels: Sleutels) -> dict[str, Any]:
    basis = None
    if (mijlpaal.basis_van, mijlpaal.basis_tot) != (mijlpaal.van, mijlpaal.tot_en_met):
        basis = {
            "van": mijlpaal.basis_van and mijlpaal.basis_van.isoformat(),
            "tot_en_met": mijlpaal.basis_tot and mijlpaal.basis_tot.isoformat(),
        }
    return op_volgorde(
        "planningsregel",
        als_rij("planningsregel", mijlpaal)
        | {
            "sleutel": sleutels.regel(mijlpaal.pk),
            "periode": periode_als_rij(mijlpaal.periode),
            "stappen": rijen("stap", voorraad.onder(Mijlpaal, "onderdeel_van", mijlpaal.pk)),
            "zelfde_als": sleutels.zelfde_als(mijlpaal),
            "basis": basis,
        },
    )


def _samenhang(rij: Samenhang, sleutels: Sleutels) -> dict[str, Any]:
    return op_volgorde(
        "samenhang",
        als_rij("samenhang", rij)
        | {
            "maatregel": sleutels.maatregel(rij.naar_maatregel_id),
            "thema": sleutels.thema(rij.naar_thema_id),
            "organisatie": sleutels.organisatie(rij.naar_organisatie_id),
            "periode": periode_of_niets(rij.periode),
        },
    )


def _stand(stand: Stand, voorraad: Voorraad, sleutels: Sleutels) -> dict[str, Any]:
    hier = ("stand", stand.pk)
    return op_volgorde(
        "stand",
        als_rij("stand", stand)
        | {
            "voortgangsregels": [
                als_rij("voortgangsregel", rij) | {"periode": periode_of_niets(rij.periode)}
                for rij in voorraad.onder(Voortgangsregel, *hier)
            ],
            "open_einden": [
                op_volgorde(
                    "open_einde",
                    als_rij("open_einde", rij)
                    | {
                        "eigenaar": sleutels.persoon(rij.eigenaar_id),
                        "periode": periode_of_niets(rij.periode),
                    },
                )
                for rij in voorraad.onder(OpenEinde, *hier)
            ],
        },
    )
