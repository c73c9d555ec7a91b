"""geopy's interface to the reference."""

from __future__ import annotations

import geopy
import pytest
from geopy.extra.rate_limiter import RateLimiter

import geo
from geo.lookup import lookup


def test_any_spelling_gives_a_geopy_location():
    for name in ("Songchon County", "Sŏngch'ŏn-gun", "Seongcheon", "성천군"):
        found = geo.Geocoder().geocode(name)
        assert isinstance(found, geopy.Location)
        assert found.raw["adm2"] == "KP0717"


def test_an_ambiguous_name_gives_none_or_all_that_bear_it():
    coder = geo.Geocoder()
    assert coder.geocode("Unsan") is None
    assert {f.raw["adm2"] for f in coder.geocode("Unsan", exactly_one=False)} == {"KP0617", "KP0720"}


def test_a_name_with_its_province_is_settled():
    assert geo.Geocoder().geocode("Unsan County, South Phyongan Province").raw["adm2"] == "KP0720"


def test_a_sentence_gives_the_place_in_it():
    assert lookup("Kim Jong Un visited the Sunchon Cement Complex.")[0][0].adm2 == "KP0705"


@pytest.mark.parametrize("query", ["Atlantis", "", "???"])
def test_what_is_unknown_is_none(query):
    assert geo.Geocoder().geocode(query) is None


def test_a_point_gives_its_county_and_the_sea_none():
    assert geo.Geocoder().reverse((39.30, 126.30)).raw["adm2"] == "KP0717"
    assert geo.Geocoder().reverse("39.0, 129.5") is None


def test_code_written_for_geopy_works_unchanged():
    limited = RateLimiter(geo.Geocoder().geocode, min_delay_seconds=0)
    assert [limited(n).raw["adm2"] for n in ("Haeju", "Anju")] == ["KP0901", "KP0703"]
