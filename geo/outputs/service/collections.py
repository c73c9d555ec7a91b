"""The collections that are served: layers with geometry, and what ``datetime`` means in each."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.event_types import EventTypes
from geo.outputs.formats.layers import Column, Layer, chosen, schema

__all__ = ["SERVED", "Collection", "collections"]

SERVED = ("events", "happenings", "sites", "records", "counties", "provinces")
"""Names of the layers that are served, in the order in which they are listed."""
_SPANS = {
    "events": ("date", "", "date_precision"),
    "happenings": ("date", "", "date_precision"),
    "records": ("date", "date_end", "date_precision"),
    "sites": ("first", "last", ""),
    "counties": ("first_event", "last_event", ""),
    "provinces": ("first_event", "last_event", ""),
}
"""Of each collection the columns of the first day, the last day, and the precision of the first."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A layer as a collection of the service.

    Attributes
    ----------
    layer : Layer
    first, last, precision : str
        Columns of the time that ``datetime`` is compared with; ``last`` and ``precision`` may be empty.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> events = collections(Reference.bundled().event_types)["events"]
    >>> print(events.time)
    the days of `date`, by `date_precision` the whole month or year
    """

    layer: Layer
    first: str
    last: str
    precision: str

    @property
    def name(self) -> str:
        """Name of the collection."""
        return self.layer.name

    @property
    def key(self) -> str:
        """Column whose values are the ids of the features."""
        return self.layer.key[0]

    @property
    def filters(self) -> tuple[Column, ...]:
        """Columns that a request may filter by: all but those of objects."""
        return tuple(column for column in self.layer.columns if column.kind != "object")

    @property
    def time(self) -> str:
        """What ``datetime`` is compared with, in words."""
        words = (
            f"the days from `{self.first}` to `{self.last}`" if self.last else f"the days of `{self.first}`"
        )
        return words + (f", by `{self.precision}` the whole month or year" if self.precision else "")

    @property
    def start(self) -> str:
        """SQL expression of the first day."""
        return self.first

    @property
    def end(self) -> str:
        """SQL expression of the last day: of a month or a year its last one."""
        end = self.first
        if self.precision:
            end = (
                f"CASE {self.precision} WHEN 'year' THEN substr({end}, 1, 4) || '-12-31'"
                f" WHEN 'month' THEN date({end}, 'start of month', '+1 month', '-1 day') ELSE {end} END"
            )
        return f"coalesce({self.last}, {end})" if self.last else end


def collections(types: EventTypes) -> dict[str, Collection]:
    """The collections by name, for a set of event types."""
    layers = {layer.name: layer for layer in chosen(SERVED, schema(types))}
    return {name: Collection(layers[name], *_SPANS[name]) for name in SERVED}
