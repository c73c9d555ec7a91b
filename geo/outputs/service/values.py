"""Values of parameters, in the form in which the database has them."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from geo.model.errors import OptionError
from geo.outputs.formats.layers import Column

__all__ = ["ParameterError", "printed", "stored"]

_TRUE, _FALSE = ("true", "1"), ("false", "0")
_LONGEST = 60


class ParameterError(OptionError):
    """A parameter of a request that is unknown or has an invalid value; the answer has the status 400."""


def stored(column: Column, value: str, where: str = "") -> Any:
    """A value to compare a column with, as the database stores it.

    Raises
    ------
    ParameterError
        The column holds no such values; ``where`` is the beginning of its message.

    Examples
    --------
    >>> stored(Column("leader", "boolean", ""), "true"), stored(Column("score", "number", ""), "0.9")
    (1, 0.9)
    """
    if column.kind == "boolean":
        if value.lower() not in (*_TRUE, *_FALSE):
            raise ParameterError(f"{where}{column.name}={printed(value)}: give true or false")
        return int(value.lower() in _TRUE)
    if column.kind in ("integer", "number"):
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ParameterError(f"{where}{column.name}={printed(value)}: give a number")
        return number
    if column.kind == "date":
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise ParameterError(f"{where}{column.name}={printed(value)}: give a day as 2024-05-01") from None
    return value


def printed(value: str) -> str:
    """A value in a message, cut where it is long."""
    return repr(value if len(value) <= _LONGEST else value[:_LONGEST] + "…")
