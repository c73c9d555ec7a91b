"""Random edits of valid tables: how each kind came out.

``python benchmarks/table_edits.py [CASES]`` makes 10,000 tables in every format and publisher's layout, edits each at
random, reads it, and compares what comes with what must: the same records, or a fault that names file and row and
nothing else changed. It ends with 1 where anything came out wrong.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.table_edits import Outcome, case
from tests.support.table_harmless import HARMLESS
from tests.support.table_spoiling import SPOILING

RESULTS = ("the same", "faults named", "refused", "WRONG", "TRACEBACK")


def main() -> int:
    """Run and print."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    kinds: dict[str, Counter[str]] = {}
    formats: dict[str, Counter[str]] = {}
    whole: Counter[str] = Counter()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(cases):
            try:
                outcome = case(seed, Path(folder))
            except Exception:
                traceback.print_exc()
                outcome = Outcome("?", "?", ("?",), "TRACEBACK")
            whole[outcome.result] += 1
            formats.setdefault(outcome.format, Counter())[outcome.result] += 1
            for edit in outcome.edits or ("none",):
                kinds.setdefault(edit, Counter())[outcome.result] += 1
            if outcome.wrong:
                print(f"seed {seed}: {outcome.layout} {outcome.format} {outcome.edits}: {outcome.wrong}")
    _table("edit", kinds, [e.__name__ for e in (*HARMLESS, *SPOILING)])
    _table("format", formats, sorted(formats))
    print(f"\n{cases:,} tables in {time.perf_counter() - begun:.0f} s: {dict(whole)}")
    return int(bool(whole["WRONG"] or whole["TRACEBACK"]))


def _table(what: str, counts: dict[str, Counter[str]], order: list[str]) -> None:
    print(f"\n{what:<42}" + "".join(f"{r:>14}" for r in RESULTS))
    for name in [*order, *(k for k in counts if k not in order)]:
        row = counts.get(name, Counter())
        print(f"{name.replace('_', ' '):<42}" + "".join(f"{row[r]:>14,}" for r in RESULTS))


if __name__ == "__main__":
    sys.exit(main())
