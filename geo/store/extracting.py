"""Extract from the articles of a project that have no current extraction, and keep what is found."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from geo._version import __version__
from geo.extraction.pipeline import Spread, extract_all
from geo.extraction.workers import cores
from geo.linking.coreference.attribution import credited
from geo.model.entities import Article, Event, Extraction
from geo.model.errors import GeoError, Report
from geo.reference.context import Reference

from .collecting import now
from .database import ProjectDatabase, saved
from .packing import EVENT_FIELDS, MENTION_FIELDS, credits_of, events_of, names_of, packed
from .reading import ARTICLE_COLUMNS, article_of
from .versions import AliasSums, rules_digest

__all__ = ["extract_unread", "unread", "version_of"]

_BATCH = 250
"""Extractions that are saved at once: what a killed run does again at most."""
_WORTH = 800
"""Articles for which a further process is worth its start."""

Progress = Callable[[Iterable[Extraction], str], Iterator[Extraction]]


def version_of(database: ProjectDatabase, reference: Reference) -> int:
    """Number of the version of rules and reference; 0 if nothing was read with it yet."""
    rules = rules_digest(reference.folder)
    row = database.execute("SELECT version FROM versions WHERE rules = ?", (rules,)).fetchone()
    return _number(database, row[0]) if row else 0


def _number(database: ProjectDatabase, value: object) -> int:
    """A number that is a key; it is none where the damage is in the words by which SQLite knows the tables."""
    if isinstance(value, int):
        return value
    raise database.damaged(f"a key is {str(value)[:20]!r}")


def unread(database: ProjectDatabase, reference: Reference, sums: AliasSums) -> list[int]:
    """Numbers of the articles without a current extraction, in no particular order.

    An extraction is current if it was made of the same text under the same id, with these rules, this reference, and
    those added names that the article may contain.

    Parameters
    ----------
    database : ProjectDatabase
    reference : Reference
    sums : AliasSums
        Of the added names. Only if they are others than at the last time are texts searched for them.
    """
    rows = database.execute(
        "SELECT articles.article FROM articles LEFT JOIN extractions USING (article)"
        " WHERE articles.id IS NOT NULL AND (extractions.article IS NULL OR extractions.version != ?"
        " OR extractions.content != articles.content OR extractions.id != articles.id)",
        (version_of(database, reference),),
    )
    found = {_number(database, row[0]) for row in rows}
    known = database.execute("SELECT value FROM facts WHERE name = 'aliases'").fetchone()
    if sums.digest != (known[0] if known else ""):
        read = database.execute(
            f"SELECT extractions.aliases, {ARTICLE_COLUMNS} FROM articles JOIN extractions USING (article)"
            " JOIN texts USING (article) WHERE articles.id IS NOT NULL"
        )
        found.update(row[1] for row in read if row[0] != sums.of(article_of(row[1:])))
    return sorted(found)


def extract_unread(
    database: ProjectDatabase,
    reader: ProjectDatabase,
    reference: Reference,
    *,
    processes: int | None,
    report: Report,
    spread: Spread | None = None,
    progress: Progress = lambda items, _: iter(items),
) -> int:
    """Read every article that has no current extraction; return their number.

    Parameters
    ----------
    database, reader : ProjectDatabase
        One for saving, and one for reading articles, which another thread may do.
    reference : Reference
        With the names added by the project's corrections.
    processes : int, optional
        One for each processor by default, where there is enough to read.
    report : callable
        Called with the error of each article that cannot be read. It is tried again with other rules only.
    spread : callable, optional
        Has the work done elsewhere; see :func:`geo.extract_all`.
    progress : callable
        Given the extractions and their unit, it passes them on and shows how far they are.
    """
    sums = AliasSums(reference.gazetteer.aliases)
    numbers = unread(database, reference, sums)
    if numbers:
        _Reading(database, reader, reference, sums, report).all(numbers, processes, spread, progress)
    with saved(database):
        database.execute("INSERT OR REPLACE INTO facts VALUES ('aliases', ?)", (sums.digest,))
    return len(numbers)


class _Reading:
    """One run over unread articles: what is under way, and what waits to be saved."""

    def __init__(
        self,
        database: ProjectDatabase,
        reader: ProjectDatabase,
        reference: Reference,
        sums: AliasSums,
        report: Report,
    ) -> None:
        self.database, self.reader, self.reference, self.sums = database, reader, reference, sums
        self._given_report = report
        self._under_way: deque[tuple[int, bytes, Article]] = deque()
        self._done: list[tuple[Any, ...]] = []
        self._version = 0

    def all(
        self, numbers: Sequence[int], processes: int | None, spread: Spread | None, progress: Progress
    ) -> None:
        """Read and save the articles with these numbers."""
        processes = max(1, min(processes or cores(), len(numbers) // _WORTH))
        self._version = self._new_version()
        found = extract_all(
            self._articles(numbers),
            processes=processes,
            report=self._report,
            reference=self.reference,
            spread=spread,
        )
        for one in progress(found, "articles"):
            number, content, article = self._next()
            self._keep(number, content, article, one)
        self._save()

    def _articles(self, numbers: Sequence[int]) -> Iterator[Article]:
        for start in range(0, len(numbers), _BATCH):
            some = numbers[start : start + _BATCH]
            rows = self.reader.execute(
                f"SELECT articles.content, {ARTICLE_COLUMNS} FROM articles JOIN texts USING (article)"
                f" WHERE article IN ({','.join(map(str, some))}) ORDER BY article"
            ).fetchall()
            for row in rows:
                article = article_of(row[1:])
                self._under_way.append((row[1], row[0], article))
                yield article

    def _next(self) -> tuple[int, bytes, Article]:
        """The article whose answer comes now: answers have the order of the articles."""
        return self._under_way.popleft()

    def _report(self, error: GeoError) -> None:
        number, content, article = self._next()
        self._keep(number, content, article, Extraction(article, (), ()), str(error))
        self._given_report(error)

    def _keep(
        self, number: int, content: bytes, article: Article, found: Extraction, fault: str = ""
    ) -> None:
        credit = credits_of(credited(found.events, [article], reference=self.reference))
        self._done.append(
            (
                number, self._version, content, article.id, self.sums.of(article), fault,
                packed(found.mentions, MENTION_FIELDS), packed(found.events, EVENT_FIELDS), credit,
            )
        )  # fmt: skip
        if len(self._done) >= _BATCH:
            self._save()

    def _save(self) -> None:
        with saved(self.database):
            for row in self._done:
                self._note_change(row)
                self.database.execute(
                    "INSERT OR REPLACE INTO extractions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row
                )
        self._done.clear()

    def _note_change(self, row: tuple[Any, ...]) -> None:
        """Keep the earlier events of an article if the new ones say something else."""
        before = self.database.execute(
            "SELECT extractions.version, content, events, event_fields FROM extractions"
            " JOIN versions USING (version) WHERE article = ?",
            (row[0],),
        ).fetchone()
        if before is None or before[2] == row[7]:
            return
        names = names_of(before[3])
        if said(events_of(before[2], names)) != said(events_of(row[7])):
            cause = "text" if before[1] != row[2] else "rules"
            self.database.execute(
                "INSERT INTO changes (article, noted, cause, version, events) VALUES (?, ?, ?, ?, ?)",
                (row[0], now(), cause, before[0], before[2]),
            )

    def _new_version(self) -> int:
        known = version_of(self.database, self.reference)
        if not known:
            fields = (json.dumps(EVENT_FIELDS), json.dumps(MENTION_FIELDS))
            with saved(self.database):
                self.database.execute(
                    "INSERT INTO versions (rules, program, event_fields, mention_fields, first_used)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (rules_digest(self.reference.folder), __version__, *fields, now()),
                )
            known = version_of(self.database, self.reference)
        return known


def said(events: Iterable[Event]) -> list[tuple[object, ...]]:
    """What events say, without scores and rules, for comparison."""
    return sorted(
        (
            e.type,
            str(e.date),
            e.date_precision or "",
            e.site or "",
            e.adm1 or "",
            e.adm2 or "",
            e.leader,
            e.quote,
        )
        for e in events
    )
