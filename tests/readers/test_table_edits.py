"""Tables edited at random: the same records, or a fault with file and row, and nothing wrong in silence."""

from __future__ import annotations

import pytest

from tests.support.table_edits import Outcome, case, judged
from tests.support.table_expected import Expected
from tests.support.table_forms import FACTS, FORMATS, LAYOUTS, ODD, form
from tests.support.table_harmless import HARMLESS
from tests.support.table_spoiling import SPOILING
from tests.support.table_writers import write

CASES = 240
PAIRS = [(layout, kind) for layout in LAYOUTS for kind in FORMATS if (layout, kind) not in ODD]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> list[Outcome]:
    folder = tmp_path_factory.mktemp("edits")
    return [case(seed, folder) for seed in range(CASES)]


@pytest.mark.parametrize(("layout", "kind"), PAIRS)
def test_every_layout_in_every_format_gives_the_facts(layout, kind, tmp_path):
    table = form(layout, kind)
    assert judged(table, Expected(), (), write(table, tmp_path)).wrong == ()


def test_no_edited_row_is_wrong_in_silence(outcomes):
    wrong = [(seed, o.layout, o.format, o.edits, o.wrong) for seed, o in enumerate(outcomes) if o.wrong]
    assert wrong == []


def test_most_edits_that_spoil_are_made_by_the_few_hundred_that_ci_runs(outcomes):
    made = {edit for o in outcomes for edit in o.edits}
    assert len(made) > 0.8 * len(HARMLESS + SPOILING)


def test_a_harmless_edit_says_nothing(outcomes):
    spoiling = {edit.__name__ for edit in SPOILING}
    assert not [o for o in outcomes if not spoiling & set(o.edits) and o.said]


def test_the_engine_sees_a_row_that_came_out_wrong(tmp_path):
    table = form("plain", "csv")
    table.rows[0][table.at("place")], table.rows[0][table.at("lat")] = "Anju City", FACTS[1].lat
    table.rows[0][table.at("lon")] = FACTS[1].lon
    assert "county KP0703 for KP0717" in str(judged(table, Expected(), (), write(table, tmp_path)).wrong)
