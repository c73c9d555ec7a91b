"""Remember which keys a layer has had, in memory that does not grow with their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable

__all__ = ["Seen"]

_HELD = 50_000
"""Keys that are held in memory; more go to a temporary database."""


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

    def add(self, key: tuple[Hashable, ...]) -> bool:
        """Add a key; return whether it is new."""
        if self._base is None:
            if key in self._held:
                return False
            self._held.add(key)
            if len(self._held) > _HELD:
                self._base = self._moved()
            return True
        found = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (_text(key),))
        return found.rowcount == 1

    def _moved(self) -> sqlite3.Connection:
        base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        base.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")
        base.executemany("INSERT INTO seen VALUES (?)", ((_text(key),) for key in self._held))
        self._held.clear()
        return base


def _text(key: Hashable) -> bytes:
    return repr(key).encode("utf-8", "surrogatepass")
