"""The command ``dprk-geo extract``: extract mentions and events from articles as JSON Lines."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from .console import Run, Tally
from .inputs import add_corrections, ledger_of, read, unless_empty
from .options import Commands, Shared, ending

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "extract",
        parents=[groups.articles, groups.events, groups.corrections, groups.boundaries],
        help="extract mentions and events from articles, one JSON object per line",
    )
    cmd.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.outputs.formats import extraction_row, write_lines

    ending(args.output, (".jsonl", ".ndjson", ".json", ""))
    ledger = ledger_of(args, run)
    tally = Tally(args.min_score)
    out: Any = sys.stdout if args.output == "-" else args.output
    rows = (extraction_row(x) for x in tally.over(read(args, run, ledger)))
    write_lines(unless_empty(rows, args.output), out)
    for fault in ledger.faults():
        run.report(fault)
    tally.summarise(run)
    add_corrections(ledger, run)
    if args.output != "-":
        run.line("written", args.output)
    return tally.mentions + tally.events > 0
