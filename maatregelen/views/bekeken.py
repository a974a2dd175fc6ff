"""Which measures somebody opened last: in her session, gone when she signs out."""

from django.http import HttpRequest

from maatregelen.models import Maatregel

_SLEUTEL = "bekeken"
HOOGSTENS = 8


def onthoud(request: HttpRequest, maatregel: Maatregel) -> None:
    """Put this measure in front. Writes the session, but not for the one that is in front."""
    eerder: list[int] = request.session.get(_SLEUTEL, [])
    if request.method != "GET" or eerder[:1] == [maatregel.pk]:
        return
    rest = [sleutel for sleutel in eerder if sleutel != maatregel.pk]
    request.session[_SLEUTEL] = [maatregel.pk, *rest][:HOOGSTENS]


def laatst_bekeken(request: HttpRequest) -> list[Maatregel]:
    """Those she may still see, newest first, with plan and gemeente. One query, none for none."""
    sleutels: list[int] = request.session.get(_SLEUTEL, [])
    if not sleutels:
        return []
    zichtbaar = Maatregel.objects.visible_for(request.user).select_related("plan__gemeente")
    gevonden = zichtbaar.in_bulk(sleutels)
    return [gevonden[sleutel] for sleutel in sleutels if sleutel in gevonden]
