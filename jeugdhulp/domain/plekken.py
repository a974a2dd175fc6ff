"""Where the texts of the shared tables stand, for `afschermen`."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from jeugdhulp import kalender
from jeugdhulp.controle import VERNIETIGD
from jeugdhulp.domain.afschermen import Bereik, Plek, Verslag
from jeugdhulp.domain.momentopnamen import bevries
from jeugdhulp.models import Gebeurtenis, Momentopname
from jeugdhulp.opmaak import moment
from jeugdhulp.wissen import AFGESCHERMD

Regels = QuerySet[Gebeurtenis]
# The tracked models that have a place.
MODELLEN: set[type[models.Model]] = set()


def regels(over_onderwerp: Callable[[models.Model], Regels]) -> Plek:
    """The lines of the logboek; `over_onderwerp` gives those about a plan and all that is in it."""

    def rijen(bereik: Bereik) -> Iterable[Gebeurtenis]:
        gevonden: Regels = Gebeurtenis.objects.filter(gemeente=bereik.gemeente)
        if bereik.onderwerp is not None:
            gevonden = over_onderwerp(bereik.onderwerp).exclude(soort=VERNIETIGD)
        return gevonden.exclude(inhoud=None).order_by("volgnummer").iterator(2000)

    def lees(regel: Gebeurtenis) -> dict[str, Any]:
        """What people wrote. Not the channel, nor what an earlier act tells of places."""
        gegevens = regel.gegevens
        delen = ("reden",) if regel.soort == VERNIETIGD else ("onderwerp", "voor", "na", "reden")
        return {deel: gegevens[deel] for deel in (*delen, "bron") if deel in gegevens}

    def wis(regel: Gebeurtenis, nieuw: dict[str, Any], verslag: Verslag) -> None:
        if regel.soort == VERNIETIGD:
            verslag.neem_over(regel)
        verslag.regels.add(regel.volgnummer)

    return Plek(
        naam="regels van het logboek",
        rijen=rijen,
        lees=lees,
        noem=lambda regel: f"regel {regel.volgnummer}, {regel.soort}, {moment(regel.moment)}",
        wis=wis,
    )


# What an app says in the erratum of a snapshot of its own: gets the snapshot and the new data.
Bewerker = Callable[[Momentopname, dict[str, Any]], dict[str, Any]]
_bewerkers: list[Bewerker] = []


def bewerk_erratum(bewerker: Bewerker) -> None:
    """An app tells in the erratum itself that it is one; in `AppConfig.ready`."""
    if bewerker not in _bewerkers:
        _bewerkers.append(bewerker)


def _wis_momentopname(rij: Momentopname, nieuw: dict[str, Any], verslag: Verslag) -> None:
    """Empty the snapshot, and store an erratum version without the words beside it."""
    nu = kalender.nu()
    Momentopname._base_manager.filter(pk=rij.pk).update(tekst="", afgeschermd_op=nu)
    gegevens = reduce(lambda tekst, bewerk: bewerk(rij, tekst), _bewerkers, nieuw["tekst"])
    erratum = bevries(
        gegevens,
        gemeente_id=rij.gemeente_id,
        soort=rij.soort,
        peildatum=rij.peildatum,
        moment=nu,
    )
    erratum.vervangt = rij
    erratum.save(force_insert=True)
    verslag.feiten["momentopnamen"].append([rij.pk, rij.sha256, erratum.pk, erratum.sha256])


def _rijen_momentopnamen(bereik: Bereik) -> QuerySet[Momentopname]:
    """In the order in which they were frozen: errata get their numbers in it. None of a plan: a
    report is a record of its own, with its own term."""
    rijen = Momentopname.objects.filter(gemeente=bereik.gemeente, afgeschermd_op=None)
    return rijen.none() if bereik.onderwerp else rijen.order_by("pk")


momentopnamen = Plek(
    naam="bewaarde gegevens van rapporten",
    rijen=_rijen_momentopnamen,
    lees=lambda rij: {"tekst": json.loads(rij.tekst)},
    noem=str,
    wis=_wis_momentopname,
)


def gevolgd(
    model: type[models.Model],
    naar_gemeente: str | tuple[str, ...],
    naar_onderwerp: Mapping[str, str] | None = None,
    meervoud: str = "",
) -> tuple[Plek, Plek]:
    """The rows of a tracked model, and their earlier versions with the reasons given.

    `naar_gemeente` is its path to the gemeente, or the paths of which it has one;
    `naar_onderwerp` has per label its path to what can be destroyed whole; `meervoud` is what users
    call the rows, when that is not the name of the model.
    """
    MODELLEN.add(model)
    paden = (naar_gemeente,) if isinstance(naar_gemeente, str) else naar_gemeente
    velden = vrije_teksten(model)
    alle: QuerySet[Any] = model._base_manager.all()
    alle_versies: QuerySet[Any] = model.historie.model._base_manager.all()  # type: ignore[attr-defined]
    meervoud = meervoud or str(model._meta.verbose_name_plural)

    def rijen(bereik: Bereik) -> QuerySet[Any]:
        if bereik.onderwerp is None:
            return alle.filter(reduce(or_, (Q(**{pad: bereik.gemeente}) for pad in paden)))
        pad = (naar_onderwerp or {}).get(bereik.onderwerp._meta.label_lower)
        return alle.filter(**{pad: bereik.onderwerp.pk}) if pad else alle.none()

    def versies(bereik: Bereik) -> QuerySet[Any]:
        if bereik.onderwerp is not None:
            pad = (naar_onderwerp or {}).get(bereik.onderwerp._meta.label_lower)
            if pad is None:
                return alle_versies.none()
            # Also of a row that is gone; of a version `pk` is its own number.
            van_toen = Q(**{"id" if pad == "pk" else pad: bereik.onderwerp.pk})
            return alle_versies.filter(Q(id__in=rijen(bereik).values("pk")) | van_toen)
        # By the act they were written in: the row itself may be gone.
        acten = Gebeurtenis.objects.filter(gemeente=bereik.gemeente).values("handeling")
        return alle_versies.filter(handeling__in=acten)

    return (
        Plek(meervoud, rijen, _lezer(velden), lambda rij: f"nummer {rij.pk}", _bewaar),
        Plek(
            f"eerdere versies van {meervoud}",
            versies,
            _lezer([*velden, "history_change_reason"]),
            lambda rij: f"nummer {rij.id}, {moment(rij.history_date)}",
            _bewaar,
        ),
    )


def vrije_teksten(model: type[models.Model]) -> list[str]:
    """The fields of a model in which people may write what they like."""
    return [
        veld.name
        for veld in model._meta.local_fields
        if isinstance(veld, models.TextField | models.CharField | models.JSONField)
        and not isinstance(veld, models.SlugField)
        and not veld.choices
        and veld.name != "code"
    ]


def _lezer(velden: Iterable[str]) -> Callable[[models.Model], dict[str, Any]]:
    return lambda rij: {veld: getattr(rij, veld) for veld in velden}


def _bewaar(rij: models.Model, nieuw: dict[str, Any], verslag: Verslag) -> None:
    for veld, tekst in nieuw.items():
        setattr(rij, veld, _passend(rij, veld, tekst))
    rij.save(update_fields=list(nieuw))


def _passend(rij: models.Model, veld: str, tekst: Any) -> Any:
    """Names are unique, and the mark may be longer than the words it stands for."""
    if tekst == AFGESCHERMD and veld == "naam":
        tekst = f"{tekst} {rij.pk}"
    lengte = getattr(rij._meta.get_field(veld), "max_length", None)
    return tekst[:lengte] if lengte and isinstance(tekst, str) else tekst
