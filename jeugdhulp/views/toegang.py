"""Who came in, who got rights and who took something away: the register of access of a gemeente."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jeugdhulp.choices import ToegangSoort
from jeugdhulp.forms.gebruikers import ToegangFilter
from jeugdhulp.kalender import AMSTERDAM
from jeugdhulp.models import Gebruiker, Toegangsregel
from jeugdhulp.views.gebruiker import basis, gemeente_voor

PER_PAGINA = 50
VAN_ELDERS = "iemand van buiten deze gemeente"
_GEBRUIKER = re.compile(r"gebruiker (\d+)")


@require_safe
def toegang_list(request: HttpRequest, gemeente: str) -> HttpResponse:
    """A page of it, newest first, by person, kind and day. Six queries whatever the number."""
    gevonden = gemeente_voor(request, gemeente)
    leden = Gebruiker.objects.filter(lidmaatschappen__gemeente=gevonden).order_by(
        "last_name", "first_name", "username"
    )
    filter_ = ToegangFilter(request.GET or None, leden=leden)
    regels = Toegangsregel.objects.van_gemeente(gevonden)
    if filter_.is_valid():
        regels = _gefilterd(regels, filter_.cleaned_data)
    pagina: Any = Paginator(regels, PER_PAGINA).get_page(request.GET.get("pagina"))
    namen = {lid.pk: str(lid) for lid in leden}
    pagina.object_list = [_leesbaar(regel, namen) for regel in pagina]
    context = basis(request, gevonden) | {"pagina": pagina, "form": filter_}
    return render(request, "jeugdhulp/toegang_list.html", context)


def _gefilterd(regels: Any, wens: dict[str, Any]) -> Any:
    if wens["wie"]:
        regels = regels.over_gebruiker(wens["wie"])
    if wens["soort"]:
        regels = regels.filter(soort=wens["soort"])
    if wens["dag"]:
        begin = datetime.combine(wens["dag"], time.min, tzinfo=AMSTERDAM)
        morgen = datetime.combine(wens["dag"] + timedelta(days=1), time.min, tzinfo=AMSTERDAM)
        regels = regels.filter(moment__gte=begin, moment__lt=morgen)
    return regels


def _leesbaar(regel: Toegangsregel, namen: dict[int, str]) -> dict[str, Any]:
    """Names in place of numbers; somebody of another gemeente stays nameless."""
    soort = regel.soort
    return {
        "moment": regel.moment,
        "wie": _naam(regel.gebruiker_id, namen) if regel.gebruiker_id else "",
        "wat": ToegangSoort(soort).label if soort in ToegangSoort.values else soort,
        "over": _GEBRUIKER.sub(lambda m: _naam(int(m[1]), namen), regel.over),
        "herkomst": regel.herkomst[:6],
    }


def _naam(pk: int, namen: dict[int, str]) -> str:
    return namen.get(pk, VAN_ELDERS)
