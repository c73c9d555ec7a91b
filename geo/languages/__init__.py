"""Language packs: one folder per language with one value ``LANGUAGE`` (:mod:`geo.languages.base`)."""

from __future__ import annotations

from .base import Language
from .chinese import LANGUAGE as CHINESE
from .english import LANGUAGE as ENGLISH
from .japanese import LANGUAGE as JAPANESE
from .korean import LANGUAGE as KOREAN

__all__ = ["ABBREVIATIONS", "CHINESE", "ENGLISH", "JAPANESE", "KOREAN", "LANGUAGES"]

LANGUAGES: tuple[Language, ...] = (ENGLISH, KOREAN, CHINESE, JAPANESE)
"""All languages, in the order in which their patterns are tried."""

ABBREVIATIONS = frozenset().union(*(language.abbreviations for language in LANGUAGES))
"""Abbreviations of all languages; a full stop after one does not end a sentence."""
