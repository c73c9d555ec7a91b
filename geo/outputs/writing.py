"""Files that take their name only when they are whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from geo.model.errors import UnreadableError

__all__ = ["filled", "opened", "whole", "write_lines", "write_text"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


@contextmanager
def whole(path: Path, ending: str = "") -> Iterator[Path]:
    """A path beside a file that takes its name when what is written there is whole.

    With an ``ending``, for writers that go by it, the path has that one; else none that a reader of the folder
    would take for an article's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part{ending}")  # GDAL splits at ".xlsx"
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def filled(path: Path, write: Callable[[Path], Any]) -> None:
    """Let a writer that opens its file itself write one that takes its name when it is whole.

    Raises
    ------
    UnreadableError
        The folder or file cannot be written, or the disk is full.
    """
    from sqlite3 import Error

    beside = path
    try:
        with whole(path, path.suffix) as beside:
            write(beside)
    except (OSError, RuntimeError, UnicodeError, Error) as error:  # GDAL's own errors are runtime errors
        why = getattr(error, "strerror", None) or str(error).replace(str(beside), str(path))
        raise UnreadableError(f"{path}: cannot be written ({why})") from error


@contextmanager
def opened(path: str | Path) -> Iterator[IO[str]]:
    """A text file that takes its name when it is whole, so that nothing is lost to a run that fails.

    Raises
    ------
    UnreadableError
        The folder or file cannot be written, or the disk is full.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a device or a pipe has no beside
            with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
                yield file
            return
        with (
            whole(path) as beside,
            beside.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
        ):
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"{path}: cannot be written ({error.strerror or error})") from error


def write_text(text: str, out: str | Path | IO[str]) -> None:
    """Write a text to a file, made with its folder, or to an open stream."""
    if isinstance(out, (str, Path)):
        with opened(out) as file:
            file.write(text)
    else:
        out.write(text)


def write_lines(rows: Iterable[Mapping[str, Any]], out: str | Path | IO[str]) -> int:
    """Write one JSON object a line, as they come; returns how many."""
    if isinstance(out, (str, Path)):
        with opened(out) as lines:
            return write_lines(rows, lines)
    count = 0
    for row in rows:
        out.write(_encode(row) + "\n")
        count += 1
    return count
