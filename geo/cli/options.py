"""Options that several commands share, and the types of what is given to them."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Commands", "Shared", "shared"]

Commands = Any
"""What :meth:`argparse.ArgumentParser.add_subparsers` gives; its class has no public name."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Groups of options, each a parser that a command may have for a parent."""

    common: argparse.ArgumentParser
    articles: argparse.ArgumentParser
    events: argparse.ArgumentParser
    tables: argparse.ArgumentParser


def shared() -> Shared:
    """Groups of options, made anew."""
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
    tables.add_argument("--publishers", metavar="FILE",
                        help="table of publishers (host, name, korean, class) that goes before ours")  # fmt: skip
    return Shared(common, articles, events, tables)


def _day(value: str) -> date:
    from geo.dates import parse_day

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
