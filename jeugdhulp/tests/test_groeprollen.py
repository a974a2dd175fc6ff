"""The table that says what a group of the directory makes somebody, and its page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from jeugdhulp.domain.groeprollen import haal_weg, voeg_toe
from jeugdhulp.models import Gebeurtenis, Groeprol, Toegangsregel
from jeugdhulp.tests.lezen import vind

pytestmark = pytest.mark.django_db
PAGINA = "/waterstad/gebruikers/groepen/"


@pytest.fixture
def beheer(client, beheerder):
    """The beheerder of Waterstad, signed in just now."""
    client.force_login(beheerder)
    return client


def rijen():
    return sorted(Groeprol.objects.values_list("groep", "rol", "extern"))


@pytest.mark.parametrize(
    ("wordt", "verwacht"),
    [
        ("controller", ("team", "controller", False)),
        ("", ("team", "", False)),
        ("extern", ("team", "", True)),
    ],
)
def test_beheerder_ties_a_group_to_what_its_people_become(beheer, wordt, verwacht):
    antwoord = beheer.post(PAGINA, {"groep": " team ", "wordt": wordt})

    assert (antwoord.status_code, rijen()) == (302, [verwacht])


def test_each_change_stands_in_the_logboek_and_in_the_register(beheer, beheerder):
    beheer.post(PAGINA, {"groep": "team", "omschrijving": "Team jeugd", "wordt": "controller"})
    nummer = Groeprol.objects.get().pk
    beheer.post(f"{PAGINA}{nummer}/weg/")

    logboek = Gebeurtenis.objects.filter(soort__startswith="groep ").order_by("volgnummer")
    assert list(logboek.values_list("soort", "door")) == [
        ("groep gekoppeld", beheerder.pk),
        ("groep losgemaakt", beheerder.pk),
    ]
    assert '"na":{"groep":"team","wordt":"controller"}' in logboek[0].inhoud
    register = Toegangsregel.objects.order_by("pk").values_list("soort", "over", "gebruiker")
    assert list(register) == [
        ("groep gekoppeld", f"groep {nummer}, controller", beheerder.pk),
        ("groep losgemaakt", f"groep {nummer}, controller", beheerder.pk),
    ]
    assert rijen() == []


@pytest.mark.parametrize(
    ("gegeven", "fout"),
    [
        ({"groep": ""}, "Dit veld is verplicht."),
        ({"groep": "team", "wordt": "koning"}, "Selecteer een geldige keuze"),
        ({"groep": "kind 123.456.782"}, "cliëntnummer"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(beheer, gegeven, fout):
    antwoord = beheer.post(PAGINA, gegeven)

    assert (antwoord.status_code, rijen()) == (422, [])
    assert antwoord.context["form"].errors


def test_same_role_twice_for_a_group_is_refused_and_another_is_not(beheer):
    statussen = [
        beheer.post(PAGINA, {"groep": "team", "wordt": wordt}).status_code
        for wordt in ("controller", "controller", "bestuurder")
    ]

    assert (statussen, len(rijen())) == ([302, 422, 302], 2)


def test_outsider_with_a_role_is_refused_by_the_database_itself(gemeente, beheerder):
    dwaas = Groeprol(gemeente=gemeente, groep="team", rol="controller", extern=True)

    with pytest.raises(ValidationError, match="buiten"):
        voeg_toe(dwaas, door=beheerder)
    with pytest.raises(IntegrityError), transaction.atomic():
        dwaas.save()


def test_page_shows_what_people_call_a_group_and_what_the_directory_does(beheer, gemeente):
    Groeprol.objects.create(
        gemeente=gemeente,
        groep="2f6c1f6e-0000-4000-8000-aaaaaaaaaaaa",
        omschrijving="Team jeugd",
        rol="projectgroep",
    )
    Groeprol.objects.create(gemeente=gemeente, groep="partners", extern=True)

    antwoord = beheer.get(PAGINA)

    assert vind(antwoord, "tbody th") == [
        "partners",
        "Team jeugd 2f6c1f6e-0000-4000-8000-aaaaaaaaaaaa",
    ]
    assert vind(antwoord, "tbody td[data-kop]") == [
        "iemand van buiten",
        "lid van de projectgroep",
    ]


@pytest.mark.parametrize("aan", [False, True])
def test_page_says_whether_it_is_in_use(beheer, request, aan):
    if aan:
        request.getfixturevalue("zet_bron")

    koppen = vind(beheer.get(PAGINA), "h2")

    assert ("Aanmelden met het werkaccount staat nog niet aan" in koppen) is not aan


@pytest.mark.parametrize("aantal", [1, 3])
def test_page_costs_the_same_however_many_groups(
    beheer, gemeente, django_assert_num_queries, aantal
):
    for nummer in range(aantal):
        Groeprol.objects.create(gemeente=gemeente, groep=f"team-{nummer}")
    beheer.get(PAGINA)

    with django_assert_num_queries(7):
        beheer.get(PAGINA)


def test_taking_a_group_away_twice_is_not_found(beheer, gemeente, beheerder):
    groeprol = Groeprol.objects.create(gemeente=gemeente, groep="team")
    nummer = groeprol.pk
    haal_weg(groeprol, door=beheerder)

    assert beheer.post(f"{PAGINA}{nummer}/weg/").status_code == 404
