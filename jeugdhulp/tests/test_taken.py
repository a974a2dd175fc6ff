"""Timed work: done when due, once, and again when it failed or was killed."""

import syslog
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from jeugdhulp import kalender, taken
from jeugdhulp.models import Gebeurtenis, Ketenkop, Taak, Toegangsregel
from jeugdhulp.toegang import ruim_op


@pytest.fixture
def werken(monkeypatch):
    """No tasks but those of the test."""
    monkeypatch.setattr(taken, "_werken", {})


@pytest.fixture
def klok(monkeypatch):
    """A clock that stands still until the test moves it: klok(timedelta)."""
    stand = [kalender.nu()]
    monkeypatch.setattr(kalender, "nu", lambda: stand[0])

    def vooruit(tijd):
        stand[0] += tijd

    return vooruit


def namen():
    return [verslag.naam for verslag in taken.verwerk()]


def test_a_task_runs_when_due_and_not_before(db, werken, klok):
    taken.registreer("dagelijks", lambda: "gedaan", elke=taken.DAGELIJKS)
    taken.registreer("elke keer", lambda: "gedaan")

    keren = [namen()]
    klok(timedelta(hours=1))
    keren.append(namen())
    klok(timedelta(hours=23))
    keren.append(namen())

    assert keren == [["dagelijks", "elke keer"], ["elke keer"], ["dagelijks", "elke keer"]]


def test_a_timer_that_fires_a_moment_early_the_next_day_still_finds_the_task_due(db, werken, klok):
    taken.registreer("dagelijks", lambda: "gedaan", elke=taken.DAGELIJKS)
    namen()

    klok(timedelta(hours=24) - timedelta(seconds=5))

    assert namen() == ["dagelijks"]


def test_a_task_that_is_being_done_is_left_alone(db, werken):
    def start_nog_eens():
        binnen.append(namen())
        return "gedaan"

    binnen = []
    taken.registreer("lang werk", start_nog_eens)

    assert (namen(), binnen) == (["lang werk"], [[]])


def test_a_run_that_was_killed_is_taken_over_when_its_lease_is_past(db, werken, klok):
    def sterf():
        raise KeyboardInterrupt

    taken.registreer("werk", sterf)
    with pytest.raises(KeyboardInterrupt):
        namen()
    taken.registreer("werk", lambda: "gedaan")

    meteen = namen()
    klok(taken.HUUR)

    assert (meteen, namen()) == ([], ["werk"])


def test_who_lost_her_lease_does_not_end_that_of_another(db, werken, klok):
    def duur_te_lang():
        klok(taken.HUUR)
        Taak.objects.update(bezig_tot=kalender.nu() + taken.HUUR)
        return "te laat klaar"

    taken.registreer("werk", duur_te_lang)
    namen()

    assert Taak.objects.get().bezig_tot == kalender.nu() + taken.HUUR


def test_a_failing_task_stops_no_other_and_is_due_again(db, werken, caplog):
    def stuk():
        raise ValueError("de post doet het niet")

    taken.registreer("stuk", stuk, elke=taken.DAGELIJKS)
    taken.registreer("heel", lambda: "gedaan", elke=taken.DAGELIJKS)

    with pytest.raises(CommandError, match=r"^Niet gelukt: stuk\. Zie het log\.$"):
        call_command("verwerk_taken")

    assert namen() == ["stuk"]
    assert [regel.message for regel in caplog.records] == ["taak mislukt: stuk"]


def test_every_run_puts_the_heads_in_the_log_of_the_system(maatregel, monkeypatch, capsys):
    gemeld = []
    monkeypatch.setattr(syslog, "syslog", gemeld.append)

    call_command("verwerk_taken")
    call_command("verwerk_taken")

    assert gemeld == [f"jeugdhulp: kop {Ketenkop.objects.get()}"] * 2
    assert capsys.readouterr().out.splitlines()[:2] == [
        "logboekkoppen naar het systeemlogboek: 1 koppen gemeld.",
        f"logboek controleren: {Gebeurtenis.objects.count()} regels gecontroleerd.",
    ]


def test_the_daily_check_fails_when_a_line_was_changed(maatregel, monkeypatch):
    Ketenkop.objects.update(hash="0" * 64)

    with pytest.raises(CommandError, match="logboek controleren"):
        call_command("verwerk_taken")


@pytest.mark.parametrize(("dagen", "blijft"), [(729, 1), (731, 0)])
def test_lines_of_access_go_when_their_term_has_passed(db, dagen, blijft):
    Toegangsregel(soort="aangemeld", moment=kalender.nu() - timedelta(days=dagen)).save()

    ruim_op()

    assert Toegangsregel.objects.count() == blijft
