"""What differs between two rounds as they were frozen. Pure.

Reads what `domain.rondevorm` describes, as its JSON has it: days are ISO text, amounts text. Rows
are paired by their `sleutel`, so that a code or a title that changed is a difference and no new
row. `van` and `tot` are the two sides; comparing the other way round swaps them and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jeugdhulp.opmaak import opsomming
from jeugdhulp.verschil import Soort, Stuk, kort_in, verschil
from maatregelen.kwartaallijn import tussen
from maatregelen.stoplicht import ANDERS, BETEKENIS, GEEN, GELIJK, RICHTINGEN, richting

Beeld = Mapping[str, Any]

NIET_GEVRAAGD = "niet gevraagd"

_TEKSTEN = {
    "tekst": "Stand",
    "oorzaak": "Oorzaak",
    "gevolg": "Gevolg",
    "bijsturing": "Bijsturing",
    "grijs_reden": "Waarom grijs",
    "afwijking_reden": "Waarom dit totaal",
    "argument": "Argument",
    "uitstel_reden": "Waarom uitgesteld",
    "uitstel_voorwaarde": "Voorwaarde bij uitstel",
}
_SOMMEN = {
    "investering": "Investering",
    "dekking": "Dekking",
    "besloten": "Waarvan besloten",
    "bestaand": "Binnen bestaande middelen",
    "uitgegeven": "Uitgegeven",
    "verwacht": "Verwachte uitgaven",
}
_LOPEND = ("loopt", "open")


@dataclass(frozen=True)
class Stap:
    """A short value that is another in the other round; "" where there was none."""

    naam: str
    van: str
    tot: str


@dataclass(frozen=True)
class Lichtstap:
    """A light that is another in the other round. `aspect` is totaal, tijd, geld or resultaat;
    "" as a light: it was not asked."""

    aspect: str
    naam: str
    van: str
    tot: str

    @property
    def richting(self) -> str:
        """How it went: one of RICHTINGEN."""
        return richting(self.van, self.tot) if self.van and self.tot else ANDERS

    @property
    def woorden(self) -> tuple[str, str]:
        """Both in words."""
        return _lichtwoord(self.van), _lichtwoord(self.tot)


@dataclass(frozen=True)
class Tekststap:
    """A text that is another in the other round."""

    naam: str
    van: str
    tot: str

    @property
    def stukken(self) -> Sequence[Stuk]:
        """What was removed and added, word by word; long stretches that stayed are shortened."""
        return kort_in(verschil(self.van, self.tot))

    @property
    def is_ander(self) -> bool:
        """Whether nothing of the one text is in the other: then they read one after the other."""
        return all(stuk.soort != Soort.GELIJK for stuk in verschil(self.van, self.tot))


@dataclass(frozen=True)
class Planning:
    """One planning line in one round."""

    tekst: str
    wanneer: str
    dagen: tuple[str | None, str | None]
    toestand: str
    toestand_naam: str

    @property
    def einde(self) -> date | None:
        dag = self.dagen[1] or self.dagen[0]
        return date.fromisoformat(dag) if dag else None


@dataclass(frozen=True)
class Planningstap:
    """A planning line that differs; None on the side where it was not there."""

    sleutel: int
    van: Planning | None
    tot: Planning | None

    @property
    def tekst(self) -> str:
        """As the later side calls it."""
        regel = self.tot or self.van
        return regel.tekst if regel else ""

    @property
    def verschoven(self) -> tuple[str, str] | None:
        """When it was planned in either round; None where that is the same."""
        if self.van is None or self.tot is None or self.van.dagen == self.tot.dagen:
            return None
        return self.van.wanneer, self.tot.wanneer

    @property
    def hoe_ver(self) -> str:
        """How far its end moved, in words; "" where it did not, or that cannot be counted."""
        if self.verschoven is None or self.van is None or self.tot is None:
            return ""
        return tussen(self.van.einde, self.tot.einde)

    @property
    def toestand(self) -> tuple[str, str] | None:
        """What it was and what it is, in words; None where that is the same."""
        if self.van is None or self.tot is None or self.van.toestand == self.tot.toestand:
            return None
        return self.van.toestand_naam, self.tot.toestand_naam

    @property
    def herschreven(self) -> tuple[str, str] | None:
        """Its text in either round; None where that is the same."""
        if self.van is None or self.tot is None or self.van.tekst == self.tot.tekst:
            return None
        return self.van.tekst, self.tot.tekst


@dataclass(frozen=True)
class Post:
    """A row of investering or dekking in one round, in words."""

    naam: str
    woorden: str
    status: str
    waar: str

    def __str__(self) -> str:
        return ", ".join(deel for deel in (self.woorden, self.status, self.waar) if deel)


@dataclass(frozen=True)
class Poststap:
    """A row of money that differs; None on the side where it was not there."""

    sleutel: str
    soort: str
    van: Post | None
    tot: Post | None

    @property
    def naam(self) -> str:
        """As the later side calls it; "" where it has no name."""
        post = self.tot or self.van
        return post.naam if post else ""

    @property
    def delen(self) -> Sequence[tuple[str, str]]:
        """What differs of a row in both."""
        if self.van is None or self.tot is None:
            return []
        velden = ("naam", "woorden", "status", "waar")
        paren = ((getattr(self.van, veld), getattr(self.tot, veld)) for veld in velden)
        return [(van, tot) for van, tot in paren if van != tot]


@dataclass(frozen=True)
class Bedrag:
    """A sum in one round: `waarde` None where no row has an amount; `zonder` rows have none."""

    waarde: Decimal | None
    zonder: int


@dataclass(frozen=True)
class Somstap:
    """A sum that differs."""

    naam: str
    van: Bedrag
    tot: Bedrag

    @property
    def meer(self) -> Decimal | None:
        """How much more it is; None where one of the two is not known."""
        if self.van.waarde is None or self.tot.waarde is None:
            return None
        return self.tot.waarde - self.van.waarde

    @property
    def minder(self) -> Decimal | None:
        return None if self.meer is None else -self.meer


@dataclass(frozen=True)
class Geld:
    """Money that differs. `jaren` are the years that the sums of either round count: where these
    are not the same year the sums are not compared."""

    jaren: tuple[int, int]
    posten: Sequence[Poststap] = ()
    sommen: Sequence[Somstap] = ()

    @property
    def is_leeg(self) -> bool:
        return not (self.posten or self.sommen)


@dataclass(frozen=True)
class Naam:
    """A measure by what a list calls it."""

    sleutel: int
    code: str
    titel: str


@dataclass(frozen=True)
class Maatregelverschil:
    """What differs of one measure that is in both rounds. `naam` is as the later side has it."""

    naam: Naam
    lichten: Sequence[Lichtstap]
    stappen: Sequence[Stap]
    planning: Sequence[Planningstap]
    geld: Geld
    teksten: Sequence[Tekststap]

    @property
    def richting(self) -> str:
        """How its total light went."""
        return self._totaal.richting if self._totaal else GELIJK

    @property
    def label(self) -> str:
        """The same as a label; "" where it is the same."""
        if self._totaal is None:
            return ""
        return BETEKENIS[GEEN][0] if self._totaal.tot == GEEN else self._totaal.richting

    @property
    def _totaal(self) -> Lichtstap | None:
        return next((stap for stap in self.lichten if stap.aspect == "totaal"), None)

    @property
    def is_leeg(self) -> bool:
        anders = self.lichten or self.stappen or self.planning or self.teksten
        return not anders and self.geld.is_leeg


@dataclass(frozen=True)
class Afspraakstap:
    """A besluit or actiepunt that differs; a toestand is "" where the round does not name it: it
    was not there yet, or it was done before. `stappen` is what was agreed otherwise."""

    nummer: int
    tekst: str
    codes: Sequence[str]
    van: str
    tot: str
    stappen: Sequence[Stap] = ()

    @property
    def wat(self) -> str:
        """What became of it, in words; "" for what was done before and is named no more."""
        if not self.van:
            return "nieuw" if self.tot in _LOPEND else f"nieuw, {self.tot}"
        if not self.tot:
            return "niet meer open" if self.van in _LOPEND else ""
        if self.van == self.tot:
            return "gewijzigd"
        return self.tot


@dataclass(frozen=True)
class Telling:
    """How many measures that run have a light."""

    licht: str
    woord: str
    van: int
    tot: int

    @property
    def meer(self) -> int:
        return self.tot - self.van

    @property
    def minder(self) -> int:
        return -self.meer


@dataclass(frozen=True)
class Vergelijking:
    """Two rounds compared. `geteld`: how many measures went each of RICHTINGEN, of those in
    both; `tellingen` also where a light occurs as often in both."""

    veranderd: Sequence[Maatregelverschil]
    geteld: Mapping[str, int]
    nieuw: Sequence[Naam]
    weg: Sequence[Naam]
    geld: Geld
    besluiten: Sequence[Afspraakstap]
    actiepunten: Sequence[Afspraakstap]
    tellingen: Sequence[Telling]

    @property
    def ander_licht(self) -> Sequence[Maatregelverschil]:
        """What got another light, of one aspect or in total."""
        return [deel for deel in self.veranderd if deel.lichten]

    @property
    def zelfde_licht(self) -> Sequence[Maatregelverschil]:
        """What differs in anything but its lights."""
        return [deel for deel in self.veranderd if not deel.lichten]

    @property
    def aantal_maatregelen(self) -> int:
        """How many measures differ, came or went."""
        return len(self.veranderd) + len(self.nieuw) + len(self.weg)

    @property
    def aantal_geld(self) -> int:
        """How many rows and sums of money of the whole plan differ."""
        return len(self.geld.posten) + len(self.geld.sommen)

    @property
    def aantal_besluiten(self) -> int:
        return sum(bool(stap.wat) for stap in self.besluiten)

    @property
    def aantal_actiepunten(self) -> int:
        return sum(bool(stap.wat) for stap in self.actiepunten)

    @property
    def gelijk(self) -> Sequence[str]:
        """The parts in which nothing differs, as words of a sentence."""
        jaar_gelijk = self.geld.jaren[0] == self.geld.jaren[1]
        delen = {
            "de maatregelen": self.aantal_maatregelen,
            "het geld van het hele plan": self.aantal_geld or not jaar_gelijk,
            "de besluiten": self.aantal_besluiten,
            "de actiepunten": self.aantal_actiepunten,
        }
        return [naam for naam, anders in delen.items() if not anders]

    @property
    def gelijk_voluit(self) -> str:
        """The same as one phrase; "" where everything differs."""
        return opsomming([*self.gelijk])

    @property
    def is_leeg(self) -> bool:
        afspraken = self.aantal_besluiten + self.aantal_actiepunten
        return not self.aantal_maatregelen and not afspraken and self.geld.is_leeg


def vergelijk(van: Beeld, tot: Beeld) -> Vergelijking:
    """What differs: measures in plan order, what went slechter first."""
    toen, nu = _per(van["maatregelen"]), _per(tot["maatregelen"])
    namen = _aspecten(van) | _aspecten(tot)
    beide = [
        _maatregel(toen[sleutel], deel, namen) for sleutel, deel in nu.items() if sleutel in toen
    ]
    geteld = {welke: sum(deel.richting == welke for deel in beide) for welke in RICHTINGEN}
    return Vergelijking(
        veranderd=sorted(
            (deel for deel in beide if not deel.is_leeg),
            key=lambda deel: RICHTINGEN.index(deel.richting),
        ),
        geteld=geteld,
        nieuw=[_naam(deel) for sleutel, deel in nu.items() if sleutel not in toen],
        weg=[_naam(deel) for sleutel, deel in toen.items() if sleutel not in nu],
        geld=_geld(van["geld"], tot["geld"]),
        besluiten=_afspraken(van["besluiten"], tot["besluiten"], {}),
        actiepunten=_afspraken(
            van["actiepunten"], tot["actiepunten"], {"wie": "Wie", "voor": "Voor"}
        ),
        tellingen=_tellingen(van["tellingen"], tot["tellingen"]),
    )


def _per(rijen: Iterable[Beeld], sleutel: str = "sleutel") -> dict[Any, Beeld]:
    return {rij[sleutel]: rij for rij in rijen}


def _aspecten(beeld: Beeld) -> dict[str, str]:
    return {"totaal": "Totaal"} | {rij["aspect"]: rij["naam"] for rij in beeld["plan"]["aspecten"]}


def _naam(deel: Beeld) -> Naam:
    return Naam(deel["sleutel"], deel["code"], deel["titel"])


def _lichtwoord(licht: str) -> str:
    return BETEKENIS[licht][0] if licht else NIET_GEVRAAGD


def _maatregel(van: Beeld, tot: Beeld, namen: Mapping[str, str]) -> Maatregelverschil:
    return Maatregelverschil(
        naam=_naam(tot),
        lichten=_lichten(van["lichten"], tot["lichten"], namen),
        stappen=_stappen(_waarden(van), _waarden(tot)),
        planning=_planning(van["planning"], tot["planning"]),
        geld=_geld(van["geld"], tot["geld"]),
        teksten=_teksten(van["stand"] or {}, tot["stand"] or {}),
    )


def _lichten(van: Beeld, tot: Beeld, namen: Mapping[str, str]) -> list[Lichtstap]:
    # What ends loses all its lights; that is said once.
    eindigde = GEEN in (van["totaal"], tot["totaal"])
    return [
        Lichtstap(aspect, naam, van[aspect], tot[aspect])
        for aspect, naam in namen.items()
        if van[aspect] != tot[aspect] and (aspect == "totaal" or not eindigde)
    ]


def _waarden(deel: Beeld) -> dict[str, str]:
    thema = deel["thema"]
    return {
        "Code": deel["code"],
        "Titel": deel["titel"],
        "Thema": f"{thema['code']} {thema['titel']}".strip(),
        "Trekker": ", ".join(sorted(deel["trekkers"])),
        "Fase": deel["fase"],
        "Rust": deel["rust"],
    }


def _stappen(van: Mapping[str, str], tot: Mapping[str, str]) -> list[Stap]:
    return [Stap(naam, van[naam], tot[naam]) for naam in tot if van[naam] != tot[naam]]


def _teksten(van: Beeld, tot: Beeld) -> list[Tekststap]:
    return [
        Tekststap(naam, van.get(veld, ""), tot.get(veld, ""))
        for veld, naam in _TEKSTEN.items()
        if van.get(veld, "") != tot.get(veld, "")
    ]


def _planning(van: Sequence[Beeld], tot: Sequence[Beeld]) -> list[Planningstap]:
    """In the order of `tot`, then what is gone."""
    toen, nu = (
        {sleutel: _regel(rij) for sleutel, rij in _per(rijen).items()} for rijen in (van, tot)
    )
    return [
        Planningstap(sleutel, toen.get(sleutel), nu.get(sleutel))
        for sleutel in {**nu, **toen}
        if toen.get(sleutel) != nu.get(sleutel)
    ]


def _regel(rij: Beeld) -> Planning:
    return Planning(
        tekst=rij["tekst"],
        wanneer=rij["wanneer"],
        dagen=(rij["van"], rij["tot_en_met"]),
        toestand=rij["toestand"],
        toestand_naam=rij["toestand_naam"],
    )


def _geld(van: Beeld, tot: Beeld) -> Geld:
    toen, nu = _per(van["posten"]), _per(tot["posten"])
    zelfde_jaar = van["jaar"] == tot["jaar"]
    posten = (
        Poststap(
            sleutel,
            (nu.get(sleutel) or toen[sleutel])["soort"],
            _post(toen, sleutel),
            _post(nu, sleutel),
        )
        for sleutel in {**nu, **toen}
    )
    sommen = (Somstap(naam, _som(van[som]), _som(tot[som])) for som, naam in _SOMMEN.items())
    return Geld(
        jaren=(van["jaar"], tot["jaar"]),
        posten=[stap for stap in posten if stap.van != stap.tot],
        sommen=[stap for stap in sommen if zelfde_jaar and stap.van != stap.tot],
    )


def _post(posten: Mapping[str, Beeld], sleutel: str) -> Post | None:
    post = posten.get(sleutel)
    if post is None:
        return None
    return Post(post["naam"], post["woorden"], post["status"], post["waar"])


def _som(som: Beeld) -> Bedrag:
    return Bedrag(Decimal(som["bedrag"]) if som["bekend"] else None, som["onbekend"])


def _afspraken(
    van: Sequence[Beeld], tot: Sequence[Beeld], velden: Mapping[str, str]
) -> list[Afspraakstap]:
    """By number."""
    toen, nu = _per(van, "nummer"), _per(tot, "nummer")
    stappen = (_afspraak(toen.get(nr), nu.get(nr), velden) for nr in sorted({*toen, *nu}))
    return [stap for stap in stappen if stap is not None]


def _afspraak(
    van: Beeld | None, tot: Beeld | None, velden: Mapping[str, str]
) -> Afspraakstap | None:
    rij: Beeld = tot or van or {}
    stappen = []
    if van is not None and tot is not None:
        waarden = ({"Tekst": r["tekst"]} | {n: r[v] for v, n in velden.items()} for r in (van, tot))
        stappen = _stappen(*waarden)
    stap = Afspraakstap(
        nummer=rij["nummer"],
        tekst=rij["tekst"],
        codes=rij["codes"] if "codes" in rij else [rij["code"]] if rij["code"] else [],
        van=van["toestand"] if van else "",
        tot=tot["toestand"] if tot else "",
        stappen=stappen,
    )
    return stap if stap.van != stap.tot or stappen else None


def _tellingen(van: Sequence[Beeld], tot: Sequence[Beeld]) -> list[Telling]:
    toen, nu = _per(van, "licht"), _per(tot, "licht")
    return [
        Telling(licht, woorden[0], *(per.get(licht, {"aantal": 0})["aantal"] for per in (toen, nu)))
        for licht, woorden in BETEKENIS.items()
    ]
