"""Very detailed boundary files."""

from __future__ import annotations

import shapely

from geo.reference.boundaries.assembly import MOST_CORNERS, read_boundary_set
from tests.support import BOUNDARIES
from tests.support.boundary_files import counties


def test_a_detailed_file_is_thinned_and_told_and_stays_one_coverage(tmp_path):
    frame = counties().rename(columns={"name": "NAME_2", "province": "NAME_1"})
    frame.geometry = shapely.segmentize(frame.geometry.to_numpy(), 0.002)
    assert shapely.get_num_coordinates(frame.geometry.to_numpy()).sum() > MOST_CORNERS
    path = tmp_path / "detailed.gpkg"
    frame.to_file(path)
    found = read_boundary_set(path, lambda error: None)
    assert any("simplified to fifty metres" in note for note in found.notes)
    shapes = list(found.shapes("adm2").values())
    assert shapely.coverage_is_valid(shapes)
    assert shapely.get_num_coordinates(shapes).sum() < MOST_CORNERS
    assert found.locate(126.2, 39.25).item() == BOUNDARIES.locate(126.2, 39.25).item()
