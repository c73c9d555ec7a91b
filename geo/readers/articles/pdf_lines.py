"""Joining of the printed lines of pages to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from geo.text.scripts import HANGUL

__all__ = ["Line", "paragraphs", "without_furniture"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, and its box in points from the lower left corner of the page.

    ``height`` is that of the letters. The box of a line that ends in a hyphenated word includes the end of the word
    on the next line.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    height: float


_NUMBER = re.compile(r"(?:page |[-–—·] ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?(?: ?[-–—·])?", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?:;…。！？][\"”’')\]」』]*$")
_HAN = r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef、。「」]"
_BOTH_HANGUL = re.compile(rf"{HANGUL.pattern}\n{HANGUL.pattern}")
_EITHER_HAN = re.compile(rf"{_HAN}\n|\n{_HAN}")
_FURNITURE = 3
"""Number of pages with the same first or last line that makes it a header or footer."""


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without page numbers, headers and footers.

    Examples
    --------
    >>> line = lambda text: Line(text, 50, 300, 100, 90, 10)
    >>> [[x.text for x in page] for page in without_furniture([[line("Rain fell."), line("- 3 -")]])]
    [['Rain fell.']]
    """
    edges = Counter(
        key for page in pages for key in {_key(line) for line in (*page[:1], *page[-1:])} if len(page) > 1
    )
    kept = []
    for page in pages:
        lines = list(page)
        for at in (0, -1):
            if len(lines) > 1 and (
                _NUMBER.fullmatch(lines[at].text.strip()) or edges[_key(lines[at])] >= _FURNITURE
            ):
                del lines[at]
        kept.append(lines)
    return kept


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.strip())


def paragraphs(pages: Iterable[Sequence[Line]]) -> Iterator[str]:
    r"""Paragraphs of pages in the order of their lines; one may continue in the next column or on the next page.

    Examples
    --------
    >>> lines = [Line("Rain fell on Songchon", 50, 300, 100, 90, 10), Line("County.", 50, 120, 88, 78, 10)]
    >>> list(paragraphs([lines]))
    ['Rain fell on Songchon County.']
    """
    lines: list[Line] = []
    full: list[bool] = []
    apart: list[bool] = []
    gaps: list[float] = []
    for page in pages:
        if lines and page:
            full.append(not _STOPPED.search(lines[-1].text.rstrip()))
            apart.append(False)
            gaps.append(0.0)
        edge = {line: _edge(line, page) for line in page}
        pitch = median([a.top - b.top for a, b in pairwise(page) if a.top > b.top] or [0.0])
        for line, after in pairwise(page):
            gap = edge[line] - line.right
            full.append(gap < _first_word(after))
            apart.append(_apart(line, after, pitch))
            gaps.append(gap / line.height if line.height else 0.0)
        lines += page
    runs = [f and not a for f, a in zip(full, apart, strict=True)]
    hangul = [
        (line.text, gap)
        for line, after, gap, run in zip(lines, lines[1:], gaps, runs, strict=False)
        if run and _BOTH_HANGUL.fullmatch(f"{line.text.rstrip()[-1:]}\n{after.text[:1]}")
    ]
    # Korean lines that all reach the right edge are broken inside words; trailing spaces then mark the word ends.
    inside = bool(hangul) and (
        any(text.endswith(" ") for text, _ in hangul) or all(gap < 1 for _, gap in hangul)
    )
    whole = ""
    for number, line in enumerate(lines):
        text = line.text.strip()
        if number and runs[number - 1]:
            whole += _between(lines[number - 1].text, text, inside) + text
            continue
        if whole:
            yield whole
        whole = text
    if whole:
        yield whole


def _edge(line: Line, page: Sequence[Line]) -> float:
    """The right edge of a line's column, taken from the lines that begin at about the same position."""
    near = 3 * line.height
    return max(other.right for other in page if abs(other.left - line.left) <= near)


def _first_word(line: Line) -> float:
    """The width of a line's first word with a space, for which the line before has no place if it is full."""
    letters = len(line.text.strip())
    word = line.text.split(maxsplit=1)[0]
    count = 1 if re.match(_HAN, word) else len(word) + 1
    return (line.right - line.left) / max(letters, 1) * count


def _apart(line: Line, after: Line, pitch: float) -> bool:
    """Whether a paragraph ends between two lines, by their distance, letter height or indent."""
    if after.top >= line.top:  # the next column
        return _STOPPED.search(line.text.rstrip()) is not None
    stopped = _STOPPED.search(line.text.rstrip()) is not None
    return (
        abs(after.height - line.height) > 0.2 * line.height
        or line.bottom - after.top > max(0.0, pitch - line.height) + 0.35 * line.height
        or (stopped and after.left > line.left + 0.8 * line.height)
    )


def _between(before: str, after: str, inside: bool) -> str:
    """The separator of two lines of a paragraph: a space, or nothing in scripts that break lines inside words."""
    ends = f"{before.rstrip()[-1:]}\n{after[:1]}"
    if _EITHER_HAN.search(ends) or (inside and _BOTH_HANGUL.fullmatch(ends) and not before.endswith(" ")):
        return ""
    return "" if before.endswith("-") and after[:1].isalpha() else " "
