"""Loading what more than one thing has: money, results, risks, decisions, figures."""

from typing import Any

from django.db import models

from jeugdhulp.kalender import Periode
from maatregelen.domain.uitwisselen.bevinding import Json
from maatregelen.domain.uitwisselen.lading import Lading
from maatregelen.domain.uitwisselen.velden import als_kolommen
from maatregelen.models import (
    Besluitmoment,
    Contextcijfer,
    Dekking,
    Investering,
    Resultaat,
    Risico,
    Vaststelling,
)
from maatregelen.models.periode import periode_kolommen

# The columns that say what a row is of, such as {"plan": plan, "maatregel": maatregel}.
Waarvan = dict[str, models.Model]


def lees_periode(gegevens: Json | None) -> dict[str, Any]:
    """The columns of a period of the file."""
    return periode_kolommen(None if gegevens is None else Periode.uit_uitwisseling(gegevens))


def maak_geld(lading: Lading, houder: Json, waarvan: Waarvan) -> None:
    """The investeringen and dekking of a plan, theme or sheet."""
    for soort, lijst, model in (
        ("investering", "investeringen", Investering),
        ("dekking", "dekking", Dekking),
    ):
        for nummer, rij in enumerate(houder[lijst]):
            sleutel = rij["sleutel"]
            geld = model(**waarvan, volgorde=nummer, **als_kolommen(soort, rij))
            if lading.probeer(f"{soort} {sleutel}", geld):
                lading.geld[sleutel] = geld


def maak_vaststellingen(lading: Lading, geheel: Json, waarvan: Waarvan) -> None:
    """The decisions on versions of a plan or beleidsplan."""
    for nummer, rij in enumerate(geheel["vaststellingen"], start=1):
        besluit = Vaststelling(**waarvan, **als_kolommen("vaststelling", rij))
        lading.probeer(f"vaststelling {nummer}", besluit)


def maak_resultaten(lading: Lading, houder: Json, waarvan: Waarvan) -> None:
    """The results of a measure or goal."""
    for nummer, rij in enumerate(houder["resultaten"]):
        resultaat = Resultaat(**waarvan, volgorde=nummer, **als_kolommen("resultaat", rij))
        lading.probeer(f"resultaat {nummer + 1}", resultaat)


def maak_risicos(lading: Lading, houder: Json, waarvan: Waarvan) -> None:
    """The risks of a plan, beleidsplan, measure or goal."""
    for nummer, rij in enumerate(houder["risicos"]):
        eigenaar = lading.personen.get(rij["eigenaar"])
        kolommen = als_kolommen("risico", rij)
        risico = Risico(**waarvan, eigenaar=eigenaar, volgorde=nummer, **kolommen)
        lading.probeer(f"risico {nummer + 1}", risico)


def maak_besluitmomenten(lading: Lading, houder: Json, waarvan: Waarvan) -> None:
    """The decisions and advices that a plan, beleidsplan or measure needs."""
    for nummer, rij in enumerate(houder["besluitmomenten"]):
        moment = Besluitmoment(
            **waarvan,
            mijlpaal=lading.mijlpalen.get(rij["regel"]),
            volgorde=nummer,
            **lees_periode(rij["verwacht"]),
            **als_kolommen("besluitmoment", rij),
        )
        lading.probeer(f"besluitmoment {nummer + 1}", moment)


def maak_contextcijfers(lading: Lading, houder: Json, waarvan: Waarvan) -> None:
    """The figures that a plan, beleidsplan or measure names."""
    for nummer, rij in enumerate(houder["contextcijfers"]):
        cijfer = Contextcijfer(**waarvan, volgorde=nummer, **als_kolommen("contextcijfer", rij))
        lading.probeer(f"contextcijfer {nummer + 1}", cijfer)
