"""What a person says against the machine: one correction, what it may hold, and what is wrong with one that may not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.geocoding.lookup import settled
from geo.linking.site_register import site_kind
from geo.model.entities import Place
from geo.model.errors import InputError
from geo.reference.boundaries.extent import FAR_KM, around
from geo.reference.context import Reference
from geo.text.normalization import clean
from geo.text.romanization import fold
from geo.text.written_dates import parse_date, parse_day

__all__ = ["ACTIONS", "NOWHERE", "Correction", "Spot", "correction_of"]

_EVENT = ("event", "source", "quote")
_ALWAYS = ("id", "action", "who", "when", "why")

ACTIONS: Mapping[str, tuple[str, ...]] = {
    "alias": ("name", "value", "source"),
    "site": ("name", "county", "lat", "lon", "kind", "korean"),
    "place": (*_EVENT, "value", "lat", "lon", "precision"),
    "type": (*_EVENT, "value"),
    "date": (*_EVENT, "value"),
    "title": (*_EVENT, "value"),
    "merge": (*_EVENT, "with"),
    "split": (*_EVENT, "with"),
    "reject": _EVENT,
    "confirm": _EVENT,
    "tie": (*_EVENT, "record"),
    "untie": (*_EVENT, "record"),
}
"""What can be corrected, and the keys of each beside ``id, action, who, when, why``."""

_NEEDED = {
    "alias": ("name", "value"), "site": ("name",), "type": ("value",), "date": ("value",), "title": ("value",),
    "merge": ("with",), "tie": ("record",), "untie": ("record",),
}  # fmt: skip
_NONE = "none"
"""The value that takes a place or a date away, and says of a name that it is no place."""
NOWHERE = Place("", "", "", "site", "", None, None)
"""What an alias names that is no place: a person, a body, a ship."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a correction puts an event: the columns of :class:`geo.model.entities.Event` that say so.

    ``name`` is that of a town, a mountain or a site; empty for a unit.
    """

    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    geo_precision: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what it is about, what it sets, and who said so, when and why.

    Attributes
    ----------
    action : str
        One of :data:`ACTIONS`.
    event, source, quote : str
        The event by its id; the id of its article; a part of its sentence. Any of them may be empty, but not
        all: an event is found by its id, else by its article and words.
    others : tuple of str
        Ids of the events that ``merge`` and ``split`` name beside it.
    value : object
        What is set: a :class:`Spot`, a type, a date with its precision, a title, the place of an alias.
    path, line : str, int
        Where it stands, for messages.
    """

    id: str
    action: str
    who: str
    when: date
    why: str
    event: str = ""
    source: str = ""
    quote: str = ""
    others: tuple[str, ...] = ()
    record: str = ""
    name: str = ""
    value: Any = None
    given: Mapping[str, str] | None = None
    path: str = ""
    line: int = 0

    @property
    def said(self) -> str:
        """What a pin says of it: who corrected it, and why."""
        return f"corrected by {self.who}{f': {self.why}' if self.why else ''}"

    @property
    def where(self) -> str:
        """Its file and line."""
        return f"{self.path}, line {self.line}" if self.line else self.path


def correction_of(
    row: Mapping[str, Any], path: str = "", line: int = 0, *, reference: Reference | None = None
) -> Correction:
    """A correction by its keys.

    Parameters
    ----------
    row : mapping
        Keys of :data:`ACTIONS` and ``id, action, who, when, why``; values as text, or as TOML has them.
    path, line : str, int
        Where it stands.
    reference : Reference, optional
        With whose names, boundaries and types of events it is read; the bundled one by default.

    Raises
    ------
    InputError
        Naming file and line: an action or key that is none, a place that nothing is called by, a day that no
        month has, or something left out.

    Examples
    --------
    >>> made = correction_of({"action": "type", "event": "0f3a91c04d7e", "value": "inspection",
    ...     "who": "J. Reader", "when": "2024-11-20", "why": "he only looked on"})
    >>> made.value, made.said
    ('inspection', 'corrected by J. Reader: he only looked on')
    >>> correction_of({"action": "moves"}, "corrections.toml", 4)
    Traceback (most recent call last):
    geo.model.errors.InputError: corrections.toml, line 4: action 'moves' is none of alias, site, place, type, date, ...
    """
    try:
        return _made(_texts(row), path, line, reference or Reference.bundled())
    except InputError as error:
        where = f"{path}, line {line}: " if path and line else f"{path}: " if path else ""
        raise InputError(f"{where}{error}") from None


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    """Values as text; lists only where several events are named."""
    found: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, list) and key == "with":
            value = " ".join(map(str, value))
        if isinstance(value, (dict, list, bool)):
            raise InputError(f"{key} is a {type(value).__name__}; write a text")
        text = value.isoformat()[:10] if isinstance(value, date) else clean(str(value)).replace("\n", " ")
        if text.strip():
            found[str(key)] = text.strip()
    return found


def _made(row: dict[str, str], path: str, line: int, reference: Reference) -> Correction:
    action = row.get("action", "").casefold()
    if action not in ACTIONS:
        what = f"action {row['action'][:40]!r} is none of" if action else "no action; it is one of"
        raise InputError(f"{what} {', '.join(ACTIONS)}")
    unknown = [k for k in row if k not in _ALWAYS and k not in ACTIONS[action]]
    if unknown:
        keys = ", ".join((*_ALWAYS, *ACTIONS[action]))
        raise InputError(f"{action} knows no key {', '.join(map(repr, unknown))}; its keys are {keys}")
    needed = ("who", "when", *([] if action == "confirm" else ["why"]), *_NEEDED.get(action, ()))
    missing = [k for k in needed if k not in row]
    if missing:
        raise InputError(f"{action} without {' and '.join(missing)}")
    if "event" in ACTIONS[action] and "event" not in row and not ("source" in row and "quote" in row):
        raise InputError(f"{action} says not of which event: give event, its id, or source and quote")
    when = parse_day(row["when"])
    if when is None:
        raise InputError(f"when {row['when'][:40]!r} is no day; write it as 2024-11-20")
    own = {k: v for k, v in row.items() if k != "id"} | {"when": when.isoformat()}
    content = json.dumps(own, ensure_ascii=False, sort_keys=True)
    return Correction(
        id=row.get("id") or f"c-{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()[:8]}",
        action=action,
        who=row["who"],
        when=when,
        why=row.get("why", ""),
        event=row.get("event", "").casefold(),
        source=row.get("source", ""),
        quote=row.get("quote", ""),
        others=_others(row),
        record=row.get("record", ""),
        name=row.get("name", ""),
        value=_value(action, row, reference),
        given=own,
        path=path,
        line=line,
    )


def _others(row: Mapping[str, str]) -> tuple[str, ...]:
    named = row.get("with", "").casefold().replace(",", " ").replace(";", " ").split()
    if row.get("event", "").casefold() in named:
        raise InputError("with names the event itself; it names the others")
    return tuple(dict.fromkeys(named))


def _value(action: str, row: Mapping[str, str], reference: Reference) -> Any:
    said = row.get("value", "")
    if action == "alias":
        return _alias(row["name"], said, reference)
    if action == "site":
        return _site(row, reference)
    if action == "place":
        return _spot(row, reference)
    if action == "type":
        if said.casefold() not in reference.event_types:
            raise InputError(f"type {said[:40]!r} is none of {', '.join(reference.event_types)}")
        return said.casefold()
    if action == "date":
        day, precision = parse_date(said)
        if day is None and said.casefold() != _NONE:
            raise InputError(f"date {said[:40]!r} is no day, month or year; write it as 2024-11-20, or none")
        return day, precision
    return said


def _alias(name: str, said: str, reference: Reference) -> Place:
    if len(name) < 2 or not any(c.isalpha() for c in name):
        raise InputError(f"name {name[:40]!r} is too short to be found in a text")
    if said.casefold() == _NONE:
        return NOWHERE
    place, kind = _place(said, reference), site_kind(name, reference.lexicon)
    if place.kind not in ("adm1", "adm2") or kind == "site":
        return place
    # "Jadong Farm" for Yonggwang County is no other name of the county but a farm there.
    return Place(f"user:{fold(name)}/{place.place_id}", name, "", "site", kind, place.adm1, place.adm2)


def _site(
    row: Mapping[str, str], reference: Reference
) -> tuple[Place | None, float | None, float | None, str, str]:
    """County, point, kind and Korean name of a site."""
    unit = _place(row["county"], reference) if "county" in row else None
    lat, lon = _point(row, unit, reference)
    if unit is None and lat is None:
        raise InputError("site without a county or lat and lon: where is it?")
    return unit, lat, lon, row.get("kind", ""), row.get("korean", "")


def _spot(row: Mapping[str, str], reference: Reference) -> Spot:
    said = row.get("value", "")
    if said.casefold() == _NONE:
        if "lat" in row or "lon" in row:
            raise InputError("place none has no coordinates")
        return Spot(None, None, None, None, "country")
    place = _place(said, reference) if said else None
    lat, lon = _point(row, place, reference)
    precision = row.get("precision", "site").casefold()
    if precision not in ("site", "locality"):
        raise InputError(f"precision {precision[:40]!r} of coordinates is neither site nor locality")
    name = place.name if place and place.kind not in ("adm1", "adm2") else ""
    if lat is not None and lon is not None:
        if place is None:
            adm2 = _county_at(lat, lon, reference)
            return Spot(adm2[:4], adm2, lat, lon, precision)
        return Spot(place.adm1, place.adm2, lat, lon, precision, name)
    if place is None:
        raise InputError("place without value or lat and lon: where was it?")
    if "precision" in row:
        raise InputError("precision goes with lat and lon; a place has its own")
    at = reference.gazetteer.standing_at(place) or place
    return Spot(place.adm1, place.adm2, at.lat, at.lon, place.geo_precision, name)


def _place(said: str, reference: Reference) -> Place:
    place, why = settled(said, reference)
    place = reference.gazetteer.get(said) or place
    if place is None:
        raise InputError(f"place {said[:60]!r} {why}")
    if place.country != "KP":
        raise InputError(f"place {said[:60]!r} lies south of the line")
    return place


def _point(
    row: Mapping[str, str], unit: Place | None, reference: Reference
) -> tuple[float | None, float | None]:
    """Latitude and longitude of a correction, both or neither, near the unit that it names."""
    if "lat" not in row and "lon" not in row:
        return None, None
    try:
        lat, lon = (float(row[k].replace(",", ".")) for k in ("lat", "lon"))
    except (KeyError, ValueError):
        raise InputError(
            f"coordinates {row.get('lat', '')!r}, {row.get('lon', '')!r} are no degrees; write lat 39.26, lon 126.2"
        ) from None
    if not around(lat=lat, lon=lon):
        hint = "; lat and lon may be swapped" if around(lat=lon, lon=lat) else ""
        raise InputError(f"coordinates {lat:g}, {lon:g} are not in the DPRK{hint}")
    pcode = unit and (unit.adm2 or unit.adm1)
    if pcode:
        apart = reference.boundaries.kilometres_to(pcode, lon, lat)
        if apart > FAR_KM:
            raise InputError(
                f"coordinates {lat:g}, {lon:g} lie {apart:.0f} km from {reference.gazetteer.name(pcode)}"
            )
    return lat, lon


def _county_at(lat: float, lon: float, reference: Reference) -> str:
    pcode = reference.boundaries.county_at(lat=lat, lon=lon)
    if pcode is None:
        raise InputError(f"coordinates {lat:g}, {lon:g} are in no county of the DPRK")
    return pcode
