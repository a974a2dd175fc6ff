"""A test mail, and what sending says when it fails."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.core.management.base import CommandError

from jeugdhulp import post


class Stuk(locmem.EmailBackend):
    """A mail server that fails as the test says."""

    bij_lijn: Exception | None = None
    bij_versturen: Exception | None = None

    def open(self) -> None:
        if self.bij_lijn:
            raise self.bij_lijn

    def send_messages(self, berichten: Any) -> int:
        if self.bij_versturen:
            raise self.bij_versturen
        aantal: int = super().send_messages(berichten)
        return aantal


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.EMAIL_BACKEND = "jeugdhulp.tests.test_post.Stuk"


def test_a_test_mail_goes_out_as_text_and_as_web_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("stuur_proefbericht", "els@example.nl")

    [brief] = mail.outbox
    [(web, soort)] = brief.alternatives  # type: ignore[attr-defined]
    assert (brief.to, brief.subject, soort) == (
        ["els@example.nl"],
        "Proefmail van het Plan van Aanpak Jeugdhulp",
        "text/html",
    )
    assert "De mailserver is goed ingesteld." in brief.body
    assert "De mailserver is goed ingesteld." in web
    assert "heeft de proefmail aangenomen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("waar", "fout", "zin"),
    [
        ("bij_lijn", ConnectionRefusedError("els"), "niet bereikt (ConnectionRefusedError)"),
        ("bij_versturen", smtplib.SMTPRecipientsRefused({}), "weigert de mail (SMTPRecip"),
        ("bij_versturen", TimeoutError("els"), "De lijn brak af (TimeoutError)"),
    ],
)
def test_a_test_mail_that_did_not_go_says_what_was_wrong(
    waar: str, fout: Exception, zin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stuk, waar, fout)

    with pytest.raises(CommandError) as gezegd:
        call_command("stuur_proefbericht", "els@example.nl")

    assert zin in str(gezegd.value)
    assert "els" not in str(gezegd.value)


@pytest.mark.parametrize(
    ("tekst", "regel"),
    [
        ("Plan\r\nBcc: a@b.nl", "Plan Bcc: a@b.nl"),
        ("  Plan\t Jeugd ", "Plan Jeugd"),
        ("Plan\u202eJeugd\u200b", "Plan Jeugd"),
        ("Plan\u2028Jeugd", "Plan Jeugd"),
    ],
)
def test_what_stands_in_a_header_is_one_line(tekst: str, regel: str) -> None:
    assert post.een_regel(tekst) == regel
