"""Layers as folders of GeoParquet files by month, as pyarrow, GeoPandas, DuckDB and Dask read them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import geopandas
import pytest

import geo
from geo.cli import main
from geo.model.entities import Article
from geo.model.errors import OptionError, UnreadableError
from geo.outputs.formats import partitions
from tests.support import SAMPLES

dataset = pytest.importorskip("pyarrow.dataset")
parquet = pytest.importorskip("pyarrow.parquet")

TEXTS = (
    Article("a", "A mill was inaugurated in Haeju City on May 2, 2024."),
    Article("b", "A flood hit Songchon County.", date=date(2024, 7, 30)),
    Article("c", "A hospital was inaugurated in Anju City."),
)


def read(folder: Path):
    return dataset.dataset(folder, partitioning="hive").to_table()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture(scope="module")
def found():
    return geo.read([*TEXTS, str(SAMPLES / "articles")], sites=str(SAMPLES / "sites.csv"))


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "north"
    found.to_file(f"parquet:{path}")
    return path


@pytest.mark.parametrize("layer", ["events", "mentions", "counties"])
def test_all_parts_together_are_the_rows_of_the_one_file(found, folder, tmp_path, layer):
    found.to_file(tmp_path / "one.parquet", layers=[layer])
    one, parts = parquet.read_table(tmp_path / "one.parquet"), read(folder / layer)
    key = one.schema.names[0]
    assert parts.select(one.schema.names).sort_by(key).equals(one.sort_by(key))


def test_an_event_is_in_the_month_of_its_date_or_of_its_report_or_in_neither(folder):
    months = {r["source_id"]: r["month"] for r in read(folder / "events").to_pylist()}
    assert [months[id_] for id_ in "abc"] == ["2024-05", "2024-07", "undated"]


def test_each_file_has_its_own_bounds_and_the_whole_layer_has_those_of_all(folder):
    def bounds(file):
        about = json.loads(parquet.read_metadata(file).metadata[b"geo"])["columns"]["geometry"]
        assert bool(about["geometry_types"]) == ("bbox" in about)
        return about.get("bbox")

    parts = sorted((folder / "events").rglob("part-*.parquet"))
    frames = [geopandas.read_parquet(part) for part in parts]
    assert [bounds(p) for p in parts] == [
        list(map(float, f.total_bounds)) if f.geometry.notna().any() else None for f in frames
    ]
    placed = [found for p in parts if (found := bounds(p))]
    whole = [f(one[n] for one in placed) for n, f in enumerate((min, min, max, max))]
    assert bounds(folder / "events" / "_common_metadata") == whole
    assert 5 < len(set(map(tuple, placed))) <= len(placed) < len(parts)


def test_geopandas_reads_a_folder_and_takes_rows_of_a_box_or_a_month(folder):
    box = 125.0, 38.5, 127.0, 40.0
    whole = geopandas.read_parquet(folder / "events")
    inside = geopandas.read_parquet(folder / "events", bbox=box)
    assert sorted(inside["event_id"]) == sorted(whole.cx[box[0] : box[2], box[1] : box[3]]["event_id"])
    assert 0 < len(inside) < len(whole)
    one = geopandas.read_parquet(folder / "events", filters=[("month", "==", "2024-05")])
    assert list(one["source_id"]) == ["a"]


def test_duckdb_reads_the_months_as_a_column(folder):
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql(
        f"SELECT month, count(*) FROM '{folder}/events/*/*.parquet' WHERE month >= '2024-05' GROUP BY 1"
    ).fetchall()
    months = read(folder / "events")["month"].to_pylist()
    assert dict(rows) == {m: months.count(m) for m in months if m >= "2024-05"}


def test_dask_reads_a_file_as_a_partition(folder):
    frames = pytest.importorskip("dask_geopandas")
    read_ = frames.read_parquet(folder / "events")
    assert read_.npartitions == len(list((folder / "events").glob("month=*")))
    assert len(read_.compute()) == len(geopandas.read_parquet(folder / "events"))


def test_months_are_gathered_from_all_parts_of_a_table(found, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(partitions, "_ROWS", 3)
    found.to_file(f"parquet:{tmp_path / 'small'}", layers=["events"])
    assert read(tmp_path / "small" / "events").equals(read(folder / "events"))


def test_a_second_export_has_the_same_bytes_and_nothing_of_the_first_that_it_has_not(found, folder, tmp_path):
    target = tmp_path / "north"
    geo.read([TEXTS[0]]).to_file(f"parquet:{target}")
    assert (target / "events" / "month=2024-05").is_dir()
    found.to_file(f"parquet:{target}")
    assert contents(target) == contents(folder)
    geo.read([TEXTS[1]]).to_file(f"parquet:{target}", layers="events")
    assert sorted(contents(target)) == ["events/_common_metadata", "events/month=2024-07/part-0.parquet"]
    assert [p.name for p in tmp_path.iterdir()] == ["north"]


def test_nothing_found_gives_layers_that_open(tmp_path):
    geo.read([]).to_file(f"parquet:{tmp_path / 'none'}")
    for layer in (tmp_path / "none").iterdir():
        assert read(layer).num_rows == {"counties": 179, "provinces": 11}.get(layer.name, 0)
    assert len(geopandas.read_parquet(tmp_path / "none" / "events")) == 0


def test_a_folder_with_other_files_is_refused_before_the_work(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert main(["export", str(SAMPLES / "articles"), "-o", f"parquet:{tmp_path}", "-q"]) == 2
    assert "has notes.txt, which is no layer of an earlier export" in capsys.readouterr().err
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
    with pytest.raises(OptionError, match="is a file"):
        geo.read([]).to_file(f"parquet:{tmp_path / 'notes.txt'}")


def test_an_export_that_fails_leaves_the_earlier_one(found, tmp_path, monkeypatch):
    target = tmp_path / "north"
    found.to_file(f"parquet:{target}", layers="events")
    before = contents(target)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(partitions, "_write", full)
    with pytest.raises(UnreadableError, match="No space left"):
        found.to_file(f"parquet:{target}")
    assert contents(target) == before
    assert [p.name for p in tmp_path.iterdir()] == ["north"]
