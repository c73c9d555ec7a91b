"""The folder of an atlas: only changed files are written, and only files of the atlas are ever removed.

Its manifest names every file that the atlas has written. Before the first file is touched the manifest also names those
that are going to be written, so that a run that is ended at any moment leaves nothing that the next one does not know.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from geo.model.errors import OptionError, UnreadableError
from geo.outputs.writing import write_text

__all__ = ["MANIFEST", "Folder", "Outcome"]

MANIFEST = "atlas.json"
_MADE_BY = "dprk-geo atlas"
_BESIDE = ".atlas-part"
"""Ending of a file that is being written."""
_JOURNAL, _LOCK = ".atlas-journal", ".atlas-lock"
"""Files that are new in a run that has not ended, and the lock of the folder."""


@dataclass(slots=True)
class Outcome:
    """What a run did to the folder: numbers of files, and the files of others that it left as they are."""

    written: int = 0
    kept: int = 0
    removed: int = 0
    bytes: int = 0
    foreign: list[str] = field(default_factory=list)


class Folder:
    """A folder with an atlas, or one for a new atlas.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    OptionError
        It is a file, or has files and is no atlas.

    Examples
    --------
    >>> import tempfile
    >>> folder = Folder(Path(tempfile.mkdtemp()))
    >>> folder.write([("index.html", "A")]).written, folder.write([("index.html", "A")]).kept
    (1, 1)
    >>> folder.write([("about.html", "B")]).removed, sorted(p.name for p in folder.path.iterdir())
    (1, ['about.html', 'atlas.json'])
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and not path.is_dir():
            raise OptionError(f"{path} is a file; an atlas is written to a folder")
        self._known = self._read()
        # Hidden files, as of version control, may be there before the first run.
        if self._known is None and path.is_dir() and any(p.name[0] != "." for p in path.iterdir()):
            raise OptionError(f"{path} has files and is no atlas; give an empty or a new folder")

    def _read(self) -> set[str] | None:
        """Files that an earlier run has written; None where the folder has no manifest."""
        file = self.path / MANIFEST
        try:
            found = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise OptionError(f"{file} cannot be read, so it is not known which files are the atlas's; "
                              "write to another folder") from error  # fmt: skip
        if (
            not isinstance(found, dict)
            or found.get("made_by") != _MADE_BY
            or not isinstance(found.get("files"), list)
        ):
            raise OptionError(f"{file} is no manifest of an atlas; write to another folder")
        names = [*found["files"], *self._journal()]
        return {name for name in names if isinstance(name, str) and _is_inside(name)}

    def _journal(self) -> Iterator[object]:
        """Files that a run which was ended has written or was about to write."""
        try:
            lines = (self.path / _JOURNAL).read_text("utf-8", "replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                yield json.loads(line)
            except ValueError:
                continue  # the end of the last line is missing, and so is its file

    def write(self, files: Iterable[tuple[str, str]]) -> Outcome:
        """Make the folder hold some files, and no others of an earlier run.

        Parameters
        ----------
        files : iterable of (str, str)
            Path within the folder, with slashes, and text of each file.

        Raises
        ------
        UnreadableError
            The folder cannot be written, or the disk is full.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with _only_run(self.path):
                return self._write(files)
        except OSError as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"{self.path}: cannot be written ({error.strerror or error})") from error

    def _write(self, files: Iterable[tuple[str, str]]) -> Outcome:
        outcome = Outcome()
        before = set(self._known or ())
        if self._known is None:
            self._note(before)
        self._sweep(before)
        now: set[str] = set()
        announced = set(before)
        for name, text in files:
            data = text.encode("utf-8", "replace")
            target = self.path / name
            if name not in announced and target.exists():
                outcome.foreign.append(name)
                continue
            now.add(name)
            outcome.bytes += len(data)
            if _holds(target, data):
                outcome.kept += 1
                continue
            if name not in announced:
                announced.add(name)
                self._note_later(name)
            self._put(target, data)
            outcome.written += 1
        for name in sorted(before - now):
            if self._remove(name):
                outcome.removed += 1
        self._note(now)
        self._known = now
        return outcome

    # The manifest ---------------------------------------------------------------------------------------------

    def _note(self, names: set[str]) -> None:
        """Write the manifest."""
        rows = ",\n".join(json.dumps(name, ensure_ascii=False) for name in sorted(names))
        text = f'{{"made_by":"{_MADE_BY}","format":1,"files":[\n{rows}\n]}}\n'
        if not _holds(self.path / MANIFEST, text.encode("utf-8", "replace")):
            write_text(text, self.path / MANIFEST)
        (self.path / _JOURNAL).unlink(missing_ok=True)

    def _note_later(self, name: str) -> None:
        """Add a file to the journal, which a later run reads as part of the manifest."""
        with (self.path / _JOURNAL).open("a", encoding="utf-8", newline="\n") as journal:
            journal.write(f"{json.dumps(name, ensure_ascii=False)}\n")

    # Files ----------------------------------------------------------------------------------------------------

    def _put(self, target: Path, data: bytes) -> None:
        """Write a file beside its place and rename it when it is whole."""
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}{_BESIDE}")
        beside.write_bytes(data)
        beside.replace(target)

    def _remove(self, name: str) -> bool:
        """Remove a file of an earlier run, and its folder where that is empty then."""
        target = self.path / name
        if not target.is_file() or target.is_symlink():
            return False
        target.unlink()
        for folder in list(PurePosixPath(name).parents)[:-1]:
            try:
                (self.path / folder).rmdir()
            except OSError:
                break
        return True

    def _sweep(self, names: set[str]) -> None:
        """Remove what a run that was ended has left half-written."""
        for folder in {self.path / PurePosixPath(name).parent for name in names} | {self.path}:
            for file in folder.glob(f".*{_BESIDE}") if folder.is_dir() else ():
                file.unlink(missing_ok=True)


def _is_inside(name: str) -> bool:
    """Whether a name of a manifest is a file within the folder, so that nothing outside is ever removed."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and not {"..", "\\", ":"} & {*path.parts, *name}


def _holds(target: Path, data: bytes) -> bool:
    """Whether a file has exactly this content."""
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


@contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    """Hold the folder for one run; the lock is SQLite's, which ends with its process."""
    file = folder / _LOCK
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise UnreadableError(
                f"{folder}: another run is writing it ({error}); wait until it is done"
            ) from None
        yield
    file.unlink(missing_ok=True)
