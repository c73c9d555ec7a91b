"""Options that filter what a command shows, by the words of the page's filters."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from .options import day

if TYPE_CHECKING:
    from geo.linking.selection import Selection
    from geo.reference.context import Reference

    from .console import Run

__all__ = ["filter_group", "filtered", "selection_of"]


def filter_group() -> argparse.ArgumentParser:
    """Return a parent parser with the filters."""
    group = argparse.ArgumentParser(add_help=False)
    filters = group.add_argument_group("filters (several values of one: either; several filters: all)")
    filters.add_argument("--type", action="append", default=[], metavar="TYPE", dest="types",
                         help="event type, as inspection; repeatable, or a list with commas")  # fmt: skip
    filters.add_argument("--from", dest="start", type=day, metavar="DAY", help="only events from this day on")
    filters.add_argument("--to", dest="end", type=day, metavar="DAY", help="only events until this day")
    filters.add_argument(
        "--undated", action="store_true", help="with --from or --to: also events without a date"
    )
    filters.add_argument("--leader", action="store_true", help="only events at which the leader was present")
    filters.add_argument("--place", action="append", default=[], metavar="NAME", dest="places",
                         help="county, province or site in any spelling, or a P-code; repeatable")  # fmt: skip
    filters.add_argument("--source", action="append", default=[], metavar="NAME", dest="sources",
                         help="publisher by name or host, or a class as 'state media'; repeatable")  # fmt: skip
    filters.add_argument("--near", action="append", default=[], metavar="POINT,KM", dest="circles",
                         help="only events within a distance of a point or place, as 39.0,125.7,20km")  # fmt: skip
    filters.add_argument("--basis", action="append", default=[], metavar="BASIS", dest="bases",
                         help="on what the event rests: state media, imagery, ...; repeatable")  # fmt: skip
    return group


def selection_of(args: argparse.Namespace, reference: Reference) -> Selection:
    """Return the selection that a command is asked for.

    Raises
    ------
    OptionError
        A value is unknown.
    """
    from geo.linking.filter_words import selection

    return selection(
        reference,
        type=_listed(args.types),
        start=args.start,
        end=args.end,
        undated=args.undated,
        leader=args.leader,
        place=args.places,
        source=_listed(args.sources),
        near=args.circles,
        basis=_listed(args.bases),
    )


def filtered(found: Any, asked: Selection, run: Run) -> Any:
    """Return the part of the results that is asked for, and say how much it is."""
    from geo.linking.selection import select

    if not asked:
        return found
    kept = select(found, asked)
    run.count("selected", len(kept.event_list), f"of {len(found.event_list):,} events: {asked}")
    return kept


def _listed(values: list[str]) -> list[str]:
    return [one.strip() for value in values for one in value.split(",") if one.strip()]
