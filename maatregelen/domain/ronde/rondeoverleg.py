"""What the body itself did in a round, as `rondevorm` has it: who was there, its agenda, what it
decided and agreed."""

from datetime import date

from django.db.models import Q

from maatregelen.choices import ActiepuntToestand, BesluitToestand
from maatregelen.domain.ronde.rondevorm import Actiepuntdeel, Agendaregel, Besluitdeel
from maatregelen.models import Actiepunt, Besluit, Ronde


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


def lees_besluiten(ronde: Ronde) -> list[Besluitdeel]:
    """Two queries."""
    gevonden = Besluit.objects.filter(
        Q(ronde=ronde) | Q(toestand=BesluitToestand.LOOPT), plan=ronde.plan_id
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


def lees_actiepunten(ronde: Ronde, vandaag: date) -> list[Actiepuntdeel]:
    """One query."""
    gevonden = Actiepunt.objects.filter(
        Q(ronde=ronde) | Q(toestand=ActiepuntToestand.OPEN), plan=ronde.plan_id
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
