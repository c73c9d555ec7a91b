"""Find the source that a report relies on: "KCNA reported", "according to state media", an agency's dateline.

A report that relies on another publisher is not an independent source. The rules are conservative: a report counts as
its publisher's own only if no other source is named in the sentence, in the sentence before or after it, or in the
dateline. The result has the name of the rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from geo.reference.context import Reference
from geo.reference.publishers import Publisher, Publishers
from geo.text.scripts import Script
from geo.text.spans import Text

__all__ = ["STATE_MEDIA", "Attribution", "Citations", "attribution"]

STATE_MEDIA = "state media"
"""Name of state media that a text does not identify; also their source class."""

_SYLLABLE = f"[{Script.HANGUL.ranges}]"
_HANGUL = re.compile(_SYLLABLE)
_SHORT = 3
"""Korean names of up to this many syllables are often part of another word, so word boundaries are checked."""
_BRACKET = re.compile(r"[(\[【（](?P<inside>[^()\[\]【】（）]{2,60})[)\]】）]")
_LONG = 2_000
"""Number of characters of a sentence that are read; longer ones come from text without sentence boundaries."""
_CLOSING = (")", "]", "】", "）")
_HEAD, _TAIL = 160, 60
"""Number of characters at the beginning and end of a text that are searched for a dateline or credit line."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source that a report relies on, and the rule that found it; ``class_`` is the source's, where known."""

    publisher: str
    rule: str
    class_: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.publisher}; {self.rule}"


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns for the names of one set of publishers and for reporting verbs."""

    names: re.Pattern[str]
    named_in: Callable[[str], list[Any]]
    """Finds the names without regard to word boundaries: many times as fast as the pattern, and most text has none."""
    publisher: Mapping[str, Publisher]
    after: re.Pattern[str]
    before: re.Pattern[str]
    korean: re.Pattern[str]
    denied: re.Pattern[str]
    own: re.Pattern[str]
    own_in: Callable[[str], list[Any]]
    """Finds the words of ``own`` in a text in lower case."""
    foreign: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _finder(words: Iterable[str]) -> Callable[[str], list[Any]]:
    find: Callable[[str], list[Any]] = AhoCorasick(list(words)).find_matches_as_indexes
    return find


def _words(reference: Reference) -> _Words:
    """The patterns for the publishers of a reference, shared with its copies that know further places."""
    return _compiled(reference.folder, reference.publishers)


@lru_cache(maxsize=8)
def _compiled(folder: Path, publishers: Publishers) -> _Words:
    table: dict[str, Any] = tomllib.loads((folder / "attribution.toml").read_text("utf-8"))
    named: dict[str, Publisher] = {}
    for one in publishers.all():
        # "Joint Chiefs of Staff, South Korea": the table adds the country, texts leave it out.
        for name in (one.name, one.korean):
            if len(name) > 1 and not name.islower():
                named.setdefault(name, one)
    for host, names in table["names"].items():
        one = publishers.of(f"https://{host}/")
        named.update((name, one) for name in names)
    for body, names in table["broadcasters"].items():
        named.update(dict.fromkeys(names, Publisher("", body, "", STATE_MEDIA)))
    state = Publisher("", STATE_MEDIA, "", STATE_MEDIA)
    for phrase in (*table["state"]["english"], *table["state"]["korean"]):
        named |= dict.fromkeys((phrase, phrase[:1].upper() + phrase[1:]), state)
    verbs = table["verbs"]
    latin = [name for name in named if not _HANGUL.search(name)]
    hangul = [name for name in named if _HANGUL.search(name)]
    short = [name for name in hangul if len(name) <= _SHORT]
    long = [name for name in hangul if len(name) > _SHORT]
    return _Words(
        re.compile(
            rf"(?<![\w-])(?:{_any(latin)})(?![\w-])|(?:(?<!{_SYLLABLE})(?:{_any(short)})|{_any(long)})"
            rf"(?={table['particles']['korean']}(?!{_SYLLABLE}))"
        ),
        _finder(named),
        named,
        re.compile(rf"\b(?:{_any(verbs['after'])})\b"),
        re.compile(rf"\b(?:{_any(verbs['before'])})\b[^.;:]{{0,60}}$", re.IGNORECASE),
        re.compile(_any(verbs["korean"])),
        re.compile(
            "|".join(re.escape(w) if not w.isascii() or w == "n't" else rf"\b{w}\b" for w in verbs["not"])
        ),
        re.compile(_any(table["own"]["words"]), re.IGNORECASE),
        _finder(word.lower() for word in table["own"]["words"]),
        re.compile(rf"(?:^|\W)(?:{_any(table['foreign']['words'])})\s*(?:[A-Z]\w+\s+)?$"),
    )


def attribution(
    text: Text, start: int, end: int, own: Publisher, *, reference: Reference | None = None
) -> Attribution | None:
    """Find the source that a passage relies on; None if it is the publisher's own report.

    Parameters
    ----------
    text : Text
        The article's text.
    start, end : int
        Offsets of the passage, in code points.
    own : Publisher
        Publisher of the text; a publisher that names itself quotes nobody.
    reference : Reference, optional
        Its publishers' names are searched for; the bundled one by default.

    Examples
    --------
    >>> known = Reference.bundled().publishers
    >>> body = "Kim Jong Un visited Songchon County. He left on Monday, the Korean Central News Agency said."
    >>> print(attribution(Text(body), 0, 36, known.named("Yonhap News Agency")))
    KCNA; named in the sentence after
    >>> attribution(Text(body), 0, 36, known.named("KCNA")) is None
    True
    """
    return Citations(text, own, reference=reference).of(start, end)


class Citations:
    """The sources that the passages of one text rely on; each sentence is read once.

    Parameters
    ----------
    text : Text
    own : Publisher
        Publisher of the text.
    reference : Reference, optional
        As for :func:`attribution`.
    """

    def __init__(self, text: Text, own: Publisher, *, reference: Reference | None = None) -> None:
        self._text, self._own = text, own
        self._words = _words(reference or Reference.bundled())
        self._read: dict[tuple[int, int], Publisher | None] = {}

    def of(self, start: int, end: int) -> Attribution | None:
        """Return the source of a passage, as :func:`attribution` does."""
        text = self._text
        first, last = text.number(start), text.number(max(start, end - 1))
        begin, stop = text.bounds(first)[0], text.bounds(last)[1]
        part = max(begin, start - _LONG), min(stop, start + _LONG)
        found = self._source(*part)
        if found and found.name != STATE_MEDIA:
            return Attribution(found.name, "named in the sentence", found.class_)
        if not found and self._is_own(*part):
            return None
        for number, rule in (
            (first - 1, "named in the sentence before"),
            (last + 1, "named in the sentence after"),
        ):
            if 0 <= number < len(text.starts):
                begin, stop = text.bounds(number)
                begin, stop = (
                    (max(begin, stop - _LONG), stop) if number < first else (begin, min(stop, begin + _LONG))
                )
                # "Photos that KCNA released" next to "satellite images show": the neighbour has another source.
                also = self._source(begin, stop)
                # If the sentence says only "state media", the neighbouring sentence may identify them.
                known = also is not None and also.class_ == STATE_MEDIA and also.name != STATE_MEDIA
                if also and (not found or known) and not self._is_own(begin, stop):
                    return Attribution(also.name, rule, also.class_)
        if found:
            return Attribution(found.name, "named in the sentence", found.class_)
        found = _credit(text.text, self._own, self._words)
        return Attribution(found.name, "dateline or credit line", found.class_) if found else None

    def _source(self, start: int, end: int) -> Publisher | None:
        """The source that a part of the text quotes."""
        if (start, end) not in self._read:
            self._read[start, end] = _named(self._text.text[start:end], self._own, self._words)
        return self._read[start, end]

    def _is_own(self, start: int, end: int) -> bool:
        """Whether a part of the text speaks of the publisher's own sources."""
        part = self._text.text[start:end]
        return bool(self._words.own_in(part.lower())) and self._words.own.search(part) is not None


def _named(sentence: str, own: Publisher, words: _Words) -> Publisher | None:
    """The source that a sentence quotes; of several, state media, because the others quote them."""
    if not words.named_in(sentence):
        return None
    found = [one for one in _quoted(sentence, words) if one.name != own.name]
    if own.class_ == STATE_MEDIA:
        found = [one for one in found if one.name != STATE_MEDIA]
    return min(found, key=lambda one: (one.class_ != STATE_MEDIA, one.name == STATE_MEDIA), default=None)


def _quoted(sentence: str, words: _Words) -> Iterator[Publisher]:
    for match in words.names.finditer(sentence):
        one = words.publisher[match.group()]
        before, after = sentence[max(0, match.start() - 90) : match.start()], sentence[match.end() :]
        if after[:1] in _CLOSING:
            continue  # a dateline, or an abbreviation after the full name
        if one.class_ == "government" and words.foreign.search(before):
            continue
        if _HANGUL.search(match.group()) or _HANGUL.search(after[:12]):
            verb = words.korean.search(after)
            if verb and not words.denied.search(after[verb.end() : verb.end() + 12]):
                yield one
        elif words.before.search(before):
            yield one
        else:
            verb = words.after.search(after[:90])
            if (
                verb
                and not re.search(r"[;:]", between := after[: verb.start()])
                and not words.denied.search(between)
            ):
                yield one


def _credit(text: str, own: Publisher, words: _Words) -> Publisher | None:
    """The agency named in a dateline, "Pyongyang, May 2 (KCNA) --", or in the last line of a text."""
    for part in (text[:_HEAD], text[-_TAIL:] if len(text) > _HEAD else ""):
        for bracket in _BRACKET.finditer(part):
            inside = bracket["inside"].strip()
            if not words.named_in(inside):
                continue
            for match in words.names.finditer(inside):
                one = words.publisher[match.group()]
                # The name alone, or at the end of a Korean dateline: "서울=연합뉴스".
                if match.end() == len(inside) and one.name != own.name and one.name != STATE_MEDIA:
                    return one
    return None
