"""What the rules of event extraction ask, compiled once from languages, word lists and types of events."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geo.languages.base import Language
from geo.languages.combined import Patterns, combine
from geo.model.event_types import EventTypes
from geo.reference.lexicon import Lexicon

from .classification import Classifier
from .dates import Calendar
from .locations import Locator

__all__ = ["Rules", "rules_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What the rules of event extraction ask of a sentence.

    Attributes
    ----------
    types : EventTypes
    patterns : Patterns
        What the languages say.
    classifier : Classifier
        What a sentence tells, and who was there.
    locator : Locator
        Where it happened.
    calendar : Calendar
        When.
    topics : tuple of str
        Under which an agency files what tells of words.
    """

    types: EventTypes
    patterns: Patterns
    classifier: Classifier
    locator: Locator
    calendar: Calendar
    topics: tuple[str, ...]


@lru_cache(maxsize=4)
def rules_of(languages: tuple[Language, ...], lexicon: Lexicon, types: EventTypes) -> Rules:
    """The rules for some languages, word lists and types, compiled once for the same ones."""
    patterns = combine(languages)
    lexicon = lexicon.only(language.name for language in languages)
    return Rules(
        types=types,
        patterns=patterns,
        classifier=Classifier(patterns, lexicon, types),
        locator=Locator(patterns, types),
        calendar=Calendar(patterns),
        topics=tuple(lexicon.list("event_not", "topics")),
    )
