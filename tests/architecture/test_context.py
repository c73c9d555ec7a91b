"""What is known is passed along: threads, late generators and processes keep the reference that they were given."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import geo
from geo.api.results import RENAMED
from geo.model.entities import Alias
from tests.support import GAZETTEER, REFERENCE, ROOT

TEXT = "A mill was inaugurated in Peony Town, and a farm was completed in Haeju City on November 8, 2024."
COUNTIES = ("KP0717", "KP0307", "KP0703", "KP0101")


@pytest.fixture(scope="module")
def article(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "2024-11-09-a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def corrections(folder: Path, county: str) -> Path:
    """A file that gives a name of its own to a county."""
    path = folder / f"{county}.toml"
    path.write_text(
        f"""
        [[correction]]
        action = "alias"
        name = "Peony Town"
        value = "{county}"
        who = "J. Reader"
        when = 2024-11-20
        why = "so called in letters"
        """,
        "utf-8",
    )
    return path


def answer(results: geo.Results) -> list[tuple[str, str | None, str]]:
    return [(event.event_id, event.adm2, event.rule) for event in results.event_list]


def test_runs_in_threads_with_corrections_of_their_own_answer_as_one_after_another(article, tmp_path):
    files = [corrections(tmp_path, county) for county in COUNTIES] * 3
    alone = [answer(geo.read(article, corrections=path)) for path in files]
    with ThreadPoolExecutor(max_workers=6) as pool:
        together = list(pool.map(lambda path: answer(geo.read(article, corrections=path)), files))
    assert together == alone
    assert {adm2 for found in alone for _, adm2, _ in found} == {*COUNTIES, "KP0901"}


def test_threads_with_boundaries_of_their_own_place_points_by_those(tmp_path):
    from shapely.affinity import translate

    shapes = REFERENCE.boundaries.shapes("adm2")
    moved = {pcode: translate(shape, xoff=0.4) for pcode, shape in shapes.items()}
    east = geo.BoundarySet("east", REFERENCE.folder, moved, base=REFERENCE.boundaries)
    references = [REFERENCE, REFERENCE.with_boundaries(east)] * 4

    def county(reference: geo.Reference) -> str:
        return geo.Geocoder(reference=reference).reverse((39.25, 126.2)).raw["adm2"]

    with ThreadPoolExecutor(max_workers=4) as pool:
        found = list(pool.map(county, references))
    assert found == [county(reference) for reference in references]
    assert len(set(found)) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_asked_for_later_are_those_of_the_reference_given(processes):
    wider = REFERENCE.with_aliases([Alias("Peony Town", GAZETTEER["KP0717"])])
    articles = [geo.Article(str(number), TEXT) for number in range(3)]
    late = geo.extract_all(articles, reference=wider, processes=processes)
    assert all(event.adm2 != "KP0717" for event in geo.extract(articles[0]).events)
    assert all(found.events[0].adm2 == "KP0717" for found in late)


def test_nothing_is_kept_in_context_variables():
    using = [path.name for path in (ROOT / "geo").rglob("*.py") if "contextvars" in path.read_text("utf-8")]
    assert using == []


def test_former_public_names_still_work_and_say_what_they_are_called_now():
    with pytest.warns(DeprecationWarning, match=r"geo\.BoundarySet"):
        assert geo.Drawing is geo.BoundarySet
    with pytest.warns(DeprecationWarning, match=r"geo\.read_boundary_set"):
        assert geo.read_drawing is geo.read_boundary_set


@pytest.mark.parametrize("former", RENAMED)
def test_attributes_of_results_keep_their_former_names_with_a_warning(former):
    results = geo.read([])
    with pytest.warns(DeprecationWarning, match=rf"Results\.{RENAMED[former]}"):
        assert getattr(results, former) is getattr(results, RENAMED[former])
