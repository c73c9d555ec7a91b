"""Count the articles that say in which county a place is, and compare them with the hand-made tables.

Run: ``python data/build/witnesses.py ARTICLES... [--list KIND]``, with files as the reader of articles takes them, or
the list of Kim Jong Un's public activities (``.json``). A witness of a place is an article in which the product itself
reads "X in Y County", "X, Y County" or "Y군 X". Printed are how many entries have no witness, one, and two or more; the
contradictions: names seen in two counties, and entries seen in another county than their own; and, with ``--list
candidates``, what was seen and is in no table. Nothing is written: a candidate is checked by eye before it goes into a
hand-made table.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from geo.extraction.pipeline import Extractor, extractor
from geo.extraction.resolution.site_rules import in_named_unit
from geo.model.entities import Article, Place
from geo.readers.articles.reader import read_articles
from geo.reference.gazetteer import Gazetteer
from geo.text.romanization import fold

Seen = Mapping[str, Mapping[str, set[str]]]
"""Key of a name -> P-code of a county -> ids of articles that place the one in the other."""
KINDS = ("none", "one", "more", "contradictions", "candidates")


def activities(path: Path) -> Iterator[Article]:
    """The entries of the list of public activities, with their day as id."""
    for number, row in enumerate(json.loads(path.read_text("utf-8"))):
        text = " ".join(row["nes_cn"].replace("상세보기", "").split())
        yield Article(f"activity-{row['nes_ymd']}-{number}", text)


def articles(paths: Iterable[Path]) -> Iterator[Article]:
    """All articles of some files."""
    for path in paths:
        yield from activities(path) if path.suffix == ".json" else read_articles(path)


def pairs(reader: Extractor, article: Article) -> Iterator[tuple[str, str]]:
    """Names of sites and settlements with the county that an article itself places them in."""
    document = reader.settle(article)
    for index, span in enumerate(document.spans):
        if span.role != "location" or (span.kind != "site" and span.rule != "form"):
            continue
        stated = in_named_unit(document, index, span)
        if stated and stated[0].adm2 and stated[0].country == "KP":
            yield span.key or document.raw[span.start : span.end], stated[0].adm2


def witnesses(found: Iterable[Article]) -> tuple[Seen, dict[str, str]]:
    """Articles by name and county, and each name as it was first printed."""
    reader = extractor()
    seen: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    printed: dict[str, str] = {}
    for article in found:
        for name, county in pairs(reader, article):
            seen[fold(name)][county].add(article.id)
            printed.setdefault(fold(name), name)
    return seen, printed


def entries(known: Gazetteer) -> dict[str, tuple[Place, set[str]]]:
    """Sites and settlements with a county, by id, each with the keys of its names."""
    found: dict[str, tuple[Place, set[str]]] = {}
    formed = ((key, known.formed.find(key)) for key in known.formed)
    for spelling, names in chain(known.names.items(), formed):
        for place in (n.place for n in names):
            if place.kind in ("site", "locality") and place.country == "KP" and place.adm2:
                found.setdefault(place.place_id, (place, set()))[1].add(fold(spelling))
    return found


def report(seen: Seen, printed: Mapping[str, str], known: Gazetteer) -> dict[str, list[str]]:
    """Lines to print, by kind."""
    lines: dict[str, list[str]] = {kind: [] for kind in KINDS}
    by_key: defaultdict[str, set[str]] = defaultdict(set)
    for place, keys in entries(known).values():
        ids = set().union(*(seen.get(key, {}).get(place.adm2 or "", set()) for key in keys))
        kind = "none" if not ids else "one" if len(ids) == 1 else "more"
        lines[kind].append(f"{place.adm2} {place.name} ({place.korean}): {', '.join(sorted(ids)[:4])}")
        for key in keys:
            by_key[key].add(place.adm2 or "")
    for key, counties in sorted(seen.items()):
        told = ", ".join(f"{known.name(c)} {c} ({len(ids)})" for c, ids in sorted(counties.items()))
        listed = by_key.get(key, set())
        if not listed:
            lines["candidates"].append(f"{printed[key]}: {told}")
        elif set(counties) - listed:
            lines["contradictions"].append(
                f"{printed[key]}: listed in {', '.join(sorted(listed))}, seen in {told}"
            )
        if len(counties) > 1 and not set(counties) <= listed:
            lines["contradictions"].append(f"{printed[key]}: seen in {told}")
    return lines


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("articles", nargs="+", type=Path)
    options.add_argument("--list", choices=KINDS, action="append", default=["contradictions"])
    given = options.parse_args()
    seen, printed = witnesses(articles(given.articles))
    known = extractor().reference.gazetteer
    lines = report(seen, printed, known)
    counts = Counter({kind: len(found) for kind, found in lines.items()})
    print(", ".join(f"{kind}: {counts[kind]}" for kind in KINDS))
    for kind in dict.fromkeys(given.list):
        print(f"\n{kind}", *sorted(set(lines[kind])), sep="\n  ")


if __name__ == "__main__":
    main()
