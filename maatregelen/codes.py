"""The next free code in a thema, by the pattern of the plan itself: 1a, 1b → 1c; 2.1 → 2.2."""

import re
from collections.abc import Collection, Sequence

from maatregelen.choices import CODE

# What counts up at the end of a code: a number, or one or two letters that stand by themselves.
_STAART = re.compile(
    r"(?P<begin>|.*[^0-9])(?P<staart>[0-9]+)\Z|(?P<voor>|.*[^a-zA-Z])(?P<letters>[a-z]{1,2}|[A-Z]{1,2})\Z"
)


def volgende_code(thema: str, codes: Sequence[tuple[str, str]], bezet: Collection[str]) -> str:
    """The code after the last of `thema`; where that is empty, as the other themas begin theirs.

    `codes`: of each measure the code of its thema and its own, in the order of the plan. `bezet`
    are never given, those of before included: an old address goes on leading where it led. ""
    when no code fits the pattern; then a person chooses one.
    """
    begin, staart = _begin(thema, codes)
    while f"{begin}{staart}" in bezet:
        staart = _na(staart)
    code = f"{begin}{staart}"
    return code if re.match(CODE, code) else ""


def volgende_groep(codes: Sequence[str]) -> str:
    """The code after the last that can count up, of thema's or clusters in their order: 3 after 1
    and 2, C after A and B; "1" for the first. Not one that is there."""
    begin, staart = next((delen for code in reversed(codes) if (delen := _delen(code))), ("", "0"))
    while f"{begin}{staart}" in codes or staart == "0":
        staart = _na(staart)
    return f"{begin}{staart}"


def _begin(thema: str, codes: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """What stays and what counts up, of the first code to try."""
    for van, code in reversed(codes):
        if van == thema and (delen := _delen(code)):
            return delen[0], _na(delen[1])
    for van, code in codes:
        if code.startswith(van) and (delen := _delen(code[len(van) :])):
            return f"{thema}{delen[0]}", _eerste(delen[1])
    if nummers := [int(code) for _, code in codes if code.isdecimal()]:
        return "", str(max(nummers) + 1)
    return thema, "1" if thema[-1:].isalpha() else "a"


def _delen(code: str) -> tuple[str, str] | None:
    gevonden = _STAART.match(code)
    if gevonden is None:
        return None
    if gevonden["staart"]:
        return gevonden["begin"], gevonden["staart"]
    return gevonden["voor"], gevonden["letters"]


def _eerste(staart: str) -> str:
    if staart.isdecimal():
        return "1".zfill(len(staart))
    return "a" if staart.islower() else "A"


def _na(staart: str) -> str:
    """9 → 10, 09 → 10, b → c, z → aa, az → ba."""
    if staart.isdecimal():
        return str(int(staart) + 1).zfill(len(staart))
    eerste, laatste = ("a", "z") if staart.islower() else ("A", "Z")
    if staart[-1] != laatste:
        return staart[:-1] + chr(ord(staart[-1]) + 1)
    return (_na(staart[:-1]) if staart[:-1] else eerste) + eerste
