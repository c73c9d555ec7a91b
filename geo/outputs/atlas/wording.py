"""Texts of the atlas in one language, and the names of units, types, rules and kinds in it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from geo.model.entities import Event, Place
from geo.outputs.page.assets import own_text
from geo.reference.context import Reference
from geo.reference.type_words import DESIGNATIONS

__all__ = ["LANGUAGES", "Wording"]

LANGUAGES = ("en", "ko")
_KINDS = {"capital city": "city", "special city": "city"}


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def _of_the_map() -> dict[str, Any]:
    """The words of the map page: names of rules, precisions, kinds of sites and classes of sources."""
    words: dict[str, Any] = json.loads(own_text("wording.json"))
    return words


class Wording:
    """Texts of the atlas in one language.

    Examples
    --------
    >>> known = Reference.bundled()
    >>> korean, english = Wording("ko", known), Wording("en", known)
    >>> korean.unit("KP0717"), english.unit_title(known.gazetteer["KP0717"])
    ('성천', 'Songchon County')
    >>> english.rule("known-site; user's site"), english.month("2024-11")
    ("a site whose county is known; user's site", 'November 2024')
    """

    def __init__(self, language: str, reference: Reference) -> None:
        self.language, self.reference = language, reference
        self.korean = language == "ko"
        self.t: Mapping[str, Any] = _words()[language]
        self._map: Mapping[str, Any] = _of_the_map()[language]

    def text(self, key: str, **values: Any) -> str:
        """A text with its placeholders filled; whole numbers get separators of thousands."""
        shown = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
        return str(self.t[key]).format(**shown)

    def count(self, key: str, number: int) -> str:
        """A number with its noun, in the singular where the language has one."""
        return self.text(f"{key}_one" if number == 1 else f"{key}_many", n=number)

    def either(self, english: str, korean: str) -> str:
        """The Korean name on a Korean page if there is one, else the English name, else the other."""
        return (korean or english) if self.korean else (english or korean)

    def unit(self, pcode: str | None) -> str:
        """Name of a unit."""
        known = self.reference.gazetteer
        return self.either(known.name(pcode), known.korean(pcode)) if pcode else ""

    def unit_title(self, place: Place) -> str:
        """Name of a unit with its designation: Songchon County."""
        kind = _KINDS.get(place.type, place.type)
        kind = kind if kind in DESIGNATIONS["english"] else "county"
        if self.korean:
            ending = "" if place.kind == "adm1" else DESIGNATIONS["korean"][kind]
            name = place.korean or place.name
            return name if name.endswith(ending) else name + ending
        word = DESIGNATIONS["english"]["province" if place.kind == "adm1" else kind]
        return place.name if place.kind == "adm1" and place.type != "province" else f"{place.name} {word}"

    def kind_of_unit(self, place: Place) -> str:
        """What a unit is: province, county, city or district."""
        kind = "province" if place.kind == "adm1" else _KINDS.get(place.type, place.type)
        return str(self.t["kinds"].get(kind, self.t["kinds"]["county"]))

    def type(self, kind: str) -> str:
        """Name of an event type."""
        name = self.reference.event_types.name(kind, self.language)
        return name[:1].upper() + name[1:]

    def step(self, kind: str) -> str:
        """Name of an event type as a step in the history of a site."""
        return str(self.t["steps"].get(kind) or self.type(kind))

    def named(self, table: str, code: str) -> str:
        """The name of a code of the map page's tables, as ``precisionOf``; the code itself where there is none."""
        names = self._map.get(table, {})
        return str(names.get(code, code))

    def rule(self, rule: str) -> str:
        """A rule in words; what the words do not know stays."""
        names = self._map["ruleOf"]
        if rule in names:
            return str(names[rule])
        if "; " in rule:
            return "; ".join(map(self.rule, rule.split("; ")))
        head, mark, rest = rule.partition(": ")
        if not mark:
            return rule
        if head == "text":
            return str(self._map["fromText"]).replace("{rule}", self.rule(rest))
        return f"{names.get(head, head)}: {rest}"

    def month(self, key: str) -> str:
        """Name of a month ``2024-11``, year ``2024`` or day ``2024-11-08``."""
        parts = key.split("-")
        if len(parts) == 1:
            return self.text("year_name", year=parts[0])
        if len(parts) == 2:
            return self.text("month_name", year=parts[0], month=self.t["months"][int(parts[1]) - 1])
        return key

    def day(self, day: date | None, precision: str, period: str) -> str:
        """The day of an entry, as precisely as it is known, or that it is the day of the report."""
        if day is None:
            return str(self.t["undated"])
        return self.text("reported", day=period) if precision == "report" else period

    def attribution(self, event: Event) -> str:
        """The source that an article relies on; empty for none."""
        name, _, rule = event.attribution.partition("; ")
        if not name:
            return ""
        how = f" ({self.named('attributionOf', rule)})" if rule else ""
        return str(self._map["wordOf"]).replace("{name}", self.named("classOf", name)) + how
