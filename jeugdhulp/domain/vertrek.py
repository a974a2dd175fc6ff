"""Somebody leaves: her work goes to others and her access ends, in one act with one reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jeugdhulp import kalender, logboek, overdracht, toegang
from jeugdhulp.choices import PersoonSoort, ToegangSoort
from jeugdhulp.domain.lidmaatschappen import beeindig, trek_uitnodigingen_in
from jeugdhulp.domain.tweede_factor import beeindig_sessies
from jeugdhulp.models import Gebruiker, Lidmaatschap, Persoon


@dataclass(frozen=True)
class Vertrek:
    """Who takes what (per sleutel of the work a Gebruiker), and her last day."""

    laatste_dag: date
    opvolgers: Mapping[str, Gebruiker]
    reden: str


def vertrek(lid: Lidmaatschap, gegevens: Vertrek, *, door: Gebruiker) -> int:
    """Hand over, end the lidmaatschap and end her sessions; returns how many things went over.

    ValidationError when something would be left with nobody, when a successor does not belong to
    this gemeente the day after, or when no beheerder would be left. All or nothing.
    """
    gebruiker, gemeente_id = lid.gebruiker, lid.gemeente_id
    with logboek.handeling(door=door, reden=gegevens.reden):
        werk = overdracht.werk_van(gebruiker, gemeente_id, gegevens.laatste_dag)
        _eis_opvolgers(lid, gegevens, {stuk.sleutel for stuk in werk})
        personen = {
            opvolger.pk: persoon_van(opvolger, gemeente_id)
            for opvolger in sorted(set(gegevens.opvolgers.values()), key=lambda wie: wie.pk)
        }
        overdracht.draag_over(
            gebruiker,
            gemeente_id,
            gegevens.laatste_dag,
            {sleutel: personen[wie.pk] for sleutel, wie in gegevens.opvolgers.items()},
        )
        beeindig(lid, gegevens.laatste_dag)
        if gegevens.laatste_dag <= kalender.vandaag():
            beeindig_sessies(gebruiker)
    trek_uitnodigingen_in(lid, door=door)
    # Not inside the act: it survives on its own, and the logboek has the work line by line.
    over = f"gebruiker {gebruiker.pk}"
    if werk:
        toegang.noteer(
            ToegangSoort.OVERGEDRAGEN,
            gebruiker=door,
            gemeente_id=gemeente_id,
            over=f"{over}, {len(werk)} keer werk",
        )
    toegang.noteer(
        ToegangSoort.LIDMAATSCHAP_BEEINDIGD,
        gebruiker=door,
        gemeente_id=gemeente_id,
        over=f"{over}, tot en met {gegevens.laatste_dag}",
    )
    return len(werk)


def persoon_van(gebruiker: Gebruiker, gemeente_id: int) -> Persoon:
    """The Persoon by which plans of this gemeente know her; made, with its line, when there is
    none. Inside a handeling."""
    if eigen := Persoon.objects.filter(gebruiker=gebruiker, gemeente_id=gemeente_id).first():
        return eigen
    naam = str(gebruiker)
    if Persoon.objects.filter(gemeente_id=gemeente_id, naam=naam).exists():
        # Perhaps she, perhaps a namesake: the plan does not say, so neither do we.
        naam = f"{naam} ({gebruiker.pk})"
    persoon = Persoon(
        gemeente_id=gemeente_id, naam=naam, soort=PersoonSoort.PERSOON, gebruiker=gebruiker
    )
    persoon.full_clean()
    persoon.save()
    logboek.schrijf("persoon toegevoegd", persoon, gemeente_id=gemeente_id, naam=persoon.naam)
    return persoon


def _eis_opvolgers(lid: Lidmaatschap, gegevens: Vertrek, sleutels: set[str]) -> None:
    if sleutels != set(gegevens.opvolgers):
        raise ValidationError("Het werk is intussen gewijzigd. Kies opnieuw wie wat overneemt.")
    if lid.gebruiker in gegevens.opvolgers.values():
        raise ValidationError("Wie vertrekt, kan het werk niet zelf overnemen.")
    gekozen = {wie.pk for wie in gegevens.opvolgers.values()}
    leden = mogelijke_opvolgers(lid).filter(pk__in=gekozen)
    if leden.count() != len(gekozen):
        raise ValidationError("Een opvolger hoort niet meer bij uw gemeente. Kies een ander.")


def mogelijke_opvolgers(lid: Lidmaatschap) -> QuerySet[Gebruiker]:
    """Who belongs to the same gemeente today and may come in, but for her, by name."""
    vandaag = kalender.vandaag()
    leden = Lidmaatschap.objects.met_toegang(vandaag).filter(gemeente_id=lid.gemeente_id)
    return (
        Gebruiker.objects.filter(lidmaatschappen__in=leden)
        .exclude(pk=lid.gebruiker_id)
        .order_by("last_name", "first_name", "username")
    )
