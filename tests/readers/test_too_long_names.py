"""A name that is longer than a file system allows is refused as a missing file is."""

from pathlib import Path

import pytest

from geo.linking.corrections import read_corrections
from geo.model.errors import GeoError, UnreadableError
from geo.readers.tables import read_table
from geo.reference.boundaries.assembly import read_boundary_set
from geo.reference.boundaries.sources import read_boundaries
from geo.reference.boundaries.stored import stored_boundary_set
from tests.support import GAZETTEER

LONG = "A" * 999


@pytest.mark.parametrize("name", [LONG, f"{LONG}#sheet", f"#{LONG}"])
def test_a_table_with_too_long_a_name_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError):
        read_table(name, lambda error: None)
    said: list[GeoError] = []
    assert read_corrections(name, said.append) == []
    assert len(said) == 1


@pytest.mark.parametrize("read", [read_boundary_set, stored_boundary_set])
def test_boundaries_with_too_long_a_name_are_refused(read) -> None:
    with pytest.raises(UnreadableError, match="No such file"):
        read(f"{LONG}.gpkg")


def test_a_polygon_with_a_corner_that_is_no_number_is_left_out(tmp_path: Path) -> None:
    ring = "127.0,39.0 127.1,39.0 {} 127.1,39.1 127.0,39.1 127.0,39.0"
    marks = "".join(
        f"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring.format(corner)}"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        for name, corner in (("Haeju", "NaN,39.05"), ("Anju", "127.1,39.05"))
    )
    path = tmp_path / "a.kml"
    path.write_text(f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>')
    said: list[GeoError] = []
    found = read_boundaries(path, GAZETTEER, said.append)
    assert [unit.naming.label for unit in found.units] == ["Anju"]
    assert "row 1: no usable polygon" in str(said[0])
