"""Files of the country's units as publishers lay them out, made of the bundled polygons moved a little.

The layouts are the publishers'; the shapes are ours, so that nothing of theirs is kept here.
"""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely

from geo.reference.paths import reference_path
from geo.text.romanization import mccune_reischauer, revised
from tests.support import BOUNDARIES, GAZETTEER

MERGED = {"KP1001": "KP10", "KP1007": "KP10", "KP1023": "KP10"}
"""Counties of Pyongyang, which GADM has as one unit."""


def moved(shapes, km: float = 0.8):
    """Shapes pushed to the north-east, as another drawing of the same country might have them."""
    return shapely.transform(np.asarray(shapes), lambda xy: xy + np.array([km / 86.0, km / 111.0]))


def hanja() -> dict[str, str]:
    """A name in Chinese characters for each P-code that has one."""
    with reference_path("units.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    chinese = {
        r["pcode"]: [s for s in r["spellings"].split("|") if "\u4e00" <= s[:1] <= "\u9fff"] for r in rows
    }
    return {p: names[0] for p, names in chinese.items() if names}


def counties() -> geopandas.GeoDataFrame:
    """P-codes, plain names and moved shapes of the 179."""
    places = [GAZETTEER[p] for p in BOUNDARIES.shapes("adm2")]
    return geopandas.GeoDataFrame(
        {
            "pcode": [p.place_id for p in places],
            "name": [p.name for p in places],
            "korean": [p.korean for p in places],
            "type": [p.type for p in places],
            "province": [GAZETTEER.name(p.adm1) for p in places],
        },
        geometry=moved(list(BOUNDARIES.shapes("adm2").values())),
        crs="EPSG:4326",
    )


def provinces() -> geopandas.GeoDataFrame:
    """The same of the 11."""
    frame = counties().dissolve(by="province", as_index=False)
    codes = {p.name: p for p in GAZETTEER.units("adm1")}
    frame["pcode"] = [codes[n].place_id for n in frame["province"]]
    frame["korean"] = [codes[n].korean for n in frame["province"]]
    return frame[["pcode", "province", "korean", "geometry"]]


def ocha(path: Path, *, lately: bool = False) -> Path:
    """OCHA's release: provinces and counties, with their P-codes."""
    two, one = counties(), provinces()
    if lately:
        two = two.rename(columns={"pcode": "adm2_pcode", "name": "adm2_name", "province": "adm1_name"})
        two["adm1_pcode"] = two["adm2_pcode"].str[:4]
        one = one.rename(columns={"pcode": "adm1_pcode", "province": "adm1_name"})
        columns = (
            ["adm2_name", "adm2_pcode", "adm1_name", "adm1_pcode", "geometry"],
            ["adm1_name", "adm1_pcode", "geometry"],
        )
    else:
        two = two.rename(
            columns={"pcode": "ADM2_PCODE", "name": "ADM2_EN", "province": "ADM1_EN", "korean": "ADM2_KO"}
        )
        two["ADM1_PCODE"] = two["ADM2_PCODE"].str[:4]
        one = one.rename(columns={"pcode": "ADM1_PCODE", "province": "ADM1_EN"})
        columns = (
            ["ADM2_EN", "ADM2_KO", "ADM2_PCODE", "ADM1_EN", "ADM1_PCODE", "geometry"],
            ["ADM1_EN", "ADM1_PCODE", "geometry"],
        )
    two[columns[0]].to_file(path, layer="prk_admbnda_adm2", driver="GPKG")
    one[columns[1]].to_file(path, layer="prk_admbnda_adm1", driver="GPKG", mode="a")
    return path


def gadm(path: Path) -> Path:
    """GADM's: learned spellings with apostrophes, Pyongyang's counties as one, levels as layers."""
    two = counties()
    two["pcode"] = two["pcode"].replace(MERGED)
    two = two.dissolve(by="pcode", as_index=False)
    names = {"KP10": "평양"}
    korean = [names.get(p, k) for p, k in zip(two["pcode"], two["korean"], strict=True)]
    north = {"남": "namdo", "북": "bukto"}
    own = {p.name: p.korean.removesuffix("도") for p in GAZETTEER.units("adm1")}
    province = [mccune_reischauer(own[n].rstrip("남북")) + ("-" + north[own[n][-1]] if own[n][-1] in north else "")
                for n in two["province"]]  # fmt: skip
    frame = geopandas.GeoDataFrame(
        {
            "GID_0": "PRK", "COUNTRY": "North Korea", "GID_1": [f"PRK.{p[2:4]}_1" for p in two["pcode"]],
            "NAME_1": province, "GID_2": [f"PRK.{i}_1" for i in range(len(two))],
            "NAME_2": [mccune_reischauer(k) for k in korean],
            "VARNAME_2": [f"{revised(k)}|{revised(k)}-gun" for k in korean], "NL_NAME_2": "NA",
            "TYPE_2": "Gun", "ENGTYPE_2": "County",
        },
        geometry=two.geometry, crs="EPSG:4326",
    )  # fmt: skip
    country = geopandas.GeoDataFrame(
        {"GID_0": ["PRK"], "COUNTRY": ["North Korea"]}, geometry=[two.union_all()], crs=4326
    )
    country.to_file(path, layer="ADM_ADM_0", driver="GPKG")
    one = frame.dissolve(by="NAME_1", as_index=False)[["GID_0", "COUNTRY", "GID_1", "NAME_1", "geometry"]]
    one.to_file(path, layer="ADM_ADM_1", driver="GPKG", mode="a")
    frame.to_file(path, layer="ADM_ADM_2", driver="GPKG", mode="a")
    return path


def geoboundaries(path: Path, *, swapped: bool = False) -> Path:
    """geoBoundaries': a name, and nothing of the province; with the two names that it has exchanged."""
    frame = counties()
    names = frame["name"].to_list()
    if swapped:
        a, b = names.index("Taegwan"), names.index("Thaechon")
        names[a], names[b] = names[b], names[a]
    out = frame[["geometry"]].assign(
        shapeName=names, shapeISO="", shapeID=[f"82179303B{i}" for i in range(len(frame))], shapeGroup="PRK",
        shapeType="ADM2",
    )  # fmt: skip
    out.to_file(path, driver="GeoJSON")
    return path


def openstreetmap(path: Path) -> Path:
    """An extract of OpenStreetMap: Korean names with type words, and points and lines among the polygons."""
    frame = counties()
    words = {"county": "군", "city": "시", "district": "구역", "special city": "시", "capital city": "시"}
    out = frame[["geometry"]].assign(**{
        "@id": [f"relation/{i}" for i in range(len(frame))], "admin_level": "6", "boundary": "administrative",
        "name": [k + words[t] for k, t in zip(frame["korean"], frame["type"], strict=True)],
        "name:en": [f"{n} County" for n in frame["name"]],
    })  # fmt: skip
    label = out.iloc[[0]].set_geometry(out.iloc[[0]].representative_point())
    line = out.iloc[[1]].set_geometry(out.iloc[[1]].boundary)
    pd.concat([out, label, line], ignore_index=True).to_file(path, driver="GeoJSON")
    return path


def seats() -> list[tuple[str, float, float]]:
    """P-code, longitude and latitude of the seats that the reference knows."""
    with reference_path("units.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t") if r["level"] == "adm2" and r["seat_lat"]]
    return [(r["pcode"], float(r["seat_lon"]), float(r["seat_lat"])) for r in rows]
