"""Texts that look like delimited tables and are none: columns of fixed width, which are read, and others, refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from .delimiters import delimiter_of
from .grids import Line

__all__ = ["fixed_columns", "fixed_lines", "form_of", "widened"]

_FILLER = "\0"
"""Second half of a wide character; texts with it are binary, so that it is in no text."""

_HEAD = 100
"""Number of lines by which a form is recognised."""
_LEAST_LINES = 3
_LEAST_GAPS = 2
_YAML = re.compile(r"\s*(?:- )*(?:\"[^\"]+\"|'[^']+'|[^\s,;|\t#-][^,;|\t:]{0,60}):(?:\s+\S.*|\s*)")
_FORMS = (
    (
        "SQL",
        re.compile(r"\s*(?:INSERT\s+INTO|CREATE\s+TABLE|COPY\s+\S+\s+\([^)]*\)\s+FROM)\b", re.IGNORECASE),
    ),
    ("TeX", re.compile(r"\s*\\(?:begin\{(?:tabular|longtable|table)|documentclass)")),
    ("TOML", re.compile(r"\s*\[\[?[A-Za-z][\w.-]*\]\]?\s*$")),
)


def form_of(text: str) -> str:
    r"""Return the name of a form that is not read as a table; empty for others.

    Parameters
    ----------
    text : str
        The first lines of a file, or more.

    Examples
    --------
    >>> form_of("- date: 2024-11-20\n  place: Hamhung\n"), form_of("events:\n  - {date: 2024-11-20}\n")
    ('YAML', 'YAML')
    >>> form_of("date,place\n2024-11-20,Hamhung\n"), form_of("INSERT INTO events VALUES ('2024-11-20');")
    ('', 'SQL')
    """
    lines = [line for line in text.split("\n", _HEAD)[:_HEAD] if line.strip() and not line.startswith("#")]
    if not lines:
        return ""
    for name, pattern in _FORMS:
        if pattern.match(lines[0]):
            return name
    if lines[0].strip() == "---":
        lines = lines[1:]
    keys = [line for line in lines if _YAML.fullmatch(line) or re.match(r"\s*- \S", line)]
    first = bool(lines) and bool(_YAML.fullmatch(lines[0]) or re.fullmatch(r"\s*- \{.*\}\s*", lines[0]))
    return "YAML" if first and len(lines) > 1 and len(keys) >= 0.9 * len(lines) else ""


def fixed_columns(text: str) -> list[int]:
    r"""Return where the columns of a text begin that has columns of fixed width; empty for another text.

    Columns stand apart by two blanks or more at the same place of every line, and no mark separates them.

    Parameters
    ----------
    text : str
        The whole file, as one line without the blanks decides.

    Examples
    --------
    >>> fixed_columns("DAY         PLACE      LAT\n2024-11-20  Hamhung    39.9\n2024-11-21  Anju City  39.6\n")
    [0, 12, 23]
    >>> fixed_columns("day, place, lat\n2024-11-20, Hamhung, 39.9\n2024-11-21, Anju, 39.6\n")
    []
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(lines) < _LEAST_LINES or "\t" in text or _separated(lines[:_HEAD]):
        return []
    width = max(map(len, lines))
    filled = bytearray(width)
    for line in lines:
        for word in re.finditer(r"\S+", line):
            filled[word.start() : word.end()] = b"\1" * (word.end() - word.start())
    found: list[int] = []
    at = blanks = 0
    for used, run in groupby(filled):
        size = len(list(run))
        if used and (not found or blanks > 1):
            found.append(at)
        blanks = 0 if used else size
        at += size
    return found if len(found) > _LEAST_GAPS else []


def widened(text: str) -> str:
    r"""Return a text in which each wide character takes two places, as in the columns of a screen.

    Examples
    --------
    >>> len(widened("함흥시 a"))
    8
    """
    return "".join(c + _FILLER if unicodedata.east_asian_width(c) in "WF" else c for c in text)


def fixed_lines(text: str, starts: Sequence[int]) -> Iterator[Line]:
    """Yield the rows of a text with columns of fixed width, each with its line."""
    ends = [*starts[1:], None]
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield Line(
                f"line {number}",
                [line[a:b].replace(_FILLER, "").strip() for a, b in zip(starts, ends, strict=True)],
            )


def _separated(lines: Sequence[str]) -> bool:
    """Whether a mark divides the first of some lines and most others into as many cells."""
    _, mark, _ = delimiter_of("\n".join(lines))
    cells = lines[0].count(mark)
    return cells > 0 and sum(line.count(mark) == cells for line in lines) >= 0.7 * len(lines)
