"""DOCX, ODT and HWPX: the text of a document, its tables' cells as lines of their own, its notes at the end."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from geo.model.entities import Article
from geo.model.errors import UnreadableError
from geo.text.normalization import clean, one_line

from ..document_marks import is_untitled
from ..filename_dates import day_in_name
from ..markup import local, text_in
from ..source import Source
from .container import Container, container, no_text
from .paragraphs import Names, Texts, texts_of

__all__ = ["document_article", "read_docx", "read_hwpx", "read_odt"]

_DOCX = Names(
    paragraphs=frozenset(("p",)),
    texts=frozenset(("t",)),
    skipped=frozenset(("rt", "del", "moveFrom", "Fallback", "rPr", "pPr", "instrText", "separator", "oMath")),
    exchanged={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
)
_ODT = Names(
    paragraphs=frozenset(("p", "h")),
    skipped=frozenset(
        "ruby-text tracked-changes note-citation sequence-decls table-of-content forms title desc".split()
    ),
    notes=frozenset(("note-body",)),
    exchanged={"s": " ", "tab": " ", "line-break": "\n"},
    counted={"annotation": "comments in documents"},
)
_HWPX = Names(
    paragraphs=frozenset(("p",)),
    texts=frozenset(("t", "mainText")),
    skipped=frozenset(("subText", "deleteBegin", "header", "footer", "secPr", "shapeComment", "script")),
    notes=frozenset(("footNote", "endNote")),
    exchanged={"tab": " ", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"},
    counted={"hiddenComment": "comments in documents"},
)
_OFFICE = "/officeDocument"


def read_docx(source: Source) -> Iterator[Article]:
    """Read the text of a DOCX document, without deleted text, readings, headers and footers.

    Raises
    ------
    UnreadableError
        The file is missing, empty or damaged, or protected by a password.
    InputError
        It has no text.
    """
    with container(source, "a DOCX document") as whole:
        main = _main_part(whole)
        root = whole.tree(main)
        if root is None:
            raise _without_text_part(source, "DOCX")
        _without_hidden(root)
        found = texts_of(root, _DOCX)
        folder = posixpath.dirname(main)
        for part in ("footnotes.xml", "endnotes.xml"):
            notes = whole.further_tree(posixpath.join(folder, part), source.report)
            if notes is not None:
                found.notes += texts_of(notes, _DOCX).lines
        comments = whole.further_tree(posixpath.join(folder, "comments.xml"), source.report)
        if comments is not None and len(comments):
            found.counts["comments in documents"] = len(comments)
        properties = _properties(whole.further_tree("docProps/core.xml", source.report))
        yield document_article(source, found, properties, "a DOCX document")


def _refuse_encrypted(whole: Container) -> None:
    """Refuse an ODT or HWPX document that is protected by a password, as its manifest says."""
    if b"encryption-data" in (whole.content("META-INF/manifest.xml") or b""):
        raise UnreadableError(f"{whole.name}: protected by a password; save it without one")


def _without_text_part(source: Source, kind: str) -> UnreadableError:
    return UnreadableError(f"{source.name}: no text part in this {kind} document; save it again")


def _main_part(whole: Container) -> str:
    """The part with the text, by the relations of the archive."""
    relations = whole.tree("_rels/.rels")
    for one in () if relations is None else relations:
        if str(one.get("Type", "")).endswith(_OFFICE):
            return str(one.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _without_hidden(root: Any) -> None:
    """Remove hidden runs, and tables of contents, whose lines are headings that come again."""
    for one in list(root.iter()):
        name = local(one)
        if name == "vanish" and one.get(_value(one), "true") not in ("0", "false"):
            run = one.getparent().getparent()
            if run is not None and local(run) == "r":
                run.clear()
        elif name == "docPartGallery" and "table of contents" in str(one.get(_value(one), "")).lower():
            block = next((up for up in one.iterancestors() if local(up) == "sdt"), None)
            if block is not None:
                block.clear()


def _value(element: Any) -> str:
    return next((key for key in element.keys() if key.endswith("}val")), "val")  # noqa: SIM118 (no mapping)


def read_odt(source: Source) -> Iterator[Article]:
    """Read the text of an ODT document, without deleted text, readings, headers and footers.

    Raises
    ------
    UnreadableError
        The file is missing, empty or damaged, or protected by a password.
    InputError
        It has no text.
    """
    with container(source, "an ODT document") as whole:
        _refuse_encrypted(whole)
        root = whole.tree("content.xml")
        if root is None:
            raise _without_text_part(source, "ODT")
        body = next((e for e in root.iter("{*}text") if local(e.getparent()) == "body"), root)
        properties = _properties(whole.further_tree("meta.xml", source.report))
        yield document_article(source, texts_of(body, _ODT), properties, "an ODT document")


def read_hwpx(source: Source) -> Iterator[Article]:
    """Read the text of a HWPX document of Hancom Office, without headers and footers.

    Raises
    ------
    UnreadableError
        The file is missing, empty or damaged, or protected by a password.
    InputError
        It has no text.
    """
    with container(source, "a HWPX document") as whole:
        _refuse_encrypted(whole)
        sections = [n for n in whole.names() if re.fullmatch(r"Contents/section\d+\.xml", n, re.IGNORECASE)]
        if not sections:
            raise _without_text_part(source, "HWPX")
        found = Texts()
        for part in sorted(sections, key=lambda name: (len(name), name)):
            root = whole.tree(part) if len(sections) == 1 else whole.further_tree(part, source.report)
            if root is not None:
                _without_deleted(root)
                texts_of(root, _HWPX, found)
        properties = _properties(whole.further_tree("Contents/content.hpf", source.report))
        yield document_article(source, found, properties, "a HWPX document")


def _without_deleted(root: Any) -> None:
    """Remove text between the marks of a deletion whose change is kept."""
    for begin in list(root.iter("{*}deleteBegin")):
        one = begin
        begin.tail = None
        while (one := one.getnext()) is not None and local(one) != "deleteEnd":
            one.tail = one.text = None


def _properties(root: Any) -> dict[str, str]:
    """Title, author and day of making of a document."""
    if root is None:
        return {}
    found: dict[str, str] = {}
    ours = {"title": "title", "creator": "author", "initial-creator": "author", "created": "created",
            "creation-date": "created", "CreatedDate": "created"}  # fmt: skip
    for one in root.iter():
        name = one.get("name", "") if local(one) == "meta" else local(one)
        text = one_line(text_in(one)) if name in ours else ""
        if text:
            found.setdefault(ours[name], text)
    return found


def document_article(source: Source, found: Texts, properties: dict[str, str], what: str) -> Article:
    """The article of a document; its day is that of the file's name, as the day of making is not of publication.

    Raises
    ------
    InputError
        It has no text.
    """
    text = clean(found.text())
    if not text:
        raise no_text(source, what)
    for counted, number in found.counts.items():
        source.left_out(counted, number)
    title = properties.get("title", "")
    if not title or is_untitled(title):
        title = text.split("\n", 1)[0][:200]
    extra = {key: properties[key] for key in ("author", "created") if properties.get(key)}
    return Article(
        source.label,
        text,
        title,
        day_in_name(source.label) or source.day,
        path=source.name,
        line=1,
        extra=extra,
        text_origin="extracted",
    )
