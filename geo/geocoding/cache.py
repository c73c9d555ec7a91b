"""Cache the answers of online services on disk, so that no query is sent twice.

A SQLite file has a row per query: the service, the query, its options, the answer and the time. Empty answers are
cached too, for a shorter time. Several processes may use one file.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geo.model.errors import UnreadableError

__all__ = ["Answers"]

_DAY = 86_400.0
_WAIT = 30.0
"""Seconds that a process waits while another one writes."""
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, method TEXT NOT NULL, query TEXT NOT NULL, params TEXT NOT NULL,
    answer TEXT NOT NULL, asked_at REAL NOT NULL,
    PRIMARY KEY (service, method, query, params)
)
"""


class Answers:
    """A cache file of answers.

    Parameters
    ----------
    path : path
        Created with its folder where it is missing.
    keep_days, keep_none_days : float
        Number of days that answers and empty answers are valid.
    clock : callable
        Returns seconds since 1970.

    Raises
    ------
    geo.model.errors.UnreadableError
        The path is not a SQLite file, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> cache = Answers(Path(tempfile.mkdtemp(), "cache.sqlite"))
    >>> question = ("Nominatim", "geocode", "Songchon", {"country_codes": "kp"})
    >>> cache.get(*question) is None
    True
    >>> cache.put(*question, [{"address": "Songchon", "lat": 39.26, "lon": 126.2, "raw": {}}])
    >>> cache.get(*question)[0]["lat"]
    39.26
    """

    def __init__(
        self,
        path: str | Path,
        *,
        keep_days: float = 365.0,
        keep_none_days: float = 30.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = Path(path)
        self.keep_days, self.keep_none_days = keep_days, keep_none_days
        self._clock = clock
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnreadableError(f"{self.path.parent}: {error.strerror or error}") from error
        with self._open() as database:
            database.execute(_TABLE)

    def get(
        self, service: str, method: str, query: str, params: Mapping[str, Any]
    ) -> list[dict[str, Any]] | None:
        """Return a cached answer, an empty list for an empty answer, None where there is none or it is too old."""
        with self._open() as database:
            found = database.execute(
                "SELECT answer, asked_at FROM answers WHERE service = ? AND method = ? AND query = ? AND params = ?",
                (service, method, query, _text(params)),
            ).fetchone()
        if found is None:
            return None
        try:
            answer: list[dict[str, Any]] = json.loads(found[0])
        except ValueError:
            return None  # a damaged entry counts as missing
        days = self.keep_days if answer else self.keep_none_days
        return answer if self._clock() - found[1] <= days * _DAY else None

    def put(
        self,
        service: str,
        method: str,
        query: str,
        params: Mapping[str, Any],
        answer: list[dict[str, Any]],
    ) -> None:
        """Store an answer; it replaces an older one."""
        with self._open() as database:
            database.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
                (service, method, query, _text(params), _text(answer), self._clock()),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one statement, so that threads and processes never share one."""
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT)) as database, database:
                yield database
        except sqlite3.Error as error:
            raise UnreadableError(
                f"{self.path}: cannot be used as a cache ({error}); delete it or name another file"
            ) from error


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)
