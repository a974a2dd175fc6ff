"""The list of besluiten, one of them, a new one, and what became of it."""

from datetime import date
from typing import Any

import pytest

from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.besluiten import doe_besluit_af, leg_besluit_vast, trek_besluit_in
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Besluit, Plan
from maatregelen.tests.factories import BesluitFactory, BesluitmaatregelFactory, MaatregelFactory

MAART, MEI = date(2024, 3, 1), date(2024, 5, 1)
LIJST = "/waterstad/plan-jeugd/besluiten/"


@pytest.fixture
def leider(client: Any, projectgroep: Any) -> Any:
    """A client of somebody who leads rounds."""
    client.force_login(projectgroep)
    return client


def rijen(antwoord: Any) -> list[str]:
    return vind(antwoord, ".afspraken tbody th a")


def test_het_plan_verwijst_naar_zijn_besluiten(leider: Any, plan: Plan) -> None:
    for adres in ("", "dashboard/", "rondes/"):
        pagina = leider.get(f"/waterstad/plan-jeugd/{adres}")
        assert LIJST in kenmerken(pagina, ".planmenu a", "href")


def test_een_lege_lijst_zegt_waar_besluiten_vandaan_komen(leider: Any, plan: Plan) -> None:
    antwoord = leider.get(LIJST)

    assert vind(antwoord, ".leeg__kop") == ["Er is nog geen besluit vastgelegd."]
    assert vind(antwoord, ".knop--hoofd") == ["Nieuw besluit"]


def test_wat_loopt_staat_bovenaan_en_daarna_het_nieuwste(leider: Any, plan: Plan) -> None:
    een = leg_besluit_vast(plan, "Eerste.", MAART, [], door=None)
    leg_besluit_vast(plan, "Tweede.", MAART, [], door=None)
    leg_besluit_vast(plan, "Derde.", MAART, [], vraagt_vervolg=False, door=None)
    doe_besluit_af(een, MEI, afdoening="Gebeurd.", door=None)

    antwoord = leider.get(LIJST)

    assert rijen(antwoord) == ["Besluit 2", "Besluit 3", "Besluit 1"]
    assert vind(antwoord, "td[data-kop=Toestand]") == [
        "loopt",
        "afgedaan op 1 maart 2024",
        "afgedaan op 1 mei 2024: Gebeurd.",
    ]


def test_filters_staan_in_het_adres_en_gaan_mee_in_de_csv(leider: Any, plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    ronde = open_ronde(plan, MAART, door=None)
    leg_besluit_vast(plan, "Over 1a.", MAART, [maatregel], ronde=ronde, door=None)
    leg_besluit_vast(plan, "=1+1", MAART, [], door=None)

    for vraag in ("maatregel=1a", f"ronde={ronde.pk}"):
        antwoord = leider.get(f"{LIJST}?{vraag}")
        assert rijen(antwoord) == ["Besluit 1"]
        assert vind(antwoord, "#lijst-kop") == ["1 van 2 besluiten wat loopt staat bovenaan"]
        [csv] = kenmerken(antwoord, "a[download]", "href")
        assert csv == f"/waterstad/plan-jeugd/besluiten.csv?{vraag}"
    regels = b"".join(leider.get("/waterstad/plan-jeugd/besluiten.csv").streaming_content).decode()

    assert regels.splitlines()[1:] == [
        '"2";"\'=1+1";"2024-03-01";"loopt";"";"";"";""',
        '"1";"Over 1a.";"2024-03-01";"loopt";"";"";"1a";"2024-03-01"',
    ]


def test_een_keuze_die_er_niet_is_wordt_gezegd_en_weggelaten(leider: Any, plan: Plan) -> None:
    BesluitFactory(plan=plan)

    antwoord = leider.get(f"{LIJST}?ronde=x")

    assert len(rijen(antwoord)) == 1
    assert vind(antwoord, ".veld--fout .veld__melding") == ["Fout: Deze keuze is er hier niet."]
    assert leider.get("/waterstad/plan-jeugd/besluiten.csv?ronde=x").url == LIJST


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_lijst_kost_even_veel_vragen_bij_elk_aantal(
    leider: Any, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    for _ in range(aantal):
        besluit = BesluitFactory(plan=plan, ronde=ronde)
        for _ in range(aantal):
            BesluitmaatregelFactory(besluit=besluit, maatregel=MaatregelFactory(plan=plan))

    with django_assert_num_queries(9):
        leider.get(LIJST)


def test_een_nieuw_besluit_hoort_bij_de_ronde_die_loopt(leider: Any, plan: Plan) -> None:
    een, twee = (MaatregelFactory(plan=plan, code=code) for code in ("1a", "1b"))
    ronde = open_ronde(plan, MAART, door=None)
    adres = f"{LIJST}nieuw/"
    leeg = leider.get(f"{adres}?maatregel=1b")
    assert kenmerken(leeg, "input[name=maatregelen][checked]", "value") == [str(twee.pk)]
    assert kenmerken(leeg, "select[name=ronde] option[selected]", "value") == [str(ronde.pk)]

    antwoord = leider.post(
        adres,
        {
            "tekst": "Wij gaan door.",
            "genomen_op": "1-3-2024",
            "maatregelen": [een.pk, twee.pk],
            "vervolg": "nee",
            "ronde": ronde.pk,
        },
    )

    assert (antwoord.status_code, antwoord.url) == (303, LIJST)
    besluit = Besluit.objects.get(plan=plan)
    assert (besluit.tekst, besluit.ronde, besluit.toestand) == ("Wij gaan door.", ronde, "afgedaan")
    assert {rij.maatregel for rij in besluit.besluitmaatregelen.all()} == {een, twee}


def test_een_fout_komt_terug_met_wat_er_stond(leider: Any, plan: Plan) -> None:
    antwoord = leider.post(
        f"{LIJST}nieuw/", {"tekst": "", "genomen_op": "1-1-2099", "vervolg": "ja"}
    )

    assert antwoord.status_code == 422
    assert vind(antwoord, ".veld__melding") == ["Fout: Schrijf op wat is besloten."]
    assert kenmerken(antwoord, "input[name=genomen_op]", "value") == ["1-1-2099"]


def test_wijzigen_met_een_reden(leider: Any, plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None)
    was = {"was_tekst": "Wij gaan door.", "was_genomen_op": "01-03-2024", "genomen_op": "1-3-2024"}
    adres = f"{LIJST}1/wijzigen/"
    zonder = leider.post(adres, was | {"tekst": "Wij stoppen.", "reden": ""})
    assert (zonder.status_code, vind(zonder, ".veld--fout .veld__label")) == (
        422,
        ["Waarom verandert het?"],
    )

    antwoord = leider.post(adres, was | {"tekst": "Wij stoppen.", "reden": "Vergist."})

    besluit.refresh_from_db()
    assert (antwoord.url, besluit.tekst) == (f"{LIJST}1/", "Wij stoppen.")


def test_twee_die_hetzelfde_wijzigen_zien_elkaars_tekst(leider: Any, plan: Plan) -> None:
    leg_besluit_vast(plan, "Van een ander.", MAART, [], door=None)

    antwoord = leider.post(
        f"{LIJST}1/wijzigen/",
        {
            "tekst": "Van mij.",
            "was_tekst": "Wat er stond.",
            "genomen_op": "1-3-2024",
            "was_genomen_op": "01-03-2024",
            "reden": "Beter.",
        },
    )

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["Van een ander."]


def test_een_besluit_van_een_gesloten_ronde_is_niet_te_wijzigen(leider: Any, plan: Plan) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    leg_besluit_vast(plan, "Wij gaan door.", MAART, [], ronde=ronde, door=None)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert vind(leider.get(f"{LIJST}1/"), ".rijlinks a") == ["Afdoen of intrekken"]
    antwoord = leider.get(f"{LIJST}1/wijzigen/")
    assert (antwoord.status_code, vind(antwoord, "h1")) == (409, ["Besluit 1 staat vast"])


def test_afdoen_met_wat_ervan_kwam(leider: Any, plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None)
    gegeven = {"toestand": "afgedaan", "op": "1-5-2024", "afdoening": "Brief is weg."}

    antwoord = leider.post(f"{LIJST}1/afdoen/", gegeven)

    besluit.refresh_from_db()
    assert (antwoord.url, besluit.toestand, besluit.afdoening) == (
        f"{LIJST}1/",
        "afgedaan",
        "Brief is weg.",
    )
    assert "Brief is weg." in " ".join(vind(leider.get(f"{LIJST}1/"), "main dd"))


def test_intrekken_zegt_bij_het_veld_dat_waarom_nodig_is(leider: Any, plan: Plan) -> None:
    leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None)

    antwoord = leider.post(f"{LIJST}1/afdoen/", {"toestand": "ingetrokken", "afdoening": ""})

    assert antwoord.status_code == 422
    assert vind(antwoord, ".veld--fout .veld__melding") == [
        "Fout: U verandert wat is besloten. Schrijf op waarom."
    ]


def test_wat_is_ingetrokken_kan_alleen_weer_gaan_lopen(leider: Any, plan: Plan) -> None:
    besluit = leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None)
    trek_besluit_in(besluit, door=None, reden="De raad wil het niet.")
    adres = f"{LIJST}1/afdoen/"
    assert kenmerken(leider.get(adres), "input[name=toestand]", "value") == ["loopt"]

    leider.post(adres, {"toestand": "loopt", "afdoening": "Toch wel."})

    besluit.refresh_from_db()
    assert (besluit.toestand, besluit.afdoening) == ("loopt", "")


def test_wie_leest_ziet_geen_knoppen(client: Any, bestuurder: Any, plan: Plan) -> None:
    client.force_login(bestuurder)
    leg_besluit_vast(plan, "Wij gaan door.", MAART, [], door=None)

    assert vind(client.get(LIJST), ".knop--hoofd") == ["Tonen"]
    assert vind(client.get(f"{LIJST}1/"), ".rijlinks a") == []


def test_de_maatregel_noemt_haar_besluiten_met_een_link(leider: Any, plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    leg_besluit_vast(plan, "Wij gaan door.", MAART, [maatregel], door=None)

    antwoord = leider.get(maatregel.get_absolute_url())

    assert kenmerken(antwoord, "section[aria-labelledby=besluiten-kop] a", "href") == [
        f"{LIJST}nieuw/?maatregel=1a",
        "/waterstad/plan-jeugd/actiepunten/nieuw/?maatregel=1a",
        f"{LIJST}1/",
    ]
