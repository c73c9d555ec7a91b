# `make map` draws the samples, `make test` runs every check. Both make what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: map test lint data bench clean

map: $(VENV)/.base
	$(BIN)/dprk-geo map data/samples/articles --records data/samples/records.csv --sites data/samples/sites.csv -o output/map.html

test: $(VENV)/.test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

data: $(VENV)/.base
	$(BIN)/python data/build/all.py

bench: $(VENV)/.base
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/throughput.py
	-$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python -m pip install --quiet --editable ".[bench,test]"
	-$(BIN)/python benchmarks/csis_kcna.py
	$(BIN)/python benchmarks/joining.py
	-$(BIN)/python benchmarks/boundaries.py
	$(BIN)/python benchmarks/table_edits.py
	$(BIN)/python benchmarks/round_trip.py
	$(BIN)/python benchmarks/page.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) output/*
