"""One correction: its keys and values, and their validation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.geocoding.lookup import resolve
from geo.linking.site_register import site_kind
from geo.model.entities import Place
from geo.model.errors import InputError
from geo.reference.boundaries.extent import FAR_KM, around
from geo.reference.context import Reference
from geo.reference.written_dates import parse_date, parse_day
from geo.text.normalization import clean
from geo.text.romanization import fold

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
    "link": (*_EVENT, "record"),
    "unlink": (*_EVENT, "record"),
}
"""Actions of corrections, and the keys of each in addition to ``id, action, who, when, why``."""

_FORMER = {"tie": "link", "untie": "unlink"}
"""Actions of earlier versions; files that have them are read as before."""
_NEEDED = {
    "alias": ("name", "value"), "site": ("name",), "type": ("value",), "date": ("value",), "title": ("value",),
    "merge": ("with",), "link": ("record",), "unlink": ("record",),
}  # fmt: skip
_NONE = "none"
"""The value that removes a place or a date, or says that a name is not a place."""
NOWHERE = Place("", "", "", "site", "", None, None)
"""The value of an alias that is not a place but a person, an organisation or a ship."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The corrected place of an event: the place columns of :class:`geo.model.entities.Event`.

    ``name`` is the name of a town, mountain or site; empty for an administrative unit.
    """

    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    geo_precision: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what it is about, what it sets, who made it, when and why.

    Attributes
    ----------
    action : str
        One of :data:`ACTIONS`.
    event, source, quote : str
        Id of the event, id of its article, and a part of its sentence. The event is found by its id, else by article
        and words, so ``event`` or both others are given.
    others : tuple of str
        Ids of the other events of ``merge`` and ``split``.
    value : object
        The new value: a :class:`Spot`, a type, a date with its precision, a title, the place of an alias.
    given : mapping of str to str, optional
        The keys and values as written, without the id.
    path, line : str, int
        File and line, for messages.
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
    def rule(self) -> str:
        """The rule of a corrected value, printed on the map: who corrected it, and why."""
        return f"corrected by {self.who}{f': {self.why}' if self.why else ''}"

    @property
    def where(self) -> str:
        """File and line of the correction."""
        return f"{self.path}, line {self.line}" if self.line else self.path


def correction_of(
    row: Mapping[str, Any], path: str = "", line: int = 0, *, reference: Reference | None = None
) -> Correction:
    """Make a correction from its keys and values.

    Parameters
    ----------
    row : mapping
        Keys of :data:`ACTIONS` and ``id, action, who, when, why``; values as text or as TOML values.
    path, line : str, int
        File and line, for messages.
    reference : Reference, optional
        Its names, boundaries and event types resolve the values; the bundled one by default.

    Raises
    ------
    InputError
        With file and line: an unknown action, key or place, an invalid date, or a missing key.

    Examples
    --------
    >>> made = correction_of({"action": "type", "event": "0f3a91c04d7e", "value": "inspection",
    ...     "who": "J. Reader", "when": "2024-11-20", "why": "he only looked on"})
    >>> made.value, made.rule
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
    """Values as text; a list is allowed only for ``with``."""
    found: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, list) and key == "with":
            value = " ".join(map(str, value))
        if isinstance(value, (dict, list, bool)):
            raise InputError(f"{key} is a {type(value).__name__}; write it as text")
        text = value.isoformat()[:10] if isinstance(value, date) else clean(str(value)).replace("\n", " ")
        if text.strip():
            found[str(key)] = text.strip()
    return found


def _made(row: dict[str, str], path: str, line: int, reference: Reference) -> Correction:
    action = row.get("action", "").casefold()
    action = _FORMER.get(action, action)
    if action not in ACTIONS:
        what = f"action {row['action'][:40]!r} is none of" if action else "no action; it is one of"
        raise InputError(f"{what} {', '.join(ACTIONS)}")
    unknown = [k for k in row if k not in _ALWAYS and k not in ACTIONS[action]]
    if unknown:
        keys = ", ".join((*_ALWAYS, *ACTIONS[action]))
        raise InputError(f"{action} has no key {', '.join(map(repr, unknown))}; its keys are {keys}")
    needed = ("who", "when", *([] if action == "confirm" else ["why"]), *_NEEDED.get(action, ()))
    missing = [k for k in needed if k not in row]
    if missing:
        raise InputError(f"{action} without {' and '.join(missing)}")
    if "event" in ACTIONS[action] and "event" not in row and not ("source" in row and "quote" in row):
        raise InputError(
            f"{action} does not name its event: give the event's id as event, or source and quote"
        )
    when = parse_day(row["when"])
    if when is None:
        raise InputError(f"when {row['when'][:40]!r} is not a day; write it as 2024-11-20")
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
        raise InputError("with names the event itself; give the ids of the other events")
    return tuple(dict.fromkeys(named))


def _value(action: str, row: Mapping[str, str], reference: Reference) -> Any:
    text = row.get("value", "")
    if action == "alias":
        return _alias(row["name"], text, reference)
    if action == "site":
        return _site(row, reference)
    if action == "place":
        return _spot(row, reference)
    if action == "type":
        if text.casefold() not in reference.event_types:
            raise InputError(f"type {text[:40]!r} is none of {', '.join(reference.event_types)}")
        return text.casefold()
    if action == "date":
        day, precision = parse_date(text)
        if day is None and text.casefold() != _NONE:
            raise InputError(
                f"date {text[:40]!r} is not a day, month or year; write it as 2024-11-20, or none"
            )
        return day, precision
    return text


def _alias(name: str, text: str, reference: Reference) -> Place:
    if len(name) < 2 or not any(c.isalpha() for c in name):
        raise InputError(f"name {name[:40]!r} is too short to be found in a text")
    if text.casefold() == _NONE:
        return NOWHERE
    place, kind = _place(text, reference), site_kind(name, reference.lexicon)
    if place.kind not in ("adm1", "adm2") or kind == "site":
        return place
    # "Jadong Farm" for Yonggwang County is not another name of the county but a farm there.
    return Place(f"user:{fold(name)}/{place.place_id}", name, "", "site", kind, place.adm1, place.adm2)


def _site(
    row: Mapping[str, str], reference: Reference
) -> tuple[Place | None, float | None, float | None, str, str]:
    """County, point, kind and Korean name of a site."""
    unit = _place(row["county"], reference) if "county" in row else None
    lat, lon = _point(row, unit, reference)
    if unit is None and lat is None:
        raise InputError("site without a place: give county, or lat and lon")
    return unit, lat, lon, row.get("kind", ""), row.get("korean", "")


def _spot(row: Mapping[str, str], reference: Reference) -> Spot:
    text = row.get("value", "")
    if text.casefold() == _NONE:
        if "lat" in row or "lon" in row:
            raise InputError("place none cannot have coordinates; leave out lat and lon")
        return Spot(None, None, None, None, "country")
    place = _place(text, reference) if text else None
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
        raise InputError("place without a place: give value, or lat and lon")
    if "precision" in row:
        raise InputError("precision is only for lat and lon; leave it out for a named place")
    at = reference.gazetteer.coordinate_source(place) or place
    return Spot(place.adm1, place.adm2, at.lat, at.lon, place.geo_precision, name)


def _place(text: str, reference: Reference) -> Place:
    found = resolve(text, reference)
    place = reference.gazetteer.get(text) or found.place
    if place is None:
        raise InputError(f"place {text[:60]!r} {found.why}")
    if place.country != "KP":
        raise InputError(f"place {text[:60]!r} is not in the DPRK")
    return place


def _point(
    row: Mapping[str, str], unit: Place | None, reference: Reference
) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, or two None; checked to be near the named unit."""
    if "lat" not in row and "lon" not in row:
        return None, None
    try:
        lat, lon = (float(row[k].replace(",", ".")) for k in ("lat", "lon"))
    except (KeyError, ValueError):
        raise InputError(
            f"coordinates {row.get('lat', '')!r}, {row.get('lon', '')!r} are not degrees; write lat 39.26, lon 126.2"
        ) from None
    if not around(lat=lat, lon=lon):
        hint = "; lat and lon may be swapped" if around(lat=lon, lon=lat) else ""
        raise InputError(f"coordinates {lat:g}, {lon:g} are not in the DPRK{hint}")
    pcode = unit and (unit.adm2 or unit.adm1)
    if pcode:
        apart = reference.boundaries.kilometres_to(pcode, lon, lat)
        if apart > FAR_KM:
            raise InputError(
                f"coordinates {lat:g}, {lon:g} are {apart:.0f} km from {reference.gazetteer.name(pcode)}"
            )
    return lat, lon


def _county_at(lat: float, lon: float, reference: Reference) -> str:
    pcode = reference.boundaries.county_at(lat=lat, lon=lon)
    if pcode is None:
        raise InputError(f"coordinates {lat:g}, {lon:g} are in no county of the DPRK")
    return pcode
