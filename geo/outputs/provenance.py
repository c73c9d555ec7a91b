"""What a page or file says of itself: when it was made, and from what.

Names of files and hosts come from outside. They travel as data and are shown as text like all else.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from geo.linking.dataset import Dataset
from geo.model.errors import OptionError
from geo.model.urls import host_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["made_on", "name_of", "origin", "origin_of", "origin_of_events"]

_TOP = 8
"""How many hosts are named; the others are counted."""


def made_on() -> str:
    """The day on which a page or file is made, in UTC; that of ``SOURCE_DATE_EPOCH`` where it is set.

    Raises
    ------
    geo.model.errors.OptionError
        ``SOURCE_DATE_EPOCH`` is no count of seconds.

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
    """A file's or folder's name without the folders it lies in, which are nobody else's business.

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
    """What a map was made from.

    Parameters
    ----------
    articles : iterable of tuple
        Web address and day of each article; either may be empty.
    inputs : sequence of path
        The files and folders that were given.
    files : int
        In how many files the articles stood.
    records, sites : path, optional
        The tables beside them.
    rules : bool
        The events were found in the articles by our rules, which the panel then tells of.

    Returns
    -------
    dict
        ``inputs`` (names), ``files``, ``articles`` (their number), ``first`` and ``last`` (days as text),
        ``hosts`` (most articles first), ``more_hosts`` and ``no_host`` (numbers), ``records``, ``sites``,
        ``rules``.

    Examples
    --------
    >>> found = origin([("https://www.kcna.kp/a", date(2024, 5, 2)), ("", None)], inputs=["in/kcna.jsonl"])
    >>> found["inputs"], found["articles"], found["hosts"], found["no_host"], found["last"]
    (['kcna.jsonl'], 2, [['kcna.kp', 1]], 1, '2024-05-02')
    """
    hosts: Counter[str] = Counter()
    number, days = 0, []
    for url, day in articles:
        number += 1
        hosts[host_of(url)] += 1
        try:
            days.append(date.fromisoformat(str(day)[:10]).isoformat())
        except ValueError:
            continue  # no day, or a text that is none
    no_host = hosts.pop("", 0)
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
    }


def origin_of(data: Dataset) -> dict[str, Any]:
    """What a set of articles and tables was made from, as :func:`origin` says it."""
    told = ((x.article.url, x.article.date) for x in data.extractions)
    files = len({x.article.path for x in data.extractions if x.article.path})
    return origin(told, inputs=data.inputs, files=files, rules=True, **data.tables)


def origin_of_events(events: pd.DataFrame) -> dict[str, Any]:
    """The same where only events are known: the articles are those that tell of one.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source_id": ["a", "a", "b"], "source_date": ["2024-05-02"] * 3})
    >>> origin_of_events(rows)["articles"]
    2
    """
    from . import frame_columns

    columns = (frame_columns.texts(events, name) for name in ("source_id", "source_url", "source_date"))
    told: Mapping[tuple[str, str, str], None] = dict.fromkeys(zip(*columns, strict=True))
    return origin((url, day) for id_, url, day in told if id_ or url)
