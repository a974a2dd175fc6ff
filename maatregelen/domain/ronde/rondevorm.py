"""The shape of a round as one JSON object: what its page, its stukken and its Momentopname say.

Self-contained: names, words and texts in full. A `sleutel` is there to compare two rounds by;
nothing has to be looked up with it. In the frozen text days and moments are ISO text and amounts
text with two decimals; an unknown is None, and a text that is not there is "".
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

VORM = 1


class Plandeel(TypedDict):
    """The plan and its own words. `aspecten`: per light {aspect, naam}, in the order of the plan.
    `voorbeeld`, of an invented gemeente, is not in what was frozen first."""

    titel: str
    gemeente: str
    voorbeeld: bool
    naam_overleg: str
    naam_thema: str
    naam_cluster: str
    naam_maatregel: str
    aspecten: list[dict[str, str]]
    voorzitter: str


class Stap(TypedDict):
    """One step of the round; `naam` is the soort in words, `door` a name."""

    soort: str
    naam: str
    op: datetime
    door: str
    reden: str


class Rondedeel(TypedDict):
    """The round itself, with every step up to now. `adres`, in full, is not in what was frozen
    first."""

    adres: str
    peildatum: date
    toestand: str
    opent_op: date | None
    leveren_voor: date | None
    vergadering_op: date | None
    begintijd: str
    plaats: str
    stappen: list[Stap]


class Agendaregel(TypedDict):
    """One item, in the order of the agenda; `redenen` are {soort, tekst}. Of a measure with its
    sleutel and code, else these are None and ""; `titel` is its title or the subject."""

    sleutel: int
    maatregel: int | None
    code: str
    titel: str
    behandeling: str
    redenen: list[dict[str, str]]
    notitie: str
    besproken_op: datetime | None


class Lichtdeel(TypedDict):
    """Four lights: a colour, "niet_bijgewerkt", or "geen" for what has ended ("": not asked)."""

    totaal: str
    tijd: str
    geld: str
    resultaat: str


class Aspectdeel(TypedDict):
    """The light shown of one aspect of the plan, by its name."""

    aspect: str
    naam: str
    licht: str


class Regeldeel(TypedDict):
    """What the rules say on the peildatum: per aspect, with the facts (first what decides it), and
    which lights were given better. Internal: never for college or raad."""

    totaal: str
    beter: list[str]
    aspecten: list[dict[str, Any]]


class Standdeel(TypedDict):
    """The stand that counts, as it was given. `door` is a name, `namens` on whose behalf."""

    sleutel: int
    peildatum: date
    gemaakt_op: datetime
    door: str
    namens: str
    bron: str
    fase: str
    lichten: Lichtdeel
    tekst: str
    oorzaak: str
    gevolg: str
    bijsturing: str
    grijs_reden: str
    afwijking_reden: str
    argument: str
    uitstel_reden: str
    uitstel_voorwaarde: str


class Planningsdeel(TypedDict):
    """One planning line. `toestand` is gereed, te_laat, gepland or vervallen on the peildatum;
    `basis` when it was planned as vastgesteld, "" where it did not move."""

    sleutel: int
    cluster: str
    tekst: str
    soort: str
    van: date | None
    tot_en_met: date | None
    wanneer: str
    toestand: str
    toestand_naam: str
    gereed_op: date | None
    basis: str
    hoe_ver: str


class Somdeel(TypedDict):
    """A sum: the amount, and how many rows have one and have none."""

    bedrag: Decimal
    bekend: int
    onbekend: int


class Geldrijdeel(TypedDict):
    """One row of investering or dekking; `waar` is its cluster, thema or "Het hele plan"."""

    sleutel: str
    soort: str
    naam: str
    woorden: str
    bedrag: Decimal | None
    staat: str
    status: str
    waar: str


class Gelddeel(TypedDict):
    """Money that counts here: the rows, and the sums of `jaar` (that of the peildatum). Dekking is
    all that was not rejected, `besloten` what is decided; existing means stand apart."""

    jaar: int
    posten: list[Geldrijdeel]
    investering: Somdeel
    dekking: Somdeel
    besloten: Somdeel
    bestaand: Somdeel
    uitgegeven: Somdeel
    verwacht: Somdeel


class Maatregeldeel(TypedDict):
    """One measure, in plan order.

    `lichten` are as shown (silence is not green), `stand.lichten` as given. `uitkomst` is "" until
    the round is closed. `stil`: a stand was asked and none came. `loopt` is False for what had
    ended before this round: it is in no count and asks nothing.
    """

    sleutel: int
    code: str
    titel: str
    thema: dict[str, str]
    trekkers: list[str]
    fase: str
    lichten: Lichtdeel
    deellichten: list[Aspectdeel]
    reden: str
    loopt: bool
    gemaakt: bool
    stil: bool
    niet_bijgewerkt: bool
    rust: str
    uitkomst: str
    stand: Standdeel | None
    regels: Regeldeel
    te_laat: int
    planning: list[Planningsdeel]
    geld: Gelddeel


class Tellingdeel(TypedDict):
    """How many measures have a light, in the order of attention."""

    licht: str
    woord: str
    uitleg: str
    aantal: int


class Besluitdeel(TypedDict):
    """A decision: those of this round (`van_ronde`), those that still run and those that its
    meeting ended; `codes` and `maatregelen` (sleutels) of what it is about."""

    nummer: int
    van_ronde: bool
    genomen_op: date
    tekst: str
    toestand: str
    afgedaan_op: date | None
    afdoening: str
    codes: list[str]
    maatregelen: list[int]


class Actiepuntdeel(TypedDict):
    """What was agreed: those of this round (`van_ronde`), all that are open and those that its
    meeting ended. `te_laat` on the day of the reading."""

    nummer: int
    van_ronde: bool
    tekst: str
    wie: str
    voor: date
    te_laat: bool
    toestand: str
    gereed_op: date | None
    afdoening: str
    code: str
    maatregel: int | None


class Sindsdeel(TypedDict):
    """What changed since the last closed round. `geteld`: how many measures went slechter, anders,
    beter, gelijk; `veranderd` per measure {sleutel, code, titel, richting, beeindigd, lichten:
    [{naam, toen, nu, richting}], fase: [toen, nu] or None, schuiven: [{tekst, toen, nu, hoe_ver}],
    gereed: [tekst]}; `nieuw` and `weg` {sleutel, code, titel}; `geld` {naam, toen, nu} of sums;
    `besluiten` {genomen_op, wie, tekst, uitkomst}."""

    peildatum: date
    zin: str
    geteld: dict[str, int]
    veranderd: list[dict[str, Any]]
    nieuw: list[dict[str, Any]]
    weg: list[dict[str, Any]]
    geld: list[dict[str, Any]]
    besluiten: list[dict[str, Any]]


class Rondebeeld(TypedDict):
    """A round. `vorm` says which shape this is, for whoever reads it years later; `gelezen_op` when
    it was read; `sinds` is None before a second round, or where it was not asked. `kanttekening`:
    of a round that was closed before, that planning, money and names are those of this reading and
    not of that closing; older rounds have no such key."""

    vorm: int
    gelezen_op: datetime
    kanttekening: NotRequired[str]
    plan: Plandeel
    ronde: Rondedeel
    aanwezig: list[str]
    afwezig: list[str]
    agenda: list[Agendaregel]
    maatregelen: list[Maatregeldeel]
    tellingen: list[Tellingdeel]
    aantal_gemaakt: int
    aantal_stil: int
    aantal_lopend: int
    geld: Gelddeel
    besluiten: list[Besluitdeel]
    actiepunten: list[Actiepuntdeel]
    sinds: Sindsdeel | None
