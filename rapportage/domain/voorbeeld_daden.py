"""Carrying out the acts of the invented story, each through the domain function it has."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from jeugdhulp import kalender, logboek
from jeugdhulp.domain.begin import maak_gemeente
from jeugdhulp.domain.vertrek import Vertrek, vertrek
from jeugdhulp.models import Gebruiker, Gemeente, Lidmaatschap, Persoon, Rol
from jeugdhulp.overdracht import werk_van
from maatregelen import rondekalender
from maatregelen.choices import DekkingStatus
from maatregelen.domain import vaststellen
from maatregelen.domain.geld import geldoverzicht, geldregels
from maatregelen.domain.maatregel import besluitmomenten, betrokkenen, planning, resultaten
from maatregelen.domain.ronde import (
    actiepunten,
    besluiten,
    rondeplanning,
    vergadering,
    vergaderkalender,
)
from maatregelen.domain.ronde.rondes import bereid_voor, open_ronde, sluit_ronde
from maatregelen.domain.stand import rust
from maatregelen.domain.stand.standen import Open, Standgegevens, laatste_stand, leg_stand_vast
from maatregelen.domain.uitwisselen import laden
from maatregelen.domain.uitwisselen.uitvoer import exporteer
from maatregelen.geld import cijfers
from maatregelen.models import (
    Actiepunt,
    Blad,
    Dekking,
    Investering,
    Maatregel,
    Mijlpaal,
    Plan,
    Ronde,
)
from maatregelen.stoplicht import waarden
from rapportage.domain.voorbeeld_agenda import LICHTEN, Daad, Json, bedragen
from rapportage.domain.voorbeeld_rapporten import Rapporten
from rapportage.domain.voorbeeld_tijd import als_periode, kalender_van, schuif_moment

KANAAL = "voorbeeld"
# So many rounds are planned ahead.
_VOORUIT = 3
NOG_NIET_TOEGEZEGD = (DekkingStatus.AANGEVRAAGD, DekkingStatus.AFGEWEZEN)


class Verteller:
    """Knows the files, and what the story made so far; carries out one act at a time."""

    gemeente: Gemeente
    plan: Plan
    rapporten: Rapporten

    def __init__(self, verhaal: Json, beleid: Json, plan: Json, kwartalen: int):
        self.verhaal = verhaal
        self.bestanden = (beleid, plan)
        self.kwartalen = kwartalen
        self.gebruikers: dict[str, Gebruiker] = {}
        self.personen: dict[str, Persoon] = {}
        self.rondes: dict[int, Ronde] = {}
        self.acties: dict[str, Actiepunt] = {}

    def doe(self, daad: Daad) -> None:
        """Carry out `daad` at its moment."""
        with kalender.verschoven_naar(daad.moment):
            getattr(self, f"_{daad.wat}")(**daad.gegevens)

    # Who acts.

    @property
    def _samensteller(self) -> Gebruiker:
        return self.gebruikers[self.verhaal["samensteller"]]

    @property
    def _voorzitter(self) -> Gebruiker:
        return self.gebruikers[self.verhaal["voorzitter"]]

    @property
    def _controller(self) -> Gebruiker:
        return self.gebruikers[self.verhaal["controller"]]

    def _trekker(self, maatregel: Maatregel) -> Gebruiker:
        """Who makes its standen today: its trekker, or the samensteller on her behalf."""
        if sleutel := self.verhaal["maker"].get(maatregel.code):
            return self.gebruikers[sleutel]
        rijen = maatregel.betrokkenheden.filter(rol="trekker").select_related("persoon__gebruiker")
        for rij in rijen:
            if rij.geldt_op(kalender.vandaag()) and rij.persoon and rij.persoon.gebruiker:
                return rij.persoon.gebruiker
        return self._samensteller

    # What things are called in the files.

    def _maatregel(self, code: str) -> Maatregel:
        return Maatregel.objects.select_related("plan").get(plan=self.plan, code=code)

    def _blad(self, sleutel: str) -> Blad:
        code, cluster = sleutel.split("/")
        bladen = Blad.objects.select_related("maatregel__plan", "cluster")
        return bladen.get(maatregel__plan=self.plan, maatregel__code=code, cluster__code=cluster)

    def _regel(self, sleutel: str) -> Mijlpaal:
        blad, nummer = sleutel.rsplit("/", 1)
        # As in the file, whatever was put between since.
        regels = self._blad(blad).mijlpalen.filter(onderdeel_van=None).order_by("pk")
        return regels.select_related("blad__maatregel")[int(nummer) - 1]

    def _geldregel(self, model: Any, sleutel: str) -> Any:
        blad, nummer = sleutel.rsplit("/", 1)
        return model.objects.filter(blad=self._blad(blad)).order_by("volgorde", "pk")[
            int(nummer[1:]) - 1
        ]

    # Before the first round.

    def _begin(self) -> None:
        beleid, plan = self.bestanden
        naam = beleid["gemeente"]["naam"]
        self.gemeente = maak_gemeente(
            beleid["gemeente"]["slug"], naam, door=None, kanaal=KANAAL, voorbeeld=True
        )
        for gegeven in self.verhaal["gebruikers"]:
            self._maak_gebruiker(gegeven, plan)
        door = self._samensteller
        laden.laad_beleidsplan(beleid, self.gemeente, door=door, kanaal=KANAAL)
        self.plan = laden.laad_plan(plan, self.gemeente, door=door, kanaal=KANAAL)
        self.rapporten = Rapporten(self.plan, door)
        namen = {rij["naam"]: rij["sleutel"] for rij in plan["personen"]}
        for persoon in Persoon.objects.filter(gemeente=self.gemeente):
            self.personen[namen[persoon.naam]] = persoon
        for sleutel, gebruiker in self.gebruikers.items():
            self._koppel(self.personen[sleutel], gebruiker)

    def _maak_gebruiker(self, gegeven: Json, plan: Json) -> None:
        """Somebody invented, who cannot sign in: she has no password."""
        sleutel = gegeven["persoon"]
        [naam] = [rij["naam"] for rij in plan["personen"] if rij["sleutel"] == sleutel]
        voornaam, _, achternaam = naam.partition(" ")
        gebruiker = Gebruiker.objects.create_user(
            sleutel.replace("-", "."),
            email=f"{sleutel}@{self.gemeente.slug}.example",
            password=None,
            first_name=voornaam,
            last_name=achternaam,
        )
        lid = Lidmaatschap.objects.create(
            gebruiker=gebruiker, gemeente=self.gemeente, van=kalender.vandaag()
        )
        for soort in gegeven["rollen"]:
            Rol.objects.create(lidmaatschap=lid, soort=soort)
        self.gebruikers[sleutel] = gebruiker

    def _koppel(self, persoon: Persoon, gebruiker: Gebruiker) -> None:
        with logboek.handeling(door=None, reden="verzonnen gebruiker", kanaal=KANAAL):
            persoon.gebruiker = gebruiker
            persoon.save(update_fields=["gebruiker"])
            logboek.schrijf(
                "gebruiker gekoppeld",
                persoon,
                gemeente_id=self.gemeente.pk,
                naam=persoon.naam,
                na={"gebruiker": gebruiker.username},
            )

    def _advies(self, uitkomst: str, verwerking: str) -> None:
        [moment] = self.plan.besluitmoment_rijen.filter(maatregel=None)
        besluitmomenten.neem_besluitmoment(
            moment,
            kalender.vandaag(),
            uitkomst,
            "",
            verwerking=verwerking,
            door=self._samensteller,
        )

    def _vaststellen(self, besluiten: list[Json]) -> None:
        genomen = [
            vaststellen.Genomen(rij["orgaan"], rij["dag"], rij["nummer"]) for rij in besluiten
        ]
        vaststellen.stel_vast(self.plan, genomen, exporteer(self.plan), door=self._samensteller)
        self.plan.refresh_from_db()

    # Rounds and standen.

    def _open(self, ronde: int, peildatum: date) -> None:
        self.rondes[ronde] = open_ronde(self.plan, peildatum, door=self._samensteller)

    def _bereid_voor(self, ronde: int) -> None:
        self.rondes[ronde] = bereid_voor(self.rondes[ronde], door=self._samensteller)

    def _vergader(self, ronde: int) -> None:
        """All are there but one, each time another."""
        bezig = vergadering.begin(self.rondes[ronde], door=self._voorzitter)
        wie = vergadering.genodigden(bezig, kalender.vandaag())
        mist = wie[7 * ronde % len(wie)].pk
        aanwezig = {persoon.pk: persoon.pk != mist for persoon in wie}
        vergadering.leg_aanwezigheid_vast(bezig, aanwezig, door=self._samensteller)
        self.rondes[ronde] = bezig

    def _plan_vooruit(self) -> None:
        """The calendar of the gemeente, the days of the round that goes on, and the rounds of the
        coming half-year that these propose."""
        for soort, dagen in kalender_van(kalender.vandaag()).items():
            vergaderkalender.zet_in_kalender(self.gemeente, soort, dagen, door=self._samensteller)
        self._spreek_dagen_af()
        afspraken = rondeplanning.afspraken_van(self.plan)
        voorstellen = rondeplanning.stel_rondes_voor(self.plan, afspraken, kalender.vandaag())
        rondes = [
            rondeplanning.Geplande(
                rij.opent_op, rij.leveren_voor, rij.vergadering_op, rij.peildatum
            )
            for rij in voorstellen[:_VOORUIT]
        ]
        if rondes:
            rondeplanning.plan_rondes(self.plan, rondes, door=self._samensteller)

    def _spreek_dagen_af(self) -> None:
        vrij = vergaderkalender.vrij(list(vergaderkalender.vergaderdagen(self.gemeente)))
        leveren, overleg = (
            rondekalender.werkdag_bij(kalender.vandaag() + timedelta(days=over), vrij)
            for over in (5, 12)
        )
        rondeplanning.verplaats_ronde(
            self.plan.rondes.lopend().get(),
            {
                "leveren_voor": leveren,
                "vergadering_op": overleg,
                "begintijd": time(13, 30),
                "plaats": "Gemeentehuis, kamer 2.04",
            },
            door=self._samensteller,
            reden="De dagen van deze ronde stonden nog niet vast.",
        )

    def _sluit(self, ronde: int) -> None:
        self.rondes[ronde] = sluit_ronde(
            self.rondes[ronde], door=self._voorzitter, overige="overgenomen"
        )

    def _stand(self, maatregel: str, ronde: int, stand: Json) -> None:
        rij, peiling = self._maatregel(maatregel), self.rondes[ronde]
        gegevens = self._standgegevens(stand, peiling.peildatum)
        # What the trekker says of a better light than computed; dropped where it is not better.
        gegevens = replace(gegevens, argument=self.verhaal["argumenten"].get(maatregel, ""))
        kolommen = gegevens.ingevuld()
        vorige = waarden(laatste_stand(rij, peiling.peildatum))
        anders = vorige is not None and any(kolommen[veld] != vorige[veld] for veld in vorige)
        reden = stand["tekst"].split(". ")[0].rstrip(".") + "." if anders else ""
        leg_stand_vast(
            rij, gegevens, door=self._trekker(rij), reden=reden, ronde=peiling, kanaal=KANAAL
        )

    def _standgegevens(self, stand: Json, peildatum: date) -> Standgegevens:
        lichten = [LICHTEN[letter] for letter in stand["lichten"]] or ["", "", ""]
        tijd, geld, resultaat = lichten
        uitleg = ("oorzaak", "gevolg", "bijsturing") if {"oranje", "rood"} & {*lichten} else ()
        opnieuw = stand.get("opnieuw") if stand["fase"] == "uitgesteld" else None
        teksten = {
            veld: stand.get(veld, "")
            for veld in (
                *uitleg,
                "totaal",
                "grijs_reden",
                "afwijking_reden",
                "namens",
                "uitstel_reden",
                "uitstel_voorwaarde",
            )
        }
        return Standgegevens(
            peildatum=peildatum,
            fase=stand["fase"],
            tekst=stand["tekst"],
            tijd=tijd,
            geld=geld,
            resultaat=resultaat,
            opnieuw_bekijken_op=opnieuw and self._later(opnieuw),
            open_einden=tuple(map(self._einde, stand.get("open", ()))),
            **teksten,
        )

    def _einde(self, gegeven: Json) -> Open:
        wanneer = schuif_moment(gegeven["periode"], self.kwartalen)
        return Open(gegeven["tekst"], self.personen[gegeven["eigenaar"]], als_periode(wanneer))

    def _later(self, dag: str) -> date:
        return date.fromisoformat(schuif_moment(dag, self.kwartalen))

    # Planning, results, rest and people.

    def _gereed(self, regel: str, **_: Any) -> None:
        mijlpaal = self._regel(regel)
        door = self._trekker(mijlpaal.blad.maatregel)
        planning.meld_mijlpaal_gereed(mijlpaal, kalender.vandaag(), door=door)

    def _schuif(self, regel: str, naar: str, reden: str, **_: Any) -> None:
        periode = als_periode(schuif_moment(naar, self.kwartalen))
        planning.schuif_mijlpaal(self._regel(regel), periode, door=self._samensteller, reden=reden)

    def _vervallen(self, regel: str, reden: str, **_: Any) -> None:
        planning.laat_mijlpaal_vervallen(self._regel(regel), door=self._samensteller, reden=reden)

    def _resultaat(self, maatregel: str, nummer: int, toestand: str, bewijs: str, **_: Any) -> None:
        rij = self._maatregel(maatregel)
        resultaat = rij.resultaten.order_by("volgorde", "pk")[nummer - 1]
        resultaten.meld_resultaat(
            resultaat, toestand, kalender.vandaag(), bewijs, door=self._trekker(rij)
        )

    def _rust(self, maatregel: str, regel: str, reden: str, **_: Any) -> None:
        rust.laat_rusten(
            self._maatregel(maatregel),
            kalender.vandaag(),
            tot_mijlpaal=self._regel(regel),
            reden=reden,
            door=self._voorzitter,
        )

    def _vertrek(self, wie: str, opvolger: str, reden: str, **_: Any) -> None:
        gebruiker, dag = self.gebruikers[wie], kalender.vandaag() + timedelta(days=4)
        lid = Lidmaatschap.objects.get(gebruiker=gebruiker, gemeente=self.gemeente)
        werk = werk_van(gebruiker, self.gemeente.pk, dag)
        opvolgers = {stuk.sleutel: self.gebruikers[opvolger] for stuk in werk}
        vertrek(lid, Vertrek(dag, opvolgers, reden), door=self._voorzitter)

    def _aanwijzen(self, maatregel: str, wie: str, rol: str, reden: str, **_: Any) -> None:
        betrokkenen.wijs_aan(
            self._maatregel(maatregel),
            self.personen[wie],
            rol,
            kalender.vandaag(),
            door=self._samensteller,
            reden=reden,
        )

    # Money.

    def _dekking(self, rij: str, reden: str, grond: str, waarden: Json, **_: Any) -> None:
        geldregels.wijzig_dekking(
            self._geldregel(Dekking, rij),
            door=self._controller,
            reden=reden,
            op_grond_van=grond,
            **self._als_geld(waarden),
        )

    def _investering(self, rij: str, reden: str, grond: str, waarden: Json, **_: Any) -> None:
        geldregels.wijzig_investering(
            self._geldregel(Investering, rij),
            door=self._controller,
            reden=reden,
            op_grond_van=grond,
            **self._als_geld(waarden),
        )

    def _dekking_erbij(self, **gegevens: Any) -> None:
        self._erbij(geldregels.voeg_dekking_toe, **gegevens)

    def _investering_erbij(self, **gegevens: Any) -> None:
        self._erbij(geldregels.voeg_investering_toe, **gegevens)

    def _erbij(
        self,
        voeg_toe: Callable[..., Any],
        blad: str,
        reden: str,
        grond: str,
        waarden: Json,
        **_: Any,
    ) -> None:
        voeg_toe(
            self.plan,
            blad=self._blad(blad),
            door=self._controller,
            reden=reden,
            op_grond_van=grond,
            **self._als_geld(waarden),
        )

    def _besteding(self, blad: str, dag: date, **delen: Decimal) -> None:
        """Nothing without money in that year, or while nobody said yes to what pays for it."""
        rij = self._blad(blad)
        dekking = rij.dekkingen.exclude(status__in=NOG_NIET_TOEGEZEGD)
        if not dekking.exists():
            return
        begroot = self._begroot(rij, dag.year)
        if begroot:
            euros: dict[str, Any] = dict(bedragen(begroot, **delen))
            geldregels.leg_besteding_vast(rij, dag.year, dag, **euros, door=self._controller)

    def _begroot(self, blad: Blad, jaar: int) -> Decimal:
        """The euros of new money that a blad has in a year, as every table of money counts it."""
        regels = [
            regel
            for regel in geldoverzicht.lees(self.plan).investeringen
            if (regel.plek.maatregel, regel.plek.cluster) == (blad.maatregel_id, blad.cluster_id)
        ]
        return cijfers(regels, (), jaar).investering.bedrag

    def _besparing(self, maatregel: str, jaar: int, waarden: Json, reden: str, **_: Any) -> None:
        geldregels.leg_besparing_vast(
            self._maatregel(maatregel),
            int(schuif_moment(str(jaar), self.kwartalen)),
            door=self._controller,
            reden=reden,
            **self._als_geld(waarden),
        )

    def _als_geld(self, waarden: Json) -> dict[str, Any]:
        """Amounts as Decimal, years as their first and last day; the other columns as they are."""
        als: dict[str, Any] = dict(waarden)
        for veld in als.keys() & {"bedrag", *geldregels.BESPARING}:
            als[veld] = Decimal(waarden[veld])
        for veld in als.keys() & {"van", "tot_en_met"}:
            periode = als_periode(schuif_moment(waarden[veld], self.kwartalen))
            als[veld] = getattr(periode, veld)
        return als

    # Decisions and what was agreed.

    def _besluit(self, ronde: int, tekst: str, maatregelen: list[str], **_: Any) -> None:
        besluiten.leg_besluit_vast(
            self.plan,
            tekst,
            kalender.vandaag(),
            [self._maatregel(code) for code in maatregelen],
            ronde=self.rondes[ronde],
            door=self._samensteller,
        )

    def _besluitmoment(
        self, maatregel: str, nummer: int, uitkomst: str, besluitnummer: str, **_: Any
    ) -> None:
        rijen = self.plan.besluitmoment_rijen.filter(maatregel__code=maatregel)
        besluitmomenten.neem_besluitmoment(
            rijen.order_by("volgorde", "pk")[nummer - 1],
            kalender.vandaag(),
            uitkomst,
            besluitnummer,
            door=self._samensteller,
        )

    def _actie(
        self, ronde: int, tekst: str, wie: str, voor: date, maatregel: str | None, **_: Any
    ) -> None:
        self.acties[tekst] = actiepunten.spreek_af(
            self.plan,
            tekst,
            self.personen[wie],
            voor,
            maatregel=self._maatregel(maatregel) if maatregel else None,
            ronde=self.rondes[ronde],
            door=self._samensteller,
        )

    def _actie_klaar(self, tekst: str) -> None:
        actiepunten.meld_actiepunt_gereed(
            self.acties[tekst], kalender.vandaag(), door=self._samensteller
        )

    # Reports.

    def _rapport(self, rapport: Json, peildatum: date, maand: str) -> None:
        self.rapporten.schrijf(rapport, peildatum, maand)

    def _bevries(self, ronde: int) -> None:
        self.rapporten.bevries(ronde)

    def _rapportstap(self, ronde: int, stap: Json) -> None:
        self.rapporten.stap(ronde, stap)
