"""Small plans of every shape, for tests that hold for all of them."""

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st

from jeugdhulp.clientnummer import vind_clientnummer
from jeugdhulp.stoplicht import slechtste
from maatregelen.choices import (
    EINDFASEN,
    Aard,
    Bestemming,
    BetrokkenheidRol,
    Bladveld,
    DekkingStatus,
    Domein,
    Fase,
    Invloed,
    MijlpaalSoort,
    ProjectrolSoort,
    ResultaatSoort,
    Richting,
    SamenhangSoort,
    Schaalniveau,
)

# What a spreadsheet, a web page or a database may trip over.
LASTIG = [
    "=1+1",
    "+31",
    "-2",
    "@naam",
    "'tekst",
    '"',
    "a;b",
    "a\nb\tc",
    "<b>&amp;",
    "_x0041_",
    "ß",
    "👩🏽‍🏫",
    "0012",
    "2.10",
    "1e5",
    "null",
]
_letters = st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"))


def _heel(tekst: str) -> str:
    return tekst.strip()[:40].strip()


gevuld = (
    (st.sampled_from(LASTIG) | st.text(_letters, min_size=1, max_size=12))
    .map(_heel)
    .filter(lambda tekst: bool(tekst) and not vind_clientnummer(tekst))
)
# The name of a light: nothing in it is invisible.
lichtnaam = gevuld.filter(
    lambda tekst: not any(unicodedata.category(teken) in ("Cc", "Cf") for teken in tekst)
)
tekst = st.just("") | gevuld
dagen = st.dates(date(1995, 1, 1), date(2040, 12, 31))
dag = dagen.map(str)
dag_of_niets = st.none() | dag
getal = st.decimals(-10_000, 10_000_000, places=2).filter(bool).map(lambda waarde: f"{waarde:.2f}")
getal_of_niets = st.none() | getal
hoeveelheid = st.none() | st.integers(0, 4000).map(lambda waarde: f"{waarde / 4:.2f}")
jaar = st.integers(1995, 2039)
_enkel = {
    "dag": dag,
    "maand": st.builds("{}-{:02}".format, jaar, st.integers(1, 12)),
    "kwartaal": st.builds("{}-Q{}".format, jaar, st.integers(1, 4)),
    "halfjaar": st.builds("{}-H{}".format, jaar, st.integers(1, 2)),
    "jaar": jaar.map(str),
}
moment = st.one_of(*_enkel.values())
# Two moments in order, whatever their form.
reeks = st.tuples(jaar, st.integers(0, 3)).flatmap(
    lambda deel: st.tuples(
        st.just(f"{deel[0]}-Q2"), st.sampled_from([f"{deel[0]}-08", f"{deel[0] + deel[1]}"])
    )
)


def keuze(keuzes: Any, *, leeg: bool = False) -> Any:
    return st.sampled_from([*keuzes.values, *([""] if leeg else [])])


@st.composite
def perioden(draw: Any) -> dict[str, Any]:
    soort = draw(
        st.sampled_from([*_enkel, "reeks", "vanaf", "tot", "herhalend", "zonder_jaar", "onbepaald"])
    )
    rij = {"soort": soort, "letterlijk": draw(tekst)}
    if soort in _enkel:
        rij["wanneer"] = draw(_enkel[soort])
    if soort == "reeks" or (soort == "herhalend" and draw(st.booleans())):
        rij["van"], rij["tot_en_met"] = draw(reeks)
    if soort == "vanaf":
        rij["van"] = draw(moment)
    if soort == "tot":
        rij["tot_en_met"] = draw(moment)
    if soort == "herhalend":
        rij["herhaling"] = draw(st.sampled_from(["wekelijks", "periodiek"]))
    return rij


def lijst(rijen: Any, hooguit: int = 2) -> Any:
    return st.lists(rijen, max_size=hooguit)


def rij(**velden: Any) -> Any:
    return st.fixed_dictionaries(velden)


@st.composite
def geldregels(draw: Any, sleutel: str, *, dekking: bool = False) -> dict[str, Any]:
    staat = draw(st.sampled_from(["bedrag", "uren", "nihil", "binnen bestaand", "p.m.", "leeg"]))
    bedrag = None
    if staat == "bedrag" or (staat == "binnen bestaand" and draw(st.booleans())):
        bedrag = draw(getal)
    per = "" if bedrag is None else draw(st.sampled_from(["jaar", "totaal", "onbekend"]))
    van, tot_en_met = draw(st.one_of(reeks, st.tuples(st.none(), moment), st.just((None, None))))
    uit = {
        "sleutel": sleutel,
        "omschrijving": draw(tekst),
        "aard": draw(keuze(Aard, leeg=True)),
        "van": van,
        "tot_en_met": tot_en_met,
        "staat": staat,
        "bedrag": bedrag,
        "per": per,
        "aanname": draw(st.sampled_from(["jaar", "totaal"])) if per == "onbekend" else "",
        "alternatief_bedrag": draw(getal_of_niets),
        "uren_per_week": "3.50" if staat == "uren" else draw(hoeveelheid),
        "fte": draw(hoeveelheid),
        "letterlijk": draw(tekst),
        "twijfel": draw(tekst),
    }
    if dekking:
        uit |= {
            "bron": draw(gevuld),
            "status": draw(keuze(DekkingStatus)),
            "voorwaarde": draw(tekst),
        }
    return uit


def _geld(draw: Any, plek: str) -> dict[str, Any]:
    aantal = st.integers(0, 2)
    return {
        "investeringen": [
            draw(geldregels(f"{plek}/i{nummer + 1}")) for nummer in range(draw(aantal))
        ],
        "dekking": [
            draw(geldregels(f"{plek}/d{nummer + 1}", dekking=True))
            for nummer in range(draw(aantal))
        ],
    }


# Most plans have the usual lights and thresholds, and then say nothing of them.
lichten_van_plan: Any = st.just({}) | rij(
    aspecten=st.lists(
        rij(aspect=st.sampled_from(["tijd", "geld", "resultaat"]), naam=lichtnaam),
        min_size=1,
        max_size=3,
        unique_by=lambda rij: rij["aspect"],
    ),
    drempel_kwartalen=st.sampled_from([0, 1, 20]),
    drempel_procent=st.sampled_from([0, 25, 100]),
)
# Most rows still count, and then say nothing of an end.
einde: Any = st.just({}) | rij(beeindigd_op=dag, einde_reden=gevuld)


def met_einde(rijen: Any) -> Any:
    return st.tuples(rijen, einde).map(lambda delen: delen[0] | delen[1])


_resultaten = rij(
    tekst=gevuld,
    soort=keuze(ResultaatSoort, leeg=True),
    richting=keuze(Richting, leeg=True),
    norm=tekst,
    nulmeting=tekst,
    toestand=st.sampled_from(["nog niet", "deels", "bereikt", "niet te meten"]),
    toestand_op=dag,
    bewijs=tekst,
    effect_vanaf=st.none() | moment,
    twijfel=tekst,
)
resultaten = met_einde(_resultaten)
contextcijfers = rij(
    onderwerp=gevuld,
    waarde=getal_of_niets,
    eenheid=tekst,
    over=tekst,
    letterlijk=gevuld,
    twijfel=tekst,
)


def risicos(personen: list[str]) -> Any:
    return met_einde(
        rij(
            oorzaak=tekst,
            gebeurtenis=gevuld,
            gevolg=tekst,
            beheersing=tekst,
            eigenaar=st.sampled_from([None, *personen]),
            twijfel=tekst,
        )
    )


def besluitmomenten(regels: list[str]) -> Any:
    return rij(
        soort=st.sampled_from(["besluit", "advies"]),
        orgaan=gevuld,
        onderwerp=gevuld,
        verwacht=perioden(),
        gevraagd_op=dag_of_niets,
        genomen_op=dag_of_niets,
        uitkomst=gevuld,
        verwerking=tekst,
        nummer=tekst,
        regel=st.sampled_from([None, *regels]),
        twijfel=tekst,
    )


@st.composite
def standen(draw: Any, personen: list[str], peildatum: date) -> dict[str, Any]:
    fase = draw(keuze(Fase))
    klaar, uitgesteld = fase in EINDFASEN, fase == Fase.UITGESTELD
    kleuren = st.just("") if klaar else st.sampled_from(["groen", "oranje", "rood", "grijs"])
    lichten = {naam: draw(kleuren) for naam in ("tijd", "geld", "resultaat", "totaal")}
    # On that day the plan may have asked fewer lights than it does now.
    lichten |= draw(st.sampled_from([{}, {"geld": ""}, {"tijd": "", "resultaat": ""}]))
    gegeven = [lichten[naam] for naam in ("tijd", "geld", "resultaat") if lichten[naam]]
    wijkt_af = not klaar and lichten["totaal"] != slechtste(gegeven)
    reden = {True: gevuld, False: st.just("")}
    return {
        "peildatum": str(peildatum),
        "letterlijk": draw(tekst),
        "fase": fase,
        "twijfel": draw(tekst),
        "tekst": draw(gevuld),
        **lichten,
        "grijs_reden": draw(reden["grijs" in lichten.values()]),
        **{naam: draw(gevuld) for naam in ("oorzaak", "gevolg", "bijsturing")},
        "afwijking_reden": draw(reden[wijkt_af]),
        **draw(st.just({}) | rij(argument=gevuld)),
        "uitstel_reden": draw(reden[uitgesteld]),
        "uitstel_voorwaarde": draw(reden[uitgesteld]),
        "opnieuw_bekijken_op": draw(dag_of_niets) if uitgesteld else None,
        "namens": draw(tekst),
        "bron": draw(tekst),
        "voortgangsregels": draw(
            lijst(rij(tekst=gevuld, fase=keuze(Fase), periode=st.none() | perioden()))
        ),
        "open_einden": draw(
            lijst(
                rij(
                    tekst=gevuld,
                    eigenaar=st.sampled_from([None, *personen]),
                    periode=st.none() | perioden(),
                )
            )
        ),
    }


@st.composite
def planningsregels(draw: Any, sleutel: str, zelfde_als: list[str]) -> dict[str, Any]:
    def gereed() -> dict[str, Any]:
        toestand = draw(st.sampled_from(["open", "gereed", "vervallen"]))
        op = draw(dag_of_niets) if toestand == "gereed" else None
        return {"toestand": toestand, "gereed_op": op}

    van, later = sorted([draw(dag), draw(dag)])
    return {
        "sleutel": sleutel,
        "tekst": draw(gevuld),
        "soort": draw(keuze(MijlpaalSoort)),
        "periode": draw(perioden()),
        "stappen": [{"tekst": draw(gevuld), **gereed()} for _ in range(draw(st.integers(0, 2)))],
        "zelfde_als": draw(st.sampled_from([None, *zelfde_als])),
        "twijfel": draw(gevuld),
        **gereed(),
        "basis": draw(
            st.sampled_from(
                [None, {"van": van, "tot_en_met": later}, {"van": None, "tot_en_met": None}]
            )
        ),
    }


@st.composite
def bladen(draw: Any, code: str, cluster: str | None, eerder: list[str]) -> dict[str, Any]:
    plek = f"{code}/{cluster or '-'}"
    keren = st.lists(st.tuples(jaar, dag), unique=True, max_size=2)
    bedragen = ("begroot", "verplicht", "uitgegeven", "verwacht")
    return {
        "cluster": cluster,
        "planning": [
            draw(planningsregels(f"{plek}/{nummer + 1}", eerder))
            for nummer in range(draw(st.integers(1, 2)))
        ],
        **_geld(draw, plek),
        "vermeldingen": [],
        "bestedingen": [
            {"jaar": keer, "peildatum": peildatum}
            | {naam: draw(getal_of_niets) for naam in bedragen}
            | {"toelichting": draw(tekst)}
            for keer, peildatum in draw(keren)
        ],
    }


@st.composite
def maatregelen(
    draw: Any, code: str, andere: list[str], mensen: dict[str, list[str]], clusters: list[str]
) -> dict[str, Any]:
    personen, wie = mensen["personen"], mensen["personen"] + mensen["organisaties"]
    eerste = draw(bladen(code, clusters[0] if clusters else None, []))
    eigen = [eerste]
    if len(clusters) > 1 and draw(st.booleans()):
        kan = [regel["sleutel"] for regel in eerste["planning"]]
        tweede = draw(bladen(code, clusters[1], kan))
        genoemd = [deel["sleutel"] for deel in (*eerste["investeringen"], *eerste["dekking"])]
        tweede["vermeldingen"] = [
            {"sleutel": sleutel, "toelichting": draw(tekst)} for sleutel in genoemd
        ]
        eigen.append(tweede)
    regels = [regel["sleutel"] for blad in eigen for regel in blad["planning"]]
    gemaakt = [
        draw(standen(personen, peildatum))
        for peildatum in sorted(
            draw(st.lists(st.dates(date(2000, 1, 1), date(2024, 1, 1)), max_size=2))
        )
    ]
    verbanden = [("buiten", draw(gevuld)), ("thema", "1")]
    verbanden += [("maatregel", ander) for ander in andere]
    verbanden += [("organisatie", sleutel) for sleutel in mensen["organisaties"]]
    leeg = {"maatregel": None, "thema": None, "organisatie": None, "buiten": ""}
    teksten = "aanleiding doel doelgroep aanpak effecten opmerkingen twijfel".split()
    bedragen = ("verwacht", "ingeboekt", "gerealiseerd", "toerekenbaar")
    return {
        "code": code,
        "titel": draw(gevuld),
        "ondertitel": draw(tekst),
        "thema": "1",
        "fase": gemaakt[-1]["fase"] if gemaakt else draw(keuze(Fase)),
        "schaalniveau": draw(keuze(Schaalniveau, leeg=True)),
        "domein": draw(keuze(Domein, leeg=True)),
        "invloed": draw(keuze(Invloed, leeg=True)),
        **{naam: draw(tekst) for naam in teksten},
        "doelen": [],
        "betrokkenen": draw(
            st.lists(
                rij(
                    wie=st.sampled_from(wie),
                    rol=keuze(BetrokkenheidRol),
                    deeltaak=tekst,
                    onbeslist=st.booleans(),
                    van=st.none() | st.just("2001-02-03"),
                    tot_en_met=st.none() | st.just("2030-02-03"),
                ),
                max_size=2,
                unique_by=str,
            )
        ),
        "bladen": eigen,
        "resultaten": draw(lijst(resultaten)),
        "samenhang": [
            {"soort": draw(keuze(SamenhangSoort))}
            | leeg
            | {naar: waarde}
            | {
                "periode": draw(st.none() | perioden()),
                "toelichting": draw(tekst),
                "twijfel": draw(tekst),
            }
            | draw(einde)
            for naar, waarde in draw(lijst(st.sampled_from(verbanden)))
        ],
        "risicos": draw(lijst(risicos(personen))),
        "besluitmomenten": draw(lijst(besluitmomenten(regels))),
        "contextcijfers": draw(lijst(contextcijfers, 1)),
        "besparingen": [
            {"jaar": keer}
            | {naam: draw(getal_of_niets) for naam in bedragen}
            | {"methode": draw(gevuld), "zekerheid": draw(tekst), "toelichting": draw(tekst)}
            for keer in draw(st.lists(st.none() | jaar, unique=True, max_size=2))
        ],
        "standen": gemaakt,
    }


@st.composite
def plannen(draw: Any) -> dict[str, Any]:
    """A plan of one or two measures, with some of everything; its gemeente is "verzonnen"."""
    namen = draw(
        st.lists(
            gevuld,
            min_size=2,
            max_size=5,
            unique_by=lambda naam: unicodedata.normalize("NFC", naam),
        )
    )
    personen = [f"wie-{nummer}" for nummer in range(len(namen) - 1)]
    mensen = {"personen": personen, "organisaties": ["groep"]}
    clusters = draw(st.sampled_from([[], ["A"], ["A", "2.1"]]))
    codes = draw(st.sampled_from([["1"], ["2.10", "1a"]]))
    iemand = st.sampled_from([None, *personen])
    gegevens = {
        "slug": "plan",
        "titel": draw(gevuld),
        "van": "2001-01-01",
        "tot_en_met": "2030-12-31",
        "stadium": draw(st.sampled_from(["", "concept", "vastgesteld"])),
        "versienaam": draw(tekst),
        "beleidsplan": None,
        "voorganger": None,
        "ritme_maanden": draw(st.integers(1, 12)),
        "rapportmaanden": draw(st.lists(st.integers(1, 12), unique=True, max_size=3)),
        **{f"naam_{wat}": draw(gevuld) for wat in ("overleg", "thema", "cluster", "maatregel")},
        "bladvelden": [{"veld": veld, "naam": draw(gevuld)} for veld in Bladveld.values[:2]],
        **draw(lichten_van_plan),
        **{rol: draw(iemand) for rol in ("voorzitter", "samensteller", "opdrachtgever")},
        "bron": draw(st.none() | rij(titel=gevuld, datum=dag)),
        "herijking": draw(tekst),
        "vaststellingen": draw(
            st.lists(
                rij(
                    versie=st.integers(1, 3),
                    orgaan=gevuld,
                    vastgesteld_op=dag_of_niets,
                    letterlijk=tekst,
                    nummer=tekst,
                    twijfel=tekst,
                ),
                max_size=2,
                unique_by=lambda rij: (rij["versie"], rij["orgaan"]),
            )
        ),
        "projectrollen": draw(
            lijst(
                rij(
                    wie=st.sampled_from([*personen, "groep"]),
                    rol=keuze(ProjectrolSoort),
                    thema=st.sampled_from([None, "1"]),
                    toelichting=tekst,
                )
            )
        ),
        **_geld(draw, "plan"),
        "vervallen": draw(
            lijst(
                rij(
                    titel=gevuld,
                    reden=gevuld,
                    bestemming=keuze(Bestemming),
                    maatregel=st.sampled_from([None, *codes]),
                    elders=tekst,
                    twijfel=tekst,
                )
            )
        ),
        "risicos": draw(lijst(risicos(personen), 1)),
        "besluitmomenten": draw(lijst(besluitmomenten([]), 1)),
        "contextcijfers": draw(lijst(contextcijfers, 1)),
        "twijfel": draw(tekst),
    }
    return {
        "formaat": "plan",
        "versie": 2,
        "gemeente": {
            "slug": "verzonnen",
            "naam": draw(gevuld),
            "cbs_code": draw(st.sampled_from(["", "0037"])),
            "soort": draw(st.sampled_from(["gemeente", "samenwerking"])),
            "geldig_van": draw(st.none() | st.just("1990-01-01")),
            "geldig_tot_en_met": draw(st.none() | st.just("2050-12-31")),
            "opvolger": None,
            "deelnemers": [],
        },
        "plan": gegevens,
        "personen": [
            {
                "sleutel": sleutel,
                "naam": naam,
                "soort": draw(st.sampled_from(["persoon", "functie", "vacature"])),
                **draw(st.sampled_from([{}, {"functie": "beleidsmedewerker Jeugd"}])),
                "ook_geschreven_als": draw(st.lists(gevuld, unique=True, max_size=2)),
            }
            for sleutel, naam in zip(personen, namen[:-1], strict=True)
        ],
        "organisaties": [{"sleutel": "groep", "naam": namen[-1], "soort": "partner"}],
        "themas": [{"code": "1", "titel": draw(gevuld), **_geld(draw, "thema-1")}],
        "clusters": [{"code": code, "titel": draw(gevuld)} for code in clusters],
        "maatregelen": [
            draw(maatregelen(code, [ander for ander in codes if ander != code], mensen, clusters))
            for code in codes
        ],
    }
