"""What can go wrong while a PDF is made."""


class PdfFout(Exception):
    """No PDF was made; the message says in Dutch what was missing or refused."""
