"""Why a sentence gives no event, or which event it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.extraction.events.assembly import Draft
from geo.extraction.events.clauses import clauses_of
from geo.extraction.events.genres import Genre
from geo.extraction.events.modality import Modality
from geo.extraction.events.report import Report, by_sentence
from geo.extraction.events.retrospection import long_past
from geo.extraction.events.trace import Evidence, Trace
from geo.model.entities import Event
from geo.text.normalization import one_line
from geo.text.spans import Hit

__all__ = ["cue_reason", "quoted", "report_of", "sentence_numbers", "sentence_reasons"]

_LEAD = 70
"""Characters before a cue in which words of plans and denials are looked for, as in classification."""
_RULED_OUT = ("none", "void")
"""Words that are no event types: of plans, calls, letters and messages."""
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_SHORT = 110


def quoted(text: str, most: int = _SHORT) -> str:
    """Return a text on one line, in quotes, cut where it is long."""
    line = one_line(text)
    return f"“{line if len(line) <= most else line[: most - 1].rstrip() + '…'}”"


def report_of(read: Evidence) -> Report:
    """The places, people and cues of an article by sentence, as extraction sees them."""
    placed = [m for m in read.mentions if m.role == "location" and m.country == "KP" and (m.adm1 or m.adm2)]
    return Report.of(read.article, read.text, read.hits, read.mentions, placed, read.rules)


def sentence_numbers(read: Evidence, asked: str) -> list[int]:
    """The numbers, from 0, of the sentences that a number, counted from 1, or a part of their text names.

    Examples
    --------
    >>> from geo.extraction.pipeline import extractor
    >>> from geo.model.entities import Article
    >>> trace = Trace()
    >>> found = extractor().extract(Article("a", "A mill opened in Haeju. It rained."), trace=trace)
    >>> [sentence_numbers(trace.evidence, asked) for asked in ("2", "a MILL", "snow")]
    [[1], [0], []]
    """
    text = read.text
    if asked.strip().isdigit() and 1 <= int(asked) <= len(text.starts):
        return [int(asked) - 1]
    words = one_line(asked).casefold()
    spans = [text.bounds(number) for number in range(len(text.starts))]
    found = [n for n, (a, b) in enumerate(spans) if words and words in one_line(text.text[a:b]).casefold()]
    if not found and words:  # a passage over several sentences, or one of which more was copied
        whole = [one_line(text.text[a:b]).casefold() for a, b in spans]
        found = [n for n, sentence in enumerate(whole) if len(sentence) > 8 and sentence in words]
    return found


def sentence_reasons(trace: Trace, number: int, *, verbose: bool = False) -> list[str]:
    """Lines that say which event a sentence gives, or why it gives none.

    Parameters
    ----------
    trace : Trace
        Of the article.
    number : int
        Number of the sentence, from 0.
    verbose : bool
        Whether to list all cues and places of the sentence, too.

    Examples
    --------
    >>> from geo.extraction.pipeline import extractor
    >>> from geo.model.entities import Article
    >>> trace = Trace()
    >>> body = "A mill was inaugurated in Haeju City. A farm will be built in Anju City."
    >>> found = extractor().extract(Article("a", body), trace=trace)
    >>> for line in sentence_reasons(trace, 1):
    ...     print(line)
    sentence 2: “A farm will be built in Anju City.”
      no event: “will be”: a word of plans, calls or messages, which rules out an event
    """
    if trace.evidence is None:
        return []
    read = trace.evidence
    start, end = read.text.bounds(number)
    lines = [f"sentence {number + 1}: {quoted(read.text.text[start:end], 400 if verbose else _SHORT)}"]
    own = [event for event, draft in trace.events if draft.sentence == number]
    if own:
        lines += [f"  event {event.event_id}: {event.title}" for event in own]
    else:
        lines += [f"  no event: {reason}" for reason in _reasons(trace, read, number)]
    if verbose:
        lines += _all(read, number)
    return lines


def _reasons(trace: Trace, read: Evidence, number: int) -> Iterator[str]:
    """Why a sentence gives no event; the first is the decisive one."""
    genre = trace.genre
    if genre and genre.genre is Genre.WORDS:
        yield f"the text reports words, not events: {genre.reason}"
        return
    report = report_of(read)
    cues = [h for h in read.hits if h.term.cue and read.text.number(h.start) == number]
    unnamed = [h for h in cues if not report.is_named(h)]
    if not unnamed:
        named = ", ".join(f"“{read.text.text[h.start : h.end]}”" for h in cues)
        yield f"its cue is part of a name: {named}" if named else "no cue: no word of it reports an event"
        return
    if any(draft.sentence == number for draft in trace.refused) and genre:
        yield f"the text is a description, of which only dated works and visits count: {genre.reason}"
        return
    left = trace.left_out.get(number)
    merged = [draft for draft in trace.drafts if draft.sentence == number]
    if merged or left == "continues":
        event = _merged_into(trace, merged, number)
        if event:
            yield f"merged into event {event.event_id}: {event.title}"
        else:
            yield "it goes on about an event that was not kept"
    elif genre is None:
        yield "the text names no place of the North, so that none of its sentences is read for events"
    elif left == "past":
        yield f"history: {_past(read, report, number)}"
    elif left == "heading":
        yield "a heading: what it announces is read from the text below it"
    elif left == "not reported":
        yield from _not_reported(read, report, number, unnamed)
    else:
        yield "no place: neither it nor what it refers to names one"


def _merged_into(trace: Trace, drafts: list[Draft], number: int) -> Event | None:
    """The event that the drafts of a sentence became part of, or that the sentence continues."""

    def distance(pair: tuple[Event, Draft]) -> tuple[bool, bool, int]:
        event, draft = pair
        same = any(one.where == draft.where for one in drafts)
        alike = any(one.type == event.type for one in drafts)
        return not same, not alike, abs(number - draft.sentence)

    return min(trace.events, key=distance, default=(None, None))[0]


def _past(read: Evidence, report: Report, number: int) -> str:
    """What places a sentence in the past."""
    raw, bounds = read.text.text, read.text.bounds(number)
    for day in read.rules.patterns.dates.find(raw, report.base, *bounds):
        if long_past(day.date, report.base):
            return f"“{raw[day.start : day.end]}” is more than two years before the report"
    former = by_sentence(read.text, (h for h in read.hits if h.term.person == "former")).get(number)
    if former:
        return f"“{raw[former[0].start : former[0].end]}” acts in it"
    year = _YEAR.search(raw, *bounds)
    return f"the year {year.group()}" if year else "it continues sentences about the past"


def _not_reported(read: Evidence, report: Report, number: int, cues: list[Hit]) -> Iterator[str]:
    """Why none of the cues of a sentence reports an event."""
    raw, (start, end) = read.text.text, read.text.bounds(number)
    if not clauses_of(report, number, cues):
        ends = [*read.rules.patterns.clauses.called.finditer(raw, max(start, end - 40), end)]
        yield f"a call, duty or wish{f' (“{one_line(ends[-1].group())}”)' if ends else ''}, as its end says"
        return
    modality = Modality(read.rules.patterns, read.reference.lexicon, read.rules.types)
    for cue in cues:
        yield f"“{raw[cue.start : cue.end]}”: {cue_reason(read, modality, cue)}"


def cue_reason(read: Evidence, modality: Modality, cue: Hit) -> str:
    """Why a cue reports no event; a general reason where none of the patterns says it."""
    raw, says = read.text.text, read.rules.patterns.events
    start, end = read.text.sentence(cue.start)
    if cue.term.cue in _RULED_OUT:
        return "a word of plans, calls or messages, which rules out an event"
    sentence, at, after = raw[start:end], cue.start - start, cue.end - start
    lead = max(0, at - _LEAD)
    for pattern, first, label in (
        (says.planned, lead, "a plan"),
        (says.denied, lead, "a denial"),
        (says.task, 0, "part of a plan"),
        (says.anniversary, max(0, at - 120), "an anniversary"),
    ):
        match = pattern.search(sentence, first, at)
        if match:
            return f"{label} (“{one_line(match.group())}”)"
    match = says.undone.match(sentence, after)
    if match:
        return f"a plan or a denial (“{one_line(match.group())}”)"
    if modality.spoken_of(sentence, cue, start):
        return "only spoken of, as a wish, call, plan, topic or lasting state"
    if read.rules.classifier.sentence_type(sentence, start, [cue], leader=False) is None:
        return "a description or a mention: the words around it report nothing that happened"
    return "other words of the sentence rule it out"


def _all(read: Evidence, number: int) -> Iterator[str]:
    """All that a sentence has: cues, places, days."""
    raw, text = read.text.text, read.text
    for hit in read.hits:
        if hit.term.cue and text.number(hit.start) == number:
            yield f"  cue    “{raw[hit.start : hit.end]}”: {hit.term.cue}"
    for m in read.mentions:
        if text.number(m.start) == number:
            yield f"  place  “{one_line(raw[m.start : m.end])}”: {m.role}, {m.adm2 or m.adm1 or m.country}, {m.rule}"
    for day in read.rules.patterns.dates.find(raw, read.article.date, *text.bounds(number)):
        yield f"  day    “{raw[day.start : day.end]}”: {day.date or 'no day'}, {day.rule}"
