"""The command ``dprk-geo explain``: the rules by which the mentions and events of an article were found."""

from __future__ import annotations

import argparse
import sys

from .console import Run
from .inputs import add_corrections
from .options import Commands, Shared, ending

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "explain",
        parents=[groups.articles, groups.corrections],
        help="explain how the mentions and events of an article were found",
    )
    cmd.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help=".html or .txt (default: text to standard output)",
    )
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.linking.corrections import Ledger
    from geo.model.errors import InputError, OptionError
    from geo.outputs.explanation.explain import as_html, as_text, explain
    from geo.outputs.formats import write_text
    from geo.readers.articles.reader import read_articles

    form = ending(args.output, (".html", ".htm", ".txt", ""))
    articles = read_articles(args.inputs, date=args.date, report=run.report, without=args.output)
    ledger = Ledger.read(args.corrections, run.report, reference=run.reference, note=run.note)
    found = [explain(a, ledger.corrected, reference=ledger.reference) for a in articles]
    if not found:
        raise InputError(f"nothing could be read, so {args.output} is left as it was")
    if form in (".html", ".htm"):
        if len(found) > 1:
            raise OptionError(
                f"{args.output}: a page explains one article, but {len(found)} were given; write .txt instead"
            )
        write_text("".join(map(as_html, found)), args.output)
    else:
        write_text("\n\n".join(map(as_text, found)) + "\n", sys.stdout if args.output == "-" else args.output)
    for fault in ledger.faults():
        run.report(fault)
    add_corrections(ledger, run)
    return bool(found)
