"""The test plugin: settings for tests, the cast, and a client that checks every page it fetches.

Loaded by pytest.ini before Django, so nothing of Django is imported at the top.
"""

import gc
import os
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

for naam in [naam for naam in os.environ if naam.startswith("JEUGDHULP_")]:
    del os.environ[naam]
os.environ["JEUGDHULP_SECRET_KEY"] = secrets.token_urlsafe(50)
os.environ["JEUGDHULP_HOSTS"] = "testserver,localhost"
os.environ["JEUGDHULP_SSL_REDIRECT"] = "off"
os.environ["JEUGDHULP_BEVEILIGINGSCONTACT"] = "mailto:beveiliging@example.org"
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")


def zet_klok_terug() -> None:
    """A run that midnight in Amsterdam could fall in, begins that morning: modules ask the day when
    they are read, and their tests must find the same one. Its workers do as it does."""
    from jeugdhulp import kalender

    is_avond = kalender.nu().astimezone(kalender.AMSTERDAM).hour >= 20
    uren = int(os.environ.setdefault("TESTKLOK_UREN_TERUG", "12" if is_avond else "0"))
    if uren:
        time_machine.travel(kalender.nu() - timedelta(hours=uren)).start()


zet_klok_terug()

# A test with one of these, or in a module that asks which database it is, has to do with it.
_DATABANK = {"db", "transactional_db", "live_server", "django_db_setup"}
_MERKEN = ("django_db", "skipif", "browser", "per_databank")


def _zonder_databank(item: pytest.Item) -> bool:
    from django.db import connection, connections

    gevraagd = set(getattr(item, "fixturenames", _DATABANK))
    module = vars(getattr(item, "module", None) or type(item))
    return not (
        gevraagd & _DATABANK
        or any(item.get_closest_marker(merk) for merk in _MERKEN)
        or any(deel is connection or deel is connections for deel in module.values())
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what may stay out of a second run; and put those in a browser first, after the plugin
    that shuffles: they take longest, and no worker should end with them alone."""
    for item in items:
        if _zonder_databank(item):
            item.add_marker("zonder_databank")
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_configure() -> None:
    """No test fails by the clock: an example takes as long as it takes."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("huis", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("huis")


def pytest_collection_finish() -> None:
    """All that was loaded and gathered stays to the end: no use in looking through it for rubbish
    again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(scope="session", autouse=True)
def _instellingen_voor_tests() -> Iterator[None]:
    """Plain static files, and a quick hash for passwords; all else is as in production."""
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    if connection.vendor == "sqlite":
        # Django asks it with three queries; the first test that counts queries must not find them.
        connection.features.supports_json_field = True
    opslag = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    with override_settings(
        STORAGES=opslag,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STATIC_ROOT=settings.BASE_DIR / "jeugdhulp" / "static",
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _slot_af_bij_leegmaken() -> Iterator[None]:
    """A transactional test ends with a flush: the locks come off for it; its post_migrate puts
    them back. Where that takes long, its rows go another way."""
    from django.db import connection
    from django.test import TransactionTestCase

    from jeugdhulp import slot
    from jeugdhulp.tests.foto import kan_wissen, wis

    origineel = TransactionTestCase._fixture_teardown

    def zonder_slot(self: Any) -> None:
        if kan_wissen():
            wis()
            return
        slot.verwijder(connection)
        origineel(self)

    with pytest.MonkeyPatch.context() as plek:
        plek.setattr(TransactionTestCase, "_fixture_teardown", zonder_slot)
        yield


@pytest.fixture(scope="session", autouse=True)
def _weg_met_de_testdatabase() -> Iterator[None]:
    """PostgreSQL drops no database that somebody is connected to, and a thread of the live server
    may let go of its connection a moment after the last test."""
    from django.db import connection

    def gooi_weg(self: Any, test_database_name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            naam = self.connection.ops.quote_name(test_database_name)
            cursor.execute(f"DROP DATABASE {naam} WITH (FORCE)")

    with pytest.MonkeyPatch.context() as plek:
        if connection.vendor == "postgresql":
            plek.setattr(type(connection.creation), "_destroy_test_db", gooi_weg)
        yield


@pytest.fixture(autouse=True)
def _kanarie_eerst(request: Any) -> None:
    """Where nothing stands yet, the canary is put back from its photo instead of made anew."""
    if "kanarie" in request.fixturenames:
        request.getfixturevalue("kanarie")


@pytest.fixture(scope="session")
def _foto_van_kanarie() -> Any:
    from jeugdhulp.tests.foto import Foto

    return Foto()


@pytest.fixture
def kanarie(db: None, _foto_van_kanarie: Any) -> str:
    """A second gemeente whose every text holds this mark; no page of the first may show it."""
    from jeugdhulp.tests.kanarie import MERK, vul

    _foto_van_kanarie.zet_neer(vul)
    return MERK


@pytest.fixture
def client(kanarie: str) -> Any:
    """A client that checks every page it fetches: as a page, and for the canary."""
    from jeugdhulp.tests.pagina import Paginaclient

    return Paginaclient(verboden=kanarie)


@pytest.fixture
def gemeente(db: None) -> Any:
    from jeugdhulp.tests.factories import GemeenteFactory

    return GemeenteFactory(slug="waterstad", naam="Waterstad")


@pytest.fixture
def plan(gemeente: Any) -> Any:
    """A running plan of Waterstad, without measures."""
    from maatregelen.tests.factories import PlanFactory

    return PlanFactory(gemeente=gemeente, slug="plan-jeugd")


@pytest.fixture
def maatregel(plan: Any) -> Any:
    """Measure 1a, with one blad, one planning line, a trekker and a groene stand."""
    from maatregelen.tests.factories import MaatregelFactory

    return MaatregelFactory(plan=plan, code="1a", compleet=True)


def _met_rol(rol: str) -> Any:
    @pytest.fixture(name=rol)
    def gebruiker(gemeente: Any) -> Any:
        from jeugdhulp.rechten import MET_TWEEDE_FACTOR
        from jeugdhulp.tests.factories import GebruikerFactory, geef_tweede_factor

        gemaakt = GebruikerFactory(username=rol, lid_van=gemeente, rollen=[rol])
        if rol in MET_TWEEDE_FACTOR:
            geef_tweede_factor(gemaakt)
        return gemaakt

    return gebruiker


beheerder = _met_rol("beheerder")
beleidsadviseur = _met_rol("beleidsadviseur")
projectgroep = _met_rol("projectgroep")
controller = _met_rol("controller")
bestuurder = _met_rol("bestuurder")
raadslid = _met_rol("raadslid")


@pytest.fixture
def trekker(gemeente: Any, maatregel: Any) -> Any:
    """A colleague without a role, trekker of measure 1a."""
    from maatregelen.tests.factories import maak_trekker

    return maak_trekker(maatregel, "trekker")


@pytest.fixture
def externe(gemeente: Any, maatregel: Any) -> Any:
    """A trekker from outside: she sees measure 1a alone."""
    from maatregelen.tests.factories import maak_trekker

    return maak_trekker(maatregel, "externe", extern=True)


@pytest.fixture
def voorzitter(plan: Any) -> Any:
    """A colleague without a role who chairs the projectgroep of the plan."""
    from maatregelen.tests.factories import maak_voorzitter

    return maak_voorzitter(plan, "voorzitter")


@pytest.fixture
def buur(db: None) -> Any:
    """The beleidsadviseur of another gemeente: for her Waterstad does not exist."""
    from jeugdhulp.tests.factories import GebruikerFactory, GemeenteFactory

    elders = GemeenteFactory(slug="landstad", naam="Landstad")
    return GebruikerFactory(username="buur", lid_van=elders, rollen=["beleidsadviseur"])


@pytest.fixture(scope="session")
def _een_pdf() -> bytes:
    from django.conf import settings

    from jeugdhulp import kalender
    from rapportage.pdf import maak_pdf, rapportbestanden

    return maak_pdf(
        "<!doctype html><html lang=nl><title>Proef</title><h1>Proef</h1>",
        titel="Proef",
        onderwerp="Proef",
        auteur="Proef",
        datum=kalender.nu(),
        bestanden=rapportbestanden(settings.VOORKANT_DIR),
    )


@pytest.fixture
def kant_en_klare_pdf(_een_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever PDF is asked for is this one of one page: to look at who gets it, and not at it."""
    from rapportage.domain import bewijsstuk, rondestukken, samenstellen

    for maker in (bewijsstuk, rondestukken, samenstellen):
        monkeypatch.setattr(maker, "maak_pdf", lambda *args, **kwargs: _een_pdf)


@pytest.fixture(scope="session")
def _directory_draait() -> Iterator[Any]:
    from jeugdhulp.tests.directory import draaiend

    with draaiend() as directory:
        yield directory


@pytest.fixture
def directory(_directory_draait: Any) -> Any:
    """A directory to sign in with, on loopback, that knows nobody yet."""
    from jeugdhulp import oidc

    _directory_draait.begin_opnieuw()
    oidc.vergeet()
    return _directory_draait


@pytest.fixture
def zet_bron(settings: Any, directory: Any) -> Any:
    """Waterstad believes that directory; called again it sets it up otherwise."""
    from jeugdhulp.tests.directory import bron_bij

    def zet(**anders: Any) -> None:
        settings.AANMELDBRONNEN = [bron_bij(directory, **anders)]

    zet()
    return zet


@pytest.fixture
def groep(plan: Any, zet_bron: Any) -> Any:
    """Who is in team-jeugd, is a beleidsadviseur of Waterstad."""
    from jeugdhulp.models import Groeprol

    return Groeprol.objects.create(
        gemeente=plan.gemeente, groep="team-jeugd", rol="beleidsadviseur"
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, started once; the ORM may be used beside Playwright's event loop."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    vlaggen = (
        "--disable-gpu --disable-quic --no-first-run --disable-background-networking"
        " --disable-component-update --disable-sync"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=vlaggen.split()
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def venster(chromium: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    """A window on the live server; it fails on any error the browser reports, CSP included.

    That a page answers 404 or 422 is not such an error: tests ask for those. Nor is what a browser
    leaves to us after the link to the content: where the focus goes in a form in place.
    """
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL")
    venster = context.new_page()
    klachten: list[str] = []
    venster.on("console", lambda bericht: klachten.append(bericht.text))
    venster.on("pageerror", lambda fout: klachten.append(str(fout)))
    yield venster
    context.close()
    geen_fout = ("with a status of 4", "Autofocus processing was blocked")
    assert [tekst for tekst in klachten if not any(deel in tekst for deel in geen_fout)] == []
