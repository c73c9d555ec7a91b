"""One writer at a time: a lock that the system frees when its process ends, however that ends."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from platform import node

from geo.model.errors import UnreadableError
from geo.text.normalization import shown

__all__ = ["only_writer"]

LOCK, HOLDER = "writer.lock", "writer.json"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of a project while its content changes.

    SQLite's locks are used, as they work on every system, on most network drives, and end with their process.

    Raises
    ------
    UnreadableError
        Another process holds the lock; the message says which, on which machine and since when. Or the folder cannot
        be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with only_writer(folder), only_writer(folder):
    ...     pass
    Traceback (most recent call last):
    ...
    geo.model.errors.UnreadableError: ...: the project is being changed by process ... on ... since ...
    """
    try:
        lock = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise UnreadableError(f"{shown(folder)}: the project cannot be changed ({error})") from error
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) and "busy" not in str(error):
                raise UnreadableError(f"{shown(folder)}: the project cannot be changed ({error})") from error
            raise UnreadableError(f"{shown(folder)}: {_holder(folder)}") from None
        held = folder / HOLDER
        now = datetime.now(UTC).isoformat(" ", "seconds").removesuffix("+00:00")
        holder = {"pid": os.getpid(), "host": node(), "since": now, "command": _command()}
        try:
            held.write_text(json.dumps(holder), encoding="utf-8")
        except OSError as error:
            raise UnreadableError(f"{shown(held)}: cannot be written ({error.strerror or error})") from error
        try:
            yield
        finally:
            with suppress(OSError):  # a folder that vanished meanwhile is told by who wrote in it
                held.unlink(missing_ok=True)


def _command() -> str:
    return " ".join([Path(sys.argv[0]).name if sys.argv else "", *sys.argv[1:2]]).strip()


def _holder(folder: Path) -> str:
    """Who is writing, as far as it has said so yet."""
    try:
        by = json.loads((folder / HOLDER).read_text("utf-8"))
        who = f"process {int(by['pid'])} on {shown(str(by['host']))[:100]} since {str(by['since'])[:19]} UTC"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return f"the project is being changed by {who}; wait until it is done, or end it"
