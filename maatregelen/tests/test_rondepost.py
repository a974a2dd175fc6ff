"""The mails of rounds: who gets which, when, once, and what happens when sending fails."""

import smtplib
import threading
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebruiker, Gemeente, Koppeling, Lidmaatschap, Persoon
from jeugdhulp.tests.factories import (
    GebruikerFactory,
    GemeenteFactory,
    PersoonFactory,
)
from maatregelen.choices import RondeToestand
from maatregelen.domain.post import rondebrief, rondeontvangers, rondepost, rondepostlijst
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Betrokkenheid, Maatregel, Plan, Ronde, Rondebericht
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    MaatregelFactory,
    PlanFactory,
    ProjectrolFactory,
    RustFactory,
    in_handeling,
    maak_stand,
)

PEIL = date(2027, 5, 1)
OPEN, TOT, OVERLEG = date(2027, 5, 3), date(2027, 5, 20), date(2027, 5, 27)
BACKEND = "maatregelen.tests.test_rondepost.Haperend"


class Haperend(locmem.EmailBackend):
    """A mail server that does what the test says: `fouten` may hold an error for opening a line
    and for sending; `na` one that comes when the mail went out already."""

    fouten: dict[str, BaseException] = {}

    def open(self) -> None:
        if "lijn" in self.fouten:
            raise self.fouten["lijn"]

    def send_messages(self, berichten: Any) -> int:
        if "versturen" in self.fouten:
            raise self.fouten["versturen"]
        aantal: int = super().send_messages(berichten)
        if "na" in self.fouten:
            raise self.fouten["na"]
        return aantal


@pytest.fixture(autouse=True)
def fouten(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, BaseException]:
    """What goes wrong at the mail server; nothing to begin with."""
    # The test runner puts its own backend in place; this one keeps the mails in the same list.
    settings.EMAIL_BACKEND = BACKEND
    settings.ADRES = "https://plan.example.nl"
    settings.DEFAULT_FROM_EMAIL = "plan@example.nl"
    stuk: dict[str, BaseException] = {}
    monkeypatch.setattr(Haperend, "fouten", stuk)
    return stuk


class Klok:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.nu = kalender.begin_van(OPEN) + timedelta(hours=9)

    def op(self, dag: date, uur: int = 9) -> None:
        self.nu = kalender.begin_van(dag) + timedelta(hours=uur)

    def verder(self, **tijd: float) -> None:
        self.nu += timedelta(**tijd)


@pytest.fixture(autouse=True)
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok()
    monkeypatch.setattr(kalender, "nu", lambda: klok.nu)
    return klok


def lid(gemeente: Gemeente, naam: str, *, extern: bool = False) -> Persoon:
    """Somebody of `gemeente` with an account and a mail address."""
    gebruiker = GebruikerFactory(
        username=naam,
        first_name=naam.capitalize(),
        email=f"{naam}@example.nl",
        lid_van=gemeente,
        extern=extern,
    )
    persoon: Persoon = PersoonFactory(
        gemeente=gemeente, naam=f"{naam.capitalize()} Bos", gebruiker=gebruiker
    )
    return persoon


def trek(maatregel: Maatregel, persoon: Persoon, **anders: Any) -> Betrokkenheid:
    rij: Betrokkenheid = BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, **anders)
    return rij


def maatregel_van(plan: Plan, code: str, persoon: Persoon | None, **anders: Any) -> Maatregel:
    rij: Maatregel = MaatregelFactory(plan=plan, code=code, **anders)
    if persoon is not None:
        trek(rij, persoon)
    return rij


def zet(ronde: Ronde, **velden: Any) -> Ronde:
    with in_handeling():
        for veld, waarde in velden.items():
            setattr(ronde, veld, waarde)
        ronde.save()
        logboek.schrijf("gewijzigd", ronde, gemeente_id=ronde.plan.gemeente_id, naam=str(ronde))
    return ronde


def open_met(plan: Plan, peildatum: date = PEIL, **dagen: Any) -> Ronde:
    return zet(open_ronde(plan, peildatum, door=None), **dagen)


@pytest.fixture
def els(gemeente: Gemeente) -> Persoon:
    return lid(gemeente, "els")


@pytest.fixture
def een(plan: Plan, els: Persoon) -> Maatregel:
    """Measure 1a, pulled by Els."""
    return maatregel_van(plan, "1a", els)


@pytest.fixture
def ronde(plan: Plan, een: Maatregel) -> Ronde:
    """An open round with a last day."""
    return open_met(plan, opent_op=OPEN, leveren_voor=TOT, vergadering_op=OVERLEG)


def gegaan() -> list[tuple[str, str]]:
    """Who got what, as often as it went out."""
    return [(brief.to[0].partition("@")[0], brief.subject) for brief in mail.outbox]


def namen() -> list[str]:
    return [naam for naam, _ in gegaan()]


def stand_van(*velden: str) -> list[tuple[Any, ...]]:
    return list(Rondebericht.objects.order_by("pk").values_list(*velden))


def vervallen() -> list[tuple[str, str]]:
    return stand_van("soort", "vervallen_door")


# Who gets what


def test_a_trekker_gets_one_mail_with_her_measures(ronde: Ronde, els: Persoon, plan: Plan) -> None:
    tweede = maatregel_van(plan, "1b", els, titel="Minder wachten")
    maak_stand(tweede, peildatum=date(2027, 4, 1))

    zin = rondepost.verstuur_berichten()
    rondepost.verstuur_berichten()

    assert (zin, gegaan()) == (
        "1 verstuurd, 0 in de wacht",
        [("els", "Plan Jeugd: uw maatregelen bijwerken tot en met 20 mei 2027")],
    )
    assert mail.outbox[0].body == (
        "Beste Els,\n\n"
        "Plan Jeugd: ronde per 1 mei 2027\n\n"
        "De ronde per 1 mei 2027 is open.\n"
        "Wilt u uw maatregelen bijwerken? Graag tot en met 20 mei 2027.\n"
        "Het overleg (projectgroep) is op 27 mei 2027.\n\n"
        "- 1a Hulp dichtbij huis\n"
        "  Er is nog geen stand.\n"
        "  Werk 1a bij: https://plan.example.nl/mijn-maatregelen/"
        f"{Maatregel.objects.get(code='1a').pk}/\n\n"
        "- 1b Minder wachten\n"
        "  Licht: groen (op koers).\n"
        "  Laatste stand: groen, van 1 april 2027.\n"
        f"  Werk 1b bij: https://plan.example.nl/mijn-maatregelen/{tweede.pk}/\n\n"
        "Vragen? Stel ze aan de beleidsadviseur van Waterstad.\n\n"
        "Al uw maatregelen op één pagina: https://plan.example.nl/mijn-maatregelen/\n\n"
        "Deze mail is automatisch verstuurd door https://plan.example.nl. Antwoorden leest niemand."
        " Over rondes krijgt u nooit meer dan één mail in vijf dagen.\n"
    )


def test_the_web_page_says_what_the_text_says(ronde: Ronde, een: Maatregel) -> None:
    rondepost.verstuur_berichten()

    [brief] = mail.outbox
    [(web, soort)] = brief.alternatives  # type: ignore[attr-defined]
    stukken = [stuk.removeprefix("- ").strip() for stuk in str(brief.body).splitlines() if stuk]
    zonder_links = [stuk.partition(": https")[0] for stuk in stukken]
    assert soort == "text/html"
    assert [stuk for stuk in zonder_links if stuk not in web] == []
    assert f'href="https://plan.example.nl/mijn-maatregelen/{een.pk}/"' in web
    assert ('<html lang="nl">' in web, web.count("<h1>"), "<img" in web) == (True, 1, False)


def test_a_mail_says_that_a_machine_sent_it_and_who_it_is_from(ronde: Ronde) -> None:
    rondepost.verstuur_berichten()

    [brief] = mail.outbox
    [bericht] = Rondebericht.objects.all()
    kop = brief.message()
    assert (kop["From"], kop["To"], kop["Auto-Submitted"], kop["Message-ID"]) == (
        "plan@example.nl",
        "els@example.nl",
        "auto-generated",
        f"<rondebericht-{bericht.pk}@example.nl>",
    )
    assert kop["List-Unsubscribe"] is None


def test_nothing_gets_from_a_title_into_the_headers(ronde: Ronde) -> None:
    with in_handeling():
        ronde.plan.titel = f"Plan\r\nBcc: boef@example.nl\u202e {'lang ' * 30}"
        ronde.plan.save()
        logboek.schrijf("gewijzigd", ronde.plan, gemeente_id=ronde.plan.gemeente_id, naam="x")

    rondepost.verstuur_berichten()

    [brief] = mail.outbox
    assert brief.subject == (
        "Plan Bcc: boef@example.nl lang lang lang lang lang lang lan…:"
        " uw maatregelen bijwerken tot en met 20 mei 2027"
    )
    assert brief.message()["Bcc"] is None
    assert brief.recipients() == ["els@example.nl"]


def test_what_rests_has_ended_or_was_delivered_is_not_in_it(
    ronde: Ronde, plan: Plan, els: Persoon
) -> None:
    RustFactory(maatregel=maatregel_van(plan, "rust", els), van=OPEN)
    klaar = maatregel_van(plan, "klaar", els)
    maak_stand(klaar, peildatum=PEIL, fase="afgerond", tijd="", geld="", resultaat="")
    maak_stand(maatregel_van(plan, "geleverd", els), peildatum=PEIL, ronde=ronde)

    rondepost.verstuur_berichten()

    [brief] = mail.outbox
    assert [regel for regel in str(brief.body).splitlines() if regel.startswith("- ")] == [
        "- 1a Hulp dichtbij huis"
    ]


def _stop_betrokkenheid(els: Persoon) -> None:
    rij = Betrokkenheid.objects.get(persoon=els)
    with in_handeling():
        rij.tot_en_met = date(2027, 5, 2)
        rij.save()
        logboek.schrijf("x", rij.maatregel, gemeente_id=els.gemeente_id, naam="x")


WEG = {
    "handed over": _stop_betrokkenheid,
    "left the gemeente": lambda els: Lidmaatschap.objects.update(tot_en_met=date(2027, 5, 2)),
    "account closed": lambda els: Gebruiker.objects.update(is_active=False),
    "no address": lambda els: Gebruiker.objects.update(email=""),
}


@pytest.mark.parametrize("vertrek", WEG.values(), ids=WEG)
def test_who_left_or_cannot_be_reached_gets_nothing(
    ronde: Ronde, els: Persoon, vertrek: Any
) -> None:
    vertrek(els)

    zin = rondepost.verstuur_berichten()

    assert (zin, mail.outbox) == ("0 verstuurd, 0 in de wacht", [])


@pytest.mark.parametrize("dagen", [30, 31])
def test_who_was_not_confirmed_by_her_directory_in_long_gets_nothing(
    ronde: Ronde, els: Persoon, klok: Klok, directory: Any, zet_bron: Any, dagen: int
) -> None:
    """Nor does she stand in for another; the page of the round says what to do."""
    Koppeling.objects.create(
        gebruiker=els.gebruiker,
        uitgever=directory.uitgever,
        kenmerk="k",
        gekoppeld_op=klok.nu - timedelta(days=99),
        bevestigd_op=klok.nu - timedelta(days=dagen),
    )
    trek(maatregel_van(ronde.plan, "1b", None), els, rol="plaatsvervanger")

    rondepost.verstuur_berichten()

    gelezen = rondeontvangers.lees(ronde, OPEN)
    stil = "Het werkaccount van deze persoon is te lang niet bevestigd."
    verwacht = {30: (["els"], [], 1), 31: ([], [stil], 0)}[dagen]
    van_els = [wie.waarom for wie in gelezen.gemist if wie.wie == els.naam]
    assert (namen(), van_els, len(gelezen.vervangers)) == verwacht


@pytest.mark.parametrize("vertrek", WEG.values(), ids=WEG)
def test_who_leaves_between_noting_and_sending_gets_nothing(
    ronde: Ronde, els: Persoon, vertrek: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gewoon = rondepost._aan_de_beurt

    def en_dan_weg() -> list[int]:
        gevonden = gewoon()
        vertrek(els)
        return gevonden

    monkeypatch.setattr(rondepost, "_aan_de_beurt", en_dan_weg)

    rondepost.verstuur_berichten()

    assert (mail.outbox, len(vervallen())) == ([], 1)


@pytest.mark.parametrize("toestand", ["vergadering", "gesloten", "vervallen", "gepland"])
def test_only_a_round_that_is_open_sends_mails(ronde: Ronde, toestand: str, klok: Klok) -> None:
    zet(
        ronde,
        toestand=toestand,
        gesloten_op=klok.nu if toestand == "gesloten" else None,
        geopend_op=ronde.geopend_op if toestand in ("vergadering", "gesloten") else None,
    )

    rondepost.verstuur_berichten()

    assert (mail.outbox, vervallen()) == ([], [])


def test_after_the_day_of_the_overleg_nobody_is_asked_any_more(ronde: Ronde, klok: Klok) -> None:
    klok.op(OVERLEG + timedelta(days=1))

    rondepost.verstuur_berichten()

    assert mail.outbox == []


def test_a_trekker_from_outside_gets_it_too(plan: Plan, gemeente: Gemeente) -> None:
    maatregel_van(plan, "1a", lid(gemeente, "ex", extern=True))
    open_met(plan)

    rondepost.verstuur_berichten()

    assert gegaan() == [("ex", "Plan Jeugd: uw maatregelen bijwerken voor de ronde per 1 mei 2027")]


# Reminder, and who stands in


def test_before_the_last_day_who_did_not_deliver_is_reminded_once(
    ronde: Ronde, plan: Plan, gemeente: Gemeente, klok: Klok
) -> None:
    ander = maatregel_van(plan, "1b", lid(gemeente, "jan"))
    rondepost.verstuur_berichten()
    maak_stand(ander, peildatum=PEIL, ronde=ronde)
    verloop = []

    for dag in (14, 15, 16, 19, 20):
        mail.outbox.clear()
        klok.op(date(2027, 5, dag))
        rondepost.verstuur_berichten()
        verloop.append(gegaan())

    assert verloop == [
        [],
        [("els", "Herinnering: Plan Jeugd: uw maatregelen bijwerken tot en met 20 mei 2027")],
        [],
        [],
        [],
    ]


def test_the_reminder_names_what_is_still_missing(
    ronde: Ronde, plan: Plan, els: Persoon, klok: Klok
) -> None:
    klaar = maatregel_van(plan, "1b", els)
    rondepost.verstuur_berichten()
    maak_stand(klaar, peildatum=PEIL, ronde=ronde)
    klok.op(date(2027, 5, 15))

    rondepost.verstuur_berichten()

    regels = str(mail.outbox[-1].body).splitlines()
    assert [regel for regel in regels if regel.startswith("- ")] == ["- 1a Hulp dichtbij huis"]
    assert regels[4] == ("Voor de ronde per 1 mei 2027 is er van deze maatregelen nog geen stand.")


def test_a_round_without_a_last_day_only_invites(
    plan: Plan, een: Maatregel, gemeente: Gemeente, klok: Klok
) -> None:
    trek(een, lid(gemeente, "vera"), rol="plaatsvervanger")
    open_met(plan)

    for dag in range(60):
        klok.op(OPEN + timedelta(days=dag))
        rondepost.verstuur_berichten()

    assert namen() == ["els"]


def _wie_hoort(plan: Plan, een: Maatregel, klok: Klok) -> list[str]:
    klok.op(OPEN)
    rondepost.verstuur_berichten()
    mail.outbox.clear()
    klok.op(TOT + timedelta(days=1))
    rondepost.verstuur_berichten()
    rondepost.verstuur_berichten()
    return namen()


def test_after_the_last_day_the_plaatsvervanger_hears_it(
    ronde: Ronde, een: Maatregel, gemeente: Gemeente, klok: Klok, els: Persoon
) -> None:
    vera, pieter = lid(gemeente, "vera"), lid(gemeente, "pieter")
    trek(een, vera, rol="plaatsvervanger")
    trek(een, pieter, rol="projectleider")

    assert _wie_hoort(ronde.plan, een, klok) == ["vera"]
    [brief] = mail.outbox
    assert brief.subject == "Plan Jeugd: nog geen stand voor de ronde per 1 mei 2027"
    assert "  Trekker: Els Bos.\n" in brief.body
    assert "Waar u plaatsvervanger bent, kunt u de stand ook zelf vastleggen.\n" in brief.body
    assert f"  Werk 1a bij: https://plan.example.nl/mijn-maatregelen/{een.pk}/\n" in brief.body
    assert "Al uw maatregelen" not in brief.body


def test_without_a_plaatsvervanger_who_can_be_reached_the_projectleider_hears_it(
    ronde: Ronde, een: Maatregel, gemeente: Gemeente, klok: Klok
) -> None:
    trek(een, PersoonFactory(gemeente=gemeente), rol="plaatsvervanger")
    trek(een, lid(gemeente, "buiten", extern=True), rol="plaatsvervanger")
    trek(een, lid(gemeente, "pieter"), rol="projectleider")

    assert _wie_hoort(ronde.plan, een, klok) == ["pieter"]
    [brief] = mail.outbox
    assert f"  Bekijk 1a: https://plan.example.nl{een.get_absolute_url()}\n" in brief.body
    assert "kunt u de stand ook zelf vastleggen" not in brief.body


def test_without_these_the_projectleider_of_the_plan_hears_it(
    ronde: Ronde, een: Maatregel, gemeente: Gemeente, klok: Klok
) -> None:
    ProjectrolFactory(plan=ronde.plan, persoon=lid(gemeente, "paula"), rol="projectleider")

    assert _wie_hoort(ronde.plan, een, klok) == ["paula"]


def test_the_trekker_herself_does_not_hear_it_as_her_own_plaatsvervanger(
    ronde: Ronde, een: Maatregel, els: Persoon, klok: Klok
) -> None:
    trek(een, els, rol="plaatsvervanger")

    assert _wie_hoort(ronde.plan, een, klok) == []


def test_a_day_that_moves_takes_its_mails_along(ronde: Ronde, een: Maatregel, klok: Klok) -> None:
    rondepost.verstuur_berichten()
    mail.outbox.clear()
    klok.op(date(2027, 5, 15), uur=1)
    rondepost.noteer_nodige()
    zet(ronde, leveren_voor=date(2027, 5, 25))

    verloop = []
    for dag in (15, 20):
        klok.op(date(2027, 5, dag))
        rondepost.verstuur_berichten()
        verloop.append(namen())

    assert verloop == [[], ["els"]]


def test_what_was_delivered_and_is_missing_again_is_asked_again(
    ronde: Ronde, een: Maatregel, els: Persoon, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    rondepost.noteer_nodige()
    maak_stand(een, peildatum=PEIL, ronde=ronde)
    rondepost.noteer_nodige()
    toen = vervallen()
    maatregel_van(ronde.plan, "1b", els)

    rondepost.verstuur_berichten()

    assert toen == [("uitnodiging", "niets te doen")]
    assert (namen(), vervallen()) == (["els"], [("uitnodiging", "")])


# Five days


def test_two_rounds_that_are_open_come_in_one_mail(ronde: Ronde, els: Persoon, klok: Klok) -> None:
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    Lidmaatschap.objects.create(gebruiker=els.gebruiker, gemeente=elders, van=date(2019, 1, 1))
    plan = PlanFactory(gemeente=elders, slug="plan-zorg", titel="Plan Zorg")
    ook_els = PersoonFactory(gemeente=elders, naam="E. Bos", gebruiker=els.gebruiker)
    maatregel_van(plan, "9", ook_els)
    open_met(plan, leveren_voor=date(2027, 5, 12))

    rondepost.verstuur_berichten()

    assert gegaan() == [
        ("els", "Plan Zorg en Plan Jeugd: uw maatregelen bijwerken tot en met 12 mei 2027")
    ]
    koppen = [r for r in str(mail.outbox[0].body).splitlines() if ": ronde per" in r]
    assert koppen == ["Plan Zorg: ronde per 1 mei 2027", "Plan Jeugd: ronde per 1 mei 2027"]
    assert {rij for (rij,) in stand_van("verstuurd_op")} == {klok.nu}


def test_a_second_round_within_five_days_waits_for_its_turn(
    ronde: Ronde, els: Persoon, gemeente: Gemeente, klok: Klok
) -> None:
    rondepost.verstuur_berichten()
    plan = PlanFactory(gemeente=gemeente, slug="plan-zorg", titel="Plan Zorg")
    maatregel_van(plan, "9", els)
    klok.verder(hours=1)
    open_met(plan)
    verloop = []

    for uren in (0, 5 * 24 - 1.01, 0.01):
        klok.verder(hours=uren)
        rondepost.verstuur_berichten()
        verloop.append(len(mail.outbox))

    assert verloop == [1, 1, 2]
    assert gegaan()[1][1] == "Plan Zorg: uw maatregelen bijwerken voor de ronde per 1 mei 2027"


def test_a_reminder_that_had_to_wait_too_long_does_not_go(
    plan: Plan, een: Maatregel, klok: Klok
) -> None:
    open_met(plan, leveren_voor=date(2027, 5, 7))
    rondepost.verstuur_berichten()

    for dag in range(4, 20):
        klok.op(date(2027, 5, dag))
        rondepost.verstuur_berichten()

    assert namen() == ["els"]


def test_a_reminder_that_is_due_at_the_opening_goes_with_the_invitation(
    plan: Plan, een: Maatregel, klok: Klok
) -> None:
    open_met(plan, leveren_voor=OPEN + timedelta(days=2))

    rondepost.verstuur_berichten()

    assert gegaan() == [("els", "Plan Jeugd: uw maatregelen bijwerken tot en met 5 mei 2027")]
    assert stand_van("soort", "verstuurd_op") == [
        ("uitnodiging", klok.nu),
        ("herinnering", klok.nu),
    ]


def _een_dag(plannen: list[Plan], vandaag: date, dobbel: Random) -> None:
    """Perhaps a round opens or closes, or somebody delivers."""
    for plan in plannen:
        lopend = plan.rondes.filter(toestand=RondeToestand.OPEN).first()
        if lopend is None:
            if dobbel.random() < 0.2:
                tot = vandaag + timedelta(days=dobbel.randrange(3, 25))
                open_met(plan, vandaag, leveren_voor=tot)
        elif dobbel.random() < 0.06:
            sluit_ronde(lopend, door=None, overige="overgenomen")
        elif dobbel.random() < 0.1:
            maatregel = dobbel.choice(list(plan.maatregelen.all()))
            maak_stand(maatregel, peildatum=lopend.peildatum, ronde=lopend)


def test_in_a_year_nobody_gets_two_mails_in_five_days(
    gemeente: Gemeente, els: Persoon, klok: Klok, fouten: dict[str, BaseException]
) -> None:
    """Two plans in two gemeenten, whatever happens: a mail server that comes and goes, runs that
    are killed, people who deliver or not."""
    dobbel = Random(20270503)  # noqa: S311 (a year like any other, the same each time)
    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    jan = lid(gemeente, "jan")
    for gebruiker in (els.gebruiker, jan.gebruiker):
        Lidmaatschap.objects.create(gebruiker=gebruiker, gemeente=elders, van=date(2019, 1, 1))
    daar = [
        PersoonFactory(gemeente=elders, naam=f"{wie.naam} daar", gebruiker=wie.gebruiker)
        for wie in (els, jan)
    ]
    plannen = [
        PlanFactory(gemeente=gemeente, slug="a", titel="Plan A"),
        PlanFactory(gemeente=elders, slug="b", titel="Plan B"),
    ]
    for plan, mensen in zip(plannen, ([els, jan], daar), strict=True):
        for nummer, wie in enumerate(mensen):
            rij = maatregel_van(plan, f"{nummer}", wie)
            trek(rij, mensen[1 - nummer], rol="plaatsvervanger")
    onderweg: list[tuple[datetime, str]] = []
    gezien = 0

    vandaag = OPEN
    while vandaag < OPEN + timedelta(days=365):
        vandaag += timedelta(days=dobbel.choice((2, 3, 4)))
        klok.op(vandaag, uur=0)
        _een_dag(plannen, vandaag, dobbel)
        klok.verder(hours=dobbel.randrange(24))
        fouten.clear()
        if dobbel.random() < 0.3:
            fouten[dobbel.choice(["lijn", "versturen", "na"])] = dobbel.choice(
                [OSError("weg"), KeyboardInterrupt()]
            )
        with suppress(KeyboardInterrupt):
            rondepost.verstuur_berichten()
        onderweg += [(klok.nu, brief.to[0]) for brief in mail.outbox[gezien:]]
        gezien = len(mail.outbox)

    for naam in ("els@example.nl", "jan@example.nl"):
        momenten = [moment for moment, aan in onderweg if aan == naam]
        assert len(momenten) > 9
        assert min(na - voor for voor, na in pairwise(momenten)) >= timedelta(days=5)


# When sending fails


NIET_GEGAAN: dict[str, tuple[str, BaseException]] = {
    "no mail server": ("lijn", ConnectionRefusedError("naar els@example.nl")),
    "mail refused": ("versturen", smtplib.SMTPDataError(451, b"els@example.nl: later")),
    "address refused": (
        "versturen",
        smtplib.SMTPRecipientsRefused({"els@example.nl": (550, b"onbekend")}),
    ),
}


@pytest.mark.parametrize(("waar", "fout"), NIET_GEGAAN.values(), ids=NIET_GEGAAN)
def test_what_surely_did_not_go_is_tried_again_after_pauses_that_grow(
    waar: str,
    fout: BaseException,
    ronde: Ronde,
    klok: Klok,
    fouten: dict[str, BaseException],
    caplog: pytest.LogCaptureFixture,
) -> None:
    fouten[waar] = fout
    begin, pogingen = klok.nu, {}
    for minuut in (0, 1, 2, 6, 7, 21, 22, 81, 82, 90):
        klok.nu = begin + timedelta(minutes=minuut)
        rondepost.verstuur_berichten()
        pogingen[minuut] = stand_van("pogingen")[0][0]
    fouten.clear()
    toen = stand_van("begonnen_op", "gebruiker", "bezig_tot")
    klok.verder(days=1)

    rondepost.verstuur_berichten()
    rondepost.verstuur_berichten()

    assert list(pogingen.values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert toen == [(None, None, None)]
    assert namen() == ["els"]
    assert "example.nl" not in caplog.text


def test_without_a_mail_server_only_one_is_tried_and_nobody_is_lost(
    ronde: Ronde, gemeente: Gemeente, klok: Klok, fouten: dict[str, BaseException]
) -> None:
    for naam in ("an", "bea", "cor"):
        maatregel_van(ronde.plan, naam, lid(gemeente, naam))
    fouten["lijn"] = OSError()
    zin = rondepost.verstuur_berichten()
    fouten.clear()
    meteen = rondepost.verstuur_berichten()
    klok.verder(minutes=2)

    later = rondepost.verstuur_berichten()

    assert [zin, meteen, later] == [
        "0 verstuurd, 4 in de wacht",
        "0 verstuurd, 4 in de wacht",
        "4 verstuurd, 0 in de wacht",
    ]
    assert sorted(namen()) == ["an", "bea", "cor", "els"]


def test_one_that_is_refused_keeps_nobody_else_waiting(
    ronde: Ronde, gemeente: Gemeente, monkeypatch: pytest.MonkeyPatch
) -> None:
    maatregel_van(ronde.plan, "1b", lid(gemeente, "jan"))
    gewoon = Haperend.send_messages

    def niet_aan_els(self: Any, berichten: Any) -> int:
        if berichten[0].to == ["els@example.nl"]:
            raise smtplib.SMTPRecipientsRefused({})
        return gewoon(self, berichten)

    monkeypatch.setattr(Haperend, "send_messages", niet_aan_els)

    assert (rondepost.verstuur_berichten(), namen()) == ("1 verstuurd, 1 in de wacht", ["jan"])


def test_a_mail_that_cannot_be_made_keeps_nobody_else_waiting(
    ronde: Ronde, gemeente: Gemeente, els: Persoon
) -> None:
    maatregel_van(ronde.plan, "1b", lid(gemeente, "jan"))
    Gebruiker.objects.filter(pk=els.gebruiker_id).update(email="els\n@example.nl")

    assert (rondepost.verstuur_berichten(), namen()) == ("1 verstuurd, 1 in de wacht", ["jan"])


@pytest.mark.parametrize("waar", ["versturen", "na"])
def test_what_may_have_gone_waits_five_days_and_then_goes_again(
    waar: str, ronde: Ronde, klok: Klok, fouten: dict[str, BaseException]
) -> None:
    fouten[waar] = smtplib.SMTPServerDisconnected("els@example.nl")
    rondepost.verstuur_berichten()
    [eerste] = Rondebericht.objects.all()
    fouten.clear()
    al_gegaan = len(mail.outbox)
    verloop = []
    for uren in (1, 5 * 24 - 1.01, 0.01, 24):
        klok.verder(hours=uren)
        rondepost.verstuur_berichten()
        verloop.append(len(mail.outbox) - al_gegaan)

    assert eerste.is_onzeker(klok.nu)
    assert verloop == [0, 0, 1, 1]
    assert {brief.message()["Message-ID"] for brief in mail.outbox} == {
        f"<rondebericht-{eerste.pk}@example.nl>"
    }


def test_what_may_have_gone_does_not_go_again_once_she_delivered(
    ronde: Ronde, een: Maatregel, klok: Klok, fouten: dict[str, BaseException]
) -> None:
    fouten["na"] = TimeoutError()
    rondepost.verstuur_berichten()
    fouten.clear()
    maak_stand(een, peildatum=PEIL, ronde=ronde)
    klok.verder(days=6)

    rondepost.verstuur_berichten()

    assert (namen(), vervallen()) == (["els"], [("uitnodiging", "niets te doen")])


def test_while_the_mail_server_is_down_what_may_have_gone_keeps_its_five_days(
    ronde: Ronde, gemeente: Gemeente, klok: Klok, fouten: dict[str, BaseException]
) -> None:
    fouten["na"] = KeyboardInterrupt()
    with suppress(KeyboardInterrupt):
        rondepost.verstuur_berichten()
    fouten.clear()
    klok.verder(hours=1)
    maatregel_van(ronde.plan, "1b", lid(gemeente, "jan"))
    fouten["lijn"] = OSError()
    rondepost.verstuur_berichten()
    fouten.clear()
    klok.verder(hours=1)

    rondepost.verstuur_berichten()

    assert namen() == ["els", "jan"]


# Killed between any two steps


class Gedood(BaseException):
    """The process ends here."""


def _dood_na(doel: Any, naam: str) -> Any:
    def zet(monkeypatch: pytest.MonkeyPatch) -> None:
        gewoon = getattr(doel, naam)

        def en_dan(*args: Any, **kwargs: Any) -> Any:
            gewoon(*args, **kwargs)
            raise Gedood

        monkeypatch.setattr(doel, naam, en_dan)

    return zet


def _dood_voor(doel: Any, naam: str) -> Any:
    def zet(monkeypatch: pytest.MonkeyPatch) -> None:
        def meteen(*args: Any, **kwargs: Any) -> Any:
            raise Gedood

        monkeypatch.setattr(doel, naam, meteen)

    return zet


# Where it ends; how many went out by then; and how long the next has to wait.
STAPPEN = {
    "before noting": (_dood_voor(rondeontvangers, "lees"), 0, timedelta(0)),
    "when noted": (_dood_na(rondepost, "noteer_nodige"), 0, timedelta(0)),
    "when claimed": (_dood_na(rondepost, "_neem"), 0, rondepost.HUUR),
    "when made": (_dood_na(rondebrief, "stel_op"), 0, rondepost.HUUR),
    "when the line is there": (_dood_na(Haperend, "open"), 0, rondepost.HUUR),
    "before it begins": (_dood_voor(rondepost._Werk, "begin"), 0, rondepost.HUUR),
    "when it begins": (_dood_na(rondepost._Werk, "begin"), 0, rondepost.TUSSEN),
    "when it went": (_dood_na(Haperend, "send_messages"), 1, rondepost.TUSSEN),
    "before that is noted": (_dood_voor(rondepost._Werk, "klaar"), 1, rondepost.TUSSEN),
    "when that is noted": (_dood_na(rondepost._Werk, "klaar"), 1, None),
}


@pytest.mark.parametrize(("dood", "gegaan", "wacht"), STAPPEN.values(), ids=STAPPEN)
def test_killed_at_any_step_nothing_is_lost_and_nothing_comes_twice_in_five_days(
    dood: Any, gegaan: int, wacht: timedelta | None, ronde: Ronde, klok: Klok
) -> None:
    with pytest.MonkeyPatch.context() as plek:
        dood(plek)
        with pytest.raises(Gedood):
            rondepost.verstuur_berichten()
    toen = len(mail.outbox)
    verloop = []

    for verder in (timedelta(0), (wacht or timedelta(days=1)) - timedelta(seconds=1)):
        klok.nu += max(verder, timedelta(0))
        rondepost.verstuur_berichten()
        verloop.append(len(mail.outbox))
    klok.verder(seconds=1)
    rondepost.verstuur_berichten()
    rondepost.verstuur_berichten()

    eerder = 1 if wacht == timedelta(0) else gegaan
    assert (toen, verloop) == (gegaan, [eerder, eerder])
    assert len(mail.outbox) == (gegaan if wacht is None else gegaan + 1)


def test_a_run_that_was_overtaken_sends_nothing(
    ronde: Ronde, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood still for longer than its lease; meanwhile another sent the mail."""
    gewoon = rondebrief.stel_op

    def traag(*args: Any) -> Any:
        monkeypatch.setattr(rondebrief, "stel_op", gewoon)
        klok.verder(minutes=11)
        binnen.append(rondepost.verstuur_berichten())
        return gewoon(*args)

    binnen: list[str] = []
    monkeypatch.setattr(rondebrief, "stel_op", traag)

    zin = rondepost.verstuur_berichten()

    assert (binnen, zin, namen()) == (
        ["1 verstuurd, 0 in de wacht"],
        "0 verstuurd, 0 in de wacht",
        ["els"],
    )


def test_a_run_whose_lease_is_over_sends_nothing_either(
    ronde: Ronde, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    gewoon = rondebrief.stel_op

    def traag(*args: Any) -> Any:
        klok.verder(minutes=11)
        return gewoon(*args)

    monkeypatch.setattr(rondebrief, "stel_op", traag)

    assert (rondepost.verstuur_berichten(), namen()) == ("0 verstuurd, 1 in de wacht", [])


def test_while_one_is_sending_another_leaves_her_alone(
    ronde: Ronde, els: Persoon, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with what came up meanwhile."""
    gewoon = rondebrief.stel_op

    def intussen(*args: Any) -> Any:
        monkeypatch.setattr(rondebrief, "stel_op", gewoon)
        plan = PlanFactory(gemeente=ronde.plan.gemeente, slug="ook")
        maatregel_van(plan, "9", els)
        open_met(plan)
        binnen.append(rondepost.verstuur_berichten())
        return gewoon(*args)

    binnen: list[str] = []
    monkeypatch.setattr(rondebrief, "stel_op", intussen)

    rondepost.verstuur_berichten()
    rondepost.verstuur_berichten()

    assert (binnen, namen()) == (["0 verstuurd, 2 in de wacht"], ["els"])


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_every_mail_once(
    ronde: Ronde, gemeente: Gemeente, fouten: dict[str, BaseException]
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory is not shared between threads")
    for nummer in range(8):
        maatregel_van(ronde.plan, f"x{nummer}", lid(gemeente, f"lid{nummer}"))
    start = threading.Barrier(4)

    def werk() -> None:
        start.wait()
        rondepost.verstuur_berichten()
        connection.close()

    draden = [threading.Thread(target=werk) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()

    assert sorted(namen()) == sorted(["els", *(f"lid{nummer}" for nummer in range(8))])
    assert None not in {rij for (rij,) in stand_van("verstuurd_op")}


# An invented gemeente


@pytest.fixture
def verzonnen(gemeente: Gemeente) -> Gemeente:
    gemeente.voorbeeld = True
    gemeente.save()
    return gemeente


def test_an_invented_gemeente_mails_nobody(
    verzonnen: Gemeente, ronde: Ronde, caplog: pytest.LogCaptureFixture
) -> None:
    """The list of the round shows what would have gone, and the log says it without an address."""
    caplog.set_level("INFO", "maatregelen.domain.post.rondepost")
    zinnen = [rondepost.verstuur_berichten() for _ in range(2)]

    ronde.refresh_from_db()
    lijst = rondepostlijst.lees(ronde, kalender.nu())
    assert (zinnen, gegaan()) == (["0 verstuurd, 0 in de wacht"] * 2, [])
    assert [(rij.wie, rij.hoe) for rij in lijst.rijen] == [
        ("Els Bos", "blijft hier: een voorbeeldgemeente verstuurt geen mail")
    ]
    [gelogd] = caplog.messages
    assert gelogd == (
        f"voorbeeldgemeente: uitnodiging over ronde {ronde.pk} aan persoon"
        f" {Persoon.objects.get(naam='Els Bos').pk} gaat niet uit"
    )


def test_what_is_invented_does_not_hold_up_a_real_mail(
    verzonnen: Gemeente, ronde: Ronde, els: Persoon
) -> None:
    """One account in both gets the real one, and nothing else in it."""
    echt = PlanFactory(gemeente=GemeenteFactory(naam="Echt"), titel="Echt plan")
    Lidmaatschap.objects.create(gebruiker=els.gebruiker, gemeente=echt.gemeente, van=OPEN)
    trek(
        MaatregelFactory(plan=echt, code="9a"),
        PersoonFactory(gemeente=echt.gemeente, gebruiker=els.gebruiker),
    )
    open_met(echt, leveren_voor=TOT)

    rondepost.verstuur_berichten()

    assert gegaan() == [("els", "Echt plan: uw maatregelen bijwerken tot en met 20 mei 2027")]
    assert "Plan Jeugd" not in str(mail.outbox[0].body)


def test_where_mails_stay_on_this_machine_the_demo_shows_them(
    verzonnen: Gemeente, ronde: Ronde, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert rondepost.verstuur_berichten() == "1 verstuurd, 0 in de wacht"
    assert namen() == ["els"]
