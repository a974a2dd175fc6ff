"""Checking a file in the exchange format: its shape by the JSON Schema, its references by hand."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError as SchemaFout

from jeugdhulp.clientnummer import MASKER, WEIGERING, maskeer, vind_clientnummer
from jeugdhulp.kalender import Periode

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Bevinding:
    """Something wrong in a file: where, what was read, and what to do.

    A client number is masked, and what stood around it, which may be a name, is not repeated:
    what is told here may be copied into a mail or a log.
    """

    plek: str
    waarde: Any
    melding: str

    def __str__(self) -> str:
        getoond = json.dumps(self.waarde, ensure_ascii=False, default=str)
        if vind_clientnummer(getoond):
            getoond = MASKER
        return f"{maskeer(self.plek)}: {maskeer(self.melding)} (er staat {getoond[:80]})"


class OngeldigPlanError(Exception):
    """A file that cannot be loaded; `bevindingen` says all that is wrong with it."""

    def __init__(self, bevindingen: list[Bevinding]):
        super().__init__("\n".join(str(bevinding) for bevinding in bevindingen))
        self.bevindingen = bevindingen


@cache
def _schema() -> Draft202012Validator:
    pad = settings.BASE_DIR / "docs" / "uitwisselformaat.schema.json"
    return Draft202012Validator(
        json.loads(pad.read_text(encoding="utf-8")), format_checker=FormatChecker(["date"])
    )


def lees_json(tekst: str) -> Any:
    """The value of a JSON text; ValueError, in Dutch, when a key stands twice in one object."""

    def zonder_dubbele(paren: list[tuple[str, Any]]) -> dict[str, Any]:
        for sleutel, aantal in Counter(sleutel for sleutel, _ in paren).items():
            if aantal > 1:
                raise ValueError(
                    f"de sleutel “{maskeer(sleutel)}” staat twee keer in één onderdeel"
                )
        return dict(paren)

    return json.loads(tekst, object_pairs_hook=zonder_dubbele)


def controleer(bestand: Json) -> list[Bevinding]:
    """All findings; [] when the file can be loaded. References only once the shape is right."""
    fouten = [_uit_schema(fout) for fout in _schema().iter_errors(bestand)]
    fouten += _teksten("", bestand)
    return sorted(fouten, key=lambda bevinding: bevinding.plek) or list(_verwijzingen(bestand))


# What cannot be stored or read: control signs (but new line and tab) and halves of a sign.
_ONLEESBAAR = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LANGSTE = 5000


def _teksten(plek: str, deel: Any) -> Iterator[Bevinding]:
    """Faults in any text of the file, however deep."""
    if isinstance(deel, Mapping):
        for sleutel, waarde in deel.items():
            if vind_clientnummer(sleutel):
                yield Bevinding(f"{plek}.{sleutel}".lstrip("."), sleutel, WEIGERING)
            yield from _teksten(f"{plek}.{sleutel}".lstrip("."), waarde)
    elif isinstance(deel, list):
        for nummer, waarde in enumerate(deel, start=1):
            yield from _teksten(f"{plek}[{nummer}]", waarde)
    elif isinstance(deel, str):
        if _ONLEESBAAR.search(deel):
            yield Bevinding(plek, deel, "hier staat een teken dat geen leesbaar teken is")
        if len(deel) > _LANGSTE:
            yield Bevinding(plek, deel, f"deze tekst is langer dan {_LANGSTE} tekens")
        if vind_clientnummer(deel):
            yield Bevinding(plek, deel, WEIGERING)


def _uit_schema(fout: SchemaFout) -> Bevinding:
    plek = "".join(f"[{deel + 1}]" if isinstance(deel, int) else f".{deel}" for deel in fout.path)
    meldingen = {
        "required": "hier ontbreekt een sleutel; vul aan wat het uitwisselformaat vraagt",
        "additionalProperties": "hier staat een sleutel die het uitwisselformaat niet kent",
        "enum": f"kies een van {', '.join(map(str, fout.validator_value))}"
        if fout.validator == "enum"
        else "",
        "type": f"dit moet van de soort {fout.validator_value} zijn",
        "pattern": "dit is anders geschreven dan het uitwisselformaat vraagt",
        "format": "deze dag staat niet op de kalender",
        "const": f"hier moet {fout.validator_value} staan",
    }
    melding = meldingen.get(str(fout.validator), "dit past niet in het uitwisselformaat")
    return Bevinding(plek.lstrip(".") or "het bestand", fout.instance, melding)


def _verwijzingen(bestand: Json) -> Iterator[Bevinding]:
    wie = {rij["sleutel"] for soort in ("personen", "organisaties") for rij in bestand[soort]}
    personen = {rij["sleutel"] for rij in bestand["personen"]}
    for rol in ("voorzitter", "samensteller", "opdrachtgever"):
        yield from _onbekend(f"plan.{rol}", [bestand["plan"][rol]], personen)
    for soort, veld in (("themas", "code"), ("clusters", "code"), ("maatregelen", "code")):
        yield from _dubbel(soort, [rij[veld] for rij in bestand[soort]])
    yield from _dubbel(
        "personen en organisaties",
        [rij["sleutel"] for soort in ("personen", "organisaties") for rij in bestand[soort]],
    )
    for soort in ("personen", "organisaties"):
        yield from _dubbel(f"{soort}, naam", [rij["naam"] for rij in bestand[soort]])
    themas = {rij["code"] for rij in bestand["themas"]}
    clusters = {rij["code"] for rij in bestand["clusters"]}
    regels: set[str] = set()
    for maatregel in bestand["maatregelen"]:
        plek = f"maatregel {maatregel['code']}"
        yield from _onbekend(f"{plek}, thema", [maatregel["thema"]], themas)
        yield from _onbekend(f"{plek}, wie", [rij["wie"] for rij in maatregel["betrokkenen"]], wie)
        yield from _onbekend(
            f"{plek}, cluster", [blad["cluster"] for blad in maatregel["bladen"]], clusters
        )
        yield from _planning(plek, maatregel, regels)


def _planning(plek: str, maatregel: Json, eerder: set[str]) -> Iterator[Bevinding]:
    for blad in maatregel["bladen"]:
        for regel in blad["planning"]:
            yield from _onbekend(f"{plek}, zelfde_als", [regel["zelfde_als"]], eerder)
            if regel["sleutel"] in eerder:
                yield Bevinding(plek, regel["sleutel"], "deze sleutel komt twee keer voor")
            eerder.add(regel["sleutel"])
            try:
                Periode.uit_uitwisseling(regel["periode"])
            except ValueError as fout:
                yield Bevinding(f"{plek}, regel {regel['sleutel']}", regel["periode"], str(fout))


def _onbekend(plek: str, gevraagd: Iterable[str | None], bekend: set[str]) -> Iterator[Bevinding]:
    for waarde in gevraagd:
        if waarde is not None and waarde not in bekend:
            yield Bevinding(plek, waarde, "dit verwijst naar iets dat niet in het bestand staat")


def _dubbel(plek: str, waarden: Iterable[str]) -> Iterator[Bevinding]:
    for waarde, aantal in Counter(waarden).items():
        if aantal > 1:
            yield Bevinding(plek, waarde, f"dit komt {aantal} keer voor; het moet uniek zijn")
