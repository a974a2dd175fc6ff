"""Decisions that come, that should have been there, and that were taken; and late action points."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jeugdhulp.kalender import Kwartaal, Periode, PeriodeSoort, maanden_eerder
from jeugdhulp.models import Persoon
from maatregelen.choices import ActiepuntToestand, BesluitmomentSoort, MijlpaalSoort
from maatregelen.domain.dashboard.beeld import Beeld, Kaart
from maatregelen.domain.dashboard.te_laat import duur
from maatregelen.domain.verleden import rijen, vul
from maatregelen.kwartaallijn import toestand_op
from maatregelen.models import Actiepunt, Besluitmoment

# So a source that names no body is taken over.
NIET_GENOEMD = "niet genoemd"


@dataclass(frozen=True)
class Moment:
    """A decision or advice. Without `kaart` it is of the whole plan, or `voor_alles` of the
    gemeente. `te_vroeg` are the lines that carry it out and are planned before it."""

    onderwerp: str
    periode: Periode
    orgaan: str = ""
    kaart: Kaart | None = None
    voor_alles: bool = False
    is_advies: bool = False
    genomen_op: date | None = None
    uitkomst: str = ""
    nummer: str = ""
    te_vroeg: Sequence[str] = ()
    # How long it is late, in words; "" where it is not.
    hoelang: str = ""

    @property
    def wanneer(self) -> str:
        return self.periode.voluit()

    @property
    def wie(self) -> str:
        """The body that decides; "" where the plan does not say."""
        return "" if self.orgaan.strip().lower() == NIET_GENOEMD else self.orgaan


@dataclass(frozen=True)
class Actie:
    """An action point that is past its day."""

    rij: Actiepunt
    kaart: Kaart | None
    dagen: int

    @property
    def hoelang(self) -> str:
        """How long it is late, in words."""
        return duur(self.dagen)


@dataclass(frozen=True)
class Besluiten:
    """Expected up to the end of the quarter after the next; past and not taken; taken after
    `sinds`. `later` counts what is expected after that, `zonder_dag` has no day at all."""

    voorbij: Sequence[Moment]
    komend: Sequence[Moment]
    zonder_dag: Sequence[Moment]
    later: int
    genomen: Sequence[Moment]
    sinds: date
    # Whether `sinds` is the day of a closed round; else it is one rhythm ago.
    sinds_ronde: bool
    acties: Sequence[Actie]

    @property
    def aantal_te_laat(self) -> int:
        """How many decisions and action points are past their day."""
        return len(self.voorbij) + len(self.acties)


def besluiten(beeld: Beeld) -> Besluiten:
    """Of the measures that run, of the plan and of the gemeente; what was taken also of measures
    that ended. A line of the planning for a decision counts where no decision stands for it. Two
    queries, besides that for the rounds."""
    kaarten = {kaart.rij.maatregel.pk: kaart for kaart in beeld.kaarten}
    peildatum, laatste = beeld.peildatum, _horizon(beeld.peildatum)
    momenten, genomen = _lees(beeld, kaarten)
    open_ = sorted(momenten, key=lambda moment: _begin(moment) or date.max)
    te_gaan = [moment for moment in open_ if not moment.periode.is_voorbij(peildatum)]
    rondes = beeld.gesloten_rondes
    sinds = rondes[-1].peildatum if rondes else None
    vanaf = sinds or maanden_eerder(peildatum, beeld.plan.ritme_maanden)
    return Besluiten(
        voorbij=_voorbij(open_, peildatum),
        komend=[rij for rij in te_gaan if (dag := _begin(rij)) and dag <= laatste],
        zonder_dag=[rij for rij in te_gaan if _begin(rij) is None],
        later=sum((dag := _begin(rij)) is not None and dag > laatste for rij in te_gaan),
        genomen=sorted(
            (rij for rij in genomen if rij.genomen_op and rij.genomen_op > vanaf),
            key=lambda moment: moment.genomen_op or date.min,
            reverse=True,
        ),
        sinds=vanaf,
        sinds_ronde=sinds is not None,
        acties=_acties(beeld, kaarten),
    )


def _voorbij(momenten: Sequence[Moment], peildatum: date) -> list[Moment]:
    """The longest late first."""
    late = [
        (einde, moment)
        for moment in momenten
        if moment.periode.is_voorbij(peildatum) and (einde := moment.periode.tot_en_met)
    ]
    return [
        replace(moment, hoelang=duur((peildatum - einde).days))
        for einde, moment in sorted(late, key=lambda deel: deel[0])
    ]


def _horizon(peildatum: date) -> date:
    """The last day of the second quarter after this one."""
    return Kwartaal.van_dag(peildatum).volgende.volgende.laatste_dag


def _begin(moment: Moment) -> date | None:
    """From when it can be expected."""
    return moment.periode.van or moment.periode.tot_en_met


def _lees(beeld: Beeld, kaarten: Mapping[int, Kaart]) -> tuple[list[Moment], list[Moment]]:
    """What is not taken on the peildatum, and what is."""
    gevonden = [
        rij
        for rij in beeld.besluitmomenten
        if rij.maatregel_id is None or rij.maatregel_id in kaarten
    ]
    open_: list[Moment] = []
    genomen: list[Moment] = []
    for rij in gevonden:
        kaart = kaarten[rij.maatregel_id] if rij.maatregel_id else None
        if rij.genomen_op and rij.genomen_op <= beeld.peildatum:
            genomen.append(_moment(rij, kaart))
        elif (kaart is None or kaart.loopt) and (rij.genomen_op or not rij.uitkomst):
            # With an outcome and no day it was taken; nobody knows when.
            open_.append(_moment(rij, kaart))
    return [*open_, *_uit_planning(beeld)], genomen


def _moment(rij: Besluitmoment, kaart: Kaart | None) -> Moment:
    return Moment(
        onderwerp=rij.onderwerp,
        periode=rij.periode,
        orgaan=rij.orgaan,
        kaart=kaart,
        voor_alles=rij.gemeente_id is not None,
        is_advies=rij.soort == BesluitmomentSoort.ADVIES,
        genomen_op=rij.genomen_op,
        uitkomst=rij.uitkomst,
        nummer=rij.nummer,
        te_vroeg=_te_vroeg(rij, kaart) if kaart else (),
    )


def _te_vroeg(rij: Besluitmoment, kaart: Kaart) -> Sequence[str]:
    return next(
        (
            regel.wacht_niet
            for regel in kaart.feiten.besluiten
            if (regel.stap, regel.onderwerp) == (rij.mijlpaal_id, rij.onderwerp)
        ),
        (),
    )


def _uit_planning(beeld: Beeld) -> Iterator[Moment]:
    """Lines for a decision that is nowhere else; what recurs is no decision to wait for."""
    for kaart in beeld.kaarten:
        gezegd = {besluit.stap for besluit in kaart.feiten.besluiten}
        for regel in kaart.regels if kaart.loopt else []:
            if (
                regel.soort == MijlpaalSoort.BESLUIT
                and regel.sleutel not in gezegd
                and regel.periode.soort != PeriodeSoort.HERHALEND
                and toestand_op(regel, beeld.peildatum) != "gereed"
            ):
                yield Moment(onderwerp=regel.tekst, periode=regel.periode, kaart=kaart)


def _acties(beeld: Beeld, kaarten: Mapping[int, Kaart]) -> list[Actie]:
    """The longest late first. Two queries."""
    peildatum = beeld.peildatum
    gevonden = [
        rij
        for rij in rijen(Actiepunt, beeld.bekend_op, plan=beeld.plan.pk, voor__lt=peildatum)
        if rij.toestand != ActiepuntToestand.VERVALLEN
        and (rij.gereed_op is None or rij.gereed_op > peildatum)
        and (rij.maatregel_id is None or rij.maatregel_id in kaarten)
    ]
    vul(Persoon, beeld.bekend_op, (gevonden, "wie"))
    acties = [
        Actie(
            rij,
            kaarten[rij.maatregel_id] if rij.maatregel_id else None,
            (peildatum - rij.voor).days,
        )
        for rij in gevonden
    ]
    return sorted(acties, key=lambda actie: actie.rij.voor)
