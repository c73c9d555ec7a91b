"""Filters in words: event types, places, publishers and circles as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from geo.geocoding.lookup import address, resolve
from geo.model.entities import BASES, Place
from geo.model.errors import OptionError
from geo.reference.context import Reference
from geo.reference.publishers import Publishers
from geo.reference.written_points import read_point
from geo.text.romanization import fold

from .selection import Near, Selection

__all__ = ["selection"]

_RADIUS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(km|m|)\s*$", re.IGNORECASE)


def selection(
    reference: Reference,
    *,
    type: Sequence[str] = (),  # noqa: A002 - the word of the page's filter
    start: date | None = None,
    end: date | None = None,
    undated: bool = False,
    leader: bool = False,
    place: Sequence[str] = (),
    source: Sequence[str] = (),
    near: Sequence[str] = (),
    basis: Sequence[str] = (),
) -> Selection:
    """The selection that is asked for in words.

    Parameters
    ----------
    reference : Reference
    type : sequence of str
        Ids of event types, or their names in any language.
    start, end : datetime.date, optional
    undated, leader : bool
    place : sequence of str
        Counties, provinces, sites and settlements in any spelling, or P-codes.
    source : sequence of str
        Names or hosts of publishers, or their classes; whether there are such is known after reading
        (:func:`~geo.linking.selection.select`).
    near : sequence of str
        ``"39.0,125.7,20km"``: a point in any notation, or a place, and a radius in km or m.
    basis : sequence of str
        On what the event rests: ``imagery``, ``state media``.

    Raises
    ------
    OptionError
        A value is unknown (the message names those that are spelt nearly so) or names several places.

    Examples
    --------
    >>> known = Reference.bundled()
    >>> str(selection(known, type=["Inspection"], place=["성천군"], start=date(2024, 5, 1), leader=True))
    'inspection; 2024-05-01 to; with the leader; Songchon'
    >>> selection(known, type=["inspections"])
    Traceback (most recent call last):
    ...
    geo.model.errors.OptionError: --type 'inspections' is unknown; perhaps inspection or construction
    """
    if start and end and start > end:
        raise OptionError(f"--from {start} is after --to {end}")
    kinds = {
        fold(name): id_ for id_, one in reference.event_types.items() for name in (id_, *one.names.values())
    }
    bases: Mapping[str, str] = {fold(one): one for one in BASES}
    return Selection(
        types=frozenset(_one_of(kinds, value, "type") for value in type),
        start=start,
        end=end,
        undated=undated,
        leader=leader,
        places=tuple(_place(value, reference) for value in place),
        sources=frozenset(_source(value, reference.publishers) for value in source),
        near=tuple(_near(value, reference) for value in near),
        bases=frozenset(_one_of(bases, value, "basis") for value in basis),
    )


def _one_of(known: Mapping[str, str], value: str, option: str) -> str:
    found = known.get(fold(value))
    if found is None:
        raise OptionError(f"--{option} {value[:60]!r} is unknown; {_perhaps(value, known)}")
    return found


def _perhaps(value: str, known: Mapping[str, str]) -> str:
    """Names that are spelt nearly as a value; all names where none is."""
    close = get_close_matches(fold(value), known, n=4, cutoff=0.6)
    names = dict.fromkeys(known[name] for name in close)
    return (
        f"perhaps {' or '.join(names)}" if names else f"there are {', '.join(dict.fromkeys(known.values()))}"
    )


def _place(value: str, reference: Reference) -> Place:
    found = resolve(value, reference)
    if found.place is None or found.place.country != "KP":
        raise OptionError(f"--place {value[:60]!r} {found.why or 'is no place of the North'}")
    return found.place


def _source(value: str, publishers: Publishers) -> str:
    one = publishers.named(value)
    return (one.host or one.name).casefold()


def _near(value: str, reference: Reference) -> Near:
    words, _, size = value.rpartition(",")
    radius = _RADIUS.match(size)
    point = read_point(words)
    if not words or radius is None or not (point or radius[2]):
        raise OptionError(f"--near {value[:60]!r}: write a point and a radius, as in 39.0,125.7,20km")
    km = float(radius[1]) / (1000 if radius[2].lower() == "m" else 1)
    if point is not None:
        return Near(point.lat, point.lon, km)
    place = _place(words, reference)
    at = reference.gazetteer.coordinate_source(place)
    if at is None or at.lat is None or at.lon is None:
        raise OptionError(
            f"--near {value[:60]!r}: the position of {address(place, reference.gazetteer)} is not known"
        )
    return Near(at.lat, at.lon, km)
