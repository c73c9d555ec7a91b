"""How fast articles become mentions and events, as a ratio to the bare scan of the same text in the same run.

Run: ``python benchmarks/throughput.py [FILE.jsonl]``. Without a file it reads the KCNA articles beside the
project, else the samples, which are too few to say much.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geo.extraction.pipeline import extract, extract_all
from geo.extraction.scanner import scanner_of
from geo.model.entities import Article
from geo.outputs.formats import extraction_row, write_lines
from geo.readers.articles.reader import read_articles
from geo.reference.context import Reference

ROOT = Path(__file__).parents[1]
RUNS = 7


def corpus(argv: list[str]) -> Path:
    """The articles to measure with."""
    for path in (*map(Path, argv), ROOT.parent / "shared" / "articles" / "kcna.jsonl"):
        if path.exists():
            return path
    return ROOT / "data" / "samples" / "articles"


def seconds(work: Callable[[], object]) -> float:
    """Time of one call on the process's own clock."""
    start = time.process_time()
    work()
    return time.process_time() - start


# Prose as editorials print it, in our own words: no place, here and there a word that could begin a happening.
PROSE = """
오늘 우리앞에는 나라의 경제를 한계단 더 높이 올려세워야 할 무거운 과업이 나서고있다.
일군들은 자기 사업을 책임적으로 돌이켜보고 부족점을 제때에 바로잡아야 한다.
과학기술을 중시하는 기풍을 세우지 않고서는 어느 한걸음도 앞으로 나아갈수 없다.
모든 단위에서 절약의 예비를 남김없이 찾아내며 원가를 낮추는데 힘을 넣어야 할것이다.
청년들은 어렵고 힘든 일의 앞장에 서는것을 영예로 여기고있다.
교육의 질을 높이는것은 앞날을 내다보는 나라라면 한시도 미룰수 없는 일이다.
물고기잡이와 밭농사에서 거둔 경험을 서로 나누는 사업이 활발해지고있다.
사람들의 마음을 움직이는 힘은 높은 목소리가 아니라 진심에서 나온다.
"""


def korean(prose: int) -> list[Article]:
    """The Korean and Chinese texts of our own, over and over: a megabyte, with so much prose after each."""
    texts = read_articles(ROOT / "tests" / "extraction" / "labelled" / "korean.jsonl")
    articles = [replace(a, text=a.text + PROSE * prose) for a in texts]
    size = sum(len(a.text.encode()) for a in articles)
    return articles * (1_000_000 // size + 1)


def measure(articles: list[Article], more: dict[str, Callable[[], object]]) -> None:
    """Print one table: what is done with the articles, how fast, and how many times the bare scan that is."""
    size = sum(len(a.text.encode()) for a in articles)
    known = Reference.bundled()
    scan = scanner_of(known.gazetteer, known.lexicon)
    for article in articles[:50]:
        extract(article)  # compiles what is compiled once
    methods: dict[str, Callable[[], object]] = {
        "bare automaton scan": lambda: [scan.find(a.text) for a in articles],
        "scan with word boundaries": lambda: [scan.scan(a.text) for a in articles],
        "mentions and events": lambda: [extract(a) for a in articles],
        **more,
    }
    times: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(RUNS):
        for name, work in methods.items():
            times[name].append(seconds(work))
    base = statistics.median(times["bare automaton scan"])
    print(f"{len(articles):,} articles, {size / 1e6:.2f} MB of text, one core, median of {RUNS} runs")
    if size < 500_000:
        print("too little text to measure by; name a larger file")
    print(f"{'':36}{'MB/s':>8}{'articles/s':>12}{'x bare scan':>13}")
    for name, runs in times.items():
        middle = statistics.median(runs)
        print(f"{name:36}{size / 1e6 / middle:8.1f}{len(articles) / middle:12,.0f}{middle / base:13.1f}")


def main() -> None:
    """Print a table for the articles, one for Korean texts, and the memory used."""
    path = corpus(sys.argv[1:])
    to_file = {
        "file to file, as `extract` runs": lambda: write_lines(
            map(extraction_row, extract_all(read_articles(path))), os.devnull
        )
    }
    measure(list(read_articles(path)), dict(to_file))
    for prose, density in ((8, "with as many names as KCNA"), (0, "hard cases, eight times as many names")):
        print(f"\nKorean and Chinese, {density}:", end=" ")
        measure(korean(prose), {})
    stream(path)


def stream(path: Path) -> None:
    """Memory after one and after twenty passes over the same file, articles passing through one by one."""
    peaks = []
    for passes in (1, 19):
        for _ in range(passes):
            for _found in extract_all(read_articles(path)):
                pass
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"peak memory {peaks[0]:.0f} MB after one pass, {peaks[1]:.0f} MB after twenty")


if __name__ == "__main__":
    main()
