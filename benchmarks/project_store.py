"""Compare three ways to keep a project: SQLite, Parquet by month with a manifest, and DuckDB.

Run it with an interpreter that has pyarrow and duckdb, on articles and what was extracted from them:

    dprk-geo extract ARTICLES.jsonl -o /tmp/found.jsonl
    python benchmarks/project_store.py ARTICLES.jsonl /tmp/found.jsonl

Rows are made from the articles by changing their days and places in the list until there are 100,000. Each store is
written, 100 articles of ten days are appended, all events are read (packed, without making objects of them), and a
process that appends is killed twenty times.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import zlib
from datetime import date, timedelta
from pathlib import Path

N, MORE, KILLS = 100_000, 100, 20
COLUMNS = "article", "id", "day", "title", "url", "text", "mentions", "events"


def prepared(articles: list[dict], found: list[dict]) -> list[tuple]:
    """Titles, addresses, texts and answers as they are kept, of each article."""
    answers = {one["id"]: one for one in found}
    return [
        (
            one.get("title", ""),
            one.get("url", ""),
            zlib.compress(one["text"].encode()),
            *(
                zlib.compress(json.dumps(answers[one["id"]][k], ensure_ascii=False).encode())
                for k in ("mentions", "events")
            ),
        )
        for one in articles
    ]


def rows(kept: list[tuple], first: int, number: int, days: int = 1500):
    """Rows of the table: the articles again and again, each time with another day."""
    for n in range(first, first + number):
        day = date(2020, 1, 1) + timedelta(days=n * 7919 % days)
        yield (n, f"a{n}", day.isoformat(), *kept[n % len(kept)])


class Sqlite:
    """One table in a file, in write-ahead mode."""

    name = "SQLite (standard library)"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "project.sqlite"
        with self.opened() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(
                f"CREATE TABLE IF NOT EXISTS articles ({COLUMNS[0]} INTEGER PRIMARY KEY, {', '.join(COLUMNS[1:])})"
            )

    def opened(self):
        """Open the file."""
        return sqlite3.connect(self.path)

    def append(self, items) -> None:
        """Write rows, in place of those of the same number."""
        with self.opened() as db:
            db.executemany(f"INSERT OR REPLACE INTO articles VALUES ({','.join('?' * len(COLUMNS))})", items)

    def events(self) -> int:
        """Read the packed events of all rows in order of days; return their size."""
        with self.opened() as db:
            return sum(len(row[0]) for row in db.execute("SELECT events FROM articles ORDER BY day, id"))

    def count(self) -> int:
        """Count the rows."""
        with self.opened() as db:
            return db.execute("SELECT count(*) FROM articles").fetchone()[0]


class Duck:
    """One table in a file."""

    name = "DuckDB"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "project.duckdb"
        blobs = {"text", "mentions", "events"}
        columns = [f"{c} {'BLOB' if c in blobs else 'VARCHAR'}" for c in COLUMNS[1:]]
        db = self.opened()
        db.execute(f"CREATE TABLE IF NOT EXISTS articles (article BIGINT, {', '.join(columns)})")
        db.close()

    def opened(self):
        """Open the file."""
        import duckdb

        return duckdb.connect(str(self.path))

    def append(self, items) -> None:
        """Write rows, in place of those of the same number."""
        import pyarrow as pa

        table = pa.table(
            {name: list(values) for name, values in zip(COLUMNS, zip(*items, strict=True), strict=True)}
        )
        db = self.opened()
        db.register("more", table)
        db.execute("DELETE FROM articles WHERE article IN (SELECT article FROM more)")
        db.execute("INSERT INTO articles SELECT * FROM more")
        db.close()

    def events(self) -> int:
        """Read the packed events of all rows in order of days; return their size."""
        db = self.opened()
        total = sum(
            len(row[0]) for row in db.execute("SELECT events FROM articles ORDER BY day, id").fetchall()
        )
        db.close()
        return total

    def count(self) -> int:
        """Count the rows."""
        db = self.opened()
        found = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        db.close()
        return found


class Parquet:
    """A file for each month, written anew where the month gets more rows, and a list of the files that count."""

    name = "Parquet by month, manifest"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = folder / "manifest.json"
        if not self.manifest.exists():
            self.manifest.write_text("{}")

    def append(self, items) -> None:
        """Write rows, in place of those of the same number."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        months: dict[str, list] = {}
        for item in items:
            months.setdefault(item[2][:7], []).append(item)
        files = json.loads(self.manifest.read_text())
        for month, some in months.items():
            new = {name: list(values) for name, values in zip(COLUMNS, zip(*some, strict=True), strict=True)}
            table = pa.table(new)
            if month in files:
                old = pq.read_table(self.folder / files[month], partitioning=None)
                known = set(new["article"])
                keep = [i for i, article in enumerate(old["article"].to_pylist()) if article not in known]
                table = pa.concat_tables([old.take(keep), table])
            files[month] = f"{month}-{os.getpid()}-{random.randrange(10**9)}.parquet"
            pq.write_table(table, self.folder / files[month])
        beside = self.manifest.with_suffix(".part")
        beside.write_text(json.dumps(files))
        beside.replace(self.manifest)

    def events(self) -> int:
        """Read the packed events of all rows in order of days; return their size."""
        import pyarrow.parquet as pq

        files = json.loads(self.manifest.read_text())
        total = 0
        for _, name in sorted(files.items()):
            table = pq.read_table(self.folder / name, columns=["day", "id", "events"], partitioning=None)
            total += sum(
                len(e)
                for e in table.sort_by([("day", "ascending"), ("id", "ascending")])["events"].to_pylist()
            )
        return total

    def count(self) -> int:
        """Count the rows."""
        import pyarrow.parquet as pq

        files = json.loads(self.manifest.read_text())
        return sum(pq.read_metadata(self.folder / name).num_rows for name in files.values())


def _append(kind, folder: Path, items, begun) -> None:
    begun.set()
    kind(folder).append(items)


def main(articles_path: str, found_path: str) -> None:
    """Print the table."""
    articles, found = (
        [json.loads(line) for line in Path(p).read_text("utf-8").splitlines()]
        for p in (articles_path, found_path)
    )
    kept = prepared(articles, found)
    seed = int(time.time())
    print(f"seed {seed}\n{'':28}{'write':>9}{'append':>9}{'events':>9}{'size':>9}  after {KILLS} kills")
    for kind in (Sqlite, Duck, Parquet):
        chance = random.Random(seed)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            store = kind(folder)
            times = []
            for work in (
                lambda s=store: [s.append(list(rows(kept, k, 10_000))) for k in range(0, N, 10_000)],
                lambda s=store: s.append(list(rows(kept, N, MORE, 10))),
                store.events,
            ):
                start = time.perf_counter()
                work()
                times.append(time.perf_counter() - start)
            size = sum(f.stat().st_size for f in folder.iterdir()) / 1e6
            lost = 0
            for k in range(KILLS):
                before = store.count()
                context = multiprocessing.get_context("fork")
                begun = context.Event()
                items = list(rows(kept, N + MORE + k * MORE, MORE, 10))
                child = context.Process(target=_append, args=(kind, folder, items, begun))
                child.start()
                begun.wait()
                time.sleep(chance.uniform(0, times[1]))
                os.kill(child.pid, signal.SIGKILL)
                child.join()
                lost += kind(folder).count() < before
            left = len(list(folder.iterdir()))
            print(
                f"{kind.name:28}"
                + "".join(f"{t:8.2f}s" for t in times)
                + f"{size:7.0f}MB  {lost} lost something; {left} files"
            )


if __name__ == "__main__":
    main(*sys.argv[1:3])
