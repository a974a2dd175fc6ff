"""What the tables themselves refuse, and that models explain themselves."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models

from jeugdhulp import kalender
from jeugdhulp.models import (
    Afscherming,
    BekendAdres,
    Deelname,
    Gebruiker,
    Gemeente,
    Groeprol,
    Koppeling,
    Lidmaatschap,
    Momentopname,
    Organisatie,
    Persoon,
    Uitnodiging,
)
from jeugdhulp.tests.factories import (
    GebruikerFactory,
    GemeenteFactory,
    OrganisatieFactory,
    PersoonFactory,
)
from maatregelen.models import (
    Aanwezigheid,
    Actiepunt,
    Agendapunt,
    Agendasleutel,
    Beleidsplan,
    Besluit,
    Besluitmaatregel,
    Besluitmoment,
    Besparing,
    Besteding,
    Betrokkenheid,
    Bevestiging,
    Blad,
    Cluster,
    Contextcijfer,
    Dekking,
    Doel,
    Doelkoppeling,
    Investering,
    Maatregel,
    Mijlpaal,
    OpenEinde,
    Plan,
    Projectrol,
    Resultaat,
    Risico,
    Ronde,
    Rondebericht,
    Rondestap,
    Rust,
    Samenhang,
    Thema,
    Vaststelling,
    Vergaderdag,
    Vermelding,
    VervallenActiviteit,
    Voortgangsregel,
)
from maatregelen.tests.factories import (
    BladFactory,
    ClusterFactory,
    MaatregelFactory,
    MijlpaalFactory,
    PlanFactory,
    ThemaFactory,
    maak_stand,
)

DAG = date(2024, 3, 1)
KENMERKEN = map(str, itertools.count())
MODELLEN = [
    model
    for label in ("jeugdhulp", "maatregelen")
    for model in apps.get_app_config(label).get_models()
    if not model.__name__.startswith("Historical")
]
BEPERKINGEN = {beperking.name for model in MODELLEN for beperking in model._meta.constraints}


def bewaar(*rijen: models.Model) -> None:
    """Straight into the table: no full_clean, no history."""
    for rij in rijen:
        rij.save_base(raw=True, force_insert=True)


def twee(model: Any, **velden: Any) -> None:
    bewaar(model(**velden), model(**velden))


def mijlpaal(**velden: Any) -> None:
    bewaar(
        Mijlpaal(**({"blad": BladFactory(), "tekst": "x", "periode_soort": "onbepaald"} | velden))
    )


def ronde(**velden: Any) -> Ronde:
    vast = {"peildatum": DAG, "toestand": "open", "geopend_op": kalender.nu()}
    return Ronde(**(vast | {"plan": velden.get("plan") or PlanFactory()} | velden))


def dicht(plan: Plan) -> Ronde:
    return ronde(plan=plan, toestand="gesloten", gesloten_op=kalender.nu())


def plan(**velden: Any) -> None:
    vast = {"gemeente": GemeenteFactory(), "slug": "p", "van": DAG, "tot_en_met": DAG}
    bewaar(Plan(**(vast | velden)))


def lid(**velden: Any) -> Lidmaatschap:
    vast = {"gebruiker": GebruikerFactory(), "gemeente": GemeenteFactory(), "van": DAG}
    return Lidmaatschap(**(vast | velden))


def afscherming(**velden: Any) -> None:
    vraagt = GebruikerFactory()
    vast = {"gemeente": GemeenteFactory(), "soort": "afschermen", "grond": "x"}
    vast |= {"gevraagd_door": vraagt, "gevraagd_op": kalender.nu()}
    bewaar(Afscherming(**(vast | velden)))


def zelf_uitgevoerd() -> None:
    wie = GebruikerFactory()
    besluit = {"besloten_door": wie, "besloten_op": kalender.nu(), "uitkomst": "uitgevoerd"}
    afscherming(gevraagd_door=wie, **besluit)


def uitnodiging(gemeente: Gemeente | None = None, **velden: Any) -> Uitnodiging:
    vast = {
        "gemeente": gemeente or GemeenteFactory(),
        "door": GebruikerFactory(),
        "email": "els@example.nl",
        "van": DAG,
        "verstuurd_op": kalender.nu(),
        "verloopt_op": kalender.nu(),
        "kenmerk": "k",
    }
    return Uitnodiging(**(vast | velden))


def koppelingen(wie: Gebruiker, *kenmerken: str) -> list[Koppeling]:
    nu = kalender.nu()
    vast = {"uitgever": "https://a.nl", "gekoppeld_op": nu, "bevestigd_op": nu}
    return [Koppeling(gebruiker=wie, kenmerk=kenmerk, **vast) for kenmerk in kenmerken]


def groeprol(**velden: Any) -> Groeprol:
    return Groeprol(gemeente=GemeenteFactory(), groep="team", **velden)


def twee_uitnodigingen() -> None:
    gemeente = GemeenteFactory()
    bewaar(uitnodiging(gemeente, kenmerk="een"), uitnodiging(gemeente, kenmerk="twee"))


def maatregel(**velden: Any) -> None:
    thema = ThemaFactory()
    bewaar(Maatregel(**({"plan": thema.plan, "thema": thema, "code": "x"} | velden)))


def twee_maatregelen() -> None:
    bestaand = MaatregelFactory()
    maatregel(plan=bestaand.plan, code=bestaand.code)


def _opname(gemeente: Gemeente | None = None) -> Momentopname:
    return Momentopname.objects.create(
        gemeente=gemeente or GemeenteFactory(), soort="x", peildatum=DAG, gemaakt_op=kalender.nu()
    )


def twee_vaststellingen() -> None:
    plan = PlanFactory()
    opnamen = [_opname(plan.gemeente) for _ in range(2)]
    bewaar(
        *(
            Vaststelling(plan=plan, versie=1, orgaan="raad", momentopname=opname)
            for opname in opnamen
        )
    )


def bevestiging(aantal: int, uitkomst: str) -> None:
    stand = maak_stand(MaatregelFactory())
    gesloten = dicht(stand.maatregel.plan)
    bewaar(gesloten)
    velden = {"ronde": gesloten, "maatregel": stand.maatregel, "stand": stand}
    bewaar(*(Bevestiging(**velden, uitkomst=uitkomst) for _ in range(aantal)))


def twee_rondes(*toestanden: Callable[[Plan], Ronde]) -> None:
    plan = PlanFactory()
    bewaar(*(maak(plan) for maak in toestanden))


def _twee_agendapunten() -> None:
    vast = GOED[Agendapunt]() | {"onderwerp": "", "maatregel": MaatregelFactory()}
    twee(Agendapunt, **vast)


def naar_zichzelf(veld: str) -> None:
    eigen = MijlpaalFactory()
    models.QuerySet(Mijlpaal).filter(pk=eigen.pk).update(**{veld: eigen})


def beleidsplan(**velden: Any) -> Beleidsplan:
    vast = {"slug": "b", "titel": "Beleid", "van": DAG, "tot_en_met": DAG}
    rij = Beleidsplan(**(vast | {"gemeente": velden.get("gemeente") or GemeenteFactory()} | velden))
    bewaar(rij)
    return rij


def doel(**velden: Any) -> Doel:
    plan = velden.pop("beleidsplan", None) or beleidsplan()
    rij = Doel(**({"beleidsplan": plan, "code": "1", "niveau": "doel", "titel": "x"} | velden))
    bewaar(rij)
    return rij


# Per model a row that the database takes: what a constraint refuses, differs from it in one thing.
GOED: dict[type[models.Model], Callable[[], dict[str, Any]]] = {
    Actiepunt: lambda: {
        "plan": PlanFactory(),
        "nummer": 1,
        "tekst": "x",
        "wie": PersoonFactory(),
        "voor": DAG,
    },
    Aanwezigheid: lambda: {
        "ronde": _opgeslagen(Ronde),
        "persoon": PersoonFactory(),
        "aanwezig": True,
    },
    Agendapunt: lambda: {
        "ronde": _opgeslagen(Ronde),
        "onderwerp": "x",
        "behandeling": "bespreken",
        "volgorde": 1,
    },
    Agendasleutel: lambda: {
        "gebruiker": GebruikerFactory(),
        "plan": PlanFactory(),
        "kenmerk": next(KENMERKEN),
        "gemaakt_op": kalender.nu(),
    },
    Beleidsplan: lambda: {
        "gemeente": GemeenteFactory(),
        "slug": "b",
        "titel": "x",
        "van": DAG,
        "tot_en_met": DAG,
    },
    Besluit: lambda: {"plan": PlanFactory(), "nummer": 1, "genomen_op": DAG, "tekst": "x"},
    Besluitmoment: lambda: {
        "plan": PlanFactory(),
        "orgaan": "raad",
        "onderwerp": "x",
        "periode_soort": "onbepaald",
    },
    Besparing: lambda: {"maatregel": MaatregelFactory(), "jaar": 2024},
    Besteding: lambda: {"blad": BladFactory(), "jaar": 2024, "peildatum": DAG},
    Contextcijfer: lambda: {"plan": PlanFactory(), "onderwerp": "x", "waarde": 1},
    Dekking: lambda: {
        "plan": PlanFactory(),
        "staat": "p.m.",
        "bron": "x",
        "status": "besloten",
    },
    Doel: lambda: {"beleidsplan": beleidsplan(), "code": "1", "niveau": "doel", "titel": "x"},
    Doelkoppeling: lambda: {"maatregel": MaatregelFactory(), "doel": doel()},
    Gemeente: lambda: {"slug": "g", "naam": "G", "soort": "gemeente"},
    Investering: lambda: {"plan": PlanFactory(), "staat": "p.m."},
    Maatregel: lambda: {"plan": (thema := ThemaFactory()).plan, "thema": thema, "code": "x"},
    OpenEinde: lambda: {
        "stand": maak_stand(MaatregelFactory()),
        "tekst": "x",
        "periode_soort": "onbepaald",
    },
    Plan: lambda: {"gemeente": GemeenteFactory(), "slug": "p", "van": DAG, "tot_en_met": DAG},
    Projectrol: lambda: {"plan": PlanFactory(), "persoon": PersoonFactory(), "rol": "overig"},
    Resultaat: lambda: {"maatregel": MaatregelFactory(), "tekst": "x", "toestand_op": DAG},
    Risico: lambda: {"plan": PlanFactory(), "gebeurtenis": "x"},
    Ronde: lambda: {"plan": PlanFactory(), "peildatum": DAG},
    Rondebericht: lambda: {
        "ronde": _opgeslagen(Ronde),
        "persoon": PersoonFactory(),
        "soort": "uitnodiging",
        "gemaakt_op": kalender.nu(),
        "vervallen_op": kalender.nu(),
        "vervallen_door": "ronde",
    },
    Rondestap: lambda: {
        "ronde": _opgeslagen(Ronde),
        "soort": "gepland",
        "op": kalender.nu(),
    },
    Rust: lambda: {
        "maatregel": MaatregelFactory(),
        "van": DAG,
        "tot_en_met": DAG,
        "reden": "x",
    },
    Samenhang: lambda: {
        "maatregel": MaatregelFactory(),
        "soort": "inhoud",
        "buiten": "de regio",
        "periode_soort": "onbepaald",
    },
    Vaststelling: lambda: {"plan": PlanFactory(), "versie": 1, "orgaan": "raad"},
    Vergaderdag: lambda: {
        "gemeente": GemeenteFactory(),
        "soort": "raad",
        "van": DAG,
        "tot_en_met": DAG,
    },
    Vermelding: lambda: {"blad": BladFactory(), "investering": _opgeslagen(Investering)},
    VervallenActiviteit: lambda: {
        "plan": PlanFactory(),
        "titel": "x",
        "reden": "x",
        "bestemming": "vervallen",
    },
    Voortgangsregel: lambda: {
        "stand": maak_stand(MaatregelFactory()),
        "tekst": "x",
        "fase": "gepland",
        "periode_soort": "onbepaald",
    },
}


def _opgeslagen(model: type[models.Model]) -> Any:
    rij = model(**GOED[model]())
    bewaar(rij)
    return rij


def anders(model: type[models.Model], **velden: Any) -> Callable[[], None]:
    """Stores a row that is good but for `velden`; a value may be a function that makes it."""

    def breek() -> None:
        gemaakt = {
            naam: waarde() if callable(waarde) else waarde for naam, waarde in velden.items()
        }
        bewaar(model(**(GOED[model]() | gemaakt)))

    return breek


def nogmaals(model: type[models.Model], **velden: Any) -> Callable[[], None]:
    """Stores one good row twice."""
    return lambda: twee(model, **(GOED[model]() | velden))


def _begroting(nog_eens: int, **velden: Any) -> None:
    """Stores the besluit over a begroting, and again."""
    velden = {"begrotingsjaar": 2026, "gemeente": GemeenteFactory(), "plan": None} | velden
    for _ in range(1 + nog_eens):
        bewaar(Besluitmoment(**(GOED[Besluitmoment]() | velden)))


def naar_eigen(model: type[models.Model], veld: str) -> Callable[[], None]:
    """Makes a good row refer to itself."""

    def breek() -> None:
        rij = model(**GOED[model]())
        bewaar(rij)
        models.QuerySet(model).filter(pk=rij.pk).update(**{veld: rij.pk})

    return breek


def dubbel(model: type[models.Model], *velden: str) -> Callable[[], None]:
    """Stores two rows that have the same in `velden`."""

    def breek() -> None:
        een, twee = GOED[model](), GOED[model]()
        bewaar(model(**een), model(**(twee | {veld: een[veld] for veld in velden})))

    return breek


def _keuzes() -> list[tuple[str, Callable[[], Any]]]:
    """Every column that holds one of a list of words, with a word that is not in it."""
    return [
        (beperking.name, anders(model, **{naam.removesuffix("_keuze"): "zomaar"}))
        for model in MODELLEN
        for beperking in model._meta.constraints
        for naam in [beperking.name.removeprefix(f"{model._meta.label_lower.replace('.', '_')}_")]
        if naam.endswith("_keuze")
    ]


VROEGER = DAG - timedelta(days=1)
GELD: list[tuple[str, Callable[[], Any]]] = [
    (f"maatregelen_{model.__name__.lower()}_{naam}", anders(model, **velden))
    for model in (Investering, Dekking)
    for naam, velden in [
        ("een_plaats", {"blad": BladFactory, "thema": ThemaFactory}),
        ("bedrag", {"staat": "bedrag"}),
        ("bedrag", {"staat": "nihil", "bedrag": 0, "per": "jaar"}),
        ("bedrag", {"staat": "n.t.b.", "bedrag": 5, "per": "jaar"}),
        ("per", {"staat": "bedrag", "bedrag": 5}),
        ("per", {"staat": "bedrag", "bedrag": 5, "per": "onbekend"}),
        ("per", {"staat": "bedrag", "bedrag": 5, "per": "jaar", "aanname": "jaar"}),
        ("per", {"per": "jaar"}),
        ("uren", {"staat": "uren"}),
        ("volgorde", {"van": DAG, "tot_en_met": VROEGER}),
    ]
]
PLAN_OF_BELEID: list[tuple[str, Callable[[], Any]]] = [
    (f"maatregelen_{model.__name__.lower()}_waarvan", breek)
    for model in (Besluitmoment, Contextcijfer, Risico, Vaststelling)
    for breek in (anders(model, plan=None), anders(model, beleidsplan=beleidsplan))
]
PERIODEN: list[tuple[str, Callable[[], Any]]] = [
    (f"maatregelen_{model.__name__.lower()}_periode", anders(model, periode_soort="kwartaal"))
    for model in (Besluitmoment, OpenEinde, Samenhang, Voortgangsregel)
]

# Every named constraint of the two apps with a row that breaks it and nothing else. Those of Stand
# are in test_standen.py, those of Gebeurtenis in jeugdhulp/tests.
BREUKEN: list[tuple[str, Callable[[], Any]]] = [
    ("jeugdhulp_gemeente_soort", lambda: GemeenteFactory(soort="provincie")),
    ("jeugdhulp_lidmaatschap_volgorde", lambda: bewaar(lid(tot_en_met=date(2024, 2, 29)))),
    (
        "jeugdhulp_lidmaatschap_een_per_gemeente",
        lambda: twee(
            Lidmaatschap, gebruiker=GebruikerFactory(), gemeente=GemeenteFactory(), van=DAG
        ),
    ),
    (
        "jeugdhulp_gebruiker_mailadres",
        lambda: [GebruikerFactory(email=email) for email in ("els@example.nl", "Els@Example.nl")],
    ),
    (
        "jeugdhulp_bekendadres_een_keer",
        lambda: twee(
            BekendAdres, gebruiker=GebruikerFactory(), kenmerk="k", laatst_op=kalender.nu()
        ),
    ),
    (
        "jeugdhulp_koppeling_een_per_bron",
        lambda: bewaar(*koppelingen(GebruikerFactory(), "een", "twee")),
    ),
    (
        "jeugdhulp_groeprol_een_keer",
        lambda: twee(Groeprol, gemeente=GemeenteFactory(), groep="team", rol="controller"),
    ),
    ("jeugdhulp_groeprol_soort", lambda: bewaar(groeprol(rol="koning"))),
    (
        "jeugdhulp_groeprol_extern_zonder_rol",
        lambda: bewaar(groeprol(rol="controller", extern=True)),
    ),
    (
        "jeugdhulp_uitnodiging_een_einde",
        lambda: bewaar(uitnodiging(aangenomen_op=kalender.nu(), ingetrokken_op=kalender.nu())),
    ),
    ("jeugdhulp_uitnodiging_volgorde", lambda: bewaar(uitnodiging(tot_en_met=date(2024, 2, 29)))),
    ("jeugdhulp_uitnodiging_een_open", twee_uitnodigingen),
    (
        "jeugdhulp_rol_een_keer",
        lambda: GebruikerFactory(lid_van=GemeenteFactory(), rollen=["controller"] * 2),
    ),
    ("jeugdhulp_rol_soort", lambda: GebruikerFactory(lid_van=GemeenteFactory(), rollen=["baas"])),
    ("jeugdhulp_persoon_naam", lambda: twee(Persoon, gemeente=GemeenteFactory(), naam="Ada")),
    (
        "jeugdhulp_persoon_soort",
        lambda: bewaar(Persoon(gemeente=GemeenteFactory(), naam="Ada", soort="robot")),
    ),
    (
        "jeugdhulp_persoon_alleen_mens_meldt_aan",
        lambda: bewaar(
            Persoon(
                gemeente=GemeenteFactory(), naam="A", soort="functie", gebruiker=GebruikerFactory()
            )
        ),
    ),
    (
        "jeugdhulp_organisatie_naam",
        lambda: twee(Organisatie, gemeente=GemeenteFactory(), naam="Team", soort="partner"),
    ),
    (
        "jeugdhulp_organisatie_soort",
        lambda: bewaar(Organisatie(gemeente=GemeenteFactory(), naam="Team", soort="bende")),
    ),
    (
        "maatregelen_plan_adres",
        lambda: twee(Plan, gemeente=GemeenteFactory(), slug="p", van=DAG, tot_en_met=DAG),
    ),
    ("maatregelen_plan_periode", lambda: plan(tot_en_met=date(2024, 2, 29))),
    ("maatregelen_plan_ritme", lambda: plan(ritme_maanden=0)),
    ("maatregelen_plan_ritme", lambda: plan(ritme_maanden=13)),
    ("maatregelen_vaststelling_versie", twee_vaststellingen),
    ("maatregelen_thema_code", lambda: twee(Thema, plan=PlanFactory(), code="1")),
    ("maatregelen_cluster_code", lambda: twee(Cluster, plan=PlanFactory(), code="1")),
    ("maatregelen_maatregel_code", twee_maatregelen),
    ("maatregelen_maatregel_code_gevuld", lambda: maatregel(code="")),
    ("maatregelen_maatregel_fase", lambda: maatregel(fase="zomaar")),
    (
        "maatregelen_blad_een_per_cluster",
        lambda: twee(Blad, maatregel=MaatregelFactory(), cluster=ClusterFactory()),
    ),
    ("maatregelen_blad_een_zonder_cluster", lambda: twee(Blad, maatregel=MaatregelFactory())),
    (
        "maatregelen_betrokkenheid_persoon_of_organisatie",
        lambda: bewaar(Betrokkenheid(maatregel=MaatregelFactory(), rol="trekker")),
    ),
    (
        "maatregelen_betrokkenheid_persoon_of_organisatie",
        lambda: bewaar(
            Betrokkenheid(
                maatregel=MaatregelFactory(),
                rol="trekker",
                persoon=PersoonFactory(),
                organisatie=OrganisatieFactory(),
            )
        ),
    ),
    (
        "maatregelen_betrokkenheid_volgorde",
        lambda: bewaar(
            Betrokkenheid(
                maatregel=MaatregelFactory(),
                rol="trekker",
                persoon=PersoonFactory(),
                van=DAG,
                tot_en_met=DAG - timedelta(days=1),
            )
        ),
    ),
    (
        "maatregelen_betrokkenheid_rol",
        lambda: bewaar(
            Betrokkenheid(maatregel=MaatregelFactory(), rol="baas", persoon=PersoonFactory())
        ),
    ),
    ("maatregelen_mijlpaal_periode", lambda: mijlpaal(periode_soort="zomaar")),
    ("maatregelen_mijlpaal_periode", lambda: mijlpaal(van=DAG)),
    ("maatregelen_mijlpaal_periode", lambda: mijlpaal(periode_soort="kwartaal", van=DAG)),
    ("maatregelen_mijlpaal_periode", lambda: mijlpaal(periode_soort="vanaf")),
    (
        "maatregelen_mijlpaal_periode",
        lambda: mijlpaal(periode_soort="tot", van=DAG, tot_en_met=DAG),
    ),
    ("jeugdhulp_afscherming_besluit", lambda: afscherming(uitkomst="afgewezen")),
    ("jeugdhulp_afscherming_besluit", lambda: afscherming(besloten_op=kalender.nu())),
    ("jeugdhulp_afscherming_twee_mensen", zelf_uitgevoerd),
    ("jeugdhulp_afscherming_soort", lambda: afscherming(soort="zomaar")),
    ("jeugdhulp_afscherming_soort", lambda: afscherming(soort="vernietigen")),
    ("maatregelen_mijlpaal_periode", lambda: mijlpaal(periode_soort="herhalend")),
    (
        "maatregelen_mijlpaal_periode",
        lambda: mijlpaal(periode_soort="reeks", van=DAG, tot_en_met=date(2024, 2, 29)),
    ),
    ("maatregelen_mijlpaal_toestand", lambda: mijlpaal(toestand="zomaar")),
    ("maatregelen_mijlpaal_toestand", lambda: mijlpaal(gereed_op=DAG)),
    ("maatregelen_mijlpaal_toestand", lambda: mijlpaal(toestand="vervallen", gereed_op=DAG)),
    ("maatregelen_mijlpaal_soort", lambda: mijlpaal(soort="feest")),
    ("maatregelen_mijlpaal_niet_zichzelf", lambda: naar_zichzelf("zelfde_als")),
    ("maatregelen_mijlpaal_niet_zichzelf", lambda: naar_zichzelf("onderdeel_van")),
    (
        "maatregelen_ronde_een_lopend",
        lambda: twee_rondes(
            lambda plan: ronde(plan=plan), lambda plan: ronde(plan=plan, peildatum=date(2024, 5, 1))
        ),
    ),
    ("maatregelen_ronde_peildatum", lambda: twee_rondes(dicht, dicht)),
    ("maatregelen_ronde_gesloten_op", lambda: bewaar(ronde(toestand="gesloten"))),
    ("maatregelen_ronde_gesloten_op", lambda: bewaar(ronde(gesloten_op=kalender.nu()))),
    ("maatregelen_ronde_geopend_op", lambda: bewaar(ronde(toestand="zomaar"))),
    ("maatregelen_ronde_geopend_op", anders(Ronde, geopend_op=kalender.nu)),
    ("maatregelen_ronde_geopend_op", anders(Ronde, toestand="open")),
    ("maatregelen_ronde_dagen", anders(Ronde, opent_op=DAG, leveren_voor=VROEGER)),
    ("maatregelen_ronde_dagen", anders(Ronde, leveren_voor=DAG, vergadering_op=VROEGER)),
    ("maatregelen_rondebericht_een_keer", nogmaals(Rondebericht)),
    (
        "maatregelen_rondebericht_begonnen",
        anders(Rondebericht, begonnen_op=kalender.nu),
    ),
    ("maatregelen_rondebericht_vervallen", anders(Rondebericht, vervallen_door="")),
    ("maatregelen_rondestap_reden", anders(Rondestap, soort="heropend")),
    ("maatregelen_rondestap_momentopname", anders(Rondestap, momentopname=_opname)),
    ("maatregelen_agendapunt_waarover", anders(Agendapunt, onderwerp="")),
    ("maatregelen_agendapunt_waarover", anders(Agendapunt, maatregel=MaatregelFactory)),
    ("maatregelen_agendapunt_een_keer", _twee_agendapunten),
    ("maatregelen_aanwezigheid_een_keer", nogmaals(Aanwezigheid)),
    ("maatregelen_agendasleutel_een_per_plan", dubbel(Agendasleutel, "gebruiker", "plan")),
    ("maatregelen_bevestiging_een_per_ronde", lambda: bevestiging(2, "bevestigd")),
    ("maatregelen_bevestiging_uitkomst", lambda: bevestiging(1, "zomaar")),
    *_keuzes(),
    *GELD,
    *PLAN_OF_BELEID,
    *PERIODEN,
    (
        "jeugdhulp_gemeente_geldigheid",
        anders(Gemeente, geldig_van=DAG, geldig_tot_en_met=VROEGER),
    ),
    ("jeugdhulp_gemeente_opvolger", anders(Gemeente, opvolger=GemeenteFactory)),
    (
        "jeugdhulp_deelname_een_keer",
        lambda: twee(Deelname, samenwerking=GemeenteFactory(), gemeente=GemeenteFactory()),
    ),
    (
        "jeugdhulp_deelname_niet_zichzelf",
        lambda: bewaar(Deelname(samenwerking=(zelf := GemeenteFactory()), gemeente=zelf)),
    ),
    ("maatregelen_actiepunt_nummer", dubbel(Actiepunt, "plan")),
    ("maatregelen_besluit_toestand", anders(Besluit, toestand="afgedaan")),
    ("maatregelen_besluit_toestand", anders(Besluit, afgedaan_op=DAG)),
    ("maatregelen_besluit_toestand", anders(Besluit, toestand="ingetrokken")),
    ("maatregelen_besluit_toestand", anders(Besluit, toestand="zomaar")),
    ("maatregelen_actiepunt_toestand", anders(Actiepunt, toestand="gereed")),
    ("maatregelen_actiepunt_toestand", anders(Actiepunt, gereed_op=DAG)),
    ("maatregelen_actiepunt_toestand", anders(Actiepunt, toestand="zomaar")),
    ("maatregelen_beleidsplan_adres", dubbel(Beleidsplan, "gemeente")),
    ("maatregelen_beleidsplan_periode", anders(Beleidsplan, tot_en_met=VROEGER)),
    ("maatregelen_beleidsplan_niet_zichzelf", naar_eigen(Beleidsplan, "voorganger")),
    ("maatregelen_besluit_nummer", dubbel(Besluit, "plan")),
    (
        "maatregelen_besluitmaatregel_een_keer",
        lambda: twee(
            Besluitmaatregel,
            besluit=_opgeslagen(Besluit),
            maatregel=MaatregelFactory(),
        ),
    ),
    ("maatregelen_besluitmoment_waarvan", anders(Besluitmoment, gemeente=GemeenteFactory)),
    ("maatregelen_besluitmoment_uitkomst", anders(Besluitmoment, genomen_op=DAG)),
    ("maatregelen_besluitmoment_begroting", anders(Besluitmoment, begrotingsjaar=2026)),
    ("maatregelen_besluitmoment_een_begroting", lambda: _begroting(1)),
    ("maatregelen_besluitmoment_begroting", lambda: _begroting(0, begrotingsjaar=1989)),
    ("maatregelen_besparing_een_per_jaar", nogmaals(Besparing)),
    ("maatregelen_besparing_toerekening", anders(Besparing, toerekenbaar=5)),
    ("maatregelen_besteding_een_per_dag", nogmaals(Besteding)),
    ("maatregelen_besteding_jaar", anders(Besteding, jaar=1989)),
    ("maatregelen_contextcijfer_gevuld", anders(Contextcijfer, waarde=None)),
    ("maatregelen_doel_code", dubbel(Doel, "beleidsplan")),
    ("maatregelen_doel_niet_zichzelf", naar_eigen(Doel, "ouder")),
    ("maatregelen_doelkoppeling_een_keer", nogmaals(Doelkoppeling)),
    (
        "maatregelen_doelkoppeling_een_primair",
        lambda: bewaar(
            *(
                Doelkoppeling(maatregel=maatregel, doel=doel(), primair=True)
                for maatregel in [MaatregelFactory()] * 2
            )
        ),
    ),
    ("maatregelen_plan_niet_zichzelf", naar_eigen(Plan, "voorganger")),
    ("maatregelen_projectrol_persoon_of_organisatie", anders(Projectrol, persoon=None)),
    (
        "maatregelen_projectrol_persoon_of_organisatie",
        anders(Projectrol, organisatie=OrganisatieFactory),
    ),
    ("maatregelen_resultaat_waarvan", anders(Resultaat, maatregel=None)),
    ("maatregelen_resultaat_waarvan", anders(Resultaat, doel=doel)),
    ("maatregelen_resultaat_bewijs", anders(Resultaat, toestand="bereikt", toestand_op=None)),
    (
        "maatregelen_risico_een_plaats",
        anders(Risico, maatregel=MaatregelFactory, doel=doel),
    ),
    ("maatregelen_rust_einde", anders(Rust, tot_en_met=None)),
    ("maatregelen_rust_volgorde", anders(Rust, tot_en_met=VROEGER)),
    *(
        (f"maatregelen_{model._meta.model_name}_einde", anders(model, **einde))
        for model in (Resultaat, Risico, Samenhang)
        for einde in ({"beeindigd_op": DAG}, {"einde_reden": "Telt niet meer."})
    ),
    ("maatregelen_samenhang_een_kant", anders(Samenhang, buiten="")),
    ("maatregelen_samenhang_een_kant", anders(Samenhang, naar_thema=ThemaFactory)),
    (
        "maatregelen_samenhang_een_kant",
        anders(Samenhang, buiten="", naar_thema=ThemaFactory, naar_organisatie=OrganisatieFactory),
    ),
    (
        "maatregelen_samenhang_niet_zichzelf",
        lambda: anders(
            Samenhang, buiten="", maatregel=(zelf := MaatregelFactory()), naar_maatregel=zelf
        )(),
    ),
    (
        "maatregelen_vaststelling_versie_beleidsplan",
        lambda: nogmaals(Vaststelling, plan=None, beleidsplan=beleidsplan())(),
    ),
    ("maatregelen_vergaderdag_een_keer", nogmaals(Vergaderdag)),
    ("maatregelen_vergaderdag_volgorde", anders(Vergaderdag, tot_en_met=VROEGER)),
    ("maatregelen_vermelding_een_regel", anders(Vermelding, investering=None)),
    ("maatregelen_vermelding_investering", nogmaals(Vermelding)),
    (
        "maatregelen_vermelding_dekking",
        lambda: nogmaals(Vermelding, investering=None, dekking=_opgeslagen(Dekking))(),
    ),
]


def in_melding(naam: str) -> str:
    """What the database says: the name, but on SQLite the columns where it must be unique."""
    (gevonden,) = [
        (model, beperking)
        for model in MODELLEN
        for beperking in model._meta.constraints
        if beperking.name == naam
    ]
    model, beperking = gevonden
    if (
        connection.vendor == "postgresql"
        or isinstance(beperking, models.CheckConstraint)
        or not beperking.fields
    ):
        return naam
    kolommen = [model._meta.get_field(veld).column for veld in beperking.fields]
    return "UNIQUE constraint failed: " + ", ".join(
        f"{model._meta.db_table}.{kolom}" for kolom in kolommen
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("naam", "breek"), BREUKEN, ids=[naam for naam, _ in BREUKEN])
def test_the_database_refuses(naam: str, breek: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError) as fout:
        breek()

    assert in_melding(naam) in str(fout.value)


def test_every_named_constraint_is_tried() -> None:
    elders = {
        naam
        for naam in BEPERKINGEN
        if naam.startswith(("maatregelen_stand_", "jeugdhulp_gebeurtenis_"))
    }

    assert {naam for naam, _ in BREUKEN} | elders == BEPERKINGEN
    assert len(elders) == 10


@pytest.mark.django_db
@pytest.mark.parametrize("model", GOED, ids=lambda model: model.__name__)
def test_the_row_that_the_refused_ones_differ_from_is_taken(model: type[models.Model]) -> None:
    _opgeslagen(model)

    assert models.QuerySet(model).count() >= 1


@pytest.mark.parametrize("model", MODELLEN, ids=lambda model: model.__name__)
def test_names_of_constraints_say_whose_they_are(model: Any) -> None:
    begin = f"{model._meta.app_label}_{model._meta.model_name}_"

    assert [b.name for b in model._meta.constraints if not b.name.startswith(begin)] == []


@pytest.mark.parametrize("model", MODELLEN, ids=lambda model: model.__name__)
def test_a_model_explains_itself(model: Any) -> None:
    """A docstring of its own (Django makes one of the columns), and Dutch words for people."""
    zonder_naam = [
        veld.name
        for veld in model._meta.local_fields
        if veld._verbose_name is None and not veld.primary_key
    ]

    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert zonder_naam == []
    assert model._meta.original_attrs.keys() >= {"verbose_name", "verbose_name_plural"}


def test_nothing_that_somebody_decided_goes_with_something_else() -> None:
    """ONTWERP § 4 rule 16: only a rol goes with its lidmaatschap. A token to ask a directory with
    was decided by nobody, and must not outlive whom it is about."""
    met = {
        (model.__name__, veld.name)
        for model in MODELLEN
        for veld in model._meta.local_fields
        if veld.remote_field and veld.remote_field.on_delete is not models.PROTECT
    }

    assert met == {("Rol", "lidmaatschap"), ("Verversing", "koppeling")}
