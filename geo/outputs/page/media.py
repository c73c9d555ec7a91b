"""Pictures and documents beside events: a table of files, put into the page or linked from it."""

from __future__ import annotations

import base64
import csv
import io
import json
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geo.model.errors import GeoError, InputError, OptionError
from geo.text.normalization import decode

__all__ = ["LIMIT", "Media", "Medium", "read_media"]

LIMIT = 1_000_000
"""Size in bytes up to which a file is put into the page."""
_COLUMNS = ("event", "file", "caption", "credit", "licence")
_KINDS = (
    ("image/jpeg", b"\xff\xd8\xff", b""),
    ("image/png", b"\x89PNG\r\n\x1a\n", b""),
    ("image/gif", b"GIF87a", b""),
    ("image/gif", b"GIF89a", b""),
    ("image/webp", b"RIFF", b"WEBP"),
    ("application/pdf", b"%PDF-", b""),
)
"""Kinds of files with their first bytes, and those from the eighth on."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A file beside an event: its place, kind by its content, and what the table says about it."""

    event: str
    path: Path
    name: str
    kind: str
    caption: str
    credit: str
    licence: str
    inline: bool


@dataclass(frozen=True, slots=True)
class Media:
    """All files of a page."""

    each: tuple[Medium, ...]

    @property
    def linked(self) -> int:
        """Number of files that are linked, each counted once."""
        return len({one.path for one in self.each if not one.inline})

    def block(self) -> str:
        """The files and the words beside them as JSON for a script element; a file of several events is in it once."""
        numbers: dict[Path, int] = {}
        files: list[dict[str, Any]] = []
        of: dict[str, list[list[Any]]] = {}
        for one in self.each:
            if one.path not in numbers:
                numbers[one.path] = len(files)
                files.append(_file(one))
            told = [numbers[one.path], one.caption, one.credit, one.licence]
            of.setdefault(one.event, []).append(told)
        made = {"files": files, "of": of, "words": _words()}
        return json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "media.toml").read_text("utf-8"))


def _file(one: Medium) -> dict[str, Any]:
    source = "./" + quote(one.name)
    if one.inline:
        source = f"data:{one.kind};base64,{base64.b64encode(one.path.read_bytes()).decode('ascii')}"
    picture = one.kind.startswith("image/")
    return {"name": Path(one.name).name, "source": source, "picture": picture, "inline": one.inline}


def read_media(
    path: str | Path,
    event_ids: Collection[str],
    report: Callable[[GeoError], Any],
    *,
    limit: int = LIMIT,
    outside: bool = False,
) -> Media:
    r"""Read a table of files.

    Parameters
    ----------
    path : path
        CSV with the columns ``event`` (id), ``file`` (relative to the table), ``caption``, ``credit``, ``licence``.
        The caption is required: it is what readers hear who do not see the picture.
    event_ids : collection of str
        Ids of the events on the page.
    report : callable
        Called with an error for each row that cannot be used; the others are used.
    limit : int
        Size in bytes up to which a file is put into the page; larger ones are linked. 0 links all.
    outside : bool
        Whether files outside of the table's folder are allowed.

    Raises
    ------
    OptionError
        The table cannot be read, or lacks a column.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.jpg").write_bytes(b"GIF89a, whatever its name says")
    >>> _ = (folder / "media.csv").write_text("event,file,caption\ne1,a.jpg,A mill in spring\n")
    >>> [(one.event, one.kind) for one in read_media(folder / "media.csv", {"e1"}, print).each]
    [('e1', 'image/gif')]
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OptionError(f"{path}: the table of media cannot be read ({error.strerror or error})") from error
    rows = csv.DictReader(
        io.StringIO(decode(content, str(path), "save it as CSV"), newline=""), skipinitialspace=True
    )
    names = [name.strip().casefold() for name in rows.fieldnames or ()]
    if missing := [name for name in ("event", "file", "caption") if name not in names]:
        raise OptionError(f"{path}: has no column {missing[0]!r}; the columns are {', '.join(_COLUMNS)}")
    rows.fieldnames = names
    found = []
    for line, row in _numbered(rows):
        try:
            found.append(_medium(path, line, row, event_ids, limit=limit, outside=outside))
        except InputError as error:
            report(error)
    return Media(tuple(found))


def _numbered(rows: csv.DictReader[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows with the line at which each ends."""
    for row in rows:
        values = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        if any(values.values()):
            yield rows.line_num, values


def _medium(
    table: Path, line: int, row: Mapping[str, str], event_ids: Collection[str], *, limit: int, outside: bool
) -> Medium:
    def refused(why: str) -> InputError:
        return InputError(f"{table}:{line}: {why}")

    event, name, caption = row["event"], row["file"], row["caption"]
    if event not in event_ids:
        raise refused(f"no event has the id {event!r}")
    if not caption:
        raise refused(f"{name or 'the file'} has no caption; say in words what it shows")
    if not name or "://" in name:
        raise refused(f"file = {name[:80]!r}: give the path of a file, relative to the table")
    folder = table.parent.resolve()
    try:
        file = (folder / name).resolve()
        inside = file.is_relative_to(folder)
        if not (inside or outside):
            raise refused(f"{name} is outside of the folder of the table; --media-outside allows it")
        if not file.is_file():
            raise refused(f"{name} is missing" if not file.exists() else f"{name} is no file")
        with file.open("rb") as opened:
            head = opened.read(16)
        size = file.stat().st_size
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise refused(f"{name} cannot be read ({getattr(error, 'strerror', None) or error})") from error
    kind = next(
        (k for k, start, eighth in _KINDS if head.startswith(start) and head[8:].startswith(eighth)), None
    )
    if kind is None:
        raise refused(f"{name} is, by its content, no JPEG, PNG, WebP, GIF or PDF")
    inline = size <= limit
    if not (inline or inside):
        raise refused(f"{name} has {size / 1e6:.1f} MB, so it would be linked, but it is not beside the page")
    relative = file.relative_to(folder).as_posix() if inside else file.name
    return Medium(event, file, relative, kind, caption, row["credit"], row["licence"], inline)
