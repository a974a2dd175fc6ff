"""The page with the mails of a round: who gets which, and whom none reaches."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.factories import GebruikerFactory, OrganisatieFactory, PersoonFactory
from jeugdhulp.tests.lezen import vind
from maatregelen.domain.post import rondepost
from maatregelen.domain.post.rondepostlijst import ONZEKER, lees
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Maatregel, Plan, Ronde, Rondebericht
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory

VANDAAG = kalender.vandaag()
MORGEN, WEEK = VANDAAG + timedelta(days=1), VANDAAG + timedelta(days=7)


def gepland(plan: Plan, **dagen: Any) -> Ronde:
    vast = {"peildatum": WEEK, "opent_op": MORGEN, "leveren_voor": WEEK}
    ronde = Ronde(plan=plan, **(vast | dagen))
    ronde.save_base(raw=True, force_insert=True)
    return ronde


def adres(ronde: Ronde) -> str:
    return f"/waterstad/plan-jeugd/rondes/{ronde.pk}/berichten/"


def met_mail(gemeente: Gemeente, naam: str) -> Any:
    gebruiker = GebruikerFactory(username=naam, email=f"{naam}@example.nl", lid_van=gemeente)
    return PersoonFactory(gemeente=gemeente, naam=naam.capitalize(), gebruiker=gebruiker)


@pytest.fixture
def leider(client: Any, projectgroep: Any) -> Any:
    client.force_login(projectgroep)
    return client


def test_before_it_opens_the_page_says_who_gets_mail_and_who_cannot(
    leider: Any, plan: Plan, gemeente: Gemeente
) -> None:
    een, twee = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b"))
    els, vera = met_mail(gemeente, "els"), met_mail(gemeente, "vera")
    for maatregel in (een, twee):
        BetrokkenheidFactory(maatregel=maatregel, persoon=els)
    BetrokkenheidFactory(maatregel=een, persoon=vera, rol="plaatsvervanger")
    zonder = PersoonFactory(gemeente=gemeente, naam="Kim")
    functie = PersoonFactory(gemeente=gemeente, naam="Wijkteamleider", soort="functie")
    team = OrganisatieFactory(gemeente=gemeente, naam="Team Jeugd")
    BetrokkenheidFactory(maatregel=een, persoon=zonder)
    BetrokkenheidFactory(maatregel=een, persoon=functie)
    BetrokkenheidFactory(maatregel=twee, persoon=None, organisatie=team)
    MaatregelFactory(plan=plan, code="1c")

    antwoord = leider.get(adres(gepland(plan)))

    assert vind(antwoord, "section li b") == [
        "Uitnodiging",
        "Herinnering",
        "Aan wie vervangt",
        "Els",
        "Kim",
        "Wijkteamleider",
        "Team Jeugd",
        "Niemand",
        "Vera",
    ]
    tekst = antwoord.content.decode()
    assert "(1c). Er is geen trekker." in tekst
    assert "kan na die dag niemand bericht krijgen: 1b, 1c." in tekst


def test_a_round_without_a_last_day_says_that_nobody_is_reminded(leider: Any, plan: Plan) -> None:
    antwoord = leider.get(adres(gepland(plan, leveren_voor=None)))

    assert "Er gaat geen herinnering uit" in antwoord.content.decode()


def test_once_open_it_shows_what_went(leider: Any, maatregel: Maatregel, trekker: Any) -> None:
    trekker.email = "trekker@example.nl"
    trekker.save()
    ronde = open_ronde(maatregel.plan, VANDAAG, door=None)
    rondepost.verstuur_berichten()
    [bericht] = Rondebericht.objects.all()

    antwoord = leider.get(adres(ronde))

    [rij] = vind(antwoord, "tbody tr")
    assert "Trekker trekker" in rij
    assert "Uitnodiging" in rij
    assert "Verstuurd op" in rij
    assert bericht.verstuurd_op is not None


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_page_costs_the_same_for_more_people(
    aantal: int, leider: Any, plan: Plan, gemeente: Gemeente, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan, code=f"m{nummer}")
        BetrokkenheidFactory(maatregel=maatregel, persoon=met_mail(gemeente, f"lid{nummer}"))
    ronde = open_ronde(plan, VANDAAG, door=None)
    rondepost.noteer_nodige()

    with django_assert_num_queries(13):
        leider.get(adres(ronde))


NU = kalender.nu()
STAND = {
    "waits": ({}, "gaat binnen enkele minuten"),
    "busy": ({"bezig_tot": NU + timedelta(minutes=1)}, "wordt nu verstuurd"),
    "unsure": ({"begonnen_op": NU}, ONZEKER),
    "lapsed": (
        {"vervallen_op": NU, "vervallen_door": "niets te doen"},
        "niet verstuurd: er is niets meer te doen",
    ),
}


@pytest.mark.parametrize(("velden", "hoe"), STAND.values(), ids=STAND)
def test_how_a_mail_stands_is_said_in_words(velden: dict[str, Any], hoe: str, plan: Plan) -> None:
    ronde = open_ronde(plan, date(2024, 3, 1), door=None)
    if "begonnen_op" in velden:
        velden = velden | {"gebruiker": GebruikerFactory()}
    Rondebericht.objects.create(
        ronde=ronde,
        persoon=PersoonFactory(gemeente=plan.gemeente),
        soort="uitnodiging",
        gemaakt_op=NU,
        **velden,
    )

    assert [rij.hoe for rij in lees(ronde, NU).rijen] == [hoe]


def test_one_that_failed_says_when_it_goes_again(plan: Plan) -> None:
    ronde = open_ronde(plan, date(2024, 3, 1), door=None)
    Rondebericht.objects.create(
        ronde=ronde,
        persoon=PersoonFactory(gemeente=plan.gemeente),
        soort="herinnering",
        gemaakt_op=NU,
        pogingen=3,
        volgende_op=kalender.begin_van(date(2027, 1, 1)),
    )

    assert [rij.hoe for rij in lees(ronde, NU).rijen] == [
        "nog niet gelukt, 3 keer geprobeerd; weer na 1 januari 2027, 00:00"
    ]


def test_who_got_a_mail_of_another_round_waits(plan: Plan, gemeente: Gemeente) -> None:
    ronde, ander = gepland(plan), gepland(plan, peildatum=MORGEN)
    els = met_mail(gemeente, "els")
    vast = {"persoon": els, "soort": "uitnodiging", "gemaakt_op": NU}
    Rondebericht.objects.create(ronde=ronde, **vast)
    Rondebericht.objects.create(
        ronde=ander, gebruiker=els.gebruiker, begonnen_op=NU, verstuurd_op=NU, **vast
    )

    assert [rij.hoe for rij in lees(ronde, NU).rijen] == [
        "wacht: er ging in de laatste vijf dagen al een mail"
    ]


def test_a_closed_round_only_shows_what_went(leider: Any, plan: Plan) -> None:
    ronde = gepland(plan, toestand="gesloten", geopend_op=NU, gesloten_op=NU)

    antwoord = leider.get(adres(ronde))

    assert vind(antwoord, "main h2") == ["Mails van deze ronde"]
