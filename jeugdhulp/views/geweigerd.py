"""The answer when a limit is reached."""

from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jeugdhulp import kalender, toegang
from jeugdhulp.choices import ToegangSoort
from jeugdhulp.domain.pogingen import TeVeelPogingenError
from jeugdhulp.models import Gebruiker


def te_veel(
    request: HttpRequest, fout: TeVeelPogingenError, gebruiker: Gebruiker | None = None
) -> HttpResponse:
    """429: what happened, how long to wait, and what else she can do. Notes the first refusal: the
    register is never emptied, so who goes on knocking must not fill it."""
    if fout.is_eerste:
        toegang.noteer(
            ToegangSoort.AANMELDEN_GEBLOKKEERD,
            gebruiker=gebruiker,
            request=request,
            over=fout.grens.soort.partition(":")[0],
        )
    wacht = fout.vanaf - kalender.nu()
    minuten = max(1, ceil(wacht.total_seconds() / 60))
    response = render(
        request,
        "jeugdhulp/te_veel.html",
        {"minuten": minuten},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    response["Retry-After"] = str(minuten * 60)
    return response
