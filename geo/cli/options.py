"""Options that several commands share, and the parsers of their values."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

__all__ = ["TABLES", "Commands", "Parser", "Shared", "count", "day", "ending", "megabytes", "shared"]

TABLES = ".csv, .xlsx, .ods, .json, .geojson, .gpkg, .parquet, .kml; FILE#NAME is one of its sheets, layers or folders"
"""Formats of tables, for help texts."""

MATCHES = ("one-to-many", "one-to-one")
DAYS, KM, MIN_LINK_SCORE = 2, 30.0, 0.6
CANDIDATE_BELOW = 0.65
"""Copies of values in :mod:`geo.linking.matching.terms` and :mod:`geo.model.entities`, so that the help need not load
these modules; a test compares them."""

Commands = Any
"""What :meth:`argparse.ArgumentParser.add_subparsers` gives; its class has no public name."""


class Parser(argparse.ArgumentParser):
    """A parser that creates the help of some options only when it is printed, as it needs slow imports."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._explained: dict[argparse.Action, Callable[[], str]] = {}

    def explain(self, option: argparse.Action, words: Callable[[], str]) -> None:
        """Set a function that creates the help of an option."""
        self._explained[option] = words

    def format_help(self) -> str:
        """Return the help, with the texts of these functions."""
        for option, words in self._explained.items():
            option.help = words()
        return super().format_help()


@dataclass(frozen=True, slots=True)
class Shared:
    """Groups of options, each a parent parser for commands."""

    common: argparse.ArgumentParser
    articles: argparse.ArgumentParser
    events: argparse.ArgumentParser
    corrections: argparse.ArgumentParser
    tables: argparse.ArgumentParser
    links: argparse.ArgumentParser
    boundaries: argparse.ArgumentParser
    filters: argparse.ArgumentParser


def shared(filters: argparse.ArgumentParser) -> Shared:
    """Create the groups of options; ``filters`` are those that choose events."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress bar and no summary")
    articles = argparse.ArgumentParser(add_help=False, parents=[common])
    articles.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files of articles (text, pages, feeds, mails, tables, documents, archives), folders, a project, or -",
    )
    articles.add_argument(
        "--date", type=day, metavar="DAY", help="date of articles without one, as 2024-11-20"
    )
    articles.add_argument("-j", "--jobs", type=count, metavar="N",
                          help="processes; default: one for each processor if the input is large")  # fmt: skip
    articles.add_argument("--scheduler", metavar="ADDRESS",
                          help="read articles and compare events on the Dask cluster of this scheduler,"
                          " as tcp://HOST:8786")  # fmt: skip
    events = argparse.ArgumentParser(add_help=False)
    events.add_argument("--min-score", type=_share, default=0.0, metavar="SCORE",
                        help="leave out events with a score below this, 0 to 1;"
                        f" candidates are below {CANDIDATE_BELOW}")  # fmt: skip
    corrections = argparse.ArgumentParser(add_help=False)
    corrections.add_argument("--corrections", action="append", default=[], metavar="FILE",
                             help=".toml or .csv file of corrections made by people; repeatable")  # fmt: skip
    links = argparse.ArgumentParser(add_help=False)
    links.add_argument("--match", choices=MATCHES, default=MATCHES[0],
                      help="how many links an occurrence or a record may have; default: %(default)s")  # fmt: skip
    links.add_argument("--min-link-score", type=_share, default=MIN_LINK_SCORE, metavar="SCORE",
                      help="leave out links with a score below this, 0 to 1; default: %(default)s")  # fmt: skip
    links.add_argument("--min-tie", dest="min_link_score", type=_share, default=argparse.SUPPRESS,
                       help=argparse.SUPPRESS)  # the former name  # fmt: skip
    links.add_argument("--days", type=_from_0, metavar="N",
                      help=f"how many days apart the two may be; default: {DAYS}, within one table 0")  # fmt: skip
    links.add_argument("--km", type=_kilometres, default=KM, metavar="N",
                      help="how many kilometres apart points in two counties may be; default: %(default)g")  # fmt: skip
    boundaries = argparse.ArgumentParser(add_help=False)
    boundaries.add_argument("--boundaries", metavar="FILE",
                            help="administrative boundaries from OCHA, GADM, geoBoundaries, OpenStreetMap or others,"
                            " for locating points and drawing maps")  # fmt: skip
    tables = argparse.ArgumentParser(add_help=False, parents=[corrections, links, boundaries])
    tables.add_argument(
        "--records", metavar="FILE", help=f"table of event records to link to the events: {TABLES}"
    )
    tables.add_argument(
        "--columns",
        metavar="OURS=NAME,...",
        help="column mapping of --records, such as date=Day,place=Where",
    )
    tables.add_argument(
        "--sites", metavar="FILE", help="table of sites with coordinates, in the same formats"
    )
    tables.add_argument("--publishers", metavar="FILE",
                        help="table of publishers (host, name, korean, class), used before ours")  # fmt: skip
    shown = tables.add_mutually_exclusive_group()
    shown.add_argument("--reviewed-only", action="store_true", help="only events that a person has confirmed")
    shown.add_argument("--rejected", action="store_true", help="also events that a person has rejected")
    return Shared(
        common=common, articles=articles, events=events, corrections=corrections, links=links,
        boundaries=boundaries, tables=tables, filters=filters,
    )  # fmt: skip


def day(value: str) -> date:
    """Parse the date of an option."""
    from geo.reference.written_dates import parse_day

    found = parse_day(value)
    if found is None:
        raise argparse.ArgumentTypeError(f"{value!r} is not a date; write it as 2024-11-20")
    return found


def _elsewhere(ending: str) -> str:
    """A hint which command writes files with an ending; empty where none does."""
    from geo.outputs.figure import FIGURES
    from geo.outputs.formats.formats import by_ending

    if ending in (".html", ".htm"):
        return f"a map as {ending} is written by dprk-geo map"
    if ending in FIGURES:
        return f"a map as {ending} is written by dprk-geo figure"
    return f"events as {ending} are written by dprk-geo export" if ending in by_ending() else ""


def ending(path: str, allowed: Sequence[str]) -> str:
    """Return the ending of an output file in lower case; empty for standard output.

    Parameters
    ----------
    path : str
        A file, or ``-`` for standard output.
    allowed : sequence of str
        Endings that the command can write; an empty one allows names without ending.

    Raises
    ------
    OptionError
        The command cannot write files with this ending.

    Examples
    --------
    >>> ending("songchon.HTML", (".html", ".htm")), ending("-", (".csv",))
    ('.html', '')
    """
    from geo.model.errors import OptionError

    found = PurePath(path).suffix.casefold()
    if path == "-" or found in allowed:
        return found
    elsewhere = _elsewhere(found)
    raise OptionError(
        f"{path}: the ending can be {' or '.join(filter(None, allowed))}"
        + (f"; {elsewhere}" if elsewhere else "")
    )


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a score from 0 to 1; write it as 0.65")
    return share


def _from_0(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of days; write it as 2")
    return int(value)


def _kilometres(value: str) -> float:
    return _amount(value, "a number of kilometres; write it as 30")


def megabytes(value: str) -> float:
    """Parse a size in millions of bytes, 0 or more."""
    return _amount(value, "a size in MB; write it as 1.5, or 0")


def _amount(value: str, what: str) -> float:
    """A finite number, 0 or more."""
    try:
        amount = float(value)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < math.inf:
        raise argparse.ArgumentTypeError(f"{value!r} is not {what}")
    return amount


def count(value: str) -> int:
    """Parse a positive whole number."""
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a positive whole number; write it as 4")
    return int(value)
