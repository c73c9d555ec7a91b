"""Which of several reports of one happening tells its day best."""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.entities import Event

__all__ = ["best_dated"]


_RANK = {"day": 0, "month": 1, "year": 2}


def best_dated(reports: Iterable[Event]) -> Event | None:
    """The report that dates a happening best: to the day, else the month, else the year; of equals the earliest.

    Examples
    --------
    >>> from geo import Article, extract
    >>> body = "Kim Jong Un visited the Changsong Foodstuff Factory in {}."
    >>> told = [extract(Article("a", body.format(when))).events[0] for when in ("2013", "June 2013")]
    >>> str(best_dated(told).date), best_dated(told).date_precision, best_dated([])
    ('2013-06-01', 'month', None)
    """
    dated = ((_RANK.get(e.date_precision or "day", 0), e.date, e) for e in reports if e.date)
    best = min(dated, key=lambda one: one[:2], default=None)
    return best[2] if best else None
