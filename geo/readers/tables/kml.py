"""Read KML and KMZ: each placemark is a row with its folders, time, description and extended data."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, OptionError, UnreadableError
from geo.text.terminal import printed
from geo.text.xml_documents import parsed_root

from .archives import DAMAGED
from .kml_times import text_of_element as _text
from .kml_times import times_of, view_times
from .kml_times import without_namespace as _tag
from .shapes import point_columns
from .values import WHERE, Raw, listed

__all__ = ["read_kml", "read_kmz"]

_LARGEST = 2**27
_MARKUP = re.compile(r"<[^>]+>")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_CELLS = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_SCRIPT_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_HOLDERS = ("{*}Folder", "{*}Document")
_NOT_READ = {
    "GroundOverlay": "image overlays",
    "PhotoOverlay": "photos",
    "ScreenOverlay": "legends",
    "Tour": "tours",
}


def read_kml(path: Path, name: str, folder: str = "") -> Raw:
    """Read a KML document.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.
    folder : str
        Only placemarks in folders or documents of this name, or with this path of folders ("Sites / 2024"), are
        read; all without it.

    Raises
    ------
    UnreadableError
        The file is larger than 128 MB, is not KML, or declares a document type.
    OptionError
        No folder has that name.
    """
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(f"{name}: larger than {_LARGEST >> 20} MB; split it")
    return _document(_root(path.read_bytes(), name), name, folder)


def read_kmz(path: Path, name: str, folder: str = "") -> Raw:
    """Read the first KML document of a KMZ archive; parameters as in :func:`read_kml`.

    Raises
    ------
    UnreadableError
        The archive is damaged, or its document is too large or cannot be read.
    OptionError
        No folder has that name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if e.filename.casefold().endswith(".kml")]
            if entries[0].file_size > _LARGEST:
                raise UnreadableError(f"{name}: unpacks to more than {_LARGEST >> 20} MB; split it")
            content = archive.read(entries[0])
    except DAMAGED as error:
        raise UnreadableError(f"{name}: the archive is damaged ({error}); save it again") from error
    root = _root(content, f"{name}, {printed(entries[0].filename)}")
    raw = _document(root, name, folder)
    if len(entries) > 1:
        others = listed([e.filename for e in entries[1:]])
        raw.notes.append(f"other documents in the archive are not read: {others}")
    return raw


def _document(root: Any, name: str, folder: str) -> Raw:
    marks = list(root.iter("{*}Placemark"))
    if folder:
        marks = _within(root, marks, name, folder)
    faults: list[InputError] = []
    rows: list[dict[str, Any]] = []
    inherited = 0
    for mark in marks:
        times, of_folder = times_of(mark)
        inherited += of_folder
        rows.append(_row(mark, name, times, faults))
    header = list(dict.fromkeys(k for r in rows for k in r if not k.startswith("\0")))
    raw = Raw(name, header, rows, "its placemarks", faults, mixed=True)
    raw.notes += _notes(root, inherited, any(k.startswith("view ") for k in header))
    return raw


def _root(content: bytes, name: str) -> Any:
    root = parsed_root(content, name)
    if _tag(root) != "kml":
        raise UnreadableError(f"{name}: XML, but not KML (its root is {_tag(root)[:40]!r})")
    return root


def _within(root: Any, marks: list[Any], name: str, folder: str) -> list[Any]:
    """The placemarks in the folders and documents of a name."""
    holders = [h for h in root.iter(*_HOLDERS) if _title(h)]
    chosen = {h for h in holders if folder in (_title(h), " / ".join(_folders(h, with_itself=True)))}
    if not chosen:
        names = list(dict.fromkeys(map(_title, holders)))
        raise OptionError(f"{name}: no folder {folder!r}; there are {listed(names)}")
    return [m for m in marks if any(h in chosen for h in m.iterancestors(*_HOLDERS))]


def _notes(root: Any, inherited: int, views: bool) -> Iterator[str]:
    if inherited:
        yield f"{inherited:,} placemark{'s' * (inherited > 1)} without a time have that of their folder"
    if views:
        yield "times of views (LookAt, Camera) tell which image is shown, which may be no day of an event"
    if next(root.iter("{*}NetworkLink"), None) is not None:
        yield "links to other documents are not followed"
    others = Counter(_tag(e) for e in root.iter(*(f"{{*}}{tag}" for tag in _NOT_READ)))
    if others:
        yield f"not read: {', '.join(f'{n:,} {_NOT_READ[tag]}' for tag, n in others.items())}"


def _row(mark: Any, name: str, times: dict[str, str], faults: list[InputError]) -> dict[str, Any]:
    where = f"line {mark.sourceline}"
    row: dict[str, Any] = {WHERE: where}
    for child in mark:
        tag = _tag(child)
        if tag in ("name", "address", "Snippet"):
            row[tag.casefold()] = _text(child)
        elif tag == "description":
            row["description"] = _prose(_text(child))
        elif tag == "link" and child.get("href"):
            row["link"] = child.get("href")
    row |= times
    for key, value in (pair for child in mark if _tag(child) == "ExtendedData" for pair in _data(child)):
        if row.setdefault(key, value) != value:
            row[f"{key} (data)"] = value
    row |= view_times(mark)
    row["folder"] = " / ".join(_folders(mark))
    if times.keys() == {"end"}:
        what = f"a time span with an end ({times['end'][:30]}) but no begin; the row is read without it"
        faults.append(InputError(f"{name}, {where}: {what}"))
    try:
        row |= point_columns(_shape(mark))
    except ValueError as error:
        what = f"invalid coordinates ({str(error)[:60]}); the row is read without them"
        faults.append(InputError(f"{name}, {where}: {what}"))
    return row


def _prose(text: str) -> str:
    """The text of a description without its markup."""
    if "<" not in text:
        return text
    plain = _without_scripts(text)
    # Behind the last ">" no element ends: each "<" would be looked at to the end of the text.
    end = plain.rfind(">") + 1
    broken = _CELLS.sub(" ", _BREAKS.sub("\n", plain[:end]))
    return unescape(_MARKUP.sub("", broken) + plain[end:]).strip()


def _without_scripts(text: str) -> str:
    """The text without scripts and styles that end; the end of each name is looked for once where there is none."""
    kept, at = [], 0
    endless: set[str] = set()
    for begun in _SCRIPT.finditer(text):
        name = begun[1].casefold()
        if begun.start() < at or name in endless:
            continue
        ended = _SCRIPT_ENDS[name].search(text, begun.end())
        if ended is None:
            endless.add(name)
            continue
        kept.append(text[at : begun.start()])
        at = ended.end()
    return "".join([*kept, text[at:]])


def _data(element: Any) -> Iterator[tuple[str, str]]:
    for item in element.iter("{*}Data", "{*}SimpleData"):
        if _tag(item) == "SimpleData":
            yield item.get("name", ""), _text(item)
        else:  # its displayName is no part of the value
            yield item.get("name", ""), " ".join(_text(c) for c in item if _tag(c) == "value")


def _title(holder: Any) -> str:
    return next((_text(c) for c in holder if _tag(c) == "name"), "")


def _folders(element: Any, *, with_itself: bool = False) -> list[str]:
    """Names of the folders around an element, the outermost first."""
    holders = [*reversed(list(element.iterancestors("{*}Folder"))), *([element] if with_itself else ())]
    return [title for title in map(_title, holders) if title]


def _shape(mark: Any) -> Any:
    """The geometry of a placemark; several are put into one collection."""
    from shapely.geometry import GeometryCollection, LineString, Point, Polygon

    shapes: list[Any] = []
    for element in mark.iter("{*}Point", "{*}LineString", "{*}Polygon", "{*}Track"):
        kind = _tag(element)
        if kind == "Track":
            points = [_position(_text(c).split()) for c in element if _tag(c) == "coord"]
            rings = [points]
        else:
            rings = [_coordinates(c) for c in element.iter("{*}coordinates")]
        if not rings or not rings[0]:
            continue
        if kind == "Point" or (kind == "Track" and len(rings[0]) == 1):
            shapes.append(Point(rings[0][0]))
        elif kind in ("LineString", "Track") and len(rings[0]) > 1:
            shapes.append(LineString(rings[0]))
        elif kind == "Polygon" and len(rings[0]) > 3:
            shapes.append(Polygon(rings[0], [r for r in rings[1:] if len(r) > 3]))
        else:
            raise ValueError(f"a {kind} of {len(rings[0])} points")
    if not shapes:
        return None
    return shapes[0] if len(shapes) == 1 else GeometryCollection(shapes)


def _coordinates(element: Any) -> list[tuple[float, float]]:
    return [_position(part.split(",")) for part in _text(element).split()]


def _position(numbers: list[str]) -> tuple[float, float]:
    if len(numbers) < 2:
        raise ValueError(",".join(numbers))
    return float(numbers[0]), float(numbers[1])
