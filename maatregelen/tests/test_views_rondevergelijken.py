"""Two rounds beside each other on screen, the trend, what slips and who is silent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.tests.factories import OrganisatieFactory, PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.choices import RondestapSoort
from maatregelen.domain.maatregel.planning import schuif_mijlpaal
from maatregelen.domain.ronde.rondes import heropen_ronde, open_ronde, sluit_ronde
from maatregelen.models import Ronde, Rondestap
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    RondeFactory,
    RustFactory,
    in_handeling,
    maak_stand,
    maak_trekker,
)

ADRES = "/waterstad/plan-jeugd/rondes/vergelijken/"
MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)
VERSCHIL = "[aria-labelledby=verschil-kop]"


def tot(dag: date) -> Periode:
    """From March on, to this day."""
    return Periode(PeriodeSoort.REEKS, MAART, dag)


@pytest.fixture
def lezer(client: Any, bestuurder: Any) -> Any:
    """A client of somebody who reads the whole plan and leads nothing."""
    client.force_login(bestuurder)
    return client


def sluit(plan: Any, dag: date, standen: Sequence[tuple[Any, dict[str, Any]]] = ()) -> Ronde:
    """A round of one day, closed, with these standen made in it."""
    ronde = open_ronde(plan, dag, door=None)
    for maatregel, anders in standen:
        maak_stand(maatregel, peildatum=dag, ronde=ronde, **anders)
    return sluit_ronde(ronde, door=None, overige="overgenomen")


def test_last_two_rounds_are_compared_at_once(lezer: Any, plan: Any) -> None:
    eerste = MaatregelFactory(plan=plan, code="1a", titel="Eerste")
    sluit(plan, MAART, [(eerste, {"tekst": "Het gaat goed."})])
    sluit(
        plan, MEI, [(eerste, {"tekst": "Het gaat slecht.", "tijd": "rood", "oorzaak": "Ziekte."})]
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{VERSCHIL} h2") == [
        "Van de ronde per 1 maart 2024 naar de ronde per 1 mei 2024"
    ]
    assert vind(antwoord, f"{VERSCHIL} tbody tr") == ["Rood 0 1 1 meer", "Groen 1 0 1 minder"]
    assert vind(antwoord, ".vergelijk__naam") == ["1a Eerste slechter"]
    assert vind(antwoord, "[aria-labelledby=maatregelen-kop] .lijst .sinds__wat li")[:2] == [
        "Totaal: groen werd rood",
        "Tijd: groen werd rood",
    ]
    assert vind(antwoord, ".verschil del")[0] == "[weg: goed. ]"
    assert vind(antwoord, ".verschil ins")[0] == "[nieuw: slecht. ]"


def test_index_counts_what_differs_and_what_is_equal_is_one_line(lezer: Any, plan: Any) -> None:
    """Another light stands open, another text alone is folded; money and agreements are equal."""
    licht, tekst = (MaatregelFactory(plan=plan, code=code, titel=code) for code in ("1a", "1b"))
    sluit(plan, MAART, [(licht, {}), (tekst, {"tekst": "Het loopt."})])
    rood = {"tijd": "rood", "oorzaak": "Ziekte."}
    sluit(plan, MEI, [(licht, rood), (tekst, {"tekst": "Het loopt en het groeit."})])

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, ".wegwijzer li") == [
        "Lichten",
        "Maatregelen (2)",
        "Van ronde tot ronde",
        "Welke planning schuift?",
        "Niet bijgewerkt",
    ]
    for doel in kenmerken(antwoord, ".wegwijzer a", "href"):
        assert len(vind(antwoord, str(doel))) == 1
    deel = "[aria-labelledby=maatregelen-kop]"
    assert vind(antwoord, f"{deel} > .lijst .vergelijk__naam") == ["1a 1a slechter"]
    assert vind(antwoord, f"{deel} > details > .lijst .vergelijk__naam") == ["1b 1b"]
    assert vind(antwoord, f"{VERSCHIL} > p") == [
        "Lichten: 1 slechter, 0 anders, 0 beter, 1 gelijk. Geen verschil in het geld van het hele"
        " plan, de besluiten en de actiepunten."
    ]


def test_earlier_round_stands_first_whatever_was_chosen(lezer: Any, plan: Any) -> None:
    MaatregelFactory(plan=plan)
    maart, mei = sluit(plan, MAART), sluit(plan, MEI)

    antwoord = lezer.get(f"{ADRES}?van={mei.pk}&tot={maart.pk}")

    assert vind(antwoord, f"{VERSCHIL} h2") == [
        "Van de ronde per 1 maart 2024 naar de ronde per 1 mei 2024"
    ]


def test_one_round_is_compared_with_now(lezer: Any, plan: Any) -> None:
    sluit(plan, MAART, [(MaatregelFactory(plan=plan, code="1a"), {})])
    MaatregelFactory(plan=plan, code="1b", titel="Erbij")

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, f"{VERSCHIL} h2") == ["Van de ronde per 1 maart 2024 naar nu"]
    assert vind(antwoord, "[aria-labelledby=maatregelen-kop] .sinds__wat a") == ["1b Erbij"]


def test_running_round_is_now(lezer: Any, plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan)
    dicht = sluit(plan, MAART, [(maatregel, {})])
    ronde = open_ronde(plan, kalender.vandaag(), door=None)
    maak_stand(maatregel, peildatum=ronde.peildatum, ronde=ronde, tijd="rood", oorzaak="Ziekte.")

    antwoord = lezer.get(f"{ADRES}?van={dicht.pk}&tot=nu")

    assert vind(antwoord, f"{VERSCHIL} tbody tr") == ["Rood 0 1 1 meer", "Groen 1 0 1 minder"]


def test_what_was_frozen_is_compared_whatever_changed_since(lezer: Any, plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Toen")
    sluit(plan, MAART, [(maatregel, {})])
    sluit(plan, MEI, [(maatregel, {"tijd": "rood", "oorzaak": "Ziekte."})])
    with in_handeling():
        maatregel.titel = "Nu"
        maatregel.save()
        logboek.schrijf("gewijzigd", maatregel, gemeente_id=plan.gemeente_id, naam="1a")

    assert vind(lezer.get(ADRES), ".vergelijk__naam") == ["1a Toen slechter"]


def test_of_a_round_closed_twice_the_last_time_counts(lezer: Any, plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Eerste")
    sluit(plan, MAART, [(maatregel, {})])
    mei = heropen_ronde(sluit(plan, MEI, [(maatregel, {})]), reden="Het klopte niet.", door=None)
    maak_stand(maatregel, peildatum=MEI, ronde=mei, tijd="rood", oorzaak="Ziekte.")
    sluit_ronde(mei, door=None, overige="overgenomen")

    assert vind(lezer.get(ADRES), ".vergelijk__naam") == ["1a Eerste slechter"]


def test_round_that_was_not_kept_cannot_be_compared(lezer: Any, plan: Any) -> None:
    MaatregelFactory(plan=plan)
    RondeFactory(
        plan=plan,
        peildatum=MAART,
        toestand="gesloten",
        geopend_op=kalender.nu(),
        gesloten_op=kalender.nu(),
    )

    antwoord = lezer.get(ADRES)

    assert vind(antwoord, "form.vergelijk__kies") == []
    assert vind(antwoord, "[aria-labelledby=kies-kop] p.zacht") == [
        "Niet te vergelijken: de ronde per 1 maart 2024. Van die ronde is bij het sluiten niet"
        " bewaard wat er lag."
    ]


@pytest.mark.parametrize(
    ("vraag", "fout"),
    [
        ("van={0}&tot={0}", "Kies een andere ronde dan bij Van."),
        ("van=0", "Selecteer een geldige keuze."),
        ("rondes=0", "1"),
        ("rondes=13", "12"),
    ],
)
def test_question_that_cannot_be_is_told_at_its_field(
    lezer: Any, plan: Any, vraag: str, fout: str
) -> None:
    MaatregelFactory(plan=plan)
    ronde = sluit(plan, MAART)

    antwoord = lezer.get(f"{ADRES}?{vraag.format(ronde.pk)}")

    [gezegd] = vind(antwoord, ".veld__melding")
    assert fout in gezegd
    assert vind(antwoord, VERSCHIL) == []


def test_what_slips_furthest_stands_first(lezer: Any, plan: Any) -> None:
    for code, maanden in (("1a", (6, 9)), ("1b", (9, 12))):
        blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code=code, titel=code))
        stap = MijlpaalFactory(
            blad=blad,
            tekst="Kiezen",
            van=date(2024, 3, 1),
            tot_en_met=date(2024, 3, 31),
            basis_van=date(2024, 3, 1),
            basis_tot=date(2024, 3, 31),
        )
        for maand in maanden:
            schuif_mijlpaal(stap, tot(date(2024, maand, 30)), door=None, reden="Het duurt langer.")

    antwoord = lezer.get(ADRES)

    deel = "[aria-labelledby=uitloop-kop] .lijst > li"
    assert vind(antwoord, f"{deel} > p") == [
        "2 keer geschoven; verst: 3 kwartalen later",
        "2 keer geschoven; verst: 2 kwartalen later",
    ]
    assert vind(antwoord, f"{deel} li")[0] == (
        "Kiezen: eind 31 maart 2024 werd 30 december 2024 (3 kwartalen later, 2 keer)"
    )


def test_who_was_silent_round_after_round_is_named(lezer: Any, plan: Any) -> None:
    stil, eens, rust, los = (MaatregelFactory(plan=plan, code=f"1{deel}") for deel in "abcd")
    noor = PersoonFactory(gemeente=plan.gemeente, naam="Noor")
    for rij in (stil, eens, rust):
        BetrokkenheidFactory(maatregel=rij, persoon=noor)
    RustFactory(maatregel=rust, van=date(2024, 1, 1))
    for rij in (stil, eens, rust, los):
        maak_stand(rij, peildatum=date(2024, 1, 1))
    sluit(plan, MAART, [(eens, {})])
    sluit(plan, MEI)

    def wie(vraag: str) -> list[str]:
        return vind(lezer.get(f"{ADRES}{vraag}"), "[aria-labelledby=stil-kop] .lijst > li")

    titels = {rij.code: rij.titel for rij in (stil, eens, los)}
    assert wie("") == [
        f"Nog geen trekker 1d {titels['1d']}",
        f"Noor 1a {titels['1a']}",
    ]
    assert wie("?rondes=1") == [
        f"Noor 1a {titels['1a']} 1b {titels['1b']}",
        f"Nog geen trekker 1d {titels['1d']}",
    ]
    assert wie("?rondes=3") == []


def test_two_trekkers_of_one_name_are_two(lezer: Any, plan: Any) -> None:
    """Of people a name is unique in a gemeente; an organisatie may be called the same."""
    kring = {"gemeente": plan.gemeente, "naam": "De Kring"}
    for code, wie in (
        ("1a", {"persoon": PersoonFactory(**kring)}),
        ("1b", {"persoon": None, "organisatie": OrganisatieFactory(**kring)}),
    ):
        maatregel = MaatregelFactory(plan=plan, code=code, titel=f"Hulp {code}")
        maak_stand(maatregel, peildatum=date(2024, 1, 1))
        BetrokkenheidFactory(maatregel=maatregel, **wie)
    sluit(plan, MAART)

    stil = vind(lezer.get(f"{ADRES}?rondes=1"), "[aria-labelledby=stil-kop] .lijst > li")

    assert stil == ["De Kring 1a Hulp 1a", "De Kring 1b Hulp 1b"]


def test_list_of_rounds_leads_here_once_there_was_one(lezer: Any, plan: Any) -> None:
    lijst = "/waterstad/plan-jeugd/rondes/"
    assert ADRES not in kenmerken(lezer.get(lijst), "main a", "href")
    MaatregelFactory(plan=plan)
    sluit(plan, MAART)

    assert ADRES in kenmerken(lezer.get(lijst), "main a", "href")


@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("tot", "vragen"), [("nu", 57), ("dicht", 33)])
def test_comparing_takes_the_same_queries_for_more_rounds_and_measures(
    lezer: Any, plan: Any, aantal: int, tot: str, vragen: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        maatregel = MaatregelFactory(plan=plan)
        maak_trekker(maatregel, f"trekker-{nummer}")
        MijlpaalFactory(blad=BladFactory(maatregel=maatregel), basis_tot=date(2024, 3, 31))
    rondes = [sluit(plan, date(2024, maand, 1)) for maand in range(2, 3 + aantal)]
    gekozen = "nu" if tot == "nu" else rondes[-1].pk

    with django_assert_num_queries(vragen):
        antwoord = lezer.get(f"{ADRES}?van={rondes[0].pk}&tot={gekozen}")

    assert antwoord.status_code == 200
    assert Rondestap.objects.filter(soort=RondestapSoort.GESLOTEN).count() == aantal + 1
