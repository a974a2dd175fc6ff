"""Dull, valid plans and measures; traits say what is special."""

from datetime import date
from typing import Any

import factory

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import PeriodeSoort
from jeugdhulp.models import Gebruiker, Gemeente
from jeugdhulp.tests.factories import (
    GebruikerFactory,
    GemeenteFactory,
    GevolgdFactory,
    PersoonFactory,
)
from maatregelen.domain.standen import Standgegevens, leg_stand_vast
from maatregelen.models import (
    Betrokkenheid,
    Blad,
    Cluster,
    Maatregel,
    Mijlpaal,
    Plan,
    Stand,
    Thema,
)

UITLEG = {
    "oorzaak": "De offerte kwam later.",
    "gevolg": "De start schuift op.",
    "bijsturing": "Wij bellen de aanbieder elke week.",
}

UITSTEL = {"uitstel_reden": "De offerte blijft uit.", "uitstel_voorwaarde": "Eerst een offerte."}


class PlanFactory(GevolgdFactory):
    """A plan that runs today."""

    class Meta:
        model = Plan

    gemeente = factory.SubFactory(GemeenteFactory)
    slug = factory.Sequence(lambda nummer: f"plan-{nummer}")
    titel = "Plan Jeugd"
    van = date(2019, 1, 1)
    tot_en_met = date(2099, 12, 31)


class ThemaFactory(GevolgdFactory):
    class Meta:
        model = Thema

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda nummer: f"t{nummer}")
    titel = "Betere toegang"

    @classmethod
    def gemeente_van(cls, rij: Thema) -> Gemeente:
        return rij.plan.gemeente


class ClusterFactory(ThemaFactory):
    class Meta:
        model = Cluster

    titel = "Extra investering"


class MaatregelFactory(GevolgdFactory):
    """`compleet` adds a blad with one planning line, a trekker and a groene stand."""

    class Meta:
        model = Maatregel
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    thema = factory.LazyAttribute(lambda zelf: ThemaFactory(plan=zelf.plan))
    code = factory.Sequence(lambda nummer: f"m{nummer}")
    titel = "Hulp dichtbij huis"

    @classmethod
    def gemeente_van(cls, rij: Maatregel) -> Gemeente:
        return rij.plan.gemeente

    @factory.post_generation
    def compleet(self, create: bool, waarde: bool | None, **kwargs: Any) -> None:
        if waarde:
            MijlpaalFactory(blad=BladFactory(maatregel=self))
            BetrokkenheidFactory(maatregel=self)
            maak_stand(self)


class BladFactory(GevolgdFactory):
    class Meta:
        model = Blad

    maatregel = factory.SubFactory(MaatregelFactory)

    @classmethod
    def gemeente_van(cls, rij: Blad) -> Gemeente:
        return rij.maatregel.plan.gemeente


class BetrokkenheidFactory(GevolgdFactory):
    class Meta:
        model = Betrokkenheid

    maatregel = factory.SubFactory(MaatregelFactory)
    persoon = factory.LazyAttribute(
        lambda zelf: PersoonFactory(gemeente=zelf.maatregel.plan.gemeente)
    )
    rol = "trekker"

    @classmethod
    def gemeente_van(cls, rij: Betrokkenheid) -> Gemeente:
        return rij.maatregel.plan.gemeente


class MijlpaalFactory(GevolgdFactory):
    """A line planned in Q2 2019, not done."""

    class Meta:
        model = Mijlpaal

    blad = factory.SubFactory(BladFactory)
    tekst = "Afspraken maken"
    periode_soort = PeriodeSoort.KWARTAAL
    van = date(2019, 4, 1)
    tot_en_met = date(2019, 6, 30)
    letterlijk = "Q2 2019"

    @classmethod
    def gemeente_van(cls, rij: Mijlpaal) -> Gemeente:
        return rij.blad.maatregel.plan.gemeente


def maak_stand(maatregel: Maatregel, *, door: Gebruiker | None = None, **anders: Any) -> Stand:
    """A groene stand of today through the one domain function; `anders` replaces what differs.

    Orange and red bring their explanation, grijs its reason.
    """
    velden: dict[str, Any] = {
        "peildatum": kalender.vandaag(),
        "fase": "in uitvoering",
        "tekst": "Het loopt zoals gepland.",
        "tijd": "groen",
        "geld": "groen",
        "resultaat": "groen",
    } | anders
    lichten = {velden["tijd"], velden["geld"], velden["resultaat"], velden.get("totaal", "")}
    if lichten & {"oranje", "rood"}:
        velden = UITLEG | velden
    if velden["fase"] == "uitgesteld":
        velden = UITSTEL | velden
    if "grijs" in lichten:
        velden = {"grijs_reden": "nog niet gemeten"} | velden
    reden = velden.pop("reden", "voor de test")
    ronde = velden.pop("ronde", None)
    return leg_stand_vast(maatregel, Standgegevens(**velden), door=door, reden=reden, ronde=ronde)


def maak_trekker(maatregel: Maatregel, naam: str, *, extern: bool = False) -> Gebruiker:
    """A gebruiker without a role who is trekker of `maatregel`."""
    gemeente = maatregel.plan.gemeente
    gebruiker = GebruikerFactory(username=naam, lid_van=gemeente, extern=extern)
    persoon = PersoonFactory(gemeente=gemeente, naam=f"Trekker {naam}", gebruiker=gebruiker)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon)
    return gebruiker


def maak_voorzitter(plan: Plan, naam: str, *, extern: bool = False) -> Gebruiker:
    """A gebruiker without a role who chairs the body of `plan`."""
    gebruiker = GebruikerFactory(username=naam, lid_van=plan.gemeente, extern=extern)
    persoon = PersoonFactory(gemeente=plan.gemeente, naam=f"Voorzitter {naam}", gebruiker=gebruiker)
    with in_handeling():
        plan.voorzitter = persoon
        plan.save(update_fields=["voorzitter"])
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))
    return gebruiker


def in_handeling(reden: str = "voor de test") -> Any:
    """An act to change rows in by hand; the caller writes its own line."""
    return logboek.handeling(door=None, reden=reden, kanaal="test")
