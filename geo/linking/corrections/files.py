"""Read files of corrections: TOML, or a table with the same keys, also as saved by a spreadsheet.

A correction that cannot be used is reported with its file and line; the others are used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, Note, Report, UnreadableError
from geo.readers.tables import Table, read_table
from geo.readers.tables.days import NOT_A_DATE, calendar
from geo.reference.context import Reference
from geo.text.normalization import decode, shown
from geo.text.spreadsheet_safety import unguarded

from .correction import ACTIONS, Correction, correction_of
from .file_format import COLUMN, refuse_newer, stated

__all__ = ["FIELDS", "as_toml", "read_corrections"]

FIELDS = tuple(dict.fromkeys(
    ("id", "action", "value", "who", "when", "why", "event", "with", "record", "name",
     *(key for keys in ACTIONS.values() for key in keys))
))  # fmt: skip
"""All keys of corrections, in the order in which they are written."""

_HEAD = re.compile(r"[ \t]*\[\[[ \t]*correction[ \t]*\]\][ \t]*(?:#.*)?$")
_AT_LINE = re.compile(r" ?\(at line (\d+), column (\d+)\)")


def read_corrections(
    paths: str | Path | Iterable[str | Path],
    report: Report,
    *,
    reference: Reference | None = None,
    note: Note | None = None,
) -> list[Correction]:
    """Read the corrections of one or more files, in file order.

    Parameters
    ----------
    paths : path or iterable of paths
        ``.toml`` with one ``[[correction]]`` table each, or a table (``.csv``, ``.tsv``, ``.xlsx``, ``.ods``) with the
        same keys as columns. Rows without an action are skipped, so a review sheet may be filled in partly. Columns
        that are not keys are ignored.
    report : callable
        Called with a :class:`~geo.model.errors.GeoError` for each file or correction that cannot be used, and where
        two different corrections have the same id.
    reference : Reference, optional
        Its names, boundaries and event types resolve the values; the bundled one by default.
    note : callable, optional
        Called with each remark on a table that is not an error, such as sheets that were not read.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "corrections.toml"
    >>> _ = file.write_text('''
    ... [[correction]]
    ... action = "alias"
    ... name = "Peony Town"
    ... value = "Songchon County"
    ... who = "J. Reader"
    ... when = 2024-11-20
    ... why = "so called in letters"
    ... ''')
    >>> [(c.action, c.name, c.value.place_id, c.line) for c in read_corrections(file, print)]
    [('alias', 'Peony Town', 'KP0717', 2)]
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found: list[Correction] = []
    for path in given:
        try:
            rows = (
                _toml(Path(path), report)
                if Path(path).suffix.casefold() == ".toml"
                else _table(path, report, reference, note)
            )
            for row, line in rows:
                try:
                    found.append(correction_of(row, shown(path), line, reference=reference))
                except InputError as error:
                    report(error)
        except (InputError, UnreadableError) as error:
            report(error)
    return list(_once(found, report))


def _once(found: Sequence[Correction], report: Report) -> Iterator[Correction]:
    """Each correction once; different corrections with one id are reported and left out."""
    by_id: dict[str, list[Correction]] = {}
    for one in found:
        by_id.setdefault(one.id, []).append(one)
    for same in by_id.values():
        first = same[0]
        if any(other.given != first.given for other in same[1:]):
            places = " and ".join(other.where for other in same)
            report(
                InputError(f"{places}: different corrections with the id {first.id!r}; none of them is used")
            )
            continue
        for other in same[1:]:
            report(InputError(f"{other.where}: repeats correction {first.id!r} of {first.where}"))
        yield first


def _toml(path: Path, report: Report) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Correction tables of a TOML file, each with the line at which it begins."""
    name = shown(path)
    try:
        text = decode(path.read_bytes(), name).lstrip("\ufeff")
    except OSError as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"{name}: {error.strerror or error}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_newer(name, stated(text))
    heads = [number for number, line in enumerate(text.split("\n")) if _HEAD.match(line)]
    try:
        whole = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        yield from _blocks(name, text.split("\n"), heads, report)
        return
    for key in whole:
        if key != "correction":
            report(
                InputError(f"{name}: unknown key {key[:40]!r}; each correction begins with [[correction]]")
            )
    tables = whole.get("correction", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise InputError(
            f"{name}: correction is not a list of tables; begin each correction with [[correction]]"
        )
    lines = heads if len(heads) == len(tables) else _outside_of_strings(text, heads)
    for number, table in enumerate(tables):
        yield table, lines[number] + 1 if len(lines) == len(tables) else 0


def _outside_of_strings(text: str, heads: Sequence[int]) -> list[int]:
    """The headers that are not within a multi-line string: the text before them is valid TOML."""
    lines = text.split("\n")
    kept = []
    for head in heads:
        try:
            tomllib.loads("\n".join(lines[:head]))
        except tomllib.TOMLDecodeError:
            continue
        kept.append(head)
    return kept


def _blocks(
    name: str, lines: Sequence[str], heads: Sequence[int], report: Report
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Correction tables of an invalid file, each parsed alone; invalid ones are reported."""
    for start, end in zip([0, *heads], [*heads, len(lines)], strict=True):
        try:
            block = tomllib.loads("\n".join(lines[start:end]))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            at = _AT_LINE.search(str(error))
            line = start + (int(at[1]) if at else 1)
            why = _AT_LINE.sub("", str(error))
            report(InputError(f"{name}, line {line}: invalid TOML ({why}); this correction is left out"))
            continue
        for table in block.get("correction", []):
            yield table, start + 1


def _table(
    path: str | Path, report: Report, reference: Reference | None, note: Note | None
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Rows of a table that have an action, with their line numbers."""
    table = read_table(path, report, reference=reference, note=note)
    names = {header: header.strip().lstrip("\ufeff").casefold() for header in table.header}
    marks = [header for header, name in names.items() if name == COLUMN]
    refuse_newer(table.path, (str(_bare(row.get(mark)) or "") for row in table.rows for mark in marks))
    if "action" not in names.values():
        raise InputError(f"{table.path}, line 1: no column action among {', '.join(table.header) or 'none'}")
    for header, name in names.items():
        near = get_close_matches(name, FIELDS, 1, 0.8) if name not in FIELDS else []
        if near and near[0] not in names.values():
            report(InputError(f"{table.path}, line 1: column {header[:40]!r} is not read; is it {near[0]}?"))
    rows = [(_cells(table, row, names), table.line(row)) for row in table.rows]
    raw = [{name: _bare(row.get(header)) for header, name in names.items()} for row in table.rows]
    faults = _days([cells for cells, _ in rows], raw, table.calendar.serial)
    for (cells, line), why in zip(rows, faults, strict=True):
        if cells.get("action") and why:
            what = f"{why}; write it as 2024-11-20; the correction is left out"
            report(InputError(f"{table.path}, line {line}: {what}"))
        elif cells.get("action"):
            keys = (*ACTIONS.get(cells["action"].casefold(), FIELDS), "id", "action", "who", "when", "why")
            # A review sheet has all columns in all rows: those that an action does not use are for the reader.
            yield {key: cell for key, cell in cells.items() if key in keys}, line
        elif cells.get("value"):
            report(InputError(f"{table.path}, line {line}: a value without an action; the row is skipped"))


def _cells(table: Table, row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    own = table.own(row)
    return {
        name: unguarded(text)
        for header, name in names.items()
        if name in FIELDS and (text := str(own.get(header) or "").strip())
    }


def _bare(value: Any) -> Any:
    return unguarded(value.strip()) if isinstance(value, str) else value


def _days(rows: Sequence[dict[str, str]], raw: Sequence[Mapping[str, Any]], serial: date) -> list[str]:
    """Rewrite dates that a spreadsheet saved as 11/20/2024 or 20/11/2024 to 2024-11-20, in place.

    Returns the faults of each row, empty where there are none. A sheet writes all its dates in one order, so one
    unambiguous date decides for all.
    """
    keys = [("when", "value") if row.get("action", "").casefold() == "date" else ("when",) for row in rows]
    days = calendar((own.get(key) for own, dated in zip(raw, keys, strict=True) for key in dated), serial)
    by_row = []
    for row, own, dated in zip(rows, raw, keys, strict=True):
        faults = []
        for key in dated:
            day, precision, why = days.read(own.get(key))
            if day is not None and precision == "day":
                row[key] = day.isoformat()
            elif (
                why and why != NOT_A_DATE
            ):  # the action checks such values itself: they may be "none" or a month
                faults.append(f"{key} {row.get(key, '')[:40]!r} {why}")
        by_row.append(", ".join(faults))
    return by_row


def as_toml(row: Mapping[str, str], *, note: str = "") -> str:
    r"""Format a correction as TOML, with a comment line before it if ``note`` is given.

    Examples
    --------
    >>> print(as_toml({"action": "confirm", "event": "0f3a91c04d7e", "why": 'says "done"'}, note="Songchon"))
    # Songchon
    [[correction]]
    action = "confirm"
    why = "says \"done\""
    event = "0f3a91c04d7e"
    """
    lines = [f"# {' '.join(note.split())}"] if note else []
    lines.append("[[correction]]")
    lines += [f"{key} = {_quoted(row[key])}" for key in FIELDS if row.get(key)]
    return "\n".join(lines)


def _quoted(value: str) -> str:
    """A TOML string on one line."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c for c in escaped) + '"'
