"""What is known of addresses from earlier runs: kept in the folder, in a SQLite file that only one run may use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo.model.errors import UnreadableError
from geo.text.normalization import shown

__all__ = ["FILE", "Known", "Memory", "opened"]

FILE = ".fetched.sqlite"
"""Name in the folder; as it begins with a point, it is not counted among its files."""
_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY,       -- as asked for
    final TEXT NOT NULL,        -- to which it led
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,     -- Last-Modified, as the server wrote it
    content TEXT NOT NULL,      -- sum of what was read in it
    file TEXT NOT NULL,         -- below the folder
    links TEXT NOT NULL,        -- of a feed: the addresses of its articles, one a line
    checked TEXT NOT NULL       -- when it was last asked for, UTC
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, asked REAL NOT NULL, rules TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS holds (host TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address from the last time."""

    final: str
    etag: str
    modified: str
    content: str
    file: str
    links: tuple[str, ...]


class Memory:
    """What earlier runs learned; see :func:`opened`."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def page(self, url: str) -> Known | None:
        """What is known of an address."""
        row = self._base.execute(
            "SELECT final, etag, modified, content, file, links FROM pages WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return None
        final, etag, modified, content, file, links = map(str, row)
        return Known(final, etag, modified, content, file, tuple(links.split("\n")) if links else ())

    def keep_page(self, url: str, known: Known, checked: str) -> None:
        """Note what is known of an address now."""
        row = (
            url,
            known.final,
            known.etag,
            known.modified,
            known.content,
            known.file,
            "\n".join(known.links),
            checked,
        )
        self._save("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def rules(self, origin: str) -> tuple[float, str] | None:
        """The robots.txt of a server, and when it was asked for, in seconds since 1970."""
        row = self._base.execute("SELECT asked, rules FROM robots WHERE origin = ?", (origin,)).fetchone()
        return (float(row[0]), str(row[1])) if row else None

    def keep_rules(self, origin: str, asked: float, rules: str) -> None:
        """Note a robots.txt."""
        self._save("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, asked, rules))

    def held(self, host: str) -> float:
        """Until when a server does not wish to be asked, in seconds since 1970; 0 if it may be."""
        row = self._base.execute("SELECT until FROM holds WHERE host = ?", (host,)).fetchone()
        return float(row[0]) if row else 0.0

    def hold(self, host: str, until: float) -> None:
        """Note until when a server does not wish to be asked."""
        self._save("INSERT OR REPLACE INTO holds VALUES (?, ?)", (host, until))

    def fact(self, name: str) -> str:
        """A fact that was noted; empty if none was."""
        row = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note_fact(self, name: str, value: str) -> None:
        """Note a fact."""
        self._save("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _save(self, statement: str, row: tuple[object, ...]) -> None:
        self._base.execute(statement, row)
        self._base.commit()


@contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """The memory of a folder, which is made where it is missing.

    Raises
    ------
    UnreadableError
        Another run uses it, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with opened(folder) as memory:
    ...     memory.note_fact("contact", "ann@example.org")
    >>> with opened(folder) as memory:
    ...     memory.fact("contact")
    'ann@example.org'
    """
    where = shown(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(folder / FILE, timeout=0)
    except (OSError, sqlite3.Error) as error:
        raise UnreadableError(
            f"{where}: cannot be written ({getattr(error, 'strerror', None) or error})"
        ) from error
    try:
        try:
            base.execute("PRAGMA locking_mode = EXCLUSIVE")  # kept until the end, however that comes
            base.executescript(_TABLES)
            base.execute("BEGIN EXCLUSIVE")
            base.commit()
        except sqlite3.Error as error:
            if "locked" in str(error):
                what = "another run is fetching into this folder; wait until it is done"
                raise UnreadableError(f"{where}: {what}") from None
            raise UnreadableError(
                f"{where}/{FILE}: cannot be used ({error}); delete it to begin anew"
            ) from error
        yield Memory(base)
    finally:
        base.close()
