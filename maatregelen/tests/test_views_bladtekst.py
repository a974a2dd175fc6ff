"""Changing a text where it is read: a reason, a ground, and two people at once."""

from typing import Any

import pytest
from django.contrib.messages import get_messages

from jeugdhulp import logboek
from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.bladteksten import wijzig_bladtekst
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import MaatregelFactory, in_handeling

BLAD = "/waterstad/plan-jeugd/maatregelen/1a/"
AANPAK = f"{BLAD}tekst/aanpak/"
DOEL = f"{BLAD}tekst/doel/"


@pytest.fixture
def rij(plan: Plan) -> Maatregel:
    return MaatregelFactory(plan=plan, code="1a", titel="Hulp dichtbij", aanpak="Twee coaches.")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, rij: Maatregel) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def zet(plan: Plan, **anders: Any) -> None:
    with in_handeling():
        for veld, waarde in anders.items():
            setattr(plan, veld, waarde)
        plan.save()
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))


def regel() -> dict[str, Any]:
    """The last line of Waterstad."""
    gevonden = Gebeurtenis.objects.filter(gemeente__slug="waterstad").latest("volgnummer")
    delen = gevonden.gegevens
    gevraagd = {deel: delen[deel] for deel in ("onderwerp", "voor", "na", "reden")}
    return {"soort": gevonden.soort} | gevraagd


def aanpak() -> str:
    return Maatregel.objects.get(code="1a").aanpak


def getypt(antwoord: Any, veld: str) -> str:
    [tekst] = vind(antwoord, f"[name={veld}]")
    return tekst


def test_formulier_begint_met_wat_er_staat(schrijver: Paginaclient) -> None:
    antwoord = schrijver.get(AANPAK)

    assert getypt(antwoord, "aanpak") == "Twee coaches."
    assert kenmerken(antwoord, "[name=was_aanpak]", "value") == ["Twee coaches."]
    assert vind(antwoord, "h1, .deelform h2") == ["Maatregel 1a wijzigen", "Aanpak"]


def test_formulier_staat_onder_het_woord_van_het_plan(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    zet(rij.plan, bladvelden=[{"veld": "aanpak", "naam": "Zo doen we het"}])

    assert vind(schrijver.get(AANPAK), ".deelform h2") == ["Zo doen we het"]


def test_vastleggen_leidt_terug_naar_de_plek_en_laat_een_regel_na(schrijver: Paginaclient) -> None:
    antwoord = schrijver.post(
        AANPAK, {"aanpak": "Drie coaches.", "was_aanpak": "Twee coaches.", "reden": "Meer vraag."}
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-aanpak")
    assert [str(bericht) for bericht in get_messages(antwoord.wsgi_request)] == [
        "‘Aanpak’ van 1a is vastgelegd."
    ]
    assert regel() == {
        "soort": "blad gewijzigd",
        "onderwerp": "1a Hulp dichtbij",
        "voor": {"aanpak": "Twee coaches."},
        "na": {"aanpak": "Drie coaches."},
        "reden": "Meer vraag.",
    }


def test_wie_niets_verandert_hoort_dat_en_laat_geen_regel_na(schrijver: Paginaclient) -> None:
    voor = Gebeurtenis.objects.count()

    antwoord = schrijver.post(
        AANPAK, {"aanpak": "Twee coaches. \r\n", "was_aanpak": "Twee coaches."}
    )

    assert antwoord.status_code == 422
    assert vind(antwoord, ".foutoverzicht li") == ["Er is niets veranderd."]
    assert Gebeurtenis.objects.count() == voor


def test_doel_van_een_vastgesteld_plan_vraagt_waar_het_op_steunt(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    zet(rij.plan, stadium="vastgesteld")
    gegeven = {"doel": "Sneller hulp.", "was_doel": "", "reden": "Verduidelijkt."}

    zonder = schrijver.post(DOEL, gegeven)
    met = schrijver.post(DOEL, gegeven | {"op_grond_van": "binnen mandaat"})

    assert (zonder.status_code, met.status_code) == (422, 303)
    assert vind(zonder, "#id_op_grond_van_error") == [
        "Fout: Dit plan is vastgesteld. Noem het besluit waar deze wijziging op steunt, of schrijf"
        " “binnen mandaat”."
    ]
    assert regel()["na"] == {"doel": "Sneller hulp.", "op grond van": "binnen mandaat"}


def test_andere_teksten_vragen_geen_grond(schrijver: Paginaclient, rij: Maatregel) -> None:
    zet(rij.plan, stadium="vastgesteld")

    assert vind(schrijver.get(AANPAK), "[name=op_grond_van]") == []
    assert len(vind(schrijver.get(DOEL), "[name=op_grond_van]")) == 1


def test_een_reden_geldt_voor_de_hele_zitting(schrijver: Paginaclient) -> None:
    schrijver.post(AANPAK, {"aanpak": "Drie.", "was_aanpak": "Twee coaches.", "reden": "Advies."})

    assert kenmerken(schrijver.get(DOEL), "[name=reden]", "value") == ["Advies."]


def test_wie_tegelijk_een_ander_veld_verandert_merkt_er_niets_van(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    wijzig_bladtekst(rij, {"doel": "Van een ander."}, door=None)

    antwoord = schrijver.post(AANPAK, {"aanpak": "Drie.", "was_aanpak": "Twee coaches."})

    nu = Maatregel.objects.get(pk=rij.pk)
    assert (antwoord.status_code, nu.doel, nu.aanpak) == (303, "Van een ander.", "Drie.")


def test_wie_hetzelfde_veld_verandert_ziet_beide_teksten_en_kiest(
    schrijver: Paginaclient, rij: Maatregel, voorzitter: Gebruiker
) -> None:
    wijzig_bladtekst(rij, {"aanpak": "Vier, van de voorzitter."}, door=voorzitter)
    mijn = {"aanpak": "Drie, van mij.", "was_aanpak": "Twee coaches.", "reden": "Overleg."}

    botsing = schrijver.post(AANPAK, mijn)

    assert (botsing.status_code, aanpak()) == (409, "Vier, van de voorzitter.")
    assert vind(botsing, ".intussen__tekst") == ["Vier, van de voorzitter."]
    assert vind(botsing, ".intussen__kop")[0].startswith(f"Van {voorzitter}, ")
    assert (getypt(botsing, "aanpak"), kenmerken(botsing, "[name=reden]", "value")) == (
        "Drie, van mij.",
        ["Overleg."],
    )
    # Sent again she has seen it, and hers stands.
    [was] = kenmerken(botsing, "[name=was_aanpak]", "value")
    assert schrijver.post(AANPAK, mijn | {"was_aanpak": was}).status_code == 303
    assert aanpak() == "Drie, van mij."


def test_wie_hetzelfde_typt_als_een_ander_botst_niet(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    wijzig_bladtekst(rij, {"aanpak": "Drie."}, door=None)

    antwoord = schrijver.post(AANPAK, {"aanpak": "Drie.", "was_aanpak": "Twee coaches."})

    assert vind(antwoord, ".foutoverzicht li") == ["Er is niets veranderd."]


def test_wie_een_veld_met_rust_liet_neemt_niets_van_een_ander_terug(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    """Kenmerken are one form: only what she touched is hers."""
    wijzig_bladtekst(rij, {"titel": "Hulp vlakbij"}, door=None)
    gegeven = {"titel": "Hulp dichtbij", "was_titel": "Hulp dichtbij"}

    antwoord = schrijver.post(
        f"{BLAD}kenmerken/", gegeven | {"schaalniveau": "regionaal", "was_schaalniveau": ""}
    )

    nu = Maatregel.objects.get(pk=rij.pk)
    assert (antwoord.status_code, nu.titel, nu.schaalniveau) == (303, "Hulp vlakbij", "regionaal")


def test_wie_in_het_laatste_ogenblik_wordt_ingehaald_verliest_niets(
    schrijver: Paginaclient, rij: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check of the form and the lock of the act."""
    from maatregelen.views import bladtekst

    echt = bladtekst.wijzig_bladtekst

    def ingehaald(*args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(bladtekst, "wijzig_bladtekst", echt)
        echt(rij, {"aanpak": "Net daarvoor."}, door=None)
        echt(*args, **kwargs)

    monkeypatch.setattr(bladtekst, "wijzig_bladtekst", ingehaald)

    antwoord = schrijver.post(AANPAK, {"aanpak": "Drie.", "was_aanpak": "Twee coaches."})

    assert (antwoord.status_code, aanpak()) == (409, "Net daarvoor.")
    assert vind(antwoord, ".intussen__tekst") == ["Net daarvoor."]


@pytest.mark.parametrize("veld", ["code", "fase", "planning"])
def test_wat_geen_tekst_van_het_blad_is_heeft_geen_formulier(
    schrijver: Paginaclient, veld: str
) -> None:
    assert schrijver.get(f"{BLAD}tekst/{veld}/").status_code == 404


@pytest.mark.parametrize(("wie", "aantal"), [("beleidsadviseur", 8), ("bestuurder", 0)])
def test_alleen_wie_mag_wijzigen_vindt_de_weg(
    request: Any, client: Paginaclient, rij: Maatregel, wie: str, aantal: int
) -> None:
    client.force_login(request.getfixturevalue(wie))

    links = [
        adres
        for adres in kenmerken(client.get(BLAD), "a.bewerklink", "href")
        if "/tekst/" in adres or "/kenmerken/" in adres
    ]

    assert len(links) == aantal


def test_van_een_dag_die_was_is_niets_te_wijzigen(schrijver: Paginaclient) -> None:
    antwoord = schrijver.get(BLAD, {"bekend_op": "2026-11-01"})

    assert vind(antwoord, "a.bewerklink") == []


def test_in_plaats_stuurt_het_formulier_zichzelf(schrijver: Paginaclient) -> None:
    """Asked for by the page it is part of, it goes back into that page."""
    eigen = schrijver.get(AANPAK)
    in_plaats = schrijver.get(AANPAK, headers={"HX-Request": "true"})

    assert kenmerken(eigen, "form[data-concept]", "hx-post") == [None]
    assert kenmerken(in_plaats, "form[data-concept]", "hx-post") == [AANPAK]
    assert kenmerken(in_plaats, "form[data-concept]", "hx-target") == ["#deel-aanpak"]


def test_formulier_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(7):
        schrijver.get(AANPAK)


def test_wie_op_het_laatst_hetzelfde_blijkt_te_zeggen_hoort_dat(
    schrijver: Paginaclient, rij: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maatregelen.views import bladtekst

    echt = bladtekst.wijzig_bladtekst

    def ingehaald(*args: Any, **kwargs: Any) -> None:
        echt(rij, {"aanpak": "Drie."}, door=None)
        echt(*args, **kwargs)

    monkeypatch.setattr(bladtekst, "wijzig_bladtekst", ingehaald)

    antwoord = schrijver.post(AANPAK, {"aanpak": "Drie.", "was_aanpak": "Twee coaches."})

    assert antwoord.status_code == 422
    assert vind(antwoord, ".foutoverzicht li") == ["Iemand anders legde intussen hetzelfde vast."]
