"""The command ``dprk-geo export``: articles to events for other programs."""

from __future__ import annotations

import argparse

from .console import Run
from .inputs import results
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "export",
        parents=[groups.articles, groups.events, groups.tables],
        help="articles to events for other programs",
    )
    cmd.add_argument("-o", "--output", default="output/events.geojson", metavar="FILE",
                     help="its ending says the format: .geojson, .csv, .kml, .kmz, .gpx, .gpkg, .fgb, .xlsx, .parquet,"
                     " .png, .svg, .pdf; default: %(default)s")  # fmt: skip
    cmd.add_argument("--geometry", choices=("point", "area"), default="point",
                     help="what is known only to its county: point at its seat, or its area")  # fmt: skip
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Do it; whether anything was found."""
    from geo.export.formats import write_results, writer_of

    writer_of(args.output)  # an ending that nothing writes is told before the work, not after it
    found = results(args, run)
    run.say("export", f"{args.output}  {write_results(found, args.output, geometry=args.geometry)}")
    return bool(found.event_list)
