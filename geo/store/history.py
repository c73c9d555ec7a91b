"""When a project learned what it knows, and what it said before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo._version import __version__
from geo.model.entities import Event
from geo.reference.context import Reference

from .packing import events_of, names_of, plain
from .versions import rules_digest

__all__ = ["Change", "changes_since", "learned", "stamp_of"]


@dataclass(frozen=True, slots=True)
class Change:
    """An article that says something else than before.

    Attributes
    ----------
    article : str
        Its id.
    noted : str
        When it was read again, UTC.
    cause : str
        ``text`` where the article was changed, ``rules`` where it is read by other rules.
    before : tuple of Event
        What it said.
    """

    article: str
    noted: str
    cause: str
    before: tuple[Event, ...]


def learned(database: sqlite3.Connection) -> dict[str, str]:
    """When each article was added, or last changed, by its id."""
    rows = database.execute("SELECT id, coalesce(changed, added) FROM articles WHERE id IS NOT NULL")
    return {plain(id_): when for id_, when in rows}


def changes_since(database: sqlite3.Connection, when: str) -> list[Change]:
    """The replaced answers of each article since a time, the first of each: what it said at that time."""
    found: dict[str, Change] = {}
    rows = database.execute(
        "SELECT articles.id, noted, cause, changes.events, event_fields FROM changes JOIN articles USING (article)"
        " JOIN versions USING (version) WHERE noted > ? AND articles.id IS NOT NULL ORDER BY change",
        (when,),
    )
    for id_, noted, cause, events, fields in rows:
        found.setdefault(plain(id_), Change(plain(id_), noted, cause, events_of(events, names_of(fields))))
    return list(found.values())


def stamp_of(database: sqlite3.Connection, corrections: Iterable[Path]) -> str:
    """A sum of the articles and extractions of a project, their order, its corrections, and the rules."""
    total = hashlib.sha256(f"{__version__} {rules_digest(Reference.bundled().folder)}".encode())
    articles = (
        "SELECT article, articles.id, articles.content, version, aliases, position FROM articles"
        " JOIN extractions USING (article) WHERE articles.id IS NOT NULL ORDER BY article"
    )
    for text in (articles, "SELECT source, place FROM sources ORDER BY source"):
        for row in database.execute(text):
            total.update(repr(row).encode("utf-8", "surrogatepass"))
    for file in corrections:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
