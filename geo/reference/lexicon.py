"""The word lists of the reference (site type words, cues, persons, organisations), one file per language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geo.model.errors import ReferenceDataError

__all__ = ["Lexicon"]

Sections = Mapping[str, Mapping[str, list[str]]]
"""Lists of words by section and key."""

_ORDER = "order"
"""Key in each file for its position in the order of reading."""


class Lexicon:
    """Word lists by section and key, as grouped in the reference files.

    Parameters
    ----------
    by_language : mapping of str to mapping
        Language (name of its file) -> section -> key -> list of words. Lists of the same section and key are joined
        in this order.
    folder : pathlib.Path, optional
        Folder of the files, for messages.

    Examples
    --------
    >>> from geo.reference.paths import reference_path
    >>> lexicon = Lexicon.read(reference_path("units.tsv").parent)
    >>> "Factory" in lexicon.list("site", "factory"), "공장" in lexicon.list("korean", "factory")
    (True, True)
    >>> "导弹" in lexicon.set("weapon", "words"), lexicon.of("chinese").list("weapon", "words")[0]
    (True, '导弹')
    """

    def __init__(self, by_language: Mapping[str, Sections], folder: Path | None = None) -> None:
        self.by_language = by_language
        self.folder = folder or Path()
        self.sections: Sections = _merged(by_language.values())
        self._sets: dict[tuple[str, str], frozenset[str]] = {
            (section, key): frozenset(found)
            for section, keys in self.sections.items()
            for key, found in keys.items()
        }

    @classmethod
    def read(cls, folder: Path) -> Lexicon:
        """Read the word lists of a folder of reference files, ``words/<language>.toml``.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            There is no file, or one is damaged.
        """
        files = sorted((folder / "words").glob("*.toml"))
        if not files:
            raise ReferenceDataError(f"{folder / 'words'}: the word lists are missing, such as english.toml")
        read = sorted((_read(path) for path in files), key=lambda one: one[0])
        return cls({language: sections for _, language, sections in read}, folder)

    def of(self, language: str) -> Lexicon:
        """Return the lists of one language; none where it has no file."""
        return Lexicon({language: self.by_language.get(language, {})}, self.folder)

    def only(self, languages: Iterable[str]) -> Lexicon:
        """Return all lists with the words of some languages only; lists without such words are empty.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> korean = Reference.bundled().lexicon.only(["korean"])
        >>> "핵" in korean.set("weapon", "words"), "missile" in korean.set("weapon", "words")
        (True, False)
        """
        chosen = set(languages)
        return Lexicon(
            {
                name: sections
                if name in chosen
                else {s: {key: [] for key in keys} for s, keys in sections.items()}
                for name, sections in self.by_language.items()
            },
            self.folder,
        )

    def section(self, section: str) -> Mapping[str, list[str]]:
        """Return the lists of a section by key.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            No file has the section.
        """
        try:
            return self.sections[section]
        except KeyError:
            raise ReferenceDataError(f"{self.folder / 'words'}: no file has a section [{section}]") from None

    def list(self, section: str, key: str) -> list[str]:
        """Return one list in the order of the files.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            No file has the list.
        """
        try:
            return self.section(section)[key]
        except KeyError:
            raise ReferenceDataError(f"{self.folder / 'words'}: no file has {key} in [{section}]") from None

    def set(self, section: str, key: str) -> frozenset[str]:
        """Return one list as a set; raises as :meth:`list` does."""
        self.list(section, key)
        return self._sets[section, key]

    def check_event_types(self, known: Iterable[str]) -> None:
        """Check that all cues are of known event types.

        Parameters
        ----------
        known : iterable of str
            Ids of the types.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            There are cues of an unknown type; the message names file and key.
        """
        ids = set(known)
        for language, sections in self.by_language.items():
            for section, key in ((s, k) for s in ("event", "listed") for k in sections.get(s, {})):
                if key not in ids:
                    raise ReferenceDataError(
                        f"{self.folder / 'words' / language}.toml: [{section}] {key}: event_types.toml has no such"
                        " type; correct the key, or add the type there"
                    )


def _read(path: Path) -> tuple[tuple[int, str], str, Sections]:
    """Sort key, language and lists of a file."""
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error
    order = found.pop(_ORDER, None)
    if not isinstance(order, int):
        raise ReferenceDataError(
            f"{path}: {_ORDER} = <number> is missing, the position of the file in the order of reading"
        )
    for section, keys in found.items():
        for key, listed in keys.items() if isinstance(keys, dict) else [("", None)]:
            if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
                raise ReferenceDataError(f"{path}: [{section}] {key}: not a list of words in quotation marks")
    return (order, path.stem), path.stem, found


def _merged(files: Iterable[Sections]) -> Sections:
    merged: dict[str, dict[str, list[str]]] = {}
    for sections in files:
        for section, keys in sections.items():
            lists = merged.setdefault(section, {})
            for key, found in keys.items():
                lists[key] = [*lists.get(key, ()), *found]
    return merged
