"""How fast events are linked to records, and how much memory that takes.

Run: ``python benchmarks/joining.py [N]``. Joined are N events (100,000 by default) with as many records, made up
after the country: six years of days, an eighth of them on few days of many; counties and types as
often as KCNA tells of them where its articles are beside the project, else by a power law; one row in eight at no place, one in ten with
a point of its own; sentences of everyday words and of things that happen. A third of the records tell of an event.
Beside it a plain loop over the days of the window, on a tenth of the rows, scoring the same pairs; its time grows
with the square of the rows.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from geo.extraction.pipeline import extract_all
from geo.linking.matching import join, unmatched
from geo.linking.matching.common import Rarity
from geo.linking.matching.comparison import Comparison
from geo.linking.matching.scores import Limits, Side, compare, total
from geo.model.entities import Event, Record
from geo.readers.articles.reader import read_articles
from geo.reference.context import Reference

EVENT_TYPES = Reference.bundled().event_types.ids

ROOT = Path(__file__).parents[1]
KCNA = ROOT.parent / "shared" / "articles" / "kcna.jsonl"
FIRST, DAYS = date(2019, 1, 1), 6 * 365
THINGS = """missile rocket satellite launcher warhead artillery balloon leaflet drone flood bridge dam greenhouse
factory hospital farm mine school road railway harbour fishery cement coal steel fertilizer rice maize potato""".split()
PLAIN = [f"{a}{b}" for a in ("re", "in", "con", "ex", "de", "pro", "sub", "trans", "over", "under")
         for b in ("build", "form", "duct", "press", "tend", "late", "port", "ject", "vene", "scribe", "turn",
                   "spect", "sist", "sume", "tract", "verse", "mit", "fer", "pose", "clude")]  # fmt: skip
EVERY = 10
"""The plain loop is given one row of so many."""


def spread() -> tuple[Counter[str], Counter[str]]:
    """How often counties are named and types told: as KCNA does, else by a power law and all alike."""
    codes = sorted(Reference.bundled().boundaries.adm2().index)
    if KCNA.exists():
        told = [e for x in extract_all(read_articles(KCNA)) for e in x.events]
        return (
            Counter(e.adm2 for e in told if e.adm2) + Counter(dict.fromkeys(codes, 1)),
            Counter(e.type for e in told) + Counter(dict.fromkeys(EVENT_TYPES, 1)),
        )
    return Counter({code: 1000 // (n + 1) for n, code in enumerate(codes)}), Counter(
        dict.fromkeys(EVENT_TYPES, 1)
    )


def sentence(rng: random.Random) -> str:
    """A sentence of 30 words: common ones often, three things, sometimes a weapon with its number."""
    words = [PLAIN[min(int(rng.expovariate(0.02)), len(PLAIN) - 1)] for _ in range(26)]
    words += rng.sample(THINGS, 3)
    if rng.random() < 0.1:
        words.append(f"Hwasong-{rng.randint(5, 20)}")
    rng.shuffle(words)
    return " ".join(words)


def made(size: int) -> tuple[list[Event], list[Record]]:
    """Events and records, the same on each run."""
    rng = random.Random(2024)
    known, (places, types) = Reference.bundled().gazetteer, spread()
    codes, often, kinds, told = list(places), list(places.values()), list(types), list(types.values())
    crowded = [rng.randrange(DAYS) for _ in range(40)]
    events, records = [], []
    for n in range(size):
        code = rng.choices(codes, often)[0] if rng.random() > 1 / 8 else None
        day = FIRST + timedelta(days=rng.choice(crowded) if rng.random() < 1 / 8 else rng.randrange(DAYS))
        dated, kind, quote = rng.random() < 0.7, rng.choices(kinds, told)[0], sentence(rng)
        at = known.get(code) if code else None
        pinned = at is not None and rng.random() < 0.1
        lat = at.lat + rng.uniform(-0.1, 0.1) if pinned and at and at.lat else at.lat if at else None
        lon = at.lon + rng.uniform(-0.1, 0.1) if pinned and at and at.lon else at.lon if at else None
        precision = "site" if pinned else "adm2" if code else "country"
        adm1 = code[:4] if code else None
        events.append(Event(
            f"e{n:06}", kind, day if dated else None, "day" if dated else None, "", None, (), rng.random() < 0.15, adm1, code,
            known.name(adm1), known.name(code), lat, lon, precision, "", "", 0.9, f"a{n}", "", "",
            day + timedelta(days=1), quote, 0, len(quote), "", happening=f"e{n:06}",
        ))  # fmt: skip
        text = sentence(rng) + (" Kim Jong Un" if rng.random() < 0.15 else "")
        if rng.random() < 1 / 3:  # the same happening as a record tells it
            text = " ".join(rng.sample(quote.split(), 12) + text.split()[:12])
            day += timedelta(days=rng.choice((0, 0, 0, 1)))
        else:
            code = rng.choices(codes, often)[0] if rng.random() > 1 / 8 else None
            day, kind, adm1 = (
                FIRST + timedelta(days=rng.randrange(DAYS)),
                rng.choices(kinds, told)[0],
                code[:4] if code else None,
            )
            at = known.get(code) if code else None
            lat, lon, precision = at.lat if at else None, at.lon if at else None, "adm2" if at else "country"
        records.append(
            Record(f"r{n:06}", day, "day", kind, "", text, "", adm1, code, lat, lon, precision, None, "")
        )
    rng.shuffle(records)
    return events, records


def plain_loop(events: list[Event], records: list[Record], limits: Limits) -> tuple[float, int]:
    """Seconds and links of a loop over each event and the records of each day of its window, words as sets."""
    by = Comparison(Reference.bundled())
    left, right = [by.rows.of_event(e) for e in events], [by.rows.of_record(r) for r in records]
    known = Rarity.of(left, right, by.rows.wording)
    agreement = by.agreement
    a, b = Side(left, agreement), Side(right, agreement)
    start = time.process_time()
    of_day: dict[int, list[int]] = {}
    for j, row in enumerate(right):
        of_day.setdefault(row.first, []).append(j)
    links = 0
    for i, row in enumerate(left):
        for day in range(row.first - limits.days, row.last + limits.days + 1):
            near = np.array(of_day.get(day, ()), np.int64)
            if not len(near):
                continue
            parts = compare(a, b, np.full(len(near), i), near, limits)
            for j, base in zip(near, parts.place * parts.time * parts.type, strict=True):
                if base:
                    weight = sum(known.words[w] for w in row.words & right[j].words)
                    who = max((known.names[n] for n in row.names & right[j].names), default=0)
                    score = total(base, np.float64(min(who, 0.5)), np.float64(1 - np.exp(-weight)))
                    links += bool(score >= limits.min_score)
    return time.process_time() - start, links


def main() -> None:
    """Print seconds, links and peak memory."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    events, records = made(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:,} events, {size:,} records; {before:.0f} MB before joining")
    for match in ("one-to-many", "one-to-one"):
        wall, start = time.perf_counter(), time.process_time()
        told, links = join(events, records, match=match)
        seconds, wall = time.process_time() - start, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{match:12} {seconds:6.1f} s of one core ({wall:.1f} s by the clock), {len(links):,} links, peak {peak:.0f} MB"
        )
    start = time.process_time()
    mine, other = unmatched(told, records, links)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"unmatched    {seconds:6.1f} s, {len(mine):,} events and {len(other):,} records, peak {peak:.0f} MB"
    )
    few, fewer = events[::EVERY], sorted(records, key=lambda r: r.id)[::EVERY]
    start = time.process_time()
    _, links = join(few, fewer)
    ours = time.process_time() - start
    loop, links = plain_loop([replace(e) for e in few], fewer, Limits())
    print(f"{len(few):,} by {len(fewer):,}: {ours:.1f} s, a plain loop {loop:.1f} s ({len(links):,} links, the loop "
          f"{links:,} before the nearest day); on all rows the loop would take {loop * EVERY**2:,.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
