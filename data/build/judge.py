"""Compare the extraction rules with a linear model trained on labelled sentences, alone and together.

Run: ``python data/build/judge.py`` beside the material in ``../shared`` (needs scikit-learn). It reads the labels of
``event_labels.tsv`` (offsets into the articles, two readers), extracts the same articles, and prints

- how well the two readers agree;
- by source, precision and recall of the rules, of the rules with the model's veto at several thresholds, and of a model
  that decides for each sentence by its words alone, all in cross-validation by article;
- a table of calibration: the model's probability against the share that is right.

The labels hold no wording: each row is article, sentence and offsets of the words that give event, place and day.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from event_features import features_of
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from geo.extraction.events.trace import Trace
from geo.extraction.pipeline import extractor
from geo.model.entities import Article
from geo.readers.articles.reader import read_articles

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT.parent / "shared" / "articles"
LABELS = Path(__file__).with_name("event_labels.tsv")
SOURCES = {"kcna": "kcna.jsonl", "press": "press_en.jsonl", "tr": "mou_daily.jsonl"}
"""Files by the beginning of the ids of their articles."""
FOLDS, STRENGTH, RARE = 10, 0.3, 3
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6)


@dataclass
class Sentence:
    """A labelled sentence: the places of the events that it reports, as offsets or None."""

    article: str
    start: int
    end: int
    places: list[tuple[int, int] | None] = field(default_factory=list)


@dataclass
class Candidate:
    """A draft event of the rules in a labelled sentence, its features, and whether a reader gives it."""

    source: str
    article: str
    features: list[str]
    right: bool


def labels(reader: str) -> dict[str, list[Sentence]]:
    """Labelled sentences of a reader, by article."""
    found: dict[tuple[str, str, str], Sentence] = {}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["reader"] != reader:
                continue
            key = row["article"], row["start"], row["end"]
            sentence = found.setdefault(key, Sentence(row["article"], int(row["start"]), int(row["end"])))
            if row["type"]:
                sentence.places.append(span(row["place"]))
    by_article = defaultdict(list)
    for sentence in found.values():
        by_article[sentence.article].append(sentence)
    return by_article


def span(cell: str) -> tuple[int, int] | None:
    """Offsets written as "12-20"."""
    first, _, last = cell.partition("-")
    return (int(first), int(last)) if last else None


def articles(known: dict[str, list[Sentence]]) -> Iterator[tuple[str, Article]]:
    """The labelled articles, with their source."""
    for source, name in SOURCES.items():
        for article in read_articles(ARTICLES / name):
            if article.id in known:
                yield source, article


def candidates(
    known: dict[str, list[Sentence]],
) -> tuple[list[Candidate], list[tuple[str, str, str, bool, bool]]]:
    """Draft events in labelled sentences; and for each sentence source, article, text, label and the rules' answer."""
    drafts_found: list[Candidate] = []
    sentences = []
    reader = extractor()
    for source, article in articles(known):
        trace = Trace()
        reader.extract(article, trace=trace)
        drafts = [draft for _, draft in trace.events]
        for sentence in known[article.id]:
            here = [d for d in drafts if sentence.start <= d.cue[0] < sentence.end]
            text = article.text[sentence.start : sentence.end]
            sentences.append((source, article.id, text, bool(sentence.places), bool(here)))
            for draft in here:
                right = any(
                    place is None
                    or draft.place is None
                    or touches(article.text, draft.place.start, draft.place.end, place)
                    for place in sentence.places
                )
                drafts_found.append(Candidate(source, article.id, features_of(article.text, draft), right))
    return drafts_found, sentences


def touches(text: str, start: int, end: int, place: tuple[int, int]) -> bool:
    """Whether a draft's place is the labelled one, by its offsets or its wording."""
    return (start < place[1] and place[0] < end) or text[start:end] in text[place[0] : place[1]]


def out_of_fold(features: Sequence[list[str]], right: Sequence[bool], groups: Sequence[str]) -> np.ndarray:
    """Probabilities of a linear model for each row, by a model that has not seen its article."""
    counts = CountVectorizer(analyzer=list, binary=True, min_df=RARE).fit_transform(features)
    truth = np.array(right)
    found = np.zeros(len(truth))
    for seen, unseen in GroupKFold(FOLDS).split(counts, truth, groups):
        model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(counts[seen], truth[seen])
        found[unseen] = model.predict_proba(counts[unseen])[:, 1]
    return found


def words(text: str) -> list[str]:
    """Words and pairs of words of a sentence."""
    single = re.findall(r"[a-z]+|[가-힣]+|\d+", text.casefold())
    return [*single, *(f"{a} {b}" for a, b in pairwise(single))]


def print_agreement(first: dict[str, list[Sentence]], second: dict[str, list[Sentence]]) -> None:
    """How often the two readers agree that a sentence reports an event."""
    given = {(s.article, s.start): bool(s.places) for those in first.values() for s in those}
    other = {(s.article, s.start): bool(s.places) for those in second.values() for s in those}
    both = [(given[key], other[key]) for key in given.keys() & other.keys()]
    hit = sum(a and b for a, b in both)
    print(f"two readers, {len(both)} sentences: F1 {2 * hit / sum(a + b for a, b in both):.3f}")


def share(part: float, whole: float) -> str:
    """A share with three places; a dash where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "-"


def main() -> None:
    """Print the tables."""
    if not ARTICLES.is_dir():
        sys.exit("the labelled articles are not beside the project (../shared/articles)")
    first, second = labels("1"), labels("2")
    print_agreement(first, second)
    found, sentences = candidates(first)
    chance = out_of_fold([c.features for c in found], [c.right for c in found], [c.article for c in found])
    by_words = out_of_fold(
        [words(s[2]) for s in sentences], [s[3] for s in sentences], [s[1] for s in sentences]
    )
    print("\nsentences: has an event, by source          rules P/R      words alone P/R")
    for source in (*SOURCES, None):
        rows = [(s, p) for s, p in zip(sentences, by_words, strict=True) if source in (s[0], None)]
        truth = sum(s[3] for s, _ in rows)
        ruled, guessed = [s[3] for s, _ in rows if s[4]], [s[3] for s, p in rows if p >= 0.5]
        print(
            f"  {source or 'all':8} {len(rows):5} sentences {truth:4} with an event"
            f"   {share(sum(ruled), len(ruled))}/{share(sum(ruled), truth)}"
            f"    {share(sum(guessed), len(guessed))}/{share(sum(guessed), truth)}"
        )
    print(
        "\nevents of the rules, with the model's veto below a probability: precision / share of right ones kept"
    )
    for source in (*SOURCES, None):
        rows = [(c, p) for c, p in zip(found, chance, strict=True) if source in (c.source, None)]
        cells = []
        for threshold in THRESHOLDS:
            kept = [c.right for c, p in rows if p >= threshold]
            cells.append(
                f"{threshold:.1f}: {share(sum(kept), len(kept))}/{share(sum(kept), sum(c.right for c, _ in rows))}"
            )
        print(f"  {source or 'all':8} {len(rows):5}   " + "   ".join(cells))
    print("\ncalibration: probability of the model, share that is right")
    for low in np.arange(0, 1, 0.1):
        right = [
            c.right for c, p in zip(found, chance, strict=True) if low <= p < low + 0.1 or p == 1 == low + 0.1
        ]
        if right:
            print(f"  {low:.1f} to {low + 0.1:.1f}   {share(sum(right), len(right))}  of {len(right)}")


if __name__ == "__main__":
    main()
