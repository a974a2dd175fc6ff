"""What every signed-in answer gets."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class GeenNul:
    """A NUL in an address or cookie is nobody's mistake, and PostgreSQL cannot take it: 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or any("\0" in koek for koek in request.COOKIES.values()):
            raise SuspiciousOperation("NUL in adres of cookie")
        return self.get_response(request)


class NietBewaren:
    """Signed-in pages are never kept by a browser or a proxy (`Cache-Control: no-store`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The session tells without a query whether somebody may be signed in.
        if request.session.accessed or request.session.keys():
            add_never_cache_headers(response)
        return response
