"""Events of an article: type, place, date and people, one for each event and place, with the sentence quoted.

Each sentence gives draft events (:mod:`geo.extraction.events.drafts`), and the drafts of one event are merged
(:mod:`geo.extraction.events.assembly`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from textwrap import shorten

from geo.model.entities import CANDIDATE_BELOW, Article, Basis, Event, Mention
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.text.spans import Hit, Text

from .assembly import Draft, merged_drafts
from .basis import Grounds
from .drafts import drafts_of
from .genres import Genre, genre_of
from .rules import Rules
from .statements import own_deeds
from .trace import Evidence, Trace

__all__ = ["find_events"]

_UNPLACED = 0.7
"""Score of the place of an event for which the report gives none."""
_OPENING = 1
"""Number of the last sentence of which the headline tells."""
_TITLE = 90
"""Characters of the sentence or headline in the title of an event without a place."""


def find_events(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    rules: Rules,
    reference: Reference,
    scan: Callable[[str], list[Hit]],
    trace: Trace | None = None,
) -> tuple[Event, ...]:
    """Events of one article in the order of its text.

    Parameters
    ----------
    article : Article
        Its date resolves weekdays and days without a year.
    text : Text
        The cleaned text with its sentences.
    hits : sequence of Hit
        From :meth:`geo.extraction.scanner.Scanner.scan`; the cues and names of persons among them are used.
    mentions : sequence of Mention
        From :func:`geo.extraction.resolution.resolve.mentions_of`.
    rules : Rules
    reference : Reference
        For names and coordinates of places, and for publishers.
    scan : callable
        Finds the known terms of a part of the text.
    trace : Trace, optional
        Filled with how the events were found.

    Returns
    -------
    tuple of Event

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> body = "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024."
    >>> [(e.type, str(e.date), e.adm2, e.leader) for e in extract(Article("a", body)).events]
    [('inspection', '2024-11-08', 'KP0703', True)]
    """
    if trace is not None:
        trace.evidence = Evidence(article, text, hits, mentions, rules, reference)
    placed = _placed(mentions)
    leaders = [h for h in hits if h.term.person == "leader"]
    if not (placed or leaders or any(m.role == "dateline" for m in mentions)):
        alone = any(h.term.cue and rules.types.has(h.term.cue, "placeless") for h in hits)
        if not (alone and rules.patterns.sides.north_near.search(text.text)):
            return ()
    read_as = genre_of(article, text, rules)
    genre = read_as.genre
    if genre is Genre.WORDS:
        drafts = own_deeds(article, text, scan, rules)
    elif any(h.term.cue for h in hits):
        drafts = drafts_of(article, text, hits, mentions, placed, rules, trace)
    else:
        drafts = []
    refused: list[Draft] = []
    if genre is Genre.DESCRIPTION:
        refused = [d for d in drafts if d.when is None or not rules.types.has(d.type, "once")]
        drafts = [d for d in drafts if d.when is not None and rules.types.has(d.type, "once")]
    if trace is not None:
        trace.genre = read_as
        trace.keep(drafts, refused)
    if not drafts:
        return ()
    sum_ = hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()
    by_sentence: dict[int, int] = {}
    grounds = Grounds(article, text, rules.patterns.bases, genre=genre, reference=reference)
    events = []
    for draft in merged_drafts(drafts, rules.types):
        basis = grounds.of(draft.start, draft.end, draft.item)
        event = _event(
            article,
            text,
            draft,
            sum_,
            by_sentence.get(draft.start, 0),
            rules,
            reference.gazetteer,
            basis.basis,
        )
        events.append(event)
        if trace is not None:
            trace.found(event, draft, basis)
        by_sentence[draft.start] = by_sentence.get(draft.start, 0) + 1
    return tuple(events)


def _placed(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions that may be the place of an event: those in the North, resolved to a unit."""
    return [m for m in mentions if m.role == "location" and m.country == "KP" and (m.adm1 or m.adm2)]


def _event(
    article: Article,
    text: Text,
    draft: Draft,
    text_sha256: str,
    number: int,
    rules: Rules,
    known: Gazetteer,
    basis: Basis,
) -> Event:
    quote = text.text[draft.start : draft.end].strip()
    begin = text.text.index(quote, draft.start)
    place, when = draft.place, draft.when
    adm1, adm2 = (place.adm1, place.adm2) if place else (None, None)
    names = known.name(adm1), known.name(adm2)
    listed = known.get(place.place_id) if place else None
    score = round((place.score if place else _UNPLACED) * rules.types.known(draft.type).certainty, 2)
    precision = _precision(place, listed is not None and listed.lat is not None)
    where = (
        draft.site
        or (place.name if place and place.kind in ("locality", "natural") else "")
        or names[1]
        or names[0]
    )
    # Made from source and quote only, so that a better rule for type or place does not change the id.
    key = f"{article.id}\n{quote}\n{number}"
    return Event(
        event_id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12],
        type=draft.type,
        date=when.date if when else None,
        date_precision=when.precision if when else None,
        title=rules.types.title(draft.type, where or _headline(article, draft, quote)),
        site=draft.site,
        actors=tuple(draft.actors),
        leader=draft.leader,
        adm1=adm1,
        adm2=adm2,
        adm1_name=names[0],
        adm2_name=names[1],
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        geo_precision=precision,
        rule=place.rule if place else "no place in the sentence",
        date_rule=when.rule if when else "no date in the sentence",
        score=score,
        status="found" if score >= CANDIDATE_BELOW else "candidate",
        source_id=article.id,
        source_url=article.url,
        source_title=article.title,
        source_date=article.date,
        quote=quote,
        quote_start=begin,
        quote_end=begin + len(quote),
        text_sha256=text_sha256,
        basis=basis,
    )


def _headline(article: Article, draft: Draft, quote: str) -> str:
    """What distinguishes an event without a place: the headline where the report opens with it, else its sentence."""
    opens = draft.sentence <= _OPENING
    return shorten((article.title if opens else "") or quote, _TITLE, placeholder=" …")


def _precision(place: Mention | None, located: bool) -> str:
    if place is None:
        return "country"
    if place.kind == "site" and located:
        return "site"
    if place.kind in ("locality", "natural") and located:
        return "locality"
    return "adm2" if place.adm2 else "adm1"
