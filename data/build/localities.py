"""Make localities.tsv, sites.tsv and south.tsv: what units.tsv does not hold but texts name.

Localities are the units that GeoNames knows and the P-code table lacks (under the unit that holds them
today), GeoNames' towns, and the hand-made lists of districts, natural features and settlements. A town that bears its
county's name is that county's seat and keeps the county by name, whatever polygon its point falls in.

The column ``cue`` says how a name is recognised: empty, as a whole word; ``type``, with its type word only; ``form``,
where its form makes it a site ("Jikdong Coal Mine"); ``county``, where its form makes it a settlement or a farm
("Sinhung-ri", "Sinhung Farm") and the text names its county, since several counties may have one of that name. Names of
the last two kinds are no terms of the scanner; their column ``spellings`` has keys in :func:`fold`'s form.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path

from packages import REFERENCE
from units import PROVINCE_OF, geonames_towns, geonames_units, hand_rows, town_name, unique, write

from geo.text.romanization import dprk, fold, is_korean, mccune_reischauer, revised, southern, spellings

COLUMNS = (
    "name", "korean", "kind", "type", "adm1", "adm2", "lat", "lon", "geonames", "spellings", "origin", "cue",
)  # fmt: skip
SITE_COLUMNS = ("name", "korean", "type", "adm1", "adm2", "lat", "lon", "spellings", "origin", "cue")
HAND = "public knowledge"
"""Origin of the rows of hand-made tables that have no column for it."""

#: Korean type words of settlements, their Latin spelling, and the type of place.
TYPES = (
    ("로동자구", "-rodongjagu", "workers' district"), ("리", "-ri", "village"), ("동", "-dong", "town"),
    ("읍", "-up", "town"),
)  # fmt: skip

NUMBERED = re.compile(r"(.+)(\d)동")

#: Units of GeoNames that the P-code table lacks, and the unit that holds them today.
HELD_BY = {"KP10": "KP1001"}


def polygons() -> list[tuple[str, object]]:
    """Counties as prepared shapes."""
    from shapely import prepare
    from shapely.geometry import shape

    found = []
    for feature in json.loads((REFERENCE / "adm2.geojson").read_text("utf-8"))["features"]:
        geometry = shape(feature["geometry"])
        prepare(geometry)
        found.append((feature["properties"]["pcode"], geometry))
    return found


def within(lon: float, lat: float, shapes: list[tuple[str, object]]) -> str:
    """P-code of the polygon that holds the point, else of the nearest within about 5 km."""
    from shapely.geometry import Point

    point = Point(lon, lat)
    for pcode, geometry in shapes:
        if geometry.contains(point):
            return pcode
    distance, pcode = min((geometry.distance(point), pcode) for pcode, geometry in shapes)
    return pcode if distance < 0.05 else ""


def district_rows(known: set[str], hand: set[str]) -> list[dict]:
    """Units of GeoNames without a P-code: Pyongyang's districts and others that the hand list places."""
    rows = []
    for source in geonames_units():
        korean = min(source.korean, key=lambda n: (len(n), n), default="")
        northern = [k for k in source.korean if dprk(k)[:1] in "RN" and k != korean]
        korean = northern[0] if northern else korean
        if source.geonames in known or not korean or source.province not in HELD_BY or korean in hand:
            continue
        name = dprk(korean)
        rows.append({
            "name": name, "korean": korean, "kind": "locality", "type": "district", "adm1": source.province,
            "adm2": HELD_BY[source.province], "lat": "", "lon": "", "geonames": source.geonames,
            "spellings": unique([*(s for k in sorted(source.korean) for s in spellings(k)),
                                 *(["Central District", "중구역", "中区域"] if korean == "중" else [])], name),
            # A hall, a river or a factory bears these names too: as a district they carry the word.
            "origin": "GeoNames", "cue": "type",
        })  # fmt: skip
    return rows


def settlement(korean: str) -> str:
    """DPRK spelling with the type word set off by a hyphen (신상리 Sinsang-ri)."""
    for word, latin, _ in TYPES:
        if korean.endswith(word) and len(korean) > len(word):
            return dprk(korean.removesuffix(word)) + latin
    return dprk(korean)


def keys(name: str, korean: str, others: Iterable[str]) -> str:
    """Keys of the names of a row in :func:`fold`'s form: of its name, of its Korean name, then others, once each."""
    return "|".join([fold(name), *unique(map(fold, [korean, *others]), fold(name)).split("|")])


def settlement_keys(name: str, korean: str) -> str:
    """Keys of a settlement by the three romanizations, with its type word in English and in the South's Korean."""
    stem, numbered = korean.removesuffix("로동자구"), NUMBERED.fullmatch(korean)
    word = name[name.rindex("-") :]
    found = [
        *written(korean),
        *(spelt + word for spelt in romanized(korean.removesuffix(type_of(korean)[0]))),
    ]
    if stem != korean:
        found += [*written(stem + "노동자구"), *(spelt + " Workers' District" for spelt in romanized(stem))]
    if numbered:
        found += [f"{spelt}-dong No. {numbered[2]}" for spelt in romanized(numbered[1])]
    return keys(name, korean, found)


def romanized(korean: str) -> list[str]:
    """Three romanizations of the North and the South Korean form of a name, one of them also with ll for nn."""
    found = []
    for form in dict.fromkeys((korean, southern(korean))):
        marked = mccune_reischauer(form)
        found += [dprk(form), marked, marked.replace("nn", "ll"), revised(form)]
    return found


def written(korean: str) -> list[str]:
    """A Korean name as the North and the South write it, and its romanizations."""
    return [korean, southern(korean), *romanized(korean)]


def type_of(korean: str) -> tuple[str, str]:
    """Type word with which the Korean name of a settlement ends, and the type of place that it means."""
    return next((word, meant) for word, _, meant in TYPES if korean.endswith(word))


def settlement_rows(units: list[dict], known: set[tuple[str, str]]) -> list[dict]:
    """Settlements of the hand-made list, and the town that is the seat of each county and bears its name."""
    given = hand_rows("hand_settlements.tsv")
    listed = [(row["adm2"], korean, row["origin"]) for row in given for korean in row["names"].split()]
    seats = {u["pcode"]: u for u in units if u["type"] == "county"}
    listed += [(pcode, unit["korean"] + "읍", "seat of its county") for pcode, unit in seats.items()]
    rows = []
    for adm2, korean, origin in listed:
        if (adm2, korean) in known:
            continue  # a row with its own spellings and, where known, a coordinate
        known.add((adm2, korean))
        name = settlement(korean)
        seat = seats.get(adm2, {}) if korean.endswith("읍") else {}
        rows.append({
            "name": name, "korean": korean, "kind": "locality", "type": type_of(korean)[1],
            "adm1": adm2[:4], "adm2": adm2, "lat": seat.get("seat_lat", ""), "lon": seat.get("seat_lon", ""),
            "spellings": settlement_keys(name, korean), "origin": origin, "cue": "county",
        })  # fmt: skip
    return rows


def further_sites() -> list[dict]:
    """Sites of the lists by kind, which count by the form of their name."""
    rows = []
    for path in sorted(Path(__file__).parent.glob("hand_sites_*.tsv")):
        for row in hand_rows(path.name):
            adm2 = row["adm2"] if len(row["adm2"]) > 4 else ""
            other = [n for n in row["spellings"].split("|") if n]
            rows.append({
                **row, "adm1": row["adm2"][:4], "adm2": adm2,
                "spellings": keys(row["name"], row["korean"], [*southern_print(row["korean"]), *other]),
            })  # fmt: skip
    return rows


def town_rows(units: list[dict], shapes: list[tuple[str, object]], hand: set[str]) -> list[dict]:
    """GeoNames' towns: seats under their county, others under the polygon that holds them."""
    by_seat = {(u["seat"], u["seat_lat"], u["seat_lon"]): u for u in units if u["seat"]}
    rows = []
    for town in geonames_towns():
        name = town_name(town)
        key = (name, str(town["latitude"]), str(town["longitude"]))
        korean = [a for a in town["alternatenames"] if is_korean(a)]
        unit = by_seat.get(key)
        if unit:
            seat_of, adm2 = unit["name"], unit["pcode"]
        else:
            seat_of, adm2 = "", within(town["longitude"], town["latitude"], shapes)
        bare = [k for k in korean if not k.endswith(("읍", "시", "리", "동", "구"))]
        stem = min(bare or korean, key=len, default="")
        if (seat_of and name != "Sinmak") or stem in hand or fold(name) in {fold(h) for h in hand}:
            continue  # the county's own name is found as the county
        regular = set(map(fold, spellings(stem)))
        others = [a.replace("’", "'") for a in town["alternatenames"] if not is_korean(a)]
        # A bare name that no rule confirms is a word or a person as often as a place.
        sure = fold(name) in regular and town["population"] > 10_000
        rows.append({
            "name": settlement(stem) if len(stem) > 1 else name, "korean": stem, "kind": "locality",
            "type": "town", "adm1": adm2[:4] or PROVINCE_OF[town["admin1code"]], "adm2": adm2,
            "lat": town["latitude"], "lon": town["longitude"], "geonames": town["geonameid"], "origin": "GeoNames",
            "spellings": unique([*spellings(stem), name, *(a for a in others if fold(a) in regular), *korean], ""),
            "cue": "" if sure else "type",
        })  # fmt: skip
    return rows


def southern_print(korean: str) -> list[str]:
    """A site's Korean name as the South prints it, where it differs: initials and words within it."""
    written = southern(korean)
    for north, south in (
        ("련합", "연합"),
        ("로동", "노동"),
        ("렬사", "열사"),
        ("료양", "요양"),
        ("려관", "여관"),
        ("력사", "역사"),
        ("락원", "낙원"),
        ("미싸일", "미사일"),
        ("시험장", "실험장"),
        ("뜨락또르", "트랙터"),
        ("세멘트", "시멘트"),
    ):
        written = written.replace(north, south)
    return [] if written == korean else [written]


def build() -> None:
    """Write localities.tsv, sites.tsv and south.tsv."""
    with (REFERENCE / "units.tsv").open(encoding="utf-8", newline="") as lines:
        units = list(csv.DictReader(lines, delimiter="\t"))
    hand = hand_rows("hand_localities.tsv")
    names = {r[c] for r in hand if r["kind"] == "locality" for c in ("name", "korean")}
    taken = names | {u["korean"] for u in units if u["level"] == "adm2"}
    known = {u["geonames"] for u in units}
    rows = [
        {
            **r,
            "geonames": "",
            "spellings": unique([*spellings(r["korean"]), *r["spellings"].split("|")], r["name"]),
            "origin": HAND,
        }
        for r in hand
    ]
    rows += district_rows(known, names) + town_rows(units, polygons(), taken)
    rows += settlement_rows(units, {(r["adm2"], r["korean"]) for r in rows})
    rows.sort(key=lambda r: (r["adm1"], r["adm2"], r["name"], r["korean"]))
    write("localities.tsv", COLUMNS, rows)

    sites = hand_rows("hand_sites.tsv")
    for row in sites:
        row["spellings"] = unique([*southern_print(row["korean"]), *row["spellings"].split("|")], row["name"])
        row |= {"origin": HAND, "cue": ""}
    write("sites.tsv", SITE_COLUMNS, sites + further_sites())

    south = hand_rows("hand_south.tsv")
    for row in south:
        row["spellings"] = unique([*spellings(row["korean"]), *row["spellings"].split("|")], row["name"])
    write("south.tsv", south[0].keys(), south)


if __name__ == "__main__":
    build()
