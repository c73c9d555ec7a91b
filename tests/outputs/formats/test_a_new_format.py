"""A format that does not exist is added as a new one would be: one value in the list of formats."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.api.results import Results
from geo.cli import main
from geo.model.errors import OptionError
from geo.outputs.formats import formats
from geo.outputs.formats.declaration import Format
from geo.outputs.formats.export import Export, Traits
from geo.outputs.writing import write_text

TEXT = "A mill was inaugurated in Haeju City on May 2, 2024."


def write(export: Export) -> list[str]:
    tables = {table.layer.name: table.column("title") for table in export.tables()}
    write_text(json.dumps(tables), export.file)
    return ["all but the titles"]


MADE = Format(
    "Made-up", (".made",), write, Traits(lists="text"), many=True, only=("events", "records"), geometry=False
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def found(article: Path) -> Results:
    return geo.read(article)


@pytest.fixture(autouse=True)
def one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, MADE))


def test_results_are_written_in_it(found, tmp_path):
    written = found.to_file(tmp_path / "found.MADE")
    assert json.loads((tmp_path / "found.MADE").read_text("utf-8"))["events"] == [found.event_list[0].title]
    assert written.format == "Made-up"
    assert written.rows == {"events": 1, "records": 0}
    assert "all but the titles" in written.lost
    assert "no geometry: points are in lat and lon" in written.lost
    assert written.left_out["counties"] == 179


def test_the_command_writes_it_and_says_what_it_holds(article, tmp_path, capsys):
    assert main(["export", str(article), "-o", str(tmp_path / "found.made")]) == 0
    assert (tmp_path / "found.made").exists()
    said = capsys.readouterr().err
    assert "Made-up" in said
    assert "all but the titles" in said


def test_the_help_of_the_command_lists_it(capsys):
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    assert ".made" in capsys.readouterr().out


def test_messages_name_it(found, article, tmp_path, capsys):
    with pytest.raises(OptionError, match=r"use one of \.geojson, .*\.made"):
        found.to_file(tmp_path / "found.shp")
    with pytest.raises(OptionError, match=r"Made-up holds events, records, not counties"):
        found.to_file(tmp_path / "found.made", layers=["counties"])
    with pytest.raises(OptionError, match=r"CSV holds one layer; .*\.made hold several"):
        found.to_file(tmp_path / "found.csv", layers=["events", "sites"])
    assert main(["extract", str(article), "-o", str(tmp_path / "found.made")]) == 2
    assert "events as .made are written by dprk-geo export" in capsys.readouterr().err


def test_what_it_needs_is_named_with_the_extra_that_brings_it(found, tmp_path, monkeypatch):
    needy = Format("Needy", (".needy",), write, Traits(), needs=(("no_such_module", "made"),))
    monkeypatch.setattr(formats, "FORMATS", (needy,))
    with pytest.raises(OptionError, match=r"Needy needs no_such_module; install dprk-geo\[made\]"):
        found.to_file(tmp_path / "found.needy")


def test_the_example_of_the_page_on_formats_is_one(found, tmp_path, monkeypatch):
    page = (Path(__file__).parents[3] / "docs/add-an-output-format.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    module: dict[str, Any] = {"__name__": "geo.outputs.formats.titles", "__package__": "geo.outputs.formats"}
    exec(code, module)
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, module["TITLES"]))
    written = found.to_file(tmp_path / "found.titles")
    assert (tmp_path / "found.titles").read_text("utf-8") == f"2024-05-02 {found.event_list[0].title}\n"
    assert written.lost[-1] == "all but days and titles"
