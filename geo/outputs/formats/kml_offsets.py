"""Marks of events at one point, set beside each other in Google Earth; the point of each stays where it is."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geo.model.entities import Event

__all__ = ["icon_style", "offsets"]

_STEP = 0.62
"""Distance between neighbours in a spiral, in icon widths times the square root of pi over two."""
_TURN = math.pi * (3 - math.sqrt(5))
"""The golden angle: each mark of a sunflower's spiral is turned by it, so that all have the same room."""


def offsets(events: Iterable[Event]) -> dict[str, tuple[float, float]]:
    """Offsets of the marks of events that share a point, by event id.

    Parameters
    ----------
    events : iterable of Event

    Returns
    -------
    dict of str to (float, float)
        East and north in icon widths. The first event of a point stays on it, and those that are alone have no entry.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> texts = "A mill was inaugurated in Haeju City on May 2.", "A school was inaugurated in Haeju City on May 3."
    >>> found = [event for text in texts for event in extract(Article(text, text)).events]
    >>> [round(math.hypot(*place), 2) for place in offsets(found).values()]
    [0.0, 0.88]
    """
    there: dict[tuple[float, float], list[str]] = {}
    for event in events:
        if event.lat is not None and event.lon is not None:
            there.setdefault((round(event.lon, 6), round(event.lat, 6)), []).append(event.event_id)
    return {
        event_id: _place(number)
        for ids in there.values()
        if len(ids) > 1
        for number, event_id in enumerate(dict.fromkeys(ids))
    }


def _place(number: int) -> tuple[float, float]:
    radius, angle = _STEP * math.sqrt(2 * number), number * _TURN
    return round(radius * math.sin(angle), 3), round(radius * math.cos(angle), 3)


def icon_style(icon: str, opacity: str, place: tuple[float, float]) -> str:
    """A style within a placemark, which moves its icon by icon widths to the east and north.

    All of the icon is given again, since some programs do not complete it from the shared style.
    """
    east, north = place
    return (
        f"<Style><IconStyle><color>{opacity}ffffff</color><scale>0.9</scale><Icon><href>icons/{icon}.png</href></Icon>"
        f'<hotSpot x="{0.5 - east:g}" y="{0.5 - north:g}" xunits="fraction" yunits="fraction"/></IconStyle></Style>'
    )
