"""Events over time as an SVG of bars, with those whose day is told apart from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from .entries import Entry

__all__ = ["Bars", "bars"]

_DAYS, _MONTHS = 62, 60
"""Most days and months that are drawn one by one; a longer time is drawn by year."""
_WIDTH, _HEIGHT, _FOOT, _LEFT = 480.0, 84.0, 18.0, 30.0
_TICKS, _HALF = 7, 24.0
"""Most labels, and half the width of one."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing of events over time: its unit (``day``, ``month`` or ``year``), and its first and last period."""

    svg: Markup
    unit: str
    first: str
    last: str
    loose: bool


def bars(entries: Sequence[Entry]) -> Bars | None:
    """Draw the numbers of happenings of each day, month or year; None for a single one.

    Examples
    --------
    >>> import geo
    >>> from geo.outputs.atlas.entries import entries
    >>> drawn = bars(entries(geo.read("data/samples/articles").event_list))
    >>> drawn.unit, drawn.first, drawn.last, drawn.svg.count("<rect")
    ('year', '2019', '2024', 5)
    """
    dated = [e for e in entries if e.day]
    if len(dated) < 2:
        return None
    first, last = dated[-1].day, dated[0].day
    assert first is not None
    assert last is not None
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    coarse = {e.precision for e in dated}
    if days <= _DAYS and not coarse & {"month", "year"}:
        unit, length = "day", 10
        periods = [(first + timedelta(days=n)).isoformat() for n in range(days)]
    elif months <= _MONTHS and "year" not in coarse:
        unit, length = "month", 7
        count = range(first.month - 1, first.month - 1 + months)
        periods = [f"{first.year + n // 12}-{n % 12 + 1:02}" for n in count]
    else:
        unit, length = "year", 4
        periods = [str(year) for year in range(first.year, last.year + 1)]
    if len(periods) < 2:
        return None
    told = Counter(str(e.day)[:length] for e in dated if e.precision == "day")
    loose = Counter(str(e.day)[:length] for e in dated if e.precision != "day")
    svg = "".join(_drawn(periods, told, loose))
    return Bars(
        Markup(  # noqa: S704 - numbers only
            f'<svg class="bars" viewBox="0 0 {_WIDTH:g} {_HEIGHT + _FOOT:g}" aria-hidden="true" focusable="false">'
            f"{svg}</svg>"
        ),
        unit, periods[0], periods[-1], bool(loose),
    )  # fmt: skip


def _drawn(periods: list[str], told: Counter[str], loose: Counter[str]) -> Iterator[str]:
    top = max(told[p] + loose[p] for p in periods)
    step = (_WIDTH - _LEFT) / len(periods)
    wide = max(1.0, min(step * 0.8, 36.0))
    scale = (_HEIGHT - 14) / top
    yield f'<path class="grid" d="M{_LEFT:g},{_HEIGHT - top * scale:g}H{_WIDTH:g}M{_LEFT:g},{_HEIGHT:g}H{_WIDTH:g}"/>'
    yield f'<text class="top" x="{_LEFT - 5:g}" y="{_HEIGHT - top * scale + 4:g}">{top:,}</text>'
    every = -(-len(periods) // _TICKS)
    for number, period in enumerate(periods):
        x = _LEFT + number * step + (step - wide) / 2
        y = _HEIGHT
        for count, css in ((told[period], "told"), (loose[period], "loose")):
            if count:
                tall = max(1.0, count * scale)
                y -= tall
                yield f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>'
        if number % every == 0:
            at, text = (
                min(x + wide / 2, _WIDTH - _HALF),
                period[5:] if len(period) > len("2024-11") else period,
            )
            yield f'<text x="{at:.1f}" y="{_HEIGHT + 14:g}">{text}</text>'
