"""At which day a page looks, and with the knowledge of when: the two days in its address."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from maatregelen.domain import overzicht
from maatregelen.domain.overzicht import Peiling
from maatregelen.domain.verleden import NogNietBekendError, Toen, beleidsplan_op, plan_op
from maatregelen.forms.peildatum import DagenForm
from maatregelen.models import Beleidsplan, Maatregel, Plan
from maatregelen.querysets import MaatregelQuerySet


@dataclass(frozen=True)
class Dagen:
    """On which day a page looks. `bekend_op` is None for what is known now."""

    peildatum: date
    gevraagd: date | None
    bekend_op: date | None
    # The day whose knowledge counts: on that day a plan was over or not.
    vandaag: date
    form: DagenForm

    @property
    def moment(self) -> datetime | None:
        return kalender.einde_van(self.bekend_op) if self.bekend_op else None

    @property
    def is_nu(self) -> bool:
        """Whether the page shows today as it is known now."""
        return self.bekend_op is None and self.peildatum == self.vandaag

    @property
    def op_dag(self) -> str:
        """What a link adds to its address, so that who looks at a day goes on looking at it."""
        return f"?{urlencode(self.dagen)}" if self.dagen else ""

    @property
    def dagen(self) -> dict[str, str]:
        """The days as an address holds them; none for now."""
        if self.bekend_op:
            return {"peildatum": str(self.peildatum), "bekend_op": str(self.bekend_op)}
        return {"peildatum": str(self.gevraagd)} if self.gevraagd else {}

    @property
    def naar_spoor(self) -> str:
        """The same for a link to the trail: the lines up to the day whose knowledge counts."""
        return f"{self.op_dag}&tot={self.bekend_op}" if self.bekend_op else self.op_dag

    @property
    def zin(self) -> str:
        """Both days in a sentence, also for now: a print is read on another day."""
        bekend = f"{datum_voluit(self.vandaag)}{'' if self.bekend_op else ' (nu)'}"
        return f"Stand per {datum_voluit(self.peildatum)}, zoals bekend op {bekend}"


@dataclass(frozen=True)
class Kijk(Dagen):
    """How a page looks at a plan."""

    # As it was known then.
    plan: Plan

    def peiling(self) -> Peiling:
        """What counts as recent. One or two queries."""
        return overzicht.peil(self.plan, self.peildatum, self.vandaag, bekend_op=self.moment)

    def bron(
        self, zichtbaar: MaatregelQuerySet[Maatregel], *, ook_verdwenen: bool = False
    ) -> MaatregelQuerySet[Maatregel] | Toen:
        """The measures of now, or as they were known; see `Toen` for `ook_verdwenen`."""
        if self.moment is None:
            return zichtbaar
        return Toen(self.plan, self.moment, zichtbaar, ook_verdwenen)


@dataclass(frozen=True)
class Beleidskijk(Dagen):
    """How a page looks at a beleidsplan."""

    # As it was known then.
    beleidsplan: Beleidsplan


def kijk_naar(request: HttpRequest, plan: Plan) -> Kijk:
    """How this request looks at `plan`; says so on the page when a day in it cannot be used.

    Raises NogNietBekendError when the plan was not there yet. No query for now (one for a plan
    that is over), two more for the past.
    """
    vandaag = kalender.vandaag()
    form = DagenForm(request.GET, vandaag=vandaag)
    gevraagd, bekend_op = form.dagen()
    moment = kalender.einde_van(bekend_op) if bekend_op else None
    toen = plan_op(plan, moment) if moment else plan
    peildatum = gevraagd or overzicht.peildatum_van(toen, bekend_op or vandaag, bekend_op=moment)
    _meld_onleesbaar(request, form, peildatum)
    return Kijk(peildatum, gevraagd, bekend_op, bekend_op or vandaag, form, plan=toen)


def kijk_naar_beleid(request: HttpRequest, beleidsplan: Beleidsplan) -> Beleidskijk:
    """The same for a beleidsplan. No query for now, one for the past."""
    vandaag = kalender.vandaag()
    form = DagenForm(request.GET, vandaag=vandaag)
    gevraagd, bekend_op = form.dagen()
    toen = beleidsplan
    if bekend_op:
        toen = beleidsplan_op(beleidsplan, kalender.einde_van(bekend_op))
    dag = bekend_op or vandaag
    _meld_onleesbaar(request, form, gevraagd or dag)
    return Beleidskijk(gevraagd or dag, gevraagd, bekend_op, dag, form, beleidsplan=toen)


def _meld_onleesbaar(request: HttpRequest, form: DagenForm, peildatum: date) -> None:
    if "peildatum" in form.errors:
        getoond = datum_voluit(peildatum)
        messages.warning(request, f"Deze dag konden wij niet lezen; u ziet {getoond}.")
    if "bekend_op" in form.errors:
        messages.warning(
            request,
            "De dag bij ‘Zoals bekend op’ is niet te gebruiken; u ziet wat nu bekend is.",
        )


def nog_niet_bekend(
    request: HttpRequest, context: dict[str, object], fout: NogNietBekendError
) -> HttpResponse:
    """The page that says that what was asked for was not there yet on that day."""
    form = DagenForm(request.GET, vandaag=kalender.vandaag())
    _, bekend_op = form.dagen()
    return render(
        request,
        "maatregelen/nog_niet_bekend.html",
        context | {"bekend_op": bekend_op, "sinds": fout.sinds, "dagenform": form},
    )
