"""Rows of cells to a table: which of them names the columns, and whether each of the others fits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from geo.model.errors import InputError

from .columns import known_names
from .layouts import headless, layout_of
from .values import WHERE, Broken, Raw, listed, said

__all__ = ["Line", "laid_out"]

_FIRST = 30
"""Rows among which the names of the columns are looked for."""
# What a cell below holds and no column is called.
_VALUE = re.compile(r"[-+]?\d+(?:[.,/:-]\d+)*(?:[T ].*)?|https?://\S+|KP\d{2,4}|.{80,}", re.DOTALL)


class Line(NamedTuple):
    """Cells of a row, and where it stands in its file ("line 3")."""

    where: str
    cells: Sequence[Any]


def laid_out(name: str, lines: Sequence[Line], faults: list[InputError], *, ragged: bool = False) -> Raw:
    """A table of rows whose names of columns stand in one of the first.

    Parameters
    ----------
    name : str
        The file, with its sheet where it has several.
    lines : sequence of Line
        Those with anything in them.
    faults : list of InputError
        What its reader found; faults of rows are added.
    ragged : bool
        Whether rows may be shorter than the header, as those of a sheet are.

    Raises
    ------
    InputError
        No row can be one of names.
    """
    at = _header(lines)
    shapes = (headless([said(c) for c in line.cells]) for line in lines[:_FIRST])
    shape = next(filter(None, shapes), None) if at < 0 else None
    if shape:
        header = list(shape.header)
    elif at < 0:
        where = lines[0].where if lines else "line 1"
        raise InputError(
            f"{name}, {where}: looks like a row of values, not of names for the columns; give the table a header"
        )
    else:
        header = [said(c) for c in lines[at].cells]
        while header and not header[-1]:
            header.pop()
    head = lines[at].where if at >= 0 else "no line"
    notes = [f"{at} row{'s' * (at > 1)} above its header passed over"] if at > 0 else []
    twice = sorted(h for h, times in Counter(header).items() if h and times > 1)
    if twice:
        faults.append(
            InputError(f"{name}, {head}: column {listed(twice)} stands twice; the first one is read")
        )
    rows = []
    for where, cells in lines[at + 1 :]:
        extra = [c for c in cells[len(header) :] if said(c) or isinstance(c, Broken)]
        if extra or (len(cells) < len(header) and not ragged):
            what = f"{len(cells)} cells in a row of {len(header)} columns"
            faults.append(
                InputError(f"{name}, {where}: {what}; is a comma or a quotation mark out of place?")
            )
        if said(cells[0]) == header[0] and [said(c) for c in cells[: len(header)]] == header:
            continue  # the header again, as where pages or files were joined
        row: dict[str, Any] = {WHERE: where}
        for column, cell in zip(header, cells, strict=False):
            row.setdefault(column, cell)
        rows.append(row)
    return Raw(name, list(dict.fromkeys(header)), rows, head, faults, notes)


def _header(lines: Sequence[Line]) -> int:
    """Which row names the columns: that with the most names known, else the first that could; -1 for none."""
    best, most = -1, 0
    for index, (_, cells) in enumerate(lines[:_FIRST]):
        texts = [said(c) for c in cells]
        filled = [t for t in texts if t]
        if not filled or any(_VALUE.fullmatch(t) for t in filled):
            continue
        names = sum(t.casefold() in known_names() for t in filled)
        if layout_of(texts):
            names += len(filled)
        if names > most and (names > 1 or index == 0):
            best, most = index, names
    if best >= 0:
        return best
    wide = max((sum(bool(said(c)) for c in line.cells) for line in lines[:_FIRST]), default=0)
    for index, (_, cells) in enumerate(lines[:_FIRST]):
        filled = [t for t in map(said, cells) if t]
        if len(filled) * 2 >= wide and len(filled) > 0 and not any(_VALUE.fullmatch(t) for t in filled):
            return index
        if len(filled) * 2 >= wide:
            return -1  # values stand where names should be
    return -1
