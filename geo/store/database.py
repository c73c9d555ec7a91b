"""Open the database of a project, and check that it can be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.model.errors import InputError, UnreadableError
from geo.text.normalization import shown

from .schema import APPLICATION, FORMAT, TABLES

__all__ = ["DATABASE", "created", "is_project", "opened_for_reading", "opened_for_writing", "saved"]

DATABASE = "project.sqlite"
_WAIT = 30.0
"""Seconds to wait for a process that is just saving."""


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


def opened_for_writing(path: Path) -> sqlite3.Connection:
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


def opened_for_reading(path: Path) -> sqlite3.Connection:
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


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    name = shown(path)
    try:
        found = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False,
        )  # fmt: skip
        application, number = (
            found.execute(f"PRAGMA {what}").fetchone()[0] for what in ("application_id", "user_version")
        )
        found.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise UnreadableError(f"{name}: cannot be opened ({error})") from error
        raise InputError(
            f"{name}: the file is damaged ({error}); use a copy of the project folder"
        ) from error
    if application != APPLICATION:
        raise InputError(f"{name}: this file is no project of dprk-geo")
    if number > FORMAT:
        raise InputError(
            f"{name}: the project has format {number}, and this version of dprk-geo knows {FORMAT};"
            " update dprk-geo, or make a new project from the articles"
        )
    return found
