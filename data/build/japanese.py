"""Make names/japanese.tsv: units, settlements, natural features and sites as Japanese print writes them.

A unit's name comes from its Hanja by the table of characters below, the new forms of the Japanese school lists
beside the old ones. General converters read Chinese or Japanese words, not names of this country, so none is
used; what the table does not make (kana, settlements, sites) stands in ``hand_japanese.tsv``.
"""

from __future__ import annotations

from packages import REFERENCE
from units import hand_rows, write

from geo.reference.gazetteer import Gazetteer

COLUMNS = ("place_id", "name", "japanese")

#: Old forms of characters in names of this country, and the new forms of Japanese print.
NEW_FORMS = str.maketrans(
    "兩會豐壤惠邊榮樂靑淸虛鐵內滿龜鹽德肅黃溫權臺戰穩郞國廣澤濱劍學萬寶圖禮獨島",
    "両会豊壌恵辺栄楽青清虚鉄内満亀塩徳粛黄温権台戦穏郎国広沢浜剣学万宝図礼独島",
)
#: New forms that print avoids in names as often as it uses them, so that both are found.
EITHER = str.maketrans("龍檜灘熙", "竜桧灘煕")


def written(hanja: str) -> list[str]:
    """The forms in which Japanese print writes a name in Hanja, the usual one first."""
    new = hanja.translate(NEW_FORMS)
    return list(dict.fromkeys((new, new.translate(EITHER), hanja)))


def bracketed(name: str) -> list[str]:
    """A name with full-width brackets, and with plain ones."""
    plain = name.translate(str.maketrans("（）", "()"))
    return [name] if plain == name else [name, plain]


def build() -> None:
    """Write names/japanese.tsv."""
    # The table of the last build may name places that have since moved to another unit.
    (REFERENCE / "names" / "japanese.tsv").unlink(missing_ok=True)
    known = Gazetteer()
    found = {
        row["pcode"]: written(row["hanja"].split("|")[0])
        for row in hand_rows("hand_hanja.tsv")
        if row["hanja"]
    }
    by_name: dict[tuple[str, str], list[str]] = {}
    for place in known.places.values():
        by_name.setdefault((place.name, place.korean), []).append(place.place_id)
    for row in hand_rows("hand_japanese.tsv"):
        places = by_name.get((row["name"], row["korean"]))
        if not places:
            raise SystemExit(f"hand_japanese.tsv: no place is called {row['name']} ({row['korean']})")
        for place_id in places:
            names = (form for name in row["japanese"].split("|") for form in bracketed(name))
            found[place_id] = list(dict.fromkeys((*found.get(place_id, ()), *names)))
    rows = [
        {"place_id": place_id, "name": known[place_id].name, "japanese": "|".join(names)}
        for place_id, names in sorted(found.items())
    ]
    (REFERENCE / "names").mkdir(exist_ok=True)
    write("names/japanese.tsv", COLUMNS, rows)


if __name__ == "__main__":
    build()
