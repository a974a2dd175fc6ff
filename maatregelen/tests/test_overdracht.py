"""A leaver hands over everything in one act: what is listed, what it leaves, and all or nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp import kalender, logboek, overdracht
from jeugdhulp.controle import controleer_keten
from jeugdhulp.domain.vertrek import Vertrek, vertrek
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebeurtenis, Gebruiker, Lidmaatschap, Persoon, Rol, Toegangsregel
from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory
from jeugdhulp.tests.lezen import vind
from jeugdhulp.tests.pagina import Paginaclient
from maatregelen.models import Betrokkenheid, Plan
from maatregelen.tests.factories import (
    BetrokkenheidFactory,
    MaatregelFactory,
    PlanFactory,
    in_handeling,
    maak_stand,
)

pytestmark = pytest.mark.django_db

VANDAAG = kalender.vandaag()
LAATSTE = VANDAAG + timedelta(days=10)
MORGEN = LAATSTE + timedelta(days=1)


@pytest.fixture
def weg(trekker: Gebruiker, plan: Plan) -> Gebruiker:
    """Trekker of 1a, who also chairs the plan."""
    with in_handeling():
        plan.voorzitter = Persoon.objects.get(gebruiker=trekker)
        plan.save(update_fields=["voorzitter"])
        logboek.schrijf("gewijzigd", plan, gemeente_id=plan.gemeente_id, naam=str(plan))
    return trekker


@pytest.fixture
def opvolger(gemeente: Any) -> Gebruiker:
    return GebruikerFactory(
        username="opvolger", first_name="Kim", last_name="Bos", lid_van=gemeente
    )


def lid_van(gebruiker: Gebruiker) -> Lidmaatschap:
    return Lidmaatschap.objects.get(gebruiker=gebruiker)


def vertrekt(weg: Gebruiker, opvolger: Gebruiker, door: Gebruiker, dag: date = LAATSTE) -> int:
    lid = lid_van(weg)
    werk = overdracht.werk_van(weg, lid.gemeente_id, dag)
    return vertrek(
        lid,
        Vertrek(dag, {stuk.sleutel: opvolger for stuk in werk}, "Andere baan."),
        door=door,
    )


def delen(maatregel: Any) -> list[tuple[Any, ...]]:
    rijen = Betrokkenheid.objects.filter(maatregel=maatregel, persoon__gebruiker__isnull=False)
    return list(
        rijen.order_by("pk").values_list("persoon__gebruiker__username", "rol", "van", "tot_en_met")
    )


def test_all_she_has_in_hand_is_listed(weg: Gebruiker, plan: Plan, maatregel: Any) -> None:
    persoon = Persoon.objects.get(gebruiker=weg)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol="uitvoerder", deeltaak="ZIN")
    voorbij = {"van": date(2020, 1, 1), "tot_en_met": LAATSTE}
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol="betrokkene", **voorbij)

    werk = overdracht.werk_van(weg, plan.gemeente_id, LAATSTE)

    assert [(stuk.wat, stuk.waar) for stuk in werk] == [
        ("voorzitter", "Plan Jeugd"),
        ("trekker", "1a Hulp dichtbij huis"),
        ("uitvoerder (ZIN)", "1a Hulp dichtbij huis"),
    ]


def test_work_in_another_gemeente_is_not_ours(weg: Gebruiker, plan: Plan, maatregel: Any) -> None:
    elders = PlanFactory()
    persoon = PersoonFactory(gemeente=elders.gemeente, gebruiker=weg)
    BetrokkenheidFactory(maatregel=MaatregelFactory(plan=elders), persoon=persoon)

    sleutels = [stuk.waar for stuk in overdracht.werk_van(weg, plan.gemeente_id, LAATSTE)]

    assert sleutels == ["Plan Jeugd", "1a Hulp dichtbij huis"]


def test_her_part_ends_on_the_last_day_and_another_begins_the_day_after(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, plan: Plan, maatregel: Any
) -> None:
    assert vertrekt(weg, opvolger, beheerder) == 2

    assert delen(maatregel) == [
        ("trekker", "trekker", None, LAATSTE),
        ("opvolger", "trekker", MORGEN, None),
    ]
    plan.refresh_from_db()
    assert plan.voorzitter.gebruiker == opvolger
    assert lid_van(weg).tot_en_met == LAATSTE


def test_one_act_leaves_a_line_per_thing_it_touched_with_its_reason(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, plan: Plan, maatregel: Any
) -> None:
    vertrekt(weg, opvolger, beheerder)

    laatste = Gebeurtenis.objects.filter(gemeente=plan.gemeente).latest("volgnummer").handeling
    regels = Gebeurtenis.objects.filter(handeling=laatste).order_by("volgnummer")
    assert [(regel.soort, regel.onderwerp_soort, regel.door) for regel in regels] == [
        ("persoon toegevoegd", "jeugdhulp.persoon", beheerder),
        ("overgedragen", "maatregelen.maatregel", beheerder),
        ("overgedragen", "maatregelen.plan", beheerder),
    ]
    assert regels[1].gegevens["voor"] == {"betrokkenen": "trekker: Trekker trekker"}
    assert regels[1].gegevens["na"]["betrokkenen"].splitlines() == [
        f"trekker: Trekker trekker, tot en met {datum_voluit(LAATSTE)}",
        f"trekker: Kim Bos, vanaf {datum_voluit(MORGEN)}",
    ]
    assert {regel.gegevens["reden"] for regel in regels} == {"Andere baan."}
    versies = Betrokkenheid.historie.filter(handeling=laatste).count()
    assert (versies, Plan.historie.filter(handeling=laatste).count()) == (2, 1)
    assert controleer_keten(plan.gemeente).fout == ""


def test_it_stands_in_the_register_too(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker
) -> None:
    vertrekt(weg, opvolger, beheerder)

    regels = Toegangsregel.objects.order_by("pk").values_list("soort", "gebruiker", "over")
    assert list(regels) == [
        ("overgedragen", beheerder.pk, f"gebruiker {weg.pk}, 2 keer werk"),
        ("lidmaatschap beëindigd", beheerder.pk, f"gebruiker {weg.pk}, tot en met {LAATSTE}"),
    ]


def test_a_successor_who_has_the_part_already_does_not_get_it_twice(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, gemeente: Any, maatregel: Any
) -> None:
    persoon = PersoonFactory(gemeente=gemeente, gebruiker=opvolger)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon)

    vertrekt(weg, opvolger, beheerder)

    assert delen(maatregel) == [
        ("trekker", "trekker", None, LAATSTE),
        ("opvolger", "trekker", None, None),
    ]
    assert Persoon.objects.filter(gebruiker=opvolger).count() == 1


def test_a_part_that_had_still_to_begin_goes_over_whole(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, maatregel: Any
) -> None:
    persoon = Persoon.objects.get(gebruiker=weg)
    later = MORGEN + timedelta(days=30)
    BetrokkenheidFactory(maatregel=maatregel, persoon=persoon, rol="uitvoerder", van=later)

    vertrekt(weg, opvolger, beheerder)

    assert ("opvolger", "uitvoerder", later, None) in delen(maatregel)
    assert len(delen(maatregel)) == 3
    regel = Gebeurtenis.objects.get(soort="overgedragen", onderwerp_soort="maatregelen.maatregel")
    assert regel.gegevens["na"]["betrokkenen"].splitlines()[2:] == [
        f"uitvoerder: Kim Bos, vanaf {datum_voluit(later)}"
    ]


def test_a_part_with_an_end_keeps_that_end(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, maatregel: Any
) -> None:
    einde = MORGEN + timedelta(days=90)
    persoon = Persoon.objects.get(gebruiker=weg)
    BetrokkenheidFactory(
        maatregel=maatregel,
        persoon=persoon,
        rol="uitvoerder",
        van=date(2024, 1, 1),
        tot_en_met=einde,
    )

    vertrekt(weg, opvolger, beheerder)

    assert ("opvolger", "uitvoerder", MORGEN, einde) in delen(maatregel)


def test_a_namesake_in_the_plan_stays_somebody_else(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, gemeente: Any
) -> None:
    PersoonFactory(gemeente=gemeente, naam="Kim Bos")

    vertrekt(weg, opvolger, beheerder)

    assert Persoon.objects.get(gebruiker=opvolger).naam == f"Kim Bos ({opvolger.pk})"


@pytest.mark.parametrize("fout", ["too little", "herself", "stranger", "last beheerder"])
def test_all_or_nothing(
    weg: Gebruiker,
    opvolger: Gebruiker,
    beheerder: Gebruiker,
    buur: Gebruiker,
    maatregel: Any,
    fout: str,
) -> None:
    lid = lid_van(weg)
    werk = overdracht.werk_van(weg, lid.gemeente_id, LAATSTE)
    wie = {"herself": weg, "stranger": buur}.get(fout, opvolger)
    opvolgers = {stuk.sleutel: wie for stuk in werk}
    if fout == "too little":
        opvolgers.popitem()
    if fout == "last beheerder":
        Rol.objects.filter(soort="beheerder").delete()
        Rol.objects.create(lidmaatschap=lid, soort="beheerder")
    regels = Gebeurtenis.objects.count()

    with pytest.raises(ValidationError):
        vertrek(lid, Vertrek(LAATSTE, opvolgers, "Andere baan."), door=beheerder)

    assert delen(maatregel) == [("trekker", "trekker", None, None)]
    assert (lid_van(weg).tot_en_met, Gebeurtenis.objects.count()) == (None, regels)
    assert Toegangsregel.objects.count() == 0


@pytest.mark.parametrize(
    ("dag", "binnen"), [(VANDAAG + timedelta(days=1), 200), (VANDAAG, 302)], ids=str
)
def test_her_sessions_end_when_her_last_day_has_come(
    weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, dag: date, binnen: int
) -> None:
    client = Paginaclient()
    client.force_login(weg)

    vertrekt(weg, opvolger, beheerder, dag)

    assert client.get("/account/").status_code == binnen


def test_after_the_last_day_the_successor_updates_and_she_sees_nothing(
    client: Any, weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, maatregel: Any
) -> None:
    gisteren = VANDAAG - timedelta(days=1)
    vertrekt(weg, opvolger, beheerder, gisteren)
    adres = "/waterstad/plan-jeugd/maatregelen/1a/stand/"
    statussen = []
    for wie in (opvolger, weg):
        client.force_login(Gebruiker.objects.get(pk=wie.pk))
        statussen.append(client.get(adres).status_code)

    assert statussen == [200, 404]


def test_through_the_screen_one_piece_may_go_to_another(
    client: Any,
    weg: Gebruiker,
    opvolger: Gebruiker,
    beheerder: Gebruiker,
    plan: Plan,
    maatregel: Any,
    bestuurder: Gebruiker,
) -> None:
    client.force_login(beheerder)
    adres = f"/waterstad/gebruikers/{weg.pk}/vertrek/"
    dag = LAATSTE.isoformat()
    lijst = client.get(adres, {"laatste_dag": dag})
    gegevens = {
        "laatste_dag": dag,
        "opvolger": opvolger.pk,
        f"plan-{plan.pk}-voorzitter": bestuurder.pk,
        "reden": "Andere baan.",
    }

    antwoord = client.post(adres, gegevens, follow=True)

    assert vind(lijst, "#werk ~ .veld label") == [
        "Voorzitter van Plan Jeugd",
        "Trekker van 1a Hulp dichtbij huis",
    ]
    assert "2 keer werk is overgedragen." in vind(antwoord, ".melding")[0]
    plan.refresh_from_db()
    assert plan.voorzitter.gebruiker == bestuurder
    assert delen(maatregel)[1][0] == "opvolger"


def test_without_a_successor_or_a_reason_nothing_goes(
    client: Any, weg: Gebruiker, beheerder: Gebruiker, maatregel: Any
) -> None:
    client.force_login(beheerder)

    antwoord = client.post(
        f"/waterstad/gebruikers/{weg.pk}/vertrek/", {"laatste_dag": LAATSTE.isoformat()}
    )

    assert antwoord.status_code == 422
    assert lid_van(weg).tot_en_met is None


def test_who_has_nothing_in_hand_just_leaves(
    client: Any, opvolger: Gebruiker, beheerder: Gebruiker
) -> None:
    client.force_login(beheerder)
    gegevens = {"laatste_dag": LAATSTE.isoformat(), "reden": "Andere baan."}

    client.post(f"/waterstad/gebruikers/{opvolger.pk}/vertrek/", gegevens)

    assert lid_van(opvolger).tot_en_met == LAATSTE


def test_what_she_did_keeps_her_name_after_the_handover(
    client: Any, weg: Gebruiker, opvolger: Gebruiker, beheerder: Gebruiker, maatregel: Any
) -> None:
    maak_stand(maatregel, door=weg)
    vertrekt(weg, opvolger, beheerder)

    assert maatregel.standen.latest("pk").door == weg
