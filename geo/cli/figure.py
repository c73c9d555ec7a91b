"""The command ``dprk-geo figure``: draw the events of articles on a static map for print."""

from __future__ import annotations

import argparse

from .console import Run
from .inputs import results
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "figure",
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="draw the events of articles on a static map for print",
    )
    cmd.add_argument("-o", "--output", default="output/map.pdf", metavar="FILE",
                     help="the ending gives the format: .png (300 dpi), .svg, .pdf; default: %(default)s")  # fmt: skip
    cmd.add_argument("--title", default="", help="title of the figure")
    cmd.add_argument("--language", choices=("en", "ko"), default="en", help="language of labels and names")
    cmd.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper size, portrait; default: %(default)s"
    )
    cmd.add_argument("--shade", choices=("events", "none"), default="none",
                     help="shade counties by their number of events")  # fmt: skip
    cmd.add_argument("--once", action="store_true", help="count several reports of one occurrence once")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.outputs.figure import check, write_figure

    check(args.output)  # an unknown format is reported before the work starts
    found = results(args, run)
    notes = write_figure(
        found,
        args.output,
        title=args.title,
        language=args.language,
        paper=args.paper,
        shade=args.shade,
        once=args.once,
    )
    run.line("figure", f"{args.output}  {'; '.join(notes)}")
    return bool(found.event_list)
