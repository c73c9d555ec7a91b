"""The word lists of ``words.toml``: heads of site names, cues, persons, bodies."""

from __future__ import annotations

import tomllib
from functools import cache

from geo.reference.paths import reference_path

__all__ = ["word_set", "words"]


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """The word lists of ``words.toml``."""
    with reference_path("words.toml").open("rb") as lines:
        return tomllib.load(lines)


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """One list of ``words.toml`` as a set."""
    return frozenset(words()[section][key])
