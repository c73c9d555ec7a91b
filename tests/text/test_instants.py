"""The day of an instant is the day that it is in Pyongyang, in whatever notation and zone it is written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.reference.clocks import timestamp
from geo.reference.written_dates import parse_day, read_timestamp
from geo.text.instants import day_of_digits, day_of_moment

PYONGYANG = ZoneInfo("Asia/Pyongyang")
MOMENTS = st.datetimes(
    datetime(1912, 1, 3),  # noqa: DTZ001
    datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)


@given(MOMENTS)
def test_the_day_of_a_moment_is_that_of_the_time_zone_database(moment):
    assume(moment.time().replace(microsecond=0) != datetime.min.time())
    assert day_of_moment(moment) == moment.astimezone(PYONGYANG).date()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2015-08-14T14:59:59+00:00", "2015-08-14"),  # the last second of UTC+9 is of the day
        ("2015-08-14T15:00:01+00:00", "2015-08-14"),  # and half an hour of it comes again
        ("2015-08-14T15:30:01+00:00", "2015-08-15"),
        ("2018-05-04T14:59:59+00:00", "2018-05-04"),
        ("2018-05-04T15:00:01+00:00", "2018-05-05"),
        ("2016-02-07T00:20:00+09:00", "2016-02-06"),  # half past midnight in Seoul is midnight in Pyongyang
        ("2019-02-07T00:20:00+09:00", "2019-02-07"),
    ],
)
def test_clocks_of_pyongyang_were_half_an_hour_late_from_2015_to_2018(moment, day):
    assert day_of_moment(datetime.fromisoformat(moment)) == date.fromisoformat(day)
    assert parse_day(moment) == date.fromisoformat(day)


@given(MOMENTS)
def test_one_instant_is_one_day_in_every_notation(moment):
    moment = moment.replace(microsecond=0)
    utc = moment.astimezone(UTC)
    midnight = datetime.min.time()
    assume(midnight not in (moment.time(), utc.time()))
    day = day_of_moment(moment)
    written = [
        moment.isoformat(),
        moment.isoformat(" "),
        f"{moment:%a, %d %b %Y %H:%M:%S %z}",
        f"{moment:%Y-%m-%d %H:%M:%S %z}",
        f"{moment:%Y%m%dT%H%M%S%z}",
        f"{utc:%Y-%m-%dT%H:%M:%SZ}",
        f"{utc:%Y-%m-%dT%H:%M:%S.000Z}",
        f"{utc:%Y-%m-%d %H:%M:%S} UTC",
        f"{utc:%Y-%m-%d %H:%M:%S}+00",
        f"{utc:%a, %d %b %Y %H:%M:%S} GMT",
        f"{utc:%B} {utc.day}, {utc.year} {utc:%I:%M:%S %p} UTC",
    ]
    assert {text: parse_day(text) for text in written} == dict.fromkeys(written, day)


@given(st.datetimes(datetime(1975, 1, 1), datetime(2035, 1, 1)).map(lambda m: m.replace(tzinfo=UTC)))  # noqa: DTZ001
def test_seconds_and_milliseconds_since_1970_are_the_same_day(moment):
    seconds = int(moment.timestamp())
    assume(not str(seconds).startswith(("19", "20")))  # the future, and digits of a date
    day = day_of_moment(datetime.fromtimestamp(seconds, UTC))
    assert day_of_digits(str(seconds)) == day_of_digits(str(seconds * 1_000_000)) == day
    if not str(seconds * 1000).startswith(("19", "20")):
        assert day_of_digits(str(seconds * 1000)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20170703233000", "2017-07-03"),
        ("201707032330", "2017-07-03"),
        ("Tue, 4 Jul 2017 00:39:00 GMT", "2017-07-04"),
        ("Mon, 3 Jul 2017 16:10:00 EDT", "2017-07-04"),
        ("Mon Jul  3 23:30:00 UTC 2017", "2017-07-04"),
        ("2017-07-03 23:30 KST", "2017-07-03"),
        ("2017-07-03 23:30 JST", "2017-07-03"),
        ("2017-07-03 23:30 (GMT)", "2017-07-04"),
        ("2017-07-03T23:30:00+09:00[Asia/Seoul]", "2017-07-03"),
        ("July 3, 2017 at 11:30 p.m. UTC", "2017-07-04"),
        ("July 3, 2017, 12:10 AM", "2017-07-03"),
        ("2017년 7월 3일 오후 11시 30분", "2017-07-03"),
        ("2017년 7월 3일(월) 23시", "2017-07-03"),
        ("2017. 7. 3. (월) 오전 9:05", "2017-07-03"),
        ("2017.07.03 23시 54분 협정세계시", "2017-07-04"),
        ("2017-07-03 23:30", "2017-07-03"),
        ("2017-07-03T24:00", "2017-07-03"),
        ("2017-07-03Z", "2017-07-03"),
    ],
)
def test_a_timestamp_is_the_day_that_it_is_in_pyongyang(text, day):
    assert read_timestamp(text) == (date.fromisoformat(day), "day", "")


@pytest.mark.parametrize(
    "text", ["2016-03-10T00:00:00+09:00", "2016-03-10T00:00:00Z", "2016-03-10T00:00:00.000-0500"]
)
def test_midnight_stands_for_a_day_without_a_time(text):
    assert parse_day(text) == date(2016, 3, 10)


def test_a_zone_with_two_meanings_is_read_where_both_give_one_day():
    assert parse_day("2017-07-03 23:30 CST") == date(2017, 7, 4)
    day, _, why = read_timestamp("2017-07-03 20:00 CST")
    assert day is None
    assert why == "has the time zone CST, in which it may be 2017-07-03 or 2017-07-04 in Pyongyang"


@pytest.mark.parametrize("text", ["2017-07-03 25:00", "2017-07-03 12:61", "2017년 7월 3일 24시 30분"])
def test_a_time_that_no_clock_shows_makes_no_day(text):
    assert read_timestamp(text) == (None, None, "has no such time of day")


@given(st.text(max_size=120))
def test_any_text_is_a_timestamp_or_none(text):
    day, precision, why = read_timestamp(text)
    assert (day is None) == bool(why) == (precision is None)
    timestamp(text)
