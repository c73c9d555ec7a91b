"""Time and memory of large tables, side by side with another version of this project and with bare readers.

``python benchmarks/large_tables.py [OTHER_CHECKOUT]`` writes three tables of our own numbers: one of 300,000 rows and
49 columns, 300 of them of the North (the layout of UCDP GED); a day of GDELT 2.0 with 200,000 rows, 2,000 of them of
the North; and a plain table of 200,000 rows that are all kept. Each is read in processes of their own, alternately:
by this checkout, by the other one, by ``csv.reader`` and by pandas. Printed are medians of the processor's time, and
the largest memory. "read" opens the table in a program that has loaded
the reference; "command" is all of ``dprk-geo records``, its start and each row's place included.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 3

GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
).split(",")

_CODE = """
import json, resource, sys, time
path, how, small = sys.argv[1:]
if how == "csv.reader":
    import csv
    begun = time.process_time()
    with open(path, encoding="utf-8", newline="") as file:
        n = sum(1 for _ in csv.reader(file, delimiter="\\t" if path.endswith(".CSV") else ","))
elif how == "pandas":
    import pandas
    begun = time.process_time()
    n = len(pandas.read_csv(path))
elif how == "command":
    import subprocess
    begun = time.process_time()
    out = path + ".jsonl"
    subprocess.run([sys.executable, "-m", "geo", "records", path, "-q", "-o", out], check=True)
    n = sum(1 for _ in open(out, encoding="utf-8"))
else:
    try:
        from geo.linking.records import NEEDED
        from geo.readers.tables import read_table
    except ImportError:  # a checkout from before the layers
        from geo.records import NEEDED
        from geo.tables import read_table
    read_table(small, print, need=NEEDED)  # compiles and loads what is loaded once
    begun = time.process_time()
    n = len(read_table(path, lambda error: None, need=NEEDED).rows)
used = resource.getrusage(resource.RUSAGE_CHILDREN if how == "command" else resource.RUSAGE_SELF)
spent = used.ru_utime + used.ru_stime if how == "command" else time.process_time() - begun
print(json.dumps([spent, used.ru_maxrss / 1024, n]))
"""


def ged(rows: int, kept: int) -> Iterator[str]:
    """Rows of the layout of UCDP GED, as lines."""
    chance = random.Random(1)
    yield ",".join(GED)
    for n in range(rows):
        north = n % (rows // kept) == rows // kept - 1
        day = f"20{chance.randint(10, 23)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        cells = dict.fromkeys(GED, str(chance.randint(1, 99_999)))
        cells |= {
            "id": str(500_000 + n),
            "where_prec": "1",
            "date_prec": "1",
            "type_of_violence": "1",
            "source_article": f'"""Our paper,{day},A clash, as told"""',
            "source_headline": "A clash as we tell it",
            "source_original": "an officer",
            "conflict_name": "Own: Government",
            "dyad_name": "Government of Own - Others",
            "side_a": "Government of Own",
            "side_b": "Others",
            "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day} 00:00:00.000",
            "country": "North Korea" if north else chance.choice(("Atlantis", "Utopia", "Lilliput")),
            "where_coordinates": "Haeju" if north else "Capital town",
            "where_description": "near the harbour on the road to the hills",
            "adm_1": "South Hwanghae province" if north else "Middle province",
            "adm_2": "",
            "latitude": "38.0406" if north else f"{chance.uniform(-30, 30):.5f}",
            "longitude": "125.7147" if north else f"{chance.uniform(-30, 30):.5f}",
            "geom_wkt": "POINT (125.7147 38.0406)",
            "region": "Asia",
        }
        yield ",".join(cells.values())


def gdelt(rows: int, kept: int) -> Iterator[str]:
    """Rows of a day of GDELT 2.0, as lines without a header."""
    chance = random.Random(2)
    for n in range(rows):
        north = n % (rows // kept) == 0
        cells = [""] * 61
        cells[:5] = [str(1_300_000_000 + n), "20241120", "202411", "2024", "2024.8877"]
        cells[5:8] = ["OWN", "SOMEBODY", "OWN"]
        cells[25:35] = ["1", "042", "042", "04", "1", "1.9", "4", "1", "4", f"{chance.uniform(-9, 9):.12f}"]
        towns = [("Haeju, Hwanghae-namdo, North Korea", "KN", "KN06", "38.0406", "125.7147")] if north else [
            ("Capital, Middle, Atlantis", "XA", "XA01", "12.5", "13.25"), ("Town, Utopia", "XU", "XU02", "1.5", "2.5"),
        ]  # fmt: skip
        place, country, adm1, lat, lon = chance.choice(towns)
        for at in (35, 43, 51):
            cells[at : at + 8] = ["4", place, country, adm1, "", lat, lon, "-9"]
        cells[59:] = ["20241120120000", f"https://example.org/{n}/a-long-headline-of-a-paper.html"]
        yield "\t".join(cells)


def plain(rows: int) -> Iterator[str]:
    """Rows of a table of nobody's layout, all kept, as lines."""
    chance = random.Random(3)
    yield "id,date,place,lat,lon,type,description,source"
    for n in range(rows):
        day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield f'{n},{day},Haeju,38.04,125.71,inspection,"A mill in Haeju, as seen",https://example.org/{n}'


def measured(path: Path, how: str, root: Path) -> tuple[float, float, int]:
    """Seconds, megabytes and rows of one process."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    out = subprocess.run(
        [sys.executable, "-c", _CODE, str(path), how, str(path.with_name("small.csv"))],
        env=environment, stdout=subprocess.PIPE, text=True, check=True, cwd=path.parent,
    )  # fmt: skip
    seconds, megabytes, rows = json.loads(out.stdout.splitlines()[-1])
    return seconds, megabytes, rows


def compare(title: str, path: Path, ways: Mapping[str, tuple[str, Path]]) -> None:
    """Print a table of the ways to read a file; the first one is the measure of the others."""
    runs: dict[str, list[tuple[float, float, int]]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, (how, root) in ways.items():
            runs[name].append(measured(path, how, root))
    base = statistics.median(seconds for seconds, *_ in next(iter(runs.values())))
    print(f"\n{title}, {path.stat().st_size / 1e6:.0f} MB, median of {RUNS} runs")
    print(f"{'':28}{'s':>8}{'x first':>9}{'MB':>8}{'rows':>10}")
    for name, several in runs.items():
        seconds = statistics.median(s for s, *_ in several)
        memory = max(m for _, m, _ in several)
        print(f"{name:28}{seconds:8.2f}{seconds / base:9.2f}{memory:8.0f}{several[0][2]:10,}")


def main() -> None:
    """Write the tables, and print how each is read."""
    others = [Path(one).resolve() for one in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "small.csv").write_text("date,place\n2024-11-20,Haeju\n", encoding="utf-8")
        tables = (
            ("300,000 rows of 49 columns", "ged.csv", ged(300_000, 300), "csv.reader"),
            ("GDELT day of 200,000 rows", "20241120.export.CSV", gdelt(200_000, 2_000), "csv.reader"),
            ("200,000 plain rows", "plain.csv", plain(200_000), "pandas"),
        )
        for title, name, lines, bare in tables:
            path = Path(folder, name)
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
            steps = ("read",) if bare == "pandas" else ("read", "command")
            ways = {bare: (bare, ROOT)}
            for step in steps:
                ways[f"{step}, this checkout"] = (step, ROOT)
                ways |= {f"{step}, {other.name}": (step, other) for other in others}
            compare(title, path, ways)


if __name__ == "__main__":
    main()
