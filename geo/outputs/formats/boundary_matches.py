"""Report how a boundary file was matched to P-codes: as a table, as counts, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model.errors import OptionError, UnreadableError
from geo.outputs.writing import whole, write_text
from geo.reference.boundaries import BoundarySet
from geo.reference.boundaries.units import Match
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.text.terminal import aligned, printed

from .cells import sheet

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["match_rows", "match_table", "match_writer", "summary"]

_AS = {
    "unit": "is",
    "part": "part of",
    "holds": "holds",
    "country": "the country",
    "abroad": "abroad",
    "unclear": "not settled",
}
_COLUMNS = (
    "row", "name", "korean", "as", "pcode", "county", "adm1", "grounds", "overlap", "score", "holds", "note",
)  # fmt: skip
_MOST_ABROAD = 10
"""Maximum number of foreign units in the table; a file of the whole peninsula has hundreds."""
_DRIVERS = {".geojson": "GeoJSON", ".json": "GeoJSON", ".gpkg": "GPKG", ".fgb": "FlatGeobuf"}


def match_rows(boundaries: BoundarySet, *, reference: Reference | None = None) -> list[dict[str, Any]]:
    """One row per unit of a boundary file with its P-code, then the P-codes that have no unit of their own.

    Returns
    -------
    list of dict
        - ``row`` number, ``name`` and ``korean`` name in the file
        - ``as``: "is", "part of", "holds", "the country", "abroad" or "not settled"; for P-codes without a unit
          "cut out of" or "not in the file"
        - ``pcode`` with its ``county`` and its province ``adm1``
        - ``grounds`` of the match; ``overlap`` with the bundled polygon (intersection over union; for a part, its
          share inside of that polygon); ``score`` from 0 to 1
        - ``holds``: P-codes that the unit contains
        - ``note``

        The list is empty for boundaries that were not read from a file.
    """
    if boundaries.matching is None:
        return []
    known = (reference or Reference.bundled()).gazetteer
    found = sorted(boundaries.matching.matches, key=_order)
    return [_row(one, known) for one in found] + list(_lacking(boundaries, known))


def _order(one: Match) -> tuple[Any, ...]:
    return (one.pcode is None, one.pcode or "", list(_AS).index(one.role), one.unit.number)


def _row(one: Match, known: Gazetteer) -> dict[str, Any]:
    return {
        "row": one.unit.number, "name": one.unit.label, "korean": one.unit.naming.korean, "as": _AS[one.role],
        "pcode": one.pcode or "", "county": known.name(one.pcode), "adm1": (one.pcode or "")[:4],
        "grounds": one.grounds, "overlap": round(one.overlap, 2) if one.grounds else None,
        "score": round(one.score, 2) if one.grounds else None,
        "holds": "" if one.role == "country" else " ".join(one.holds), "note": one.note,
    }  # fmt: skip


def _lacking(boundaries: BoundarySet, known: Gazetteer) -> Iterator[dict[str, Any]]:
    """Rows for the P-codes without a unit of their own."""
    assert boundaries.matching is not None
    for pcode in sorted({*boundaries.matching.within, *boundaries.matching.missing}):
        over = boundaries.matching.within.get(pcode)
        place = known[pcode]
        yield {
            **dict.fromkeys(_COLUMNS, ""), "row": None, "name": place.name, "korean": place.korean, "pcode": pcode,
            "county": place.name, "adm1": pcode[:4], "overlap": None, "score": None,
            "as": f"cut out of {over.unit.label}" if over else "not in the file",
            "note": "along the bundled border" if over else "the bundled polygon stays",
        }  # fmt: skip


def match_table(boundaries: BoundarySet) -> str:
    """The rows as a table for the terminal; column widths allow for double-width Korean letters."""
    shown = [c for c in _COLUMNS if c not in ("adm1", "holds")]
    found = match_rows(boundaries)
    abroad = [r for r in found if r["as"] == _AS["abroad"]]
    passed = {id(r) for r in abroad[_MOST_ABROAD:]}
    rows = [dict(zip(shown, shown, strict=True)), *(r for r in found if id(r) not in passed)]
    cells = [[_shown(row[c], 40 if c in ("name", "korean", "as") else 200) for c in shown] for row in rows]
    lines = aligned(cells)
    if passed:
        lines.append(f"and {len(passed):,} more units abroad")
    return "\n".join(lines)


def _shown(value: Any, most: int) -> str:
    """A cell for the terminal, without control characters that a file's names may contain."""
    text = f"{value:.2f}" if isinstance(value, float) else "" if value is None else str(value)
    return printed(text, most)


def summary(boundaries: BoundarySet) -> Iterator[tuple[str, int, str]]:
    """Counts of a match: label, number, note."""
    matching = boundaries.matching
    if matching is None:
        return
    named = sum("name" in m.grounds and "overlap" in m.grounds for m in matching.matches)
    yield "units in the file", len(matching.matches), f"{named:,} by name and overlap"
    yield "counties of ours", 179, f"{len(matching.own):,} have units of their own"
    if matching.within:
        yield "  cut out", len(matching.within), "of a larger unit, along the bundled border"
    if matching.missing:
        yield "  not in it", len(matching.missing), "the bundled polygon stays"
    parts = matching.of("part")
    if parts:
        yield "parts", len(parts), "units without a P-code of their own"
    rest = matching.of("abroad", "unclear")
    if rest:
        yield "left over", len(rest), "units that are none of ours"
    doubtful = [m for m in matching.matches if m.note and m.role not in ("abroad", "unclear")]
    if doubtful:
        yield "to check", len(doubtful), "have a note"


def match_writer(path: str | Path) -> Callable[[BoundarySet], None]:
    """Function that writes the match of a boundary set to a file, in the format of its extension.

    Raises
    ------
    OptionError
        The file extension is not supported.
    """
    ending = Path(path).suffix.casefold()
    if ending == ".csv":
        return partial(_write_csv, path=Path(path))
    if ending in _DRIVERS:
        return partial(_write_layers, path=Path(path), driver=_DRIVERS[ending])
    raise OptionError(f"{path}: a match is written as .csv, {', '.join(_DRIVERS)}")


def _write_csv(boundaries: BoundarySet, path: Path) -> None:
    write_text(sheet(_COLUMNS, match_rows(boundaries)), path)


def _write_layers(boundaries: BoundarySet, path: Path, driver: str) -> None:
    """Write the file's units with their P-codes; in a GeoPackage also the resulting boundaries."""
    import pyogrio

    layers = {"units": _match_frame(boundaries)}
    if driver == "GPKG":
        layers |= {"counties": boundaries.adm2(), "provinces": boundaries.adm1()}
    try:
        with whole(path, path.suffix) as beside:
            for number, (name, frame) in enumerate(layers.items()):
                kind = "MultiPolygon" if driver != "GeoJSON" else None
                pyogrio.write_dataframe(
                    frame, beside, layer=name, driver=driver, append=number > 0, geometry_type=kind,
                    promote_to_multi=kind is not None,
                )  # fmt: skip
    except (OSError, RuntimeError) as error:  # GDAL raises RuntimeError
        raise UnreadableError(f"{path}: cannot be written ({error})") from error


def _match_frame(boundaries: BoundarySet) -> GeoDataFrame:
    import geopandas

    assert boundaries.matching is not None
    shapes = {m.unit.number: m.unit.shape for m in boundaries.matching.matches}
    ours = boundaries.shapes("adm2")
    rows = match_rows(boundaries)
    drawn = [ours[r["pcode"]] if r["row"] is None else shapes[r["row"]] for r in rows]
    return geopandas.GeoDataFrame(rows, columns=list(_COLUMNS), geometry=drawn, crs="EPSG:4326")
