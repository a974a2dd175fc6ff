"""What every template may know of the product itself."""

from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, object]:
    """`versie` (str) and `demo` (bool); no queries."""
    return {"versie": settings.VERSIE, "demo": settings.DEMO}
