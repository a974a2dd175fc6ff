"""What a mail about rounds says: made when it goes, of what is true then. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage
from django.urls import reverse

from jeugdhulp import post
from jeugdhulp.choices import PersoonSoort
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker
from jeugdhulp.opmaak import opsomming
from maatregelen.choices import BerichtSoort
from maatregelen.domain.post.rondeontvangers import Bestemming
from maatregelen.domain.stand import mijn
from maatregelen.domain.stand.mijn import Eigen
from maatregelen.models import Maatregel, Ronde, Rondebericht
from maatregelen.stoplicht import BETEKENIS, GEEN

SJABLOON = "maatregelen/mail/ronde"
# A longer title would push the day out of sight.
_TITEL_TOT = 60
_ALS_VERVANGER = "Waar u plaatsvervanger bent, kunt u de stand ook zelf vastleggen."


@dataclass(frozen=True)
class Regel:
    """One measure: how it is listed now, its last stand, and where to go."""

    naam: str
    zinnen: tuple[str, ...]
    link: str
    linktekst: str


@dataclass(frozen=True)
class Deel:
    """What one round asks of her, in sentences."""

    soort: str
    ronde: Ronde
    kop: str
    zinnen: tuple[str, ...]
    regels: tuple[Regel, ...]
    contact: str


def stel_op(
    gebruiker: Gebruiker, posten: Sequence[tuple[Rondebericht, Bestemming]], dag: date
) -> EmailMessage:
    """One mail for all these messages (with their round and plan), at least one.

    Its Message-ID follows from the message that was made first: when it goes again, it is the same.
    Seven queries, eight for each plan, and one where somebody is told of another's measures.
    """
    delen = _delen(gebruiker, posten, dag)
    eerste = min(bericht.pk for bericht, _ in posten)
    return post.maak_bericht(
        SJABLOON,
        _onderwerp(delen, dag),
        gebruiker.email,
        kenmerk=f"rondebericht-{eerste}",
        naam=post.een_regel(str(gebruiker)),
        delen=delen,
        mijn=post.volledig(reverse("maatregelen:mijn_maatregelen"))
        if any(deel.soort != BerichtSoort.AANMANING for deel in delen)
        else "",
    )


def _delen(
    gebruiker: Gebruiker, posten: Sequence[tuple[Rondebericht, Bestemming]], dag: date
) -> list[Deel]:
    """Per round what it asks of her as trekker, and of what she hears as who stands in."""
    per: dict[tuple[int, bool], list[tuple[Rondebericht, Bestemming]]] = {}
    for bericht, bij in sorted(posten, key=lambda een: _volgorde(een[0])):
        sleutel = (bericht.ronde_id, bericht.soort == BerichtSoort.AANMANING)
        per.setdefault(sleutel, []).append((bericht, bij))
    ids = {rij.pk for _, bij in posten for rij in bij.maatregelen}
    eigen = {een.maatregel.pk: een for een in mijn.lees(Maatregel.objects.filter(pk__in=ids), dag)}
    andermans = {
        rij.pk
        for (_, ander), rijen in per.items()
        if ander
        for _, bij in rijen
        for rij in bij.maatregelen
    }
    trekkers = mijn.trekkers_van(andermans, dag)
    return [
        _deel(
            gebruiker,
            rijen,
            [eigen[pk] for pk in _maatregelen(rijen) if pk in eigen],
            trekkers,
            dag,
        )
        for rijen in per.values()
    ]


def _volgorde(bericht: Rondebericht) -> tuple[bool, date, int, bool, int]:
    """What has to be done first comes first; an invitation before the reminder it goes with."""
    tot = bericht.ronde.leveren_voor
    return (
        bericht.soort == BerichtSoort.AANMANING,
        tot or date.max,
        bericht.ronde_id,
        bericht.soort != BerichtSoort.UITNODIGING,
        bericht.pk,
    )


def _maatregelen(rijen: Sequence[tuple[Rondebericht, Bestemming]]) -> list[int]:
    return list(dict.fromkeys(rij.pk for _, bij in rijen for rij in bij.maatregelen))


def _deel(
    gebruiker: Gebruiker,
    rijen: Sequence[tuple[Rondebericht, Bestemming]],
    eigen: Sequence[Eigen],
    trekkers: Mapping[int, list[str]],
    dag: date,
) -> Deel:
    eerste = rijen[0][0]
    ronde, soort = eerste.ronde, eerste.soort
    zelf = {pk for _, bij in rijen for pk in bij.zelf}
    zinnen = {
        BerichtSoort.UITNODIGING: _zinnen_uitnodiging,
        BerichtSoort.HERINNERING: _zinnen_herinnering,
        BerichtSoort.AANMANING: _zinnen_aanmaning,
    }[BerichtSoort(soort)](ronde, dag)
    if zelf:
        zinnen.append(_ALS_VERVANGER)
    return Deel(
        soort=soort,
        ronde=ronde,
        kop=post.een_regel(f"{ronde.plan.titel}: ronde per {datum_voluit(ronde.peildatum)}"),
        zinnen=tuple(map(post.een_regel, zinnen)),
        regels=tuple(
            _regel(een, soort, trekkers.get(een.maatregel.pk, []), zelf=een.maatregel.pk in zelf)
            for een in eigen
        ),
        contact=_contact(ronde, gebruiker),
    )


def _zinnen_uitnodiging(ronde: Ronde, dag: date) -> list[str]:
    tot = ronde.leveren_voor
    zinnen = [f"De ronde per {datum_voluit(ronde.peildatum)} is open."]
    if tot is None:
        zinnen.append("Wilt u uw maatregelen bijwerken? Dat kan tot de ronde dichtgaat.")
    elif dag <= tot:
        zinnen.append(f"Wilt u uw maatregelen bijwerken? Graag tot en met {datum_voluit(tot)}.")
    else:
        zinnen.append(
            f"Het bijwerken was tot en met {datum_voluit(tot)}. Het kan nog, tot de ronde"
            " dichtgaat."
        )
    return [*zinnen, *_overleg(ronde)]


def _zinnen_herinnering(ronde: Ronde, dag: date) -> list[str]:
    tot = ronde.leveren_voor or dag
    return [
        f"Voor de ronde per {datum_voluit(ronde.peildatum)} is er van deze maatregelen nog geen"
        " stand.",
        f"Wilt u ze bijwerken? Graag tot en met {datum_voluit(tot)}.",
        *_overleg(ronde),
    ]


def _zinnen_aanmaning(ronde: Ronde, dag: date) -> list[str]:
    tot = ronde.leveren_voor or dag
    return [
        f"Voor de ronde per {datum_voluit(ronde.peildatum)} konden trekkers tot en met"
        f" {datum_voluit(tot)} bijwerken. Van deze maatregelen is er nog geen stand.",
        "U bent plaatsvervanger of projectleider. Wilt u met de trekker afspreken wie de stand"
        " doorgeeft?",
        *_overleg(ronde),
    ]


def _overleg(ronde: Ronde) -> list[str]:
    if ronde.vergadering_op is None:
        return []
    naam = ronde.plan.naam_overleg
    overleg = f"Het overleg ({naam})" if naam else "Het overleg"
    return [f"{overleg} is op {datum_voluit(ronde.vergadering_op)}."]


def _regel(eigen: Eigen, soort: str, trekkers: Sequence[str], *, zelf: bool) -> Regel:
    maatregel, stand = eigen.maatregel, eigen.stand
    naam, betekenis = BETEKENIS[eigen.lichten.totaal]
    zinnen = [f"Licht: {naam} ({betekenis})."]
    if stand is None:
        zinnen = ["Er is nog geen stand."]
    elif eigen.toen.totaal == GEEN:
        zinnen.append(f"Laatste stand: {stand.fase}, van {datum_voluit(stand.peildatum)}.")
    else:
        toen = BETEKENIS[eigen.toen.totaal][0]
        zinnen.append(f"Laatste stand: {toen}, van {datum_voluit(stand.peildatum)}.")
    if soort == BerichtSoort.AANMANING:
        wie = opsomming(list(trekkers)) or "er is geen trekker"
        zinnen.append(f"Trekker: {wie}.")
    if soort == BerichtSoort.AANMANING and not zelf:
        link, linktekst = maatregel.get_absolute_url(), f"Bekijk {maatregel.code}"
    else:
        link = reverse("maatregelen:mijn_stand", args=[maatregel.pk])
        linktekst = f"Werk {maatregel.code} bij"
    return Regel(
        naam=post.een_regel(f"{maatregel.code} {maatregel.titel}"),
        zinnen=tuple(map(post.een_regel, zinnen)),
        link=post.volledig(link),
        linktekst=linktekst,
    )


def _contact(ronde: Ronde, gebruiker: Gebruiker) -> str:
    """Whom to ask: who puts the report together, else who chairs; never herself."""
    plan = ronde.plan
    for persoon in (plan.samensteller, plan.voorzitter):
        if (
            persoon is not None
            and persoon.soort != PersoonSoort.VACATURE
            and persoon.gebruiker_id != gebruiker.pk
        ):
            return post.een_regel(persoon.naam)
    return post.een_regel(f"de beleidsadviseur van {plan.gemeente.naam}")


def _onderwerp(delen: Sequence[Deel], dag: date) -> str:
    """Plan and day; of more plans the first day."""
    eigen = [deel for deel in delen if deel.soort != BerichtSoort.AANMANING]
    titels = opsomming(list(dict.fromkeys(_kort(deel.ronde.plan.titel) for deel in delen)))
    if not eigen:
        dagen = [deel.ronde.peildatum for deel in delen]
        return f"{titels}: nog geen stand voor de ronde per {datum_voluit(min(dagen))}"
    begin = "Herinnering: " if all(deel.soort == BerichtSoort.HERINNERING for deel in eigen) else ""
    tot = [deel.ronde.leveren_voor for deel in eigen if deel.ronde.leveren_voor is not None]
    if nog := [een for een in tot if een >= dag]:
        return f"{begin}{titels}: uw maatregelen bijwerken tot en met {datum_voluit(min(nog))}"
    ronde = min(deel.ronde.peildatum for deel in eigen)
    return f"{begin}{titels}: uw maatregelen bijwerken voor de ronde per {datum_voluit(ronde)}"


def _kort(titel: str) -> str:
    titel = post.een_regel(titel)
    return titel if len(titel) <= _TITEL_TOT else f"{titel[: _TITEL_TOT - 1].rstrip(' ,;:.')}…"
