"""Random results with hostile texts, written in each format and read back by another program; and how fast.

Run: ``python benchmarks/round_trip.py [RESULTS]``, with as many random results for each format as are asked for (500).
Needs the extras ``test`` and, for the database, a PostgreSQL with PostGIS, which is started in a folder of its own.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
import geo  # noqa: E402
from geo.api.results import Results  # noqa: E402
from geo.outputs.formats.layers import LAYERS, chosen  # noqa: E402
from tests.support.round_trips import READERS, differences, faults_of_keys, results, truth  # noqa: E402

SEVERAL = (".gpkg", ".xlsx")
LARGE = 10_000


def main() -> None:
    """Print both tables."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        socket = _server(stack)
        print(f"{'format':12}{'results':>9}{'rows':>9}{'values':>10}{'differences':>13}{'s':>7}")
        for name in (*READERS, *(["postgis"] if socket else [])):
            seen, start = _compared(name, number, folder, socket), time.perf_counter()
            took = seen["ms"] / 1000 if "ms" in seen else time.perf_counter() - start
            print(
                f"{name:12}{seen['results']:9,}{seen['rows']:9,}{seen['values']:10,}{seen['wrong']:13,}{took:7.0f}"
            )
        print()
        _speed(folder, socket)


def _server(stack: ExitStack) -> str | None:
    import pytest
    from postgres_server import server

    try:
        import psycopg

        folder = stack.enter_context(server())
    except (ImportError, pytest.skip.Exception) as why:
        print(f"without the database: {why}")
        return None
    with psycopg.connect(host=folder, user="dprk", dbname="postgres", autocommit=True) as base:
        base.execute("CREATE DATABASE korea")
    return folder


def _compared(name: str, number: int, folder: Path, socket: str | None) -> Counter[str]:
    seen: Counter[str] = Counter()
    runs = count()

    @settings(
        max_examples=number, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(results(most=4), st.sampled_from([x.name for x in LAYERS[:6]]), st.sampled_from(("point", "area")))
    def each(found: Results, layer: str, geometry: str) -> None:
        path = folder / f"found{name}"
        if name == "postgis":
            back = _through_the_database(found, socket or "", f"random_{next(runs)}", geometry)
        else:
            found.to_file(path, layers=[] if name in SEVERAL else [layer], geometry=geometry)
            back = READERS[name](path, chosen([layer])[0])
        wrong = differences(found, back, name, geometry)
        if name == ".gpkg":
            wrong += faults_of_keys(path)
        for words in wrong[:3]:
            print(name, words)
        expected = truth(found)
        seen["results"] += 1
        seen["wrong"] += len(wrong)
        for one in LAYERS:
            if one.name in back and one.name in expected:
                seen["rows"] += len(expected[one.name])
                seen["values"] += len(expected[one.name]) * (len(one.columns) + (one.geometry is not None))

    start = time.perf_counter()
    each()
    seen["ms"] = round(1000 * (time.perf_counter() - start))
    return seen


def _through_the_database(found: Results, folder: str, schema: str, geometry: str) -> Any:
    import psycopg
    from psycopg import sql
    from test_postgis import at, read

    found.to_file(at(folder, schema), geometry=geometry)
    back = read(folder, schema)
    with psycopg.connect(host=folder, user="dprk", dbname="korea") as base:
        base.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
    return back


def _many(number: int) -> Results:
    """The samples' events copied under other ids until there are as many as asked for."""
    samples = ROOT / "data/samples"
    found = geo.read(samples / "articles", records=samples / "records.csv", sites=samples / "sites.csv")

    def again() -> Iterator[Any]:
        for turn in count():
            for one in found.extractions:
                source = f"{one.article.id}-{turn}"
                copies = tuple(
                    replace(e, event_id=f"{e.event_id}-{turn}", source_id=source, records=(),
                            date=date(2018, 1, 1) + timedelta(turn))
                    for e in one.events
                )  # fmt: skip
                yield replace(one, article=replace(one.article, id=source), events=copies)

    extractions, events = [], []
    for one in again():
        extractions.append(one)
        events += one.events
        if len(events) >= number:
            break
    return Results(extractions, events, found.records, [], found.sites)


def _speed(folder: Path, socket: str | None) -> None:
    from test_postgis import at

    found = _many(LARGE)
    mentions = sum(len(x.mentions) for x in found.extractions)
    print(f"{len(found.event_list):,} events, {mentions:,} mentions, {len(found.extractions):,} articles")
    print(f"{'format':24}{'s':>7}{'MB':>8}")
    targets: list[tuple[str, Callable[[], Any], Path | None]] = [
        (ending, lambda ending=ending: found.to_file(folder / f"many{ending}"), folder / f"many{ending}")  # type: ignore[misc]
        for ending in READERS
    ]
    if socket:
        targets += [
            (f"postgis, {run} run", lambda: found.to_file(at(socket, "many")), None)
            for run in ("first", "second")
        ]
    for name, write, path in targets:
        start = time.perf_counter()
        write()
        took = time.perf_counter() - start
        size = f"{path.stat().st_size / 1e6:8.1f}" if path else ""
        print(f"{name:24}{took:7.1f}{size}")


if __name__ == "__main__":
    main()
