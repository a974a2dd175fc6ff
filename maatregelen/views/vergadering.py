"""The meeting of a round, for the beamer: who is there, and one item at a time."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jeugdhulp import kalender
from jeugdhulp.choices import PersoonSoort
from jeugdhulp.kalender import maanden_eerder
from jeugdhulp.models import Persoon
from jeugdhulp.rechten import aangemeld
from maatregelen import rechten
from maatregelen.choices import LOPENDE_RONDE, Behandeling, RondeToestand
from maatregelen.domain.ronde import agendapunten, vergadering
from maatregelen.domain.ronde.actiepunten import spreek_af
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.stand import mijn
from maatregelen.domain.stand.bijwerken import Levering, lever
from maatregelen.domain.stand.mijn import Eigen
from maatregelen.domain.stand.standen import Gezien, IntussenGewijzigdError
from maatregelen.domain.wijzigen import IntussenAndersError, wie_wijzigde
from maatregelen.forms.agenda import NotitieForm
from maatregelen.forms.mijn import MijnForm
from maatregelen.forms.vergadering import AanwezigheidForm, ActieForm, BesluitForm, HamerForm
from maatregelen.models import Agendapunt, Maatregel, Ronde
from maatregelen.views.agenda import adres, plan_van_ronde, punt_voor, ronde_voor
from maatregelen.views.kort import geldregels
from maatregelen.views.plan import basis
from maatregelen.views.vergadering_afspraken import (
    afspraak_voor,
    doe_af,
    lees_afspraken,
    toon_dicht,
)

_INTUSSEN = "Iemand anders legde intussen hetzelfde vast."


@require_http_methods(["GET", "HEAD", "POST"])
def vergadering_detail(request: HttpRequest, gemeente: str, plan: str, pk: int) -> HttpResponse:
    """The start of the meeting and its progress: who is there, what is on the agenda, and the
    hamerstukken in one go. 422 with a fault, 409 where somebody else was first."""
    gevonden = plan_van_ronde(request, gemeente, plan, leiden=True)
    ronde = ronde_voor(request, gevonden, pk)
    if ronde.toestand not in LOPENDE_RONDE:
        return toon_dicht(request, ronde, adres("ronde_detail", ronde))
    gegeven = request.POST if request.method == "POST" else None
    doe = gegeven.get("doe", "") if gegeven else ""
    if doe == "beginnen":
        return _begin(request, ronde)
    wie = _aanwezigheid(gegeven if doe in ("aanwezig", "iedereen") else None, ronde)
    zichtbaar = Maatregel.objects.filter(plan=gevonden).visible_for(request.user)
    kaart = vergadering.lees_kaart(zichtbaar, ronde, kalender.vandaag())
    punten = [rij.punt for rij in kaart]
    hamer = HamerForm(gegeven if doe == "hamer" else None, punten=_hamerstukken(punten))
    status = HTTPStatus.OK
    if wie.is_bound:
        wie, status = _noteer(request, ronde, wie)
    elif hamer.is_bound:
        status = _hamer(request, ronde, hamer)
    if status == HTTPStatus.SEE_OTHER:
        return HttpResponseRedirect(adres("vergadering_detail", ronde), status=status)
    if hamer.is_bound:
        # Looked at anew, with what it is now.
        fouten, hamer = hamer, HamerForm(None, punten=_hamerstukken(punten))
    else:
        fouten = hamer
    bespreken = [rij for rij in kaart if rij.punt.behandeling == Behandeling.BESPREKEN]
    open_ = [punt for punt in punten if punt.besproken_op is None]
    context = basis(request, gevonden) | {
        "ronde": ronde,
        "begonnen": ronde.toestand == RondeToestand.VERGADERING,
        "form": wie if wie.is_bound else fouten,
        "wie": wie,
        "hamer": hamer,
        "bespreken": bespreken,
        "hamerstukken": [rij for rij in kaart if rij.punt.behandeling == Behandeling.HAMERSTUK],
        "aantal_besproken": sum(rij.punt.besproken_op is not None for rij in bespreken),
        "aantal_hamer": len(_hamerstukken(punten)),
        "verder": next(iter(open_), None),
        "overleg": vergadering.naam_overleg(gevonden),
    }
    return render(request, "maatregelen/vergadering_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def vergadering_punt(
    request: HttpRequest, gemeente: str, plan: str, pk: int, punt: int
) -> HttpResponse:
    """One item: all that it is about, and what the notulist lays down on the spot. What was typed
    comes back with 422, and with 409 beside what somebody else made meanwhile."""
    gevonden = plan_van_ronde(request, gemeente, plan, leiden=True)
    ronde = ronde_voor(request, gevonden, pk)
    if ronde.toestand not in LOPENDE_RONDE:
        return toon_dicht(request, ronde, adres("ronde_detail", ronde))
    bord = _Bord(request, ronde, punt_voor(request, ronde, punt))
    if request.method == "POST":
        bord.verwerk()
        if bord.naar:
            return HttpResponseRedirect(bord.naar, status=HTTPStatus.SEE_OTHER)
    return render(
        request,
        "maatregelen/vergadering_punt.html",
        basis(request, gevonden) | bord.context(),
        status=bord.status,
    )


@dataclass
class _Bord:
    """One item before the meeting, with its forms; at most one of them was sent."""

    request: HttpRequest
    ronde: Ronde
    punt: Agendapunt
    gestuurd: Any = None
    naar: str = ""
    status: HTTPStatus = HTTPStatus.OK
    personen: list[Persoon] = field(default_factory=list)
    eigen: Eigen | None = None

    def __post_init__(self) -> None:
        self.maatregel = self.punt.maatregel
        self.vandaag = kalender.vandaag()
        mensen = Persoon.objects.filter(gemeente=self.ronde.plan.gemeente_id)
        self.personen = list(mensen.exclude(soort=PersoonSoort.VACATURE).order_by("naam", "pk"))
        zichtbaar = Maatregel.objects.visible_for(self.request.user)
        self.zichtbaar = zichtbaar.filter(plan=self.ronde.plan)
        if self.maatregel is not None and rechten.mag_stand_vastleggen(
            self.request.user, self.maatregel
        ):
            # Also what ended: the meeting may say that it runs again.
            gelezen = mijn.lees(
                self.zichtbaar.filter(pk=self.maatregel.pk),
                self.vandaag,
                ook=self.maatregel.pk,
                ronde=self.ronde,
            )
            self.eigen = next(iter(gelezen), None)

    @cached_property
    def dag(self) -> date:
        return vergadering.dag_van(self.ronde, self.vandaag)

    @property
    def adres(self) -> str:
        return adres("vergadering_punt", self.ronde, self.punt.pk)

    def verwerk(self) -> None:
        """Do what was sent."""
        acties = {
            "notitie": self._notitie,
            "stand": self._stand,
            "besluit": self._besluit,
            "actie": self._actie,
            "weer": self._weer,
        }
        formulier = self.request.POST.get("formulier", "")
        actie = acties.get(formulier)
        if actie is None and formulier[-1:].isdigit():
            actie = partial(self._doe_af, formulier)
        if actie is None:
            self.naar = self.adres
            return
        try:
            actie()
        except IntussenGewijzigdError as fout:
            self.gestuurd.toon_intussen(fout)
            self.status = HTTPStatus.CONFLICT
        except ValidationError as fout:
            self._toon(fout)
        if self.gestuurd is not None and self.gestuurd.errors and self.status == HTTPStatus.OK:
            botst = getattr(self.gestuurd, "botst", False)
            self.status = HTTPStatus.CONFLICT if botst else HTTPStatus.UNPROCESSABLE_ENTITY

    def _toon(self, fout: ValidationError) -> None:
        if self.gestuurd is not None:
            self.gestuurd.neem_over(fout)
            return
        messages.error(self.request, " ".join(fout.messages))
        self.naar = self.adres

    def _notitie(self) -> None:
        """Store the note, and where asked say that it was discussed and go on."""
        self.gestuurd = form = self._notitieform(self.request.POST)
        if not form.is_valid():
            return
        besproken = self.request.POST.get("doe") == "besproken"
        leg_vast = agendapunten.rond_af if besproken else agendapunten.wijzig
        try:
            leg_vast(
                self.punt,
                form.wijzigingen(),
                gezien=form.gezien(),
                door=aangemeld(self.request),
            )
        except IntussenAndersError:
            self.punt = punt_voor(self.request, self.ronde, self.punt.pk)
            self.gestuurd = self._notitieform(self.request.POST)
            if self.gestuurd.is_valid():
                self.gestuurd.add_error(None, _INTUSSEN)
            return
        if not besproken:
            self._gelukt("De notitie is vastgelegd.", "notitie")
            return
        messages.success(self.request, f"{self._naam()} is besproken.")
        rest = vergadering.lees_punten(self.ronde)
        verder = vergadering.volgende(
            [punt for punt in rest if punt.behandeling == Behandeling.BESPREKEN], self.punt
        )
        self.naar = (
            adres("vergadering_punt", self.ronde, verder.pk)
            if verder
            else adres("vergadering_detail", self.ronde)
        )

    def _stand(self) -> None:
        """The one domain function for a light, as on her own page; the body is who says it."""
        if self.eigen is None:
            raise ValidationError("U mag van deze maatregel geen stand vastleggen.")
        self.gestuurd = form = MijnForm(self.request.POST, eigen=self.eigen, namens=None)
        if not form.is_valid():
            return
        levering = form.levering()
        lever(
            self.eigen.maatregel,
            levering,
            door=aangemeld(self.request),
            gezien=Gezien(form.cleaned_data["gezien"]),
            peildatum=self.ronde.peildatum,
            ronde=self.ronde,
            namens=f"{vergadering.naam_overleg(self.ronde.plan)}{mijn.IN_VERGADERING}",
        )
        self._gelukt(_gedaan(self._naam(), levering), "stand")

    def _besluit(self) -> None:
        self.gestuurd = form = BesluitForm(self.request.POST)
        if form.is_valid():
            besluit = leg_besluit_vast(
                self.ronde.plan,
                form.cleaned_data["tekst"],
                self.dag,
                [self.maatregel] if self.maatregel else [],
                ronde=self.ronde,
                door=aangemeld(self.request),
            )
            self._gelukt(f"Besluit {besluit.nummer} is vastgelegd.", "afspraken")

    def _actie(self) -> None:
        self.gestuurd = form = self._actieform(self.request.POST)
        if form.is_valid():
            actie = spreek_af(
                self.ronde.plan,
                form.cleaned_data["tekst"],
                self._persoon(form.cleaned_data["wie"]),
                form.cleaned_data["voor"],
                maatregel=self.maatregel,
                ronde=self.ronde,
                door=aangemeld(self.request),
            )
            self._gelukt(f"Actiepunt {actie.nummer} is afgesproken.", "afspraken")

    def _doe_af(self, wat: str) -> None:
        """What was agreed before is done, or is not after all."""
        afspraak = afspraak_voor(self.request, self.ronde, self.maatregel, wat, self.request.POST)
        self.gestuurd = form = afspraak.form
        if not form.is_valid():
            return
        try:
            dag = vergadering.afdoendag(self.ronde, afspraak.rij, self.vandaag)
            zin = doe_af(afspraak, dag, door=aangemeld(self.request))
        except IntussenAndersError:
            afspraak.rij.refresh_from_db()
            nu = afspraak.rij.get_toestand_display()
            form.add_error(None, f"{afspraak.naam} is intussen al {nu}. Uw tekst staat er nog.")
            self.status = HTTPStatus.CONFLICT
        else:
            self._gelukt(zin, "afspraken")

    def _weer(self) -> None:
        agendapunten.bespreek_weer(self.punt, door=aangemeld(self.request))
        self._gelukt(f"{self._naam()} is weer open.", "")

    def _gelukt(self, zin: str, anker: str) -> None:
        messages.success(self.request, zin)
        self.naar = f"{self.adres}#{anker}" if anker else self.adres

    def _naam(self) -> str:
        return self.maatregel.code if self.maatregel else f"‘{self.punt.onderwerp}’"

    def _persoon(self, keuze: str) -> Persoon:
        return next(rij for rij in self.personen if str(rij.pk) == keuze)

    def _notitieform(self, gegeven: Any) -> NotitieForm:
        punt = self.punt
        return NotitieForm(gegeven, punt=punt, schrijver=lambda veld: wie_wijzigde(punt, veld))

    def _actieform(self, gegeven: Any) -> ActieForm:
        """Filled in with who pulls the measure, and a day before the next round."""
        trekkers = self._trekkers()
        return ActieForm(
            gegeven,
            personen=self.personen,
            voor=maanden_eerder(self.vandaag, -self.ronde.plan.ritme_maanden),
            wie=next((rij.pk for rij in self.personen if rij.naam in trekkers), None),
        )

    def _trekkers(self) -> list[str]:
        return list(self.gelezen.kaart.rij.trekkers) if self.gelezen else []

    @cached_property
    def gelezen(self) -> vergadering.Vergaderpunt | None:
        """The measure as the meeting sees it."""
        if self.maatregel is None:
            return None
        return vergadering.lees_punt(self.zichtbaar, self.maatregel, self.ronde, self.vandaag)

    def context(self) -> dict[str, Any]:
        punten = vergadering.lees_punten(self.ronde)
        plek = next((nr for nr, rij in enumerate(punten) if rij.pk == self.punt.pk), None)
        gestuurd = self.gestuurd
        return {
            "ronde": self.ronde,
            "punt": self.punt,
            "maatregel": self.maatregel,
            "gelezen": self.gelezen,
            "geld": geldregels(self.gelezen.geld, "geen nieuw geld") if self.gelezen else [],
            "afspraken": lees_afspraken(self.ronde, self.maatregel, self.dag, gestuurd),
            "plek": plek + 1 if plek is not None else None,
            "aantal": len(punten),
            "vorige": punten[plek - 1] if plek else None,
            "volgende": punten[plek + 1] if plek is not None and plek + 1 < len(punten) else None,
            "form": gestuurd,
            "notitie": _of(gestuurd, NotitieForm, lambda: self._notitieform(None)),
            "besluit": _of(gestuurd, BesluitForm, BesluitForm),
            "actie": _of(gestuurd, ActieForm, lambda: self._actieform(None)),
            "kaart": self._kaart(),
            "vandaag": self.vandaag,
            "overleg": vergadering.naam_overleg(self.ronde.plan),
        }

    def _kaart(self) -> dict[str, Any] | None:
        """The form of the light, for who may give one."""
        if self.eigen is None:
            return None
        eigen = self.eigen
        form = _of(self.gestuurd, MijnForm, lambda: MijnForm(None, eigen=eigen, namens=None))
        return {
            "eigen": eigen,
            "form": form,
            "fout": form is self.gestuurd,
            "doel": self.adres,
            "adres": f"{self.adres}#stand",
        }


def _of(gestuurd: Any, soort: type[forms.Form], maak: Any) -> Any:
    """The form that was sent where it is of this kind, else a new one."""
    return gestuurd if isinstance(gestuurd, soort) else maak()


def _gedaan(naam: str, levering: Levering) -> str:
    if levering.ongewijzigd:
        return f"De stand van {naam} is ongewijzigd bevestigd."
    if levering.gegevens is not None:
        return f"De stand van {naam} is vastgelegd."
    return f"Bij {naam}: {len(levering.gereed)} gereed." if levering.gereed else "Niets veranderd."


def _begin(request: HttpRequest, ronde: Ronde) -> HttpResponse:
    """Begin, and go to the first item that was not discussed."""
    naar = adres("vergadering_detail", ronde)
    try:
        vergadering.begin(ronde, door=aangemeld(request))
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        punten = vergadering.lees_punten(ronde)
        eerste = next(
            (
                punt
                for punt in punten
                if punt.besproken_op is None and punt.behandeling == Behandeling.BESPREKEN
            ),
            None,
        )
        if eerste is not None:
            naar = adres("vergadering_punt", ronde, eerste.pk)
    return HttpResponseRedirect(naar, status=HTTPStatus.SEE_OTHER)


def _hamerstukken(punten: list[Agendapunt]) -> list[int]:
    """What can be settled in one go."""
    return [
        punt.pk
        for punt in punten
        if punt.behandeling == Behandeling.HAMERSTUK and punt.besproken_op is None
    ]


def _hamer(request: HttpRequest, ronde: Ronde, form: HamerForm) -> HTTPStatus:
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        gedaan = agendapunten.stel_hamerstukken_vast(
            ronde, form.cleaned_data["gezien"], door=aangemeld(request)
        )
    except ValidationError as fout:
        form.neem_over(fout)
        return HTTPStatus.CONFLICT
    wat = "hamerstuk is" if len(gedaan) == 1 else "hamerstukken zijn"
    messages.success(request, f"{len(gedaan)} {wat} vastgesteld.")
    return HTTPStatus.SEE_OTHER


def _aanwezigheid(gegeven: Any, ronde: Ronde) -> AanwezigheidForm:
    personen = vergadering.genodigden(ronde, kalender.vandaag())
    bekend = dict(ronde.aanwezigheden.values_list("persoon", "aanwezig"))
    al = {rij.pk for rij in personen}
    mensen = Persoon.objects.filter(gemeente=ronde.plan.gemeente_id)
    anderen = mensen.exclude(soort=PersoonSoort.VACATURE).order_by("naam", "pk")
    return AanwezigheidForm(
        gegeven,
        personen=personen,
        bekend=bekend,
        anderen=[rij for rij in anderen if rij.pk not in al],
        iedereen=bool(gegeven) and gegeven.get("doe") == "iedereen",
    )


def _noteer(
    request: HttpRequest, ronde: Ronde, form: AanwezigheidForm
) -> tuple[AanwezigheidForm, HTTPStatus]:
    """Store who is there; the form to show and how it went."""
    if form.is_valid():
        try:
            vergadering.leg_aanwezigheid_vast(
                ronde, form.wie(), gezien=form.gezien_bij(), door=aangemeld(request)
            )
        except IntussenAndersError:
            form = _aanwezigheid(request.POST, ronde)
            if form.is_valid():
                form.add_error(None, _INTUSSEN)
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, "De aanwezigheid is genoteerd.")
            return form, HTTPStatus.SEE_OTHER
    return form, HTTPStatus.CONFLICT if form.botst else HTTPStatus.UNPROCESSABLE_ENTITY
