"""Types of events as values: what each is called, how it is drawn, and the traits that rules ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from .errors import OptionError

__all__ = ["OTHER", "TRAITS", "EventType", "EventTypes", "Trait", "title_of"]

Trait = Literal[
    "strong", "first", "placed-later", "held", "in-passing", "several-sites", "by-province", "once", "armed",
    "builds", "of-a-project", "at-origin", "not-from", "work", "placeless", "placeless-led", "own-event",
    "referred-to", "urged", "launched", "by-people",
]  # fmt: skip
"""What rules ask of a type; ``data/reference/event_types.toml`` says what each means."""

TRAITS: tuple[Trait, ...] = get_args(Trait)

OTHER = "other"
"""The type that every table of types has: what happened, but is of no type of its own."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of events.

    Attributes
    ----------
    id : str
        As events, filters and tables have it: ``"weapons-test"``.
    names : mapping of str to str
        By language (ISO 639-1), as within a sentence; English is always there.
    colour, colour_dark : str
        ``"#rrggbb"``, on a light and on a dark ground.
    sign : str
        An SVG path on a field of 16 by 16, y downwards.
    certainty : float
        How often such an event is right where its place is right, 0 to 1.
    cue_rank : int
        Of cues of several types in one sentence, the lowest rank gives the type.
    related : frozenset of str
        Other types under which tables and reports file the same event.
    continued_by : frozenset of str
        Other types under which the next sentences of a report go on about the same event.
    acled : tuple of str, or None
        ACLED's disorder, event and sub-event type; None where ACLED does not count such events.
    state, step : str
        What the event says of a site that is being built, one of :data:`geo.model.timelines.STATES`, and the
        column of chains with its day; empty for most.
    step_rank : int
        Position of that step among the steps of a site: the lowest comes first.
    traits : frozenset of str
        Of :data:`TRAITS`.
    """

    id: str
    names: Mapping[str, str]
    colour: str
    colour_dark: str
    sign: str
    certainty: float
    cue_rank: int
    related: frozenset[str] = frozenset()
    continued_by: frozenset[str] = frozenset()
    acled: tuple[str, str, str] | None = None
    state: str = ""
    step: str = ""
    step_rank: int = 0
    traits: frozenset[str] = frozenset()

    def name(self, language: str = "en") -> str:
        """Its name in a language, in English where it has none there."""
        return self.names.get(language) or self.names["en"]


class EventTypes(Mapping[str, EventType]):
    """All types of events by id, in the order in which legends list them.

    Parameters
    ----------
    types : iterable of EventType

    Attributes
    ----------
    ids : tuple of str
        In order.
    steps : tuple of str
        Ids of the types that are steps of a site over time, in the order in which they should come.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> types = Reference.bundled().event_types
    >>> types["weapons-test"].name("ko"), types.having("first"), types.number("disaster")
    ('무기시험', ('groundbreaking', 'inauguration', 'weapons-test'), 7)
    """

    def __init__(self, types: Iterable[EventType]) -> None:
        self._types = MappingProxyType({one.id: one for one in types})
        self.ids: tuple[str, ...] = tuple(self._types)
        stepping = [i for i, one in self._types.items() if one.step]
        self.steps: tuple[str, ...] = tuple(sorted(stepping, key=lambda i: self._types[i].step_rank))
        self._having = {
            trait: tuple(i for i, one in self._types.items() if trait in one.traits) for trait in TRAITS
        }

    def __eq__(self, other: object) -> bool:
        """Tables are the same only where they are one object, so that what is compiled from one can be kept."""
        return self is other

    __hash__ = object.__hash__

    def __getitem__(self, id: str) -> EventType:  # noqa: A002 - the column's name
        return self._types[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)

    def having(self, trait: Trait) -> tuple[str, ...]:
        """Ids of the types with a trait, in order.

        Raises
        ------
        geo.model.errors.OptionError
            There is no such trait.
        """
        try:
            return self._having[trait]
        except KeyError:
            raise OptionError(f"no trait {trait!r}; there are {', '.join(TRAITS)}") from None

    def has(self, id: str, trait: Trait) -> bool:  # noqa: A002 - the column's name
        """Whether a type has a trait; False for one that is not known."""
        return id in self._having[trait]

    def saying(self, state: str) -> tuple[str, ...]:
        """Ids of the types that say of a site that it is in a state, in order.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> Reference.bundled().event_types.saying("completed")
        ('inauguration',)
        """
        return tuple(i for i, one in self._types.items() if one.state == state)

    def by_cue(self) -> tuple[str, ...]:
        """Ids in the order in which the cues of a sentence give it its type."""
        return tuple(sorted(self.ids, key=lambda i: self._types[i].cue_rank))

    def number(self, id: str) -> int:  # noqa: A002 - the column's name
        """Position of a type in the order; that of ``other`` for one that is not known."""
        return self.ids.index(id if id in self._types else OTHER)

    def known(self, id: str) -> EventType:  # noqa: A002 - the column's name
        """The type of an id; ``other`` for one that is not known."""
        return self._types.get(id) or self._types[OTHER]

    def name(self, id: str, language: str = "en") -> str:  # noqa: A002 - the column's name
        """What people read for a type; for one that is not known its id.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> types = Reference.bundled().event_types
        >>> types.name("weapons-test"), types.name("weapons-test", "ko"), types.name("eclipse")
        ('weapons test', '무기시험', 'eclipse')
        """
        return self._types[id].name(language) if id in self._types else id

    def rank(self, id: str) -> tuple[int, str]:  # noqa: A002 - the column's name
        """A key that sorts ids as legends list them, those that are not known last and by name."""
        return (self.ids.index(id) if id in self._types else len(self.ids), id)

    def with_met(self, met: Iterable[str]) -> tuple[str, ...]:
        """The ids in order, and after them those of ``met`` that are not known, sorted.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> Reference.bundled().event_types.with_met(["inspection", "eclipse"])[-2:]
        ('other', 'eclipse')
        """
        return (*self.ids, *sorted({kind for kind in met if kind and kind not in self._types}))

    def related(self, first: str, second: str) -> bool:
        """Whether tables and reports file the same event under either of two types."""
        a, b = self._types.get(first), self._types.get(second)
        return a is not None and b is not None and (second in a.related or first in b.related)

    def title(self, id: str, where: str) -> str:  # noqa: A002 - the column's name
        """Title of an event: what, and where if that is known.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> types = Reference.bundled().event_types
        >>> types.title("weapons-test", "Wonsan"), types.title("inspection", "")
        ('Weapons test: Wonsan', 'Inspection')
        """
        label = self.name(id).capitalize()
        return f"{label}: {where}" if where else label


def title_of(kind: str, where: str) -> str:
    """English title of an event without a table of types: for extraction until it is handed one."""
    label = kind.replace("-", " ").capitalize()
    return f"{label}: {where}" if where else label
