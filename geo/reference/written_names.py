"""Names of places in the script of one language, from ``names/<language>.tsv`` of the reference."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from geo.model.entities import Name, Place
from geo.model.errors import ReferenceDataError

__all__ = ["WrittenNames", "read_written_names"]

WrittenNames = Mapping[str, Mapping[str, list[Name]]]
"""Language (name of its file) -> spelling -> names."""


def read_written_names(folder: Path, places: Mapping[str, Place], known: Iterable[Name]) -> WrittenNames:
    """Read the tables of names in a folder of reference files.

    Parameters
    ----------
    folder : pathlib.Path
        Without a subfolder ``names`` the result is empty.
    places : mapping of str to Place
        Places by id.
    known : iterable of Name
        Other names of the places; a place that counts only with its type word in these does so in all languages.

    Raises
    ------
    geo.model.errors.ReferenceDataError
        A row has an unknown place id; the message names file and line.

    Examples
    --------
    >>> from geo.reference.gazetteer import Gazetteer
    >>> [name.place.name for name in Gazetteer().written["japanese"]["恵山"]]
    ['Hyesan']
    """
    bare = {name.place.place_id for name in known if name.bare}
    return {path.stem: _read(path, places, bare) for path in sorted((folder / "names").glob("*.tsv"))}


def _read(path: Path, places: Mapping[str, Place], bare: set[str]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
            place = places.get(row["place_id"])
            if place is None:
                raise ReferenceDataError(f"{path}, line {number}: no place has the id {row['place_id']!r}")
            for spelling in row[path.stem].split("|"):
                found.setdefault(spelling, []).append(Name(place, "written", place.place_id in bare))
    return found
