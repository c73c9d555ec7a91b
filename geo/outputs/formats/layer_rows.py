"""Rows of the layers from results, column by column in batches, and the location of each row."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any

from geo.linking.dataset import Dataset

from .geometries import AREAS
from .layer_sources import source
from .layers import Column, Layer

__all__ = ["BATCH", "Spot", "batches", "rows", "spots"]

Spot = tuple[float, float] | str | None
"""Location of a row: longitude and latitude of a point, the P-code of an area, or None if unknown."""
BATCH = 2_000
"""Rows of a batch: enough to make the work for each column small beside that for its values."""


def rows(layer: Layer, results: Dataset) -> Iterator[tuple[Any, ...]]:
    """Rows of a layer, with one value per column in the type of the column.

    Examples
    --------
    >>> from geo.outputs.formats.layers import chosen
    >>> from geo.api.reading import read
    >>> next(rows(chosen(["provinces"])[0], read([])))[:4]
    ('KP01', 'Ryanggang', '량강도', 'province')
    """
    for columns in batches(layer, results):
        yield from zip(*columns, strict=True)


def batches(layer: Layer, results: Dataset) -> Iterator[list[list[Any]]]:
    """The columns of a layer for some rows at a time, at most :data:`BATCH`; the rows are those of :func:`rows`."""
    values, derived = source(layer, results)
    makers = [(c, derived.get(c.name), attrgetter(c.name)) for c in layer.columns]
    remaining = iter(values)
    while some := list(islice(remaining, BATCH)):
        yield [_column(c, list(make(some) if make else map(get, some))) for c, make, get in makers]


def spots(layer: Layer, columns: Sequence[Sequence[Any]], drawn: Container[str]) -> list[Spot]:
    """Locations of rows: the point or area of each, or its county or province if that is in ``drawn``.

    Parameters
    ----------
    layer : Layer
    columns : sequence of sequence
        Of :func:`batches`.
    drawn : container of str
        P-codes of units that are drawn as areas for rows located only to that unit.
    """
    of = dict(zip(layer.names, columns, strict=True))
    if layer.geometry is None:
        return [None] * len(columns[0])
    if layer.geometry == "area":
        return list(map(str, of["pcode"]))
    points: list[Spot] = [
        None if lon is None or lat is None else (lon, lat)
        for lon, lat in zip(of["lon"], of["lat"], strict=True)
    ]
    if drawn and "geo_precision" in of:
        units = zip(of["geo_precision"], of["adm1"], of["adm2"], strict=True)
        for n, (precision, adm1, adm2) in enumerate(units):
            if precision in AREAS and (code := adm2 or adm1 or "") in drawn:
                points[n] = str(code)
    return points


def _column(column: Column, values: list[Any]) -> list[Any]:
    """The values of a column in its type; each kind of column has one form for a missing value."""
    if column.kind == "list":
        return [tuple(str(v) for v in value if v not in (None, "")) if value else () for value in values]
    if column.kind == "object":
        return [_json(value) for value in values]
    if column.null and "" in values:
        values = [None if value == "" else value for value in values]
    if column.kind == "number":
        return [float(v) if v is not None and math.isfinite(v) else None for v in values]
    return values


def _json(value: Any) -> Any:
    """Convert any value of the input to a JSON value."""
    if isinstance(value, Mapping):
        return {str(k): _json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_json(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float)) else _json_text(value)


def _json_text(value: Any) -> str:
    """Text of a value without a JSON type; dates in ISO format."""
    return value.isoformat() if isinstance(value, date) else str(value)
