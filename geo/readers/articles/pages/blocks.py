"""The lines of an article: headings, paragraphs, captions and rows of tables, never run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from geo.reference.page_markup import PageMarkup
from geo.text.normalization import one_line
from geo.text.scripts import Script

from .tree import Element, named, said

__all__ = ["CAPTION", "TABLE", "Block", "blocks_of", "is_sentence"]

Kind = Literal["text", "heading", "caption", "row", "byline"]

CAPTION, TABLE = "[caption]", "[table]"
"""What a line begins with that is the caption of a picture, or a row of a table."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STOP = re.compile(r"[.!?。！？…][\"”’')\]》」]*$")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WIDE = re.compile(rf"[\u3040-\u30ff\u3400-\u9fff{Script.HANGUL.ranges}]")
_CLOSED = re.compile(rf"[a-z{Script.HANGUL.ranges}][.!?][\"”’')\]》」]*$")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_SHORT_BYLINE = 150
_WRAPPED = 40
"""A line of at least this many characters (half as many in wide scripts) may have been wrapped in a sentence."""


@dataclass(frozen=True, slots=True)
class Block:
    """One line of an article.

    Attributes
    ----------
    text : str
    kind : {"text", "heading", "caption", "row", "byline"}
    linked : float
        Share of its characters that are in links.
    element : Element
        The element whose line it is.
    first : Element
        The element that its first word is in, or follows.
    """

    text: str
    kind: Kind
    linked: float
    element: Element
    first: Element


def is_sentence(text: str) -> bool:
    """Whether a line is long enough, and ends as sentences do.

    Examples
    --------
    >>> is_sentence("A farm was opened in Songchon County."), is_sentence("Home | News")
    (True, False)
    """
    wide = len(_WIDE.findall(text))
    return bool(_STOP.search(text)) and (len(text) + 2 * wide >= 25)


class _Piece(NamedTuple):
    r"""Words of a line, with the number of their characters in links; ``"\n"`` is a line break."""

    text: str
    linked: int
    first: Element


@dataclass(slots=True)
class _Writer:
    markup: PageMarkup
    holder: Element
    blocks: list[Block] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    kind: Kind = "text"

    def write(self, text: str | None, link: bool, first: Element, *, as_is: bool = False) -> None:
        for n, words in enumerate((text or "").split("\n") if as_is else [_BLANKS.sub(" ", text or "")]):
            if n:
                self.pieces.append(_Piece("\n", 0, first))
            if words and self.pieces and first is not self.pieces[-1].first and words[0].isalnum():
                # Sentences in elements side by side, with no blank between them.
                words = f" {words}" if _CLOSED.search(self.pieces[-1].text) else words
            if words:
                self.pieces.append(_Piece(words, len("".join(words.split())) if link else 0, first))

    def flush(self) -> None:
        for line, linked, first in _lines(self.pieces, self.markup, together=self.kind == "heading"):
            share = linked / (len("".join(line.split())) or 1)
            self.blocks.append(Block(line, self.kind, min(1.0, share), self.holder, first))
        self.pieces = []

    def visit(self, element: Element, link: bool = False) -> None:
        if not isinstance(element.tag, str):
            return
        tag = element.tag
        if tag in self.markup.tables["unseen"]["tags"] or tag in (
            "svg",
            "object",
            "iframe",
            "video",
            "audio",
        ):
            return
        if tag == "br":
            self.pieces.append(_Piece("\n", 0, element))
            return
        if tag == "table" and _is_data(element):
            self.flush()
            self.blocks += _rows(element)
            return
        block = tag in self.markup.tables["blocks"]["tags"]
        outer, holder = self.kind, self.holder
        block = block or _BLOCK_STYLE.search(element.get("style") or "") is not None
        kind = self._kind(element, block)
        # A caption or byline inside of a paragraph is a line of its own as well.
        block = block or kind != outer
        if block:
            self.flush()
            self.kind, self.holder = kind, element
        inside = link or (tag == "a" and not (element.get("href") or "#").startswith("#"))
        self.write(element.text, inside, element, as_is=tag == "pre")
        for child in element:
            self.visit(child, inside)
            self.write(child.tail, inside, child, as_is=tag == "pre")
        if block:
            self.flush()
            self.kind, self.holder = outer, holder

    def _kind(self, element: Element, block: bool) -> Kind:
        names = self.markup.tables["blocks"]
        if element.tag in _HEADINGS:
            return "heading"
        if element.tag == "figcaption" or (element.tag == "caption") or named(element, names["captions"]):
            return "caption"
        if self.kind == "text" and element.tag in ("time", "address"):
            return "byline" if element.tag == "time" and _alone(element) else self.kind
        marked = element.tag not in ("article", "main", "body", "section", "td") and named(
            element, names["bylines"]
        )
        if self.kind == "text" and marked and (block or _alone(element)) and _is_short(element):
            return "byline"
        return self.kind


def _alone(element: Element) -> bool:
    """Whether no words stand right beside an element in its line."""
    before, above = element.getprevious(), element.getparent()
    if (element.tail or "").strip():
        return False
    lead = (above.text if above is not None else "") if before is None else before.tail
    return not (lead or "").strip()


def _is_short(element: Element) -> bool:
    text = one_line(said(element))
    return len(text) <= _SHORT_BYLINE and not (len(text) > 60 and is_sentence(text))


def _lines(pieces: list[_Piece], markup: PageMarkup, *, together: bool) -> Iterator[tuple[str, int, Element]]:
    """The lines of a block, with their characters in links; a break within a sentence only wraps it."""
    line, linked, breaks = "", 0, 0
    first: Element | None = None
    for part in _between_breaks(pieces):
        words = one_line("".join(piece.text for piece in part))
        if not words:
            breaks += 1
            continue
        number = sum(piece.linked for piece in part)
        if line and (together or (breaks <= 1 and _goes_on(line, words, markup))):
            line += words if _HAN.match(line[-1]) and _HAN.match(words[0]) else f" {words}"
            linked += number
        else:
            if first is not None:
                yield line, linked, first
            line, linked = words, number
            first = next(piece.first for piece in part if piece.text.strip())
        breaks = 1
    if first is not None:
        yield line, linked, first


def _between_breaks(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    part: list[_Piece] = []
    for piece in pieces:
        if piece.text == "\n":
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def _goes_on(line: str, following: str, markup: PageMarkup) -> bool:
    """Whether a sentence goes on in the next line."""
    if markup.ended.search(line):
        return False
    width = len(line) + len(_WIDE.findall(line))
    return (
        width >= _WRAPPED
        and (following[0].islower() or not _STOP.search(line))
        and not following.startswith(("-", "·", "•", "▲", "△", "■", "*"))
    )


def _is_data(table: Element) -> bool:
    """Whether a table holds data, rather than the layout of a page."""
    if table.get("role") in ("presentation", "none") or any(
        True for _ in table.iter("table") if _ is not table
    ):
        return False
    rows = [[c for c in row if isinstance(c.tag, str) and c.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) < len(rows) / 2:
        return False
    whole = len(said(table))
    if any(
        2 * len(said(c)) > whole and (c.find(".//p") is not None or c.get("colspan"))
        for row in rows
        for c in row
    ):
        return False
    if any(c.tag == "th" for row in rows for c in row):
        return True
    if any(
        len(list(c.iter("p", "div", "ul", "h1", "h2", "h3"))) > 1 or len(said(c)) > 300
        for row in rows
        for c in row
    ):
        return False
    widths = {len(row) for row in rows}
    return len(widths) == 1 and all(said(c) for c in rows[0])


def _rows(table: Element) -> Iterator[Block]:
    """Rows of a table as lines, each cell with the heading of its column."""
    caption = table.find("caption")
    if caption is not None and (text := one_line(said(caption))):
        yield Block(text, "caption", 0.0, caption, caption)
    heads: list[str] = []
    for row in table.iter("tr"):
        cells = [c for c in row if isinstance(c.tag, str) and c.tag in ("td", "th")]
        texts = [one_line(" ".join(b.text for b in _cell(c))) for c in cells]
        if not any(texts):
            continue
        if not heads and all(c.tag == "th" for c in cells) and len(cells) > 1:
            heads = texts
            continue
        named_cells = [
            f"{head}: {text}" if head and text and head != text else text
            for text, head in zip(
                texts, heads if len(heads) == len(texts) else [""] * len(texts), strict=True
            )
        ]
        yield Block("; ".join(t.rstrip(" ;") for t in named_cells if t), "row", 0.0, row, row)


def _cell(cell: Element) -> list[Block]:
    writer = _Writer(PageMarkup.bundled(), cell)
    writer.visit(cell)
    writer.flush()
    return writer.blocks


def blocks_of(container: Element, markup: PageMarkup) -> list[Block]:
    """The lines of an element, in order.

    Examples
    --------
    >>> from lxml import html
    >>> page = html.fromstring("<div>By A<h2>Mill opens</h2>One.<br><br>Two.<figcaption>A mill</figcaption></div>")
    >>> [(block.kind, block.text) for block in blocks_of(page, PageMarkup.bundled())]
    [('text', 'By A'), ('heading', 'Mill opens'), ('text', 'One.'), ('text', 'Two.'), ('caption', 'A mill')]
    """
    writer = _Writer(markup, container)
    writer.visit(container)
    writer.flush()
    return [replace(block, text=one_line(block.text)) for block in writer.blocks]
