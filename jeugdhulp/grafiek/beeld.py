"""All that the component of a chart shows. Pure."""

import re
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from jeugdhulp.grafiek import plotly, svg, tabel
from jeugdhulp.grafiek.definitie import Grafiek


class Beeld:
    """A chart for components/grafiek.html. `id` is its own on the page: letters, digits, hyphens.

    Nothing is drawn before it is asked for. Raises ValueError on another id.
    """

    def __init__(self, grafiek: Grafiek, id: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", id):
            raise ValueError(f"“{id}” kan geen id zijn.")
        self.grafiek, self.id = grafiek, id

    @cached_property
    def breed(self) -> SafeString:
        """The drawing for a screen or paper."""
        return mark_safe(svg.schrijf(self.grafiek, naam=f"{self.id}-breed"))  # noqa: S308

    @cached_property
    def smal(self) -> SafeString:
        """The drawing for a phone."""
        return mark_safe(svg.schrijf(self.grafiek, naam=f"{self.id}-smal", smal=True))  # noqa: S308

    @cached_property
    def tabel(self) -> tabel.Tabel:
        """The same in rows and columns."""
        return tabel.maak(self.grafiek)

    @cached_property
    def figuur(self) -> dict[str, Any]:
        """What js/grafiek.js gives to plotly."""
        return plotly.maak(self.grafiek)

    @property
    def laatste(self) -> int:
        """The number of the last point, from 0."""
        return len(self.grafiek.labels) - 1
