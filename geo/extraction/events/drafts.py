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

from geo.model.entities import Article, Mention
from geo.text.spans import Hit, Text

from .anaphora import Named
from .assembly import NEAR, Draft, add_to_last, stands_alone
from .clause_drafts import Earlier, drafts_of_clause, has_own_day
from .clauses import clauses_of
from .notes import as_own, date_items, headings, labelled_places, shared_cues
from .report import Report, by_sentence
from .retrospection import Past, long_past
from .rules import Rules
from .trace import Trace, leave
from .words import has_any

__all__ = ["drafts_of"]

_ITEM = re.compile(r"[-–—•*]\s*\S")
_MAIN = 2
"""Number of the last sentence of a report's beginning, where it says what it is about."""
_LATER = 3
"""Number of sentences without a cue that may give the places of an event reported without one."""
_ATTENDED, _ATTENDED_HELD = 2, 4
"""Number of sentences after an event, and after an occasion, in which a report may say that the leader was present."""


def drafts_of(
    article: Article,
    text: Text,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    placed: Sequence[Mention],
    rules: Rules,
    trace: Trace | None = None,
) -> list[Draft]:
    """Draft events of all sentences in the order of the text, not yet merged.

    Parameters
    ----------
    article, text, hits, mentions
        As in :func:`geo.extraction.events.extract.find_events`.
    placed : sequence of Mention
        The mentions that may be the place of an event.
    rules : Rules
    trace : Trace, optional
        Notes why sentences are left out.

    Returns
    -------
    list of Draft
    """
    report = Report.of(article, text, hits, mentions, placed, rules)
    types = rules.types
    past = Past(report.base, text, (h for h in hits if h.term.person == "former"), rules.patterns)
    named = Named(placed, next((m for m in mentions if m.role == "dateline"), None), rules.patterns)
    drafts: list[Draft] = []
    earlier = Earlier()
    item = 0
    above, titles = headings(report), _titles(report)
    cued = by_sentence(text, (h for h in hits if h.term.cue and not report.is_named(h)))
    noted = labelled_places(report, above)
    lent = shared_cues(report, cued)
    cued |= {number: as_own(report, number, cues) for number, cues in lent.items()}
    cued = dict(sorted(cued.items()))
    for number, cues in cued.items():
        if number in titles:
            leave(trace, number, "heading")
            continue
        recent = drafts and number - drafts[-1].sentence <= NEAR
        if not recent and _idle(report, number, cues, named):
            leave(trace, number, "no place")
            continue
        here: list[Draft] = []
        for clause in clauses_of(report, number, cues):
            found = drafts_of_clause(report, clause, earlier)
            here += found
            if found:
                earlier.read_day(found[0])  # "... on Friday, and that day he visited"
        if not here or _is_history(report, past, here, opens=not drafts):
            leave(trace, number, "past" if here else "not reported")
            continue
        if above[number]:
            item = above[number]
        elif _ITEM.match(text.text, text.bounds(number)[0]):
            item = number + 1
        for draft in here:
            draft.item = item
        earlier.read(here[0])
        for draft in here:
            if draft.place is not None:
                drafts.append(draft)
                earlier.kind = (draft.type, number)
                continue
            if add_to_last(drafts, draft, types):
                leave(trace, number, "continues")
                continue
            later = _placed_later(report, draft, cued)
            if later:
                drafts += later
                earlier.kind = (draft.type, later[-1].sentence)
                continue
            soft = has_own_day(report, draft.type)
            place = noted.get(above[number]) or named.referred(text.text, draft.start, draft.end, soft=soft)
            if place is None and draft.day and types.has(draft.type, "held"):
                place = named.only(draft.start)
            if place is None and draft.type == types.role("shot"):
                place = named.tested(text.text, draft.start, draft.end)
            if place is not None:
                draft.place, draft.site = place, place.name if place.kind == "site" else None
            if place is not None or stands_alone(drafts, draft, types):
                drafts.append(draft)
                earlier.kind = (draft.type, number)
            else:
                leave(trace, number, "no place")
    _mark_leader_present(report, drafts)
    date_items(report, drafts, above, lent)
    return drafts


def _titles(report: Report) -> set[int]:
    """Sentences that are headings of the article's parts, which announce what the text reports."""
    titles: set[int] = set()
    at = 0
    for heading in report.article.headings:
        start = report.text.text.find(heading, at)
        if start >= 0:
            at = start + len(heading)
            titles.update(range(report.text.number(start), report.text.number(at - 1) + 1))
    return titles


def _mark_leader_present(report: Report, drafts: list[Draft]) -> None:
    """Mark the leader as present where one of the next sentences, with no event of its own nor another place, says so.

    "The mill was inaugurated in Anju. *Kim Jong Un cut the tape.*"
    """
    taken = {draft.sentence for draft in drafts}
    for draft in drafts:
        reach = _ATTENDED_HELD if report.rules.types.has(draft.type, "held") else _ATTENDED
        for number in range(draft.sentence + 1, draft.sentence + 1 + reach):
            elsewhere = any(mention.adm2 != draft.where for mention in report.places.get(number, ()))
            if draft.place is None or number in taken or elsewhere:
                break
            if any(
                report.rules.classifier.attends(report.text.text, hit)
                for hit in report.led.get(number, ())
                if hit.term.person == "leader"
            ):
                draft.leader = True
                draft.actors = list(dict.fromkeys(["Kim Jong Un", *draft.actors]))
                break


def _idle(report: Report, number: int, cues: list[Hit], named: Named) -> bool:
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
    if has_any(report.rules.patterns.anaphora.here_words, report.text.text[start:end]):
        return False
    return not any(n in report.places for n in range(number - NEAR, number)) or not named.refers(
        report.text.text, start, end
    )


def _placed_later(report: Report, draft: Draft, cued: dict[int, list[Hit]]) -> list[Draft]:
    """Copies of a draft without a place, at the places that the next sentences without a cue give.

    "Heavy rain caused flooding. *In Songchon County 200 houses were under water.*"
    """
    if not report.rules.types.has(draft.type, "placed-later"):
        return []
    found: list[Draft] = []
    for number in range(draft.sentence + 1, draft.sentence + 1 + _LATER):
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


def _is_history(report: Report, past: Past, here: list[Draft], *, opens: bool) -> bool:
    """Whether a sentence is about the past, unless it opens the text and so is what the whole text is about."""
    first = here[0]
    visit = first.leader or (opens and past.recalls(first.sentence) and _is_visit(report, first))
    if visit and first.sentence < _MAIN and first.when is not None:
        return False
    if long_past(first.day, report.base):
        return True
    return past.holds(first.sentence, dated=first.when is not None, leader=first.leader)


def _is_visit(report: Report, draft: Draft) -> bool:
    return report.rules.types.known(draft.type).step == "inspected"
