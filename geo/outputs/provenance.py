"""Provenance of a page or file: when it was made, and from which inputs.

Names of files and hosts are untrusted input. Pages receive them as data and show them as plain text.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from geo.linking.dataset import Dataset
from geo.linking.reread import articles_of
from geo.model.errors import OptionError
from geo.model.urls import host_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["made_on", "name_of", "origin", "origin_of", "origin_of_events"]

_TOP = 8
"""Number of hosts that are listed by name; further ones are only counted."""


def made_on() -> str:
    """Today's date in UTC in ISO format, or the date of ``SOURCE_DATE_EPOCH`` if that is set.

    Raises
    ------
    geo.model.errors.OptionError
        ``SOURCE_DATE_EPOCH`` is not a number of seconds.

    Examples
    --------
    >>> len(made_on())
    10
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(int(given), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH is {given!r}; it is whole seconds since 1970, as 1732406400"
        raise OptionError(message) from error


def name_of(path: object) -> str:
    """Name of a file or folder without its parent folders, which would disclose the user's directories.

    Examples
    --------
    >>> name_of("reports/2024/kcna.jsonl"), name_of("-"), name_of("..")
    ('kcna.jsonl', '-', '..')
    """
    text = str(path)
    return PurePath(text).name or text


def origin(
    articles: Iterable[tuple[str, date | str | None]],
    *,
    inputs: Sequence[object] = (),
    files: int = 0,
    records: object = None,
    sites: object = None,
    rules: bool = False,
) -> dict[str, Any]:
    """Summarize the inputs of a map.

    Parameters
    ----------
    articles : iterable of tuple
        URL and publication day of each article; either may be empty.
    inputs : sequence of path
        Input files and folders.
    files : int
        Number of files with articles.
    records, sites : path, optional
        Tables of records and sites.
    rules : bool
        Whether the events were extracted by our rules; the page's panel then describes them.

    Returns
    -------
    dict
        ``inputs`` (names), ``files``, ``articles`` (number), ``first`` and ``last`` (days in ISO format), ``hosts``
        (most articles first), ``more_hosts`` (number of hosts not listed), ``no_host`` (number of articles without
        one), ``records``, ``sites``, ``rules``; with ``rules`` also ``days``, the number of articles of each
        publication day as one flat list: the first day in ISO format, its number, and for each further day the days
        since the one before and its number.

    Examples
    --------
    >>> found = origin([("https://www.kcna.kp/a", date(2024, 5, 2)), ("", None)], inputs=["in/kcna.jsonl"])
    >>> found["inputs"], found["articles"], found["hosts"], found["no_host"], found["last"]
    (['kcna.jsonl'], 2, [['kcna.kp', 1]], 1, '2024-05-02')
    """
    hosts: Counter[str] = Counter()
    number = 0
    days: Counter[str] = Counter()
    for url, day in articles:
        number += 1
        hosts[host_of(url)] += 1
        try:
            days[date.fromisoformat(str(day)[:10]).isoformat()] += 1
        except ValueError:
            continue  # undated, or not a date
    no_host = hosts.pop("", 0)
    per_day = _steps(days) if rules else []
    ranked = sorted(hosts.items(), key=lambda item: (-item[1], item[0]))
    return {
        "inputs": [name_of(path) for path in inputs],
        "files": files,
        "articles": number,
        "first": min(days, default=""),
        "last": max(days, default=""),
        "hosts": [list(pair) for pair in ranked[:_TOP]],
        "more_hosts": len(ranked[_TOP:]),
        "no_host": no_host,
        "records": name_of(records) if records else "",
        "sites": name_of(sites) if sites else "",
        "rules": rules,
        "days": per_day,
    }


def _steps(days: Mapping[str, int]) -> list[str | int]:
    """Numbers of equal days, each with the step from the day before."""
    steps: list[str | int] = []
    last: date | None = None
    for text, number in sorted(days.items()):
        day = date.fromisoformat(text)
        steps += [text if last is None else (day - last).days, number]
        last = day
    return steps


def origin_of(data: Dataset) -> dict[str, Any]:
    """Provenance of a dataset, in the form of :func:`origin`."""
    files: set[str] = set()

    def dated() -> Iterator[tuple[str, date | None]]:
        for article in articles_of(data.extractions):
            if article.path:
                files.add(article.path)
            yield article.url, article.date

    found = origin(dated(), inputs=data.inputs, files=0, rules=True, **data.tables)
    return found | {"files": len(files)}


def origin_of_events(events: pd.DataFrame) -> dict[str, Any]:
    """Provenance of a frame of events, in the form of :func:`origin`; counts only articles with an event.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source_id": ["a", "a", "b"], "source_date": ["2024-05-02"] * 3})
    >>> origin_of_events(rows)["articles"]
    2
    """
    from . import frame_columns

    columns = (frame_columns.texts(events, name) for name in ("source_id", "source_url", "source_date"))
    articles: Mapping[tuple[str, str, str], None] = dict.fromkeys(zip(*columns, strict=True))
    return origin((url, day) for id_, url, day in articles if id_ or url)
