"""Tables in the shapes that other publishers, programs and countries write them in, each in our own values."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from geo.linking.records import NEEDED, read_records
from geo.model.entities import Record
from geo.model.errors import GeoError, UnreadableError
from geo.readers.tables import Table, read_table
from tests.support import REFERENCE


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def records(path: Path | str, problems: list[GeoError] | None = None) -> list[Record]:
    seen: list[GeoError] = [] if problems is None else problems
    return list(read_records(path, seen.append, reference=REFERENCE))


def opened(path: Path | str, problems: list[GeoError] | None = None) -> Table:
    seen: list[GeoError] = [] if problems is None else problems
    return read_table(path, seen.append, need=NEEDED, reference=REFERENCE)


@pytest.mark.parametrize(
    ("encoding", "text", "day"),
    [
        ("cp932", "発射日,発射場所,備考\n2023年2月18日,順安,日本海に落下したと推定\n", "2023-02-18"),
        ("euc_jp", "発射日,発射場所,備考\n2023年2月18日,順安,日本海に落下したと推定\n", "2023-02-18"),
        ("gb18030", "日期,地点,事件\n2023年2月18日,咸兴,视察化肥工厂并发表讲话\n", "2023-02-18"),
        ("big5", "日期,地點,事件\n2023年2月18日,咸興,視察化肥工廠並發表講話\n", "2023-02-18"),
        ("cp949", "일자,장소,내용\n2023.2.18,순안,동해로 쏜 것으로 추정\n", "2023-02-18"),
    ],
)
def test_a_table_in_an_encoding_of_the_neighbours_is_read_as_that(tmp_path, encoding, text, day) -> None:
    table = opened(written(tmp_path / "a.csv", text, encoding))
    assert {"date", "place"} <= table.columns.keys()
    (record,) = records(tmp_path / "a.csv")
    assert (str(record.date), record.adm2 is not None) == (day, True)
    assert any(f"read as {encoding}" in note for note in table.notes) == (encoding != "cp949")


def test_degrees_minutes_and_seconds_in_columns_of_their_own_are_one_coordinate(tmp_path) -> None:
    file = written(
        tmp_path / "a.csv",
        "date,위도(도),위도(분),경도(도),경도(분),event\n2023-02-18,39,12.3,125,40.2,launch\n",
    )
    (record,) = records(file)
    assert (round(record.lat or 0, 3), round(record.lon or 0, 3), record.geo_precision) == (
        39.205,
        125.67,
        "site",
    )
    file = written(
        tmp_path / "b.csv",
        "date,latd,latm,lats,latNS,lond,lonm,lons,lonEW\n2023-02-18,41,16,48,N,129,4,48,E\n",
    )
    (record,) = records(file)
    assert (round(record.lat or 0, 3), round(record.lon or 0, 3)) == (41.28, 129.08)


def test_eastings_and_northings_are_read_with_their_zone_and_refused_without_it(tmp_path) -> None:
    file = written(
        tmp_path / "a.csv",
        'date,UTM zone,Easting,Northing,event\n2023-02-18,51N,"730,000 m",4343000,launch\n',
    )
    (record,) = records(file)
    assert record.adm2 == "KP1001"
    problems: list[GeoError] = []
    (record,) = records(
        written(tmp_path / "b.csv", "date,Easting,Northing,event\n2023-02-18,730000,4343000,launch\n"),
        problems,
    )
    assert record.lat is None
    assert any("without a column for the UTM zone" in str(p) for p in problems)


def test_geometries_in_a_cell_are_read_whatever_their_column_is_called(tmp_path) -> None:
    import shapely

    binary = shapely.to_wkb(
        shapely.set_srid(shapely.Point(125.67, 39.2132), 4326), hex=True, include_srid=True
    )
    cells = {
        "geom": "SRID=4326;POINT(125.67 39.2132)",
        "wkb_geometry": binary,
        "shape": "MULTIPOINT ((125.67 39.2132))",
        "outline": json.dumps({"type": "Point", "coordinates": [125.67, 39.2132]}),
    }
    for heading, cell in cells.items():
        quoted = '"' + cell.replace('"', '""') + '"'
        (record,) = records(written(tmp_path / "a.csv", f"date,what,{heading}\n2023-02-18,launch,{quoted}\n"))
        assert (record.lat, record.adm2) == (39.2132, "KP1001"), heading
    problems: list[GeoError] = []
    records(written(tmp_path / "a.csv", "date,what,geom\n1/2,x,POINT(125.67 39.2\n"), problems)
    assert any("is not a geometry" in str(p) for p in problems)


def test_an_area_in_metres_is_as_precise_as_it_is_large(tmp_path) -> None:
    ring = [[842000, 2135000], [842900, 2135000], [842900, 2135900], [842000, 2135900], [842000, 2135000]]
    feature = {
        "type": "Feature",
        "properties": {"date": "2023-02-18", "what": "launch"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})
    (record,) = records(written(tmp_path / "a.geojson", text))
    assert (record.adm2, record.geo_precision) == ("KP1001", "site")


TWO = [{"date": "2024-03-25", "place": "성천군"}, {"date": "2024-04-01", "place": "강동군"}]
SHAPES = {
    "columns of pandas": {
        "date": {"0": TWO[0]["date"], "1": TWO[1]["date"]},
        "place": {"0": "성천군", "1": "강동군"},
    },
    "split of pandas": {
        "columns": ["date", "place"],
        "index": [0, 1],
        "data": [list(one.values()) for one in TWO],
    },
    "index of pandas": {"0": TWO[0], "1": TWO[1]},
    "lists by column": {"date": [TWO[0]["date"], TWO[1]["date"]], "place": ["성천군", "강동군"]},
    "lists of cells": [["date", "place"], *(list(one.values()) for one in TWO)],
    "values of a sheet": {
        "range": "A1:B3",
        "values": [["date", "place"], *(list(one.values()) for one in TWO)],
    },
    "rows of a portal": {
        "meta": {"view": {"columns": [{"name": "date"}, {"name": "place"}]}},
        "data": [list(one.values()) for one in TWO],
    },
    "items of a service": {"response": {"body": {"items": {"item": TWO}, "totalCount": 2}}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_in_json_is_read_by_rows_by_columns_and_by_cells(tmp_path, shape) -> None:
    found = records(written(tmp_path / "a.json", json.dumps(SHAPES[shape], ensure_ascii=False)))
    assert [(str(r.date), r.adm2) for r in found] == [("2024-03-25", "KP0717"), ("2024-04-01", "KP1023")]


def test_a_service_that_gives_one_row_without_a_list_has_one_record(tmp_path) -> None:
    whole = {"response": {"body": {"items": {"item": TWO[0]}, "totalCount": 1}}}
    assert [r.adm2 for r in records(written(tmp_path / "a.json", json.dumps(whole)))] == ["KP0717"]


def test_a_feature_set_of_arcgis_is_read_in_degrees_and_with_its_days(tmp_path) -> None:
    whole = {
        "spatialReference": {"wkid": 102100, "latestWkid": 3857},
        "fields": [{"name": "When", "type": "esriFieldTypeDate"}],
        "features": [
            {
                "attributes": {"When": 1648080000000, "What": "launch"},
                "geometry": {"x": 13989000, "y": 4752000},
            },
            {"attributes": {"When": None, "What": "visit"}, "geometry": None},
        ],
    }
    first, second = records(written(tmp_path / "a.json", json.dumps(whole)))
    assert (str(first.date), first.adm2, second.date, second.lat) == ("2022-03-24", "KP1001", None, None)


def test_a_point_within_an_object_is_no_type_of_the_event(tmp_path) -> None:
    row = {
        "date": "2022-03-24",
        "event": "visit",
        "location": {"type": "Point", "coordinates": [126.09, 39.14]},
    }
    problems: list[GeoError] = []
    (record,) = records(written(tmp_path / "a.json", json.dumps([row])), problems)
    assert (record.type, record.adm2, problems) == ("other", "KP1023", [])


def test_topojson_is_refused_by_name(tmp_path) -> None:
    with pytest.raises(UnreadableError, match="TopoJSON"):
        records(written(tmp_path / "a.json", json.dumps({"type": "Topology", "objects": {}, "arcs": []})))


def test_a_sequence_of_geojson_texts_is_read(tmp_path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"date": "2022-03-24", "name": "launch"},
        "geometry": {"type": "Point", "coordinates": [125.67, 39.21]},
    }
    (record,) = records(written(tmp_path / "a.geojsons", "\x1e" + json.dumps(feature) + "\n"))
    assert record.adm2 == "KP1001"


PAGE = """<html><head><meta charset="euc-kr"></head><body><table><tr><td><table class="list">
<caption>발사 목록</caption><tr><th>발사일자</th><th>발사장소</th><th>내용</th></tr>
<tr><td rowspan="2">2022-03-24</td><td>순안<sup class="reference">[1]</sup></td><td>첫 발사</td></tr>
<tr><td>원산</td><td>두 번째<br>발사</td></tr></table></td></tr></table></body></html>"""


def test_the_table_of_a_web_page_is_read_also_where_it_is_called_a_workbook(tmp_path) -> None:
    for name in ("a.xls", "a.html"):
        found = records(written(tmp_path / name, PAGE, "cp949"))
        assert [(str(r.date), r.adm2) for r in found] == [("2022-03-24", "KP1001"), ("2022-03-24", "KP0401")]
    with pytest.raises(UnreadableError, match="without a table; read its text with extract"):
        records(written(tmp_path / "b.html", "<html><body><p>Songchon</p></body></html>"))


def test_archives_are_looked_into_and_their_tables_named(tmp_path) -> None:
    row = "date,place,event\n2022-03-24,원산,visit\n"
    (record,) = records(written(tmp_path / "a.csv.gz", gzip.compress(row.encode())))
    assert record.adm2 == "KP0401"
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x/one.csv", row)
        archive.writestr("x/two.csv", row.replace("원산", "순안"))
        archive.writestr("__MACOSX/x/._one.csv", "junk")
    with pytest.raises(UnreadableError, match=r"x/one\.csv.*x/two\.csv.*choose one as FILE#NAME"):
        records(tmp_path / "b.zip")
    (record,) = records(f"{tmp_path / 'b.zip'}#x/two.csv")
    assert record.adm2 == "KP1001"


def test_a_zipped_shapefile_may_lie_in_a_folder(tmp_path) -> None:
    import geopandas

    frame = geopandas.GeoDataFrame(
        {"DATE": ["2022-03-24"], "NOTES": ["launch"]},
        geometry=geopandas.points_from_xy([125.67], [39.21]),
        crs=4326,
    )
    frame.to_file(tmp_path / "own.shp")
    with zipfile.ZipFile(tmp_path / "own.zip", "w") as archive:
        for part in tmp_path.glob("own.???"):
            if part.suffix != ".zip":
                archive.write(part, f"data/2022/{part.name}")
    (record,) = records(tmp_path / "own.zip")
    assert (str(record.date), record.adm2) == ("2022-03-24", "KP1001")


def test_totals_rules_and_remarks_are_no_records_and_are_counted(tmp_path) -> None:
    file = written(
        tmp_path / "a.csv",
        "발사일,발사장소,기종\n2022-03-24,순안,가\n2022-04-16,함흥,나\n합계,,2\n※ 추정,,\n자료: 합동참모본부,,\n",
    )
    table = opened(file)
    assert [r.adm2 for r in records(file)] == ["KP1001", "KP0307"]
    assert any(
        "2 rows left out: remarks below the table, '※ 추정', '자료: 합동참모본부'" in n for n in table.notes
    )
    assert any("1 row left out: totals of other rows" in n for n in table.notes)
    file = written(tmp_path / "a.md", "| Date | Place |\n|---|:--|\n| 2022-03-24 | Sunan |\n")
    assert [r.adm2 for r in records(file)] == ["KP1001"]


def test_a_day_that_stands_for_no_end_is_none(tmp_path) -> None:
    problems: list[GeoError] = []
    file = written(
        tmp_path / "a.csv", "start_date,end_date,place\n2019-05-01,9999-12-31,Wonsan\n9999-01-01,,Wonsan\n"
    )
    first, second = records(file, problems)
    assert (str(first.date), first.date_end, second.date) == ("2019-05-01", None, None)
    assert sum("too far ahead" in str(p) for p in problems) == 2


def test_a_table_of_days_alone_says_that_it_names_no_place(tmp_path) -> None:
    problems: list[GeoError] = []
    records(written(tmp_path / "a.csv", "Year,Jan,Feb\n2022,7,1\n"), problems)
    assert any("no column says what happened or where" in str(p) for p in problems)


def test_the_day_of_a_change_is_no_day_of_an_event(tmp_path) -> None:
    for heading in ("MODIFY_DATE", "mod_date", "LastUpdate", "date_modified"):
        table = opened(
            written(tmp_path / "a.csv", f"name,lat,lon,{heading}\nSongchon,39.32,126.30,2012-01-01\n")
        )
        assert "date" not in table.columns, heading


def test_rows_of_the_south_are_left_out_under_the_headings_of_statistics(tmp_path) -> None:
    for heading in ("Area", "Entity", "Economy", "Reporter"):
        text = (
            f"{heading},Item,Year,Value\nDemocratic People's Republic of Korea,Rice,2020,1\n"
            "Republic of Korea,Rice,2020,2\n"
        )
        table = opened(written(tmp_path / "a.csv", text))
        assert (table.columns["country"], len(table.rows)) == (heading, 1)


def test_a_column_of_sites_says_where_events_were(tmp_path) -> None:
    text = "Date,Missile,Site\n2022-03-24,Hwasong,Sunan\n2022-04-16,new type,Hamhung\n"
    assert [r.adm2 for r in records(written(tmp_path / "a.csv", text))] == ["KP1001", "KP0307"]


def test_a_point_column_is_used_where_one_coordinate_column_is_missing(tmp_path) -> None:
    text = "date,event,lat,coordinates\n2022-03-24,launch,39.2,39.2101 N 125.6702 E\n"
    (record,) = records(written(tmp_path / "a.csv", text))
    assert (record.lat, record.adm2) == (39.2101, "KP1001")


def test_a_web_page_without_content_is_refused(tmp_path) -> None:
    path = tmp_path / "page.csv"
    path.write_text("<html", "utf-8")
    with pytest.raises(UnreadableError, match="without content"):
        list(read_records(path))
