"""Signing in through the directory of a gemeente: whose account it is, what her groups make her,
and whether she may go on.

- Somebody is the issuer and its own number for her. Her mail address says who she is once, at the
  first time, and only where it proves that: in a domain that nobody but this directory hands out,
  for an account that belongs to one of its gemeenten. Such an account may belong elsewhere too;
  that is why a directory opens its own gemeenten alone (`rechten.kwam_binnen`).
- What the table of a gemeente gives for her groups follows them at each sign-in and each time the
  session is held to the directory again. What a beheerder gave by hand is left alone.
- A directory that says no ends the session, not what she is: it says no to a changed password too.
  Who stays refused for a month, or is in no group any more, loses what the groups gave.
- A directory that is down lets nobody in, and does not throw out who was in for some time.
"""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from jeugdhulp import kalender, oidc, rechten, sessie, toegang
from jeugdhulp.aanmeldbronnen import Bron, bron_met, bronnen
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain.lidmaatschappen import UitGroepen, volg_groepen
from jeugdhulp.domain.tweede_factor import beeindig_sessies
from jeugdhulp.models import Gebruiker, Gemeente, Groeprol, Koppeling, Lidmaatschap
from jeugdhulp.querysets import geldig_op
from jeugdhulp.versleuteling import OnleesbaarError, ontsleutel, versleutel

log = logging.getLogger(__name__)

# After this long a refusal is no changed password any more.
GEWEIGERD_BLIJFT = timedelta(days=30)
# After this long without a word of her directory nobody knows whether she still works there. Two
# rounds of two months: a trekker who comes for each round keeps what she is.
ONGEZIEN_BLIJFT = timedelta(days=120)
# Seconds until a directory that did not answer is asked again.
_WEER = 300


class GeenToegangError(Exception):
    """The directory knows her, and she may not come in here; `waarom` names the page's words."""

    def __init__(self, waarom: str):
        super().__init__(waarom)
        self.waarom = waarom


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
        gemeenten = list(_gemeenten(bron).select_for_update())
        wensen = _wensen(gemeenten, antwoord.groepen or frozenset())
        koppeling = _koppeling(bron, str(antwoord.claims["sub"])) or _koppel(
            bron, antwoord, gemeenten, any(wens.genoemd for wens in wensen.values())
        )
        gebruiker = koppeling.gebruiker
        if not gebruiker.is_active:
            raise GeenToegangError("geëindigd")
        hoort_erbij = _volg(gebruiker, gemeenten, wensen)
        _bevestig(koppeling)
    if not hoort_erbij:
        raise GeenToegangError("geen groep")
    return Binnen(gebruiker, _voor_sessie(bron, koppeling, antwoord))


def mag_verder(request: HttpRequest) -> bool:
    """Whether this session may go on. Asks the directory again when that is due; a session that
    began with a password may. One question in `HERCONTROLE_MINUTEN`, else no query."""
    bewaard = request.session.get("bron")
    if not bewaard or sessie.nu() < bewaard["weer"]:
        return True
    bron = bron_met(bewaard["sleutel"])
    if bron is None or not bewaard["verversing"]:
        return False
    # At once: another request of hers must not use the same token a moment later.
    bewaard["weer"] = sessie.nu() + _WEER
    request.session["bron"] = bewaard
    request.session.save()
    try:
        antwoord = _ververs(bron, bewaard)
    except oidc.BronOnbereikbaarError as fout:
        log.warning("bron %s antwoordt niet", bron.sleutel)
        if fout.verversing:
            bewaard["verversing"] = versleutel(fout.verversing.encode(), _van(bewaard["koppeling"]))
            request.session["bron"] = bewaard
            request.session.save()
        sinds: int = sessie.nu() - bewaard["ja"]
        return sinds < 2 * 60 * int(settings.HERCONTROLE_MINUTEN)
    except (oidc.GeweigerdDoorBronError, oidc.NietGeloofdError, OnleesbaarError) as fout:
        _weiger(bewaard["koppeling"], request, bron, type(fout).__name__)
        return False
    return _ga_door(request, bron, bewaard, antwoord)


def _ga_door(
    request: HttpRequest, bron: Bron, bewaard: dict[str, Any], antwoord: oidc.Antwoord
) -> bool:
    """She may: what her groups are now holds from here, in this request too."""
    with transaction.atomic():
        gemeenten = list(_gemeenten(bron).select_for_update())
        koppeling = (
            Koppeling.objects.select_related("gebruiker").filter(pk=bewaard["koppeling"]).first()
        )
        if koppeling is None:
            return False
        hoort_erbij = True
        if antwoord.groepen is not None:
            wensen = _wensen(gemeenten, antwoord.groepen)
            hoort_erbij = _volg(koppeling.gebruiker, gemeenten, wensen)
        _bevestig(koppeling)
    request.session["bron"] = _voor_sessie(bron, koppeling, antwoord)
    # At once: the token that was there is used up, and a view that fails stores no session.
    request.session.save()
    if isinstance(request.user, Gebruiker):
        rechten.kwam_binnen(request.user, bron.sleutel)
    return hoort_erbij


def meld_af(bron: Bron, sub: str, request: HttpRequest) -> None:
    """The directory signed this person out: all her sessions end here. Unknown is no error."""
    koppeling = _koppeling(bron, sub)
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


def loop_na() -> str:
    """The task that takes what groups gave from who stays refused by her directory, and from who
    it did not answer for in long: who never comes back after she left is never refused. Coming in
    gives it back."""
    aantal, nu = 0, kalender.nu()
    for bron in bronnen():
        weg = Koppeling.objects.filter(
            Q(geweigerd_op__lt=nu - GEWEIGERD_BLIJFT) | Q(bevestigd_op__lt=nu - ONGEZIEN_BLIJFT),
            uitgever=bron.uitgever,
        )
        for koppeling in weg.select_related("gebruiker"):
            with transaction.atomic():
                gemeenten = list(_gemeenten(bron).select_for_update())
                _volg(koppeling.gebruiker, gemeenten, _wensen(gemeenten, ()))
            aantal += 1
    return f"{aantal} accounts die hun eigen aanmelding weigert of lang niet bevestigde"


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
    if claims.get("email_verified") is False or not bron.is_eigen_mail(email):
        return ""
    return email


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


def _bevestig(koppeling: Koppeling) -> None:
    koppeling.bevestigd_op, koppeling.geweigerd_op = kalender.nu(), None
    koppeling.save(update_fields=["bevestigd_op", "geweigerd_op"])


def _weiger(koppeling_id: int, request: HttpRequest, bron: Bron, waarom: str) -> None:
    Koppeling.objects.filter(pk=koppeling_id, geweigerd_op=None).update(geweigerd_op=kalender.nu())
    gebruiker = request.user if isinstance(request.user, Gebruiker) else None
    log.warning("bron %s weigert een sessie: %s", bron.sleutel, waarom)
    toegang.noteer(
        ToegangSoort.BRON_WEIGERT,
        gebruiker=gebruiker,
        request=request,
        over=f"bron {bron.sleutel}, sessie beëindigd",
    )


def _voor_sessie(bron: Bron, koppeling: Koppeling, antwoord: oidc.Antwoord) -> dict[str, Any]:
    nu, bewezen = sessie.nu(), antwoord.claims.get("auth_time")
    return {
        "sleutel": bron.sleutel,
        "koppeling": koppeling.pk,
        "sub": str(antwoord.claims["sub"]),
        # When the directory last said yes, and when to ask again.
        "ja": nu,
        "weer": nu + 60 * settings.HERCONTROLE_MINUTEN,
        # When she last gave a password or the like there, as far as it says.
        "bewezen_op": int(bewezen) if isinstance(bewezen, int | float) else 0,
        "verversing": versleutel(antwoord.verversing.encode(), _van(koppeling.pk))
        if antwoord.verversing
        else "",
    }


def _ververs(bron: Bron, bewaard: dict[str, Any]) -> oidc.Antwoord:
    token = ontsleutel(bewaard["verversing"], _van(bewaard["koppeling"])).decode()
    return oidc.ververs(bron, token, bewaard["sub"])


def _van(koppeling_id: int) -> str:
    return f"verversing van {koppeling_id}"
