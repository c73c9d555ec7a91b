"""Results made at random, and readers that are not ours, for the comparison of what is written with what is read.

The comparison says for each format what it carries; whatever that is must come back equal.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import fiona
import openpyxl
import pyarrow.parquet
import shapely
from hypothesis import strategies as st

from geo import Link
from geo.api.results import Results
from geo.model.entities import BASES, Article, Event, Extraction, Mention, Record
from geo.model.sites import Site
from geo.outputs.formats.layers import LAYERS, Layer
from tests.support import GAZETTEER, REFERENCE

EVENT_TYPES = REFERENCE.event_types.ids

csv.field_size_limit(1 << 27)

HOSTILE = (
    '=HYPERLINK("http://x","y")', "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''=1",
    "'tis", "＝1", "a\x00b", "\x00", "\ud800", "a\udfffb", "\ufffe\uffff", "한글 성천군", "🚀 launch", "e\u0301",
    "\u202eabc", 'say "x", y', "a;b; c", "\\;", "\\", "<b>&amp;</b>", "]]>", "line\r\nbreak", "\\N", "{a,b}",
    "'; DROP TABLE events; --", "NULL", "null", "nan", "true", "0012", "2024-02-30", " padded ", "_x0041_",
    '["a"]', "\u2028", "\x85", "\x1b[31m", "%s", "{}", '"', "$1", "\\x41",
)  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
)
WORD = TEXT.filter(bool)
DAY = st.one_of(st.none(), st.dates())
SCORE = st.floats(0, 1)
COUNTIES = GAZETTEER.units("adm2")


@st.composite
def places(draw: Any) -> dict[str, Any]:
    county = draw(st.sampled_from([None, *COUNTIES[::15]]))
    level = draw(st.sampled_from(("site", "adm2", "adm1", "country")))
    lat, lon = draw(st.floats(37.5, 43)), draw(st.floats(124, 131))
    if county is None or level == "country":
        return {"adm1": None, "adm2": None, "lat": None, "lon": None, "geo_precision": "country"}
    if level == "site":
        return {"adm1": county.adm1, "adm2": county.adm2, "lat": lat, "lon": lon, "geo_precision": "site"}
    unit = county if level == "adm2" else GAZETTEER[county.adm1]
    return {"adm1": unit.adm1, "adm2": unit.adm2, "lat": unit.lat, "lon": unit.lon, "geo_precision": level}


@st.composite
def mentions(draw: Any, start: int) -> Mention:
    where = draw(places())
    del where["geo_precision"]
    return Mention(
        surface=draw(WORD), start=start, end=start + draw(st.integers(1, 40)),
        kind=draw(st.sampled_from(("adm1", "adm2", "locality", "natural", "site"))),
        role=draw(st.sampled_from(("location", "dateline", "name-part", "metonym"))), **where,
        place_id=draw(st.one_of(st.none(), WORD)), name=draw(TEXT), rule=draw(TEXT), score=draw(SCORE),
    )  # fmt: skip


@st.composite
def events(draw: Any, article: Article, number: int, records: list[str]) -> Event:
    where, day = draw(places()), draw(DAY)
    known = GAZETTEER
    return Event(
        event_id=f"{number:012x}", type=draw(st.sampled_from(EVENT_TYPES)), date=day,
        date_precision=draw(st.sampled_from(("day", "month", "year"))) if day else None, title=draw(TEXT),
        site=draw(st.one_of(st.none(), WORD)), actors=tuple(draw(st.lists(WORD, max_size=3))),
        leader=draw(st.booleans()), **where, adm1_name=known.name(where["adm1"]), adm2_name=known.name(where["adm2"]),
        rule=draw(TEXT), date_rule=draw(TEXT), score=draw(SCORE), source_id=article.id, source_url=article.url,
        source_title=article.title, source_date=article.date, quote=draw(TEXT), quote_start=draw(st.integers(0, 9999)),
        quote_end=draw(st.integers(0, 9999)), text_sha256=draw(st.sampled_from(("", "ab" * 32))),
        status=draw(st.sampled_from(("found", "candidate", "reviewed"))),
        records=tuple(draw(st.lists(st.sampled_from(records), unique=True, max_size=2))) if records else (),
        happening=draw(TEXT), source_class=draw(TEXT), repeats=draw(TEXT), sources=draw(st.integers(0, 9)),
        basis=draw(st.sampled_from(BASES)), corrections=tuple(draw(st.lists(WORD, max_size=2))),
    )  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@st.composite
def results(draw: Any, most: int = 3) -> Results:
    """Articles, mentions, events, sites, records and ties that fit each other, with texts that fit nothing."""
    ids = draw(st.lists(WORD, unique_by=_sound, min_size=1, max_size=2))
    named = draw(st.lists(WORD, unique_by=_sound, max_size=2))
    extractions, number = [], 0
    for id_ in ids:
        article = Article(
            id_, "", draw(TEXT), draw(DAY), draw(TEXT), draw(TEXT), draw(TEXT), draw(TEXT), draw(st.integers(0, 99)),
            draw(st.dictionaries(TEXT, JSON, max_size=2)),
        )  # fmt: skip
        names = tuple(draw(mentions(100 * n)) for n in range(draw(st.integers(0, most))))
        count = draw(st.integers(0, most))
        drawn = tuple(draw(events(article, number + n, named)) for n in range(count))
        number += count
        extractions.append(Extraction(article, names, drawn))
    every = [e for x in extractions for e in x.events]
    sites = [
        Site(
            f"site:{n}", draw(TEXT), draw(TEXT), draw(TEXT), **draw(places()), first=draw(DAY), last=draw(DAY),
            n_mentions=0, n_events=len(here), event_ids=tuple(e.event_id for e in here), origin=draw(TEXT) + "user",
            rule=draw(TEXT),
        )
        for n, here in enumerate([every[:1], every[1:]])
    ]  # fmt: skip
    records = [
        Record(
            id_, day := draw(DAY), "day" if day else None, draw(TEXT), draw(TEXT), draw(TEXT), draw(TEXT),
            **draw(places()), surface=draw(st.one_of(st.none(), WORD)), rule=draw(TEXT),
            mentions=(draw(mentions(0)),), row=draw(st.dictionaries(TEXT, TEXT, max_size=3)),
        )
        for id_ in named
    ]  # fmt: skip
    links = [Link(e.event_id, r, draw(SCORE), draw(TEXT)) for e in every for r in e.records]
    links.sort(key=lambda link: (-link.score, link.event_id))
    return Results(extractions, every, records, links, sites, tables={"records": "own.csv"})


def _sound(text: str) -> str:
    """What is left of an id in the poorest of the formats: two articles must not become one there."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


def truth(found: Results) -> dict[str, list[dict[str, Any]]]:
    """What the layers ought to hold, by the model's own fields and not by the exporter's code."""
    known = GAZETTEER
    of_site = {e: s.site_id for s in reversed(found.sites) for e in s.event_ids}
    matched = {r.id: [k.event_id for k in found.links if k.record_id == r.id] for r in found.records}

    def named(value: Any) -> dict[str, Any]:
        return {f"{a}_name": known.name(getattr(value, a)) for a in ("adm1", "adm2")}

    def korean(value: Any) -> dict[str, Any]:
        units = {a: known.get(getattr(value, a)) for a in ("adm1", "adm2")}
        return {f"{a}_korean": unit.korean if unit else None for a, unit in units.items()}

    def own(value: Any) -> dict[str, Any]:
        return {f.name: getattr(value, f.name) for f in fields(value)}

    return {
        "events": [{**own(e), **korean(e), "site_id": of_site.get(e.event_id)} for e in found.event_list],
        "sites": [{**own(s), **named(s)} for s in found.sites],
        "mentions": [
            {**own(m), "source_id": x.article.id, "mention_id": f"{x.article.id}:{m.start}:{m.kind}", "site_id": None}
            for x in found.extractions
            for m in x.mentions
        ],
        "records": [
            {**own(r), "record_id": r.id, "own": dict(r.row), "mentions": [own(m) for m in r.mentions],
             "matched": matched[r.id], "table_name": "own.csv"}
            for r in found.records
        ],
        "links": [own(k) for k in found.links],
        "articles": [
            {**own(x.article), "source_id": x.article.id, "own": dict(x.article.extra), "line": x.article.line or None,
             "file": Path(x.article.path).name or x.article.path, "n_mentions": len(x.mentions),
             "n_events": len(x.events)}
            for x in found.extractions
        ],
    }  # fmt: skip


class Carried:
    """What a format carries of a value: the same, but for what its schema and the format's words say."""

    def __init__(self, forbidden: str, *, longest: int = 0, digits: int = 17) -> None:
        self.forbidden, self.longest, self.digits = re.compile(forbidden), longest, digits

    def text(self, text: str) -> str:
        text = self.forbidden.sub("\ufffd", text)
        if self.longest:
            text = text.encode("utf-16-le")[: 2 * self.longest].decode("utf-16-le", "ignore")
        return text

    def value(self, layer: Layer, name: str, value: Any) -> Any:
        column = layer[name]
        if column.kind == "list":
            return [self.text(v) for v in value]
        if column.kind == "object":
            return self.deep(value)
        if value is None or (value == "" and column.null):
            return None
        return self.text(value) if column.kind == "text" else value

    def deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(k): self.deep(v) for k, v in value.items()}
        return [self.deep(v) for v in value] if isinstance(value, (list, tuple)) else value


NUL = "[\0\ud800-\udfff]"
XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
CARRIED = {
    ".geojson": Carried("[\ud800-\udfff]"), ".jsonl": Carried("[\ud800-\udfff]"), ".csv": Carried(NUL),
    ".gpkg": Carried(NUL), ".fgb": Carried(NUL), ".parquet": Carried("[\ud800-\udfff]"),
    ".xlsx": Carried(XML, longest=32_767, digits=15), "postgis": Carried(NUL),
}  # fmt: skip


def differences(
    found: Results, read: Mapping[str, list[dict[str, Any]]], format_: str, geometry: str
) -> list[str]:
    """Each value that did not come back as the format carries it, and each row that is missing or too many."""
    carried, expected = CARRIED[format_], truth(found)
    said = []
    for layer in LAYERS:
        if layer.name not in read or layer.name not in expected:
            continue
        there = {tuple(row[k] for k in layer.key): row for row in read[layer.name]}
        if len(there) != len(read[layer.name]):
            said.append(f"{layer.name}: a key stands twice")
        for row in expected[layer.name]:
            key = tuple(carried.value(layer, k, row[k]) for k in layer.key)
            back = there.pop(key, None)
            if back is None:
                said.append(f"{layer.name} {key!r} is missing")
                continue
            for name in layer.names:
                want = carried.value(layer, name, row[name])
                if not same(want, back[name], carried.digits):
                    said.append(f"{layer.name} {key!r} {name}: {want!r} came back as {back[name]!r}")
            if "geometry" in back and layer.geometry and not drawn_right(row, back["geometry"], geometry):
                said.append(f"{layer.name} {key!r} is drawn at {back['geometry']}")
        said += [f"{layer.name} {key!r} is too many" for key in there]
    return said


def same(want: Any, back: Any, digits: int = 17) -> bool:
    if isinstance(want, (list, tuple)) and isinstance(back, (list, tuple)):
        return len(want) == len(back) and all(same(a, b, digits) for a, b in zip(want, back, strict=True))
    if isinstance(want, dict) and isinstance(back, dict):
        return want.keys() == back.keys() and all(same(v, back[k], digits) for k, v in want.items())
    if isinstance(want, float) and isinstance(back, (int, float)) and digits < 17:
        return math.isclose(want, back, rel_tol=10.0**-digits * 5, abs_tol=1e-300)
    if isinstance(want, float) and isinstance(back, int) and not isinstance(back, bool):
        return float(back) == want  # PostgreSQL writes 1e20 with all its digits
    return type(want) is type(back) and want == back if isinstance(want, bool) else want == back


def drawn_right(row: Mapping[str, Any], drawn: Any, geometry: str) -> bool:
    if geometry == "area" and row.get("geo_precision") in ("adm1", "adm2"):
        return drawn is not None and drawn.geom_type.endswith("Polygon") and drawn.area > 0
    if row["lat"] is None:
        return drawn is None or drawn.is_empty
    return bool(
        drawn.geom_type == "Point" and shapely.distance(drawn, shapely.Point(row["lon"], row["lat"])) < 1e-6
    )


def as_kind(layer: Layer, name: str, value: Any) -> Any:
    """A cell of a format of texts as the schema's kind; of lists and objects that are written as JSON too."""
    kind = layer[name].kind
    if value is None:
        return [] if kind == "list" else None
    if kind == "date":
        return date.fromisoformat(str(value)[:10])
    if kind in ("list", "object") and isinstance(value, str):
        return json.loads(value)
    if kind == "number":
        return float(value)
    if kind == "integer":
        return int(value)
    return value


def joined(text: str | None) -> list[str]:
    """The items of a list written as text: by "; ", an item's own semicolon and backslash after a backslash."""
    items, item, marks = [], "", iter(text or "")
    for mark in marks:
        if mark == "\\":
            item += next(marks)
        elif mark == ";":
            assert next(marks) == " "
            items.append(item)
            item = ""
        else:
            item += mark
    return [*items, item] if text else []


def unguarded(text: str) -> str:
    """A cell of a CSV without the apostrophe that keeps spreadsheets from running it or taking it for a number."""
    rest = text.lstrip("'")
    if rest == text:
        return text
    shown = rest.lstrip(
        "".join(c for c in rest if unicodedata.category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp") or c in _FILLERS)
    )
    runs = shown[:1] in tuple("=+-@＝＋－＠") or rest[:1] in tuple("\t\r\n")
    return text[1:] if runs or re.match(r"0\d|\d+(?:[eE]\d+)?\Z", rest) else text


_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0" + "".join(
    map(chr, range(0xFE00, 0xFE10))
)
"""Letters and marks without a shape."""


def read_csv(path: Path, layer: Layer) -> dict[str, list[dict[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = []
    for row in rows:
        back: dict[str, Any] = {}
        for name, cell in row.items():
            column, text = layer[name], unguarded(cell)
            if column.kind == "list":
                back[name] = joined(text)
            elif column.kind == "boolean":
                back[name] = {"true": True, "false": False}[text]
            else:
                back[name] = as_kind(layer, name, None if text == "" and column.null else text)
        kept.append(back)
    return {layer.name: kept}


def read_xlsx(path: Path, layer: Layer) -> dict[str, list[dict[str, Any]]]:
    book = openpyxl.load_workbook(path, read_only=True)
    found: dict[str, list[dict[str, Any]]] = {}
    for layer in LAYERS:
        if layer.name not in book.sheetnames:
            continue
        head, *rows = book[layer.name].iter_rows()
        names = [c.value for c in head]
        found[layer.name] = []
        for cells in rows:
            assert all(c.data_type != "f" for c in cells), "a formula"
            back = {}
            for name, cell in zip(names, cells, strict=True):
                value = cell.value
                if isinstance(value, str):
                    # The format's own escape, which Excel undoes and openpyxl leaves in texts within cells.
                    value = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), value)
                if layer[name].kind == "list":
                    back[name] = joined(value)
                elif isinstance(value, datetime):
                    assert layer[name].kind == "date"
                    back[name] = value.date()
                else:
                    back[name] = as_kind(layer, name, value)
            found[layer.name].append(back)
    return found


def read_gdal(path: Path, layer: Layer) -> dict[str, list[dict[str, Any]]]:
    found = {}
    names = fiona.listlayers(path) if path.suffix == ".gpkg" else [layer.name]
    for each in (x for x in LAYERS if x.name in names):
        with fiona.open(path, **({"layer": each.name} if path.suffix == ".gpkg" else {})) as features:
            found[each.name] = [
                {
                    **{n: as_kind(each, n, v) for n, v in f.properties.items()},
                    "geometry": shapely.geometry.shape(f.geometry) if f.geometry else None,
                }
                for f in features
            ]
    return found


def read_parquet(path: Path, layer: Layer) -> dict[str, list[dict[str, Any]]]:
    rows = pyarrow.parquet.read_table(path).to_pylist()
    for row in rows:
        row.update({n: as_kind(layer, n, row[n]) for n in layer.names})
        if layer.geometry:
            row["geometry"] = shapely.from_wkb(row["geometry"])
    return {layer.name: rows}


def read_geojson(path: Path, layer: Layer) -> dict[str, list[dict[str, Any]]]:
    rows = []
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        drawn = feature["geometry"] and shapely.geometry.shape(feature["geometry"])
        row = {n: as_kind(layer, n, v) for n, v in feature["properties"].items()}
        rows.append({**row, "geometry": drawn} if layer.geometry else row)
    return {layer.name: rows}


def read_lines(path: Path, layer: Layer) -> dict[str, list[dict[str, Any]]]:
    lines = path.read_text("utf-8").split("\n")[:-1]
    return {layer.name: [{n: as_kind(layer, n, v) for n, v in json.loads(line).items()} for line in lines]}


READERS: dict[str, Callable[[Path, Layer], dict[str, list[dict[str, Any]]]]] = {
    ".geojson": read_geojson, ".jsonl": read_lines, ".csv": read_csv, ".gpkg": read_gdal, ".fgb": read_gdal,
    ".parquet": read_parquet, ".xlsx": read_xlsx,
}  # fmt: skip


def faults_of_keys(path: Path) -> list[Any]:
    """What SQLite itself finds wrong with a GeoPackage's keys and pages."""
    with closing(sqlite3.connect(path)) as base:
        broken = base.execute("PRAGMA foreign_key_check").fetchall()
        return broken + [r for r in base.execute("PRAGMA integrity_check").fetchall() if r != ("ok",)]


def shorter(found: Results, without: str) -> Results:
    """Results as of a run over the same articles that finds one event less."""
    kept = [replace(x, events=tuple(e for e in x.events if e.event_id != without)) for x in found.extractions]
    events = [e for e in found.event_list if e.event_id != without]
    links = [k for k in found.links if k.event_id != without]
    return Results(kept, events, found.records, links, found.sites, tables=found.tables)
