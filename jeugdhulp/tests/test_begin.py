"""The first gemeente and its first beheerder, from the command line."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from jeugdhulp import kalender
from jeugdhulp.choices import BEZETTE_ADRESSEN
from jeugdhulp.domain.begin import neem_gemeente_over
from jeugdhulp.models import (
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Koppeling,
    Lidmaatschap,
    Toegangsregel,
)
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory

pytestmark = pytest.mark.django_db
WACHTWOORD = "vier fietsen in de sloot"


def roep(naam: str, *argumenten: str) -> str:
    uit = StringIO()
    call_command(naam, *argumenten, stdout=uit)
    return uit.getvalue()


@pytest.fixture
def getypt(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets what is piped in as the password."""

    def zet(wachtwoord: str) -> None:
        monkeypatch.setattr("sys.stdin", StringIO(f"{wachtwoord}\n"))

    zet(WACHTWOORD)
    return zet


def maak_beheerder(naam: str = "eerste", **anders: str) -> str:
    opties = {
        "gemeente": "waterstad",
        "voornaam": "Eva",
        "achternaam": "Eerste",
        "mail": "eva@example.org",
    } | anders
    return roep("maak_beheerder", naam, *(f"--{veld}={tekst}" for veld, tekst in opties.items()))


@pytest.mark.parametrize("slug", ["openbaar", "aanmelden", "static"])
def test_a_gemeente_stands_where_nothing_else_does(slug: str) -> None:
    with pytest.raises(CommandError, match=r"^Dit adres is al in gebruik; kies een ander\.$"):
        roep("maak_gemeente", slug, "--naam", "Waterstad")

    assert not Gemeente.objects.exists()


def test_every_page_beside_the_gemeenten_is_reserved() -> None:
    """What begins with a word of its own would hide a gemeente of that name."""
    adressen = [str(deel.pattern) for deel in alle_adressen(get_resolver().url_patterns)]
    eerste = {adres.split("/")[0] for adres in adressen if not adres.startswith("<")}

    assert {woord for woord in eerste if woord and not woord.startswith(".")} <= {*BEZETTE_ADRESSEN}
    assert settings.STATIC_URL.strip("/") in BEZETTE_ADRESSEN


def alle_adressen(patronen: Iterable[Any]) -> Iterator[Any]:
    """Those of the top: an include without a prefix is part of it."""
    for deel in patronen:
        if str(deel.pattern):
            yield deel
        else:
            yield from alle_adressen(getattr(deel, "url_patterns", ()))


def test_a_gemeente_begins_with_a_line_in_its_logboek() -> None:
    uit = roep("maak_gemeente", "waterstad", "--naam", "Waterstad", "--cbs-code", "9999")

    assert uit == "Waterstad is gemaakt, met adres /waterstad/.\n"
    regel = Gebeurtenis.objects.get(gemeente__slug="waterstad")
    assert (regel.volgnummer, regel.soort) == (1, "gemeente gemaakt")
    assert regel.gegevens["na"] == {
        "adres": "waterstad",
        "naam": "Waterstad",
        "CBS-code": "9999",
        "soort": "gemeente",
    }


def test_a_samenwerking_is_one_too() -> None:
    roep("maak_gemeente", "bmwe", "--naam", "BMWE", "--samenwerking")

    assert Gemeente.objects.get().soort == "samenwerking"


@pytest.mark.parametrize(("slug", "waarom"), [("waterstad", "bestaat al"), ("a b", "slug")])
def test_a_gemeente_that_cannot_be_is_refused(gemeente: Any, slug: str, waarom: str) -> None:
    with pytest.raises(CommandError, match=waarom):
        roep("maak_gemeente", slug, "--naam", "Nog een")

    assert Gemeente.objects.count() == 1


def test_the_first_beheerder_can_sign_in_and_is_noted(
    client: Any, gemeente: Any, getypt: Any
) -> None:
    assert maak_beheerder() == "eerste is nu beheerder van Waterstad.\n"

    lid = Lidmaatschap.objects.get(gebruiker__username="eerste")
    assert (lid.gemeente, lid.extern, lid.van) == (gemeente, False, kalender.vandaag())
    assert [rol.soort for rol in lid.rollen.all()] == ["beheerder"]
    regel = Toegangsregel.objects.get()
    assert (regel.soort, regel.gebruiker, regel.gemeente) == (
        "beheerder gemaakt",
        lid.gebruiker,
        gemeente,
    )
    assert regel.over.startswith("opdrachtregel, ")
    assert lid.gebruiker.check_password(WACHTWOORD)


def test_a_second_beheerder_comes_by_the_first(gemeente: Any, beheerder: Any, getypt: Any) -> None:
    with pytest.raises(CommandError, match="heeft al een beheerder"):
        maak_beheerder()

    assert not Gebruiker.objects.filter(username="eerste").exists()


@pytest.mark.parametrize("waardoor", ["gegaan", "uitgezet", "lang niet bevestigd"])
def test_a_gemeente_whose_beheerder_is_gone_can_begin_again(
    gemeente: Any, beheerder: Any, getypt: Any, zet_bron: Any, directory: Any, waardoor: str
) -> None:
    if waardoor == "lang niet bevestigd":
        lang = kalender.nu() - timedelta(days=31)
        Koppeling.objects.create(
            gebruiker=beheerder,
            uitgever=directory.uitgever,
            kenmerk="k",
            gekoppeld_op=lang,
            bevestigd_op=lang,
        )
    elif waardoor == "gegaan":
        gisteren = kalender.vandaag() - timedelta(days=1)
        beheerder.lidmaatschappen.update(tot_en_met=gisteren)
    else:
        Gebruiker.objects.filter(pk=beheerder.pk).update(is_active=False)

    assert maak_beheerder() == "eerste is nu beheerder van Waterstad.\n"


@pytest.mark.parametrize(
    ("wachtwoord", "anders", "waarom"),
    [
        ("kort", {}, "12"),
        ("1q2w3e4r5t6y", {}, "Dit wachtwoord|too common"),
        (WACHTWOORD, {"mail": "geen adres"}, "e-mailadres"),
        (WACHTWOORD, {"naam": "bezet"}, "bestaat al"),
        (WACHTWOORD, {"gemeente": "elders"}, "geen gemeente “elders”"),
    ],
)
def test_a_beheerder_that_cannot_be_is_refused(
    gemeente: Any, getypt: Any, wachtwoord: str, anders: dict[str, str], waarom: str
) -> None:
    GebruikerFactory(username="bezet")
    getypt(wachtwoord)

    with pytest.raises(CommandError, match=waarom):
        maak_beheerder(**anders)

    assert (Lidmaatschap.objects.count(), Toegangsregel.objects.count()) == (0, 0)


def test_a_password_is_typed_twice(monkeypatch: pytest.MonkeyPatch, gemeente: Any) -> None:
    getypt = iter([WACHTWOORD, "iets anders"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda vraag: next(getypt))

    with pytest.raises(CommandError, match="niet twee keer hetzelfde"):
        maak_beheerder()


def blok(slug: str, **anders: Any) -> dict[str, Any]:
    """The `gemeente` of an exchange file."""
    return {
        "slug": slug,
        "naam": slug.capitalize(),
        "cbs_code": "",
        "soort": "gemeente",
        "geldig_van": None,
        "geldig_tot_en_met": None,
        "opvolger": None,
        "deelnemers": [],
    } | anders


def neem_over(gegevens: dict[str, Any]) -> Gemeente:
    return neem_gemeente_over(gegevens, door=None, kanaal="test")


OPGEHEVEN = {"geldig_tot_en_met": "2018-12-31", "opvolger": "meerstad"}


def test_a_samenwerking_is_taken_over_with_its_deelnemers_and_what_they_went_on_in() -> None:
    meerstad = GemeenteFactory(slug="meerstad", naam="Meerstad")
    gegevens = blok("samen", soort="samenwerking", deelnemers=[blok("beek", **OPGEHEVEN)])

    samen = neem_over(gegevens)

    (deelname,) = samen.deelnemers.all()
    beek = deelname.gemeente
    assert (beek.slug, str(beek.geldig_tot_en_met), beek.opvolger) == (
        "beek",
        "2018-12-31",
        meerstad,
    )
    soorten = Gebeurtenis.objects.order_by("gemeente__slug", "volgnummer")
    assert [*soorten.values_list("gemeente__slug", "soort")] == [
        ("beek", "gemeente gemaakt"),
        ("beek", "gemeente aangevuld"),
        ("samen", "gemeente gemaakt"),
        ("samen", "deelnemer toegevoegd"),
    ]


def test_taking_over_twice_changes_nothing_and_leaves_no_line() -> None:
    GemeenteFactory(slug="meerstad")
    gegevens = blok("samen", soort="samenwerking", deelnemers=[blok("beek", **OPGEHEVEN)])
    neem_over(gegevens)
    regels = Gebeurtenis.objects.count()

    neem_over(gegevens)

    assert (Gebeurtenis.objects.count(), Gemeente.objects.count()) == (regels, 3)


def test_what_a_gemeente_says_already_stays() -> None:
    GemeenteFactory(slug="beek", naam="Beek aan Zee", geldig_van=date(2001, 1, 1))

    beek = neem_over(blok("beek", geldig_van="1990-01-01", geldig_tot_en_met="2018-12-31"))

    assert (beek.naam, str(beek.geldig_van), str(beek.geldig_tot_en_met)) == (
        "Beek aan Zee",
        "2001-01-01",
        "2018-12-31",
    )


def test_an_opvolger_that_is_not_there_has_to_be_made_first() -> None:
    with pytest.raises(ValidationError, match="opgegaan in “meerstad”, en die gemeente is er nog"):
        neem_over(blok("samen", soort="samenwerking", deelnemers=[blok("beek", **OPGEHEVEN)]))

    assert Gemeente.objects.count() == 0
