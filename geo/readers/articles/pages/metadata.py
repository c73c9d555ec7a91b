"""Title, author and publisher of a page's article, from its metadata and markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.model.urls import host_of
from geo.reference.page_markup import PageMarkup
from geo.reference.paths import reference_path
from geo.reference.publishers import Publishers
from geo.text.normalization import one_line

from .tree import Page, found, said

__all__ = ["Described", "author_of", "described", "publisher_of", "title_of"]

_ADDRESS = re.compile(r"\s*[<(\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?\s*")
_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_HEADLINES = ("h1", "h2", "h3")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Described:
    """What a page's linked data (JSON-LD) says of its article.

    Attributes
    ----------
    days : tuple of str
        Days of publication: one, or several where it does not say which article is the page's.
    text : str
        The text, for a page that shows it only with scripts.
    """

    headline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    days: tuple[str, ...] = ()
    url: str = ""
    text: str = ""


def described(page: Page) -> Described:
    """The article of a page's JSON-LD; call it before scripts are taken out.

    Examples
    --------
    >>> from .tree import parse
    >>> data = b'{"@type": "NewsArticle", "headline": "Mill", "datePublished": "2024-11-20"}'
    >>> described(parse(b'<script type="application/ld+json">' + data + b"</script>", "a.html")).days
    ('2024-11-20',)
    """
    types = page.markup.tables["jsonld"]
    nodes: list[Mapping[str, Any]] = []
    loose: list[str] = []
    for script in page.root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        try:
            nodes += _nodes(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            loose += _DAY.findall(text)
    articles = [n for n in nodes if _types(n) & set(types["articles"])]
    pages = [n for n in nodes if _types(n) & set(types["pages"])]
    mine = (
        [n for n in articles if _is_page(n, page)]
        or articles
        or [n for n in pages if n.get("datePublished")][:1]
    )
    days = [_text(n.get("datePublished")) for n in mine]
    if not mine:
        return Described(days=tuple(dict.fromkeys(loose)))
    first = mine[0]
    authors = tuple(
        dict.fromkeys(name for name in _names(first.get("author") or first.get("creator")) if name)
    )
    return Described(
        _text(first.get("headline")),
        authors,
        next(_names(first.get("publisher")), ""),
        tuple(dict.fromkeys(day for day in days if day)),
        _text(first.get("url")),
        str(first.get("articleBody") or ""),
    )


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The objects of linked data, without comments and other things inside of them."""
    if isinstance(value, list) and depth < 4:
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            if isinstance(value.get(key), (list, dict)) and depth < 4:
                yield from _nodes(value[key], depth + 1)


def _types(node: Mapping[str, Any]) -> set[str]:
    given = node.get("@type")
    return {str(t).rpartition("/")[2] for t in (given if isinstance(given, list) else [given])}


def _is_page(node: Mapping[str, Any], page: Page) -> bool:
    """Whether an article of linked data is that of the page, by its address or headline."""
    whole = node.get("mainEntityOfPage")
    urls = [node.get("url"), node.get("@id"), whole.get("@id") if isinstance(whole, dict) else whole]
    if page.url and any(
        isinstance(u, str) and u.partition("#")[0].rstrip("/") == page.url.rstrip("/") for u in urls
    ):
        return True
    headline = _plain(_text(node.get("headline")))
    titles = (page.first(["og:title"]), one_line(page.root.findtext(".//title") or ""))
    return len(headline) > 5 and any(headline in _plain(title) for title in titles)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return one_line(str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = _text(one)
        if name and not host_of(name):
            yield name


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


@lru_cache(maxsize=1)
def _publishers() -> Publishers:
    return Publishers.read(reference_path("publishers.tsv"))


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    """Names of the publishers of the reference, without blanks and signs."""
    names = [name for one in _publishers().all() for name in (one.name, one.korean)]
    names += PageMarkup.bundled().tables["title"]["publishers"]
    return frozenset(plain for name in names if (plain := _plain(name)))


def publisher_of(page: Page, known: Described) -> str:
    """Name of the publisher as the page gives it; empty for none."""
    if page.outlet is not None:
        for _, value in found(page, page.outlet.source):
            if value:
                return value
    return (
        page.first(page.markup.tables["site"]["meta"][:1])
        or known.publisher
        or page.first(page.markup.tables["site"]["meta"])
    )


def _publisher_names(page: Page, known: Described) -> set[str]:
    """Names by which a title may end with its publisher, without blanks and signs."""
    given = _publishers().of(page.url)
    host = host_of(page.url)
    names = [
        given.name,
        given.korean,
        host,
        *host.split(".")[:-1],
        known.publisher,
        publisher_of(page, known),
    ]
    names += [*page.meta.get("og:site_name", ()), *page.meta.get("application-name", ())]
    return {plain for name in names if (plain := _plain(name))} | _known_names()


def title_of(page: Page, known: Described) -> str:
    """The headline, without the name of the publisher.

    Examples
    --------
    >>> from .tree import parse
    >>> title_of(parse("<title>공장 준공 - 勞動新聞</title>".encode(), "a.html"), Described())
    '공장 준공'
    """
    table = page.markup.tables["title"]
    publishers = _publisher_names(page, known)
    own = [value for _, value in found(page, page.outlet.title)] if page.outlet is not None else []
    raws = [known.headline, page.first(table["meta"]), one_line(page.root.findtext(".//title") or "")]
    raws = [raw for raw in raws if raw and _names_article(raw, publishers, page.markup)]
    marked = [value for _, value in found(page, page.markup.selectors("title"))]
    headings = [one_line(said(h)) for tag in _HEADLINES for h in page.root.iter(tag)]
    for value in own:
        if value and len(value) <= _LONGEST and _plain(value) not in publishers:
            return value
    shown = [h for h in (*marked, *headings) if 0 < len(h) <= _LONGEST and _plain(h) not in publishers]
    for raw in raws:
        part = [h for h in shown if len(_plain(h)) > 3 and _plain(h) in _plain(raw)]
        if part:
            return max(part, key=len)
    for raw in raws:
        cut = _without_publisher(raw, publishers, page.markup)
        if cut and _plain(cut) not in publishers:
            return cut
    first = [one_line(said(h)) for h in page.root.iter("h1")]
    return next(
        (h for h in (*marked, *first, *shown) if h and len(h) <= _LONGEST and _plain(h) not in publishers), ""
    )


def _names_article(title: str, publishers: set[str], markup: PageMarkup) -> bool:
    """Whether a title is more than the name of the publisher, or of a view of the page ("Print")."""
    table = markup.tables["title"]
    split = "|".join(re.escape(s) for s in table["separators"] if len(s) > 1)
    parts = [_plain(part) for part in re.split(split, title)]
    generic = {_plain(text) for text in table["generic"]}
    return parts[0] not in generic and any(part not in publishers for part in parts)


def _without_publisher(title: str, publishers: set[str], markup: PageMarkup) -> str:
    """A title without the name of its publisher before or after it."""
    table = markup.tables["title"]
    ends = re.compile(table["endings"], re.IGNORECASE)
    changed = True
    while changed:
        changed = False
        for separator in table["separators"]:
            before, mid, last = title.rpartition(separator)
            if mid and before.strip() and _is_publisher(last, publishers, ends, separator):
                title, changed = before.strip(), True
                break
            first, mid, after = title.partition(separator)
            if mid and after.strip() and _plain(first) in publishers and len(separator) > 1:
                title, changed = after.strip(), True
                break
    return title.strip()


def _is_publisher(text: str, publishers: set[str], ends: re.Pattern[str], separator: str) -> bool:
    if _plain(text) in publishers:
        return True
    return (
        len(separator) > 1
        and len(text.split()) <= 4
        and len(text) <= 30
        and ends.search(text.strip()) is not None
    )


def author_of(page: Page, known: Described, head: Iterable[str], text: str = "") -> str:
    """Who wrote the article, as far as the page says; several names with commas.

    Parameters
    ----------
    page : Page
    known : Described
    head : iterable of str
        Lines above the text that are about the article.
    text : str
        The text, which may begin with a name.

    Examples
    --------
    >>> from .tree import parse
    >>> author_of(parse(b"<p>Words.", "a.html"), Described(), ["By A Writer"])
    'A Writer'
    """
    table = page.markup.tables["author"]
    if known.authors:
        return ", ".join(known.authors[:5])
    if page.outlet is not None:
        for _, value in found(page, page.outlet.author):
            if name := _name(value, table):
                return name
    for key in table["meta"]:
        for value in page.meta.get(key, ()):
            if (name := _name(value, table)) and not host_of(value):
                return name
    for _, value in found(page, page.markup.selectors("author")):
        if name := _name(value, table):
            return name
    for line in head:
        for part in re.split(table["parts"], line):
            bare = part.strip(" |·-[]()<>")
            marked = any(re.match(rf"{re.escape(word)}[ :：]", bare.casefold()) for word in table["before"])
            named = marked or any(_ADDRESS.sub("", bare).strip().endswith(word) for word in table["after"])
            if named and (name := _name(bare, table)):
                return name
    match = re.search(table["dateline"], text)
    return match["name"].strip() if match else ""


def _name(text: str, table: Mapping[str, Any]) -> str:
    """A name in a byline; empty where the text is no name."""
    name = _ADDRESS.sub(" ", one_line(text)).strip(" |·-–—:[]()<>=,")
    for word in sorted(table["before"], key=len, reverse=True):
        if name.casefold().startswith(word) and name[len(word) : len(word) + 1] in (" ", ":", "："):
            name = name[len(word) :].strip(" :：")
            break
    name = re.split(r"\s[|·•–—/]\s|\s{2,}|,\s*(?=[A-Z][a-z]+ \d)", name)[0].strip()
    for word in sorted(table["after"], key=len, reverse=True):
        if name.endswith(word) and len(name) > len(word) + 1:
            name = name[: -len(word)].strip()
    if (
        not name
        or len(name) > 60
        or any(c.isdigit() for c in name)
        or name.casefold() in ("admin", "administrator", "by")
    ):
        return ""
    return name
