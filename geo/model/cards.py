"""How values show themselves in a notebook: cards and tables of escaped HTML that follow its colours.

Nothing here has a colour of its own but a border and a mark in half-clear grey, blue and red, so that all can be
read in the light and in the dark. Everything that comes from outside goes through :func:`html.escape`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.reference.publishers import host_of

from .entities import Event, Extraction, Mention
from .periods import shown_day

if TYPE_CHECKING:
    from geo.api.results import Results
    from geo.linking.site_register import Site

__all__ = ["event_card", "extraction_view", "mention_card", "results_view", "site_card"]

_CARD = (
    "border:1px solid rgba(127,127,127,.45);border-left:4px solid rgba(60,130,200,.9);border-radius:6px;"
    "padding:8px 12px;margin:6px 0;max-width:60em;line-height:1.45;overflow-wrap:anywhere"
)
_CELL = (
    "text-align:left;vertical-align:top;padding:3px 10px 3px 0;border-bottom:1px solid rgba(127,127,127,.3)"
)
_SOFT = "opacity:.75;font-size:.9em"
_MARKS = {
    "location": "background:rgba(60,130,200,.25);border-bottom:2px solid rgba(60,130,200,.9)",
    "refused": "background:rgba(200,60,60,.22);border-bottom:2px dashed rgba(200,60,60,.9)",
    "": "border-bottom:2px dotted rgba(127,127,127,.9)",
}
_ROWS = 10
"""Rows of a table that are shown; the rest is counted."""
_LETTERS = 4_000
"""Letters of an article that are shown."""


def _text(value: object) -> str:
    return (
        html.escape("" if value is None else str(value), quote=True)
        .encode("utf-8", "replace")
        .decode("utf-8")
    )


def _link(url: str, text: str) -> str:
    """A link where the address is one of the web, else the text alone."""
    if not host_of(url):
        return _text(text)
    return f'<a href="{_text(url)}" target="_blank" rel="noreferrer noopener">{_text(text)}</a>'


def _grid(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with values that are markup already, those that are empty left out."""
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}">{_text(name)}</th><td style="{_CELL}">{value}</td></tr>'
        for name, value in pairs
        if value
    )
    return f'<table style="border-collapse:collapse;margin:4px 0">{rows}</table>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], more: int) -> str:
    head = "".join(f'<th scope="col" style="{_CELL}">{_text(h)}</th>' for h in heads)
    body = "".join(
        f"<tr>{''.join(f'<td style={_quoted(_CELL)}>{_text(c)}</td>' for c in row)}</tr>" for row in rows
    )
    rest = f'<p style="{_SOFT}">and {more:,} more</p>' if more > 0 else ""
    return f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}'


def _quoted(value: str) -> str:
    return f'"{value}"'


def _day(event: Event) -> str:
    """A date as precisely as it is known, or that it is not."""
    if event.date is None:
        return f"not told; reported {event.source_date}" if event.source_date else "not told"
    return shown_day(event.date, event.date_precision)


def _place(event: Event) -> str:
    names = (event.site or "", event.adm2_name, event.adm1_name)
    return ", ".join(dict.fromkeys(n for n in names if n)) or "no place that the text settles"


def event_card(event: Event) -> str:
    """An event as a card: what, when, where, the sentence, and why.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> body = "Kim Jong Un inspected the <b>Anju Pump Factory</b> in Anju City on November 8, 2024."
    >>> card = event_card(extract(Article("a", body)).events[0])
    >>> "&lt;b&gt;" in card, "<b>" in card, "2024-11-08" in card
    (True, False, True)
    """
    doubt = " ? candidate: read the sentence before use" if event.status == "candidate" else ""
    source = f"{event.source_title or event.source_id}{f', {event.source_date}' if event.source_date else ''}"
    return (
        f'<div style="{_CARD}"><strong>{_text(event.title)}</strong>'
        f'<span style="{_SOFT}">{_text(doubt)}</span>'
        f'<blockquote style="margin:4px 0;border:0;padding:0">“{_text(event.quote)}”</blockquote>'
        + _grid(
            [
                ("date", _text(f"{_day(event)} ({event.date_rule})")),
                ("place", _text(f"{_place(event)}, known to {event.geo_precision}: {event.rule}")),
                ("leader", "there" if event.leader else ""),
                ("actors", _text(", ".join(event.actors))),
                ("score", _text(f"{event.score:.2f}, {event.status}")),
                ("records", _text(", ".join(event.records))),
                ("source", _link(event.source_url, source)),
            ]
        )
        + "</div>"
    )


def mention_card(mention: Mention) -> str:
    """A mention as a card: the name, what it was taken for, and the rule."""
    code = mention.adm2 or mention.adm1
    where = f"{mention.name or mention.surface} ({code})" if code else "not settled"
    return (
        f'<div style="{_CARD}"><strong>{_text(mention.surface)}</strong>'
        + _grid(
            [
                ("as", _text(f"{mention.kind}, {mention.role}")),
                ("place", _text("in the South" if mention.country != "KP" else where)),
                ("rule", _text(f"{mention.rule}, score {mention.score:.2f}")),
                ("letters", f"{mention.start} to {mention.end}"),
            ]
        )
        + "</div>"
    )


def site_card(site: Site) -> str:
    """A site as a card: names, where it is, when it was named."""
    from geo.reference.gazetteer import gazetteer

    known = gazetteer()
    units = ", ".join(dict.fromkeys(n for n in (known.name(site.adm2), known.name(site.adm1)) if n))
    at = f"{site.lat:.4f}, {site.lon:.4f}" if site.geo_precision == "site" and site.lat and site.lon else ""
    return (
        f'<div style="{_CARD}"><strong>{_text(site.name)}</strong> {_text(site.korean)}'
        + _grid(
            [
                ("kind", _text(site.kind)),
                ("place", _text(f"{units or 'no county'}, known to {site.geo_precision}: {site.rule}")),
                ("latitude, longitude", _text(at)),
                ("named", _text(f"{site.n_mentions} times, {site.first or '–'} to {site.last or '–'}")),
                ("events", _text(site.n_events)),
                ("known from", _text(site.origin)),
            ]
        )
        + "</div>"
    )


def extraction_view(found: Extraction) -> str:
    """An article with its names marked, then its events.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> view = extraction_view(extract(Article("a", "Rain fell on Songchon County.")))
    >>> 'title="location: KP0717, type-word">Songchon County</span>' in view
    True
    """
    article = found.article
    head = f"{article.title or article.id}{f', {article.date}' if article.date else ''}"
    rest = len(article.text) - _LETTERS
    more = f'<p style="{_SOFT}">and {rest:,} more letters</p>' if rest > 0 else ""
    events = found.events[:_ROWS]
    left = len(found.events) - len(events)
    tail = f'<p style="{_SOFT}">and {left:,} more events</p>' if left > 0 else ""
    return (
        '<div style="max-width:60em;line-height:1.6;overflow-wrap:anywhere">'
        f"<strong>{_link(article.url, head)}</strong><p>{_marked(found)}</p>{more}"
        f"{''.join(map(event_card, events))}{tail}</div>"
    )


def _marked(found: Extraction) -> str:
    """The text with each name marked by what it was taken for; of names that overlap, the first."""
    text, out, at = found.article.text[:_LETTERS], [], 0
    for m in sorted(found.mentions, key=lambda m: m.start):
        if m.start < at or m.end > len(text):
            continue
        settled = m.adm1 or m.country != "KP"
        kind = "" if m.role != "location" else "location" if settled else "refused"
        title = f"{m.role}: {m.adm2 or m.adm1 or 'not settled'}, {m.rule}"
        out.append(_text(text[at : m.start]))
        out.append(
            f'<span style="{_MARKS[kind]}" title="{_text(title)}">{_text(text[m.start : m.end])}</span>'
        )
        at = m.end
    out.append(_text(text[at:]))
    return "".join(out).replace("\n", "<br>")


def results_view(results: Results) -> str:
    """Counts of results and the first of their events, the newest report first."""
    events = results.event_list
    dated = sum(e.date is not None for e in events)
    weak = sum(e.status == "candidate" for e in events)
    told = len({e.happening_id for e in events})
    counts = [
        ("articles", f"{len(results.extractions):,}"),
        ("events", f"{len(events):,}, {told:,} happenings, {dated:,} dated, {weak:,} candidates"),
        ("sites", f"{len(results.sites):,}"),
        ("records", f"{len(results.records):,}, {len(results.links):,} ties" if results.records else ""),
        ("problems", f"{len(results.problems):,}: {_text(results.problems[0])}" if results.problems else ""),
    ]
    newest = sorted(events, key=lambda e: str(e.source_date or e.date or ""), reverse=True)[:_ROWS]
    rows = [(_day(e), e.type, _place(e), e.quote[:120] + ("…" if len(e.quote) > 120 else "")) for e in newest]
    table = _table(("date", "type", "place", "sentence"), rows, len(events) - len(rows)) if rows else ""
    hint = f'<p style="{_SOFT}">.map() draws them; .events, .chains and .sites are tables</p>'
    return f'<div style="overflow-wrap:break-word">{_grid(counts)}{table}{hint}</div>'
