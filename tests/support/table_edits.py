"""Random edits of valid tables, each of which knows what must come of it.

An edit is harmless (the same records, no fault) or it spoils something: then a fault must name the file and the row,
or the table as a whole, and what it spoils may be missing from that record, never replaced by something else. All
other rows and columns must come out as before. :func:`judged` compares; what it finds wrong is a bug of the readers.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.linking.records import read_records
from geo.model.entities import Record
from geo.model.errors import GeoError
from geo.reference.context import Reference
from tests.support.table_expected import Expected
from tests.support.table_forms import FACTS, FORMATS, LAYOUTS, ODD, Form, form
from tests.support.table_harmless import HARMLESS
from tests.support.table_spoiling import SPOILING
from tests.support.table_writers import write

EVENT_TYPES = Reference.bundled().event_types.ids

_SHARES = [{"csv": 4, "xlsx": 3}.get(kind, 1) for kind in FORMATS]
"""How often each format is tried: what people use most, most."""
_RANK = ("site", "locality", "adm2", "adm1", "country", "sea", "none")


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    layout: str
    format: str
    edits: tuple[str, ...]
    result: str
    """"the same", "faults named", "refused", or "WRONG"."""
    wrong: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def case(seed: int, folder: Path) -> Outcome:
    """One random table with its edits, read and judged."""
    r = random.Random(seed)
    while (pair := (r.choice(LAYOUTS), r.choices(FORMATS, _SHARES)[0])) in ODD:
        pass
    f, expected, made = form(*pair), Expected(), []
    touched: set[str] = set()
    for edit in r.sample(HARMLESS, k=r.choice((0, 1, 1, 2, 3))):
        group = _GROUPS.get(edit.__name__, edit.__name__)
        if group not in touched and edit(f, r, expected):
            touched.add(group)
            made.append(edit.__name__)
    if r.random() < 0.8:
        for edit in r.sample(SPOILING, k=len(SPOILING)):
            if _GROUPS.get(edit.__name__) not in touched and edit(f, r, expected):
                made.append(edit.__name__)
                break
    path = write(f, folder)
    return judged(f, expected, tuple(made), path)


#: Edits of which one at most is made, as they are about the same cells.
_GROUPS = {
    "no_header_where_the_publisher_has_none": "days",
    "days_as_surely_written": "days", "months_only": "days", "years_only": "days", "days_that_may_be_months": "days",
    "days_as_instants": "days", "days_of_the_juche_era": "days", "days_with_short_years": "days",
    "days_as_spans": "days", "years_in_words": "days", "year_month_and_day_apart": "days", "days_merged": "days",
    "a_day_of_two_figures": "days", "headings_in_other_words": "names", "names_in_capitals_and_blanks": "names",
    "titles_above_the_header": "above", "groups_above_the_header": "above",
    "decimal_commas": "degrees", "degrees_minutes_seconds": "degrees", "numbers_as_text_with_blanks": "degrees",
}  # fmt: skip


def judged(f: Form, e: Expected, made: tuple[str, ...], path: Path) -> Outcome:
    """Read a file and compare what comes with what must."""
    faults: list[GeoError] = []
    refused: GeoError | None = None
    records: list[Record] = []
    try:
        records = list(read_records(path, faults.append, columns=f.columns))
    except GeoError as error:
        refused = error
    said = tuple(map(str, [*faults, *([refused] if refused else [])]))
    wrong = [f"a message without its file: {text}" for text in said if path.name not in text]
    if e.refused:
        if refused is None or not re.search(e.refused, str(refused)):
            wrong.append(f"should be refused: {e.refused}")
        return Outcome(f.layout, f.format, made, "WRONG" if wrong else "refused", tuple(wrong), said)
    if refused is not None:
        return Outcome(f.layout, f.format, made, "WRONG", (f"refused: {refused}",), said)
    wrong += _messages(f, e, [str(x) for x in faults])
    wrong += _rows(f, e, records)
    result = "WRONG" if wrong else "faults named" if faults else "the same"
    return Outcome(f.layout, f.format, made, result, tuple(wrong), said)


def _messages(f: Form, e: Expected, faults: list[str]) -> list[str]:
    wrong, left = [], list(faults)
    wanted = [(pattern, "") for pattern in e.whole]
    wanted += [(pattern, f.where(row)) for row, patterns in e.rows.items() for pattern in patterns]
    if e.abroad:
        wanted += [("outside of the DPRK", f.where(len(FACTS) + n)) for n in range(f.abroad)]
    for pattern, where in wanted:
        found = next((m for m in left if re.search(pattern, m) and f" {where}" in m), None)
        if found is None:
            wrong.append(f"no message {pattern!r} for {where or 'the table'}")
        else:
            left.remove(found)
    # A row that is spoilt may say more than one thing.
    spoilt = [f" {f.where(row)}" for row in e.rows]
    return wrong + [f"a message too many: {m}" for m in left if not any(where in m for where in spoilt)]


def _rows(f: Form, e: Expected, records: list[Record]) -> list[str]:
    # A row whose cells are shifted or cut off may say that it lies abroad, or nothing; its fault names it.
    shifted = {n for n, fields in e.lost.items() if fields & {"anything", "row"}}
    if len(records) == len(FACTS) + f.abroad * e.abroad - 1 and shifted:
        e.gone |= shifted
    kept = [n for n in range(len(FACTS)) if n not in e.gone]
    count = len(kept) + f.abroad * e.abroad
    if len(records) != count:
        return [f"{len(records)} records where there should be {count}"]
    wrong = []
    for n, record in zip(kept, records, strict=False):
        wrong += [f"row {n}: {what}" for what in _row(f, e, n, record)]
    return wrong + [f"row abroad placed in {r.adm1}" for r in records[len(kept) :] if r.adm1]


def _row(f: Form, e: Expected, n: int, record: Record) -> list[str]:
    fact, lost, wrong = FACTS[n], e.lost.get(n, set()), []
    if "anything" in lost:
        return []
    day, precision = e.days.get(n, (fact.day, "day"))
    if (
        (record.date, record.date_precision) != (day, precision)
        and not ("date" in lost and record.date is None)
        and not (n in e.rows and _less_exact(record, day))
    ):
        wrong.append(f"day {record.date} ({record.date_precision}) for {day} ({precision})")
    lat, lon, adm2 = e.stands.get(n, (fact.lat, fact.lon, fact.adm2))
    if record.adm2 != adm2 and not (lost & {"position", "place"} and record.adm2 is None):
        wrong.append(f"county {record.adm2} for {adm2}")
    if (
        f.layout in ("plain", "korean")
        and record.type != fact.type
        and not ("type" in lost and record.type in EVENT_TYPES)
    ):
        wrong.append(f"type {record.type} for {fact.type}")
    exact = f.layout != "csis" and record.lat is not None and record.lon is not None
    close = exact and abs(record.lat - lat) < 1e-3 and abs(record.lon - lon) < 1e-3
    if (
        f.layout != "csis"
        and not close
        and not ("position" in lost and _RANK.index(record.geo_precision) >= 2)
    ):
        wrong.append(f"position {record.lat}, {record.lon} ({record.geo_precision})")
    if close and "precision" not in lost and "position" not in lost and record.geo_precision != _precision(f):
        wrong.append(f"precision {record.geo_precision} for {_precision(f)}")
    if f.layout != "gdelt" and record.text != fact.text and "text" not in lost:
        wrong.append(f"text {record.text!r}")
    if f.layout != "csis" and fact.actor not in record.actors and "actors" not in lost:
        wrong.append(f"actors {record.actors}")
    return wrong


def _less_exact(record: Record, day: date) -> bool:
    """Whether a record has only the year or month of a day: its other cells are cut off."""
    first = {"year": day.replace(month=1, day=1), "month": day.replace(day=1)}
    return record.date is not None and record.date == first.get(record.date_precision or "")


def _precision(f: Form) -> str:
    return "locality" if f.layout in ("acled", "ged", "gdelt") else "site"
