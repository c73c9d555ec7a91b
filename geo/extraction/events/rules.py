"""The rules of event extraction, compiled once from languages, word lists and event types."""

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
    """The compiled rules that find events in a sentence.

    Attributes
    ----------
    types : EventTypes
    patterns : Patterns
        Patterns of all languages of the text.
    classifier : Classifier
        Finds event type and people.
    locator : Locator
        Finds the places of an event.
    calendar : Calendar
        Finds the dates of an event.
    topics : tuple of str
        Topics of statements, letters and commentaries: articles that report words, not events.
    """

    types: EventTypes
    patterns: Patterns
    classifier: Classifier
    locator: Locator
    calendar: Calendar
    topics: tuple[str, ...]


@lru_cache(maxsize=16)
def rules_of(
    languages: tuple[Language, ...], lexicon: Lexicon, types: EventTypes, read: tuple[Language, ...] = ()
) -> Rules:
    """Compile the rules for some languages, word lists and event types; equal arguments share one result.

    Parameters
    ----------
    languages : tuple of Language
    lexicon : Lexicon
    types : EventTypes
    read : tuple of Language, optional
        Those of the languages of which the text has words, by default all.
    """
    read = read or languages
    patterns = combine(languages, read)
    lexicon = lexicon.only(language.name for language in read)
    return Rules(
        types=types,
        patterns=patterns,
        classifier=Classifier(patterns, lexicon, types),
        locator=Locator(patterns, types),
        calendar=Calendar(patterns),
        topics=tuple(lexicon.list("event_not", "topics")),
    )
