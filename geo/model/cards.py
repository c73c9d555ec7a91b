"""HTML cards and tables that display values in notebooks.

Text has the notebook's colours; borders and marks are translucent grey, blue or red, so that light and dark themes
both work. All text from outside is escaped with :func:`html.escape`. The modules of the values import this one, so
cards read attributes only and import no value.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from .periods import shown_day
from .urls import host_of

__all__ = [
    "ROWS",
    "SOFT",
    "day_shown",
    "escaped",
    "event_card",
    "extraction_view",
    "grid",
    "mention_card",
    "place_shown",
    "site_card",
    "table",
]

_CARD = (
    "border:1px solid rgba(127,127,127,.45);border-left:4px solid rgba(60,130,200,.9);border-radius:6px;"
    "padding:8px 12px;margin:6px 0;max-width:60em;line-height:1.45;overflow-wrap:anywhere"
)
_CELL = (
    "text-align:left;vertical-align:top;padding:3px 10px 3px 0;border-bottom:1px solid rgba(127,127,127,.3)"
)
SOFT = "opacity:.75;font-size:.9em"
"""Style of secondary text."""
_MARKS = {
    "location": "background:rgba(60,130,200,.25);border-bottom:2px solid rgba(60,130,200,.9)",
    "refused": "background:rgba(200,60,60,.22);border-bottom:2px dashed rgba(200,60,60,.9)",
    "": "border-bottom:2px dotted rgba(127,127,127,.9)",
}
ROWS = 10
"""Number of rows of a table that are displayed; further rows are counted."""
_LETTERS = 4_000
"""Number of characters of an article that are displayed."""


def escaped(value: object) -> str:
    """Return a value as text that is safe in HTML, with lone surrogates replaced."""
    return (
        html.escape("" if value is None else str(value), quote=True)
        .encode("utf-8", "replace")
        .decode("utf-8")
    )


def _link(url: str, text: str) -> str:
    """A link for a web address, else the text alone."""
    if not host_of(url):
        return escaped(text)
    return f'<a href="{escaped(url)}" target="_blank" rel="noreferrer noopener">{escaped(text)}</a>'


def grid(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a table of names and values; values are HTML already, and empty ones are left out."""
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}">{escaped(name)}</th><td style="{_CELL}">{value}</td></tr>'
        for name, value in pairs
        if value
    )
    return f'<table style="border-collapse:collapse;margin:4px 0">{rows}</table>'


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], more: int) -> str:
    """Return a table of plain values; ``more`` is the number of rows that are left out."""
    head = "".join(f'<th scope="col" style="{_CELL}">{escaped(h)}</th>' for h in heads)
    body = "".join(
        f"<tr>{''.join(f'<td style={_quoted(_CELL)}>{escaped(c)}</td>' for c in row)}</tr>" for row in rows
    )
    rest = f'<p style="{SOFT}">and {more:,} more</p>' if more > 0 else ""
    return f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}'


def _quoted(value: str) -> str:
    return f'"{value}"'


def day_shown(event: Any) -> str:
    """Return the date of an event as precisely as it is known, or that it is unknown."""
    if event.date is None:
        return f"unknown; reported {event.source_date}" if event.source_date else "unknown"
    return shown_day(event.date, event.date_precision)


def place_shown(event: Any) -> str:
    """Return the names of an event's site and units, or that its place is not resolved."""
    names = (event.site or "", event.adm2_name, event.adm1_name)
    return ", ".join(dict.fromkeys(n for n in names if n)) or "place not resolved"


def event_card(event: Any) -> str:
    """Return an event as a card: title, sentence, date, place and the rules that gave them.

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
        f'<div style="{_CARD}"><strong>{escaped(event.title)}</strong>'
        f'<span style="{SOFT}">{escaped(doubt)}</span>'
        f'<blockquote style="margin:4px 0;border:0;padding:0">“{escaped(event.quote)}”</blockquote>'
        + grid(
            [
                ("date", escaped(f"{day_shown(event)} ({event.date_rule})")),
                ("place", escaped(f"{place_shown(event)}, known to {event.geo_precision}: {event.rule}")),
                ("basis", escaped(event.basis)),
                ("leader", "present" if event.leader else ""),
                ("actors", escaped(", ".join(event.actors))),
                ("score", escaped(f"{event.score:.2f}, {event.status}")),
                ("records", escaped(", ".join(event.records))),
                ("source", _link(event.source_url, source)),
            ]
        )
        + "</div>"
    )


def mention_card(mention: Any) -> str:
    """Return a mention as a card: the name, the place that it was resolved to, and the rule."""
    code = mention.adm2 or mention.adm1
    where = f"{mention.name or mention.surface} ({code})" if code else "not resolved"
    return (
        f'<div style="{_CARD}"><strong>{escaped(mention.surface)}</strong>'
        + grid(
            [
                ("as", escaped(f"{mention.kind}, {mention.role}")),
                ("place", escaped("in South Korea" if mention.country != "KP" else where)),
                ("rule", escaped(f"{mention.rule}, score {mention.score:.2f}")),
                ("characters", f"{mention.start} to {mention.end}"),
            ]
        )
        + "</div>"
    )


def site_card(site: Any) -> str:
    """Return a site as a card: names, location, and when it was mentioned."""
    units = ", ".join(dict.fromkeys(n for n in (site.adm2_name, site.adm1_name) if n))
    at = f"{site.lat:.4f}, {site.lon:.4f}" if site.geo_precision == "site" and site.lat and site.lon else ""
    return (
        f'<div style="{_CARD}"><strong>{escaped(site.name)}</strong> {escaped(site.korean)}'
        + grid(
            [
                ("kind", escaped(site.kind)),
                ("place", escaped(f"{units or 'no county'}, known to {site.geo_precision}: {site.rule}")),
                ("latitude, longitude", escaped(at)),
                ("mentioned", escaped(f"{site.n_mentions} times, {site.first or '–'} to {site.last or '–'}")),
                ("events", escaped(site.n_events)),
                ("known from", escaped(site.origin)),
            ]
        )
        + "</div>"
    )


def extraction_view(found: Any) -> str:
    """Return an article with its mentions highlighted, followed by its events.

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
    more = f'<p style="{SOFT}">and {rest:,} more characters</p>' if rest > 0 else ""
    events = found.events[:ROWS]
    left = len(found.events) - len(events)
    tail = f'<p style="{SOFT}">and {left:,} more events</p>' if left > 0 else ""
    return (
        '<div style="max-width:60em;line-height:1.6;overflow-wrap:anywhere">'
        f"<strong>{_link(article.url, head)}</strong><p>{_marked(found)}</p>{more}"
        f"{''.join(map(event_card, events))}{tail}</div>"
    )


def _marked(found: Any) -> str:
    """The text with each mention highlighted by its role; of overlapping mentions only the first."""
    text, out, at = found.article.text[:_LETTERS], [], 0
    for m in sorted(found.mentions, key=lambda m: m.start):
        if m.start < at or m.end > len(text):
            continue
        resolved = m.adm1 or m.country != "KP"
        kind = "" if m.role != "location" else "location" if resolved else "refused"
        title = f"{m.role}: {m.adm2 or m.adm1 or 'not resolved'}, {m.rule}"
        out.append(escaped(text[at : m.start]))
        out.append(
            f'<span style="{_MARKS[kind]}" title="{escaped(title)}">{escaped(text[m.start : m.end])}</span>'
        )
        at = m.end
    out.append(escaped(text[at:]))
    return "".join(out).replace("\n", "<br>")
