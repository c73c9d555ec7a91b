"""Articles given as values: texts, mappings, tables; and days given as text. What cannot work says so at once."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

import geo
from geo.model.errors import OptionError

SENTENCE = "A goat farm was opened in Kosan County, Kangwon Province, yesterday."


def test_a_day_may_be_given_as_text(tmp_path):
    path = tmp_path / "goats.txt"
    path.write_text(SENTENCE)
    for day in (
        "2019-05-07",
        "7 May 2019",
        datetime.date(2019, 5, 7),
        datetime.datetime(2019, 5, 7, 9, tzinfo=datetime.UTC),
    ):
        assert [str(e.date) for e in geo.read(path, date=day).event_list] == ["2019-05-06"]


@pytest.mark.parametrize("day", ["soon", "2019-13-01", "2019", 20190507, True])
def test_a_day_that_is_none_is_refused_at_once(day):
    with pytest.raises(OptionError, match="date: "):
        geo.read([], date=day)


def test_a_table_of_articles_is_read_row_by_row():
    days = ["2019-05-07", pd.Timestamp("2019-05-08"), None]
    frame = pd.DataFrame({"id": [1, 2, 3], "date": days, "title": ["a", float("nan"), "c"], "text": SENTENCE})
    found = [x.article for x in geo.read(frame).extractions]
    assert [(a.id, str(a.date), a.title) for a in found] == [
        ("1", "2019-05-07", "a"),
        ("2", "2019-05-08", ""),
        ("3", "None", "c"),
    ]


def test_a_table_without_texts_is_refused_with_its_columns():
    with pytest.raises(OptionError, match=r"column 'text'.*this has title, body"):
        geo.read(pd.DataFrame({"title": ["a"], "body": ["b"]}))


def test_articles_and_mappings_are_read_beside_files(tmp_path):
    path = tmp_path / "goats.txt"
    path.write_text(SENTENCE)
    inputs = [geo.Article("a", SENTENCE), {"id": "b", "text": SENTENCE}, path]
    assert [x.article.id for x in geo.read(inputs).extractions] == ["a", "b", "goats"]


def test_what_is_no_article_is_refused_at_once():
    with pytest.raises(OptionError, match="is no path, article or table"):
        geo.read([7])


def test_a_text_is_extracted_as_an_article_without_a_date():
    (event,) = geo.extract("A goat farm was opened in Kosan County.").events
    assert event.adm2_name == "Kosan"


@pytest.mark.parametrize("name", ["goats.txt", "articles/goats.html"])
def test_the_name_of_a_file_is_no_text_to_extract_from(name):
    with pytest.raises(OptionError, match=r"is the name of a file; use geo\.read"):
        geo.extract(name)


def test_a_wrong_path_is_told_at_once():
    with pytest.warns(UserWarning, match=r"no-such-folder: No such file.*\.problems"):
        assert len(geo.read("no-such-folder").problems) == 1


def test_the_column_type_of_a_frame_is_read_as_an_attribute_too():
    text = "A goat farm was opened in Kosan County. Kim Jong Un inspected a mill in Anju City."
    events = geo.event_frame(geo.extract(text).events)
    kept = events[events.type == "inspection"]
    assert len(kept) == len(events[events["type"] == "inspection"]) == 1
    assert kept.type.to_list() == ["inspection"]
    assert kept.geom_type.to_list() == ["Point"]


def test_files_that_were_passed_over_are_in_the_notes(tmp_path):
    (tmp_path / "goats.txt").write_text(SENTENCE)
    (tmp_path / "goats.png").write_text(SENTENCE)
    assert geo.read(tmp_path).notes == [f"{tmp_path}: 1 file passed over (1 .png)"]


def test_a_table_of_records_that_is_no_path_is_refused_at_once():
    frame = pd.DataFrame({"date": ["2019-05-06"], "place": ["Kosan County"]})
    with pytest.raises(OptionError, match=r"records: .*\.to_csv"):
        geo.read([], records=frame)
    with pytest.raises(OptionError, match="not DataFrame"):
        geo.read_records(frame)


def test_the_text_of_an_article_is_no_path():
    with pytest.raises(OptionError, match=r"is a text and no path; use geo\.extract"):
        geo.read(SENTENCE)


def test_the_day_of_an_article_may_be_text():
    for day in ("2019-05-07", "7 May 2019"):
        (event,) = geo.extract(geo.Article("a", SENTENCE, date=day)).events
        assert str(event.date) == "2019-05-06"


def test_one_text_is_not_several_articles():
    with pytest.raises(OptionError, match="use extract for one"):
        geo.extract_all(SENTENCE)


def test_what_extract_gives_is_shown_as_frames_and_as_a_map():
    found = geo.extract("A goat farm was opened in Kosan County.")
    assert (
        geo.event_frame(found)["adm2_name"].to_list()
        == geo.event_frame([found])["adm2_name"].to_list()
        == ["Kosan"]
    )
    assert geo.mention_frame(found)["surface"].to_list() == ["Kosan County"]
    assert "<!DOCTYPE html>" in geo.event_map(found).get_root().render()
    with pytest.raises(OptionError, match="is no event"):
        geo.event_frame(["Kosan"])
