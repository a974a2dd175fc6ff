"""The store of tokens with which a directory is asked again: one a Koppeling, none in a session.

A directory makes a token useless when it gives the next, and may take one that comes twice for
theft. So of all that would ask at once one does (`neem`), and what comes of it is only stored in
the place of what was sent (`vervang`, `gooi_weg`): who signed in meanwhile brought a newer one.
Both are one conditional statement, the same on every database.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from jeugdhulp import kalender
from jeugdhulp.models import Koppeling, Verversing
from jeugdhulp.versleuteling import ontsleutel, versleutel

# Until somebody may ask again: when the directory did not answer, or who asked was killed.
WEER = timedelta(minutes=5)
# So long somebody may still be at it.
BEZIG = timedelta(seconds=30)


@dataclass(frozen=True)
class Genomen:
    """A token that we alone may ask with now, as it is kept: no two are locked alike."""

    koppeling_id: int
    gesloten: str

    def open(self) -> str:
        """The token itself. OnleesbaarError."""
        return ontsleutel(self.gesloten, _van(self.koppeling_id)).decode()


def bewaar(koppeling: Koppeling, token: str) -> None:
    """She signed in: this is the token from now on, whoever is asking with another."""
    Verversing.objects.update_or_create(
        koppeling=koppeling,
        defaults={"token": _sluit(koppeling.pk, token), "gevraagd_op": None},
    )


def neem(koppeling: Koppeling) -> Genomen | None:
    """Claim the asking; None where there is no token, or somebody else asks. Two queries."""
    nu = kalender.nu()
    vrij = Q(gevraagd_op=None) | Q(gevraagd_op__lte=nu - WEER)
    rijen = Verversing.objects.filter(koppeling=koppeling)
    if rijen.filter(vrij).update(gevraagd_op=nu) != 1:
        return None
    gesloten = rijen.values_list("token", flat=True).first()
    return None if gesloten is None else Genomen(koppeling.pk, gesloten)


def vervang(genomen: Genomen, token: str, *, klaar: bool) -> bool:
    """Keep `token` in the place of the one taken; False when another stands there. `klaar`: asking
    is over. Else the claim stays, so that nobody asks again at once."""
    velden = {"gevraagd_op": None} if klaar else {}
    rijen = _in_plaats_van(genomen)
    return bool(rijen.update(token=_sluit(genomen.koppeling_id, token), **velden) == 1)


def gooi_weg(genomen: Genomen) -> bool:
    """The one taken is of no use; False when another stands there."""
    aantal, _ = _in_plaats_van(genomen).delete()
    return aantal == 1


def wordt_gevraagd(koppeling: Koppeling) -> bool:
    """Whether somebody is asking at this moment. One query."""
    sinds = kalender.nu() - BEZIG
    return Verversing.objects.filter(koppeling=koppeling, gevraagd_op__gt=sinds).exists()


def is_er(koppeling: Koppeling) -> bool:
    """Whether there is something to ask with. One query."""
    return Verversing.objects.filter(koppeling=koppeling).exists()


def _in_plaats_van(genomen: Genomen) -> QuerySet[Verversing]:
    return Verversing.objects.filter(koppeling=genomen.koppeling_id, token=genomen.gesloten)


def _sluit(koppeling_id: int, token: str) -> str:
    return versleutel(token.encode(), _van(koppeling_id))


def _van(koppeling_id: int) -> str:
    return f"verversing van {koppeling_id}"
