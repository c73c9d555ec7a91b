"""Fonts of a figure, text widths, and line breaking."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

__all__ = ["clean", "font", "korean_font", "postscript", "quiet", "width", "wrapped"]

LATIN = "DejaVu Sans"
"""A font that comes with matplotlib, so that English figures are the same on every machine."""

# Names as in fontconfig and matplotlib, which list only the first face of a font collection.
_KOREAN = (
    "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans KR", "Source Han Sans KR", "Pretendard",
    "NanumGothic", "NanumBarunGothic", "Apple SD Gothic Neo", "AppleGothic", "Malgun Gothic", "Baekmuk Gulim",
    "UnDotum", "Noto Serif CJK KR", "Noto Serif CJK JP", "NanumMyeongjo", "Batang", "Gulim", "Arial Unicode MS",
)  # fmt: skip
_SYLLABLE = 0xD55C
"""A Hangul syllable, by which a font with Korean is known."""
_FILE = re.compile(
    r"(?:noto|source).?(?:sans|serif|han).*(?:cjk|kr)|pretendard|nanum|gothic|malgun|baekmuk|undotum|batang|gulim",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")


@cache
def korean_font() -> str | None:
    """Name of an installed font with Hangul; None if there is none."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    found = _with_hangul()
    if found is None:
        # matplotlib caches its list of fonts and misses those installed later.
        listed = {entry.fname for entry in fontManager.ttflist}
        for path in sorted(set(findSystemFonts()) - listed):
            if _FILE.search(path):
                with suppress(OSError, RuntimeError):  # not a font despite its name
                    fontManager.addfont(path)
        found = _with_hangul()
    return found


def _with_hangul() -> str | None:
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    files = {entry.name: entry.fname for entry in reversed(fontManager.ttflist)}
    for name in _KOREAN:
        if name in files and FT2Font(files[name]).get_char_index(_SYLLABLE):
            return name
    return None


@contextmanager
def quiet() -> Iterator[None]:
    """Suppress matplotlib's warnings about missing glyphs, which are visible as boxes anyway."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+", UserWarning)
        yield


@cache
def postscript() -> bool:
    """Whether the Korean font has PostScript (CFF) outlines."""
    from matplotlib.font_manager import findfont

    if (name := korean_font()) is None:
        return False
    with Path(findfont(name)).open("rb") as file:
        head = file.read(16)
        if head[:4] == b"ttcf":  # a font collection: read its first face
            file.seek(int.from_bytes(head[12:16], "big"))
            head = file.read(4)
    return head[:4] == b"OTTO"


@cache
def font(size: float, *, bold: bool = False, korean: bool = False) -> FontProperties:
    """Font properties for a size in points; Korean figures use the Korean font for Latin letters too."""
    from matplotlib.font_manager import FontProperties

    hangul = korean_font()
    families = [hangul, LATIN] if korean and hangul else [LATIN, hangul] if hangul else [LATIN]
    return FontProperties(family=families, size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=65_536)
def width(text: str, size: float, *, bold: bool = False, korean: bool = False) -> float:
    """Width of a line of text in points.

    Examples
    --------
    >>> width("Songchon", 12) > width("Songchon", 6) > 20
    True
    """
    from matplotlib.textpath import text_to_path

    unit = 100.0  # hinting at small sizes would make letters a few percent too wide
    with quiet():
        found, _, _ = text_to_path.get_text_width_height_descent(
            text, font(unit, bold=bold, korean=korean), ismath=False
        )
    return float(found) * size / unit


def clean(text: object) -> str:
    r"""Put a text on one line, without control characters and others that SVG cannot store.

    Examples
    --------
    >>> clean("Songchon\nCounty\x00")
    'Songchon County'
    """
    return " ".join(_UNSEEN.sub(" ", str(text)).split())


def wrapped(
    text: str, size: float, max_width: float, *, most: int = 99, bold: bool = False, korean: bool = False
) -> list[str]:
    """Break a text into at most ``most`` lines of a width in points; a longer text is cut with "…".

    Examples
    --------
    >>> wrapped("Reported events in South Phyongan Province", 10, 110)
    ['Reported events in', 'South Phyongan', 'Province']
    >>> wrapped("Reported events in South Phyongan Province", 10, 110, most=2)
    ['Reported events in', 'South Phyongan …']
    """

    def fits(line: str) -> bool:
        return width(line, size, bold=bold, korean=korean) <= max_width

    lines = [""]
    for word in text.split():
        ahead = f"{lines[-1]} {word}".strip()
        if fits(ahead):
            lines[-1] = ahead
            continue
        while not fits(word):  # for example a URL: break it anywhere
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or fits(word[:n]))
            lines.append(word[:cut])
            word = word[cut:]
            if len(lines) > most + 1:
                break
        lines.append(word)
    lines = [line for line in lines if line] or [""]
    if len(lines) > most:
        last = lines[most - 1]
        while last and not fits(f"{last} …"):
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()} …"]
    return lines
