"""A report from the command to the file: frozen, noted in the logboek, and true afterwards."""

import hashlib
import json
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.management import CommandError, call_command

from jeugdhulp import logboek
from jeugdhulp.models import Gebeurtenis, Gemeente, Momentopname, Persoon
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory
from maatregelen.domain.ronde.rondes import open_ronde, sluit_ronde
from maatregelen.domain.uitwisselen.laden import laad_plan
from maatregelen.models import Plan
from maatregelen.tests.factories import MaatregelFactory, maak_stand
from maatregelen.tests.fixtures_lezen import lees
from rapportage.domain.rapporten import Rapport, maak_voortgangsrapportage
from rapportage.domain.samenstellen import als_pdf
from rapportage.pdf import controleer_pdf

pytestmark = pytest.mark.django_db
DAG = date(2024, 3, 1)


def tekst_van(pdf: bytes) -> str:
    """All words of a PDF, on one line."""
    bladen = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(blad.extract_text() for blad in bladen).split())


def rapport(plan: Plan, **anders: Any) -> Rapport:
    velden = {"door": None, "opgesteld_door": "procesregisseur"} | anders
    return maak_voortgangsrapportage(plan, velden.pop("peildatum", DAG), **velden)


def maatregelen_in(gemaakt: Rapport) -> list[dict[str, Any]]:
    blokken = json.loads(gemaakt.momentopname.tekst)["blokken"]
    (blok,) = (blok for blok in blokken if blok["soort"] == "maatregelen")
    return [rij for thema in blok["feiten"]["themas"] for rij in thema["maatregelen"]]


def test_the_command_makes_the_report_of_het_hogeland(tmp_path: Path) -> None:
    plan = laad_plan(
        lees("het-hogeland"), GemeenteFactory(slug="het-hogeland", naam="Het Hogeland"), door=None
    )
    GebruikerFactory(username="ada", lid_van=plan.gemeente, rollen=["beleidsadviseur"])
    kop = str(plan.gemeente.ketenkop)
    bestand = tmp_path / "uit.pdf"

    call_command(
        *("maak_rapport", "het-hogeland", "plan-van-aanpak-2019", "--soort", "voortgang"),
        *("--peildatum", "2019-03-31", "--pdf", str(bestand), "--door", "ada"),
        stdout=(uit := StringIO()),
    )

    pdf, opname = bestand.read_bytes(), Momentopname.objects.get()
    tekst = tekst_van(pdf)
    regel = Gebeurtenis.objects.latest("volgnummer")
    assert uit.getvalue() == f"{bestand}: {len(pdf) // 1024} kB geschreven.\n"
    assert controleer_pdf(pdf) == []
    assert hashlib.sha256(opname.tekst.encode()).hexdigest() == opname.sha256
    assert (regel.soort, regel.door.username, regel.gegevens["momentopname"]) == (
        "rapport gemaakt",
        "ada",
        opname.pk,
    )
    assert regel.gegevens["na"] == {
        "soort": "concept, alleen bevestigde standen",
        "peildatum": "2019-03-31",
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }
    _geen_namen(plan.gemeente, tekst)
    _kop_klopt(tekst, kop)


def _geen_namen(gemeente: Gemeente, tekst: str) -> None:
    mensen = Persoon.objects.filter(gemeente=gemeente, soort="persoon")
    # Only those whom the plan's own texts do not name either.
    genoemd = json.dumps(
        [maatregel["standen"] for maatregel in lees("het-hogeland")["maatregelen"]]
    )
    namen = [persoon.naam for persoon in mensen if persoon.naam not in genoemd]
    assert len(namen) > 5
    assert [naam for naam in namen if naam in tekst] == []


def _kop_klopt(tekst: str, kop: str) -> None:
    """Read from the colophon, as who keeps the file would, and held against the logboek."""
    assert kop in re.sub(r"\s", "", tekst)

    call_command("controleer_logboek", "--kop", kop, stdout=(uit := StringIO()))

    assert uit.getvalue().endswith("elke regel is zoals die is geschreven.\n")


@pytest.fixture
def ronde_en_voorstel(plan: Plan) -> Plan:
    """1a was confirmed groen in the round of 1 March, and is rood in a voorstel after it."""
    maatregel = MaatregelFactory(plan=plan, code="1a", compleet=False)
    ronde = open_ronde(plan, date(2024, 2, 1), door=None)
    maak_stand(maatregel, peildatum=date(2024, 2, 1), ronde=ronde, tekst="Bevestigd verhaal.")
    sluit_ronde(ronde, door=None, overige="overgenomen")
    maak_stand(maatregel, peildatum=DAG, tijd="rood", tekst="Nieuw verhaal.")
    return plan


@pytest.mark.parametrize(
    ("werkversie", "licht", "verhaal", "naam"),
    [
        (
            False,
            "groen",
            "Bevestigd verhaal.",
            "voortgangsrapportage-waterstad-2024-03-01-concept.pdf",
        ),
        (
            True,
            "rood",
            "Nieuw verhaal.",
            "voortgangsrapportage-waterstad-2024-03-01-werkversie.pdf",
        ),
    ],
)
def test_only_a_werkversie_holds_a_voorstel(
    ronde_en_voorstel: Plan, werkversie: bool, licht: str, verhaal: str, naam: str
) -> None:
    gemaakt = rapport(ronde_en_voorstel, werkversie=werkversie)

    (maatregel,) = maatregelen_in(gemaakt)
    assert (maatregel["licht"]["totaal"], maatregel["tekst"], gemaakt.bestandsnaam) == (
        licht,
        verhaal,
        naam,
    )
    assert verhaal in tekst_van(gemaakt.pdf)


def test_a_voorstel_alone_is_not_reported(plan: Plan) -> None:
    maak_stand(MaatregelFactory(plan=plan), peildatum=DAG, tijd="rood", tekst="Nieuw verhaal.")

    gemaakt = rapport(plan)

    assert [maatregel["licht"]["totaal"] for maatregel in maatregelen_in(gemaakt)] == [
        "niet_bijgewerkt"
    ]
    assert "Nieuw verhaal." not in tekst_van(gemaakt.pdf) + gemaakt.momentopname.tekst


def test_the_phase_in_a_report_is_confirmed_too(plan: Plan) -> None:
    """A measure's own phase already follows the voorstel."""
    maak_stand(MaatregelFactory(plan=plan), peildatum=DAG, fase="gestopt")

    assert [maatregel["fase"] for maatregel in maatregelen_in(rapport(plan))] != ["gestopt"]


def test_later_changes_do_not_move_a_report(ronde_en_voorstel: Plan) -> None:
    """Rendered again from its Momentopname it is the same file, byte for byte."""
    gemaakt = rapport(ronde_en_voorstel)
    maatregel = ronde_en_voorstel.maatregelen.get()
    with logboek.handeling(door=None):
        maatregel.titel, ronde_en_voorstel.titel = "Heel anders", "Ander plan"
        maatregel.save()
        ronde_en_voorstel.save()
        logboek.schrijf("gewijzigd", maatregel, gemeente_id=ronde_en_voorstel.gemeente_id, naam="x")
    maak_stand(maatregel, fase="gestopt")
    Gemeente.objects.update(naam="Elders")

    opnieuw = als_pdf(json.loads(Momentopname.objects.exclude(soort="ronde").get().tekst))

    assert opnieuw == gemaakt.pdf


def test_a_trekker_is_not_named(plan: Plan) -> None:
    maatregel = MaatregelFactory(plan=plan, compleet=True)
    naam = maatregel.betrokkenheden.get().naam

    gemaakt = rapport(plan)

    assert naam not in gemaakt.momentopname.tekst + tekst_van(gemaakt.pdf)


def test_the_chain_head_is_that_before_the_line_of_the_report(plan: Plan) -> None:
    kop = plan.gemeente.ketenkop

    gegevens = json.loads(rapport(plan).momentopname.tekst)

    assert gegevens["kop"] == {
        "gemeente": "waterstad",
        "volgnummer": kop.volgnummer,
        "hash": kop.hash,
    }
    assert Gebeurtenis.objects.latest("volgnummer").volgnummer == kop.volgnummer + 1


def draai(*argumenten: str) -> None:
    call_command("maak_rapport", *argumenten, stdout=StringIO())


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (["nergens", "plan-jeugd"], "Er is geen gemeente “nergens”. Bekend: waterstad."),
        (["waterstad", "weg"], "Waterstad heeft geen plan “weg”. Bekend: plan-jeugd."),
        (["waterstad", "plan-jeugd", "--door", "niemand"], "Er is geen gebruiker “niemand”."),
        (
            ["waterstad", "plan-jeugd", "--peildatum", "1-3-2024"],
            "Error: argument --peildatum: “1-3",
        ),
        (["waterstad", "plan-jeugd", "--soort", "jaarverslag"], "Error: argument --soort: invalid"),
    ],
)
def test_the_command_says_what_is_wrong(
    plan: Plan, tmp_path: Path, argumenten: list[str], melding: str
) -> None:
    rest = ["--soort", "voortgang"] if "--soort" not in argumenten else []

    with pytest.raises(CommandError) as fout:
        draai(*argumenten, *rest, "--pdf", str(tmp_path / "uit.pdf"))

    assert str(fout.value).startswith(melding)
    assert (Momentopname.objects.count(), list(tmp_path.iterdir())) == (0, [])


def test_a_file_that_cannot_be_written_is_told(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan niet worden geschreven"):
        draai("waterstad", "plan-jeugd", "--soort", "voortgang", "--pdf", str(tmp_path))
