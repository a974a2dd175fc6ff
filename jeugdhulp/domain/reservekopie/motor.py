"""Which kind of database this is: the rest asks no further."""

from jeugdhulp.domain.reservekopie.postgresql import PostgreSQL
from jeugdhulp.domain.reservekopie.sqlite import SQLite

Motor = PostgreSQL | SQLite


def motor_van(vendor: str) -> Motor:
    """The one for this `connection.vendor`."""
    return PostgreSQL() if vendor == "postgresql" else SQLite()
