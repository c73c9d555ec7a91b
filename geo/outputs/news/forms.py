"""News as text, as a page that needs no network, and as an Atom feed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from geo.model.urls import host_of
from geo.outputs.formats.characters import XML_TEXT
from geo.outputs.policy import policy
from geo.outputs.provenance import made_on
from geo.outputs.templates import templates
from geo.text.terminal import printed

from .news import HEADINGS, Item

__all__ = ["as_atom", "as_html", "as_text"]

_HERE = Path(__file__).parent
_ATOM = "http://www.w3.org/2005/Atom"
_TAG = "tag:dprk-geo,2024:"


def as_text(items: Sequence[Item]) -> str:
    """News as text for a terminal or a mail; without any, one line says so.

    Examples
    --------
    >>> print(as_text([Item("new", "e1", "2024-05-02", "Inauguration: mill", "Haeju", "A mill was inaugurated.")]))
    New events: 1
      2024-05-02  Inauguration: mill (Haeju)
                  A mill was inaugurated.
    <BLANKLINE>
    """
    if not items:
        return "Nothing new.\n"
    lines = []
    for kind, heading in HEADINGS.items():
        group = [item for item in items if item.kind == kind]
        if not group:
            continue
        lines.append(f"{heading}: {len(group):,}")
        for item in group:
            place = f" ({printed(item.place)})" if item.place else ""
            day = item.day[:10] if item.day[:1].isdigit() else ""
            lines.append(f"  {day:<10}  {printed(item.title)}{place}")
            lines.append(f"  {'':10}  {printed(item.text, 300)}")
            if by := " ".join(filter(None, (item.publisher, item.url))):
                lines.append(f"  {'':10}  {printed(by, 200)}")
        lines.append("")
    return "\n".join(lines)


def as_html(items: Sequence[Item], *, title: str) -> str:
    """News as one page without scripts and requests.

    Examples
    --------
    >>> page = as_html([Item("new", "e1", "2024-05-02", "<b>mill</b>", "Haeju", "Words.")], title="News")
    >>> "&lt;b&gt;mill" in page, "<script" in page
    (True, False)
    """
    style = (_HERE / "news.css").read_text("utf-8")
    groups = [(heading, [i for i in items if i.kind == kind]) for kind, heading in HEADINGS.items()]
    text = templates(_HERE).get_template("news.html").render(
        style=Markup(style), policy=policy(style), title=title, made=made_on(), is_web=_is_web,  # noqa: S704
        groups=[(heading, group) for heading, group in groups if group],
    )  # fmt: skip
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_web(url: str) -> bool:
    return bool(host_of(url))


def as_atom(items: Sequence[Item], *, title: str) -> str:
    """News as an Atom feed; entries keep their ids, so that a reader shows each once.

    Examples
    --------
    >>> feed = as_atom([Item("new", "e1", "2024-05-02", "Mill", "Haeju", "Words.")], title="News")
    >>> etree.fromstring(feed.encode())[-1].findtext("{*}title")
    'New events: Mill'
    """
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    stamps = [f"{item.reported or made_on()}T00:00:00Z" for item in items]
    _add(root, "title", title)
    _add(root, "id", f"{_TAG}news")
    _add(root, "updated", max(stamps, default=f"{made_on()}T00:00:00Z"))
    _add(_add(root, "author"), "name", "dprk-geo")
    for item, stamp in zip(items, stamps, strict=True):
        entry = _add(root, "entry")
        _add(entry, "title", f"{HEADINGS[item.kind]}: {item.title}")
        _add(entry, "id", f"{_TAG}{item.kind}/{item.id}")
        _add(entry, "updated", stamp)
        if _is_web(item.url):
            _add(entry, "link").set("href", XML_TEXT.sub("\ufffd", item.url))
        _add(entry, "summary", "; ".join(filter(None, (item.day, item.place, item.text))))
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    found = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text:
        found.text = XML_TEXT.sub("\ufffd", text)
    return found
