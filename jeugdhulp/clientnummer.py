"""Finding numbers that may be a BSN in what people type. Pure."""

import re

# Nine digits on their own, also when written 123.456.782, 123 456 782 or 1234.56.782. A lookahead,
# so that digits before it ("050 123 456 782") do not use up the first of them.
_NEGEN = re.compile(r"(?<!\d)(?<!\d[.,])(?=(\d(?:[ .\xa0]?\d){8})(?!\d))")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_elfproef(cijfers: str) -> bool:
    """Whether nine digits pass the elfproef for a BSN (weights 9…2 and -1, divisible by 11)."""
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, cijfers, strict=True))
    return som % 11 == 0 and som > 0


def vind_clientnummer(tekst: str) -> bool:
    """Whether `tekst` holds nine digits that pass the elfproef; so does one in eleven others."""
    return any(is_elfproef(re.sub(r"\D", "", gevonden)) for gevonden in _NEGEN.findall(tekst))


WEIGERING = (
    "Hier staat een getal van negen cijfers dat een burgerservicenummer kan zijn."
    " Haal het weg: cliëntgegevens horen niet in het plan."
)
