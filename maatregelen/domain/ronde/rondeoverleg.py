"""What the body itself did in a round, as `rondevorm` has it: who was there, its agenda, what it
decided and agreed."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from jeugdhulp.kalender import dag_van
from maatregelen.choices import ActiepuntToestand, BesluitToestand, RondestapSoort, RondeToestand
from maatregelen.domain.ronde.rondevorm import Actiepuntdeel, Agendaregel, Besluitdeel, Stap
from maatregelen.models import Actiepunt, Besluit, Ronde

# The first and the last.
Dagen = tuple[date, date]


def lees_aanwezigen(ronde: Ronde) -> tuple[list[str], list[str]]:
    """Who was there and who sent word, by name. One query."""
    rijen = ronde.aanwezigheden.select_related("persoon").order_by("persoon__naam", "pk")
    namen: dict[bool, list[str]] = {True: [], False: []}
    for rij in rijen:
        namen[rij.aanwezig].append(rij.persoon.naam)
    return namen[True], namen[False]


def lees_agenda(ronde: Ronde) -> list[Agendaregel]:
    """One query."""
    punten = ronde.agendapunten.filter(vervallen=False).select_related("maatregel")
    return [
        {
            "sleutel": punt.pk,
            "maatregel": punt.maatregel_id,
            "code": punt.maatregel.code if punt.maatregel else "",
            "titel": punt.maatregel.titel if punt.maatregel else punt.onderwerp,
            "behandeling": punt.behandeling,
            "redenen": [
                {"soort": str(reden["soort"]), "tekst": str(reden["tekst"])}
                for reden in punt.redenen
            ],
            "notitie": punt.notitie,
            "besproken_op": punt.besproken_op,
        }
        for punt in punten.order_by("volgorde", "pk")
    ]


def overlegdagen(ronde: Ronde, stappen: Sequence[Stap], vandaag: date) -> list[Dagen]:
    """The days on which the body meets about a round: from its meeting (planned or begun, and today
    where neither was) until it was first closed, and each time from when it was opened again. None
    before it is prepared."""
    if ronde.toestand == RondeToestand.OPEN:
        return []

    def dagen(soort: RondestapSoort) -> list[date]:
        return [dag_van(stap["op"]) for stap in stappen if stap["soort"] == soort]

    begin = min(ronde.vergadering_op or vandaag, vandaag, *dagen(RondestapSoort.VERGADERING))
    van = [begin, *dagen(RondestapSoort.HEROPEND)]
    return list(zip(van, [*dagen(RondestapSoort.GESLOTEN), vandaag], strict=False))


def lees_besluiten(ronde: Ronde, dagen: Sequence[Dagen]) -> list[Besluitdeel]:
    """With what was ended on `dagen` (`overlegdagen`). Two queries."""
    gevonden = Besluit.objects.filter(
        Q(ronde=ronde) | Q(toestand=BesluitToestand.LOOPT) | _tussen("afgedaan_op", dagen),
        plan=ronde.plan_id,
    ).order_by("nummer")
    besluiten = list(gevonden.prefetch_related("besluitmaatregelen__maatregel"))
    return [
        {
            "nummer": rij.nummer,
            "van_ronde": rij.ronde_id == ronde.pk,
            "genomen_op": rij.genomen_op,
            "tekst": rij.tekst,
            "toestand": rij.toestand,
            "afgedaan_op": rij.afgedaan_op,
            "afdoening": rij.afdoening,
            "codes": [deel.maatregel.code for deel in rij.besluitmaatregelen.all()],
            "maatregelen": [deel.maatregel_id for deel in rij.besluitmaatregelen.all()],
        }
        for rij in besluiten
    ]


def lees_actiepunten(ronde: Ronde, dagen: Sequence[Dagen], vandaag: date) -> list[Actiepuntdeel]:
    """With what was done on `dagen` (`overlegdagen`). One query."""
    gevonden = Actiepunt.objects.filter(
        Q(ronde=ronde) | Q(toestand=ActiepuntToestand.OPEN) | _tussen("gereed_op", dagen),
        plan=ronde.plan_id,
    )
    return [
        {
            "nummer": rij.nummer,
            "van_ronde": rij.ronde_id == ronde.pk,
            "tekst": rij.tekst,
            "wie": rij.wie.naam,
            "voor": rij.voor,
            "te_laat": rij.toestand == ActiepuntToestand.OPEN and rij.voor < vandaag,
            "toestand": rij.toestand,
            "gereed_op": rij.gereed_op,
            "afdoening": rij.afdoening,
            "code": rij.maatregel.code if rij.maatregel else "",
            "maatregel": rij.maatregel_id,
        }
        for rij in gevonden.select_related("wie", "maatregel").order_by("nummer")
    ]


def _tussen(veld: str, dagen: Sequence[Dagen]) -> Q:
    return Q(*(Q(**{f"{veld}__range": deel}) for deel in dagen), _connector=Q.OR)
