"""The door for a WSGI server (gunicorn behind a proxy)."""

import logging
import os

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jeugdhulp.settings")
application = get_wsgi_application()

logging.captureWarnings(True)

# `manage.py` checks by itself; a server that starts without it must refuse what is unsafe too.
if fouten := [fout for fout in run_checks(tags=["security"]) if fout.level >= ERROR]:
    raise ImproperlyConfigured("\n".join(f"{fout.id}: {fout.msg} {fout.hint}" for fout in fouten))
