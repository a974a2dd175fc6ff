"""ONTWERP § 4 rule 7: a closed round does not move, whatever becomes of the plan."""

from datetime import date

import pytest
from django.test import Client

from jeugdhulp import logboek
from jeugdhulp.domain import plekken
from jeugdhulp.domain.afschermen import voer_uit, vraag_afschermen
from jeugdhulp.domain.momentopnamen import controleer_momentopnamen
from jeugdhulp.models import Gebruiker, Persoon
from jeugdhulp.tests.factories import GebruikerFactory, PersoonFactory
from jeugdhulp.tests.lezen import vind
from jeugdhulp.wissen import AFGESCHERMD
from maatregelen.domain.ronde.rondelijst import lees_bevroren, sluitingen
from maatregelen.domain.ronde.rondes import heropen_ronde, open_ronde, sluit_ronde
from maatregelen.models import (
    Aanwezigheid,
    Betrokkenheid,
    Maatregel,
    Mijlpaal,
    Plan,
    Ronde,
    Rondestap,
)
from maatregelen.tests.factories import (
    ActiepuntFactory,
    BesluitFactory,
    BesluitmaatregelFactory,
    BetrokkenheidFactory,
    MaatregelFactory,
    in_handeling,
    maak_stand,
)
from maatregelen.tests.vol import vul_blad, vul_plan

FEBRUARI, MAART = date(2024, 2, 1), date(2024, 3, 1)


@pytest.fixture
def ronde(plan: Plan, projectgroep: Gebruiker) -> Ronde:
    """The second round of a plan with everything, closed."""
    maatregel = MaatregelFactory(plan=plan, code="1a", titel="Het spreekuur", compleet=True)
    vul_plan(plan, 2)
    vul_blad(maatregel, 2)
    anja = PersoonFactory(gemeente=plan.gemeente, naam="Anja de Boer")
    BetrokkenheidFactory(maatregel=maatregel, persoon=anja, rol="trekker")
    sluit_ronde(open_ronde(plan, FEBRUARI, door=None), door=None, overige="overgenomen")
    ronde = open_ronde(plan, MAART, door=projectgroep)
    maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd="rood", door=projectgroep)
    BesluitmaatregelFactory(
        maatregel=maatregel, besluit=BesluitFactory(plan=plan, ronde=ronde, nummer=100)
    )
    ActiepuntFactory(plan=plan, ronde=ronde, maatregel=maatregel, nummer=100)
    with in_handeling():
        Aanwezigheid(
            ronde=ronde, persoon=PersoonFactory(gemeente=plan.gemeente), aanwezig=True
        ).save()
    return sluit_ronde(ronde, door=projectgroep, overige="overgenomen")


def adres(ronde: Ronde) -> str:
    return f"/waterstad/{ronde.plan.slug}/rondes/{ronde.pk}/"


def inhoud(client: Client, ronde: Ronde, vraag: str = "") -> str:
    """The content of the page, below its head."""
    antwoord = client.get(adres(ronde) + vraag)
    assert antwoord.status_code == 200
    pagina: str = antwoord.content.decode()
    begin = pagina.index('<section class="kaart" aria-labelledby="verloop-kop">')
    return pagina[begin : pagina.index("</main>")]


def verander_alles(plan: Plan) -> int:
    """Every free text of every tracked row becomes another, people get another name and leave, the
    plan ends; how many rows that were."""
    aantal = 0
    for model in sorted(plekken.MODELLEN, key=lambda model: model._meta.label):
        velden = plekken.vrije_teksten(model)
        for rij in model._base_manager.all():
            anders = {
                veld: f"anders {rij.pk}"
                for veld in velden
                if isinstance(waarde := getattr(rij, veld), str) and waarde
            }
            aantal += model._base_manager.filter(pk=rij.pk).update(**anders)
    for nummer, rij in enumerate(Maatregel._base_manager.all()):
        codes = {"code": f"x{nummer}", "volgorde": 90 - nummer, "fase": "gestopt"}
        Maatregel._base_manager.filter(pk=rij.pk).update(**codes)
    Mijlpaal._base_manager.update(toestand="vervallen")
    Betrokkenheid._base_manager.update(tot_en_met=date(2024, 4, 30))
    Plan._base_manager.filter(pk=plan.pk).update(
        tot_en_met=date(2024, 5, 1),
        aspecten=[{"aspect": "geld", "naam": "Euro's"}],
        naam_overleg="anders",
        naam_maatregel="Anders",
    )
    Gebruiker._base_manager.update(first_name="Oud", last_name="Medewerker")
    for persoon in Persoon._base_manager.all():
        Persoon._base_manager.filter(pk=persoon.pk).update(naam=f"medewerker {persoon.pk}")
    return aantal


def test_changing_renaming_and_ending_everything_changes_no_byte(
    client: Client, plan: Plan, ronde: Ronde, projectgroep: Gebruiker
) -> None:
    client.force_login(projectgroep)
    voor = inhoud(client, ronde)
    assert "Het spreekuur" in voor
    assert "Anja de Boer" in voor

    assert verander_alles(plan) > 40

    assert inhoud(client, ronde) == voor


def test_later_rounds_and_standen_do_not_reach_it(
    client: Client, plan: Plan, ronde: Ronde, projectgroep: Gebruiker
) -> None:
    client.force_login(projectgroep)
    voor = inhoud(client, ronde)

    volgende = open_ronde(plan, date(2024, 4, 1), door=None)
    for maatregel in plan.maatregelen.all():
        maak_stand(maatregel, peildatum=volgende.peildatum, ronde=volgende)
    sluit_ronde(volgende, door=None)

    assert inhoud(client, ronde) == voor


def test_what_it_was_before_reopening_stays_to_be_read(
    client: Client, plan: Plan, ronde: Ronde, projectgroep: Gebruiker
) -> None:
    client.force_login(projectgroep)
    eerst = lees_bevroren(sluitingen(ronde)[0])

    opnieuw = heropen_ronde(ronde, reden="Er kwam nog een stand.", door=projectgroep)
    tussendoor = client.get(f"{adres(ronde)}?sluiting=1")
    maatregel = plan.maatregelen.get(code="1a")
    maak_stand(maatregel, peildatum=MAART, ronde=opnieuw)
    sluit_ronde(opnieuw, door=projectgroep, overige="overgenomen")

    assert "Deze ronde is daarna heropend." in tussendoor.content.decode()
    eerste, laatste = (client.get(adres(ronde) + vraag) for vraag in ("?sluiting=1", ""))
    assert [vind(pagina, ".ronde__rij .alleen-voorlezen")[0] for pagina in (eerste, laatste)] == [
        "rood: vraagt een besluit",
        "groen: op koers",
    ]
    assert "Er kwam nog een stand." in inhoud(client, ronde)
    assert lees_bevroren(sluitingen(ronde)[0]) == eerst
    assert client.get(f"{adres(ronde)}?sluiting=3").status_code == 404
    assert vind(client.get(f"/waterstad/{plan.slug}/rondes/"), "tbody .label") == ["heropend"]


def test_shielding_a_word_leaves_an_erratum_without_it_and_the_rest_as_it_was(
    client: Client, plan: Plan, ronde: Ronde, projectgroep: Gebruiker
) -> None:
    """The one thing that reaches a closed round, and it says so."""
    client.force_login(projectgroep)
    voor = inhoud(client, ronde)
    vrager, ander = GebruikerFactory(), GebruikerFactory()

    afscherming = vraag_afschermen(plan.gemeente, "Het spreekuur", grond="een naam", door=vrager)
    voer_uit(afscherming, door=ander)

    na = inhoud(client, ronde)
    assert "Het spreekuur" in voor
    assert "Het spreekuur" not in na
    assert na == voor.replace("Het spreekuur", AFGESCHERMD)
    assert (
        "Uit deze ronde zijn daarna woorden afgeschermd."
        in client.get(adres(ronde)).content.decode()
    )
    assert controleer_momentopnamen(plan.gemeente) == ""


def test_round_of_before_snapshots_says_so(
    client: Client, plan: Plan, projectgroep: Gebruiker
) -> None:
    """Closed before 0005: it has its steps, and no Momentopname."""
    maatregel = MaatregelFactory(plan=plan, code="1a")
    maak_stand(maatregel, peildatum=MAART)
    ronde = sluit_ronde(open_ronde(plan, MAART, door=None), door=None, overige="overgenomen")
    _zonder_momentopname(ronde)
    client.force_login(projectgroep)

    antwoord = client.get(adres(ronde))

    assert "voordat rondes in hun geheel werden bewaard" in antwoord.content.decode()
    assert vind(antwoord, ".ronde__rij .label") == ["niet bijgewerkt, oude stand blijft"]


def _zonder_momentopname(ronde: Ronde) -> None:
    """Another round like it, whose closing step came from the migration."""
    with in_handeling():
        gesloten = Rondestap.objects.get(ronde=ronde, soort="gesloten")
        nieuw = Ronde(
            plan=ronde.plan,
            peildatum=FEBRUARI,
            toestand="gesloten",
            geopend_op=ronde.geopend_op,
            gesloten_op=ronde.gesloten_op,
        )
        nieuw.save()
        Rondestap(ronde=nieuw, soort="gesloten", op=gesloten.op).save()
        for rij in ronde.bevestigingen.all():
            rij.pk, rij._state.adding, rij.ronde = None, True, nieuw
            rij.save()
        logboek.schrijf(
            "ronde gesloten", ronde.plan, gemeente_id=ronde.plan.gemeente_id, naam="van eerder"
        )
    ronde.pk = nieuw.pk
