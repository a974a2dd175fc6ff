"""Tampering with the trail behind its locks, and what controleer_logboek says of it."""
# ruff: noqa: S608 (the tests write SQL by hand, as somebody with the database would)

import hashlib
import json
from collections.abc import Iterable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from jeugdhulp import logboek, slot
from jeugdhulp.controle import HERSTELD, VERNIETIGD, Uitkomst, controleer_keten
from jeugdhulp.models import Gebeurtenis, Gebruiker, Gemeente, Ketenkop
from jeugdhulp.opmaak import moment
from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory

pytestmark = pytest.mark.django_db
NUL = "0" * 64
IN_ORDE = "Het logboek klopt: elke regel is zoals die is geschreven."


@pytest.fixture
def gemeente() -> Gemeente:
    """Waterstad, with a chain of three lines."""
    gemeente = GemeenteFactory(slug="waterstad", naam="Waterstad")
    door = GebruikerFactory()
    for soort in ("een", "twee", "drie"):
        with logboek.handeling(door=door, reden="voor de test", kanaal="test"):
            logboek.schrijf(soort, gemeente, gemeente_id=gemeente.pk, naam="Waterstad")
    return gemeente


def knoei(*opdrachten: str) -> None:
    """What the owner of the database can do: locks off, change, locks on again."""
    connection.check_constraints()
    slot.verwijder(connection)
    with connection.cursor() as cursor:
        for opdracht in opdrachten:
            cursor.execute(opdracht)
    connection.check_constraints()
    slot.installeer(connection)


def controleer(*koppen: str) -> tuple[int, list[str]]:
    """Exit code and what the command printed."""
    uit = StringIO()
    try:
        call_command("controleer_logboek", kop=[lees_kop(kop) for kop in koppen], stdout=uit)
    except CommandError as fout:
        return fout.returncode, zonder_uitleg(uit)
    return 0, zonder_uitleg(uit)


def zonder_uitleg(uit: StringIO) -> list[str]:
    """What it found; what it looks at and what a bad line says of itself have their own tests."""
    _, _, gevonden = uit.getvalue().partition("\n\n")
    return [zin for zin in gevonden.splitlines() if not zin.startswith("  Deze regel")]


def lees_kop(tekst: str) -> tuple[str, int, str]:
    slug, nummer, hash_ = tekst.split(":")
    return slug, int(nummer), hash_


def bevinding(fout: str) -> tuple[int, list[str]]:
    return 1, [f"waterstad: FOUT: {fout}."]


def goed(regels: int = 3, en: str = "") -> tuple[int, list[str]]:
    kop = Ketenkop.objects.get()
    return 0, [f"waterstad: {regels} regels gelezen{en}; kop {kop}", IN_ORDE]


def test_an_untouched_chain_is_good(gemeente: Gemeente) -> None:
    laatste = Gebeurtenis.objects.get(volgnummer=3)

    assert controleer_keten(gemeente) == Uitkomst("waterstad", 3, 0, laatste.hash, "")
    assert controleer() == goed()


def test_a_gemeente_without_lines_is_good() -> None:
    GemeenteFactory(slug="leegstad")

    assert controleer() == (0, [f"leegstad: 0 regels gelezen; kop leegstad:0:{NUL}", IN_ORDE])


KOLOM = "de kolommen zeggen iets anders dan de vastgelegde tekst"


@pytest.mark.parametrize(
    ("zet", "fout"),
    [
        ("volgnummer = 9", "ontbreekt; na regel 1 volgt regel 3"),
        ("moment = '2001-01-01 00:00:00+00:00'", KOLOM),
        ("door_id = NULL", KOLOM),
        ("soort = 'anders'", KOLOM),
        ("onderwerp_soort = 'anders'", KOLOM),
        ("onderwerp_id = 99", KOLOM),
        ("handeling = '0123456789abcdef0123456789abcdef'", KOLOM),
        ("inhoud = '{}'", "de inhoud is veranderd"),
        ("zout = 'x'", "de inhoud is veranderd"),
        ("inhoud = ''", "de inhoud is veranderd"),
        ("inhoud_hash = hash", KOLOM),
        ("vorige_hash = inhoud_hash", "sluit niet aan op de regel ervoor"),
        ("regel = '{}'", "de tekst past niet bij de hash"),
        ("hash = inhoud_hash", "de tekst past niet bij de hash"),
    ],
)
def test_a_changed_column_is_found(gemeente: Gemeente, zet: str, fout: str) -> None:
    knoei(f"UPDATE jeugdhulp_gebeurtenis SET {zet} WHERE volgnummer = 2")

    assert controleer() == bevinding(f"regel 2: {fout}")


def test_a_line_moved_to_another_gemeente_is_missed(gemeente: Gemeente) -> None:
    elders = GemeenteFactory(slug="elders")

    knoei(f"UPDATE jeugdhulp_gebeurtenis SET gemeente_id = {elders.pk} WHERE volgnummer = 2")

    assert controleer() == (
        1,
        [
            "elders: FOUT: regel 1: ontbreekt; na regel 0 volgt regel 2.",
            "waterstad: FOUT: regel 2: ontbreekt; na regel 1 volgt regel 3.",
        ],
    )


def test_content_with_a_new_hash_of_its_own_is_found(gemeente: Gemeente) -> None:
    """Content, salt and their hash rewritten together: the hashed text still holds the old one."""
    hash_ = hashlib.sha256(b"zout{}").hexdigest()

    knoei(
        f"UPDATE jeugdhulp_gebeurtenis SET inhoud = '{{}}', zout = 'zout', inhoud_hash = '{hash_}'"
        " WHERE volgnummer = 2"
    )

    assert controleer() == bevinding(f"regel 2: {KOLOM}")


def test_content_destroyed_by_half_is_found(gemeente: Gemeente) -> None:
    """The database refuses it with a constraint; that must be taken off too."""
    zonder, met = (
        ("PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints = OFF")
        if connection.vendor == "sqlite"
        else (
            "ALTER TABLE jeugdhulp_gebeurtenis"
            " DROP CONSTRAINT jeugdhulp_gebeurtenis_heel_of_vernietigd",
            "SELECT 1",
        )
    )

    knoei(zonder, "UPDATE jeugdhulp_gebeurtenis SET zout = NULL WHERE volgnummer = 2", met)

    assert controleer() == bevinding("regel 2: de inhoud is maar half vernietigd")


@pytest.mark.parametrize(
    ("weg", "fout"),
    [
        (1, "regel 1: ontbreekt; na regel 0 volgt regel 2"),
        (2, "regel 2: ontbreekt; na regel 1 volgt regel 3"),
        (3, "de keten eindigt bij regel 2, maar de kop staat op regel 3"),
    ],
)
def test_a_deleted_line_is_found(gemeente: Gemeente, weg: int, fout: str) -> None:
    knoei(f"DELETE FROM jeugdhulp_gebeurtenis WHERE volgnummer = {weg}")

    assert controleer() == bevinding(fout)


def test_a_deleted_line_closed_up_by_renumbering_is_found(gemeente: Gemeente) -> None:
    knoei(
        "DELETE FROM jeugdhulp_gebeurtenis WHERE volgnummer = 2",
        "UPDATE jeugdhulp_gebeurtenis SET volgnummer = 2 WHERE volgnummer = 3",
        "UPDATE jeugdhulp_ketenkop SET volgnummer = 2",
    )

    assert controleer() == bevinding("regel 2: sluit niet aan op de regel ervoor")


@pytest.mark.parametrize(
    ("opdracht", "nummer"),
    [
        ("UPDATE jeugdhulp_ketenkop SET volgnummer = 2", 2),
        ("UPDATE jeugdhulp_ketenkop SET hash = 'anders'", 3),
        ("DELETE FROM jeugdhulp_ketenkop", 0),
    ],
)
def test_a_changed_head_is_found(gemeente: Gemeente, opdracht: str, nummer: int) -> None:
    knoei(opdracht)

    assert controleer() == bevinding(
        f"de keten eindigt bij regel 3, maar de kop staat op regel {nummer}"
    )


def vernietig_regel_2(
    gemeente: Gemeente, *, vraagt: Gebruiker | None, doet: Any, noemt: Iterable[int] = (2,)
) -> None:
    """The one allowed update, with the locks on, the line of who asked and that of who did it."""
    verzoek = {"gemeente_id": gemeente.pk, "naam": "verzoek 1"}
    if vraagt:
        with logboek.handeling(door=vraagt, reden="naam van een cliënt", kanaal="test"):
            logboek.schrijf("afschermen gevraagd", gemeente, **verzoek)
    with logboek.handeling(door=doet, reden="naam van een cliënt", kanaal="test"):
        logboek.schrijf(VERNIETIGD, gemeente, regels=list(noemt), **verzoek)
        logboek.vernietig(gemeente.pk, [2])


def test_content_destroyed_by_two_people_verifies_and_is_told(gemeente: Gemeente) -> None:
    vernietig_regel_2(gemeente, vraagt=GebruikerFactory(), doet=GebruikerFactory())

    assert controleer() == goed(5, en=", van 1 is de inhoud vernietigd")


@pytest.mark.parametrize("wie", ["one person", "nobody asked", "the system"])
def test_content_destroyed_without_two_people_is_found(gemeente: Gemeente, wie: str) -> None:
    gebruiker = GebruikerFactory()
    vernietig_regel_2(
        gemeente,
        vraagt=None if wie == "nobody asked" else gebruiker,
        doet=None if wie == "the system" else gebruiker,
    )

    assert controleer() == bevinding(
        "regel 2: de inhoud is weg, en geen regel van twee mensen zegt waarom"
    )


def test_an_act_cannot_allow_beforehand_what_is_destroyed_later(gemeente: Gemeente) -> None:
    """A line that names numbers beyond itself would be a licence to empty them one day."""
    vernietig_regel_2(
        gemeente, vraagt=GebruikerFactory(), doet=GebruikerFactory(), noemt=range(1, 100)
    )
    with logboek.handeling(door=None, kanaal="test"):
        logboek.schrijf("zes", gemeente, gemeente_id=gemeente.pk, naam="Waterstad")
        logboek.vernietig(gemeente.pk, [5])
    with logboek.handeling(door=None, kanaal="test"):
        logboek.schrijf("zeven", gemeente, gemeente_id=gemeente.pk, naam="Waterstad")
        logboek.vernietig(gemeente.pk, [6])

    assert controleer() == bevinding(
        "regel 2: de inhoud is weg, en geen regel van twee mensen zegt waarom"
    )


def test_a_head_from_before_a_restore_is_explained(gemeente: Gemeente) -> None:
    """The accountant's head is of lines that were lost then; that is no fraud, nor proof."""
    with logboek.handeling(door=GebruikerFactory(), reden="schijf stuk", kanaal="test"):
        logboek.schrijf(
            HERSTELD,
            gemeente,
            gemeente_id=gemeente.pk,
            naam="Waterstad",
            na={"laatst bekende kop": f"waterstad:6:{NUL}", "regels verloren": 3},
        )

    hersteld = Gebeurtenis.objects.get(soort=HERSTELD)
    assert controleer(f"waterstad:4:{NUL}") == bevinding(
        "regel 4: de kop die u opgaf is van voor het herstel van"
        f" {moment(hersteld.moment)} (regel 4); toen gingen 3 regels verloren, en deze kop is niet"
        " meer na te rekenen"
    )


def herschrijf(gemeente: Gemeente) -> None:
    """Forge the whole chain: another soort in line 1, and every hash after it, also of the head."""
    vorige, opdrachten = NUL, []
    for rij in Gebeurtenis.objects.order_by("volgnummer"):
        soort = "vervalst" if rij.volgnummer == 1 else rij.soort
        gegevens = json.loads(rij.regel) | {"soort": soort, "vorige": vorige}
        tekst = json.dumps(gegevens, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        hash_ = hashlib.sha256(tekst.encode()).hexdigest()
        opdrachten.append(
            f"UPDATE jeugdhulp_gebeurtenis SET soort = '{soort}', vorige_hash = '{vorige}',"
            f" regel = '{tekst}', hash = '{hash_}' WHERE id = {rij.pk}"
        )
        vorige = hash_
    knoei(*opdrachten, f"UPDATE jeugdhulp_ketenkop SET hash = '{vorige}'")


@pytest.mark.parametrize("nummer", [1, 2, 3])
def test_a_rewritten_chain_is_found_by_a_head_kept_elsewhere_alone(
    gemeente: Gemeente, nummer: int
) -> None:
    bewaard = Gebeurtenis.objects.get(volgnummer=nummer).hash

    herschrijf(gemeente)

    assert controleer() == goed()
    assert controleer(f"waterstad:{nummer}:{bewaard}") == bevinding(
        f"regel {nummer}: de hash is anders dan de kop die u opgaf"
    )


def test_a_chain_that_is_gone_is_found_by_a_head_kept_elsewhere_alone(gemeente: Gemeente) -> None:
    kop = str(Ketenkop.objects.get())

    knoei("DELETE FROM jeugdhulp_gebeurtenis", "DELETE FROM jeugdhulp_ketenkop")

    assert controleer() == (0, [f"waterstad: 0 regels gelezen; kop waterstad:0:{NUL}", IN_ORDE])
    assert controleer(kop) == bevinding("regel 3 uit de kop die u opgaf bestaat niet (meer)")


@pytest.mark.parametrize("nummer", [1, 2, 3])
def test_a_good_head_verifies(gemeente: Gemeente, nummer: int) -> None:
    hash_ = Gebeurtenis.objects.get(volgnummer=nummer).hash

    assert controleer(f"waterstad:{nummer}:{hash_}") == goed(en=", de opgegeven kop klopt")


def test_a_head_beyond_the_end_does_not_exist(gemeente: Gemeente) -> None:
    assert controleer(f"waterstad:4:{NUL}") == bevinding(
        "regel 4 uit de kop die u opgaf bestaat niet (meer)"
    )


def test_a_good_head_does_not_hide_a_bad_one(gemeente: Gemeente) -> None:
    goede = str(Ketenkop.objects.get())

    assert controleer(f"waterstad:3:{NUL}", goede) == bevinding(
        "regel 3: de hash is anders dan de kop die u opgaf"
    )


def test_a_head_of_an_unknown_gemeente_is_refused(gemeente: Gemeente) -> None:
    with pytest.raises(CommandError) as fout:
        call_command("controleer_logboek", "--kop", f"nergens:3:{NUL}")

    assert str(fout.value) == "Er is geen gemeente “nergens”. Bekend: waterstad."


@pytest.mark.parametrize(
    "tekst", ["waterstad", "waterstad:drie:ab", "waterstad:3", "waterstad:0:ab", "a:1:b:c", ""]
)
def test_a_head_in_a_bad_form_is_refused(tekst: str) -> None:
    with pytest.raises(CommandError, match="SLUG:VOLGNUMMER:HASH, zoals in een rapport staat"):
        call_command("controleer_logboek", "--kop", tekst)


def test_the_command_reads_a_head_from_its_own_output(gemeente: Gemeente) -> None:
    _, regels = controleer()
    kop = regels[0].rpartition(" kop ")[2]

    call_command("controleer_logboek", "--kop", kop, stdout=(uit := StringIO()))

    assert zonder_uitleg(uit) == goed(en=", de opgegeven kop klopt")[1]


def test_reading_takes_two_queries(gemeente: Gemeente, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        controleer_keten(gemeente)


def test_it_says_what_it_verifies(gemeente: Gemeente) -> None:
    """An app that adds a check adds its words."""
    uit = StringIO()
    call_command("controleer_logboek", stdout=uit)

    kop, *wat = uit.getvalue().partition("\n\n")[0].splitlines()
    assert (kop, [zin.partition(":")[0] for zin in wat]) == (
        "Gecontroleerd wordt:",
        [
            "- elke regel",
            "- elke inhoud die weg is",
            "- de kop",
            "- de bewaarde gegevens van elk rapport, elke vaststelling en elke gesloten ronde",
            "- elke stand van zaken",
            "- elke versie van een rapport, elke stap daarvan en elk bestand",
            "- de sloten",
        ],
    )


def test_the_first_bad_line_says_what_it_is(gemeente: Gemeente) -> None:
    knoei("UPDATE jeugdhulp_gebeurtenis SET inhoud = '{}' WHERE volgnummer = 2")
    uit = StringIO()

    with pytest.raises(CommandError):
        call_command("controleer_logboek", stdout=uit)

    regel = Gebeurtenis.objects.get(volgnummer=2)
    assert uit.getvalue().splitlines()[-2:] == [
        "waterstad: FOUT: regel 2: de inhoud is veranderd.",
        f"  Deze regel zegt van zichzelf: twee, {moment(regel.moment)}. De regels ervoor kloppen.",
    ]


def test_an_unknown_gemeente_is_a_fault_of_the_command_and_not_of_the_chain(db: None) -> None:
    with pytest.raises(CommandError) as fout:
        call_command("controleer_logboek", kop=[("nergens", 1, "a")])

    assert fout.value.returncode == 2
