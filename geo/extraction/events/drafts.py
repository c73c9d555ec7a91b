"""Draft events of each sentence of a report.

A sentence reports an event where it has a cue of the word lists and a place. The cue of the strongest type
gives the type of the event, the date nearest to the cue its day, and each place at which it happened a draft.
A sentence with a cue but without a place either continues the event before it ("The ceremony took place on
Nov. 8"), or refers back to a place named earlier ("there", "the county").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
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
from .report import Report, by_sentence
from .retrospection import Past, long_past, rules_now
from .rules import Rules

__all__ = ["drafts_of"]

Pattern = re.Pattern[str]

_ITEM = re.compile(r"[-–—•*]\s*\S")
_BULLET = re.compile(r"[-–—•*\s]*")
_MAIN = 2
"""Number of the last sentence of a report's beginning, where it says what it is about."""
_VISITING = 6
"""Number of sentences for which the date of a leader's visit holds while he goes from site to site."""
_REACH = 3
"""Number of sentences after which "similar ceremonies" may still refer to an event."""
_ATTENDED = 2
"""Number of sentences after an event in which a report may say that the leader was present."""


def drafts_of(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    placed: Sequence[Mention],
    rules: Rules,
) -> list[Draft]:
    """Draft events of all sentences in the order of the text, not yet merged.

    Parameters
    ----------
    article, text, hits, mentions
        As in :func:`geo.extraction.events.extract.find_events`.
    placed : sequence of Mention
        The mentions that may be the place of an event.
    rules : Rules

    Returns
    -------
    list of Draft
    """
    report = Report.of(article, text, hits, mentions, placed, rules)
    types = rules.types
    past = Past(report.base, text, (h for h in hits if h.term.person == "former"), rules.patterns)
    named = Named(placed, next((m for m in mentions if m.role == "dateline"), None), rules.patterns)
    drafts: list[Draft] = []
    before: Draft | None = None
    visit: Draft | None = None  # the last event with the leader on a known day
    day: date | None = None
    item = 0
    kind = ("", -9)  # type and sentence number of the last event
    cued = by_sentence(text, (h for h in hits if h.term.cue))
    for number, cues in cued.items():
        recent = drafts and number - drafts[-1].sentence <= NEAR
        if not recent and _idle(report, number, cues):
            continue
        here = _sentence(
            report, number, cues, before, visit, day, kind[0] if number - kind[1] <= _REACH else None
        )
        if here is None or _is_history(report, past, here):
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
            later = _placed_later(report, draft, cued)
            if later:
                drafts += later
                kind = (draft.type, later[-1].sentence)
                continue
            soft = _has_own_day(report, draft.type)
            place = named.referred(text.text, draft.start, draft.end, soft=soft)
            if place is None and draft.day and types.has(draft.type, "held"):
                place = named.only(draft.start)
            if place is not None:
                draft.place, draft.site = place, place.name if place.kind == "site" else None
            if place is not None or stands_alone(drafts, draft, types):
                drafts.append(draft)
                kind = (draft.type, number)
    _mark_leader_present(report, drafts)
    return drafts


def _mark_leader_present(report: Report, drafts: list[Draft]) -> None:
    """Mark the leader as present where one of the next sentences, with no place or event of its own, says so.

    "The mill was inaugurated in Anju. *Kim Jong Un cut the tape.*"
    """
    taken = {draft.sentence for draft in drafts}
    for draft in drafts:
        for number in range(draft.sentence + 1, draft.sentence + 1 + _ATTENDED):
            if number in taken or number in report.places:
                break
            if any(
                report.rules.classifier.attends(report.text.text, hit)
                for hit in report.led.get(number, ())
                if hit.term.person == "leader"
            ):
                draft.leader = True
                draft.actors = list(dict.fromkeys(["Kim Jong Un", *draft.actors]))
                break


def _idle(report: Report, number: int, cues: list[Hit]) -> bool:
    """Whether a sentence with a cue can be skipped: no place in or after it, no leader, nothing to refer back to."""
    if (
        number in report.places
        or number in report.led
        or number + 1 in report.places
        or number - 1 in report.led
    ):
        return False
    types = report.rules.types
    if any(types.has(h.term.cue, "placeless") for h in cues):
        return False
    if number <= _MAIN and any(types.has(h.term.cue, "held") for h in cues):
        return False
    start, end = report.text.bounds(number)
    return not has_any(report.rules.patterns.anaphora.here_words, report.text.text[start:end])


def _has_own_day(report: Report, kind: str) -> bool:
    """Whether events of a type are often mentioned in passing, yet have their own day: a ceremony, a meeting."""
    return report.rules.types.has(kind, "in-passing") and report.rules.types.has(kind, "held")


def _past_dateline(says: Reports[Pattern], raw: str, start: int, end: int, dateline: int | None) -> int:
    """Offset at which a sentence begins after its dateline ("Anju, May 2 (KCNA) --") and bullet."""
    if dateline is not None:
        mark = says.dateline_end.search(raw, dateline, min(end, dateline + 60))
        start = mark.end() if mark else start
    bullet = _BULLET.match(raw, start, end)
    return bullet.end() if bullet else start


def _leader_as_pronoun(
    says: Reports[Pattern], raw: str, start: int, number: int, led: dict[int, list[Hit]]
) -> bool:
    """Whether a sentence begins with "He" or "Kim" for the leader, who is the subject of a sentence just before."""
    if not says.he.match(raw, start):
        return False
    for before in (number - 1, number - 2):
        if before in led:
            return any(not says.object_before.search(raw, max(0, h.start - 40), h.start) for h in led[before])
    return False


def _sentence(
    report: Report,
    number: int,
    cues: list[Hit],
    before: Draft | None,
    visit: Draft | None,
    day: date | None,
    last: str | None,
) -> list[Draft] | None:
    """Drafts of one sentence, one for each place, or one without a place; None where it reports no event.

    ``before`` is the draft of the sentence before, ``visit`` the last event with the leader on a known day, ``day``
    the last day given, and ``last`` the type of the last event if it is recent.
    """
    raw, article, rules = report.text.text, report.article, report.rules
    classifier, locator, says = rules.classifier, rules.locator, rules.patterns.reports
    start, end = report.text.bounds(number)
    start = _past_dateline(says, raw, start, end, report.datelines.get(number))
    he = _leader_as_pronoun(says, raw, start, number, report.led)
    if last is None and before and number - before.sentence == 1:
        last = before.type
    sentence = raw[start:end]
    kind = classifier.sentence_type(sentence, start, cues, bool(report.led.get(number)) or he, last)
    if last and _same_elsewhere(report, start, end, kind, cues):
        kind = last
    if kind is None:
        return None
    cue = next((h for h in cues if h.term.cue == kind), cues[0])
    leader = rules_now(article.date, rules.patterns) and (
        classifier.leads(raw, start, end, report.led.get(number, []), cue) or he
    )
    dates = rules.calendar.dates_of(raw, report.base, start, end, report.sites.get(number, []), day)
    dates = [w for w in dates if not says.where.search(raw, cue.end, w.start)]
    if not any(w.date for w in dates):
        if before and before.when and _gives_next_day(before, number):
            dates = [before.when]
        elif (
            visit
            and visit.when
            and leader
            and number - visit.sentence <= _VISITING
            and says.then.match(raw, start)
        ):
            dates = [visit.when]
    here = locator.places_of(raw, report.places.get(number, []), kind)
    actors = (
        classifier.actors_of(raw, start, end, report.persons.get(number, ()), leader)
        if here or leader or last is not None  # names are slow to search for, and few other drafts remain
        else []
    )
    headline = bool(article.title) and sentence.strip() == article.title.strip()
    second = classifier.second_stage(sentence, start, cues, kind)
    its_own = [w for w in dates if second and abs(w.start - second.start) < abs(w.start - cue.start)]
    dates = [w for w in dates if w not in its_own]
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
        for when in _days_at(rules, raw, start, end, dates, spots, index, cue)
    ]
    if not here:
        days = _days_at(rules, raw, start, end, dates, [], 0, cue)
        drafts = [Draft(kind, None, None, start, end, number, when, leader, actors) for when in days]
    if second and second.term.cue and its_own:
        first = drafts[0]
        drafts.append(replace(first, type=second.term.cue, when=its_own[0], actors=list(actors)))
    return drafts


def _placed_later(report: Report, draft: Draft, cued: dict[int, list[Hit]]) -> list[Draft]:
    """Copies of a draft without a place, at the places that the next sentences without a cue give.

    "Heavy rain caused flooding. *In Songchon County 200 houses were under water.*"
    """
    if not report.rules.types.has(draft.type, "placed-later"):
        return []
    found: list[Draft] = []
    for number in range(draft.sentence + 1, draft.sentence + 1 + _REACH):
        if number in cued or number not in report.places:
            break
        start, end = report.text.bounds(number)
        dates = report.rules.calendar.dates_of(
            report.text.text, report.base, start, end, report.sites.get(number, []), draft.day
        )
        day = next((w for w in dates if w.precision == "day"), draft.when)
        for mention, site in report.rules.locator.places_of(
            report.text.text, report.places[number], draft.type
        ):
            found.append(
                replace(draft, place=mention, site=site, start=start, end=end, sentence=number, when=day)
            )
    return found


def _same_elsewhere(report: Report, start: int, end: int, kind: str | None, cues: list[Hit]) -> bool:
    """Whether a sentence reports the same type of event elsewhere: "Similar ceremonies took place in Anju"."""
    cue_types = {h.term.cue for h in cues}
    if kind is None and "same" in cue_types and "void" not in cue_types:
        return True
    weak = kind is None or _has_own_day(report, kind)
    return weak and report.rules.patterns.reports.similar.search(report.text.text, start, end) is not None


def _days_at(
    rules: Rules,
    raw: str,
    start: int,
    end: int,
    dates: list[DateFound],
    spots: list[Mention],
    index: int,
    cue: Hit,
) -> list[DateFound | None]:
    """The day or days of the event at one place of a sentence that may give several places and days."""
    days = [w for w in dates if w.precision == "day"]
    if len(days) < 2:
        return [nearest(dates, cue)]
    if len(spots) < 2:
        apart = [d for d, e in pairwise(days) if _listed(rules, raw, d, e)]
        return [*days] if len(apart) == len(days) - 1 else [nearest(dates, cue)]
    if len(spots) == len(days) and rules.calendar.each(raw, start, end):
        return [days[index]]
    spot = spots[index]
    if days[0].start < spots[0].start:  # "on the 5th at A and B, on the 6th at C"
        return [[d for d in days if d.start < spot.start][-1]]
    later = [d for d in days if d.start >= spot.end]  # "at A on the 5th and at B on the 6th"
    return [later[0] if later else days[-1]]


def _listed(rules: Rules, raw: str, first: DateFound, second: DateFound) -> bool:
    """Whether two days are a list of days with an event on each ("on May 2 and May 9")."""
    if not (first.date and second.date and first.date < second.date):
        return False
    return rules.patterns.reports.listed_days.fullmatch(raw, first.end, second.start) is not None


def _gives_next_day(before: Draft, number: int) -> bool:
    """Whether the sentence before gives a day but no place, so that its day holds for this one."""
    precise = before.when is not None and before.when.precision == "day"
    return precise and before.place is None and before.sentence == number - 1


def _is_history(report: Report, past: Past, here: list[Draft]) -> bool:
    first = here[0]
    if first.leader and first.sentence < _MAIN and first.when is not None:
        return False  # a dated visit at the beginning is what the whole report is about
    if long_past(first.day, report.base):
        return True
    return past.holds(first.sentence, dated=first.when is not None, leader=first.leader)
