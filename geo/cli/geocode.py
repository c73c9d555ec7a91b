"""The command ``dprk-geo geocode``: find the places of names, sentences or points, one by one or of a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .console import Run
from .inputs import add_columns
from .options import Commands, Shared, ending

if TYPE_CHECKING:
    from geo.model.entities import Place
    from geo.reference.gazetteer import Gazetteer

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "geocode",
        parents=[groups.common, groups.boundaries],
        help="find the places of names, sentences or points, or of the rows of a table",
    )
    cmd.add_argument(
        "text",
        metavar="TEXT",
        nargs="*",
        help='"Songchon County", 성천군, KP0717, a sentence, or a point in any usual notation ("39.26, 126.2",'
        ' "39°15′N 126°12′E"); several words are joined to one text; - reads one text per line from standard input',
    )
    cmd.add_argument("--json", action="store_true", help="print one JSON object per line")
    cmd.add_argument(
        "--table",
        metavar="FILE",
        help="instead of TEXT: a table; its rows are written as CSV with their places, by their point where they have"
        " one, else by name",
    )
    cmd.add_argument(
        "--columns",
        default="",
        metavar="place=NAME,...",
        help="columns of the table that name the place or hold its point",
    )
    cmd.add_argument("-o", "--output", default="-", metavar="FILE",
                     help="file for the CSV of --table (default: standard output)")  # fmt: skip
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.model.errors import OptionError

    if bool(args.table) == bool(args.text):
        raise OptionError("give either TEXT or --table FILE")
    if args.text and (args.columns or args.output != "-"):
        raise OptionError("--columns and --output go with --table FILE")
    if args.table and args.json:
        raise OptionError("--json goes with TEXT; a table is written as CSV")
    ending(args.output, (".csv", ".txt", ""))
    return _table(args, run) if args.table else _text(args, run)


def _table(args: argparse.Namespace, run: Run) -> bool:
    from geo.geocoding.table_places import COLUMNS
    from geo.linking.placed_rows import PLACING, placed
    from geo.outputs.formats import write_text
    from geo.outputs.formats.cells import sheet
    from geo.readers.tables import parse_columns, read_table

    table = read_table(
        args.table,
        run.report,
        need=PLACING,
        columns=parse_columns(args.columns),
        reference=run.reference,
        note=run.note,
    )
    rows = list(placed(table, run.report))
    names = list(dict.fromkeys(name for row in rows for name in row)) or [*table.header, *COLUMNS]
    write_text(sheet(names, rows), sys.stdout if args.output == "-" else args.output)
    found = sum(bool(row["pcode"]) for row in rows)
    sea = sum(row["geo_precision"] == "sea" for row in rows)
    at_sea = f"{sea:,} at sea, " if sea else ""
    run.count("rows", len(rows), f"{found:,} placed, {at_sea}{len(rows) - found - sea:,} not")
    add_columns(run, table.column_summary)
    if args.output != "-":
        run.line("written", args.output)
    return bool(found or sea)


def _text(args: argparse.Namespace, run: Run) -> bool:
    from geo.geocoding.queries import answer

    one = args.text != ["-"]
    asked = [" ".join(args.text)] if one else [line.strip() for line in sys.stdin if line.strip()]
    any_ = False
    for text in (query.encode("utf-8", "replace").decode("utf-8") for query in asked):
        found, remarks = answer(text, run.reference)
        if args.json:
            _as_json(found, "" if one else text)
        else:
            _as_lines(found, "" if one else text, run.reference.gazetteer)
        any_ = any_ or bool(found)
        if not run.quiet:
            problems = [] if found else [f"no place found in {text!r}"]
            if problems or remarks:
                print(
                    "; ".join([*problems, *remarks] if problems else [f"{text!r}", *remarks]), file=sys.stderr
                )
    return any_


def _as_json(found: Sequence[tuple[Place, str, float]], query: str) -> None:
    import json

    for place, rule, score in found:
        row = ({"query": query} if query else {}) | {n: getattr(place, n) for n in place.__slots__}
        row |= {"geo_precision": place.geo_precision, "rule": rule, "score": round(score, 2)}
        print(json.dumps(row, ensure_ascii=False))


def _as_lines(found: Sequence[tuple[Place, str, float]], query: str, known: Gazetteer) -> None:
    from geo.geocoding.lookup import address

    if query:
        print(f"{query}:")
    for place, rule, _ in found:
        at = known.coordinate_source(place)
        point = f"{at.lat:.4f}, {at.lon:.4f}" if at and at.lat is not None else "no coordinates"
        if at and at is not place:
            point += f" (of {at.name})"
        pcode = place.adm2 or place.adm1 or place.country
        print(f"{address(place, known)}  {place.korean}\n  {pcode}  {place.geo_precision}  {point}\n  {rule}")
