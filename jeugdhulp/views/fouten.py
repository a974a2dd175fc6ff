"""Pages for what went wrong, made without a query: the database may be what is wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template import loader

from jeugdhulp.middleware import ClientnummerInAdresError


def ongeldig(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, with the reason where it is one of ours to tell."""
    context = {
        "verzoeknummer": nummer_van(request),
        "clientnummer": isinstance(exception, ClientnummerInAdresError),
    }
    return HttpResponseBadRequest(loader.render_to_string("400.html", context))


def kapot(request: HttpRequest) -> HttpResponse:
    """500: sorry, and which number to name."""
    context = {"verzoeknummer": nummer_van(request)}
    return HttpResponseServerError(loader.render_to_string("500.html", context))


def nummer_van(request: HttpRequest) -> str:
    """The number of this request, for who calls for help; "" when it never got one."""
    return getattr(request, "verzoeknummer", "")
