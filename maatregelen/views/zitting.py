"""What somebody said once in this sitting and need not say again: why, and on what ground."""

from typing import Any

from django.http import HttpRequest

from maatregelen.models import Plan

_SLEUTEL = "waarom"
_VELDEN = ("reden", "op_grond_van")


def waarom(request: HttpRequest, plan: Plan) -> dict[str, str]:
    """`reden` and `op_grond_van` of her last change in this plan, to begin a form with; {} before
    the first. It ends with the session."""
    onthouden = request.session.get(_SLEUTEL, {})
    return dict(onthouden.get(str(plan.pk), {}))


def onthoud_waarom(request: HttpRequest, plan: Plan, gegeven: dict[str, Any]) -> None:
    """Keep what she gave; an empty reason takes nothing away."""
    nieuw = {veld: gegeven[veld] for veld in _VELDEN if gegeven.get(veld)}
    if nieuw and nieuw != waarom(request, plan):
        alle = request.session.get(_SLEUTEL, {})
        request.session[_SLEUTEL] = alle | {str(plan.pk): waarom(request, plan) | nieuw}
