"""Read JSON: an array of objects, an object that contains one array, JSON Lines, GeoJSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, UnreadableError

from .delimited import text_of
from .shapes import point_columns
from .values import LAT, LON, WHERE, Broken, Raw, listed

__all__ = ["read_objects"]

_LARGEST = 2**29
_TWICE = "\0twice"
_Point = Callable[[float, float], tuple[float, float]]


def read_objects(path: Path, name: str) -> Raw:
    """Read the objects of a JSON file as rows; a nested object gives columns such as ``geo.lat``.

    Raises
    ------
    UnreadableError
        The file is larger than 512 MB, is not valid JSON, or is nested too deeply.
    InputError
        It has no list of objects, several lists, or an unknown reference system.
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
            raise UnreadableError(f"{name}{where}: not valid JSON ({_why(error)})") from error
        items = _by_line(name, lines, faults)
    else:
        if isinstance(whole, dict) and whole.get("type") in ("FeatureCollection", "Feature"):
            return _features(name, whole, faults)
        items = [(f"row {n}", item) for n, item in enumerate(_list(name, whole), 1)]
    rows = []
    for where, item in items:
        if isinstance(item, Mapping):
            if _TWICE in item:
                what = f"{item[_TWICE][:40]!r} occurs twice in one object; the last one is read"
                faults.append(InputError(f"{name}, {where}: {what}"))
            rows.append({WHERE: where, **_flat(item)})
        else:
            faults.append(InputError(f"{name}, {where}: not an object but {str(item)[:40]!r}; skipped"))
    return Raw(name, _header(rows), rows, "its objects", faults)


def _loads(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that occurs twice in it is recorded under ``_TWICE``."""
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
            faults.append(InputError(f"{name}, line {number}: not valid JSON ({_why(error)}); skipped"))
    return items


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(getattr(error, "msg", error))


def _list(name: str, whole: Any) -> Sequence[Any]:
    """The list of objects in a document."""
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        lists = {k: v for k, v in whole.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        if len(lists) == 1:
            return next(iter(lists.values()))
        if lists:
            raise InputError(
                f"{name}: several lists of objects ({listed(list(lists))}); keep only the one to read"
            )
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
    """A value as a cell; deeper nesting is written as JSON text."""
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
    """Features of a GeoJSON document as rows; old documents may name a reference system other than WGS 84."""
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
            faults.append(InputError(f"{name}, {where}: not an object; skipped"))
            continue
        properties = feature.get("properties")
        row: dict[str, Any] = {WHERE: where, **_flat(properties if isinstance(properties, Mapping) else {})}
        if feature.get("id") is not None:
            row.setdefault("id", feature["id"])
        geometry = feature.get("geometry")
        try:
            row |= point_columns(shape(geometry)) if geometry else {}
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
            what = f"invalid geometry ({str(error)[:80]}); the row is read without it"
            faults.append(InputError(f"{name}, {where}: {what}"))
        rows.append(row)
    return Raw(name, _header(rows), rows, "its features", faults)


def _system(name: str, member: Any) -> _Point | None:
    """The conversion from a document's reference system to degrees; None where it is in degrees."""
    system_name = member.get("properties", {}).get("name") if isinstance(member, Mapping) else None
    if not system_name or "CRS84" in str(system_name):
        return None
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(system_name)
    except CRSError as error:
        raise InputError(
            f"{name}: unknown reference system {str(system_name)[:60]!r}; give WGS 84 degrees"
        ) from error
    if system.to_epsg() == 4326:
        return None  # GeoJSON has the longitude first, whatever the axis order of EPSG:4326
    change = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    return lambda lon, lat: change.transform(lon, lat)
