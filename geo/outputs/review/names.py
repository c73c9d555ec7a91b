"""Find names that no rule has resolved, and words that look like unknown place names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from geo.geocoding.lookup import address
from geo.languages import LANGUAGES
from geo.languages.combined import joined
from geo.languages.english.sites import korean_like
from geo.languages.naming import Naming
from geo.model.entities import Article, Extraction, Mention
from geo.reference.context import Reference
from geo.reference.gazetteer import TYPE_WORDS, Gazetteer
from geo.text.normalization import Cleaned, one_line

__all__ = ["Likely", "refused_names", "unknown_names"]

_NAMING: Naming[re.Pattern[str]] = joined(LANGUAGES, "naming")
_CODES = re.compile(r"KP\d+")


class Likely(NamedTuple):
    """The name for an alias, and the places that it may refer to."""

    name: str
    values: tuple[str, ...]


def refused_names(
    extractions: Iterable[Extraction], known: Gazetteer
) -> Iterator[tuple[Article, Mention, Likely]]:
    """Unresolved names, once per article."""
    for found in extractions:
        seen: set[str] = set()
        for mention in found.mentions:
            if (
                mention.role == "location"
                and mention.rule.startswith("refused")
                and (name := one_line(mention.surface)) not in seen
            ):
                seen.add(name)
                yield found.article, mention, _likely(mention, known)


def _likely(mention: Mention, known: Gazetteer) -> Likely:
    values = tuple(
        address(place, known) for code in _CODES.findall(mention.rule) if (place := known.get(code))
    )
    return Likely(_stem(one_line(mention.surface), known), values)


def _stem(surface: str, known: Gazetteer) -> str:
    """A name in the form of the reference: without the type word if the reference has it so."""
    for word in sorted(TYPE_WORDS, key=len, reverse=True):
        stem = surface.removesuffix(word).strip()
        if stem != surface and stem in known.names:
            return stem
    return surface


def unknown_names(
    extractions: Iterable[Extraction], reference: Reference
) -> Iterator[tuple[str, Article, int, int, int]]:
    """Names with a type word ("County", "군") that were not read as places although their spelling is North Korean.

    Yields
    ------
    tuple of str, Article, int, int, int
        The name without its type word, the first article with it, its start and end in that article's text, and its
        number of occurrences in all articles.
    """
    known, foreign = reference.gazetteer, reference.lexicon.set("foreign", "words")
    abroad: set[str] = set()
    first: dict[str, tuple[Article, int, int]] = {}
    times: dict[str, int] = {}
    for found in extractions:
        cleaned = Cleaned.of(found.article)
        text = cleaned.text
        taken = [cleaned.inside(m.start, m.end) for m in found.mentions]
        for match in _NAMING.typed.finditer(text):
            group = next(number for number, name in enumerate(match.groups(), 1) if name)
            start, end = match.span(group)
            words = match[group].split()
            while len(words) > 1 and not korean_like(words[0]):  # "In Songhwa County"
                start += len(words.pop(0)) + 1
            name = text[start:end]
            if any(a < end and start < b for a, b in taken) or known.find(name):
                continue
            if _NAMING.abroad.match(text, match.end()) or name in foreign:
                abroad.add(name)
            if name.isascii() and not all(map(korean_like, words)):
                continue
            first.setdefault(name, (found.article, *cleaned.given(start, end)))
            times[name] = times.get(name, 0) + 1
    for name in sorted(first.keys() - abroad):
        article, start, end = first[name]
        yield name, article, start, end, times[name]
