"""Who belongs to a gemeente, as what, and until when.

A beheerder decides about the lidmaatschap in her own gemeente and about nothing else. The mail
address and the password of a gebruiker are her own: whoever changes those can become her, here and
in every other gemeente she works for. A wrong address is mended by its owner, or by inviting anew.
A name may be mended only while she belongs to no other gemeente.

Rows here have no history table: what was given and taken stands in the register of access, whose
lines name people by number (`gebruiker 12`), so that a name can later be taken away in one place.
Only a changed name stands in the logboek too, old and new: all that shows who did something reads
the row, and would otherwise point at another person without a trace.
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Q

from jeugdhulp import kalender, logboek, toegang
from jeugdhulp.choices import RolSoort, ToegangSoort
from jeugdhulp.domain.tweede_factor import zet_uit
from jeugdhulp.models import (
    BekendAdres,
    Gebruiker,
    Gemeente,
    Koppeling,
    Lidmaatschap,
    Rol,
    Uitnodiging,
)
from jeugdhulp.querysets import komt_binnen

log = logging.getLogger(__name__)

# In the register: nobody here gave or took this, a group did.
UIT_GROEP = "uit een groep"

LAATSTE_BEHEERDER = (
    "Er moet een beheerder zonder einddatum overblijven die nu al toegang heeft. "
    "Geef eerst een ander deze rol."
)


@dataclass(frozen=True)
class Toegang:
    """What somebody is in a gemeente, and from when to when."""

    rollen: frozenset[str]
    extern: bool
    van: date
    tot_en_met: date | None


def begin_lidmaatschap(uitnodiging: Uitnodiging, gebruiker: Gebruiker) -> Lidmaatschap:
    """Give `gebruiker` what the invitation says; a lidmaatschap that ended begins again.

    ValidationError when no beheerder would be left: an invitation may find her a member already.
    """
    wens = Toegang(
        frozenset(uitnodiging.rollen),
        uitnodiging.extern,
        uitnodiging.van,
        uitnodiging.tot_en_met,
    )
    with transaction.atomic():
        lid = Lidmaatschap.objects.select_for_update().filter(
            gebruiker=gebruiker, gemeente=uitnodiging.gemeente
        ).first() or Lidmaatschap(gebruiker=gebruiker, gemeente=uitnodiging.gemeente)
        if lid.pk:
            _eis_beheerder(lid, wens)
        _zet(lid, wens)
        _noteer(ToegangSoort.LIDMAATSCHAP_BEGONNEN, lid, gebruiker)
        _zet_rollen(lid, wens.rollen, door=uitnodiging.door)
    return lid


def wijzig_lidmaatschap(
    lid: Lidmaatschap, wens: Toegang, *, door: Gebruiker, naam: tuple[str, str] | None = None
) -> None:
    """Change roles, extern and period, and `naam` (first, last) where that is allowed.

    ValidationError when no beheerder would be left, when somebody from outside gets a role, or when
    what ended would begin again: that asks her consent, so an invitation. Her sessions get a new
    key; what she may is read anew at each request anyway.
    """
    if naam == (lid.gebruiker.first_name, lid.gebruiker.last_name):
        naam = None
    if naam is not None:
        # Also before anything else changes: the name is an act of its own.
        _eis_naam(lid, naam, door)
    with transaction.atomic():
        Gemeente.objects.select_for_update().get(pk=lid.gemeente_id)
        lid = (
            Lidmaatschap.objects.select_for_update(of=("self",))
            .select_related("gebruiker")
            .get(pk=lid.pk)
        )
        _eis_niet_herleefd(lid, wens)
        _eis_beheerder(lid, wens)
        eerder = (lid.extern, lid.van, lid.tot_en_met)
        _zet(lid, wens)
        if eerder != (wens.extern, wens.van, wens.tot_en_met):
            geeindigd = wens.tot_en_met is not None and eerder[2] != wens.tot_en_met
            _noteer(
                ToegangSoort.LIDMAATSCHAP_BEEINDIGD
                if geeindigd
                else ToegangSoort.LIDMAATSCHAP_GEWIJZIGD,
                lid,
                door,
                f"tot en met {wens.tot_en_met}" if geeindigd else "",
            )
        _zet_rollen(lid, wens.rollen, door=door)
        trek_uitnodigingen_in(lid, door=door)
    if naam is not None:
        _wijzig_naam(lid, naam, door=door)


def beeindig(lid: Lidmaatschap, laatste_dag: date) -> None:
    """End it after `laatste_dag`; inside the transaction of who asks, who notes it afterwards.

    ValidationError when no beheerder would be left, or when it ends sooner already.
    """
    Gemeente.objects.select_for_update().get(pk=lid.gemeente_id)
    lid = Lidmaatschap.objects.select_for_update().get(pk=lid.pk)
    if lid.tot_en_met and laatste_dag > lid.tot_en_met:
        raise ValidationError("De toegang eindigt al eerder. Vertrek kan dat niet uitstellen.")
    rollen = frozenset(rol.soort for rol in lid.rollen.all())
    wens = Toegang(rollen, lid.extern, min(lid.van, laatste_dag), laatste_dag)
    _eis_beheerder(lid, wens)
    _zet(lid, wens)


def trek_uitnodigingen_in(lid: Lidmaatschap, *, door: Gebruiker) -> None:
    """Withdraw what she invited to this gemeente, unless she is a beheerder there today."""
    if _is_beheerder(lid):
        return
    hare = Uitnodiging.objects.select_for_update().filter(
        door=lid.gebruiker_id,
        gemeente=lid.gemeente_id,
        aangenomen_op=None,
        ingetrokken_op=None,
    )
    with transaction.atomic():
        for rij in hare:
            sluit(rij)
            toegang.noteer(
                ToegangSoort.UITNODIGING_INGETROKKEN,
                gebruiker=door,
                gemeente_id=lid.gemeente_id,
                over=f"uitnodiging {rij.pk}",
            )


def sluit(uitnodiging: Uitnodiging) -> None:
    """The link of this invitation stops, and the name in it goes."""
    uitnodiging.ingetrokken_op = kalender.nu()
    uitnodiging.voornaam = uitnodiging.achternaam = uitnodiging.email = ""
    uitnodiging.save()


@dataclass(frozen=True)
class UitGroepen:
    """What the groups of somebody make her in one gemeente."""

    # Whether any of her groups stands in the table at all.
    genoemd: bool
    rollen: frozenset[str]
    extern: bool


def volg_groepen(gebruiker: Gebruiker, gemeente: Gemeente, wens: UitGroepen) -> bool:
    """Make her here what her groups say; whether she belongs here today after that.

    What a group gave and no longer gives is taken away; what a beheerder gave stays, and so does
    the end a beheerder set. Who becomes the last beheerder to go keeps that role: somebody must be
    left who can let others in. Inside a transaction that holds the gemeente.
    """
    lid = Lidmaatschap.objects.filter(gebruiker=gebruiker, gemeente=gemeente).first()
    vandaag = kalender.vandaag()
    if lid is None:
        if not wens.genoemd:
            return False
        lid = _begin_uit_groep(gebruiker, gemeente, wens.extern)
    voorbij = lid.tot_en_met is not None and lid.tot_en_met < vandaag
    if voorbij and not (lid.uit_groep and wens.genoemd):
        return False
    if voorbij:
        lid.tot_en_met = None
        _bewaar_uit_groep(lid, ToegangSoort.LIDMAATSCHAP_BEGONNEN)
    _volg_rollen(lid, wens)
    if lid.uit_groep and wens.genoemd and lid.extern != wens.extern and not lid.rollen.exists():
        lid.extern = wens.extern
        _bewaar_uit_groep(lid, ToegangSoort.LIDMAATSCHAP_GEWIJZIGD)
        _volg_rollen(lid, wens)
    if lid.uit_groep and not wens.genoemd and not lid.rollen.exists():
        lid.tot_en_met = vandaag - timedelta(days=1)
        lid.van = min(lid.van, lid.tot_en_met)
        _bewaar_uit_groep(lid, ToegangSoort.LIDMAATSCHAP_BEEINDIGD)
        return False
    return lid.van <= vandaag


def _begin_uit_groep(gebruiker: Gebruiker, gemeente: Gemeente, extern: bool) -> Lidmaatschap:
    lid = Lidmaatschap(
        gebruiker=gebruiker,
        gemeente=gemeente,
        extern=extern,
        van=kalender.vandaag(),
        uit_groep=True,
    )
    _bewaar_uit_groep(lid, ToegangSoort.LIDMAATSCHAP_BEGONNEN)
    return lid


def _bewaar_uit_groep(lid: Lidmaatschap, soort: ToegangSoort) -> None:
    lid.full_clean()
    lid.save()
    _ververs(lid)
    _noteer(soort, lid, None, UIT_GROEP)


def _volg_rollen(lid: Lidmaatschap, wens: UitGroepen) -> None:
    had = {rol.soort: rol for rol in lid.rollen.all()}
    wil = frozenset() if lid.extern or wens.extern else wens.rollen
    weg = {soort for soort, rol in had.items() if rol.uit_groep} - wil
    if RolSoort.BEHEERDER in weg and not _andere_beheerder(lid):
        weg.remove(RolSoort.BEHEERDER)
        log.error("laatste beheerder blijft, gemeente=%s", lid.gemeente_id)
    for soort in sorted(weg):
        had[soort].delete()
        _noteer(ToegangSoort.ROL_INGETROKKEN, lid, None, f"{soort}, {UIT_GROEP}")
    for soort in sorted(wil - set(had)):
        Rol.objects.create(lidmaatschap=lid, soort=soort, uit_groep=True)
        _noteer(ToegangSoort.ROL_GEGEVEN, lid, None, f"{soort}, {UIT_GROEP}")
    if weg or wil - set(had):
        _ververs(lid)
        trek_uitnodigingen_in(lid, door=lid.gebruiker)


def mag_naam_wijzigen(gebruiker: Gebruiker, gemeente_id: int, door: Gebruiker) -> bool:
    """Whether she belongs to this gemeente alone, so that her name is ours to mend, and is not
    `door` herself. One query."""
    return (
        gebruiker != door
        and gebruiker.oud_medewerker is None
        and not Lidmaatschap.objects.filter(gebruiker=gebruiker)
        .exclude(gemeente_id=gemeente_id)
        .exists()
    )


def herstel_tweede_factor(gebruiker: Gebruiker, gemeente_id: int, *, door: Gebruiker) -> None:
    """Take the second factor of somebody away who lost it; all her sessions end.

    ValidationError when she does not work here today, or works elsewhere too: it guards what she
    may there as well.
    """
    eis_tweede_factor_van_ons(gebruiker, gemeente_id)
    with transaction.atomic():
        zet_uit(gebruiker)
        toegang.noteer(
            ToegangSoort.TWEEDE_FACTOR_UIT,
            gebruiker=door,
            gemeente_id=gemeente_id,
            over=f"gebruiker {gebruiker.pk}, door de beheerder",
        )


def eis_tweede_factor_van_ons(gebruiker: Gebruiker, gemeente_id: int) -> None:
    """ValidationError when her second factor is not for this gemeente to take away. One query."""
    vandaag = kalender.vandaag()
    leden = Lidmaatschap.objects.filter(_niet_voorbij(), gebruiker=gebruiker)
    van = {lid.gemeente_id: lid.van for lid in leden}
    if gemeente_id not in van or van[gemeente_id] > vandaag:
        raise ValidationError(
            "Deze gebruiker heeft nu geen toegang bij uw gemeente. U kunt de code niet uitzetten."
        )
    if len(van) > 1:
        raise ValidationError(
            "Deze gebruiker werkt ook bij een andere gemeente. "
            "Alleen de beheerder van de server kan de code uitzetten."
        )


def eis_naam_van_ons(gebruiker: Gebruiker, gemeente_id: int) -> None:
    """ValidationError when her name is not for this gemeente to take away: she works somewhere, or
    worked elsewhere last, where her name is still needed. One query."""
    einden = {
        lid.gemeente_id: lid.tot_en_met or date.max
        for lid in Lidmaatschap.objects.filter(gebruiker=gebruiker)
    }
    laatste = max(einden.values(), default=date.min)
    if gebruiker.oud_medewerker or laatste >= kalender.vandaag():
        raise ValidationError("Deze naam is nog nodig en kan nu niet weg.")
    if einden.get(gemeente_id) != laatste:
        raise ValidationError(
            "Deze gebruiker werkte het laatst bij een andere gemeente. "
            "Alleen de beheerder daar kan de naam weghalen."
        )


def mag_naam_weg(gebruiker: Gebruiker, gemeente_id: int) -> bool:
    """Whether this gemeente may take her name away. One query."""
    try:
        eis_naam_van_ons(gebruiker, gemeente_id)
    except ValidationError:
        return False
    return True


def pseudonimiseer(gebruiker: Gebruiker, gemeente_id: int, *, door: Gebruiker) -> None:
    """Her row becomes "Oud-medewerker N" for good; ValidationError as `eis_naam_van_ons`.

    Everything that shows who did something reads that row, so her name is gone from it at once.
    """
    with transaction.atomic():
        rij = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        eis_naam_van_ons(rij, gemeente_id)
        hoogste = Gebruiker.objects.aggregate(hoogste=Max("oud_medewerker"))["hoogste"]
        nummer = (hoogste or 0) + 1
        rij.oud_medewerker, rij.username = nummer, f"oud-medewerker-{nummer}"
        rij.first_name, rij.last_name, rij.email = "Oud-medewerker", str(nummer), ""
        rij.is_active, rij.last_login = False, None
        rij.set_unusable_password()
        rij.save()
        zet_uit(rij)
        BekendAdres.objects.filter(gebruiker=rij).delete()
        Koppeling.objects.filter(gebruiker=rij).delete()
        toegang.noteer(
            ToegangSoort.GEPSEUDONIMISEERD,
            gebruiker=door,
            gemeente_id=gemeente_id,
            over=f"gebruiker {rij.pk}",
        )


def _eis_niet_herleefd(lid: Lidmaatschap, wens: Toegang) -> None:
    einde = lid.tot_en_met
    if einde is None or einde >= kalender.vandaag():
        return
    if wens.tot_en_met is None or wens.tot_en_met > einde:
        raise ValidationError("Deze toegang is geëindigd. Nodig deze persoon opnieuw uit.")


def _niet_voorbij() -> Q:
    """Those that hold today or begin later."""
    return Q(tot_en_met=None) | Q(tot_en_met__gte=kalender.vandaag())


def _eis_beheerder(lid: Lidmaatschap, wens: Toegang) -> None:
    """Somebody must be left who can let others in: refuse what would take the last one away."""
    if wens.extern and wens.rollen:
        raise ValidationError("Iemand van buiten de gemeente krijgt geen rol.")
    begonnen = wens.van <= kalender.vandaag()
    blijft = RolSoort.BEHEERDER in wens.rollen and begonnen and not wens.tot_en_met
    was = lid.rollen.filter(soort=RolSoort.BEHEERDER).exists()
    if was and not blijft and not _andere_beheerder(lid):
        raise ValidationError(LAATSTE_BEHEERDER)


def _is_beheerder(lid: Lidmaatschap) -> bool:
    return (
        Lidmaatschap.objects.geldig(kalender.vandaag())
        .filter(pk=lid.pk, extern=False, rollen__soort=RolSoort.BEHEERDER)
        .exists()
    )


def _andere_beheerder(lid: Lidmaatschap) -> bool:
    """Whether another could let people in: who may not come in herself cannot. One query."""
    anderen = Lidmaatschap.objects.filter(
        gemeente_id=lid.gemeente_id,
        rollen__soort=RolSoort.BEHEERDER,
        extern=False,
        van__lte=kalender.vandaag(),
        tot_en_met=None,
    )
    return anderen.filter(komt_binnen()).exclude(pk=lid.pk).exists()


def _zet(lid: Lidmaatschap, wens: Toegang) -> None:
    if (lid.extern, lid.van, lid.tot_en_met) != (wens.extern, wens.van, wens.tot_en_met):
        # From now on somebody here decides about it, and no group.
        lid.uit_groep = False
    lid.extern, lid.van, lid.tot_en_met = wens.extern, wens.van, wens.tot_en_met
    lid.full_clean()
    lid.save()
    _ververs(lid)


def _zet_rollen(lid: Lidmaatschap, rollen: frozenset[str], *, door: Gebruiker) -> None:
    had = {rol.soort: rol for rol in lid.rollen.all()}
    for soort in sorted(set(had) - rollen):
        had[soort].delete()
        _noteer(ToegangSoort.ROL_INGETROKKEN, lid, door, soort)
    for soort in sorted(rollen - set(had)):
        Rol.objects.create(lidmaatschap=lid, soort=soort)
        _noteer(ToegangSoort.ROL_GEGEVEN, lid, door, soort)


def _eis_naam(lid: Lidmaatschap, naam: tuple[str, str], door: Gebruiker) -> None:
    """ValidationError when her name is not for `door` to change, or is that of a colleague."""
    if lid.gebruiker == door:
        raise ValidationError("Uw eigen naam wijzigt een andere beheerder.")
    if not mag_naam_wijzigen(lid.gebruiker, lid.gemeente_id, door):
        raise ValidationError("Deze naam kunt u niet wijzigen.")
    collegas = Lidmaatschap.objects.filter(_niet_voorbij(), gemeente_id=lid.gemeente_id)
    namen = collegas.exclude(pk=lid.pk).values_list("gebruiker__first_name", "gebruiker__last_name")
    if _leesbaar(naam) in {_leesbaar(van_ander) for van_ander in namen}:
        raise ValidationError("Een collega heet al zo. Maak verschil, bijvoorbeeld met een letter.")


def _leesbaar(naam: tuple[str, str]) -> str:
    """A name as a reader takes it in: whatever its capitals, spaces and split."""
    return " ".join(" ".join(naam).split()).casefold()


def _wijzig_naam(lid: Lidmaatschap, naam: tuple[str, str], *, door: Gebruiker) -> None:
    gebruiker = lid.gebruiker
    with logboek.handeling(door=door):
        Gemeente.objects.select_for_update().get(pk=lid.gemeente_id)
        _eis_naam(lid, naam, door)
        voor = str(gebruiker)
        gebruiker.first_name, gebruiker.last_name = naam
        gebruiker.save(update_fields=["first_name", "last_name"])
        logboek.schrijf(
            "naam gewijzigd",
            gebruiker,
            gemeente_id=lid.gemeente_id,
            naam=str(gebruiker),
            voor={"naam": voor},
            na={"naam": str(gebruiker)},
        )
    # Not inside the act: the register refuses that.
    _noteer(ToegangSoort.LIDMAATSCHAP_GEWIJZIGD, lid, door, "naam")


def _ververs(lid: Lidmaatschap) -> None:
    Gebruiker.objects.filter(pk=lid.gebruiker_id).update(rechten_versie=F("rechten_versie") + 1)


def _noteer(soort: ToegangSoort, lid: Lidmaatschap, door: Gebruiker | None, wat: str = "") -> None:
    over = f"gebruiker {lid.gebruiker_id}" + (f", {wat}" if wat else "")
    toegang.noteer(soort, gebruiker=door, gemeente_id=lid.gemeente_id, over=over)
