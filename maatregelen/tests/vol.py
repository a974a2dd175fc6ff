"""A sheet, a plan and a beleidsplan with everything that could cost a query each."""

from datetime import date

from jeugdhulp import logboek
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from maatregelen.models import Beleidsplan, Maatregel, OpenEinde, Plan, Stand, Voortgangsregel
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BeleidsplanFactory,
    BesluitmaatregelFactory,
    BesluitmomentFactory,
    BesparingFactory,
    BestedingFactory,
    BetrokkenheidFactory,
    BladFactory,
    ClusterFactory,
    ContextcijferFactory,
    DekkingFactory,
    DoelFactory,
    DoelkoppelingFactory,
    InvesteringFactory,
    MaatregelFactory,
    MijlpaalFactory,
    ProjectrolFactory,
    ResultaatFactory,
    RisicoFactory,
    RustFactory,
    SamenhangFactory,
    ThemaFactory,
    VaststellingFactory,
    VermeldingFactory,
    VervallenActiviteitFactory,
    in_handeling,
    maak_stand,
)


def maak_stand_met_delen(maatregel: Maatregel, *, aantal: int = 1) -> Stand:
    """A stand with `aantal` voortgangsregels and open einden, each of them with its words."""
    stand = maak_stand(maatregel)
    eigenaar = PersoonFactory(gemeente=maatregel.plan.gemeente)
    with in_handeling():
        for nummer in range(aantal):
            Voortgangsregel.objects.create(
                stand=stand,
                tekst=f"Onderdeel {nummer}",
                fase="in uitvoering",
                periode_soort="kwartaal",
                van=date(2019, 4, 1),
                tot_en_met=date(2019, 6, 30),
                volgorde=nummer,
            )
            OpenEinde.objects.create(
                stand=stand,
                tekst=f"Rest {nummer}",
                eigenaar=eigenaar,
                periode_soort="onbepaald",
                volgorde=nummer,
            )
        logboek.schrijf(
            "gewijzigd", maatregel, gemeente_id=maatregel.plan.gemeente_id, naam=str(maatregel)
        )
    return stand


def vul_blad(maatregel: Maatregel, aantal: int) -> None:
    """Everything a sheet can hold, `aantal` times."""
    plan = maatregel.plan
    beleid = BeleidsplanFactory(gemeente=plan.gemeente)
    for _ in range(aantal):
        persoon = PersoonFactory(gemeente=plan.gemeente)
        ander = BladFactory(
            maatregel=MaatregelFactory(plan=plan), cluster=ClusterFactory(plan=plan)
        )
        blad = BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan))
        regel = MijlpaalFactory(blad=blad)
        for factory, veld in ((InvesteringFactory, "investering"), (DekkingFactory, "dekking")):
            VermeldingFactory(blad=ander, **{veld: factory(blad=blad)})
            VermeldingFactory(blad=blad, **{veld: factory(blad=ander)})
            thema = ThemaFactory(plan=plan)
            VermeldingFactory(blad=blad, **{veld: factory(plan=plan, blad=None, thema=thema)})
        BestedingFactory(blad=blad)
        BetrokkenheidFactory(maatregel=maatregel)
        ResultaatFactory(maatregel=maatregel)
        SamenhangFactory(maatregel=maatregel, naar_maatregel=ander.maatregel)
        SamenhangFactory(maatregel=ander.maatregel, naar_maatregel=maatregel)
        SamenhangFactory(maatregel=maatregel, naar_thema=ander.maatregel.thema)
        werkgroep = OrganisatieFactory(gemeente=plan.gemeente)
        SamenhangFactory(maatregel=maatregel, naar_organisatie=werkgroep)
        DoelkoppelingFactory(maatregel=maatregel, doel=DoelFactory(beleidsplan=beleid))
        RisicoFactory(maatregel=maatregel, eigenaar=persoon)
        BesluitmomentFactory(maatregel=maatregel, mijlpaal=regel)
        ContextcijferFactory(maatregel=maatregel)
        BesluitmaatregelFactory(maatregel=maatregel)
        ActiepuntFactory(maatregel=maatregel, wie=persoon)
        VervallenActiviteitFactory(maatregel=maatregel, bestemming="samengevoegd")
        RustFactory(
            maatregel=maatregel,
            tot_mijlpaal=MijlpaalFactory(
                blad=blad, van=None, tot_en_met=None, periode_soort="onbepaald"
            ),
        )
    for jaar in range(aantal):
        BesparingFactory(maatregel=maatregel, jaar=2019 + jaar)
    maak_stand_met_delen(maatregel, aantal=aantal)


def vul_plan(plan: Plan, aantal: int) -> None:
    """Everything a plan holds as a whole, `aantal` times."""
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan, code=f"v{nummer}")
        persoon = PersoonFactory(gemeente=plan.gemeente)
        werkgroep = OrganisatieFactory(gemeente=plan.gemeente)
        BetrokkenheidFactory(maatregel=maatregel)
        BetrokkenheidFactory(
            maatregel=maatregel, persoon=None, organisatie=werkgroep, rol="uitvoerder"
        )
        ProjectrolFactory(plan=plan)
        ProjectrolFactory(plan=plan, thema=maatregel.thema, persoon=None, organisatie=werkgroep)
        for factory in (ContextcijferFactory, BesluitmomentFactory):
            factory(plan=plan)
            factory(plan=plan, maatregel=maatregel)
        RisicoFactory(plan=plan, eigenaar=persoon)
        VervallenActiviteitFactory(plan=plan, maatregel=maatregel)
        VaststellingFactory(plan=plan, versie=nummer + 1)


def vul_beleidsplan(beleidsplan: Beleidsplan, plan: Plan) -> None:
    """Everything a beleidsplan holds, once more; a measure of `plan` serves its goal."""
    van_beleid = {"plan": None, "beleidsplan": beleidsplan}
    doel = DoelFactory(beleidsplan=beleidsplan)
    onder = DoelFactory(beleidsplan=beleidsplan, ouder=doel)
    DoelkoppelingFactory(maatregel=MaatregelFactory(plan=plan), doel=onder, primair=True)
    ResultaatFactory(doel=onder)
    persoon = PersoonFactory(gemeente=beleidsplan.gemeente)
    RisicoFactory(**van_beleid, eigenaar=persoon)
    RisicoFactory(**van_beleid, doel=doel, eigenaar=persoon)
    BesluitmomentFactory(**van_beleid)
    ContextcijferFactory(**van_beleid)
    VaststellingFactory(**van_beleid, versie=beleidsplan.vaststellingen.count() + 1)
