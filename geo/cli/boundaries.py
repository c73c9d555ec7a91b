"""The command ``dprk-geo boundaries``: a file of the country's units, matched to P-codes."""

from __future__ import annotations

import argparse

from .console import Run
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "boundaries", parents=[groups.common], help="a file of the country's units to P-codes"
    )
    cmd.add_argument("file", metavar="FILE",
                     help="as OCHA, GADM, geoBoundaries, OpenStreetMap or others publish them")  # fmt: skip
    cmd.add_argument("-o", "--output", metavar="FILE",
                     help="write the match: .csv, or with the shapes .geojson, .gpkg, .fgb")  # fmt: skip
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Do it; whether anything was found."""
    from geo.outputs.formats.boundary_matches import match_table, match_writer, summary
    from geo.reference.boundaries.assembly import read_boundary_set

    write = match_writer(args.output) if args.output else None
    drawing = read_boundary_set(args.file, run.report, reference=run.reference)
    if not run.quiet:
        print(match_table(drawing))
    for what, number, note in summary(drawing):
        run.count(what, number, note)
    for note in drawing.notes:
        run.say("note", note)
    if write:
        write(drawing)
        run.say("written", args.output)
    return True
