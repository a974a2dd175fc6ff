"""Asking the directory again about who came in through it: for a session, and by itself.

One token a person (`verversing`), so the work is not done twice for somebody with two sessions,
and who has none is asked about too (`vraag_allen`).

- A yes makes her what her groups are now. A no ends her sessions, and not yet what she is: it says
  no to a changed password too. An answer we cannot believe (too many groups) ends the session that
  asked and changes nothing: we know no more than before.
- Without a yes for `Bron.bevestigd_dagen`, whatever the reason, she may no longer come in
  (`querysets.komt_binnen`), and `loop_na` takes what the groups gave.
- A directory that is down throws nobody out who was in, for some time.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest

from jeugdhulp import kalender, oidc, rechten, sessie, toegang
from jeugdhulp.aanmeldbronnen import Bron, bron_met, bronnen, bronnen_van
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import verversing
from jeugdhulp.domain.bronnen import kenmerk, vergrendel_gemeenten, volg
from jeugdhulp.domain.verversing import BEZIG, WEER, Genomen
from jeugdhulp.models import Gebruiker, Gemeente, Koppeling, Lidmaatschap, Verversing
from jeugdhulp.querysets import KoppelingQuerySet
from jeugdhulp.versleuteling import OnleesbaarError

log = logging.getLogger(__name__)

# Who did not come in is asked about once a day; less than one, so that it does not shift.
DAGELIJKS = timedelta(hours=20)
# The scope with which a token outlives the session there. Of another the end says nothing of her.
ZONDER_SESSIE = "offline_access"
# At most so many of a directory in one run: a slow one must not keep the other tasks waiting.
MEESTE_PER_KEER = 200


class Uitkomst(Enum):
    """What asking gave; OVERGENOMEN: somebody else asked, or she signed in meanwhile."""

    JA = "ja"
    NEE = "nee"
    NIET_TE_GELOVEN = "niet te geloven"
    STIL = "geen antwoord"
    OVERGENOMEN = "overgenomen"


@dataclass(frozen=True)
class Werkaccount:
    """What the directory last said of somebody, and until when that counts."""

    koppeling: Koppeling
    tot: datetime
    # Too long ago: until she signs in she has no rights, no mail and no calendar here.
    rust: bool


def werkaccounts(gebruiker: Gebruiker, gemeente: Gemeente) -> list[Werkaccount]:
    """Her ties to the directories of this gemeente. One query where it has any."""
    van = {bron.uitgever: bron for bron in bronnen_van(gemeente.slug)}
    if not van:
        return []
    rijen = Koppeling.objects.filter(gebruiker=gebruiker, uitgever__in=van)
    tot = {
        rij: rij.bevestigd_op + timedelta(days=van[rij.uitgever].bevestigd_dagen) for rij in rijen
    }
    return [Werkaccount(rij, dan, dan < kalender.nu()) for rij, dan in tot.items()]


def mag_verder(request: HttpRequest) -> bool:
    """Whether this session may go on; one that began with a password may. Asks the directory when
    its last yes is `HERCONTROLE_MINUTEN` old. No query in between."""
    bewaard = request.session.get("bron")
    if not bewaard or sessie.nu() < bewaard["weer"]:
        return True
    bron = bron_met(bewaard["sleutel"])
    rijen = Koppeling.objects.select_related("gebruiker").filter(pk=bewaard["koppeling"])
    koppeling, uitkomst = rijen.first(), None
    if bron is None or koppeling is None:
        return False
    if not _is_vers(koppeling):
        uitkomst = _vraag(bron, koppeling, request)
        koppeling = rijen.first()
        if uitkomst == Uitkomst.NIET_TE_GELOVEN or koppeling is None:
            return False
    wacht = uitkomst == Uitkomst.OVERGENOMEN and verversing.wordt_gevraagd(koppeling)
    if not _geldt_nog(bron, koppeling, mag_oud=wacht or uitkomst == Uitkomst.JA):
        return False
    return _ga_door(request, bron, koppeling, BEZIG if wacht else WEER)


def vraag_allen() -> str:
    """The task that asks about who did not come in for a day, longest ago first; an error in the
    log for a directory that does not answer. Only where a token outlives the session there. What
    goes wrong with one directory is raised after the others were asked."""
    telling = dict.fromkeys(Uitkomst, 0)
    fouten: list[Exception] = []
    for bron in bronnen():
        if ZONDER_SESSIE not in bron.scopes:
            continue
        wachtend = _te_vragen(bron).filter(
            verversing__isnull=False, bevestigd_op__lt=kalender.nu() - DAGELIJKS
        )
        # Last who gave no usable answer before: she must not keep all others waiting.
        eerder = F("verversing__gevraagd_op").asc(nulls_first=True)
        rijen = wachtend.select_related("gebruiker").order_by(eerder, "bevestigd_op", "pk")
        try:
            for koppeling in rijen[:MEESTE_PER_KEER]:
                uitkomst = _vraag(bron, koppeling)
                telling[uitkomst] += 1
                if uitkomst == Uitkomst.STIL:
                    log.error("bron %s antwoordt niet bij het navragen", bron.sleutel)
                    break
        except Exception as fout:
            log.error("bron %s: navragen mislukt", bron.sleutel)
            fouten.append(fout)
    if fouten:
        raise fouten[0]
    gedaan = [f"{aantal} keer {soort.value}" for soort, aantal in telling.items() if aantal]
    return f"accounts nagevraagd: {', '.join(gedaan) or 'geen'}"


def loop_na() -> str:
    """The task that takes what groups gave from who was not confirmed in long, and lets go of
    tokens that nothing is asked with any more. Coming in gives it back."""
    aantal = 0
    for bron in bronnen():
        for koppeling in Koppeling.objects.niet_bevestigd_door(bron).select_related("gebruiker"):
            with transaction.atomic():
                volg(koppeling.gebruiker, vergrendel_gemeenten(bron), ())
            aantal += 1
    _laat_los()
    return f"{aantal} accounts die hun eigen aanmelding lang niet bevestigde"


def _laat_los() -> None:
    nodig = Q(pk__in=[])
    for bron in bronnen():
        rijen = _te_vragen(bron)
        if ZONDER_SESSIE not in bron.scopes:
            langst = timedelta(minutes=settings.SESSIE_HEEL_MINUTEN)
            rijen = rijen.filter(bevestigd_op__gte=kalender.nu() - langst)
        nodig |= Q(pk__in=rijen.values("pk"))
    Verversing.objects.exclude(koppeling__in=Koppeling.objects.filter(nodig)).delete()


def _te_vragen(bron: Bron) -> KoppelingQuerySet[Koppeling]:
    """Of whom it matters what this directory says: she belongs to one of its gemeenten."""
    leden = Lidmaatschap.objects.geldig(kalender.vandaag()).filter(
        gebruiker=OuterRef("gebruiker"), gemeente__slug__in=bron.gemeenten
    )
    rijen: KoppelingQuerySet[Koppeling] = Koppeling.objects.filter(
        Exists(leden), uitgever=bron.uitgever, gebruiker__is_active=True
    )
    return rijen


def _is_vers(koppeling: Koppeling) -> bool:
    """Whether it said yes so short ago that nobody needs to ask."""
    hercontrole = timedelta(minutes=settings.HERCONTROLE_MINUTEN)
    return koppeling.geweigerd_op is None and kalender.nu() - koppeling.bevestigd_op < hercontrole


def _geldt_nog(bron: Bron, koppeling: Koppeling, *, mag_oud: bool) -> bool:
    """Whether a session may go on with what is known: no refusal, a yes that is not too old (or
    `mag_oud`: it came this moment or is on its way), and something here that she belongs to.
    One query, or two."""
    if koppeling.geweigerd_op:
        return False
    if not mag_oud and not _is_vers(koppeling):
        hercontrole = timedelta(minutes=settings.HERCONTROLE_MINUTEN)
        is_oud = kalender.nu() - koppeling.bevestigd_op >= 2 * hercontrole
        # Without a token nobody asked, and nobody can.
        if is_oud or not verversing.is_er(koppeling):
            return False
    return bool(_te_vragen(bron).filter(pk=koppeling.pk).exists())


def _ga_door(request: HttpRequest, bron: Bron, koppeling: Koppeling, anders_na: timedelta) -> bool:
    """Note when to look again; False when another request ended this session meanwhile."""
    nu, weer = sessie.nu(), int(koppeling.bevestigd_op.timestamp())
    weer += 60 * int(settings.HERCONTROLE_MINUTEN)
    if weer <= nu:
        weer = nu + int(anders_na.total_seconds())
    request.session["bron"] = request.session["bron"] | {"weer": weer}
    try:
        request.session.save()
    except UpdateError:
        return False
    if isinstance(request.user, Gebruiker):
        # What changed holds in this request too.
        rechten.kwam_binnen(request.user, bron.sleutel)
    return True


def _vraag(bron: Bron, koppeling: Koppeling, request: HttpRequest | None = None) -> Uitkomst:
    """Ask about her, and store what comes of it."""
    genomen = verversing.neem(koppeling)
    if genomen is None:
        return Uitkomst.OVERGENOMEN
    try:
        antwoord = oidc.ververs(
            bron, genomen.open(), lambda sub: kenmerk(bron.uitgever, sub) == koppeling.kenmerk
        )
    except oidc.BronOnbereikbaarError as fout:
        log.warning("bron %s antwoordt niet", bron.sleutel)
        _bewaar(genomen, fout.verversing)
        return Uitkomst.STIL
    except oidc.NietGeloofdError as fout:
        log.warning("bron %s: navraag niet geloofd: %s", bron.sleutel, fout.waarom)
        _bewaar(genomen, fout.verversing)
        return Uitkomst.NIET_TE_GELOVEN
    except OnleesbaarError:
        log.warning("bron %s: een token is niet te openen", bron.sleutel)
        verversing.gooi_weg(genomen)
        return Uitkomst.NIET_TE_GELOVEN
    except oidc.GeweigerdDoorBronError as fout:
        return _weiger(bron, koppeling, genomen, request, str(fout))
    return _bevestig(bron, koppeling, genomen, antwoord)


def _bewaar(genomen: Genomen, token: str) -> None:
    if token:
        verversing.vervang(genomen, token, klaar=False)


def _bevestig(
    bron: Bron, koppeling: Koppeling, genomen: Genomen, antwoord: oidc.Antwoord
) -> Uitkomst:
    with transaction.atomic():
        gemeenten = vergrendel_gemeenten(bron)
        if not verversing.vervang(genomen, antwoord.verversing, klaar=True):
            return Uitkomst.OVERGENOMEN
        Koppeling.objects.filter(pk=koppeling.pk).update(
            bevestigd_op=kalender.nu(), geweigerd_op=None
        )
        if antwoord.groepen is not None:
            volg(koppeling.gebruiker, gemeenten, antwoord.groepen)
    return Uitkomst.JA


def _weiger(
    bron: Bron, koppeling: Koppeling, genomen: Genomen, request: HttpRequest | None, waarom: str
) -> Uitkomst:
    with transaction.atomic():
        vergrendel_gemeenten(bron)
        if not verversing.gooi_weg(genomen):
            return Uitkomst.OVERGENOMEN
        Koppeling.objects.filter(pk=koppeling.pk).update(geweigerd_op=kalender.nu())
    log.warning("bron %s weigert: %s", bron.sleutel, waarom)
    toegang.noteer(
        ToegangSoort.BRON_WEIGERT,
        gebruiker=koppeling.gebruiker,
        request=request,
        over=f"bron {bron.sleutel}, {'sessie beëindigd' if request else 'bij het navragen'}",
    )
    return Uitkomst.NEE
