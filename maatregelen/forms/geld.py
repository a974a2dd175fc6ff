"""The forms of money: investering, dekking, besteding and besparing."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

from django import forms

from jeugdhulp import kalender
from jeugdhulp.forms.velden import DatumVeld, GetalVeld
from jeugdhulp.invoer import Bedraginvoer
from maatregelen.choices import Aard, DekkingStatus, GeldStaat
from maatregelen.domain.geld.geldregels import BESPARING, BESPARING_VELDEN, BESTEDING
from maatregelen.forms.geldvelden import EurosVeld, GeldVeld, GrensVeld, JaarVeld, PerVeld
from maatregelen.forms.kolommen import RijForm
from maatregelen.models import Besparing, Besteding, Dekking, Investering

_HOEVEEL = ("uren_per_week", "fte")
_ZONDER_BEDRAG = (GeldStaat.LEEG, GeldStaat.UREN)


def geldwaarden(rij: Investering | Dekking) -> dict[str, Any]:
    """What the form of a row begins with: its columns, where two of them are one field together."""
    velden = (
        "omschrijving aard van tot_en_met uren_per_week fte alternatief_bedrag twijfel"
        " bron status voorwaarde"
    ).split()
    gewoon = {veld: getattr(rij, veld) for veld in velden if hasattr(rij, veld)}
    samen = {"bedrag": Bedraginvoer(rij.staat, rij.bedrag), "per": (rij.per, rij.aanname)}
    return gewoon | samen


class InvesteringForm(RijForm):
    """One row of what a measure costs. `nieuw`: there is no row yet."""

    gewone: ClassVar[tuple[str, ...]] = (
        "omschrijving",
        "bedrag",
        "per",
        "aard",
        "van",
        "tot_en_met",
    )
    meer: ClassVar[tuple[str, ...]] = ("uren_per_week", "fte", "alternatief_bedrag", "twijfel")
    samen: ClassVar[dict[str, tuple[str, ...]]] = {
        "bedrag": ("staat", "bedrag"),
        "per": ("per", "aanname"),
    }

    omschrijving = forms.CharField(
        label="Waarvoor",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    bedrag = GeldVeld(label="Bedrag", required=False)
    per = PerVeld(label="Het bedrag is", required=False)
    aard = forms.ChoiceField(label="Aard", required=False, choices=[("", "–"), *Aard.choices])
    van = GrensVeld(label="Vanaf", required=False)
    tot_en_met = GrensVeld(
        label="Tot en met",
        required=False,
        einde=True,
        help_text="Zoals 2021 of Q4 2021. Leeg als het doorloopt, of als er geen einde bekend is.",
    )
    uren_per_week = GetalVeld(label="Uren per week", required=False, help_text="Zoals 8 of 8,5")
    fte = GetalVeld(label="Fte", required=False, help_text="Zoals 0,5")
    alternatief_bedrag = EurosVeld(
        label="Ander bedrag in het plan",
        required=False,
        help_text="Als er nog een ander bedrag staat. Dat telt niet mee.",
    )
    twijfel = forms.CharField(
        label="Nog na te gaan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wat aan deze regel onzeker is.",
    )

    def __init__(self, data: Any = None, *, nieuw: bool = False, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.nieuw = nieuw
        self.order_fields([*self.gewone, *self.meer, "op_grond_van", "reden"])
        if not nieuw:
            self.volg(*self.gewone, *self.meer)

    def clean(self) -> dict[str, Any]:
        """An amount says of how many years it is; without one nothing is said of that."""
        getypt = self.cleaned_data.get("per")
        gegeven = super().clean()
        if "bedrag" not in gegeven or "per" not in gegeven:
            return gegeven
        if gegeven["bedrag"].bedrag is None:
            gegeven["per"] = ("", "")
        elif gegeven["per"] == ("", ""):
            # Somebody else may have taken it away, together with the amount that is back now.
            gegeven["per"] = getypt
        if gegeven["bedrag"].bedrag is not None and gegeven["per"] == ("", ""):
            self.add_error("per", "Kies of dit bedrag per jaar of in totaal is.")
        if gegeven["bedrag"].staat in _ZONDER_BEDRAG and self._over_uren(gegeven):
            uren = any(gegeven.get(veld) is not None for veld in _HOEVEEL)
            gegeven["bedrag"] = Bedraginvoer(GeldStaat.UREN if uren else GeldStaat.LEEG)
        return gegeven

    def wijzigingen(self) -> dict[str, Any]:
        """Also when hours come to stand where nothing stood: both are written as no amount."""
        anders = super().wijzigingen()
        if self.cleaned_data["bedrag"] != self.initial.get("bedrag"):
            anders["bedrag"] = self.cleaned_data["bedrag"]
        return anders

    def _over_uren(self, gegeven: dict[str, Any]) -> bool:
        """Whether the hours, or that there is no amount, are hers to tell."""
        was: Bedraginvoer | None = self.initial.get("bedrag")
        return (
            was is None
            or was.staat not in _ZONDER_BEDRAG
            or any(gegeven.get(veld) != self.initial.get(veld) for veld in _HOEVEEL)
        )

    def _in_kolommen(self, naam: str, waarde: Any) -> dict[str, Any]:
        if naam == "bedrag":
            return {"staat": str(waarde.staat), "bedrag": waarde.bedrag}
        if naam == "per":
            return dict(zip(("per", "aanname"), waarde, strict=True))
        return {naam: waarde}


class DekkingForm(InvesteringForm):
    """One row of what pays for a measure."""

    meer: ClassVar[tuple[str, ...]] = ("voorwaarde", *InvesteringForm.meer)
    gewone: ClassVar[tuple[str, ...]] = ("bron", "status", *InvesteringForm.gewone)

    bron = forms.CharField(
        label="Waaruit betaald",
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text="Zoals algemene reserve of begroting jeugd.",
    )
    status = forms.ChoiceField(
        label="Hoe zeker is het?",
        choices=[("", "Kies"), *DekkingStatus.choices],
        help_text="Gaat de dekking niet door? Kies afgewezen.",
    )
    voorwaarde = forms.CharField(
        label="Voorwaarde",
        max_length=300,
        required=False,
        help_text="Waar de dekking van afhangt.",
    )

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        del self.fields["omschrijving"].widget.attrs["autofocus"]


def _euros(model: Any, velden: Collection[str]) -> dict[str, forms.Field]:
    """A field for each amount, with the words of its column."""
    kolommen = {naam: model._meta.get_field(naam) for naam in velden}
    return {
        naam: EurosVeld(
            label=str(kolom.verbose_name).capitalize(), required=False, help_text=kolom.help_text
        )
        for naam, kolom in kolommen.items()
    }


def _uitleg() -> forms.CharField:
    return forms.CharField(
        label="Toelichting",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Uitleg bij de bedragen.",
    )


class BestedingForm(RijForm):
    """How the money of a year stands on a day: made once (`nieuw`), or corrected with a reason."""

    jaar = JaarVeld(label="Jaar")
    peildatum = DatumVeld(
        label="Peildatum", help_text="De dag waar de bedragen over gaan, zoals 31-3-2019."
    )

    def __init__(self, data: Any = None, *, nieuw: bool = False, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields |= _euros(Besteding, BESTEDING) | {"toelichting": _uitleg()}
        if nieuw:
            self.initial.setdefault("peildatum", kalender.vandaag())
            del self.fields["reden"]
        else:
            del self.fields["jaar"], self.fields["peildatum"]
            self.order_fields([*BESTEDING, "toelichting", "reden"])
            self.volg(*BESTEDING, "toelichting")


class BesparingForm(RijForm):
    """What a measure saves in a year. `bezet`: for a new row, per year that has one already what
    to say of it."""

    meer: ClassVar[tuple[str, ...]] = ("zekerheid", "toelichting")

    jaar = JaarVeld(label="Jaar", required=False, help_text="Leeg als het jaar niet bekend is.")

    def __init__(
        self,
        data: Any = None,
        *,
        bezet: Mapping[int | None, Callable[[], str]] | None = None,
        **kwargs: Any,
    ):
        super().__init__(data, **kwargs)
        self.bezet = bezet
        self.fields |= _euros(Besparing, BESPARING) | {
            "methode": forms.CharField(
                label="Methode",
                max_length=300,
                required=False,
                help_text="Hoe u het toe te rekenen bedrag hebt bepaald.",
            ),
            "zekerheid": forms.CharField(
                label="Zekerheid",
                max_length=160,
                required=False,
                help_text="Hoe zeker dat bedrag is.",
            ),
            "toelichting": _uitleg(),
        }
        if bezet is not None:
            del self.fields["reden"]
        else:
            del self.fields["jaar"]
            self.order_fields([*BESPARING_VELDEN, "reden"])
            self.volg(*BESPARING_VELDEN)

    def clean_jaar(self) -> int | None:
        """A year that is there already is changed, not made again."""
        jaar: int | None = self.cleaned_data["jaar"]
        if self.bezet and jaar in self.bezet:
            raise forms.ValidationError(self.bezet[jaar]())
        return jaar

    def clean(self) -> dict[str, Any]:
        """What is put down to the measure says how that was done."""
        gegeven = super().clean()
        if gegeven.get("toerekenbaar") is not None and gegeven.get("methode") == "":
            self.add_error("methode", "Zeg hoe u het toe te rekenen bedrag bepaalde.")
        return gegeven
