"""How quick a report is, beside rendering the same HTML bare."""

import json
import time
from collections.abc import Callable, Iterator

from django.conf import settings

from jeugdhulp import kalender
from jeugdhulp.meten import Omvang, Uitslag, meting, verhouding
from jeugdhulp.models import Momentopname
from maatregelen.metingen import maak_plan
from rapportage.domain import rapporten
from rapportage.domain.samenstellen import als_html
from rapportage.pdf import rapportbestanden
from rapportage.pdf.bestanden import BASIS_URL, maak_ophaler


def _maak(aantal: int) -> None:
    rapporten.maak_voortgangsrapportage(
        maak_plan(aantal),
        kalender.vandaag(),
        door=None,
        opgesteld_door="meten",
        werkversie=True,
    )


def _kaal(aantal: int) -> None:
    """The same HTML by WeasyPrint alone: no tags, no PDF/A, nothing of ours after it."""
    from weasyprint import HTML

    gegevens = Momentopname.objects.filter(gemeente=maak_plan(aantal).gemeente).latest("pk").tekst
    html = als_html(json.loads(gegevens))
    ophaler = maak_ophaler(rapportbestanden(settings.VOORKANT_DIR), BASIS_URL)
    HTML(string=html, base_url=BASIS_URL, url_fetcher=ophaler).write_pdf()


def _rekentijd(doe: Callable[[], object], keer: int) -> float:
    """Seconds of this process's own computing, the least of `keer` runs: others use the machine."""
    tijden = []
    for _ in range(keer):
        begin = time.process_time()
        doe()
        tijden.append(time.process_time() - begin)
    return min(tijden)


@meting("rapport")
def rapport(omvang: Omvang) -> Iterator[Uitslag]:
    """A report of 50 measures against the same pages without tags; and of many against 50."""
    gewoon = omvang.gewoon
    maak_plan(gewoon), maak_plan(omvang.maatregelen)
    _maak(gewoon)
    klein = _rekentijd(lambda: _maak(gewoon), 3)
    kaal = _rekentijd(lambda: _kaal(gewoon), 3)
    wat = f"rapport van {gewoon} maatregelen, tegen dezelfde HTML kaal"
    yield verhouding(wat, klein, kaal, 1.5)
    groot = _rekentijd(lambda: _maak(omvang.maatregelen), 1)
    wat = f"rapport van {omvang.maatregelen} maatregelen, tegen dat van {gewoon}"
    yield verhouding(wat, groot, klein, 1.2 * omvang.maatregelen / gewoon)
