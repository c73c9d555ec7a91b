"""On which side of the border a point lies."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import BOUNDARIES


@pytest.mark.parametrize(
    ("town", "lat", "lon"),
    [
        ("Dandong, by the broken bridge", 40.1215, 124.3925), ("Ji'an", 41.1262, 126.1881),
        ("Linjiang", 41.8095, 126.9135),
        ("Changbai", 41.4201, 128.1992), ("Tumen, by the river", 42.9621, 129.8462), ("Kaishantun", 42.6995, 129.7541),
        ("Sanhe", 42.4741, 129.7402), ("Nanping", 42.2641, 129.2071), ("Khasan", 42.4312, 130.6431),
        ("Dorasan Station", 37.8993, 126.7104), ("Imjingak", 37.8891, 126.7402), ("Daeseong-dong", 37.9412, 126.6771),
        ("a tower on Gyodong", 37.8052, 126.2391), ("an observatory on Ganghwa", 37.8271, 126.4353),
        ("Odusan Observatory", 37.7731, 126.6772), ("the observatory of Goseong", 38.5861, 128.3751),
        ("Baengnyeong", 37.9571, 124.6692), ("Yeonpyeong", 37.6661, 125.7021),
    ],
)  # fmt: skip
def test_a_point_across_the_land_border_or_an_estuary_is_abroad(town, lat, lon):
    assert BOUNDARIES.county_at(lat=lat, lon=lon) is None


@pytest.mark.parametrize(
    ("town", "lat", "lon", "adm2"),
    [
        ("Sinuiju, by the bridge", 40.1121, 124.3961, "KP0601"), ("Wihwado", 40.1312, 124.4221, "KP0601"),
        ("Hwanggumphyong", 39.9562, 124.3221, "KP0625"), ("Uiju", 40.1981, 124.5332, "KP0620"),
        ("the dam of Suphung", 40.4621, 124.9621, "KP0621"), ("Manpho", 41.1561, 126.2882, "KP0502"),
        ("Junggang", 41.7781, 126.8752, "KP0509"), ("Hyesan", 41.4011, 128.1792, "KP0101"),
        ("the summit of Paektu", 41.9932, 128.0771, "KP0107"), ("Musan", 42.2281, 129.2101, "KP0218"),
        ("Hoeryong", 42.4381, 129.7512, "KP0203"), ("Namyang", 42.9502, 129.8572, "KP0220"),
        ("Tumangang", 42.4141, 130.6491, "KP0201"), ("Panmungak", 37.9572, 126.6762, "KP0803"),
        ("Kaesong Industrial Complex", 37.9312, 126.6251, "KP0803"), ("Onjong-ri", 38.6891, 128.2082, "KP0406"),
    ],
)  # fmt: skip
def test_a_town_on_the_norths_side_of_the_border_is_in_its_county(town, lat, lon, adm2):
    assert BOUNDARIES.county_at(lat=lat, lon=lon) == adm2


def test_a_point_a_little_off_the_coast_is_in_the_county_there():
    assert BOUNDARIES.county_at(lat=38.69, lon=125.18) == "KP1102"
    assert BOUNDARIES.county_at(lat=39.17, lon=127.49) is not None
    assert BOUNDARIES.county_at(lat=38.5, lon=124.0) is None


def test_many_points_are_located_as_single_ones_are():
    random = np.random.default_rng(7)
    lats, lons = random.uniform(37.6, 43.0, 1200), random.uniform(124.0, 131.0, 1200)
    many = BOUNDARIES.counties_at(lat=lats, lon=lons).tolist()
    assert many[:300] == [
        BOUNDARIES.county_at(lat=y, lon=x) for y, x in zip(lats[:300], lons[:300], strict=True)
    ]
    assert BOUNDARIES.counties_at(lat=[float("nan"), 39.25], lon=[126.2, float("inf")]).tolist() == [
        None,
        None,
    ]
    assert BOUNDARIES.counties_at(lat=[], lon=[]).tolist() == []


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(40.1292, 124.3947, "CN"), (42.45, 130.7, "RU"), (37.5665, 126.978, "KR"), (39.0, 129.0, "")],
)
def test_the_neighbour_on_whose_land_a_point_lies_is_named(lat, lon, country):
    assert BOUNDARIES.border.neighbour(lon, lat) == country
