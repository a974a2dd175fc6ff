"""The meeting: who is there, and one item at a time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jeugdhulp import kalender
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import PersoonFactory
from jeugdhulp.tests.lezen import kenmerken, vind
from maatregelen.domain.ronde import agenda, agendapunten, vergadering
from maatregelen.domain.ronde.actiepunten import meld_actiepunt_gereed, spreek_af
from maatregelen.domain.ronde.besluiten import leg_besluit_vast
from maatregelen.domain.ronde.rondes import bereid_voor, open_ronde, sluit_ronde
from maatregelen.models import Aanwezigheid, Actiepunt, Agendapunt, Besluit, Ronde, Stand
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import BetrokkenheidFactory, MaatregelFactory, maak_stand

MAART = date(2024, 3, 1)


@pytest.fixture
def notulist(client: Any, beleidsadviseur: Any) -> Any:
    """A client of who leads rounds and may give lights."""
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def ronde(plan: Any) -> Ronde:
    """A prepared round: 1a and 1b red, 1c and 1d green."""
    ronde = open_ronde(plan, MAART, door=None)
    for volgorde, (code, tijd) in enumerate(
        [("1a", "rood"), ("1b", "rood"), ("1c", "groen"), ("1d", "groen")]
    ):
        maatregel = MaatregelFactory(plan=plan, code=code, volgorde=volgorde, titel=f"Titel {code}")
        maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd=tijd)
    return bereid_voor(ronde, door=None)


def adres(ronde: Ronde, code: str = "") -> str:
    staart = f"{punt(ronde, code).pk}/" if code else ""
    return f"/waterstad/plan-jeugd/rondes/{ronde.pk}/vergadering/{staart}"


def punt(ronde: Ronde, code: str) -> Agendapunt:
    return ronde.agendapunten.get(maatregel__code=code)


def stuur(client: Any, ronde: Ronde, code: str, formulier: str, **velden: Any) -> Any:
    return client.post(adres(ronde, code), {"formulier": formulier} | velden, follow=True)


def test_beginning_lays_down_the_agenda_and_goes_to_the_first_item(
    notulist: Any, plan: Any
) -> None:
    MaatregelFactory(plan=plan, code="1a")
    ronde = open_ronde(plan, MAART, door=None)

    antwoord = notulist.post(adres(ronde), {"doe": "beginnen"}, follow=True)

    ronde.refresh_from_db()
    assert ronde.toestand == "vergadering"
    assert [stap.soort for stap in ronde.stappen.all()] == ["geopend", "voorbereid", "vergadering"]
    assert antwoord.redirect_chain == [(adres(ronde, "1a"), 303)]
    notulist.post(adres(ronde), {"doe": "beginnen"})
    assert ronde.stappen.count() == 3


def test_the_start_says_how_far_the_meeting_is(notulist: Any, ronde: Ronde) -> None:
    vergadering.begin(ronde, door=None)
    agendapunten.rond_af(punt(ronde, "1a"), door=None)

    antwoord = notulist.get(adres(ronde))

    assert vind(antwoord, ".paginakop__tekst p") == [
        "1 van 2 besproken, 2 van 2 hamerstukken nog niet vastgesteld."
    ]
    assert vind(antwoord, ".knop--hoofd") == ["Verder met 1b"]


def test_the_start_is_a_map_with_the_light_and_the_reasons_of_each_item(
    notulist: Any, ronde: Ronde
) -> None:
    agendapunten.voeg_toe(ronde, "Rondvraag", door=None)
    maatregel = punt(ronde, "1b").maatregel
    leg_besluit_vast(ronde.plan, "Wij gaan door.", MAART, [maatregel], door=None)
    agenda.leg_vast(ronde, door=None)
    agendapunten.rond_af(punt(ronde, "1a"), door=None)

    antwoord = notulist.get(adres(ronde))

    assert vind(antwoord, ".vergadering__agenda li > div > p:first-child") == [
        "1b Titel 1b",
        "1a Titel 1a besproken",
        "Rondvraag",
        "1c Titel 1c",
        "1d Titel 1d",
    ]
    assert vind(antwoord, ".vergadering__waarom") == [
        "rood, besluit loopt",
        "rood",
        "eigen punt",
        "groen",
        "groen",
    ]


def test_the_title_says_the_day_of_the_meeting_and_apart_that_of_the_standen(
    notulist: Any, ronde: Ronde
) -> None:
    assert vind(notulist.get(adres(ronde)), "h1") == ["Projectgroep, ronde per 1 maart 2024"]
    Ronde._base_manager.filter(pk=ronde.pk).update(vergadering_op=date(2024, 3, 12))

    antwoord = notulist.get(adres(ronde))

    assert vind(antwoord, "h1") == ["Projectgroep van 12 maart 2024"]
    assert vind(antwoord, ".paginakop__tekst p")[0].endswith("De standen zijn van 1 maart 2024.")


def test_an_item_shows_all_that_it_is_about(notulist: Any, ronde: Ronde) -> None:
    maatregel = punt(ronde, "1a").maatregel
    leg_besluit_vast(ronde.plan, "Wij gaan door.", MAART, [maatregel], door=None)
    wie = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Kim Bos")
    spreek_af(ronde.plan, "Bellen.", wie, date(2024, 4, 1), maatregel=maatregel, door=None)

    antwoord = notulist.get(adres(ronde, "1a"))

    assert vind(antwoord, "h1") == ["1a Titel 1a"]
    assert vind(antwoord, ".vergadering__licht") == ["rood: vraagt een besluit"]
    assert vind(antwoord, ".vergadering__redenen li") == ["Het licht is rood, door tijd."]
    assert vind(antwoord, "main h2") == [
        "Waarom op de agenda",
        "Hoe staat het ervoor?",
        "Wat de regels zeggen",
        "Verloop",
        "Planning",
        "Geld",
        "Besluiten en actiepunten",
        "Vastleggen",
    ]
    assert vind(antwoord, "#afspraken .lijst b") == ["Besluit 1", "Actiepunt 1"]
    assert vind(antwoord, ".vergadering__balk > b") == ["Punt 1 van 4"]


def test_a_besluit_and_an_actiepunt_are_laid_down_on_the_spot(
    notulist: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    wie = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Kim Bos")

    antwoord = stuur(notulist, ronde, "1a", "besluit", **{"besluit-tekst": "Wij stoppen."})
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. Besluit 1 is vastgelegd."]
    velden = {"actie-tekst": "Bellen.", "actie-wie": wie.pk, "actie-voor": "1-4-2030"}
    antwoord = stuur(notulist, ronde, "1a", "actie", **velden)
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. Actiepunt 1 is afgesproken."]

    besluit, actie = Besluit.objects.get(), Actiepunt.objects.get()
    assert (besluit.ronde, besluit.tekst, besluit.genomen_op) == (
        ronde,
        "Wij stoppen.",
        kalender.vandaag(),
    )
    assert [deel.maatregel.code for deel in besluit.besluitmaatregelen.all()] == ["1a"]
    assert (actie.ronde, actie.maatregel.code, actie.wie, actie.voor) == (
        ronde,
        "1a",
        wie,
        date(2030, 4, 1),
    )


def test_what_is_missing_is_said_and_what_was_typed_stays(notulist: Any, ronde: Ronde) -> None:
    antwoord = stuur(notulist, ronde, "1a", "actie", **{"actie-tekst": "Bellen."})

    assert antwoord.status_code == 422
    assert vind(antwoord, ".veld__melding") == [
        "Fout: Kies wie het doet.",
        "Fout: Vul in wanneer het klaar moet zijn.",
    ]
    assert vind(antwoord, "#id_actie-tekst") == ["Bellen."]
    assert Actiepunt.objects.count() == 0


def test_what_is_agreed_cannot_be_late_at_once(notulist: Any, ronde: Ronde) -> None:
    wie = PersoonFactory(gemeente=ronde.plan.gemeente)
    velden = {"actie-tekst": "Bellen.", "actie-wie": wie.pk, "actie-voor": "1-1-2020"}

    antwoord = stuur(notulist, ronde, "1a", "actie", **velden)

    assert antwoord.status_code == 422
    assert "Deze dag is al voorbij; kies vandaag of later." in antwoord.content.decode()
    assert not ronde.actiepunten.exists()


def test_what_is_worked_out_later_was_decided_in_the_meeting(notulist: Any, ronde: Ronde) -> None:
    Ronde._base_manager.filter(pk=ronde.pk).update(vergadering_op=date(2024, 3, 5))

    stuur(notulist, ronde, "1a", "besluit", **{"besluit-tekst": "Akkoord."})

    assert ronde.besluiten.get().genomen_op == date(2024, 3, 5)


def test_what_was_agreed_after_the_meeting_is_not_ended_before_that(
    notulist: Any, ronde: Ronde
) -> None:
    Ronde._base_manager.filter(pk=ronde.pk).update(vergadering_op=date(2024, 3, 5))
    actie, maatregel = actie_van(ronde, "1a"), punt(ronde, "1a").maatregel
    besluit = leg_besluit_vast(ronde.plan, "Door.", date(2024, 3, 8), [maatregel], door=None)

    for wat, was in (("actie1", "open"), ("besluit1", "loopt")):
        stuur(notulist, ronde, "1a", wat, **{f"{wat}-gezien": was, "doe": "af"})

    actie.refresh_from_db()
    besluit.refresh_from_db()
    assert (actie.gereed_op, besluit.afgedaan_op) == (kalender.vandaag(), date(2024, 3, 8))


def test_the_trekker_is_filled_in_as_who_does_it(notulist: Any, ronde: Ronde) -> None:
    wie = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Kim Bos")
    BetrokkenheidFactory(maatregel=punt(ronde, "1a").maatregel, persoon=wie)

    antwoord = notulist.get(adres(ronde, "1a"))

    assert kenmerken(antwoord, "#id_actie-wie option[selected]", "value") == [str(wie.pk)]


def licht(maatregel: Any, **anders: str) -> dict[str, str]:
    """The form of the light as it was opened, with what changed."""
    laatste = maatregel.standen.latest("pk")
    velden = {
        naam: getattr(laatste, naam)
        for naam in "tijd geld resultaat tekst oorzaak gevolg bijsturing".split()
    }
    velden |= {"gezien": str(laatste.pk), "doe": "stand"} | anders
    return {f"m{maatregel.pk}-{naam}": waarde for naam, waarde in velden.items()}


def test_a_light_is_changed_by_the_one_way_and_says_the_meeting_did(
    notulist: Any, ronde: Ronde, beleidsadviseur: Any
) -> None:
    maatregel = punt(ronde, "1a").maatregel

    antwoord = stuur(
        notulist, ronde, "1a", "stand", **licht(maatregel, tijd="groen", reden="Het is gelukt.")
    )

    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. De stand van 1a is vastgelegd."]
    stand = Stand.objects.latest("pk")
    assert (stand.maatregel, stand.tijd, stand.ronde, stand.peildatum) == (
        maatregel,
        "groen",
        ronde,
        MAART,
    )
    assert (stand.door, stand.namens) == (beleidsadviseur, "projectgroep, in de vergadering")
    assert vind(antwoord, ".vergadering__licht") == ["groen: op koers"]


def test_orange_explains_itself_here_too(notulist: Any, ronde: Ronde) -> None:
    maatregel = punt(ronde, "1c").maatregel

    antwoord = stuur(notulist, ronde, "1c", "stand", **licht(maatregel, tijd="oranje", oorzaak=""))

    assert antwoord.status_code == 422
    assert "Fout: Schrijf op waardoor het anders loopt; dat moet bij oranje en rood." in vind(
        antwoord, ".veld__melding"
    )
    assert kenmerken(antwoord, "#stand", "open") == [""]


def test_a_stand_of_somebody_else_meanwhile_is_409_with_both(notulist: Any, ronde: Ronde) -> None:
    maatregel = punt(ronde, "1a").maatregel
    velden = licht(maatregel, tekst="Van de notulist.")
    maak_stand(maatregel, peildatum=MAART, ronde=ronde, tijd="rood", tekst="Van de trekker.")

    antwoord = stuur(notulist, ronde, "1a", "stand", **velden)

    assert antwoord.status_code == 409
    assert vind(antwoord, f"#id_m{maatregel.pk}-tekst") == ["Van de notulist."]
    assert vind(antwoord, "#nu-kop ~ .tekst, .kaart > .tekst")[:1] == ["Van de trekker."]
    gezien = str(maatregel.standen.latest("pk").pk)
    antwoord = stuur(notulist, ronde, "1a", "stand", **velden | {f"m{maatregel.pk}-gezien": gezien})
    assert maatregel.standen.latest("pk").tekst == "Van de notulist."


def test_discussed_goes_to_the_next_and_keeps_the_note(notulist: Any, ronde: Ronde) -> None:
    antwoord = stuur(
        notulist, ronde, "1a", "notitie", notitie="Wij wachten af.", was_notitie="", doe="besproken"
    )

    assert antwoord.redirect_chain == [(adres(ronde, "1b"), 303)]
    een = punt(ronde, "1a")
    assert (een.notitie, een.besproken_op is None) == ("Wij wachten af.", False)
    antwoord = stuur(notulist, ronde, "1b", "notitie", notitie="", was_notitie="", doe="besproken")
    assert antwoord.redirect_chain == [(adres(ronde), 303)]


def test_a_note_of_somebody_else_is_409_and_the_item_stays_open(
    notulist: Any, ronde: Ronde
) -> None:
    agendapunten.wijzig(punt(ronde, "1a"), {"notitie": "Van een ander."}, door=None)

    antwoord = stuur(
        notulist, ronde, "1a", "notitie", notitie="Van mij.", was_notitie="", doe="besproken"
    )

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["Van een ander."]
    assert punt(ronde, "1a").besproken_op is None


def test_an_item_is_taken_up_again(notulist: Any, ronde: Ronde) -> None:
    agendapunten.rond_af(punt(ronde, "1a"), door=None)

    antwoord = stuur(notulist, ronde, "1a", "weer")

    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. 1a is weer open."]
    assert punt(ronde, "1a").besproken_op is None


def test_the_hamerstukken_are_settled_in_one_go(notulist: Any, ronde: Ronde) -> None:
    vergadering.begin(ronde, door=None)
    gezien = kenmerken(notulist.get(adres(ronde)), "[name=hamer-gezien]", "value")[0]

    antwoord = notulist.post(adres(ronde), {"doe": "hamer", "hamer-gezien": gezien}, follow=True)

    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. 2 hamerstukken zijn vastgesteld."]
    assert regel()["na"] == {"punten": ["1c", "1d"]}
    assert ronde.agendapunten.filter(besproken_op=None).count() == 2


@pytest.mark.parametrize("gezien", ["9" * 5000, "9" * 30, "٣", "x"])
def test_what_is_no_number_of_a_hamerstuk_was_not_before_them(
    notulist: Any, ronde: Ronde, gezien: str
) -> None:
    antwoord = notulist.post(adres(ronde), {"doe": "hamer", "hamer-gezien": gezien})

    assert antwoord.status_code == 409


def test_nobody_settles_a_hamerstuk_that_was_not_before_them(notulist: Any, ronde: Ronde) -> None:
    vergadering.begin(ronde, door=None)
    gezien = kenmerken(notulist.get(adres(ronde)), "[name=hamer-gezien]", "value")[0]
    agendapunten.wijzig(punt(ronde, "1b"), {"behandeling": "hamerstuk"}, door=None)

    antwoord = notulist.post(adres(ronde), {"doe": "hamer", "hamer-gezien": gezien})

    assert antwoord.status_code == 409
    assert vind(antwoord, ".foutoverzicht li") == [
        "Intussen zijn de hamerstukken veranderd. Kijk de lijst nog eens na."
    ]
    assert ronde.agendapunten.exclude(besproken_op=None).count() == 0


def test_who_is_there_is_noted_and_changed(notulist: Any, ronde: Ronde) -> None:
    kim, ook = (PersoonFactory(gemeente=ronde.plan.gemeente, naam=naam) for naam in ("Kim", "Bo"))
    BetrokkenheidFactory(maatregel=punt(ronde, "1a").maatregel, persoon=kim)
    veld = f"wie_{kim.pk}"

    notulist.post(adres(ronde), {"doe": "aanwezig", veld: "ja", f"was_{veld}": "", "ook": ook.pk})
    assert dict(ronde.aanwezigheden.values_list("persoon__naam", "aanwezig")) == {
        "Kim": True,
        "Bo": True,
    }
    assert regel()["na"] == {"Kim": "aanwezig", "Bo": "aanwezig"}
    notulist.post(adres(ronde), {"doe": "aanwezig", veld: "nee", f"was_{veld}": "ja"})
    assert ronde.aanwezigheden.get(persoon=kim).aanwezig is False


def test_two_who_note_the_same_person_otherwise_is_409(notulist: Any, ronde: Ronde) -> None:
    kim = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Kim")
    vergadering.leg_aanwezigheid_vast(ronde, {kim.pk: True}, door=None)
    veld = f"wie_{kim.pk}"

    antwoord = notulist.post(adres(ronde), {"doe": "aanwezig", veld: "nee", f"was_{veld}": ""})

    assert antwoord.status_code == 409
    assert vind(antwoord, ".intussen__tekst") == ["aanwezig"]
    assert ronde.aanwezigheden.get().aanwezig is True


def test_everybody_is_there_but_who_is_marked_otherwise(notulist: Any, ronde: Ronde) -> None:
    maatregel = punt(ronde, "1a").maatregel
    kim, bo = (PersoonFactory(gemeente=ronde.plan.gemeente, naam=naam) for naam in ("Kim", "Bo"))
    for wie in (kim, bo):
        BetrokkenheidFactory(maatregel=maatregel, persoon=wie)
    knop = "[value=iedereen]"
    assert vind(notulist.get(adres(ronde)), knop) == ["Iedereen is er"]

    antwoord = notulist.post(
        adres(ronde), {"doe": "iedereen", f"wie_{bo.pk}": "nee", f"wie_{kim.pk}": ""}, follow=True
    )

    assert dict(ronde.aanwezigheden.values_list("persoon__naam", "aanwezig")) == {
        "Kim": True,
        "Bo": False,
    }
    assert regel()["na"] == {"Bo": "afwezig met bericht", "Kim": "aanwezig"}
    assert vind(antwoord, "#aanwezig summary") == ["1 aanwezig, 1 afgemeld"]
    assert vind(antwoord, knop) == []


def test_everybody_is_there_says_nothing_of_who_sent_word_meanwhile(
    notulist: Any, ronde: Ronde
) -> None:
    kim = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Kim")
    vergadering.leg_aanwezigheid_vast(ronde, {kim.pk: False}, door=None)
    veld = f"wie_{kim.pk}"

    antwoord = notulist.post(adres(ronde), {"doe": "iedereen", veld: "", f"was_{veld}": ""})

    assert antwoord.status_code == 409
    assert ronde.aanwezigheden.get().aanwezig is False


def test_what_was_noted_of_somebody_is_taken_back(notulist: Any, ronde: Ronde) -> None:
    kim = PersoonFactory(gemeente=ronde.plan.gemeente, naam="Kim")
    vergadering.leg_aanwezigheid_vast(ronde, {kim.pk: True}, door=None)
    veld = f"wie_{kim.pk}"

    notulist.post(adres(ronde), {"doe": "aanwezig", veld: "", f"was_{veld}": "ja"})

    assert ronde.aanwezigheden.count() == 0
    assert regel()["na"] == {"Kim": "nog niet genoteerd"}
    assert Aanwezigheid.historie.filter(persoon=kim, history_type="-").count() == 1


def actie_van(ronde: Ronde, code: str) -> Actiepunt:
    wie = PersoonFactory(gemeente=ronde.plan.gemeente)
    maatregel = punt(ronde, code).maatregel if code else None
    return spreek_af(ronde.plan, "Bellen.", wie, date(2030, 4, 1), maatregel=maatregel, door=None)


def test_an_actiepunt_of_before_is_done_on_the_spot_and_taken_up_again(
    notulist: Any, ronde: Ronde
) -> None:
    actie = actie_van(ronde, "1a")
    velden = {"actie1-afdoening": "Zij belt terug.", "actie1-gezien": "open", "doe": "af"}

    antwoord = stuur(notulist, ronde, "1a", "actie1", **velden)

    actie.refresh_from_db()
    assert (actie.toestand, actie.gereed_op, actie.afdoening) == (
        "gereed",
        kalender.vandaag(),
        "Zij belt terug.",
    )
    assert antwoord.redirect_chain == [(f"{adres(ronde, '1a')}#afspraken", 303)]
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. Actiepunt 1 is gereed."]
    assert vind(antwoord, "#afspraken .label--klaar") == ["gereed"]
    velden = {"actie1-afdoening": "", "actie1-gezien": "gereed", "doe": "weer"}
    antwoord = stuur(notulist, ronde, "1a", "actie1", **velden)
    assert (antwoord.status_code, vind(antwoord, ".veld__melding")) == (
        422,
        ["Fout: Schrijf op waarom."],
    )
    stuur(notulist, ronde, "1a", "actie1", **velden | {"actie1-afdoening": "Toch niet."})
    actie.refresh_from_db()
    assert (actie.toestand, regel()["reden"]) == ("open", "Toch niet.")


def test_a_besluit_of_before_is_carried_out_on_the_spot_and_runs_again(
    notulist: Any, ronde: Ronde
) -> None:
    maatregel = punt(ronde, "1a").maatregel
    besluit = leg_besluit_vast(ronde.plan, "Wij gaan door.", MAART, [maatregel], door=None)

    antwoord = stuur(notulist, ronde, "1a", "besluit1", **{"besluit1-gezien": "loopt", "doe": "af"})

    besluit.refresh_from_db()
    assert (besluit.toestand, besluit.afgedaan_op) == ("afgedaan", kalender.vandaag())
    assert vind(antwoord, ".melding--gelukt") == ["Gelukt. Besluit 1 is uitgevoerd."]
    stuur(
        notulist,
        ronde,
        "1a",
        "besluit1",
        **{"besluit1-gezien": "afgedaan", "besluit1-afdoening": "Toch niet.", "doe": "weer"},
    )
    besluit.refresh_from_db()
    assert besluit.toestand == "loopt"


def test_an_actiepunt_of_no_measure_is_done_at_the_item_of_no_measure(
    notulist: Any, ronde: Ronde
) -> None:
    eigen = agendapunten.voeg_toe(ronde, "Rondvraag", door=None)
    actie = actie_van(ronde, "")
    velden = {"formulier": "actie1", "actie1-gezien": "open", "doe": "af"}

    assert notulist.post(adres(ronde, "1a"), velden).status_code == 404
    notulist.post(f"{adres(ronde)}{eigen.pk}/", velden)

    actie.refresh_from_db()
    assert actie.toestand == "gereed"


@pytest.mark.parametrize("formulier", ["actie9", "actie", "x1", "1", "besluit12345678901"])
def test_what_is_not_here_cannot_be_ended(notulist: Any, ronde: Ronde, formulier: str) -> None:
    verwacht = 404 if formulier[-1].isdigit() else 422

    assert stuur(notulist, ronde, "1a", formulier, doe="af").status_code == verwacht


def test_what_somebody_else_ended_meanwhile_is_409_and_the_words_stay(
    notulist: Any, ronde: Ronde
) -> None:
    actie = actie_van(ronde, "1a")
    meld_actiepunt_gereed(actie, kalender.vandaag(), afdoening="Van haar.", door=None)
    velden = {"actie1-afdoening": "Van mij.", "actie1-gezien": "open", "doe": "af"}

    antwoord = stuur(notulist, ronde, "1a", "actie1", **velden)

    assert antwoord.status_code == 409
    assert vind(antwoord, ".foutoverzicht li") == [
        "Actiepunt 1 is intussen al gereed. Uw tekst staat er nog."
    ]
    assert vind(antwoord, "#id_actie1-afdoening") == ["Van mij."]
    actie.refresh_from_db()
    assert actie.afdoening == "Van haar."


def test_a_round_that_closed_meanwhile_gives_back_what_was_written(
    notulist: Any, ronde: Ronde
) -> None:
    hier = adres(ronde, "1a")
    sluit_ronde(ronde, door=None)

    antwoord = notulist.post(
        hier, {"formulier": "notitie", "notitie": "Van mij.", "was_notitie": "Was zo."}
    )

    assert antwoord.status_code == 409
    assert vind(antwoord, "main li.tekst") == ["Van mij."]
    assert notulist.post(hier, {"formulier": "weer"}).status_code == 302


def test_when_besproken_fails_the_note_is_not_stored_and_comes_back(
    notulist: Any, ronde: Ronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both or neither: and what was typed is still in the form."""

    def faalt(*args: Any) -> None:
        raise ValidationError("Deze ronde loopt niet.")

    monkeypatch.setattr(agendapunten, "_besproken", faalt)

    antwoord = stuur(
        notulist, ronde, "1a", "notitie", notitie="Van mij.", was_notitie="", doe="besproken"
    )

    assert antwoord.status_code == 422
    assert vind(antwoord, "#notitie textarea") == ["Van mij."]
    assert punt(ronde, "1a").notitie == ""


def test_a_note_with_besproken_is_one_act(notulist: Any, ronde: Ronde) -> None:
    stuur(notulist, ronde, "1a", "notitie", notitie="Van mij.", was_notitie="", doe="besproken")

    een = punt(ronde, "1a")
    versies = Agendapunt.historie.filter(id=een.pk).order_by("history_id")
    assert [(rij.notitie, rij.besproken_op is None) for rij in versies][1:] == [
        ("Van mij.", True),
        ("Van mij.", False),
    ]
    soorten = Gebeurtenis.objects.order_by("-pk").values_list("soort", flat=True)[:2]
    assert list(soorten) == ["agendapunt besproken", "agendapunt gewijzigd"]


def test_a_persoon_of_another_gemeente_is_refused(ronde: Ronde) -> None:
    elders = PersoonFactory()

    with geweigerd("", "Deze persoon hoort bij een andere gemeente."):
        vergadering.leg_aanwezigheid_vast(ronde, {elders.pk: True}, door=None)


def test_who_leads_but_gives_no_lights_is_told_so(
    client: Any, projectgroep: Any, ronde: Ronde
) -> None:
    client.force_login(projectgroep)

    antwoord = client.get(adres(ronde, "1a"))

    assert "Een licht vastleggen kan de trekker, de beleidsadviseur of de voorzitter." in vind(
        antwoord, ".vergadering__vakken > p"
    )
    velden = licht(punt(ronde, "1a").maatregel)
    antwoord = stuur(client, ronde, "1a", "stand", **velden)
    assert vind(antwoord, ".melding--fout") == [
        "Niet gelukt. U mag van deze maatregel geen stand vastleggen."
    ]
    assert Stand.objects.filter(maatregel__code="1a").count() == 1


def test_the_trend_shows_the_last_six_rounds(notulist: Any, plan: Any) -> None:
    maatregel = MaatregelFactory(plan=plan, code="1a")
    for nummer, tijd in enumerate(["rood", "oranje", "oranje", "groen", "groen", "rood", "oranje"]):
        ronde = open_ronde(plan, date(2023, 1, 1) + timedelta(days=30 * nummer), door=None)
        maak_stand(maatregel, peildatum=ronde.peildatum, ronde=ronde, tijd=tijd)
        sluit_ronde(ronde, door=None)
    ronde = bereid_voor(open_ronde(plan, MAART, door=None), door=None)

    antwoord = notulist.get(adres(ronde, "1a"))

    lichten = vind(antwoord, ".vergadering__trend li > span:last-child")
    assert lichten == ["oranje", "oranje", "groen", "groen", "rood", "oranje", "oranje"]


def test_a_note_refuses_a_client_number(notulist: Any, ronde: Ronde) -> None:
    antwoord = stuur(notulist, ronde, "1a", "besluit", **{"besluit-tekst": "Over 123456782."})

    assert antwoord.status_code == 422
    assert Besluit.objects.count() == 0


def test_an_item_of_no_measure_has_decisions_of_its_own(notulist: Any, ronde: Ronde) -> None:
    eigen = agendapunten.voeg_toe(ronde, "Rondvraag", door=None)
    hier = f"{adres(ronde)}{eigen.pk}/"

    antwoord = notulist.post(hier, {"formulier": "besluit", "besluit-tekst": "Klaar."}, follow=True)

    assert Besluit.objects.get().besluitmaatregelen.count() == 0
    assert vind(antwoord, "h1") == ["Rondvraag"]
    assert vind(antwoord, "#afspraken b") == ["Besluit 1"]


def test_something_else_than_a_form_changes_nothing(notulist: Any, ronde: Ronde) -> None:
    regels = Gebeurtenis.objects.count()

    assert stuur(notulist, ronde, "1a", "iets").status_code == 200
    assert notulist.post(adres(ronde), {"doe": "iets"}).status_code == 200
    assert Gebeurtenis.objects.count() == regels


def test_the_number_of_queries_does_not_grow(notulist: Any, plan: Any) -> None:
    def geteld(adres: str) -> int:
        with CaptureQueriesContext(connection) as vragen:
            notulist.get(adres)
        return len(vragen)

    maatregel = MaatregelFactory(plan=plan, code="1a", compleet=True)
    ronde = bereid_voor(open_ronde(plan, MAART, door=None), door=None)
    actie_van(ronde, "1a")
    leg_besluit_vast(plan, "Wij gaan door.", MAART, [maatregel], door=None)
    adressen = adres(ronde), adres(ronde, "1a")
    for waar in adressen:
        geteld(waar)
    een = [geteld(waar) for waar in adressen]
    for _ in range(2):
        MaatregelFactory(plan=plan, compleet=True)
        actie_van(ronde, "1a")
        leg_besluit_vast(plan, "Wij gaan door.", MAART, [maatregel], door=None)
    agenda.leg_vast(ronde, door=None)

    assert [geteld(waar) for waar in adressen] == een
