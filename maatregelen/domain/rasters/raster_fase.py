"""The grid of phase and trekker: one row per measure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse

from jeugdhulp import logboek
from jeugdhulp.domain.personen import Wie
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Gebruiker, Organisatie, Persoon
from maatregelen.choices import EINDFASEN, BetrokkenheidRol, Fase, MijlpaalToestand
from maatregelen.domain import wijzigen
from maatregelen.domain.maatregel.betrokkenen import beeindig_betrokkenheid, laat_opvolgen, wijs_aan
from maatregelen.domain.overzicht import Rij
from maatregelen.domain.rasters.raster import Daad, Elders, Rasterrij, Rijwijziging, Stap
from maatregelen.domain.stand.berekend_licht import bereken_licht
from maatregelen.domain.stand.bijwerken import overgenomen, waarom_niet_ongewijzigd
from maatregelen.domain.stand.regellicht import argument_dat_geldt, vraagt_argument
from maatregelen.domain.stand.standen import Gezien, Standgegevens, laatste_stand, leg_stand_vast
from maatregelen.models import Betrokkenheid, Maatregel, Mijlpaal, Ronde, Stand
from maatregelen.stoplicht import deellichten, in_zin

_BETER = "Een licht is nu beter dan de regels zeggen. Zeg in een stand waarom het toch klopt."


def lees(rijen: Iterable[Rij], vandaag: date) -> list[Rasterrij]:
    """The measures of an overview as rows of the grid; their plan with its gemeente is loaded. No
    query."""
    return [_rij(rij, vandaag) for rij in rijen]


def _rij(rij: Rij, vandaag: date) -> Rasterrij:
    maatregel = rij.maatregel
    adres = [maatregel.plan.gemeente.slug, maatregel.plan.slug, maatregel.code]
    trekker, waarom = _trekker(maatregel.betrokkenheden.all(), vandaag)
    return Rasterrij(
        nummer=maatregel.pk,
        kop=maatregel.code,
        naam=maatregel.titel,
        code=maatregel.code,
        bron=rij,
        maatregel=maatregel,
        waarden={"fase": maatregel.fase, "trekker": trekker.wie if trekker else None},
        vast={"trekker": waarom} if waarom else {},
        elders={
            "fase": Elders(
                reverse("maatregelen:stand_create", args=adres),
                f"Leg een stand vast van {maatregel.code}",
            ),
            "trekker": Elders(
                f"{maatregel.get_absolute_url()}#deel-betrokkenen",
                f"Wie doet wat bij {maatregel.code}",
            ),
        },
    )


def _trekker(
    betrokkenheden: Iterable[Betrokkenheid], vandaag: date
) -> tuple[Betrokkenheid | None, str]:
    """The one trekker of today, and why a cell cannot hold who that is; "" where it can."""
    rijen = [
        rij
        for rij in betrokkenheden
        if rij.rol == BetrokkenheidRol.TREKKER and (rij.tot_en_met or vandaag) >= vandaag
    ]
    if any(rij.onbeslist for rij in rijen):
        namen = " of ".join(rij.naam for rij in rijen)
        return None, f"{namen}: nog niet besloten"
    if any(rij.deeltaak for rij in rijen) or len(rijen) > 1:
        return None, ", ".join(_met_deel(rij, vandaag) for rij in rijen)
    if rijen and not rijen[0].geldt_op(vandaag):
        return None, _met_deel(rijen[0], vandaag)
    return (rijen[0] if rijen else None), ""


def _met_deel(rij: Betrokkenheid, vandaag: date) -> str:
    delen = [rij.deeltaak] if rij.deeltaak else []
    if rij.van and rij.van > vandaag:
        delen.append(f"vanaf {datum_voluit(rij.van)}")
    return f"{rij.naam} ({', '.join(delen)})" if delen else rij.naam


def namen_van(gemeente_id: int) -> list[Wie]:
    """Everybody this gemeente knows: persons, posts, vacancies, groups. Two queries."""
    return [
        *Persoon.objects.filter(gemeente=gemeente_id).order_by("naam", "pk"),
        *Organisatie.objects.filter(gemeente=gemeente_id).order_by("naam", "pk"),
    ]


def gezien_standen(maatregelen: Sequence[Maatregel]) -> dict[int, int]:
    """Per measure (id) the stand that was made last (id), where there is one. One query."""
    standen = Stand.objects.filter(maatregel__in=maatregelen).order_by().values("maatregel")
    return dict(standen.annotate(laatst=Max("pk")).values_list("maatregel", "laatst"))


def lichten_blijven(rij: Rasterrij, fase: str) -> str:
    """What a new phase says of the lights, for who checks it before it is stored."""
    if fase in EINDFASEN:
        return "De maatregel heeft dan geen lichten meer."
    stand: Stand | None = rij.bron.stand
    if stand is None:
        return ""
    delen = deellichten(rij.bron.maatregel.plan.aspecten, stand, ook_eerdere=True)
    lichten = [("totaal", stand.totaal), *((deel.naam, deel.licht) for deel in delen)]
    woorden = ", ".join(f"{in_zin(naam)} {licht}" for naam, licht in lichten if licht)
    dag = datum_voluit(stand.peildatum)
    return f"De lichten blijven zoals op {dag}: {woorden}. U zegt dat dit nog klopt."


def stappen(wijzigingen: Iterable[Rijwijziging], daad: Daad) -> Iterator[Stap]:
    """The acts that make these changes, in the order of their keys."""
    for wijziging in sorted(wijzigingen, key=lambda een: een.rij.nummer):
        maatregel = wijziging.rij.bron.maatregel
        waarden, gezien = wijziging.waarden, wijziging.gezien
        if "trekker" in waarden:
            doe = partial(_zet_trekker, maatregel, waarden["trekker"], gezien["trekker"], daad)
            yield Stap(wijziging.rij.sleutel, "trekker", doe)
        if "fase" in waarden:
            doe_fase = partial(
                zet_fase,
                maatregel,
                waarden["fase"],
                gezien={"fase": gezien["fase"]},
                gezien_stand=wijziging.gezien_stand,
                peildatum=daad.peildatum,
                ronde=daad.ronde,
                **daad.wie,
            )
            yield Stap(wijziging.rij.sleutel, "fase", doe_fase)


def zet_fase(
    maatregel: Maatregel,
    fase: str,
    *,
    peildatum: date,
    ronde: Ronde | None = None,
    gezien: Mapping[str, str] | None = None,
    gezien_stand: int | None = None,
    door: Gebruiker | None,
    reden: str,
) -> Stand:
    """Give a measure another phase by a stand that keeps the lights and texts of the last one and
    says so, with the reason.

    ValidationError without a reason, and where a phase alone does not say enough: uitgesteld,
    afgerond with steps still open, lights that are not there or were not hers to hold, one that is
    better than computed now without an argument that holds, a later stand. IntussenAndersError when
    the phase is not what its writer saw.
    """
    with logboek.handeling(door=door, reden=reden) as handeling:
        rij = wijzigen.vergrendel(maatregel, "plan")
        wijzigen.eis_reden(handeling.reden, "de fase")
        wijzigen.eis_ongewijzigd(rij, gezien or {})
        vorige = laatste_stand(rij, peildatum)
        if waarom := _waarom_niet(rij, vorige, fase):
            raise ValidationError({"fase": waarom})
        berekend = bereken_licht(rij, Stand(fase=fase), peildatum)
        if vraagt_argument(vorige, berekend):
            raise ValidationError({"fase": _BETER})
        gegevens = overgenomen(vorige, peildatum) if vorige else Standgegevens(peildatum, fase, "")
        argument = argument_dat_geldt(vorige, berekend)
        zin = f"De fase is nu: {fase} (was: {rij.fase}). {handeling.reden}"
        tekst = f"{zin}\n\n{gegevens.tekst}".strip()
        return leg_stand_vast(
            rij,
            replace(gegevens, fase=fase, tekst=tekst, argument=argument),
            door=door,
            reden=reden,
            ronde=ronde,
            gezien=None if gezien_stand is None else Gezien(gezien_stand),
        )


def _waarom_niet(maatregel: Maatregel, vorige: Stand | None, fase: str) -> str:
    """Why a phase alone does not say enough, as a sentence; "" when it does. Three queries."""
    nieuwste = maatregel.standen.order_by("-peildatum", "-pk").first()
    if nieuwste != vorige and nieuwste is not None:
        dag = datum_voluit(nieuwste.peildatum)
        return f"Er is al een stand van een latere dag, {dag}. Leg daar een stand na vast."
    if fase == Fase.UITGESTELD:
        return "Bij uitgesteld horen een reden en een voorwaarde. Die vraagt de stand."
    if fase == Fase.AFGEROND:
        return _wat_openstaat(maatregel, vorige)
    if fase in EINDFASEN:
        return ""
    if vorige is not None and vorige.fase in EINDFASEN:
        return f"Een maatregel die {vorige.fase} is, heeft geen lichten. Geef ze in een stand."
    return waarom_niet_ongewijzigd(vorige, maatregel.plan)


def _wat_openstaat(maatregel: Maatregel, vorige: Stand | None) -> str:
    lijnen = Mijlpaal.objects.filter(blad__maatregel=maatregel, zelfde_als=None)
    if aantal := lijnen.filter(toestand=MijlpaalToestand.OPEN).count():
        open_staan = "staat nog 1 stap" if aantal == 1 else f"staan nog {aantal} stappen"
        return f"Er {open_staan} open. Zet die eerst op gereed of vervallen, of leg een stand vast."
    if vorige is not None and vorige.open_einden.exists():
        return "Bij de laatste stand staat nog iets open. Leg een stand vast die dat afsluit."
    return ""


def _zet_trekker(maatregel: Maatregel, wie: Wie | None, was: Wie | None, daad: Daad) -> None:
    zet_trekker(maatregel, wie, was=was, vandaag=daad.vandaag, **daad.wie)


def zet_trekker(
    maatregel: Maatregel,
    wie: Wie | None,
    *,
    was: Wie | None,
    vandaag: date,
    door: Gebruiker | None,
    reden: str,
) -> None:
    """Let somebody be the one trekker from today on; None: nobody. Who was it ends yesterday.

    ValidationError without a reason, or where more than one name is at stake or who was it began
    today. IntussenAndersError when somebody else than `was` is trekker by now.
    """
    with logboek.handeling(door=door, reden=reden):
        rij = wijzigen.vergrendel(maatregel, "plan")
        alle = rij.betrokkenheden.select_related("persoon", "organisatie")
        nu, waarom = _trekker(alle, vandaag)
        if waarom or (nu.wie if nu else None) != was:
            raise wijzigen.IntussenAndersError
        if nu is not None and nu.van is not None and nu.van >= vandaag:
            raise ValidationError(
                f"{nu.naam} is vandaag pas trekker geworden. Wijzig dit vanaf morgen."
            )
        if nu is None and wie is not None:
            wijs_aan(rij, wie, BetrokkenheidRol.TREKKER, vandaag, door=door, reden=reden)
        elif nu is not None and wie is None:
            beeindig_betrokkenheid(nu, vandaag - timedelta(days=1), door=door, reden=reden)
        elif nu is not None and wie is not None:
            laat_opvolgen(nu, wie, vandaag, door=door, reden=reden)
