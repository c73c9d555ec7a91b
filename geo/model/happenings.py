"""Choose among several reports of one happening the one with the most precise date."""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.entities import Event

__all__ = ["best_dated"]


_RANK = {"day": 0, "month": 1, "year": 2}


def best_dated(reports: Iterable[Event]) -> Event | None:
    """Return the report with the most precise date of a happening; of equally precise ones, the earliest date.

    Parameters
    ----------
    reports : iterable of Event

    Returns
    -------
    Event or None
        None where no report has a date.

    Examples
    --------
    >>> from geo import Article, extract
    >>> body = "Kim Jong Un visited the Changsong Foodstuff Factory in {}."
    >>> reports = [extract(Article("a", body.format(date))).events[0] for date in ("2013", "June 2013")]
    >>> str(best_dated(reports).date), best_dated(reports).date_precision, best_dated([])
    ('2013-06-01', 'month', None)
    """
    dated = ((_RANK.get(e.date_precision or "day", 0), e.date, e) for e in reports if e.date)
    best = min(dated, key=lambda one: one[:2], default=None)
    return best[2] if best else None
