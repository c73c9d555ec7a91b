"""Open the database of a project, and check that it can be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo.model.errors import GeoError, InputError, UnreadableError
from geo.text.normalization import shown

from .schema import APPLICATION, FORMAT, TABLES

__all__ = [
    "DATABASE",
    "ProjectDatabase",
    "created",
    "is_project",
    "opened_for_reading",
    "opened_for_writing",
    "saved",
]

DATABASE = "project.sqlite"
_WAIT = 30.0
"""Seconds to wait for a process that is just saving."""


class ProjectDatabase(sqlite3.Connection):
    """A connection to a project's database that says of every fault in which file it is and what to do.

    Attributes
    ----------
    name : str
        Path of the file, as messages show it.
    """

    name = ""

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run a statement; its errors, and those of reading its rows, are :class:`~geo.model.errors.GeoError`."""
        return self.cursor(_Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        """Run a statement for each row of parameters, as :meth:`execute` does."""
        return self.cursor(_Cursor).executemany(sql, parameters)

    def damaged(self, error: object) -> InputError:
        """The error that a value or a page of the file cannot be what was written."""
        return InputError(
            f"{self.name}: the file is damaged ({error}); use a copy of the project folder, or make the project anew"
        )

    def check(self) -> None:
        """Read the whole structure of the file, so that no row is missing without a word.

        It takes 3 to 4 microseconds an article, about a hundredth of reading its events.

        Raises
        ------
        InputError
            The file is damaged.
        """
        found = self.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise self.damaged(" ".join(str(found).split()))

    def told(self, error: Exception) -> GeoError:
        """The error to raise for one of SQLite's."""
        if isinstance(error, sqlite3.OperationalError) and "Could not decode" not in str(error):
            asked = "; is the disk full, or the folder gone?" if "I/O" in str(error) else ""
            return UnreadableError(f"{self.name}: cannot be read or written ({error}{asked})")
        return self.damaged(error)


class _Cursor(sqlite3.Cursor):
    """Rows of a project's database. SQLite finds a damaged page when it comes to it, in the middle of a result."""

    connection: ProjectDatabase

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        try:
            super().execute(sql, parameters)
        except _FAULTS as error:
            raise self.connection.told(error) from error
        return self

    def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        try:
            super().executemany(sql, parameters)
        except _FAULTS as error:
            raise self.connection.told(error) from error
        return self

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except _FAULTS as error:
            raise self.connection.told(error) from error

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except _FAULTS as error:
            raise self.connection.told(error) from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except _FAULTS as error:
            raise self.connection.told(error) from error


_FAULTS = (sqlite3.DatabaseError, UnicodeDecodeError)


def is_project(path: str | Path) -> bool:
    """Whether a path is the folder of a project.

    Examples
    --------
    >>> is_project("no-such-folder")
    False
    """
    try:
        return (Path(path) / DATABASE).is_file()
    except (OSError, ValueError):
        return False


def created(path: Path) -> None:
    """Create an empty database.

    Raises
    ------
    UnreadableError
        The file cannot be written.
    """
    try:
        made = sqlite3.connect(path, isolation_level=None)
        made.execute("PRAGMA journal_mode = WAL")
        made.executescript(
            f"BEGIN; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT};{TABLES}COMMIT;"
        )
        made.close()
    except sqlite3.Error as error:
        raise UnreadableError(f"{shown(path)}: cannot be written ({error})") from error


def opened_for_writing(path: Path) -> ProjectDatabase:
    """Open a database to change it, by the process that holds the lock.

    Transactions are begun and committed by hand. A process that is killed loses no committed answer; after a loss of
    power the last ones may be missing, and are found again by the next run.

    Raises
    ------
    InputError
        The file is no project, is damaged, or was made by a newer version.
    """
    found = _opened(path, "rw")
    found.execute("PRAGMA synchronous = NORMAL")
    return found


def opened_for_reading(path: Path) -> ProjectDatabase:
    """Open a database that is not changed; it may be on a medium that cannot be written.

    Raises
    ------
    InputError
        The file is no project, is damaged, or was made by a newer version.
    """
    try:
        found = _opened(path, "rw")  # so that SQLite can put away the files that it makes beside
    except UnreadableError:
        if Path(f"{path}-wal").exists():
            raise
        found = _opened(path, "ro&immutable=1")
    found.execute("PRAGMA query_only = ON")
    return found


@contextmanager
def saved(database: sqlite3.Connection) -> Iterator[None]:
    """A transaction: all changes in it are saved, or none if an error ends it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _opened(path: Path, mode: str) -> ProjectDatabase:
    name = shown(path)
    try:
        found = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_WAIT,
            isolation_level=None, check_same_thread=False, factory=ProjectDatabase,
        )  # fmt: skip
    except sqlite3.Error as error:
        raise UnreadableError(f"{name}: cannot be opened ({error})") from error
    found.name = name
    try:
        _recognise(found)
    except GeoError:
        found.close()
        raise
    return found


def _recognise(found: ProjectDatabase) -> None:
    """Refuse a file that is no project, or one that cannot be read."""
    application, number = (
        found.execute(f"PRAGMA {what}").fetchone()[0] for what in ("application_id", "user_version")
    )
    found.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION:
        raise InputError(f"{found.name}: this file is no project of dprk-geo")
    if number > FORMAT:
        raise InputError(
            f"{found.name}: the project has format {number}, and this version of dprk-geo knows {FORMAT};"
            " update dprk-geo, or make a new project from the articles"
        )
