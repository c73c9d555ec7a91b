"""Convert layers to tables of values that one format can store, and count the values that had to be changed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from geo.linking.dataset import Dataset
from geo.text.spreadsheet_safety import guarded

from .cells import joined
from .characters import ANY_TEXT, XML_TEXT
from .layer_rows import Spot, rows, spot
from .layers import Column, Layer
from .seen import Seen
from .shapes import Shape, polygons, shape

__all__ = ["Export", "Stream", "Table", "Traits"]

_INSTEAD = "\ufffd"
_CHANGED = frozenset(("text", "list", "object"))
"""Kinds of columns whose values a format may have to change."""


@dataclass(frozen=True, slots=True)
class Traits:
    """How a format stores lists, objects and unusual texts.

    Attributes
    ----------
    forbidden : pattern
        Characters that the format cannot store. They are replaced by U+FFFD.
    lists : {"list", "json", "text"}
        Store lists natively, as JSON, or joined by "; ".
    objects : {"object", "json"}
        Store objects natively or as JSON.
    guarded : bool
        Whether texts that a spreadsheet would run as a formula get a leading apostrophe.
    longest : int
        Maximum length of a text in UTF-16 code units, as Excel counts; 0 for no limit.
    """

    forbidden: re.Pattern[str] = ANY_TEXT
    lists: Literal["list", "json", "text"] = "list"
    objects: Literal["object", "json"] = "object"
    guarded: bool = False
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A layer's rows as a format stores them, and the location of each."""

    layer: Layer
    rows: list[tuple[Any, ...]]
    spots: list[Spot]

    def stream(self) -> Stream:
        """The rows with their locations, one by one."""
        return Stream(self.layer, zip(self.rows, self.spots, strict=True))

    def column(self, name: str) -> list[Any]:
        """The values of a column."""
        index = self.layer.names.index(name)
        return [row[index] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Stream:
    """A layer's rows as a format stores them, each with its location, which can be read once."""

    layer: Layer
    rows: Iterator[tuple[tuple[Any, ...], Spot]]

    def parts(self, size: int) -> Iterator[Table]:
        """The rows in tables of a size, the last of which is smaller; one without rows where there are none."""
        first = True
        while (some := list(islice(self.rows, size))) or first:
            yield Table(self.layer, [row for row, _ in some], [place for _, place in some])
            first = False


@dataclass(slots=True)
class Export:
    """One export: its options, and the counts and notes collected while it is written."""

    results: Dataset
    path: str | Path
    layers: tuple[Layer, ...]
    geometry: str
    title: str
    traits: Traits
    counts: dict[str, int] = field(default_factory=dict)
    changed: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    _polygons: dict[str, Shape] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The title, or a default title if none was given."""
        return XML_TEXT.sub(_INSTEAD, self.title) or "Reported events"

    @property
    def file(self) -> Path:
        """The path, for formats that write a file."""
        return Path(self.path)

    def drawn(self, spot: Spot) -> Shape | None:
        """Geometry of a location as well-known binary; polygons are loaded on first use."""
        return shape(spot, self._areas() if isinstance(spot, str) else {})

    def _areas(self) -> dict[str, Shape]:
        if not self._polygons:
            self._polygons = polygons(self.results.boundaries)
        return self._polygons

    def tables(self) -> Iterator[Table]:
        """Tables of the chosen layers, as a whole."""
        for stream in self.streams():
            table = Table(stream.layer, [], [])
            for row, place in stream.rows:
                table.rows.append(row)
                table.spots.append(place)
            yield table

    def streams(self) -> Iterator[Stream]:
        """Rows of the chosen layers, one by one; of several with the same key only the first is included."""
        for layer in self.layers:
            yield Stream(layer, self._rows(layer))

    def _rows(self, layer: Layer) -> Iterator[tuple[tuple[Any, ...], Spot]]:
        areas = self._areas() if self.geometry == "area" else {}
        keys, seen = [layer.names.index(k) for k in layer.key], Seen()
        puts = [(n, self._put(column)) for n, column in enumerate(layer.columns) if column.kind in _CHANGED]
        self.counts[layer.name] = 0
        for values in rows(layer, self.results):
            row = list(values)
            for n, put in puts:
                row[n] = put(row[n])
            if not seen.add(tuple(row[k] for k in keys)):
                self.changed["twice"] += 1
                continue
            self.counts[layer.name] += 1
            yield tuple(row), spot(layer, dict(zip(layer.names, values, strict=True)), areas)

    def _put(self, column: Column) -> Callable[[Any], Any]:
        """Function that converts a column's values to what the format stores."""
        traits = self.traits
        if column.kind == "text":
            return lambda value: None if value is None else self._text(value)
        if column.kind == "list" and traits.lists == "list":
            return lambda value: tuple(map(self._sound, value))
        if column.kind == "list" and traits.lists == "text":
            return lambda value: self._text(joined(value))
        if column.kind == "list":
            return lambda value: self._text(_encode(self._deep(list(value))))
        if column.kind == "object":
            if traits.objects == "object":
                return self._deep
            return lambda value: self._text(_encode(self._deep(value)))
        raise ValueError(column.kind)

    def _sound(self, text: str) -> str:
        if not self.traits.forbidden.search(text):
            return text
        self.changed["cleaned"] += 1
        return self.traits.forbidden.sub(_INSTEAD, text)

    def _text(self, text: str) -> str:
        text = self._sound(text)
        if self.traits.guarded:
            text = guarded(text)
        if self.traits.longest and 2 * len(text) > self.traits.longest:
            units = text.encode("utf-16-le")
            if len(units) > 2 * self.traits.longest:
                self.changed["cut"] += 1
                text = units[: 2 * self.traits.longest].decode("utf-16-le", "ignore")
        return text

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._sound(value)
        if isinstance(value, dict):
            return {self._sound(k): self._deep(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self._deep(v) for v in value]
        return value


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
