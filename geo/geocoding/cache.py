"""Answers of online services, kept on disk so that nobody is asked twice.

One SQLite file with a row for each question: what service was asked, what, with which options, what it
answered, and when. That there is no answer is kept too, for a shorter time. Several processes may use one file.
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
"""Seconds that one process waits for another to have written."""
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, method TEXT NOT NULL, query TEXT NOT NULL, params TEXT NOT NULL,
    answer TEXT NOT NULL, asked_at REAL NOT NULL,
    PRIMARY KEY (service, method, query, params)
)
"""


class Answers:
    """The file of answers.

    Parameters
    ----------
    path : path
        Made where it is missing, with its folder.
    keep_days, keep_none_days : float
        For how many days an answer holds, and that there is none.
    clock : callable
        Seconds since 1970.

    Raises
    ------
    geo.model.errors.UnreadableError
        The path is no SQLite file, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> kept = Answers(Path(tempfile.mkdtemp(), "cache.sqlite"))
    >>> question = ("Nominatim", "geocode", "Songchon", {"country_codes": "kp"})
    >>> kept.get(*question) is None
    True
    >>> kept.put(*question, [{"address": "Songchon", "lat": 39.26, "lon": 126.2, "raw": {}}])
    >>> kept.get(*question)[0]["lat"]
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
        """What was answered, an empty list where there was no answer, None where nobody asked or it is too old."""
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
            return None  # as good as never asked
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
        """Keep an answer; it takes the place of an older one."""
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
                f"{self.path}: cannot be used to keep answers ({error}); delete it or name another file"
            ) from error


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)
