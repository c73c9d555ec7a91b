"""Settlements and sites that count by the form of their name: what the tables hold and how texts are read by it."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article
from geo.reference.formed_names import FormedNames, apart
from geo.reference.paths import reference_path
from geo.text.romanization import fold, is_korean
from tests.support import GAZETTEER

FORMED = GAZETTEER.formed


def rows(table: str) -> list[dict[str, str]]:
    with reference_path(table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def read(text: str) -> list[tuple[str, str | None, str]]:
    """Surface, county and rule of each place that a text names."""
    return [(m.surface, m.adm2, m.rule) for m in extract(Article("a", text)).mentions if m.role == "location"]


def shared(kind: str) -> list[str]:
    """Names that two or more counties have."""
    counties: defaultdict[str, set[str | None]] = defaultdict(set)
    names: dict[str, str] = {}
    for place in FORMED.places.values():
        if place.kind == kind:
            counties[fold(place.name)].add(place.adm2)
            names[fold(place.name)] = place.name
    return sorted(names[key] for key, found in counties.items() if len(found) > 1)


def test_the_tables_have_what_they_are_said_to_have():
    assert len(rows("localities.tsv")) >= 2000
    assert sum(bool(row["adm2"]) for row in rows("sites.tsv")) >= 1200


@pytest.mark.parametrize("table", ["localities.tsv", "sites.tsv"])
def test_every_row_says_where_it_comes_from_and_how_its_name_counts(table):
    for row in rows(table):
        assert row["origin"], row
        assert row["cue"] in ("", "type", "form", "county"), row


@pytest.mark.parametrize("table", ["localities.tsv", "sites.tsv"])
def test_names_that_count_by_their_form_have_a_county_and_both_spellings(table):
    for row in rows(table):
        if row["cue"] in ("form", "county"):
            county = GAZETTEER[row["adm2"]]
            assert county.kind == "adm2", row
            assert county.adm1 == row["adm1"], row
            assert is_korean(row["korean"]), row
            assert row["name"].isascii(), row
            assert row["spellings"].split("|")[:2] == [fold(row["name"]), fold(row["korean"])], row


def test_a_row_has_a_point_only_where_it_is_the_seat_of_its_county():
    for row in rows("localities.tsv"):
        if row["cue"] == "county" and row["lat"]:
            assert row["korean"].endswith("읍"), row


def test_each_place_is_found_by_its_id_and_by_its_names():
    for place in FORMED.places.values():
        assert GAZETTEER[place.place_id] == place
        assert place in GAZETTEER.find(place.name)
        assert place in GAZETTEER.find(place.korean)


def test_ids_are_no_ids_of_other_places():
    assert not FORMED.places.keys() & GAZETTEER.places.keys()


def test_every_unit_has_a_seat_and_says_where_it_comes_from():
    units = [row for row in rows("units.tsv") if row["level"] == "adm2"]
    assert len(units) == 179
    for row in units:
        assert row["seat"], row
        assert row["seat_origin"], row
        assert bool(row["seat_lat"]) == (row["seat_origin"] != "name of the unit"), row


@pytest.mark.parametrize("name", shared("locality"))
def test_a_settlement_that_several_counties_have_is_in_none_without_evidence(name):
    # Some villages are known by name all over the country ("Chongsan-ri"): they are in the scanner's list.
    known = {n.place.adm2 for n in GAZETTEER.names.get(name, ())}
    assert {county for _, county, _ in read(f"Floods hit {name}.")} <= {None, *known}


@pytest.mark.parametrize("name", shared("site"))
def test_a_site_that_several_counties_have_is_in_none_without_evidence(name):
    assert all(county is None for _, county, _ in read(f"He visited the {name}."))


def test_a_settlement_named_like_a_county_is_not_that_county():
    assert {county for _, county, _ in read("Floods hit Sinhung-ri.")} == {None}
    assert ("Sinhung-ri", "KP0322", "in-named-unit") in read("Floods hit Sinhung-ri, Toksong County.")
    assert ("Onchon-ri", "KP0907", "in-named-unit") in read("Onchon-ri in Songhwa County met.")
    assert ("Pukchang Workers' District", "KP0721", "in-named-unit") in read(
        "The Pukchang Workers' District of Pukchang County was flooded."
    )


def test_the_county_that_a_text_names_elsewhere_is_evidence():
    found = read("Floods hit Kangbuk-ri. People of Kumchon County and of Hwangju County helped.")
    assert ("Kangbuk-ri", "KP0817", "listed") in found


def test_the_province_is_evidence_for_the_only_settlement_of_a_name():
    assert ("Kangbuk-ri", "KP0817", "listed") in read(
        "Floods hit Kangbuk-ri. North Hwanghae Province helped."
    )
    assert ("Kangbuk-ri", None, "refused: no unit named") in read("Floods hit Kangbuk-ri.")


def test_the_county_that_a_text_names_outranks_a_listed_village():
    assert ("Chongsan-ri", "KP1106", "listed") in read("He visited Chongsan-ri.")
    assert ("Chongsan-ri", "KP0613", "in-named-unit") in read("He visited Chongsan-ri, Pakchon County.")


def test_korean_settlements_are_looked_up_beside_their_county():
    found = extract(Article("a", "김정숙군 장항리에서 살림집이 건설되였다.")).mentions
    assert [m.place_id for m in found] == ["KP0103", "kp:l:KP0103:장항리"]


def test_a_site_is_known_by_the_form_of_its_name():
    assert read("He visited the Singye Temple.") == [("Singye Temple", "KP0406", "known-site")]
    assert ("천마전기기계공장", "KP1001", "known-site") in read("그는 천마전기기계공장을 돌아보았다.")


def test_a_unit_beside_a_listed_site_outranks_the_list():
    assert ("Singye Temple", "KP0803", "in-named-unit") in read("The Singye Temple in Kaesong City burnt.")
    assert all(county != "KP1001" for _, county, _ in read("자강도 천마전기기계공장을 돌아보았다."))


def test_a_farm_counts_beside_its_county():
    assert read("Rice grew at the Kuthan Farm.") == [("Kuthan Farm", None, "refused: no unit named")]
    assert ("Kuthan Farm", "KP0907", "in-named-unit") in read(
        "Rice grew at the Kuthan Farm in Songhwa County."
    )
    text = "Songhwa County and Anak County brought in rice. So did the Kuthan Farm."
    assert ("Kuthan Farm", "KP0907", "listed") in read(text)


def test_rows_are_made_into_places_when_they_are_found():
    made = []
    header = "name\tkorean\tspellings\tcue"
    names = FormedNames(
        [[header, "A-ri\t가리\tari|가리\tcounty"]],
        lambda row: made.append(row["name"]) or GAZETTEER["KP0717"],
    )
    assert names.find("B-ri") == ()
    assert not made
    assert [n.form for n in names.find("A-ri")] == ["local"]
    assert made == ["A-ri"]
    assert list(names) == ["ari", "가리"]


def test_a_table_without_such_names_is_left_as_it_is():
    assert apart(["name\tcue", "Ranam\t"]) == (["name\tcue", "Ranam\t"], [])
