"""Notes in items: which cue and which day of a note hold for an item that has none of its own.

"□ 준공식 진행 o △고산군(1.29.) △구성시(1.30.) 공장 준공": the last item has the cue of all items of its list. Where the
list has none, the line before it has ("□ 집중호우 △구성시 141mm △동림군 123mm").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.model.entities import Mention
from geo.text.dates import DateFound
from geo.text.notes import HEADING, LIST, has_headings, has_lists, level
from geo.text.spans import Hit

from .assembly import Draft
from .report import Report

__all__ = ["as_own", "date_items", "headings", "labelled_places", "shared_cues"]

_REACH = 2
"""Number of sentences before a list in which its introduction is looked for."""
_TITLE = 2
"""Number of sentences at the beginning of a text that may be its title."""
_BESIDE = 2
"""Characters between a label and its day."""
_AFTER_LABEL = 16
"""Characters between a label and its place, between which the day may stand."""


def headings(report: Report) -> list[int]:
    """For each sentence, the heading that it stands under, counted from 1 as its sentence; 0 for none.

    A title before the first heading belongs to that heading, which repeats it.
    """
    if not has_headings(report.text.text):
        return [0] * len(report.text.starts)
    found, current = [], 0
    for number, start in enumerate(report.text.starts):
        if level(report.text.text, start) == HEADING:
            current = number + 1
        found.append(current)
    first = next(filter(None, found), 0)
    return [first if number < _TITLE and not above else above for number, above in enumerate(found)]


def shared_cues(report: Report, cued: Mapping[int, list[Hit]]) -> dict[int, list[Hit]]:
    """Cues for items of lists that name places but have no cue: those of another line, with its offsets.

    Parameters
    ----------
    report : Report
    cued : mapping of int to list of Hit
        Cues by sentence number.

    Returns
    -------
    dict of int to list of Hit
        By sentence number; without the sentences that have cues of their own.
    """
    found: dict[int, list[Hit]] = {}
    for items in _lists(report):
        lent = _lent(report, cued, items)
        for number in items if lent else ():
            if number in report.places and number not in cued:
                found[number] = lent
    return found


def _lists(report: Report) -> Iterator[list[int]]:
    """Lists within a line, each as the numbers of its items."""
    starts, raw = report.text.starts, report.text.text
    if not has_lists(raw):
        return
    items: list[int] = []
    for number, start in enumerate(starts):
        if level(raw, start) == LIST and not (items and "\n" in raw[starts[items[-1]] : start].rstrip("\n ")):
            items.append(number)
        elif items:
            yield items
            items = []
    if items:
        yield items


def _lent(report: Report, cued: Mapping[int, list[Hit]], items: list[int]) -> list[Hit]:
    """The cues of the last item, which may belong to the whole list, or else those that introduce the list."""
    last = items[-1]
    places = report.places.get(last, [])
    if last in cued and places and len(items) > 1 and cued[last][0].start >= places[-1].end - 8:
        return cued[last]
    for number in range(items[0] - 1, max(-1, items[0] - 1 - _REACH), -1):
        if number in cued:
            return [hit for hit in cued[number] if report.rules.types.has(hit.term.cue, "listed")]
    return []


def as_own(report: Report, number: int, lent: list[Hit]) -> list[Hit]:
    """Cues of another line as if they were at the end of a sentence."""
    _, end = report.text.bounds(number)
    return [hit._replace(start=end, end=end) for hit in lent]


def date_items(report: Report, drafts: list[Draft], above: list[int], lent: Mapping[int, list[Hit]]) -> None:
    """Date the undated drafts of a note by the line that introduces their list, or by its line "(date) 10.22."."""
    labelled = _labelled_days(report, above)
    for draft in drafts:
        if draft.day is None and draft.sentence in lent:
            draft.when = _day_of(report, report.text.number(lent[draft.sentence][0].start)) or draft.when
        if draft.day is None:
            draft.when = labelled.get(above[draft.sentence], draft.when)


def labelled_places(report: Report, above: list[int]) -> dict[int, Mention]:
    """Places that notes give after a label ("(place) Mansudae Assembly Hall") or as where it was held, by heading."""
    found: dict[int, Mention] = {}
    raw = report.text.text
    if not any(above):
        return found
    for match in report.rules.patterns.reports.place_label.finditer(raw):
        number = report.text.number(match.start())
        beside = (m for m in report.places.get(number, ()) if 0 <= m.start - match.end() <= _AFTER_LABEL)
        place = next(beside, None)
        if place:
            found.setdefault(above[number], place)
    held_after = report.rules.patterns.reports.held_after
    for number, mentions in report.places.items():
        if above[number] and held_after.match(raw, mentions[-1].end):
            found.setdefault(above[number], mentions[-1])
    return found


def _labelled_days(report: Report, above: list[int]) -> dict[int, DateFound]:
    """Days that notes give after a label, by the number of the heading."""
    found: dict[int, DateFound] = {}
    if not any(above):
        return found
    raw, patterns = report.text.text, report.rules.patterns
    for match in patterns.reports.day_label.finditer(raw):
        number = report.text.number(match.start())
        day = next(patterns.dates.find(raw, report.base, match.end(), report.text.bounds(number)[1]), None)
        if day and day.precision == "day" and day.start - match.end() <= _BESIDE:
            found.setdefault(above[number], day)
    return found


def _day_of(report: Report, number: int) -> DateFound | None:
    """The day that a line gives for its events, if it gives one."""
    start, end = report.text.bounds(number)
    days = report.rules.calendar.dates_of(
        report.text.text, report.base, start, end, report.sites.get(number, [])
    )
    return days[0] if len(days) == 1 and days[0].precision == "day" else None
