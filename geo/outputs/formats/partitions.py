"""Layers as folders of GeoParquet files, one for each month, in the form of Hive, for engines that read in parts.

``events/month=2024-03/part-0.parquet`` has the events dated to that month, and those without a date that were reported
in it; ``month=undated`` those with neither. (Hive's own word for null would be refused by PyArrow where all rows have
it.) Layers without dates are one file. Each file is GeoParquet by itself, with its own bounds; ``_common_metadata`` has
the schema and the bounds of the layer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from geo.model.errors import OptionError, UnreadableError
from geo.outputs.writing import whole_folder

from .declaration import Format
from .export import Export, Traits
from .layers import Layer
from .parquet import write_parquet

__all__ = ["PARTITIONS", "check_folder", "parquet_folder"]

_PREFIX = "parquet:"
_BY = "date", "source_date", "first_reported"
"""Columns by whose month rows are divided: the first that has a value. Two of three events have no date but that of
their report. Dates known to a month or year only are its first day."""
_COMMON = "_common_metadata"
_UNDATED = "undated"
_ROWS = 20_000
"""Rows of a group, and rows that are divided at once."""
_KINDS = {1: "Point", 3: "Polygon", 6: "MultiPolygon"}
"""Types of geometry by their numbers in well-known binary."""
_EDGES = {"xmin": "min", "ymin": "min", "xmax": "max", "ymax": "max"}


def parquet_folder(path: object) -> Path | None:
    """The folder of an address ``parquet:FOLDER``; None for other paths.

    Examples
    --------
    >>> parquet_folder("parquet:north/"), parquet_folder("north.parquet")
    (PosixPath('north'), None)
    """
    text = str(path)
    return Path(text[len(_PREFIX) :]) if text.startswith(_PREFIX) and text != _PREFIX else None


def check_folder(folder: Path) -> None:
    """Refuse a folder with anything but an earlier export, as an export replaces all of it.

    Raises
    ------
    OptionError
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OptionError(f"{folder} is a file; {_PREFIX} is followed by a folder")
    for one in sorted(folder.iterdir()):
        if not (one / _COMMON).is_file():
            raise OptionError(
                f"{folder} has {one.name}, which is no layer of an earlier export; name an empty or a new folder"
            )


def write_folder(export: Export) -> list[str]:
    """Write each layer to a folder of its name; an earlier export is replaced when all are complete.

    Raises
    ------
    UnreadableError
        The folder cannot be written, or the disk is full.
    """
    folder = parquet_folder(export.path)
    assert folder is not None
    check_folder(folder)
    try:
        with whole_folder(folder) as beside, TemporaryDirectory() as scratch:
            for layer in export.layers:
                whole = Path(scratch, f"{layer.name}.parquet")
                write_parquet(replace(export, path=whole, layers=(layer,)))
                _divide(whole, beside / layer.name, layer)
                whole.unlink()
    except OSError as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"{folder}: cannot be written ({error.strerror or error})") from error
    return []


def _divide(whole: Path, folder: Path, layer: Layer) -> None:
    """Write the rows of a file to a folder, in one file for each month; one month is in memory at a time."""
    from pyarrow.parquet import ParquetFile, write_metadata

    folder.mkdir(parents=True)
    with ParquetFile(whole) as rows:
        write_metadata(rows.schema_arrow, folder / _COMMON)
        by = [name for name in _BY if name in layer.names]
        if not by:
            _write(folder, rows.read())
            return
        for month, table in _months(rows, by):
            _write(folder / f"month={month}", table)


def _months(rows: Any, by: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """The rows of each month, in their order, which are kept on disk until all have been read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places: dict[int, list[int]] = {}
    with TemporaryFile() as kept:
        with pa.ipc.new_file(kept, rows.schema_arrow) as parts:
            number = 0
            for batch in rows.iter_batches(_ROWS):
                days = pc.coalesce(*map(batch.column, by))
                months = pc.fill_null(pc.add(pc.multiply(pc.year(days), 100), pc.month(days)), 0)
                for month in sorted(pc.unique(months).to_pylist()):
                    parts.write_batch(batch.filter(pc.equal(months, month)))
                    places.setdefault(month, []).append(number)
                    number += 1
        if not places:  # a file that says what the columns are
            yield _UNDATED, rows.schema_arrow.empty_table()
            return
        with pa.ipc.open_file(kept) as parts:
            for month in sorted(places):
                name = f"{month // 100:04}-{month % 100:02}" if month else _UNDATED
                yield name, pa.Table.from_batches([parts.get_batch(n) for n in places[month]])


def _write(folder: Path, table: Any) -> None:
    """Write a file, with the bounds and types of the geometries that are in it."""
    from pyarrow.parquet import write_table

    about = dict(table.schema.metadata)
    if b"geo" in about:
        about[b"geo"] = json.dumps(_geo(json.loads(about[b"geo"]), table)).encode()
        table = table.replace_schema_metadata(about)
    folder.mkdir(exist_ok=True)
    write_table(table.combine_chunks(), folder / "part-0.parquet", row_group_size=_ROWS)


def _geo(about: dict[str, Any], table: Any) -> dict[str, Any]:
    """GeoParquet's metadata of a layer, with what is true of these rows."""
    import pyarrow.compute as pc

    heads = pc.unique(pc.binary_slice(table["geometry"], 1, 5)).to_pylist()
    kinds = {_KINDS[int.from_bytes(head, "little")] for head in heads if head}
    column = about["columns"]["geometry"] | {"geometry_types": sorted(kinds)}
    column.pop("bbox", None)
    if kinds:
        bounds = ((edge, pc.struct_field(table["bbox"], edge)) for edge in _EDGES)
        column["bbox"] = [getattr(pc, _EDGES[edge])(values).as_py() for edge, values in bounds]
    return about | {"columns": {"geometry": column}}


PARTITIONS = Format(
    "partitioned GeoParquet",
    (),
    write_folder,
    Traits(objects="json"),
    many=True,
    needs=(("pyarrow", "parquet"),),
    address="parquet:FOLDER",
)
