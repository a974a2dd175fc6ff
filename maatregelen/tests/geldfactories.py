"""Dull, valid rows of money, on a blad of their own unless told otherwise."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from maatregelen.models import Blad
from maatregelen.tests import factories


class InvesteringFactory(factories.InvesteringFactory):
    """€ 1.000, once, in 2020. Give `plan` (and perhaps `thema`) for money that no blad has."""

    omschrijving = "Een training"
    aard = "incidenteel"
    van = date(2020, 1, 1)
    tot_en_met = date(2020, 12, 31)
    bedrag = Decimal(1000)
    per = factory.LazyAttribute(lambda zelf: "" if zelf.bedrag is None else "jaar")


class DekkingFactory(factories.DekkingFactory):
    """The same amount from the algemene reserve, decided."""

    omschrijving = "Een training"
    aard = "incidenteel"
    van = date(2020, 1, 1)
    tot_en_met = date(2020, 12, 31)
    bedrag = Decimal(1000)
    per = factory.LazyAttribute(lambda zelf: "" if zelf.bedrag is None else "jaar")
    bron = "algemene reserve"


VermeldingFactory = factories.VermeldingFactory


class BestedingFactory(factories.BestedingFactory):
    """Half of € 1.000 spent halfway 2020; what is committed is not known."""

    jaar = 2020
    peildatum = date(2020, 6, 30)
    begroot = Decimal(1000)
    uitgegeven = Decimal(500)


def zonder_bedrag(staat: str, **anders: Any) -> dict[str, Any]:
    """What a row needs that has no amount."""
    return {"staat": staat, "bedrag": None, **anders}


def vol_blad(blad: Blad) -> None:
    """All kinds of money that a blad can have; each could cost a query."""
    InvesteringFactory(blad=blad, alternatief_bedrag=Decimal(2000))
    InvesteringFactory(blad=blad, **zonder_bedrag("p.m."))
    InvesteringFactory(blad=blad, **zonder_bedrag("uren", uren_per_week=Decimal(8)))
    InvesteringFactory(blad=blad, per="onbekend", aanname="jaar")
    DekkingFactory(blad=blad)
    DekkingFactory(blad=blad, tot_en_met=date(2019, 12, 31), van=None)
    BestedingFactory(blad=blad)
