"""Texts on a figure in English and Korean, and names of neighbouring countries, from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["COUNTRIES", "WORDS"]

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
WORDS: Mapping[str, Mapping[str, str]] = {language: _TABLE[language] for language in ("en", "ko")}
"""Texts by language (``en``, ``ko``) and key."""
COUNTRIES: Sequence[tuple[str, str, Sequence[Sequence[float]]]] = [
    (country["en"], country["ko"], country["at"]) for country in _TABLE["country"]
]
"""Neighbouring countries: English and Korean name, and longitudes and latitudes where it may be written."""
