"""Parts: a long page is split by year, then month, then day, so that no page grows without limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .entries import Entry

__all__ = ["Part", "parts"]

_OF_SUBJECT, _OF_PART = 60, 150
"""Most reports on the page of a subject and on one of its parts."""
_LENGTHS = (4, 7, 10)
"""Letters of a year, a month and a day."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a subject, or one of the parts that it is split into.

    Attributes
    ----------
    key : str
        The period, as ``2024``, ``2024-11`` or ``2024-11-08``; ``2024-00`` without a known month, ``undated`` without
        a day, ``2024-11-08.2`` for a further page of one period; empty for the page of the subject.
    entries : sequence of Entry
        All of its happenings, the newest first.
    parts : tuple of Part
        Its parts; empty where all of its happenings are on its page.
    """

    key: str
    entries: Sequence[Entry]
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """The part and all parts within it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parts(entries: Sequence[Entry], key: str = "", *, most: int = _OF_SUBJECT) -> Part:
    """Split happenings by the least period that leaves no page too long.

    Parameters
    ----------
    entries : sequence of Entry
        The newest first.
    key : str
        The period that they are of.
    most : int
        Most reports on the page.

    Examples
    --------
    >>> import geo
    >>> from geo.outputs.atlas.entries import entries
    >>> found = entries(geo.read("data/samples/articles").event_list)
    >>> len(parts(found).parts), [part.key for part in parts(found, most=10).parts]
    (0, ['2024', '2023', '2022', '2020', '2019'])
    """
    if sum(len(e.reports) for e in entries) <= most or len(entries) < 2:
        return Part(key, entries)
    length = next((n for n in _LENGTHS if n > len(key)), 0)
    if not length or key == "undated" or key.endswith("-00"):
        return Part(key, entries, tuple(_pages(entries, key)))
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_period(entry, length), []).append(entry)
    return Part(key, entries, tuple(parts(found, name, most=_OF_PART) for name, found in groups.items()))


def _period(entry: Entry, length: int) -> str:
    if entry.day is None:
        return "undated"
    known = entry.period
    return known[:length] if len(known) >= length else f"{known}-00"


def _pages(entries: Sequence[Entry], key: str) -> Iterator[Part]:
    """Pages of one period, by the number of reports; the oldest are on the first, so that it stays as it is."""
    pages: list[list[Entry]] = [[]]
    count = 0
    for entry in reversed(entries):
        if count and count + len(entry.reports) > _OF_PART:
            pages.append([])
            count = 0
        pages[-1].append(entry)
        count += len(entry.reports)
    for number, page in reversed(list(enumerate(pages, start=1))):
        yield Part(f"{key}.{number}", page[::-1])
