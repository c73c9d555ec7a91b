"""Forms as files of every format that tables come in."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.support.table_forms import Form


def write(form: Form, folder: Path) -> Path:
    """A form as a file of its format."""
    path = folder / f"table.{form.format}"
    _WRITERS[form.format](form, path)
    return path


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def _csv(form: Form, path: Path) -> None:
    quoting = csv.QUOTE_ALL if form.quote_all else csv.QUOTE_MINIMAL
    lines = []
    names = [] if form.headless else [form.names]
    lead = [*form.above, *names, *form.below]
    for number, cells in enumerate([*lead, *form.rows], -len(lead)):
        out = io.StringIO()
        csv.writer(out, delimiter=form.delimiter, quoting=quoting, lineterminator="").writerow(
            [_text(c) for c in cells]
        )
        line = form.raw_lines.get(number, out.getvalue()) + form.line_end
        lines.append(
            line.encode(
                "cp949"
                if number in form.foreign_lines
                else form.encoding.removesuffix("-sig").replace("utf-16", "utf-16-le")
            )
        )
    mark = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe"}.get(form.encoding, b"")
    path.write_bytes(mark + b"".join(lines))


def _xlsx(form: Form, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, state in form.sheets_before:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["These are notes on the table."])
    sheet = book.create_sheet("Table")
    names = [] if form.headless else [form.names]
    for number, cells in enumerate([*form.above, *names, *form.below, *form.rows], 1):
        for column, value in enumerate(cells, 1):
            if value is not None and value != "":
                sheet.cell(number, column, value)
    lead = len(form.above) + 2 - form.headless + len(form.below)
    for first, last in form.merged:
        column = form.at("date") + 1
        sheet.merge_cells(start_row=first + lead, end_row=last + lead, start_column=column, end_column=column)
    for number in range(1, len([row for row in form.above if len(row) == 1]) + 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(form.header))
    book.save(path)


def _objects(form: Form) -> list[dict[str, Any]]:
    items = [
        {h: _text(v) if isinstance(v, date) else v for h, v in zip(form.names, row, strict=False)}
        for row in form.rows
    ]
    if form.nested:
        names = [form.header[form.at(role)] for role in ("lat", "lon")]
        items = [{**item, "position": {n: item.pop(n) for n in names}} for item in items]
    return items


def _json(form: Form, path: Path) -> None:
    items: Any = _objects(form)
    path.write_text(json.dumps({"status": 200, "data": items} if form.wrapped else items, ensure_ascii=False))


def _jsonl(form: Form, path: Path) -> None:
    lines = [
        form.raw_lines.get(n, json.dumps(item, ensure_ascii=False)) for n, item in enumerate(_objects(form))
    ]
    path.write_text("\n".join(lines) + "\n")


def _geojson(form: Form, path: Path) -> None:
    features = []
    for item, row in zip(_objects(form), form.rows, strict=True):
        geometry = None
        if form.geometric:
            lat, lon = form.at("lat"), form.at("lon")
            geometry = (
                {"type": "Point", "coordinates": [row[lon], row[lat]]} if row[lat] not in (None, "") else None
            )
            item = {k: v for k, v in item.items() if k not in (form.names[lat], form.names[lon])}
        features.append({"type": "Feature", "properties": item, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))


def _frame(form: Form) -> Any:
    import pandas as pd

    data = {}
    for i, name in enumerate(form.names):
        values = [row[i] for row in form.rows]
        kinds = {type(v) for v in values if v is not None}
        data[name] = values if len(kinds) <= 1 else [None if v is None else str(_text(v)) for v in values]
    return pd.DataFrame(data)


def _gpkg(form: Form, path: Path) -> None:
    import geopandas
    from shapely.geometry import Point

    frame = _frame(form)
    points = None
    if form.geometric:
        lat, lon = form.at("lat"), form.at("lon")
        points = [Point(row[lon], row[lat]) if row[lat] not in (None, "") else None for row in form.rows]
        frame = frame.drop(columns=[form.names[lat], form.names[lon]])
    whole = geopandas.GeoDataFrame(frame, geometry=points if points else [None] * len(frame), crs="EPSG:4326")
    whole.to_file(path, layer="table", driver="GPKG")


def _parquet(form: Form, path: Path) -> None:
    _frame(form).to_parquet(path)


def _kml(form: Form, path: Path) -> None:
    marks = []
    for row in form.rows:
        data, point = [], ""
        for i, name in enumerate(form.names):
            if form.geometric and i in (form.at("lat"), form.at("lon")):
                continue
            value = escape(str(_text(row[i])), {'"': "&quot;"})
            data.append(f'<Data name="{escape(name)}"><value>{value}</value></Data>')
        if form.geometric and row[form.at("lat")] not in (None, ""):
            point = f"<Point><coordinates>{row[form.at('lon')]},{row[form.at('lat')]},0</coordinates></Point>"
        marks.append(f"<Placemark><ExtendedData>{''.join(data)}</ExtendedData>{point}</Placemark>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    path.write_text(head + "\n".join(marks) + "\n</Document></kml>\n", encoding="utf-8")


_WRITERS = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
    "jsonl": _jsonl,
    "geojson": _geojson,
    "gpkg": _gpkg,
    "parquet": _parquet,
    "kml": _kml,
}
