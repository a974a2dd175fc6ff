"""The answer where a report was frozen by a newer version of the program than this one."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapportage.domain.vormen import OnbekendeVormError


class OnbekendeVorm:
    """Any page that needs data which this program cannot read is 409, and says what to do. As
    middleware: a report is compared with another in many places."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fout: Exception) -> HttpResponse | None:
        """Django's hook; None leaves the fault to others."""
        if not isinstance(fout, OnbekendeVormError) or request.resolver_match is None:
            return None
        waar = request.resolver_match.kwargs
        # Of a version its own data, else those of the one that the report is compared with.
        vergelijkt = {} if "versie" in waar else waar
        return render(
            request,
            "rapportage/onbekende_vorm.html",
            {"waar": waar, "vergelijkt": vergelijkt},
            status=HTTPStatus.CONFLICT,
        )
