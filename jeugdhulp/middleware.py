"""What every signed-in answer gets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


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
