"""Coordinates in the page's search are read as the Python readers read them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from geo.outputs.page.notations import notations
from geo.reference.written_points import precision_by_digits, written_point
from geo.text.grid_references import recovered_plus_code
from tests.support.point_notations import NO_POINTS, POINTS, REFUSED

_READER = Path(__file__).parent / "js" / "points_reader.mjs"


def in_the_page(texts: list[str], near: Sequence[tuple[str, float, float]] = ()) -> list[Any]:
    """What the page's script reads of some texts, run by Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    given = json.dumps({"table": notations(), "texts": texts, "near": near})
    done = subprocess.run([node, str(_READER)], input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["near" if near else "read"])


def in_python(text: str) -> dict[str, Any] | None:
    try:
        found = written_point(text)
    except ValueError:
        return {"refused": True}
    if found is None:
        return None
    return {
        "lat": pytest.approx(found.lat, abs=1e-7),
        "lon": pytest.approx(found.lon, abs=1e-7),
        "km": pytest.approx(found.step_km, rel=1e-9),
        "first": found.longitude_first,
        "cell": found.notation in ("MGRS", "plus code"),
        "precision": precision_by_digits(found.step_km),
    }


def assert_the_same(texts: list[str]) -> None:
    for text, found in zip(texts, in_the_page(texts), strict=True):
        got = {"refused": True} if found and "why" in found else found
        assert got == in_python(text), text


def test_every_notation_is_read_in_the_page_as_in_python() -> None:
    assert all(in_python(text) not in (None, {"refused": True}) for text in POINTS)
    assert_the_same(list(POINTS))


def test_what_is_no_point_or_no_possible_one_is_so_in_the_page_too() -> None:
    assert all(in_python(text) is None for text in NO_POINTS)
    assert all(in_python(text) == {"refused": True} for text in REFUSED)
    assert_the_same([*NO_POINTS, *REFUSED])


def test_a_shortened_plus_code_is_recovered_in_the_page_as_in_python() -> None:
    given = [
        (code, lat, lon)
        for code in ("WG9P+28", "22XX+22", "XX22+XX", "9HWG9P+28")
        for lat, lon in ((39.9, 127.5), (40.45, 127.03), (38.01, 125.99), (41.999, 129.001))
    ]
    for (code, lat, lon), found in zip(given, in_the_page([], near=given), strict=True):
        cell = recovered_plus_code(code, lat=lat, lon=lon)
        assert (found["lat"], found["lon"]) == pytest.approx((cell.lat, cell.lon), abs=1e-7), code


def test_ten_thousand_damaged_notations_are_read_alike() -> None:
    chosen = random.Random(14)
    texts = []
    for _ in range(10_000):
        letters = list(chosen.choice((*POINTS, *REFUSED, *NO_POINTS)))
        for _ in range(chosen.choice((1, 1, 2))):
            at = chosen.randrange(len(letters) + 1)
            letters[at : at + chosen.choice((0, 1))] = chosen.choice(("", *" ,.;/-+0159NSEW°'\"도분북동:()"))
        texts.append("".join(letters))
    assert_the_same(texts)
