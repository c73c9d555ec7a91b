"""What happened, where, when and before whom: one event per place and happening, with its sentence.

A sentence tells of an event where a cue of ``words.toml`` meets a place. The most telling cue gives the
type, the most precise place in the sentence the place, the sentence's own date the day. A sentence that has
the cue but not the place ("the ceremony took place on the spot on Nov. 8") adds to the event before it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from .gazetteer import gazetteer
from .happenings import Draft, add_to_last, fewest
from .model import EVENT_TYPES, Article, Event, Mention
from .past import Past, long_past
from .scanner import Hit, words
from .sentences import STRONG, actors_of, date_of, leads, sentence_type
from .spans import Text
from .whereabouts import Named, places_of, site_phrase

__all__ = ["find_events"]

_LABEL = {kind: kind.replace("-", " ").capitalize() for kind in EVENT_TYPES}
_DASH = re.compile(r"\([^)\n]{2,20}\)\s*(?:--|–|—|-)?\s*|\s(?:--|–|—)\s?|발\s*\S{0,8}통신\)?[.]?\s*")
_BULLET = re.compile(r"[-–—•*\s]*")
_HE = re.compile(
    r"(?:He|Kim|The (?:North Korean )?leader|(?:Going|Looking|Touring|Visiting|Inspecting)\b[^.\n]{0,160}, he)"
    r"(?: \w+ly)? (?:also |then |again )?"
    r"(?:visited|inspected|oversaw|guided|watched|toured|attended|went|looked|met|cut|gave|supervised|observed|learned|said|acquainted)\b"
)
_OBJECT_BEFORE = re.compile(r"\b(?:of|to|under|for|from|by|upon) [\w ]{0,40}$")


def find_events(
    article: Article, text: Text, hits: Sequence[Hit], mentions: Sequence[Mention]
) -> tuple[Event, ...]:
    """Events of one article in the order in which it tells them.

    Parameters
    ----------
    article : Article
        Its date resolves weekdays and days without year.
    text : Text
    hits : sequence of Hit
        Of :func:`geo.scanner.scan`, for the cues and the leader.
    mentions : sequence of Mention
        Of :func:`geo.places.resolve`.

    Examples
    --------
    >>> from geo.corpus import extract
    >>> body = "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024."
    >>> [(e.type, str(e.date), e.adm2, e.leader) for e in extract(Article("a", body)).events]
    [('inspection', '2024-11-08', 'KP0703', True)]
    """
    if not any(h.term.cue for h in hits):
        return ()
    placed = _placed(mentions)
    leaders = [h for h in hits if h.term.person == "leader"]
    if not placed and not leaders:
        return ()
    if _no_report(article, text):
        return ()
    drafts = _drafts(article, text, hits, mentions, placed, leaders)
    if not drafts:
        return ()
    sum_ = hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()
    told: Counter[int] = Counter()
    events = []
    for draft in fewest(drafts):
        events.append(_event(article, text, draft, sum_, told[draft.start]))
        told[draft.start] += 1
    return tuple(events)


def _placed(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions at which something can have happened."""
    return [m for m in mentions if m.role == "location" and m.country == "KP" and (m.adm1 or m.adm2)]


def _past_dateline(raw: str, start: int, end: int, dateline: int | None) -> int:
    """Where a sentence begins to tell, after the place and day of the report."""
    if dateline is not None:
        mark = _DASH.search(raw, dateline, min(end, dateline + 60))
        start = mark.end() if mark else start
    bullet = _BULLET.match(raw, start, end)
    return bullet.end() if bullet else start


def _no_report(article: Article, text: Text) -> bool:
    """Commentaries, statements and messages tell of words, not of happenings."""
    topic = article.topic.casefold()
    if any(word == topic or word in topic for word in words()["event_not"]["topics"]):
        return True
    first = text.text[: text.sentence(0)[1] + 400]
    title = article.title.casefold()
    return any(
        w in title
        for w in ("message", "greetings", "commentary", "statement", "wreath to bier", "press conference")
    ) and ("sent " in first or "sends " in title or "commentary" in title or "statement" in title)


def _by_sentence(text: Text, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(text.number(hit.start), []).append(hit)
    return found


def _goes_on(raw: str, start: int, number: int, led: dict[int, list[Hit]]) -> bool:
    """Whether a sentence goes on about the leader as "he" or "Kim", right after one that names him as doing."""
    said = _HE.match(raw, start)
    if not said:
        return False
    for before in (number - 1, number - 2):
        if before in led:
            return any(not _OBJECT_BEFORE.search(raw, max(0, h.start - 40), h.start) for h in led[before])
    return False


def _dates_next(before: Draft, number: int) -> bool:
    """Whether a sentence told the day but no place, so that the next goes on about that day."""
    return before.place is None and before.sentence == number - 1 and before.when is not None and (
        before.when.precision == "day"
    )


def _drafts(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    placed: Sequence[Mention],
    leaders: list[Hit],
) -> list[Draft]:
    drafts: list[Draft] = []
    raw = text.text
    places: dict[int, list[Mention]] = {}
    for mention in placed:
        places.setdefault(text.number(mention.start), []).append(mention)
    led = _by_sentence(text, leaders)
    persons = _by_sentence(text, (h for h in hits if h.term.person in ("leader", "former")))
    datelines = {text.number(m.end): m.end for m in mentions if m.role == "dateline"}
    sites: dict[int, list[tuple[int, int]]] = {}
    for mention in mentions:
        if mention.kind == "site":
            sites.setdefault(text.number(mention.start), []).append((mention.start, mention.end))
    past = Past(article.date, text, (h for h in hits if h.term.person == "former"))
    named = Named(placed, next((m for m in mentions if m.role == "dateline"), None))
    before: Draft | None = None
    day: date | None = None
    for number, found in _by_sentence(text, (h for h in hits if h.term.cue)).items():
        start, end = text.sentence(found[0].start)
        start = _past_dateline(raw, start, end, datelines.get(number))
        he = _goes_on(raw, start, number, led)
        kind = sentence_type(raw[start:end], start, found, bool(led.get(number)) or he)
        if kind is None and before and before.sentence == number - 1 and any(h.term.cue == "same" for h in found):
            kind = before.type
        if kind is None:
            continue
        cue = next((h for h in found if h.term.cue == kind), found[0])
        leader = leads(raw, start, end, led.get(number, []), cue) or he
        when = date_of(raw, article.date, start, end, cue, sites.get(number, []), day)
        if when and when.precision == "day":
            day = when.date
        if long_past(when.date if when else None, article.date) or past.holds(
            number, dated=when is not None, leader=leader
        ):
            continue
        if when is None and before and _dates_next(before, number):
            when = before.when
        actors = actors_of(raw, start, end, persons.get(number, ()), leader)
        headline = bool(article.title) and raw[start:end].strip() == article.title.strip()
        here = places_of(raw, places.get(number, []), kind)
        for mention, site in here:
            phrase = site or site_phrase(raw, mention, start)
            drafts.append(Draft(kind, mention, phrase, start, end, number, when, leader, actors, headline))
        before = Draft(kind, here[0][0] if here else None, None, start, end, number, when, leader, actors)
        if not here and not add_to_last(drafts, before):
            place = named.referred(raw, start, end)
            if place is not None:
                before.place, before.site = place, place.name if place.kind == "site" else None
                drafts.append(before)
    return drafts


def _event(article: Article, text: Text, draft: Draft, text_sha256: str, number: int) -> Event:
    known = gazetteer()
    quote = text.text[draft.start : draft.end].strip()
    begin = text.text.index(quote, draft.start)
    place, when = draft.place, draft.when
    adm1, adm2 = (place.adm1, place.adm2) if place else (None, None)
    names = known.name(adm1), known.name(adm2)
    listed = known.get(place.place_id) if place else None
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
        title=f"{_LABEL[draft.type]}: {where}" if where else _LABEL[draft.type],
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
        score=round((place.score if place else 0.0) * (1.0 if draft.type in STRONG else 0.8), 2),
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
