"""What a language pack gives, in one shape for every language.

A pack is a folder ``geo/languages/<name>`` whose ``__init__.py`` has one value ``LANGUAGE``, a :class:`Language`:

- ``id``, ``name``, ``scripts``: ISO 639-1 code, English name, and the scripts whose words its finder reads;
- ``toponyms``: a function that builds, from the word lists of a reference, the finder of names of places;
- ``wording``: what its sentences say, as blocks of patterns (:mod:`geo.languages.wording`): ``events``, ``stages``,
  ``locations``, ``anaphora``, ``retrospection``, ``statements``, ``reports``, ``sides``, ``holders``;
- ``dates``: its forms of dates, with the function that reads each (:class:`geo.text.dates.DateForm`);
- ``mark``: the script by which a text is known to be in this language and not in another that shares its letters;
- ``abbreviations``: words whose full stop ends no sentence.

A pattern is the source of a regular expression; where it is empty, the language has nothing of that kind.
Extraction joins the patterns of all packs into one, in the order of :data:`geo.languages.LANGUAGES`
(:func:`geo.languages.combined.combine`), so that a sentence is searched once and may mix languages.

Word lists (site words, cues by type of event, persons, bodies) are data: ``data/reference/words/<name>.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.dates import Dates
from geo.text.scripts import Script
from geo.text.spans import Hit, Span

from .wording import Wording

__all__ = ["Language", "Toponyms"]


class Toponyms(Protocol):
    """The finder of names of places in one language, built once from the word lists of a reference."""

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Names of places in a text, each with its role there.

        Parameters
        ----------
        text : str
        hits : sequence of Hit
            Every known term of the text, of all languages, in order.
        known : Gazetteer
            For names that are put together from others.
        """
        ...

    def share_types(self, text: str, spans: list[Span]) -> None:
        """Let the names of a list share what only the last of them says; ``spans`` are those of all languages."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language: how it names places, and how it says what happened where and when.

    Attributes
    ----------
    id : str
        ISO 639-1.
    name : str
        In English, as its folder and its file of word lists are called.
    scripts : frozenset of Script
        Its finder is asked only for texts in which a known term stands in one of them.
    toponyms : callable
        Builds the finder of names from the word lists of a reference.
    mark : Script or None
        The script that a text in this language has and a text in another of the same letters has not: kana tell
        Japanese from Chinese. None where the language is read in every text.
    dates : Dates
    wording : Wording
    abbreviations : frozenset of str
        Words whose full stop ends no sentence ("Mt", "Gen", "Jan").

    Examples
    --------
    >>> from geo.languages import LANGUAGES
    >>> [language.name for language in LANGUAGES][:3]
    ['english', 'korean', 'chinese']
    """

    id: str
    name: str
    scripts: frozenset[Script]
    toponyms: Callable[[Lexicon], Toponyms]
    dates: Dates = field(default_factory=Dates)
    wording: Wording = field(default_factory=Wording)
    abbreviations: frozenset[str] = frozenset()
    mark: Script | None = None
