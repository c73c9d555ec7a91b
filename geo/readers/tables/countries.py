"""Which rows are of another country, by what their country column says."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from geo.reference.paths import reference_path

__all__ = ["CALLED", "Side", "left_out", "side_of"]

Side = Literal["north", "south", "either", "other", ""]
"""The North, the South, a name of both, another country, or an empty cell."""

_TABLE = tomllib.loads(reference_path("countries.toml").read_text("utf-8"))
CALLED: Mapping[str, str] = _TABLE["north"]["called"]
"""The name of the country in an address, by ISO 639-1 code of its language."""
_MARKS = re.compile(r"[^\w ]+")
_FEW = 4
"""Largest number of countries that a message names."""


def _plain(name: str) -> str:
    """A name without case, accents and punctuation."""
    apart = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    text = "".join(c for c in apart if not unicodedata.combining(c))
    words = _MARKS.sub("", unicodedata.normalize("NFC", text).replace("-", " ")).split()
    return " ".join(word for word in words if word != "the")


_SIDES: dict[str, Side] = {
    **{_plain(name): "either" for name in _TABLE["either"]["names"]},
    **{_plain(name): "south" for name in _TABLE["south"]["names"]},
    **{_plain(name): "north" for name in (*_TABLE["north"]["names"], *_TABLE["north"]["numbers"])},
}
_SEVERAL = re.compile(r"\s*(?:;|\||/|\n)\s*")


@lru_cache(maxsize=1024)
def side_of(text: str) -> Side:
    """Return which country a cell names; a list with the North in it is the North's.

    Examples
    --------
    >>> [side_of(text) for text in ("Korea, North", "PRK", "KOR", "China; North Korea", "Japan", "Korea", "")]
    ['north', 'north', 'south', 'north', 'other', 'either', '']
    """
    if not text:
        return ""
    whole = _SIDES.get(_plain(text))
    if whole:
        return whole
    parts = [_SIDES.get(_plain(part), "other") for part in _SEVERAL.split(text) if part.strip()]
    for side in ("north", "either", "south"):
        if side in parts:
            return side
    return "other"


def left_out(names: Iterable[str], column: str) -> str:
    """Return a remark on rows of other countries; empty where there are none.

    Parameters
    ----------
    names : iterable of str
        The country of each row.
    column : str
        The column that names it.

    Examples
    --------
    >>> left_out(["Japan", "Bahrain", "Japan"], "country")
    '3 rows left out: outside the DPRK, by column country (Japan 2, Bahrain 1)'
    """
    met = Counter(names)
    if not met:
        return ""
    named = ", ".join(f"{name[:30]} {n:,}" for name, n in met.most_common(_FEW))
    more = f" and {len(met) - _FEW} more" if len(met) > _FEW else ""
    away = met.total()
    return f"{away:,} row{'s' * (away > 1)} left out: outside the DPRK, by column {column} ({named}{more})"
