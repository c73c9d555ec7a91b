"""Articles given as values instead of files: rows of a table, mappings, and articles themselves."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, OptionError, Report
from geo.reference.written_dates import parse_day
from geo.text.instants import day_of_moment

from .jsonl import article_of
from .source import Source

__all__ = ["as_day", "as_inputs", "as_path", "rows_of"]

_WORDS = 8
"""A name with more words than this, of which there is no file, is a text."""

Given = str | Path | Article | Mapping[str, Any] | Any
"""A path, an article, a mapping with the fields of an article, or a table of such rows."""


def as_day(day: Any) -> datetime.date | None:
    """The day that a caller gives as a date, a time or a text.

    Raises
    ------
    OptionError
        The value is no day.

    Examples
    --------
    >>> as_day("2024-11-20"), as_day(datetime.datetime(2024, 11, 20, 9)), as_day(None)
    (datetime.date(2024, 11, 20), datetime.date(2024, 11, 20), None)
    >>> as_day("soon")
    Traceback (most recent call last):
    ...
    geo.model.errors.OptionError: date: 'soon' is no day; give a datetime.date, or a text such as '2024-11-20'
    """
    if day is None:
        return None
    if isinstance(day, datetime.datetime):
        return day_of_moment(day)
    if isinstance(day, datetime.date):
        return day
    found = parse_day(day) if isinstance(day, str) else None
    if found is None:
        raise OptionError(f"date: {day!r} is no day; give a datetime.date, or a text such as '2024-11-20'")
    return found


def as_inputs(inputs: Any) -> list[Given]:
    """The inputs that a caller gives, one by one.

    Raises
    ------
    OptionError
        One of them is neither a path nor an article nor a table.

    Examples
    --------
    >>> as_inputs("a.txt"), as_inputs(["a.txt", Path("b.txt")])
    (['a.txt'], ['a.txt', PosixPath('b.txt')])
    >>> as_inputs(7)
    Traceback (most recent call last):
    ...
    geo.model.errors.OptionError: inputs: 7 is no path, article or table of articles
    """
    one = isinstance(inputs, (str, Path, Article, Mapping)) or _is_table(inputs)
    if not one and not isinstance(inputs, Iterable):
        raise OptionError(f"inputs: {inputs!r} is no path, article or table of articles")
    given = [inputs] if one else list(inputs)
    for item in given:
        if _is_table(item):
            _check_table(item)
        elif not isinstance(item, (str, Path, Article, Mapping)):
            raise OptionError(f"inputs: {item!r:.60} is no path, article or table of articles")
        elif isinstance(item, str) and _is_text(item):
            raise OptionError(
                f"inputs: {item!r:.60} is a text and no path; use geo.extract, or give an Article"
            )
    return given


def _is_text(item: str) -> bool:
    """Whether what should be the path of a file is the text of an article."""
    if len(item.split()) <= _WORDS and "\n" not in item:
        return False
    try:
        return not Path(item).exists()
    except (OSError, ValueError):
        return True  # too long for the name of a file


def as_path(path: Any, name: str) -> str | Path | None:
    """The path of a table that a caller gives; None for none.

    Raises
    ------
    OptionError
        The value is no path.

    Examples
    --------
    >>> as_path("records.csv", "records"), as_path(None, "records")
    ('records.csv', None)
    >>> as_path(7, "records")
    Traceback (most recent call last):
    ...
    geo.model.errors.OptionError: records: give the path of a table, not int
    """
    if path is None or isinstance(path, (str, Path)):
        return path
    what = f"{name}: give the path of a table, not {type(path).__name__}"
    raise OptionError(f"{what}; write it with .to_csv(...) first" if _is_table(path) else what)


def _is_table(value: Any) -> bool:
    return hasattr(value, "to_dict") and hasattr(value, "columns")


def _check_table(table: Any) -> None:
    columns = [str(name) for name in table.columns]
    if "text" not in columns:
        shown = ", ".join(columns[:8]) or "none"
        raise OptionError(
            "inputs: a table of articles needs a column 'text', and may have id, date, title, url and source; "
            f"this has {shown}"
        )


def rows_of(item: Any, day: datetime.date | None, report: Report) -> Iterator[Article]:
    """The articles of an input that is no path.

    Parameters
    ----------
    item : Article, mapping or DataFrame
    day : datetime.date or None
        For articles without a date.
    report : callable
        Called with the error of each row that is no article.
    """
    if isinstance(item, Article):
        yield replace(item, date=as_day(item.date) or day)
        return
    rows = [item] if isinstance(item, Mapping) else item.to_dict("records")
    source = Source("the table of articles", "row", None, day, report)
    for number, row in enumerate(rows, 1):
        try:
            plain = {str(key): _plain(value) for key, value in row.items()}
            yield article_of(plain, source, number, f"{source.name}, row {number}")
        except GeoError as error:
            report(error)


def _plain(value: Any) -> Any:
    """A value of a table as in JSON: no "not a number", and days as text."""
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return None if value != value else value.isoformat()
    return value.item() if hasattr(value, "item") and not isinstance(value, (str, bytes)) else value
