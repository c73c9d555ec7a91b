"""Time and steps grow with the input, and not with its square; ``benchmarks/linear.py`` measures it exactly."""

import math
import sys
import time
from pathlib import Path

import pytest

from tests.support.growth import KINDS, Kind

pytestmark = pytest.mark.proof

SMALL, TIMES = 2_000, 8
STEPS = 1.2
"""Largest exponent of the number of functions called, which is the same on every machine."""
SECONDS = 1.6
"""Largest exponent of the processor's time, for what is within one call, such as a pattern; the square has 2."""
NOISE = 0.004


@pytest.mark.parametrize("name", KINDS)
def test_work_grows_with_the_input_and_not_with_its_square(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    kind.run(kind.made(500, tmp_path))  # loads what is loaded once
    small = _least(kind, SMALL, tmp_path)
    for _ in range(3):  # a busy machine costs a measurement, not a test
        large = _least(kind, SMALL * TIMES, tmp_path)
        exponent = math.log(large[1] / max(small[1], NOISE), TIMES)
        if exponent <= SECONDS:
            break
    assert exponent <= SECONDS
    assert math.log(large[0] / max(small[0], 2_000), TIMES) <= STEPS


def _least(kind: Kind, size: int, folder: Path) -> tuple[int, float]:
    """Functions called, and seconds of the processor without counting them."""
    given = kind.made(size, folder)
    begun = time.process_time()
    kind.run(given)
    seconds = time.process_time() - begun
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        kind.run(given)
    finally:
        sys.setprofile(None)
    return count, max(seconds, 1e-4)
