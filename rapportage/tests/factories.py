"""Dull, valid reports and frozen versions of them, without gathering or rendering anything."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory

from jeugdhulp import logboek
from jeugdhulp.domain.momentopnamen import bevries, feiten
from jeugdhulp.tests.factories import GevolgdFactory
from maatregelen.tests.factories import PlanFactory
from rapportage.choices import OpmaakToestand, Stap, VersieSoort, Vorm
from rapportage.models import (
    Opmaak,
    Publicatie,
    Rapportage,
    Rapportblok,
    Rapportversie,
    Versiestap,
)

MOMENT = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)


class RapportageFactory(GevolgdFactory):
    """A concept."""

    class Meta:
        model = Rapportage

    plan = factory.SubFactory(PlanFactory)
    gemeente = factory.LazyAttribute(lambda zelf: zelf.plan.gemeente)
    nummer = factory.Sequence(lambda nummer: nummer + 1)
    titel = "Voortgangsrapportage april 2024"
    # Two reports of a plan are never of one day.
    peildatum = factory.Sequence(lambda nummer: date(2024, 4, 1 + nummer % 28))


class RapportblokFactory(GevolgdFactory):
    """What somebody wrote with a block."""

    class Meta:
        model = Rapportblok

    rapportage = factory.SubFactory(RapportageFactory)
    soort = "samenvatting"
    tekst = "Het loopt."

    @classmethod
    def gemeente_van(cls, rij: Rapportblok) -> Any:
        return rij.rapportage.gemeente


def gegevens_van(rapportage: Rapportage, *, versie: int | None = 1, **anders: Any) -> Any:
    """The JSON of a report with nothing in it; for the shape see `rapportage.blokken.basis`."""
    plan = rapportage.plan
    return {
        "vorm": 2,
        "soort": rapportage.soort,
        "titel": rapportage.titel,
        "plan": {
            "titel": plan.titel,
            "gemeente": plan.gemeente.naam,
            "naam_thema": plan.naam_thema,
            "naam_maatregel": plan.naam_maatregel.lower(),
            "naam_maatregel_meervoud": "maatregelen",
            "naam_overleg": plan.naam_overleg,
            "aspecten": plan.aspecten,
        },
        "peildatum": rapportage.peildatum.isoformat(),
        "bekend_op": logboek.moment_als_tekst(MOMENT),
        "voorbeeld": plan.gemeente.voorbeeld,
        "werkversie": False,
        "met_namen": rapportage.met_namen,
        "opgesteld_door": "beleidsadviseur",
        "versie": versie,
        "reden": "",
        "vervangt": None,
        "kop": {"gemeente": plan.gemeente.slug, "volgnummer": 0, "hash": ""},
        "programma": "0",
        "blokken": [],
        "bijlage": {"besluitpunten": ""},
    } | anders


def blok_van(soort: str, tekst: str) -> dict[str, Any]:
    """A block of that JSON with a text and no facts."""
    teksten = [{"thema": "", "tekst": tekst}]
    return {"soort": soort, "kop": soort, "anker": soort, "teksten": teksten, "feiten": {}}


class RapportversieFactory(factory.django.DjangoModelFactory):
    """A frozen version with its data. `gereed`: with files, and ter besluitvorming; `stappen`: how
    far it came after that, one of each on the first of May 2024."""

    class Meta:
        model = Rapportversie
        skip_postgeneration_save = True

    class Params:
        gereed = False
        stappen: tuple[Stap, ...] = ()
        gegevens = None

    rapportage = factory.SubFactory(RapportageFactory)
    nummer = factory.LazyAttribute(lambda zelf: zelf.rapportage.versies.count() + 1)
    gemaakt_op = MOMENT

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        gereed, stappen = params.pop("gereed", False), params.pop("stappen", ())
        cls._eigen_gegevens = params.pop("gegevens", None)
        versie = super()._generate(strategy, params)
        if gereed or stappen:
            maak_gereed(versie)
        else:
            Opmaak.objects.create(versie=versie)
        for stap in stappen:
            VersiestapFactory(versie=versie, stap=stap)
        return versie

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        rapportage, nummer = kwargs["rapportage"], kwargs["nummer"]
        gegevens = gegevens_van(rapportage, versie=nummer) | (cls._eigen_gegevens or {})
        momentopname = kwargs.pop("momentopname", None) or bevries(
            gegevens,
            gemeente_id=rapportage.gemeente_id,
            soort="voortgangsrapportage",
            peildatum=rapportage.peildatum,
            moment=MOMENT,
        )
        with logboek.handeling(door=None, reden="gemaakt voor een test", kanaal="test"):
            momentopname.save()
            versie = model_class(*args, momentopname=momentopname, **kwargs)
            versie.full_clean(validate_constraints=False)
            versie.save(force_insert=True)
            logboek.schrijf(
                "rapport bevroren",
                rapportage,
                gemeente_id=rapportage.gemeente_id,
                naam=str(versie),
                feiten=feiten(momentopname),
                momentopname=momentopname.pk,
            )
        return versie


class VersiestapFactory(factory.django.DjangoModelFactory):
    """A step that a version came further."""

    class Meta:
        model = Versiestap

    stap = Stap.VASTGESTELD
    orgaan = "college van B en W"
    dag = date(2024, 5, 1)
    gemaakt_op = MOMENT


class PublicatieFactory(factory.django.DjangoModelFactory):
    """A file of a version."""

    class Meta:
        model = Publicatie

    vorm = Vorm.PDF
    naam = factory.LazyAttribute(lambda zelf: f"rapport.{zelf.vorm}")
    inhoud = b"een bestand"
    sha256 = factory.LazyAttribute(lambda zelf: hashlib.sha256(zelf.inhoud).hexdigest())
    grootte = factory.LazyAttribute(lambda zelf: len(zelf.inhoud))


# As the maker of files names them: one of each, a csv per table.
BESTANDEN = {
    Vorm.PDF: b"%PDF-1.7 een rapport",
    Vorm.WEB: (
        '<article class="rapport"><h1>Voortgangsrapportage april 2024</h1>'
        '<h2 id="samenvatting">Bestuurlijke samenvatting</h2><p>Eén maatregel is rood.</p>'
        "</article>"
    ).encode(),
    Vorm.ODS: b"PK een werkblad",
    Vorm.CSV: b"code;licht\r\n1a;rood\r\n",
}


def bestandsnaam_van(versie: Rapportversie, einde: str) -> str:
    """Of one of those files."""
    return f"voortgangsrapportage-versie-{versie.nummer}.{einde}"


def maak_gereed(versie: Rapportversie, web: bytes = b"") -> Rapportversie:
    """`versie` with its files, ter besluitvorming since the first of May 2024. `web`: another web
    page."""
    Opmaak.objects.update_or_create(
        versie=versie, defaults={"toestand": OpmaakToestand.GEREED, "klaar": 100}
    )
    for vorm, inhoud in BESTANDEN.items():
        einde = "html" if vorm == Vorm.WEB else vorm
        PublicatieFactory(
            versie=versie,
            vorm=vorm,
            naam=bestandsnaam_van(versie, einde),
            inhoud=(web if vorm == Vorm.WEB else b"") or inhoud,
        )
    VersiestapFactory(versie=versie, stap=Stap.TER_BESLUITVORMING, orgaan="")
    return versie


def maak_openbaar(rapportage: Rapportage, **anders: Any) -> Rapportversie:
    """A version of `rapportage` that went all the way."""
    return RapportversieFactory(
        rapportage=rapportage,
        stappen=(Stap.VASTGESTELD, Stap.AANGEBODEN, Stap.OPENBAAR),
        **anders,
    )


def maak_erratum(oud: Rapportversie, web: bytes = b"") -> Rapportversie:
    """An erratum of `oud`, as far as that came; the files of `oud` are empty from then on. `web`:
    another web page."""
    stappen = tuple(
        Stap(stap.stap) for stap in oud.stappen.all() if stap.stap != Stap.TER_BESLUITVORMING
    )
    nieuw = RapportversieFactory(
        rapportage=oud.rapportage,
        soort=VersieSoort.ERRATUM,
        vervangt=oud,
        # After the steps that it takes over.
        gemaakt_op=MOMENT + timedelta(hours=1),
    )
    maak_gereed(nieuw, web)
    for stap in stappen:
        VersiestapFactory(versie=nieuw, stap=stap)
    oud.publicaties.update(inhoud=b"", afgeschermd_op=MOMENT)
    return nieuw
