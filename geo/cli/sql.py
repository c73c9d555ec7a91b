"""The command ``dprk-geo sql``: ask the results of a project in SQL."""

from __future__ import annotations

import argparse
import sys
import warnings
from typing import TYPE_CHECKING

from .add import project_group
from .console import Run
from .options import Commands, Shared

if TYPE_CHECKING:
    from pathlib import Path

    from geo.store.project import Project

__all__ = ["add", "execute"]

RESULTS = "results.sqlite"
"""File in a project with its results as tables, made anew when the project has changed."""


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "sql",
        parents=[project_group(), groups.common],
        help="ask the results of a project in SQL; only statements that read",
    )
    cmd.add_argument("query", nargs="?", default="", metavar="QUERY",
                     help="a select statement of SQLite, as 'select county, count(*) from ...'")  # fmt: skip
    cmd.add_argument("--schema", action="store_true", help="list the tables and their columns")
    form = cmd.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="write CSV in place of an aligned table")
    form.add_argument("--json", action="store_true", help="write a JSON list with an object for each row")
    cmd.add_argument("--limit", type=_limit, default=1000, metavar="N",
                     help="at most N rows, 0 for all; default: %(default)s")  # fmt: skip
    cmd.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    cmd.set_defaults(run=execute)


def _limit(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of rows; write it as 100, or 0 for all")
    return int(value)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether there is an answer."""
    from geo.model.errors import OptionError
    from geo.outputs.formats import write_text
    from geo.outputs.query.answers import as_csv, as_json, as_text
    from geo.outputs.query.query import query, tables
    from geo.store.project import Project

    out = sys.stdout if args.output == "-" else args.output
    if args.schema:
        write_text(tables() + "\n", out)
        return True
    if not args.query.strip():
        raise OptionError("no query; write dprk-geo sql DIR 'select ...', or --schema for tables and columns")
    found = query(_results(Project.open(args.project), run), args.query, limit=args.limit)
    form = as_csv if args.csv else as_json if args.json else as_text
    text = form(found)
    write_text(text if text.endswith("\n") else text + "\n", out)
    if found.more:
        run.note(f"there are more rows than the {args.limit:,} shown; --limit 0 for all, --limit N for N")
    return bool(found.rows)


def _results(project: Project, run: Run) -> Path:
    """The path of the results as tables, which are made anew if the project has changed since."""
    from geo.api.reading import read
    from geo.outputs.formats.sqlite import write_sqlite
    from geo.outputs.query.query import facts_of

    project.refresh(report=run.report, note=run.note, progress=run.progress, reference=run.reference)
    path, stamp = project.folder / RESULTS, project.stamp()
    if facts_of(path).get("stamp") != stamp:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # problems are reported one by one
            found = read(project.folder, reference=run.reference)
        for error in found.problems:
            run.report(error)
        write_sqlite(found, path, {"stamp": stamp, "articles": str(len(found.extractions))})
    return path
