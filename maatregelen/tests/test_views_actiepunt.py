"""The list of actiepunten, one of them, a new one, and what became of it; and one's own."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde.actiepunten import (
    meld_actiepunt_gereed,
    spreek_af,
    wijzig_actiepunt,
)
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.models import Actiepunt, Plan
from maatregelen.tests.factories import ActiepuntFactory, MaatregelFactory, PlanFactory

MAART, APRIL = date(2024, 3, 1), date(2024, 4, 1)
LIJST = "/waterstad/plan-jeugd/actiepunten/"
MIJN = "/mijn-maatregelen/"


@pytest.fixture
def leider(client: Any, projectgroep: Any) -> Any:
    """A client of somebody who leads rounds."""
    client.force_login(projectgroep)
    return client


@pytest.fixture
def straks() -> date:
    return kalender.vandaag() + timedelta(days=7)


@pytest.fixture
def van_trekker(trekker: Any, plan: Plan) -> Actiepunt:
    """What the trekker of 1a is to do, and should have done."""
    return spreek_af(plan, "De offerte opvragen.", trekker.personen.get(), APRIL, door=None)


def test_open_eerst_wat_het_eerst_klaar_moet_en_te_laat_in_woord_en_vorm(
    leider: Any, plan: Plan, straks: date
) -> None:
    ankie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    klaar = spreek_af(plan, "Klaar.", ankie, MAART, door=None)
    meld_actiepunt_gereed(klaar, APRIL, afdoening="Gebeld.", door=None)
    spreek_af(plan, "Straks.", ankie, straks, door=None)
    laat = spreek_af(plan, "Te laat.", ankie, MAART, door=None)
    wijzig_actiepunt(laat, {"voor": APRIL}, door=None, reden="Ziek.")

    antwoord = leider.get(LIJST)

    assert vind(antwoord, ".afspraken th a") == ["Actiepunt 3", "Actiepunt 2", "Actiepunt 1"]
    assert vind(antwoord, ".te-laat") == ["te laat"]
    assert len(vind(antwoord, ".te-laat svg path")) == 1
    assert vind(antwoord, "td[data-kop='Klaar voor']")[0] == (
        "1 april 2024 te laat 1 keer verschoven"
    )
    assert vind(antwoord, "td[data-kop=Toestand]")[2] == "gereed op 1 april 2024: Gebeld."


def test_filters_staan_in_het_adres(leider: Any, plan: Plan, straks: date) -> None:
    ankie, bo = (PersoonFactory(gemeente=plan.gemeente, naam=naam) for naam in ("Ankie", "Bo"))
    maatregel = MaatregelFactory(plan=plan, code="1a")
    ronde = open_ronde(plan, MAART, door=None)
    spreek_af(plan, "Een.", ankie, straks, door=None)
    spreek_af(plan, "Twee.", bo, straks, maatregel=maatregel, door=None)
    spreek_af(plan, "Drie.", ankie, MAART, ronde=ronde, door=None)
    meld_actiepunt_gereed(spreek_af(plan, "Vier.", ankie, MAART, door=None), MAART, door=None)

    gevonden = {
        vraag: vind(leider.get(f"{LIJST}?{vraag}"), ".afspraken th a")
        for vraag in (
            "toestand=open",
            "toestand=te laat",
            "toestand=gereed",
            f"wie={bo.pk}",
            "maatregel=1a",
            f"ronde={ronde.pk}",
        )
    }

    assert list(gevonden.values()) == [
        ["Actiepunt 3", "Actiepunt 1", "Actiepunt 2"],
        ["Actiepunt 3"],
        ["Actiepunt 4"],
        ["Actiepunt 2"],
        ["Actiepunt 2"],
        ["Actiepunt 3"],
    ]


def test_de_csv_heeft_de_keuze_van_de_lijst(leider: Any, plan: Plan) -> None:
    ankie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    spreek_af(plan, "Bellen.", ankie, MAART, door=None)
    meld_actiepunt_gereed(spreek_af(plan, "Vier.", ankie, MAART, door=None), MAART, door=None)

    antwoord = leider.get("/waterstad/plan-jeugd/actiepunten.csv?toestand=open")

    assert b"".join(antwoord.streaming_content).decode().splitlines()[1:] == [
        '"1";"Bellen.";"Ankie Vos";"2024-03-01";"ja";"0";"open";"";"";"";""'
    ]
    assert antwoord["Content-Disposition"].startswith(
        'attachment; filename="actiepunten-waterstad-plan-jeugd-'
    )


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_lijst_kost_even_veel_vragen_bij_elk_aantal(
    leider: Any, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    for _ in range(aantal):
        ActiepuntFactory(plan=plan, ronde=ronde, maatregel=MaatregelFactory(plan=plan))

    with django_assert_num_queries(8):
        leider.get(LIJST)


def test_een_nieuw_actiepunt_van_een_maatregel_in_de_ronde(
    leider: Any, plan: Plan, straks: date
) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    ankie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    ronde = open_ronde(plan, MAART, door=None)
    adres = f"{LIJST}nieuw/"
    leeg = leider.get(f"{adres}?maatregel=1a")
    assert kenmerken(leeg, "select[name=maatregel] option[selected]", "value") == [
        str(maatregel.pk)
    ]

    antwoord = leider.post(
        adres,
        {
            "tekst": "Bellen.",
            "wie": ankie.pk,
            "voor": straks.strftime("%d-%m-%Y"),
            "maatregel": maatregel.pk,
            "ronde": ronde.pk,
        },
    )

    punt = Actiepunt.objects.get(plan=plan)
    assert (antwoord.url, punt.wie, punt.voor) == (LIJST, ankie, straks)
    assert (punt.maatregel, punt.ronde) == (maatregel, ronde)


def test_een_latere_dag_vraagt_een_reden_en_staat_erbij(leider: Any, plan: Plan) -> None:
    ankie = PersoonFactory(gemeente=plan.gemeente, naam="Ankie Vos")
    spreek_af(plan, "Bellen.", ankie, MAART, door=None)
    gegeven = {"tekst": "Bellen.", "was_tekst": "Bellen.", "wie": ankie.pk, "was_wie": ankie.pk}
    gegeven |= {"voor": "1-4-2024", "was_voor": "01-03-2024"}
    zonder = leider.post(f"{LIJST}1/wijzigen/", gegeven)
    assert (zonder.status_code, vind(zonder, ".veld--fout .veld__melding")) == (
        422,
        ["Fout: U verandert de afgesproken dag. Schrijf op waarom."],
    )

    leider.post(f"{LIJST}1/wijzigen/", gegeven | {"reden": "Ziek."})

    antwoord = leider.get(f"{LIJST}1/")
    assert vind(antwoord, "#verschoven-kop") == ["1 keer verschoven"]
    assert vind(antwoord, "section[aria-labelledby=verschoven-kop] li p") == [
        "Van 1 maart 2024 naar 1 april 2024, door projectgroep",
        "Ziek.",
    ]


def test_iemand_anders_doet_het(leider: Any, plan: Plan) -> None:
    ankie, bo = (PersoonFactory(gemeente=plan.gemeente, naam=naam) for naam in ("Ankie", "Bo"))
    punt = spreek_af(plan, "Bellen.", ankie, MAART, door=None)
    gegeven = {"tekst": "Bellen.", "was_tekst": "Bellen.", "wie": bo.pk, "was_wie": ankie.pk}

    leider.post(f"{LIJST}1/wijzigen/", gegeven | {"voor": "1-3-2024", "was_voor": "01-03-2024"})

    punt.refresh_from_db()
    assert punt.wie == bo


def test_van_een_gesloten_ronde_staat_de_tekst_vast(leider: Any, plan: Plan) -> None:
    ronde = open_ronde(plan, MAART, door=None)
    wie = PersoonFactory(gemeente=plan.gemeente)
    spreek_af(plan, "Bellen.", wie, MAART, ronde=ronde, door=None)
    sluit_ronde(ronde, door=None, overige="overgenomen")

    antwoord = leider.get(f"{LIJST}1/wijzigen/")

    assert kenmerken(antwoord, "main textarea", "name") == []
    assert vind(antwoord, "main form .tekst") == ["Bellen."]


def test_vervallen_en_weer_open(leider: Any, plan: Plan) -> None:
    punt = spreek_af(plan, "Bellen.", PersoonFactory(gemeente=plan.gemeente), MAART, door=None)
    adres = f"{LIJST}1/afdoen/"

    leider.post(adres, {"toestand": "vervallen", "afdoening": "Niet meer nodig."})
    punt.refresh_from_db()
    vervallen = (punt.toestand, punt.afdoening)
    leider.post(adres, {"toestand": "open", "afdoening": "Toch wel."})
    punt.refresh_from_db()

    assert (vervallen, punt.toestand) == (("vervallen", "Niet meer nodig."), "open")


def test_gereed_vraagt_een_dag(leider: Any, plan: Plan) -> None:
    spreek_af(plan, "Bellen.", PersoonFactory(gemeente=plan.gemeente), MAART, door=None)

    antwoord = leider.post(f"{LIJST}1/afdoen/", {"toestand": "gereed", "op": ""})

    assert vind(antwoord, ".veld--fout .veld__melding") == ["Fout: Vul in op welke dag."]


def test_wie_het_doet_meldt_het_zelf_gereed_en_niets_anders(
    client: Any, trekker: Any, van_trekker: Actiepunt
) -> None:
    client.force_login(trekker)
    adres = f"{LIJST}{van_trekker.nummer}/afdoen/"
    assert vind(client.get(f"{LIJST}{van_trekker.nummer}/"), ".rijlinks a") == ["Gereed melden"]
    assert kenmerken(client.get(adres), "input[name=toestand]", "value") == ["gereed"]

    geweigerd = client.post(adres, {"toestand": "vervallen", "afdoening": "Geen zin."})
    gelukt = client.post(adres, {"toestand": "gereed", "op": "1-3-2024"})
    daarna = client.post(adres, {"toestand": "open", "afdoening": "Toch niet."})

    van_trekker.refresh_from_db()
    assert (geweigerd.status_code, gelukt.status_code, daarna.status_code) == (422, 303, 403)
    assert van_trekker.toestand == "gereed"


def test_een_ander_zonder_rol_meldt_het_niet_gereed(
    client: Any, bestuurder: Any, van_trekker: Actiepunt
) -> None:
    client.force_login(bestuurder)

    antwoord = client.post(f"{LIJST}{van_trekker.nummer}/afdoen/", {"toestand": "gereed"})

    assert antwoord.status_code == 403


def test_mijn_actiepunten_staan_op_mijn_maatregelen(
    client: Any, trekker: Any, van_trekker: Actiepunt, plan: Plan
) -> None:
    client.force_login(trekker)
    ActiepuntFactory(plan=plan, nummer=50, tekst="Van een ander.")

    antwoord = client.get(MIJN)

    assert vind(antwoord, "#actiepunten h3") == ["Actiepunt 1 klaar voor 1 april 2024 te laat"]
    assert vind(antwoord, "#actiepunten .tekst") == ["De offerte opvragen."]


def test_daar_gereed_melden(client: Any, trekker: Any, van_trekker: Actiepunt) -> None:
    client.force_login(trekker)
    voor, adres = f"actiepunt{van_trekker.pk}-", f"{MIJN}actiepunten/{van_trekker.pk}/"

    fout = client.post(adres, {f"{voor}gereed_op": "1-1-2099", f"{voor}afdoening": "Bijna."})
    assert fout.status_code == 422
    assert vind(fout, "#actiepunten .veld__melding") == [
        "Fout: Deze dag moet nog komen; kies vandaag of eerder."
    ]
    assert vind(fout, "#actiepunten textarea") == ["Bijna."]
    gelukt = client.post(adres, {f"{voor}gereed_op": "1-3-2024", f"{voor}afdoening": "Gedaan."})

    van_trekker.refresh_from_db()
    assert (gelukt.url, van_trekker.toestand, van_trekker.afdoening) == (
        f"{MIJN}#actiepunten",
        "gereed",
        "Gedaan.",
    )
    assert vind(client.get(MIJN), "#actiepunten") == []


def test_tweemaal_gereed_melden_zegt_dat_het_al_zo_was(
    client: Any, trekker: Any, van_trekker: Actiepunt
) -> None:
    client.force_login(trekker)
    meld_actiepunt_gereed(van_trekker, MAART, door=None)

    antwoord = client.post(
        f"{MIJN}actiepunten/{van_trekker.pk}/", {f"actiepunt{van_trekker.pk}-gereed_op": "1-3-2024"}
    )

    assert antwoord.status_code == 422
    assert "Dit actiepunt is al gereed of vervallen." in " ".join(vind(antwoord, "#actiepunten"))


def test_het_actiepunt_van_een_ander_bestaat_daar_niet(
    client: Any, trekker: Any, plan: Plan
) -> None:
    client.force_login(trekker)

    antwoord = client.post(f"{MIJN}actiepunten/{ActiepuntFactory(plan=plan).pk}/")

    assert antwoord.status_code == 404


def test_van_buiten_doet_zij_haar_actiepunt_op_mijn_maatregelen(
    client: Any, externe: Any, plan: Plan
) -> None:
    client.force_login(externe)
    punt = spreek_af(plan, "Bellen.", externe.personen.get(), APRIL, door=None)

    assert kenmerken(client.get(MIJN), "#actiepunten h3 a", "href") == [f"{LIJST}1/"]
    client.post(f"{MIJN}actiepunten/{punt.pk}/", {f"actiepunt{punt.pk}-gereed_op": "1-3-2024"})

    punt.refresh_from_db()
    assert punt.toestand == "gereed"


def test_wie_alleen_een_actiepunt_heeft_vindt_het_in_het_menu(
    client: Any, bestuurder: Any, plan: Plan
) -> None:
    client.force_login(bestuurder)
    voor = kenmerken(client.get("/"), "header a", "href")
    wie = PersoonFactory(gemeente=plan.gemeente, gebruiker=bestuurder)

    ActiepuntFactory(plan=plan, wie=wie)

    assert (MIJN in voor, MIJN in kenmerken(client.get("/"), "header a", "href")) == (False, True)


def test_in_een_andere_gemeente_is_het_actiepunt_er_niet(client: Any, projectgroep: Any) -> None:
    client.force_login(projectgroep)
    elders = ActiepuntFactory(plan=PlanFactory())

    plan = elders.plan
    assert client.get(f"/{plan.gemeente.slug}/{plan.slug}/actiepunten/").status_code == 404


@pytest.mark.parametrize("aantal", [1, 3])
def test_mijn_actiepunten_kosten_een_vraag(
    client: Any, bestuurder: Any, plan: Plan, aantal: int, django_assert_num_queries: Any
) -> None:
    client.force_login(bestuurder)
    wie = PersoonFactory(gemeente=plan.gemeente, gebruiker=bestuurder)
    ActiepuntFactory.create_batch(aantal, plan=plan, wie=wie)

    # SQLite is asked once a process whether it knows JSON.
    client.get(MIJN)

    with django_assert_num_queries(8):
        client.get(MIJN)


# From outside


@pytest.fixture
def van_externe(externe: Any, plan: Plan) -> Actiepunt:
    """What somebody from outside is to do about a measure that she does not pull."""
    ander = MaatregelFactory(plan=plan, code="1b", titel="Alleen voor binnen")
    return spreek_af(
        plan, "De offerte opvragen.", externe.personen.get(), APRIL, maatregel=ander, door=None
    )


def test_van_buiten_leest_zij_haar_eigen_actiepunt_en_van_het_plan_niets_meer(
    client: Any, externe: Any, van_externe: Actiepunt
) -> None:
    client.force_login(externe)

    mijn, pagina = client.get(MIJN), client.get(f"{LIJST}{van_externe.nummer}/")

    assert vind(pagina, "main .tekst") == ["De offerte opvragen."]
    assert f"{LIJST}{van_externe.nummer}/" in kenmerken(mijn, "main a", "href")
    teksten = mijn.content.decode() + pagina.content.decode()
    assert ("Alleen voor binnen" in teksten, "1b" in vind(pagina, "main")[0]) == (False, False)
    # Every link on it leads somewhere.
    links = [link for link in kenmerken(pagina, "main a, nav a", "href") if link]
    assert {client.get(link).status_code for link in links if link.startswith("/")} <= {200, 302}


def test_van_buiten_meldt_zij_het_gereed_op_de_eigen_pagina(
    client: Any, externe: Any, van_externe: Actiepunt
) -> None:
    client.force_login(externe)
    adres = f"{LIJST}{van_externe.nummer}/afdoen/"

    formulier = client.get(adres)
    gegeven = {"toestand": "gereed", "op": "01-04-2024", "afdoening": "Gebeld."}
    antwoord = client.post(adres, gegeven)

    van_externe.refresh_from_db()
    assert (formulier.status_code, antwoord.status_code, van_externe.toestand) == (
        200,
        303,
        "gereed",
    )
    assert client.get(antwoord.url).status_code == 200


def test_van_buiten_is_een_ander_actiepunt_er_niet(
    client: Any, externe: Any, van_externe: Actiepunt, plan: Plan
) -> None:
    ander = ActiepuntFactory(plan=plan, nummer=50)
    client.force_login(externe)

    statussen = [
        client.get(f"{LIJST}{ander.nummer}/{deel}").status_code for deel in ("", "afdoen/")
    ]

    assert (statussen, client.get(LIJST).status_code) == ([404, 404], 403)


def test_ook_zonder_maatregel_in_het_plan(client: Any, externe: Any, gemeente: Any) -> None:
    """She sees nothing else of that plan."""
    plan = PlanFactory(gemeente=gemeente, slug="ander-plan")
    punt = spreek_af(plan, "Bellen.", externe.personen.get(), APRIL, door=None)
    client.force_login(externe)

    assert [
        client.get(f"/waterstad/ander-plan/{deel}").status_code
        for deel in ("", f"actiepunten/{punt.nummer}/")
    ] == [404, 200]
