"""Facts about publicly known happenings, laid out as publishers do and written in every format, for random edits.

A :class:`Form` is a table before it is written: names, cells, and how the file is to be made. Its roles say which
column is which, so that an edit can change a cell and know what ought to come of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from geo.reference.paths import reference_path

FORMATS = ("csv", "xlsx", "json", "jsonl", "geojson", "gpkg", "parquet", "kml")
LAYOUTS = ("plain", "korean", "csis", "acled", "ged", "gdelt")
#: Layouts that a format is never shipped in by anybody, or that need columns it has not.
ODD = {("gdelt", "kml"), ("csis", "geojson"), ("csis", "kml"), ("csis", "gpkg")}


@dataclass(frozen=True)
class Fact:
    """What a row says, in our own words, and the county that it is in."""

    day: date
    place: str
    korean: str
    province: str
    lat: float
    lon: float
    adm2: str
    type: str
    text: str
    actor: str = "Kim Jong Un"


FACTS = (
    Fact(
        date(2024, 11, 20),
        "Songchon",
        "성천군",
        "South Phyongan",
        39.3225,
        126.3022,
        "KP0717",
        "inspection",
        "Kim Jong Un inspected a factory in Songchon County.",
    ),
    Fact(
        date(2024, 11, 20),
        "Anju",
        "안주시",
        "South Phyongan",
        39.6178,
        125.6647,
        "KP0703",
        "production",
        "The Anju Pump Factory in Anju City fulfilled its production plan.",
    ),
    Fact(
        date(2024, 3, 4),
        "Haeju",
        "해주시",
        "South Hwanghae",
        38.0406,
        125.7147,
        "KP0901",
        "inauguration",
        "A bakery was inaugurated in Haeju City.",
    ),
    Fact(
        date(2024, 7, 29),
        "Sinuiju",
        "신의주시",
        "North Phyongan",
        40.1006,
        124.3981,
        "KP0601",
        "inspection",
        "Kim Jong Un inspected flooded streets in Sinuiju City.",
    ),
    Fact(
        date(2023, 8, 21),
        "Onchon",
        "온천군",
        "Nampho",
        38.8809,
        125.2288,
        "KP1103",
        "inspection",
        "Kim Jong Un inspected a tideland in Onchon County.",
    ),
    Fact(
        date(2022, 10, 10),
        "Hamju",
        "함주군",
        "South Hamgyong",
        39.9845,
        127.145,
        "KP0310",
        "inauguration",
        "A greenhouse farm was inaugurated in Hamju County.",
    ),
    Fact(
        date(2022, 5, 5),
        "Samjiyon",
        "삼지연시",
        "Ryanggang",
        41.8036,
        128.3189,
        "KP0107",
        "construction",
        "Houses were under construction in Samjiyon City.",
    ),
    Fact(
        date(2022, 2, 28),
        "Kilju",
        "길주군",
        "North Hamgyong",
        40.9642,
        129.3278,
        "KP0211",
        "weapons-test",
        "A nuclear device was tested in Kilju County.",
    ),
)
_ABROAD = ("Tokyo", "Japan", 35.68, 139.69)
_HEADERS = {
    "plain": "id,date,place,lat,lon,type,description,actor,source".split(","),
    "korean": "번호,날짜,장소,위도,경도,유형,내용,행위자,출처".split(","),
}
_ROLES: Mapping[str, Mapping[str, str]] = {
    "plain": {
        "id": "id",
        "date": "date",
        "place": "place",
        "lat": "lat",
        "lon": "lon",
        "type": "type",
        "text": "description",
        "actor": "actor",
        "url": "source",
    },
    "korean": {
        "id": "번호",
        "date": "날짜",
        "place": "장소",
        "lat": "위도",
        "lon": "경도",
        "type": "유형",
        "text": "내용",
        "actor": "행위자",
        "url": "출처",
    },
    "csis": {"date": "date", "type": "type", "title": "event", "text": "description", "url": "resources"},
    "acled": {
        "id": "event_id_cnty",
        "date": "event_date",
        "place": "location",
        "lat": "latitude",
        "lon": "longitude",
        "type": "event_type",
        "text": "notes",
        "actor": "actor1",
        "url": "source",
        "geo": "geo_precision",
        "days": "time_precision",
        "country": "country",
    },
    "ged": {
        "id": "id",
        "date": "date_start",
        "place": "where_coordinates",
        "lat": "latitude",
        "lon": "longitude",
        "text": "where_description",
        "title": "source_headline",
        "actor": "side_a",
        "geo": "where_prec",
        "days": "date_prec",
        "country": "country",
    },
    "gdelt": {
        "id": "GLOBALEVENTID",
        "date": "SQLDATE",
        "place": "ActionGeo_FullName",
        "lat": "ActionGeo_Lat",
        "lon": "ActionGeo_Long",
        "type": "EventCode",
        "actor": "Actor1Name",
        "url": "SOURCEURL",
        "geo": "ActionGeo_Type",
        "country": "ActionGeo_CountryCode",
    },
}


@dataclass
class Form:
    """A table to be written; edits change it in place."""

    layout: str
    format: str
    header: list[str]
    rows: list[list[Any]]
    abroad: int
    """How many of the last rows lie in another country."""
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    quote_all: bool = False
    above: list[list[Any]] = field(default_factory=list)
    """Rows above the header."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """HXL tags by role, in a row below the header."""
    foreign_lines: set[int] = field(default_factory=set)
    """Rows whose line is written in CP949 whatever the rest is in."""
    merged: list[tuple[int, int]] = field(default_factory=list)
    """First and last row of days that are one cell."""
    raw_lines: dict[int, str] = field(default_factory=dict)
    """Rows written as given."""
    sheets_before: list[tuple[str, str]] = field(default_factory=list)
    """Name and state of sheets before the table's."""
    wrapped: bool = False
    """Whether objects are under ``data`` of another."""
    nested: bool = False
    """Whether coordinates are an object in each object."""
    headless: bool = False
    display: dict[str, str] = field(default_factory=dict)
    """Names of columns that are written otherwise."""
    columns: str | None = None
    """What is asked for with ``--columns``."""

    def at(self, role: str) -> int:
        """Index of the column of a role, -1 where the table has none."""
        name = _ROLES[self.layout].get(role)
        return self.header.index(name) if name in self.header else -1

    def has(self, *roles: str) -> bool:
        """Whether the table has columns for all of these."""
        return all(self.at(role) >= 0 for role in roles)

    @property
    def below(self) -> list[list[str]]:
        """Rows between the header and the first record: the tags of the columns."""
        tagged = {self.header[at]: tag for role, tag in self.tags.items() if (at := self.at(role)) >= 0}
        return [[tagged.get(name, "") for name in self.header]] if tagged else []

    @property
    def names(self) -> list[str]:
        """Names of the columns as they are written."""
        return [self.display.get(h, h) for h in self.header]

    @property
    def geometric(self) -> bool:
        """Whether coordinates are written as a geometry."""
        return self.format in ("geojson", "gpkg", "kml") and self.has("lat", "lon")

    def where(self, row: int) -> str:
        """How a message names a row."""
        lead = len(self.above) + (not self.headless) + len(self.below)
        if self.format == "csv":
            return f"line {row + lead + 1}:"
        if self.format == "xlsx":
            return f"row {row + lead + 1}:"
        if self.format == "jsonl":
            return f"line {row + 1}:"
        if self.format == "geojson":
            return f"feature {row + 1}:"
        return f"line {row + 3}:" if self.format == "kml" else f"row {row + 1}:"


def form(layout: str, format_: str) -> Form:
    """The facts in a publisher's layout, two rows of another country with them where it tells countries."""
    rows = [_row(layout, n, f) for n, f in enumerate(FACTS)]
    abroad = 0
    if "country" in _ROLES[layout]:
        place, country, lat, lon = _ABROAD
        for n in (90, 91):
            away = Fact(
                date(2024, 6, 1), place, place, place, lat, lon, "", "other", "A rally.", "Protesters"
            )
            row = _row(layout, n, away)
            row[_ROLES[layout]["country"]] = "JA" if layout == "gdelt" else country
            rows.append(row)
            abroad += 1
    header = _HEADERS.get(layout) or list(dict.fromkeys(k for row in rows for k in row))
    return Form(layout, format_, list(header), [[row.get(h) for h in header] for row in rows], abroad)


def _row(layout: str, n: int, fact: Fact) -> dict[str, Any]:
    day = fact.day
    common = {"lat": fact.lat, "lon": fact.lon, "id": f"E{n}", "actor": fact.actor, "text": fact.text}
    if layout in ("plain", "korean"):
        place = fact.place + (" City" if fact.korean.endswith("시") else " County")
        values = {
            **common,
            "date": day,
            "place": place if layout == "plain" else fact.korean,
            "type": fact.type,
            "url": f"https://example.org/{n}",
        }
        return {_ROLES[layout][k]: v for k, v in values.items()}
    if layout == "csis":
        return {
            "date": day,
            "type": "Other Provocation",
            "event": "Happening",
            "description": fact.text,
            "resources": f"https://example.org/{n}",
            "year": day.year,
            "week_number": 1,
            "month_year": f"{day:%m-%Y}",
            "weekday": f"{day:%A}",
            "mentions_kim": "Kim" in fact.text,
        }
    if layout == "acled":
        return {
            "event_id_cnty": f"PRK{n}",
            "event_date": f"{day.day} {day:%B %Y}",
            "year": day.year,
            "time_precision": 1,
            "disorder_type": "Political violence",
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "actor1": fact.actor,
            "assoc_actor_1": "",
            "inter1": 1,
            "interaction": 10,
            "civilian_targeting": "",
            "iso": 408,
            "region": "East Asia",
            "country": "North Korea",
            "admin1": fact.province,
            "admin2": "",
            "location": fact.place,
            "latitude": fact.lat,
            "longitude": fact.lon,
            "geo_precision": 1,
            "source": "Yonhap",
            "source_scale": "Regional",
            "notes": fact.text,
            "fatalities": 0,
        }
    if layout == "ged":
        return {
            "id": 7000 + n,
            "type_of_violence": 1,
            "conflict_new_id": 1,
            "dyad_new_id": 2,
            "side_a_new_id": 3,
            "side_a": fact.actor,
            "side_b": "",
            "source_article": "Yonhap",
            "source_headline": "Happening",
            "where_prec": 1,
            "where_coordinates": f"{fact.place} town",
            "where_description": fact.text,
            "adm_1": fact.province,
            "adm_2": fact.place,
            "latitude": fact.lat,
            "longitude": fact.lon,
            "priogrid_gid": 1,
            "country": "North Korea",
            "event_clarity": 1,
            "date_prec": 1,
            "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day} 00:00:00.000",
            "deaths_civilians": 0,
        }
    with reference_path("layouts.toml").open("rb") as file:
        header = tomllib.load(file)["gdelt"]["header"]
    return {
        **dict.fromkeys(header, ""),
        "GLOBALEVENTID": 1299000000 + n,
        "SQLDATE": f"{day:%Y%m%d}",
        "Actor1Name": fact.actor,
        "EventCode": "190",
        "EventRootCode": "19",
        "ActionGeo_Type": 4,
        "ActionGeo_FullName": f"{fact.place}, {fact.province}, North Korea",
        "ActionGeo_CountryCode": "KN",
        "DATEADDED": f"{day:%Y%m%d}120000",  # never empty, and what tells a file without header
        "ActionGeo_Lat": fact.lat,
        "ActionGeo_Long": fact.lon,
        "SOURCEURL": f"https://example.org/{n}",
    }


def moment(day: date) -> datetime:
    """Midnight of a day, as spreadsheets store it."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001
