"""Where the records of a table are: by their points, codes and names, and what is told where these do not agree."""

from __future__ import annotations

import pytest

from geo.linking.records import read_records
from geo.model.errors import GeoError


def table(tmp_path, text: str, **options):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    problems: list[GeoError] = []
    return list(read_records(path, problems.append, **options)), [str(problem) for problem in problems]


def one(tmp_path, header: str, row: str, **options):
    (record,), problems = table(tmp_path, f"date,{header}\n2024-11-20,{row}\n", **options)
    return record, problems


@pytest.mark.parametrize(
    ("lat", "lon", "level", "adm2"),
    [
        ("41", "127", "country", None), ("41.0", "127.0", "country", None), ("40.9", "126.6", "adm2", "KP0501"),
        ("40°58'N", "126°36'E", "locality", "KP0501"), ("40.967", "126.603", "site", "KP0501"),
        ("40 58 1 N", "126 36 10 E", "site", "KP0501"),
    ],
)  # fmt: skip
def test_a_record_is_no_more_precise_than_its_digits(tmp_path, lat, lon, level, adm2):
    record, problems = one(tmp_path, "lat,lon", f"{lat},{lon}")
    assert (record.geo_precision, record.adm2, problems) == (level, adm2, [])
    assert ("digits exact to" in record.rule) == (level != "site")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("coordinates", "40 58 1 N 126 36 10 E"), ("coords", "N405801 E1263610"),
        ("좌표", "북위 40도 58분 1초 동경 126도 36분 10초"),
        ("point", "N 40° 58.02 / E 126° 36.17"), ("wkt", "POINT (126.6028 40.9669)"), ("latlon", "52T BL 98282 37850"),
    ],
)  # fmt: skip
def test_a_column_of_points_may_be_in_any_notation(tmp_path, column, cell):
    record, problems = one(tmp_path, column, f'"{cell}"')
    assert (record.adm2, record.geo_precision, problems) == ("KP0501", "site", [])


def test_points_with_the_longitude_first_are_read_and_told_once(tmp_path):
    rows = "".join(f'2024-11-2{n},"126.60{n}, 40.967"\n' for n in range(5))
    records, problems = table(tmp_path, f"date,coordinates\n{rows}")
    assert {r.adm2 for r in records} == {"KP0501"}
    assert len(problems) == 1
    assert "5 rows with the longitude first (line 2)" in problems[0]


@pytest.mark.parametrize(
    ("place", "lat", "lon", "adm2", "told"),
    [
        ("Anju City", 41.799, 129.772, "KP0209", "km from Anju"),
        ("개성시", 40.62, 125.93, "KP0514", "km from Kaesong"),
        ("Anju City", 35.17, 126.91, None, "km from Anju"),
    ],
)  # fmt: skip
def test_a_name_never_moves_a_point(tmp_path, place, lat, lon, adm2, told):
    record, problems = one(tmp_path, "place,lat,lon", f"{place},{lat},{lon}")
    assert (record.lat, record.lon) == (lat, lon)
    assert record.adm2 == adm2 or (adm2 and record.adm2 and record.adm2[:4] == adm2[:4])
    assert told in problems[0]
    assert "km from the point" in record.rule


def test_one_option_has_the_name_go_before_the_point(tmp_path):
    record, problems = one(tmp_path, "place,lat,lon", "Anju City,41.799,129.772", prefer="name")
    assert (record.adm2, record.geo_precision) == ("KP0703", "adm2")
    assert "the row is read without its coordinates" in problems[0]


def test_a_point_a_little_beside_the_county_named_stays_with_it(tmp_path):
    record, problems = one(tmp_path, "place,lat,lon", "Kilju County,41.281,129.081")
    assert (record.adm2, record.lat, problems) == ("KP0211", 41.281, [])


@pytest.mark.parametrize("code", ["KP0401", "kp0401", "PRK0401", "KP-0401", "401", "0401", "401.0"])
def test_a_pcode_is_read_in_every_form_that_is_certain(tmp_path, code):
    record, problems = one(tmp_path, "adm2_pcode,adm2_name", f"{code},Wonsan")
    assert (record.adm2, problems) == ("KP0401", [])


@pytest.mark.parametrize("code", ["KP04001", "PRK.4.1_1", "KP9901", "499"])
def test_a_code_that_is_none_for_certain_is_told_and_the_name_used(tmp_path, code):
    record, problems = one(tmp_path, "adm2_pcode,adm2_name", f"{code},Wonsan")
    assert record.adm2 == "KP0401"
    assert f"'{code}' is not known" in problems[0]
    assert code in record.rule


@pytest.mark.parametrize(
    ("header", "row", "adm2"),
    [
        ("adm2_pcode,adm2_name", "KP0401,Haeju", "KP0401"), ("adm2_pcode,province", "KP0401,Ryanggang", "KP0401"),
        ("adm2_pcode,place", "KP0901,Hyesan City", "KP0901"),
    ],
)  # fmt: skip
def test_a_code_and_a_name_at_odds_are_told(tmp_path, header, row, adm2):
    record, problems = one(tmp_path, header, row)
    assert record.adm2 == adm2
    assert "but the row names" in problems[0]
    assert "km away; the code is used" in problems[0]
    assert "the code is used" in record.rule
    other, _ = one(tmp_path, header, row, prefer="name")
    assert other.adm2 != adm2


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("adm2_pcode,adm2_name,adm1", "KP0401,Wonsan,Kangwon"), ("adm2_pcode,adm2_name", "KP0720,Unsan"),
        ("adm2_pcode,place", "KP1001,Sunan"), ("adm2_pcode,adm1", "KP1001,Pyongyang"),
        ("adm2_pcode,adm2_name", "KP0406,Kosong"),
    ],
)  # fmt: skip
def test_a_code_and_a_name_that_agree_are_not_told(tmp_path, header, row):
    _, problems = one(tmp_path, header, row)
    assert problems == []


def test_a_direction_beside_a_point_is_no_place(tmp_path):
    record, problems = one(tmp_path, "place,lat,lon", '"24 km WNW of Hamhung, North Korea",39.995,127.271')
    assert (record.lat, record.lon, record.geo_precision, problems) == (39.995, 127.271, "site", [])
    assert "24 km WNW of Hamhung" in record.rule


@pytest.mark.parametrize(
    ("place", "level", "province"),
    [
        ("9 km north of Kanggye", "locality", "KP05"), ("14 km SSE of Kanggye, North Korea", "adm2", "KP05"),
        ("자강도 강계 남동쪽 14km 지역", "adm2", "KP05"), ("150 km N of Haeju", "adm1", None),
    ],
)  # fmt: skip
def test_a_direction_without_a_point_is_computed_and_marked_so(tmp_path, place, level, province):
    record, problems = one(tmp_path, "place", f'"{place}"')
    assert record.geo_precision in (level, "adm2")
    assert problems == []
    assert record.rule.startswith("computed: ")
    assert province is None or record.adm1 == province


def test_a_direction_from_a_place_that_nobody_knows_is_told(tmp_path):
    record, problems = one(tmp_path, "place", "12 km N of Atlantis")
    assert (record.geo_precision, record.adm1) == ("none", None)
    assert "'Atlantis' is not known" in problems[0]


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [(39.55, 128.15, "South Hamgyong"), (38.6, 124.4, "South Hwanghae"), (41.35, 130.1, "North Hamgyong")],
)
def test_a_point_at_sea_is_named_by_the_nearest_coast(tmp_path, lat, lon, name):
    record, problems = one(tmp_path, "lat,lon", f"{lat}3,{lon}2")
    assert (record.geo_precision, record.adm1, record.adm2, problems) == ("sea", None, None, [])
    assert "km off " in record.surface
    assert record.surface.endswith(name)
    assert record.surface in record.rule


@pytest.mark.parametrize(
    "place",
    [
        "신포 동남방 해상",
        "함흥 앞바다",
        "Hungnam Bay",
        "waters off Sinpho",
        "Sea of Japan",
        "East Sea",
        "원산만",
    ],
)
def test_a_place_column_that_names_waters_is_at_sea(tmp_path, place):
    record, _ = one(tmp_path, "place", place)
    assert (record.geo_precision, record.adm1) == ("sea", None)
    beside, _ = one(tmp_path, "place,lat,lon", f"{place},39.712,128.013")
    assert (beside.geo_precision, beside.lat, beside.adm1) == ("sea", 39.712, None)


def test_points_across_the_land_border_are_outside_and_counted(tmp_path):
    points = (
        "40.1292,124.3921",
        "42.9651,129.8432",
        "42.4291,130.6452",
        "37.8892,126.7403",
        "41.4181,128.1973",
    )
    rows = "".join(f"2024-11-20,{point}\n" for point in points)
    records, problems = table(tmp_path, f"date,lat,lon\n{rows}")
    assert {r.adm1 for r in records} == {None}
    assert {r.rule for r in records} == {
        f"coordinates outside of the DPRK ({name})" for name in ("China", "Russia", "South Korea")
    }
    assert len(problems) == 5
