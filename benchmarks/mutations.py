"""Damaged inputs of every reader, of corrections, boundaries, geocoding and options: how each kind came out.

``python benchmarks/mutations.py [CASES [FIRST_SEED]]`` damages 200,000 small sound inputs at random and reads each:
no traceback, at most twenty seconds of the processor, and where one row is damaged the others must come out cell by
cell as they were put in. Seeds of what came out wrong are printed. The work is done in child processes, so that a
crash of a native library is seen too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

BATCH = 2_500


def child(first: int, count: int) -> None:
    """Run cases, and print a line of each that is wrong and the counts at the end."""
    from tests.support.mutations import case

    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + count):
            Path(name, "seed").write_text(str(seed))
            print(json.dumps({"at": seed}), flush=True)
            outcome = case(seed, Path(name))
            counts[outcome.kind, outcome.result] += 1
            if outcome.wrong:
                print(
                    json.dumps({"seed": seed, "kind": outcome.kind, "wrong": outcome.wrong[-3000:]}),
                    flush=True,
                )
    print(json.dumps({"counts": [[*key, n] for key, n in counts.items()]}), flush=True)


def main() -> int:
    """Run all and print."""
    if sys.argv[1:2] == ["--child"]:
        child(int(sys.argv[2]), int(sys.argv[3]))
        return 0
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(f"{cases:,} cases, seeds {first} to {first + cases - 1}", flush=True)
    kinds: dict[str, Counter[str]] = {}
    wrong = done = 0
    begun, seed, last = time.perf_counter(), first, first + cases
    while seed < last:
        count = min(BATCH, last - seed)
        run = subprocess.run([sys.executable, __file__, "--child", str(seed), str(count)],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)  # fmt: skip
        at = seed
        for line in run.stdout.splitlines():
            if not line.startswith("{"):
                continue
            said = json.loads(line)
            at = said.get("at", at)
            if "wrong" in said:
                wrong += 1
                print(f"seed {said['seed']}, {said['kind']}:\n{said['wrong']}", flush=True)
            for kind, result, number in said.get("counts", ()):
                kinds.setdefault(kind, Counter())[result] += number
        if run.returncode:
            wrong += 1
            print(f"seed {at}: the process ended with {run.returncode}", flush=True)
            seed = at + 1
        else:
            seed += count
        done = seed - first
        print(f"{done:,} cases, {wrong} wrong, {time.perf_counter() - begun:.0f} s", flush=True)
    print(f"\n{'kind':28}" + "".join(f"{r:>10}" for r in ("read", "said", "refused", "WRONG")))
    for kind, counts in kinds.items():
        print(f"{kind:28}" + "".join(f"{counts[r]:>10,}" for r in ("read", "said", "refused", "WRONG")))
    print(f"\n{done:,} damaged inputs, {wrong} wrong, seeds {first} to {last - 1}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
