"""Text as XML may hold it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .characters import ANY_TEXT, XML_TEXT

__all__ = ["text"]


def text(value: object) -> str:
    r"""A value as XML text: without the characters that XML forbids, lone surrogates replaced.

    A carriage return is written by its number: readers of XML would make a line end of it.

    Examples
    --------
    >>> text("Songchon <County>\x07 & City")
    'Songchon &lt;County&gt; &amp; City'
    """
    return escape(XML_TEXT.sub("", ANY_TEXT.sub("\ufffd", str(value))), {'"': "&quot;", "\r": "&#13;"})
