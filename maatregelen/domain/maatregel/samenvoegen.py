"""One measure goes on in another, or a part of it in a new one; each says so of the other.

Nothing moves: planning, money and people stay on the sheet that decided on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from jeugdhulp import kalender, logboek
from jeugdhulp.kalender import PeriodeSoort
from jeugdhulp.models import Gebruiker
from maatregelen.choices import EINDFASEN, Fase, MijlpaalToestand, SamenhangSoort
from maatregelen.domain import overzicht, wijzigen
from maatregelen.domain.geld.geldpost import Geldpost, Geldrij
from maatregelen.domain.maatregel.maatregel_maken import Nieuw, verteld, voeg_toe
from maatregelen.domain.maatregel.overnemen import OVERGENOMEN
from maatregelen.domain.stand.standen import Standgegevens, leg_stand_vast
from maatregelen.models import Blad, Dekking, Investering, Maatregel, Ronde, Samenhang


@dataclass(frozen=True)
class Achterblijver:
    """What of one sheet stays where it is: how many open steps, and its money row by row. Amounts
    are not added up here: what they are for and when differs."""

    blad: Blad
    stappen: int
    geld: Sequence[tuple[str, Geldpost]]


def wat_blijft(maatregel: Maatregel) -> Sequence[Achterblijver]:
    """Per sheet what a merger leaves on it, where there is something. Three queries."""
    open_stap = Q(mijlpalen__toestand=MijlpaalToestand.OPEN, mijlpalen__onderdeel_van=None)
    bladen = maatregel.bladen.select_related("cluster")
    geteld = bladen.annotate(stappen=Count("mijlpalen", filter=open_stap))
    geld: list[tuple[str, Geldrij]] = [
        *(("Investering", rij) for rij in Investering.objects.filter(blad__maatregel=maatregel)),
        *(("Dekking", rij) for rij in Dekking.objects.filter(blad__maatregel=maatregel)),
    ]
    gevonden = [
        Achterblijver(
            blad,
            blad.stappen,
            [(soort, Geldpost(rij)) for soort, rij in geld if rij.blad_id == blad.pk],
        )
        for blad in geteld
    ]
    return [rij for rij in gevonden if rij.stappen or rij.geld]


def voeg_samen(
    maatregel: Maatregel, met: Maatregel, *, door: Gebruiker | None, reden: str
) -> Samenhang:
    """End `maatregel` as vervallen, because it goes on in `met`.

    A stand, a tie and a line on both, in one act. ValidationError without a reason, when one of the
    two has ended, or when `met` is the same measure or one of another plan.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        plan = wijzigen.vergrendel(maatregel.plan, "gemeente")
        # In the order of their key: two who merge at once do not wait for each other.
        rijen = {
            pk: wijzigen.vergrendel(Maatregel(pk=pk), "plan")
            for pk in sorted({maatregel.pk, met.pk})
        }
        rij, doel = rijen[maatregel.pk], rijen[met.pk]
        wijzigen.eis_tekst("reden", handeling.reden, "Schrijf op waarom u ze samenvoegt.")
        _eis_kan(rij, doel)
        _beeindig(rij, doel, door, handeling.reden)
        verband = Samenhang(
            maatregel=rij,
            naar_maatregel=doel,
            soort=SamenhangSoort.SAMENGEVOEGD,
            toelichting=handeling.reden,
            periode_soort=PeriodeSoort.ONBEPAALD,
            volgorde=rij.samenhang.count(),
        )
        wijzigen.bewaar(verband)
        rij.plan = doel.plan = plan
        wijzigen.schrijf("maatregel samengevoegd", rij, na={"gaat verder in": doel.code})
        wijzigen.schrijf("maatregel opgenomen", doel, na={"hierin gaat verder": rij.code})
    return verband


def _eis_kan(rij: Maatregel, doel: Maatregel) -> None:
    if doel.pk == rij.pk or doel.plan_id != rij.plan_id:
        raise ValidationError({"met": "Kies een andere maatregel van dit plan."})
    if rij.fase in EINDFASEN:
        raise ValidationError(f"Deze maatregel is al {rij.fase}.")
    if doel.fase in EINDFASEN:
        raise ValidationError({"met": f"Maatregel {doel.code} is al {doel.fase}; kies een andere."})


def _beeindig(rij: Maatregel, doel: Maatregel, door: Gebruiker | None, reden: str) -> None:
    """The stand that ends it: on the day its page speaks of, and not before its last stand."""
    ronde = Ronde.objects.filter(plan=rij.plan).vragend().first()
    dag = ronde.peildatum if ronde else overzicht.peildatum_van(rij.plan, kalender.vandaag())
    laatste = rij.standen.order_by("-peildatum").values_list("peildatum", flat=True).first()
    dag = max(dag, laatste or dag)
    leg_stand_vast(
        rij,
        Standgegevens(
            peildatum=dag,
            fase=Fase.VERVALLEN,
            tekst=f"Samengevoegd met {doel.code}. {reden}",
        ),
        door=door,
        reden=reden,
        ronde=ronde if ronde and ronde.peildatum == dag else None,
    )


def splits(maatregel: Maatregel, nieuw: Nieuw, *, door: Gebruiker | None, reden: str) -> Maatregel:
    """Make a measure that takes over a part of `maatregel`, and tie it to that.

    It begins with the texts of `maatregel` and without planning or money: what goes on there is
    entered there, and ends here, with a reason of its own. ValidationError per field: without a
    reason, for a thema of another plan, or a measure that has ended.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        plan = wijzigen.vergrendel(maatregel.plan, "gemeente")
        bron = wijzigen.vergrendel(maatregel)
        bron.plan = plan
        wijzigen.eis_tekst("reden", handeling.reden, "Schrijf op waarom u splitst.")
        if bron.fase in EINDFASEN:
            raise ValidationError(f"Deze maatregel is al {bron.fase}.")
        rij = voeg_toe(plan, nieuw, **{veld: getattr(bron, veld) for veld in OVERGENOMEN})
        wijzigen.bewaar(
            Samenhang(
                maatregel=rij,
                naar_maatregel=bron,
                soort=SamenhangSoort.AFGESPLITST,
                toelichting=handeling.reden,
                periode_soort=PeriodeSoort.ONBEPAALD,
            )
        )
        na = verteld(rij, nieuw.clusters) | {"afgesplitst van": bron.code}
        wijzigen.schrijf("maatregel afgesplitst", rij, na=na)
        wijzigen.schrijf("maatregel gesplitst", bron, na={"een deel gaat verder in": rij.code})
    return rij
