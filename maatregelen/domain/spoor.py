"""The trail of a plan or measure, readable."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from jeugdhulp.models import Gebeurtenis
from jeugdhulp.opmaak import datum
from maatregelen.models import Maatregel, Plan
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import LICHTEN

# A page of lines as dicts for the template.
Pagina = Any
PER_PAGINA = 25
VELDNAMEN = {
    "totaal": "Totaal",
    "tijd": "Tijd",
    "geld": "Geld",
    "resultaat": "Resultaat",
    "fase": "Fase",
    "tekst": "Stand van zaken",
    "oorzaak": "Oorzaak",
    "gevolg": "Gevolg",
    "bijsturing": "Bijsturing",
    "grijs_reden": "Waarom nog niet te beoordelen",
    "afwijking_reden": "Waarom een ander totaal",
    "twijfel": "Nog na te gaan",
    "maatregelen": "Aantal maatregelen",
    "thema": "Thema",
    "clusters": "Clusters",
    "betrokkenen": "Betrokkenen",
    "planning": "Planning",
    "toestand": "Toestand",
    "sha256": "Vingerafdruk van het bestand",
    "peildatum": "Peildatum",
    "soort": "Soort",
}


def van_maatregel(maatregel: Maatregel, pagina: str | None) -> Pagina:
    """A page of the trail of one measure, newest first. Two queries."""
    regels = Gebeurtenis.objects.filter(gemeente_id=maatregel.plan.gemeente_id).over(maatregel)
    return _pagina(regels, pagina, {maatregel.pk: maatregel}, met_onderwerp=False)


def van_plan(
    plan: Plan,
    maatregelen: MaatregelQuerySet[Maatregel],
    pagina: str | None,
    *,
    met_plan: bool,
) -> Pagina:
    """A page of the trail of `maatregelen`, and `met_plan` of the plan itself, newest first.

    Three queries. Lines about the plan speak of all its measures: not for who sees only her own.
    """
    bekend = {maatregel.pk: maatregel for maatregel in maatregelen}
    for maatregel in bekend.values():
        maatregel.plan = plan
    regels = Gebeurtenis.objects.filter(gemeente_id=plan.gemeente_id).over(
        *([plan] if met_plan else []), *bekend.values()
    )
    return _pagina(regels, pagina, bekend, met_onderwerp=True)


def _pagina(
    regels: QuerySet[Gebeurtenis],
    pagina: str | None,
    maatregelen: dict[int, Maatregel],
    *,
    met_onderwerp: bool,
) -> Pagina:
    gevonden: Pagina = Paginator(regels, PER_PAGINA).get_page(pagina)
    gevonden.object_list = [
        _leesbaar(regel, maatregelen, met_onderwerp=met_onderwerp) for regel in gevonden
    ]
    return gevonden


def _leesbaar(
    regel: Gebeurtenis, maatregelen: dict[int, Maatregel], *, met_onderwerp: bool
) -> dict[str, Any]:
    inhoud = regel.gegevens
    over_maatregel = regel.onderwerp_soort == Maatregel._meta.label_lower
    return {
        "volgnummer": regel.volgnummer,
        "moment": regel.moment,
        "wie": str(regel.door) if regel.door else "het systeem",
        "namens": inhoud.get("na", {}).get("namens", ""),
        "wat": _wat(regel.soort, inhoud),
        "onderwerp": inhoud.get("onderwerp", "inhoud vernietigd") if met_onderwerp else "",
        "onderwerp_url": maatregelen[regel.onderwerp_id].get_absolute_url()
        if met_onderwerp and over_maatregel
        else "",
        "reden": inhoud.get("reden", ""),
        "heeft_eerder": bool(inhoud.get("voor")),
        "wijzigingen": _wijzigingen(inhoud),
        "kort_hash": regel.hash[:12],
    }


def _wijzigingen(inhoud: dict[str, Any]) -> list[dict[str, Any]]:
    voor, na = inhoud.get("voor", {}), inhoud.get("na", {})
    return [
        {
            "veld": naam,
            "voor": _leesbare_waarde(veld, voor.get(veld, "")),
            "na": _leesbare_waarde(veld, na.get(veld, "")),
            "is_licht": veld in LICHTEN,
        }
        for veld, naam in VELDNAMEN.items()
        if veld in voor or veld in na
    ]


def _wat(soort: str, inhoud: dict[str, Any]) -> str:
    per = f", per {datum(inhoud['peildatum'])}" if inhoud.get("peildatum") else ""
    return f"{soort.capitalize()}{per}"


def _leesbare_waarde(veld: str, waarde: Any) -> str:
    if isinstance(waarde, list):
        return "\n".join(map(str, waarde))
    return datum(waarde) if veld == "peildatum" else str(waarde)
