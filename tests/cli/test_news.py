"""What is new in a project, and what a pass of cron tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from geo.cli import main
from tests.support.reports import report, written


@pytest.fixture
def project(tmp_path: Path) -> Path:
    written(tmp_path / "feed.jsonl", [report(n) for n in range(6)])
    assert main(["init", str(tmp_path / "p"), "-q"]) == 0
    return tmp_path / "p"


def told(args: list[str], capsys) -> tuple[int, str]:
    code = main([*args, "-q"])
    return code, capsys.readouterr().out


def test_news_are_events_reported_since_a_day(project, tmp_path, capsys):
    main(["add", str(project), str(tmp_path / "feed.jsonl"), "-q"])
    code, text = told(["news", str(project), "--since", "2024-01-05"], capsys)
    assert code == 0
    assert "New events: 1" in text
    assert "Anju" in text
    assert "Haeju City." not in text.replace("Officials of Haeju City were on hand.", "")
    assert told(["news", str(project), "--since", "2025-01-05"], capsys) == (1, "Nothing new.\n")


def test_a_pass_tells_what_it_added_and_the_next_one_nothing(project, tmp_path, capsys):
    watch = ["watch", str(project), str(tmp_path / "feed.jsonl")]
    code, text = told(watch, capsys)
    assert code == 0
    assert "New events: 2" in text
    assert "First visits of the leader to a county: 1" in text
    assert told(watch, capsys)[0] == 1
    written(tmp_path / "feed.jsonl", [report(n) for n in range(9)])
    code, text = told(watch, capsys)
    assert code == 0
    assert "New events: 1" in text


def test_a_further_report_is_told_as_merged(project, tmp_path, capsys):
    feed = written(tmp_path / "feed.jsonl", [report(0)])
    watch = ["watch", str(project), str(feed)]
    told(watch, capsys)
    written(feed, [report(0), report(1)])
    code, text = told(watch, capsys)
    assert code == 0
    assert "Further reports of known events: 1" in text
    assert "New events" not in text


def test_a_contradiction_and_a_change_are_told(project, tmp_path, capsys):
    feed = written(tmp_path / "feed.jsonl", [report(3)])
    watch = ["watch", str(project), str(feed)]
    told(watch, capsys)
    other = report(4) | {"date": "2024-01-06"}
    other["text"] = other["text"].replace("January 4", "January 5")
    written(feed, [report(3), other])
    assert "day: 2024-01-04 (KCNA), elsewhere 2024-01-05" in told(watch, capsys)[1]
    changed = report(3)
    changed["text"] = changed["text"].replace("was inaugurated", "suffered flood damage")
    written(feed, [changed, other])
    text = told(watch, capsys)[1]
    assert "Articles that say something else than before: 1" in text
    assert "before: Inauguration" in text


def test_a_site_falls_silent_once(project, tmp_path, capsys):
    feed = written(tmp_path / "feed.jsonl", [report(3), report(4) | {"text": report(3)["text"]}])
    watch = ["watch", str(project), str(feed), "--silent-days", "100"]
    told(watch, capsys)
    written(feed, [report(3), report(4) | {"text": report(3)["text"]}, report(900)])
    assert "Sites that have fallen silent: 1" in told(watch, capsys)[1]
    assert told(watch, capsys)[0] == 1


def test_filters_hold_for_news(project, tmp_path, capsys):
    main(["add", str(project), str(tmp_path / "feed.jsonl"), "-q"])
    news = ["news", str(project), "--since", "2024-01-01", "--type", "inauguration"]
    text = told(news, capsys)[1]
    assert "New events: 1" in text
    assert "First visits" not in text


def test_news_are_a_page_and_a_feed_that_programs_read(project, tmp_path):
    rows = [
        report(0)
        | {"title": "<script>alert(1)</script>", "text": report(0)["text"].replace("Pump", "<b>Pump")}
    ]
    written(tmp_path / "feed.jsonl", rows)
    main(["add", str(project), str(tmp_path / "feed.jsonl"), "-q"])
    for name in ("news.html", "news.xml"):
        assert main(["news", str(project), "--since", "2024-01-01", "-q", "-o", str(tmp_path / name)]) == 0
    page = (tmp_path / "news.html").read_text("utf-8")
    assert "<script" not in page
    feed = etree.parse(tmp_path / "news.xml").getroot()
    entries = feed.findall("{*}entry")
    assert len({e.findtext("{*}id") for e in entries}) == len(entries) > 0
    assert entries[0].findtext("{*}updated") == "2024-01-04T00:00:00Z"
    assert entries[0].find("{*}link").get("href") == "http://www.kcna.kp/0"
