"""The command ``dprk-geo join``: link two tables of event records, or events of projects, or find duplicates."""

from __future__ import annotations

import argparse

from .console import Run
from .inputs import add_columns, add_unmatched, note_unknown_types
from .options import TABLES, Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "join",
        parents=[groups.common, groups.links, groups.boundaries],
        help="link two tables of event records, or a project with a table or a project; find duplicates in one table",
    )
    cmd.add_argument(
        "tables",
        nargs="+",
        metavar="TABLE",
        help=f"one or two tables of event records, or a project and what it is linked to: {TABLES}",
    )
    cmd.add_argument("--columns", action="append", default=[], metavar="OURS=NAME,...",
                     help="column mapping of the first table, such as date=Day,place=Where;"
                     " a second --columns is for the second table")  # fmt: skip
    cmd.add_argument("-o", "--output", default="output/pairs.csv", metavar="FILE",
                     help=".csv or .jsonl: pairs, then unpaired records and why; default: %(default)s")  # fmt: skip
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.linking.matching import join_records, unmatched_records
    from geo.linking.records import NEEDED, records_of
    from geo.model.errors import OptionError
    from geo.outputs.formats.pairs import ENDINGS, pair_rows, write_pairs
    from geo.readers.tables import read_table
    from geo.store.database import is_project

    if len(args.tables) > 2:
        raise OptionError(f"join takes one table or two, not {len(args.tables)}")
    if not args.output.casefold().endswith(ENDINGS):
        raise OptionError(f"{args.output}: pairs are written as {' or '.join(ENDINGS)}")
    if len(args.columns) > len(args.tables):
        raise OptionError("there are more --columns than tables")
    if any(map(is_project, args.tables)):
        from .join_projects import join_project

        return join_project(args, run)
    asked = [*args.columns, *[None] * len(args.tables)]
    tables = [
        read_table(path, run.report, need=NEEDED, columns=columns, reference=run.reference, note=run.note)
        for path, columns in zip(args.tables, asked, strict=False)
    ]
    sides = [list(run.progress(records_of(table, run.report), "records")) for table in tables]
    first, second = sides[0], sides[-1]
    both = len(sides) == 2
    limits = {"days": args.days, "km": args.km, "min_score": args.min_link_score}
    pairs = join_records(first, second if both else None, match=args.match, reference=run.reference, **limits)
    missed = unmatched_records(first, second, pairs, reference=run.reference, **limits) if both else ([], [])
    written = write_pairs(pair_rows(pairs, first, second, missed), args.output)
    run.count(
        "records", sum(map(len, sides)), " and ".join(f"{len(side):,}" for side in sides) if both else ""
    )
    for table, read in zip(tables, sides, strict=True):
        add_columns(run, table.column_summary, table.path if both else "")
        note_unknown_types(run, table.path, read, run.reference)
    run.count("pairs", len(pairs), "" if both else "possible duplicates: check them")
    if both:
        for side, rows in zip(("first", "second"), missed, strict=True):
            add_unmatched(run, side, rows)
    run.line("written", f"{args.output}  {written:,} rows")
    return bool(pairs)
