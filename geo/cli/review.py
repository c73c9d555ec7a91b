"""The command ``dprk-geo review``: list the results that most need checking, as a form for corrections."""

from __future__ import annotations

import argparse

from .console import Run
from .inputs import results
from .options import Commands, Shared, count

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "review",
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="list what most needs checking, as a form to fill in for --corrections",
    )
    cmd.add_argument("-o", "--output", default="output/review.html", metavar="FILE",
                     help=".html, .csv or .toml; default: %(default)s")  # fmt: skip
    cmd.add_argument(
        "--top", type=count, default=100, metavar="N", help="list the first N (default %(default)s)"
    )
    cmd.add_argument("--language", choices=("en", "ko"), default="en", help="language of the page")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.outputs.review import review, write_review
    from geo.outputs.review.forms import form_of

    form_of(args.output)  # an unknown format is reported before the work starts
    found = results(args, run, texts=True)
    items = review(found)
    write_review(items[: args.top], args.output, language=args.language, reference=found.reference)
    kinds = [i.kind for i in items]
    counts = ", ".join(f"{kinds.count(kind):,} {kind}" for kind in dict.fromkeys(sorted(kinds)))
    run.count("to check", len(items), counts)
    run.line("review", f"{args.output}  the first {min(args.top, len(items)):,}")
    return bool(items)
