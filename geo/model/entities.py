"""The values that modules exchange: articles, mentions, places, events, records.

All are immutable and include their evidence. Longitudes and latitudes are WGS 84 degrees.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from .cards import event_card, extraction_view, mention_card

__all__ = [
    "BASES",
    "CANDIDATE_BELOW",
    "PRECISIONS",
    "Alias",
    "Article",
    "Basis",
    "Event",
    "Extraction",
    "Kind",
    "Mention",
    "Name",
    "Place",
    "Record",
    "Role",
    "TextOrigin",
]

Kind = Literal["adm1", "adm2", "locality", "natural", "site"]
Role = Literal["location", "dateline", "name-part", "metonym"]
TextOrigin = Literal["string", "file", "extracted"]
Basis = Literal["reported", "state media", "imagery", "unnamed source", "statement"]

BASES: tuple[Basis, ...] = get_args(Basis)
"""On what an event can rest; the first is the default."""

CANDIDATE_BELOW = 0.65
"""Score below which an event is only a candidate: it is marked on the map and should be read before use."""

PRECISIONS = ("site", "locality", "adm2", "adm1", "country")
"""Levels of precision of a place, the most precise first."""


@dataclass(frozen=True, slots=True)
class Article:
    r"""A text with its origin.

    Attributes
    ----------
    id : str
        Id given by the source, else the name of the file without its ending.
    text : str
        The body as it was given: of a text file as decoded, line ends included and without a mark of byte
        order; of a JSON line the string itself; of a web page or a PDF the text taken out of it. All offsets
        of mentions and events count code points of this string, whatever is cleaned in it for reading.
    date : datetime.date or None
        Day of publication, from which "on Tuesday" is resolved.
    path, line : str, int
        File and line that it was read from, for messages.
    extra : mapping
        Further fields of the input, unchanged.
    text_origin : {"string", "file", "extracted"}
        Where the text comes from: ``string``, from the caller or a JSON line, where each line break is real;
        ``file``, a text file whose lines may be wrapped; ``extracted`` from a web page or a PDF, so that the caller
        does not have the text.
    headings : tuple of str
        Lines of the text that are headings of its parts: their places are read, but no events.

    Examples
    --------
    >>> Article(id="a", text="Kim Jong Un visited Songchon County.").date is None
    True
    """

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    url: str = ""
    source: str = ""
    topic: str = ""
    path: str = ""
    line: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)
    text_origin: TextOrigin = "string"
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer: an administrative unit, a settlement, a natural feature or a site.

    Attributes
    ----------
    place_id : str
        The P-code of a unit; for others ``gn:`` and the GeoNames id, or ``l:``/``n:``/``s:`` and a name.
    adm1, adm2 : str or None
        P-codes of the province and of the county or city that contain it, None where it spans several.
    lat, lon : float or None
        Degrees (WGS 84): the point itself, a unit's seat, or a point inside its polygon.
    """

    place_id: str
    name: str
    korean: str
    kind: Kind
    type: str
    adm1: str | None
    adm2: str | None
    lat: float | None = None
    lon: float | None = None
    country: str = "KP"

    @property
    def geo_precision(self) -> str:
        """Precision that a mention of this place gives: one of :data:`PRECISIONS`."""
        if self.kind == "site":
            return "site" if self.lat is not None else "adm2" if self.adm2 else "adm1"
        if self.kind in ("locality", "natural"):
            return "locality" if self.lat is not None else "adm2" if self.adm2 else "adm1"
        return self.kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, the place that it was resolved to, and the rule that resolved it.

    ``start`` and ``end`` are offsets of code points into the article's text as it was given, and ``surface`` is
    ``text[start:end]`` to the letter: with a line's end or a soft hyphen where the text has one inside the name.
    ``score`` is between 0 and 1.
    ``adm1`` and ``adm2`` are None where the text does not say which place is meant.
    """

    surface: str
    start: int
    end: int
    kind: Kind
    role: Role
    country: str = "KP"
    adm1: str | None = None
    adm2: str | None = None
    place_id: str | None = None
    name: str = ""
    lat: float | None = None
    lon: float | None = None
    rule: str = ""
    score: float = 0.0

    def _repr_html_(self) -> str:
        return mention_card(self)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a place, with the sentence that reports it.

    ``quote`` is that sentence as it was read, cleaned and on one line; ``quote_start`` and ``quote_end`` are offsets
    of code points into the article's text as it was given, so that ``text[quote_start:quote_end]``, cleaned, is the
    quote. ``text_sha256`` is the sum of that text in UTF-8 (with ``?`` for half of a surrogate pair).
    ``event_id`` is stable: it is made from the source's id and the quote (and counts the events of one quote),
    not from a row number. ``date`` is the day of the event, or the first day of the month or year, as
    ``date_precision`` says; None where the text does not give it, with the reason in ``date_rule``. ``status`` is
    ``found``, or ``candidate`` where the score is below :data:`CANDIDATE_BELOW`; ``reviewed`` or ``rejected`` after
    a person has read the sentence.

    A happening is an occurrence that several reports describe. ``happening`` is the id of its first report; empty
    until reports are compared (:func:`geo.linking.coreference.merge.merge_reports`). ``sources`` counts its independent
    sources. ``repeats`` is the id of the event whose wording this one repeats, empty where it has its own wording.

    ``publisher`` and ``source_class`` are the publisher of the article and its class; ``attribution`` is the source
    that the article relies on, if it is another one, and the rule that found it ("KCNA; named in the sentence"). All
    three are empty until :func:`geo.linking.coreference.attribution.credited` fills them. ``corrections`` are the ids
    of the corrections that a person has made to it.

    ``basis`` says on what the event rests, one of :data:`BASES`: ``imagery`` from space, an ``unnamed source``, the
    ``statement`` of an official body, ``state media``; ``reported`` where nothing says so, and in older data without
    this field.
    """

    event_id: str
    type: str
    date: datetime.date | None
    date_precision: str | None
    title: str
    site: str | None
    actors: tuple[str, ...]
    leader: bool
    adm1: str | None
    adm2: str | None
    adm1_name: str
    adm2_name: str
    lat: float | None
    lon: float | None
    geo_precision: str
    rule: str
    date_rule: str
    score: float
    source_id: str
    source_url: str
    source_title: str
    source_date: datetime.date | None
    quote: str
    quote_start: int
    quote_end: int
    text_sha256: str
    status: str = "candidate"
    records: tuple[str, ...] = ()
    happening: str = ""
    source_class: str = ""
    repeats: str = ""
    sources: int = 1
    corrections: tuple[str, ...] = ()
    publisher: str = ""
    attribution: str = ""
    basis: Basis = "reported"

    @property
    def happening_id(self) -> str:
        """Id of its happening; its own id until reports are compared."""
        return self.happening or self.event_id

    def _repr_html_(self) -> str:
        return event_card(self)


@dataclass(frozen=True, slots=True)
class Extraction:
    """The result of one article: its mentions, resolved or not, and its events."""

    article: Article
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]

    def _repr_html_(self) -> str:
        return extraction_view(self)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of an event table, with the place that its columns or its text name.

    ``geo_precision`` may also be ``"sea"`` or ``"none"`` for records without a place on land. ``row`` has all cells of
    the table, codes of its publisher included; ``actors`` are those named in its columns; ``date_end`` is the last day
    of an event that lasted longer than a day; ``date_of_report`` is True where the publisher dates events by the day of
    their first report.
    """

    id: str
    date: datetime.date | None
    date_precision: str | None
    type: str
    title: str
    text: str
    url: str
    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    geo_precision: str
    surface: str | None
    rule: str
    mentions: tuple[Mention, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict)
    actors: tuple[str, ...] = ()
    date_end: datetime.date | None = None
    date_of_report: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a place.

    ``form`` is ``dprk`` for the North Korean spelling, ``korean``, ``hanja`` for Chinese characters, ``south`` for a
    spelling that only South Korean texts use, ``former`` for a former name, ``user`` for a name from a user's
    corrections, ``written`` for a name in the writing of a further language (``names/<language>.tsv``), ``local`` for
    a name that several counties may have, which counts beside its county only, ``other`` for the rest. Where ``bare``
    is False, the name counts only with its type word, as without it it usually means something else.
    """

    place: Place
    form: str
    bare: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name of a place, given by a user for all articles or for the one with the id ``source``."""

    name: str
    place: Place
    source: str = ""
