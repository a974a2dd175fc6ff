"""What a besluitenlijst says, from the JSON of a round (`maatregelen.domain.ronde.rondevorm`).

Per item of the agenda what was decided and agreed, and then what goes on. Its sentences are made
here once, so that the page, the PDF and the docx use the same words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from jeugdhulp import kalender
from maatregelen.choices import (
    ActiepuntToestand,
    Behandeling,
    BesluitToestand,
    BevestigingUitkomst,
    RondestapSoort,
    RondeToestand,
)
from rapportage.domain.briefpapier import Briefpapier

Json = Mapping[str, Any]
_NIETS = "Hierover is geen besluit of actiepunt vastgelegd."
_NIET_BIJGEHOUDEN = "In deze ronde is niet bijgehouden welke punten zijn besproken."


def besluitenlijst(gegevens: Json) -> dict[str, Any]:
    """Its head; the items that were discussed or decided on; the other items; the hamerstukken; the
    measures beside the agenda; what was decided and agreed beside it; what it ended of before; what
    goes on. Items have the number that they have in the stukken, besluiten and actiepunten go by
    their own."""
    gesloten = gegevens["ronde"]["toestand"] == RondeToestand.GESLOTEN
    bijgehouden = any(punt["besproken_op"] for punt in gegevens["agenda"])
    punten, verder = _punten(gegevens)
    behandeld = [punt for punt in punten if punt["besproken"] or punt["afspraken"]]
    rest = [punt for punt in punten if punt not in behandeld]
    return {
        "kopregels": kopregels(gegevens),
        "zonder_agenda": not gegevens["agenda"],
        "kop_behandeld": "Besproken" if bijgehouden else "Besloten en afgesproken",
        "behandeld": behandeld,
        "niets": _NIETS,
        "kop_rest": _kop_rest(gesloten, bijgehouden),
        "uitleg_rest": _NIET_BIJGEHOUDEN if gesloten and not bijgehouden else "",
        "rest": [
            punt | {"zin": _regel(punt, "niet besproken" if gesloten and bijgehouden else "")}
            for punt in rest
        ],
        "hamerstukken": _hamerstukken(gegevens),
        "ernaast": _ernaast(gegevens),
        "verder": verder,
        "afgedaan": _afgedaan(gegevens),
        "lopend": [
            rij
            for rij in gegevens["besluiten"]
            if not rij["van_ronde"] and rij["toestand"] == BesluitToestand.LOOPT
        ],
        "open": [
            rij for rij in gegevens["actiepunten"] if rij["toestand"] == ActiepuntToestand.OPEN
        ],
    }


def kopregels(gegevens: Json) -> list[tuple[str, str]]:
    """The lines above the papers: which body, when and where, who was there, who closed it."""
    ronde, plan = gegevens["ronde"], gegevens["plan"]
    gesloten = ronde["toestand"] == RondeToestand.GESLOTEN
    regels = [("Overleg", _met_hoofdletter(plan["naam_overleg"]))]
    regels.append(("Dag van het overleg", _bijeenkomst(ronde) or _onbekend(gesloten)))
    regels.append(("Peildatum", dag(ronde["peildatum"])))
    regels.append(("Voorzitter", plan["voorzitter"]))
    aanwezig = ", ".join(gegevens["aanwezig"])
    regels.append(("Aanwezig", aanwezig or ("niet genoteerd" if gesloten else "")))
    regels.append(("Met bericht afwezig", ", ".join(gegevens["afwezig"])))
    for stap in ronde["stappen"]:
        if stap["soort"] in (RondestapSoort.GESLOTEN, RondestapSoort.HEROPEND):
            reden = f" ({stap['reden']})" if stap["reden"] else ""
            regels.append(
                (stap["naam"].capitalize(), f"{_dag_van(stap)}, door {stap['door']}{reden}")
            )
    regels.append(("Let op", gegevens.get("kanttekening", "")))
    return [regel for regel in regels if regel[1]]


def schrijf_docx(blad: Briefpapier, gegevens: Json) -> None:
    """All of it, below the title."""
    lijst = besluitenlijst(gegevens)
    eigen = [("Plan", gegevens["plan"]["titel"]), ("Gemeente", gegevens["plan"]["gemeente"])]
    for naam, tekst in [*eigen, *lijst["kopregels"]]:
        blad.regel(naam, tekst)
    _schrijf_behandeld(blad, lijst)
    _schrijf_rest(blad, lijst)
    if lijst["ernaast"]:
        blad.kop("Niet op de agenda")
        blad.lijst(lijst["ernaast"])
    if lijst["verder"]:
        blad.kop("Verder besloten en afgesproken")
        _schrijf_afspraken(blad, lijst["verder"])
    if lijst["afgedaan"]:
        blad.kop("Afgedaan in dit overleg")
        _schrijf_afspraken(blad, lijst["afgedaan"])
    blad.kop("Eerdere besluiten die nog lopen")
    _schrijf_afspraken(blad, map(_besluit, lijst["lopend"]), leeg="Er loopt geen eerder besluit.")
    blad.kop("Alle actiepunten die open staan")
    _schrijf_afspraken(blad, map(_actie, lijst["open"]), leeg="Er staat geen actiepunt open.")


def dag(tekst: str) -> str:
    """A day of the JSON in words."""
    return kalender.datum_voluit(date.fromisoformat(tekst))


def _punten(gegevens: Json) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The items to discuss, each with what this round decided and agreed about its measure; and
    what it decided and agreed beside these. A decision stands at its first item in full."""
    maatregelen = {rij["sleutel"]: rij for rij in gegevens["maatregelen"]}
    besluiten = [rij for rij in gegevens["besluiten"] if rij["van_ronde"]]
    acties = [rij for rij in gegevens["actiepunten"] if rij["van_ronde"]]
    geplaatst: dict[int, int] = {}
    punten = []
    te_bespreken = [
        rij for rij in gegevens["agenda"] if rij["behandeling"] == Behandeling.BESPREKEN
    ]
    for nummer, punt in enumerate(te_bespreken, 1):
        sleutel, afspraken = punt["maatregel"], []
        for besluit in besluiten:
            if sleutel in besluit["maatregelen"]:
                eerste = geplaatst.setdefault(besluit["nummer"], nummer)
                hier = _besluit(besluit, hier=punt["code"])
                afspraken.append(hier if eerste == nummer else _zie(besluit, eerste))
        afspraken += [
            _actie(rij, hier=punt["code"])
            for rij in acties
            if sleutel and rij["maatregel"] == sleutel
        ]
        punten.append(
            {
                "nummer": nummer,
                "code": punt["code"],
                "titel": punt["titel"],
                "besproken": bool(punt["besproken_op"]),
                "notitie": punt["notitie"],
                "stand": _stand(maatregelen.get(sleutel), gegevens),
                "afspraken": afspraken,
            }
        )
    over = {punt["maatregel"] for punt in te_bespreken if punt["maatregel"]}
    verder = [_besluit(rij) for rij in besluiten if rij["nummer"] not in geplaatst]
    verder += [_actie(rij) for rij in acties if rij["maatregel"] not in over]
    return punten, verder


def _hamerstukken(gegevens: Json) -> list[dict[str, Any]]:
    """One line for each thing that became of them: {woord, zin, notities}."""
    maatregelen = {rij["sleutel"]: rij for rij in gegevens["maatregelen"]}
    rijen: list[dict[str, Any]] = []
    for punt in gegevens["agenda"]:
        if punt["behandeling"] == Behandeling.HAMERSTUK:
            stand = _stand(maatregelen.get(punt["maatregel"]), gegevens)
            naam = _naam(punt)
            rijen.append(
                {
                    "woord": stand["woord"] if stand else "Eigen punt",
                    "zin": f"{naam} ({stand['licht_woord']})" if stand else naam,
                    "notitie": (f"Notitie bij {punt['code'] or punt['titel']}", punt["notitie"]),
                }
            )
    # What was confirmed first; within that the order of the agenda.
    rijen.sort(key=lambda rij: (rij["woord"] != BevestigingUitkomst.BEVESTIGD, rij["woord"]))
    return [
        {
            "woord": _met_hoofdletter(str(woord)),
            "zin": "; ".join(rij["zin"] for rij in deel),
            "notities": [rij["notitie"] for rij in deel if rij["notitie"][1]],
        }
        for woord, deel in (
            (woord, list(groep)) for woord, groep in groupby(rijen, key=lambda rij: rij["woord"])
        )
    ]


def _ernaast(gegevens: Json) -> list[str]:
    """The measures that go on and were on no agenda, a line each."""
    op_agenda = {punt["maatregel"] for punt in gegevens["agenda"]}
    return [
        f"{_naam(rij)}: {_standzin(_stand(rij, gegevens))}"
        for rij in gegevens["maatregelen"]
        if rij["loopt"] and rij["sleutel"] not in op_agenda
    ]


def _afgedaan(gegevens: Json) -> list[dict[str, str]]:
    """What was decided and agreed before, and was ended in this meeting."""
    besluiten, acties = (
        [rij for rij in gegevens[soort] if not rij["van_ronde"] and rij["toestand"] != loopt]
        for soort, loopt in (
            ("besluiten", BesluitToestand.LOOPT),
            ("actiepunten", ActiepuntToestand.OPEN),
        )
    )
    return [*map(_besluit, besluiten), *map(_actie, acties)]


def _stand(rij: Json | None, gegevens: Json) -> dict[str, str] | None:
    """The light of a measure, and what the round did with its stand; None without a measure."""
    if rij is None:
        return None
    licht = rij["lichten"]["totaal"]
    return {
        "licht": licht,
        "licht_woord": "beëindigd" if licht == "geen" else str(licht).replace("_", " "),
        "woord": _woord(rij, gegevens),
    }


def _woord(rij: Json, gegevens: Json) -> str:
    if rij["uitkomst"] == BevestigingUitkomst.BEVESTIGD:
        return "bevestigd"
    if rij["uitkomst"]:
        return "overgenomen, in rust" if rij["rust"] else "overgenomen"
    if rij["gemaakt"]:
        return "voorstel"
    if rij["rust"]:
        return "in rust"
    gesloten = gegevens["ronde"]["toestand"] == RondeToestand.GESLOTEN
    return "geen stand" if gesloten else "nog geen nieuwe stand"


def _standzin(stand: Mapping[str, str] | None) -> str:
    return f"{stand['licht_woord']}, {stand['woord']}" if stand else ""


def _regel(punt: Json, erbij: str) -> str:
    """ "4. 2b Hulp op school: oranje, bevestigd, niet besproken" """
    zin = ", ".join(filter(None, (_standzin(punt["stand"]), erbij)))
    naam = f"{punt['nummer']}. {_naam(punt)}"
    return f"{naam}: {zin}" if zin else naam


def _naam(rij: Json) -> str:
    return f"{rij['code']} {rij['titel']}".strip()


def _besluit(rij: Json, *, hier: str = "") -> dict[str, str]:
    """A decision in words; `hier` is the code of the item it stands at."""
    delen = [_over(rij["codes"], hier)]
    if rij["toestand"] != BesluitToestand.LOOPT:
        op = f" op {dag(rij['afgedaan_op'])}" if rij["afgedaan_op"] else ""
        delen.append(f"{rij['toestand']}{op}{_dubbel(rij['afdoening'])}")
    return {
        "naam": f"Besluit {rij['nummer']}",
        "tekst": rij["tekst"],
        "bij": _zin(f"genomen op {dag(rij['genomen_op'])}", *delen),
    }


def _zie(rij: Json, punt: int) -> dict[str, str]:
    naam = f"Besluit {rij['nummer']}"
    return {"naam": naam, "tekst": f"Gaat ook hierover; het staat bij punt {punt}.", "bij": ""}


def _actie(rij: Json, *, hier: str = "") -> dict[str, str]:
    laat = ", te laat" if rij["te_laat"] else ""
    delen = [f"{rij['wie']}, klaar voor {dag(rij['voor'])}{laat}"]
    delen.append(_over([rij["code"]] if rij["code"] else [], hier))
    if rij["toestand"] != ActiepuntToestand.OPEN:
        op = f" op {dag(rij['gereed_op'])}" if rij["gereed_op"] else ""
        delen.append(f"{rij['toestand']}{op}{_dubbel(rij['afdoening'])}")
    return {"naam": f"Actiepunt {rij['nummer']}", "tekst": rij["tekst"], "bij": _zin(*delen)}


def _over(codes: Sequence[str], hier: str) -> str:
    """About what it is, where it does not stand at that already."""
    if not hier:
        return f"over {', '.join(codes)}" if codes else "over het hele plan"
    anders = [code for code in codes if code != hier]
    return f"ook over {', '.join(anders)}" if anders else ""


def _dubbel(tekst: str) -> str:
    return f": {tekst}" if tekst else ""


def _zin(*delen: str) -> str:
    return _met_hoofdletter("; ".join(filter(None, delen)))


def _met_hoofdletter(tekst: str) -> str:
    return f"{tekst[:1].upper()}{tekst[1:]}"


def _kop_rest(gesloten: bool, bijgehouden: bool) -> str:
    if not gesloten:
        return "Nog niet besproken"
    return "Niet besproken" if bijgehouden else "Verder op de agenda"


def _bijeenkomst(ronde: Json) -> str:
    """The day, time and place of the meeting; without a day that was planned, or where the round
    was closed before it came, the last one on which the meeting began."""
    begonnen = [stap for stap in ronde["stappen"] if stap["soort"] == RondestapSoort.VERGADERING]
    gesloten = [stap for stap in ronde["stappen"] if stap["soort"] == RondestapSoort.GESLOTEN]
    gepland = ronde["vergadering_op"]
    kwam = bool(gepland) and all(_op(stap) >= date.fromisoformat(gepland) for stap in gesloten)
    if kwam:
        op = dag(gepland)
    elif begonnen:
        op = _dag_van(begonnen[-1])
    else:
        return ""
    if gepland and not kwam:
        # Hour and place were those of the other day.
        return op
    tijd = f"{ronde['begintijd']} uur" if ronde["begintijd"] else ""
    return ", ".join(filter(None, (op, tijd, ronde["plaats"])))


def _onbekend(gesloten: bool) -> str:
    return "niet genoteerd" if gesloten else "nog niet bekend"


def _op(stap: Json) -> date:
    return kalender.dag_van(datetime.fromisoformat(stap["op"]))


def _dag_van(stap: Json) -> str:
    return kalender.datum_voluit(_op(stap))


def _schrijf_behandeld(blad: Briefpapier, lijst: Json) -> None:
    if lijst["zonder_agenda"]:
        blad.alinea("De agenda is nog niet opgesteld.")
    if lijst["behandeld"]:
        blad.kop(lijst["kop_behandeld"])
    for punt in lijst["behandeld"]:
        blad.kop(f"{punt['nummer']}. {_naam(punt)}", niveau=3)
        if punt["stand"]:
            blad.regel("Stand", _standzin(punt["stand"]))
        _schrijf_notitie(blad, "Notitie", punt["notitie"])
        _schrijf_afspraken(blad, punt["afspraken"], leeg=_NIETS)


def _schrijf_rest(blad: Briefpapier, lijst: Json) -> None:
    if lijst["rest"]:
        blad.kop(lijst["kop_rest"])
        if lijst["uitleg_rest"]:
            blad.alinea(lijst["uitleg_rest"])
        for punt in lijst["rest"]:
            blad.alinea(punt["zin"])
            _schrijf_notitie(blad, "Notitie", punt["notitie"])
    if lijst["hamerstukken"]:
        blad.kop("Hamerstukken")
    for groep in lijst["hamerstukken"]:
        blad.regel(groep["woord"], f"{groep['zin']}.")
        for naam, tekst in groep["notities"]:
            _schrijf_notitie(blad, naam, tekst)


def _schrijf_notitie(blad: Briefpapier, naam: str, tekst: str) -> None:
    """What somebody wrote, in restricted Markdown, behind its name."""
    if "\n" in tekst:
        blad.regel(naam, "")
        blad.tekst(tekst)
    elif tekst:
        blad.regel(naam, tekst)


def _schrijf_afspraken(
    blad: Briefpapier, rijen: Iterable[Mapping[str, str]], leeg: str = ""
) -> None:
    rijen = list(rijen)
    if leeg and not rijen:
        blad.alinea(leeg)
    for rij in rijen:
        blad.regel(rij["naam"], rij["tekst"])
        if rij["bij"]:
            blad.alinea(rij["bij"])
