"""The rounds of a plan as a calendar that other programs fetch (RFC 5545), and who may fetch it."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from icalendar import Calendar, Event

from jeugdhulp import kalender
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from jeugdhulp.rechten import leesbare_gemeenten
from maatregelen.choices import RondestapSoort, RondeToestand
from maatregelen.models import Agendasleutel, Plan, Ronde

# How often a program should look again.
VERVERSEN = timedelta(hours=12)
_AMSTERDAM = ZoneInfo(settings.TIME_ZONE)


def maak_sleutel(plan: Plan, *, door: Gebruiker) -> str:
    """A new secret for this plan, in place of the one before; kept nowhere. Three queries."""
    geheim = secrets.token_urlsafe(32)
    with transaction.atomic():
        # Of two at once the second takes the place of the first.
        Gebruiker.objects.select_for_update(of=("self",), no_key=True).get(pk=door.pk)
        trek_sleutel_in(plan, door=door)
        Agendasleutel.objects.create(
            gebruiker=door, plan=plan, kenmerk=_kenmerk(geheim), gemaakt_op=kalender.nu()
        )
    return geheim


def trek_sleutel_in(plan: Plan, *, door: Gebruiker) -> bool:
    """The address stops; whether there was one. One query."""
    aantal, _ = Agendasleutel.objects.filter(gebruiker=door, plan=plan).delete()
    return aantal > 0


def zoek_sleutel(geheim: str) -> Agendasleutel | None:
    """What this secret opens; None for one that is not, or of who may not sign in any more, or may
    no longer see the plan. One query, and those of `visible_for`."""
    sleutels = Agendasleutel.objects.select_related("gebruiker", "plan__gemeente")
    sleutel = sleutels.filter(kenmerk=_kenmerk(geheim), gebruiker__is_active=True).first()
    if sleutel is None:
        return None
    zichtbaar = Plan.objects.visible_for(sleutel.gebruiker).filter(pk=sleutel.plan_id)
    return sleutel if zichtbaar.exists() else None


def maak_agenda(plan: Plan, gebruiker: Gebruiker) -> bytes:
    """The rounds of `plan` that have days, as text/calendar; a round that lapsed as cancelled.

    Who reads the whole plan gets the meetings too; who pulls a measure from outside when rounds
    open and until when she brings it up to date. Two queries.
    """
    leest_alles = plan.gemeente_id in leesbare_gemeenten(gebruiker)
    agenda = Calendar()
    agenda.add("prodid", f"-//{settings.ADRES}//rondes//NL")
    agenda.add("version", "2.0")
    agenda.add("method", "PUBLISH")
    agenda.add("x-wr-calname", f"Rondes {plan.titel}")
    agenda.add("refresh-interval", VERVERSEN, parameters={"VALUE": "DURATION"})
    agenda.add("x-published-ttl", VERVERSEN)
    rondes = plan.rondes.exclude(opent_op=None, vergadering_op=None).order_by("peildatum", "pk")
    for ronde in rondes.prefetch_related("stappen"):
        for event in _events(plan, ronde, leest_alles):
            agenda.add_component(event)
    return bytes(agenda.to_ical())


def _events(plan: Plan, ronde: Ronde, leest_alles: bool) -> list[Event]:
    bijwerken = f"{settings.ADRES}{reverse('maatregelen:mijn_maatregelen')}"
    pagina = reverse("maatregelen:ronde_detail", args=[plan.gemeente.slug, plan.slug, ronde.pk])
    gevonden = []
    if ronde.opent_op is not None:
        tekst = "Vanaf nu kunt u uw maatregelen bijwerken."
        gevonden.append(_event(plan, ronde, "opent", "Ronde gaat open", ronde.opent_op, tekst))
    if ronde.leveren_voor is not None:
        tekst = f"De laatste dag om uw maatregelen bij te werken: {bijwerken}"
        naam = "Maatregelen bijgewerkt"
        gevonden.append(_event(plan, ronde, "leveren", naam, ronde.leveren_voor, tekst))
    if leest_alles and ronde.vergadering_op is not None:
        begin: date | datetime = ronde.vergadering_op
        if ronde.begintijd is not None:
            moment = datetime.combine(ronde.vergadering_op, ronde.begintijd, _AMSTERDAM)
            begin = moment.astimezone(ZoneInfo("UTC"))
        tekst = f"Ronde per {datum_voluit(ronde.peildatum)}: {settings.ADRES}{pagina}"
        naam = plan.naam_overleg[:1].upper() + plan.naam_overleg[1:]
        overleg = _event(plan, ronde, "overleg", naam, begin, tekst)
        if ronde.plaats:
            overleg.add("location", ronde.plaats)
        gevonden.append(overleg)
    return gevonden


def _event(
    plan: Plan, ronde: Ronde, deel: str, naam: str, begin: date | datetime, tekst: str
) -> Event:
    """One entry. Its uid stays when it moves; its sequence goes up, so that it moves there too."""
    stappen = list(ronde.stappen.all())
    event = Event()
    event.add("uid", f"ronde-{ronde.pk}-{deel}@{plan.slug}.{plan.gemeente.slug}")
    event.add("summary", f"{naam}: {plan.titel}")
    event.add("dtstart", begin)
    event.add("dtstamp", max((stap.op for stap in stappen), default=kalender.nu()))
    event.add("sequence", sum(stap.soort == RondestapSoort.VERPLAATST for stap in stappen))
    event.add("description", tekst)
    is_over = ronde.toestand == RondeToestand.VERVALLEN
    event.add("status", "CANCELLED" if is_over else "CONFIRMED")
    # Nobody is busy all day because a round opens.
    event.add("transp", "OPAQUE" if isinstance(begin, datetime) else "TRANSPARENT")
    return event


def _kenmerk(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()
