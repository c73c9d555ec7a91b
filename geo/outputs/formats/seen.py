"""Remember which keys a layer has had, in memory that does not grow with their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence

__all__ = ["Seen"]

_HELD = 50_000
"""Keys that are held in memory; more go to a temporary database."""


_ADD = "INSERT OR IGNORE INTO seen VALUES (?, ?)"


class Seen:
    """A set of keys, of which many are on disk.

    Examples
    --------
    >>> seen = Seen()
    >>> [seen.add(key) for key in (("a", 1), ("b", 1), ("a", 1))]
    [True, True, False]
    """

    def __init__(self) -> None:
        self._held: set[Hashable] = set()
        self._base: sqlite3.Connection | None = None
        self._tried = 0

    def add(self, key: tuple[Hashable, ...]) -> bool:
        """Add a key; return whether it is new."""
        return self.add_all([key])[0]

    def add_all(self, keys: Sequence[tuple[Hashable, ...]]) -> list[bool]:
        """Add keys; return of each whether it is new."""
        if self._base is None:
            found = self._add_held(keys)
            if len(self._held) > _HELD:
                self._base = self._moved()
            return found
        start = self._tried
        self._tried += len(keys)
        rows = ((number, _text(key)) for number, key in enumerate(keys, start))
        if self._base.executemany(_ADD, rows).rowcount == len(keys):  # as is usual
            return [True] * len(keys)
        new = {
            number for (number,) in self._base.execute("SELECT number FROM seen WHERE number >= ?", (start,))
        }
        return [number in new for number in range(start, self._tried)]

    def _add_held(self, keys: Sequence[tuple[Hashable, ...]]) -> list[bool]:
        new = set(keys)
        if len(new) == len(keys) and self._held.isdisjoint(new):
            self._held |= new
            return [True] * len(keys)
        found = []
        for key in keys:
            found.append(key not in self._held)
            self._held.add(key)
        return found

    def _moved(self) -> sqlite3.Connection:
        base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        base.execute("CREATE TABLE seen (number INTEGER PRIMARY KEY, key BLOB UNIQUE)")
        base.executemany(_ADD, ((number, _text(key)) for number, key in enumerate(self._held)))
        self._tried = len(self._held)
        self._held.clear()
        return base


def _text(key: Hashable) -> bytes:
    return repr(key).encode("utf-8", "surrogatepass")
