"""Days, titles and points that well-known libraries read otherwise than they are meant."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article
from geo.readers.articles.reader import read_articles
from geo.readers.tables import read_table
from tests.support import REFERENCE

WORDS = (
    "<p>평안남도 성천군에서 지방공업공장 준공식이 진행되였다. 준공식에는 일군들과 근로자들이 참가하였다.</p>"
)


def page(folder: Path, head: str, body: str) -> Article:
    file = folder / "a.html"
    file.write_text(
        f"<html><head><meta charset='utf-8'>{head}</head><body><article>{body}{WORDS}</article></body></html>",
        encoding="utf-8",
    )
    (article,) = read_articles([str(file)])
    return article


@pytest.mark.parametrize("written", ["주체113(2024)년 11월 20일", "2024年11月20日", "2024. 11. 20."])
def test_the_day_of_a_page_is_not_the_first_of_its_year(tmp_path, written) -> None:
    article = page(tmp_path, "<title>준공식</title>", f"<h1>준공식</h1><span class='date'>{written}</span>")
    assert article.date == date(2024, 11, 20)


def test_a_page_from_before_1995_keeps_its_day(tmp_path) -> None:
    meta = "<meta property='article:published_time' content='1994-07-09T03:00:00Z'>"
    assert page(tmp_path, meta, "<h1>보도</h1>").date == date(1994, 7, 9)


@pytest.mark.parametrize("publisher", ["- 勞動新聞", "| 朝鲜中央通讯社", ": 연합뉴스"])
def test_a_short_headline_loses_its_publisher_and_nothing_else(tmp_path, publisher) -> None:
    assert page(tmp_path, f"<title>성천군 준공식 {publisher}</title>", "").title == "성천군 준공식"


def test_a_clock_after_noon_and_the_zones_of_korea_and_japan_keep_the_day_of_a_feed(tmp_path) -> None:
    for written in (
        "2024년 03월 05일 오후 11:30",
        "Tue, 05 Mar 2024 00:30:00 KST",
        "Tue, 05 Mar 2024 00:30:00 JST",
    ):
        item = (
            f"<item><title>준공식</title><description>Words.</description><pubDate>{written}</pubDate></item>"
        )
        file = tmp_path / "a.rss"
        file.write_text(
            f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>", encoding="utf-8"
        )
        (article,) = read_articles([str(file)])
        assert article.date == date(2024, 3, 5), written


def test_a_day_without_its_month_is_the_last_such_day_and_no_number_of_days_ago() -> None:
    text = "김정은동지께서 20일 성천군 지방공업공장을 현지지도하시였다."
    (event,) = extract(Article("a", text, "", date(2024, 11, 21)), reference=REFERENCE).events
    assert event.date == date(2024, 11, 20)


def test_a_masthead_above_a_sentence_is_no_day_of_a_happening() -> None:
    text = "주체113(2024)년 11월 20일 《로동신문》\n성천군 지방공업공장 준공식이 진행되였다."
    (event,) = extract(Article("a", text), reference=REFERENCE).events
    assert event.date is None


def test_korean_with_chinese_characters_is_read_as_korean() -> None:
    text = "朝鮮勞動黨 總秘書가 평양시 江東郡 溫室農場을 현지지도했다."
    (event,) = extract(Article("a", text, "", date(2024, 11, 21)), reference=REFERENCE).events
    assert (event.type, event.adm2) == ("inspection", "KP1023")


def test_the_old_korean_datum_has_no_step_north_of_38_64_degrees(tmp_path) -> None:
    import geopandas

    norths = [569_000 + 500 * n for n in range(10)]
    frame = geopandas.GeoDataFrame(
        {"date": ["2020-05-01"] * 10},
        geometry=geopandas.points_from_xy([200_000] * 10, norths),
        crs="EPSG:5174",
    )
    frame.to_file(tmp_path / "a.gpkg")
    table = read_table(tmp_path / "a.gpkg", print, need=("date",), reference=REFERENCE)
    lats = [table.position(row, print)[0] or 0.0 for row in table.rows]
    steps = [b - a for a, b in pairwise(lats)]
    assert lats[0] < 38.64 < lats[-1]
    assert max(steps) - min(steps) < 2e-5  # two metres; a shift made for Japan would move points by five
