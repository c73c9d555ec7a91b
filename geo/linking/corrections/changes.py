"""Apply corrections to the fields of an event: place, type, date, title and status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geo.model.entities import Event
from geo.reference.context import Reference

from .correction import Correction, Spot

__all__ = ["CHANGES", "Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that corrections set.

    Attributes
    ----------
    actions : tuple of str
        Actions that set the field.
    value : callable
        The new value, from a correction.
    make : callable
        The changed event. Where the program's value is the same, the event keeps the program's rule.
    """

    actions: tuple[str, ...]
    value: Callable[[Correction], Any]
    make: Callable[[Event, Any, Correction, Reference], Event]


def _place(event: Event, spot: Spot, by: Correction, reference: Reference) -> Event:
    known = reference.gazetteer
    current = Spot(event.adm1, event.adm2, event.lat, event.lon, event.geo_precision)
    if replace(spot, name="") == current:
        return event
    names = known.name(spot.adm1), known.name(spot.adm2)
    moved = replace(
        event, adm1=spot.adm1, adm2=spot.adm2, adm1_name=names[0], adm2_name=names[1], lat=spot.lat, lon=spot.lon,
        geo_precision=spot.geo_precision, rule=by.rule,
    )  # fmt: skip
    if not spot.name and (spot.adm1, spot.adm2) == (event.adm1, event.adm2):
        return moved  # the title names this unit already
    where = event.site or spot.name or names[1] or names[0]
    return replace(moved, title=reference.event_types.title(event.type, where))


def _type(event: Event, kind: str, by: Correction, reference: Reference) -> Event:
    if kind == event.type:
        return event
    _, colon, where = event.title.partition(": ")
    title = reference.event_types.title(kind, where if colon else "")
    return replace(event, type=kind, title=title, rule=f"{event.rule}; type {by.rule}")


def _date(event: Event, when: tuple[date | None, str | None], by: Correction, reference: Reference) -> Event:
    if when == (event.date, event.date_precision):
        return event
    return replace(event, date=when[0], date_precision=when[1], date_rule=by.rule)


def _title(event: Event, title: str, by: Correction, reference: Reference) -> Event:
    return replace(event, title=title)


def _status(event: Event, status: str, by: Correction, reference: Reference) -> Event:
    return replace(event, status=status)


CHANGES = (
    Change(("place",), lambda c: c.value, _place),
    Change(("type",), lambda c: c.value, _type),
    Change(("date",), lambda c: c.value, _date),
    Change(("title",), lambda c: c.value, _title),
    Change(("confirm", "reject"), lambda c: "reviewed" if c.action == "confirm" else "rejected", _status),
)
"""In order of application: a title that is set replaces the one derived from type and place."""
