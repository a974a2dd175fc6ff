"""The block "begrippen": the words of the report, in plain Dutch; only those that it uses."""

from collections.abc import Iterable
from typing import Any

from maatregelen.choices import Aard, Bladveld, DekkingStatus, Fase, GeldStaat
from maatregelen.domain.overzicht import Rij
from maatregelen.stoplicht import in_zin
from rapportage.blokken.basis import Blok, Bron
from rapportage.choices import BlokSoort

FASEN = {
    Fase.GEPLAND: "Staat in het plan, maar is nog niet begonnen.",
    Fase.IN_VOORBEREIDING: "Wordt klaargezet: het werk zelf is nog niet begonnen.",
    Fase.IN_UITVOERING: "Het werk is bezig.",
    Fase.DOORLOPEND: "Het werk gaat steeds door en heeft geen einddatum.",
    Fase.UITGESTELD: "Wacht tot er eerst iets anders is gebeurd.",
    Fase.AFGEROND: "Gedaan wat het plan vroeg.",
    Fase.GESTOPT: "Begonnen, maar niet afgemaakt: er is besloten om te stoppen.",
    Fase.VERVALLEN: "Gaat niet door, of gaat ergens anders in verder.",
}
STATUSSEN = {
    DekkingStatus.VOORGENOMEN: "De gemeente wil het geld hiervoor gebruiken, maar dat is nog niet"
    " gevraagd of besloten.",
    DekkingStatus.AANGEVRAAGD: "Het geld is gevraagd; er is nog geen antwoord.",
    DekkingStatus.BESLOTEN: "Wie erover gaat, heeft het geld toegezegd.",
    DekkingStatus.VOORWAARDELIJK: "Het geld komt er als eerst aan een voorwaarde is voldaan.",
    DekkingStatus.AFGEWEZEN: "Het geld komt er niet. Het telt niet mee als dekking.",
}
AARDEN = {
    Aard.INCIDENTEEL: "Geld voor één keer of voor een vaste tijd.",
    Aard.STRUCTUREEL: "Geld dat elk jaar terugkomt. Zonder einde loopt het door.",
}
STATEN = {
    GeldStaat.PM: "Er komt een bedrag, maar het is nu niet te noemen.",
    GeldStaat.NTB: "Het bedrag moet nog worden bepaald.",
    GeldStaat.BINNEN_BESTAAND: "Geld dat er al was. Het telt nooit mee als nieuw geld.",
}


class Begrippen(Blok):
    """What words mean."""

    soort = BlokSoort.BEGRIPPEN
    weg_te_laten = True

    def verzamel(self, bron: Bron) -> dict[str, Any]:
        """The words by group, each group in the order of the report or of a choice. No query
        besides those of `bron`."""
        groepen = [
            ("Woorden over het plan", _plan(bron)),
            ("Woorden over hoe het gaat", _stand(bron)),
            ("De fasen", _gebruikt(FASEN, (_fase(rij) for rij in bron.rijen))),
            ("Woorden over geld", _geld(bron)),
        ]
        return {
            "groepen": [
                {
                    "kop": kop,
                    "begrippen": [
                        {"woord": woord, "betekenis": betekenis} for woord, betekenis in begrippen
                    ],
                }
                for kop, begrippen in groepen
                if begrippen
            ]
        }


Begrip = tuple[str, str]


def _fase(rij: Rij) -> str:
    return rij.stand.fase if rij.stand else Fase.GEPLAND.value


def _gebruikt(betekenissen: dict[Any, str], gebruikt: Iterable[str]) -> list[Begrip]:
    """Of a choice those that occur, in its order."""
    komt_voor = set(gebruikt)
    return [
        (str(keuze.label).capitalize(), betekenis)
        for keuze, betekenis in betekenissen.items()
        if keuze in komt_voor
    ]


def _plan(bron: Bron) -> list[Begrip]:
    plan, maatregel = bron.plan, in_zin(bron.plan.naam_maatregel)
    gevonden = [
        (
            _hoofdletter(maatregel),
            "Eén ding dat de gemeente doet om een doel te bereiken. Het telt altijd één keer.",
        ),
        (_hoofdletter(plan.naam_thema), f"Een groep waar elke {maatregel} naar inhoud bij hoort."),
    ]
    if any(blad.cluster for rij in bron.rijen for blad in rij.maatregel.bladen.all()):
        betekenis = "Een groep naar geld of voorrang, dwars door de andere groepen heen."
        gevonden.append((_hoofdletter(plan.naam_cluster), betekenis))
    return [
        *gevonden,
        (
            _hoofdletter(plan.naam_overleg),
            f"Het overleg van de gemeente dat bespreekt hoe elke {maatregel} ervoor staat.",
        ),
        ("Trekker", f"Wie ervoor zorgt dat een {maatregel} verdergaat, en vertelt hoe het gaat."),
        (
            _naam(bron, "Planning", Bladveld.PLANNING),
            "Wat er moet gebeuren en wanneer, stap voor stap.",
        ),
    ]


def _stand(bron: Bron) -> list[Begrip]:
    maatregel = in_zin(bron.plan.naam_maatregel)
    return [
        ("Peildatum", "De dag waar het rapport over gaat: zo stond het plan er toen voor."),
        (
            "Bekend op",
            "Het moment waarop de gegevens voor dit rapport zijn vastgelegd. Wat later is ingevoerd"
            " of verbeterd, staat er niet in.",
        ),
        (
            _naam(bron, "Stand van zaken", Bladveld.STAND),
            f"Hoe een {maatregel} er op een dag voor staat: de lichten met een tekst. Een stand"
            " verandert nooit; er komt een nieuwe bij.",
        ),
        _bevestigd(bron),
        (
            "Totaal",
            "Het slechtste van de lichten, of een ander licht met de reden erbij. Grijs telt"
            " daarbij niet mee.",
        ),
        (
            "Oorzaak, gevolg en bijsturing",
            "Bij oranje en rood: waardoor het anders loopt, wat dat betekent, en wat de gemeente"
            " eraan doet.",
        ),
    ]


def _bevestigd(bron: Bron) -> Begrip:
    if bron.werkversie:
        return "Voorstel", "Een stand die het overleg nog niet heeft bevestigd."
    return (
        "Bevestigd",
        "Het overleg nam de stand over, of de stand komt uit een document van de gemeente. In dit"
        " rapport staan alleen bevestigde standen.",
    )


def _geld(bron: Bron) -> list[Begrip]:
    geld = bron.geld
    if not geld.regels:
        return []
    staten = {rij.staat for rij in geld.regels}
    return [
        (
            _naam(bron, "Investering", Bladveld.INVESTERING),
            "Wat iets kost, in euro's of in uren. Alleen nieuw geld telt mee.",
        ),
        (
            _naam(bron, "Dekking", Bladveld.DEKKING),
            "Waaruit het wordt betaald, en hoe zeker dat is.",
        ),
        *_gebruikt(STATUSSEN, (rij.status for rij in geld.dekkingen)),
        *_gebruikt(AARDEN, (rij.aard for rij in geld.regels)),
        *_gebruikt(STATEN, staten),
        *(
            [
                (
                    "Besteding",
                    "Wat er in een jaar is begroot, in opdrachten vastligt, is uitgegeven en naar"
                    " verwachting wordt uitgegeven.",
                )
            ]
            if any(rij.peildatum <= bron.peildatum for rij in geld.bestedingen)
            else []
        ),
        (
            "Aanname",
            "Waar wij mee rekenen als het plan niet zegt of een bedrag per jaar of in totaal is, of"
            " wanneer het eindigt. Het staat er altijd bij.",
        ),
    ]


def _naam(bron: Bron, woord: str, veld: Bladveld) -> str:
    """The word of the report, with how this plan calls that part of its sheet."""
    namen = {rij["veld"]: rij["naam"] for rij in bron.plan.bladvelden}
    eigen = str(namen.get(veld.value, woord))
    return woord if eigen.lower() == woord.lower() else f"{woord}, in het plan: {in_zin(eigen)}"


def _hoofdletter(woord: str) -> str:
    return woord[:1].upper() + woord[1:]
