"""The interface of language packs, the same for every language.

A pack is a folder ``geo/languages/<name>`` whose ``__init__.py`` has one value ``LANGUAGE``, a :class:`Language`:

- ``id``, ``name``, ``scripts``: ISO 639-1 code, English name, and the scripts in which its place names are written;
- ``toponyms``: a function that builds the finder of place names from the word lists of a reference;
- ``wording``: blocks of patterns for what sentences say (:mod:`geo.languages.wording`): ``events``, ``stages``,
  ``locations``, ``anaphora``, ``retrospection``, ``statements``, ``reports``,
  ``clauses``, ``genres``, ``bases``, ``sides``, ``holders``, ``rows``, ``naming``;
- ``dates``: date formats, each with the function that reads it (:class:`geo.text.dates.DateForm`);
- ``mark``: the script that distinguishes the language from others with the same characters;
- ``abbreviations``: words after which a full stop does not end a sentence.

A pattern is the source of a regular expression; an empty one means that the language has no such wording.
Extraction joins the patterns of all packs, in the order of :data:`geo.languages.LANGUAGES`
(:func:`geo.languages.combined.combine`). So each sentence is searched only once, and may mix languages.

Word lists (site words, cues by event type, persons, bodies) are data: ``data/reference/words/<name>.toml``.
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
    """The finder of place names in one language, built once from the word lists of a reference."""

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Place names in a text, each with its role.

        Parameters
        ----------
        text : str
        hits : sequence of Hit
            All known terms of the text, of all languages, in order.
        known : Gazetteer
            For names composed of others ("North and South Hamgyong").

        Returns
        -------
        list of Span
        """
        ...

    def share_types(self, text: str, spans: list[Span]) -> None:
        """Give the names of a list the type word that only the last has ("Anju and Unsan counties").

        ``spans``, those of all languages, are changed in place.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language pack: place names, wording of events, and date formats of one language.

    Attributes
    ----------
    id : str
        ISO 639-1 code.
    name : str
        English name; folder and word list file have the same name.
    scripts : frozenset of Script
        The finder runs only on texts with a known term in one of these scripts.
    toponyms : callable
        Builds the finder of place names from the word lists of a reference.
    dates : Dates
        Date formats.
    wording : Wording
        Patterns for what sentences say.
    abbreviations : frozenset of str
        Words after which a full stop does not end a sentence ("Mt", "Gen", "Jan").
    mark : Script or None
        A script that only this language has among those with the same characters: kana distinguish Japanese from
        Chinese. None where the language is read in every text.
    neutral : frozenset of str
        Patterns and words, as "block.field", that also hold between words of other scripts (", " in a list of
        places), so that they are read in texts that have no word of the language. All others must have a letter.

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
    neutral: frozenset[str] = frozenset()
