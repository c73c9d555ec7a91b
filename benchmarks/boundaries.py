"""How often known places fall into the county where they belong, under each boundaries of the country's units.

Run: ``python benchmarks/boundaries.py [FILE ...]``. Without files it compares the bundled boundaries with
OpenStreetMap's beside the project, where that is. Writes the table of ``benchmarks/boundaries.md``.

A place counts only where its county is known from elsewhere than a polygon:

- seats: towns of GeoNames that bear their county's name, or that are its seat under another name;
- settlements: towns and villages placed by hand, from what is publicly known;
- sites: factories, launch sites and the like, placed by hand to a kilometre or two.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geo.reference.boundaries import BoundarySet
from geo.reference.boundaries.assembly import read_boundary_set
from geo.reference.boundaries.extent import COAST_KM
from geo.reference.context import Reference
from geo.reference.paths import reference_path

ROOT = Path(__file__).parents[1]
OSM = ROOT.parent / "shared" / "reference" / "osm_regions.geojson"
BUILD = ROOT / "data" / "build"
ROUNDS = 5
POINTS = 1_000_000


class Known(NamedTuple):
    """A place whose county is known by name."""

    name: str
    adm2: str
    lon: float
    lat: float


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a table of ours, without its comment lines."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")


def known() -> dict[str, list[Known]]:
    """The places, by what is known of them."""
    seats = [
        Known(r["name"], r["pcode"], float(r["seat_lon"]), float(r["seat_lat"]))
        for r in rows(reference_path("units.tsv"))
        if r["level"] == "adm2" and r["seat_lat"]
    ]
    hand = {
        what: [
            Known(r["name"], r["adm2"], float(r["lon"]), float(r["lat"]))
            for r in rows(BUILD / table)
            if r["lat"] and r["adm2"] and r.get("kind", "site") in ("locality", "site")
        ]
        for what, table in (("settlements", "hand_localities.tsv"), ("sites", "hand_sites.tsv"))
    }
    return {"seats": seats, **hand}


def astray(boundaries: BoundarySet, places: list[Known]) -> list[tuple[float, str]]:
    """Places outside of their county, farthest first, in words."""
    found = boundaries.locate([p.lon for p in places], [p.lat for p in places], nearest_km=COAST_KM)
    counties = Reference.bundled().gazetteer
    out = []
    for place, at in zip(places, found, strict=True):
        if at != place.adm2:
            km = boundaries.kilometres_to(place.adm2, place.lon, place.lat)
            where = counties.name(at) if at else "no county"
            out.append((km, f"{place.name} ({counties.name(place.adm2)}) in {where}, {km:.1f} km off"))
    return sorted(out, reverse=True)


def table(boundary_sets: dict[str, BoundarySet]) -> str:
    """Shares and strays of each set of boundaries, as Markdown."""
    groups = known()
    head = [f"{what} ({len(places)})" for what, places in groups.items()]
    lines = [f"| boundaries | {' | '.join(head)} | farthest off |", "| --- |" + " --- |" * (len(head) + 1)]
    strays = []
    for name, boundaries in boundary_sets.items():
        off = {what: astray(boundaries, places) for what, places in groups.items()}
        cells = [f"{len(p) - len(off[w])}, {1 - len(off[w]) / len(p):.0%}" for w, p in groups.items()]
        most = max((km for found in off.values() for km, _ in found), default=0.0)
        lines.append(f"| {name} | {' | '.join(cells)} | {most:.1f} km |")
        for what, found in off.items():
            strays.append(f"- {name}, {what}: {'; '.join(said for _, said in found) or 'none elsewhere'}")
    return "\n".join([*lines, "", *strays])


def speed(boundary_sets: dict[str, BoundarySet]) -> str:
    """Seconds to look up a million points, boundary_sets taking turns; the best of some rounds."""
    random = np.random.default_rng(2024)
    lons, lats = random.uniform(124.2, 130.7, POINTS), random.uniform(37.6, 43.0, POINTS)
    best = dict.fromkeys(boundary_sets, float("inf"))
    for _ in range(ROUNDS):
        for name, boundaries in boundary_sets.items():
            start = time.perf_counter()
            boundaries.locate(lons, lats)
            best[name] = min(best[name], time.perf_counter() - start)
    first = next(iter(best.values()))
    told = (f"{name} {seconds:.2f} s ({seconds / first:.1f} times)" for name, seconds in best.items())
    return f"A million points: {', '.join(told)}."


def main() -> None:
    """Print the tables."""
    files = [Path(a) for a in sys.argv[1:]] or ([OSM] if OSM.is_file() else [])
    if not files:
        print(f"{OSM} is missing: only the bundled boundaries is measured", file=sys.stderr)
    boundary_sets = {"bundled": Reference.bundled().boundaries}
    for path in files:
        start = time.perf_counter()
        boundaries = read_boundary_set(path, lambda error: print(error, file=sys.stderr))
        assert boundaries.matching is not None
        print(
            f"{path.name}: {len(boundaries.matching.matches)} units matched in {time.perf_counter() - start:.1f} s\n"
        )
        boundary_sets[path.name] = boundaries
    print(table(boundary_sets) + "\n")
    print(speed(boundary_sets))


if __name__ == "__main__":
    main()
