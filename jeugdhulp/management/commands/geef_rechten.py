"""`manage.py geef_rechten --rol NAAM`: give the role of the application what it needs, no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.utils import ProgrammingError

from jeugdhulp import databaserol


class Command(BaseCommand):
    """Grant by table and column, as the owner, after every migrate; twice does no harm.

    Make the role once, as the administrator of PostgreSQL: CREATE ROLE jeugdhulp_app LOGIN PASSWORD
    '…'. Then, in a shell of your own (never in that of the server):

        export JEUGDHULP_DATABASE_EIGENAAR_FILE=/root/eigenaar-van-jeugdhulp
        manage.py migrate && manage.py geef_rechten --rol jeugdhulp_app

    It writes no rows, so no line in the logboek and no `--door`. The server and `check --database
    default` compare what the role can do with what this gives, and refuse both more and less.
    """

    help = "Geeft de rol van de toepassing in PostgreSQL precies de rechten die nodig zijn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rol", required=True, help="de rol waarmee de toepassing werkt")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Alleen PostgreSQL heeft rollen; hier is niets te doen.")
        rol: str = options["rol"]
        _eis_andere_rol(rol)
        try:
            databaserol.geef(connection, rol)
        except ProgrammingError as fout:
            raise CommandError(
                "Deze rol mag geen rechten geven. Draai dit als eigenaar van de tabellen:"
                f" zet JEUGDHULP_DATABASE_EIGENAAR. ({str(fout).splitlines()[0]})"
            ) from None
        gevonden = databaserol.afwijkingen(connection, rol)
        if gevonden.te_veel or gevonden.te_weinig:
            regels = [f"  te veel: {deel}" for deel in gevonden.te_veel]
            regels += [f"  te weinig: {deel}" for deel in gevonden.te_weinig]
            raise CommandError(f"{rol} heeft nog niet de goede rechten:\n" + "\n".join(regels))
        self.stdout.write(f"{rol} mag wat de toepassing nodig heeft, en niet meer.")


def _eis_andere_rol(rol: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname = current_user FROM pg_roles WHERE rolname = %s", [rol])
        gevonden = cursor.fetchone()
    if gevonden is None:
        raise CommandError(
            f"Er is geen rol “{rol}”. Maak die eerst: CREATE ROLE … LOGIN PASSWORD '…'."
        )
    if gevonden[0]:
        raise CommandError(f"“{rol}” is de eigenaar zelf. De toepassing heeft een eigen rol nodig.")
