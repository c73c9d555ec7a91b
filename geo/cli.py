"""The command ``dprk-geo``: options, progress, the closing table and exit codes. Work is done elsewhere."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .console import Run, Tally

if TYPE_CHECKING:
    from datetime import date

    from .model import Article, Extraction

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; those of the process by default.

    Returns
    -------
    int
        0 done; 1 done, but nothing was found; 2 something of the input could not be used, or the call was
        wrong. What could be used was: nothing is lost to a bad file beside it.
    """
    args = _parser().parse_args(argv)
    from .errors import GeoError

    if sys.stdout is None or sys.stderr is None:
        return 2  # nowhere to say anything
    for stream in (sys.stdout, sys.stderr):  # Korean is printed whatever the terminal says of itself
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    run = Run(quiet=args.quiet)
    try:
        found = args.run(args, run)
    except GeoError as error:
        run.report(error)
        run.close()
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, as `head` does
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    run.close()
    return 2 if run.problems else 0 if found else 1


def _parser() -> argparse.ArgumentParser:
    from . import __version__

    parser = argparse.ArgumentParser(
        prog="dprk-geo",
        description="Find the places in reported text about North Korea, tell what happened there, and map it.",
        epilog="exit codes: 0 done, 1 nothing found, 2 bad input or call (what could be read was)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress and no closing table")
    articles = argparse.ArgumentParser(add_help=False, parents=[common])
    articles.add_argument(
        "inputs", nargs="+", metavar="INPUT", help=".txt, .html or .jsonl files, folders, or -"
    )
    articles.add_argument(
        "--date", type=_day, metavar="DAY", help="date of articles without one, as 2024-11-20"
    )
    articles.add_argument("-j", "--jobs", type=_count, default=1, metavar="N", help="processes (default 1)")
    events = argparse.ArgumentParser(add_help=False)
    events.add_argument("--min-score", type=_share, default=0.0, metavar="SCORE",
                        help="leave out events scored below this, 0 to 1; candidates are below 0.65")  # fmt: skip
    tables = argparse.ArgumentParser(add_help=False)
    tables.add_argument("--records", metavar="FILE", help="CSV table of event records to tie to the events")
    tables.add_argument("--sites", metavar="FILE", help="CSV table of sites with coordinates")

    cmd = commands.add_parser(
        "map", parents=[articles, events, tables], help="articles to one interactive HTML map"
    )
    cmd.add_argument("-o", "--output", default="output/map.html", metavar="FILE", help="default: %(default)s")
    cmd.add_argument("--title", default="North Korea: reported events and sites", help="title of the page")
    cmd.add_argument("--language", choices=("en", "ko"), default="en", help="language of the page")
    cmd.add_argument("--online", action="store_true",
                     help="offer backgrounds from the network; off until the reader chooses one")  # fmt: skip
    cmd.add_argument("--tiles", action="append", default=[], metavar="NAME",
                     help="offer this one, named as in xyzservices; repeatable, implies --online")  # fmt: skip
    cmd.set_defaults(run=_map)

    cmd = commands.add_parser(
        "export", parents=[articles, events, tables], help="articles to events for other programs"
    )
    cmd.add_argument("-o", "--output", default="output/events.geojson", metavar="FILE",
                     help="its ending says the format: .geojson, .csv, .kml, .kmz, .gpkg, .fgb, .xlsx, .parquet;"
                     " default: %(default)s")  # fmt: skip
    cmd.add_argument("--geometry", choices=("point", "area"), default="point",
                     help="what is known only to its county: point at its seat, or its area")  # fmt: skip
    cmd.set_defaults(run=_export)

    cmd = commands.add_parser(
        "extract", parents=[articles, events], help="articles to mentions and events, a JSON object a line"
    )
    cmd.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    cmd.set_defaults(run=_extract)

    cmd = commands.add_parser("records", parents=[common], help="a table of event records to places")
    cmd.add_argument("table", metavar="FILE", help="CSV with a date and a place, coordinates or a text")
    cmd.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help=".jsonl or .geojson (default: JSON Lines to standard output)",
    )
    cmd.set_defaults(run=_records)

    cmd = commands.add_parser("geocode", parents=[common], help="a name or sentence to places")
    cmd.add_argument("text", metavar="TEXT", nargs="+", help='"Songchon County", 성천군, a sentence')
    cmd.add_argument("--json", action="store_true", help="one JSON object a line")
    cmd.set_defaults(run=_geocode)

    cmd = commands.add_parser("explain", parents=[articles], help="why an article was read as it was")
    cmd.add_argument(
        "-o", "--output", default="-", metavar="FILE", help=".html, else text (default: standard output)"
    )
    cmd.set_defaults(run=_explain)

    cmd = commands.add_parser("score", parents=[common], help="answers against labels made by hand")
    cmd.add_argument("gold", metavar="GOLD", help="labels, one JSON object a line")
    cmd.add_argument("predicted", metavar="PREDICTED", help="what `dprk-geo extract` wrote")
    cmd.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N disagreements")
    cmd.set_defaults(run=_score)
    return parser


def _day(value: str) -> date:
    from .dates import parse_day

    day = parse_day(value)
    if day is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no day; write it as 2024-11-20")
    return day


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no score from 0 to 1; write it as 0.65")
    return share


def _count(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes")
    return int(value)


def _read(args: argparse.Namespace, run: Run) -> Iterator[Extraction]:
    from .articles import read_articles
    from .corpus import extract_all

    articles: Iterator[Article] = read_articles(
        args.inputs, date=args.date, report=run.report, without=args.output
    )
    yield from run.progress(extract_all(articles, processes=args.jobs, report=run.report), "articles")


def _results(args: argparse.Namespace, run: Run) -> Any:
    from .frames import tie

    tally = Tally(args.min_score)
    extractions = list(tally.over(_read(args, run)))
    results = tie(extractions, records=args.records, sites=args.sites, inputs=args.inputs, report=run.report)
    tally.tell(run)
    once = len({e.happening for e in results.event_list})
    if once < len(results.event_list):
        run.count("  happenings", once, "reports of the same one counted once")
    run.count(
        "sites",
        len(results.sites),
        f"{sum(s.geo_precision == 'site' for s in results.sites):,} with coordinates",
    )
    if args.records:
        tied = {k.record_id for k in results.links}
        told = {k.event_id for k in results.links}
        run.count(
            "records",
            len(results.records),
            f"{len(tied):,} tied to {len(told):,} events, {len(results.records) - len(tied):,} not",
        )
    return results


def _map(args: argparse.Namespace, run: Run) -> bool:
    from .errors import InputError, OptionError
    from .export import write_text

    if args.output == "-":
        raise OptionError("a map is written to a file: -o FILE.html")
    tiles = tuple(args.tiles)
    offered = []
    if args.online or tiles:
        from .maps.tiles import DEFAULT, offers

        tiles = tiles or DEFAULT
        offered = offers(tiles)  # a name that cannot be offered is told before the work, not after it
    results = _results(args, run)
    if not (results.extractions or results.records or results.sites):
        raise InputError(f"nothing could be read, so {args.output} is left as it was")
    page = results.map(title=args.title, language=args.language, tiles=tiles).get_root().render()
    write_text(page, args.output)
    run.say("map", f"{args.output}  {len(page.encode()) / 1e6:.1f} MB, opens without network")
    if offered:
        told = ", ".join(f"{one['name']} ({one['host']})" for one in offered)
        run.say("backgrounds", f"{told}; off until the reader chooses one")
    return bool(results.event_list or results.records or results.sites)


def _export(args: argparse.Namespace, run: Run) -> bool:
    from .formats import write_results, writer_of

    writer_of(args.output)  # an ending that nothing writes is told before the work, not after it
    results = _results(args, run)
    run.say("export", f"{args.output}  {write_results(results, args.output, geometry=args.geometry)}")
    return bool(results.event_list)


def _extract(args: argparse.Namespace, run: Run) -> bool:
    from .export import extraction_row, write_lines

    tally = Tally(args.min_score)
    out: Any = sys.stdout if args.output == "-" else args.output
    write_lines((extraction_row(x) for x in tally.over(_read(args, run))), out)
    tally.tell(run)
    if args.output != "-":
        run.say("written", args.output)
    return tally.mentions + tally.events > 0


def _records(args: argparse.Namespace, run: Run) -> bool:
    from .errors import OptionError
    from .export import record_properties, record_row, write_geojson, write_lines
    from .records import read_records

    if not args.output.endswith((".jsonl", ".ndjson", ".geojson", ".json")) and args.output != "-":
        raise OptionError(f"{args.output}: records are written as .jsonl or .geojson")
    records = list(run.progress(read_records(args.table, run.report), "records"))
    if args.output.endswith((".geojson", ".json")):
        write_geojson(map(record_properties, records), args.output)
    else:
        write_lines(map(record_row, records), sys.stdout if args.output == "-" else args.output)
    run.count("records read", len(records))
    run.count("  placed", sum(r.adm1 is not None for r in records))
    run.count("  at sea", sum(r.geo_precision == "sea" for r in records))
    run.count(
        "  no place",
        sum(r.adm1 is None and r.geo_precision != "sea" for r in records),
        "none named, or not in the DPRK",
    )
    if args.output != "-":
        run.say("written", args.output)
    return bool(records)


def _geocode(args: argparse.Namespace, run: Run) -> bool:
    import json

    from .gazetteer import gazetteer
    from .lookup import address, lookup

    text = " ".join(args.text).encode("utf-8", "replace").decode("utf-8")
    found = lookup(text)
    for place, rule, score in found:
        if args.json:
            row = {n: getattr(place, n) for n in place.__slots__}
            print(
                json.dumps(
                    {**row, "geo_precision": place.geo_precision, "rule": rule, "score": round(score, 2)},
                    ensure_ascii=False,
                )
            )
            continue
        at = gazetteer().standing_at(place)
        point = f"{at.lat:.4f}, {at.lon:.4f}" if at and at.lat is not None else "no coordinates"
        if at and at is not place:
            point += f" (of {at.name})"
        pcode = place.adm2 or place.adm1 or place.country
        print(f"{address(place)}  {place.korean}\n  {pcode}  {place.geo_precision}  {point}\n  {rule}")
    if not found and not run.quiet:
        print(f"no place found in {text!r}", file=sys.stderr)
    return bool(found)


def _score(args: argparse.Namespace, run: Run) -> bool:
    from .scoring import as_text, score

    found = score(args.gold, args.predicted)
    print(as_text(found, args.errors))
    return found.documents > 0


def _explain(args: argparse.Namespace, run: Run) -> bool:
    from .articles import read_articles
    from .errors import OptionError
    from .explain import as_html, as_text, explain
    from .export import write_text

    articles = read_articles(args.inputs, date=args.date, report=run.report, without=args.output)
    found = [explain(a) for a in articles]
    if args.output.endswith((".html", ".htm")):
        if len(found) > 1:
            raise OptionError(f"{args.output}: a page explains one article, and {len(found)} were given")
        write_text("".join(map(as_html, found)), args.output)
    else:
        write_text("\n\n".join(map(as_text, found)) + "\n", sys.stdout if args.output == "-" else args.output)
    return bool(found)
