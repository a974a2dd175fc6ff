"""Named questions to the shared tables."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from jeugdhulp import kalender
from jeugdhulp.aanmeldbronnen import Bron, bronnen
from jeugdhulp.kalender import AMSTERDAM

if TYPE_CHECKING:
    from django.db.models import Model

    from jeugdhulp.models import Gebruiker, Gemeente


def geldig_op(dag: date | OuterRef, voorvoegsel: str = "") -> Q:
    """Rows whose `van` – `tot_en_met` (empty: no end) holds on `dag`."""
    return Q(**{f"{voorvoegsel}van__lte": dag}) & (
        Q(**{f"{voorvoegsel}tot_en_met": None}) | Q(**{f"{voorvoegsel}tot_en_met__gte": dag})
    )


def komt_binnen() -> Q:
    """Lidmaatschappen of who may still come in: her account is open, and the directory that says
    who belongs there (if any did of her) said yes not too long ago.

    The one place where that is decided: rights, mail and calendars ask this. A gemeente with two
    directories takes the yes of either; the account for emergencies needs none. No query of its
    own, and nothing more to ask where no directory is set up.
    """
    gebonden, bevestigd = Q(pk__in=[]), Q(pk__in=[])
    koppelingen = apps.get_model("jeugdhulp", "Koppeling").objects
    for bron in bronnen():
        hier = Q(gemeente__slug__in=bron.gemeenten)
        if bron.noodaccount:
            hier &= ~Q(gebruiker__username=bron.noodaccount)
        hare = koppelingen.filter(uitgever=bron.uitgever, gebruiker=OuterRef("gebruiker"))
        gebonden |= Q(hier, Exists(hare))
        bevestigd |= Q(hier, Exists(hare.bevestigd_door(bron)))
    return Q(gebruiker__is_active=True) & (~gebonden | bevestigd)


def over(*onderwerpen: "Model") -> Q:
    """Lines of the logboek about these rows; none for no rows."""
    per_soort: dict[str, list[int]] = {}
    for onderwerp in onderwerpen:
        per_soort.setdefault(onderwerp._meta.label_lower, []).append(onderwerp.pk)
    om = Q(pk__in=[])
    for soort, sleutels in per_soort.items():
        om |= Q(onderwerp_soort=soort, onderwerp_id__in=sleutels)
    return om


def _in_of_opgegaan(eigen: Collection[int], dag: date, voorvoegsel: str) -> Q:
    """A gemeente that is one of `eigen`, or was gone by `dag` and went on in one."""
    gevonden, weg = Q(), Q()
    for pad in (voorvoegsel, f"{voorvoegsel}opvolger__", f"{voorvoegsel}opvolger__opvolger__"):
        gevonden |= weg & Q(**{f"{pad}pk__in": eigen})
        weg &= Q(**{f"{pad}geldig_tot_en_met__lt": dag})
    return gevonden


class GemeenteQuerySet(QuerySet):
    """Gemeenten."""

    def met_lid(self, gebruiker: "Gebruiker", dag: date) -> Self:
        """Where `gebruiker` is a member on `dag`, whatever her roles."""
        return self.filter(
            geldig_op(dag, "lidmaatschappen__"), lidmaatschappen__gebruiker=gebruiker
        ).distinct()

    def te_lezen_vanuit(self, eigen: Collection[int], dag: date) -> Self:
        """Those in `eigen` (ids); those that had merged into one of them by `dag`, two mergers
        deep; and the samenwerkingen that one of these took part in. One query."""
        return self.filter(
            _in_of_opgegaan(eigen, dag, "") | _in_of_opgegaan(eigen, dag, "deelnemers__gemeente__")
        ).distinct()


class LidmaatschapQuerySet(QuerySet):
    """Lidmaatschappen."""

    def geldig(self, dag: date) -> Self:
        """Those that hold on `dag`."""
        return self.filter(geldig_op(dag))

    def met_toegang(self, dag: date) -> Self:
        """Those that hold on `dag`, of who may still come in today."""
        return self.geldig(dag).filter(komt_binnen())


class KoppelingQuerySet(QuerySet):
    """Ties of accounts to directories."""

    def bevestigd_door(self, bron: Bron) -> Self:
        """Those of this directory whose last yes still counts."""
        sinds = kalender.nu() - timedelta(days=bron.bevestigd_dagen)
        return self.filter(uitgever=bron.uitgever, bevestigd_op__gte=sinds)

    def niet_bevestigd_door(self, bron: Bron) -> Self:
        """Those of this directory whose last yes is too long ago."""
        return self.filter(uitgever=bron.uitgever).exclude(pk__in=self.bevestigd_door(bron))


class ToegangsregelQuerySet(QuerySet):
    """Lines of the register of access, newest first."""

    def van_gemeente(self, gemeente: "Gemeente") -> Self:
        """Those about this gemeente, and those about no gemeente of who belonged here on that day
        (signing in is to the whole application): what she does after she left is not ours."""
        dag = TruncDate("moment", tzinfo=AMSTERDAM)
        toen_lid = gemeente.lidmaatschappen.filter(
            geldig_op(OuterRef("dag")), gebruiker=OuterRef("gebruiker")
        )
        return (
            self.alias(dag=dag)
            .filter(Q(gemeente=gemeente) | Q(gemeente=None) & Exists(toen_lid))
            .order_by("-pk")
        )

    def over_gebruiker(self, gebruiker: "Gebruiker") -> Self:
        """What she did, and what was done to her."""
        wie = f"gebruiker {gebruiker.pk}"
        return self.filter(Q(gebruiker=gebruiker) | Q(over=wie) | Q(over__startswith=f"{wie},"))

    def _weiger(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Toegangsregels worden alleen aangevuld, door jeugdhulp.toegang.")

    update = bulk_update = _weiger


class GebeurtenisQuerySet(QuerySet):
    """Lines of the logboek. Apps decide whose lines somebody may see: ask their querysets."""

    def _weiger(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("Het logboek wordt alleen aangevuld, door jeugdhulp.logboek.")

    update = delete = bulk_update = _weiger

    def over(self, *onderwerpen: "Model") -> Self:
        """Lines about these rows, newest first, with who did it. One query for the page."""
        return self.filter(over(*onderwerpen)).nieuwste_eerst()

    def nieuwste_eerst(self) -> Self:
        """With who did it."""
        return self.select_related("door").order_by("-volgnummer")
