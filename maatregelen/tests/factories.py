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
from maatregelen.domain.stand.standen import Standgegevens, leg_stand_vast
from maatregelen.models import (
    Actiepunt,
    Beleidsplan,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Besparing,
    Besteding,
    Betrokkenheid,
    Blad,
    Cluster,
    Contextcijfer,
    Dekking,
    Doel,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    Plan,
    Projectrol,
    Resultaat,
    Risico,
    Ronde,
    Rust,
    Samenhang,
    Stand,
    Thema,
    Vaststelling,
    Vermelding,
    VervallenActiviteit,
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


class _VanMaatregelFactory(GevolgdFactory):
    """What belongs to a measure."""

    class Meta:
        abstract = True

    maatregel = factory.SubFactory(MaatregelFactory)

    @classmethod
    def gemeente_van(cls, rij: Any) -> Gemeente:
        return rij.maatregel.plan.gemeente


class _VanBladFactory(GevolgdFactory):
    """What hangs on a blad; `plan` follows from it."""

    class Meta:
        abstract = True

    blad = factory.SubFactory(BladFactory)

    @classmethod
    def gemeente_van(cls, rij: Any) -> Gemeente:
        return rij.blad.maatregel.plan.gemeente


class _VanPlanFactory(GevolgdFactory):
    """What belongs to a plan, or to a beleidsplan where that is given; else to `maatregel`'s."""

    class Meta:
        abstract = True

    plan = factory.LazyAttribute(
        lambda zelf: (
            zelf.maatregel.plan
            if getattr(zelf, "maatregel", None)
            else None
            if getattr(zelf, "beleidsplan", None)
            else PlanFactory()
        )
    )

    @classmethod
    def gemeente_van(cls, rij: Any) -> Gemeente:
        return getattr(rij, "gemeente", None) or (rij.plan or rij.beleidsplan).gemeente


class BeleidsplanFactory(GevolgdFactory):
    class Meta:
        model = Beleidsplan

    gemeente = factory.SubFactory(GemeenteFactory)
    slug = factory.Sequence(lambda nummer: f"beleid-{nummer}")
    titel = "Beleid Jeugd"
    van = date(2019, 1, 1)
    tot_en_met = date(2099, 12, 31)


class DoelFactory(GevolgdFactory):
    class Meta:
        model = Doel

    beleidsplan = factory.SubFactory(BeleidsplanFactory)
    code = factory.Sequence(lambda nummer: f"d{nummer}")
    niveau = "doel"
    titel = "Kinderen groeien gezond op"

    @classmethod
    def gemeente_van(cls, rij: Doel) -> Gemeente:
        return rij.beleidsplan.gemeente


class DoelkoppelingFactory(_VanMaatregelFactory):
    class Meta:
        model = Doelkoppeling

    doel = factory.LazyAttribute(
        lambda zelf: DoelFactory(beleidsplan__gemeente=zelf.maatregel.plan.gemeente)
    )


class _GeldFactory(GevolgdFactory):
    """€ 1.000 in total, on a blad; give `plan` and blad=None (or a thema) for another place."""

    class Meta:
        abstract = True

    blad = factory.SubFactory(BladFactory)
    plan = factory.LazyAttribute(lambda zelf: zelf.blad.maatregel.plan)
    omschrijving = "Inzet van uren"
    staat = "bedrag"
    bedrag = factory.LazyAttribute(lambda zelf: 1000 if zelf.staat == "bedrag" else None)
    per = factory.LazyAttribute(lambda zelf: "" if zelf.bedrag is None else "totaal")

    @classmethod
    def gemeente_van(cls, rij: Any) -> Gemeente:
        return rij.plan.gemeente


class InvesteringFactory(_GeldFactory):
    class Meta:
        model = Investering


class DekkingFactory(_GeldFactory):
    class Meta:
        model = Dekking

    bron = "Algemene reserve"
    status = "besloten"


class VermeldingFactory(_VanBladFactory):
    """Of an investering or a dekking; give one of them."""

    class Meta:
        model = Vermelding


class BestedingFactory(_VanBladFactory):
    class Meta:
        model = Besteding

    jaar = 2019
    peildatum = date(2019, 6, 30)


class BesparingFactory(_VanMaatregelFactory):
    class Meta:
        model = Besparing

    jaar = 2019
    verwacht = 1000


class ResultaatFactory(GevolgdFactory):
    """Of a measure, or of `doel`."""

    class Meta:
        model = Resultaat

    maatregel = factory.LazyAttribute(
        lambda zelf: None if getattr(zelf, "doel", None) else MaatregelFactory()
    )
    tekst = "Minder verwijzingen"

    @classmethod
    def gemeente_van(cls, rij: Resultaat) -> Gemeente:
        return rij.maatregel.plan.gemeente if rij.maatregel else rij.doel.beleidsplan.gemeente


class SamenhangFactory(_VanMaatregelFactory):
    class Meta:
        model = Samenhang

    soort = "inhoud"
    periode_soort = PeriodeSoort.ONBEPAALD


class RisicoFactory(_VanPlanFactory):
    class Meta:
        model = Risico

    gebeurtenis = "Er komt niemand"


class ContextcijferFactory(_VanPlanFactory):
    class Meta:
        model = Contextcijfer

    onderwerp = "Jeugdigen met jeugdhulp"
    waarde = 100


class BesluitmomentFactory(_VanPlanFactory):
    """Expected in Q2 2019."""

    class Meta:
        model = Besluitmoment

    orgaan = "Gemeenteraad"
    onderwerp = "Extra geld"
    periode_soort = PeriodeSoort.KWARTAAL
    van = date(2019, 4, 1)
    tot_en_met = date(2019, 6, 30)


class VervallenActiviteitFactory(_VanPlanFactory):
    class Meta:
        model = VervallenActiviteit

    titel = "Folder maken"
    reden = "Er is al een website."
    bestemming = "vervallen"


class ProjectrolFactory(_VanPlanFactory):
    class Meta:
        model = Projectrol

    persoon = factory.LazyAttribute(lambda zelf: PersoonFactory(gemeente=zelf.plan.gemeente))
    rol = "projectleider"


class VaststellingFactory(_VanPlanFactory):
    class Meta:
        model = Vaststelling

    versie = 1
    orgaan = "College"
    vastgesteld_op = date(2019, 1, 15)


class RustFactory(_VanMaatregelFactory):
    class Meta:
        model = Rust

    van = date(2019, 1, 1)
    tot_en_met = date(2099, 12, 31)
    reden = "Begint pas later."


class RondeFactory(_VanPlanFactory):
    """A round that is planned; the acts take it further."""

    class Meta:
        model = Ronde

    peildatum = date(2019, 5, 1)


class BesluitFactory(_VanPlanFactory):
    class Meta:
        model = Besluit

    nummer = factory.Sequence(lambda nummer: nummer + 1)
    genomen_op = date(2019, 3, 1)
    tekst = "De start schuift een kwartaal op."


class BesluitmaatregelFactory(_VanMaatregelFactory):
    class Meta:
        model = Besluitmaatregel

    besluit = factory.LazyAttribute(lambda zelf: BesluitFactory(plan=zelf.maatregel.plan))


class ActiepuntFactory(_VanPlanFactory):
    class Meta:
        model = Actiepunt

    nummer = factory.Sequence(lambda nummer: nummer + 1)
    tekst = "De aanbieder bellen"
    wie = factory.LazyAttribute(lambda zelf: PersoonFactory(gemeente=zelf.plan.gemeente))
    voor = date(2019, 4, 1)


def maak_stand(maatregel: Maatregel, *, door: Gebruiker | None = None, **anders: Any) -> Stand:
    """A groene stand of today through the one domain function; `anders` replaces what differs.

    Orange and red bring their explanation, grijs its reason. There is an argument for what the
    rules judge worse; the domain drops it where they do not.
    """
    velden: dict[str, Any] = {
        "peildatum": kalender.vandaag(),
        "fase": "in uitvoering",
        "tekst": "Het loopt zoals gepland.",
        "tijd": "groen",
        "geld": "groen",
        "resultaat": "groen",
        "argument": "De test gaat over iets anders.",
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
