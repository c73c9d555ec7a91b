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
# One Hangul syllable between Latin letters; and text whose only other bytes are Windows' marks and accents.
_ODD_HANGUL = re.compile(r"[A-Za-z][가-힣\u4e00-\u9fff][A-Za-z ]")
_WESTERN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f\xa0-\xff](?![\x80-\xff]{2}))*"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Blanks that print or a page's markup puts between words, and marks that show nothing.
_BLANKS = re.compile(
    r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\x85]")
_LINES = re.compile(r" ?\n[ \n]*\n ?| ?\n ?")
_STOPPED = re.compile(r"[.!?:;…][\"”’)\]]*$")
Report = Callable[[GeoError], None]


def _raise(error: GeoError) -> None:
    raise error


def read_articles(
    inputs: str | Path | Iterable[str | Path],
    *,
    date: date | None = None,
    report: Report = _raise,
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
        Is given each :class:`~geo.errors.GeoError` of a file or record, after which reading goes on. By
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


def shown(path: str | Path) -> str:
    """A path as it can be printed, whatever bytes its name has."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


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
        raise UnreadableError(f"{name}: this is a binary file, not text; give its text as .txt")
    else:
        encodings = ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp949" and _ODD_HANGUL.search(text):
            break  # Western quotation marks that happen to be Korean syllables
        return text
    if _WESTERN.fullmatch(content):
        return content.decode("cp1252", "replace")
    line = _first_bad_line(content)
    raise UnreadableError(
        f"{name}, line {line}: not in UTF-8, UTF-16, CP949 or Windows-1252; convert the file to UTF-8"
    )


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
        text = _UNSEEN.sub("", text.replace("\u2011", "-"))
    text = _BLANKS.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub(lambda m: "\n\n" if m.group().count("\n") > 1 else "\n", text).strip()


def unwrap(text: str) -> str:
    r"""Join the lines of a text that was wrapped to a width; others keep their lines.

    A text is taken for wrapped where most of its lines are about as long as the longest, which is short, and
    few of them end a sentence.

    Examples
    --------
    >>> unwrap("Kim Jong Un inspected a factory in\nSongchon County, South Phyongan, on\nTuesday.")
    'Kim Jong Un inspected a factory in Songchon County, South Phyongan, on Tuesday.'
    >>> unwrap("A title\nA sentence.")
    'A title\nA sentence.'
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    running = [n for n, line in enumerate(lines[:-1]) if line and lines[n + 1]]
    full = [n for n in running if len(lines[n]) > 0.7 * width]
    if not 30 <= width <= 100 or len(full) < 0.5 * len(running) or not running:
        return text
    if sum(bool(_STOPPED.search(lines[n])) for n in full) > 0.4 * len(full):
        return text
    out = [lines[0]]
    for line, before in zip(lines[1:], lines, strict=False):
        # A line much shorter than the width ends its paragraph, if it is not a word too long to fit.
        room = width - len(before)
        wrapped = before and line and room <= max(15, len(line.split(" ", 1)[0]))
        out[-1:] = [f"{out[-1]} {line}"] if wrapped else [out[-1], line]
    return "\n".join(out)


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
            head = lines.read(4)
            lines.seek(0)
            if head.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield from _objects(name, label, decode(lines.read(), name).split("\n"), day, report)
            else:
                yield from _objects(name, label, _decoded(lines, name, report), day, report)
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
