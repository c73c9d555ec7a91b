"""Dates in file names: "2024-11-20-kcna.txt"."""

from __future__ import annotations

import re
from datetime import date

from geo.reference.written_dates import parse_day

__all__ = ["day_in_name"]

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")


def day_in_name(label: str) -> date | None:
    """The date in a file name; None where it has none.

    Examples
    --------
    >>> day_in_name("2024-11-20-kcna"), day_in_name("kcna")
    (datetime.date(2024, 11, 20), None)
    """
    found = _DAY.search(label)
    return parse_day(found[1]) if found else None
