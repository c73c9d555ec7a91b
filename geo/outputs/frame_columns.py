"""Columns of frames read forgivingly: a missing one is empty, whatever kind of value it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

__all__ = ["Array", "codes", "column", "lists", "numbers", "texts", "to_days", "truths"]

Array: TypeAlias = np.ndarray[Any, Any]


def column(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Give a column, or one of nulls where the frame has none by that name.

    Examples
    --------
    >>> column(pd.DataFrame({"title": ["Songchon"]}), "site").tolist()
    [None]
    """
    if name in frame.columns:
        return frame[name]
    return pd.Series([None] * len(frame), index=frame.index, dtype=object)


def texts(frame: pd.DataFrame, name: str) -> list[str]:
    """Give a column as plain strings, empty where null."""
    values = column(frame, name).to_numpy(dtype=object)
    null = pd.isna(values)
    return [
        "" if absent else value if type(value) is str else str(value)
        for value, absent in zip(values, null, strict=True)
    ]


def truths(frame: pd.DataFrame, name: str) -> Array:
    """Give a column as true or false, written as such or as a word; null is false.

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
    """Give a column as floats, NaN where it holds no number.

    Examples
    --------
    >>> numbers(pd.DataFrame({"lat": ["39.26", None, "north"]}), "lat").tolist()
    [39.26, nan, nan]
    """
    return pd.to_numeric(column(frame, name), errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def to_days(values: pd.Series[Any]) -> tuple[Array, Array]:
    """Turn dates of any kind into whole days since 1970, and say where there is none.

    Parameters
    ----------
    values : pandas.Series
        ``datetime.date``, timestamps, ISO text (also ``2024`` and ``2024-05``) or null.

    Returns
    -------
    tuple of numpy.ndarray
        Days as int64, 0 where null; and the mask of nulls.

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
    """Turn values into numbers: the known ones in their order, then others as they are met."""
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
    """Give a column as lists of text; one text is a list of one, null an empty one.

    Examples
    --------
    >>> lists(pd.DataFrame({"actors": [("Kim Jong Un",), "Kim Tok Hun", None]}), "actors")
    [['Kim Jong Un'], ['Kim Tok Hun'], []]
    """
    return [_listing(value) for value in column(frame, name)]
