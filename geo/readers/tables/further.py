"""Further columns of files whose rows differ: one schema calls the day "event_date", another one "when"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .columns import COLUMNS
from .layouts import Layout
from .values import Raw

__all__ = ["further_columns"]

_ALIKE = ("date", "date_end", "title", "text", "url")
"""Our columns whose names in other schemas mean the same thing."""


def further_columns(
    raw: Raw, columns: Mapping[str, str], how: Mapping[str, str], layout: Layout | None = None
) -> Mapping[str, Sequence[str]]:
    """Find the columns that rows of other schemas have in place of the recognised ones.

    Parameters
    ----------
    raw : Raw
        Without a layout, only one with ``mixed`` rows has further columns.
    columns, how : mapping of str to str
        As :func:`~geo.readers.tables.columns.match_columns` gives them.
    layout : Layout, optional
        The publisher's layout; where it has several columns for the date, a row may have it in any of them.

    Returns
    -------
    mapping of str to sequence of str
        Our column -> columns to read where the one of ``columns`` is empty, by preference.

    Examples
    --------
    >>> raw = Raw("a.kml", ["event_date", "when", "name"], [], mixed=True)
    >>> further_columns(raw, {"date": "event_date"}, {"date": "name"})
    {'date': ['when']}
    """
    folded = {name.strip().casefold(): name for name in reversed(raw.header)}
    taken = set(columns.values())
    if layout is not None and how.get("date") == "layout":
        others = [folded[n] for n in layout.columns["date"] if n in folded and folded[n] not in taken]
        return {"date": others} if others else {}
    if not raw.mixed:
        return {}
    further: dict[str, Sequence[str]] = {}
    for ours in _ALIKE:
        if how.get(ours) == "name":
            others = [folded[n] for n in COLUMNS[ours] if n in folded and folded[n] not in taken]
            if others:
                further[ours] = others
    return further
