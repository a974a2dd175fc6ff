"""Dull, valid shared rows. Tracked rows are made in an act of their own, as everywhere."""

import time
from datetime import date
from typing import Any

import factory
from django_otp.oath import TOTP

from jeugdhulp import logboek
from jeugdhulp.domain.uitnodigen import Genodigde, nodig_uit
from jeugdhulp.models import (
    Codeapp,
    Gebruiker,
    Gemeente,
    Lidmaatschap,
    Organisatie,
    Persoon,
    Rol,
    Uitnodiging,
)


class GevolgdFactory(factory.django.DjangoModelFactory):
    """Base for tracked models: opens a handeling and leaves a line, as the rule asks."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        with logboek.handeling(door=None, reden="gemaakt voor een test", kanaal="test"):
            rij = model_class(*args, **kwargs)
            # The database itself refuses what breaks a constraint; asking it first for each of
            # them would be half of what a row costs.
            rij.full_clean(validate_constraints=False)
            rij.save()
            logboek.schrijf("gemaakt", rij, gemeente_id=cls.gemeente_van(rij).pk, naam=str(rij))
        return rij

    @classmethod
    def gemeente_van(cls, rij: Any) -> Gemeente:
        return rij.gemeente


class GemeenteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gemeente
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda nummer: f"gemeente-{nummer}")
    naam = factory.LazyAttribute(lambda zelf: zelf.slug.capitalize())


class GebruikerFactory(factory.django.DjangoModelFactory):
    """`lid_van` a gemeente, with `rollen`; `extern` comes from outside."""

    class Meta:
        model = Gebruiker
        skip_postgeneration_save = True

    class Params:
        lid_van = None
        rollen: tuple[str, ...] = ()
        extern = False

    username = factory.Sequence(lambda nummer: f"gebruiker{nummer}")

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        lid_van = params.pop("lid_van", None)
        rollen, extern = params.pop("rollen", ()), params.pop("extern", False)
        gebruiker = super()._generate(strategy, params)
        if lid_van is not None:
            lid = Lidmaatschap.objects.create(
                gebruiker=gebruiker, gemeente=lid_van, extern=extern, van=date(2019, 1, 1)
            )
            for rol in rollen:
                Rol.objects.create(lidmaatschap=lid, soort=rol)
        return gebruiker


WACHTWOORD = "paarse-fiets-om-de-hoek"


def geef_wachtwoord(gebruiker: Gebruiker, wachtwoord: str = WACHTWOORD) -> Gebruiker:
    """`gebruiker`, who can now sign in with it."""
    gebruiker.set_password(wachtwoord)
    gebruiker.save()
    return gebruiker


def geef_tweede_factor(gebruiker: Gebruiker) -> Codeapp:
    """The app she signs in with."""
    codeapp = Codeapp(user=gebruiker, name="app", confirmed=True)
    codeapp.nieuwe_sleutel()
    codeapp.save()
    return codeapp


def code_van(codeapp: Codeapp, stappen: int = 0) -> str:
    """The six digits her app shows now, or `stappen` times thirty seconds from now."""
    totp = TOTP(codeapp.bin_key)
    totp.time = time.time() + 30 * stappen
    return f"{totp.token():06d}"


def maak_uitnodiging(gemeente: Gemeente, door: Gebruiker, **anders: Any) -> tuple[Uitnodiging, str]:
    """An invitation for Els de Vries, and the secret from its mail."""
    velden: dict[str, Any] = {
        "voornaam": "Els",
        "achternaam": "de Vries",
        "email": "els@example.nl",
        "rollen": ("controller",),
        "extern": False,
        "van": date(2024, 1, 1),
        "tot_en_met": None,
    }
    return nodig_uit(gemeente, Genodigde(**velden | anders), door=door)


class PersoonFactory(GevolgdFactory):
    class Meta:
        model = Persoon

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda nummer: f"Persoon {nummer}")


class OrganisatieFactory(GevolgdFactory):
    class Meta:
        model = Organisatie

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda nummer: f"Werkgroep {nummer}")
    soort = "werkgroep"
