"""A saved page as a tree of elements: its encoding, its address, and the helpers that look at elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from lxml.etree import XPath
from lxml.etree import _Element as Element

from geo.model.errors import UnreadableError
from geo.model.urls import host_of
from geo.reference.page_markup import Outlet, PageMarkup, Selector, Step
from geo.text.normalization import clean, decode, one_line

__all__ = ["Element", "Page", "found", "named", "parse", "said", "words_of"]

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
# What browsers read under these names.
_READ_AS = {
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "ks_c_5601": "cp949", "korean": "cp949",
    "euckr": "cp949", "x-windows-949": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "windows-31j": "cp932", "utf8": "utf-8",
}  # fmt: skip
_OF_HEAD = frozenset(
    ["meta", "title", "link", "script", "style", "base", "noscript", "template", "object", "bgsound"]
)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)|^\s*url:\s*(\S+)", re.MULTILINE)
_WITHOUT_SCRIPTS = XPath(".//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/[^/]+/(https?://.+)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s_\-:]+")


@dataclass(slots=True)
class Page:
    """A saved page.

    Attributes
    ----------
    root : Element
    markup : PageMarkup
    meta : dict of str to list of str
        Values of ``<meta>`` by name, in lower case.
    url : str
        The address that the page itself gives; empty for none.
    outlet : Outlet or None
        The publisher or generator whose markup this is, where the table has it.
    left_out : dict of str to int
        Number of elements that are no text, by kind.
    """

    root: Element
    markup: PageMarkup
    meta: dict[str, list[str]] = field(default_factory=dict)
    url: str = ""
    outlet: Outlet | None = None
    left_out: dict[str, int] = field(default_factory=dict)
    _index: _Index | None = None

    def elements(self, one: Selector) -> list[Element]:
        """The elements of a selector, in the order of the page."""
        if self._index is None:
            self._index = _Index(self.root)
        return self._index.of(one)

    def changed(self) -> None:
        """Look for elements anew, after some were taken out."""
        self._index = None

    def omit(self, kind: str, number: int = 1) -> None:
        """Count elements that are left out."""
        self.left_out[kind] = self.left_out.get(kind, 0) + number

    def first(self, names: Iterable[str]) -> str:
        """The first metadata of several names that has a value."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")

    @property
    def language(self) -> str:
        """Language or locale of the page in lower case, such as ``en-gb``; empty where it names none."""
        given = [
            self.root.get("lang") or "",
            *self.meta.get("og:locale", ()),
            *self.meta.get("content-language", ()),
        ]
        given = [text.strip().replace("_", "-").lower() for text in given if text.strip()]
        return max(given, key=len, default="")


def parse(content: bytes, name: str) -> Page:
    """Parse a saved page.

    Parameters
    ----------
    content : bytes
    name : str
        Name of the file in error messages.

    Raises
    ------
    UnreadableError
        The content is not text, or has no elements.

    Examples
    --------
    >>> page = parse("<html lang=ko><title>로동신문</title><p>글</p></html>".encode("cp949"), "a.html")
    >>> page.language, said(page.root)
    ('ko', '로동신문글')
    """
    text = _XML.sub("", _decoded(content, name))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
    except Exception as error:  # on broken markup the parser raises errors of any type
        raise UnreadableError(f"{name}: the page cannot be read as HTML ({type(error).__name__})") from error
    _body_apart(root)
    page = Page(root, PageMarkup.bundled())
    for tag in root.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        value = one_line(tag.get("content") or "")
        if key and value and not _in_comment(tag):
            page.meta.setdefault(key.strip().lower(), []).append(value)
    page.url = _address(page)
    page.outlet = _outlet(page)
    return page


def _body_apart(root: Element) -> None:
    """Move the body out of the head, where the parser leaves elements of HTML 5 in a page without ``<body>``."""
    head = root.find("head")
    first = (
        None
        if head is None
        else next((e for e in head if isinstance(e.tag, str) and e.tag not in _OF_HEAD), None)
    )
    if head is None or first is None:
        return
    body = root.find("body")
    if body is None:
        body = html.Element("body")
        root.append(body)
    for place, element in enumerate(list(head)[head.index(first) :]):
        body.insert(place, element)


def _in_comment(tag: Element) -> bool:
    """Whether a ``<meta>`` of the body describes something within the page, such as a comment on it."""
    return any(above.get("itemprop") == "comment" for above in tag.iterancestors())


def _decoded(content: bytes, name: str) -> str:
    """The text of a page: UTF-8 where it is valid, as browsers save it, else as declared, else as text files."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:_HEAD])
    wanted = declared[1].decode("ascii", "replace").lower() if declared else ""
    for encoding, limit in ((_READ_AS.get(wanted, wanted), 0.02), ("cp949", 0.0), ("utf-8", 0.005)):
        if not encoding or (encoding == "cp1252" and limit):
            continue
        try:
            text = content.decode(encoding, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= limit * len(text):
            return text
    return decode(content, name)


def _address(page: Page) -> str:
    """The page's own address: canonical link, OpenGraph, or the comment that a browser writes when saving."""
    for link in page.root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and host_of(link.get("href") or ""):
            return _archived(str(link.get("href")).strip())
    urls = [
        url for name in ("og:url", "twitter:url", "url") for url in page.meta.get(name, ()) if host_of(url)
    ]
    if urls:
        return _archived(urls[0])
    for comment in page.root.getroottree().iter(html.etree.Comment):
        match = _SAVED.search(comment.text or "")
        if match and host_of(match[1] or match[2]):
            return _archived(str(match[1] or match[2]))
    base = page.root.find(".//base")
    return "" if base is None or not host_of(base.get("href") or "") else str(base.get("href")).strip()


def _archived(url: str) -> str:
    """The address of a page that was saved from a web archive, without that of the archive and its day."""
    match = _ARCHIVE.match(url)
    return match[1] if match else url


def _outlet(page: Page) -> Outlet | None:
    """The first entry of the table that fits the page's address, generator or markup, and whose text is there."""
    host = host_of(page.url) or ""
    generator = page.first(["generator"])
    for outlet in page.markup.outlets:
        ours = any(host == h or host.endswith(f".{h}") for h in outlet.hosts)
        ours = ours or any(generator.startswith(g) for g in outlet.generators)
        marked = any(page.elements(mark) for mark in outlet.marks)
        if marked and (ours or not host):
            return outlet
        if ours and not outlet.marks:
            return outlet
        if marked and not ours and outlet.generators:
            return outlet
    return None


class _Index:
    """The elements of a page by class, id, tag and name of attribute, in the order of the page."""

    __slots__ = ("_by",)

    def __init__(self, root: Element) -> None:
        self._by: dict[tuple[str, str], list[Element]] = {}
        for element in root.iter():
            if isinstance(element.tag, str):
                keys = {("tag", element.tag), *(("attribute", name) for name in element.attrib)}
                keys.update(("class", name) for name in (element.get("class") or "").split())
                keys.add(("id", element.get("id") or ""))
                for key in keys:
                    self._by.setdefault(key, []).append(element)

    def of(self, one: Selector) -> list[Element]:
        last = one.steps[-1]
        key = (
            ("class", last.classes[0])
            if last.classes
            else ("id", last.id)
            if last.id
            else ("attribute", last.attributes[0][0])
            if last.attributes
            else ("tag", last.tag)
        )
        return [e for e in self._by.get(key, ()) if _fits(e, last) and _is_below(e, one.steps[:-1])]


def _fits(element: Element, step: Step) -> bool:
    if (step.tag and element.tag != step.tag) or (step.id and element.get("id") != step.id):
        return False
    if step.classes and not set(step.classes) <= set((element.get("class") or "").split()):
        return False
    return all(
        element.get(name) is not None and (not value or value in (element.get(name) or "").split())
        for name, value in step.attributes
    )


def _is_below(element: Element, steps: tuple[Step, ...]) -> bool:
    """Whether an element is inside of elements of each step, the last one innermost."""
    above = element.iterancestors()
    return all(any(_fits(a, step) for a in above) for step in reversed(steps))


def found(page: Page, selectors: Iterable[Selector]) -> Iterator[tuple[Element, str]]:
    """Elements of several selectors, in their order, with the value of each: its text, or the attribute asked for."""
    for one in selectors:
        for element in page.elements(one):
            value = element.get(one.attribute) or "" if one.attribute else said(element)
            yield element, one_line(value)


def said(element: Element) -> str:
    """The text of an element and all inside of it, without scripts."""
    if next(element.iter("script", "style", "template"), None) is None:
        return clean("".join(element.itertext()))
    parts: Any = _WITHOUT_SCRIPTS(element)
    return clean("".join(parts))


def words_of(element: Element) -> set[str]:
    """Names of an element's classes and its id, and the words that they are made of, in lower case."""
    words: set[str] = set()
    for name in [*(element.get("class") or "").split(), element.get("id") or ""]:
        if name:
            words.add(name.lower())
            words.update(part.lower() for part in _BETWEEN.split(_CAMEL.sub("-", name)) if part)
    return words


def named(element: Element, names: Iterable[str]) -> bool:
    """Whether an element's classes, id or ``itemprop`` have one of some words."""
    words = words_of(element) | {p.lower() for p in (element.get("itemprop") or "").split()}
    return not words.isdisjoint(names)
