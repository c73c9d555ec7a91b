"""What is asked of the geocoder: points in any notation, spellings of others, directions, misspelt names."""

from __future__ import annotations

import io

import pytest

from geo.cli import main
from geo.geocoding.geopy_adapter import Geocoder
from geo.geocoding.lookup import lookup, resolve
from geo.geocoding.other_spellings import perhaps
from geo.geocoding.queries import answer
from tests.support import GAZETTEER, REFERENCE


def ids(query: str) -> list[str]:
    return [place.place_id for place, *_ in answer(query, REFERENCE)[0]]


@pytest.mark.parametrize(
    "query",
    [
        "40°58′1″N 126°36′10″E", "(40.967, 126.603)", "126.603, 40.967", "N405801 E1263610", "POINT (126.603 40.967)",
        "북위 40.967, 동경 126.603", "52T BL 98282 37850", "geo:40.967,126.603", "lat=40.967 lon=126.603",
        "https://www.google.com/maps/@40.967,126.603,14z",
    ],
)  # fmt: skip
def test_a_point_is_looked_up_in_every_notation(query):
    assert ids(query)[-2:] == ["KP0501", "KP05"]
    if not query.startswith("126"):  # geopy has the latitude first
        assert Geocoder().geocode(query).raw["adm1"] == "KP05"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("126.603, 40.967", "the longitude is written first"), ("40.9, 126.6", "digits exact to 11 km: at best adm2"),
        ("41, 127", "digits exact to 111 km: no more than the country"), ("52T BL 982 378", "centre of its cell"),
        ("39.553, 128.152", "at sea, "), ("40.1292, 124.3921", "it is in China"), ("10, 10.5", "outside of the DPRK"),
        ("40°75′N 126°36′E", "minutes or seconds of 60 or more"), ("X6X2+22", "a shortened plus code"),
    ],
)  # fmt: skip
def test_what_should_be_known_of_a_point_is_told(query, told):
    assert any(told in remark for remark in answer(query, REFERENCE)[1])


def test_a_point_of_whole_degrees_is_in_no_county():
    assert ids("41, 127") == []
    assert ids("40.9, 126.6") == ["KP0501", "KP05"]


@pytest.mark.parametrize(
    ("spelling", "pcode"),
    [
        ("lyanggangdo", "KP01"), ("ryang-gang-do", "KP01"), ("sin-eui-ju", "KP0601"), ("sinyiju", "KP0601"),
        ("weon-san", "KP0401"), ("ceong-jin", "KP0205"), ("pyeong-annamdo", "KP07"), ("Kangweonto", "KP04"),
        ("Kaeseong", "KP0803"), ("Hamgyeongnamdo", "KP03"), ("Hwanghaipukto", "KP08"), ("hoilyeong", "KP0203"),
        ("P'yǒngan-bukto", "KP06"), ("KP-05", "KP09"), ("prk0401", "KP0401"),
    ],
)  # fmt: skip
def test_a_unit_is_found_in_the_spelling_of_another_system(spelling, pcode):
    (place, *_), *others = lookup(spelling, REFERENCE)
    assert (place.place_id, others) == (pcode, [])


def test_a_river_and_a_workers_district_are_found_in_other_spellings():
    assert lookup("aprokgang", REFERENCE)[0][0].type == "river"
    for spelling in ("Namyang-nodongjagu", "Namyang-rodongjagu", "Namyang Workers' District"):
        assert [p.adm2 for p, *_ in lookup(spelling, REFERENCE)] == ["KP0220"]


def test_each_county_is_found_by_its_code_by_its_name_and_by_iso_spelling_with_its_province():
    iso = {
        "KP01": "Ryangkangto", "KP02": "Hamkyeongpukto", "KP03": "Hamkyeongnamto", "KP04": "Kangweonto",
        "KP05": "Jakangto", "KP06": "Phyeonganpukto", "KP07": "Phyeongannamto", "KP08": "Hwanghaipukto",
        "KP09": "Hwanghainamto", "KP10": "Phyeongyang", "KP11": "Nampho",
    }  # fmt: skip
    units = GAZETTEER.units("adm2")
    assert len(units) == 179
    spelt = {
        "code": lambda u: u.place_id, "name": lambda u: f"{u.name}, {GAZETTEER.name(u.adm1)}",
        "ISO": lambda u: f"{u.name}, {iso[u.adm1]}", "type": lambda u: f"{u.korean}, {GAZETTEER.korean(u.adm1)}",
    }  # fmt: skip
    for how, written in spelt.items():
        found = [(u, resolve(written(u), REFERENCE).place) for u in units]
        wrong = [(u.place_id, written(u)) for u, place in found if place is None or place.adm2 != u.place_id]
        assert wrong == [], how


@pytest.mark.parametrize(
    ("query", "name"),
    [("Hamhungg", "Hamhung"), ("Songchonn", "Songchon"), ("Kanggyye City", "Kanggye"), ("회렁시", "회령")],
)
def test_a_near_miss_is_suggested_and_never_taken(query, name, capsys):
    assert ids(query) == []
    assert main(["geocode", query]) == 1
    assert f"perhaps {name}" in capsys.readouterr().err
    assert "perhaps" in resolve(query, REFERENCE).why


def test_nothing_is_suggested_for_what_resembles_nothing():
    assert perhaps("Atlantis", GAZETTEER) == ()
    assert answer("Atlantis", REFERENCE) == ([], [])


@pytest.mark.parametrize(
    "query", ["14 km SSE of Kanggye, North Korea", "강계 남남동쪽 14km", "Kanggye, 14 km SSE"]
)
def test_a_distance_and_direction_are_computed(query):
    ((place, rule, score),), _ = answer(query, REFERENCE)
    assert (place.adm1, place.geo_precision) == ("KP05", "adm2")
    assert 40.8 < place.lat < 40.88
    assert rule.startswith("computed: ")
    assert score < 1


def test_points_and_near_misses_come_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("126.603, 40.967\nHamhungg\n40.1292, 124.3921\n"))
    assert main(["geocode", "-"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "'126.603, 40.967'; the longitude is written first; read as 40.967, 126.603",
        "no place found in 'Hamhungg'; perhaps Hamhung or Namhung",
        "no place found in '40.1292, 124.3921'; it is in China",
    ]


def test_a_shortened_plus_code_is_read_with_the_place_written_after_it():
    assert [p.name for p, *_ in answer("7622+22 Songchon County", REFERENCE)[0]] == [
        "Songchon",
        "South Phyongan",
    ]
    assert answer("7622+22", REFERENCE)[1] == [
        "a shortened plus code holds only near a place; give the full one"
    ]
    assert answer("7622+22 Nowhereville", REFERENCE)[0] == []
