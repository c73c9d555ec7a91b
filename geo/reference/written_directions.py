"""Read places that are written as a distance and a direction ("21 km ENE of Kilju"), and places at sea.

The words are in ``directions.toml`` of the reference.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .paths import reference_path

__all__ = ["Direction", "names_waters", "written_direction"]

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Direction:
    """A place as ``km`` kilometres from another one, at ``azimuth`` degrees from north, clockwise.

    ``place`` is the name of the other one as it is written, ``text`` the whole.
    """

    km: float
    azimuth: float
    place: str
    text: str

    @property
    def uncertainty_km(self) -> float:
        """Largest distance in kilometres from the computed point: half a sixteenth of the compass, and one more."""
        return self.km * 0.2 + 1.0


def written_direction(text: str) -> Direction | None:
    """Return the direction that a text writes; None for any other text.

    Examples
    --------
    >>> found = written_direction("7 km S of Songnim, North Korea")
    >>> found.km, found.azimuth, found.place
    (7.0, 180.0, 'Songnim, North Korea')
    >>> written_direction("함경북도 길주 북북서쪽 41km 지역").place
    '함경북도 길주'
    >>> written_direction("Songchon County") is None
    True
    """
    if not any(map(str.isdecimal, text)):
        return None
    plain = _SPACES.sub(" ", text.strip())
    for pattern in _patterns():
        found = pattern.fullmatch(plain)
        if found:
            km = float(found["number"].replace(",", "")) * _units()[found["unit"].casefold()]
            return Direction(km, _winds()[found["wind"].casefold()], found["place"].strip(" ,"), plain)
    return None


def names_waters(text: str) -> bool:
    """Whether a place is written as waters: a bay, a sea, "off the coast of", 해상.

    Examples
    --------
    >>> names_waters("Hungnam Bay"), names_waters("청진 앞바다"), names_waters("Seaside Hotel, Wonsan")
    (True, True, False)
    """
    plain = _SPACES.sub(" ", text.strip(" .()")).casefold()
    ends, begins = _waters()
    return ends.search(plain) is not None or begins.match(plain) is not None


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(reference_path("directions.toml").read_text("utf-8"))


@cache
def _winds() -> Mapping[str, float]:
    return {name.casefold(): float(azimuth) for azimuth, names in _table()["winds"].items() for name in names}


@cache
def _units() -> Mapping[str, float]:
    return {name.casefold(): float(km) for km, names in _table()["distances"].items() for name in names}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    def any_of(names: Mapping[str, float]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    parts = {
        "{number}": r"(?P<number>\d[\d,]*(?:\.\d+)?)", "{unit}": f"(?P<unit>{any_of(_units())})",
        "{wind}": f"(?P<wind>{any_of(_winds())})",
    }  # fmt: skip
    found = []
    for pattern in (p for several in _table()["patterns"].values() for p in several):
        for mark, part in parts.items():
            pattern = pattern.replace(mark, part)
        found.append(re.compile(pattern, re.IGNORECASE))
    return tuple(found)


@cache
def _waters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _table()["sea"]
    ends = "|".join((r"\b" if w.isascii() else "") + re.escape(w.casefold()) for w in words["ends"])
    begins = "|".join(re.escape(w.casefold()) for w in words["begins"])
    return re.compile(f"(?:{ends})$"), re.compile(rf"(?:in |over |into )?(?:the )?(?:{begins})\b")
