"""The command ``dprk-geo export``: write the events of articles for other programs."""

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
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="write the events of articles to a file or database for other programs",
    )
    output = cmd.add_argument("-o", "--output", default="output/events.geojson", metavar="FILE")
    cmd.explain(output, _targets)
    cmd.add_argument("--geometry", choices=("point", "area"), default="point",
                     help="geometry of events known only to the county: point of its seat, or its area")  # fmt: skip
    cmd.add_argument("--layer", action="append", default=[], metavar="NAME", dest="layers",
                     help="a layer: events, sites, mentions, counties or records; repeatable; default: all layers in"
                     " formats with several, else events")  # fmt: skip
    cmd.add_argument("--title", default="", help="title of the document, where the format has one")
    cmd.add_argument("--style", action="store_true",
                     help="also write how it is drawn: .qml and .sld beside GeoJSON, FlatGeobuf and GeoParquet, a"
                     " style.json beside PMTiles; GeoPackage, .qgz and KMZ have their symbols always")  # fmt: skip
    cmd.set_defaults(run=execute)


def _targets() -> str:
    from geo.outputs.formats.formats import targets

    return f"the ending gives the format: {targets()}; default: %(default)s"


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.outputs.formats.formats import format_of, layers_of, write_results
    from geo.outputs.formats.style_files import check_style

    # Unknown formats and layers are reported before the work starts.
    layers_of(format_of(args.output), args.output, args.layers)
    if args.style:
        check_style(args.output)
    found = results(args, run)
    written = write_results(
        found, args.output, geometry=args.geometry, layers=args.layers, title=args.title, style=args.style
    )
    run.line("export", f"{written.path}  {written.format}")
    for what, text in written.summary():
        run.line(f"  {what}", text)
    return bool(found.event_list)
