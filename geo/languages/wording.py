"""Blocks of patterns for what a language says about events, places and people.

Each block is a frozen dataclass with a field for each question that an extraction rule asks. In a language pack
a field is the source of a regular expression, or words; it is empty where the language has no such wording.
:func:`geo.languages.combined.combine` joins the blocks of several packs and compiles the patterns:
``Events[str]`` becomes ``Events[re.Pattern[str]]``.

Fields that end in ``_words`` speed up the search: the pattern of the same name is tried only where the text has
one of these words. A pack that defines such a pattern must define its words, too.

The docstring of a field says where the pattern is matched and what a match means, with an English example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic

from .discourse import Bases, Clauses, Genres, Reports, Statements
from .modality import NONE, Modality, P
from .naming import Naming
from .placement import Holders, Rows, Sides

__all__ = ["Anaphora", "Events", "Locations", "Reports", "Retrospection", "Stages", "Statements", "Wording"]


@dataclass(frozen=True, slots=True)
class Events(Generic[P]):
    """What a sentence says about an event besides its cue: who was there, and whether it took place."""

    visit: frozenset[str] = frozenset()
    """Cues of ``inspection`` that only say that somebody came ("visited"), in lower case; the type depends on who."""
    went: frozenset[str] = frozenset()
    """Those of them that any traveller may do ("arrived at")."""
    witnessed: frozenset[str] = frozenset()
    """Those of them whose object is the event that the sentence reports ("attended the ceremony")."""
    official: P = NONE
    """Before a visit: an official of the country ("Premier Kim Tok Hun visited")."""
    foreign: P = NONE
    """Before a visit: foreign guests ("a Russian delegation visited")."""
    goes_on_round: P = NONE
    """Beginning of a sentence that continues a visit ("Going round the workshop")."""
    before_country: P = NONE
    """After a visit, before the name of the country that is visited: one word ("an official visit to the")."""
    after_country: P = NONE
    """Right after that name, where it is not part of a longer one ("Vietnam last week")."""
    as_object: P = NONE
    """Right before a name: the person does not act ("under the guidance of Kim Jong Un")."""
    as_object_after: P = NONE
    """Right after a name: the person does not act, in languages that mark this there."""
    absent: P = NONE
    """The leader was absent ("did not attend")."""
    present: P = NONE
    """The leader was present ("with Kim Jong Un in attendance")."""
    leader_marks: tuple[str, ...] = ()
    """Further words that stand for the leader in a sentence."""
    acts: P = NONE
    """Right after a name: something that the person does ("visited", "oversaw")."""
    attends: P = NONE
    """Right after a leader's name: he was present at the event of the sentence before ("cut the tape")."""
    person: P = NONE
    """Name of a person other than the leader."""
    mail: P = NONE
    """Something received by post, which makes no guest ("received a letter")."""
    solemn: P = NONE
    """A visit that is homage ("laid a wreath")."""
    festive: P = NONE
    """A visit to congratulate, which is a ceremony unless the leader comes ("visited to celebrate")."""
    fellows: P = NONE
    """People of the country whom the leader meets without any diplomacy ("met the players")."""
    memorial: P = NONE
    """A visit of the leader to a memorial, which is homage."""
    homage: P = NONE
    """An inspection that is homage."""
    guest: P = NONE
    """Guests of the state ("delegation", "ambassador")."""
    friends: P = NONE
    """Guests who do not represent a state ("a friendship association")."""
    envoy: P = NONE
    """Diplomats hand something over, which is diplomacy whatever it is."""
    envoy_words: tuple[str, ...] = ()
    aid: P = NONE
    """Aid organisations and relief goods."""
    aid_words: tuple[str, ...] = ()
    no_aid: P = NONE
    """Organisations of that kind that come for another purpose ("UN inspectors")."""
    agitation: P = NONE
    """People are urged to produce, which is no production yet ("agitation at the mine")."""
    agitation_words: tuple[str, ...] = ()
    art: P = NONE
    """Such urging by artistes ("art motivation")."""
    artillery: P = NONE
    """Shells are fired."""
    missile: P = NONE
    """A missile is fired."""
    planned: P = NONE
    """Right before a cue: the event is planned ("will be inaugurated")."""
    planned_words: tuple[str, ...] = ()
    denied_words: tuple[str, ...] = ()
    denied: P = NONE
    """Right before a cue: the event did not happen ("no missile was launched"), or is a figure of speech."""
    undone: P = NONE
    """Right after a cue: the event is planned or did not happen, in languages with the verb at the end."""
    possible: P = NONE
    """Right before a word that a possibility follows: it may have happened already ("may have been damaged")."""
    asserted: P = NONE
    """Right after a cue: its clause ends there and is told as a fact, whatever the next one supposes."""
    finished: P = NONE
    """The same where the next clause tells a plan ("was completed and will open")."""
    task: P = NONE
    """Before a cue: the cue is part of a plan ("including the project to build")."""
    task_words: tuple[str, ...] = ()
    anniversary: P = NONE
    """Before a cue: the event is the occasion of an anniversary ("the anniversary of the completion")."""
    anniversary_words: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    """Words right before a cue of an inauguration that make it an attribute ("which was built")."""
    seen: P = NONE
    """Before a cue of an inauguration: the finished site is visited ("inspected the newly built farm")."""
    since: P = NONE
    """Before a cue: the event only dates another one ("since its inauguration")."""
    referred: P = NONE
    """Right before a cue: the event is only referred to ("at the contest")."""
    product: P = NONE
    """Right after a cue of production: where the product goes, not where it is made."""
    unbuilt: P = NONE
    """Right after a cue of completion: work that builds nothing ("completed the harvest")."""
    met: P = NONE
    """The leader met somebody."""
    held: P = NONE
    """A ceremony or meeting was held."""
    armed: P = NONE
    """A whole cue of ``weapons-test`` that needs no weapon named in its sentence ("missile launch", "test began")."""
    ship: P = NONE
    """Ships, which are launched without being weapons tests ("launched a destroyer")."""
    failure: P = NONE
    """Something went wrong, as at the launch of a ship."""
    moved: frozenset[str] = frozenset()
    """Cues of ``other`` that are military where a weapon is moved ("was moved"), in lower case."""
    razed: frozenset[str] = frozenset()
    """Cues of ``military`` that are so only for ``frontier`` works, and otherwise another event ("demolished")."""
    frontier: P = NONE
    """Works at the border, whose demolition is a military event ("roads", "guard posts")."""
    unarmed: frozenset[str] = frozenset()
    """Cues of ``military`` that are so only where ``forces`` act, and otherwise another event ("crossed the")."""
    forces: P = NONE
    """Armed forces and what they use."""
    ruined: P = NONE
    """Forces of nature: what is destroyed in such a sentence is a disaster."""
    artificial: P = NONE
    """A quake that a test caused."""
    burst: frozenset[str] = frozenset()
    """Cues of an end that a ``missile`` may come to, which is a test ("blew up"), in lower case."""
    casualties: P = NONE
    """People came to harm: an accident at a construction site is a disaster and no construction."""
    casualty_words: tuple[str, ...] = ()
    tested: P = NONE
    """Before "took place": a test or launch did."""
    took_place: frozenset[str] = frozenset()
    """The cues after which ``tested`` is looked for ("took place")."""
    goes_on: P = NONE
    """Beginning of a sentence about the event of the sentence before ("It was held", "The event took place")."""
    surname: P = NONE
    """The leader acts by his surname alone ("Kim visited", "Kim's visit to")."""
    surname_words: tuple[str, ...] = ()
    other_surname: P = NONE
    """Another person of that surname, so that the surname alone may mean that person."""
    traveller: P = NONE
    """Officials and delegations whose journey to the country is diplomacy ("an envoy travelled to")."""
    exploits: P = NONE
    """Right before a cue of a ceremony: it is about deeds of the past ("exploits performed")."""
    praised: P = NONE
    """Praise and thanks, which are no events ("was highly appreciated")."""
    weather: P = NONE
    """Rain or snow is received, not a guest ("received heavy rain")."""
    weather_words: tuple[str, ...] = ()
    no_report: tuple[str, ...] = ()
    """Words, in lower case, of titles of texts that report no event ("message", "commentary")."""
    sent: tuple[str, ...] = ()
    """Words near the beginning of such a text that confirm it ("sent a message")."""
    sent_title: tuple[str, ...] = ()
    """Words, in lower case, of its title that confirm it."""
    report_of: P = NONE
    """In a title: a report of an event, though the agency files it among documents."""


@dataclass(frozen=True, slots=True)
class Stages(Generic[P]):
    """The state of a building; matched without regard to case."""

    building: P = NONE
    """A site is under construction."""
    planned: P = NONE
    """Construction has not begun."""
    completed: P = NONE
    """Something is completed."""
    going_on: P = NONE
    """Work continues."""
    part: P = NONE
    """Works at an existing site ("extension")."""
    done: P = NONE
    """Such works are finished."""
    builds: P = NONE
    """Construction of any kind."""


@dataclass(frozen=True, slots=True)
class Locations(Generic[P]):
    """What the words around a place name say about it: whether the event happened there."""

    generic_site: P = NONE
    """A site without a proper name, before the place ("a factory in Anju")."""
    function: frozenset[str] = frozenset()
    """Words with which the phrase of such a site does not begin."""
    of: P = NONE
    """Between a place and its province ("Anju, South Phyongan Province")."""
    apposed: P = NONE
    """The same with more words in between ("Anju, a city in South Phyongan Province")."""
    mountain: P = NONE
    """A whole place name: a mountain, where something can happen though no county is known (not a river or sea)."""
    next: tuple[str, ...] = ()
    """Between a unit and a place in it."""
    and_more: P = NONE
    """Right after a province: it is an item of a list ("South Phyongan Province and")."""
    listed: P = NONE
    """Between the places of a list."""
    people_from: P = NONE
    """Before a place: where people come from ("workers of the A Mill")."""
    source: P = NONE
    """Before a place: where a source is ("a source in Anju said")."""
    source_words: tuple[str, ...] = ()
    likened: P = NONE
    """Before a place: a comparison, or the end of a route ("similar to the one in Anju", "the road to Anju")."""
    likened_words: tuple[str, ...] = ()
    compared: P = NONE
    """Before a place: a comparison at the beginning of a sentence ("Like Anju, ...")."""
    compared_words: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    """Words that begin a clause about another place ("adding that")."""
    came: P = NONE
    """Before a place: something came from there ("arrived ... from Anju")."""
    brought: P = NONE
    """The same right before the place ("trucks from Anju")."""
    to_people: P = NONE
    """Before a place: something is given to people who are there ("to the workers of the A Mill")."""
    from_areas: P = NONE
    """Before a place: from all over it ("from various parts of the province")."""
    sent_to: P = NONE
    """Before a place: people or goods are sent there ("dispatched to Anju")."""
    fired_from: P = NONE
    """Before a place: something is fired from there."""
    posted: P = NONE
    """Before a place: people were sent there earlier ("the regiment dispatched to Anju")."""
    at_work: P = NONE
    """Right after a place: those people are at work there ("is building houses")."""
    leads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the last word before a place, names of fields of this block; a match means that the event was elsewhere."""
    from_word: frozenset[str] = frozenset()
    """Those of these words that mean an origin ("from")."""
    of_word: frozenset[str] = frozenset()
    """Those of these words that mean belonging ("of")."""
    articles: frozenset[str] = frozenset()
    """Words between such a word and the place ("the")."""
    people_of: P = NONE
    """Right after a place: people of the place."""
    measured: P = NONE
    """Before a place: a distance is counted from there, or something is on its way there ("370 km north of")."""
    measured_words: tuple[str, ...] = ()
    driven_out: P = NONE
    """Before a place: people leave it or are driven out of it, which happens there ("expelled from")."""
    driven_words: tuple[str, ...] = ()
    beside: P = NONE
    """Before a place: another place is described by it ("near", "bordering"); it counts where no other is named."""
    beside_words: tuple[str, ...] = ()
    for_example: P = NONE
    """Right after a province: an example of many ("South Phyongan and other provinces")."""
    learnt: P = NONE
    """Right after a place: information or something else came from there, or it is only compared or excepted."""
    fell: P = NONE
    """Right after a place: a missile came down there, or was fired in its direction."""


@dataclass(frozen=True, slots=True)
class Anaphora(Generic[P]):
    """Words that refer to a place without naming it."""

    here: P = NONE
    """The place of the dateline ("was held here")."""
    here_words: tuple[str, ...] = ()
    there: P = NONE
    """The place named last."""
    there_words: tuple[str, ...] = ()
    noun: P = NONE
    """A noun for a place named before ("the county"), as the only group of the pattern."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Those of these nouns that are units, with the level (``adm1``, ``adm2``)."""
    site_nouns: Mapping[str, str] = field(default_factory=dict)
    """Those whose sites have another word in their name, with these words, separated by bars."""
    test: P = NONE
    """A nuclear test, which is held where the country has its test site."""
    test_site: P = NONE
    """Within the name of a place: it is that test site."""


@dataclass(frozen=True, slots=True)
class Retrospection(Generic[P]):
    """What shows that a sentence is about the past."""

    spoke: P = NONE
    """After a former leader's name: something he did, besides ``Events.acts``."""
    now: P = NONE
    """The sentence is about the present ("today", "this year")."""
    decades: P = NONE
    """The sentence sums up many years ("over the past fifty years")."""
    decades_words: tuple[str, ...] = ()
    died: Mapping[str, date] = field(default_factory=dict)
    """Day of death of former leaders, by the beginning of their names."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All pattern blocks of a language."""

    events: Events[str] = field(default_factory=Events)
    modality: Modality[str] = field(default_factory=Modality)
    stages: Stages[str] = field(default_factory=Stages)
    locations: Locations[str] = field(default_factory=Locations)
    anaphora: Anaphora[str] = field(default_factory=Anaphora)
    retrospection: Retrospection[str] = field(default_factory=Retrospection)
    statements: Statements[str] = field(default_factory=Statements)
    reports: Reports[str] = field(default_factory=Reports)
    clauses: Clauses[str] = field(default_factory=Clauses)
    genres: Genres[str] = field(default_factory=Genres)
    bases: Bases[str] = field(default_factory=Bases)
    sides: Sides[str] = field(default_factory=Sides)
    holders: Holders[str] = field(default_factory=Holders)
    rows: Rows[str] = field(default_factory=Rows)
    naming: Naming[str] = field(default_factory=Naming)
