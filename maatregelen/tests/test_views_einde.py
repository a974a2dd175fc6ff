"""Ending a tie, a risk or a result where it is read, and what is left in sight."""

from typing import Any

import pytest

from jeugdhulp import kalender, logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.resultaten import beeindig_resultaat
from maatregelen.domain.maatregel.samenhangen import beeindig_samenhang
from maatregelen.models import Maatregel, Samenhang
from maatregelen.tests.bewerken import BLAD, ingevuld, regels, stel_vast
from maatregelen.tests.factories import (
    MaatregelFactory,
    ResultaatFactory,
    RisicoFactory,
    SamenhangFactory,
    in_handeling,
)

VANDAAG = kalender.vandaag()
RISICO = "#deel-risicos"
# Per kind: how one is made, its address, its section, and what its line is about.
SOORTEN: list[tuple[Any, str, str, str]] = [
    (
        lambda rij: ResultaatFactory(maatregel=rij, tekst="Minder verwijzingen"),
        "resultaten",
        "resultaat",
        "resultaat “Minder verwijzingen”",
    ),
    (
        lambda rij: RisicoFactory(maatregel=rij, gebeurtenis="Er komt niemand"),
        "risicos",
        "risico",
        "risico “Er komt niemand”",
    ),
    (
        lambda rij: SamenhangFactory(maatregel=rij, buiten="Wonen"),
        "samenhang",
        "samenhang",
        "samenhang",
    ),
]
elke_soort = pytest.mark.parametrize(
    ("maak", "deel", "soort", "over"), SOORTEN, ids=[deel for _, deel, *_ in SOORTEN]
)


@pytest.fixture
def maatregel(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def schrijver(
    client: Paginaclient, beleidsadviseur: Gebruiker, maatregel: Maatregel
) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


@elke_soort
def test_wat_eindigt_staat_dichtgevouwen_bij_zijn_deel(
    schrijver: Paginaclient,
    beleidsadviseur: Gebruiker,
    maatregel: Maatregel,
    maak: Any,
    deel: str,
    soort: str,
    over: str,
) -> None:
    rij = maak(maatregel)
    adres = f"{BLAD}{deel}/{rij.pk}/"
    assert f"{adres}einde/" in kenmerken(schrijver.get(adres), ".rijlinks a", "href")
    gegeven = ingevuld(schrijver.get(f"{adres}einde/"))
    assert gegeven["beeindigd_op"] == f"{VANDAAG:%d-%m-%Y}"

    antwoord = schrijver.post(
        f"{adres}einde/", gegeven | {"beeindigd_op": "30-6-2024", "reden": "Telt niet meer."}
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-{deel}")
    blad = schrijver.get(BLAD)
    assert vind(blad, f"#deel-{deel} details > summary")[0].startswith("Beëindigd (1)")
    assert vind(blad, f"#deel-{deel} details li > p")[-1] == (
        f"Beëindigd op 30 juni 2024 door {beleidsadviseur}: Telt niet meer."
    )
    # What ended cannot be changed, and is not among what counts.
    assert adres not in kenmerken(blad, "a.bewerklink", "href")
    [gevonden] = regels()
    assert (gevonden["soort"], gevonden["onderwerp"], gevonden["reden"]) == (
        f"{soort} beëindigd",
        f"1a Hulp dichtbij, {over}",
        "Telt niet meer.",
    )


@elke_soort
def test_zonder_reden_eindigt_er_niets_en_blijft_de_dag_staan(
    schrijver: Paginaclient, maatregel: Maatregel, maak: Any, deel: str, soort: str, over: str
) -> None:
    adres = f"{BLAD}{deel}/{maak(maatregel).pk}/einde/"
    voor = Gebeurtenis.objects.count()

    antwoord = schrijver.post(adres, {"beeindigd_op": "30-6-2024", "reden": ""})

    assert (antwoord.status_code, Gebeurtenis.objects.count()) == (422, voor)
    assert vind(antwoord, "#id_reden_error") == ["Fout: Schrijf op waarom dit niet meer telt."]
    assert ingevuld(antwoord)["beeindigd_op"] == "30-6-2024"


@elke_soort
def test_wie_te_laat_is_hoort_dat_het_al_beeindigd_is(
    schrijver: Paginaclient, maatregel: Maatregel, maak: Any, deel: str, soort: str, over: str
) -> None:
    adres = f"{BLAD}{deel}/{maak(maatregel).pk}/"
    gegeven = ingevuld(schrijver.get(adres)) | {"twijfel": "Klopt dit?"}
    schrijver.post(f"{adres}einde/", {"beeindigd_op": "30-6-2024", "reden": "Klaar."})

    antwoord = schrijver.post(adres, gegeven)

    assert (antwoord.status_code, ingevuld(antwoord)["twijfel"]) == (422, "Klopt dit?")
    assert "Dit is al beëindigd, op 30 juni 2024." in " ".join(vind(antwoord, ".foutoverzicht"))


@elke_soort
def test_het_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient,
    maatregel: Maatregel,
    maak: Any,
    deel: str,
    soort: str,
    over: str,
    django_assert_num_queries: Any,
) -> None:
    [rij, *_] = [maak(maatregel) for _ in range(3)]

    with django_assert_num_queries(8):
        schrijver.get(f"{BLAD}{deel}/{rij.pk}/einde/")


def test_een_resultaat_eindigt_in_een_vastgesteld_plan_op_een_grond(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    adres = f"{BLAD}resultaten/{ResultaatFactory(maatregel=maatregel).pk}/einde/"
    stel_vast(maatregel.plan)
    gegeven = {"beeindigd_op": "30-6-2024", "reden": "Besloten."}

    assert schrijver.post(adres, gegeven).status_code == 422
    assert schrijver.post(adres, gegeven | {"op_grond_van": "binnen mandaat"}).status_code == 303
    assert regels()[0]["na"]["op grond van"] == "binnen mandaat"


def test_ook_aan_de_andere_kant_is_een_verband_beeindigd(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    ander = MaatregelFactory(plan=maatregel.plan, thema=maatregel.thema, code="1b", titel="School")
    rij = SamenhangFactory(maatregel=ander, naar_maatregel=maatregel, soort="afgesplitst")
    eerste = "#deel-samenhang li > p:first-child"
    assert vind(schrijver.get(BLAD), eerste) == ["Hieruit afgesplitst: 1b School staat op dat blad"]
    assert vind(schrijver.get(BLAD.replace("1a", "1b")), eerste) == [
        "Afgesplitst van: 1a Hulp dichtbij"
    ]

    beeindig_samenhang(rij, VANDAAG, door=None, reden="Weer samen.")

    assert len(vind(schrijver.get(BLAD), "#deel-samenhang details li")) == 1


def test_een_deel_dat_het_plan_niet_noemt_blijft_om_wat_er_eindigde(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    plan = maatregel.plan
    with in_handeling():
        plan.bladvelden = [{"veld": "doel", "naam": "Doel"}]
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))
    rij = ResultaatFactory(maatregel=maatregel)

    beeindig_resultaat(rij, VANDAAG, door=None, reden="Klaar.")

    assert vind(schrijver.get(BLAD), "#deel-resultaten details > summary")[0].startswith(
        "Beëindigd (1)"
    )


def test_de_periode_van_een_verband_is_te_wijzigen(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    rij = SamenhangFactory(maatregel=maatregel, buiten="Wonen")
    adres = f"{BLAD}samenhang/{rij.pk}/"
    gegeven = ingevuld(schrijver.get(adres))
    assert gegeven["periode"] == ""

    antwoord = schrijver.post(adres, gegeven | {"periode": "Q2 2024", "reden": "Afgesproken."})

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.periode_soort, str(rij.van)) == (
        303,
        "kwartaal",
        "2024-04-01",
    )
    assert [(regel["voor"], regel["na"]) for regel in regels()] == [
        ({"periode": ""}, {"periode": "Q2 2024"})
    ]
    assert "Q2 2024" in vind(schrijver.get(BLAD), "#deel-samenhang .zacht")


def test_de_periode_van_een_verband_is_weg_te_halen_en_botst_per_veld(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    schrijver.post(
        f"{BLAD}samenhang/nieuw/", {"soort": "inhoud", "buiten": "Wonen", "periode": "2024"}
    )
    rij = Samenhang.objects.get()
    assert regels()[0]["na"] == {"soort": "inhoud", "buiten het plan": "Wonen", "periode": "2024"}
    adres = f"{BLAD}samenhang/{rij.pk}/"
    gegeven = ingevuld(schrijver.get(adres))
    eerder = ingevuld(schrijver.get(adres)) | {"periode": "2025"}

    assert schrijver.post(adres, gegeven | {"periode": ""}).status_code == 303
    rij.refresh_from_db()
    assert (rij.periode_soort, rij.van, rij.letterlijk) == ("onbepaald", None, "")
    assert schrijver.post(adres, eerder).status_code == 409


def test_de_twijfel_van_een_maatregel_is_te_wijzigen_waar_die_staat(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    adres = f"{BLAD}tekst/twijfel/"
    assert schrijver.post(adres, {"twijfel": "Klopt dit?", "was_twijfel": ""}).status_code == 303
    assert vind(schrijver.get(BLAD), "#deel-twijfel .tekst p") == ["Klopt dit?"]
    gegeven = ingevuld(schrijver.get(adres)) | {"twijfel": ""}

    zonder = schrijver.post(adres, gegeven | {"reden": ""})

    assert vind(zonder, "#id_reden_error") == [
        "Fout: U verandert wat nog na te gaan was. Schrijf op waarom."
    ]
    assert schrijver.post(adres, gegeven | {"reden": "Het klopt."}).status_code == 303
    assert regels()[0]["na"] == {"twijfel": ""}
