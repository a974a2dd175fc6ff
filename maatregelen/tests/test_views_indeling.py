"""Making a measure and giving one another place, on screen."""

from typing import Any

import pytest
from django.contrib.messages import get_messages

from jeugdhulp.models import Gebeurtenis, Gebruiker
from jeugdhulp.tests.lezen import kenmerken, vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.domain.maatregel.indeling import deel_in
from maatregelen.models import Maatregel, Plan
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    ThemaFactory,
)
from maatregelen.tests.geldfactories import InvesteringFactory

PLAN = "/waterstad/plan-jeugd/"
NIEUW = f"{PLAN}nieuwe-maatregel/"
BLAD = f"{PLAN}maatregelen/1a/"
INDELING = f"{BLAD}indeling/"


@pytest.fixture
def rij(plan: Plan) -> Maatregel:
    thema = ThemaFactory(plan=plan, code="1", titel="Toegang")
    return MaatregelFactory(plan=plan, thema=thema, code="1a", titel="Hulp dichtbij")


@pytest.fixture
def schrijver(client: Paginaclient, beleidsadviseur: Gebruiker, rij: Maatregel) -> Paginaclient:
    client.force_login(beleidsadviseur)
    return client


def regel() -> dict[str, Any]:
    """What the last line of Waterstad tells."""
    return Gebeurtenis.objects.filter(gemeente__slug="waterstad").latest("volgnummer").gegevens


def meldingen(antwoord: Any) -> list[str]:
    return [str(bericht) for bericht in get_messages(antwoord.wsgi_request)]


def indeling(rij: Maatregel, **anders: str) -> dict[str, str]:
    nu = {"code": rij.code, "thema": str(rij.thema_id)}
    was = {f"was_{naam}": waarde for naam, waarde in nu.items()}
    return nu | was | {"reden": "Anders geteld."} | anders


def test_elk_thema_zegt_welke_code_er_komt(schrijver: Paginaclient, plan: Plan) -> None:
    ThemaFactory(plan=plan, code="2", titel="Veiligheid", volgorde=1)

    antwoord = schrijver.get(NIEUW)

    assert vind(antwoord, "#id_thema .keuze") == ["1 Toegang – wordt 1b", "2 Veiligheid – wordt 2a"]
    assert vind(antwoord, "[name=clusters]") == []


def test_een_nieuwe_maatregel_leidt_naar_haar_blad(schrijver: Paginaclient, rij: Maatregel) -> None:
    cluster = ClusterFactory(plan=rij.plan, titel="Basis")

    antwoord = schrijver.post(
        NIEUW, {"titel": "Meer hulp", "thema": rij.thema_id, "clusters": [cluster.pk]}
    )

    assert (antwoord.status_code, antwoord.url) == (303, f"{PLAN}maatregelen/1b/")
    assert meldingen(antwoord) == ["Maatregel 1b is toegevoegd. Vul het blad nu verder aan."]
    assert regel()["na"]["clusters"] == ["Basis"]
    assert vind(schrijver.get(antwoord.url), "h1") == ["1b Meer hulp"]


def test_wat_niet_kan_komt_terug_zoals_het_was(schrijver: Paginaclient, rij: Maatregel) -> None:
    antwoord = schrijver.post(NIEUW, {"titel": "Meer", "thema": rij.thema_id, "code": "1a"})

    assert antwoord.status_code == 422
    assert vind(antwoord, ".foutoverzicht li") == [
        "Andere code: Deze code is al van “1a Hulp dichtbij”. Kies een andere."
    ]
    assert kenmerken(antwoord, "[name=titel]", "value") == ["Meer"]


def test_zonder_thema_is_er_geen_formulier(
    client: Paginaclient, beleidsadviseur: Gebruiker, plan: Plan
) -> None:
    client.force_login(beleidsadviseur)

    assert vind(client.get(NIEUW), ".leeg__kop") == ["Dit plan heeft nog geen thema."]


@pytest.mark.parametrize(("wie", "ziet"), [("voorzitter", True), ("bestuurder", False)])
def test_alleen_wie_mag_vindt_de_knoppen(
    request: Any, client: Paginaclient, rij: Maatregel, wie: str, ziet: bool
) -> None:
    client.force_login(request.getfixturevalue(wie))

    knoppen = vind(client.get(PLAN), ".paginakop a.knop")
    links = vind(client.get(BLAD), ".schikken a")

    assert ("Maatregel toevoegen" in knoppen, "Indeling wijzigen" in links) == (ziet, ziet)


def test_een_andere_code_leidt_naar_het_nieuwe_adres(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    antwoord = schrijver.post(INDELING, indeling(rij, code="1x"))

    assert (antwoord.status_code, antwoord.url) == (
        303,
        f"{PLAN}maatregelen/1x/#deel-kenmerken",
    )
    assert (regel()["voor"], regel()["na"]) == ({"code": "1a"}, {"code": "1x"})


def test_het_oude_adres_blijft_werken(schrijver: Paginaclient, rij: Maatregel) -> None:
    deel_in(rij, code="1x", thema=rij.thema, door=None, reden="Anders geteld.")

    antwoord = schrijver.get(BLAD, {"peildatum": "2026-11-01"})

    assert (antwoord.status_code, antwoord.url) == (
        302,
        f"{PLAN}maatregelen/1x/?peildatum=2026-11-01",
    )
    assert schrijver.get(f"{PLAN}maatregelen/9z/").status_code == 404


def test_het_oude_adres_is_van_wie_de_code_nu_heeft(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    deel_in(rij, code="1x", thema=rij.thema, door=None, reden="Anders geteld.")
    MaatregelFactory(plan=rij.plan, code="1a", titel="Nieuwe hulp")

    assert vind(schrijver.get(BLAD), "h1") == ["1a Nieuwe hulp"]


def test_het_oude_adres_verraadt_niets(
    client: Paginaclient, externe: Gebruiker, maatregel: Maatregel
) -> None:
    """From outside she may not see 1b; where it went is not told either."""
    andere = MaatregelFactory(plan=maatregel.plan, code="1b")
    deel_in(andere, code="1c", thema=andere.thema, door=None, reden="Anders geteld.")
    client.force_login(externe)

    assert client.get(f"{PLAN}maatregelen/1b/").status_code == 404


def test_indeling_noemt_elk_blad_en_wat_er_nog_bij_kan(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    clusters = [ClusterFactory(plan=rij.plan, titel=titel) for titel in ("Basis", "Extra", "Rest")]
    for cluster in clusters[:2]:
        BladFactory(maatregel=rij, cluster=cluster)

    antwoord = schrijver.get(INDELING)

    labels = vind(antwoord, ".deelform .veld > .veld__label, .deelform legend.veld__label")
    assert labels == [
        "Code",
        "Thema",
        "Cluster van het blad in Basis",
        "Cluster van het blad in Extra",
        "Ook in cluster (mag leeg blijven)",
        "Waarom verandert het?",
    ]
    assert vind(antwoord, "#id_clusters .keuze") == ["Rest"]


def test_een_blad_naar_een_ander_cluster_en_een_erbij(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    clusters = [ClusterFactory(plan=rij.plan, titel=titel) for titel in ("Basis", "Extra", "Rest")]
    blad = BladFactory(maatregel=rij, cluster=clusters[0])
    naam = f"blad_{blad.pk}"
    gegeven = indeling(rij) | {naam: clusters[1].pk, f"was_{naam}": clusters[0].pk}

    antwoord = schrijver.post(INDELING, gegeven | {"clusters": [clusters[2].pk]})

    assert antwoord.status_code == 303
    assert regel()["na"] == {"clusters": ["Extra", "Rest"]}


def test_zonder_reden_verandert_er_niets(schrijver: Paginaclient, rij: Maatregel) -> None:
    antwoord = schrijver.post(INDELING, indeling(rij, code="1x", reden=""))

    assert (antwoord.status_code, Maatregel.objects.get(pk=rij.pk).code) == (422, "1a")
    assert vind(antwoord, "#id_reden_error") == [
        "Fout: U verandert de indeling. Schrijf op waarom."
    ]
    assert kenmerken(antwoord, "[name=code]", "value") == ["1x"]


def test_wie_dezelfde_code_ook_veranderde_komt_naast_de_ander(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    """At the old address, while she was typing, there is no measure any more: she sees that."""
    ander = ThemaFactory(plan=rij.plan, code="2", titel="Veiligheid")
    deel_in(rij, code="1a", thema=ander, door=None, reden="Eerst.")
    derde = ThemaFactory(plan=rij.plan, code="3", titel="Samen")

    antwoord = schrijver.post(INDELING, indeling(rij, thema=str(derde.pk)))

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["2 Veiligheid"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_formulieren_kosten_een_vast_aantal_vragen(
    schrijver: Paginaclient, rij: Maatregel, django_assert_num_queries: Any, aantal: int
) -> None:
    for _ in range(aantal):
        BladFactory(maatregel=rij, cluster=ClusterFactory(plan=rij.plan))
        MaatregelFactory(plan=rij.plan)

    with django_assert_num_queries(10):
        schrijver.get(INDELING)
    with django_assert_num_queries(10):
        schrijver.get(NIEUW)


def test_een_leeg_blad_gaat_weg(schrijver: Paginaclient, rij: Maatregel) -> None:
    basis, rest = [
        BladFactory(maatregel=rij, cluster=ClusterFactory(plan=rij.plan, titel=titel))
        for titel in ("Basis", "Rest")
    ]
    links = kenmerken(schrijver.get(INDELING), ".deelform .schikken a", "href")
    assert links == [f"{INDELING}blad/{basis.pk}/", f"{INDELING}blad/{rest.pk}/"]

    antwoord = schrijver.post(links[1], {"reden": "Dit cluster kwam er niet."})

    assert (antwoord.status_code, antwoord.url) == (303, f"{BLAD}#deel-kenmerken")
    assert (regel()["voor"], regel()["na"]) == (
        {"clusters": ["Basis", "Rest"]},
        {"clusters": ["Basis"]},
    )


def test_een_gevuld_blad_zegt_per_regel_wat_erop_staat(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    blad = BladFactory(maatregel=rij, cluster=ClusterFactory(plan=rij.plan, titel="Basis"))
    MijlpaalFactory(blad=blad, tekst="Werven")
    InvesteringFactory(plan=rij.plan, blad=blad)
    adres = f"{INDELING}blad/{blad.pk}/"

    antwoord = schrijver.get(adres)

    assert vind(antwoord, ".deelform li") == ["Stap: Werven", "Investering: Een training"]
    assert kenmerken(antwoord, ".deelform li a", "href") == [
        f"{BLAD}#deel-planning-{blad.pk}",
        f"{BLAD}#deel-investering-{blad.pk}",
    ]
    assert vind(antwoord, ".deelform button") == []
    geweigerd = schrijver.post(adres, {"reden": "Weg ermee."})
    assert (geweigerd.status_code, rij.bladen.count()) == (422, 1)
    assert vind(geweigerd, ".foutoverzicht li") == [
        "Op dit blad staan nog 2 regels. Daarom kan het niet weg."
    ]


def test_het_enige_blad_gaat_uit_zijn_cluster(schrijver: Paginaclient, rij: Maatregel) -> None:
    blad = BladFactory(maatregel=rij, cluster=ClusterFactory(plan=rij.plan, titel="Basis"))
    naam = f"blad_{blad.pk}"
    assert vind(schrijver.get(INDELING), f"#id_{naam} option") == ["geen", "Basis"]

    antwoord = schrijver.post(
        INDELING, indeling(rij) | {naam: "", f"was_{naam}": str(blad.cluster_id)}
    )

    assert (antwoord.status_code, regel()["na"]) == (303, {"clusters": ["geen cluster"]})


def test_het_enige_blad_buiten_een_cluster_is_niet_weg_te_halen(
    schrijver: Paginaclient, rij: Maatregel
) -> None:
    BladFactory(maatregel=rij)
    ClusterFactory(plan=rij.plan)

    assert vind(schrijver.get(INDELING), ".deelform .schikken a") == []


@pytest.mark.parametrize("aantal", [1, 3])
def test_pagina_om_een_blad_weg_te_halen_kost_een_vast_aantal_vragen(
    schrijver: Paginaclient, rij: Maatregel, django_assert_num_queries: Any, aantal: int
) -> None:
    blad = BladFactory(maatregel=rij, cluster=ClusterFactory(plan=rij.plan))
    for _ in range(aantal):
        MijlpaalFactory(blad=blad)
        InvesteringFactory(plan=rij.plan, blad=blad)

    with django_assert_num_queries(13):
        schrijver.get(f"{INDELING}blad/{blad.pk}/")
