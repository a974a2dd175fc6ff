"""The log of the system: one event one line, and never what somebody typed.

What may be logged is chosen, not what may not: our own loggers say what they mean; of every other
(Django, gunicorn, libraries) only the fixed words of a message are kept, and of an error its class
and where it happened, not its text. Whatever is left is searched for client numbers once more.
Headers, form values, addresses with typed text, SQL and local variables have no place in a line.

Loaded by settings and by gunicorn before Django is ready: nothing of Django at the top.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from jeugdhulp.clientnummer import maskeer

BASIS = Path(__file__).resolve().parent.parent
EIGEN = ("jeugdhulp", "maatregelen", "monitoring", "rapportage")
# Errors whose text says what to do and cannot hold a row or a typed value; of those of a database
# the first line, because PostgreSQL shows the command below it.
ZEGGEN_NIETS_VAN_IEMAND = frozenset(
    (
        "builtins.AttributeError builtins.ImportError builtins.ModuleNotFoundError"
        " builtins.NameError builtins.UnboundLocalError builtins.RecursionError"
        " django.core.exceptions.ImproperlyConfigured django.core.exceptions.AppRegistryNotReady"
        " django.db.utils.OperationalError django.db.utils.ProgrammingError"
        " django.template.exceptions.TemplateDoesNotExist"
        " psycopg.OperationalError sqlite3.OperationalError"
        " jeugdhulp.handeling.GeenHandelingError jeugdhulp.historie.BulkGeweigerdError"
        " jeugdhulp.logboek.ZonderRegelError jeugdhulp.logboek.ClientnummerInRegelError"
        " jeugdhulp.toegang.InHandelingError"
    ).split()
)
_VAN_DATABASE = ("django.db.", "psycopg.", "sqlite3.")
_MEESTE_PLEKKEN = 30
_INVULPLEK = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d.]*[diouxXeEfFgGcrsa]")
# Where the fixed words of a message that was filled in already end.
_EIND_VASTE_WOORDEN = re.compile(r"[^A-Za-z_ ,.()-]|\.\s")
_WAARSCHUWING = re.compile(r"(?P<plek>[^\n]+:\d+): (?P<soort>\w+):")


@dataclass
class Verzoek:
    """The request that is going on, as far as a log may know it."""

    nummer: str
    gebruiker: int | None = None


verzoek: ContextVar[Verzoek | None] = ContextVar("verzoek", default=None)


def instellingen(*, kort: bool) -> dict[str, Any]:
    """LOGGING for Django and for gunicorn: JSON lines, or `kort` for the demo's screen.

    The handlers of Django itself, which mail errors to ADMINS, are taken off.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "jeugdhulp.systeemlog.JsonRegel"},
            "kort": {"()": "jeugdhulp.systeemlog.KorteRegel"},
        },
        "handlers": {
            "scherm": {
                "()": "jeugdhulp.systeemlog.Uitvoer",
                "formatter": "kort" if kort else "json",
            }
        },
        "root": {"handlers": ["scherm"], "level": "WARNING"},
        "loggers": {
            **{naam: {"level": "INFO"} for naam in EIGEN},
            "jeugdhulp.verzoek": {"level": "WARNING" if kort else "INFO"},
            **{
                naam: {"handlers": [], "propagate": True, "level": niveau}
                for naam, niveau in (
                    ("django", "WARNING"),
                    # What is refused (4xx) is in the line of the request already.
                    ("django.request", "ERROR"),
                    ("django.server", "WARNING"),
                    ("gunicorn.error", "WARNING" if kort else "INFO"),
                    ("gunicorn.access", "CRITICAL"),
                    ("py.warnings", "WARNING"),
                )
            },
        },
    }


def gegevens(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says of `record`; the only way from a record to text."""
    # Django logs some answers when the request has left our middleware.
    nummer = getattr(getattr(record, "request", None), "verzoeknummer", "")
    huidig = verzoek.get() or (Verzoek(nummer) if nummer else None)
    regel: dict[str, Any] = {
        "moment": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}"
        f".{int(record.msecs):03d}Z",
        "niveau": record.levelname,
        "bron": record.name,
        "boodschap": boodschap(record),
    }
    if huidig:
        regel["verzoek"] = huidig.nummer
        regel["gebruiker"] = huidig.gebruiker
    # Only what our own middleware hands over; `extra` of others is not looked at.
    if record.name == "jeugdhulp.verzoek":
        regel |= getattr(record, "verslag", {})
    elif isinstance(status := getattr(record, "status_code", None), int):
        regel["status"] = status
    if record.exc_info and isinstance(record.exc_info, tuple) and record.exc_info[1]:
        regel["fout"] = [fout_als_gegevens(fout) for fout in _keten(record.exc_info[1])]
    return {naam: _gemaskeerd(waarde) for naam, waarde in regel.items()}


def boodschap(record: logging.LogRecord) -> str:
    """The message of one of our own loggers; of any other only its fixed words."""
    vorm = str(record.msg)
    if record.name.partition(".")[0] in EIGEN:
        try:
            return record.getMessage()
        except (TypeError, ValueError, KeyError):
            return vorm
    if record.name == "py.warnings":
        gevonden = _WAARSCHUWING.match(record.getMessage())
        return f"{gevonden['soort']} in {gevonden['plek']}" if gevonden else "waarschuwing"
    if record.args:
        return _INVULPLEK.sub("…", vorm)
    return _EIND_VASTE_WOORDEN.split(vorm, maxsplit=1)[0].strip()


def fout_als_gegevens(fout: BaseException) -> dict[str, Any]:
    """Class and place of an error; its text only where that class is known to be safe.

    Of an error of the database also what PostgreSQL or SQLite calls it, the table, column and
    constraint; never the row.
    """
    soort = f"{type(fout).__module__}.{type(fout).__qualname__}"
    gevonden: dict[str, Any] = {"soort": soort}
    if soort in ZEGGEN_NIETS_VAN_IEMAND:
        tekst = str(fout)
        gevonden["tekst"] = tekst.split("\n")[0] if soort.startswith(_VAN_DATABASE) else tekst
    gevonden |= _van_database(fout)
    gevonden["plekken"] = list(_plekken(fout.__traceback__))[-_MEESTE_PLEKKEN:]
    return gevonden


def _keten(fout: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from; each once."""
    gezien: set[int] = set()
    huidige: BaseException | None = fout
    while huidige is not None and id(huidige) not in gezien:
        gezien.add(id(huidige))
        yield huidige
        huidige = huidige.__cause__ or (
            None if huidige.__suppress_context__ else huidige.__context__
        )


def _van_database(fout: BaseException) -> dict[str, str]:
    diagnose = getattr(fout, "diag", None)
    namen = {
        "code": getattr(diagnose, "sqlstate", None) or getattr(fout, "sqlite_errorname", None),
        "tabel": getattr(diagnose, "table_name", None),
        "kolom": getattr(diagnose, "column_name", None),
        "regel": getattr(diagnose, "constraint_name", None),
    }
    return {naam: str(waarde) for naam, waarde in namen.items() if waarde}


def _plekken(spoor: TracebackType | None) -> Iterator[str]:
    for deel in traceback.walk_tb(spoor):
        code = deel[0].f_code
        pad = Path(code.co_filename)
        bekend = pad.relative_to(BASIS) if pad.is_relative_to(BASIS) else pad
        yield f"{bekend}:{deel[1]} {code.co_name}"


def _gemaskeerd(waarde: Any) -> Any:
    if isinstance(waarde, str):
        return maskeer(waarde)
    if isinstance(waarde, list):
        return [_gemaskeerd(deel) for deel in waarde]
    if isinstance(waarde, dict):
        return {naam: _gemaskeerd(deel) for naam, deel in waarde.items()}
    return waarde


class JsonRegel(logging.Formatter):
    """One JSON object per line; a new line inside a text is escaped."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(gegevens(record), default=lambda waarde: type(waarde).__name__)


class KorteRegel(logging.Formatter):
    """The same, for a person at a screen."""

    def format(self, record: logging.LogRecord) -> str:
        regel = gegevens(record)
        fouten = regel.pop("fout", [])
        kop = " ".join(str(regel.pop(naam)) for naam in ("moment", "niveau", "bron", "boodschap"))
        rest = " ".join(f"{naam}={waarde}" for naam, waarde in regel.items() if waarde is not None)
        eerste = " ".join(f"{kop} {rest}".split())
        return "\n".join([eerste, *(f"  {deel}" for fout in fouten for deel in als_tekst(fout))])


def als_tekst(fout: dict[str, Any]) -> list[str]:
    """`fout_als_gegevens` as lines for a person."""
    over = " ".join(
        f"{naam}={waarde}" for naam, waarde in fout.items() if naam not in ("soort", "plekken")
    )
    return [f"{fout['soort']} {over}".strip(), *(f"  {plek}" for plek in fout["plekken"])]


class Uitvoer(logging.StreamHandler[TextIO]):
    """To the screen, for systemd or a container to collect."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the name in Python)
        """Python would print the message and its arguments here."""
        regel = {"niveau": "ERROR", "boodschap": "een logregel kon niet worden gemaakt"}
        sys.stderr.write(f"{json.dumps(regel)}\n")


class Masker:
    """A stream of a command that lets no client number through, whoever writes to it."""

    def __init__(self, stroom: TextIO):
        self._stroom = stroom

    def write(self, tekst: str) -> int:
        return self._stroom.write(maskeer(tekst))

    def __getattr__(self, naam: str) -> Any:
        return getattr(self._stroom, naam)


def meld_fout(soort: type[BaseException], fout: BaseException, spoor: TracebackType | None) -> None:
    """In the place of `sys.excepthook`: an error that nobody caught, without what was typed."""
    if issubclass(soort, KeyboardInterrupt):
        sys.exit(130)
    for deel in _keten(fout):
        regels = als_tekst(_gemaskeerd(fout_als_gegevens(deel)))
        sys.stderr.write("\n".join([*regels, ""]))


def scherm_af() -> None:
    """For a command: mask what goes to the screen, and tell an error without its text.

    Who develops runs `python -X dev manage.py …`, and sees errors as Python tells them.
    """
    sys.stdout, sys.stderr = Masker(sys.stdout), Masker(sys.stderr)  # type: ignore[assignment]
    if not sys.flags.dev_mode:
        logging.captureWarnings(True)
        sys.excepthook = meld_fout
