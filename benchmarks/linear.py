"""How the time of each reader and rule grows with its input: the exponent, which is 1 where it is linear.

``python benchmarks/linear.py [KIND ...]`` makes inputs of our own of each kind in sizes that double, and prints the
processor's time of each (the least of some runs) and the exponent between the smallest and the largest. It ends with 1
where one is above 1.15. The kinds are those that once took, or could take, the square: letters without blanks, one
sentence of a megabyte, quotation marks that are never closed, nested brackets.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.growth import KINDS, Kind

BOUND = 1.15
LEAST = 0.4
"""Seconds of the largest input from which an exponent says something; below it, the input is doubled further."""


def main() -> int:
    """Measure and print."""
    asked = sys.argv[1:] or list(KINDS)
    bad = []
    print(f"{'kind':34}{'bytes':>12}{'s':>9}{'exponent':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for name in asked:
            sizes, seconds = _series(KINDS[name], Path(folder))
            exponent = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
            bad += [name] * (exponent > BOUND)
            print(
                f"{name:34}{sizes[-1]:12,}{seconds[-1]:9.2f}{exponent:10.2f}{'  ABOVE' * (exponent > BOUND)}",
                flush=True,
            )
    print(f"\n{len(asked)} kinds, {len(bad)} above {BOUND}{': ' + ', '.join(bad) if bad else ''}")
    return int(bool(bad))


def _series(kind: Kind, folder: Path) -> tuple[list[int], list[float]]:
    """Sizes and times of inputs, the last eight times as large as the first, and as large as is needed to measure."""
    kind.run(kind.made(1000, folder))  # loads what is loaded once
    size = kind.first
    while (least := _seconds(kind, size * 8, folder, runs=1)) < LEAST and size < kind.first * 64:
        size *= 4
    sizes = [size, size * 2, size * 4, size * 8]
    return sizes, [_seconds(kind, one, folder, runs=3 if least < 2 else 2) for one in sizes]


def _seconds(kind: Kind, size: int, folder: Path, runs: int) -> float:
    given = kind.made(size, folder)
    least = math.inf
    for _ in range(runs):
        begun = time.process_time()
        kind.run(given)
        least = min(least, time.process_time() - begun)
    return max(least, 1e-4)


if __name__ == "__main__":
    sys.exit(main())
