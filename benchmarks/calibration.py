"""What a score means: of the answers in each band of scores, how often the labels say the same.

Run: ``python benchmarks/calibration.py``. An event is right where the labels tell of one at its place, a
mention where the document's labels speak of its county, or of its province where it gives none. The line
below which events are only candidates is :data:`geo.model.entities.CANDIDATE_BELOW`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import pairwise

from accuracy import sets

from geo.extraction.pipeline import extract
from geo.model.entities import CANDIDATE_BELOW
from geo.readers.articles.reader import read_articles

BANDS = (0.0, CANDIDATE_BELOW, 0.8, 0.9, 1.01)
Tally = dict[float, list[int]]


def band(score: float) -> float:
    """Lower end of the band that a score falls in."""
    return max(low for low in BANDS if low <= score)


def main() -> None:
    """Print the table for events and mentions."""
    events: Tally = defaultdict(lambda: [0, 0])
    mentions: Tally = defaultdict(lambda: [0, 0])
    for _, gold, texts in sets():
        labels = {row["id"]: row for row in map(json.loads, gold.read_text("utf-8").splitlines())}
        for article in read_articles(texts):
            label = labels.get(article.id)
            if label is None:
                continue
            found = extract(article)
            left = Counter(e["adm2"] or e["adm1"] for e in label["events"])
            for event in sorted(found.events, key=lambda e: -e.score):
                place = event.adm2 or event.adm1
                right = left[place] > 0
                left[place] -= right
                events[band(event.score)][right] += 1
            spoken = {m.get("adm2") for m in label["mentions"]} | {m.get("adm1") for m in label["mentions"]}
            for mention in found.mentions:
                if mention.role == "location" and mention.country == "KP" and mention.adm1:
                    mentions[band(mention.score)][(mention.adm2 or mention.adm1) in spoken] += 1
    print(f"{'score':16}{'events':>8}{'right':>8}{'mentions':>10}{'right':>8}")
    for low, high in pairwise(BANDS):
        cells = []
        for tally, width in ((events, 8), (mentions, 10)):
            wrong, right = tally[low]
            share = f"{right / (wrong + right):8.2f}" if wrong + right else f"{'-':>8}"
            cells.append(f"{wrong + right:{width}}{share}")
        note = "  candidates" if high <= CANDIDATE_BELOW else ""
        print(f"{low:.2f} to {min(high, 1.0):.2f}    {''.join(cells)}{note}")


if __name__ == "__main__":
    main()
