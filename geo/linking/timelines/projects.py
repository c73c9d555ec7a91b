"""Group the events of one county into projects by the name of their site.

"Regional-industry factories under construction" are later "the regional-industry factories". Two names are different
projects unless a rule joins them. The project has the names of its rules:

``listed``
    Both names are spellings of one site of the reference.
``same-name``
    The names differ only in articles and words for the stage of construction ("the", "under construction", "건설장").
``longer-name``
    One name is the other with words that distinguish nothing: the county's name, "City", "General", "Combined".
    If two different longer names fit, none are joined.
``group-of-county``
    A generic name for a programme with one set of sites in each county: regional-industry factories, 지방공업공장.
``named-in-quote``, ``named-in-title``
    The report names no site, but its sentence or headline names such a programme.
``housing-at-the-site``
    New houses at a farm are a project of their own: the village is completed, not the farm.
``generic-name``
    Generic words ("factories", "new houses"): each happening is a separate project.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from geo.languages import LANGUAGES
from geo.languages.combined import joined
from geo.languages.naming import Naming
from geo.linking.site_register import site_kind
from geo.linking.stored_events import StoredEvents
from geo.model.entities import Event
from geo.reference.context import Reference
from geo.reference.lexicon import Lexicon
from geo.text.romanization import fold

__all__ = ["Project", "clause_of", "group_of", "projects"]

_NAMING: Naming[re.Pattern[str]] = joined(LANGUAGES, "naming")
_GROUPS = (("regional-industry factories", _NAMING.regional_industry),)
"""Programmes with one set of sites in each county, and the patterns of their names."""
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Project:
    """Events about one project at one place.

    ``names`` counts the names in the reports, ``rules`` lists the rules that joined them in order of use. Of events in
    a store only their ``numbers`` are held.
    """

    key: str
    name: str
    adm1: str | None
    adm2: str | None
    kind: str
    names: dict[str, int]
    rules: dict[str, None]
    events: list[Event]
    numbers: array[int] = field(default_factory=lambda: array("q"))


def projects(events: Iterable[Event], *, reference: Reference | None = None) -> list[Project]:
    r"""Group events by project; events without a project are left out.

    Parameters
    ----------
    events : iterable of Event
    reference : Reference, optional
        Its event types define which are about projects, and its names identify sites; the bundled one by default.

    Returns
    -------
    list of Project

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> body = (
    ...     "Kim Jong Un inspected the regional-industry factories under construction in Hamju County.\n"
    ...     "The regional-industry factories in Hamju County were inaugurated on December 24."
    ... )
    >>> [(p.name, p.adm2, len(p.events), *p.rules) for p in projects(extract(Article("a", body)).events)]
    [('regional-industry factories', 'KP0310', 2, 'group-of-county')]
    """
    known = reference or Reference.bundled()
    found: dict[tuple[str | None, str], Project] = {}
    stored = isinstance(events, StoredEvents)
    for number, event in events.numbered() if isinstance(events, StoredEvents) else enumerate(events):
        if event.status == "rejected" or not event.adm1:
            continue
        identity = _identity(event, known)
        if identity is None:
            continue
        key, name, rule = identity
        one = found.get((event.adm2 or event.adm1, key))
        if one is None:
            one = Project(key, name, event.adm1, event.adm2, "", {}, {}, [])
            found[event.adm2 or event.adm1, key] = one
        if stored:
            one.numbers.append(number)
        else:
            one.events.append(event)
        one.rules.setdefault(rule)
        surface = event.site or name
        one.names[surface] = one.names.get(surface, 0) + 1
    for one in found.values():
        one.kind = "housing" if one.key.startswith("houses:") else site_kind(one.name, known.lexicon)
        if one.key.startswith("name:"):
            one.name = max(one.names, key=lambda n: (one.names[n], len(n), n))
    return _joined(list(found.values()), known)


def _identity(event: Event, reference: Reference) -> tuple[str, str, str] | None:
    """Key, name and rule of the project of an event, or None."""
    if not event.site:
        for text, rule in ((event.quote, "named-in-quote"), (event.source_title, "named-in-title")):
            group = group_of(text)
            if group and event.adm2 and event.type in reference.event_types.having("of-a-project"):
                return f"group:{group}", group, rule
        return None
    group = group_of(event.site)
    if group:
        return f"group:{group}", group, "group-of-county"
    name = _NAMING.stage.sub("", event.site).strip() or event.site
    text = clause_of(event) if event.type == reference.event_types.role("works") else event.quote
    built = event.type in reference.event_types.having("builds") and _NAMING.houses.search(text)
    houses = built and site_kind(name, reference.lexicon) not in ("housing", "street")
    if _plain(name):
        return f"once:{event.happening_id}", name, "generic-name"
    if houses:
        return f"houses:{fold(name)}", f"new houses, {name}", "housing-at-the-site"
    listed = [p for p in reference.gazetteer.find(name) if p.kind == "site" and p.adm2 == event.adm2]
    if len(listed) == 1:
        return f"listed:{listed[0].place_id}", listed[0].name, "listed"
    return f"name:{fold(name)}", name, "same-name"


def clause_of(event: Event) -> str:
    """The clause of an event's sentence that names its site, so that words about other sites are not used.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> body = "Summer came, and the construction of the Anju Pump Factory in Anju City goes on."
    >>> [clause_of(e) for e in extract(Article("a", body)).events]
    ['and the construction of the Anju Pump Factory in Anju City goes on.']
    """
    quote, site = event.quote, event.site
    if not site or site not in quote:
        return f"{site or ''} {quote}"
    begin = at = quote.index(site)
    while begin > 0:
        begin = max(quote.rfind(mark, 0, begin) for mark in _MARKS)
        if begin < 0 or _NAMING.listing.sub("", quote[begin + 1 : at]).strip():
            break
        at = begin
    end = _END.search(quote, quote.index(site) + len(site))
    return quote[begin + 1 : end.start() if end else len(quote)].strip()


_MARKS = (", ", "; ", "，")
_END = re.compile(r"[;，]|, ")


def group_of(text: str) -> str:
    """Name of the construction programme that a text mentions; empty for none.

    Examples
    --------
    >>> group_of("지방공업공장 건설장"), group_of("Regional-Industry Factories under Construction"), group_of("a mill")
    ('regional-industry factories', 'regional-industry factories', '')
    """
    return next((name for name, pattern in _GROUPS if pattern.search(text)), "")


def _plain(name: str) -> bool:
    """Whether a name is generic: lower-case and plural."""
    return name.isascii() and name == name.lower() and any(w in _NAMING.many for w in _WORD.findall(name))


def _joined(found: list[Project], reference: Reference) -> list[Project]:
    """Join projects of one county whose names differ only in words that distinguish nothing."""
    alike: dict[tuple[object, ...], list[Project]] = {}
    done: list[Project] = []
    for one in found:
        distinctive = (
            _distinctive(one, reference)
            if one.key.startswith(("name:", "listed:")) and one.adm2
            else frozenset()
        )
        if distinctive:
            alike.setdefault((one.adm2, one.kind, distinctive), []).append(one)
        else:
            done.append(one)
    for named in alike.values():
        named.sort(key=lambda p: (len(_words(p.name)), p.key))
        while named:
            short = named.pop(0)
            longer = [p for p in named if _is_longer(short, p)]
            if longer and all(_is_longer(longer[0], p) for p in longer[1:]):
                _absorb(longer[0], short)
            else:
                done.append(short)
    return done


def _is_longer(short: Project, long: Project) -> bool:
    """Whether the long name has all words of the short one; two sites of the reference are never one."""
    if short.key.startswith("listed:") and long.key.startswith("listed:"):
        return False
    return _words(short.name) <= _words(long.name)


def _distinctive(project: Project, reference: Reference) -> frozenset[str]:
    """Words of a name that are not its kind, its county or general; empty if only such words are left."""
    known = reference.gazetteer
    units = {w for code in (project.adm1, project.adm2) for w in _words(known.name(code))}
    words = {
        w: _kind(w, reference.lexicon)
        for w in _words(project.name)
        if w not in _NAMING.loose and w not in units
    }
    if "site" not in words.values():
        return frozenset()
    return frozenset(w for w, kind in words.items() if kind != project.kind)


@lru_cache(maxsize=8192)
def _kind(word: str, lexicon: Lexicon) -> str:
    return site_kind(word.capitalize(), lexicon)


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in _WORD.findall(name))


def _absorb(into: Project, other: Project) -> None:
    into.events += other.events
    into.numbers += other.numbers
    for name, count in other.names.items():
        into.names[name] = into.names.get(name, 0) + count
    into.rules.update(other.rules)
    into.rules.setdefault("longer-name")
