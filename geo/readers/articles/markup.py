"""XML from outside: read piece by piece, in any encoding, without entities and without the network.

The parser is lxml's, which :mod:`geo` needs for KML anyway. It loads no document type definition and replaces no
entity of one; a file that declares entities is refused.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any, BinaryIO

from geo.model.errors import InputError, UnreadableError

from .charsets import codec_of
from .source import Source

__all__ = ["child", "children", "local", "parsed", "pieces", "text_in"]

_BLOCK = 2**16
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.:-]*)")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_REFERENCE = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]*|#\d+|#x[0-9A-Fa-f]+);)?")
_BEGIN, _END = "<![CDATA[", "]]>"
_OWN = ("amp", "lt", "gt", "quot", "apos")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def parsed(content: bytes, name: str) -> Any:
    """The root of a whole XML document.

    Raises
    ------
    UnreadableError
        It is not well-formed, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{name}: not well-formed XML ({error.msg}); is the file damaged?") from error
    _refuse_entities(root, name)
    return root


def pieces(source: Source, names: tuple[str, ...]) -> Iterator[tuple[Any, bool]]:
    """Elements of an XML document with one of some names, each when it has been read; earlier ones are forgotten.

    Parameters
    ----------
    source : Source
    names : tuple of str
        Names without namespace. Elements that are the root's or its children's begin are given too, so that what
        stands before the first piece can be looked at.

    Yields
    ------
    element : lxml element
    first : bool
        Whether it is the root as it begins, without content yet.

    Raises
    ------
    UnreadableError
        The document is empty, declares entities, or cannot be read at all. Damage after the first piece is reported.
    """
    from lxml import etree

    with source.opened() as stream:
        encoding, damaged = _encoding(stream)
        stream.seek(0)
        if damaged:
            what = f"not all of it is in its encoding, {encoding}; what is not is read as \ufffd"
            source.report(InputError(f"{source.name}: {what}"))
        events = etree.iterparse(
            _Recoded(stream, encoding), events=("start", "end"), encoding="utf-8", recover=True, huge_tree=False,
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        count = 0
        root = None
        try:
            for event, element in events:
                if root is None:
                    root = element
                    _refuse_entities(root, source.name)
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


def _refuse_entities(root: Any, name: str) -> None:
    kind = root.getroottree().docinfo.internalDTD
    if kind is not None and next(iter(kind.iterentities()), None) is not None:
        raise UnreadableError(f"{name}: its XML declares entities of its own, which may harm; refused")


def _encoding(stream: BinaryIO) -> tuple[str, bool]:
    """The encoding of a document and whether parts of it are not in it: as declared, else UTF-8, else CP949."""
    head = stream.read(1024)
    stream.seek(0)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    found = _DECLARED.search(head)
    candidates: list[str | None] = [marked]
    if found and not marked:
        candidates.append(_codec(found[1].decode("ascii")))
    candidates += ["utf-8", "cp949"]
    known = [c for c in dict.fromkeys(candidates) if c]
    for encoding in known:
        stream.seek(0)
        if _decodes(stream, encoding):
            return encoding, False
    return known[0], True


def _codec(name: str) -> str | None:
    found = codec_of(name)
    # Without a mark of byte order, a document that calls itself UTF-16 could not be read so far as to say it.
    return "utf-8" if found and found.startswith(("utf-16", "utf-32")) else found


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", True)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True


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
    >>> item = parsed(b'<i xmlns:n="http://a.org/content/"><n:encoded>a</n:encoded><b>c</b></i>', "a.xml")
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
