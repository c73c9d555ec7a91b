"""Points in the notations that people use."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.reference.written_points import angle, coarse, precision_by_digits, read_point, written_point

HAMHUNG = (39.9175, 127.5358)
"""39 degrees 55 minutes 3 seconds, 127 degrees 32 minutes 8.9 seconds."""

SECONDS = (
    "39 55 3 N 127 32 8.9 E", "39 55 3N, 127 32 8.9E", "N 39 55 3 E 127 32 8.9", "39°55'3\"N 127°32'8.9\"E",
    "39°55′3″N 127°32′8.9″E", "39° 55' 3'' N / 127° 32' 8.9'' E", "39º55’3”N, 127º32’8.9”E", "N395503 E1273208.9",
    "395503N 1273208.9E", "39d55m3s N, 127d32m8.9s E", "39:55:3 N 127:32:8.9 E", "39-55-03N 127-32-08.9E",
    "39 deg 55 min 3 sec North, 127 deg 32 min 8.9 sec East", "127°32'8.9\"E 39°55'3\"N", "39 55 3 127 32 8.9",
    "북위 39도 55분 3초 동경 127도 32분 8.9초", "39도 55분 3초, 127도 32분 8.9초",
    "北纬39度55分3秒，东经127度32分8.9秒",
    "北緯39度55分3秒、東経127度32分8.9秒", "lat 39°55'3\"N lon 127°32'8.9\"E", "+395503+1273208.9/",
    "（39°55′3″N，127°32′8.9″E）", "E 127° 32' 8.9\" N 39° 55' 3\"",
)  # fmt: skip
MINUTES = (
    "N 39° 55.050 , E 127° 32.148", "39°55.050'N 127°32.148'E", "3955.050N 12732.148E", "3955.050,N,12732.148,E",
    "39 55.050 N, 127 32.148 E", "N3955.050 E12732.148", "+3955.050+12732.148/",
)  # fmt: skip
DECIMAL = (
    "39.9175, 127.5358", "39.9175 127.5358", "39,9175 127,5358", "39,9175; 127,5358", "39,9175° N, 127,5358° E",
    "(39.9175, 127.5358)", "[127.5358, 39.9175]", "39.9175N 127.5358E", "39.9175° N, 127.5358° E",
    "N39.9175 E127.5358",
    "39.9175/127.5358", "lat=39.9175 lon=127.5358", "lng: 127.5358, lat: 39.9175", "위도 39.9175 경도 127.5358",
    "위도: 39.9175, 경도: 127.5358", "POINT(127.5358 39.9175)", "POINT Z (127.5358 39.9175 12)",
    "SRID=4326;POINT (127.5358 39.9175)",
    '{"type": "Point", "coordinates": [127.5358, 39.9175]}', "geo:39.9175,127.5358",
    "geo:39.9175,127.5358?z=12", "https://www.google.com/maps/@39.9175,127.5358,12z", "+39.9175+127.5358/",
    "https://maps.google.com/?q=39.9175,127.5358", "https://www.openstreetmap.org/#map=14/39.9175/127.5358",
    "https://www.openstreetmap.org/?mlat=39.9175&mlon=127.5358#map=12/39.5/127.1", "３９．９１７５，１２７．５３５８",
    "https://www.google.com/maps/place/Hamhung/@39.1,127.2,9z/data=!4m2!3m1!3d39.9175!4d127.5358",
    "https://yandex.com/maps/?ll=127.5358,39.9175&z=12", "39.9175N, 127.5358", "39.9175 , 127.5358",
)  # fmt: skip


@pytest.mark.parametrize("text", [*SECONDS, *MINUTES, *DECIMAL])
def test_a_point_is_read_in_every_usual_notation(text):
    found = written_point(text)
    assert found is not None
    assert (found.lat, found.lon) == pytest.approx(HAMHUNG, abs=2e-5)
    assert not found.longitude_first
    assert precision_by_digits(found.step_km) == "site"


@pytest.mark.parametrize(
    ("text", "size_km"),
    [
        ("52S CK 74863 19626", 0.001), ("52SCK7486319626", 0.001), ("52S CK 748 196", 0.1),
        ("52N 374863 4419626", 0.001),
        ("UTM 52S 374863mE 4419626mN", 0.001), ("EPSG:32652 374863 4419626", 0.001), ("8QF9WG9P+28", 0.014),
    ],
)  # fmt: skip
def test_a_grid_reference_is_the_centre_of_its_cell(text, size_km):
    found = written_point(text)
    assert found is not None
    assert (found.lat, found.lon) == pytest.approx(HAMHUNG, abs=1.5e-3)
    assert found.step_km == pytest.approx(size_km, rel=0.1)


def test_the_larger_plain_number_is_the_longitude_and_that_is_said():
    found = written_point("127.5358, 39.9175")
    assert (found.lat, found.lon, found.longitude_first) == (*HAMHUNG, True)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("40, 127", "country"), ("40.0, 127.0", "country"), ("40.000000 127.000000", "country"),
        ("39.9, 127.5", "adm2"),
        ("39.9, 127.0", "adm2"), ("39°55'N 127°32'E", "locality"), ("N3955 E12732", "locality"),
        ("39.92, 127.54", "site"),
        ("39.50, 127.50", "site"), ("39.917500, 127.535800", "site"), ("39°55'00\"N 127°32'00\"E", "site"),
        ("52S CK", "country"),
    ],
)  # fmt: skip
def test_precision_follows_from_the_digits_that_are_given(text, level):
    assert precision_by_digits(written_point(text).step_km) == level


def test_coarse_digits_are_told_in_kilometres():
    assert coarse(written_point("39.9, 127.5").step_km) == "digits exact to 11 km"
    assert coarse(written_point("39°55'N 127°32'E").step_km) == "digits exact to 1.9 km"
    assert coarse(written_point("39.917, 127.535").step_km) == ""


@pytest.mark.parametrize(
    "text",
    [
        "39°75'N 127°32'E", "39°55'61\"N 127°32'E", "N395503 S1273208", "95.2N 127.5E", "39.9175, 327.5358",
        "39N 40S", "WG9P+X8",
        "52S KJ 123 456", "52S CK 123 4567", "61N 374863 4419626", "-39.9S 127.5E",
    ],
)  # fmt: skip
def test_a_point_that_cannot_be_one_is_refused_with_the_reason(text):
    with pytest.raises(ValueError, match=r"[a-z]"):
        written_point(text)
    assert read_point(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "39.9", "Hamhung City", "함흥시", "KP0717", "3 April 2024", "2024-04-03", "KN-23", "39 Office",
        "Hwasong-11Da",
        "https://example.org/39.9175/127.5358", "Songchon County, 1960", "105 Tank Division", "East Sea", "North",
        "N", "+",
        "1,2,3,4", "Hall 5, 6", '{"type": "Point"}', "38 North", "geo:here", "West 5 East",
    ],
)  # fmt: skip
def test_other_text_is_no_point(text):
    assert read_point(text) is None


@pytest.mark.parametrize(
    ("text", "axis", "degrees"),
    [
        ("39,9175", "lat", 39.9175), ("3955.050", "lat", 39.9175),
        ("12732.148", "lon", 127.5358),
        ("E127.5358", "lon", 127.5358), ("127°32.148'", "lon", 127.5358), ("동경 127도 32분", "lon", 127.5333),
        ("39 55 3", "lat", 39.9175), ("-39.9175", "", -39.9175), ("39.9175S", "", -39.9175),
        ("39.9175 degrees", "", 39.9175),
    ],
)  # fmt: skip
def test_one_coordinate_in_a_cell_of_its_own_is_read_alike(text, axis, degrees):
    assert angle(text, axis).degrees == pytest.approx(degrees, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("127E", "lat"),
        ("395503", ""),
        ("395503", "lat"),
        ("3 9", "lat"),
        ("about 39", "lat"),
        ("396503", "lat"),
        ("", "lat"),
    ],
)
def test_what_is_no_coordinate_of_that_axis_is_refused(text, axis):
    with pytest.raises(ValueError, match=r"[a-z]"):
        angle(text, axis)


@given(st.text(max_size=40))
def test_any_text_is_a_point_or_none(text):
    found = read_point(text)
    assert found is None or (abs(found.lat) <= 90 and abs(found.lon) <= 180)


@given(st.floats(37.0, 43.5), st.floats(124.0, 131.5))
def test_every_point_survives_degrees_minutes_and_seconds(lat, lon):
    def written(value: float) -> str:
        seconds = round(value * 3600, 2)
        return f"{int(seconds // 3600)}°{int(seconds % 3600 // 60)}′{seconds % 60:.2f}″"

    text = f"{written(lat)}N {written(lon)}E"
    if re.search("60.00″", text):
        return
    found = written_point(text)
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "lat=39.9175&lon=127.5358", "?lon=127.5358&lat=39.9175", "lat 39.9175 N 127.5358 E",
        "39.9175 127.5358 (WGS84)", "39°55′3″N-127°32′8.9″E", "39.9175°N, 127.5358°E.",
        "Coordinates: 39.9175, 127.5358",
        "좌표 39.9175 127.5358", "https://example.org/map?lon=127.5358&lat=39.9175",
    ],
)  # fmt: skip
def test_what_surrounds_a_point_in_links_and_sentences_is_no_obstacle(text):
    found = written_point(text)
    assert found is not None
    assert (found.lat, found.lon) == pytest.approx(HAMHUNG, abs=2e-5)


def test_utm_is_read_with_its_zone_last_too():
    assert written_point("374863 4419626 52N") == written_point("52N 374863 4419626")
