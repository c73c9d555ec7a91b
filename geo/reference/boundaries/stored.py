"""Keep boundary sets that were read from files, so that the same file is matched only once.

They are kept in the user's cache folder (:func:`cache_folder`) under a key of the file's content, the bundled reference
and the version. At most :data:`MOST_FILES` are kept; the folder may be deleted at any time. A stored set that cannot be
read counts as missing, and a folder that cannot be written costs only the time.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

from geo._version import __version__
from geo.model.errors import GeoError, InputError, Report, raised
from geo.reference.context import Reference

from .assembly import read_boundary_set
from .boundary_set import BoundarySet, Part

__all__ = ["cache_folder", "stored_boundary_set"]

MOST_FILES = 8
"""Number of boundary sets that are kept; the ones used longest ago are deleted."""
_FORMAT = 1
"""Raised when the content of stored files changes."""
_OURS = ("units.tsv", "localities.tsv", "adm2.geojson", "backdrop.geojson")
"""Files of the reference on which the result depends."""
_DAMAGED = (OSError, ValueError, TypeError, KeyError, AttributeError, EOFError, zlib.error)
"""Exceptions that reading a damaged stored set raises."""
_SIDES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""Parts of a Shapefile."""


def cache_folder() -> Path | None:
    r"""Return the folder of stored boundary sets; None where ``DPRK_GEO_CACHE`` is ``off``.

    ``DPRK_GEO_CACHE`` names another folder than that of the system: ``~/.cache/dprk-geo`` or what ``XDG_CACHE_HOME``
    says, ``~/Library/Caches/dprk-geo`` on macOS, ``%LOCALAPPDATA%\dprk-geo`` on Windows.
    """
    asked = os.environ.get("DPRK_GEO_CACHE", "")
    if asked.casefold() == "off":
        return None
    if asked:
        return Path(asked) / "boundaries"
    home = Path("~").expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "dprk-geo" / "boundaries"


def stored_boundary_set(
    path: str | Path,
    report: Report = raised,
    *,
    reference: Reference | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> BoundarySet:
    """Read a boundary file as :func:`~geo.reference.boundaries.assembly.read_boundary_set`, from the cache if it can.

    A set from the cache has no ``matching``. Errors that were reported when the file was matched are reported again.

    Parameters
    ----------
    path, report, reference
        As for that function. Only sets that are matched with the bundled reference are kept.
    meanwhile : callable, optional
        What the caller needs next, such as its imports; it is done in a thread while a file is matched, and not at
        all where the set is in the cache.

    Returns
    -------
    BoundarySet
    """
    against = reference or Reference.bundled()
    folder = cache_folder()
    if folder is None or against is not Reference.bundled() or not os.path.isfile(path):  # noqa: PTH113
        return read_boundary_set(path, report, reference=reference)
    file = folder / f"{_key(Path(path), against)}.json.gz"
    found = _stored(file, str(path), against)
    if found is not None:
        boundaries, faults = found
        for text in faults:
            report(InputError(text))
        return boundaries
    texts: list[str] = []

    def heard(error: GeoError) -> None:
        texts.append(str(error).replace(str(path), "\0"))
        report(error)

    beside = Thread(target=meanwhile)
    beside.start()
    try:
        boundaries = read_boundary_set(path, heard, reference=reference)
    finally:
        beside.join()
    _store(file, boundaries, texts)
    return boundaries


def _key(path: Path, reference: Reference) -> str:
    """Hash of all that the result depends on."""
    total = hashlib.sha256(f"{_FORMAT} {__version__} {path.name}".encode())
    sides = [path.with_suffix(end) for end in _SIDES] if path.suffix.casefold() == ".shp" else [path]
    for file in (*sides, *(reference.folder / name for name in _OURS)):
        if file.is_file():
            with file.open("rb") as content:
                total.update(hashlib.file_digest(content, "sha256").digest())
    return total.hexdigest()[:40]


def _stored(file: Path, name: str, reference: Reference) -> tuple[BoundarySet, list[str]] | None:
    """A stored set and the errors that were reported with it; None where it is missing or damaged."""
    import shapely

    try:
        kept: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
        counties = dict(zip(kept["counties"], shapely.from_wkb(list(kept["counties"].values())), strict=True))
        parts = [Part(**{**one, "shape": shapely.from_wkb(one["shape"])}) for one in kept["parts"]]
        faults = [text.replace("\0", name) for text in kept["faults"]]
        notes, credit = list(kept["notes"]), str(kept["credit"])
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        EOFError,
        zlib.error,
        shapely.errors.ShapelyError,
    ):
        return None
    ours = reference.boundaries
    if set(counties) != set(ours.shapes("adm2")):
        return None
    with contextlib.suppress(OSError):
        file.touch()  # it is the one used last
    return (
        BoundarySet(name, ours.folder, counties, base=ours, credit=credit, parts=parts, notes=notes),
        faults,
    )


def _store(file: Path, boundaries: BoundarySet, faults: list[str]) -> None:
    """Write a set beside the others, whole or not at all, and delete the oldest of too many."""
    import shapely

    kept = {
        "counties": {p: shapely.to_wkb(s, hex=True) for p, s in boundaries.shapes("adm2").items()},
        "parts": [
            {"name": p.name, "korean": p.korean, "adm2": p.adm2, "place_id": p.place_id,
             "shape": shapely.to_wkb(p.shape, hex=True)} for p in boundaries.parts
        ],
        "notes": list(boundaries.notes), "credit": boundaries.credit, "faults": faults,
    }  # fmt: skip
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(number, "wb") as target:
                target.write(gzip.compress(json.dumps(kept).encode(), 1, mtime=0))
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
        for old in sorted(_sets(file.parent), key=lambda one: one.stat().st_mtime)[:-MOST_FILES]:
            old.unlink(missing_ok=True)


def _sets(folder: Path) -> Iterator[Path]:
    return folder.glob("*.json.gz")
