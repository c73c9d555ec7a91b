"""Words that may follow the name of a place and give its type, from ``type_words.toml`` of the reference."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from geo.model.errors import ReferenceDataError

from .paths import reference_path

__all__ = ["TYPE_WORDS", "read_type_words"]


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
        languages = tomllib.loads(path.read_text("utf-8"))
        types = {kind: frozenset(found) for kind, found in languages.pop("types").items()}
        return {
            word: types[kind]
            for kinds in languages.values()
            for kind, words in kinds.items()
            for word in words
        }
    except KeyError as error:
        raise ReferenceDataError(f"{path}: [types] has no {error.args[0]!r}") from error
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error


TYPE_WORDS = read_type_words(reference_path("type_words.toml"))
"""The bundled words of all languages."""
