"""Take new and changed articles from files into the database; files that have not changed are not opened."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, Note, Report
from geo.readers.articles.reader import read_articles
from geo.text.normalization import shown

from .database import saved
from .packing import content_of, deflated, more_of, text_of, words_of

__all__ = ["Collected", "Collector", "now"]

_BATCH = 500
"""Articles that are saved at once."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells a change: file systems count in steps of up to two seconds."""
_CHUNK = 1 << 20
_COLUMNS = (
    "source", "position", "given", "number", "words", "content", "date", "title", "url", "publisher", "topic", "path",
    "line", "text_origin", "more",
)  # fmt: skip


def now() -> str:
    """The time in UTC, as the database has it."""
    return datetime.now(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


@dataclass(slots=True)
class Collected:
    """What a run found in its input: numbers of files and articles."""

    files: int = 0
    unchanged_files: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0


@dataclass(slots=True)
class _File:
    """A source that is being read."""

    source: int
    stat: tuple[int, int, str, int] | None
    position: int = 0
    ids: Counter[str] = field(default_factory=Counter)
    clean: bool = True


class Collector:
    """Reads input into the database.

    Parameters
    ----------
    database : sqlite3.Connection
        Opened for writing.
    report, note : callable
        Called with each error about input that cannot be used, and with each remark.
    """

    def __init__(self, database: sqlite3.Connection, report: Report, note: Note) -> None:
        self.database, self.note = database, note
        self._given_report = report
        self.counts = Collected()
        self._file: _File | None = None
        self._waiting = 0

    def collect(self, inputs: Iterable[Any], day: date | None = None) -> Collected:
        """Read inputs, save what is new or changed in them, and count it.

        Parameters
        ----------
        inputs : iterable of path or article
        day : datetime.date, optional
            Of articles without a date.
        """
        given = list(inputs)
        with saved(self.database):
            stamp = now()
            for item in given:
                name = str(Path(item)) if isinstance(item, (str, Path)) else "articles given as values"
                self.database.execute("INSERT OR IGNORE INTO inputs VALUES (?, ?)", (text_of(name), stamp))
            for item in given:
                self._file = None if isinstance(item, (str, Path)) else self._values()
                articles = read_articles(
                    [item], date=day, report=self._report, note=self.note, wanted=self._wanted
                )
                for article in articles:
                    self._save(article)
                self._close()
        return self.counts

    def _report(self, error: GeoError) -> None:
        if self._file:
            self._file.clean = False
        self._given_report(error)

    # Files ---------------------------------------------------------------------------------------------------

    def _wanted(self, path: str | Path, label: str) -> bool:
        """Whether a file has to be read: it is new, or its content has changed."""
        self._close()
        self.counts.files += 1
        if str(path) == "-" or not Path(path).is_file():
            self._file = self._begun(shown(path), f"{shown(path)}\1{now()}", label, None)
            return True
        file = Path(path).resolve()
        size, mtime = (stat := file.stat()).st_size, stat.st_mtime_ns
        name, place = shown(file), "\1".join([*map(shown, file.parts), label])
        known = self.database.execute(
            "SELECT source, size, mtime, checked, sha256 FROM sources WHERE place = ?", (place,)
        ).fetchone()
        if known and known[1:3] == (size, mtime) and known[3] - mtime > _SETTLED:
            self.counts.unchanged_files += 1
            return False
        checked = time.time_ns()
        try:
            total = _sum(file)
        except OSError:
            total = ""  # the reader says why
        if total and (same := (known and known[4] == total) or self._moved(total, label, name, place)):
            self.database.execute(
                "UPDATE sources SET size = ?, mtime = ?, checked = ? WHERE place = ?",
                (size, mtime, checked, place),
            )
            self.counts.unchanged_files += bool(same)
            return False
        self._file = self._begun(name, place, label, (size, mtime, total, checked) if total else None)
        return True

    def _moved(self, total: str, label: str, name: str, place: str) -> bool:
        """Whether the file is one that was read under another path, where it is no more; its source is renamed."""
        for source, path in self.database.execute(
            "SELECT source, path FROM sources WHERE sha256 = ? AND label = ?", (total, label)
        ).fetchall():
            if not Path(path).exists():
                self.database.execute(
                    "UPDATE OR IGNORE sources SET path = ?, place = ? WHERE source = ?", (name, place, source)
                )
                return True
        return False

    def _values(self) -> _File:
        return self._begun("articles given as values", "\2values", "", None)

    def _begun(self, path: str, place: str, label: str, stat: tuple[int, int, str, int] | None) -> _File:
        self.database.execute(
            "INSERT OR IGNORE INTO sources (path, label, place, added) VALUES (?, ?, ?, ?)",
            (path, label, place, now()),
        )
        row = self.database.execute("SELECT source FROM sources WHERE place = ?", (place,)).fetchone()
        return _File(row[0], stat)

    def _close(self) -> None:
        """Note that a file was read to its end, unless a part of it could not be."""
        file, self._file = self._file, None
        if file and file.stat and file.clean:
            size, mtime, total, checked = file.stat
            self.database.execute(
                "UPDATE sources SET size = ?, mtime = ?, sha256 = ?, checked = ?, read = ? WHERE source = ?",
                (size, mtime, total, checked, now(), file.source),
            )

    # Articles ------------------------------------------------------------------------------------------------

    def _save(self, article: Article) -> None:
        file = self._file
        assert file is not None
        number, position = file.ids[article.id], file.position
        file.ids[article.id] += 1
        file.position += 1
        content = content_of(article)
        key = (file.source, text_of(article.id), number)
        known = self.database.execute(
            "SELECT article, content, position FROM articles WHERE source = ? AND given = ? AND number = ?",
            key,
        ).fetchone()
        if known and known[1] == content:
            self.counts.known += 1
            if known[2] != position:
                self.database.execute(
                    "UPDATE articles SET position = ?, path = ?, line = ? WHERE article = ?",
                    (position, text_of(article.path), article.line, known[0]),
                )
            return
        row = (
            file.source, position, key[1], number, words_of(article), content,
            article.date.isoformat() if article.date else None,
            *map(text_of, (article.title, article.url, article.source, article.topic, article.path)),
            article.line, article.text_origin, more_of(article),
        )  # fmt: skip
        if known:
            self.counts.changed += 1
            changes = ", ".join(f"{column} = ?" for column in (*_COLUMNS, "changed"))
            self.database.execute(
                f"UPDATE articles SET {changes} WHERE article = ?",
                (*row, now(), known[0]),
            )
            id_ = known[0]
        else:
            self.counts.new += 1
            marks = ", ".join("?" * (len(_COLUMNS) + 1))
            id_ = self.database.execute(
                f"INSERT INTO articles ({', '.join(_COLUMNS)}, added) VALUES ({marks})",
                (*row, now()),
            ).lastrowid
        self.database.execute("DELETE FROM facts WHERE name = 'named'")
        self.database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (id_, deflated(article.text)))
        self._waiting += 1
        if self._waiting >= _BATCH:
            self._waiting = 0
            self.database.execute("COMMIT")
            self.database.execute("BEGIN")


def _sum(file: Path) -> str:
    total = hashlib.sha256()
    with file.open("rb") as content:
        while part := content.read(_CHUNK):
            total.update(part)
    return total.hexdigest()
