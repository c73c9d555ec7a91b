"""Read JSON: an array of objects, an object that contains one array, JSON Lines, GeoJSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, OptionError, UnreadableError
from geo.text.surrogates import without_lone_surrogates

from .delimited import text_of
from .documents import from_overpass, from_sparql
from .grids import Line, table_from_lines
from .json_shapes import from_esri, lines_of, objects_of
from .nesting import TWICE, flat
from .shapes import in_degrees, point_columns
from .values import WHERE, Raw, listed

__all__ = ["read_objects"]

_LARGEST = 2**29
_Convert = Callable[[Any, Any], tuple[Any, Any]]


def read_objects(path: Path, name: str, part: str = "") -> Raw:
    """Read the objects of a JSON file as rows; a nested object gives columns such as ``geo.lat``.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.
    part : str
        Name of the list to read, where an object has several lists of objects.

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
    text, halves = without_lone_surrogates(text_of(path.read_bytes(), name, faults).lstrip("\ufeff"))
    text = text.replace("\x1e", "")  # the mark of each document in a sequence of GeoJSON texts
    notes = (
        [f"halves of surrogate pairs, which are no characters: {halves:,}, read as U+FFFD"] if halves else []
    )
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
        if isinstance(whole, dict) and (raw := _document(name, whole, faults)) is not None:
            raw.notes += notes
            return raw
        if not part and (grid := lines_of(whole)) is not None:
            cells = [Line(f"row {n}", line) for n, line in enumerate(grid, 1) if line]
            raw = table_from_lines(name, cells, faults, ragged=True)
            raw.notes += notes
            return raw
        plain = None if part or dict(_lists(whole)) else objects_of(whole)
        items = [(f"row {n}", item) for n, item in enumerate(plain or _list(name, whole, part), 1)]
    rows = []
    for where, item in items:
        if isinstance(item, Mapping):
            if TWICE in item:
                what = f"{item[TWICE][:40]!r} occurs twice in one object; the last one is read"
                faults.append(InputError(f"{name}, {where}: {what}"))
            rows.append({WHERE: where, **flat(item)})
        else:
            faults.append(InputError(f"{name}, {where}: not an object but {str(item)[:40]!r}; skipped"))
    return Raw(name, _header(rows), rows, "its objects", faults, notes)


def _document(name: str, whole: Mapping[str, Any], faults: list[InputError]) -> Raw | None:
    """A document whose rows are not its lists of objects; None for any other."""
    if whole.get("type") == "Topology":
        raise UnreadableError(f"{name}: TopoJSON, whose shapes are in pieces; convert it to GeoJSON")
    if (found_esri := from_esri(whole, lambda code: _system(name, code))) is not None:
        return Raw(name, _header(found_esri), found_esri, "its features", faults)
    if whole.get("type") in ("FeatureCollection", "Feature"):
        return _features(name, whole, faults)
    if (rows := from_sparql(whole)) is not None:
        return Raw(name, _header(rows), rows, "its results", faults, layout="wikidata")
    if (found := from_overpass(whole)) is not None:
        rows, notes = found
        return Raw(name, _header(rows), rows, "its elements", faults, notes, layout="overpass")
    return None


def _loads(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that occurs twice in it is recorded under ``TWICE``."""
    whole = dict(pairs)
    if len(whole) < len(pairs):
        whole[TWICE] = Counter(name for name, _ in pairs).most_common(1)[0][0]
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


def _list(name: str, whole: Any, part: str) -> Sequence[Any]:
    """The list of objects in a document."""
    lists = dict(_lists(whole))
    if part:
        if part not in lists:
            raise OptionError(f"{name}: no list {part!r}; there are {listed(list(lists))}")
        return lists[part]
    if isinstance(whole, list):
        return whole
    if len(lists) == 1:
        return next(iter(lists.values()))
    if lists:
        raise InputError(
            f"{name}: several lists of objects ({listed(list(lists))}); FILE#NAME reads one of them"
        )
    if isinstance(whole, dict) and any(not isinstance(v, (dict, list)) for v in whole.values()):
        return [whole]
    raise InputError(f'{name}: no list of objects; write [{{"date": "2024-11-20", "place": "Songchon"}}]')


def _lists(whole: Any, above: str = "") -> Iterator[tuple[str, Sequence[Any]]]:
    """Lists of objects in an object, else in the objects in it: ``response.docs``."""
    if not isinstance(whole, Mapping):
        return
    found = [
        (f"{above}{k}", v) for k, v in whole.items() if isinstance(v, list) and v and isinstance(v[0], dict)
    ]
    if found or above.count(".") > 3:
        yield from found
    else:
        for key, value in whole.items():
            yield from _lists(value, f"{above}{key}.")


def _header(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(k for row in rows for k in row if not k.startswith("\0")))


def _features(name: str, whole: Mapping[str, Any], faults: list[InputError]) -> Raw:
    """Features of a GeoJSON document as rows; old documents may name a reference system other than WGS 84."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    to_degrees = _system(name, _named_system(whole.get("crs")))
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
        row: dict[str, Any] = {WHERE: where, **flat(properties if isinstance(properties, Mapping) else {})}
        for key in ("id", "collection"):  # the second one is of STAC items
            if isinstance(feature.get(key), (str, int, float)):
                row.setdefault(key, feature[key])
        geometry = feature.get("geometry") or _box(feature.get("bbox"))
        try:
            if geometry:
                own = shape(geometry)
                row |= point_columns(in_degrees(own, to_degrees) if to_degrees else own)
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


def _box(bounds: Any) -> dict[str, Any] | None:
    """The rectangle of a feature without a geometry, from its bounds with or without heights."""
    if not isinstance(bounds, list) or len(bounds) not in (4, 6):
        return None
    west, south, east, north = bounds[0], bounds[1], bounds[len(bounds) // 2], bounds[len(bounds) // 2 + 1]
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _named_system(member: Any) -> str:
    properties = member.get("properties") if isinstance(member, Mapping) else None
    return str(properties.get("name") or "") if isinstance(properties, Mapping) else ""


def _system(name: str, system_name: str) -> _Convert | None:
    """The conversion from a document's reference system to degrees; None where it is in degrees."""
    if not system_name or "CRS84" in system_name:
        return None
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(system_name)
    except CRSError as error:
        raise InputError(
            f"{name}: unknown reference system {system_name[:60]!r}; give WGS 84 degrees"
        ) from error
    if system.to_epsg() == 4326:
        return None  # GeoJSON has the longitude first, whatever the axis order of EPSG:4326
    change = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    return change.transform
