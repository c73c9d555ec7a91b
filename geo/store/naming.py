"""Ids of the articles of a project: those that one run over all of its files gives, whatever the order of adding."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from itertools import count

from .database import saved
from .packing import plain, text_of

__all__ = ["ORDER", "Named", "are_named", "name_articles"]

ORDER = "sources.place, articles.position, articles.given, articles.number"
"""The order of articles in results: of files as a folder's are sorted, and in each of its articles."""


@dataclass(slots=True)
class Named:
    """Articles that are repetitions of others, and those that have another's id and got one of their own."""

    repeated: int = 0
    renamed: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Given id, own id, path and line of articles whose own id is new since the last call."""


def are_named(database: sqlite3.Connection) -> bool:
    """Whether no article was saved since ids were given; one was if a run was ended before it could give them."""
    return database.execute("SELECT 1 FROM facts WHERE name = 'named'").fetchone() is not None


def name_articles(database: sqlite3.Connection) -> Named:
    """Give each article its id, or none if it repeats one, as :class:`~geo.readers.articles.reader.Once` does.

    An article whose id changes is read again, as the ids of its events are made from it.

    Parameters
    ----------
    database : sqlite3.Connection
        Opened for writing.
    """
    found = Named()
    seen: set[tuple[str, bytes]] = set()
    used: set[str] = set()
    changes: list[tuple[str | bytes | None, int]] = []
    rows = database.execute(
        "SELECT articles.article, articles.given, articles.words, articles.id, articles.path, articles.line"
        f" FROM sources JOIN articles USING (source) ORDER BY {ORDER}"
    )
    for article, given, words, before, path, line in rows:
        name, own = plain(given), None
        if (name, words) in seen:
            found.repeated += 1
        else:
            seen.add((name, words))
            own = name
            if name in used:
                own = next(made for n in count(2) if (made := f"{name}-{n}") not in used)
            used.add(own)
        if own != plain(before):
            changes.append((None if own is None else text_of(own), article))
            if own is not None and own != name:
                found.renamed.append((name, own, plain(path), line))
    with saved(database):
        database.executemany("UPDATE articles SET id = ? WHERE article = ?", changes)
        database.execute("INSERT OR REPLACE INTO facts VALUES ('named', '1')")
    return found
