"""Client numbers planted wherever something can come in; afterwards they are found nowhere.

Not in a log of either form, a mail, an answer, a table or a file. One thing is meant: what somebody
typed in a field comes back in that same field, in the answer to her own POST, with the reason why
it is refused. In an address it never comes back.
"""

import html
import json
import logging
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.conf import settings as instellingen
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from jeugdhulp import systeemlog, urls
from jeugdhulp.models import Gemeente
from jeugdhulp.tests.lezen import elementen
from jeugdhulp.tests.pagina import Paginaclient, ontleed
from jeugdhulp.tests.test_settings import draai
from jeugdhulp.tests.test_toegang import (
    CODES,
    NAMEN,
    _foto_van_wereld,  # noqa: F401 (a fixture)
    adres,
    andere,  # noqa: F401 (a fixture)
    anderen,  # noqa: F401 (a fixture)
    beleidsplan,  # noqa: F401 (a fixture)
    client_van,
    invoer,
    rijen,  # noqa: F401 (a fixture)
    sessies,  # noqa: F401 (a fixture)
    verzoek,  # noqa: F401 (a fixture)
    wie_leest,
)
from maatregelen.tests.factories import in_handeling

pytestmark = pytest.mark.django_db
handler400, handler500 = urls.handler400, urls.handler500
# Invented; passes the elfproef.
NUMMER = "648392703"
BREED = "".join(chr(0xFF10 + int(cijfer)) for cijfer in NUMMER)
ARABISCH = "".join(chr(0x0660 + int(cijfer)) for cijfer in NUMMER)
SPELLINGEN = {
    "bare": NUMMER,
    "in a sentence": f"moeder van {NUMMER}, vrijdag",
    "dotted": f"{NUMMER[:3]}.{NUMMER[3:6]}.{NUMMER[6:]}",
    "spaced": f"{NUMMER[:4]} {NUMMER[4:6]} {NUMMER[6:]}",
    "wide": BREED,
    "arabic": ARABISCH,
    "zero width": "\u200b".join(NUMMER),
    "encoded": "".join(f"%{ord(cijfer):02X}" for cijfer in NUMMER),
    "encoded twice": quote("".join(f"%{ord(cijfer):02X}" for cijfer in NUMMER)),
}


def bevat(tekst: str) -> bool:
    """Whether the number can be read in `tekst`, however spelled; made apart from our own rule."""
    for _ in range(4):
        eerder, tekst = tekst, html.unescape(unquote(tekst))
        tekst = re.sub(r"\\u([0-9a-fA-F]{4})", lambda deel: chr(int(deel[1], 16)), tekst)
        if tekst == eerder:
            break
    # Sixteen thousand texts are looked through: only what is no ASCII is looked at sign by sign.
    tekst = re.sub(
        r"[^\x00-\x7f]+",
        lambda deel: "".join(str(unicodedata.decimal(t)) for t in deel[0] if t.isdecimal()),
        unicodedata.normalize("NFKC", tekst),
    )
    return NUMMER in re.sub(r"[^0-9A-Za-z]+", "", tekst)


def test_the_seeker_finds_every_spelling() -> None:
    assert [naam for naam, spelling in SPELLINGEN.items() if not bevat(f"a {spelling} b")] == []
    assert not bevat("648392700 en 64839 en 2701")


def test_only_what_stands_in_a_field_is_left_out() -> None:
    velden = f'<input name=a value="{NUMMER}"><textarea name=b>{NUMMER}</textarea>'
    elders = (f"<p>{NUMMER}</p>", f"<input name={NUMMER}>", f"<a href=/{NUMMER}>a</a>", f"{NUMMER}")

    assert not bevat(zonder_velden(velden))
    assert [deel for deel in elders if not bevat(zonder_velden(velden + deel))] == []


class Vangnet:
    """Gathers what the house gives out, and looks through all it keeps."""

    def __init__(self, map_: Path):
        self.map = map_
        self.antwoorden: list[str] = []
        self.uit = {vorm: StringIO() for vorm in (systeemlog.JsonRegel, systeemlog.KorteRegel)}

    def neem(self, antwoord: HttpResponse, *, eigen_veld: bool = False) -> HttpResponse:
        """Keep an answer; with `eigen_veld` without what stands in the fields of its form."""
        tekst = antwoord.getvalue().decode(errors="replace")
        koppen = [f"{naam}: {waarde}" for naam, waarde in antwoord.items()]
        koekjes = [antwoord.cookies.output()]
        self.antwoorden.append(
            "\n".join([*koppen, *koekjes, zonder_velden(tekst) if eigen_veld else tekst])
        )
        return antwoord

    def gevonden(self) -> list[str]:
        """Where the number is found; [] is good."""
        plekken = [f"antwoord {tekst[:300]}" for tekst in self.antwoorden if bevat(tekst)]
        plekken += [vorm.__name__ for vorm, uit in self.uit.items() if bevat(uit.getvalue())]
        plekken += ["mail" for bericht in mail.outbox if bevat(bericht.message().as_string())]
        plekken += [f"tabel {naam}" for naam, inhoud in tabellen() if bevat(inhoud)]
        plekken += [
            str(bestand)
            for map_ in (self.map, instellingen.DATA_DIR)
            for bestand in map_.glob("*")
            if bestand.is_file()
            and (bevat(bestand.name) or bevat(bestand.read_text(errors="replace")))
        ]
        return plekken


def zonder_velden(tekst: str) -> str:
    """All that a page says, but for what stands in its fields."""
    delen: list[str] = []
    for rij in ontleed(tekst)[0].iter():
        delen += [str(rij.tag), "" if rij.tag == "textarea" else rij.text or "", rij.tail or ""]
        for naam, waarde in rij.items():
            delen += [naam, "" if (rij.tag, naam) == ("input", "value") else waarde]
    return "\n".join(delen)


def tabellen() -> Iterator[tuple[str, str]]:
    """Every table with all that stands in it."""
    with connection.cursor() as cursor:
        for naam in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(naam)}")  # noqa: S608
            yield naam, "\n".join(str(rij) for rij in cursor.fetchall())


@pytest.fixture
def vangnet(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vangnet]:
    """A net under the test: all logs down to INFO, in both forms; mail to admins on."""
    settings.ADMINS = [("Beheer", "beheer@example.org")]
    map_ = tmp_path / "tijdelijk"
    map_.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(map_))
    net = Vangnet(map_)
    wortel, eerder = logging.getLogger(), {}
    namen = ("", "django", "django.request", "jeugdhulp.verzoek")
    for naam in namen:
        eerder[naam] = logging.getLogger(naam).level
        logging.getLogger(naam).setLevel(logging.INFO)
    handlers = []
    for vorm, uit in net.uit.items():
        handler = systeemlog.Uitvoer(uit)
        handler.setFormatter(vorm())
        handlers.append(handler)
        wortel.addHandler(handler)
    yield net
    for handler in handlers:
        wortel.removeHandler(handler)
    for naam in namen:
        logging.getLogger(naam).setLevel(eerder[naam])
    assert net.gevonden() == []


@pytest.fixture
def bezoeker(kanarie: str, maatregel: Any, beleidsadviseur: Any) -> Any:
    """Signed in, and answered as a visitor: errors become pages."""
    client = Paginaclient(verboden=kanarie, raise_request_exception=False)
    client.force_login(beleidsadviseur)
    return client


@pytest.fixture
def onbekende(kanarie: str, maatregel: Any) -> Any:
    return Paginaclient(verboden=kanarie, raise_request_exception=False)


@pytest.fixture
def lezer(naam: str, sessies: Any, kant_en_klare_pdf: None) -> Any:  # noqa: F811
    """The first of the cast who gets the page of this name; nobody signed in for the door."""
    wie = "anoniem" if naam == "aanmelden" else wie_leest(naam) or "beheerder"
    return client_van(wie, sessies, raise_request_exception=False)


def test_the_net_catches(vangnet: Vangnet, gemeente: Any) -> None:
    """Were the number anywhere, it would be found there: the test of the test."""
    vangnet.antwoorden.append(SPELLINGEN["wide"])
    (vangnet.map / "x.txt").write_text(NUMMER)
    with transaction.atomic():
        Gemeente.objects.filter(pk=gemeente.pk).update(cbs_code="1")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE jeugdhulp_gemeente SET naam = %s", [SPELLINGEN["spaced"]])
    for uit in vangnet.uit.values():
        uit.write(NUMMER)

    assert len(vangnet.gevonden()) == 5

    vangnet.antwoorden.clear()
    (vangnet.map / "x.txt").unlink()
    for uit in vangnet.uit.values():
        uit.truncate(0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jeugdhulp_gemeente SET naam = 'x'")


# Forms


def velden_op(antwoord: HttpResponse) -> set[str]:
    if not antwoord["Content-Type"].startswith("text/html"):
        return set()
    return {veld.get("name") for veld in elementen(antwoord, "input, textarea, select")} - {None}


def spellingen_hier() -> list[str]:
    """All of them on one of the databases, two on the other: it has no part in what reads them."""
    alle = list(SPELLINGEN.values())
    return alle if connection.vendor == "sqlite" else [SPELLINGEN["bare"], SPELLINGEN["wide"]]


@pytest.mark.parametrize("naam", NAMEN)
def test_number_in_every_field_of_every_form(vangnet: Vangnet, lezer: Any, naam: str) -> None:
    """Each field alone among good ones, and all at once in each spelling; a new URL comes by
    itself, since the table of `test_toegang` must hold it."""
    client, url = lezer, adres(naam, CODES[naam])
    pagina = client.get(url)
    goed = invoer(naam, CODES[naam])
    velden = velden_op(pagina) | goed.keys() | {"onverwacht"}
    pogingen = [goed | {veld: SPELLINGEN["in a sentence"]} for veld in sorted(velden)]
    pogingen += [
        goed | dict.fromkeys(velden - {"csrfmiddlewaretoken"}, spelling)
        for spelling in spellingen_hier()
    ]

    antwoorden = [vangnet.neem(client.post(url, poging), eigen_veld=True) for poging in pogingen]

    # Whatever the page says of it, nothing breaks; that nothing is kept is what the net is for.
    assert [antwoord.status_code for antwoord in antwoorden if antwoord.status_code >= 500] == []


@pytest.mark.parametrize("spelling", SPELLINGEN.values(), ids=SPELLINGEN)
def test_every_text_of_a_stand_is_refused_in_every_spelling(
    vangnet: Vangnet, bezoeker: Any, spelling: str
) -> None:
    naam = "maatregelen:stand_create"
    url = adres(naam, "1a")
    velden = [
        veld.get("name") for veld in elementen(bezoeker.get(url), "textarea, input[type=text]")
    ]

    for veld in velden:
        antwoord = vangnet.neem(
            bezoeker.post(url, invoer(naam, "1a") | {veld: spelling}), eigen_veld=True
        )
        assert (veld, antwoord.status_code) == (veld, 422)
        assert veld in antwoord.context["form"].errors
    assert len(velden) == 13


def test_typed_text_comes_back_only_in_its_own_field(vangnet: Vangnet, bezoeker: Any) -> None:
    naam = "maatregelen:stand_create"

    antwoord = bezoeker.post(
        adres(naam, "1a"), invoer(naam, "1a") | {"tekst": f"over {NUMMER}", "tijd": NUMMER}
    )

    assert antwoord.content.decode().count(NUMMER) == 1
    assert [veld.text.strip() for veld in elementen(antwoord, "textarea[name=tekst]")] == [
        f"over {NUMMER}"
    ]


# Addresses


VRAGEN = ("pagina={}", "peildatum={}", "next=/x/{}/", "{}=1", "{}")


@pytest.mark.parametrize("naam", NAMEN)
def test_number_in_the_question_of_every_address(vangnet: Vangnet, lezer: Any, naam: str) -> None:
    """Every question in every spelling. Who asks and how takes turns: each of the four meets each
    question and each spelling. Of one address all are tried with all."""
    url = adres(naam, CODES[naam])
    # The page is looked at as a page once, elsewhere; here it is asked dozens of times.
    aangemeld, anoniem = Client(), Client()
    aangemeld.cookies = lezer.cookies
    wie_en_hoe = list(product((aangemeld, anoniem), ("GET", "POST")))

    for (nr, vraag), (plek, spelling) in product(enumerate(VRAGEN), enumerate(SPELLINGEN.values())):
        vol = f"{url}?{vraag.format(quote(spelling))}"
        beurt = (nr + plek) % len(wie_en_hoe)
        for client, methode in wie_en_hoe if naam == "gezond" else wie_en_hoe[beurt : beurt + 1]:
            assert (vol, vangnet.neem(client.generic(methode, vol)).status_code) == (vol, 400)


@pytest.mark.parametrize("spelling", SPELLINGEN.values(), ids=SPELLINGEN)
def test_number_in_every_place_of_an_address(
    vangnet: Vangnet, bezoeker: Any, onbekende: Any, spelling: str
) -> None:
    deel = quote(spelling)

    for client in (bezoeker, onbekende):
        for url in (
            f"/{deel}/",
            f"/{deel}",
            f"/waterstad/{deel}/",
            f"/waterstad/plan-jeugd/maatregelen/{deel}/",
            f"/waterstad/plan-jeugd/maatregelen/kind-{deel}/stand/",
            f"/static/{deel}.css",
        ):
            assert (url, vangnet.neem(client.get(url)).status_code) in ((url, 400), (url, 404))


# Headers, files, other bodies


@pytest.mark.parametrize(
    "kop",
    "User-Agent Referer X-Request-ID Host Origin Cookie X-Forwarded-For X-Forwarded-Host"
    " Accept-Language Content-Type X-CSRFToken Authorization".split(),
)
def test_number_in_a_header(
    vangnet: Vangnet,
    maatregel: Any,
    beleidsadviseur: Any,
    settings: Any,
    kop: str,
) -> None:
    client = Paginaclient(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(beleidsadviseur)
    for achter_proxy, spelling in product((True, False), SPELLINGEN.values()):
        settings.ACHTER_PROXY = achter_proxy
        # As a server hands it on: bytes, one sign each.
        waarde = spelling.encode().decode("latin-1")
        if kop == "Cookie":
            waarde = f"sessionid={waarde}; csrftoken={waarde}; {waarde}=1"
        for methode, url in (("GET", "/"), ("POST", "/afmelden/"), ("GET", "/bestaat-niet/")):
            antwoord = vangnet.neem(
                client.generic(methode, url, secure=True, headers={kop: waarde})
            )
            assert antwoord.status_code in (200, 302, 400, 403, 404)


# These act on the address alone, or send on who has no business there: no form is even read.
LEEST_GEEN_FORMULIER = frozenset(
    "aanmelden_code afmelden afmelden_overal bron_afmelden gebruiker_tweede_factor"
    " herstelcodes_create tweede_factor_delete uitnodiging_aannemen uitnodiging_delete"
    " uitnodiging_opnieuw wachtwoord_nieuw maatregelen:agenda_detail maatregelen:mijn_stand"
    " maatregelen:mijn_actiepunt maatregelen:ronde_prepare rapportage:opmaak_update".split()
)


@pytest.mark.parametrize("naam", NAMEN)
def test_number_in_a_file_and_in_its_name(vangnet: Vangnet, lezer: Any, naam: str) -> None:
    client, url = lezer, adres(naam, CODES[naam])
    # Larger than what is kept in memory.
    groot = SimpleUploadedFile(f"{NUMMER}.csv", NUMMER.encode() * 400_000)

    for bestand in (SimpleUploadedFile(f"{NUMMER}.csv", NUMMER.encode()), groot):
        antwoord = vangnet.neem(client.post(url, {"bestand": bestand, "tekst": NUMMER}))
        assert antwoord.status_code in (400, 405) or naam in LEEST_GEEN_FORMULIER


@pytest.mark.parametrize("naam", NAMEN)
def test_number_in_another_kind_of_body(vangnet: Vangnet, lezer: Any, naam: str) -> None:
    client, url = lezer, adres(naam, CODES[naam])
    inhoud = json.dumps({"tekst": NUMMER, NUMMER: 1})

    for soort in ("application/json", "text/plain", "multipart/form-data"):
        antwoord = vangnet.neem(client.generic("POST", url, inhoud, content_type=soort))
        assert (soort, antwoord.status_code < 500) == (soort, True)


# What breaks


def _breek_op_rij() -> None:
    """The database itself repeats the row in its message."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jeugdhulp_gemeente (slug, naam, soort, cbs_code, voorbeeld)"
            " VALUES (%s, %s, 'onbekend', '', false)",
            [NUMMER, NUMMER],
        )


def _breek_op_lengte() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS integer) / 0, nergens FROM niets", [NUMMER])


def _breek_met(fout: Exception) -> Any:
    def breek() -> None:
        raise fout

    return breek


def _breek_na_fout() -> None:
    try:
        raise KeyError(NUMMER)
    except KeyError as fout:
        raise RuntimeError(f"mislukt voor {NUMMER}") from fout


BREUKEN = {
    "value": _breek_met(ValueError(f"could not convert {NUMMER}")),
    "key": _breek_met(KeyError(NUMMER)),
    "spelled": _breek_met(RuntimeError(SPELLINGEN["wide"])),
    "attribute": _breek_met(AttributeError(f"no field {SPELLINGEN['dotted']}")),
    "unicode": _breek_met(UnicodeDecodeError("utf-8", NUMMER.encode(), 0, 1, NUMMER)),
    "validation": _breek_met(ValidationError({"tekst": f"{NUMMER} is onjuist"})),
    "integrity": _breek_met(IntegrityError(f"DETAIL:  Failing row contains (1, {NUMMER}).")),
    "database": _breek_met(DatabaseError(f"Key (naam)=({NUMMER}) already exists.")),
    "row": _breek_op_rij,
    "syntax": _breek_op_lengte,
    "chained": _breek_na_fout,
    "notes": _breek_met(ExceptionGroup(NUMMER, [ValueError(NUMMER)])),
}


def breek(request: HttpRequest, soort: str) -> HttpResponse:
    getypt = request.POST.get("tekst", NUMMER)
    logging.getLogger("een.bibliotheek").warning("kon %s niet lezen", getypt)
    logging.getLogger("een.bibliotheek").warning(f"kon niet lezen: {getypt}")  # noqa: G004
    logging.getLogger("jeugdhulp.x").warning("kon %s niet lezen", getypt, extra={"getypt": getypt})
    BREUKEN[soort]()
    raise AssertionError("it should have broken")


urlpatterns = [path("breek/<soort>/", breek), path("", include("jeugdhulp.urls"))]


@pytest.mark.parametrize("soort", BREUKEN)
def test_number_in_what_breaks(vangnet: Vangnet, bezoeker: Any, settings: Any, soort: str) -> None:
    settings.ROOT_URLCONF = __name__

    antwoord = vangnet.neem(bezoeker.post(f"/breek/{soort}/", {"tekst": NUMMER}))

    assert antwoord.status_code == 500
    regels = map(json.loads, vangnet.uit[systeemlog.JsonRegel].getvalue().splitlines())
    assert [regel["verzoek"] for regel in regels if "fout" in regel] == [antwoord["X-Request-ID"]]


# The command line


def laad_met(map_: Path, naam: str, inhoud: str, gemeente: str) -> str:
    """What `laad_plan` answers to this file."""
    bestand = map_ / naam
    bestand.write_text(inhoud, encoding="utf-8")
    with pytest.raises(CommandError) as fout:
        call_command("laad_plan", str(bestand), gemeente=gemeente)
    return str(fout.value)


def een_plan(**anders: Any) -> dict[str, Any]:
    pad = instellingen.BASE_DIR / "fixtures" / "stadskanaal" / "plan.json"
    gegevens: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    gegevens["gemeente"]["slug"] = "waterstad"
    # No more of them than are looked at: each is checked, and this is read dozens of times.
    gegevens["maatregelen"] = gegevens["maatregelen"][:3]
    return gegevens | anders


@pytest.mark.parametrize("spelling", SPELLINGEN.values(), ids=SPELLINGEN)
@pytest.mark.parametrize("plek", ["titel", "stand", "sleutel", "code"])
def test_number_in_a_plan_is_named_by_its_place(
    vangnet: Vangnet, tmp_path: Path, gemeente: Any, spelling: str, plek: str
) -> None:
    gegevens = een_plan()
    maatregel = gegevens["maatregelen"][2]
    if plek == "titel":
        maatregel["titel"], waar = f"Hulp aan {spelling}", "maatregelen[3].titel"
    elif plek == "stand":
        maatregel["standen"][0]["tekst"], waar = spelling, "maatregelen[3].standen[1].tekst"
    elif plek == "sleutel":
        maatregel[spelling], waar = "x", "maatregelen[3]"
    else:
        maatregel["code"], waar = spelling, "maatregelen[3].code"

    gezegd = laad_met(tmp_path, "plan.json", json.dumps(gegevens), "waterstad")

    assert (waar in gezegd, "cliëntgegevens horen niet in het plan" in gezegd) == (True, True)
    assert ("•••••••••" in gezegd, bevat(gezegd)) == (True, False)


def test_number_in_the_name_of_a_file_or_gemeente_and_in_bad_json(
    vangnet: Vangnet, tmp_path: Path, gemeente: Any
) -> None:
    dubbel = f'{{"{NUMMER}": 1, "{NUMMER}": 2}}'

    gezegd = [
        laad_met(tmp_path, f"plan-{NUMMER}.json", "{}", "waterstad"),
        laad_met(tmp_path, "plan.json", json.dumps(een_plan()), NUMMER),
        laad_met(tmp_path, "plan.json", dubbel, "waterstad"),
        laad_met(tmp_path, "plan.json", f"{{{NUMMER}", "waterstad"),
    ]

    assert [bevat(tekst) for tekst in gezegd] == [False] * 4
    assert "Geef het bestand een andere naam" in gezegd[0]
    (tmp_path / f"plan-{NUMMER}.json").unlink()


@pytest.mark.parametrize(
    "opdracht",
    [
        ["laad_plan", f"/tmp/{NUMMER}.json", "--gemeente", "x"],  # noqa: S108 (is not there)
        ["laad_plan", "x", "--gemeente", "x", f"--{NUMMER}"],
        [f"kind-{NUMMER}"],
        ["maak_rapport", NUMMER, NUMMER, "--soort", NUMMER, "--pdf", "x"],
        ["controleer_logboek", "--kop", SPELLINGEN["dotted"]],
    ],
    ids=["file", "option", "command", "choice", "head"],
)
def test_number_typed_at_a_command(vangnet: Vangnet, tmp_path: Path, opdracht: list[str]) -> None:
    uit = draai(
        ["manage.py", *opdracht],
        JEUGDHULP_SECRET_KEY="voor deze test",
        DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}",
    )

    assert (uit.returncode != 0, bevat(uit.stdout + uit.stderr)) == (True, False)


# The server


def test_number_sent_to_the_real_server(vangnet: Vangnet, tmp_path: Path) -> None:
    """Gunicorn itself answers and logs what never becomes a request."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    log = tmp_path / "gunicorn.log"
    schoon = {k: v for k, v in os.environ.items() if not k.startswith(("JEUGDHULP_", "DATABASE"))}
    with log.open("w") as uit:
        server = subprocess.Popen(  # noqa: S603 (our own command)
            [
                str(Path(sys.executable).parent / "gunicorn"),
                *("jeugdhulp.wsgi", "-c", "python:jeugdhulp.gunicorn", "-b", f"127.0.0.1:{poort}"),
            ],
            cwd=instellingen.BASE_DIR,
            stdout=uit,
            stderr=uit,
            env=schoon
            | {
                "JEUGDHULP_SECRET_KEY": "voor deze test",
                "JEUGDHULP_HOSTS": "127.0.0.1",
                "JEUGDHULP_SSL_REDIRECT": "off",
                "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
            },
        )
    try:
        wacht_op(poort)
        antwoorden = [
            stuur(poort, f"GET {verzoek}")
            for verzoek in (
                f"/gezond/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {NUMMER}",
                f"/gezond/?q={NUMMER} HTTP/1.1\r\nHost: 127.0.0.1",
                f"/{NUMMER}/ HTTP/1.1\r\nHost: 127.0.0.1",
                f"/ HTTP/1.1\r\nHost: {NUMMER}.nl",
                # There is no table of sessions here: it breaks.
                f"/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={'a' * 32}; a={NUMMER}",
            )
        ]
        # What gunicorn cannot read it repeats itself to who sent it; the proxy in front never lets
        # it through. It may not reach the log.
        for kapot in (
            f"GET /{NUMMER} {NUMMER} HTTP/1.1",
            f"{NUMMER}",
            f"GET / HTTP/{NUMMER}",
            f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{NUMMER}?: x",
        ):
            stuur(poort, kapot)
    finally:
        server.terminate()
        server.wait(timeout=20)

    assert antwoorden[0].split()[1] == "200"
    assert [bevat(antwoord) for antwoord in antwoorden] == [False] * 5
    assert not bevat(log.read_text())
    gelezen = [json.loads(regel) for regel in log.read_text().splitlines()]
    assert {"Invalid request from ip", "Listening at: … (…)", "verzoek afgehandeld"} <= {
        regel["boodschap"] for regel in gelezen
    }


def wacht_op(poort: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", poort), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


def stuur(poort: int, tekst: str) -> str:
    with socket.create_connection(("127.0.0.1", poort), timeout=10) as verbinding:
        verbinding.sendall(f"{tekst}\r\nConnection: close\r\n\r\n".encode())
        delen = []
        while deel := verbinding.recv(65536):
            delen.append(deel)
    return b"".join(delen).decode(errors="replace")


def test_act_that_repeats_a_number_fails_whole(vangnet: Vangnet, plan: Any) -> None:
    """The last door: whatever let it through, no table takes it."""
    plan.titel = SPELLINGEN["wide"]

    with pytest.raises(ValidationError), in_handeling():
        plan.save()
