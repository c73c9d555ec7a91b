"""Articles as callers give them: as values of our own, as texts, and with their day as text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.model.entities import Article
from geo.model.errors import OptionError
from geo.readers.articles.given import as_day

__all__ = ["as_article", "as_articles"]

_NAME = re.compile(r"^\S*[\w)]\.(?:txt|html?|jsonl|ndjson|pdf|csv|json|docx?)$", re.IGNORECASE)
_LONGEST_NAME = 200
"""Text shorter than this may be the name of a file."""


def as_article(given: Any) -> Article:
    """The article that a caller gives.

    Parameters
    ----------
    given : Article or str
        A text is an article without a date. The date of an article may be a text or a time.

    Raises
    ------
    OptionError
        The value is neither; or a text that is the name of a file, which would hold no event.

    Examples
    --------
    >>> as_article("Rain fell on Anju City.").id, str(as_article(Article("a", "Rain.", date="7 May 2019")).date)
    ('text', '2019-05-07')
    """
    if isinstance(given, Article):
        plain = given.date is None or type(given.date) is datetime.date
        return given if plain else replace(given, date=as_day(given.date))
    if not isinstance(given, str):
        raise OptionError(f"extract takes an Article or its text, not {type(given).__name__}")
    if len(given) < _LONGEST_NAME and "\n" not in given and (_NAME.search(given) or Path(given).exists()):
        raise OptionError(
            f"extract takes a text, and {given!r} is the name of a file; use geo.read, or read_articles"
        )
    return Article("text", given)


def as_articles(given: Iterable[Any]) -> Iterator[Article]:
    """The articles that a caller gives, one by one.

    Raises
    ------
    OptionError
        A single article or text is given, or one of the values is neither.

    Examples
    --------
    >>> as_articles("Rain fell on Anju City.")
    Traceback (most recent call last):
    ...
    geo.model.errors.OptionError: extract_all takes several articles; use extract for one
    """
    if isinstance(given, (str, Article)):
        raise OptionError("extract_all takes several articles; use extract for one")
    return map(as_article, given)
