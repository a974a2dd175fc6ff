"""What of an account is hers to change in this session.

A directory can sign in as anybody it knows. So a session that began there changes nothing by which
one could come in elsewhere: not the mail address or password, and not the second factor of an
account that also belongs to a gemeente of another.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jeugdhulp import sessie
from jeugdhulp.aanmeldbronnen import bron_met
from jeugdhulp.domain.bronnen import hoort_alleen_bij
from jeugdhulp.rechten import aangemeld

View = Callable[..., HttpResponse]


def met_wachtwoord(view: View) -> View:
    """403 with a page for who signed in with her directory."""

    @wraps(view)
    def alleen_zo(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sessie.bron_van(request):
            return _elders(request)
        return view(request, *args, **kwargs)

    return alleen_zo


def van_een_bron(view: View) -> View:
    """403 with a page for who signed in with her directory and also belongs elsewhere. One query,
    for who came that way."""

    @wraps(view)
    def alleen_zo(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sleutel = sessie.bron_van(request)
        bron = bron_met(sleutel)
        if sleutel and not (bron and hoort_alleen_bij(bron, aangemeld(request))):
            return _elders(request)
        return view(request, *args, **kwargs)

    return alleen_zo


def _elders(request: HttpRequest) -> HttpResponse:
    context = {"bron": bron_met(sessie.bron_van(request))}
    return render(request, "jeugdhulp/account_elders.html", context, status=HTTPStatus.FORBIDDEN)
