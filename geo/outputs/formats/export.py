"""Convert layers to tables of values that one format can store, and count the values that had to be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import Any

from geo.linking.dataset import Dataset

from .characters import XML_TEXT
from .column_texts import INSTEAD, Texts
from .layer_rows import Spot, batches, spots
from .layers import Layer
from .seen import Seen
from .shapes import Shape, polygons, shape
from .traits import Traits

__all__ = ["Export", "Stream", "Table", "Traits"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a layer as a format stores them, column by column, and the location of each row."""

    layer: Layer
    columns: Sequence[Sequence[Any]]
    spots: Sequence[Spot]

    def __len__(self) -> int:
        return len(self.spots)

    @property
    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, one by one."""
        return zip(*self.columns, strict=True)

    def stream(self) -> Stream:
        """The rows as a stream."""
        return Stream(self.layer, iter([self]))

    def column(self, name: str) -> Sequence[Any]:
        """The values of a column."""
        return self.columns[self.layer.names.index(name)]


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows of a layer as a format stores them, each with its location, which can be read once.

    ``tables`` has them in tables of no particular size.
    """

    layer: Layer
    tables: Iterator[Table]

    @property
    def rows(self) -> Iterator[tuple[tuple[Any, ...], Spot]]:
        """The rows one by one, each with its location."""
        for table in self.tables:
            yield from zip(table.rows, table.spots, strict=True)

    def parts(self, size: int) -> Iterator[Table]:
        """The rows in tables of a size, the last of which is smaller; one without rows where there are none."""
        held, first = self._none(), True
        for table in self.tables:
            _add(held, table)
            while len(held) >= size:
                yield Table(self.layer, [c[:size] for c in held.columns], held.spots[:size])
                held, first = Table(self.layer, [c[size:] for c in held.columns], held.spots[size:]), False
        if len(held) or first:
            yield held

    def whole(self) -> Table:
        """All rows."""
        whole = self._none()
        for table in self.tables:
            _add(whole, table)
        return whole

    def _none(self) -> Table:
        return Table(self.layer, [[] for _ in self.layer.columns], [])


def _add(held: Table, table: Table) -> None:
    """Add the rows of a table to one whose columns are lists."""
    for column, values in zip((*held.columns, held.spots), (*table.columns, table.spots), strict=True):
        column.extend(values)  # type: ignore[attr-defined]


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
        return XML_TEXT.sub(INSTEAD, self.title) or "Reported events"

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
        return (stream.whole() for stream in self.streams())

    def streams(self) -> Iterator[Stream]:
        """Rows of the chosen layers; of several with the same key only the first is included."""
        for layer in self.layers:
            yield Stream(layer, self._tables(layer))

    def _tables(self, layer: Layer) -> Iterator[Table]:
        areas = self._areas() if self.geometry == "area" else {}
        keys, seen = [layer.names.index(k) for k in layer.key], Seen()
        texts = Texts(self.traits, self.changed)
        self.counts[layer.name] = 0
        for columns in batches(layer, self.results):
            places = spots(layer, columns, areas)
            stored = [texts.converted(c, values) for c, values in zip(layer.columns, columns, strict=True)]
            new = seen.add_all(list(zip(*(stored[k] for k in keys), strict=True)))
            if not all(new):
                self.changed["twice"] += new.count(False)
                stored = [list(compress(values, new)) for values in stored]
                places = list(compress(places, new))
            self.counts[layer.name] += len(places)
            yield Table(layer, stored, places)
