"""Parse degrees: decimal with point or comma, minutes and seconds, or both coordinates in one cell."""

from __future__ import annotations

import re

__all__ = ["degrees", "pair"]

_SEXAGESIMAL = re.compile(
    r"(?P<front>[NSEW])? ?(?P<d>\d{1,3}(?:\.\d+)?) ?°? ?(?:(?P<m>\d{1,2}(?:\.\d+)?) ?['′’])? ?"
    r"(?:(?P<s>\d{1,2}(?:\.\d+)?) ?(?:\"|″|”|''))? ?(?P<back>[NSEW])?",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?:SRID=4326;)?POINT ?(?:Z|M|ZM)? ?\(([^\s()]+) ([^\s()]+)[^()]*\)", re.IGNORECASE)
#: Separators of two coordinates, the safest first: a punctuation mark, a compass letter, a degree sign, a blank.
_APART = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (";", "/", ",", r"(?<=[NSEW])\s+(?=\d)", r"\s+(?=[NSEW]\s?\d)", r"\s+(?=[\d.]+ ?°)", r"\s+")
)


def degrees(cell: str) -> float:
    r"""Parse one coordinate to degrees; the range is not checked.

    Raises
    ------
    ValueError
        The cell is not a coordinate.

    Examples
    --------
    >>> degrees("39,25"), round(degrees("126°18'36\"E"), 2), degrees("W 126.2")
    (39.25, 126.31, -126.2)
    """
    found = _SEXAGESIMAL.fullmatch(cell)
    if found and (found["m"] or found["front"] or found["back"] or "°" in cell):
        side = (found["front"] or found["back"] or "N").upper()
        minutes, seconds = float(found["m"] or 0), float(found["s"] or 0)
        if minutes >= 60 or seconds >= 60 or (found["front"] and found["back"]):
            raise ValueError(cell)
        value = float(found["d"]) + minutes / 60 + seconds / 3600
        return -value if side in "SW" else value
    return float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)


def pair(cell: str) -> tuple[float, float]:
    """Parse a cell that holds latitude and longitude.

    Well-known text (WKT) has the longitude first; otherwise a first number above 90 is the longitude.

    Returns
    -------
    lat, lon : float
        Degrees.

    Raises
    ------
    ValueError
        The cell does not hold two coordinates.

    Examples
    --------
    >>> pair("39.25, 126.2"), pair("POINT (126.2 39.25)"), pair("126.2E 39.25N")
    ((39.25, 126.2), (39.25, 126.2), (39.25, 126.2))
    >>> pair("39° 15' N, 126° 12' E")
    (39.25, 126.2)
    """
    text = cell.strip()
    known = _POINT.fullmatch(text)
    parts = [known[1], known[2]] if known else _halves(text.strip("()[]"))
    first, second = degrees(parts[0]), degrees(parts[1])
    return (second, first) if known or abs(first) > 90 else (first, second)


def _halves(text: str) -> list[str]:
    """Split a text at the first separator that gives exactly two parts."""
    for mark in _APART:
        parts = [part.strip() for part in mark.split(text.strip())]
        if len(parts) == 2:
            return parts
    raise ValueError(f"{text!r} is not two coordinates")
