"""Atom feeds: the newest events of a page."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from geo.outputs.formats.characters import XML_TEXT

from .entries import Entry
from .fragments import Fragments, shortened
from .layout import Layout
from .subjects import Subject

__all__ = ["feed"]

_ATOM = "http://www.w3.org/2005/Atom"
_TAG = "tag:dprk-geo,2024:atlas/"
_NEWEST = 30
_QUOTE = 600
_NEVER = "1970-01-01T00:00:00Z"


def feed(subject: Subject, title: str, entries: Iterable[Entry], layout: Layout, fragments: Fragments) -> str:
    """The newest happenings as an Atom feed, by the day of their last report.

    Entries keep their ids, so that a reader shows each once. Links lead to the atlas where its web address is known,
    else to the page that is read.
    """
    latest = sorted(entries, key=lambda e: (_updated(e), e.id), reverse=True)[:_NEWEST]
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", layout.words.language)
    home = layout.publication.base_url
    _add(root, "title", f"{title} · {layout.atlas}" if title != layout.atlas else title)
    _add(root, "id", f"{_TAG}{layout.words.language}/{subject.base}")
    _add(root, "updated", max((_updated(e) for e in latest), default=_NEVER))
    _add(_add(root, "author"), "name", "dprk-geo")
    if home:
        link = _add(root, "link")
        link.set("rel", "self")
        link.set("href", f"{home}{layout.prefix}{subject.base}.xml")
    for entry in latest:
        item = _add(root, "entry")
        _add(item, "title", fragments.title(entry))
        _add(item, "id", f"{_TAG}event/{entry.id}")
        _add(item, "updated", _updated(entry))
        link = _add(item, "link")
        link.set(
            "href",
            f"{home}{layout.prefix}{subject.path}#{entry.anchor}"
            if home
            else f"{subject.slug}.html#{entry.anchor}",
        )
        when = layout.words.day(entry.day, entry.precision, entry.period)
        quotes = " / ".join(shortened(e.quote, _QUOTE) for e in entry.reports[:3])
        _add(item, "summary", f"{when}: {quotes}")
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'


def _updated(entry: Entry) -> str:
    days = [e.source_date for e in entry.reports if e.source_date] or ([entry.day] if entry.day else [])
    return f"{max(days)}T00:00:00Z" if days else _NEVER


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    found = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text:
        found.text = XML_TEXT.sub("\ufffd", text)
    return found
