"""Layouts of publishers, each with rows of our own numbers: recognised by their columns, read without a word."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geo.linking.records import NEEDED, records_of
from geo.model.entities import Record
from geo.readers.tables import Table, read_table
from geo.readers.tables.layouts import layouts


def read(folder: Path, content: str | object, name: str = "own.csv") -> tuple[Table, list[Record], list[str]]:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    problems: list[str] = []
    table = read_table(path, lambda error: problems.append(str(error)), need=NEEDED)
    return table, list(records_of(table, lambda error: problems.append(str(error)))), problems


def brief(records: list[Record]) -> list[tuple]:
    return [(r.date, r.date_precision, r.type, r.adm1, r.adm2, r.geo_precision) for r in records]


def test_each_layout_names_its_source():
    assert [one.key for one in layouts() if not one.source] == []
    keys = [one.key for one in layouts()]
    assert len(keys) == len(set(keys))


def test_cns_tests_are_weapons_tests_with_unknown_cells_left_empty(tmp_path):
    head = (
        "F1,Date,Date Entered/Updated,Launch Time (UTC),Missile Name,Missile Type,Launch Agency/Authority,"
        "Facility Name,Facility Location,Other Name,Facility Latitude,Facility Longitude,Landing Location,Apogee,"
        "Test Outcome,Additional Information,Source(s)\n"
    )
    rows = (
        '71,14-May-17,15-May-17,21:00:00,Hwasong,IRBM,,Own Airfield,"Kusong, North Phyongan",,39.98,125.24,Sea,'
        "Unknown,Success,as we tell it,x\n"
        "72,Jun-14,15-May-17,,Scud,SRBM,Unknown,Unknown,Unknown,,Unknown,Unknown,Unknown,Unknown,Failure,,x\n"
    )
    table, records, problems = read(tmp_path, head + rows)
    assert (table.layout.key, problems) == ("cns", [])
    assert brief(records) == [
        (date(2017, 5, 14), "day", "weapons-test", "KP06", "KP0603", "site"),
        (date(2014, 6, 1), "month", "weapons-test", None, None, "country"),
    ]
    assert [r.actors for r in records] == [(), ()]


def test_csis_is_read_in_its_three_forms(tmp_path):
    months = "Month,Year,Type,Event,Description,Resources\nMar,2022,Missile Provocation,Cruise Missile,Near Haeju.,x\n"
    plain = "date,type,event,description,resources\n2022-03-05,Nuclear Provocation,Nuclear Test,At Punggye-ri.,x\n"
    table, records, problems = read(tmp_path, months)
    assert (table.layout.key, problems) == ("csis_months", [])
    assert brief(records)[0][:3] == (date(2022, 3, 1), "month", "weapons-test")
    table, records, problems = read(tmp_path, plain)
    assert (table.layout.key, problems) == ("csis_plain", [])
    assert brief(records)[0][:3] == (date(2022, 3, 5), "day", "weapons-test")


def test_acleds_weekly_counts_last_a_week_and_are_of_a_province(tmp_path):
    head = (
        "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,POPULATION_EXPOSURE,"
        "DISORDER_TYPE,ID,CENTROID_LATITUDE,CENTROID_LONGITUDE\n"
    )
    rows = (
        "03/02/2024,Asia,North Korea,Jagang,Strategic developments,Arrests,3,0,,Strategic developments,77,40.9,126.6\n"
        "03/09/2024,Asia,North Korea,Jagang,Explosions/Remote violence,Grenade,1,0,,Political violence,77,40.9,126.6\n"
        "03/09/2024,Asia,Atlantis,Middle,Protests,Peaceful protest,1,0,,Demonstrations,78,1.5,2.5\n"
    )
    table, records, problems = read(tmp_path, head + rows)
    assert (table.layout.key, problems) == ("acled_weekly", [])
    assert [(r.date, r.date_end, r.type, r.adm1, r.adm2, r.geo_precision) for r in records] == [
        (date(2024, 3, 2), date(2024, 3, 8), "other", "KP05", None, "adm1"),
        (date(2024, 3, 9), date(2024, 3, 15), "military", "KP05", None, "adm1"),
    ]


def gdelt1(columns: int, country: str = "KN") -> str:
    cells = [""] * columns
    cells[:5] = ["298000001", "20100326", "201003", "2010", "2010.2356"]
    cells[6], cells[25:35] = "NORTH KOREA", ["1", "190", "190", "19", "4", "-10", "2", "1", "2", "-3.1"]
    cells[49:57] = [
        "4",
        "Haeju, Hwanghae-namdo, North Korea",
        country,
        "KN06",
        "38.0406",
        "125.715",
        "-2",
        "20100327",
    ]
    if columns == 58:
        cells[57] = "https://example.org/own"
    return "\t".join(cells) + "\n"


@pytest.mark.parametrize("columns", [57, 58])
def test_gdelt_1_is_read_without_its_header_and_before_it_had_addresses(tmp_path, columns):
    content = gdelt1(columns) + gdelt1(columns, "XA")
    table, records, problems = read(tmp_path, content, "20100327.export.CSV")
    assert (table.layout.title, problems) == ("GDELT 1.0 events", [])
    assert brief(records) == [(date(2010, 3, 26), "day", "military", "KP09", "KP0901", "locality")]
    assert table.notes == ["1 row left out: outside the DPRK, by column ActionGeo_CountryCode"]
    assert records[0].url == ("https://example.org/own" if columns == 58 else "")


def test_mentions_of_gdelt_say_that_they_have_no_place(tmp_path):
    row = ["1300000009", "20241119230000", "20241120001500", "1", "example.org", "https://example.org/a", "3"]
    row += ["-1", "40", "88", "1", "50", "2100", "-3.2", "", ""]
    table, (record,), problems = read(tmp_path, "\t".join(row) + "\n", "own.mentions.CSV")
    assert (table.layout.key, problems) == ("gdelt_mentions", [])
    assert (record.url, record.date) == ("https://example.org/a", date(2024, 11, 20))
    assert "same GLOBALEVENTID" in table.notes[0]


def gkg(number: int, *locations: str) -> str:
    cells = [""] * 27
    cells[:5] = [
        f"20241120001500-{number}",
        "20241120001500",
        "1",
        "example.org",
        f"https://example.org/{number}",
    ]
    cells[9] = ";".join(locations)
    return "\t".join(cells) + "\n"


def test_an_article_of_gdelts_graph_is_placed_where_it_names_one_place_of_the_north(tmp_path):
    haeju = "4#Haeju, Hwanghae-namdo, North Korea#KN#KN06#38.0406#125.715#-21"
    anju = "4#Anju, P'yongan-namdo, North Korea#KN#KN15#39.6178#125.665#-22"
    north, other = "1#North Korea#KN#KN#40#127#KN", "4#Capital, Atlantis#XA#XA01#1.5#2.5#-9"
    content = gkg(0, north, haeju, other) + gkg(1, haeju, anju) + gkg(2, north) + gkg(3, other)
    table, records, problems = read(tmp_path, content, "own.gkg.csv")
    assert (table.layout.key, problems, len(records)) == ("gdelt_gkg", [], 3)
    assert [(r.adm2, r.geo_precision) for r in records] == [
        ("KP0901", "locality"),
        (None, "country"),
        (None, "country"),
    ]
    assert table.notes[0] == "1 row left out: outside the DPRK, by column V1LOCATIONS"


def test_gtd_has_its_date_in_parts_of_which_0_is_unknown(tmp_path):
    head = (
        "eventid,iyear,imonth,iday,approxdate,extended,country,country_txt,provstate,city,latitude,longitude,"
        "specificity,summary,doubtterr,attacktype1_txt,targtype1_txt,gname,nkill,scite1\n"
    )
    rows = (
        "199804010001,1998,4,0,,0,149,North Korea,South Hwanghae,Haeju,38.04,125.71,1,,0,Armed Assault,X,Unknown,,\n"
        "199900000001,1999,0,0,,0,149,North Korea,Ryanggang,Unknown,41.4,128.1,4,,0,Hijacking,X,Own,-9,\n"
        "199904010001,1999,4,1,,0,999,Atlantis,Middle,Capital,1.5,2.5,1,,0,Armed Assault,X,Own,,\n"
    )
    table, records, problems = read(tmp_path, head + rows)
    assert (table.layout.key, problems) == ("gtd", [])
    assert brief(records) == [
        (date(1998, 4, 1), "month", "other", "KP09", "KP0901", "locality"),
        (date(1999, 1, 1), "year", "other", "KP01", None, "adm1"),
    ]
    assert [r.actors for r in records] == [(), ("Own",)]
    assert "date=iyear+imonth+iday" in table.column_summary


def test_emdat_has_both_ends_in_parts(tmp_path):
    head = (
        "DisNo.,Historic,Classification Key,Disaster Group,Disaster Subgroup,Disaster Type,Disaster Subtype,"
        "External IDs,Event Name,ISO,Country,Location,Latitude,Longitude,River Basin,Start Year,Start Month,"
        "Start Day,End Year,End Month,End Day,Total Deaths,CPI\n"
    )
    name = '"Democratic People\'s Republic of Korea (the)"'
    rows = (
        f"2015-0900-PRK,No,k,Natural,Hydrological,Flood,Own,,,PRK,{name},Rason,,,,2015,8,22,2015,9,,40,50\n"
        "2015-0901-ATL,No,k,Natural,Hydrological,Flood,Own,,,ATL,Atlantis,Middle,,,,2015,8,22,2015,9,2,40,50\n"
    )
    table, (record,), problems = read(tmp_path, head + rows)
    assert (table.layout.key, problems) == ("emdat", [])
    assert (record.date, record.date_end, record.type) == (date(2015, 8, 22), date(2015, 9, 30), "disaster")
    assert record.adm1 == "KP02"


def test_reliefweb_reports_and_disasters_are_read_from_the_api(tmp_path):
    country = [{"name": "Atlantis", "iso3": "atl"}, {"name": "DPRK", "iso3": "prk"}]
    fields = {
        "title": "Flood",
        "date": {"original": "2015-08-25T00:00:00+00:00", "created": "2015-08-26T04:00:00+00:00"},
    }
    fields |= {"country": country, "body": "Water stood in Haeju City.", "url": "https://example.org/1"}
    other = {**fields, "country": country[:1]}
    whole = {"totalCount": 2, "data": [{"id": "9", "fields": fields}, {"id": "8", "fields": other}]}
    table, (record,), problems = read(tmp_path, whole, "own.json")
    assert (table.layout.key, problems) == ("reliefweb", [])
    assert (record.id, record.date, record.date_of_report, record.adm2, record.url) == (
        "9", date(2015, 8, 25), True, "KP0901", "https://example.org/1",
    )  # fmt: skip
    fields = {"name": "DPRK: Floods in Haeju City", "glide": "FL-2015-000900-PRK", "status": "past"}
    fields |= {"date": {"event": "2015-08-22T00:00:00+00:00", "created": "2015-08-26T04:00:00+00:00"}}
    table, (record,), _ = read(tmp_path, {"data": [{"id": "7", "fields": fields}]}, "own.json")
    assert (table.layout.key, record.date, record.type) == (
        "reliefweb_disasters",
        date(2015, 8, 22),
        "disaster",
    )


_USGS = (
    "time,latitude,longitude,depth,mag,magType,nst,gap,dmin,rms,net,id,updated,place,type,horizontalError,depthError,"
    "magError,magNst,status,locationSource,magSource\n"
)


def test_usgs_is_read_alike_from_csv_and_geojson_and_its_point_stands(tmp_path):
    place = "31 km NNW of Haeju, North Korea"
    begin = "2019-05-06T16:30:00.500Z,38.31,125.6,5,2.1,ml,9,80,0.5,0.4,us,usown1,2020-01-01T00:00:00.000Z"
    row = f'{begin},"{place}",earthquake,1,1,,3,reviewed,us,us\n'
    feature = {
        "type": "Feature",
        "id": "usown1",
        "properties": {
            "mag": 2.1, "place": place, "time": 1557160200500, "updated": 1577836800000, "felt": None, "cdi": None,
            "mmi": None, "tsunami": 0, "sig": 68, "nst": 9, "dmin": 0.5, "rms": 0.4, "gap": 80, "magType": "ml",
            "type": "nuclear explosion", "title": f"M 2.1 - {place}", "url": "https://example.org/usown1",
        },
        "geometry": {"type": "Point", "coordinates": [125.6, 38.31, 5]},
    }  # fmt: skip
    for content, name, kind in (
        (_USGS + row, "own.csv", "disaster"),
        ({"type": "FeatureCollection", "features": [feature]}, "own.geojson", "weapons-test"),
    ):
        table, (record,), problems = read(tmp_path, content, name)
        assert (table.layout.key, problems) == ("usgs", [])
        assert (record.id, record.date, record.lat, record.lon) == ("usown1", date(2019, 5, 7), 38.31, 125.6)
        assert (record.type, place in record.title) == (kind, True)


def test_days_of_isc_and_firms_are_those_of_pyongyang(tmp_path):
    isc = (
        "EVENTID,AUTHOR   ,DATE      ,TIME       ,LAT     ,LON      ,DEPTH,DEPFIX,AUTHOR   ,TYPE  ,MAG\n"
        "900001,OWN      ,2019-05-06,15:30:00.10, 41.3,  129.08, 0.0,TRUE,OWN      ,kn    , 4.1\n"
    )
    table, (record,), _ = read(tmp_path, isc)
    assert (table.layout.key, record.date, record.type) == ("isc", date(2019, 5, 7), "weapons-test")
    firms = (
        "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,"
        "frp,daynight\n"
        "41.80,129.75,301.5,0.4,0.4,2024-03-01,1712,N,VIIRS,n,2.0NRT,280.1,1.5,N\n"
        "41.80,129.75,301.5,0.4,0.4,2024-03-01,412,N,VIIRS,n,2.0NRT,280.1,1.5,D\n"
    )
    table, records, problems = read(tmp_path, firms)
    assert (table.layout.key, problems) == ("firms", [])
    assert [r.date for r in records] == [date(2024, 3, 2), date(2024, 3, 1)]
    assert {r.adm2 for r in records} == {"KP0205"}


def test_a_geonames_dump_has_no_header_and_is_a_table_of_places(tmp_path):
    def line(number: int, name: str, code: str, country: str = "KP") -> str:
        cells = [
            str(number),
            name,
            name,
            "",
            "38.0406",
            "125.7147",
            code[:1],
            code,
            country,
            "",
            "06",
            "",
            "",
            "",
        ]
        return "\t".join([*cells, "0", "", "10", "Asia/Pyongyang", "2020-01-31"]) + "\n"

    content = line(1, "Haeju", "PPLA") + line(2, "Own hill", "HLL") + line(3, "Capital", "PPLC", "XA")
    table, records, problems = read(tmp_path, content, "KP.txt")
    assert (table.layout.key, problems) == ("geonames", [])
    assert [(r.title, r.adm2, r.geo_precision) for r in records] == [
        ("Haeju", "KP0901", "locality"),
        ("Own hill", "KP0901", "site"),
    ]
    assert "1 row left out: outside the DPRK, by column country code" in table.notes


def test_power_plants_are_places_of_the_north(tmp_path):
    head = (
        "country,country_long,name,gppd_idnr,capacity_mw,latitude,longitude,primary_fuel,commissioning_year,owner,url,"
        "geolocation_source,wepp_id\n"
    )
    rows = (
        "PRK,North Korea,Own Dam,OWN0000001,90,38.10,125.75,Hydro,,,https://example.org,Own,1\n"
        "ATL,Atlantis,Their Dam,OWN0000002,90,1.5,2.5,Hydro,,,https://example.org,Own,2\n"
    )
    table, (record,), problems = read(tmp_path, head + rows)
    assert (table.layout.key, problems) == ("power_plants", [])
    assert (record.title, record.date, record.adm1) == ("Own Dam", None, "KP09")


def test_a_stac_item_without_a_geometry_has_its_bounds(tmp_path):
    item = {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": "own-1",
        "collection": "own-scenes",
        "bbox": [125.70, 38.03, 125.72, 38.05],
        "geometry": None,
        "properties": {
            "datetime": None, "start_datetime": "2024-05-01T16:00:00Z", "end_datetime": "2024-05-03T01:00:00Z",
            "platform": "own", "gsd": 10, "created": "2024-06-01T00:00:00Z",
        },
        "assets": {},
    }  # fmt: skip
    scene = {
        **item,
        "id": "own-2",
        "properties": {"datetime": "2024-05-09T01:00:00Z", "platform": "own", "gsd": 10},
    }
    table, records, problems = read(
        tmp_path, {"type": "FeatureCollection", "features": [item, scene]}, "own.json"
    )
    assert (table.layout.key, problems) == ("stac", [])
    assert [(r.id, r.date, r.adm2, r.title) for r in records] == [
        ("own-1", date(2024, 5, 2), "KP0901", "own-scenes"),
        ("own-2", date(2024, 5, 9), "KP0901", "own-scenes"),
    ]


def test_trends_of_the_ministry_are_days_of_reports(tmp_path):
    item = {
        "sj": "해주시에서 공장 준공식 진행",
        "cn": "해주시에서 방직공장 준공식이 진행되였다.",
        "first_reg_ymd": "20240305",
    }
    whole = {
        "response": {
            "header": {"resultCode": "0"},
            "body": {"items": {"item": [{**item, "filenm": "", "url": "https://example.org/1"}]}},
        }
    }
    table, (record,), problems = read(tmp_path, whole, "own.json")
    assert (table.layout.key, problems) == ("trends", [])
    assert (record.date, record.date_of_report, record.adm2) == (date(2024, 3, 5), True, "KP0901")
