"""Names that a plan has and this gemeente did not know yet."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from jeugdhulp import logboek
from jeugdhulp.choices import OrganisatieSoort, PersoonSoort
from jeugdhulp.models import Organisatie, Persoon

Wie = Persoon | Organisatie
SOORTEN = (*PersoonSoort.choices, *OrganisatieSoort.choices)


@dataclass(frozen=True)
class NieuweNaam:
    """Somebody or some group to add; `soort` is a PersoonSoort or an OrganisatieSoort, and only of
    a human being there is a `functie`."""

    naam: str
    soort: str
    functie: str = ""


def voeg_naam_toe(nieuw: NieuweNaam, gemeente_id: int) -> Wie:
    """Make the Persoon or Organisatie, without an account, with its line. Inside a handeling.

    ValidationError when the list has this name, also in other capitals or as another spelling, and
    as for any functie.
    """
    naam, functie = " ".join(nieuw.naam.split()), nieuw.functie.strip()
    eis_functie(naam, nieuw.soort, functie)
    if bestaat := _bestaat(naam, gemeente_id):
        raise ValidationError({"naam": f"{bestaat} staat al in de lijst. Kies de naam daar."})
    model = Persoon if nieuw.soort in PersoonSoort.values else Organisatie
    eigen = {"functie": functie} if functie else {}
    rij = model(gemeente_id=gemeente_id, naam=naam, soort=nieuw.soort, **eigen)
    rij.full_clean()
    rij.save(force_insert=True)
    soort = "persoon toegevoegd" if model is Persoon else "organisatie toegevoegd"
    logboek.schrijf(soort, rij, gemeente_id=gemeente_id, naam=rij.naam, na=eigen)
    return rij


def eis_functie(naam: str, soort: str, functie: str) -> None:
    """ValidationError (`functie`) for one that says who it is: it is told where names are not; and
    for one of what is no human being, whose name is its functie."""
    if not functie:
        return
    if soort != PersoonSoort.PERSOON:
        raise ValidationError({"functie": "Vul dit alleen in bij een mens."})
    if naam.casefold() in functie.casefold():
        raise ValidationError({"functie": "Schrijf hier geen naam, alleen de functie of het team."})


def _bestaat(naam: str, gemeente_id: int) -> str:
    """The name as it is in the list; "" when it is not there. Two queries."""
    gezocht = naam.casefold()
    personen = Persoon.objects.filter(gemeente=gemeente_id)
    for bekend, ook in personen.values_list("naam", "ook_geschreven_als"):
        if gezocht in {vorm.casefold() for vorm in (bekend, *ook)}:
            return str(bekend)
    organisaties = Organisatie.objects.filter(gemeente=gemeente_id).values_list("naam", flat=True)
    return next((bekend for bekend in organisaties if bekend.casefold() == gezocht), "")
