"""The door for a WSGI server (gunicorn behind a proxy)."""

import logging
import os

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jeugdhulp.settings")
application = get_wsgi_application()

logging.captureWarnings(True)

# `manage.py` checks by itself; a server that starts without it must refuse what is unsafe too.
if settings.ALS_EIGENAAR:
    raise ImproperlyConfigured(
        "De server mag niet werken als eigenaar van de database."
        " Haal JEUGDHULP_DATABASE_EIGENAAR weg uit zijn omgeving."
    )
gevonden = run_checks(tags=["security", "database"], databases=["default"])
# A connection made before the server forks would be shared.
connections.close_all()
if fouten := [fout for fout in gevonden if fout.level >= ERROR]:
    raise ImproperlyConfigured("\n".join(f"{fout.id}: {fout.msg} {fout.hint}" for fout in fouten))
