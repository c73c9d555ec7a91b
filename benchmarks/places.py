"""How fast rows with points are placed, as ratios to rows with names and to shapely's own bulk query, in one run.

Run: ``python benchmarks/places.py [--base FOLDER] [ROWS]``. FOLDER is a checkout of an earlier version (commit 145cde8)
to compare with; it is slow with many points, so it is given a hundredth of them. A boundary file in the shape of
GADM's is read as well, twice with the cache.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
from gadm_shape import write_gadm

from geo.reference.context import Reference

ROOT = Path(__file__).parents[1]


def points(rows: int) -> np.ndarray:
    """Points inside the counties, longitude first."""
    random = np.random.default_rng(2024)
    boundaries = Reference.bundled().boundaries
    found = np.empty((0, 2))
    while len(found) < rows:
        drawn = np.column_stack([random.uniform(124.2, 130.7, rows), random.uniform(37.6, 43.0, rows)])
        found = np.vstack([found, drawn[boundaries.locate(*drawn.T) != np.array(None)]])
    return np.round(found[:rows], 4)


def write_tables(folder: Path, at: np.ndarray) -> None:
    """Write a table of points and one of names, alike but for these columns."""
    names = [
        f"{place.name} County"
        for place in Reference.bundled().gazetteer.units("adm2")
        if place.type == "county"
    ]
    for name, columns in (("points", ("lat", "lon")), ("names", ("place",))):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["id", "date", *columns, "title"])
            for number, (lon, lat) in enumerate(at.tolist()):
                where = (lat, lon) if name == "points" else (names[number % len(names)],)
                table.writerow([f"r{number}", f"2024-03-{1 + number % 28:02d}", *where, f"report {number}"])


def seconds(command: list[str], path: Path, cache: str = "off") -> float:
    """Processor seconds of a command of one version."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = os.environ | {"PYTHONPATH": str(path), "DPRK_GEO_CACHE": cache}
    subprocess.run(
        [sys.executable, "-m", "geo", *command], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tree_seconds(at: np.ndarray) -> float:
    """Seconds of shapely's own bulk query of the same points; the best of three."""
    tree = shapely.STRtree(list(Reference.bundled().boundaries.shapes("adm2").values()))
    given, best = shapely.points(at), float("inf")
    for _ in range(3):
        start = time.perf_counter()
        tree.query(given, predicate="intersects")
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path)
    parser.add_argument("rows", type=int, nargs="?", default=100_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        at = points(args.rows)
        write_tables(folder, at)
        tree = tree_seconds(at)
        of_points, of_names = (
            seconds(["records", str(folder / f"{t}.csv"), "-q"], ROOT) for t in ("points", "names")
        )
        print(f"{args.rows:,} rows: {of_points:.1f} s with points, {of_names:.1f} s with names "
              f"({of_points / of_names:.2f} times); bulk query {tree:.2f} s ({of_points / tree:.0f} times)")  # fmt: skip
        gadm, cache = write_gadm(folder / "gadm.gpkg"), str(folder / "cache")
        few = at[: max(100, args.rows // 100)]
        write_tables(folder, few)
        plain = ["records", str(folder / "points.csv"), "-q"]
        alone = seconds(plain, ROOT)
        with_file = [*plain, "--boundaries", str(gadm)]
        first, again = seconds(with_file, ROOT, cache) - alone, seconds(with_file, ROOT, cache) - alone
        print(f"--boundaries of GADM's shape: {first:.1f} s, then {again:.1f} s")
        if args.base:
            before = seconds(plain, args.base)
            print(f"{len(few):,} rows with points: {alone:.1f} s, before {before:.1f} s")
            print(f"--boundaries before: {seconds(with_file, args.base) - before:.1f} s")


if __name__ == "__main__":
    main()
