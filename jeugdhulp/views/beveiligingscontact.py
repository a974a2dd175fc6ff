"""Whom to tell of a weakness (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jeugdhulp import kalender

# The standard advises less than a year. It moves on while somebody keeps this server running.
GELDIG = timedelta(days=180)


@login_not_required
@require_safe
def beveiligingscontact(request: HttpRequest) -> HttpResponse:
    """security.txt; 404 while no contact is set: a file without one is not valid. No query."""
    if not settings.BEVEILIGINGSCONTACT:
        raise Http404
    tot = (kalender.nu() + GELDIG).replace(hour=0, minute=0, second=0, microsecond=0)
    regels = [
        *(f"Contact: {adres}" for adres in settings.BEVEILIGINGSCONTACT),
        f"Expires: {tot:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: https://{request.get_host()}{reverse('beveiligingscontact')}",
    ]
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")
