"""geopy's interface to the reference."""

from __future__ import annotations

import asyncio

import geopy
import pandas as pd
import pytest
from geopy.adapters import URLLibAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.extra.rate_limiter import AsyncRateLimiter, RateLimiter
from geopy.point import Point
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.geocoding.lookup import lookup
from geo.reference.nearest import kilometres, nearest
from tests.support import GAZETTEER, REFERENCE


def test_any_spelling_gives_a_geopy_location():
    for name in ("Songchon County", "Sŏngch'ŏn-gun", "Seongcheon", "성천군"):
        found = geo.Geocoder().geocode(name)
        assert isinstance(found, geopy.Location)
        assert found.raw["adm2"] == "KP0717"


def test_an_ambiguous_name_gives_none_or_all_that_bear_it():
    coder = geo.Geocoder()
    assert coder.geocode("Unsan") is None
    assert {f.raw["adm2"] for f in coder.geocode("Unsan", exactly_one=False)} == {"KP0617", "KP0720"}


def test_a_name_with_its_province_is_resolved():
    assert geo.Geocoder().geocode("Unsan County, South Phyongan Province").raw["adm2"] == "KP0720"


def test_a_sentence_gives_the_place_in_it():
    assert lookup("Kim Jong Un visited the Sunchon Cement Complex.", REFERENCE)[0][0].adm2 == "KP0705"


@pytest.mark.parametrize("query", ["Atlantis", "???", "Seoul"])
def test_what_is_unknown_is_none(query):
    assert geo.Geocoder().geocode(query) is None


def test_a_point_gives_its_county_and_the_sea_none():
    assert geo.Geocoder().reverse((39.30, 126.30)).raw["adm2"] == "KP0717"
    assert geo.Geocoder().reverse("39.0, 129.5") is None


def test_code_written_for_geopy_works_unchanged():
    limited = RateLimiter(geo.Geocoder().geocode, min_delay_seconds=0)
    assert [limited(n).raw["adm2"] for n in ("Haeju", "Anju")] == ["KP0901", "KP0703"]


@pytest.mark.parametrize("query", ["", "  ", None, float("nan"), 7, {}, {"amenity": "school"}, {"city": " "}])
def test_a_query_that_asks_nothing_is_an_error_of_geopy(query):
    with pytest.raises(GeocoderQueryError):
        geo.Geocoder().geocode(query)


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    "query", ["", "Songchon", (91, 126), (float("nan"), 126), None, "39", [1, 2, 3, 4], 7]
)
def test_what_is_no_point_on_the_globe_is_an_error_of_geopy(query):
    with pytest.raises(GeocoderQueryError):
        geo.Geocoder().reverse(query)


@pytest.mark.parametrize(
    "options",
    [{"limit": 0}, {"geometry": "svg"}, {"featuretype": "house"}, {"viewbox": [(1, 2)]}, {"viewbox": "x"}],
)
def test_an_option_out_of_its_values_is_an_error_of_geopy(options):
    with pytest.raises(GeocoderQueryError):
        geo.Geocoder().geocode("Unsan", **options)


@pytest.mark.parametrize(
    ("query", "pcode"),
    [
        ({"county": "Unsan", "state": "South Phyongan"}, "KP0720"),
        ({"county": "은산군", "country": "DPRK"}, "KP0720"),
        ({"city": "Anju", "state": "South Pyongan Province", "postalcode": "1"}, "KP0703"),
        ({"state": "Ryanggang"}, "KP01"),
        ({"street": "Anju Pump Factory", "city": "Nowhere"}, None),
        ({"county": "Unsan"}, None),
        ({"city": "Anju", "country": "South Korea"}, None),
        ({"country": "North Korea"}, None),
    ],
)
def test_a_structured_query_is_answered_by_its_parts(query, pcode):
    found = geo.Geocoder().geocode(query)
    assert (found and (found.raw["adm2"] or found.raw["adm1"])) == pcode


def test_keywords_of_nominatims_callers_are_taken():
    coder = geo.Geocoder(user_agent="a", timeout=3, scheme="http", adapter_factory=URLLibAdapter)
    found = coder.geocode(
        "Songchon County", addressdetails=True, language="ko", extratags=True, namedetails=True, geometry="geojson",
        country_codes=["kp", "cn"], timeout=None, featuretype="city",
    )  # fmt: skip
    assert found.address == "성천군, 평안남도"
    assert found.raw["address"] == {
        "county": "성천", "state": "평안남도", "country": "조선민주주의인민공화국", "country_code": "kp",
    }  # fmt: skip
    assert found.raw["namedetails"]["name:ko"] == "성천"
    assert found.raw["geojson"]["type"] in ("Polygon", "MultiPolygon")
    assert (
        coder.geocode("Songchon County", geometry="wkt")
        .raw["geotext"]
        .startswith(("POLYGON", "MULTIPOLYGON"))
    )
    assert coder.geocode("Songchon County", country_codes="cn") is None
    assert coder.geocode("Songchon County", featuretype="state") is None


def test_a_viewbox_puts_first_or_leaves_out():
    coder = geo.Geocoder()
    south = [(38.5, 125.0), Point(39.8, 127.0)]
    assert [f.raw["adm2"] for f in coder.geocode("Unsan", exactly_one=False, viewbox=south)] == [
        "KP0720",
        "KP0617",
    ]
    assert [
        f.raw["adm2"] for f in coder.geocode("Unsan", exactly_one=False, viewbox=south, bounded=True)
    ] == ["KP0720"]
    assert len(coder.geocode("Unsan", exactly_one=False, limit=1)) == 1


def test_the_evidence_names_the_namesake_that_is_not_meant():
    raw = geo.Geocoder().geocode("Unsan County, South Phyongan Province").raw
    assert raw["rule"] == "parent-named"
    assert raw["candidates"] == [
        {"place_id": "KP0617", "address": "Unsan County, North Phyongan", "why": "not meant: parent-named"}
    ]


def test_namesakes_of_which_nothing_says_which_is_meant_are_equally_likely():
    first, second = geo.Geocoder().geocode("Unsan", exactly_one=False)
    why = "equally likely: one of 2 places of that name"
    assert [(one["place_id"], one["why"]) for one in first.raw["candidates"]] == [("KP0720", why)]
    assert [(one["place_id"], one["why"]) for one in second.raw["candidates"]] == [("KP0617", why)]


def test_a_p_code_is_a_query_as_a_name_is():
    for query in ("KP0717", " kp0717 "):
        assert [(p.name, rule) for p, rule, _ in lookup(query, REFERENCE)] == [("Songchon", "P-code")]
        assert geo.Geocoder().geocode(query).address == "Songchon County, South Phyongan"
    assert geo.Geocoder().geocode("KP9999") is None


@pytest.mark.filterwarnings("ignore:Latitude normalization")
def test_a_point_is_geocoded_as_it_is_reversed():
    coder = geo.Geocoder()
    for query in ("39.26, 126.2", "39.66, 124.705"):
        there = coder.reverse(query, exactly_one=False)
        assert [p.raw for p in coder.geocode(query, exactly_one=False, addressdetails=True)] == [
            p.raw for p in there
        ]
        assert coder.geocode(query).point == there[0].point
    assert coder.geocode("39.66, 124.705", featuretype="city").raw["kind"] == "adm2"
    assert coder.geocode("37.5665, 126.978") is None
    with pytest.raises(GeocoderQueryError):
        coder.geocode("126.2, 39.26")


def test_a_point_gives_the_nearest_place_or_the_level_that_is_asked_for():
    coder = geo.Geocoder()
    chain = coder.reverse("39.66, 124.705", exactly_one=False)
    assert [one.raw["kind"] for one in chain] == ["locality", "site", "adm2", "adm1"]
    assert chain[0].raw["distance_km"] <= chain[1].raw["distance_km"] <= 2
    assert coder.reverse("39.66, 124.705", zoom=10).raw["place_id"] == chain[2].raw["place_id"]
    assert coder.reverse("39.66, 124.705", zoom=5).raw["kind"] == "adm1"
    assert coder.reverse("39.67, 124.705", within_km=0).raw["kind"] == "adm2"


@given(st.floats(37.5, 43.1), st.floats(124, 131), st.floats(0.1, 30))
def test_what_is_near_is_near_along_the_geodesic(lat, lon, km):
    found = nearest(GAZETTEER, lat=lat, lon=lon, within_km=km)
    assert [apart for _, apart in found] == sorted(apart for _, apart in found)
    every = [
        p
        for p in (*GAZETTEER.places.values(), *GAZETTEER.formed.places.values())
        if p.country == "KP" and p.lat is not None and p.geo_precision in ("site", "locality")
        and abs(p.lat - lat) < 0.5 and abs(p.lon - lon) < 0.7
    ]  # fmt: skip
    assert {p.place_id for p, _ in found} == {p.place_id for p in every if kilometres(lat, lon, p) <= km}


def test_a_column_of_pandas_is_located_as_with_any_geocoder():
    frame = pd.DataFrame({"place": ["Songchon County", "Unsan", "Hamhung"]})
    found = frame["place"].apply(RateLimiter(geo.Geocoder().geocode, min_delay_seconds=0))
    assert [one and one.raw["adm2"] for one in found] == ["KP0717", None, "KP0307"]


def test_an_asynchronous_adapter_makes_answers_to_await():
    aiohttp = pytest.importorskip("aiohttp")
    from geopy.adapters import AioHTTPAdapter

    async def ask():
        async with geo.Geocoder(adapter_factory=AioHTTPAdapter) as coder:
            limited = AsyncRateLimiter(coder.geocode, min_delay_seconds=0)
            return [await limited("Haeju"), await limited("Unsan"), await coder.reverse((39.25, 126.22))]

    assert aiohttp
    haeju, none, songchon = asyncio.run(ask())
    assert (haeju.raw["adm2"], none, songchon.raw["adm2"]) == ("KP0901", None, "KP0717")


def test_a_synchronous_geocoder_is_a_context_too_and_a_wrong_set_up_is_reported():
    with geo.Geocoder(adapter_factory=URLLibAdapter) as coder:
        assert coder.geocode("Haeju")
    with pytest.raises(ConfigurationError, match="fallback"):
        geo.Geocoder(cache="cache.sqlite")
