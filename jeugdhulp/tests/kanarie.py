"""The canary: a gemeente whose every text says so. Seen on another's page, it leaked."""

from typing import Any

from django.apps import apps
from django.db import models

from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory, PersoonFactory

MERK = "kanarie-van-elders"


def vul() -> None:
    """A gemeente with a plan, a measure, people, planning and a stand; the mark in every text."""
    from maatregelen.tests.factories import (
        BeleidsplanFactory,
        BetrokkenheidFactory,
        BladFactory,
        ClusterFactory,
        DoelFactory,
        DoelkoppelingFactory,
        InvesteringFactory,
        MaatregelFactory,
        MijlpaalFactory,
        PlanFactory,
        ThemaFactory,
        maak_stand,
    )

    gemeente = GemeenteFactory(slug=MERK, naam=MERK)
    gebruiker = GebruikerFactory(username=MERK, first_name=MERK, lid_van=gemeente)
    plan = PlanFactory(gemeente=gemeente, slug=MERK, **_teksten("plan"))
    maatregel = MaatregelFactory(
        plan=plan,
        thema=ThemaFactory(plan=plan, titel=MERK),
        **_teksten("maatregel") | {"code": "kanarie"},
    )
    blad = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan, titel=MERK))
    MijlpaalFactory(blad=blad, tekst=MERK, letterlijk=MERK, twijfel=MERK)
    persoon = PersoonFactory(gemeente=gemeente, naam=MERK, functie=MERK)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, deeltaak=MERK)
    beleidsplan = BeleidsplanFactory(gemeente=gemeente, slug=MERK, **_teksten("beleidsplan"))
    doel = DoelFactory(beleidsplan=beleidsplan, **_teksten("doel") | {"code": "kanarie"})
    DoelkoppelingFactory(maatregel=maatregel, doel=doel)
    InvesteringFactory(blad=blad, **_teksten("investering"))
    maak_stand(
        maatregel,
        door=gebruiker,
        fase="uitgesteld",
        tijd="rood",
        geld="grijs",
        totaal="oranje",
        **_teksten("stand"),
    )


def _teksten(soort: str) -> dict[str, Any]:
    """The mark for every free text column of this model, whatever columns it will get."""
    return {
        veld.name: MERK
        for veld in apps.get_model("maatregelen", soort)._meta.local_fields
        if isinstance(veld, models.CharField | models.TextField)
        and not veld.choices
        and veld.name not in ("slug", "berekend_feiten")
    }
