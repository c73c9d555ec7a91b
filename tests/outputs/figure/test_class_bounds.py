"""Classes of the shading: figure, page and legend agree, and a value on a bound is in the class that it begins."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from geo.outputs.figure.classes import breaks

_READER = Path(__file__).parents[1] / "page" / "js" / "classes_reader.mjs"


def on_the_page(counts: list[list[int]]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, str(_READER)], input=json.dumps(counts), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def counts_of_counties() -> list[list[int]]:
    """Counts such as maps have: few, many, mostly ones with an outlier, all the same, and each bound of a class."""
    chance = random.Random(8)
    some = [[chance.randint(1, 10 ** chance.randint(1, 5)) for _ in range(20)] for _ in range(200)]
    some += [[1] * 170 + [chance.randint(2, 5_000)] for _ in range(50)]
    some += [[n] * 3 for n in (1, 5, 6, 1_000)] + [list(range(1, n + 1)) for n in range(1, 40)]
    return some + [sorted({*counts, *breaks(counts)}) for counts in some]


def test_the_figure_and_the_page_shade_every_count_alike() -> None:
    given = counts_of_counties()
    for counts, page in zip(given, on_the_page(given), strict=True):
        limits = breaks(counts)
        assert page["limits"] == limits, counts
        assert page["classes"] == [bisect_right(limits, count) - 1 for count in counts], counts


def test_a_count_on_a_bound_is_in_the_class_that_begins_there_and_no_class_is_below_the_lowest() -> None:
    for counts in counts_of_counties():
        limits = breaks(counts)
        assert limits[0] == min(counts)
        assert all(low < high for low, high in pairwise(limits))
        assert limits[-1] <= max(counts), "the last class has a county"
        assert [bisect_right(limits, limit) - 1 for limit in limits] == list(range(len(limits)))
