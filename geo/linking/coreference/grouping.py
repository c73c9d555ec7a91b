"""Group reports while they come in the order of their days, whatever decides which belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Generic, NamedTuple, TypeVar

__all__ = ["FRESH", "REACH", "BlockKey", "Report", "groups_by_day"]

FRESH = timedelta(days=3)
"""How long after a happening state media still report it without a date."""
REACH = FRESH + timedelta(days=1)
"""Reports that are further apart are never of one happening."""

BlockKey = tuple[str, str]
"""Type and place; reports of two blocks are never of one happening."""
About = TypeVar("About")


class Report(NamedTuple, Generic[About]):
    """A report in a store: its number, the ordinal of its day, its block, and what is compared."""

    number: int
    day: int
    block: BlockKey
    about: About


def groups_by_day(
    reports: Iterable[Report[About]], alike: Callable[[Report[About], Report[About]], bool]
) -> Iterator[list[Report[About]]]:
    """Put each report into the first group of its block with all of whose reports it is alike, else into a new one.

    Parameters
    ----------
    reports : iterable of Report
        Sorted by day.
    alike : callable
        Says of an earlier and a later report whether they are of one happening. Those more than :data:`FRESH` apart
        must not be, so that a group can be given as soon as a later day has come.

    Yields
    ------
    list of Report

    Examples
    --------
    >>> days = (1, 2, 9)
    >>> reports = [Report(n, day, ("visit", "KP0717"), "") for n, day in enumerate(days)]
    >>> [[one.number for one in group] for group in groups_by_day(reports, lambda a, b: b.day - a.day <= 3)]
    [[0, 1], [2]]
    """
    live: dict[BlockKey, list[list[Report[About]]]] = {}
    today = 0
    for report in reports:
        if report.day != today:
            today = report.day
            yield from _closed(live, today)
        for group in live.setdefault(report.block, []):
            if all(alike(earlier, report) for earlier in group):
                group.append(report)
                break
        else:
            live[report.block].append([report])
    for groups in live.values():
        yield from groups


def _closed(live: dict[BlockKey, list[list[Report[About]]]], day: int) -> Iterator[list[Report[About]]]:
    """Take out the groups that are too far back for reports of a day, and of all later ones, to join."""
    for block, groups in list(live.items()):
        done = [group for group in groups if day - group[-1].day > REACH.days]
        if not done:
            continue
        yield from done
        if len(done) == len(groups):
            del live[block]
        else:
            live[block] = [group for group in groups if day - group[-1].day <= REACH.days]
