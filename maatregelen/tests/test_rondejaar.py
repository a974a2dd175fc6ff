"""A year of rounds, with time as an argument: every state, count and choice, and what was closed
does not move."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.domain.momentopnamen import controleer_momentopnamen
from jeugdhulp.kalender import begin_van
from jeugdhulp.models import Momentopname
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.dashboard import verloop
from maatregelen.domain.ronde.actiepunten import meld_actiepunt_gereed, spreek_af
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.ronde.rondebeeld import lees_rondebeeld
from maatregelen.domain.ronde.rondelijst import lees_bevroren, lees_lijst, sluitingen
from maatregelen.domain.ronde.rondes import (
    begin_vergadering,
    bereid_voor,
    heropen_ronde,
    open_geplande_ronde,
    sluit_ronde,
)
from maatregelen.domain.ronde.rondevorm import Rondebeeld
from maatregelen.domain.stand.rust import Rustkeuze
from maatregelen.models import Maatregel, Plan, Ronde, Rust
from maatregelen.tests.dashboards import kijk, op
from maatregelen.tests.factories import MaatregelFactory, PlanFactory, RondeFactory, maak_stand

pytestmark = pytest.mark.django_db

# Six rounds, every two months.
MAANDEN = (1, 3, 5, 7, 9, 11)
STIL = "niet_bijgewerkt"


def dag(ronde: int) -> date:
    return date(2026, MAANDEN[ronde - 1], 1)


class Jaar:
    """The plan, and what is done with it round by round."""

    def __init__(self) -> None:
        with op(1):
            self.plan: Plan = PlanFactory(van=date(2026, 1, 1), tot_en_met=date(2028, 12, 31))
            self.maatregelen: dict[str, Maatregel] = {
                code: MaatregelFactory(plan=self.plan, code=code, volgorde=nummer)
                for nummer, code in enumerate(("1a", "1b", "1c", "1d"))
            }
            self.rondes: list[Ronde] = [
                RondeFactory(plan=self.plan, peildatum=dag(nummer)) for nummer in range(1, 7)
            ]
        self.bevroren: dict[int, str] = {}

    def open(self, nummer: int) -> Ronde:
        with op(MAANDEN[nummer - 1], 2):
            return self._bewaar(nummer, open_geplande_ronde(self.rondes[nummer - 1], door=None))

    def stand(self, nummer: int, code: str, **anders: Any) -> None:
        with op(MAANDEN[nummer - 1], 8):
            maak_stand(
                self.maatregelen[code],
                peildatum=dag(nummer),
                ronde=self.rondes[nummer - 1],
                reden="Zo staat het nu.",
                **anders,
            )

    def vergader(self, nummer: int) -> None:
        with op(MAANDEN[nummer - 1], 18):
            ronde = bereid_voor(self.rondes[nummer - 1], door=None)
        with op(MAANDEN[nummer - 1], 20):
            self._bewaar(nummer, begin_vergadering(ronde, door=None))

    def sluit(self, nummer: int, dagnummer: int = 21, **keuzes: Any) -> Rondebeeld:
        with op(MAANDEN[nummer - 1], dagnummer):
            gesloten = sluit_ronde(self.rondes[nummer - 1], door=None, **keuzes)
        self._bewaar(nummer, gesloten)
        for sluiting in sluitingen(gesloten):
            assert sluiting.momentopname is not None
            self.bevroren[sluiting.momentopname.pk] = sluiting.momentopname.tekst
        beeld = lees_bevroren(sluitingen(gesloten)[-1])
        assert beeld is not None
        return beeld

    def _bewaar(self, nummer: int, ronde: Ronde) -> Ronde:
        self.rondes[nummer - 1] = ronde
        return ronde


def lichten(beeld: Rondebeeld) -> dict[str, str]:
    return {deel["code"]: deel["lichten"]["totaal"] for deel in beeld["maatregelen"]}


def telling(beeld: Rondebeeld) -> tuple[int, int, int]:
    return beeld["aantal_lopend"], beeld["aantal_gemaakt"], beeld["aantal_stil"]


def test_a_year_of_rounds() -> None:
    jaar = Jaar()
    pk = {code: rij.pk for code, rij in jaar.maatregelen.items()}

    # 1. Two deliver; one is left without a stand, one rests until it begins in July.
    jaar.open(1)
    jaar.stand(1, "1a")
    jaar.stand(1, "1b", tijd="rood")
    jaar.vergader(1)
    with op(1, 20):
        besluit = leg_besluit_vast(
            jaar.plan,
            "Meer uren.",
            date(2026, 1, 20),
            [jaar.maatregelen["1b"]],
            ronde=jaar.rondes[0],
            door=None,
        )
        actie = spreek_af(
            jaar.plan,
            "Offerte vragen",
            PersoonFactory(gemeente=jaar.plan.gemeente, naam="Anja de Boer"),
            date(2026, 3, 1),
            maatregel=jaar.maatregelen["1b"],
            ronde=jaar.rondes[0],
            door=None,
        )
    eerste = jaar.sluit(
        1,
        keuzes={pk["1c"]: "overgenomen"},
        rusten={pk["1d"]: Rustkeuze("Begint in juli.", tot_en_met=date(2026, 6, 30))},
    )
    assert lichten(eerste) == {"1a": "groen", "1b": "rood", "1c": STIL, "1d": "grijs"}
    assert telling(eerste) == (4, 2, 1)
    assert [(rij["nummer"], rij["codes"]) for rij in eerste["besluiten"]] == [
        (besluit.nummer, ["1b"])
    ]
    assert [(rij["wie"], rij["te_laat"]) for rij in eerste["actiepunten"]] == [
        ("Anja de Boer", False)
    ]
    assert eerste["sinds"] is None

    # 2. One delivers, the others are silent; the meeting is skipped. The action is late.
    jaar.open(2)
    jaar.stand(2, "1b", tijd="oranje")
    tweede = jaar.sluit(2, overige="overgenomen")
    assert lichten(tweede) == {"1a": STIL, "1b": "oranje", "1c": STIL, "1d": "grijs"}
    assert telling(tweede) == (4, 1, 2)
    assert [stap["soort"] for stap in tweede["ronde"]["stappen"]] == [
        "geopend",
        "voorbereid",
        "gesloten",
    ]
    assert tweede["sinds"] is not None
    assert tweede["sinds"]["geteld"] == {"slechter": 0, "anders": 1, "beter": 1, "gelijk": 2}
    assert [rij["te_laat"] for rij in tweede["actiepunten"]] == [True]
    assert [(rij["nummer"], rij["van_ronde"]) for rij in tweede["besluiten"]] == [
        (besluit.nummer, False)
    ]

    # 3. All deliver but what rests; one ends. Reopened for a light that was wrong, closed again.
    with op(4):
        meld_actiepunt_gereed(actie, date(2026, 4, 1), door=None)
    jaar.open(3)
    jaar.stand(3, "1a")
    jaar.stand(3, "1b")
    jaar.stand(3, "1c", fase="afgerond", tijd="", geld="", resultaat="")
    derde = jaar.sluit(3)
    assert lichten(derde) == {"1a": "groen", "1b": "groen", "1c": "geen", "1d": "grijs"}
    assert (telling(derde), derde["actiepunten"]) == ((4, 3, 0), [])
    with op(5, 22):
        jaar.rondes[2] = heropen_ronde(jaar.rondes[2], reden="1a was niet groen.", door=None)
    with op(5, 23):
        maak_stand(
            jaar.maatregelen["1a"],
            peildatum=dag(3),
            ronde=jaar.rondes[2],
            tijd="rood",
            reden="De wachttijd telt mee.",
        )
    opnieuw = jaar.sluit(3, dagnummer=24)
    assert lichten(opnieuw) == {"1a": "rood", "1b": "groen", "1c": "geen", "1d": "grijs"}
    assert len(sluitingen(jaar.rondes[2])) == 2

    # 4. The rest is over; what ended asks nothing.
    jaar.open(4)
    live = lees_rondebeeld(jaar.rondes[3], moment=begin_van(date(2026, 7, 3)), met_sinds=False)
    assert telling(live) == (3, 0, 3)
    for code in ("1a", "1b", "1d"):
        jaar.stand(4, code)
    vierde = jaar.sluit(4)
    assert lichten(vierde) == {"1a": "groen", "1b": "groen", "1c": "geen", "1d": "groen"}
    assert telling(vierde) == (3, 3, 0)

    # 5. Nobody delivers: all are carried over, and nothing is green.
    jaar.open(5)
    vijfde = jaar.sluit(5, overige="overgenomen")
    assert lichten(vijfde) == {"1a": STIL, "1b": STIL, "1c": "geen", "1d": STIL}

    # 6. The last is still going on: it changes nothing in the lists yet.
    jaar.open(6)
    jaar.stand(6, "1a", tijd="rood")
    assert [rij.toestand for rij in Ronde.objects.order_by("peildatum")] == [
        *["gesloten"] * 5,
        "open",
    ]

    # The trend of the dashboard is that of the pages, the reopened round as it was closed last.
    with op(11, 10):
        beeld = kijk(jaar.plan, date(2026, 11, 10))
        punten = verloop.per_ronde(beeld, verloop.laatste_rondes(beeld))
    bladen = [eerste, tweede, opnieuw, vierde, vijfde]
    assert [punt.aantallen["rood"] for punt in punten] == [1, 0, 1, 0, 0]
    assert [punt.aantallen[STIL] for punt in punten] == [
        sum(licht == STIL for licht in lichten(blad).values()) for blad in bladen
    ]

    # What was closed did not move in all that time.
    assert {rij.pk: rij.tekst for rij in Momentopname.objects.all()} == jaar.bevroren
    assert len(jaar.bevroren) == 6
    assert controleer_momentopnamen(jaar.plan.gemeente) == ""
    assert [len(rij.heropend) for rij in lees_lijst(jaar.rondes)] == [0, 0, 1, 0, 0, 0]
    assert Rust.objects.count() == 1
