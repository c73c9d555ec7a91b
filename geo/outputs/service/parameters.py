"""Parameters of requests for features: read strictly, as the standard asks, with a sentence where one is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from geo.outputs.formats.layers import Column

from .collections import Collection
from .cql import condition
from .values import ParameterError, printed, stored

__all__ = [
    "FORMS",
    "LANGUAGES",
    "LIMIT",
    "MOST",
    "Box",
    "Interval",
    "Pairs",
    "Question",
    "known_only",
    "once",
]
__all__ += ["question"]

LIMIT, MOST = 100, 10_000
"""Features of a page where ``limit`` is not given, and at most."""
FORMS = ("json", "html")
"""Values of ``f``."""
LANGUAGES = ("cql2-text", "cql-text")
"""Values of ``filter-lang``: the standard's, and the name by which GDAL knows it."""
_OWN = ("f", "limit", "offset", "bbox", "datetime", "filter", "filter-lang")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?:(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?"
)
"""RFC 3339, and the forms in which GDAL writes days ("2024-05-01T") and hours ("2024-05-01T09Z")."""

Pairs = Sequence[tuple[str, str]]
"""Names and values of a query, decoded, in its order."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box in degrees; one with ``west > east`` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, both included; None for an open end."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a request for features asks for; all conditions must hold.

    Attributes
    ----------
    limit, offset : int
        Number of features of this page, and of those before it.
    box : Box or None
    intervals : tuple of Interval
    equals : tuple of (Column, value)
    filters : tuple of (str, values)
        SQL conditions with the values of their marks.
    """

    limit: int = LIMIT
    offset: int = 0
    box: Box | None = None
    intervals: tuple[Interval, ...] = ()
    equals: tuple[tuple[Column, Any], ...] = field(default=())
    filters: tuple[tuple[str, tuple[Any, ...]], ...] = ()


def question(pairs: Pairs, collection: Collection) -> Question:
    """Read the parameters of a request for features.

    Parameters
    ----------
    pairs : sequence of (str, str)
    collection : Collection

    Raises
    ------
    ParameterError
        One is unknown, given twice, or has an invalid value.

    Examples
    --------
    >>> from geo.outputs.service.collections import collections
    >>> from geo.reference.context import Reference
    >>> events = collections(Reference.bundled().event_types)["events"]
    >>> asked = question([("leader", "true"), ("datetime", "2024-05-01/..")], events)
    >>> asked.intervals, [(column.name, value) for column, value in asked.equals]
    ((Interval(start=datetime.date(2024, 5, 1), end=None),), [('leader', 1)])
    >>> question([("typ", "inspection")], events)
    Traceback (most recent call last):
    ...
    geo.outputs.service.values.ParameterError: there is no parameter 'typ'; perhaps type
    """
    columns = {column.name: column for column in collection.filters}
    known_only(pairs, [*_OWN, *columns])
    limit = once(pairs, "limit")
    offset = once(pairs, "offset")
    box = once(pairs, "bbox")
    return Question(
        min(_whole("limit", limit, 1), MOST) if limit is not None else LIMIT,
        _whole("offset", offset, 0) if offset is not None else 0,
        _box(box) if box is not None else None,
        tuple(_interval(value) for name, value in pairs if name == "datetime"),
        tuple((columns[name], stored(columns[name], value)) for name, value in pairs if name in columns),
        _filters(pairs, columns),
    )


def _filters(pairs: Pairs, columns: Mapping[str, Column]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    language = once(pairs, "filter-lang")
    if language is not None and language not in LANGUAGES:
        raise ParameterError(f"filter-lang={printed(language)}: the languages are {', '.join(LANGUAGES)}")
    text = once(pairs, "filter")
    return () if text is None else (condition(text, columns),)


def known_only(pairs: Pairs, known: Iterable[str]) -> None:
    """Refuse unknown parameters, and forms of answers that are not offered.

    Raises
    ------
    ParameterError
    """
    names = list(known)
    for name, value in pairs:
        if name not in names:
            close = get_close_matches(name, names, n=3, cutoff=0.6)
            hint = f"perhaps {' or '.join(close)}" if close else f"there are {', '.join(names)}"
            raise ParameterError(f"there is no parameter {printed(name)}; {hint}")
        if name == "f" and value not in FORMS:
            raise ParameterError(f"f={printed(value)}: the forms are {' and '.join(FORMS)}")


def once(pairs: Pairs, name: str) -> str | None:
    """The value of a parameter that may be given once; None where it is not given.

    Raises
    ------
    ParameterError
    """
    values = [value for given, value in pairs if given == name]
    if len(values) > 1:
        raise ParameterError(f"{name} is given {len(values)} times; give it once")
    return values[0] if values else None


def _whole(name: str, value: str, least: int) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", value) or int(value) < least:
        raise ParameterError(f"{name}={printed(value)}: give a whole number from {least} on")
    return int(value)


def _box(value: str) -> Box:
    try:
        numbers = [float(part) for part in value.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise ParameterError(
            f"bbox={printed(value)}: give west,south,east,north in degrees, as 124.2,37.6,130.7,43.0"
        )
    if len(numbers) == 6:  # with heights, which no feature has
        numbers = [*numbers[:2], *numbers[3:5]]
    box = Box(*numbers)
    if box.south > box.north:
        raise ParameterError(
            f"bbox={printed(value)}: the second number, south, is larger than the fourth, north"
        )
    return box


def _interval(value: str) -> Interval:
    start, slash, end = value.partition("/")
    first, last = _day(start, value, bool(slash)), _day(end, value, True) if slash else None
    if not slash:
        last = first
    if first and last and first > last:
        raise ParameterError(f"datetime={printed(value)}: it ends before it begins")
    return Interval(first, last)


def _day(text: str, value: str, open_: bool) -> date | None:
    """The day of one end of an interval; None for an open one."""
    if open_ and text in ("", ".."):
        return None
    found = _MOMENT.fullmatch(text)
    try:
        if found is None or _late(found):
            raise ValueError
        return date.fromisoformat(found["day"])
    except ValueError:
        raise ParameterError(
            f"datetime={printed(value)}: give a day as 2024-05-01, or two as 2024-05-01/2024-05-31, of which one may"
            " be .."
        ) from None


def _late(found: re.Match[str]) -> bool:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    return hour > 23 or minute > 59 or second > 60
