"""Harmless edits of headings, notations of days and columns, after which a table must give the same records."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tests.support.table_expected import Edit, Expected, day_of, rewrite
from tests.support.table_forms import FACTS, Form

_KOREAN = {
    "date": ("발생일자", "일시", "날짜(현지)"),
    "place": ("지명", "발생장소", "시군명"),
    "lat": ("위도(도)", "위도"),
    "lon": ("경도(도)", "경도"),
    "text": ("내용", "상세내용", "주요내용"),
    "type": ("유형", "사건유형"),
    "actor": ("행위자", "참석자"),
}
_ENGLISH = {
    "date": ("Event Date (local)", "Date of event", "eventDate"),
    "place": ("Place name", "Launch location", "Facility Location"),
    "lat": ("Latitude (deg)", "Facility latitude", "centroid_lat"),
    "lon": ("Longitude (deg)", "Facility longitude", "centroid_lon"),
    "text": ("Description of it (short)", "Event description", "Summary:"),
    "type": ("Event Type", "event-type"),
    "actor": ("Actor", "ACTORS"),
}
_TAGS = {
    "id": "#event +id", "date": "#date+occurred", "place": "#loc+name", "lat": "#geo+lat", "lon": "#geo+lon",
    "type": "#event+type", "text": "#description", "actor": "#org+name", "url": "#meta+source",
}  # fmt: skip
_PARTS = (
    ("year", "month", "day"),
    ("연도", "월", "일"),
    ("iyear", "imonth", "iday"),
    ("Event Year", "Month", "Day"),
)
_NORTH = ("North Korea", "DPRK", "PRK", "Korea, Democratic People's Republic of", "북한")
_OTHERS = ("Japan", "CHN", "South Korea", "대한민국", "Bahrain")
_COUNTRY = ("country", "COUNTRY", "country_txt", "iso3", "admin0", "국가", "Country Name")


def headings_in_other_words(f: Form, r: random.Random, e: Expected) -> bool:
    if (
        f.layout not in ("plain", "korean")
        or f.format in ("gpkg", "kml")
        or f.display
        or f.nested
        or f.headless
    ):
        return False
    words = r.choice((_KOREAN, _ENGLISH))
    f.display = {f.header[f.at(role)]: r.choice(names) for role, names in words.items() if f.at(role) >= 0}
    return True


def days_as_instants(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False

    def instant(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 22, 40, tzinfo=UTC) - timedelta(days=1)

    notations: list[Callable[[date], object]] = [
        lambda d: f"{instant(d):%a, %d %b %Y %H:%M:%S} GMT",
        lambda d: f"{instant(d):%Y-%m-%dT%H:%M:%S.000Z}",
        lambda d: f"{instant(d):%Y-%m-%d %H:%M:%S}+00",
        lambda d: f"{d}T01:15:00+09:00",
        lambda d: f"{d} 23:50:00 KST",
        lambda d: f"{d:%Y%m%d}233000",
        lambda d: f"{d.year}년 {d.month}월 {d.day}일 오후 3시 30분",
        lambda d: str(int(instant(d).timestamp() * 1000)),
        lambda d: str(int(instant(d).timestamp())),
    ]
    notation = r.choice(notations)
    rewrite(f, "date", lambda n: notation(day_of(f, n)))
    return True


def days_of_the_juche_era(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    notation = r.choice(
        (
            lambda d: f"주체{d.year - 1911}({d.year})년 {d.month}월 {d.day}일",
            lambda d: f"주체{d.year - 1911}.{d.month}.{d.day}",
            lambda d: f"{d:%B} {d.day}, Juche {d.year - 1911} ({d.year})",
        )
    )
    rewrite(f, "date", lambda n: notation(day_of(f, n)))
    return True


def days_with_short_years(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    notation = r.choice(
        (lambda d: f"{d.day}-{d:%b-%y}", lambda d: f"'{d:%y.%m.%d}", lambda d: f"{d:%y.%m.%d}.")
    )
    rewrite(f, "date", lambda n: notation(day_of(f, n)))
    return True


def days_as_spans(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date") or f.layout == "ged":  # whose end column is before that end
        return False
    dash = "-" if f.format == "csv" else "–"  # CP949 has no such dash
    notations: list[Callable[[date, date], str]] = [
        lambda d, u: f"{d}/{u}",
        lambda d, u: f"{d} ~ {u}",
        lambda d, u: f"{d} {dash} {u}",
        lambda d, u: f"{d.day} {d:%B} - {u.day} {u:%B} {u.year}",
        lambda d, u: f"{d.year}년 {d.month}월 {d.day}일~{u.month}월 {u.day}일",
    ]
    notation = r.choice(notations)
    rewrite(f, "date", lambda n: notation(day_of(f, n), day_of(f, n) + timedelta(days=2)))
    return True


def years_in_words(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    words = r.choice(("mid {}", "c. {}", "late {}", "{}년 초", "{}년경", "{}?"))
    rewrite(f, "date", lambda n: words.format(day_of(f, n).year))
    e.days.update({n: (day_of(f, n).replace(month=1, day=1), "year") for n in range(len(FACTS))})
    return True


def year_month_and_day_apart(f: Form, r: random.Random, e: Expected) -> bool:
    at = f.at("date")
    if f.layout not in ("plain", "korean") or at < 0 or f.headless or f.merged or f.display:
        return False
    coarse = r.choice(("day", "day", "month", "year"))
    names = r.choice(_PARTS)
    f.header[at : at + 1] = names
    for n, row in enumerate(f.rows):
        if n >= len(FACTS) + f.abroad:
            row[at : at + 1] = ["", "", ""]
            continue
        day = day_of(f, n)
        month = (
            ""
            if coarse == "year"
            else r.choice((str(day.month), f"{day:%b}"))
            if f.format == "csv"
            else str(day.month)
        )
        row[at : at + 1] = [str(day.year), month, str(day.day) if coarse == "day" else r.choice(("0", ""))]
    if coarse != "day":
        first = {"month": {"day": 1}, "year": {"month": 1, "day": 1}}[coarse]
        e.days.update({n: (day_of(f, n).replace(**first), coarse) for n in range(len(FACTS))})
    return True


def a_row_of_tags(f: Form, r: random.Random, e: Expected) -> bool:
    if f.layout not in ("plain", "korean") or f.format not in ("csv", "xlsx") or f.headless or f.columns:
        return False
    f.tags = _TAGS
    return True


def groups_above_the_header(f: Form, r: random.Random, e: Expected) -> bool:
    lat, lon = f.at("lat"), f.at("lon")
    if (
        f.layout != "plain"
        or f.format not in ("csv", "xlsx")
        or f.headless
        or f.above
        or f.display
        or lon != lat + 1
    ):
        return False
    f.above = [["Position" if n in (lat, lon) else name for n, name in enumerate(f.header)]]
    return True


def a_country_column(f: Form, r: random.Random, e: Expected) -> bool:
    if f.layout not in ("plain", "korean") or f.headless or f.abroad or f.columns:
        return False
    f.header.append(r.choice(_COUNTRY))
    for n, row in enumerate(f.rows):
        row.append(r.choice(_NORTH) if n < len(FACTS) else "")
    f.rows[len(FACTS) :] = []
    for n in range(2):
        away = list(f.rows[n])
        away[f.at("id")] = f"away-{n}"
        away[-1] = r.choice(_OTHERS)
        f.rows.append(away)
    f.abroad = 2
    return True


HEADINGS: tuple[Edit, ...] = (
    headings_in_other_words, days_as_instants, days_of_the_juche_era, days_with_short_years, days_as_spans,
    years_in_words, year_month_and_day_apart, a_row_of_tags, groups_above_the_header, a_country_column,
)  # fmt: skip
