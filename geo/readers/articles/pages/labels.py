"""The head of a notice on a board: rows of labels and values ("등록일 | 2019-05-07") around the text."""

from __future__ import annotations

from collections.abc import Iterator

from geo.reference.page_markup import PageMarkup
from geo.text.normalization import one_line

from .tree import Element, Page, said

__all__ = ["take_labels"]

_LONGEST = 12
"""Longest label, in characters."""


def take_labels(page: Page) -> dict[str, str]:
    """Take the labelled rows out of a page's tree.

    Returns
    -------
    dict of str to str
        Values of ``title``, ``author`` and ``day``, as far as they are labelled.

    Examples
    --------
    >>> from .tree import parse
    >>> row = "<table><tr><th>등록일<td>2019-05-07</tr><tr><td colspan=2>글</tr></table>"
    >>> page = parse(row.encode(), "a.html")
    >>> take_labels(page), said(page.root)
    ({'day': '2019-05-07'}, '글')
    """
    kinds = _kinds(page.markup)
    values: dict[str, str] = {}
    taken: list[Element] = []
    for label, value in _pairs(page.root):
        kind = kinds.get(_plain(said(label)))
        text = one_line(said(value))
        if kind is None or len(text) > 200:
            continue
        values.setdefault(kind, text)
        taken += (label, value)
    # A single word such as "date" beside something is no head of a notice where no second label stands with it.
    if len(taken) < 4 and not {"title", "day"} & set(values):
        return {}
    for element in taken:
        above = element.getparent()
        if above is not None:
            above.remove(element)
    page.changed()
    if taken:
        page.omit("bylines", len(taken) // 2)
    return {kind: text for kind, text in values.items() if kind != "beside" and text}


def _kinds(markup: PageMarkup) -> dict[str, str]:
    tables = markup.tables
    named = {
        "title": tables["title"]["labels"],
        "author": tables["author"]["labels"],
        "day": tables["day"]["labels"],
        "beside": tables["day"]["beside"],
    }
    return {_plain(word): kind for kind, words in named.items() for word in words}


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum()) if len(text) <= _LONGEST else ""


def _pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each label with the cell after it."""
    for label in root.iter("th", "dt"):
        value = label.getnext()
        if value is not None and isinstance(value.tag, str) and value.tag in ("td", "dd"):
            yield label, value
