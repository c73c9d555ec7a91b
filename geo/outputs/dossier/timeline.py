"""A timeline of a chain's steps as SVG that scales to any width."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import date

from geo.model.timelines import Step

__all__ = ["track"]

_MARGIN = 3.0
"""Margin at either end, in percent of the width."""
_TICKS = 7
"""Maximum number of ticks."""


def track(steps: Sequence[Step], label: str) -> str:
    """Timeline of a chain's steps from the first to the last day; empty if fewer than two days are known.

    Parameters
    ----------
    steps : sequence of Step
    label : str
        Description of the steps for screen readers.

    Returns
    -------
    str
        An ``svg`` element without fixed size; positions are percentages of its width. A step known only by the day of
        its report has a hollow mark.
    """
    days = sorted({s.day for s in steps if s.day})
    if len(days) < 2:
        return ""
    first, last = days[0], days[-1]

    def at(day: date) -> float:
        return _MARGIN + (day - first).days / (last - first).days * (100 - 2 * _MARGIN)

    marks = [f'<line class="axis" x1="{_MARGIN}%" x2="{100 - _MARGIN}%" y1="10" y2="10"/>']
    for day, text in _ticks(first, last):
        x = f"{at(day):.2f}%"
        marks.append(
            f'<line class="tick" x1="{x}" x2="{x}" y1="10" y2="18"/><text x="{x}" y="31">{text}</text>'
        )
    for step in steps:
        if step.day:
            css = "" if step.day_known else ' class="by"'
            marks.append(f'<circle{css} cx="{at(step.day):.2f}%" cy="10" r="6"/>')
    return (
        f'<svg class="track" role="img" aria-label="{html.escape(label, quote=True)}">{"".join(marks)}</svg>'
    )


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Ticks at the start of years, or of months if the period is short."""
    years = last.year - first.year
    if years >= 2:
        step = -(-years // _TICKS)
        for year in range(first.year + 1, last.year + 1, step):
            yield date(year, 1, 1), str(year)
        return
    months = (last.year - first.year) * 12 + last.month - first.month
    step = -(-months // _TICKS) or 1
    for month in range(first.month, first.month + months, step):
        day = date(first.year + month // 12, month % 12 + 1, 1)
        yield day, f"{day:%Y-%m}"
