"""Structured data of schema.org (JSON-LD) for search engines, and the files that list the pages for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from .entries import Entry
from .fragments import Fragments
from .layout import Crumb, Layout, Publication
from .subjects import Subject

__all__ = ["of_list", "of_subject", "robots", "sitemaps"]

_CONTEXT = "https://schema.org"
_EVENTS = 30
"""Most events of a page that are described."""
_PER_FILE = 10_000
"""Pages of a sitemap, by which it stays below two megabytes."""


def of_list(layout: Layout, path: str, crumbs: Sequence[Crumb]) -> list[dict[str, Any]] | None:
    """The breadcrumbs of a page; None without a web address."""
    base = layout.publication.base_url
    if not base or not crumbs:
        return None
    home = f"{base}{layout.prefix}"
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": f"{home}{path if href is None else href}"}
        for n, (name, href) in enumerate(crumbs, start=1)
    ]
    return [{"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}]


def of_subject(
    layout: Layout,
    fragments: Fragments,
    subject: Subject,
    title: str,
    crumbs: Sequence[Crumb],
    listed: Iterable[Entry],
) -> list[dict[str, Any]] | None:
    """A place or person with its breadcrumbs, and the events that the page lists; None without a web address."""
    base = layout.publication.base_url
    found = of_list(layout, subject.path, crumbs)
    if found is None:
        return None
    if subject.kind != "month":
        found.append(_thing(subject, title, f"{base}{layout.prefix}{subject.path}"))
    for entry in list(listed)[:_EVENTS]:
        if entry.day and entry.precision != "report":
            found.append(
                _event(layout, fragments, entry, f"{base}{layout.prefix}{subject.path}#{entry.anchor}")
            )
    return found


def _thing(subject: Subject, title: str, url: str) -> dict[str, Any]:
    kinds = {"official": "Person", "source": "Organization", "site": "Place"}
    kind = "AdministrativeArea" if subject.place else kinds.get(subject.kind, "Place")
    found: dict[str, Any] = {"@context": _CONTEXT, "@type": kind, "name": title, "url": url}
    others = [n for n in dict.fromkeys((subject.english, subject.korean, *subject.names)) if n and n != title]
    if others:
        found["alternateName"] = others[:20]
    if subject.place:
        found["identifier"] = subject.place.place_id
    at = subject.place or (subject.site if subject.site and subject.site.geo_precision == "site" else None)
    if at and at.lat is not None and at.lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lon}
    return found


def _event(layout: Layout, fragments: Fragments, entry: Entry, url: str) -> dict[str, Any]:
    placed = entry.placed
    names = (entry.site, layout.words.unit(placed.adm2), layout.words.unit(placed.adm1))
    where: dict[str, Any] = {"@type": "Place", "name": ", ".join(filter(None, names)) or "KP"}
    where["address"] = {"@type": "PostalAddress", "addressCountry": "KP"}
    if placed.geo_precision in ("site", "locality") and placed.lat is not None and placed.lon is not None:
        where["geo"] = {"@type": "GeoCoordinates", "latitude": placed.lat, "longitude": placed.lon}
    return {
        "@context": _CONTEXT, "@type": "Event", "name": fragments.title(entry), "startDate": entry.period,
        "location": where, "description": entry.first.quote[:500], "url": url,
    }  # fmt: skip


def sitemaps(publication: Publication, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """``sitemap.xml`` of all pages, in several files where they are many; nothing without a web address.

    Examples
    --------
    >>> (name, text), = sitemaps(Publication("A", base_url="https://example.org/"), ["place/KP07.html"])
    >>> name, "<loc>https://example.org/place/KP07.html</loc>" in text
    ('sitemap.xml', True)
    """
    if not publication.base_url or not publication.indexed:
        return
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    groups = [pages[n : n + _PER_FILE] for n in range(0, len(pages), _PER_FILE)]
    names = ["sitemap.xml"] if len(groups) < 2 else [f"sitemap-{n}.xml" for n in range(1, len(groups) + 1)]
    for name, group in zip(names, groups, strict=True):
        rows = "".join(f"<url><loc>{escape(publication.base_url + page)}</loc></url>\n" for page in group)
        yield name, f"{head}<urlset {space}>\n{rows}</urlset>\n"
    if len(groups) > 1:
        rows = "".join(f"<sitemap><loc>{escape(publication.base_url + n)}</loc></sitemap>\n" for n in names)
        yield "sitemap.xml", f"{head}<sitemapindex {space}>\n{rows}</sitemapindex>\n"


def robots(publication: Publication) -> str:
    """``robots.txt``: whether search engines may list the pages, and where the sitemap is.

    Examples
    --------
    >>> print(robots(Publication("A", indexed=False)))
    User-agent: *
    Disallow: /
    <BLANKLINE>
    """
    if not publication.indexed:
        return "User-agent: *\nDisallow: /\n"
    listed = f"Sitemap: {publication.base_url}sitemap.xml\n" if publication.base_url else ""
    return f"User-agent: *\nAllow: /\n{listed}"
