"""Lines as they are printed on pages, made paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["Line", "paragraphs", "without_furniture"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, and its box in points from the page's lower left corner.

    ``height`` is that of its letters; a line that ends in a hyphenated word reaches down to the word's end.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    height: float


_NUMBER = re.compile(r"(?:page |[-–—·] ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?(?: ?[-–—·])?", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?:;…。！？][\"”’')\]」』]*$")
_HANGUL = "[\uac00-\ud7a3]"
_HAN = "[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef、。「」]"
_BOTH_HANGUL = re.compile(rf"{_HANGUL}\n{_HANGUL}")
_EITHER_HAN = re.compile(rf"{_HAN}\n|\n{_HAN}")
_FURNITURE = 3
"""On how many pages the same first or last line is a header or footer."""


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without their numbers and running heads.

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
    r"""Paragraphs of pages, in the order of their lines; one may go on in the next column or page.

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
    # Lines of Korean that all reach the edge are broken inside words; where blanks are kept, these say where.
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
    """The right edge of the column that a line stands in: of those that begin about where it does."""
    near = 3 * line.height
    return max(other.right for other in page if abs(other.left - line.left) <= near)


def _first_word(line: Line) -> float:
    """The width of a line's first word with the blank before it, which a full line has no room for."""
    letters = len(line.text.strip())
    word = line.text.split(maxsplit=1)[0]
    count = 1 if re.match(_HAN, word) else len(word) + 1
    return (line.right - line.left) / max(letters, 1) * count


def _apart(line: Line, after: Line, pitch: float) -> bool:
    """Whether the space between two lines, their letters or an indent say that a paragraph ends."""
    if after.top >= line.top:  # the next column
        return _STOPPED.search(line.text.rstrip()) is not None
    stopped = _STOPPED.search(line.text.rstrip()) is not None
    return (
        abs(after.height - line.height) > 0.2 * line.height
        or line.bottom - after.top > max(0.0, pitch - line.height) + 0.35 * line.height
        or (stopped and after.left > line.left + 0.8 * line.height)
    )


def _between(before: str, after: str, inside: bool) -> str:
    """What stands between two lines of one paragraph: a blank, or nothing in scripts that are broken inside words."""
    ends = f"{before.rstrip()[-1:]}\n{after[:1]}"
    if _EITHER_HAN.search(ends) or (inside and _BOTH_HANGUL.fullmatch(ends) and not before.endswith(" ")):
        return ""
    return "" if before.endswith("-") and after[:1].isalpha() else " "
