"""The light of a measure: what is shown, and what the rules compute. Pure.

Why is this light orange? `tonen` says which light is shown and what a person must explain; `tijd`,
`geld` and `resultaat` say what the rules make of the facts; `berekenen` puts those together.
"""

from maatregelen.stoplicht.berekenen import (
    Berekening,
    bereken,
    lees_feiten,
    schrijf_feiten,
)
from maatregelen.stoplicht.feiten import (
    Besluitregel,
    Drempels,
    Feit,
    Feiten,
    Geldfeiten,
    Meting,
    Oordeel,
    Reeks,
    Resultaatregel,
)
from maatregelen.stoplicht.tonen import (
    ASPECTEN,
    BETEKENIS,
    DEFINITIES,
    GEEN,
    LICHTEN,
    NIET_BIJGEWERKT,
    VOLGORDE,
    Lichten,
    beter_dan,
    is_bijgewerkt,
    reden_uit_oorzaak,
    toon,
    waarden,
    wat_ontbreekt,
)

__all__ = [
    "ASPECTEN",
    "BETEKENIS",
    "DEFINITIES",
    "GEEN",
    "LICHTEN",
    "NIET_BIJGEWERKT",
    "VOLGORDE",
    "Berekening",
    "Besluitregel",
    "Drempels",
    "Feit",
    "Feiten",
    "Geldfeiten",
    "Lichten",
    "Meting",
    "Oordeel",
    "Reeks",
    "Resultaatregel",
    "bereken",
    "beter_dan",
    "is_bijgewerkt",
    "lees_feiten",
    "reden_uit_oorzaak",
    "schrijf_feiten",
    "toon",
    "waarden",
    "wat_ontbreekt",
]
