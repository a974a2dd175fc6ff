"""Checking a file in the exchange format: its shape by the JSON Schema, and its texts."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError as SchemaFout
from jsonschema.validators import extend

from jeugdhulp.clientnummer import WEIGERING, maskeer, vind_clientnummer
from maatregelen.domain.uitwisselen.bevinding import Bevinding, OngeldigPlanError
from maatregelen.domain.uitwisselen.velden import VELDEN
from maatregelen.domain.uitwisselen.verwijzingen import in_beleidsplan, in_plan

__all__ = [
    "Bevinding",
    "OngeldigPlanError",
    "controleer",
    "lees_json",
    "mag_weg",
    "schema",
    "sleutels_van",
]

VERSIE = 2


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    pad = settings.BASE_DIR / "docs" / "uitwisselformaat.schema.json"
    gelezen: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    return gelezen


@cache
def _toets() -> Draft202012Validator:
    streng = extend(Draft202012Validator, {"pattern": _patroon})
    return streng(schema(), format_checker=FormatChecker(["date"]))


def _patroon(toets: Any, patroon: str, waarde: Any, deel: Any) -> Iterator[SchemaFout]:
    """As JSON Schema means it: in Python a closing $ lets a new line at the end through."""
    if isinstance(waarde, str) and not re.search(re.sub(r"\$$", r"\\Z", patroon), waarde):
        yield SchemaFout(f"{waarde!r} past niet op {patroon!r}")


@cache
def sleutels_van(deel: str) -> tuple[str, ...]:
    """The keys of one kind of object, in the order of the format."""
    return tuple(schema()["$defs"][deel]["properties"])


def mag_weg(deel: str) -> frozenset[str]:
    """The keys of one kind of object that a file may leave out."""
    vorm = schema()["$defs"][deel]
    return frozenset(vorm["properties"]) - frozenset(vorm["required"])


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


def controleer(bestand: Any) -> list[Bevinding]:
    """All findings; [] when the file can be loaded. References only once the shape is right."""
    if isinstance(bestand, Mapping) and bestand.get("versie") == 1:
        return [Bevinding("versie", 1, VAN_VERSIE_1)]
    fouten = [deel for fout in _toets().iter_errors(bestand) for deel in _uit_schema(fout)]
    fouten += _teksten("", bestand)
    if fouten:
        # The schema comes at some places by two ways.
        eenmaal = {str(fout): fout for fout in fouten}.values()
        return sorted(eenmaal, key=lambda bevinding: bevinding.plek)
    kijk_na = in_plan if bestand["formaat"] == "plan" else in_beleidsplan
    return list(kijk_na(bestand))


VAN_VERSIE_1 = (
    "dit bestand is van versie 1, en deze toepassing leest alleen versie 2; zet het om zoals"
    " docs/uitwisselformaat.md zegt onder “Van versie 1 naar versie 2”"
)
# What cannot be stored or read: control signs (but new line and tab), halves of a sign, and the
# two that no XML can hold.
_ONLEESBAAR = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LANGSTE = 5000


# Amounts and figures: nine digits in one are no client number. The schema holds them to this form.
_GETALLEN = {veld[:-6] for velden in VELDEN.values() for veld in velden if veld.endswith(":getal")}
_GETAL = re.compile(r"-?[0-9]{1,13}\.[0-9]{2}")


def _is_getal(sleutel: str, waarde: object) -> bool:
    return sleutel in _GETALLEN and isinstance(waarde, str) and bool(_GETAL.fullmatch(waarde))


def _teksten(plek: str, deel: Any) -> Iterator[Bevinding]:
    """Faults in any text of the file, however deep."""
    if isinstance(deel, Mapping):
        for sleutel, waarde in deel.items():
            if vind_clientnummer(sleutel):
                yield Bevinding(f"{plek}.{sleutel}".lstrip("."), sleutel, WEIGERING)
            if not _is_getal(sleutel, waarde):
                yield from _teksten(f"{plek}.{sleutel}".lstrip("."), waarde)
    elif isinstance(deel, list):
        for nummer, waarde in enumerate(deel, start=1):
            yield from _teksten(f"{plek}[{nummer}]", waarde)
    elif isinstance(deel, str):
        yield from _tekst(plek, deel)


def _tekst(plek: str, tekst: str) -> Iterator[Bevinding]:
    if _ONLEESBAAR.search(tekst):
        yield Bevinding(plek, tekst, "hier staat een teken dat geen leesbaar teken is")
    if len(tekst) > _LANGSTE:
        yield Bevinding(plek, tekst, f"deze tekst is langer dan {_LANGSTE} tekens")
    if vind_clientnummer(tekst):
        yield Bevinding(plek, tekst, WEIGERING)


def _uit_schema(fout: SchemaFout) -> Iterator[Bevinding]:
    """What is wrong; where a value may also be null, what is wrong with it as it stands."""
    if fout.validator == "oneOf" and fout.context:
        for deel in fout.context:
            if deel.validator_value != "null":
                yield from _uit_schema(deel)
        return
    pad = fout.absolute_path
    plek = "".join(f"[{deel + 1}]" if isinstance(deel, int) else f".{deel}" for deel in pad)
    yield Bevinding(plek.lstrip(".") or "het bestand", fout.instance, _melding(fout))


def _melding(fout: SchemaFout) -> str:
    gevraagd = fout.validator_value
    meldingen = {
        "required": "hier ontbreekt een sleutel; vul aan wat het uitwisselformaat vraagt",
        "additionalProperties": "hier staat een sleutel die het uitwisselformaat niet kent",
        "unevaluatedProperties": "hier staat een sleutel die niet bij deze soort past",
        "enum": f"kies een van {', '.join(map(str, gevraagd))}" if fout.validator == "enum" else "",
        "type": f"dit moet van de soort {gevraagd} zijn",
        "pattern": f"dit is anders geschreven dan het uitwisselformaat vraagt{_uitleg(fout)}",
        # Only a moment may have more forms.
        "anyOf": "dit is geen dag, maand, kwartaal, half jaar of jaar; schrijf zoals 2019-Q2",
        "dependentRequired": f"{' en '.join(gevraagd)} horen bij elkaar; geef ze allebei, of geen"
        if fout.validator == "dependentRequired"
        else "",
        "format": "deze dag staat niet op de kalender",
        "const": f"hier moet {_leeg_of(gevraagd)} staan",
        "minimum": f"dit is minder dan {gevraagd}",
        "maximum": f"dit is meer dan {gevraagd}",
        "maxLength": f"dit is langer dan {gevraagd} tekens",
        "minItems": f"hier staat minder dan {gevraagd}",
        "uniqueItems": "hier staat twee keer hetzelfde",
    }
    return meldingen.get(str(fout.validator), "dit past niet in het uitwisselformaat")


def _uitleg(fout: SchemaFout) -> str:
    uitleg = fout.schema.get("description", "") if isinstance(fout.schema, Mapping) else ""
    return f": {uitleg.rstrip('.')}" if uitleg else ""


def _leeg_of(waarde: object) -> object:
    return "niets" if waarde == "" else waarde
