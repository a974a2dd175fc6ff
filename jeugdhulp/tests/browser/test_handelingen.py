"""The main tasks as somebody does them who knows the way, counted by mouse and by keyboard.

What each costs stands in docs/handelingen.md; these walks hold it to that. The day's measured
waiting is logged: `pytest -n0 -o log_cli=true -o log_cli_level=INFO` on this file.
"""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.tests.browser.teller import Teller, opgeschreven
from jeugdhulp.tests.factories import PersoonFactory
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Besteding, Betrokkenheid, Investering, Maatregel, Mijlpaal, Ronde
from maatregelen.tests.factories import MaatregelFactory, in_handeling, maak_stand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)

PLAN = "/waterstad/plan-jeugd/"
BLAD = f"{PLAN}maatregelen/1a/"
KLAAR = "#meldingen .melding"
FORMULIER = ".deelform form[data-gevolgd]"
NOG_EEN = "Nog een investering in dezelfde zitting"
# By mouse, typing apart. Longer is a reason to look what can go.
HOOGSTENS_KLIKKEN = 6


@pytest.fixture(autouse=True)
def waterstad(maatregel: Any) -> Any:
    """A plan that was vastgesteld, with three measures and two people, and an open round in which
    one measure was delivered."""
    with in_handeling():
        maatregel.plan.stadium = "vastgesteld"
        maatregel.plan.save()
        logboek.schrijf("x", maatregel, gemeente_id=maatregel.plan.gemeente_id, naam="x")
    for code in ("1b", "1c"):
        MaatregelFactory(plan=maatregel.plan, code=code, compleet=True, thema=maatregel.thema)
    PersoonFactory(gemeente=maatregel.plan.gemeente, naam="Zoë Bakker")
    return maatregel


def kom_binnen(venster: Any, client: Any, wie: Any) -> None:
    """Signed in already: the second step of a controller is another story."""
    client.force_login(wie)
    koekje = client.cookies["sessionid"].value
    venster.context.add_cookies(
        [{"name": "sessionid", "value": koekje, "domain": "localhost", "path": "/"}]
    )


def link(venster: Any, naam: str) -> Any:
    return venster.get_by_role("link", name=naam)


def knop(venster: Any, naam: str) -> Any:
    return venster.get_by_role("button", name=naam)


def tekst_muis(venster: Any, hand: Teller) -> None:
    hand.klik(link(venster, "Aanpak bewerken"))
    hand.wacht(FORMULIER)
    hand.typ("Drie coaches.")
    hand.klik(venster.locator(".deelform [name=reden]"))
    hand.typ("Meer vraag.")
    hand.klik(knop(venster, "Wijziging vastleggen"))
    hand.wacht(KLAAR)


def tekst_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("[aria-label='Aanpak bewerken']")
    hand.druk("Enter")
    hand.wacht(FORMULIER)
    hand.typ("Drie coaches.")
    hand.druk("Tab")
    hand.typ("Meer vraag.")
    hand.druk("Enter")
    hand.wacht(KLAAR)


def planning_muis(venster: Any, hand: Teller) -> None:
    hand.klik(link(venster, "Planning bewerken"))
    hand.wacht(FORMULIER)
    hand.druk("Control+a")
    hand.typ("q3 2019")
    hand.klik(venster.locator(".deelform [name=reden]"))
    hand.typ("De inkoop duurt langer.")
    hand.klik(knop(venster, "Planning vastleggen"))
    hand.wacht(KLAAR)


def planning_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("[aria-label='Planning bewerken']")
    hand.druk("Enter")
    hand.wacht(FORMULIER)
    hand.druk("Control+a")
    hand.typ("q3 2019")
    hand.naar("[name=reden]")
    hand.typ("De inkoop duurt langer.")
    hand.druk("Enter")
    hand.wacht(KLAAR)


def investering_muis(venster: Any, hand: Teller) -> None:
    hand.klik(link(venster, "Investering toevoegen"))
    hand.wacht(FORMULIER)
    hand.typ("Twee coaches")
    hand.klik(venster.locator(".deelform [name=bedrag]"))
    hand.typ("140.000")
    hand.kies(venster.locator(".deelform [name=per]"), "per jaar")
    hand.kies(venster.locator(".deelform [name=op_grond_van]"), "Binnen mandaat")
    hand.klik(venster.locator(".deelform [name=reden]"))
    hand.typ("Offerte.")
    hand.klik(knop(venster, "Regel toevoegen"))
    hand.wacht(KLAAR)


def investering_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("[aria-label='Investering toevoegen']")
    hand.druk("Enter")
    hand.wacht(FORMULIER)
    hand.typ("Twee coaches")
    hand.druk("Tab")
    hand.typ("140.000")
    hand.druk("Tab")
    hand.druk("p")
    hand.naar("[name=op_grond_van]")
    hand.druk("b")
    hand.druk("Tab")
    hand.typ("Offerte.")
    hand.druk("Enter")
    hand.wacht(KLAAR)


def nog_een_muis(venster: Any, hand: Teller) -> None:
    """What the sitting knows already is not asked again: ground and reason."""
    hand.klik(link(venster, "Investering toevoegen"))
    hand.wacht(FORMULIER)
    hand.typ("Nog een coach")
    hand.klik(venster.locator(".deelform [name=bedrag]"))
    hand.typ("70.000")
    hand.kies(venster.locator(".deelform [name=per]"), "per jaar")
    hand.klik(knop(venster, "Regel toevoegen"))
    hand.wacht(KLAAR)


def nog_een_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("[aria-label='Investering toevoegen']")
    hand.druk("Enter")
    hand.wacht(FORMULIER)
    hand.typ("Nog een coach")
    hand.druk("Tab")
    hand.typ("70.000")
    hand.druk("Tab")
    hand.druk("p")
    hand.naar(".deelform button[type=submit]")
    hand.druk("Enter")
    hand.wacht(KLAAR)


def besteding_muis(venster: Any, hand: Teller) -> None:
    """This year and today stand there already."""
    hand.klik(link(venster, "Besteding toevoegen"))
    hand.wacht(FORMULIER)
    hand.klik(venster.locator(".deelform [name=uitgegeven]"))
    hand.typ("35.000")
    hand.klik(knop(venster, "Besteding vastleggen"))
    hand.wacht(KLAAR)


def besteding_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("[aria-label='Besteding toevoegen']")
    hand.druk("Enter")
    hand.wacht(FORMULIER)
    hand.naar("[name=uitgegeven]")
    hand.typ("35.000")
    hand.druk("Enter")
    hand.wacht(KLAAR)


def opvolging_muis(venster: Any, hand: Teller) -> None:
    hand.klik(venster.locator("#deel-betrokkenen dd .bewerklink").first)
    hand.wacht(FORMULIER)
    hand.klik(link(venster, "Laten opvolgen"))
    hand.wacht(f"{FORMULIER} [name=wie]")
    hand.kies(venster.locator(".deelform [name=wie]"), "Zoë Bakker")
    hand.klik(venster.locator(".deelform [name=reden]"))
    hand.typ("Andere baan.")
    hand.klik(knop(venster, "Opvolging vastleggen"))
    hand.wacht(KLAAR)


def opvolging_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("#deel-betrokkenen dd .bewerklink")
    hand.druk("Enter")
    hand.wacht(FORMULIER)
    hand.naar(".deelform a[href$='/opvolger/']")
    hand.druk("Enter")
    hand.wacht(f"{FORMULIER} [name=wie]")
    hand.druk("z")
    hand.naar("[name=reden]")
    hand.typ("Andere baan.")
    hand.druk("Enter")
    hand.wacht(KLAAR)


def nieuw_muis(venster: Any, hand: Teller) -> None:
    hand.klik(link(venster, "Maatregel toevoegen"))
    hand.wacht("form[data-gevolgd]")
    hand.typ("Steun op school")
    hand.klik(venster.get_by_role("radio").first)
    hand.klik(knop(venster, "Toevoegen aan het plan"))
    hand.wacht(KLAAR)


def nieuw_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("a[href$='/nieuwe-maatregel/']")
    hand.verstuur("form[data-gevolgd]")
    hand.typ("Steun op school")
    hand.druk("Tab")
    hand.druk("Space")
    hand.verstuur(KLAAR)


def ronde_muis(venster: Any, hand: Teller) -> None:
    hand.klik(link(venster, "Rondes"))
    hand.wacht(".ronde__nu")
    hand.klik(venster.locator(".ronde__nu a").first)
    hand.wacht(".ronde__rij")
    hand.klik(link(venster, "Ronde sluiten"))
    hand.wacht("#id_overige")
    hand.klik(venster.locator("#id_overige"))
    with venster.expect_navigation():
        hand.klik(knop(venster, "Ronde sluiten"))
    hand.wacht("main")


def ronde_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("a[href$='/rondes/']")
    hand.verstuur(".ronde__nu")
    hand.spring()
    hand.naar(".ronde__nu a")
    hand.verstuur(".ronde__rij")
    hand.spring()
    hand.naar("main a[href$='/sluiten/']")
    hand.verstuur("#id_overige")
    hand.spring()
    hand.naar("#id_overige")
    hand.druk("Space")
    hand.naar("main .knop--hoofd")
    hand.verstuur()


def zoek_muis(venster: Any, hand: Teller) -> None:
    hand.klik(venster.locator("#kop-zoek"))
    hand.typ("dichtbij")
    hand.verstuur(".treffer")
    hand.klik(venster.locator(".treffer a").first)
    hand.wacht("#deel-aanpak")


def zoek_toetsen(venster: Any, hand: Teller) -> None:
    hand.naar("#kop-zoek")
    hand.typ("dichtbij")
    hand.verstuur(".treffer")
    hand.spring()
    hand.naar(".treffer a")
    hand.verstuur("#deel-aanpak")


def afdruk_muis(venster: Any, hand: Teller) -> None:
    hand.klik(link(venster, "Afdrukken als tabel"))
    hand.wacht("main table")
    hand.druk("Control+p")
    hand.druk("Enter")


def afdruk_toetsen(venster: Any, hand: Teller) -> None:
    hand.spring()
    hand.naar("a[href*='/overzicht/']")
    hand.verstuur("main table")
    hand.druk("Control+p")
    hand.druk("Enter")


def maatregel_1a() -> Maatregel:
    return Maatregel.objects.get(code="1a")


# Per task: who does it, where she begins, by mouse, by keyboard, and what there is afterwards.
Loop = Callable[[Any, Teller], None]
TAKEN: dict[str, tuple[str, str, Loop, Loop, Callable[[], bool]]] = {
    "Een tekst van een maatregel wijzigen": (
        "beleidsadviseur",
        BLAD,
        tekst_muis,
        tekst_toetsen,
        lambda: maatregel_1a().aanpak == "Drie coaches.",
    ),
    "Een stap een kwartaal opschuiven": (
        "beleidsadviseur",
        BLAD,
        planning_muis,
        planning_toetsen,
        lambda: Mijlpaal.objects.get(blad__maatregel__code="1a").periode.voluit() == "Q3 2019",
    ),
    "Een investering toevoegen": (
        "beleidsadviseur",
        BLAD,
        investering_muis,
        investering_toetsen,
        lambda: Investering.objects.get(omschrijving="Twee coaches").bedrag == 140_000,
    ),
    NOG_EEN: (
        "beleidsadviseur",
        BLAD,
        nog_een_muis,
        nog_een_toetsen,
        lambda: Investering.objects.get(omschrijving="Nog een coach").bedrag == 70_000,
    ),
    "Een besteding vastleggen": (
        "controller",
        BLAD,
        besteding_muis,
        besteding_toetsen,
        lambda: Besteding.objects.get().uitgegeven == 35_000,
    ),
    "Een trekker laten opvolgen": (
        "beleidsadviseur",
        BLAD,
        opvolging_muis,
        opvolging_toetsen,
        lambda: Betrokkenheid.objects.get(persoon__naam="Zoë Bakker").rol == "trekker",
    ),
    "Een maatregel maken": (
        "beleidsadviseur",
        PLAN,
        nieuw_muis,
        nieuw_toetsen,
        lambda: Maatregel.objects.filter(titel="Steun op school").exists(),
    ),
    "Een ronde bevestigen en sluiten": (
        "projectgroep",
        PLAN,
        ronde_muis,
        ronde_toetsen,
        lambda: Ronde.objects.get().toestand == "gesloten",
    ),
    "Een maatregel vinden op een woord": (
        "bestuurder",
        PLAN,
        zoek_muis,
        zoek_toetsen,
        lambda: True,
    ),
    "Het overzicht afdrukken": (
        "bestuurder",
        PLAN,
        afdruk_muis,
        afdruk_toetsen,
        lambda: True,
    ),
}


@pytest.mark.parametrize("hoe", ["muis", "toetsenbord"])
@pytest.mark.parametrize("taak", TAKEN)
def test_task_costs_what_is_written_down(
    venster: Any,
    client: Any,
    request: pytest.FixtureRequest,
    waterstad: Any,
    taak: str,
    hoe: str,
) -> None:
    wie, begin, muis, toetsen, is_gedaan = TAKEN[taak]
    if taak == "Een ronde bevestigen en sluiten":
        ronde = open_ronde(waterstad.plan, kalender.vandaag(), door=None)
        maak_stand(waterstad, ronde=ronde)
    venster.set_default_timeout(10_000)
    kom_binnen(venster, client, request.getfixturevalue(wie))
    venster.goto(begin)
    if taak == NOG_EEN:
        investering_muis(venster, Teller(venster))
        venster.goto(begin)
    hand = Teller(venster, muis=hoe == "muis")

    (muis if hoe == "muis" else toetsen)(venster, hand)

    logger.info("%s | %s | %s | wachten %.1f s", taak, hoe, " | ".join(hand.rij()), hand.wachttijd)
    assert is_gedaan()
    assert opgeschreven().get((taak, hoe)) == hand.rij()


def test_no_task_takes_many_clicks() -> None:
    klikken = {taak: int(rij[0]) for (taak, hoe), rij in opgeschreven().items() if hoe == "muis"}

    assert set(klikken) == set(TAKEN)
    # The first time it asks on what ground and why as well; the next time both are there.
    assert {taak: aantal for taak, aantal in klikken.items() if aantal > HOOGSTENS_KLIKKEN} == {
        "Een investering toevoegen": 8
    }
