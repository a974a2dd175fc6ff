"""The lights of a stand by the aspects and names that its plan chose."""

from django import template

from maatregelen.models import Plan, Stand
from maatregelen.stoplicht import Deellicht, Lichten, deellichten

register = template.Library()


@register.filter
def lichten(plan: Plan, van: Lichten | Stand) -> list[Deellicht]:
    """For a list of more standen: each has the same aspects, those of the plan now."""
    return deellichten(plan.aspecten, van)


@register.filter
def lichten_toen(plan: Plan, van: Lichten | Stand) -> list[Deellicht]:
    """For one stand in full: also an aspect that the plan no longer uses."""
    return deellichten(plan.aspecten, van, ook_eerdere=True)
