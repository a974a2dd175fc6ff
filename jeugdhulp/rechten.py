"""Roles: what somebody is in a gemeente. Apps make their own predicates of it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jeugdhulp import aanmeldbronnen, eigen_werk, kalender
from jeugdhulp.choices import RolSoort
from jeugdhulp.eigen_werk import EigenWerk
from jeugdhulp.models import Gebruiker, Gemeente, Koppeling, Lidmaatschap
from jeugdhulp.querysets import LidmaatschapQuerySet

LEZERS = frozenset(RolSoort) - {RolSoort.RAADSLID}
# Who gives rights or delivers figures signs in with a second factor.
MET_TWEEDE_FACTOR = frozenset({RolSoort.BEHEERDER, RolSoort.CONTROLLER})


@dataclass(frozen=True)
class Plaats:
    """What a gebruiker is in one gemeente: her roles, and whether she comes from outside."""

    gemeente_id: int
    rollen: frozenset[str]
    extern: bool
    # The pages where work of her own waits in this gemeente.
    werk: frozenset[EigenWerk] = frozenset()

    @property
    def leest_lopend_plan(self) -> bool:
        """Everybody of the gemeente but raadsleden, who read what is published."""
        if self.extern:
            return False
        return bool(self.rollen & LEZERS) or not self.rollen


def plaatsen(gebruiker: "Gebruiker | AnonymousUser") -> dict[int, Plaats]:
    """Per gemeente (id) the Plaats of `gebruiker`; {} for who is not signed in or not active, and
    none where her directory did not confirm her in long (`querysets.komt_binnen`).

    Rights hold today, whatever day a page is about: this is where the clock is read for them.
    Who is signed in has only what the door she came through opens (`kwam_binnen`).
    Two queries the first time, then kept on the user object: once a request.
    """
    if not isinstance(gebruiker, Gebruiker) or not gebruiker.is_active:
        return {}
    bewaard: dict[int, Plaats] | None = gebruiker.__dict__.get("_plaatsen")
    if bewaard is None:
        vandaag = kalender.vandaag()
        leden = Lidmaatschap.objects.met_toegang(vandaag).filter(gebruiker=gebruiker)
        leden = _door_de_deur(leden, gebruiker).annotate(**eigen_werk.vragen(vandaag))
        bewaard = {
            lid.gemeente_id: Plaats(
                lid.gemeente_id,
                frozenset(rol.soort for rol in lid.rollen.all()),
                lid.extern,
                frozenset(
                    werk for werk in eigen_werk.alle() if getattr(lid, eigen_werk.kolom(werk))
                ),
            )
            for lid in leden.prefetch_related("rollen")
        }
        gebruiker.__dict__["_plaatsen"] = bewaard
    return bewaard


def kwam_binnen(gebruiker: Gebruiker, bron: str) -> None:
    """Say which door this signed-in `gebruiker` came through: the key of a directory, or "" for her
    password. From now on she has the rights behind that door, and no others.

    A directory answers for its own gemeenten: whoever runs it can sign in as anybody it knows, and
    that must not reach what she is elsewhere. And where a gemeente trusts its directory to say who
    has left, a password may not go round that: not for who is linked to it, and not for anybody
    where passwords are closed, but for the account for emergencies.
    """
    gebruiker._deur = bron  # type: ignore[attr-defined]
    gebruiker.__dict__.pop("_plaatsen", None)
    gebruiker.__dict__.pop("_leesbaar", None)


def _door_de_deur(leden: LidmaatschapQuerySet, gebruiker: Gebruiker) -> LidmaatschapQuerySet:
    """Those of `leden` that her door opens. One query where a directory is set up and she came in
    with a password, else none."""
    deur, bronnen = getattr(gebruiker, "_deur", None), aanmeldbronnen.bronnen()
    if deur is None or (not bronnen and not deur):
        return leden
    if deur:
        bron = aanmeldbronnen.bron_met(deur)
        return leden.filter(gemeente__slug__in=bron.gemeenten if bron else ())
    gekoppeld = set(
        Koppeling.objects.filter(gebruiker=gebruiker).values_list("uitgever", flat=True)
    )
    dicht = {
        slug
        for bron in bronnen
        if bron.wachtwoorden_dicht or bron.uitgever in gekoppeld
        for slug in bron.gemeenten
    }
    nood = {slug for bron in bronnen if _is_noodaccount(gebruiker, bron) for slug in bron.gemeenten}
    return leden.exclude(gemeente__slug__in=dicht - nood)


def _is_noodaccount(gebruiker: Gebruiker, bron: aanmeldbronnen.Bron) -> bool:
    """Whether she goes on working with a password when this directory is down."""
    return bool(bron.noodaccount) and gebruiker.username == bron.noodaccount


def noodaccount_bij(gebruiker: Gebruiker) -> list[aanmeldbronnen.Bron]:
    """The directories that name her as the account for emergencies."""
    return [bron for bron in aanmeldbronnen.bronnen() if _is_noodaccount(gebruiker, bron)]


def deuren_voor(gebruiker: Gebruiker) -> list[aanmeldbronnen.Bron]:
    """The directories of the gemeenten she belongs to today, where her password opens none of them;
    [] when it opens one, or when she belongs nowhere. No query where no directory is set up, else
    two to four."""
    if not aanmeldbronnen.bronnen():
        return []
    slugs = set(
        Lidmaatschap.objects.geldig(kalender.vandaag())
        .filter(gebruiker=gebruiker)
        .values_list("gemeente__slug", flat=True)
    )
    kwam_binnen(gebruiker, "")
    if not slugs or plaatsen(gebruiker):
        return []
    return [bron for bron in aanmeldbronnen.bronnen() if bron.gemeenten & slugs]


def leesbare_gemeenten(gebruiker: "Gebruiker | AnonymousUser") -> frozenset[int]:
    """The gemeenten (ids) whose whole plans she reads: her own, and read only those that merged
    into them and the samenwerkingen they take part in (ONTWERP § 4 rule 12).

    One query besides `plaatsen` the first time, then kept; none for who reads no whole plan.
    """
    eigen = [plaats.gemeente_id for plaats in plaatsen(gebruiker).values()]
    eigen = [pk for pk in eigen if leest_heel_plan(gebruiker, pk)]
    if not eigen:
        return frozenset()
    bewaard: frozenset[int] | None = gebruiker.__dict__.get("_leesbaar")
    if bewaard is None:
        te_lezen = Gemeente.objects.te_lezen_vanuit(eigen, kalender.vandaag()).order_by()
        bewaard = frozenset(te_lezen.values_list("pk", flat=True))
        gebruiker.__dict__["_leesbaar"] = bewaard
    return bewaard


def aangemeld(request: HttpRequest) -> Gebruiker:
    """Who asks; PermissionDenied when nobody signed in (the middleware never lets that through)."""
    if not isinstance(request.user, Gebruiker):
        raise PermissionDenied
    return request.user


def heeft_rol(gebruiker: "Gebruiker | AnonymousUser", gemeente_id: int, *rollen: str) -> bool:
    """Whether `gebruiker` has one of `rollen` in this gemeente today; from outside nobody has."""
    plaats = plaatsen(gebruiker).get(gemeente_id)
    return plaats is not None and not plaats.extern and bool(plaats.rollen & set(rollen))


def leest_heel_plan(gebruiker: "Gebruiker | AnonymousUser", gemeente_id: int) -> bool:
    """Whether she reads whole plans of this gemeente, and not just her own measures."""
    plaats = plaatsen(gebruiker).get(gemeente_id)
    return plaats is not None and plaats.leest_lopend_plan


def raadslid_in(gebruiker: "Gebruiker | AnonymousUser") -> frozenset[int]:
    """The gemeenten (ids) where she is raadslid; from outside nobody is."""
    return frozenset(
        pk
        for pk, plaats in plaatsen(gebruiker).items()
        if RolSoort.RAADSLID in plaats.rollen and not plaats.extern
    )


def leest_alleen_rapporten(gebruiker: "Gebruiker | AnonymousUser") -> bool:
    """Whether all she is, is raadslid: then reports are all there is for her."""
    return bool(plaatsen(gebruiker)) and not any(
        plaats.leest_lopend_plan or pk not in raadslid_in(gebruiker)
        for pk, plaats in plaatsen(gebruiker).items()
    )


def gemeente_voor(request: HttpRequest, slug: str) -> Gemeente:
    """The gemeente at this address, when this user reads its whole plans; else 404. One query."""
    gemeente = get_object_or_404(Gemeente, slug=slug)
    if not leest_heel_plan(request.user, gemeente.pk):
        raise Http404
    return gemeente


def rolnamen(gebruiker: "Gebruiker | AnonymousUser", gemeente_id: int | None = None) -> list[str]:
    """The names of her roles in this gemeente, or in all of them, in the order of RolSoort."""
    alle = {
        rol
        for plaats in plaatsen(gebruiker).values()
        if gemeente_id in (None, plaats.gemeente_id)
        for rol in plaats.rollen
    }
    return [rol.label for rol in RolSoort if rol in alle]


def mag_gebruikers_beheren(gebruiker: "Gebruiker | AnonymousUser", gemeente_id: int) -> bool:
    """The beheerder: users, roles, invitations, and who came in."""
    return heeft_rol(gebruiker, gemeente_id, RolSoort.BEHEERDER)


def werk_van(gebruiker: "Gebruiker | AnonymousUser") -> list[EigenWerk]:
    """The pages where work of her own waits, in whichever gemeente she reads it."""
    plekken = plaatsen(gebruiker).values()
    leest = [plek.werk for plek in plekken if plek.extern or plek.leest_lopend_plan]
    return [werk for werk in eigen_werk.alle() if any(werk in van_haar for van_haar in leest)]


def begint_bij(gebruiker: "Gebruiker | AnonymousUser") -> str:
    """The URL name of the page she comes for: who has no role but work of her own starts there;
    "" is the list of plans."""
    werk = [eigen for eigen in werk_van(gebruiker) if eigen.begint]
    if not werk or any(plek.rollen for plek in plaatsen(gebruiker).values()):
        return ""
    return werk[0].url_naam


def beheert(gebruiker: "Gebruiker | AnonymousUser") -> list[int]:
    """The gemeenten (ids) whose users she manages."""
    return [pk for pk in plaatsen(gebruiker) if mag_gebruikers_beheren(gebruiker, pk)]


def moet_tweede_factor(gebruiker: "Gebruiker | AnonymousUser") -> bool:
    """Whether one of her roles, in whichever gemeente, asks a second factor."""
    return any(plaats.rollen & MET_TWEEDE_FACTOR for plaats in plaatsen(gebruiker).values())
