"""Every layer in every format, written and read back by programs that are not ours."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo.text.spreadsheet_safety
from geo.outputs.formats.cells import joined as written_list
from geo.outputs.formats.layers import LAYERS, chosen
from geo.text.spreadsheet_safety import guarded
from tests.support.round_trips import READERS, TEXT, differences, faults_of_keys, joined, results, unguarded

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SLOW = settings(QUICK, max_examples=8)
ONE_LAYER = st.sampled_from(("events", "sites", "mentions", "records", "links", "articles"))
GEOMETRY = st.sampled_from(("point", "area"))


def written(found, folder, ending, layers, geometry):
    path = folder / f"found{ending}"
    found.to_file(path, layers=layers, geometry=geometry)
    return READERS[ending](path, chosen(layers or ["events"])[0]), path


@pytest.mark.parametrize("ending", [".geojson", ".jsonl", ".csv", ".fgb", ".parquet"])
@QUICK
@given(found=results(), layer=ONE_LAYER, geometry=GEOMETRY)
def test_a_layer_comes_back_as_it_was(ending, found, layer, geometry, tmp_path_factory):
    read, _ = written(found, tmp_path_factory.mktemp("one"), ending, [layer], geometry)
    assert differences(found, read, ending, geometry) == []


@SLOW
@given(found=results(), geometry=GEOMETRY)
def test_a_geopackage_comes_back_as_it_was_with_its_keys_in_order(found, geometry, tmp_path_factory):
    read, path = written(found, tmp_path_factory.mktemp("gpkg"), ".gpkg", [], geometry)
    assert differences(found, read, ".gpkg", geometry) == []
    assert faults_of_keys(path) == []
    assert len(read) == len(LAYERS)


@SLOW
@given(found=results(), geometry=GEOMETRY)
def test_a_workbook_comes_back_as_it_was_and_runs_nothing(found, geometry, tmp_path_factory):
    read, _ = written(found, tmp_path_factory.mktemp("xlsx"), ".xlsx", [], geometry)
    assert differences(found, read, ".xlsx", geometry) == []


@settings(max_examples=300)
@given(st.lists(TEXT.filter(bool), max_size=4))
def test_a_list_in_a_cell_gives_its_items_back(items):
    text = written_list(items)
    assert joined(text) == items


# Texts of nothing but what makes a formula, a number or an apostrophe meet these more often than any text does.
SIGNS = st.text("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff200123.eA", max_size=6)


@settings(max_examples=500)
@given(TEXT | SIGNS, st.booleans())
def test_a_guarded_cell_starts_no_formula_and_gives_its_text_back(text, figures):
    cell = guarded(text, figures=figures)
    number = re.fullmatch(r"[+-][0-9]+(\.[0-9]+)?", cell)
    assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠") or (number and cell == text and not figures)
    assert unguarded(cell) == geo.text.spreadsheet_safety.unguarded(cell) == text


@given(st.from_regex(r"[+-]?[0-9]{1,12}(\.[0-9]{1,3})?", fullmatch=True))
def test_a_number_that_is_written_as_text_is_no_formula_and_stays_as_it_is(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["123456789012", "12e456789012", "0071", "+850212345", "-3.5"])
def test_figures_that_a_spreadsheet_would_write_otherwise_are_guarded_where_it_gives_them_back(text):
    assert guarded(text, figures=True) == f"'{text}"
    assert geo.text.spreadsheet_safety.unguarded(f"'{text}") == text
