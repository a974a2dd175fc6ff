"""What one object of an exchange file must say by itself, beyond its shape. Pure."""

from collections.abc import Iterator
from datetime import date

from jeugdhulp.kalender import Periode
from jeugdhulp.stoplicht import Licht, slechtste
from maatregelen.choices import EINDFASEN, GeldPer, GeldStaat
from maatregelen.domain.uitwisselen.bevinding import Bevinding, Json
from maatregelen.domain.uitwisselen.velden import begin_van, einde_van
from maatregelen.stoplicht import ASPECTEN, LICHTEN

_ACHTERSTEVOREN = "de laatste dag ligt voor de eerste"


def periode(plek: str, gegevens: Json | None) -> Iterator[Bevinding]:
    """Whether a period can be read."""
    if gegevens is None:
        return
    try:
        Periode.uit_uitwisseling(gegevens)
    except ValueError as fout:
        yield Bevinding(plek, gegevens, str(fout))


def dagen(plek: str, rij: Json) -> Iterator[Bevinding]:
    """Whether `van` lies before `tot_en_met`, where both are days; an empty one is open."""
    if rij["van"] and rij["tot_en_met"] and rij["van"] > rij["tot_en_met"]:
        yield Bevinding(plek, rij["tot_en_met"], _ACHTERSTEVOREN)


def planningsregel(plek: str, regel: Json) -> Iterator[Bevinding]:
    """Period, baseline, and when it and its steps were done."""
    yield from periode(plek, regel["periode"])
    if regel["basis"]:
        yield from dagen(f"{plek}, basis", regel["basis"])
    yield from _gereed(plek, regel)
    for nummer, stap in enumerate(regel["stappen"], start=1):
        yield from _gereed(f"{plek}, stap {nummer}", stap)


def _gereed(plek: str, rij: Json) -> Iterator[Bevinding]:
    if rij["gereed_op"] and rij["toestand"] != "gereed":
        yield Bevinding(
            f"{plek}, gereed_op", rij["gereed_op"], "deze dag past alleen bij toestand gereed"
        )


def geldregel(plek: str, rij: Json) -> Iterator[Bevinding]:
    """That what a row says of its amount agrees, and that its years can be."""
    yield from _staat(plek, rij)
    yield from _per(plek, rij)
    try:
        van = rij["van"] and begin_van(rij["van"])
        tot_en_met = rij["tot_en_met"] and einde_van(rij["tot_en_met"])
    except ValueError as fout:
        yield Bevinding(plek, [rij["van"], rij["tot_en_met"]], str(fout))
        return
    if van and tot_en_met and van > tot_en_met:
        yield Bevinding(plek, [rij["van"], rij["tot_en_met"]], _ACHTERSTEVOREN)


def _staat(plek: str, rij: Json) -> Iterator[Bevinding]:
    staat, bedrag = rij["staat"], rij["bedrag"]
    if staat == GeldStaat.BEDRAG and bedrag is None:
        yield Bevinding(f"{plek}, bedrag", None, "bij staat “bedrag” hoort een bedrag")
    if bedrag is not None and staat not in {GeldStaat.BEDRAG, GeldStaat.BINNEN_BESTAAND}:
        yield Bevinding(f"{plek}, bedrag", bedrag, f"bij staat “{staat}” hoort geen bedrag")
    if staat == GeldStaat.UREN and rij["uren_per_week"] is None and rij["fte"] is None:
        yield Bevinding(plek, None, "bij staat “uren” horen uren per week of fte")
    for veld in ("uren_per_week", "fte"):
        if rij[veld] is not None and rij[veld].startswith("-"):
            yield Bevinding(f"{plek}, {veld}", rij[veld], "dit is niet minder dan nul")


def _per(plek: str, rij: Json) -> Iterator[Bevinding]:
    per, aanname, bedrag = rij["per"], rij["aanname"], rij["bedrag"]
    if bedrag is None and per:
        yield Bevinding(f"{plek}, per", per, "zonder bedrag is dit leeg")
    if bedrag is not None and not per:
        yield Bevinding(f"{plek}, per", per, "zeg bij een bedrag: jaar, totaal of onbekend")
    if bool(aanname) != (per == GeldPer.ONBEKEND):
        yield Bevinding(f"{plek}, aanname", aanname, "vul dit in bij per “onbekend”, en alleen dan")


def besparing(plek: str, rij: Json) -> Iterator[Bevinding]:
    """What is ascribed to a measure says how it was reckoned."""
    if rij["toerekenbaar"] is not None and not rij["methode"]:
        yield Bevinding(f"{plek}, methode", "", "zeg hoe het toerekenbare bedrag is bepaald")


def resultaat(plek: str, rij: Json) -> Iterator[Bevinding]:
    """What is said to be reached says per when."""
    if rij["toestand"] != "nog niet" and rij["toestand_op"] is None:
        yield Bevinding(f"{plek}, toestand_op", None, "zeg op welke dag het resultaat zo was")
    if rij["effect_vanaf"]:
        try:
            begin_van(rij["effect_vanaf"])
        except ValueError as fout:
            yield Bevinding(f"{plek}, effect_vanaf", rij["effect_vanaf"], str(fout))


def besluitmoment(plek: str, rij: Json) -> Iterator[Bevinding]:
    """A decision that was taken says what it was."""
    yield from periode(f"{plek}, verwacht", rij["verwacht"])
    if rij["genomen_op"] and not rij["uitkomst"]:
        yield Bevinding(f"{plek}, uitkomst", "", "schrijf op wat er is besloten")


def contextcijfer(plek: str, rij: Json) -> Iterator[Bevinding]:
    """A figure has a number or words."""
    if rij["waarde"] is None and not rij["letterlijk"]:
        yield Bevinding(plek, None, "geef het getal, of schrijf in letterlijk wat er staat")


def standen(plek: str, maatregel: Json) -> Iterator[Bevinding]:
    """In order of time, each with no more reasons than it needs, and ending in the phase the
    measure is in."""
    vorige = ""
    for nummer, stand in enumerate(maatregel["standen"], start=1):
        hier = f"{plek}, stand {nummer}"
        if stand["peildatum"] < vorige:
            yield Bevinding(f"{hier}, peildatum", stand["peildatum"], "zet de oudste stand eerst")
        vorige = stand["peildatum"]
        yield from _redenen(hier, stand)
        for nummer_regel, regel in enumerate(stand["voortgangsregels"], start=1):
            yield from periode(f"{hier}, voortgangsregel {nummer_regel}", regel["periode"])
        for nummer_einde, einde in enumerate(stand["open_einden"], start=1):
            yield from periode(f"{hier}, open einde {nummer_einde}", einde["periode"])
    if maatregel["standen"] and maatregel["fase"] != maatregel["standen"][-1]["fase"]:
        melding = f"de laatste stand zegt “{maatregel['standen'][-1]['fase']}”; maak ze gelijk"
        yield Bevinding(f"{plek}, fase", maatregel["fase"], melding)


def _redenen(plek: str, stand: Json) -> Iterator[Bevinding]:
    """A reason for what is not there would be lost, so it is refused."""
    lichten = {stand[naam] for naam in LICHTEN}
    if stand["grijs_reden"] and Licht.GRIJS not in lichten:
        yield Bevinding(
            f"{plek}, grijs_reden", stand["grijs_reden"], "er is geen grijs licht; laat dit leeg"
        )
    gegeven = [stand[aspect] for aspect in ASPECTEN if stand[aspect]]
    if stand["fase"] not in EINDFASEN and not gegeven:
        yield Bevinding(plek, None, "geef één licht of meer: voor tijd, geld of resultaat")
        return
    recht = stand["fase"] in EINDFASEN or stand["totaal"] == slechtste(gegeven)
    if stand["afwijking_reden"] and recht:
        yield Bevinding(
            f"{plek}, afwijking_reden",
            stand["afwijking_reden"],
            "het totaal wijkt niet af van het slechtste licht; laat dit leeg",
        )


def looptijd(plek: str, rij: Json) -> Iterator[Bevinding]:
    """A plan or beleidsplan ends after it begins, and does not come after itself."""
    if date.fromisoformat(rij["van"]) > date.fromisoformat(rij["tot_en_met"]):
        yield Bevinding(f"{plek}.tot_en_met", rij["tot_en_met"], _ACHTERSTEVOREN)
    if rij["voorganger"] == rij["slug"]:
        yield Bevinding(f"{plek}.voorganger", rij["slug"], "dit is het plan zelf")
