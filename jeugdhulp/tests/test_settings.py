"""The one settings file, read as a server would: in a process of its own, from the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

VRAAG = """
import json, sys
from django.db import connection
from django.conf import settings
import django
django.setup()
with connection.cursor() as cursor:
    pragma = {}
    for naam in ("journal_mode", "foreign_keys", "synchronous"):
        cursor.execute(f"PRAGMA {naam}")
        pragma[naam] = cursor.fetchone()[0]
print(json.dumps({
    "sleutel": settings.SECRET_KEY,
    "hosts": settings.ALLOWED_HOSTS,
    "pragma": pragma,
    "modus": connection.settings_dict["OPTIONS"]["transaction_mode"],
}))
"""


def draai(opdracht: list[str], **omgeving: str) -> subprocess.CompletedProcess[str]:
    schoon = {k: v for k, v in os.environ.items() if not k.startswith(("JEUGDHULP_", "DATABASE"))}
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *opdracht],
        env=schoon | {"DJANGO_SETTINGS_MODULE": "jeugdhulp.settings"} | omgeving,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_come_from_secret_files_and_sqlite_is_set_up_for_writers(tmp_path: Path) -> None:
    (tmp_path / "sleutel").write_text("uit een bestand")

    uit = draai(
        ["-c", VRAAG],
        JEUGDHULP_SECRET_KEY_FILE=str(tmp_path / "sleutel"),
        JEUGDHULP_HOSTS="plan.example.nl,jeugd.example.nl",
        DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}",
    )

    assert json.loads(uit.stdout) == {
        "sleutel": "uit een bestand",
        "hosts": ["plan.example.nl", "jeugd.example.nl"],
        "pragma": {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1},
        "modus": "IMMEDIATE",
    }


def test_without_a_secret_key_nothing_starts(tmp_path: Path) -> None:
    """Outside the demo no secret has a default; the words say what to set."""
    uit = draai(["manage.py", "check"], DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}")

    assert uit.returncode == 1
    assert "jeugdhulp.E001" in uit.stderr
    assert "JEUGDHULP_SECRET_KEY_FILE" in uit.stderr


def test_a_server_refuses_a_demo_for_other_machines(tmp_path: Path) -> None:
    """gunicorn runs no checks of its own: the WSGI door does."""
    uit = draai(
        ["-c", "import jeugdhulp.wsgi"],
        JEUGDHULP_DEMO="1",
        JEUGDHULP_SECRET_KEY="voor deze test",
        JEUGDHULP_HOSTS="*",
        DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}",
    )

    assert uit.returncode == 1
    assert "jeugdhulp.E002" in uit.stderr
