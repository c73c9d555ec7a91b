"""Draft events of one clause: its type, day, places and people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from geo.languages.wording import Reports
from geo.model.entities import Mention
from geo.text.dates import DateFound
from geo.text.spans import Hit

from .assembly import Draft
from .clauses import Clause
from .dates import nearest
from .report import Report
from .retrospection import rules_now
from .rules import Rules

__all__ = ["Earlier", "drafts_of_clause", "has_own_day"]

Pattern = re.Pattern[str]

_BULLET = re.compile(r"[-–—•*\s]*")
_VISITING = 6
"""Number of sentences for which the date of a leader's visit holds while he goes from site to site."""
_REACH = 3
"""Number of sentences after which "similar ceremonies" may still refer to an event."""


@dataclass(slots=True)
class Earlier:
    """What the sentences read so far leave open: type, day and visit that a sentence may continue.

    Attributes
    ----------
    before : Draft or None
        First draft of the last sentence that reports an event.
    visit : Draft or None
        The last event with the leader on a known day.
    day : date or None
        The last day given.
    newest : date or None
        The latest day given.
    kind : tuple of str and int
        Type and sentence number of the last event that has a place or is reported without one.
    """

    before: Draft | None = None
    visit: Draft | None = None
    day: date | None = None
    newest: date | None = None
    kind: tuple[str, int] = ("", -9)

    def read(self, draft: Draft) -> None:
        """Take note of the first draft of a sentence."""
        self.read_day(draft)
        self.before = draft
        self.visit = draft if draft.leader and draft.day else self.visit

    def read_day(self, draft: Draft) -> None:
        """Take note of the day of a draft, from which the next clause may count."""
        if draft.day and draft.when and draft.when.precision == "day":
            self.day = draft.day
            self.newest = max(draft.day, self.newest or draft.day)

    def type_for(self, number: int) -> str | None:
        """Type of the last event, if it is recent enough for a sentence to refer to."""
        if number - self.kind[1] <= _REACH:
            return self.kind[0]
        return self.before.type if self.before and number - self.before.sentence == 1 else None

    def led_to(self, number: int) -> bool:
        """Whether the sentence right before told of the leader at an event whose place is still to come."""
        before = self.before
        return bool(before and before.leader and before.place is None and before.sentence == number - 1)

    def day_for(self, number: int, *, visiting: bool) -> DateFound | None:
        """The day of an earlier sentence that holds for an undated one.

        It is the day of the sentence before where that has no place and recalls no older event ("two launches had
        failed on May 31"), or the day of the leader's visit while he goes from site to site.
        """
        before, visit = self.before, self.visit
        follows = before is not None and before.place is None and before.sentence == number - 1
        if (
            follows
            and before
            and before.when
            and before.when.precision == "day"
            and before.day == self.newest
        ):
            return before.when
        if visiting and visit and number - visit.sentence <= _VISITING:
            return visit.when
        return None


def drafts_of_clause(report: Report, clause: Clause, earlier: Earlier) -> list[Draft]:
    """Drafts of one clause, one for each place, or one without a place; none where it reports no event.

    Parameters
    ----------
    report : Report
    clause : Clause
    earlier : Earlier

    Returns
    -------
    list of Draft
        With the offsets of the whole sentence, which is quoted.
    """
    raw, article, rules = report.text.text, report.article, report.rules
    classifier, locator, says = rules.classifier, rules.locator, rules.patterns.reports
    number, cues, start, end = clause.number, clause.cues, clause.start, clause.end
    whole = report.text.bounds(number)
    if start == whole[0]:
        start = _past_dateline(says, raw, start, end, report.datelines.get(number))
        whole = start, whole[1]
    he = _leader_as_pronoun(says, raw, start, number, report.led) or (
        earlier.led_to(number) and rules.patterns.events.goes_on.match(raw, start) is not None
    )
    last = earlier.type_for(number)
    sentence = raw[start:end]
    kind = classifier.sentence_type(sentence, start, cues, bool(report.led.get(number)) or he, last)
    if last and _same_elsewhere(report, start, end, kind, cues):
        kind = last
    if kind is None:
        return []
    cue = next((h for h in cues if h.term.cue == kind), cues[0])
    leader = rules_now(article.date, rules.patterns) and (
        classifier.leads(raw, start, end, report.led.get(number, []), cue) or he
    )
    dates = rules.calendar.dates_of(raw, report.base, start, end, report.sites.get(number, []), earlier.day)
    dates = [w for w in dates if not says.where.search(raw, cue.end, w.start)]
    if not any(w.date for w in dates):
        carried = earlier.day_for(number, visiting=leader and says.then.match(raw, start) is not None)
        dates = [carried] if carried else dates
    here = locator.places_of(raw, clause.places, kind, start if start > whole[0] else 0)
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
            *whole,
            number,
            when,
            leader,
            actors,
            headline,
            cue=(cue.start, cue.end),
        )
        for index, (mention, site) in enumerate(here)
        for when in _days_at(rules, raw, start, end, dates, spots, index, cue)
    ]
    if not here:
        days = _days_at(rules, raw, start, end, dates, [], 0, cue)
        at = (cue.start, cue.end)
        drafts = [Draft(kind, None, None, *whole, number, when, leader, actors, cue=at) for when in days]
    if second and second.term.cue and its_own:
        first = drafts[0]
        drafts.append(replace(first, type=second.term.cue, when=its_own[0], actors=list(actors)))
    return drafts


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


def _same_elsewhere(report: Report, start: int, end: int, kind: str | None, cues: list[Hit]) -> bool:
    """Whether a sentence reports the same type of event elsewhere: "Similar ceremonies took place in Anju"."""
    cue_types = {h.term.cue for h in cues}
    if kind is None and "same" in cue_types and "void" not in cue_types:
        return True
    weak = kind is None or has_own_day(report, kind)
    return weak and report.rules.patterns.reports.similar.search(report.text.text, start, end) is not None


def has_own_day(report: Report, kind: str) -> bool:
    """Whether events of a type are often mentioned in passing, yet have their own day: a ceremony, a meeting."""
    return report.rules.types.has(kind, "in-passing") and report.rules.types.has(kind, "held")


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
