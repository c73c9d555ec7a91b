"""JSON: an array of objects, an object that holds one, JSON Lines, GeoJSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, UnreadableError

from .delimited import text_of
from .shapes import standing
from .values import LAT, LON, WHERE, Broken, Raw, listed

__all__ = ["read_objects"]

_LARGEST = 2**29
_TWICE = "\0twice"
_Point = Callable[[float, float], tuple[float, float]]


def read_objects(path: Path, name: str) -> Raw:
    """Objects of a JSON file, a row each; an object in an object gives columns such as ``geo.lat``.

    Raises
    ------
    UnreadableError
        It is no JSON, or nested without end.
    InputError
        It holds no list of objects.
    """
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(f"{name}: larger than {_LARGEST >> 20} MB; split it")
    faults: list[InputError] = []
    text = text_of(path.read_bytes(), name, faults).lstrip("\ufeff")
    try:
        whole = _loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.split("\n")
        if sum(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines) < 1 or (
            isinstance(error, RecursionError)
        ):
            where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            raise UnreadableError(f"{name}{where}: no JSON ({_why(error)})") from error
        items = _by_line(name, lines, faults)
    else:
        if isinstance(whole, dict) and whole.get("type") in ("FeatureCollection", "Feature"):
            return _features(name, whole, faults)
        items = [(f"row {n}", item) for n, item in enumerate(_list(name, whole), 1)]
    rows = []
    for where, item in items:
        if isinstance(item, Mapping):
            if _TWICE in item:
                what = f"{item[_TWICE][:40]!r} stands twice in one object; the last one is read"
                faults.append(InputError(f"{name}, {where}: {what}"))
            rows.append({WHERE: where, **_flat(item)})
        else:
            faults.append(InputError(f"{name}, {where}: no object but {str(item)[:40]!r}; it is passed over"))
    return Raw(name, _header(rows), rows, "its objects", faults)


def _loads(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, and which of its names stands twice if one does."""
    whole = dict(pairs)
    if len(whole) < len(pairs):
        whole[_TWICE] = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return whole


def _by_line(name: str, lines: Sequence[str], faults: list[InputError]) -> list[tuple[str, Any]]:
    items = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            items.append((f"line {number}", _loads(line)))
        except (ValueError, RecursionError) as error:
            faults.append(InputError(f"{name}, line {number}: no JSON ({_why(error)}); it is passed over"))
    return items


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(getattr(error, "msg", error))


def _list(name: str, whole: Any) -> Sequence[Any]:
    """The list of objects that a document is or has."""
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        lists = {k: v for k, v in whole.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        if len(lists) == 1:
            return next(iter(lists.values()))
        if lists:
            raise InputError(f"{name}: several lists ({listed(list(lists))}); keep the one that is meant")
        if any(not isinstance(v, (dict, list)) for v in whole.values()):
            return [whole]
    raise InputError(f'{name}: no list of objects; write [{{"date": "2024-11-20", "place": "Songchon"}}]')


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in item.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{inner}": _cell(v) for inner, v in value.items() if inner != _TWICE}
        else:
            flat[key] = _cell(value)
    return flat


def _cell(value: Any) -> Any:
    """A value as a cell: what is nested deeper is its text."""
    nested = isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(v, (list, dict)) for v in value)
    )
    if not nested:
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return Broken("{...}", "is nested too deeply")


def _header(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(k for row in rows for k in row if not k.startswith("\0")))


def _features(name: str, whole: Mapping[str, Any], faults: list[InputError]) -> Raw:
    """Features of a GeoJSON document, in the reference system that an old one may name."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    to_degrees = _system(name, whole.get("crs"))
    features = [whole] if whole["type"] == "Feature" else whole.get("features")
    if not isinstance(features, list):
        raise InputError(f"{name}: a FeatureCollection without a list of features")
    rows = []
    for number, feature in enumerate(features, 1):
        where = f"feature {number}"
        if not isinstance(feature, Mapping):
            faults.append(InputError(f"{name}, {where}: no object; it is passed over"))
            continue
        properties = feature.get("properties")
        row: dict[str, Any] = {WHERE: where, **_flat(properties if isinstance(properties, Mapping) else {})}
        if feature.get("id") is not None:
            row.setdefault("id", feature["id"])
        geometry = feature.get("geometry")
        try:
            row |= standing(shape(geometry)) if geometry else {}
            if to_degrees and LAT in row:
                row[LON], row[LAT] = to_degrees(row[LON], row[LAT])
        except (
            ShapelyError,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            IndexError,
            RecursionError,
        ) as error:
            what = f"a geometry that is none ({str(error)[:80]}); the row is read without it"
            faults.append(InputError(f"{name}, {where}: {what}"))
        rows.append(row)
    return Raw(name, _header(rows), rows, "its features", faults)


def _system(name: str, member: Any) -> _Point | None:
    """What turns coordinates of the system that a document names into degrees; None for degrees."""
    told = member.get("properties", {}).get("name") if isinstance(member, Mapping) else None
    if not told or "CRS84" in str(told):
        return None
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(told)
    except CRSError as error:
        raise InputError(
            f"{name}: unknown reference system {str(told)[:60]!r}; give WGS 84 degrees"
        ) from error
    if system.to_epsg() == 4326:
        return None  # whatever order EPSG has, GeoJSON has the longitude first
    change = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    return lambda lon, lat: change.transform(lon, lat)
