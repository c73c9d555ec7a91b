"""Files, folders and standard input to articles.

Text files hold one article, HTML pages one article among menus, JSON Lines one article a line with the fields
``id, date, title, url, text``; further fields are kept. A record or file that cannot be used is reported with
its name and line, and reading goes on.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, Report, UnreadableError, raised
from geo.text.normalization import clean, decode, shown, unwrap
from geo.text.written_dates import parse_day

__all__ = ["KINDS", "Once", "read_articles"]

KINDS = (".txt", ".html", ".htm", ".jsonl", ".ndjson")
"""Endings that are read; other files of a folder are passed over, named ones are refused."""

_FIELDS = ("id", "date", "title", "url", "text", "source", "topic")
_WORDS = ("title", "url", "source", "topic")
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")


def read_articles(
    inputs: str | Path | Iterable[str | Path],
    *,
    date: date | None = None,
    report: Report = raised,
    without: str | Path | None = None,
) -> Iterator[Article]:
    """Articles of files and folders, in the order given, a folder's files by name.

    Parameters
    ----------
    inputs : path or iterable of paths
        Files, folders, or ``"-"`` for standard input.
    date : datetime.date, optional
        For articles that carry none of their own. A text file's name may carry it ("2024-11-20-kcna.txt").
    report : callable, optional
        Is given each :class:`~geo.model.errors.GeoError` of a file or record, after which reading goes on. By
        default the first is raised.
    without : path, optional
        A file that is passed over in folders, such as the one that the result goes to.

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
            for path in _files(item, report, without):
                yield from _read(path, _label(path, item), date, report)
        except GeoError as error:
            report(error)


class Once:
    """Articles, each once: one of the same id and text as an earlier one is counted and passed over.

    Examples
    --------
    >>> told = Once([Article("a", "Songchon"), Article("a", "Songchon"), Article("a", "Anju")])
    >>> [a.text for a in told], told.repeated
    (['Songchon', 'Anju'], 1)
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self.repeated = 0

    def __iter__(self) -> Iterator[Article]:
        seen: set[int] = set()
        for article in self._articles:
            key = hash((article.id, article.text))
            if key in seen:
                self.repeated += 1
            else:
                seen.add(key)
                yield article


def _files(item: str | Path, report: Report, without: str | Path | None) -> Iterator[str | Path]:
    if str(item) == "-":
        yield "-"
        return
    if not str(item):
        raise UnreadableError("an input has an empty name; is a variable of your script unset?")
    path = Path(item)
    if _is_folder(path):
        own = Path(without).resolve() if without else None
        found = sorted(p for p in _walk(path, report) if p.suffix.lower() in KINDS and p.resolve() != own)
        if not found:
            raise UnreadableError(f"{path}: no article in this folder (endings read: {', '.join(KINDS)})")
        yield from found
    else:
        yield path


def _label(path: str | Path, item: str | Path) -> str:
    """What an article without id of its own is called: its file's path below the folder given, without ending."""
    if str(path) == "-":
        return "stdin"
    below = Path(path).relative_to(item) if path != Path(item) else Path(path).name
    return shown(Path(below).with_suffix("").as_posix())


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {error.strerror or error}") from error


def _walk(folder: Path, report: Report) -> Iterator[Path]:
    """Files below a folder; a folder that cannot be opened is reported."""

    def refuse(error: OSError) -> None:
        report(
            UnreadableError(
                f"{shown(error.filename or folder)}: {error.strerror or error}; its files are left out"
            )
        )

    for root, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(root) / name for name in names)


def _read(path: str | Path, label: str, day: date | None, report: Report) -> Iterator[Article]:
    """Articles of one file; a fault of the whole file is reported and ends it."""
    try:
        if str(path) == "-":
            if sys.stdin is None:
                raise UnreadableError("standard input is closed; give files instead of -")
            name = "standard input"
            content = decode(sys.stdin.buffer.read(), name).encode() if sys.stdin else b""
            kind = _sniff(content)
        else:
            name, kind = shown(path), Path(path).suffix.lower()
            if kind not in KINDS and Path(path).exists():
                raise UnreadableError(
                    f"{name}: ending {kind or 'none'} is not read; give one of {', '.join(KINDS)}"
                )
            if kind in (".jsonl", ".ndjson"):
                yield from _json_lines(name, label, Path(path), day, report)
                return
            content = _bytes(Path(path))
        if not content.strip():
            raise UnreadableError(f"{name}: the file is empty; is it still being written?")
        if kind in (".jsonl", ".ndjson"):
            yield from _objects(name, label, decode(content, name).split("\n"), day, report)
        elif kind in (".html", ".htm"):
            yield _page(name, label, content, day)
        else:
            yield _plain(name, label, decode(content, name), day)
    except GeoError as error:
        report(error)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {error.strerror or error}") from error


def _sniff(content: bytes) -> str:
    """Kind of standard input by its first character."""
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if head.startswith((b"{", b"[")):
        return ".jsonl"
    return ".html" if re.match(rb"<(?:[!?]|[A-Za-z]+[\s>/])", head) else ".txt"


def _plain(name: str, label: str, text: str, day: date | None) -> Article:
    body = unwrap(clean(text))
    if not body:
        raise UnreadableError(f"{name}: the file is empty")
    return Article(label, body, body.split("\n", 1)[0][:200], _day_in(label) or day, path=name, line=1)


def _day_in(label: str) -> date | None:
    """The day that a file's name carries."""
    found = _DAY_IN_NAME.search(label)
    return parse_day(found[1]) if found else None


def _page(name: str, label: str, content: bytes, day: date | None) -> Article:
    """The article of a web page; its menus and scripts are left behind."""
    import logging

    import trafilatura
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        page = trafilatura.bare_extraction(
            content,
            fast=True,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            # Only what the page itself says of its date: a year in its footer is no day of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # the parsers below raise whatever broken markup makes of them
        raise UnreadableError(f"{name}: the page cannot be read as HTML ({type(error).__name__})") from error
    text = clean(page.text or "") if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text:
        raise InputError(f"{name}: no article text found in this page; save the text as .txt")
    found = _day_in(label) or (parse_day(page.date) if page.date else None)
    return Article(
        label,
        text,
        clean(page.title or ""),
        found or day,
        page.url or "",
        page.sitename or "",
        path=name,
        line=1,
    )


def _json_lines(name: str, label: str, path: Path, day: date | None, report: Report) -> Iterator[Article]:
    """Articles of a JSON Lines file, a line at a time however large it is."""
    try:
        with path.open("rb") as lines:
            wide = lines.read(2) in (b"\xff\xfe", b"\xfe\xff")
            lines.seek(0)
            # A mark of UTF-16 before anything but JSON is no mark but a broken first line.
            text = lines.read().decode("utf-16", "replace") if wide else ""
            lines.seek(0)
            each = text.split("\n") if "{" in text else _decoded(lines, name, report)
            yield from _objects(name, label, each, day, report)
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


def _objects(
    name: str, label: str, lines: Iterable[str], day: date | None, report: Report
) -> Iterator[Article]:
    seen = False
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t\r\n\ufeff"):
            continue
        seen = True
        try:
            yield _object(name, label, number, line, day, report)
        except GeoError as error:
            report(error)
    if not seen:
        raise UnreadableError(f"{name}: the file is empty; is it still being written?")


def _object(name: str, label: str, number: int, line: str, day: date | None, report: Report) -> Article:
    where = f"{name}, line {number}"
    try:
        row = json.loads(line, parse_constant=lambda constant: None)
    except RecursionError:
        raise InputError(f"{where}: nested too deeply to be an article") from None
    except ValueError as error:
        hint = (
            "is the file cut off?"
            if line.lstrip().startswith("{") and len(line) > 2
            else "write one object a line"
        )
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise InputError(f"{where}: not a JSON object ({why}); {hint}") from None
    if not isinstance(row, dict):
        raise InputError(
            f"{where}: a JSON {type(row).__name__}, not an object with a text; write one object a line"
        )
    text = row.get("text")
    if not isinstance(text, str) or not (body := clean(text)):
        raise InputError(f"{where}: no text; an article has its words in the field 'text'")
    found = day
    if row.get("date") not in (None, ""):
        found = parse_day(str(row["date"])) if isinstance(row["date"], (str, int)) else None
        if found is None:
            report(
                InputError(
                    f"{where}: date {str(row['date'])[:40]!r} is no day; the article is read without date"
                )
            )
    extra: dict[str, Any] = {clean(k): _plain_value(v) for k, v in row.items() if k not in _FIELDS}
    title, url, source, topic = (_word(row.get(f)) for f in _WORDS)
    id_ = _word(row.get("id")) or f"{label}-{number}"
    return Article(id_, body, title, found, url, source, topic, name, number, extra)


def _word(value: Any) -> str:
    """A field of one line as text; lists and objects are none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean(str(value)).replace("\n", " ")


def _plain_value(value: Any, depth: int = 0) -> Any:
    """A field that is passed through, as JSON can hold it."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (list, dict)) and depth > 50:
        return None
    if isinstance(value, list):
        return [_plain_value(v, depth + 1) for v in value]
    if isinstance(value, dict):
        return {_plain_value(k): _plain_value(v, depth + 1) for k, v in value.items()}
    return value
