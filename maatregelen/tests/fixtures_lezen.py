"""Read the plans in fixtures/ and count in them; shared by the fixture tests.

Pure: no database, no Django. What counts as one planregel, a datable line or a trekker
is decided here once, so that the tests of different gemeenten count alike.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

HOOFDMAP = Path(__file__).resolve().parents[2]
SCHEMA = HOOFDMAP / "docs" / "uitwisselformaat.schema.json"


def lees(slug: str, naam: str = "plan") -> dict[str, Any]:
    """Return a plan or beleidsplan of the gemeente `slug` as it stands in fixtures/<slug>/."""
    pad = HOOFDMAP / "fixtures" / slug / f"{naam}.json"
    return json.loads(pad.read_text(encoding="utf-8"))


def planregels(plan: dict[str, Any], uniek: bool) -> list[dict[str, Any]]:
    """Return all planning lines in sheet order.

    With `uniek` a line that points to its counterpart on another blad (`zelfde_als`) is
    left out, so that it counts once.
    """
    return [
        regel
        for maatregel in plan["maatregelen"]
        for blad in maatregel["bladen"]
        for regel in blad["planning"]
        if not (uniek and regel["zelfde_als"])
    ]


def per_kwartaal(regels: list[dict[str, Any]]) -> dict[str, int]:
    """Count the lines that stand in exactly one quarter, in order of time."""
    telling = Counter(
        regel["periode"]["wanneer"] for regel in regels if regel["periode"]["soort"] == "kwartaal"
    )
    return dict(sorted(telling.items()))


def trekkers(plan: dict[str, Any]) -> dict[str, list[str]]:
    """Return per named person the sorted codes of the maatregelen they are trekker of.

    Functions, vacancies and organisaties are left out. A person who is trekker of two
    parts of one maatregel has its code once. Codes sort as people read them: 2.9 before 2.10.
    """
    namen = {
        persoon["sleutel"]: persoon["naam"]
        for persoon in plan["personen"]
        if persoon["soort"] == "persoon"
    }
    codes: dict[str, set[str]] = {}
    for maatregel in plan["maatregelen"]:
        for betrokkene in maatregel["betrokkenen"]:
            if betrokkene["rol"] == "trekker" and betrokkene["wie"] in namen:
                codes.setdefault(namen[betrokkene["wie"]], set()).add(maatregel["code"])
    return {naam: sorted(codes[naam], key=_code_op_volgorde) for naam in sorted(codes)}


def valideer(plan: dict[str, Any]) -> None:
    """Raise jsonschema.ValidationError when the plan does not follow the exchange format."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(plan)


def losse_verwijzingen(plan: dict[str, Any]) -> list[str]:
    """Return what is named in the plan but not described in it; the schema cannot see that."""
    wie = {rij["sleutel"] for rij in plan["personen"] + plan["organisaties"]} | {None}
    themas = {thema["code"] for thema in plan["themas"]}
    clusters = {cluster["code"] for cluster in plan["clusters"]} | {None}
    regels = {regel["sleutel"] for regel in planregels(plan, uniek=False)} | {None}
    kop, maatregelen = plan["plan"], plan["maatregelen"]

    genoemd = {kop["voorzitter"], kop["samensteller"], kop["opdrachtgever"]}
    genoemd |= {rij["wie"] for rij in kop["projectrollen"]}
    genoemd |= {b["wie"] for maatregel in maatregelen for b in maatregel["betrokkenen"]}
    los = genoemd - wie
    los |= {maatregel["thema"] for maatregel in maatregelen} - themas
    los |= {blad["cluster"] for maatregel in maatregelen for blad in maatregel["bladen"]} - clusters
    los |= {regel["zelfde_als"] for regel in planregels(plan, uniek=False)} - regels
    return sorted(los)


def _code_op_volgorde(code: str) -> list[tuple[int, str]]:
    """Sort 2.9 before 2.10 and 1a before 1b."""
    return [(int(deel), "") if deel.isdigit() else (0, deel) for deel in code.split(".")]


def geldregels(plan: dict[str, Any], soort: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of `soort` ("investeringen" or "dekking") with the place they count at.

    The place is "plan", "thema/<code>" or "<maatregel>/<cluster>", "-" without a cluster.
    """
    plekken = [("plan", plan["plan"])]
    plekken += [(f"thema/{thema['code']}", thema) for thema in plan["themas"]]
    plekken += _bladen(plan)
    return [(plek, rij) for plek, houder in plekken for rij in houder[soort]]


def vermeldingen(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """Return per vermelding the blad that mentions, and the key of the row it mentions."""
    return [(plek, v["sleutel"]) for plek, blad in _bladen(plan) for v in blad["vermeldingen"]]


def per_jaar(plan: dict[str, Any], soort: str, jaren: Iterable[int]) -> dict[int, Decimal]:
    """Return the euros of `soort` per year; only rows with staat bedrag that name a begin.

    An amount for the whole period is spread evenly over its years. An amount of which that is
    unknown counts as its `aanname` says.
    """
    rijen = [rij for _, rij in geldregels(plan, soort) if rij["staat"] == "bedrag"]
    return {jaar: sum((_in_jaar(rij, jaar) for rij in rijen), Decimal(0)) for jaar in jaren}


def uren_per_week(plan: dict[str, Any], kwartaal: str, werkweek: int = 36) -> Decimal:
    """Return the hours per week of the investeringen that run in this quarter (2019-Q3).

    Rows without a begin are left out. Only fte named: that part of a `werkweek` in hours.
    """
    totaal = Decimal(0)
    for _, rij in geldregels(plan, "investeringen"):
        if rij["staat"] == "uren" and rij["van"] and _loopt_in(rij, kwartaal):
            totaal += Decimal(rij["uren_per_week"] or Decimal(rij["fte"]) * werkweek)
    return totaal


def _bladen(plan: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every blad with its place."""
    return [
        (f"{maatregel['code']}/{blad['cluster'] or '-'}", blad)
        for maatregel in plan["maatregelen"]
        for blad in maatregel["bladen"]
    ]


def _in_jaar(rij: dict[str, Any], jaar: int) -> Decimal:
    """Return what an amount row adds to one year; structural money without an end runs on."""
    if rij["van"] is None:
        return Decimal(0)
    begin = int(rij["van"][:4])
    einde = int(rij["tot_en_met"][:4]) if rij["tot_en_met"] else None
    if einde is None and rij["aard"] != "structureel":
        einde = begin
    if jaar < begin or (einde is not None and jaar > einde):
        return Decimal(0)
    per = rij["aanname"] or rij["per"]
    delen = einde - begin + 1 if per == "totaal" and einde is not None else 1
    return Decimal(rij["bedrag"]) / delen


def _loopt_in(rij: dict[str, Any], kwartaal: str) -> bool:
    """Return whether a row with years or quarters as its period runs in this quarter."""
    van = rij["van"] if "Q" in rij["van"] else f"{rij['van']}-Q1"
    tot = rij["tot_en_met"] or "9999"
    return van <= kwartaal <= (tot if "Q" in tot else f"{tot}-Q4")


def lees_voorbeeld() -> dict[str, Any]:
    """Return the invented plan that docs/uitwisselformaat.md ends with."""
    uitleg = (HOOFDMAP / "docs" / "uitwisselformaat.md").read_text(encoding="utf-8")
    (voorbeeld,) = re.findall(r"```json\n(.*?)```", uitleg, re.DOTALL)
    return json.loads(voorbeeld)
