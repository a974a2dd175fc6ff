"""Each system check fires on the mistake it is for, and is silent otherwise."""

import pytest
from django.core.checks import run_checks

from jeugdhulp import checks

pytestmark = pytest.mark.per_databank


def ids_van(check) -> list[str]:
    return [melding.id for melding in check(app_configs=None)]


@pytest.mark.parametrize(
    ("sleutel", "verwacht"), [("", ["jeugdhulp.E001"]), ("lang-en-willekeurig", [])]
)
def test_secret_key_is_asked_in_words(settings, sleutel, verwacht):
    settings.SECRET_KEY = sleutel

    assert ids_van(checks.geheime_sleutel) == verwacht


@pytest.mark.parametrize(
    ("hosts", "demo", "verwacht"),
    [
        (["127.0.0.1", "plan.nl"], True, ["jeugdhulp.E002"]),
        (["*"], True, ["jeugdhulp.E002"]),
        (["0.0.0.0"], True, ["jeugdhulp.E002"]),  # noqa: S104 (refused, not listened on)
        (["127.0.0.1", "localhost"], True, []),
        (["plan.nl"], False, []),
    ],
)
def test_demo_serves_this_machine_alone(settings, hosts, demo, verwacht):
    settings.ALLOWED_HOSTS, settings.DEMO = hosts, demo

    assert ids_van(checks.demo_alleen_lokaal) == verwacht


@pytest.mark.parametrize(
    ("hosts", "verwacht"),
    [
        ([], ["jeugdhulp.E003"]),
        (["*"], ["jeugdhulp.E003"]),
        (["plan.nl", "*"], ["jeugdhulp.E003"]),
        (["plan.nl"], []),
    ],
)
def test_own_address_is_asked(settings, hosts, verwacht):
    settings.ALLOWED_HOSTS = hosts

    assert ids_van(checks.eigen_adres) == verwacht


@pytest.mark.parametrize(
    ("soort", "verwacht"), [("sqlite3", ["jeugdhulp.W001"]), ("postgresql", [])]
)
def test_production_on_sqlite_is_warned_of(settings, monkeypatch, soort, verwacht):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{soort}")

    assert ids_van(checks.productie_op_postgresql) == verwacht


@pytest.mark.parametrize(
    ("adressen", "demo", "verwacht"),
    [
        ([], False, ["jeugdhulp.W004"]),
        ([], True, []),
        (["mailto:beveiliging@example.org"], False, []),
        (["mailto:a@example.org", "https://example.org/melden"], False, []),
        (["beveiliging@example.org"], False, ["jeugdhulp.W004"]),
        (["mailto:a@example.org\nContact: x"], False, ["jeugdhulp.W004"]),
    ],
)
def test_an_address_to_report_a_weakness_is_asked(settings, adressen, demo, verwacht):
    settings.BEVEILIGINGSCONTACT, settings.DEMO = adressen, demo

    assert ids_van(checks.beveiligingscontact) == verwacht


@pytest.mark.parametrize(
    ("deploy", "verwacht"),
    [
        (False, ["jeugdhulp.E001"]),
        (True, ["jeugdhulp.E001", "jeugdhulp.E003"]),
    ],
)
def test_checks_are_registered_and_the_address_only_for_production(settings, deploy, verwacht):
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "", []

    gevonden = run_checks(include_deployment_checks=deploy)

    assert sorted(m.id for m in gevonden if m.id.startswith("jeugdhulp.E")) == verwacht


def test_every_check_says_what_to_do(settings):
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "", ["*"]

    meldingen = checks.geheime_sleutel(None) + checks.eigen_adres(None)

    assert [bool(melding.hint) for melding in meldingen] == [True, True]
