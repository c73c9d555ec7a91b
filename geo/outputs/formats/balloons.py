"""HTML of Google Earth's balloons; every value is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from geo.model.entities import Event, Record
from geo.model.links import Link
from geo.model.periods import shown_day
from geo.model.sites import Site
from geo.reference.gazetteer import Gazetteer

__all__ = ["KNOWN", "TEMPLATE", "number", "of_event", "of_record", "of_site", "place"]

TEMPLATE = "$[description]"
"""Template of every balloon: only our description, without Google Earth's heading and links to directions."""

KNOWN = {
    "site": "Known to the site itself", "locality": "Known to the town or village",
    "adm2": "Known only to its county; the mark is at the seat",
    "adm1": "Known only to its province; the mark is inside it", "country": "Known to no place in the country",
    "sea": "At sea", "none": "No place known",
}  # fmt: skip
"""Description of each value of ``geo_precision``."""
_ADDRESS = re.compile(r"https?://\S+$")


def html(value: object) -> str:
    """Escape a value for HTML, and "$" too, since Google Earth substitutes ``$[name]``.

    Examples
    --------
    >>> html("<b>Songchon</b> $[quote]")
    '&lt;b&gt;Songchon&lt;/b&gt; &#36;[quote]'
    """
    return escape(str(value)).replace("$", "&#36;")


def place(known: Gazetteer, adm1: str | None, adm2: str | None, *, first: str | None = "") -> str:
    """A place as text, most specific name first, with the Korean name of its county or province."""
    county, korean = known.name(adm2), ""
    if unit := known.get(adm2 or adm1):
        korean = f" ({unit.korean})" if unit.korean else ""
    names = dict.fromkeys(name for name in (first, county, known.name(adm1)) if name)
    return f"{', '.join(names)}{korean}" if names else "No place known"


def _linked(text: str, url: str) -> str:
    return f'<a href="{html(url)}">{html(text)}</a>' if _ADDRESS.match(url) else html(text)


def _lines(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines if line)


def number(n: int, one: str, more: str) -> str:
    """A number with its noun in singular or plural.

    Examples
    --------
    >>> number(1, "event", "events"), number(1006, "event", "events")
    ('1 event', '1,006 events')
    """
    return f"{n:,} {one if n == 1 else more}"


def _link_list(links: Iterable[tuple[str, Link]], titles: Mapping[str, str]) -> str:
    """Links, each with the title and id of the other row, its score and reasons."""
    return "<br>".join(
        f"{html(titles.get(id_) or id_)} ({html(id_)}; score {link.score:.2f}: {html(link.reasons)})"
        for id_, link in links
    )


def of_event(
    event: Event,
    known: Gazetteer,
    links: Sequence[Link] = (),
    titles: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Balloon of an event: sentence, place, day, score, source and linked records.

    ``titles`` has the titles of records by id.
    """
    day = shown_day(event.date, event.date_precision) or "Date unknown"
    warning = "<b>Candidate: low score, read it first.</b>" if event.status == "candidate" else ""
    source = _linked(event.source_title or event.source_id, event.source_url)
    records = _link_list(((link.record_id, link) for link in links), titles) or ", ".join(
        map(html, event.records)
    )
    return f"<h3>{html(event.title)}</h3>" + _lines(
        warning,
        f"<q>{html(event.quote)}</q>",
        f"{html(place(known, event.adm1, event.adm2, first=event.site))}<br>"
        f"{KNOWN.get(event.geo_precision, '')}; placed by {html(event.rule)}",
        f"{day} ({html(event.date_rule)})",
        f"Score {event.score:.2f}, {html(event.status)}; basis: {html(event.basis)}",
        f"Source: {source}{f', {event.source_date}' if event.source_date else ''}",
        f"Matching records:<br>{records}" if records else "",
    )


def of_site(site: Site, known: Gazetteer) -> str:
    """Balloon of a site: names, kind, place, and the numbers of mentions and events."""
    days = " to ".join(dict.fromkeys(str(day) for day in (site.first, site.last) if day))
    return f"<h3>{html(site.name)}</h3>" + _lines(
        html(site.korean),
        f"{html(site.kind)}, {html(place(known, site.adm1, site.adm2))}<br>{KNOWN.get(site.geo_precision, '')}",
        f"{number(site.n_mentions, 'mention', 'mentions')}{f', {days}' if days else ''}; "
        f"{number(site.n_events, 'event', 'events')}",
        f"Known from {html(site.origin)}",
    )


def of_record(
    record: Record,
    known: Gazetteer,
    links: Sequence[Link] = (),
    titles: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Balloon of a record with the events linked to it; ``titles`` has the titles of events by id."""
    events = _link_list(((link.event_id, link) for link in links), titles)
    return f"<h3>{html(record.title or record.id)}</h3>" + _lines(
        html(record.text),
        f"{html(record.type)}, {record.date or 'date unknown'}",
        f"{html(place(known, record.adm1, record.adm2, first=record.surface))}<br>"
        f"{KNOWN.get(record.geo_precision, '')}",
        f"Source: {_linked(record.url, record.url)}" if record.url else "",
        f"Linked to:<br>{events}" if events else "Linked to no event",
    )
