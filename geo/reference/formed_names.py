"""Places that count by the form of their name only: settlements ("Sinhung-ri") and sites ("Jikdong Coal Mine").

They are too many for the scanner, and too many share a name. A text is searched for the form, and what has it is
looked up here. The rows are split when the first name is looked up, and a place is made when it is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from geo.model.entities import Name, Place
from geo.text.romanization import fold

__all__ = ["FormedNames", "apart"]

_CUES = ("\tform", "\tcounty")
"""Ends of rows whose name counts by its form, or by its form and beside its county only; ``cue`` is the last column."""


def apart(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    r"""Separate the lines of a table into those of names that count by themselves and those that count by their form.

    Examples
    --------
    >>> apart(["name\tcue", "Ranam\t", "Sibuk-ri\tform"])
    (['name\tcue', 'Ranam\t'], ['name\tcue', 'Sibuk-ri\tform'])
    """
    formed = [line for line in lines if line.endswith(_CUES)]
    plain = [line for line in lines if not line.endswith(_CUES)] if formed else list(lines)
    return plain, [lines[0], *formed] if formed else []


class FormedNames:
    """Settlements and sites by the key of their name, several for a name that several counties have.

    Parameters
    ----------
    tables : sequence of list of str
        Lines of tables, each with its header. The column ``spellings`` has the keys of all names of a row as
        :func:`geo.text.romanization.fold` makes them: that of its name, that of its Korean name, and others.
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
        self._tables = [(header.split("\t"), lines) for header, *lines in tables]
        self._place_of = place_of
        self._made: dict[int, Place] = {}

    def find(self, name: str) -> tuple[Name, ...]:
        """Return the entries with a name, type word included, in any spelling."""
        key = fold(name)
        return tuple(self._name(number, key) for number in self._numbers.get(key, ()))

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id; None where there is none."""
        return self.places.get(place_id)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys of all names."""
        return iter(self._numbers)

    @cached_property
    def places(self) -> dict[str, Place]:
        """All these places, by id."""
        return {place.place_id: place for place in map(self._place, range(len(self._lines)))}

    @cached_property
    def _lines(self) -> list[tuple[list[str], str]]:
        """Each row with the columns of its table."""
        return [(columns, line) for columns, lines in self._tables for line in lines]

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """Numbers of rows by key."""
        found: dict[str, list[int]] = {}
        number = 0
        for columns, lines in self._tables:
            at = columns.index("spellings")
            for line in lines:
                for key in line.split("\t", at + 1)[at].split("|"):
                    if key in found:
                        found[key].append(number)
                    else:
                        found[key] = [number]
                number += 1
        return found

    def _row(self, number: int) -> dict[str, str]:
        columns, line = self._lines[number]
        return dict(zip(columns, line.split("\t"), strict=True))

    def _place(self, number: int) -> Place:
        if number not in self._made:
            self._made[number] = self._place_of(self._row(number))
        return self._made[number]

    def _name(self, number: int, key: str) -> Name:
        row = self._row(number)
        dprk, korean, *_ = row["spellings"].split("|")
        form = "dprk" if key == dprk else "korean" if key == korean else "other"
        return Name(self._place(number), "local" if row["cue"] == "county" else form, False)
