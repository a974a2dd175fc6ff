"""Named questions to the plan tables. Every page starts at `visible_for`."""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    Exists,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from jeugdhulp import kalender
from jeugdhulp.choices import RolSoort
from jeugdhulp.historie import GevolgdQuerySet, bekend, hang_onder
from jeugdhulp.rechten import leesbare_gemeenten, leest_heel_plan, plaatsen
from maatregelen.choices import (
    EINDFASEN,
    LOPENDE_RONDE,
    ActiepuntToestand,
    Behandeling,
    BesluitToestand,
    BetrokkenheidRol,
    BevestigingUitkomst,
    MijlpaalToestand,
    RondestapSoort,
    RondeToestand,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser

    from jeugdhulp.models import Gebruiker, Persoon
    from maatregelen.models import Plan, Ronde


_THEMA = ("thema__code", "thema__titel")
# Of so many days a question is kept as it was made; that holds nothing of what is in the database.
# To make it again for each page is a part of that page that is felt.
DAGEN = 8


def _model(naam: str) -> Any:
    """A model by name: models are built on these querysets, so they cannot be imported here."""
    return apps.get_model("maatregelen", naam)


def trekt(gebruiker: "Gebruiker | AnonymousUser", voorvoegsel: str = "") -> Q:
    """Betrokkenheden in which `gebruiker` is trekker today; none for who is not signed in."""
    if gebruiker.pk is None:
        return Q(pk__in=[])
    return trekt_nu(voorvoegsel) & Q(**{f"{voorvoegsel}persoon__gebruiker": gebruiker.pk})


def trekt_nu(voorvoegsel: str = "") -> Q:
    """Betrokkenheden of who is trekker today, whoever that is."""
    return trekt_op(kalender.vandaag(), voorvoegsel)


def vervangt(gebruiker: "Gebruiker | AnonymousUser") -> Q:
    """Betrokkenheden in which `gebruiker` is plaatsvervanger today; none for who is not signed
    in."""
    if gebruiker.pk is None:
        return Q(pk__in=[])
    mee = _heeft_op(BetrokkenheidRol.PLAATSVERVANGER, kalender.vandaag())
    return mee & Q(persoon__gebruiker=gebruiker.pk)


def trekt_op(dag: date, voorvoegsel: str = "") -> Q:
    """The same of any day."""
    return _heeft_op(BetrokkenheidRol.TREKKER, dag, voorvoegsel)


def _heeft_op(rol: BetrokkenheidRol, dag: date, voorvoegsel: str = "") -> Q:
    v = voorvoegsel
    return (
        Q(**{f"{v}rol": rol})
        & (Q(**{f"{v}van": None}) | Q(**{f"{v}van__lte": dag}))
        & (Q(**{f"{v}tot_en_met": None}) | Q(**{f"{v}tot_en_met__gte": dag}))
    )


@lru_cache(maxsize=DAGEN)
def trekt_hier(vandaag: date) -> Q:
    """Of a Lidmaatschap: whether its holder pulls something that runs in its gemeente, stands in
    for who does (not from outside), or is to do what a body there agreed."""
    loopt = _model("Betrokkenheid").objects.filter(
        ~Q(maatregel__fase__in=EINDFASEN),
        persoon__gebruiker=OuterRef("gebruiker"),
        maatregel__plan__gemeente=OuterRef("gemeente"),
        maatregel__plan__tot_en_met__gte=vandaag,
    )
    return Q(
        Exists(loopt.filter(trekt_op(vandaag)))
        | Q(
            Exists(loopt.filter(_heeft_op(BetrokkenheidRol.PLAATSVERVANGER, vandaag))), extern=False
        )
        | Exists(
            _model("Actiepunt").objects.filter(
                toestand=ActiepuntToestand.OPEN,
                wie__gebruiker=OuterRef("gebruiker"),
                plan__gemeente=OuterRef("gemeente"),
            )
        )
    )


@lru_cache(maxsize=DAGEN)
def schrijft_hier_namens(vandaag: date) -> Exists:
    """Of a Lidmaatschap: whether its holder may write for the trekkers of a plan that runs in its
    gemeente, as its beleidsadviseur or as who chairs the plan."""
    adviseur = Q(
        gemeente__lidmaatschappen=OuterRef("pk"),
        gemeente__lidmaatschappen__rollen__soort=RolSoort.BELEIDSADVISEUR,
    )
    return Exists(
        _model("Plan").objects.filter(
            adviseur | Q(voorzitter__gebruiker=OuterRef("gebruiker")),
            gemeente=OuterRef("gemeente"),
            tot_en_met__gte=vandaag,
        )
    )


@lru_cache(maxsize=DAGEN)
def _rust(peildatum: date, bekend_op: datetime | None) -> Subquery:
    """What `MaatregelQuerySet.met_rust` annotates."""
    return _rust_op(peildatum, peildatum, bekend_op)


def _rust_op(peildatum: Any, in_stap: Any, bekend_op: datetime | None = None) -> Subquery:
    """The same on a day or an expression for one; `in_stap` is that expression one query deeper."""
    mijlpaal = bekend(_model("Mijlpaal"), bekend_op).filter(id=OuterRef("tot_mijlpaal_id"))
    wacht = mijlpaal.filter(
        Q(toestand=MijlpaalToestand.OPEN)
        | Q(toestand=MijlpaalToestand.GEREED, gereed_op__gt=in_stap),
        Q(tot_en_met=None) | Q(tot_en_met__gte=in_stap),
    )
    rusten = bekend(_model("Rust"), bekend_op).filter(
        Q(tot_en_met=None) | Q(tot_en_met__gte=peildatum),
        Q(tot_mijlpaal_id=None) | Exists(wacht),
        maatregel_id=OuterRef("pk"),
        van__lte=peildatum,
    )
    rust = rusten.order_by("-van", "-id").values(
        rust=JSONObject(
            tot_en_met="tot_en_met",
            stap_tot=Subquery(mijlpaal.values("tot_en_met")[:1]),
            stap=Subquery(mijlpaal.values("tekst")[:1]),
            reden="reden",
        )
    )
    return Subquery(rust[:1])


def _rust_in_ronde(peildatum: Any, in_stap: Any, vandaag: date) -> Coalesce:
    """What `MaatregelQuerySet.met_rust_in_ronde` annotates."""
    return Coalesce(_rust(vandaag, None), _rust_op(peildatum, in_stap), output_field=JSONField())


def _heropend() -> Q:
    """Of a Ronde: whether it goes on because it was opened again."""
    stap = _model("Rondestap").objects.filter(ronde=OuterRef("pk"), soort=RondestapSoort.HEROPEND)
    return Q(Exists(stap), toestand=RondeToestand.VERGADERING)


@lru_cache(maxsize=DAGEN)
def _bevestigd_in(bekend_op: datetime | None) -> Subquery:
    """What `StandQuerySet.met_bevestiging` annotates."""
    van_stand = _bevestigd(bekend_op, OuterRef("pk")).values("ronde")
    rondes = _gesloten(bekend_op).filter(id__in=van_stand).order_by("-peildatum")
    return Subquery(rondes.values("peildatum")[:1])


class ZichtbaarQuerySet(GevolgdQuerySet):
    """Rows under a plan. A subclass says how it reaches the gemeente and the measures."""

    naar_gemeente = ""
    naar_maatregel = ""

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """What this user may see: the whole plan of her gemeente, or from outside her own measures.

        Three queries a request for who she is (`rechten.leesbare_gemeenten`), none of its own.
        """
        plekken = plaatsen(gebruiker).values()
        zichtbaar = Q(**{f"{self.naar_gemeente}__in": leesbare_gemeenten(gebruiker)})
        if extern := [plek.gemeente_id for plek in plekken if plek.extern]:
            # In a subquery: a join to several measures of hers would give the row several times.
            eigen = self.model._base_manager.filter(
                **{
                    f"{self.naar_gemeente}__in": extern,
                    f"{self.naar_maatregel}in": self._eigen_maatregelen(gebruiker),
                }
            )
            zichtbaar |= Q(pk__in=eigen.values("pk"))
        return self.filter(zichtbaar)

    def _eigen_maatregelen(self, gebruiker: "Gebruiker | AnonymousUser") -> Any:
        return _model("Betrokkenheid").objects.filter(trekt(gebruiker)).values("maatregel")


class PlanQuerySet(ZichtbaarQuerySet):
    """Plannen."""

    naar_gemeente = "gemeente"

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Plans of her gemeente; from outside those in which she is trekker."""
        plekken = plaatsen(gebruiker).values()
        zichtbaar = Q(gemeente__in=leesbare_gemeenten(gebruiker))
        if extern := [plek.gemeente_id for plek in plekken if plek.extern]:
            eigen = _model("Maatregel").objects.filter(pk__in=self._eigen_maatregelen(gebruiker))
            zichtbaar |= Q(gemeente__in=extern, pk__in=eigen.values("plan"))
        return self.filter(zichtbaar)

    def for_lijst(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """With gemeente and `aantal_maatregelen` she may see, newest period first. One query."""
        zichtbaar = _model("Maatregel").objects.visible_for(gebruiker)
        return (
            self.select_related("gemeente__opvolger")
            .annotate(aantal_maatregelen=Count("maatregelen", filter=Q(maatregelen__in=zichtbaar)))
            .order_by("gemeente__naam", "-van", "pk")
        )


class BeleidsplanQuerySet(ZichtbaarQuerySet):
    """Beleidsplannen: read by who reads whole plans; from outside nobody."""

    naar_gemeente = "gemeente"

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Those of her gemeente."""
        return self.filter(gemeente__in=leesbare_gemeenten(gebruiker))

    def for_lijst(self) -> Self:
        """With gemeente, newest period first. One query."""
        return self.select_related("gemeente__opvolger").order_by("gemeente__naam", "-van", "pk")


class ThemaQuerySet(ZichtbaarQuerySet):
    """Thema's."""

    naar_gemeente = "plan__gemeente"
    naar_maatregel = "maatregelen__"


class ClusterQuerySet(ZichtbaarQuerySet):
    """Clusters."""

    naar_gemeente = "plan__gemeente"
    naar_maatregel = "bladen__maatregel__"


class MaatregelQuerySet(ZichtbaarQuerySet):
    """Maatregelen."""

    naar_gemeente = "plan__gemeente"
    naar_maatregel = "pk__"

    def met_laatste_stand(
        self,
        peildatum: date,
        *,
        alleen_bevestigd: bool = False,
        bekend_op: datetime | None = None,
        ronde: "Ronde | None" = None,
    ) -> Self:
        """`laatste_stand_id`: the last stand by (peildatum, id) up to `peildatum`, of those that
        were known then, and with `ronde` of those that count in it; None without."""
        standen = _model("Stand").objects.filter(maatregel=OuterRef("pk"), peildatum__lte=peildatum)
        standen = standen.bekend(bekend_op).voor_ronde(ronde)
        if alleen_bevestigd:
            standen = standen.bevestigd(bekend_op)
        laatste = standen.order_by("-peildatum", "-pk").values("pk")[:1]
        return self.annotate(laatste_stand_id=Subquery(laatste))

    def getrokken_door(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """What she pulls today, in the gemeenten of which she is a member."""
        eigen = self._eigen_maatregelen(gebruiker)
        return self.filter(pk__in=eigen, plan__gemeente__in=list(plaatsen(gebruiker)))

    def vervangen_door(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """For what she stands in today, in the gemeenten whose whole plans she reads as a member;
        not what she pulls herself."""
        mee = _model("Betrokkenheid").objects.filter(vervangt(gebruiker)).values("maatregel")
        hier = [pk for pk in plaatsen(gebruiker) if leest_heel_plan(gebruiker, pk)]
        rijen = self.filter(pk__in=mee, plan__gemeente__in=hier)
        return rijen.exclude(pk__in=self._eigen_maatregelen(gebruiker))

    def getrokken_door_persoon(self, persoon: "Persoon") -> Self:
        """What this persoon of a plan pulls today, with or without an account."""
        eigen = _model("Betrokkenheid").objects.filter(trekt_nu(), persoon=persoon.pk)
        return self.filter(pk__in=eigen.values("maatregel"))

    def for_bijwerken(
        self,
        vandaag: date,
        *,
        ook: int | None = None,
        ronde: "Ronde | None" = None,
        rust_op: date | None = None,
    ) -> Self:
        """What is to be brought up to date, in plan order, with all that asks: the open round
        (`open_ronde_id`, `open_peildatum`), the last stand up to its day or today
        (`laatste_stand_id`), the stand that was made last (`laatst_gemaakt_id`), the last closed
        round and whether that saw a stand (`laatste_gesloten_id`, `in_laatste_ronde`), and `rust`.

        The open round is the one that asks trekkers (`RondeQuerySet.vragend`); one that was opened
        again still counts as closed. With `ronde` it is that one, for whom meets about it, and
        `rust_op` the day that `domain.stand.rust.rustdag` gives of it; without that it is today.

        Running plans, and those with an open round; what has ended only while the open round saw
        it end. `ook` (id) is in it whatever it is. One query.
        """
        rondes = _model("Ronde").objects.filter(plan=OuterRef("plan"))
        lopend = rondes.vragend() if ronde is None else rondes.filter(pk=ronde.pk)
        gesloten = rondes.filter(
            Q(toestand=RondeToestand.GESLOTEN) | _heropend(), peildatum__lte=vandaag
        )
        if ronde is not None:
            gesloten = gesloten.exclude(pk=ronde.pk)
        standen = _model("Stand").objects.filter(maatregel=OuterRef("pk"))
        bevestigd = _model("Bevestiging").objects.filter(
            maatregel=OuterRef("pk"),
            ronde=OuterRef("laatste_gesloten_id"),
            uitkomst=BevestigingUitkomst.BEVESTIGD,
        )
        met = self.annotate(
            open_ronde_id=Subquery(lopend.values("pk")[:1]),
            open_peildatum=Subquery(lopend.values("peildatum")[:1]),
            laatste_gesloten_id=Subquery(gesloten.order_by("-peildatum", "-pk").values("pk")[:1]),
        ).annotate(
            tot_dag=Coalesce("open_peildatum", Value(vandaag), output_field=DateField()),
            laatst_gemaakt_id=Subquery(standen.order_by("-pk").values("pk")[:1]),
            in_laatste_ronde=Q(
                Exists(bevestigd) | Exists(standen.filter(ronde=OuterRef("laatste_gesloten_id")))
            ),
        )
        laatste = standen.filter(peildatum__lte=OuterRef("tot_dag")).voor_ronde(ronde)
        laatste = laatste.order_by("-peildatum", "-pk")
        te_doen = Q(plan__tot_en_met__gte=vandaag) | Q(open_ronde_id__isnull=False)
        geleverd = Exists(standen.filter(ronde=OuterRef("open_ronde_id")))
        return (
            met.annotate(
                laatste_stand_id=Subquery(laatste.values("pk")[:1]),
                rust=_rust_in_ronde(
                    OuterRef("tot_dag"), OuterRef(OuterRef("tot_dag")), rust_op or vandaag
                ),
            )
            .filter(Q(pk=ook) | te_doen & (~Q(fase__in=EINDFASEN) | geleverd))
            .select_related("plan__gemeente", "plan__voorzitter")
            .order_by("plan__gemeente__naam", "plan__van", "plan", "volgorde", "pk")
        )

    def met_eerdere_stand(self, ronde: "Ronde") -> Self:
        """`eerdere_stand_id`: the last stand up to the day of the round that was not made for it;
        None without."""
        standen = _model("Stand").objects.filter(
            maatregel=OuterRef("pk"), peildatum__lte=ronde.peildatum
        )
        eerder = standen.voor_ronde(ronde).exclude(ronde=ronde.pk).order_by("-peildatum", "-pk")
        eerder = eerder.values("pk")[:1]
        return self.annotate(eerdere_stand_id=Subquery(eerder))

    def met_rust(self, peildatum: date, *, bekend_op: datetime | None = None) -> Self:
        """`rust`: None, or that it rests on `peildatum`, as was known then: until when
        (`tot_en_met`, ISO), the last day and the text of the step that ends it (`stap_tot`, ISO,
        and `stap`; each None without), and why (`reden`).

        A rest until a step ends when the step is done, lapses, or should have been done: silence
        is never longer than planned.
        """
        return self.annotate(rust=_rust(peildatum, bekend_op))

    def met_rust_in_ronde(self, ronde: "Ronde", vandaag: date) -> Self:
        """The same of a round: what rests by `vandaag`, or rested on the day that the round is
        about. Who is mailed, what her page asks and what closing asks all go by this. `vandaag`
        as `domain.stand.rust.rustdag` gives it."""
        dag = ronde.peildatum
        return self.annotate(rust=_rust_in_ronde(dag, dag, vandaag))

    def for_overzicht(self, peildatum: date, *, alleen_bevestigd: bool = False) -> list[Any]:
        """With thema, last stand (id), rust, people and planning: all an overview or report
        touches. In the order of the plan.

        Five queries whatever the number of rows: measures, betrokkenheden, bladen, mijlpalen, and
        (by the caller) the standen.
        """
        met = self.met_laatste_stand(peildatum, alleen_bevestigd=alleen_bevestigd)
        return met.met_rust(peildatum)._met_wat_hangt()

    def for_ronde(self, ronde: "Ronde", vandaag: date) -> list[Any]:
        """The same as a round has it before it: of the standen those that count in it, and `rust`
        as `met_rust_in_ronde` says."""
        met = self.met_laatste_stand(ronde.peildatum, ronde=ronde)
        return met.met_rust_in_ronde(ronde, vandaag)._met_wat_hangt()

    def _met_wat_hangt(self) -> list[Any]:
        """With thema, people, bladen and planning."""
        gevonden: list[Any] = list(self.select_related("thema").in_volgorde())
        onder = {"maatregel__in": [rij.pk for rij in gevonden]}
        wie = _model("Betrokkenheid").objects.select_related("persoon", "organisatie")
        hang_onder(gevonden, "betrokkenheden", list(wie.filter(**onder)))
        bladen = list(_model("Blad").objects.select_related("cluster").filter(**onder))
        hang_onder(gevonden, "bladen", bladen)
        regels = list(_model("Mijlpaal").objects.filter(blad__in=[blad.pk for blad in bladen]))
        lijnen = [regel for regel in regels if regel.onderdeel_van_id is None]
        hang_onder(lijnen, "stappen", [rij for rij in regels if rij.onderdeel_van_id is not None])
        hang_onder(bladen, "mijlpalen", lijnen)
        return gevonden

    def met_laatste_ronde(
        self,
        plan: "Plan",
        peildatum: date,
        bekend_op: datetime | None = None,
        *,
        rondes: "Sequence[Ronde] | None" = None,
    ) -> Self:
        """`laatste_gesloten_id`: the last round of `plan` that was closed up to `peildatum`, as was
        known then (None: no round), and `in_laatste_ronde`: whether that saw a stand. Of measures
        of that plan. With its `rondes` as known, in order, where those were read already, the
        database need not look for it once for each measure."""
        if rondes is None:
            laatste = _gesloten(bekend_op).filter(plan=plan.pk, peildatum__lte=peildatum)
            ronde: Any = Subquery(laatste.order_by("-peildatum", "-id").values("id")[:1])
        else:
            gesloten = [
                rij.id
                for rij in rondes
                if rij.toestand == RondeToestand.GESLOTEN and rij.peildatum <= peildatum
            ]
            ronde = Value(gesloten[-1] if gesloten else None, output_field=BigIntegerField())
            if not gesloten:
                return self.annotate(laatste_gesloten_id=ronde, in_laatste_ronde=Value(False))
        bevestigd = bekend(_model("Bevestiging"), bekend_op).filter(
            ronde_id=ronde,
            maatregel_id=OuterRef("pk"),
            uitkomst=BevestigingUitkomst.BEVESTIGD,
        )
        gemaakt = _model("Stand").objects.filter(ronde_id=ronde, maatregel=OuterRef("pk"))
        return self.annotate(
            laatste_gesloten_id=ronde,
            in_laatste_ronde=Q(Exists(bevestigd) | Exists(gemaakt.bekend(bekend_op))),
        )

    def for_lijst(self, plan: "Plan", peildatum: date) -> list[Any]:
        """Measures of `plan` with thema, last stand (id), last round and rust: what a list shows of
        the measure itself, and no more. In the order of the plan. One query."""
        rijen = self.met_laatste_stand(peildatum).met_rust(peildatum)
        return list(
            rijen.met_laatste_ronde(plan, peildatum)
            .select_related("thema")
            .only("plan", "thema", "code", "titel", "schaalniveau", "volgorde", *_THEMA)
            .in_volgorde()
        )

    def in_volgorde(self) -> Self:
        """In the order of the plan."""
        return self.order_by("volgorde", "pk")


class _VanOverlegQuerySet(ZichtbaarQuerySet):
    """What the body of a plan has before it or decided: read by who reads the whole plan."""

    naar_gemeente = "plan__gemeente"

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Those of the gemeenten whose whole plans she reads."""
        return self.filter(**{f"{self.naar_gemeente}__in": leesbare_gemeenten(gebruiker)})


class AgendapuntQuerySet(_VanOverlegQuerySet):
    """Agendapunten."""

    naar_gemeente = "ronde__plan__gemeente"

    def te_bespreken(self) -> Self:
        """What stands on the agenda to be discussed and was not yet, in order, with its measure.
        One query."""
        open_ = self.filter(behandeling=Behandeling.BESPREKEN, besproken_op=None, vervallen=False)
        return open_.select_related("maatregel").order_by("volgorde", "pk")


class BesluitQuerySet(_VanOverlegQuerySet):
    """Besluiten."""

    def lopend(self) -> Self:
        """Those that still ask something: they return on every agenda, the oldest first."""
        return self.filter(toestand=BesluitToestand.LOOPT).order_by("nummer")


class ActiepuntQuerySet(_VanOverlegQuerySet):
    """Actiepunten."""

    def visible_for(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Those of the gemeenten whose whole plans she reads, and from outside her own."""
        hare = Q(pk__in=[])
        if gebruiker.pk is not None:
            hare = Q(wie__gebruiker=gebruiker.pk, plan__gemeente__in=list(plaatsen(gebruiker)))
        return self.filter(hare | Q(plan__gemeente__in=leesbare_gemeenten(gebruiker)))

    def open(self) -> Self:
        """Those that are not done: they return on every agenda, the first due first."""
        return self.filter(toestand=ActiepuntToestand.OPEN).order_by("voor", "nummer")

    def te_laat(self, dag: date) -> Self:
        """Of those, what should have been done before `dag`."""
        return self.open().filter(voor__lt=dag)

    def van_gebruiker(self, gebruiker: "Gebruiker | AnonymousUser") -> Self:
        """Those that `gebruiker` herself is to do, in the gemeenten where she is a member; none for
        who is not signed in. No query of its own once it is known who she is."""
        if gebruiker.pk is None:
            return self.none()
        hier = {"plan__gemeente__in": list(plaatsen(gebruiker))}
        return self.filter(wie__gebruiker=gebruiker.pk, **hier)


class RondeQuerySet(ZichtbaarQuerySet):
    """Rondes."""

    naar_gemeente = "plan__gemeente"

    def lopend(self) -> Self:
        """Those that are going on: at most one of a plan."""
        return self.filter(toestand__in=LOPENDE_RONDE)

    def vragend(self) -> Self:
        """Of these, those that ask trekkers for standen. One that was opened again does not: what
        it mends is for who leads it."""
        return self.lopend().exclude(_heropend())

    def for_lijst(self) -> Self:
        """The one that is going on first, then by day; with `aantal_bevestigd` and
        `aantal_overgenomen`. One query."""
        telt = _model("Bevestiging").objects.filter(ronde=OuterRef("pk")).order_by()
        return self.annotate(
            **{
                f"aantal_{uitkomst}": Subquery(
                    telt.filter(uitkomst=uitkomst)
                    .values("ronde")
                    .annotate(aantal=Count("pk"))
                    .values("aantal")
                )
                for uitkomst in BevestigingUitkomst.values
            }
        ).order_by(Case(When(toestand__in=LOPENDE_RONDE, then=0), default=1), "-peildatum", "-pk")


class RondeberichtQuerySet(QuerySet):
    """Mails of rounds."""

    def wachtend(self) -> Self:
        """Those that were not sent, and may still have to be."""
        return self.filter(verstuurd_op=None, vervallen_op=None)

    def vrij(self, nu: datetime) -> Self:
        """Those that nobody is sending."""
        return self.filter(Q(bezig_tot=None) | Q(bezig_tot__lte=nu))

    def aan_de_beurt(self, nu: datetime) -> Self:
        """Those that wait, nobody is sending, and need not wait longer after a failure."""
        beurt = Q(volgende_op=None) | Q(volgende_op__lte=nu)
        return self.wachtend().vrij(nu).filter(beurt)

    def gegaan_na(self, moment: datetime, gebruiker: int) -> Self:
        """Those that went to this account (id) after `moment`, or may have."""
        na = Q(begonnen_op__gt=moment) | Q(verstuurd_op__gt=moment)
        return self.filter(na, gebruiker=gebruiker)


class BladQuerySet(ZichtbaarQuerySet):
    """Bladen."""

    naar_gemeente = "maatregel__plan__gemeente"
    naar_maatregel = "maatregel__"


class StandQuerySet(ZichtbaarQuerySet):
    """Standen. Written by `domain.standen` alone."""

    naar_gemeente = "maatregel__plan__gemeente"
    naar_maatregel = "maatregel__"

    def bekend(self, moment: datetime | None) -> Self:
        """Those that had been made by `moment`; None: all. A stand is its own history."""
        return self if moment is None else self.filter(gemaakt_op__lte=moment)

    def voor_ronde(self, ronde: "Ronde | None") -> Self:
        """Those that count in `ronde`: made for it, or before it was first closed. None: all."""
        if ronde is None:
            return self
        gesloten = _model("Rondestap").objects.filter(
            ronde=ronde.pk, soort=RondestapSoort.GESLOTEN, op__lt=OuterRef("gemaakt_op")
        )
        return self.filter(Q(ronde=ronde.pk) | ~Exists(gesloten))

    def bevestigd(self, bekend_op: datetime | None = None) -> Self:
        """What college and raad may read: confirmed by a closed round, or by a source document."""
        door_ronde = _bevestigd(bekend_op).filter(ronde__in=_gesloten(bekend_op).values("id"))
        return self.filter(~Q(bron="") | Exists(door_ronde))

    def met_bevestiging(self, bekend_op: datetime | None = None) -> Self:
        """`bevestigd_in`: the peildatum of the last round that confirmed it, or None."""
        return self.annotate(bevestigd_in=_bevestigd_in(bekend_op)).select_related("door")


class StandDeelQuerySet(ZichtbaarQuerySet):
    """Parts of a stand; insert-only like it, and written with it."""

    naar_gemeente = "stand__maatregel__plan__gemeente"
    naar_maatregel = "stand__maatregel__"


def _gesloten(bekend_op: datetime | None) -> Any:
    """Rounds that are closed, or were as known then."""
    return bekend(_model("Ronde"), bekend_op).filter(toestand=RondeToestand.GESLOTEN)


def _bevestigd(bekend_op: datetime | None, stand: OuterRef | None = None) -> Any:
    """Where a round confirmed the stand of the query around this one (or around that: give
    `stand`); what it only carried over is not confirmed."""
    return bekend(_model("Bevestiging"), bekend_op).filter(
        stand=OuterRef(stand or "pk"), uitkomst=BevestigingUitkomst.BEVESTIGD
    )
