"""Events kept on disk for the time of a run, so that memory does not grow with their number."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import overload

from geo.linking.coreference.merge import day_of
from geo.model.entities import Event
from geo.model.errors import UnreadableError

from .event_rows import event_of, row_of

__all__ = ["EventStore", "StoredEvents", "kept_events", "number_of_happenings"]

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;
CREATE TABLE events (number INTEGER PRIMARY KEY, event TEXT NOT NULL);
CREATE TABLE changed (number INTEGER PRIMARY KEY, event TEXT NOT NULL, happening BLOB NOT NULL,
  sources INTEGER NOT NULL, settled INTEGER NOT NULL);
CREATE INDEX changed_settled ON changed (settled) WHERE NOT settled;
CREATE TABLE keys (number INTEGER PRIMARY KEY, day INTEGER, id BLOB NOT NULL, happening BLOB NOT NULL,
  sources INTEGER NOT NULL);
"""
_NEVER = date.max.toordinal()
_AT_ONCE = 500
"""Numbers in one query."""


class EventStore:
    """A temporary database of events, which SQLite keeps in a file without a name and removes by itself.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> store = EventStore()
    >>> for event in extract("A mill was inaugurated in Haeju City. A flood hit Songchon County.").events:
    ...     number = store.add(event)
    >>> found = store.closed()
    >>> len(found), [event.type for event in found], found[1].adm2
    (2, ['inauguration', 'disaster'], 'KP0717')
    >>> [event.type for event in found.where(lambda event: event.adm2 == "KP0717")]
    ['disaster']
    """

    def __init__(self) -> None:
        self.base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.base.executescript(_TABLES)
        self.base.execute("BEGIN")
        self.regrouped = False
        self._names = count()
        self._size = 0

    def add(self, event: Event) -> int:
        """Keep a further event; return its number."""
        self._size += 1
        self.base.execute("INSERT INTO events VALUES (?, ?)", (self._size, row_of(event)))
        self.base.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", (self._size, *_keys(event)))
        return self._size

    def change(self, number: int, event: Event) -> None:
        """Put an event of the same id and day in the place of one that is kept; :meth:`settle` ends the changes."""
        row = (number, row_of(event), _bytes(event.happening_id), event.sources)
        self.base.execute("INSERT OR REPLACE INTO changed VALUES (?, ?, ?, ?, 0)", row)

    def settle(self) -> None:
        """Use the changes in what is asked for by happening; not while events are being read by it."""
        self.base.execute(
            "UPDATE keys SET (happening, sources) ="
            " (SELECT happening, sources FROM changed WHERE changed.number = keys.number)"
            " WHERE number IN (SELECT number FROM changed WHERE NOT settled)"
        )
        self.base.execute("UPDATE changed SET settled = 1 WHERE NOT settled")

    def closed(self, keep: Callable[[Event], bool] | None = None) -> StoredEvents:
        """All events that are kept, or those of a kind; none can be added later."""
        try:
            self.base.execute("COMMIT")
            self.base.execute("CREATE INDEX keys_day ON keys (day, id)")
            self.base.execute("CREATE INDEX keys_happening ON keys (happening)")
            self.base.execute("CREATE INDEX keys_id ON keys (id)")
            whole = StoredEvents(self, self.view(None))
            return whole if keep is None else whole.where(keep)
        except sqlite3.Error as error:
            message = f"events cannot be kept on disk ({error}); set TMPDIR to a folder with room"
            raise UnreadableError(message) from error

    def view(self, numbers: Iterable[int] | None) -> str:
        """Name of a new table with some numbers, or with all."""
        name = f"view_{next(self._names)}"
        self.base.execute(f"CREATE TABLE {name} (number INTEGER PRIMARY KEY)")
        if numbers is None:
            self.base.execute(f"INSERT INTO {name} SELECT number FROM keys")  # noqa: S608 (a name of ours)
        else:
            self.base.executemany(f"INSERT INTO {name} VALUES (?)", ((n,) for n in numbers))  # noqa: S608
        return name


def _keys(event: Event) -> tuple[int | None, bytes, bytes, int]:
    day = day_of(event).toordinal()
    return None if day == _NEVER else day, _bytes(event.event_id), _bytes(event.happening_id), event.sources


def _bytes(text: str) -> bytes:
    """A text as bytes that sort as the text does, whatever is in it."""
    return text.encode("utf-8", "surrogatepass")


class StoredEvents(Sequence[Event]):
    """Events of a store, or some of them, in the order in which they were added.

    Parameters
    ----------
    store : EventStore
    view : str
        Its table of the numbers of these events.
    """

    def __init__(self, store: EventStore, view: str) -> None:
        self._store, self._view = store, view
        self._size = int(self._one(f"SELECT count(*) FROM {view}"))  # noqa: S608

    @property
    def regrouped(self) -> bool:
        """Whether a person has merged or split happenings."""
        return self._store.regrouped

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        """Whether the other is a sequence of the same events."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Event]:
        return (event for _, event in self.numbered())

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> list[Event]: ...
    def __getitem__(self, index: int | slice) -> Event | list[Event]:
        """One event, or a list of some."""
        places = range(self._size)[index]
        if isinstance(places, int):
            return self[places : places + 1][0]
        if not places:
            return []
        low, high = min(places), max(places)
        rows = self._store.base.execute(
            f"SELECT number FROM {self._view} ORDER BY number LIMIT ? OFFSET ?",  # noqa: S608
            (high - low + 1, low),
        ).fetchall()
        return [event for _, event in self.at([rows[place - low][0] for place in places])]

    def numbered(self, order: str = "") -> Iterator[tuple[int, Event]]:
        """The events with their numbers; ``order`` is that of the rows in SQL."""
        rows = self._store.base.execute(
            f"SELECT number, coalesce(changed.event, events.event) FROM {self._view} JOIN events USING (number)"  # noqa: S608
            f" {'JOIN keys USING (number)' if order else ''} LEFT JOIN changed USING (number)"
            f" {order or 'ORDER BY number'}"
        )
        return ((number, event_of(row)) for number, row in rows)

    def by_day(self) -> Iterator[tuple[int, Event]]:
        """The events of a day or of a report's day, sorted by it and by id, with their numbers."""
        return self.numbered("WHERE day IS NOT NULL ORDER BY day, id, number")

    def rows_by_day(self) -> Iterator[tuple[int, int, str]]:
        """The events of :meth:`by_day` as rows, as they are stored, with number and ordinal of the day."""
        found: Iterator[tuple[int, int, str]] = self._store.base.execute(
            f"SELECT number, day, coalesce(changed.event, events.event) FROM {self._view} JOIN events USING (number)"  # noqa: S608
            " JOIN keys USING (number) LEFT JOIN changed USING (number) WHERE day IS NOT NULL ORDER BY day, id, number"
        )
        return found

    def rows(self) -> Iterator[tuple[int, str]]:
        """The events as rows, as they are stored, with their numbers."""
        found: Iterator[tuple[int, str]] = self._store.base.execute(
            f"SELECT number, coalesce(changed.event, events.event) FROM {self._view} JOIN events USING (number)"  # noqa: S608
            " LEFT JOIN changed USING (number) ORDER BY number"
        )
        return found

    def rows_at(self, numbers: Sequence[int]) -> list[tuple[int, str]]:
        """The rows with these numbers, sorted by number."""
        found: list[tuple[int, str]] = []
        for start in range(0, len(numbers), _AT_ONCE):
            some = ",".join(map(str, numbers[start : start + _AT_ONCE]))
            found += self._store.base.execute(
                "SELECT number, coalesce(changed.event, events.event) FROM events"  # noqa: S608 (numbers)
                f" LEFT JOIN changed USING (number) WHERE number IN ({some})"
            )
        return sorted(found)

    def at(self, numbers: Sequence[int]) -> list[tuple[int, Event]]:
        """The events with these numbers, in the order of the numbers given."""
        found = {number: event_of(row) for number, row in self.rows_at(numbers)}
        return [(number, found[number]) for number in numbers]

    def where(self, keep: Callable[[Event], bool]) -> StoredEvents:
        """Those of the events that are of a kind."""
        numbers = array("q", (number for number, event in self.numbered() if keep(event)))
        return StoredEvents(self._store, self._store.view(numbers))

    def with_ids(self, ids: Iterable[str]) -> list[tuple[int, Event]]:
        """The events with some ids, in order, with their numbers."""
        numbers = (n for id_ in set(ids) for n in self._numbers("id", id_))
        return self.at(sorted(numbers))

    def has(self, id_: str) -> bool:
        """Whether an event with this id is among them."""
        return next(self._numbers("id", id_), None) is not None

    def of_happening(self, happening: str) -> list[tuple[int, Event]]:
        """The reports of a happening, in order, with their numbers."""
        return self.at(sorted(self._numbers("happening", happening)))

    def happenings(self) -> Iterator[tuple[str, list[Event]]]:
        """Each happening with its reports in order, sorted by the day of its earliest report and by id."""
        rows = self._store.base.execute(
            f"SELECT happening, count(*), min(number) FROM {self._view} JOIN keys USING (number)"  # noqa: S608
            f" GROUP BY happening ORDER BY min(coalesce(day, {_NEVER})), happening"
        )
        for happening, reports, first in rows:
            id_ = happening.decode("utf-8", "surrogatepass")
            numbers = [first] if reports == 1 else sorted(self._numbers("happening", id_))
            yield id_, [event for _, event in self.at(numbers)]

    def number_of_happenings(self, least: int) -> int:
        """Number of happenings of which a report counts at least so many sources."""
        return int(
            self._one(
                f"SELECT count(DISTINCT happening) FROM {self._view} JOIN keys USING (number)"  # noqa: S608
                f" WHERE sources >= {least}"
            )
        )

    def change(self, changes: Iterable[tuple[int, Event]], *, regrouped: bool = False) -> None:
        """Put events in the place of those with some numbers; the changes may come while the events are read."""
        self._store.regrouped |= regrouped
        for number, event in changes:
            self._store.change(number, event)
        self._store.settle()

    def _numbers(self, column: str, value: str) -> Iterator[int]:
        rows = self._store.base.execute(
            f"SELECT number FROM keys JOIN {self._view} USING (number) WHERE {column} = ?",  # noqa: S608
            (_bytes(value),),
        )
        return (row[0] for row in rows.fetchall())

    def _one(self, query: str) -> int:
        return int(self._store.base.execute(query).fetchone()[0])


def kept_events(events: Sequence[Event], keep: Callable[[Event], bool]) -> Sequence[Event]:
    """Those of some events that are of a kind; those of a store stay there."""
    return events.where(keep) if isinstance(events, StoredEvents) else list(filter(keep, events))


def number_of_happenings(events: Sequence[Event], *, sources: int = 0) -> int:
    """Number of the happenings of events, or of those with at least so many sources.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> events = extract("A mill was inaugurated in Haeju City.").events
    >>> number_of_happenings(events), number_of_happenings(events, sources=2)
    (1, 0)
    """
    if isinstance(events, StoredEvents):
        return events.number_of_happenings(sources)
    return len({event.happening_id for event in events if event.sources >= sources})
