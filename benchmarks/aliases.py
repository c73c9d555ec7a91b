"""What it costs that articles have names of their own: ten articles with such names against the same ten without.

Run: ``python benchmarks/aliases.py``. Prints the times of both and their ratio: the sum over the articles of the
best of many runs, by turns, so that a busy machine troubles both alike; the project allows 1.2.
"""

from __future__ import annotations

import time
from pathlib import Path

from geo.extraction.pipeline import Extractor
from geo.model.entities import Alias
from geo.readers.articles.reader import read_articles
from geo.reference.context import Reference

ROOT = Path(__file__).parents[1]
RUNS, ARTICLES = 41, 10


def main() -> None:
    """Print both times and their ratio."""
    path = ROOT.parent / "shared" / "articles" / "kcna.jsonl"
    articles = list(read_articles(path if path.exists() else ROOT / "data" / "samples" / "articles"))[
        :ARTICLES
    ]
    reference = Reference.bundled()
    place = reference.gazetteer["KP0717"]
    own = [Alias("Peony Town", place, source=article.id) for article in articles]
    readers = {"without": Extractor(reference), "with": Extractor(reference.with_aliases(own))}
    times: dict[str, dict[str, float]] = {name: {} for name in readers}
    for _ in range(RUNS):
        for article in articles:
            for name, reader in readers.items():
                start = time.process_time()
                reader.extract(article)
                spent = time.process_time() - start
                times[name][article.id] = min(spent, times[name].get(article.id, spent))
    without, with_own = (sum(times[name].values()) for name in ("without", "with"))
    print(f"{len(articles)} articles without names of their own: {without * 1000:.1f} ms")
    print(
        f"{len(articles)} articles with one name each: {with_own * 1000:.1f} ms, {with_own / without:.2f} times"
    )


if __name__ == "__main__":
    main()
