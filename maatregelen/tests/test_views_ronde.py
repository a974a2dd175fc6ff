"""Rounds on screen: open one, see who delivered, close it."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.clientnummer import WEIGERING
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde import vergadering
from maatregelen.domain.ronde.actiepunten import meld_actiepunt_gereed, spreek_af
from maatregelen.domain.ronde.besluiten import doe_besluit_af, leg_besluit_vast
from maatregelen.domain.ronde.rondeplanning import verplaats_ronde
from maatregelen.domain.ronde.rondes import bereid_voor, open_ronde, sluit_ronde
from maatregelen.models import Bevestiging, Ronde, Rust
from maatregelen.tests.factories import (
    BladFactory,
    MaatregelFactory,
    MijlpaalFactory,
    RustFactory,
    maak_stand,
)

ADRES = "/waterstad/plan-jeugd/rondes/"
MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)


@pytest.fixture
def leider(client: Any, projectgroep: Any) -> Any:
    """A client of somebody who leads rounds."""
    client.force_login(projectgroep)
    return client


@pytest.fixture
def oud(plan: Any) -> Any:
    """Measure 1a with a stand of January 2024."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Eerste")
    maak_stand(maatregel, peildatum=date(2024, 1, 1))
    return maatregel


@pytest.fixture
def ronde(oud: Any) -> Ronde:
    return open_ronde(oud.plan, MAART, door=None)


def sluitveld(antwoord: Any) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    namen = kenmerken(antwoord, "main input[type=hidden]", "name")
    waarden = kenmerken(antwoord, "main input[type=hidden]", "value")
    velden = {naam: waarde or "" for naam, waarde in zip(namen, waarden, strict=True)}
    velden.pop("csrfmiddlewaretoken")
    return velden


def sluit(client: Any, ronde: Ronde, **keuzes: str) -> Any:
    """Close by the page, as somebody does."""
    pagina = client.get(f"{ADRES}{ronde.pk}/sluiten/")
    return client.post(f"{ADRES}{ronde.pk}/sluiten/", sluitveld(pagina) | keuzes)


def test_plan_links_to_its_rounds(leider: Any, plan: Any) -> None:
    assert ADRES in kenmerken(leider.get("/waterstad/plan-jeugd/"), ".planmenu a", "href")


def test_list_is_empty_and_says_what_to_do(leider: Any, plan: Any) -> None:
    antwoord = leider.get(ADRES)

    assert vind(antwoord, ".leeg__kop") == ["Er is nog geen ronde geweest."]
    assert vind(antwoord, ".knop--hoofd") == ["Ronde openen"]


def test_list_has_the_open_round_first_and_of_the_closed_who_and_how_many(
    leider: Any, oud: Any, projectgroep: Any
) -> None:
    eerste = open_ronde(oud.plan, date(2024, 2, 1), door=None)
    maak_stand(oud, peildatum=date(2024, 2, 1), ronde=eerste)
    sluit_ronde(eerste, door=projectgroep, overige="overgenomen")
    open_ronde(oud.plan, MAART, door=None)

    antwoord = leider.get(ADRES)

    assert vind(antwoord, ".ronde__nu") == ["Ronde per 1 maart 2024 open"]
    assert vind(antwoord, ".rondedagen > div")[:4] == [
        "Met een nieuwe stand 0 van 1; nog 1 te gaan",
        "Lichten nu 1 groen",
        "Bijwerken tot en met nog geen dag",
        "Overleg nog geen dag",
    ]
    vandaag = kalender.datum_voluit(kalender.vandaag())
    assert vind(antwoord, "tbody tr") == [
        f"Ronde per 1 februari 2024 {vandaag} door het systeem {vandaag} door {projectgroep}"
        " 1 bevestigd, 0 overgenomen"
    ]
    # One at a time.
    assert vind(antwoord, ".knop--hoofd") == []


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_the_same_queries_for_more_rounds(
    leider: Any, oud: Any, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(aantal):
        dag = date(2024, 2, 1) + timedelta(days=nummer)
        sluit_ronde(open_ronde(oud.plan, dag, door=None), door=None, overige="overgenomen")

    with django_assert_num_queries(9):
        antwoord = leider.get(ADRES)

    assert len(vind(antwoord, "tbody tr")) == aantal


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_with_a_running_round_takes_the_same_queries_for_more_measures(
    leider: Any, plan: Any, aantal: int, django_assert_num_queries: Any
) -> None:
    for _ in range(aantal):
        maak_stand(MaatregelFactory(plan=plan), peildatum=date(2024, 1, 1))
    open_ronde(plan, MAART, door=None)

    with django_assert_num_queries(30):
        antwoord = leider.get(ADRES)

    assert vind(antwoord, ".ronde__lichten li") == [f"{aantal} groen"]


def test_one_choice_for_all_that_were_left_open_stands_at_each_of_them(
    leider: Any, ronde: Ronde
) -> None:
    """Before the list, so that the keyboard comes to it first; and no choice is made for her."""
    MaatregelFactory(plan=ronde.plan, code="1b")

    antwoord = leider.get(f"{ADRES}{ronde.pk}/sluiten/")

    namen = [
        naam
        for naam in kenmerken(antwoord, "main input:not([type=hidden])", "name")
        if str(naam).split("_")[0] in ("overige", "keuze")
    ]
    assert namen[0] == "overige"
    assert len(set(namen)) == 3
    assert kenmerken(antwoord, "main input[checked]", "name") == []
    assert vind(antwoord, ".ronde__vanzelf") == [
        "gekozen voor alle Wordt overgenomen als niet bijgewerkt.",
        "gekozen voor alle Blijft zonder stand.",
    ]


def test_a_running_round_says_which_days_nobody_filled_in(leider: Any, ronde: Ronde) -> None:
    zonder = (
        "Let op. Deze ronde heeft geen laatste dag om bij te werken. Trekkers krijgen daarom geen"
        " herinnering. Er is nog geen dag voor het overleg. Dagen invullen"
    )
    for adres in (ADRES, f"{ADRES}{ronde.pk}/"):
        assert zonder in vind(leider.get(adres), ".melding--let-op")
    verplaats_ronde(ronde, {"leveren_voor": MEI, "vergadering_op": MEI}, door=None, reden="Zo.")
    for adres in (ADRES, f"{ADRES}{ronde.pk}/"):
        assert vind(leider.get(adres), ".melding--let-op") == []


def test_round_is_opened_and_told(leider: Any, plan: Any, projectgroep: Any) -> None:
    antwoord = leider.post(f"{ADRES}openen/", {"peildatum": "1-3-2024"})

    ronde = plan.rondes.get()
    assert (antwoord.url, ronde.peildatum) == (f"{ADRES}{ronde.pk}/", MAART)
    assert vind(leider.get(antwoord.url), "[role=status]") == [
        "Gelukt. De ronde per 1 maart 2024 staat open."
    ]
    assert Gebeurtenis.objects.latest("pk").door == projectgroep


@pytest.mark.parametrize(
    ("dag", "fout"),
    [
        ("1-3-2099", "Deze dag moet nog komen; kies vandaag of eerder."),
        ("1-2-2024", "De ronde per 1 maart 2024 is al gesloten. Kies een latere dag."),
        ("1-3-2024", "Er is al een ronde op deze peildatum."),
        ("gisteren", "Schrijf de dag als dag-maand-jaar, zoals 31-3-2019."),
        ("", "Vul een dag in, zoals 31-3-2019."),
    ],
)
def test_day_that_cannot_be_is_refused(leider: Any, plan: Any, dag: str, fout: str) -> None:
    sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")

    antwoord = leider.post(f"{ADRES}openen/", {"peildatum": dag})

    assert (antwoord.status_code, plan.rondes.count()) == (422, 1)
    [regel] = vind(antwoord, "[role=alert] li")
    assert regel.endswith(fout)


def test_open_round_says_who_delivered_and_who_did_not(
    leider: Any, plan: Any, ronde: Any, beleidsadviseur: Any
) -> None:
    klaar = MaatregelFactory(plan=plan, code="1b", titel="Tweede")
    maak_stand(klaar, peildatum=MAART, ronde=ronde, door=beleidsadviseur, namens="iemand, mail")
    rust = MaatregelFactory(plan=plan, code="1c", titel="Derde")
    RustFactory(maatregel=rust)
    maak_stand(MaatregelFactory(plan=plan, code="1d"), peildatum=MAART, fase="afgerond")

    antwoord = leider.get(f"{ADRES}{ronde.pk}/")

    assert vind(antwoord, ".ronde__rij h3 a") == ["1a Eerste", "1b Tweede", "1c Derde"]
    assert vind(antwoord, "[aria-labelledby=stil-kop] li") == ["1a Eerste: nog geen trekker"]
    bij = vind(antwoord, ".ronde__rij h3 ~ p:nth-of-type(1)")
    assert bij[0] == "Alleen een oudere stand, van 1 januari 2024"
    assert bij[1].startswith(f"voorstel van {beleidsadviseur}, namens iemand, mail, ")
    assert bij[2].startswith("Er is nog geen stand. Rust tot en met")
    assert vind(antwoord, ".paginakop__tekst b") == ["1 van 3"]


def test_nothing_is_chosen_for_who_did_not_deliver(leider: Any, plan: Any, ronde: Any) -> None:
    """1a has only an older stand, 1b only a new one, 1c has both, 1d nothing."""
    maak_stand(MaatregelFactory(plan=plan, code="1b"), peildatum=MAART, ronde=ronde)
    beide = MaatregelFactory(plan=plan, code="1c")
    maak_stand(beide, peildatum=date(2024, 1, 1))
    maak_stand(beide, peildatum=MAART, ronde=ronde)
    MaatregelFactory(plan=plan, code="1d")

    antwoord = leider.get(f"{ADRES}{ronde.pk}/sluiten/")

    assert vind(antwoord, "main legend") == [
        "Wat doet de ronde met 1a?",
        "Wat doet de ronde met 1d?",
        "Wat doet de ronde met 1c?",
    ]
    assert kenmerken(antwoord, "main [checked]", "value") == ["bevestigd"]


def test_silence_asks_a_choice_at_each_measure(leider: Any, plan: Any, ronde: Any) -> None:
    """Point 10: no measure is carried over by itself."""
    MaatregelFactory(plan=plan, code="1b")

    antwoord = sluit(leider, ronde)

    ronde.refresh_from_db()
    assert (antwoord.status_code, ronde.toestand) == (422, "open")
    assert vind(antwoord, "[role=alert] li") == [
        f"Wat doet de ronde met {code}? Van deze maatregel is geen nieuwe stand. Kies wat de"
        " ronde ermee doet."
        for code in ("1a", "1b")
    ]


def test_all_others_are_carried_over_at_once_when_she_says_so(
    leider: Any, plan: Any, oud: Any, ronde: Any
) -> None:
    MaatregelFactory(plan=plan, code="1b")

    antwoord = sluit(leider, ronde, overige="on")

    assert antwoord.url == f"{ADRES}{ronde.pk}/"
    assert list(Bevestiging.objects.values_list("maatregel__code", "uitkomst")) == [
        ("1a", "overgenomen")
    ]


def test_measure_is_let_rest_in_the_same_act(leider: Any, oud: Any, ronde: Any) -> None:
    stap = MijlpaalFactory(
        blad=BladFactory(maatregel=oud), van=date(2024, 4, 1), tot_en_met=date(2024, 6, 30)
    )
    keuze = {
        f"keuze_{oud.pk}": "rust",
        f"tot_mijlpaal_{oud.pk}": str(stap.pk),
        f"reden_{oud.pk}": "Begint pas na de zomer.",
    }

    antwoord = sluit(leider, ronde, **keuze)

    assert antwoord.url == f"{ADRES}{ronde.pk}/"
    [rust] = Rust.objects.all()
    assert (rust.maatregel, rust.van, rust.tot_mijlpaal, rust.reden) == (
        oud,
        MAART,
        stap,
        "Begint pas na de zomer.",
    )
    pagina = leider.get(antwoord.url)
    assert vind(pagina, ".ronde__rij h3 .alleen-voorlezen") == ["groen: op koers"]


@pytest.mark.parametrize(
    ("velden", "fouten"),
    [
        (
            {},
            ["Waarom rust 1a? U verandert of deze maatregel een stand vraagt. Schrijf op waarom."],
        ),
        (
            {"reden": "Elders."},
            ["Wat doet de ronde met 1a? Zeg tot welke dag of stap de maatregel rust."],
        ),
        (
            {"reden": "Elders.", "tot_en_met": "1-1-2024"},
            ["Wat doet de ronde met 1a? De laatste dag ligt voor de eerste."],
        ),
        (
            {"reden": "Van 111222333.", "tot_en_met": "1-5-2024"},
            [f"Waarom rust 1a? {WEIGERING}"],
        ),
    ],
)
def test_rest_that_cannot_be_says_so_at_the_measure(
    leider: Any, oud: Any, ronde: Any, velden: dict[str, str], fouten: list[str]
) -> None:
    keuze = {f"{naam}_{oud.pk}": waarde for naam, waarde in velden.items()}

    antwoord = sluit(leider, ronde, **{f"keuze_{oud.pk}": "rust"}, **keuze)

    ronde.refresh_from_db()
    assert (antwoord.status_code, ronde.toestand, Rust.objects.count()) == (422, "open", 0)
    assert vind(antwoord, "[role=alert] li") == fouten


def test_judging_now_leads_back_to_closing(
    client: Any, beleidsadviseur: Any, oud: Any, ronde: Any
) -> None:
    client.force_login(beleidsadviseur)
    sluiten = f"{ADRES}{ronde.pk}/sluiten/"
    [naar] = [a for a in kenmerken(client.get(sluiten), "main a", "href") if "terug=" in (a or "")]
    form = client.get(naar)
    velden = dict(
        zip(
            kenmerken(form, "main input[type=hidden]", "name"),
            kenmerken(form, "main input[type=hidden]", "value"),
            strict=True,
        )
    )
    lichten = dict.fromkeys(("tijd", "geld", "resultaat"), "groen")

    antwoord = client.post(
        naar,
        velden
        | lichten
        | {
            "peildatum": "1-3-2024",
            "fase": "in uitvoering",
            "tekst": "Het loopt.",
            "namens": "de trekker, mail",
        },
    )

    assert (antwoord.status_code, antwoord.url) == (302, sluiten)
    assert vind(client.get(sluiten), "#gemaakt-kop") == ["Met een nieuwe stand (1)"]


def test_who_may_not_lead_reads_without_choices(client: Any, bestuurder: Any, ronde: Any) -> None:
    client.force_login(bestuurder)

    antwoord = client.get(f"{ADRES}{ronde.pk}/")

    assert (vind(antwoord, "main button"), vind(antwoord, ".ronde__keuze")) == ([], [])


def test_closing_says_first_what_is_there(leider: Any, plan: Any, oud: Any, ronde: Any) -> None:
    maak_stand(oud, peildatum=MAART, ronde=ronde)
    maak_stand(MaatregelFactory(plan=plan, code="1b"), peildatum=date(2024, 1, 1))
    RustFactory(maatregel=MaatregelFactory(plan=plan, code="1c"))

    antwoord = leider.get(f"{ADRES}{ronde.pk}/sluiten/")

    assert vind(antwoord, "main h2") == [
        "Zonder nieuwe stand (1)",
        "Met een nieuwe stand (1)",
        "In rust (1)",
    ]
    assert (Bevestiging.objects.count(), plan.rondes.get().toestand) == (0, "open")


def test_round_is_closed_and_shows_what_it_did(
    leider: Any, plan: Any, oud: Any, ronde: Any, projectgroep: Any
) -> None:
    nieuw = maak_stand(oud, peildatum=MAART, ronde=ronde, tijd="rood", door=projectgroep)

    antwoord = sluit(leider, ronde)

    assert (antwoord.status_code, antwoord.url) == (302, f"{ADRES}{ronde.pk}/")
    [rij] = Bevestiging.objects.all()
    assert (rij.stand, rij.uitkomst) == (nieuw, "bevestigd")
    pagina = leider.get(antwoord.url)
    assert vind(pagina, ".ronde__rij > p") == [
        f"bevestigd stand van 1 maart 2024, van {projectgroep}",
        "nog geen trekker · in uitvoering",
        "De offerte kwam later.",
    ]
    assert vind(pagina, "main button") == []


def test_a_closed_round_tells_apart_what_runs_and_what_its_meeting_ended(
    leider: Any, plan: Any, ronde: Any
) -> None:
    nu, wie = kalender.vandaag(), PersoonFactory(gemeente=plan.gemeente, naam="Kim Bos")
    bezig = vergadering.begin(ronde, door=None)
    for tekst in ("Loopt nog.", "Is klaar."):
        besluit = leg_besluit_vast(plan, tekst, MAART, [], door=None)
        actie = spreek_af(plan, tekst, wie, MAART, door=None)
    doe_besluit_af(besluit, nu, door=None)
    meld_actiepunt_gereed(actie, nu, door=None)
    sluit_ronde(bezig, door=None, overige="overgenomen")

    pagina = leider.get(f"{ADRES}{ronde.pk}/")

    besloten = "[aria-labelledby=besloten-kop]"
    assert vind(pagina, f"{besloten} h3") == [
        "Eerdere besluiten die nog lopen, op nummer",
        "Eerdere besluiten die in dit overleg zijn afgedaan, op nummer",
        "Eerdere actiepunten die open staan, op nummer",
        "Eerdere actiepunten die in dit overleg zijn afgedaan, op nummer",
    ]
    assert vind(pagina, f"{besloten} .lijst li") == [
        "1: Loopt nog. 1 maart 2024, loopt",
        "2: Is klaar. 1 maart 2024, afgedaan",
        "1: Loopt nog. Kim Bos, klaar voor 1 maart 2024, open, te laat",
        "2: Is klaar. Kim Bos, klaar voor 1 maart 2024, gereed",
    ]


def test_new_stand_is_not_confirmed_where_she_chose_so(
    leider: Any, plan: Any, oud: Any, ronde: Any
) -> None:
    eerder = oud.standen.get()
    maak_stand(oud, peildatum=MAART, ronde=ronde)

    sluit(leider, ronde, **{f"keuze_{oud.pk}": "overgenomen"})

    [rij] = Bevestiging.objects.all()
    assert (rij.stand, rij.uitkomst) == (eerder, "overgenomen")


def test_stand_that_came_meanwhile_is_not_confirmed_unseen(
    leider: Any, oud: Any, ronde: Any
) -> None:
    zeker = leider.get(f"{ADRES}{ronde.pk}/sluiten/")
    maak_stand(oud, peildatum=MAART, ronde=ronde, tijd="rood")

    antwoord = leider.post(f"{ADRES}{ronde.pk}/sluiten/", sluitveld(zeker))

    ronde.refresh_from_db()
    assert (antwoord.status_code, ronde.toestand) == (409, "open")
    assert vind(antwoord, "[role=alert] li") == [
        "Intussen is er een nieuwe stand van 1a. Kijk de lijst nog eens na."
    ]


@pytest.mark.parametrize("keuze", ["misschien", "x" * 99])
def test_choice_that_does_not_exist_is_refused(
    leider: Any, oud: Any, ronde: Any, keuze: str
) -> None:
    maak_stand(oud, peildatum=MAART, ronde=ronde)
    velden = {f"keuze_{oud.pk}": keuze, "overige": "on"}

    antwoord = leider.post(f"{ADRES}{ronde.pk}/sluiten/", velden)

    ronde.refresh_from_db()
    assert (antwoord.status_code, ronde.toestand) == (422, "open")


def test_round_that_is_closed_is_closed_once(leider: Any, oud: Any, ronde: Any) -> None:
    sluit_ronde(ronde, door=None, overige="overgenomen")
    aantal = Gebeurtenis.objects.count()

    antwoord = leider.post(f"{ADRES}{ronde.pk}/sluiten/", {"overige": "on"})

    assert (antwoord.status_code, Gebeurtenis.objects.count()) == (302, aantal)


def test_what_was_only_carried_over_is_not_green(leider: Any, oud: Any, ronde: Any) -> None:
    """ONTWERP § 4 rule 5, in each list; a measure that rested keeps its light."""
    rust = MaatregelFactory(plan=oud.plan, code="1b", volgorde=1)
    maak_stand(rust, peildatum=date(2024, 1, 1))
    RustFactory(maatregel=rust)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    antwoord = leider.get(f"{ADRES}{ronde.pk}/")

    assert vind(antwoord, ".ronde__rij h3 .alleen-voorlezen") == [
        "niet bijgewerkt",
        "groen: op koers",
    ]
    assert vind(antwoord, ".ronde__rij > p")[0] == (
        "niet bijgewerkt, oude stand blijft stand van 1 januari 2024, van het systeem: groen"
    )


def test_round_of_another_plan_is_not_here(leider: Any, plan: Any) -> None:
    elders = open_ronde(MaatregelFactory().plan, MEI, door=None)

    assert leider.get(f"{ADRES}{elders.pk}/").status_code == 404


def test_closing_names_what_was_not_discussed(leider: Any, plan: Any) -> None:
    """Nobody closes over an item that the body was to discuss without seeing it."""
    maatregel = MaatregelFactory(plan=plan, code="1a")
    ronde = open_ronde(plan, date(2024, 3, 1), door=None)
    maak_stand(maatregel, ronde=ronde, peildatum=date(2024, 3, 1), tijd="rood")
    adres = f"/waterstad/plan-jeugd/rondes/{ronde.pk}/sluiten/"
    assert vind(leider.get(adres), ".melding--let-op") == []

    bereid_voor(ronde, door=None)

    assert vind(leider.get(adres), ".melding--let-op p") == [
        "Let op. Eén punt is nog niet besproken: 1a. Naar de vergadering"
    ]


@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("pagina", "queries"), [("", 38), ("voorbereiden/", 31), ("sluiten/", 21)])
def test_open_round_takes_the_same_queries_for_more_measures(
    leider: Any,
    plan: Any,
    aantal: int,
    pagina: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    for _ in range(aantal):
        maatregel = MaatregelFactory(plan=plan, compleet=True)
        maak_stand(maatregel, peildatum=MAART, ronde=ronde)
        maak_stand(MaatregelFactory(plan=plan, compleet=True), peildatum=date(2024, 1, 1))

    with django_assert_num_queries(queries):
        antwoord = leider.get(f"{ADRES}{ronde.pk}/{pagina}")

    assert antwoord.status_code == 200


@pytest.mark.parametrize("aantal", [1, 3])
def test_closed_round_takes_the_same_queries_for_more_measures(
    leider: Any, plan: Any, aantal: int, django_assert_num_queries: Any
) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    for _ in range(aantal):
        maak_stand(MaatregelFactory(plan=plan), peildatum=MAART, ronde=ronde)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    with django_assert_num_queries(9):
        antwoord = leider.get(f"{ADRES}{ronde.pk}/")

    assert len(vind(antwoord, ".ronde__rij")) == aantal


def test_better_than_the_rules_is_told_before_it_is_confirmed(
    leider: Any, plan: Any, ronde: Any
) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1b", titel="Tweede")
    MijlpaalFactory(blad=BladFactory(maatregel=maatregel))
    maak_stand(maatregel, peildatum=MAART, ronde=ronde, argument="De offerte ligt er.")

    lijst = leider.get(f"{ADRES}{ronde.pk}/")
    sluiten = leider.get(f"{ADRES}{ronde.pk}/sluiten/")

    [beter] = vind(lijst, ".ronde__beter")
    assert beter.startswith("wijkt af van de regels totaal, tijd Tijd is volgens de regels rood")
    assert beter.endswith("Argument: De offerte ligt er.")
    assert "wijkt af van de regels totaal, tijd: De offerte ligt er." in vind(
        sluiten, ".ronde__rij p"
    )
