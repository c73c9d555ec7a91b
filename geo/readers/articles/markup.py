"""XML of feeds, read piece by piece and in any encoding, and helpers that look at elements.

The parser is that of :mod:`geo.text.xml_documents`, which refuses document type declarations.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import Any, BinaryIO

from geo.model.errors import InputError, UnreadableError
from geo.text.xml_documents import encoding_of, parsed_events, refuse_type_of

from .source import Source

__all__ = ["child", "children", "local", "pieces", "text_in"]

_BLOCK = 2**16
_REFERENCE = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]*|#\d+|#x[0-9A-Fa-f]+);)?")
_BEGIN, _END = "<![CDATA[", "]]>"
_OWN = ("amp", "lt", "gt", "quot", "apos")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def pieces(source: Source, names: tuple[str, ...], types: Collection[str] = ()) -> Iterator[tuple[Any, bool]]:
    """Elements of an XML document with one of some names, each when it has been read; earlier ones are forgotten.

    Parameters
    ----------
    source : Source
    names : tuple of str
        Names without namespace. Elements that are the root's or its children's begin are given too, so that what
        stands before the first piece can be looked at.
    types : collection of str
        Identifiers of document types that documents of the format are known to declare.

    Yields
    ------
    element : lxml element
    first : bool
        Whether it is the root as it begins, without content yet.

    Raises
    ------
    UnreadableError
        The document is empty, declares a document type, or cannot be read at all. Damage after the first piece is
        reported.
    """
    from lxml import etree

    with source.opened() as stream:
        encoding, damaged = encoding_of(stream)
        stream.seek(0)
        if damaged:
            what = f"not all of it is in its encoding, {encoding}; what is not is read as \ufffd"
            source.report(InputError(f"{source.name}: {what}"))
        events = parsed_events(_Recoded(stream, encoding), source.name, types)
        count = 0
        root = None
        try:
            for event, element in events:
                if root is None:
                    root = element
                    refuse_type_of(root, source.name, types)
                    yield root, True
                elif event == "end" and local(element) in names:
                    count += 1
                    yield element, False
                    _forget(element)
        except etree.XMLSyntaxError as error:
            if root is None:
                why = error.msg or "it is empty"
                raise UnreadableError(f"{source.name}: not XML ({why}); is the file damaged?") from error
        if root is None:
            raise source.empty()
        faults = [f for f in events.error_log if f.level_name in ("ERROR", "FATAL")]
        if faults:
            first = faults[0]
            what = f"damaged XML ({first.message.strip()})"
            read = f"the {count:,} parts that could be told apart are read"
            source.report(InputError(f"{source.name}, line {first.line}: {what}; {read}"))


def _forget(element: Any) -> None:
    """Drop an element's content, and those before it, which have been used."""
    parent, before = element.getparent(), element.getprevious()
    element.clear()
    while parent is not None and before is not None and local(before) == local(element):
        parent.remove(before)
        before = element.getprevious()


class _Recoded(io.RawIOBase):
    """A document in UTF-8, its references put right outside of CDATA, and without control characters."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = ""
        self._begun = self._quoted = False

    def read(self, size: int = -1) -> bytes:
        while True:
            block = self._stream.read(_BLOCK)
            text = self._rest + self._decoder.decode(block, final=not block)
            self._rest = ""
            if not self._begun:
                text = text.lstrip("\ufeff \t\r\n")
                self._begun = bool(text)
            out = "".join(self._right(text, last=not block))
            if out or not block:
                return out.translate(_CONTROL).encode("utf-8", "replace")

    def _right(self, text: str, *, last: bool) -> Iterator[str]:
        """The parts of a text; what may go on in the next block is kept for it."""
        at = 0
        while at < len(text):
            mark = _END if self._quoted else _BEGIN
            cut = text.find(mark, at)
            part = text[at:] if cut < 0 else text[at : cut + len(mark)]
            if cut < 0 and not last:
                open_ = max(part.rfind(letter, -40) for letter in ("]]" if self._quoted else "&<"))
                if open_ >= 0 and len(part) - open_ < 40:
                    part, self._rest = part[:open_], part[open_:]
                    at = len(text)
            yield part if self._quoted else _REFERENCE.sub(_character, part)
            at += len(part)
            self._quoted ^= cut >= 0


def _character(match: re.Match[str]) -> str:
    """A reference that XML knows; the character of one of HTML; an ampersand that begins none, escaped."""
    name = match[1]
    if name is None:
        return "&amp;"
    return match[0] if name in _OWN or name[0] == "#" else html5.get(name + ";", f"&amp;{name};")


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """Children of an element with one of some names, in the order of the names.

    A name is of the element's own namespace; one with a bar is of a namespace that ends with what stands before it,
    and ``*|`` of any. None has no children.

    Examples
    --------
    >>> from geo.text.xml_documents import parsed_root
    >>> item = parsed_root(b'<i xmlns:n="http://a.org/content/"><n:encoded>a</n:encoded><b>c</b></i>', "a.xml")
    >>> [one.text for one in children(item, "content/|encoded", "b", "encoded")]
    ['a', 'c']
    """
    own = "" if element is None else element.tag.rpartition("}")[0]
    for name in names:
        space, bar, plain = name.rpartition("|")
        for one in () if element is None else element:
            if local(one) == plain:
                its = one.tag.rpartition("}")[0]
                if its == own if not bar else space == "*" or its.endswith(space):
                    yield one


def child(element: Any, *names: str) -> Any:
    """The first child of an element with the first of some names that one has; None without."""
    return next(children(element, *names), None)


def text_in(element: Any) -> str:
    """All text in an element, without its markup; empty for None."""
    return "" if element is None else "".join(element.itertext()).strip()
