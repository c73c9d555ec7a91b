"""What the page's search reads points by: the patterns of the Python readers, as data.

The script has the steps alone, so that a notation or a word that is added to the readers is known in the page too.
"""

from __future__ import annotations

import re
from typing import Any

from geo.reference.written_points import LEVELS, words_to_signs
from geo.text import coordinate_links, coordinates, grid_references

__all__ = ["notations"]


def notations() -> dict[str, Any]:
    """Return the patterns of all notations of points, as JavaScript writes them.

    Returns
    -------
    dict
        ``marks``: variants of a sign and the sign, as one text of pairs. ``words`` and ``signs``: lists of a pattern
        and what takes its place. ``links``: patterns of links of maps. ``levels``: largest size of a last digit in
        kilometres and its precision. ``one``: all other patterns by name.

    Examples
    --------
    >>> found = notations()
    >>> sorted(found), "(?<zone>" in found["one"]["mgrs"]
    (['levels', 'links', 'marks', 'one', 'signs', 'words'], True)
    """
    single = coordinates.PATTERNS | coordinate_links.PATTERNS | grid_references.PATTERNS
    return {
        "marks": "".join(f"{chr(variant)}{sign}" for variant, sign in coordinates.MARKS.items()),
        "words": [[_source(pattern), _replacement(sign)] for pattern, sign in words_to_signs()],
        "signs": [[_source(pattern), _replacement(sign)] for pattern, sign in coordinates.SIGNS],
        "links": [_source(pattern) for pattern in coordinate_links.LINKS],
        "levels": [[limit, level] for limit, level in LEVELS],
        "one": {name: _source(pattern) for name, pattern in single.items()},
    }


def _source(pattern: re.Pattern[str]) -> str:
    return pattern.pattern.replace("(?P<", "(?<")


def _replacement(sign: str) -> str:
    return re.sub(r"\\(\d)", r"$\1", sign)
