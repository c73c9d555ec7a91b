"""Time and memory of a project by its number of articles, with the exponent of growth.

    python benchmarks/scale.py ARTICLES.jsonl [1000,10000,50000] [FOLDER]

Articles are made from those of the file: other counties and cities for those that they name, and other years. Each row
is a process of its own. ``one run`` reads the articles and draws a map without a project; ``first`` makes a project and
draws its map; ``100 more`` adds 100 articles to it and draws the map anew. CPU is in seconds, those of processes that
the command starts included; memory is the largest resident size of the command's own process in MB, as Linux keeps it
for each program that is run: what ``getrusage`` tells may be that of the process which started it. An exponent of 1 is
linear growth, of 0 none. Then follow exports beside their peers (``benchmarks/exports.py``) and the start of a map
beside ``import geopandas``.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

import exports  # noqa: E402

MORE = 100
WORKS = (
    "one run, map", "first, add", "first, map", "100 more, add", "100 more, map", "export CSV", "export parquet",
    "chains", "join itself",
)  # fmt: skip
STARTS = 5
"""Runs of which the fastest counts, for the start."""


def made(path: Path, number: int) -> Iterator[dict[str, object]]:
    """Articles made of those of a file: each round has other places and another year."""
    from geo.reference.context import Reference

    known = Reference.bundled().gazetteer
    names = sorted({p.name for p in known.units("adm2") if p.name.isalpha()})
    pattern = re.compile(rf"\b({'|'.join(names)})(?= (?:County|City)\b)")
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rounds = math.ceil(number / len(articles))
    count = 0
    for k in range(rounds):
        other = dict(zip(names, random.Random(k).sample(names, len(names)), strict=True)) if k else {}
        for one in articles:
            if count == number:
                return
            count += 1
            year = int(one["date"][:4]) - k % 40
            day = one["date"][4:] if one["date"][4:] != "-02-29" else "-02-28"
            text = pattern.sub(lambda m: other.get(m[1], m[1]), one["text"])  # noqa: B023 (used at once)
            yield one | {
                "id": f"{one['id']}-{k}",
                "date": f"{year}{day}",
                "text": text,
                "url": f"{one['url']}{k}",
            }


def measured(args: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and MB of a command."""
    script = (
        "import sys; from geo.cli import main; code = main(sys.argv[1:]);"
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]); sys.exit(code)"
    )
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1732406400"}
    run = subprocess.run(
        [sys.executable, "-c", script, *args, "-q"], capture_output=True, text=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        raise SystemExit(run.stderr)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, time.perf_counter() - start, float(run.stdout.split()[-1]) / 1024


def works(source: Path, number: int, folder: Path) -> dict[str, tuple[float, float, float]]:
    """What each work costs for a number of articles."""
    rows = list(made(source, number + MORE))
    whole, more = folder / f"{number}.jsonl", folder / f"{number}-more.jsonl"
    for path, some in ((whole, rows[:number]), (more, rows[number:])):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), "utf-8")
    del rows
    project, page = str(folder / f"p{number}"), str(folder / f"{number}.html")
    measured(["init", project])
    found = {
        "one run, map": measured(["map", str(whole), "-o", f"{page}.one.html"]),
        "first, add": measured(["add", project, str(whole)]),
        "first, map": measured(["map", project, "-o", page]),
    }
    if Path(page).read_bytes() != Path(f"{page}.one.html").read_bytes():
        print(f"OTHER BYTES at {number}")
    found["100 more, add"] = measured(["add", project, str(more)])
    found["100 more, map"] = measured(["map", project, "-o", page])
    found["export CSV"] = measured(["export", project, "-o", str(folder / f"{number}.csv")])
    found["export parquet"] = measured(["export", project, "-o", str(folder / f"{number}.parquet")])
    found["join itself"] = measured(["join", project, project, "-o", str(folder / f"{number}-pairs.csv")])
    found["chains"] = measured(["chains", project, "-o", str(folder / f"{number}.txt")])
    return found


def start(folder: Path) -> None:
    """Print what drawing a map of one article costs beside ``import geopandas``."""
    article = folder / "one.txt"
    article.write_text("A mill was inaugurated in Haeju City.", "utf-8")
    ours = min(measured(["map", str(article), "-o", str(folder / "one.html")])[0] for _ in range(STARTS))
    peer = math.inf
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", "import geopandas"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        peer = min(peer, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(
        f"\nmap of one article {ours:.2f} s CPU, import geopandas {peer:.2f} s: {ours / peer:.1f}\n",
        flush=True,
    )


def main(source: str, sizes: str = "1000,10000", folder: str = "") -> None:
    """Print the table."""
    numbers = [int(size) for size in sizes.split(",")]
    columns: list[dict[str, tuple[float, float, float]]] = []
    with tempfile.TemporaryDirectory(dir=folder or None) as name:
        for number in numbers:
            columns.append(works(Path(source), number, Path(name)))
            print(f"\n{number:,} articles", flush=True)
            for work in WORKS:
                cpu, wall, size = columns[-1][work]
                growth = ""
                if len(columns) > 1:
                    times = math.log(number / numbers[len(columns) - 2])
                    before = columns[-2][work]
                    parts = (math.log(a / b) / times for a, b in ((cpu, before[0]), (size, before[2])))
                    growth = "   exponents: CPU {:.2f}, memory {:.2f}".format(*parts)
                print(f"  {work:15} {cpu:8.1f} s CPU {wall:8.1f} s {size:8.0f} MB{growth}", flush=True)
            first = columns[-1]["first, add"][0] + columns[-1]["first, map"][0]
            again = columns[-1]["100 more, add"][0] + columns[-1]["100 more, map"][0]
            print(f"  adding 100 and drawing anew: {again / first:.3f} of the first run")
        start(Path(name))
    exports.main(numbers[-1])


if __name__ == "__main__":
    main(*sys.argv[1:4])
