"""How saved web pages mark text, title, author and day of an article, from ``page_markup.toml`` of the reference."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .paths import reference_path

__all__ = ["Outlet", "PageMarkup", "Selector", "Step", "selector"]

_STEP = re.compile(
    r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w\-]+|\[[\w:-]+(?:=[\w:-]+)?\])*)", re.IGNORECASE
)
_PART = re.compile(r"[.#][\w\-]+|\[[\w:-]+(?:=[\w:-]+)?\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """What an element must have: a tag (empty for any), an id (empty for any), classes, and attributes.

    ``attributes`` are pairs of a name and one of the words of its value, empty for any.
    """

    tag: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Selector:
    """Elements of a page: steps, each inside of an element of the one before, and the attribute that has the value.

    ``attribute`` is empty where the text of the element is the value.
    """

    steps: tuple[Step, ...]
    attribute: str = ""


def selector(text: str) -> Selector:
    """Parse a selector of ``page_markup.toml``.

    Parameters
    ----------
    text : str
        ``tag``, ``.class``, ``#id``, ``[attribute]`` and ``[attribute=value]`` in a row; a blank means "inside of",
        and ``@attribute`` at the end takes that attribute.

    Raises
    ------
    ValueError
        The selector is of another form.

    Examples
    --------
    >>> selector("td.ArticleContent").steps
    (Step(tag='td', id='', classes=('ArticleContent',), attributes=()),)
    >>> selector("#head time@datetime").attribute
    'datetime'
    """
    path, _, attribute = text.partition("@")
    steps = []
    for part in path.split():
        found = _STEP.fullmatch(part)
        if found is None:
            raise ValueError(f"not a selector: {text!r}")
        conditions = _PART.findall(found["rest"])
        named = [c[1:-1].partition("=") for c in conditions if c.startswith("[")]
        steps.append(
            Step(
                (found["tag"] or "").replace("*", ""),
                next((c[1:] for c in conditions if c.startswith("#")), ""),
                tuple(c[1:] for c in conditions if c.startswith(".")),
                tuple((name, value) for name, _, value in named),
            )
        )
    if not steps:
        raise ValueError(f"not a selector: {text!r}")
    return Selector(tuple(steps), attribute)


@dataclass(frozen=True, slots=True)
class Outlet:
    """The markup of one publisher or generator; see ``page_markup.toml``."""

    name: str
    hosts: tuple[str, ...]
    generators: tuple[str, ...]
    marks: tuple[Selector, ...]
    text: tuple[Selector, ...]
    title: tuple[Selector, ...]
    day: tuple[Selector, ...]
    author: tuple[Selector, ...]
    source: tuple[Selector, ...]
    drop: tuple[tuple[Selector, str], ...]


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """The table of markup, with its selectors parsed and its patterns compiled.

    Attributes
    ----------
    outlets : tuple of Outlet
    tables : mapping
        All sections of the file as they stand.
    kinds : mapping of str to str
        What an element is by ``tag:``, ``role:``, ``class:`` or ``id:`` and its name, where it is no text.
    days : tuple of re.Pattern
        Written days inside of a short text; groups ``y``, ``j``, ``m``, ``d``, ``n``.
    ended : re.Pattern
        The end of a line with which its sentence ends.
    """

    outlets: tuple[Outlet, ...]
    tables: Mapping[str, Any]
    kinds: Mapping[str, str]
    days: tuple[re.Pattern[str], ...]
    ended: re.Pattern[str]
    related: re.Pattern[str]
    closing: re.Pattern[str]
    changed: re.Pattern[str]
    paywall: re.Pattern[str]

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> PageMarkup:
        """The table of the reference, read once.

        Examples
        --------
        >>> markup = PageMarkup.bundled()
        >>> markup.kinds["tag:nav"], markup.related.match("▶ 관련기사") is not None
        ('navigation', True)
        """
        tables = tomllib.loads(reference_path("page_markup.toml").read_text("utf-8"))
        headings, day = tables["headings"], tables["day"]
        marks = re.escape(headings["marks"])
        words = "|".join(re.escape(w) for w in sorted(headings["related"], key=len, reverse=True))
        return cls(
            outlets=tuple(_outlet(row) for row in tables["outlet"]),
            tables=tables,
            kinds=_kinds(tables["drop"]),
            days=tuple(re.compile(pattern, re.IGNORECASE) for pattern in day["patterns"]),
            ended=re.compile(
                rf"(?:[.!?。！？…:：;]|{'|'.join(tables['blocks']['endings'])})[\"”’')\]》」>]*$"
            ),
            related=re.compile(
                rf"[\s\d{marks}]*(?P<words>{words})(?P<end>[\s{marks}]*$|\s*[:：\])】>》]|\s*-\s)",
                re.IGNORECASE,
            ),
            closing=re.compile("|".join(headings["closing"]), re.IGNORECASE),
            changed=re.compile(_words_of(day["changed"]), re.IGNORECASE),
            paywall=re.compile(_words_of(tables["paywall"]["words"]), re.IGNORECASE),
        )

    def selectors(self, section: str) -> tuple[Selector, ...]:
        """The general selectors of a section."""
        return _selectors(self.tables[section].get("selectors", ()))


def _words_of(words: Sequence[str]) -> str:
    """A pattern for any of the words; those of Latin letters only where they stand alone."""
    return "|".join(
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


def _outlet(row: Mapping[str, Any]) -> Outlet:
    marks, text, title, day, author, source = (
        _selectors(row.get(key, ())) for key in ("mark", "text", "title", "day", "author", "source")
    )
    drop = tuple((selector(text), kind) for text, kind in row.get("drop", {}).items())
    hosts, generators = tuple(row.get("host", ())), tuple(row.get("generator", ()))
    return Outlet(row["name"], hosts, generators, marks, text, title, day, author, source, drop)


@lru_cache(maxsize=64)
def _compiled(texts: tuple[str, ...]) -> tuple[Selector, ...]:
    return tuple(map(selector, texts))


def _selectors(texts: Sequence[str]) -> tuple[Selector, ...]:
    return _compiled(tuple(texts))


def _kinds(drop: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, names in drop.items():
        for what, prefix in (("tags", "tag"), ("roles", "role"), ("classes", "class"), ("ids", "id")):
            for name in names.get(what, ()):
                kinds.setdefault(f"{prefix}:{name.lower()}", kind)
    return kinds
