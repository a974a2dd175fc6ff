"""The forms of besluiten and actiepunten of a body: make, change, and say what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from jeugdhulp.forms.basis import GeenClientnummer
from jeugdhulp.forms.velden import DatumVeld
from jeugdhulp.kalender import datum_voluit
from jeugdhulp.models import Persoon
from maatregelen.choices import ActiepuntToestand, BesluitToestand
from maatregelen.domain.ronde.afspraaklijst import TE_LAAT, Keuzes, Zeef
from maatregelen.forms.bewerken import BewerkForm
from maatregelen.forms.fouten import FoutenVanDomein
from maatregelen.models import Maatregel, Ronde

_TEKENS = 5_000
_ONBEKEND = {"invalid_choice": "Deze keuze is er hier niet."}


def _tekst(label: str, hulp: str, *, verplicht: str = "", rijen: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(verplicht),
        max_length=_TEKENS,
        widget=forms.Textarea(attrs={"rows": rijen}),
        help_text=hulp,
        error_messages={"required": verplicht},
    )


def _kies(veld: forms.Field, keuzes: Sequence[tuple[Any, str]]) -> None:
    assert isinstance(veld, forms.ChoiceField)  # noqa: S101 (for the type only)
    veld.choices = list(keuzes)


class _AfspraakForm(BewerkForm):
    """What is made in a round that goes on can be said to belong to it, or not."""

    ronde = forms.ChoiceField(
        label="In welke ronde?",
        required=False,
        help_text="Wat bij een ronde hoort, staat op haar besluitenlijst.",
    )

    def __init__(self, data: Any = None, *, ronde: Ronde | None = None, nieuw: bool, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.lopend = ronde
        if nieuw:
            del self.fields["reden"]
        if nieuw and ronde is not None:
            naam = f"De ronde per {datum_voluit(ronde.peildatum)}"
            _kies(self.fields["ronde"], [(str(ronde.pk), naam), ("", "Buiten een ronde")])
            self.initial.setdefault("ronde", str(ronde.pk))
            # One of the choices is that there is none.
            self.fields["ronde"].kiest_altijd = True  # type: ignore[attr-defined]
        else:
            del self.fields["ronde"]

    def gekozen_ronde(self) -> Ronde | None:
        """The round it belongs to. Only after `is_valid`."""
        return self.lopend if self.cleaned_data.get("ronde") else None


class BesluitForm(_AfspraakForm):
    """What the body decides, about which measures. `maatregelen`: those one can add."""

    tekst = _tekst("Besluit", "Wat het overleg besluit.", verplicht="Schrijf op wat is besloten.")
    genomen_op = DatumVeld(label="Genomen op")
    maatregelen = forms.TypedMultipleChoiceField(
        label="Over welke maatregelen gaat het?",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_ONBEKEND,
    )
    vervolg = forms.ChoiceField(
        label="Vraagt het besluit vervolg?",
        choices=[
            ("ja", "Ja: het komt terug op elke agenda tot het is afgedaan"),
            ("nee", "Nee: het is meteen afgedaan"),
        ],
        widget=forms.RadioSelect,
        initial="ja",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        maatregelen: Sequence[Maatregel],
        nieuw: bool = False,
        **kwargs: Any,
    ):
        super().__init__(data, nieuw=nieuw, **kwargs)
        self.te_kiezen = {rij.pk: rij for rij in maatregelen}
        _kies(self.fields["maatregelen"], [(rij.pk, str(rij)) for rij in maatregelen])
        if not nieuw:
            del self.fields["vervolg"]
            self.fields["maatregelen"].label = "Gaat het ook over een andere maatregel?"
            self.volg("tekst", "genomen_op")
        if not maatregelen:
            del self.fields["maatregelen"]
        # What is long comes last.
        self.order_fields(["tekst", "genomen_op", "vervolg", "ronde"])

    def gekozen_maatregelen(self) -> list[Maatregel]:
        """In the order of the plan. Only after `is_valid`."""
        gekozen = set(self.cleaned_data.get("maatregelen", []))
        return [rij for sleutel, rij in self.te_kiezen.items() if sleutel in gekozen]


class ActiepuntForm(_AfspraakForm):
    """Who does what, before which day; about one measure or the plan."""

    reden_verplicht = False

    tekst = _tekst("Actie", "Wat er gaat gebeuren.", verplicht="Schrijf op wat er gaat gebeuren.")
    wie = forms.TypedChoiceField(
        label="Wie doet het?",
        coerce=int,
        error_messages=_ONBEKEND | {"required": "Kies wie het doet."},
    )
    voor = DatumVeld(label="Klaar voor")
    maatregel = forms.TypedChoiceField(
        label="Over welke maatregel?",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages=_ONBEKEND,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        personen: Sequence[Persoon],
        maatregelen: Sequence[Maatregel] = (),
        nieuw: bool = False,
        tekst_vast: bool = False,
        **kwargs: Any,
    ):
        super().__init__(data, nieuw=nieuw, **kwargs)
        self.personen = {rij.pk: rij for rij in personen}
        self.te_kiezen = {rij.pk: rij for rij in maatregelen}
        _kies(self.fields["wie"], [("", "Kies"), *((rij.pk, rij.naam) for rij in personen)])
        _kies(
            self.fields["maatregel"],
            [("", "Het hele plan"), *((rij.pk, str(rij)) for rij in maatregelen)],
        )
        self.order_fields(["tekst", "wie", "voor", "maatregel", "ronde"])
        self.fields["maatregel"].kiest_altijd = True  # type: ignore[attr-defined]
        if nieuw:
            return
        del self.fields["maatregel"]
        if tekst_vast:
            del self.fields["tekst"]
        self.fields[
            "reden"
        ].help_text = "Nodig bij een latere dag. De reden staat straks bij Wijzigingen."
        self.volg(*([] if tekst_vast else ["tekst"]), "wie", "voor")

    def gekozen_maatregel(self) -> Maatregel | None:
        """Only after `is_valid`."""
        return self.te_kiezen.get(self.cleaned_data["maatregel"])

    def kolommen(self, gegeven: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields say as columns: a persoon for her id."""
        return {
            veld: self.personen.get(waarde) if veld == "wie" else waarde
            for veld, waarde in gegeven.items()
        }


class _AfdoenForm(BewerkForm):
    """What became of it: one of `WOORDEN`, on which day, and what came of it or why."""

    WOORDEN: ClassVar[dict[str, str]] = {}
    GEDAAN: ClassVar[str] = ""
    WAAROM: ClassVar[str] = ""
    reden_verplicht = False

    toestand = forms.ChoiceField(
        label="Wat is ermee gebeurd?", widget=forms.RadioSelect, error_messages=_ONBEKEND
    )
    op = DatumVeld(label="Op welke dag?", required=False)
    afdoening = _tekst("Wat kwam ervan, of waarom?", "", rijen=3)

    def __init__(
        self,
        data: Any = None,
        *,
        nu: str,
        vandaag: date,
        alleen_gedaan: bool = False,
        **kwargs: Any,
    ):
        super().__init__(data, **kwargs)
        del self.fields["reden"]
        keuzes = [
            (toestand, woord)
            for toestand, woord in self.WOORDEN.items()
            if (toestand == self.GEDAAN or not alleen_gedaan) and self._kan(nu, toestand)
        ]
        _kies(self.fields["toestand"], keuzes)
        if keuzes:
            self.initial.setdefault("toestand", keuzes[0][0])
        afdoening: Any = self.fields["afdoening"]
        afdoening.achter = self.WAAROM if self.GEDAAN in dict(keuzes) else "nodig"
        if alleen_gedaan:
            afdoening.achter = ""
        if self.GEDAAN in dict(keuzes):
            self.initial.setdefault("op", vandaag)
            self.fields["op"].achter = f"alleen bij {self.GEDAAN}"  # type: ignore[attr-defined]
        else:
            del self.fields["op"]

    def _kan(self, nu: str, toestand: str) -> bool:
        """What is open can end, what ended can only open again."""
        eerste = next(reversed(self.WOORDEN))
        return (toestand == eerste) != (nu == eerste)

    def clean(self) -> dict[str, Any]:
        """Done asks for a day."""
        gegeven = super().clean()
        if gegeven.get("toestand") == self.GEDAAN and "op" in gegeven and gegeven["op"] is None:
            self.add_error("op", "Vul in op welke dag.")
        return gegeven

    def neem_over(self, fout: ValidationError) -> None:
        """The acts ask why, and name the day after their own column."""
        if not hasattr(fout, "error_dict"):
            return super().neem_over(fout)
        namen = {"reden": "afdoening", "afgedaan_op": "op", "gereed_op": "op"}
        per_veld = {namen.get(veld, veld): deel for veld, deel in fout.message_dict.items()}
        return super().neem_over(ValidationError(per_veld))


class BesluitToestandForm(_AfdoenForm):
    """Done, withdrawn, or running again."""

    WOORDEN: ClassVar[dict[str, str]] = {
        BesluitToestand.AFGEDAAN: "Afgedaan: het is uitgevoerd",
        BesluitToestand.INGETROKKEN: "Ingetrokken: het geldt niet meer (zeg waarom)",
        BesluitToestand.LOOPT: "Het loopt toch nog (zeg waarom)",
    }
    GEDAAN: ClassVar[str] = BesluitToestand.AFGEDAAN
    WAAROM: ClassVar[str] = "nodig bij ingetrokken"


class ActiepuntToestandForm(_AfdoenForm):
    """Done, lapsed, or open again."""

    WOORDEN: ClassVar[dict[str, str]] = {
        ActiepuntToestand.GEREED: "Gereed: het is gedaan",
        ActiepuntToestand.VERVALLEN: "Vervallen: het hoeft niet meer (zeg waarom)",
        ActiepuntToestand.OPEN: "Het staat toch nog open (zeg waarom)",
    }
    GEDAAN: ClassVar[str] = ActiepuntToestand.GEREED
    WAAROM: ClassVar[str] = "nodig bij vervallen"


class GereedForm(FoutenVanDomein, forms.Form):
    """That one's own actiepunt is done, in its card."""

    gereed_op = DatumVeld(label="Gereed op")
    afdoening = _tekst("Wat kwam ervan?", "", rijen=2)

    def __init__(self, data: Any = None, *, nummer: int, vandaag: date):
        super().__init__(data, prefix=f"actiepunt{nummer}", initial={"gereed_op": vandaag})


class AfspraakzeefForm(GeenClientnummer, forms.Form):
    """What of the list to show. In the address, to keep or send; choices are what occurs in it."""

    toestand = forms.ChoiceField(label="Toestand", required=False, error_messages=_ONBEKEND)
    wie = forms.TypedChoiceField(
        label="Wie", required=False, coerce=int, empty_value=None, error_messages=_ONBEKEND
    )
    maatregel = forms.ChoiceField(label="Maatregel", required=False, error_messages=_ONBEKEND)
    ronde = forms.TypedChoiceField(
        label="Ronde", required=False, coerce=int, empty_value=None, error_messages=_ONBEKEND
    )

    def __init__(
        self, data: Mapping[str, Any], *, keuzes: Keuzes, naam_maatregel: str, met_wie: bool
    ):
        super().__init__(data, auto_id="zeef_%s")
        volgorde = [*ActiepuntToestand.values[:1], TE_LAAT, *ActiepuntToestand.values[1:]]
        volgorde += BesluitToestand.values
        geteld = [
            (naam, f"{naam} ({keuzes.toestanden[naam]})")
            for naam in volgorde
            if naam in keuzes.toestanden
        ]
        _kies(self.fields["toestand"], [("", "Alles"), *geteld])
        _kies(self.fields["wie"], [("", "Iedereen"), *keuzes.mensen])
        _kies(self.fields["maatregel"], [("", "Alle"), *keuzes.maatregelen])
        _kies(self.fields["ronde"], [("", "Alle"), *keuzes.rondes])
        self.fields["maatregel"].label = naam_maatregel
        if not met_wie:
            del self.fields["wie"]

    def zeef(self) -> Zeef:
        """What was asked for; what cannot be read is left out and told on the page."""
        self.full_clean()
        return Zeef(**{naam: waarde for naam, waarde in self.cleaned_data.items() if waarde})
