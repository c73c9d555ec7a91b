"""Event types as values: names, symbols, and the traits on which rules depend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from .errors import OptionError

__all__ = ["OTHER", "ROLES", "TRAITS", "EventType", "EventTypes", "Role", "Trait"]

Trait = Literal[
    "strong", "first", "placed-later", "held", "in-passing", "several-sites", "by-province", "once", "armed",
    "builds", "of-a-project", "at-origin", "not-from", "work", "placeless", "placeless-led", "own-event",
    "referred-to", "urged", "launched", "by-people", "listed",
]  # fmt: skip
"""Properties of a type on which rules depend; ``data/reference/event_types.toml`` explains each."""

TRAITS: tuple[Trait, ...] = get_args(Trait)

Role = Literal[
    "visit", "start", "works", "opening", "output", "shot", "force", "harm", "aid", "occasion", "contact"
]
"""Readings that rules give to words of several meanings; ``data/reference/event_types.toml`` explains each."""

ROLES: tuple[Role, ...] = get_args(Role)

OTHER = "other"
"""The type of events that fit no other type; every table of types must have it."""


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type.

    Attributes
    ----------
    id : str
        The value in events, filters and tables: ``"weapons-test"``.
    names : mapping of str to str
        By language (ISO 639-1), as written within a sentence; English is always included.
    colour, colour_dark : str
        ``"#rrggbb"``, for a light and for a dark background.
    sign : str
        SVG path of the symbol in a box of 16 by 16, with y downwards.
    certainty : float
        Share of events of this type that are right where their place is right, 0 to 1.
    cue_rank : int
        Where a sentence has cues of several types, the type with the lowest rank is used.
    related : frozenset of str
        Other types under which tables and reports file the same event.
    continued_by : frozenset of str
        Other types whose sentences may continue an event of this type.
    acled : tuple of str, or None
        ACLED's disorder, event and sub-event type; None where ACLED does not code such events.
    state, step : str
        The state of a building site after such an event (one of :data:`geo.model.timelines.STATES`), and the column
        of chains with its day; empty for most types.
    step_rank : int
        Position of the step in the history of a site; the lowest comes first.
    traits : frozenset of str
        A subset of :data:`TRAITS`.
    role : str
        One of :data:`ROLES`; empty for most types that a reference adds.
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
    role: str = ""

    def name(self, language: str = "en") -> str:
        """The name in a language, or in English where there is none."""
        return self.names.get(language) or self.names["en"]


class EventTypes(Mapping[str, EventType]):
    """All event types by id, in the order of legends.

    Parameters
    ----------
    types : iterable of EventType

    Attributes
    ----------
    ids : tuple of str
        All ids in order.
    steps : tuple of str
        Ids of the types that are steps in the history of a site, in their usual order.

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
        """Compare by identity, so that compiled rules can be cached by their table."""
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

    def role(self, role: Role) -> str:
        """Id of the type that holds a role; ``other`` where a table gives it to none.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> Reference.bundled().event_types.role("visit")
        'inspection'
        """
        return next((i for i, one in self._types.items() if one.role == role), OTHER)

    def has(self, id: str, trait: Trait) -> bool:  # noqa: A002 - the column's name
        """Whether a type has a trait; False for an unknown type."""
        return id in self._having[trait]

    def with_state(self, state: str) -> tuple[str, ...]:
        """Ids of the types after which a site is in a state, in order.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> Reference.bundled().event_types.with_state("completed")
        ('inauguration',)
        """
        return tuple(i for i, one in self._types.items() if one.state == state)

    def by_cue(self) -> tuple[str, ...]:
        """Ids sorted by the rank of their cues, the strongest first."""
        return tuple(sorted(self.ids, key=lambda i: self._types[i].cue_rank))

    def number(self, id: str) -> int:  # noqa: A002 - the column's name
        """Position of a type in the order; that of ``other`` for an unknown type."""
        return self.ids.index(id if id in self._types else OTHER)

    def known(self, id: str) -> EventType:  # noqa: A002 - the column's name
        """The type with an id; ``other`` for an unknown id."""
        return self._types.get(id) or self._types[OTHER]

    def name(self, id: str, language: str = "en") -> str:  # noqa: A002 - the column's name
        """The printed name of a type; the id itself for an unknown type.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> types = Reference.bundled().event_types
        >>> types.name("weapons-test"), types.name("weapons-test", "ko"), types.name("eclipse")
        ('weapons test', '무기시험', 'eclipse')
        """
        return self._types[id].name(language) if id in self._types else id

    def rank(self, id: str) -> tuple[int, str]:  # noqa: A002 - the column's name
        """A sort key for the order of legends, with unknown ids last, by name."""
        return (self.ids.index(id) if id in self._types else len(self.ids), id)

    def with_unknown(self, met: Iterable[str]) -> tuple[str, ...]:
        """All ids in order, followed by the unknown ones of ``met``, sorted.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> Reference.bundled().event_types.with_unknown(["inspection", "eclipse"])[-2:]
        ('other', 'eclipse')
        """
        return (*self.ids, *sorted({kind for kind in met if kind and kind not in self._types}))

    def related(self, first: str, second: str) -> bool:
        """Whether tables and reports file the same event under either of two types."""
        a, b = self._types.get(first), self._types.get(second)
        return a is not None and b is not None and (second in a.related or first in b.related)

    def title(self, id: str, where: str) -> str:  # noqa: A002 - the column's name
        """Title of an event: name of the type, and the place if it is known.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> types = Reference.bundled().event_types
        >>> types.title("weapons-test", "Wonsan"), types.title("inspection", "")
        ('Weapons test: Wonsan', 'Inspection')
        """
        label = self.name(id).capitalize()
        return f"{label}: {where}" if where else label
