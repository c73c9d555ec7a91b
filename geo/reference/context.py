"""What is known before any article is read, as one value that is passed along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from geo.model.entities import Alias
from geo.model.event_types import EventTypes

from .boundaries.boundary_set import Drawing, bundled
from .event_types import read_event_types
from .gazetteer import Gazetteer
from .gazetteer import _bundled as bundled_gazetteer
from .lexicon import Lexicon
from .lexicon import _bundled as bundled_lexicon
from .paths import reference_path
from .publishers import Publishers, known_publishers

__all__ = ["Reference"]


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Places, boundaries, words, publishers and types of events; nothing in it changes.

    Made by :meth:`bundled` or :meth:`read`, and widened into another by the methods ``with_...``. Two references
    are the same only where they are one object, so that what is compiled from one can be kept with it.

    Attributes
    ----------
    folder : pathlib.Path
        Where its files are.
    gazetteer : Gazetteer
    boundaries : Drawing
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
    boundaries: Drawing
    lexicon: Lexicon
    publishers: Publishers
    event_types: EventTypes

    @classmethod
    def bundled(cls) -> Reference:
        """The reference that comes with the package, read once."""
        return _bundled()

    @classmethod
    def read(cls, folder: str | Path) -> Reference:
        """The reference of a folder that holds the same files as the bundled one.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            A file is missing or damaged.
        """
        path = Path(folder)
        return _read(path, Gazetteer(path), Lexicon.read(path))

    def with_aliases(self, aliases: Iterable[Alias]) -> Reference:
        """The same with further names of places, which go before its own."""
        given = tuple(aliases)
        return replace(self, gazetteer=self.gazetteer.also(given)) if given else self

    def with_boundaries(self, boundaries: Drawing) -> Reference:
        """The same with other polygons of the units, by which points are placed and maps are drawn."""
        return replace(self, boundaries=boundaries)

    def with_publishers(self, publishers: Publishers) -> Reference:
        """The same with other publishers."""
        return replace(self, publishers=publishers)


def _read(folder: Path, gazetteer: Gazetteer, lexicon: Lexicon) -> Reference:
    event_types = read_event_types(folder / "event_types.toml")
    lexicon.check_event_types(event_types)
    return Reference(folder, gazetteer, bundled(), lexicon, known_publishers(folder), event_types)


@cache
def _bundled() -> Reference:
    return _read(reference_path("units.tsv").parent, bundled_gazetteer(), bundled_lexicon())
