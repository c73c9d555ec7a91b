"""How well extraction agrees with the labels kept beside the project, beside what else one would pick.

Run: ``python benchmarks/accuracy.py``. The baseline "plain names" takes every known name that stands as a
whole word for a place, as a list of names and a search would. Both are scored by :mod:`geo.scoring`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from geo.articles import read_articles
from geo.corpus import extract
from geo.export import extraction_row
from geo.model import Article
from geo.scanner import scan
from geo.scoring import as_text, score

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold" / "kcna_dev.jsonl"


def plain_names(article: Article) -> dict:
    """Every name that the reference knows, as a place, without a look at what stands around it."""
    mentions = []
    for hit in scan(article.text):
        places = [n.place for n in hit.term.names if n.place.country == "KP"]
        if places:
            place = places[-1]
            mentions.append(
                {"surface": article.text[hit.start : hit.end], "kind": place.kind, "role": "location",
                 "adm1": place.adm1, "adm2": place.adm2}
            )  # fmt: skip
    return {"id": article.id, "mentions": mentions, "events": []}


def main() -> None:
    """Print both tables."""
    if not GOLD.exists():
        sys.exit("the labels are not beside the project")
    labelled = {json.loads(line)["id"] for line in GOLD.read_text("utf-8").splitlines()}
    articles = [a for a in read_articles(SHARED / "articles" / "kcna.jsonl") if a.id in labelled]
    methods = {"dprk-geo": lambda a: extraction_row(extract(a)), "plain names": plain_names}
    for name, method in methods.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            out.writelines(json.dumps(method(a)) + "\n" for a in articles)
            out.flush()
            print(f"\n{name}: {as_text(score(GOLD, out.name))}")


if __name__ == "__main__":
    main()
