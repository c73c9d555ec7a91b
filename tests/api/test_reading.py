"""The front door: geo.read and the results that it gives."""

from __future__ import annotations

import geopandas as gpd
import pytest

import geo
from geo.model.errors import OptionError

OPENING = "A shoe factory was inaugurated in Songchon County on November 5, 2024."
TABLE = "date,place,title\n2024-11-05,Songchon County,Opening of a shoe factory\n"


def test_articles_and_a_table_become_events_that_are_linked_to_its_rows(tmp_path):
    records = tmp_path / "records.csv"
    records.write_text(TABLE, "utf-8")
    results = geo.read([geo.Article("a", OPENING)], records=records)
    assert results.events["adm2"].tolist() == ["KP0717"]
    assert [link.event_id for link in results.links] == results.events["event_id"].tolist()
    assert results.unmatched_events.empty


def test_what_cannot_be_read_is_told_and_the_rest_is_used(tmp_path):
    (tmp_path / "good.txt").write_text(OPENING, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.warns(UserWarning, match=r"empty\.txt"):
        results = geo.read(tmp_path)
    assert len(results.problems) == 1
    assert results.events["type"].tolist() == ["inauguration"]


def test_articles_without_a_day_take_the_one_that_is_given():
    results = geo.read([geo.Article("a", "A farm was inaugurated in Kaechon City today.")], date="2024-11-20")
    assert str(results.event_list[0].date) == "2024-11-20"


def test_a_day_that_is_none_is_refused_before_anything_is_read():
    with pytest.raises(OptionError, match="30 February"):
        geo.read([], date="30 February")


def test_events_below_the_lowest_score_are_left_out():
    articles = [geo.Article("a", OPENING)]
    score = geo.read(articles).event_list[0].score
    assert geo.read(articles, min_score=score).event_list
    assert not geo.read(articles, min_score=score + 0.01).event_list


def test_results_write_a_file_that_has_their_events(tmp_path):
    results = geo.read([geo.Article("a", OPENING)])
    path = tmp_path / "events.geojson"
    results.to_file(path)
    assert gpd.read_file(path)["event_id"].tolist() == [event.event_id for event in results.event_list]
