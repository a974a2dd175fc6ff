"""How quick the trail is."""

from collections.abc import Iterator

from jeugdhulp import logboek
from jeugdhulp.controle import controleer_gemeente
from jeugdhulp.meten import Omvang, Uitslag, duur, meting
from jeugdhulp.models import Gebeurtenis, Gemeente

PER_HANDELING = 1_000


@meting("keten")
def keten(omvang: Omvang) -> Iterator[Uitslag]:
    """Writing a long chain, and verifying it from its first line."""
    gemeente = Gemeente.objects.create(slug="meet-keten", naam="Meet Keten")

    def schrijf() -> None:
        for _ in range(omvang.regels // PER_HANDELING):
            with logboek.handeling(door=None, reden="meten", kanaal="meten"):
                for nummer in range(PER_HANDELING):
                    logboek.schrijf(
                        "gemeten",
                        gemeente,
                        gemeente_id=gemeente.pk,
                        naam="Meet Keten",
                        voor={"tekst": f"Zo was het de vorige keer, {nummer}."},
                        na={"tekst": f"En zo is het nu, na wat er veranderd is, {nummer}."},
                    )

    schrijven = duur(schrijf)
    aantal = Gebeurtenis.objects.filter(gemeente=gemeente).count()
    yield Uitslag("regels schrijven, 1.000 per handeling", f"{aantal / schrijven:,.0f} per s")
    controleren = duur(lambda: controleer_gemeente(gemeente))
    yield Uitslag(f"keten van {aantal} regels controleren", f"{controleren:.1f} s")
