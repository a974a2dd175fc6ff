"""What was frozen years ago can still be read, made and written about."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from jeugdhulp.tests.lezen import vind
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
