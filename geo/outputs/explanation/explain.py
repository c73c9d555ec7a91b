"""Explain the extraction from an article: candidates and rules for each name, grounds for each event.

The explanation is text for a terminal or a page with the marked-up article. The rules of the extraction are run again
one by one, and their answers are recorded.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from geo.extraction.events.trace import Trace
from geo.extraction.pipeline import extractor
from geo.extraction.resolution.document import Document
from geo.extraction.resolution.site_rules import SITE_RULES
from geo.extraction.resolution.unit_rules import UNIT_RULES
from geo.model.entities import Article, Event, Extraction, Mention
from geo.outputs.policy import policy
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.text.normalization import Cleaned, one_line
from geo.text.spans import Span

__all__ = ["Reading", "as_html", "as_text", "explain"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention with its candidate places and the answer of each rule."""

    mention: Mention
    candidates: tuple[str, ...]
    tried: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article with its readings and events, and the reference used."""

    article: Article
    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    reference: Reference = field(default_factory=Reference.bundled)
    trace: Trace = field(default_factory=Trace)

    def event(self, id_: str) -> Event | None:
        """The event with an id, of which the first letters are enough."""
        return next((event for event in self.events if event.event_id.startswith(id_)), None)


def explain(
    article: Article,
    corrected: Callable[[Extraction], Extraction] | None = None,
    *,
    reference: Reference | None = None,
) -> Explanation:
    """Extract from an article and record the candidates and the answers of the rules.

    Parameters
    ----------
    article : Article
    corrected : callable, optional
        Function that applies corrections, such as :meth:`geo.linking.corrections.Ledger.corrected`.
    reference : Reference, optional
        Source of names of places; the bundled one by default.

    Examples
    --------
    >>> found = explain(Article("a", "Rain fell on Unsan County."))
    >>> found.readings[0].candidates
    ('Unsan (KP0617)', 'Unsan (KP0720)')
    >>> found.readings[0].tried[0]
    ('parent-named', 'gives no place')
    """
    known = reference or Reference.bundled()
    reader = extractor(known)
    document = reader.resolve(article)
    cleaned = Cleaned.of(article)
    by_place = {cleaned.given(s.start, s.end): (i, s) for i, s in enumerate(document.spans)}
    trace = Trace()
    found = reader.extract(article, trace=trace)
    if corrected:
        found = corrected(found)
    readings = []
    for mention in found.mentions:
        index, span = by_place[mention.start, mention.end]
        tried = tuple(_tried(document, index, span, mention, known.gazetteer))
        readings.append(Reading(mention, _candidates(span), tried))
    return Explanation(article, tuple(readings), found.events, known, trace)


def _candidates(span: Span) -> tuple[str, ...]:
    places = {n.place.place_id: n.place for n in span.names}
    return tuple(f"{p.name} ({p.place_id})" for p in places.values())


def _tried(
    document: Document, index: int, span: Span, mention: Mention, known: Gazetteer
) -> Iterator[tuple[str, str]]:
    """Each rule tried for a span, with its answer."""
    if mention.role != "location":
        yield mention.rule, f"makes it a {mention.role}"
        return
    fits = list({n.place.place_id: n.place for n in span.names if n.place.country == "KP"}.values())
    if span.kind in ("adm1", "adm2") and len(fits) > 1:
        answers = [(rule.__name__, rule(document, index, fits)) for rule in UNIT_RULES]
    elif span.kind == "site" or not span.names:
        answers = [(rule.__name__, rule(document, index, span)) for rule in SITE_RULES]
    else:
        answers = []
    for name, answer in answers:
        if answer is None:
            yield name.replace("_", "-"), "gives no place"
        else:
            place = answer[0]
            where = known.name(place.adm2) or known.name(place.adm1) or place.name
            yield (
                answer[1],
                f"gives {where} ({place.adm2 or place.adm1 or place.country}), score {answer[2]:.2f}",
            )


def _place(mention: Mention, known: Gazetteer) -> str:
    if mention.country != "KP":
        return "in the South"
    chain = [n for n in (known.name(mention.adm2), known.name(mention.adm1)) if n]
    code = mention.adm2 or mention.adm1
    return f"{', '.join(dict.fromkeys(chain))} ({code})" if code else "not resolved"


def _heading(article: Article) -> str:
    """Title cut to one line; an article without a title has its first line as title, which may be long."""
    return textwrap.shorten(article.title, 100, placeholder=" …")


def _grounds(event: Event, trace: Trace) -> Iterator[tuple[str, str]]:
    """Labels and grounds of an event's values."""
    yield "id", event.event_id
    yield "type", event.type
    yield "date", f"{event.date or 'unknown'} ({event.date_precision or 'no precision'}): {event.date_rule}"
    names = (event.site or "", event.adm2_name, event.adm1_name)
    where = ", ".join(dict.fromkeys(n for n in names if n)) or "no place"
    yield "place", f"{where}, known to {event.geo_precision}: {event.rule}"
    found = trace.bases.get(event.event_id)
    yield "basis", f"{event.basis}{f': {found.reason}' if found and found.basis == event.basis else ''}"
    yield "leader", "present" if event.leader else "not reported to be present"
    if event.actors:
        yield "actors", ", ".join(event.actors)
    yield "score", f"{event.score:.2f}, {event.status}"
    yield "quote", f"[{event.quote_start}:{event.quote_end}] {event.quote}"


def as_text(found: Explanation) -> str:
    """An explanation for a terminal."""
    lines = [f"{found.article.id}  {found.article.date or 'no date'}  {_heading(found.article)}".rstrip(), ""]
    for reading in found.readings:
        m = reading.mention
        lines.append(f"{one_line(m.surface)}  [{m.start}:{m.end}]  {m.kind}, {m.role}")
        if m.role == "location":
            lines.append(f"  {_place(m, found.reference.gazetteer)}  by {m.rule}  score {m.score:.2f}")
        if len(reading.candidates) > 1:
            lines.append(f"  candidates: {'; '.join(reading.candidates)}")
        lines += [f"    {rule}: {answer}" for rule, answer in reading.tried]
    for number, event in enumerate(found.events, 1):
        lines += ["", f"event {number}: {event.title}"]
        lines += [f"  {name:7}{text}" for name, text in _grounds(event, found.trace)]
    if not found.events:
        lines += ["", "no event"]
    return "\n".join(lines)


def as_html(found: Explanation) -> str:
    """An explanation as an HTML page; all text from the article is escaped."""
    here = Path(__file__)
    style = here.with_suffix(".css").read_text("utf-8")
    return Template(here.with_suffix(".html").read_text("utf-8")).substitute(
        style=style,
        policy=policy(style),
        title=html.escape(_heading(found.article) or found.article.id),
        day=html.escape(str(found.article.date or "no date")),
        text=_marked(found),
        events="".join(_event_html(n, e, found.trace) for n, e in enumerate(found.events, 1))
        or "<p>No event.</p>",
        readings="".join(
            _reading_html(n, r, found.reference.gazetteer) for n, r in enumerate(found.readings, 1)
        ),
    )


def _marked(found: Explanation) -> str:
    """The text as HTML with each mention linked; of overlapping mentions only the first."""
    out, at = [], 0
    raw = found.article.text.encode("utf-8", "replace").decode("utf-8")  # "?" for lone surrogates
    for number, reading in enumerate(found.readings, 1):
        m = reading.mention
        if m.start < at:
            continue
        kind = "refused" if m.role == "location" and not (m.adm1 or m.country != "KP") else m.role
        out.append(html.escape(raw[at : m.start]))
        out.append(
            f'<a href="#m{number}" class="{kind}" title="{html.escape(m.rule)}">'
            f"{html.escape(raw[m.start : m.end])}</a>"
        )
        at = m.end
    out.append(html.escape(raw[at:]))
    return "".join(out).replace("\n", "<br>\n")


def _reading_html(number: int, reading: Reading, known: Gazetteer) -> str:
    m = reading.mention
    tried = "".join(
        f"<li><code>{html.escape(rule)}</code> {html.escape(answer)}</li>" for rule, answer in reading.tried
    )
    where = f"{_place(m, known)}, score {m.score:.2f}" if m.role == "location" else ""
    cells = (one_line(m.surface), f"{m.kind}, {m.role}", where, m.rule, "; ".join(reading.candidates))
    row = "".join(f"<td>{html.escape(c)}</td>" for c in cells)
    return f'<tr id="m{number}"><td>{number}</td>{row}<td><ul>{tried}</ul></td></tr>\n'


def _event_html(number: int, event: Event, trace: Trace) -> str:
    rows = "".join(
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in _grounds(event, trace)
    )
    return f"<section><h3>{number}. {html.escape(event.title)}</h3><dl>{rows}</dl></section>\n"
