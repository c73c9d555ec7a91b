"""One happening, many reports: events of several articles that tell of the same thing.

Two events are taken for one where the type and the place agree, their sites do not differ, and their days
agree or, where a report gives none, lie close enough. Nothing is dropped: each event keeps its own sentence
and source, and is given the id of the happening's first report. Between a Korean report and one in another
language no words can be compared: there only what happens once at a place on a day is taken for one, and not
where the names of the sites, spelt out, differ.

A report counts as an independent source where another publisher tells in its own words and on its own word.
One that takes over the wording of an earlier one, or has its news from a publisher by its own account
(:mod:`geo.linking.coreference.attribution`), repeats that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from geo.linking.site_register import site_kind
from geo.model.entities import Event
from geo.reference.context import Reference
from geo.text.romanization import dprk, fold
from geo.text.shingles import contained, shingles

from .attribution import STATE_MEDIA

__all__ = ["FRESH", "SAME_WORDING", "SiteNames", "as_one", "day_of", "merge_reports", "words_alike"]

FRESH = timedelta(days=3)
"""How long after a happening state media still print it without its day."""
SAME_WORDING = 0.6
"""Share of the shorter sentence's shingles from which on it is the other's wording."""
_COMMON = frozenset(
    """
    the a an of in at on and for to was were with by its has have been is are which from here home air took take
    takes place led headed after amid capital city there
    """.split()
)
_ALIKE = 0.5
"""Share of words that two sentences about an unnamed site must have in common."""
_ACTS_ALIKE = 0.7, 0.4
"""Share of words for what was done that two reports of such a happening must have in common: of one publisher,
who says the same thing in the same words, and of two."""
_HANGUL = re.compile("[가-힣]")
_PARTICLE = re.compile("(?<=[가-힣]{2})(?:에서|으로|에게|이|가|을|를|은|는|의|에|로|과|와|도)$")


def merge_reports(events: Iterable[Event], *, reference: Reference | None = None) -> list[Event]:
    """Give each event the id of its happening's first report, what it repeats, and the number of its sources.

    Parameters
    ----------
    events : iterable of Event
        With ``publisher`` and ``attribution`` where :func:`geo.linking.coreference.attribution.credited` has
        filled them; without, the publisher is that of the event's address.
    reference : Reference, optional
        Says which types of events happen once at a place on a day, and which names are one site's; the bundled
        one by default.

    Returns
    -------
    list of Event
        The same events in the order given, with ``happening``, ``repeats`` and ``sources`` filled; an event that
        nobody else tells is its own happening. What comes from no known publisher adds nothing to ``sources``,
        which is never below 1.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> text = "The Anju Pump Factory was inaugurated in Anju City."
    >>> first = Article("a", text, date=date(2024, 5, 2), url="http://www.kcna.kp/a")
    >>> later = Article("b", text, date=date(2024, 5, 3), url="http://rodong.rep.kp/b")
    >>> told = merge_reports([*extract(first).events, *extract(later).events])
    >>> told[0].happening == told[1].happening == told[1].repeats == told[0].event_id, told[0].sources
    (True, 1)
    """
    context = reference or Reference.bundled()
    once, names = frozenset(context.event_types.having("once")), SiteNames(context)
    told = list(events)
    done = [replace(e, happening=e.event_id, repeats="", sources=1) for e in told]
    for block in _blocks(told):
        for members in _happenings(told, block, once, names):
            if len(members) > 1:
                for i, event in zip(members, as_one([told[i] for i in members]), strict=True):
                    done[i] = event
    return done


def as_one(reports: Sequence[Event]) -> list[Event]:
    """Reports of one happening, in the order given, with ``happening``, ``repeats`` and ``sources`` filled.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> text = "The Anju Pump Factory was inaugurated in Anju City."
    >>> told = [extract(Article(i, text, url=f"http://{i}/a")).events[0] for i in ("www.kcna.kp", "yna.co.kr")]
    >>> [e.sources for e in as_one(told)], [bool(e.repeats) for e in as_one(told)]
    ([1, 1], [True, False])
    """
    order = sorted(
        range(len(reports)),
        key=lambda i: (_reported(reports[i]), bool(reports[i].attribution), reports[i].event_id),
    )
    repeats = _repeated([reports[i] for i in order])
    sources = _sources(reports[i] for i, repeated in zip(order, repeats, strict=True) if not repeated)
    first = reports[order[0]].event_id
    repeated_by = dict(zip(order, repeats, strict=True))
    return [
        replace(event, happening=first, repeats=repeated_by[i], sources=sources)
        for i, event in enumerate(reports)
    ]


def _voice(event: Event) -> str:
    """On whose word an event is told."""
    return event.attribution.partition("; ")[0] or _publisher(event)


def _publisher(event: Event) -> str:
    return event.publisher or Reference.bundled().publishers.of(event.source_url).name


def _is(event: Event, voice: str) -> bool:
    """Whether an event is told by the one whose word another gives."""
    return _publisher(event) == voice or (voice == STATE_MEDIA and event.source_class == STATE_MEDIA)


def _sources(own: Iterable[Event]) -> int:
    """How many independent sources the reports that repeat none have.

    The state's media print one text in several languages, in which nobody can see that it is one: those of one
    language are counted.
    """
    names: set[str] = set()
    state: dict[bool, set[str]] = {}
    for event in own:
        voice = _voice(event)
        if voice == STATE_MEDIA or (event.source_class == STATE_MEDIA and not event.attribution):
            state.setdefault(_korean(event.quote), set()).add(voice)
        elif voice:
            names.add(voice)
    # "State media" may well have been one of those that are named.
    named = max((len(group - {STATE_MEDIA}) for group in state.values()), default=0)
    return max(1, len(names) + (named or bool(state)))


def _repeated(reports: Sequence[Event]) -> list[str]:
    """Id of the report that each of a happening's takes over, empty for those that tell for themselves.

    Parameters
    ----------
    reports : sequence of Event
        In the order in which they were published.
    """
    wordings = [shingles(event.quote) for event in reports]
    holders: dict[str, list[int]] = {}  # reports of a happening by the runs of words that they hold
    answers = []
    for number, event in enumerate(reports):
        shared: set[int] = set()
        for run in wordings[number]:
            shared.update(holders.get(run, ()))
            holders.setdefault(run, []).append(number)
        taken = [
            i
            for i in sorted(shared)
            if contained(wordings[i], wordings[number]) >= SAME_WORDING
            # Whoever quotes it earlier than it was printed has the words from it all the same.
            and not (reports[i].attribution and _is(event, _voice(reports[i])))
        ]
        if not taken and event.attribution:
            said = _voice(event)
            others = [i for i, other in enumerate(reports) if i != number and _is(other, said)]
            taken = sorted(i for i in others if not reports[i].attribution) or [
                i for i in others if i < number
            ]
        answers.append(reports[taken[0]].event_id if taken else "")
    return answers


def _happenings(
    told: Sequence[Event], block: Sequence[int], once: Set[str], names: SiteNames
) -> list[list[int]]:
    """Put the events of a block together: an event joins a happening only where it fits every report of it.

    ``once`` are the types that happen once at a place on a day; of the rest a busy site has several, and the words
    must say which.
    """
    done: list[list[int]] = []
    live: list[list[int]] = []  # those that an event as late as this one may still join
    for index in block:
        event = told[index]
        live = [group for group in live if not _apart(told[group[-1]], event)]
        for members in live:
            if all(
                told[i].source_id != event.source_id and _same(told[i], event, once, names) for i in members
            ):
                members.append(index)
                break
        else:
            live.append([index])
            done.append(live[-1])
    return done


def _blocks(events: Sequence[Event]) -> Iterator[list[int]]:
    """Events of one type at one place, by day; those at no place or no time are never taken for one another."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for index, event in enumerate(events):
        where = event.adm2 or event.adm1
        if where and day_of(event) != date.max:
            blocks.setdefault((event.type, where), []).append(index)
    for block in blocks.values():
        block.sort(key=lambda i: (day_of(events[i]), events[i].event_id))
        yield block


def _reported(event: Event) -> date:
    return event.source_date or event.date or date.max


def day_of(event: Event) -> date:
    """The day of the happening, else of its report; the last of all days where neither is known."""
    return event.date if event.date and event.date_precision == "day" else _reported(event)


def _apart(earlier: Event, later: Event) -> bool:
    """Whether two events lie so far apart in time that no third between them can join them."""
    return day_of(later) - day_of(earlier) > FRESH + timedelta(days=1)


def _same(a: Event, b: Event, once: Set[str], names: SiteNames) -> bool:
    """Whether two events of one type and place are one happening."""
    dated = [e for e in (a, b) if e.date and e.date_precision == "day"]
    if len(dated) == 2:
        if a.date != b.date:
            return False
    elif len(dated) == 1:
        undated = b if dated[0] is a else a
        lag = _reported(undated) - day_of(dated[0])
        if not timedelta(0) <= lag <= FRESH:
            return False
    elif abs(_reported(a) - _reported(b)) > FRESH:
        return False
    named = names.same(a, b)
    if _korean(a.quote) != _korean(b.quote):
        near = bool(dated) or abs(_reported(a) - _reported(b)) <= timedelta(days=1)
        return a.type in once and named is not False and near
    if named is None:
        named = words_alike(a.quote, b.quote)
    return named and (a.type in once or _acts_alike(a, b))


class SiteNames:
    """Whether two names are one site's, by the names and site words of a reference.

    Parameters
    ----------
    reference : Reference
    """

    def __init__(self, reference: Reference) -> None:
        self._known, self._lexicon = reference.gazetteer, reference.lexicon
        self._one = lru_cache(maxsize=65_536)(self._compare)

    def same(self, a: Event, b: Event) -> bool | None:
        """Whether two events are at one site, by its name; None where either names none.

        "Pump Factory" is the Anju Pump Factory; a bare "Anju" may be any factory there.
        """
        return self._one(a.site, b.site) if a.site and b.site else None

    def _compare(self, a: str, b: str) -> bool | None:
        if _korean(a) != _korean(b):
            return self._translated(b, a) if _korean(a) else self._translated(a, b)
        one, other = fold(a), fold(b)
        if one == other:
            return True
        if one not in other and other not in one:
            return False
        return True if self._kind(min(a, b, key=len)) != "site" else None

    def _translated(self, english: str, korean: str) -> bool | None:
        """Whether two names in two languages may be one site's; None where nothing says so or otherwise."""
        ids = [{p.place_id for p in self._known.find(name) if p.kind == "site"} for name in (english, korean)]
        if all(ids):
            return bool(ids[0] & ids[1])
        kinds = {self._kind(english), self._kind(korean)} - {"site"}
        if len(kinds) == 2:
            return False
        first = english.split()[0]
        return fold(first) in fold(dprk(korean)) if first[:1].isupper() else None

    def _kind(self, name: str) -> str:
        return site_kind(name, self._lexicon)


@lru_cache(maxsize=65_536)
def _korean(text: str) -> bool:
    return _HANGUL.search(text) is not None


def words_alike(first: str, second: str) -> bool:
    """Whether two sentences share enough of their telling words."""
    return _share(_telling(first), _telling(second)) >= _ALIKE


def _acts_alike(a: Event, b: Event) -> bool:
    """Whether two sentences share enough of the words that say what was done, names left aside."""
    sites = _telling(a.site or "") | _telling(b.site or "")
    least = _ACTS_ALIKE[_publisher(a) != _publisher(b)]
    return _share(_telling(a.quote, names=False) - sites, _telling(b.quote, names=False) - sites) >= least


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(maxsize=65_536)
def _telling(text: str, *, names: bool = True) -> frozenset[str]:
    """Words of a text without the common ones; those in capitals within a sentence are names."""
    words = [word.strip(".,;:()\"“”'") for word in text.split()]
    kept = frozenset(
        _PARTICLE.sub("", word).casefold()
        for number, word in enumerate(words)
        if names or not number or not word[:1].isupper()
    )
    return kept - _COMMON - {""}
