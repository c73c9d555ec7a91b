"""Markdown: the text without its marks, lines of a paragraph joined, code left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.model.entities import Article
from geo.model.errors import InputError
from geo.reference.written_dates import read_timestamp
from geo.text.normalization import clean, decode, one_line

from ..filename_dates import day_in_name
from ..fragments import text_of_fragment
from ..source import Source

__all__ = ["read_markdown", "text_of_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FACT = re.compile(r"^(title|date|source|url|link|author):[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_RULE = re.compile(r" {0,3}(?:(?:[-_*][ \t]*){3,}|=+[ \t]*)")
_DEFINED = re.compile(r" {0,3}\[(?!\^)[^\]]+\]:[ \t]*\S+.*")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*(.*)")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_COLUMNS = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|?[ \t]*")
_MARKED = "{1,400}?"
"""Characters that are looked through for the end of code or emphasis: without a bound, many that never end take time
that grows with the square of their number."""
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[[^\[\]]*\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])"), ""),
    (re.compile(r"\[\^[^\[\]]+\]"), ""),
    (
        re.compile(r"\[([^\[\]]*)\](?:\((?:[^()\s]|\([^()]*\))*(?:\s+[\"'][^\"']*[\"'])?\)|\[[^\[\]]*\])"),
        r"\1",
    ),
    (re.compile(r"<(https?://[^>\s]+)>"), ""),
    (re.compile(rf"(`+)(.{_MARKED})\1"), r"\2"),
    (re.compile(rf"(?<!\\)(\*\*\*|\*\*|\*|___|__|~~)(?=\S)(.{_MARKED})(?<=\S)(?<!\\)\1"), r"\2"),
    (re.compile(rf"(?<![\w\\])_(?=\S)(.{_MARKED})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")


def read_markdown(source: Source) -> Iterator[Article]:
    """Read the article of a Markdown file; title, date, source and url may be in its front matter.

    Raises
    ------
    UnreadableError
        The file is missing, empty, binary, or in an unknown encoding.
    InputError
        It has no text.
    """
    given = decode(source.content(), source.name).replace("\r\n", "\n").lstrip("\ufeff")
    front = _FRONT.match(given)
    facts = {k.lower(): one_line(v.strip("\"'")) for k, v in _FACT.findall(front[1])} if front else {}
    text, code = text_of_markdown(given[front.end() :] if front else given)
    if not text:
        raise InputError(f"{source.name}: no text beside code and pictures")
    if code:
        source.left_out("blocks of code in Markdown files", code)
    day = day_in_name(source.label)
    if day is None and facts.get("date"):
        day, precision, why = read_timestamp(facts["date"])
        if day is None or precision != "day":
            what = f"{facts['date'][:40]!r} {why or 'is no day'}; the article is read without a date"
            source.report(InputError(f"{source.name}: {what}"))
            day = None
    else:
        day = day or source.day
    yield Article(
        source.label,
        text,
        facts.get("title") or text.split("\n", 1)[0][:200],
        day,
        facts.get("url") or facts.get("link", ""),
        facts.get("source", ""),
        path=source.name,
        line=1,
        extra={"author": facts["author"]} if "author" in facts else {},
        text_origin="extracted",
    )


def text_of_markdown(given: str) -> tuple[str, int]:
    r"""Return the text of Markdown, and how many blocks of code were left out.

    Examples
    --------
    >>> text_of_markdown("# Mill\n\nKim **inspected** a\n[mill](http://a.example).\n\n- in Haeju[^1]\n\n[^1]: A note.")
    ('Mill\nKim inspected a mill.\nin Haeju\nA note.', 0)
    """
    lines: list[str] = []
    notes: list[str] = []
    fence, code, goes_on = "", 0, False
    for whole in given.split("\n"):
        line = re.sub(r"^(?: {0,3}>[ \t]?)+", "", whole)
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            continue
        if mark:
            fence, code, goes_on = mark[1], code + 1, False
        elif not line.strip() or _RULE.fullmatch(line) or _DEFINED.fullmatch(line):
            goes_on = False
        elif note := _NOTE.fullmatch(line):
            notes.append(_plain(note[1]))
            goes_on = False
        elif heading := _HEADING.fullmatch(line):
            lines.append(_plain(heading[1]))
            goes_on = False
        elif _ROW.fullmatch(line):
            if not _COLUMNS.fullmatch(line):
                lines += [_plain(cell) for cell in line.strip().strip("|").split("|")]
            goes_on = False
        else:
            item = _ITEM.match(line)
            text = line[item.end() :] if item else line
            ended = text.endswith(("  ", "\\"))
            text = text.rstrip("\\").strip()
            if goes_on and not item:
                lines[-1] += " " + text
            else:
                lines.append(text)
            goes_on = not ended
    return clean("\n".join(filter(None, (*map(_plain, lines), *notes)))), code


def _plain(text: str) -> str:
    """A line without the marks within it."""
    for pattern, new in _INLINE:
        text = pattern.sub(new, text)
    return text_of_fragment(text) if _HTML.search(text) else text.strip()
