"""Read KML and KMZ: each placemark is a row with its folders, time, description and extended data."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, UnreadableError

from .archives import DAMAGED
from .shapes import point_columns
from .values import WHERE, Raw, listed

__all__ = ["read_kml", "read_kmz"]

_LARGEST = 2**27
_MARKUP = re.compile(r"<[^>]+>")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def read_kml(path: Path, name: str) -> Raw:
    """Read a KML document.

    Raises
    ------
    UnreadableError
        The file is larger than 128 MB, is not KML, or defines entities.
    """
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(f"{name}: larger than {_LARGEST >> 20} MB; split it")
    return _document(path.read_bytes(), name)


def read_kmz(path: Path, name: str) -> Raw:
    """Read the first KML document of a KMZ archive.

    Raises
    ------
    UnreadableError
        The archive is damaged, or its document is too large or cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if e.filename.casefold().endswith(".kml")]
            if entries[0].file_size > _LARGEST:
                raise UnreadableError(f"{name}: unpacks to more than {_LARGEST >> 20} MB; split it")
            content = archive.read(entries[0])
    except DAMAGED as error:
        raise UnreadableError(f"{name}: the archive is damaged ({error}); save it again") from error
    raw = _document(content, name)
    if len(entries) > 1:
        others = listed([e.filename for e in entries[1:]])
        raw.notes.append(f"other documents in the archive are not read: {others}")
    return raw


def _document(content: bytes, name: str) -> Raw:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name}: not valid KML ({error})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(
            f"{name}: defines entities or a document type, which KML does not need; refused"
        )
    if _tag(root) != "kml":
        raise UnreadableError(f"{name}: XML, but not KML (its root is {_tag(root)[:40]!r})")
    faults: list[InputError] = []
    rows = [_row(mark, name, faults) for mark in root.iter("{*}Placemark")]
    raw = Raw(
        name,
        list(dict.fromkeys(k for r in rows for k in r if not k.startswith("\0"))),
        rows,
        "its placemarks",
    )
    raw.faults = faults
    if next(root.iter("{*}NetworkLink"), None) is not None:
        raw.notes.append("links to other documents are not followed")
    return raw


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _row(mark: Any, name: str, faults: list[InputError]) -> dict[str, Any]:
    where = f"line {mark.sourceline}"
    row: dict[str, Any] = {WHERE: where}
    for child in mark:
        tag = _tag(child)
        if tag in ("name", "address", "Snippet"):
            row[tag.casefold()] = _text(child)
        elif tag == "description":
            row["description"] = _prose(_text(child))
        elif tag in ("TimeStamp", "TimeSpan"):
            row |= {_tag(time): _text(time) for time in child if _tag(time) in ("when", "begin", "end")}
        elif tag == "ExtendedData":
            row |= {k: v for k, v in _data(child) if k not in row}
    row["folder"] = " / ".join(_folders(mark))
    try:
        row |= point_columns(_shape(mark))
    except ValueError as error:
        what = f"invalid coordinates ({str(error)[:60]}); the row is read without them"
        faults.append(InputError(f"{name}, {where}: {what}"))
    return row


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _prose(text: str) -> str:
    """The text of a description without its markup."""
    if "<" not in text:
        return text
    return unescape(_MARKUP.sub("", _BREAKS.sub("\n", _SCRIPT.sub("", text)))).strip()


def _data(element: Any) -> Iterator[tuple[str, str]]:
    for item in element.iter("{*}Data", "{*}SimpleData"):
        value = next((c for c in item if _tag(c) == "value"), None)
        yield item.get("name", ""), _text(item if value is None else value)


def _folders(mark: Any) -> Iterator[str]:
    for holder in reversed(list(mark.iterancestors("{*}Folder"))):
        title = next((c for c in holder if _tag(c) == "name"), None)
        if title is not None:
            yield _text(title)


def _shape(mark: Any) -> Any:
    """The geometry of a placemark; several are put into one collection."""
    from shapely.geometry import GeometryCollection, LineString, Point, Polygon

    shapes: list[Any] = []
    for element in mark.iter("{*}Point", "{*}LineString", "{*}Polygon"):
        rings = [_coordinates(c) for c in element.iter("{*}coordinates")]
        if not rings or not rings[0]:
            continue
        kind = _tag(element)
        if kind == "Point":
            shapes.append(Point(rings[0][0]))
        elif kind == "LineString" and len(rings[0]) > 1:
            shapes.append(LineString(rings[0]))
        elif kind == "Polygon" and len(rings[0]) > 3:
            shapes.append(Polygon(rings[0], [r for r in rings[1:] if len(r) > 3]))
        else:
            raise ValueError(f"a {kind} of {len(rings[0])} points")
    if not shapes:
        return None
    return shapes[0] if len(shapes) == 1 else GeometryCollection(shapes)


def _coordinates(element: Any) -> list[tuple[float, float]]:
    points = []
    for part in _text(element).split():
        numbers = part.split(",")
        if len(numbers) < 2:
            raise ValueError(part)
        points.append((float(numbers[0]), float(numbers[1])))
    return points
