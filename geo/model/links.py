"""Ties between events and records, between records, and what is tied to nothing."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link", "Pair", "Unmatched"]


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between an event and a record: how strong (0 to 1), why, and the parts that made it, each 0 to 1."""

    event_id: str
    record_id: str
    score: float
    reasons: str
    place: float = 0.0
    time: float = 0.0
    type: float = 0.0
    actors: float = 0.0
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A tie between two records, of two tables or of one; its fields are those of :class:`Link`."""

    first_id: str
    second_id: str
    score: float
    reasons: str
    place: float = 0.0
    time: float = 0.0
    type: float = 0.0
    actors: float = 0.0
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that is tied to nothing.

    Attributes
    ----------
    id : str
        Of the event or record.
    why : str
        ``no date``; ``none within the window``; ``within the window, but elsewhere``; ``below the threshold``;
        ``another row fits better`` (the best partner, or the nearest day); or ``untied by a correction``.
    nearest, score, reasons : str, float, str
        The row of the other side that came nearest, and its score and reasons; empty where none could be it.
    place, time, type, actors, words : float
        The parts of that score.
    """

    id: str
    why: str
    nearest: str = ""
    score: float = 0.0
    reasons: str = ""
    place: float = 0.0
    time: float = 0.0
    type: float = 0.0
    actors: float = 0.0
    words: float = 0.0
