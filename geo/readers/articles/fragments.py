"""Text of HTML that is the body of something: an item of a feed, a cell, a mail, a chapter.

All of it is the text, as whoever wrote it declared it so. A page's reader looks for the article among menus instead,
and on such fragments loses lists and breaks sentences at bold words (trafilatura 2.3: an item of one ``div`` with a
``b`` in it gives three lines).
"""

from __future__ import annotations

import re
from typing import Any

from geo.text.normalization import clean, one_line

__all__ = ["is_markup", "plain", "text_of_fragment", "text_of_tree"]

_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?|!--)>?|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w*);")
_UNSEEN = frozenset(
    "script style noscript template head iframe object embed svg math form button select textarea canvas audio "
    "video map rt rp title".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text has tags or character references of HTML.

    Examples
    --------
    >>> is_markup("<p>Songchon"), is_markup("R&amp;D"), is_markup("a < b & c")
    (True, True, False)
    """
    return bool(_TAG.search(text))


def text_of_fragment(markup: str) -> str:
    r"""The text of a piece of HTML, each block on a line of its own; readings, scripts and hidden parts left out.

    Examples
    --------
    >>> text_of_fragment("<div>Kim <b>inspected</b> a mill.<p>It is in Haeju.</div><script>x</script>")
    'Kim inspected a mill.\nIt is in Haeju.'
    >>> text_of_fragment("one<br>two &amp; three"), text_of_fragment("<ruby>成川<rt>ソンチョン</rt></ruby>郡")
    ('one\ntwo & three', '成川郡')
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    if not markup.strip():
        return ""
    content = markup.replace("\0", "").encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(b"<div>" + content + b"</div>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return text_of_tree(root)


def text_of_tree(root: Any) -> str:
    """The text of an HTML or XHTML element, as of :func:`text_of_fragment`."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        block = name in _BLOCKS
        if event == "start":
            if not name or name in _UNSEEN or _hidden(element):
                walker.skip_subtree()
                continue
            if block or name == "br":
                parts.append("\n")
            parts.append(_SPACE.sub(" ", element.text or ""))
            continue
        if block:
            parts.append("\n")
        if element is not root:
            parts.append(_SPACE.sub(" ", element.tail or ""))
    lines = (clean(line) for line in "".join(parts).split("\n"))
    return clean("\n".join(line for line in lines if line))


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def plain(text: str) -> str:
    """A title or name on one line, without the markup that it may have.

    Examples
    --------
    >>> plain("Kim&amp;#8217;s <i>visit</i>"), plain(" R & D ")
    ('Kim’s visit', 'R & D')
    """
    for _ in range(2):  # feeds escape titles twice
        if not is_markup(text):
            break
        text = text_of_fragment(text)
    return one_line(text)
