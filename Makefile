# `make map` draws the samples, `make test` runs every check. Both make what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# Environments beside it: the oldest Python with the lowest versions that pyproject.toml allows, and the newest Python.
LOWEST := .venv-lowest
NEWEST := .venv-newest
# Coverage of the tests without a browser may not fall below this share, in per cent.
FLOOR  := 93

.PHONY: map test lint docs coverage test-lowest test-newest materials data bench clean

map: $(VENV)/.base
	$(BIN)/dprk-geo map data/samples/articles --records data/samples/records.csv --sites data/samples/sites.csv -o output/map.html

test: $(VENV)/.test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.docs
	$(BIN)/python docs/build.py

test-lowest: $(LOWEST)/.made
	$(LOWEST)/bin/python -m pytest -q -p no:cacheprovider -m "not browser and not proof"

# Python 3.12 and later count lines at little cost (sys.monitoring), so coverage is measured here.
test-newest: $(NEWEST)/.made
	@$(NEWEST)/bin/python -c 'import sys; sys.version_info >= (3, 12) or print("This machine has no Python newer than 3.11: the tests run on that alone.")'
	COVERAGE_CORE=$$($(NEWEST)/bin/python -c 'import sys; print("sysmon" if sys.version_info >= (3, 12) else "ctrace")') \
	$(NEWEST)/bin/python -m pytest -q -p no:cacheprovider -m "not browser and not proof" --cov --cov-report=term --cov-fail-under=$(FLOOR)

coverage: test-newest

# What the project is made of, with licences and hashes, as a CycloneDX document.
materials: $(VENV)/.test
	$(BIN)/python .ci/bill_of_materials.py output/bill-of-materials.cdx.json

data: $(VENV)/.base
	$(BIN)/python data/build/all.py

bench: $(VENV)/.base
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/throughput.py
	-$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python -m pip install --quiet --editable ".[bench,test]"
	-$(BIN)/python benchmarks/csis_kcna.py
	-$(BIN)/python benchmarks/activities.py
	$(BIN)/python benchmarks/joining.py
	-$(BIN)/python benchmarks/boundaries.py
	$(BIN)/python benchmarks/table_edits.py
	$(BIN)/python benchmarks/large_tables.py
	$(BIN)/python benchmarks/round_trip.py
	$(BIN)/python benchmarks/page.py
	$(BIN)/python benchmarks/linear.py
	$(BIN)/python benchmarks/mutations.py
	$(BIN)/python benchmarks/interruptions.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	touch $@ $(VENV)/.base

$(VENV)/.docs: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[docs]"
	touch $@ $(VENV)/.base

# uv resolves to the lowest versions, which pip cannot, and installs quickly.
$(LOWEST)/.made: pyproject.toml
	rm -rf $(LOWEST)
	$$(.ci/find-python oldest) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet "uv>=0.5"
	$(LOWEST)/bin/uv pip install --quiet --python $(LOWEST) --compile-bytecode --resolution lowest-direct --editable ".[test]"
	touch $@

$(NEWEST)/.made: pyproject.toml
	rm -rf $(NEWEST)
	$$(.ci/find-python newest) -m venv $(NEWEST)
	$(NEWEST)/bin/python -m pip install --quiet "uv>=0.5"
	$(NEWEST)/bin/uv pip install --quiet --python $(NEWEST) --compile-bytecode --editable ".[test,coverage]"
	touch $@

clean:
	rm -rf $(VENV) $(LOWEST) $(NEWEST) output/*
