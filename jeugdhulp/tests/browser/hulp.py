"""What the stories in a real browser share."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

BREEDTEN = (320, 768, 1440)


def meld_aan(venster: Any, gebruiker: Any) -> None:
    """Sign in by the form, with the keyboard."""
    gebruiker.set_password("een-lang-wachtwoord")
    gebruiker.save()
    venster.goto("/")
    venster.get_by_label("Gebruikersnaam").fill(gebruiker.username)
    venster.get_by_label("Wachtwoord").fill("een-lang-wachtwoord")
    with venster.expect_navigation():
        venster.keyboard.press("Enter")


def bevindingen(venster: Any) -> list[str]:
    """What axe finds on the page, and whether it runs over its edge; [] is good."""
    gevonden = Axe().run(venster).response["violations"]
    fouten = [f"{fout['id']}: {fout['nodes'][0]['html'][:120]}" for fout in gevonden]
    breedte = venster.viewport_size["width"]
    inhoud = venster.evaluate("document.scrollingElement.scrollWidth")
    return fouten + (
        [f"{inhoud} px breed in een venster van {breedte}"] if inhoud > breedte else []
    )
