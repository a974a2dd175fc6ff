"""No text column of ours takes a client number, by whatever way it comes in."""

from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from jeugdhulp import logboek, vrijetekst
from jeugdhulp.clientnummer import MASKER, WEIGERING
from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.logboek import ClientnummerInRegelError
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Persoon
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory, PersoonFactory
from maatregelen.models import Mijlpaal, Plan, Vaststelling
from maatregelen.tests.factories import MijlpaalFactory, in_handeling, maak_stand

BSN = "123456782"
# Which columns take any text, by name. A new one here needs a reason (`vrijetekst.stel_vrij`).
VRIJGESTELD = {
    "jeugdhulp.Gebeurtenis.feiten_hash",
    "jeugdhulp.Gebeurtenis.hash",
    "jeugdhulp.Gebeurtenis.inhoud",
    "jeugdhulp.Gebeurtenis.inhoud_hash",
    "jeugdhulp.Gebeurtenis.regel",
    "jeugdhulp.Gebeurtenis.vorige_hash",
    "jeugdhulp.Gebeurtenis.zout",
    "jeugdhulp.Gebruiker.password",
    "jeugdhulp.Ketenkop.hash",
    "jeugdhulp.Momentopname.sha256",
    "jeugdhulp.Momentopname.tekst",
    "jeugdhulp.Toegangsregel.herkomst",
    "jeugdhulp.Verversing.token",
    "maatregelen.Besluitmoment.nummer",
    "maatregelen.HistoricalBesluitmoment.nummer",
    "maatregelen.HistoricalVaststelling.nummer",
    "maatregelen.Vaststelling.nummer",
    "rapportage.Versiestap.nummer",
}
VELDEN = sorted(vrijetekst.tekstvelden(), key=str)


def met_nummer(veld: models.Field) -> Any:
    tekst = "kind 123.456.782"
    return [{"naam": tekst}] if isinstance(veld, models.JSONField) else tekst


def neemt_aan(veld: Any) -> bool:
    """Whether a column takes a client number: in `full_clean` and on its way to the database."""
    uitkomsten = set()
    waarde = met_nummer(veld)
    for poging in (
        lambda: veld.run_validators(waarde),
        lambda: veld.get_db_prep_save(waarde, connection=connection),
    ):
        try:
            poging()
            uitkomsten.add(True)
        except ValidationError as fout:
            uitkomsten.add(WEIGERING not in fout.messages)
    [uitkomst] = uitkomsten
    return uitkomst


def test_every_text_column_refuses_a_client_number_but_those_named_here() -> None:
    assert {str(veld) for veld in VELDEN if neemt_aan(veld)} == VRIJGESTELD


def test_columns_of_every_app_of_ours_and_their_history_are_looked_at() -> None:
    assert {"jeugdhulp.Gebruiker.last_name", "maatregelen.HistoricalPlan.titel"} <= {
        str(veld) for veld in VELDEN
    }


def test_a_column_with_choices_is_no_free_text() -> None:
    assert "maatregelen.Maatregel.fase" not in {str(veld) for veld in VELDEN}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "schrijf",
    [
        lambda: Gebruiker.objects.create_user("anna", last_name=BSN),
        lambda: Gebruiker.objects.create_user(BSN),
        lambda: Gemeente.objects.create(slug="a", naam=BSN),
        lambda: Gemeente.objects.bulk_create([Gemeente(slug="a", naam=BSN)]),
        lambda: Gemeente.objects.update(naam=BSN),
        lambda: GemeenteFactory(slug=BSN),
    ],
    ids=["last name", "user name", "create", "bulk", "update", "slug"],
)
def test_no_way_of_writing_goes_round_the_check(gemeente: Any, schrijf: Any) -> None:
    with pytest.raises(ValidationError, match="burgerservicenummer"), transaction.atomic():
        schrijf()

    assert (Gemeente.objects.filter(naam=BSN).exists(), Gebruiker.objects.exists()) == (
        False,
        False,
    )


@pytest.mark.django_db
def test_a_refusal_names_the_column_so_that_a_form_can_show_it_there(gemeente: Any) -> None:
    gemeente.naam = BSN

    with pytest.raises(ValidationError) as fout:
        gemeente.save()

    assert fout.value.message_dict == {"naam": [WEIGERING]}


@pytest.mark.django_db
def test_a_list_of_spellings_is_looked_into(gemeente: Any) -> None:
    with pytest.raises(ValidationError) as fout:
        PersoonFactory(gemeente=gemeente, ook_geschreven_als=["A. Jansen", BSN])

    assert fout.value.message_dict == {"ook_geschreven_als": [WEIGERING]}


@pytest.mark.django_db
def test_tracked_row_is_refused_and_leaves_no_history() -> None:
    with pytest.raises(ValidationError):
        MijlpaalFactory(twijfel=f"gaat over {BSN}")

    assert (Mijlpaal.objects.count(), Mijlpaal.historie.count()) == (0, 0)


@pytest.mark.django_db
def test_reason_is_refused_before_anything_is_done(plan: Any) -> None:
    aantal = Gebeurtenis.objects.count()

    with (
        pytest.raises(ValidationError) as fout,
        logboek.handeling(door=None, reden=f"op verzoek van {BSN}"),
    ):
        pytest.fail("this is never reached")

    assert (fout.value.message_dict, Gebeurtenis.objects.count()) == (
        {"reden": [WEIGERING]},
        aantal,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "regel",
    [
        {"naam": f"maatregel {BSN}"},
        {"naam": "a", "na": {"tekst": BSN}},
        {"naam": "a", "na": {"planning": ["Q1", f"Q2 {BSN}"]}},
        {"naam": "a", "bron": BSN},
    ],
    ids=["subject", "after", "list", "extra"],
)
def test_line_with_a_client_number_fails_the_whole_act(plan: Any, regel: dict[str, Any]) -> None:
    aantal = Gebeurtenis.objects.count()

    with pytest.raises(ClientnummerInRegelError) as fout, in_handeling():
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, **regel)

    assert (BSN in str(fout.value), Gebeurtenis.objects.count()) == (False, aantal)


@pytest.mark.django_db
def test_what_stood_there_before_is_masked_so_that_it_can_be_taken_out(plan: Any) -> None:
    """A text from before this check must not keep the next one out of the trail."""
    with in_handeling():
        logboek.schrijf(
            "gewijzigd",
            plan,
            gemeente_id=plan.gemeente_id,
            naam="a",
            voor={"tekst": f"kind {BSN}", "lijst": [BSN], "aantal": 3},
        )

    assert Gebeurtenis.objects.latest("pk").gegevens["voor"] == {
        "tekst": f"kind {MASKER}",
        "lijst": [MASKER],
        "aantal": 3,
    }


@pytest.mark.django_db
def test_number_of_a_decision_may_look_like_one_in_its_column_and_in_its_line(plan: Any) -> None:
    assert vrijetekst.is_vrijgesteld(Vaststelling, "nummer")
    veld = Vaststelling._meta.get_field("nummer")

    assert (veld.run_validators(BSN), veld.get_db_prep_save(BSN, connection=connection)) == (
        None,
        BSN,
    )
    with in_handeling():
        logboek.schrijf(
            "vastgesteld",
            Vaststelling(pk=1, plan=plan),
            gemeente_id=plan.gemeente_id,
            naam="versie 1",
            na={"nummer": BSN},
        )


def test_hash_of_a_file_is_no_client_number(plan: Any) -> None:
    sha256 = f"{'ab' * 20}{BSN}{'cd' * 7}f"

    with in_handeling():
        logboek.schrijf(
            "rapport gemaakt",
            plan,
            gemeente_id=plan.gemeente_id,
            naam="a",
            na={"sha256": sha256},
        )

    assert Gebeurtenis.objects.latest("pk").gegevens["na"] == {"sha256": sha256}


def alle_formulieren(soort: type[forms.BaseForm] = forms.BaseForm) -> set[type[forms.BaseForm]]:
    eronder = soort.__subclasses__()
    return {*eronder, *(form for deel in eronder for form in alle_formulieren(deel))}


def test_every_form_of_ours_refuses_client_numbers() -> None:
    """A new form that forgets its base fails here, also where no other test loaded it."""
    import_module(settings.ROOT_URLCONF)
    eigen = {
        form
        for form in alle_formulieren()
        if form.__module__.partition(".")[0] in {"jeugdhulp", "maatregelen", "rapportage"}
        and ".tests." not in form.__module__
        and form.__module__ != "jeugdhulp.forms.basis"
    }

    assert {form.__name__ for form in eigen if not issubclass(form, GeenClientnummer)} == set()
    assert {"AanmeldForm", "DagenForm", "RapportForm", "StandForm"} <= {
        form.__name__ for form in eigen
    }


class Proefform(GeenClientnummer, forms.Form):
    tekst = forms.CharField()
    keuze = forms.ChoiceField(choices=[("a", "A")], required=False)
    keuzes = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    getal = forms.IntegerField(required=False)
    dag = forms.DateField(required=False)
    wachtwoord = forms.CharField(widget=forms.PasswordInput, required=False)

    def clean_tekst(self) -> str:
        raise AssertionError("what holds a client number goes no further")


@pytest.mark.parametrize("veld", ["keuze", "keuzes", "getal", "dag"])
def test_field_says_why_and_does_not_repeat_the_number(veld: str) -> None:
    """Django repeats what is no choice; here the refusal comes instead."""
    form = Proefform({"tekst": BSN, veld: BSN})

    assert form.errors == {"tekst": [WEIGERING], veld: [WEIGERING]}
    assert (form.cleaned_data.get("tekst"), form.cleaned_data.get(veld)) == (None, None)


def test_password_may_be_any_text() -> None:
    form = Proefform({"tekst": BSN, "wachtwoord": BSN})

    assert (form.errors, form.cleaned_data["wachtwoord"]) == ({"tekst": [WEIGERING]}, BSN)


@pytest.mark.django_db
def test_name_to_sign_in_with_is_refused_before_anybody_looks_it_up(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed here would reach signals, counters and logs."""
    gezocht: list[Any] = []
    monkeypatch.setattr(AuthenticationForm, "get_invalid_login_error", gezocht.append)

    antwoord = client.post("/aanmelden/", {"username": BSN, "password": "geheim"})

    assert (antwoord.context["form"].errors, gezocht) == ({"username": [WEIGERING]}, [])


@pytest.mark.django_db
@pytest.mark.parametrize("veld", ["bron", "letterlijk", "namens", "twijfel", "reden"])
def test_every_text_of_a_stand_is_refused_also_where_no_form_asks_it(
    maatregel: Any, veld: str
) -> None:
    with pytest.raises(ValidationError) as fout:
        maak_stand(maatregel, **{veld: BSN})

    assert fout.value.message_dict == {veld: [WEIGERING]}


@pytest.mark.django_db
def test_users_and_people_without_a_number_are_stored() -> None:
    GebruikerFactory(username="anna", last_name="de Vries")
    PersoonFactory(naam="Werkgroep 12345")

    assert (Gebruiker.objects.count(), Persoon.objects.count(), Plan.objects.count()) == (1, 1, 0)
