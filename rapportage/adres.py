"""What a public address may say. Pure.

An address stays for good: in letters, links and search engines, also after words were shielded
everywhere else, and a name in it is not found by who looks for it as people write it. So it only
says what the report is about: its kind, its plan and its time.
"""

import re

from jeugdhulp.kalender import MAANDNAMEN

WOORDEN = frozenset(
    (
        "rapport rapportage voortgang voortgangsrapportage stand plan aanpak jeugd jeugdhulp"
        " kwartaal halfjaar jaar voorjaar najaar eerste tweede derde vierde q1 q2 q3 q4"
        " van per over en de het"
    ).split()
) | frozenset(MAANDNAMEN)
_GETAL = re.compile(r"\d{1,4}")
# A whole day has eight; with more it could be the number of a person.
_CIJFERS = 8
UITLEG = (
    "Gebruik alleen woorden als rapport, een maand en een jaar, en de naam van het plan, zoals"
    " voortgangsrapportage-april-2024. Dit adres blijft voor altijd bestaan."
)


def mag_adres(adres: str, plan: str) -> bool:
    """Whether `adres` says no more than which report of the plan with slug `plan` it is."""
    bekend = WOORDEN | set(plan.split("-"))
    delen = adres.split("-")
    if sum(teken.isdigit() for teken in adres) > _CIJFERS:
        return False
    return all(deel in bekend or _GETAL.fullmatch(deel) for deel in delen)
