"""Settings of `make bench`: ours, with Django's own admin beside it to measure against."""

from typing import Any

from jeugdhulp.settings import *  # noqa: F403
from jeugdhulp.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "jeugdhulp.management.meeturls"
# A line a request would bury the table.
LOGGING = {"version": 1, "root": {"level": "WARNING"}, "disable_existing_loggers": False}
_sjablonen: dict[str, Any] = TEMPLATES[0]
_laders = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    _sjablonen
    | {
        "OPTIONS": _sjablonen["OPTIONS"]
        | {"loaders": [("django.template.loaders.cached.Loader", _laders)]}
    }
]
