"""The trail of a measure, a plan or a gemeente: which lines, and readable."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jeugdhulp import kalender
from jeugdhulp.controle import VERNIETIGD
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente
from jeugdhulp.opmaak import datum, moment
from jeugdhulp.querysets import GebeurtenisQuerySet, over
from jeugdhulp.verschil import Soort, Stuk, kort_in, verschil, verschil_lijst
from maatregelen.domain.stand import bewijs
from maatregelen.models import Maatregel, Plan
from maatregelen.stoplicht import LICHTEN

Regels = GebeurtenisQuerySet[Gebeurtenis]
PER_PAGINA = 25
SYSTEEM = "systeem"
# Shorter values are told as before and after: there a difference helps nobody.
_LANGE_TEKST = 60
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
    "argument": "Waarom beter dan de regels",
    "twijfel": "Nog na te gaan",
    "maatregelen": "Aantal maatregelen",
    "thema": "Thema",
    "clusters": "Clusters",
    "betrokkenen": "Betrokkenen",
    "planning": "Planning",
    "toestand": "Toestand",
    "sha256": "Vingerafdruk van het bestand",
    "plekken": "Wat er weg is",
    "bewaartermijn": "Bewaartermijn in jaren",
    "peildatum": "Peildatum",
    "soort": "Soort",
}
# Told beside who did it.
_ELDERS = ("namens",)


# What of other apps belongs to the trail of a plan itself.
_bij_plan: list[Callable[[Plan], Q]] = []


def hoort_bij_plan(lijnen: Callable[[Plan], Q]) -> None:
    """Show these lines too with a plan; for `AppConfig.ready`. No query of its own."""
    _bij_plan.append(lijnen)


@dataclass(frozen=True)
class Onderwerp:
    """What a reader can ask the lines about: a measure, a plan, or a plan with its measures."""

    sleutel: str
    naam: str
    groep: str
    om: Q


@dataclass(frozen=True)
class Spoor:
    """All lines that somebody may read in one place, and what she can choose from them."""

    gemeente_id: int
    regels: Regels
    # To lead from a line to its measure; id → Maatregel with its plan.
    maatregelen: Mapping[int, Maatregel] = field(default_factory=dict)
    onderwerpen: Sequence[Onderwerp] = ()
    # Whether each line must say what it is about.
    met_onderwerp: bool = True


@dataclass(frozen=True)
class Zeef:
    """Which of those lines to show; empty is all. `wie` is the id of a gebruiker or SYSTEEM."""

    wie: str = ""
    over: str = ""
    soort: str = ""
    van: date | None = None
    tot: date | None = None


@dataclass(frozen=True)
class Telling:
    """What occurs in a Spoor: value → (name, number of lines)."""

    soorten: Mapping[str, tuple[str, int]]
    wie: Mapping[str, tuple[str, int]]

    @property
    def totaal(self) -> int:
        return sum(aantal for _, aantal in self.soorten.values())


def van_maatregel(maatregel: Maatregel) -> Spoor:
    """The trail of one measure. No query."""
    regels = Gebeurtenis.objects.filter(gemeente=maatregel.plan.gemeente_id)
    return Spoor(
        maatregel.plan.gemeente_id,
        regels.filter(over(maatregel)),
        {maatregel.pk: maatregel},
        met_onderwerp=False,
    )


def van_plan(plan: Plan, maatregelen: Iterable[Maatregel], *, met_plan: bool) -> Spoor:
    """The trail of `maatregelen`, and `met_plan` of the plan itself.

    Lines about the plan speak of all its measures: not for who sees only her own. One query, for
    the measures.
    """
    onderwerpen, bekend = _van_plan(plan, maatregelen, met_plan=met_plan)
    regels = Gebeurtenis.objects.filter(gemeente=plan.gemeente_id)
    om = over(*bekend.values()) | (_over_plan(plan) if met_plan else Q(pk__in=[]))
    return Spoor(plan.gemeente_id, regels.filter(om), bekend, onderwerpen)


def van_gemeente(
    gemeente: Gemeente, plannen: Iterable[Plan], maatregelen: Iterable[Maatregel], *, alles: bool
) -> Spoor:
    """The trail of these plans and measures; with `alles` every line of the gemeente.

    Two queries, for the plans and the measures.
    """
    onderwerpen: list[Onderwerp] = []
    bekend: dict[int, Maatregel] = {}
    per_plan: dict[int, list[Maatregel]] = {}
    for maatregel in maatregelen:
        per_plan.setdefault(maatregel.plan_id, []).append(maatregel)
    for plan in plannen:
        delen, eigen = _van_plan(plan, per_plan.get(plan.pk, []), met_plan=alles)
        heel = over(*eigen.values()) | (_over_plan(plan) if alles else Q(pk__in=[]))
        onderwerpen += [Onderwerp(plan.slug, "Alles van dit plan", plan.titel, heel), *delen]
        bekend |= eigen
    regels = Gebeurtenis.objects.filter(gemeente=gemeente)
    if not alles:
        regels = regels.filter(over(*bekend.values()))
    return Spoor(gemeente.pk, regels, bekend, onderwerpen)


def _van_plan(
    plan: Plan, maatregelen: Iterable[Maatregel], *, met_plan: bool
) -> tuple[list[Onderwerp], dict[int, Maatregel]]:
    bekend = {maatregel.pk: maatregel for maatregel in maatregelen}
    zelf = [Onderwerp(f"{plan.slug}/", "Het plan zelf", plan.titel, _over_plan(plan))]
    for maatregel in bekend.values():
        maatregel.plan = plan
    delen = [
        Onderwerp(f"{plan.slug}/{rij.code}", str(rij), plan.titel, over(rij))
        for rij in bekend.values()
    ]
    return (zelf if met_plan else []) + delen, bekend


def _over_plan(plan: Plan) -> Q:
    om = over(plan)
    for lijnen in _bij_plan:
        om |= lijnen(plan)
    return om


def tel(spoor: Spoor) -> Telling:
    """What occurs, for the choices of a form. Two queries."""
    regels = spoor.regels.order_by()
    soorten = regels.values_list("soort").annotate(aantal=Count("pk")).order_by("soort")
    wie = dict(regels.values_list("door").annotate(aantal=Count("pk")))
    mensen = Gebruiker.objects.in_bulk([sleutel for sleutel in wie if sleutel is not None])
    namen = {str(sleutel): (str(mens), wie[sleutel]) for sleutel, mens in mensen.items()}
    systeem = {SYSTEEM: ("het systeem", wie[None])} if None in wie else {}
    return Telling(
        {soort: (soort.capitalize(), aantal) for soort, aantal in soorten},
        dict(sorted(namen.items(), key=lambda deel: deel[1][0].casefold())) | systeem,
    )


def zeef(spoor: Spoor, keuze: Zeef) -> Regels:
    """The lines that `keuze` asks for, newest first."""
    om = Q()
    if keuze.wie:
        om &= Q(door=None) if keuze.wie == SYSTEEM else Q(door=keuze.wie)
    if keuze.over:
        om &= {deel.sleutel: deel.om for deel in spoor.onderwerpen}[keuze.over]
    if keuze.soort:
        om &= Q(soort=keuze.soort)
    if keuze.van:
        om &= Q(moment__gte=kalender.begin_van(keuze.van))
    if keuze.tot:
        om &= Q(moment__lte=kalender.einde_van(keuze.tot))
    return spoor.regels.filter(om).nieuwste_eerst()


def bladzijde(spoor: Spoor, regels: Regels, nummer: str | None) -> Page[Any]:
    """A page of lines as dicts for the template. Two queries; one more where content is gone."""
    gevonden: Page[Any] = Paginator(regels, PER_PAGINA).get_page(nummer)
    rijen: list[Gebeurtenis] = list(gevonden)
    weg = [regel for regel in rijen if regel.inhoud is None]
    grond = gronden(spoor.gemeente_id) if weg else {}
    gevonden.object_list = [
        leesbaar(regel, grond.get(regel.volgnummer, ""), maatregel_van(regel, spoor))
        | _onderwerp(regel, spoor)
        for regel in rijen
    ]
    return gevonden


def gronden(gemeente_id: int) -> dict[int, str]:
    """Volgnummer of a line whose content was destroyed → on what ground, by whom, and which line
    tells so. One query."""
    vernietigd = Gebeurtenis.objects.filter(gemeente=gemeente_id, soort=VERNIETIGD)
    return {
        nummer: f"{regel.gegevens.get('reden', '')} (weggehaald op {moment(regel.moment)} door"
        f" {wie(regel)}, zie regel {regel.volgnummer})"
        for regel in vernietigd.select_related("door").order_by("volgnummer")
        for nummer in regel.gegevens.get("regels", ())
        if nummer < regel.volgnummer
    }


def velden(inhoud: Mapping[str, Any]) -> list[str]:
    """The fields that a line tells before or after of, in the order of the sheet."""
    genoemd = {*inhoud.get("voor", {}), *inhoud.get("na", {})} - {*_ELDERS}
    bekend = [veld for veld in VELDNAMEN if veld in genoemd]
    return bekend + sorted(genoemd - {*bekend})


def veldnaam(veld: str, lichtnamen: Mapping[str, str] | None = None) -> str:
    """What a reader calls a field; `lichtnamen` as `lichtnamen` gives them."""
    bekend = VELDNAMEN | dict(lichtnamen or {})
    return bekend.get(veld) or veld.replace("_", " ").capitalize()


def lichtnamen(regel: Gebeurtenis, maatregel: Maatregel | None) -> dict[str, str]:
    """How the plan of a measure calls the lights that a line about a stand tells of."""
    if maatregel is None or regel.soort != bewijs.SOORT:
        return {}
    return {rij["aspect"]: rij["naam"] for rij in maatregel.plan.aspecten}


def wie(regel: Gebeurtenis) -> str:
    """Who did it. Reads `door`: a query where that is not loaded."""
    return str(regel.door) if regel.door else "het systeem"


def waarde(veld: str, gegeven: Any) -> str:
    """A value before or after, as text; a list has a line for each."""
    if isinstance(gegeven, list):
        return "\n".join(map(str, gegeven))
    if gegeven is None:
        return ""
    toon = {"peildatum": datum, "reservekopie van": moment}.get(veld, str)
    try:
        return toon(gegeven)
    except ValueError:
        # A line of another kind tells it in words.
        return str(gegeven)


def leesbaar(regel: Gebeurtenis, grond: str, maatregel: Maatregel | None = None) -> dict[str, Any]:
    """A line in words; `grond` is why its content was destroyed, and `maatregel` (with its plan)
    what it is about. Reads `door`."""
    inhoud = regel.gegevens
    namen = lichtnamen(regel, maatregel)
    return {
        "volgnummer": regel.volgnummer,
        "moment": regel.moment,
        "wie": wie(regel),
        "namens": inhoud.get("na", {}).get("namens", ""),
        "wat": _wat(regel.soort, inhoud),
        "vernietigd": regel.inhoud is None,
        "grond": grond,
        "reden": inhoud.get("reden", ""),
        "heeft_eerder": bool(inhoud.get("voor")),
        "wijzigingen": [_wijziging(veld, inhoud, namen) for veld in velden(inhoud)],
        "kort_hash": regel.hash[:12],
    }


def _onderwerp(regel: Gebeurtenis, spoor: Spoor) -> dict[str, str]:
    """What the line is about, with the way there; nothing where the page says so already."""
    if not spoor.met_onderwerp:
        return {}
    maatregel = maatregel_van(regel, spoor)
    return {
        "onderwerp": regel.gegevens.get("onderwerp", "") or str(maatregel or ""),
        "onderwerp_url": maatregel.get_absolute_url() if maatregel else "",
    }


def maatregel_van(regel: Gebeurtenis, spoor: Spoor) -> Maatregel | None:
    """The measure a line is about, among those of this trail."""
    if regel.onderwerp_soort != Maatregel._meta.label_lower:
        return None
    return spoor.maatregelen.get(regel.onderwerp_id)


def _wijziging(veld: str, inhoud: Mapping[str, Any], namen: Mapping[str, str]) -> dict[str, Any]:
    voor, na = (inhoud.get(kant, {}).get(veld) for kant in ("voor", "na"))
    return {
        "veld": veldnaam(veld, namen),
        "voor": waarde(veld, voor),
        "na": waarde(veld, na),
        "is_licht": veld in LICHTEN,
        "is_lijst": isinstance(voor, list) and isinstance(na, list),
        "verschil": _verschil(voor, na),
    }


def _verschil(voor: Any, na: Any) -> list[Stuk]:
    """The difference where that reads better than before and after beside each other."""
    if isinstance(voor, list) and isinstance(na, list):
        return verschil_lijst([str(deel) for deel in voor], [str(deel) for deel in na])
    teksten = isinstance(voor, str) and isinstance(na, str) and voor and na
    if not teksten or max(len(voor), len(na)) <= _LANGE_TEKST:
        return []
    stukken = verschil(voor, na)
    # Of two texts with nothing in common there is no difference to show.
    return kort_in(stukken) if any(stuk.soort == Soort.GELIJK for stuk in stukken) else []


def _wat(soort: str, inhoud: Mapping[str, Any]) -> str:
    per = f", per {datum(inhoud['peildatum'])}" if inhoud.get("peildatum") else ""
    return f"{soort.capitalize()}{per}"
