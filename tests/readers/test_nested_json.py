"""JSON as services give it: nested, in several languages, as query results, as elements of a map."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geo.linking.records import NEEDED, records_of
from geo.linking.site_register import read_sites
from geo.model.entities import Record
from geo.model.errors import InputError, OptionError
from geo.readers.tables import Table, read_table
from geo.readers.tables.nesting import flat


def read(folder: Path, content: object, part: str = "") -> tuple[Table, list[Record], list[str]]:
    path = folder / "own.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    problems: list[str] = []
    given = f"{path}#{part}" if part else path
    table = read_table(given, lambda error: problems.append(str(error)), need=NEEDED)
    return table, list(records_of(table, lambda error: problems.append(str(error)))), problems


def test_nested_objects_are_columns_by_their_paths_at_any_depth():
    item = {"a": {"b": {"c": 1}}, "of": [{"x": 1, "y": {"z": 2}}, {"x": 3}], "list": [1, 2], "empty": {}}
    assert flat(item) == {"a.b.c": 1, "of.x": [1, 3], "of.y.z": 2, "list": [1, 2], "empty": "{}"}


def test_a_text_in_several_languages_is_read_in_english_and_the_others_are_kept(tmp_path):
    rows = [
        {
            "date": "2023-08-21",
            "title": {"ko": "간석지 시찰", "en": "Inspection"},
            "place": {"ko": "온천군", "en": None},
        }
    ]
    _, (record,), problems = read(tmp_path, rows)
    assert (record.title, record.row["title.ko"], record.adm2, problems) == (
        "Inspection", "간석지 시찰", "KP1103", [],
    )  # fmt: skip


def test_the_list_of_rows_may_lie_deep_in_the_document_or_be_chosen_by_name(tmp_path):
    rows = [{"date": "2023-08-21", "place": "Onchon"}]
    _, (record,), _ = read(tmp_path, {"response": {"status": "ok", "docs": rows}})
    assert record.adm2 == "KP1103"
    two = {"visits": rows, "sites": [{"name": "Own mill"}]}
    with pytest.raises(InputError, match=r"several lists of objects \(visits, sites\); FILE#NAME reads one"):
        read(tmp_path, two)
    _, (record,), _ = read(tmp_path, two, "visits")
    assert record.adm2 == "KP1103"
    with pytest.raises(OptionError, match="no list 'tests'; there are visits, sites"):
        read(tmp_path, two, "tests")


def binding(**terms: str) -> dict[str, dict[str, str]]:
    kinds = {"coord": "http://www.opengis.net/ont/geosparql#wktLiteral"}
    return {
        name: {"type": "literal", "value": value, **({"datatype": kinds[name]} if name in kinds else {})}
        for name, value in terms.items()
    }


def test_results_of_a_sparql_query_are_rows_with_points(tmp_path):
    rows = [
        binding(
            item="http://www.wikidata.org/entity/Q900", itemLabel="Own dam", coord="Point(125.7147 38.0406)"
        ),
        binding(
            item="http://www.wikidata.org/entity/Q901", itemLabel="Own road", date="2019-05-04T00:00:00Z"
        ),
    ]
    names = ["item", "itemLabel", "coord", "date"]
    table, records, problems = read(tmp_path, {"head": {"vars": names}, "results": {"bindings": rows}})
    assert (table.layout.key, problems) == ("wikidata", [])
    assert [(r.title, r.date, r.adm2) for r in records] == [
        ("Own dam", None, "KP0901"),
        ("Own road", date(2019, 5, 4), None),
    ]


def test_the_precision_of_a_wikidata_date_is_used_where_the_query_asks_for_it(tmp_path):
    path = tmp_path / "query.csv"
    path.write_text(
        "item,itemLabel,coord,date,datePrecision\n"
        "http://www.wikidata.org/entity/Q902,Own dam,Point(125.7147 38.0406),2019-01-01T00:00:00Z,9\n"
    )
    (record,) = records_of(read_table(path, print, need=NEEDED), print)
    assert (record.date, record.date_precision, record.adm2) == (date(2019, 1, 1), "year", "KP0901")


def element(kind: str, number: int, tags: dict[str, str] | None = None, **more: object) -> dict[str, object]:
    return {"type": kind, "id": number, **({"tags": tags} if tags else {}), **more}


BOUNDS = {"minlat": 38, "minlon": 125.7, "maxlat": 38.02, "maxlon": 125.72}
ELEMENTS = [
    element("node", 1, {"name": "해주시", "name:en": "Haeju", "place": "city"}, lat=38.0406, lon=125.7147),
    element("way", 2, {"name": "Own mill", "building": "yes"}, center={"lat": 38.05, "lon": 125.72}),
    element("way", 3, {"landuse": "industrial", "man_made": "works"}, nodes=[11, 12, 13, 11]),
    element("node", 11, lat=38.06, lon=125.73),
    element("node", 12, lat=38.06, lon=125.731),
    element("node", 13, lat=38.061, lon=125.731),
    element("relation", 4, {"name": "Own port"}, bounds=BOUNDS),
    element("relation", 5, {"name": "Own works"}, members=[{"type": "way", "ref": 3, "role": "outer"}]),
    element(
        "way", 6, {"highway": "track"}, geometry=[{"lat": 38.03, "lon": 125.7}, {"lat": 38.04, "lon": 125.7}]
    ),
]


def test_elements_of_openstreetmap_are_places_with_names_and_kinds(tmp_path):
    table, records, problems = read(tmp_path, {"version": 0.6, "osm3s": {}, "elements": ELEMENTS})
    assert (table.layout.key, problems) == ("overpass", [])
    assert [(r.id, r.row["name"], r.row["kind"], r.adm2) for r in records] == [
        ("node/1", "해주시", "city", "KP0901"),
        ("way/2", "Own mill", "building", "KP0901"),
        ("way/3", None, "works", "KP0901"),
        ("relation/4", "Own port", None, "KP0901"),
        ("relation/5", "Own works", None, "KP0901"),
        ("way/6", None, "track", "KP0901"),
    ]
    assert (round(records[2].lat, 3), round(records[4].lat, 3)) == (38.061, 38.061)
    assert "3 elements without tags only give others their shape" in table.notes


def test_elements_of_openstreetmap_can_be_a_register_of_sites(tmp_path):
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"osm3s": {}, "elements": ELEMENTS[:2]}))
    assert [(s.name, s.korean, s.kind, s.adm2) for s in read_sites(path, print)] == [
        ("Haeju", "해주시", "city", "KP0901"),
        ("Own mill", "", "building", "KP0901"),
    ]


def test_a_list_in_the_cell_of_a_day_is_no_day_and_costs_no_other_row(tmp_path):
    rows = [
        {"date": [2023, "May"], "place": "Haeju", "text": "A mill was visited"},
        {"date": "2023-08-21", "place": "Anju", "text": "A mill was visited"},
    ]
    _, records, problems = read(tmp_path, rows)
    assert [(r.date, r.adm2) for r in records if r.date] == [(date(2023, 8, 21), "KP0703")]
    assert "2023" in problems[0]
