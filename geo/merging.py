"""One happening, many reports: events of several articles that tell of the same thing.

Two events are taken for one where the type and the place agree, their sites do not differ, and their days
agree or, where a report gives none, lie close enough. Nothing is dropped: each event keeps its own sentence
and source, and is given the id of the happening's first report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .model import Event
from .romanization import fold

__all__ = ["merge_reports"]

_FRESH = timedelta(days=3)
"""How long after a happening state media still print it without its day."""
_COMMON = frozenset(
    "the a an of in at on and for to was were with by its has have been is are which from".split()
)
_ALIKE = 0.5
"""Share of words that two sentences about an unnamed site must have in common."""


def merge_reports(events: Iterable[Event]) -> list[Event]:
    """Give each event the id of its happening's first report, in the order given.

    Parameters
    ----------
    events : iterable of Event

    Returns
    -------
    list of Event
        The same events with ``happening`` filled; an event that nobody else tells is its own happening.

    Examples
    --------
    >>> from geo.corpus import extract
    >>> from geo.model import Article
    >>> first = Article("a", "The Anju Pump Factory was inaugurated in Anju City.", date=date(2024, 5, 2))
    >>> later = Article("b", "The Anju Pump Factory was inaugurated in Anju City.", date=date(2024, 5, 3))
    >>> told = merge_reports([*extract(first).events, *extract(later).events])
    >>> told[0].happening == told[1].happening == told[0].event_id
    True
    """
    told = list(events)
    first = {}
    for block in _blocks(told):
        for members in _happenings(told, block):
            opening = min(members, key=lambda i: (_reported(told[i]), told[i].event_id))
            first.update(dict.fromkeys(members, told[opening].event_id))
    return [replace(event, happening=first.get(i, event.event_id)) for i, event in enumerate(told)]


def _happenings(told: Sequence[Event], block: Sequence[int]) -> list[list[int]]:
    """Put the events of a block together: an event joins a happening only where it fits every report of it."""
    done: list[list[int]] = []
    live: list[list[int]] = []  # those that an event as late as this one may still join
    for index in block:
        event = told[index]
        live = [group for group in live if not _apart(told[group[-1]], event)]
        for members in live:
            if all(told[i].source_id != event.source_id and _same(told[i], event) for i in members):
                members.append(index)
                break
        else:
            live.append([index])
            done.append(live[-1])
    return done


def _blocks(events: Sequence[Event]) -> Iterable[list[int]]:
    """Events of one type at one place, by day; those at no place are never taken for one another."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for index, event in enumerate(events):
        where = event.adm2 or event.adm1
        if where:
            blocks.setdefault((event.type, where), []).append(index)
    for block in blocks.values():
        block.sort(key=lambda i: (_day(events[i]), events[i].event_id))
        yield block


def _reported(event: Event) -> date:
    return event.source_date or event.date or date.max


def _day(event: Event) -> date:
    """The day of the happening, else of its report."""
    return event.date if event.date and event.date_precision == "day" else _reported(event)


def _apart(earlier: Event, later: Event) -> bool:
    """Whether two events lie so far apart in time that no third between them can join them."""
    if date.max in (_day(earlier), _day(later)):
        return False
    return _day(later) - _day(earlier) > _FRESH + timedelta(days=1)


def _same(a: Event, b: Event) -> bool:
    """Whether two events of one type and place are one happening."""
    dated = [e for e in (a, b) if e.date and e.date_precision == "day"]
    if len(dated) == 2:
        if a.date != b.date:
            return False
    elif date.max in (_day(a), _day(b)):
        return False
    elif len(dated) == 1:
        undated = b if dated[0] is a else a
        lag = _reported(undated) - _day(dated[0])
        if not timedelta(0) <= lag <= _FRESH:
            return False
    elif abs(_reported(a) - _reported(b)) > _FRESH:
        return False
    sites = fold(a.site or ""), fold(b.site or "")
    if all(sites):
        return sites[0] in sites[1] or sites[1] in sites[0]
    return _words_alike(a.quote, b.quote)


def _words_alike(first: str, second: str) -> bool:
    """Whether two sentences share enough of their telling words."""
    a, b = ({w.strip(".,;:()").casefold() for w in text.split()} - _COMMON for text in (first, second))
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _ALIKE
