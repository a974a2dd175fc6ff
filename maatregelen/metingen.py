"""How quick the overview and the writing of standen are, beside Django's own admin list."""

import gzip
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import cache
from statistics import quantiles
from typing import Any
from unittest.mock import patch

from django.contrib import admin
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jeugdhulp import kalender, logboek
from jeugdhulp.choices import RolSoort
from jeugdhulp.meten import Omvang, Uitslag, duur, hoogstens, meting, om_beurten, verhouding
from jeugdhulp.models import Gebruiker, Gemeente, Lidmaatschap, Rol
from maatregelen.domain.stand.standen import Standgegevens, leg_stand_vast
from maatregelen.domain.uitwisselen.laden import laad_plan
from maatregelen.models import Maatregel, Plan
from maatregelen.models.plan import gewoon_blad

STANDEN = 8
SCHRIJVERS = 8
BEURTEN = 20
_UITLEG: dict[str, Any] = {
    "oorzaak": "Het liep anders.",
    "gevolg": "Later klaar.",
    "bijsturing": "Meer tijd.",
}
# For where the rules say less of it.
_ARGUMENT = "De stap is klaar, het vinkje volgt."


def _blad(nummer: int) -> dict[str, Any]:
    planning: list[dict[str, Any]] = [
        {
            "sleutel": f"m{nummer}/-/{stap + 1}",
            "tekst": f"Stap {stap} van maatregel {nummer}, zoals die in het plan staat",
            "soort": "actie",
            "periode": {
                "soort": "kwartaal",
                "wanneer": f"{2026 + stap // 4}-Q{stap % 4 + 1}",
                "letterlijk": "",
            },
            "stappen": [],
            "zelfde_als": None,
            "twijfel": "",
            "toestand": "open",
            "gereed_op": None,
            "basis": None,
        }
        for stap in range(6)
    ]
    return {
        "cluster": None,
        "planning": planning,
        "investeringen": [_geld(nummer, "i1")],
        "dekking": [
            _geld(nummer, "d1")
            | {"bron": "Algemene reserve", "status": "besloten", "voorwaarde": ""}
        ],
        "vermeldingen": [],
        "bestedingen": [],
    }


def _geld(nummer: int, sleutel: str) -> dict[str, Any]:
    """An amount for each year of the plan, of which the sheet says all there is to say."""
    wat = {"sleutel": f"m{nummer}/-/{sleutel}", "omschrijving": "Inzet van uren en materiaal"}
    jaren = {"van": "2026", "tot_en_met": "2029", "aard": "incidenteel"}
    geen = dict.fromkeys(("alternatief_bedrag", "uren_per_week", "fte"))
    stil = dict.fromkeys(("aanname", "letterlijk", "twijfel"), "")
    bedrag = {"staat": "bedrag", "bedrag": f"{nummer * 250 + 500}.00", "per": "jaar"}
    return wat | jaren | bedrag | geen | stil


# What a sheet may say in words, and in rows; here it is silent.
_WOORDEN = (
    "ondertitel schaalniveau domein invloed aanleiding doel doelgroep aanpak effecten opmerkingen"
    " twijfel"
).split()
_RIJEN = (
    "doelen resultaten samenhang risicos besluitmomenten contextcijfers besparingen standen"
).split()


def _maatregel(nummer: int) -> dict[str, Any]:
    wie = {
        "wie": f"persoon-{nummer % 40}",
        "rol": "trekker",
        "deeltaak": "",
        "onbeslist": False,
        "van": None,
        "tot_en_met": None,
    }
    return {
        "code": f"m{nummer}",
        "titel": f"Maatregel {nummer} met een titel van gewone lengte",
        "thema": str(nummer % 12),
        "fase": "in uitvoering",
        "betrokkenen": [wie],
        "bladen": [_blad(nummer)],
        **dict.fromkeys(_WOORDEN, ""),
        **{naam: [] for naam in _RIJEN},
    }


def _plan() -> dict[str, Any]:
    """The plan as a whole, with nothing in it that nobody has to say."""
    return {
        "slug": "plan",
        "titel": "Plan om te meten",
        "van": "2026-01-01",
        "tot_en_met": "2029-12-31",
        "ritme_maanden": 2,
        "naam_overleg": "projectgroep",
        "naam_thema": "Thema",
        "naam_cluster": "Cluster",
        "naam_maatregel": "Maatregel",
        "bladvelden": gewoon_blad(),
        "bron": {"titel": "Plan om te meten", "datum": "2026-01-01"},
        **dict.fromkeys(("stadium", "versienaam", "herijking", "twijfel"), ""),
        **dict.fromkeys(
            ("beleidsplan", "voorganger", "voorzitter", "samensteller", "opdrachtgever"), None
        ),
        **{
            naam: []
            for naam in (
                "rapportmaanden vaststellingen projectrollen investeringen dekking vervallen"
                " risicos besluitmomenten contextcijfers"
            ).split()
        },
    }


@cache
def maak_plan(aantal: int) -> Plan:
    """A plan of `aantal` measures with people, planning and eight standen each, made by the domain
    functions as if a month ago; its gemeente is "meet-<aantal>"."""
    gemeente = Gemeente.objects.create(slug=f"meet-{aantal}", naam=f"Meet {aantal}")
    inhoud = {
        "formaat": "plan",
        "versie": 2,
        "gemeente": {
            "slug": gemeente.slug,
            "naam": gemeente.naam,
            "cbs_code": "9999",
            "soort": "gemeente",
            "geldig_van": None,
            "geldig_tot_en_met": None,
            "opvolger": None,
            "deelnemers": [],
        },
        "plan": _plan(),
        "personen": [
            {
                "sleutel": f"persoon-{nummer}",
                "naam": f"P. Persoon {nummer}",
                "soort": "persoon",
                "ook_geschreven_als": [],
            }
            for nummer in range(40)
        ],
        "organisaties": [],
        "themas": [
            {
                "code": str(nummer),
                "titel": f"Thema {nummer}",
                "investeringen": [],
                "dekking": [],
            }
            for nummer in range(12)
        ],
        "clusters": [],
        "maatregelen": [_maatregel(nummer) for nummer in range(aantal)],
    }
    toen = kalender.nu() - timedelta(days=30)
    with patch.object(kalender, "nu", lambda: toen):
        plan = laad_plan(inhoud, gemeente, door=None, kanaal="meten")
        _maak_standen(plan)
    return plan


def _maak_standen(plan: Plan) -> None:
    for maatregel in Maatregel.objects.filter(plan=plan):
        with logboek.handeling(door=None, reden="meten", kanaal="meten"):
            for beurt in range(STANDEN):
                leg_stand_vast(maatregel, _stand(maatregel.pk + beurt, STANDEN - beurt), door=None)


def _stand(zaad: int, weken_terug: int = 0) -> Standgegevens:
    licht = ("groen", "oranje", "rood")[zaad % 3]
    return Standgegevens(
        peildatum=kalender.vandaag() - timedelta(weeks=weken_terug),
        fase="in uitvoering",
        tekst="De gesprekken zijn gevoerd. De volgende stap staat klaar en loopt op schema.",
        tijd=licht,
        geld="groen",
        resultaat="groen",
        argument=_ARGUMENT,
        **({} if licht == "groen" else _UITLEG),
    )


def _adres(plan: Plan) -> str:
    return reverse("maatregelen:plan_detail", args=[plan.gemeente.slug, plan.slug])


@cache
def _lezer(plan: Plan) -> Client:
    gebruiker = Gebruiker.objects.create_superuser(f"lezer-{plan.gemeente.slug}")
    lid = Lidmaatschap.objects.create(
        gebruiker=gebruiker, gemeente=plan.gemeente, van=date(2020, 1, 1)
    )
    Rol.objects.create(lidmaatschap=lid, soort=RolSoort.BELEIDSADVISEUR)
    client = Client(headers={"accept-encoding": "identity"})
    client.force_login(gebruiker)
    return client


@admin.register(Maatregel)
class Adminlijst(admin.ModelAdmin):
    """What we measure against: five plain columns of the same rows."""

    list_display = ("code", "titel", "thema", "fase", "volgorde")
    list_per_page = 1_000
    list_select_related = ("thema",)


@meting("lijst")
def lijst(omvang: Omvang) -> Iterator[Uitslag]:
    """The overview with four lights a row, signed in, against the admin list with five columns."""
    plan = maak_plan(omvang.maatregelen)
    client, adres = _lezer(plan), _adres(plan)
    bij_admin = f"{reverse('admin:maatregelen_maatregel_changelist')}?plan__id__exact={plan.pk}"
    ons, admins = om_beurten(lambda: client.get(adres), lambda: client.get(bij_admin))
    wat = f"lijst van {omvang.maatregelen} maatregelen, tegen de lijst van Django's admin"
    yield verhouding(wat, ons, admins, 1.0)
    with CaptureQueriesContext(connection) as vragen:
        antwoord = client.get(adres)
    yield hoogstens("  die lijst, met gzip", len(gzip.compress(antwoord.content)) / 1024, 60, "KB")
    yield hoogstens("  die lijst, vragen aan de database", len(vragen), 12, "vragen")


@meting("verleden")
def verleden(omvang: Omvang) -> Iterator[Uitslag]:
    """The same overview as it was known yesterday, against as it is known now."""
    plan = maak_plan(omvang.maatregelen)
    client, adres = _lezer(plan), _adres(plan)
    gisteren = f"{adres}?bekend_op={kalender.vandaag() - timedelta(days=1)}"
    toen, nu = om_beurten(lambda: client.get(gisteren), lambda: client.get(adres))
    yield verhouding("die lijst zoals bekend op gisteren, tegen die van nu", toen, nu, 2.0)


@meting("dashboard")
def dashboard(omvang: Omvang) -> Iterator[Uitslag]:
    """The overview and the dashboard of a plan of ordinary size."""
    plan = maak_plan(omvang.gewoon)
    client, adres = _lezer(plan), _adres(plan)
    tijd, dashboards = om_beurten(
        lambda: client.get(adres), lambda: client.get(f"{adres}dashboard/")
    )
    yield hoogstens(f"overzicht van {omvang.gewoon} maatregelen", tijd * 1000, 60, "ms")
    yield hoogstens(f"dashboard van {omvang.gewoon} maatregelen", dashboards * 1000, 60, "ms")


@meting("schrijven")
def schrijven(omvang: Omvang) -> Iterator[Uitslag]:
    """Eight writers at once, each on measures of her own and of the others."""
    maatregelen = list(Maatregel.objects.filter(plan=maak_plan(omvang.gewoon)))
    tijden: list[float] = []
    fouten: list[BaseException] = []
    start = threading.Barrier(SCHRIJVERS)

    def schrijver(nummer: int) -> None:
        start.wait()
        for beurt in range(BEURTEN):
            maatregel = maatregelen[(nummer * 7 + beurt) % len(maatregelen)]
            stand = _stand(nummer + beurt)
            try:
                tijden.append(duur(lambda: leg_stand_vast(maatregel, stand, door=None, reden="x")))  # noqa: B023 (called at once)
            except Exception as fout:
                fouten.append(fout)
        connections.close_all()

    with ThreadPoolExecutor(SCHRIJVERS) as draden:
        list(draden.map(schrijver, range(SCHRIJVERS)))
    p95 = quantiles(tijden, n=20)[-1] * 1000
    yield hoogstens(f"stand vastleggen, {SCHRIJVERS} schrijvers tegelijk, p95", p95, 150, "ms")
    yield hoogstens("  fouten daarbij", len(fouten), 0, "fouten")
