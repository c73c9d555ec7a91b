"""Layers as tables in the terms of one format: what it cannot hold as it is, put as it can, and counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from geo.linking.dataset import Dataset
from geo.text.spreadsheet_safety import guarded

from .cells import joined
from .characters import ANY_TEXT, XML_TEXT
from .layer_rows import Spot, rows, spot
from .layers import Column, Layer
from .shapes import Shape, polygons, shape

__all__ = ["Export", "Table", "Traits"]

_INSTEAD = "\ufffd"


@dataclass(frozen=True, slots=True)
class Traits:
    """How a format holds what is not plain.

    Attributes
    ----------
    forbidden : pattern
        Characters that it cannot hold; the replacement character stands for them.
    lists : {"list", "json", "text"}
        As they are, as JSON, or joined by "; ".
    objects : {"object", "json"}
    guarded : bool
        Whether texts that a spreadsheet would run are written with an apostrophe before them.
    longest : int
        UTF-16 units that a text may have, as Excel counts them; 0 for no bound.
    """

    forbidden: re.Pattern[str] = ANY_TEXT
    lists: Literal["list", "json", "text"] = "list"
    objects: Literal["object", "json"] = "object"
    guarded: bool = False
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A layer's rows as a format holds them, and where each is on the map."""

    layer: Layer
    rows: list[tuple[Any, ...]]
    spots: list[Spot]

    def column(self, name: str) -> list[Any]:
        """The values of a column."""
        index = self.layer.names.index(name)
        return [row[index] for row in self.rows]


@dataclass(slots=True)
class Export:
    """One export: results, where to, which layers and how, and what became of it on the way."""

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
        """The title, or what the file is called where none was given."""
        return XML_TEXT.sub(_INSTEAD, self.title) or "Reported events"

    @property
    def file(self) -> Path:
        """The path of a format that is a file."""
        return Path(self.path)

    def drawn(self, spot: Spot) -> Shape | None:
        """A geometry as well-known binary; the polygons are read when the first of them is drawn."""
        return shape(spot, self._areas() if isinstance(spot, str) else {})

    def _areas(self) -> dict[str, Shape]:
        if not self._polygons:
            self._polygons = polygons(self.results.drawing)
        return self._polygons

    def tables(self) -> Iterator[Table]:
        """The chosen layers' tables; two rows of one key are one, the first."""
        areas = self._areas() if self.geometry == "area" else {}
        for layer in self.layers:
            table = Table(layer, [], [])
            keys, seen = [layer.names.index(k) for k in layer.key], set()
            puts = [self._put(column) for column in layer.columns]
            for values in rows(layer, self.results):
                row = tuple(put(value) for put, value in zip(puts, values, strict=True))
                key = tuple(row[k] for k in keys)
                if key in seen:
                    self.changed["twice"] += 1
                    continue
                seen.add(key)
                table.rows.append(row)
                table.spots.append(spot(layer, dict(zip(layer.names, values, strict=True)), areas))
            self.counts[layer.name] = len(table.rows)
            yield table

    def _put(self, column: Column) -> Callable[[Any], Any]:
        """What puts a column's value as the format holds it."""
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
        return lambda value: value

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
