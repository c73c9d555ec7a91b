"""Files, folders and standard input to articles.

Text files hold one article, HTML pages one article among menus, JSON Lines one article a line with the fields
``id, date, title, url, text``; further fields are kept. A record or file that cannot be used is reported with
its name and line, and reading goes on.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .dates import parse_day
from .errors import GeoError, InputError, UnreadableError
from .model import Article

__all__ = ["KINDS", "read_articles"]

KINDS = (".txt", ".html", ".htm", ".jsonl", ".ndjson")
"""Endings that are read; other files of a folder are passed over, named ones are refused."""

_FIELDS = ("id", "date", "title", "url", "text", "source", "topic")
_WORDS = ("title", "url", "source", "topic")
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANK = re.compile(r"[ \t\u00a0]+(?=\n)|\n{3,}")
Report = Callable[[GeoError], None]


def _raise(error: GeoError) -> None:
    raise error


def read_articles(
    inputs: str | Path | Iterable[str | Path],
    *,
    date: date | None = None,
    report: Report = _raise,
) -> Iterator[Article]:
    """Articles of files and folders, in the order given, a folder's files by name.

    Parameters
    ----------
    inputs : path or iterable of paths
        Files, folders, or ``"-"`` for standard input.
    date : datetime.date, optional
        For articles that carry none of their own. A text file's name may carry it ("2024-11-20-kcna.txt").
    report : callable, optional
        Is given each :class:`~geo.errors.GeoError` of a file or record, after which reading goes on. By
        default the first is raised.

    Raises
    ------
    UnreadableError
        A file is missing, binary, empty or in an unknown encoding (through ``report``).
    InputError
        A record is no article (through ``report``).

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "2024-11-20-songchon.txt").write_text("Kim Jong Un visited Songchon County.")
    >>> [(a.id, str(a.date)) for a in read_articles(folder)]
    [('2024-11-20-songchon', '2024-11-20')]
    """
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    for item in given:
        try:
            for path in _files(item):
                yield from _read(path, date, report)
        except GeoError as error:
            report(error)


def _files(item: str | Path) -> Iterator[str | Path]:
    if str(item) == "-":
        yield "-"
        return
    path = Path(item)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in KINDS and p.is_file())
        if not found:
            raise UnreadableError(f"{path}: no article in this folder (endings read: {', '.join(KINDS)})")
        yield from found
    else:
        yield path


def _read(path: str | Path, day: date | None, report: Report) -> Iterator[Article]:
    """Articles of one file; a fault of the whole file is reported and ends it."""
    try:
        if str(path) == "-":
            name, content = "standard input", sys.stdin.buffer.read()
            kind = _sniff(content)
        else:
            name, kind = str(path), Path(path).suffix.lower()
            if kind not in KINDS and Path(path).exists():
                raise UnreadableError(
                    f"{name}: ending {kind or 'none'} is not read; give one of {', '.join(KINDS)}"
                )
            if kind in (".jsonl", ".ndjson"):
                yield from _json_lines(name, Path(path), day, report)
                return
            content = _bytes(Path(path))
        if not content.strip():
            raise UnreadableError(f"{name}: the file is empty")
        if kind in (".jsonl", ".ndjson"):
            yield from _objects(name, decode(content, name).splitlines(), day, report)
        elif kind in (".html", ".htm"):
            yield _page(name, content, day)
        else:
            yield _plain(name, decode(content, name), day)
    except GeoError as error:
        report(error)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error


def _sniff(content: bytes) -> str:
    """Kind of standard input by its first character."""
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if head.startswith(b"{"):
        return ".jsonl"
    return ".html" if head.startswith((b"<!doctype", b"<html")) else ".txt"


def decode(content: bytes, name: str) -> str:
    """Text of a file in UTF-8, UTF-16 with its mark, or Korean CP949.

    Raises
    ------
    UnreadableError
        Where it is none of these, or not text at all.

    Examples
    --------
    >>> decode("성천군".encode("cp949"), "a.txt")
    '성천군'
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableError(f"{name}: this is a binary file, not text")
    else:
        encodings = ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    line = _first_bad_line(content)
    raise UnreadableError(f"{name}, line {line}: not in UTF-8, UTF-16 or CP949; convert the file to UTF-8")


def _first_bad_line(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1


def clean(text: str) -> str:
    r"""NFC, ``\n`` line ends, no control characters or halves of surrogate pairs.

    Examples
    --------
    >>> clean("a\r\nb\x00c")
    'a\nbc'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = text.encode("utf-8", "replace").decode("utf-8")
    text = _CONTROL.sub("", text)
    return _BLANK.sub(lambda m: "\n\n" if "\n\n" in m.group() else "", text).strip()


def _plain(name: str, text: str, day: date | None) -> Article:
    body = clean(text)
    if not body:
        raise UnreadableError(f"{name}: the file is empty")
    stem = "stdin" if name == "standard input" else Path(name).stem
    title = body.split("\n", 1)[0][:200]
    found = _DAY_IN_NAME.search(stem)
    return Article(stem, body, title, (found and parse_day(found[1])) or day, path=name, line=1)


def _page(name: str, content: bytes, day: date | None) -> Article:
    """The article of a web page; its menus and scripts are left behind."""
    import logging

    import trafilatura
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        page = trafilatura.bare_extraction(
            content, fast=True, with_metadata=True, include_comments=False, include_tables=False
        )
    except Exception as error:  # the parsers below raise whatever broken markup makes of them
        raise UnreadableError(f"{name}: the page cannot be read as HTML ({type(error).__name__})") from error
    text = clean(page.text or "") if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text:
        raise InputError(f"{name}: no article text found in this page; save the text as .txt")
    stem = "stdin" if name == "standard input" else Path(name).stem
    found = parse_day(page.date) if page.date else None
    return Article(
        stem,
        text,
        clean(page.title or ""),
        found or day,
        page.url or "",
        page.sitename or "",
        path=name,
        line=1,
    )


def _json_lines(name: str, path: Path, day: date | None, report: Report) -> Iterator[Article]:
    """Articles of a JSON Lines file, a line at a time however large it is."""
    try:
        with path.open("rb") as lines:
            head = lines.read(4)
            lines.seek(0)
            if head.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield from _objects(name, decode(lines.read(), name).splitlines(), day, report)
                return
            yield from _objects(name, _decoded(lines, name, report), day, report)
            if not head:
                raise UnreadableError(f"{name}: the file is empty")
    except OSError as error:
        if isinstance(error, GeoError):
            raise
        raise UnreadableError(f"{name}: {error.strerror or error}") from error


def _decoded(lines: Iterable[bytes], name: str, report: Report) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield decode(line, f"{name}, line {number}")
        except GeoError as error:
            report(error)
            yield ""


def _objects(name: str, lines: Iterable[str], day: date | None, report: Report) -> Iterator[Article]:
    stem = "stdin" if name == "standard input" else Path(name).stem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _object(name, stem, number, line, day, report)
        except GeoError as error:
            report(error)


def _object(name: str, stem: str, number: int, line: str, day: date | None, report: Report) -> Article:
    where = f"{name}, line {number}"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not a JSON object ({error}); is the file cut off?") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: a JSON {type(row).__name__}, not an object with a text")
    text = row.get("text")
    if not isinstance(text, str) or not (body := clean(text)):
        raise InputError(f"{where}: no text; an article has its words in the field 'text'")
    found = day
    if row.get("date") not in (None, ""):
        found = parse_day(str(row["date"])[:40])
        if found is None:
            report(
                InputError(
                    f"{where}: date {str(row['date'])[:40]!r} is no day; the article is read without date"
                )
            )
    extra: dict[str, Any] = {k: v for k, v in row.items() if k not in _FIELDS}
    given = row.get("id")
    title, url, source, topic = (clean(str(row[f])) if row.get(f) is not None else "" for f in _WORDS)
    id_ = str(given) if given not in (None, "") else f"{stem}-{number}"
    return Article(id_, body, title, found, url, source, topic, name, number, extra)
