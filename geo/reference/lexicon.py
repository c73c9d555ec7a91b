"""The word lists of the reference: heads of site names, cues, persons, bodies."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geo.model.errors import ReferenceDataError

from .paths import reference_path

__all__ = ["Lexicon", "word_set", "words"]


class Lexicon:
    """Word lists by section and key, as grouped in the reference files.

    Examples
    --------
    >>> "Factory" in Lexicon.read(reference_path("words.toml").parent).list("site", "factory")
    True
    """

    def __init__(self, sections: Mapping[str, Mapping[str, list[str]]]) -> None:
        self.sections = sections
        self._sets: dict[tuple[str, str], frozenset[str]] = {
            (section, key): frozenset(found)
            for section, keys in sections.items()
            for key, found in keys.items()
        }

    @classmethod
    def read(cls, folder: Path) -> Lexicon:
        """Read the word lists of a folder of reference files.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            The file is missing or damaged.
        """
        path = folder / "words.toml"
        try:
            return cls(tomllib.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise ReferenceDataError(f"{path}: {error}") from error

    def section(self, section: str) -> Mapping[str, list[str]]:
        """The lists of a section by key."""
        return self.sections[section]

    def list(self, section: str, key: str) -> list[str]:
        """One list in the order of the file."""
        return self.sections[section][key]

    def set(self, section: str, key: str) -> frozenset[str]:
        """One list for looking words up."""
        return self._sets[section, key]


@cache
def words() -> Mapping[str, Mapping[str, list[str]]]:
    """The word lists of ``words.toml``."""
    return Lexicon.read(reference_path("words.toml").parent).sections


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """One list of ``words.toml`` as a set."""
    return frozenset(words()[section][key])
