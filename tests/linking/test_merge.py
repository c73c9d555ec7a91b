"""One happening that several articles report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extraction.pipeline import extract, extract_all
from geo.linking.coreference.attribution import credited
from geo.linking.coreference.conflicts import conflicts
from geo.linking.coreference.merge import merge_reports
from geo.model.entities import Article, Event
from geo.model.happenings import best_dated
from geo.outputs.frames import happening_frame
from geo.readers.articles.reader import read_articles
from tests.support import ROOT

FACTORY = "The Anju Pump Factory was inaugurated in Anju City on November 8, 2024."


def events(*reports: tuple[str, int | None]) -> list[Event]:
    found: list[Event] = []
    for number, (text, day) in enumerate(reports):
        when = date(2024, 11, day) if day else None
        found += extract(Article(f"a{number}", text, date=when)).events
    return merge_reports(found)


def happenings(*reports: tuple[str, int | None]) -> int:
    return len({e.happening for e in events(*reports)})


def test_the_same_opening_in_two_articles_is_one_happening_with_two_reports():
    first, second = events((FACTORY, 9), (FACTORY.replace("on November 8, 2024", "on Friday"), 10))
    assert first.happening == second.happening == first.event_id
    assert first.event_id != second.event_id


def test_a_report_without_a_day_joins_the_dated_one_before_it():
    assert happenings((FACTORY, 9), ("The Anju Pump Factory was inaugurated in Anju City.", 10)) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Anju Pump Factory was inaugurated in Anju City on November 1, 2024.", 10),
        ("The Anju Pump Factory was inaugurated in Anju City.", 20),
        ("The Namhung Youth Chemical Complex was inaugurated in Anju City on November 8, 2024.", 9),
        ("Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024.", 9),
    ],
    ids=["another day", "long after", "another site", "another kind"],
)
def test_what_differs_is_distinguished(text, day):
    assert happenings((FACTORY, 9), (text, day)) == 2


def test_events_of_one_article_are_never_taken_for_one_another():
    text = "Wreaths were laid at the Liberation Tower. Later wreaths were laid at the Liberation Tower."
    assert len({e.happening for e in events((text, 9))}) == len(events((text, 9)))


def test_events_at_no_place_stay_alone_but_those_of_the_leader():
    text = "North Korea conducted the test of a missile."
    assert happenings((text, 9), (text, 9)) == 2
    text = "Kim Jong Un watched the test of a missile."
    assert happenings((text, 9), (text, 9)) == 1
    assert happenings((text, 9), (text, 19)) == 2


def test_acts_of_the_leader_without_a_place_are_told_apart_by_what_he_did():
    base = "Kim Jong Un, general secretary of the Workers' Party of Korea, inspected a training base of tank drivers."
    brief = "Kim Jong Un inspected a training base of tank drivers."
    bases = (
        "Kim Jong Un, general secretary of the Workers' Party of Korea, inspected missile sites on an island."
    )
    assert happenings((base, 9), (brief, 10)) == 1
    assert happenings((base, 9), (bases, 9)) == 2


def test_visits_in_two_months_are_two_where_neither_has_a_place():
    visits = [f"One day in {month} 2014 Kim Jong Un visited a paper mill." for month in ("May", "June")]
    assert happenings((visits[0], 9), (visits[1], 9)) == 2


@given(st.permutations(range(6)))
def test_the_order_of_the_articles_does_not_matter(order):
    days = [9, 10, 10, 11, 20, 21]
    found = [
        e
        for n, day in enumerate(days)
        for e in extract(Article(f"a{n}", FACTORY, date=date(2024, 11, day))).events
    ]
    plain = {e.event_id: e.happening for e in merge_reports(found)}
    assert {e.event_id: e.happening for e in merge_reports([found[i] for i in order])} == plain


OPENED = "The Anju Pump Factory was inaugurated in Anju City on November 8, 2024"
HOSTS = {"KCNA": "www.kcna.kp", "Tokyo": "www.kcna.co.jp", "Rodong": "rodong.rep.kp", "Yonhap": "en.yna.co.kr",
         "Reuters": "www.reuters.com", "NK News": "www.nknews.org", "nobody": ""}  # fmt: skip


def merged(*reports: tuple[str, str, int]) -> list[Event]:
    """Events of reports, each with its publisher, its text and the day of November on which it came out."""
    found = [
        extract(
            Article(
                f"{who}-{n}",
                text,
                date=date(2024, 11, day),
                url=f"https://{HOSTS[who]}/{n}" if HOSTS[who] else "",
            )
        )
        for n, (who, text, day) in enumerate(reports)
    ]
    return merge_reports(credited([e for x in found for e in x.events], [x.article for x in found]))


OWN_WORDS = (
    "Years of building ended on November 8, 2024, when the Anju Pump Factory in Anju City was inaugurated."
)


def test_two_publishers_in_their_own_words_are_two_sources() -> None:
    a, b = merged(("KCNA", f"{OPENED}.", 9), ("NK News", OWN_WORDS, 10))
    assert a.happening == b.happening
    assert (a.repeats, b.repeats, a.sources, b.sources) == ("", "", 2, 2)


def test_whoever_takes_over_the_wording_is_no_second_source() -> None:
    a, b = merged(("KCNA", f"{OPENED}.", 9), ("Rodong", f"{OPENED} with many workers present.", 9))
    assert {a.repeats, b.repeats} == {"", a.happening}
    assert a.sources == b.sources == 1


def test_whoever_cites_another_is_no_second_source() -> None:
    a, b = merged(("KCNA", f"{OPENED}.", 9), ("Yonhap", f"{OWN_WORDS} State media reported it.", 9))
    assert b.attribution == "state media; named in the sentence after"
    assert (b.repeats, b.sources) == (a.event_id, 1)


def test_two_that_quote_one_that_is_not_here_are_one_source() -> None:
    a, b = merged(("Yonhap", f"{OPENED}, KCNA said.", 9), ("Reuters", f"{OWN_WORDS} KCNA reported so.", 10))
    assert a.happening == b.happening
    assert a.sources == 1


def test_a_chain_of_quotes_has_one_source() -> None:
    plain, first, second = merged(
        ("KCNA", f"{OPENED}.", 9),
        ("Yonhap", f"{OWN_WORDS} KCNA reported so.", 10),
        (
            "Reuters",
            "Crowds saw an inauguration at the Anju Pump Factory, Anju City, on November 8, 2024, Yonhap says.",
            11,
        ),
    )
    assert second.repeats == first.event_id
    assert first.repeats == plain.event_id
    assert plain.sources == 1


def test_a_quote_that_is_printed_before_what_it_quotes_is_still_the_quote() -> None:
    early, plain = merged(("Yonhap", f"{OPENED}, KCNA said.", 8), ("KCNA", f"{OPENED}.", 9))
    assert (early.repeats, plain.repeats) == (plain.event_id, "")


def test_one_publisher_in_two_languages_or_cities_is_one_source() -> None:
    a, b = merged(("KCNA", f"{OPENED}.", 9), ("Tokyo", OWN_WORDS, 9))
    assert a.happening == b.happening
    assert a.sources == 1
    korean = "안주뽐프공장이 2024년 11월 8일 평안남도 안주시에서 준공되였다."
    pair = merged(("KCNA", korean, 9), ("KCNA", f"{OPENED}.", 9))
    assert len({e.happening for e in pair}) == 1
    assert {e.sources for e in pair} == {1}


def test_reports_in_two_languages_are_one_happening_where_it_can_be_but_one() -> None:
    korean = "안주뽐프공장 준공식이 2024년 11월 8일 평안남도 안주시에서 진행되였다."
    a, b, c = merged(("KCNA", f"{OPENED}.", 9), ("Rodong", korean, 9), ("NK News", OWN_WORDS, 10))
    assert a.happening == b.happening == c.happening
    assert a.sources == 2  # the state's media say the same in every language
    assert (
        len(
            {
                e.happening
                for e in merged(("KCNA", f"{OPENED}.", 9), ("Rodong", korean.replace("뽐프공장", "병원"), 9))
            }
        )
        == 2
    )
    farm = "The Songsan Farm was inaugurated in Anju City on November 8, 2024."
    assert (
        len(
            {
                e.happening
                for e in merged(("KCNA", farm, 9), ("Rodong", korean.replace("안주뽐프공장", "룡연농장"), 9))
            }
        )
        == 2
    )
    test = "A ballistic missile was launched from Sunan in Pyongyang on November 9, the Joint Chiefs of Staff said."
    same = "합동참모본부는 북한이 11월 9일 평양 순안에서 탄도미사일을 발사했다고 밝혔다."
    pair = merged(("Reuters", test, 10), ("Yonhap", same, 10))
    assert len({e.happening for e in pair}) == 1
    assert pair[0].sources == 1


def test_who_is_not_known_adds_nothing_to_the_sources() -> None:
    assert {e.sources for e in merged(("nobody", f"{OPENED}.", 9), ("nobody", OWN_WORDS, 9))} == {1}
    assert {e.sources for e in merged(("KCNA", f"{OPENED}.", 9), ("nobody", OWN_WORDS, 9))} == {1}


def test_korean_reports_in_the_same_words_are_one_source() -> None:
    korean = "안주뽐프공장 준공식이 2024년 11월 8일 안주시에서 진행되였다."
    a, b = merged(
        ("KCNA", korean, 9), ("Rodong", korean.replace("안주뽐프공장 준공식이", "안주뽐프공장준공식이"), 9)
    )
    assert a.happening == b.happening
    assert a.sources == 1


@given(st.permutations(range(4)))
def test_sources_do_not_depend_on_the_order_of_the_articles(order: list[int]) -> None:
    reports = [
        ("KCNA", f"{OPENED}.", 9),
        ("Rodong", f"{OPENED} with many workers present.", 9),
        ("Yonhap", f"{OWN_WORDS} KCNA reported so.", 10),
        ("NK News", OWN_WORDS, 10),
    ]
    plain = merged(*reports)
    again = merge_reports([plain[i] for i in order])
    assert {(e.event_id, e.happening, e.repeats, e.sources) for e in again} == {
        (e.event_id, e.happening, e.repeats, e.sources) for e in plain
    }


def test_a_busy_site_is_not_one_happening_a_day() -> None:
    assert happenings(
        ("Dancing parties of youth took place in the plaza of the Arch of Triumph in Pyongyang on November 8.", 9),
        ("Wreaths were laid by a delegation from Mongolia at the Arch of Triumph in Pyongyang on November 8.", 9),
    ) == 2  # fmt: skip


def test_a_frame_of_happenings_counts_reports_and_sources() -> None:
    frame = happening_frame(
        merged(("KCNA", f"{OPENED}.", 9), ("Rodong", f"{OPENED} at last.", 9), ("NK News", OWN_WORDS, 10))
    )
    assert len(frame) == 1
    row = frame.iloc[0]
    assert (row["n_reports"], row["n_sources"], len(row["repeats"])) == (3, 2, 1)
    assert set(row["publishers"]) == {"KCNA", "Rodong Sinmun", "NK News"}
    assert set(row["source_classes"]) == {"state media", "specialist outlet"}
    assert (row["adm2_name"], row["adm2_korean"], str(row["date"].date())) == ("Anju", "안주", "2024-11-08")
    assert frame.crs.to_epsg() == 4326
    assert len(happening_frame([])) == 0


def test_of_two_reports_the_one_that_names_the_month_dates_a_happening_before_one_that_names_the_year() -> (
    None
):
    """The earlier of two dates is the less precise one: 2024 stands as its first of January."""
    opened = "The Anju Pump Factory was inaugurated in Anju City{}."
    first, then, undated = (
        replace(extract(Article(f"a{when}", opened.format(when))).events[0], happening="h")
        for when in (" in 2024", " in July 2024", "")
    )
    assert [e.date_precision for e in (first, then, undated)] == ["year", "month", None]
    for order in permutations((first, then, undated)):
        assert best_dated(order) is then
        assert best_dated([e for e in order if e is not then]) is first
        row = happening_frame(order).iloc[0]
        assert (str(row["date"].date()), row["date_precision"]) == ("2024-07-01", "month")
    assert best_dated([undated]) is None


def test_reports_that_give_another_day_are_shown_as_a_conflict() -> None:
    frame = happening_frame(
        merged(("KCNA", f"{OPENED}.", 9), ("NK News", OWN_WORDS.replace("November 8", "November 7"), 10))
    )
    assert [text.split(" (")[0] for row in frame["conflicts"] for text in row] == [
        "day: 2024-11-07, elsewhere 2024-11-08",
        "day: 2024-11-08, elsewhere 2024-11-07",
    ]


def test_what_one_article_distinguishes_is_no_conflict() -> None:
    both = f"{OPENED}. " + "The Anju Pump Factory was inaugurated in Anju City on November 9, 2024, too."
    assert conflicts(merged(("KCNA", both, 10), ("NK News", OWN_WORDS, 10))) == {}


def test_a_site_in_another_county_is_a_conflict_but_a_kind_of_site_is_none() -> None:
    text = "The Ryonsan Pump Factory was inaugurated in {} on November 8, 2024."
    counties = ["Anju City", "Kaechon City", "Sunchon City", "Tokchon City"]
    pair = merged(*(("KCNA", text.format(place), 9) for place in counties[:2]))
    assert {c.what for found in conflicts(pair).values() for c in found} == {"place"}
    assert conflicts(merged(*(("KCNA", text.format(place), 9) for place in counties))) == {}


def test_reports_of_kcna_are_merged_as_a_reader_judged_them(shared: Path) -> None:
    lines = (
        (ROOT / "tests" / "extraction" / "labelled" / "happenings.tsv").read_text("utf-8").splitlines()[1:]
    )
    found = [e for x in extract_all(read_articles(shared / "articles" / "kcna.jsonl")) for e in x.events]
    happening = {e.event_id: e.happening for e in merge_reports(found)}
    judged = [line.split("\t") for line in lines]
    known = [(a, b, verdict) for a, b, verdict in judged if a in happening and b in happening]
    assert len(known) >= 0.9 * len(judged), "events have got other ids: judge the pairs anew"
    merged = [verdict for a, b, verdict in known if happening[a] == happening[b]]
    same = [happening[a] == happening[b] for a, b, verdict in known if verdict == "same"]
    right = merged.count("same") / (len(merged) - merged.count("unclear"))
    assert right >= 0.97, f"precision {right:.3f} of {len(merged)} merged pairs"
    assert sum(same) >= 0.93 * len(same), f"recall {sum(same)} of {len(same)}"
