"""Escape text for XML."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .characters import ANY_TEXT, XML_TEXT

__all__ = ["text"]


def text(value: object) -> str:
    r"""Escape a value for XML, drop forbidden characters and replace lone surrogates.

    A carriage return becomes a character reference, since XML parsers would turn it into a newline.

    Examples
    --------
    >>> text("Songchon <County>\x07 & City")
    'Songchon &lt;County&gt; &amp; City'
    """
    return escape(XML_TEXT.sub("", ANY_TEXT.sub("\ufffd", str(value))), {'"': "&quot;", "\r": "&#13;"})
