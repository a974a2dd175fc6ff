"""A line of the planning is added, reworded, shifted, done, lapsed, open again; many at once."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from jeugdhulp.kalender import Periode, PeriodeSoort
from jeugdhulp.models import Gebeurtenis
from jeugdhulp.tests.factories import GebruikerFactory
from maatregelen.domain.maatregel.planning import (
    Regelwijziging,
    heropen_mijlpaal,
    laat_mijlpaal_vervallen,
    meld_mijlpaal_gereed,
    schuif_mijlpaal,
    voeg_mijlpaal_toe,
    werk_planning_bij,
    wijzig_mijlpaal,
)
from maatregelen.domain.wijzigen import IntussenAndersError
from maatregelen.models import Mijlpaal
from maatregelen.tests.daden import geweigerd, regel
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
)

Q4 = Periode(PeriodeSoort.KWARTAAL, date(2019, 10, 1), date(2019, 12, 31))
WAAROM = "De aanbesteding duurt langer."


@pytest.fixture
def mijlpaal(plan: Any) -> Mijlpaal:
    """“Afspraken maken” of 1a, planned in Q2 2019 and so in the baseline."""
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))
    return MijlpaalFactory(
        blad=blad, basis_van=date(2019, 4, 1), basis_tot=date(2019, 6, 30), volgorde=1
    )


def test_schuiven_laat_de_basis_staan(mijlpaal: Mijlpaal) -> None:
    schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)

    mijlpaal.refresh_from_db()
    assert mijlpaal.periode == Q4
    assert (mijlpaal.basis_van, mijlpaal.basis_tot) == (date(2019, 4, 1), date(2019, 6, 30))
    assert [versie.tot_en_met for versie in mijlpaal.historie.all()] == [
        date(2019, 12, 31),
        date(2019, 6, 30),
    ]


def test_schuiven_schrijft_van_en_naar_met_reden(mijlpaal: Mijlpaal) -> None:
    door = GebruikerFactory()

    schuif_mijlpaal(mijlpaal, Q4, door=door, reden=WAAROM)

    assert regel() == {
        "soort": "planning verschoven",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"planning": "Q2 2019"},
        "na": {"planning": "Q4 2019"},
        "reden": WAAROM,
    }
    laatste = Gebeurtenis.objects.order_by("-volgnummer").first()
    assert laatste is not None
    assert (laatste.door, laatste.onderwerp_id) == (door, mijlpaal.blad.maatregel_id)


def test_schuiven_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        schuif_mijlpaal(mijlpaal, Q4, door=None, reden=" ")


def test_schuiven_naar_hetzelfde_moment_is_niets(mijlpaal: Mijlpaal) -> None:
    with geweigerd("periode", "Deze stap staat al op dit moment. Kies een ander."):
        schuif_mijlpaal(mijlpaal, mijlpaal.periode, door=None, reden=WAAROM)


def test_schuiven_vraagt_een_jaar(mijlpaal: Mijlpaal) -> None:
    zonder_jaar = Periode(PeriodeSoort.ZONDER_JAAR, letterlijk="Q4")

    with geweigerd("periode", "Kies ook een jaar."):
        schuif_mijlpaal(mijlpaal, zonder_jaar, door=None, reden=WAAROM)


def test_dezelfde_regel_op_een_ander_blad_schuift_mee(mijlpaal: Mijlpaal, plan: Any) -> None:
    ander = BladFactory(maatregel=mijlpaal.blad.maatregel, cluster=ClusterFactory(plan=plan))
    zelfde = MijlpaalFactory(blad=ander, zelfde_als=mijlpaal)

    schuif_mijlpaal(zelfde, Q4, door=None, reden=WAAROM)

    assert [rij.periode for rij in Mijlpaal.objects.order_by("pk")] == [Q4, Q4]
    assert (regel()["soort"], regel(1)["soort"]) == ("planning verschoven", "gemaakt")


def test_stappen_met_dezelfde_dagen_schuiven_mee(mijlpaal: Mijlpaal) -> None:
    mee = MijlpaalFactory(blad=mijlpaal.blad, onderdeel_van=mijlpaal)
    eigen = MijlpaalFactory(
        blad=mijlpaal.blad,
        onderdeel_van=mijlpaal,
        periode_soort="maand",
        tot_en_met=date(2019, 4, 30),
    )

    schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)

    mee.refresh_from_db()
    eigen.refresh_from_db()
    assert (mee.tot_en_met, eigen.tot_en_met) == (date(2019, 12, 31), date(2019, 4, 30))


def test_gereed_heeft_een_dag_en_een_regel(mijlpaal: Mijlpaal) -> None:
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    mijlpaal.refresh_from_db()
    assert (mijlpaal.toestand, mijlpaal.gereed_op) == ("gereed", date(2019, 5, 15))
    assert regel() == {
        "soort": "mijlpaal gereed",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"toestand": "open"},
        "na": {"toestand": "gereed", "gereed op": "15 mei 2019"},
        "reden": "",
    }


def test_gereed_kan_niet_morgen_zijn(mijlpaal: Mijlpaal) -> None:
    with geweigerd("gereed_op", "Deze dag moet nog komen; kies vandaag of eerder."):
        meld_mijlpaal_gereed(mijlpaal, date(2099, 1, 1), door=None)


def test_wat_gereed_is_schuift_niet_meer(mijlpaal: Mijlpaal) -> None:
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    with geweigerd("", "Deze stap is al gereed of vervallen; hij verandert niet meer."):
        schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)


def test_vervallen_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        laat_mijlpaal_vervallen(mijlpaal, door=None, reden="")


def test_vervallen_blijft_staan_met_een_regel(mijlpaal: Mijlpaal) -> None:
    laat_mijlpaal_vervallen(mijlpaal, door=None, reden="De regio doet dit.")

    mijlpaal.refresh_from_db()
    assert mijlpaal.toestand == "vervallen"
    assert regel() == {
        "soort": "mijlpaal vervallen",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"toestand": "open"},
        "na": {"toestand": "vervallen"},
        "reden": "De regio doet dit.",
    }


def test_wat_gereed_was_kan_weer_open_met_een_reden(mijlpaal: Mijlpaal) -> None:
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    heropen_mijlpaal(mijlpaal, door=None, reden="Het was een andere stap.")

    mijlpaal.refresh_from_db()
    assert (mijlpaal.toestand, mijlpaal.gereed_op) == ("open", None)
    assert regel() == {
        "soort": "mijlpaal weer open",
        "over": "1a Hulp dichtbij huis, “Afspraken maken”",
        "voor": {"toestand": "gereed", "gereed op": "15 mei 2019"},
        "na": {"toestand": "open"},
        "reden": "Het was een andere stap.",
    }


def test_weer_openen_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    laat_mijlpaal_vervallen(mijlpaal, door=None, reden=WAAROM)

    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        heropen_mijlpaal(mijlpaal, door=None, reden="")


def test_wat_open_is_kan_niet_weer_open(mijlpaal: Mijlpaal) -> None:
    with geweigerd("", "Deze stap staat al open."):
        heropen_mijlpaal(mijlpaal, door=None, reden=WAAROM)


def test_weer_openen_geldt_ook_op_een_ander_blad(mijlpaal: Mijlpaal, plan: Any) -> None:
    ander = BladFactory(maatregel=mijlpaal.blad.maatregel, cluster=ClusterFactory(plan=plan))
    zelfde = MijlpaalFactory(blad=ander, zelfde_als=mijlpaal)
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    heropen_mijlpaal(zelfde, door=None, reden=WAAROM)

    assert [rij.toestand for rij in Mijlpaal.objects.order_by("pk")] == ["open", "open"]


def test_nieuwe_regel_komt_onderaan_zonder_basis(mijlpaal: Mijlpaal) -> None:
    voeg_mijlpaal_toe(mijlpaal.blad, tekst="Evalueren", periode=Q4, door=None, reden=WAAROM)

    nieuw = mijlpaal.blad.mijlpalen.last()
    assert nieuw is not None
    assert (nieuw.tekst, nieuw.soort, nieuw.periode, nieuw.volgorde) == (
        "Evalueren",
        "actie",
        Q4,
        2,
    )
    assert (nieuw.basis_van, nieuw.basis_tot) == (None, None)
    assert regel() == {
        "soort": "mijlpaal toegevoegd",
        "over": "1a Hulp dichtbij huis, “Evalueren”",
        "voor": {},
        "na": {"tekst": "Evalueren", "soort": "actie", "planning": "Q4 2019", "toestand": "open"},
        "reden": WAAROM,
    }


def test_eerste_regel_van_een_blad(plan: Any) -> None:
    blad = BladFactory(maatregel=MaatregelFactory(plan=plan, code="1a"))

    nieuw = voeg_mijlpaal_toe(blad, tekst="Evalueren", periode=Q4, door=None, reden=WAAROM)

    assert nieuw.volgorde == 0


def test_nieuwe_regel_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        voeg_mijlpaal_toe(mijlpaal.blad, tekst="Evalueren", periode=Q4, door=None, reden="")


def test_andere_tekst_en_soort_staan_in_een_regel(mijlpaal: Mijlpaal) -> None:
    wijzig_mijlpaal(mijlpaal, {"tekst": "Praten", "soort": "besluit"}, door=None, reden=WAAROM)

    assert regel() == {
        "soort": "mijlpaal gewijzigd",
        "over": "1a Hulp dichtbij huis, “Praten”",
        "voor": {"tekst": "Afspraken maken", "soort": "actie"},
        "na": {"tekst": "Praten", "soort": "besluit"},
        "reden": WAAROM,
    }


def test_andere_tekst_gaat_mee_naar_een_ander_blad_met_dezelfde_woorden(
    mijlpaal: Mijlpaal, plan: Any
) -> None:
    maatregel = mijlpaal.blad.maatregel
    bladen = [BladFactory(maatregel=maatregel, cluster=ClusterFactory(plan=plan)) for _ in "ab"]
    MijlpaalFactory(blad=bladen[0], zelfde_als=mijlpaal)
    MijlpaalFactory(blad=bladen[1], zelfde_als=mijlpaal, tekst="Afspraken (zie cluster 1)")

    wijzig_mijlpaal(mijlpaal, {"tekst": "Praten"}, door=None, reden=WAAROM)

    assert [rij.tekst for rij in Mijlpaal.objects.order_by("pk")] == [
        "Praten",
        "Praten",
        "Afspraken (zie cluster 1)",
    ]


def test_zelfde_tekst_is_niets(mijlpaal: Mijlpaal) -> None:
    with geweigerd("", "Er is niets veranderd."):
        wijzig_mijlpaal(mijlpaal, {"tekst": "Afspraken maken"}, door=None, reden=WAAROM)


def test_andere_tekst_vraagt_een_reden(mijlpaal: Mijlpaal) -> None:
    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        wijzig_mijlpaal(mijlpaal, {"tekst": "Praten"}, door=None, reden="")


@pytest.mark.parametrize("veld", ["periode", "toestand"])
def test_wat_intussen_anders_werd_wordt_niet_overschreven(mijlpaal: Mijlpaal, veld: str) -> None:
    gezien = {veld: getattr(mijlpaal, veld)}
    schuif_mijlpaal(mijlpaal, Q4, door=None, reden=WAAROM)
    meld_mijlpaal_gereed(mijlpaal, date(2019, 5, 15), door=None)

    with pytest.raises(IntussenAndersError):
        laat_mijlpaal_vervallen(mijlpaal, gezien=gezien, door=None, reden=WAAROM)


def test_heel_blad_tegelijk_is_een_handeling(mijlpaal: Mijlpaal) -> None:
    ander = MijlpaalFactory(blad=mijlpaal.blad, tekst="Evalueren", volgorde=2)
    klaar = {"toestand": "gereed", "gereed_op": date(2019, 5, 15)}

    werk_planning_bij(
        mijlpaal.blad,
        [
            Regelwijziging("nieuw0", {"tekst": "Bellen", "periode": Q4, "soort": "actie"}),
            Regelwijziging("rij1", {"tekst": "Praten", "periode": Q4} | klaar, mijlpaal),
            Regelwijziging("rij2", {"toestand": "vervallen"}, ander),
        ],
        door=None,
        reden=WAAROM,
    )

    assert [
        (rij.tekst, rij.periode.voluit(), rij.toestand, rij.gereed_op)
        for rij in mijlpaal.blad.mijlpalen.all()
    ] == [
        ("Praten", "Q4 2019", "gereed", date(2019, 5, 15)),
        ("Evalueren", "Q2 2019", "vervallen", None),
        ("Bellen", "Q4 2019", "open", None),
    ]
    assert [regel(plek)["soort"] for plek in range(5)] == [
        "mijlpaal toegevoegd",
        "mijlpaal vervallen",
        "mijlpaal gereed",
        "planning verschoven",
        "mijlpaal gewijzigd",
    ]


def test_een_fout_en_er_gebeurt_niets_en_elke_fout_staat_bij_haar_veld(mijlpaal: Mijlpaal) -> None:
    klaar = MijlpaalFactory(blad=mijlpaal.blad, tekst="Klaar", toestand="gereed", volgorde=2)
    nooit = date(2099, 1, 1)
    voor = Gebeurtenis.objects.count()

    with pytest.raises(ValidationError) as fout:
        werk_planning_bij(
            mijlpaal.blad,
            [
                Regelwijziging(
                    "rij1", {"periode": Q4, "toestand": "gereed", "gereed_op": nooit}, mijlpaal
                ),
                Regelwijziging("rij2", {"tekst": "Toch niet klaar"}, klaar),
                Regelwijziging("nieuw0", {"tekst": "x" * 501, "periode": Q4}),
                Regelwijziging("nieuw1", {"tekst": "Bellen", "periode": Q4}),
            ],
            door=None,
            reden=WAAROM,
        )

    assert {plek: len(meldingen) for plek, meldingen in fout.value.message_dict.items()} == {
        "rij1-gereed_op": 1,
        "rij2": 1,
        "nieuw0-tekst": 1,
    }
    mijlpaal.refresh_from_db()
    assert (mijlpaal.van, Gebeurtenis.objects.count()) == (date(2019, 4, 1), voor)


def test_reden_wordt_voor_alles_een_keer_gevraagd(mijlpaal: Mijlpaal) -> None:
    ander = MijlpaalFactory(blad=mijlpaal.blad, tekst="Evalueren", volgorde=2)

    with geweigerd("reden", "U verandert de planning. Schrijf op waarom."):
        werk_planning_bij(
            mijlpaal.blad,
            [Regelwijziging(str(rij.pk), {"periode": Q4}, rij) for rij in (mijlpaal, ander)],
            door=None,
        )


def test_stap_die_zelf_een_moment_krijgt_schuift_niet_met_haar_regel_mee(
    mijlpaal: Mijlpaal,
) -> None:
    stap = MijlpaalFactory(blad=mijlpaal.blad, onderdeel_van=mijlpaal, volgorde=2)
    q3 = Periode(PeriodeSoort.KWARTAAL, date(2019, 7, 1), date(2019, 9, 30))
    gezien = {"periode": mijlpaal.periode}

    werk_planning_bij(
        mijlpaal.blad,
        [
            Regelwijziging("rij1", {"periode": Q4}, mijlpaal, gezien),
            Regelwijziging("rij2", {"periode": q3}, stap, gezien),
        ],
        door=None,
        reden=WAAROM,
    )

    assert [rij.periode for rij in mijlpaal.blad.mijlpalen.all()] == [Q4, q3]


def test_niets_te_doen_wordt_gezegd(mijlpaal: Mijlpaal) -> None:
    with geweigerd("", "Er is niets veranderd."):
        werk_planning_bij(mijlpaal.blad, [], door=None)


def test_regel_van_een_ander_blad_hoort_hier_niet(mijlpaal: Mijlpaal, plan: Any) -> None:
    ander = BladFactory(maatregel=mijlpaal.blad.maatregel, cluster=ClusterFactory(plan=plan))

    with pytest.raises(ValueError, match="staat op een ander blad"):
        werk_planning_bij(
            ander, [Regelwijziging("rij1", {"periode": Q4}, mijlpaal)], door=None, reden=WAAROM
        )
