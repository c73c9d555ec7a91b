"""The command ``dprk-geo boundaries``: match a file of administrative boundaries to P-codes."""

from __future__ import annotations

import argparse

from .console import Run
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "boundaries", parents=[groups.common], help="match a file of administrative boundaries to P-codes"
    )
    cmd.add_argument("file", metavar="FILE",
                     help="boundaries from OCHA, GADM, geoBoundaries, OpenStreetMap or others")  # fmt: skip
    cmd.add_argument("-o", "--output", metavar="FILE",
                     help="write the matches: .csv, or with the polygons .geojson, .gpkg, .fgb")  # fmt: skip
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.outputs.formats.boundary_matches import match_table, match_writer, summary
    from geo.reference.boundaries.assembly import read_boundary_set

    write = match_writer(args.output) if args.output else None
    boundaries = read_boundary_set(args.file, run.report, reference=run.reference)
    if not run.quiet:
        print(match_table(boundaries))
    for what, number, note in summary(boundaries):
        run.count(what, number, note)
    for note in boundaries.notes:
        run.line("note", note)
    if write:
        write(boundaries)
        run.line("written", args.output)
    return True
