"""The command ``dprk-geo chains``: the history of sites, from ground-breaking to production."""

from __future__ import annotations

import argparse
import sys

from .console import Run
from .inputs import results
from .options import TABLES, Commands, Shared, day, ending

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "chains",
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="list the history of sites: ground-breaking, construction, inspections, completion, production",
    )
    cmd.add_argument("--counties", metavar="FILE",
                     help=f"table of counties, with or without sites, to list in this order: {TABLES}")  # fmt: skip
    cmd.add_argument("--as-of", type=day, metavar="DAY",
                     help="use only what was known on that day (default: day of the newest report)")  # fmt: skip
    cmd.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help=".csv or .txt (default: text to standard output)",
    )
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.linking.timelines.chains import each_chain
    from geo.outputs.formats import write_text
    from geo.outputs.timeline_frames import known_by, newest
    from geo.outputs.watchlist import as_csv, as_text, lines, read_watchlist

    form = ending(args.output, (".csv", ".txt", ""))
    watched = (
        read_watchlist(args.counties, run.report, reference=run.reference, note=run.note)
        if args.counties
        else None
    )
    found = results(args, run, texts=bool(args.counties))
    as_of = args.as_of or newest(found)
    known = each_chain(known_by(found, args.as_of), found.sites, reference=found.reference)
    named_in = (x for x in found.extractions if not (x.article.date and as_of and x.article.date > as_of))
    table = lines(known, watched, as_of=as_of, extractions=named_in, reference=found.reference)
    reported = [line for line in table if line.reports]
    text = as_csv(table) if form == ".csv" else as_text(table) + "\n"
    write_text(text, sys.stdout if args.output == "-" else args.output)
    run.count(
        "chains", len(reported), f"days since the last report, as of {as_of or 'no day: nothing is dated'}"
    )
    if watched is not None:
        unreported = [line for line in table if not line.reports]
        named = sum(line.state == "named only" for line in unreported)
        run.count(
            "  not reported", len(unreported), f"of the listed counties; {named} named with the programme"
        )
    return bool(reported)
