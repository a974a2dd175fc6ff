"""Finding numbers that may be a BSN in what people type. Pure."""

import re

# Nine digits on their own, with at most two signs between them: 123.456.782, 123-456-782. A
# lookahead, so that digits before it ("050 123 456 782") do not use up the first of them.
_NEGEN = re.compile(r"(?<!\d)(?=(\d(?:[\s./\u2010-\u2015-]{0,2}\d){8})(?!\d))")
# Signs that nobody sees, such as a zero-width space.
_ONZICHTBAAR = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_elfproef(cijfers: str) -> bool:
    """Whether nine digits pass the elfproef for a BSN (weights 9…2 and -1, divisible by 11)."""
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, cijfers, strict=True))
    return som % 11 == 0 and som > 0


def vind_clientnummer(tekst: str) -> bool:
    """Whether `tekst` holds nine digits that pass the elfproef; so does one in eleven others."""
    return any(
        is_elfproef(re.sub(r"\D", "", gevonden))
        for gevonden in _NEGEN.findall(_ONZICHTBAAR.sub("", tekst))
    )


WEIGERING = (
    "Hier staat een getal van negen cijfers dat een burgerservicenummer kan zijn."
    " Haal het weg: cliëntgegevens horen niet in het plan."
)
