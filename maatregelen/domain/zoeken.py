"""Looking for words in all measures somebody may see, and in all that stands on their sheets.

A measure is found when each word stands somewhere on it. Only what its page shows to every reader
is looked in, as it is now: what was afgeschermd is gone from here too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from jeugdhulp.kalender import datum_voluit
from maatregelen.choices import TEKSTVELDEN_VAN_BLAD, Bladveld
from maatregelen.domain.overzicht import lichten_nu
from maatregelen.models import (
    Actiepunt,
    Besluitmaatregel,
    Besluitmoment,
    Besparing,
    Besteding,
    Blad,
    Contextcijfer,
    Dekking,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Resultaat,
    Risico,
    Samenhang,
    Stand,
    Vermelding,
    VervallenActiviteit,
    Voortgangsregel,
)
from maatregelen.querysets import MaatregelQuerySet
from maatregelen.stoplicht import Lichten
from maatregelen.zoekwoorden import Stuk, Vraag

PER_PAGINA = 50
# So many places of one measure are shown; of the others it is told how many there are.
PLEKKEN = 3
FRAGMENT = 160

_IN_TITEL = ("code", "titel", "ondertitel")
_EIGEN = (*_IN_TITEL, *(str(veld) for veld in TEKSTVELDEN_VAN_BLAD), "twijfel")
_ERBOVEN = ("thema__code", "thema__titel", "plan__titel")
_STAND = (
    "tekst",
    "oorzaak",
    "gevolg",
    "bijsturing",
    "grijs_reden",
    "afwijking_reden",
    "uitstel_reden",
    "uitstel_voorwaarde",
    "argument",
    "twijfel",
)


@dataclass(frozen=True)
class Bron:
    """A table of which the texts stand on the page of a measure.

    `pad` leads to the measure, `anker` to the place on its page; `veld` is the part of the sheet
    by whose name the plan calls it, `extra` what else the link needs of a row.
    """

    naam: str
    model: Any
    velden: Sequence[str]
    anker: str
    pad: str = "maatregel"
    veld: str = ""
    extra: Sequence[str] = ()


def _op_blad(naam: str, model: Any, velden: Sequence[str], deel: Bladveld) -> Bron:
    """What hangs on a blad, under the name of a part of the sheet."""
    return Bron(naam, model, velden, f"deel-{deel}", "blad__maatregel", deel, ("blad",))


def _van_stand(naam: str, model: Any) -> Bron:
    """A part of a stand; it is found where its stand is."""
    extra = ("stand__peildatum", "stand")
    return Bron(naam, model, ("tekst",), "stand-kop", "stand__maatregel", extra=extra)


_EINDE = ("beeindigd_op",)
_GELD = ("omschrijving", "letterlijk", "twijfel")
# In the order of the page; of places that are equally good, the first ones are shown.
BRONNEN = (
    Bron("Stand van zaken", Stand, _STAND, "stand-kop", veld="stand", extra=("peildatum",)),
    _van_stand("Voortgang", Voortgangsregel),
    _van_stand("Wat nog open staat", OpenEinde),
    _op_blad("Planning", Mijlpaal, ("tekst", "twijfel"), Bladveld.PLANNING),
    Bron(
        "Meetbare resultaten",
        Resultaat,
        ("tekst", "norm", "nulmeting", "bewijs", "twijfel", "einde_reden"),
        "deel-resultaten",
        veld="resultaten",
        extra=_EINDE,
    ),
    _op_blad("Investering", Investering, _GELD, Bladveld.INVESTERING),
    _op_blad("Dekking", Dekking, ("bron", "voorwaarde", *_GELD), Bladveld.DEKKING),
    # It may be of the one or the other; both stand on the same blad.
    Bron(
        "Geld op dit blad",
        Vermelding,
        ("toelichting",),
        "deel-investering",
        "blad__maatregel",
        extra=("blad",),
    ),
    Bron(
        "Samenhang",
        Samenhang,
        ("toelichting", "buiten", "einde_reden"),
        "deel-samenhang",
        veld="samenhang",
        extra=_EINDE,
    ),
    Bron("Doel van het beleid", Doelkoppeling, ("doel__code", "doel__titel"), "doelen-kop"),
    Bron(
        "Welk besluit is nodig",
        Besluitmoment,
        ("onderwerp", "orgaan", "uitkomst", "verwerking"),
        "momenten-kop",
    ),
    Bron(
        "Risico",
        Risico,
        ("gebeurtenis", "oorzaak", "gevolg", "beheersing", "einde_reden"),
        "risicos-kop",
        extra=_EINDE,
    ),
    Bron("Besteding", Besteding, ("toelichting",), "besteding-kop", "blad__maatregel"),
    Bron("Besparing", Besparing, ("methode", "zekerheid", "toelichting"), "besparing-kop"),
    Bron("Cijfer uit het plan", Contextcijfer, ("onderwerp",), "context-kop"),
    Bron("Besluit van het overleg", Besluitmaatregel, ("besluit__tekst",), "besluiten-kop"),
    Bron("Actie", Actiepunt, ("tekst",), "besluiten-kop"),
    Bron("Wat hierin verdergaat", VervallenActiviteit, ("titel", "reden"), "opgenomen-kop"),
    Bron("Cluster", Blad, ("cluster__titel",), ""),
)


@dataclass(frozen=True)
class Plek:
    """One place where words were found: what it is called, its whole text, and its address."""

    naam: str
    tekst: str
    url: str
    vraag: Vraag
    # How many of the words stand here; the best places come first.
    aantal: int

    @property
    def stukken(self) -> list[Stuk]:
        """The text round the words. Worked out for what is shown alone: it takes the most time."""
        return self.vraag.stukken(self.tekst, FRAGMENT)


@dataclass
class Treffer:
    """A measure that was found, and where."""

    maatregel: Maatregel
    lichten: Lichten
    titel: Sequence[Stuk]
    plekken: list[Plek] = field(default_factory=list)

    @property
    def getoond(self) -> Sequence[Plek]:
        return self.plekken[:PLEKKEN]

    @property
    def verder(self) -> int:
        """How many places are not shown."""
        return len(self.plekken) - len(self.getoond)


def vind(zichtbaar: MaatregelQuerySet[Maatregel], vraag: Vraag) -> list[int]:
    """The measures of `zichtbaar` (ids) on which every word of `vraag` stands: those with all of
    them in their title first, then per gemeente, newest plan first. One query."""
    in_titel = Q()
    for patroon in vraag.patronen:
        zichtbaar = zichtbaar.filter(_ergens(patroon))
        in_titel &= _een_van(_IN_TITEL, patroon)
    volgorde = Case(When(in_titel, then=Value(0)), default=Value(1))
    return list(
        zichtbaar.order_by(
            volgorde, "plan__gemeente__naam", "-plan__van", "plan", "volgorde", "pk"
        ).values_list("pk", flat=True)
    )


def bladzijde(gevonden: Sequence[int], nummer: str | None) -> Page[int]:
    """One page of what `vind` gave; a number that is no page gives the first or the last."""
    return Paginator(gevonden, PER_PAGINA).get_page(nummer)


def treffers(sleutels: Sequence[int], vraag: Vraag, vandaag: date) -> list[Treffer]:
    """Those measures, in that order, with their light of today and where the words stand.

    One query, at most four for the lights and one for each of BRONNEN, whatever their number; none
    for none.
    """
    if not sleutels:
        return []
    gevonden = (
        Maatregel.objects.met_laatste_stand(vandaag)
        .met_rust(vandaag)
        .select_related("thema", "plan__gemeente")
        .in_bulk(sleutels)
    )
    maatregelen = [gevonden[sleutel] for sleutel in sleutels]
    lichten = lichten_nu(maatregelen, vandaag)
    plekken: dict[int, list[Plek]] = {sleutel: [] for sleutel in sleutels}
    for maatregel in maatregelen:
        plekken[maatregel.pk] += _op_de_maatregel(maatregel, vraag)
    for bron in BRONNEN:
        for rij in _rijen(bron, sleutels, vraag):
            maatregel = gevonden[rij[bron.pad]]
            plekken[maatregel.pk] += _in_rij(bron, rij, maatregel, vraag)
    return [
        Treffer(
            maatregel,
            lichten[maatregel.pk],
            vraag.stukken(maatregel.titel, len(maatregel.titel)),
            # Sorting keeps the order of the page among places that are equally good.
            sorted(plekken[maatregel.pk], key=lambda plek: -plek.aantal),
        )
        for maatregel in maatregelen
    ]


def _een_van(velden: Iterable[str], patroon: str) -> Q:
    om = Q()
    for veld in velden:
        om |= Q(**{f"{veld}__regex": patroon})
    return om


def _ergens(patroon: str) -> Q:
    """The measure itself, its thema or plan, or a row on its page."""
    om = _een_van((*_EIGEN, *_ERBOVEN), patroon)
    for bron in BRONNEN:
        rijen = bron.model.objects.filter(
            _een_van(bron.velden, patroon), **{bron.pad: OuterRef("pk")}
        )
        om |= Q(Exists(rijen.order_by()))
    return om


def _rijen(bron: Bron, sleutels: Sequence[int], vraag: Vraag) -> Any:
    om = Q()
    for patroon in vraag.patronen:
        om |= _een_van(bron.velden, patroon)
    kolommen = dict.fromkeys((bron.pad, "pk", *bron.velden, *bron.extra))
    rijen = bron.model.objects.filter(om, **{f"{bron.pad}__in": sleutels})
    # The newest stand first; for the rest the order of their page.
    volgorde = ("-peildatum", "-pk") if bron.model is Stand else ("pk",)
    return rijen.order_by(*volgorde).values(*kolommen)


def _op_de_maatregel(maatregel: Maatregel, vraag: Vraag) -> list[Plek]:
    """Its own texts, by the names of the plan. The title is shown anyway."""
    plan, namen = maatregel.plan, _namen(maatregel)
    delen = [("Ondertitel", maatregel.ondertitel, "")]
    delen += [
        (namen.get(veld, veld.label), getattr(maatregel, veld), f"deel-{veld}")
        for veld in TEKSTVELDEN_VAN_BLAD
    ]
    delen += [
        ("Nog na te gaan", maatregel.twijfel, "twijfel-kop"),
        (plan.naam_thema, str(maatregel.thema), ""),
        ("Plan", plan.titel, ""),
    ]
    return [
        plek
        for naam, tekst, anker in delen
        for plek in _plek(naam, tekst, _adres(maatregel, anker), vraag)
    ]


def _in_rij(bron: Bron, rij: Mapping[str, Any], maatregel: Maatregel, vraag: Vraag) -> list[Plek]:
    naam = _namen(maatregel).get(bron.veld, bron.naam)
    anker = f"{bron.anker}-{rij['blad']}" if "blad" in rij else bron.anker
    url = _adres(maatregel, anker)
    stand = rij["pk"] if bron.model is Stand else rij.get("stand")
    if stand:
        dag: date = rij.get("peildatum") or rij["stand__peildatum"]
        naam += f"{'' if stand == maatregel.laatste_stand_id else ', eerdere stand'} per "
        naam += datum_voluit(dag)
        if stand != maatregel.laatste_stand_id:
            url = _adres(maatregel, anker, f"?peildatum={dag}")
    if rij.get("beeindigd_op"):
        naam += ", beëindigd"
    if bron.model is Blad:
        naam = maatregel.plan.naam_cluster
    tekst = "\n".join(str(rij[veld]) for veld in bron.velden if rij[veld])
    return _plek(naam, tekst, url, vraag)


def _plek(naam: str, tekst: str, url: str, vraag: Vraag) -> list[Plek]:
    geraakt = vraag.raakt(tekst)
    return [Plek(naam, tekst, url, vraag, len(geraakt))] if geraakt else []


def _namen(maatregel: Maatregel) -> dict[str, str]:
    return {rij["veld"]: rij["naam"] for rij in maatregel.plan.bladvelden}


def _adres(maatregel: Maatregel, anker: str, vraag: str = "") -> str:
    return f"{maatregel.get_absolute_url()}{vraag}{f'#{anker}' if anker else ''}"
