"""Afschermen and vernietigen: two people, everywhere it went, and the trail still verifies."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from jeugdhulp import kalender, logboek
from jeugdhulp.clientnummer import WEIGERING
from jeugdhulp.controle import VERNIETIGD, controleer_gemeente, controleer_sloten
from jeugdhulp.domain import plekken
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen, vraag_vernietigen, wijs_af
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.models import Afscherming, Gebeurtenis, Momentopname
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.stand import bewijs
from maatregelen.models import Stand
from maatregelen.models.stand import AFSCHERMBAAR
from maatregelen.tests.factories import BetrokkenheidFactory, MijlpaalFactory, maak_stand
from maatregelen.tests.test_bewijs import zonder_slot

WOORDEN = "Noortje Zandstra"
GROND = "naam van een cliënt"


def overal(woorden: str) -> dict[str, int]:
    """In which column of which table of ours the words stand, and in how many rows: read with
    plain SQL, so that nothing of the product can look away."""
    gevonden = {}
    eigen = {"jeugdhulp", "maatregelen", "rapportage"}
    for model in apps.get_models():
        if model._meta.app_label not in eigen:
            continue
        for veld in model._meta.local_fields:
            if isinstance(veld, models.CharField | models.TextField | models.JSONField):
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"SELECT count(*) FROM {model._meta.db_table}"  # noqa: S608 (names of models)
                        f" WHERE CAST({veld.column} AS text) LIKE %s",
                        [f"%{woorden}%"],
                    )
                    aantal = cursor.fetchone()[0]
                if aantal:
                    gevonden[f"{model._meta.model_name}.{veld.name}"] = aantal
    return gevonden


def maak_rapport(gemeente: Any, tekst: str) -> Momentopname:
    opname = bevries(
        {"titel": "Voortgang", "standen": [{"tekst": tekst}]},
        gemeente_id=gemeente.pk,
        soort="voortgangsrapportage",
        peildatum=date(2026, 3, 1),
        moment=kalender.nu(),
    )
    with logboek.handeling(door=None):
        opname.save(force_insert=True)
        logboek.schrijf(
            "rapport gemaakt", gemeente, gemeente_id=gemeente.pk, naam="x", feiten=feiten(opname)
        )
    return opname


@pytest.fixture
def verspreid(gemeente: Any, maatregel: Any, beleidsadviseur: Any) -> Any:
    """The name of a client in every kind of place: a stand and the next that changed it, the reason
    given, a planning line, a part in a measure, a person, a snapshot."""
    maak_stand(maatregel, tekst=f"Met {WOORDEN} gaat het goed.", door=beleidsadviseur)
    maak_stand(maatregel, tekst="Het loopt.", reden=f"{WOORDEN} eruit", door=beleidsadviseur)
    MijlpaalFactory(blad=maatregel.bladen.get(), tekst=f"Gesprek met {WOORDEN}")
    BetrokkenheidFactory(maatregel=maatregel, persoon__naam="Iemand", deeltaak=f"{WOORDEN} ")
    PersoonFactory(gemeente=gemeente, naam=WOORDEN, ook_geschreven_als=[f"mevr. {WOORDEN}"])
    PersoonFactory(gemeente=gemeente, naam="Els", functie=f"coach van {WOORDEN}")
    maak_rapport(gemeente, f"Ook hier {WOORDEN}.")
    return maatregel


def test_the_words_go_wherever_they_went(verspreid, gemeente, beheerder, beleidsadviseur):
    voor = set(overal(WOORDEN))
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)

    voer_uit(verzoek, door=beheerder)

    assert voor == {
        "betrokkenheid.deeltaak",
        "gebeurtenis.inhoud",
        "historicalbetrokkenheid.deeltaak",
        "historicalmaatregel.history_change_reason",
        "historicalmijlpaal.tekst",
        "historicalpersoon.functie",
        "historicalpersoon.naam",
        "historicalpersoon.ook_geschreven_als",
        "mijlpaal.tekst",
        "momentopname.tekst",
        "persoon.functie",
        "persoon.naam",
        "persoon.ook_geschreven_als",
        "stand.tekst",
    }
    assert overal(WOORDEN) == {}
    assert (controleer_gemeente(gemeente).fout, controleer_sloten()) == ("", [])


def test_what_was_not_asked_for_stays(verspreid, gemeente, beheerder, beleidsadviseur):
    bleef = Stand.objects.order_by("pk").values("tekst", "oorzaak", "totaal", "peildatum")
    voor = [dict(rij) for rij in bleef]
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)

    voer_uit(verzoek, door=beheerder)

    voor[1]["tekst"] = AFGESCHERMD
    assert [dict(rij) for rij in bleef.all()] == voor
    assert [mijlpaal.tekst for mijlpaal in verspreid.bladen.get().mijlpalen.order_by("pk")][-1] == (
        f"Gesprek met {AFGESCHERMD}"
    )


def test_the_line_tells_who_asked_why_and_what_went(
    verspreid, gemeente, beheerder, beleidsadviseur
):
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)
    voer_uit(verzoek, door=beheerder)

    regel = Gebeurtenis.objects.get(soort=VERNIETIGD)
    leeg = Gebeurtenis.objects.filter(inhoud=None).order_by("volgnummer")
    assert (regel.door, regel.gegevens["gevraagd_door"], regel.gegevens["reden"]) == (
        beheerder,
        beleidsadviseur.pk,
        GROND,
    )
    assert regel.gegevens["regels"] == [rij.volgnummer for rij in leeg]
    assert regel.gegevens["na"]["plekken"][:3] == [
        "regels van het logboek: 4",
        "standen van zaken: 1",
        "bewaarde gegevens van rapporten: 1",
    ]


def test_a_snapshot_gets_an_erratum_version(verspreid, gemeente, beheerder, beleidsadviseur):
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)
    voer_uit(verzoek, door=beheerder)

    erratum = Momentopname.objects.get(vervangt__isnull=False)
    assert (erratum.vervangt.tekst, erratum.vervangt.afgeschermd_op is None) == ("", False)
    assert f"Ook hier {AFGESCHERMD}." in erratum.tekst


def test_who_asked_cannot_carry_it_out(verspreid, gemeente, beleidsadviseur):
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)

    with pytest.raises(ValidationError, match="Een ander moet het uitvoeren"):
        voer_uit(verzoek, door=beleidsadviseur)

    assert overal(WOORDEN)["stand.tekst"] == 1


def test_the_database_too_wants_two_people(gemeente, maatregel, beleidsadviseur):
    verzoek = vraag_afschermen(gemeente, "Het loopt", grond=GROND, door=beleidsadviseur)

    with pytest.raises(IntegrityError), transaction.atomic():
        Afscherming.objects.filter(pk=verzoek.pk).update(
            uitkomst="uitgevoerd",
            woorden="",
            besloten_door=beleidsadviseur,
            besloten_op=kalender.nu(),
        )


def test_it_is_decided_once(verspreid, gemeente, beheerder, beleidsadviseur):
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)
    wijs_af(verzoek, door=beheerder)

    with pytest.raises(ValidationError, match="al besloten"):
        voer_uit(verzoek, door=beheerder)

    verzoek.refresh_from_db()
    assert (verzoek.uitkomst, verzoek.woorden) == ("afgewezen", "")


@pytest.mark.parametrize(
    ("woorden", "grond", "fouten"),
    [
        ("ab", GROND, {"woorden": "Typ ten minste 3 tekens."}),
        ("123456782", GROND, {"woorden": WEIGERING}),
        (
            "staat er niet",
            "",
            {
                "woorden": "Deze woorden staan nergens. Kijk na hoe ze geschreven zijn.",
                "grond": "Zeg waarom dit weg moet.",
            },
        ),
        (
            WOORDEN,
            f"{WOORDEN.upper()} is cliënt",
            {
                "grond": "Herhaal hier niet de woorden die weg moeten: de grond blijft bewaard.",
            },
        ),
    ],
)
def test_a_request_says_per_field_what_is_wrong(
    verspreid, gemeente, beleidsadviseur, woorden, grond, fouten
):
    with pytest.raises(ValidationError) as fout:
        vraag_afschermen(gemeente, woorden, grond=grond, door=beleidsadviseur)

    assert fout.value.message_dict == {veld: [tekst] for veld, tekst in fouten.items()}
    assert Afscherming.objects.count() == 0


def test_another_gemeente_is_not_touched(kanarie, gemeente, maatregel, beheerder, beleidsadviseur):
    maak_stand(maatregel, tekst=f"Hier {kanarie}.")
    buiten = Stand.objects.exclude(maatregel__plan__gemeente=gemeente).values_list(*AFSCHERMBAAR)
    voor = list(buiten)

    voer_uit(vraag_afschermen(gemeente, kanarie, grond=GROND, door=beleidsadviseur), door=beheerder)

    assert list(buiten) == voor


def test_words_found_later_go_too_and_earlier_acts_stay_known(
    verspreid, gemeente, beheerder, beleidsadviseur
):
    """The second act empties a line of the first, and tells itself what that one told."""
    stand = maak_stand(verspreid, tekst=f"{WOORDEN} en Bram Hofman", gevolg="Bram Hofman wacht.")
    eerste = vraag_afschermen(gemeente, WOORDEN, grond="Bram Hofman vroeg het", door=beheerder)
    voer_uit(eerste, door=beleidsadviseur)

    tweede = vraag_afschermen(gemeente, "Bram Hofman", grond=GROND, door=beheerder)
    voer_uit(tweede, door=beleidsadviseur)

    stand.refresh_from_db()
    assert (stand.tekst, stand.gevolg) == (AFGESCHERMD, AFGESCHERMD)
    assert overal("Bram Hofman") == {"afscherming.grond": 1}
    assert controleer_gemeente(gemeente).fout == ""


def test_texts_left_on_a_shielded_stand_are_still_held(
    verspreid, gemeente, beheerder, beleidsadviseur
):
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)
    voer_uit(verzoek, door=beheerder)
    stand = Stand.objects.get(tekst=AFGESCHERMD)

    zonder_slot(f"UPDATE maatregelen_stand SET bijsturing = 'x' WHERE id = {stand.pk}")  # noqa: S608

    assert controleer_gemeente(gemeente).fout == (
        f"stand {stand.pk} van maatregel 1a: staat niet zo in het logboek"
    )


def vervals(gemeente: Any, door: Any, vraagt: Any, **feiten: Any) -> None:
    """What somebody with the database can add to a chain without rewriting it: lines that look like
    a request and an act of two people."""
    doel = {"gemeente_id": gemeente.pk, "naam": "verzoek 99"}
    with logboek.handeling(door=vraagt, reden=GROND):
        logboek.schrijf("afschermen gevraagd", gemeente, **doel)
    with logboek.handeling(door=door, reden=GROND):
        logboek.schrijf(VERNIETIGD, gemeente, **doel, regels=[], **feiten)


def test_no_act_excuses_a_light_that_was_changed(gemeente, maatregel, beheerder, beleidsadviseur):
    """The locks taken off, a light changed, and a line added that says the hashes are so now."""
    stand = maak_stand(maatregel, tijd="rood")
    anders = "tijd = 'oranje', totaal = 'oranje', argument = 'Het valt mee.'"
    zonder_slot(f"UPDATE maatregelen_stand SET {anders} WHERE id = {stand.pk}")  # noqa: S608
    stand.refresh_from_db()

    vervals(gemeente, beheerder, beleidsadviseur, standen=[[stand.pk, bewijs.vingerafdruk(stand)]])

    assert controleer_gemeente(gemeente).fout == (
        f"stand {stand.pk} van maatregel 1a: staat niet zo in het logboek"
    )


def test_no_act_excuses_a_text_of_a_stand_whose_line_is_whole(
    gemeente, maatregel, beheerder, beleidsadviseur
):
    stand = maak_stand(maatregel)
    zonder_slot(f"UPDATE maatregelen_stand SET tekst = 'Mooi.' WHERE id = {stand.pk}")  # noqa: S608
    stand.refresh_from_db()

    vervals(gemeente, beheerder, beleidsadviseur, standen=[[stand.pk, bewijs.vingerafdruk(stand)]])

    assert controleer_gemeente(gemeente).fout == (
        f"stand {stand.pk} van maatregel 1a: staat niet zo in het logboek"
    )


def test_an_erratum_takes_the_place_of_an_emptied_snapshot_only(
    gemeente, maatregel, beheerder, beleidsadviseur
):
    oud = maak_rapport(gemeente, "Het loopt.")
    nieuw = bevries(
        {"titel": "Voortgang", "standen": []},
        gemeente_id=gemeente.pk,
        soort="voortgangsrapportage",
        peildatum=date(2026, 3, 1),
        moment=kalender.nu(),
    )
    nieuw.save(force_insert=True)

    wissel = [oud.pk, oud.sha256, nieuw.pk, nieuw.sha256]
    vervals(gemeente, beheerder, beleidsadviseur, momentopnamen=[wissel])

    assert controleer_gemeente(gemeente).fout == (
        f"momentopname {nieuw.pk}: staat niet zo in het logboek"
    )


@pytest.mark.parametrize("woord", ["demo", "logboek", "scherm"])
def test_only_what_people_wrote_is_looked_at(
    verspreid, gemeente, beheerder, beleidsadviseur, woord
):
    """Not the channel of a line, nor what a line of an earlier act tells of places."""
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)
    voer_uit(verzoek, door=beheerder)

    with pytest.raises(ValidationError, match="Deze woorden staan nergens"):
        vraag_afschermen(gemeente, woord, grond=GROND, door=beleidsadviseur)


def test_an_act_that_empties_an_earlier_one_tells_who_did_that_and_why(
    verspreid, gemeente, beheerder, beleidsadviseur
):
    eerste = vraag_afschermen(gemeente, WOORDEN, grond="Bram vroeg het", door=beheerder)
    voer_uit(eerste, door=beleidsadviseur)
    maak_stand(verspreid, tekst="Bram wacht.")
    nummer = Gebeurtenis.objects.get(soort=VERNIETIGD).volgnummer

    tweede = vraag_afschermen(gemeente, "Bram", grond=GROND, door=beleidsadviseur)
    voer_uit(tweede, door=beheerder)

    laatste = Gebeurtenis.objects.filter(soort=VERNIETIGD).latest("volgnummer").gegevens
    assert laatste["eerder"] == [
        {
            "regel": nummer,
            "grond": f"{AFGESCHERMD} vroeg het",
            "gevraagd_door": beheerder.pk,
            "door": beleidsadviseur.pk,
        }
    ]


@pytest.mark.parametrize("anders", ["tekst = '{}'", "sha256 = '0'"])
def test_a_snapshot_that_was_changed_is_found(gemeente, maatregel, anders):
    opname = maak_rapport(gemeente, "Het loopt.")

    zonder_slot(f"UPDATE jeugdhulp_momentopname SET {anders}")  # noqa: S608

    assert controleer_gemeente(gemeente).fout == (
        f"momentopname {opname.pk}: staat niet zo in het logboek"
    )


def test_an_act_that_fails_halfway_leaves_everything(
    verspreid, gemeente, beheerder, beleidsadviseur, monkeypatch
):
    voor = overal(WOORDEN)
    verzoek = vraag_afschermen(gemeente, WOORDEN, grond=GROND, door=beleidsadviseur)
    monkeypatch.setattr(logboek, "vernietig", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        voer_uit(verzoek, door=beheerder)

    assert overal(WOORDEN) == voor | {"afscherming.woorden": 1}


def test_a_plan_past_its_term_loses_its_texts_and_keeps_its_names(
    verspreid, gemeente, plan, beheerder, beleidsadviseur
):
    verzoek = vraag_vernietigen(gemeente, plan, grond="bewaartermijn voorbij", door=beheerder)

    voer_uit(verzoek, door=beleidsadviseur, onderwerp=plan)

    plan.refresh_from_db()
    teksten = set(Stand.objects.values_list("tekst", flat=True))
    regels = Gebeurtenis.objects.filter(gemeente=gemeente).over(verspreid).exclude(inhoud=None)
    assert (teksten, regels.count(), plan.titel != AFGESCHERMD) == ({AFGESCHERMD}, 0, True)
    assert controleer_gemeente(gemeente).fout == ""


def test_places_are_registered_for_every_tracked_model():
    """A model that comes later cannot be forgotten: its history keeps the reason that was typed,
    also where it has no text of its own."""
    gevolgd = {model for model in apps.get_models() if hasattr(model, "historie")}

    assert gevolgd - plekken.MODELLEN == set()
