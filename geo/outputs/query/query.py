"""Run a query that only reads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from geo.model.errors import OptionError, UnreadableError
from geo.outputs.formats.layers import LAYERS
from geo.text.normalization import shown

__all__ = ["Answer", "facts_of", "query", "tables"]

_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_MISSING = "no such column: ", "no such table: "


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Attributes
    ----------
    columns : tuple of str
    rows : list of tuple
    more : bool
        Whether there are rows beyond the limit.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    more: bool = False


def query(path: str | Path, text: str, *, limit: int = 0) -> Answer:
    """The answer to a query on a database written by :func:`geo.outputs.formats.sqlite.write_sqlite`.

    Parameters
    ----------
    path : path
    text : str
        One statement that reads, ``select`` or ``with``. Whatever else it asks for is refused by SQLite itself.
    limit : int
        Largest number of rows; no limit where it is 0.

    Raises
    ------
    OptionError
        The query is not valid, or does more than read; the message says what is known of the cause.
    UnreadableError
        The file cannot be opened.
    """
    with closing(_opened(path)) as base:
        base.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
        )
        try:
            found = base.execute(text)
            if found.description is None:
                raise OptionError("the query is empty; write a select statement")
            rows = found.fetchmany(limit + 1) if limit else found.fetchall()
        except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
            raise OptionError(f"the query cannot be run: {_why(str(error))}") from error
        columns = tuple(str(column[0]) for column in found.description)
    more = bool(limit) and len(rows) > limit
    return Answer(columns, rows[:limit] if more else rows, more)


def facts_of(path: str | Path) -> dict[str, str]:
    """The facts that a database was written with; none where there is no such file, or it cannot be read."""
    if not Path(path).is_file():
        return {}
    try:
        with closing(_opened(path)) as base:
            return dict(base.execute("SELECT name, value FROM about"))
    except (sqlite3.Error, UnreadableError):
        return {}


def tables() -> str:
    """The tables and their columns, as text.

    Examples
    --------
    >>> print(tables()[:60])
    events  What happened, each with the sentence that says so
    """
    parts = []
    for layer in LAYERS:
        width = max(map(len, layer.names))
        columns = [f"  {c.name:<{width}}  {c.kind:<7}  {c.description}" for c in layer.columns]
        parts.append("\n".join([f"{layer.name}  {layer.description}", *columns]))
    return "\n\n".join(parts)


def _opened(path: str | Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise UnreadableError(f"{shown(path)}: cannot be opened ({error})") from error


def _why(message: str) -> str:
    """A message of SQLite, with what helps."""
    if "not authorized" in message or "prohibited" in message:
        return "it does more than read; only select statements are allowed"
    for start in _MISSING:
        if message.startswith(start):
            wanted = message.removeprefix(start).rpartition(".")[2]
            names = {layer.name for layer in LAYERS} | {name for layer in LAYERS for name in layer.names}
            close = get_close_matches(wanted, sorted(names), n=3, cutoff=0.6)
            hint = f"perhaps {' or '.join(close)}; " if close else ""
            return f"{message}; {hint}dprk-geo sql DIR --schema lists tables and columns"
    if "one statement" in message:
        return "there are several statements; write one"
    return message
