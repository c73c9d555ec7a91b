"""Write files atomically: a file gets its name only when it is complete."""

from __future__ import annotations

import json
import os
import re
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path
from platform import node
from shutil import rmtree
from typing import IO, Any

from geo.model.errors import UnreadableError

__all__ = ["filled", "opened", "whole", "whole_folder", "write_lines", "write_text"]

_HOST = f"{zlib.crc32(node().encode('utf-8', 'replace')):08x}"
"""This machine in names of temporary files: a shared folder also has those of other machines."""
_BESIDE = re.compile(rf"\.{_HOST}-(?P<process>\d+)-[0-9a-f]+\.part(?:\.\w+)?\Z")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


@contextmanager
def whole(path: Path, ending: str = "") -> Iterator[Path]:
    """Yield a temporary path in the same folder, and rename it to ``path`` on success.

    ``ending`` is the file extension of the temporary path, for writers that choose their format by it. Without
    one the path ends in ``.part``, so that a program that reads the folder does not take it for an article.
    Each call has a path of its own, so that threads and processes may write the same file, or files that differ in
    their ending only: of several writers of one file the last one that is whole stays. What a process left behind
    that was killed is removed.
    """
    _make_folder(path.parent)
    _remove_abandoned(path)
    mark = f"{_HOST}-{os.getpid()}-{secrets.token_hex(4)}"
    beside = path.with_name(f".{path.stem}.{mark}.part{ending}")  # GDAL splits at ".xlsx"
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside another one, whose place it takes on success.

    An earlier folder is moved out of the way at that moment and then removed, with all that is in it. If the run fails,
    or is killed before, it stays.
    """
    _make_folder(folder.parent)
    _remove_abandoned(folder)
    start = f".{folder.stem}.{_HOST}-{os.getpid()}-"
    beside, before = (folder.with_name(f"{start}{secrets.token_hex(4)}.part") for _ in range(2))
    beside.mkdir()
    try:
        yield beside
        if folder.exists():
            folder.rename(before)
        try:
            beside.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
    finally:
        rmtree(beside, ignore_errors=True)
        rmtree(before, ignore_errors=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(ENOTDIR, f"{folder} is a file, not a folder") from error


def _remove_abandoned(path: Path) -> None:
    """Remove the temporary files of a path whose process, on this machine, has ended."""
    if os.name != "posix":
        return  # elsewhere, asking for a process by its number would end it
    start = f".{path.stem}"
    for file in path.parent.iterdir():
        found = _BESIDE.fullmatch(file.name, len(start)) if file.name.startswith(start) else None
        if found and not _is_running(int(found["process"])):
            if file.is_dir():
                rmtree(file, ignore_errors=True)
            else:
                file.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it belongs to another user
        return True
    return True


def filled(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file atomically with a function that takes a path and opens the file itself.

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
    except (OSError, RuntimeError, UnicodeError, Error) as error:  # GDAL raises RuntimeError
        why = getattr(error, "strerror", None)
        if not why:  # GDAL's and SQLite's words do not tell a full disk from a folder that is gone
            said = str(error).replace(str(beside), str(path))
            why = f"{said}; is the disk full, the folder gone, or without permission to write?"
        raise UnreadableError(f"{path}: cannot be written ({why})") from error


@contextmanager
def opened(path: str | Path) -> Iterator[IO[str]]:
    """Open a text file for atomic writing: if the run fails, an earlier file stays as it was.

    Raises
    ------
    UnreadableError
        The folder or file cannot be written, or the disk is full.
    """
    path = Path(path)
    try:
        _make_folder(path.parent)
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
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
    """Write text to a file, whose folder is created if missing, or to an open stream."""
    if isinstance(out, (str, Path)):
        with opened(out) as file:
            file.write(text)
    else:
        out.write(text)


def write_lines(rows: Iterable[Mapping[str, Any]], out: str | Path | IO[str]) -> int:
    """Write one JSON object per line; return the number of lines."""
    if isinstance(out, (str, Path)):
        with opened(out) as lines:
            return write_lines(rows, lines)
    count = 0
    for row in rows:
        out.write(_encode(row) + "\n")
        count += 1
    return count
