"""The reference data as one immutable value that is passed to functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from geo.model.entities import Alias
from geo.model.event_types import EventTypes

from .boundaries.boundary_set import BoundarySet
from .event_types import read_event_types
from .gazetteer import Gazetteer
from .lexicon import Lexicon
from .paths import reference_path
from .publishers import Publishers

__all__ = ["Reference"]


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Places, boundaries, word lists, publishers and event types; immutable.

    Created by :meth:`bundled` or :meth:`read`; the methods ``with_...`` return a changed copy. References are compared
    and hashed by identity, so that data compiled from one can be cached for it.

    Attributes
    ----------
    folder : pathlib.Path
        Folder of its files.
    gazetteer : Gazetteer
    boundaries : BoundarySet
    lexicon : Lexicon
    publishers : Publishers
    event_types : EventTypes

    Examples
    --------
    >>> reference = Reference.bundled()
    >>> reference.gazetteer.name("KP0717"), reference.event_types.title("disaster", "Hoeryong")
    ('Songchon', 'Disaster: Hoeryong')
    >>> wider = reference.with_aliases([Alias("Peony Town", reference.gazetteer["KP0717"])])
    >>> [p.name for p in wider.gazetteer.find("Peony Town")], reference.gazetteer.find("Peony Town")
    (['Songchon'], ())
    """

    folder: Path
    gazetteer: Gazetteer
    boundaries: BoundarySet
    lexicon: Lexicon
    publishers: Publishers
    event_types: EventTypes

    @classmethod
    def bundled(cls) -> Reference:
        """Return the reference that is part of the package; it is read once."""
        return _bundled()

    @classmethod
    def read(cls, folder: str | Path) -> Reference:
        """Read a reference from a folder with the same files as the bundled one.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            A file is missing or damaged.
        """
        path = Path(folder)
        lexicon, event_types = Lexicon.read(path), read_event_types(path / "event_types.toml")
        lexicon.check_event_types(event_types)
        return cls(
            folder=path,
            gazetteer=Gazetteer(path),
            boundaries=BoundarySet("bundled", path),
            lexicon=lexicon,
            publishers=Publishers.read(path / "publishers.tsv"),
            event_types=event_types,
        )

    def with_aliases(self, aliases: Iterable[Alias]) -> Reference:
        """Return a copy with further names of places, which take precedence over its own."""
        given = tuple(aliases)
        return replace(self, gazetteer=self.gazetteer.with_aliases(given)) if given else self

    def with_boundaries(self, boundaries: BoundarySet) -> Reference:
        """Return a copy with other boundaries, for locating points and drawing maps."""
        return replace(self, boundaries=boundaries)

    def with_publishers(self, publishers: Publishers) -> Reference:
        """Return a copy with other publishers."""
        return replace(self, publishers=publishers)


@cache
def _bundled() -> Reference:
    return Reference.read(reference_path("units.tsv").parent)
