"""The screens on which one person asks to remove content and another decides."""

import pytest
from django.urls import reverse

from jeugdhulp.domain.afschermen import vraag_afschermen
from jeugdhulp.models import Afscherming
from jeugdhulp.tests.lezen import vind
from maatregelen.models import Stand
from maatregelen.tests.factories import maak_stand

WOORDEN = "Noortje Zandstra"


@pytest.fixture
def verzoek(maatregel, gemeente, beleidsadviseur):
    """The beleidsadviseur asks that the name in a stand goes."""
    maak_stand(maatregel, tekst=f"{WOORDEN} is geholpen.")
    return vraag_afschermen(gemeente, WOORDEN, grond="naam van een cliënt", door=beleidsadviseur)


def adres(naam, *rest):
    return reverse(f"maatregelen:{naam}", args=["waterstad", *rest])


def test_who_asks_comes_to_the_request_with_all_that_would_go(client, maatregel, beleidsadviseur):
    maak_stand(maatregel, tekst=f"{WOORDEN} is geholpen.")
    client.force_login(beleidsadviseur)

    antwoord = client.post(
        adres("afscherming_create"), {"woorden": WOORDEN, "grond": "naam"}, follow=True
    )

    assert vind(antwoord, "main h3") == ["Regels van het logboek: 1", "Standen van zaken: 1"]
    assert vind(antwoord, "main button") == ["Verzoek intrekken"]
    assert "Een ander moet het nog uitvoeren." in vind(antwoord, ".meldingen")[0]


def test_words_that_are_nowhere_come_back_with_what_to_do(client, maatregel, beleidsadviseur):
    client.force_login(beleidsadviseur)

    antwoord = client.post(adres("afscherming_create"), {"woorden": "Niemand", "grond": "naam"})

    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors == {
        "woorden": ["Deze woorden staan nergens. Kijk na hoe ze geschreven zijn."]
    }


def test_another_carries_it_out_and_the_words_are_on_no_page_any_more(
    client, verzoek, maatregel, beheerder
):
    client.force_login(beheerder)

    antwoord = client.post(
        adres("afscherming_detail", verzoek.pk), {"besluit": "uitvoeren"}, follow=True
    )

    paginas = [
        antwoord,
        client.get(adres("afscherming_list")),
        client.get(maatregel.get_absolute_url()),
        client.get(f"{maatregel.get_absolute_url()}wijzigingen/"),
    ]
    assert [WOORDEN in pagina.content.decode() for pagina in paginas] == [False] * 4
    assert "De inhoud is weg, op 2 plekken." in vind(antwoord, ".meldingen")[0]
    assert "[afgeschermd]" in paginas[2].content.decode()


def test_who_asked_may_take_it_back(client, verzoek, beleidsadviseur):
    client.force_login(beleidsadviseur)

    client.post(adres("afscherming_detail", verzoek.pk), {"besluit": "afwijzen"})

    assert Afscherming.objects.get().uitkomst == "afgewezen"
    assert Stand.objects.filter(tekst__contains=WOORDEN).count() == 1


def test_who_asked_cannot_carry_it_out_by_a_forged_form(client, verzoek, beleidsadviseur):
    client.force_login(beleidsadviseur)

    antwoord = client.post(adres("afscherming_detail", verzoek.pk), {"besluit": "uitvoeren"})

    assert antwoord.status_code == 409
    assert "Een ander moet het uitvoeren." in vind(antwoord, ".meldingen")[0]
    assert Stand.objects.filter(tekst__contains=WOORDEN).count() == 1


def test_a_request_of_another_gemeente_does_not_exist(client, verzoek, buur, beheerder, kanarie):
    client.force_login(beheerder)
    vreemd = Afscherming.objects.create(
        gemeente=buur.lidmaatschappen.get().gemeente,
        soort="afschermen",
        woorden="iets",
        grond="iets",
        gevraagd_door=buur,
        gevraagd_op=verzoek.gevraagd_op,
    )

    assert client.get(adres("afscherming_detail", vreemd.pk)).status_code == 404


def test_without_a_term_no_plan_can_be_destroyed(client, plan, beheerder):
    client.force_login(beheerder)

    antwoord = client.post(adres("vernietiging_create"), {"plan": plan.pk, "grond": "het is op"})

    assert (antwoord.status_code, Afscherming.objects.count()) == (422, 0)


@pytest.mark.parametrize("jaren", ["0", "101", "tien"])
def test_a_term_that_cannot_be_is_refused(client, gemeente, beheerder, jaren):
    client.force_login(beheerder)

    antwoord = client.post(
        adres("bewaartermijn_update"), {"jaren": jaren, "reden": "selectielijst"}
    )

    gemeente.refresh_from_db()
    assert (antwoord.status_code, gemeente.bewaartermijn_jaren) == (422, None)


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_takes_the_same_queries_whatever_the_number(
    client, verzoek, gemeente, beheerder, beleidsadviseur, django_assert_num_queries, aantal
):
    for _ in range(aantal - 1):
        vraag_afschermen(gemeente, WOORDEN, grond="naam", door=beleidsadviseur)
    client.force_login(beheerder)

    with django_assert_num_queries(7):
        antwoord = client.get(adres("afscherming_list"))

    assert len(vind(antwoord, "tbody tr")) == aantal


@pytest.mark.parametrize(("wie", "links"), [("beleidsadviseur", 1), ("controller", 0)])
def test_who_reads_the_trail_finds_the_way_to_afschermen(client, maatregel, request, wie, links):
    client.force_login(request.getfixturevalue(wie))

    paginas = ("/waterstad/", "/waterstad/plan-jeugd/", maatregel.get_absolute_url())
    gevonden = [client.get(f"{pagina}wijzigingen/") for pagina in paginas]

    naar = f"main a[href='{adres('afscherming_list')}']"
    assert [len(vind(antwoord, naar)) for antwoord in gevonden] == [links] * 3
