"""Why an event has its type, day, place and basis: the rule, the words, and what else was in the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from geo.extraction.events.assembly import Draft
from geo.extraction.events.modality import Modality
from geo.extraction.events.trace import Evidence, Trace
from geo.model.entities import Event, Mention
from geo.text.dates import DateFound
from geo.text.normalization import one_line
from geo.text.spans import Hit

from .sentences import cue_reason, quoted, report_of

__all__ = ["event_reasons"]

_MOST = 4
"""Number of words not taken that the short form lists."""
_ROLES = {
    "dateline": "the dateline",
    "name-part": "part of a name",
    "metonym": "stands for a body, not a place",
}
_Left = list[tuple[str, str]]
"""What a sentence has besides, with the reason why it was not taken."""


def event_reasons(trace: Trace, event: Event, *, verbose: bool = False) -> list[str]:
    """Lines that say why an event has its type, day, place and basis.

    Parameters
    ----------
    trace : Trace
        Of the article.
    event : Event
        As extracted, or as corrected.
    verbose : bool
        Whether to say of everything else in the sentence why it was not taken.

    Examples
    --------
    >>> from geo.extraction.pipeline import extractor
    >>> from geo.model.entities import Article
    >>> trace = Trace()
    >>> body = "Pyongyang, May 3 -- Haeju Mill was inaugurated in Haeju City on May 2, 2024, KCNA said."
    >>> event = extractor().extract(Article("a", body), trace=trace).events[0]
    >>> for line in event_reasons(trace, event)[1:]:
    ...     print(line)
      type   inauguration: “inaugurated”
      day    2024-05-02 by date-written-out: “May 2, 2024”
      place  Haeju Mill, Haeju, South Hwanghae by own-name: “Haeju Mill”
      basis  state media: cites KCNA, named in the sentence
      not taken: “May 3”, “Pyongyang”, “Haeju City”
    """
    read = trace.evidence
    draft = next((d for e, d in trace.events if e.event_id == event.event_id), None)
    lines = [f"event {event.event_id}: {event.title}"]
    if read is None or draft is None:
        return lines
    left: _Left = []
    basis = trace.bases[event.event_id]
    day = event.date.isoformat() if event.date else "unknown"
    if event.date and event.date_precision in ("month", "year"):
        day = day[: 7 if event.date_precision == "month" else 4]
    names = (event.site or "", event.adm2_name, event.adm1_name)
    where = ", ".join(dict.fromkeys(name for name in names if name)) or "no place"
    lines += [
        f"  type   {event.type}: {_type_words(read, event, draft, left)}",
        f"  day    {day} by {event.date_rule}{_day_words(read, event, draft, left)}",
        f"  place  {where} by {event.rule}{_place_words(trace, read, event, draft, left)}",
        f"  basis  {event.basis}: {basis.reason if basis.basis == event.basis else 'corrected'}",
    ]
    if verbose:
        lines.insert(1, f"  quote  {event.quote}")
        lines += [f"  not taken: “{words}”: {reason}" for words, reason in left]
        lines += [f"  also from: {quoted(sentence)}" for sentence in _merged(trace, read, event, draft)]
    elif left:
        listed = list(dict.fromkeys(f"“{words}”" for words, _ in left))
        more = f" and {len(listed) - _MOST} more (--verbose)" if len(listed) > _MOST else ""
        lines.append(f"  not taken: {', '.join(listed[:_MOST])}{more}")
    return lines


def _cues(read: Evidence, draft: Draft) -> Iterator[Hit]:
    for hit in read.hits:
        if hit.term.cue and draft.start <= hit.start < draft.end:
            yield hit


def _type_words(read: Evidence, event: Event, draft: Draft, left: _Left) -> str:
    """The cues that gave the type; others go to ``left``."""
    raw = read.text.text
    report, modality = (
        report_of(read),
        Modality(read.rules.patterns, read.reference.lexicon, read.rules.types),
    )
    taken, others = [], []
    for cue in _cues(read, draft):
        words = one_line(raw[cue.start : cue.end])
        if report.is_named(cue):
            left.append((words, "a cue, but part of a name"))
        elif cue.term.cue == event.type:
            taken.append(words)
        else:
            others.append((cue, words))
    if taken or not others:
        for cue, words in others:
            kind = cue.term.cue
            if kind in read.rules.types and not _is_ruled_out(read, modality, cue):
                left.append((words, f"a cue of {kind}, which the type {event.type} goes before"))
            else:
                left.append((words, f"a cue of {kind}: {cue_reason(read, modality, cue)}"))
        found = ", ".join(f"“{words}”" for words in dict.fromkeys(taken))
        return found or "by the event that the sentence refers to"
    listed = ", ".join(f"“{words}” (a cue of {cue.term.cue})" for cue, words in others)
    return f"{listed}, read as {event.type} by the other words of the sentence"


def _is_ruled_out(read: Evidence, modality: Modality, cue: Hit) -> bool:
    """Whether the words around a cue alone say that it reports no event."""
    return cue_reason(read, modality, cue) != "other words of the sentence rule it out"


def _day_words(read: Evidence, event: Event, draft: Draft, left: _Left) -> str:
    """The words that gave the day, with the sentence where it is another; other days go to ``left``."""
    raw, text, report = read.text.text, read.text, report_of(read)

    def chosen(day: DateFound) -> bool:
        return day.date is not None and (day.date, day.rule) == (event.date, event.date_rule)

    here = list(read.rules.patterns.dates.find(raw, report.base, *text.bounds(draft.sentence)))
    sites = report.sites.get(draft.sentence, [])
    own = {
        day.start
        for day in read.rules.calendar.dates_of(raw, report.base, *text.bounds(draft.sentence), sites)
    }
    taken = next((day for day in here if chosen(day)), None)
    for day in here:
        if day is taken:
            continue
        if day.start in own:
            reason = "another day is nearer to the cue or more precise" if taken else "it gives no day"
        else:
            reason = "the day of the report, of something else, or still to come"
        left.append((one_line(raw[day.start : day.end]), reason))
    if taken is not None:
        return f": “{one_line(raw[taken.start : taken.end])}”"
    if event.date is None:
        return ""
    for number in sorted(range(len(text.starts)), key=lambda n: abs(n - draft.sentence)):
        for day in read.rules.patterns.dates.find(raw, report.base, *text.bounds(number)):
            if chosen(day):
                return f": “{one_line(raw[day.start : day.end])}” in sentence {number + 1}"
    return ""


def _place_words(trace: Trace, read: Evidence, event: Event, draft: Draft, left: _Left) -> str:
    """The words that gave the place; other places go to ``left``."""
    raw, place = read.text.text, draft.place
    for mention in read.mentions:
        if not draft.start <= mention.start < draft.end and read.text.number(mention.start) != draft.sentence:
            continue
        if place is None or (mention.start, mention.end) != (place.start, place.end):
            words = one_line(raw[mention.start : mention.end])
            left.append((words, _not_the_place(trace, event, place, mention)))
    if place is None:
        return ""
    number = read.text.number(place.start)
    elsewhere = f" in sentence {number + 1}" if number != draft.sentence else ""
    return f": “{one_line(raw[place.start : place.end])}”{elsewhere}"


def _not_the_place(trace: Trace, event: Event, place: Mention | None, mention: Mention) -> str:
    """Why a mention is not the place of an event."""
    if mention.role in _ROLES:
        return _ROLES[mention.role]
    if mention.country != "KP":
        return "in the South or abroad"
    if not (mention.adm1 or mention.adm2):
        return f"not resolved, {mention.rule}"
    if (
        place
        and mention.kind in ("adm1", "adm2")
        and (mention.adm2 or mention.adm1) in (place.adm1, place.adm2)
    ):
        return "the unit around the place"
    for other, draft in trace.events:
        at = draft.place
        if other.event_id != event.event_id and at and (at.adm1, at.adm2) == (mention.adm1, mention.adm2):
            return f"the place of event {other.event_id}"
    return "the words around it do not say that the event was there"


def _merged(trace: Trace, read: Evidence, event: Event, draft: Draft) -> Iterator[str]:
    """The other sentences with a draft of the same type and place."""
    numbers = {d.sentence for d in trace.drafts if (d.type, d.where) == (event.type, draft.where)}
    for number in sorted(numbers - {draft.sentence}):
        start, end = read.text.bounds(number)
        yield read.text.text[start:end]
