"""The file of a table, and the sheet or layer that the user chose."""

from __future__ import annotations

import os.path
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["Source", "seekable", "source_of"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, the table in it that the user chose (empty: the best match), and the file's name in messages."""

    path: Path
    layer: str
    name: str


def source_of(path: str | Path) -> Source:
    """Split a path into the file and the sheet or layer after ``#``."""
    text = str(path)
    # pathlib's own question raises an error where the name is longer than names may be
    if "#" in text and not os.path.exists(text):  # noqa: PTH110
        file, _, layer = text.rpartition("#")
        if os.path.exists(file):  # noqa: PTH110
            return Source(Path(file), layer, file)
    return Source(Path(text), "", text)


@contextmanager
def seekable(source: Source) -> Iterator[Source]:
    """Give a source that can be read more than once; standard input and pipes are copied to a temporary file."""
    if str(source.path) == "-":
        content = sys.stdin.buffer.read()
    elif source.path.exists() and not (source.path.is_file() or source.path.is_dir()):
        content = source.path.read_bytes()
    else:
        yield source
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        yield replace(source, path=path)
