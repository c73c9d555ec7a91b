"""The command ``dprk-geo dossier``: an HTML page about one county, province or site."""

from __future__ import annotations

import argparse

from .console import Run
from .inputs import results
from .options import Commands, Shared, ending

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    named = argparse.ArgumentParser(
        add_help=False
    )  # a parent parser, so that the name comes before the inputs
    named.add_argument(
        "subject",
        metavar="NAME",
        help="county, province or site in any spelling, or a P-code: 'Songchon County', 성천군, KP0717",
    )
    cmd = commands.add_parser(
        "dossier",
        parents=[named, groups.articles, groups.events, groups.tables, groups.filters],
        help="write an HTML page about one county, province or site",
    )
    cmd.add_argument("--language", choices=("en", "ko"), default="en", help="language of the page")
    cmd.add_argument(
        "-o", "--output", default="output/dossier.html", metavar="FILE", help="default: %(default)s"
    )
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.model.errors import OptionError
    from geo.outputs.dossier import dossier

    if args.output == "-":
        raise OptionError("a dossier is written to a file: -o FILE.html")
    ending(args.output, (".html", ".htm"))
    page = dossier(
        results(args, run, texts=True), args.subject, start=args.start, end=args.end, language=args.language
    )  # fmt: skip
    page.save(args.output)
    subject = page.subject
    run.line("subject", f"{subject.site or subject.place.name} ({subject.pcode})")
    run.count("  events", len(page.event_list), "" if page.event_list else "none reported; the page says so")
    run.count("  chains", sum(bool(c.steps) for c in page.chains))
    run.line("dossier", f"{args.output}  opens without network, runs no script")
    return bool(page.event_list)
