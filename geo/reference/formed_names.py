"""Places that count by the form of their name only: settlements ("Sinhung-ri") and sites ("Jikdong Coal Mine").

They are too many, and too many share a name, for the scanner to look for them. A text is searched for the form, and what
has it is looked up here. The rows are parsed when the first name is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from geo.model.entities import Name, Place
from geo.text.romanization import fold

__all__ = ["FormedNames", "apart"]

_CUE = "\tform"
"""End of a row whose name counts by its form; ``cue`` is the last column of its table."""


def apart(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Separate the lines of a table into those of names that count by themselves and those that count by their form.

    Examples
    --------
    >>> apart(["name\\tcue", "Ranam\\t", "Sibuk-ri\\tform"])
    (['name\\tcue', 'Ranam\\t'], ['name\\tcue', 'Sibuk-ri\\tform'])
    """
    formed = [line for line in lines if line.endswith(_CUE)]
    plain = [line for line in lines if not line.endswith(_CUE)] if formed else list(lines)
    return plain, [lines[0], *formed] if formed else []


class FormedNames:
    """Settlements and sites by the key of their name, several for a name that several counties have.

    Parameters
    ----------
    tables : sequence of list of str
        Lines of tables, each with its header.
    place_of : callable
        Makes the place of a row.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> formed = Reference.bundled().gazetteer.formed
    >>> sorted(name.place.adm2 for name in formed.find("Janghang-ri"))
    ['KP0103', 'KP0321', 'KP0822']
    >>> formed.find("Atlantis-ri")
    ()
    """

    def __init__(self, tables: Sequence[list[str]], place_of: Callable[[Mapping[str, str]], Place]) -> None:
        self._tables, self._place_of = tables, place_of

    def find(self, name: str) -> tuple[Name, ...]:
        """Return the entries with a name, type word included, in any spelling."""
        return tuple(self._by_key.get(fold(name), ()))

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id; None where there is none."""
        return self.places.get(place_id)

    @cached_property
    def places(self) -> dict[str, Place]:
        """All these places, by id."""
        return {name.place.place_id: name.place for names in self._by_key.values() for name in names}

    @cached_property
    def _by_key(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for row in self._rows():
            place = self._place_of(row)
            found.setdefault(fold(row["name"]), []).append(Name(place, "dprk", False))
            korean = row["korean"] if row["korean"].isalnum() else fold(row["korean"])
            found.setdefault(korean, []).append(Name(place, "korean", False))
            if row["spellings"]:
                other = Name(place, "other", False)
                for key in row["spellings"].split("|"):
                    found.setdefault(key, []).append(other)
        return found

    def _rows(self) -> Iterator[Mapping[str, str]]:
        for header, *lines in self._tables:
            columns = header.split("\t")
            for line in lines:
                yield dict(zip(columns, line.split("\t"), strict=True))
