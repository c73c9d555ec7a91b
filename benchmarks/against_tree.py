"""How much processor time ``dprk-geo extract`` takes from file to file, as a ratio to another tree, in one run.

Run: ``python benchmarks/against_tree.py OTHER [FILE.jsonl ...]``, where OTHER is a folder with another version, such as
one made with ``git worktree add ../before 145cde8``. Without files it reads the KCNA articles and the Ministry's
Korean notes beside the project. The trees take turns, and the least of several runs counts, so that a busy machine
hits both alike. The time for starting, measured with one article, is taken off.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "articles"
RUNS = 3


def seconds(tree: Path, articles: Path) -> float:
    """Processor time of the command in user mode."""
    before = os.times().children_user
    command = [sys.executable, "-m", "geo", "extract", str(articles), "-q", "-o", f"{articles}.out"]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    subprocess.run(command, cwd=articles.parent, env=environment, check=True, capture_output=True)
    return os.times().children_user - before


def main() -> None:
    """Print one line a file: seconds of either tree and their ratio."""
    other, *named = map(Path, sys.argv[1:])
    files = [path for path in named or (SHARED / "kcna.jsonl", SHARED / "mou_daily.jsonl") if path.exists()]
    folder = Path(tempfile.mkdtemp())
    print(
        f"{'':24}{'articles':>10}{'this tree':>12}{'the other':>12}{'ratio':>8}   user seconds, least of {RUNS}"
    )
    for path in files:
        with path.open(encoding="utf-8") as lines:
            kept = list(islice(lines, 1500))
        whole, one = folder / path.name, folder / f"one-{path.name}"
        whole.write_text("".join(kept), "utf-8")
        one.write_text(kept[0], "utf-8")
        least: dict[tuple[Path, Path], float] = {}
        for _ in range(RUNS):
            for pair in ((tree, given) for tree in (ROOT, other.resolve()) for given in (whole, one)):
                least[pair] = min(seconds(*pair), least.get(pair, float("inf")))
        ours, theirs = (least[tree, whole] - least[tree, one] for tree in (ROOT, other.resolve()))
        print(f"{path.name:24}{len(kept):10,}{ours:12.2f}{theirs:12.2f}{ours / theirs:8.2f}", flush=True)


if __name__ == "__main__":
    main()
