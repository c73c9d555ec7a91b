"""Options that several commands share, and the types of what is given to them."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["TABLES", "Commands", "Shared", "count", "day", "ending", "shared"]

TABLES = ".csv, .xlsx, .json, .geojson, .gpkg, .parquet, .kml; FILE#NAME is one of its sheets or layers"
"""What a table may be."""

MATCHES = ("one-to-many", "one-to-one")
DAYS, KM, MIN_TIE = 2, 30.0, 0.6
CANDIDATE_BELOW = 0.65
"""As in :mod:`geo.linking.matching.terms` and :mod:`geo.model.entities`, which the help would have to load;
a test compares."""

Commands = Any
"""What :meth:`argparse.ArgumentParser.add_subparsers` gives; its class has no public name."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Groups of options, each a parser that a command may have for a parent."""

    common: argparse.ArgumentParser
    articles: argparse.ArgumentParser
    events: argparse.ArgumentParser
    corrections: argparse.ArgumentParser
    tables: argparse.ArgumentParser
    ties: argparse.ArgumentParser
    boundaries: argparse.ArgumentParser


def shared() -> Shared:
    """Groups of options, made anew."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress and no closing table")
    articles = argparse.ArgumentParser(add_help=False, parents=[common])
    articles.add_argument(
        "inputs", nargs="+", metavar="INPUT", help=".txt, .html, .jsonl or .pdf files, folders, or -"
    )
    articles.add_argument(
        "--date", type=day, metavar="DAY", help="date of articles without one, as 2024-11-20"
    )
    articles.add_argument("-j", "--jobs", type=count, default=1, metavar="N", help="processes (default 1)")
    events = argparse.ArgumentParser(add_help=False)
    events.add_argument("--min-score", type=_share, default=0.0, metavar="SCORE",
                        help="leave out events scored below this, 0 to 1;"
                        f" candidates are below {CANDIDATE_BELOW}")  # fmt: skip
    corrections = argparse.ArgumentParser(add_help=False)
    corrections.add_argument("--corrections", action="append", default=[], metavar="FILE",
                             help=".toml or .csv in which people overrule the machine; repeatable")  # fmt: skip
    ties = argparse.ArgumentParser(add_help=False)
    ties.add_argument("--match", choices=MATCHES, default=MATCHES[0],
                      help="how many partners a happening or a record may have; default: %(default)s")  # fmt: skip
    ties.add_argument("--min-tie", type=_share, default=MIN_TIE, metavar="SCORE",
                      help="leave out ties scored below this, 0 to 1; default: %(default)s")  # fmt: skip
    ties.add_argument("--days", type=_from_0, metavar="N",
                      help=f"how many days the two may lie apart; default: {DAYS}, within one table 0")  # fmt: skip
    ties.add_argument("--km", type=_kilometres, default=KM, metavar="N",
                      help="how far apart points in two counties may lie; default: %(default)g")  # fmt: skip
    boundaries = argparse.ArgumentParser(add_help=False)
    boundaries.add_argument("--boundaries", metavar="FILE",
                            help="the country's units as OCHA, GADM, geoBoundaries, OpenStreetMap or others draw"
                            " them, to place points and draw maps by")  # fmt: skip
    tables = argparse.ArgumentParser(add_help=False, parents=[corrections, ties, boundaries])
    tables.add_argument(
        "--records", metavar="FILE", help=f"table of event records to tie to the events: {TABLES}"
    )
    tables.add_argument(
        "--columns",
        metavar="OURS=NAME,...",
        help="which columns of --records are which, as date=Day,place=Where",
    )
    tables.add_argument(
        "--sites", metavar="FILE", help="table of sites with coordinates, in the same formats"
    )
    tables.add_argument("--publishers", metavar="FILE",
                        help="table of publishers (host, name, korean, class) that goes before ours")  # fmt: skip
    shown = tables.add_mutually_exclusive_group()
    shown.add_argument("--reviewed-only", action="store_true", help="only events that somebody has confirmed")
    shown.add_argument("--rejected", action="store_true", help="also events that somebody has rejected")
    return Shared(
        common=common, articles=articles, events=events, corrections=corrections, ties=ties,
        boundaries=boundaries, tables=tables,
    )  # fmt: skip


def day(value: str) -> date:
    """A day as an option gives it."""
    from geo.text.written_dates import parse_day

    found = parse_day(value)
    if found is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no day; write it as 2024-11-20")
    return found


_ELSEWHERE = {
    **dict.fromkeys((".pdf", ".png", ".svg"), "a map as {} is written by dprk-geo figure"),
    **dict.fromkeys((".html", ".htm"), "a map as {} is written by dprk-geo map"),
    **dict.fromkeys(
        (".csv", ".fgb", ".geojson", ".gpkg", ".gpx", ".jsonl", ".kml", ".kmz", ".parquet", ".xlsx"),
        "events as {} are written by dprk-geo export",
    ),
}
"""Where a wish for an ending is served that a command does not write."""


def ending(path: str, allowed: Sequence[str]) -> str:
    """The ending of a file to be written, in lower case; none for standard output.

    Parameters
    ----------
    path : str
        A file, or ``-`` for standard output.
    allowed : sequence of str
        Endings that the command writes; with the empty one also names without any.

    Raises
    ------
    OptionError
        The command writes no such file.

    Examples
    --------
    >>> ending("songchon.HTML", (".html", ".htm")), ending("-", (".csv",))
    ('.html', '')
    """
    from geo.model.errors import OptionError

    found = PurePath(path).suffix.casefold()
    if path == "-" or found in allowed:
        return found
    elsewhere = _ELSEWHERE.get(found, "")
    raise OptionError(
        f"{path}: the ending can be {' or '.join(filter(None, allowed))}"
        + (f"; {elsewhere.format(found)}" if elsewhere else "")
    )


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no score from 0 to 1; write it as 0.65")
    return share


def _from_0(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is no number of days")
    return int(value)


def _kilometres(value: str) -> float:
    try:
        km = float(value)
    except ValueError:
        km = -1.0
    if not 0 <= km < math.inf:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of kilometres")
    return km


def count(value: str) -> int:
    """A number from 1."""
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1")
    return int(value)
