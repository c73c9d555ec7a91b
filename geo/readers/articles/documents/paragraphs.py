"""Paragraphs of a document in XML: the same walk for all formats, which differ in the names of their elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.text.normalization import clean

from ..markup import local

__all__ = ["Names", "Texts", "texts_of"]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a format's elements, without namespace.

    Attributes
    ----------
    paragraphs : frozenset of str
        Each of these is a line of its own, those within others (cells of tables, text boxes) too.
    texts : frozenset of str
        Elements whose text is text; empty where all text in paragraphs is.
    skipped : frozenset of str
        Elements without text of the document: readings, deleted text, instructions of fields.
    notes : frozenset of str
        Elements with the text of a note, which goes to the end.
    exchanged : mapping of str to str
        Elements that stand for a character.
    counted : mapping of str to str
        Skipped elements that are counted, and as what.
    """

    paragraphs: frozenset[str]
    texts: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    exchanged: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Texts:
    """Lines of a document and of its notes, and how many elements were counted."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """The whole text: lines, then notes."""
        return "\n".join([*self.lines, *self.notes])


def texts_of(root: Any, names: Names, found: Texts | None = None) -> Texts:
    """Collect the paragraphs of an element.

    A paragraph within another one, as in a table or text box, comes after it. The cells of a table are so lines of
    their own, and not part of a sentence.

    Parameters
    ----------
    root : lxml element
    names : Names
    found : Texts, optional
        To which the paragraphs are added.
    """
    from lxml import etree

    out = found or Texts()
    open_: list[
        tuple[list[str], list[str], int]
    ] = []  # the parts of each paragraph begun, where its line goes, and when
    notes = 0
    reading = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = local(element)
        if event == "start":
            if name in names.skipped or name in names.counted or not name:
                if name in names.counted:
                    out.counts[names.counted[name]] = out.counts.get(names.counted[name], 0) + 1
                walker.skip_subtree()
                continue
            notes += name in names.notes
            if name in names.paragraphs:
                target = out.notes if notes else out.lines
                target.append("")
                open_.append(([], target, len(target) - 1))
            reading += name in names.texts
            if open_:
                parts = open_[-1][0]
                parts.append(names.exchanged.get(name, ""))
                if reading or not names.texts:
                    parts.append(element.text or "")
            continue
        if name in names.notes and name not in names.skipped:
            notes -= 1
        if name in names.texts and name not in names.skipped:
            reading -= 1
        if name in names.paragraphs and name not in names.skipped and open_:
            parts, target, at = open_.pop()
            target[at] = clean("".join(parts))
        if open_ and (reading or not names.texts) and element is not root:
            open_[-1][0].append(element.tail or "")
    out.lines = [line for line in out.lines if line]
    out.notes = [line for line in out.notes if line]
    return out
