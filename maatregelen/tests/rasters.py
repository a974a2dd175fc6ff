"""What tests of the grid share: what a browser would send of it, and going through both steps."""

from typing import Any

from jeugdhulp.tests.lezen import elementen

RASTER = "/waterstad/plan-jeugd/raster/"
WAAROM = "Uit het overleg van maandag."


def velden(antwoord: Any) -> dict[str, str]:
    """What a browser would send when she touches nothing."""
    gevonden = {}
    vak = "form.kaart"
    for veld in elementen(antwoord, f"{vak} input[name], {vak} textarea[name], {vak} select"):
        naam = veld.get("name")
        if veld.tag == "select":
            gekozen = [optie for optie in veld.iter("option") if optie.get("selected") is not None]
            gevonden[naam] = gekozen[0].get("value", "") if gekozen else ""
        elif veld.tag == "textarea":
            gevonden[naam] = (veld.text or "").removeprefix("\n")
        else:
            gevonden[naam] = veld.get("value", "")
    gevonden.pop("csrfmiddlewaretoken", None)
    return gevonden


def kijk_na(client: Any, url: str, **cellen: str) -> Any:
    """Open the grid, type in these cells, and let it be checked."""
    gegevens = velden(client.get(url)) | cellen
    return client.post(url, gegevens | {"stap": "nakijken"})


def leg_vast(client: Any, url: str, nagekeken: Any, **anders: str) -> Any:
    """Store what was checked, with a reason."""
    gegevens = velden(nagekeken) | {"reden": WAAROM} | anders
    return client.post(url, gegevens | {"stap": "vastleggen"})


def wijzig(client: Any, url: str, **cellen: str) -> Any:
    """Both steps."""
    nagekeken = kijk_na(client, url, **cellen)
    assert nagekeken.status_code == 200, nagekeken.content.decode()
    return leg_vast(client, url, nagekeken)
