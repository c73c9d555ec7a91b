"""What on a page belongs to no article, such as menus and comments: it is taken out and counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from geo.text.normalization import one_line

from .tree import Element, Page, found, said

__all__ = ["linked_share", "prune"]

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s_\-:]+")
_NEVER = frozenset(["html", "body", "main"])
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = ("span", "strong", "b", "em", "font", "a")
_LISTS = ("ul", "ol", "dl", "nav", "aside")
_HOLDERS = (
    *_HEADINGS, "p", "div", "strong", "b", "span", "dt", "li", "em", "section", "header", "center", "font", "a", "th",
    "td",
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?。！？…][\"”’')\]》」]*$")
_LONG, _SHORT = 40, 160
"""Longest heading of a list of other articles, and longest headline in such a list, in characters."""
_MOST, _REST = 0.5, 100
"""An element with more of the page's text than this share, beside which fewer characters remain, is not taken out for
the name of its class."""


def prune(page: Page, late: bool = False) -> None:
    """Take out of a page's tree what belongs to no article, and count it in ``page.left_out``.

    Parameters
    ----------
    page : Page
    late : bool
        Whether footers and hidden parts go too, which may still tell the day.

    Examples
    --------
    >>> from .tree import parse
    >>> page = parse(b"<p>A farm was opened.</p><h3>Read also</h3><ul><li><a href=/x>Other</a></ul>", "a.html")
    >>> prune(page)
    >>> said(page.root), page.left_out
    ('A farm was opened.', {'related articles': 1})
    """
    if not late:
        for tag in page.markup.tables["unseen"]["tags"]:
            for element in list(page.root.iter(tag)):
                if tag not in ("head", "meta", "title", "img"):
                    _remove(element)
    kept = _kept(page)
    _by_name(page, kept, late)
    if not late:
        _by_heading(page, kept)
    _links(page, kept)
    page.changed()


def _remove(element: Element) -> None:
    """Take an element out of the tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    tail = element.tail or ""
    if tail.strip():
        if before is not None:
            before.tail = f"{before.tail or ''} {tail}"
        else:
            parent.text = f"{parent.text or ''} {tail}"
    parent.remove(element)


def _kept(page: Page) -> set[Element]:
    """Elements that hold the text or the title, as far as the markup says which they are."""
    sure = list(page.markup.selectors("text")[:2])
    if page.outlet is not None:
        sure += page.outlet.text
    held = [element for element, _ in found(page, sure)]
    title = _plain(page.first(["og:title"]) or one_line(page.root.findtext(".//title") or ""))
    for heading in page.root.iter("h1", "h2"):
        words = _plain(said(heading))
        if len(words) > 5 and words in title:
            held.append(heading)
            break
    return {above for element in held for above in (element, *element.iterancestors())}


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _by_name(page: Page, kept: set[Element], late: bool) -> None:
    """Take out elements whose tag, role, class or id says that they are no text."""
    of_outlet: dict[Element, str] = {}
    if page.outlet is not None:
        for one, kind in page.outlet.drop:
            of_outlet.update((element, kind) for element, _ in found(page, [one]))
    total = max(1, _own_text(page.root))
    for element in list(page.root.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER or element.getroottree() is None:
            continue
        if not _is_inside(element, page.root):
            continue
        kind = of_outlet.get(element) or _kind(page, element)
        if not kind or (kind in ("footers", "hidden parts", "bylines", "headings")) != late:
            continue
        if element in kept and element not in of_outlet:
            continue
        own = _own_text(element)
        large = kind != "comments" and own > _MOST * total and total - own < _REST
        if large and element not in of_outlet:
            continue
        if said(element):
            page.omit(kind)
        _remove(element)


def _is_inside(element: Element, root: Element) -> bool:
    top = element
    while (above := top.getparent()) is not None:
        top = above
    return top is root


def _kind(page: Page, element: Element) -> str:
    kinds = page.markup.kinds
    if (
        element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "")
        or element.get("aria-hidden") == "true"
    ):
        return "hidden parts"
    kind = kinds.get(f"tag:{element.tag}") or kinds.get(f"role:{(element.get('role') or '').lower()}")
    if kind or (element.tag in ("p", "h1", "blockquote", "td", "tr", "table") and not element.get("class")):
        return kind or ""
    for name in [*(element.get("class") or "").split(), element.get("id") or ""]:
        for word in _words(page, name):
            if kind := kinds.get(f"class:{word}"):
                return kind
    return kinds.get(f"id:{(element.get('id') or '').lower()}", "")


def _words(page: Page, name: str) -> Iterator[str]:
    """The name of a class, the words that it is made of, and each two of these that follow each other."""
    state = page.markup.tables["state"]["words"]
    parts = [part.lower() for part in _BETWEEN.split(_CAMEL.sub("-", name)) if part]
    if not parts:
        return
    yield name.lower()
    for n, part in enumerate(parts):
        if (n and parts[n - 1] in state) or (n + 1 < len(parts) and parts[n + 1] in ("open", "closed")):
            continue
        yield part
        if n:
            yield f"{parts[n - 1]}-{part}"


def _size(element: Element) -> int:
    """Number of characters inside of an element, without blanks."""
    return len("".join("".join(element.itertext()).split()))


def _own_text(element: Element) -> int:
    """Number of characters inside of an element that are in no link, without blanks."""
    return _size(element) - sum(_size(link) for link in element.iter("a"))


def linked_share(element: Element) -> float:
    """Share of an element's characters that are in links to other pages.

    Examples
    --------
    >>> from lxml import html
    >>> linked_share(html.fromstring("<p>One <a href='/x'>two</a></p>"))
    0.5
    """
    whole = _size(element)
    links = [element] if element.tag == "a" else list(element.iter("a"))
    away = sum(_size(a) for a in links if not (a.get("href") or "#").startswith("#"))
    return away / whole if whole else 0.0


def _by_heading(page: Page, kept: set[Element]) -> None:
    """Take out lists of other articles by their headings ("Read also"), and lines that begin with such words."""
    for element in list(page.root.iter(*_HOLDERS)):
        if element in kept or not _is_inside(element, page.root):
            continue
        text = one_line(said(element))
        match = page.markup.related.match(text) if 0 < len(text) <= 400 else None
        if match is None:
            continue
        rest = text[match.end() :].strip()
        if not rest and element.tag in ("th", "td"):
            row = element.getparent()
            if row is not None and row.tag == "tr" and linked_share(row) > 0:
                page.omit("links")
                _remove(row)
            continue
        if not rest and len(text) <= _LONG:
            _with_list(page, _widest(element, text), kept)
            continue
        other = linked_share(element) >= 0.5 or not _SENTENCE.search(rest)
        if rest and other and element.tag not in _INLINE and len(rest) <= _SHORT:
            page.omit("related articles")
            _remove(element)


def _widest(element: Element, text: str) -> Element:
    """The outermost element with no more text than a heading."""
    while (
        (above := element.getparent()) is not None
        and above.tag not in _NEVER
        and one_line(said(above)) == text
    ):
        element = above
    return element


def _with_list(page: Page, heading: Element, kept: set[Element]) -> None:
    """Take out a heading of a list of other articles with what follows it."""
    following: list[Element] = []
    after = heading.getnext()
    loose = (heading.tail or "").strip()
    if loose and (len(loose) > _SHORT or _SENTENCE.search(loose)):
        return
    while after is not None and isinstance(after.tag, str) and after not in kept and _is_other(after):
        following.append(after)
        after = after.getnext()
    parent = heading.getparent()
    if loose and parent is not None:
        heading.tail = ""
    page.omit("related articles")
    for element in (heading, *following):
        _remove(element)


def _is_other(element: Element) -> bool:
    """Whether an element after the heading of a list is part of the list."""
    text = one_line(said(element))
    if not text or element.tag in _LISTS:
        return True
    if linked_share(element) >= 0.5 or any(linked_share(h) > 0.9 for h in element.iter(*_HEADINGS)):
        return True
    return element.tag not in _HEADINGS and len(text) <= _SHORT and not _SENTENCE.search(text)


def _links(page: Page, kept: set[Element]) -> None:
    """Take out headings, lists and lines that are only links to other pages."""
    checks: tuple[tuple[tuple[str, ...], Callable[[Element], bool]], ...] = (
        (("article", "li", "section", "div"), _is_card),
        (("ul", "ol", "dl"), _is_list_of_links),
        (_HEADINGS[1:], lambda e: linked_share(e) > 0.9),
        (("p", "div", "a"), _is_linked_line),
    )
    for tags, is_link in checks:
        for element in list(page.root.iter(*tags)):
            if (
                element in kept
                or not _is_inside(element, page.root)
                or not said(element)
                or not is_link(element)
            ):
                continue
            if is_link is _is_card and _own_text(page.root) - _own_text(element) < _REST:
                continue  # a page of several articles
            page.omit("links")
            _remove(element)


def _is_card(element: Element) -> bool:
    """Whether an element is the picture, linked headline and teaser of another article."""
    inside = element.tag == "article" and any(a.tag in ("article", "main") for a in element.iterancestors())
    if not inside and element.tag == "article":
        return False
    headings = [h for h in element.iter(*_HEADINGS) if said(h)]
    if len(headings) != 1 or len(said(element)) > 400:
        return False
    link = headings[0].getparent()
    linked = linked_share(headings[0]) > 0.9 or (
        link is not None and link.tag == "a" and linked_share(link) > 0.9
    )
    return linked and _own_text(element) <= 200 + 100 * inside


def _is_list_of_links(element: Element) -> bool:
    items = [i for i in element if isinstance(i.tag, str) and said(i)]
    return bool(items) and all(linked_share(i) > 0.8 for i in items)


def _is_linked_line(element: Element) -> bool:
    text = one_line(said(element))
    if element.tag == "a" and not (element.tail or "").strip():
        # A link among words is part of them; one between blocks is a line.
        above = element.getparent()
        alone = above is not None and above.tag in ("div", "section", "article", "body", "td", "figure")
        if not alone or (above.text or "").strip() or _beside_words(element):
            return False
    elif element.tag == "a":
        return False
    return linked_share(element) > 0.95 and len(text) > 8 and not _SENTENCE.search(text)


def _beside_words(element: Element) -> bool:
    """Whether the element before a link is text that runs into it."""
    before = element.getprevious()
    return before is not None and (
        bool((before.tail or "").strip()) or before.tag in ("b", "i", "em", "strong", "span")
    )
