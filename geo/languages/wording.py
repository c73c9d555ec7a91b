"""Blocks of patterns by which a language says what happened, where, and who was there.

Each block is a frozen dataclass with a field for each question that a rule asks. In a pack a field holds the
source of a regular expression (or words); empty where the language has no such wording. The blocks of several
packs are put together by :func:`geo.languages.combined.combine`, where the same fields hold compiled patterns:
``Events[str]`` becomes ``Events[re.Pattern[str]]``.

Fields that end in ``_words`` are a quick look: the pattern of the same name is tried only on text that has one of
them. A pack that gives such a pattern gives its words, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

__all__ = [
    "Anaphora", "Events", "Holders", "Locations", "Reports", "Retrospection", "Sides", "Stages", "Statements",
    "Wording",
]  # fmt: skip

P = TypeVar("P")
"""``str`` in a pack; ``re.Pattern[str]`` where packs are put together."""

NONE: Any = ""
"""The pattern of what a language does not say."""


@dataclass(frozen=True, slots=True)
class Events(Generic[P]):
    """What a sentence says of an event beside its cue: who was there, and whether it took place at all."""

    visit: frozenset[str] = frozenset()
    """Cues of ``inspection`` that tell of a visit only, in lower case; who pays it decides."""
    went: frozenset[str] = frozenset()
    """Of these, the ones that any traveller does."""
    official: P = NONE
    """An official of the country, before the visit."""
    foreign: P = NONE
    """Guests, before the visit."""
    goes_on_round: P = NONE
    """How a sentence begins that goes on to the next place of a visit."""
    as_object: P = NONE
    """Words right before a name that is only an object ("under the guidance of")."""
    as_object_after: P = NONE
    """Words right after a name that make it only an object, in languages that set them there."""
    absent: P = NONE
    """The leader was not there."""
    present: P = NONE
    """The leader was there."""
    leader_marks: tuple[str, ...] = ()
    """Further words in a sentence that stand for the leader."""
    acts: P = NONE
    """What a person does, right after the name."""
    attends: P = NONE
    """What whoever is there does, right after the name, in a sentence that tells nothing else."""
    person: P = NONE
    """The name of a person, other than the leader."""
    mail: P = NONE
    """What is received by post; no guest."""
    solemn: P = NONE
    """A visit that is homage."""
    memorial: P = NONE
    """A visit of the leader that is homage."""
    homage: P = NONE
    """An inspection that is homage."""
    guest: P = NONE
    """Whoever is received, met and talked with as a state's guest."""
    friends: P = NONE
    """Guests who come as friends, not for a state."""
    envoy: P = NONE
    """What diplomats hand over, which is diplomacy whatever it is."""
    envoy_words: tuple[str, ...] = ()
    aid: P = NONE
    """Those who bring help are at work."""
    aid_words: tuple[str, ...] = ()
    agitation: P = NONE
    """Who is urged on to produce has not produced yet."""
    agitation_words: tuple[str, ...] = ()
    art: P = NONE
    """Such urging by artistes."""
    artillery: P = NONE
    """What is fired is shells."""
    missile: P = NONE
    """What is fired is a missile."""
    planned: P = NONE
    """Right before a cue: what is still to come."""
    denied: P = NONE
    """Right before a cue: what did not happen."""
    undone: P = NONE
    """Right after a cue: what is still to come, or did not happen, in languages that set the verb last."""
    task: P = NONE
    """Before a cue: what it tells of is the object of a plan."""
    task_words: tuple[str, ...] = ()
    anniversary: P = NONE
    """Before a cue: what an anniversary is of."""
    anniversary_words: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    """Words right before a cue of an opening that make it a mere attribute ("which was built")."""
    seen: P = NONE
    """Before a cue of an opening: what was opened is only inspected now."""
    since: P = NONE
    """Before a cue: it only dates another event."""
    referred: P = NONE
    """Right before a cue: what it names is only referred to."""
    product: P = NONE
    """Right after a cue of production: where the product goes, not where it is made."""
    unbuilt: P = NONE
    """Right after a cue of completion: work that builds nothing."""
    met: P = NONE
    """The leader met somebody."""
    held: P = NONE
    """A ceremony or meeting was held."""
    praised: P = NONE
    """Who is praised, or what is thanked for, is no event."""
    weather: P = NONE
    """What is received is rain or snow."""
    weather_words: tuple[str, ...] = ()
    no_report: tuple[str, ...] = ()
    """Words of a title whose text tells of words, in lower case; no report of what happened."""
    sent: tuple[str, ...] = ()
    """Words near the beginning of such a text that say that it was sent."""
    sent_title: tuple[str, ...] = ()
    """The same in its title, in lower case."""
    report_of: P = NONE
    """In a title: an agency's report, though it is filed among documents."""


@dataclass(frozen=True, slots=True)
class Stages(Generic[P]):
    """How far a building is; read without regard to case."""

    building: P = NONE
    """A site is still being built."""
    planned: P = NONE
    """The building has not begun."""
    completed: P = NONE
    """Something is done."""
    going_on: P = NONE
    """It goes on."""
    part: P = NONE
    """Works at a site that stands already."""
    done: P = NONE
    """Such works are over."""
    builds: P = NONE
    """Building of any kind."""


@dataclass(frozen=True, slots=True)
class Locations(Generic[P]):
    """What the words around a place say of it: whether it happened there."""

    generic_site: P = NONE
    """A site without a name, before the place ("a factory in")."""
    function: frozenset[str] = frozenset()
    """Words that such a site's phrase does not begin with."""
    of: P = NONE
    """Between a place and the province that holds it."""
    apposed: P = NONE
    """The same, where the province may be named at length."""
    next: tuple[str, ...] = ()
    """Between a unit and a place in it."""
    and_more: P = NONE
    """Right after a province that is one of a list."""
    listed: P = NONE
    """Between the places of a list."""
    people_from: P = NONE
    """Before a place: where people come from."""
    source: P = NONE
    """Before a place: where a source is."""
    source_words: tuple[str, ...] = ()
    likened: P = NONE
    """Before a place: something is likened to what is there, or lies on the way."""
    likened_words: tuple[str, ...] = ()
    compared: P = NONE
    """Before a place: a sentence that begins with what was before, or is like it."""
    compared_words: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    """Words that begin a clause about elsewhere."""
    came: P = NONE
    """Before a place: something came from there."""
    brought: P = NONE
    to_people: P = NONE
    """Before a place: those to whom something is conveyed, who are there."""
    from_areas: P = NONE
    """Before a place: from all over it."""
    sent_to: P = NONE
    """Before a place: people or goods are sent there."""
    fired_from: P = NONE
    """Before a place: something is fired from there."""
    posted: P = NONE
    """Before a place: those who were sent there."""
    at_work: P = NONE
    """Right after a place: they are at work there."""
    leads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the last word before a place, the fields of this block that may say that it is not where it happens."""
    from_word: frozenset[str] = frozenset()
    """Of these words, those that say where somebody or something comes from."""
    of_word: frozenset[str] = frozenset()
    """Of these words, those that say whose somebody is."""
    articles: frozenset[str] = frozenset()
    """Words between that word and the place."""
    people_of: P = NONE
    """Right after a place: whose people they are."""
    for_example: P = NONE
    """Right after a province: one of the many where it happens."""
    learnt: P = NONE
    """Right after a place: where something came from."""
    fell: P = NONE
    """Right after a place: where a missile came down."""


@dataclass(frozen=True, slots=True)
class Anaphora(Generic[P]):
    """Words that refer to a place without naming it."""

    here: P = NONE
    """The place of the dateline."""
    here_words: tuple[str, ...] = ()
    there: P = NONE
    """The place last named."""
    there_words: tuple[str, ...] = ()
    noun: P = NONE
    """A noun that stands for a place ("the county"), by itself as the pattern's only group."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Of these nouns, the ones for units, with the level."""
    site_nouns: Mapping[str, str] = field(default_factory=dict)
    """Other nouns and the English word that names of such sites have; where it is another one."""


@dataclass(frozen=True, slots=True)
class Retrospection(Generic[P]):
    """What says that a sentence tells of long ago."""

    spoke: P = NONE
    """What a former leader did, after the name, beside what ``Events.acts`` has."""
    now: P = NONE
    """The sentence speaks of the present."""
    died: Mapping[str, date] = field(default_factory=dict)
    """Day of death of former leaders, by how their names begin."""


@dataclass(frozen=True, slots=True)
class Statements(Generic[P]):
    """What the country's own statements say that its side did."""

    ours: P = NONE
    """Whose statement it is."""
    deed: P = NONE
    """What "we" did, with the groups ``verb`` and ``what``; one language only may use these groups."""
    conducted: frozenset[str] = frozenset()
    """Verbs that need ``carried_out`` after them."""
    carried_out: P = NONE
    sent_verbs: frozenset[str] = frozenset()
    """Verbs that need ``sent`` after them."""
    sent: P = NONE
    says: P = NONE
    """Before the deed: somebody else only says so."""


@dataclass(frozen=True, slots=True)
class Reports(Generic[P]):
    """How a report goes from sentence to sentence."""

    dateline_end: P = NONE
    """What ends a dateline, after its place."""
    he: P = NONE
    """How a sentence begins that goes on about the leader."""
    object_before: P = NONE
    """Right before a leader who is only an object."""
    similar: P = NONE
    """The same as before happened elsewhere."""
    where: P = NONE
    """Between cue and date: the date is that of something else at the place."""
    then: P = NONE
    """How a sentence begins that goes on on the same day."""
    listed_days: P = NONE
    """Between two days on each of which it happened."""
    said_before: P = NONE
    """Right before a date: that of the report."""
    said_after: P = NONE
    """Right after a date: that of the report."""
    since_after: P = NONE
    """Right after a date: since when it had not been, in languages that set this there."""
    first_since: P = NONE
    """Before a date: since when it had not been."""
    each: P = NONE
    """Each place of a list has its own day of a list."""
    stretch: P = NONE
    """Between the first and the last day of a stretch."""
    dated_words: tuple[str, ...] = ()
    """Words without which a sentence in Latin letters, and without figures, dates nothing."""


@dataclass(frozen=True, slots=True)
class Sides(Generic[P]):
    """What says which unit of several, and on which side of the line."""

    parent_after: P = NONE
    """Between a unit and the province that holds it."""
    parent_before: tuple[str, ...] = ()
    """Between a province and a unit in it."""
    holds: tuple[str, ...] = ()
    """Between a city that is a province and the county that it holds."""
    south_near: P = NONE
    """A sentence speaks of the South."""
    north_near: P = NONE
    """A sentence speaks of the North."""
    northern: P = NONE
    """Right before a name: it is in the North."""
    southern: P = NONE
    """Right before a name: it is in the South."""
    both_sides: tuple[str, ...] = ()
    """Right after a name: it lies on both sides of the line."""


@dataclass(frozen=True, slots=True)
class Holders(Generic[P]):
    """What says which unit a site is in."""

    within: P = NONE
    """Between a site and its unit."""
    joint: P = NONE
    """Between two sites of one unit."""
    unit_nouns: tuple[str, ...] = ()
    """How the name of a site begins that is that of the unit spoken of."""
    unit_after: tuple[str, ...] = ()
    """Right after a person's name: a unit is named after the person."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All blocks of a language."""

    events: Events[str] = field(default_factory=Events)
    stages: Stages[str] = field(default_factory=Stages)
    locations: Locations[str] = field(default_factory=Locations)
    anaphora: Anaphora[str] = field(default_factory=Anaphora)
    retrospection: Retrospection[str] = field(default_factory=Retrospection)
    statements: Statements[str] = field(default_factory=Statements)
    reports: Reports[str] = field(default_factory=Reports)
    sides: Sides[str] = field(default_factory=Sides)
    holders: Holders[str] = field(default_factory=Holders)
