"""Read points and single coordinates with the words of ``coordinate_words.toml``, such as 북위 39도 15분.

The notations themselves are those of :mod:`geo.text.coordinates`. Here is also what the digits of a point say of its
precision.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from geo.text.coordinates import MARKS, Angle, Point
from geo.text.coordinates import angle as _angle
from geo.text.coordinates import point as _point

from .paths import reference_path

__all__ = [
    "LEVELS",
    "angle",
    "coarse",
    "last_digit",
    "precision_by_digits",
    "read_point",
    "words_to_signs",
    "written_point",
]

LEVELS = ((1.2, "site"), (3.0, "locality"), (12.0, "adm2"))
"""Largest size of the last digit in kilometres, and the precision that it gives. Two decimals are 1.1 km, minutes 1.9,
one decimal 11. Whole degrees are 111 km, as far as from one province into another: they say no more than the country.
"""
_WORD = re.compile("[a-z]{3}", re.IGNORECASE)
_AXES = {"lat": "φ", "lon": "λ"}


def written_point(text: str) -> Point | None:
    """Return the point that a text writes; None where it is not a point.

    Raises
    ------
    ValueError
        The text is a point by its form, but cannot be one.

    Examples
    --------
    >>> found = written_point("북위 39도 15분, 동경 126도 12분")
    >>> found.lat, found.lon, precision_by_digits(found.step_km)
    (39.25, 126.2, 'locality')
    """
    return _point(_with_signs(text))


def read_point(text: str) -> Point | None:
    """Return the point that a text writes; None where it is not a point, or not a possible one.

    Examples
    --------
    >>> read_point("39°75'N 126°12'E") is None, read_point("39.25, 126.2").lon
    (True, 126.2)
    """
    try:
        return written_point(text)
    except ValueError:
        return None


def angle(text: str, axis: str = "") -> Angle:
    """Return one coordinate; see :func:`geo.text.coordinates.angle`.

    Examples
    --------
    >>> angle("동경 126도 12분").degrees
    126.2
    """
    return _angle(_with_signs(text), axis)


def last_digit(degrees: float) -> float:
    """Return the value of the last digit of a number in degrees, as programs print it.

    Examples
    --------
    >>> last_digit(39.25), last_digit(40.0)
    (0.01, 1.0)
    """
    decimals = repr(float(degrees)).partition(".")[2]
    return 1.0 if decimals == "0" else float(10.0 ** -len(decimals))


@lru_cache(maxsize=256)
def precision_by_digits(step_km: float) -> str:
    """Return the precision that the digits of a point allow, at best ``"site"``, of whole degrees ``"country"``.

    Parameters
    ----------
    step_km : float
        Size of the last digit in kilometres.

    Examples
    --------
    >>> [precision_by_digits(step * 111.2) for step in (1, 0.1, 1 / 60, 0.01, 1 / 3600)]
    ['country', 'adm2', 'locality', 'site', 'site']
    """
    return next((level for limit, level in LEVELS if step_km <= limit), "country")


@lru_cache(maxsize=256)
def coarse(step_km: float) -> str:
    """Return in words how coarsely a point is written; empty where it is written as exactly as a site needs.

    Examples
    --------
    >>> coarse(111.2), coarse(1.1)
    ('digits exact to 111 km', '')
    """
    return (
        ""
        if precision_by_digits(step_km) == "site"
        else f"digits exact to {step_km:.2g} km".replace("1.1e+02", "111")
    )


def _with_signs(text: str) -> str:
    """A text with the words of languages replaced by signs and letters."""
    if text.isascii() and not _WORD.search(text):
        return text
    if (":" in text and ("/" in text or "{" in text)) or "&" in text:  # an address or GeoJSON
        return text
    text = text.translate(MARKS)
    for pattern, sign in words_to_signs():
        text = pattern.sub(sign, text)
    return text


@cache
def words_to_signs() -> tuple[tuple[re.Pattern[str], str], ...]:
    r"""Patterns of the words of languages, each with the sign that takes its place, in the order of replacing.

    Examples
    --------
    >>> [sign for pattern, sign in words_to_signs() if pattern.fullmatch("북위")]
    [' N ']
    """
    table = tomllib.loads(reference_path("coordinate_words.toml").read_text("utf-8"))
    found = [(_any(words, r"(?<=\d) ?"), sign) for sign, words in table["parts"].items()]
    found += [(_any(words, ""), f" {sign} ") for sign, words in table["sides"].items()]
    found += [(_any(words, "", " ?[:=]?"), f" {_AXES[axis]} ") for axis, words in table["axes"].items()]
    found.append((_any(table["labels"]["point"], "^ *", " ?[:=]?"), ""))
    return tuple(found)


def _any(words: list[str], before: str, after: str = "") -> re.Pattern[str]:
    """A pattern of some words, the longest first; words in Latin letters only where they stand alone."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    each = (rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in longest)
    return re.compile(f"{before}(?:{'|'.join(each)}){after}", re.IGNORECASE)
