"""When a page or file was made, and what its sources are called in it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import PurePath

from .errors import OptionError

__all__ = ["made_on", "name_of"]


def made_on() -> str:
    """The day on which a page or file is made, in UTC; that of ``SOURCE_DATE_EPOCH`` where it is set.

    Raises
    ------
    geo.errors.OptionError
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
