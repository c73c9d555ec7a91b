"""Text as XML may hold it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

__all__ = ["text"]

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ALONE = re.compile("[\ud800-\udfff]")


def text(value: object) -> str:
    r"""A value as XML text: without the characters that XML forbids, lone surrogates replaced.

    A carriage return is written by its number: readers of XML would make a line end of it.

    Examples
    --------
    >>> text("Songchon <County>\x07 & City")
    'Songchon &lt;County&gt; &amp; City'
    """
    return escape(_ALONE.sub("\ufffd", _ILLEGAL.sub("", str(value))), {'"': "&quot;", "\r": "&#13;"})
