"""A plan or beleidsplan as a file in the exchange format: what `laden` would load as the same."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from jeugdhulp.models import Deelname, Gemeente
from maatregelen.domain.uitwisselen.uitvoer_blad import maatregel_als_rij
from maatregelen.domain.uitwisselen.uitvoer_rijen import (
    Sleutels,
    geheel,
    geld,
    op_volgorde,
    rijen,
    risicos,
)
from maatregelen.domain.uitwisselen.velden import als_rij
from maatregelen.domain.uitwisselen.voorraad import Voorraad, mensen, van_beleidsplan, van_plan
from maatregelen.models import (
    Beleidsplan,
    Cluster,
    Dekking,
    Doel,
    Investering,
    Maatregel,
    Plan,
    Projectrol,
    Resultaat,
    Thema,
    VervallenActiviteit,
)

ROLLEN = ("voorzitter", "samensteller", "opdrachtgever")


def exporteer(wat: Plan | Beleidsplan) -> dict[str, Any]:
    """The whole of a plan or beleidsplan. The number of queries does not grow with it."""
    if isinstance(wat, Plan):
        return exporteer_plan(wat)
    return exporteer_beleidsplan(wat)


def als_json(bestand: Mapping[str, Any]) -> str:
    """The text of a file, as people can read and compare it."""
    return json.dumps(bestand, ensure_ascii=False, indent=2) + "\n"


def exporteer_plan(plan: Plan) -> dict[str, Any]:
    """A plan with its measures, people, themes and clusters."""
    plan = Plan.objects.select_related("gemeente__opvolger", "beleidsplan", "voorganger").get(
        pk=plan.pk
    )
    voorraad = van_plan(plan)
    rolhouders = [getattr(plan, f"{rol}_id") for rol in ROLLEN]
    sleutels = Sleutels(voorraad, *mensen(voorraad, *rolhouders))
    return op_volgorde(
        "planbestand",
        {
            "formaat": "plan",
            "versie": 2,
            "gemeente": _gemeente(plan.gemeente),
            "plan": _plan(plan, voorraad, sleutels),
            **_mensen(sleutels),
            "themas": [_thema(thema, voorraad, sleutels) for thema in voorraad.onder(Thema)],
            "clusters": rijen("cluster", voorraad.onder(Cluster)),
            "maatregelen": [
                maatregel_als_rij(maatregel, voorraad, sleutels)
                for maatregel in voorraad.onder(Maatregel)
            ],
        },
    )


def exporteer_beleidsplan(beleidsplan: Beleidsplan) -> dict[str, Any]:
    """A beleidsplan with its goals."""
    beleidsplan = Beleidsplan.objects.select_related("gemeente__opvolger", "voorganger").get(
        pk=beleidsplan.pk
    )
    voorraad = van_beleidsplan(beleidsplan)
    sleutels = Sleutels(voorraad, *mensen(voorraad))
    gegevens = als_rij("beleidsplan", beleidsplan) | _kop(beleidsplan)
    return op_volgorde(
        "beleidsplanbestand",
        {
            "formaat": "beleidsplan",
            "versie": 2,
            "gemeente": _gemeente(beleidsplan.gemeente),
            "beleidsplan": op_volgorde("beleidsplan", gegevens | geheel(voorraad, sleutels)),
            **_mensen(sleutels),
            "doelen": _doelen(voorraad, sleutels),
        },
    )


def _gemeente(gemeente: Gemeente) -> dict[str, Any]:
    deelnames = Deelname.objects.filter(samenwerking=gemeente)
    deelnemers = [
        rij.gemeente for rij in deelnames.select_related("gemeente__opvolger").order_by("pk")
    ]
    return op_volgorde(
        "gemeente",
        als_rij("gemeente", gemeente)
        | {"opvolger": _slug(gemeente.opvolger)}
        | {
            "deelnemers": [
                op_volgorde(
                    "deelnemer", als_rij("deelnemer", rij) | {"opvolger": _slug(rij.opvolger)}
                )
                for rij in sorted(deelnemers, key=lambda rij: rij.slug)
            ]
        },
    )


def _slug(rij: Any) -> str | None:
    return rij.slug if rij else None


def _kop(rij: Plan | Beleidsplan) -> dict[str, Any]:
    bron = None
    if rij.bron_titel and rij.bron_datum:
        bron = {"titel": rij.bron_titel, "datum": rij.bron_datum.isoformat()}
    return {"voorganger": _slug(rij.voorganger), "bron": bron}


def _plan(plan: Plan, voorraad: Voorraad, sleutels: Sleutels) -> dict[str, Any]:
    gegevens = als_rij("plan", plan) | _kop(plan) | geheel(voorraad, sleutels)
    gegevens |= {rol: sleutels.persoon(getattr(plan, f"{rol}_id")) for rol in ROLLEN}
    return op_volgorde(
        "plan",
        gegevens
        | {
            "beleidsplan": _slug(plan.beleidsplan),
            "projectrollen": [
                op_volgorde(
                    "projectrol",
                    als_rij("projectrol", rij)
                    | {"wie": sleutels.wie(rij), "thema": sleutels.thema(rij.thema_id)},
                )
                for rij in voorraad.onder(Projectrol)
            ],
            "investeringen": geld("investering", voorraad.onder(Investering), sleutels),
            "dekking": geld("dekking", voorraad.onder(Dekking), sleutels),
            "vervallen": [
                op_volgorde(
                    "vervallen_activiteit",
                    als_rij("vervallen_activiteit", rij)
                    | {"maatregel": sleutels.maatregel(rij.maatregel_id)},
                )
                for rij in voorraad.onder(VervallenActiviteit)
            ],
        },
    )


def _thema(thema: Thema, voorraad: Voorraad, sleutels: Sleutels) -> dict[str, Any]:
    investeringen = voorraad.onder(Investering, "thema", thema.pk)
    return als_rij("thema", thema) | {
        "investeringen": geld("investering", investeringen, sleutels),
        "dekking": geld("dekking", voorraad.onder(Dekking, "thema", thema.pk), sleutels),
    }


def _mensen(sleutels: Sleutels) -> dict[str, Any]:
    """By name, so that a file does not change with the order in which people were entered."""

    def lijst(deel: str, groep: Iterable[Any], sleutel_van: Any) -> list[dict[str, Any]]:
        op_naam = sorted(groep, key=lambda rij: rij.naam)
        return [{"sleutel": sleutel_van(rij.pk), **als_rij(deel, rij)} for rij in op_naam]

    return {
        "personen": lijst("persoon", sleutels.personen, sleutels.persoon),
        "organisaties": lijst("organisatie", sleutels.organisaties, sleutels.organisatie),
    }


def _doelen(voorraad: Voorraad, sleutels: Sleutels) -> list[dict[str, Any]]:
    """A goal after the goal above it, else in their own order."""
    per_id: dict[int, Doel] = {doel.pk: doel for doel in voorraad.onder(Doel)}
    gezet: dict[int, Doel] = {}
    for doel in per_id.values():
        _zet(doel, per_id, gezet)
    return [
        op_volgorde(
            "doelonderdeel",
            als_rij("doelonderdeel", doel)
            | {
                "ouder": per_id[doel.ouder_id].code if doel.ouder_id else None,
                "resultaten": rijen("resultaat", voorraad.onder(Resultaat, "doel", doel.pk)),
                "risicos": risicos(voorraad, sleutels, "doel", doel.pk),
            },
        )
        for doel in gezet.values()
    ]


def _zet(doel: Doel, per_id: dict[int, Doel], gezet: dict[int, Doel]) -> None:
    """Put the goals above `doel` before it. Goals in a ring have no first one: any will do."""
    boven = [doel]
    while (ouder := boven[-1].ouder_id) and ouder not in gezet and per_id[ouder] not in boven:
        boven.append(per_id[ouder])
    gezet.update((rij.pk, rij) for rij in reversed(boven))
