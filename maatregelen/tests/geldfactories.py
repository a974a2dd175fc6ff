"""Dull, valid rows of money, on a blad of their own unless told otherwise."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import GevolgdFactory
from maatregelen.models import Besteding, Blad, Dekking, Investering, Vermelding
from maatregelen.tests.factories import BladFactory


class InvesteringFactory(GevolgdFactory):
    """€ 1.000, once, in 2020. Give `plan` (and perhaps `thema`) for money that no blad has."""

    class Meta:
        model = Investering

    blad = factory.SubFactory(BladFactory)
    plan = factory.LazyAttribute(lambda zelf: zelf.blad.maatregel.plan)
    omschrijving = "Een training"
    aard = "incidenteel"
    van = date(2020, 1, 1)
    tot_en_met = date(2020, 12, 31)
    staat = "bedrag"
    bedrag = Decimal(1000)
    per = factory.LazyAttribute(lambda zelf: "" if zelf.bedrag is None else "jaar")

    @classmethod
    def gemeente_van(cls, rij: Any) -> Gemeente:
        return rij.plan.gemeente


class DekkingFactory(InvesteringFactory):
    """The same amount from the algemene reserve, decided."""

    class Meta:
        model = Dekking

    bron = "algemene reserve"
    status = "besloten"


class VermeldingFactory(GevolgdFactory):
    """Needs the investering or dekking that is mentioned, and the blad that does so."""

    class Meta:
        model = Vermelding

    @classmethod
    def gemeente_van(cls, rij: Vermelding) -> Gemeente:
        return rij.blad.maatregel.plan.gemeente


class BestedingFactory(GevolgdFactory):
    """Half of € 1.000 spent halfway 2020; what is committed is not known."""

    class Meta:
        model = Besteding

    blad = factory.SubFactory(BladFactory)
    jaar = 2020
    peildatum = date(2020, 6, 30)
    begroot = Decimal(1000)
    uitgegeven = Decimal(500)

    @classmethod
    def gemeente_van(cls, rij: Besteding) -> Gemeente:
        return rij.blad.maatregel.plan.gemeente


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
