"""Sending the mails of rounds: by the timer, over a mail server that may be down.

Each turn first notes which mails are needed and which no longer are, then sends per account. One
account gets at most one mail in five days, whatever the plans and gemeenten: a mail that has to
wait goes later, if it is still true then, together with what has come up since.

What is promised, step by step: a message is claimed with a conditional update (a lease), the mail
is made, the line to the mail server is opened, it is noted that the mail begins, the mail goes, it
is noted that it went. Each note is committed before the next step.

- Ended before "begins": nothing went out; when the lease has passed, it is done again.
- Refused, or no mail server: nothing went out; it is done again after a pause that grows.
- Ended between "begins" and "went", or the line broke: nobody knows whether it went. Then it counts
  as sent for the five days, and after these it goes along with the next, if it is still true. So
  nobody gets two in five days, and nothing is lost. Its Message-ID is the same as before.

An invented gemeente mails nobody, unless mails stay on this machine: what would have gone is noted
and logged, waits, and lapses with its round.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min

from jeugdhulp import kalender, post
from jeugdhulp.models import Gebruiker
from maatregelen.choices import BerichtSoort, BerichtVerval
from maatregelen.domain.post import rondebrief, rondeontvangers
from maatregelen.domain.post.rondeontvangers import VRAAGT_IN, Bestemming, Ontvangers
from maatregelen.models import Ronde, Rondebericht
from maatregelen.querysets import RondeberichtQuerySet

log = logging.getLogger(__name__)

# How long one mail may take before another takes it over.
HUUR = timedelta(minutes=10)
TUSSEN = timedelta(days=5)
# After the first failure, the second, and so on; the last for every one after.
PAUZES = tuple(timedelta(minutes=minuten) for minuten in (2, 5, 15, 60, 240, 720, 1440))


class OvergenomenError(Exception):
    """The lease went to another process: this work is void."""


def verstuur_berichten() -> str:
    """The task: says in Dutch what it did. Twelve queries a round that is open, and some thirty a
    mail that goes."""
    noteer_nodige()
    verstuurd = 0
    for gebruiker in _aan_de_beurt():
        try:
            verstuurd += _verstuur_aan(gebruiker)
        except post.NietBereiktError as fout:
            # Nobody else's mail would get through either.
            log.error("mailserver niet bereikt: %s", fout)
            # What may have gone keeps its own pause.
            _stel_uit(_echt().aan_de_beurt(kalender.nu()).filter(begonnen_op=None))
            break
    wacht = _echt().wachtend().count()
    return f"{verstuurd} verstuurd, {wacht} in de wacht"


def gaat_uit(ronde: Ronde) -> bool:
    """Whether mails of this round (with its plan and gemeente) go to people."""
    return post.blijft_hier() or not ronde.plan.gemeente.voorbeeld


def _echt() -> RondeberichtQuerySet[Rondebericht]:
    """The messages that go to people."""
    rijen: RondeberichtQuerySet[Rondebericht] = Rondebericht.objects.all()
    return rijen if post.blijft_hier() else rijen.filter(ronde__plan__gemeente__voorbeeld=False)


def noteer_nodige() -> None:
    """Note which messages every open round needs today, and let go of those it does not."""
    nu, dag = kalender.nu(), kalender.vandaag()
    rondes = Ronde.objects.filter(toestand__in=VRAAGT_IN).select_related("plan__gemeente")
    for ronde in rondes.order_by("pk"):
        _noteer(rondeontvangers.lees(ronde, dag), nu)
    dicht = Rondebericht.objects.wachtend().vrij(nu).exclude(ronde__toestand__in=VRAAGT_IN)
    dicht.update(vervallen_op=nu, vervallen_door=BerichtVerval.RONDE)


def _noteer(ontvangers: Ontvangers, nu: datetime) -> None:
    gewenst = ontvangers.gewenst
    ronde = ontvangers.ronde
    bekend = {(rij.persoon_id, rij.soort): rij for rij in ronde.berichten.all()}
    nieuw = [
        Rondebericht(ronde=ronde, persoon_id=persoon, soort=soort, gemaakt_op=nu)
        for persoon, soort in gewenst
        if (persoon, soort) not in bekend
    ]
    if not gaat_uit(ronde):
        for rij in nieuw:
            log.info(
                "voorbeeldgemeente: %s over ronde %s aan persoon %s gaat niet uit",
                rij.soort,
                ronde.pk,
                rij.persoon_id,
            )
    # Another turn at the same time may have noted it.
    Rondebericht.objects.bulk_create(nieuw, ignore_conflicts=True)
    terug = [rij.pk for sleutel, rij in bekend.items() if sleutel in gewenst and rij.vervallen_op]
    if terug:
        Rondebericht.objects.filter(pk__in=terug).update(vervallen_op=None, vervallen_door="")
    weg = [
        rij
        for sleutel, rij in bekend.items()
        if sleutel not in gewenst and not rij.verstuurd_op and not rij.vervallen_op
    ]
    for rij in weg:
        vrij = Rondebericht.objects.wachtend().vrij(nu).filter(pk=rij.pk)
        vrij.update(vervallen_op=nu, vervallen_door=_waarom_niet(rij, ontvangers))


def _waarom_niet(bericht: Rondebericht, ontvangers: Ontvangers) -> BerichtVerval:
    """Why this message is not wanted any more."""
    ronde, dag = ontvangers.ronde, ontvangers.dag
    if not rondeontvangers.vraagt_nog(ronde, dag):
        return BerichtVerval.RONDE
    if bericht.persoon_id in {wie.persoon_id for wie in ontvangers.gemist}:
        return BerichtVerval.ONBEREIKBAAR
    tot = ronde.leveren_voor
    te_laat = bericht.soort == BerichtSoort.HERINNERING and (tot is None or tot < dag)
    te_vroeg = bericht.soort == BerichtSoort.AANMANING and (tot is None or tot >= dag)
    return BerichtVerval.DATUM if te_laat or te_vroeg else BerichtVerval.NIETS_TE_DOEN


def _aan_de_beurt() -> list[int]:
    """The accounts (id) that have a message to get now, who waits longest first. One query."""
    rijen = _echt().aan_de_beurt(kalender.nu()).exclude(persoon__gebruiker=None)
    per = rijen.order_by().values("persoon__gebruiker").annotate(eerste=Min("pk"))
    return [rij["persoon__gebruiker"] for rij in per.order_by("eerste")]


def _verstuur_aan(gebruiker_id: int) -> bool:
    """Send this account what is waiting for it, in one mail; whether it went. Raises
    NietBereiktError."""
    werk = _neem(gebruiker_id)
    if werk is None:
        return False
    try:
        posten = werk.wat_nog_waar_is()
        if not posten:
            return False
        bericht = rondebrief.stel_op(werk.gebruiker, posten, kalender.vandaag())
        post.bied_aan(bericht, werk.begin)
    except post.NietBereiktError:
        _stel_uit(werk.van_ons(), geteld=True)
        raise
    except post.OnzekerError as fout:
        log.error("mail over ronde onderweg afgebroken: %s", fout)
        werk.onzeker()
    except OvergenomenError:
        log.warning("mail over ronde overgenomen door een ander proces")
    except Exception as fout:
        # Its text may hold the address: its kind is all we write down.
        soort = str(fout) if isinstance(fout, post.GeweigerdError) else type(fout).__name__
        log.error("mail over ronde niet verstuurd: %s", soort)
        _stel_uit(werk.van_ons(), geteld=True)
    else:
        werk.klaar()
        return True
    return False


def _neem(gebruiker_id: int) -> "_Werk | None":
    """Claim all that waits for this account; None when something went to it in the last five days,
    or somebody is sending to it."""
    nu = kalender.nu()
    with transaction.atomic():
        gebruiker = _vergrendel(gebruiker_id)
        hare = _echt().filter(persoon__gebruiker=gebruiker_id).wachtend()
        if (
            Rondebericht.objects.gegaan_na(nu - TUSSEN, gebruiker_id).exists()
            or hare.filter(bezig_tot__gt=nu).exists()
            or not hare.aan_de_beurt(nu).exists()
        ):
            return None
        ids = list(hare.values_list("pk", flat=True))
        rijen = Rondebericht.objects.wachtend().vrij(nu).filter(pk__in=ids)
        rijen.update(bezig_tot=nu + HUUR, pogingen=F("pogingen") + 1)
    return _Werk(gebruiker, ids, nu + HUUR)


def _vergrendel(gebruiker_id: int) -> Gebruiker:
    """Her row, locked: of two that would send to one account, the second sees what the first did.
    Not so that it keeps her from signing in meanwhile."""
    return Gebruiker.objects.select_for_update(of=("self",), no_key=True).get(pk=gebruiker_id)


class _Werk:
    """The sending of one mail, while its lease (`tot`) is ours."""

    def __init__(self, gebruiker: Gebruiker, ids: list[int], tot: datetime):
        self.gebruiker, self.ids, self.tot = gebruiker, ids, tot

    def van_ons(self) -> RondeberichtQuerySet[Rondebericht]:
        """Its messages, as far as they are ours still."""
        return Rondebericht.objects.wachtend().filter(pk__in=self.ids, bezig_tot=self.tot)

    def wat_nog_waar_is(self) -> list[tuple[Rondebericht, Bestemming]]:
        """What to send now; the rest lapses."""
        nu, dag = kalender.nu(), kalender.vandaag()
        rijen = list(
            self.van_ons().select_related(
                "ronde__plan__gemeente", "ronde__plan__samensteller", "ronde__plan__voorzitter"
            )
        )
        per_ronde = {
            rij.ronde_id: rondeontvangers.lees(rij.ronde, dag)
            for rij in {rij.ronde_id: rij for rij in rijen}.values()
        }
        gewenst = {pk: ontvangers.gewenst for pk, ontvangers in per_ronde.items()}
        posten = []
        for rij in rijen:
            bij = gewenst[rij.ronde_id].get((rij.persoon_id, rij.soort))
            if bij is not None and bij.persoon.gebruiker_id == self.gebruiker.pk:
                posten.append((rij, bij))
                continue
            self.van_ons().filter(pk=rij.pk).update(
                bezig_tot=None,
                vervallen_op=nu,
                vervallen_door=_waarom_niet(rij, per_ronde[rij.ronde_id]),
            )
        self.ids = [rij.pk for rij, _ in posten]
        if posten:
            # The address and the name of now.
            self.gebruiker.refresh_from_db()
        return posten

    def begin(self) -> None:
        """Note that the mail goes over the line now. Raises OvergenomenError."""
        with transaction.atomic():
            _vergrendel(self.gebruiker.pk)
            nu = kalender.nu()
            gegaan = Rondebericht.objects.gegaan_na(nu - TUSSEN, self.gebruiker.pk).exists()
            rijen = self.van_ons().filter(bezig_tot__gt=nu)
            if gegaan or rijen.update(begonnen_op=nu, gebruiker=self.gebruiker) != len(self.ids):
                raise OvergenomenError

    def klaar(self) -> None:
        """Note that the mail server took it."""
        self.van_ons().update(verstuurd_op=kalender.nu(), bezig_tot=None, volgende_op=None)

    def onzeker(self) -> None:
        """Let go: after the five days it may go again."""
        self.van_ons().update(bezig_tot=None, volgende_op=kalender.nu() + TUSSEN)


def _stel_uit(rijen: RondeberichtQuerySet[Rondebericht], *, geteld: bool = False) -> None:
    """Nothing went out: try again after the pause that belongs to how often it was tried. With
    `geteld` this time was counted already."""
    nu = kalender.nu()
    for pogingen in _verschillend(rijen.values_list("pogingen", flat=True)):
        keer = pogingen if geteld else pogingen + 1
        rijen.filter(pogingen=pogingen).update(
            pogingen=keer,
            bezig_tot=None,
            begonnen_op=None,
            gebruiker=None,
            volgende_op=nu + PAUZES[min(keer, len(PAUZES)) - 1],
        )


def _verschillend(waarden: Iterable[int]) -> list[int]:
    """Highest first: who goes up one does not meet those who were there."""
    return sorted(set(waarden), reverse=True)
