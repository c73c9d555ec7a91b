"""Measure our county polygons against an independent drawing and against known seats, as Markdown.

The drawing is OpenStreetMap's, kept beside the project (ODbL: we compare with it and copy nothing from it).
It has names but no P-codes, so a region is matched by its Korean name, which is unique among the 179 units.
Its coastal counties reach far out to sea, so only what lies on our land is compared; the figures say nothing
about the coast itself.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from packages import REFERENCE

OSM = Path(__file__).parents[3] / "shared" / "reference" / "osm_regions.geojson"
#: Regions that the other drawing spells otherwise: 白川 is read Paechon in the North.
THEIR_KOREAN = {"백천": "배천"}
TYPE_WORD = re.compile(r"(?:특별시|특급시|직할시|구역|지구|군|시|구)$")

#: The P-code table has one unit for Pyongyang's urban districts, except Unjong.
UNJONG = "은정"
LEVELS = (0.9, 0.8, 0.7, 0.5)


@dataclass(frozen=True)
class Unit:
    """A county as our tables have it."""

    pcode: str
    name: str
    korean: str
    seat: tuple[float, float] | None


@dataclass(frozen=True)
class Agreement:
    """Intersection over union with the other drawing, for every county that could be matched."""

    iou: Mapping[str, float]
    unmatched_ours: tuple[str, ...]
    unmatched_osm: tuple[str, ...]

    @property
    def median(self) -> float:
        """Median over the matched counties."""
        return float(np.median(list(self.iou.values())))

    def share(self, level: float) -> float:
        """Share of the matched counties that reach ``level``."""
        return float(np.mean([value >= level for value in self.iou.values()]))


@dataclass(frozen=True)
class Seats:
    """Where the known seats fall."""

    known: int
    astray: tuple[tuple[str, str, float], ...]
    """Of the seats outside of their county: county, the county they fall into, kilometres to their own."""

    def share(self) -> float:
        """Share of the known seats that fall into their own county."""
        return 1 - len(self.astray) / self.known


def units() -> dict[str, Unit]:
    """Counties by P-code, out of units.tsv."""
    with (REFERENCE / "units.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["level"] == "adm2"]
    return {
        row["pcode"]: Unit(
            row["pcode"],
            row["name"],
            TYPE_WORD.sub("", row["korean"]) if len(row["korean"]) > 2 else row["korean"],
            (float(row["seat_lon"]), float(row["seat_lat"])) if row["seat_lat"] else None,
        )
        for row in rows
    }


def polygons() -> dict[str, shapely.Geometry]:
    """Our counties by P-code, out of adm2.geojson."""
    features = json.loads((REFERENCE / "adm2.geojson").read_text("utf-8"))["features"]
    return {f["properties"]["pcode"]: shapely.geometry.shape(f["geometry"]) for f in features}


def kilometres(geometry: shapely.Geometry | np.ndarray) -> shapely.Geometry | np.ndarray:
    """Put a shape on a plane of equal areas, in kilometres."""
    mean, scale = np.radians(40), 111.3
    return shapely.transform(
        geometry,
        lambda xy: (
            np.c_[np.radians(xy[:, 0]) * np.cos(mean), np.sin(np.radians(xy[:, 1])) / np.cos(mean)]
            * np.degrees(scale)
        ),
    )


def osm_regions(path: Path) -> Iterator[tuple[str, str, shapely.Geometry]]:
    """Korean name without its type word, the full name, and shape of each region of the other drawing."""
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        full = feature["properties"]["name:ko"]
        short = TYPE_WORD.sub("", full)
        if full.endswith("구역") and short != UNJONG:
            short = "평양"
        shape = shapely.make_valid(shapely.geometry.shape(feature["geometry"]))
        yield THEIR_KOREAN.get(short, short), full, shape


def agreement(path: Path = OSM) -> Agreement:
    """How our counties agree with the other drawing."""
    ours = polygons()
    code = {unit.korean: pcode for pcode, unit in units().items()}
    land = shapely.union_all(list(ours.values()))
    theirs: dict[str, list[shapely.Geometry]] = defaultdict(list)
    unmatched = []
    for short, full, shape in osm_regions(path):
        if short in code:
            theirs[code[short]].append(shape)
        else:
            unmatched.append(full)
    iou = {}
    for pcode, shapes in theirs.items():
        other = kilometres(shapely.intersection(shapely.union_all(shapes), land))
        mine = kilometres(ours[pcode])
        iou[pcode] = float(
            shapely.area(shapely.intersection(mine, other)) / shapely.area(shapely.union(mine, other))
        )
    return Agreement(iou, tuple(sorted(set(ours) - set(iou))), tuple(unmatched))


def seats() -> Seats:
    """Which known seats fall into which county."""
    ours, table = polygons(), units()
    known = {pcode: unit.seat for pcode, unit in table.items() if unit.seat}
    astray = []
    for pcode, seat in known.items():
        point = shapely.Point(seat)
        if not ours[pcode].covers(point):
            holder = next((table[p].name for p, shape in ours.items() if shape.covers(point)), "no county")
            away = shapely.distance(kilometres(point), kilometres(ours[pcode]))
            astray.append((table[pcode].name, holder, float(away)))
    return Seats(len(known), tuple(sorted(astray, key=lambda row: -row[2])))


def markdown() -> str:
    """Write the table that data/SOURCES.md publishes."""
    drawn, placed, table = agreement(), seats(), units()
    worst = sorted(drawn.iou, key=lambda pcode: drawn.iou[pcode])[:10]
    rows = [
        ("counties matched by Korean name", f"{len(drawn.iou)} of {len(table)}"),
        ("median intersection over union", f"{drawn.median:.2f}"),
        *((f"counties with at least {level}", f"{drawn.share(level):.0%}") for level in LEVELS),
        ("worst ten", ", ".join(f"{table[p].name} {drawn.iou[p]:.2f}" for p in worst)),
        ("ours without a match", ", ".join(table[p].name for p in drawn.unmatched_ours) or "none"),
        ("theirs without a match", ", ".join(drawn.unmatched_osm) or "none"),
        (
            "known seats in their own county",
            f"{placed.known - len(placed.astray)} of {placed.known} ({placed.share():.0%})",
        ),
        (
            "seats that fall elsewhere",
            "; ".join(f"{seat} in {into}, {km:.1f} km off" for seat, into, km in placed.astray) or "none",
        ),
    ]
    return "\n".join(["| measure | value |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]) + "\n"


def main() -> None:
    """Print the table."""
    if not OSM.is_file():
        sys.exit(f"{OSM} is missing: the drawing to compare with is kept beside the project, not in it")
    text = markdown()
    print(text, end="")


if __name__ == "__main__":
    main()
