"""Words that may follow the name of a place and give its type, from ``type_words.toml`` of the reference."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from geo.model.errors import ReferenceDataError

from .paths import reference_path

__all__ = ["DESIGNATIONS", "SETTLEMENT_ENDINGS", "TYPE_WORDS", "read_type_words"]

_OTHER = ("types", "designations", "settlements")
"""Tables of the file that are of no language."""


def read_type_words(path: Path) -> Mapping[str, frozenset[str]]:
    """Read a table of type words.

    Parameters
    ----------
    path : pathlib.Path
        A TOML file with a table ``[types]`` and one per language; the bundled file documents them.

    Returns
    -------
    mapping of str to frozenset of str
        Word of any language -> the types of places that it may mean.

    Raises
    ------
    geo.model.errors.ReferenceDataError
        The file cannot be read, or a language has a kind of word that is not in ``[types]``.

    Examples
    --------
    >>> words = read_type_words(reference_path("type_words.toml"))
    >>> sorted(words["郡"]), words["군"] == words["County"]
    (['city', 'county', 'district', 'former county'], True)
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        types = {kind: frozenset(found) for kind, found in table["types"].items()}
        return {
            word: types[kind]
            for language, kinds in table.items()
            if language not in _OTHER
            for kind, words in kinds.items()
            for word in words
        }
    except KeyError as error:
        raise ReferenceDataError(f"{path}: [types] has no {error.args[0]!r}") from error
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error


_PATH = reference_path("type_words.toml")
TYPE_WORDS = read_type_words(_PATH)
"""The bundled words of all languages."""
_TABLE = tomllib.loads(_PATH.read_text("utf-8"))
DESIGNATIONS: Mapping[str, Mapping[str, str]] = _TABLE["designations"]
"""Language (``english``, ``korean``) -> type of a place -> the word that an address adds to its name."""
SETTLEMENT_ENDINGS: tuple[str, ...] = tuple(_TABLE["settlements"]["endings"])
"""Endings of the folded names of settlements, a name of which several counties may have."""
