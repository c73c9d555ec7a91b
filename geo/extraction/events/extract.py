"""What happened, where, when and before whom: one event per place and happening, with its sentence.

What each sentence tells is drafted in :mod:`geo.extraction.events.drafts` and put together in
:mod:`geo.extraction.events.assembly`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from geo.model.entities import CANDIDATE_BELOW, Article, Event, Mention
from geo.reference.gazetteer import Gazetteer
from geo.text.spans import Hit, Text

from .assembly import Draft, fewest
from .classification import has_any
from .drafts import drafts_of
from .rules import Rules
from .statements import own_deeds

__all__ = ["find_events"]

_UNPLACED = 0.7
"""Score of the place of a happening that is told at no place."""


def find_events(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    rules: Rules,
    known: Gazetteer,
    scan: Callable[[str], list[Hit]],
) -> tuple[Event, ...]:
    """Events of one article in the order in which it tells them.

    Parameters
    ----------
    article : Article
        Its date resolves weekdays and days without year.
    text : Text
    hits : sequence of Hit
        Of :meth:`geo.extraction.scanner.Scanner.scan`, for the cues and the leader.
    mentions : sequence of Mention
        Of :func:`geo.extraction.resolution.resolve.resolve`.
    rules : Rules
    known : Gazetteer
    scan : callable
        Finds every known term of a part of the text.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> body = "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024."
    >>> [(e.type, str(e.date), e.adm2, e.leader) for e in extract(Article("a", body)).events]
    [('inspection', '2024-11-08', 'KP0703', True)]
    """
    placed = _placed(mentions)
    leaders = [h for h in hits if h.term.person == "leader"]
    if not (placed or leaders or any(m.role == "dateline" for m in mentions)):
        return ()
    if _no_report(article, text, rules):
        drafts = own_deeds(article, text, scan, rules)
    elif any(h.term.cue for h in hits):
        drafts = drafts_of(article, text, hits, mentions, placed, rules)
    else:
        drafts = []
    if not drafts:
        return ()
    sum_ = hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()
    told: Counter[int] = Counter()
    events = []
    for draft in fewest(drafts, rules.types):
        events.append(_event(article, text, draft, sum_, told[draft.start], rules, known))
        told[draft.start] += 1
    return tuple(events)


def _placed(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions at which something can have happened."""
    return [m for m in mentions if m.role == "location" and m.country == "KP" and (m.adm1 or m.adm2)]


def _no_report(article: Article, text: Text, rules: Rules) -> bool:
    """Commentaries, statements and messages tell of words, not of what happened."""
    says, topic, title = rules.patterns.events, article.topic.casefold(), article.title.casefold()
    if any(word in topic for word in rules.topics):
        return not says.report_of.search(title)
    if not has_any(says.no_report, title):
        return False
    first = text.text[: text.sentence(0)[1] + 400]
    return has_any(says.sent, first) or has_any(says.sent_title, title)


def _event(
    article: Article, text: Text, draft: Draft, text_sha256: str, number: int, rules: Rules, known: Gazetteer
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
    # From source and quote, so that a better rule for type or place leaves the id as it is.
    key = f"{article.id}\n{quote}\n{number}"
    return Event(
        event_id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12],
        type=draft.type,
        date=when.date if when else None,
        date_precision=when.precision if when else None,
        title=rules.types.title(draft.type, where),
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
    )


def _precision(place: Mention | None, located: bool) -> str:
    if place is None:
        return "country"
    if place.kind == "site" and located:
        return "site"
    if place.kind in ("locality", "natural") and located:
        return "locality"
    return "adm2" if place.adm2 else "adm1"
