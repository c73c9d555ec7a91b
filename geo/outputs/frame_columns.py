"""Read columns of frames leniently: a missing column counts as empty, and mixed types are accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

__all__ = ["Array", "codes", "column", "lists", "numbers", "texts", "to_days", "truths"]

Array: TypeAlias = np.ndarray[Any, Any]


def column(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return a column, or a column of nulls if the frame does not have it.

    Examples
    --------
    >>> column(pd.DataFrame({"title": ["Songchon"]}), "site").tolist()
    [None]
    """
    if name in frame.columns:
        return frame[name]
    return pd.Series([None] * len(frame), index=frame.index, dtype=object)


def texts(frame: pd.DataFrame, name: str) -> list[str]:
    """Return a column as strings; null becomes the empty string."""
    values = column(frame, name).to_numpy(dtype=object)
    null = pd.isna(values)
    return [
        "" if absent else value if type(value) is str else str(value)
        for value, absent in zip(values, null, strict=True)
    ]


def truths(frame: pd.DataFrame, name: str) -> Array:
    """Return a column as booleans; accepts words such as "yes" and "true", and null is false.

    Examples
    --------
    >>> truths(pd.DataFrame({"leader": [True, "yes", None, "False"]}), "leader").tolist()
    [True, True, False, False]
    """
    words = {"true", "1", "yes", "y"}
    values = column(frame, name)
    if values.dtype == bool:
        return values.to_numpy()
    return np.array([str(value).strip().lower() in words for value in values], dtype=bool)


def numbers(frame: pd.DataFrame, name: str) -> Array:
    """Return a column as floats; NaN where the value is not a number.

    Examples
    --------
    >>> numbers(pd.DataFrame({"lat": ["39.26", None, "north"]}), "lat").tolist()
    [39.26, nan, nan]
    """
    return pd.to_numeric(column(frame, name), errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def to_days(values: pd.Series[Any]) -> tuple[Array, Array]:
    """Convert dates to whole days since 1970-01-01, with a mask of missing dates.

    Parameters
    ----------
    values : pandas.Series
        ``datetime.date``, timestamps, ISO text (also ``2024`` and ``2024-05``) or null.

    Returns
    -------
    tuple of numpy.ndarray
        Days as int64 (0 where null), and the boolean mask of nulls.

    Examples
    --------
    >>> days, null = to_days(pd.Series(["1970-01-03", None, "1971"]))
    >>> days.tolist(), null.tolist()
    ([2, 0, 365], [False, True, False])
    """
    if len(values) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    text = values.astype(str).str.slice(0, 10)
    stamps = pd.to_datetime(text, errors="coerce", format="ISO8601").to_numpy().astype("datetime64[D]")
    null = np.isnat(stamps)
    days = stamps.astype(np.int64)
    days[null] = 0
    return days, null


def codes(values: Sequence[str], known: Sequence[str]) -> tuple[Array, list[str]]:
    """Encode values as integers: known values by their position, further ones in order of appearance."""
    names = list(known)
    places = {name: number for number, name in enumerate(names)}
    result = np.empty(len(values), dtype=np.int64)
    for row, value in enumerate(values):
        code = places.get(value)
        if code is None:
            code = places[value] = len(names)
            names.append(value)
        result[row] = code
    return result, names


def _listing(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
        return [str(item) for item in value]
    return []


def lists(frame: pd.DataFrame, name: str) -> list[list[str]]:
    """Return a column as lists of strings; a single string becomes a list of one, null an empty list.

    Examples
    --------
    >>> lists(pd.DataFrame({"actors": [("Kim Jong Un",), "Kim Tok Hun", None]}), "actors")
    [['Kim Jong Un'], ['Kim Tok Hun'], []]
    """
    return [_listing(value) for value in column(frame, name)]
