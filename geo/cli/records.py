"""The command ``dprk-geo records``: find the places of a table of event records."""

from __future__ import annotations

import argparse
import sys

from .console import Run
from .inputs import add_columns, note_unknown_types
from .options import TABLES, Commands, Shared, ending

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "records",
        parents=[groups.common, groups.boundaries],
        help="find the places of the records in a table",
    )
    cmd.add_argument(
        "table", metavar="FILE", help=f"table with dates and with places, coordinates or texts: {TABLES}"
    )
    cmd.add_argument(
        "--columns",
        metavar="OURS=NAME,...",
        help="column mapping, such as date=Day,place=Where; show: print how the columns are read, and stop",
    )
    cmd.add_argument(
        "--prefer",
        choices=("point", "name"),
        default="point",
        help="what is used where a row's point is far from the place that it names (default: point)",
    )
    cmd.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help=".jsonl or .geojson (default: JSON Lines to standard output)",
    )
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.linking.records import NEEDED, records_of
    from geo.outputs.formats import record_properties, record_row, write_geojson, write_lines
    from geo.readers.tables import read_table

    if args.columns == "show":
        return _show(args, run)
    form = ending(args.output, (".jsonl", ".ndjson", ".geojson", ".json"))
    table = read_table(
        args.table, run.report, need=NEEDED, columns=args.columns, reference=run.reference, note=run.note
    )
    records = list(run.progress(records_of(table, run.report, args.prefer), "records"))
    if form in (".geojson", ".json"):
        write_geojson(map(record_properties, records), args.output)
    else:
        write_lines(map(record_row, records), sys.stdout if args.output == "-" else args.output)
    run.count("records read", len(records))
    add_columns(run, table.column_summary)
    note_unknown_types(run, table.path, records, run.reference)
    run.count("  placed", sum(r.adm1 is not None for r in records))
    run.count("  at sea", sum(r.geo_precision == "sea" for r in records))
    run.count(
        "  no place",
        sum(r.adm1 is None and r.geo_precision != "sea" for r in records),
        "no place named, or outside the DPRK",
    )
    if args.output != "-":
        run.line("written", args.output)
    return bool(records)


def _show(args: argparse.Namespace, run: Run) -> bool:
    """Print how the columns of a table are read; return whether it has rows."""
    from geo.linking.records import NEEDED
    from geo.readers.tables import read_table
    from geo.readers.tables.shown import shown_columns

    table = read_table(args.table, run.report, need=NEEDED, reference=run.reference, note=run.note)
    print("\n".join(shown_columns(table)))
    run.count("rows", len(table.rows))
    return bool(table.rows)
