"""What an exchange file refers to: everything it names stands in it, once. Pure.

The beleidsplan of a plan, its goals and its predecessor are in the database: see `laden`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from maatregelen.domain.uitwisselen import rijcontrole
from maatregelen.domain.uitwisselen.bevinding import Bevinding, Json

_NERGENS = "dit verwijst naar iets dat niet in het bestand staat"


@dataclass(frozen=True)
class _Bekend:
    """What there is to refer to. `geld` says per key on which sheet ("" elsewhere) it stands."""

    personen: set[str]
    organisaties: set[str]
    themas: set[str] = field(default_factory=set)
    clusters: set[str] = field(default_factory=set)
    maatregelen: set[str] = field(default_factory=set)
    geld: dict[str, tuple[str, str | None] | None] = field(default_factory=dict)
    regels: Counter[str] = field(default_factory=Counter)

    @property
    def wie(self) -> set[str]:
        return self.personen | self.organisaties


def in_plan(bestand: Json) -> Iterator[Bevinding]:
    """What a plan refers to in vain, holds twice, or says against itself."""
    bekend = _Bekend(
        **_mensen(bestand),
        themas={rij["code"] for rij in bestand["themas"]},
        clusters={rij["code"] for rij in bestand["clusters"]},
        maatregelen={rij["code"] for rij in bestand["maatregelen"]},
        geld=_geldplaatsen(bestand),
        regels=Counter(regel["sleutel"] for regel in _regels(bestand)),
    )
    for soort in ("themas", "clusters", "maatregelen"):
        yield from _dubbel(soort, [rij["code"] for rij in bestand[soort]])
    yield from _dubbele_mensen(bestand)
    yield from _dubbel("geld", [rij["sleutel"] for _, _, rij in _geld(bestand)])
    yield from _plan(bestand["plan"], bekend)
    for _, plek, rij in _geld(bestand):
        yield from rijcontrole.geldregel(f"{plek} {rij['sleutel']}", rij)
    for maatregel in bestand["maatregelen"]:
        yield from _maatregel(maatregel, bekend)
        if maatregel["doelen"] and bestand["plan"]["beleidsplan"] is None:
            melding = "zeg in plan.beleidsplan van welk beleidsplan deze doelen zijn"
            yield Bevinding(f"maatregel {maatregel['code']}, doelen", None, melding)


def in_beleidsplan(bestand: Json) -> Iterator[Bevinding]:
    """What a beleidsplan refers to in vain, holds twice, or says against itself."""
    bekend = _Bekend(**_mensen(bestand))
    yield from _dubbele_mensen(bestand)
    yield from _dubbel("doelen", [rij["code"] for rij in bestand["doelen"]])
    yield from rijcontrole.looptijd("beleidsplan", bestand["beleidsplan"])
    yield from _geheel("beleidsplan", bestand["beleidsplan"], bekend)
    eerder: set[str] = set()
    for doel in bestand["doelen"]:
        plek = f"doel {doel['code']}"
        if doel["ouder"] is not None and doel["ouder"] not in eerder:
            melding = "zet het doel erboven eerst, in hetzelfde bestand"
            yield Bevinding(f"{plek}, ouder", doel["ouder"], melding)
        eerder.add(doel["code"])
        yield from _per_rij(plek, "resultaat", doel["resultaten"], rijcontrole.resultaat)
        yield from _eigenaren(plek, doel["risicos"], bekend)


def _mensen(bestand: Json) -> dict[str, Any]:
    return {
        soort: {rij["sleutel"] for rij in bestand[soort]} for soort in ("personen", "organisaties")
    }


def _dubbele_mensen(bestand: Json) -> Iterator[Bevinding]:
    sleutels = [rij["sleutel"] for soort in ("personen", "organisaties") for rij in bestand[soort]]
    yield from _dubbel("personen en organisaties", sleutels)
    for soort in ("personen", "organisaties"):
        yield from _dubbel(f"{soort}, naam", [rij["naam"] for rij in bestand[soort]])


def _geld(bestand: Json) -> Iterator[tuple[tuple[str, str | None] | None, str, Json]]:
    """Every row of money with the sheet it counts on (None: on none) and where that is."""
    plaatsen: list[tuple[tuple[str, str | None] | None, str, Json]] = [
        (None, "plan", bestand["plan"])
    ]
    plaatsen += [(None, f"thema {thema['code']}", thema) for thema in bestand["themas"]]
    plaatsen += [
        ((maatregel["code"], blad["cluster"]), f"maatregel {maatregel['code']}", blad)
        for maatregel in bestand["maatregelen"]
        for blad in maatregel["bladen"]
    ]
    for blad, plek, houder in plaatsen:
        for soort, lijst in (("investering", "investeringen"), ("dekking", "dekking")):
            for rij in houder[lijst]:
                yield blad, f"{plek}, {soort}", rij


def _geldplaatsen(bestand: Json) -> dict[str, tuple[str, str | None] | None]:
    return {rij["sleutel"]: blad for blad, _, rij in _geld(bestand)}


def _regels(bestand: Json) -> Iterator[Json]:
    for maatregel in bestand["maatregelen"]:
        for blad in maatregel["bladen"]:
            yield from blad["planning"]


def _plan(plan: Json, bekend: _Bekend) -> Iterator[Bevinding]:
    yield from rijcontrole.looptijd("plan", plan)
    for rol in ("voorzitter", "samensteller", "opdrachtgever"):
        yield from _onbekend(f"plan.{rol}", [plan[rol]], bekend.personen)
    rollen = plan["projectrollen"]
    yield from _onbekend("plan.projectrollen, wie", _veld(rollen, "wie"), bekend.wie)
    yield from _onbekend("plan.projectrollen, thema", _veld(rollen, "thema"), bekend.themas)
    yield from _onbekend(
        "plan.vervallen, maatregel", _veld(plan["vervallen"], "maatregel"), bekend.maatregelen
    )
    yield from _dubbel("plan.bladvelden", _veld(plan["bladvelden"], "veld"))
    yield from _dubbel("plan.aspecten", _veld(plan.get("aspecten", []), "aspect"))
    yield from _geheel("plan", plan, bekend)


def _geheel(plek: str, geheel: Json, bekend: _Bekend) -> Iterator[Bevinding]:
    """What a plan and a beleidsplan have in common."""
    vastgesteld = [(rij["versie"], rij["orgaan"]) for rij in geheel["vaststellingen"]]
    yield from _dubbel(f"{plek}.vaststellingen", vastgesteld)
    yield from _eigenaren(plek, geheel["risicos"], bekend)
    yield from _per_rij(plek, "besluitmoment", geheel["besluitmomenten"], rijcontrole.besluitmoment)
    yield from _per_rij(plek, "contextcijfer", geheel["contextcijfers"], rijcontrole.contextcijfer)
    for rij in geheel["besluitmomenten"]:
        if rij["regel"] is not None:
            melding = "een regel hoort bij een maatregel; zet het besluit daar"
            yield Bevinding(f"{plek}.besluitmomenten, regel", rij["regel"], melding)


def _maatregel(maatregel: Json, bekend: _Bekend) -> Iterator[Bevinding]:
    plek = f"maatregel {maatregel['code']}"
    yield from _onbekend(f"{plek}, thema", [maatregel["thema"]], bekend.themas)
    yield from _onbekend(f"{plek}, wie", _veld(maatregel["betrokkenen"], "wie"), bekend.wie)
    for nummer, rij in enumerate(maatregel["betrokkenen"], start=1):
        yield from rijcontrole.dagen(f"{plek}, betrokkene {nummer}", rij)
    yield from _bladen(plek, maatregel, bekend)
    yield from _doelen(plek, maatregel["doelen"])
    yield from _samenhang(plek, maatregel, bekend)
    yield from _eigenaren(plek, maatregel["risicos"], bekend)
    for soort, lijst, toets in (
        ("resultaat", "resultaten", rijcontrole.resultaat),
        ("besluitmoment", "besluitmomenten", rijcontrole.besluitmoment),
        ("contextcijfer", "contextcijfers", rijcontrole.contextcijfer),
        ("besparing", "besparingen", rijcontrole.besparing),
    ):
        yield from _per_rij(plek, soort, maatregel[lijst], toets)
    yield from _dubbel(f"{plek}, besparingen, jaar", _veld(maatregel["besparingen"], "jaar"))
    eigen = {regel["sleutel"] for blad in maatregel["bladen"] for regel in blad["planning"]}
    for rij in maatregel["besluitmomenten"]:
        if rij["regel"] is not None and rij["regel"] not in eigen:
            melding = "dit is geen regel van de planning van deze maatregel"
            yield Bevinding(f"{plek}, besluitmoment, regel", rij["regel"], melding)
    yield from rijcontrole.standen(plek, maatregel)
    einden = [einde for stand in maatregel["standen"] for einde in stand["open_einden"]]
    yield from _onbekend(
        f"{plek}, open einde, eigenaar", _veld(einden, "eigenaar"), bekend.personen
    )


def _bladen(plek: str, maatregel: Json, bekend: _Bekend) -> Iterator[Bevinding]:
    clusters = _veld(maatregel["bladen"], "cluster")
    yield from _onbekend(f"{plek}, cluster", clusters, bekend.clusters)
    for cluster, aantal in Counter(clusters).items():
        if aantal > 1:
            yield Bevinding(f"{plek}, bladen", cluster, "dit cluster heeft al een blad")
    for nummer, blad in enumerate(maatregel["bladen"]):
        yield from _planning(plek, maatregel["bladen"], nummer, bekend)
        yield from _vermeldingen(plek, (maatregel["code"], blad["cluster"]), blad, bekend)
        keren = [f"{rij['jaar']} per {rij['peildatum']}" for rij in blad["bestedingen"]]
        yield from _dubbel(f"{plek}, bestedingen", keren)


def _planning(plek: str, bladen: list[Json], nummer: int, bekend: _Bekend) -> Iterator[Bevinding]:
    elders = {
        regel["sleutel"]: regel
        for ander, blad in enumerate(bladen)
        if ander != nummer
        for regel in blad["planning"]
    }
    for regel in bladen[nummer]["planning"]:
        yield from rijcontrole.planningsregel(f"{plek}, regel {regel['sleutel']}", regel)
        if bekend.regels[regel["sleutel"]] > 1:
            yield Bevinding(plek, regel["sleutel"], "deze sleutel komt vaker dan één keer voor")
        zelfde = regel["zelfde_als"]
        yield from _onbekend(f"{plek}, zelfde_als", [zelfde], set(bekend.regels))
        if zelfde in bekend.regels and (zelfde not in elders or elders[zelfde]["zelfde_als"]):
            melding = "verwijs naar de eerste keer dat de regel er staat: op een ander blad"
            yield Bevinding(f"{plek}, zelfde_als", zelfde, f"{melding} van deze maatregel")


def _vermeldingen(
    plek: str, hier: tuple[str, str | None], blad: Json, bekend: _Bekend
) -> Iterator[Bevinding]:
    genoemd = _veld(blad["vermeldingen"], "sleutel")
    yield from _onbekend(f"{plek}, vermelding", genoemd, set(bekend.geld))
    yield from _dubbel(f"{plek}, vermelding", genoemd)
    for sleutel in genoemd:
        if sleutel in bekend.geld and bekend.geld[sleutel] == hier:
            yield Bevinding(f"{plek}, vermelding", sleutel, "dit geld telt al op dit blad")


def _doelen(plek: str, koppelingen: list[Json]) -> Iterator[Bevinding]:
    yield from _dubbel(f"{plek}, doelen", _veld(koppelingen, "doel"))
    primair = [rij["doel"] for rij in koppelingen if rij["primair"]]
    if len(primair) > 1:
        yield Bevinding(f"{plek}, doelen, primair", primair, "hooguit één doel is primair")


def _samenhang(plek: str, maatregel: Json, bekend: _Bekend) -> Iterator[Bevinding]:
    rijen = maatregel["samenhang"]
    for veld, soort in (
        ("maatregel", bekend.maatregelen),
        ("thema", bekend.themas),
        ("organisatie", bekend.organisaties),
    ):
        yield from _onbekend(f"{plek}, samenhang, {veld}", _veld(rijen, veld), soort)
    for nummer, rij in enumerate(rijen, start=1):
        hier = f"{plek}, samenhang {nummer}"
        gevuld = [veld for veld in ("maatregel", "thema", "organisatie", "buiten") if rij[veld]]
        if len(gevuld) != 1:
            melding = "vul één van maatregel, thema, organisatie en buiten in"
            yield Bevinding(hier, gevuld, melding)
        if rij["maatregel"] == maatregel["code"]:
            yield Bevinding(hier, rij["maatregel"], "een maatregel hangt niet met zichzelf samen")
        yield from rijcontrole.periode(hier, rij["periode"])


def _eigenaren(plek: str, risicos: list[Json], bekend: _Bekend) -> Iterator[Bevinding]:
    yield from _onbekend(f"{plek}, risico, eigenaar", _veld(risicos, "eigenaar"), bekend.personen)


def _per_rij(plek: str, soort: str, rijen: list[Json], toets: Any) -> Iterator[Bevinding]:
    for nummer, rij in enumerate(rijen, start=1):
        yield from toets(f"{plek}, {soort} {nummer}", rij)


def _veld(rijen: Iterable[Json], veld: str) -> list[Any]:
    return [rij[veld] for rij in rijen]


def _onbekend(plek: str, gevraagd: Iterable[str | None], bekend: set[str]) -> Iterator[Bevinding]:
    for waarde in gevraagd:
        if waarde is not None and waarde not in bekend:
            yield Bevinding(plek, waarde, _NERGENS)


def _dubbel(plek: str, waarden: Iterable[Any]) -> Iterator[Bevinding]:
    for waarde, aantal in Counter(waarden).items():
        if aantal > 1 and waarde is not None:
            yield Bevinding(plek, waarde, f"dit komt {aantal} keer voor; het moet uniek zijn")
