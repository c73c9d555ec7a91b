"""Link the events of a project to a table or to those of another project, for ``dprk-geo join``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .inputs import add_columns, add_unmatched, note_unknown_types

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from geo.linking.stored_events import StoredEvents
    from geo.model.entities import Record

    from .console import Run

__all__ = ["join_project"]


def join_project(args: argparse.Namespace, run: Run) -> bool:
    """Run the command where the first input is a project; return whether anything was linked.

    Raises
    ------
    OptionError
        The project is given alone, or after a table.
    """
    from geo.linking.matching.stored import pairs_stored, unmatched_stored
    from geo.model.errors import OptionError
    from geo.outputs.formats.pairs import pair_rows, write_pairs
    from geo.store.database import is_project

    first, *rest = args.tables
    if not is_project(first):
        raise OptionError(f"{rest[0]} is a project; name it first: dprk-geo join {rest[0]} {first}")
    if not rest:
        raise OptionError(
            f"{first} is a project, in which reports of one happening are merged already;"
            f" name what to link it to: dprk-geo join {first} TABLE, or another project"
        )
    if len(args.columns) > (not is_project(rest[0])):
        raise OptionError("--columns is for the table; a project has none")
    ours = _events(first, args, run)
    theirs = _events(rest[0], args, run) if is_project(rest[0]) else _records(rest[0], args, run)
    limits = {"days": args.days, "km": args.km, "min_score": args.min_link_score, "reference": run.reference}
    pairs = pairs_stored(ours, theirs, match=args.match, **limits)
    linked = {(pair.first_id, pair.second_id) for pair in pairs}
    missed = unmatched_stored(ours, theirs, linked, **limits)
    written = write_pairs(pair_rows(pairs, ours, theirs, missed), args.output)
    kind = "events" if is_project(rest[0]) else "records"
    run.lines.insert(0, ("joined", f"{len(ours):,} events and {len(theirs):,} {kind}"))
    run.count("pairs", len(pairs))
    for side, rows in zip(("first", "second"), missed, strict=True):
        add_unmatched(run, side, rows)
    run.line("written", f"{args.output}  {written:,} rows")
    return bool(pairs)


def _events(folder: str, args: argparse.Namespace, run: Run) -> StoredEvents:
    """The events of a project, with its corrections applied; those that a person rejected are left out."""
    from geo.linking.corrections import Ledger
    from geo.linking.run import Options, link
    from geo.linking.stored_events import StoredEvents
    from geo.store.project import Project

    project = Project.open(folder)
    project.refresh(report=run.report, note=run.note, progress=run.progress, reference=run.reference)
    ledger = Ledger.read(project.corrections, run.report, reference=run.reference, note=run.note)
    stored = project.reread(reference=ledger.reference, texts=False, credit=True)
    shown = stored.watched(lambda items: run.progress(items, "articles"))
    found = link(shown, Options(corrections=ledger), report=run.report, note=run.note)
    assert isinstance(found.event_list, StoredEvents)
    return found.event_list


def _records(path: str, args: argparse.Namespace, run: Run) -> Sequence[Record]:
    """The records of a table."""
    from geo.linking.records import NEEDED, records_of
    from geo.readers.tables import read_table

    columns: Any = args.columns[0] if args.columns else None
    table = read_table(path, run.report, need=NEEDED, columns=columns, reference=run.reference, note=run.note)
    found = list(run.progress(records_of(table, run.report), "records"))
    add_columns(run, table.column_summary)
    note_unknown_types(run, path, found, run.reference)
    return found
