"""`manage.py stuur_proefbericht ADRES`: whether mail goes out, before anybody waits for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jeugdhulp import kalender, post


class Command(BaseCommand):
    """Send one mail as the application sends them; exit 1 with the kind of fault when it did not
    go."""

    help = "Stuurt één proefmail, om te zien of de mailserver goed is ingesteld."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("adres", help="het mailadres waar de proefmail heen gaat")

    def handle(self, *args: Any, **options: Any) -> None:
        nu = kalender.nu()
        bericht = post.maak_bericht(
            "jeugdhulp/mail/proef",
            "Proefmail van het Plan van Aanpak Jeugdhulp",
            options["adres"],
            kenmerk=f"proef-{nu:%Y%m%d%H%M%S%f}",
            moment=nu,
        )
        try:
            post.bied_aan(bericht, begin=lambda: None)
        except post.NietBereiktError as fout:
            raise CommandError(
                f"De mailserver is niet bereikt ({fout}). Kijk JEUGDHULP_MAIL_URL na.", returncode=1
            ) from None
        except post.GeweigerdError as fout:
            raise CommandError(
                f"De mailserver weigert de mail ({fout}). Kijk de afzender en het adres na.",
                returncode=1,
            ) from None
        except post.OnzekerError as fout:
            raise CommandError(
                f"De lijn brak af ({fout}). Kijk of de mail is aangekomen.", returncode=1
            ) from None
        self.stdout.write("De mailserver heeft de proefmail aangenomen. Kijk of die aankomt.")
