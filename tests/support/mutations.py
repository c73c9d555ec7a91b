"""Damaged inputs of every reader, each judged: an error of ours or a result, in bounded time, no good row lost.

:func:`case` makes one from a number. What it returns says what was wrong; empty for nothing.
"""

# ruff: noqa: E501 (lists of values)

from __future__ import annotations

import contextlib
import io
import json
import random
import signal
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from geopy.exc import GeopyError

import geo
from geo.cli import main
from geo.extraction.pipeline import extract
from geo.geocoding.lookup import resolve
from geo.linking.corrections import read_corrections
from geo.linking.records import records_of
from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles
from geo.readers.tables import read_table
from geo.reference.boundaries.assembly import read_boundary_set
from geo.reference.context import Reference
from tests.support.project_damage import damaged_database, damaged_input
from tests.support.sound_files import BOUNDARIES, CORRECTIONS, HEAD, QUERIES, ROWS, articles, tables

__all__ = ["KINDS", "Outcome", "case"]

SECONDS = 20
"""Processor's time that no small input may take; 100 times what a sound one does."""
ODD = (
    b'"', b"'", b"\n", b"\r", b"\r\n", b"\0", b",", b";", b"\t", b"{", b"}", b"[", b"]", b"(", b"<", b">", b"&", b"&#0;", b"\xff", b"\xfe\xff",
    b"\xef\xbb\xbf", b"\xc3\x28", b"\\ud800", b"\\", b"\\u0000", b"1e999", b"-1", b"99999999999999999999", b"NaN", b"null", b"=1+1", b"2024-02-30",
    b"0000-00-00", b"<![CDATA[", b"]]>", b"<!--", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xcc\x81" * 9, b"\xea\xb0\x80", b" " * 99, b"A" * 999,
    b"2024-11-20T25:00", b"38.04N", b"200", b"#REF!", b"PK\x03\x04", b"%00", b"..", b"//", b"http://[", b"mailto:",
)  # fmt: skip


class HangError(BaseException):
    """The time of a case is over; no ``except Exception`` holds it up."""


class Outcome(NamedTuple):
    """What came of a case.

    Attributes
    ----------
    kind : str
    result : str
        "read", "said" (read, with messages), "refused", or "WRONG".
    wrong : str
        What was wrong.
    """

    kind: str
    result: str
    wrong: str = ""


class _Wrong(Exception):  # noqa: N818 (a finding, not an error of the code under test)
    """A result that must not be."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def over(number: int, frame: Any) -> None:
        raise HangError(f"more than {seconds} s of the processor")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def case(seed: int, folder: Path) -> Outcome:
    """Damage one input and read it.

    Parameters
    ----------
    seed : int
    folder : path
        For its files; they are named by the kind, and overwritten by the next case.
    """
    r = random.Random(seed)
    kind = r.choice(KINDS)
    said: list[str] = []
    try:
        with _limited(SECONDS):
            _RUNS[kind](r, folder, said)
    except GeoError as error:
        return (
            Outcome(kind, "WRONG", "an error without words")
            if not str(error).strip()
            else Outcome(kind, "refused")
        )
    except _Wrong as found:
        return Outcome(kind, "WRONG", str(found))
    except (Exception, HangError, SystemExit):
        return Outcome(kind, "WRONG", traceback.format_exc())
    return Outcome(kind, "said" if said else "read")


def _damaged(content: bytes, r: random.Random) -> bytes:
    """One to six random changes of bytes."""
    for _ in range(r.choice((1, 1, 1, 2, 3, 6))):
        at, end = sorted((r.randint(0, len(content)), r.randint(0, len(content))))
        end = min(end, at + r.choice((1, 1, 4, 20, 400)))
        how = r.randrange(7)
        if how == 0:
            content = content[:at] + r.choice(ODD) + content[at:]
        elif how == 1:
            content = content[:at] + r.choice(ODD) + content[end:]
        elif how == 2:
            content = content[:at] + content[end:]
        elif how == 3:
            content = content[:end] + content[at:end] * r.choice((1, 2, 30)) + content[end:]
        elif how == 4:
            content = (
                content[:at] + bytes(r.randrange(256) for _ in range(r.choice((1, 2, 8)))) + content[end:]
            )
        elif how == 5:
            content = content[:at]
        elif at < len(content):
            content = content[:at] + bytes((content[at] ^ 1 << r.randrange(8),)) + content[at + 1 :]
    return content


def _damaged_file(content: bytes, r: random.Random) -> bytes:
    """Damage bytes; those of an archive mostly within one of its parts."""
    if not content.startswith(b"PK\x03\x04") or r.random() < 0.3:
        return _damaged(content, r)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = r.choice(names)
        for name in names:
            new.writestr(name, _damaged(old.read(name), r) if name == chosen else old.read(name))
    return made.getvalue()


def _put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@cache
def _tables() -> dict[str, bytes]:
    return tables()


@cache
def _articles() -> dict[str, bytes]:
    return articles()


def _table(ending: str) -> Callable[[random.Random, Path, list[str]], None]:
    def run(r: random.Random, folder: Path, said: list[str]) -> None:
        path = _put(folder, f"a{ending}", _damaged_file(_tables()[ending], r))
        table = read_table(path, lambda e: said.append(str(e)), need=("date", "text", "place", "lat"))
        list(records_of(table, lambda e: said.append(str(e))))

    return run


def _article(ending: str) -> Callable[[random.Random, Path, list[str]], None]:
    def run(r: random.Random, folder: Path, said: list[str]) -> None:
        path = _put(folder, f"b{ending}", _damaged_file(_articles()[ending], r))
        for article in read_articles([path], report=lambda e: said.append(str(e)), date=date(2024, 11, 21)):
            article.text.encode()  # no half of a surrogate pair
            if r.random() < 0.3:
                extract(article)

    return run


def _row(ending: str) -> Callable[[random.Random, Path, list[str]], None]:
    """Damage one row only: the others must come out cell by cell as they were put in."""

    def run(r: random.Random, folder: Path, said: list[str]) -> None:
        at = r.randrange(len(ROWS))
        lines = _tables()[ending].split(b"\n")
        line = at + (ending in (".csv", ".tsv"))
        spoilt = _damaged(lines[line], r)
        if ending == ".jsonl":
            spoilt = spoilt.replace(b"\0", b"")  # a file with NUL is refused as no text
        lines[line] = spoilt
        path = _put(folder, f"row{ending}", b"\n".join(lines))
        _compare(path, at, said)

    return run


def _cell(r: random.Random, folder: Path, said: list[str]) -> None:
    """Spoil cells of one row of a workbook."""
    import openpyxl

    at = r.randrange(len(ROWS))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEAD))
    for n, row in enumerate(ROWS):
        values: list[Any] = list(row)
        if n == at:
            for _ in range(r.choice((1, 2, 5))):
                values[r.randrange(len(values))] = r.choice(
                    (
                        None,
                        "",
                        "#REF!",
                        "=1+1",
                        -1,
                        1e300,
                        True,
                        date(1900, 1, 1),
                        "2024-02-30",
                        "x" * 999,
                        "a\nb",
                        "  ",
                    )
                )
            values += [None] * r.randrange(3) + ["stray"] * r.randrange(2)
        sheet.append(values)
    book.save(folder / "cell.xlsx")
    _compare(folder / "cell.xlsx", at, said)


def _compare(path: Path, spoilt: int, said: list[str]) -> None:
    table = read_table(path, lambda e: said.append(str(e)), need=("date",))
    found = [tuple(str(row.get(name)) for name in HEAD) for row in table.rows]
    for n, row in enumerate(ROWS):
        if n != spoilt and tuple(map(str, row)) not in found:
            raise _Wrong(f"{path.read_bytes()!r}: row {row} is not among {found}; said: {said}")
    ids = {row[0] for row in found}
    if len(table.rows) < len(ROWS) and not said and ROWS[spoilt][0] not in ids and not _blank(path, spoilt):
        raise _Wrong(f"{path.read_bytes()!r}: a row is gone and nothing was said")


def _blank(path: Path, at: int) -> bool:
    """Whether nothing is left of the row, or it repeats the header."""
    lines = path.read_bytes().split(b"\n")
    line = at + (path.suffix != ".jsonl")  # below the header
    return (
        path.suffix != ".xlsx"
        and len(lines) > at
        and not lines[min(line, len(lines) - 1)].strip(b' \t\r",\x0b\x0c\x1c\x1d\x1e\x1f')
    )


def _correction(ending: str) -> Callable[[random.Random, Path, list[str]], None]:
    def run(r: random.Random, folder: Path, said: list[str]) -> None:
        path = _put(folder, f"c{ending}", _damaged(CORRECTIONS[ending], r))
        read_corrections(path, lambda e: said.append(str(e)))

    return run


def _boundary(ending: str) -> Callable[[random.Random, Path, list[str]], None]:
    def run(r: random.Random, folder: Path, said: list[str]) -> None:
        path = _put(folder, f"d{ending}", _damaged(BOUNDARIES[ending], r))
        read_boundary_set(path, lambda e: said.append(str(e)))

    return run


def _query(r: random.Random, folder: Path, said: list[str]) -> None:
    text = _damaged(r.choice(QUERIES).encode(), r).decode("utf-8", "replace")
    resolve(text, Reference.bundled())
    with contextlib.suppress(GeopyError):  # what geopy's protocol asks for where a query is empty
        geo.Geocoder().geocode(text)


def _options(r: random.Random, folder: Path, said: list[str]) -> None:
    """Options with odd values, of commands that read one short text."""
    text = _put(folder, "e.txt", b"Kim inspected a mill in Songchon County.")
    value = _damaged(
        r.choice(("2024-11-20", "0.5", "3", "date=Day", "Songchon", "events", "csv")).encode(), r
    )
    option = r.choice(
        (
            "--date",
            "--min-score",
            "--days",
            "--km",
            "--columns",
            "--match",
            "--corrections",
            "--sites",
            "--records",
        )
    )
    given = f"{option}={value.decode('utf-8', 'replace').replace(chr(0), '')}"
    try:
        code = main(["export", str(text), given, "-q", "-o", str(folder / "e.out.csv")])
    except SystemExit as end:
        code = end.code
    if code not in (0, 1, 2, None):
        raise _Wrong(f"{given}: exit code {code}")


def _filters(r: random.Random, folder: Path, said: list[str]) -> None:
    """Filters with odd values, on one short text."""
    text = _put(folder, "e.txt", b"Kim inspected a mill in Songchon County.")
    filters = ("--type", "--from", "--to", "--place", "--source", "--near", "--basis")
    given = []
    for _ in range(r.choice((1, 1, 2, 4))):
        sound = r.choice(
            ("2024-11-20", "inspection,launch", "Songchon", "KP0201", "39.0,125.7,20km", "state media")
        )
        value = _damaged(sound.encode(), r).decode("utf-8", "replace").replace(chr(0), "")
        given.append(f"{r.choice(filters)}={value}")
    try:
        code: int | str | None = main(["export", str(text), *given, "-q", "-o", str(folder / "e.out.csv")])
    except SystemExit as end:
        code = end.code
    if code not in (0, 1, 2):
        raise _Wrong(f"{given}: exit code {code}")


def _project(
    used: Callable[[Callable[[bytes, random.Random], bytes], random.Random, Path], str],
) -> Callable[[random.Random, Path, list[str]], None]:
    def run(r: random.Random, folder: Path, said: list[str]) -> None:
        if wrong := used(_damaged, r, folder):
            raise _Wrong(wrong)

    return run


def _json_table(r: random.Random, folder: Path, said: list[str]) -> None:
    """A JSON table whose values are of odd kinds."""
    odd = (
        None,
        True,
        [],
        {},
        [[]],
        {"a": {}},
        -1,
        1e300,
        "",
        "x" * 500,
        [1, "a"],
        {"type": "Point", "coordinates": ["a"]},
    )
    rows: list[Any] = [dict(zip(HEAD, row, strict=True)) for row in ROWS]
    for _ in range(r.choice((1, 3, 9))):
        rows[r.randrange(len(rows))][r.choice((*HEAD, "geometry", "properties", "type"))] = r.choice(odd)
    if r.random() < 0.3:
        rows[r.randrange(len(rows))] = r.choice(odd)
    path = _put(folder, "f.json", json.dumps(rows).encode())
    list(
        records_of(
            read_table(path, lambda e: said.append(str(e)), need=("date", "text")),
            lambda e: said.append(str(e)),
        )
    )


_RUNS: dict[str, Callable[[random.Random, Path, list[str]], None]] = {
    **{f"table {ending}": _table(ending) for ending in
       (".csv", ".tsv", ".xlsx", ".kml", ".geojson", ".json", ".jsonl", ".kmz", ".gpx", ".gpkg", ".fgb", ".dbf", ".parquet", ".zip", ".ods")},
    **{f"articles {ending}": _article(ending) for ending in
       (".txt", ".html", ".jsonl", ".json", ".eml", ".rss", ".atom", ".csv", ".mbox", ".mhtml", ".md", ".docx", ".odt", ".hwpx",
        ".epub", ".zip", ".tar.gz", ".txt.gz", ".warc", ".warc.gz", ".wacz")},
    **{f"one row {ending}": _row(ending) for ending in (".csv", ".tsv", ".jsonl")},
    "one row .xlsx": _cell,
    "values of JSON": _json_table,
    **{f"corrections {ending}": _correction(ending) for ending in CORRECTIONS},
    **{f"boundaries {ending}": _boundary(ending) for ending in BOUNDARIES},
    "queries": _query,
    "options": _options,
    "filters": _filters,
    "project, its database": _project(damaged_database),
    "project, a file added to it": _project(damaged_input),
}  # fmt: skip
KINDS = (
    *_RUNS, *(name for name in _RUNS if name.startswith("one row")), "one row .csv", "queries",
)  # fmt: skip
"""All kinds; those that compare cell by cell come more often."""
