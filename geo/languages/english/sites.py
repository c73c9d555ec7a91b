"""Sites recognised by the form of their name: "the Kanggye Farm Machine Factory", "Ogye and Wollang farms".

The capitalised words before a site word (Factory, Mine, Hospital) make a name with it. Where a site is, is
resolved later, in :mod:`geo.extraction.resolution.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.scripts import Script
from geo.text.spans import Hit, Span, word_after, word_before

__all__ = ["Sites", "korean_like"]

_OF = re.compile(r" of (?:the )?[A-Z][\w'’-]*(?: (?:and )?[A-Z][\w'’-]*)*")
_AFFILIATED = re.compile(
    r"\b(?:professors?|experts?|analysts?|fellows?|researchers?|scholars?|specialists?|lecturers?|historians?"
    r"|economists?|directors?|chairs?|former)\b[^.;]{0,60}?\b(?:at|of|with|from|former)\b[^.;]{0,24}$"
)
"""Before an institute: somebody works there who comments on events elsewhere."""
_NUMBER = re.compile(r" (?:No\.? ?)?\d+(?!\d*[ ,]?\d* (?:percent|tons|people|years))\b")
_RUNS_ON = frozenset(
    (
        "school",
        "university",
        "institute",
        "museum",
        "hall",
        "monument",
        "theatre",
        "office",
        "station",
        "power station",
    )
)
_WORD = re.compile(r"[A-Z][\w'’.&-]*$|No\.$|\d+$")
# Syllables of the DPRK's romanization; a word with any other syllable is not Korean.
_KOREAN = re.compile(
    r"(?>(?:kk|tt|pp|ss|jj|ch|kh|th|ph|[knrtmpshjgdb]|(?<=l)l)?(?:yae|yo|ya|ye|yu|oe|wae|wa|wo|we|wi|ui|ae|a|e|o|u|i)"
    r"(?:ng(?![aeiouwy])|[nmkpt](?![aeiouwy])|l(?![aeiouwy](?<!l)))?)++",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def korean_like(word: str) -> bool:
    """Whether a word may be Korean in the DPRK's romanization.

    Examples
    --------
    >>> korean_like("Kanggye"), korean_like("Stockholm")
    (True, False)
    """
    return len(word) > 3 and _KOREAN.fullmatch(word.replace("-", "")) is not None


class Sites:
    """Finder of sites by the form of their name, built from the word lists of a reference."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = sorted(map(re.escape, lexicon.list("foreign", "words")), key=len, reverse=True)
        self._foreign = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
        self._joined = lexicon.set("site_words", "joined")
        self._leading = lexicon.set("site_words", "leading")
        self._generic = lexicon.set("site_words", "generic")
        self._closed = lexicon.set("site_words", "closed")
        self._embassies = lexicon.set("foreign", "embassies_here")

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Sites named in a text, in order and without overlap."""
        found: list[Span] = []
        floor = 0
        for index, hit in enumerate(hits):
            term = hit.term
            if term.script is not Script.LATIN:
                continue
            if term.person:
                floor = hit.end if term.person != "namesake" else floor
            elif term.site:
                span = self._named(text, hits, index, floor)
                if span is not None:
                    _add(found, _looked_up(span, known))
            elif term.common:
                for span in self._common(text, hits, index, floor, known):
                    _add(found, span)
            elif term.names and any(n.place.kind == "site" and n.place.country == "KP" for n in term.names):
                _add(found, self._known(text, hits, index, floor))
        return found

    def _known(self, text: str, hits: Sequence[Hit], index: int, floor: int) -> Span:
        """A site of the gazetteer, or the longer name around it."""
        hit = hits[index]
        names = tuple(n for n in hit.term.names if n.place.kind == "site")
        number = _NUMBER.match(text, hit.end)
        end = number.end() if number else hit.end
        following = hits[index + 1] if index + 1 < len(hits) else None
        if following and following.term.site and following.start == hit.end + 1:
            longer = self._named(text, hits, index + 1, floor)
            if longer is not None:
                return longer
        return Span(
            hit.start,
            end,
            "site",
            names=names,
            site=names[0].place.type,
            rule="known-site",
            key=names[0].place.name,
        )

    def _left(self, text: str, start: int, floor: int) -> list[tuple[int, str]]:
        """Capitalised words before ``start``, nearest first, with their offsets."""
        taken: list[tuple[int, str]] = []
        at = start
        while len(taken) < 9:
            word = word_before(text, at)
            begin = at - 1 - len(word)
            if not word or begin < floor:
                break
            if word == "and" and taken:
                earlier = word_before(text, begin)
                if earlier not in self._joined:
                    break
            elif (
                not _WORD.match(word)
                or word[-1] in ",;:)"
                or (word[-1] == "." and word not in ("No.", "Mt.", "St."))
            ):
                break
            taken.append((begin, word))
            at = begin
        while taken and (taken[-1][1] in self._leading or taken[-1][1] == "and"):
            taken.pop()
        return taken

    def _named(self, text: str, hits: Sequence[Hit], index: int, floor: int) -> Span | None:
        """A name that ends in a capitalised site word, or continues after it ("University of Education")."""
        hit = hits[index]
        kind = hit.term.site
        taken = self._left(text, hit.start, floor)
        end = hit.end
        following = hits[index + 1] if index + 1 < len(hits) else None
        if following and following.start == end + 1 and following.term.site:
            return None  # the name ends in the next site word
        after = word_after(text, end)
        if after[:1].isupper() and after not in ("No", "In", "On") and text[end : end + 1] == " ":
            if _site_ahead(text, hits, index):
                return None
            if kind in ("station", "office", "school", "farm", "port"):
                return None  # "Farm Machine", "School Uniform": an attribute of what follows
        if kind in _RUNS_ON and (run := _OF.match(text, end)):
            end = _run_end(hits, index, run)
        if number := _NUMBER.match(text, end):
            end = number.end()
        own = [w for _, w in taken if w not in self._generic and not w.isdigit()]
        parts = _parts(hits, index, taken[-1][0] if taken else hit.start, end)
        start = taken[-1][0] if taken else hit.start
        surface = text[start:end]
        if kind == "embassy":
            return self._embassy(text, taken, hit)
        if not taken or self._foreign.search(surface):
            return None
        generic = (
            not parts
            and not (kind == "institute" and not _AFFILIATED.search(text, max(0, start - 90), start))
            and not any(korean_like(w.removesuffix("'s").removesuffix("’s")) for w in own)
        )
        return Span(
            start, end, "site", site=kind, parts=parts, rule="site-form", key=surface, generic=generic
        )

    def _embassy(self, text: str, taken: list[tuple[int, str]], hit: Hit) -> Span | None:
        """A foreign embassy in the country, not one of the DPRK's embassies abroad."""
        if not taken or taken[0][1] not in self._embassies:
            return None
        after = re.match(r" in ([A-Z]\w+)", text[hit.end : hit.end + 30])
        if after and after[1] != "Pyongyang":
            return None
        start = taken[0][0]
        return Span(start, hit.end, "site", site="embassy", rule="embassy", key=text[start : hit.end])

    def _common(self, text: str, hits: Sequence[Hit], index: int, floor: int, known: Gazetteer) -> list[Span]:
        """Sites before a site word in lower case: "Majon and Naeho farms", "Sinuiju cosmetics factory"."""
        hit = hits[index]
        at, modifiers = hit.start, []
        for _ in range(3):
            word = word_before(text, at)
            if not word or not word.replace("-", "").isalpha() or not word[0].islower():
                break
            if word in self._closed:
                break
            modifiers.append(word)
            at -= len(word) + 1
        if hit.term.common == "embassy":
            word = word_before(text, at)
            embassy = self._embassy(text, [(at - 1 - len(word), word)], hit) if word else None
            return [embassy] if embassy else []
        items = self._items(text, at, floor)
        plural = text[hit.end - 1] == "s"
        if not items or (len(items) > 1 and not plural):
            return []
        tail = " ".join([*reversed(modifiers), text[hit.start : hit.end]])
        spans = []
        for start, end in items:
            item = text[start:end]
            name = f"{item} {_singular(tail)}"
            listed = known.find(name)
            parts = _parts(hits, index, start, end)
            if not (listed or parts or all(map(korean_like, item.split()))) or self._foreign.search(item):
                continue
            if parts and not listed and plural and len(items) == 1:
                continue  # "Songchon County's factories", "Pyongyang schools": the place, not a site's name
            last = end if plural else hit.end
            names = tuple(
                n
                for p in listed[:1]
                for n in (*known.names.get(p.name, ()), *known.formed.find(p.name))
                if n.place == p
            )
            spans.append(
                Span(start, last, "site", names=names, site=hit.term.common, parts=parts, rule="site-list", key=name,
                     tail=hit.end)
            )  # fmt: skip
        return spans

    def _items(self, text: str, at: int, floor: int) -> list[tuple[int, int]]:
        """Names joined by commas and "and" that end one space before ``at``."""
        items: list[tuple[int, int]] = []
        if text[at - 1 : at] != " ":
            return items
        end = at - 1
        while end > floor:
            begin = end
            while begin > floor and (text[begin - 1].isalnum() or text[begin - 1] in "-'’"):
                begin -= 1
            word = text[begin:end]
            if not word or not word[0].isupper() or word in self._leading or word in self._generic:
                break
            items.append((begin, end))
            if text[max(0, begin - 5) : begin] == " and ":
                end = begin - 5
            elif text[max(0, begin - 2) : begin] == ", ":
                end = begin - 2
            else:
                break
        return items[::-1]


def _looked_up(span: Span, known: Gazetteer) -> Span:
    """The site with the gazetteer's entries of its name, which make a name of any words."""
    span.names = tuple(n for n in known.formed.find(span.key) if n.place.kind == "site")
    span.generic = span.generic and not span.names
    return span


def _add(found: list[Span], span: Span) -> None:
    """Add a site; of two that overlap the longer one stays."""
    while found and found[-1].end > span.start:
        if found[-1].end - found[-1].start > span.end - span.start:
            return
        found.pop()
    found.append(span)


def _site_ahead(text: str, hits: Sequence[Hit], index: int) -> bool:
    """Whether the capitalised words after a site word end in another site word."""
    end = hits[index].end
    for later in hits[index + 1 : index + 4]:
        between = text[end : later.start]
        if later.term.site and between[:1] == " " and all(w[:1].isupper() for w in between.split()):
            return True
    return False


def _run_end(hits: Sequence[Hit], index: int, run: re.Match[str]) -> int:
    """End of "of X and Y" after a site word, without a second site in it."""
    cut = run.group().find(" and ")
    later = (h for h in hits[index + 1 :] if h.start < run.end() + 40)
    if cut >= 0 and any(h.term.site and h.start > run.start() + cut for h in later):
        return run.start() + cut
    return run.end()


def _parts(hits: Sequence[Hit], index: int, start: int, end: int) -> list[Span]:
    """Place names inside the name of a site."""
    near = hits[max(0, index - 8) : index + 4]
    return [
        Span(h.start, h.end, h.term.names[0].place.kind, names=h.term.names, key=h.term.person)
        for h in near
        if h.term.names
        and start <= h.start
        and h.end <= end
        and not any(n.place.kind == "site" for n in h.term.names)
    ]


def _singular(tail: str) -> str:
    if tail.endswith("ies"):
        return tail[:-3] + "y"
    return tail.removesuffix("s")
