"""Filters keep what the same filters of the page keep."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.linking.filter_words import selection
from geo.linking.selection import select
from geo.model.entities import Article
from geo.model.errors import OptionError
from tests.support import REFERENCE

TEXTS = {
    "kcna": (
        "http://www.kcna.kp/1",
        "Kim Jong Un inspected the Anju Pump Factory in Anju City on May 2, 2024.",
    ),
    "yonhap": (
        "https://en.yna.co.kr/2",
        "The Songchon Tile Factory in Songchon County was inaugurated in June 2024.",
    ),
    "blog": ("https://sinuiju.example/3", "A mill was inaugurated in Sinuiju City."),
    "images": (
        "",
        "Satellite imagery shows that a greenhouse farm was built at Kyongsong County on May 9, 2024.",
    ),
}


@pytest.fixture(scope="module")
def found() -> geo.Results:
    return geo.read([Article(id_, text, url=url, date=None) for id_, (url, text) in TEXTS.items()])


def kept(found: geo.Results, **words: object) -> set[str]:
    chosen = select(found, selection(REFERENCE, **words))  # type: ignore[arg-type]
    return {e.source_id for e in chosen.event_list}


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ({"type": ["inspection"]}, {"kcna"}),
        ({"type": ["현지지도", "Weapons Test"]}, {"kcna"}),
        ({"leader": True}, {"kcna"}),
        ({"place": ["성천군"]}, {"yonhap"}),
        ({"place": ["KP0703", "North Hamgyong"]}, {"kcna", "images"}),
        ({"source": ["Yonhap News Agency"]}, {"yonhap"}),
        ({"source": ["kcna.kp", "sinuiju.example"]}, {"kcna", "blog"}),
        ({"source": ["state media"]}, {"kcna"}),
        ({"basis": ["imagery"]}, {"images"}),
        ({"near": ["39.62, 125.66, 15km"]}, {"kcna"}),
        ({"near": ["Songchon County,500m"]}, {"yonhap"}),
        ({"start": date(2024, 6, 15)}, {"yonhap"}),
        ({"end": date(2024, 6, 15)}, {"kcna", "yonhap", "images"}),
        ({"end": date(2024, 5, 5), "undated": True}, {"kcna", "blog"}),
        ({"type": ["inauguration"], "place": ["Sinuiju"]}, {"blog"}),
    ],
)
def test_a_filter_keeps_the_events_that_it_names(found, words, ids):
    assert kept(found, **words) == ids


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"type": ["inspektion"]}, "--type 'inspektion' is unknown; perhaps inspection"),
        ({"place": ["Songchun County"]}, "perhaps"),
        ({"place": ["Unsan"]}, "add its province"),
        ({"source": ["kncna.kp"]}, "perhaps kcna.kp"),
        ({"basis": ["image"]}, "perhaps imagery"),
        ({"near": ["39.0,125.7"]}, "write a point and a radius, as in 39.0,125.7,20km"),
        ({"start": date(2024, 6, 1), "end": date(2024, 5, 1)}, "--from 2024-06-01 is after --to 2024-05-01"),
    ],
)
def test_an_unknown_value_is_told_with_near_ones(found, words, says):
    with pytest.raises(OptionError, match=says):
        kept(found, **words)


def test_sites_and_articles_follow_their_events(found):
    chosen = select(found, selection(REFERENCE, type=["inspection"]))
    assert {s.name for s in chosen.sites} == {"Anju Pump Factory"}
    assert [x.article.id for x in chosen.extractions] == ["kcna"]


def test_without_a_filter_everything_is_kept(found):
    assert select(found, selection(REFERENCE)) is found


def test_a_county_s_point_says_nothing_of_a_circle_in_its_province(found):
    places = [e for e in found.event_list if e.source_id == "blog"]
    assert places[0].adm2
    assert "blog" not in kept(found, near=["40.5,125.0,20km"])


def test_what_has_no_partner_is_known_from_all_events(tmp_path):
    table = tmp_path / "records.csv"
    table.write_text(
        "id,date,type,county,text\n"
        "r1,2024-05-02,inspection,Anju City,Kim Jong Un inspected the Anju Pump Factory\n"
        "r2,2024-07-02,inspection,Anju City,Inspection of a farm\n"
    )
    articles = [Article(id_, text, url=url) for id_, (url, text) in TEXTS.items()]
    whole = geo.read(articles, records=table)
    assert {k.record_id for k in whole.links} == {"r1"}
    chosen = select(whole, selection(REFERENCE, type=["inspection"]))
    assert [u.id for u in chosen.unmatched[1]] == ["r2"]
    assert chosen.unmatched[0] == []
