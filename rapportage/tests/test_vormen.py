"""What was frozen years ago can still be read, made and written about."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from jeugdhulp.models import Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.models import Plan
from rapportage.domain import opmaken, samenstellen, vormen
from rapportage.domain.brieven import BRIEVEN, maak_brief
from rapportage.models import Opmaak
from rapportage.tests.factories import RapportageFactory, RapportversieFactory

# As it was stored by the first version of the program that froze reports. It never changes: what
# cannot read it any more has to learn to.
VORM_2 = (Path(__file__).parent / "vorm_2.json").read_text(encoding="utf-8")
KOPPEN = [
    "Inleiding",
    "Bestuurlijke samenvatting",
    "Stoplicht",
    "Wat er veranderde en wat er is besloten",
    "De maatregelen",
    "Wat de lichten betekenen",
    "Begrippen",
    "Geld per jaar",
    "Beëindigd en vervallen",
    "Verantwoording",
]


def web(gegevens: dict[str, Any]) -> HttpResponse:
    inhoud = samenstellen.als_web(gegevens)
    return HttpResponse(f"<!DOCTYPE html><html><body>{inhoud}</body></html>")


def test_the_first_shape_is_a_page_and_a_print_for_ever() -> None:
    gegevens = vormen.lees(VORM_2)

    pagina, druk = web(gegevens), samenstellen.als_html(gegevens)

    assert vind(pagina, "h2") == ["Inhoud", *KOPPEN]
    for woorden in (
        "De wachttijd groeit.",
        "Wij werven.",
        "Er is te weinig personeel.",
        "Hulp dichtbij huis",
    ):
        assert (woorden, woorden in druk) == (woorden, True)


def test_the_first_shape_has_its_tables_for_ever() -> None:
    tabellen = samenstellen.tabellen(vormen.lees(VORM_2))

    assert {kop: len(rijen) for kop, rijen in tabellen.items()} == {
        "Overzicht": 4,
        "Planning": 3,
        "Resultaten": 2,
        "Geld": 3,
        "Geld per jaar": 2,
        "Veranderingen": 1,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("soort", sorted(BRIEVEN))
def test_the_first_shape_has_its_letters_for_ever(soort: str) -> None:
    versie = RapportversieFactory(gegevens=vormen.lees(VORM_2), gereed=True)

    brief = maak_brief(versie, soort)

    assert brief is not None
    assert brief.bestandsnaam == f"{soort}-waterstad-2019-03-31-versie-1.docx"


@pytest.mark.parametrize("vorm", [1, 3, None, "2"])
def test_another_shape_is_refused_in_so_many_words(vorm: Any) -> None:
    with pytest.raises(vormen.OnbekendeVormError) as fout:
        vormen.lees('{"vorm": %s}' % ("null" if vorm is None else repr(vorm).replace("'", '"')))

    assert str(fout.value) == (
        f"De gegevens van dit rapport hebben vorm {vorm}. Deze versie van het programma leest vorm"
        " 2. Is het rapport met een nieuwere versie gemaakt, werk het programma dan bij."
    )


@pytest.mark.django_db
def test_files_of_another_shape_are_not_made_and_the_page_says_why() -> None:
    versie = RapportversieFactory(rapportage=RapportageFactory(), gegevens={"vorm": 3})

    assert opmaken.maak_op() == "0 gemaakt, 1 mislukt"

    [fout] = Opmaak.objects.get(versie=versie).fouten
    assert fout.startswith("De gegevens van dit rapport hebben vorm 3.")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


@pytest.mark.parametrize("pagina", ["", "voorbeeld/", "concept/bestand/", "tekst/samenvatting/"])
def test_a_report_compared_with_another_shape_says_so_and_how_to_go_on(
    schrijver: Paginaclient, plan: Plan, pagina: str
) -> None:
    """That report was frozen by a newer version of the program, and this one came back."""
    nieuwer = RapportversieFactory(
        rapportage__plan=plan, gegevens={"vorm": 3}, gereed=True, stappen=["vastgesteld"]
    )
    rapport = RapportageFactory(plan=plan, vorige=nieuwer)
    adres = f"/waterstad/rapporten/{rapport.nummer}/"

    antwoord = schrijver.get(f"{adres}{pagina}")

    assert antwoord.status_code == 409
    assert vind(antwoord, "h1") == ["Dit kunnen wij hier niet lezen"]
    assert f"{adres}kenmerken/" in kenmerken(antwoord, "main a", "href")
    assert schrijver.get(f"{adres}kenmerken/").status_code == 200


@pytest.mark.parametrize("soort", sorted(BRIEVEN))
def test_a_letter_with_another_shape_is_refused_on_a_page(
    schrijver: Paginaclient, plan: Plan, soort: str
) -> None:
    versie = RapportversieFactory(rapportage__plan=plan, gegevens={"vorm": 3}, gereed=True)
    adres = f"/waterstad/rapporten/{versie.rapportage.nummer}/"

    antwoord = schrijver.get(f"{adres}1/brief/{soort}/")

    assert antwoord.status_code == 409
    assert vind(antwoord, "h1") == ["Dit kunnen wij hier niet lezen"]
    assert f"{adres}kenmerken/" not in kenmerken(antwoord, "main a", "href")
