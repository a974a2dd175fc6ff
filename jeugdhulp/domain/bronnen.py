"""Signing in through the directory of a gemeente: whose account it is, and what her groups make
her. Whether she may go on later is `navraag`.

- Somebody is the issuer and its own number for her. Her mail address says who she is once, at the
  first time, and only where it proves that: in a domain that nobody but this directory hands out,
  for an account that belongs to one of its gemeenten. Such an account may belong elsewhere too;
  that is why a directory opens its own gemeenten alone (`rechten.kwam_binnen`).
- What the table of a gemeente gives for her groups follows them at each sign-in and each time the
  directory is asked again. What a beheerder gave by hand is left alone.
- A directory that is down lets nobody in.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from jeugdhulp import kalender, oidc, rechten, sessie, toegang
from jeugdhulp.aanmeldbronnen import Bron
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain import verversing
from jeugdhulp.domain.lidmaatschappen import UitGroepen, volg_groepen
from jeugdhulp.domain.tweede_factor import beeindig_sessies
from jeugdhulp.models import (
    Afmeldbericht,
    Gebruiker,
    Gemeente,
    Groeprol,
    Koppeling,
    Lidmaatschap,
)
from jeugdhulp.querysets import geldig_op


class GeenToegangError(Exception):
    """The directory knows her, and she may not come in here; `waarom` names the page's words."""

    def __init__(self, waarom: str):
        super().__init__(waarom)
        self.waarom = waarom


class AlGebruiktError(oidc.NietGeloofdError):
    """A message to sign out that is right, and came before."""


@dataclass(frozen=True)
class Binnen:
    """Who came in, and what her session keeps of it."""

    gebruiker: Gebruiker
    voor_sessie: dict[str, Any]


def meld_aan(bron: Bron, antwoord: oidc.Antwoord) -> Binnen:
    """Whose account this is, made or tied where that is right, with what her groups make her.

    GeenToegangError when she may not come in; what her groups took away is then away.
    """
    with transaction.atomic():
        gemeenten = vergrendel_gemeenten(bron)
        wensen = _wensen(gemeenten, antwoord.groepen or frozenset())
        koppeling = _koppeling(bron, str(antwoord.claims["sub"])) or _koppel(
            bron, antwoord, gemeenten, any(wens.genoemd for wens in wensen.values())
        )
        gebruiker = koppeling.gebruiker
        if not gebruiker.is_active:
            raise GeenToegangError("geëindigd")
        hoort_erbij = _volg(gebruiker, gemeenten, wensen)
        _bevestig(koppeling, antwoord.verversing)
    if not hoort_erbij:
        raise GeenToegangError("geen groep")
    # Groups may just have changed them; her new session is of after that.
    gebruiker.refresh_from_db(fields=["rechten_versie"])
    return Binnen(gebruiker, _voor_sessie(bron, koppeling, antwoord))


def meld_af(bron: Bron, afmelding: oidc.Afmelding, request: HttpRequest) -> None:
    """The directory signed this person out: all her sessions end here. Unknown is no error; a
    message that came before is (AlGebruiktError). Its number is kept when the rest is."""
    with transaction.atomic():
        _, is_nieuw = Afmeldbericht.objects.get_or_create(
            kenmerk=kenmerk(bron.uitgever, afmelding.jti),
            defaults={"tot": datetime.fromtimestamp(afmelding.tot, UTC)},
        )
        if not is_nieuw:
            raise AlGebruiktError("afmelding al gebruikt")
        koppeling = _koppeling(bron, afmelding.sub)
        if koppeling is None:
            return
        beeindig_sessies(koppeling.gebruiker)
    toegang.noteer(
        ToegangSoort.BRON_MELDT_AF,
        gebruiker=koppeling.gebruiker,
        request=request,
        over=f"bron {bron.sleutel}",
    )


def hoort_alleen_bij(bron: Bron, gebruiker: Gebruiker) -> bool:
    """Whether all she belongs to, today or later, is of this directory: then her second factor
    guards nothing elsewhere. One query."""
    leden = Lidmaatschap.objects.filter(
        Q(tot_en_met=None) | Q(tot_en_met__gte=kalender.vandaag()), gebruiker=gebruiker
    )
    return not leden.exclude(gemeente__slug__in=bron.gemeenten).exists()


def is_dezelfde(koppeling_id: int, bron: Bron, sub: str) -> bool:
    """Whether this is who the session is of. One query."""
    return Koppeling.objects.filter(pk=koppeling_id, kenmerk=kenmerk(bron.uitgever, sub)).exists()


def kenmerk(uitgever: str, sub: str) -> str:
    """What is kept of somebody's number at an issuer."""
    return hashlib.sha256(f"{uitgever}\0{sub}".encode()).hexdigest()


def vergeet_afmeldingen() -> str:
    """The task that forgets messages that would not be believed any more by themselves."""
    aantal, _ = Afmeldbericht.objects.filter(tot__lt=kalender.nu()).delete()
    return f"{aantal} oude afmeldberichten vergeten"


def vergrendel_gemeenten(bron: Bron) -> list[Gemeente]:
    """The gemeenten of this directory, locked; always before a Koppeling."""
    return list(_gemeenten(bron).select_for_update())


def volg(gebruiker: Gebruiker, gemeenten: list[Gemeente], groepen: Iterable[str]) -> None:
    """Make her in these gemeenten, which are locked, what these groups say."""
    _volg(gebruiker, gemeenten, _wensen(gemeenten, groepen))


def _gemeenten(bron: Bron) -> Any:
    return Gemeente.objects.filter(slug__in=bron.gemeenten).order_by("pk")


def _wensen(gemeenten: Iterable[Gemeente], groepen: Iterable[str]) -> dict[int, UitGroepen]:
    """Per gemeente (id) what these groups make somebody. One query."""
    gemeenten = list(gemeenten)
    rijen = list(Groeprol.objects.filter(gemeente__in=gemeenten, groep__in=list(groepen)))
    per_gemeente = {gemeente.pk: [] for gemeente in gemeenten}  # type: dict[int, list[Groeprol]]
    for rij in rijen:
        per_gemeente[rij.gemeente_id].append(rij)
    return {
        pk: UitGroepen(
            genoemd=bool(van_haar),
            rollen=frozenset(rij.rol for rij in van_haar if rij.rol),
            # One group that says colleague is enough to be one.
            extern=bool(van_haar) and all(rij.extern for rij in van_haar),
        )
        for pk, van_haar in per_gemeente.items()
    }


def _volg(
    gebruiker: Gebruiker, gemeenten: Iterable[Gemeente], wensen: dict[int, UitGroepen]
) -> bool:
    """Whether she belongs to one of these gemeenten after that."""
    hoort = [volg_groepen(gebruiker, gemeente, wensen[gemeente.pk]) for gemeente in gemeenten]
    return any(hoort)


def _koppeling(bron: Bron, sub: str) -> Koppeling | None:
    rijen = Koppeling.objects.select_related("gebruiker")
    return rijen.filter(kenmerk=kenmerk(bron.uitgever, sub)).first()


def _koppel(
    bron: Bron, antwoord: oidc.Antwoord, gemeenten: list[Gemeente], genoemd: bool
) -> Koppeling:
    """The first time: tie the account that is hers, or make one for who is in a group."""
    email = _bewezen_mail(bron, antwoord.claims)
    gebruiker = Gebruiker.objects.filter(email=email).first() if email else None
    if gebruiker is not None:
        _eis_te_koppelen(bron, gebruiker, gemeenten)
    elif not genoemd:
        raise GeenToegangError("geen groep")
    else:
        gebruiker = _maak(bron, antwoord.claims, email)
    nu = kalender.nu()
    koppeling = Koppeling(
        gebruiker=gebruiker,
        uitgever=bron.uitgever,
        kenmerk=kenmerk(bron.uitgever, str(antwoord.claims["sub"])),
        gekoppeld_op=nu,
        bevestigd_op=nu,
    )
    koppeling.full_clean()
    koppeling.save()
    toegang.noteer(ToegangSoort.GEKOPPELD, gebruiker=gebruiker, over=f"bron {bron.sleutel}")
    return koppeling


def _eis_te_koppelen(bron: Bron, gebruiker: Gebruiker, gemeenten: list[Gemeente]) -> None:
    """GeenToegangError when this account is not for this directory to say who she is."""
    hier = Lidmaatschap.objects.filter(
        geldig_op(kalender.vandaag()), gebruiker=gebruiker, gemeente__in=gemeenten
    )
    # The account for emergencies is for when there is no directory.
    if not gebruiker.is_active or rechten.noodaccount_bij(gebruiker) or not hier.exists():
        raise GeenToegangError("adres bezet")
    if Koppeling.objects.filter(gebruiker=gebruiker, uitgever=bron.uitgever).exists():
        # A namesake got the address of somebody who left the directory.
        raise GeenToegangError("adres bezet")


def _bewezen_mail(bron: Bron, claims: Any) -> str:
    """Her mail address where it proves who she is, else ""."""
    email = str(claims.get("email") or "").strip().lower()
    # Left out, as Entra does, it says nothing; `xms_edov` is the word of Entra for it. Both come as
    # text too.
    gezegd = [claims[naam] for naam in ("email_verified", "xms_edov") if naam in claims]
    if any(str(waarde).lower() not in ("true", "1") for waarde in gezegd):
        return ""
    return email if bron.is_eigen_mail(email) else ""


def _maak(bron: Bron, claims: Any, email: str) -> Gebruiker:
    """An account that no password opens. GeenToegangError when what the directory says of her
    cannot be kept."""
    voornaam, achternaam = (
        str(claims.get(naam) or "").strip() for naam in ("given_name", "family_name")
    )
    if not achternaam:
        voornaam, _, achternaam = str(claims.get("name") or "").strip().partition(" ")
    nummer = kenmerk(bron.uitgever, str(claims["sub"]))[:12]
    gebruiker = Gebruiker(
        username=email or f"{bron.sleutel}-{nummer}",
        email=email,
        first_name=voornaam[:150],
        last_name=achternaam[:150],
    )
    if Gebruiker.objects.filter(username=gebruiker.username).exists():
        gebruiker.username = f"{bron.sleutel}-{nummer}"
    gebruiker.set_unusable_password()
    try:
        gebruiker.full_clean(exclude=["password"])
    except ValidationError as fout:
        raise GeenToegangError("gegevens") from fout
    gebruiker.save()
    return gebruiker


def _bevestig(koppeling: Koppeling, token: str) -> None:
    """She is here, and what was being asked about her is overtaken. Some directories give a token
    the first time alone: then that stays."""
    koppeling.bevestigd_op, koppeling.geweigerd_op = kalender.nu(), None
    koppeling.save(update_fields=["bevestigd_op", "geweigerd_op"])
    if token:
        verversing.bewaar(koppeling, token)


def _voor_sessie(bron: Bron, koppeling: Koppeling, antwoord: oidc.Antwoord) -> dict[str, Any]:
    bewezen = antwoord.claims.get("auth_time")
    return {
        "sleutel": bron.sleutel,
        "koppeling": koppeling.pk,
        # When to hold the session to the directory again.
        "weer": sessie.nu() + 60 * settings.HERCONTROLE_MINUTEN,
        # When she last gave a password or the like there, as far as it says.
        "bewezen_op": int(bewezen) if isinstance(bewezen, int | float) else 0,
    }
