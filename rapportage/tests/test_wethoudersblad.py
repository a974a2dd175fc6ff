"""The sheet for the wethouder: each measure and each decision once, and always one A4."""

from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest

from maatregelen.domain.ronde.agenda import leg_vast
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.ronde.rondes import open_ronde
from maatregelen.models import Plan, Ronde
from maatregelen.tests.factories import (
    BesluitmomentFactory,
    MaatregelFactory,
    in_handeling,
    maak_stand,
)
from rapportage.domain import wethoudersblad as blad
from rapportage.domain.rondestukken import WETHOUDER, Stuk, als_pdf, lees_stuk

DAG = date(2024, 3, 1)
LANG = "De gemeente wacht op de partners, en die wachten op de gemeente. " * 8


def stuk_van(ronde: Ronde) -> Stuk:
    stuk = lees_stuk(Ronde.objects.select_related("plan__gemeente").get(pk=ronde.pk))
    assert stuk is not None
    return stuk


def tekst_van(pdf: bytes) -> list[str]:
    """The text of each page."""
    bladen = pypdf.PdfReader(BytesIO(pdf)).pages
    return [" ".join(een.extract_text().replace("\xa0", " ").split()) for een in bladen]


@pytest.fixture
def vol(plan: Plan) -> Ronde:
    """Forty measures that are all red, with the longest titles, long texts and a decision each."""
    with in_handeling():
        plan.titel = ("Plan van aanpak " * 20)[:200].strip()
        plan.save()
        # (Its own line of the logboek is not what this is about.)
        schrijf(plan)
    ronde = open_ronde(plan, DAG, door=None)
    for nummer in range(1, 41):
        maatregel = MaatregelFactory(plan=plan, code=f"{nummer}a", titel=f"{nummer} {LANG}"[:250])
        maak_stand(
            maatregel, peildatum=DAG, ronde=ronde, tijd="rood", oorzaak=LANG, bijsturing=LANG
        )
        leg_besluit_vast(plan, LANG, DAG, [maatregel], ronde=ronde, door=None)
    return ronde


def schrijf(plan: Plan) -> None:
    from jeugdhulp import logboek

    logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam="x")


def test_a_decision_that_the_whole_plan_asks_stands_first(plan: Plan) -> None:
    BesluitmomentFactory(plan=plan, onderwerp="Het plan verlengen")
    maatregel = MaatregelFactory(plan=plan, code="1a")
    ronde = open_ronde(plan, DAG, door=None)
    maak_stand(maatregel, peildatum=DAG, ronde=ronde, tijd="rood", bijsturing="Een ander zoeken.")
    leg_vast(ronde, door=None)

    stuk = stuk_van(ronde)
    gevraagd = blad.wethoudersblad(stuk.gegevens, blad.RUIMTES[0])["gevraagd"]["rijen"]

    assert [(rij["code"], rij["titel"]) for rij in gevraagd] == [
        ("", "Het hele plan"),
        ("1a", maatregel.titel),
    ]
    assert "Het plan verlengen" in gevraagd[0]["gevraagd"][0]
    [tekst] = tekst_van(als_pdf(stuk, WETHOUDER))
    assert "Het hele plan Gevraagd: Besluit nodig" in tekst
    assert "geen besluit gevraagd" not in tekst


def test_a_decision_stands_with_its_measure_and_nowhere_else(plan: Plan) -> None:
    rijen = {
        code: MaatregelFactory(plan=plan, code=code, titel=f"Titel {code}")
        for code in ("1a", "1b", "1c", "1d")
    }
    ronde = open_ronde(plan, DAG, door=None)
    uitleg = {"oorzaak": "De aannemer stopte.", "bijsturing": "Een andere zoeken."}
    for code, licht in (("1a", "oranje"), ("1b", "rood"), ("1c", "groen"), ("1d", "rood")):
        eigen = uitleg if licht != "groen" else {}
        maak_stand(rijen[code], peildatum=DAG, ronde=ronde, tijd=licht, **eigen)
    leg_vast(ronde, door=None)
    for tekst, over in (
        ("Extra geld.", ["1b", "1a"]),
        ("Wij wachten.", ["1a"]),
        ("Door zo.", ["1c"]),
        ("Vaker samen.", []),
    ):
        leg_besluit_vast(plan, tekst, DAG, [rijen[een] for een in over], ronde=ronde, door=None)

    gezien = blad.wethoudersblad(stuk_van(ronde).gegevens, blad.RUIMTES[0])

    def kort(deel: Any) -> list[Any]:
        return [
            (rij["code"], rij["gevraagd"], [(een["naam"], een["over"]) for een in rij["genomen"]])
            for rij in deel["rijen"]
        ]

    assert kort(gezien["gevraagd"]) == [
        ("1b", ["Een andere zoeken."], [("Besluit 1", "ook over 1a")]),
        ("1d", ["Een andere zoeken."], []),
    ]
    assert kort(gezien["aandacht"]) == [("1a", [], [("Besluit 2", "")])]
    assert [(rij["naam"], rij["over"]) for rij in gezien["verder"]] == [
        ("Besluit 3", "over 1c"),
        ("Besluit 4", ""),
    ]
    assert (gezien["aantal_genomen"], gezien["niet_genoemd"]) == (4, 0)


def test_a_plan_of_many_measures_fits_and_says_what_is_left_out(vol: Ronde) -> None:
    stuk = stuk_van(vol)

    [tekst] = tekst_van(als_pdf(stuk, WETHOUDER))

    gezien = next(
        gezien
        for gezien in (blad.wethoudersblad(stuk.gegevens, ruimte) for ruimte in blad.RUIMTES)
        if f"En nog {gezien['gevraagd']['meer']}." in tekst
    )
    assert gezien["gevraagd"]["meer"] + len(gezien["gevraagd"]["rijen"]) == 40
    assert f"{gezien['niet_genoemd']} besluiten staan niet op dit blad." in tekst
    assert f"{vol.pk}/" in stuk.gegevens["ronde"]["adres"]
    assert stuk.gegevens["ronde"]["adres"] in tekst.replace(" ", "")


def test_when_nothing_of_the_lists_fits_the_counts_do(
    vol: Ronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapportage.domain.rondestukken.RUIMTES", (0,))

    [tekst] = tekst_van(als_pdf(stuk_van(vol), WETHOUDER))

    assert "Dat zijn er 40." in tekst
    assert "40 besluiten staan niet op dit blad." in tekst


def test_the_address_is_a_link_and_one_that_was_not_frozen_is_left_out(vol: Ronde) -> None:
    stuk = stuk_van(vol)
    ronde = {naam: deel for naam, deel in stuk.gegevens["ronde"].items() if naam != "adres"}
    oud = Stuk({**stuk.gegevens, "ronde": ronde})

    links = [
        rij.get_object()["/A"]["/URI"]
        for rij in pypdf.PdfReader(BytesIO(als_pdf(stuk, WETHOUDER))).pages[0]["/Annots"]
    ]
    [tekst] = tekst_van(als_pdf(oud, WETHOUDER))

    assert links == [stuk.gegevens["ronde"]["adres"]]
    assert "de stukken van deze ronde." in tekst
