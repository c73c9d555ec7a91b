"""Texts of the review page in English and Korean, from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

__all__ = ["WORDS"]

WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""Texts by language (``en``, ``ko``) and key."""
