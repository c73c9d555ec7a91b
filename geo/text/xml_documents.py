"""The one door for XML from outside: no document type declaration, no entity of its own, no network.

A document type declaration can define entities that unfold to gigabytes or stand for other files. No format that is
read here needs one, so the parser itself refuses it, wherever it stands and whatever the encoding: a document is
decoded first, so that what is checked is what is parsed. Files that a library opens itself (workbooks by openpyxl,
KML and GPX by GDAL) go through :func:`checked_root` before.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from geo.model.errors import UnreadableError

from .encodings import codec_of

__all__ = [
    "DeclaredTypeError", "checked_root", "encoding_of", "looks_like_xml", "parsed_events", "parsed_root",
    "refuse_type_of",
]  # fmt: skip

_BLOCK = 2**16
_HEAD = 1024
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.:-]*)")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""Byte order marks, and the first letter of XML in encodings of two and four bytes."""
_EBCDIC = b"\x4c\x6f\xa7\x94"
_COMMON = frozenset(("utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1"))
"""Encodings that each parser of XML reads in the same way."""
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


class DeclaredTypeError(UnreadableError):
    """A document, or a part of one, has a document type declaration."""

    @classmethod
    def of(cls, name: str) -> DeclaredTypeError:
        """The error of a document of a name."""
        return cls(
            f"{name} contains a document type definition; one that declares entities can do harm: refused. "
            "Take the <!DOCTYPE ...> out if you trust the file"
        )


class _BegunError(Exception):
    """The first element begins: no declaration can follow."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.root = root


class _Prolog:
    """What stands before the first element, as expat reads it."""

    def __init__(self, name: str, encoding: str | None, allowed: Collection[str] = ()) -> None:
        self._name, self._allowed = name, allowed
        self._parser = expat.ParserCreate(encoding)
        self._parser.StartDoctypeDeclHandler = self._type
        self._parser.StartElementHandler = self._element
        self._parser.XmlDeclHandler = self._declaration
        self._forced = encoding is not None

    def root(self, blocks: Iterable[bytes]) -> str:
        """The local name of the first element; ``expat.ExpatError`` where there is none."""
        try:
            for block in blocks:
                self._parser.Parse(block, False)
            self._parser.Parse(b"", True)
        except _BegunError as begun:
            return begun.root.rpartition(":")[2]
        raise expat.ExpatError("no element")

    def _type(self, kind: str, system: str | None, public: str | None, internal: int) -> None:
        if internal or not {system, public} & set(self._allowed):
            raise DeclaredTypeError.of(self._name)

    def _element(self, root: str, attributes: dict[str, str]) -> None:
        raise _BegunError(root)

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if not self._forced and encoding and encoding.casefold() not in _COMMON:
            raise UnreadableError(
                f"{self._name}: XML in the encoding {encoding[:40]!r}, which not every program reads in the same "
                "way; save it as UTF-8"
            )


def looks_like_xml(head: bytes) -> bool:
    r"""Whether the first bytes of a file are those of XML, in any encoding.

    Examples
    --------
    >>> looks_like_xml("\ufeff<a/>".encode("utf-16")), looks_like_xml(b" <?xml"), looks_like_xml(b"\x89PNG")
    (True, True, False)
    """
    return head.startswith(_EBCDIC) or head[:_HEAD].replace(b"\0", b"").lstrip(_BLANK)[:1] == b"<"


def checked_root(stream: BinaryIO, name: str) -> str:
    """The name of the first element of a document that a library will parse itself, without its prefix.

    Only what stands before that element is read, for nothing after it can declare a type.

    Parameters
    ----------
    stream : binary stream
    name : str
        Name of the file, and of its part, in messages.

    Raises
    ------
    DeclaredTypeError
        It has a document type declaration.
    UnreadableError
        It is not well-formed so far, or in an encoding that other parsers may read differently.

    Examples
    --------
    >>> checked_root(io.BytesIO(b"<k:kml xmlns:k='a'/>"), "a.kml")
    'kml'
    """
    try:
        return _Prolog(name, None).root(_blocks(stream))
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableError(f"{name}: not well-formed XML ({error}); is it damaged?") from error


def parsed_root(content: bytes, name: str) -> Any:
    """The root of a whole XML document, as an element of lxml without comments and processing instructions.

    Parameters
    ----------
    content : bytes
        In any encoding that it declares or marks; UTF-8 or Korean CP949 without.
    name : str
        Name of the file, and of its part, in messages.

    Raises
    ------
    DeclaredTypeError
        It has a document type declaration.
    UnreadableError
        It is not well-formed.

    Examples
    --------
    >>> parsed_root("<?xml version='1.0' encoding='euc-kr'?><a>성천군</a>".encode("cp949"), "a.xml").text
    '성천군'
    """
    from lxml import etree

    encoding, _ = encoding_of(io.BytesIO(content))
    plain = content.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")
    _refuse_type(iter((plain,)), name)
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
                             huge_tree=False, remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        why = getattr(error, "msg", None) or error
        raise UnreadableError(f"{name}: not well-formed XML ({why}); is the file damaged?") from error
    refuse_type_of(root, name)
    return root


def parsed_events(stream: Any, name: str, allowed: Collection[str] = ()) -> Any:
    """Begins and ends of the elements of a long document in UTF-8, as lxml's ``iterparse`` gives them.

    Damage is passed over where that is possible; ``error_log`` of the result has it.

    Parameters
    ----------
    stream : binary stream
        In UTF-8, whatever the document declares.
    name : str
        Name of the file in messages.
    allowed : collection of str
        Public and system identifiers of types that a format is known to declare. One of them is let pass where
        nothing is defined with it; the type itself is never loaded.

    Raises
    ------
    DeclaredTypeError
        It has another document type declaration.
    """
    from lxml import etree

    replayed = _Replayed(stream)
    _refuse_type(replayed.recorded(), name, allowed)
    return etree.iterparse(
        replayed, events=("start", "end"), encoding="utf-8", recover=True, huge_tree=False,
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def refuse_type_of(root: Any, name: str, allowed: Collection[str] = ()) -> None:
    """Refuse a document by what lxml found before its root, where expat could not read so far.

    Raises
    ------
    DeclaredTypeError
    """
    kind = root.getroottree().docinfo.internalDTD
    if kind is None:
        return
    defines = next(kind.iterentities(), None) is not None or next(kind.iterelements(), None) is not None
    if defines or not {kind.external_id, kind.system_url} & set(allowed):
        raise DeclaredTypeError.of(name)


def _refuse_type(blocks: Iterator[bytes], name: str, allowed: Collection[str] = ()) -> None:
    try:
        _Prolog(name, "utf-8", allowed).root(blocks)
    except expat.ExpatError:
        return  # the parser proper says what is wrong, and is asked for a declaration again


def _blocks(stream: Any) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


class _Replayed(io.RawIOBase):
    """A stream whose beginning is read once to be checked, and given again to the parser."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._first: list[bytes] = []

    def recorded(self) -> Iterator[bytes]:
        for block in _blocks(self._stream):
            self._first.append(block)
            yield block

    def read(self, size: int = -1) -> bytes:
        if self._first:
            return self._first.pop(0)
        block: bytes = self._stream.read(size)
        return block


def encoding_of(stream: BinaryIO) -> tuple[str, bool]:
    """The encoding of a document and whether parts of it are not in it: as declared, else UTF-8, else CP949.

    Parameters
    ----------
    stream : binary stream
        Read from its beginning; it stands anywhere after.

    Examples
    --------
    >>> encoding_of(io.BytesIO(b"<?xml version='1.0' encoding='euc-kr'?><a/>"))
    ('cp949', False)
    """
    stream.seek(0)
    head = stream.read(_HEAD)
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
