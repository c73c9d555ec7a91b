"""Which part of a page is the text of its article, and which of its lines are the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geo.reference.page_markup import PageMarkup

from .blocks import CAPTION, TABLE, Block, blocks_of, is_sentence
from .tree import Element, Page, found

__all__ = ["Content", "content_of", "is_byline", "lines_above"]

_ENOUGH, _MOST = 0.25, 0.6
"""Shares of a page's sentences that an element named as its text, and one that only may be it, must have."""
_NEARLY_ALL = 0.85
_SHORT = 150
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENDED = re.compile(r"\w.{3,}[.!?。！？…][\"”’')\]》」]*$")
"""A line that ends as sentences do, however short."""
_STOP = re.compile(r"[.!?:;。！？…][\"”’')\]》」]*$")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an article.

    Attributes
    ----------
    text : str
        Lines: paragraphs, headings, captions (after :data:`CAPTION`) and rows of tables
        (after :data:`TABLE`); these two at the end.
    headings : tuple of str
        Those lines that are headings, and no sentences.
    start : Element or None
        The element that the first word is in, or follows.
    container : Element or None
        The element that holds the text.
    head : tuple of Block
        Lines above the text that are about the article: bylines and days.
    left_out : dict of str to int
        Number of lines that are no text, by kind.
    """

    text: str
    headings: tuple[str, ...] = ()
    start: Element | None = None
    container: Element | None = None
    head: tuple[Block, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)


def content_of(page: Page, title: str) -> Content:
    """The text of a page's article.

    Parameters
    ----------
    page : Page
        Without what belongs to no article (:func:`~.boilerplate.prune`).
    title : str
        The headline, which is not repeated in the text.

    Examples
    --------
    >>> from .tree import parse
    >>> page = parse(b"<article><h1>Mill opens</h1>By A Writer<p>A mill opened in Haeju.</article>", "a.html")
    >>> content_of(page, "Mill opens").text
    'A mill opened in Haeju.'
    """
    body = page.root.find("body")
    root = page.root if body is None else body
    weights = _weights(blocks_of(root, page.markup))
    containers, sure = _containers(page, root, weights)
    blocks = [block for one in containers for block in blocks_of(one, page.markup)]
    return _content(page, blocks, title, containers[0] if containers else None, sure)


def _weights(blocks: Sequence[Block]) -> dict[Element, int]:
    """Number of characters of sentences inside of each element; of all text where there is no sentence."""
    counted = [b for b in blocks if b.kind == "text" and b.linked < 0.5 and _ENDED.search(b.text)]
    weights: dict[Element, int] = {}
    for block in counted or [b for b in blocks if b.kind in ("text", "caption", "row") and b.linked < 0.5]:
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(block.text)
    return weights


def _containers(page: Page, root: Element, weights: dict[Element, int]) -> tuple[list[Element], bool]:
    """Elements that hold the text; and whether the markup says so."""
    whole = weights.get(root, 0)
    if page.outlet is not None:
        for one in page.outlet.text:
            those = _outermost(element for element, _ in found(page, [one]))
            if sum(weights.get(e, 0) for e in those) > 0.1 * whole:
                return those, True
    for one in page.markup.selectors("text"):
        those = _outermost(element for element, _ in found(page, [one]))
        share = [weights.get(e, 0) for e in those]
        if whole and sum(share) >= _ENOUGH * whole:
            largest = max(share)
            return (those if largest < _MOST * sum(share) else [those[share.index(largest)]]), True
    from geo.reference.page_markup import selector

    for text in page.markup.tables["text"]["containers"]:
        those = _outermost(element for element, _ in found(page, [selector(text)]))
        best = max(those, key=lambda e: weights.get(e, 0), default=None)
        if best is not None and whole and weights.get(best, 0) >= _MOST * whole:
            return [best], True
    return [_densest(root, weights)], False


def _outermost(elements: Iterable[Element]) -> list[Element]:
    those = list(elements)
    known = set(those)
    return [e for e in those if known.isdisjoint(e.iterancestors())]


def _densest(root: Element, weights: dict[Element, int]) -> Element:
    """The innermost element with nearly all sentences."""
    least = _NEARLY_ALL * weights.get(root, 0)
    at = root
    while least:
        inner = next((c for c in at if isinstance(c.tag, str) and weights.get(c, 0) >= least), None)
        if inner is None or inner.tag in ("p", "tr", "tbody"):
            break
        at = inner
    return at


def _content(page: Page, blocks: list[Block], title: str, container: Element | None, sure: bool) -> Content:
    kept: list[Block] = []
    head: list[Block] = []
    left_out: Counter[str] = Counter()
    begun = False
    for block in blocks:
        why = _not_text(page, block, title, begun=begun)
        if why:
            if why != "the title":
                left_out[why] += 1
            if why == "bylines":
                head.append(block)
            continue
        if not (kept and kept[-1].text == block.text):
            kept.append(block)
        begun = begun or (block.kind == "text" and is_sentence(block.text))
    kept = _trimmed(kept, left_out, page.markup, sure=sure)
    lines = [_line(block) for block in kept]
    return Content(
        "\n".join(lines),
        tuple(block.text for block in kept if block.kind == "heading" and not is_sentence(block.text)),
        kept[0].first if kept else None,
        container,
        tuple(head),
        dict(left_out),
    )


def _line(block: Block) -> str:
    if block.kind not in ("caption", "row"):
        return block.text
    stop = "" if _STOP.search(block.text) else "."
    return f"{CAPTION if block.kind == 'caption' else TABLE} {block.text}{stop}"


def _not_text(page: Page, block: Block, title: str, *, begun: bool) -> str:
    """What a line is that is no text; empty for text."""
    if block.kind == "byline":
        return "bylines"
    text = block.text
    if title and (block.kind == "heading" or not begun) and _plain(text) == _plain(title):
        return "the title"
    if block.kind in ("caption", "row"):
        return ""
    if not any(c.isalnum() for c in text):
        return "bylines"
    if len(text) <= 200 and page.markup.closing.search(text):
        return "footers"
    if block.linked >= 0.9 and not is_sentence(text) and block.kind != "heading" and len(text) > 3:
        return "links"
    if len(text) <= 120 and (not begun or _MAIL.search(text)) and is_byline(text, page.markup):
        return "bylines"
    return ""


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def is_byline(text: str, markup: PageMarkup) -> bool:
    """Whether a short line tells who wrote an article, or when, and nothing else.

    Examples
    --------
    >>> markup = PageMarkup.bundled()
    >>> [is_byline(t, markup) for t in ("By A Writer", "입력 2024.11.20 09:30", "By the river, a mill was built.")]
    [True, True, False]
    """
    if is_sentence(text) and not _MAIL.search(text):
        return False
    author, bare = markup.tables["author"], text.strip(" |·-–—/[]()<>【】《》")
    folded = bare.casefold()
    if _MAIL.fullmatch(bare) or any(_names_reporter(bare, word) for word in author["after"]):
        return True
    for word in author["before"]:
        if (
            folded.startswith(word)
            and len(folded) <= 60
            and (not word.isascii() or folded[len(word) : len(word) + 1] in " :")
            and (len(word) > 1)
        ):
            return True
    rest = folded
    days = 0
    for pattern in markup.days:
        rest, number = pattern.subn(" ", rest)
        days += number
    rest, number = re.subn(markup.tables["day"]["open"], " ", rest)
    if not days + number:
        return False
    for word in sorted(
        (*markup.tables["day"]["published"], *markup.tables["day"]["changed"]), key=len, reverse=True
    ):
        rest = rest.replace(word, " ")
    rest = re.sub(markup.tables["day"]["clock"], " ", rest)
    return sum(c.isalpha() for c in rest) <= 12


def _names_reporter(text: str, word: str) -> bool:
    """Whether a line is a name and a reporter's title ("홍길동 기자"), perhaps with an address."""
    bare = _MAIL.sub("", text).strip(" |·-–—/[]()<>=")
    return (
        bool(re.fullmatch(rf"(?:[^\s.]{{1,12}}[ =]){{0,3}}[^\s.]{{0,6}}{word}", bare))
        and len(bare) > len(word) + 1
    )


def _trimmed(blocks: list[Block], left_out: Counter[str], markup: PageMarkup, *, sure: bool) -> list[Block]:
    """The lines without headings at the end; without a sure container, only those from sentence to sentence."""
    sentences = [n for n, b in enumerate(blocks) if b.kind == "text" and _ENDED.search(b.text)]
    if not sure and sentences:
        first, last = sentences[0], sentences[-1]
        before = [b for b in blocks[:first] if b.kind in ("caption", "row")]
        after = [b for b in blocks[last + 1 :] if b.kind in ("caption", "row")]
        cut = first - len(before) + len(blocks) - last - 1 - len(after)
        left_out["navigation"] += cut
        blocks = [*before, *blocks[first : last + 1], *after]
    while blocks and (
        blocks[-1].kind == "heading" or (len(blocks) > 1 and _is_signature(blocks[-1], markup))
    ):
        left_out["headings" if blocks[-1].kind == "heading" else "bylines"] += 1
        blocks = blocks[:-1]
    # A caption between two sentences would part what belongs together.
    return [b for b in blocks if b.kind not in ("caption", "row")] + [
        b for b in blocks if b.kind in ("caption", "row")
    ]


def _is_signature(block: Block, markup: PageMarkup) -> bool:
    """Whether the last line of a text is the name of who wrote it, or a day."""
    mail = _MAIL.search(block.text) is not None and not is_sentence(block.text)
    if block.kind == "text" and len(block.text) <= 60 and (mail or is_byline(block.text, markup)):
        return True
    words = block.text.strip("[]() ").split()
    return block.kind == "text" and 1 < len(words) <= 4 and all(w[0].isupper() and w.isalpha() for w in words)


def lines_above(container: Element, markup: PageMarkup) -> Iterator[Block]:
    """Short lines right above the text: those of the elements before its container, the nearest first."""
    for above in (container, *container.iterancestors()):
        if above.tag in ("body", "html"):
            break
        before = above.getprevious()
        while before is not None:
            if isinstance(before.tag, str):
                yield from reversed([b for b in blocks_of(before, markup) if len(b.text) <= _SHORT])
            before = before.getprevious()
