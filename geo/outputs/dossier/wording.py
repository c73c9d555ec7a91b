"""Texts of the page in its language, and the format of names and days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from geo.model.periods import shown_day
from geo.reference.context import Reference

__all__ = ["Wording", "precise", "some"]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


class Wording:
    """Texts of the page in one language.

    Examples
    --------
    >>> known = Reference.bundled()
    >>> Wording("ko", known).name("KP0717"), Wording("en", known).text("after_days", days=296)
    ('성천', '296 days later')
    """

    def __init__(self, language: str, reference: Reference) -> None:
        self.reference = reference
        self.t: dict[str, Any] = _words()[language]
        self.korean = language == "ko"

    def text(self, key: str, **values: Any) -> str:
        """A text with its placeholders filled."""
        return str(self.t[key]).format(**values)

    def name(self, pcode: str | None) -> str:
        """Name of a unit."""
        place = self.reference.gazetteer.get(pcode)
        return ((self.korean and place.korean) or place.name) if place else ""

    def type(self, kind: str) -> str:
        """Name of a type of event."""
        return self.reference.event_types.name(kind, "ko" if self.korean else "en").capitalize()

    def step(self, kind: str) -> str:
        """Name of an event type as a step of a chain."""
        return str(self.t["steps"].get(kind) or self.type(kind))

    def either(self, english: str, korean: str) -> str:
        """The Korean name on a Korean page if there is one, else the English name."""
        return (self.korean and korean) or english


def some(names: Iterable[str], most: int = 12) -> str:
    """List at most ``most`` names, with the number of further ones."""
    listed = list(names)
    return ", ".join(listed[:most]) + (f" (+{len(listed) - most})" if len(listed) > most else "")


def precise(day: date | None, precision: str | None) -> str:
    """A day at its precision: a day, month or year."""
    return shown_day(day, precision) or "–"
