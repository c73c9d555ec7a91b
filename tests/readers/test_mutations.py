"""Damaged inputs of every reader: an error of ours or a result, in bounded time, and no good row lost.

``benchmarks/mutations.py`` is the long form; a seed that it prints can be tried here with ``case(seed, folder)``.
"""

import os
from pathlib import Path

import pytest

from geo.linking.corrections import read_corrections
from geo.linking.records import read_records
from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles
from geo.readers.tables import read_table
from geo.reference.boundaries.assembly import read_boundary_set
from tests.support.mutations import case
from tests.support.sound_files import BOUNDARIES, CORRECTIONS, HEAD, ROWS, articles, tables

pytestmark = pytest.mark.proof

FIRST = int(os.environ.get("DPRK_GEO_SEED", "1"))
"""The first seed; another one gives other cases."""


@pytest.mark.parametrize("ending", tables())
def test_the_sound_tables_are_read_whole(ending: str, tmp_path: Path) -> None:
    problems: list[GeoError] = []
    path = tmp_path / f"a{ending}"
    path.write_bytes(tables()[ending])
    table = read_table(path, problems.append, need=("date", "text", "place", "lat"))
    assert len(table.rows) == len(ROWS)
    if "id" in table.header:
        held = [name for name in HEAD if name in table.header]
        found = [tuple(str(row[name]) for name in held) for row in table.rows]
        # FlatGeobuf puts its rows in the order of its index.
        assert sorted(found) == sorted(tuple(str(row[HEAD.index(name)]) for name in held) for row in ROWS)
    if ending != ".gpx":  # waypoints have no day
        days = sorted(r.date.isoformat() for r in read_records(path, problems.append) if r.date)
        assert days == [row[1] for row in ROWS]
    assert problems == []


@pytest.mark.parametrize("ending", articles())
def test_the_sound_articles_are_read_without_a_word(ending: str, tmp_path: Path) -> None:
    problems: list[GeoError] = []
    path = tmp_path / f"a{ending}"
    path.write_bytes(articles()[ending])
    found = list(read_articles([path], report=problems.append))
    assert problems == []
    assert "Songchon County" in "\n".join(a.text for a in found)


def test_the_sound_corrections_and_boundaries_are_read(tmp_path: Path) -> None:
    problems: list[GeoError] = []
    for ending, content in CORRECTIONS.items():
        (tmp_path / f"c{ending}").write_bytes(content)
        assert len(read_corrections(tmp_path / f"c{ending}", problems.append)) == 3
    for ending, content in BOUNDARIES.items():
        (tmp_path / f"d{ending}").write_bytes(content)
        assert (
            read_boundary_set(tmp_path / f"d{ending}", problems.append).locate(lon=125.7, lat=38.04)
            is not None
        )
    rest = "are not in it; their bundled boundaries are used"
    assert [rest in str(p) for p in problems] == [True] * len(BOUNDARIES)


@pytest.mark.parametrize("first", range(FIRST, FIRST + 300, 100))
def test_no_damaged_input_ends_a_run_or_costs_another_row(first: int, tmp_path: Path) -> None:
    outcomes = {seed: case(seed, tmp_path) for seed in range(first, first + 100)}
    assert {seed: (o.kind, o.wrong) for seed, o in outcomes.items() if o.wrong} == {}
