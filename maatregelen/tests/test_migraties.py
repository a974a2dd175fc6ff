"""Migrations of this app that change tables with rows in them: the rows stay."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jeugdhulp import kalender, logboek, slot
from jeugdhulp.migratie import lader_tot
from jeugdhulp.tests.klad import Klad
from maatregelen.models import Maatregel, Resultaat, Risico, Samenhang, Stand

DAG = date(2024, 1, 1)


@pytest.fixture
def klad(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Klad]:
    """Databases to use up, outside any transaction: PostgreSQL makes none within one."""
    with django_db_blocker.unblock():
        gemaakt = Klad(tmp_path)
        yield gemaakt
        gemaakt.ruim_op()


def vul(apps: Any) -> None:
    """A measure with a row of each, by the models of before."""

    def maak(naam: str, **waarden: Any) -> Any:
        return apps.get_model("maatregelen", naam).objects.create(**waarden)

    gemeente = apps.get_model("jeugdhulp", "Gemeente").objects.create(slug="oud", naam="Oudstad")
    plan = maak("Plan", gemeente=gemeente, slug="plan", titel="Plan", van=DAG, tot_en_met=DAG)
    thema = maak("Thema", plan=plan, code="1", titel="Thuis")
    maatregel = maak("Maatregel", plan=plan, thema=thema, code="1a", titel="Hulp dichtbij")
    maak("Resultaat", maatregel=maatregel, tekst="Minder verwijzingen")
    maak("Risico", plan=plan, maatregel=maatregel, gebeurtenis="Er komt niemand")
    rij = maak("Samenhang", maatregel=maatregel, soort="inhoud", buiten="Wonen", **ZONDER_TIJD)
    maak(
        "HistoricalSamenhang",
        id=rij.pk,
        maatregel_id=maatregel.pk,
        soort="inhoud",
        buiten="Wonen",
        history_type="+",
        handeling=uuid4(),
        history_date=kalender.nu(),
        **ZONDER_TIJD,
    )


ZONDER_TIJD = {"periode_soort": "onbepaald"}


def test_rows_of_before_there_was_an_end_still_count(klad: Klad) -> None:
    with klad.gebruik(klad.leeg()):
        executor = MigrationExecutor(connection)
        voor = [("maatregelen", "0001_squashed_0002_het_hele_blad")]
        executor.migrate(voor)
        vul(executor.loader.project_state(voor).apps)

        call_command("migrate", verbosity=0)

        assert [
            (str(rij), rij.beeindigd_op, rij.einde_reden)
            for model in (Resultaat, Risico, Samenhang)
            for rij in model.objects.all()
        ] == [
            ("Minder verwijzingen", None, ""),
            ("Er komt niemand", None, ""),
            ("inhoud", None, ""),
        ]
        [versie] = Samenhang.historie.all()
        assert (versie.soort, versie.beeindigd_op) == ("inhoud", None)
        # On SQLite a table that is made anew loses its locks.
        assert slot.afwijkingen(connection) == []


def leg_stand_van_toen_vast(apps: Any) -> None:
    """A stand of the measure that `vul` made, with its line in the chain, as the code of before the
    computed light wrote them: the hashes are over the columns there were."""
    maatregel = apps.get_model("maatregelen", "Maatregel").objects.get()
    teksten = ("tekst", "oorzaak", "gevolg", "bijsturing", "grijs_reden", "afwijking_reden")
    teksten += ("namens", "uitstel_reden", "uitstel_voorwaarde", "twijfel", "bron", "letterlijk")
    with logboek.handeling(door=None):
        stand = apps.get_model("maatregelen", "Stand").objects.create(
            maatregel=maatregel,
            peildatum=DAG,
            gemaakt_op=kalender.nu(),
            fase=maatregel.fase,
            tekst="Alles loopt.",
            **dict.fromkeys(("tijd", "geld", "resultaat", "totaal"), "groen"),
        )
        kolommen = {veld.attname: getattr(stand, veld.attname) for veld in stand._meta.local_fields}
        logboek.schrijf(
            "stand vastgelegd",
            Maatregel(pk=maatregel.pk),
            gemeente_id=maatregel.plan.gemeente_id,
            naam="1a Hulp dichtbij",
            na={"tekst": "Alles loopt."},
            feiten={
                naam: waarde
                for naam, waarde in kolommen.items()
                if naam not in (*teksten, "afgeschermd_op")
            },
            teksten=logboek.hash_van({naam: kolommen[naam] for naam in teksten}),
            stand=stand.pk,
        )


def test_chain_of_before_the_computed_light_still_verifies(klad: Klad) -> None:
    with klad.gebruik(klad.leeg()):
        executor = MigrationExecutor(connection)
        voor = [("maatregelen", "0003_einden")]
        # As a database that stands there: what was squashed after it stops halfway.
        bereikt = executor.loader.disk_migrations.keys() - {("maatregelen", "0004_licht")}
        executor.loader = lader_tot(connection, bereikt)
        executor.migrate(voor)
        toen = executor.loader.project_state(voor).apps
        vul(toen)
        leg_stand_van_toen_vast(toen)

        call_command("migrate", verbosity=0)

        [stand] = Stand.objects.all()
        assert (stand.tekst, stand.argument, stand.berekend_totaal) == ("Alles loopt.", "", "")
        uit = StringIO()
        call_command("controleer_logboek", stdout=uit)
        assert "Het logboek klopt: elke regel is zoals die is geschreven." in uit.getvalue()
        assert slot.afwijkingen(connection) == []
