"""Links between events and records and between two records, and rows without a link."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link", "Pair", "Unmatched"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link between an event and a record: its match score, the reasons, and the parts of the score, each 0 to 1."""

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
    """A link between two records, of two tables or of one; the fields are those of :class:`Link`."""

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
    """An event or record without a link.

    Attributes
    ----------
    id : str
        Id of the event or record.
    why : str
        ``no date``; ``none within the window``; ``within the window, but elsewhere``; ``below the threshold``;
        ``another row fits better`` (the best partner, or the nearest day); or ``unlinked by a correction``.
    nearest, score, reasons : str, float, str
        Id of the best candidate of the other side, with its score and reasons; empty where there is no candidate.
    place, time, type, actors, words : float
        Parts of that score, each 0 to 1.
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
