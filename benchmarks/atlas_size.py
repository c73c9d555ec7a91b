"""Time, files and bytes of an atlas of 1,000, 10,000 and 100,000 events, and of bringing it up to date.

    python benchmarks/atlas_size.py [NUMBER ...]

The events are made: they differ in place, day, person, source and type. Seconds are of the processor, not of the wall.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from geo.linking.dataset import Dataset
from geo.model.entities import Event
from geo.outputs.atlas import publication, write_atlas
from geo.reference.context import Reference

SOURCES, PEOPLE, DAYS = 40, 300, 2_000


def made(number: int, known: Reference) -> list[Event]:
    """Events in all counties over some years, a tenth of them in the first county."""
    counties = [p for p in known.gazetteer.units("adm2") if p.lat is not None]
    types = known.event_types.ids
    found = []
    for n in range(number):
        place = counties[0 if n % 10 == 0 else n * 7919 % len(counties)]
        day = date(2019, 1, 1) + timedelta(days=n * 104_729 % DAYS)
        source = f"paper-{n * 31 % SOURCES}.example"
        event = Event(
            event_id=f"{n:012x}", type=types[n * 13 % len(types)], date=day, date_precision="day", title="",
            site=None, actors=(f"Person Number {n * 17 % PEOPLE}",), leader=n % 9 == 0, adm1=place.adm1,
            adm2=place.place_id, adm1_name=known.gazetteer.name(place.adm1), adm2_name=place.name, lat=place.lat,
            lon=place.lon, geo_precision="adm2", rule="type-word", date_rule="month-and-day", score=0.9,
            source_id=f"a{n}", source_url=f"https://{source}/{n}", source_title=f"Report {n} of the day",
            source_date=day + timedelta(days=1), quote=f"Officials went to {place.name}, says report {n}. " * 3,
            quote_start=0, quote_end=9, text_sha256="", status="found", publisher=source,
        )  # fmt: skip
        found.append(event)
    return found


def main(numbers: list[int]) -> None:
    """Print a line for each number of events."""
    known = Reference.bundled()
    for number in numbers:
        events = made(number + 1, known)
        with tempfile.TemporaryDirectory() as folder:
            start = time.process_time()
            first = write_atlas(Dataset([], events[:-1], [], [], []), folder, publication())
            took = time.process_time() - start
            largest = max(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
            again = write_atlas(Dataset([], events, [], [], []), folder, publication())
        print(
            f"{number:>7,} events  {took:6.1f} s  {first.written:>7,} files  {first.bytes / 1e6:8.1f} MB  "
            f"largest {largest / 1e6:.2f} MB  one event more: {again.written:,} files written",
            flush=True,
        )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1_000, 10_000, 100_000])
