"""Language packs: one folder per language with one value ``LANGUAGE`` (:mod:`geo.languages.base`)."""

from __future__ import annotations

from importlib import import_module

from .base import Language

__all__ = ["ABBREVIATIONS", "LANGUAGES", "NAMES"]

NAMES = (
    "english",
    "korean",
    "chinese",
    "japanese",
)
"""Folders of the packs, in the order in which their patterns are tried; a further language is one line here."""

LANGUAGES: tuple[Language, ...] = tuple(import_module(f"{__name__}.{name}").LANGUAGE for name in NAMES)
"""All languages, in the order of :data:`NAMES`."""

ABBREVIATIONS = frozenset().union(*(language.abbreviations for language in LANGUAGES))
"""Abbreviations of all languages; a full stop after one does not end a sentence."""
