"""A round that was opened again is mended by who leads it: trekkers are not asked, and what they do
meanwhile is of the next round."""

from datetime import date, timedelta
from typing import Any

import pytest

from jeugdhulp import kalender
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import vind
from maatregelen.domain.dashboard import beeld as planbeeld
from maatregelen.domain.dashboard.te_laat import te_laat
from maatregelen.domain.overzicht import maak_rijen, peil
from maatregelen.domain.ronde.actiepunten import spreek_af
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.ronde.rondelijst import lees_bevroren, sluitingen
from maatregelen.domain.ronde.rondeplanning import verplaats_ronde
from maatregelen.domain.ronde.rondes import heropen_ronde, open_ronde, sluit_ronde
from maatregelen.domain.stand import mijn
from maatregelen.models import (
    Actiepunt,
    Besluit,
    Bevestiging,
    Maatregel,
    Plan,
    Ronde,
    Stand,
)
from maatregelen.tests.factories import (
    MaatregelFactory,
    RustFactory,
    maak_stand,
)

VANDAAG = kalender.vandaag()
PEIL = VANDAAG - timedelta(days=20)
EERDER = VANDAAG - timedelta(days=60)


@pytest.fixture
def maatregel(plan: Plan) -> Maatregel:
    """Measure 1a, without a stand."""
    rij: Maatregel = MaatregelFactory(plan=plan, code="1a")
    return rij


@pytest.fixture
def ronde(maatregel: Maatregel) -> Ronde:
    """A round of twenty days ago in which 1a got a stand, closed and opened again."""
    return heropend(maatregel, PEIL)


def heropend(maatregel: Maatregel, peildatum: date) -> Ronde:
    ronde = open_ronde(maatregel.plan, peildatum, door=None)
    maak_stand(maatregel, peildatum=peildatum, ronde=ronde, tekst="In de ronde")
    ronde = sluit_ronde(ronde, door=None, overige="overgenomen")
    return heropen_ronde(ronde, reden="Een besluit stond er verkeerd in.", door=None)


def bevestigd() -> list[tuple[str, str]]:
    return list(Bevestiging.objects.values_list("stand__tekst", "uitkomst"))


# What trekkers see and do


def test_her_page_says_nothing_of_it(client: Any, trekker: Any, ronde: Ronde) -> None:
    client.force_login(trekker)

    antwoord = client.get("/mijn-maatregelen/")

    pagina = antwoord.content.decode()
    [kaart] = vind(antwoord, ".mijn__toestand")
    assert (kaart.strip(), "geleverd" in pagina, "Ronde met peildatum" in pagina) == (
        "geen ronde open",
        False,
        False,
    )


def test_for_her_it_is_a_round_that_was_closed(ronde: Ronde, maatregel: Maatregel) -> None:
    """Nothing turned into "niet bijgewerkt" because somebody else mends a sentence."""
    [eigen] = mijn.lees(Maatregel.objects.filter(pk=maatregel.pk), VANDAAG)

    assert (eigen.ronde, eigen.lichten.totaal, eigen.peildatum) == (None, "groen", VANDAAG)


@pytest.mark.parametrize("peildatum", [PEIL, VANDAAG], ids=["eerder", "vandaag"])
def test_a_stand_on_her_page_is_of_the_next_round(
    client: Any, trekker: Any, maatregel: Maatregel, peildatum: date
) -> None:
    ronde = heropend(maatregel, peildatum)
    client.force_login(trekker)
    voor = f"m{maatregel.pk}-"
    velden = {"gezien": maatregel.standen.latest("pk").pk, "doe": "stand", "tekst": "Daarna"}
    velden |= dict.fromkeys(("tijd", "geld", "resultaat"), "groen")

    client.post(
        f"/mijn-maatregelen/{maatregel.pk}/", {f"{voor}{veld}": velden[veld] for veld in velden}
    )
    sluit_ronde(ronde, door=None)

    assert Stand.objects.get(tekst="Daarna").ronde is None
    assert bevestigd() == [("In de ronde", "bevestigd")]


def test_the_form_of_a_measure_takes_today(
    client: Any, beleidsadviseur: Any, ronde: Ronde, maatregel: Maatregel
) -> None:
    client.force_login(beleidsadviseur)
    adres = f"{maatregel.get_absolute_url()}stand/"

    gewoon = client.get(adres).context["form"]["peildatum"].value()
    bij_sluiten = client.get(f"{adres}?terug=sluiten").context["form"]["peildatum"].value()

    assert (gewoon, bij_sluiten) == (VANDAAG, PEIL)


def test_the_dashboard_waits_for_nobody(
    plan: Plan, maatregel: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    MaatregelFactory(plan=plan, code="1b")
    heropend(maatregel, PEIL)
    rijen = maak_rijen(Maatregel.objects.filter(plan=plan), peil(plan, VANDAAG, VANDAAG))

    assert te_laat(planbeeld.lees(plan, rijen, VANDAAG)).ronde is None
    # While it is met about for the first time, it does.
    monkeypatch.setattr("maatregelen.domain.dashboard.te_laat._is_heropend", lambda *_: False)
    assert te_laat(planbeeld.lees(plan, rijen, VANDAAG)).ronde is not None


# Closing it again


def test_what_came_meanwhile_is_not_carried_into_it(plan: Plan, maatregel: Maatregel) -> None:
    """Also when it is of the day of the round, or before."""
    stil = MaatregelFactory(plan=plan, code="1b")
    maak_stand(stil, peildatum=EERDER, tekst="Van vroeger")
    ronde = heropend(maatregel, PEIL)
    maak_stand(stil, peildatum=PEIL, tekst="Kwam later")
    maak_stand(maatregel, peildatum=PEIL, tekst="Kwam later")

    sluit_ronde(ronde, door=None, overige="overgenomen")

    assert bevestigd() == [("In de ronde", "bevestigd"), ("Van vroeger", "overgenomen")]
    [_, opnieuw] = [lees_bevroren(rij) for rij in sluitingen(ronde)]
    assert opnieuw is not None
    assert [(deel["stand"] or {})["tekst"] for deel in opnieuw["maatregelen"]] == [
        "In de ronde",
        "Van vroeger",
    ]


def test_what_rests_since_is_not_resting_in_it(
    plan: Plan, maatregel: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    stil = MaatregelFactory(plan=plan, code="1b")
    maak_stand(stil, peildatum=EERDER)
    with monkeypatch.context() as toen:
        toen.setattr(kalender, "nu", lambda: kalender.begin_van(PEIL + timedelta(days=3)))
        ronde = heropend(maatregel, PEIL)
    RustFactory(maatregel=stil, van=VANDAAG - timedelta(days=2))

    sluit_ronde(ronde, door=None, overige="overgenomen")

    [_, opnieuw] = [lees_bevroren(rij) for rij in sluitingen(ronde)]
    assert opnieuw is not None
    assert [deel["rust"] for deel in opnieuw["maatregelen"]] == ["", ""]


def test_it_says_of_which_day_planning_and_money_are(
    client: Any,
    projectgroep: Any,
    plan: Plan,
    maatregel: Maatregel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    toen = PEIL + timedelta(days=3)
    with monkeypatch.context() as klok:
        klok.setattr(kalender, "nu", lambda: kalender.begin_van(toen))
        ronde = heropend(maatregel, PEIL)
    zin = (
        f"Deze ronde werd voor het eerst gesloten op {kalender.datum_voluit(toen)} en is daarna"
        " heropend. Planning, geld en namen staan hier zoals op"
        f" {kalender.datum_voluit(VANDAAG)}."
    )
    adres = f"/waterstad/{plan.slug}/rondes/{ronde.pk}/"
    client.force_login(projectgroep)
    lopend = client.get(adres).content.decode()

    ronde = sluit_ronde(ronde, door=None)

    eerst, opnieuw = [lees_bevroren(rij) for rij in sluitingen(ronde)]
    assert eerst is not None
    assert opnieuw is not None
    assert (eerst["kanttekening"], opnieuw["kanttekening"]) == ("", zin)
    pagina = client.get(adres).content.decode()
    papier = client.get(f"{adres}besluitenlijst/").content.decode()
    oud = client.get(f"{adres}?sluiting=1").content.decode()
    assert [zin in tekst for tekst in (lopend, pagina, papier, oud)] == [True, True, True, False]


# Who may close it


def test_the_page_tells_who_may_close_it(client: Any, beheerder: Any, ronde: Ronde) -> None:
    client.force_login(beheerder)

    pagina = client.get(f"/waterstad/{ronde.plan.slug}/rondes/{ronde.pk}/").content.decode()

    assert (
        "Weer sluiten kan wie de rondes leidt: de projectgroep, de voorzitter of de"
        " beleidsadviseur." in pagina
    )


def test_the_meeting_mends_the_stand_of_the_round_and_no_later_one(
    client: Any, beleidsadviseur: Any, ronde: Ronde, maatregel: Maatregel
) -> None:
    later = maak_stand(maatregel, peildatum=VANDAAG, tekst="Daarna", tijd="rood")
    punt = ronde.agendapunten.get(maatregel=maatregel)
    adres = f"/waterstad/{maatregel.plan.slug}/rondes/{ronde.pk}/vergadering/{punt.pk}/"
    client.force_login(beleidsadviseur)

    voor = f"m{maatregel.pk}-"
    pagina = client.get(adres)
    getoond = pagina.context["kaart"]["form"]["tekst"].value()
    velden = {"gezien": later.pk, "doe": "stand", "tekst": "Verbeterd"}
    velden |= dict.fromkeys(("tijd", "geld", "resultaat"), "groen")
    client.post(
        adres,
        {"formulier": "stand"} | {f"{voor}{naam}": waarde for naam, waarde in velden.items()},
    )
    sluit_ronde(ronde, door=None)

    assert getoond == "In de ronde"
    stand = Stand.objects.get(tekst="Verbeterd")
    assert (stand.ronde, stand.peildatum) == (ronde, PEIL)
    assert bevestigd() == [("Verbeterd", "bevestigd")]


@pytest.mark.parametrize("wat", ["actie1", "besluit1"])
def test_what_was_agreed_after_the_meeting_is_ended_today(
    client: Any,
    beleidsadviseur: Any,
    maatregel: Maatregel,
    monkeypatch: pytest.MonkeyPatch,
    wat: str,
) -> None:
    """The day of the meeting is before it was agreed."""
    ronde = vergaderd_en_heropend(maatregel, monkeypatch)
    gisteren = VANDAAG - timedelta(days=1)
    wie = PersoonFactory(gemeente=maatregel.plan.gemeente)
    with monkeypatch.context() as klok:
        klok.setattr(kalender, "nu", lambda: kalender.begin_van(gisteren))
        spreek_af(maatregel.plan, "Bellen.", wie, VANDAAG, maatregel=maatregel, door=None)
        leg_besluit_vast(maatregel.plan, "Wij gaan door.", gisteren, [maatregel], door=None)
    punt = ronde.agendapunten.get(maatregel=maatregel)
    client.force_login(beleidsadviseur)
    toestand = "open" if wat == "actie1" else "loopt"

    antwoord = client.post(
        f"/waterstad/{maatregel.plan.slug}/rondes/{ronde.pk}/vergadering/{punt.pk}/",
        {"formulier": wat, f"{wat}-gezien": toestand, "doe": "af"},
    )

    assert antwoord.status_code == 303
    gezet = [Actiepunt.objects.get().gereed_op, Besluit.objects.get().afgedaan_op]
    assert gezet == ([VANDAAG, None] if wat == "actie1" else [None, VANDAAG])


def vergaderd_en_heropend(maatregel: Maatregel, monkeypatch: pytest.MonkeyPatch) -> Ronde:
    """A round that met and closed seventeen days ago, opened again now."""
    with monkeypatch.context() as klok:
        klok.setattr(kalender, "nu", lambda: kalender.begin_van(PEIL + timedelta(days=3)))
        ronde = open_ronde(maatregel.plan, PEIL, door=None)
        maak_stand(maatregel, peildatum=PEIL, ronde=ronde, tekst="In de ronde")
        overleg = {"vergadering_op": PEIL + timedelta(days=2)}
        ronde = verplaats_ronde(ronde, overleg, door=None, reden="Zo is afgesproken.")
        ronde = sluit_ronde(ronde, door=None, overige="overgenomen")
    return heropen_ronde(ronde, reden="Een besluit stond er verkeerd in.", door=None)


def test_the_meeting_shows_what_rests_as_closing_asks_it(
    plan: Plan, maatregel: Maatregel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What rests since the round was closed is no part of what is mended."""
    stil = MaatregelFactory(plan=plan, code="1b")
    ronde = vergaderd_en_heropend(maatregel, monkeypatch)
    RustFactory(maatregel=stil, van=VANDAAG - timedelta(days=2))
    hare = Maatregel.objects.filter(pk=stil.pk)

    [in_overleg] = mijn.lees(hare, VANDAAG, ronde=ronde)
    [bij_haar] = mijn.lees(hare, VANDAAG)

    assert (in_overleg.rust, in_overleg.te_doen, bool(bij_haar.rust)) == ("", True, True)
