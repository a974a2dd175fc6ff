"""Results of a measure, changed and reported where they are read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.resultaten import meld_resultaat, wijzig_resultaat
from maatregelen.models import Maatregel, Resultaat
from maatregelen.tests.bewerken import BLAD, ingevuld, regels, stel_vast
from maatregelen.tests.factories import DoelFactory, MaatregelFactory, ResultaatFactory

NIEUW = f"{BLAD}resultaten/nieuw/"
VANDAAG = kalender.vandaag()
ZONDER_GROND = (
    "Fout: Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of schrijf"
    " “binnen mandaat”."
)


@pytest.fixture
def maatregel(plan: Any) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def rij(maatregel: Maatregel) -> Resultaat:
    return ResultaatFactory(maatregel=maatregel, tekst="Minder verwijzingen", norm="10%")


@pytest.fixture
def schrijver(
    client: Paginaclient, beleidsadviseur: Gebruiker, maatregel: Maatregel
) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def van(rij: Resultaat, wat: str = "") -> str:
    return f"{BLAD}resultaten/{rij.pk}/{wat}"


def test_een_resultaat_komt_op_het_blad_met_een_regel(
    schrijver: Paginaclient, maatregel: Maatregel
) -> None:
    gegeven = ingevuld(schrijver.get(NIEUW))
    gegeven |= {"tekst": "Minder verwijzingen", "soort": "effect", "richting": "afname"}
    gegeven |= {"norm": "10%", "nulmeting": "14%", "effect_vanaf": "1 januari 2020"}

    antwoord = schrijver.post(NIEUW, gegeven)

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-resultaten")
    assert vind(schrijver.get(BLAD), "#deel-resultaten li > p")[:2] == [
        "Minder verwijzingen nog niet bereikt",
        "Effect · afname · norm: 10% · nulmeting: 14% · effect te zien vanaf 1 januari 2020",
    ]
    assert regels() == [
        {
            "soort": "resultaat toegevoegd",
            "onderwerp": "1a Hulp dichtbij",
            "voor": {},
            "na": {
                "resultaat": "Minder verwijzingen",
                "soort": "effect",
                "richting": "afname",
                "norm": "10%",
                "nulmeting": "14%",
                "effect te zien vanaf": "1 januari 2020",
            },
            "reden": "",
        }
    ]


def test_een_resultaat_is_te_wijzigen(schrijver: Paginaclient, rij: Resultaat) -> None:
    gegeven = ingevuld(schrijver.get(van(rij)))
    assert (gegeven["tekst"], gegeven["norm"]) == ("Minder verwijzingen", "10%")

    antwoord = schrijver.post(van(rij), gegeven | {"norm": "8%", "reden": "Raad wilde meer."})

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.norm) == (303, "8%")
    assert regels() == [
        {
            "soort": "resultaat gewijzigd",
            "onderwerp": "1a Hulp dichtbij, resultaat “Minder verwijzingen”",
            "voor": {"norm": "10%"},
            "na": {"norm": "8%"},
            "reden": "Raad wilde meer.",
        }
    ]


@pytest.mark.parametrize("nieuw", [True, False])
def test_in_een_vastgesteld_plan_steunt_het_op_iets(
    schrijver: Paginaclient, rij: Resultaat, nieuw: bool
) -> None:
    stel_vast(rij.maatregel.plan)  # type: ignore[union-attr]
    adres = NIEUW if nieuw else van(rij)
    gegeven = ingevuld(schrijver.get(adres)) | {"tekst": "Nog minder"}
    voor = Gebeurtenis.objects.count()

    zonder = schrijver.post(adres, gegeven)

    assert (zonder.status_code, Gebeurtenis.objects.count()) == (422, voor)
    assert vind(zonder, "#id_op_grond_van_error") == [ZONDER_GROND]
    assert schrijver.post(adres, gegeven | {"op_grond_van": "binnen mandaat"}).status_code == 303
    assert regels()[0]["na"]["op grond van"] == "binnen mandaat"


def test_wie_tegelijk_de_norm_verandert_ziet_beide(schrijver: Paginaclient, rij: Resultaat) -> None:
    gegeven = ingevuld(schrijver.get(van(rij))) | {"norm": "8%"}
    wijzig_resultaat(rij, {"norm": "9%"}, door=None)

    antwoord = schrijver.post(van(rij), gegeven)

    assert (antwoord.status_code, ingevuld(antwoord)["norm"]) == (409, "8%")
    assert vind(antwoord, ".intussen__tekst") == ["9%"]


def test_melden_hoever_het_is_vraagt_geen_grond(schrijver: Paginaclient, rij: Resultaat) -> None:
    stel_vast(rij.maatregel.plan)  # type: ignore[union-attr]
    gegeven = ingevuld(schrijver.get(van(rij, "toestand/")))
    assert (gegeven["toestand"], gegeven["toestand_op"]) == ("nog niet", f"{VANDAAG:%d-%m-%Y}")

    antwoord = schrijver.post(
        van(rij, "toestand/"),
        gegeven | {"toestand": "deels", "toestand_op": "1-5-2024", "bewijs": "Telling."},
    )

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.toestand, rij.toestand_op, rij.bewijs) == (
        303,
        "deels",
        date(2024, 5, 1),
        "Telling.",
    )
    assert [regel["soort"] for regel in regels()] == ["resultaat gemeld"]


@pytest.mark.parametrize(
    ("gegeven", "veld", "melding"),
    [
        ({"bewijs": ""}, "bewijs", "Schrijf op waaruit dit blijkt."),
        (
            {"toestand_op": f"{VANDAAG + timedelta(days=1):%d-%m-%Y}"},
            "toestand_op",
            "Deze dag moet nog komen; kies vandaag of eerder.",
        ),
    ],
)
def test_wat_aan_een_melding_ontbreekt_staat_bij_het_veld(
    schrijver: Paginaclient, rij: Resultaat, gegeven: dict[str, str], veld: str, melding: str
) -> None:
    goed = ingevuld(schrijver.get(van(rij, "toestand/")))
    goed |= {"toestand": "deels", "toestand_op": "1-5-2024", "bewijs": "Telling."}

    antwoord = schrijver.post(van(rij, "toestand/"), goed | gegeven)

    assert antwoord.status_code == 422
    assert vind(antwoord, f"#id_{veld}_error") == [f"Fout: {melding}"]
    assert ingevuld(antwoord)["toestand"] == "deels"


def test_wie_tegelijk_meldt_ziet_wat_de_ander_meldde(
    schrijver: Paginaclient, rij: Resultaat
) -> None:
    gegeven = ingevuld(schrijver.get(van(rij, "toestand/")))
    meld_resultaat(rij, "bereikt", date(2024, 5, 1), "Alles geteld.", door=None)

    antwoord = schrijver.post(
        van(rij, "toestand/"), gegeven | {"toestand": "deels", "bewijs": "Telling."}
    )

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["bereikt", "Alles geteld."]


def test_terugnemen_dat_het_bereikt_was_vraagt_een_reden(
    schrijver: Paginaclient, rij: Resultaat
) -> None:
    meld_resultaat(rij, "bereikt", date(2024, 5, 1), "Alles geteld.", door=None)
    gegeven = ingevuld(schrijver.get(van(rij, "toestand/"))) | {"toestand": "deels"}

    zonder = schrijver.post(van(rij, "toestand/"), gegeven)

    assert vind(zonder, "#id_reden_error") == [
        "Fout: U verandert een resultaat dat bereikt was. Schrijf op waarom."
    ]
    met = schrijver.post(van(rij, "toestand/"), gegeven | {"reden": "Verkeerd geteld."})
    assert met.status_code == 303


def test_een_resultaat_van_een_doel_is_hier_niet(schrijver: Paginaclient, plan: Any) -> None:
    van_doel = ResultaatFactory(doel=DoelFactory(beleidsplan__gemeente=plan.gemeente))

    assert [schrijver.get(van(van_doel, wat)).status_code for wat in ("", "toestand/")] == [404] * 2


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient, rij: Resultaat, aantal: int, django_assert_num_queries: Any
) -> None:
    for _ in range(aantal):
        ResultaatFactory(maatregel=rij.maatregel)

    for wat in ("", "toestand/"):
        with django_assert_num_queries(8):
            schrijver.get(van(rij, wat))


def test_een_melding_geldt_als_geheel(schrijver: Paginaclient, rij: Resultaat) -> None:
    """What she leaves as it was is said too: it must not become what another said meanwhile."""
    van_haar = ingevuld(schrijver.get(van(rij, "toestand/")))
    meld_resultaat(rij, "bereikt", VANDAAG - timedelta(days=9), "De telling.", door=None)

    antwoord = schrijver.post(van(rij, "toestand/"), van_haar)

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.bewijs) == (409, "De telling.")
    assert rij.toestand_op == VANDAAG - timedelta(days=9)


def test_een_melding_die_er_al_staat_laat_geen_regel_na(rij: Resultaat) -> None:
    meld_resultaat(rij, "bereikt", VANDAAG, "De telling.", door=None)
    voor = Gebeurtenis.objects.count()

    with pytest.raises(ValidationError) as fout:
        meld_resultaat(rij, "bereikt", VANDAAG, "De telling.", door=None)

    assert (fout.value.messages, Gebeurtenis.objects.count()) == (["Er is niets veranderd."], voor)
