"""Inviting somebody by mail, and accepting that."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from jeugdhulp import kalender, toegang
from jeugdhulp.choices import RolSoort, ToegangSoort
from jeugdhulp.domain.lidmaatschappen import begin_lidmaatschap, sluit
from jeugdhulp.models import Gebruiker, Gemeente, Lidmaatschap, Uitnodiging
from jeugdhulp.querysets import geldig_op

GELDIG = timedelta(days=7)
VERLOPEN_BLIJFT = timedelta(days=30)
NIET_MEER = "Deze uitnodiging werkt niet meer. Vraag de beheerder om een nieuwe."


@dataclass(frozen=True)
class Genodigde:
    """Who is invited, as what, and from when to when."""

    voornaam: str
    achternaam: str
    email: str
    rollen: tuple[str, ...]
    extern: bool
    van: date
    tot_en_met: date | None


def nodig_uit(gemeente: Gemeente, wie: Genodigde, *, door: Gebruiker) -> tuple[Uitnodiging, str]:
    """Make an invitation: the row, and the secret for its mail, which is kept nowhere.

    ValidationError when she belongs here already or was invited. Whether she has an account in
    another gemeente changes nothing here.
    """
    email = wie.email.strip().lower()
    if _is_lid(gemeente, email):
        raise ValidationError("Deze persoon hoort al bij uw gemeente.")
    geheim = secrets.token_urlsafe(32)
    nu = kalender.nu()
    uitnodiging = Uitnodiging(
        gemeente=gemeente,
        voornaam=wie.voornaam,
        achternaam=wie.achternaam,
        email=email,
        rollen=list(wie.rollen),
        extern=wie.extern,
        van=wie.van,
        tot_en_met=wie.tot_en_met,
        door=door,
        verstuurd_op=nu,
        verloopt_op=nu + GELDIG,
        kenmerk=kenmerk(geheim),
    )
    with transaction.atomic():
        uitnodiging.full_clean()
        uitnodiging.save()
        _noteer(ToegangSoort.UITGENODIGD, uitnodiging, door, wie.rollen)
    return uitnodiging, geheim


def stuur_opnieuw(uitnodiging: Uitnodiging, *, door: Gebruiker) -> str:
    """A new secret for the same invitation, from now on in the name of `door`; the old link stops.
    ValidationError when it is over."""
    geheim = secrets.token_urlsafe(32)
    with transaction.atomic():
        rij = _open(pk=uitnodiging.pk)
        rij.kenmerk, rij.verstuurd_op, rij.door = kenmerk(geheim), kalender.nu(), door
        rij.verloopt_op = rij.verstuurd_op + GELDIG
        rij.save(update_fields=["kenmerk", "door", "verstuurd_op", "verloopt_op"])
        _noteer(ToegangSoort.UITGENODIGD, rij, door, ("opnieuw verstuurd",))
    return geheim


def trek_in(uitnodiging: Uitnodiging, *, door: Gebruiker | None) -> None:
    """The link stops, and the name is let go. ValidationError when it is over already."""
    with transaction.atomic():
        rij = _open(pk=uitnodiging.pk)
        sluit(rij)
        _noteer(ToegangSoort.UITNODIGING_INGETROKKEN, rij, door)


def zoek(geheim: str) -> Uitnodiging | None:
    """The invitation this secret opens today, or None; of who is a beheerder no more it opens
    nothing. One query."""
    return (
        Uitnodiging.objects.select_related("gemeente")
        .filter(
            _nog_open(), _van_beheerder(), kenmerk=kenmerk(geheim), verloopt_op__gt=kalender.nu()
        )
        .first()
    )


def account_van(uitnodiging: Uitnodiging) -> Gebruiker | None:
    """Who has this mail address already. One query."""
    return Gebruiker.objects.filter(email=uitnodiging.email).first()


def neem_aan(geheim: str, *, gebruiker: Gebruiker | None, wachtwoord: str = "") -> Gebruiker:
    """Use the invitation up: `gebruiker` gets a lidmaatschap, or a new one is made with
    `wachtwoord`. Two at once: the second gets ValidationError.

    Somebody with an account must be signed in as its owner: the mail alone does not do.
    """
    with transaction.atomic():
        rij = _open(kenmerk=kenmerk(geheim))
        if zoek(geheim) is None:
            raise ValidationError(NIET_MEER)
        bestaand = account_van(rij)
        if bestaand != gebruiker:
            raise ValidationError(NIET_MEER)
        gebruiker = bestaand or _maak_gebruiker(rij, wachtwoord)
        begin_lidmaatschap(rij, gebruiker)
        rij.aangenomen_op = kalender.nu()
        rij.voornaam = rij.achternaam = rij.email = ""
        rij.save()
    return gebruiker


def kenmerk(geheim: str) -> str:
    """What is kept of a secret: 256 random bits need no salt."""
    return hashlib.sha256(geheim.encode()).hexdigest()


def ruim_op() -> str:
    """The task that lets go of names in invitations nobody answered."""
    verlopen = Uitnodiging.objects.filter(
        _nog_open(), verloopt_op__lt=kalender.nu() - VERLOPEN_BLIJFT
    )
    aantal = 0
    for uitnodiging in verlopen:
        trek_in(uitnodiging, door=None)
        aantal += 1
    return f"{aantal} verlopen uitnodigingen opgeruimd"


def _nog_open() -> Q:
    return Q(aangenomen_op=None, ingetrokken_op=None)


def _van_beheerder() -> Exists:
    """Invitations whose sender is a beheerder there today: what she gives, she may still give."""
    return Exists(
        Lidmaatschap.objects.met_toegang(kalender.vandaag()).filter(
            gebruiker=OuterRef("door"),
            gemeente=OuterRef("gemeente"),
            extern=False,
            rollen__soort=RolSoort.BEHEERDER,
        )
    )


def _open(**wie: object) -> Uitnodiging:
    """The row, locked; ValidationError when it was used or withdrawn."""
    rij = (
        Uitnodiging.objects.select_for_update(of=("self",))
        .select_related("gemeente", "door")
        .filter(_nog_open(), **wie)
        .first()
    )
    if rij is None:
        raise ValidationError(NIET_MEER)
    return rij


def _is_lid(gemeente: Gemeente, email: str) -> bool:
    """Whether somebody with this address belongs here, today or from a later day."""
    vandaag = kalender.vandaag()
    return Lidmaatschap.objects.filter(
        geldig_op(vandaag) | Q(van__gt=vandaag), gemeente=gemeente, gebruiker__email=email
    ).exists()


def _maak_gebruiker(rij: Uitnodiging, wachtwoord: str) -> Gebruiker:
    bezet = Gebruiker.objects.filter(username=rij.email).exists()
    return Gebruiker.objects.create_user(
        f"{rij.email}+{rij.pk}" if bezet else rij.email,
        email=rij.email,
        password=wachtwoord,
        first_name=rij.voornaam,
        last_name=rij.achternaam,
    )


def _noteer(
    soort: ToegangSoort, rij: Uitnodiging, door: Gebruiker | None, wat: Iterable[str] = ()
) -> None:
    over = ", ".join([f"uitnodiging {rij.pk}", *wat])
    toegang.noteer(soort, gebruiker=door, gemeente_id=rij.gemeente_id, over=over)
