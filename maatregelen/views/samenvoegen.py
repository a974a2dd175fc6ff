"""Letting a measure go on in another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from jeugdhulp.rechten import aangemeld
from maatregelen.choices import EINDFASEN
from maatregelen.domain.maatregel.samenvoegen import voeg_samen, wat_blijft
from maatregelen.forms.maatregel import SamenvoegForm
from maatregelen.models import Maatregel
from maatregelen.views.bewerken import Onderdeel, bewerk, te_bewerken
from maatregelen.views.zitting import waarom


@require_http_methods(["GET", "HEAD", "POST"])
def samenvoeging_create(request: HttpRequest, gemeente: str, plan: str, code: str) -> HttpResponse:
    """Says first what stays behind; then the measure ends and points to the other."""
    maatregel = te_bewerken(request, gemeente, plan, code)
    zichtbaar = Maatregel.objects.filter(plan=maatregel.plan).visible_for(request.user)
    anderen = list(zichtbaar.exclude(pk=maatregel.pk).exclude(fase__in=EINDFASEN).in_volgorde())

    def maak_form(data: Any) -> SamenvoegForm:
        return SamenvoegForm(data, anderen=anderen, initial=waarom(request, maatregel.plan))

    def leg_vast(form: SamenvoegForm) -> None:
        reden = form.cleaned_data["reden"]
        voeg_samen(maatregel, form.gekozen(), door=aangemeld(request), reden=reden)

    return bewerk(
        request,
        Onderdeel(maatregel, "deel-kenmerken", "Samenvoegen"),
        maak_form,
        leg_vast,
        gelukt=f"{maatregel.plan.naam_maatregel} {maatregel.code} is samengevoegd.",
        template="maatregelen/samenvoeg_form.html",
        context={"blijft": wat_blijft(maatregel)},
    )
