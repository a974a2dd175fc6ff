"""What every template may know of the product itself."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jeugdhulp.rechten import beheert, leest_alleen_rapporten, werk_van


def product(request: HttpRequest) -> dict[str, object]:
    """`versie` (str), `demo` (bool), `naam_begin`: what her first page holds, `beheert`: where a
    beheerder finds her users, else "", and `eigen_werk`: the pages where work of her own waits,
    with their names.

    No queries of its own: roles are read once a request.
    """
    hier = request.resolver_match
    return {
        "versie": settings.VERSIE,
        "demo": settings.DEMO,
        "naam_begin": SimpleLazyObject(lambda: _naam_begin(request)),
        "beheert": SimpleLazyObject(lambda: _gebruikers(request)),
        "eigen_werk": SimpleLazyObject(lambda: _eigen_werk(request)),
        "beheer_hier": hier is not None and hier.view_name in _BEHEER,
    }


_BEHEER = (
    "gebruiker_list gebruiker_update gebruiker_vertrek gebruiker_tweede_factor gebruiker_pseudoniem"
    " uitnodiging_create uitnodiging_opnieuw uitnodiging_delete toegang_list groeprol_list"
    " groeprol_delete"
).split()


def _gebruikers(request: HttpRequest) -> str:
    """Her own gemeente where the address says which; else her account, which names them all."""
    if not hasattr(request, "user") or not beheert(request.user):
        return ""
    return reverse("account_detail") + "#gemeenten"


def _naam_begin(request: HttpRequest) -> str:
    leest_rapporten = hasattr(request, "user") and leest_alleen_rapporten(request.user)
    return "Rapporten" if leest_rapporten else "Plannen"


def _eigen_werk(request: HttpRequest) -> list[dict[str, object]]:
    if not hasattr(request, "user"):
        return []
    paginas = [(werk.naam, reverse(werk.url_naam)) for werk in werk_van(request.user)]
    # A page may lie below another: the deepest is where she is.
    hier = max((adres for _, adres in paginas if _is_hier(request, adres)), key=len, default="")
    return [
        {"naam": naam, "adres": adres, "hier": _is_hier(request, adres) if adres == hier else ""}
        for naam, adres in paginas
    ]


def _is_hier(request: HttpRequest, adres: str) -> str:
    """As aria-current says it: this page, or one below it."""
    if request.path == adres:
        return "page"
    return "true" if request.path.startswith(adres) else ""
