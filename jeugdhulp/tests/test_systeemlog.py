"""The log: whole lines, and nothing of what was typed."""

import json
import logging
import logging.config
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost, ImproperlyConfigured, ValidationError
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter

from jeugdhulp import systeemlog
from jeugdhulp.clientnummer import MASKER
from jeugdhulp.foutverslag import Foutverslag, GeenInhoud
from jeugdhulp.handeling import GeenHandelingError
from jeugdhulp.models import Gemeente

BSN = "123456782"


def regel(naam: str, boodschap: str, *args: Any, **anders: Any) -> dict[str, Any]:
    """What the log says of this event, read back from its line."""
    record = logging.getLogger(naam).makeRecord(
        naam,
        logging.ERROR,
        "x.py",
        1,
        boodschap,
        args,
        anders.pop("exc_info", None),
        extra=anders or None,
    )
    return json.loads(systeemlog.JsonRegel().format(record))


def opgevangen(fout: BaseException) -> Any:
    try:
        raise fout
    except type(fout):
        return sys.exc_info()


def test_line_of_our_own_says_what_it_means() -> None:
    tekst = regel("jeugdhulp.toegang", "%s gebruiker=%s", "aangemeld", 7)["boodschap"]

    assert tekst == "aangemeld gebruiker=7"


def test_client_number_in_a_line_of_our_own_is_masked() -> None:
    assert regel("maatregelen.x", "over %s", BSN)["boodschap"] == f"over {MASKER}"


@pytest.mark.parametrize(
    ("naam", "boodschap", "args", "verwacht"),
    [
        ("django.request", "Not Found: %s", ("/jan-jansen/",), "Not Found: …"),
        ("django.security.csrf", "Forbidden (%s): %s", ("Jan", "/x"), "Forbidden (…): …"),
        ("gunicorn.error", "Booting worker with pid: %s", (4,), "Booting worker with pid: …"),
        ("x", "%(wie)s, %5.2f en %-10r", ({"wie": "Jan"},), "…, … en …"),
        (
            "django.security.DisallowedHost",
            "Invalid HTTP_HOST header: 'jansen.nl'. You may need to add",
            (),
            "Invalid HTTP_HOST header",
        ),
        (
            "gunicorn.error",
            "Invalid request from ip=127.0.0.1: Invalid HTTP request line: 'GET /jansen'",
            (),
            "Invalid request from ip",
        ),
        ("x", "Attempted access to '/etc/jansen' denied.", (), "Attempted access to"),
        ("x", "", (), ""),
    ],
)
def test_of_another_logger_only_the_fixed_words_are_kept(
    naam: str, boodschap: str, args: tuple[Any, ...], verwacht: str
) -> None:
    assert regel(naam, boodschap, *args)["boodschap"] == verwacht


def test_warning_of_python_says_where_and_of_which_kind() -> None:
    tekst = "/app/x.py:12: RuntimeWarning: DateTimeField received a naive datetime (Jan)\n  x = 1\n"

    assert regel("py.warnings", "%s", tekst)["boodschap"] == "RuntimeWarning in /app/x.py:12"


def test_extra_of_others_is_not_in_the_line() -> None:
    verzoek = RequestFactory().post(
        "/jansen/", {"naam": "jansen"}, headers={"user-agent": "jansen"}
    )

    gelogd = regel(
        "django.db.backends", "sql", sql="INSERT 'jansen'", params=["jansen"], request=verzoek
    )

    assert sorted(gelogd) == ["boodschap", "bron", "moment", "niveau"]


def test_line_stays_one_line_whatever_is_in_it() -> None:
    uit = StringIO()
    handler = systeemlog.Uitvoer(uit)
    handler.setFormatter(systeemlog.JsonRegel())
    record = logging.LogRecord("jeugdhulp", 40, "", 1, "een\ntwee\r\n\u2028drie", (), None)

    handler.handle(record)

    assert len(uit.getvalue().splitlines()) == 1
    assert json.loads(uit.getvalue())["boodschap"] == "een\ntwee\r\n\u2028drie"


def test_message_that_does_not_fit_its_values_tells_none_of_them() -> None:
    assert regel("jeugdhulp", "%d keer", "jansen")["boodschap"] == "%d keer"


def test_line_that_cannot_be_made_is_told_without_its_content(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Python itself would print message and arguments."""
    handler = systeemlog.Uitvoer(StringIO())
    handler.setFormatter(logging.Formatter("%(bestaat_niet)s"))

    handler.handle(logging.LogRecord("jeugdhulp", 40, "", 1, "jansen", (), None))

    assert capsys.readouterr().err == (
        '{"niveau": "ERROR", "boodschap": "een logregel kon niet worden gemaakt"}\n'
    )


@pytest.mark.parametrize(
    "fout",
    [
        ValueError("jansen"),
        KeyError("jansen"),
        ValidationError({"tekst": "jansen"}),
        UnicodeDecodeError("utf-8", b"jansen", 0, 1, "x"),
        IntegrityError("x\nDETAIL:  Failing row contains (1, jansen)."),
        DatabaseError("Key (naam)=(jansen) already exists."),
        DisallowedHost("jansen"),
    ],
    ids=lambda fout: type(fout).__name__,
)
def test_of_an_error_class_and_place_are_told_and_not_its_text(fout: Exception) -> None:
    gelogd = regel("django.request", "%s: %s", "x", "y", exc_info=opgevangen(fout))

    [gevonden] = gelogd["fout"]
    assert sorted(gevonden) == ["plekken", "soort"]
    assert gevonden["soort"].endswith(type(fout).__name__)
    assert gevonden["plekken"][0].startswith("jeugdhulp/tests/test_systeemlog.py:")
    assert gevonden["plekken"][0].endswith(" opgevangen")
    assert "jansen" not in json.dumps(gelogd)


@pytest.mark.parametrize(
    ("fout", "tekst"),
    [
        (GeenHandelingError("Open eerst een handeling"), "Open eerst een handeling"),
        (ImproperlyConfigured("Zet dit.\nEn dat."), "Zet dit.\nEn dat."),
        (OperationalError("connection refused\nDETAIL: jansen"), "connection refused"),
        (AttributeError(f"geen veld {BSN}"), f"geen veld {MASKER}"),
    ],
    ids=lambda deel: type(deel).__name__,
)
def test_error_that_tells_nothing_of_anybody_keeps_its_text(fout: Exception, tekst: str) -> None:
    [gevonden] = regel("x", "x", exc_info=opgevangen(fout))["fout"]

    assert gevonden["tekst"] == tekst


def test_names_of_safe_errors_exist() -> None:
    """A class that moved would silently lose its text, or another could take its name."""
    for naam in systeemlog.ZEGGEN_NIETS_VAN_IEMAND:
        module, _, soort = naam.rpartition(".")
        assert issubclass(getattr(sys.modules.get(module) or __import__(module), soort), Exception)


def test_what_an_error_came_from_is_told_too() -> None:
    try:
        try:
            raise KeyError("jansen")
        except KeyError as eerste:
            raise ValueError("jansen") from eerste
    except ValueError:
        gelogd = regel("x", "x", exc_info=sys.exc_info())

    assert [fout["soort"] for fout in gelogd["fout"]] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]


def test_errors_that_came_from_each_other_end() -> None:
    een, twee = ValueError(), KeyError()
    een.__cause__, twee.__cause__ = twee, een

    gelogd = regel("x", "x", exc_info=opgevangen(een))

    assert len(gelogd["fout"]) == 2


def test_deep_recursion_keeps_the_last_places() -> None:
    def dieper() -> None:
        dieper()

    try:
        dieper()
    except RecursionError:
        [fout] = regel("x", "x", exc_info=sys.exc_info())["fout"]

    assert len(fout["plekken"]) == 30


@pytest.mark.django_db
def test_error_of_the_database_names_the_rule_and_never_the_row(gemeente: Any) -> None:
    try:
        with transaction.atomic():
            Gemeente.objects.create(slug=gemeente.slug, naam="jansen")
    except IntegrityError:
        gelogd = regel("django.request", "x", exc_info=sys.exc_info())

    van_database = gelogd["fout"][1]
    if connection.vendor == "postgresql":
        verwacht = {
            "soort": "psycopg.errors.UniqueViolation",
            "code": "23505",
            "tabel": "jeugdhulp_gemeente",
        }
        assert van_database.pop("regel").startswith("jeugdhulp_gemeente_slug")
    else:
        verwacht = {"soort": "sqlite3.IntegrityError", "code": "SQLITE_CONSTRAINT_UNIQUE"}
    van_database.pop("plekken")
    assert (van_database, gemeente.slug in json.dumps(gelogd)) == (verwacht, False)


def test_short_form_reads_as_a_sentence_and_shows_the_places_below() -> None:
    record = logging.LogRecord(
        "jeugdhulp",
        40,
        "",
        1,
        "mislukt\nERROR jeugdhulp vals",
        (),
        opgevangen(ValueError("jansen")),
    )
    record.created, record.msecs = 0, 0

    eerste, tweede, *plekken = systeemlog.KorteRegel().format(record).splitlines()

    assert eerste == "1970-01-01T00:00:00.000Z ERROR jeugdhulp mislukt ERROR jeugdhulp vals"
    assert (tweede, len(plekken)) == ("  builtins.ValueError", 1)


# Settings


def handlers_van(naam: str) -> set[type[logging.Handler]]:
    logger: logging.Logger | None = logging.getLogger(naam)
    soorten = set()
    while logger:
        soorten |= {type(handler) for handler in logger.handlers}
        logger = logger.parent if logger.propagate else None
    return soorten


@pytest.mark.parametrize(
    "naam", ["django", "django.request", "django.server", "django.security.x", "jeugdhulp", "x"]
)
def test_everything_goes_through_our_own_form_and_nothing_by_mail(naam: str) -> None:
    # pytest's own handlers apart.
    eigen = {soort for soort in handlers_van(naam) if not soort.__module__.startswith("_pytest")}

    assert eigen == {systeemlog.Uitvoer}
    assert AdminEmailHandler not in handlers_van(naam)


@pytest.mark.parametrize(("kort", "vorm"), [(False, "json"), (True, "kort")])
def test_demo_reads_short_lines_and_no_line_per_request(kort: bool, vorm: str) -> None:
    gezet = systeemlog.instellingen(kort=kort)

    assert gezet["handlers"]["scherm"]["formatter"] == vorm
    assert gezet["loggers"]["jeugdhulp.verzoek"]["level"] == ("WARNING" if kort else "INFO")
    assert systeemlog.instellingen(kort=False) == settings.LOGGING


# Reports of Django


def test_report_of_django_holds_class_and_place_only() -> None:
    verzoek = RequestFactory().post(
        f"/{BSN}/", {"naam": BSN}, headers={"user-agent": BSN, "cookie": f"a={BSN}"}
    )
    geheim = BSN
    try:
        raise ValueError(geheim)
    except ValueError:
        verslag = Foutverslag(verzoek, *sys.exc_info())

    teksten = [verslag.get_traceback_text(), verslag.get_traceback_html()]
    assert [("builtins.ValueError" in tekst, BSN in tekst) for tekst in teksten] == [
        (True, False)
    ] * 2


def test_report_about_nothing_is_empty() -> None:
    assert Foutverslag(None, None, "een tekst", None).get_traceback_text() == ""


def test_filter_leaves_headers_forms_settings_and_variables_out_of_djangos_own_report() -> None:
    assert (settings.DEFAULT_EXCEPTION_REPORTER_FILTER, settings.DEFAULT_EXCEPTION_REPORTER) == (
        "jeugdhulp.foutverslag.GeenInhoud",
        "jeugdhulp.foutverslag.Foutverslag",
    )
    verzoek = RequestFactory().post(
        "/x/", {"naam": "jansen"}, headers={"user-agent": "jansen", "cookie": "a=jansen"}
    )
    naam = "jansen"
    try:
        raise ValueError
    except ValueError:
        verslag = ExceptionReporter(verzoek, *sys.exc_info())

    assert isinstance(verslag.filter, GeenInhoud)
    gegeven = verslag.get_traceback_data()
    assert (gegeven["filtered_POST_items"], gegeven["request_meta"], gegeven["settings"]) == (
        [],
        {},
        {},
    )
    assert [list(frame["vars"]) for frame in gegeven["frames"]] == [[]]
    assert naam not in str(list(gegeven["request_COOKIES_items"]))


# Commands


def draai(opdracht: str, *vlaggen: str) -> str:
    """Run Python with the stream and hook of `manage.py`; what it told on stderr."""
    code = f"from jeugdhulp import systeemlog; systeemlog.scherm_af()\n{opdracht}"
    uit = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *vlaggen, "-c", code],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return uit.stdout + uit.stderr


def test_command_that_breaks_tells_class_and_place() -> None:
    assert (
        draai(f"raise ValueError('kind {BSN}')") == "builtins.ValueError\n  <string>:2 <module>\n"
    )


def test_who_develops_sees_the_whole_error_with_the_number_masked() -> None:
    assert f"ValueError: kind {MASKER}" in draai(f"raise ValueError('kind {BSN}')", "-X", "dev")


def test_screen_of_a_command_masks_what_any_part_of_it_writes() -> None:
    gezien = draai(
        f"import sys, argparse\nprint('{BSN}')\nargparse.ArgumentParser().error('{BSN}')"
    )

    assert (gezien.count(MASKER), BSN in gezien) == (2, False)


def test_lines_of_one_request_share_its_number() -> None:
    merk = systeemlog.verzoek.set(systeemlog.Verzoek("KTRW-BHXZ-LMNP", 7))
    try:
        gelogd = regel("jeugdhulp.toegang", "aangemeld")
    finally:
        systeemlog.verzoek.reset(merk)

    assert (gelogd["verzoek"], gelogd["gebruiker"]) == ("KTRW-BHXZ-LMNP", 7)
