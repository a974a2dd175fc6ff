"""Reports frozen by the one function, with stand-ins for what gathers and renders: dull, quick."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.models import Gebruiker, Ketenkop
from maatregelen.models import Plan
from rapportage.choices import Stap
from rapportage.domain import opmaken, samenstellen, versies
from rapportage.models import Rapportage, Rapportversie
from rapportage.pdf import controle
from rapportage.pdf.maken import Bijlage
from rapportage.tests.factories import RapportageFactory, blok_van, gegevens_van
from rapportage.tests.rapporten import schrijf

DAG = date(2024, 4, 1)
TABEL = [["code", "licht", "aantal"], ["1a", "=groen", 3], ["1b", None, 0]]
# In the order in which they are made.
MAKERS = ("tabellen", "als_pdf", "controleer_pdf", "als_web")


def maak_rapportage(plan: Plan, **anders: Any) -> Rapportage:
    """A concept with the texts that no report can do without."""
    nummer = Rapportage.objects.count() + 1
    rij: Rapportage = RapportageFactory(
        **{"plan": plan, "nummer": nummer, "peildatum": DAG} | anders
    )
    schrijf(rij, "inleiding", "Dit is het eerste rapport.")
    schrijf(rij, "samenvatting", "Het gaat goed.")
    return rij


def _stel_samen(
    rapportage: Rapportage, *, versie: int | None = None, reden: str = "", **rest: Any
) -> dict[str, Any]:
    kop = Ketenkop.objects.get(gemeente=rapportage.gemeente)
    gegevens: dict[str, Any] = gegevens_van(
        rapportage,
        versie=versie,
        reden=reden,
        vervangt=versie - 1 if versie and versie > 1 else None,
        kop={"volgnummer": kop.volgnummer, "hash": kop.hash},
        opgesteld_door=rest["opgesteld_door"],
        blokken=[blok_van(blok.soort, blok.tekst) for blok in rapportage.blokken.order_by("soort")],
    )
    return gegevens


def _woorden(gegevens: Mapping[str, Any]) -> str:
    teksten = " ".join(blok["teksten"][0]["tekst"] for blok in gegevens["blokken"])
    return f"versie {gegevens['versie']} van {gegevens['titel']}: {teksten}"


def _als_pdf(gegevens: Mapping[str, Any], bijlagen: Sequence[Bijlage] = ()) -> bytes:
    return f"%PDF {_woorden(gegevens)} {[deel.naam for deel in bijlagen]}".encode()


def zet_in_de_plaats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick makers of everything; a PDF that the check finds nothing in."""
    monkeypatch.setattr(samenstellen, "stel_samen", _stel_samen)
    monkeypatch.setattr(samenstellen, "als_pdf", _als_pdf)
    monkeypatch.setattr(samenstellen, "als_web", lambda gegevens: f"<h1>{_woorden(gegevens)}</h1>")
    monkeypatch.setattr(samenstellen, "tabellen", lambda gegevens: {"Geld per jaar": TABEL})
    monkeypatch.setattr(controle, "controleer_pdf", lambda pdf: [])


def waar(maker: str) -> Any:
    """The module that `maker` is looked up in."""
    return controle if maker == "controleer_pdf" else samenstellen


def bevries(rapportage: Rapportage, *, door: Gebruiker | None = None, reden: str = "") -> Any:
    """The next version, its files still to be made."""
    return versies.bevries_versie(
        rapportage, door=door, opgesteld_door="beleidsadviseur", reden=reden
    )


def publiceer(rapportage: Rapportage, *, tot: Stap | None = None, reden: str = "") -> Rapportversie:
    """The next version with its files, set on its way today up to and with `tot`."""
    versie: Rapportversie = bevries(rapportage, reden=reden)
    assert opmaken.maak_op() == "1 gemaakt"
    for stap in list(Stap)[1 : list(Stap).index(tot) + 1 if tot else 1]:
        versies.zet_stap(
            versie,
            stap,
            dag=kalender.vandaag(),
            orgaan="college van B en W",
            adres="april-2024",
            door=None,
        )
    return versie


class Klok:
    """A clock that stands still until the test moves it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.stand: datetime = kalender.nu()
        monkeypatch.setattr(kalender, "nu", lambda: self.stand)

    def vooruit(self, tijd: timedelta) -> None:
        self.stand += tijd
