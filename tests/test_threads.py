"""Twenty threads, each with its own articles, reference, corrections, boundaries and output."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import geo
from geo.extraction.pipeline import extract
from geo.linking.corrections import as_toml
from geo.model.entities import Article
from geo.reference.context import Reference
from tests.support import SAMPLES
from tests.support.sound_files import BOUNDARIES

pytestmark = pytest.mark.proof

ENDINGS = ("csv", "geojson", "kml", "gpkg", "xlsx", "fgb", "gpx", "kmz", "html", "svg")
PLACES = ("Songchon County", "Haeju City", "Anju City", "Unsan County")
WHO = {"who": "A. Reader", "when": "2024-11-21", "why": "own"}


def job(number: int, folder: Path) -> Callable[[], tuple[object, ...]]:
    """A run that differs from the others in all that a caller may choose; it gives all that can be compared."""
    place, ending = PLACES[number % len(PLACES)], ENDINGS[number % len(ENDINGS)]
    text = f"Kim Jong Un inspected the Own Mill {number} in Own Town on November 20, 2024. A dam was opened in {place}."
    corrections = folder / f"{number}.toml"
    corrections.write_text(
        as_toml({"action": "alias", "name": "Own Town", "value": place} | WHO), encoding="utf-8"
    )
    boundaries = folder / f"{number}.geojson"
    boundaries.write_bytes(BOUNDARIES[".geojson"])

    def run() -> tuple[object, ...]:
        articles = [Article(f"a{number}", text, date=date(2024, 11, 21))]
        results = geo.read(
            [*articles, *geo.read_articles(SAMPLES / "articles")],
            corrections=[corrections],
            boundaries=boundaries if number % 2 else None,
            records=SAMPLES / "records.csv" if number % 3 else None,
            min_score=(number % 5) / 10,
        )
        out = folder / f"{threading.get_ident()}-{number}.{ending}"
        if ending == "html":
            results.map().save(out)
        elif ending == "svg":
            results.figure().savefig(out, metadata={"Date": None})
        else:
            results.to_file(out)
        places = [
            (m.surface, m.adm2, m.rule) for m in extract(articles[0], reference=Reference.bundled()).mentions
        ]
        return results.event_list, results.links, places, content(out)

    return run


def content(path: Path) -> object:
    """What an output holds, without the moment at which a workbook was made."""
    if path.suffix == ".svg":
        return path.stat().st_size > 0  # matplotlib draws under names made at random
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if name != "docProps/core.xml"]


def test_twenty_threads_give_what_each_run_gives_alone(tmp_path: Path) -> None:
    jobs = [job(number, tmp_path) for number in range(20)]
    alone = [run() for run in jobs]
    found: dict[int, object] = {}
    together = threading.Barrier(len(jobs))

    def work(number: int) -> None:
        together.wait()
        try:
            found[number] = jobs[number]()
        except BaseException as error:
            found[number] = error

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    raised = {n: result for n, result in found.items() if isinstance(result, BaseException)}
    assert raised == {}
    assert [n for n in range(len(jobs)) if found[n] != alone[n]] == []
    assert len({str(result) for result in alone}) == len(alone)
