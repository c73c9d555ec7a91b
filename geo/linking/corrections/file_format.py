"""The version of the format in which corrections are written, so that a later program knows what it reads.

Format 1 is that of today: a comment at the top of TOML files, a column ``format`` in sheets. A file that does not say
its format is one that a person wrote, and is read as today's. Files of every format that was ever written are read
for ever; ``tests/linking/formats`` has one of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.model.errors import InputError

__all__ = ["COLUMN", "FORMAT", "HEAD", "refuse_newer", "stated"]

FORMAT = 1
"""Raised when a file of an earlier version would be read as something else."""
HEAD = f"# dprk-geo corrections, format {FORMAT}"
"""The first line of a TOML file; a comment, so that files can be joined and read by any version."""
COLUMN = "format"
_STATED = re.compile(r"^# dprk-geo corrections, format (\d{1,9})\s*$", re.MULTILINE)


def stated(text: str) -> list[str]:
    r"""The formats that a TOML file says it is in; several where files were joined.

    Examples
    --------
    >>> stated("# dprk-geo corrections, format 1\n[[correction]]\n"), stated("[[correction]]\n")
    (['1'], [])
    """
    return _STATED.findall(text)


def refuse_newer(name: str, formats: Iterable[str]) -> None:
    """Refuse a file that a later version wrote, which may mean something else by the same words.

    Raises
    ------
    InputError

    Examples
    --------
    >>> refuse_newer("a.toml", ["7"])
    Traceback (most recent call last):
    ...
    geo.model.errors.InputError: a.toml: corrections in format 7; this version reads up to format 1: update dprk-geo
    """
    newest = max((int(text) for text in formats if text.strip().isdecimal()), default=0)
    if newest > FORMAT:
        raise InputError(
            f"{name}: corrections in format {newest}; this version reads up to format {FORMAT}: update dprk-geo"
        )
