"""Where a name is: ordered rules, and refusals."""

from __future__ import annotations

import pytest


def test_unsan_county_in_south_phyongan_is_not_the_one_in_the_north(mention):
    assert mention("houses in Unsan County, South Phyongan Province", "Unsan County").adm2 == "KP0720"
    assert mention("a mine in Unsan County of North Phyongan Province", "Unsan County").adm2 == "KP0617"


def test_unsan_without_a_province_is_refused_and_says_between_what(mention):
    found = mention("Rain fell on Unsan County.", "Unsan County")
    assert (found.adm1, found.adm2, found.score) == (None, None, 0)
    assert found.rule == "refused: KP0617 or KP0720"


def test_a_province_named_elsewhere_in_the_report_settles_unsan(mention):
    text = "North Phyongan Province met its plan. Farmers of Unsan County did best."
    found = mention(text, "Unsan County")
    assert (found.adm2, found.rule) == ("KP0617", "province-in-document")


def test_neighbours_named_beside_it_settle_unsan(mention):
    text = "Sunchon City, Songchon County and Unsan County finished sowing."
    found = mention(text, "Unsan County")
    assert (found.adm2, found.rule) == ("KP0720", "others-nearby")


@pytest.mark.parametrize(
    ("text", "surface", "country", "adm2"),
    [
        ("The DPRK built houses in Kosong County, Kangwon Province.", "Kosong County", "KP", "KP0406"),
        ("South Korea's army drilled in Goseong, Gangwon Province.", "Goseong", "KR", None),
        ("Farms in Cholwon County did well.", "Cholwon County", "KP", "KP0413"),
        ("The South Korean county of Cheorwon lies by the line.", "Cheorwon", "KR", None),
        ("Soldiers crossed the line in Cheorwon, Gangwon Province, South Korea.", "Cheorwon", "KR", None),
        ("A plant in Icheon, South Korea, closed.", "Icheon", "KR", None),
        ("Ichon County, Kangwon Province, sowed maize.", "Ichon County", "KP", "KP0414"),
    ],
)
def test_names_that_both_koreas_have_are_on_the_side_the_text_says(mention, text, surface, country, adm2):
    found = mention(text, surface)
    assert (found.country, found.adm2) == (country, adm2)


def test_goseong_alone_is_refused(mention):
    found = mention("Goseong was hit by rain.", "Goseong")
    assert found.adm2 is None
    assert found.rule.startswith("refused: KP0406 or kr:")


def test_yonphyong_and_paekryong_are_in_the_south(mention):
    for island in ("Yonphyong Island", "Paekryong Island", "Yeonpyeong Island", "Baengnyeong Island"):
        found = mention(f"Shells fell near {island}.", island)
        assert (found.country, found.adm1) == ("KR", None)


def test_the_capital_is_the_city_and_its_municipality_the_province(mention):
    assert mention("Snow fell in Pyongyang.", "Pyongyang").adm2 == "KP1001"
    whole = mention("Snow fell in Pyongyang Municipality.", "Pyongyang Municipality")
    assert (whole.adm1, whole.adm2) == ("KP10", None)


def test_a_county_of_the_capital_is_not_the_capital(read):
    found = {m.surface: (m.adm1, m.adm2) for m in read("평양시 강동군에서 준공식이 있었다.").mentions}
    assert found == {"평양시": ("KP10", None), "강동군": ("KP10", "KP1023")}


def test_bare_nampho_is_the_special_city(mention):
    found = mention("Ships lay at Nampho.", "Nampho")
    assert (found.adm1, found.adm2) == ("KP11", None)


def test_a_site_named_again_is_where_it_was_said_to_be(read):
    text = "The Songjang Farm in Janggang County has new houses.\nFarmers of the Songjang Farm danced in Kanggye City."
    sites = [(m.adm2, m.rule) for m in read(text).mentions if m.surface == "Songjang Farm"]
    assert sites == [("KP0507", "in-named-unit"), ("KP0507", "named-before")]


def test_a_site_that_nothing_places_is_refused(read):
    (site,) = (m for m in read("The Wolhyon Farm met its plan.").mentions if m.kind == "site")
    assert (site.adm1, site.adm2, site.lat) == (None, None, None)
    assert site.rule == "refused: no unit named"


def test_a_river_that_spans_provinces_has_none(mention):
    assert mention("The Amnok River rose.", "Amnok River").adm1 is None


def test_a_town_keeps_its_county_by_name_where_the_drawing_errs(mention):
    # The polygons put Hwangju's seat into Yonthan.
    assert mention("Apples from Hwangju County", "Hwangju County").adm2 == "KP0805"


def test_a_former_name_counts_only_with_its_type_word(read):
    assert [m.adm2 for m in read("Miners of Undok County").mentions] == ["KP0222"]
    hwasong = read("The missile Hwasong-18 was shown.").mentions
    assert all(m.role != "location" for m in hwasong)


def test_a_list_of_counties_all_over_the_country_does_not_say_which_unsan(read):
    text = (
        "Building goes on in Songchon, Yonthan, Tongsin, Kosan, Kyongsong, Onchon and Hamju counties, "
        "and in Unsan and Jangphung counties."
    )
    unsan = next(m for m in read(text).mentions if m.surface == "Unsan")
    assert (unsan.adm2, unsan.rule) == (None, "refused: KP0617 or KP0720")
