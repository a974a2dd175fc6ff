"""Values as a line of the logboek tells them. It refuses for ever what may be a client number, and
an amount or a besluitnummer can look like one."""

from decimal import Decimal

from jeugdhulp.clientnummer import vind_clientnummer

_ANDER_TEKEN = str.maketrans(".", "’")


def euro(bedrag: Decimal) -> str:
    """ "€ 140.000,00"; "€ 123’456’782,00" where the nine digits could be a client number."""
    tekst = f"€ {bedrag:,.2f}".translate(str.maketrans(",.", ".,"))
    return tekst.translate(_ANDER_TEKEN) if vind_clientnummer(tekst) else tekst


def besluitnummer(nummer: str) -> str:
    """As it is; "1’2’3’4’5’6’7’8’2" where its digits could be a client number."""
    return "’".join(nummer) if vind_clientnummer(nummer) else nummer
