"""From sentences to happenings in the making: what each tells, where it refers to, and what it adds to.

A sentence tells of a happening where a cue of the word lists meets a place. The most telling cue gives the
type, its own date the day, the places where it happens one draft each. A sentence that has the cue but not
the place goes back to the place it refers to ("there", "the county"), or adds to the happening before it
("the ceremony took place on the spot on Nov. 8").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from geo.languages.wording import Reports
from geo.model.entities import Article, Mention
from geo.text.dates import DateFound
from geo.text.spans import Hit, Text

from .anaphora import Named
from .assembly import NEAR, Draft, add_to_last, stands_alone
from .classification import has_any
from .dates import nearest
from .retrospection import Past, long_past, ruled, rules_now
from .rules import Rules

__all__ = ["drafts_of"]

Pattern = re.Pattern[str]

_ITEM = re.compile(r"[-–—•*]\s*\S")
_BULLET = re.compile(r"[-–—•*\s]*")
_DATELINE, _LATE = 24, 40
"""How far behind its place a dateline's day may stand, and by how many days an article may be dated later."""
_MAIN = 2
"""Within how many sentences a report says what it is about."""
_VISITING = 6
"""How many sentences a report may stay with one day of a leader who goes from site to site."""
_REACH = 3
"""How many sentences later "similar ceremonies" may still be like what was told."""
_ATTENDED = 2
"""Within how many sentences after a happening a report says that the leader was there."""
_LEADERS = ("leader", "former")


@dataclass(slots=True)
class _Told:
    """What one text is told with, by sentence number."""

    article: Article
    text: Text
    rules: Rules
    places: dict[int, list[Mention]]
    led: dict[int, list[Hit]]
    persons: dict[int, list[Hit]]
    sites: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    datelines: dict[int, int] = field(default_factory=dict)
    base: date | None = None
    """The day from which "on Tuesday" counts: that of the report's own dateline, else the article's."""


def drafts_of(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    placed: Sequence[Mention],
    rules: Rules,
) -> list[Draft]:
    """Drafts in the order in which the text tells them, not yet put together.

    Parameters
    ----------
    article, text, hits, mentions
        As :func:`geo.extraction.events.extract.find_events` takes them.
    placed : sequence of Mention
        Of the mentions those at which something can have happened.
    rules : Rules
    """
    told = _read(article, text, hits, mentions, placed, rules)
    types = rules.types
    past = Past(told.base, text, (h for h in hits if h.term.person == "former"), rules.patterns)
    named = Named(placed, next((m for m in mentions if m.role == "dateline"), None), rules.patterns)
    drafts: list[Draft] = []
    before: Draft | None = None
    visit: Draft | None = None  # the last that the leader paid on a known day
    day: date | None = None
    item = 0
    kind = ("", -9)  # the type last told of, and in which sentence
    cued = _by_sentence(text, (h for h in hits if h.term.cue))
    for number, cues in cued.items():
        told_before = drafts and number - drafts[-1].sentence <= NEAR
        if not told_before and _idle(told, number, cues):
            continue
        here = _sentence(
            told, number, cues, before, visit, day, kind[0] if number - kind[1] <= _REACH else None
        )
        if here is None or _is_history(told, past, here):
            continue
        if here[0].day and here[0].when and here[0].when.precision == "day":
            day = here[0].day
        item = number if _ITEM.match(text.text, text.bounds(number)[0]) else item
        for draft in here:
            draft.item = item
        before = here[0]
        visit = before if before.leader and before.day else visit
        if before.place is not None:
            drafts += here
            kind = (before.type, number)
            continue
        for draft in here:
            if add_to_last(drafts, draft, types):
                continue
            goes_on = _goes_on_at(told, draft, cued)
            if goes_on:
                drafts += goes_on
                kind = (draft.type, goes_on[-1].sentence)
                continue
            soft = _of_its_own_day(told, draft.type)
            place = named.referred(text.text, draft.start, draft.end, soft=soft)
            if place is None and draft.day and types.has(draft.type, "held"):
                place = named.only(draft.start)
            if place is not None:
                draft.place, draft.site = place, place.name if place.kind == "site" else None
            if place is not None or stands_alone(drafts, draft, types):
                drafts.append(draft)
                kind = (draft.type, number)
    _attended(told, drafts)
    return drafts


def _attended(told: _Told, drafts: list[Draft]) -> None:
    """Let a happening have the leader whom one of the next sentences, of no other place, says to be there."""
    taken = {draft.sentence for draft in drafts}
    for draft in drafts:
        for number in range(draft.sentence + 1, draft.sentence + 1 + _ATTENDED):
            if number in taken or number in told.places:
                break
            if any(
                told.rules.classifier.attends(told.text.text, hit)
                for hit in told.led.get(number, ())
                if hit.term.person == "leader"
            ):
                draft.leader = True
                draft.actors = list(dict.fromkeys(["Kim Jong Un", *draft.actors]))
                break


def _idle(told: _Told, number: int, cues: list[Hit]) -> bool:
    """Whether a sentence can tell nothing: no place in it or in the next, nobody who leads, nothing told before it."""
    if number in told.places or number in told.led or number + 1 in told.places or number - 1 in told.led:
        return False
    types = told.rules.types
    if any(types.has(h.term.cue, "placeless") for h in cues):
        return False
    if number <= _MAIN and any(types.has(h.term.cue, "held") for h in cues):
        return False
    start, end = told.text.bounds(number)
    return not has_any(told.rules.patterns.anaphora.here_words, told.text.text[start:end])


def _of_its_own_day(told: _Told, kind: str) -> bool:
    """Whether a type is often mentioned beside another event, but is held on a day of its own."""
    return told.rules.types.has(kind, "in-passing") and told.rules.types.has(kind, "held")


def _read(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    placed: Sequence[Mention],
    rules: Rules,
) -> _Told:
    told = _Told(
        article,
        text,
        rules,
        {},
        _by_sentence(
            text,
            (
                h
                for h in hits
                if h.term.person in _LEADERS and ruled(text.text, h, article.date, rules.patterns)
            ),
        ),
        _by_sentence(text, (h for h in hits if h.term.person in _LEADERS)),
    )
    for mention in placed:
        told.places.setdefault(text.number(mention.start), []).append(mention)
    for mention in mentions:
        number = text.number(mention.start)
        if mention.kind == "site":
            told.sites.setdefault(number, []).append((mention.start, mention.end))
        if mention.role == "dateline":
            told.datelines[number] = mention.end
    told.base = _day_of_report(told)
    return told


def _day_of_report(told: _Told) -> date | None:
    """The day of a report's dateline where it lies shortly before the article's, else the article's."""
    given = told.article.date
    end = next(iter(told.datelines.values()), None)
    if given is None or end is None:
        return given
    for found in told.rules.patterns.dates.find(told.text.text, given, end, end + _DATELINE):
        if found.date and found.precision == "day" and 0 <= (given - found.date).days <= _LATE:
            return found.date
    return given


def _by_sentence(text: Text, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(text.number(hit.start), []).append(hit)
    return found


def _past_dateline(says: Reports[Pattern], raw: str, start: int, end: int, dateline: int | None) -> int:
    """Where a sentence begins to tell, after the place and day of the report."""
    if dateline is not None:
        mark = says.dateline_end.search(raw, dateline, min(end, dateline + 60))
        start = mark.end() if mark else start
    bullet = _BULLET.match(raw, start, end)
    return bullet.end() if bullet else start


def _goes_on(says: Reports[Pattern], raw: str, start: int, number: int, led: dict[int, list[Hit]]) -> bool:
    """Whether a sentence goes on about the leader as "he" or "Kim", right after one that names him as doing."""
    if not says.he.match(raw, start):
        return False
    for before in (number - 1, number - 2):
        if before in led:
            return any(not says.object_before.search(raw, max(0, h.start - 40), h.start) for h in led[before])
    return False


def _sentence(
    told: _Told,
    number: int,
    cues: list[Hit],
    before: Draft | None,
    visit: Draft | None,
    day: date | None,
    last: str | None,
) -> list[Draft] | None:
    """What one sentence tells, a draft for each of its places; one without place where it names none."""
    raw, article, rules = told.text.text, told.article, told.rules
    classifier, locator, says = rules.classifier, rules.locator, rules.patterns.reports
    start, end = told.text.bounds(number)
    start = _past_dateline(says, raw, start, end, told.datelines.get(number))
    he = _goes_on(says, raw, start, number, told.led)
    if last is None and before and number - before.sentence == 1:
        last = before.type
    sentence = raw[start:end]
    kind = classifier.sentence_type(sentence, start, cues, bool(told.led.get(number)) or he, last)
    if last and _same_again(told, start, end, kind, cues):
        kind = last
    if kind is None:
        return None
    cue = next((h for h in cues if h.term.cue == kind), cues[0])
    leader = rules_now(article.date, rules.patterns) and (
        classifier.leads(raw, start, end, told.led.get(number, []), cue) or he
    )
    whens = rules.calendar.dates_of(raw, told.base, start, end, told.sites.get(number, []), day)
    whens = [w for w in whens if not says.where.search(raw, cue.end, w.start)]
    if not any(w.date for w in whens):
        if before and before.when and _dates_next(before, number):
            whens = [before.when]
        elif (
            visit
            and visit.when
            and leader
            and number - visit.sentence <= _VISITING
            and says.then.match(raw, start)
        ):
            whens = [visit.when]
    here = locator.places_of(raw, told.places.get(number, []), kind)
    told_to_somebody = here or leader or last is not None
    actors = (
        classifier.actors_of(raw, start, end, told.persons.get(number, ()), leader)
        if told_to_somebody
        else []
    )
    headline = bool(article.title) and sentence.strip() == article.title.strip()
    second = classifier.second_telling(sentence, start, cues, kind)
    its_own = [w for w in whens if second and abs(w.start - second.start) < abs(w.start - cue.start)]
    whens = [w for w in whens if w not in its_own]
    spots = [mention for mention, _ in here]
    drafts = [
        Draft(
            kind,
            mention,
            site or locator.site_phrase(raw, mention, start),
            start,
            end,
            number,
            when,
            leader,
            actors,
            headline,
        )
        for index, (mention, site) in enumerate(here)
        for when in _days_at(rules, raw, start, end, whens, spots, index, cue)
    ]
    if not here:
        days = _days_at(rules, raw, start, end, whens, [], 0, cue)
        drafts = [Draft(kind, None, None, start, end, number, when, leader, actors) for when in days]
    if second and second.term.cue and its_own:
        first = drafts[0]
        drafts.append(replace(first, type=second.term.cue, when=its_own[0], actors=list(actors)))
    return drafts


def _goes_on_at(told: _Told, draft: Draft, cued: dict[int, list[Hit]]) -> list[Draft]:
    """Where a happening told without a place is said, in the next sentences, to be: those without cues of their own."""
    if not told.rules.types.has(draft.type, "placed-later"):
        return []
    found: list[Draft] = []
    for number in range(draft.sentence + 1, draft.sentence + 1 + _REACH):
        if number in cued or number not in told.places:
            break
        start, end = told.text.bounds(number)
        whens = told.rules.calendar.dates_of(
            told.text.text, told.base, start, end, told.sites.get(number, []), draft.day
        )
        day = next((w for w in whens if w.precision == "day"), draft.when)
        for mention, site in told.rules.locator.places_of(told.text.text, told.places[number], draft.type):
            found.append(
                replace(draft, place=mention, site=site, start=start, end=end, sentence=number, when=day)
            )
    return found


def _same_again(told: _Told, start: int, end: int, kind: str | None, cues: list[Hit]) -> bool:
    """Whether a sentence says that the same as before happened elsewhere, too."""
    said = {h.term.cue for h in cues}
    if kind is None and "same" in said and "void" not in said:
        return True
    weak = kind is None or _of_its_own_day(told, kind)
    return weak and told.rules.patterns.reports.similar.search(told.text.text, start, end) is not None


def _days_at(
    rules: Rules,
    raw: str,
    start: int,
    end: int,
    whens: list[DateFound],
    spots: list[Mention],
    index: int,
    cue: Hit,
) -> list[DateFound | None]:
    """The day or days at one place of a sentence that may give several."""
    days = [w for w in whens if w.precision == "day"]
    if len(days) < 2:
        return [nearest(whens, cue)]
    if len(spots) < 2:
        apart = [d for d, e in pairwise(days) if _listed(rules, raw, d, e)]
        return [*days] if len(apart) == len(days) - 1 else [nearest(whens, cue)]
    if len(spots) == len(days) and rules.calendar.each(raw, start, end):
        return [days[index]]
    spot = spots[index]
    if days[0].start < spots[0].start:  # "on the 5th at A and B, on the 6th at C"
        return [[d for d in days if d.start < spot.start][-1]]
    later = [d for d in days if d.start >= spot.end]  # "at A on the 5th and at B on the 6th"
    return [later[0] if later else days[-1]]


def _listed(rules: Rules, raw: str, first: DateFound, second: DateFound) -> bool:
    """Whether two days are listed as those of one thing that happened on each."""
    if not (first.date and second.date and first.date < second.date):
        return False
    return rules.patterns.reports.listed_days.fullmatch(raw, first.end, second.start) is not None


def _dates_next(before: Draft, number: int) -> bool:
    """Whether a sentence told the day but no place, so that the next goes on about that day."""
    precise = before.when is not None and before.when.precision == "day"
    return precise and before.place is None and before.sentence == number - 1


def _is_history(told: _Told, past: Past, here: list[Draft]) -> bool:
    first = here[0]
    if first.leader and first.sentence < _MAIN and first.when is not None:
        return False  # a visit that the whole report recalls
    if long_past(first.day, told.base):
        return True
    return past.holds(first.sentence, dated=first.when is not None, leader=first.leader)
